//! Names of facts, states and kinds as a reader sees them.

use crate::words::say;
use domain::{AidRegime, Answer, Datum, Dictionary, Funder, Instrument, Lang, LineState, Mark, Status, format};
use factory::{Dossier, StationId, StationState};
use finance::{PaymentKind, Size};
use std::sync::LazyLock;

/// The dictionary that ships with the product; a key that only an operator's own dictionary knows takes its name from
/// the dossier itself, see [`fact_label`].
pub static DICTIONARY: LazyLock<Dictionary> =
    LazyLock::new(|| toml::from_str(include_str!("../../../rules/facts.toml")).expect("a test reads the fact dictionary"));

pub fn fact_label(dossier: &Dossier, key: &str, lang: Lang) -> String {
    if let Some(spec) = DICTIONARY.get(key) {
        return spec.label.get(lang).to_owned();
    }
    let missing = dossier.missing.iter().find(|m| m.key.as_deref() == Some(key)).map(|m| &m.label);
    let question = || dossier.qualification.questions.iter().find(|q| q.key == key).map(|q| &q.question);
    missing.or_else(question).map_or_else(|| key.to_owned(), |text| text.get(lang).to_owned())
}

/// The value with its unit and the labels of its choices; a commune by its name when the dossier knows it.
pub fn fact_value(dossier: &Dossier, key: &str, datum: &Datum, lang: Lang) -> String {
    let shown = DICTIONARY.get(key).map_or_else(|| datum.value.show(lang), |spec| spec.show(&datum.value, lang));
    match &dossier.place {
        Some(place) if key == "project.commune" && shown == place.commune.code => format!("{} ({shown})", place.commune.name),
        _ => shown,
    }
}

pub fn status(status: Status, lang: Lang) -> String {
    say(
        lang,
        match status {
            Status::Declared => "status-declared",
            Status::Verified => "status-verified",
            Status::Assumed => "status-assumed",
            Status::Computed => "status-computed",
        },
    )
}

pub fn mark(mark: Mark, lang: Lang) -> String {
    say(
        lang,
        match mark {
            Mark::Verified => "mark-verified",
            Mark::Partial => "mark-partial",
            Mark::General => "mark-general",
            Mark::Assumed => "mark-assumed",
            Mark::Computed => "mark-computed",
        },
    )
}

pub fn answer_id(answer: Answer) -> &'static str {
    match answer {
        Answer::Met => "met",
        Answer::Unknown => "unknown",
        Answer::NotMet => "unmet",
    }
}

/// The answer to a condition or a rule.
pub fn answer(answer: Answer, lang: Lang) -> String {
    say(
        lang,
        match answer {
            Answer::Met => "answer-met",
            Answer::Unknown => "answer-unknown",
            Answer::NotMet => "answer-unmet",
        },
    )
}

/// The answer to "can the project ask for this measure?".
pub fn verdict(answer: Answer, lang: Lang) -> String {
    say(
        lang,
        match answer {
            Answer::Met => "verdict-met",
            Answer::Unknown => "verdict-unknown",
            Answer::NotMet => "verdict-unmet",
        },
    )
}

pub fn station(id: StationId, lang: Lang) -> String {
    say(
        lang,
        match id {
            StationId::Qualify => "station-qualify",
            StationId::Locate => "station-locate",
            StationId::Schedule => "station-schedule",
            StationId::Finance => "station-finance",
            StationId::Connect => "station-connect",
            StationId::Assemble => "station-assemble",
        },
    )
}

pub fn station_state(state: StationState, lang: Lang) -> String {
    say(
        lang,
        match state {
            StationState::Done => "state-done",
            StationState::Open => "state-open",
            StationState::NotNeeded => "state-not-needed",
        },
    )
}

pub fn instrument(instrument: Instrument, lang: Lang) -> String {
    say(
        lang,
        match instrument {
            Instrument::OwnFunds => "instrument-own-funds",
            Instrument::Equity => "instrument-equity",
            Instrument::Loan => "instrument-loan",
            Instrument::SubordinatedLoan => "instrument-subordinated-loan",
            Instrument::Leasing => "instrument-leasing",
            Instrument::Grant => "instrument-grant",
            Instrument::InKind => "instrument-in-kind",
        },
    )
}

