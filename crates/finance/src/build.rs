//! The plan: the holder's lines, what the measures add within the law, the checks, and the calendar of payments.

use crate::case::{Case, Entry, declared, sum};
use crate::notes::notes;
use crate::propose::propose;
use crate::say::say;
use crate::{Candidate, Payment, Plan, checks_aid, checks_public, de_minimis, own_share, payments, size};
use domain::{AidRegime, Answer, Cents, Project, Text};
use programmes::StateAid;
use programmes::state_aid::in_force;

/// Takes the holder's lines and proposes the best legal plan with the candidates whose answer is `Met`.
///
/// Amounts in cents. Nothing is invented: what no line covers is the `gap`, and a fact that is not known appears in
/// `missing`. Same input, same plan; the order of the candidates does not matter.
pub fn plan(project: &Project, candidates: &[Candidate], rules: &StateAid) -> Plan {
    let Some(cost) = project.facts.money("project.cost").filter(|cost| *cost > Cents::ZERO) else {
        return without_cost(project, rules);
    };
    let case = Case::new(project, cost, rules);
    let proposal = propose(&case, declared(project), candidates);
    let entries = proposal.entries;
    let checked: Vec<_> = checks_aid::all(&case, &entries).into_iter().chain(checks_public::all(&case, &entries)).collect();
    let mut missing: Vec<String> = checked.iter().flat_map(|(_, missing)| missing.clone()).chain(proposal.missing).collect();
    let mut remarks = notes(&case, &entries);
    remarks.extend(proposal.notes);
    let payments = calendar(&case, &entries, candidates, &mut missing, &mut remarks);
    let total = sum(&entries, |_| true, |e| e.line.amount);
    let aid = sum(&entries, |_| true, |e| e.line.aid);
    let gap = cost.minus_or_zero(total);
    if gap > Cents::ZERO {
        remarks.insert(0, fill_gap(gap));
    }
    let mut seen = std::collections::BTreeSet::new();
    missing.retain(|key| seen.insert(key.clone()));
    Plan {
        judged_on: case.on,
        cost: Some(cost),
        eligible: case.eligible,
        size: case.size.size,
        total,
        balanced: total == cost,
        gap,
        legal: Answer::all(checked.iter().map(|(check, _)| check.answer)),
        checks: checked.into_iter().map(|(check, _)| check).collect(),
        aid,
        intensity: case.eligible.and_then(|eligible| aid.rate_of(eligible)),
        ceiling: ceiling(&case, &entries),
        payments,
        missing,
        notes: remarks,
        lines: entries.into_iter().map(|entry| entry.line).collect(),
    }
}

/// Without a cost there is nothing to balance: the plan is empty and says what to tell first.
fn without_cost(project: &Project, rules: &StateAid) -> Plan {
    Plan {
        judged_on: project.judged_on,
        cost: None,
        eligible: project.facts.money("project.eligible_cost"),
        size: size::size(&project.facts, rules, project.judged_on),
        lines: Vec::new(),
        total: Cents::ZERO,
        balanced: false,
        gap: Cents::ZERO,
        checks: Vec::new(),
        legal: Answer::Unknown,
        aid: Cents::ZERO,
        intensity: None,
        ceiling: None,
        payments: Vec::new(),
        missing: vec!["project.cost".to_owned()],
        notes: vec![say!(
            "Sans le coût du projet, aucun plan ne peut être établi.",
            "Without the cost of the project, no plan can be drawn up."
        )],
    }
}

fn fill_gap(gap: Cents) -> Text {
    say!(
        "Il reste {x} à financer : fonds propres, prêt bancaire, crédit-bail ou apport privé, à indiquer par le porteur.",
        "{x} remains to be financed: own funds, bank loan, leasing or private money, for the holder to tell.",
        x = gap
    )
}

/// The most public aid that the rules allow to this project, when the known facts settle it.
fn ceiling(case: &Case, entries: &[Entry]) -> Option<Cents> {
    let eligible = case.eligible?;
    match case.own_share_applies() {
        Answer::Unknown => None,
        Answer::Met => {
            let rule = in_force(&case.rules.own_share, case.on)?;
            let (_, _, private) = crate::caps::own_share_parts(entries);
            let public = case.cost.minus_or_zero(private);
            Some((public - own_share::least_own(rule.least, public)).min(eligible))
        }
        Answer::NotMet => {
            let settled = case.regional.is_exact() && case.sme.is_exact() && case.project.past_aid_complete;
            let other = entries.iter().any(|e| e.line.regime == AidRegime::Other && e.line.aid > Cents::ZERO);
            let others = case.regional.sure.max(case.sme.sure);
            // Between the lower ceiling of an activity and the common one nothing is settled, unless another regime goes beyond both.
            let free = case.de_minimis.map_or(Cents::ZERO, |rule| de_minimis::free(rule, &case.project.past_aid, case.on));
            let open = case.de_minimis_free != free && others < free.min(eligible);
            (settled && !other && !open).then(|| others.max(case.de_minimis_free).min(eligible))
        }
    }
}

/// Payments of the State's grants, from the wished start (or the date of judgement, said so) over the planned duration.
fn calendar(case: &Case, entries: &[Entry], candidates: &[Candidate], missing: &mut Vec<String>, remarks: &mut Vec<Text>) -> Vec<Payment> {
    let State { lines, rule } = match state_grants(case, entries) {
        Some(state) => state,
        None => return Vec::new(),
    };
    let facts = &case.project.facts;
    let Some(months) = facts.number("project.duration_months").filter(|m| (0.0..=1200.0).contains(m)) else {
        missing.push("project.duration_months".to_owned());
        return Vec::new();
    };
    let start = facts.date("project.start").unwrap_or_else(|| {
        missing.push("project.start".to_owned());
        remarks.push(say!(
            "Paiements datés depuis le {d}, faute de date de début.",
            "Payments are dated from {d}, as no start date is told.",
            d = case.on
        ));
        case.on
    });
    let pay = |index: &usize| {
        let line = &entries[*index].line;
        let own = line.measure.as_ref().and_then(|id| candidates.iter().find(|c| c.measure == *id)?.advance);
        payments::calendar(rule, own, *index, line.amount, start, months.round() as u32)
    };
    let mut all: Vec<Payment> = lines.iter().flat_map(pay).collect();
    all.sort_by_key(|payment| (payment.date, payment.line));
    all
}

struct State<'a> {
    lines: Vec<usize>,
    rule: &'a programmes::state_aid::StateGrantRule,
}

fn state_grants<'a>(case: &Case<'a>, entries: &[Entry]) -> Option<State<'a>> {
    let lines: Vec<usize> = (0..entries.len()).filter(|i| payments::is_state_grant(&entries[*i].line)).collect();
    let rule = in_force(&case.rules.state_grant, case.on)?;
    (!lines.is_empty()).then_some(State { lines, rule })
}
