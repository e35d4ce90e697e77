//! A symmetric input–output table: what each branch buys from each other, as a square CSV with branch codes.
//!
//! The first row names the buying branches, the first column the selling ones, in the same codes. A last row named
//! `output` (or `production`, `P1`) gives the output of each branch; a column named `final` (or `demande finale`) the
//! final demand for its products, one named `exports` what of it leaves the country; or `final domestic demand` gives the
//! difference itself. Codes are the divisions of the NAF, or groups of them ("C24", "10-12"), or the letters of
//! national accounts (A17, A38): see [`diagnose::branches`]. A table of which no branch is known is refused.

use super::Importing;
use super::input::Input;
use super::reading::uneven;
use super::records::{Records, Row, figure};
use super::report::SectorReport;
use super::shelf::{Draft, Held, Kind, damaged};
use super::urssaf::file_name;
use crate::tables::{self, Provenance};
use diagnose::branches::divisions;
use domain::{Text, name};
use serde::{Deserialize, Serialize};
use std::path::Path;

pub const FILE: &str = "input-output.json";
/// Branches beyond which the file is not a table of branches.
const MOST: usize = 1000;
const OUTPUT: [&str; 6] = ["output", "production", "p1", "total output", "production totale", "x"];
const EXPORTS: [&str; 4] = ["exports", "exportations", "export", "p6"];
const HOME: [&str; 5] = [
    "final domestic demand",
    "domestic final demand",
    "demande finale interieure",
    "demande interieure finale",
    "emplois finals interieurs",
];
const FINAL: [&str; 6] = ["final", "final demand", "demande finale", "emplois finals", "y", "final uses"];

#[derive(Clone, Debug, Default)]
pub struct InputOutputOptions {
    pub year: Option<i16>,
    pub producer: Option<String>,
    /// Euros in one unit of the file; a million when absent, as INSEE and Eurostat publish.
    pub euros: Option<u64>,
    /// Flows from the country only (domestic), or from abroad too (total).
    pub domestic: Option<bool>,
}

/// Flows between branches, in the unit of the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InputOutput {
    pub branches: Vec<String>,
    /// Row-major: `flows[i * n + j]` is what branch `j` buys from branch `i`.
    pub flows: Vec<f64>,
    /// Output of each branch.
    pub output: Vec<f64>,
    /// Final demand for the products of each branch, when the file has it.
    pub final_demand: Option<Vec<f64>>,
    /// The same, exports excluded, when the file tells it.
    #[serde(default)]
    pub home_demand: Option<Vec<f64>>,
    /// Euros in one unit of the table.
    pub euros: u64,
    pub year: Option<i16>,
    /// Flows from the country only; absent when nobody said.
    #[serde(default)]
    pub domestic: Option<bool>,
}

