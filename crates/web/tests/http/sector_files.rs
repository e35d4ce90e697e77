//! The studies of sectors taken away: each file is what its name says, and tells what the page and the API tell.

use crate::server::Server;

const CHALON: &str = "/filieres/territoires/2/ti-2704";

#[tokio::test]
async fn files_are_what_their_name_says() {
    let server = Server::studied().await;
    for (file, mime, start) in [
        ("etude.pdf", "application/pdf", &b"%PDF-1.7"[..]),
        ("etude.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04"),
        ("etude.json", "application/json", b"{"),
        ("dessin.svg", "image/svg+xml", b"<svg xmlns"),
    ] {
        for prefix in ["", "/en"] {
            let answer = server.get(&format!("{prefix}{CHALON}/{file}")).await;
            assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, mime), "{file}");
            assert!(answer.bytes.starts_with(start), "{file}");
            assert!(answer.header("content-disposition").starts_with("attachment; filename=\"grand-chalon."), "{file}");
        }
    }
    assert_eq!(server.get(&format!("{CHALON}/etude.exe")).await.status, 404);
}

#[tokio::test]
async fn the_study_of_an_activity_is_taken_away_whole_for_the_territory_that_asks() {
    let server = Server::studied().await;
    let page = server.get("/filieres/25.50B?pour=2/ti-2704").await.text();
    assert!(page.contains("/filieres/25.50B/etude.pdf?pour=2%2Fti-2704"), "the file is for the same territory");
    for (file, mime, start) in [
        ("etude.pdf", "application/pdf", &b"%PDF-1.7"[..]),
        ("etude.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04"),
        ("etude.json", "application/json", b"{"),
    ] {
        for (prefix, asked, lang) in [("", "", "fr"), ("/en", "?pour=2/ti-2704", "en")] {
            let answer = server.get(&format!("{prefix}/filieres/25.50B/{file}{asked}")).await;
            assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, mime), "{file}");
            assert!(answer.bytes.starts_with(start), "{file}");
            let disposition = answer.header("content-disposition");
            assert!(
                disposition.starts_with("attachment; filename=\"") && disposition.contains(&format!(".etude.{lang}.")),
                "{disposition}"
            );
        }
    }
    let file = server.get("/filieres/25.50B/etude.json?pour=2/ti-2704").await.json();
    assert_eq!(file, server.get("/api/v1/sectors/activities/25.50B?for=2/ti-2704").await.json(), "the file and the API say the same");
    assert_eq!(server.get("/filieres/25.50B/etude.pdf?pour=Atlantide").await.status, 400);
    assert_eq!(server.get("/filieres/25.50B/etude.exe").await.status, 404);
    assert_eq!(server.get("/filieres/99.99Z/etude.pdf").await.status, 404);
}
