//! Choosing a site over HTTP, without scripts: weights by pairs, sites side by side, cross-checks, files; the brownfield
//! of a project.

use crate::server::{Answer, Server};

/// Two sites of the catalogue whose commune is known.
fn two(server: &Server) -> [String; 2] {
    let sites = server.app.sites();
    let mut known = sites.iter().filter(|s| s.commune.is_some()).map(|s| s.id.clone());
    [known.next().expect("a site"), known.next().expect("another site")]
}

fn plain(answer: &Answer) -> String {
    answer.text().replace(['\u{202f}', '\u{a0}'], " ")
}

/// Where a link of the page leads, found by its beginning.
fn link(page: &str, start: &str) -> String {
    let found = page.split("href=\"").skip(1).filter_map(|r| r.split('"').next()).find(|h| h.starts_with(start));
    found.unwrap_or_else(|| panic!("no link begins with {start}")).replace("&amp;", "&").replace("&#38;", "&")
}

#[tokio::test]
async fn weights_said_by_pairs_end_in_the_address_of_the_ranking() {
    let server = Server::start().await;
    let owner = server.project("Atelier").await;
    let ways = format!("{owner}/sites/poids");
    let first = server.get(&ways).await.text();
    assert!(
        first.contains("name=\"p-distance-maturity\"") && !first.contains("Poids obtenus"),
        "the pairs are asked, and nothing is answered yet"
    );
    let said = plain(&server.get(&format!("{ways}?c=distance&c=maturity&p-distance-maturity=3")).await);
    assert!(said.contains("jugements cohérents") && said.contains("75 %") && said.contains("25 %"), "{said}");
    let ranked = link(&said, &format!("{owner}/sites?w-"));
    assert!(ranked.contains("w-distance=75.0") && ranked.contains("w-maturity=25.0"), "{ranked}");
    let page = server.get(&ranked).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("name=\"w-distance\" min=\"0\" max=\"100\" value=\"75\""));
}

#[tokio::test]
async fn judgements_that_contradict_themselves_are_pointed_at() {
    let server = Server::start().await;
    let owner = server.project("Atelier").await;
    server.post(&format!("{owner}/questions/site.area_ha"), &[("version", "1"), ("site.area_ha", "2")]).await;
    let query = "c=area&c=distance&c=maturity&p-area-distance=9&p-area-maturity=-9&p-distance-maturity=9";
    for (prefix, words) in [("", ["jugements contradictoires", "à revoir"]), ("/en", ["contradictory judgements", "to revisit"])] {
        let page = server.get(&format!("{prefix}{owner}/sites/poids?{query}")).await.text();
        assert!(words.iter().all(|w| page.contains(w)), "{page}");
    }
}

#[tokio::test]
async fn two_sites_are_compared_by_anyone_and_against_a_project() {
    let server = Server::start().await;
    let [a, b] = two(&server);
    let owner = server.project("Atelier").await;
    for path in ["/sites/comparer", "/en/sites/comparer", &format!("{owner}/sites/comparer")] {
        let page = server.get(&format!("{path}?s={a}&s={b}")).await;
        assert_eq!(page.status, 200, "{path}");
        let text = page.text();
        assert!(text.contains(&format!("/sites/{a}\"")) && text.contains(&format!("/sites/{b}\"")), "{path} shows both");
        assert!(text.contains("class=\"side\""));
    }
    let project = server.get(&format!("{owner}/sites/comparer?s={a}&s={b}")).await;
    assert!(project.text().contains("Ne convient pas au projet") && project.header("cache-control") == "no-store");
    let offered = server.get("/sites/comparer?q=chalon").await.text();
    assert!(offered.contains("/sites/comparer?s="), "a word offers sites to add");
}

#[tokio::test]
async fn the_source_of_a_compared_value_keeps_its_signs_and_says_that_it_is_french() {
    let server = Server::start().await;
    let [other, _] = two(&server);
    for prefix in ["", "/en"] {
        let page = server.get(&format!("{prefix}/sites/comparer?s=saoneor-71076&s={other}")).await.text();
        let table = page.split("<table class=\"side\">").nth(1).and_then(|rest| rest.split("</table>").next()).expect("a table");
        assert!(table.contains("«\u{a0}Désormais") && table.contains("(07/2020)\u{a0}; Traces"), "{table}");
        for sign in ["« ", " »", " ;", " :", " ?", " !"] {
            assert!(!table.contains(sign), "“{sign}” can hang: {table}");
        }
        assert_eq!(table.contains(" lang=\"fr\">La Gazette"), prefix == "/en", "{table}");
    }
}

