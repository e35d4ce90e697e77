//! `/pilotage/territoires`: one row for each territory of a region or of the country, the total of each region, and that of all.

use super::list::named;
use super::sums::{Promise, Sum, Told, total};
use super::{regions, territory_name, within};
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, query};
use crate::error::{OrFail, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use crate::routes::steering::scope;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contracts::{DecisionKind, IndicatorSpec};
use domain::{format, name};
use grants::Step;
use serde::Deserialize;
use store::portfolio::Within;

pub const PATH: &str = "/pilotage/territoires";

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Ask {
    /// INSEE code.
    pub region: String,
    /// "1", "2"; every phase when empty.
    pub phase: String,
    /// Identifier of the indicator of the last columns.
    pub indicateur: String,
}

impl Ask {
    pub fn at(&self, path: &str) -> String {
        let query = query([("region", self.region.as_str()), ("phase", &self.phase), ("indicateur", &self.indicateur)]);
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
    pub fn keeps(&self, phase: u8) -> bool {
        self.phase.is_empty() || self.phase == phase.to_string()
    }
}

/// A line of the table.
pub enum Row {
    Territory(Box<Sum>, String),
    /// The territories of a region.
    Region(Box<Sum>, String),
}

impl Row {
    pub fn sum(&self) -> &Sum {
        match self {
            Row::Territory(sum, _) | Row::Region(sum, _) => sum,
        }
    }
    pub fn name(&self) -> &str {
        match self {
            Row::Territory(_, name) | Row::Region(_, name) => name,
        }
    }
    pub fn is_total(&self) -> bool {
        matches!(self, Row::Region(..))
    }
}

/// The sums that an address shows, by region then by name, with their perimeter.
pub async fn asked(app: &App, here: &Here, actor: &Actor, ask: &mut Ask) -> Result<(Within, Vec<Sum>)> {
    let within = within(app, here, actor, &ask.region, "")?;
    if let Within::Region(code) = &within {
        ask.region.clone_from(code);
    }
    let lines = scope::counted(app, actor, &ask.region);
    let sums = app.reports.portfolio().sums(app, lines).await.or_ours(here)?;
    let mut kept: Vec<Sum> = sums.iter().filter(|sum| ask.keeps(sum.phase)).cloned().collect();
    for sum in kept.iter_mut().filter(|sum| sum.region.is_empty()) {
        // Blocking points or applications without a sheet that tells its region.
        sum.region = scope::region_code(app, sum.phase, &sum.code).unwrap_or_default();
    }
    let region = |sum: &Sum| name::fold(app.reference.region_name(&sum.region).unwrap_or_default());
    kept.sort_by_cached_key(|sum| (region(sum), name::fold(&territory_name(app, sum.phase, &sum.code)), std::cmp::Reverse(sum.phase)));
    Ok((within, kept))
}

/// Indicators of every life cycle, each once.
pub fn indicators(app: &App) -> Vec<&IndicatorSpec> {
    let mut all: Vec<&IndicatorSpec> = vec![];
    for spec in app.rulebook.lifecycles.iter().rev().flat_map(|(_, lifecycle)| &lifecycle.indicators) {
        if !all.iter().any(|known| known.id == spec.id) {
            all.push(spec);
        }
    }
    all
}

/// Names of the states that some of these territories have sheets in, in the order of the life cycles, with how many each has.
pub fn by_state(app: &App, page: &Page, sums: &[Sum]) -> Vec<(String, Vec<u64>)> {
    let (mut told, mut seen): (Vec<(String, Vec<u64>)>, Vec<&str>) = (vec![], vec![]);
    for state in app.rulebook.lifecycles.iter().rev().flat_map(|(_, lifecycle)| &lifecycle.states) {
        // Two phases may give one identifier, or one name to two.
        if seen.contains(&state.id.as_str()) {
            continue;
        }
        seen.push(&state.id);
        let name = page.x(&state.name);
        let counts: Vec<u64> = sums.iter().map(|sum| sum.states.get(&state.id).copied().unwrap_or_default()).collect();
        match told.iter_mut().find(|(known, _)| *known == name) {
            Some((_, whole)) => whole.iter_mut().zip(counts).for_each(|(whole, n)| *whole += n),
            None => told.push((name, counts)),
        }
    }
    told.retain(|(_, counts)| counts.iter().any(|n| *n > 0));
    told
}

/// "Détectée 3, Qualifiée 2".
fn states(app: &App, page: &Page, sum: &Sum) -> String {
    let told = by_state(app, page, std::slice::from_ref(sum)).into_iter();
    told.map(|(name, counts)| format!("{name} {}", counts.iter().sum::<u64>())).collect::<Vec<_>>().join(", ")
}

/// A figure with how many told it; a dash when nobody did.
pub fn told(page: &Page, told: &Told) -> String {
    match told {
        (0, _) => "–".to_owned(),
        (n, figure) => format!("{} ({})", figure.show(page.lang()), page.t1("sheets-count", "n", n)),
    }
}

pub fn money(page: &Page, sum: &Sum, step: &Step) -> String {
    match sum.money.step(*step) {
        (0, _) => "–".to_owned(),
        (_, amount) => page.money(&amount),
    }
}

pub fn cost(page: &Page, sum: &Sum) -> String {
    if sum.costed == 0 { "–".to_owned() } else { page.money(&sum.cost) }
}

#[derive(Template)]
#[template(path = "steering/territories.html")]
struct Territories<'a> {
    page: Page,
    title: String,
    ask: Ask,
    regions: Vec<(String, String)>,
    phases: Vec<(String, String)>,
    indicators: Vec<&'a IndicatorSpec>,
    /// That of the last columns.
    chosen: Option<&'a IndicatorSpec>,
    rows: Vec<Row>,
    total: Sum,
    /// Names of the territories of today that have no sheet at all.
    silent: Vec<String>,
    /// Applications are not counted: whoever reads may not read them.
    typed: bool,
    opened: bool,
    app: &'a App,
}

impl Territories<'_> {
    fn states(&self, sum: &Sum) -> String {
        states(self.app, &self.page, sum)
    }
    fn told(&self, figures: &Told) -> String {
        told(&self.page, figures)
    }
    fn promise(&self, sum: &Sum) -> Promise {
        self.chosen.map_or_else(Promise::default, |spec| sum.promise(&spec.id))
    }
    fn money(&self, sum: &Sum, step: &Step) -> String {
        money(&self.page, sum, step)
    }
    fn cost(&self, sum: &Sum) -> String {
        cost(&self.page, sum)
    }
    fn due(&self, sum: &Sum) -> String {
        sum.due.map_or_else(String::new, |due| self.page.short_date(&due))
    }
    /// The list of these sheets.
    fn opens(&self, row: &Row, filter: impl AsRef<str>) -> String {
        let sum = row.sum();
        let place = if row.is_total() { format!("region={}", sum.region) } else { format!("territoire={}", sum.key()) };
        self.page.url(format!("/pilotage/fiches?{place}{}", filter.as_ref()))
    }
    fn n(&self, n: &u64) -> String {
        format::number(*n as f64, 0, self.page.lang())
    }
    fn kinds(&self) -> [DecisionKind; 4] {
        super::ask::KINDS
    }
    /// Sheets that were decided so, in the address of the list.
    fn filter(&self, kind: &DecisionKind) -> String {
        format!("&decision={}", kind.code())
    }
    fn kind_name(&self, kind: &DecisionKind) -> String {
        self.page.x(&kind.name())
    }
    fn file(&self, ending: &str) -> String {
        self.page.url(self.ask.at(&format!("{PATH}/territoires.{ending}")))
    }
}

