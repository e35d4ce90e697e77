# Words of the printed dossier and of the workbook. Same keys in fr.ftl; the template may use any message without argument.

dossier = Project dossier
contents = Contents
page-of = of
not-known = not known
none = none
month = month
months = months
months-short = Jan | Feb | Mar | Apr | May | Jun | Jul | Aug | Sep | Oct | Nov | Dec
range = { $a } to { $b }
at-most = up to { $b }
at-least = at least { $a }
version = Rebond { $version }, dossier format { $format }, programmes: { $programmes }.

# cover
place = Place
territory = Territory
territory-phase = { $name } ({ $code }, phase { $phase })
no-territory = outside any Territoire d’industrie
holder = Holder
judged-on = Judged
judged-on-rules = by the rules in force on { $date }
figure-site = Site
figure-opening = Opening, works included (even odds)
figure-ready = Ready to build (even odds)
aid-share = computed, { $share } of eligible costs
figure-aid = Planned aid
the-line = Where the project stands
station-qualify = Qualify
station-locate = Locate
station-schedule = Schedule
station-finance = Finance
station-connect = Connect
station-assemble = Assemble
state-done = answered
state-open = to complete
state-not-needed = not needed

# chapters
chapter-need = The need
chapter-measures = The measures
chapter-sites = The sites
chapter-calendar = The calendar
chapter-plan = The financing plan
chapter-missing = What is missing
chapter-sources = Sources and limits

# status and marks
status-declared = declared
status-verified = verified
status-assumed = assumed
status-computed = computed
mark-verified = read in the source
mark-partial = read in part
mark-general = general knowledge: check the text
mark-assumed = assumption of the project
mark-computed = computed
answer-met = yes
answer-unknown = unknown
answer-unmet = no
verdict-met = possible
verdict-unknown = to be settled
verdict-unmet = no

# 1 need
need-intro = Every fact says who stands behind it. “Declared”: the holder says so. “Verified”: a document establishes it.
facts-verified = { $n ->
    [0] None of the { $total } facts is verified by a document.
    [one] { $n } fact out of { $total } is verified by a document.
   *[other] { $n } facts out of { $total } are verified by a document.
}
group-project = Project
group-holder = Holder
group-place = Place
group-site = Site sought
group-brownfield = Brownfield
group-school = School
group-training = Training
group-collective = Collective action
group-vte = VTE
group-other = Other facts
fact = Fact
value = Value
status = Status
source = Source
past-aid = Aid already received
past-aid-none = The holder declares having received no aid before.
past-aid-complete = The holder declares that this list is complete.
past-aid-open = The holder has not said yet whether this list is complete: de minimis ceilings cannot be checked.
granted-on = Granted on
need-empty = No fact is known of this project yet.

# 2 measures
measures-count = { $met } possible, { $open } to be settled, { $unmet } ruled out. “To be settled” means that a fact is missing, never that the answer is no.
measures-empty = No measure was looked at.
measure = Measure
programme = Programme
operators = Operators
kind = Kind
answer = Answer
amount = Amount
possible-amount = Possible amount
condition = Condition
how-answered = How the answer came
used-fact = { $label }: { $value } ({ $status })
fact-value = { $label }: { $value }
judged = left to the judgement of the decider
priority = a preference, never a refusal
documents = Documents to enclose
unstated = What no source says
to-settle = Missing facts
reasons-of = Reasons
ruled-out = Measures ruled out, and why
kind-label = label
kind-grant = grant
kind-loan = loan
kind-engineering = engineering
kind-training = training
kind-support = support
questions = The questions to ask next
questions-intro = Most useful first: those that settle the most measures.
question = Question
what-it-unlocks = What it settles
up-to = Up to

