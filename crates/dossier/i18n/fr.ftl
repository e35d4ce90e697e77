# Words of the printed dossier and of the workbook. Same keys in en.ftl; the template may use any message without argument.

dossier = Dossier de projet
contents = Sommaire
page-of = sur
not-known = non connu
none = aucun
month = mois
months = mois
months-short = janv. | févr. | mars | avr. | mai | juin | juil. | août | sept. | oct. | nov. | déc.
range = { $a } à { $b }
at-most = jusqu’à { $b }
at-least = au moins { $a }
version = Rebond { $version }, forme du dossier n° { $format }, programmes : { $programmes }.

# cover
place = Lieu
territory = Territoire
territory-phase = { $name } ({ $code }, phase { $phase })
no-territory = hors Territoire d’industrie
holder = Porteur
judged-on = Jugé
judged-on-rules = aux règles en vigueur le { $date }
figure-site = Site
figure-opening = Ouverture, travaux compris (une chance sur deux)
figure-ready = Prêt à construire (une chance sur deux)
aid-share = calculé, { $share } des dépenses éligibles
figure-aid = Aide prévue
the-line = Où en est le projet
station-qualify = Qualifier
station-locate = Implanter
station-schedule = Planifier
station-finance = Financer
station-connect = Relier
station-assemble = Assembler
state-done = répondu
state-open = à compléter
state-not-needed = sans objet

# chapters
chapter-need = Le besoin
chapter-measures = Les mesures
chapter-sites = Les sites
chapter-calendar = Le calendrier
chapter-plan = Le plan de financement
chapter-missing = Ce qui manque
chapter-sources = Sources et limites

# status and marks
status-declared = déclaré
status-verified = vérifié
status-assumed = supposé
status-computed = calculé
mark-verified = lu dans la source
mark-partial = lu en partie
mark-general = connaissance générale : vérifier le texte
mark-assumed = hypothèse du projet
mark-computed = calculé
answer-met = oui
answer-unknown = inconnu
answer-unmet = non
verdict-met = possible
verdict-unknown = à préciser
verdict-unmet = non

# 1 need
need-intro = Chaque fait porte le nom de qui en répond. « Déclaré » : le porteur l’affirme. « Vérifié » : une pièce l’établit.
facts-verified = { $n ->
    [0] Aucun fait sur { $total } n’est vérifié par une pièce.
    [one] { $n } fait sur { $total } est vérifié par une pièce.
   *[other] { $n } faits sur { $total } sont vérifiés par une pièce.
}
group-project = Projet
group-holder = Porteur
group-place = Lieu
group-site = Site recherché
group-brownfield = Friche
group-school = École
group-training = Formation
group-collective = Action collective
group-vte = VTE
group-other = Autres faits
fact = Fait
value = Valeur
status = Statut
source = Source
past-aid = Aides déjà reçues
past-aid-none = Le porteur déclare n’avoir reçu aucune aide auparavant.
past-aid-complete = Le porteur déclare que cette liste est complète.
past-aid-open = Le porteur n’a pas encore dit si cette liste est complète : les plafonds de minimis ne peuvent pas être vérifiés.
granted-on = Octroyée le
need-empty = Aucun fait n’est encore connu de ce projet.

# 2 measures
measures-count = { $met ->
    [one] { $met } possible
   *[other] { $met } possibles
}, { $open } à préciser, { $unmet ->
    [one] { $unmet } écartée
   *[other] { $unmet } écartées
}. « À préciser » veut dire qu’un fait manque, jamais que la réponse est non.
measures-empty = Aucune mesure n’a été examinée.
measure = Mesure
programme = Programme
operators = Opérateurs
kind = Nature
answer = Réponse
amount = Montant
possible-amount = Montant possible
condition = Condition
how-answered = Comment la réponse est venue
used-fact = { $label } : { $value } ({ $status })
fact-value = { $label } : { $value }
judged = apprécié par le décideur
priority = préférence, jamais un refus
documents = Pièces à joindre
unstated = Ce qu’aucune source ne dit
to-settle = Faits qui manquent
reasons-of = Raisons
ruled-out = Mesures écartées, et pourquoi
kind-label = label
kind-grant = subvention
kind-loan = prêt
kind-engineering = ingénierie
kind-training = formation
kind-support = accompagnement
questions = Les questions à poser ensuite
questions-intro = De la plus utile à la moins utile : d’abord celles qui règlent le plus de mesures.
question = Question
what-it-unlocks = Ce qu’elle règle
up-to = Jusqu’à

