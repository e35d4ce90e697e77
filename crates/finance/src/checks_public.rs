//! The checks on public money: uses, own share of authorities, beneficiary's contribution, date of filing, total.

use crate::caps::own_share_parts;
use crate::case::{Case, Entry, is_free_of_support, sum};
use crate::checks_aid::Checked;
use crate::cumulation::groups;
use crate::range::Range;
use crate::say::{join, say};
use crate::{Check, own_share, payments};
use domain::{AidRegime, Answer, Cents, LineState, Mark, Source, Text};
use programmes::state_aid::in_force;

pub(crate) fn all(case: &Case, entries: &[Entry]) -> Vec<Checked> {
    [uses(case, entries), own_share(case, entries), own_contribution(case, entries), incentive(case, entries), public_total(case, entries)]
        .into_iter()
        .flatten()
        .collect()
}

fn checked(
    rule: &str,
    name: Text,
    answer: Answer,
    because: Text,
    would_pass: Option<Cents>,
    source: Source,
    missing: &[&str],
) -> Option<Checked> {
    let missing = if answer == Answer::Unknown { missing.iter().map(|key| (*key).to_owned()).collect() } else { Vec::new() };
    Some((
        Check { rule: rule.to_owned(), name, answer, because, would_pass: would_pass.filter(|_| answer != Answer::Met), source },
        missing,
    ))
}

/// Sources above uses: someone would be paid twice.
fn uses(case: &Case, entries: &[Entry]) -> Option<Checked> {
    let total = sum(entries, |_| true, |e| e.line.amount);
    let excess = total.minus_or_zero(case.cost);
    if excess.is_zero() {
        return None;
    }
    let because = say!(
        "Les ressources ({t}) dépassent le coût ({c}) de {x}.",
        "The sources ({t}) exceed the cost ({c}) by {x}.",
        t = total,
        c = case.cost,
        x = excess
    );
    let source = Source::new("Coût et lignes indiqués par le porteur", Mark::Computed);
    checked("uses", say!("Ressources et emplois", "Sources and uses"), Answer::NotMet, because, Some(case.cost), source, &[])
}

fn own_share(case: &Case, entries: &[Entry]) -> Option<Checked> {
    let rule = in_force(&case.rules.own_share, case.on)?;
    let applies = case.own_share_applies();
    let (own, others, private) = own_share_parts(entries);
    if applies == Answer::NotMet || others.is_zero() {
        return None;
    }
    let gap = case.cost.minus_or_zero(own + others + private);
    // The best case: the holder brings all that is not covered yet.
    let answer = match (own_share::judge(rule.least, own, others), own_share::judge(rule.least, own + gap, others)) {
        _ if applies == Answer::Unknown => Answer::Unknown,
        (Answer::Met, _) => Answer::Met,
        (_, Answer::Met) => Answer::Unknown,
        _ => Answer::NotMet,
    };
    let public = own + gap + others;
    let least = own_share::least_own(rule.least, public);
    let figures = say!(
        "Part propre {o} sur {p} de financements publics ; il faut {r}, soit {l}.",
        "Own share {o} out of {p} of public financing; {r} is needed, that is {l}.",
        o = own,
        p = public,
        r = rule.least,
        l = least
    );
    let more = match answer {
        Answer::NotMet => say!(
            "Il manque {x} au porteur ; avec sa part actuelle, les autres aides publiques passeraient jusqu’à {m}.",
            "The holder is {x} short; with its present share, other public aid would pass up to {m}.",
            x = least - own - gap,
            m = own_share::most_aid(rule.least, own + gap)
        ),
        Answer::Unknown if applies == Answer::Unknown => say!(
            "La règle ne vise que les collectivités : dire qui porte le projet.",
            "The rule binds local authorities only: say who carries the project."
        ),
        Answer::Unknown => say!(
            "Au moins {x} du reste à financer doivent venir du porteur.",
            "At least {x} of what remains to be financed must come from the holder.",
            x = least.minus_or_zero(own)
        ),
        Answer::Met => Text::default(),
    };
    checked(
        "own_share_L1111_10",
        rule.name.clone(),
        answer,
        join([figures, more]),
        Some(least),
        rule.source.clone(),
        if applies == Answer::Unknown { &["holder.kind"] } else { &[] },
    )
}

