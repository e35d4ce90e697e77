//! The lists that everybody reads: calls, measures, territories. Their filters are in the address and in their files; what remains
//! of an envelope is told where one applies; who got it, among what is public; one search over all of it, each with their own rights.

use crate::envelopes::{commitment, decide, instructor};
use crate::server::{Answer, Server};
use domain::calendar::{paris_instant, paris_time};
use domain::{Cents, Funder, Instrument};
use grants::{Line, Stage};
use jiff::{SignedDuration, Span, Timestamp};
use store::calls::{Dates, set_dates};

/// With ordinary spaces.
fn plain(answer: &Answer) -> String {
    answer.text().replace(['\u{202f}', '\u{a0}'], " ")
}

/// The rows of a file, under its heads.
async fn rows(server: &Server, path: &str) -> Vec<Vec<String>> {
    let answer = server.get(path).await;
    assert_eq!(answer.status, 200, "{path}");
    let text = answer.text();
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    reader.records().map(|record| record.expect("as many cells as heads").iter().map(str::to_owned).collect()).collect()
}

fn column(rows: &[Vec<String>], at: usize) -> Vec<&str> {
    rows.iter().map(|row| row[at].as_str()).collect()
}

/// The operator opens one wave, from yesterday morning.
async fn open(server: &Server, call: &str, wave: &str, closes_at: Option<Timestamp>) -> Timestamp {
    let now = Timestamp::now();
    let yesterday = paris_time(now - SignedDuration::from_hours(24)).date();
    let opens_at = paris_instant(yesterday.at(9, 0, 0, 0));
    let dates = vec![Dates { wave: Some(wave.into()), opens_at, closes_at }];
    assert_eq!(set_dates(&server.app.store, call, dates, "décision d’essai", "test", now).await.expect("set"), 1);
    opens_at
}

#[tokio::test]
async fn the_filters_of_the_calls_are_in_the_address_and_its_files_hold_the_same_lines() {
    let server = Server::without_jobs().await;
    open(&server, "vte-fil-de-l-eau", "continu", None).await;
    let all = rows(&server, "/appels/appels.csv").await;
    assert!(all.len() > 10, "{} lines", all.len());
    for (query, at, word) in [
        ("kind=training", 4, "formation"),
        ("kind=grant", 4, "subvention"),
        ("operator=Bpifrance", 3, "Bpifrance"),
        ("programme=pack-rebond-2020", 2, "pack-rebond-2020"),
        ("territory=2:ti-2704", 2, "territoires-d-industrie-2023"),
        ("open=oui", 6, "ouvert"),
    ] {
        let kept = rows(&server, &format!("/appels/appels.csv?{query}")).await;
        assert!(kept.len() < all.len(), "{query} keeps everything");
        assert!(column(&kept, at).iter().all(|cell| cell.contains(word)), "{query}: {kept:?}");
        assert_eq!(kept.len(), all.iter().filter(|row| row[at].contains(word)).count(), "{query}");
        let page = server.get(&format!("/appels?{query}")).await.text();
        assert_eq!(page.matches("<li><div><b").count(), kept.len(), "{query}");
    }
    assert!(plain(&server.get("/appels?open=oui").await).contains("1 000 places sur 1 000"), "what remains is told");
    let dated = ["ouverture le 06/05/2021, clôture non connue", "opening on 6 May 2021, closing not known"];
    for (path, dated) in ["/appels?q=mai+2021", "/en/appels?q=May+2021"].into_iter().zip(dated) {
        let page = server.get(path).await.text();
        assert!(page.contains(dated), "a wave is not closed since its opening: {page}");
    }
    let none = server.get("/appels?q=licorne").await.text();
    assert!(none.contains("Rien ne correspond") && none.contains("0 ligne sur"), "{none}");
    let book = server.get("/en/appels/appels.xlsx?kind=grant").await;
    assert!(book.bytes.starts_with(b"PK"));
}

