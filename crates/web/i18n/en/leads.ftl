leads-title = Leads on { $name }
leads-lead = Who came, and why they stayed or left: what a site lacks is read in its departures.
leads-saved = Lead saved.
leads-outcomes = What became of the leads
leads-none = No lead is noted on this site yet.
leads-total = { $n ->
    [one] { $n } lead noted
   *[other] { $n } leads noted
  }
leads-since = since { $date }.
leads-public = Names and notes stay confidential: only the numbers by outcome are public. Source: kept by those who hold the site, declared.
leads-lines = Leads, one by one
leads-confidential = Confidential: this table is shown only to those who keep the site.
leads-add = Note a lead
leads-edit = Change the lead
leads-save = Save the lead
leads-restore = Go back to this state
leads-received = Received on
leads-received-hint = Day of the first contact.
leads-name = Who (confidential)
leads-name-hint = Company or intermediary; never published.
leads-need = Need
leads-area = Area sought (ha)
leads-area-hint = Leave empty if it is not told.
leads-closing = Outcome
leads-closed = Closed on
leads-closed-hint = Day the outcome was known; empty while the lead is open.
leads-reason = Reason
leads-reason-hint = In one sentence, without a name.
leads-note = Note (confidential)
leads-note-hint = For the team; never published.
leads-count = Number
leads-link = Leads and outcomes
leads-conflict = This lead changed or went in between: nothing was written. Open it again from the table.
leads-bad-received = Give the day of the first contact, the need and the outcome.
leads-removed = Removed leads
