//! Files that leave: spreadsheets never run what a list of sites smuggled in, downloads are what their name says.

use crate::server::Server;
use domain::{Site, Source};
use store::site_lists::{self, Read};

const DANGEROUS: [&str; 6] = [
    "=HYPERLINK(\"https://evil.example\";\"SaôneOr\")",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
];

/// Imports sites whose names are formulas; the app knows them at once.
async fn with_formulas(server: &Server) {
    let model = server.app.sites().first().expect("a site").clone();
    let sites = DANGEROUS
        .iter()
        .enumerate()
        .map(|(i, name)| Site {
            id: format!("piege-{i}"),
            name: (*name).to_owned(),
            source: Source { title: (*name).to_owned(), ..model.source.clone() },
            ..model.clone()
        })
        .collect();
    let read = Read {
        list: "piège".into(),
        file: "piege.csv".into(),
        file_sha256: "0".repeat(64),
        source: String::new(),
        sites,
        beside: vec![],
        rejected: vec![],
    };
    site_lists::import(&server.app.store, read, "test", jiff::Timestamp::now()).await.expect("the list is imported");
    server.app.refresh_sites().await.expect("the catalogue is read again");
}

#[tokio::test]
async fn a_cell_that_a_spreadsheet_would_run_is_made_inert() {
    let server = Server::studied().await;
    with_formulas(&server).await;
    for path in ["/sites/sites.csv", "/en/sites/sites.csv"] {
        let text = server.get(path).await.text();
        let text = text.strip_prefix('\u{feff}').expect("spreadsheets are told that the text is UTF-8");
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
        let (mut rows, mut inert) = (0, 0);
        for record in reader.records() {
            for cell in &record.expect("every row has as many cells as the head") {
                let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
                assert!(!formula, "{path}: {cell}");
                inert += usize::from(cell.starts_with('\''));
            }
            rows += 1;
        }
        assert_eq!(rows, server.app.sites().len());
        assert_eq!(inert, 2 * DANGEROUS.len(), "the names and the titles of the sources are led by an apostrophe");
    }
}

#[tokio::test]
async fn a_longitude_west_of_greenwich_stays_a_number() {
    let server = Server::studied().await;
    let text = server.get("/sites/sites.csv").await.text();
    let west: Vec<&str> = text.lines().flat_map(|l| l.split(';')).filter(|c| c.starts_with('-')).collect();
    assert!(!west.is_empty() && west.iter().all(|c| c.parse::<f64>().is_ok()), "{west:?}");
}

#[tokio::test]
async fn the_filters_of_the_page_are_those_of_its_files() {
    let server = Server::studied().await;
    for query in ["q=saoneor", "region=Bretagne", "wave=2024", "region=Normandie&wave=2020"] {
        let page = server.get(&format!("/sites?{query}")).await.text();
        let on_page = page.matches("<li data-site=").count();
        let in_csv = server.get(&format!("/sites/sites.csv?{query}")).await.text().lines().count() - 1;
        let in_api = server.get(&format!("/api/v1/sites?{query}")).await.json()["total"].as_u64().unwrap_or_default() as usize;
        assert_eq!((on_page, in_csv), (in_api, in_api), "{query}");
    }
}

#[tokio::test]
async fn names_that_look_like_markup_are_shown_as_text() {
    let server = Server::studied().await;
    let title = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>";
    let owner = server.project(title).await;
    for path in ["", "/plan", "/faits", "/partage", "/historique", "/supprimer", "/sites", "/questions/project.started"] {
        let text = server.get(&format!("{owner}{path}")).await.text();
        assert!(!text.contains("<script>alert") && !text.contains("<img src=x"), "{path}");
    }
    let search = server.get("/recherche?q=%3Cscript%3Ealert(1)%3C/script%3E%22onfocus=%22x").await.text();
    assert!(!search.contains("<script>alert") && !search.contains("\"onfocus"), "{search}");
    let found = server.get(&format!("{owner}/projet.toml")).await;
    assert!(!found.header("content-disposition").contains('<'), "{}", found.header("content-disposition"));
}

#[tokio::test]
async fn downloads_are_what_their_name_says() {
    let server = Server::studied().await;
    let owner = server.project("Extension de l’atelier").await;
    for (file, mime, start) in [
        ("dossier.pdf", "application/pdf", &b"%PDF-"[..]),
        ("dossier.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04"),
        ("dossier.json", "application/json", b"{"),
        ("projet.toml", "application/toml", b"title"),
    ] {
        for prefix in ["", "/en"] {
            let answer = server.get(&format!("{prefix}{owner}/{file}")).await;
            assert_eq!(answer.status, 200, "{file}");
            assert_eq!(answer.header("content-type"), mime);
            assert!(answer.bytes.starts_with(start), "{file}");
            let name = answer.header("content-disposition");
            assert!(name.starts_with("attachment; filename=\"extension-de-l-atelier."), "{name}");
            assert_eq!(answer.header("cache-control"), "no-store");
        }
    }
    assert_eq!(server.get(&format!("{owner}/dossier.exe")).await.status, 404);
}
