//! Downloads that break off, change, or lead elsewhere, from a stub server.

use crate::stub::{Answer, server};
use reference::sectors::{self, Kind};

fn quick() -> sectors::FetchOptions {
    sectors::FetchOptions {
        any_host: true,
        tries: 3,
        pause: std::time::Duration::from_millis(1),
        silence: std::time::Duration::from_secs(5),
        sha256: None,
    }
}

const BODY: &[u8] = b"siren,nic,siret: a file of the register, long enough to be broken off in the middle";

#[test]
fn a_broken_download_goes_on_from_where_it_stopped() {
    let (url, asked) = server(BODY, |times, range| match times {
        1 => Answer::Send { from: 0, until: 20, etag: "\"v1\"" },
        2 => Answer::Status(503),
        _ => Answer::Send { from: range.unwrap_or(0), until: 1000, etag: "\"v1\"" },
    });
    let dir = tempfile::tempdir().expect("temporary folder");
    let to = dir.path().join("downloads/stock.zip");
    let digest = sectors::fetch(&url, &to, &quick(), &mut |_| {}).unwrap_or_else(|e| panic!("{}", e.fr));
    assert_eq!(std::fs::read(&to).expect("file"), BODY);
    assert_eq!(digest.len(), 64);
    assert_eq!(*asked.lock().expect("log"), [None, Some(20), Some(20)]);
    assert_eq!(std::fs::read_dir(dir.path().join("downloads")).expect("folder").count(), 1, "nothing is left beside");
}

#[test]
fn a_download_of_a_file_that_changed_meanwhile_starts_again() {
    let (url, _) = server(BODY, |times, _| match times {
        1 => Answer::Send { from: 0, until: 20, etag: "\"v1\"" },
        // If-Range no longer holds: the whole of the new version is sent.
        _ => Answer::Send { from: 0, until: 1000, etag: "\"v2\"" },
    });
    let dir = tempfile::tempdir().expect("temporary folder");
    let to = dir.path().join("stock.zip");
    sectors::fetch(&url, &to, &quick(), &mut |_| {}).unwrap_or_else(|e| panic!("{}", e.fr));
    assert_eq!(std::fs::read(&to).expect("file"), BODY);
}

#[test]
fn a_file_with_another_digest_is_thrown_away_and_an_absent_one_is_not_asked_for_again() {
    let dir = tempfile::tempdir().expect("temporary folder");
    let to = dir.path().join("stock.zip");
    let (url, _) = server(BODY, |_, _| Answer::Send { from: 0, until: 1000, etag: "\"v1\"" });
    let expected = sectors::FetchOptions { sha256: Some("00".repeat(32)), ..quick() };
    let why = sectors::fetch(&url, &to, &expected, &mut |_| {}).expect_err("digest");
    assert!(why.fr.contains("SHA-256") && !to.exists());
    let (url, asked) = server(BODY, |_, _| Answer::Status(404));
    let why = sectors::fetch(&url, &to, &quick(), &mut |_| {}).expect_err("404");
    assert!(why.fr.contains("HTTP 404") && why.fr.contains("par un autre moyen"), "{}", why.fr);
    assert_eq!(asked.lock().expect("log").len(), 1);
    let (url, asked) = server(BODY, |_, _| Answer::Status(503));
    sectors::fetch(&url, &to, &quick(), &mut |_| {}).expect_err("503");
    assert_eq!(asked.lock().expect("log").len(), 3);
}

#[test]
fn only_official_addresses_are_fetched_from_unless_told() {
    let dir = tempfile::tempdir().expect("temporary folder");
    for url in [
        "http://files.data.gouv.fr/x",
        "https://example.org/x",
        "https://files.data.gouv.fr.example.org/x",
        "https://files.data.gouv.fr@example.org/x",
    ] {
        let why = sectors::fetch(url, &dir.path().join("x"), &sectors::FetchOptions::default(), &mut |_| {}).expect_err(url);
        assert!(why.fr.contains("adresse officielle"), "{}", why.fr);
    }
    for kind in [Kind::Urssaf, Kind::Sirene, Kind::Baci] {
        assert!(sectors::official(kind).is_some_and(|o| o.url.starts_with("https://")));
    }
}
