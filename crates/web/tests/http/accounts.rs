//! The first administrator is invited by the operator, comes in, is guessed at, changes a password, ends sessions, leaves.

use crate::server::{BASE, Server, body, form_request, request};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, StatusCode, header};
use domain::rights::Role;
use std::net::SocketAddr;

const GOOD: &str = "trois presses à Saint-Vallier";

pub async fn operator(server: &Server) -> String {
    let answer = server.post("/operateur", &[("key", server.key.expose())]).await;
    cookie(&answer)
}

/// The cookies an answer sets, as a browser sends them back.
pub fn cookie(answer: &crate::server::Answer) -> String {
    let set = answer.headers.get_all(header::SET_COOKIE);
    set.iter().filter_map(|v| v.to_str().ok()).filter_map(|v| v.split(';').next()).collect::<Vec<_>>().join("; ")
}

/// The address that a page shows once.
pub fn link(page: &str, part: &str) -> String {
    let found = page.split(&format!("{BASE}{part}")).nth(1).unwrap_or_else(|| panic!("no link in {page}"));
    format!("{part}{}", &found[..24])
}

fn invitation(email: &str, role: &'static str) -> Vec<(&'static str, String)> {
    vec![
        ("email", email.into()),
        ("name", "Camille Roy".into()),
        ("role", role.into()),
        ("organisation", String::new()),
        ("organisation-name", "DREETS Bourgogne-Franche-Comté".into()),
        ("organisation-kind", "state_service".into()),
        ("organisation-number", String::new()),
        ("lang", "fr".into()),
    ]
}

pub async fn invite(server: &Server, by: &str, scope: &str, email: &str, role: &'static str) -> String {
    let form = invitation(email, role);
    let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let page = server.post_as(by, &format!("/personnes/{scope}/inviter"), &form).await;
    assert_eq!(page.status, 200, "{}", page.text());
    link(&page.text(), "/invitations/")
}

pub async fn accepted(server: &Server, link: &str, name: &str) -> String {
    let answer = server.post(link, &[("name", name), ("password", GOOD), ("password-again", GOOD)]).await;
    assert_eq!((answer.status, answer.leads_to()), (StatusCode::SEE_OTHER, "/mon-travail"), "{}", answer.text());
    cookie(&answer)
}

async fn sign_in(server: &Server, email: &str, password: &str, from: &str, browser: &str) -> crate::server::Answer {
    let mut sent = form_request("/connexion")
        .header(header::COOKIE, browser)
        .body(body(&[("email", email), ("password", password), ("retour", "/appels")]))
        .expect("a request");
    let peer: SocketAddr = format!("{from}:4000").parse().expect("an address");
    sent.extensions_mut().insert(ConnectInfo(peer));
    server.send(sent).await
}

#[tokio::test]
async fn the_operator_invites_the_first_administrator_who_comes_in() {
    let server = Server::without_jobs().await;
    let operator = operator(&server).await;
    let page = server.get_as(&operator, "/operateur").await.text();
    assert!(page.contains("/personnes/national/inviter?role=administrator"));
    let form = server.get_as(&operator, "/personnes/national/inviter?role=administrator").await;
    assert!(form.text().contains("value=\"administrator\" checked"), "{}", form.text());
    let link = invite(&server, &operator, "national", "camille@dreets.test", "administrator").await;

    let shown = server.get(&link).await;
    assert_eq!(shown.status, 200);
    assert_eq!(shown.header("cache-control"), "no-store");
    assert!(shown.text().contains("camille@dreets.test") && shown.text().contains("administrateur"));
    assert!(server.get(&format!("/en{link}")).await.text().contains("administrator"));
    for (password, again, why) in [
        ("court", "court", "12 caractères"),
        ("azertyuiop12345", "azertyuiop12345", "premiers que l’on essaie"),
        ("camille@dreets.test", "camille@dreets.test", "adresse"),
        (GOOD, "autre chose", "diffèrent"),
    ] {
        let refused = server.post(&link, &[("name", "Camille Roy"), ("password", password), ("password-again", again)]).await;
        assert_eq!(refused.status, 422, "{password}");
        assert!(refused.text().contains(why) && refused.text().contains("href=\"#password"), "{}", refused.text());
        assert!(!refused.text().contains(&format!("value=\"{password}\"")) || password.contains('@'), "a password is shown again");
    }
    let session = accepted(&server, &link, "Camille Roy").await;
    assert!(session.contains("rebond_session=") && session.contains("rebond_browser="));
    let work = server.get_as(&session, "/mon-travail").await;
    assert!(work.text().contains("administrateur") && work.text().contains("<summary>Camille Roy</summary>"), "{}", work.text());
    assert_eq!(work.header("cache-control"), "no-store");
    assert_eq!(server.get(&link).await.status, 404, "a link is used once");
    assert_eq!(server.get_as(&session, "/personnes").await.status, 200);
    assert_eq!(server.get("/mon-travail").await.status, 403);
    assert!(server.get("/mon-travail?x=1").await.text().contains("/connexion?retour=%2Fmon-travail%3Fx%3D1"));
}

