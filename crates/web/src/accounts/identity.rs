//! An identity provider that vouches for people (OpenID Connect: code flow, PKCE, nonce, state), as the operator sets it.
//!
//! With the ProConnect profile, what is known of the person comes signed, and a SIRET says for which organisation. The
//! provider says who somebody is, never what they may do: rights are given by people, here.

use super::outside::{call, client};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreGenderClaim, CoreIdToken, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AdditionalClaims, AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, IdToken,
    IdTokenVerifier, IssuerUrl, LogoutRequest, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl,
    ProviderMetadataWithLogout, RedirectUrl, Scope, SubjectIdentifier, TokenResponse, UserInfoClaims, UserInfoJsonWebToken,
    UserInfoVerifier,
};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use ureq::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};

/// How long the provider's description and keys are kept.
const FRESH: Duration = Duration::from_secs(600);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    Plain,
    ProConnect,
}

/// What the operator writes.
pub struct Settings {
    /// As shown on the button: "ProConnect".
    pub name: String,
    pub issuer: String,
    pub client: String,
    pub secret: String,
    pub profile: Profile,
}

#[derive(Clone)]
pub struct Provider(Arc<Inner>);

struct Inner {
    name: String,
    issuer: IssuerUrl,
    client: ClientId,
    secret: ClientSecret,
    profile: Profile,
    agent: ureq::Agent,
    known: Mutex<Option<(Instant, ProviderMetadataWithLogout)>>,
}

/// Somebody who leaves for the provider: where to, and what to remember until they are back.
pub struct Errand {
    pub address: String,
    pub state: String,
    pub nonce: String,
    pub verifier: String,
}

/// Somebody the provider vouches for.
#[derive(Clone, Debug)]
pub struct Vouched {
    /// "issuer subject".
    pub identity: String,
    /// When the provider says that it verified it.
    pub email: Option<String>,
    pub name: String,
    pub siret: Option<String>,
    pub id_token: String,
}

/// What ProConnect says besides the standard claims.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
struct Extra {
    siret: Option<String>,
    usual_name: Option<String>,
}

impl AdditionalClaims for Extra {}

/// What was told of somebody, whatever it was signed as.
struct About {
    given: String,
    family: String,
    name: String,
    email: Option<String>,
    verified: bool,
    siret: Option<String>,
}

/// The two kinds of claims of the library have the same words and no common trait.
macro_rules! about {
    ($claims:expr) => {{
        let (claims, extra): (_, &Extra) = (&$claims, $claims.additional_claims());
        let family = claims.family_name().and_then(|name| name.get(None)).map(|name| name.as_str().to_owned());
        About {
            given: claims.given_name().and_then(|name| name.get(None)).map(|name| name.as_str().to_owned()).unwrap_or_default(),
            family: extra.usual_name.clone().or(family).unwrap_or_default(),
            name: claims.name().and_then(|name| name.get(None)).map(|name| name.as_str().to_owned()).unwrap_or_default(),
            email: claims.email().map(|email| email.as_str().to_owned()),
            verified: claims.email_verified() == Some(true),
            siret: extra.siret.as_ref().map(|siret| siret.chars().filter(char::is_ascii_digit).collect()),
        }
    }};
}

type SignedInfo = UserInfoJsonWebToken<Extra, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;
type SignedClaims = IdToken<Extra, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

impl Provider {
    /// # Errors
    /// The address of the issuer cannot be read, or is not https while not on this machine.
    pub fn new(settings: Settings) -> Result<Provider, String> {
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|e| format!("✕ --oidc-issuer {} : {e}", settings.issuer))?;
        let host = issuer.url().host_str().unwrap_or_default();
        if issuer.url().scheme() != "https" && !["127.0.0.1", "localhost", "[::1]"].contains(&host) {
            return Err(format!("✕ --oidc-issuer {} : https attendu / https expected", settings.issuer));
        }
        let agent = client(&settings.issuer);
        Ok(Provider(Arc::new(Inner {
            name: settings.name,
            issuer,
            client: ClientId::new(settings.client),
            secret: ClientSecret::new(settings.secret),
            profile: settings.profile,
            agent,
            known: Mutex::default(),
        })))
    }

    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Prepares a departure; `back` is our address where the provider sends people back.
    pub async fn leave(&self, back: String) -> Result<Errand, String> {
        self.beside(move |inner| inner.leave(&back)).await
    }

    /// Exchanges the code for who it is, and checks everything that was signed.
    pub async fn vouched(&self, back: String, code: String, nonce: String, verifier: String) -> Result<Vouched, String> {
        self.beside(move |inner| inner.vouched(&back, code, nonce, verifier)).await
    }

    /// Where to go to end the provider's own session, when it has such an address.
    pub async fn end_session(&self, id_token: String, back: String) -> Option<String> {
        let ended = self.beside(move |inner| inner.end_session(&id_token, &back)).await;
        ended.ok().flatten()
    }

    /// The client blocks: it does so on a thread that may.
    async fn beside<T: Send + 'static>(&self, work: impl FnOnce(&Inner) -> Result<T, String> + Send + 'static) -> Result<T, String> {
        let inner = self.0.clone();
        tokio::task::spawn_blocking(move || work(&inner)).await.map_err(|e| e.to_string())?
    }
}