# 3 sites
site-chosen = The site is already chosen: { $name } ({ $place }). No ranking was asked for.
site-none = This project looks for no site: there is nothing to rank.
site-all-excluded = None of the { $n } sites read is suitable: each is excluded by a requirement below.
sites-count = { $read } sites read, { $out } excluded by a requirement, { $ranked } ranked.
sites-method = The score runs from 0 to 100. The bars show the interval if everything unknown were bad, or good. Robustness is the share of { $draws } random weightings in which the site comes first, or among the first three.
chosen-ranked = The dossier retains { $name }, ranked number { $rank }.
chosen-unranked = The dossier retains { $name }, which is not in this ranking.
ranking = Ranking
rank = Rank
site = Site
commune = Commune
department = Département
labels = Labels
score = Score
score-low = Low score
score-high = High score
interval = Interval
first-place = First
top-three-share = First three: { $share }
top-three = First three
data-known = Known data
strengths = For
weaknesses = Against or unknown
to-check = To be checked
would-change = What would change the rank
next-sites = The next ones, reason by reason
compared = The first ones side by side
compared-intro = Points brought by each criterion. An asterisk: unknown value, counted at the middle of its range.
criterion = Criterion
weight = Weight
method = Method
points = Points
first-detail = The first one, criterion by criterion
excluded = Excluded sites
excluded-because = Requirement not met
more-ranked = { $n ->
    [one] One more ranked site is in the workbook.
   *[other] { $n } more ranked sites are in the workbook.
}
more-excluded = { $n ->
    [one] One more excluded site is in the workbook.
   *[other] { $n } more excluded sites are in the workbook.
}
ranking-limits = Limits of the ranking
map-caption = The ranked sites, by rank.
map-off = Off the map:
map-approximate = Hollow circle: approximate place (that of the commune or of its intercommunality).
map-alt = Map of France with the ranked sites; the table that follows says the same.

# 4 calendar
calendar-none = This project builds nothing: no building formality has to be scheduled.
calendar-start = Start
calendar-p10 = Ready to build, one chance in ten earlier (P10)
calendar-early = If all goes fast: one chance in ten to be ready to build on { $date } or earlier (P10).
calendar-p50 = Ready to build, one chance in two (P50)
calendar-p90 = Ready to build, nine chances in ten (P90)
calendar-works = Opening, works included, one chance in two
calendar-bare = On a bare site (P50)
calendar-basis = PERT durations; P50 and P90 dates drawn from { $draws } simulations. Decision expected after { $decision }, ready to build after { $months }, appeals purged.
calendar-alt = Gantt chart of { $n } tasks. Ready to build on { $p50 } (P50), { $p90 } (P90). Critical path: { $path }. The table that follows says the same.
p50 = P50
p90 = P90
gain-bare = Calendar of a bare site: no site is retained.
gain-site = { $site } saves { $months } against a bare site.
gain-nothing = { $site } saves nothing against a bare site.
waits-for = waits for { $what } ({ $months })
legend-critical = critical path (hatched)
legend-slack = with float (thin line: how far the task can slip)
legend-done = already done by the site
legend-wait = waiting for a season or a date
done = already done
critical-path = Critical path
calendar-table = The same calendar as a table
task = Task
start = Start
finish = End
duration = Duration (min–max), months
duration-expected = Expected duration (months)
duration-min = Minimum (months)
duration-max = Maximum (months)
slack = Float (months)
criticality = Critical
legal-clock = Legal clock and article
legal = Legal clock
anticipated = Anticipated
waits = Waiting
calendar-notes = Worth knowing about this calendar
calendar-missing = Facts that would change this calendar
task-state = State
task-critical = critical
task-slack = with float

