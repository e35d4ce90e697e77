//! How many suppliers each site has within an hour, for the activity of a project: the branches it buys most from (table
//! of branches), their employers (register of establishments), the times of the one interface. What is not loaded is said
//! in plain words, and the criterion then stays unknown.

use crate::access::{Access, cited};
use crate::reach;
use diagnose::input_output::InputOutput;
use domain::{Datum, Facts, Mark, Site, Source, Status, Text, Value};
use locate::travel::{Minutes, sum};
use reference::Reference;
use reference::sectors::{self, Supply};
use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// Minutes, and the attributes that hold the least and the most suppliers within.
const WITHIN: f64 = 60.0;
const KEYS: [&str; 2] = ["suppliers_60min_low", "suppliers_60min_high"];
/// The branches that make so much of the industrial purchases, and how many of them at most. Assumptions.
const SHARE: f64 = 2.0 / 3.0;
const BRANCHES: usize = 5;
/// A supplier of a plant employs at least so many people. Assumption.
const LEAST: u32 = 10;
/// Branches whose answers are kept.
const KEPT: usize = 8;

pub struct Suppliers {
    dir: PathBuf,
    known: Mutex<Known>,
}

/// What is loaded, and the answers already found from it.
#[derive(Default)]
struct Known {
    /// When the data read were written; the first look reads them.
    written: Option<Option<SystemTime>>,
    supply: Option<Arc<Supply>>,
    /// (branch, the sites as they came, the same with their suppliers)
    told: VecDeque<(usize, Arc<Vec<Site>>, Arc<Vec<Site>>)>,
}

/// The sites to rank.
pub struct Told {
    pub sites: Arc<Vec<Site>>,
    /// Why their suppliers are not counted.
    pub unknown: Option<Text>,
}

impl Suppliers {
    /// `dir` is the reference folder.
    pub fn new(dir: &Path) -> Suppliers {
        Suppliers { dir: dir.to_owned(), known: Mutex::default() }
    }

    /// The sites, each with how many suppliers of the activity of the project it has within an hour. The first project of
    /// a branch pays the count, those that follow read it.
    pub fn told(&self, facts: &Facts, sites: &Arc<Vec<Site>>, reference: &Reference, access: &Access) -> Told {
        let unknown = |why: Text| Told { sites: sites.clone(), unknown: Some(why) };
        let supply = match self.supply() {
            Ok(supply) => supply,
            Err(why) => return unknown(why),
        };
        let not = |fr: &str, en: &str| {
            unknown(Text::new(
                format!("Fournisseurs à 60 minutes : non comptés, car {fr}."),
                format!("Suppliers within 60 minutes: not counted, as {en}."),
            ))
        };
        let Some((employers, register)) = &supply.employers else {
            return not(
                "aucun établissement n’est chargé (./run import sirene FICHIER --establishments)",
                "no establishment is loaded (./run import sirene FILE --establishments)",
            );
        };
        let Some((table, branches)) = &supply.branches else {
            return not(
                "aucune table entrées-sorties n’est chargée pour dire ce que chaque activité achète (./run import input-output FICHIER)",
                "no input–output table is loaded to tell what each activity buys (./run import input-output FILE)",
            );
        };
        let Some(naf) = facts.str("project.naf") else {
            return not("l’activité du projet n’est pas encore dite", "the activity of the project is not told yet");
        };
        let table = InputOutput {
            branches: table.branches.clone(),
            flows: table.flows.clone(),
            output: table.output.clone(),
            euros: table.euros,
            year: table.year,
            ..InputOutput::default()
        };
        let bought = table.suppliers_of(naf, SHARE, BRANCHES);
        let Some(branch) = table.branch_of(naf).filter(|_| !bought.is_empty()) else {
            return not(
                "la table entrées-sorties ne dit rien des achats de cette activité",
                "the input–output table says nothing of what this activity buys",
            );
        };
        if let Some(found) = self.already(branch, sites) {
            return Told { sites: found, unknown: None };
        }
        let mut count: HashMap<String, u64> = HashMap::new();
        let activities = employers.activities().filter(|a| bought.iter().any(|(b, _)| table.holds(*b, a)));
        for activity in activities {
            match employers.of(activity) {
                Ok(found) => {
                    found.iter().filter(|e| e.least >= LEAST).for_each(|e| *count.entry(e.commune.clone()).or_default() += 1);
                }
                Err(why) => return unknown(why),
            }
        }
        let names = bought.iter().map(|(b, _)| table.branches[*b].as_str()).collect::<Vec<_>>().join(", ");
        let from = format!("branches {names}, {} salariés au moins : {} ; {}", LEAST, register.title(), branches.title());
        let told = Arc::new(counted(sites, &count, &from, reference, access));
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.told.push_back((branch, sites.clone(), told.clone()));
        while known.told.len() > KEPT {
            known.told.pop_front();
        }
        Told { sites: told, unknown: None }
    }

    /// What is held now: read again when an import has changed it.
    fn supply(&self) -> Result<Arc<Supply>, Text> {
        let now = sectors::written(&self.dir);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        match &known.supply {
            Some(supply) if known.written == Some(now) => Ok(supply.clone()),
            _ => {
                let read = Arc::new(sectors::supply(&self.dir)?);
                *known = Known { written: Some(now), supply: Some(read.clone()), told: VecDeque::new() };
                Ok(read)
            }
        }
    }

    fn already(&self, branch: usize, sites: &Arc<Vec<Site>>) -> Option<Arc<Vec<Site>>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.told.iter().find(|(b, from, _)| *b == branch && Arc::ptr_eq(from, sites)).map(|(.., told)| told.clone())
    }
}

fn counted(sites: &[Site], count: &HashMap<String, u64>, from: &str, reference: &Reference, access: &Access) -> Vec<Site> {
    let mut sites = sites.to_vec();
    for site in &mut sites {
        // What a source says of the site itself is never overwritten, nor completed by a reckoning.
        if site.attributes.keys().any(|key| key.starts_with("suppliers_60min")) {
            continue;
        }
        let Some(origin) = reach::origin(site, reference) else { continue };
        let times = access.times_within(&origin, WITHIN);
        let near = times.to.iter().filter_map(|(code, minutes): &(String, Minutes)| Some((*minutes, *count.get(code)?)));
        let Some(found) = sum(near, &[WITHIN], times.quality, &times.source).pop() else { continue };
        let travel = cited(found.quality, &found.source);
        let source = Source::new(format!("{from} ; {}", travel.title), Mark::Computed);
        for (key, value) in KEYS.into_iter().zip([found.low, found.high]) {
            let datum = Datum { value: Value::Number(value as f64), status: Status::Computed, source: Some(source.clone()) };
            site.attributes.insert(key.to_owned(), datum);
        }
    }
    sites
}
