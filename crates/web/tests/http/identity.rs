//! Signing in through an identity provider: a false one on this machine, which signs what it says with keys of its own.
//! The real ones were never tried.

use crate::accounts::{cookie, invite, operator};
use crate::server::{Answer, BASE, Server};
use axum::extract::{Form, State};
use axum::http::header;
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::core::{CoreJwsSigningAlgorithm, CoreRsaPrivateSigningKey};
use openidconnect::{JsonWebKeyId, PrivateSigningKey};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use web::accounts::Doors;
use web::accounts::identity::{Profile, Provider, Settings};

/// Made for these tests: it opens nothing.
const RSA: &str = include_str!("keys/provider-rsa.pem");

/// What the false provider will say, and what it was asked.
#[derive(Clone)]
struct Says {
    issuer: String,
    nonce: String,
    challenge: String,
    /// Claims about the person.
    about: Value,
    signed_by: &'static str,
    /// What it changes in the identity token, to be caught.
    twist: Value,
    audience: String,
}

type Fake = Arc<Mutex<Says>>;

fn ec() -> SigningKey {
    SigningKey::from_slice(&[7; 32]).expect("a key")
}

fn rsa() -> CoreRsaPrivateSigningKey {
    CoreRsaPrivateSigningKey::from_pem(RSA, Some(JsonWebKeyId::new("rsa-1".into()))).expect("a key")
}

fn token(algorithm: &str, payload: &Value) -> String {
    let kid = if algorithm == "ES256" { "ec-1" } else { "rsa-1" };
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let text = format!("{}.{}", part(&json!({ "alg": algorithm, "kid": kid, "typ": "JWT" })), part(payload));
    let signature = match algorithm {
        "ES256" => Signer::<Signature>::sign(&ec(), text.as_bytes()).to_bytes().to_vec(),
        "none" => vec![],
        _ => rsa().sign(&CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256, text.as_bytes()).expect("signed"),
    };
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
}

async fn configuration(State(fake): State<Fake>) -> Json<Value> {
    let issuer = fake.lock().expect("said").issuer.clone();
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/jwks"),
        "end_session_endpoint": format!("{issuer}/session/end"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "ES256"],
    }))
}

async fn keys() -> Json<Value> {
    let point = ec().verifying_key().to_sec1_point(false);
    let ec = json!({
        "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "ec-1",
        "x": URL_SAFE_NO_PAD.encode(point.x().expect("a point")), "y": URL_SAFE_NO_PAD.encode(point.y().expect("a point")),
    });
    Json(json!({ "keys": [serde_json::to_value(rsa().as_verification_key()).expect("a key"), ec] }))
}

fn dated(says: &Says, mut claims: Value) -> Value {
    let now = jiff::Timestamp::now().as_second();
    for (key, value) in [
        ("iss", json!(says.issuer)),
        ("aud", json!(says.audience)),
        ("iat", json!(now)),
        ("exp", json!(now + 300)),
        ("sub", says.about["sub"].clone()),
    ] {
        claims[key] = value;
    }
    claims
}

async fn exchange(State(fake): State<Fake>, Form(form): Form<HashMap<String, String>>) -> Result<Json<Value>, axum::http::StatusCode> {
    let says = fake.lock().expect("said").clone();
    let verifier = form.get("code_verifier").map(String::as_str).unwrap_or_default();
    let digest: Vec<u8> =
        (0..32).map(|at| u8::from_str_radix(&store::sha256(verifier.as_bytes())[2 * at..2 * at + 2], 16).expect("hexadecimal")).collect();
    let proved = URL_SAFE_NO_PAD.encode(digest) == says.challenge;
    if form.get("code").map(String::as_str) != Some("the-code") || !proved {
        return Err(axum::http::StatusCode::BAD_REQUEST);
    }
    let mut claims = dated(&says, json!({ "nonce": says.nonce }));
    for (key, value) in says.twist.as_object().into_iter().flatten() {
        claims[key] = value.clone();
    }
    let id_token = token("RS256", &claims);
    Ok(Json(json!({ "access_token": "the-access", "token_type": "Bearer", "expires_in": 60, "id_token": id_token })))
}

