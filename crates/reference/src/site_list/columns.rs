//! Which heading of a file is which field: French, English and CNIG names, without accents or case.

use crate::standard;
use cnig::Class;
use domain::{Text, name};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Field → heading.
pub type Mapping = BTreeMap<String, String>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// Hectares in the end; the heading or the cell says the unit.
    Area,
    Number,
    Bool,
    Latitude,
    Longitude,
    /// Who holds the site, in one role.
    Holder,
}

/// A field of a site that a column can give.
#[derive(Clone, Copy, Debug)]
pub struct SiteField {
    pub id: &'static str,
    pub kind: Kind,
    pub label: (&'static str, &'static str),
    /// Folded headings recognised, CNIG names among them.
    headings: &'static [&'static str],
    /// Unit that the CNIG standard gives to its own heading.
    cnig_hectares: &'static [&'static str],
    /// Column of our extension that says the same: its name and its labels are headings too.
    ours: Option<&'static cnig::Field>,
}

impl SiteField {
    pub fn text(&self) -> Text {
        Text::new(self.label.0, self.label.1)
    }

    /// A column of our extension as a field of a list; its unit stands in its name, its label or the standard.
    fn extension(field: &'static cnig::Field, id: &'static str) -> SiteField {
        let kind = match field.kind {
            cnig::Kind::YesNo => Kind::Bool,
            _ if field.unit == "ha" => Kind::Area,
            _ => Kind::Number,
        };
        let label = (&*field.label.fr, &*field.label.en);
        SiteField { id, kind, label, headings: &[], cnig_hectares: &[], ours: Some(field) }
    }

    /// Headings of our extension, as a heading is read: its name, and its labels, with the unit where one is needed.
    fn own_headings(&self) -> impl Iterator<Item = String> {
        self.ours.into_iter().flat_map(|field| {
            // Minutes are in the label; an area says its unit or is asked for it.
            let unit = if ["min", "ha"].contains(&field.unit.as_str()) { "" } else { field.unit.as_str() };
            let label = |label: &str| heading(&format!("{label} {unit}")).0;
            [heading(&field.name).0, label(&field.label.fr), label(&field.label.en)]
        })
    }
}

