//! `rebond demarches match`: the files that were read become financing lines of the sheets of a territory, by SIREN. What
//! matches no sheet, or several, is listed for a person to decide; nothing is created for it.

use super::{Outcome, list, told};
use clap::Args;
use demarches::{Dossier, Field, Mapped, Mapping, State};
use domain::{Cents, Date, Funder, Instrument};
use grants::{Line, Reason, Refusal, Stage};
use jiff::Timestamp;
use std::path::PathBuf;
use store::Store;
use store::demarches::Kept;
use store::funding::{self, Saved};
use store::sheets::{self, Stored};

const PAGE: u32 = 500;
/// Why a file of the platform writes nothing: what is decided here is told by the application itself.
const HELD: &str = "une candidature déposée ici est la même demande / an application filed here is the same request";

#[derive(Args)]
pub struct Match {
    /// Mapping of the form; it names the territory.
    #[arg(long)]
    mapping: PathBuf,
    #[arg(long, env = "REBOND_DATABASE", default_value = "sqlite:var/rebond.db")]
    database: String,
    /// Says what would be written, and writes nothing.
    #[arg(long)]
    dry_run: bool,
}

/// What became of the files.
#[derive(Default)]
struct Tally {
    added: usize,
    changed: usize,
    same: usize,
    apart: Vec<String>,
}

impl Match {
    pub fn run(self) -> Outcome {
        let mapping = super::demarches::mapping(&self.mapping)?;
        let (phase, code) = mapping
            .territory
            .as_deref()
            .and_then(|key| key.split_once(':'))
            .and_then(|(phase, code)| Some((phase.parse::<u8>().ok()?, code.to_owned())))
            .ok_or("✕ la correspondance ne nomme pas de territoire : territory = \"2:ti-2704\"\n  the mapping names no territory")?;
        super::wait(async {
            let store = Store::open(&self.database).await.map_err(told)?;
            let sheets = sheets::all(&store, phase, &code).await.map_err(told)?;
            let (mut tally, mut after) = (Tally::default(), 0);
            loop {
                let page = store::demarches::files(&store, mapping.demarche, after, PAGE).await.map_err(told)?;
                let Some(last) = page.last() else { break };
                after = last.number;
                for kept in page.iter().filter(|kept| kept.erased_at.is_none()) {
                    self.one(&store, &mapping, &sheets, kept, &mut tally).await?;
                }
            }
            println!(
                "{} lignes ajoutées, {} changées, {} inchangées / {} lines added, {} changed, {} the same",
                tally.added, tally.changed, tally.same, tally.added, tally.changed, tally.same
            );
            for line in &tally.apart {
                println!("{line}");
            }
            Ok(())
        })
    }

    async fn one(&self, store: &Store, mapping: &Mapping, sheets: &[Stored], kept: &Kept, tally: &mut Tally) -> Outcome {
        let file: Dossier = serde_json::from_str(&kept.content).map_err(|e| format!("✕ dossier {} : {e}", kept.number))?;
        let mapped = mapping.read(&file);
        let mut apart = |why: &str| tally.apart.push(format!("? dossier {} : {why}", file.number));
        let before = match &kept.funding {
            Some(id) => funding::find(store, id).await.map_err(told)?,
            None => None,
        };
        let line = match line(mapping, &file, &mapped, before.as_ref().map(|b| &b.line)) {
            Ok(line) => line,
            Err(why) => {
                apart(&why);
                return Ok(());
            }
        };
        let problems = grants::problems(&line);
        if !problems.is_empty() {
            apart(&list(&problems));
            return Ok(());
        }
        if let Some(before) = before {
            if before.line == line {
                tally.same += 1;
            } else if self.dry_run {
                tally.changed += 1;
            } else {
                match funding::save(store, &before.id, before.version, &line, "operator", None, Timestamp::now()).await.map_err(told)? {
                    Saved::Saved(_) => tally.changed += 1,
                    Saved::Held(_) => apart(HELD),
                    Saved::Conflict { .. } | Saved::Gone => apart("la ligne a changé entre-temps / the line changed meanwhile"),
                }
            }
            return Ok(());
        }
        let siren = kept.siret.as_deref().and_then(|siret| siret.get(..9));
        let same = |sheet: &&Stored| siren.is_some() && sheet.sheet.holder_number.as_deref().and_then(|n| n.get(..9)) == siren;
        let found: Vec<&Stored> = sheets.iter().filter(same).collect();
        let [sheet] = found[..] else {
            apart(&format!("{} fiches de ce SIREN / sheets of this SIREN", found.len()));
            return Ok(());
        };
        if funding::holder_of(store, &sheet.id, &line).await.map_err(told)?.is_some() {
            apart(HELD);
            return Ok(());
        }
        if !self.dry_run {
            // The number of the file is the key: matched twice, added once.
            let key = store::idempotency::Key::new(&format!("demarche:{}:{}", mapping.demarche, file.number));
            let id = funding::add(store, &sheet.id, &line, "operator", Some(&key), Timestamp::now()).await.map_err(told)?;
            if let Some(id) = id {
                store::demarches::matched(store, mapping.demarche, file.number, &id).await.map_err(told)?;
            }
        }
        tally.added += 1;
        Ok(())
    }
}

