# The sheets of a region or of the country, for those who steer.
portfolio-title = Every sheet
portfolio-lead = Each sheet of the perimeter, by territory. Filters stay in the address: share it with whoever has the same rights.
steering-door-portfolio = Each sheet of the region or of the country: its state, what is late, what blocks, what was decided of it.
portfolio-blocked = { $n ->
    [one] 1 blocked
   *[other] { $n } blocked
  }
portfolio-invented = { $n ->
    [one] One of these sheets is made up to try the pages: it is not a real project.
   *[other] { $n } of these sheets are made up to try the pages: they are not real projects.
  }
portfolio-phase = Phase
portfolio-blocked-only = Blocked
portfolio-open-only = Under way
portfolio-sort-place = territory
portfolio-empty = No territory of this perimeter has a sheet yet. Project leads open them in their contract.
portfolio-points = { $n ->
    [one] 1 blocking point awaits
   *[other] { $n } blocking points await
  }
portfolio-decided = Last decision: { $decision }
places-title = Territories side by side
places-lead = what the sheets of each territory do, what they promise, and their money.
steering-door-places = A territory a row, the totals of regions and of the country: sheets, delays, blocking points, decisions, jobs, amounts.
places-indicator = Indicator
places-target = Aimed at
places-declared = Measured, declared
places-verified = Measured, verified
places-promises = What the sheets promise, and what was seen
places-promises-what = In brackets, how many sheets tell it; a figure that nobody gave is not a zero. Declared and verified are not added to one another. What a dropped sheet would have brought is counted nowhere.
places-points = Open blocking points
places-points-late = Answers late
places-points-late-n = { $n ->
    [one] 1 answer late
   *[other] { $n } answers late
  }
places-open = Under way
places-open-n = { $n } under way
places-invented = Made up, counted apart
places-invented-n = { $n ->
    [one] and 1 made up
   *[other] and { $n } made up
  }
places-invented-apart = { $n ->
    [one] A sheet made up to try the pages is counted apart: it is in no other figure of this page.
   *[other] { $n } sheets made up to try the pages are counted apart: they are in no other figure of this page.
  }
places-total-of = Total { $name }
places-compare = Territories compared
places-compare-do = Compare the ticked territories
places-compare-none = No territory is ticked: tick two to six of them on the page
places-compare-lead = The same figures, in the same order. A dash: nobody told it.
places-figure = Figure
places-what = Real sheets only. New, accelerated, reoriented, dropped: sheets of which this was decided at least once and not undone. Cost: sheets that tell it, dropped ones left out. Amounts: public funders, as in the funnel, applications of no sheet included; those of no territory are counted in the funnel only.
places-silent = { $n ->
    [one] 1 territory has no sheet yet
   *[other] { $n } territories have no sheet yet
  }
steering-delays-by = Delays, by { $by }
steering-lived = { $n ->
    [one] 9 in 10 before { $p90 } d, 1 case
   *[other] 9 in 10 before { $p90 } d, { $n } cases
  }
purses-title = What remains, by envelope
purses-none = No open envelope belongs to this perimeter alone. All of them are on the page
purses-credits = Payment credits left
purses-what = Left = opened − delegated − reserved − committed − lapsed. Payment credits bound what can be paid in a year; an envelope without opened credits shows none.
