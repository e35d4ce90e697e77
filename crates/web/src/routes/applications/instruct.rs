//! The service that examines: admissibility, advice, the report to the committee, notification, contract, payments.

use super::access::{Opened, Sees, name};
use super::chosen;
use super::forms::{Fields, euros, in_sums};
use super::steps::{self, Asking, Outcome, ask, outcome};
use super::told::{self, Line};
use super::visit::Visit;
use super::{access, export, law, terms, themes, waves};
use crate::answer;
use crate::app::App;
use crate::error::{Failure, OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, can};
use crate::routes::envelopes::tie_key;
use applications::{Frozen, InKind, Judged, Opinion, Party, PaymentKind, PaymentRules, Refusal, State as Stands, Step};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::{paris_time, read_date};
use domain::{Cents, Text, format};
use std::borrow::Borrow;
use store::applications::{Proposal, Record, Taking, approve, reject};

/// A step that waits for a second person.
struct Awaited {
    what: Text,
    who: String,
    /// All that whoever approves it approves, and until when it waits.
    terms: Vec<(String, String)>,
    second: Second,
}

/// What somebody is to a proposal that waits.
enum Second {
    /// They proposed it.
    Author,
    /// Something ties them to whoever proposed: the words of it.
    Tied(&'static str),
    /// They may approve it.
    Free,
}

#[derive(Template)]
#[template(path = "applications/instruct.html")]
struct Instruct<'a> {
    page: Page,
    opened: &'a Opened<'a>,
    holder: String,
    history: Vec<Line>,
    /// Priorities it tells, each with whether its measure gives priority to it.
    served: Vec<(String, bool)>,
    /// What the rules of its measure said of the project, when it was filed.
    verdict: Option<Frozen>,
    /// What the rules of public money answered: at the filing, at the signature, or now that it is to be signed; with the key of a title.
    laws: Vec<(&'static str, Judged)>,
    /// Other applications of the same holder to calls of the same operator.
    others: Vec<Record>,
    refusal: Option<Refusal>,
    waves: Vec<(String, String)>,
    proposal: Option<Awaited>,
    available: Option<String>,
    /// The call gives a lump sum: the contract pays it on proof.
    lump: bool,
    today: String,
    key: String,
}

impl Instruct<'_> {
    fn address(&self) -> String {
        self.page.url(self.opened.address())
    }
    fn call_address(&self) -> String {
        self.page.url(self.opened.called.address())
    }
    /// Where each form goes, with the version it starts from and a key of its own.
    fn start(&self, name: &str) -> String {
        let (address, version, key) = (self.address(), self.opened.record.version, &self.key);
        format!(
            "<form method=\"post\" action=\"{address}/instruction\"><input type=\"hidden\" name=\"version\" value=\"{version}\">\
             <input type=\"hidden\" name=\"key\" value=\"{key}-{name}\">"
        )
    }
    fn is(&self, code: &str) -> bool {
        self.opened.record.life.state.code() == code
    }
    fn one_of(&self, codes: &[&str]) -> bool {
        codes.contains(&self.opened.record.life.state.code())
    }
    fn money(&self, amount: &Option<Cents>) -> String {
        amount.map(|amount| format::money(amount, self.page.lang())).unwrap_or_else(|| "–".into())
    }
    fn euros(&self, amount: impl Borrow<Option<Cents>>) -> String {
        euros(*amount.borrow())
    }
    fn at(&self, at: &jiff::Timestamp) -> String {
        applications::instant(*at, self.page.lang())
    }
    fn opinions(&self) -> [Opinion; 4] {
        Opinion::ALL
    }
    fn kinds(&self) -> Vec<PaymentKind> {
        let balance = matches!(self.opened.record.life.state, Stands::Reported | Stands::Balanced);
        PaymentKind::ALL.into_iter().filter(|kind| (*kind == PaymentKind::Balance) == balance).collect()
    }
    /// The most each payment may be now.
    fn most(&self, kind: &PaymentKind) -> String {
        let life = &self.opened.record.life;
        let most = life.contract.as_ref().map(|contract| contract.most(*kind, &life.payments, life.spent));
        self.money(&most)
    }
    /// Something remains to be paid: before the report, or of a balance paid in part.
    fn may_pay(&self) -> bool {
        let life = &self.opened.record.life;
        let due = life.state != Stands::Balanced || life.balance_due().0 > 0;
        life.in_money && due && matches!(life.state, Stands::Contracted | Stands::Paying | Stands::Reported | Stands::Balanced)
    }
    fn paid_by(&self) -> Option<PaymentRules> {
        paid_by(&self.opened.record)
    }
    fn overpaid(&self) -> Option<Cents> {
        Some(self.opened.record.life.overpaid()).filter(|over| over.0 > 0)
    }
    fn paid(&self) -> String {
        self.money(&Some(self.opened.record.life.paid()))
    }
    fn state_of(&self, record: &Record) -> String {
        record.life.state.name().get(self.page.lang()).to_owned()
    }
    fn elsewhere_total(&self) -> String {
        self.money(&Some(self.opened.record.life.form.asked_elsewhere()))
    }
}

