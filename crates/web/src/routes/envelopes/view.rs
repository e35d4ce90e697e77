//! One envelope as pages, files and the API show it: counters of the ledger, name and sources of its programme.

use crate::app::App;
use crate::error::{OrFail, OrNotFound, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor, Object, can};
use crate::routes::contracts::place::names;
use domain::{Cents, Date, Lang, Text, format};
use ledger::{Envelope, EnvelopeId, Unit, quantity};
use programmes::Programme;
use std::borrow::Borrow;
use std::collections::BTreeMap;
use store::ledger::{Page, Written};

/// Nobody reads more lines than this on one screen; files hold [`IN_A_FILE`].
pub const ON_A_PAGE: u32 = 100;
pub const IN_A_FILE: u32 = 100_000;

pub struct Row<'a> {
    pub id: EnvelopeId,
    pub envelope: Envelope,
    /// How far below a root: 0 for the State's.
    pub depth: usize,
    pub programme: Option<&'a Programme>,
    /// Its entry in the programme file; None for an envelope opened below one.
    pub described: Option<&'a programmes::Envelope>,
    /// The last day it may be reserved and committed on: its own or that of one above it, by an act or by its source.
    pub until: Option<Date>,
}

impl Row<'_> {
    pub fn say(&self, amount: impl Borrow<i64>, lang: Lang) -> String {
        quantity(*amount.borrow(), self.envelope.unit, lang)
    }
    pub fn in_money(&self) -> bool {
        self.envelope.unit == Unit::Money
    }
    /// Open still, and its last day is past.
    pub fn is_over(&self, today: &Date) -> bool {
        self.envelope.closed_on.is_none() && self.until.is_some_and(|until| until < *today)
    }
}

/// The envelope that an act gave each call.
pub type Acts = BTreeMap<String, EnvelopeId>;

/// What a call draws on: by the act in force, else by its file.
pub fn drawn<'a>(acts: &'a Acts, call: &str, written: Option<&'a str>) -> Option<&'a str> {
    acts.get(call).map(EnvelopeId::as_str).or(written)
}

/// Whether some decision of this call draws on the tree of `root`: by the act in force, else by its file, or by one of its measures.
pub fn draws(acts: &Acts, call: &programmes::Call, root: &EnvelopeId) -> bool {
    let whole = drawn(acts, &call.id, call.envelope.as_deref()) == Some(root.as_str());
    whole || call.draws.values().any(|id| id == root.as_str())
}

/// Whether `actor` may do this with the money of an envelope: with every one, or with those that the calls of their
/// operator draw on. An envelope delegated below another is its root's, for whoever examines everywhere or in the `region` it was
/// delegated to. Where no call draws, nobody decides on files.
pub fn allows(app: &App, actor: &Actor, action: Action, root: &EnvelopeId, region: Option<&str>, acts: &Acts) -> bool {
    let calls = app.rulebook.programmes.iter().flat_map(|programme| &programme.calls);
    let drawing = calls.filter(|call| draws(acts, call, root));
    let own = |call: &programmes::Call| {
        let (operator, region) = (domain::name::slug(&call.operator), region.map(str::to_owned));
        can(actor, action, &Object::Envelope { operator, region })
    };
    can(actor, action, &Object::Ledger) || drawing.into_iter().any(own)
}

/// Whether `actor` writes the acts that open, raise, share out or close envelopes: who decides on files does not, by that
/// right alone, give themselves more to decide on.
pub fn acts(actor: &Actor) -> bool {
    can(actor, Action::WriteActs, &Object::Ledger)
}

/// INSEE code of the region an envelope was delegated to, which its name ends with: "fonds-friches.region-27".
pub fn region(id: &str) -> Option<&str> {
    id.rsplit_once(".region-").map(|(_, code)| code)
}

/// Whether `actor` shares this envelope out, or hands back what is left of it: who writes the acts, and the pilots of the
/// region it was delegated to.
pub fn shares(actor: &Actor, id: &str) -> bool {
    acts(actor) || region(id).is_some_and(|code| can(actor, Action::WriteActs, &Object::Region(code.into())))
}

/// Whether `actor` gives payment credits to this envelope out of those of the one above it, which they share out.
pub fn credits(actor: &Actor, above: Option<&EnvelopeId>) -> bool {
    acts(actor) || above.is_some_and(|above| shares(actor, above.as_str()))
}

