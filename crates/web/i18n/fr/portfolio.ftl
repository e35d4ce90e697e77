# Les fiches d’une région ou du pays, pour qui pilote.
portfolio-title = Toutes les fiches
portfolio-lead = Chaque fiche du périmètre, par territoire. Les filtres restent dans l’adresse : elle se partage avec qui a les mêmes droits.
steering-door-portfolio = Chaque fiche de la région ou du pays : son état, ses retards, ses blocages, ce qui en a été décidé.
portfolio-blocked = { $n ->
    [one] 1 bloquée
   *[other] { $n } bloquées
  }
portfolio-invented = { $n ->
    [one] Une de ces fiches est inventée pour essayer : ce n’est pas un projet réel.
   *[other] { $n } de ces fiches sont inventées pour essayer : ce ne sont pas des projets réels.
  }
portfolio-phase = Phase
portfolio-blocked-only = Bloquées
portfolio-open-only = En cours
portfolio-sort-place = territoire
portfolio-empty = Aucun territoire de ce périmètre n’a encore de fiche. Les chefs de projet les ouvrent dans leur contrat.
portfolio-points = { $n ->
    [one] 1 blocage en attente
   *[other] { $n } blocages en attente
  }
portfolio-decided = Dernière décision : { $decision }
