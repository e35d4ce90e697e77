//! One application, for its holder and for whoever may read it: where it stands, what remains to do, what was filed.

use super::access::{Opened, keeps, place};
use super::forms::{ELSEWHERE, euros};
use super::told::{self, Told};
use super::visit::Visit;
use super::{backplan, chosen, documents, export, law, steps, themes, verdict, waves};
use crate::answer;
use crate::app::App;
use crate::ask::Asked;
use crate::error::{OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use crate::routes::prefill::{Offer, of_call, offers};
use applications::{Elsewhere, Form, Judged, Ordered, Refusal, Start, State as Stands};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Cents, Date, Lang, Text, format};
use serde::Deserialize;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Hint {
    /// "2:ti-2704": offered, not yet chosen.
    territoire: String,
}

/// What was typed and why it was not taken.
#[derive(Default)]
pub struct Mended {
    pub refusal: Option<Refusal>,
    /// (field, sentence).
    pub errors: Vec<(String, Text)>,
    pub form: Option<Form>,
    pub territory: Option<String>,
    /// Amounts as typed, where they could not be read: (field, text).
    pub raw: Vec<(String, String)>,
    pub conflict: bool,
}

#[derive(Template)]
#[template(path = "applications/show.html")]
struct Show<'a> {
    page: Page,
    opened: &'a Opened<'a>,
    told: Told,
    form: Form,
    lacks: Vec<Text>,
    wave: String,
    said: String,
    may_file: bool,
    plan: Option<(Date, Vec<Start>)>,
    /// Those that whoever writes may choose, as (value, name).
    territories: Vec<(String, String)>,
    /// It may be for no territory.
    nowhere: bool,
    territory: String,
    /// (identifier, name) of the priorities to choose from.
    themes: Vec<(String, String)>,
    /// Those it tells, each with whether its measure gives priority to it.
    served: Vec<(String, bool)>,
    other_waves: Vec<(String, String)>,
    /// The action sheet its amounts count in: title and address, for whoever reads that contract; empty for the others.
    sheet: Option<(String, String)>,
    /// How many documents asked have a file, for whoever reads the files.
    files: Option<usize>,
    /// What goes with it of the project it began from, or went: the key of the sentence, for its holder.
    verdict: Option<&'static str>,
    /// What the rules of public money would answer today, of a draft; what they answered, of a file.
    law: Option<Judged>,
    /// Forms of the State's platform that its holder may have prefilled.
    offers: Vec<Offer>,
    mended: Mended,
    key: String,
}

