access-title = Within reach of { $name }, by road
access-more = Communes, industry and map
access-nowhere = The commune of this site is not known: no time can be given.
access-synthetic = Invented road network.
access-synthetic-text = These times come from a network made by a program, to try the pages: they say nothing of this place.
access-on = computed on { $date }
access-instead = Something better did not answer, these times stand in:
access-communes = Communes
access-estimated-text = A commune counts at the low end when it is surely within reach, at the high end when it may be. Islands and overseas are never joined to the mainland.
access-route-text = A commune counts when its centre is reached, without traffic. Islands and overseas are never joined to the mainland.
access-unsure = { $n ->
    [one] { $n } commune is given as an interval: off the imported network, or placed roughly (they, or the site).
   *[other] { $n } communes are given as an interval: off the imported network, or placed roughly (they, or the site).
  }
access-industry = Possible suppliers: industry within reach
access-industry-absent = Establishments are not loaded. The operator can import them:
access-industry-waiting = Establishments are being read: reload the page in a moment.
access-division = Activity sought
access-division-all = All manufacturing (10–33)
access-industry-text = Employing establishments and jobs of the communes reached. None is a supplier yet: they are candidates, to be qualified. Source:
access-map = What is reached
access-map-told = Map of the communes reached within an hour; the list below says the same
access-map-text = One dot per commune whose centre is reached within an hour, darker when nearer in time.
access-better = A road network gives real routes. The operator can import one:
access-list = Communes within two hours
access-list-none = No commune within two hours.
access-list-of = The { $n } nearest in time, of { $all }; the file holds them all.
access-minutes = Minutes
access-code = INSEE code
access-least = Minutes, at least
access-most = Minutes, at most
