//! The explanation of each condition, in both languages: the value read, the threshold, and what it makes.

use crate::leaf::{self, Test};
use crate::reading::{Known, Reading, Said};
use crate::verdict::Reason;
use domain::{Answer, Lang, Text, Value, format};
use programmes::{Condition, Quantity};
use std::sync::LazyLock;

#[derive(Clone, Copy)]
pub enum Group {
    All,
    Any,
    Not,
}

/// Longest list of codes spelt out in a sentence; the file holds the rest.
const SHOWN: usize = 6;

static ALL: LazyLock<Text> = LazyLock::new(|| Text::new("Toutes ces conditions", "All of these conditions"));
static ANY: LazyLock<Text> = LazyLock::new(|| Text::new("L’une de ces conditions", "One of these conditions"));
static NOT: LazyLock<Text> = LazyLock::new(|| Text::new("L’inverse de cette condition", "The opposite of this condition"));

fn reason(answer: Answer, label: Text, because: Text) -> Reason {
    Reason { answer, label, because, used: None, priority: false, judged: false, source: None, parts: Vec::new() }
}

pub fn unstated(condition: &Condition) -> Reason {
    let because = Text::new(
        "la source annonce une condition sans la donner : à vérifier auprès de l’opérateur",
        "the source announces a condition without giving it: check with the operator",
    );
    Reason { source: condition.source.clone(), ..reason(Answer::Unknown, condition.label.clone(), because) }
}

pub fn judged(condition: &Condition) -> Reason {
    let because = Text::new(
        "apprécié par le décideur au vu du dossier : à argumenter",
        "left to the judgement of the decider on the file: to be argued",
    );
    Reason { judged: true, source: condition.source.clone(), ..reason(Answer::Unknown, condition.label.clone(), because) }
}

/// Groups of one condition: one alone takes the label of the condition, several become its parts.
pub fn join(reading: &Reading, condition: &Condition, mut groups: Vec<Reason>) -> Reason {
    let mut whole = match groups.len() {
        1 => groups.remove(0),
        _ => group(reading, Group::All, Answer::all(groups.iter().map(|g| g.answer)), groups),
    };
    if !condition.label.is_empty() && whole.label != condition.label {
        whole.label = condition.label.clone();
    }
    whole.source = condition.source.clone();
    whole
}

pub fn group(reading: &Reading, kind: Group, answer: Answer, parts: Vec<Reason>) -> Reason {
    let label = match kind {
        Group::All => &ALL,
        Group::Any => &ANY,
        Group::Not => &NOT,
    };
    let counted = parts.iter().filter(|p| !p.priority && !p.judged);
    let of = |wanted| counted.clone().filter(|p| p.answer == wanted).count();
    let (met, open, total) = (of(Answer::Met), of(Answer::Unknown), counted.clone().count());
    let because = match kind {
        Group::Not => match answer {
            Answer::Met => Text::new("elle n’est pas remplie, comme demandé", "it is not met, as asked"),
            Answer::NotMet => Text::new("elle est remplie, et elle exclut", "it is met, and it excludes"),
            Answer::Unknown => Text::new("on ne sait pas encore si elle est remplie", "it is not known yet whether it is met"),
        },
        Group::All | Group::Any => {
            let any = matches!(kind, Group::Any);
            reading.say(Said::Counted { met, open, total, one_is_enough: any }, || {
                Text::new(
                    format!("{met} sur {total} remplie{}{}{}", s(met), open_fr(open), if any { " ; une seule suffit" } else { "" }),
                    format!("{met} of {total} met{}{}", open_en(open), if any { "; one is enough" } else { "" }),
                )
            })
        }
    };
    Reason { parts, ..reason(answer, Text::clone(label), because) }
}

fn s(count: usize) -> &'static str {
    if count > 1 { "s" } else { "" }
}

fn open_fr(open: usize) -> String {
    if open == 0 { String::new() } else { format!(", {open} à préciser") }
}

fn open_en(open: usize) -> String {
    if open == 0 { String::new() } else { format!(", {open} still open") }
}

pub fn leaf(reading: &Reading, condition: &Condition, key: &str) -> Reason {
    let known = reading.known(key);
    let used = known.used();
    let answer = leaf::answer(reading, condition, known, None);
    let because = match (known.datum(), &used.value) {
        (Some(datum), Some(shown)) => sentences(reading, condition, known, &datum.value, shown),
        _ => known.not_known(),
    };
    let alone = condition.all.is_empty() && condition.any.is_empty() && condition.not.is_none();
    let label = if alone && !condition.label.is_empty() { &condition.label } else { &used.label }.clone();
    Reason { answer, label, because, used: Some(used), priority: false, judged: false, source: None, parts: Vec::new() }
}

