//! What each collection holds: its properties, and its features from the reference and the catalogue.

use crate::routes::brownfields::catalogue::{self, NATURE, POLLUTION, STATUS};
use crate::routes::sites::catalogue::waves;
use domain::{Position, Site, Text, Value as Known};
use ogc::{About, Collection, Feature, Kind, Property, Value};
use reference::Reference;

pub const SITES: &str = "sites";
pub const BROWNFIELDS: &str = "friches";

fn property(name: &'static str, kind: Kind, unit: &'static str, fr: &str, en: &str) -> Property {
    Property { name, title: Text::new(fr, en), kind, unit }
}

fn text(value: impl AsRef<str>) -> Option<Value> {
    let value = value.as_ref();
    (!value.is_empty()).then(|| Value::Text(value.into()))
}

fn point(position: Option<Position>) -> Option<geo::Geometry> {
    position.map(|p| geo::Geometry::Point(geo::Point::new(p.lon, p.lat)))
}

fn approximate(position: Option<Position>) -> Option<Value> {
    position.map(|p| Value::Bool(p.approximate))
}

/// Characteristics of a site that have a column of their own: (key, kind, unit, French, English).
const TRAITS: [(&str, Kind, &str, &str, &str); 6] = [
    ("area_ha", Kind::Number, "ha", "Surface", "Area"),
    ("available_ha", Kind::Number, "ha", "Surface disponible", "Available area"),
    ("power_mva", Kind::Number, "MVA", "Puissance électrique disponible", "Electric power available"),
    ("price_eur_m2", Kind::Number, "€/m²", "Prix", "Price"),
    ("rail", Kind::Bool, "", "Embranchement ferroviaire", "Rail siding"),
    ("brownfield", Kind::Bool, "", "Friche", "Brownfield"),
];

fn whereabouts() -> [Property; 5] {
    [
        property("name", Kind::Text, "", "Nom", "Name"),
        property("commune", Kind::Text, "", "Code INSEE de la commune", "INSEE code of the commune"),
        property("commune_name", Kind::Text, "", "Commune", "Commune"),
        property("department", Kind::Text, "", "Code du département", "Code of the département"),
        property("region", Kind::Text, "", "Région", "Region"),
    ]
}

fn whereabouts_of(site: &Site) -> [Option<Value>; 5] {
    [text(&site.name), site.commune.as_ref().and_then(text), text(&site.commune_name), text(&site.department), text(&site.region)]
}

/// How far the place is known, and who says so.
fn said() -> [Property; 3] {
    [
        property(
            "approximate",
            Kind::Bool,
            "",
            "Place approchée (centre de la commune ou de l’EPCI)",
            "Approximate place (centre of the commune or EPCI)",
        ),
        property("source", Kind::Text, "", "Source", "Source"),
        property("source_date", Kind::Date, "", "Date de la source", "Date of the source"),
    ]
}

fn said_of(site: &Site) -> [Option<Value>; 3] {
    [approximate(site.position), text(&site.source.title), site.source.date.map(Value::Date)]
}

pub fn sites(sites: &[Site]) -> Collection {
    let mut properties = whereabouts().to_vec();
    properties.extend([
        property("labels", Kind::Text, "", "Vagues du label", "Waves of the label"),
        property("owner", Kind::Text, "", "Propriétaire ou gestionnaire", "Owner or manager"),
    ]);
    properties.extend(said());
    properties.extend(TRAITS.map(|(key, kind, unit, fr, en)| property(key, kind, unit, fr, en)));
    let about = About {
        id: SITES,
        title: Text::new("Sites clés en main et sites importés", "Turnkey and imported sites"),
        description: Text::new(
            "Les sites qu’une source publique nomme, et ceux des listes importées. Une propriété absente n’est pas connue\u{a0}: ce n’est ni non, ni zéro. Un site sans place connue a une géométrie nulle.",
            "Sites that a public source names, and those of imported lists. A missing property is not known: neither “no” nor zero. A site without a known place has a null geometry.",
        ),
        temporal: properties.iter().position(|p| p.name == "source_date"),
        importance: properties.iter().position(|p| p.name == "available_ha"),
        properties,
        geometry: "point",
        sources: vec![(
            Text::new("Sources publiques lues par Rebond, nommées site par site", "Public sources read by Rebond, named site by site"),
            String::new(),
        )],
    };
    let features = sites.iter().map(|site| {
        let mut values = whereabouts_of(site).to_vec();
        values.extend([text(waves(site)), site.owner.as_ref().and_then(text)]);
        values.extend(said_of(site));
        values.extend(TRAITS.map(|(key, kind, ..)| match (&site.attributes.get(key)?.value, kind) {
            (Known::Number(n), Kind::Number) => Some(Value::Number(*n)),
            (Known::Bool(b), Kind::Bool) => Some(Value::Bool(*b)),
            _ => None,
        }));
        Feature { id: site.id.clone(), geometry: point(site.position), values }
    });
    Collection::new(about, features.collect())
}

