//! What establishments could exchange: declared in a few fields, private until it is opened, matched with its reasons, followed until
//! what it saves.

use crate::server::Server;
use domain::rights::Role;
use store::flows::Declared;

const PAGE: &str = "/territoires/2/ti-2704/synergies";
const DECLARE: &str = "/territoires/2/ti-2704/synergies/declarer";

const BOARDS: [(&str, &str); 7] = [
    ("side", "demand"),
    ("kind", "waste"),
    ("what", "03 01 05"),
    ("amount", "200"),
    ("name", "Panneaux de Saône"),
    ("commune", "71154"),
    ("naf", "16.21Z"),
];

/// What stands in a hidden field of the page.
fn hidden(page: &str, name: &str) -> String {
    let at = format!("name=\"{name}\" value=\"");
    page.split(&at).nth(1).and_then(|rest| rest.split('"').next()).expect(name).to_owned()
}

#[tokio::test]
async fn a_lead_is_found_with_its_reasons_followed_and_counted_once_it_is_realised() {
    let server = Server::with_waste().await;
    let seen = server.get(PAGE).await.text();
    assert!(seen.contains("SCIERIE DU PORT") && seen.contains("850\u{a0}t") && seen.contains("dangereux"), "{seen}");
    assert!(seen.contains("Aucune piste à montrer") && seen.contains("Aucune synergie réalisée"), "{seen}");
    assert_eq!(server.get(DECLARE).await.status, 403, "a visitor declares nothing");
    let alix = server.person("Alix", Role::ProjectLead, "territory:2:ti-2704").await;
    let kept = server.post_as(&alix, DECLARE, &BOARDS).await;
    assert_eq!(kept.status, 303, "{}", kept.text());
    let page = server.get_as(&alix, PAGE).await;
    assert_eq!(page.header("cache-control"), "no-store");
    let page = page.text();
    for words in
        ["Panneaux de Saône (Crissey)", "200\u{a0}t", "340 points", "2 échanges semblables observés ailleurs (A, B)", "dates non dites"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("FORGE DE CRISSEY (Crissey) →"), "nothing wants its emulsions");
    assert!(!server.get(PAGE).await.text().contains("Panneaux"), "what the territory declared is not for everybody");
    assert!(!server.get(&format!("{PAGE}/synergies.csv")).await.text().contains("Panneaux"));
    let csv = server.get_as(&alix, &format!("{PAGE}/synergies.csv")).await;
    assert!(csv.text().contains("Panneaux de Saône") && csv.header("cache-control") == "no-store", "{}", csv.text());
    let (supply, demand) = (hidden(&page, "supply"), hidden(&page, "demand"));
    let form = [("supply", supply.as_str()), ("demand", demand.as_str())];
    let followed = server.post_as(&alix, &format!("{PAGE}/suivre"), &form).await;
    assert_eq!(followed.status, 303, "{}", followed.text());
    let address = followed.header("location").to_owned();
    assert_eq!(server.post_as(&alix, &format!("{PAGE}/suivre"), &form).await.header("location"), address, "the same lead is followed once");
    let lost = server.post_as(&alix, &format!("{PAGE}/suivre"), &[("supply", "x"), ("demand", "y")]).await;
    assert_eq!(lost.status, 400);
    assert_eq!(server.get(&address).await.status, 404, "nobody else knows of it");
    assert!(server.get_as(&alix, &address).await.text().contains("détectée"));
    let why = server.post_as(&alix, &address, &[("version", "1"), ("state", "dropped"), ("on", "2026-11-01")]).await;
    assert!(why.status == 422 && why.text().contains("dire pourquoi elle s’arrête"), "{}", why.text());
    let form = [
        ("version", "1"),
        ("state", "realised"),
        ("on", "2026-11-01"),
        ("body", "Premier camion"),
        ("declared", "180"),
        ("verified", "150,5"),
    ];
    let done = server.post_as(&alix, &address, &form).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let stale = server.post_as(&alix, &address, &form).await;
    assert!(stale.status == 422 && stale.text().contains("entre-temps"), "the same step twice: {}", stale.text());
    let pilot = server.person("Rita", Role::RegionalPilot, "region:27").await;
    for path in [PAGE, "/territoires/2/ti-2704"] {
        let whole = "180\u{a0}t par an déclarés, 150,5\u{a0}t vérifiés (1 synergie)";
        let seen = server.get_as(&alix, path).await.text();
        assert!(seen.contains(whole), "{path}: {seen}");
        // One synergy is what two companies exchange: it is counted for everybody, and its quantity told to those who read it.
        for other in [&pilot, &String::new()] {
            let seen = server.get_as(other, path).await.text();
            assert!(
                seen.contains("quantités tues sous 5 entreprises de chaque côté (1 synergie)") && !seen.contains("150,5"),
                "{path}: {seen}"
            );
        }
    }
}

