//! What establishments could exchange: declared in a few fields, private until it is opened, matched with its reasons, followed until
//! what it saves.

use crate::server::{Server, reference};
use crate::stocked::import_waste;
use crate::tables::{cells, refused as nobody};
use domain::rights::Role;
use store::flows::Declared;
use web::accounts::Doors;

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
    assert!(!page.contains("FORGE DE CRISSEY (Crissey)&nbsp;→"), "nothing wants its emulsions");
    assert!(!server.get(PAGE).await.text().contains("Panneaux"), "what the territory declared is not for everybody");
    assert!(!server.get(&format!("{PAGE}/synergies.csv")).await.text().contains("Panneaux"));
    let csv = server.get_as(&alix, &format!("{PAGE}/synergies.csv")).await;
    assert!(csv.text().contains("Panneaux de Saône") && csv.header("cache-control") == "no-store", "{}", csv.text());
    let flows = cells(&server, &alix, &format!("{PAGE}/flux")).await;
    assert_eq!((flows.len(), flows[0][1].as_str(), &flows[0][6..8]), (1, "Panneaux de Saône", &["200".to_owned(), "t".to_owned()][..]));
    assert!(cells(&server, "", &format!("{PAGE}/flux")).await.is_empty());
    let (supply, demand) = (hidden(&page, "supply"), hidden(&page, "demand"));
    let form = [("supply", supply.as_str()), ("demand", demand.as_str())];
    let followed = server.post_as(&alix, &format!("{PAGE}/suivre"), &form).await;
    assert_eq!(followed.status, 303, "{}", followed.text());
    let address = followed.header("location").to_owned();
    assert_eq!(server.post_as(&alix, &format!("{PAGE}/suivre"), &form).await.header("location"), address, "the same lead is followed once");
    let lost = server.post_as(&alix, &format!("{PAGE}/suivre"), &[("supply", "x"), ("demand", "y")]).await;
    assert_eq!(lost.status, 400);
    assert_eq!(server.get(&address).await.status, 404, "nobody else knows of it");
    let detected = server.get_as(&alix, &address).await.text();
    assert!(detected.contains("détectée") && detected.contains("Quantité en t<"), "{detected}");
    for (prefix, path) in [("", address.as_str()), ("/en", address.as_str()), ("", PAGE), ("/en", PAGE)] {
        let (told, other) = if prefix.is_empty() { (">déchet ", ">waste ") } else { (">waste ", ">déchet ") };
        let seen = server.get_as(&alix, &format!("{prefix}{path}")).await.text();
        assert!(seen.contains(told) && !seen.contains(other), "the title is in the reader's language: {seen}");
    }
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
    let followed = cells(&server, &alix, &format!("{PAGE}/suivies")).await;
    assert_eq!((followed.len(), &followed[0][2]), (1, &"réalisée".to_owned()));
    assert_eq!(followed[0][4..], ["180", "150.5", "t"]);
    nobody(&server, &["", &pilot], &format!("{PAGE}/suivies")).await;
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
    let unsaid = server.post_as(&helene, DECLARE, &[("side", "supply"), ("kind", "waste"), ("what", "")]).await.text();
    assert!(unsaid.contains("href=\"#what\"") && unsaid.contains("dire quel déchet") && !unsaid.contains("href=\"#kind\""), "{unsaid}");
    let kept = server.post_as(&helene, DECLARE, &BOARDS).await;
    assert_eq!(kept.status, 303, "{}", kept.text());
    let own = server.get_as(&helene, PAGE).await.text();
    assert!(
        own.contains("Panneaux de Saône") && own.contains("privé") && own.contains("SCIERIE DU PORT (Chalon-sur-Saône)&nbsp;→"),
        "{own}"
    );
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
    // Removed by mistake, it comes back as open as it was: for whoever declared it.
    let gone = server.get_as(&helene, PAGE).await.text();
    assert!(gone.contains("Flux retirés (1)") && gone.contains("Panneaux de Saône"), "{gone}");
    assert!(gone.contains("noindex") && !server.get(PAGE).await.text().contains("noindex"), "what she removed is hers alone");
    let past = server.get("/territoires/2/ti-2704/synergies?offres=9").await.text();
    assert!(past.contains("offres=8") && past.contains("rel=\"prev\""), "a page past the end leads back: {past}");
    assert_eq!(server.post_as(&ilan, &address, &[("version", "3"), ("do", "restore")]).await.status, 404);
    assert_eq!(server.post_as(&alix, &address, &[("version", "3"), ("do", "restore")]).await.status, 403);
    assert_eq!(server.post_as(&helene, &address, &[("version", "2"), ("do", "restore")]).await.status, 400, "an older page");
    assert_eq!(server.post_as(&helene, &address, &[("version", "3"), ("do", "restore")]).await.status, 303);
    assert!(server.get_as(&alix, PAGE).await.text().contains("Panneaux"));
    assert_eq!(server.post_as(&helene, &address, &[("version", "4"), ("do", "restore")]).await.status, 404, "it is there");
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

