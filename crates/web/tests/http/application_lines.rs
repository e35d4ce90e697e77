//! A sheet and the application that its territory files: each step shows in the plan, its rules, its files and the sums of
//! those who may read it, once, and in those of nobody else.

use crate::applications::{CALL, Cast, ENVELOPE, OPERATOR, signed, today, value, words};
use crate::funding::sheet_in;
use domain::rights::Role;
use std::io::Read;

const TERRITORY: &str = "territory:2:ti-2704";

/// Begun with a sheet by its lead, who asks for 900 000 €, and filed; gives its address.
async fn filed_from(cast: &Cast, lead: &str, sheet: &str) -> String {
    let begin = format!("{CALL}/candidater");
    let page = cast.text(lead, &format!("{begin}?fiche={sheet}")).await;
    let organisation = page.split("<option value=\"").nth(1).and_then(|r| r.split('"').next()).expect("in whose name").to_owned();
    let key = value(&page, "key");
    let form =
        [("organisation", organisation.as_str()), ("wave", "continu"), ("fiche", sheet), ("title", "École des usineurs"), ("key", &key)];
    let address = cast.done(lead, &begin, &form).await.leads_to().to_owned();
    let draft = cast.text(lead, &address).await;
    assert!(draft.contains("elle comptera dans le financement de la fiche action"), "{}", words(&draft));
    let plan = cast.text(lead, &format!("/fiches/{sheet}/financement")).await;
    assert!(!plan.contains("École des usineurs") && !plan.contains("900\u{202f}000\u{a0}€</b>"), "a draft counts nowhere");
    let ready: Vec<String> = (0..draft.matches("name=\"ready-").count()).map(|i| format!("ready-{i}")).collect();
    let (version, key) = (value(&draft, "version"), value(&draft, "key"));
    let mut form = vec![
        ("version", version.as_str()),
        ("key", &key),
        ("title", "École des usineurs"),
        ("need", "Ouvrir une école de production"),
        ("cost", "4 000 000 €"),
        ("asked", "900 000 €"),
        ("territory", "2:ti-2704"),
        ("do", "file"),
    ];
    form.extend(ready.iter().map(|name| (name.as_str(), "on")));
    cast.done(lead, &format!("{address}/brouillon"), &form).await;
    address
}

