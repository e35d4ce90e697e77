//! What was typed in the forms of this folder: read once, kept as typed to be shown again.

use super::access::Called;
use applications::{Document, Elsewhere, Form, Ordered};
use domain::calendar::read_date;
use domain::{Cents, Text};
use programmes::{AmountRule, Measure};

/// Fields of a form, in order.
pub struct Fields(Vec<(String, String)>);

impl Fields {
    pub fn read(body: &[u8]) -> Fields {
        Fields(form_urlencoded::parse(body).map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }
    /// Trimmed, without the ends of line of Windows; empty when absent. Longer texts than anybody reads are cut.
    pub fn text(&self, name: &str) -> String {
        let found = self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value);
        found.trim().replace("\r\n", "\n").chars().filter(|c| *c != '\0').take(8_000).collect()
    }
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.trim().to_owned()).collect()
    }
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }
    /// None when nothing is typed.
    pub fn money(&self, name: &str, errors: &mut Vec<(String, Text)>) -> Option<Cents> {
        let text = self.text(name);
        if text.is_empty() {
            return None;
        }
        text.parse().map_err(|error: domain::money::AmountError| errors.push((name.to_owned(), error.words()))).ok()
    }
    pub fn date(&self, name: &str) -> Option<domain::Date> {
        read_date(&self.text(name)).ok()
    }
    pub fn version(&self) -> i64 {
        self.text("version").parse().unwrap_or(0)
    }
}

/// As a field of the form shows it again: "12500,50 €".
pub fn euros(amount: Option<Cents>) -> String {
    amount.map(programmes::euro::write).unwrap_or_default()
}

/// Lines for money asked elsewhere: those that are filled, and some to fill.
pub const ELSEWHERE: usize = 4;
const DAYS: u32 = 10;

/// The documents that the measures of a call ask for, each once, none ready.
pub fn documents(measures: &[&Measure]) -> Vec<Document> {
    let mut documents: Vec<Document> = vec![];
    for name in measures.iter().flat_map(|measure| &measure.documents) {
        if !documents.iter().any(|document| document.name == *name) {
            documents.push(Document { name: name.clone(), ready: false, days: DAYS });
        }
    }
    documents
}

/// Whether the call gives an amount: a label, a service or a place gives none, and neither does a measure of which no
/// source tells an amount, unless it is a grant or a loan, or its envelope is in euros.
pub fn in_money(called: &Called, measures: &[&Measure]) -> bool {
    let envelopes = &called.programme.envelopes;
    let drawn = |measure: &&Measure| super::chosen::envelope(called, measure);
    let euros = envelopes.iter().any(|e| e.amount.is_some() && measures.iter().filter_map(drawn).any(|id| id == e.id));
    euros || measures.iter().any(|measure| measure.gives_money())
}

/// The lump sum that the measure asked for gives, to start the form with.
pub fn lump_sum(measures: &[&Measure]) -> Option<Cents> {
    match measures {
        [Measure { amount: AmountRule::Flat { amount, .. }, .. }] => Some(*amount),
        _ => None,
    }
}

/// Whether every measure asked for pays a sum rather than a share of a spend.
pub fn in_sums(measures: &[&Measure]) -> bool {
    measures.iter().all(|measure| matches!(measure.amount, AmountRule::Flat { .. } | AmountRule::Range { .. }))
}

fn ordered(fields: &Fields, errors: &mut Vec<(String, Text)>) -> Option<Ordered> {
    match fields.text("ordered").as_str() {
        "no" => Some(Ordered::Nothing),
        "yes" => match read_date(&fields.text("ordered-on")) {
            Ok(on) => Some(Ordered::On(on)),
            Err(why) => {
                errors.push(("ordered-on".to_owned(), why));
                None
            }
        },
        _ => None,
    }
}

/// The form as typed, on top of `known`, whose documents are those of the call. Errors are (field, sentence).
pub fn typed(fields: &Fields, known: &Form, errors: &mut Vec<(String, Text)>) -> Form {
    let documents = known.documents.iter().enumerate().map(|(i, document)| Document {
        name: document.name.clone(),
        ready: fields.has(&format!("ready-{i}")),
        days: fields.text(&format!("days-{i}")).parse().unwrap_or(document.days).min(365),
    });
    let mut elsewhere = vec![];
    for i in 0..ELSEWHERE {
        let funder = fields.text(&format!("funder-{i}"));
        let amount = fields.money(&format!("elsewhere-{i}"), errors);
        match (funder.is_empty(), amount) {
            (false, Some(amount)) if amount.0 > 0 => elsewhere.push(Elsewhere { funder, amount }),
            (true, None) => {}
            // What was mistyped has its own error.
            (false, None) if !fields.text(&format!("elsewhere-{i}")).is_empty() => {}
            _ => {
                let sentence = Text::new(
                    "Donnez à la fois le financeur et un montant, ou laissez la ligne vide.",
                    "Give both the funder and an amount, or leave the line empty.",
                );
                errors.push((format!("funder-{i}"), sentence));
            }
        }
    }
    Form {
        title: fields.text("title").chars().take(200).collect(),
        need: fields.text("need"),
        cost: fields.money("cost", errors),
        asked: fields.money("asked", errors),
        documents: documents.collect(),
        elsewhere,
        themes: fields.all("theme"),
        measure: known.measure.clone(),
        owned: known.owned,
        ordered: ordered(fields, errors),
        despite: fields.text("despite"),
        // Computed at the filing, never typed.
        verdict: None,
        law: None,
        known: None,
        seat: None,
    }
}