pub fn funder(funder: Funder, lang: Lang) -> String {
    say(
        lang,
        match funder {
            Funder::Holder => "funder-holder",
            Funder::State => "funder-state",
            Funder::Dotation => "funder-dotation",
            Funder::Region => "funder-region",
            Funder::Department => "funder-department",
            Funder::Epci => "funder-epci",
            Funder::Commune => "funder-commune",
            Funder::Europe => "funder-europe",
            Funder::Operator => "funder-operator",
            Funder::Bank => "funder-bank",
            Funder::Private => "funder-private",
        },
    )
}

pub fn regime(regime: AidRegime, lang: Lang) -> String {
    say(
        lang,
        match regime {
            AidRegime::None => "regime-none",
            AidRegime::DeMinimis => "regime-de-minimis",
            AidRegime::Regional => "regime-regional",
            AidRegime::Sme => "regime-sme",
            AidRegime::Other => "regime-other",
        },
    )
}

pub fn line_state(state: LineState, lang: Lang) -> String {
    say(
        lang,
        match state {
            LineState::Considered => "line-considered",
            LineState::Asked => "line-asked",
            LineState::Granted => "line-granted",
            LineState::Contracted => "line-contracted",
            LineState::Paid => "line-paid",
            LineState::Refused => "line-refused",
        },
    )
}

pub fn size(size: Size, lang: Lang) -> String {
    say(
        lang,
        match size {
            Size::Micro => "size-micro",
            Size::Small => "size-small",
            Size::Medium => "size-medium",
            Size::MidCap => "size-mid-cap",
            Size::Large => "size-large",
            Size::Unknown => "size-unknown",
        },
    )
}

pub fn payment(kind: PaymentKind, lang: Lang) -> String {
    say(
        lang,
        match kind {
            PaymentKind::Advance => "payment-advance",
            PaymentKind::Instalment => "payment-instalment",
            PaymentKind::Balance => "payment-balance",
        },
    )
}

pub fn measure_kind(kind: programmes::MeasureKind, lang: Lang) -> String {
    use programmes::MeasureKind as K;
    say(
        lang,
        match kind {
            K::Label => "kind-label",
            K::Grant => "kind-grant",
            K::Loan => "kind-loan",
            K::Engineering => "kind-engineering",
            K::Training => "kind-training",
            K::Support => "kind-support",
        },
    )
}

/// "81 %": a share between 0 and 1, to the whole percent.
pub fn share(share: f64, lang: Lang) -> String {
    let figure = format::number((share * 100.0).round(), 0, lang);
    match lang {
        Lang::Fr => format!("{figure}\u{a0}%"),
        Lang::En => format!("{figure}%"),
    }
}

/// What stands between the names of a list that may hold commas: French puts a space before it, which never ends a line.
pub fn semicolon(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "\u{a0}; ",
        Lang::En => "; ",
    }
}

/// "15 Sep 2020" on one line.
pub fn short_date(date: domain::Date, lang: Lang) -> String {
    format::short_date(date, lang).replace(' ', "\u{a0}")
}

/// Months to one decimal: "16 mois", "1.5 months".
pub fn months(months: f64, lang: Lang) -> String {
    let figure = format::number(months, 1, lang);
    let unit = say(lang, if figure == "1" { "month" } else { "months" });
    format!("{figure}\u{a0}{unit}")
}

/// "6 000 € à 10 000 €", "jusqu’à 10 000 €", or nothing when no amount can be told.
pub fn range(least: Option<domain::Cents>, most: Option<domain::Cents>, lang: Lang) -> Option<String> {
    let money = |cents| format::money(cents, lang);
    match (least, most) {
        (Some(a), Some(b)) if a == b => Some(money(a)),
        (Some(a), Some(b)) => Some(crate::words::with(lang, "range", &[("a", &money(a)), ("b", &money(b))])),
        (None, Some(b)) => Some(crate::words::with(lang, "at-most", &[("b", &money(b))])),
        (Some(a), None) => Some(crate::words::with(lang, "at-least", &[("a", &money(a))])),
        (None, None) => None,
    }
}
