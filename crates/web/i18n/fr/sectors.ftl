nav-sectors = Filières
sectors-title = Filières : que faire venir, que ramener
sectors-lead = Pour tout ensemble de communes : ce qu’il fait plus que les autres, ce qui est proche de ce qu’il sait faire, et ce qu’il pourrait relocaliser. Chaque rang dit sa raison ; la méthode est ouverte et se recalcule.
sectors-synthetic = Données synthétiques.
sectors-synthetic-text = Les emplois, les échanges, les achats entre branches et les métiers de cette page sont tirés au hasard par « rebond generate sectors ». Ils montrent comment l’étude se lit, et ne disent rien des territoires réels.
sectors-none = Aucune donnée d’emploi par commune et par activité n’est chargée
sectors-none-text = Sans elles, rien ne peut être dit des filières. Un fichier public suffit ; la commande le lit, dit chaque ligne refusée, et la page se remplit.
sectors-none-demo = Pour voir les pages sans attendre, avec des données tirées au hasard et dites telles :
sectors-working = Les données sont lues et la proximité entre activités est calculée : cette page se recharge seule dans quelques secondes.
sectors-working-title = L’étude se prépare
sectors-working-step = Étape { $n } sur { $total }
sectors-choose = Étudier un territoire
sectors-choose-text = Un Territoire d’industrie de l’une ou l’autre phase, une intercommunalité, une zone d’emploi, un département, une région, ou une liste de communes dessinée à la main.
sectors-place = Nom, code ou commune membre
sectors-place-none = Rien ne porte « { $q } ». Essayez le nom d’une intercommunalité, d’un département, ou dessinez la liste des communes.
sectors-drawn-link = Dessiner une liste de communes
sectors-regions = Les régions
sectors-zones = Zones d’emploi
sectors-zones-title = Les zones d’emploi
sectors-zones-lead = Une zone d’emploi est un ensemble de communes où la plupart des gens habitent et travaillent. Choisissez-en une pour son étude ; d’autres zonages importés sont dans la même liste.
sectors-zones-none = Les zones d’emploi ne sont pas importées. « rebond import zones --download » les prend à l’Insee ; hors ligne, donnez ZE2020_au_01-01-2026.zip, téléchargé sur insee.fr. En attendant, dessinez la liste des communes.
sectors-zones-all = Les { $n } zones d’emploi et autres zones importées
sectors-zones-count = { $n ->
    [one] { $n } zone
   *[other] { $n } zones
  }
sectors-zones-name = Zone
sectors-zones-kind = Zonage
sectors-zones-communes = Communes
sectors-zones-population = Habitants
sectors-zones-apart = Ce tableau est un jeu à part, sous sa propre licence : il n’est fondu avec aucun autre.
sectors-licence = Licence : { $licence }
sectors-head-kind = zonage
sectors-head-communes = communes
sectors-head-population = habitants
sectors-head-licence = licence
sectors-search = Chercher une filière
sectors-search-text = Où elle se trouve en France, quels territoires pourraient l’accueillir, quels fournisseurs nationaux pourraient y investir.
sectors-activity = Activité : mot ou code NAF
sectors-activity-none = Aucune activité de la nomenclature ne répond à « { $q } ».
sectors-loaded = Sur quoi reposent ces pages
sectors-method = La méthode, en cinq phrases
sectors-method-lq = « Plus que les autres » : la part d’une activité dans l’emploi d’ici, rapportée à sa part en France (quotient de localisation), retenue seulement quand le hasard ne l’explique pas.
sectors-method-near = « Proche » : deux activités sont proches quand les mêmes territoires font les deux ; une activité absente est proche d’ici quand elle l’est de ce qui s’y fait déjà. Le classement se lit à l’intérieur d’un territoire, jamais d’un territoire à l’autre.
sectors-method-complex = « Complexe » : peu de territoires la font, et ce sont ceux qui savent faire beaucoup de choses. La validité de cette mesure hors du commerce mondial est discutée par ses auteurs mêmes.
sectors-method-complex-trade = « Complexe » : peu de pays en exportent les produits, et ce sont ceux qui en exportent beaucoup d’autres. La mesure vient ici du commerce mondial, où ses auteurs l’ont établie, et passe aux activités par une passerelle entre nomenclatures.
sectors-method-scores = Cinq notes de 0 à 100, montrées côte à côte : besoin, proximité, compétences, accueil, retombées. Une note sans donnée reste inconnue. Les poids sont les vôtres, et la solidité du rang est dite.
sectors-method-limit = Ce sont des pistes à instruire, jamais des prévisions : la plupart des implantations viennent aussi d’une occasion, d’un terrain, d’une personne.
sectors-drawn = Communes choisies
sectors-drawn-title = Un territoire dessiné à la main
sectors-drawn-lead = Ajoutez les communes une à une : l’adresse de la page garde la liste, et se partage.
sectors-draw = Les communes de l’étude
sectors-add-commune = Ajouter une commune
sectors-add-hint = Nom ou code INSEE ; en cas d’homonymie, le département entre parenthèses : Saint-Sauveur (70).
sectors-add = Ajouter
sectors-drawn-count = { $n ->
    [one] { $n } commune
   *[other] { $n } communes
  }
