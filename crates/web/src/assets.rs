//! Scripts, styles and fonts, embedded in the program. Their address carries a digest, so that they are cached for a
//! year and never stale.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../ui/dist"]
struct Dist;

/// One digest for the whole folder: eight hexadecimal digits.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Dist::iter().collect();
    names.sort();
    let mut digest = [0u8; 4];
    for name in names {
        if let Some(file) = Dist::get(&name) {
            for (i, byte) in file.metadata.sha256_hash().iter().enumerate() {
                digest[i % 4] = digest[i % 4].rotate_left(1) ^ byte;
            }
        }
    }
    digest.iter().map(|b| format!("{b:02x}")).collect()
});

pub fn url(name: &str) -> String {
    format!("/assets/{}/{name}", *VERSION)
}

pub async fn serve(Path((_version, name)): Path<(String, String)>) -> Response {
    file(&name)
}

pub async fn font(Path((_version, name)): Path<(String, String)>) -> Response {
    file(&format!("fonts/{name}"))
}

fn file(name: &str) -> Response {
    let Some(file) = Dist::get(name) else { return StatusCode::NOT_FOUND.into_response() };
    let mime = match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    };
    ([(header::CONTENT_TYPE, mime), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")], file.data.into_owned()).into_response()
}