# 5 plan
plan-no-cost = The cost of the project is not known: there is no financing plan yet.
plan-no-line = No financing line is known yet.
plan-balanced-legal = The plan covers the cost to the cent and every rule checked is met.
plan-balanced-unknown = The plan covers the cost to the cent; at least one rule cannot be checked yet.
plan-balanced-illegal = The plan covers the cost, but at least one rule is not met: the amount that would pass is given.
plan-gap-legal = The plan does not cover the whole cost yet; the rules checked are met.
plan-gap-unknown = The plan does not cover the whole cost yet, and at least one rule cannot be checked yet.
plan-gap-illegal = The plan does not cover the whole cost and at least one rule is not met: the amount that would pass is given.
plan-alt = Bar of the financing plan: { $lines }. The table that follows says the same.
plan-cost = Total cost
plan-eligible = Eligible costs
plan-size = Size of the holder
plan-aid = Aid (grant equivalent)
plan-ceiling = Most aid allowed
plan-gap = Still to be funded
legal-met = legal
legal-unknown = legality to be settled
legal-unmet = to be mended
line = Line
funder = Funder
instrument = Instrument
regime = Aid scheme
share = Share
aid = Of which aid
proposed = proposed
proposed-by = Proposed by the tool
because = Why
total = Total
checks = Checks
rule = Rule
result = Result
would-pass = Would pass
would-pass-at = would pass at
payments = Calendar of payments
payments-empty = No payment has a date yet.
checks-empty = No rule could be checked.
date = Date
payment = Payment
running-total = Running total
plan-notes = Remarks for the committee
plan-missing = Facts that would settle what is still unknown
size-micro = micro-enterprise
size-small = small enterprise
size-medium = medium-sized enterprise
size-mid-cap = mid-cap
size-large = large enterprise
size-unknown = not known
instrument-own-funds = own funds
instrument-equity = equity
instrument-loan = loan
instrument-subordinated-loan = participating or subordinated loan
instrument-leasing = leasing
instrument-grant = grant
instrument-in-kind = engineering paid by the operator
funder-holder = holder
funder-state = State
funder-dotation = State (DETR, DSIL)
funder-region = region
funder-department = département
funder-epci = intercommunality
funder-commune = commune
funder-europe = Europe
funder-operator = operator
funder-bank = bank
funder-private = private
regime-none = not State aid
regime-de-minimis = de minimis
regime-regional = regional aid
regime-sme = SME aid
regime-other = other scheme
line-considered = considered
line-asked = asked
line-granted = granted
line-contracted = contracted
line-paid = paid
line-refused = refused
payment-advance = advance
payment-instalment = instalment
payment-balance = balance

# 6 and 7
missing-intro = In the order of what each answer unlocks.
missing-none = Nothing is missing: the dossier can be filed.
missing-fact = fact
missing-document = document
missing-what = What is missing
missing-why = Why
type = Type
sources-empty = No source was cited.
sources-intro = Numbers between brackets refer to this list.
title = Title
article = Article
mark = Reading
address = Address
number = No.
limits = Limits of this dossier
limit-declared = Declared is not verified. A “declared” amount, job or surface binds the holder alone until a document establishes it.
limit-unknown = Unknown is neither yes, nor no, nor zero. An answer “to be settled” may become a yes or a no.
limit-decision = This dossier prepares a decision and does not replace it: only operators, State services and local authorities decide.
limit-law = The rules are those in force on the day of judgement, read in the sources above. Check the text before committing.
limit-calendar = Dates are probabilities, not promises: they suppose complete files and legal clocks that are kept.
limit-json = The complete data of this dossier are attached to this PDF file (dossier.json): another tool can read them again.
data-version = Data version

# workbook sheets: 31 characters at most, none of [ ] : * ? / \
sheet-summary = Summary
sheet-facts = Facts
sheet-measures = Measures
sheet-reasons = Reasons
sheet-sites = Sites
sheet-contributions = Contributions
sheet-calendar = Calendar
sheet-plan = Plan
sheet-checks = Checks
sheet-payments = Payments
sheet-missing = Missing
sheet-sources = Sources
summary = Summary
key = Key
amount-least = Least amount
amount-most = Most amount
yes = yes
no = no
state = State
excluded-word = excluded
ranked-word = ranked
utility = Utility
level = Level
path = Parent condition
gain = Gain over a bare site (months)
legality = Legality

