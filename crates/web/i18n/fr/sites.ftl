sites-title = Sites clés en main
sites-found = { $found ->
    [one] { $found } site sur { $total }
   *[other] { $found } sites sur { $total }
  }
sites-bad-area = « { $typed } » n’est pas une surface : écrire par exemple 20 ou 4,5 (en hectares). Le filtre de surface n’est pas appliqué.
sites-unknown-area = { $n ->
    [one] { $n } de ces sites n’a pas de surface connue : il est gardé.
   *[other] { $n } de ces sites n’ont pas de surface connue : ils sont gardés.
  }
area-unknown = surface non connue
sites-import = Importer une liste
commune-unknown = Commune non donnée par la source
site-known = Ce qui est connu
owner = Propriétaire ou gestionnaire
site-holder-owner = Propriétaire
site-holder-manager = Gestionnaire
site-holder-developer = Aménageur
site-holder-seller = Vendeur
position = Position
approximate = approximative : celle de la commune ou de son intercommunalité
position-commune = centre de la commune
site-unknown = Ce qui n’est pas connu
site-unknown-text = Non connu ne veut dire ni oui ni non. Ces données manquent aux sources lues.
site-open-project = Monter un projet sur ce site
site-procedures = Procédures anticipées
site-procedures-none = Aucune procédure anticipée n’est connue.
site-procedures-assumed = « Supposé » : déduit de la définition du label, à confirmer auprès de l’aménageur avant de compter dessus.
procedure = Procédure
who-says = Qui le dit
expires = Expire
expires-by-rule = { $date }, d’après la durée des règles
anticipation-not-needed = non nécessaire
anticipation-to-do = à faire
anticipation-filed = déposée
anticipation-obtained = obtenue
anticipation-waived = renonciation acquise
anticipation-lapsed = expirée
procedure-plu = Conformité au plan local d’urbanisme
procedure-inventory = Inventaire faune-flore, quatre saisons
procedure-impact-study = Étude d’impact
procedure-archaeology = Archéologie préventive
procedure-grid = Raccordement électrique
procedure-environmental-authorisation = Autorisation environnementale
procedure-registration = Enregistrement ICPE
procedure-building-permit = Permis de construire
procedure-clearing = Défrichement
procedure-water = Loi sur l’eau
procedure-protected-species = Espèces protégées
import-title = Importer une liste de sites
import-lead = CSV, XLSX, ODS, GeoJSON ou GeoPackage : une liste en français ou en anglais, ou le standard national (CNIG Sites économiques et Friches). Rien n’est enregistré avant votre accord : vous voyez d’abord ce qui serait pris, corrigé ou refusé.
import-file = Fichier (10 Mo au plus)
import-preview = Voir avant d’importer
import-accepted = { $n ->
    [one] { $n } site lu
   *[other] { $n } sites lus
  }
import-rejected = { $n ->
    [one] { $n } ligne refusée
   *[other] { $n } lignes refusées
  }
import-corrected = { $n ->
    [one] { $n } correction
   *[other] { $n } corrections
  }
import-columns = Colonnes reconnues
import-commit = Importer les lignes lues
import-commit-refused = Un administrateur enregistre une liste, ou l’exploitant de ce serveur avec sa clé ou par « rebond import sites ».
import-done = { $n ->
    [one] Liste importée : { $n } site est au catalogue.
   *[other] Liste importée : { $n } sites sont au catalogue.
  }
