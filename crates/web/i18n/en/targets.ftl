targets-title = Targets
targets-lead = The companies and activities that the territory wants to bring, and where each stands.
targets-none-title = No target is followed
targets-none = Open the study of the sectors of the territory or the page of a sector: each line has a “Follow” button. Or note a target by hand.
targets-confidential = Read only by those who read this contract; nothing of it is published.
targets-late-only = Late
targets-count = { $n ->
    [one] { $n } target followed
   *[other] { $n } targets followed
  }
target-new = Note a target
target-follow-for = Follow for { $territory }
target-added = The target is followed. Say the next action and its date.
target-same = This target is followed already: here it is.
target-saved = Saved.
target-moved = The target changed in between: nothing was written. What you typed is still there; compare with the history, then save again.
target-follow-up = Follow-up
target-origin = The line of the study
target-found-in = Found in: { $where }. A candidate, to be qualified.
target-name = Name
target-name-hint = The company, or what is looked for while none is known.
target-siret = SIRET
target-siret-hint = Fourteen digits; empty when not known.
target-activity = Activity
target-activity-hint = NAF code or words: 25.50B, emboutissage.
target-reason = Reason
target-reason-hint = Why it comes or not; “reason unknown” is an answer.
target-next-action = Next action
target-due = Due
target-owner = Owner
target-note = Note
target-note-hint = Who was reached, what was said.
target-save = Save
target-remove = Follow it no more
target-remove-text = The target leaves the list and the files, and is found here no more. To keep what was done, choose the state where it stops instead, with its reason.
work-targets = Targets to call back
