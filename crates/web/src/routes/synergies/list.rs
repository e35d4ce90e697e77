//! The page of the synergies of a territory: what was realised, what is followed, the leads with their reasons, the supplies that
//! establishments declare to the State. Each list says what to do when it is empty.

use super::seen::{MOST, Seen, leads, seen};
use crate::app::App;
use crate::ask::{Asked, At, query};
use crate::error::Failure;
use crate::map::{self, MapView};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, can};
use crate::routes::contracts::place::shown;
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use connect::{Flow, Milli, Unit, quantity_told, substance_told};
use domain::sharing::FLOOR;
use domain::{Answer, Lang, Territory, Text, name};
use factory::exchanges::Found;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::flows::Kept;
use store::synergies::{self, Synergy, Total};

/// Supplies shown: the files have them all.
const SUPPLIES: usize = 200;

#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub struct Ask {
    pub q: String,
    /// First two digits of the waste.
    pub chapitre: String,
}

impl Ask {
    fn query(&self) -> String {
        query([("q", self.q.as_str()), ("chapitre", &self.chapitre)])
    }
    pub fn keeps(&self, flow: &Flow, told: &str) -> bool {
        let wanted = name::fold(&self.q);
        let holds = wanted.is_empty() || name::fold(&format!("{} {told}", flow.party.name)).contains(&wanted);
        holds && (self.chapitre.is_empty() || chapter(flow).is_some_and(|chapter| chapter == self.chapitre))
    }
}

fn chapter(flow: &Flow) -> Option<String> {
    match flow.substance {
        connect::Substance::Waste(code) => Some(format!("{:02}", code.chapter())),
        _ => None,
    }
}

pub struct Reason {
    pub answer: Answer,
    pub words: String,
    pub source: String,
}

pub struct LeadRow {
    pub supply: String,
    pub demand: String,
    pub given: String,
    pub taken: String,
    pub what: String,
    pub answer: Answer,
    pub points: u32,
    /// Empty when not known, as the next three.
    pub amount: String,
    pub km: String,
    pub yearly: String,
    pub worth_km: String,
    pub reasons: Vec<Reason>,
    pub evidence: String,
    pub missing: Vec<String>,
    /// Page of the synergy that follows it; empty while nobody does.
    pub followed: String,
}

pub struct SupplyRow {
    pub id: String,
    pub name: String,
    pub place: String,
    pub what: String,
    pub label: String,
    pub amount: String,
    pub hazardous: bool,
}

pub struct FlowRow {
    pub id: String,
    pub version: i64,
    pub name: String,
    pub side: String,
    pub what: String,
    pub amount: String,
    pub shared: bool,
    pub counted: bool,
    pub writes: bool,
}

pub struct FollowedRow {
    pub id: String,
    pub title: String,
    pub state: String,
    pub animator: String,
    pub declared: String,
    pub verified: String,
}

#[derive(Template)]
#[template(path = "synergies/show.html")]
struct Show<'a> {
    page: Page,
    base: String,
    territory: &'a Territory,
    ask: Ask,
    query: String,
    chapters: Vec<(String, String)>,
    declares: bool,
    reads: bool,
    follows: bool,
    totals: Vec<String>,
    followed: Vec<FollowedRow>,
    leads: Vec<LeadRow>,
    /// How many leads are looked at, when that is not all; 0 when it is.
    cut: usize,
    /// Leads were found, and the filters keep none.
    filtered: bool,
    flows: Vec<FlowRow>,
    supplies: Vec<SupplyRow>,
    more: usize,
    counted: String,
    missing: Vec<&'a Text>,
    sources: Vec<String>,
    rules: String,
    map: MapView<'a>,
}

