//! Reads a table of communes and the zone of each: the workbook of INSEE (ZE2020_au_01-01-2026.xlsx, sheet
//! "Composition_communale", headings on the sixth row), its table of appartenance (sheet "COM"), or a CSV headed
//! `CODGEO,LIBGEO,…,ZE2020,…`, with the names in a column `LIBZE2020` or in a second table `NIVGEO,CODGEO,LIBGEO`.

use super::schemes::Scheme;
use super::{Zone, table};
use crate::sectors::Importing;
use crate::sectors::codes::{Place, Places};
use crate::sectors::report::{Causes, Refusals, SectorReport};
use crate::sectors::shelf::{Draft, Held, Kind};
use crate::sectors::urssaf::{file_name, nothing_kept, unknown_commune, update};
use crate::sectors::{input, whole};
use crate::tables::Provenance;
use cnig::Sheet;
use domain::{Problem, Text, format, name};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Rows in which the headings are looked for: INSEE writes a title and notes above them.
const ABOVE: usize = 20;
const COMMUNE: [&str; 7] = ["codgeo", "code commune", "code insee", "insee", "com", "depcom", "commune"];

/// What the person knows of the file, and the file does not say.
#[derive(Clone, Debug, Default)]
pub struct ZoningOptions {
    /// A second table, `NIVGEO,CODGEO,LIBGEO`, with the names of the zones.
    pub labels: Option<PathBuf>,
    /// Headings of the zonings to keep; the employment areas alone when empty.
    pub columns: Vec<String>,
    /// Needed, but for the workbooks of INSEE.
    pub licence: Option<String>,
    pub producer: Option<String>,
}

/// Where the table is in a sheet.
struct Layout {
    commune: usize,
    /// The zonings kept, the column of each, and that of its names.
    zonings: Vec<(Scheme, usize, Option<usize>)>,
    width: usize,
    /// Rows before the first commune.
    above: usize,
}

pub fn import(path: &Path, options: &ZoningOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
    let file = path.display().to_string();
    let (sheets, sha256) = sheets(path)?;
    let from_insee = sheets.iter().any(|s| s.name == "Composition_communale" || s.name == "COM");
    let (producer, licence) = terms(&file, options, from_insee)?;
    let (sheet, layout) = sheets
        .iter()
        .find_map(|sheet| Some((sheet, layout(sheet, &options.columns)?)))
        .ok_or_else(|| no_table(&file, &sheets, &options.columns))?;
    let mut names = BTreeMap::new();
    sheets.iter().for_each(|sheet| named(sheet, &mut names));
    if let Some(labels) = &options.labels {
        let before = names.len();
        self::sheets(labels)?.0.iter().for_each(|sheet| named(sheet, &mut names));
        if names.len() == before {
            return Err(no_labels(labels));
        }
    }
    let draft = Draft::begin(importing.dir, Kind::Zones)?;
    let mut refusals = Refusals::begin(&draft)?;
    let (places, mut causes) = (Places::new(importing.reference), Causes::default());
    let mut report = SectorReport { file: file.clone(), sha256: sha256.clone(), ..SectorReport::default() };
    // Zoning → commune → (code, whether a former code gave it).
    let mut of: Vec<BTreeMap<u32, (String, bool)>> = vec![BTreeMap::new(); layout.zonings.len()];
    for (line, cells) in sheet.rows.iter().skip(layout.above) {
        let cell = |column: usize| cells.get(column).map_or("", |c| c.trim());
        report.read += 1;
        let refuse = |column: usize, what: Text, mend: Text| {
            let heading = if column == layout.commune { "CODGEO" } else { "" };
            Problem::at(&file, *line, column + 1, heading, what, mend)
        };
        if cells.len() > layout.width {
            let what = crate::sectors::reading::uneven(cells.len(), layout.width);
            refusals.add(refuse(
                layout.width,
                what,
                Text::new("vérifiez le séparateur de cette ligne", "check the separator of this row"),
            ))?;
            continue;
        }
        // A spreadsheet takes away the zero in front of the communes of nine départements.
        let code = format!("{:0>5}", cell(layout.commune));
        let (rank, former) = match places.of(code.as_bytes()) {
            Place::Current(rank) => (rank, false),
            Place::PartOf(rank) => {
                let (fr, en) = places.told(&code);
                causes.add(0, &fr.replace("additionné", "rattaché"), &en.replace("added", "attached"), 1);
                (rank, true)
            }
            Place::Unknown => {
                refusals.add(refuse(layout.commune, unknown_commune(importing.reference, cell(layout.commune)), update()))?;
                continue;
            }
        };
        let mut refused = None;
        for ((scheme, column, label), of) in layout.zonings.iter().zip(&mut of) {
            let zone = scheme.code(cell(*column));
            if scheme.is_outside(&zone) {
                continue;
            }
            if let Some(label) = label.map(cell).filter(|label| !label.is_empty()) {
                names.entry((scheme.heading.clone(), zone.clone())).or_insert_with(|| label.to_owned());
            }
            match of.get(&rank) {
                // The commune itself says more than one of its former parts.
                Some((_, true)) if !former => drop(of.insert(rank, (zone, false))),
                Some((other, was)) if *other != zone && *was == former && !former => {
                    let (commune, title) = (&places.codes[rank as usize], &scheme.heading);
                    refused = Some(refuse(
                        *column,
                        Text::new(
                            format!("{commune} est déjà dans {title} {other}, et une commune n’est que d’une zone"),
                            format!("{commune} is already in {title} {other}, and a commune is of one zone only"),
                        ),
                        Text::new("gardez la bonne ligne", "keep the right row"),
                    ));
                }
                Some(_) => {}
                None => drop(of.insert(rank, (zone, former))),
            }
        }
        match refused {
            Some(problem) => refusals.add(problem)?,
            None => report.kept += 1,
        }
    }
    (report.rejected, report.problems) = refusals.end()?;
    importing.end(report.read);
    let (zones, titles) = gathered(&layout, &of, &names, &places, &mut causes);
    if zones.is_empty() {
        return Err(nothing_kept(&report));
    }
    report.corrections = causes.told();
    report.cells = zones.len() as u64;
    table::write(&|file| draft.path(file), &titles, &zones)?;
    let told: Vec<String> = titles.values().map(|t| t.fr.to_string()).collect();
    let held = Held {
        kind: Kind::Zones,
        folder: String::new(),
        provenance: Provenance {
            dataset: Text::new(format!("Zonages de communes : {}", told.join(", ")), format!("Zonings of communes: {}", english(&titles))),
            producer,
            version: file_name(&file),
            licence,
            file: file_name(&file),
            sha256,
            vintage: None,
            rows: of.iter().map(BTreeMap::len).sum(),
        },
        years: Vec::new(),
        read: report.read,
        rejected: report.rejected,
        on: importing.on,
        synthetic: false,
        nomenclature: titles.keys().cloned().collect::<Vec<_>>().join(", "),
        scope: Text::new(
            "jeu gardé à part, sous sa propre licence, jamais fondu avec les communes",
            "held as a data set of its own, under its own licence, never merged with the communes",
        ),
    };
    report.replayed = draft.commit(held)?;
    Ok(report)
}

