//! `/pilotage`: the funnel of one's perimeter, and the doors of steering.

use super::chart;
use super::purses::{self, Purse};
use super::report::{self, Cell, Row, Shown};
use super::scope::{self, Ask, Perimeter, Seen};
use crate::app::App;
use crate::ask::Asked;
use crate::error::{Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use crate::routes::funding::Names;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::{Cents, Lang, Rate, format};
use grants::{Delay, Step};
use programmes::Rulebook;
use store::funding::By;

#[derive(Template)]
#[template(path = "steering/landing.html")]
struct Landing<'a> {
    page: Page,
    ask: Ask,
    by: By,
    public: bool,
    /// Applications are not counted: whoever reads may not read them.
    typed: bool,
    /// Nor are those whose holder named no territory.
    opened: bool,
    signed_in: bool,
    /// Steers a region or the country: blocking points are theirs to answer.
    pilots: bool,
    perimeters: Vec<Perimeter>,
    /// Name of the perimeter that is shown.
    title: String,
    shown: Shown,
    /// What remains, by envelope of the perimeter.
    purses: Vec<Purse>,
    chart: String,
    app: &'a App,
    rulebook: &'a Rulebook,
}

impl Landing<'_> {
    fn cell(&self, cell: &Cell) -> String {
        match cell {
            None => self.page.t("steering-few"),
            Some((0, _)) => "–".to_owned(),
            Some((_, amount)) => self.page.money(amount),
        }
    }
    fn files(&self, cell: &Cell) -> String {
        match cell {
            None | Some((0, _)) => String::new(),
            Some((n, _)) => self.page.t1("steering-files", "n", *n),
        }
    }
    /// Part of what was asked.
    fn part(&self, step: &Step) -> String {
        let (Some((_, asked)), Some((_, amount))) = (self.shown.total.steps[0], self.shown.total.steps[*step as usize]) else {
            return "–".to_owned();
        };
        part(amount, asked, self.page.lang())
    }
    fn name(&self, key: &str) -> String {
        name(self.app, &self.page, self.by, key)
    }
    /// The address that opens one row.
    fn opens(&self, row: &Row) -> Option<String> {
        let key = match self.by {
            By::Region => "region",
            By::Territory => "territoire",
            By::Programme => "programme",
            By::Fund => "fonds",
            By::Operator => "operateur",
            By::Call => "appel",
            By::Year => "annee",
            By::Funder => return None,
        };
        (!self.public && !row.key.is_empty()).then(|| self.page.url(format!("/pilotage?{}", self.ask.query(key, &row.key))))
    }
    fn by_link(&self, by: &By) -> String {
        self.page.url(format!("/pilotage?{}#repartition", self.ask.query("par", by.code())))
    }
    fn by_name(&self, by: &By) -> String {
        self.page.t(&format!("steering-by-{}", by.code()))
    }
    /// The same inside a sentence.
    fn by_words(&self, by: &By) -> String {
        self.by_name(by).to_lowercase()
    }
    fn ways(&self) -> Vec<By> {
        if self.public { vec![By::Programme, By::Region] } else { By::ALL.to_vec() }
    }
    fn file(&self, name: &str) -> String {
        self.page.url(format!("/pilotage/{name}?{}", self.ask.query("", "")))
    }
    fn step_name(&self, step: &str) -> String {
        self.page.t(&format!("steering-delay-{step}"))
    }
    /// Steps whose delay somebody lived, in the order of the first table.
    fn steps(&self) -> Vec<String> {
        self.shown.delays.iter().map(|(step, _)| step.clone()).collect()
    }
    /// The delay of one step of a group; empty when nobody lived it.
    fn lived(&self, delays: &[(String, Delay)], step: &str) -> String {
        let found = delays.iter().find(|(of, _)| of == step);
        found.map_or_else(|| "–".to_owned(), |(_, d)| self.page.t1("steering-days", "n", d.median))
    }
    fn lived_more(&self, delays: &[(String, Delay)], step: &str) -> String {
        let found = delays.iter().find(|(of, _)| of == step);
        found.map_or_else(String::new, |(_, d)| self.page.t2("steering-lived", "p90", d.p90, "n", d.count))
    }
    fn perimeter_link(&self, perimeter: &Perimeter) -> String {
        let ask = Ask { par: self.ask.par.clone(), ..Ask::default() };
        self.page.url(format!("/pilotage?{}", ask.query(perimeter.key, &perimeter.value)))
    }
    fn programmes(&self) -> Vec<(String, String)> {
        self.rulebook.programmes.iter().map(|p| (p.id.clone(), self.page.x(&p.name))).collect()
    }
    fn operators(&self) -> Vec<(String, String)> {
        Names(self.rulebook).operators()
    }
    fn regions(&self) -> Vec<(String, String)> {
        self.app.reference.regions().map(|(code, name)| (code.to_owned(), name.to_owned())).collect()
    }
    /// What the filters keep, in words, each with the address without it.
    fn kept(&self) -> Vec<(String, String)> {
        let (page, names) = (&self.page, Names(self.rulebook));
        let words = |key: &str, value: &str| match key {
            "region" => name(self.app, page, By::Region, value),
            "territoire" => name(self.app, page, By::Territory, value),
            "programme" => names.say_programme(value, page.lang()),
            "fonds" => names.say_fund(value, page.lang()),
            "operateur" => names.say_operator(value),
            "appel" => names.say_call(value, page.lang()),
            _ => value.to_owned(),
        };
        let parts = self.ask.parts();
        let told = parts.iter().filter(|(key, value)| *key != "par" && !value.is_empty());
        told.map(|(key, value)| (words(key, value), page.url(format!("/pilotage?{}", self.ask.query(key, ""))))).collect()
    }
}

