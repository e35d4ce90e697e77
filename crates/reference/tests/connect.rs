//! The client of public services, before a stub that answers as they do: late, wrong, elsewhere, or well.

use domain::Date;
use reference::DownloadOptions;
use reference::connect::{Client, Service, communes, companies, zones};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Recorded shape of geo.api.gouv.fr/communes/78586.
const COMMUNE: &str = r#"{"nom":"Sartrouville","codesPostaux":["78500"],"code":"78586"}"#;
/// Recorded shape of recherche-entreprises.api.gouv.fr/search, cut to what is read and one officer, who must not be.
const COMPANY: &str = r#"{"results":[{"siren":"418166096","nom_complet":"OCTO-TECHNOLOGY","activite_principale":"62.02A",
    "tranche_effectif_salarie":"41","siege":{"siret":"41816609600069","commune":"75102","latitude":"48.868662","longitude":"2.333382"},
    "dirigeants":[{"denomination":"KPMG","type_dirigeant":"personne morale"}],
    "matching_etablissements":[{"siret":"41816609600069","commune":"75102","latitude":"48.868662","longitude":"2.333382"}]}],"total_results":1}"#;

fn stub(answer: impl Fn(&str, usize) -> String + Send + 'static) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let address = format!("http://{}", listener.local_addr().expect("address"));
    let count = Arc::new(AtomicUsize::new(0));
    let log = Arc::clone(&count);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
            let path = lines.next().and_then(|l| l.split(' ').nth(1).map(str::to_owned)).unwrap_or_default();
            lines.find(String::is_empty);
            let _ = write!(&stream, "{}", answer(&path, log.fetch_add(1, Ordering::SeqCst) + 1));
        }
    });
    (address, count)
}

fn said(status: u16, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status} X\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

fn client(cache: &Path, base: &str) -> Client {
    let patience = DownloadOptions { timeout: Duration::from_secs(5), tries: 3, pause: Duration::from_millis(1), most: 10_000 };
    Client::of_mirror(cache, patience, base)
}

const TODAY: Date = Date::constant(2026, 11, 23);

#[test]
fn an_answer_says_where_and_when_it_was_read_and_is_not_asked_twice() {
    let (base, asked) = stub(|_, _| said(200, "", COMMUNE));
    let folder = tempfile::tempdir().expect("a folder");
    let client = client(folder.path(), &base);
    let get = |day: Date| client.get(Service::Geo, "/communes/78586", &[("fields", "nom,code,codesPostaux")], day, 30).expect("an answer");
    let answer = get(TODAY);
    assert_eq!(communes(&answer.json)[0].name, "Sartrouville");
    assert_eq!((answer.source.date, answer.stale), (Some(TODAY), false));
    assert!(answer.source.url.as_deref().is_some_and(|u| u.contains("/communes/78586?fields=")));
    get(TODAY);
    assert_eq!(asked.load(Ordering::SeqCst), 1, "kept");
    get(Date::constant(2027, 3, 1));
    assert_eq!(asked.load(Ordering::SeqCst), 2, "too old");
}

#[test]
fn a_service_that_stumbles_is_asked_again_and_one_that_fell_gives_its_last_answer_as_such() {
    let (base, asked) = stub(|_, n| {
        if n < 3 {
            said(503, "", "busy")
        } else if n == 3 {
            said(200, "", COMPANY)
        } else {
            said(500, "", "")
        }
    });
    let folder = tempfile::tempdir().expect("a folder");
    let client = client(folder.path(), &base);
    let get = |day: Date| client.get(Service::Companies, "/search", &[("q", "41816609600069")], day, 7);
    let answer = get(TODAY).expect("the third time");
    let company = &companies(&answer.json)[0];
    assert_eq!((company.siren.as_str(), company.siret.as_str(), company.commune.as_str()), ("418166096", "41816609600069", "75102"));
    assert!(company.position.is_some_and(|p| p.lat == 48.868662));
    let later = get(Date::constant(2026, 12, 24)).expect("the last answer");
    assert!(later.stale && later.source.date == Some(TODAY));
    assert_eq!(asked.load(Ordering::SeqCst), 6);
}

#[test]
fn redirections_errors_heavy_answers_and_odd_paths_are_refused_with_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let cases = [
        (said(302, "Location: http://169.254.169.254/latest\r\n", ""), "redirection refusée"),
        (said(404, "", "{}"), "HTTP 404"),
        (said(200, "", "<html>"), "JSON"),
        (said(200, "", &format!("\"{}\"", "x".repeat(20_000))), "Géorisques"),
    ];
    for (answer, word) in cases {
        let (base, asked) = stub(move |_, _| answer.clone());
        let why = client(folder.path(), &base).get(Service::Georisques, "/installations_classees", &[], TODAY, 1).expect_err("refused");
        assert!(why.fr.contains(word) && why.fr.contains("Géorisques"), "{}", why.fr);
        assert!(asked.load(Ordering::SeqCst) >= 1);
    }
    for path in ["//evil.example/x", "/../x", "/a?b=c", "/a@evil", "evil", "/a\r\nX: y"] {
        assert!(
            client(folder.path(), "http://127.0.0.1:1")
                .get(Service::Carto, path, &[], TODAY, 1)
                .is_err_and(|t| t.fr.contains("chemin refusé"))
        );
    }
}

#[test]
fn a_zone_without_a_date_is_no_evidence() {
    let json = serde_json::json!({ "features": [
        { "properties": { "typezone": "U", "libelle": "UX", "idurba": "71076_PLU", "datvalid": "20190628" } },
        { "properties": { "typezone": "N", "libelle": "N", "idurba": "71076_PLU" } },
    ] });
    let found = zones(&json);
    assert_eq!(found.iter().map(|z| (z.kind.as_str(), z.valid.as_str())).collect::<Vec<_>>(), [("U", "20190628")]);
}

#[test]
fn the_zone_of_a_site_is_told_with_its_document_and_two_zones_tell_nothing() {
    let site = reference::Reference::assemble(reference::Tables::default()).sites().first().expect("a named site").clone();
    let answer = |zones: &[(&str, &str)]| {
        let of = |(kind, valid): &(&str, &str)| serde_json::json!({ "properties": { "typezone": kind, "libelle": "UX", "idurba": "71076_PLU", "datvalid": valid } });
        let json = serde_json::json!({ "features": zones.iter().map(of).collect::<Vec<_>>() });
        let source = domain::Source { date: Some(TODAY), ..domain::Source::new("Géoportail de l’urbanisme", domain::Mark::Partial) };
        reference::connect::Answered { json, source, stale: false }
    };
    let zoned = reference::standard::zoned(&site, &answer(&[("U", "20190628")])).expect("one zone");
    let datum = &zoned.attributes["urba_zone_type"];
    assert_eq!((&datum.value, zoned.attributes.len(), &zoned.id), (&domain::Value::Text("U".into()), 1, &site.id));
    let source = datum.source.as_ref().expect("a source");
    assert!(source.title.contains("71076_PLU") && source.title.contains("20190628") && source.date == Some(TODAY), "{source:?}");
    assert!(reference::standard::zoned(&site, &answer(&[("U", "20190628"), ("N", "20190628")])).is_none());
    assert!(reference::standard::zoned(&site, &answer(&[("U", "")])).is_none(), "no date, no evidence");
}
