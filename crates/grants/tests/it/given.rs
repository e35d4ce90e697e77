//! Grants and lines that the tests start from. The SIRET are those of public bodies and of an INSEE example.
#![allow(dead_code)]

use domain::{Cents, Date, Funder, Instrument, Rate, Siret};
use grants::{Beneficiary, Grant, Line, Named, Nature, Party, Period, Place, Stage, Terms};

pub const fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

pub const fn eur(euros: i64) -> Cents {
    Cents::euros(euros)
}

pub fn siret(text: &str) -> Option<Siret> {
    Some(Siret::parse(text).expect("a SIRET"))
}

fn named(id: &str, name: &str) -> Option<Named> {
    Some(Named { id: id.into(), name: name.into() })
}

/// The Region grants 150 000,50 € to a company of Grand Chalon, third wave of a call.
pub fn grant() -> Grant {
    let company = Party { name: "Exemple Industrie, SAS « =A1 »".into(), siret: siret("73282932000074"), company: true };
    Grant {
        id: "0194f0c2a1b34c5d8e9f00112233aabb".into(),
        funder: Party { name: "Région Bretagne".into(), siret: siret("23350001600040"), company: false },
        beneficiaries: vec![Beneficiary { party: company, rna: None, share: Rate::percent(100) }],
        object: "Ligne de découpe laser, 12 emplois".into(),
        amount: Cents(15_000_050),
        asked: Some(eur(200_000)),
        paid: Some(eur(45_000)),
        granted_on: day(2021, 3, 12),
        signed_on: Some(day(2021, 4, 2)),
        decision: Some("2021-03-103".into()),
        nature: Nature::Money,
        terms: Some(Terms::Staggered),
        payment: Some(Period { first: day(2021, 5, 1), last: day(2023, 4, 30) }),
        rae: None,
        de_minimis: Some(false),
        programme: named("pack-rebond", "Pack Rebond"),
        measure: named("fonds-acceleration", "Fonds d’accélération"),
        call: named("ami", "Appel à manifestation d’intérêt"),
        wave: named("vague-3", "Vague 3"),
        place: Some(Place { name: "Grand Chalon".into(), code: "ti-2704".into(), kind: "Territoire d’industrie".into() }),
        applied_for: false,
        modified_on: Some(day(2022, 1, 3)),
    }
}

pub fn stage(euros: i64, on: Date, proof: &str) -> Option<Stage> {
    Some(Stage { amount: eur(euros), on, proof: proof.into() })
}

/// A grant asked of the Region, agreed and half paid.
pub fn line() -> Line {
    let mut line = Line::planned(Funder::Region, "Région Bourgogne-Franche-Comté", Instrument::Grant, eur(200_000));
    line.asked = stage(200_000, day(2021, 1, 4), "dossier 2021-77");
    line.granted = stage(150_000, day(2021, 3, 12), "délibération 2021-03-103");
    line.contracted = stage(150_000, day(2021, 4, 2), "convention 2021-88");
    line.paid = stage(45_000, day(2021, 6, 30), "mandat 4412");
    line
}