pub fn allowed(here: &Here, opened: &Opened) -> Result<()> {
    let why = match opened.sees {
        Sees { instructs: true, .. } => return Ok(()),
        Sees { own: true, .. } => Text::new(
            "Personne n’instruit le dossier d’une organisation pour laquelle il candidate : confiez-le à un collègue.",
            "Nobody examines the file of an organisation they apply for: give it to a colleague.",
        ),
        _ => Text::new(
            "L’instruction revient au service de l’opérateur de l’appel.",
            "Examination is for the service of the operator of the call.",
        ),
    };
    Err(Failure::Refused(here.clone(), why))
}

pub async fn show(visit: Visit) -> Result<Response> {
    let Visit { app, here, actor, .. } = &visit;
    let opened = visit.application().await?;
    allowed(here, &opened)?;
    page(app, here, actor, &opened, None).await
}

async fn page(app: &App, here: &Here, actor: &Actor, opened: &Opened<'_>, refusal: Option<Refusal>) -> Result<Response> {
    let record = &opened.record;
    let taken = store::applications::steps(&app.store, &record.id).await.or_ours(here)?;
    let mut history = told::lines(&taken, &record.life, opened.sees);
    for line in &mut history {
        for who in [&mut line.who, &mut line.approver].into_iter().flatten() {
            *who = name(app, who).await;
        }
    }
    let me = actor.signature();
    let proposal = match &record.proposal {
        Some(proposal) => {
            let second = if proposal.who == me {
                Second::Author
            } else {
                let tie = store::ties::tied(&app.store, &proposal.who, &me).await.or_ours(here)?;
                tie.map_or(Second::Free, |tie| Second::Tied(tie_key(tie)))
            };
            let mut terms = terms::of(here, &record.life, &proposal.step);
            terms.push((here.t("proposals-until"), format::date(paris_time(proposal.expires_at()).date(), here.lang)));
            Some(Awaited { what: proposal.step.name(), who: name(app, &proposal.who).await, terms, second })
        }
        None => None,
    };
    let drawn = store::applications::draws_on(&app.store, record).await.or_ours(here)?;
    let lines = waves::lines(app, here, opened.called.call).await?;
    let asked = chosen::of_form(&app.rulebook, opened.called.call, &record.life.form);
    let view = Instruct {
        page: here.page(Nav::Calls, format!("{} – {}", here.t("ap-instruct-title"), record.number)).private(),
        holder: export::holder_name(app, here, &record.organisation).await?,
        history,
        others: store::applications::elsewhere_of(&app.store, record).await.or_ours(here)?,
        waves: lines
            .iter()
            .filter(|line| line.id != record.life.wave && !line.is_closed())
            .map(|line| (line.id.clone(), format!("{} – {}", here.x(&line.name), here.x(&line.said()))))
            .collect(),
        proposal,
        available: drawn.map(|drawn| {
            let (name, left) = (here.x(&drawn.envelope.name), drawn.envelope.available());
            format!("{} ({name})", ledger::quantity(left, drawn.envelope.unit, here.lang))
        }),
        verdict: record.life.form.verdict.clone(),
        laws: laws(app, here, opened, &taken).await?,
        served: themes::told(&app.rulebook, &themes::priorities(&asked), &record.life.form, here.lang),
        lump: in_sums(&asked),
        today: app.today().to_string(),
        key: store::Token::random().expose().to_owned(),
        opened,
        refusal,
    };
    let status = if view.refusal.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let mut response = html(here, &view)?;
    *response.status_mut() = status;
    Ok(answer::unkept(response))
}