import-source = Source de la liste (qui la publie, quand)
import-lists = Listes importées
import-withdraw = Retirer
line-number = Ligne
what-is-wrong = Ce qui ne va pas
how-to-mend = Comment le corriger
field = Champ
import-none = Aucune liste importée.
sites-standard = Au standard national (CNIG)
sites-standard-text = Format strict du standard Sites économiques (v2024-10) et Friches (v1.0.6), que les schémas publics acceptent. Un site auquel manque une donnée obligatoire n’y est pas : il est dans la liste de ce qui manque, champ par champ. Rien n’est inventé.
sites-standard-brownfields = Friches (CSV)
sites-standard-extension = Puissance, gaz, eau, prix (CSV)
sites-standard-missing = Ce qui manque (CSV)
site-inside = Pôle, terrains et établissements
site-inside-text = Tels que les listes au standard national les donnent. Un établissement est ici quand il dit être sur un terrain du site.
site-pole = Le pôle dont il fait partie
site-plots = Ses terrains
site-establishments = Les établissements présents
site-inside-more = Et { $n } de plus, dans les fichiers au standard national.
import-beside = { $n ->
    [one] { $n } pôle, terrain ou établissement, gardé tel que donné.
   *[other] { $n } pôles, terrains ou établissements, gardés tels que donnés.
  }
sites-standard-poles = Pôles (CSV)
sites-standard-plots = Terrains (CSV)
sites-standard-establishments = Établissements (CSV)
standard-site = Site
standard-missing = Donnée
import-report = Rapport
import-kind = Suite donnée
import-kind-refused = refusé
import-kind-corrected = corrigé
import-file-name = Fichier
column-number = Colonne
import-why = Pourquoi, ou comment le corriger
import-standard = Standard national reconnu :
import-unread = Colonnes hors du standard, non lues :
import-rows = { $n ->
    [one] { $n } ligne
   *[other] { $n } lignes
  }
installations-title = Installations classées alentour
installations-found = { $n ->
    [0] Aucune installation connue à moins de { $km } km, d’après la liste importée.
    [one] Une installation à moins de { $km } km, d’après la liste importée.
   *[other] { $n } installations à moins de { $km } km, d’après la liste importée. Les plus proches d’abord.
  }
installations-km = Distance (km)
installations-regime = Régime
installations-seveso = Seveso
installations-source = Liste de Géorisques importée par l’exploitant de ce serveur, sans les élevages. Une liste régionale ne dit rien des autres régions.
sites-brownfields = Friches
sites-brownfields-with = avec les autres sites
sites-brownfields-without = sans les friches
sites-brownfields-only = friches seulement
site-history = Historique du site
site-history-none = Aucune liste importée ne parle de ce site : ce qui est su vient de la table du projet, source par source.
site-history-own = Ce site est aussi dans la table du projet :
site-history-own-only = Ce site est dans la table du projet :
site-history-same = Cette liste dit la même chose que la précédente.
site-history-on = Importée le
site-history-list = Liste
site-history-withdrawn = Retirée le
site-history-withdrawn-on = liste retirée le { $date }
site-history-what = Quoi
site-history-before = Avant
site-history-after = Après
site-documents = Documents du site
site-documents-none = Aucun document encore : études, plans, délibérations, courriers des réseaux.
site-documents-hint = PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, CSV ou texte ; 10 Mo au plus. Qui lit la page du site lit ses documents.
site-restricted = page restreinte
site-restricted-list = Sites restreints que vous pouvez lire
site-keeps = Un site est tenu par le chef de projet de son territoire, un administrateur ou l’exploitant de ce serveur : eux seuls notent les demandes, joignent des documents, disent ce qui a été anticipé et qui lit la page.
site-readers = Qui lit cette page
site-readers-open = Tout le monde : le site est au catalogue, sur la carte, dans les données ouvertes et dans les classements.
site-readers-restricted = L’exploitant, les administrateurs, les porteurs et référents des territoires du site, leur région et le pilotage national. Le site n’est ni au catalogue, ni sur la carte, ni dans les données ouvertes, ni dans les classements des autres : ces lecteurs le voient classé dans les projets de son territoire.
site-readers-restrict-it = Restreindre la page
site-readers-open-it = Ouvrir à tous
import-map =
    { $n ->
        [0] Dire quelle colonne est quoi : toutes sont reconnues
        [one] Dire quelle colonne est quoi : 1 n’est pas reconnue
       *[other] Dire quelle colonne est quoi : { $n } ne sont pas reconnues
    }
