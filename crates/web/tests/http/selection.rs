//! A proposed portfolio: two schools ask more than their envelope holds; the pilot of the region reads what would be retained, why the
//! other is out and what would let it in, and decides nothing there.

use crate::applications::{CALL, Cast, ENVELOPE, OPERATOR, words};
use axum::http::StatusCode;
use domain::rights::Role;

const PAGE: &str = "/pilotage/portefeuille";

/// Two millions for two and a half asked.
async fn cast() -> (Cast, [String; 2]) {
    let cast = Cast::gathered(OPERATOR).await;
    cast.open(CALL, "continu").await;
    let first = cast.filed(CALL, "continu", 0, "École de Chalon", "1 500 000 €").await;
    let second = cast.filed(CALL, "continu", 1, "École du Creusot", "1 000 000 €").await;
    (cast, [first, second])
}

/// What stands in a section of the page.
fn section<'a>(page: &'a str, id: &str) -> &'a str {
    let rest = page.split(&format!("id=\"{id}\"")).nth(1).unwrap_or_else(|| panic!("no section {id} in {}", words(page)));
    rest.split("</section>").next().unwrap_or_default()
}

#[tokio::test]
async fn a_region_reads_what_its_envelope_lets_in_and_what_would_let_the_rest_in() {
    let (cast, [first, second]) = cast().await;
    let page = cast.text(&cast.region, PAGE).await;
    assert!(page.contains("propose et ne décide rien"), "{}", words(&page));
    // Each counts alike: the one that asks less enters, and half a million is lacking for the other.
    assert!(section(&page, "retenues").contains(&second) && !section(&page, "retenues").contains(&first), "{}", words(&page));
    let out = section(&page, "non-retenues");
    assert!(out.contains("École de Chalon") && out.contains("500\u{202f}000\u{a0}€ de plus"), "{out}");
    assert!(section(&page, "proposition").contains(&format!("/enveloppes/{ENVELOPE}")), "{}", words(&page));
    assert!(section(&page, "proposition").contains("c’est démontré"), "{}", words(&page));
    // By what they ask, the larger one is worth more.
    let by_amount = cast.text(&cast.region, &format!("/en{PAGE}?par=montant")).await;
    assert!(section(&by_amount, "retenues").contains(&first), "{}", words(&by_amount));
    assert!(section(&by_amount, "non-retenues").contains("École du Creusot"), "{}", words(&by_amount));
    // Nothing was decided.
    let fund = cast.server.get(&format!("/api/v1/envelopes/{ENVELOPE}")).await.json();
    assert_eq!(fund["envelope"]["reserved"].as_i64(), Some(0));
}

#[tokio::test]
async fn other_weights_say_who_moves_and_why() {
    let (cast, [_, second]) = cast().await;
    let page = cast.text(&cast.region, &format!("{PAGE}?comparer=1&b-dossier=0")).await;
    let moves = section(&page, "mouvements");
    assert!(moves.contains(&second) && moves.contains("sort") && moves.contains("sa part de tous les points"), "{moves}");
    let nothing = cast.text(&cast.region, &format!("{PAGE}?a-dossier=0")).await;
    assert!(section(&nothing, "non-retenues").contains("aucun point avec ces poids"), "{}", words(&nothing));
    let wrong = cast.server.get_as(&cast.region, &format!("{PAGE}?a-dossier=beaucoup")).await;
    assert!(wrong.status == StatusCode::BAD_REQUEST && wrong.text().contains("n’est pas un poids"), "{}", wrong.text());
    let file = cast.text(&cast.region, &format!("{PAGE}/portefeuille.csv?comparer=1&b-dossier=0")).await;
    let row = file.lines().find(|line| line.contains("École du Creusot")).expect("a row of the application");
    assert!(row.contains(";1000000.00;oui;1;") && row.contains(";sort;"), "{row}");
    assert_eq!(cast.server.get_as(&cast.region, &format!("{PAGE}/portefeuille.xlsx")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_a_committee_holds_and_what_others_steer_is_not_shown() {
    let (cast, [first, _]) = cast().await;
    let other = cast.text(&cast.other_region, PAGE).await;
    assert!(!other.contains("École de Chalon") && other.contains("Aucune candidature de ce périmètre"), "{}", words(&other));
    assert_eq!(cast.server.get_as(&cast.other_region, &format!("{PAGE}?region=27")).await.status, StatusCode::FORBIDDEN);
    for who in [cast.companies[0].as_str(), ""] {
        assert_eq!(cast.server.get_as(who, PAGE).await.status, StatusCode::FORBIDDEN);
    }
    cast.to_committee(&first, "1 200 000 €").await;
    let page = cast.text(&cast.region, PAGE).await;
    assert!(!page.contains("École de Chalon") && page.contains("École du Creusot"), "{}", words(&page));
}

#[tokio::test]
async fn nothing_is_proposed_out_of_an_envelope_whose_last_day_is_past() {
    let (cast, _) = cast().await;
    let state = cast.server.person("Farida", Role::NationalPilot, "national").await;
    let last_day =
        [("kind", "last-day"), ("amount", ""), ("until", "2023-12-31"), ("date", "2021-06-01"), ("decision", "Charte"), ("key", "d")];
    cast.done(&state, &format!("/enveloppes/{ENVELOPE}/actes"), &last_day).await;
    let page = cast.text(&cast.region, PAGE).await;
    assert!(page.contains("candidatures sont laissées de côté"), "{}", words(&page));
}
