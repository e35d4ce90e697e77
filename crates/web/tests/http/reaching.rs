//! What a site reaches by road, and how well it is known: estimated, computed on an imported network, or asked.

use crate::server::Server;
use factory::origin;

/// A site of the catalogue on the invented network, and one far from it.
fn sites(server: &Server) -> [String; 2] {
    let middle = server.app.reference.commune("71076").and_then(|c| c.position).expect("Chalon is located");
    let sites = server.app.sites();
    let away = |s: &&domain::Site| origin(s, &server.app.reference).map(|from| from.position.distance_km(middle));
    let near = sites.iter().find(|s| away(s).is_some_and(|km| km < 20.0)).expect("a site near Chalon");
    let far = sites.iter().find(|s| away(s).is_some_and(|km| km > 200.0)).expect("a site far from Chalon");
    [near.id.clone(), far.id.clone()]
}

#[tokio::test]
async fn an_imported_network_gives_routes_draws_what_is_reached_and_says_that_it_is_invented() {
    let server = Server::with_roads().await;
    let [near, _] = sites(&server);
    for (prefix, words) in [
        ("", ["calculé sur un réseau routier", "Réseau routier inventé", "données du 2026-11-01", "class=\"map reached\""]),
        ("/en", ["computed on a road network", "Invented road network", "données du 2026-11-01", "class=\"map reached\""]),
    ] {
        let page = server.get(&format!("{prefix}/sites/{near}/acces")).await.text();
        for word in words {
            assert!(page.contains(word), "{word}: {page}");
        }
        assert!(!page.contains("class=\"ring\""), "a ring is for an estimate");
        assert!(page.matches("class=\"near\"").count() + page.matches("class=\"mid\"").count() > 20, "communes are drawn");
    }
    let page = server.get(&format!("/sites/{near}")).await.text();
    assert!(page.contains("calculé sur un réseau routier") && !page.contains("class=\"ring\""), "{page}");
    // The ranking reads the same figure, with the same source.
    let site = server.app.sites().iter().find(|s| s.id == near).cloned().expect("the site");
    let source = site.attributes["population_30min_low"].source.clone().expect("a source");
    assert!(source.title.contains("OpenStreetMap") && source.title.contains("INVENTÉ"), "{}", source.title);
    let json: serde_json::Value = serde_json::from_str(&server.get(&format!("/api/v1/sites/{near}/access")).await.text()).expect("JSON");
    assert_eq!((&json["quality"], &json["synthetic"]), (&"graph".into(), &true.into()));
    let people = |at: usize, key: &str| json["people"][at][key].as_u64().expect("a count");
    assert!(people(0, "low") <= people(1, "low") && people(1, "low") <= people(2, "low") && people(2, "low") > 10_000, "{json}");
    let csv = server.get(&format!("/sites/{near}/acces.csv")).await.text();
    assert_eq!(csv.lines().count(), json["communes"].as_array().expect("communes").len() + 1);
    assert!(csv.contains("calculé sur un réseau routier, sans trafic"), "the quality travels with the rows");
}

#[tokio::test]
async fn a_site_outside_the_extract_is_estimated_and_says_why() {
    let server = Server::with_roads().await;
    let [_, far] = sites(&server);
    // The server notes the refusal of the network while it looks for what is wanting.
    let from = server.app.sites().iter().find(|s| s.id == far).and_then(|s| origin(s, &server.app.reference)).expect("a place");
    assert!(server.app.travel.access().compute(&from, server.app.today()).is_err());
    let page = server.get(&format!("/sites/{far}/acces")).await.text();
    assert!(page.contains("estimé d’après la distance") && page.contains("hors de l’extrait"), "{page}");
    assert!(page.contains("class=\"ring\"") && !page.contains("map reached"), "an estimate is never an isochrone");
}

#[tokio::test]
async fn a_routing_service_that_is_down_leaves_the_estimate_and_a_sentence() {
    let server = Server::with_routing("osrm=http://127.0.0.1:9").await;
    let [near, _] = sites(&server);
    let from = server.app.sites().iter().find(|s| s.id == near).and_then(|s| origin(s, &server.app.reference)).expect("a place");
    let (app, today) = (server.app.clone(), server.app.today());
    let asked = tokio::task::spawn_blocking(move || app.travel.access().compute(&from, today)).await.expect("asked");
    assert!(asked.is_err());
    let page = server.get(&format!("/sites/{near}/acces")).await.text();
    assert!(page.contains("Un meilleur calcul n’a pas répondu") && page.contains("OSRM"), "{page}");
    assert!(page.contains("class=\"ring\""));
    let json = server.get(&format!("/api/v1/sites/{near}/access")).await.text();
    assert!(json.contains("\"quality\":\"estimated\"") && json.contains("\"instead\":{"), "{json}");
}

#[tokio::test]
async fn industry_within_reach_can_be_counted_for_one_activity() {
    let server = Server::studied().await;
    let [near, _] = sites(&server);
    let page = server.get(&format!("/sites/{near}/acces")).await.text();
    assert!(page.contains("Fournisseurs possibles") && page.contains("<option value=\"25\">"), "{page}");
    assert!(page.contains("class=\"band\""), "invented jobs are said to be invented");
    let one = server.get(&format!("/sites/{near}/acces?naf=25")).await.text();
    assert!(one.contains("<option value=\"25\" selected>"));
    let wrong = server.get(&format!("/sites/{near}/acces?naf=abc")).await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.text().contains("deux chiffres"));
    let without = Server::without_jobs().await;
    let page = without.get(&format!("/sites/{near}/acces")).await.text();
    assert!(page.contains("rebond import urssaf"), "the empty state says what to do");
}