# sectors of a territory
sectors-report = Study of sectors
synthetic = Synthetic data.
synthetic-text = The jobs of this document were drawn at random by “rebond generate sectors”: they show how the study reads, and say nothing of real territories.
portrait = The territory in a few figures
portrait-special = Distance from the mix of the country
portrait-special-said = the share of the jobs that would have to change activity for the territory to resemble the country (half of the Krugman index, { $krugman } out of 2)
portrait-concentration = Concentration
portrait-concentration-said = normalised Herfindahl index: 0 when jobs are evenly spread over the activities, 1 when a single one has them all
portrait-variety = Diversity, in activities of the same size
portrait-variety-said = the entropy of the jobs ({ $bits } bits) is that of { $across } divisions of the same size (unrelated variety: it cushions a shock), each of { $inside } activities (related variety: they learn from one another)
portrait-complexity = Complexity of the specialisations
portrait-complexity-said = mean over { $known } of the { $all } specialisations, those whose complexity is known; 0 is the mean of the activities
change-title = From { $from } to { $to }
change-text = What the jobs became, in three parts that add up (shift-share analysis): the tide of the country, the activities that are here, then what is the territory’s own. Below, the activities where this last part is greatest, up or down.
change-all = Jobs won or lost
change-all-said = all activities
change-national = National tide
change-national-said = had each activity followed the jobs of the country
change-mix = Activities here
change-mix-said = from having activities that grew more, or less, than others in the country
change-own = The territory’s own
change-own-said = what each activity did better, or worse, here than in the country
change-competitive = of which: doing better
change-allocation = of which: being specialised in it
change-everything = All activities
sheet-portrait = Portrait
sheet-change = Change
sectors-more = What we do more than others
sectors-more-text = Activities whose share of the jobs here clearly exceeds their share in France, beyond what chance explains.
sectors-more-none = No activity clearly exceeds the average of the country.
activity-code = Code
activity = Activity
times = Times the average
jobs = Jobs
establishments = Establishments
sectors-near = What is near what we know how to do
sectors-near-text = Top right: what few territories know how to do and which resembles what is already done here.
sectors-near-none = No absent activity is known well enough to be placed.
picture-alt = Activities absent from the territory, by their relatedness to what is done there and their complexity; the table of the ranking bears the same ranks.
picture-x = nearer to what we know how to do
picture-y = fewer territories know how to do it
quadrant-best = Within reach and rare: aim here
quadrant-bet = Rare but far: a bet
quadrant-easy = Within reach but common
quadrant-far = Far and common
sectors-ranking = The ranking
sectors-ranking-text = Five scores from 0 to 100, side by side. A score without data stays unknown and does not count in the total.
top-ten = In the first ten
sectors-why = Why these ranks
sectors-roads = The two roads of relocation
sectors-limits = What this study does not say
sectors-json = The whole study, as JSON
first-steps = To start in the first month, the most pressing first
gains = What each anticipation wins
gains-alone = Each gain is counted alone: two anticipations that overlap do not add up.
specialisations = Specialisations
prospects-ranked = Activities ranked
figure-need = Need
figure-proximity = Proximity
figure-skills = Skills
figure-reception = Reception
figure-returns = Return
sectors-subtitle = { $kind } · { $communes ->
    [one] { $communes } commune
   *[other] { $communes } communes
  } · { $jobs } salaried jobs in { $year }