/// The whole table or nothing: a table with a hole is not a table.
pub fn import(path: &Path, options: &InputOutputOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
    let mut input = Input::open(path, &|name| name.to_lowercase().ends_with(".csv"))?;
    let name = input.name.clone();
    let mut records = Records::new(&name, &mut input.reader)?;
    let (header, folded) = (records.header.clone(), records.folded().to_vec());
    let at = |names: &[&str]| folded.iter().position(|h| names.contains(&h.as_str()));
    let beside = [at(&FINAL), at(&EXPORTS), at(&HOME)];
    let width = beside.into_iter().flatten().min().unwrap_or(header.len());
    let branches: Vec<String> = header.iter().take(width).skip(1).map(|h| h.trim().to_owned()).collect();
    let n = branches.len();
    let wrong = |line: u64, fr: String, en: String| Text::new(format!("{name}, ligne {line} : {fr}"), format!("{name}, line {line}: {en}"));
    if n == 0 || n > MOST || branches.iter().any(String::is_empty) {
        return Err(wrong(
            1,
            "il faut une colonne par branche, avec son code".into(),
            "one column per branch is needed, with its code".into(),
        ));
    }
    let mut table = InputOutput { branches, euros: options.euros.unwrap_or(1_000_000), year: options.year, ..InputOutput::default() };
    table.domestic = options.domestic;
    let unknown: Vec<String> = table.branches.iter().filter(|branch| divisions(branch).is_empty()).cloned().collect();
    if unknown.len() == n {
        let codes = unknown.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
        return Err(wrong(
            1,
            format!(
                "aucune branche ne se rattache à une division de la NAF ({codes}…) : utiliser des divisions (24, C10-C12) ou les lettres des comptes nationaux (CA, C1)"
            ),
            format!(
                "no branch belongs to a division of the NAF ({codes}…): use divisions (24, C10-C12) or the letters of national accounts (CA, C1)"
            ),
        ));
    }
    let (mut output, mut demands, mut read) = (None, <[Vec<f64>; 3]>::default(), 0);
    loop {
        let row = match records.next()? {
            Row::End => break,
            Row::TooLong { line } => return Err(wrong(line, "ligne trop longue".into(), "row too long".into())),
            Row::Fields(row) => row,
        };
        let line = row.number;
        read += 1;
        if row.width() != header.len() {
            let why = uneven(row.width(), header.len());
            return Err(wrong(line, why.fr.to_string(), why.en.to_string()));
        }
        let code = row.text(0);
        let number = |column: usize| {
            let found = row.text(column);
            figure(row.get(column)).ok_or_else(|| {
                let heading = &header[column];
                wrong(
                    line,
                    format!("colonne « {heading} » : « {found} » n’est pas un nombre"),
                    format!("column “{heading}”: “{found}” is not a number"),
                )
            })
        };
        let values = (1..=n).map(number).collect::<Result<Vec<f64>, Text>>()?;
        if OUTPUT.contains(&name::fold(&code).as_str()) {
            output = Some(values);
            continue;
        }
        let rank = table.flows.len() / n;
        let expected = table.branches.get(rank).map_or("output", String::as_str);
        if code.trim() != expected {
            return Err(wrong(
                line,
                format!("branche « {code} » au lieu de « {expected} » : lignes et colonnes doivent être dans le même ordre"),
                format!("branch “{code}” instead of “{expected}”: rows and columns must be in the same order"),
            ));
        }
        table.flows.extend(values);
        for (column, demand) in beside.iter().zip(&mut demands) {
            if let Some(column) = column {
                demand.push(number(*column)?);
            }
        }
    }
    drop(records);
    let sha256 = input.digest()?;
    if table.flows.len() != n * n {
        let rows = table.flows.len() / n;
        return Err(wrong(
            read + 1,
            format!("{rows} lignes de branches pour {n} colonnes : le tableau n’est pas carré"),
            format!("{rows} rows of branches for {n} columns: the table is not square"),
        ));
    }
    table.output = output.ok_or_else(|| {
        wrong(
            read + 1,
            "il manque la ligne « production », sans laquelle aucun coefficient ne se calcule".into(),
            "the row `output` is missing: without it no coefficient can be computed".into(),
        )
    })?;
    let [whole, abroad, home] = demands;
    let stays = || beside[0].and(beside[1]).map(|_| whole.iter().zip(&abroad).map(|(all, left)| all - left).collect());
    table.home_demand = if beside[2].is_some() { Some(home) } else { stays() };
    table.final_demand = beside[0].map(|_| whole);
    let draft = Draft::begin(importing.dir, Kind::InputOutput)?;
    let json = serde_json::to_string(&table).map_err(|e| tables::cannot_write(&draft.path(FILE), &e))?;
    tables::write_text(&draft.path(FILE), &json)?;
    importing.end(read);
    let cells = (n * n) as u64;
    let mut report = SectorReport {
        file: name.clone(),
        read,
        kept: read,
        cells,
        years: options.year.into_iter().collect(),
        sha256,
        ..SectorReport::default()
    };
    if !unknown.is_empty() {
        let codes = unknown.join(", ");
        report.corrections.push(Text::new(
            format!("branches qui ne se rattachent à aucune division de la NAF, sans activité d’ici : {codes}"),
            format!("branches that belong to no division of the NAF, with no activity here: {codes}"),
        ));
    }
    if table.final_demand.is_some() && table.home_demand.is_none() {
        report.corrections.push(Text::new(
            "demande finale gardée, et non utilisée : sans colonne « exportations », rien ne dit ce qui en reste dans le pays",
            "final demand kept, and not used: without a column `exports`, nothing tells what of it stays in the country",
        ));
    }
    let held = Held {
        kind: Kind::InputOutput,
        folder: String::new(),
        provenance: Provenance {
            dataset: Text::new("Tableau entrées-sorties symétrique", "Symmetric input–output table"),
            producer: options.producer.clone().unwrap_or_else(|| "?".to_owned()),
            version: file_name(&name),
            licence: "?".to_owned(),
            file: file_name(&name),
            sha256: report.sha256.clone(),
            vintage: options.year.map(|y| y.to_string()),
            rows: cells as usize,
        },
        years: report.years.clone(),
        read,
        rejected: 0,
        on: importing.on,
        synthetic: false,
        nomenclature: format!("{n} branches"),
        scope: scope(&table),
    };
    report.replayed = draft.commit(held)?;
    Ok(report)
}

fn scope(table: &InputOutput) -> Text {
    let (fr, en) = match table.domestic {
        Some(true) => ("flux domestiques", "domestic flows"),
        Some(false) => ("flux totaux, importations comprises", "total flows, imports included"),
        None => ("flux domestiques ou totaux : non dit", "domestic or total flows: not said"),
    };
    Text::new(format!("unité : {} € ; {fr}", table.euros), format!("unit: €{}; {en}", table.euros))
}

pub fn read(folder: &Path) -> Result<InputOutput, Text> {
    let path = folder.join(FILE);
    let text = std::fs::read_to_string(&path).map_err(|e| damaged(&path, &e))?;
    serde_json::from_str(&text).map_err(|e| damaged(&path, &e))
}