impl Show<'_> {
    fn address(&self) -> String {
        self.page.url(self.opened.address())
    }
    fn call_address(&self) -> String {
        self.page.url(self.opened.called.address())
    }
    /// Only the holder writes, and only where the life of the file allows it.
    fn writes(&self) -> bool {
        self.opened.sees.own && matches!(self.opened.record.life.state, Stands::Draft | Stands::Incomplete)
    }
    fn is(&self, code: &str) -> bool {
        self.opened.record.life.state.code() == code
    }
    fn may_withdraw(&self) -> bool {
        let state = self.opened.record.life.state;
        self.opened.sees.own && !state.is_final() && !state.has_contract() && state != Stands::Unfavourable
    }
    fn may_report(&self) -> bool {
        self.opened.sees.own && matches!(self.opened.record.life.state, Stands::Contracted | Stands::Paying)
    }
    fn at(&self, at: &jiff::Timestamp) -> String {
        applications::instant(*at, self.page.lang())
    }
    fn cents(&self, cents: &i64) -> String {
        format::money(Cents(*cents), self.page.lang())
    }
    fn typed(&self, field: &str, amount: &Option<Cents>) -> String {
        let raw = self.mended.raw.iter().find(|(name, _)| name == field);
        raw.map_or_else(|| euros(*amount), |(_, text)| text.clone())
    }
    fn ordered_raw(&self) -> Option<&str> {
        self.mended.raw.iter().find(|(name, _)| name == "ordered-on").map(|(_, text)| text.as_str())
    }
    /// Whether something was ordered, as the form writes it; empty: not told.
    fn ordered(&self) -> &'static str {
        match (self.ordered_raw(), self.form.ordered) {
            (Some(_), _) | (None, Some(Ordered::On(_))) => "yes",
            (None, Some(Ordered::Nothing)) => "no",
            (None, None) => "",
        }
    }
    fn ordered_on(&self) -> String {
        match (self.ordered_raw(), self.form.ordered) {
            (Some(text), _) => text.to_owned(),
            (None, Some(Ordered::On(day))) => day.to_string(),
            _ => String::new(),
        }
    }
    /// A rule loses the aid, or somebody wrote why the file goes on all the same.
    fn wants_reason(&self) -> bool {
        !self.form.despite.is_empty() || self.law.as_ref().is_some_and(|law| law.lost().next().is_some())
    }
    fn error(&self, field: &str) -> String {
        let found = self.mended.errors.iter().find(|(name, _)| name == field);
        found.map(|(_, text)| self.page.x(text)).unwrap_or_default()
    }
    /// Always some empty lines to fill.
    fn elsewhere(&self) -> Vec<(usize, String, String)> {
        let empty = Elsewhere { funder: String::new(), amount: Cents::ZERO };
        let lines = self.form.elsewhere.iter().cloned().chain(std::iter::repeat(empty)).take(ELSEWHERE).enumerate();
        lines.map(|(i, l)| (i, l.funder, self.typed(&format!("elsewhere-{i}"), &Some(l.amount).filter(|a| a.0 > 0)))).collect()
    }
    /// The letter that tells the decision, once notified.
    fn letter(&self) -> Option<Vec<String>> {
        let life = &self.opened.record.life;
        let (on, lang) = (life.notified_on?, self.page.lang());
        let on = format::date(on, lang);
        let (title, call) = (&life.form.title, self.opened.called.call.name.get(lang));
        let refused = life.state == Stands::Declined;
        let mut lines = vec![match (lang, refused) {
            (Lang::Fr, false) => format!(
                "Le {on}. Votre projet « {title} », déposé à l’appel « {call} » sous le numéro {}, a reçu une décision favorable ({}).",
                self.told.number, life.session
            ),
            (Lang::En, false) => format!(
                "{on}. Your project “{title}”, filed in the call “{call}” as number {}, has received a favourable decision ({}).",
                self.told.number, life.session
            ),
            (Lang::Fr, true) => format!(
                "Le {on}. Votre projet « {title} », déposé à l’appel « {call} » sous le numéro {}, n’a pas été retenu ({}).",
                self.told.number, life.session
            ),
            (Lang::En, true) => format!(
                "{on}. Your project “{title}”, filed in the call “{call}” as number {}, was not selected ({}).",
                self.told.number, life.session
            ),
        }];
        if let Some(amount) = life.decided.filter(|amount| amount.0 > 0 && !refused) {
            let amount = format::money(amount, lang);
            lines.push(match lang {
                Lang::Fr => format!("Montant le plus élevé de l’aide : {amount}. La convention fixe le montant, l’échéancier et les pièces ; rien n’est payé avant sa signature."),
                Lang::En => format!("Highest amount of the aid: {amount}. The contract sets the amount, the schedule and the documents; nothing is paid before it is signed."),
            });
        }
        if !life.reservations.is_empty() && !refused {
            lines.push(match lang {
                Lang::Fr => format!("Réserves à lever avant la convention : {}", life.reservations),
                Lang::En => format!("Reservations to be lifted before the contract: {}", life.reservations),
            });
        }
        if refused && let Some(line) = self.told.history.iter().rev().find(|line| line.step.fr.contains("défavorable")) {
            lines.push(match lang {
                Lang::Fr => format!("Motif : {}", line.reason.fr),
                Lang::En => format!("Reason: {}", line.reason.en),
            });
        }
        Some(lines)
    }
}

/// Of a draft, only the sheet of the territory it is written for: it may have been begun with another.
async fn sheet(app: &App, here: &Here, opened: &Opened<'_>) -> Result<Option<(String, String)>> {
    let record = &opened.record;
    let Some(id) = record.sheet.as_ref().filter(|_| record.life.in_money) else { return Ok(None) };
    if !opened.sees.contract {
        return Ok(record.filed_at.map(|_| Default::default()));
    }
    let found = store::sheets::find(&app.store, id).await.or_ours(here)?;
    let same = |sheet: &store::sheets::Stored| {
        record.place.as_ref().is_some_and(|place| place.phase == sheet.place.phase && place.code == sheet.place.code)
    };
    Ok(found.filter(same).map(|found| (found.sheet.title, here.url(&format!("/fiches/{id}/financement")))))
}

pub async fn show(Asked(hint): Asked<Hint>, visit: Visit) -> Result<Response> {
    let Visit { app, here, actor, .. } = &visit;
    let opened = visit.application().await?;
    let territory = Some(hint.territoire).filter(|code| !code.is_empty());
    page(app, here, actor, &opened, Mended { territory, ..Mended::default() }).await
}