sectors-drawn = { $ranked } activities are ranked; the robustness of each rank is measured over { $draws } weightings drawn at random.
basis-jobs = Jobs
basis-composition = The communes of the territory
basis-scope = What the source leaves out
basis-matrix = Matrix of relatedness
basis-complexity = Matrix of complexity
basis-convention = Convention
basis-convention-said = { $convention }; proximity { $proximity }; present from { $threshold } × the average
basis-weights = Weights of the five figures
basis-gaps = Purchases elsewhere
basis-floor = Floor
basis-floor-said = at least { $jobs } jobs, and { $share } of false discoveries at most (Benjamini–Hochberg)
basis-data = Kind of data
basis-synthetic = synthetic: drawn at random, they say nothing of real territories
basis-real = real, published by the source named
basis-gap = Eigenvalue gap
basis-withheld = Statistical secrecy
basis-withheld-said = { $n ->
    [one] one cell of the territory is withheld
   *[other] { $n } cells of the territory are withheld
  }: unknown, never zero
basis-absent = Communes absent from the source
basis-absent-said = { $n ->
    [one] one commune
   *[other] { $n } communes
  }
basis-dropped = Left out
basis-dropped-said = { $n ->
    [one] one activity
   *[other] { $n } activities
  } in which no zone is specialised
basis-on = Study of
hangs-yes = hangs on one big employer
hangs-perhaps = may hang on one big employer
quadrant-unknown = Complexity not known
near-part = { $name }: { $share } of the nearness ({ $points })
near-bounds = By what withheld cells may hold: from { $low } to { $high }
times-between = (from { $low } to { $high })
times-least = (at least { $low })
portrait-left-out = Activities left out
portrait-left-out-said = statistical secrecy withholds jobs of them here: they count neither in the difference, nor in the concentration, nor in the variety ({ $names })
change-left-out-said = statistical secrecy withholds jobs of them here in one of the two years: a figure that is no longer told is not a loss ({ $names })
near-sum = These parts add up exactly to the density of nearness: { $density }
near-without-biggest = By nearness alone: rank { $with }; without the specialisations that hang on one employer: rank { $without }
robust-said = among the first ten in { $share } of { $draws } weightings
basis-names = Names of activities
basis-names-said = English titles of ISIC rev. 4 where one of its classes is one activity of the NAF; otherwise French, as nobody publishes them in English
basis-route = Relatedness learned on
basis-route-internal = French zones: two activities are near when the same zones do both
basis-zones = Zones of the country
basis-zones-epci = intercommunalities; a table of the employment areas of the country (“rebond import zones”) would take their place
basis-zones-employment = imported employment areas, whose licence is among the sources
basis-route-external = world trade: two activities are near when the same countries export their products; services are not in it
road-return = Re-internalise
road-return-text = A company from here takes back a production bought elsewhere: what the territory already makes more than others, and the near activities that have a few jobs here, by turns.
road-return-none = The territory makes nothing more than others, and no near activity already has a few jobs here.
road-bring = Bring a national supplier
road-bring-text = A company from elsewhere in France invests here: near activities that nobody does yet. The page of each activity gives the candidates, to be qualified.
road-bring-none = All near activities are already done here.
road-shown = The first { $shown } of { $all }; all are in the workbook.
road-strong = already a specialisation: { $jobs } jobs here, { $times } times the national share
road-here = { $jobs } jobs here, { $times } times the national share
road-nobody = no known job here
road-near = near: { $names }
road-need = { $products ->
    [one] one imported product belongs to this activity
   *[other] { $products } imported products belong to this activity
  }; { $outside } of their value comes from outside the European Union
skills-all = all its occupations are at least as common here as in France
skills-lacking = rarer here than in France: { $names }
skills-lack = { $name } ({ $share } of its jobs, { $times } times the national share)
returns-jobs = { $central } jobs here, all branches, for one job created ({ $low } to { $high } by the parameter delta)
sectors-gaps = What the territory buys elsewhere
sectors-gaps-text = Intermediate purchases of the branches here that supply here does not meet and, apart, what it does not meet of final demand (households, government, investment; exports excluded), from the national input–output table brought down to the territory (FLQ method). An estimate by branch, never by company, between two bounds.
gap-millions = Leak, €M a year
gap-between = Between
gap-unmet = Final demand not met, €M a year
gap-unmet-low = Final demand not met at least, €M
gap-unmet-high = Final demand not met at most, €M
gap-jobs = Jobs for one
sheet-gaps = Bought elsewhere
gap-low = Leak at least, €M
gap-high = Leak at most, €M
need-methods = { $n ->
    [0] , and none of the { $all } published methods can conclude on their vulnerability
    [one] , and only one of the { $all } published methods concludes on their vulnerability
   *[other] , and { $n } of the { $all } published methods conclude on their vulnerability
  }
