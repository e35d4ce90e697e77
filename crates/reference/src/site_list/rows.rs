//! One row of a list becomes a site, a label of a site already read, or a refusal with its line.

use super::SiteList;
use super::cells::{self, Refusal};
use super::columns::{Columns, Kind, SITE_FIELDS};
use super::places;
use crate::Reference;
use crate::sites::site_id;
use crate::standard::Catalogue;
use cnig::{Mark as DecimalMark, Shape, located, number};
use domain::{Datum, Issuer, Label, Lang, Mark, Position, Problem, Site, Source, Status, Text, Value, format, name};
use std::collections::{BTreeMap, HashMap};

pub struct RowReader<'a> {
    file: &'a str,
    columns: &'a Columns,
    reference: &'a Reference,
    known: &'a Catalogue<'a>,
    /// Decimal mark of each column of the file, where its figures tell.
    marks: Vec<Option<DecimalMark>>,
    /// Site identifier → place in the accepted list.
    sites: HashMap<String, usize>,
    /// (site identifier, wave) → line.
    labels: HashMap<(String, String), usize>,
}

/// One row being read.
struct Row<'a> {
    line: usize,
    cells: &'a [String],
    corrections: Vec<Problem>,
}

type Refused = (&'static str, Refusal);

impl<'a> RowReader<'a> {
    pub fn new(
        file: &'a str,
        columns: &'a Columns,
        reference: &'a Reference,
        known: &'a Catalogue<'a>,
        marks: Vec<Option<DecimalMark>>,
    ) -> RowReader<'a> {
        RowReader { file, columns, reference, known, marks, sites: HashMap::new(), labels: HashMap::new() }
    }

    pub fn row(&mut self, line: usize, cells: &[String], list: &mut SiteList) {
        let mut row = Row { line, cells, corrections: Vec::new() };
        match self.site(&mut row).and_then(|site| self.keep(&mut row, site, list)) {
            Ok(()) => list.corrections.append(&mut row.corrections),
            Err((field, (what, mend))) => list.rejected.push(Problem::at(self.file, line, self.column(field), field, what, mend)),
        }
    }

    /// From 1; 0 when the field has no column.
    fn column(&self, field: &str) -> usize {
        self.columns.at(field).map_or(0, |column| column + 1)
    }

    fn mark(&self, field: &str) -> Option<DecimalMark> {
        self.columns.at(field).and_then(|column| self.marks.get(column).copied().flatten())
    }

    fn cell<'r>(&self, row: &Row<'r>, field: &str) -> &'r str {
        self.columns.at(field).and_then(|column| row.cells.get(column)).map_or("", String::as_str)
    }

    fn correct(&self, row: &mut Row, field: &str, what: Text, mend: Text) {
        row.corrections.push(Problem::at(self.file, row.line, self.column(field), field, what, mend));
    }

    fn site(&self, row: &mut Row) -> Result<Site, Refused> {
        if row.cells.iter().skip(self.columns.width).any(|cell| !cell.is_empty()) {
            let (wide, width) = (row.cells.len(), self.columns.width);
            let what = Text::new(format!("{wide} cellules pour {width} colonnes"), format!("{wide} cells for {width} columns"));
            return Err((
                "",
                (
                    what,
                    Text::new(
                        "un texte qui contient le séparateur doit être entre guillemets",
                        "a text that holds the separator must be between quotes",
                    ),
                ),
            ));
        }
        let site_name = self.cell(row, "name");
        if name::fold(site_name).is_empty() {
            return Err(("name", (Text::new("le site n’a pas de nom", "the site has no name"), Text::new("nommez-le", "name it"))));
        }
        let found = places::commune(self.cell(row, "insee"), self.cell(row, "commune"), self.cell(row, "department"), self.reference)?;
        for (field, what, mend) in found.corrections {
            self.correct(row, field, what, mend);
        }
        let commune = found.commune;
        let source = match self.cell(row, "source") {
            "" => Source::new(self.file, Mark::Partial),
            given => Source::new(given, Mark::Partial),
        };
        let labels = self.labels(row, &source);
        // Who to name in a word: a developer or a seller does not hold the land for long.
        let owner = ["owner", "proprio_nom", "site_moa_nom"].map(|field| self.cell(row, field)).into_iter().find(|name| !name.is_empty());
        Ok(Site {
            // A site that the catalogue knows keeps its identity, whichever list named it first.
            id: match self.known.placed(site_name, &commune.code) {
                Some(known) => known.id.clone(),
                None => site_id(site_name, Some(&commune.code), &commune.department),
            },
            name: site_name.to_owned(),
            commune: Some(commune.code.clone()),
            commune_name: commune.name.clone(),
            department: commune.department.clone(),
            region: self.reference.region_name(&commune.region).unwrap_or_default().to_owned(),
            labels,
            owner: owner.map(str::to_owned),
            position: self.position(row, &commune.code)?.or_else(|| self.reference.site_position(Some(&commune.code))),
            attributes: self.attributes(row, &source)?,
            anticipations: Vec::new(),
            note: self.cell(row, "note").to_owned(),
            source,
        })
    }

    /// A wave is the State's when the State had such a wave; another label is of whoever the row says.
    fn labels(&self, row: &mut Row, source: &Source) -> Vec<Label> {
        let of_state = |wave: String| match self.reference.labels.is_wave(&wave) {
            true => (wave, Issuer::State),
            false => (wave, Issuer::Other),
        };
        let given = self.cell(row, "label");
        let said = self.cell(row, "issuer");
        let issuer = issuer(if said.is_empty() { given } else { said });
        let named = match issuer {
            Some(Issuer::State) => wave(given).map(of_state),
            Some(issuer) => wave(given).map(|_| (given.to_owned(), issuer)),
            None if given.is_empty() => None,
            None => {
                let what = Text::new(
                    format!("label « {given} » : on ne sait pas qui l’a donné, il ne porte pas la promesse de l’État"),
                    format!("label “{given}”: nothing tells who gave it, it does not carry the promise of the State"),
                );
                let mend = Text::new(
                    "ajoutez une colonne « émetteur du label » : État, région, autre",
                    "add a column “label issuer”: State, region, other",
                );
                self.correct(row, "label", what, mend);
                Some((given.to_owned(), Issuer::Other))
            }
        };
        let waves = wave(self.cell(row, "wave")).map(of_state);
        waves.into_iter().chain(named).map(|(wave, issuer)| Label { wave, issuer, source: source.clone() }).collect()
    }

    fn attributes(&self, row: &mut Row, source: &Source) -> Result<BTreeMap<String, Datum>, Refused> {
        let mut attributes = BTreeMap::new();
        for field in SITE_FIELDS.iter() {
            let cell = self.cell(row, field.id);
            let refused = |refusal| (field.id, refusal);
            let value = match field.kind {
                Kind::Area => cells::area(cell, self.columns.unit(field.id), self.mark(field.id)).map_err(refused)?.map(Value::Number),
                Kind::Number => match number(cell, self.mark(field.id)).map_err(refused)? {
                    Some(negative) if negative < 0.0 => {
                        let what = Text::new(format!("« {cell} » ne peut pas être négatif"), format!("“{cell}” cannot be negative"));
                        return Err((field.id, (what, Text::default())));
                    }
                    value => value.map(Value::Number),
                },
                Kind::Bool => cells::yes_no(cell).map(|v| v.map(Value::Bool)).unwrap_or_else(|(what, mend)| {
                    self.correct(row, field.id, what, mend);
                    None
                }),
                Kind::Holder => (!cell.is_empty()).then(|| Value::Text(cell.to_owned())),
                Kind::Text | Kind::Latitude | Kind::Longitude => None,
            };
            if let Some(value) = value {
                attributes.insert(field.id.to_owned(), Datum { value, status: Status::Declared, source: Some(source.clone()) });
            }
        }
        self.free_within_whole(row, &attributes);
        Ok(attributes)
    }

    /// More land free than there is: one of the two is wrong, and nothing says which. Both are kept, and told.
    fn free_within_whole(&self, row: &mut Row, attributes: &BTreeMap<String, Datum>) {
        let area = |id: &str| match attributes.get(id).map(|datum| &datum.value) {
            Some(Value::Number(hectares)) => Some(*hectares),
            _ => None,
        };
        let Some((free, whole)) = area("available_ha").zip(area("area_ha")).filter(|(free, whole)| free > whole) else { return };
        let told = |hectares, lang| format::number(hectares, 2, lang);
        let what = Text::new(
            format!("{} ha disponibles sur {} ha : les deux sont gardés", told(free, Lang::Fr), told(whole, Lang::Fr)),
            format!("{} ha available out of {} ha: both are kept", told(free, Lang::En), told(whole, Lang::En)),
        );
        self.correct(row, "available_ha", what, Text::new("vérifiez les deux surfaces", "check both areas"));
    }

    /// The site's own coordinates: degrees, or metres of a French projection, which are converted and told. Half of them,
    /// or a place that is not in France, is refused.
    fn position(&self, row: &mut Row, insee: &str) -> Result<Option<Position>, Refused> {
        // A comma in a coordinate is decimal, or the place is not in France, which is told.
        let read = |row: &Row, field| {
            let cell = self.cell(row, field);
            let mark = self.mark(field).or(cell.contains(',').then_some(DecimalMark::Comma));
            number(cell, mark).map_err(|refusal| (field, refusal))
        };
        let (lat, lon) = match (read(row, "lat")?, read(row, "lon")?) {
            (None, None) => return Ok(None),
            (Some(lat), Some(lon)) => (lat, lon),
            _ => {
                let what = Text::new("une coordonnée sur deux", "one coordinate of two");
                return Err(("lat", (what, Text::new("donnez les deux, ou aucune", "give both, or none"))));
            }
        };
        let found = Shape::new(geo_types::Point::new(lon, lat).into()).and_then(|shape| located(shape, insee));
        let (shape, why) = found.map_err(|refusal| ("lat", refusal))?;
        if let Some(why) = why {
            self.correct(row, "lat", Text::same(format!("{lat} ; {lon}")), why);
        }
        Ok(shape.middle())
    }

    /// A second row of a site adds its label; the same label twice is refused.
    fn keep(&mut self, row: &mut Row, mut site: Site, list: &mut SiteList) -> Result<(), Refused> {
        let wave = site.labels.first().map(|l| l.wave.clone()).unwrap_or_default();
        let key = (site.id.clone(), wave.clone());
        if let Some(first) = self.labels.get(&key) {
            let what = Text::new(
                format!("« {} » ({}) est déjà à la ligne {first} avec la même vague", site.name, site.commune_name),
                format!("“{}” ({}) is already on line {first} with the same wave", site.name, site.commune_name),
            );
            return Err(("name", (what, Text::new("gardez une des deux lignes", "keep one of the two rows"))));
        }
        self.labels.insert(key, row.line);
        let Some(&place) = self.sites.get(&site.id) else {
            self.sites.insert(site.id.clone(), list.accepted.len());
            list.accepted.push(site);
            return Ok(());
        };
        let what = Text::new(
            format!("« {} » est déjà lu : une seule fiche, avec un label de plus ({wave})", site.name),
            format!("“{}” is already read: one sheet, with one more label ({wave})", site.name),
        );
        self.correct(row, "wave", what, Text::default());
        let known = &mut list.accepted[place];
        known.labels.append(&mut site.labels);
        // The later row completes the site and replaces what it says again.
        known.attributes.append(&mut site.attributes);
        known.owner = site.owner.or(known.owner.take());
        if let Some(position) = site.position.filter(|p| !p.approximate) {
            known.position = Some(position);
        }
        if !site.note.is_empty() && known.note != site.note {
            known.note = [known.note.as_str(), &site.note].into_iter().filter(|n| !n.is_empty()).collect::<Vec<_>>().join(" ; ");
        }
        Ok(())
    }
}

