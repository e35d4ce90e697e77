//! `rebond synergies`: the leads of a territory or of an establishment, and how well receivers are predicted from the exchanges that
//! are held. The database holds the flows that were declared: who has it reads them all.

use super::{Outcome, both, told, wait};
use crate::Data;
use clap::Args;
use connect::{Flow, Grain, Predictor, leave_one_case_out, quantity_told, receivers, substance_told};
use domain::{Answer, Lang, format};
use factory::exchanges::{Exchanges, Found};
use jiff::Timestamp;
use reference::{Installations, PerimeterKey, Reference};
use std::collections::BTreeSet;
use store::{Store, flows};

#[derive(Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["territory", "siret", "predictor"])))]
pub struct Synergies {
    /// Leads of a territory: phase and code, "2:ti-2704".
    #[arg(long)]
    territory: Option<String>,
    /// Leads of an establishment; for waste it declares, the activities that usually receive it.
    #[arg(long)]
    siret: Option<String>,
    /// How often receivers are found when each case of the exchanges held is hidden in turn.
    #[arg(long)]
    predictor: bool,
    /// Leads shown.
    #[arg(long, default_value_t = 20)]
    most: usize,
    #[arg(long, env = "REBOND_DATABASE", default_value = "sqlite:var/rebond.db")]
    database: String,
    #[command(flatten)]
    data: Data,
}

impl Synergies {
    pub fn run(self) -> Outcome {
        let (reference, rules) = (self.data.reference()?, self.data.connect()?);
        let today = domain::calendar::paris_time(Timestamp::now()).date();
        let matching = rules.on(today);
        let installations = Installations::open(&self.data.data);
        let held = Exchanges::open(&self.data.data, &reference, &installations).map_err(|why| both(&why))?;
        for text in &held.missing {
            eprintln!("· {}\n  {}", text.fr, text.en);
        }
        if self.predictor {
            return predictor(&held, matching);
        }
        let (phase, code) = match self.territory.as_deref().map(|text| text.split_once(':')) {
            Some(Some((phase, code))) => (phase.parse::<u8>().unwrap_or_default(), code.to_owned()),
            Some(None) => return Err("✕ --territory 2:ti-2704 : phase et code / phase and code".into()),
            None => (0, String::new()),
        };
        let perimeter = reference.perimeter(&PerimeterKey::Territory(phase, code.clone()));
        if self.territory.is_some() && perimeter.is_none() {
            return Err(format!("✕ {phase}:{code} : territoire inconnu, voir /territoires / unknown territory, see /territoires"));
        }
        let declared = self.declared(&reference, &held)?;
        let found = match (&self.siret, perimeter) {
            (Some(siret), _) => {
                let everywhere: BTreeSet<String> = reference.communes().iter().map(|commune| commune.code.clone()).collect();
                let mut found = held.leads(&declared, &everywhere, matching, usize::MAX);
                found.retain(|found| [&found.supply, &found.demand].iter().any(|flow| flow.party.id == *siret));
                usual(siret, &held, &declared, matching);
                found
            }
            (None, Some(perimeter)) => held.leads(&declared, &perimeter.communes, matching, self.most),
            (None, None) => vec![],
        };
        if found.is_empty() {
            println!(
                "Aucune piste : il faut une demande déclarée et une offre à portée. / No lead: a declared demand and a supply within range are needed."
            );
        }
        for found in found.iter().take(self.most) {
            print(found, matching);
        }
        Ok(())
    }

    /// Flows of the database, when there is one.
    fn declared(&self, reference: &Reference, held: &Exchanges) -> Result<Vec<Flow>, String> {
        if self.database.strip_prefix("sqlite:").is_some_and(|file| !std::path::Path::new(file).exists()) {
            return Ok(vec![]);
        }
        let mut declared = vec![];
        wait(async {
            let store = Store::open(&self.database).await.map_err(told)?;
            for kept in flows::all(&store).await.map_err(told)? {
                declared.extend(web::routes::synergies::seen::flow(&kept, reference, held));
            }
            Ok(())
        })?;
        Ok(declared)
    }
}

fn print(found: &Found, matching: &connect::Matching) {
    let Found { lead, supply, demand } = found;
    let sign = match lead.answer {
        Answer::Met => "✓",
        Answer::NotMet => "✕",
        Answer::Unknown => "?",
    };
    let what = substance_told(&supply.substance, matching);
    println!("{sign} {} → {} : {} / {}", supply.party.name, demand.party.name, what.fr, what.en);
    let mut figures = vec![format!("{} points", lead.points)];
    figures.extend(lead.km.map(|km| format!("{km} km")));
    figures.extend(lead.usable.map(|(amount, unit)| format!("{} / an", quantity_told(amount, unit).fr)));
    figures.extend(lead.yearly.map(|cents| format!("{} / an", format::money(cents, Lang::Fr))));
    println!("  {}", figures.join(", "));
    for check in &lead.checks {
        println!("  - {} / {}", check.reason.fr, check.reason.en);
    }
    for case in &lead.evidence.cases {
        println!("  = {case}");
    }
    for missing in &lead.missing {
        println!("  ? {} / {}", missing.fr, missing.en);
    }
}

/// For each waste that an establishment declares: the activities that were seen to receive it elsewhere.
fn usual(siret: &str, held: &Exchanges, declared: &[Flow], matching: &connect::Matching) {
    let own = held.supplies.iter().chain(declared).filter(|flow| flow.party.id == siret && flow.side == connect::Side::Supply);
    for flow in own {
        let connect::Substance::Waste(code) = flow.substance else { continue };
        let ranked = receivers(&held.knowledge.exchanges, flow.party.nace, Some(code), &matching.points, Predictor::BackOff, Grain::Class);
        let told: Vec<String> =
            ranked.iter().filter(|(_, points)| *points > 0).take(5).map(|(nace, points)| format!("{nace} ({points})")).collect();
        println!("{code} → {}", if told.is_empty() { "?".to_owned() } else { told.join(", ") });
    }
}

fn predictor(held: &Exchanges, matching: &connect::Matching) -> Outcome {
    let exchanges = &held.knowledge.exchanges;
    if exchanges.is_empty() {
        return Err(
            "✕ aucun échange importé : rebond import exchanges FICHIER\n  no exchange imported: rebond import exchanges FILE".into()
        );
    }
    println!("{}", held.knowledge.source.title);
    for (grain, word) in [(Grain::Class, "classe / class"), (Grain::Division, "division")] {
        for (predictor, name) in [(Predictor::Popularity, "popularité / popularity"), (Predictor::BackOff, "repli / back-off")] {
            let found = leave_one_case_out(exchanges, &matching.points, predictor, grain);
            let share = |count: usize| if found.asked > 0 { count as f64 / found.asked as f64 } else { 0.0 };
            println!(
                "{word}, {name} : n = {}, cas / cases = {}, hit@1 = {:.3}, hit@5 = {:.3}, hit@10 = {:.3}, MRR = {:.3}, jamais vus ailleurs / never seen elsewhere = {}",
                found.asked,
                found.cases,
                share(found.first),
                share(found.in_5),
                share(found.in_10),
                found.mean_reciprocal,
                found.unseen
            );
        }
    }
    Ok(())
}