sectors-remove = Retirer { $name }
sectors-too-many = Au plus { $n } communes dans une liste : prenez une intercommunalité, un département ou une région.
sectors-kind-territory = Territoire d’industrie, phase { $n }
sectors-kind-epci = Intercommunalité
sectors-kind-department = Département
sectors-kind-region = Région
sectors-kind-drawn = Communes choisies
sectors-file-later = L’étude se prépare : redemandez ce fichier dans quelques secondes.
sectors-file-none = Aucune donnée d’emploi par commune et par activité n’est chargée. « rebond import --help » dit quels fichiers publics importer.
sectors-shade-1 = moins de 1 % des emplois du pays
sectors-shade-2 = 1 à 2 %
sectors-shade-3 = 2 à 5 %
sectors-shade-4 = plus de 5 %
sectors-basis-matrix = Matrice
sectors-basis-convention = Convention
sectors-basis-missing = Ce qui n’est pas importé
sectors-jobs = Emplois
sectors-jobs-count = { $n ->
    [one] { $n } emploi salarié
   *[other] { $n } emplois salariés
  }
sectors-establishments = Établissements
sectors-more = Ce que nous faisons plus que les autres
sectors-more-text = Activités dont la part dans l’emploi d’ici dépasse nettement leur part en France. « × 4 » : quatre fois plus présente qu’en moyenne.
sectors-more-none = Aucune activité ne dépasse nettement la moyenne du pays : le territoire est trop petit pour le dire, ou ressemble au pays.
sectors-times = Fois la moyenne
sectors-one-employer = un seul gros employeur
sectors-near = Ce qui est proche de ce que nous savons faire
sectors-near-text = En haut à droite : ce que peu de territoires savent faire et qui ressemble à ce qui se fait déjà ici. Les numéros sont ceux du classement.
sectors-near-none = Aucune activité absente n’est assez connue pour être placée.
sectors-picture-table = Le même dessin en tableau
sectors-proximity = Proximité relative
sectors-complexity = Complexité
sectors-quadrant = Quadrant
sectors-ranking = Le classement, et pourquoi
sectors-ranking-text = Cinq notes de 0 à 100, côte à côte. Le total est leur moyenne géométrique selon vos poids ; une note inconnue n’y compte pas.
sectors-weights = Bouger les poids
sectors-weights-text = Le classement suit, et l’adresse garde vos poids.
sectors-why-rank = Pourquoi ce rang
sectors-open-project = Monter un projet
sectors-open-project-for = Monter un projet : { $name }
sectors-tabs = Les deux routes de la relocalisation
sectors-tab-return = Ré-internaliser
sectors-tab-bring = Faire venir un fournisseur
sectors-downloads = Emporter l’étude
sectors-limits = Ce que cette étude ne dit pas
sectors-study-of = Les filières de { $name }
sectors-redraw = Modifier la liste des communes
sectors-territory-link = Ce que ce territoire pourrait attirer ou ramener
sectors-project-link = Cette activité en France : où elle est, qui pourrait fournir
sectors-years = Années
sectors-rejected = Refusées
sectors-imported = Importé le
sectors-the-territory = le territoire
sectors-activity-head = Activité
sectors-how-sure = Ce qui le dit
sectors-pdf = Télécharger l’étude (PDF)
sectors-title-plant = Une usine : { $name }
sectors-title-relocation = Relocaliser : { $name }
sectors-sector-title = { $name } en France
sectors-where = Où est cette activité
sectors-where-text = Zones ({ $zones }) où elle pèse nettement plus que dans le pays. « × 4 » : quatre fois plus présente qu’en moyenne.
sectors-where-none = Aucune zone ne se détache nettement.
sectors-where-map = Part des emplois du pays, par département
sectors-zone = Zone
sectors-share = Part du pays
sectors-hangs = tient à peu d’établissements
sectors-more-zones = Les { $n } zones sont dans le fichier.
sectors-near-activities = Ce qui est proche
sectors-near-activities-text = Activités que les mêmes territoires font.
sectors-proximity-phi = Proximité
sectors-products = Ce que le pays importe
sectors-for = Pour quel territoire ?
sectors-for-hint = Nom, code (2/ti-2704), SIREN, département ou zone d’emploi (Z2607)
sectors-for-which = Pour { $name }
sectors-return-text = Entreprises d’ici, dans cette activité ou une activité proche, qui pourraient reprendre une production aujourd’hui achetée ailleurs.
sectors-route = Proximité apprise sur
sectors-route-zones = les zones françaises
sectors-route-trade = le commerce mondial
sectors-within = À moins de (km)
sectors-least = Effectif
sectors-least-of = { $n ->
    [one] { $n } salarié ou plus
   *[other] { $n } salariés ou plus
  }
