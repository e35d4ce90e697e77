ogc-title = Données géographiques ouvertes
ogc-lead = Sites, communes, Territoires d’industrie et départements, lisibles tels quels par QGIS, GDAL et tout logiciel qui parle les standards de l’OGC. Sans clé.
ogc-collections = Collections
ogc-collections-lead = Chaque collection se lit en page, en GeoJSON, en CSV, en XLSX et en tuiles vectorielles.
ogc-collection = Collection
ogc-about = Ce que c’est
ogc-files = Lire
ogc-items = Éléments
ogc-count = { $n ->
    [one] { $n } élément
   *[other] { $n } éléments
}
ogc-found = { $n ->
    [one] { $n } trouvé
   *[other] { $n } trouvés
  }, { $shown ->
    [one] { $shown } montré
   *[other] { $shown } montrés
  }
ogc-connect = Se connecter
ogc-connect-qgis = Couche › Ajouter une couche › WFS / OGC API – Features, nouvelle connexion :
ogc-tiles = Tuiles vectorielles
ogc-filter = Filtre CQL2
ogc-box = Boîte
ogc-limit = Par page
ogc-first = Début
ogc-api = Description OpenAPI
ogc-conformance = Standards suivis
ogc-conformance-lead = Les classes de conformité que ce serveur annonce. Elles sont vérifiées par les tests de Rebond et avec GDAL et OWSLib ; la suite officielle de l’OGC n’a pas été passée.
ogc-systems = Systèmes de coordonnées
ogc-properties = Propriétés
ogc-property = Propriété
ogc-id = Identifiant
ogc-kind = Type
ogc-unit = Unité
ogc-kind-text = texte
ogc-kind-number = nombre
ogc-kind-integer = nombre entier
ogc-kind-bool = oui ou non
ogc-kind-date = date
ogc-how = Interroger
ogc-extent = Emprise (degrés : ouest ; sud → est ; nord)
ogc-queryables = Propriétés interrogeables
ogc-schema = Schéma
ogc-point-count = Nombre d’éléments que ce point représente
ogc-longitude = Longitude
ogc-latitude = Latitude
ogc-yes = oui
ogc-no = non
ogc-page = Sa page dans Rebond
data-ogc = Données géographiques (OGC API, QGIS, tuiles)
ogc-swapped = Rien dans cette boîte ; elle contiendrait des éléments si ses axes étaient échangés : CRS84 s’écrit longitude puis latitude.