#[tokio::test]
async fn what_remains_of_an_envelope_is_told_on_the_first_page_on_the_call_and_follows_what_is_decided() {
    let server = Server::without_jobs().await;
    let closes = paris_instant(server.app.today().saturating_add(Span::new().days(20)).at(17, 0, 0, 0));
    open(&server, "fonds-friches-2020-2022", "recyclage-2", Some(closes)).await;
    assert!(plain(&server.get("/").await).contains("reste 750 000 000 €"));
    let cookie = instructor(&server).await;
    let decided = decide(&server, &cookie, "fonds-friches", "k1", &commitment("FF-001", 1_000_000_000)).await;
    assert!(decided.status.is_success(), "{}", decided.text());
    assert!(plain(&server.get("/").await).contains("reste 740 000 000 €"), "ten million are committed");
    let call = plain(&server.get("/appels/fonds-friches-2020-2022").await);
    assert!(call.contains("750 000 000 €, <b>reste 740 000 000 €</b>") && call.contains("href=\"/enveloppes/fonds-friches\""), "{call}");
    assert!(!call.contains("FF-001"), "who asks stays confidential");
    assert!(plain(&server.get("/en").await).contains("€740,000,000 left"));
    let closed = plain(&server.get("/appels?programme=pack-rebond-2020&q=Fonds+d%E2%80%99acc%C3%A9l%C3%A9ration").await);
    assert!(closed.contains("clos") && !closed.contains("· reste "), "a call that is closed offers nothing any more");
}

#[tokio::test]
async fn the_first_page_says_of_a_call_that_it_closes_soon_within_a_year_only() {
    let server = Server::without_jobs().await;
    for (days, told) in [(800, ["Derniers appels", "Latest calls"]), (20, ["Appels qui ferment bientôt", "Calls that close soon"])] {
        let closes = paris_instant(server.app.today().saturating_add(Span::new().days(days)).at(17, 0, 0, 0));
        open(&server, "fonds-friches-2020-2022", "recyclage-2", Some(closes)).await;
        for (path, title) in ["/", "/en"].into_iter().zip(told) {
            let page = server.get(path).await.text();
            assert!(page.contains(&format!("<h2>{title}</h2>")) && page.contains("/appels/fonds-friches-2020-2022\""), "{days}: {page}");
        }
    }
}

#[tokio::test]
async fn a_call_whose_measures_have_their_own_envelopes_tells_what_is_left_in_each() {
    let server = Server::without_jobs().await;
    let closes = paris_instant(server.app.today().saturating_add(Span::new().days(20)).at(17, 0, 0, 0));
    open(&server, "rebond-industriel-ami", "releve-1", Some(closes)).await;
    let list = plain(&server.get("/appels?q=Rebond+industriel").await);
    for left in ["Rebond industriel, ingénierie : reste 10 000 000 €", "Rebond industriel, aides : reste 90 000 000 €"] {
        // What remains of an envelope that is over is not offered as if it ran.
        assert!(list.contains(&format!("{left}, enveloppe échue le 31 octobre 2026")), "{list}");
    }
    let call = plain(&server.get("/appels/rebond-industriel-ami").await);
    for id in ["rebond-industriel-aides", "rebond-industriel-ingenierie"] {
        assert_eq!(call.matches(&format!("href=\"/enveloppes/{id}\"")).count(), 1, "{call}");
    }
    let file = rows(&server, "/appels/appels.csv?q=Rebond+industriel").await;
    let cells: Vec<&str> = file.iter().filter(|row| row[0] == "rebond-industriel-ami").map(|row| row[12].as_str()).collect();
    assert_eq!(cells, ["10000000.00, 90000000.00"]);
}

#[tokio::test]
async fn the_dates_that_an_operator_sets_are_those_of_the_page_and_of_the_api() {
    let server = Server::without_jobs().await;
    let one = "/api/v1/calls/ecoles-de-production-2021";
    assert_eq!(server.get(one).await.json()["waves"][0]["opens"], "2021-05-06");
    let rolling = "/api/v1/calls/accelerateurs-fil-de-l-eau";
    assert_eq!(server.get(rolling).await.json()["waves"].as_array().map(Vec::len), Some(0));
    let closing_day = server.app.today().saturating_add(Span::new().days(20));
    let opens = open(&server, "ecoles-de-production-2021", "unique", Some(paris_instant(closing_day.at(17, 0, 0, 0)))).await;
    open(&server, "accelerateurs-fil-de-l-eau", "continu", None).await;
    let wave = server.get(one).await.json()["waves"][0].clone();
    assert_eq!(wave["opens"], paris_time(opens).date().to_string());
    assert_eq!(wave["closes"], closing_day.to_string());
    assert_eq!(wave["closes_at"], "17:00");
    for (path, hour) in
        [("/appels/rebond-industriel-ami", ", 12\u{a0}h\u{a0}00</td>"), ("/en/appels/rebond-industriel-ami", ", 12:00</td>")]
    {
        assert!(server.get(path).await.text().contains(hour), "{path}");
    }
    assert!(wave["selection"].is_null(), "the selection of 2021 is not that of the wave opened again");
    let waves = server.get(rolling).await.json()["waves"].clone();
    assert_eq!(waves.as_array().map(Vec::len), Some(1));
    assert_eq!(waves[0]["id"], "continu");
    let list = server.get("/api/v1/calls").await.json();
    let listed = list["items"].as_array().expect("items").iter().find(|call| call["id"] == "ecoles-de-production-2021").expect("the call");
    assert_eq!(listed["waves"][0], wave);
    let file = rows(&server, "/appels/appels.csv?q=coles+de+production").await;
    assert_eq!((file[0][8].as_str(), file[0][9].as_str()), (closing_day.to_string().as_str(), "17:00"));
}

