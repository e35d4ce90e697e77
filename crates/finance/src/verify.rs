//! A second look at a plan, by another road: sums, and limits computed again from the rules, without the functions that
//! made it. An empty list means that nothing is wrong.

use crate::say::say;
use crate::{Line, PaymentKind, Plan, Size, de_minimis};
use domain::{AidRegime, Answer, Cents, Funder, Instrument, LineState, Project, Text};
use programmes::StateAid;
use programmes::state_aid::{Window, in_force};

/// Everything that is wrong with this plan of this project, in words.
pub fn verify(plan: &Plan, project: &Project, rules: &StateAid) -> Vec<Text> {
    let mut wrong = Vec::new();
    sums(plan, &mut wrong);
    lines(plan, project, &mut wrong);
    if plan.lines.iter().any(|line| line.proposed) {
        state_aid(plan, project, rules, &mut wrong);
        public_money(plan, project, rules, &mut wrong);
    }
    paid(plan, project, rules, &mut wrong);
    wrong
}

fn total(lines: &[Line], keep: impl Fn(&Line) -> bool, value: impl Fn(&Line) -> Cents) -> i64 {
    lines.iter().filter(|line| keep(line)).map(|line| value(line).0).sum()
}

fn expect(holds: bool, wrong: &mut Vec<Text>, what: Text) {
    if !holds {
        wrong.push(what);
    }
}

fn sums(plan: &Plan, wrong: &mut Vec<Text>) {
    let amount = total(&plan.lines, |_| true, |l| l.amount);
    expect(amount == plan.total.0, wrong, say!("Le total n’est pas la somme des lignes.", "The total is not the sum of the lines."));
    expect(
        total(&plan.lines, |_| true, |l| l.aid) == plan.aid.0,
        wrong,
        say!("L’aide n’est pas la somme des aides.", "The aid is not the sum of the aids."),
    );
    let cost = plan.cost.map_or(0, |cost| cost.0);
    expect(plan.gap.0 == (cost - amount).max(0), wrong, say!("Le reste à financer est faux.", "The gap is wrong."));
    expect(
        plan.balanced == (plan.cost.is_some() && cost == amount),
        wrong,
        say!("L’équilibre annoncé est faux.", "The announced balance is wrong."),
    );
    let fold = plan.checks.iter().fold(Answer::Met, |all, check| match (all, check.answer) {
        (Answer::NotMet, _) | (_, Answer::NotMet) => Answer::NotMet,
        (Answer::Unknown, _) | (_, Answer::Unknown) => Answer::Unknown,
        _ => Answer::Met,
    });
    expect(
        plan.cost.is_none() || plan.legal == fold,
        wrong,
        say!("La légalité annoncée n’est pas celle des contrôles.", "The announced legality is not that of the checks."),
    );
    for check in plan.checks.iter().filter(|check| check.answer == Answer::NotMet && check.rule != "incentive_effect") {
        expect(
            check.would_pass.is_some(),
            wrong,
            say!("Refus sans montant qui passe : {n}.", "A refusal without the amount that passes: {n}.", n = &check.name),
        );
    }
}

fn lines(plan: &Plan, project: &Project, wrong: &mut Vec<Text>) {
    let told: Vec<(String, i64)> = project
        .financing
        .iter()
        .filter(|line| line.state != LineState::Refused && plan.cost.is_some())
        .map(|line| (line.label.clone(), if line.instrument == Instrument::InKind { 0 } else { line.amount.0 }))
        .collect();
    let kept: Vec<(String, i64)> = plan.lines.iter().filter(|l| !l.proposed).map(|l| (l.label.fr.to_string(), l.amount.0)).collect();
    expect(told == kept, wrong, say!("Les lignes du porteur ont changé.", "The holder’s lines have changed."));
    for line in plan.lines.iter().filter(|line| line.proposed) {
        let invented = matches!(line.funder, Funder::Holder | Funder::Bank | Funder::Private) || line.instrument == Instrument::OwnFunds;
        expect(!invented && line.amount.0 > 0, wrong, say!("Ligne inventée : {l}.", "A made-up line: {l}.", l = &line.label));
    }
}