fn number(address: &str) -> String {
    address.rsplit('/').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn the_plan_of_a_sheet_follows_its_application_from_the_filing_to_the_first_advance() {
    let cast = Cast::gathered(OPERATOR).await;
    let lead = cast.server.person("Camille", Role::ProjectLead, TERRITORY).await;
    let sheet = sheet_in(&cast.server, "ti-2704", "27").await.to_string();
    let base = format!("/fiches/{sheet}/financement");
    cast.open(CALL, "continu").await;
    let file = filed_from(&cast, &lead, &sheet).await;
    let number = number(&file);
    let plan = cast.text(&lead, &format!("{base}?porteur=epci")).await;
    assert!(plan.contains(&format!("href=\"{file}\"")) && plan.contains(&format!("candidature {number}")), "{}", words(&plan));
    assert!(
        plan.contains("900\u{202f}000\u{a0}€") && plan.contains("100\u{202f}000\u{a0}€"),
        "what is asked, and what remains of a million"
    );
    // The own share of an authority: ten per cent of the public money would be left to it, where twenty are needed.
    assert!(plan.contains("L1111-10") && plan.contains("tag unmet"), "the rules count what the application asks: {}", words(&plan));
    let english = cast.text(&lead, &format!("/en{base}")).await;
    assert!(english.contains(&format!("application {number}")) && english.contains("nobody types it"));
    assert!(!plan.contains(&format!("{base}/0")), "a line that follows an application has no form of its own");

    cast.to_committee(&file, "850 000 €").await;
    let session = cast.ranked(CALL, "continu", "PV 2026-30", &[(&file, "5")]).await;
    cast.done(&cast.instructor, &format!("{session}/decisions"), &[("do", "by_rank")]).await;
    for path in [base.clone(), format!("{base}/lignes.csv"), format!("{base}/lignes.json"), format!("{base}/historique")] {
        let text = cast.text(&lead, &path).await;
        let inside = ["850\u{202f}000", ";850000.00", ":85000000", "PV 2026-30", "Inès"].into_iter().find(|word| text.contains(word));
        assert_eq!(inside, None, "{path} tells what is not notified");
    }
    cast.instructed(&file, &[("do", "notify"), ("on", &today(&cast))]).await;
    let plan = cast.text(&lead, &base).await;
    assert!(
        plan.contains("850\u{202f}000\u{a0}€") && plan.contains("150\u{202f}000\u{a0}€") && plan.contains("PV 2026-30"),
        "{}",
        words(&plan)
    );
    let sign = signed("800 000 €", "4 000 000 €", "24", "state");
    cast.instructed(&file, &sign).await;
    cast.credits(ENVELOPE, 100_000_000).await;
    cast.instructed(&file, &[("do", "pay"), ("kind", "advance"), ("amount", "200 000 €"), ("proof", "Ordre de service")]).await;

    // The same figures wherever the sheet is read.
    let plan = cast.text(&lead, &base).await;
    for amount in ["900", "850", "800", "200"] {
        assert!(plan.contains(&format!("{amount}\u{202f}000\u{a0}€")), "{amount} 000: {}", words(&plan));
    }
    let csv = cast.text(&lead, &format!("{base}/lignes.csv")).await;
    let line = csv.lines().find(|line| line.ends_with(&format!(";application;{number}"))).unwrap_or_else(|| panic!("{csv}"));
    let day = today(&cast);
    assert!(line.contains(&format!(";900000.00;900000.00;{day};850000.00;{day};800000.00;{day};200000.00;{day};")), "{line}");
    let json = cast.server.get_as(&lead, &format!("{base}/lignes.json")).await.json();
    assert_eq!((&json["lines"][0]["origin"], &json["lines"][0]["application"]), (&"application".into(), &number.as_str().into()));
    assert_eq!(
        (&json["all"]["counted"], &json["public"]["paid"], &json["gap"]),
        (&80_000_000.into(), &20_000_000.into(), &20_000_000.into())
    );
    let history = cast.text(&lead, &format!("{base}/historique")).await;
    assert!(
        history.contains(&format!("la candidature {number}")) && !history.contains("Inès"),
        "the steps are the application’s: {history}"
    );
    // Whoever takes the contract over finds it with the other lines.
    let zip = cast.server.get_as(&lead, "/territoires/2/ti-2704/contrat/passation.zip").await;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(zip.bytes)).expect("a ZIP file");
    let mut workbook = vec![];
    zip.by_name("financement.xlsx").expect("there").read_to_end(&mut workbook).expect("read");
    let rows = tabular::tables(&workbook).expect("a workbook").remove(0).rows;
    let told: Vec<String> = rows[1].cells.iter().map(tabular::Cell::text).collect();
    assert_eq!((rows.len(), &told[0..2]), (2, &["1.1".to_owned(), "Ligne de découpe".to_owned()][..]), "{told:?}");
    assert!(told.contains(&"application".to_owned()) && told.contains(&number), "{told:?}");
    // Once in the funnel of the region, and open data in the name of whoever applied.
    let funnel = cast.text(&cast.region, "/pilotage/entonnoir.csv?par=call").await;
    assert_eq!(funnel.lines().count(), 2, "{funnel}");
    assert!(funnel.contains(";1;900000.00;1;850000.00;1;800000.00;1;200000.00;0;0.00"), "{funnel}");
    let grants = cast.server.get("/api/v1/grants").await.json();
    assert_eq!((&grants["total"], &grants["items"][0]["amount"]), (&1.into(), &80_000_000.into()));
    let given = &grants["items"][0];
    assert_eq!((&given["beneficiary"], &given["origin"]), (&"Organisation de Camille".into(), &"application".into()));
    let page = cast.text("", &format!("/subventions/{}", given["id"].as_str().expect("an id"))).await;
    assert!(page.contains("Candidature instruite et décidée ici") && !page.contains(&number), "its number stays between two: {page}");
    // The page of the application names the sheet to whoever reads its contract, and only says that there is one to the service.
    let own = cast.text(&lead, &file).await;
    assert!(own.contains(&format!("href=\"{base}\"")) && own.contains("Ligne de découpe"), "{}", words(&own));
    let service = cast.text(&cast.instructor, &file).await;
    assert!(service.contains("d’une fiche action de ce territoire") && !service.contains("Ligne de découpe"), "{}", words(&service));
}

