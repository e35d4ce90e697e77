//! Money of a sheet over HTTP: who may write it, what is refused and why, the rules, two people at once, what everybody sees.

use crate::applications_alone::many;
use crate::server::{Answer, Server};
use contracts::{Owner, Sheet};
use domain::rights::Role;
use domain::{Cents, Funder, Instrument};
use grants::{Line, Reason, Refusal, Stage};
use store::SheetId;
use store::sheets::Place;

const LEAD: &str = "territory:2:ti-2704";

pub async fn sheet_in(server: &Server, code: &str, region: &str) -> SheetId {
    let app = &server.app;
    let owner = Owner { name: "Camille".into(), person: None };
    let lifecycle = app.rulebook.lifecycle(2).expect("a life cycle");
    let state = lifecycle.states[0].id.clone();
    let axis = lifecycle.axes[0].id.clone();
    let mut sheet =
        Sheet::new("Ligne de découpe", "Exemple Industrie", &axis, owner, "Relancer", domain::Date::constant(2026, 12, 1), &state);
    sheet.number = "1.1".into();
    sheet.total_cost = Some(Cents::euros(1_000_000));
    sheet.eligible_base = Some(Cents::euros(1_000_000));
    sheet.holder_number = Some("73282932000074".into());
    sheet.communes = vec!["71076".into()];
    let sound = contracts::admit(lifecycle, &sheet).unwrap_or_else(|slips| panic!("{slips:?}"));
    let place = Place { phase: 2, code: code.into(), region: region.into() };
    store::sheets::create(&app.store, &place, &sound, None, "person:1", None, jiff::Timestamp::now()).await.expect("a sheet")
}

async fn sheet(server: &Server) -> SheetId {
    sheet_in(server, "ti-2704", "27").await
}

fn form<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![
        ("funder", "region"),
        ("funder_name", "Région Bourgogne-Franche-Comté"),
        ("instrument", "grant"),
        ("regime", "de_minimis"),
        ("asked", "150 000"),
        ("asked_on", "2024-02-01"),
        ("asked_proof", "dossier 12"),
        ("do", "save"),
    ];
    form.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    form.extend(more);
    form
}

fn link(page: &str, base: &str) -> String {
    let mark = format!("href=\"{base}/");
    let found = page.split(&mark).skip(1).filter_map(|rest| rest.split('"').next());
    let id = found.into_iter().find(|id| id.len() == 32).unwrap_or_else(|| panic!("no line on the page"));
    format!("{base}/{id}")
}

fn version(answer: &Answer) -> String {
    let text = answer.text();
    text.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a version").to_owned()
}

#[tokio::test]
async fn the_lead_writes_the_money_of_a_sheet_and_sees_what_remains_and_the_rule_that_refuses() {
    let server = Server::start().await;
    let lead = server.person("Camille", Role::ProjectLead, LEAD).await;
    let base = format!("/fiches/{}/financement", sheet(&server).await);
    let empty = server.get_as(&lead, &base).await;
    assert_eq!(empty.status, 200, "{}", empty.text());
    assert!(empty.text().contains("Ajoutez d’abord ce que le porteur apporte"));
    assert!(empty.text().contains("ajoutez au moins une aide publique"), "its cost is known: only the aid is asked for");
    let added = server.post_as(&lead, &base, &form(&[])).await;
    assert_eq!(added.status, 303, "{}", added.text());
    let page = server.get_as(&lead, &format!("{base}?porteur=company&taille=small")).await.text();
    assert!(page.contains("150\u{202f}000\u{a0}€") && page.contains("850\u{202f}000\u{a0}€"), "the line, and what remains");
    assert!(page.contains("de minimis") && page.contains("2023/2831"), "the rule with its article");
    let more = server.post_as(&lead, &base, &form(&[("funder_name", "État"), ("funder", "state"), ("asked", "200 000")])).await;
    assert_eq!(more.status, 303);
    let page = server.get_as(&lead, &format!("{base}?porteur=company&taille=small")).await.text();
    assert!(page.contains("tag unmet") && page.contains("300\u{202f}000\u{a0}€"), "350 000 € of de minimis: what would pass is told");
    let english = server.get_as(&lead, &format!("/en{base}")).await.text();
    assert!(english.contains("Remains to be financed") && !english.contains('⟦'));
    let csv = server.get_as(&lead, &format!("{base}/lignes.csv")).await.text();
    assert!(csv.contains(";150000.00;2024-02-01;"), "{csv}");
}

