//! The page of the synergies of a territory: what was realised, what is followed, the leads with their reasons, the supplies that
//! establishments declare to the State. Each list says what to do when it is empty.

use super::seen::{Seen, flow, holders, leads, seen};
use super::title::title;
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At, query};
use crate::error::{OrFail, Result};
use crate::map::{self, MapView};
use crate::page::{Here, Nav, Page};
use crate::paging::{Pages, cut, first};
use crate::permissions::{Action, Actor, can};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use connect::{Flow, Milli, Unit, quantity_told, substance_told};
use domain::sharing::FLOOR;
use domain::{Answer, Lang, Territory, Text, name};
use factory::exchanges::Found;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::SynergyId;
use store::flows::{self, Kept};
use store::synergies::{self, Synergy, Total};

/// Lines of each list on one page: the files have them all.
pub const ON_A_PAGE: usize = 50;
/// Removed flows of one holder that can be restored from the page.
const REMOVED: u32 = 100;

#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub struct Ask {
    pub q: String,
    /// First two digits of the waste.
    pub chapitre: String,
    /// Page of each list, from 1: leads, flows, supplies, synergies that are followed.
    pistes: usize,
    flux: usize,
    offres: usize,
    suivies: usize,
}

impl Ask {
    fn query(&self) -> String {
        query([("q", self.q.as_str()), ("chapitre", &self.chapitre)])
    }
    /// The neighbours of the page of a list, the other lists where they stand. `base` is the address of the page.
    fn pages(&self, base: &str, list: &'static str, asked: usize, more: bool) -> Pages {
        Pages::of(asked, more, |number| {
            let all = [("pistes", self.pistes), ("flux", self.flux), ("offres", self.offres), ("suivies", self.suivies)];
            let all = all.map(|(name, at)| (name, if name == list { number } else { at }));
            let all = all.map(|(name, at)| (name, if at > 1 { at.to_string() } else { String::new() }));
            let own = [("q", self.q.as_str()), ("chapitre", self.chapitre.as_str())];
            format!("{base}?{}#{list}", query(own.into_iter().chain(all.iter().map(|(name, at)| (*name, at.as_str())))))
        })
    }
    fn is_filtered(&self) -> bool {
        !self.q.is_empty() || !self.chapitre.is_empty()
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
    followed_pages: Pages,
    leads: Vec<LeadRow>,
    leads_pages: Pages,
    /// Something is looked for: an empty list says that nothing fits.
    filtered: bool,
    flows: Vec<FlowRow>,
    flows_pages: Pages,
    /// Those that whoever asks may restore.
    removed: Vec<FlowRow>,
    supplies: Vec<SupplyRow>,
    supplies_pages: Pages,
    counted: String,
    missing: Vec<Text>,
    sources: Vec<String>,
    rules: String,
    map: MapView<'a>,
}

pub async fn show(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code)): At<(u8, String)>,
    Asked(ask): Asked<Ask>,
) -> Result<Response> {
    let seen = seen(&app, &here, &actor, phase, &code).await?;
    let mut page = here.page(Nav::Territories, here.t("synergies-title"));
    // Who declares reads here what they removed, though nothing of theirs stands.
    page.private = seen.reads || seen.declares || !seen.flows.is_empty();
    let (matching, exchanges) = (app.connect.on(app.today()), app.exchanges());
    let base = page.url(format!("/territoires/{phase}/{code}/synergies"));
    let totals = synergies::realised(&app.store, phase, &code).await.or_ours(&here)?;
    let (mut followed, mut between) = (vec![], BTreeMap::new());
    if seen.reads {
        let (from, most) = (first(ask.suivies, ON_A_PAGE), ON_A_PAGE + 1);
        let (from, most) = (u32::try_from(from).unwrap_or(u32::MAX), u32::try_from(most).unwrap_or(u32::MAX));
        followed = synergies::of_place(&app.store, phase, &code, from, most).await.or_ours(&here)?;
        between = synergies::between(&app.store, phase, &code).await.or_ours(&here)?;
    }
    let mut removed = vec![];
    for holder in holders(&actor, &seen.place) {
        removed.extend(flows::removed(&app.store, phase, &code, &holder, REMOVED).await.or_ours(&here)?);
    }
    let (followed, more_followed) = cut(followed, 1, ON_A_PAGE);
    let (from, held, asked, today) = (first(ask.pistes, ON_A_PAGE), app.clone(), ask.clone(), app.today());
    let keeps = move |supply: &Flow, _: &Flow| asked.keeps(supply, &substance_told(&supply.substance, held.connect.on(today)).fr);
    let found = leads(&app, &here, &seen, keeps, from..from.saturating_add(ON_A_PAGE + 1)).await?;
    let (found, more_leads) = cut(found, 1, ON_A_PAGE);
    let row = |found: &Found| lead_row(&app, &page, found, between.get(&(found.supply.id.clone(), found.demand.id.clone())));
    let leads: Vec<LeadRow> = found.iter().map(row).collect();
    let supplies: Vec<&Flow> = exchanges.within(&seen.communes).filter(|flow| ask.keeps(flow, label(flow))).collect();
    let place = |flow: &&Flow| (flow.id.clone(), flow.party.name.clone(), flow.place, format!("{base}#offres"));
    let map = map::places(&app.reference, one_by_commune(&supplies).iter().map(place));
    let (supplies, more_supplies) = cut(supplies, ask.offres, ON_A_PAGE);
    let flow_row = |kept: &Kept| flow_row(&app, &page, &actor, &seen, kept);
    let (flows, more_flows) = cut(kept_flows(&app, &ask, &seen), ask.flux, ON_A_PAGE);
    let counted = seen.counted.map(|(flows, holders)| page.t2("synergies-counted", "flows", flows, "holders", holders)).unwrap_or_default();
    let known = [exchanges.source.as_ref(), Some(&exchanges.knowledge.source)];
    let sources = known.into_iter().flatten().filter(|source| !source.title.is_empty()).map(|source| source.title.clone()).collect();
    let view = Show {
        flows: flows.into_iter().map(flow_row).collect(),
        flows_pages: ask.pages(&base, "flux", ask.flux, more_flows),
        removed: removed.iter().map(flow_row).collect(),
        followed: followed.iter().map(|one| followed_row(&page, one)).collect(),
        followed_pages: ask.pages(&base, "suivies", ask.suivies, more_followed),
        leads_pages: ask.pages(&base, "pistes", ask.pistes, more_leads),
        supplies: supplies.into_iter().map(|flow| supply_row(&app, &page, flow)).collect(),
        supplies_pages: ask.pages(&base, "offres", ask.offres, more_supplies),
        totals: totals.iter().map(|total| told(&page, total, seen.reads)).collect(),
        chapters: reference::waste::entries().filter(|e| e.code.len() == 2).map(|e| (e.code.clone(), e.label.to_lowercase())).collect(),
        missing: exchanges.missing.clone(),
        rules: matching.version.clone(),
        query: ask.query(),
        declares: seen.declares,
        reads: seen.reads,
        follows: seen.follows,
        territory: seen.territory,
        filtered: ask.is_filtered(),
        base,
        page,
        ask,
        leads,
        counted,
        sources,
        map,
    };
    answer::private(&here, StatusCode::OK, &view)
}

