ranking-ways = Weights are set at the foot of the page, or
pairwise-link = by comparing criteria in pairs
compare-link = Compare sites side by side
compare-these = Compare the ticked sites
compare-this = Compare { $name }
compare-title = Sites side by side
compare-lead = Two to four sites, criterion by criterion. What nobody says stays unknown.
chosen-rank = The chosen site, { $name }, ranks { $rank }: it is not among those that this page shows.
chosen-excluded = The chosen site, { $name }, is excluded by what the project asks: { $why }.
chosen-gone = The chosen site is no longer among the sites compared here.
restricted-ranked = { $n ->
    [one] A site whose page is restricted is read here with the others, because you have the right to read it. Whoever opens this project without that right does not see it. The calendar and the dossier say nothing of it; it cannot be chosen while its page is restricted.
   *[other] { $n } sites whose pages are restricted are read here with the others, because you have the right to read them. Whoever opens this project without that right does not see them. The calendar and the dossier say nothing of them; they cannot be chosen while their pages are restricted.
  }
compare-lead-project = Two to four sites, criterion by criterion, against what the project asks. What nobody says stays unknown.
compare-add = Add a site
compare-add-this = Add { $name }
compare-need-two = { $n ->
    [0] Choose at least two sites: search above, or tick them in the list.
   *[other] Add a second site to compare.
  }
compare-catalogue = See the catalogue
compare-failed = Does not suit the project
compare-nothing-fails = nothing, of what is known
compare-to-check = To check
compare-ahead = ahead
compare-unknown = { $n ->
    [one] { $n } criterion that nobody has filled in for these sites
   *[other] { $n } criteria that nobody has filled in for these sites
  }
cross-checks = Cross-checks
cross-checks-text = The weighted sum decides, as anyone can redo it. TOPSIS (vector normalisation) and PROMETHEE II (linear preference, thresholds of 5 and 25%) read the same values, the unknown at the middle of its interval. The last two columns: { $draws } sets of weights drawn at random.
margin-any = Any weights are possible.
margin-some = Each weight keeps within { $margin } of the one given.
margin = Doubt on weights
margin-option-any = any weights at all
margin-option = within { $n }%
weighted-sum = Weighted sum
topsis-rank = TOPSIS, rank
promethee-rank = PROMETHEE II, rank
first-often = First
top10-often = In the first ten
all-rows = All the rows:
sites-excluded = Sites excluded from the ranking, and why
weight = Weight
pairwise-title = Weights by pairwise comparison
pairwise-lead = For each pair, say which of the two criteria counts more: weights follow, and the page says whether your answers contradict one another.
pairwise-criteria = Criteria compared
pairwise-criteria-text = Two to seven. Criteria left unticked will not count.
pairwise-too-few = The project has not two criteria to compare yet: answer its questions first.
pairwise-compare = Compare these criteria
pairwise-pairs = Your judgements
pairwise-question = “{ $a }” or “{ $b }”?
pairwise-compute = Compute the weights
pairwise-result = Weights found
pairwise-accepted = consistent judgements
pairwise-refused = contradictory judgements
pairwise-ratio = Consistency ratio: { $ratio } (accepted below { $limit }).
pairwise-revisit = The judgement to revisit: you answered “{ $given }”; the other answers lead one to expect “{ $implied }”.
pairwise-said = { $times ->
    [1] as much
   *[other] { $label } counts { $times } times more
  }
pairwise-doubtful = to revisit
pairwise-use = Rank the sites with these weights
pairwise-use-anyway = Rank with these weights all the same
pairwise-source = Analytic hierarchy process (Saaty, 1980), for weights only: scale from 1 to 9, consistency ratio accepted below 0.1.
pairwise-1 = one as much as the other
pairwise-2 = { $label }: hardly more (2)
pairwise-3 = { $label }: a little more (3)
pairwise-4 = { $label }: between a little more and more (4)
pairwise-5 = { $label }: more (5)
pairwise-6 = { $label }: between more and much more (6)
pairwise-7 = { $label }: much more (7)
pairwise-8 = { $label }: between much more and extremely more (8)
pairwise-9 = { $label }: extremely more (9)
compare-with = Compare with others
reach = Within reach, by road
reach-minutes = In
reach-people = Inhabitants
reach-between = from { $low } to { $high }
reach-ring = As the crow flies
reach-km = surely up to { $low } km, perhaps up to { $high } km
reach-quality = Quality
reach-text = An estimate, not a route: the map shows a ring for 45 minutes, never an isochrone. A commune counts at the low end when it is surely within reach, at the high end when it may be. Islands and overseas are never joined to the mainland.
intervals = Intervals of weights
intervals-text = Between which shares of the total, in per cent, each weight is drawn to tell whether the ranking holds. Empty: anything, or the doubt chosen below.
interval-least = at least (%)
interval-most = at most (%)
