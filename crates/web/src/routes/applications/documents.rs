//! The files of an application: its holder gives one for each document asked, the service that examines and the members of the
//! committee who sit read them. Whoever only follows where the file stands (territory, region, State) does not. Filed, they are what
//! was filed: nothing is added but what was found missing, nothing is taken away.

use super::access::{self, Opened, Sees};
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, Result, html};
use crate::i18n::say;
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use crate::routes::attachments::{Kept, QUOTA, Shown, asked, became, brought, download, listed, piece};
use applications::{Document, State as Stands};
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::name::slug;
use domain::{Lang, Text};
use std::collections::BTreeSet;
use store::AttachmentId;
use store::applications::{Record, documents as kept};
use store::attachments::{self, Act, Attachment, Given};

/// A document that the call asks, or the others, with what was given for it.
struct Group {
    key: String,
    name: String,
    lines: Vec<Shown>,
}

#[derive(Template)]
#[template(path = "applications/documents.html")]
struct Show<'a> {
    page: Page,
    opened: &'a Opened<'a>,
    groups: Vec<Group>,
    removed: Vec<Shown>,
    /// Whether whoever reads may give one now, and take one back.
    adds: bool,
    removes: bool,
    error: Option<(String, String)>,
    used: i64,
}

impl Show<'_> {
    fn address(&self) -> String {
        self.page.url(self.opened.address())
    }
    fn call_address(&self) -> String {
        self.page.url(self.opened.called.address())
    }
    fn most(&self) -> i64 {
        QUOTA / 1_048_576
    }
}

/// Names a document asked, whatever the language.
fn key(document: &Document) -> String {
    slug(&document.name.fr)
}

fn object(record: &Record) -> String {
    format!("application:{}", record.id)
}

fn owner(record: &Record) -> String {
    format!("organisation:{}", record.organisation)
}

/// Whether these eyes read the files, and not only where the application stands.
pub fn reads(sees: Sees) -> bool {
    sees.own || sees.inside()
}

/// The documents asked for which a file is there.
pub async fn answered(app: &App, here: &Here, record: &Record) -> Result<BTreeSet<String>> {
    let files = attachments::of_object(&app.store, &object(record)).await.or_ours(here)?;
    let answers = kept::answers(&app.store, &record.id).await.or_ours(here)?;
    let there = |id: &AttachmentId| files.iter().any(|file| file.id == *id && file.removed_at.is_none());
    Ok(answers.into_iter().filter(|(_, id)| there(id)).map(|(document, _)| document).collect())
}

/// Marks ready the documents of which a file was given.
pub fn tick(documents: &mut [Document], answered: &BTreeSet<String>) {
    for document in documents {
        document.ready |= answered.contains(&key(document));
    }
}

/// The names of its files, for whoever reads them: "Devis signé : devis.pdf".
pub async fn names(app: &App, here: &Here, record: &Record) -> Result<Vec<String>> {
    let files = attachments::of_object(&app.store, &object(record)).await.or_ours(here)?;
    let answers = kept::answers(&app.store, &record.id).await.or_ours(here)?;
    let name = |file: &Attachment| {
        let of = answers.iter().filter(|(_, id)| *id == file.id);
        let documents = record.life.form.documents.iter().filter(|document| of.clone().any(|(known, _)| *known == key(document)));
        let words: Vec<&str> = documents.map(|document| document.name.get(here.lang)).chain([file.file.name.as_str()]).collect();
        words.join(here.colon())
    };
    Ok(files.iter().filter(|file| file.removed_at.is_none()).map(name).collect())
}

fn refused(here: &Here, key: &str) -> Failure {
    Failure::Refused(here.clone(), Text::each(|lang| say(lang, key, &[])))
}

async fn readable<'a>(app: &'a App, here: &Here, actor: &Actor, id: &str, number: &str) -> Result<Opened<'a>> {
    let opened = access::opened(app, here, actor, id, number).await?;
    if reads(opened.sees) { Ok(opened) } else { Err(refused(here, "ap-files-readers")) }
}

async fn own<'a>(app: &'a App, here: &Here, actor: &Actor, id: &str, number: &str) -> Result<Opened<'a>> {
    let opened = access::opened(app, here, actor, id, number).await?;
    if opened.sees.own { Ok(opened) } else { Err(refused(here, "ap-files-own")) }
}

pub async fn list(State(app): State<App>, here: Here, actor: Actor, At((id, number)): At<(String, String)>) -> Result<Response> {
    let opened = readable(&app, &here, &actor, &id, &number).await?;
    page(&app, &here, &opened, None).await
}

pub async fn csv(State(app): State<App>, here: Here, actor: Actor, At((id, number)): At<(String, String)>) -> Result<Response> {
    let opened = readable(&app, &here, &actor, &id, &number).await?;
    file(&app, &here, &opened.record, "csv").await
}

pub async fn xlsx(State(app): State<App>, here: Here, actor: Actor, At((id, number)): At<(String, String)>) -> Result<Response> {
    let opened = readable(&app, &here, &actor, &id, &number).await?;
    file(&app, &here, &opened.record, "xlsx").await
}

/// The files that stand, each with the documents it answers.
async fn file(app: &App, here: &Here, record: &Record, ending: &str) -> Result<Response> {
    let files = attachments::of_object(&app.store, &object(record)).await.or_ours(here)?;
    let answers = kept::answers(&app.store, &record.id).await.or_ours(here)?;
    let documents = |f: &Attachment| {
        let answers = |document: &&Document| answers.iter().any(|(known, id)| *id == f.id && *known == key(document));
        let asked = record.life.form.documents.iter().filter(answers);
        asked.map(|document| document.name.get(here.lang)).collect::<Vec<_>>().join(", ")
    };
    let head = if here.lang == Lang::Fr { "documents_demandes" } else { "documents_asked" };
    listed(here, &format!("pieces-{}.{ending}", record.number), &files, Some((head, &documents)))
}