# 3 sites
site-chosen = Le site est déjà choisi : { $name } ({ $place }). Aucun classement n’a été demandé.
site-none = Ce projet ne cherche pas de site : il n’y a rien à classer.
site-all-excluded = Aucun des { $n } sites lus ne convient : chacun est écarté par une exigence ci-dessous.
sites-count = { $read } sites lus, { $out ->
    [one] { $out } écarté
   *[other] { $out } écartés
} par une exigence, { $ranked ->
    [one] { $ranked } classé
   *[other] { $ranked } classés
}.
sites-method = La note va de 0 à 100. Les traits montrent l’intervalle si tout ce qui est inconnu était mauvais, ou bon. La solidité dit dans quelle part de { $draws } pondérations tirées au hasard le site arrive premier, ou parmi les trois premiers.
chosen-ranked = Le dossier retient { $name }, classé au rang { $rank }.
chosen-unranked = Le dossier retient { $name }, qui n’est pas dans ce classement.
ranking = Classement
rank = Rang
site = Site
commune = Commune
department = Département
labels = Labels
score = Note
score-low = Note basse
score-high = Note haute
interval = Intervalle
first-place = Premier
top-three-share = Trois premiers : { $share }
top-three = Trois premiers
data-known = Données connues
strengths = Pour
weaknesses = Contre ou inconnu
to-check = À vérifier
would-change = Ce qui changerait le rang
next-sites = Les suivants, raison par raison
compared = Les premiers côte à côte
compared-intro = Points apportés par chaque critère. Un astérisque : valeur inconnue, comptée au milieu de son intervalle.
criterion = Critère
weight = Poids
method = Méthode
points = Points
first-detail = Le premier, critère par critère
excluded = Sites écartés
excluded-because = Exigence non tenue
more-ranked = { $n ->
    [one] Un autre site classé figure dans le classeur.
   *[other] { $n } autres sites classés figurent dans le classeur.
}
more-excluded = { $n ->
    [one] Un autre site écarté figure dans le classeur.
   *[other] { $n } autres sites écartés figurent dans le classeur.
}
ranking-limits = Limites du classement
map-caption = Les sites classés, par rang.
map-off = Hors de la carte :
map-approximate = Cercle creux : place approchée (celle de la commune ou de son intercommunalité).
map-alt = Carte de France des sites classés ; le tableau qui suit dit la même chose.

# 4 calendar
calendar-none = Ce projet ne construit rien : aucune formalité de construction n’est à planifier.
calendar-start = Départ
calendar-p10 = Prêt à construire, une chance sur dix plus tôt (P10)
calendar-early = Si tout va vite : une chance sur dix d’être prêt à construire le { $date } ou plus tôt (P10).
calendar-p50 = Prêt à construire, une chance sur deux (P50)
calendar-p90 = Prêt à construire, neuf chances sur dix (P90)
calendar-works = Ouverture, travaux compris, une chance sur deux
calendar-bare = Sur un terrain nu (P50)
calendar-basis = Durées PERT ; dates P50 et P90 tirées de { $draws } simulations. Décision attendue après { $decision }, prêt à construire après { $months }, recours purgés.
calendar-alt = Diagramme de Gantt de { $n } tâches. Prêt à construire le { $p50 } (P50), le { $p90 } (P90). Chemin critique : { $path }. Le tableau qui suit dit la même chose.
p50 = P50
p90 = P90
gain-bare = Calendrier d’un terrain nu : aucun site n’est retenu.
gain-site = { $site } fait gagner { $months } par rapport à un terrain nu.
gain-nothing = { $site } ne fait rien gagner par rapport à un terrain nu.
waits-for = attend { $what } ({ $months })
legend-critical = chemin critique (hachuré)
legend-slack = avec marge (trait fin : jusqu’où la tâche peut glisser)
legend-done = déjà fait par le site
legend-wait = attente d’une saison ou d’une date
done = déjà fait
critical-path = Chemin critique
calendar-table = Le même calendrier en tableau
task = Tâche
start = Début
finish = Fin
duration = Durée (min.–max.), mois
duration-expected = Durée attendue (mois)
duration-min = Minimum (mois)
duration-max = Maximum (mois)
slack = Marge (mois)
criticality = Critique
legal-clock = Délai légal et article
legal = Délai légal
anticipated = Anticipé
waits = Attente
calendar-notes = À savoir sur ce calendrier
calendar-missing = Faits qui changeraient ce calendrier
task-state = État
task-critical = critique
task-slack = avec marge

