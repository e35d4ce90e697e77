territories-title = Territoires d’industrie
territories-count = { $n ->
    [one] { $n } territory
   *[other] { $n } territories
  }
territories-lead = 149 territories from 2018 to 2022, 183 from 2023 to 2027. One code often names two different territories from one phase to the next: the link is made through SIREN numbers.
programme-phase = Phase of the programme
departments = Départements
members = Members
communes-count = { $n ->
    [one] { $n } commune
   *[other] { $n } communes
  }
inhabitants = { $n ->
    [one] { $n } inhabitant
   *[other] { $n } inhabitants
  }
territory-members = Who it is made of
territory-related = In the other phase
territory-sites = Named turnkey sites
territory-no-site = No site named by a public source lies here.
territory-open-project = Open a project here
territory-limits = Perimeters and names changed during each phase: these are the last ones read. Population: member communes, administrative divisions in force.
territories-map = One point per territory, in the middle of its member communes: the list carries the same information.
territory-board = Where the action sheets stand
territory-calls = Calls of the programme
territory-calls-all = Every call of this phase
territory-envelope = { $opened } opened, { $left } left
