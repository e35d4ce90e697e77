contract-title = Contrat et fiches action
contract-views = Vues du contrat
contract-board = Tableau par état
contract-table = Liste des fiches
contract-axis = Axe
contract-owner = Responsable
contract-number = N°
contract-late-only = En retard
contract-accelerated-only = Accélérées
contract-sort = Trier par
contract-sort-number = numéro
contract-sort-due = échéance
contract-sort-changed = dernière modification
contract-synthetic = Données inventées.
contract-synthetic-text = Ce contrat contient des fiches fabriquées pour essayer les pages. Aucun de ces projets n’existe.
contract-empty-title = Aucune fiche pour l’instant
contract-empty = Ce contrat n’a encore aucune fiche action.
contract-empty-do = Commencez par une fiche en cinq champs : l’intitulé, le porteur, l’axe, la prochaine action et sa date ; le reste se remplit plus tard. Ou donnez le tableau que vous tenez déjà.
contract-public-lead = Chacun voit combien de fiches sont à chaque étape, et celles que le territoire publie. Le reste se lit avec un compte du territoire, de sa région ou de l’État.
contract-public-empty = Ce territoire n’a encore mis aucune fiche action ici.
contract-states = Fiches par état
contract-sheets = Fiches
contract-total = Ensemble
contract-published = Fiches publiées
contract-none-published = Aucune fiche n’est publiée.
contract-link = Contrat et fiches action
sheets-count = { $n ->
    [one] { $n } fiche
   *[other] { $n } fiches
}
sheets-late = { $n ->
    [one] { $n } en retard
   *[other] { $n } en retard
}
days-late = { $n ->
    [one] { $n } jour de retard
   *[other] { $n } jours de retard
}
board-keys = Clavier : les flèches passent d’une fiche à l’autre, Entrée ouvre ; n crée une fiche, / cherche.
column-empty = Aucune
column-all = Voir les { $n }
first-page = Première page
late-title = En retard
late-none = Rien n’est en retard.
sheet-new = Nouvelle fiche
sheet-new-lead = Cinq champs suffisent pour commencer.
sheet-new-owner = Vous en serez responsable ; cela se change ensuite.
sheet-create = Créer la fiche
sheet-title = Intitulé
sheet-holder = Porteur
sheet-holder-hint = Entreprise, intercommunalité, association
sheet-next = Prochaine action
sheet-next-hint = Un verbe : relancer, déposer, réunir…
sheet-due = Pour le
sheet-cost = Coût total HT
sheet-from-project = Partir d’un projet de la ligne
sheet-project-address = Adresse du projet
sheet-project-hint = Ses faits seront copiés dans la fiche ; l’adresse elle-même n’est pas gardée.
sheet-project-read = Lire le projet
sheet-project-found = Projet trouvé : { $title }. Ses faits seront copiés à la création.
sheet-of-project = Cette fiche a été faite à partir d’un projet de la ligne, dont le porteur garde l’adresse.
sheet-accelerated = accélérée
sheet-published = publiée
sheet-invented = inventée
sheet-follow = Qui fait quoi, et quand
sheet-follow-edit = Changer la prochaine action
sheet-closed = Cette fiche est close : personne n’a plus rien à y faire.
sheet-part-empty = Rien n’est encore rempli.
sheet-part-edit = Modifier : { $part }
sheet-no-decision = Aucun comité n’a encore rien décidé de cette fiche.
sheet-decide = Enregistrer une décision
sheet-decision = Décision
sheet-committee = Qui a décidé
sheet-held-on = Date de la décision
sheet-reason = Pourquoi
sheet-history-lead = Chaque version est gardée, avec ce qui a changé. Remettre une version ne touche ni l’état ni la prochaine action.
sheet-restored-from = reprise de la version { $n }
sheet-changed-since = Quelqu’un a modifié la fiche entre-temps : voici l’historique à jour, rien n’a été remis.
sheet-batch = fait avec d’autres fiches
sheet-comments = Commentaires
sheet-no-comment = Aucun commentaire.
sheet-empty-value = (vide)
sheet-merge-title = Deux personnes ont modifié la même chose
sheet-merge-lead = { $name } a enregistré pendant que vous écriviez. Rien n’est perdu : choisissez, champ par champ.
sheet-merge-theirs = Ce qu’a écrit { $name }
sheet-merge-kept = Gardé sans qu’il faille choisir
sheet-merge-do = Enregistrer ces choix
sheet-public-lead = Fiche publiée par le territoire.
told-new = Fiche créée.
told-merged = Quelqu’un avait enregistré entre-temps, ailleurs dans la fiche : les deux modifications sont gardées.
told-decided = Décision enregistrée.
told-restored = Version remise.
decision-by = enregistrée par { $name }
decision-missing = pièces non vues : { $pieces }
decision-undone = annulée le { $day }
decide-what = Ce qui a été décidé
decide-to = Passer à l’état « { $state } »
decide-by = Décide : { $who }.
decide-evidence = Pièces vues
decide-evidence-hint = Ce qui n’est pas coché sera dit non vu, partout où la décision se lit.
decide-after = Et ensuite
decide-closes = La fiche sera close : plus de responsable ni de prochaine action.
decide-record = Enregistrer la décision
decide-since = La fiche a changé pendant que vous écriviez. Votre saisie est gardée : relisez, puis enregistrez de nouveau.
decide-no-way = Rien ne se décide depuis cet état.
bulk-title = Changer plusieurs fiches
bulk-lead = Cochez des fiches ci-dessus, choisissez quoi faire, puis voyez ce que chacune deviendrait avant de l’appliquer.
bulk-what = Que faire des fiches cochées
bulk-owner = Nouveau responsable
bulk-due = Nouvelle échéance
bulk-decide = Une décision de comité
bulk-to = État d’arrivée, pour un changement d’état
bulk-next-state = le suivant
bulk-all = Cocher toutes les fiches de la page
bulk-one = Cocher { $title }
bulk-preview = Voir avant d’appliquer
bulk-preview-title = Ce que chaque fiche deviendrait
bulk-none = Aucune fiche n’était cochée.
bulk-changing = { $n ->
    [one] { $n } sur { $total } changerait ; les autres restent comme elles sont, avec la raison.
   *[other] { $n } sur { $total } changeraient ; les autres restent comme elles sont, avec la raison.
  }
