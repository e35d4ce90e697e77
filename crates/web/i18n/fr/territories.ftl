territories-title = Territoires d’industrie
territories-count = { $n ->
    [one] { $n } territoire
   *[other] { $n } territoires
  }
territories-lead = 149 territoires de 2018 à 2022, 183 de 2023 à 2027. Un même code désigne souvent deux territoires différents d’une phase à l’autre : le lien se fait par les SIREN.
programme-phase = Phase du programme
departments = Départements
members = Membres
communes-count = { $n ->
    [one] { $n } commune
   *[other] { $n } communes
  }
inhabitants = { $n ->
    [one] { $n } habitant
   *[other] { $n } habitants
  }
territory-members = Qui le compose
territory-related = Dans l’autre phase
territory-sites = Sites clés en main nommés
territory-no-site = Aucun site nommé par une source publique ne se trouve ici.
territory-open-project = Monter un projet ici
territory-limits = Les périmètres et les noms ont changé pendant chaque phase : ceux-ci sont les derniers lus. Population : communes membres, découpage administratif en vigueur.
territories-map = Un point par territoire, au milieu de ses communes membres : la liste porte la même information.
territory-board = Où en sont les fiches action
territory-calls = Appels du programme
territory-calls-all = Tous les appels de cette phase
territory-envelope = { $opened } ouverts, reste { $left }