const fn field(id: &'static str, kind: Kind, label: (&'static str, &'static str), headings: &'static [&'static str]) -> SiteField {
    SiteField { id, kind, label, headings, cnig_hectares: &[], ours: None }
}

/// Every field, those required first: name, and a commune by code or by name; then whatever our extension tells of a site.
pub static SITE_FIELDS: LazyLock<Vec<SiteField>> = LazyLock::new(|| {
    let mut fields = LISTED.to_vec();
    for (name, id) in standard::extension_columns() {
        let Some(ours) = Class::Extension.fields().iter().find(|f| f.name == name) else { continue };
        match fields.iter_mut().find(|f| f.id == id) {
            Some(listed) => listed.ours = Some(ours),
            None => fields.push(SiteField::extension(ours, id)),
        }
    }
    fields
});

/// The fields that lists most often have.
const LISTED: [SiteField; 31] = [
    field(
        "name",
        Kind::Text,
        ("nom", "name"),
        &["nom", "name", "site", "nom du site", "site name", "site nom", "terr nom", "libelle", "denomination"],
    ),
    field(
        "insee",
        Kind::Text,
        ("code INSEE", "INSEE code"),
        &["insee", "code insee", "insee code", "code commune", "site comm insee", "comm insee", "codgeo", "com", "insee com"],
    ),
    field(
        "commune",
        Kind::Text,
        ("commune", "commune"),
        &["commune", "ville", "city", "town", "municipality", "nom commune", "nom de la commune", "site comm nom", "comm nom"],
    ),
    field(
        "department",
        Kind::Text,
        ("département", "département"),
        &["departement", "department", "dept", "dep", "code departement", "department code", "code dep"],
    ),
    field(
        "wave",
        Kind::Text,
        ("vague du label de l’État", "wave of the State label"),
        &["vague", "wave", "vague du label", "vague de l etat"],
    ),
    field("label", Kind::Text, ("label", "label"), &["label", "labels", "nom du label", "label name"]),
    field(
        "issuer",
        Kind::Text,
        ("qui a donné le label", "who gave the label"),
        &["emetteur", "emetteur du label", "label issuer", "issuer", "labellisateur"],
    ),
    SiteField {
        cnig_hectares: &["site surf brute", "terr surf brute"],
        ..field(
            "area_ha",
            Kind::Area,
            ("surface", "area"),
            &[
                "surface",
                "superficie",
                "area",
                "surface totale",
                "total area",
                "site area",
                "site surf brute",
                "terr surf brute",
                "surface brute",
            ],
        )
    },
    SiteField {
        cnig_hectares: &["site surf comm dispo"],
        ..field(
            "available_ha",
            Kind::Area,
            ("surface disponible", "available area"),
            &[
                "surface disponible",
                "site surf comm dispo",
                "surface commercialisable",
                "surface cessible",
                "available area",
                "disponible",
                "available",
            ],
        )
    },
    // What can be built on, sold or not: never what is free.
    SiteField {
        cnig_hectares: &["site surf utile", "terr utile"],
        ..field(
            "usable_ha",
            Kind::Area,
            ("surface utile", "usable area"),
            &["surface utile", "usable area", "site surf utile", "terr utile"],
        )
    },
    field(
        "owner",
        Kind::Text,
        ("propriétaire ou gestionnaire", "owner or manager"),
        &["proprietaire ou gestionnaire", "owner or manager", "maitre d ouvrage", "porteur"],
    ),
    field(
        "proprio_nom",
        Kind::Holder,
        ("propriétaire", "owner"),
        &["proprietaire", "owner", "nom du proprietaire", "owner name", "proprio nom"],
    ),
    field(
        "site_moa_nom",
        Kind::Holder,
        ("gestionnaire", "manager"),
        &["gestionnaire", "manager", "nom du gestionnaire", "manager name", "site moa nom"],
    ),
    field(
        "site_moa_amngt",
        Kind::Holder,
        ("aménageur", "developer"),
        &["amenageur", "developer", "nom de l amenageur", "developer name", "site moa amngt"],
    ),
    field(
        "site_moa_comm",
        Kind::Holder,
        ("vendeur", "seller"),
        &["vendeur", "seller", "commercialisateur", "nom du vendeur", "seller name", "site moa comm"],
    ),
    field(
        "rail",
        Kind::Bool,
        ("embranchement ferroviaire", "rail siding"),
        &["rail", "fer", "ite", "embranchement", "embranchement ferroviaire", "embranche fer", "reseau fret ferroviaire", "rail siding"],
    ),
    field(
        "river",
        Kind::Bool,
        ("quai fluvial", "river quay"),
        &["fluvial", "quai", "quai fluvial", "river", "river quay", "reseau fluvial"],
    ),
    field("gas", Kind::Bool, ("gaz", "gas"), &["gaz", "gas", "reseau gaz"]),
    field("electricity", Kind::Bool, ("réseau électrique", "electricity network"), &["electricite", "electricity", "reseau electrique"]),
    field("fibre", Kind::Bool, ("fibre", "fibre"), &["fibre", "fiber", "fibre optique", "reseau fibre optique"]),
    field(
        "drinking_water",
        Kind::Bool,
        ("eau potable", "drinking water"),
        &["eau potable", "eau", "water", "drinking water", "reseau eau potable"],
    ),
    field("sewer", Kind::Bool, ("assainissement", "sewer"), &["assainissement", "sewer", "sewerage", "reseau assainissement"]),
    field(
        "power_mva",
        Kind::Number,
        ("puissance (MVA)", "power (MVA)"),
        &["puissance mva", "power mva", "puissance electrique mva", "mva", "puissance disponible mva"],
    ),
    field(
        "price_eur_m2",
        Kind::Number,
        ("prix (€/m²)", "price (€/m²)"),
        &["prix m2", "prix eur m2", "prix au m2", "price m2", "price eur m2", "price per m2", "terr m2 prix"],
    ),
    field(
        "motorway_km",
        Kind::Number,
        ("autoroute (km)", "motorway (km)"),
        &["autoroute km", "motorway km", "distance autoroute km", "autoroute echang dist"],
    ),
    field("station_km", Kind::Number, ("gare (km)", "station (km)"), &["gare km", "station km", "gare dist"]),
    field("port_km", Kind::Number, ("port (km)", "port (km)"), &["port km", "port dist"]),
    field("lat", Kind::Latitude, ("latitude", "latitude"), &["lat", "latitude", "y"]),
    field("lon", Kind::Longitude, ("longitude", "longitude"), &["lon", "lng", "long", "longitude", "x"]),
    field("source", Kind::Text, ("source", "source"), &["source", "sources", "source nom", "source producteur", "origine"]),
    field(
        "note",
        Kind::Text,
        ("note", "note"),
        &[
            "note",
            "notes",
            "remarque",
            "remarques",
            "commentaire",
            "comment",
            "comments",
            "observations",
            "description",
            "site description",
        ],
    ),
];

/// Unit of an area column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AreaUnit {
    Hectare,
    SquareMetre,
    Unknown,
}

/// Columns of one file, by field.
pub struct Columns {
    at: BTreeMap<&'static str, (usize, AreaUnit)>,
    pub width: usize,
}

type Refusal = (String, Text, Text);

