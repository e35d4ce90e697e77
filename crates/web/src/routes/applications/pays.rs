//! Who pays what a call gives, under which measure and regime, as the rules tell it: what the line of an application holds in
//! an action sheet before any step.

use super::access::Called;
use super::chosen::{measures, named};
use domain::{AidRegime, Cents, Funder, Instrument, name};
use grants::Line;
use programmes::{Measure, MeasureKind, Rulebook};

/// `asked` is the measure of the application; one begun before measures were chosen names none when its call has several.
pub fn pays(called: &Called, rulebook: &Rulebook, asked: Option<&str>) -> Line {
    let (call, mut measures) = (called.call, measures(rulebook, called.call));
    if let Some(measure) = asked.and_then(|asked| named(&measures, asked)) {
        measures = vec![measure];
    }
    let mut line = Line::planned(funder(&call.operator), call.operator.clone(), instrument(&measures), Cents::ZERO);
    line.programme = Some(called.programme.id.clone());
    line.measure = match measures.as_slice() {
        [only] => Some(only.id.clone()),
        _ => None,
    };
    line.call = Some(call.id.clone());
    line.operator = Some(called.operator());
    line.regime = regime(&measures);
    line
}

/// By the name of the operator: ministries, their directorates and prefects are the State.
pub fn funder(operator: &str) -> Funder {
    let folded = name::fold(operator);
    if folded.contains("etat") || folded.contains("prefe") || matches!(folded.as_str(), "dge" | "dgfip") {
        Funder::State
    } else if folded.starts_with("region") {
        Funder::Region
    } else {
        Funder::Operator
    }
}

fn instrument(measures: &[&Measure]) -> Instrument {
    let all = |kind: MeasureKind| !measures.is_empty() && measures.iter().all(|measure| measure.kind == kind);
    if all(MeasureKind::Loan) {
        Instrument::Loan
    } else if all(MeasureKind::Engineering) {
        Instrument::InKind
    } else {
        Instrument::Grant
    }
}

/// The one regime of its measures, those that are no State aid apart; when they have several, the ceilings cannot be told.
fn regime(measures: &[&Measure]) -> AidRegime {
    let mut told = measures.iter().map(|measure| measure.regime).filter(|regime| *regime != AidRegime::None);
    let first = told.next().unwrap_or_default();
    if told.all(|other| other == first) { first } else { AidRegime::Other }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_tell_who_pays_what_each_call_gives() {
        let rulebook = Rulebook::load(None).unwrap_or_else(|problems| panic!("{problems:?}"));
        let of = |id: &str, asked: Option<&str>| {
            let programme = rulebook.programmes.iter().find(|programme| programme.calls.iter().any(|call| call.id == id));
            let programme = programme.unwrap_or_else(|| panic!("no call {id}"));
            let call = programme.calls.iter().find(|call| call.id == id).expect("one of its calls");
            pays(&Called { programme, call }, &rulebook, asked)
        };
        let schools = of("ecoles-de-production-2021", None);
        assert_eq!((schools.funder, schools.funder_name.as_str()), (Funder::Operator, "Banque des Territoires"));
        assert_eq!((schools.programme.as_deref(), schools.measure), (Some("pack-rebond-2020"), None), "two measures: neither is named");
        assert_eq!(schools.operator.as_deref(), Some("banque-des-territoires"));
        let studies = of("ecoles-de-production-2021", Some("ecoles-de-production-ingenierie"));
        assert_eq!((studies.measure.as_deref(), studies.instrument), (Some("ecoles-de-production-ingenierie"), Instrument::InKind));
        let volunteers = of("vte-fil-de-l-eau", Some("vte"));
        assert_eq!((volunteers.instrument, volunteers.measure.as_deref()), (Instrument::Grant, Some("vte")));
        assert_eq!(of("fonds-friches-2020-2022", None).funder, Funder::State, "prefects of regions are the State");
    }
}
