//! The sectors of a territory over HTTP: any set of communes, weights in the address, reasons in place, and what is
//! invented said everywhere.

use crate::server::Server;

const CHALON: &str = "/filieres/territoires/2/ti-2704";

/// The first activity of the ranking that a page shows.
fn first(page: &str) -> &str {
    let list = page.split("<ol class=\"slist ranked\">").nth(1).expect("the page ranks activities");
    list.split("<strong>").nth(1).and_then(|rest| rest.split("</strong>").next()).expect("a name")
}

#[tokio::test]
async fn without_data_every_page_says_which_file_to_import() {
    let server = Server::without_jobs().await;
    for path in ["/filieres", CHALON, "/filieres/25.50B", "/filieres/communes?c=71076"] {
        let page = server.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        let text = page.text();
        assert!(text.contains("rebond import urssaf") && text.contains("generate sectors"), "{path}");
    }
    let api = format!("/api/v1/sectors{}", CHALON.replace("/filieres/territoires", "/territories"));
    for path in [api, format!("{CHALON}/etude.pdf"), "/filieres/25.50B/etude.pdf".to_owned()] {
        let refused = server.get(&path).await;
        assert_eq!(refused.status, 404, "{path}");
        assert!(refused.text().contains("rebond import"), "{path}: {}", refused.text());
    }
}

#[tokio::test]
async fn what_is_invented_is_said_on_every_page_and_in_every_file() {
    let server = Server::studied().await;
    for path in ["/filieres", CHALON, "/filieres/epci/247100589", "/filieres/departements/71", "/filieres/regions/27", "/filieres/25.50B"] {
        let page = server.get(path).await.text();
        assert!(page.contains("class=\"band\"") && page.contains("Données synthétiques"), "{path}");
        let english = server.get(&format!("/en{path}")).await.text();
        assert!(english.contains("Synthetic data"), "{path}");
    }
    let files = ["points-forts", "pistes", "evolution", "achats"].map(|stem| format!("{CHALON}/{stem}.csv"));
    let of_activity = ["zones", "proches", "departements"].map(|stem| format!("/filieres/25.50B/{stem}.csv"));
    for path in files.iter().chain(&of_activity).map(String::as_str).chain(["/filieres/27.51Z/produits.csv"]) {
        let csv = server.get(path).await.text();
        assert!(csv.lines().skip(1).all(|line| line.contains("synthétiques")) && csv.lines().count() > 1, "{path}: {csv}");
        assert!(path.contains("produits") || csv.lines().skip(1).all(|line| line.contains(";atlas;2")), "{path}: {csv}");
    }
    // A rank leaves with its weights and its reason, a change with its years.
    let heads = |csv: &str| csv.lines().next().unwrap_or_default().to_owned();
    let ranked = server.get(&format!("{CHALON}/pistes.csv?w-need=0&w-proximity=100&w-skills=0&w-reception=0&w-returns=0")).await.text();
    assert!(
        heads(&ranked).contains(";raison;poids;") && ranked.lines().skip(1).all(|line| line.contains("Proximité 100\u{a0}%")),
        "{ranked}"
    );
    let more = server.get(&format!("{CHALON}/points-forts.csv")).await.text();
    assert!(heads(&more).contains("quotient;quotient_bas;quotient_haut;alerte;raison;"), "{more}");
    let changed = server.get(&format!("{CHALON}/evolution.csv")).await.text();
    assert!(changed.lines().skip(1).all(|line| line.contains(";2017;2022;")), "{changed}");
    let bought = server.get(&format!("{CHALON}/achats.csv")).await.text();
    assert!(bought.lines().skip(1).all(|line| line.contains("FLQ, delta 0,25")), "{bought}");
    // A drawing that leaves without its page.
    assert!(server.get(&format!("{CHALON}/dessin.svg")).await.text().contains("Données synthétiques."));
    assert!(server.get(&format!("/en{CHALON}/dessin.svg")).await.text().contains("Synthetic data."));
    // Companies may be real where jobs are invented: the similarity says what it was learned on.
    let jobs = Server::with_register(&[("12", "71076", "ATELIER UN", "22.22Z")]).await;
    let csv = jobs.get("/filieres/22.22Z/entreprises-ici.csv?pour=71076").await.text();
    let bears = |line: &str| line.contains("Urssaf") && line.contains("intercommunalités × ") && line.contains(";atlas;2");
    assert!(csv.lines().count() == 2 && csv.contains("matrice_de_proximite;convention;jour") && csv.lines().skip(1).all(bears), "{csv}");
    let json = server.get("/api/v1/sectors/territories/2/ti-2704").await.json();
    assert_eq!(json["basis"]["synthetic"], true);
}

