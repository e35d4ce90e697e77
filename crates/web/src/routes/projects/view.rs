//! What the page of a project shows, made from its dossier: the same for a holder, a reader and an example.

use super::access::Access;
use super::origin::Told;
use super::{gantt, plan_bar};
use crate::app::App;
use crate::error::{Result, html};
use crate::page::{Here, Nav, Page};
use crate::routes::prefill::Offer;
use crate::routes::sectors::told;
use crate::routes::synergies::{LeadRow, lead_row};
use askama::Template;
use axum::response::Response;
use domain::{Answer, LineState};
use dossier::sectors::Ink;
use factory::{Dossier, OWN_TRADE, SIZE_COMPUTED, StationId, StationState};
use qualify::{Question, Verdict};
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "projects/show.html")]
struct Show<'a> {
    page: Page,
    dossier: &'a Dossier,
    /// Sites of the ranking that only some people read.
    restricted: BTreeSet<String>,
    access: &'a Access,
    flash: Option<String>,
    headline: String,
    next: Option<&'a Question>,
    /// Address of this project, in the reader's language.
    base: String,
    /// The same, whole, to be kept.
    link: String,
    shown: Vec<&'a Verdict>,
    refused: Vec<&'a Verdict>,
    /// What the bar of the plan says, its parts, and what each colour stands for.
    plan_message: String,
    parts: Vec<plan_bar::Part>,
    kinds: Vec<(&'static str, String)>,
    /// What the drawing of the calendar says, and the drawing.
    opening: String,
    gantt: String,
    facts: Vec<FactRow>,
    /// Forms of the State's platform that its holder may have prefilled.
    offers: Vec<Offer>,
    origin: Option<Told>,
    around: Around,
}

/// Waste that establishments around declare, and that the activity of the project was seen to receive.
struct Around {
    leads: Vec<LeadRow>,
    /// Why there are none, or what would help.
    notes: Vec<String>,
    /// The synergies of the territory: address and name; none outside them.
    territory: Option<(String, String)>,
}

const LEADS: usize = 10;

fn around(app: &App, dossier: &Dossier, page: &Page) -> Around {
    let place = dossier.site.as_ref().and_then(|site| site.position).or(dossier.place.as_ref().and_then(|place| place.commune.position));
    let (matching, exchanges) = (app.connect.on(dossier.project.judged_on), app.exchanges());
    let found = match (place, dossier.project.facts.str("project.naf")) {
        (Some(place), Some(naf)) => exchanges.towards(place, naf, matching, LEADS),
        _ => vec![],
    };
    let mut notes: Vec<String> = vec![];
    if found.is_empty() {
        match (place, exchanges.missing.is_empty()) {
            (None, _) => notes.push(page.t("relier-no-site")),
            (Some(_), true) => notes.push(page.t("relier-nothing")),
            (Some(_), false) => notes.extend(exchanges.missing.iter().map(|text| page.x(text))),
        }
    }
    let territory = dossier.place.as_ref().and_then(|place| place.territories.iter().max_by_key(|territory| territory.phase));
    let territory = territory.map(|t| (page.url(format!("/territoires/{}/{}/synergies", t.phase, t.code)), t.name.clone()));
    Around { leads: found.iter().map(|found| lead_row(app, page, found, None)).collect(), notes, territory }
}

struct FactRow {
    label: String,
    value: String,
    /// What the value leads to, in the reader's language; empty when nowhere.
    link: String,
    status: String,
    source: String,
    /// The source is the title of a document, French in every language.
    titled: bool,
}

/// What a page of a project says besides its dossier.
#[derive(Default)]
pub struct Besides {
    pub flash: Option<String>,
    pub offers: Vec<Offer>,
    /// What it was opened from.
    pub origin: Option<Told>,
}

/// `address` is that of the project without language: "/projets/{token}".
pub fn page(
    app: &App,
    here: &Here,
    dossier: &Dossier,
    restricted: BTreeSet<String>,
    access: &Access,
    address: &str,
    besides: Besides,
) -> Result<Response> {
    let mut page = here.page(Nav::Projects, dossier.project.title.clone());
    page.private = access.held().is_some();
    let (refused, shown): (Vec<_>, Vec<_>) = dossier.qualification.verdicts.iter().partition(|v| v.answer == Answer::NotMet);
    let parts = plan_bar::parts(&dossier.plan, &page);
    let view = Show {
        headline: headline(app, dossier, &page),
        next: dossier.qualification.questions.first(),
        base: here.url(address),
        link: format!("{}{}", app.base_url, here.url(address)),
        plan_message: plan_bar::message(&dossier.plan, &page),
        kinds: plan_bar::kinds(&parts, &page),
        parts,
        opening: dossier.calendar.as_ref().map(|c| gantt::message(c, &page)).unwrap_or_default(),
        gantt: dossier.calendar.as_ref().map(|c| gantt::svg(c, &page, Ink::Classes)).unwrap_or_default(),
        facts: facts(app, dossier, &page),
        around: around(app, dossier, &page),
        shown,
        refused,
        dossier,
        restricted,
        access,
        flash: besides.flash,
        offers: besides.offers,
        origin: besides.origin,
        page,
    };
    html(here, &view)
}