async fn page(app: &App, here: &Here, opened: &Opened<'_>, error: Option<(StatusCode, Text, Text)>) -> Result<Response> {
    let record = &opened.record;
    let page = here.page(Nav::Calls, format!("{} – {}", here.t("ap-files-title"), record.number)).private();
    let files = attachments::of_object(&app.store, &object(record)).await.or_ours(here)?;
    let answers = kept::answers(&app.store, &record.id).await.or_ours(here)?;
    let shown = |f: &Attachment| Shown::of(&page, f);
    let standing = || files.iter().filter(|f| f.removed_at.is_none());
    let answering = |f: &Attachment, document: &str| answers.iter().any(|(known, id)| *id == f.id && known == document);
    let documents = &record.life.form.documents;
    let mut groups: Vec<Group> = documents
        .iter()
        .map(|document| {
            let key = key(document);
            let lines = standing().filter(|f| answering(f, &key)).map(shown).collect();
            Group { key, name: here.x(&document.name), lines }
        })
        .collect();
    // A document that is asked no more keeps its files in sight.
    let other = |f: &&Attachment| !documents.iter().any(|document| answering(f, &key(document)));
    groups.push(Group { key: String::new(), name: here.t("ap-files-other"), lines: standing().filter(other).map(shown).collect() });
    let state = record.life.state;
    let free = opened.sees.own && record.proposal.is_none();
    let view = Show {
        removed: files.iter().filter(|f| f.removed_at.is_some() && opened.sees.own).map(shown).collect(),
        adds: free && matches!(state, Stands::Draft | Stands::Incomplete),
        removes: free && state == Stands::Draft,
        used: attachments::used(&app.store, &owner(record)).await.or_ours(here)? / 1_048_576,
        error: error.as_ref().map(|(_, what, mend)| (page.x(what), page.x(mend))),
        groups,
        opened,
        page,
    };
    let mut response = html(here, &view)?;
    *response.status_mut() = error.map_or(StatusCode::OK, |(status, ..)| status);
    Ok(answer::unkept(response))
}

/// Filed meanwhile, or long ago.
fn closed() -> (StatusCode, Text, Text) {
    let words = |key: &'static str| Text::each(|lang| say(lang, key, &[]));
    (StatusCode::CONFLICT, words("ap-files-closed"), words("ap-files-closed-mend"))
}

pub async fn add(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((id, number)): At<(String, String)>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let opened = own(&app, &here, &actor, &id, &number).await?;
    let who = access::signed(&here, &actor)?;
    // First the right, then the form.
    let mut parts = parts.map_err(|e| Failure::unread(&here, e.status()))?;
    let file = match brought(&here, &mut parts).await? {
        Ok(file) => file,
        Err((what, mend)) => return page(&app, &here, &opened, Some((StatusCode::UNPROCESSABLE_ENTITY, what, mend))).await,
    };
    let record = &opened.record;
    if !file.document.is_empty() && !record.life.form.documents.iter().any(|document| key(document) == file.document) {
        return Err(Failure::Bad(here.clone(), Text::each(|lang| say(lang, "ap-files-unknown", &[]))));
    }
    let owner = owner(record);
    let given = Given { object: object(record), owner: owner.clone(), name: file.name, kind: file.kind.into(), bytes: file.bytes };
    let added = kept::add(&app.store, &record.id, &file.document, given, QUOTA, &who, app.now()).await;
    match added.or_ours(&here)?.map(|added| became(added, &owner)) {
        None => page(&app, &here, &opened, Some(closed())).await,
        Some(Kept::Added | Kept::Same) => Ok(back(&here, &opened)),
        Some(Kept::Refused(what, mend)) => page(&app, &here, &opened, Some((StatusCode::UNPROCESSABLE_ENTITY, what, mend))).await,
    }
}

fn back(here: &Here, opened: &Opened) -> Response {
    Redirect::to(&here.url(&format!("{}/pieces", opened.address()))).into_response()
}

pub async fn give(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((id, number, wanted)): At<(String, String, String)>,
) -> Result<Response> {
    let opened = readable(&app, &here, &actor, &id, &number).await?;
    let found = piece(&app, &here, &object(&opened.record), &wanted).await?;
    download(&app, &here, &found).await
}

pub async fn act(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((id, number, wanted)): At<(String, String, String)>,
    RawForm(body): RawForm,
) -> Result<Response> {
    let opened = own(&app, &here, &actor, &id, &number).await?;
    let who = access::signed(&here, &actor)?;
    let found = piece(&app, &here, &object(&opened.record), &wanted).await?;
    let act = match asked(&body).as_str() {
        "retirer" => Act::Remove,
        "rendre" => Act::Restore,
        "effacer" => Act::Erase,
        other => return Err(Failure::Bad(here.clone(), Text::same(other))),
    };
    let record = &opened.record;
    let done = kept::change(&app.store, &record.id, &found.id, act, &who, app.now()).await.or_ours(&here)?;
    // Asked twice of a draft, it is done already.
    if done || record.life.state == Stands::Draft {
        return Ok(back(&here, &opened));
    }
    page(&app, &here, &opened, Some(closed())).await
}
