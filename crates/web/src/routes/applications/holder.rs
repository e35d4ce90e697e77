//! What the holder does: write the draft, file it, bring what was missing, report, carry over, withdraw.

use super::access::{Opened, keeps, place};
use super::apply::place_of;
use super::show::{self, Mended};
use super::steps::{Asking, Outcome, ask};
use super::visit::Visit;
use super::{chosen, forms, law, verdict};
use crate::app::App;
use crate::error::{Failure, OrFail, Result};
use crate::page::Here;
use crate::permissions::Actor;
use applications::{Party, Seat, State as Stands, Step};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Text;
use store::StoreError;
use store::applications::{self as kept, Saved};
use store::idempotency::Key;

fn own(here: &Here, opened: &Opened) -> Result<()> {
    if opened.sees.own {
        return Ok(());
    }
    Err(Failure::Refused(here.clone(), Text::new("Seul le porteur agit sur sa candidature.", "Only its holder acts on an application.")))
}

/// Saves what is typed; with "file", files it in the same gesture.
pub async fn save(visit: Visit) -> Result<Response> {
    let Visit { app, here, actor, fields, .. } = &visit;
    let received = app.now();
    let mut opened = visit.application().await?;
    own(here, &opened)?;
    let who = visit.who()?;
    let mut errors = vec![];
    let mut form = forms::typed(fields, &opened.record.life.form, &mut errors);
    let territory = fields.text("territory");
    let there = territory.split_once(':').and_then(|(phase, code)| place(app, phase.parse().ok()?, code));
    let kept_back = there.as_ref().is_none_or(|there| !keeps(actor, &opened.record, Some(there)));
    if kept_back && !territory.is_empty() && opened.record.filed_at.is_none() {
        let why = Text::new(
            "Ce territoire n’est pas de ceux que vous pouvez choisir\u{a0}: gardez-en un de la liste.",
            "This territory is not one that you may choose: keep one of the list.",
        );
        errors.push(("territory".to_owned(), why));
    }
    let known = super::themes::all(&app.rulebook, here.lang);
    form.themes.retain(|theme| known.iter().any(|(id, _)| id == theme));
    if form.measure.is_none() && opened.record.life.state == Stands::Draft {
        // A draft of before measures were chosen takes the only one there is.
        let only = chosen::named(&chosen::measures(&app.rulebook, opened.called.call), "");
        form.measure = only.map(|measure| chosen::chosen(measure, opened.called.call, &app.rulebook));
    }
    if fields.text("do") == "file"
        && opened.record.life.state == Stands::Draft
        && let Some(measure) = form.measure.as_ref().map(|measure| measure.id.clone())
    {
        form.verdict = verdict::frozen(app, here, actor, &opened.record, &measure).await?;
    }
    if fields.text("do") == "file" && opened.record.life.state == Stands::Draft {
        (form.known, form.law) =
            law::filing(app, here, actor, &opened, &form).await?.map(|(known, law)| (Box::new(known), Box::new(law))).unzip();
    }
    let raw = ["cost", "asked", "ordered-on"].into_iter().map(str::to_owned).chain((0..forms::ELSEWHERE).map(|i| format!("elsewhere-{i}")));
    let raw = raw.filter(|name| errors.iter().any(|(field, _)| field == name)).map(|name| (name.clone(), fields.text(&name))).collect();
    let mended = Mended { form: Some(form.clone()), territory: Some(territory.clone()), errors, raw, ..Mended::default() };
    if !mended.errors.is_empty() {
        return show::page(app, here, actor, &opened, mended).await;
    }
    let record = &opened.record;
    // Whoever must be somewhere and names nothing stays where they are.
    let where_it_is = if keeps(actor, record, there.as_ref()) { there } else { record.place.clone() };
    if fields.text("do") == "file" && record.life.state == Stands::Draft {
        form.seat = if where_it_is.is_none() { seat(app, here, actor, &opened).await? } else { None };
    }
    let saved = kept::save(&app.store, &record.id, fields.version(), form, where_it_is, &who, app.now()).await;
    match saved {
        Ok(Some(Saved::Done(record))) => opened.record = record,
        // What was typed stays in the fields: nothing is lost, and saving again is a choice.
        Ok(Some(Saved::Conflict(record))) => {
            // Sent twice, it was filed the first time.
            if fields.text("do") == "file" && kept::took(&app.store, &record, &Key::new(&fields.text("key"))).await.or_ours(here)? {
                return Ok(visit.to(&opened.address()));
            }
            opened.record = record;
            return show::page(app, here, actor, &opened, Mended { conflict: true, ..mended }).await;
        }
        Ok(Some(Saved::Refused(refusal))) => {
            return show::page(app, here, actor, &opened, Mended { refusal: Some(refusal), ..Mended::default() }).await;
        }
        Ok(None) => return Err(visit.missing()),
        Err(error @ StoreError::Unstorable { .. }) => return Err(Failure::Bad(here.clone(), error.message())),
        Err(error) => return Err(visit.ours(error)),
    }
    if fields.text("do") != "file" {
        return Ok(visit.to(&format!("{}?enregistre", opened.address())));
    }
    let key = fields.text("key");
    let asking = Asking { version: opened.record.version, key: &key, received };
    let step = match opened.record.life.state {
        Stands::Incomplete => Step::Complete { note: fields.text("note") },
        _ => Step::File,
    };
    finish(app, here, actor, &opened, asking, step).await
}

/// Where the project is, told by whoever holds it: the facts of theirs go with what they file. Of a project that was only shared,
/// nothing.
async fn seat(app: &App, here: &Here, actor: &Actor, opened: &Opened<'_>) -> Result<Option<Seat>> {
    let verdict::Source::Held(project) = verdict::source(app, here, actor, &opened.record).await? else { return Ok(None) };
    let found = place_of(app, &project, opened.called.programme.phase);
    let found = found.and_then(|key| key.split_once(':').and_then(|(phase, code)| place(app, phase.parse().ok()?, code)));
    Ok(found.map(|place| Seat { phase: place.phase, code: place.code, region: place.region }))
}

/// The other gestures of the holder.
pub async fn step(visit: Visit) -> Result<Response> {
    let Visit { app, here, actor, fields, .. } = &visit;
    let opened = visit.application().await?;
    own(here, &opened)?;
    let mut errors = vec![];
    let step = match fields.text("do").as_str() {
        "withdraw" => Step::Withdraw { reason: fields.text("reason") },
        "carry_over" => Step::CarryOver { wave: fields.text("wave") },
        "report" => Step::Report { spent: fields.money("spent", &mut errors).unwrap_or_default(), note: fields.text("note") },
        _ => return Err(visit.missing()),
    };
    if !errors.is_empty() {
        return show::page(app, here, actor, &opened, Mended { errors, ..Mended::default() }).await;
    }
    let key = fields.text("key");
    finish(app, here, actor, &opened, Asking::new(app, fields.version(), &key), step).await
}

async fn finish(app: &App, here: &Here, actor: &Actor, opened: &Opened<'_>, asking: Asking<'_>, step: Step) -> Result<Response> {
    let number = &opened.record.number;
    match ask(app, here, actor, opened, &asking, step, Party::Holder).await? {
        Outcome::Done => Ok(Redirect::to(&here.url(&opened.address())).into_response()),
        outcome => {
            let opened = super::access::opened(app, here, actor, &opened.called.call.id, number).await?;
            let mended = match outcome {
                Outcome::Refused(refusal) => Mended { refusal: Some(refusal), ..Mended::default() },
                _ => Mended { conflict: true, ..Mended::default() },
            };
            show::page(app, here, actor, &opened, mended).await
        }
    }
}