need-together = for the whole { $level }, which { $n } activities share in parts that are not known
road-need-unknown = dependence on imports not known
sheet-basis = Basis
sheet-strengths = More than others
sheet-prospects = Ranking
sheet-reasons-figures = Reasons of the figures
sheet-reasons-near = Reasons of nearness
sheet-limits = Limits
quotient = Location quotient
quotient-low = Quotient, at least
quotient-high = Quotient, at most
discoveries = False discoveries
warning = Warning
relatedness = Relative relatedness
density = Density
complexity = Complexity
quadrant = Quadrant
present-activity = Present activity

# one activity
sector-report = Study of an activity
sector-subtitle = { $jobs } salaried jobs in { $year }
sector-subtitle-for = { $jobs } salaried jobs in { $year } · for { $place }
sector-zones = Specialised zones
sector-where = Where this activity is
sector-where-text = Zones where it clearly weighs more than in the country, beyond what chance explains.
sector-where-none = No zone clearly stands out.
sector-more-zones = The most specialised of { $n } zones; the others are in the workbook.
sector-zone = Zone
sector-zone-code = Code of the zone
sector-hangs = hangs on few establishments
sector-map = Share of the country’s jobs, by département
sector-map-alt = Map of the départements by their share of the jobs of the activity in the country; the table that follows gives the largest.
sector-share = Share of the country
sector-shade-1 = less than 1%
sector-shade-2 = 1 to 2%
sector-shade-3 = 2 to 5%
sector-shade-4 = more than 5%
sector-elsewhere = { $n } jobs in communes whose département is not known.
sector-imports = What the country imports
sector-imports-text = Why bring it back: what France buys abroad of this activity, and what the published methods say of it, side by side. They do not agree, and none is chosen here.
sector-no-trade = Trade between countries is not imported: what the country buys, and from whom, is not known.
sector-no-product = No product of foreign trade leads to this activity: a service, or an activity that the nomenclature of products does not know.
sector-imports-amount = France imports { $amount } of it ({ $year });
sector-imports-outside = { $share } comes from outside the European Union.
sector-imports-products = { $n ->
    [one] One product of the customs nomenclature leads to it
   *[other] { $n } products of the customs nomenclature lead to it
  }; { $share } lead to it or to its class alone, the rest is shared with other activities.
sector-imports-together = This amount is that of the whole { $level }: { $n } activities ({ $names }) share it, and nothing tells the part of each.
sector-method = Published method
sector-method-part = Part called vulnerable
sector-method-found = What it found, over all products
sector-cannot-conclude = cannot conclude
sector-thresholds = The criteria, their thresholds and where they come from
sector-above = above { $n }
sector-no-threshold = no published threshold
sector-products = Product by product
sector-products-text = The last columns bear the numbers of the methods: the verdict, then the criteria met.
sector-product = Product
sector-product-name = Name (HS 2022)
sector-product-share = Part that leads here
sector-imports-head = Imports
sector-outside = Outside the Union
sector-unit = Unit
sector-met = Criteria met
sector-criteria = Criteria
sector-vulnerable-head = Vulnerable
sector-vulnerable = vulnerable
sector-not-vulnerable = no
sector-verdict-open = does not conclude
sector-criteria-met = { $met } of { $of }
sector-known = What else is known of it
sector-complexity-said = { $n } standard deviations: { $side ->
    [below] below 0, more territories know how to do it, and they are those that know how to do fewer things
   *[above] above 0, fewer territories know how to do it, and they are those that know how to do many things
  }
