//! The scopes one manages, with how many rights are held in each; the same as a file.

use crate::accounts::scopes;
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, query};
use crate::error::{Failure, OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, Object, can};
use crate::table;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::rights::Scope;
use domain::{Lang, Text};
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{holders, organisations};

/// More rows are of no use to anybody: the search shortens the list.
const ON_A_PAGE: usize = 300;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Filter {
    q: String,
    kind: String,
}

#[derive(Template)]
#[template(path = "people/index.html")]
struct Index {
    page: Page,
    filter: Filter,
    /// Of this filter, for its files.
    query: String,
    rows: Vec<Row>,
    found: usize,
    may_add: bool,
}

pub struct Row {
    pub scope: Scope,
    pub kind: &'static str,
    pub name: String,
    pub holders: i64,
}

pub const KINDS: [&str; 5] = ["national", "region", "territory", "operator", "organisation"];

/// Every scope in which this actor manages people, from the country to the organisations.
pub async fn managed(app: &App, here: &Here, actor: &Actor) -> Result<Vec<Row>> {
    let held: BTreeMap<String, i64> =
        holders::scopes(&app.store).await.or_ours(here)?.into_iter().map(|(scope, n)| (scope.to_string(), n)).collect();
    let spoken_for = holders::spoken_for(&app.store, app.now()).await.or_ours(here)?;
    let mut rows = vec![];
    let mut keep = |kind, scope: Scope, region: Option<&str>, name: String| {
        let key = scope.to_string();
        let object = match &scope {
            Scope::Organisation(id) if !spoken_for.contains(id) => Object::Unclaimed,
            _ => Object::People { scope: scope.clone(), region: region.map(str::to_owned) },
        };
        if can(actor, Action::ManagePeople, &object) {
            rows.push(Row { kind, name, holders: held.get(&key).copied().unwrap_or_default(), scope });
        }
    };
    keep("national", Scope::National, None, here.t("scope-national"));
    for (code, name) in app.reference.regions() {
        keep("region", Scope::Region(code.to_owned()), Some(code), name.to_owned());
    }
    for territory in app.reference.territories() {
        let scope = Scope::Territory { phase: territory.phase, code: territory.code.clone() };
        let phase = crate::i18n::say(here.lang, "phase", &[("n", &territory.phase.to_string())]);
        keep("territory", scope, scopes::region_code(app, &territory.region), format!("{} ({phase})", territory.name));
    }
    for (slug, name) in scopes::operators(app) {
        keep("operator", Scope::Operator(slug), None, name);
    }
    for organisation in organisations::all(&app.store).await.or_ours(here)? {
        keep("organisation", Scope::Organisation(organisation.id.to_string()), None, organisation.name);
    }
    Ok(rows)
}

/// Those that the filter keeps.
async fn kept(app: &App, here: &Here, actor: &Actor, filter: &Filter) -> Result<Vec<Row>> {
    let mut rows = managed(app, here, actor).await?;
    if rows.is_empty() {
        let why = Text::new("Vous ne gérez les personnes d’aucun périmètre.", "You do not manage the people of any scope.");
        return Err(Failure::Refused(here.clone(), why));
    }
    let wanted = domain::name::fold(&filter.q);
    rows.retain(|row| {
        (filter.kind.is_empty() || row.kind == filter.kind) && (wanted.is_empty() || domain::name::fold(&row.name).contains(&wanted))
    });
    // Where somebody holds something first: that is what one comes to look at.
    rows.sort_by_key(|row| row.holders == 0);
    Ok(rows)
}

pub async fn index(State(app): State<App>, here: Here, actor: Actor, Asked(filter): Asked<Filter>) -> Result<Response> {
    let mut rows = kept(&app, &here, &actor, &filter).await?;
    let found = rows.len();
    rows.truncate(ON_A_PAGE);
    let page = here.page(Nav::None, here.t("people-title")).private();
    let may_add = can(&actor, Action::AddOrganisation, &Object::Organisations);
    let query = query([("q", filter.q.as_str()), ("kind", &filter.kind)]);
    html(&here, &Index { page, filter, query, rows, found, may_add })
}

pub async fn csv(State(app): State<App>, here: Here, actor: Actor, Asked(filter): Asked<Filter>) -> Result<Response> {
    file(&app, &here, &actor, &filter, "personnes.csv").await
}

pub async fn xlsx(State(app): State<App>, here: Here, actor: Actor, Asked(filter): Asked<Filter>) -> Result<Response> {
    file(&app, &here, &actor, &filter, "personnes.xlsx").await
}

/// Every line, where the page is cut.
async fn file(app: &App, here: &Here, actor: &Actor, filter: &Filter, file: &str) -> Result<Response> {
    let heads = match here.lang {
        Lang::Fr => ["perimetre", "nom", "nature", "droits_tenus"],
        Lang::En => ["scope", "name", "kind", "rights_held"],
    };
    let cells = |row: Row| {
        let kind = here.t(&format!("scope-kind-{}", row.kind));
        [row.scope.to_string(), row.name, kind, row.holders.to_string()]
    };
    let rows: Vec<[String; 4]> = kept(app, here, actor, filter).await?.into_iter().map(cells).collect();
    table::answer_columns(here, file, &here.t("people-title"), &heads, &rows, &[false, false, false, true]).map(answer::unkept)
}