#[tokio::test]
async fn moving_a_weight_changes_the_ranking_and_the_address_keeps_it() {
    let server = Server::studied().await;
    let even = server.get(CHALON).await.text();
    let moved = format!("{CHALON}?w-need=0&w-proximity=100&w-skills=0&w-reception=0&w-returns=0");
    let page = server.get(&moved).await.text();
    assert!(page.contains("name=\"w-proximity\" min=\"0\" max=\"100\" value=\"100\""));
    assert!(
        page.contains("etude.pdf?w-need=0&#38;w-proximity=100") || page.contains("etude.pdf?w-need=0&amp;w-proximity=100"),
        "files keep the weights"
    );
    let json = server.get(&format!("/api/v1/sectors/territories/2/ti-2704?{}", moved.split('?').nth(1).unwrap_or_default())).await.json();
    assert_eq!(
        first(&page),
        json["prospects"][0]["label"]["fr"].as_str().unwrap_or_default().replace('\'', "&#39;"),
        "page and API rank alike"
    );
    assert!(!first(&even).is_empty());
}

#[tokio::test]
async fn the_parts_of_a_reason_add_up_to_its_density() {
    let server = Server::studied().await;
    let json = server.get("/api/v1/sectors/epci/247100589").await.json();
    let prospects = json["prospects"].as_array().expect("prospects");
    assert!(prospects.len() > 10);
    for p in prospects {
        let number = |v: &serde_json::Value| v.as_f64().expect("a number");
        let parts: f64 = p["because"].as_array().expect("parts").iter().map(|b| number(&b["density"])).sum();
        let whole = number(&p["density"]);
        assert!((parts + number(&p["others"]["density"]) - whole).abs() < 1e-9, "{}", p["activity"]);
    }
}

#[tokio::test]
async fn a_territory_is_drawn_commune_by_commune_without_scripts() {
    let server = Server::studied().await;
    assert_eq!(server.get("/filieres/communes?c=&ajouter=Chalon-sur-Sa%C3%B4ne").await.header("location"), "/filieres/communes?c=71076");
    let two = server.get("/filieres/communes?c=71076&ajouter=Crissey%20(71)").await;
    assert_eq!((two.status.as_u16(), two.header("location")), (303, "/filieres/communes?c=71076,71154"));
    assert_eq!(server.get("/filieres/communes?c=71076,71154&retirer=71076").await.header("location"), "/filieres/communes?c=71154");
    let lost = server.get("/filieres/communes?c=71076&ajouter=Saint-Sauveur").await;
    assert_eq!(lost.status, 200);
    assert!(lost.text().contains("role=\"alert\""), "a name that several communes share is told");
    let offered = lost.text().split("role=\"alert\"").nth(1).and_then(|rest| rest.split("</div>").next()).unwrap_or_default().to_owned();
    assert!(offered.contains("<li>") && offered.split("<li>").skip(1).all(|one| one.contains(">Saint-Sauveur (")), "{offered}");
    assert_eq!(server.get("/filieres/communes?c=99999").await.status, 400);
    assert_eq!(server.get("/filieres/epci/000000000").await.status, 404);
    assert_eq!(server.get("/filieres/99.99Z").await.status, 404);
}

