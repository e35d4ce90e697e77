//! The applications to a call: one's own, those of one's territory or region, all of them for its operator.

use super::access::{self, Called, Sees, sees};
use super::visit::Visit;
use super::{chosen, themes, told, waves};
use crate::app::App;
use crate::ask::Asked;
use crate::error::{Failure, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use applications::{InKind, State as Stands};
use askama::Template;
use axum::response::Response;
use domain::{Cents, format};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use store::applications::Record;

/// One application, as whoever asks may read it.
pub struct Row {
    pub number: String,
    pub title: String,
    pub holder: String,
    pub wave: String,
    pub state: Stands,
    pub asked: Option<Cents>,
    pub decided: Option<Cents>,
    pub paid: Cents,
    pub in_kind: Option<InKind>,
    pub filed_at: Option<jiff::Timestamp>,
    /// Priorities it tells: identifiers, and their names with whether its measure gives priority to each.
    pub themes: Vec<String>,
    pub served: Vec<(String, bool)>,
    pub sees: Sees,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Filter {
    pub state: String,
    pub wave: String,
    pub theme: String,
    pub q: String,
    pub page: usize,
}

const ON_A_PAGE: usize = 100;

#[derive(Template)]
#[template(path = "applications/list.html")]
struct List<'a> {
    page: Page,
    called: Called<'a>,
    rows: Vec<Row>,
    present: BTreeSet<Stands>,
    /// (identifier, name) of its waves, those that were added among them.
    waves: Vec<(String, String)>,
    /// (identifier, name) of the priorities that some row tells.
    themes: Vec<(String, String)>,
    total: usize,
    /// (word, figure) of what the rows add up to, drafts apart.
    sums: Vec<(String, String)>,
    filter: Filter,
    pages: usize,
    may_apply: bool,
    committee: bool,
}

impl List<'_> {
    fn address(&self) -> String {
        self.page.url(&self.called.address())
    }
    fn state(&self, row: &Row) -> String {
        row.state.name().get(self.page.lang()).to_owned()
    }
    /// Those that some row is in.
    fn states(&self) -> Vec<(&'static str, String)> {
        self.present.iter().map(|state| (state.code(), state.name().get(self.page.lang()).to_owned())).collect()
    }
    fn filed(&self, row: &Row) -> String {
        row.filed_at.map(|at| applications::instant(at, self.page.lang())).unwrap_or_default()
    }
    fn query(&self, page: usize) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query
            .append_pair("state", &self.filter.state)
            .append_pair("wave", &self.filter.wave)
            .append_pair("theme", &self.filter.theme)
            .append_pair("q", &self.filter.q);
        query.append_pair("page", &page.to_string());
        format!("?{}", query.finish())
    }
}

/// Every application that `actor` may read, the latest first.
pub async fn rows(app: &App, here: &Here, actor: &Actor, call: &str) -> Result<Vec<(Record, Row)>, Failure> {
    let fail = |e| Failure::ours(here, e);
    let organisations: BTreeMap<String, String> = store::organisations::all(&app.store)
        .await
        .map_err(fail)?
        .into_iter()
        .map(|organisation| (organisation.id.to_string(), organisation.name))
        .collect();
    let sessions = store::committees::of_call(&app.store, call).await.map_err(fail)?;
    let asked = access::called(app, here, call)?.call;
    let mut rows = vec![];
    for record in store::applications::of_call(&app.store, call).await.map_err(fail)? {
        let Some(sees) = sees(actor, &record, &sessions) else { continue };
        let life = &record.life;
        let priorities = themes::priorities(&chosen::of_form(&app.rulebook, asked, &life.form));
        let row = Row {
            number: record.number.clone(),
            title: life.form.title.clone(),
            holder: organisations.get(record.organisation.as_str()).cloned().unwrap_or_default(),
            wave: life.wave.clone(),
            state: told::state(life, sees),
            asked: life.form.asked,
            decided: told::decided(life, sees),
            paid: life.kept_paid(),
            in_kind: life.in_kind.clone(),
            filed_at: record.filed_at,
            themes: life.form.themes.clone(),
            served: themes::told(&app.rulebook, &priorities, &life.form, here.lang),
            sees,
        };
        rows.push((record, row));
    }
    Ok(rows)
}