fn own_contribution(case: &Case, entries: &[Entry]) -> Option<Checked> {
    let rule = in_force(&case.rules.own_contribution, case.on)?;
    if !entries.iter().any(|e| e.line.regime == AidRegime::Regional && e.line.aid > Cents::ZERO) {
        return None;
    }
    let free = sum(entries, is_free_of_support, |e| e.line.amount);
    let gap = case.cost.minus_or_zero(sum(entries, |_| true, |e| e.line.amount));
    let least = own_share::least_own(rule.least, case.whole());
    let answer = if case.eligible.is_none() {
        Answer::Unknown
    } else if free >= least {
        Answer::Met
    } else if free + gap >= least {
        Answer::Unknown
    } else {
        Answer::NotMet
    };
    let figures = say!(
        "{f} viennent sans soutien public ; il faut {r} des dépenses éligibles, soit {l}.",
        "{f} come free of public support; {r} of the eligible expenditure is needed, that is {l}.",
        f = free,
        r = rule.least,
        l = least
    );
    let more = if answer == Answer::Unknown && case.eligible.is_some() {
        say!("Le reste à financer ({g}) peut l’apporter.", "What remains to be financed ({g}) can bring it.", g = gap)
    } else {
        Text::default()
    };
    checked(
        "own_contribution",
        rule.name.clone(),
        answer,
        join([figures, more]),
        Some(least),
        rule.source.clone(),
        if case.eligible.is_none() { &["project.eligible_cost"] } else { &[] },
    )
}

/// Whether a line must have been asked for before the works: regional, SME and other schemes, and grants of the State.
pub(crate) fn needs_filing_first(regime: AidRegime, state_grant: bool) -> bool {
    matches!(regime, AidRegime::Regional | AidRegime::Sme | AidRegime::Other) || state_grant
}

fn incentive(case: &Case, entries: &[Entry]) -> Option<Checked> {
    let rule = in_force(&case.rules.incentive_effect, case.on)?;
    let bound: Vec<&Entry> = entries
        .iter()
        .filter(|e| needs_filing_first(e.line.regime, payments::is_state_grant(&e.line)) && e.line.aid > Cents::ZERO)
        .collect();
    if bound.is_empty() {
        return None;
    }
    let not_filed = bound.iter().find(|e| e.line.state == LineState::Considered);
    let (answer, because) = match (case.project.facts.bool("project.started"), not_filed) {
        (Some(false), _) => (
            Answer::Met,
            say!(
                "Rien n’est commandé : les demandes peuvent encore être déposées avant.",
                "Nothing is ordered: the applications can still be filed first."
            ),
        ),
        (Some(true), Some(entry)) => (
            Answer::NotMet,
            say!(
                "Commande ou travaux engagés alors que « {l} » n’est pas encore demandée : cette aide est perdue pour ces dépenses.",
                "Orders or works have begun while “{l}” is not yet asked for: this aid is lost for these costs.",
                l = &entry.line.label
            ),
        ),
        (Some(true), None) => (
            Answer::Unknown,
            say!(
                "Commande ou travaux engagés : vérifier que chaque demande a été déposée avant.",
                "Orders or works have begun: check that each application was filed before."
            ),
        ),
        (None, _) => (
            Answer::Unknown,
            say!(
                "Dire si une commande est signée ou si les travaux ont commencé : la demande doit venir avant.",
                "Say whether an order is signed or works have begun: the application must come first."
            ),
        ),
    };
    checked("incentive_effect", rule.name.clone(), answer, because, None, rule.source.clone(), &["project.started"])
}

fn public_total(case: &Case, entries: &[Entry]) -> Option<Checked> {
    let rule = in_force(&case.rules.state_grant, case.on)?;
    let (low, high) = (sum(entries, |_| true, |e| e.low), sum(entries, |_| true, |e| e.line.aid));
    if high.is_zero() {
        return None;
    }
    let most = groups(case, entries).1.share(rule.public_total);
    let range = Range { sure: if case.eligible.is_some() { most } else { Cents::ZERO }, ..Range::exactly(most, Text::default()) };
    let answer = range.judge(low, high);
    let because = say!(
        "{u} d’aides publiques ; au plus {r} des dépenses éligibles, soit {l}.",
        "{u} of public aid; at most {r} of the eligible expenditure, that is {l}.",
        u = high,
        r = rule.public_total,
        l = most
    );
    let more = if case.eligible.is_none() {
        say!(
            "Les dépenses éligibles sont inconnues : elles ne dépassent pas le coût.",
            "The eligible expenditure is unknown: it does not exceed the cost."
        )
    } else {
        Text::default()
    };
    checked(
        "public_aid_total",
        say!("Total des aides publiques", "Public aid in all"),
        answer,
        join([because, more]),
        Some(most),
        rule.source.clone(),
        &["project.eligible_cost"],
    )
}
