//! The instant of reception decides, to the minute, on the clock of Paris.

use crate::at;
use applications::{Document, Standing, Window, backplan, instant};
use domain::{Lang, Text, calendar::paris_instant};
use jiff::civil::{date, datetime};

fn closing(year: i16, month: i8, day: i8, hour: i8, minute: i8) -> Window {
    let opens = paris_instant(date(year, month, 1).at(0, 0, 0, 0));
    let closes = paris_instant(datetime(year, month, day, hour, minute, 0, 0));
    Window { opens: Some(opens), closes: Some(closes), rolling: false, exhausted: false }
}

#[test]
fn the_last_second_is_in_time_and_the_minute_of_closing_is_late() {
    // 26 April 2019 at 17:00, as the call "Territoires d'innovation" wrote it.
    let window = closing(2019, 4, 26, 17, 0);
    assert!(window.takes(at("2019-04-26T14:59:59Z")).is_ok());
    let late = window.takes(at("2019-04-26T15:00:00Z")).expect_err("late");
    assert!(late.what.fr.contains("26\u{a0}avril 2019, 17\u{a0}h\u{a0}00 (heure de Paris)"), "{}", late.what.fr);
}

#[test]
fn the_night_of_25_october_has_an_hour_twice_and_the_first_counts() {
    let window = closing(2020, 10, 25, 2, 30);
    // 02:30 in summer time is 00:30 UTC; an hour later clocks show 02:30 again.
    assert!(window.takes(at("2020-10-25T00:29:59Z")).is_ok());
    assert!(window.takes(at("2020-10-25T00:30:00Z")).is_err());
    let (first, second) = (at("2020-10-25T00:30:00Z"), at("2020-10-25T01:30:00Z"));
    assert!(instant(first, Lang::Fr).contains("02\u{a0}h\u{a0}30 (heure de Paris, encore d’été)"), "{}", instant(first, Lang::Fr));
    assert!(instant(second, Lang::En).contains("02:30 (Paris time, already winter)"), "{}", instant(second, Lang::En));
    // A day later noon is an hour further from UTC noon than the day before.
    assert!(closing(2020, 10, 26, 12, 0).takes(at("2020-10-26T10:59:59Z")).is_ok());
    assert!(closing(2020, 10, 26, 12, 0).takes(at("2020-10-26T11:00:00Z")).is_err());
    assert!(closing(2020, 10, 24, 12, 0).takes(at("2020-10-24T10:00:00Z")).is_err());
}

#[test]
fn the_night_of_29_march_skips_an_hour_and_nobody_loses_a_minute() {
    // 02:30 does not exist: the clock jumps from 02:00 to 03:00, and the closing moves with it.
    let window = closing(2020, 3, 29, 2, 30);
    assert!(window.takes(at("2020-03-29T01:29:59Z")).is_ok());
    let late = window.takes(at("2020-03-29T01:30:00Z")).expect_err("late");
    assert!(late.what.en.contains("03:30 (Paris time)"), "{}", late.what.en);
    assert!(closing(2020, 3, 29, 17, 0).takes(at("2020-03-29T14:59:59Z")).is_ok());
    assert!(closing(2020, 3, 29, 17, 0).takes(at("2020-03-29T15:00:00Z")).is_err());
}

#[test]
fn a_wave_of_unknown_dates_is_never_open_and_a_rolling_one_lasts_until_exhaustion() {
    let now = at("2020-10-01T10:00:00Z");
    let opens = Some(at("2020-01-01T00:00:00Z"));
    assert_eq!(Window::default().standing(now), Standing::Unknown);
    let waves = Window { opens, ..Window::default() };
    assert_eq!(waves.standing(now), Standing::Unknown, "the first wave of the Cnam opened, nobody knows when it closed");
    let rolling = Window { opens, rolling: true, ..Window::default() };
    assert_eq!(rolling.standing(now), Standing::Open(None));
    assert_eq!(Window { exhausted: true, ..rolling }.standing(now), Standing::Exhausted);
    assert!(rolling.takes(at("2019-12-31T00:00:00Z")).is_err());
    for refused in [Window::default(), waves, Window { exhausted: true, ..rolling }] {
        let refusal = refused.takes(now).expect_err("not open");
        assert!(!refusal.what.fr.is_empty() && !refusal.mend.en.is_empty());
    }
}

#[test]
fn each_document_has_the_last_day_on_which_it_can_be_started() {
    let document = |name: &str, days, ready| Document { name: Text::same(name), ready, days };
    let documents = [document("Devis", 10, false), document("RIB", 1, false), document("Kbis", 5, true)];
    // Friday 25 June 2021; 14 July is far, no holiday between.
    let starts = backplan(&documents, date(2021, 6, 25), date(2021, 6, 14));
    assert_eq!(
        starts.iter().map(|s| (s.document.fr.as_ref(), s.on, s.late)).collect::<Vec<_>>(),
        [("Devis", date(2021, 6, 10), true), ("RIB", date(2021, 6, 23), false),]
    );
    // Ascension (13 May 2021) and 8 May are not worked.
    assert_eq!(backplan(&documents[..1], date(2021, 5, 18), date(2021, 4, 1))[0].on, date(2021, 4, 30));
}
