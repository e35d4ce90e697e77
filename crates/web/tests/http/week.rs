//! What changed this week, on the first page: only what everybody may read.

use crate::accounts::operator;
use crate::server::Server;
use crate::sharing::{choose, id};
use crate::site_pages::{FIRST, SITE, list};

const NOTHING: [&str; 2] = ["aucun projet n’est devenu public", "no project was made public"];

async fn home(server: &Server) -> [String; 2] {
    [server.get("/").await.text(), server.get("/en").await.text()]
}

#[tokio::test]
async fn a_week_without_anything_says_so_and_a_private_project_is_nothing() {
    let server = Server::without_jobs().await;
    let project = server.project("Atelier du silence").await;
    for (page, none) in home(&server).await.iter().zip(NOTHING) {
        assert!(page.contains(none) && !page.contains("Atelier du silence"));
    }
    choose(&server, &project, &["public"]).await;
    let public = format!("/projets/publics/{}", id(&server, &project).await);
    for (page, none) in home(&server).await.iter().zip(NOTHING) {
        assert!(page.contains("Atelier du silence") && page.contains(&public) && !page.contains(none));
        assert!(!page.contains(&project), "the private address never stands on the first page");
    }
    choose(&server, &project, &[]).await;
    for page in home(&server).await {
        assert!(!page.contains("Atelier du silence"), "taken back at once");
    }
}

#[tokio::test]
async fn sites_that_a_list_brings_are_counted_but_those_whose_page_is_restricted() {
    let server = Server::without_jobs().await;
    list(&server, "zae", "a", FIRST).await;
    let [french, english] = home(&server).await;
    assert!(french.contains("1 site reçu") && english.contains("1 site received"));
    let by = operator(&server).await;
    assert_eq!(server.post_as(&by, &format!("/sites/{SITE}/lecteurs"), &[("faire", "restreindre")]).await.status, 303);
    for (page, none) in home(&server).await.iter().zip(NOTHING) {
        assert!(page.contains(none) && !page.contains("1 site re"), "{page}");
    }
}
