//! An invented national matrix, for who has no data yet and wants to see the pages.
//!
//! What is real in it: the communes, their population and their EPCI (the loaded reference), the codes of the NAF.
//! Everything else is invented from a seed: which activities, where, of what size; and beside them what the five figures need
//! (see `invented.rs`). Its totals are brought to real ones: jobs for how many people, in industry, in an establishment.
//! It is marked synthetic wherever it goes, and never stands beside real data.

use super::Importing;
use super::cells::{Cells, Told};
use super::codes::Activities;
use super::dice::Dice;
use super::input::file_digest;
use super::invented;
use super::report::SectorReport;
use super::shelf::{Draft, Held, Kind, Manifest};
use super::urssaf::file_of;
use crate::tables::Provenance;
use domain::Text;
use std::collections::BTreeMap;

/// Invented years: two, so that what grows and what shrinks can be shown.
pub const YEARS: [i16; 2] = [2017, 2022];
/// Jobs for a hundred inhabitants, part of them in industry and energy (divisions 05 to 39), and jobs for an establishment: what
/// Urssaf publishes of the employment area of Rouen for 2022 (183 731 jobs, 26 532 of them in industry and energy, 14 978
/// establishments; private employers of 218 communes), for the 623 013 inhabitants that the official list of communes gives it.
/// Real, and those of one place: no table of the whole country came with this program.
const JOBS_FOR_100: f64 = 29.5;
const INDUSTRY: f64 = 0.144;
const JOBS_FOR_ONE: f64 = 12.3;
/// How far sizes spread around what is usual in the activity, and jobs of communes around their number of inhabitants: standard
/// deviations of logarithms, assumptions.
const SIZES: f64 = 1.1;
const COMMUNES: f64 = 0.5;
/// Hidden capabilities that places have and activities need: what makes some activities come together.
const CAPABILITIES: usize = 6;

/// Real data are held: they are not mixed with invented ones.
pub fn refused(manifest: &Manifest) -> Option<Text> {
    let real = [Kind::Urssaf, Kind::Flores].iter().find_map(|kind| manifest.get(*kind))?;
    let (fr, en) = (&real.provenance.dataset.fr, &real.provenance.dataset.en);
    Some(Text::new(
        format!(
            "de vraies données sont importées ({fr}) : rien n’est fabriqué. Ajoutez --force pour les remplacer par des données inventées."
        ),
        format!("real data are imported ({en}): nothing is made. Add --force to replace them with invented data."),
    ))
}

/// Makes the matrix of a seed; the same seed and the same reference give the same bytes.
pub fn generate(seed: u64, importing: &mut Importing) -> Result<SectorReport, Text> {
    let reference = importing.reference;
    let activities = Activities::new(reference);
    let traits = Traits::new(seed, &activities.codes);
    let draft = Draft::begin(importing.dir, Kind::Synthetic)?;
    let mut zones: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (rank, commune) in reference.communes().iter().enumerate() {
        zones.entry(commune.epci.as_deref().unwrap_or(&commune.department)).or_default().push(rank as u32);
    }
    let (mut cells, mut jobs) = (Cells::new(YEARS.to_vec()), vec![0.0; activities.codes.len()]);
    for (zone, communes) in &zones {
        let mut dice = Dice::new(seed, zone);
        let weights = traits.weights(&mut dice);
        for rank in communes {
            let population = reference.communes()[*rank as usize].population.unwrap_or(0);
            settle(*rank, f64::from(population), &weights, &traits, &mut dice, &mut cells, &mut jobs);
        }
    }
    let by_activity = activities.codes.iter().map(String::as_str).zip(jobs).collect();
    invented::write(seed, reference, &by_activity, &draft)?;
    let places: Vec<String> = reference.communes().iter().map(|c| c.code.clone()).collect();
    let written = cells.write(&places, &activities.codes, |year| draft.path(&file_of(year)))?;
    let mut report = SectorReport { file: format!("seed {seed}"), cells: written, years: YEARS.to_vec(), ..SectorReport::default() };
    report.sha256 = file_digest(&draft.path(&file_of(YEARS[1])))?;
    let held = Held {
        kind: Kind::Synthetic,
        folder: String::new(),
        provenance: Provenance {
            dataset: Text::new(diagnose::INVENTED[0], diagnose::INVENTED[1]),
            producer: "Rebond".to_owned(),
            version: format!("rebond generate sectors --seed {seed}"),
            licence: "EUPL-1.2".to_owned(),
            file: String::new(),
            sha256: report.sha256.clone(),
            vintage: None,
            rows: written as usize,
        },
        years: YEARS.to_vec(),
        read: 0,
        rejected: 0,
        on: importing.on,
        synthetic: true,
        nomenclature: "NAF 732".to_owned(),
        scope: Text::new(
            "INVENTÉ : seuls les communes, leur population, leur EPCI et les codes de la NAF sont vrais ; les emplois et leur répartition, les échanges, les achats entre branches et les métiers sont tirés au sort. Trois totaux sont calés sur ceux que l’Urssaf publie pour la zone d’emploi de Rouen en 2022 : emplois par habitant, part de l’industrie, emplois par établissement",
            "INVENTED: only the communes, their population, their EPCI and the codes of the NAF are true; jobs and their distribution, trade, purchases between branches and occupations are drawn at random. Three totals are brought to those that Urssaf publishes of the employment area of Rouen for 2022: jobs for an inhabitant, share of industry, jobs for an establishment",
        ),
    };
    report.replayed = draft.commit(held)?;
    Ok(report)
}

