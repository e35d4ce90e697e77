//! Classified installations (ICPE) around a site: risks, neighbours, possible exchanges. Imported from the lists of
//! Géorisques, whose columns "lat" and "lon" were found to hold Lambert-93 metres.
//!
//! Farms are left out: they often bear the name of a person, and tell little of an industrial site.

use crate::Reference;
use cnig::{MOST_ROWS, Shape, Sheet, located, number};
use domain::{Position, Problem, Text, name};
use std::collections::HashSet;
use std::path::Path;
use std::time::SystemTime;

const FILE: &str = "installations.csv";
/// Farther than this from its commune, a position is not believed (km).
const FAR_KM: f64 = 40.0;
/// One degree of latitude, kilometres, less than it is: a band that surely holds the circle.
const DEGREE_KM: f64 = 110.0;

#[derive(Clone, Debug, PartialEq)]
pub struct Installation {
    pub id: String,
    pub name: String,
    pub commune: String,
    /// As the list gives it: "A", "E", "Autorisation".
    pub regime: String,
    /// As the list gives it: "NS", "SB", "SH"; empty when not said.
    pub seveso: String,
    pub naf: String,
    pub position: Position,
    /// Rubrics in force, "2718-1", when the list holds them; empty says nothing.
    pub rubrics: Vec<String>,
    /// Empty when the list has none.
    pub siret: String,
}

/// Sorted by latitude.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Installations(Vec<Installation>);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct InstallationsReport {
    pub read: usize,
    pub accepted: usize,
    /// Positions converted from metres or put back in order.
    pub converted: usize,
    /// Farms and closed installations, left out.
    pub left_out: usize,
    /// Their identifiers: a list imported before may have held them.
    pub gone: Vec<String>,
    /// Installations of former lists that this one does not name, kept.
    pub former: usize,
    pub rejected: Vec<Problem>,
    /// Positions far from their commune, replaced by its own.
    pub corrections: Vec<Problem>,
}

/// Column of a sheet by its possible headings, folded.
fn column(sheet: &Sheet, headings: &[&str]) -> Option<usize> {
    headings.iter().find_map(|wanted| sheet.header.iter().position(|h| name::fold(h) == *wanted))
}

impl Installations {
    /// None imported: an empty set.
    pub fn open(directory: &Path) -> Installations {
        let Ok(bytes) = std::fs::read(directory.join(FILE)) else { return Installations::default() };
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let rows = reader.records().filter_map(Result::ok).filter_map(|row| {
            let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
            let position = Position { lat: cell(6).parse().ok()?, lon: cell(7).parse().ok()?, approximate: cell(8) == "approximate" };
            Some(Installation {
                id: cell(0),
                name: cell(1),
                commune: cell(2),
                regime: cell(3),
                seveso: cell(4),
                naf: cell(5),
                position,
                rubrics: parts(&cell(9)),
                siret: cell(10),
            })
        });
        Installations::of(rows.collect())
    }

    /// When the list of this folder was last put in place; none when nothing was ever imported.
    pub fn written(directory: &Path) -> Option<SystemTime> {
        std::fs::metadata(directory.join(FILE)).and_then(|about| about.modified()).ok()
    }

    pub fn of(mut all: Vec<Installation>) -> Installations {
        all.sort_by(|a, b| a.position.lat.total_cmp(&b.position.lat).then_with(|| a.id.cmp(&b.id)));
        Installations(all)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those within `km` of a place, nearest first, with their distance (km).
    pub fn around(&self, place: Position, km: f64) -> Vec<(f64, &Installation)> {
        let band = km / DEGREE_KM;
        let from = self.0.partition_point(|i| i.position.lat < place.lat - band);
        let near = self.0[from..].iter().take_while(|i| i.position.lat <= place.lat + band);
        let mut found: Vec<(f64, &Installation)> =
            near.map(|i| (i.position.distance_km(place), i)).filter(|(away, _)| *away <= km).collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)));
        found
    }

    pub fn iter(&self) -> impl Iterator<Item = &Installation> {
        self.0.iter()
    }

    fn save(&self, directory: &Path) -> Result<(), csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["id", "name", "commune", "regime", "seveso", "naf", "lat", "lon", "located", "rubrics", "siret"])?;
        for i in &self.0 {
            let (lat, lon) = (i.position.lat.to_string(), i.position.lon.to_string());
            let located = if i.position.approximate { "approximate" } else { "exact" };
            let rubrics = i.rubrics.join("|");
            writer.write_record([&i.id, &i.name, &i.commune, &i.regime, &i.seveso, &i.naf, &lat, &lon, located, &rubrics, &i.siret])?;
        }
        let bytes = writer.into_inner().map_err(|e| e.into_error())?;
        // Written whole under another name first: a server that reads meanwhile never sees half a file.
        let whole = directory.join("installations.csv.new");
        std::fs::write(&whole, bytes)?;
        Ok(std::fs::rename(whole, directory.join(FILE))?)
    }
}

