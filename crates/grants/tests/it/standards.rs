//! A grant in the French formats and in 360Giving: nothing invented, nothing lost.

use crate::given::{day, eur, grant, siret};
use domain::{Cents, Rate, Siret};
use grants::{Beneficiary, Grant, Nature, Party, Period, Terms, essential, scdl, three_sixty};
use proptest::prelude::*;

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn a_grant_is_one_line_of_scdl_with_its_call_and_its_wave() {
    let grant = grant();
    let (bytes, left_out) = scdl::write([&grant]);
    assert!(left_out.is_empty());
    let lines: Vec<String> = text(bytes).lines().map(str::to_owned).collect();
    assert_eq!(lines[0], scdl::COLUMNS.join(","));
    assert_eq!(
        lines[1],
        "Région Bretagne,23350001600040,2021-04-02,2021-03-103,\"Exemple Industrie, SAS « =A1 »\",73282932000074,,\
         \"Ligne de découpe laser, 12 emplois\",150000.50,aide en numéraire,échelonné,2021-05-01/2023-04-30,,non,1.00,\
         pack-rebond/ami/vague-3"
    );
}

#[test]
fn the_regulated_format_joins_the_period_otherwise_and_both_are_read_back() {
    let (bytes, _) = essential::write([&grant()]);
    let written = text(bytes.clone());
    assert!(written.contains("2021-05-01_2023-04-30") && !written.contains("ami/vague-3"));
    let (again, other) = (essential::read(&bytes).expect("read"), scdl::read(&scdl::write([&grant()]).0).expect("read"));
    assert_eq!(again[0].payment, other[0].payment);
    assert_eq!((again[0].amount, other[0].scheme.as_str()), (Cents(15_000_050), "pack-rebond/ami/vague-3"));
}

#[test]
fn what_is_required_and_not_known_keeps_the_grant_out_with_what_to_do() {
    let bare =
        Grant { funder: Party { siret: None, ..grant().funder }, signed_on: None, terms: None, payment: None, de_minimis: None, ..grant() };
    let grant = grant();
    let (bytes, left_out) = scdl::write([&bare, &grant]);
    assert_eq!(text(bytes).lines().count(), 2);
    let fields: Vec<&str> = left_out[0].1.iter().map(|gap| gap.field).collect();
    assert_eq!(fields, ["idAttribuant", "dateConvention", "conditionsVersement", "datesPeriodeVersement", "notificationUE"]);
    assert!(left_out[0].1.iter().all(|gap| !gap.mend.is_empty()));
}

#[test]
fn several_beneficiaries_are_several_lines_of_the_same_amount_and_their_shares_make_the_whole() {
    let mut shared = grant();
    let other = Party { name: "École de production".into(), siret: None, company: false };
    shared.beneficiaries[0].share = Rate(3_333);
    shared.beneficiaries.push(Beneficiary { party: other, rna: Some("W380475558".into()), share: Rate(6_667) });
    let read = scdl::read(&scdl::write([&shared]).0).expect("read");
    assert_eq!(read.iter().map(|line| line.share.0).sum::<u32>(), 10_000);
    assert!(read.iter().all(|line| line.amount == Cents(15_000_050)));
    assert_eq!(read[1].beneficiary.2, "W380475558");
    let (_, left_out) = essential::write([&shared]);
    assert_eq!(left_out.len(), 1, "the regulated format has no column for the register of associations");
    assert!(!three_sixty::gaps(&shared).is_empty());
}

#[test]
fn a_long_object_is_cut_at_a_word_and_a_formula_is_made_inert() {
    let long = Grant { object: format!("=HYPERLINK(1) {}", "extension de l’atelier ".repeat(30)), ..grant() };
    let read = scdl::read(&scdl::write([&long]).0).expect("read");
    assert!(read[0].object.chars().count() <= 256 && read[0].object.ends_with('…'), "{}", read[0].object);
    assert!(text(scdl::write([&long]).0).contains(",'=HYPERLINK"));
}

#[test]
fn the_complement_has_a_line_for_each_line() {
    let bytes = text(scdl::complement([&grant()]));
    let mut lines = bytes.lines();
    assert_eq!(lines.next(), Some(scdl::COMPLEMENT.join(",").as_str()));
    assert_eq!(
        lines.next(),
        Some(
            "23350001600040,2021-03-103,73282932000074,0194f0c2a1b34c5d8e9f00112233aabb,pack-rebond,fonds-acceleration,ami,vague-3,2021-03-12,200000,45000,Grand Chalon,ti-2704,2022-01-03"
        )
    );
}

