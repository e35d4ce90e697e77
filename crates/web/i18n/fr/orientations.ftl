# Priorités qui changent : orientations, et propositions qui en viennent.
orientation-title = Orientation
orientations-title = Orientations
orientations-lead = Ce que l’État ou la région veut voir avancer d’abord, depuis quand et pourquoi. Une orientation ne change aucune fiche : elle dit lesquelles elle favorise, et leurs territoires décident avec leur comité.
orientations-none = Aucune orientation n’a encore été prise pour ce périmètre.
orientations-covering = Orientations en cours
steering-door-orientations = Ce qui devient prioritaire, les fiches que cela favorise, ce qui est proposé aux territoires.
orientation-new = Prendre une orientation
orientation-new-lead = Écrire ce qui devient prioritaire, voir quelles fiches cela favorise, puis prendre l’orientation.
orientation-where = Pour
orientation-name = Titre
orientation-name-hint = Ce qui devient prioritaire, en quelques mots.
orientation-axes = Axes favorisés
orientation-axes-hint = Une fiche qui sert l’un de ces axes est favorisée.
orientation-themes = Thèmes favorisés
orientation-themes-hint = Mots séparés par des virgules. Une fiche est favorisée quand un mot de son intitulé, de son numéro ou de son porteur commence ainsi : « décarbon » trouve « décarbonation ».
orientation-reason-hint = Ce qui a changé. La raison se lira sur les contrats et sur les fiches.
orientation-source-hint = Le texte qui le dit : instruction, courrier, délibération, avec sa date.
orientation-link = Adresse de ce texte
orientation-link-hint = S’il est publié.
orientation-starts = À partir du
orientation-starts-hint = Aujourd’hui si rien n’est dit.
orientation-ends = Jusqu’au
orientation-ends-hint = Vide tant que personne n’a dit de fin.
orientation-see = Voir les fiches favorisées
orientation-take = Prendre cette orientation
orientation-preview = Ce que cette orientation ferait
orientation-preview-what = Fiches en cours seulement. Rien n’est encore enregistré ; un axe ou un thème changé sera montré de nouveau avant d’être pris.
orientation-split = { $favoured ->
    [one] { $favoured } fiche en cours favorisée
   *[other] { $favoured } fiches en cours favorisées
  }, { $others ->
    [one] { $others } qui ne l’est pas.
   *[other] { $others } qui ne le sont pas.
  }
orientation-invented = { $n ->
    [one] Parmi elles, { $n } inventée pour essayer.
   *[other] Parmi elles, { $n } inventées pour essayer.
  }
orientation-favoured = Favorisées
orientation-others = Non favorisées
orientation-favoured-list = Favorisées ({ $n })
orientation-others-list = Non favorisées ({ $n })
orientation-listed = Les { $n } premières ; la page de l’orientation les donne toutes.
orientation-lists = Fiches favorisées ou non
orientation-by-territory = Par territoire
orientation-no-sheet = Aucune fiche en cours ici.
orientation-favours = Favorise : { $what }
orientation-theme = le thème « { $theme } »
orientation-from = à partir du { $from }
orientation-from-to = du { $from } au { $to }
orientation-taken-on = prise le { $day }
orientation-holds = en cours
orientation-to-come = à venir
orientation-over = finie
orientation-withdrawn = retirée
orientation-withdrawn-why = Retirée le { $day } : { $why }
orientation-withdraw = Retirer l’orientation
orientation-withdraw-what = Elle ne sera plus montrée sur les contrats ni sur les fiches, et ses propositions sans réponse seront retirées. Elle reste ici, avec la raison.
orientation-withdraw-needed = Dire pourquoi elle est retirée, en 2 000 caractères au plus.
orientation-in-contract = { $n ->
    [0] Aucune fiche en cours de ce contrat n’est favorisée.
    [one] { $n } fiche en cours de ce contrat est favorisée.
   *[other] { $n } fiches en cours de ce contrat sont favorisées.
  }
orientation-favouring = Priorités
orientation-favours-this = Cette fiche est favorisée par :
proposals-none = Rien n’a encore été proposé.
proposals-told = Proposé : { $what }
orientation-proposals = Propositions
proposals-open = { $n } en attente
proposals-decided = { $n ->
    [one] { $n } décidée
   *[other] { $n } décidées
  }
proposals-declined = { $n ->
    [one] { $n } non suivie
   *[other] { $n } non suivies
  }
proposals-withdrawn = { $n ->
    [one] { $n } retirée
   *[other] { $n } retirées
  }
proposals-take-back = { $n ->
    [one] Retirer la proposition sans réponse
   *[other] Retirer les { $n } propositions sans réponse
  }
proposals-take-back-what = Les territoires ne les verront plus à décider. Les réponses déjà données restent ; une proposition retirée se refait ci-dessus.
proposal-title = Proposition
proposal-accelerated = Accélérer
proposal-reoriented = Réorienter
proposal-open = en attente
proposal-decided = décidée
proposal-declined = non suivie
proposal-withdrawn = retirée
proposal-by = proposé par { $who } le { $day }
proposal-due = réponse attendue le { $day }
proposal-answer = Enregistrer la décision du comité
proposal-decline = Ne pas suivre
proposal-decline-why = Pourquoi le territoire ne suit pas
proposal-decline-do = Répondre
propose-title = Proposer aux territoires
propose-lead = La proposition arrive dans le travail de chaque chef de projet, à décider avec son comité avant la date. Une fiche déjà accélérée, close, ou dont l’état ne le permet pas est laissée, de même que celle qui attend déjà la même réponse.
propose-all = Toutes les fiches de cette liste ({ $n }), sans les cocher
propose-what = Proposer de
propose-possible = { $n ->
    [one] possible pour { $n } fiche de la liste
   *[other] possible pour { $n } fiches de la liste
  }
propose-why = Pourquoi, pour ces fiches
propose-do = Proposer
proposal-not-in-force = Cette orientation n’est pas en cours : rien ne se propose en son nom.
proposal-kind-needed = Choisir ce qui est proposé.
proposal-none-ticked = Cocher des fiches, ou toute la liste.
proposal-why-needed = Dire pourquoi : c’est ce que lira le comité.
proposal-why-long = 2 000 caractères au plus.
proposal-due-past = La date est passée.
told-taken = Orientation prise. Elle est montrée sur les contrats et les fiches qu’elle concerne.
told-proposed = { $n ->
    [0] Rien n’a été proposé.
    [one] { $n } proposition envoyée.
   *[other] { $n } propositions envoyées.
  }
told-left = { $n ->
    [one] { $n } fiche laissée : son état ne le permet pas, ou elle attend déjà cette réponse.
   *[other] { $n } fiches laissées : leur état ne le permet pas, ou elles attendent déjà cette réponse.
  }
told-taken-back = Propositions sans réponse retirées.
told-withdrawn = Orientation retirée.
work-proposed = Propositions à décider avec le comité
digest-proposed = Proposé à votre territoire, à décider avec son comité :
digest-proposed-line = { $title } : { $what }, réponse attendue le { $day }