# 5 plan
plan-no-cost = Le coût du projet n’est pas connu : il n’y a pas encore de plan de financement.
plan-no-line = Aucune ligne de financement n’est encore connue.
plan-balanced-legal = Le plan couvre le coût au centime près et toutes les règles vérifiées sont tenues.
plan-balanced-unknown = Le plan couvre le coût au centime près ; une règle au moins ne peut pas encore être vérifiée.
plan-balanced-illegal = Le plan couvre le coût, mais une règle au moins n’est pas tenue : le montant qui passerait est indiqué.
plan-gap-legal = Le plan ne couvre pas encore tout le coût ; les règles vérifiées sont tenues.
plan-gap-unknown = Le plan ne couvre pas encore tout le coût, et une règle au moins ne peut pas encore être vérifiée.
plan-gap-illegal = Le plan ne couvre pas tout le coût et une règle au moins n’est pas tenue : le montant qui passerait est indiqué.
plan-alt = Barre du plan de financement : { $lines }. Le tableau qui suit dit la même chose.
plan-cost = Coût total
plan-eligible = Dépenses éligibles
plan-size = Taille du porteur
plan-aid = Aide (équivalent-subvention)
plan-ceiling = Aide la plus haute permise
plan-gap = Reste à financer
legal-met = légal
legal-unknown = légalité à préciser
legal-unmet = à corriger
line = Ligne
funder = Financeur
instrument = Instrument
regime = Régime d’aide
share = Part
aid = Dont aide
proposed = proposé
proposed-by = Proposé par l’outil
because = Pourquoi
total = Total
checks = Vérifications
rule = Règle
result = Résultat
would-pass = Passerait
would-pass-at = passerait à
payments = Calendrier des versements
payments-empty = Aucun versement n’est encore daté.
checks-empty = Aucune règle n’a pu être vérifiée.
date = Date
payment = Versement
running-total = Cumul
plan-notes = Remarques pour le comité
plan-missing = Faits qui régleraient ce qui reste inconnu
size-micro = microentreprise
size-small = petite entreprise
size-medium = moyenne entreprise
size-mid-cap = entreprise de taille intermédiaire
size-large = grande entreprise
size-unknown = non connue
instrument-own-funds = fonds propres
instrument-equity = apport en capital
instrument-loan = prêt
instrument-subordinated-loan = prêt participatif ou subordonné
instrument-leasing = crédit-bail
instrument-grant = subvention
instrument-in-kind = ingénierie prise en charge
funder-holder = porteur
funder-state = État
funder-dotation = État (DETR, DSIL)
funder-region = région
funder-department = département
funder-epci = intercommunalité
funder-commune = commune
funder-europe = Europe
funder-operator = opérateur
funder-bank = banque
funder-private = privé
regime-none = hors aide d’État
regime-de-minimis = de minimis
regime-regional = aide à finalité régionale
regime-sme = aide aux PME
regime-other = autre régime
line-considered = envisagé
line-asked = demandé
line-granted = accordé
line-contracted = conventionné
line-paid = versé
line-refused = refusé
payment-advance = avance
payment-instalment = acompte
payment-balance = solde