/// The inventory of brownfields: the same words as the filters of its page.
pub fn brownfields(sites: &[Site]) -> Collection {
    let mut properties = whereabouts().to_vec();
    properties.extend([
        property("nature", Kind::Text, "", "Nature de la friche, mot du standard", "Kind of brownfield, word of the standard"),
        property("status", Kind::Text, "", "Statut de la friche, mot du standard", "Status of the brownfield, word of the standard"),
        property("soil_pollution", Kind::Text, "", "Pollution des sols, mot du standard", "Soil pollution, word of the standard"),
        property("area_ha", Kind::Number, "ha", "Surface", "Area"),
        property("built_m2", Kind::Number, "m²", "Surface bâtie", "Built area"),
    ]);
    properties.extend(said());
    let about = About {
        id: BROWNFIELDS,
        title: Text::new("Friches", "Brownfields"),
        description: Text::new(
            "Les sites qu’une liste importée dit être des friches (standard CNIG, Cartofriches). Une propriété absente n’est pas connue. Chaque friche est aussi dans la collection des sites, sous le même identifiant.",
            "Sites that an imported list says are brownfields (CNIG standard, Cartofriches). A missing property is not known. Each brownfield is also in the collection of the sites, under the same identifier.",
        ),
        temporal: properties.iter().position(|p| p.name == "source_date"),
        importance: properties.iter().position(|p| p.name == "area_ha"),
        properties,
        geometry: "point",
        sources: vec![(
            Text::new("Listes importées, nommées friche par friche", "Imported lists, named brownfield by brownfield"),
            String::new(),
        )],
    };
    let features = sites.iter().filter(|site| catalogue::is_brownfield(site)).map(|site| {
        let mut values = whereabouts_of(site).to_vec();
        values.extend([NATURE, STATUS, POLLUTION].map(|field| catalogue::word(site, field).and_then(text)));
        values.extend([catalogue::area(site), site.number("bati_surface")].map(|n| n.map(Value::Number)));
        values.extend(said_of(site));
        Feature { id: site.id.clone(), geometry: point(site.position), values }
    });
    Collection::new(about, features.collect())
}

/// Sources of the reference whose data set has a word of these in its French name.
fn sources(reference: &Reference, words: &[&str]) -> Vec<(Text, String)> {
    let kept = reference.provenance().iter().filter(|p| words.iter().any(|w| p.dataset.get(domain::Lang::Fr).contains(w)));
    kept.map(|p| (Text::each(|lang| format!("{} ({}, {})", p.dataset.get(lang), p.producer, p.version)), p.licence.clone())).collect()
}

pub fn communes(reference: &Reference) -> Collection {
    let properties = vec![
        property("name", Kind::Text, "", "Nom", "Name"),
        property("department", Kind::Text, "", "Code du département", "Code of the département"),
        property("region", Kind::Text, "", "Région", "Region"),
        property("epci", Kind::Text, "", "SIREN de l’intercommunalité", "SIREN of the intercommunality"),
        property("population", Kind::Integer, "", "Population", "Population"),
        property(
            "approximate",
            Kind::Bool,
            "",
            "Place approchée (centre de l’EPCI ou du département)",
            "Approximate place (centre of the EPCI or département)",
        ),
    ];
    let about = About {
        id: "communes",
        title: Text::new("Communes de France", "French communes"),
        description: Text::new(
            "Un point par commune. «\u{a0}approximate\u{a0}» dit si c’est la place de la commune ou, faute de mieux, le centre de son intercommunalité ou de son département.",
            "One point per commune. “approximate” says whether it is the place of the commune or, for want of better, the centre of its intercommunality or département.",
        ),
        temporal: None,
        importance: properties.iter().position(|p| p.name == "population"),
        properties,
        geometry: "point",
        sources: sources(reference, &["Communes", "Lieux", "ositions", "Intercommunalités"]),
    };
    let features = reference.communes().iter().map(|commune| Feature {
        id: commune.code.clone(),
        geometry: point(commune.position),
        values: vec![
            text(&commune.name),
            text(&commune.department),
            text(reference.region_name(&commune.region).unwrap_or_default()),
            commune.epci.as_ref().and_then(text),
            commune.population.map(|n| Value::Number(f64::from(n))),
            approximate(commune.position),
        ],
    });
    Collection::new(about, features.collect())
}