/// "Une extension · 22.22Z Fabrication d'emballages… · 12 000 000 € · 48 emplois déclarés · Chalon-sur-Saône (71)".
fn headline(app: &App, dossier: &Dossier, page: &Page) -> String {
    let facts = &dossier.project.facts;
    let shown = |key: &str| Some(app.rulebook.dictionary.get(key)?.show(&facts.get(key)?.value, page.lang()));
    let activity = facts.str("project.naf").map(|code| match app.reference.naf_label(code) {
        Some(label) => format!("{code} {}", told(code, label, page.lang()).0),
        None => code.to_owned(),
    });
    let place = dossier.place.as_ref().map(|p| format!("{} ({})", p.commune.name, p.commune.department));
    let jobs = facts.number("project.jobs_created").map(|n| page.t1("jobs-declared", "n", n as i64));
    [shown("project.kind"), activity, shown("project.cost"), jobs, place].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn facts(app: &App, dossier: &Dossier, page: &Page) -> Vec<FactRow> {
    let known = &dossier.project.facts;
    let row = |spec: &domain::FactSpec| {
        let datum = known.get(&spec.key)?;
        let mut value = spec.show(&datum.value, page.lang());
        if spec.kind == domain::FactKind::Commune {
            value = app.reference.commune(&value).map_or(value.clone(), |c| format!("{} ({})", c.name, c.code));
        }
        let (source, titled) = match datum.source.as_ref().map_or("", |s| s.title.as_str()) {
            OWN_TRADE => (page.t("fact-own-trade"), false),
            SIZE_COMPUTED => (page.t("fact-size-computed"), false),
            title => (page.titled(title), true),
        };
        // An activity leads to where it is in France, and to who could supply it.
        let link = match (&spec.kind, &datum.value) {
            (domain::FactKind::Naf, domain::Value::Code(code)) if crate::routes::sectors::is_class(code) => {
                page.url(format!("/filieres/{code}"))
            }
            _ => String::new(),
        };
        Some(FactRow { label: page.x(&spec.label), value, link, status: page.status(&datum.status), source, titled })
    };
    app.rulebook.dictionary.facts.iter().filter_map(row).collect()
}

fn station_class(state: &StationState) -> &'static str {
    match state {
        StationState::Done => "done",
        StationState::Open => "now",
        StationState::NotNeeded => "none",
    }
}

fn station_key(id: &StationId) -> &'static str {
    match id {
        StationId::Qualify => "station-qualify",
        StationId::Locate => "station-locate",
        StationId::Schedule => "station-schedule",
        StationId::Finance => "station-finance",
        StationId::Connect => "station-connect",
        StationId::Assemble => "station-assemble",
    }
}

fn station_anchor(id: &StationId) -> &'static str {
    match id {
        StationId::Qualify => "mesures",
        StationId::Locate => "sites",
        StationId::Connect => "relier",
        StationId::Schedule => "calendrier",
        StationId::Finance => "plan",
        StationId::Assemble => "dossier",
    }
}

pub fn line_state(state: &LineState) -> &'static str {
    match state {
        LineState::Considered => "line-considered",
        LineState::Asked => "line-asked",
        LineState::Granted => "line-granted",
        LineState::Contracted => "line-contracted",
        LineState::Paid => "line-paid",
        LineState::Refused => "line-refused",
    }
}

fn amount_range(verdict: &Verdict, page: &Page) -> String {
    match (verdict.amount.least, verdict.amount.most) {
        (Some(least), Some(most)) if least == most => page.money(&most),
        (Some(least), Some(most)) if !least.is_zero() => format!("{} – {}", page.money(&least), page.money(&most)),
        (_, Some(most)) => page.t1("up-to", "amount", page.money(&most)),
        (Some(least), None) => page.t1("at-least", "amount", page.money(&least)),
        (None, None) => "–".into(),
    }
}
