//! What goes with invented jobs, so that the five figures can be seen: purchases between branches, occupations, trade. All of
//! it is drawn from the seed; what is real is named in each function. Every page that shows it says that it is invented.

use super::baci::{self, Flow};
use super::dice::Dice;
use super::input_output::{self, InputOutput};
use super::local_occupations::{self, LocalRow};
use super::occupations::{self, LabelRow, ProfileRow};
use super::shelf::Draft;
use super::{bridges, generate::YEARS};
use crate::{Reference, tables};
use domain::Text;
use std::collections::BTreeMap;

const OCCUPATIONS: usize = 40;
/// Occupations that an activity employs: an assumption.
const EMPLOYED: usize = 14;
/// People with a job among a hundred inhabitants: an assumption.
const AT_WORK: f64 = 40.0;
/// Part of the output of a branch that it buys from the others: an assumption.
const BOUGHT: f64 = 0.45;
/// Part of the final demand that stays in the country: an assumption.
const AT_HOME: f64 = 0.7;
/// Numbers of BACI: France, three members of the Union, four countries outside.
const COUNTRIES: [u16; 8] = [251, 276, 381, 724, 156, 842, 392, 792];

/// Everything beside the jobs. `jobs` gives the invented jobs of each activity, so that branches have a size.
pub fn write(seed: u64, reference: &Reference, jobs: &BTreeMap<&str, f64>, draft: &Draft) -> Result<(), Text> {
    let divisions: Vec<&str> = jobs.keys().map(|code| &code[..2]).collect::<std::collections::BTreeSet<_>>().into_iter().collect();
    let table = branches(seed, &divisions, jobs);
    let json = serde_json::to_string(&table).map_err(|e| tables::cannot_write(&draft.path(input_output::FILE), &e))?;
    tables::write_text(&draft.path(input_output::FILE), &json)?;
    let (labels, profiles) = profiles(seed, &divisions);
    tables::write(&draft.path(occupations::LABELS), &labels)?;
    tables::write(&draft.path(occupations::PROFILES), &profiles)?;
    tables::write(&draft.path(local_occupations::FILE), &people(seed, reference))?;
    baci::write(&draft.path(baci::FILE), &flows(seed))?;
    Ok(())
}

/// Real: the divisions of the NAF.
fn branches(seed: u64, divisions: &[&str], jobs: &BTreeMap<&str, f64>) -> InputOutput {
    let n = divisions.len();
    let size = |division: &str| jobs.iter().filter(|(code, _)| code.starts_with(division)).map(|(_, jobs)| jobs).sum::<f64>();
    // A fifth of a million euros for a job, more or less: an assumption.
    let output: Vec<f64> = divisions
        .iter()
        .map(|d| (size(d).max(10.0) * 0.2 * (0.4 * Dice::new(seed, &format!("output {d}")).normal()).exp()).round().max(1.0))
        .collect();
    let mut flows = vec![0.0; n * n];
    for (j, buyer) in divisions.iter().enumerate() {
        let mut dice = Dice::new(seed, &format!("purchases {buyer}"));
        let wants: Vec<f64> = (0..n).map(|i| (1.3 * dice.normal()).exp() * output[i].sqrt() * if i == j { 4.0 } else { 1.0 }).collect();
        let all: f64 = wants.iter().sum();
        (0..n).for_each(|i| flows[i * n + j] = (output[j] * BOUGHT * wants[i] / all * 100.0).round() / 100.0);
    }
    let branches = divisions.iter().map(|d| (*d).to_owned()).collect();
    // What branches do not buy is final demand.
    let sold = |i: usize| flows[i * n..(i + 1) * n].iter().sum::<f64>();
    let demand: Vec<f64> = (0..n).map(|i| (output[i] - sold(i)).max(0.0)).collect();
    let home_demand = Some(demand.iter().map(|all| (all * AT_HOME * 100.0).round() / 100.0).collect());
    let (final_demand, year) = (Some(demand), Some(YEARS[1]));
    InputOutput { branches, flows, output, final_demand, home_demand, euros: 1_000_000, year, domestic: Some(true) }
}

/// Real: the divisions of the NAF. The occupations have no real code, so that none is mistaken for one.
fn profiles(seed: u64, divisions: &[&str]) -> (Vec<LabelRow>, Vec<ProfileRow>) {
    let code = |o: usize| format!("INV{:02}", o + 1);
    let label = |o: usize| LabelRow {
        occupation: code(o),
        fr: format!("métier inventé n° {}", o + 1),
        en: format!("invented occupation {}", o + 1),
    };
    let mut rows = Vec::new();
    for division in divisions {
        let mut dice = Dice::new(seed, &format!("occupations {division}"));
        let mut drawn: Vec<(usize, f64)> = (0..OCCUPATIONS).map(|o| (o, (1.4 * dice.normal()).exp())).collect();
        drawn.sort_by(|a, b| b.1.total_cmp(&a.1));
        drawn.truncate(EMPLOYED);
        drawn.sort_by_key(|(o, _)| *o);
        let all: f64 = drawn.iter().map(|(_, weight)| weight).sum();
        let row = |(o, weight): (usize, f64)| ProfileRow { activity: (*division).to_owned(), occupation: code(o), share: weight / all };
        rows.extend(drawn.into_iter().map(row));
    }
    ((0..OCCUPATIONS).map(label).collect(), rows)
}

/// Real: the départements and their population.
fn people(seed: u64, reference: &Reference) -> Vec<LocalRow> {
    let mut population: BTreeMap<&str, f64> = BTreeMap::new();
    for commune in reference.communes() {
        *population.entry(&commune.department).or_default() += f64::from(commune.population.unwrap_or(0));
    }
    let mut rows = Vec::new();
    for (department, population) in population {
        let mut dice = Dice::new(seed, &format!("people {department}"));
        for o in 0..OCCUPATIONS {
            let people = population * AT_WORK / 100.0 / OCCUPATIONS as f64 * (0.5 * dice.normal()).exp();
            rows.push(LocalRow { place: format!("D{department}"), occupation: format!("INV{:02}", o + 1), people: people.round() });
        }
    }
    rows
}

/// Real: the headings of the Harmonised System, and the numbers of the countries.
fn flows(seed: u64) -> BTreeMap<u32, BTreeMap<u16, Flow>> {
    let product = |code: &str| {
        let mut dice = Dice::new(seed, &format!("product {code}"));
        let size = (8.0 + 1.5 * dice.normal()).exp();
        let suppliers = COUNTRIES.into_iter().map(|supplier| {
            let world = size * (1.2 * dice.normal()).exp();
            let union = world * dice.uniform();
            let france = if supplier == COUNTRIES[0] { 0.0 } else { union * 0.3 * dice.uniform() };
            let round = |value: f64| (value * 10.0).round() / 10.0;
            (supplier, Flow { supplier, world: round(world), union: round(union), france: round(france) })
        });
        Some((format!("{code:0<6}").parse().ok()?, suppliers.collect()))
    };
    bridges::headings().filter(|code| (4..=6).contains(&code.len())).filter_map(product).collect()
}