#[tokio::test]
async fn a_sheet_without_a_project_counts_the_aid_its_holder_already_received() {
    let server = Server::without_jobs().await;
    let lead = server.person("Camille", Role::ProjectLead, LEAD).await;
    let other = server.person("Dominique", Role::ProjectLead, LEAD).await;
    let base = format!("/fiches/{}/financement", sheet(&server).await);
    assert_eq!(
        server
            .post_as(&lead, &base, &form(&[("granted", "150 000"), ("granted_on", "2024-03-01"), ("granted_proof", "lettre")]))
            .await
            .status,
        303
    );
    let before = server.get_as(&lead, &base).await.text();
    assert!(before.contains("Rien n’est dit du porteur"), "{before}");
    let holder = format!("{base}/porteur");
    let wrong = [("granted_on-0", "hier"), ("amount-0", "150 000"), ("siren-0", "12")];
    let refused = server.post_as(&lead, &holder, &wrong).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.text().contains("href=\"#granted_on-0\"")
            && refused.text().contains("href=\"#siren-0\"")
            && refused.text().contains("value=\"hier\"")
    );
    // Vector D-c of the facts: 150 000 and 100 000 in the rolling window; 50 000 more pass, 150 000 do not.
    let told = [
        ("version", "0"),
        ("kind", "company"),
        ("size", "small"),
        ("granted_on-0", "2021-03-02"),
        ("amount-0", "150 000"),
        ("granted_on-1", "01/01/2023"),
        ("amount-1", "100 000"),
        ("complete", "oui"),
    ];
    for _ in 0..3 {
        assert_eq!(server.post_as(&lead, &holder, &told).await.status, 303, "sent three times, saved once");
    }
    let page = server.get_as(&lead, &base).await.text();
    assert!(page.contains("La liste est complète") && page.contains("tag unmet"), "{page}");
    let passes = page.split("2023/2831").nth(1).expect("the rule is told");
    assert!(passes.contains("50\u{202f}000\u{a0}€"), "what would pass: {passes}");
    // Two people: the second sees what the first told, and keeps what was typed.
    let mine = [("version", "1"), ("granted_on-0", "2021-03-02"), ("amount-0", "140 000")];
    assert_eq!(server.post_as(&other, &holder, &mine).await.status, 303);
    let late = server.post_as(&lead, &holder, &[("version", "1"), ("granted_on-0", "2021-03-02"), ("amount-0", "130 000")]).await;
    assert_eq!(late.status, 409);
    assert!(
        late.text().contains("140\u{202f}000\u{a0}€") && late.text().contains("value=\"130 000\"") && late.text().contains("value=\"2\"")
    );
    let pilot = server.person("Sacha", Role::RegionalPilot, "region:27").await;
    assert_eq!(server.get_as(&pilot, &holder).await.status, 403);
    assert!(server.get_as(&lead, &format!("/en{holder}")).await.text().contains("The holder under the aid rules"));
}

#[tokio::test]
async fn what_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost() {
    let server = Server::start().await;
    let lead = server.person("Camille", Role::ProjectLead, LEAD).await;
    let base = format!("/fiches/{}/financement", sheet(&server).await);
    let wrong =
        form(&[("granted", "200 000"), ("granted_on", "2024-01-15"), ("asked_proof", ""), ("rate", "abc"), ("funder_siret", "123")]);
    let answer = server.post_as(&lead, &base, &wrong).await;
    assert_eq!(answer.status, 422);
    let page = answer.text();
    for word in ["href=\"#granted\"", "href=\"#granted_on\"", "href=\"#asked_proof\"", "href=\"#rate\"", "href=\"#funder_siret\""] {
        assert!(page.contains(word), "{word}");
    }
    assert!(page.contains("value=\"200 000\"") && page.contains("Région Bourgogne-Franche-Comté"), "what was typed stays");
    assert!(page.contains("plus que «\u{a0}Demandé\u{a0}»"));
    assert!(server.get_as(&lead, &base).await.text().contains("Aucune ligne de financement"));
}