/// Draws the establishments of a commune.
fn settle(place: u32, population: f64, weights: &[f64], traits: &Traits, dice: &mut Dice, cells: &mut Cells, all: &mut [f64]) {
    // The mean of a log-normal is above its middle: taken off, so that communes together have the jobs wanted.
    let mut left = population / 100.0 * JOBS_FOR_100 * (COMMUNES * dice.normal() - COMMUNES * COMMUNES / 2.0).exp();
    let mut drawn: BTreeMap<u32, [[f64; 2]; 2]> = BTreeMap::new();
    while left >= 1.0 {
        let pick = dice.uniform() * weights.last().copied().unwrap_or(0.0);
        let activity = weights.partition_point(|w| *w <= pick).min(weights.len() - 1);
        // Most establishments are small, a few are not: log-normal, of the size usual in the activity.
        let now = (traits.size[activity] + SIZES * dice.normal()).exp().ceil().min(left.ceil());
        left -= now;
        all[activity] += now;
        let before = (now * (0.15 * dice.normal() - traits.growth[activity]).exp()).round();
        let cell = drawn.entry(activity as u32).or_default();
        let there = dice.uniform();
        if there > 0.06 {
            cell[0] = [cell[0][0] + 1.0, cell[0][1] + before];
        }
        if there < 0.94 {
            cell[1] = [cell[1][0] + 1.0, cell[1][1] + now];
        }
    }
    for (activity, years) in drawn {
        let (row, _) = cells.row(place, activity);
        // One cell in a hundred is kept secret, as in real publications.
        let secret = dice.uniform() < 0.01;
        for (year, [establishments, jobs]) in years.into_iter().enumerate().filter(|(_, y)| y[0] > 0.0) {
            cells.add(row, year, Told::Figure(establishments), if secret { Told::Withheld } else { Told::Figure(jobs) });
        }
    }
}

/// What is drawn once for each activity.
struct Traits {
    weight: Vec<f64>,
    needs: Vec<[f64; CAPABILITIES]>,
    /// Logarithm of the usual size.
    size: Vec<f64>,
    /// Logarithm of the growth between the two years.
    growth: Vec<f64>,
}

