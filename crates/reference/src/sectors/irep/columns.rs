//! The columns of the tables of IREP, and what each row becomes.

use super::{IrepOptions, Supply};
use crate::sectors::reading::Taken;
use crate::sectors::records::{Line, Records, figure};
use crate::sectors::report::Causes;
use crate::{Reference, waste};
use ::connect::{Milli, Unit};
use domain::{Problem, Siret, Text, name};
use std::collections::{BTreeMap, HashMap};
use std::io::Read;

const ID: [&str; 3] = ["identifiant", "id", "code etablissement"];
const NAME: [&str; 3] = ["nom etablissement", "nom", "raison sociale"];
pub const SIRET: [&str; 3] = ["numero siret", "siret", "numerosiret"];

pub struct Establishment {
    id: String,
    siret: String,
    name: String,
    naf: String,
    commune: String,
}

/// The establishments read, found by identifier, else by a name that only one of them has.
#[derive(Default)]
pub struct Known {
    all: Vec<Establishment>,
    by_id: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
}

pub struct EstablishmentColumns {
    id: Option<usize>,
    name: usize,
    siret: Option<usize>,
    naf: Option<usize>,
    commune: usize,
    department: Option<usize>,
    postcode: Option<usize>,
}

impl EstablishmentColumns {
    pub fn of<R: Read>(records: &Records<R>) -> Result<EstablishmentColumns, Text> {
        Ok(EstablishmentColumns {
            id: records.column(&ID),
            name: records.require(&Text::new("le nom de l’établissement", "the name of the establishment"), &NAME)?,
            siret: records.column(&SIRET),
            naf: records.column(&["code ape", "ape", "code naf"]),
            commune: records.require(&Text::new("la commune", "the commune"), &["commune", "nom commune"])?,
            department: records.column(&["departement", "code departement"]),
            postcode: records.column(&["code postal", "cp"]),
        })
    }

    pub fn read(&self, row: &Line, reference: &Reference, causes: &mut Causes) -> Result<Establishment, Problem> {
        let cell = |at: Option<usize>| at.map(|at| row.text(at).trim().to_owned()).unwrap_or_default();
        let named = row.text(self.name).trim().to_owned();
        if named.is_empty() {
            let mend = Text::new("donnez un nom, ou retirez la ligne", "give a name, or remove the row");
            return Err(row.problem(self.name, Text::new("établissement sans nom", "establishment without a name"), mend));
        }
        let siret: String = cell(self.siret).chars().filter(char::is_ascii_digit).collect();
        let siret = match Siret::parse(&siret) {
            Ok(siret) => siret.0,
            Err(_) => {
                causes.add(
                    1,
                    "SIRET absent ou faux : l’établissement garde son nom",
                    "SIRET missing or wrong: the establishment keeps its name",
                    1,
                );
                String::new()
            }
        };
        // The first two digits of a postcode are nearly always those of the département; a name within it is then found.
        let department = cell(self.department);
        let postcode = cell(self.postcode);
        let within = [department.as_str(), postcode.get(..2).unwrap_or_default()];
        let commune = row.text(self.commune);
        let found = within.iter().filter(|place| !place.is_empty()).find_map(|place| reference.find_named(&commune, Some(place)).ok());
        let naf = reference.find_naf(&cell(self.naf)).unwrap_or_default();
        Ok(Establishment {
            id: cell(self.id),
            siret,
            naf,
            name: named,
            commune: found.map(|commune| commune.code.clone()).unwrap_or_default(),
        })
    }
}

impl Known {
    pub fn add(&mut self, one: Establishment) {
        let at = self.all.len();
        if !one.id.is_empty() {
            self.by_id.entry(one.id.clone()).or_insert(at);
        }
        self.by_name.entry(name::fold(&one.name)).or_default().push(at);
        self.all.push(one);
    }

    /// The establishment of a row; none when nothing, or more than one, answers to its name.
    fn find(&self, id: &str, named: &str) -> Option<&Establishment> {
        if let Some(at) = self.by_id.get(id) {
            return self.all.get(*at);
        }
        match self.by_name.get(&name::fold(named)).map(Vec::as_slice) {
            Some([one]) => self.all.get(*one),
            _ => None,
        }
    }
}