bulk-becomes = Ce qui change
bulk-left = inchangée
bulk-do = { $n ->
    [one] Appliquer à { $n } fiche
   *[other] Appliquer à { $n } fiches
  }
bulk-back = Revenir sans rien changer
batch-title = Fiches changées ensemble
batch-done = { $n ->
    [one] { $n } fiche changée.
   *[other] { $n } fiches changées.
}
batch-undone = { $n ->
    [one] Annulé pour { $n } fiche
   *[other] Annulé pour { $n } fiches
  } ; { $left ->
    [one] { $left } laissée, parce que quelqu’un l’a modifiée depuis.
   *[other] { $left } laissées, parce que quelqu’un les a modifiées depuis.
  }
batch-nothing = Aucune fiche n’a changé : toutes avaient été modifiées entre-temps, ou l’étaient déjà ainsi.
batch-since = modifiée depuis
batch-undo = Annuler
committee-title = Document de comité
committee-on = au { $day }
committee-since = Depuis le
committee-last = Derniers comités :
committee-decided = Décidé depuis le { $day }
committee-no-decision = Rien n’a été décidé depuis.
committee-changed = Changé depuis le { $day }
committee-no-change = Aucune fiche n’a changé depuis.
committee-fields = Ce qui a changé
committee-by = Par
committee-new = nouvelle
committee-cut = Les 200 derniers enregistrements seulement ; l’historique de chaque fiche a tout.
committee-print = Cette page s’imprime telle quelle, sans les menus.
comment-write = Ajouter un commentaire
comment-hint = Pour prévenir quelqu’un, écrivez son nom précédé de @ :
comment-do = Commenter
comment-withdraw = Retirer ce commentaire
comment-withdrawn = Commentaire retiré par son auteur.
blockings-title = Points de blocage
blockings-lead = Ce que les territoires ne peuvent lever seuls, et la date où une réponse est attendue.
blockings-none = Aucun point de blocage.
blockings-none-here = Aucun point de blocage ne correspond.
blockings-cut = Seuls les { $n } premiers points, par date de réponse attendue, sont montrés ici et dans les fichiers : filtrez par région, par niveau ou par état pour voir les autres.
blocking-title = Point de blocage
blocking-raise = Faire remonter un blocage
blocking-raise-do = Faire remonter
blocking-what = Ce qui bloque
blocking-level = Demandé à
blocking-region = la région
blocking-state = l’État
blocking-open = réponse attendue
blocking-answered = répondu
blocking-lifted = levé
blocking-due = réponse attendue le { $day }
blocking-answer-due = Réponse attendue le
blocking-late-only = Réponse en retard
blocking-raised = fait remonter
blocking-answer = répond
blocking-asked-again = demande de nouveau
blocking-passed = transmet à l’État
blocking-lift = lève le point
blocking-next = La suite
blocking-words = Réponse ou explication
blocking-new-due = Nouvelle date attendue, si la question est reposée ou transmise
blocking-do-answer = Répondre
blocking-do-pass = Transmettre à l’État
blocking-do-again = Demander de nouveau
blocking-do-lift = Ce n’est plus bloqué
blocking-words-needed = Écrivez la réponse ou l’explication.
blocking-words-long = 4 000 caractères au plus.
blocking-due-needed = Donnez la nouvelle date attendue.
blocking-moved = Quelqu’un vient d’agir sur ce point : voici où il en est, votre texte est gardé.
handover-title = Passation
handover-lead = Un chef de projet part : un seul fichier tient tout ce qu’il faut à qui reprend le contrat.
handover-holds = Ce que le fichier contient
handover-cover = Une page à lire d’abord : où en est le contrat, ce qui est en retard, qui est qui.
handover-sheets-text = Tous les champs ; le JSON se relit par un autre Rebond.
handover-n-decisions = { $n ->
    [one] { $n } décision de comité
   *[other] { $n } décisions de comité
  }