/// Whether `actor` writes such an act on the envelope it names, which is right below `above`.
pub fn may_act(actor: &Actor, entry: &ledger::Entry, above: Option<&EnvelopeId>) -> bool {
    use ledger::Kind;
    match entry.kind {
        Kind::Delegation { .. } | Kind::DelegationReturn => shares(actor, entry.envelope.as_str()),
        Kind::PaymentCredits { .. } => credits(actor, above),
        _ => acts(actor),
    }
}

/// The envelope right above this one, if there is one.
pub async fn above(app: &App, here: &Here, id: &EnvelopeId) -> Result<Option<EnvelopeId>> {
    let found = store::ledger::envelope(&app.store, id).await.or_ours(here)?;
    Ok(found.and_then(|envelope| envelope.parent))
}

/// What the names of the envelopes of one tree begin with.
pub fn stem(id: &EnvelopeId) -> &str {
    id.as_str().split('.').next().unwrap_or_default()
}

/// Cents, or places, as typed.
pub fn amount(text: &str, unit: Unit) -> Result<i64, Text> {
    match unit {
        Unit::Money => text.parse::<Cents>().map(|cents| cents.0).map_err(|error| error.words()),
        Unit::Places => text
            .replace(['\u{202f}', '\u{a0}', ' '], "")
            .parse()
            .map_err(|_| Text::new("Le nombre de places est un nombre entier.", "The number of places is a whole number.")),
    }
}

/// The envelope at the top of the tree this one is in.
pub fn root(all: &BTreeMap<EnvelopeId, Envelope>, id: &EnvelopeId) -> EnvelopeId {
    let mut root = id;
    while let Some(parent) = all.get(root).and_then(|envelope| envelope.parent.as_ref()) {
        root = parent;
    }
    root.clone()
}

/// The region that this envelope, or one above it, was delegated to.
pub fn region_above(all: &BTreeMap<EnvelopeId, Envelope>, id: &EnvelopeId) -> Option<String> {
    let mut at = Some(id);
    while let Some(id) = at {
        if let Some(code) = region(id.as_str()) {
            return Some(code.to_owned());
        }
        at = all.get(id).and_then(|envelope| envelope.parent.as_ref());
    }
    None
}

/// The same, read from the ledger: whoever may with every envelope may with this one, whatever is above it.
pub async fn may(app: &App, here: &Here, actor: &Actor, action: Action, id: &EnvelopeId) -> Result<bool> {
    if can(actor, action, &Object::Ledger) {
        return Ok(true);
    }
    if actor.person().is_none() {
        return Ok(false);
    }
    let all = store::ledger::envelopes(&app.store).await.or_ours(here)?.into_iter().collect();
    let acts = store::call_envelopes::in_force(&app.store).await.or_ours(here)?;
    Ok(allows(app, actor, action, &root(&all, id), region_above(&all, id).as_deref(), &acts))
}

/// Every envelope that `actor` may see, each followed by those below it, in the order of the programmes.
pub async fn rows<'a>(app: &'a App, here: &Here, actor: &Actor) -> Result<Vec<Row<'a>>> {
    let all: BTreeMap<EnvelopeId, Envelope> = store::ledger::envelopes(&app.store).await.or_ours(here)?.into_iter().collect();
    let asked = store::ledger::asked(&app.store);
    let mut rows = vec![];
    for programme in &app.rulebook.programmes {
        for described in &programme.envelopes {
            let root = EnvelopeId::parse(&described.id).filter(|id| all.contains_key(id));
            root.into_iter().for_each(|id| below((&all, &asked.until), &id, 0, Some(programme), Some(described), &mut rows));
        }
    }
    // What no programme file describes is the State's to show, and that of the regions it was delegated to; once a call draws on it by
    // an act, it is everybody's to read: the page of the call leads there, and whoever examines the call decides there.
    let acts = store::call_envelopes::in_force(&app.store).await.or_ours(here)?;
    let drawn_on = |top: &EnvelopeId| {
        let mut calls = app.rulebook.programmes.iter().flat_map(|programme| &programme.calls);
        calls.any(|call| draws(&acts, call, top))
    };
    let known: Vec<EnvelopeId> = rows.iter().map(|row| row.id.clone()).collect();
    let reads = |top: &EnvelopeId| {
        let shares = |id: &EnvelopeId| shares(actor, id.as_str()) && root(&all, id) == *top;
        drawn_on(top) || can(actor, Action::ReadMoney, &Object::Ledger) || all.keys().any(shares)
    };
    let roots = all.iter().filter(|(id, envelope)| envelope.parent.is_none() && !known.contains(id) && reads(id));
    roots.for_each(|(id, _)| below((&all, &asked.until), id, 0, None, None, &mut rows));
    Ok(rows)
}

