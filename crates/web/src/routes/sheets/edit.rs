//! One part of a sheet as a form. When somebody saved meanwhile, what both typed is put together; where both changed
//! the same field, both are shown and nothing that was typed is lost.

use super::found::{Found, found};
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::contracts::place::{names, owner, people};
use crate::routes::projects::form::Typed;
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use contracts::{Field, Group, Kind, Sheet, Slip, admit_edit, changed, field, merge};
use store::sheets::{self, Saved, Stored};

/// A field as the form draws it.
pub struct Drawn {
    pub key: String,
    pub label: String,
    pub hint: String,
    pub value: String,
    pub error: String,
    pub kind: Kind,
    /// (identifier, label, chosen)
    pub choices: Vec<(String, String, bool)>,
}

#[derive(Template)]
#[template(path = "sheets/edit.html")]
struct Edit<'a> {
    page: Page,
    found: Found<'a>,
    name: String,
    fields: Vec<Drawn>,
    version: i64,
    errors: Vec<(String, String)>,
    people: Vec<(String, String)>,
}

struct Clash {
    key: String,
    label: String,
    theirs: String,
    mine: String,
}

#[derive(Template)]
#[template(path = "sheets/merge.html")]
struct MergePage<'a> {
    page: Page,
    found: Found<'a>,
    group: String,
    /// Everything that was typed, sent back.
    typed: Vec<(String, String)>,
    clashes: Vec<Clash>,
    /// What they changed that I did not, and the other way round: both are kept. (label, value)
    theirs: Vec<(String, String)>,
    mine: Vec<(String, String)>,
    who: String,
}

pub async fn form(State(app): State<App>, here: Here, actor: Actor, At((id, group)): At<(String, String)>) -> Result<Response> {
    let found = found(&app, &here, &actor, &id, Action::EditContract).await?;
    let group = Group::parse(&group).or_not_found(&here)?;
    let sheet = found.stored.sheet.clone();
    let value = |f: &Field| f.input(&sheet, here.lang);
    let version = found.stored.version;
    page(&app, &here, found, group, &value, vec![], version).await
}

async fn page(
    app: &App,
    here: &Here,
    found: Found<'_>,
    group: Group,
    value: &(dyn Fn(&Field) -> String + Sync),
    slips: Vec<Slip>,
    version: i64,
) -> Result<Response> {
    let page = here.page(Nav::Territories, here.x(&group.name())).private();
    let errors: Vec<(String, String)> = slips.into_iter().map(|s| (s.field, page.x(&s.what))).collect();
    let fields = field::of_group(found.held.lifecycle, group).into_iter().map(|f| drawn(f, value, &errors, &found, &page)).collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let people = people(app, here, &found.held.place).await?;
    let view = Edit { name: page.say(group.name()), fields, version, errors, people, page, found };
    answer::private(here, status, &view)
}

pub fn drawn(field: Field, value: &dyn Fn(&Field) -> String, errors: &[(String, String)], found: &Found, page: &Page) -> Drawn {
    let value = value(&field);
    let chosen: Vec<&str> = value.split(',').map(str::trim).collect();
    let choices = match field.kind {
        Kind::Axes => found.held.lifecycle.axes.iter().map(|a| (a.id.clone(), page.x(&a.name), chosen.contains(&a.id.as_str()))).collect(),
        Kind::Choice => field::choices(&field.key).into_iter().map(|(id, name)| (id.to_owned(), page.x(&name), value == id)).collect(),
        Kind::Flag => vec![
            ("oui".into(), page.t("yes"), matches!(value.as_str(), "oui" | "yes")),
            ("non".into(), page.t("no"), !matches!(value.as_str(), "oui" | "yes")),
        ],
        _ => vec![],
    };
    let error = errors.iter().find(|(key, _)| *key == field.key).map_or_else(String::new, |(_, text)| text.clone());
    Drawn { label: page.x(&field.label), hint: page.x(&field.hint), key: field.key, value, error, kind: field.kind, choices }
}

/// What was typed in the fields of this part, written on `base`.
fn written(found: &Found, group: Group, base: &Sheet, typed: &Typed, people: &[(String, String)]) -> Result<Sheet, (Sheet, Vec<Slip>)> {
    let (mut sheet, mut slips) = (base.clone(), vec![]);
    for field in field::of_group(found.held.lifecycle, group) {
        // No box ticked sends nothing.
        let text = match (typed.get(&field.key), field.kind) {
            (Some(text), _) => text.as_str(),
            (None, Kind::Axes) => "",
            (None, _) => continue,
        };
        match field.write(&mut sheet, text, found.held.lifecycle) {
            Ok(()) if field.kind == Kind::Owner => {
                if sheet.owner.as_ref().is_none_or(|o| o.person.is_none()) {
                    sheet.owner = owner(text, people);
                }
            }
            Ok(()) => {}
            Err(what) => slips.push(Slip { field: field.key, what }),
        }
    }
    if slips.is_empty() { Ok(sheet) } else { Err((sheet, slips)) }
}

