//! Remarks worth a committee's attention: the breaks of the law that this project stands near.

use crate::case::{Case, Entry};
use crate::regional;
use crate::say::say;
use crate::size::Class;
use domain::{AidRegime, Answer, Cents, Funder, Text};
use programmes::state_aid::{Dated, in_force};

pub(crate) fn notes(case: &Case, entries: &[Entry]) -> Vec<Text> {
    let parts = [
        beyond_cost(case),
        cliff(case),
        large_firm(case),
        de_minimis_change(case, entries),
        led_field(case),
        dotation(case, entries),
        bounds(entries),
        refused(case),
    ];
    parts.into_iter().flatten().collect()
}

/// What is eligible is part of the cost: more than the cost is counted for the cost, never in silence.
fn beyond_cost(case: &Case) -> Option<Text> {
    let told = case.project.facts.money("project.eligible_cost")?;
    (told > case.cost).then(|| {
        say!(
            "Les dépenses éligibles déclarées ({t}) dépassent le coût du projet : elles sont comptées pour {c}. L’un des deux montants est à corriger.",
            "The eligible expenditure declared ({t}) is above the cost of the project: {c} is counted. One of the two amounts is to be corrected.",
            t = told,
            c = case.cost
        )
    })
}

/// The SME bonus is lost for the whole cost one cent above the limit.
fn cliff(case: &Case) -> Option<Text> {
    let (map, steps) = (in_force(&case.rules.regional, case.on)?, in_force(&case.rules.large_project, case.on)?);
    let eligible = case.eligible?;
    let [class @ (Class::Small | Class::Medium)] = case.size.classes()[..] else { return None };
    let zone = map.zones.iter().find(|zone| Some(zone.zone.as_str()) == case.project.facts.str("place.afr_zone"))?;
    let at_limit = regional::amount(map, steps, zone.large, class, map.bonus_up_to);
    let just_above = regional::amount(map, steps, zone.large, class, map.bonus_up_to + Cents(1));
    if eligible > map.bonus_up_to {
        let here = regional::amount(map, steps, zone.large, class, eligible);
        return Some(say!(
            "Au-delà de {l} de dépenses éligibles, le bonus PME est perdu pour tout le projet : plafond {h}, contre {a} à {l} exactement.",
            "Above {l} of eligible expenditure, the SME bonus is lost for the whole project: ceiling {h}, against {a} at exactly {l}.",
            l = map.bonus_up_to,
            h = here,
            a = at_limit
        ));
    }
    // Within a tenth of the limit, a revision of the budget could cross it.
    (eligible.0 >= map.bonus_up_to.0 / 10 * 9).then(|| {
        say!(
            "Seuil proche : à {l} de dépenses éligibles le plafond est de {a}, un centime au-dessus il tombe à {b}.",
            "A limit is near: at {l} of eligible expenditure the ceiling is {a}, one cent above it falls to {b}.",
            l = map.bonus_up_to,
            a = at_limit,
            b = just_above
        )
    })
}

fn large_firm(case: &Case) -> Option<Text> {
    let map = in_force(&case.rules.regional, case.on)?;
    let told = case.project.facts.str("place.afr_zone")?;
    let zone = map.zones.iter().find(|zone| zone.zone == told)?;
    let concerned = case.size.classes() == [Class::Large] && zone.large_needs_new_activity;
    (concerned && case.project.facts.bool("project.new_activity") != Some(true)).then(|| {
        say!(
            "En zone « c », une grande entreprise n’a droit à l’aide régionale que pour un nouvel établissement ou une activité nouvelle.",
            "In a “c” zone, a large firm is eligible for regional aid only for a new establishment or a new activity."
        )
    })
}

/// The ceiling changes with the date of the grant: within a year of the change, waiting or hurrying matters.
fn de_minimis_change(case: &Case, entries: &[Entry]) -> Option<Text> {
    if !entries.iter().any(|e| e.line.regime == AidRegime::DeMinimis && e.line.aid > Cents::ZERO) {
        return None;
    }
    let now = case.de_minimis?;
    let change = |from: domain::Date| case.on.until(from).is_ok_and(|span| span.get_days().abs() <= 366);
    let other = case.rules.de_minimis.iter().find(|rule| {
        let start = rule.valid().from.max(now.valid().from);
        *rule != now && start.is_some_and(change)
    })?;
    let (old, new) = if other.valid().from > now.valid().from { (now, other) } else { (other, now) };
    let from = new.valid().from?;
    Some(say!(
        "Le {d}, le plafond de minimis passe de {a} à {b} et se compte sur trois années glissantes : la date d’octroi décide.",
        "On {d}, the de minimis ceiling goes from {a} to {b} and is counted over three rolling years: the date of the grant decides.",
        d = from,
        a = old.ceiling,
        b = new.ceiling
    ))
}

fn led_field(case: &Case) -> Option<Text> {
    let rule = in_force(&case.rules.own_share, case.on).filter(|_| case.own_share_applies() == Answer::Met)?;
    Some(say!(
        "La part propre est de {r} si l’opération relève d’un domaine à chef de file (CGCT L1111-9), sauf convention contraire ; le préfet peut déroger.",
        "The own share is {r} if the operation belongs to a field with a lead authority (CGCT L1111-9), unless an agreement says otherwise; the prefect may derogate.",
        r = rule.led_field
    ))
}

/// What the decree on the State's grants does not govern has its own delays, and no calendar of payments here.
fn dotation(case: &Case, entries: &[Entry]) -> Option<Text> {
    let line = &entries.iter().find(|e| e.line.funder == Funder::Dotation && e.line.amount > Cents::ZERO)?.line;
    let rule = in_force(&case.rules.dotation, case.on)?;
    Some(say!(
        "« {l} » : dotation du CGCT, hors du décret 2018-514 : ses versements ne sont pas calculés ici. La DETR est perdue si les travaux ne commencent pas dans les {s} ans de la notification (plus {t} sur demande) ou ne finissent pas dans les {e} ans du commencement (plus {u}).",
        "“{l}”: a grant under the CGCT, outside décret 2018-514: its payments are not computed here. The DETR lapses unless works begin within {s} years of the notification (plus {t} on request) and end within {e} years of their start (plus {u}).",
        l = &line.label,
        s = f64::from(rule.start_years),
        t = f64::from(rule.start_more),
        e = f64::from(rule.end_years),
        u = f64::from(rule.end_more)
    ))
}

/// Loans under an aid regime whose grant equivalent is not told.
fn bounds(entries: &[Entry]) -> Option<Text> {
    let counted: Cents = entries.iter().filter(|e| e.low < e.line.aid).map(|e| e.line.aid).sum();
    (counted > Cents::ZERO).then(|| {
        say!(
            "{x} de prêts sont comptés comme aide pour tout leur montant : l’équivalent-subvention réel, à obtenir de l’opérateur, est moindre.",
            "{x} of loans are counted as aid for their whole amount: the real grant equivalent, to be asked of the operator, is smaller.",
            x = counted
        )
    })
}

fn refused(case: &Case) -> Option<Text> {
    let labels: Vec<&str> =
        case.project.financing.iter().filter(|l| l.state == domain::LineState::Refused).map(|l| l.label.as_str()).collect();
    let list = Text::same(labels.join(", "));
    (!labels.is_empty()).then(|| say!("Refusées, donc hors du plan : {l}.", "Refused, so outside the plan: {l}.", l = list))
}
