contract-title = Contract and action sheets
contract-views = Views of the contract
contract-board = Board by state
contract-table = List of sheets
contract-axis = Axis
contract-owner = Owner
contract-number = No.
contract-late-only = Late
contract-accelerated-only = Accelerated
contract-sort = Sort by
contract-sort-number = number
contract-sort-due = due date
contract-sort-changed = last change
contract-synthetic = Invented data.
contract-synthetic-text = This contract holds sheets made up to try the pages. None of these projects exists.
contract-empty-title = No sheet yet
contract-empty = This contract has no action sheet yet.
contract-empty-do = Start with a sheet in five fields: title, holder, axis, next action and its date; the rest is filled later. Or give the table you already keep.
contract-public-lead = Everybody sees how many sheets stand at each step, and those the territory publishes. The rest is read with an account of the territory, its region or the State.
contract-public-empty = This territory has not put any action sheet here yet.
contract-states = Sheets by state
contract-sheets = Sheets
contract-total = Total
contract-published = Published sheets
contract-none-published = No sheet is published.
contract-link = Contract and action sheets
sheets-count = { $n ->
    [one] 1 sheet
   *[other] { $n } sheets
}
sheets-late = { $n ->
    [one] 1 late
   *[other] { $n } late
}
days-late = { $n ->
    [one] 1 day late
   *[other] { $n } days late
}
board-keys = Keyboard: the arrows go from sheet to sheet, Enter opens; n makes a new sheet, / searches.
column-empty = None
column-all = See all { $n }
first-page = First page
late-title = Late
late-none = Nothing is late.
sheet-new = New sheet
sheet-new-lead = Five fields are enough to start.
sheet-new-owner = You will be its owner; this can be changed later.
sheet-create = Create the sheet
sheet-title = Title
sheet-holder = Holder
sheet-holder-hint = Company, intercommunality, association
sheet-next = Next action
sheet-next-hint = A verb: call back, file, convene…
sheet-due = Due
sheet-cost = Total cost before tax
sheet-from-project = Start from a project of the line
sheet-project-address = Address of the project
sheet-project-hint = Its facts will be copied into the sheet; the address itself is not kept.
sheet-project-read = Read the project
sheet-project-found = Project found: { $title }. Its facts will be copied at creation.
sheet-of-project = This sheet was made from a project of the line, whose address its holder keeps.
sheet-accelerated = accelerated
sheet-published = published
sheet-invented = invented
sheet-follow = Who does what, and when
sheet-follow-edit = Change the next action
sheet-closed = This sheet is closed: nobody has anything left to do.
sheet-part-empty = Nothing is filled yet.
sheet-part-edit = Edit: { $part }
sheet-no-decision = No committee has decided anything of this sheet yet.
sheet-decide = Record a decision
sheet-decision = Decision
sheet-committee = Who decided
sheet-held-on = Date of the decision
sheet-reason = Why
sheet-history-lead = Every version is kept, with what changed. Putting one back touches neither the state nor the next action.
sheet-restored-from = brought back from version { $n }
sheet-changed-since = Somebody changed the sheet meanwhile: here is the history as it stands, nothing was put back.
sheet-batch = done with other sheets
sheet-comments = Comments
sheet-no-comment = No comment.
sheet-empty-value = (empty)
sheet-merge-title = Two people changed the same thing
sheet-merge-lead = { $name } saved while you were writing. Nothing is lost: choose, field by field.
sheet-merge-theirs = What { $name } wrote
sheet-merge-kept = Kept, with no need to choose
sheet-merge-do = Save these choices
sheet-public-lead = Sheet published by the territory.
told-new = Sheet created.
told-merged = Somebody had saved meanwhile, elsewhere in the sheet: both changes are kept.
told-decided = Decision recorded.
told-restored = Version put back.
decision-by = recorded by { $name }
decision-missing = not seen: { $pieces }
decision-undone = undone on { $day }
decide-what = What was decided
decide-to = Move to the state “{ $state }”
decide-by = Decided by: { $who }.
decide-evidence = Evidence seen
decide-evidence-hint = What is not ticked will be said not seen, wherever the decision is read.
decide-after = And then
decide-closes = The sheet will be closed: no owner or next action any more.
decide-record = Record the decision
decide-since = The sheet changed while you were writing. What you typed is kept: read it again, then record.
decide-no-way = Nothing can be decided from this state.
bulk-title = Change several sheets
bulk-lead = Tick sheets above, choose what to do, then see what each would become before applying it.
bulk-what = What to do with the ticked sheets
bulk-owner = New owner
bulk-due = New due date
bulk-decide = A decision of a committee
bulk-to = State afterwards, for a change of state
bulk-next-state = the next one
bulk-all = Tick all sheets of the page
bulk-one = Tick { $title }
bulk-preview = Look before applying
bulk-preview-title = What each sheet would become
bulk-none = No sheet was ticked.
bulk-changing = { $n } of { $total } would change; the others stay as they are, with the reason.
bulk-becomes = What changes
bulk-left = unchanged
bulk-do = { $n ->
    [one] Apply to { $n } sheet
   *[other] Apply to { $n } sheets
  }
bulk-back = Go back without changing anything
batch-title = Sheets changed together
batch-done = { $n ->
    [one] 1 sheet changed.
   *[other] { $n } sheets changed.
}
batch-undone = { $n ->
    [one] Undone for { $n } sheet
   *[other] Undone for { $n } sheets
  }; { $left ->
    [one] { $left } left, because somebody changed it since.
   *[other] { $left } left, because somebody changed them since.
  }