# 6 and 7
missing-intro = Dans l’ordre de ce que chaque réponse débloque.
missing-none = Rien ne manque : le dossier peut être déposé.
missing-fact = fait
missing-document = pièce
missing-what = Ce qui manque
missing-why = Pourquoi
type = Type
sources-empty = Aucune source n’a été citée.
sources-intro = Les numéros entre crochets renvoient à cette liste.
title = Titre
article = Article
mark = Lecture
address = Adresse
number = N°
limits = Limites de ce dossier
limit-declared = Déclaré n’est pas vérifié. Un montant, un emploi ou une surface « déclarés » n’engagent que le porteur tant qu’aucune pièce ne les établit.
limit-unknown = Inconnu n’est ni oui, ni non, ni zéro. Une réponse « à préciser » peut devenir un oui ou un non.
limit-decision = Ce dossier prépare une décision et ne la remplace pas : seuls les opérateurs, les services de l’État et les collectivités décident.
limit-law = Les règles sont celles en vigueur à la date du jugement, lues dans les sources ci-dessus. Vérifier le texte avant de s’engager.
limit-calendar = Les dates sont des probabilités, pas des promesses : elles supposent des dossiers complets et des délais légaux tenus.
limit-json = Les données complètes de ce dossier sont jointes à ce fichier PDF (dossier.json) : un autre outil peut les relire.
data-version = Version des données

# workbook sheets: 31 characters at most, none of [ ] : * ? / \
sheet-summary = Résumé
sheet-facts = Faits
sheet-measures = Mesures
sheet-reasons = Raisons
sheet-sites = Sites
sheet-contributions = Contributions
sheet-calendar = Calendrier
sheet-plan = Plan
sheet-checks = Contrôles
sheet-payments = Paiements
sheet-missing = Manque
sheet-sources = Sources
summary = Résumé
key = Clé
amount-least = Montant minimum
amount-most = Montant maximum
yes = oui
no = non
state = État
excluded-word = écarté
ranked-word = classé
utility = Utilité
level = Niveau
path = Condition parente
gain = Gain sur un terrain nu (mois)
legality = Légalité

# sectors of a territory
sectors-report = Étude des filières
synthetic = Données synthétiques.
synthetic-text = Les emplois de ce document sont tirés au hasard par « rebond generate sectors » : ils montrent comment l’étude se lit, et ne disent rien des territoires réels.
portrait = Le territoire en quelques chiffres
portrait-special = Écart à la structure du pays
portrait-special-said = la part des emplois qui devraient changer d’activité pour que le territoire ressemble au pays (la moitié de l’indice de Krugman, { $krugman } sur 2)
portrait-concentration = Concentration
portrait-concentration-said = indice de Herfindahl normalisé : 0 quand les emplois sont également répartis entre les activités, 1 quand une seule les a tous
portrait-variety = Diversité, en activités de même taille
portrait-variety-said = l’entropie des emplois ({ $bits } bits) est celle de { $across } divisions de même taille (variété non liée : de quoi amortir un choc), chacune de { $inside } activités (variété liée : de quoi apprendre l’une de l’autre)
portrait-complexity = Complexité des spécialisations
portrait-complexity-said = moyenne sur { $known } des { $all } spécialisations, celles dont la complexité est connue ; 0 est la moyenne des activités
change-title = De { $from } à { $to }
change-text = Ce que les emplois sont devenus, en trois parts qui s’additionnent (analyse structurelle-résiduelle) : la marée du pays, les activités présentes ici, puis ce qui est propre au territoire. En dessous, les activités où cette dernière part est la plus forte, en plus ou en moins.
change-all = Emplois gagnés ou perdus
change-all-said = toutes activités
change-national = Marée nationale
change-national-said = si chaque activité avait suivi l’emploi du pays
change-mix = Activités d’ici
change-mix-said = d’avoir des activités qui ont crû plus, ou moins, que les autres dans le pays
change-own = Propre au territoire
change-own-said = ce que chaque activité a fait ici de mieux, ou de moins bien, que dans le pays
change-competitive = dont : faire mieux
change-allocation = dont : y être spécialisé
change-everything = Toutes activités
sheet-portrait = Portrait
sheet-change = Évolution
sectors-more = Ce que nous faisons plus que les autres
sectors-more-text = Activités dont la part dans l’emploi d’ici dépasse nettement leur part en France, au-delà de ce que le hasard explique.
sectors-more-none = Aucune activité ne dépasse nettement la moyenne du pays.
activity-code = Code
activity = Activité
times = Fois la moyenne
jobs = Emplois
establishments = Établissements
sectors-near = Ce qui est proche de ce que nous savons faire
sectors-near-text = En haut à droite : ce que peu de territoires savent faire et qui ressemble à ce qui se fait déjà ici.
sectors-near-none = Aucune activité absente n’est assez connue pour être placée.
picture-alt = Activités absentes du territoire, selon leur proximité à ce qui s’y fait et leur complexité ; le tableau du classement porte les mêmes rangs.
picture-x = plus proche de ce que nous savons faire
picture-y = moins de territoires savent le faire
quadrant-best = À portée et rare : à viser
quadrant-bet = Rare mais loin : un pari
quadrant-easy = À portée mais courant
quadrant-far = Loin et courant
sectors-ranking = Le classement
sectors-ranking-text = Cinq notes de 0 à 100, côte à côte. Une note sans donnée reste inconnue et ne compte pas dans le total.
top-ten = Dans les dix premières
sectors-why = Pourquoi ces rangs
sectors-roads = Les deux routes de la relocalisation
sectors-limits = Ce que cette étude ne dit pas
sectors-json = L’étude entière, en JSON
first-steps = À lancer le premier mois, le plus pressé d’abord
gains = Ce que chaque anticipation fait gagner
gains-alone = Chaque gain est compté seul : deux anticipations qui se recouvrent ne s’additionnent pas.
specialisations = Spécialisations
prospects-ranked = Activités classées
figure-need = Besoin
figure-proximity = Proximité
figure-skills = Compétences
figure-reception = Accueil
figure-returns = Retombées
sectors-subtitle = { $kind } · { $communes ->
    [one] { $communes } commune
   *[other] { $communes } communes
  } · { $jobs } emplois salariés en { $year }
