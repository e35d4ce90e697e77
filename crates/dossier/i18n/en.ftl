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
figure-opening = Likely opening (P50)
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
state-later = later

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
calendar-p50 = Opening, one chance in two (P50)
calendar-p90 = Opening, nine chances in ten (P90)
calendar-bare = On a bare site (P50)
calendar-basis = PERT durations; P50 and P90 dates drawn from { $draws } simulations. Decision expected after { $decision }, opening after { $months }, appeals purged.
calendar-alt = Gantt chart of { $n } tasks. Opening P50 on { $p50 }, P90 on { $p90 }. Critical path: { $path }. The table that follows says the same.
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
basis-convention-said = { $convention }; proximity { $proximity }; present from { $threshold } times the average
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
near-sum = These parts add up exactly to the density of nearness: { $density }
near-without-biggest = By nearness alone: rank { $with }; without the specialisations that hang on one employer: rank { $without }
robust-said = among the first ten in { $share } of { $draws } weightings
road-return = Re-internalise
road-return-text = A company from here takes back a production bought elsewhere: near activities that already have jobs here, too few for a specialisation.
road-return-none = No near activity already has a few jobs here.
road-bring = Bring a national supplier
road-bring-text = A company from elsewhere in France invests here: near activities that nobody does yet. The page of each activity gives the candidates, to be qualified.
road-bring-none = All near activities are already done here.
road-here = { $jobs } jobs here, { $times } times the national share
road-nobody = no known job here
road-near = near: { $names }
road-need = { $products ->
    [one] one imported product belongs to this activity
   *[other] { $products } imported products belong to this activity
  }
skills-all = all its occupations are at least as common here as in France
skills-lacking = rarer here than in France: { $names }
skills-lack = { $name } ({ $share } of its jobs, { $times } times the national share)
returns-jobs = { $central } jobs here, all branches, for one job created ({ $low } to { $high } by the parameter delta)
sectors-gaps = What the territory buys elsewhere
sectors-gaps-text = Purchases of the branches here that supply here does not meet, from the national input–output table brought down to the territory (FLQ method). An estimate by branch, never by company, between two bounds.
gap-millions = Leak, €M a year
gap-between = Between
gap-jobs = Jobs for one
sheet-gaps = Bought elsewhere
gap-low = Leak at least, €M
gap-high = Leak at most, €M
road-need-unknown = dependence on imports not known
sheet-basis = Basis
sheet-strengths = More than others
sheet-prospects = Ranking
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
