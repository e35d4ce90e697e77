# Les fiches d’une région ou du pays, pour qui pilote.
portfolio-title = Toutes les fiches
portfolio-lead = Chaque fiche du périmètre, par territoire. Les filtres restent dans l’adresse : elle se partage avec qui a les mêmes droits.
steering-door-portfolio = Chaque fiche de la région ou du pays : son état, ses retards, ses blocages, ce qui en a été décidé.
portfolio-blocked = { $n ->
    [one] { $n } bloquée
   *[other] { $n } bloquées
  }
portfolio-invented = { $n ->
    [one] Une de ces fiches est inventée pour essayer : ce n’est pas un projet réel.
   *[other] { $n } de ces fiches sont inventées pour essayer : ce ne sont pas des projets réels.
  }
portfolio-phase = Phase
portfolio-blocked-only = Bloquées
portfolio-open-only = En cours
portfolio-sort-place = territoire
portfolio-empty = Aucun territoire de ce périmètre n’a encore de fiche. Les chefs de projet les ouvrent dans leur contrat.
portfolio-points = { $n ->
    [one] { $n } blocage en attente
   *[other] { $n } blocages en attente
  }
portfolio-decided = Dernière décision : { $decision }
places-title = Territoires côte à côte
places-lead = ce que font les fiches de chaque territoire, ce qu’elles promettent, et leur argent.
steering-door-places = Un territoire par ligne, les totaux des régions et du pays : fiches, retards, blocages, décisions, emplois, montants.
places-indicator = Indicateur
places-target = Visé
places-declared = Mesuré, déclaré
places-verified = Mesuré, vérifié
places-promises = Ce que les fiches promettent, et ce qui a été vu
places-promises-what = Entre parenthèses, le nombre de fiches qui le disent ; un chiffre que personne n’a donné n’est pas un zéro. Déclaré et vérifié ne s’additionnent pas l’un dans l’autre. Ce qu’une fiche abandonnée aurait apporté n’est compté nulle part.
places-points = Blocages en attente
places-points-late = Réponses en retard
places-points-late-n = { $n ->
    [one] { $n } réponse en retard
   *[other] { $n } réponses en retard
  }
places-open = En cours
places-open-n = { $n } en cours
places-invented = Inventées, comptées à part
places-invented-n = { $n ->
    [one] et { $n } inventée
   *[other] et { $n } inventées
  }
places-invented-apart = { $n ->
    [one] Une fiche inventée pour essayer est comptée à part : elle n’est dans aucun autre chiffre de cette page.
   *[other] { $n } fiches inventées pour essayer sont comptées à part : elles ne sont dans aucun autre chiffre de cette page.
  }
places-total-of = Total { $name }
places-compare = Territoires comparés
places-compare-do = Comparer les territoires cochés
places-compare-none = Aucun territoire n’est coché : en cocher de deux à six dans la page
places-compare-lead = Les mêmes chiffres, dans le même ordre. Un tiret : personne ne l’a dit.
places-figure = Chiffre
places-what = Fiches réelles seulement. Nouvelle, accélérée, réorientée, abandonnée : fiches pour lesquelles cela a été décidé au moins une fois et n’a pas été annulé. Coût : fiches qui le disent, hors abandonnées. Montants : financeurs publics, comme dans l’entonnoir, candidatures sans fiche comprises ; celles qui n’ont pas de territoire ne sont comptées que dans l’entonnoir.
places-silent = { $n ->
    [one] { $n } territoire n’a encore aucune fiche
   *[other] { $n } territoires n’ont encore aucune fiche
  }
steering-delays-by = Délais, par { $by }
steering-lived = 9 sur 10 avant { $p90 } j, { $n } cas
purses-title = Ce qui reste, par enveloppe
purses-none = Aucune enveloppe ouverte n’est propre à ce périmètre. Toutes sont à la page
purses-credits = Crédits de paiement restants
purses-what = Reste = ouvert − délégué − réservé − engagé − tombé. Les crédits de paiement bornent ce qui peut être payé dans l’année ; une enveloppe sans crédits ouverts n’en montre pas.
