leads-title = Demandes sur { $name }
leads-lead = Qui est venu, et pourquoi il est resté ou parti : ce qui manque à un site se lit dans ses départs.
leads-saved = Demande enregistrée.
leads-outcomes = Ce que les demandes sont devenues
leads-none = Aucune demande n’est encore notée sur ce site.
leads-total = { $n ->
    [one] { $n } demande notée
   *[other] { $n } demandes notées
  }
leads-since = depuis le { $date }.
leads-public = Les noms et les notes restent confidentiels : seuls les nombres par issue sont publics. Source : suivi de ceux qui tiennent le site, déclaratif.
leads-lines = Demandes, une par une
leads-confidential = Confidentiel : cette table n’est montrée qu’à ceux qui tiennent le site.
leads-add = Noter une demande
leads-edit = Modifier la demande
leads-save = Enregistrer la demande
leads-restore = Revenir à cet état
leads-received = Reçue le
leads-received-hint = Jour du premier contact.
leads-name = Qui (confidentiel)
leads-name-hint = Entreprise ou intermédiaire ; jamais publié.
leads-need = Besoin
leads-area = Surface cherchée (ha)
leads-area-hint = Laissez vide si elle n’est pas dite.
leads-closing = Issue
leads-closed = Close le
leads-closed-hint = Jour où l’issue a été connue ; vide tant que la demande est en cours.
leads-reason = Raison
leads-reason-hint = En une phrase, sans nom.
leads-note = Note (confidentielle)
leads-note-hint = Pour l’équipe ; jamais publiée.
leads-count = Nombre
leads-link = Demandes et issues
leads-conflict = Cette demande a changé ou disparu entre-temps : rien n’a été écrit. Rouvrez-la depuis la table.
leads-bad-received = Donnez le jour du premier contact, le besoin et l’issue.
leads-removed = Demandes retirées
