//! What a server does by itself, now and then: write the letters that are due or do not wait, erase for good what was deleted long ago.
//!
//! Several servers may share a database: a job is taken there before it is done ([`store::jobs`]), and each letter is
//! ([`store::letters::claim`]). The instant is given: a test moves the clock.

use crate::accounts::letters;
use crate::accounts::mail::Mailer;
use crate::app::{App, every};
use crate::digest;
use crate::notices;
use domain::calendar::{paris_instant, paris_time};
use jiff::civil::Weekday;
use jiff::{SignedDuration, Span, Timestamp, ToSpan};
use std::time::Duration;
use store::letters::{self as kept, Pace};
use store::{Store, StoreError, Token};

/// A look that finds nothing due costs a query or two.
const LOOK: Duration = Duration::from_secs(300);
/// How long a removed file can be brought back.
pub const FILES_KEPT_DAYS: i64 = 30;
/// How long the link at the foot of a letter stops the next ones.
const LINKS_KEPT_DAYS: i64 = 400;
/// Hour of Paris from which letters leave.
const MORNING: i8 = 7;

/// Looks at once, then now and then, for as long as the server lives.
pub fn watch(app: &App) {
    every(app, LOOK, |app| async move { round(&app, app.now()).await });
}

/// Everything that is due at this instant. What fails is logged, and due again later.
pub async fn round(app: &App, now: Timestamp) {
    match erase(&app.store, now).await {
        Ok(Erased { projects: 0, files: 0 }) => {}
        Ok(Erased { projects, files }) => tracing::info!(projects, files, "erased for good"),
        Err(cause) => tracing::error!(%cause, "what was deleted long ago could not be erased; tried again tomorrow"),
    }
    if let Some(mail) = &app.doors.mail {
        match write(app, mail, now).await {
            Ok(0) => {}
            Ok(letters) => tracing::info!(letters, "letters sent"),
            Err(cause) => tracing::error!(%cause, "letters could not be written; tried again at the next round"),
        }
        match notices::write(app, mail, now).await {
            Ok(0) => {}
            Ok(letters) => tracing::info!(letters, "letters sent at once"),
            Err(cause) => tracing::error!(%cause, "letters could not be written at once; tried again at the next round"),
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    pub projects: usize,
    pub files: usize,
}

/// Once a day, for one server: deleted projects and removed files past their time, sessions and tries that say nothing any
/// more. Nothing when another took the day.
pub async fn erase(store: &Store, now: Timestamp) -> Result<Erased, StoreError> {
    let mut erased = Erased::default();
    if !store::jobs::take(store, "erase", SignedDuration::from_hours(23), now).await? {
        return Ok(erased);
    }
    let days = |n: i64| now - SignedDuration::from_hours(24 * n);
    erased.projects = store::projects::purge(store, days(i64::from(crate::routes::projects::KEPT_DAYS)), "server", now).await?;
    // By hundreds, so that whoever writes meanwhile waits little.
    loop {
        let some = store::attachments::forget(store, days(FILES_KEPT_DAYS), "server", now).await?;
        erased.files += some;
        if some == 0 {
            break;
        }
    }
    store::sessions::forget(store, days(1)).await?;
    store::operators::forget_sessions(store, days(1)).await?;
    store::errands::forget(store, days(1)).await?;
    store::tries::forget(store, days(2)).await?;
    kept::forget(store, days(LINKS_KEPT_DAYS)).await?;
    store::notices::forget(store, days(30)).await?;
    Ok(erased)
}

/// The last instant at which a letter of this pace was due: seven in the morning, of a working day or of a Monday.
pub fn due(pace: Pace, now: Timestamp) -> Option<Timestamp> {
    let local = paris_time(now);
    let mut day = if local.hour() >= MORNING { local.date() } else { local.date().saturating_sub(1.day()) };
    let writes = |weekday: Weekday| match pace {
        Pace::Never => false,
        Pace::Daily => !matches!(weekday, Weekday::Saturday | Weekday::Sunday),
        Pace::Weekly => weekday == Weekday::Monday,
    };
    for _ in 0..7 {
        if writes(day.weekday()) {
            return Some(paris_instant(day.at(MORNING, 0, 0, 0)));
        }
        day = day.saturating_sub(Span::new().days(1));
    }
    None
}

/// Writes the letters that are due; gives how many left.
pub async fn write(app: &App, mail: &Mailer, now: Timestamp) -> Result<usize, StoreError> {
    let mut sent = 0;
    for reader in kept::readers(&app.store).await? {
        if due(reader.pace, now).is_none_or(|due| reader.told_at >= due) {
            continue;
        }
        let digest = match digest::of(app, &reader.person, reader.told_at, paris_time(now).date(), reader.lang).await {
            Ok(digest) => digest,
            // The letter of one reader that cannot be written keeps nobody else from theirs.
            Err(cause) => {
                tracing::error!(%cause, "a letter could not be written; tried again at the next round");
                continue;
            }
        };
        let stop = Token::random();
        if !kept::claim(&app.store, &reader, &stop.hash(), now).await? {
            continue;
        }
        let Some(digest) = digest else { continue };
        match mail.send(letters::digest(app, &reader, digest, &stop)).await {
            Ok(()) => {
                kept::left(&app.store, &reader.person).await?;
                sent += 1;
            }
            // Refused for good, as an address that is no more: the next letter is awaited.
            Err(why) if why.for_good => {
                tracing::warn!(cause = %why, "a letter was refused");
                kept::left(&app.store, &reader.person).await?;
            }
            Err(why) => {
                tracing::warn!(cause = %why, failures = reader.failures + 1, "a letter did not leave; tried again at the next round");
                kept::failed(&app.store, &reader, now).await?;
                // The next ones would wait as long for a mail server that is silent.
                break;
            }
        }
    }
    Ok(sent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_due_at_seven_in_paris_on_working_days_or_on_mondays() {
        let at = |text: &str| text.parse::<Timestamp>().expect("an instant");
        // Saturday 28 November 2026: the last working day is Friday, the last Monday the 23rd.
        for (pace, now, expected) in [
            (Pace::Daily, "2026-11-28T12:00:00Z", "2026-11-27T06:00:00Z"),
            (Pace::Weekly, "2026-11-28T12:00:00Z", "2026-11-23T06:00:00Z"),
            (Pace::Daily, "2026-11-27T05:59:59Z", "2026-11-26T06:00:00Z"),
            (Pace::Daily, "2026-11-27T06:00:00Z", "2026-11-27T06:00:00Z"),
            (Pace::Weekly, "2026-11-30T05:00:00Z", "2026-11-23T06:00:00Z"),
            // In summer seven in Paris is five in the world.
            (Pace::Weekly, "2026-07-20T05:00:00Z", "2026-07-20T05:00:00Z"),
        ] {
            assert_eq!(due(pace, at(now)), Some(at(expected)), "{pace:?} at {now}");
        }
        assert_eq!(due(Pace::Never, at("2026-11-28T12:00:00Z")), None);
    }
}
