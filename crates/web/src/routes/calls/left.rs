//! What remains of the envelopes that calls draw on. What a call draws on, by its programme file or by an act, is everybody's to
//! read; what is decided elsewhere than here is not known.

use super::CallLine;
use crate::app::App;
use crate::error::{OrFail, Result};
use crate::page::Here;
use crate::routes::envelopes::view::drawn;
use domain::{Date, Lang, Text, format};
use ledger::{Envelope, EnvelopeId, Unit, quantity};
use programmes::Call;
use std::collections::BTreeMap;

/// An envelope as a call tells of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    pub id: String,
    pub name: Text,
    pub opened: i64,
    pub left: i64,
    pub unit: Unit,
    /// Its last day, once it is past.
    pub over: Option<Date>,
}

impl Left {
    /// What was delegated is left too, elsewhere in the tree.
    fn of(app: &App, all: &BTreeMap<EnvelopeId, Envelope>, id: &str) -> Option<Left> {
        let id = EnvelopeId::parse(id)?;
        let root = all.get(&id)?;
        let (name, unit) = (root.name.clone(), root.unit);
        Some(Left { id: id.to_string(), name, opened: root.opened, left: ledger::held(all, &id), unit, over: over(app, all, &id) })
    }

    /// What was opened, in words.
    pub fn opened(&self, lang: Lang) -> String {
        quantity(self.opened, self.unit, lang)
    }

    /// What remains, in words.
    pub fn quantity(&self, lang: Lang) -> String {
        format!("{}{}", quantity(self.left, self.unit, lang), since(self.over, lang))
    }

    /// "reste 1 340 000 €", "reste 212 places sur 300".
    pub fn said(&self, lang: Lang) -> String {
        let (left, since) = (quantity(self.left, self.unit, lang), since(self.over, lang));
        match (self.left, self.unit, lang) {
            // Nothing is left to be too late for.
            (0, _, Lang::Fr) => "enveloppe épuisée".into(),
            (0, _, Lang::En) => "envelope used up".into(),
            (_, Unit::Money, Lang::Fr) => format!("reste {left}{since}"),
            (_, Unit::Money, Lang::En) => format!("{left} left{since}"),
            (_, Unit::Places, Lang::Fr) => format!("reste {left} sur {}{since}", format::number(self.opened as f64, 0, lang)),
            (_, Unit::Places, Lang::En) => format!("{left} left of {}{since}", format::number(self.opened as f64, 0, lang)),
        }
    }
}

/// The last day of this envelope, once it is past: what remains there can be decided on no more, until an act prolongs it.
pub fn over(app: &App, all: &BTreeMap<EnvelopeId, Envelope>, id: &EnvelopeId) -> Option<Date> {
    let today = app.today();
    ledger::last_day(all, id, &store::ledger::asked(&app.store).until).filter(|until| *until < today)
}

/// Said after what remains: ", enveloppe échue le 31 octobre 2026".
pub fn since(over: Option<Date>, lang: Lang) -> String {
    let Some(day) = over else { return String::new() };
    match lang {
        Lang::Fr => format!(", enveloppe échue le {}", format::date(day, lang)),
        Lang::En => format!(", envelope over since {}", format::date(day, lang)),
    }
}

/// The envelopes that the decisions of a call draw on, each once, with the names of the measures that draw there when there are
/// several; none for those that nobody opened.
pub async fn of(app: &App, here: &Here, call: &Call) -> Result<Vec<(Text, Left)>> {
    let whole = store::call_envelopes::root(&app.store, &call.id, call.envelope.as_deref()).await.or_ours(here)?;
    let whole = whole.as_ref().map(EnvelopeId::as_str);
    let roots = call.roots(whole);
    let all: BTreeMap<EnvelopeId, Envelope> = store::ledger::envelopes(&app.store).await.or_ours(here)?.into_iter().collect();
    let drawing = |root: &str| {
        let of = |measure: &&String| call.draws.get(*measure).map(String::as_str).or(whole) == Some(root);
        let names: Vec<&Text> = call.measures.iter().filter(of).filter_map(|id| Some(&app.rulebook.measure(id)?.name)).collect();
        Text::each(|lang| names.iter().map(|name| name.get(lang)).collect::<Vec<_>>().join(", "))
    };
    let told = |root: &&str| Some((if roots.len() > 1 { drawing(root) } else { Text::default() }, Left::of(app, &all, root)?));
    Ok(roots.iter().filter_map(told).collect())
}

/// The lines, each with what remains of the envelopes it draws on.
pub async fn told(app: &App, here: &Here, mut lines: Vec<CallLine>) -> Result<Vec<CallLine>> {
    let acts = store::call_envelopes::in_force(&app.store).await.or_ours(here)?;
    let calls = || app.rulebook.programmes.iter().flat_map(|programme| &programme.calls);
    for line in &mut lines {
        // One that is closed tells what is left no more, whatever it draws on.
        if line.asked
            && let Some(call) = calls().find(|call| call.id == line.call)
        {
            let roots = call.roots(drawn(&acts, &call.id, call.envelope.as_deref()));
            line.envelopes = roots.into_iter().map(str::to_owned).collect();
        }
    }
    if lines.iter().all(|line| line.envelopes.is_empty()) {
        return Ok(lines);
    }
    let all = store::ledger::envelopes(&app.store).await.or_ours(here)?.into_iter().collect();
    for line in &mut lines {
        line.left = line.envelopes.iter().filter_map(|id| Left::of(app, &all, id)).collect();
    }
    Ok(lines)
}