/// Reads a list of installations into the one of `directory`: one it names again is replaced, one it says closed leaves, the others
/// stay, as a list often covers one region. With `whole`, what the list does not name leaves too.
pub fn import_installations(
    file: &str,
    bytes: &[u8],
    reference: &Reference,
    directory: &Path,
    whole: bool,
) -> Result<InstallationsReport, Text> {
    let both = |(what, mend): (Text, Text)| Text::each(|lang| format!("{} → {}", what.get(lang), mend.get(lang)));
    let sheets = cnig::sheets(bytes).map_err(both)?;
    let (mut all, mut report) =
        read_installations(file, sheets.first().ok_or_else(|| Text::new("fichier vide", "empty file"))?, reference)?;
    let failed = |e: csv::Error| Text::new(format!("écriture impossible : {e}"), format!("cannot write: {e}"));
    if !whole {
        let named: HashSet<&str> = all.0.iter().map(|i| i.id.as_str()).chain(report.gone.iter().map(String::as_str)).collect();
        let mut former = Installations::open(directory).0;
        former.retain(|i| !named.contains(i.id.as_str()));
        report.former = former.len();
        former.append(&mut all.0);
        all = Installations::of(former);
    }
    all.save(directory).map_err(failed)?;
    Ok(report)
}

pub fn read_installations(file: &str, sheet: &Sheet, reference: &Reference) -> Result<(Installations, InstallationsReport), Text> {
    let at = |headings: &[&str]| column(sheet, headings);
    let id = at(&["s3ic id", "code s3ic", "code aiot", "codeaiot", "id icpe", "id"]);
    let named = at(&["name", "raison sociale", "raisonsociale", "nom ets", "nom"]);
    let lat = at(&["lat", "latitude", "y", "coordonnee y"]);
    let lon = at(&["lon", "long", "longitude", "x", "coordonnee x"]);
    let (Some(id), Some(named), Some(lat), Some(lon)) = (id, named, lat, lon) else {
        let columns = sheet.header.join(", ");
        return Err(Text::new(
            format!("il faut un identifiant, un nom, une latitude et une longitude ; colonnes lues : {columns}"),
            format!("an identifier, a name, a latitude and a longitude are needed; columns read: {columns}"),
        ));
    };
    let insee = at(&["code insee", "codeinsee", "insee"]);
    let city = at(&["city", "commune", "nom commune"]);
    let regime = at(&["regime", "lib regime", "regime vigueur"]);
    let seveso = at(&["seveso", "statut seveso", "statutseveso", "lib seveso"]);
    let naf = at(&["code naf", "codenaf", "naf"]);
    let family = at(&["family", "famille"]);
    let active = at(&["active", "etat activite", "etatactivite", "etat"]);
    let rubrics = at(&["rubriques", "rubrique", "code rubrique", "rubric"]);
    let paragraph = at(&["alinea"]);
    let siret = at(&["siret", "numero siret", "numerosiret"]);
    let mut report = InstallationsReport::default();
    let mut kept = Vec::new();
    let marks = cnig::marks(sheet);
    // A comma in a coordinate is decimal, or the place is not in France, which is told.
    let coordinate = |cell: &str, at: usize| {
        let told = marks.get(at).copied().flatten();
        number(cell, told.or(cell.contains(',').then_some(cnig::Mark::Comma)))
    };
    for (line, cells) in sheet.rows.iter().take(MOST_ROWS) {
        report.read += 1;
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).map_or("", String::as_str);
        let farm = ["bovin", "porc", "volaille", "elevage", "agricole"].iter().any(|word| name::fold(cell(family)).contains(word));
        let closed = ["cess", "ferm", "recole"].iter().any(|word| name::fold(cell(active)).contains(word));
        if farm || closed {
            report.left_out += 1;
            report.gone.push(cell(Some(id)).to_owned());
            continue;
        }
        let refuse = |what: Text, mend: Text| Problem::at(file, *line, lat + 1, "lat", what, mend);
        let (Ok(Some(y)), Ok(Some(x))) = (coordinate(cell(Some(lat)), lat), coordinate(cell(Some(lon)), lon)) else {
            report.rejected.push(refuse(Text::new("sans position", "without a position"), Text::default()));
            continue;
        };
        let commune = reference.commune(cell(insee));
        let found = Shape::new(geo_types::Point::new(x, y).into()).and_then(|shape| located(shape, cell(insee)));
        let found = found.map(|(shape, why)| (shape.middle(), why));
        let centre = commune.and_then(|c| c.position);
        let position = match (found, centre) {
            (Ok((Some(position), why)), centre) if centre.is_none_or(|c| c.distance_km(position) <= FAR_KM) => {
                report.converted += usize::from(why.is_some());
                position
            }
            (found, Some(centre)) => {
                let what = match found {
                    Err((what, _)) => what,
                    Ok(_) => Text::new("position loin de sa commune", "position far from its commune"),
                };
                report.corrections.push(refuse(what, Text::new("le centre de la commune est gardé", "the centre of the commune is kept")));
                Position { approximate: true, ..centre }
            }
            (Err((what, mend)), None) => {
                report.rejected.push(refuse(what, mend));
                continue;
            }
            (Ok(_), None) => continue,
        };
        kept.push(Installation {
            id: cell(Some(id)).to_owned(),
            name: cell(Some(named)).to_owned(),
            commune: commune.map_or_else(|| cell(city).to_owned(), |c| c.name.clone()),
            regime: cell(regime).to_owned(),
            seveso: cell(seveso).to_owned(),
            naf: cell(naf).to_owned(),
            position,
            rubrics: rubrics_of(cell(rubrics), cell(paragraph)),
            siret: cell(siret).chars().filter(char::is_ascii_digit).collect(),
        });
    }
    kept.sort_by(|a, b| a.id.cmp(&b.id));
    // A list of one row for each rubric names an installation several times.
    kept.dedup_by(|a, b| {
        let same = a.id == b.id;
        if same {
            b.rubrics.append(&mut a.rubrics);
        }
        same
    });
    kept.iter_mut().for_each(|i| tidy(&mut i.rubrics));
    report.accepted = kept.len();
    if sheet.rows.len() > MOST_ROWS {
        let what = Text::new(
            format!("plus de {MOST_ROWS} lignes : la suite n’est pas lue"),
            format!("more than {MOST_ROWS} rows: the rest is not read"),
        );
        report.rejected.push(Problem::at(file, 0, 0, "", what, Text::new("importez par région", "import region by region")));
    }
    Ok((Installations::of(kept), report))
}

