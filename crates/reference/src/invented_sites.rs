//! A list of invented sites in the national standard, to see and to measure the catalogue and the ranking with thousands of them.
//!
//! The communes, their people and their places are true; everything else is drawn at random, and each row says so in its name, its
//! label and its source.

use crate::Reference;
use crate::sectors::Dice;
use domain::{Commune, Date, Position};
use jiff::Span;

const SOURCE: &str = "Site INVENTÉ par « rebond generate sites »";
const LABEL: &str = "INVENTÉ";

/// What each row has before its figures.
const HEAD: [&str; 11] = [
    "site_id",
    "site_nom",
    "site_type",
    "site_vocadomi",
    "site_etat",
    "site_comm_insee",
    "site_comm_nom",
    "source_producteur",
    "ext_labels_autres",
    "latitude",
    "longitude",
];
const AREA: [&str; 2] = ["site_surf_brute", "site_surf_comm_dispo"];
const POWER_DAY: &str = "ext_puissance_date";
/// Column, least, most, and the share of the sites that tell it. Shares are assumptions: half of what one would ask is not told.
const FIGURES: [(&str, f64, f64, f64); 11] = [
    ("ext_puissance_mva", 1.0, 60.0, 0.6),
    ("autoroute_echang_dist", 0.5, 60.0, 0.8),
    ("ext_prix_m2", 5.0, 120.0, 0.6),
    ("ext_reserve_ha", 0.0, 30.0, 0.3),
    ("ext_poste_source_km", 0.5, 20.0, 0.4),
    ("ext_gaz_bar", 4.0, 67.0, 0.4),
    ("ext_eau_m3h", 5.0, 250.0, 0.3),
    ("ext_echangeur_minutes", 2.0, 60.0, 0.6),
    ("ext_habitations_m", 20.0, 900.0, 0.5),
    ("ext_actifs_30", 2_000.0, 150_000.0, 0.4),
    ("ext_cfe_pct", 15.0, 35.0, 0.5),
];
/// Column, and the share of “yes” among the sites that tell it: two in three.
const ANSWERS: [(&str, f64); 9] = [
    ("reseau_gaz", 0.7),
    ("reseau_fret_ferroviaire", 0.2),
    ("reseau_fibre_optique", 0.8),
    ("reseau_eau_potable", 0.9),
    ("ext_viabilise", 0.6),
    ("ext_foncier_maitrise", 0.5),
    ("ext_zone_industrie", 0.8),
    ("ext_inondable", 0.15),
    ("ext_pprt", 0.05),
];
const TOLD: f64 = 2.0 / 3.0;
/// Of the sites that tell a power, those where it comes later.
const LATER: f64 = 0.25;
/// Degrees around the middle of the commune: a kilometre or two.
const AROUND: f64 = 0.015;

/// The list as a CSV that the import of sites reads; the same seed, day and reference give the same bytes.
///
/// # Errors
/// The table could not be written in memory.
pub fn invented_sites(reference: &Reference, count: usize, seed: u64, today: Date) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let figures = FIGURES.iter().map(|(column, ..)| *column);
    writer.write_record(HEAD.into_iter().chain(AREA).chain([POWER_DAY]).chain(figures).chain(ANSWERS.iter().map(|(column, _)| *column)))?;
    // Where people are, so are sites: each commune weighs as many as live there.
    let mut people = 0.0;
    let communes: Vec<(f64, &Commune, Position)> = reference
        .communes()
        .iter()
        .filter_map(|commune| {
            let position = commune.position.filter(|p| !p.approximate)?;
            people += f64::from(commune.population.unwrap_or_default());
            Some((people, commune, position))
        })
        .collect();
    if let Some(last) = communes.len().checked_sub(1) {
        for rank in 1..=count {
            let mut dice = Dice::new(seed, &format!("site {rank}"));
            let pick = dice.uniform() * people;
            let (_, commune, middle) = communes[communes.partition_point(|(until, ..)| *until <= pick).min(last)];
            writer.write_record(row(rank, commune, middle, today, &mut dice))?;
        }
    }
    writer.into_inner().map_err(|e| e.into_error().into())
}

fn row(rank: usize, commune: &Commune, middle: Position, today: Date, dice: &mut Dice) -> Vec<String> {
    let mut away = || (2.0 * dice.uniform() - 1.0) * AROUND;
    let (lat, lon) = (middle.lat + away(), middle.lon + away());
    let mut cells = vec![
        format!("{}_SITE-ECO_{rank:05}", commune.code),
        format!("Parc inventé {rank}"),
        "zone d'activité économique".to_owned(),
        "industrielle".to_owned(),
        "existant et actif".to_owned(),
        commune.code.clone(),
        commune.name.clone(),
        SOURCE.to_owned(),
        LABEL.to_owned(),
        format!("{lat:.5}"),
        format!("{lon:.5}"),
    ];
    // Many small ones, few large ones; what is free is a part of it.
    let area = (2.5 + dice.normal()).exp().clamp(1.0, 300.0);
    let free = area * dice.uniform();
    cells.extend([format!("{area:.1}"), format!("{free:.1}")]);
    let told: Vec<Option<f64>> = FIGURES
        .iter()
        .map(|(_, least, most, share)| {
            let value = least + (most - least) * dice.uniform();
            (dice.uniform() < *share).then_some(value)
        })
        .collect();
    let later = told[0].is_some() && dice.uniform() < LATER;
    let day = today.saturating_add(Span::new().months(1 + (dice.uniform() * 48.0) as i32));
    cells.push(if later { day.to_string() } else { String::new() });
    // People and metres are counted whole.
    let written = |value: f64| if value < 500.0 { format!("{value:.1}") } else { format!("{value:.0}") };
    cells.extend(told.into_iter().map(|value| value.map(written).unwrap_or_default()));
    cells.extend(ANSWERS.iter().map(|(_, yes)| {
        let answer = if dice.uniform() < *yes { "oui" } else { "non" };
        if dice.uniform() < TOLD { answer.to_owned() } else { String::new() }
    }));
    cells
}