sector-complexity-trade = { $n } standard deviations: { $side ->
    [below] below 0, more countries export its products, and they are those that export fewer others
   *[above] above 0, fewer countries export its products, and they are those that export many others
  } (learned on world trade)
sector-gathered = Gathering (Ellison–Glaeser)
sector-gathered-said = { $between }, by the size of the plants, which is not published; 0 when the activity spreads as jobs do, for plants of the same size
sector-gap-of = Bought elsewhere: { $branch }
sector-unmet-of = Final demand not met here: { $branch }
sector-unmet-said = €{ $millions }M a year ({ $between } by delta), for the whole branch: the demand of the country, exports excluded, shared by the number of inhabitants
sector-gap-said = €{ $millions }M a year leave the territory for this branch ({ $between } by delta, FLQ method): an estimate for the whole branch
sector-multiplier-said = { $n ->
    [one] 1 job
   *[other] { $n } jobs
  } here, all branches, for one job created in the branch ({ $between })
sector-here-strength = Here it is already a specialisation: { $times } times the average, { $jobs } jobs.
sector-here-prospect = Here, rank { $rank } of the territory’s ranking.
sector-return-text = Companies from here, in this activity or a near one, that could take back a production bought elsewhere today. Always candidates, to be qualified.
sector-return-where = No territory is chosen: this study does not know where to look.
sector-return-none = No known establishment of this activity, or of a near one, in this territory.
sector-bring-text = Establishments of the country, in this activity or a near one, whose company could invest or supply here. Always candidates, to be qualified.
sector-bring-none = No known establishment.
sector-no-establishments = The list of establishments is not imported: nobody can be named.
sector-called = { $shown } shown of { $all }, all of them in the files: the same activity first, then the nearest by activity (proximity of at least { $nearness }, a choice of the project: { $n } activities kept), then by distance. Distances as the crow flies from the most populated commune of the territory.
sector-company = Establishment
sector-siret = SIRET
sector-size = Employees
sector-commune-code = Commune code
sector-distance = Distance (km)
sector-status = Status
sector-unnamed = no name in the register of establishments
sector-hidden = name not shown, as the person asked
sector-size-band = { $least } to { $most } employees
sector-size-open = { $least } employees or more
sector-near = What is near
sector-near-text = Activities that the same territories do.
sector-proximity = Proximity
sector-limit = Leads to examine, never forecasts: the declared activity says little of what a plant can make.
sector-missing = What is not imported
sheet-zones = Zones
sheet-departments = Départements
sheet-imports = Imports
sheet-return = Re-internalise
sheet-bring = National suppliers
sheet-near = Near activities

# Minutes of a committee
minutes = Minutes
minutes-wave = Wave
minutes-operator = Operator
minutes-held-on = Session of
minutes-frozen-at = Ranking frozen on
minutes-quorum = Quorum
minutes-members = Members present
minutes-grid = Scoring grid
minutes-version = Version
minutes-scale = Highest score
minutes-criterion = Criterion
minutes-ranking = Ranking and decisions
minutes-ranking-text = Each mark is the mean, out of 100, of the scores of the members who count. A member who is recused does not see the file, does not score it and does not count in its quorum.
minutes-none = No file was before this session.
minutes-ties = Some files are tied: they bear the same rank, and nothing but the committee breaks the tie.
minutes-tied = tied
minutes-number = Number
minutes-project = Project and holder
minutes-mark = Mark
minutes-voices = Voices
minutes-asked = Asked
minutes-proposed = Proposed
minutes-decided = Decided
minutes-scores = Scores and remarks
minutes-member = Member
minutes-points = Points
minutes-comment = Remark
minutes-unscored = No score counts for this file.
minutes-recused = Recusals
minutes-json = The minutes as JSON
minutes-signature = The chair of the session
committee-json = The paper of the committee as JSON
