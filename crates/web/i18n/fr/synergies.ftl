synergies-title = Synergies
synergies-lead = Ce que les établissements d’ici peuvent s’échanger (matières, chaleur, vapeur, eau) ou partager (achats, services, équipements, compétences), et ce que devient chaque piste.
synergies-link = Synergies industrielles
synergies-realised = Ce qui est réalisé
synergies-none-realised = Aucune synergie réalisée n’est encore notée ici.
synergies-realised-note = Quantités par an, additionnées des synergies réalisées : déclarées par qui les anime, vérifiées quand quelqu’un l’a dit.
synergies-total = { $declared } par an déclarés, { $verified } vérifiés
synergies-total-few = quantités tues sous { $n } entreprises de chaque côté
synergies-total-shared = mutualisations
synergies-total-count = { $n ->
    [one] { $n } synergie
   *[other] { $n } synergies
  }
synergies-total-untold = { $n ->
    [one] dont { $n } sans quantité dite
   *[other] dont { $n } sans quantité dite
  }
synergies-followed = Pistes suivies
synergies-none-followed = Aucune piste n’est encore suivie. La plupart se perdent après la détection : choisir « Suivre » sur une piste garde qui l’anime, ses dates et sa suite.
synergies-lead-name = Piste
synergies-chapter = Chapitre de déchets
synergies-leads = Pistes
synergies-none = Aucune piste à montrer : il faut au moins une demande déclarée que vous puissiez lire, et une offre à sa portée.
synergies-sign-in = Une entreprise déclare ses flux, et qui anime le territoire voit ceux qu’on lui ouvre :
synergies-sign-in-link = se connecter
synergies-a-year = par an
synergies-points = { $n ->
    [one] { $n } point
   *[other] { $n } points
  }
synergies-why = Pourquoi ?
synergies-evidence = { $n ->
    [one] { $n } échange semblable observé ailleurs ({ $cases })
   *[other] { $n } échanges semblables observés ailleurs ({ $cases })
  }
synergies-evidence-division = { $n ->
    [one] { $n } échange observé ailleurs vers la même division d’activité ({ $cases })
   *[other] { $n } échanges observés ailleurs vers la même division d’activité ({ $cases })
  }
synergies-no-evidence = Aucun échange semblable parmi ceux qui sont importés.
synergies-worth-km = Rentable jusqu’à { $km } de transport
synergies-missing = Ce qui permettrait de trancher :
synergies-see = Piste suivie
synergies-follow = Suivre
synergies-rules = Règles d’appariement version { $version } : portées, poids et coût de transport sont des hypothèses, à discuter. Les distances sont estimées (vol d’oiseau × 1,3), sans itinéraire.
synergies-counted = { $flows } flux de { $holders } organisations sont comptés ici sans leur nom.
synergies-kind-lead = piste
synergies-kind-supply = offre déclarée à l’État
flows-title = Flux déclarés
flows-none = Aucun flux que vous puissiez lire n’est déclaré ici. Un flux est privé tant que son entreprise ne l’ouvre pas.
flow-title = Déclarer un flux
flow-lead = Dire quoi et où suffit pour commencer ; chaque réponse de plus tranche une question sur les pistes.
flow-side = Sens
flow-supply = Offre
flow-supply-hint = J’ai cela à donner ou à partager
flow-demand = Demande
flow-demand-hint = Je cherche cela
flow-kind = Sorte de flux
flow-kind-waste = Déchet ou coproduit (code déchet)
flow-kind-heat = Chaleur
flow-kind-steam = Vapeur
flow-kind-water = Eau
flow-kind-service = Service à partager
flow-kind-purchase = Achat groupé
flow-kind-equipment = Équipement à partager
flow-kind-skill = Compétence à partager
flow-what = Précision
flow-what-hint = Code déchet (03 01 05) ou mot de son libellé ; température en °C ; ce qui se partage
flow-amount = Quantité par an
flow-amount-hint = Facultatif. 850, ou avec son unité : 850 t, 12 000 m³, 300 MWh
flow-name = Établissement
flow-commune = Commune
flow-commune-hint = Nom ou code, dans ce territoire
flow-naf = Activité (facultatif)
flow-naf-hint = Code NAF, comme 16.10A : elle fait parler les échanges observés ailleurs
flow-siret = SIRET (facultatif)
flow-siret-hint = Il relie aux rubriques de l’installation classée, si elles sont importées
flow-minimum = Plus petit lot (facultatif)
flow-minimum-hint = En dessous, l’échange n’en vaut pas la peine
flow-from = Disponible à partir du (facultatif)
flow-until = Jusqu’au (facultatif)
flow-price = Prix par unité (facultatif)
flow-price-hint = Pour une demande : ce que vous payez aujourd’hui la matière neuve
flow-disposal = Coût d’élimination par unité (facultatif)
flow-treatment = Coût de préparation par unité (facultatif)
flow-treatment-hint = 0 s’il n’y en a pas : un coût qui n’est pas dit n’est pas nul
flow-rubrics = Rubriques ICPE autorisées (facultatif)
flow-rubrics-hint = Comme 2718-1, 2790 ; un déchet dangereux ne va qu’à un receveur autorisé
flow-holder = Au nom de
flow-for-territory = le territoire
flow-share = Qui le voit
flow-share-hint = Rien de coché : vous seul. Vous pourrez changer d’avis.
flow-share-territory = qui anime ce territoire
flow-share-counted = compté sans mon nom, à partir de cinq entreprises
flow-submit = Déclarer ce flux
flow-is-shared = ouvert au territoire
flow-is-private = privé
flow-is-counted = compté sans nom
flow-open = Ouvrir au territoire
flow-close = Fermer
flow-count = Compter sans nom
flow-uncount = Ne plus compter
flow-removed = Flux retirés
flow-remove-text = Le flux quitte toutes les listes, et ses pistes avec lui ; qui l’a déclaré peut le rétablir.
supplies-title = Déchets déclarés à l’État
supplies-none = Aucun déchet déclaré n’est connu ici.
supplies-hazardous = dangereux
synergy-was = La piste quand elle a été détectée
synergy-steps = Ses étapes
synergy-next = Étape suivante
synergy-on = Date
synergy-words = Ce qui s’est passé
synergy-words-hint = La raison, si elle s’arrête
synergy-animator = Qui l’anime
synergy-declared = Par an, déclaré
synergy-verified = Par an, vérifié
synergy-unit = Quantité en { $unit }
synergy-gain = Gain par an
synergy-gain-hint = En euros, pour les deux ensemble
synergy-sheet = Fiche action
synergy-sheet-hint = L’adresse de la fiche de ce contrat
synergy-sheet-open = Ouvrir la fiche
synergy-no-sheet = aucune fiche de ce contrat n’est à cette adresse
synergy-moved = Quelqu’un a avancé cette synergie entre-temps : relire ce qui suit, puis enregistrer de nouveau.
territory-synergies-none = Synergies réalisées : aucune notée.
relier-title = Relier
relier-lead = Des déchets que des établissements alentour déclarent, et que cette activité a déjà été vue recevoir ailleurs.
relier-none = Rien à proposer : voici ce qui le permettrait.
relier-no-site = Choisir un site, ou dire la commune, pour chercher autour.
relier-nothing = Aucun établissement à portée ne déclare un déchet que cette activité ait été vue recevoir.
relier-territory = Déclarer un flux de l’entreprise sur la page des synergies du territoire :
