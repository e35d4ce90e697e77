# A portfolio proposed among the applications that wait, for those who steer.
selection-title = Proposed portfolio
selection-lead = which waiting applications to retain with what is left in the envelopes, by the weight given to priorities.
steering-door-selection = What the envelopes would let in, why the rest stays out, and who moves when priorities change.
selection-decides-nothing = This page proposes and decides nothing: decisions stay with services and committees, application by application. Nothing is recorded here; the weights are in the address.
selection-weights = Weights of the priorities
selection-weights-what = An application counts the sum of the weights of the priorities its holder says it serves, plus that of “any application”. From 0 (does not count) to { $most }.
selection-criterion = Priority
selection-first = First weights
selection-second = Second weights
selection-any = any application
selection-by = What an application counts
selection-by-file = as much as the others
selection-by-amount = per €1,000 asked
selection-compare = Compare with the second weights
selection-propose = Propose
selection-undrawn = { $n ->
    [one] One application is left aside: its call draws on no envelope that is open and runs.
   *[other] { $n } applications are left aside: their call draws on no envelope that is open and runs.
  }
selection-beyond = { $n ->
    [one] One application filed after the first 2,000 is not counted: choose a region.
   *[other] { $n } applications filed after the first 2,000 are not counted: choose a region.
  }
selection-empty = No application of this perimeter waits for a decision on an open envelope.
selection-proposal = Proposal
selection-retained = Applications retained: { $n }, left out: { $out }.
selection-worth = The proposal is worth { $points } points; no other can be worth more than { $bound }, which is proved.
selection-best = It is therefore the best.
selection-gap = It is within { $percent } % of the best.
selection-greedy = Taking one by one those that bring most for the aid asked: { $points } points.
selection-envelopes = Envelopes
selection-envelope = Envelope
selection-left = Left
selection-taken = Proposed
selection-rest = Would be left
selection-moves = Who moves under the second weights
selection-no-move = Nobody: the second weights propose the same applications.
selection-move = Move
selection-enters = enters
selection-leaves = leaves
selection-before = Points, first weights
selection-after = Points, second weights
selection-why = Why
selection-priorities = its part of all the points changes that way
selection-others = its part does not explain it; moving the other way on the same envelope: { $names }
selection-elsewhere = another composition is proposed, which neither its part nor an application of the same envelope explains
selection-inside = Retained
selection-outside = Left out
selection-none = No application is retained with these weights.
selection-file = Application
selection-served = Priorities declared
selection-price = Points of a place
selection-price-what = “Points of a place”: what applications that take as much of the same envelope bring. Below it, the place goes to others.
selection-change = What would let it in
selection-alone = Even alone, “{ $name }” would allow only { $most }.
selection-nothing = Brings no point with these weights.
selection-full = Only { $left } would be left in “{ $name }”.
selection-fits = Would still fit: searching longer would retain it.
selection-raise = { $by } more in “{ $name }”.
selection-limits = Counted are the applications that are filed, not yet before a committee, and that you may read, at the amount asked and whole. An envelope shared with other regions is counted for all that is left in it. Not counted are payment credits, financing lines typed in sheets, and the quality of files, which committees alone judge.