fn state_aid(plan: &Plan, project: &Project, rules: &StateAid, wrong: &mut Vec<Text>) {
    let aid = |regime: AidRegime| total(&plan.lines, |l| l.regime == regime, |l| l.aid);
    let proposes = |regime: AidRegime| plan.lines.iter().any(|l| l.proposed && l.regime == regime);
    let on = project.judged_on;
    if proposes(AidRegime::DeMinimis) {
        let limit = in_force(&rules.de_minimis, on).map_or(0, |rule| {
            let years = i16::from(rule.years);
            let counts = |granted: domain::Date| match rule.window {
                Window::FiscalYears => granted.year() > on.year() - years,
                Window::Rolling => (granted.year() + years, granted.month(), granted.day()) >= (on.year(), on.month(), on.day()),
            };
            let past = project.past_aid.iter().filter(|a| a.regime == AidRegime::DeMinimis && counts(a.granted_on));
            let lower = de_minimis::lower(rule, &project.facts).map_or(rule.ceiling, |lower| lower.ceiling.min(rule.ceiling));
            lower.0 - past.map(|a| a.amount.0).sum::<i64>()
        });
        expect(aid(AidRegime::DeMinimis) <= limit, wrong, say!("Plafond de minimis dépassé.", "De minimis ceiling exceeded."));
    }
    // Lines on costs of their own have a ceiling of their own, judged by the checks.
    if project.financing.iter().any(|line| line.base.is_some()) {
        return;
    }
    let eligible = plan.eligible.map_or(0, |e| e.0);
    let zone = project.facts.str("place.afr_zone").unwrap_or("none");
    let regional = in_force(&rules.regional, on).zip(in_force(&rules.large_project, on)).and_then(|(map, steps)| {
        let rate = map.zones.iter().find(|z| z.zone == zone)?;
        let bonus = match plan.size {
            Size::Micro | Size::Small | Size::Unknown => map.small_bonus.0,
            Size::Medium => map.medium_bonus.0,
            Size::MidCap | Size::Large => 0,
        };
        let (full, half) = (steps.full_up_to.0, steps.half_up_to.0);
        let weighted = if eligible <= full { 2 * eligible } else { full + eligible.min(half) };
        let with_bonus = if eligible <= map.bonus_up_to.0 { bonus } else { 0 };
        Some((i128::from(weighted) * i128::from(rate.large.0 + with_bonus) / 20_000) as i64)
    });
    let sme = in_force(&rules.sme_aid, on).map_or(0, |rule| {
        let rate = match plan.size {
            Size::Medium => rule.medium.0,
            Size::MidCap | Size::Large => 0,
            _ => rule.small.0,
        };
        (i128::from(eligible) * i128::from(rate) / 10_000) as i64
    });
    let (regional, mut highest) = (regional.unwrap_or(0), 0);
    for (regime, limit) in [(AidRegime::Regional, regional), (AidRegime::Sme, sme)] {
        if aid(regime) > 0 {
            highest = highest.max(limit);
        }
        expect(
            !proposes(regime) || aid(regime) <= limit,
            wrong,
            say!("Plafond d’un régime d’aide dépassé.", "Ceiling of an aid regime exceeded."),
        );
    }
    let firm = matches!(project.facts.str("holder.kind"), Some("company" | "developer"));
    let counts = |l: &Line| l.regime != AidRegime::None || firm;
    let together = total(&plan.lines, counts, |l| l.aid);
    let mixed = highest > 0 && plan.lines.iter().any(|l| l.proposed && counts(l) && l.aid > Cents::ZERO);
    expect(
        !mixed || together <= highest,
        wrong,
        say!("Cumul au-dessus de la plus forte intensité.", "Cumulation above the highest intensity."),
    );
}

