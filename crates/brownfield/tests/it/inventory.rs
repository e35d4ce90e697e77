//! What the inventory of brownfields tells before anybody opens a project.

use crate::WHEN;
use brownfield::*;
use domain::{Datum, Facts, Mark, Site, Source, Status, Value};
use std::collections::BTreeMap;

fn fallow(said: &[(&str, Value)]) -> Site {
    let source = Source::new("inventaire d’essai", Mark::Partial);
    let datum = |value: &Value| Datum { value: value.clone(), status: Status::Declared, source: Some(source.clone()) };
    let mut attributes: BTreeMap<String, Datum> = said.iter().map(|(key, value)| ((*key).to_owned(), datum(value))).collect();
    attributes.insert("brownfield".to_owned(), datum(&Value::Bool(true)));
    Site {
        id: "friche".into(),
        name: "Friche".into(),
        commune: None,
        commune_name: String::new(),
        department: "71".into(),
        region: String::new(),
        labels: vec![],
        owner: None,
        position: None,
        attributes,
        anticipations: vec![],
        note: String::new(),
        source,
    }
}

fn text(word: &str) -> Value {
    Value::Text(word.to_owned())
}

#[test]
fn the_words_of_the_standard_become_the_answers_of_the_grid_with_their_source() {
    let site = fallow(&[
        ("unite_fonciere_surface", Value::Number(16_750.0)),
        ("bati_surface", Value::Number(2_400.0)),
        ("sol_pollution_existe", text("pollution avérée")),
        ("bati_etat", text("dégradation moyenne")),
        ("bati_patrimoine", text("aucun")),
        ("urba_zone_type", text("N")),
    ]);
    let known = known_of(&site);
    assert_eq!(known.number("brownfield.area_m2"), Some(16_750.0));
    assert_eq!(known.number("brownfield.built_m2"), Some(2_400.0));
    assert_eq!(known.str("brownfield.pollution"), Some("proved"));
    assert_eq!(known.str("brownfield.building_state"), Some("average"));
    assert_eq!((known.bool("brownfield.heritage"), known.bool("site.industrial_use")), (Some(false), Some(false)));
    let datum = known.get("brownfield.pollution").expect("told");
    assert_eq!((datum.status, datum.source.as_ref().map(|s| s.title.as_str())), (Status::Declared, Some("inventaire d’essai")));
    assert_eq!(known.get("site.industrial_use").map(|d| d.status), Some(Status::Computed), "a zone is read, not declared for this use");
}

#[test]
fn a_word_that_fits_no_answer_is_left_unknown() {
    let site = fallow(&[
        ("sol_pollution_existe", text("inconnu")),
        ("bati_etat", text("dégradation hétérogène")),
        ("bati_patrimoine", text("présence d'un bâtiment d'intérêt")),
        ("urba_zone_type", text("U")),
        ("proprio_type", Value::Codes(vec!["P4a".into(), "P4a".into()])),
    ]);
    let known = known_of(&site);
    assert_eq!(known.0.keys().collect::<Vec<_>>(), ["brownfield.on", "site.urban_zone"], "one kind of owner may be one owner or ten");
    assert_eq!(known.bool("site.urban_zone"), Some(true), "a zone U answers what a permit asks, not whether industry is allowed");
    let map = known_of(&fallow(&[("urba_zone_type", text("ZnC"))]));
    assert_eq!(map.bool("site.urban_zone"), None, "a municipal map has no zone U");
    let several = fallow(&[("proprio_type", Value::Codes(vec!["P4a".into(), "G1a".into()]))]);
    assert_eq!(known_of(&several).str("brownfield.owners"), Some("several"));
}

#[test]
fn a_brownfield_without_any_building_has_no_building_to_keep_up() {
    let known = known_of(&fallow(&[("bati_nombre", Value::Number(0.0)), ("area_ha", Value::Number(2.0))]));
    assert_eq!((known.number("brownfield.built_m2"), known.str("brownfield.building_state")), (Some(0.0), Some("none")));
    assert_eq!(known.number("brownfield.area_m2"), Some(20_000.0), "hectares of the site, when the land unit is not told");
}

#[test]
fn what_the_project_says_wins_over_the_inventory_and_a_site_that_is_no_brownfield_says_nothing() {
    let mut site = fallow(&[("unite_fonciere_surface", Value::Number(16_750.0))]);
    let mut facts = Facts::default();
    facts.set("brownfield.area_m2", Datum::declared(Value::Number(12_000.0)));
    with_known(&mut facts, &site);
    assert_eq!((facts.number("brownfield.area_m2"), facts.bool("brownfield.on")), (Some(12_000.0), Some(true)));
    site.attributes.insert("brownfield".into(), Datum::declared(Value::Bool(false)));
    let mut none = Facts::default();
    with_known(&mut none, &site);
    assert_eq!(none, Facts::default());
}

#[test]
fn a_list_shows_the_index_and_the_completeness_of_the_page() {
    let rules = Rules::embedded();
    let grid = rules.grid(WHEN).expect("a grid");
    for site in [
        fallow(&[]),
        fallow(&[("sol_pollution_existe", text("pollution avérée")), ("rail", Value::Bool(true))]),
        fallow(&[("unite_fonciere_surface", Value::Number(90_000.0)), ("flood", Value::Bool(true)), ("motorway_km", Value::Number(3.0))]),
    ] {
        let facts = known_of(&site);
        let page = mutability(grid, &facts, Some(&site));
        assert_eq!(standing(grid, &facts, Some(&site)), (page.index, page.completeness));
    }
}