impl Columns {
    pub fn recognise(header: &[String], mapping: Option<&Mapping>) -> Result<Columns, Refusal> {
        let keys: Vec<(String, AreaUnit)> = header.iter().map(|h| heading(h)).collect();
        let mut at = BTreeMap::new();
        for field in SITE_FIELDS.iter() {
            if let Some(wanted) = mapping.and_then(|m| m.get(field.id)) {
                let found = header.iter().position(|h| h == wanted).or_else(|| keys.iter().position(|(k, _)| *k == heading(wanted).0));
                let Some(found) = found else { return Err(absent(field, wanted, header)) };
                at.insert(field.id, (found, unit(field, &keys[found])));
            } else if let Some(found) = automatic(field, &keys) {
                at.insert(field.id, (found, unit(field, &keys[found])));
            }
        }
        let columns = Columns { at, width: header.len() };
        let missing = if columns.at("name").is_none() {
            Some(&SITE_FIELDS[0])
        } else if columns.at("insee").is_none() && columns.at("commune").is_none() {
            Some(&SITE_FIELDS[1])
        } else {
            None
        };
        match missing {
            Some(field) => Err(required(field, header)),
            None => Ok(columns),
        }
    }

    pub fn at(&self, field: &str) -> Option<usize> {
        self.at.get(field).map(|(column, _)| *column)
    }

    pub fn unit(&self, field: &str) -> AreaUnit {
        self.at.get(field).map_or(AreaUnit::Unknown, |(_, unit)| *unit)
    }

    pub fn mapping(&self, header: &[String]) -> Mapping {
        self.at.iter().map(|(field, (column, _))| ((*field).to_owned(), header[*column].clone())).collect()
    }
}

/// What is read of the headings, and of what a person said, when it is not enough to read the file.
pub fn guess(header: &[String], mapping: Option<&Mapping>) -> Mapping {
    let keys: Vec<(String, AreaUnit)> = header.iter().map(|h| heading(h)).collect();
    let said = |field: &SiteField| mapping.and_then(|m| m.get(field.id)).filter(|wanted| header.contains(*wanted)).cloned();
    let read = |field: &SiteField| said(field).or_else(|| automatic(field, &keys).map(|at| header[at].clone()));
    SITE_FIELDS.iter().filter_map(|field| Some((field.id.to_owned(), read(field)?))).collect()
}

/// "Surface utile (m²)" → ("surface utile", square metres). Units are kept in headings that are not areas.
fn heading(text: &str) -> (String, AreaUnit) {
    let folded = name::fold(&text.replace('²', "2").replace('€', "eur"));
    for (suffix, unit) in
        [("hectares", AreaUnit::Hectare), ("hectare", AreaUnit::Hectare), ("ha", AreaUnit::Hectare), ("m2", AreaUnit::SquareMetre)]
    {
        if let Some(rest) = folded.strip_suffix(suffix).and_then(|r| r.strip_suffix(' ')) {
            // "prix eur m2", "cout depollution m2": what is paid by area is not an area.
            if !["prix", "price", "cout", "cost"].iter().any(|paid| rest.contains(paid)) {
                let rest = rest.strip_suffix(" en").or_else(|| rest.strip_suffix(" in")).unwrap_or(rest);
                return (rest.to_owned(), unit);
            }
        }
    }
    (folded, AreaUnit::Unknown)
}

/// First heading of the file among the names of the field, in the order of the names: the surest name wins.
fn automatic(field: &SiteField, keys: &[(String, AreaUnit)]) -> Option<usize> {
    let fits = |unit: AreaUnit| field.kind == Kind::Area || unit == AreaUnit::Unknown;
    let place = |wanted: &str| keys.iter().position(|(key, unit)| key == wanted && fits(*unit));
    field.headings.iter().find_map(|wanted| place(wanted)).or_else(|| field.own_headings().find_map(|wanted| place(&wanted)))
}

fn unit(field: &SiteField, (key, unit): &(String, AreaUnit)) -> AreaUnit {
    // Our extension counts in hectares; the label of a column, which others may write too, says nothing of the unit.
    let ours = || field.kind == Kind::Area && field.ours.is_some_and(|f| heading(&f.name).0 == *key);
    let hectares = || field.cnig_hectares.contains(&key.as_str()) || ours();
    if *unit == AreaUnit::Unknown && hectares() { AreaUnit::Hectare } else { *unit }
}

fn absent(field: &SiteField, wanted: &str, header: &[String]) -> Refusal {
    (
        field.id.to_owned(),
        Text::new(
            format!("la colonne « {wanted} », choisie pour « {} », n’est pas dans le fichier", field.label.0),
            format!("the column “{wanted}”, chosen for “{}”, is not in the file", field.label.1),
        ),
        Text::new(format!("colonnes lues : {}", header.join(", ")), format!("columns read: {}", header.join(", "))),
    )
}

fn required(field: &SiteField, header: &[String]) -> Refusal {
    (
        field.id.to_owned(),
        Text::new(format!("aucune colonne ne donne « {} »", field.label.0), format!("no column gives “{}”", field.label.1)),
        Text::new(
            format!("nommez une colonne « {} », ou choisissez-la ; colonnes lues : {}", field.headings[0], header.join(", ")),
            format!("name a column “{}”, or choose it; columns read: {}", field.headings[0], header.join(", ")),
        ),
    )
}