#[tokio::test]
async fn a_session_has_its_cookie_and_ends_at_the_next_request() {
    let server = Server::without_jobs().await;
    let link = invite(&server, &operator(&server).await, "national", "camille@dreets.test", "administrator").await;
    accepted(&server, &link, "Camille Roy").await;
    let answer = sign_in(&server, "Camille@DREETS.test", GOOD, "192.0.2.7", "").await;
    assert_eq!((answer.status, answer.leads_to()), (StatusCode::SEE_OTHER, "/appels"));
    let set: Vec<&str> = answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok()).collect();
    let session = set.iter().find(|c| c.starts_with("rebond_session=")).expect("a session");
    for sign in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(session.contains(sign), "{session} without {sign}");
    }
    let first = cookie(&answer);
    let second = cookie(&sign_in(&server, "camille@dreets.test", GOOD, "192.0.2.7", "").await);
    assert_ne!(first, second, "each sign-in draws its session");
    let page = server.get_as(&first, "/compte").await.text();
    assert_eq!(page.matches("name=\"session\"").count(), 3, "{page}");
    // The other's session is ended from here; the first goes on.
    let token = store::Token::parse(second.split("rebond_session=").nth(1).and_then(|c| c.split(';').next()).expect("a cookie"));
    let digest = token.expect("a token").hash();
    let ended = server.post_as(&first, "/compte/sessions", &[("session", digest.as_text())]).await;
    assert_eq!(ended.status, 303);
    assert_eq!(server.get_as(&second, "/compte").await.status, 403);
    assert_eq!(server.get_as(&first, "/compte").await.status, 200);
    // Signing in from a browser that holds a session ends that one.
    let renewed = cookie(&sign_in(&server, "camille@dreets.test", GOOD, "192.0.2.7", &first).await);
    assert_eq!(server.get_as(&first, "/compte").await.status, 403);
    let out = server.post_as(&renewed, "/connexion/quitter", &[]).await;
    assert_eq!(out.leads_to(), "/connexion");
    assert_eq!(server.get_as(&renewed, "/compte").await.status, 403);
}

