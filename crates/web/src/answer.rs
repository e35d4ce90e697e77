//! What an answer says to caches, and to the browser that saves it as a file.

use crate::error::{Result, html};
use crate::page::Here;
use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Stays in no cache: what it says depends on who asks.
pub fn unkept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A page that some may read, whatever its status.
pub fn private<T: Template>(here: &Here, status: StatusCode, template: &T) -> Result<Response> {
    let mut response = unkept(html(here, template)?);
    *response.status_mut() = status;
    Ok(response)
}

/// A file to save under this name.
pub fn file(name: &str, mime: &str, bytes: impl IntoResponse) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [(header::CONTENT_TYPE, mime), (header::CONTENT_DISPOSITION, disposition.as_str()), (header::CACHE_CONTROL, "no-cache")];
    (headers, bytes).into_response()
}