/// Territories followed by the total of their region, where there are several.
fn rows(app: &App, page: &Page, sums: Vec<Sum>) -> Vec<Row> {
    let several = sums.windows(2).any(|two| two[0].region != two[1].region);
    let mut rows: Vec<Row> = vec![];
    for of_region in sums.chunk_by(|one, other| one.region == other.region) {
        for sum in of_region {
            let name = format!("{} ({})", territory_name(app, sum.phase, &sum.code), page.t1("phase", "n", sum.phase));
            rows.push(Row::Territory(Box::new(sum.clone()), name));
        }
        if several {
            let region = of_region[0].region.clone();
            let name = app.reference.region_name(&region).unwrap_or_default().to_owned();
            rows.push(Row::Region(Box::new(Sum { region, ..total(of_region) }), name));
        }
    }
    rows
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, Asked(mut ask): Asked<Ask>) -> Result<Response> {
    let (within, sums) = asked(&app, &here, &actor, &mut ask).await?;
    let page = here.page(Nav::Steering, here.t("places-title")).private();
    let indicators = indicators(&app);
    let chosen = indicators.iter().find(|spec| spec.id == ask.indicateur).or(indicators.first()).copied();
    let steered = regions(&app, &actor);
    let of_today = app.rulebook.lifecycles.iter().map(|(phase, _)| *phase).max().unwrap_or_default();
    let mine = |region: &str| steered.iter().any(|(code, name)| name == region && (ask.region.is_empty() || *code == ask.region));
    let told = |code: &str| sums.iter().any(|sum| sum.phase == of_today && sum.code == code && sum.sheets + sum.invented > 0);
    let all = app.reference.territories().iter();
    let silent = all.filter(|t| t.phase == of_today && ask.keeps(t.phase) && mine(&t.region) && !told(&t.code)).map(|t| t.name.clone());
    let counted = scope::counted(&app, &actor, &ask.region);
    let view = Territories {
        silent: silent.collect(),
        title: named(&app, &page, &within),
        phases: app.rulebook.lifecycles.iter().map(|(phase, _)| (phase.to_string(), page.t1("phase", "n", phase))).collect(),
        typed: counted.typed,
        opened: counted.opened,
        total: total(&sums),
        rows: rows(&app, &page, sums.clone()),
        regions: steered,
        indicators,
        chosen,
        page,
        ask,
        app: &app,
    };
    answer::private(&here, StatusCode::OK, &view)
}