/// Kept by state, wave and words.
pub fn kept(rows: Vec<(Record, Row)>, filter: &Filter) -> Vec<Row> {
    let words = domain::name::fold(&filter.q);
    let keep = |row: &Row| {
        (filter.state.is_empty() || row.state.code() == filter.state)
            && (filter.wave.is_empty() || row.wave == filter.wave)
            && (filter.theme.is_empty() || row.themes.contains(&filter.theme))
            && (words.is_empty() || domain::name::fold(&format!("{} {} {}", row.number, row.title, row.holder)).contains(&words))
    };
    rows.into_iter().map(|(_, row)| row).filter(keep).collect()
}

/// Whether the list is for these eyes at all: whoever may never read one is told to sign in.
pub fn allowed(here: &Here, actor: &Actor, called: &Called, rows: &[(Record, Row)]) -> Result<(), Failure> {
    let speaks = !access::holders(actor).is_empty();
    // A member of the committee who sits in no session yet finds an empty list, and the way to the committees.
    let may = |action| called.allows(actor, action);
    if !rows.is_empty() || speaks || may(Action::ReadApplication) || may(Action::ReadCommittee) {
        return Ok(());
    }
    called.allowed(here, actor, Action::ReadApplication)
}

/// What the rows add up to. A support in kind of which nobody told the value counts in none, and how many were told is said.
fn sums(here: &Here, rows: &[Row]) -> Vec<(String, String)> {
    let filed = || rows.iter().filter(|row| row.filed_at.is_some());
    let money = |amount: Cents| format::money(amount, here.lang);
    let asked: Cents = filed().filter_map(|row| row.asked).sum();
    let decided: Cents = filed().filter_map(|row| row.decided).sum();
    let paid: Cents = filed().map(|row| row.paid).sum();
    let mut sums = vec![];
    if asked.0 > 0 {
        sums.extend(
            [("application-asked", asked), ("application-decided", decided), ("envelope-paid", paid)]
                .map(|(word, amount)| (here.t(word), money(amount))),
        );
    }
    let given: Vec<&InKind> = filed().filter_map(|row| row.in_kind.as_ref()).collect();
    let values: Vec<Cents> = given.iter().filter_map(|given| given.value).collect();
    if !values.is_empty() {
        sums.push((here.t("ap-value-sum"), format!("{} ({})", money(values.iter().copied().sum()), values.len())));
    }
    let days: Vec<u32> = given.iter().filter_map(|given| given.days).collect();
    if !days.is_empty() {
        sums.push((here.t("ap-value-days-sum"), format!("{} ({})", days.iter().sum::<u32>(), days.len())));
    }
    sums
}

pub async fn list(Asked(filter): Asked<Filter>, visit: Visit) -> Result<Response, Failure> {
    let Visit { app, here, actor, .. } = &visit;
    let id = visit.part("id");
    let called = visit.any_call()?;
    let all = rows(app, here, actor, id).await?;
    allowed(here, actor, &called, &all)?;
    let present = all.iter().map(|(_, row)| row.state).collect();
    let told = |theme: &str| all.iter().any(|(_, row)| row.themes.iter().any(|other| other == theme));
    let themes = themes::all(&app.rulebook, here.lang).into_iter().filter(|(id, _)| told(id)).collect();
    let waves = waves::lines(app, here, called.call).await?;
    let kept = kept(all, &filter);
    let total = kept.len();
    let sums = sums(here, &kept);
    let rows = kept.into_iter().skip(filter.page * ON_A_PAGE).take(ON_A_PAGE).collect();
    let view = List {
        page: here.page(Nav::Calls, here.t("applications-title")).private(),
        may_apply: called.allows(actor, Action::Apply),
        committee: called.allows(actor, Action::ReadCommittee),
        called,
        rows,
        present,
        waves: waves.into_iter().map(|line| (line.id, line.name.get(here.lang).to_owned())).collect(),
        themes,
        total,
        sums,
        filter,
        pages: total.div_ceil(ON_A_PAGE),
    };
    html(here, &view)
}
