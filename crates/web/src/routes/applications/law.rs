//! The rules of public money on an application: what is known of its plan, judged by the crate `finance` on the day it is filed,
//! and again on that of its contract. What is not known is said, and refuses nothing (`docs/decisions/0040`).
//!
//! Known are the form, the project it began from when whoever files holds it, and the action sheet it counts in when they read
//! its contract. Nothing of a project that was only shared is sent on.

use super::access::{Called, Opened};
use super::{apply, pays, verdict};
use crate::app::App;
use crate::error::{OrFail, Result};
use crate::i18n::say;
use crate::page::Here;
use crate::permissions::Actor;
use crate::routes::funding::{self, checks};
use applications::{Elsewhere, Form, Judged, Ordered, Ruled};
use domain::calendar::paris_time;
use domain::name::fold;
use domain::{AidRegime, Answer, Cents, Date, Datum, Facts, FinancingLine, Instrument, LineState, Project, Text, Value};
use programmes::Rulebook;
use store::applications::Record;
use store::organisations::Kind;

/// What these rules read of a project: nothing else of it goes with the file.
const READ: [&str; 11] = [
    "holder.kind",
    "holder.size",
    "holder.headcount",
    "holder.turnover",
    "holder.balance_sheet",
    "place.afr_zone",
    "place.overseas",
    "project.commune",
    "project.cost",
    "project.new_activity",
    "project.started",
];

/// They look at the whole cost: where only the eligible spend is told, a refusal of theirs is not certain.
const ON_COST: [&str; 3] = ["uses", "own_share_L1111_10", "own_contribution"];
/// The calendar of payments asks for these; no rule waits for them.
const OF_PAYMENTS: [&str; 2] = ["project.start", "project.duration_months"];

/// What is judged: an amount of aid, on an eligible spend, under the rules of a day.
struct Asked {
    on: Date,
    amount: Cents,
    eligible: Option<Cents>,
    state: LineState,
}

/// What the rules read and what they answer if this form were filed today. None: the call gives no amount, or none is asked yet.
pub async fn filing(app: &App, here: &Here, actor: &Actor, opened: &Opened<'_>, form: &Form) -> Result<Option<(Project, Judged)>> {
    let record = &opened.record;
    let Some(amount) = form.asked.filter(|asked| record.life.in_money && asked.0 > 0) else { return Ok(None) };
    let begun = begun(app, here, actor, &opened.called, record).await?;
    let known = completed(app, here, begun, record, form).await?;
    let asked = Asked { on: app.today(), amount, eligible: form.cost, state: LineState::Asked };
    let judged = judge(app, &opened.called, form, &known, &asked);
    Ok(Some((known, Judged { despite: form.despite.clone(), ..judged })))
}

/// What they answer if the contract were signed on this day, for this amount of this eligible spend: on what was known at the
/// filing, which nobody types again.
pub async fn signing(app: &App, here: &Here, opened: &Opened<'_>, on: Date, amount: Cents, eligible: Option<Cents>) -> Result<Judged> {
    let form = &opened.record.life.form;
    let known = match &form.known {
        Some(known) => (**known).clone(),
        None => completed(app, here, empty(app), &opened.record, form).await?,
    };
    Ok(judge(app, &opened.called, form, &known, &Asked { on, amount, eligible, state: LineState::Granted }))
}

fn empty(app: &App) -> Project {
    Project {
        title: String::new(),
        summary: Text::default(),
        judged_on: app.today(),
        facts: Facts::default(),
        financing: vec![],
        past_aid: vec![],
        past_aid_complete: false,
        sources: vec![],
    }
}

