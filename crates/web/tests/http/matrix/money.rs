//! The money that must exist before it can be asked about: grants, lines of an envelope that wait, an envelope below another.

use crate::server::{Server, form_request};
use domain::{Cents, Funder, Instrument};
use grants::{Line, Stage};
use jiff::Timestamp;
use store::{SheetId, Store};

/// A grant that the law publishes, and one below its threshold.
pub async fn grants(store: &Store, sheet: &str) -> [String; 2] {
    let sheet = SheetId::parse(sheet).expect("an id");
    let line = |euros: i64| {
        let stage = |day: i8| Some(Stage { amount: Cents::euros(euros), on: domain::Date::constant(2024, 3, day), proof: "pièce".into() });
        let mut line = Line::planned(Funder::Region, "Région", Instrument::Grant, Cents::euros(euros));
        (line.asked, line.granted, line.contracted) = (stage(1), stage(10), stage(20));
        (sheet.clone(), line)
    };
    store::funding::add_all(store, vec![line(50_000), line(10_000)], "person:1", Timestamp::now()).await.expect("added");
    let lines = store::funding::of_sheet(store, &sheet).await.expect("read");
    [50_000, 10_000].map(|euros| {
        let of = lines.iter().find(|one| one.line.granted.as_ref().is_some_and(|granted| granted.amount == Cents::euros(euros)));
        of.expect("just added").id.to_string()
    })
}

pub async fn proposals(store: &Store) -> [String; 2] {
    let award = ledger::AwardId::parse("FA-1").expect("a name");
    let kinds = [ledger::Kind::Reservation { award, until: None, beneficiary: Some("Fonderie Duval".into()) }, ledger::Kind::Raise];
    let mut ids = vec![];
    for (n, kind) in kinds.into_iter().enumerate() {
        let envelope = ledger::EnvelopeId::parse("vte-1000").expect("a name");
        let date = domain::Date::constant(2026, 11, 2);
        let entry = ledger::Entry { envelope, kind, amount: 1, date, decision: "PV".into(), actor: "operator".into(), approver: None };
        let (key, now) = (store::idempotency::Key::new(&n.to_string()), Timestamp::now());
        ids.push(store::ledger::propose(store, &entry, &key, now + jiff::SignedDuration::from_hours(24), now).await.expect("proposed"));
    }
    [ids.remove(0), ids.remove(0)]
}

/// The envelope delegated to the region of the own territory.
pub const DELEGATED: &str = "fonds-friches.region-27";

pub async fn delegated(store: &Store) {
    let parse = |id: &str| ledger::EnvelopeId::parse(id).expect("a name");
    let kind = ledger::Kind::Opening {
        name: domain::Text::same("Bourgogne-Franche-Comté"),
        parent: Some(parse("fonds-friches")),
        unit: ledger::Unit::Money,
        four_eyes_from: None,
        until: None,
    };
    let date = domain::Date::constant(2026, 11, 2);
    let entry = ledger::Entry {
        envelope: parse(DELEGATED),
        kind,
        amount: 0,
        date,
        decision: "PV".into(),
        actor: "operator".into(),
        approver: None,
    };
    let done = store::ledger::decide(store, &entry, &store::idempotency::Key::new("delegated"), Timestamp::now()).await.expect("kept");
    assert!(matches!(done, store::ledger::Decided::Written(_)), "{done:?}");
}

/// A decision that is refused for its missing key by whoever may decide, and for its author by the others.
pub async fn keyless(server: &Server, cookie: &str, path: &str, kind: &str) -> crate::server::Answer {
    let decision = format!(r#"{{"kind":"{kind}","award":"X-1","amount":1,"date":"2020-12-15","decision":"PV"}}"#);
    let sent = form_request(path).header("cookie", cookie);
    let mut sent = sent.body(axum::body::Body::from(decision)).expect("a request");
    sent.headers_mut().insert("content-type", axum::http::HeaderValue::from_static("application/json"));
    server.send(sent).await
}
