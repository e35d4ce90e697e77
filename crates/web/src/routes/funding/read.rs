//! A form of a line, read: a line, or every problem at once, each beside its field.

use crate::routes::projects::form::Typed;
use domain::{Cents, Date, Problem, Siret, Text, name};
use grants::{Line, Period, Reason, Refusal, Stage, Step, Terms};
use programmes::Rulebook;
use serde::de::DeserializeOwned;

/// Longest text of a field.
const LONG: usize = 300;

pub fn read(typed: &Typed, rulebook: &Rulebook) -> Result<Line, Vec<Problem>> {
    let mut reader = Reader { typed, problems: vec![] };
    let line = reader.line(rulebook);
    let mut problems = reader.problems;
    // What could not be read is told alone: the rules would only repeat it otherwise.
    let unread: Vec<String> = problems.iter().map(|problem| problem.field.clone()).collect();
    problems.extend(grants::problems(&line).into_iter().filter(|problem| !unread.contains(&problem.field)));
    if problems.is_empty() { Ok(line) } else { Err(problems) }
}

struct Reader<'a> {
    typed: &'a Typed,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn text(&self, name: &str) -> &'a str {
        self.typed.get(name).map_or("", |value| value.trim())
    }
    fn wrong(&mut self, field: &str, what: Text, mend: (&str, &str)) {
        self.problems.push(Problem::at("", 0, 0, field, what, Text::new(mend.0, mend.1)));
    }
    fn words(&mut self, name: &str) -> Option<String> {
        let text = self.text(name).to_owned();
        if text.chars().count() > LONG {
            let mend = ("300 caractères au plus.", "300 characters at most.");
            self.wrong(name, Text::new("Texte trop long.", "The text is too long."), mend);
        }
        (!text.is_empty()).then_some(text)
    }
    fn choice<T: DeserializeOwned>(&mut self, name: &str, otherwise: T) -> T {
        let value = serde_json::Value::String(self.text(name).to_owned());
        serde_json::from_value(value).unwrap_or_else(|_| {
            let mend = ("Choisir dans la liste.", "Choose in the list.");
            self.wrong(name, Text::new("Choix inconnu.", "Unknown choice."), mend);
            otherwise
        })
    }
    fn amount(&mut self, name: &str) -> Option<Cents> {
        let text = self.text(name).to_owned();
        if text.is_empty() {
            return None;
        }
        text.parse()
            .map_err(|_| {
                let what = Text::new(format!("« {text} » : montant illisible."), format!("“{text}”: unreadable amount."));
                self.wrong(
                    name,
                    what,
                    ("Écrire par exemple 150 000 €, 12 500,50 ou 1,2 M€.", "Write for example 150000, 12500.50 or 1.2 M€."),
                );
            })
            .ok()
    }
    fn day(&mut self, name: &str) -> Option<Date> {
        let text = self.text(name).to_owned();
        if text.is_empty() {
            return None;
        }
        programmes::read_date(&text)
            .map_err(|_| {
                let what = Text::new(format!("« {text} » : date illisible."), format!("“{text}”: unreadable date."));
                self.wrong(name, what, ("Écrire par exemple 2026-03-12.", "Write for example 2026-03-12."));
            })
            .ok()
    }

    fn line(&mut self, rulebook: &Rulebook) -> Line {
        let funder = self.choice("funder", domain::Funder::State);
        let instrument = self.choice("instrument", domain::Instrument::Grant);
        let funder_name = self.words("funder_name").unwrap_or_default();
        let mut line = Line::planned(funder, funder_name, instrument, Cents::ZERO);
        line.regime = self.choice("regime", domain::AidRegime::None);
        line.funder_siret = match self.text("funder_siret") {
            "" => None,
            siret => {
                Siret::parse(siret).map_err(|why| self.wrong("funder_siret", why, ("Le recopier de l’acte.", "Copy it from the act."))).ok()
            }
        };
        let pair = |text: &str| text.split_once('/').map_or((text.to_owned(), None), |(a, b)| (a.to_owned(), Some(b.to_owned())));
        (line.programme, line.measure) = some(pair(self.text("fund")));
        (line.call, line.wave) = some(pair(self.text("call")));
        line.operator = Some(self.text("operator").to_owned()).filter(|slug| !slug.is_empty()).or_else(|| operator(&line, rulebook));
        line.base = self.amount("base");
        line.rate = match self.text("rate").to_owned() {
            text if text.is_empty() => None,
            text => {
                let text = if text.ends_with('%') { text } else { format!("{text} %") };
                programmes::percent::parse(&text)
                    .map_err(|_| {
                        let what = Text::new(format!("« {text} » : taux illisible."), format!("“{text}”: unreadable rate."));
                        self.wrong("rate", what, ("Écrire par exemple 40 %.", "Write for example 40%."));
                    })
                    .ok()
            }
        };
        line.asked = self.stage(Step::Asked);
        line.granted = self.stage(Step::Granted);
        line.contracted = self.stage(Step::Contracted);
        line.paid = self.stage(Step::Paid);
        line.above_asked = self.words("above_asked");
        line.planned = self.amount("planned").or(line.asked.as_ref().map(|stage| stage.amount)).unwrap_or_default();
        line.refused = self.refusal();
        line.published = self.text("published") == "oui";
        line.object = self.words("object");
        line.terms = match self.text("terms") {
            "once" => Some(Terms::Once),
            "staggered" => Some(Terms::Staggered),
            "other" => Some(Terms::Other(self.words("terms_words").unwrap_or_else(|| "autre".into()))),
            _ => None,
        };
        let first = self.day("payment_first");
        line.payment = first.map(|first| Period { first, last: first });
        if let (Some(last), Some(payment)) = (self.day("payment_last"), &mut line.payment) {
            payment.last = last;
        }
        line.rae = self.words("rae");
        line
    }

    /// A stage is filled or not: an amount wants its day, a day or a proof its amount.
    fn stage(&mut self, step: Step) -> Option<Stage> {
        let (amount, on) = (self.amount(step.code()), self.day(&format!("{}_on", step.code())));
        let proof = self.words(&format!("{}_proof", step.code()));
        let told = |name: &str| self.typed.get(name).is_some_and(|value| !value.trim().is_empty());
        let (has_amount, has_day) = (told(step.code()), told(&format!("{}_on", step.code())));
        if has_amount && !has_day {
            let what = Text::new("La date manque.", "The date is missing.");
            self.wrong(&format!("{}_on", step.code()), what, ("Écrire le jour de la pièce.", "Write the day of the paper."));
        } else if !has_amount && (has_day || proof.is_some()) {
            let what = Text::new("Le montant manque.", "The amount is missing.");
            self.wrong(step.code(), what, ("L’écrire, ou effacer la date et la pièce.", "Write it, or clear the date and the paper."));
        }
        Some(Stage { amount: amount?, on: on?, proof: proof.unwrap_or_default() })
    }

    fn refusal(&mut self) -> Option<Refusal> {
        let (code, on, words) = (self.text("reason").to_owned(), self.day("refused_on"), self.words("refused_words").unwrap_or_default());
        if code.is_empty() {
            if on.is_some() || !words.is_empty() {
                let what = Text::new("Le motif manque.", "The reason is missing.");
                self.wrong("reason", what, ("Le choisir, ou effacer la date et les mots.", "Choose it, or clear the date and the words."));
            }
            return None;
        }
        let Some(reason) = Reason::parse(&code) else {
            self.wrong("reason", Text::new("Choix inconnu.", "Unknown choice."), ("Choisir dans la liste.", "Choose in the list."));
            return None;
        };
        if on.is_none() && self.text("refused_on").is_empty() {
            let what = Text::new("La date manque.", "The date is missing.");
            self.wrong("refused_on", what, ("Écrire le jour du refus ou de l’abandon.", "Write the day of the refusal."));
        }
        Some(Refusal { on: on?, reason, words })
    }
}

fn some((first, second): (String, Option<String>)) -> (Option<String>, Option<String>) {
    (Some(first).filter(|text| !text.is_empty()), second)
}

/// The operator that the rules give for the call, else for the measure when it has only one.
fn operator(line: &Line, rulebook: &Rulebook) -> Option<String> {
    let call = line.call.as_deref().and_then(|id| rulebook.programmes.iter().flat_map(|p| &p.calls).find(|call| call.id == id));
    let measure = line.measure.as_deref().and_then(|id| rulebook.measure(id));
    let only = measure.filter(|measure| measure.operators.len() == 1).and_then(|measure| measure.operators.first());
    call.map(|call| &call.operator).or(only).map(|operator| name::slug(operator))
}
