//! What lists in the national standard say around and inside a site: the pole it belongs to, its plots, the establishments on them.

use super::catalogue::attribute_label;
use crate::app::App;
use crate::page::Page;
use cnig::{Record, Value, written};
use domain::Site;
use reference::standard::Held;

const POLE: [&str; 7] = ["pole_nom", "pole_vocadomi", "pole_rayonnement", "pole_surface", "pole_nb_site", "pole_nb_etab", "pole_nb_emploi"];
const PLOT: [&str; 6] = ["terr_id", "terr_surf_brute", "terr_stade_amngt", "terr_stade_comm", "terr_etat_occup", "terr_m2_prix"];
const ESTABLISHMENT: [&str; 4] = ["etab_nom", "etab_activite_libelle", "etab_effectif_libelle", "SIRET"];
/// Rows shown of each table; the files hold them all.
const SHOWN: usize = 100;

pub struct Table {
    /// A key of the words.
    pub title: &'static str,
    pub heads: Vec<String>,
    /// Cells under the headings, then the source; an empty cell is not known.
    pub rows: Vec<(Vec<String>, String)>,
    /// Rows that the page does not show.
    pub more: usize,
}

/// Those of them that lists fill.
pub fn tables(app: &App, site: &Site, page: &Page) -> Vec<Table> {
    let inventory = app.inventory();
    let pole: Vec<&Held> = inventory.pole(site).into_iter().collect();
    let plots: Vec<&Held> = inventory.plots(site).iter().collect();
    let all = [
        table("site-pole", &POLE, &pole, page),
        table("site-plots", &PLOT, &plots, page),
        table("site-establishments", &ESTABLISHMENT, &inventory.establishments(site), page),
    ];
    all.into_iter().filter(|table| !table.rows.is_empty()).collect()
}

fn table(title: &'static str, fields: &[&str], held: &[&Held], page: &Page) -> Table {
    let head = |name: &&str| {
        let unit = cnig::field_named(name).map(|field| field.unit.as_str()).filter(|unit| !unit.is_empty());
        let label = attribute_label(name, page.lang());
        unit.map_or_else(|| label.clone(), |unit| format!("{label} ({unit})"))
    };
    let row = |held: &&Held| {
        let day = held.source.date.map(|day| format!(", {}", page.short_date(&day))).unwrap_or_default();
        let cells = fields.iter().map(|name| cell(&held.record, name, page)).collect();
        (cells, format!("{}{day}", held.source.title))
    };
    Table {
        title,
        heads: fields.iter().map(head).collect(),
        rows: held.iter().take(SHOWN).map(row).collect(),
        more: held.len().saturating_sub(SHOWN),
    }
}

fn cell(record: &Record, name: &str, page: &Page) -> String {
    match record.get(name) {
        None => String::new(),
        Some(Value::Number(number)) => page.number(number, 2),
        Some(Value::Text(text)) => page.listed(text).to_owned(),
        Some(other) => cnig::field_named(name).map(|field| written(field, other)).unwrap_or_default(),
    }
}
