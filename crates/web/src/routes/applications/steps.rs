//! A step asked on a page: taken, or told why not, with what is typed kept where it can be.

use super::access::Opened;
use super::waves::WaveLine;
use super::{access, waves};
use crate::app::App;
use crate::error::{Failure, Result};
use crate::page::Here;
use crate::permissions::Actor;
use applications::{Party, Refusal, Step};
use domain::Text;
use jiff::Timestamp;
use store::StoreError;
use store::applications::{Ask, Taken, take};
use store::idempotency::Key;

/// What came of it, for the page to show.
pub enum Outcome {
    Done,
    /// Somebody took a step in between.
    Moved,
    Refused(Refusal),
}

/// What a request asks: on top of which version, with which key, received when.
pub struct Asking<'a> {
    pub version: i64,
    pub key: &'a str,
    /// The instant of reception decides whether a filing is in time.
    pub received: Timestamp,
}

impl<'a> Asking<'a> {
    pub fn new(app: &App, version: i64, key: &'a str) -> Asking<'a> {
        Asking { version, key, received: app.now() }
    }
}

pub async fn ask(
    app: &App,
    here: &Here,
    actor: &Actor,
    opened: &Opened<'_>,
    asking: &Asking<'_>,
    step: Step,
    party: Party,
) -> Result<Outcome> {
    let who = access::signed(here, actor)?;
    let Asking { version, key, received: now } = *asking;
    let window = waves::of(app, here, opened.called.call, &opened.record).await?;
    let of_waves = matches!(step, Step::CarryOver { .. } | Step::TakeUp { .. });
    if of_waves && let Err(refusal) = in_a_wave(&waves::lines(app, here, opened.called.call).await?, opened.called.call.rolling, &step) {
        return Ok(Outcome::Refused(refusal));
    }
    // Without a key of its own, a request is that of its author, its version and its step.
    let key = if key.is_empty() { format!("{who} {version} {}", step.code()) } else { key.to_owned() };
    let key = Key::new(&key);
    let ask = Ask { id: &opened.record.id, version, step, party, who: &who, window, key: &key };
    outcome(here, take(&app.store, ask, now).await)
}

/// A file goes to a wave that exists and is not over; it stays in its own only where files are taken as they come.
fn in_a_wave(waves: &[WaveLine], rolling: bool, step: &Step) -> Result<(), Refusal> {
    let add = Text::new(
        "Choisissez une vague à venir ou ouverte ; le service de l’appel peut en ajouter une, avec ses dates.",
        "Choose a wave to come or open; the service of the call can add one, with its dates.",
    );
    match step {
        Step::CarryOver { wave } => match waves.iter().find(|line| line.id == *wave) {
            None => Err(Refusal::new(
                Text::new(format!("« {wave} » n’est pas une vague de cet appel."), format!("“{wave}” is not a wave of this call.")),
                add,
            )),
            Some(line) if line.is_closed() => Err(Refusal::new(
                Text::new(format!("{} : {}.", line.name.fr, line.said().fr), format!("{}: {}.", line.name.en, line.said().en)),
                add,
            )),
            Some(_) => Ok(()),
        },
        Step::TakeUp { .. } if !rolling => Err(Refusal::new(
            Text::new(
                "Cet appel se décide par vagues : un dossier ajourné va dans une autre.",
                "This call is decided by waves: a file put off goes to another.",
            ),
            add,
        )),
        _ => Ok(()),
    }
}

pub fn outcome(here: &Here, taken: Result<Option<Taken>, StoreError>) -> Result<Outcome> {
    match taken {
        Ok(Some(Taken::Done(_) | Taken::Waits(_) | Taken::Proposed(_))) => Ok(Outcome::Done),
        Ok(Some(Taken::Conflict(_))) => Ok(Outcome::Moved),
        Ok(Some(Taken::Refused(refusal))) => Ok(Outcome::Refused(refusal)),
        Ok(None) => Err(Failure::NotFound(here.clone())),
        Err(error) => Err(Failure::stored(here, error)),
    }
}

/// What to tell whoever comes second.
pub fn moved() -> Refusal {
    Refusal::new(
        Text::new(
            "Quelqu’un a agi sur ce dossier depuis que vous avez ouvert cette page ; rien n’a été changé par vous.",
            "Somebody acted on this file since you opened this page; you changed nothing.",
        ),
        Text::new(
            "Voici où il en est maintenant : refaites votre geste s’il a encore lieu d’être.",
            "Here is where it stands now: act again if it is still called for.",
        ),
    )
}
