# Un portefeuille proposé parmi les candidatures qui attendent, pour qui pilote.
selection-title = Portefeuille proposé
selection-lead = quelles candidatures en attente retenir avec ce qui reste dans les enveloppes, selon le poids donné aux priorités.
steering-door-selection = Ce que les enveloppes permettraient de retenir, pourquoi le reste n’entre pas, et qui bouge quand les priorités changent.
selection-decides-nothing = Cette page propose et ne décide rien : les décisions restent aux services et aux comités, candidature par candidature. Rien n’est enregistré ici ; les poids sont dans l’adresse.
selection-weights = Poids des priorités
selection-weights-what = Une candidature compte la somme des poids des priorités que son porteur déclare servir, plus celui de « toute candidature ». De 0 (ne compte pas) à { $most }.
selection-criterion = Priorité
selection-first = Premiers poids
selection-second = Seconds poids
selection-any = toute candidature
selection-by = Ce que compte une candidature
selection-by-file = autant que les autres
selection-by-amount = par 1 000 € demandés
selection-compare = Comparer avec les seconds poids
selection-propose = Proposer
selection-undrawn = { $n ->
    [one] Une candidature est laissée de côté : son appel ne puise dans aucune enveloppe ouverte et en cours.
   *[other] { $n } candidatures sont laissées de côté : leur appel ne puise dans aucune enveloppe ouverte et en cours.
  }
selection-beyond = { $n ->
    [one] Une candidature déposée après les 2 000 premières n’est pas comptée : choisir une région.
   *[other] { $n } candidatures déposées après les 2 000 premières ne sont pas comptées : choisir une région.
  }
selection-empty = Aucune candidature de ce périmètre n’attend une décision sur une enveloppe ouverte.
selection-proposal = Proposition
selection-retained = Candidatures retenues : { $n }, laissées dehors : { $out }.
selection-worth = La proposition vaut { $points } points ; aucune autre ne peut en valoir plus de { $bound }, c’est démontré.
selection-best = C’est donc la meilleure.
selection-gap = Elle est à { $percent } % au plus de la meilleure.
selection-greedy = En prenant une à une celles qui apportent le plus pour l’aide demandée : { $points } points.
selection-envelopes = Enveloppes
selection-envelope = Enveloppe
selection-left = Reste
selection-taken = Proposé
selection-rest = Resterait
selection-moves = Qui bouge avec les seconds poids
selection-no-move = Personne : les seconds poids proposent les mêmes candidatures.
selection-move = Mouvement
selection-enters = entre
selection-leaves = sort
selection-before = Points, premiers poids
selection-after = Points, seconds poids
selection-why = Pourquoi
selection-priorities = sa part de tous les points change dans ce sens
selection-others = sa part ne l’explique pas ; bougent dans l’autre sens, sur la même enveloppe : { $names }
selection-elsewhere = une autre composition est proposée, sans que sa part ni une candidature de la même enveloppe l’explique
selection-inside = Retenues
selection-outside = Non retenues
selection-none = Aucune candidature n’est retenue avec ces poids.
selection-file = Candidature
selection-served = Priorités déclarées
selection-price = Points d’une place
selection-price-what = « Points d’une place » : ce qu’apportent les candidatures qui prennent autant sur la même enveloppe. En dessous, la place va à d’autres.
selection-change = Ce qui la ferait entrer
selection-alone = Même seule, « { $name } » n’en permettrait que { $most }.
selection-nothing = N’apporte aucun point avec ces poids.
selection-full = Il ne resterait que { $left } dans « { $name } ».
selection-fits = Entrerait encore : chercher plus longtemps la retiendrait.
selection-raise = { $by } de plus dans « { $name } ».
selection-limits = Sont comptées les candidatures déposées, pas encore devant un comité, que vous pouvez lire, au montant demandé et en entier. Une enveloppe partagée avec d’autres régions est comptée pour tout ce qui y reste. Ne sont comptés ni les crédits de paiement, ni les lignes de financement saisies dans les fiches, ni la qualité des dossiers, que seuls les comités jugent.