fn parts(text: &str) -> Vec<String> {
    text.split('|').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn tidy(rubrics: &mut Vec<String>) {
    rubrics.sort();
    rubrics.dedup();
}

/// "2718" and "1" are 2718-1; a cell may hold several, as "2718|2790" or "2718, 2790".
fn rubrics_of(cell: &str, paragraph: &str) -> Vec<String> {
    let rubrics = cell.split(['|', ',', ';', ' ']).map(str::trim).filter(|rubric| rubric.starts_with(|c: char| c.is_ascii_digit()));
    let paragraph = paragraph.trim().trim_matches('#');
    rubrics.map(|rubric| if paragraph.is_empty() { rubric.to_owned() } else { format!("{rubric}-{paragraph}") }).collect()
}

/// Adds to the installations held the rubrics of another table of the same public list, one row for each (`s3ic_id`, `rubrique`,
/// `alinea`, `state`). What is no longer in force is left out. Rubrics added.
pub fn import_rubrics(bytes: &[u8], directory: &Path) -> Result<usize, Text> {
    let both = |(what, mend): (Text, Text)| Text::each(|lang| format!("{} → {}", what.get(lang), mend.get(lang)));
    let sheets = cnig::sheets(bytes).map_err(both)?;
    let sheet = sheets.first().ok_or_else(|| Text::new("fichier vide", "empty file"))?;
    let at = |headings: &[&str]| column(sheet, headings);
    let (id, rubric) = (at(&["s3ic id", "code s3ic", "code aiot", "codeaiot", "id icpe", "id"]), at(&["rubrique", "code rubrique"]));
    let (Some(id), Some(rubric)) = (id, rubric) else {
        let columns = sheet.header.join(", ");
        return Err(Text::new(
            format!("il faut l’identifiant de l’installation et la rubrique ; colonnes lues : {columns}"),
            format!("the identifier of the installation and the rubric are needed; columns read: {columns}"),
        ));
    };
    let (paragraph, state, regime) = (at(&["alinea"]), at(&["state", "etat"]), at(&["regime"]));
    let mut found = std::collections::HashMap::<&str, Vec<String>>::new();
    for (_, cells) in sheet.rows.iter().take(MOST_ROWS) {
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).map_or("", String::as_str);
        let ended = ["cess", "ferm", "recole", "repris"].iter().any(|word| name::fold(cell(state)).contains(word));
        // "NC": under the thresholds, the rubric authorises nothing.
        if !ended && cell(regime) != "NC" {
            found.entry(cell(Some(id))).or_default().extend(rubrics_of(cell(Some(rubric)), cell(paragraph)));
        }
    }
    let mut all = Installations::open(directory);
    let mut added = 0;
    for installation in &mut all.0 {
        if let Some(rubrics) = found.get(installation.id.as_str()) {
            let before = installation.rubrics.len();
            installation.rubrics.extend(rubrics.iter().cloned());
            tidy(&mut installation.rubrics);
            added += installation.rubrics.len() - before;
        }
    }
    let failed = |e: csv::Error| Text::new(format!("écriture impossible : {e}"), format!("cannot write: {e}"));
    all.save(directory).map_err(failed)?;
    Ok(added)
}