sectors-drawn = { $ranked } activités sont classées ; la solidité de chaque rang est mesurée sur { $draws } pondérations tirées au hasard.
basis-jobs = Emplois
basis-composition = Les communes du territoire
basis-scope = Ce que la source laisse de côté
basis-matrix = Matrice de la proximité
basis-complexity = Matrice de la complexité
basis-convention = Convention
basis-convention-said = { $convention } ; proximité { $proximity } ; présence dès { $threshold } fois la moyenne
basis-weights = Poids des cinq notes
basis-gaps = Achats ailleurs
basis-floor = Plancher
basis-floor-said = au moins { $jobs } emplois, et { $share } de fausses découvertes au plus (Benjamini–Hochberg)
basis-data = Nature des données
basis-synthetic = synthétiques : tirées au hasard, elles ne disent rien des territoires réels
basis-real = réelles, publiées par la source nommée
basis-gap = Écart des valeurs propres
basis-withheld = Secret statistique
basis-withheld-said = { $n ->
    [one] une case du territoire est tue
   *[other] { $n } cases du territoire sont tues
  } : inconnue, jamais zéro
basis-absent = Communes absentes de la source
basis-absent-said = { $n ->
    [one] une commune
   *[other] { $n } communes
  }
basis-dropped = Laissées de côté
basis-dropped-said = { $n ->
    [one] une activité
   *[other] { $n } activités
  } où aucune zone n’est spécialisée
