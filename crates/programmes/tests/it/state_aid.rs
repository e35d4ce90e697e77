//! The dated rules of State aid: the files of the repository are read whole, and a slip is told with its place.

use domain::{Cents, Lang, Rate};
use jiff::civil::date;
use programmes::StateAid;
use programmes::state_aid::in_force;

const FILES: [(&str, &str); 4] = [
    ("de-minimis.toml", include_str!("../../../../rules/state-aid/de-minimis.toml")),
    ("regional.toml", include_str!("../../../../rules/state-aid/regional.toml")),
    ("size.toml", include_str!("../../../../rules/state-aid/size.toml")),
    ("public-money.toml", include_str!("../../../../rules/state-aid/public-money.toml")),
];

#[test]
fn every_rule_of_the_repository_is_read_and_every_year_has_one_de_minimis_ceiling() {
    let rules = StateAid::gather(FILES).expect("the files of the repository are right");
    let ceiling = |year| in_force(&rules.de_minimis, date(year, 6, 1)).map(|r| r.ceiling);
    assert_eq!(ceiling(2020), Some(Cents::euros(200_000)));
    assert_eq!(ceiling(2023), Some(Cents::euros(200_000)));
    assert_eq!(ceiling(2024), Some(Cents::euros(300_000)));
    assert_eq!(ceiling(2031), None, "after 2030 no rule is known, and none is made up");
    let c_zone = |year| in_force(&rules.regional, date(year, 7, 1)).and_then(|m| m.zones.iter().find(|z| z.zone == "c")).map(|z| z.large);
    assert_eq!((c_zone(2020), c_zone(2022)), (Some(Rate::percent(10)), Some(Rate::percent(15))));
}

#[test]
fn a_mistyped_field_is_told_with_its_line_its_column_and_the_right_word() {
    let text = FILES[0].1.replacen("ceiling =", "cieling =", 1);
    let problems = StateAid::parse("de-minimis.toml", &text).expect_err("a field nobody knows");
    let line = text.lines().position(|l| l.starts_with("cieling")).expect("written just above") + 1;
    assert_eq!((problems[0].line, problems[0].column), (line, 1));
    assert_eq!(problems[0].field, "de_minimis.cieling");
    assert_eq!(problems[0].mend.get(Lang::Fr), "écrire « ceiling »");
}

#[test]
fn an_amount_that_could_mean_two_things_is_refused_where_it_stands() {
    let text = FILES[0].1.replacen("\"200 000 €\"", "\"200.000\"", 1);
    let problems = StateAid::parse("de-minimis.toml", &text).expect_err("thousands or decimals?");
    assert!(problems[0].line > 1 && problems[0].field == "de_minimis.ceiling", "{:?}", problems[0]);
    assert!(problems[0].what.en.contains("200.000"));
}

#[test]
fn two_ceilings_for_the_same_day_are_refused() {
    let text = FILES[0].1.replacen("2023-12-31", "2024-01-01", 1);
    let problems = StateAid::gather([("de-minimis.toml", text.as_str())]).expect_err("1 January 2024 has two ceilings");
    assert_eq!(problems[0].field, "de_minimis.valid");
    assert!(problems[0].what.fr.contains("1407/2013") && problems[0].what.fr.contains("2023/2831"));
}