/// The project or the sheet it began from, without what either counts on from this call.
async fn begun(app: &App, here: &Here, actor: &Actor, called: &Called<'_>, record: &Record) -> Result<Project> {
    let held = match verdict::source(app, here, actor, record).await? {
        verdict::Source::Held(project) => Some(project),
        _ => None,
    };
    let id = record.sheet.as_ref().map_or("", |id| id.as_str());
    if let Some((id, sheet)) = apply::sheet(app, here, actor, id).await? {
        let rows = funding::lines(app, here, actor, &id).await?;
        let other = |row: &funding::Row| row.stored.removed_at.is_none() && row.stored.line.call.as_deref() != Some(&*called.call.id);
        let lines: Vec<grants::Line> = rows.into_iter().filter(other).map(|row| row.stored.line).collect();
        let holder = store::sheet_holders::find(&app.store, &id).await.or_ours(here)?.map(|stored| stored.holder).unwrap_or_default();
        let mut project = checks::made(app, &sheet, &lines, held.as_ref(), &holder, &checks::Told::default());
        // The sheet knows the day of the first order: it comes before this application, or after.
        if let Some(first) = sheet.sheet.first_commitment {
            let filed = record.filed_at.map_or_else(|| app.today(), |at| paris_time(at).date());
            project.facts.set("project.started", Datum::declared(Value::Bool(first < filed)));
        }
        return Ok(project);
    }
    let mut project = held.unwrap_or_else(|| empty(app));
    project.financing.retain(|line| line.measure.as_ref().is_none_or(|measure| !called.call.measures.contains(measure)));
    Ok(project)
}

/// With what the form tells, and nothing that these rules do not read.
async fn completed(app: &App, here: &Here, mut project: Project, record: &Record, form: &Form) -> Result<Project> {
    if project.facts.str("holder.kind").is_none() {
        let found = store::organisations::find(&app.store, &record.organisation).await.or_ours(here)?;
        if let Some(organisation) = found {
            let kind = Value::Code(kind(organisation.kind).to_owned());
            project.facts.set("holder.kind", Datum::declared(kind));
        }
    }
    let filed = record.filed_at.map_or_else(|| app.today(), |at| paris_time(at).date());
    let started = match form.ordered {
        Some(Ordered::Nothing) => Some(false),
        Some(Ordered::On(first)) => Some(first < filed),
        None => None,
    };
    if let Some(started) = started {
        project.facts.set("project.started", Datum::declared(Value::Bool(started)));
    }
    besides(&mut project.financing, &form.elsewhere);
    // Whether the others were asked for in time is for their own files to say.
    for line in &mut project.financing {
        if line.state == LineState::Considered {
            line.state = LineState::Asked;
        }
    }
    project.facts.0.retain(|key, _| READ.contains(&key.as_str()));
    let Project { judged_on, facts, financing, past_aid, past_aid_complete, .. } = project;
    Ok(Project { judged_on, facts, financing, past_aid, past_aid_complete, ..empty(app) })
}

/// Adds the aid that the form names. One that the project tells too, under that name or for that amount, counts once; two lines of the
/// form are two aids, and what is lent or put in by the holder is none.
fn besides(financing: &mut Vec<FinancingLine>, elsewhere: &[Elsewhere]) {
    let public = financing.iter().filter(|line| line.funder.is_public());
    let mut known: Vec<(String, Cents)> = public.map(|line| (fold(&line.label), line.amount)).collect();
    let mut told = |same: &dyn Fn(&(String, Cents)) -> bool| known.iter().position(same).map(|at| known.remove(at)).is_some();
    let mut aids: Vec<&Elsewhere> = elsewhere.iter().collect();
    aids.retain(|aid| !told(&|(label, _)| *label == fold(&aid.funder)));
    aids.retain(|aid| !told(&|(_, amount)| *amount == aid.amount));
    financing.extend(aids.into_iter().map(|aid| FinancingLine {
        label: aid.funder.clone(),
        funder: pays::funder(&aid.funder),
        instrument: Instrument::Grant,
        amount: aid.amount,
        regime: AidRegime::None,
        state: LineState::Asked,
        measure: None,
        grant_equivalent: None,
        base: None,
        source: None,
    }));
}

/// An organisation as the dictionary of facts names holders.
fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Epci => "epci",
        Kind::Region => "region",
        Kind::StateService | Kind::Operator => "public_body",
        Kind::Company => "company",
        Kind::Association => "association",
    }
}

fn judge(app: &App, called: &Called, form: &Form, known: &Project, asked: &Asked) -> Judged {
    let (mut project, guessed) = case(&app.rulebook, called, form, known, asked);
    factory::derive(&mut project, &app.reference, &app.rulebook.state_aid);
    ruled(&app.rulebook, &project, guessed)
}

