//! Applications that no sheet counts, in steering over HTTP: the region, the operator and the State each count those they read, a
//! sheet that takes one counts it in their place, and everybody reads totals in which no file is to be found.

use crate::application_lines::typed_line;
use crate::applications::{CALL, Cast, OPERATOR, words};
use crate::applications_verdict::{begun, filed};
use crate::funding::sheet_in;
use crate::server::Server;
use ::applications::{Form, Party, Step, Window};
use domain::Cents;
use domain::rights::Role;
use store::applications::{Ask, New, Place, Taken, create, take};
use store::idempotency::Key;

/// So many applications filed to the calls of a country, that no sheet counts.
pub async fn many(server: &Server, count: usize) {
    let (store, now) = (&server.app.store, jiff::Timestamp::now());
    let kind = store::organisations::Kind::Company;
    let organisation = store::organisations::add(store, kind, "Exemple Industrie", None, "test", now).await.expect("added");
    let window = Window { opens: Some(now - jiff::SignedDuration::from_hours(1)), closes: None, rolling: true, exhausted: false };
    for n in 0..count {
        let (code, region) = [("ti-2704", "27"), ("ti-8401", "84")][n % 2];
        let (call, key) = (format!("appel-{}", n % 20), Key::new(&format!("many {n}")));
        let form = Form {
            title: format!("Presse {n}"),
            need: "Produire".into(),
            cost: Some(Cents::euros(2_000_000)),
            asked: Some(Cents::euros(1_000 + n as i64)),
            ..Form::default()
        };
        let new = New {
            call,
            operator: "bpifrance".into(),
            call_phase: Some(2),
            wave: "continu".into(),
            envelope: None,
            organisation: organisation.clone(),
            place: Some(Place { phase: 2, code: code.into(), region: region.into() }),
            in_money: true,
            form,
            sheet: None,
            project: None,
            pays: None,
        };
        let id = create(store, new, "person:1", &key, now).await.expect("written");
        let ask = Ask { id: &id, version: 1, step: Step::File, party: Party::Holder, who: "person:1", window, key: &key };
        let taken = take(store, ask, now).await.expect("judged").expect("there");
        assert!(matches!(taken, Taken::Done(_)), "{taken:?}");
    }
}

/// The lines of the funnel after its head.
async fn rows(cast: &Cast, who: &str, query: &str) -> Vec<String> {
    let csv = cast.text(who, &format!("/pilotage/entonnoir.csv?{query}")).await;
    csv.lines().skip(1).map(str::to_owned).collect()
}

