//! What a request asks, read strictly: a parameter that cannot be read is answered with a sentence, in the reader's
//! language and in the form of the address (page or JSON).

use crate::error::{Failure, Result};
use crate::page::Here;
use crate::permissions::Actor;
use axum::extract::rejection::ExtensionRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::{Extension, Json};
use domain::Text;
use serde::de::DeserializeOwned;

/// Query string.
pub struct Asked<T>(pub T);

/// Parts of the path; an unreadable one means that nothing is there.
pub struct At<T>(pub T);

/// JSON body.
pub struct Given<T>(pub T);

/// The query string of these parameters, less those left empty: a link to the same rows in another form.
pub fn query<'a>(parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(parameters.into_iter().filter(|(_, value)| !value.is_empty()));
    query.finish()
}

async fn here<S: Send + Sync>(parts: &mut Parts, state: &S) -> Here {
    match Here::from_request_parts(parts, state).await {
        Ok(here) => here,
        Err(never) => match never {},
    }
}

/// Who asks, as `security` found before any page is reached.
impl<S: Send + Sync> FromRequestParts<S> for Actor {
    type Rejection = ExtensionRejection;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Actor, ExtensionRejection> {
        Extension::<Actor>::from_request_parts(parts, state).await.map(|Extension(actor)| actor)
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let here = here(parts, state).await;
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(value)) => Ok(Asked(value)),
            Err(why) => Err(Failure::Bad(here, unreadable(&why.body_text(), parts.uri.query().unwrap_or_default()))),
        }
    }
}

/// What is wrong with the query string. The extractor says it to programmers, in English: « …: page: invalid digit found in string »
/// or « …: duplicate field `page` »; only the name of the parameter is taken from it.
fn unreadable(why: &str, query: &str) -> Text {
    let why = why.strip_prefix("Failed to deserialize query string: ").unwrap_or(why);
    let given =
        |name: &str| form_urlencoded::parse(query.as_bytes()).filter(|(key, _)| key == name).map(|(_, value)| value).collect::<Vec<_>>();
    let name = why.split_once(": ").map(|(name, _)| name).or_else(|| why.split('`').nth(1)).unwrap_or_default();
    match given(name).as_slice() {
        [] => Text::new(format!("Paramètre illisible dans l’adresse : {why}"), format!("Unreadable parameter in the address: {why}")),
        [value] => {
            let value: String = value.chars().take(60).collect();
            Text::new(
                format!("Dans l’adresse, « {name} » ne peut pas valoir « {value} » : corrigez cette valeur, ou retirez-la."),
                format!("In the address, “{name}” cannot be “{value}”: correct this value, or take it away."),
            )
        }
        _ => Text::new(
            format!("Dans l’adresse, « {name} » est donné plusieurs fois : n’en gardez qu’un."),
            format!("In the address, “{name}” is given more than once: keep one."),
        ),
    }
}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for At<T> {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let here = here(parts, state).await;
        match Path::<T>::from_request_parts(parts, state).await {
            Ok(Path(value)) => Ok(At(value)),
            Err(_) => Err(Failure::NotFound(here)),
        }
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Given<T> {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let (mut parts, body) = request.into_parts();
        let here = here(&mut parts, state).await;
        match Json::<T>::from_request(Request::from_parts(parts, body), state).await {
            Ok(Json(value)) => Ok(Given(value)),
            Err(why) => {
                let why = why.body_text();
                // What the reader of JSON says is kept, since whoever wrote the body needs the place; its preamble is not.
                let why = ["Failed to deserialize the JSON body into the target type: ", "Failed to parse the request body as JSON: "]
                    .iter()
                    .find_map(|start| why.strip_prefix(start))
                    .unwrap_or(&why);
                Err(Failure::Bad(
                    here,
                    Text::new(
                        format!("Corps illisible ({why}) : la forme attendue est décrite dans /api/v1/openapi.json."),
                        format!("Unreadable body ({why}): the form expected is described in /api/v1/openapi.json."),
                    ),
                ))
            }
        }
    }
}
