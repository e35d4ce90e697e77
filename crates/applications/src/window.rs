//! When a wave takes applications: to the minute, on the clock of Paris; the instant of reception decides.
//!
//! A wave of which nobody knows the dates is never taken for open: filing in it would promise what no source says.

use crate::Refusal;
use domain::{Lang, Text, calendar::paris_time, format};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    pub opens: Option<Timestamp>,
    /// The first instant at which an application is late.
    pub closes: Option<Timestamp>,
    /// Applications are taken as they come; without a closing, until the envelope is exhausted.
    pub rolling: bool,
    /// Nothing remains in the envelope.
    pub exhausted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No date says.
    Unknown,
    Upcoming(Timestamp),
    /// Until then, if it closes.
    Open(Option<Timestamp>),
    Closed(Timestamp),
    Exhausted,
}

impl Window {
    pub fn standing(&self, at: Timestamp) -> Standing {
        match (self.opens, self.closes) {
            (_, Some(closes)) if closes <= at => Standing::Closed(closes),
            (Some(opens), _) if at < opens => Standing::Upcoming(opens),
            (Some(_), _) if self.rolling && self.exhausted => Standing::Exhausted,
            (Some(_), Some(closes)) => Standing::Open(Some(closes)),
            (Some(_), None) if self.rolling => Standing::Open(None),
            _ => Standing::Unknown,
        }
    }

    /// Whether an application received at `at` is taken.
    pub fn takes(&self, at: Timestamp) -> Result<(), Refusal> {
        let refused = |what: Text, mend: (&str, &str)| Err(Refusal::new(what, Text::new(mend.0, mend.1)));
        match self.standing(at) {
            Standing::Open(_) => Ok(()),
            Standing::Unknown => refused(
                Text::new("Aucune date connue ne dit que cette vague est ouverte.", "No known date says that this wave is open."),
                (
                    "Gardez le brouillon et demandez à l’opérateur de fixer ses dates.",
                    "Keep the draft and ask the operator to set its dates.",
                ),
            ),
            Standing::Upcoming(opens) => refused(
                Text::each(|lang| match lang {
                    Lang::Fr => format!("Cette vague ouvre le {}.", instant(opens, lang)),
                    Lang::En => format!("This wave opens on {}.", instant(opens, lang)),
                }),
                ("Gardez le brouillon et déposez-le à ce moment.", "Keep the draft and file it then."),
            ),
            Standing::Closed(closes) => refused(
                Text::each(|lang| match lang {
                    Lang::Fr => format!("Cette vague est close depuis le {} ; reçue le {}.", instant(closes, lang), instant(at, lang)),
                    Lang::En => format!("This wave closed on {}; received on {}.", instant(closes, lang), instant(at, lang)),
                }),
                (
                    "Le brouillon est gardé : reportez-le à la vague suivante quand elle ouvre.",
                    "The draft is kept: carry it over to the next wave when it opens.",
                ),
            ),
            Standing::Exhausted => refused(
                Text::new("L’enveloppe de cet appel est épuisée.", "The envelope of this call is exhausted."),
                (
                    "Le brouillon est gardé : il pourra être déposé si un acte abonde l’enveloppe.",
                    "The draft is kept: it can be filed if an act raises the envelope.",
                ),
            ),
        }
    }
}

/// "25 octobre 2020, 17 h 00 (heure de Paris)"; in the hour that the autumn change repeats, which of the two.
pub fn instant(at: Timestamp, lang: Lang) -> String {
    let local = paris_time(at);
    let hour_away = |hours: i64| paris_time(at + jiff::SignedDuration::from_hours(hours)) == local;
    let clock = match (lang, hour_away(1), hour_away(-1)) {
        (Lang::Fr, true, _) => "heure de Paris, encore d’été",
        (Lang::Fr, _, true) => "heure de Paris, déjà d’hiver",
        (Lang::Fr, ..) => "heure de Paris",
        (Lang::En, true, _) => "Paris time, still summer",
        (Lang::En, _, true) => "Paris time, already winter",
        (Lang::En, ..) => "Paris time",
    };
    format!("{} ({clock})", format::moment(local, lang))
}
