//! The ranking of a decision as CSV, with the columns of each method in the order of the published oracles.

use super::Decision;
use crate::methods::{self, Normalisation, Preference, promethee2, ranks, smaa, topsis, wsm};
use domain::{Problem, Text};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Under both usual normalisations, each in its columns.
    Topsis,
    /// Linear preference with its thresholds, and usual preference.
    Promethee2,
    /// Weighted sum of min-max utilities, with vetoes.
    Wsm,
    /// Rank acceptability over many weightings.
    Smaa,
}

/// The result as CSV, one row per site in the order of the matrix. `weightings` serve SMAA alone; without them they are
/// drawn uniformly from the seed of the parameters.
pub fn rank(decision: &Decision, method: Method, weightings: Option<&[Vec<f64>]>) -> Result<String, Vec<Problem>> {
    let mut csv = Csv(csv::Writer::from_writer(Vec::new()));
    match method {
        Method::Topsis => write_topsis(decision, &mut csv),
        Method::Promethee2 => write_promethee(decision, &mut csv)?,
        Method::Wsm => write_wsm(decision, &mut csv),
        Method::Smaa => write_smaa(decision, weightings, &mut csv),
    }
    Ok(csv.text())
}

struct Csv(csv::Writer<Vec<u8>>);

impl Csv {
    /// Into memory: there is nothing that can fail, and a row of another length would show in every test.
    fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        let record: csv::StringRecord = cells.into_iter().map(|c| c.as_ref().to_owned()).collect();
        self.0.write_record(&record).ok();
    }

    fn text(self) -> String {
        String::from_utf8(self.0.into_inner().unwrap_or_default()).unwrap_or_default()
    }
}

/// Twelve decimals, as the oracles have; nothing is written "-0".
fn figure(value: f64) -> String {
    let text = format!("{value:.12}");
    if text.bytes().all(|b| matches!(b, b'-' | b'0' | b'.')) { format!("{:.12}", 0.0) } else { text }
}

fn write_topsis(decision: &Decision, csv: &mut Csv) {
    let found = [Normalisation::Vector, Normalisation::MinMax].map(|n| topsis(&decision.table, n));
    let places = found.each_ref().map(|closeness| ranks(closeness));
    csv.row(["id", "closeness_vector", "rank_vector", "closeness_minmax", "rank_minmax"]);
    for (row, id) in decision.ids.iter().enumerate() {
        csv.row([id.clone(), figure(found[0][row]), places[0][row].to_string(), figure(found[1][row]), places[1][row].to_string()]);
    }
}

fn write_promethee(decision: &Decision, csv: &mut Csv) -> Result<(), Vec<Problem>> {
    let Some(preferences) = &decision.preferences else {
        let what = Text::new("PROMETHEE II demande des seuils", "PROMETHEE II asks for thresholds");
        let mend =
            Text::new("ajoutez « promethee_q » et « promethee_p » aux paramètres", "add “promethee_q” and “promethee_p” to the parameters");
        return Err(vec![Problem::at("", 0, 0, "promethee_q", what, mend)]);
    };
    let linear = promethee2(&decision.table, preferences);
    let usual = promethee2(&decision.table, &vec![Preference::Usual; preferences.len()]);
    let (among_linear, among_usual) = (ranks(&linear.net), ranks(&usual.net));
    csv.row(["id", "plus_linear", "minus_linear", "net_linear", "rank_linear", "net_usual", "rank_usual"]);
    for (row, id) in decision.ids.iter().enumerate() {
        csv.row([
            id.clone(),
            figure(linear.plus[row]),
            figure(linear.minus[row]),
            figure(linear.net[row]),
            among_linear[row].to_string(),
            figure(usual.net[row]),
            among_usual[row].to_string(),
        ]);
    }
    Ok(())
}

fn write_wsm(decision: &Decision, csv: &mut Csv) {
    let found = wsm(&decision.table, &decision.vetoes);
    csv.row(["id", "score", "eligible", "failed_vetoes", "rank_if_eligible"]);
    for (row, id) in decision.ids.iter().enumerate() {
        let failed: Vec<&str> = found.failed[row].iter().map(|c| decision.criteria[*c].as_str()).collect();
        let eligible = if failed.is_empty() { "1" } else { "0" };
        let rank = found.ranks[row].map(|r| r.to_string()).unwrap_or_default();
        csv.row([id.clone(), figure(found.scores[row]), eligible.to_owned(), failed.join("|"), rank]);
    }
}

fn write_smaa(decision: &Decision, weightings: Option<&[Vec<f64>]>, csv: &mut Csv) {
    let drawn;
    let weightings = match weightings {
        Some(given) => given,
        None => {
            drawn = methods::weightings(&decision.bounds, decision.draws, decision.seed).unwrap_or_default();
            &drawn
        }
    };
    let found = smaa(&decision.table, weightings);
    let head = ["id", "b1", "b_top10", "b_top50", "mean_rank", "best_rank", "worst_rank"];
    csv.row(head.iter().map(|h| (*h).to_owned()).chain(decision.criteria.iter().map(|c| format!("cw_{c}"))));
    for (id, a) in decision.ids.iter().zip(found) {
        let shares = [a.first, a.top10, a.top50, a.mean_rank].map(figure);
        let central: Vec<String> = match a.central_weights {
            Some(weights) => weights.into_iter().map(figure).collect(),
            None => vec![String::new(); decision.criteria.len()],
        };
        csv.row([id.clone()].into_iter().chain(shares).chain([a.best_rank.to_string(), a.worst_rank.to_string()]).chain(central));
    }
}