fn public_money(plan: &Plan, project: &Project, rules: &StateAid, wrong: &mut Vec<Text>) {
    let cost = plan.cost.map_or(0, |cost| cost.0);
    expect(plan.total.0 <= cost, wrong, say!("Les propositions dépassent le coût.", "The proposals exceed the cost."));
    let proposes_aid = plan.lines.iter().any(|l| l.proposed && l.aid > Cents::ZERO);
    let separate = project.financing.iter().any(|line| line.base.is_some());
    let base = if separate { cost } else { plan.eligible.map_or(cost, |e| e.0) };
    expect(
        !proposes_aid || plan.aid.0 <= base,
        wrong,
        say!("Plus d’aide que de dépenses éligibles.", "More aid than eligible expenditure."),
    );
    let own_share = in_force(&rules.own_share, project.judged_on);
    let authority = matches!(project.facts.str("holder.kind"), Some("epci" | "commune" | "region"))
        && project.facts.bool("place.overseas") != Some(true);
    let repaid =
        |l: &Line| matches!(l.instrument, Instrument::Loan | Instrument::SubordinatedLoan | Instrument::Leasing | Instrument::OwnFunds);
    let given = |l: &Line| !repaid(l) && l.funder != Funder::Holder;
    let others = total(&plan.lines, |l| given(l) && l.funder.is_public(), |l| l.amount);
    let private = total(&plan.lines, |l| given(l) && !l.funder.is_public(), |l| l.amount);
    let proposes_grant = plan.lines.iter().any(|l| l.proposed && given(l));
    if let Some(rule) = own_share.filter(|_| authority && proposes_grant) {
        let public = i128::from(cost - private);
        let brought = (public - i128::from(others)) * 10_000;
        expect(
            brought >= public * i128::from(rule.least.0),
            wrong,
            say!("Part propre insuffisante (L1111-10).", "Own share too small (L1111-10)."),
        );
    }
    if project.facts.bool("project.started") == Some(true) {
        let late = |l: &&Line| {
            l.proposed
                && (matches!(l.regime, AidRegime::Regional | AidRegime::Sme | AidRegime::Other)
                    || l.funder == Funder::State && l.instrument == Instrument::Grant)
        };
        expect(
            !plan.lines.iter().any(|l| late(&l)),
            wrong,
            say!("Aide proposée après le début des travaux.", "Aid proposed after works began."),
        );
    }
}

fn paid(plan: &Plan, project: &Project, rules: &StateAid, wrong: &mut Vec<Text>) {
    let Some(rule) = in_force(&rules.state_grant, project.judged_on) else { return };
    for (index, line) in plan.lines.iter().enumerate() {
        let of_line: Vec<_> = plan.payments.iter().filter(|payment| payment.line == index).collect();
        if of_line.is_empty() {
            continue;
        }
        let sum = |keep: fn(PaymentKind) -> bool| of_line.iter().filter(|p| keep(p.kind)).map(|p| i128::from(p.amount.0)).sum::<i128>();
        let grant = i128::from(line.amount.0);
        let long = rule
            .long_months
            .is_some_and(|months| project.facts.number("project.duration_months").is_some_and(|m| m.round() > f64::from(months)));
        let most = (if long { rule.cumulated_long } else { rule.cumulated }).map_or(0, |rate| i128::from(rate.0));
        let fits = sum(|_| true) == grant
            && sum(|kind| kind == PaymentKind::Advance) * 10_000 <= grant * i128::from(rule.advance.0)
            && sum(|kind| kind != PaymentKind::Balance) * 10_000 <= grant * most
            && of_line.is_sorted_by_key(|payment| payment.date);
        expect(fits, wrong, say!("Calendrier de paiement faux : {l}.", "Wrong payment calendar: {l}.", l = &line.label));
    }
}