#[tokio::test]
async fn guesses_are_slowed_down_and_tell_nothing() {
    let server = Server::without_jobs().await;
    let link = invite(&server, &operator(&server).await, "national", "camille@dreets.test", "administrator").await;
    let browser = accepted(&server, &link, "Camille Roy").await;
    let (known, unknown) = ("camille@dreets.test", "personne@dreets.test");
    let strip = |page: String| page.replace(known, "X").replace(unknown, "X");
    let told = sign_in(&server, known, "mauvais mot de passe", "192.0.2.1", "").await;
    let told_nobody = sign_in(&server, unknown, "mauvais mot de passe", "192.0.2.2", "").await;
    assert_eq!((told.status, told_nobody.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(strip(told.text()), strip(told_nobody.text()), "the answer tells which accounts exist");
    let mut last = StatusCode::OK;
    for _ in 0..6 {
        last = sign_in(&server, known, "mauvais mot de passe", "192.0.2.7", "").await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(sign_in(&server, known, GOOD, "192.0.2.7", "").await.status, 429, "a good guess among the tries is let in");
    // The owner, at a browser that the account knows, from the same address.
    assert_eq!(sign_in(&server, known, GOOD, "192.0.2.7", &browser).await.status, 303);
    // And from elsewhere.
    assert_eq!(sign_in(&server, known, GOOD, "198.51.100.4", "").await.status, 303);
}

#[tokio::test]
async fn nobody_is_sent_to_another_site_after_signing_in() {
    let server = Server::without_jobs().await;
    let link = invite(&server, &operator(&server).await, "national", "camille@dreets.test", "administrator").await;
    accepted(&server, &link, "Camille Roy").await;
    for bad in ["//evil.test", "https://evil.test", "/\\evil.test", "/connexion"] {
        let form = [("email", "camille@dreets.test"), ("password", GOOD), ("retour", bad)];
        assert_eq!(server.post("/connexion", &form).await.header("location"), "/mon-travail", "{bad}");
    }
    let from = request(Method::GET, "/connexion").header(header::REFERER, format!("{BASE}/appels?x=1")).body(Body::empty());
    assert!(server.send(from.expect("a request")).await.text().contains("name=\"retour\" value=\"/appels?x=1\""));
    let from = request(Method::GET, "/connexion").header(header::REFERER, "https://evil.test/appels").body(Body::empty());
    assert!(!server.send(from.expect("a request")).await.text().contains("name=\"retour\""));
}

#[tokio::test]
async fn a_password_is_changed_and_the_account_is_closed() {
    let server = Server::without_jobs().await;
    let link = invite(&server, &operator(&server).await, "national", "camille@dreets.test", "administrator").await;
    let session = accepted(&server, &link, "Camille Roy").await;
    let other = cookie(&sign_in(&server, "camille@dreets.test", GOOD, "192.0.2.7", "").await);
    let change = |now: &'static str, new: &'static str| [("password-now", now), ("password", new), ("password-again", new)];
    let new = "un wagon, deux presses";
    assert_eq!(server.post_as(&session, "/compte/mot-de-passe", &change("pas le bon mot", new)).await.status, 422);
    assert_eq!(server.post_as(&session, "/compte/mot-de-passe", &change(GOOD, "court")).await.status, 422);
    let done = server.post_as(&session, "/compte/mot-de-passe", &change(GOOD, new)).await;
    assert_eq!(done.header("location"), "/compte?dit=mot-de-passe");
    assert_eq!(server.get_as(&other, "/compte").await.status, 403, "another session outlives the change");
    assert_eq!(server.get_as(&session, "/compte").await.status, 200);
    assert_eq!(server.post_as(&session, "/compte/nom", &[("name", "Camille Roy-Dupont"), ("lang", "en")]).await.status, 303);
    assert!(server.get_as(&session, "/compte").await.text().contains("Camille Roy-Dupont"));

    assert_eq!(server.post_as(&session, "/compte/fermer", &[("email", "autre@dreets.test")]).await.status, 422);
    let closed = server.post_as(&session, "/compte/fermer", &[("email", "camille@dreets.test")]).await;
    assert_eq!(closed.header("location"), "/connexion?dit=ferme");
    assert_eq!(server.get_as(&session, "/compte").await.status, 403);
    assert_eq!(sign_in(&server, "camille@dreets.test", new, "192.0.2.9", "").await.status, 422);
}

#[tokio::test]
async fn without_mail_the_administrator_hands_over_a_link_to_choose_a_password() {
    let server = Server::without_jobs().await;
    let link_to = invite(&server, &operator(&server).await, "national", "camille@dreets.test", "administrator").await;
    accepted(&server, &link_to, "Camille Roy").await;
    let asked = server.post("/connexion/oubli", &[("email", "camille@dreets.test")]).await;
    assert!(asked.text().contains("administrateur"), "whom to ask is said");
    let by = server.person("Alix", Role::Administrator, "national").await;
    let page = server.post_as(&by, "/personnes/national/lien", &[("email", "camille@dreets.test")]).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let reset = link(&page.text(), "/mot-de-passe/");
    let lead = server.person("Noé", Role::ProjectLead, "territory:2:ti-2704").await;
    let form = [("email", "camille@dreets.test")];
    assert_eq!(server.post_as(&lead, "/personnes/national/lien", &form).await.status, 403);
    assert_eq!(server.post_as(&lead, "/personnes/territory:2:ti-2704/lien", &form).await.status, 404);
    let new = [("password", "un wagon, deux presses"), ("password-again", "un wagon, deux presses")];
    assert_eq!(server.post(&reset, &new).await.header("location"), "/connexion?dit=change");
    assert_eq!(server.post(&reset, &new).await.status, 404, "once");
    let back = cookie(&sign_in(&server, "camille@dreets.test", "un wagon, deux presses", "192.0.2.7", "").await);
    assert!(server.get_as(&back, "/compte").await.text().contains("Lien demandé"), "the owner of the account sees that a link was made");
}