pub fn part(amount: Cents, whole: Cents, lang: Lang) -> String {
    amount.rate_of(whole).map_or_else(|| "–".to_owned(), |rate| format::percent(Rate(rate.0 / 10 * 10), lang))
}

/// What a key of a group means.
pub fn name(app: &App, page: &Page, by: By, key: &str) -> String {
    let names = Names(&app.rulebook);
    if key.is_empty() && matches!(by, By::Region | By::Territory) {
        return page.t("steering-nowhere");
    }
    if key.is_empty() || by == By::Year && key == "0" {
        return page.t("not-told");
    }
    match by {
        By::Region => app.reference.region_name(key).unwrap_or(key).to_owned(),
        By::Territory => {
            let found = key.split_once(':').and_then(|(phase, code)| Some((phase, app.reference.territory(phase.parse().ok()?, code)?)));
            found.map_or_else(|| key.to_owned(), |(phase, t)| format!("{} ({})", t.name, page.t1("steering-phase", "n", phase)))
        }
        By::Programme => names.say_programme(key, page.lang()),
        By::Fund => names.say_fund(key, page.lang()),
        By::Operator => names.say_operator(key),
        By::Call => names.say_call(key, page.lang()),
        By::Funder => page.t(&format!("funder-{key}")),
        By::Year => key.to_owned(),
    }
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, Asked(mut ask): Asked<Ask>) -> Result<Response> {
    let seen = scope::seen(&app, &here, &actor, &mut ask)?;
    let public = seen == Seen::Public;
    let shown = report::shown(&app, &here, &seen, ask.by()).await?;
    let mut page = here.page(Nav::Steering, here.t("steering-title"));
    page.private = !public;
    let perimeters = scope::perimeters(&app, &here, &actor);
    let held = perimeters.iter().find(|p| ask.parts().contains(&(p.key, p.value.as_str())) && !p.value.is_empty());
    let title = match (public, held) {
        (true, _) => page.t("steering-public"),
        (false, Some(held)) => held.name.clone(),
        (false, None) => page.t("steering-country"),
    };
    let by = match ask.by() {
        By::Region => By::Region,
        _ if public => By::Programme,
        by => by,
    };
    let purses = if public { vec![] } else { purses::of(&app, &page, &actor, &ask).await? };
    let view = Landing {
        purses,
        chart: chart::svg(&shown.total, &page),
        signed_in: actor != Actor::Visitor,
        pilots: perimeters.iter().any(|p| p.key == "region"),
        page,
        ask,
        by,
        public,
        typed: seen.typed(),
        opened: seen.opened(),
        perimeters,
        title,
        shown,
        app: &app,
        rulebook: &app.rulebook,
    };
    html(&here, &view)
}
