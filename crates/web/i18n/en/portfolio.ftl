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
