//! Who signs the contract: the list with its documents, on the page of the contract and on its own; added, removed, brought back.

use super::place::{Held, opened};
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::form::{Form, Input, Kind, Typed};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::attachments::{Kept as Became, act as act_on, download, keep, piece};
use crate::table;
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, OriginalUri, RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use contracts::{Quality, Signatory, awaited};
use domain::Text;
use domain::calendar::read_date;
use store::SignatoryId;
use store::attachments::{self, Attachment};
use store::signatories::{self, Kept};

pub struct Document {
    pub id: String,
    pub name: String,
    pub removed: bool,
}

pub struct Line {
    pub id: String,
    pub version: i64,
    pub organisation: String,
    pub quality: String,
    pub person: String,
    /// Empty while it has not signed.
    pub signed: String,
    pub documents: Vec<Document>,
}

/// The signatories of a contract, as its pages show them.
pub struct Signed {
    pub lines: Vec<Line>,
    pub removed: Vec<Line>,
    /// Those who are expected and have not signed: "région, État (préfet)".
    pub awaited: String,
    pub form: Form,
}

#[derive(Template)]
#[template(path = "contracts/signatories.html")]
struct Show<'a> {
    page: Page,
    held: Held<'a>,
    signed: Signed,
    may_edit: bool,
}

fn form(here: &Here) -> Form {
    let qualities = Quality::ALL.map(|quality| (quality.code().to_owned(), quality.label().get(here.lang).to_owned()));
    let text = |id: &'static str, key: &str| Input::new(id, here.t(key), Kind::Text);
    let inputs = vec![
        text("organisation", "signatory-organisation"),
        Input::new("quality", here.t("signatory-quality"), Kind::Select(qualities.into())),
        text("person", "signatory-person").hint(here.t("signatory-person-hint")),
        Input::new("signed_on", here.t("signatory-signed"), Kind::Date).hint(here.t("signatory-signed-hint")),
    ];
    Form::new(here.t("signatory-add"), inputs)
}

/// Those of a contract that were not removed, in the order of the list.
pub async fn of_contract(app: &App, here: &Here, held: &Held<'_>) -> Result<Vec<Kept>> {
    let all = signatories::of_contract(&app.store, held.place.phase, &held.place.code).await.or_ours(here)?;
    Ok(all.into_iter().filter(|kept| !kept.removed).collect())
}

/// What [`told`] tells, in its order.
pub const HEADS: [&str; 4] = ["signatory-organisation", "signatory-quality", "signatory-person", "signatory-signed"];

/// "Le Grand Chalon", "intercommunalité (EPCI)", who signs, on which day or that it has not signed yet.
pub fn told(page: &Page, kept: &Kept) -> [String; 4] {
    let Signatory { organisation, quality, person, signed_on } = &kept.signatory;
    let signed = signed_on.map_or_else(|| page.t("signatory-not-yet"), |day| page.date(&day));
    [organisation.clone(), page.say(quality.label()), person.clone(), signed]
}

/// What the pages of the contract show of them.
pub async fn signed(app: &App, here: &Here, held: &Held<'_>, page: &Page, form: Option<Form>) -> Result<Signed> {
    let all = signatories::of_contract(&app.store, held.place.phase, &held.place.code).await.or_ours(here)?;
    let standing = all.iter().filter(|kept| !kept.removed).map(|kept| &kept.signatory);
    let awaited: Vec<String> = awaited(standing).into_iter().map(|quality| page.say(quality.label())).collect();
    let objects: Vec<String> = all.iter().map(|kept| signatories::object(&kept.id)).collect();
    let asked: Vec<&str> = objects.iter().map(String::as_str).collect();
    let mut files = attachments::of_objects(&app.store, &asked).await.or_ours(here)?;
    let (mut lines, mut removed) = (vec![], vec![]);
    for (kept, object) in all.into_iter().zip(&objects) {
        let files = files.remove(object).unwrap_or_default();
        let document =
            |file: &Attachment| Document { id: file.id.to_string(), name: file.file.name.clone(), removed: file.removed_at.is_some() };
        let Signatory { organisation, quality, person, signed_on } = kept.signatory;
        let line = Line {
            id: kept.id.to_string(),
            version: kept.version,
            quality: page.say(quality.label()),
            signed: signed_on.map(|day| page.date(&day)).unwrap_or_default(),
            documents: files.iter().map(document).collect(),
            organisation,
            person,
        };
        if kept.removed { removed.push(line) } else { lines.push(line) }
    }
    let form = form.unwrap_or_else(|| self::form(here));
    Ok(Signed { lines, removed, awaited: awaited.join(", "), form })
}

async fn page(app: &App, here: &Here, actor: &Actor, held: Held<'_>, form: Option<Form>) -> Result<Response> {
    let page = here.page(Nav::Territories, here.t("signatories-title")).private();
    let status = if form.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let signed = signed(app, here, &held, &page, form).await?;
    let may_edit = held.may(actor, Action::EditContract);
    answer::private(here, status, &Show { page, held, signed, may_edit })
}

pub async fn list(State(app): State<App>, here: Here, actor: Actor, At((phase, code)): At<(u8, String)>) -> Result<Response> {
    let held = opened(&app, &here, &actor, (phase, &code), Action::ReadContract)?;
    page(&app, &here, &actor, held, None).await
}