batch-nothing = No sheet changed: all had been modified meanwhile, or were so already.
batch-since = changed since
batch-undo = Undo
committee-title = Committee paper
committee-on = on { $day }
committee-since = Since
committee-last = Last committees:
committee-decided = Decided since { $day }
committee-no-decision = Nothing was decided since.
committee-changed = Changed since { $day }
committee-no-change = No sheet changed since.
committee-fields = What changed
committee-by = By
committee-new = new
committee-cut = The last 200 saves only; the history of each sheet holds all.
committee-print = This page prints as it stands, without the menus.
comment-write = Add a comment
comment-hint = To tell somebody, write their name after @:
comment-do = Comment
comment-withdraw = Withdraw this comment
comment-withdrawn = Comment withdrawn by its author.
blockings-title = Blocking points
blockings-lead = What territories cannot lift alone, and the date an answer is expected.
blockings-none = No blocking point.
blockings-none-here = No blocking point matches.
blockings-cut = Only the first { $n } points, by the day an answer is due, are shown here and in the files: filter by region, level or state to see the others.
blocking-title = Blocking point
blocking-raise = Raise a blocking point
blocking-raise-do = Raise it
blocking-what = What blocks
blocking-level = Asked of
blocking-region = the region
blocking-state = the State
blocking-open = answer awaited
blocking-answered = answered
blocking-lifted = lifted
blocking-due = answer due on { $day }
blocking-answer-due = Answer due
blocking-late-only = Answer late
blocking-raised = raised
blocking-answer = answers
blocking-asked-again = asks again
blocking-passed = passes to the State
blocking-lift = lifts the point
blocking-next = What next
blocking-words = Answer or explanation
blocking-new-due = New date expected, if asked again or passed on
blocking-do-answer = Answer
blocking-do-pass = Pass to the State
blocking-do-again = Ask again
blocking-do-lift = No longer blocked
blocking-words-needed = Write the answer or the explanation.
blocking-words-long = 4,000 characters at most.
blocking-due-needed = Give the new date expected.
blocking-moved = Somebody has just acted on this point: here is where it stands, your text is kept.
handover-title = Hand-over
handover-lead = When a project lead leaves, one file holds everything the next one needs.
handover-holds = What the file holds
handover-cover = A page to read first: where the contract stands, what is late, who is who.
handover-sheets-text = Every field; the JSON can be read by another Rebond.
handover-n-decisions = { $n ->
    [one] { $n } committee decision
   *[other] { $n } committee decisions
  }
handover-n-comments = { $n ->
    [one] { $n } comment
   *[other] { $n } comments
  }
handover-n-blockings = { $n ->
    [one] { $n } blocking point
   *[other] { $n } blocking points
  }
handover-n-lines = { $n ->
    [one] { $n } financing line, typed or following an application
   *[other] { $n } financing lines, typed or following an application
  }
handover-n-applications = { $n ->
    [one] 1 application: where it stands, and the files you may read
   *[other] { $n } applications: where each stands, and the files you may read
  }
handover-n-people = { $n ->
    [one] { $n } person with a right in the territory
   *[other] { $n } people with a right in the territory
  }
handover-care = It holds contacts and exchanges: hand it over in person. Who takes it, and when, is noted.
handover-take = Download the file (ZIP)
handover-number = No.
handover-sheet = Sheet
handover-decision = Decision
handover-committee = Committee
handover-day = Date
handover-reason = Reason
handover-from = From
handover-to = To
handover-missing = Evidence not seen
handover-author = By
handover-undone = Undone on
handover-when = When
handover-comment = Comment
handover-name = Name
handover-mail = Address
handover-roles = Roles
handover-what = What blocks
handover-level = Asked of
handover-state = State
handover-due = Answer due
handover-sheets = Sheets
handover-late = Late
handover-decisions = Decisions
handover-comments = Comments
handover-blockings = Blocking points
handover-people = People
handover-nobody = Nobody has a right in this territory yet.
digest-subject = { $n ->
    [one] Rebond: { $n } point to look at
   *[other] Rebond: { $n } points to look at
  }
digest-late = Late
digest-soon = Due within seven days
digest-changed = Changed by others
digest-called = Somebody mentioned you
digest-line = { $title }: { $action } ({ $day })
digest-opened = Opened to you by its holder
digest-awaited = Blocking points that await your answer
digest-awaited-line = { $title }: { $what } (expected on { $day })
bulk-reorient = For a reorientation: what changes
bulk-reorient-text = To be filled at least in part: a reorientation changes something. Each sheet keeps the rest, and what is added to the actions is added to its own.
bulk-keep = that of each sheet
bulk-to-axis = New axis
bulk-to-actions = To add to the actions
bulk-to-end = New end
bulk-to-action = Next action that follows
sheet-apply = Apply to a call
sheet-apply-title = Apply with this sheet
sheet-apply-lead = The draft takes the title, the need, the spend and the aid asked elsewhere. Nothing is filed before you decide it.
sheet-apply-none = No call is open or announced here today.
sheet-apply-all = All calls
committee-made = Made on
signatories-title = Signatories
signatories-lead = Who signs this contract, in which capacity and on which day, with the signed documents.
signatories-none = No signatory is noted yet.
signatories-awaited = Not signed yet: { $who }.
signatories-removed = Removed signatories
signatory-organisation = Organisation
signatory-quality = Signs as
signatory-person = Person
signatory-person-hint = optional: who signs for it
signatory-signed = Signed on
signatory-signed-hint = for example 2024-03-12; empty until it is signed
signatory-not-yet = not signed yet
signatory-add = Add a signatory
signatory-keep = Documents, removal
signatory-file-hint = PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, CSV or text; 10 MB at most. Whoever reads the contract reads it.
signatory-remove-text = The signatory leaves the list; it can be restored from the list of removed signatories.
handover-n-signatories = { $n ->
    [one] { $n } signatory of the contract
   *[other] { $n } signatories of the contract
  }
