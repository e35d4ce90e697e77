//! What the plots of a site say of it as a whole: the largest on the market, whether it is serviced, what it costs; and
//! what its leads became. Computed, and marked so.

use cnig::{Class, Record, Value as Cnig};
use domain::{Datum, Source, Status, Value};
use std::collections::BTreeMap;

const ON_SALE: [&str; 2] = ["en vente", "en vente avec contraintes"];

pub fn summary(more: &[&Record], source: &Source, attributes: &mut BTreeMap<String, Datum>) {
    // What the site says itself wins over what is computed from its plots.
    let mut set = |key: &str, value: Value| {
        attributes.entry(key.to_owned()).or_insert(Datum { value, status: Status::Computed, source: Some(source.clone()) });
    };
    let plots: Vec<&&Record> =
        more.iter().filter(|r| r.class == Class::Plot && r.text("terr_stade_comm").is_some_and(|s| ON_SALE.contains(&s))).collect();
    let most = |of: &dyn Fn(&Record) -> Option<f64>| {
        plots.iter().filter_map(|p| of(p)).fold(None, |m: Option<f64>, v| Some(m.map_or(v, |m| m.max(v))))
    };
    let least = |of: &dyn Fn(&Record) -> Option<f64>| {
        plots.iter().filter_map(|p| of(p)).fold(None, |m: Option<f64>, v| Some(m.map_or(v, |m| m.min(v))))
    };
    if let Some(largest) = most(&|p| p.number("terr_surf_brute")) {
        set("plot_ha", Value::Number(largest));
    }
    let price = |p: &Record| p.number("terr_m2_prix");
    match (least(&price), most(&price)) {
        (Some(low), Some(high)) if low == high => set("price_eur_m2", Value::Number(low)),
        (Some(low), Some(high)) => {
            set("price_eur_m2_low", Value::Number(low));
            set("price_eur_m2_high", Value::Number(high));
        }
        _ => {}
    }
    let stages: Vec<&str> = plots.iter().filter_map(|p| p.text("terr_stade_amngt")).collect();
    if !stages.is_empty() && stages.len() == plots.len() && stages.iter().all(|s| s.starts_with("viabilisé")) {
        set("serviced", Value::Bool(true));
    }
    if plots.iter().any(|p| p.get("terr_cle_en_main") == Some(&Cnig::Yes(true))) {
        set("turnkey", Value::Bool(true));
    }
    let leads = || more.iter().filter(|r| r.class == Class::Lead);
    if leads().next().is_some() {
        set("leads", Value::Number(leads().count() as f64));
        set("leads_settled", Value::Number(leads().filter(|l| l.text("piste_issue") == Some("implanté")).count() as f64));
    }
}
