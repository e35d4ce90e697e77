//! The cookie of a session, and where to go back to after signing in.

use crate::app::App;
use crate::security::PERSON_COOKIE;
use axum::http::{HeaderMap, header};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use jiff::{SignedDuration, Timestamp};
use store::{PersonId, StoreError, Token, accounts, sessions};

/// Told apart from others when passwords are guessed: see `store::tries`.
pub const BROWSER_COOKIE: &str = "rebond_browser";
/// A week: somebody who comes every working day signs in on Mondays.
const DAYS: i64 = 7;

/// Opens a session with an identifier drawn now, and remembers the browser. None when the account was closed.
pub async fn open(
    app: &App,
    jar: CookieJar,
    headers: &HeaderMap,
    person: &PersonId,
    id_token: Option<&str>,
    now: Timestamp,
) -> Result<Option<CookieJar>, StoreError> {
    // A session of this browser that still stands would outlive the sign-in that replaces it.
    if let Some(former) = jar.get(PERSON_COOKIE).and_then(|cookie| Token::parse(cookie.value()))
        && let Some(found) = sessions::find(&app.store, &former.hash(), now).await?
    {
        sessions::revoke(&app.store, &found.person.id, &former.hash(), now).await?;
    }
    let (session, until) = (Token::random(), now + SignedDuration::from_hours(24 * DAYS));
    if !sessions::open(&app.store, person, &session.hash(), &device(headers), until, id_token, now).await? {
        return Ok(None);
    }
    let browser = jar.get(BROWSER_COOKIE).and_then(|cookie| Token::parse(cookie.value())).unwrap_or_else(Token::random);
    accounts::know(&app.store, person, &browser.hash(), now).await?;
    let jar = jar.add(cookie(app, PERSON_COOKIE, session.expose(), DAYS));
    Ok(Some(jar.add(cookie(app, BROWSER_COOKIE, browser.expose(), 365))))
}

/// A cookie that scripts do not read and other sites do not send with their forms. Lax and not Strict: the link of a mail
/// opens the page signed in; writes from other sites are refused by their origin besides.
pub fn cookie(app: &App, name: &'static str, value: &str, days: i64) -> Cookie<'static> {
    Cookie::build((name, value.to_owned()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(time::Duration::days(days))
        // A server reached in clear on this machine would never get a Secure cookie back.
        .secure(app.base_url.starts_with("https://"))
        .build()
}

fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    agent.chars().take(200).collect()
}

/// Browser and system in a few words, from what the browser says of itself.
pub fn told(agent: &str) -> Option<String> {
    let first = |table: &[(&str, &'static str)]| table.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    // From the most particular: Edge and Opera say Chrome too, and all say Safari.
    let browser = first(&[("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]);
    let system = first(&[
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => Some(format!("{browser}, {system}")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}

/// An address to go back to, when it is one of ours: a path, not another server's in disguise, nor the door itself.
pub fn safe_return(asked: &str) -> Option<&str> {
    let plain = asked.len() <= 2000 && asked.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    let ours = asked.starts_with('/') && !asked.starts_with("//");
    let path = asked.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix("/en").filter(|rest| rest.is_empty() || rest.starts_with('/')).unwrap_or(path);
    let door = ["/connexion", "/invitations", "/mot-de-passe"].iter().any(|door| path == *door || path.starts_with(&format!("{door}/")));
    (plain && ours && !door).then_some(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_of_ours_is_gone_back_to() {
        for good in ["/", "/mon-travail", "/en/territoires/2/ti-2704?x=1", "/entreprises"] {
            assert_eq!(safe_return(good), Some(good));
        }
        let bad =
            ["", "//evil.test", "/\\evil.test", "https://evil.test", "/a\nb", "javascript:x", "/connexion", "/en/connexion/oubli", "/é"];
        for bad in bad {
            assert_eq!(safe_return(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_browser_is_told_in_words() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36 Edg/120.0";
        assert_eq!(told(edge).as_deref(), Some("Edge, Windows"));
        assert_eq!(told("curl/8.5").as_deref(), None);
    }
}