sectors-whom = Qui appeler, pour ce territoire
sectors-whom-for = Qui appeler, pour ce territoire : { $name }
sectors-first = à appeler d’abord, toujours à qualifier : { $names } ({ $n ->
    [one] le seul de cette activité même
   *[other] { $n } établissements de cette activité même
  })
sectors-first-none = aucun établissement connu de cette activité même : la page de l’activité cherche aussi les activités proches
sectors-return-where = Dites d’abord pour quel territoire.
sectors-return-none = Aucun établissement connu de cette activité, ou d’une activité proche, dans ce territoire.
sectors-bring-text = Établissements du pays, dans cette activité ou une activité proche, dont l’entreprise pourrait investir ou fournir ici. Toujours des candidats, à qualifier : l’activité déclarée dit peu de ce qu’une usine sait faire.
sectors-bring-none = Aucun établissement connu.
sectors-no-establishments = La liste des établissements n’est pas importée : personne ne peut être nommé. L’exploitant l’importe par « rebond import sirene FICHIER --establishments --units StockUniteLegale_utf8.zip ».
sectors-company = Établissement
sectors-distance = Distance
sectors-size = Effectif
sectors-reason = Raison
sectors-head-siret = siret
sectors-head-commune = commune
sectors-head-commune-code = code_commune
sectors-head-size = effectif
sectors-head-kilometres = km
sectors-head-similarity = ressemblance
sectors-head-status = statut
sectors-head-matrix = matrice_de_proximite
sectors-head-convention = convention
sectors-head-day = jour
sectors-here-strength = Ici, c’est déjà une spécialisation : { $times } fois la moyenne, { $jobs ->
    [one] { $jobs } emploi
   *[other] { $jobs } emplois
  }.
sectors-here-prospect = Ici, rang { $rank } du classement du territoire.
sectors-table-departments = Les départements en tableau
sectors-establishments-count = { $n ->
    [one] { $n } établissement
   *[other] { $n } établissements
  }
sectors-before = { $n ->
    [one] { $n } emploi en { $year }
   *[other] { $n } emplois en { $year }
  }
sectors-real = Données réelles
sectors-head-rank = rang
sectors-head-zone = zone
sectors-head-name = nom
sectors-head-code = code
sectors-head-activity = activite
sectors-head-jobs = emplois
sectors-head-establishments = etablissements
sectors-head-quotient = quotient
sectors-head-data = donnees
sectors-head-warning = alerte
sectors-head-quadrant = quadrant
sectors-head-proximity = proximite_relative
sectors-head-complexity = complexite
sectors-head-need = besoin
sectors-head-near = proximite
sectors-head-skills = competences
sectors-head-reception = accueil
sectors-head-returns = retombees
sectors-head-total = total
sectors-head-robust = solidite
sectors-head-why = raison
sectors-head-weights = poids
sectors-department = Département
sectors-elsewhere = { $n ->
    [one] { $n } emploi dans une commune dont le département n’est pas connu.
   *[other] { $n } emplois dans des communes dont le département n’est pas connu.
  }
