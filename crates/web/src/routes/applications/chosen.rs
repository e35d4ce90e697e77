//! The measure an application asks for: the only one of its call, or the one its holder chose; with what its rule allows, as
//! the programme tells it on that day.

use super::access::Called;
use super::pays;
use applications::{Chosen, Form, PaymentRules};
use domain::Funder;
use programmes::{AmountRule, Call, Measure, MeasureKind, Rulebook};

/// The measures of a call, in the order of its file.
pub fn measures<'a>(rulebook: &'a Rulebook, call: &Call) -> Vec<&'a Measure> {
    call.measures.iter().filter_map(|id| rulebook.measure(id)).collect()
}

/// The one that a form asks for; all those of its call when it was begun before measures were chosen.
pub fn of_form<'a>(rulebook: &'a Rulebook, call: &Call, form: &Form) -> Vec<&'a Measure> {
    let all = measures(rulebook, call);
    match form.measure.as_ref().and_then(|chosen| all.iter().find(|measure| measure.id == chosen.id).copied()) {
        Some(measure) => vec![measure],
        None => all,
    }
}

/// The measure of this name, or the only one there is; None when it is to be chosen.
pub fn named<'a>(measures: &[&'a Measure], id: &str) -> Option<&'a Measure> {
    match measures {
        [only] => Some(*only),
        many => many.iter().find(|measure| measure.id == id).copied(),
    }
}

/// How a measure is paid: a flat sum at once, a grant of the State by its decree; of the others, no source read tells.
fn rules(measure: &Measure, operator: &str) -> Option<PaymentRules> {
    match (&measure.amount, measure.kind) {
        (AmountRule::Flat { .. }, _) => Some(PaymentRules::LumpSum),
        (_, MeasureKind::Grant) if pays::funder(operator) == Funder::State => Some(PaymentRules::State),
        _ => None,
    }
}

/// What the form keeps of it. What no source gives bounds nothing.
pub fn chosen(measure: &Measure, call: &Call, rulebook: &Rulebook) -> Chosen {
    let label = |key: &String| rulebook.dictionary.get(key).map(|fact| fact.label.clone()).unwrap_or_default();
    let plain = Chosen {
        id: measure.id.clone(),
        name: measure.name.clone(),
        source: measure.sources.first().map(|source| source.title.clone()).unwrap_or_default(),
        rules: rules(measure, &call.operator),
        advance: measure.advance.as_ref().map(|advance| advance.most),
        draws: call.draws.get(&measure.id).cloned(),
        ..Chosen::default()
    };
    match &measure.amount {
        AmountRule::None { .. } | AmountRule::Unknown { .. } | AmountRule::UpToCeiling { .. } => plain,
        AmountRule::Flat { amount, .. } => Chosen { least: Some(*amount), most: Some(*amount), ..plain },
        AmountRule::Range { least, most, .. } => Chosen { least: Some(*least), most: Some(*most), ..plain },
        AmountRule::Share { base, rate, cap, floor, .. } => {
            Chosen { least: *floor, most: *cap, rate: Some(*rate), base: label(base), ..plain }
        }
    }
}

/// What a decision on this form draws on.
pub fn envelope<'a>(called: &Called<'a>, measure: &Measure) -> Option<&'a str> {
    called.call.envelope_of(Some(&measure.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Cents;

    #[test]
    fn every_rule_of_the_programmes_bounds_what_it_gives_and_nothing_else() {
        let rulebook = Rulebook::load(None).unwrap_or_else(|problems| panic!("{problems:?}"));
        let of = |id: &str| {
            let measure = rulebook.measure(id).unwrap_or_else(|| panic!("no measure {id}"));
            let call = rulebook.programmes.iter().flat_map(|p| &p.calls).find(|call| call.measures.iter().any(|m| m == id));
            chosen(measure, call.unwrap_or_else(|| panic!("no call for {id}")), &rulebook)
        };
        let passes = |id: &str, euros: i64, cost: i64| {
            let refused = of(id).gives(Cents::euros(euros), Some(Cents::euros(cost))).err();
            refused.map(|refusal| refusal.passes.map_or(0, |passes| passes.0 / 100))
        };
        assert_eq!(passes("accelerateurs-pme", 20_000, 40_000), Some(10_000));
        assert_eq!(passes("vte", 5_000, 40_000), Some(4_000));
        assert_eq!(passes("ecoles-de-production-investissement", 900_000, 4_000_000), Some(800_000));
        assert_eq!(passes("ecoles-de-production-investissement", 600_000, 1_000_000), Some(500_000), "half of the equipment");
        assert_eq!(passes("fonds-acceleration-investissements", 800_000, 1_600_000), None);
        assert_eq!(passes("rebond-industriel", 5_000_000, 5_000_000), None, "no source tells its rate");
        let paid = ["vte", "fonds-friches", "accelerateurs-pme", "fonds-acceleration-investissements"].map(|id| of(id).rules);
        assert_eq!(paid, [Some(PaymentRules::LumpSum), Some(PaymentRules::State), None, None], "prefects are the State");
        let advance = |id: &str| of(id).advance;
        assert_eq!((advance("fonds-vert-ti"), advance("fonds-friches")), (Some(domain::Rate::percent(15)), None));
    }

    #[test]
    fn a_call_with_several_measures_waits_for_a_choice() {
        let rulebook = Rulebook::load(None).unwrap_or_else(|problems| panic!("{problems:?}"));
        let call = |id: &str| rulebook.programmes.iter().flat_map(|p| &p.calls).find(|call| call.id == id).expect("a call").clone();
        let schools = measures(&rulebook, &call("ecoles-de-production-2021"));
        assert!(named(&schools, "").is_none() && named(&schools, "vte").is_none());
        assert_eq!(named(&schools, "ecoles-de-production-ingenierie").map(|m| m.id.as_str()), Some("ecoles-de-production-ingenierie"));
        let volunteers = measures(&rulebook, &call("vte-fil-de-l-eau"));
        assert_eq!(named(&volunteers, "").map(|measure| measure.id.as_str()), Some("vte"), "one: taken");
    }
}