async fn about(
    State(fake): State<Fake>,
    headers: axum::http::HeaderMap,
) -> Result<([(header::HeaderName, &'static str); 1], String), axum::http::StatusCode> {
    let says = fake.lock().expect("said").clone();
    if headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()) != Some("Bearer the-access") {
        return Err(axum::http::StatusCode::UNAUTHORIZED);
    }
    match says.signed_by {
        "" => Ok(([(header::CONTENT_TYPE, "application/json")], says.about.to_string())),
        algorithm => {
            let claims = dated(&says, says.about.clone());
            Ok(([(header::CONTENT_TYPE, "application/jwt")], token(algorithm, &claims)))
        }
    }
}

struct House {
    server: Server,
    fake: Fake,
}

impl House {
    async fn open(profile: Profile) -> House {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let issuer = format!("http://{}", listener.local_addr().expect("its address"));
        let says = Says {
            issuer: issuer.clone(),
            nonce: String::new(),
            challenge: String::new(),
            about: json!({
                "sub": "agent-1", "uid": "u1", "given_name": "Camille", "usual_name": "Roy",
                "email": "Camille.Roy@chalon.test", "siret": "24710058900011",
            }),
            signed_by: "RS256",
            twist: json!({}),
            audience: "rebond".into(),
        };
        let fake: Fake = Arc::new(Mutex::new(says));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(configuration))
            .route("/jwks", get(keys))
            .route("/token", post(exchange))
            .route("/userinfo", get(about))
            .with_state(fake.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let settings =
            Settings { name: "Fournisseur d’essai".into(), issuer, client: "rebond".into(), secret: "un secret".into(), profile };
        let doors = Doors { identity: Some(Provider::new(settings).expect("a provider")), ..Doors::default() };
        House { server: Server::with_doors(doors).await, fake }
    }

    fn says(&self, change: impl FnOnce(&mut Says)) {
        change(&mut self.fake.lock().expect("said"));
    }

    /// Leaves for the provider; gives the cookie and the state it must bring back.
    async fn leave(&self) -> (String, String) {
        let left = self.server.get("/connexion/identite?retour=%2Fappels").await;
        assert_eq!(left.status, 303, "{}", left.text());
        let query = left.header("location").split('?').nth(1).unwrap_or_default().to_owned();
        let asked: HashMap<String, String> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        assert_eq!(asked["redirect_uri"], format!("{BASE}/connexion/retour"));
        assert_eq!((asked["response_type"].as_str(), asked["code_challenge_method"].as_str()), ("code", "S256"));
        self.says(|says| (says.nonce, says.challenge) = (asked["nonce"].clone(), asked["code_challenge"].clone()));
        (cookie(&left), asked["state"].clone())
    }

    async fn come_back(&self) -> Answer {
        let (cookie, state) = self.leave().await;
        self.server.get_as(&cookie, &format!("/connexion/retour?code=the-code&state={state}")).await
    }

    async fn invite(&self) {
        let by = operator(&self.server).await;
        invite(&self.server, &by, "territory:2:ti-2704", "camille.roy@chalon.test", "project_lead").await;
    }
}

#[tokio::test]
async fn an_invited_agent_comes_in_by_what_the_provider_signs_and_again_by_the_same_identity() {
    for signed_by in ["RS256", "ES256"] {
        let house = House::open(Profile::ProConnect).await;
        house.says(|says| says.signed_by = signed_by);
        assert!(house.server.get("/connexion").await.text().contains("S’identifier avec Fournisseur d’essai"));
        house.invite().await;
        let back = house.come_back().await;
        assert_eq!((back.status.as_u16(), back.leads_to()), (303, "/appels"), "{signed_by}: {}", back.text());
        let session = cookie(&back);
        let account = house.server.get_as(&session, "/compte").await.text();
        assert!(account.contains("Camille Roy") && account.contains("chef de projet"), "{account}");
        // Later, with another address and no invitation: the identity is known.
        house.says(|says| says.about["email"] = json!("c.roy@ailleurs.test"));
        assert_eq!(house.come_back().await.leads_to(), "/appels");
        let out = house.server.post_as(&session, "/connexion/quitter", &[]).await.text();
        assert!(out.contains("/session/end?id_token_hint="), "nothing is said of the provider's session: {out}");
        assert_eq!(house.server.get_as(&session, "/compte").await.status, 403);
    }
}

#[tokio::test]
async fn who_is_identified_but_invited_to_nothing_is_told_whom_to_ask() {
    let house = House::open(Profile::ProConnect).await;
    let back = house.come_back().await;
    assert_eq!(back.status, 403);
    assert!(back.text().contains("Demandez une invitation") && !cookie(&back).contains("rebond_session=a"), "{}", back.text());
    let people = store::people::find_by_email(&house.server.app.store, "camille.roy@chalon.test").await;
    assert_eq!(people, Ok(None), "an account was made of it");
}

#[tokio::test]
async fn an_agent_of_another_company_does_not_take_its_place() {
    let house = House::open(Profile::ProConnect).await;
    let by = operator(&house.server).await;
    let sent = [
        ("email", "camille.roy@chalon.test"),
        ("role", "project_lead"),
        ("organisation-name", "Presses de Saône"),
        ("organisation-kind", "company"),
        ("organisation-number", "732829320"),
        ("lang", "fr"),
    ];
    assert_eq!(house.server.post_as(&by, "/personnes/territory:2:ti-2704/inviter", &sent).await.status, 200);
    let back = house.come_back().await;
    assert_eq!(back.status, 403);
    assert!(back.text().contains("Presses de Saône") && back.text().contains("24710058900011"), "{}", back.text());
}

#[tokio::test]
async fn what_is_not_signed_for_us_now_opens_nothing() {
    let twists: [(&str, fn(&mut Says)); 6] = [
        ("another nonce", |says| says.twist = json!({ "nonce": "of-another-errand" })),
        ("another audience", |says| says.twist = json!({ "aud": "another-service" })),
        ("another issuer", |says| says.twist = json!({ "iss": "https://evil.test" })),
        ("over", |says| says.twist = json!({ "exp": 1000 })),
        ("not signed", |says| says.signed_by = "none"),
        ("plain where a signature is due", |says| says.signed_by = ""),
    ];
    for (name, twist) in twists {
        let house = House::open(Profile::ProConnect).await;
        house.invite().await;
        let (cookie, state) = house.leave().await;
        house.says(twist);
        let back = house.server.get_as(&cookie, &format!("/connexion/retour?code=the-code&state={state}")).await;
        assert_eq!(back.status, 502, "{name}: {}", back.text());
        assert!(!crate::accounts::cookie(&back).contains("rebond_session="), "{name} opens a session");
    }
}

#[tokio::test]
async fn a_return_that_was_not_a_departure_of_this_browser_opens_nothing() {
    let house = House::open(Profile::ProConnect).await;
    house.invite().await;
    let (cookie, state) = house.leave().await;
    let path = format!("/connexion/retour?code=the-code&state={state}");
    assert_eq!(house.server.get(&path).await.status, 400, "without the cookie");
    assert_eq!(house.server.get_as(&cookie, "/connexion/retour?code=the-code&state=another").await.status, 400, "with another state");
    assert_eq!(house.server.get_as(&cookie, &path).await.status, 400, "an errand is used once, even when it failed");
    let (cookie, state) = house.leave().await;
    let declined = house.server.get_as(&cookie, &format!("/connexion/retour?error=access_denied&state={state}")).await;
    assert_eq!(declined.status, 403);
}

#[tokio::test]
async fn a_plain_provider_must_say_that_it_verified_the_address() {
    let house = House::open(Profile::Plain).await;
    house.says(|says| says.signed_by = "");
    house.invite().await;
    let back = house.come_back().await;
    assert_eq!(back.status, 403);
    assert!(back.text().contains("vérifié"), "{}", back.text());
    house.says(|says| says.about["email_verified"] = json!(true));
    assert_eq!(house.come_back().await.leads_to(), "/appels");
}