#[tokio::test]
async fn a_territory_of_either_phase_is_studied_under_its_own_code() {
    let server = Server::studied().await;
    // The Grand Chalon is ti-2702 in the first phase, and its agglomeration alone; with three neighbours it is ti-2704 in the second.
    let addresses = ["territories/1/ti-2702", "epci/247100589", "territories/2/ti-2704"].map(|key| format!("/api/v1/sectors/{key}"));
    let [mut first, mut alone, mut wider] = [const { serde_json::Value::Null }; 3];
    for (address, study) in addresses.iter().zip([&mut first, &mut alone, &mut wider]) {
        *study = server.get(address).await.json();
    }
    assert_eq!((&first["jobs"], &first["strengths"]), (&alone["jobs"], &alone["strengths"]), "the same communes");
    assert!(wider["jobs"].as_f64() > first["jobs"].as_f64(), "{} jobs with the neighbours", wider["jobs"]);
    let page = server.get("/filieres/territoires/1/ti-2702").await.text();
    assert!(page.contains("Grand Chalon") && page.contains("phase 1"), "the page says which phase");
    assert_eq!(server.get("/filieres/territoires/3/ti-2702").await.status, 404);
}

#[tokio::test]
async fn an_employment_area_is_studied_like_any_territory_and_bears_its_own_licence_everywhere() {
    let server = Server::studied().await;
    let list = server.get("/filieres/zones?q=essai%20de%20chalon").await.text();
    assert!(list.contains("/filieres/zones/9901") && !list.contains("/filieres/zones/9902"), "the filter is in the address");
    assert!(list.contains("ODbL 1.0") && list.contains("Zone d’emploi 2020"), "{list}");
    let csv = server.get("/filieres/zones.csv").await.text();
    assert!(csv.lines().count() == 5 && csv.lines().skip(1).all(|line| line.contains("ODbL 1.0")), "{csv}");
    for path in ["/filieres/zones/9901", "/en/filieres/zones/9901", "/filieres/zones/BV2022-71076", "/filieres/25.50B?pour=Z9901"] {
        let page = server.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.text().contains("ODbL 1.0") && page.text().contains("© Essai"), "{path} shows the licence of the composition");
    }
    let json = server.get("/api/v1/sectors/zones/9901").await.json();
    assert!(json["basis"]["composition"]["fr"].as_str().is_some_and(|t| t.contains("ODbL 1.0")), "{}", json["basis"]);
    assert_eq!(json["communes"], 2);
    let drawn = server.get("/api/v1/sectors/communes?c=71076,71154").await.json();
    assert_eq!(json["jobs"], drawn["jobs"], "a zone is the set of its communes");
    assert!(drawn["basis"]["composition"].is_null(), "the licence of a zone does not spread to what does not use it");
    let found = server.get("/filieres?q=essai+de+dijon").await.text();
    assert!(found.contains("/filieres/zones/9902"));
    assert_eq!(server.get("/filieres/zones/0000").await.status, 404);
}

#[tokio::test]
async fn without_zones_the_pages_say_which_file_to_import() {
    let server = Server::without_jobs().await;
    for path in ["/filieres", "/filieres/zones"] {
        assert!(server.get(path).await.text().contains("rebond import zones"), "{path}");
    }
    for path in ["/filieres/zones/9901", "/filieres/zones.csv", "/api/v1/sectors/zones/9901"] {
        let refused = server.get(path).await;
        assert_eq!(refused.status, 404, "{path}");
        assert!(refused.text().contains("rebond import zones"), "{path}");
    }
}

#[tokio::test]
async fn opening_a_project_from_a_line_fills_its_fields() {
    let server = Server::studied().await;
    let page = server.get(CHALON).await.text();
    let link = page.split("/projets/nouveau?activity=").nth(1).and_then(|rest| rest.split('"').next()).expect("a line opens a project");
    let form = server.get(&format!("/projets/nouveau?activity={}", link.replace("&#38;", "&").replace("&amp;", "&"))).await.text();
    let code = &link[..6];
    assert!(form.contains(&format!("value=\"{code}\"")), "the activity is filled");
    assert!(form.contains("value=\"71076\"") && form.contains("Une usine"), "the commune and the title too");
    let unknown = server.get("/projets/nouveau?activity=%3Cscript%3E&kind=rien&commune=zz&title=%3Cb%3E").await.text();
    assert!(!unknown.contains("<script>") && !unknown.contains("<b>"));
}

