//! A file kept for any object, and handed over so that no browser ever runs it.

use crate::app::App;
use crate::error::Failure;
use crate::page::Here;
use crate::permissions::Actor;
use crate::upload;
use axum::extract::Multipart;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::Text;
use store::AttachmentId;
use store::attachments::{self, Added, Attachment, Given};

/// Bytes that one territory may attach in all.
pub const QUOTA: i64 = 500 * 1024 * 1024;

/// What became of an upload.
pub enum Kept {
    Added,
    /// The same bytes are there already.
    Same,
    Refused(Text, Text),
}

/// Reads the field "file" of a form and attaches it to `object`, within the quota of `owner`.
pub async fn keep(app: &App, here: &Here, actor: &Actor, object: &str, owner: &str, parts: &mut Multipart) -> Result<Kept, Failure> {
    let bad = |e: axum::extract::multipart::MultipartError| Failure::Bad(here.clone(), Text::same(e.body_text()));
    while let Some(part) = parts.next_field().await.map_err(bad)? {
        if part.name() != Some("file") {
            continue;
        }
        let name = upload::clean_name(part.file_name().unwrap_or_default());
        let bytes = part.bytes().await.map_err(bad)?;
        let (looked, named) = (bytes.clone(), name.clone());
        let found = tokio::task::spawn_blocking(move || upload::recognise(&named, &looked)).await.map_err(|e| Failure::ours(here, e))?;
        let kind = match found {
            Ok(kind) => kind,
            Err((what, mend)) => return Ok(Kept::Refused(what, mend)),
        };
        let given = Given { object: object.into(), owner: owner.into(), name, kind: kind.media().into(), bytes: bytes.to_vec() };
        let added = attachments::add(&app.store, given, QUOTA, &actor.signature(), app.now()).await;
        return Ok(match added.map_err(|e| Failure::ours(here, e))? {
            Added::Added(_) => Kept::Added,
            Added::Same(_) => Kept::Same,
            Added::OverQuota { used } => {
                let (used, most) = (used / 1_048_576, QUOTA / 1_048_576);
                Kept::Refused(
                    Text::new(
                        format!("le territoire a déjà {used} Mo de pièces, sur {most}"),
                        format!("the territory already has {used} MB of files, of {most}"),
                    ),
                    Text::new("effacez des pièces retirées, puis recommencez", "erase removed files, then try again"),
                )
            }
        });
    }
    Ok(Kept::Refused(Text::each(|lang| crate::i18n::say(lang, "attach-no-file", &[])), Text::default()))
}

/// A file of this very object: the address of one of another object leads nowhere.
pub async fn piece(app: &App, here: &Here, object: &str, id: &str) -> Result<Attachment, Failure> {
    let lost = || Failure::NotFound(here.clone());
    let id = AttachmentId::parse(id).ok_or_else(lost)?;
    let found = attachments::find(&app.store, &id).await.map_err(|e| Failure::ours(here, e))?;
    found.filter(|f| f.object == object).ok_or_else(lost)
}

/// The field "faire" of a form: what it asks to be done.
pub fn asked(body: &[u8]) -> String {
    form_urlencoded::parse(body).find(|(k, _)| k == "faire").map(|(_, v)| v.into_owned()).unwrap_or_default()
}

/// Removes a file, brings it back or erases its bytes, as the form asks.
pub async fn act(app: &App, here: &Here, actor: &Actor, attachment: &Attachment, body: &[u8]) -> Result<(), Failure> {
    let (asked, author, now) = (asked(body), actor.signature(), app.now());
    let done = match asked.as_str() {
        "retirer" => attachments::remove(&app.store, &attachment.id, &author, now).await,
        "rendre" => attachments::restore(&app.store, &attachment.id, &author, now).await,
        "effacer" => attachments::erase(&app.store, &attachment.id, &author, now).await,
        _ => return Err(Failure::Bad(here.clone(), Text::same(asked))),
    };
    done.map_err(|e| Failure::ours(here, e)).map(drop)
}

/// The bytes of a file that was not removed, as something to save and never to show: no browser guesses, caches or runs it.
pub async fn download(app: &App, here: &Here, attachment: &Attachment) -> Result<Response, Failure> {
    if attachment.removed_at.is_some() {
        return Err(Failure::NotFound(here.clone()));
    }
    let bytes = attachments::bytes(&app.store, &attachment.file.id).await.map_err(|e| Failure::ours(here, e))?;
    let bytes = bytes.ok_or_else(|| Failure::NotFound(here.clone()))?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, attachment.file.kind.as_str()),
        (header::CONTENT_DISPOSITION, disposition(&attachment.file.name).as_str()),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ] {
        headers.insert(name, HeaderValue::from_str(value).map_err(|e| Failure::ours(here, e))?);
    }
    Ok(response)
}

/// RFC 6266: a plain name for old programs, the true one in UTF-8.
fn disposition(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_. ".contains(c) { c } else { '_' }).collect();
    let exact: String = name
        .bytes()
        .map(|b| if b.is_ascii_alphanumeric() || b"-_.".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_accents_or_quotes_makes_a_header_that_holds() {
        let header = disposition("été \"2020\"; x.pdf");
        assert_eq!(header, "attachment; filename=\"_t_ _2020__ x.pdf\"; filename*=UTF-8''%C3%A9t%C3%A9%20%222020%22%3B%20x.pdf");
    }
}