/// `signataires.csv` and `.xlsx`: those of the page, with the names of their documents.
pub async fn file(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code)): At<(u8, String)>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let held = opened(&app, &here, &actor, (phase, &code), Action::ReadContract)?;
    let kept = of_contract(&app, &here, &held).await?;
    let objects: Vec<String> = kept.iter().map(|kept| signatories::object(&kept.id)).collect();
    let asked: Vec<&str> = objects.iter().map(String::as_str).collect();
    let mut files = attachments::of_objects(&app.store, &asked).await.or_ours(&here)?;
    let row = |(kept, object): (Kept, &String)| {
        let files = files.remove(object).unwrap_or_default();
        let standing = files.iter().filter(|file| file.removed_at.is_none()).map(|file| file.file.name.as_str());
        let Signatory { organisation, quality, person, signed_on } = kept.signatory;
        let signed = signed_on.map(|day| day.to_string()).unwrap_or_default();
        [organisation, quality.label().get(here.lang).to_owned(), person, signed, standing.collect::<Vec<_>>().join(", ")]
    };
    let rows: Vec<[String; 5]> = kept.into_iter().zip(&objects).map(row).collect();
    let heads: Vec<String> = HEADS.iter().chain(&["documents"]).map(|key| here.t(key)).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let name = if uri.path().ends_with(".xlsx") { "signataires.xlsx" } else { "signataires.csv" };
    table::answer_columns(&here, name, &here.t("signatories-title"), &heads, &rows, &[])
}

pub async fn add(State(app): State<App>, here: Here, actor: Actor, At((phase, code)): At<(u8, String)>, typed: Typed) -> Result<Response> {
    let held = opened(&app, &here, &actor, (phase, &code), Action::EditContract)?;
    let mut form = form(&here).filled(&typed);
    let signed_on = match typed.get("signed_on") {
        "" => None,
        text => read_date(text).map_err(|why| form.refuse("signed_on", why.get(here.lang))).ok(),
    };
    let quality = Quality::parse(typed.get("quality")).unwrap_or(Quality::Other);
    let (organisation, person) = (typed.get("organisation").to_owned(), typed.get("person").to_owned());
    let signatory = Signatory { organisation, quality, person, signed_on };
    for (field, why) in signatory.wrong(app.today()) {
        form.refuse(field, why.get(here.lang));
    }
    if form.is_wrong() {
        return page(&app, &here, &actor, held, Some(form)).await;
    }
    signatories::add(&app.store, &held.stored(), &signatory, &actor.signature(), app.now()).await.or_stored(&here)?;
    Ok(back(&here, &held))
}

fn back(here: &Here, held: &Held<'_>) -> Response {
    Redirect::to(&here.url(&format!("{}#signataires", held.path()))).into_response()
}

/// A signatory of this very contract, removed or not: the address of one of another leads nowhere.
async fn found<'a>(
    app: &'a App,
    here: &Here,
    actor: &Actor,
    (phase, code, id): (u8, &str, &str),
    action: Action,
) -> Result<(Held<'a>, Kept)> {
    let held = opened(app, here, actor, (phase, code), action)?;
    let id = SignatoryId::parse(id).or_not_found(here)?;
    let kept = signatories::find(&app.store, &id).await.or_ours(here)?;
    let kept = kept.filter(|kept| kept.phase == phase && kept.code == code).or_not_found(here)?;
    Ok((held, kept))
}

/// Takes a signatory out of the list, or brings it back.
pub async fn change(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code, id)): At<(u8, String, String)>,
    typed: Typed,
) -> Result<Response> {
    let (held, kept) = found(&app, &here, &actor, (phase, &code, &id), Action::EditContract).await?;
    let (expected, author, now) = (typed.get("version").parse().unwrap_or(0), actor.signature(), app.now());
    let done = match typed.get("do") {
        "remove" => signatories::remove(&app.store, &kept.id, expected, &author, now).await,
        "restore" => signatories::restore(&app.store, &kept.id, expected, &author, now).await,
        _ => Ok(false),
    };
    if done.or_stored(&here)? {
        return Ok(back(&here, &held));
    }
    let why = Text::new(
        "Ce signataire a changé entre-temps : relire la page du contrat, puis recommencer.",
        "This signatory changed meanwhile: read the page of the contract again, then try again.",
    );
    Err(Failure::Bad(here, why))
}

pub async fn attach(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code, id)): At<(u8, String, String)>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let (held, kept) = found(&app, &here, &actor, (phase, &code, &id), Action::EditContract).await?;
    // First the right, then the form.
    let mut parts = parts.map_err(|e| Failure::unread(&here, e.status()))?;
    let owner = format!("territory:{phase}:{code}");
    match keep(&app, &here, &actor, &signatories::object(&kept.id), &owner, &mut parts).await? {
        Became::Added | Became::Same => Ok(back(&here, &held)),
        Became::Refused(what, mend) => {
            let mut form = form(&here);
            form.refuse("", [what, mend].map(|text| text.get(here.lang).to_owned()).join(" ").trim());
            page(&app, &here, &actor, held, Some(form)).await
        }
    }
}

pub async fn give(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code, id, wanted)): At<(u8, String, String, String)>,
) -> Result<Response> {
    let (_, kept) = found(&app, &here, &actor, (phase, &code, &id), Action::ReadContract).await?;
    let found = piece(&app, &here, &signatories::object(&kept.id), &wanted).await?;
    download(&app, &here, &found).await
}

pub async fn act(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code, id, wanted)): At<(u8, String, String, String)>,
    RawForm(body): RawForm,
) -> Result<Response> {
    let (held, kept) = found(&app, &here, &actor, (phase, &code, &id), Action::EditContract).await?;
    let found = piece(&app, &here, &signatories::object(&kept.id), &wanted).await?;
    act_on(&app, &here, &actor, &found, &body).await?;
    Ok(back(&here, &held))
}