pub async fn save(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((id, group)): At<(String, String)>,
    RawForm(body): RawForm,
) -> Result<Response> {
    let mut found = found(&app, &here, &actor, &id, Action::EditContract).await?;
    let group = Group::parse(&group).or_not_found(&here)?;
    let typed = crate::routes::projects::form::typed(&body);
    let whole = |key: &str| typed.get(key).and_then(|v| v.parse::<i64>().ok());
    let started = whole("version").unwrap_or(found.stored.version);
    let base = match started == found.stored.version {
        true => found.stored.sheet.clone(),
        false => sheets::version(&app.store, &found.id, started).await.or_ours(&here)?.or_not_found(&here)?.1,
    };
    let people = people(&app, &here, &found.held.place).await?;
    let again = |f: &Field| typed.get(&f.key).cloned().unwrap_or_default();
    let mine = match written(&found, group, &base, &typed, &people) {
        Ok(mine) => mine,
        Err((_, slips)) => return page(&app, &here, found, group, &again, slips, started).await,
    };
    if let Err(slips) = admit_edit(found.held.lifecycle, &base, &mine) {
        // Only what this part can mend; another part that does not hold is said on the whole.
        return page(&app, &here, found, group, &again, slips, started).await;
    }
    let prefer: Vec<String> = typed
        .iter()
        .filter(|(key, value)| key.starts_with("choix.") && *value == "mine")
        .map(|(key, _)| key["choix.".len()..].to_owned())
        .collect();
    // What the merge page showed: a choice made on what somebody changed again since is asked again.
    let seen = whole("vue");
    // Each turn either saves or meets a newer version; a few are enough unless the sheet is being hammered.
    for _ in 0..5 {
        let merged = merge(&base, &mine, &found.stored.sheet, &prefer);
        let chosen = seen == Some(found.stored.version);
        if !merged.clashes.is_empty() && !chosen {
            return clash(&app, &here, found, group, &typed, &base, &mine).await;
        }
        let sound = match admit_edit(found.held.lifecycle, &found.stored.sheet, &merged.sheet) {
            Ok(sound) => sound,
            // Each was right alone, and together they do not hold: a base above a cost, an end before a start.
            Err(slips) => return page(&app, &here, found, group, &again, slips, started).await,
        };
        let (at, apart) = (found.stored.version, started != found.stored.version);
        match sheets::save(&app.store, &found.id, at, &sound, &actor.signature(), None, app.now()).await.or_ours(&here)? {
            Saved::Saved(_) => {
                let told = if apart { "fusion" } else { "enregistree" };
                return Ok(Redirect::to(&here.url(&format!("{}?fait={told}", found.path()))).into_response());
            }
            Saved::Conflict { current, .. } => found.stored = *current,
            Saved::Gone => return Err(Failure::NotFound(here)),
        }
    }
    clash(&app, &here, found, group, &typed, &base, &mine).await
}

async fn clash(app: &App, here: &Here, found: Found<'_>, group: Group, typed: &Typed, base: &Sheet, mine: &Sheet) -> Result<Response> {
    let page = here.page(Nav::Territories, here.t("sheet-merge-title")).private();
    let (lifecycle, theirs) = (found.held.lifecycle, &found.stored.sheet);
    let show = |key: &str, sheet: &Sheet| {
        let value = field::show(key, sheet, here.lang, lifecycle);
        if value.is_empty() { page.t("sheet-empty-value") } else { value }
    };
    let label = |key: &str| page.say(field::label(key, lifecycle));
    let merged = merge(base, mine, theirs, &[]);
    let kept = |changed: Vec<String>, sheet: &Sheet| -> Vec<(String, String)> {
        changed.iter().filter(|key| !merged.clashes.contains(key)).map(|key| (label(key), show(key, sheet))).collect()
    };
    let clashes =
        merged.clashes.iter().map(|key| Clash { key: key.clone(), label: label(key), theirs: show(key, theirs), mine: show(key, mine) });
    let author = author(app, here, &found.stored).await?;
    let view = MergePage {
        clashes: clashes.collect(),
        theirs: kept(changed(base, theirs), theirs),
        mine: kept(changed(base, mine), mine),
        typed: typed.iter().filter(|(key, _)| *key != "vue" && !key.starts_with("choix.")).map(|(k, v)| (k.clone(), v.clone())).collect(),
        group: group.code().into(),
        who: author,
        page,
        found,
    };
    answer::private(here, StatusCode::CONFLICT, &view)
}

/// Who saved the version that stands.
pub async fn author(app: &App, here: &Here, stored: &Stored) -> Result<String> {
    let found = sheets::version(&app.store, &stored.id, stored.version).await.or_ours(here)?;
    let Some((version, _)) = found else { return Ok(String::new()) };
    let names = names(app, here, std::iter::once(version.author.as_str())).await?;
    Ok(names.into_values().next().unwrap_or_default())
}
