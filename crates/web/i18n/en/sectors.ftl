nav-sectors = Sectors
sectors-title = Sectors: what to attract, what to bring back
sectors-lead = For any set of communes: what it does more than others, what is near what it knows how to do, and what it could bring back. Every rank gives its reason; the method is open and can be computed again.
sectors-synthetic = Synthetic data.
sectors-synthetic-text = The jobs, the trade, the purchases between branches and the occupations of this page were drawn at random by “rebond generate sectors”. They show how the study reads, and say nothing of real territories.
sectors-none = No data on jobs by commune and activity are loaded
sectors-none-text = Without them nothing can be said of sectors. One public file is enough; the command reads it, tells every refused row, and the page fills.
sectors-none-demo = To see the pages at once, with data drawn at random and said to be so:
sectors-working = The data are being read and the proximity between activities computed: this page reloads by itself in a few seconds.
sectors-working-title = The study is being prepared
sectors-working-step = Step { $n } of { $total }
sectors-choose = Study a territory
sectors-choose-text = A Territoire d’industrie of either phase, an intercommunality, an employment area, a département, a region, or a list of communes drawn by hand.
sectors-place = Name, code or member commune
sectors-place-none = Nothing is called “{ $q }”. Try the name of an intercommunality or a département, or draw the list of communes.
sectors-drawn-link = Draw a list of communes
sectors-regions = The regions
sectors-zones = Employment areas
sectors-zones-title = Employment areas
sectors-zones-lead = An employment area (zone d’emploi) is a set of communes where most people both live and work. Choose one for its study; other zonings that were imported are in the same list.
sectors-zones-none = Employment areas (zones d’emploi) are not imported. “rebond import zones --download” takes them from Insee; off line, give ZE2020_au_01-01-2026.zip, downloaded from insee.fr. Until then, draw the list of communes.
sectors-zones-all = The { $n } employment areas and other zones imported
sectors-zones-count = { $n ->
    [one] { $n } zone
   *[other] { $n } zones
  }
sectors-zones-name = Zone
sectors-zones-kind = Zoning
sectors-zones-communes = Communes
sectors-zones-population = Inhabitants
sectors-zones-apart = This table is a data set apart, under its own licence: it is merged with no other.
sectors-licence = Licence: { $licence }
sectors-head-kind = zoning
sectors-head-communes = communes
sectors-head-population = inhabitants
sectors-head-licence = licence
sectors-search = Search a sector
sectors-search-text = Where it is in France, which territories could host it, which national suppliers could invest.
sectors-activity = Activity: word or NAF code
sectors-activity-none = No activity of the nomenclature answers to “{ $q }”.
sectors-loaded = What these pages stand on
sectors-method = The method, in five sentences
sectors-method-lq = “More than others”: the share of an activity in the jobs here, over its share in France (location quotient), kept only when chance does not explain it.
sectors-method-near = “Near”: two activities are near when the same territories do both; an absent activity is near when it is near what is already done here. The ranking reads inside one territory, never across territories.
sectors-method-complex = “Complex”: few territories do it, and they are those that know how to do many things. The validity of this measure outside world trade is discussed by its own authors.
sectors-method-complex-trade = “Complex”: few countries export its products, and they are those that export many others. The measure comes here from world trade, where its authors established it, and reaches activities by a bridge between nomenclatures.
sectors-method-scores = Five scores from 0 to 100, shown side by side: need, proximity, skills, reception, return. A score without data stays unknown. The weights are yours, and the robustness of the rank is told.
sectors-method-limit = These are leads to examine, never forecasts: most investments also come from an opportunity, a plot of land, a person.
sectors-drawn = Chosen communes
sectors-drawn-title = A territory drawn by hand
sectors-drawn-lead = Add communes one by one: the address of the page keeps the list and can be shared.
sectors-draw = The communes of the study
sectors-add-commune = Add a commune
sectors-add-hint = Name or INSEE code; for namesakes, the département in brackets: Saint-Sauveur (70).
sectors-add = Add
sectors-drawn-count = { $n ->
    [one] { $n } commune
   *[other] { $n } communes
  }
sectors-remove = Remove { $name }
sectors-too-many = At most { $n } communes in a list: take an intercommunality, a département or a region.
sectors-kind-territory = Territoire d’industrie, phase { $n }
sectors-kind-epci = Intercommunality
sectors-kind-department = Département
sectors-kind-region = Region
sectors-kind-drawn = Chosen communes
sectors-file-later = The study is being prepared: ask for this file again in a few seconds.
sectors-file-none = No data on jobs by commune and activity are loaded. “rebond import --help” tells which public files to import.
sectors-shade-1 = less than 1% of the country’s jobs
sectors-shade-2 = 1 to 2%
sectors-shade-3 = 2 to 5%
sectors-shade-4 = more than 5%
sectors-basis-matrix = Matrix
sectors-basis-convention = Convention
sectors-basis-missing = What is not imported
sectors-jobs = Jobs
sectors-jobs-count = { $n ->
    [one] { $n } salaried job
   *[other] { $n } salaried jobs
  }