/// The tables of a file, unpacked when it is packed, and its digest.
fn sheets(path: &Path) -> Result<(Vec<Sheet>, String), Text> {
    let (bytes, sha256) = whole::read(path, &|name| {
        let name = name.to_lowercase();
        name.ends_with(".xlsx") || name.ends_with(".csv")
    })?;
    let sheets = cnig::sheets(&bytes).map_err(|(what, mend)| {
        let told = |what: &str, mend: &str| format!("{what} → {mend}");
        input::cannot_read(&path.display().to_string(), &format!("{} / {}", told(&what.fr, &mend.fr), told(&what.en, &mend.en)))
    })?;
    Ok((sheets, sha256))
}

/// Who made the file, and under which licence: what INSEE publishes itself is known, all else must be said.
fn terms(file: &str, options: &ZoningOptions, from_insee: bool) -> Result<(String, String), Text> {
    let known = from_insee.then(|| ("INSEE".to_owned(), "Licence Ouverte 2.0".to_owned()));
    let producer = options.producer.clone().or_else(|| known.as_ref().map(|k| k.0.clone()));
    let licence = options.licence.clone().or_else(|| known.map(|k| k.1));
    producer.zip(licence).ok_or_else(|| {
        Text::new(
            format!("{file} : de qui est ce tableau, et sous quelle licence ? Elles sont montrées partout où une zone sert. Ajoutez par exemple --producer « © Code officiel géographique (Insee) et package R COGugaison » --licence « ODbL 1.0 »"),
            format!("{file}: who made this table, and under which licence? Both are shown wherever a zone is used. Add for instance --producer “© Code officiel géographique (Insee) et package R COGugaison” --licence “ODbL 1.0”"),
        )
    })
}

