measures-title = Mesures
measures-lead = Ce qu’un projet peut demander, à qui, à quelles conditions. Chaque programme est un fichier que l’on peut lire et corriger.
measures-count = { $n ->
    [one] { $n } mesure
   *[other] { $n } mesures
  }
programme = Programme
measure = Mesure
validity = Validité
validity-now = en cours
validity-past = terminée
validity-unknown = fin non publiée
measure-what = Ce que c’est
measure-who = Pour qui
envelope = Enveloppe
places = { $n ->
    [one] { $n } place
   *[other] { $n } places
  }
call = Appel
measure-try = Vérifier avec mon projet
conditions = Conditions
conditions-none = Aucune condition n’est écrite dans les sources lues.
condition-any = L’une au moins de ces conditions
unstated = condition non publiée
judged = apprécié par le décideur
priority = priorité
kpis = Indicateurs suivis
kpis-none = Aucune source lue ne dit ce qui en est suivi.
measure-unknown = Ce qu’aucune source ne dit
measure-kind = Nature
measure-advance = Avance
measure-advance-most = au plus { $share } de la subvention, au commencement
measure-kind-label = label
measure-kind-grant = subvention
measure-kind-loan = prêt
measure-kind-engineering = ingénierie
measure-kind-training = formation
measure-kind-support = accompagnement
measure-regimes = au choix du décideur, dossier par dossier : { $regimes }
measures-audience = Pour
measures-on = Ouverte le
got-title = Qui l’a obtenu
got-none = Aucune subvention publiée ici ne s’y rattache.
got-latest = Les { $n } dernières ; les autres sont dans la liste des subventions publiées.
got-note = Seules les subventions déjà publiées sont montrées : qui demande une aide reste confidentiel.
