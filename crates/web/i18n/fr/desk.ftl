# Ce que les candidatures attendent de chacun : Mon travail, courriers.
desk-admissibility = Candidatures dont la recevabilité est à dire
desk-second = Propositions qui attendent une seconde personne
desk-advice = Avis à demander ou attendus
desk-sign = Décisions à notifier, conventions à signer
desk-payments = Versements et clôtures
desk-reports = Rapports finaux attendus
desk-scores = Dossiers à noter
desk-sessions = Mes séances de comité
desk-own = Mes candidatures
desk-territory = Candidatures de mon territoire
desk-answer-by = réponse attendue le { $day }, deux mois après la demande (décret 2018-514)
desk-filed-on = déposée le { $day } ; aucun délai de réponse connu
desk-missing-over = les pièces demandées étaient attendues le { $day }
desk-to-ask = recevable : avis à demander
desk-to-take-up = ajournée : à reprendre, ou à reporter à une autre vague
desk-to-present = avis rendus : à présenter au comité
desk-advice-of = avis attendu de { $names }
desk-to-notify = décision prise, à notifier
desk-to-contract = notifiée : convention à signer
desk-first-payment = convention signée, aucun versement encore
desk-balance = rapport remis : solde à payer, ou clôture
desk-to-close = soldée : à clore
desk-repayment = reversement attendu
desk-report-by = rapport final attendu le { $day }, fin des mois que donne la convention
desk-proposed = { $what }, proposé par { $who } ; tient jusqu’au { $day }
desk-held-on = séance du { $day }
desk-recused =
    { $n ->
        [one] déporté d’un dossier
       *[other] déporté de { $n } dossiers
    }
desk-score-for = à noter pour la séance { $session }
desk-missing = incomplète, à compléter avant le { $day } : { $list }
desk-decided = décision notifiée le { $day }
desk-inadmissible = déclarée irrecevable le { $day }
desk-closes = brouillon : l’appel ferme le { $day }
digest-desk = { $what } : { $detail }
digest-desk-late = { $what } : { $detail } (en retard)
notice-incomplete-subject = Rebond : candidature { $number } incomplète
notice-incomplete =
    Votre candidature « { $title } » ({ $number }) est déclarée incomplète. Il manque :

    { $missing }

    À compléter avant le { $until } : { $link }
notice-inadmissible-subject = Rebond : candidature { $number } irrecevable
notice-inadmissible =
    Votre candidature « { $title } » ({ $number }) est déclarée irrecevable. Le motif est sur sa page.

    { $link }
notice-notified-subject = Rebond : une décision sur la candidature { $number }
notice-notified =
    La décision sur votre candidature « { $title } » ({ $number }) est notifiée : elle est favorable. Son montant, ses réserves et la suite sont sur sa page.

    { $link }
notice-declined-subject = Rebond : une décision sur la candidature { $number }
notice-declined =
    La décision sur votre candidature « { $title } » ({ $number }) est notifiée : elle n’est pas retenue. Le motif est sur sa page.

    { $link }
notice-second-subject = Rebond : une proposition attend une seconde personne
notice-second =
    { $what }

    Cette proposition dépasse le seuil à partir duquel il faut deux personnes. Vous pouvez l’approuver ou l’écarter ; elle tient jusqu’au { $until }.

    { $link }
mail-notice-foot =
    Vous recevez ce message parce que cela ne pouvait pas attendre le prochain courrier. Vos choix : { $account }

    Pour ne plus recevoir aucun message : { $stop }
applications-second =
    { $n ->
        [one] une candidature attend une seconde personne
       *[other] { $n } candidatures attendent une seconde personne
    }
applications-second-only = Seules sont montrées celles qui attendent une seconde personne.
applications-everything = Toutes les candidatures
applications-proposed = attend une seconde personne
applications-late = en retard : attendu le { $day }
