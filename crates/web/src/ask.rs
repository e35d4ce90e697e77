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
            Err(why) => {
                let why = why.body_text();
                Err(Failure::Bad(
                    here,
                    Text::new(format!("Paramètre illisible dans l’adresse : {why}"), format!("Unreadable parameter in the address: {why}")),
                ))
            }
        }
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
                Err(Failure::Bad(here, Text::new(format!("Corps illisible : {why}"), format!("Unreadable body: {why}"))))
            }
        }
    }
}