handover-n-comments = { $n ->
    [one] { $n } commentaire
   *[other] { $n } commentaires
  }
handover-n-blockings = { $n ->
    [one] { $n } point de blocage
   *[other] { $n } points de blocage
  }
handover-n-lines = { $n ->
    [one] { $n } ligne de financement, saisie ou suivie d’une candidature
   *[other] { $n } lignes de financement, saisies ou suivies d’une candidature
  }
handover-n-applications = { $n ->
    [one] { $n } candidature : où elle en est, et les pièces que vous pouvez lire
   *[other] { $n } candidatures : où en est chacune, et les pièces que vous pouvez lire
  }
handover-n-people = { $n ->
    [one] { $n } personne avec un droit dans le territoire
   *[other] { $n } personnes avec un droit dans le territoire
  }
handover-care = Il contient des contacts et des échanges : à remettre en main propre. Qui le prend, et quand, est noté.
handover-take = Télécharger le fichier (ZIP)
handover-number = N°
handover-sheet = Fiche
handover-decision = Décision
handover-committee = Comité
handover-day = Date
handover-reason = Raison
handover-from = De
handover-to = Vers
handover-missing = Pièces non vues
handover-author = Par
handover-undone = Annulée le
handover-when = Quand
handover-comment = Commentaire
handover-name = Nom
handover-mail = Adresse
handover-roles = Rôles
handover-what = Ce qui bloque
handover-level = Demandé à
handover-state = État
handover-due = Réponse attendue
handover-sheets = Fiches
handover-late = Retards
handover-decisions = Décisions
handover-comments = Commentaires
handover-blockings = Blocages
handover-people = Personnes
handover-nobody = Personne n’a encore de droit dans ce territoire.
digest-subject = { $n ->
    [one] Rebond : { $n } point à regarder
   *[other] Rebond : { $n } points à regarder
  }
digest-late = En retard
digest-soon = À faire d’ici sept jours
digest-changed = Modifié par d’autres
digest-called = Quelqu’un vous a mentionné
digest-line = { $title } : { $action } ({ $day })
digest-opened = Ouvert à vous par son porteur
digest-awaited = Points de blocage qui attendent votre réponse
digest-awaited-line = { $title } : { $what } (attendue le { $day })
bulk-reorient = Pour une réorientation : ce qui change
bulk-reorient-text = À remplir au moins en partie : une réorientation change quelque chose. Chaque fiche garde le reste, et ce qui est ajouté aux actions s’ajoute aux siennes.
bulk-keep = celui de chaque fiche
bulk-to-axis = Nouvel axe
bulk-to-actions = À ajouter aux actions
bulk-to-end = Nouvelle fin
bulk-to-action = Prochaine action qui suit
sheet-apply = Candidater à un appel
sheet-apply-title = Candidater avec cette fiche
sheet-apply-lead = Le brouillon reprend l’intitulé, le besoin, la dépense et les aides demandées ailleurs. Rien n’est déposé avant que vous ne le décidiez.
sheet-apply-none = Aucun appel n’est ouvert ni annoncé ici aujourd’hui.
sheet-apply-all = Tous les appels
committee-made = Fait le
signatories-title = Signataires
signatories-lead = Qui signe ce contrat, en quelle qualité et quel jour, avec les documents signés.
signatories-none = Aucun signataire n’est encore noté.
signatories-awaited = Pas encore signé : { $who }.
signatories-removed = Signataires retirés
signatory-organisation = Organisation
signatory-quality = Qualité
signatory-person = Personne
signatory-person-hint = facultatif : qui signe pour elle
signatory-signed = Signé le
signatory-signed-hint = par exemple 12/03/2024 ; vide tant que ce n’est pas signé
signatory-not-yet = pas encore signé
signatory-add = Ajouter un signataire
signatory-keep = Documents, retrait
signatory-file-hint = PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, CSV ou texte ; 10 Mo au plus. Qui lit le contrat le lit.
signatory-remove-text = Le signataire quitte la liste ; il se rétablit depuis la liste des signataires retirés.
handover-n-signatories = { $n ->
    [one] { $n } signataire du contrat
   *[other] { $n } signataires du contrat
  }