/// `told`: the last days that files give.
fn below<'a>(
    (all, told): (&BTreeMap<EnvelopeId, Envelope>, &BTreeMap<EnvelopeId, Date>),
    id: &EnvelopeId,
    depth: usize,
    programme: Option<&'a Programme>,
    described: Option<&'a programmes::Envelope>,
    rows: &mut Vec<Row<'a>>,
) {
    let Some(envelope) = all.get(id) else { return };
    let until = ledger::last_day(all, id, told);
    rows.push(Row { id: id.clone(), envelope: envelope.clone(), depth, programme, described, until });
    for (child, _) in all.iter().filter(|(_, envelope)| envelope.parent.as_ref() == Some(id)) {
        below((all, told), child, depth + 1, programme, None, rows);
    }
}

/// The envelope with those below it; not found when there is none, or none that `actor` may know of.
pub async fn found<'a>(app: &'a App, here: &Here, actor: &Actor, id: &str) -> Result<Vec<Row<'a>>> {
    let rows = rows(app, here, actor).await?;
    let mut from = rows.into_iter().skip_while(|row| row.id.as_str() != id);
    let first = from.next().or_not_found(here)?;
    let depth = first.depth;
    Ok(std::iter::once(first).chain(from.take_while(|row| row.depth > depth)).collect())
}

/// Lines of the journal that `actor` may read, newest first.
pub async fn lines(app: &App, here: &Here, actor: &Actor, id: &EnvelopeId, limit: u32) -> Result<Vec<Written>> {
    let page = Page { before: None, limit, with_awards: may(app, here, actor, Action::ReadMoney, id).await? };
    store::ledger::entries(&app.store, id, page).await.or_ours(here)
}

/// Names of those who decided and approved, by signature. What the files of programmes opened is signed with their path: it means
/// something to whoever writes acts, and is told in words to the others.
pub async fn signers(app: &App, here: &Here, actor: &Actor, lines: &[Written]) -> Result<BTreeMap<String, String>> {
    let mut signatures: Vec<&str> = vec![];
    for line in lines {
        signatures.push(&line.entry.actor);
        signatures.extend(line.entry.approver.as_deref());
    }
    let mut names = names(app, here, signatures.into_iter()).await?;
    if !acts(actor)
        && let Some(name) = names.get_mut(crate::envelopes::ACTOR)
    {
        *name = here.t("journal-from-sources");
    }
    Ok(names)
}

/// Euros with two decimals, or a whole number of places: for files.
pub fn plain(amount: i64, unit: Unit) -> String {
    match unit {
        Unit::Money => format::euros(Cents(amount)),
        Unit::Places => amount.to_string(),
    }
}

/// What a line says besides its kind: year, other envelope, file and whom it is for.
pub fn about(line: &Written) -> String {
    about_kind(&line.entry.kind)
}

pub fn about_kind(kind: &ledger::Kind) -> String {
    use ledger::Kind;
    match kind {
        Kind::PaymentCredits { year } => year.to_string(),
        Kind::Delegation { to } | Kind::Transfer { to } => to.to_string(),
        Kind::LastDay { until } => day(*until),
        kind => match (kind.award(), kind.beneficiary()) {
            (Some(award), Some(name)) => format!("{award} ({name})"),
            (award, _) => award.map(ToString::to_string).unwrap_or_default(),
        },
    }
}

/// The name of a line and what it says besides, for a page.
pub fn said(here: &Here, kind: &ledger::Kind) -> String {
    let about = match kind {
        ledger::Kind::LastDay { until: Some(until) } => format::date(*until, here.lang),
        ledger::Kind::LastDay { until: None } => here.t("act-last-day-lifted"),
        kind => about_kind(kind),
    };
    format!("{} {about}", kind.name().get(here.lang))
}

pub fn day(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// "money" or "places", in words.
pub fn unit(unit: Unit) -> Text {
    match unit {
        Unit::Money => Text::new("euros", "euros"),
        Unit::Places => Text::new("places", "places"),
    }
}
