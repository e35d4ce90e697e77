//! Two to four sites side by side, for a project or for anyone: what is known of each, what nobody knows.

use super::super::access::{Access, Held};
use crate::app::App;
use crate::error::{Failure, OrFail, OrNotFound, Result, html};
use crate::judge::{self, Among};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use crate::routes::sites::catalogue::Filter;
use crate::table;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use domain::{Lang, Site, Text};
use locate::Seen;
use locate::compare::{Comparison, compare};
use std::collections::BTreeSet;

pub const MOST: usize = 4;
/// Sites offered for a word.
const OFFERED: usize = 8;

#[derive(Template)]
#[template(path = "sites/compare.html")]
struct Compare<'a> {
    page: Page,
    /// Title and address of the project; empty for anyone.
    project: Option<(String, String)>,
    /// Address of this page without its query.
    path: String,
    sites: Vec<&'a Site>,
    /// Those that only some people read.
    restricted: BTreeSet<String>,
    comparison: Comparison,
    /// What was typed to add a site, and the sites found.
    q: String,
    offered: Vec<&'a Site>,
}

/// What the address asks.
struct Chosen {
    ids: Vec<String>,
    q: String,
}

fn chosen(here: &Here, query: &str) -> Result<Chosen> {
    let (mut ids, mut q) = (Vec::new(), String::new());
    for (key, value) in form_urlencoded::parse(query.as_bytes()) {
        match key.as_ref() {
            "s" if !value.is_empty() && !ids.iter().any(|id| *id == value) => ids.push(value.into_owned()),
            "q" => q = value.into_owned(),
            _ => {}
        }
    }
    if ids.len() > MOST {
        let n = ids.len();
        return Err(Failure::Bad(
            here.clone(),
            Text::new(
                format!("{n} sites demandés : la comparaison en tient {MOST} au plus. Retirez-en dans l’adresse."),
                format!("{n} sites asked: the comparison holds {MOST} at most. Take some out of the address."),
            ),
        ));
    }
    Ok(Chosen { ids, q })
}

fn find<'a>(here: &Here, all: &'a [Site], ids: &[String]) -> Result<Vec<&'a Site>> {
    ids.iter()
        .map(|id| {
            all.iter().find(|s| s.id == *id).ok_or_else(|| {
                let what = Text::new(
                    format!("« {id} » : aucun site du catalogue n’a cet identifiant."),
                    format!("“{id}”: no site of the catalogue has this identifier."),
                );
                Failure::Bad(here.clone(), what)
            })
        })
        .collect()
}

/// The sites that the address names, and their comparison: for the project held, or for anyone.
pub fn comparison<'a>(app: &App, here: &Here, held: Option<&Held>, query: &str, all: &'a [Site]) -> Result<(Vec<&'a Site>, Comparison)> {
    let sites = find(here, all, &chosen(here, query)?.ids)?;
    let facts = held.map(|h| h.project.facts.clone()).unwrap_or_default();
    // Distances are measured from the commune of the project.
    let origin = facts.str("project.commune").and_then(|code| app.reference.commune(code)).and_then(|c| c.position);
    let on = held.map_or_else(|| app.today(), |h| h.project.judged_on);
    // As the ranking of the project reads them.
    let seen: Vec<Seen> = match held {
        Some(held) => factory::foreseen(&held.project, sites.iter().copied(), &app.rulebook, &app.reference),
        None => sites.iter().map(|site| Seen::from(*site)).collect(),
    };
    let found = compare(&facts, origin, on, seen);
    Ok((sites, found))
}

pub async fn public(State(app): State<App>, here: Here, RawQuery(query): RawQuery) -> Result<Response> {
    let open = Among { sites: app.sites(), restricted: BTreeSet::new() };
    show(&app, &here, None, query.as_deref().unwrap_or_default(), open)
}

pub async fn project(State(app): State<App>, here: Here, access: Access, actor: Actor, RawQuery(query): RawQuery) -> Result<Response> {
    let held = access.held().or_not_found(&here)?;
    let among = among(&app, &here, &actor, held).await?;
    show(&app, &here, Some(held), query.as_deref().unwrap_or_default(), among)
}

/// The sites as the ranking of this project reads them for this reader.
pub async fn among(app: &App, here: &Here, actor: &Actor, held: &Held) -> Result<Among> {
    judge::among(app, actor, &held.project).await.or_ours(here)
}

