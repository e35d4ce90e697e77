# Mon travail.
work-title = Mon travail
work-lead = Ce qui vous attend, d’abord ; puis les endroits où vous tenez un rôle.
work-scopes = Où je tiens un rôle
work-none = Vous ne tenez encore aucun rôle. Qui gère votre territoire, votre région ou votre organisation peut vous inviter.
work-nothing = Rien ne vous attend ici aujourd’hui.
work-invitations = Invitations en attente dans mes périmètres
work-invitations-none = Aucune invitation n’attend de réponse.
work-projects = Projets de mes organisations
work-projects-none = Aucun projet n’est rattaché. Ouvrez un projet par son adresse, puis « Rattacher à mon organisation ».
work-manage = gérer les personnes
work-invited = pour { $scope }, tient jusqu’au { $until }