#[tokio::test]
async fn measures_are_kept_by_kind_holder_operator_and_day() {
    let server = Server::without_jobs().await;
    let all = rows(&server, "/mesures/mesures.csv").await;
    let server = &server;
    let only = |query: &str| {
        let path = format!("/mesures/mesures.csv?{query}");
        async move { rows(server, &path).await }
    };
    let loans = only("kind=loan").await;
    assert!(!loans.is_empty() && column(&loans, 3).iter().all(|kind| *kind == "prêt"), "{loans:?}");
    let (companies, epci) = (only("audience=company").await, only("audience=epci").await);
    assert!(column(&companies, 0).contains(&"pret-rebond") && !column(&companies, 0).contains(&"chef-de-projet"), "{companies:?}");
    assert!(column(&epci, 0).contains(&"chef-de-projet") && !column(&epci, 0).contains(&"pret-rebond"), "{epci:?}");
    assert!(column(&companies, 0).contains(&"fonds-friches") && column(&epci, 0).contains(&"fonds-friches"), "two kinds of holders");
    let bpi = only("operator=Bpifrance").await;
    assert!(!bpi.is_empty() && bpi.len() < all.len() && column(&bpi, 5).iter().all(|operators| operators.contains("Bpifrance")));
    let day = only("on=2021-01-01").await;
    assert!(!day.is_empty() && column(&day, 2).iter().all(|programme| *programme == "pack-rebond-2020"), "{day:?}");
    for (query, kept) in [("kind=loan", &loans), ("audience=epci", &epci), ("on=01/01/2021", &day)] {
        let page = server.get(&format!("/mesures?{query}")).await.text();
        assert_eq!(page.matches("<tr><td><a href=\"/mesures/").count(), kept.len(), "{query}");
    }
    let wrong = server.get("/mesures?on=demain").await.text();
    assert!(wrong.contains("date illisible") && wrong.contains("aria-invalid=\"true\""), "{wrong}");
    let page = server.get("/mesures/pret-rebond").await.text();
    assert!(page.contains("<dt>Nature</dt><dd>prêt</dd>") && page.contains("<dt>Régime d’aide</dt>"), "{page}");
}

#[tokio::test]
async fn who_got_it_is_told_of_what_is_published_and_of_nothing_else() {
    let server = Server::without_jobs().await;
    let (measure, call) = ("/mesures/ecoles-de-production-investissement", "/appels/ecoles-de-production-2021");
    for path in [measure, call] {
        assert!(server.get(path).await.text().contains("Aucune subvention publiée ici ne s’y rattache."), "{path}");
    }
    let sheet = crate::funding::sheet_in(&server, "ti-2704", "27").await;
    let line = |euros: i64| {
        let stage = |day: i8| Some(Stage { amount: Cents::euros(euros), on: domain::Date::constant(2024, 3, day), proof: "pièce".into() });
        let mut line = Line::planned(Funder::Region, "Région", Instrument::Grant, Cents::euros(euros));
        (line.programme, line.measure) = (Some("pack-rebond-2020".into()), Some("ecoles-de-production-investissement".into()));
        line.call = Some("ecoles-de-production-2021".into());
        (line.asked, line.granted, line.contracted) = (stage(1), stage(10), stage(20));
        line
    };
    // The second is under the amount from which grants are published.
    let lines = vec![(sheet.clone(), line(50_000)), (sheet, line(21_300))];
    store::funding::add_all(&server.app.store, lines, "person:1", Timestamp::now()).await.expect("added");
    for path in [measure, call] {
        let page = plain(&server.get(path).await);
        assert!(page.contains("Exemple Industrie") && page.contains("50 000 €") && page.contains("href=\"/subventions/"), "{path}: {page}");
        assert!(!page.contains("21 300 €"), "{path} tells of a grant that is not published");
    }
    assert!(!server.get("/mesures/pret-rebond").await.text().contains("Exemple Industrie"));
}