async fn laws(app: &App, here: &Here, opened: &Opened<'_>, taken: &[Taking]) -> Result<Vec<(&'static str, Judged)>> {
    let life = &opened.record.life;
    let mut laws: Vec<(&'static str, Judged)> = life.form.law.iter().map(|law| ("ap-law-filed", (**law).clone())).collect();
    let signed = taken.iter().rev().find_map(|taking| match &taking.step {
        Step::Sign { law, .. } => law.as_deref().cloned(),
        _ => None,
    });
    laws.extend(signed.map(|law| ("ap-law-signed", law)));
    if life.state == Stands::Notified
        && life.in_money
        && let Some(amount) = life.decided
    {
        laws.push(("ap-law-now", law::signing(app, here, opened, app.today(), amount, life.form.cost).await?));
    }
    Ok(laws)
}

/// How it is paid, when the measure or who grants it tells.
fn paid_by(record: &Record) -> Option<PaymentRules> {
    record.life.form.measure.as_ref().and_then(|measure| measure.rules)
}

pub async fn step(visit: Visit) -> Result<Response> {
    let Visit { app, here, actor, fields, .. } = &visit;
    let opened = visit.application().await?;
    allowed(here, &opened)?;
    let mut step = match read(app, fields) {
        Ok(step) => step,
        Err(why) => {
            let mend = Text::new(
                "Corrigez le champ, puis recommencez : rien n’a été écrit.",
                "Mend the field, then start again: nothing was written.",
            );
            return page(app, here, actor, &opened, Some(Refusal::new(why, mend))).await;
        }
    };
    if let Step::Sign { because, .. } = &step
        && because.is_empty()
        && opened.record.life.in_money
        && paid_by(&opened.record).is_none()
    {
        let why = Text::new(
            "Ni la mesure ni son opérateur ne disent comment elle se paie : il manque la raison de la règle choisie.",
            "Neither the measure nor its operator tells how it is paid: the reason of the rule chosen is missing.",
        );
        let mend = Text::new("Écrivez d’où vient cette règle de paiement.", "Write where this rule of payment comes from.");
        return page(app, here, actor, &opened, Some(Refusal::new(why, mend))).await;
    }
    if let Step::Sign { amount, eligible, on, law, .. } = &mut step
        && opened.record.life.in_money
    {
        let judged = law::signing(app, here, &opened, *on, *amount, Some(*eligible)).await?;
        *law = Some(Box::new(Judged { despite: fields.text("despite"), ..judged }));
    }
    let key = fields.text("key");
    let came = ask(app, here, actor, &opened, &Asking::new(app, fields.version(), &key), step, Party::Instructor).await?;
    answer(app, here, actor, &opened, came).await
}

async fn answer(app: &App, here: &Here, actor: &Actor, opened: &Opened<'_>, came: Outcome) -> Result<Response> {
    let refusal = match came {
        Outcome::Done => return Ok(Redirect::to(&here.url(&format!("{}/instruction", opened.address()))).into_response()),
        Outcome::Refused(refusal) => refusal,
        Outcome::Moved => steps::moved(),
    };
    let opened = access::opened(app, here, actor, &opened.called.call.id, &opened.record.number).await?;
    page(app, here, actor, &opened, Some(refusal)).await
}

/// The step that the form asks, or which field cannot be read.
fn read(app: &App, fields: &Fields) -> Result<Step, Text> {
    let mut errors = vec![];
    let on = match fields.text("on").as_str() {
        "" => app.today(),
        // A day that cannot be read is not taken for today.
        text => read_date(text)?,
    };
    let amount = |name: &str, errors: &mut Vec<(String, Text)>| fields.money(name, errors).unwrap_or_default();
    let step = match fields.text("do").as_str() {
        "find_admissible" => Step::FindAdmissible,
        "find_incomplete" => {
            let missing = fields.text("missing").lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
            let until = fields.date("until");
            let until = until.ok_or_else(|| Text::new("Donnez la date limite pour compléter.", "Give the date by which to complete."))?;
            Step::FindIncomplete { missing, until }
        }
        "find_inadmissible" => Step::FindInadmissible { reason: fields.text("reason") },
        "ask_advice" => Step::AskAdvice { services: fields.text("services").lines().map(|line| line.trim().to_owned()).collect() },
        "give_advice" => {
            let opinion = Opinion::parse(&fields.text("opinion"));
            let opinion = opinion.ok_or_else(|| Text::new("Choisissez le sens de l’avis.", "Choose what the advice says."))?;
            Step::GiveAdvice { service: fields.text("service"), opinion, text: fields.text("text") }
        }
        "present" => Step::Present { proposed: amount("proposed", &mut errors), without: fields.text("without") },
        "carry_over" => Step::CarryOver { wave: fields.text("wave") },
        "take_up" => Step::TakeUp { reason: fields.text("reason") },
        "notify" => Step::Notify { on },
        "sign" => Step::Sign {
            amount: amount("amount", &mut errors),
            eligible: amount("eligible", &mut errors),
            months: fields
                .text("months")
                .parse()
                .map_err(|_| Text::new("La durée est un nombre de mois.", "The duration is a number of months."))?,
            guarantee: fields.has("guarantee"),
            rules: PaymentRules::parse(&fields.text("rules")).unwrap_or(PaymentRules::State),
            lifted: fields.text("lifted"),
            because: fields.text("because"),
            // Judged once it is known that the step can be read.
            law: None,
            on,
        },
        "pay" => {
            let kind = PaymentKind::parse(&fields.text("kind"));
            let kind = kind.ok_or_else(|| Text::new("Choisissez le paiement.", "Choose the payment."))?;
            Step::Pay { kind, amount: amount("amount", &mut errors), proof: fields.text("proof"), on }
        }
        "report" => Step::Report { spent: amount("spent", &mut errors), note: fields.text("note") },
        "correct" => Step::Correct { spent: amount("spent", &mut errors), reason: fields.text("reason") },
        "value" => {
            let days = match fields.text("days").as_str() {
                "" => None,
                text => Some(text.parse::<u32>().map_err(|_| Text::new("Les jours sont un nombre entier.", "Days are a whole number."))?),
            };
            Step::Value { given: InKind { value: fields.money("value", &mut errors), days, provider: fields.text("provider") } }
        }
        "close" => Step::Close { on },
        "lapse" => Step::Lapse { reason: fields.text("reason"), on },
        "claim_back" => Step::ClaimBack { amount: amount("amount", &mut errors), reason: fields.text("reason") },
        "take_back" => Step::TakeBack { on },
        _ => return Err(Text::new("Ce geste n’existe pas.", "There is no such gesture.")),
    };
    match errors.into_iter().next() {
        Some((_, why)) => Err(why),
        None => Ok(step),
    }
}

/// The second person: approves what another proposed, or drops it.
pub async fn second(visit: Visit) -> Result<Response> {
    let Visit { app, here, actor, fields, .. } = &visit;
    let opened = visit.application().await?;
    allowed(here, &opened)?;
    let who = visit.who()?;
    let (record, version) = (&opened.record, fields.version());
    match fields.text("do").as_str() {
        "approve" => {}
        "reject" => {
            let done = reject(&app.store, &record.id, version, &who, app.now()).await.or_ours(&visit.here)?;
            return answer(app, here, actor, &opened, if done { Outcome::Done } else { Outcome::Moved }).await;
        }
        _ => return Err(Failure::no_step(here)),
    }
    if let Some(proposal) = &record.proposal
        && !still_may(app, here, proposal, record).await?
    {
        let refusal = Refusal::new(
            Text::new(
                "L’auteur de la proposition n’a plus le droit de décider ici.",
                "The author of the proposal no longer has the right to decide here.",
            ),
            Text::new("Écartez-la ; une autre personne peut la refaire.", "Drop it; another person can make it again."),
        );
        return answer(app, here, actor, &opened, Outcome::Refused(refusal)).await;
    }
    let window = waves::of(app, here, opened.called.call, record).await?;
    let came = outcome(here, approve(&app.store, &record.id, version, &who, window, app.now()).await)?;
    answer(app, here, actor, &opened, came).await
}

/// Whether whoever proposed may still do so, as the holder who gives up or as the service: rights are read again when it counts.
async fn still_may(app: &App, here: &Here, proposal: &Proposal, record: &Record) -> Result<bool> {
    let Some(id) = proposal.who.strip_prefix("person:").and_then(store::PersonId::parse) else { return Ok(false) };
    let given = store::people::rights(&app.store, &id).await.or_ours(here)?;
    let rights = given.into_iter().map(|given| given.right).collect();
    let person = crate::permissions::Person { id: id.to_string(), name: String::new(), rights };
    let author = Actor::Person(std::sync::Arc::new(person));
    let action = if proposal.party == Party::Holder { Action::Apply } else { Action::InstructApplication };
    Ok(can(&author, action, &access::object(record, &author, &[])))
}