fn publisher() -> three_sixty::Publisher {
    three_sixty::Publisher {
        name: "Rebond".into(),
        website: "https://rebond.example".into(),
        prefix: None,
        licence: "https://www.etalab.gouv.fr/licence-ouverte-open-licence".into(),
        page: "https://rebond.example/subventions/".into(),
    }
}

#[test]
fn a_grant_is_told_in_360giving_with_what_was_asked_and_paid() {
    let package = three_sixty::package(&[grant()], &publisher(), day(2022, 2, 1)).expect("one grant");
    let one = &package["grants"][0];
    assert_eq!(one["id"], "FR-INSEE-233500016-0194f0c2a1b34c5d8e9f00112233aabb");
    assert_eq!(
        (&one["amountAwarded"], &one["amountAppliedFor"], &one["amountDisbursed"]),
        (&150_000.5.into(), &200_000.into(), &45_000.into())
    );
    assert_eq!(one["recipientOrganization"][0]["id"], "FR-RCS-732829320");
    assert_eq!(one["grantProgramme"][0]["code"], "pack-rebond/ami/vague-3");
    assert_eq!(one["fromOpenCall"], "Yes");
    let unasked = Grant { asked: None, paid: None, payment: None, place: None, ..grant() };
    let package = three_sixty::package(&[unasked], &publisher(), day(2022, 2, 1)).expect("one grant");
    for absent in ["amountAppliedFor", "amountDisbursed", "plannedDates", "beneficiaryLocation"] {
        assert!(package["grants"][0].get(absent).is_none(), "{absent} was invented");
    }
    assert_eq!(three_sixty::package(&[], &publisher(), day(2022, 2, 1)), None, "the standard has no empty package");
}

#[test]
fn the_flat_file_has_the_titles_of_the_schema() {
    let schema: serde_json::Value = serde_json::from_str(include_str!("../../schemas/360-giving.schema.json")).expect("JSON");
    let titles: Vec<String> = schema["properties"]
        .as_object()
        .expect("properties")
        .iter()
        .flat_map(|(_, p)| {
            let title = p["title"].as_str().unwrap_or("Currency").to_owned();
            let Some(roll) = p["rollUp"].as_array() else { return vec![title] };
            let of = p["items"]["$ref"].as_str().and_then(|r| r.strip_prefix("#/definitions/")).expect("a definition");
            roll.iter()
                .map(|name| {
                    format!(
                        "{title}:{}",
                        schema["definitions"][of]["properties"][name.as_str().expect("a name")]["title"].as_str().expect("a title")
                    )
                })
                .collect()
        })
        .collect();
    for title in three_sixty::TITLES {
        assert!(titles.iter().any(|known| known == title), "{title} is no title of the standard");
    }
    let flat = text(three_sixty::flat(&[grant()], &publisher()));
    assert!(flat.starts_with(&three_sixty::TITLES.join(",")) && flat.contains(",EUR,200000,150000.50,45000,2021-03-12,"));
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_to_the_cent(
        cents in 1_i64..90_000_000_000_000,
        object in "[a-zà-ÿ,;\"'=+@ \n-]{1,80}[a-z]",
        decision in "[=+@A-Z0-9/\", -]{0,20}[0-9]",
        once in any::<bool>(),
        minimis in any::<bool>(),
        days in 1_i32..900,
    ) {
        let first = day(2020, 2, 29);
        let last = if once { first } else { first.checked_add(jiff::Span::new().days(days)).expect("a day") };
        let written = Grant {
            amount: Cents(cents),
            object: object.split_whitespace().collect::<Vec<_>>().join(" "),
            decision: Some(decision.trim().to_owned()),
            terms: Some(if once { Terms::Once } else { Terms::Other("versé sur factures".into()) }),
            payment: Some(Period { first, last }),
            de_minimis: Some(minimis),
            nature: if once { Nature::Both } else { Nature::Kind },
            ..grant()
        };
        for bytes in [scdl::write([&written]).0, essential::write([&written]).0] {
            let read = scdl::read(&bytes).expect("read back");
            prop_assert_eq!(read.len(), 1);
            let read = &read[0];
            prop_assert_eq!(&read.object, &written.object);
            prop_assert_eq!(Some(&read.decision), written.decision.as_ref());
            prop_assert_eq!((read.amount, read.payment, read.de_minimis, read.nature), (Cents(cents), Period { first, last }, minimis, written.nature));
            prop_assert_eq!(Some(&read.terms), written.terms.as_ref());
            prop_assert_eq!(Some(Siret(read.beneficiary.1.clone())), siret("73282932000074"));
        }
        prop_assert_eq!(eur(1), Cents(100));
    }
}
