//! One search over territories, sites, communes, measures and activities, blind to accents and case.

use crate::app::App;
use crate::ask::Asked;
use crate::error::{Failure, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::Action;
use crate::registry::Registry;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::name;
use serde::Deserialize;

const EACH: usize = 12;

pub fn routes() -> Registry {
    Registry::default().get("/recherche", Action::ReadPublic, search)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Ask {
    q: String,
}

struct Hit {
    title: String,
    detail: String,
    link: String,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Results {
    page: Page,
    q: String,
    groups: Vec<(String, Vec<Hit>)>,
}

async fn search(State(app): State<App>, here: Here, Asked(ask): Asked<Ask>) -> Result<Response, Failure> {
    let page = here.page(Nav::None, here.t("search"));
    let wanted = name::fold(&ask.q);
    let mut groups = vec![];
    if !wanted.is_empty() {
        let has = |text: &str| name::fold(text).contains(&wanted);
        let hit = |title: &str, detail: String, link: String| Hit { title: title.to_owned(), detail, link: page.url(&link) };
        let measures = app
            .rulebook
            .programmes
            .iter()
            .flat_map(|p| &p.measures)
            .filter(|m| has(&format!("{} {}", page.x(&m.name), page.x(&m.promise))));
        let sites = app.sites();
        let territories = app.reference.territories().iter().filter(|t| has(&t.name) || t.members.iter().any(|m| has(&m.name)));
        groups = vec![
            (
                page.t("nav-measures"),
                measures
                    .take(EACH)
                    .map(|m| hit(page.x(&m.name), page.x(&m.promise).to_owned(), format!("/mesures/{}", m.id)))
                    .collect::<Vec<_>>(),
            ),
            (
                page.t("nav-sites"),
                sites
                    .iter()
                    .filter(|s| has(&format!("{} {}", s.name, s.commune_name)))
                    .take(EACH)
                    .map(|s| hit(&s.name, format!("{} ({})", s.commune_name, s.department), format!("/sites/{}", s.id)))
                    .collect(),
            ),
            (
                page.t("nav-territories"),
                territories
                    .take(EACH)
                    .map(|t| {
                        hit(
                            &t.name,
                            format!("{} · {}", page.t1("phase", "n", t.phase), t.region),
                            format!("/territoires/{}/{}", t.phase, t.code),
                        )
                    })
                    .collect(),
            ),
            (
                page.t("nav-news"),
                app.news
                    .iter()
                    .filter(|i| has(page.x(&i.title)))
                    .take(EACH)
                    .map(|i| hit(page.x(&i.title), page.date(&i.date), format!("/actualites/{}", i.id)))
                    .collect(),
            ),
            (
                page.t("search-communes"),
                app.reference
                    .search_communes(&ask.q, EACH)
                    .into_iter()
                    .map(|c| {
                        hit(
                            &c.name,
                            format!("{} · {}", c.code, app.reference.department_name(&c.department).unwrap_or_default()),
                            format!("/projets/nouveau?commune={}", c.code),
                        )
                    })
                    .collect(),
            ),
        ];
        groups.retain(|(_, hits)| !hits.is_empty());
    }
    html(&here, &Results { page, q: ask.q, groups })
}