import-map-lead = Ce que vous dites l’emporte sur l’intitulé. Il faut au moins un nom, et une commune par son code ou son nom.
import-map-none = non lue, sauf si son intitulé se reconnaît
import-map-file = Le même fichier, encore une fois : rien n’en est gardé entre-temps
import-map-do = Relire avec ces colonnes

# Tenir un site.
site-keep = Tenir ce site
keep-saved = C’est enregistré : le catalogue, les calendriers et les classements le suivent.
keep-procedures-text = Ce que vous dites passe avant ce que disent les listes, avec sa source, et se marque « déclaré ». Ce que vous retirez laisse de nouveau parler les listes.
keep-unsay = Retirer
keep-date = Obtenu ou déposé le
keep-expires = Valable jusqu’au
keep-expires-hint = Vide si aucun document ne le dit : la durée légale s’applique alors.
keep-expires-before = la fin est avant le début
keep-area = Surface étudiée (ha)
keep-area-hint = Vide : rien ne limite ce qui a été étudié.
keep-power = Puissance réservée (MVA)
keep-icpe = Régime des installations classées couvert
keep-icpe-none = non classé
keep-icpe-declaration = déclaration
keep-icpe-registration = enregistrement
keep-icpe-authorisation = autorisation
keep-icpe-seveso-low = Seveso seuil bas
keep-icpe-seveso-high = Seveso seuil haut
keep-source = Source
keep-source-hint = Arrêté, étude, délibération : ce qu’un lecteur peut retrouver.
keep-source-needed = dites où cela est écrit, en 300 caractères au plus
keep-url = Adresse de la source
keep-number = un nombre plus grand que zéro
keep-what = dites ce qui est à écrire : ouvrez une procédure de la table
keep-moved = Quelqu’un a écrit entre-temps, ou cette décision a déjà donné un label : rien n’a été écrit. Comparez, puis recommencez.
keep-labels = Labels donnés par une décision
keep-labels-text = Une candidature à un appel qui labellise, déposée pour le territoire du site et dont la décision favorable est notifiée, propose son label. Confirmez-le sur le site qu’elle concerne.
keep-no-proposal = Aucune décision n’attend d’être confirmée ici.
keep-decided = décision notifiée le { $day }
keep-wave-label = Vague du label
keep-wave = une vague est une année, ou une année et un mois : 2024, 2024-07
keep-confirm = Confirmer le label sur ce site
keep-no-decision = cette décision n’est plus à confirmer ici
keep-label-there = le site porte déjà le label de cette vague
keep-url-wrong = une adresse commence par https:// ou http://
keep-taken-back = retiré : { $what }
keep-risks = Risques, selon Géorisques
keep-risks-text = Le service public des risques est interrogé quand vous le demandez. Ce qu’il répond est proposé avec sa date : rien n’est écrit sans vous. Un risque qu’il connaît quelque part dans la commune n’est pas affirmé du site.
keep-risks-ask = Demander à Géorisques
keep-risks-off = Ce serveur n’interroge aucun service public.
keep-risks-commune = Connus dans la commune, à vérifier à la place du site
keep-risks-nothing = Géorisques ne propose rien pour ce site.
keep-risks-what = Caractéristique
keep-risks-says = Géorisques répond
keep-risks-now = Connu aujourd’hui
keep-risks-accept = Accepter ce qui est coché
keep-risks-none = cochez ce que vous acceptez
keep-risks-changed = Géorisques ne répond plus la même chose : relisez ce qui est proposé
label-state = label de l’État
label-region = label de la région
label-other = autre label
procedure-date = Date
procedure-scope = Ce qu’elle couvre
scope-icpe = ICPE jusqu’à { $regime }
scope-untold = non dit
