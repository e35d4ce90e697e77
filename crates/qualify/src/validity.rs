//! Is the measure in force at the date the project is judged? The first reason of every verdict.

use crate::reading::{Reading, Said};
use crate::verdict::Reason;
use domain::{Answer, Date, Lang, Text, format};
use programmes::{Measure, Programme};
use std::sync::Arc;

/// Dates of the measure within those of its programme. A bound that no source gives is taken as open, and said so.
pub fn reason(reading: &Reading, programme: &Programme, measure: &Measure) -> Reason {
    let on = reading.on;
    let from = programme.valid.from.max(measure.valid.from);
    let until = [programme.valid.until, measure.valid.until].into_iter().flatten().min();
    let in_force = from.is_none_or(|from| from <= on) && until.is_none_or(|until| on <= until);
    Reason {
        answer: Answer::from(in_force),
        label: reading.say(Said::On, || {
            Text::each(|lang| match lang {
                Lang::Fr => format!("En vigueur le {}", format::date(on, lang)),
                Lang::En => format!("In force on {}", format::date(on, lang)),
            })
        }),
        because: reading.say(Said::InForce(from, until), || Text::each(|lang| sentence(from, until, on, lang))),
        used: None,
        priority: false,
        judged: false,
        source: measure.sources.first().or(programme.sources.first()).map(|source| Arc::new(source.clone())),
        parts: Vec::new(),
    }
}

fn sentence(from: Option<Date>, until: Option<Date>, on: Date, lang: Lang) -> String {
    let day = |date| format::date(date, lang);
    let dates = match (from, until, lang) {
        (Some(from), Some(until), Lang::Fr) => format!("du {} au {}", day(from), day(until)),
        (Some(from), Some(until), Lang::En) => format!("from {} to {}", day(from), day(until)),
        (Some(from), None, Lang::Fr) => format!("depuis le {} ; date de fin inconnue, tenue pour ouverte", day(from)),
        (Some(from), None, Lang::En) => format!("since {}; end date unknown, taken as open", day(from)),
        (None, Some(until), Lang::Fr) => format!("jusqu’au {} ; date de début inconnue, tenue pour ouverte", day(until)),
        (None, Some(until), Lang::En) => format!("until {}; start date unknown, taken as open", day(until)),
        (None, None, Lang::Fr) => "dates inconnues, tenues pour ouvertes : à vérifier auprès de l’opérateur".to_owned(),
        (None, None, Lang::En) => "dates unknown, taken as open: check with the operator".to_owned(),
    };
    let verdict = match (from.is_some_and(|from| on < from), until.is_some_and(|until| until < on), lang) {
        (true, _, Lang::Fr) => "pas encore ouverte à cette date : ",
        (true, _, Lang::En) => "not open yet at that date: ",
        (_, true, Lang::Fr) => "close à cette date : ",
        (_, true, Lang::En) => "closed at that date: ",
        _ => "",
    };
    format!("{verdict}{dates}")
}
