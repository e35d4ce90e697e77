//! Declaring a flow in a few fields, choosing who sees it, taking it back. Nothing ticked is private.

use super::seen::{Seen, holders, object, seen};
use super::typed::{natural, price, quantity, substance};
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, Result};
use crate::form::{Form, Input, Kind, Typed};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, can};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use connect::Side;
use domain::calendar::read_date;
use domain::{Siret, Territory, Text};
use store::flows::{self, Declared};
use store::idempotency::Key;
use store::organisations::{self, Organisation};
use store::{FlowId, OrganisationId, Token};

/// Flows that stand in one name in one territory: each look at the page compares them all.
const MOST: usize = 200;

#[derive(Template)]
#[template(path = "synergies/declare.html")]
struct Declare<'a> {
    page: Page,
    base: String,
    territory: &'a Territory,
    form: Form,
    key: String,
}

/// The organisation of this holder; none for the territory.
async fn organisation(app: &App, here: &Here, holder: &str) -> Result<Option<Organisation>> {
    match OrganisationId::parse(holder) {
        Some(id) => organisations::find(&app.store, &id).await.or_ours(here),
        None => Ok(None),
    }
}

/// Names of those for whom a flow may be declared here; refused with a sentence when there are none.
async fn in_the_name_of(app: &App, here: &Here, actor: &Actor, seen: &Seen<'_>) -> Result<Vec<(String, String)>> {
    let mut names = vec![];
    for holder in holders(actor, &seen.place) {
        let organisation = organisation(app, here, &holder).await?;
        let name = organisation.map_or_else(|| here.t("flow-for-territory"), |organisation| organisation.name);
        names.push((holder, name));
    }
    if names.is_empty() {
        let why = Text::new(
            "Un flux se déclare avec le compte d’une entreprise, ou de qui anime ce territoire.",
            "A flow is declared with the account of a company, or of whoever runs this territory.",
        );
        return Err(Failure::Refused(here.clone(), why));
    }
    Ok(names)
}

fn form(app: &App, here: &Here, names: Vec<(String, String)>) -> Form {
    let choice = |value: &str, key: &str| (value.to_owned(), here.t(key));
    let matching = app.connect.on(app.today());
    let mut kinds = vec![choice("waste", "flow-kind-waste")];
    kinds.extend(matching.materials.classes.iter().map(|class| (format!("material:{}", class.id), here.x(&class.label))));
    kinds.extend([
        choice("heat", "flow-kind-heat"),
        choice("steam", "flow-kind-steam"),
        choice("water", "flow-kind-water"),
        choice("service", "flow-kind-service"),
        choice("purchase", "flow-kind-purchase"),
        choice("equipment", "flow-kind-equipment"),
        choice("skill", "flow-kind-skill"),
    ]);
    let sides = ["supply", "demand"].map(|side| (side.to_owned(), here.t(&format!("flow-{side}")), here.t(&format!("flow-{side}-hint"))));
    let text = |id: &'static str, key: &str| Input::new(id, here.t(key), Kind::Text);
    let hinted = |id: &'static str, key: &str| text(id, key).hint(here.t(&format!("{key}-hint")));
    let mut inputs = vec![
        Input::new("side", here.t("flow-side"), Kind::Radio(sides.into())).value("supply"),
        Input::new("kind", here.t("flow-kind"), Kind::Select(kinds)),
        hinted("what", "flow-what"),
        hinted("amount", "flow-amount"),
        text("name", "flow-name"),
        hinted("commune", "flow-commune"),
        hinted("naf", "flow-naf"),
        hinted("siret", "flow-siret"),
        hinted("minimum", "flow-minimum"),
        Input::new("from", here.t("flow-from"), Kind::Date),
        Input::new("until", here.t("flow-until"), Kind::Date),
        hinted("price", "flow-price"),
        text("disposal", "flow-disposal"),
        hinted("treatment", "flow-treatment"),
        hinted("rubrics", "flow-rubrics"),
    ];
    if names.len() > 1 {
        inputs.push(Input::new("holder", here.t("flow-holder"), Kind::Select(names)));
    }
    let shares = vec![choice("shared", "flow-share-territory"), choice("counted", "flow-share-counted")];
    inputs.push(Input::new("share", here.t("flow-share"), Kind::Check(shares)).hint(here.t("flow-share-hint")));
    Form::new(here.t("flow-submit"), inputs)
}

pub async fn ask(State(app): State<App>, here: Here, actor: Actor, At((phase, code)): At<(u8, String)>) -> Result<Response> {
    let seen = seen(&app, &here, &actor, phase, &code).await?;
    let names = in_the_name_of(&app, &here, &actor, &seen).await?;
    let form = form(&app, &here, names);
    drawn(&here, &seen, form, Token::random().expose().to_owned(), StatusCode::OK)
}