basis-on = Étude du
hangs-yes = ne tient qu’à un seul gros employeur
hangs-perhaps = tient peut-être à un seul gros employeur
quadrant-unknown = Complexité non connue
near-part = { $name } : { $share } de la proximité ({ $points })
near-bounds = Selon ce que cachent les cases secrètes : de { $low } à { $high }
times-between = (de { $low } à { $high })
times-least = (au moins { $low })
portrait-left-out = Activités laissées de côté
portrait-left-out-said = le secret statistique y cache des emplois d’ici : elles ne comptent ni dans l’écart, ni dans la concentration, ni dans la variété ({ $names })
change-left-out-said = le secret statistique y cache des emplois d’ici l’une des deux années : un chiffre qui n’est plus dit n’est pas une perte ({ $names })
near-sum = Ces parts font exactement la densité de proximité : { $density }
near-without-biggest = Par la seule proximité : rang { $with } ; sans les spécialisations qui tiennent à un seul employeur : rang { $without }
robust-said = dans les dix premières pour { $share } de { $draws } pondérations
basis-names = Noms des activités
basis-names-said = en anglais, titres de la CITI rév. 4 quand une de ses classes est une activité de la NAF ; en français sinon
basis-route = Proximité apprise sur
basis-route-internal = les zones françaises : deux activités sont proches quand les mêmes zones font les deux
basis-zones = Zones du pays
basis-zones-epci = intercommunalités ; une table des zones d’emploi du pays (« rebond import zones ») les remplacerait
basis-zones-employment = zones d’emploi importées, dont la licence est dans les sources
basis-route-external = le commerce mondial : deux activités sont proches quand les mêmes pays exportent leurs produits ; les services n’y sont pas
road-return = Ré-internaliser
road-return-text = Une entreprise d’ici reprend une production achetée ailleurs : ce que le territoire fabrique déjà plus que les autres, puis les activités proches qui ont ici quelques emplois, en alternance.
road-return-none = Le territoire ne fabrique rien plus que les autres, et aucune activité proche n’a déjà un peu d’emploi ici.
road-bring = Faire venir un fournisseur national
road-bring-text = Une entreprise d’ailleurs en France investit ici : activités proches que personne n’exerce encore. La page de chaque activité donne les candidats, à qualifier.
road-bring-none = Toutes les activités proches sont déjà exercées ici.
road-shown = Les { $shown } premières sur { $all } ; toutes sont dans le classeur.
road-strong = déjà une spécialisation : { $jobs } emplois ici, { $times } fois la part nationale
road-here = { $jobs } emplois ici, { $times } fois la part nationale
road-nobody = aucun emploi connu ici
road-near = proche de : { $names }
road-need = { $products ->
    [one] un produit importé rattaché à cette activité
   *[other] { $products } produits importés rattachés à cette activité
  } ; { $outside } de leur valeur vient de hors de l’Union européenne
skills-all = tous ses métiers sont ici au moins aussi courants qu’en France
skills-lacking = plus rares ici qu’en France : { $names }
skills-lack = { $name } ({ $share } de ses emplois, { $times } fois la part nationale)
returns-jobs = { $central } emploi ici, toutes branches, pour un emploi créé (de { $low } à { $high } selon le paramètre delta)
sectors-gaps = Ce que le territoire achète ailleurs
sectors-gaps-text = Achats intermédiaires des branches d’ici que l’offre d’ici ne couvre pas et, à part, ce qu’elle ne couvre pas de la demande finale (ménages, administrations, investissement ; exportations exclues), d’après le tableau entrées-sorties national ramené au territoire (méthode FLQ). Une estimation par branche, jamais par entreprise, entre deux bornes.
gap-millions = Fuite, M€ par an
gap-between = Entre
gap-unmet = Demande finale non servie, M€ par an
gap-unmet-low = Demande finale non servie au moins, M€
gap-unmet-high = Demande finale non servie au plus, M€
gap-jobs = Emplois pour un
sheet-gaps = Achats ailleurs
gap-low = Fuite au moins, M€
gap-high = Fuite au plus, M€
need-methods = { $n ->
    [0] , et aucune des { $all } méthodes publiées ne peut conclure sur leur vulnérabilité
    [one] , et une seule des { $all } méthodes publiées conclut sur leur vulnérabilité
   *[other] , et { $n } des { $all } méthodes publiées concluent sur leur vulnérabilité
  }
need-together = pour toute la { $level }, que { $n } activités se partagent sans qu’on sache comment
road-need-unknown = dépendance aux importations non connue
sheet-basis = Base
sheet-strengths = Plus que les autres
sheet-prospects = Classement
sheet-reasons-figures = Raisons des notes
sheet-reasons-near = Raisons de la proximité
sheet-limits = Limites
quotient = Quotient de localisation
quotient-low = Quotient, au moins
quotient-high = Quotient, au plus
discoveries = Fausses découvertes
warning = Alerte
relatedness = Proximité relative
density = Densité
complexity = Complexité
quadrant = Quadrant
present-activity = Activité présente

