//! A wave closes to the minute on the clock of Paris, even on the nights when that clock changes.

use jiff::{Timestamp, civil::date};
use programmes::{Wave, WaveState};

fn wave(opens: Option<jiff::civil::Date>, closes: Option<jiff::civil::Date>, closes_at: Option<&str>) -> Wave {
    Wave {
        id: "vague-1".into(),
        name: domain::Text::same("Vague 1"),
        opens,
        closes,
        closes_at: closes_at.map(str::to_owned),
        selection: None,
        note: domain::Text::default(),
    }
}

fn at(instant: &str) -> Timestamp {
    instant.parse().expect("a written instant")
}

#[test]
fn a_call_that_closes_at_five_in_winter_closes_at_four_universal_time() {
    let wave = wave(Some(date(2021, 1, 4)), Some(date(2021, 1, 29)), Some("17:00"));
    assert_eq!(wave.closing_instant(), Some(at("2021-01-29T16:00:00Z")));
    assert_eq!(wave.state(at("2021-01-29T15:59:59Z")), WaveState::Open);
    assert_eq!(wave.state(at("2021-01-29T16:00:00Z")), WaveState::Closed, "one minute late is late");
}

#[test]
fn without_an_hour_the_last_day_counts_whole() {
    let wave = wave(Some(date(2021, 6, 1)), Some(date(2021, 6, 25)), None);
    assert_eq!(wave.closing_instant(), Some(at("2021-06-25T22:00:00Z")), "midnight in Paris, summer time");
    assert_eq!(wave.state(at("2021-06-25T21:59:59Z")), WaveState::Open);
    assert_eq!(wave.state(at("2021-06-25T22:00:00Z")), WaveState::Closed);
}

#[test]
fn on_the_night_of_spring_the_hour_that_does_not_exist_is_moved_forward() {
    let wave = wave(None, Some(date(2021, 3, 28)), Some("02:30"));
    assert_eq!(wave.closing_instant(), Some(at("2021-03-28T01:30:00Z")), "02:30 does not exist: 03:30 summer time");
}

#[test]
fn on_the_night_of_autumn_the_first_of_the_two_hours_is_meant() {
    let wave = wave(None, Some(date(2021, 10, 31)), Some("02:30"));
    assert_eq!(wave.closing_instant(), Some(at("2021-10-31T00:30:00Z")), "02:30 summer time, not 02:30 winter time");
    let whole_day = self::wave(Some(date(2021, 10, 31)), Some(date(2021, 10, 31)), None);
    let (opens, closes) = (whole_day.opening_instant().expect("a day"), whole_day.closing_instant().expect("a day"));
    assert_eq!((closes.as_second() - opens.as_second()) / 3600, 25, "that day lasts twenty-five hours");
}

#[test]
fn a_wave_is_upcoming_until_the_morning_it_opens() {
    let wave = wave(Some(date(2020, 12, 9)), Some(date(2021, 1, 5)), None);
    assert_eq!(wave.state(at("2020-12-08T22:59:59Z")), WaveState::Upcoming);
    assert_eq!(wave.state(at("2020-12-08T23:00:00Z")), WaveState::Open);
}

#[test]
fn what_no_source_dates_is_unknown_and_never_open() {
    let now = at("2021-01-15T12:00:00Z");
    assert_eq!(wave(None, None, None).state(now), WaveState::Unknown);
    assert_eq!(wave(Some(date(2020, 7, 20)), None, None).state(now), WaveState::Unknown, "opened, but nobody says until when");
    assert_eq!(wave(None, Some(date(2021, 6, 25)), None).state(now), WaveState::Unknown, "not closed yet, but has it opened?");
    assert_eq!(wave(None, Some(date(2021, 1, 14)), None).state(now), WaveState::Closed);
    let chosen = Wave { selection: Some(date(2021, 1, 14)), ..wave(Some(date(2020, 7, 20)), None, None) };
    assert_eq!(chosen.state(now), WaveState::Closed, "once winners are chosen, nobody applies any more");
}
