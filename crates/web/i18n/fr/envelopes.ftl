envelopes-title = Enveloppes
envelopes-lead = Où est chaque euro et chaque place des programmes : ce qu’un acte a ouvert, ce qui est réservé, engagé, payé, et ce qui reste.
envelopes-none = Aucune enveloppe n’est ouverte. L’exploitant les ouvre avec la commande « rebond ledger open ».
envelopes-other = Autres enveloppes
envelopes-promise = Ce que Rebond garantit
envelopes-promise-text = Aucune enveloppe ne peut être dépassée, quel que soit le nombre de personnes qui décident au même moment et même si le serveur s’arrête net. Une décision est une ligne du journal, jamais modifiée ; une correction est une autre ligne.
envelopes-announced = Les montants sont ceux que les sources annoncent, ouverts ici à la date qu’elles donnent, à défaut à celle du programme. Rebond ne sait pas ce que les financeurs ont engagé ailleurs : le reste affiché est celui des décisions prises ici.
envelope-opened = Ouvert
envelope-delegated = Délégué
envelope-reserved = Réservé
envelope-committed = Engagé
envelope-lapsed = Tombé
envelope-available = Reste
envelope-liquidated = Liquidé
envelope-paid = Payé
envelope-repaid = Reversé
envelope-closed = close
envelope-counters = Où en est l’enveloppe
envelope-sum = Ouvert = délégué + réservé + engagé + tombé + reste. « Tombé » : engagé une année, retiré une autre ; il faut une autorisation pour s’en servir encore.
envelope-about = L’acte et ses sources
envelope-opened-on = Ouverte le
envelope-closed-on = Close le
envelope-four-eyes = Deux personnes à partir de
envelope-by-act = Ouverte par une décision, sous l’enveloppe du dessus.
envelope-below = Déléguées au-dessous
credits-title = Crédits de paiement, par année
credits-none = Aucun crédit de paiement n’est ouvert : rien ne peut être payé tant qu’un acte n’en ouvre pas.
credits-year = Année
decide-title = Décider
decide-text = Écrite, une décision ne s’efface pas ; une erreur se corrige par une autre. Refusée, elle dit la règle et le montant qui passerait.
decide-kind = Décision
decide-award = Dossier
decide-date = Date
decide-decision = Référence de la décision
decide-do = Écrire dans le journal
decide-refused = La décision n’est pas écrite
decide-reservation = Réserver
decide-release = Lever une réservation
decide-commitment = Engager
decide-withdrawal = Retirer un engagement
decide-liquidation = Liquider
decide-payment = Payer
decide-payment-credits = Ouvrir des crédits de paiement pour l’année de la date
awards-title = Dossiers
award-last = Dernière écriture
journal-title = Journal
journal-text = Les cent dernières lignes ; le fichier les a toutes.
journal-public = Les actes sur l’enveloppe. Les lignes des dossiers ne sont pas publiques : qui demande une aide reste confidentiel.
journal-entry = Écriture
journal-line = Ligne
journal-digest = Empreinte
chain-head =
    { $n ->
        [one] Le journal compte 1 ligne.
       *[other] Le journal compte { $n } lignes.
    } Empreinte de la dernière :
chain-limit = Chaque ligne porte l’empreinte de la précédente : une ligne changée, effacée ou déplacée se voit (rebond ledger verify). Une chaîne ne prouve pas que tout n’a pas été récrit ensemble : notez cette empreinte ailleurs pour le savoir.