# one activity
sector-report = Étude d’une activité
sector-subtitle = { $jobs } emplois salariés en { $year }
sector-subtitle-for = { $jobs } emplois salariés en { $year } · pour { $place }
sector-zones = Zones spécialisées
sector-where = Où est cette activité
sector-where-text = Zones où elle pèse nettement plus que dans le pays, au-delà de ce que le hasard explique.
sector-where-none = Aucune zone ne se détache nettement.
sector-more-zones = Les plus spécialisées de { $n } zones ; les autres sont dans le classeur.
sector-zone = Zone
sector-zone-code = Code de la zone
sector-hangs = tient à peu d’établissements
sector-map = Part des emplois du pays, par département
sector-map-alt = Carte des départements selon leur part des emplois de l’activité dans le pays ; le tableau qui suit donne les plus grandes.
sector-share = Part du pays
sector-shade-1 = moins de 1 %
sector-shade-2 = 1 à 2 %
sector-shade-3 = 2 à 5 %
sector-shade-4 = plus de 5 %
sector-elsewhere = { $n } emplois dans des communes dont le département n’est pas connu.
sector-imports = Ce que le pays importe
sector-imports-text = Pourquoi la ramener : ce que la France achète à l’étranger de cette activité, et ce qu’en disent les méthodes publiées, côte à côte. Elles ne s’accordent pas, et aucune n’est choisie ici.
sector-no-trade = Les échanges entre pays ne sont pas importés : ce que le pays achète, et à qui, n’est pas connu.
sector-no-product = Aucun produit du commerce extérieur ne mène à cette activité : un service, ou une activité que la nomenclature des produits ne connaît pas.
sector-imports-amount = La France en importe pour { $amount } ({ $year }) ;
sector-imports-outside = { $share } viennent de hors de l’Union européenne.
sector-imports-products = { $n ->
    [one] Un produit de la nomenclature douanière y mène
   *[other] { $n } produits de la nomenclature douanière y mènent
  } ; { $share } ne mènent qu’à elle ou à sa classe, le reste est partagé avec d’autres activités.
sector-imports-together = Ce montant est celui de toute la { $level } : { $n } activités ({ $names }) se la partagent, et rien ne dit la part de chacune.
sector-method = Méthode publiée
sector-method-part = Part jugée vulnérable
sector-method-found = Ce qu’elle a trouvé, tous produits
sector-cannot-conclude = ne peut pas conclure
sector-thresholds = Les critères, leurs seuils et d’où ils viennent
sector-above = au-dessus de { $n }
sector-no-threshold = sans seuil publié
sector-products = Produit par produit
sector-products-text = Les dernières colonnes portent les numéros des méthodes : le verdict, puis les critères atteints.
sector-product = Produit
sector-product-name = Nom (en anglais, SH 2022)
sector-product-share = Part qui mène ici
sector-imports-head = Importations
sector-outside = Hors Union
sector-unit = Unité
sector-met = Critères atteints
sector-criteria = Critères
sector-vulnerable-head = Vulnérable
sector-vulnerable = vulnérable
sector-not-vulnerable = non
sector-verdict-open = ne conclut pas
sector-criteria-met = { $met } sur { $of }
sector-known = Ce qu’on en sait d’autre
sector-complexity-said = { $n } écart type : { $side ->
    [below] au-dessous de 0, davantage de territoires savent la faire, et ce sont ceux qui savent faire moins de choses
   *[above] au-dessus de 0, moins de territoires savent la faire, et ce sont ceux qui savent faire beaucoup de choses
  }
sector-complexity-trade = { $n } écart type : { $side ->
    [below] au-dessous de 0, davantage de pays en exportent les produits, et ce sont ceux qui en exportent moins d’autres
   *[above] au-dessus de 0, moins de pays en exportent les produits, et ce sont ceux qui en exportent beaucoup d’autres
  } (appris sur le commerce mondial)
