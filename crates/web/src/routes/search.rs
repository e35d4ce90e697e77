//! One search over measures, calls, sites, brownfields, territories, activities, envelopes, action sheets, news and communes,
//! blind to accents and case. Envelopes and sheets are those that whoever asks may read.

use crate::app::App;
use crate::ask::Asked;
use crate::error::{OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::registry::Registry;
use crate::routes::contracts::place::held;
use crate::routes::envelopes::view;
use crate::routes::news;
use crate::routes::sectors::{is_class, told};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::{Site, name};
use serde::Deserialize;

const EACH: usize = 12;
/// Sheets that are looked at before those that may be read are kept.
const SHEETS: u32 = 2_000;

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
    /// A title that has no English.
    french: bool,
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

/// Envelopes of this name that `actor` may see.
async fn envelopes(app: &App, page: &Page, actor: &Actor, wanted: &str) -> Result<Vec<Hit>> {
    let rows = view::rows(app, &page.here, actor).await?;
    let named = rows.iter().filter(|row| name::fold(&format!("{} {}", page.x(&row.envelope.name), row.id)).contains(wanted));
    let hit = |row: &view::Row| Hit {
        title: page.x(&row.envelope.name),
        french: false,
        detail: format!("{} {}", page.t("envelope-available"), row.say(row.envelope.available(), page.lang())),
        link: page.url(format!("/enveloppes/{}", row.id)),
    };
    Ok(named.take(EACH).map(hit).collect())
}

/// Action sheets: those that were published, and those of the contracts that `actor` reads.
async fn sheets(app: &App, page: &Page, actor: &Actor, typed: &str) -> Result<Vec<Hit>> {
    let found = store::sheets::search(&app.store, typed, *actor == Actor::Visitor, SHEETS).await;
    let mut hits = vec![];
    for line in found.or_ours(&page.here)? {
        let Ok(contract) = held(app, &page.here, line.phase, &line.code) else { continue };
        if !line.published && !contract.may(actor, Action::ReadContract) {
            continue;
        }
        let invented = if line.synthetic { format!(" · {}", page.t("sheet-invented")) } else { String::new() };
        hits.push(Hit {
            title: format!("{} {}", line.number, line.title),
            french: false,
            detail: format!("{} · {}{invented}", line.holder, contract.territory.name),
            link: page.url(format!("/fiches/{}", line.id)),
        });
        if hits.len() == EACH {
            break;
        }
    }
    Ok(hits)
}

async fn search(State(app): State<App>, here: Here, actor: Actor, Asked(ask): Asked<Ask>) -> Result<Response> {
    let mut page = here.page(Nav::None, here.t("search"));
    // What is found depends on who asks.
    page.private = actor != Actor::Visitor;
    let wanted = name::fold(&ask.q);
    let mut groups = vec![];
    if !wanted.is_empty() {
        let envelopes = envelopes(&app, &page, &actor, &wanted).await?;
        let sheets = sheets(&app, &page, &actor, &ask.q).await?;
        let news = news::published(&app, &here, news::MOST).await?;
        let has = |text: &str| name::fold(text).contains(&wanted);
        let hit = |title: &str, detail: String, link: String| Hit { title: title.to_owned(), french: false, detail, link: page.url(&link) };
        let measures = app
            .rulebook
            .programmes
            .iter()
            .flat_map(|p| &p.measures)
            .filter(|m| has(&format!("{} {}", page.x(&m.name), page.x(&m.promise))));
        let calls = app.rulebook.programmes.iter().flat_map(|p| &p.calls).filter(|c| has(&format!("{} {}", page.x(&c.name), c.operator)));
        let sites = app.sites();
        let fallow = |site: &&Site| site.bool("brownfield") == Some(true);
        let activities = app.reference.search_naf(&ask.q, 10 * EACH).into_iter().filter(|(code, _)| is_class(code));
        let territories = app.reference.territories().iter().filter(|t| has(&t.name) || t.members.iter().any(|m| has(&m.name)));
        groups = vec![
            (
                page.t("nav-measures"),
                measures.take(EACH).map(|m| hit(&page.x(&m.name), page.x(&m.promise), format!("/mesures/{}", m.id))).collect::<Vec<_>>(),
            ),
            (
                page.t("nav-calls"),
                calls.take(EACH).map(|c| hit(&page.x(&c.name), c.operator.clone(), format!("/appels/{}", c.id))).collect(),
            ),
            (
                page.t("nav-sites"),
                sites
                    .iter()
                    // A brownfield without a label is told apart.
                    .filter(|s| !fallow(s) || !s.labels.is_empty())
                    .filter(|s| has(&format!("{} {}", s.name, s.commune_name)))
                    .take(EACH)
                    .map(|s| hit(&s.name, format!("{} ({})", s.commune_name, s.department), format!("/sites/{}", s.id)))
                    .collect(),
            ),
            (
                page.t("fallow-title"),
                sites
                    .iter()
                    .filter(fallow)
                    .filter(|s| has(&format!("{} {}", s.name, s.commune_name)))
                    .take(EACH)
                    .map(|s| hit(&s.name, format!("{} ({})", s.commune_name, s.department), format!("/friches/{}", s.id)))
                    .collect(),
            ),
            (
                page.t("search-activities"),
                activities
                    .take(EACH)
                    .map(|(code, label)| {
                        let (label, french) = told(code, label, page.lang());
                        Hit { french, ..hit(label, code.to_owned(), format!("/filieres/{code}")) }
                    })
                    .collect(),
            ),
            (page.t("envelopes-title"), envelopes),
            (page.t("action-sheets"), sheets),
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
                news.iter()
                    .filter(|i| has(&page.x(&i.title)))
                    .take(EACH)
                    .map(|i| Hit { french: i.french_only, ..hit(&page.x(&i.title), page.date(&i.date), format!("/actualites/{}", i.id)) })
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