/// Its holder is told what the service reads of their project, and what it does not.
async fn of_project(app: &App, here: &Here, actor: &Actor, opened: &Opened<'_>) -> Result<Option<&'static str>> {
    let record = &opened.record;
    if !opened.sees.own || record.project.is_none() {
        return Ok(None);
    }
    if record.life.state == Stands::Draft {
        return Ok(verdict::source(app, here, actor, record).await?.key());
    }
    Ok(record.life.form.verdict.is_none().then_some("ap-verdict-closed"))
}

async fn law(app: &App, here: &Here, actor: &Actor, opened: &Opened<'_>, form: &Form) -> Result<Option<Judged>> {
    let life = &opened.record.life;
    Ok(match (life.state, opened.sees.own) {
        (Stands::Draft, true) => law::filing(app, here, actor, opened, form).await?.map(|(_, judged)| judged),
        (_, own) => life.form.law.as_deref().cloned().filter(|_| own || opened.sees.inside()),
    })
}

pub async fn page(app: &App, here: &Here, actor: &Actor, opened: &Opened<'_>, mut mended: Mended) -> Result<Response> {
    let record = &opened.record;
    let taken = store::applications::steps(&app.store, &record.id).await.or_ours(here)?;
    let holder = export::holder_name(app, here, &record.organisation).await?;
    let lines = waves::lines(app, here, opened.called.call).await?;
    let line = lines.iter().find(|line| line.id == record.life.wave);
    if mended.conflict {
        mended.refusal = Some(steps::moved());
    }
    let mut form = mended.form.clone().unwrap_or_else(|| record.life.form.clone());
    let answered = documents::answered(app, here, record).await?;
    if opened.sees.own && matches!(record.life.state, Stands::Draft | Stands::Incomplete) {
        documents::tick(&mut form.documents, &answered);
    }
    let (phase, nowhere) = (opened.called.programme.phase, keeps(actor, record, None));
    // A company names whichever it likes; a lead, those they lead, whatever the phase of the call.
    let offered = |phase_of: u8, code: &str| match nowhere {
        true => phase_of == phase,
        false => opened.sees.own && place(app, phase_of, code).is_some_and(|there| keeps(actor, record, Some(&there))),
    };
    let territories = app.reference.territories().iter().filter(|t| offered(t.phase, &t.code));
    let territories: Vec<(String, String)> =
        territories.map(|t| (format!("{}:{}", t.phase, t.code), format!("{} ({})", t.name, t.region))).collect();
    let status = match (&mended.refusal, mended.errors.is_empty(), mended.conflict) {
        (_, _, true) => StatusCode::CONFLICT,
        (Some(_), ..) => StatusCode::CONFLICT,
        (None, false, _) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let sheet = sheet(app, here, opened).await?;
    let asked = chosen::of_form(&app.rulebook, opened.called.call, &form);
    let served = themes::told(&app.rulebook, &themes::priorities(&asked), &form, here.lang);
    let offers = match opened.sees.own {
        true => offers(app, here, |form| of_call(form, opened.called.call)).await?,
        false => vec![],
    };
    let chosen_before = record.place.as_ref().map(|place| format!("{}:{}", place.phase, place.code));
    let judged = law(app, here, actor, opened, &form).await?;
    let mut lacks = form.lacks(record.life.in_money);
    if judged.as_ref().is_some_and(|judged| judged.holds().is_err()) {
        let fr = "la raison d’aller plus loin malgré la règle qui perd l’aide";
        lacks.push(Text::new(fr, "the reason to go on despite the rule that loses the aid"));
    }
    let view = Show {
        page: here.page(Nav::Calls, format!("{} – {}", record.number, form.title)).private(),
        told: told::told(record, holder, &taken, opened.sees),
        lacks,
        wave: line.map(|line| here.x(&line.name)).unwrap_or_else(|| record.life.wave.clone()),
        said: line.map(|line| here.x(&line.said())).unwrap_or_default(),
        may_file: line.is_some_and(|line| line.is_open()),
        plan: backplan::plan(app, here, opened.called.call, record).await?,
        territories,
        territory: mended.territory.clone().or(chosen_before).unwrap_or_default(),
        nowhere,
        other_waves: lines
            .iter()
            .filter(|line| line.id != record.life.wave && !line.is_closed())
            .map(|line| (line.id.clone(), format!("{} – {}", here.x(&line.name), here.x(&line.said()))))
            .collect(),
        themes: themes::all(&app.rulebook, here.lang),
        served,
        sheet,
        verdict: of_project(app, here, actor, opened).await?,
        law: judged,
        offers,
        files: Some(answered.iter().filter(|document| !document.is_empty()).count()).filter(|_| documents::reads(opened.sees)),
        form,
        mended,
        key: store::Token::random().expose().to_owned(),
        opened,
    };
    let mut response = html(here, &view)?;
    *response.status_mut() = status;
    Ok(answer::unkept(response))
}