/// "État", "France 2030" or "Région Bretagne", wherever it stands; none when the words do not tell.
fn issuer(words: &str) -> Option<Issuer> {
    let folded = name::fold(words);
    let says = |word: &str| folded.split(' ').any(|w| w == word);
    if ["region", "regional", "regionale", "regionaux"].iter().any(|word| says(word)) {
        return Some(Issuer::Region);
    }
    if says("etat") || says("state") || folded.contains("france 2030") || folded.contains("pack rebond") {
        return Some(Issuer::State);
    }
    (says("autre") || says("other")).then_some(Issuer::Other)
}

/// "juillet 2020", "07/2020", "2020-07" → "2020-07"; "2021" → "2021"; anything else as written.
fn wave(cell: &str) -> Option<String> {
    let folded = name::fold(cell);
    if folded.is_empty() {
        return None;
    }
    let words: Vec<&str> = folded.split(' ').collect();
    let month = |word: &str| match word {
        "janvier" | "january" | "01" | "1" => Some("2020-01"),
        "juillet" | "july" | "07" | "7" => Some("2020-07"),
        _ => None,
    };
    match words.as_slice() {
        [a, "2020"] | ["2020", a] => Some(month(a).map_or(cell.to_owned(), str::to_owned)),
        _ => Some(cell.to_owned()),
    }
}
