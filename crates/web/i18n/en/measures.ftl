measures-title = Measures
measures-lead = What a project can ask for, from whom, on which conditions. Each programme is a file that can be read and mended.
measures-count = { $n ->
    [one] { $n } measure
   *[other] { $n } measures
  }
programme = Programme
measure = Measure
validity = Validity
validity-now = current
validity-past = ended
validity-unknown = end not published
measure-what = What it is
measure-who = For whom
envelope = Envelope
places = { $n ->
    [one] { $n } place
   *[other] { $n } places
  }
call = Call
measure-try = Check with my project
conditions = Conditions
conditions-none = No condition is written in the sources read.
condition-any = At least one of these conditions
unstated = unpublished condition
judged = left to the judgement of the decider
priority = priority
kpis = Indicators followed
kpis-none = No source read says what is followed of it.
measure-unknown = What no source tells
measure-kind = Kind
measure-advance = Advance
measure-advance-most = at most { $share } of the grant, at the start
measure-kind-label = label
measure-kind-grant = grant
measure-kind-loan = loan
measure-kind-engineering = engineering
measure-kind-training = training
measure-kind-support = support
measure-regimes = chosen by the decider, file by file: { $regimes }
measures-audience = For
measures-on = Open on
got-title = Who got it
got-none = No grant published here belongs to it.
got-latest = The latest { $n }; the others are in the list of published grants.
got-note = Only grants that are already published are shown: who asks for aid remains confidential.
