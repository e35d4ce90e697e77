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

/// A file of a form, of a kind that is kept.
pub struct File {
    pub name: String,
    /// Media type.
    pub kind: &'static str,
    pub bytes: Vec<u8>,
    /// Which document it is given for, where the form asks it before the file.
    pub document: String,
}

/// The longest name of a document that a form sends.
const NAME_BYTES: usize = 400;

/// Reads the field "file" of a form, with the field "document" that may come before it; or why it is not kept, and what to do.
pub async fn brought(here: &Here, parts: &mut Multipart) -> Result<Result<File, (Text, Text)>, Failure> {
    let bad = |e: axum::extract::multipart::MultipartError| Failure::unread(here, e.status());
    let mut document = String::new();
    while let Some(part) = parts.next_field().await.map_err(bad)? {
        if part.name() == Some("document") {
            let typed = part.bytes().await.map_err(bad)?;
            document = String::from_utf8_lossy(&typed[..typed.len().min(NAME_BYTES)]).into_owned();
            continue;
        }
        if part.name() != Some("file") {
            continue;
        }
        let name = upload::clean_name(part.file_name().unwrap_or_default());
        let bytes = part.bytes().await.map_err(bad)?;
        let (looked, named) = (bytes.clone(), name.clone());
        let found = tokio::task::spawn_blocking(move || upload::recognise(&named, &looked)).await.map_err(|e| Failure::ours(here, e))?;
        let kind = match found {
            Ok(kind) => kind,
            Err(refusal) => return Ok(Err(refusal)),
        };
        return Ok(Ok(File { name, kind: kind.media(), bytes: bytes.to_vec(), document }));
    }
    Ok(Err((Text::each(|lang| crate::i18n::say(lang, "attach-no-file", &[])), Text::default())))
}

/// Reads the field "file" of a form and attaches it to `object`, within the quota of `owner`.
pub async fn keep(app: &App, here: &Here, actor: &Actor, object: &str, owner: &str, parts: &mut Multipart) -> Result<Kept, Failure> {
    let file = match brought(here, parts).await? {
        Ok(file) => file,
        Err((what, mend)) => return Ok(Kept::Refused(what, mend)),
    };
    let given = Given { object: object.into(), owner: owner.into(), name: file.name, kind: file.kind.into(), bytes: file.bytes };
    let added = attachments::add(&app.store, given, QUOTA, &actor.signature(), app.now()).await;
    Ok(became(added.map_err(|e| Failure::ours(here, e))?, owner))
}

/// What became of a file of `owner`, in words where it was not kept.
pub fn became(added: Added, owner: &str) -> Kept {
    let used = match added {
        Added::Added(_) => return Kept::Added,
        Added::Same(_) => return Kept::Same,
        Added::OverQuota { used } => used / 1_048_576,
    };
    let (fr, en) = if owner.starts_with("organisation:") { ("l’organisation", "organisation") } else { ("le territoire", "territory") };
    let most = QUOTA / 1_048_576;
    Kept::Refused(
        Text::new(format!("{fr} a déjà {used} Mo de pièces, sur {most}"), format!("the {en} already has {used} MB of files, of {most}")),
        Text::new("effacez des pièces retirées, puis recommencez", "erase removed files, then try again"),
    )
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