#[tokio::test]
async fn a_sector_shows_its_zones_and_both_roads_and_asks_for_which_territory() {
    let server = Server::studied().await;
    let page = server.get("/filieres/25.50B").await.text();
    assert!(page.contains("/filieres/epci/") && page.contains("class=\"q"), "zones in a table, départements on a map");
    let second = server.get("/filieres/25.50B?voie=fournisseurs&pour=2/ti-2704").await.text();
    assert!(second.contains("Grand Chalon") && second.contains("import sirene"), "nobody is named without the register");
    let unknown = server.get("/filieres/25.50B?pour=Atlantide").await.text();
    assert!(unknown.contains("territoire inconnu"));
}

#[tokio::test]
async fn the_titles_of_sources_are_read_as_french_on_an_english_page() {
    let server = Server::studied().await;
    let titled = |page: &str| page.split("<ul class=\"sources\">").nth(1).is_some_and(|list| list.starts_with("<li><span lang=\"fr\">"));
    for path in ["/filieres/25.50B", CHALON] {
        assert!(titled(&server.get(&format!("/en{path}")).await.text()), "{path}");
        assert!(!titled(&server.get(path).await.text()), "a page in French says it once, at its top: {path}");
    }
}

#[tokio::test]
async fn an_activity_says_what_the_country_imports_of_it_and_what_each_published_method_thinks_of_it() {
    let server = Server::studied().await;
    let json = server.get("/api/v1/sectors/activities/27.51Z").await.json();
    let products = json["products"].as_array().expect("products");
    assert!(!products.is_empty() && json["need"]["products"].as_u64() == Some(products.len() as u64));
    let page = server.get("/filieres/27.51Z").await.text();
    let table = page.split("id=\"importations\"").nth(1).and_then(|rest| rest.split("id=\"relocaliser\"").next()).expect("the section");
    for method in ["Commission européenne, dépendances stratégiques (2021)", "DG Trésor, Trésor-Éco n° 274 (2020)", "note n° 64 (2021)"]
    {
        assert!(table.contains(method), "{method} stands beside the others");
    }
    assert!(table.contains("classe 2750 de la CITI") && table.contains("27.52Z"), "what nothing divides is said to be of the whole class");
    assert!(table.contains("ne peut pas conclure") && table.contains("au-dessus de 0,4"), "an unread threshold and a read one: {table}");
    assert!(table.contains("de mémoire, à vérifier") && table.contains("milliers de dollars"), "each threshold has its source");
    assert!(table.contains(products[0]["product"].as_str().expect("a code")));
    let csv = server.get("/filieres/27.51Z/produits.csv").await.text();
    let criteria: usize =
        products[0]["verdicts"].as_array().expect("verdicts").iter().map(|v| v["criteria"].as_array().map_or(0, Vec::len)).sum();
    assert_eq!(csv.lines().count(), 1 + products.len() * criteria, "every product by every criterion");
    assert!(server.get("/en/filieres/27.51Z/produits.xlsx").await.bytes.starts_with(b"PK"));
    let english = server.get("/en/filieres/27.51Z").await.text();
    assert!(english.contains("cannot conclude") && english.contains("comes from outside the European Union"));

    // Forging is a service for others: no product of the customs leads to it, and its division does not lend it any.
    let forging = server.get("/api/v1/sectors/activities/25.50B").await.json();
    assert!(forging["need"].is_null() && forging["products"].as_array().is_some_and(Vec::is_empty), "{}", forging["need"]);

    let without = Server::with_jobs().await;
    let page = without.get("/filieres/22.22Z").await.text();
    assert!(page.contains("rebond import baci"), "without trade the page says which file to import");
    assert_eq!(without.get("/filieres/22.22Z/produits.csv").await.status, 404);
}