#[tokio::test]
async fn two_people_change_one_line_and_the_second_chooses() {
    let server = Server::start().await;
    let lead = server.person("Camille", Role::ProjectLead, LEAD).await;
    let other = server.person("Dominique", Role::ProjectLead, LEAD).await;
    let base = format!("/fiches/{}/financement", sheet(&server).await);
    assert_eq!(server.post_as(&lead, &base, &form(&[])).await.status, 303);
    let line = link(&server.get_as(&lead, &base).await.text(), &base);
    let opened = server.get_as(&lead, &line).await;
    let seen = version(&opened);
    let first = form(&[("asked", "140 000"), ("version", &seen)]);
    assert_eq!(server.post_as(&lead, &line, &first).await.status, 303);
    let second = form(&[("asked", "160 000"), ("version", &seen)]);
    let clash = server.post_as(&other, &line, &second).await;
    assert_eq!(clash.status, 409);
    let text = clash.text();
    assert!(text.contains("140000") && text.contains("160 000"), "both values are shown");
    let again = version(&clash);
    let kept = form(&[("asked", "160 000"), ("version", &again)]);
    assert_eq!(server.post_as(&other, &line, &kept).await.status, 303);
    assert!(server.get_as(&lead, &base).await.text().contains("160\u{202f}000\u{a0}€"));
    let history = server.get_as(&lead, &format!("{base}/historique")).await.text();
    assert!(history.contains("Camille") && history.contains("Dominique") && history.contains("140000"), "{history}");
    let away = server.post_as(&lead, &line, &[("do", "remove"), ("version", "3")]).await;
    assert_eq!(away.status, 303);
    assert!(server.get_as(&lead, &base).await.text().contains("1 ligne retirée"));
    assert_eq!(server.post_as(&lead, &line, &[("do", "restore"), ("version", "4")]).await.status, 303);
    assert!(server.get_as(&lead, &base).await.text().contains("160\u{202f}000\u{a0}€"));
}

#[tokio::test]
async fn nobody_reads_the_money_of_anothers_contract_and_a_pilot_reads_without_writing() {
    let server = Server::start().await;
    let base = format!("/fiches/{}/financement", sheet(&server).await);
    let stranger = server.person("Alix", Role::ProjectLead, "territory:2:ti-8401").await;
    let pilot = server.person("Sacha", Role::RegionalPilot, "region:27").await;
    for path in [base.clone(), format!("{base}/ajouter"), format!("{base}/historique"), format!("{base}/lignes.csv")] {
        assert_eq!(server.get(&path).await.status, 404, "{path}");
        assert_eq!(server.get_as(&stranger, &path).await.status, 404, "{path}");
    }
    assert_eq!(server.get_as(&pilot, &base).await.status, 200);
    assert_eq!(server.get_as(&pilot, &format!("{base}/ajouter")).await.status, 403);
    assert_eq!(server.post_as(&pilot, &base, &form(&[])).await.status, 403);
    assert!(!server.get_as(&pilot, &base).await.text().contains("/financement/ajouter"));
}

fn line(euros: i64, reached: usize) -> Line {
    let stage = |day: i8| Some(Stage { amount: Cents::euros(euros), on: domain::Date::constant(2024, 3, day), proof: "pièce".into() });
    let mut line = Line::planned(Funder::Region, "Région", Instrument::Grant, Cents::euros(euros));
    line.programme = Some("pack-rebond-2020".into());
    line.operator = Some("bpifrance".into());
    line.asked = stage(1);
    line.granted = stage(10).filter(|_| reached > 1);
    line.contracted = stage(20).filter(|_| reached > 2);
    line
}

