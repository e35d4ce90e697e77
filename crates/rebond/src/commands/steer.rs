//! `rebond steer`: a portfolio in, a proposal out, with its bound, who is left out and why, and who moves from one set of priorities
//! to another. It proposes; it decides nothing.

use super::{Outcome, both, of_file, read_file, write_file};
use clap::Args;
use domain::Text;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;
use steer::{Answer, Cause, Change, Effort, Failure, Named, Portfolio, Proposal, Refused, Scenario, Why};

#[derive(Args)]
pub struct Steer {
    /// JSON: measures with their envelopes, projects with what they ask and bring (`rebond schema portfolio`).
    portfolio: PathBuf,
    /// JSON: weights of the criteria, projects kept or set aside, envelopes supposed (`rebond schema scenario`).
    #[arg(long)]
    scenario: Option<PathBuf>,
    /// JSON: another scenario; who moves from it to the first is told.
    #[arg(long)]
    against: Option<PathBuf>,
    /// A `proposition.json` written before: what stood stays where it can.
    #[arg(long)]
    from: Option<PathBuf>,
    /// Time to search, in seconds; ten when no number of rounds is given either.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=3_600))]
    seconds: Option<u32>,
    /// Rounds of each of the two searches: the same plan on every machine.
    #[arg(long)]
    iterations: Option<u64>,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder that receives `proposition.json` and `decisions.csv`.
    #[arg(long)]
    out: PathBuf,
}

impl Steer {
    pub fn run(self) -> Outcome {
        let portfolio: Portfolio = read(&self.portfolio)?;
        let scenario: Scenario = self.scenario.as_deref().map(read).transpose()?.unwrap_or_default();
        let before: Option<Answer> = self.from.as_deref().map(read).transpose()?;
        let proposal = self.search(&portfolio, &scenario, before.as_ref().map(|before| &before.proposal))?;
        let refused = steer::explain(&portfolio, &scenario, &proposal).map_err(|mistake| both(&mistake.told()))?;
        let mut moves = vec![];
        if let Some(path) = &self.against {
            let other: Scenario = read(path)?;
            let compared = self.search(&portfolio, &other, None)?;
            moves = steer::moves(&portfolio, (&other, &compared.plan), (&scenario, &proposal.plan));
        }
        let answer = Answer { scenario, gap: proposal.gap(), proposal, refused, moves };
        fs::create_dir_all(&self.out).map_err(|e| of_file(&self.out, &e))?;
        write_file(&self.out.join("proposition.json"), json(&answer)?)?;
        write_file(&self.out.join("decisions.csv"), decisions(&portfolio, &answer)?)?;
        let (retained, all) = (answer.proposal.plan.retained.len(), portfolio.projects.len());
        let (value, bound, greedy) = (answer.proposal.value, answer.proposal.bound, answer.proposal.greedy);
        let gap = format!("{},{:02} %", answer.gap / 100, answer.gap % 100);
        println!("{retained} / {all} projets retenus : {value} points, {bound} au plus (prouvé), écart {gap} ; glouton : {greedy}");
        println!("  retained projects, points, proved bound, gap; greedy: {greedy}");
        println!("{}", self.out.display());
        Ok(())
    }

    fn search(&self, portfolio: &Portfolio, scenario: &Scenario, before: Option<&Proposal>) -> Result<Proposal, String> {
        let started = Instant::now();
        let seconds = match (self.seconds, self.iterations) {
            (None, Some(_)) => None,
            (seconds, _) => Some(f64::from(seconds.unwrap_or(10))),
        };
        let spent = move || seconds.map_or(0.0, |seconds| started.elapsed().as_secs_f64() / seconds);
        let effort = Effort { rounds: self.iterations.unwrap_or(u64::MAX), steps: 1_500, workers: 2, seed: self.seed, spent: &spent };
        let found = match before {
            Some(before) => steer::replan(portfolio, scenario, before, &effort),
            None => steer::solve(portfolio, scenario, &effort),
        };
        found.map_err(|why: Failure| both(&why.told()))
    }
}

