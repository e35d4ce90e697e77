//! Routing services, before stubs that answer as OSRM and Valhalla do: well, without a road, wrongly, or not at all.

use crate::TODAY;
use domain::Position;
use locate::travel::{Place, Quality, TravelTime};
use reference::DownloadOptions;
use roads::service::{Address, BATCH, External};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A server that answers each path, and the paths it was asked.
fn stub(answer: impl Fn(&str) -> (u16, String) + Send + 'static) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let address = format!("http://{}", listener.local_addr().expect("address"));
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
            let path = lines.next().and_then(|l| l.split(' ').nth(1).map(str::to_owned)).unwrap_or_default();
            lines.find(String::is_empty);
            let (status, body) = answer(&path);
            log.lock().expect("log").push(path);
            let more = if status == 302 { "Location: http://169.254.169.254/latest\r\n" } else { "" };
            let _ = write!(&stream, "HTTP/1.1 {status} X\r\n{more}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
        }
    });
    (address, asked)
}

fn external(kind: &str, base: &str) -> External {
    let patience = DownloadOptions { timeout: Duration::from_secs(5), tries: 2, pause: Duration::from_millis(1), most: 100_000 };
    External::new(Address::parse(&format!("{kind}={base}")).expect("an address"), patience, TODAY)
}

fn chalon(north: f64) -> Place {
    Place { position: Position { lat: 46.78 + north, lon: 4.85, approximate: false }, doubt_km: 0.0, landmass: 0 }
}

/// 150 places north of Chalon, three hundred metres from one another, and one on an island.
fn places() -> Vec<Place> {
    let mut all: Vec<Place> = (0..150).map(|i| chalon(f64::from(i) * 0.003)).collect();
    all.push(Place { landmass: 1_000, ..chalon(0.01) });
    all
}

/// As OSRM answers: the origin first, a minute per place, no road to the third.
fn osrm(path: &str) -> (u16, String) {
    let count = path.split('?').next().unwrap_or_default().matches(';').count();
    let cells: Vec<String> = (0..=count).map(|i| if i == 3 { "null".into() } else { format!("{}", i * 60) }).collect();
    (200, format!("{{\"code\":\"Ok\",\"durations\":[[{}]]}}", cells.join(",")))
}

#[test]
fn osrm_is_asked_by_batches_of_what_may_be_near_and_says_who_it_is() {
    let (base, asked) = stub(osrm);
    let service = external("osrm", &base);
    let found = service.one_to_many(chalon(0.0), &places(), 120.0).expect("times");
    let asked = asked.lock().expect("log");
    assert_eq!(asked.len(), 150_usize.div_ceil(BATCH), "{asked:?}");
    assert!(asked[0].starts_with("/table/v1/driving/4.85000,46.78000;4.85000,46.78000;4.85000,46.78300;"), "{}", asked[0]);
    assert!(asked[0].ends_with("?sources=0&annotations=duration"), "{}", asked[0]);
    assert_eq!(found[0].map(|m| (m.low, m.high)), Some((1.0, 1.0)));
    assert_eq!((found[2], found[150]), (None, None), "no road, and an island");
    assert_eq!(service.quality(), Quality::External);
    let source = service.source();
    assert!(source.title.contains("OSRM") && source.title.contains(&base) && source.date == Some(TODAY), "{}", source.title);
}

#[test]
fn valhalla_is_asked_in_its_own_words() {
    let (base, asked) = stub(|path| {
        let count = path.matches("lat").count() - 1;
        let cells: Vec<String> = (0..count).map(|i| format!("{{\"time\":{},\"from_index\":0,\"to_index\":{i}}}", i * 120)).collect();
        (200, format!("{{\"sources_to_targets\":[[{}]]}}", cells.join(",")))
    });
    let found = external("valhalla", &base).one_to_many(chalon(0.0), &places()[..20], 30.0).expect("times");
    assert!(asked.lock().expect("log")[0].starts_with("/sources_to_targets?json=%7B%22"), "{:?}", asked.lock());
    assert_eq!(found[5].map(|m| m.low), Some(10.0));
    assert_eq!(found[16], None, "32 minutes are more than 30");
}

#[test]
fn a_service_that_is_down_redirects_or_talks_nonsense_is_told_with_its_address() {
    let answers: [(u16, &str); 6] = [
        (503, ""),
        (302, ""),
        (200, "<html>"),
        (200, "{\"code\":\"Ok\",\"durations\":[[0,1]]}"),
        (200, "{\"code\":\"Ok\",\"durations\":[[0,-5,1,2,3]]}"),
        (200, "{\"code\":\"InvalidQuery\"}"),
    ];
    for (status, body) in answers {
        let (base, _) = stub(move |_| (status, body.to_owned()));
        let why = external("osrm", &base).one_to_many(chalon(0.0), &places()[..4], 60.0).expect_err("refused");
        assert!(why.fr.contains("OSRM") || why.fr.contains(&base), "{status} {body}: {}", why.fr);
    }
    assert!(external("osrm", "http://127.0.0.1:1").one_to_many(chalon(0.0), &places()[..4], 60.0).is_err());
}

#[test]
fn an_address_is_a_kind_and_a_host() {
    let good = Address::parse("valhalla=https://routes.example/valhalla/").expect("an address");
    assert_eq!(
        (good.valhalla, good.base.as_str(), good.shown.as_str()),
        (true, "https://routes.example/valhalla", "https://routes.example")
    );
    for wrong in [
        "http://a.example",
        "google=https://a.example",
        "osrm=ftp://a",
        "osrm=https://",
        "osrm=https://user:pass@a.example",
        "osrm=https://a.example?x=1",
    ] {
        assert!(Address::parse(wrong).is_err_and(|why| why.fr.contains("exemple")), "{wrong}");
    }
}