#[tokio::test]
async fn territories_are_drawn_beside_their_list_and_leave_as_files() {
    let server = Server::without_jobs().await;
    let all = rows(&server, "/territoires/territoires.csv").await;
    assert_eq!(all.len(), 183);
    let page = server.get("/territoires").await.text();
    let drawn = page.matches("data-site=\"2-").count();
    assert!(drawn > 150 && page.contains("data-site=\"2-ti-2704\""), "{drawn} are drawn");
    let kept = rows(&server, "/territoires/territoires.csv?phase=2&region=Bretagne").await;
    let page = server.get("/territoires?phase=2&region=Bretagne").await.text();
    assert!(!kept.is_empty() && column(&kept, 3).iter().all(|region| *region == "Bretagne"), "{kept:?}");
    assert_eq!(page.matches("<tr><th scope=\"row\"><a href=\"/territoires/2/").count(), kept.len());
    assert!(server.get("/en/territoires/territoires.xlsx?phase=1").await.bytes.starts_with(b"PK"));
}

#[tokio::test]
async fn a_territory_tells_its_sheets_its_calls_and_its_envelopes_to_each_as_they_may_know() {
    let server = Server::without_jobs().await;
    let lead = crate::contracts::lead(&server).await;
    crate::contracts::published(&server).await;
    crate::contracts::made(&server, &lead, "Projet confidentiel").await;
    let page = server.get("/territoires/2/ti-2704").await.text();
    let total = |page: &str, n: usize| page.contains(&format!("<td class=\"num\">{n}</td></tr></tfoot>"));
    assert!(page.contains("Fiches publiées") && total(&page, 1) && !page.contains("contrat/tableau"), "{page}");
    let own = server.get_as(&lead, "/territoires/2/ti-2704").await.text();
    assert!(own.contains("Où en sont les fiches action") && total(&own, 2) && own.contains("/contrat/tableau?etat="), "{own}");
    let elsewhere = server.get_as(&lead, "/territoires/2/ti-8401").await.text();
    assert!(elsewhere.contains("Fiches publiées") && !elsewhere.contains("contrat/tableau"), "{elsewhere}");
    assert!(page.contains("href=\"/appels?territory=2:ti-2704\"") && page.contains("href=\"/appels/"), "{page}");
    assert!(page.contains("/enveloppes/fonds-vert-ti-2024") && !page.contains("/enveloppes/vte-1000"), "those of its phase");
}

#[tokio::test]
async fn an_activity_is_found_by_its_words_in_either_language_and_named_in_that_of_the_page() {
    let server = Server::without_jobs().await;
    let batteries = "href=\"/en/filieres/27.20Z\">Manufacture of batteries and accumulators</a> <span class=\"small soft\">27.20Z</span>";
    for page in ["/en/filieres?a=battery", "/en/filieres?a=batteries", "/en/filieres?a=accumulateurs", "/en/recherche?q=battery"] {
        let found = server.get(page).await.text();
        assert!(found.contains(batteries), "{page}: {found}");
    }
    // ISIC holds forging and stamping together, which the NAF cuts: found by the English words, named in French.
    for (page, french) in [("/en/recherche?q=metal+STAMPING", " lang=\"fr\""), ("/recherche?q=metal+STAMPING", "")] {
        let found = server.get(page).await.text();
        assert!(found.contains(&format!("/filieres/25.50B\"{french}>")), "{page}: {found}");
    }
    for page in ["/filieres?a=furniture", "/filieres?a=meuble"] {
        let found = server.get(page).await.text();
        assert!(found.contains("href=\"/filieres/31.01Z\">") && !found.contains("furniture</a>"), "{page}: {found}");
    }
    // Without scripts, the form of a project names what the words lead to.
    for (page, told) in [
        ("/en/projets", "write that of the activity: 27.20Z (Manufacture of batteries and accumulators)"),
        ("/projets", "écrire celui de l’activité\u{a0}: 27.20Z (Fabrication de piles"),
    ] {
        let refused = server.post(page, &[("title", "Piles"), ("project.naf", "battery")]).await;
        assert!(refused.text().contains(told), "{}", refused.text());
    }
    for (lang, name) in [("en", "Manufacture of batteries and accumulators"), ("fr", "Fabrication de piles")] {
        let found = server.get(&format!("/api/v1/activities?q=batter&lang={lang}")).await.json();
        let items = found["items"].as_array().expect("a list");
        let item = items.iter().find(|item| item["code"] == "27.20Z").unwrap_or_else(|| panic!("{found}"));
        assert!(item["name"].as_str().is_some_and(|told| told.starts_with(name)), "{found}");
    }
}

