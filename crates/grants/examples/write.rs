//! `write DIRECTORY`: writes grants of all kinds in every standard, for the validators that `tests/grant-schemas` runs.
//! With a seed, a few hundred of them.

#[path = "../tests/it/given.rs"]
mod given;

use domain::{Cents, Rate};
use grants::{Beneficiary, Grant, Nature, Party, Period, Terms, essential, scdl, three_sixty};
use std::error::Error;
use std::path::Path;

/// Every optional thing told or not, one, two or three beneficiaries, cents, quotes, commas, line ends, formulas.
fn all() -> Vec<Grant> {
    (0..256_u32)
        .map(|i| {
            let told = |bit: u32| i >> bit & 1 == 1;
            let mut grant = given::grant();
            grant.id = format!("{:032x}", u128::from(i) * 7_919 + 1);
            grant.amount = Cents(100 + i64::from(i) * 1_234_567);
            grant.object = format!(
                "{}{}",
                ["Atelier, \"fraisage\"", "=1+1", "Éco-conception\nligne 2", "-"][i as usize % 4],
                "é".repeat(i as usize * 2)
            );
            grant.asked = told(0).then_some(Cents(grant.amount.0 * 2));
            grant.paid = told(1).then_some(Cents(grant.amount.0 / 3));
            grant.decision = told(2).then(|| format!("2021-{i}"));
            grant.de_minimis = Some(told(3));
            grant.wave = grant.wave.filter(|_| told(4));
            grant.call = grant.call.filter(|_| told(4) || told(5));
            grant.measure = grant.measure.filter(|_| told(5));
            grant.place = grant.place.filter(|_| told(6));
            grant.terms = Some([Terms::Once, Terms::Staggered, Terms::Other("x".repeat(300))][i as usize % 3].clone());
            if told(7) {
                let first = given::day(2022, 1, 31);
                grant.payment = Some(Period { first, last: first });
            }
            grant.nature = [Nature::Money, Nature::Kind, Nature::Both][i as usize % 3];
            if i % 5 == 0 {
                let to = Party { name: "Deuxième, \"SARL\"".into(), siret: given::siret("35600000000048"), company: true };
                grant.beneficiaries[0].share = Rate(3_333);
                grant.beneficiaries.push(Beneficiary { party: to, rna: None, share: Rate(6_667) });
            }
            grant
        })
        .collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let directory = std::env::args().nth(1).ok_or("usage: write DIRECTORY")?;
    let write = |name: &str, bytes: Vec<u8>| std::fs::write(Path::new(&directory).join(name), bytes);
    let grants = all();
    let (bytes, left_out) = scdl::write(&grants);
    write("scdl.csv", bytes)?;
    write("scdl-complement.csv", scdl::complement(&grants))?;
    write("donnees-essentielles.csv", essential::write(&grants).0)?;
    let publisher = three_sixty::Publisher {
        name: "Rebond".into(),
        website: "https://rebond.example".into(),
        prefix: None,
        licence: "https://www.etalab.gouv.fr/licence-ouverte-open-licence".into(),
        page: "https://rebond.example/subventions/".into(),
    };
    let package = three_sixty::package(&grants, &publisher, given::day(2022, 2, 1)).ok_or("no grant")?;
    write("360giving.json", serde_json::to_vec_pretty(&package)?)?;
    write("360giving.csv", three_sixty::flat(&grants, &publisher))?;
    println!("{} grants, {} left out", grants.len(), left_out.len());
    Ok(())
}