pub fn territories(reference: &Reference) -> Collection {
    let properties = vec![
        property(
            "phase",
            Kind::Integer,
            "",
            "Phase du programme (1 : 2018–2022, 2 : 2023–2027)",
            "Phase of the programme (1: 2018–2022, 2: 2023–2027)",
        ),
        property("code", Kind::Text, "", "Code dans sa phase", "Code in its phase"),
        property("name", Kind::Text, "", "Nom", "Name"),
        property("region", Kind::Text, "", "Région qui pilote", "Region that steers"),
        property("departments", Kind::Text, "", "Codes des départements", "Codes of the départements"),
        property("members", Kind::Integer, "", "Intercommunalités et communes membres", "Member intercommunalities and communes"),
        property("source", Kind::Text, "", "Source", "Source"),
    ];
    let about = About {
        id: "territories",
        title: Text::same("Territoires d’industrie"),
        description: Text::new(
            "Les territoires labellisés des deux phases\u{a0}: un même code désigne souvent deux territoires différents. Le point est calculé, c’est le milieu des communes membres\u{a0}; il n’a pas de valeur officielle.",
            "Labelled territories of both phases: one code often names two different territories. The point is computed, the middle of the member communes; it has no official standing.",
        ),
        temporal: None,
        importance: None,
        properties,
        geometry: "point",
        sources: sources(reference, &["Communes", "Lieux", "ositions", "Intercommunalités", "Établissements publics"]),
    };
    let features = reference.territories().iter().map(|territory| Feature {
        id: format!("{}-{}", territory.phase, territory.code),
        geometry: point(middle(reference, territory)),
        values: vec![
            Some(Value::Number(f64::from(territory.phase))),
            text(&territory.code),
            text(&territory.name),
            text(&territory.region),
            text(territory.departments.join("|")),
            Some(Value::Number(territory.members.len() as f64)),
            text(&territory.source.title),
        ],
    });
    Collection::new(about, features.collect())
}

/// Mean of the places of the member communes, degrees.
fn middle(reference: &Reference, territory: &domain::Territory) -> Option<Position> {
    let communes = territory.members.iter().flat_map(|member| match reference.epci(&member.siren) {
        Some(epci) => epci.members.clone(),
        None => vec![],
    });
    let places: Vec<Position> = communes.filter_map(|code| reference.commune(&code)?.position).collect();
    let mean = |of: fn(&Position) -> f64| places.iter().map(of).sum::<f64>() / places.len() as f64;
    (!places.is_empty()).then(|| Position { lat: mean(|p| p.lat), lon: mean(|p| p.lon), approximate: true })
}

pub fn departments(reference: &Reference) -> Collection {
    let properties = vec![property("name", Kind::Text, "", "Nom", "Name"), property("region", Kind::Text, "", "Région", "Region")];
    let about = About {
        id: "departements",
        title: Text::new("Départements", "Départements"),
        description: Text::new(
            "Contours simplifiés à un kilomètre environ, pour se repérer\u{a0}: ils n’ont pas de valeur officielle.",
            "Outlines simplified to about one kilometre, to find one’s way: they have no official standing.",
        ),
        temporal: None,
        importance: None,
        properties,
        geometry: "multipolygon",
        sources: sources(reference, &["Départements", "ontours"]),
    };
    Collection::new(about, outlines(reference))
}

/// The outlines were written by `rebond load` as GeoJSON with `code`, `name` and `region`.
fn outlines(reference: &Reference) -> Vec<Feature> {
    let Ok(all) = reference.departments_geojson().parse::<geojson::FeatureCollection>() else {
        tracing::error!("the outlines of the départements cannot be read: run `rebond load` again");
        return vec![];
    };
    let feature = |one: geojson::Feature| {
        let word = |key: &str| one.property(key).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        let region = word("region");
        let values = vec![text(word("name")), text(reference.region_name(&region).unwrap_or_default())];
        let id = word("code");
        let geometry = geo::Geometry::try_from(one.geometry?).ok();
        Some(Feature { id, geometry, values })
    };
    all.features.into_iter().filter_map(feature).collect()
}