#[tokio::test]
async fn everyone_sees_totals_of_five_files_or_more_and_each_pilot_their_own_perimeter() {
    let server = Server::start().await;
    let none = server.get("/pilotage").await;
    assert!(none.status == 200 && none.text().contains("Aucune ligne de financement public"), "{}", none.text());
    let (here, there) = (sheet(&server).await, sheet_in(&server, "ti-8401", "84").await);
    let mut lines: Vec<(SheetId, Line)> = (0..6).map(|i| (here.clone(), line(30_000 + i, if i < 3 { 3 } else { 1 }))).collect();
    lines.extend((0..2).map(|i| (there.clone(), line(70_000 + i, 1))));
    let mut refused = line(10_000, 1);
    refused.refused = Some(Refusal { on: domain::Date::constant(2024, 4, 2), reason: Reason::Exhausted, words: String::new() });
    lines.push((here.clone(), refused));
    store::funding::add_all(&server.app.store, lines, "person:1", jiff::Timestamp::now()).await.expect("added");
    let public = server.get("/pilotage?par=region").await.text();
    assert!(public.contains("moins de 5 dossiers") && !public.contains("70\u{202f}000"), "two files of one region are hidden");
    assert!(!public.contains("140\u{202f}001"), "and their sum too");
    let csv = server.get("/pilotage/entonnoir.csv?par=region").await.text();
    assert!(!csv.contains("140001") && csv.contains("84;"), "{csv}");
    assert_eq!(server.get("/pilotage?region=84").await.status, 403);
    assert_eq!(server.get("/pilotage/entonnoir.csv?region=84").await.status, 403);
    let pilot = server.person("Sacha", Role::RegionalPilot, "region:84").await;
    let own = server.get_as(&pilot, "/pilotage").await.text();
    assert!(own.contains("140\u{202f}001\u{a0}€") && own.contains("Auvergne-Rhône-Alpes"), "the first perimeter opens");
    assert_eq!(server.get_as(&pilot, "/pilotage?region=27").await.status, 403);
    let national = server.person("Noa", Role::NationalPilot, "national").await;
    let all = server.get_as(&national, "/pilotage?par=operator").await.text();
    assert!(all.contains("Bpifrance") && all.contains("Enveloppe épuisée") && all.contains("<svg class=\"bars\""));
    assert!(all.contains("Délais, par opérateur") && all.contains("9 sur 10 avant 9 j, 3 cas"), "{all}");
    assert!(all.contains("Ce qui reste, par enveloppe") && all.contains("href=\"/enveloppes/fonds-friches\""));
    assert!(
        !public.contains("Délais, par") && !public.contains("Ce qui reste, par enveloppe"),
        "public delays are those of five files or more"
    );
    let delays = crate::tables::cells(&server, &national, "/pilotage/delais?par=region").await;
    for key in ["", "27"] {
        let granted = delays.iter().find(|row| row[0] == key && row[2] == "De la demande à l’accord").expect("a delay");
        assert_eq!(granted[3..], ["9", "9", "3"]);
    }
    assert!(crate::tables::cells(&server, "", "/pilotage/delais?par=region").await.is_empty(), "three files are too few to be told");
    let reasons = crate::tables::cells(&server, &national, "/pilotage/motifs").await;
    assert_eq!(reasons, [["exhausted", "Enveloppe épuisée", "1", "10000.00"]]);
    let hidden = crate::tables::cells(&server, "", "/pilotage/motifs").await;
    assert_eq!(hidden[0][2..], ["", ""], "one file is not told");
    crate::tables::refused(&server, &["", &pilot], "/pilotage/motifs?region=27").await;
    assert!(own.contains("Aucune enveloppe ouverte n’est propre à ce périmètre"), "nothing was delegated to this region");
    let lead = server.person("Camille", Role::ProjectLead, LEAD).await;
    let territory = server.get_as(&lead, "/en/pilotage").await.text();
    assert!(territory.contains("Grand Chalon") && territory.contains("9 days") && !territory.contains('⟦'), "{territory}");
    let instructor = server.person("Lou", Role::Instructor, "operator:bpifrance").await;
    assert_eq!(server.get_as(&instructor, "/pilotage").await.status, 200);
    assert_eq!(server.get_as(&instructor, "/pilotage?operateur=ademe").await.status, 403);
    let statistics = server.get("/api/v1/statistics").await.json();
    let figure = |id: &str| statistics["figures"].as_array().expect("figures").iter().find(|f| f["id"] == id).expect("a figure").clone();
    assert_eq!(figure("asked-files")["value"], 9);
    assert!(figure("granted-amount")["value"].is_null(), "three grants are too few to be told");
    assert!(server.get("/en/statistiques").await.text().contains("Nobody is followed"));
}