#[tokio::test]
async fn a_doubtful_quantity_is_a_question_in_both_languages() {
    let server = Server::with_waste().await;
    let alix = server.person("Alix", Role::ProjectLead, "territory:2:ti-2704").await;
    let with = |amount: &'static str| -> Vec<(&'static str, &'static str)> {
        BOARDS.into_iter().filter(|(field, _)| *field != "amount").chain([("amount", amount)]).collect()
    };
    for (path, asked) in [(DECLARE.to_owned(), "1,250 ou 1250"), (format!("/en{DECLARE}"), "1.250 or 1250")] {
        let answer = server.post_as(&alix, &path, &with("1,250")).await;
        assert!(answer.status == 422 && answer.text().contains(asked), "{}", answer.text());
        assert_eq!(server.post_as(&alix, &path, &with("1\u{a0}250")).await.status, 303);
        assert_eq!(server.post_as(&alix, &path, &with("2,5")).await.status, 303);
    }
    let page = server.get_as(&alix, PAGE).await.text();
    assert!(page.contains("1\u{202f}250\u{a0}t") && page.contains("2,5\u{a0}t"), "{page}");
    assert!(server.get_as(&alix, &format!("/en{PAGE}")).await.text().contains("1,250\u{a0}t"));
}

#[tokio::test]
async fn leads_and_flows_are_cut_in_pages_after_their_filters() {
    let server = Server::with_waste().await;
    let alix = server.person("Alix", Role::ProjectLead, "territory:2:ti-2704").await;
    let now = jiff::Timestamp::now();
    for n in 0..60 {
        // One is of wood, declared last: a filter finds it whatever comes before.
        let (side, name) = if n == 59 { ("supply", "Menuiserie".to_owned()) } else { ("demand", format!("Atelier {n:02}")) };
        let one = Declared {
            phase: 2,
            code: "ti-2704".into(),
            name,
            commune: "71154".into(),
            naf: "16.21Z".into(),
            side: side.into(),
            substance: "waste:03 01 05".into(),
            unit: "tonne".into(),
            ..Declared::default()
        };
        store::flows::declare(&server.app.store, &one, "test", None, now).await.expect("declared");
    }
    let first = server.get_as(&alix, PAGE).await.text();
    assert!(first.contains("page 1") && first.contains("flux=2#flux") && !first.contains("<th scope=\"row\">Menuiserie"), "{first}");
    let second = server.get_as(&alix, &format!("{PAGE}?flux=2")).await.text();
    assert!(second.contains("<th scope=\"row\">Menuiserie") && second.contains("page 2"), "{second}");
    let found = server.get_as(&alix, &format!("{PAGE}?q=menuiserie")).await.text();
    assert!(found.contains("Menuiserie (Crissey)&nbsp;→") && !found.contains("SCIERIE DU PORT"), "{found}");
    assert!(!server.get_as(&alix, &format!("{PAGE}?q=zzzz")).await.text().contains("Menuiserie"));
}

