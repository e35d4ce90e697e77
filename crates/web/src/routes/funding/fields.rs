//! The fields of the form of a line, in groups: one list serves the page, the reading and the merge.

use crate::page::Page;
use crate::routes::funding::Names;
use crate::routes::projects::form::Typed;
use domain::{Cents, Problem, Rate};
use grants::{Line, Reason, Step, Terms};
use programmes::Rulebook;

pub struct Group {
    pub title: String,
    pub hint: String,
    pub fields: Vec<Field>,
}

pub struct Field {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub value: String,
    pub error: String,
    pub control: Control,
    pub required: bool,
}

pub enum Control {
    Text,
    Money,
    Date,
    Check,
    /// (value, words); the first is "not told".
    Choice(Vec<(String, String)>),
}

impl Field {
    /// The value in words, for a comparison.
    pub fn say(&self) -> String {
        match &self.control {
            Control::Choice(all) => {
                all.iter().find(|(value, _)| *value == self.value).map_or_else(|| self.value.clone(), |(_, words)| words.clone())
            }
            _ if self.value.is_empty() => "–".to_owned(),
            _ => self.value.clone(),
        }
    }
    pub fn is_text(&self) -> bool {
        matches!(self.control, Control::Text)
    }
    pub fn is_money(&self) -> bool {
        matches!(self.control, Control::Money)
    }
    pub fn is_date(&self) -> bool {
        matches!(self.control, Control::Date)
    }
    pub fn is_check(&self) -> bool {
        matches!(self.control, Control::Check)
    }
    pub fn choices(&self) -> &[(String, String)] {
        match &self.control {
            Control::Choice(all) => all,
            _ => &[],
        }
    }
    /// Identifiers that describe the control: its hint, its error.
    pub fn described(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let error = (!self.error.is_empty()).then(|| format!("{}-error", self.name));
        [hint, error].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

pub const FUNDERS: [&str; 11] =
    ["state", "dotation", "region", "department", "epci", "commune", "europe", "operator", "holder", "bank", "private"];
pub const INSTRUMENTS: [&str; 7] = ["grant", "loan", "subordinated_loan", "in_kind", "own_funds", "equity", "leasing"];
pub const REGIMES: [&str; 5] = ["none", "de_minimis", "regional", "sme", "other"];

/// A line as the form holds it.
pub fn typed(line: &Line) -> Typed {
    let mut typed = Typed::new();
    let mut set = |name: &str, value: String| drop(typed.insert(name.to_owned(), value));
    let code = |value: serde_json::Result<serde_json::Value>| value.ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
    set("funder", code(serde_json::to_value(line.funder)));
    set("instrument", code(serde_json::to_value(line.instrument)));
    set("regime", code(serde_json::to_value(line.regime)));
    set("funder_name", line.funder_name.clone());
    set("funder_siret", line.funder_siret.as_ref().map(|siret| siret.0.clone()).unwrap_or_default());
    set("operator", line.operator.clone().unwrap_or_default());
    let pair = |a: &Option<String>, b: &Option<String>| [a, b].into_iter().flatten().cloned().collect::<Vec<_>>().join("/");
    set("fund", if line.measure.is_some() { pair(&line.programme, &line.measure) } else { line.programme.clone().unwrap_or_default() });
    set("call", pair(&line.call, &line.wave));
    set("planned", amount(line.planned));
    set("base", line.base.map(amount).unwrap_or_default());
    set("rate", line.rate.map(rate).unwrap_or_default());
    for step in Step::ALL {
        let stage = line.stage(step);
        set(step.code(), stage.map(|s| amount(s.amount)).unwrap_or_default());
        set(&format!("{}_on", step.code()), stage.map(|s| s.on.to_string()).unwrap_or_default());
        set(&format!("{}_proof", step.code()), stage.map(|s| s.proof.clone()).unwrap_or_default());
    }
    set("above_asked", line.above_asked.clone().unwrap_or_default());
    set("reason", line.refused.as_ref().map(|r| r.reason.code().to_owned()).unwrap_or_default());
    set("refused_on", line.refused.as_ref().map(|r| r.on.to_string()).unwrap_or_default());
    set("refused_words", line.refused.as_ref().map(|r| r.words.clone()).unwrap_or_default());
    set("object", line.object.clone().unwrap_or_default());
    let terms = line.terms.as_ref().map(|terms| match terms {
        Terms::Once => ("once", String::new()),
        Terms::Staggered => ("staggered", String::new()),
        Terms::Other(words) => ("other", words.clone()),
    });
    let (kind, words) = terms.unwrap_or_default();
    set("terms", kind.to_owned());
    set("terms_words", words);
    set("payment_first", line.payment.map(|p| p.first.to_string()).unwrap_or_default());
    set("payment_last", line.payment.map(|p| p.last.to_string()).unwrap_or_default());
    set("rae", line.rae.clone().unwrap_or_default());
    if line.published {
        set("published", "oui".to_owned());
    }
    typed
}

/// As a French reader types it, and as it is read back: "150000,50".
pub fn amount(amount: Cents) -> String {
    match amount.0 % 100 {
        0 => (amount.0 / 100).to_string(),
        cents => format!("{},{cents:02}", amount.0 / 100),
    }
}

pub fn rate(rate: Rate) -> String {
    match rate.0 % 100 {
        0 => format!("{} %", rate.0 / 100),
        part => format!("{},{part:02} %", rate.0 / 100),
    }
}

/// The form, with what was typed and what is wrong with it.
pub fn groups(page: &Page, rulebook: &Rulebook, typed: &Typed, problems: &[Problem]) -> Vec<Group> {
    let names = Names(rulebook);
    let make = |name: &str, label: String, control: Control| Field {
        name: name.to_owned(),
        label,
        hint: String::new(),
        value: typed.get(name).cloned().unwrap_or_default(),
        error: problems
            .iter()
            .filter(|problem| problem.field == name)
            .map(|problem| format!("{} {}", page.x(&problem.what), page.x(&problem.mend)))
            .collect::<Vec<_>>()
            .join(" "),
        control,
        required: false,
    };
    let hinted = |field: Field, hint: String| Field { hint, ..field };
    let needed = |field: Field| Field { required: true, ..field };
    let none = || (String::new(), page.t("not-told"));
    let coded = |all: &[&str], prefix: &str| {
        all.iter().map(|code| ((*code).to_owned(), page.t(&format!("{prefix}-{}", code.replace('_', "-"))))).collect::<Vec<_>>()
    };
    let lang = page.lang();
    let mut funds = vec![none()];
    let mut calls = vec![none()];
    for programme in &rulebook.programmes {
        for measure in &programme.measures {
            funds.push((format!("{}/{}", programme.id, measure.id), format!("{} – {}", page.x(&programme.name), page.x(&measure.name))));
        }
        for call in &programme.calls {
            calls.push((call.id.clone(), page.x(&call.name)));
            calls.extend(call.waves.iter().map(|wave| {
                let key = format!("{}/{}", call.id, wave.id);
                let words = names.say_call(&key, lang);
                (key, words)
            }));
        }
    }
    keep(&mut funds, typed.get("fund"));
    keep(&mut calls, typed.get("call"));
    let mut operators = vec![none()];
    operators.extend(names.operators());
    keep(&mut operators, typed.get("operator"));
    let reasons = std::iter::once(none()).chain(Reason::ALL.map(|r| (r.code().to_owned(), page.x(&r.name())))).collect();
    let terms = std::iter::once(none()).chain(coded(&["once", "staggered", "other"], "money-terms")).collect();
    let group = |title: &str, hint: &str, fields| Group {
        title: page.t(title),
        hint: if hint.is_empty() { String::new() } else { page.t(hint) },
        fields,
    };
    let mut groups = vec![
        group(
            "money-who",
            "",
            vec![
                make("funder", page.t("funder"), Control::Choice(coded(&FUNDERS, "funder"))),
                needed(make("funder_name", page.t("money-funder-name"), Control::Text)),
                hinted(make("funder_siret", page.t("money-funder-siret"), Control::Text), page.t("money-siret-hint")),
                make("instrument", page.t("instrument"), Control::Choice(coded(&INSTRUMENTS, "instrument"))),
                make("fund", page.t("measure"), Control::Choice(funds)),
                make("call", page.t("money-call"), Control::Choice(calls)),
                hinted(make("operator", page.t("money-operator"), Control::Choice(operators)), page.t("money-operator-hint")),
                make("regime", page.t("regime"), Control::Choice(coded(&REGIMES, "regime"))),
            ],
        ),
        group(
            "money-how-much",
            "",
            vec![
                hinted(make("planned", page.t("money-planned"), Control::Money), page.t("money-planned-hint")),
                make("base", page.t("money-base"), Control::Money),
                hinted(make("rate", page.t("money-rate"), Control::Text), page.t("money-rate-hint")),
            ],
        ),
    ];
    for step in Step::ALL {
        let name = |suffix: &str| format!("{}{suffix}", step.code());
        let mut fields = vec![
            make(step.code(), page.t("amount"), Control::Money),
            make(&name("_on"), page.t("money-on"), Control::Date),
            hinted(make(&name("_proof"), page.t("money-proof"), Control::Text), page.t("money-proof-hint")),
        ];
        if step == Step::Granted {
            fields.push(make("above_asked", page.t("money-above"), Control::Text));
        }
        groups.push(Group { title: page.x(&step.name()), hint: page.t(&format!("money-{}-hint", step.code())), fields });
    }
    groups.push(group(
        "money-refusal",
        "money-refusal-hint",
        vec![
            make("reason", page.t("money-reason"), Control::Choice(reasons)),
            make("refused_on", page.t("money-on"), Control::Date),
            make("refused_words", page.t("money-words"), Control::Text),
        ],
    ));
    groups.push(group(
        "money-publication",
        "money-publication-hint",
        vec![
            make("published", page.t("money-publish"), Control::Check),
            make("object", page.t("money-object"), Control::Text),
            make("terms", page.t("money-terms"), Control::Choice(terms)),
            make("terms_words", page.t("money-terms-words"), Control::Text),
            make("payment_first", page.t("money-payment-first"), Control::Date),
            make("payment_last", page.t("money-payment-last"), Control::Date),
            hinted(make("rae", page.t("money-rae"), Control::Text), page.t("money-rae-hint")),
        ],
    ));
    groups.push(group(
        "money-verification",
        "",
        vec![hinted(make("seen", page.t("money-seen"), Control::Check), page.t("money-seen-hint"))],
    ));
    groups
}

/// What a line holds and the rules no longer know stays among the choices.
fn keep(choices: &mut Vec<(String, String)>, value: Option<&String>) {
    if let Some(value) = value.filter(|value| !choices.iter().any(|(known, _)| known == *value)) {
        choices.push((value.clone(), value.clone()));
    }
}