pub async fn show(
    State(app): State<App>,
    here: Here,
    Extension(actor): Extension<Actor>,
    At((phase, code)): At<(u8, String)>,
    Asked(ask): Asked<Ask>,
) -> Result<Response, Failure> {
    let seen = seen(&app, &here, &actor, phase, &code).await?;
    let mut page = here.page(Nav::Territories, here.t("synergies-title"));
    page.private = seen.reads || !seen.flows.is_empty();
    let fail = |e| Failure::ours(&here, e);
    let matching = app.connect.on(app.today());
    let all = if seen.reads { synergies::of_place(&app.store, phase, &code).await.map_err(fail)? } else { vec![] };
    let totals = synergies::realised(&app.store, phase, &code).await.map_err(fail)?;
    let found = leads(&app, &here, &seen).await?;
    let (cut, any) = (if found.len() >= MOST { MOST } else { 0 }, !found.is_empty());
    let found = found.iter().filter(|found| ask.keeps(&found.supply, &substance_told(&found.supply.substance, matching).fr));
    let leads: Vec<LeadRow> = found.map(|found| lead_row(&app, &page, found, &all)).collect();
    let supplies: Vec<&Flow> = app.exchanges.within(&seen.communes).filter(|flow| ask.keeps(flow, label(flow))).collect();
    let base = format!("/territoires/{phase}/{code}/synergies");
    let place = |flow: &&Flow| (flow.id.clone(), flow.party.name.clone(), flow.place, format!("{}#offres", page.url(&base)));
    let map = map::places(&app.reference, one_by_commune(&supplies).iter().map(place));
    let rows = supplies.iter().take(SUPPLIES).map(|flow| supply_row(&app, &page, flow)).collect();
    let counted = seen.counted.map(|(flows, holders)| page.t2("synergies-counted", "flows", flows, "holders", holders)).unwrap_or_default();
    let known = [app.exchanges.source.as_ref(), Some(&app.exchanges.knowledge.source)];
    let sources = known.into_iter().flatten().filter(|source| !source.title.is_empty()).map(|source| source.title.clone()).collect();
    let flow_row = |kept: &Kept| flow_row(&app, &page, &actor, &seen, kept);
    let view = Show {
        flows: seen.flows.iter().map(flow_row).collect(),
        followed: all.iter().map(|one| followed_row(&page, one)).collect(),
        totals: totals.iter().map(|total| told(&page, total, seen.reads)).collect(),
        more: supplies.len().saturating_sub(SUPPLIES),
        chapters: reference::waste::entries().filter(|e| e.code.len() == 2).map(|e| (e.code.clone(), e.label.to_lowercase())).collect(),
        missing: app.exchanges.missing.iter().collect(),
        rules: matching.version.clone(),
        query: ask.query(),
        declares: seen.declares,
        reads: seen.reads,
        follows: seen.follows,
        territory: seen.territory,
        supplies: rows,
        base: page.url(&base),
        filtered: any && leads.is_empty(),
        page,
        ask,
        cut,
        leads,
        counted,
        sources,
        map,
    };
    shown(&here, StatusCode::OK, &view)
}

/// One point for each commune: declared supplies stand at its centre.
fn one_by_commune<'a>(supplies: &[&'a Flow]) -> Vec<&'a Flow> {
    let first: BTreeMap<&str, &'a Flow> = supplies.iter().rev().map(|flow| (flow.party.commune.as_str(), *flow)).collect();
    first.into_values().collect()
}

/// What the official list says of a waste; empty for anything else.
pub fn label(flow: &Flow) -> &'static str {
    match flow.substance {
        connect::Substance::Waste(code) => reference::waste::entry(&code.to_string()).map_or("", |entry| entry.label.as_str()),
        _ => "",
    }
}

/// "180 t par an déclarées, 150 t vérifiées, pour 2 synergies". To whoever does not read the synergies one by one, what a few holders
/// exchange would tell what one company does: synergies are counted, and no quantity is told.
pub fn told(page: &Page, total: &Total, reads: bool) -> String {
    let enough = reads || total.holders >= FLOOR;
    let amount = |thousandths: i64| match Unit::of(&total.unit) {
        Some(unit) => page.say(quantity_told(Milli(thousandths), unit)),
        None => "–".to_owned(),
    };
    let mut words = match Unit::of(&total.unit) {
        Some(_) if !enough => page.t1("synergies-total-few", "n", FLOOR),
        Some(_) => page.t2("synergies-total", "declared", amount(total.declared), "verified", amount(total.verified)),
        None => page.t("synergies-total-shared"),
    };
    words += &format!(" ({})", page.t1("synergies-total-count", "n", total.synergies));
    if enough && total.untold > 0 && Unit::of(&total.unit).is_some() {
        words += if page.lang() == Lang::Fr { "\u{a0}; " } else { "; " };
        words += &page.t1("synergies-total-untold", "n", total.untold);
    }
    words
}