#[tokio::test]
async fn each_counts_the_applications_of_no_sheet_that_they_may_read() {
    let cast = Cast::gathered(OPERATOR).await;
    let state = cast.server.person("Nadia", Role::NationalPilot, "national").await;
    let lead = cast.server.person("Camille", Role::ProjectLead, "territory:1:ti-2702").await;
    let referent = cast.server.person("Élue", Role::Referent, "territory:1:ti-2702").await;
    cast.open(CALL, "continu").await;
    assert!(rows(&cast, &state, "par=territory").await.is_empty());
    let file = cast.filed(CALL, "continu", 0, "École de Chalon", "900 000 €").await;
    let (_, sent) = cast.sent(CALL, "continu", 1, "École de nulle part", "700 000 €", "").await;
    assert_eq!(sent.status, 303, "{}", words(&sent.text()));

    for (who, name) in [(&cast.region, "the region"), (&lead, "the lead")] {
        let own = rows(&cast, who, "par=territory").await;
        assert_eq!(own.len(), 1, "{name}: {own:?}");
        assert!(own[0].starts_with("1:ti-2702;") && own[0].contains(";1;900000.00;0;0.00;0;0.00;0;0.00;0;0.00"), "{name}: {own:?}");
    }
    for who in [&cast.other_region, &referent] {
        assert!(rows(&cast, who, "par=territory").await.is_empty());
    }
    let all = rows(&cast, &state, "par=territory").await;
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(all[0].starts_with("1:ti-2702;") && all[1].starts_with(";Sans territoire;1;700000.00;"), "{all:?}");
    let regions = rows(&cast, &state, "par=region").await;
    assert!(
        regions[0].starts_with("27;Bourgogne-Franche-Comté;1;900000.00;") && regions[1].starts_with(";Sans territoire;1;"),
        "{regions:?}"
    );
    let service = rows(&cast, &cast.instructor, "par=operator").await;
    assert!(
        service.len() == 1 && service[0].starts_with("banque-des-territoires;") && service[0].contains(";2;1600000.00;"),
        "{service:?}"
    );
    assert_eq!(cast.server.get_as(&state, "/pilotage/entonnoir.xlsx?par=territory").await.status, 200);

    let country = cast.text(&state, "/pilotage?par=territory").await;
    assert!(country.contains("2 candidatures de ces sommes ne comptent dans aucune fiche"), "{}", words(&country));
    assert!(!country.contains("n’a nommé aucun territoire") && country.contains("Sans territoire"), "{}", words(&country));
    assert!(cast.text(&state, "/en/pilotage?par=territory").await.contains("No territory"));
    let own = cast.text(&cast.region, "/pilotage").await;
    assert!(own.contains("Une candidature de ces sommes") && own.contains("n’a nommé aucun territoire"), "{}", words(&own));
    assert!(own.contains("900\u{202f}000\u{a0}€") && !own.contains("700\u{202f}000"), "{}", words(&own));
    let told = cast.text(&referent, "/pilotage").await;
    assert!(told.contains("n’ouvre pas les candidatures") && !told.contains("900\u{202f}000"), "{}", words(&told));

    // Territories side by side count what has no sheet there.
    let csv = cast.text(&state, "/pilotage/territoires/territoires.csv").await;
    let row = csv.lines().find(|line| line.starts_with("1;ti-2702;")).unwrap_or_else(|| panic!("{csv}"));
    assert!(row.contains(";Bourgogne-Franche-Comté;0;0;0;0;") && row.contains("900000.00"), "{row}");
    assert!(!csv.contains("700000.00"), "{csv}");

    cast.instructed(&file, &[("do", "find_inadmissible"), ("reason", "Hors du périmètre")]).await;
    let own = rows(&cast, &cast.region, "par=territory").await;
    assert!(own[0].contains(";1;900000.00;0;0.00;0;0.00;0;0.00;1;900000.00"), "{own:?}");
    let page = cast.text(&cast.region, "/pilotage").await;
    assert!(page.contains("Non éligible") && page.contains("De la demande au refus"), "{}", words(&page));
}

#[tokio::test]
async fn a_sheet_that_takes_an_application_counts_it_in_its_place() {
    let cast = Cast::gathered(OPERATOR).await;
    let lead = cast.server.person("Camille", Role::ProjectLead, "territory:2:ti-2704").await;
    let sheet = sheet_in(&cast.server, "ti-2704", "27").await.to_string();
    let base = format!("/fiches/{sheet}/financement");
    cast.open(CALL, "continu").await;
    let (file, sent) = cast.sent(CALL, "continu", 0, "École de Chalon", "900 000 €", "2:ti-2704").await;
    assert_eq!(sent.status, 303, "{}", words(&sent.text()));
    let sums = async || rows(&cast, &cast.region, "par=territory").await;
    let alone = sums().await;
    assert!(alone.len() == 1 && alone[0].contains(";1;900000.00;"), "{alone:?}");
    let typed = typed_line();
    cast.done(&lead, &base, &typed).await;
    assert!(sums().await[0].contains(";2;1500000.00;"), "{:?}", sums().await);
    let page = cast.text(&cast.region, "/pilotage").await;
    assert!(page.contains("elle compte deux fois tant que"), "told while nobody chose: {}", words(&page));
    let number = file.rsplit('/').next().expect("a number");
    for (what, wanted) in [("attach", ";1;900000.00;"), ("detach", ";2;1500000.00;"), ("attach", ";1;900000.00;")] {
        cast.done(&lead, &format!("{base}/candidatures"), &[("application", number), ("do", what)]).await;
        let told = sums().await;
        assert!(told.len() == 1 && told[0].contains(wanted), "{what}: {told:?}");
    }
    assert_eq!(sums().await, alone, "the same sum, alone or in a sheet");
    let page = cast.text(&cast.region, "/pilotage").await;
    assert!(!page.contains("de ces sommes") && !page.contains("deux fois"), "{}", words(&page));
}