sectors-establishments = Establishments
sectors-more = What we do more than others
sectors-more-text = Activities whose share of the jobs here clearly exceeds their share in France. “× 4”: four times more present than on average.
sectors-more-none = No activity clearly exceeds the average of the country: the territory is too small to tell, or resembles the country.
sectors-times = Times the average
sectors-one-employer = one big employer
sectors-near = What is near what we know how to do
sectors-near-text = Top right: what few territories know how to do and which resembles what is already done here. The numbers are those of the ranking.
sectors-near-none = No absent activity is known well enough to be placed.
sectors-picture-table = The same picture as a table
sectors-proximity = Relative relatedness
sectors-complexity = Complexity
sectors-quadrant = Quadrant
sectors-ranking = The ranking, and why
sectors-ranking-text = Five scores from 0 to 100, side by side. The total is their geometric mean under your weights; an unknown score does not count in it.
sectors-weights = Move the weights
sectors-weights-text = The ranking follows, and the address keeps your weights.
sectors-why-rank = Why this rank
sectors-open-project = Open a project
sectors-open-project-for = Open a project: { $name }
sectors-tabs = The two roads of relocation
sectors-tab-return = Re-internalise
sectors-tab-bring = Bring a supplier
sectors-downloads = Take the study away
sectors-limits = What this study does not say
sectors-study-of = The sectors of { $name }
sectors-redraw = Change the list of communes
sectors-territory-link = What this territory could attract or bring back
sectors-project-link = This activity in France: where it is, who could supply it
sectors-years = Years
sectors-rejected = Refused
sectors-imported = Imported on
sectors-the-territory = the territory
sectors-activity-head = Activity
sectors-how-sure = What tells it
sectors-pdf = Download the study (PDF)
sectors-title-plant = A plant: { $name }
sectors-title-relocation = Bring back: { $name }
sectors-sector-title = { $name } in France
sectors-where = Where this activity is
sectors-where-text = Zones ({ $zones }) where it clearly weighs more than in the country. “× 4”: four times more present than on average.
sectors-where-none = No zone clearly stands out.
sectors-where-map = Share of the country’s jobs, by département
sectors-zone = Zone
sectors-share = Share of the country
sectors-hangs = hangs on few establishments
sectors-more-zones = The { $n } zones are in the file.
sectors-near-activities = What is near
sectors-near-activities-text = Activities that the same territories do.
sectors-proximity-phi = Proximity
sectors-products = What the country imports
sectors-for = For which territory?
sectors-for-hint = Name, code (2/ti-2704), SIREN, département or employment area (Z2607)
sectors-for-which = For { $name }
sectors-return-text = Companies from here, in this activity or a near one, that could take back a production bought elsewhere today.
sectors-route = Relatedness learned on
sectors-route-zones = French zones
sectors-route-trade = world trade
sectors-within = Within (km)
sectors-least = Employees
sectors-least-of = { $n ->
    [one] { $n } employee or more
   *[other] { $n } employees or more
  }
sectors-whom = Whom to call, for this territory
sectors-whom-for = Whom to call, for this territory: { $name }
sectors-first = to call first, always to be qualified: { $names } ({ $n ->
    [one] the only one of this very activity
   *[other] { $n } establishments of this very activity
  })
sectors-first-none = no known establishment of this very activity: the page of the activity also looks for near activities
sectors-return-where = First say for which territory.
sectors-return-none = No known establishment of this activity, or of a near one, in this territory.
sectors-bring-text = Establishments of the country, in this activity or a near one, whose company could invest or supply here. Always candidates, to be qualified: the declared activity says little of what a plant can make.
sectors-bring-none = No known establishment.
sectors-no-establishments = The list of establishments is not imported: nobody can be named. The operator imports it with “rebond import sirene FILE --establishments --units StockUniteLegale_utf8.zip”.
sectors-company = Establishment
sectors-distance = Distance
sectors-size = Employees
sectors-reason = Reason
sectors-head-siret = siret
sectors-head-commune = commune
sectors-head-commune-code = commune_code
sectors-head-size = size
sectors-head-kilometres = km
sectors-head-similarity = similarity
sectors-head-status = status
sectors-head-matrix = proximity_matrix
sectors-head-convention = convention
sectors-head-day = day
sectors-here-strength = Here it is already a specialisation: { $times } times the average, { $jobs ->
    [one] { $jobs } job
   *[other] { $jobs } jobs
  }.