/// The declared flows that whoever asks may read and the filter keeps.
pub fn kept_flows<'a>(app: &App, ask: &Ask, seen: &'a Seen<'_>) -> Vec<&'a Kept> {
    let (matching, exchanges) = (app.connect.on(app.today()), app.exchanges());
    let keeps = |kept: &&Kept| match flow(kept, &app.reference, &exchanges) {
        Some(flow) => ask.keeps(&flow, &substance_told(&flow.substance, matching).fr),
        None => !ask.is_filtered(),
    };
    seen.flows.iter().filter(keeps).collect()
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

/// `followed`: the synergy that follows it, when whoever asks may read it.
pub fn lead_row(app: &App, page: &Page, found: &Found, followed: Option<&SynergyId>) -> LeadRow {
    let Found { lead, supply, demand } = found;
    let matching = app.connect.on(app.today());
    let place = |flow: &Flow| {
        let commune = app.reference.commune(&flow.party.commune).map(|commune| format!(" ({})", commune.name)).unwrap_or_default();
        format!("{}{commune}", flow.party.name)
    };
    let km = |km: f64| format!("{}\u{a0}km", page.number(&km, 1));
    let cases = lead.evidence.cases.iter().cloned().collect::<Vec<_>>().join(", ");
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
                words: page.x(&check.reason),
                source: check.source.as_ref().map(|s| format!("{}, {}", s.title, page.mark(&s.mark))).unwrap_or_default(),
            })
            .collect(),
        evidence: match lead.evidence.exchanges {
            0 => page.t("synergies-no-evidence"),
            n if lead.evidence.by_division => page.t2("synergies-evidence-division", "n", n, "cases", cases),
            n => page.t2("synergies-evidence", "n", n, "cases", cases),
        },
        missing: lead.missing.iter().map(|text| page.x(text)).collect(),
        followed: followed.map(|id| page.url(format!("/synergies/{id}"))).unwrap_or_default(),
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
        title: title(&one.detected, page.lang()),
        state: page.say(one.state.label()),
        animator: one.animator.clone(),
        declared: amount(page, one.detected.declared, &one.detected.unit),
        verified: amount(page, one.verified, &one.detected.unit),
    }
}