#[tokio::test]
async fn where_a_held_project_is_serves_the_sums_of_the_state_and_opens_nothing_to_its_region() {
    let cast = Cast::gathered("operator:bpifrance").await;
    let state = cast.server.person("Nadia", Role::NationalPilot, "national").await;
    cast.open("/appels/vte-fil-de-l-eau", "continu").await;
    let project = cast.server.project("Presse").await;
    let link = cast.server.share(&project).await;
    let seat = async |draft: &str| {
        let number = draft.rsplit('/').next().expect("a number");
        let kept = store::applications::find_by_number(&cast.server.app.store, number).await.expect("read").expect("there");
        assert_eq!(kept.place, None);
        kept.life.form.seat
    };
    let held = begun(&cast, &cast.companies[0], &project, "held").await;
    filed(&cast, &cast.companies[0], &held).await;
    let there = seat(&held).await.expect("its project is somewhere");
    assert_eq!(there.region, "27");
    let read = begun(&cast, &cast.companies[1], &link, "read").await;
    filed(&cast, &cast.companies[1], &read).await;
    assert_eq!(seat(&read).await, None, "a project that is only read tells nothing of its holder’s");
    let all = rows(&cast, &state, "par=territory").await;
    let key = format!("{}:{};", there.phase, there.code);
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(all.iter().any(|row| row.starts_with(&key)) && all.iter().any(|row| row.starts_with(";Sans territoire;")), "{all:?}");
    assert!(rows(&cast, &cast.region, "par=territory").await.is_empty(), "its holder named no territory");
    let asked = rows(&cast, &state, "par=call&region=27").await;
    assert!(asked.len() == 1 && asked[0].contains(";1;4000.00;"), "{asked:?}");
}

#[tokio::test]
async fn everybody_reads_totals_of_five_applications_and_finds_none_of_them() {
    let cast = Cast::gathered(OPERATOR).await;
    cast.open(CALL, "continu").await;
    let figure = async |id: &str| {
        let all = cast.server.get("/api/v1/statistics").await.json();
        all["figures"].as_array().expect("figures").iter().find(|f| f["id"] == id).expect("a figure")["value"].clone()
    };
    for n in 0..4 {
        cast.filed(CALL, "continu", n % 2, &format!("École {n}"), "110 000 €").await;
    }
    assert!(figure("asked-files").await.is_null() && figure("asked-amount").await.is_null(), "four files are too few");
    let (_, sent) = cast.sent(CALL, "continu", 0, "École de nulle part", "60 000 €", "").await;
    assert_eq!(sent.status, 303, "{}", words(&sent.text()));
    assert_eq!((figure("asked-files").await, figure("asked-amount").await), (5.into(), 50_000_000.into()));
    let page = cast.text("", "/pilotage?par=region").await;
    let told = ["440\u{202f}000", "60\u{202f}000", "de ces sommes"].into_iter().find(|word| page.contains(word));
    assert!(told.is_none() && page.contains("moins de 5 dossiers"), "{told:?}: {}", words(&page));
    let csv = cast.text("", "/pilotage/entonnoir.csv?par=region").await;
    assert!(!csv.contains("440000.00") && !csv.contains("60000.00"), "{csv}");
}