fn amount(page: &Page, thousandths: Option<i64>, unit: &str) -> String {
    thousandths.zip(Unit::of(unit)).map(|(amount, unit)| page.say(quantity_told(Milli(amount), unit))).unwrap_or_default()
}

pub fn lead_row(app: &App, page: &Page, found: &Found, followed: &[Synergy]) -> LeadRow {
    let Found { lead, supply, demand } = found;
    let matching = app.connect.on(app.today());
    let place = |flow: &Flow| {
        let commune = app.reference.commune(&flow.party.commune).map(|commune| format!(" ({})", commune.name)).unwrap_or_default();
        format!("{}{commune}", flow.party.name)
    };
    let km = |km: f64| format!("{}\u{a0}km", page.number(&km, 1));
    let cases = lead.evidence.cases.iter().cloned().collect::<Vec<_>>().join(", ");
    let by = followed.iter().find(|one| one.detected.supply == supply.id && one.detected.demand == demand.id);
    LeadRow {
        given: place(supply),
        taken: place(demand),
        what: page.say(substance_told(&supply.substance, matching)),
        answer: lead.answer,
        points: lead.points,
        amount: lead.usable.map(|(amount, unit)| page.say(quantity_told(amount, unit))).unwrap_or_default(),
        km: lead.km.map(km).unwrap_or_default(),
        yearly: lead.yearly.map(|cents| page.money(&cents)).unwrap_or_default(),
        worth_km: lead.break_even_km.map(km).unwrap_or_default(),
        reasons: lead
            .checks
            .iter()
            .map(|check| Reason {
                answer: check.answer,
                words: page.x(&check.reason).to_owned(),
                source: check.source.as_ref().map(|s| format!("{}, {}", s.title, page.mark(&s.mark))).unwrap_or_default(),
            })
            .collect(),
        evidence: match lead.evidence.exchanges {
            0 => page.t("synergies-no-evidence"),
            n if lead.evidence.by_division => page.t2("synergies-evidence-division", "n", n, "cases", cases),
            n => page.t2("synergies-evidence", "n", n, "cases", cases),
        },
        missing: lead.missing.iter().map(|text| page.x(text).to_owned()).collect(),
        followed: by.map(|one| page.url(format!("/synergies/{}", one.id))).unwrap_or_default(),
        supply: supply.id.clone(),
        demand: demand.id.clone(),
    }
}

pub fn supply_row(app: &App, page: &Page, flow: &Flow) -> SupplyRow {
    let matching = app.connect.on(app.today());
    SupplyRow {
        id: flow.id.clone(),
        name: flow.party.name.clone(),
        place: app.reference.commune(&flow.party.commune).map_or_else(String::new, |commune| commune.name.clone()),
        what: page.say(substance_told(&flow.substance, matching)),
        label: label(flow).to_owned(),
        amount: flow.quantity.map(|q| page.say(quantity_told(q.rhythm.year(), q.unit))).unwrap_or_default(),
        hazardous: matches!(flow.substance, connect::Substance::Waste(code) if code.hazardous == Some(true)),
    }
}

fn flow_row(app: &App, page: &Page, actor: &Actor, seen: &Seen<'_>, kept: &Kept) -> FlowRow {
    let declared = &kept.declared;
    let matching = app.connect.on(app.today());
    let what = declared.substance.parse().map(|substance| page.say(substance_told(&substance, matching)));
    FlowRow {
        id: kept.id.to_string(),
        version: kept.version,
        name: declared.name.clone(),
        side: page.t(if declared.side == "supply" { "flow-supply" } else { "flow-demand" }),
        what: what.unwrap_or_else(|_| declared.substance.clone()),
        amount: amount(page, declared.amount.or(declared.months.map(|months| months.iter().sum::<i64>())), &declared.unit),
        shared: declared.shared,
        counted: declared.counted,
        writes: can(actor, Action::WriteFlow, &super::seen::object(declared, &seen.place)),
    }
}

fn followed_row(page: &Page, one: &Synergy) -> FollowedRow {
    FollowedRow {
        id: one.id.to_string(),
        title: one.detected.title.clone(),
        state: page.say(one.state.label()),
        animator: one.animator.clone(),
        declared: amount(page, one.detected.declared, &one.detected.unit),
        verified: amount(page, one.verified, &one.detected.unit),
    }
}