#[tokio::test]
async fn a_territory_has_its_portrait_and_the_parts_of_its_change_add_up() {
    let server = Server::studied().await;
    let page = server.get(CHALON).await.text();
    for words in [
        "Le territoire en quelques chiffres",
        "Écart à la structure du pays",
        "Propre au territoire",
        "indice de Herfindahl normalisé\u{a0}:",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.contains("(2022)") && !page.contains("(2022) (2022)") && !page.contains("(2022), 2022"), "a source tells its year once");
    let json = server.get("/api/v1/sectors/territories/2/ti-2704").await.json();
    let change = &json["profile"]["change"];
    let part = |key: &str| change[key].as_f64().expect("a number");
    assert!((part("national") + part("mix") + part("own") - part("change")).abs() < 1e-6, "{change}");
    let csv = server.get(&format!("{CHALON}/evolution.csv")).await.text();
    assert_eq!(csv.lines().count(), 1 + change["activities"].as_array().expect("activities").len());
    assert!(csv.lines().skip(1).all(|line| line.contains("synthétiques")), "{csv}");
    for file in ["evolution.xlsx", "points-forts.xlsx", "pistes.xlsx", "achats.xlsx", "achats.csv"] {
        assert_eq!(server.get(&format!("{CHALON}/{file}")).await.status, 200, "{file}");
    }
}

#[tokio::test]
async fn the_reason_of_reception_is_told_with_the_others() {
    let server = Server::studied().await;
    let page = server.get(CHALON).await.text();
    assert!(
        page.contains("sites nommés ici") && page.contains("La même note pour toutes les activités"),
        "what the figure of reception is"
    );
}

#[tokio::test]
async fn what_an_activity_asks_of_a_site_makes_its_own_figure_of_reception() {
    let server = Server::with_jobs().await;
    for need in &reference::sectors::NEEDS {
        let spec = server.app.rulebook.dictionary.get(need.fact).unwrap_or_else(|| panic!("{} is no fact", need.fact));
        assert_eq!(format!("{:?}", spec.kind) == "Bool", need.yes_or_no, "{}", need.fact);
    }
    // Food asks for ten thousand hectares: no site of the Grand Chalon has them. The rest of the table says nothing.
    let json = server.get("/api/v1/sectors/territories/2/ti-2704").await.json();
    let prospects = json["prospects"].as_array().expect("prospects");
    let of = |code: &str| prospects.iter().find(|p| p["activity"] == code).unwrap_or_else(|| panic!("{code}: {prospects:?}"));
    let asked = of("10.71C");
    assert_eq!(asked["scores"]["reception"], 0.0, "{asked}");
    assert!(asked["reception"]["why"]["fr"].as_str().is_some_and(|why| why.contains("tous exclus") && why.contains("area_ha")), "{asked}");
    let other = of("21.10Z");
    assert!(other["scores"]["reception"].as_f64().is_some_and(|score| score > 0.0), "{other}");
    assert!(other["reception"]["why"]["fr"].as_str().is_some_and(|why| why.contains("ne dit rien de cette activité")), "{other}");
}

