//! The set of communes that a study of sectors is about, found the way people name it.

use reference::{CommuneRow, DepartmentRow, EpciMemberRow, EpciRow, NamedRow, PerimeterKey, Reference, Tables};

const GRAND_CHALON: &str = "247100589";

fn commune(code: &str, name: &str, department: &str, epci: Option<&str>) -> CommuneRow {
    CommuneRow {
        code: code.into(),
        name: name.into(),
        department: department.into(),
        region: "27".into(),
        siren: format!("21{code}00"),
        epci: epci.map(str::to_owned),
        population: Some(1_000),
        lat: None,
        lon: None,
        located: String::new(),
    }
}

fn reference() -> Reference {
    let member = |code: &str| EpciMemberRow { siren: GRAND_CHALON.into(), commune: code.into() };
    Reference::assemble(Tables {
        communes: vec![
            commune("71076", "Chalon-sur-Saône", "71", Some(GRAND_CHALON)),
            commune("71154", "Crissey", "71", Some(GRAND_CHALON)),
            commune("71270", "Mâcon", "71", None),
            commune("21231", "Dijon", "21", None),
            commune("21054", "Beaune", "21", None),
        ],
        epci: vec![EpciRow { siren: GRAND_CHALON.into(), name: "CA Le Grand Chalon".into(), kind: "CA".into(), population: 113_000 }],
        epci_members: vec![member("71076"), member("71154")],
        departments: vec![
            DepartmentRow { code: "21".into(), name: "Côte-d’Or".into(), region: "27".into() },
            DepartmentRow { code: "71".into(), name: "Saône-et-Loire".into(), region: "27".into() },
        ],
        regions: vec![NamedRow { code: "27".into(), name: "Bourgogne-Franche-Comté".into() }],
        ..Tables::default()
    })
}

fn codes(text: &str) -> Vec<String> {
    reference().find_perimeter(text).unwrap_or_else(|why| panic!("{text}: {}", why.en)).communes.into_iter().collect()
}

#[test]
fn one_territory_is_meant_by_its_key_its_siren_or_its_name() {
    for text in ["2/ti-2704", GRAND_CHALON, "CA Le Grand Chalon", "ca le grand chalon"] {
        assert_eq!(codes(text), ["71076", "71154"], "{text}");
    }
    assert_eq!(codes("71"), ["71076", "71154", "71270"]);
    assert_eq!(codes("cote d or"), ["21054", "21231"]);
    assert_eq!(codes("R27").len(), 5);
    assert_eq!(codes("Dijon, 71076"), ["21231", "71076"]);
}

#[test]
fn a_word_that_several_territories_share_lists_them_and_an_unknown_one_is_told() {
    let reference = reference();
    let several = reference.find_perimeter("chalon").expect_err("the territory of two phases and the intercommunality");
    assert!(several.fr.contains("2/ti-2704") && several.fr.contains(GRAND_CHALON), "{}", several.fr);
    assert!(reference.find_perimeter("Atlantide").expect_err("nowhere").en.contains("unknown"));
    assert!(reference.find_perimeter("9/ti-2704").is_err() && reference.find_perimeter("71076,Nulle-Part").is_err());
}

#[test]
fn a_drawn_list_is_named_after_its_first_communes_in_both_languages() {
    let reference = reference();
    let drawn = |codes: &[&str]| {
        let key = PerimeterKey::Communes(codes.iter().map(|&c| c.into()).collect());
        reference.perimeter(&key).map(|p| (p.name.fr.to_string(), p.name.en.to_string()))
    };
    assert_eq!(drawn(&["71076"]), Some(("Chalon-sur-Saône".into(), "Chalon-sur-Saône".into())));
    let four = drawn(&["71076", "71154", "71270", "21231"]);
    assert_eq!(
        four,
        Some(("Chalon-sur-Saône, Crissey et 2 autres communes".into(), "Chalon-sur-Saône, Crissey and 2 other communes".into()))
    );
    assert_eq!(drawn(&["99999"]), None);
}

#[test]
fn what_a_key_writes_is_read_back_as_the_same_key() {
    let reference = reference();
    for key in [
        PerimeterKey::Territory(2, "ti-2704".into()),
        PerimeterKey::Epci(GRAND_CHALON.into()),
        PerimeterKey::Department("71".into()),
        PerimeterKey::Region("27".into()),
        PerimeterKey::Communes(vec!["71076".into(), "21231".into()]),
    ] {
        assert_eq!(reference.find_perimeter(&key.written()).map(|p| p.key), Ok(key));
    }
}

#[test]
fn the_zones_to_learn_on_are_the_intercommunalities_and_leave_out_who_is_in_none() {
    let zones = reference().intercommunalities();
    assert_eq!(zones.ids, [GRAND_CHALON]);
    assert_eq!(&*zones.names[0].fr, "CA Le Grand Chalon");
    assert_eq!(zones.of_commune.keys().map(String::as_str).collect::<Vec<_>>(), ["71076", "71154"]);
}
