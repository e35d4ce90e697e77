steering-title = Pilotage
steering-public = Totaux publics, tous territoires
steering-country = Tout le pays
steering-doors = Où aller
steering-door-envelopes = Ce qu’un acte a ouvert, ce qui est engagé, ce qui reste.
steering-door-grants = Qui a donné quoi à qui, par quel appel et quelle vague.
steering-door-statistics = Ce que Rebond suit, sans suivre personne.
steering-perimeters = Vos périmètres :
steering-public-rule = Un chiffre public repose sur cinq dossiers au moins. En dessous, il est caché, avec d’autres au besoin, pour qu’aucune soustraction ne le rende.
steering-public-more = Connectez-vous pour voir le détail de votre périmètre.
steering-kept = Filtres :
steering-drop = retirer ce filtre
steering-none = Aucune ligne de financement public ne répond. Les chefs de projet les saisissent dans les fiches de leur contrat, page « Financement ».
steering-funnel = Du demandé au payé
steering-chart = Montants demandés, accordés, conventionnés et payés
steering-count = Nombre
steering-part = Part du demandé
steering-few = moins de 5 dossiers
steering-files = { $n ->
    [one] { $n } dossier
   *[other] { $n } dossiers
}
steering-what = Lignes des financeurs publics, hors fonds propres du porteur, saisies dans les fiches ou suivies d’une candidature qui y compte, et candidatures qui ne comptent dans aucune fiche. Une aide accordée puis perdue compte dans « refusé ou perdu », plus dans « accordé ».
steering-group = Répartir par :
steering-by-region = Région
steering-by-territory = Territoire
steering-by-programme = Programme
steering-by-fund = Mesure
steering-by-operator = Opérateur
steering-by-call = Appel et vague
steering-by-funder = Type de financeur
steering-by-year = Année de la demande
steering-phase = phase { $n }
steering-delays = Délais
steering-no-delay = Pas encore assez de dates pour mesurer un délai.
steering-from-to = De … à …
steering-median = Médiane
steering-p90 = 9 sur 10 avant
steering-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
}
steering-delay-granted = De la demande à l’accord
steering-delay-contracted = De l’accord à la convention
steering-delay-paid = De la convention au dernier paiement
steering-delay-refused = De la demande au refus
steering-delays-what = Jours entre deux pièces datées. La médiane et le neuvième décile sont des délais vécus, pas des moyennes.
steering-reasons = Motifs de refus
steering-no-reason = Aucun refus enregistré.
grants-title = Subventions publiées
grants-lead = Chaque subvention publique accordée dans un contrat, avec l’appel et la vague qui l’ont donnée.
grants-none = Aucune subvention n’est encore publiée ici. Une subvention l’est dès que sa convention est signée au-dessus du seuil, ou quand le chef de projet coche « publier ».
grants-words = Mots
grants-found = { $n ->
    [one] 1 subvention, { $amount }
   *[other] { $n } subventions, { $amount }
}
grants-to = Bénéficiaire
grants-scheme = Dispositif
grants-on = Accordée le
grants-signed = Convention signée le
grants-paid = Payé à ce jour
grants-payment = Versement
grants-place = Territoire
grants-origin = Origine
grants-origin-application = Candidature instruite et décidée ici
grants-origin-sheet = Ligne saisie dans une fiche action
grants-gaps = Ce qui manque pour le fichier réglementaire
grants-pages = Pages
grants-before = Précédentes
grants-after = Suivantes
grants-open = Données ouvertes
grants-open-text = Les mêmes subventions dans les formats publics : SCDL et données essentielles des conventions de subvention, 360Giving. Licence Ouverte.
grants-rule = Sont publiées les subventions publiques conventionnées de plus de { $threshold }, et celles que leur territoire choisit de publier. Le seuil légal est annuel ; ici, une ligne est tenue pour le montant de l’année (hypothèse).
grants-incomplete = { $n ->
    [one] 1 subvention n’est pas dans le fichier réglementaire, faute d’une donnée qu’il exige ; sa page dit laquelle.
   *[other] { $n } subventions ne sont pas dans le fichier réglementaire, faute d’une donnée qu’il exige ; leur page dit laquelle.
}
grants-complement = « dispositifAide » porte programme/appel/vague, ou programme/mesure. Le complément donne, ligne pour ligne, ce pour quoi le schéma n’a pas de colonne : appel, vague, décision, demandé, versé, territoire.
statistics-title = Statistiques
statistics-lead = Ce que cette installation suit, compté à la demande.
statistics-on = Au { $day }
statistics-figure = Chiffre
statistics-value = Valeur
statistics-nobody = Personne n’est suivi
statistics-nobody-text = Aucun traceur, aucune mesure d’audience, aucun contenu chargé d’ailleurs : il n’y a donc pas de bandeau. Un chiffre qui reposerait sur moins de cinq dossiers est caché.
statistics-territories = Territoires suivis
statistics-territories-about = Territoires, par phase, qui ont au moins une fiche action.
statistics-sheets = Fiches action
statistics-sheets-about = Toutes les fiches, closes comprises, hors démonstration.
statistics-open-sheets = Fiches en cours
statistics-open-sheets-about = Fiches dont quelqu’un doit faire quelque chose.
statistics-projects = Projets
statistics-projects-about = Projets ouverts par leurs porteurs, sans leur contenu.
statistics-organisations = Organisations
statistics-organisations-about = Organisations au nom desquelles quelqu’un agit ici.
statistics-people = Comptes
statistics-people-about = Comptes ouverts.
statistics-asked-files = Aides demandées
statistics-asked-files-about = Lignes de financeurs publics des fiches, et candidatures déposées ici qui ne comptent dans aucune fiche, avec une demande datée.
statistics-asked-amount = Montant demandé
statistics-asked-amount-about = Somme de ces demandes.
statistics-granted-files = Aides accordées
statistics-granted-files-about = Avec une décision datée, non perdues depuis.
statistics-granted-amount = Montant accordé
statistics-granted-amount-about = Somme de ces décisions.
statistics-contracted-files = Aides conventionnées
statistics-contracted-files-about = Avec une convention signée.
statistics-contracted-amount = Montant conventionné
statistics-contracted-amount-about = Somme de ces conventions.
statistics-paid-files = Aides payées, en tout ou partie
statistics-paid-files-about = Avec au moins un paiement.
statistics-paid-amount = Montant payé
statistics-paid-amount-about = Somme de ces paiements.
statistics-delay-granted = Délai médian, demande → accord
statistics-delay-granted-about = Jours entre le dépôt et la décision.
statistics-delay-contracted = Délai médian, accord → convention
statistics-delay-contracted-about = Jours entre la décision et la signature.
statistics-delay-paid = Délai médian, convention → dernier paiement
statistics-delay-paid-about = Jours entre la signature et le dernier paiement.
statistics-delay-refused = Délai médian, demande → refus
statistics-delay-refused-about = Jours entre le dépôt et le refus.
statistics-grants = Subventions publiées
statistics-grants-about = Données ouvertes, page « Subventions publiées ».
statistics-grants-amount = Montant des subventions publiées
statistics-grants-amount-about = Somme des montants conventionnés, à défaut accordés.
footer-statistics = Statistiques
steering-door-blockings = Ce que les territoires demandent à la région et à l’État, avec la date d’une réponse.
steering-door-calls = Les vagues, les candidatures et les comités.
steering-invented = { $n ->
    [one] Une ligne de ces sommes vient d’une fiche inventée pour essayer : ce ne sont pas des chiffres réels.
   *[other] { $n } lignes de ces sommes viennent de fiches inventées pour essayer : ce ne sont pas des chiffres réels.
  }
steering-typed = Votre rôle n’ouvre pas les candidatures de ce périmètre : seules les lignes saisies dans les fiches sont comptées ici.
steering-nowhere = Sans territoire
steering-opened = Les candidatures dont le porteur n’a nommé aucun territoire ne sont pas comptées ici : elles ne sont ouvertes qu’à l’opérateur et à l’État.
steering-alone = { $n ->
    [one] Une candidature de ces sommes ne compte dans aucune fiche.
   *[other] { $n } candidatures de ces sommes ne comptent dans aucune fiche.
  }
steering-twice = { $n ->
    [one] Pour l’une d’elles, une fiche du même territoire porte une ligne saisie pour le même appel : si c’est la même demande, elle compte deux fois tant que le chef de projet ne rattache pas la candidature à la fiche.
   *[other] Pour { $n } d’entre elles, une fiche du même territoire porte une ligne saisie pour le même appel : si c’est la même demande, elle compte deux fois tant que le chef de projet ne rattache pas la candidature à la fiche.
  }
