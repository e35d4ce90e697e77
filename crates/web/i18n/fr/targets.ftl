targets-title = Cibles
targets-lead = Les entreprises et les activités que le territoire veut faire venir, et où en est chacune.
targets-none-title = Aucune cible suivie
targets-none = Ouvrez l’étude des filières du territoire ou la page d’une filière : chaque ligne porte un bouton « Suivre ». Ou notez une cible à la main.
targets-confidential = Lu seulement de ceux qui lisent ce contrat ; rien n’en est publié.
targets-late-only = En retard
targets-count = { $n ->
    [one] { $n } cible suivie
   *[other] { $n } cibles suivies
  }
target-new = Noter une cible
target-follow-for = Suivre pour { $territory }
target-added = La cible est suivie. Dites la prochaine action et sa date.
target-same = Cette cible est déjà suivie : la voici.
target-saved = C’est enregistré.
target-moved = La cible a changé entre-temps : rien n’a été écrit. Votre saisie est encore là ; comparez avec l’historique, puis enregistrez de nouveau.
target-follow-up = Suivi
target-origin = La ligne de l’étude
target-found-in = Trouvée dans : { $where }. Candidate, à qualifier.
target-name = Nom
target-name-hint = L’entreprise, ou ce qui est cherché tant qu’aucune n’est connue.
target-siret = SIRET
target-siret-hint = Quatorze chiffres ; vide s’il n’est pas connu.
target-activity = Activité
target-activity-hint = Code NAF ou mots : 25.50B, emboutissage.
target-reason = Raison
target-reason-hint = Pourquoi elle vient ou ne vient pas ; « raison inconnue » est une réponse.
target-next-action = Prochaine action
target-due = Échéance
target-owner = Responsable
target-note = Note
target-note-hint = Qui a été joint, ce qui a été dit.
target-save = Enregistrer
target-remove = Ne plus la suivre
target-remove-text = La cible quitte la liste et les fichiers, et ne se retrouve plus ici. Pour garder ce qui a été fait, choisissez plutôt l’état où elle s’arrête, avec sa raison.
work-targets = Cibles à relancer