#[tokio::test]
async fn too_many_sites_or_one_that_does_not_exist_are_told() {
    let server = Server::start().await;
    let five = server.app.sites().iter().take(5).map(|s| format!("s={}", s.id)).collect::<Vec<_>>().join("&");
    for (query, words) in [(five.as_str(), "4 au plus"), ("s=nulle-part", "aucun site du catalogue")] {
        let answer = server.get(&format!("/sites/comparer?{query}")).await;
        assert_eq!(answer.status, 400);
        assert!(answer.text().contains(words), "{query}");
        assert_eq!(server.get(&format!("/api/v1/sites/compare?{query}")).await.status, 400);
    }
}

#[tokio::test]
async fn a_comparison_is_taken_away_as_csv_xlsx_and_json() {
    let server = Server::start().await;
    let [a, b] = two(&server);
    let csv = server.get(&format!("/sites/comparer.csv?s={a}&s={b}")).await.text();
    assert!(csv.trim_start_matches('\u{feff}').starts_with("groupe;critere;identifiant;site;valeur;"), "{csv}");
    assert!(csv.lines().any(|l| l.contains(&a)) && csv.lines().any(|l| l.contains(&b)));
    assert!(server.get(&format!("/sites/comparer.xlsx?s={a}&s={b}")).await.bytes.starts_with(b"PK"));
    let json = server.get(&format!("/api/v1/sites/compare?s={a}&s={b}")).await.json();
    assert!(json["groups"][0]["rows"][0]["cells"].as_array().is_some_and(|cells| cells.len() == 2), "{json}");
}

#[tokio::test]
async fn the_ranking_is_cross_checked_and_its_rows_can_be_taken_away() {
    let server = Server::start().await;
    let owner = server.project("Atelier").await;
    let page = server.get(&format!("{owner}/sites?w-distance=60&margin=25")).await.text();
    for words in ["TOPSIS (normalisation vectorielle)", "PROMETHEE II", "Dans les dix premiers", "à 25"] {
        assert!(page.replace('\u{a0}', " ").contains(words), "{words}");
    }
    let file = link(&page, &format!("{owner}/sites/classement.csv"));
    assert!(file.contains("w-distance=60") && file.contains("margin=25"), "{file}");
    let csv = server.get(&file).await.text();
    assert!(csv.trim_start_matches('\u{feff}').starts_with("rang;identifiant;site;"));
    assert!(csv.lines().count() > 20, "the file holds every site, not only those of the page");
    assert_eq!(server.get(&format!("{owner}/sites/autre.csv")).await.status, 404);
}

#[tokio::test]
async fn every_excluded_site_can_be_taken_away_with_its_reasons() {
    let server = Server::start().await;
    let owner = server.project("Atelier").await;
    let question = format!("{owner}/questions/site.area_ha");
    let form = server.get(&question).await.text();
    let version = form.split("name=\"version\" value=\"").nth(1).and_then(|r| r.split('"').next()).expect("the form carries its version");
    assert_eq!(server.post(&question, &[("version", version), ("site.area_ha", "60")]).await.status, 303);
    let page = server.get(&format!("{owner}/sites")).await.text();
    let csv = server.get(&link(&page, &format!("{owner}/sites/exclus.csv"))).await.text().replace('\u{a0}', " ");
    assert!(csv.trim_start_matches('\u{feff}').starts_with("identifiant;site;raisons;lecture"), "{csv}");
    let rows: Vec<&str> = csv.lines().skip(1).collect();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.contains("60 ha demandés")), "{csv}");

    let site = rows[0].split(';').next().expect("an identifier");
    let form = server.get(&question).await.text();
    let version = form.split("name=\"version\" value=\"").nth(1).and_then(|r| r.split('"').next()).expect("the form carries its version");
    assert_eq!(server.post(&format!("{owner}/sites"), &[("version", version), ("site", site)]).await.status, 303);
    let page = server.get(&format!("{owner}/sites")).await.text().replace('\u{a0}', " ");
    assert!(page.contains("est exclu par ce que le projet demande : "), "a chosen site that is excluded says so: {page}");
}