fn sentences(reading: &Reading, condition: &Condition, known: Known, value: &Value, shown: &Text) -> Text {
    let said = leaf::tests(condition).map(|test| sentence(reading, known, test, value, shown));
    said.reduce(|a, b| Text::new(format!("{} ; {}", a.fr, b.fr), format!("{}; {}", a.en, b.en))).unwrap_or_else(|| {
        Text::new(
            format!("{} ; la règle ne dit pas quelle valeur est attendue", shown.fr),
            format!("{}; the rule does not say which value is expected", shown.en),
        )
    })
}

fn sentence(reading: &Reading, known: Known, test: Test, value: &Value, shown: &Text) -> Text {
    let answer = leaf::judge(reading, known, test, value, None);
    let holds = answer == Answer::Met;
    let pick = |met: &'static str, not: &'static str| if holds { met } else { not };
    match test {
        Test::AtMostFact(other) if reading.known(other).datum().is_none() => reading.known(other).not_known(),
        Test::OneOf(codes) | Test::NoneOf(codes) if answer == Answer::Unknown && known.is_naf() => {
            let list = list(known, codes);
            Text::new(
                format!("{} est trop général pour trancher entre : {}", shown.fr, list.fr),
                format!("{} is too general to decide among: {}", shown.en, list.en),
            )
        }
        _ if answer == Answer::Unknown => Text::new(
            format!("« {} » : cette valeur ne se compare pas à ce que la règle attend", shown.fr),
            format!("“{}”: this value cannot be compared with what the rule expects", shown.en),
        ),
        Test::Is(expected) => {
            let (fr, en) = match (holds, expected) {
                (true, _) => (", comme demandé", ", as asked"),
                (false, true) => (", alors qu’il faut « oui »", ", while it must be “yes”"),
                (false, false) => (", alors qu’il faut « non »", ", while it must be “no”"),
            };
            Text::new([&shown.fr, fr].concat(), [&shown.en, en].concat())
        }
        Test::OneOf(codes) => {
            let list = list(known, codes);
            Text::new(
                [&shown.fr, pick(" est dans la liste : ", " n’est pas dans la liste : "), &list.fr].concat(),
                [&shown.en, pick(" is in the list: ", " is not in the list: "), &list.en].concat(),
            )
        }
        Test::NoneOf(codes) => {
            let list = list(known, codes);
            Text::new(
                [&shown.fr, pick(" n’est pas parmi les exclus : ", " est parmi les exclus : "), &list.fr].concat(),
                [&shown.en, pick(" is not among the excluded: ", " is among the excluded: "), &list.en].concat(),
            )
        }
        Test::AtLeast(least) => compared(shown, pick("≥", "<"), threshold(known, least)),
        Test::AtMost(most) => compared(shown, pick("≤", ">"), threshold(known, most)),
        Test::AtMostFact(other) => {
            let (limit, label) = (
                reading.known(other).datum().map(|d| reading.known(other).show(&d.value)).unwrap_or_default(),
                reading.known(other).label(),
            );
            compared(shown, pick("≤", ">"), Text::new(format!("{} (« {} »)", limit.fr, label.fr), format!("{} (“{}”)", limit.en, label.en)))
        }
        Test::From(from) => Text::new(
            format!("{}, {} {}", shown.fr, pick("à partir du", "avant le"), format::date(from, Lang::Fr)),
            format!("{}, {} {}", shown.en, pick("from", "before"), format::date(from, Lang::En)),
        ),
        Test::Until(until) => Text::new(
            format!("{}, {} {}", shown.fr, pick("au plus tard le", "après le"), format::date(until, Lang::Fr)),
            format!("{}, {} {}", shown.en, pick("no later than", "after"), format::date(until, Lang::En)),
        ),
    }
}

fn compared(value: &Text, sign: &str, limit: Text) -> Text {
    Text::new([&value.fr, " ", sign, " ", &limit.fr].concat(), [&value.en, " ", sign, " ", &limit.en].concat())
}

fn threshold(known: Known, quantity: Quantity) -> Text {
    let value = match quantity {
        Quantity::Money(amount) => Value::Money(amount),
        Quantity::Number(number) => Value::Number(number),
    };
    known.show(&value)
}

/// Codes by their labels, the first ones only when there are many.
fn list(known: Known, codes: &[String]) -> Text {
    let spec = known.spec();
    let (mut fr, mut en) = (String::new(), String::new());
    for (i, code) in codes.iter().take(SHOWN).enumerate() {
        let choice = spec.and_then(|spec| spec.choice(code));
        let comma = if i == 0 { "" } else { ", " };
        fr.extend([comma, choice.map_or(code, |choice| &choice.fr)]);
        en.extend([comma, choice.map_or(code, |choice| &choice.en)]);
    }
    if codes.len() > SHOWN {
        fr += &format!(", et {} de plus", codes.len() - SHOWN);
        en += &format!(", and {} more", codes.len() - SHOWN);
    }
    Text::new(fr, en)
}