sectors-gaps = Ce que le territoire achète ailleurs
sectors-gaps-text = Achats intermédiaires des branches d’ici que l’offre d’ici ne couvre pas et, à part, ce qu’elle ne couvre pas de la demande finale (ménages, administrations, investissement ; exportations exclues), d’après le tableau entrées-sorties national ramené au territoire (méthode FLQ). Une estimation par branche, jamais par entreprise ; toutes les branches sont dans le classeur.
sectors-branch = Branche
sectors-gap-millions = Fuite, M€ par an
sectors-gap-between = Entre (selon delta, de 0,1 à 0,4)
sectors-gap-unmet = Demande finale non servie ici, M€ par an
sectors-gap-jobs = Emplois ici pour un emploi créé
sectors-products-text = Pourquoi la ramener : ce que la France achète à l’étranger de cette activité, et ce qu’en disent les méthodes publiées, côte à côte. Elles ne s’accordent pas, et aucune n’est choisie ici.
sectors-no-trade = Les échanges entre pays ne sont pas importés : ce que le pays achète, et à qui, n’est pas connu. Prenez BACI (CEPII, www.cepii.fr), puis « rebond import baci FICHIER --year ANNÉE » (ou « --download »).
sectors-no-product = Aucun produit du commerce extérieur ne mène à cette activité : un service, ou une activité que la nomenclature des produits ne connaît pas.
sectors-methods = Méthode publiée
sectors-method-part = Part des importations jugée vulnérable
sectors-method-found = Ce qu’elle a trouvé, tous produits
sectors-thresholds = Les critères, leurs seuils et d’où ils viennent
sectors-products-of = Produit par produit ({ $unit })
sectors-product = Produit
sectors-product-share = Part qui mène ici
sectors-imports = Importations
sectors-outside = Hors Union
sectors-more-products = Les { $n } produits sont dans le fichier, chacun avec ses mesures, ses seuils et leurs sources.
sectors-unknown = inconnu
sectors-project = Projet
sectors-portrait = Le territoire en quelques chiffres
sectors-change-none = Une seule année d’emplois est importée : ce qui a changé n’est pas connu.
sectors-change-text = Ce que les emplois sont devenus, en trois parts qui s’additionnent (analyse structurelle-résiduelle) : la marée du pays, les activités présentes ici, puis ce qui est propre au territoire.
sectors-change-activities = Activité par activité : où cette dernière part est la plus forte
sectors-change-all = Gagnés ou perdus
sectors-change-national = Marée nationale
sectors-change-mix = Activités d’ici
sectors-change-own = Propre au territoire
sectors-change-competitive = dont : faire mieux
sectors-change-allocation = dont : y être spécialisé
sectors-head-change = evolution
sectors-head-national = effet_national
sectors-head-mix = effet_activites
sectors-head-own = effet_propre
sectors-head-competitive = effet_competitif
sectors-head-allocation = effet_allocation
sectors-head-branch = branche
sectors-head-gap-millions = fuite_meur
sectors-head-gap-low = fuite_basse_meur
sectors-head-gap-high = fuite_haute_meur
sectors-head-gap-unmet = demande_finale_non_servie_meur
sectors-head-gap-unmet-low = demande_finale_non_servie_basse_meur
sectors-head-gap-unmet-high = demande_finale_non_servie_haute_meur
sectors-head-gap-jobs = emplois_pour_un
sectors-head-product = produit
sectors-head-product-name = nom_anglais
sectors-head-product-share = part
sectors-head-imports = importations
sectors-head-outside = hors_union
sectors-head-unit = unite
sectors-head-year = annee
sectors-head-method = methode
sectors-head-method-year = annee_methode
sectors-head-criterion = critere
sectors-head-measured = mesure
sectors-head-threshold = seuil
sectors-head-met = atteint
sectors-head-verdict = vulnerable
sectors-head-source = source