/// A row per project, in the order of the file.
fn decisions(portfolio: &Portfolio, answer: &Answer) -> Result<Vec<u8>, String> {
    let mut table = csv::Writer::from_writer(vec![]);
    let heads = [
        "projet",
        "nom",
        "decision",
        "points",
        "aide",
        "financeurs",
        "motif",
        "detail",
        "ce_qui_changerait",
        "points_de_la_place",
        "mouvement",
    ];
    table.write_record(heads).map_err(|e| e.to_string())?;
    for project in &portfolio.projects {
        let aids = answer.proposal.plan.retained.get(&project.id);
        let refused = answer.refused.iter().find(|refused| refused.project == project.id);
        let moved = answer.moves.iter().find(|moved| moved.project == project.id);
        let (why, detail) = refused.map_or_else(Default::default, reason);
        let funders = aids.into_iter().flatten().map(|(measure, amount)| format!("{measure}={amount}"));
        let row = [
            project.id.clone(),
            project.label.clone(),
            if aids.is_some() { "retenu" } else { "non retenu" }.to_owned(),
            answer.scenario.score(project).to_string(),
            if aids.is_some() { project.need.to_string() } else { String::new() },
            funders.collect::<Vec<_>>().join(" + "),
            why,
            detail,
            refused.and_then(|refused| refused.change.as_ref()).map_or_else(String::new, change),
            refused.and_then(|refused| refused.price).map_or_else(String::new, |price| price.to_string()),
            moved.map_or_else(String::new, |moved| format!("{} : {}", if moved.enters { "entre" } else { "sort" }, cause(&moved.cause))),
        ];
        table.write_record(row).map_err(|e| e.to_string())?;
    }
    table.into_inner().map_err(|e| e.to_string())
}

fn reason(refused: &Refused) -> (String, String) {
    let (why, detail) = match &refused.why {
        Why::SetAside => ("écarté par le scénario", String::new()),
        Why::NotFundable { most } => ("plan impossible même seul", format!("au plus {most}")),
        Why::BringsNothing => ("n’apporte rien sous ces priorités", String::new()),
        Why::Rival { project } => ("exclu par un autre", project.clone()),
        Why::Missing { project } => ("a besoin d’un autre", project.clone()),
        Why::Full { tight } => {
            let left = tight.iter().map(|tight| format!("{} : reste {}", limit(&tight.limit), tight.left));
            ("limites atteintes", left.collect::<Vec<_>>().join(" ; "))
        }
        Why::Fits => ("entrerait encore", String::new()),
    };
    (why.to_owned(), detail)
}

fn limit(named: &Named) -> String {
    match named {
        Named::Envelope { measure } => format!("enveloppe {measure}"),
        Named::Year { measure, year } => format!("{measure}, année {year}"),
        Named::Share { measure, region } => format!("{measure}, part de {region}"),
    }
}

fn change(change: &Change) -> String {
    match change {
        Change::Raise { limit: named, by } => format!("{} : {by} de plus", limit(named)),
        Change::Several => "plusieurs limites à la fois".to_owned(),
    }
}

fn cause(cause: &Cause) -> String {
    match cause {
        Cause::Settled => "décidé par le scénario".to_owned(),
        Cause::Priorities => "les priorités".to_owned(),
        Cause::Others { projects } => format!("à la place ou au profit de {}", projects.join(", ")),
        Cause::Elsewhere => "une limite ou un plan équivalent".to_owned(),
    }
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = read_file(path)?;
    serde_json::from_str(&text).map_err(|e| {
        let place = format!("{}:{}:{}", path.display(), e.line(), e.column());
        both(&Text::new(format!("{place} : {e}. Voir `rebond schema`."), format!("{place}: {e}. See `rebond schema`.")))
    })
}

fn json<T: Serialize>(value: &T) -> Result<Vec<u8>, String> {
    serde_json::to_vec_pretty(value).map_err(|e| e.to_string())
}