fn show(app: &App, here: &Here, held: Option<&Held>, query: &str, among: Among) -> Result<Response> {
    let Among { sites: all, restricted } = among;
    let all = all.as_slice();
    let asked = chosen(here, query)?;
    let (sites, comparison) = comparison(app, here, held, query, all)?;
    let path = held.map_or_else(|| "/sites/comparer".to_owned(), |h| format!("/projets/{}/sites/comparer", h.token));
    let page = here.page(if held.is_some() { Nav::Projects } else { Nav::Sites }, here.t("compare-title"));
    let taken: BTreeSet<&str> = asked.ids.iter().map(String::as_str).collect();
    let filter = Filter { q: asked.q.clone(), ..Filter::default() };
    let offered = match asked.q.trim().is_empty() || sites.len() == MOST {
        true => vec![],
        false => filter.keep(all).into_iter().filter(|s| !taken.contains(s.id.as_str())).take(OFFERED).collect(),
    };
    let view = Compare {
        page: if held.is_some() { page.private() } else { page },
        project: held.map(|h| (h.project.title.clone(), here.url(&format!("/projets/{}", h.token)))),
        path: here.url(&path),
        comparison,
        q: asked.q,
        offered,
        sites,
        restricted,
    };
    html(here, &view)
}

impl Compare<'_> {
    /// The query of the same comparison with one site more, or one less.
    fn with(&self, id: &str) -> String {
        self.query(self.sites.iter().map(|s| s.id.as_str()).chain([id]))
    }
    fn without(&self, id: &str) -> String {
        self.query(self.sites.iter().map(|s| s.id.as_str()).filter(|s| *s != id))
    }
    fn these(&self) -> String {
        self.query(self.sites.iter().map(|s| s.id.as_str()))
    }
    fn query<'i>(&self, ids: impl Iterator<Item = &'i str>) -> String {
        let mut out = form_urlencoded::Serializer::new(String::new());
        out.extend_pairs(ids.map(|id| ("s", id)));
        out.finish()
    }
    fn room(&self) -> bool {
        self.sites.len() < MOST
    }
}

/// `/sites/comparer.csv` and `.xlsx`.
pub async fn public_csv(State(app): State<App>, here: Here, RawQuery(query): RawQuery) -> Result<Response> {
    file(&app, &here, None, "comparer.csv", query.as_deref().unwrap_or_default(), &app.sites())
}

pub async fn public_xlsx(State(app): State<App>, here: Here, RawQuery(query): RawQuery) -> Result<Response> {
    file(&app, &here, None, "comparer.xlsx", query.as_deref().unwrap_or_default(), &app.sites())
}

/// One row per criterion and site: what the page shows, in a shape that a spreadsheet can sort.
pub fn file(app: &App, here: &Here, held: Option<&Held>, name: &str, query: &str, all: &[Site]) -> Result<Response> {
    let (sites, comparison) = comparison(app, here, held, query, all)?;
    let lang = here.lang;
    let heads = match lang {
        Lang::Fr => ["groupe", "critere", "identifiant", "site", "valeur", "en_tete", "confiance", "date", "source"],
        Lang::En => ["group", "criterion", "id", "site", "value", "ahead", "confidence", "date", "source"],
    };
    let unknown = here.t("unknown");
    let mut rows = Vec::new();
    for (group, row) in comparison.groups.iter().flat_map(|g| g.rows.iter().map(move |r| (g, r))) {
        for (site, cell) in sites.iter().zip(&row.cells) {
            let source = cell.source.as_ref();
            rows.push([
                group.label.get(lang).to_owned(),
                row.label.get(lang).to_owned(),
                site.id.clone(),
                site.name.clone(),
                cell.value.as_ref().map_or_else(|| unknown.clone(), |v| v.get(lang).to_owned()),
                if cell.ahead { "1" } else { "" }.to_owned(),
                cell.confidence.map(|c| c.said(lang).to_owned()).unwrap_or_default(),
                source.and_then(|s| s.date).map(|d| d.to_string()).unwrap_or_default(),
                source.map(|s| s.title.clone()).unwrap_or_default(),
            ]);
        }
    }
    table::answer(here, name, &here.t("compare-title"), &heads, &rows)
}