/// The plan with the aid asked for, and whether its cost is a guess: at least what is eligible of it.
fn case(rulebook: &Rulebook, called: &Called, form: &Form, known: &Project, asked: &Asked) -> (Project, bool) {
    let mut project = known.clone();
    project.judged_on = asked.on;
    let eligible = asked.eligible.filter(|eligible| eligible.0 > 0);
    let guessed = project.facts.money("project.cost").is_none_or(|cost| eligible.is_some_and(|eligible| cost < eligible));
    if let Some(eligible) = eligible {
        project.facts.set("project.eligible_cost", Datum::declared(Value::Money(eligible)));
        if guessed {
            project.facts.set("project.cost", Datum::declared(Value::Money(eligible)));
        }
    }
    let measure = form.measure.as_ref().map(|measure| measure.id.as_str());
    let mut own = pays(called, rulebook, measure).as_financing();
    own.amount = asked.amount;
    // For the rule, what was ordered before was not asked for.
    let late = project.facts.bool("project.started") == Some(true);
    own.state = if late { LineState::Considered } else { asked.state };
    project.financing.push(own);
    (project, guessed)
}

fn ruled(rulebook: &Rulebook, project: &Project, guessed: bool) -> Judged {
    let plan = finance::plan(project, &[], &rulebook.state_aid);
    let mut missing = plan.missing;
    let mut rules = vec![];
    for check in plan.checks {
        let unsure = guessed && check.answer == Answer::NotMet && ON_COST.contains(&check.rule.as_str());
        if unsure && !missing.iter().any(|key| key == "project.cost") {
            missing.push("project.cost".to_owned());
        }
        rules.push(Ruled {
            answer: if unsure { Answer::Unknown } else { check.answer },
            rule: check.rule,
            name: check.name,
            because: check.because,
            passes: check.would_pass,
            article: check.source.article,
            source: check.source.title,
        });
    }
    missing.retain(|key| !OF_PAYMENTS.contains(&key.as_str()));
    let label = |key: &String| match rulebook.dictionary.get(key) {
        Some(spec) => spec.label.clone(),
        None if key == factory::PAST_AID => Text::each(|lang| say(lang, "money-past-aid", &[])),
        None => Text::same(key),
    };
    Judged { on: plan.judged_on, rules, missing: missing.iter().map(label).collect(), despite: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::PastAid;

    fn day(text: &str) -> Date {
        text.parse().expect("a date")
    }

    /// What the rules of July 2024 answer to a firm, or to whoever `holder` is, that asks the fund for brownfields for 300 000 €.
    fn answers(holder: &str, change: impl FnOnce(&mut Project)) -> Judged {
        let rulebook = Rulebook::load(None).unwrap_or_else(|problems| panic!("{problems:?}"));
        let with = |programme: &&programmes::Programme| programme.calls.iter().any(|call| call.id == "fonds-friches-2020-2022");
        let programme = rulebook.programmes.iter().find(with).expect("the programme");
        let call = programme.calls.iter().find(|call| call.id == "fonds-friches-2020-2022").expect("the call");
        let mut known = Project {
            title: String::new(),
            summary: Text::default(),
            judged_on: day("2024-07-01"),
            facts: Facts::default(),
            financing: vec![],
            past_aid: vec![],
            past_aid_complete: false,
            sources: vec![],
        };
        known.facts.set("holder.kind", Datum::declared(Value::Code(holder.to_owned())));
        change(&mut known);
        let asked = Asked {
            on: day("2024-07-01"),
            amount: Cents::euros(300_000),
            eligible: Some(Cents::euros(1_000_000)),
            state: LineState::Asked,
        };
        let called = Called { programme, call };
        let (project, guessed) = case(&rulebook, &called, &Form::default(), &known, &asked);
        ruled(&rulebook, &project, guessed)
    }

    fn answer(judged: &Judged, rule: &str) -> Option<Answer> {
        judged.rules.iter().find(|ruled| ruled.rule == rule).map(|ruled| ruled.answer)
    }

    fn started(project: &mut Project, started: bool) {
        project.facts.set("project.started", Datum::declared(Value::Bool(started)));
    }

    #[test]
    fn an_order_before_the_filing_loses_the_aid_and_what_nobody_tells_is_named() {
        let told = |value| answers("company", |project| started(project, value));
        assert_eq!(answer(&told(false), "incentive_effect"), Some(Answer::Met));
        let late = told(true);
        assert_eq!(answer(&late, "incentive_effect"), Some(Answer::NotMet));
        assert!(late.lost().next().is_some() && late.holds().is_err());
        let silent = answers("company", |_| {});
        assert_eq!(answer(&silent, "incentive_effect"), Some(Answer::Unknown));
        assert!(silent.missing.iter().any(|name| &*name.en == "Orders placed or works begun"), "{:?}", silent.missing);
        assert_eq!(silent.holds(), Ok(()));
    }

    #[test]
    fn the_aid_that_was_declared_counts_in_the_de_minimis_ceiling() {
        let plan = |past: i64| {
            answers("company", |project| {
                let (granted_on, regime) = (day("2023-01-01"), AidRegime::DeMinimis);
                project.past_aid.push(PastAid { siren: None, granted_on, amount: Cents::euros(past), regime });
                project.past_aid_complete = true;
                project.financing.push(FinancingLine {
                    label: "Prêt Rebond".into(),
                    funder: domain::Funder::Operator,
                    instrument: Instrument::Loan,
                    amount: Cents::euros(50_000),
                    regime,
                    state: LineState::Asked,
                    measure: None,
                    grant_equivalent: Some(Cents::euros(50_000)),
                    base: None,
                    source: None,
                });
            })
        };
        let fits = plan(250_000);
        assert_eq!((answer(&fits, "de_minimis"), fits.lost().count()), (Some(Answer::Met), 0));
        let over = plan(250_001);
        assert_eq!(answer(&over, "de_minimis"), Some(Answer::NotMet));
        assert_eq!(over.lost().map(|ruled| ruled.passes).collect::<Vec<_>>(), [Some(Cents(4_999_900))]);
    }

    #[test]
    fn an_aid_that_both_tell_counts_once_and_two_of_the_same_amount_are_two() {
        let aid = |funder: &str, euros: i64| Elsewhere { funder: funder.into(), amount: Cents::euros(euros) };
        let mut plan = vec![];
        besides(&mut plan, &[aid("Région", 100_000), aid("Département", 100_000)]);
        assert_eq!(plan.iter().map(|line| line.amount.0).sum::<i64>(), Cents::euros(200_000).0, "whom the form names are two");
        plan[1].funder = domain::Funder::Holder;
        let form = [aid("Ville", 100_000), aid("REGION", 90_000), aid("ADEME", 100_000)];
        besides(&mut plan, &form);
        let names: Vec<&str> = plan.iter().map(|line| line.label.as_str()).collect();
        assert_eq!(names, ["Région", "Département", "Ville", "ADEME"], "the same name once; the holder’s own money is nobody’s aid");
        besides(&mut plan, &[aid("Conseil régional", 100_000)]);
        assert_eq!(plan.len(), 4, "the same amount under another name");
    }

    #[test]
    fn the_own_share_of_an_authority_is_refused_only_where_the_cost_is_told() {
        let others = |project: &mut Project| {
            let state = LineState::Granted;
            project.financing.push(FinancingLine {
                label: "Région".into(),
                funder: domain::Funder::Region,
                instrument: Instrument::Grant,
                amount: Cents::euros(550_000),
                regime: AidRegime::None,
                state,
                measure: None,
                grant_equivalent: None,
                base: None,
                source: None,
            });
        };
        let cost = |project: &mut Project, euros: i64| {
            project.facts.set("project.cost", Datum::declared(Value::Money(Cents::euros(euros))));
        };
        let rule = "own_share_L1111_10";
        let told = answers("epci", |project| {
            others(project);
            cost(project, 1_000_000);
        });
        assert_eq!(answer(&told, rule), Some(Answer::NotMet), "150 000 of a million, where 200 000 are needed");
        assert_eq!(told.holds(), Ok(()), "the plan can be mended until the contract");
        let guessed = answers("epci", others);
        assert_eq!(answer(&guessed, rule), Some(Answer::Unknown));
        let firm = answers("company", others);
        assert_eq!(answer(&firm, rule), None, "the rule binds authorities");
    }
}