pub struct WasteColumns {
    id: Option<usize>,
    name: usize,
    code: usize,
    quantity: usize,
    unit: Option<usize>,
    year: Option<usize>,
    operation: Option<usize>,
}

impl WasteColumns {
    pub fn of<R: Read>(records: &Records<R>) -> Result<WasteColumns, Text> {
        Ok(WasteColumns {
            id: records.column(&ID),
            name: records.require(&Text::new("le nom de l’établissement", "the name of the establishment"), &NAME)?,
            code: records.require(&Text::new("le code déchet", "the waste code"), &["code dechet", "code du dechet"])?,
            quantity: records.require(&Text::new("la quantité", "the quantity"), &["quantite", "quantity"])?,
            unit: records.column(&["unite", "unit"]),
            year: records.column(&["annee", "year"]),
            operation: records.column(&[
                "code operation eliminatio valorisation",
                "code operation elimination valorisation",
                "code operation",
            ]),
        })
    }

    pub fn read(
        &self,
        row: &Line,
        known: &Known,
        options: &IrepOptions,
        supplies: &mut BTreeMap<(String, String, i16), Supply>,
        causes: &mut Causes,
    ) -> Result<Taken, Problem> {
        let cell = |at: Option<usize>| at.map(|at| row.text(at).trim().to_owned()).unwrap_or_default();
        let named = row.text(self.name);
        let Some(who) = known.find(&cell(self.id), &named) else {
            let what =
                Text::new(format!("« {named} » : aucun établissement, ou plusieurs"), format!("“{named}”: no establishment, or several"));
            let mend = Text::new("donnez son identifiant", "give its identifier");
            return Err(row.problem(self.id.unwrap_or(self.name), what, mend));
        };
        let text = row.text(self.code);
        let Some(code) = waste::read(&text) else {
            let what =
                Text::new(format!("« {text} » n’est pas dans la liste des déchets"), format!("“{text}” is not in the list of waste"));
            return Err(row.problem(self.code, what, Text::new("écrivez six chiffres, comme 07 07 08*", "write six digits, as 07 07 08*")));
        };
        let unit = cell(self.unit);
        let scale = match Unit::read(if unit.is_empty() { "t" } else { &unit }) {
            Some((Unit::Tonne, scale)) => scale,
            _ => {
                let what = Text::new(format!("unité « {unit} »"), format!("unit “{unit}”"));
                return Err(row.problem(self.unit.unwrap_or_default(), what, Text::new("donnez des tonnes par an", "give tonnes a year")));
            }
        };
        let tonnes = figure(row.get(self.quantity)).map(|quantity| quantity * scale).and_then(Milli::units);
        let Some(amount) = tonnes.filter(|amount| amount.0 > 0) else {
            let found = row.text(self.quantity);
            let what = Text::new(format!("« {found} » n’est pas une quantité"), format!("“{found}” is not a quantity"));
            return Err(row.problem(self.quantity, what, Text::new("donnez un nombre positif", "give a positive number")));
        };
        let Some(year) = cell(self.year).parse::<i16>().ok().or(options.year) else {
            let mend = Text::new("donnez l’année (--year)", "say the year (--year)");
            return Err(row.problem(self.year.unwrap_or_default(), Text::new("année absente", "no year"), mend));
        };
        let id = if who.id.is_empty() { name::fold(&who.name) } else { who.id.clone() };
        let supply = supplies.entry((id.clone(), code.to_string(), year)).or_insert_with(|| Supply {
            id,
            siret: who.siret.clone(),
            name: who.name.clone(),
            naf: who.naf.clone(),
            commune: who.commune.clone(),
            code: code.to_string(),
            year,
            kilograms: 0,
            operations: String::new(),
        });
        if supply.kilograms > 0 {
            causes.add(
                3,
                "même déchet envoyé à plusieurs endroits : quantités additionnées",
                "same waste sent to several places: quantities summed",
                1,
            );
        }
        supply.kilograms = supply.kilograms.saturating_add(amount.0);
        let operation = cell(self.operation);
        if !operation.is_empty() && !supply.operations.split('|').any(|known| known == operation) {
            supply.operations =
                [supply.operations.as_str(), &operation].iter().filter(|o| !o.is_empty()).copied().collect::<Vec<_>>().join("|");
        }
        Ok(Taken::Kept)
    }
}