/// The cause with its own causes: what is logged.
fn told(error: &dyn std::error::Error) -> String {
    let mut told = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        told.push_str(&format!(": {cause}"));
        next = cause.source();
    }
    told
}

impl Inner {
    fn ask(&self, request: HttpRequest) -> Result<openidconnect::HttpResponse, ureq::Error> {
        call(&self.agent, request)
    }

    /// The provider's description and keys, asked again after ten minutes, or at once when `fresh`.
    fn metadata(&self, fresh: bool) -> Result<ProviderMetadataWithLogout, String> {
        let mut known = self.known.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some((at, metadata)) = known.as_ref().filter(|_| !fresh)
            && at.elapsed() < FRESH
        {
            return Ok(metadata.clone());
        }
        let metadata =
            ProviderMetadataWithLogout::discover(&self.issuer, &|request: HttpRequest| self.ask(request)).map_err(|e| told(&e))?;
        *known = Some((Instant::now(), metadata.clone()));
        Ok(metadata)
    }

    fn leave(&self, back: &str) -> Result<Errand, String> {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let client = CoreClient::from_provider_metadata(self.metadata(false)?, self.client.clone(), Some(self.secret.clone()))
            .set_redirect_uri(RedirectUrl::new(back.to_owned()).map_err(|e| e.to_string())?);
        let scopes: &[&str] = match self.profile {
            Profile::Plain => &["email", "profile"],
            Profile::ProConnect => &["email", "given_name", "usual_name", "uid", "siret"],
        };
        let request = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
            .add_scopes(scopes.iter().map(|scope| Scope::new((*scope).to_owned())))
            .set_pkce_challenge(challenge);
        let (address, state, nonce) = request.url();
        Ok(Errand {
            address: address.to_string(),
            state: state.secret().clone(),
            nonce: nonce.secret().clone(),
            verifier: verifier.secret().clone(),
        })
    }

