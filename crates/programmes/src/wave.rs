//! When a wave of a call opens and closes, to the minute, on the clock of Paris.

use crate::Wave;
use domain::calendar::paris_instant;
use jiff::{Timestamp, civil::Time};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaveState {
    /// The dates that would tell are not known.
    Unknown,
    Upcoming,
    Open,
    Closed,
}

/// "17:00": two digits each, 24-hour clock.
pub(crate) fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let two = |s: &str| (s.len() == 2).then(|| s.parse::<i8>().ok()).flatten();
    Time::new(two(hour)?, two(minute)?, 0, 0).ok()
}

impl Wave {
    /// The first instant at which an application is late; `None` when no source gives the closing day.
    ///
    /// A call that closes "on the 15th" accepts until midnight: its instant is the start of the 16th.
    pub fn closing_instant(&self) -> Option<Timestamp> {
        let day = self.closes?;
        let local = match self.closes_at.as_deref().and_then(time) {
            Some(at) => day.to_datetime(at),
            None => day.tomorrow().ok()?.to_datetime(Time::midnight()),
        };
        Some(paris_instant(local))
    }

    /// The start of the opening day in Paris; `None` when no source gives it.
    pub fn opening_instant(&self) -> Option<Timestamp> {
        Some(paris_instant(self.opens?.to_datetime(Time::midnight())))
    }

    /// What can be said of the wave at that instant. A wave of unknown opening is never said to be open: only that it
    /// is closed, once its closing, or the day of its selection, is past.
    pub fn state(&self, now: Timestamp) -> WaveState {
        let selection = self.selection.and_then(|day| day.tomorrow().ok());
        if selection.is_some_and(|day| paris_instant(day.to_datetime(Time::midnight())) <= now) {
            return WaveState::Closed;
        }
        match (self.opening_instant(), self.closing_instant()) {
            (_, Some(closes)) if closes <= now => WaveState::Closed,
            (Some(opens), _) if now < opens => WaveState::Upcoming,
            (Some(_), Some(_)) => WaveState::Open,
            _ => WaveState::Unknown,
        }
    }
}
