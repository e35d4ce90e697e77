//! Beginning an application: in whose name, to which wave, from which project of the line.

use super::access::{Called, holders, place};
use super::chosen;
use super::forms::{ELSEWHERE, documents, in_money, lump_sum};
use super::visit::Visit;
use super::waves::{self, WaveLine};
use crate::app::App;
use crate::ask::Asked;
use crate::error::{OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, Object, Place, can};
use crate::routes::projects::access::{Access, pasted, reached};
use applications::{Elsewhere, Form, Known};
use askama::Template;
use axum::response::Response;
use contracts::Sheet;
use domain::{FinancingLine, Funder, Lang, LineState, Project, Text};
use programmes::{Call, Measure};
use serde::Deserialize;
use store::applications::{self as kept, New};
use store::idempotency::Key;
use store::{OrganisationId, SheetId, Token, sheets};

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct From {
    /// Address of a project of the line, or its last part.
    projet: String,
    /// Identifier of an action sheet.
    fiche: String,
    /// What was typed and chosen, when it is drawn again.
    title: String,
    organisation: String,
    wave: String,
    measure: String,
}

#[derive(Template)]
#[template(path = "applications/apply.html")]
struct Begin<'a> {
    page: Page,
    called: Called<'a>,
    waves: Vec<WaveLine>,
    /// Those to choose from; none when the call has one.
    measures: Vec<&'a Measure>,
    /// (value, name) of those in whose name one may apply.
    names: Vec<(String, String)>,
    project: String,
    /// (identifier, title) of the action sheet it begins with.
    sheet: Option<(String, String)>,
    title: String,
    from: &'a From,
    key: String,
    error: String,
}

impl Begin<'_> {
    /// The wave that was chosen, else the one that is open.
    fn chosen(&self, wave: &WaveLine) -> bool {
        match self.from.wave.as_str() {
            "" => wave.is_open() || self.waves.len() == 1,
            chosen => wave.id == chosen,
        }
    }
    fn said(&self, wave: &WaveLine) -> String {
        self.page.say(wave.said())
    }
}

pub async fn form(Asked(from): Asked<From>, visit: Visit) -> Result<Response> {
    let Visit { app, here, actor, .. } = &visit;
    let called = visit.call(Action::Apply)?;
    page(app, here, actor, called, &from, String::new()).await
}

async fn page(app: &App, here: &Here, actor: &Actor, called: Called<'_>, from: &From, error: String) -> Result<Response> {
    let mut names = vec![];
    for (organisation, territory) in holders(actor) {
        let Some(id) = OrganisationId::parse(&organisation) else { continue };
        let mut name = super::export::holder_name(app, here, &id).await?;
        if let Some((phase, code)) = &territory
            && let Some(territory) = app.reference.territory(*phase, code)
        {
            name = format!("{name} – {}", territory.name);
        }
        names.push((organisation, name));
    }
    let found = pasted(app, here, actor, &from.projet).await?;
    let sheet = sheet(app, here, actor, &from.fiche).await?;
    let known = sheet.as_ref().map(|(_, found)| found.sheet.title.clone());
    let view = Begin {
        page: here.page(Nav::Calls, here.t("ap-apply-title")).private(),
        waves: waves::lines(app, here, called.call).await?,
        measures: Some(chosen::measures(&app.rulebook, called.call)).filter(|all| all.len() > 1).unwrap_or_default(),
        called,
        names,
        project: found.as_ref().map(|held| held.token.clone()).unwrap_or_default(),
        title: match from.title.as_str() {
            "" => known.or_else(|| found.map(|held| held.project.title)).unwrap_or_default(),
            typed => typed.to_owned(),
        },
        from,
        sheet: sheet.map(|(id, found)| (id.to_string(), found.sheet.title)),
        key: Token::random().expose().to_owned(),
        error,
    };
    html(here, &view)
}

