calls-title = Calls and waves
calls-lead = What is open, what closes and when, Paris time. Dates that no source gives are said to be unknown.
calls-ics = Calendar (iCalendar)
calls-all = All calls
calls-empty = No call is described in the programmes loaded.
calls-rolling = rolling, until exhausted
calls-waves = Waves
calls-wave = Wave
calls-opens = Opens
calls-closes = Closes
calls-state = Today
calls-no-wave = No wave: applications are received as they come.
calls-measures = What is asked for
calls-open-only = Open today
calls-found = { $found ->
    [one] { $found } line of { $total }.
   *[other] { $found } lines of { $total }.
  }
calls-of-territory = Calls of phase { $phase } of the programme, which { $name } belongs to.
calls-territory-link = Back to the territory
call-documents =
    { $n ->
        [one] The document asked for
       *[other] The { $n } documents asked for
    }
call-documents-none = No source that was read gives the list of the documents asked for.
call-envelope-none = No source read gives the envelope of this call.
call-envelope-note = What is left is counted from the decisions taken here alone: Rebond does not know what funders committed elsewhere.
