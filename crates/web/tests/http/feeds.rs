//! Feeds that other programs subscribe to: the calendar of calls (RFC 5545) and the news (RFC 4287).

use crate::server::{BASE, Server};
use jiff::civil::{Date, Time};
use std::collections::{BTreeMap, BTreeSet};

/// Events of a calendar: name of a property, with its parameters, to its value. Long lines are unfolded first.
fn events(text: &str) -> Vec<BTreeMap<String, String>> {
    let unfolded = text.replace("\r\n ", "").replace("\r\n\t", "");
    let mut events = vec![];
    let mut current: Option<BTreeMap<String, String>> = None;
    for line in unfolded.split("\r\n").filter(|l| !l.is_empty()) {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("not a property: {line}"));
        match (name, value) {
            ("BEGIN", "VEVENT") => current = Some(BTreeMap::new()),
            ("END", "VEVENT") => events.push(current.take().expect("an event that ends has begun")),
            _ => {
                if let Some(event) = &mut current {
                    assert!(event.insert(name.to_owned(), value.to_owned()).is_none(), "{name} twice in one event");
                }
            }
        }
    }
    assert!(current.is_none());
    events
}

#[tokio::test]
async fn the_calendar_of_calls_holds_every_dated_wave_at_its_very_instant() {
    let server = Server::start().await;
    for (path, opens, closes) in
        [("/appels/agenda.ics", "Ouverture\u{a0}: ", "Clôture\u{a0}: "), ("/en/appels/agenda.ics", "Opens: ", "Closes: ")]
    {
        let answer = server.get(path).await;
        assert!(answer.header("content-type").starts_with("text/calendar"));
        let text = answer.text();
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{path}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{path}: a line is longer than 75 bytes");
        let events = events(&text);
        let mut names = BTreeSet::new();
        for event in &events {
            assert!(names.insert(event["UID"].clone()), "two events are {}", event["UID"]);
            assert!(event.contains_key("DTSTAMP") && event.contains_key("SUMMARY"), "{event:?}");
            let link = event.iter().find(|(k, _)| k.starts_with("URL")).map(|(_, v)| v.as_str()).unwrap_or_default();
            assert!(link.starts_with(BASE), "{event:?}");
            assert_eq!(server.get(link.trim_start_matches(BASE)).await.status, 200, "{link}");
        }
        let mut expected = 0;
        for call in server.app.rulebook.programmes.iter().flat_map(|p| &p.calls) {
            for wave in &call.waves {
                let find = |kind: &str| events.iter().find(|e| e["UID"].starts_with(&format!("{}-{}-{kind}@", call.id, wave.id)));
                if let Some(date) = wave.opens {
                    let event = find("opens").unwrap_or_else(|| panic!("{} {}: no opening", call.id, wave.id));
                    assert_eq!(event["DTSTART;VALUE=DATE"], date.strftime("%Y%m%d").to_string());
                    assert!(event["SUMMARY"].starts_with(opens));
                    expected += 1;
                }
                if let Some(date) = wave.closes {
                    let event = find("closes").unwrap_or_else(|| panic!("{} {}: no closing", call.id, wave.id));
                    assert!(event["SUMMARY"].starts_with(closes));
                    match wave.closes_at.as_deref() {
                        Some(time) => assert_eq!(event["DTSTART"], in_paris(date, time), "{} {}", call.id, wave.id),
                        None => assert_eq!(event["DTSTART;VALUE=DATE"], date.strftime("%Y%m%d").to_string()),
                    }
                    expected += 1;
                }
            }
        }
        assert_eq!(events.len(), expected, "{path}");
        assert!(expected > 4);
    }
}

/// The instant of a clock in Paris, from the tables of time zones and not from the code under test.
fn in_paris(date: Date, time: &str) -> String {
    let time: Time = time.parse().expect("a time");
    let instant = date.to_datetime(time).in_tz("Europe/Paris").expect("a time that exists").timestamp();
    jiff::fmt::strtime::format("%Y%m%dT%H%M%SZ", instant).expect("a stamp")
}

#[tokio::test]
async fn noon_in_paris_on_the_first_of_october_2022_is_ten_in_the_morning_in_utc() {
    // Written by hand: summer time, two hours ahead.
    let text = Server::start().await.get("/appels/agenda.ics").await.text();
    let closing =
        events(&text).into_iter().find(|e| e["UID"] == "rebond-industriel-ami-releve-1-closes@rebond").expect("the first collection");
    assert_eq!(closing["DTSTART"], "20221001T100000Z");
}

#[tokio::test]
async fn the_news_are_a_feed_whose_entries_are_pages() {
    let server = Server::start().await;
    for (path, title) in [("/actualites/atom.xml", "fr"), ("/en/actualites/atom.xml", "en")] {
        let answer = server.get(path).await;
        assert!(answer.header("content-type").starts_with("application/atom+xml"));
        let feed = atom_syndication::Feed::read_from(answer.bytes.as_slice()).unwrap_or_else(|e| panic!("{path}: {e}"));
        assert_eq!(feed.entries().len(), server.app.news.items().len(), "{title}");
        assert!(!feed.id().is_empty());
        let ids: BTreeSet<&str> = feed.entries().iter().map(|e| e.id()).collect();
        assert_eq!(ids.len(), feed.entries().len(), "two entries have one identifier");
        for entry in feed.entries() {
            let link = entry.links().first().map(|l| l.href()).expect("an entry has a link");
            let page = server.get(link.strip_prefix(BASE).unwrap_or_else(|| panic!("{link} is not an address of ours"))).await;
            assert_eq!(page.status, 200, "{link}");
            assert!(entry.updated() <= feed.updated(), "an entry is newer than its feed");
        }
    }
}