pub async fn create(visit: Visit) -> Result<Response> {
    let Visit { app, here, actor, fields, .. } = &visit;
    let id = visit.part("id");
    let called = visit.call(Action::Apply)?;
    let who = visit.who()?;
    let (wave, organisation) = (fields.text("wave"), fields.text("organisation"));
    let from = From {
        projet: fields.text("projet"),
        fiche: fields.text("fiche"),
        title: fields.text("title"),
        organisation: organisation.clone(),
        wave: wave.clone(),
        measure: fields.text("measure"),
    };
    let holder = holders(actor).into_iter().find(|(known, _)| *known == organisation);
    let Some((organisation, territory)) = holder.and_then(|(id, territory)| Some((OrganisationId::parse(&id)?, territory))) else {
        let why = Text::new("Choisissez au nom de qui vous candidatez.", "Choose in whose name you apply.");
        return page(app, here, actor, called, &from, here.x(&why)).await;
    };
    let known = waves::lines(app, here, called.call).await?.into_iter().any(|line| line.id == wave);
    if !known {
        let why = Text::new("Choisissez une vague de cet appel.", "Choose a wave of this call.");
        return page(app, here, actor, called, &from, here.x(&why)).await;
    }
    let Some(measure) = chosen::named(&chosen::measures(&app.rulebook, called.call), &fields.text("measure")) else {
        let why = Text::new("Choisissez la mesure que vous demandez.", "Choose the measure you ask for.");
        return page(app, here, actor, called, &from, here.x(&why)).await;
    };
    let measures = [measure];
    let access = reached(app, here, actor, &from.projet).await?;
    let owned = access.as_ref().is_some_and(Access::writes);
    let (project, found) = access.and_then(|access| access.held().cloned()).map(|held| (held.id, held.project)).unzip();
    let mut form = Form {
        documents: documents(&measures),
        asked: lump_sum(&measures),
        title: fields.text("title"),
        measure: Some(chosen::chosen(measure, called.call, &app.rulebook)),
        owned,
        ..Form::default()
    };
    let where_it_is = territory.and_then(|(phase, code)| place(app, phase, &code));
    let sheet = sheet(app, here, actor, &from.fiche).await?;
    let (project, found) = match (project, sheet.as_ref().and_then(|(_, stored)| stored.project.as_ref())) {
        // The project a sheet was made from, when it is open to whoever applies.
        (None, Some(made_from)) => pasted(app, here, actor, made_from.as_str()).await?.map(|held| (held.id, held.project)).unzip(),
        (given, _) => (given, found),
    };
    let of_sheet = sheet.as_ref().map(|(_, stored)| format!("{}:{}", stored.place.phase, stored.place.code));
    let offered = of_sheet.or_else(|| found.as_ref().and_then(|project| place_of(app, project, called.programme.phase)));
    let offered = offered.unwrap_or_default();
    if let Some((id, stored)) = &sheet {
        form.prefill(of_a_sheet(app, here, actor, id, &stored.sheet, called.call).await?, ELSEWHERE);
    }
    if let Some(project) = &found {
        form.prefill(of_a_project(project, called.call, here.lang), ELSEWHERE);
    }
    form.title = form.title.chars().take(200).collect();
    let new = New {
        call: id.to_owned(),
        operator: called.operator(),
        call_phase: Some(called.programme.phase),
        wave,
        envelope: chosen::envelope(&called, measure).map(str::to_owned),
        organisation,
        place: where_it_is,
        in_money: in_money(&called, &measures),
        form,
        sheet: sheet.map(|(id, _)| id),
        project,
        pays: Some(super::pays(&called, &app.rulebook, Some(&measure.id))),
    };
    let key = Key::new(&fields.text("key"));
    let made = kept::create(&app.store, new, &who, &key, app.now()).await.or_stored(here)?;
    let record = kept::find(&app.store, &made).await.or_ours(&visit.here)?;
    let record = record.ok_or_else(|| visit.missing())?;
    let query = if offered.is_empty() { String::new() } else { format!("?territoire={offered}") };
    Ok(visit.to(&format!("{}/candidatures/{}{query}", called.address(), record.number)))
}

/// The action sheet of this identifier, for whoever may read its contract; to anyone else there is none.
pub async fn sheet(app: &App, here: &Here, actor: &Actor, id: &str) -> Result<Option<(SheetId, sheets::Stored)>> {
    let Some(id) = SheetId::parse(id) else { return Ok(None) };
    let found = sheets::find(&app.store, &id).await.or_ours(here)?;
    let reads = |stored: &sheets::Stored| {
        place(app, stored.place.phase, &stored.place.code)
            .is_some_and(|p| can(actor, Action::ReadContract, &Object::Contract(Place { phase: p.phase, code: p.code, region: p.region })))
    };
    Ok(found.filter(reads).map(|stored| (id, stored)))
}

/// What the line knows of a project. Aid that it counts on from elsewhere is declared with it.
fn of_a_project(project: &Project, call: &Call, lang: Lang) -> Known {
    let here = |line: &FinancingLine| line.measure.as_ref().is_some_and(|measure| call.measures.contains(measure));
    let aid = project.financing.iter().filter(|line| line.funder.is_public() && !here(line) && line.state != LineState::Refused);
    Known {
        title: project.title.clone(),
        need: project.summary.get(lang).to_owned(),
        cost: project.facts.money("project.eligible_cost").or_else(|| project.facts.money("project.cost")),
        themes: project.facts.codes(super::themes::FACT).unwrap_or_default().to_vec(),
        elsewhere: aid.map(|line| Elsewhere { funder: line.label.clone(), amount: line.amount }).collect(),
    }
}

/// What an action sheet and the financing lines that whoever applies may read say: the need in its own words, public aid asked
/// for or granted by others.
async fn of_a_sheet(app: &App, here: &Here, actor: &Actor, id: &SheetId, sheet: &Sheet, call: &Call) -> Result<Known> {
    let lines = crate::routes::funding::lines(app, here, actor, id).await?;
    let other = |line: &&grants::Line| {
        line.funder.is_public() && line.funder != Funder::Holder && line.refused.is_none() && line.call.as_deref() != Some(call.id.as_str())
    };
    let stand = lines.iter().filter(|line| line.stored.removed_at.is_none());
    let aid = stand.map(|line| &line.stored.line).filter(other).filter_map(|line| {
        let stage = [&line.contracted, &line.granted, &line.asked].into_iter().flatten().next()?;
        Some(Elsewhere { funder: line.funder_name.clone(), amount: stage.amount })
    });
    let words = [&sheet.context, &sheet.objectives, &sheet.actions].map(|text| text.trim());
    Ok(Known {
        title: sheet.title.clone(),
        need: words.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n"),
        cost: sheet.eligible_base.or(sheet.total_cost),
        themes: vec![],
        elsewhere: aid.collect(),
    })
}

/// The territory of the project, to be offered: naming it shows the file to its lead and to its region.
pub fn place_of(app: &App, project: &Project, phase: u8) -> Option<String> {
    let commune = app.reference.commune(project.facts.str("project.commune")?)?;
    let territory = app.reference.territories_of(commune).into_iter().find(|territory| territory.phase == phase)?;
    Some(format!("{}:{}", territory.phase, territory.code))
}
