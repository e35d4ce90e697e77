# Mon travail.
work-title = Mon travail
work-lead = Ce qui vous attend, d’abord ; puis les endroits où vous tenez un rôle.
work-scopes = Où je tiens un rôle
work-none = Vous ne tenez encore aucun rôle. Qui gère votre territoire, votre région ou votre organisation peut vous inviter.
work-invitations = Invitations en attente dans mes périmètres
work-invitations-none = Aucune invitation n’attend de réponse.
work-manage = gérer les personnes
work-invited = pour { $scope }, tient jusqu’au { $until }
work-actions = Mes prochaines actions
work-actions-none = Aucune fiche action ne vous attend. Le tableau du contrat montre celles des autres.
work-late = en retard
work-territory = le territoire
work-called = Où l’on m’appelle
work-called-none = Personne ne vous a appelé par votre nom ces trente derniers jours.
work-points = Points de blocage qui attendent ma réponse
work-points-none = Aucun point de blocage n’attend votre réponse.
work-left = Fiches dont le responsable est parti
work-left-line = { $n ->
    [one] une fiche attend encore { $name }
   *[other] { $n } fiches attendent encore { $name }
  }