#[tokio::test]
async fn the_search_finds_activities_calls_brownfields_and_what_each_may_know_of() {
    let server = Server::without_jobs().await;
    crate::brownfields::with_brownfields(&server).await;
    let lead = crate::contracts::lead(&server).await;
    let sheet = crate::contracts::made(&server, &lead, "Emboutis confidentiels").await;
    for (word, link) in [
        ("emboutissage", "href=\"/filieres/25.50B\""),
        ("accelerateurs", "href=\"/appels/accelerateurs-fil-de-l-eau\""),
        ("ancienne+fonderie", "href=\"/friches/71076-1\""),
        ("fonds+friches", "href=\"/enveloppes/fonds-friches\""),
    ] {
        let found = server.get(&format!("/recherche?q={word}")).await.text();
        assert!(found.contains(link), "{word}: {found}");
    }
    let english = server.get("/en/recherche?q=emboutissage").await.text();
    assert!(english.contains("href=\"/en/filieres/25.50B\" lang=\"fr\""), "a title of the NAF without English: {english}");
    let link = format!("href=\"{sheet}\"");
    assert!(server.get_as(&lead, "/recherche?q=emboutis").await.text().contains(&link), "the lead finds their own sheet");
    let stranger = server.person("Dominique", domain::rights::Role::ProjectLead, "territory:2:ti-8401").await;
    for found in [server.get("/recherche?q=emboutis").await, server.get_as(&stranger, "/recherche?q=emboutis").await] {
        assert!(!found.text().contains("Emboutis confidentiels"), "{}", found.text());
    }
    crate::contracts::published(&server).await;
    assert!(server.get("/recherche?q=halle+ouverte").await.text().contains("Halle ouverte"), "what is published is found by all");
}

#[tokio::test]
async fn the_home_page_tells_every_station_of_the_line_as_one_that_is_there() {
    let page = Server::without_jobs().await.get("/").await.text();
    let line = page.split("<ol class=\"line\">").nth(1).and_then(|rest| rest.split("</ol>").next()).expect("the line");
    assert_eq!((line.matches("<li").count(), line.matches("<li class=\"done\">").count()), (6, 6), "{line}");
    assert!(line.contains("matières à échanger"), "{line}");
}

#[tokio::test]
async fn what_no_source_gives_of_a_measure_or_a_call_is_shown_as_unknown() {
    let server = Server::without_jobs().await;
    let bare = server.get("/mesures/diagnostic-rebond").await.text();
    for words in [
        "<dt>Enveloppe</dt><dd><span class=\"tag unknown\">? non connu</span>",
        "<dt>Appel</dt><dd><span class=\"tag unknown\">? non connu</span>",
        "Aucune source lue ne donne la liste des pièces demandées.",
        "Aucune source lue ne dit ce qui en est suivi.",
    ] {
        assert!(bare.contains(words), "« {words} » is not in:\n{bare}");
    }
    let whole = server.get("/mesures/fonds-friches").await.text();
    assert!(!whole.contains("? non connu") && whole.contains("href=\"/appels/fonds-friches-2020-2022\""), "{whole}");
    let call = server.get("/appels/cnam-au-coeur-des-territoires-2").await.text();
    assert!(call.contains("Aucune source lue ne donne l’enveloppe de cet appel."), "{call}");
}

#[tokio::test]
async fn the_page_of_sources_names_the_tables_that_the_project_keeps() {
    let server = Server::without_jobs().await;
    let page = plain(&server.get("/a-propos").await);
    for words in ["Territoires d’industrie 2023-2027", "ANCT", "Licence Ouverte 2.0", "reference/sites.csv", "2000/532/CE", "In Song Kim"]
    {
        assert!(page.contains(words), "« {words} » is not in:\n{page}");
    }
}

#[tokio::test]
async fn a_territory_is_shown_the_envelopes_of_the_country_and_not_the_fund_of_another_region() {
    let server = Server::without_jobs().await;
    for (territory, has) in [("ti-2704", false), ("ti-8401", true)] {
        let page = server.get(&format!("/territoires/2/{territory}")).await.text();
        assert!(page.contains("id=\"enveloppes\""), "{territory}");
        assert_eq!(page.contains("Foncier industriel, Région Auvergne-Rhône-Alpes"), has, "{territory}");
    }
}