#[tokio::test]
async fn whoever_may_not_read_the_application_reads_the_sheet_without_it() {
    let cast = Cast::gathered(OPERATOR).await;
    let lead = cast.server.person("Camille", Role::ProjectLead, TERRITORY).await;
    let referent = cast.server.person("Élue", Role::Referent, TERRITORY).await;
    let sheet = sheet_in(&cast.server, "ti-2704", "27").await.to_string();
    let base = format!("/fiches/{sheet}/financement");
    cast.open(CALL, "continu").await;
    let file = filed_from(&cast, &lead, &sheet).await;
    let number = number(&file);
    let (key, operator) = (cast.server.key.expose(), "/operateur");
    let signed = cast.server.post(operator, &[("key", key)]).await;
    let server = signed.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    for (who, name) in [(&referent, "the referent"), (&server, "the key of the server")] {
        let plan = cast.text(who, &format!("{base}?porteur=epci")).await;
        assert!(plan.contains("Votre rôle n’ouvre pas les candidatures"), "{name}: {}", words(&plan));
        assert!(!plan.contains("L1111-10"), "{name}: the rules are judged without it");
        for path in ["", "/lignes.csv", "/lignes.json", "/historique"].map(|file| format!("{base}{file}")) {
            let text = cast.text(who, &path).await;
            let amounts = ["900\u{202f}000", ";900000.00", ":90000000", "Banque des Territoires"];
            let told = amounts.into_iter().find(|word| text.contains(word));
            assert!(told.is_none() && !text.contains(&number), "{path} tells {told:?} to {name}");
        }
        let funnel = cast.text(who, "/pilotage?par=call").await;
        assert!(funnel.contains("seules les lignes saisies") && !funnel.contains("900\u{202f}000"), "{name}: {}", words(&funnel));
        let answer = cast.server.get_as(who, "/pilotage/entonnoir.csv?par=call").await;
        assert!(answer.header("content-disposition").contains("sans-les-candidatures") && !answer.text().contains("900000.00"));
    }
    // The region and the lead of another territory: the one reads it all, the other nothing.
    assert!(cast.text(&cast.region, &base).await.contains(&number));
    let stranger = cast.server.person("Alix", Role::ProjectLead, "territory:2:ti-8401").await;
    let detach = [("application", number.as_str()), ("do", "detach")];
    assert_eq!(cast.server.post_as(&stranger, &format!("{base}/candidatures"), &detach).await.status, 404);
    assert_eq!(cast.server.post_as(&cast.region, &format!("{base}/candidatures"), &detach).await.status, 403);
    // The application of a company that named another territory is not to be had by its number.
    let other = cast.filed(CALL, "continu", 0, "École secrète", "3 000 000 €").await;
    let other = [("application", other.rsplit('/').next().unwrap_or_default()), ("do", "attach")];
    let refused = cast.server.post_as(&lead, &format!("{base}/candidatures"), &other).await;
    assert_eq!(refused.status, 400);
    assert!(!refused.text().contains("École secrète") && refused.text().contains("Aucune candidature de ce numéro"), "{}", refused.text());
    assert!(!cast.text(&lead, &base).await.contains("École secrète"));
}

/// A line of financing typed by a lead for the same call.
pub fn typed_line() -> [(&'static str, &'static str); 9] {
    [
        ("funder", "operator"),
        ("funder_name", "Banque des Territoires"),
        ("instrument", "grant"),
        ("regime", "other"),
        ("call", CALL.trim_start_matches("/appels/")),
        ("asked", "600 000"),
        ("asked_on", "2026-01-05"),
        ("asked_proof", "courrier"),
        ("do", "save"),
    ]
}

#[tokio::test]
async fn a_line_typed_for_the_same_call_gives_way_and_comes_back_with_the_choice_of_the_lead() {
    let cast = Cast::gathered(OPERATOR).await;
    let lead = cast.server.person("Camille", Role::ProjectLead, TERRITORY).await;
    let sheet = sheet_in(&cast.server, "ti-2704", "27").await.to_string();
    let base = format!("/fiches/{sheet}/financement");
    let typed = typed_line();
    cast.done(&lead, &base, &typed).await;
    cast.open(CALL, "continu").await;
    let file = filed_from(&cast, &lead, &sheet).await;
    let number = number(&file);
    let gap = async || cast.server.get_as(&lead, &format!("{base}/lignes.json")).await.json()["gap"].as_i64();
    assert_eq!(gap().await, Some(10_000_000), "one request of 900 000 € on a million, not two");
    let plan = cast.text(&lead, &base).await;
    assert!(plan.contains("1 ligne retirée") && plan.contains(&format!("remplacée par la candidature {number}")), "{}", words(&plan));
    let again = cast.server.post_as(&lead, &base, &typed).await;
    assert_eq!(again.status, 422);
    assert!(again.text().contains("href=\"#call\"") && again.text().contains("compterait deux fois"), "{}", words(&again.text()));
    let choose = async |what: &str| {
        let form = [("application", number.as_str()), ("do", what)];
        cast.done(&lead, &format!("{base}/candidatures"), &form).await;
    };
    for _ in 0..2 {
        choose("detach").await;
    }
    assert_eq!(gap().await, Some(40_000_000), "what was typed is back");
    let plan = cast.text(&lead, &base).await;
    assert!(plan.contains("Candidatures à compter dans cette fiche") && plan.contains("École des usineurs"), "{}", words(&plan));
    for _ in 0..2 {
        choose("attach").await;
    }
    assert_eq!(gap().await, Some(10_000_000));
    let plan = cast.text(&lead, &base).await;
    assert!(!plan.contains("Candidatures à compter dans cette fiche"), "it counts here: it is offered no more");
    // Taken back by its territory: nothing is counted, and the plan says why.
    let page = cast.text(&lead, &file).await;
    let (version, key) = (value(&page, "version"), value(&page, "key"));
    let withdraw = [("do", "withdraw"), ("reason", "Autre financeur"), ("version", version.as_str()), ("key", &key)];
    cast.done(&lead, &format!("{file}/demarche"), &withdraw).await;
    assert_eq!(gap().await, Some(100_000_000), "a request that was taken back finances nothing");
    let plan = cast.text(&lead, &base).await;
    assert!(plan.contains("Abandon du porteur") && plan.contains("Autre financeur"), "{}", words(&plan));
}