sectors-here-prospect = Here, rank { $rank } of the territory’s ranking.
sectors-table-departments = The départements as a table
sectors-establishments-count = { $n ->
    [one] { $n } establishment
   *[other] { $n } establishments
  }
sectors-before = { $n ->
    [one] { $n } job in { $year }
   *[other] { $n } jobs in { $year }
  }
sectors-real = Real data
sectors-head-rank = rank
sectors-head-zone = zone
sectors-head-name = name
sectors-head-code = code
sectors-head-activity = activity
sectors-head-jobs = jobs
sectors-head-establishments = establishments
sectors-head-quotient = quotient
sectors-head-data = data
sectors-head-warning = warning
sectors-head-quadrant = quadrant
sectors-head-proximity = relative_relatedness
sectors-head-complexity = complexity
sectors-head-need = need
sectors-head-near = proximity
sectors-head-skills = skills
sectors-head-reception = reception
sectors-head-returns = return
sectors-head-total = total
sectors-head-robust = robustness
sectors-head-why = reason
sectors-head-weights = weights
sectors-department = Département
sectors-elsewhere = { $n ->
    [one] { $n } job in a commune whose département is not known.
   *[other] { $n } jobs in communes whose département is not known.
  }
sectors-gaps = What the territory buys elsewhere
sectors-gaps-text = Intermediate purchases of the branches here that supply here does not meet and, apart, what it does not meet of final demand (households, government, investment; exports excluded), from the national input–output table brought down to the territory (FLQ method). An estimate by branch, never by company; all branches are in the workbook.
sectors-branch = Branch
sectors-gap-millions = Leak, €M a year
sectors-gap-between = Between (delta from 0.1 to 0.4)
sectors-gap-unmet = Final demand not met here, €M a year
sectors-gap-jobs = Jobs here for one job created
sectors-products-text = Why bring it back: what France buys abroad of this activity, and what the published methods say of it, side by side. They do not agree, and none is chosen here.
sectors-no-trade = Trade between countries is not imported: what the country buys, and from whom, is not known. Take BACI (CEPII, www.cepii.fr), then “rebond import baci FILE --year YEAR” (or “--download”).
sectors-no-product = No product of foreign trade leads to this activity: a service, or an activity that the nomenclature of products does not know.
sectors-methods = Published method
sectors-method-part = Part of imports called vulnerable
sectors-method-found = What it found, over all products
sectors-thresholds = The criteria, their thresholds and where they come from
sectors-products-of = Product by product ({ $unit })
sectors-product = Product
sectors-product-share = Part that leads here
sectors-imports = Imports
sectors-outside = Outside the Union
sectors-more-products = All { $n } products are in the file, each with its measures, its thresholds and their sources.
sectors-unknown = unknown
sectors-project = Project
sectors-portrait = The territory in a few figures
sectors-change-none = A single year of jobs is imported: what changed is not known.
sectors-change-text = What the jobs became, in three parts that add up (shift-share analysis): the tide of the country, the activities that are here, then what is the territory’s own.
sectors-change-activities = Activity by activity: where this last part is greatest
sectors-change-all = Won or lost
sectors-change-national = National tide
sectors-change-mix = Activities here
sectors-change-own = The territory’s own
sectors-change-competitive = of which: doing better
sectors-change-allocation = of which: being specialised in it
sectors-head-change = change
sectors-head-national = national_effect
sectors-head-mix = mix_effect
sectors-head-own = own_effect
sectors-head-competitive = competitive_effect
sectors-head-allocation = allocation_effect
sectors-head-branch = branch
sectors-head-gap-millions = gap_meur
sectors-head-gap-low = gap_low_meur
sectors-head-gap-high = gap_high_meur
sectors-head-gap-unmet = final_demand_not_met_meur
sectors-head-gap-unmet-low = final_demand_not_met_low_meur
sectors-head-gap-unmet-high = final_demand_not_met_high_meur
sectors-head-gap-jobs = jobs_for_one
sectors-head-product = product
sectors-head-product-name = name
sectors-head-product-share = share
sectors-head-imports = imports
sectors-head-outside = outside_union
sectors-head-unit = unit
sectors-head-year = year
sectors-head-method = method
sectors-head-method-year = method_year
sectors-head-criterion = criterion
sectors-head-measured = measure
sectors-head-threshold = threshold
sectors-head-met = met
sectors-head-verdict = vulnerable
sectors-head-source = source
