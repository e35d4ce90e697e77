//! The maps of the sites and of the brownfields: all of them while they are few, tiles of those that the list shows when they are
//! many.

use crate::server::Server;
use crate::site_pages::list;
use std::f64::consts::PI;

const TILES: &str = "/ogc/collections/sites/tiles/WebMercatorQuad";

/// The tile of zoom 9 that holds a place: from there every site is drawn.
fn tile(tiles: &str, place: domain::Position) -> String {
    let (side, lat) = (512.0, place.lat.to_radians());
    let col = ((place.lon + 180.0) / 360.0 * side) as u32;
    let row = ((1.0 - (lat.tan() + 1.0 / lat.cos()).ln() / PI) / 2.0 * side) as u32;
    format!("{tiles}/9/{row}/{col}")
}

/// Texts stand in a tile as they are.
fn holds(tile: &[u8], text: &str) -> bool {
    tile.windows(text.len()).any(|part| part == text.as_bytes())
}

#[tokio::test]
async fn the_map_of_many_sites_takes_tiles_under_the_filters_of_the_page() {
    let server = Server::without_jobs().await;
    let few = server.get("/sites").await.text();
    assert!(few.contains("data-sites=\"/api/v1/sites.geojson?") && !few.contains("data-tiles="));
    let rows: Vec<String> = (1..=2_001).map(|n| format!("Parc numéro {n};71076;{n}")).collect();
    list(&server, "zae", "a", &format!("nom;insee;surface (ha)\n{}\n", rows.join("\n"))).await;
    for (path, tiles, pages) in [("/sites", "", "/sites"), ("/sites?friche=non", "friche=non", "/sites"), ("/en/sites", "", "/en/sites")] {
        let page = server.get(path).await.text();
        let box_of = format!("data-tiles=\"{TILES}/{{z}}/{{y}}/{{x}}?{tiles}\" data-pages=\"{pages}\"");
        assert!(page.contains(&box_of) && !page.contains("data-sites="), "{path}");
    }
    let narrowed = server.get("/sites?q=numero+17").await.text();
    assert!(narrowed.contains("data-sites=\"/api/v1/sites.geojson?q=numero+17") && !narrowed.contains("data-tiles="));

    let site = server.app.sites().iter().find(|s| s.name == "Parc numéro 17").expect("imported").clone();
    let at = tile(TILES, site.position.expect("the place of its commune"));
    let whole = server.get(&at).await;
    assert_eq!((whole.status.as_u16(), whole.header("content-type")), (200, "application/vnd.mapbox-vector-tile"));
    for name in ["Parc numéro 17", "Parc numéro 1765", "Parc numéro 1899", "Parc numéro 1900"] {
        assert!(holds(&whole.bytes, name), "{name}");
    }
    for (query, kept, left) in
        [("q=NUMERO+17", "Parc numéro 1765", "Parc numéro 1900"), ("area=1900+ha", "Parc numéro 1900", "Parc numéro 1899")]
    {
        let some = server.get(&format!("{at}?{query}")).await;
        assert!(holds(&some.bytes, kept) && !holds(&some.bytes, left), "{query}");
        assert_eq!(server.get(&format!("{at}?{query}")).await.bytes, some.bytes, "the second reader of a filter sees the same");
    }
    let nothing = server.get(&format!("{at}?region=Bretagne")).await;
    assert_eq!((nothing.status.as_u16(), nothing.bytes.len()), (204, 0));
    for (address, word) in [
        (format!("{at}?area=beaucoup"), "hectares"),
        (format!("{at}?limite=1"), "limite"),
        ("/ogc/collections/communes/tiles/WebMercatorQuad/9/180/262?q=chalon".to_owned(), "paramètre inconnu"),
    ] {
        let refused = server.get(&address).await;
        assert!(refused.status == 400 && refused.text().contains(word), "{address}: {}", refused.text());
    }

    // A page that is restricted leaves the tiles that were drawn, and the filters that were kept, at once.
    let (store, now) = (&server.app.store, jiff::Timestamp::now());
    store::site_pages::restrict(store, "parc-numero-1900-71076", true, "test", now).await.expect("restricted");
    server.app.refresh_sites().await.expect("read again");
    for query in ["", "?area=1900+ha"] {
        let tile = server.get(&format!("{at}{query}")).await;
        assert!(holds(&tile.bytes, "Parc numéro 1901") && !holds(&tile.bytes, "Parc numéro 1900"), "{query}");
    }
}

#[tokio::test]
async fn the_map_of_many_brownfields_takes_tiles_under_the_filters_of_their_page() {
    const TILES: &str = "/ogc/collections/friches/tiles/WebMercatorQuad";
    let server = Server::without_jobs().await;
    crate::brownfields::with_brownfields(&server).await;
    let few = server.get("/friches").await.text();
    assert!(few.contains("data-sites=\"/friches/friches.geojson?") && !few.contains("data-tiles="));
    let mut sites: Vec<domain::Site> = server.app.sites().iter().filter(|s| s.bool("brownfield") == Some(true)).cloned().collect();
    let model = sites.iter().find(|s| s.name == "Ancienne fonderie").expect("imported").clone();
    sites.extend((1..=2_000).map(|n| domain::Site { id: format!("essai-{n}"), name: format!("Friche numéro {n}"), ..model.clone() }));
    let read = store::site_lists::Read {
        list: "friches".into(),
        file: "beaucoup.csv".into(),
        file_sha256: "3".repeat(64),
        source: "essai".into(),
        sites,
        beside: vec![],
        rejected: vec![],
    };
    store::site_lists::import(&server.app.store, read, "test", jiff::Timestamp::now()).await.expect("imported");
    server.app.refresh_sites().await.expect("read again");
    for (path, query, pages) in [
        ("/friches", "", "/friches"),
        ("/friches?tri=surface", "", "/friches"),
        ("/en/friches?statut=friche+sans+projet", "statut=friche+sans+projet", "/en/friches"),
    ] {
        let page = server.get(path).await.text();
        let box_of = format!("data-tiles=\"{TILES}/{{z}}/{{y}}/{{x}}?{query}\" data-pages=\"{pages}\" data-layer=\"friches\"");
        assert!(page.contains(&box_of) && !page.contains("data-sites="), "{path}: {page}");
    }
    let at = tile(TILES, model.position.expect("its own place"));
    let whole = server.get(&at).await;
    assert_eq!((whole.status.as_u16(), whole.header("content-type")), (200, "application/vnd.mapbox-vector-tile"));
    assert!(holds(&whole.bytes, "Friche numéro 2000") && holds(&whole.bytes, "Ancienne fonderie") && holds(&whole.bytes, "Dépôt du port"));
    let some = server.get(&format!("{at}?statut=friche+sans+projet")).await;
    assert!(holds(&some.bytes, "Ancienne fonderie") && !holds(&some.bytes, "Dépôt du port"), "the words of the page");
    for (query, word) in [("area=beaucoup", "hectares"), ("tri=surface", "tri"), ("wave=2020", "wave")] {
        let refused = server.get(&format!("{at}?{query}")).await;
        assert!(refused.status == 400 && refused.text().contains(word), "{query}: {}", refused.text());
    }
}
