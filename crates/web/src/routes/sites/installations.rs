//! Classified installations around a site: on its page, and as a table to take away.

use crate::app::App;
use crate::ask::At;
use crate::error::Result;
use crate::page::{Here, Page};
use crate::permissions::Actor;
use crate::table;
use axum::extract::State;
use axum::response::Response;
use domain::{Lang, Site, Text};

/// How far one looks (km): the order of the widest effects that a prevention plan draws, and of a walk to a neighbour.
const WITHIN_KM: f64 = 5.0;
/// Rows shown on the page; the table to take away has all of them.
const SHOWN: usize = 12;

pub struct Near {
    pub km: f64,
    pub approximate: bool,
    pub name: String,
    pub commune: String,
    pub regime: String,
    pub seveso: String,
}

/// Nearest first; none when the site has no position or no list was imported.
pub fn around(app: &App, site: &Site, lang: Lang) -> Vec<Near> {
    let Some(place) = site.position else { return Vec::new() };
    let installations = app.installations();
    let found = installations.around(place, WITHIN_KM);
    found
        .into_iter()
        .map(|(km, i)| Near {
            km,
            approximate: i.position.approximate || place.approximate,
            name: i.name.clone(),
            commune: i.commune.clone(),
            regime: word(&i.regime, lang),
            seveso: word(&i.seveso, lang),
        })
        .collect()
}

/// The codes of the lists in words; anything else as it is.
fn word(code: &str, lang: Lang) -> String {
    let text = match code {
        "A" => Text::new("autorisation", "authorisation"),
        "E" => Text::new("enregistrement", "registration"),
        "D" | "DC" => Text::new("déclaration", "declaration"),
        "SH" => Text::new("Seveso seuil haut", "Seveso upper tier"),
        "SB" => Text::new("Seveso seuil bas", "Seveso lower tier"),
        "NS" => Text::new("non Seveso", "not Seveso"),
        other => Text::same(other),
    };
    text.get(lang).to_owned()
}

pub async fn csv(state: State<App>, here: Here, actor: Actor, id: At<String>) -> Result<Response> {
    file(state, here, &actor, id, "installations.csv")
}

pub async fn xlsx(state: State<App>, here: Here, actor: Actor, id: At<String>) -> Result<Response> {
    file(state, here, &actor, id, "installations.xlsx")
}

fn file(State(app): State<App>, here: Here, actor: &Actor, At(id): At<String>, name: &str) -> Result<Response> {
    let site = &super::found::find(&app, &here, actor, &id)?;
    let rows: Vec<Vec<String>> = around(&app, site, here.lang)
        .into_iter()
        .map(|n| {
            vec![
                format!("{:.2}", n.km),
                n.name,
                n.commune,
                n.regime,
                n.seveso,
                if n.approximate { here.t("approximate") } else { String::new() },
            ]
        })
        .collect();
    let heads = ["installations-km", "name", "commune", "installations-regime", "installations-seveso", "position"].map(|k| here.t(k));
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    table::answer(&here, name, &here.t("installations-title"), &heads, &rows)
}

/// The part of the page that shows them.
pub struct Shown {
    pub within_km: f64,
    pub found: usize,
    pub nearest: Vec<Near>,
    /// True when a list was imported at all: then none found is an answer, not an absence.
    pub known: bool,
}

impl Shown {
    pub fn of(app: &App, site: &Site, page: &Page) -> Shown {
        let mut nearest = around(app, site, page.lang());
        let found = nearest.len();
        nearest.truncate(SHOWN);
        Shown { within_km: WITHIN_KM, found, nearest, known: !app.installations().is_empty() && site.position.is_some() }
    }
}
