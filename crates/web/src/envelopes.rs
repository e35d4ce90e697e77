//! The envelopes of the programme files, opened in the ledger by the acts their sources tell of.
//!
//! Idempotent: an envelope that is there is left alone, so that a correction of the file never moves money by itself;
//! an act of the operator does.

use jiff::Timestamp;
use ledger::{Entry, EnvelopeId, Kind, Unit};
use programmes::{Envelope, Programme};
use store::Store;
use store::idempotency::Key;
use store::ledger::decide_all;

/// Who signs what a file of programmes says.
pub const ACTOR: &str = "programmes/*/envelopes.toml";

/// The opening of an envelope; None when its file gives neither amount nor places, or no day can be told.
pub fn opening(programme: &Programme, envelope: &Envelope) -> Option<Entry> {
    let (unit, amount) = match (envelope.amount, envelope.places) {
        (Some(amount), _) => (Unit::Money, amount.0),
        (None, Some(places)) => (Unit::Places, i64::from(places)),
        (None, None) => return None,
    };
    Some(Entry {
        envelope: EnvelopeId::parse(&envelope.id)?,
        kind: Kind::Opening { name: envelope.name.clone(), parent: None, unit, four_eyes_from: None, until: None },
        amount,
        // Where no source gives the day of the envelope, that of its programme.
        date: envelope.valid.from.or(programme.valid.from)?,
        decision: envelope.sources.first().map(|source| source.title.chars().take(400).collect())?,
        actor: ACTOR.into(),
        approver: None,
    })
}

/// The acts that raised it afterwards.
fn raises<'a>(envelope: &'a Envelope, opening: &'a Entry) -> impl Iterator<Item = Entry> + 'a {
    envelope.raises.iter().filter_map(|raise| {
        let amount = raise.amount.map(|amount| amount.0).or(raise.places.map(i64::from))?;
        let decision = raise.source.title.chars().take(400).collect();
        Some(Entry { kind: Kind::Raise, amount, date: raise.date, decision, ..opening.clone() })
    })
}

/// Opens what is not open yet, and raises it; gives how many. Their last days, as the files give them now, bind what is decided from
/// now on.
///
/// # Errors
/// The database, or an act that the rules of the ledger refuse: the sentence names the envelope.
pub async fn open(store: &Store, programmes: &[Programme], now: Timestamp) -> Result<usize, String> {
    let ends = programmes.iter().flat_map(|p| &p.envelopes).filter_map(|e| Some((EnvelopeId::parse(&e.id)?, e.valid.until?))).collect();
    store::ledger::ask(store, |terms| terms.until = ends);
    let there = store::ledger::envelopes(store).await.map_err(|error| error.to_string())?;
    let mut opened = 0;
    for (programme, envelope) in programmes.iter().flat_map(|p| p.envelopes.iter().map(move |e| (p, e))) {
        if there.iter().any(|(id, _)| id.as_str() == envelope.id) {
            continue;
        }
        let Some(entry) = opening(programme, envelope) else { continue };
        let keyed = |act: Entry| {
            let key = Key::new(&format!("{} of {} on {}", act.kind.code(), envelope.id, act.date));
            (act, key)
        };
        // Together or not at all, with the dates their sources give, a day to come included: they are imported, not decided here.
        let acts = std::iter::once(entry.clone()).chain(raises(envelope, &entry)).map(keyed).collect();
        if let Err(refusal) = decide_all(store, acts, now).await.map_err(|error| error.to_string())? {
            return Err(format!("{} : {} / {}", envelope.id, refusal.what.fr, refusal.what.en));
        }
        opened += 1;
    }
    Ok(opened)
}
