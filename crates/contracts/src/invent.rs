//! An invented contract, to see the pages with forty sheets or twenty thousand. Every sheet is marked synthetic, and
//! stays so; no name in it is of a real company or person.

use crate::{Figure, Indicator, Lifecycle, Maturity, Owner, Sheet, Sound, admit};
use domain::{Cents, Date};
use jiff::Span;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const WHAT: [&str; 12] = [
    "Extension de l’atelier",
    "Relocalisation d’une ligne",
    "Reconversion de la friche",
    "École de production",
    "Réseau de chaleur partagé",
    "Tiers-lieu de formation",
    "Modernisation des presses",
    "Plateforme logistique",
    "Bouclage des eaux de procédé",
    "Bâtiment relais",
    "Recrutement mutualisé",
    "Toiture solaire",
];
const WHERE: [&str; 8] = ["des Essais", "du Moulin", "de la Gare", "des Prés", "du Canal", "de la Forge", "des Tuileries", "du Coteau"];
const HOLDERS: [&str; 8] = ["Ateliers", "Fonderie", "Mécanique", "Emboutissage", "Plasturgie", "Menuiserie", "Tissages", "Chaudronnerie"];
const PEOPLE: [&str; 6] =
    ["Alex (inventé)", "Camille (inventée)", "Dominique (inventé)", "Maxime (inventé)", "Sacha (inventée)", "Lou (inventée)"];
const NEXT: [&str; 7] = [
    "Visiter le site",
    "Relancer le porteur",
    "Réunir les financeurs",
    "Déposer le dossier",
    "Demander le permis",
    "Compléter le budget",
    "Préparer le comité",
];

/// `how_many` sheets; the same seed gives the same ones.
pub fn invent(lifecycle: &Lifecycle, how_many: usize, seed: u64, today: Date) -> Vec<Sound> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    (0..how_many).filter_map(|i| admit(lifecycle, &sheet(lifecycle, i, today, &mut rng)).ok()).collect()
}

fn one<'a>(words: &[&'a str], rng: &mut ChaCha8Rng) -> &'a str {
    words[rng.random_range(0..words.len())]
}

fn sheet(lifecycle: &Lifecycle, i: usize, today: Date, rng: &mut ChaCha8Rng) -> Sheet {
    let axis = rng.random_range(0..lifecycle.axes.len().max(1));
    let state = &lifecycle.states[rng.random_range(0..lifecycle.states.len())];
    let cost = Cents::euros(rng.random_range(20..4_000) * 1_000);
    let mut sheet = Sheet {
        number: format!("{}.{}", axis + 1, i + 1),
        title: format!("{} {}", one(&WHAT, rng), one(&WHERE, rng)),
        axes: lifecycle.axes.get(axis).map(|a| a.id.clone()).into_iter().collect(),
        source: "Fiche inventée par « rebond generate contract »".into(),
        synthetic: true,
        published: rng.random_range(0..10) == 0,
        state: state.id.clone(),
        accelerated: state.open && rng.random_range(0..12) == 0,
        holder: format!("{} {} (inventé)", one(&HOLDERS, rng), one(&WHERE, rng)),
        objectives: "Texte inventé, pour voir la page.".into(),
        total_cost: Some(cost),
        eligible_base: Some(Cents(cost.0 / 5 * 4)),
        maturity: Some([Maturity::Idea, Maturity::Study, Maturity::Ready, Maturity::Engaged][rng.random_range(0..4)]),
        ..Sheet::default()
    };
    if state.open {
        sheet.owner = Owner::named(one(&PEOPLE, rng));
        sheet.next_action = one(&NEXT, rng).into();
        sheet.due = Some(today.saturating_add(Span::new().days(rng.random_range(-30..120))));
    }
    if let Some(jobs) = lifecycle.indicators.first() {
        let target = Some(Figure(rng.random_range(1..80) * 100));
        sheet.indicators.insert(jobs.id.clone(), Indicator { target, ..Indicator::default() });
    }
    sheet
}