/// The line a file tells, on top of what the line already holds: amounts of the mapping, days of the platform.
fn line(mapping: &Mapping, file: &Dossier, mapped: &Mapped, before: Option<&Line>) -> Result<Line, String> {
    let money = |key: &str| match mapped.fields.get(key) {
        Some(Field::Money(amount)) => Some(*amount),
        _ => None,
    };
    let day = |at: Timestamp| -> Date { domain::calendar::paris_time(at).date() };
    let proof = format!("Démarches {}, dossier {}", mapping.demarche, file.number);
    let stage = |amount: Cents, on: Date| Stage { amount, on, proof: proof.clone() };
    let asked = money("funding.asked").ok_or("pas de montant demandé (funding.asked) / no amount asked")?;
    let filed = file.filed_at.map(day).ok_or("pas de date de dépôt / no day of filing")?;
    let funder = mapping.funder.clone().ok_or("la correspondance ne nomme pas le financeur (funder) / the mapping names no funder")?;
    let mut line = before.cloned().unwrap_or_else(|| Line::planned(Funder::State, funder, Instrument::Grant, asked));
    line.operator = mapping.operator.clone().or(line.operator);
    (line.programme, line.measure) = (mapping.programme.clone().or(line.programme), mapping.measure.clone().or(line.measure));
    (line.call, line.wave) = (mapping.call.clone().or(line.call), mapping.wave.clone().or(line.wave));
    line.asked = Some(stage(asked, filed));
    match (file.state, file.decided_at.map(day)) {
        // Accepted without its amount: the decision is known, not what it gives; nothing is granted here until it is told.
        (State::Accepte, Some(on)) => {
            if let Some(granted) = money("funding.granted") {
                line.granted = Some(stage(granted, on));
            }
        }
        (State::Refuse | State::SansSuite, Some(on)) => {
            let words = file.motivation.clone().unwrap_or_else(|| "sans motif donné sur la plateforme".to_owned());
            line.refused = Some(Refusal { on, reason: Reason::Other, words: words.chars().take(300).collect() });
        }
        _ => {}
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(state: &str) -> Dossier {
        let json = serde_json::json!({
            "id": "x", "number": 12, "state": state, "archived": false, "modified_at": "2024-03-02T10:00:00Z", "filed_at": "2024-01-31T23:30:00Z",
            "decided_at": "2024-03-01T10:00:00Z", "motivation": "hors périmètre", "siret": "73282932000074", "name": "X",
            "champs": [{ "id": "a", "label": "Demandé", "kind": "DecimalNumberChamp", "text": "1000.5" }], "annotations": [],
        });
        serde_json::from_value(json).expect("a file")
    }

    fn mapping() -> Mapping {
        let text = "demarche = 7\nterritory = \"2:ti-2704\"\nfunder = \"ADEME\"\ncall = \"ami\"\nwave = \"v2\"\n\
            [[fields]]\nchamp = \"Demandé\"\nto = \"funding.asked\"\nkind = \"money\"\n";
        Mapping::parse("m.toml", text).expect("a mapping")
    }

    #[test]
    fn a_file_in_instruction_is_asked_on_the_day_of_paris_and_a_refused_one_says_why() {
        let mapping = mapping();
        let asked = line(&mapping, &file("en_instruction"), &mapping.read(&file("en_instruction")), None).expect("a line");
        assert_eq!(asked.asked.as_ref().map(|s| (s.amount, s.on)), Some((Cents(100_050), Date::constant(2024, 2, 1))));
        assert_eq!((asked.wave.as_deref(), asked.granted.is_none()), (Some("v2"), true));
        let refused = line(&mapping, &file("refuse"), &mapping.read(&file("refuse")), Some(&asked)).expect("a line");
        assert_eq!(refused.refused.as_ref().map(|r| r.words.as_str()), Some("hors périmètre"));
        assert_eq!(grants::problems(&refused), []);
        let accepted = line(&mapping, &file("accepte"), &mapping.read(&file("accepte")), Some(&asked)).expect("a line");
        assert_eq!(accepted.granted, None, "accepted, but the amount was not told");
    }
}