#[tokio::test]
async fn every_line_opens_a_project_with_its_fields_filled() {
    let server = Server::studied().await;
    let page = server.get(CHALON).await.text();
    let strengths = page.split("id=\"plus\"").nth(1).and_then(|rest| rest.split("id=\"ranking\"").next()).expect("what is done more");
    let lines = strengths.matches("<tr><td>").count();
    assert!(lines > 0 && strengths.matches("/projets/nouveau?activity=").count() == lines, "each specialisation");
    // Each table and each list, by what begins one of its lines.
    for (from, to, line) in [
        ("id=\"portrait\"", "id=\"plus\"", "<tr><td>"),
        ("id=\"proche\"", "id=\"rangs\"", "<tr><td class=\"num\">"),
        ("id=\"rangs\"", "</ol>", "<li><div class=\"row\">"),
        ("id=\"relocaliser\"", "</section>", "<li><div class=\"row\">"),
        ("id=\"achats\"", "</section>", "<tr><td>"),
    ] {
        let part = page.split(from).nth(1).and_then(|rest| rest.split(to).next()).unwrap_or_else(|| panic!("{from}"));
        let lines = part.matches(line).count();
        assert!(lines > 0, "{from}");
        assert_eq!(part.matches("/projets/nouveau?activity=").count(), lines, "{from}");
    }
    let sector = server.get("/filieres/25.50B").await.text();
    let near = sector.split("Activités que les mêmes territoires font.").nth(1).and_then(|rest| rest.split("</table>").next());
    let near = near.expect("what is near");
    assert_eq!(near.matches("/projets/nouveau?activity=").count(), near.matches("<tr><td>").count(), "each near activity");
    // Départements beside their map, and products of a sector that is imported.
    let made = server.get("/filieres/27.51Z").await.text();
    for (from, line) in [("<summary>Les départements en tableau", "<tr><td><a"), ("id=\"importations\"", "<tr><td>")] {
        let part = made.split(from).nth(1).and_then(|rest| rest.split("</section>").next()).unwrap_or_else(|| panic!("{from}"));
        let part = part.rsplit("<tbody>").next().unwrap_or_default();
        let lines = part.matches(line).count();
        assert!(lines > 0 && part.matches("/projets/nouveau?activity=27.51Z").count() == lines, "{from}: {part}");
    }
    let zones = sector.split("id=\"ou\"").nth(1).and_then(|rest| rest.split("</section>").next()).expect("the zones");
    let link = zones.split("/projets/nouveau?").nth(1).and_then(|rest| rest.split('"').next()).expect("a zone opens a project");
    let form = server.get(&format!("/projets/nouveau?{}", link.replace("&#38;", "&").replace("&amp;", "&"))).await.text();
    assert!(form.contains("value=\"25.50B\"") && link.contains("commune="), "{link}");
}

/// Real data are small here: what is counted can be counted by hand.
#[tokio::test]
async fn a_site_is_told_the_suppliers_and_the_people_around_it_for_the_activity_of_the_project() {
    let server = Server::with_jobs().await;
    let sites = server.app.studies.around(&server.app, Some("22.22Z"), vec![]);
    let near = sites.iter().find(|s| s.commune.as_deref() == Some("71076")).expect("a site of Chalon");
    let number = |key: &str| near.number(key).unwrap_or_else(|| panic!("{key} is known"));
    // Six establishments of the activity at Chalon and Crissey, and seven of the only one that the same places do (25.62B); the
    // one of Dijon may be within an hour; Ajaccio is beyond the sea.
    assert_eq!(number("suppliers_60min_low"), 13.0);
    assert!([13.0, 14.0].contains(&number("suppliers_60min_high")), "{}", number("suppliers_60min_high"));
    assert_eq!((number("labour_30min_low"), number("labour_30min_high")), (1_070.0, 1_070.0));
    let source = near.attributes["suppliers_60min_low"].source.clone().expect("a source");
    assert!(source.title.contains("Urssaf") && source.title.contains("22.22Z") && source.title.contains("Temps"), "{}", source.title);
    let far = sites.iter().find(|s| s.department.starts_with("974")).expect("a site of La Réunion");
    assert_eq!(far.number("suppliers_60min_high"), Some(0.0), "nobody crosses the sea");
    let unknown = server.app.studies.around(&server.app, None, vec![]);
    assert!(unknown.iter().all(|s| s.number("suppliers_60min_low").is_none()), "without an activity nothing is counted");

    let owner = server.project("Atelier").await;
    let page = server.get(&format!("{owner}/sites")).await.text();
    assert!(page.contains("Fournisseurs à 60 minutes"), "the criterion counts in the ranking");

    // What is invented chooses no site.
    let invented = Server::studied().await;
    let sites = invented.app.studies.around(&invented.app, Some("22.22Z"), vec![]);
    assert!(sites.iter().all(|s| s.number("suppliers_60min_low").is_none()));
}
