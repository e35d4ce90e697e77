//! `/pilotage/orientations`: those of the country and of one's region, and how their proposals stand.

use super::orients;
use super::told::{Told, told};
use crate::answer;
use crate::app::App;
use crate::error::{Failure, OrFail, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, Object, can};
use crate::routes::steering::portfolio::regions;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::Text;
use store::orientations::{self, Count};

#[derive(Template)]
#[template(path = "orientations/list.html")]
struct List {
    page: Page,
    /// Each with how its proposals stand, in words.
    rows: Vec<(Told, String)>,
    /// May take one somewhere.
    takes: bool,
}

/// "3 en attente, 2 décidées": what was proposed from this one.
fn proposals(page: &Page, counts: &[Count], id: &store::OrientationId) -> String {
    let own = orientations::State::ALL.into_iter().filter_map(|wanted| {
        let n: u64 = counts.iter().filter(|c| c.orientation == *id && c.state == wanted).map(|c| c.proposals).sum();
        let key = match wanted {
            orientations::State::Open => "proposals-open",
            orientations::State::Decided => "proposals-decided",
            orientations::State::Declined => "proposals-declined",
            orientations::State::Withdrawn => "proposals-withdrawn",
        };
        (n > 0).then(|| page.t1(key, "n", n))
    });
    own.collect::<Vec<_>>().join(", ")
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor) -> Result<Response> {
    let own = regions(&app, &actor);
    if own.is_empty() {
        let why = Text::new(
            "Les orientations se suivent avec un compte de la région ou de l’État ; celles qui couvrent un contrat y sont montrées.",
            "Orientations are followed with an account of the region or of the State; those that cover a contract are shown there.",
        );
        return Err(Failure::Refused(here, why));
    }
    let whole = can(&actor, Action::ReadPortfolio, &Object::Country);
    let page = here.page(Nav::Steering, here.t("orientations-title")).private();
    let region = if whole || own.len() > 1 { "" } else { own[0].0.as_str() };
    let stored = orientations::all(&app.store, region).await.or_ours(&here)?;
    // A pilot counts what was proposed in each of the own regions, and nothing of the others.
    let counted: Vec<&str> = if whole { vec![""] } else { own.iter().map(|(code, _)| code.as_str()).collect() };
    let mut counts = vec![];
    for region in counted {
        counts.extend(orientations::counts(&app.store, region).await.or_ours(&here)?);
    }
    let reads = |of: &str| whole || of.is_empty() || own.iter().any(|(code, _)| code == of);
    let rows = stored.iter().filter(|stored| reads(&stored.region));
    let rows = rows.map(|stored| (told(&app, &page, &actor, stored), proposals(&page, &counts, &stored.id))).collect();
    let takes = orients(&actor, "") || own.iter().any(|(code, _)| orients(&actor, code));
    answer::private(&here, StatusCode::OK, &List { page, rows, takes })
}
