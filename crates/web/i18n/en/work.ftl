# My work.
work-title = My work
work-lead = First what awaits you; then the places where you hold a role.
work-scopes = Where I hold a role
work-none = You hold no role yet. Whoever manages your territory, region or organisation can invite you.
work-nothing = Nothing awaits you here today.
work-invitations = Invitations awaiting an answer in my scopes
work-invitations-none = No invitation awaits an answer.
work-projects = Projects of my organisations
work-projects-none = No project is attached. Open a project by its address, then “Attach to my organisation”.
work-manage = manage people
work-invited = for { $scope }, stands until { $until }
