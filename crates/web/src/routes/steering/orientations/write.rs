//! What is done with an orientation: decisions proposed to the territories of many sheets at once, proposals taken back, the
//! orientation withdrawn.

use super::show::{Ask, PROPOSED, page};
use super::split::{decidable, split};
use super::{Found, found};
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, Result};
use crate::page::Here;
use crate::permissions::Actor;
use crate::routes::projects::form::{Typed, typed};
use axum::extract::{RawForm, State};
use axum::response::{IntoResponse, Redirect, Response};
use contracts::DecisionKind;
use domain::Text;
use domain::calendar::read_date;
use store::idempotency::Key;
use store::orientations::{self, Candidate, Proposed};

const LONGEST: usize = 2_000;

fn get(typed: &Typed, key: &str) -> String {
    typed.get(key).map(|value| value.trim().replace('\0', "")).unwrap_or_default()
}

/// To whom may read it but not do this.
fn refused(here: &Here) -> Failure {
    let why = Text::new(
        "Cette orientation se lit avec votre compte ; s’en servir revient à qui l’a prise, et dans chaque région à son pilote si elle est nationale.",
        "Your account reads this orientation; using it is for whoever took it, and in each region for its pilot when it is national.",
    );
    Failure::Refused(here.clone(), why)
}

fn ask(typed: &Typed) -> Ask {
    Ask { region: get(typed, "region"), voir: get(typed, "voir"), page: get(typed, "page"), ..Ask::default() }
}

pub async fn propose(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, RawForm(body): RawForm) -> Result<Response> {
    let typed = typed(&body);
    let ask = ask(&typed);
    let found = found(&app, &here, &actor, &id, &ask.region).await?;
    if !found.may_propose(&actor) {
        return Err(refused(&here));
    }
    let (kind, why, due) = (DecisionKind::parse(&get(&typed, "kind")), get(&typed, "why"), read_date(&get(&typed, "due")));
    let split = split(&app, &found.region, &found.stored.orientation).await.or_ours(&here)?;
    let ticked = get(&typed, "fiche");
    let ticked: Vec<&str> = ticked.split(',').filter(|id| !id.is_empty()).collect();
    let listed: Vec<&Candidate> = match get(&typed, "toutes") == "1" {
        true if ask.others() => split.others().collect(),
        true => split.favoured().collect(),
        false => split.favoured().chain(split.others()).filter(|sheet| ticked.contains(&sheet.id.as_str())).collect(),
    };
    let mut errors: Vec<(String, String)> = vec![];
    let mut refuse = |field: &str, key: &str| errors.push((field.to_owned(), here.t(key)));
    if !found.stored.holds_on(app.today()) {
        refuse("kind", "proposal-not-in-force");
    }
    if !kind.is_some_and(|kind| PROPOSED.contains(&kind)) {
        refuse("kind", "proposal-kind-needed");
    }
    if listed.is_empty() {
        refuse("fiche", "proposal-none-ticked");
    }
    match why.chars().count() {
        0 => refuse("why", "proposal-why-needed"),
        n if n > LONGEST => refuse("why", "proposal-why-long"),
        _ => {}
    }
    match &due {
        Err(what) => errors.push(("due".into(), here.x(what))),
        Ok(due) if *due < app.today() => errors.push(("due".into(), here.t("proposal-due-past"))),
        Ok(_) => {}
    }
    let (Some(kind), Ok(due), true) = (kind, due, errors.is_empty()) else {
        return page(&app, &here, &actor, found, ask, typed, errors).await;
    };
    let sheets: Vec<_> = listed.iter().filter(|sheet| decidable(&app, sheet, kind)).map(|sheet| sheet.id.clone()).collect();
    let (asked, what) = (listed.len() as u64, Proposed { kind, why: &why, due });
    let key = typed.get("key").map(|key| Key::new(key));
    let made = orientations::propose(&app.store, &found.stored.id, what, sheets, &actor.signature(), key.as_ref(), app.now()).await;
    match made.or_stored(&here)? {
        Some(n) => {
            let told = [
                ("region", ask.region),
                ("voir", ask.voir),
                ("proposees", n.to_string()),
                ("laissees", asked.saturating_sub(n).to_string()),
            ];
            back(&here, &found, told)
        }
        None => Err(gone(&here)),
    }
}

fn back<const N: usize>(here: &Here, found: &Found, told: [(&'static str, String); N]) -> Result<Response> {
    let query = crate::ask::query(told.iter().map(|(name, value)| (*name, value.as_str())));
    Ok(Redirect::to(&here.url(&format!("{}?{query}", found.path()))).into_response())
}

fn gone(here: &Here) -> Failure {
    let why = Text::new(
        "Cette orientation vient d’être retirée : rien n’a été proposé.",
        "This orientation was just withdrawn: nothing was proposed.",
    );
    Failure::Bad(here.clone(), why)
}

/// The orientation with a reason, or only what was proposed from it in the perimeter and not answered.
pub async fn withdraw(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, RawForm(body): RawForm) -> Result<Response> {
    let typed = typed(&body);
    let ask = ask(&typed);
    let found = found(&app, &here, &actor, &id, &ask.region).await?;
    let proposals = get(&typed, "do") == "propositions";
    let may = if proposals { found.may_propose(&actor) } else { found.may_withdraw(&actor) };
    if !may {
        return Err(refused(&here));
    }
    if proposals {
        orientations::withdraw_proposals(&app.store, &found.stored.id, &found.region, &actor.signature(), app.now())
            .await
            .or_stored(&here)?;
        return back(&here, &found, [("region", ask.region), ("fait", "retirees".to_owned())]);
    }
    let why = get(&typed, "withdraw_why");
    if why.is_empty() || why.chars().count() > LONGEST {
        let errors = vec![("withdraw_why".to_owned(), here.t("orientation-withdraw-needed"))];
        return page(&app, &here, &actor, found, ask, typed, errors).await;
    }
    orientations::withdraw(&app.store, &found.stored.id, &why, &actor.signature(), app.now()).await.or_stored(&here)?;
    back(&here, &found, [("region", ask.region), ("fait", "retiree".to_owned())])
}