fn drawn(here: &Here, seen: &Seen<'_>, form: Form, key: String, status: StatusCode) -> Result<Response> {
    let page = here.page(Nav::Territories, here.t("flow-title")).private();
    let base = page.url(format!("/territoires/{}/{}/synergies", seen.place.phase, seen.place.code));
    answer::private(here, status, &Declare { page, base, territory: seen.territory, form, key })
}

pub async fn keep(State(app): State<App>, here: Here, actor: Actor, At((phase, code)): At<(u8, String)>, typed: Typed) -> Result<Response> {
    let seen = seen(&app, &here, &actor, phase, &code).await?;
    let names = in_the_name_of(&app, &here, &actor, &seen).await?;
    let holder = match names.iter().find(|(id, _)| id == typed.get("holder")).or(names.first()) {
        Some((id, _)) => id.clone(),
        None => String::new(),
    };
    if is_full(&seen, &holder) {
        return Err(full(&here));
    }
    let mut form = form(&app, &here, names).filled(&typed);
    form.require(&here, &["name", "commune"]);
    if let Some(why) = another_s(organisation(&app, &here, &holder).await?.as_ref(), typed.get("siret")) {
        form.refuse("siret", why.get(here.lang));
    }
    let declared = read(&app, &here, &seen, &typed, holder, &mut form);
    let key = typed.get("key").to_owned();
    if form.is_wrong() {
        return drawn(&here, &seen, form, key, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let key = (!key.is_empty()).then(|| Key::new(&key));
    flows::declare(&app.store, &declared, &actor.signature(), key.as_ref(), app.now()).await.or_stored(&here)?;
    Ok(Redirect::to(&here.url(&format!("/territoires/{phase}/{code}/synergies#flux"))).into_response())
}

fn is_full(seen: &Seen<'_>, holder: &str) -> bool {
    seen.flows.iter().filter(|kept| kept.declared.organisation == holder).count() >= MOST
}

fn full(here: &Here) -> Failure {
    let why = Text::new(
        format!("{MOST} flux sont déjà déclarés ici à ce nom : en retirer un avant d’en déclarer un autre."),
        format!("{MOST} flows are declared here in this name already: take one away before declaring another."),
    );
    Failure::Bad(here.clone(), why)
}

/// Why this SIRET is not one of an establishment of whoever declares it: a company speaks for its own. Of an organisation whose number
/// nobody told, nothing is known.
fn another_s(organisation: Option<&Organisation>, typed: &str) -> Option<Text> {
    let organisation = organisation?;
    let (siren, siret) = (organisation.number.as_deref()?.get(..9)?, Siret::parse(typed).ok()?);
    let name = &organisation.name;
    (siret.siren() != siren).then(|| {
        Text::new(
            format!("un établissement de {name}, dont les SIRET commencent par {siren} : corriger ce numéro, ou le laisser vide"),
            format!("an establishment of {name}, whose SIRETs begin with {siren}: mend this number, or leave it empty"),
        )
    })
}

/// What was typed, as it is kept; what cannot be read is told beside its field.
fn read(app: &App, here: &Here, seen: &Seen<'_>, typed: &Typed, organisation: String, form: &mut Form) -> Declared {
    let mut wrong = |id: &str, why: Text| form.refuse(id, why.get(here.lang));
    let (phase, code) = (seen.place.phase, seen.place.code.clone());
    let mut declared = Declared { organisation, phase, code, name: typed.get("name").to_owned(), ..Declared::default() };
    declared.side = Side::of(typed.get("side")).unwrap_or(Side::Supply).id().to_owned();
    let substance = substance(typed).map_err(|why| wrong(if typed.get("kind").is_empty() { "kind" } else { "what" }, why)).ok();
    let unit = substance.as_ref().and_then(natural);
    if let Some(substance) = &substance {
        declared.substance = substance.to_string();
    }
    match quantity(typed.get("amount"), unit) {
        Ok(Some((amount, unit))) => (declared.amount, declared.unit) = (Some(amount.0), unit.id().to_owned()),
        Ok(None) => declared.unit = unit.map_or("", |unit| unit.id()).to_owned(),
        Err(why) => wrong("amount", why),
    }
    match quantity(typed.get("minimum"), unit) {
        Ok(Some((_, unit))) if declared.amount.is_some() && unit.id() != declared.unit => {
            wrong("minimum", Text::new("dans l’unité de la quantité", "in the unit of the quantity"));
        }
        Ok(minimum) => declared.minimum = minimum.map(|(minimum, _)| minimum.0),
        Err(why) => wrong("minimum", why),
    }
    let commune = typed.get("commune");
    if !commune.is_empty() {
        match app.reference.find_commune(commune) {
            Ok(commune) if seen.communes.contains(&commune.code) => declared.commune = commune.code.clone(),
            Ok(commune) => {
                let what = format!("{} n’est pas dans ce territoire : déclarer le flux dans le sien", commune.name);
                wrong("commune", Text::new(what, format!("{} is not in this territory: declare the flow in its own", commune.name)));
            }
            Err(why) => wrong("commune", why),
        }
    }
    if !typed.get("naf").is_empty() {
        match app.reference.find_naf(typed.get("naf")) {
            Ok(naf) => declared.naf = naf,
            Err(why) => wrong("naf", why),
        }
    }
    if !typed.get("siret").is_empty() {
        match Siret::parse(typed.get("siret")) {
            Ok(siret) => declared.siret = siret.0,
            Err(why) => wrong("siret", why),
        }
    }
    for (id, field) in [("from", &mut declared.from), ("until", &mut declared.until)] {
        if !typed.get(id).is_empty() {
            match read_date(typed.get(id)) {
                Ok(day) => *field = Some(day),
                Err(why) => wrong(id, why),
            }
        }
    }
    if declared.from.zip(declared.until).is_some_and(|(from, until)| until < from) {
        wrong("until", Text::new("la fin est avant le début", "the end is before the beginning"));
    }
    for (id, field) in [("price", &mut declared.price), ("disposal", &mut declared.disposal), ("treatment", &mut declared.treatment)] {
        match price(typed.get(id)) {
            Ok(cents) => *field = cents,
            Err(why) => wrong(id, why),
        }
    }
    let rubrics = typed.get("rubrics").split([',', ';', ' ', '|']).map(str::trim).filter(|rubric| !rubric.is_empty());
    declared.rubrics = rubrics.map(str::to_owned).collect();
    if declared.rubrics.iter().any(|rubric| !rubric.starts_with(|c: char| c.is_ascii_digit()) || rubric.len() > 12) {
        wrong("rubrics", Text::new("écrire des numéros, comme 2718 ou 2790-1", "write numbers, as 2718 or 2790-1"));
    }
    let ticked = |what: &str| typed.get("share").split(',').any(|one| one == what);
    (declared.shared, declared.counted) = (ticked("shared"), ticked("counted"));
    declared
}

/// Opens a flow to its territory, counts it, takes that back, takes the flow away, or brings it back.
pub async fn change(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, typed: Typed) -> Result<Response> {
    let missing = || Failure::NotFound(here.clone());
    let id = FlowId::parse(&id).ok_or_else(missing)?;
    let kept = match typed.get("do") {
        "restore" => flows::find_removed(&app.store, &id).await,
        _ => flows::find(&app.store, &id).await,
    };
    let kept = kept.or_ours(&here)?.ok_or_else(missing)?;
    let declared = &kept.declared;
    let seen = seen(&app, &here, &actor, declared.phase, &declared.code).await?;
    let (reads, writes) = (Action::ReadContract, Action::WriteFlow);
    if !can(&actor, reads, &object(declared, &seen.place)) {
        return Err(missing());
    }
    if !can(&actor, writes, &object(declared, &seen.place)) {
        let why = Text::new("Seule l’entreprise qui a déclaré ce flux le change.", "Only the company that declared this flow changes it.");
        return Err(Failure::Refused(here, why));
    }
    let version = typed.get("version").parse().unwrap_or_default();
    let (author, now) = (actor.signature(), app.now());
    let opened = match typed.get("do") {
        "share" => Some((true, declared.counted)),
        "close" => Some((false, declared.counted)),
        "count" => Some((declared.shared, true)),
        "uncount" => Some((declared.shared, false)),
        "remove" | "restore" => None,
        _ => {
            let why = Text::new(
                "Dire quoi faire de ce flux : revenir à la page des synergies.",
                "Say what to do with this flow: go back to the page of synergies.",
            );
            return Err(Failure::Bad(here, why));
        }
    };
    let done = match opened {
        Some((shared, counted)) => flows::share(&app.store, &id, version, shared, counted, &author, now).await,
        None if typed.get("do") == "restore" => {
            if is_full(&seen, &declared.organisation) {
                return Err(full(&here));
            }
            flows::restore(&app.store, &id, version, &author, now).await
        }
        None => flows::remove(&app.store, &id, version, &author, now).await,
    };
    if !done.or_ours(&here)? {
        let why = Text::new(
            "Ce flux a changé entre-temps : relire la page, puis recommencer.",
            "This flow changed meanwhile: read the page again, then try again.",
        );
        return Err(Failure::Bad(here, why));
    }
    Ok(Redirect::to(&here.url(&format!("/territoires/{}/{}/synergies#flux", declared.phase, declared.code))).into_response())
}
