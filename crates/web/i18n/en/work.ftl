# My work.
work-title = My work
work-lead = First what awaits you; then the places where you hold a role.
work-scopes = Where I hold a role
work-none = You hold no role yet. Whoever manages your territory, region or organisation can invite you.
work-invitations = Invitations awaiting an answer in my scopes
work-invitations-none = No invitation awaits an answer.
work-manage = manage people
work-invited = for { $scope }, stands until { $until }
work-actions = My next actions
work-actions-none = No action sheet awaits you. The board of the contract shows those of others.
work-late = late
work-territory = the territory
work-called = Where I am mentioned
work-called-none = Nobody has mentioned you by name in the last thirty days.
work-points = Blocking points that await my answer
work-points-none = No blocking point awaits your answer.
work-left = Sheets whose owner left
work-left-line = { $n ->
    [one] one sheet still waits for { $name }
   *[other] { $n } sheets still wait for { $name }
  }