#[tokio::test]
async fn a_company_s_flow_is_its_own_until_it_opens_it() {
    let server = Server::with_waste().await;
    let helene = server.person("Hélène", Role::CompanyContact, "own organisation").await;
    let alix = server.person("Alix", Role::ProjectLead, "territory:2:ti-2704").await;
    let ilan = server.person("Ilan", Role::CompanyContact, "own organisation").await;
    let refused =
        server.post_as(&helene, DECLARE, &[("side", "supply"), ("kind", "waste"), ("what", "bois"), ("amount", "12 barils")]).await;
    let text = refused.text();
    assert!(refused.status == 422 && text.contains("codes conviennent, lequel") && text.contains("barils"), "{text}");
    let kept = server.post_as(&helene, DECLARE, &BOARDS).await;
    assert_eq!(kept.status, 303, "{}", kept.text());
    let own = server.get_as(&helene, PAGE).await.text();
    assert!(own.contains("Panneaux de Saône") && own.contains("privé") && own.contains("SCIERIE DU PORT (Chalon-sur-Saône) →"), "{own}");
    for other in [&alix, &ilan, &String::new()] {
        assert!(!server.get_as(other, PAGE).await.text().contains("Panneaux"), "private");
    }
    let address = own.split("action=\"/flux/").nth(1).and_then(|rest| rest.split('"').next()).expect("a form").to_owned();
    let address = format!("/flux/{address}");
    assert_eq!(server.post_as(&alix, &address, &[("version", "1"), ("do", "share")]).await.status, 404);
    assert_eq!(server.post_as(&helene, &address, &[("version", "1"), ("do", "share")]).await.status, 303);
    assert!(server.get_as(&alix, PAGE).await.text().contains("Panneaux"), "opened to the territory");
    assert!(!server.get_as(&ilan, PAGE).await.text().contains("Panneaux"), "not to another company");
    assert_eq!(server.post_as(&alix, &address, &[("version", "2"), ("do", "remove")]).await.status, 403, "read, not changed");
    assert_eq!(server.post_as(&helene, &address, &[("version", "1"), ("do", "close")]).await.status, 400, "an older page");
    assert_eq!(server.post_as(&helene, &address, &[("version", "2"), ("do", "remove")]).await.status, 303);
    assert!(!server.get_as(&alix, PAGE).await.text().contains("Panneaux"));
}

#[tokio::test]
async fn a_private_flow_is_followed_by_nobody_even_where_its_company_leads_the_territory() {
    let server = Server::with_waste().await;
    let both = [(Role::ProjectLead, "territory:2:ti-2704"), (Role::CompanyContact, "own organisation")];
    let alix = server.person_with("Alix", &both).await;
    let declared = server.get_as(&alix, DECLARE).await.text();
    let holder = declared.split("name=\"holder\"").nth(1).and_then(|rest| rest.split("<option value=\"").nth(2)).expect("two holders");
    let holder = holder.split('"').next().expect("a value").to_owned();
    let form: Vec<(&str, &str)> = BOARDS.into_iter().chain([("holder", holder.as_str())]).collect();
    assert_eq!(server.post_as(&alix, DECLARE, &form).await.status, 303);
    let page = server.get_as(&alix, PAGE).await.text();
    let (supply, demand) = (hidden(&page, "supply"), hidden(&page, "demand"));
    let lead = [("supply", supply.as_str()), ("demand", demand.as_str())];
    let refused = server.post_as(&alix, &format!("{PAGE}/suivre"), &lead).await;
    assert!(refused.status == 400 && refused.text().contains("privé"), "{}", refused.text());
    let address = page.split("action=\"/flux/").nth(1).and_then(|rest| rest.split('"').next()).expect("a form");
    assert_eq!(server.post_as(&alix, &format!("/flux/{address}"), &[("version", "1"), ("do", "share")]).await.status, 303);
    assert_eq!(server.post_as(&alix, &format!("{PAGE}/suivre"), &lead).await.status, 303, "opened, it may be");
}

#[tokio::test]
async fn one_name_does_not_fill_a_territory_with_flows() {
    let server = Server::with_waste().await;
    let alix = server.person("Alix", Role::ProjectLead, "territory:2:ti-2704").await;
    let one = Declared { phase: 2, code: "ti-2704".into(), name: "Panneaux".into(), side: "demand".into(), ..Declared::default() };
    let now = jiff::Timestamp::now();
    for _ in 0..199 {
        store::flows::declare(&server.app.store, &one, "test", None, now).await.expect("declared");
    }
    assert_eq!(server.post_as(&alix, DECLARE, &BOARDS).await.status, 303, "the two hundredth");
    let refused = server.post_as(&alix, DECLARE, &BOARDS).await;
    assert!(refused.status == 400 && refused.text().contains("200 flux"), "{}", refused.text());
}

#[tokio::test]
async fn a_company_declares_under_its_own_siren_and_is_one_holder_under_any_name() {
    let server = Server::with_waste().await;
    let (store, now) = (&server.app.store, jiff::Timestamp::now());
    let kind = store::organisations::Kind::Company;
    let id = store::organisations::add(store, kind, "Scierie du Port", Some("356000000"), "test", now).await.expect("added");
    let helene = server.person("Hélène", Role::CompanyContact, &format!("organisation:{id}")).await;
    let with = |name: &'static str, siret: &'static str| -> Vec<(&'static str, &'static str)> {
        let rest = BOARDS.into_iter().filter(|(field, _)| *field != "name");
        rest.chain([("name", name), ("siret", siret), ("share", "counted")]).collect()
    };
    let refused = server.post_as(&helene, DECLARE, &with("Autre", "73282932000074")).await;
    let text = refused.text();
    assert!(refused.status == 422 && text.contains("Scierie du Port, dont les SIRET commencent par 356000000"), "{text}");
    for name in ["Une", "Deux", "Trois", "Quatre", "Cinq"] {
        assert_eq!(server.post_as(&helene, DECLARE, &with(name, "35600000000048")).await.status, 303);
    }
    assert!(!server.get(PAGE).await.text().contains("5 flux de"), "five names, one company");
    for name in ["Alix", "Bilal", "Camille", "Dominique"] {
        let other = server.person(name, Role::CompanyContact, "own organisation").await;
        assert_eq!(server.post_as(&other, DECLARE, &with("Atelier", "")).await.status, 303);
    }
    let page = server.get(PAGE).await.text();
    assert!(page.contains("9 flux de 5 organisations"), "{page}");
}