    fn vouched(&self, back: &str, code: String, nonce: String, verifier: String) -> Result<Vouched, String> {
        let http = |request: HttpRequest| self.ask(request);
        let redirect = RedirectUrl::new(back.to_owned()).map_err(|e| e.to_string())?;
        let client = CoreClient::from_provider_metadata(self.metadata(false)?, self.client.clone(), Some(self.secret.clone()))
            .set_redirect_uri(redirect);
        let answer = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|e| told(&e))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier))
            .request(&http)
            .map_err(|e| told(&e))?;
        let id_token = answer.id_token().ok_or("the provider gave no identity token")?;
        let nonce = Nonce::new(nonce);
        // A key that is not known may be a new one: the keys are asked once more.
        let known = self.checked(id_token, answer.access_token(), &nonce, self.metadata(false)?);
        let (metadata, subject) = match known {
            Ok(checked) => checked,
            Err(_) => self.checked(id_token, answer.access_token(), &nonce, self.metadata(true)?)?,
        };
        let about = self.about(&metadata, answer.access_token().secret(), &subject)?;
        // ProConnect gives professional addresses only, which its identity providers answer for; others say it each time.
        let verified = self.profile == Profile::ProConnect || about.verified;
        let whole = format!("{} {}", about.given, about.family).trim().to_owned();
        Ok(Vouched {
            identity: format!("{} {}", self.issuer.as_str(), subject.as_str()),
            email: about.email.filter(|_| verified),
            name: if whole.is_empty() { about.name } else { whole },
            siret: about.siret,
            id_token: id_token.to_string(),
        })
    }

    /// The identity token is signed by this provider, for us, now, for this errand, and goes with this access.
    fn checked(
        &self,
        id_token: &CoreIdToken,
        access: &AccessToken,
        nonce: &Nonce,
        metadata: ProviderMetadataWithLogout,
    ) -> Result<(ProviderMetadataWithLogout, SubjectIdentifier), String> {
        let client = CoreClient::from_provider_metadata(metadata.clone(), self.client.clone(), Some(self.secret.clone()));
        let verifier = client.id_token_verifier();
        let claims = id_token.claims(&verifier, nonce).map_err(|e| told(&e))?;
        if let Some(expected) = claims.access_token_hash() {
            let algorithm = id_token.signing_alg().map_err(|e| told(&e))?;
            let key = id_token.signing_key(&verifier).map_err(|e| told(&e))?;
            if AccessTokenHash::from_token(access, algorithm, key).map_err(|e| told(&e))? != *expected {
                return Err("the access token is not that of the identity token".into());
            }
        }
        Ok((metadata, claims.subject().clone()))
    }

    /// What the provider tells of the subject, signed when it must be.
    fn about(&self, metadata: &ProviderMetadataWithLogout, access: &str, subject: &SubjectIdentifier) -> Result<About, String> {
        let address = metadata.userinfo_endpoint().ok_or("the provider has no user information")?;
        let request = ureq::http::Request::get(address.as_str())
            .header(AUTHORIZATION, format!("Bearer {access}"))
            .header(ACCEPT, "application/jwt, application/json")
            .body(vec![])
            .map_err(|e| e.to_string())?;
        let answer = self.ask(request).map_err(|e| told(&e))?;
        if answer.status() != 200 {
            return Err(format!("user information: HTTP {}", answer.status()));
        }
        let media = answer.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let media = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match media.as_str() {
            "application/jwt" => {
                let text = String::from_utf8(answer.into_body()).map_err(|e| e.to_string())?;
                self.signed(metadata, &text, subject)
            }
            "application/json" if self.profile == Profile::Plain => {
                let claims: UserInfoClaims<Extra, CoreGenderClaim> =
                    UserInfoClaims::from_json::<ureq::Error>(answer.body(), Some(subject)).map_err(|e| told(&e))?;
                Ok(about!(claims))
            }
            other => Err(format!("user information: signed answer expected, {other:?} received")),
        }
    }

    /// RS256 as user information; ES256, which the library does not read as such, as a token whose date counts.
    fn signed(&self, metadata: &ProviderMetadataWithLogout, text: &str, subject: &SubjectIdentifier) -> Result<About, String> {
        let value = serde_json::Value::String(text.trim().to_owned());
        let token: SignedClaims = serde_json::from_value(value.clone()).map_err(|e| format!("user information: {e}"))?;
        if token.signing_alg().map_err(|e| told(&e))? == &CoreJwsSigningAlgorithm::EcdsaP256Sha256 {
            let verifier: IdTokenVerifier<CoreJsonWebKey> =
                IdTokenVerifier::new_public_client(self.client.clone(), self.issuer.clone(), metadata.jwks().clone())
                    .set_allowed_algs([CoreJwsSigningAlgorithm::EcdsaP256Sha256]);
            // The nonce is that of the identity token, checked already.
            let claims = token.claims(&verifier, |_: Option<&Nonce>| Ok(())).map_err(|e| told(&e))?;
            if claims.subject() != subject {
                return Err("user information: of somebody else".into());
            }
            return Ok(about!(claims));
        }
        let verifier = UserInfoVerifier::<CoreJweContentEncryptionAlgorithm, CoreJsonWebKey>::new(
            self.client.clone(),
            self.issuer.clone(),
            metadata.jwks().clone(),
            Some(subject.clone()),
        );
        let info: SignedInfo = serde_json::from_value(value).map_err(|e| format!("user information: {e}"))?;
        let claims = info.claims(&verifier).map_err(|e| told(&e))?;
        Ok(about!(claims))
    }

    fn end_session(&self, id_token: &str, back: &str) -> Result<Option<String>, String> {
        let Some(address) = self.metadata(false)?.additional_metadata().end_session_endpoint.clone() else { return Ok(None) };
        let hint: SignedClaims = id_token.parse().map_err(|e: serde_json::Error| e.to_string())?;
        let back = PostLogoutRedirectUrl::new(back.to_owned()).map_err(|e| e.to_string())?;
        let request = LogoutRequest::from(address)
            .set_id_token_hint(&hint)
            .set_client_id(self.client.clone())
            .set_post_logout_redirect_uri(back)
            .set_state(CsrfToken::new_random());
        Ok(Some(request.http_get_url().to_string()))
    }
}