#[tokio::test]
async fn a_contracted_grant_is_open_data_in_every_format_and_says_what_it_lacks() {
    let server = Server::start().await;
    assert_eq!(server.get("/subventions/fichiers/360giving.json").await.status, 404, "no grant, no package");
    let here = sheet(&server).await;
    let mut whole = line(50_000, 3);
    whole.funder_siret = domain::Siret::parse("23350001600040").ok();
    whole.terms = Some(grants::Terms::Once);
    whole.payment = Some(grants::Period { first: domain::Date::constant(2024, 6, 1), last: domain::Date::constant(2024, 6, 1) });
    let lines = vec![(here.clone(), whole), (here.clone(), line(60_000, 3)), (here, line(20_000, 3))];
    store::funding::add_all(&server.app.store, lines, "person:1", jiff::Timestamp::now()).await.expect("added");
    let list = server.get("/subventions").await.text();
    assert!(list.contains("Exemple Industrie") && list.contains("110\u{202f}000\u{a0}€") && !list.contains("20\u{202f}000\u{a0}€"));
    assert!(list.contains("1 subvention n’est pas dans le fichier réglementaire"));
    let scdl = server.get("/subventions/fichiers/subventions-scdl.csv").await.text();
    assert_eq!(scdl.lines().count(), 2, "{scdl}");
    assert!(scdl.contains("23350001600040,2024-03-20,pièce,Exemple Industrie,73282932000074,,Ligne de découpe,50000,"), "{scdl}");
    let package = server.get("/subventions/fichiers/360giving.json").await.json();
    assert_eq!(package["grants"].as_array().map(Vec::len), Some(1));
    let api = server.get("/api/v1/grants").await.json();
    assert_eq!((&api["total"], &api["items"][0]["origin"]), (&2.into(), &"sheet".into()));
    let id = api["items"][0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(server.get(&format!("/subventions/{id}")).await.status, 200);
    assert_eq!(server.get(&format!("/api/v1/grants/{id}")).await.status, 200);
    assert!(server.get("/catalog.jsonld").await.text().contains("/subventions/fichiers/subventions-scdl.csv"));
}

/// With REBOND_LONG, 20 000 sheets, 100 000 lines and 2 000 applications of no sheet; else a fortieth of it, and no bar on time.
#[tokio::test(flavor = "multi_thread")]
async fn the_funnel_of_the_country_answers_sixty_four_readers_while_somebody_writes() {
    let long = std::env::var_os("REBOND_LONG").is_some();
    let sheets = if long { 20_000 } else { 500 };
    let server = std::sync::Arc::new(Server::start().await);
    let app = &server.app;
    let lifecycle = app.rulebook.lifecycle(2).expect("a life cycle");
    let owner = || Owner { name: "Camille".into(), person: None };
    let mut lines: Vec<(SheetId, Line)> = vec![];
    let territories: Vec<_> = app.reference.territories().iter().filter(|t| t.phase == 2).cloned().collect();
    for (at, territory) in territories.iter().enumerate() {
        let region = app.reference.regions().find(|(_, name)| *name == territory.region).map_or("", |(code, _)| code).to_owned();
        let place = Place { phase: 2, code: territory.code.clone(), region };
        let many = sheets / territories.len() + usize::from(at < sheets % territories.len());
        let sound = (0..many).map(|i| {
            let day = domain::Date::constant(2026, 12, 1);
            let sheet =
                Sheet::new(&format!("Fiche {i}"), "Porteur", &lifecycle.axes[0].id, owner(), "Relancer", day, &lifecycle.states[0].id);
            contracts::admit(lifecycle, &sheet).unwrap_or_else(|slips| panic!("{slips:?}"))
        });
        let made =
            store::sheets::create_all(&app.store, &place, sound.collect(), None, "person:1", jiff::Timestamp::now()).await.expect("made");
        for (i, id) in made.into_iter().enumerate() {
            for n in 0..5 {
                let mut one = line(1_000 + (i * 37 + n) as i64, (i + n) % 4);
                one.operator = Some(["bpifrance", "ademe", "anct", "cnam"][n % 4].into());
                one.call = Some(format!("appel-{}", i % 20));
                lines.push((id.clone(), one));
            }
        }
    }
    let total = lines.len();
    for chunk in lines.chunks(5_000) {
        store::funding::add_all(&app.store, chunk.to_vec(), "person:1", jiff::Timestamp::now()).await.expect("added");
    }
    many(&server, sheets / 10).await;
    let cookie = server.person("Noa", Role::NationalPilot, "national").await;
    let counted = server.get_as(&cookie, "/pilotage?operateur=bpifrance").await.text();
    assert!(counted.contains("candidatures de ces sommes"), "{counted}");
    let ways =
        ["", "?par=region", "?par=territory", "?par=operator&region=27", "?par=call&operateur=ademe", "?par=year&territoire=2:ti-2704"];
    let mut cold = vec![];
    for way in ways {
        let started = std::time::Instant::now();
        assert_eq!(server.get_as(&cookie, &format!("/pilotage{way}")).await.status, 200);
        cold.push(started.elapsed());
    }
    let times = std::sync::Arc::new(std::sync::Mutex::new(vec![]));
    let readers: Vec<_> = (0..64)
        .map(|reader| {
            let (server, cookie, times) = (server.clone(), cookie.clone(), times.clone());
            tokio::spawn(async move {
                for i in 0..20 {
                    let started = std::time::Instant::now();
                    let path = format!("/pilotage{}", ways[(reader + i) % ways.len()]);
                    assert_eq!(server.get_as(&cookie, &path).await.status, 200);
                    times.lock().expect("times").push(started.elapsed());
                }
            })
        })
        .collect();
    for reader in readers {
        reader.await.expect("a reader");
    }
    let mut times = times.lock().expect("times").clone();
    times.sort();
    let at = |percent: usize| times[(times.len() * percent).div_ceil(100) - 1];
    println!("{total} lines; first answer {cold:?}; then {} answers, p50 {:?}, p99 {:?}", times.len(), at(50), at(99));
    if long {
        assert!(at(99) < std::time::Duration::from_millis(100), "p99 {:?}", at(99));
    }
}
