//! What every answer carries, and what no answer does: the policy of scripts, the refusal of other sites' forms.

use crate::addresses::{Places, all};
use crate::server::{Answer, Server, body, form_request, request};
use axum::body::Body;
use axum::http::Method;

fn directive<'a>(policy: &'a str, name: &str) -> &'a str {
    policy.split(';').map(str::trim).find_map(|d| d.strip_prefix(name)).unwrap_or_else(|| panic!("no {name} in {policy}")).trim()
}

fn assert_hardened(answer: &Answer, what: &str) {
    let policy = answer.header("content-security-policy");
    assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{what}: {policy}");
    assert_eq!(directive(policy, "default-src"), "'none'", "{what}");
    // A file that somebody gave is saved, never shown: no script, no form, no frame of ours.
    if policy != "default-src 'none'; sandbox" {
        assert_eq!(directive(policy, "script-src"), "'self'", "{what}");
        assert_eq!(directive(policy, "frame-ancestors"), "'none'", "{what}");
        assert_eq!(directive(policy, "base-uri"), "'none'", "{what}");
        assert_eq!(directive(policy, "form-action"), "'self'", "{what}");
    } else {
        assert!(answer.header("content-disposition").starts_with("attachment"), "{what}");
    }
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(answer.header("x-frame-options"), "DENY", "{what}");
    assert_eq!(answer.header("referrer-policy"), "same-origin", "{what}");
}

#[tokio::test]
async fn every_answer_is_hardened_pages_files_errors_and_refusals_alike() {
    let server = Server::studied().await;
    let project = server.project("Atelier").await;
    let places = Places::of(&server, &project).await;
    for path in all(&places, Method::GET) {
        assert_hardened(&server.get(&path).await, &path);
    }
    assert_hardened(&server.get("/rien").await, "404");
    assert_hardened(&server.get("/api/v1/sites?limit=0").await, "400 of the API");
    assert_hardened(&server.post("/projets", &[("title", "")]).await, "422");
    let refused = server.send(form_request("/projets").body(Body::from(vec![b'a'; 11 << 20])).expect("a request")).await;
    assert_hardened(&refused, "413");
    assert!(refused.status == 413 && refused.text().contains("Envoi trop lourd"), "{}", refused.text());
}

#[tokio::test]
async fn no_page_holds_a_script_a_style_or_a_handler_of_its_own() {
    let server = Server::studied().await;
    let project = server.project("Atelier").await;
    let places = Places::of(&server, &project).await;
    for path in all(&places, Method::GET) {
        let answer = server.get(&path).await;
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        let text = answer.text();
        for script in text.split("<script").skip(1) {
            assert!(
                script.split('>').next().is_some_and(|tag| tag.contains("src=\"/assets/")),
                "{path}: a script without a source of ours"
            );
        }
        assert!(!text.contains("<style"), "{path}: a style in the page");
        assert!(!text.contains(" style=\""), "{path}: a style attribute is refused by the policy");
        for handler in [" onclick=", " onload=", " onerror=", "javascript:"] {
            assert!(!text.contains(handler), "{path}: {handler}");
        }
    }
}

#[tokio::test]
async fn a_form_sent_by_another_site_is_refused_and_changes_nothing() {
    let server = Server::start().await;
    let project = server.project("Atelier").await;
    let places = Places::of(&server, &project).await;
    let before = server.get(&format!("{project}/historique")).await.text();
    let mut refused = 0;
    for path in all(&places, Method::POST) {
        for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
            let form =
                [("title", "Pris"), ("project.started", "oui"), ("label", "x"), ("version", "1"), ("do", "complete"), ("complete", "oui")];
            let sent = request(Method::POST, &path)
                .header("content-type", "application/x-www-form-urlencoded")
                .header(name, value)
                .body(body(&form));
            let answer = server.send(sent.expect("a request")).await;
            assert_eq!(answer.status, 403, "{path} with {name}: {value}");
            refused += 1;
        }
    }
    assert!(refused > 40);
    assert_eq!(server.get(&format!("{project}/historique")).await.text(), before);
}

#[tokio::test]
async fn a_private_page_is_neither_indexed_nor_kept_by_a_cache() {
    let server = Server::start().await;
    let project = server.project("Atelier").await;
    for path in ["", "/plan", "/faits", "/partage", "/historique", "/sites"] {
        let answer = server.get(&format!("{project}{path}")).await;
        assert!(answer.text().contains("noindex"), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
    assert!(!server.get("/sites").await.text().contains("noindex"));
}

#[tokio::test]
async fn a_cookie_of_the_operator_cannot_be_read_by_a_script_nor_sent_by_another_site() {
    let server = Server::start().await;
    let answer = server.post("/operateur", &[("key", server.key.expose())]).await;
    let cookie = answer.header("set-cookie");
    for word in ["HttpOnly", "SameSite=Strict", "Secure", "Path=/"] {
        assert!(cookie.contains(word), "{word}: {cookie}");
    }
    assert!(!cookie.contains(server.key.expose()), "the cookie holds the key itself");
}