#[tokio::test]
async fn people_within_reach_are_told_as_an_interval_and_an_island_is_not_joined() {
    let server = Server::start().await;
    let [a, _] = two(&server);
    let page = plain(&server.get(&format!("/sites/{a}")).await);
    assert!(page.contains("À portée, par la route") && page.contains("estimé") && page.contains("class=\"ring\""), "{page}");
    for site in server.app.sites().iter() {
        let people = |key: &str| site.number(key);
        if let (Some(low), Some(high)) = (people("population_30min_low"), people("population_30min_high")) {
            assert!(
                low <= high && Some(low) <= people("population_45min_low") && Some(high) <= people("population_45min_high"),
                "{}",
                site.id
            );
            // La Réunion holds fewer than a million people: nobody of the mainland is counted with them.
            assert!(!site.department.starts_with("974") || high < 1_000_000.0, "{}", site.id);
        }
    }
}

#[tokio::test]
async fn a_brownfield_says_what_it_costs_what_is_missing_and_what_a_fund_may_pay() {
    let server = Server::start().await;
    let owner = server.project("Reconvertir la fonderie").await;
    let friche = format!("{owner}/friche");
    assert!(server.get(&friche).await.text().contains("Rien ne dit encore"), "a project that is on no brownfield says so");
    assert!(!server.get(&owner).await.text().contains(&friche), "and its page does not lead there");
    let answers = [
        ("brownfield.on", "oui"),
        ("brownfield.area_m2", "20000"),
        ("brownfield.built_m2", "4000"),
        ("brownfield.rural", "non"),
        ("brownfield.pollution", "proved"),
        ("brownfield.purchase", "200000"),
    ];
    for (key, value) in answers {
        let question = format!("{owner}/questions/{key}");
        let form = server.get(&question).await.text();
        let version = form.split("name=\"version\" value=\"").nth(1).and_then(|r| r.split('"').next()).expect("a version").to_owned();
        let answer = server.post(&question, &[("version", &version), (key, value)]).await;
        assert_eq!(answer.status, 303, "{key}: {}", answer.text());
    }
    assert!(server.get(&owner).await.text().contains(&friche), "its page leads to its brownfield");
    let page = plain(&server.get(&friche).await);
    // 22 000 € × 2 ha; 7 € × 4 000 m²; 14 € × 4 000 m² × 40.38 %.
    for words in ["44 000 €", "28 000 €", "22 612,80 €", "11 620 €", "grille 1.0", "Des lignes manquent encore", "avérée"] {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.contains("/questions/brownfield.flood"), "what is missing leads to its question");
    let longer = plain(&server.get(&format!("{friche}?annees=20&grille=1.0")).await);
    assert!(longer.contains("Sur 20 ans"));
    for wrong in ["grille=9", "annees=0", "annees=demain"] {
        assert_eq!(server.get(&format!("{friche}?{wrong}")).await.status, 400, "{wrong}");
    }
    let csv = server.get(&format!("{friche}/bilan.csv")).await.text();
    assert!(csv.contains("44000.00") && csv.contains("brownfield.other_costs"), "{csv}");
    assert!(server.get(&format!("/en{friche}/bilan.xlsx")).await.bytes.starts_with(b"PK"));
    assert_eq!(server.get(&format!("{friche}/autre.csv")).await.status, 404);
}

#[tokio::test]
async fn a_weight_put_to_zero_stays_at_zero_when_the_form_is_sent_again() {
    let server = Server::start().await;
    let owner = server.project("Atelier").await;
    let page = server.get(&format!("{owner}/sites?w-distance=0&w-maturity=80&w-maturity-min=20")).await.text();
    assert!(page.contains("name=\"w-distance\" min=\"0\" max=\"100\" value=\"0\""), "the slider of a criterion taken out is still there");
    assert!(page.contains("name=\"w-maturity-min\" min=\"0\" max=\"100\" step=\"any\" value=\"20\""));
    // What the form holds, sent as it is, gives the same page: nothing comes back by itself.
    let mut query = form_urlencoded::Serializer::new(String::new());
    for input in page.split("<input ").skip(1).filter(|input| input.contains("name=\"w-")) {
        let field = |name: &str| input.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        query.append_pair(field("name"), field("value"));
    }
    let again = server.get(&format!("{owner}/sites?{}", query.finish())).await.text();
    assert!(again.contains("name=\"w-distance\" min=\"0\" max=\"100\" value=\"0\""));
    let file = link(&again, &format!("{owner}/sites/classement.csv"));
    assert!(file.contains("w-distance=0") && file.contains("w-maturity-min=20") && !file.contains("-max="), "{file}");
}
