# Priorities that change: orientations, and the proposals that come of them.
orientation-title = Orientation
orientations-title = Orientations
orientations-lead = What the State or the region wants to see move first, since when and why. An orientation changes no sheet: it tells which ones it favours, and their territories decide with their committee.
orientations-none = No orientation was taken yet for this perimeter.
orientations-covering = Orientations in force
steering-door-orientations = What becomes a priority, the sheets it favours, what is proposed to territories.
orientation-new = Take an orientation
orientation-new-lead = Write what becomes a priority, see which sheets it favours, then take the orientation.
orientation-where = For
orientation-name = Title
orientation-name-hint = What becomes a priority, in a few words.
orientation-axes = Axes favoured
orientation-axes-hint = A sheet that serves one of these axes is favoured.
orientation-themes = Themes favoured
orientation-themes-hint = Words set apart by commas. A sheet is favoured when a word of its title, number or holder begins so: “décarbon” finds “décarbonation”.
orientation-reason-hint = What changed. The reason will be read on contracts and on sheets.
orientation-source-hint = The text that says so: instruction, letter, deliberation, with its date.
orientation-link = Address of this text
orientation-link-hint = If it is published.
orientation-starts = From
orientation-starts-hint = Today when nothing is said.
orientation-ends = Until
orientation-ends-hint = Empty while nobody told an end.
orientation-see = See the sheets it favours
orientation-take = Take this orientation
orientation-preview = What this orientation would do
orientation-preview-what = Sheets under way only. Nothing is kept yet; an axis or a theme that changes is shown again before it is taken.
orientation-split = { $favoured ->
    [one] 1 sheet under way favoured
   *[other] { $favoured } sheets under way favoured
  }, { $others ->
    [one] 1 that is not.
   *[other] { $others } that are not.
  }
orientation-invented = { $n ->
    [one] Among them, 1 made up to try the pages.
   *[other] Among them, { $n } made up to try the pages.
  }
orientation-favoured = Favoured
orientation-others = Not favoured
orientation-favoured-list = Favoured ({ $n })
orientation-others-list = Not favoured ({ $n })
orientation-listed = The first { $n }; the page of the orientation gives them all.
orientation-lists = Sheets favoured or not
orientation-by-territory = By territory
orientation-no-sheet = No sheet under way here.
orientation-favours = Favours: { $what }
orientation-theme = the theme “{ $theme }”
orientation-from = from { $from }
orientation-from-to = from { $from } to { $to }
orientation-taken-on = taken on { $day }
orientation-holds = in force
orientation-to-come = to come
orientation-over = over
orientation-withdrawn = withdrawn
orientation-withdrawn-why = Withdrawn on { $day }: { $why }
orientation-withdraw = Withdraw the orientation
orientation-withdraw-what = It will be shown no more on contracts nor on sheets, and its unanswered proposals will be taken back. It stays here, with the reason.
orientation-withdraw-needed = Say why it is withdrawn, in 2,000 characters at most.
orientation-in-contract = { $n ->
    [0] No sheet under way of this contract is favoured.
    [one] 1 sheet under way of this contract is favoured.
   *[other] { $n } sheets under way of this contract are favoured.
  }
orientation-favouring = Priorities
orientation-favours-this = This sheet is favoured by:
proposals-none = Nothing was proposed yet.
proposals-told = Proposed: { $what }
orientation-proposals = Proposals
proposals-open = { $n } awaiting an answer
proposals-decided = { $n } decided
proposals-declined = { $n } not followed
proposals-withdrawn = { $n } taken back
proposals-take-back = { $n ->
    [one] Take back the unanswered proposal
   *[other] Take back the { $n } unanswered proposals
  }
proposals-take-back-what = Territories will no longer see them to decide. Answers already given stay; what is taken back is proposed again above.
proposal-title = Proposal
proposal-accelerated = Accelerate
proposal-reoriented = Reorient
proposal-open = awaiting an answer
proposal-decided = decided
proposal-declined = not followed
proposal-withdrawn = taken back
proposal-by = proposed by { $who } on { $day }
proposal-due = answer expected by { $day }
proposal-answer = Record what the committee decides
proposal-decline = Do not follow
proposal-decline-why = Why the territory does not follow
proposal-decline-do = Answer
propose-title = Propose to the territories
propose-lead = The proposal lands in the work of each project lead, to be decided with the committee by the date. A sheet that is accelerated already, closed, or whose state does not allow it is left, and so is one that awaits the same answer.
propose-all = Every sheet of this list ({ $n }), without ticking them
propose-what = Propose to
propose-possible = { $n ->
    [one] possible for 1 sheet of the list
   *[other] possible for { $n } sheets of the list
  }
propose-why = Why, for these sheets
propose-do = Propose
proposal-not-in-force = This orientation is not in force: nothing is proposed in its name.
proposal-kind-needed = Choose what is proposed.
proposal-none-ticked = Tick sheets, or the whole list.
proposal-why-needed = Say why: that is what the committee will read.
proposal-why-long = 2,000 characters at most.
proposal-due-past = The date is past.
told-taken = Orientation taken. It is shown on the contracts and the sheets it concerns.
told-proposed = { $n ->
    [0] Nothing was proposed.
    [one] 1 proposal sent.
   *[other] { $n } proposals sent.
  }
told-left = { $n ->
    [one] 1 sheet left: its state does not allow it, or it awaits this answer already.
   *[other] { $n } sheets left: their state does not allow it, or they await this answer already.
  }
told-taken-back = Unanswered proposals taken back.
told-withdrawn = Orientation withdrawn.
work-proposed = Proposals to decide with the committee
digest-proposed = Proposed to your territory, to decide with its committee:
digest-proposed-line = { $title }: { $what }, answer expected by { $day }