sector-gathered = Regroupement (Ellison–Glaeser)
sector-gathered-said = { $between } selon la taille des usines, qui n’est pas publiée ; 0 quand l’activité se répand comme l’emploi, à taille d’usine égale
sector-gap-of = Acheté ailleurs : { $branch }
sector-unmet-of = Demande finale non servie ici : { $branch }
sector-unmet-said = { $millions } M€ par an ({ $between } selon delta), pour toute la branche : la demande du pays, exportations exclues, partagée selon le nombre d’habitants
sector-gap-said = { $millions } M€ par an quittent le territoire pour cette branche ({ $between } selon delta, méthode FLQ) : une estimation pour toute la branche
sector-multiplier-said = { $n } emploi ici, toutes branches, pour un emploi créé dans la branche ({ $between })
sector-here-strength = Ici, c’est déjà une spécialisation : { $times } fois la moyenne, { $jobs } emplois.
sector-here-prospect = Ici, rang { $rank } du classement du territoire.
sector-return-text = Entreprises d’ici, dans cette activité ou une activité proche, qui pourraient reprendre une production aujourd’hui achetée ailleurs. Toujours des candidats, à qualifier.
sector-return-where = Aucun territoire n’est choisi : cette étude ne sait pas où chercher.
sector-return-none = Aucun établissement connu de cette activité, ou d’une activité proche, dans ce territoire.
sector-bring-text = Établissements du pays, dans cette activité ou une activité proche, dont l’entreprise pourrait investir ou fournir ici. Toujours des candidats, à qualifier.
sector-bring-none = Aucun établissement connu.
sector-no-establishments = La liste des établissements n’est pas importée : personne ne peut être nommé.
sector-called = { $shown } affichés sur { $all }, tous dans les fichiers : la même activité d’abord, puis les plus proches par l’activité (proximité d’au moins { $nearness }, un choix du projet : { $n } activités retenues), puis par la distance. Distances à vol d’oiseau depuis la commune la plus peuplée du territoire.
sector-company = Établissement
sector-siret = SIRET
sector-size = Effectif
sector-commune-code = Code commune
sector-distance = Distance (km)
sector-status = Statut
sector-unnamed = sans nom au répertoire des établissements
sector-hidden = nom non diffusé, à la demande de la personne
sector-size-band = { $least } à { $most } salariés
sector-size-open = { $least } salariés ou plus
sector-near = Ce qui est proche
sector-near-text = Activités que les mêmes territoires font.
sector-proximity = Proximité
sector-limit = Des pistes à instruire, jamais des prévisions : l’activité déclarée dit peu de ce qu’une usine sait faire.
sector-missing = Ce qui n’est pas importé
sheet-zones = Zones
sheet-departments = Départements
sheet-imports = Importations
sheet-return = Ré-internaliser
sheet-bring = Fournisseurs nationaux
sheet-near = Activités proches

# Procès-verbal d’un comité
minutes = Procès-verbal
minutes-wave = Vague
minutes-operator = Opérateur
minutes-held-on = Séance du
minutes-frozen-at = Classement figé le
minutes-quorum = Quorum
minutes-members = Membres présents
minutes-grid = Grille de notation
minutes-version = Version
minutes-scale = Note la plus haute
minutes-criterion = Critère
minutes-ranking = Classement et décisions
minutes-ranking-text = Chaque note est la moyenne, sur 100, des notes des membres qui comptent. Un membre déporté ne voit pas le dossier, ne le note pas et ne compte pas dans son quorum.
minutes-none = Aucun dossier n’était devant cette séance.
minutes-ties = Des dossiers sont ex æquo : ils portent le même rang, et rien ne les départage que le comité.
minutes-tied = ex æquo
minutes-number = Numéro
minutes-project = Projet et porteur
minutes-mark = Note
minutes-voices = Voix
minutes-asked = Demandé
minutes-proposed = Proposé
minutes-decided = Décidé
minutes-scores = Notes et observations
minutes-member = Membre
minutes-points = Points
minutes-comment = Observation
minutes-unscored = Aucune note ne compte pour ce dossier.
minutes-recused = Déports
minutes-json = Le procès-verbal en JSON
minutes-signature = Le président de séance
committee-json = Le papier du comité en JSON