impl Traits {
    fn new(seed: u64, codes: &[String]) -> Traits {
        let mut traits = Traits { weight: Vec::new(), needs: Vec::new(), size: Vec::new(), growth: Vec::new() };
        for code in codes {
            // Activities of a division resemble one another.
            let mut division = Dice::new(seed, &code[..2]);
            let shared: [f64; CAPABILITIES] = std::array::from_fn(|_| division.normal());
            let (shared_size, shared_growth) = (division.normal(), division.normal());
            let mut own = Dice::new(seed, code);
            traits.needs.push(std::array::from_fn(|i| 0.8 * shared[i] + 0.6 * own.normal()));
            traits.weight.push((1.2 * own.normal()).exp());
            traits.size.push(0.6 * shared_size + 0.3 * own.normal());
            traits.growth.push(0.1 * shared_growth + 0.05 * own.normal());
        }
        traits.calibrate(codes);
        traits
    }

    /// Makes activities more or less frequent, and all establishments larger or smaller, until the jobs expected are those
    /// measured. Nothing of it when the nomenclature has no industry, or nothing else.
    fn calibrate(&mut self, codes: &[String]) {
        let [industry, others] = self.expected(codes);
        if industry > 0.0 && others > 0.0 {
            let factor = INDUSTRY / (1.0 - INDUSTRY) * others / industry;
            self.weight.iter_mut().zip(codes).filter(|(_, code)| is_industry(code)).for_each(|(weight, _)| *weight *= factor);
        }
        let establishments: f64 = self.weight.iter().sum();
        if establishments > 0.0 {
            let larger = (JOBS_FOR_ONE * establishments / self.expected(codes).iter().sum::<f64>()).ln();
            self.size.iter_mut().for_each(|size| *size += larger);
        }
    }

    /// Jobs of industry and of the rest, for as many establishments as the weights add up to.
    fn expected(&self, codes: &[String]) -> [f64; 2] {
        let mut jobs = [0.0; 2];
        for ((code, weight), size) in codes.iter().zip(&self.weight).zip(&self.size) {
            jobs[usize::from(!is_industry(code))] += weight * (size + SIZES * SIZES / 2.0).exp();
        }
        jobs
    }

    /// Cumulated weights of the activities in a zone whose capabilities are drawn from `dice`.
    fn weights(&self, dice: &mut Dice) -> Vec<f64> {
        let has: [f64; CAPABILITIES] = std::array::from_fn(|_| dice.normal());
        let mut sum = 0.0;
        let fit = |needs: &[f64; CAPABILITIES]| needs.iter().zip(has).map(|(n, h)| n * h).sum::<f64>();
        self.weight
            .iter()
            .zip(&self.needs)
            .map(|(weight, needs)| {
                sum += weight * (0.45 * fit(needs)).exp();
                sum
            })
            .collect()
    }
}

/// Industry and energy: divisions 05 to 39.
fn is_industry(code: &str) -> bool {
    code.get(..2).is_some_and(|division| ("05".."40").contains(&division))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes() -> Vec<String> {
        ["01.11Z", "10.71A", "25.50B", "25.62B", "28.12Z", "35.11Z", "47.11F", "62.01Z", "86.10Z"].map(str::to_owned).to_vec()
    }

    #[test]
    fn what_is_invented_has_the_totals_that_were_measured() {
        for seed in 0..20 {
            let traits = Traits::new(seed, &codes());
            let [industry, others] = traits.expected(&codes());
            assert!((industry / (industry + others) - INDUSTRY).abs() < 1e-12, "share of industry, seed {seed}");
            let establishments: f64 = traits.weight.iter().sum();
            assert!(((industry + others) / establishments - JOBS_FOR_ONE).abs() < 1e-9, "jobs for an establishment, seed {seed}");
        }
    }

    #[test]
    fn communes_together_have_the_jobs_of_their_inhabitants() {
        let traits = Traits::new(1, &codes());
        let (mut cells, mut jobs) = (Cells::new(YEARS.to_vec()), vec![0.0; codes().len()]);
        let mut dice = Dice::new(1, "zone");
        let weights = traits.weights(&mut dice);
        for place in 0..600 {
            settle(place, 10_000.0, &weights, &traits, &mut dice, &mut cells, &mut jobs);
        }
        let for_100 = jobs.iter().sum::<f64>() / (600.0 * 100.0);
        assert!((for_100 / JOBS_FOR_100 - 1.0).abs() < 0.1, "{for_100} for a hundred inhabitants");
    }
}