#[tokio::test]
async fn the_api_tells_what_everybody_may_read_and_nothing_of_a_declared_flow() {
    let server = Server::with_waste().await;
    let api = "/api/v1/territories/2/ti-2704/synergies";
    let alix = server.person("Alix", Role::ProjectLead, "territory:2:ti-2704").await;
    assert_eq!(server.post_as(&alix, DECLARE, &BOARDS).await.status, 303);
    for who in ["", &alix] {
        let answer = server.get_as(who, api).await;
        assert!(!answer.text().contains("Panneaux"), "opened to the territory is not public: {}", answer.text());
        let told = answer.json();
        assert_eq!((&told["leads"], &told["supplies_total"]), (&serde_json::json!([]), &serde_json::json!(2)));
        let supplies = told["supplies"].as_array().expect("a list");
        let sawdust = supplies.iter().find(|one| one["establishment"] == "SCIERIE DU PORT").expect("declared to the State");
        assert_eq!((&sawdust["quantity"], &sawdust["unit"]), (&serde_json::json!(850.0), &serde_json::json!("t")));
        assert_eq!(sawdust["substance"], "waste:03 01 05");
    }
    let second = server.get(&format!("{api}?limit=1&offset=1")).await.json();
    assert_eq!(second["supplies"].as_array().map(Vec::len), Some(1));
    assert_eq!(server.get(&format!("{api}?limit=0")).await.status, 400);
    assert_eq!(server.get("/api/v1/territories/2/ti-0000/synergies").await.status, 404);
}

#[tokio::test]
async fn what_is_imported_while_the_server_runs_is_seen_by_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (dir, files) = (folder.path().join("reference"), folder.path().to_owned());
    let server = Server::within(reference(), dir.clone(), folder, None, Doors::default()).await;
    assert!(!server.get(PAGE).await.text().contains("SCIERIE DU PORT"));
    assert_eq!(server.app.registers.look(&server.app.reference), Ok(false), "nothing new");
    import_waste(&server.app.reference, &dir, &files);
    // The watch of the server may have seen it first.
    server.app.registers.look(&server.app.reference).expect("read");
    assert!(server.get(PAGE).await.text().contains("SCIERIE DU PORT"));
}

#[tokio::test]
async fn a_project_opened_from_a_synergy_remembers_it() {
    let server = Server::with_waste().await;
    let alix = server.person("Alix", Role::ProjectLead, "territory:2:ti-2704").await;
    assert_eq!(server.post_as(&alix, DECLARE, &BOARDS).await.status, 303);
    let page = server.get_as(&alix, PAGE).await.text();
    let (supply, demand) = (hidden(&page, "supply"), hidden(&page, "demand"));
    let form = [("supply", supply.as_str()), ("demand", demand.as_str())];
    let synergy = server.post_as(&alix, &format!("{PAGE}/suivre"), &form).await.leads_to().to_owned();
    let shown = server.get_as(&alix, &synergy).await.text();
    let start = shown.split("href=\"").find(|rest| rest.starts_with("/projets/nouveau?")).and_then(|rest| rest.split('"').next());
    let start = start.expect("a way to open a project").replace("&#38;", "&").replace("&amp;", "&");
    let origin = hidden(&server.get_as(&alix, &start).await.text(), "origin");
    let sent = [("title", "Une ligne de panneaux"), ("project.commune", "71154"), ("origin", origin.as_str())];
    let project = server.post_as(&alix, "/projets", &sent).await.leads_to().to_owned();
    let told = server.get_as(&alix, &project).await.text();
    assert!(told.contains("Ouvert depuis la synergie") && told.contains(&format!("href=\"{synergy}\"")), "{told}");
    let outside = server.get(&project).await.text();
    assert!(outside.contains("Ouvert depuis une synergie que suit") && !outside.contains(&synergy), "{outside}");
    assert!(server.get_as(&alix, &synergy).await.text().contains("Projets ouverts depuis cette synergie"));
    let forged = server.post("/projets", &sent).await.leads_to().to_owned();
    assert!(!server.get(&forged).await.text().contains("Ouvert depuis"), "a visitor opens nothing from it");
}
