//! Applications of the territory and the money of a sheet: which could count in it, choosing one, letting it go.

use super::{place, sheet};
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor};
use crate::routes::applications;
use crate::routes::projects::form::typed;
use axum::extract::{RawForm, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Cents, Text};
use store::applications::{self as kept, Attached};
use store::sheets::Stored;

/// An application that counts in no sheet yet.
pub struct Offer {
    pub number: String,
    pub address: String,
    pub title: String,
    pub asked: Cents,
}

/// Those filed for the territory of this sheet, the latest first.
pub async fn offers(app: &App, here: &Here, actor: &Actor, sheet: &Stored) -> Result<Vec<Offer>> {
    let place = place(sheet);
    let all = kept::unattached(&app.store, place.phase, &place.code).await.or_ours(here)?;
    let mut offers = vec![];
    for record in all {
        let Some(asked) = record.life.form.asked.filter(|amount| record.life.in_money && amount.0 > 0) else { continue };
        if applications::knows(app, here, actor, &record).await? {
            let address = here.url(&applications::address(&record));
            offers.push(Offer { number: record.number, address, title: record.life.form.title, asked });
        }
    }
    Ok(offers)
}

pub async fn change(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, RawForm(body): RawForm) -> Result<Response> {
    let sheet = sheet(&app, &here, &actor, Action::EditContract, &id).await?;
    let typed = typed(&body);
    let bad = |fr: &str, en: &str| Failure::Bad(here.clone(), Text::new(fr, en));
    let unknown = || bad("Aucune candidature de ce numéro ne vous est ouverte.", "No application of this number is open to you.");
    let number = typed.get("application").map_or("", |number| number.trim());
    let record = kept::find_by_number(&app.store, number).await.or_stored(&here)?.ok_or_else(unknown)?;
    if !applications::knows(&app, &here, &actor, &record).await? {
        return Err(unknown());
    }
    let author = actor.signature();
    let done = if typed.get("do").is_some_and(|what| what == "detach") {
        kept::detach(&app.store, &record.id, &sheet.id, &author, app.now()).await.or_stored(&here)?;
        "detachee"
    } else {
        let called = applications::called(&app, &here, &record.call)?;
        let asked = record.life.form.measure.as_ref().map(|measure| measure.id.as_str());
        let pays = applications::pays(&called, &app.rulebook, asked);
        match kept::attach(&app.store, &record.id, &sheet.id, &pays, &author, app.now()).await.or_stored(&here)? {
            Attached::Done => "rattachee",
            Attached::Elsewhere => {
                return Err(bad(
                    "Cette candidature compte déjà dans une autre fiche, ou n’est pas déposée pour ce territoire : rien n’a changé.",
                    "This application already counts in another sheet, or is not filed for this territory: nothing has changed.",
                ));
            }
        }
    };
    Ok(Redirect::to(&here.url(&format!("/fiches/{}/financement?fait={done}", sheet.id))).into_response())
}