/// The columns of a sheet, when one of its first rows heads communes and a zoning that is wanted.
fn layout(sheet: &Sheet, wanted: &[String]) -> Option<Layout> {
    let heads = std::iter::once(&sheet.header).chain(sheet.rows.iter().map(|(_, cells)| cells)).take(ABOVE);
    heads.enumerate().find_map(|(above, header)| {
        let folded: Vec<String> = header.iter().map(|h| name::fold(h)).collect();
        let commune = COMMUNE.iter().find_map(|heading| folded.iter().position(|h| h == heading))?;
        let kept = |heading: &str| match wanted {
            [] => Scheme::of(heading).filter(Scheme::is_employment_area),
            wanted => wanted.iter().any(|w| name::fold(w) == name::fold(heading)).then(|| Scheme::own(heading)),
        };
        let names = |scheme: &Scheme| folded.iter().position(|h| *h == name::fold(&format!("LIB{}", scheme.heading)));
        let zonings: Vec<_> = header
            .iter()
            .enumerate()
            .filter(|(column, _)| *column != commune)
            .filter_map(|(column, heading)| kept(heading).map(|scheme| (column, scheme)))
            .map(|(column, scheme)| {
                let names = names(&scheme);
                (scheme, column, names)
            })
            .collect();
        let complete = !zonings.is_empty() && zonings.len() >= wanted.len();
        complete.then_some(Layout { commune, zonings, width: header.len(), above })
    })
}

/// Adds the names that a table `NIVGEO,CODGEO,LIBGEO` gives.
fn named(sheet: &Sheet, names: &mut BTreeMap<(String, String), String>) {
    let at = |heading: &str| sheet.header.iter().position(|h| name::fold(h) == heading);
    let (Some(level), Some(code), Some(label)) = (at("nivgeo"), at("codgeo"), at("libgeo")) else { return };
    for (_, cells) in &sheet.rows {
        let cell = |column: usize| cells.get(column).map_or("", |c| c.trim());
        if !cell(label).is_empty() {
            let scheme = Scheme::own(cell(level));
            names.insert((scheme.heading.clone(), scheme.code(cell(code))), cell(label).to_owned());
        }
    }
}

/// The zones, with their names; what has no name, and the communes that are of no zone, are told.
fn gathered(
    layout: &Layout,
    of: &[BTreeMap<u32, (String, bool)>],
    names: &BTreeMap<(String, String), String>,
    places: &Places,
    causes: &mut Causes,
) -> (Vec<Zone>, BTreeMap<String, Text>) {
    let (mut zones, mut titles) = (BTreeMap::<String, Zone>::new(), BTreeMap::new());
    for ((scheme, ..), of) in layout.zonings.iter().zip(of) {
        titles.insert(scheme.heading.clone(), scheme.title.clone());
        for (rank, (code, _)) in of {
            let zone = zones.entry(scheme.key(code)).or_insert_with(|| {
                let name = names.get(&(scheme.heading.clone(), code.clone())).cloned().unwrap_or_else(|| {
                    let title = &scheme.title;
                    causes.add(
                        2,
                        &format!("{} {code} sans nom : son code en tient lieu (--labels donne un tableau NIVGEO,CODGEO,LIBGEO)", title.fr),
                        &format!("{} {code} has no name: its code stands in (--labels gives a table NIVGEO,CODGEO,LIBGEO)", title.en),
                        1,
                    );
                    code.clone()
                });
                Zone { key: scheme.key(code), scheme: scheme.heading.clone(), name, communes: BTreeSet::new() }
            });
            zone.communes.insert(places.codes[*rank as usize].clone());
        }
        let none = places.codes.len() - of.len();
        let n = |lang| format::number(places.codes.len() as f64, 0, lang);
        causes.add(
            1,
            &format!("{} : communes de Rebond, sur {}, que le tableau ne met dans aucune zone", scheme.title.fr, n(domain::Lang::Fr)),
            &format!("{}: communes of Rebond, out of {}, that the table puts in no zone", scheme.title.en, n(domain::Lang::En)),
            none as u64,
        );
    }
    (zones.into_values().collect(), titles)
}

fn english(titles: &BTreeMap<String, Text>) -> String {
    titles.values().map(|t| &*t.en).collect::<Vec<_>>().join(", ")
}

fn no_table(file: &str, sheets: &[Sheet], wanted: &[String]) -> Text {
    let found: Vec<String> = sheets.iter().map(|s| s.header.iter().take(12).cloned().collect::<Vec<_>>().join(" · ")).collect();
    let wanted = if wanted.is_empty() { "ZE2020".to_owned() } else { wanted.join(", ") };
    Text::new(
        format!(
            "{file} : il faut une colonne CODGEO (code de la commune) et une colonne {wanted} (code de sa zone). Le fichier a : {}",
            found.join(" | ")
        ),
        format!(
            "{file}: a column CODGEO (code of the commune) and a column {wanted} (code of its zone) are needed. The file has: {}",
            found.join(" | ")
        ),
    )
}

fn no_labels(path: &Path) -> Text {
    let file = path.display();
    Text::new(
        format!("{file} : il faut les colonnes NIVGEO (ZE2020…), CODGEO (code de la zone) et LIBGEO (son nom)"),
        format!("{file}: columns NIVGEO (ZE2020…), CODGEO (code of the zone) and LIBGEO (its name) are needed"),
    )
}
