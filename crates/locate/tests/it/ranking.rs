//! What the station says of a few sites and one need.

use crate::land::*;
use domain::{Answer, Scope, Status, Value};
use locate::{Options, Ranked, Weights, rank};

fn find<'r>(ranking: &'r locate::Ranking, id: &str) -> &'r Ranked {
    ranking.ranked.iter().find(|r| r.site == id).unwrap_or_else(|| panic!("{id} is not ranked: {:?}", ranking.excluded))
}

fn contribution<'r>(ranked: &'r Ranked, criterion: &str) -> &'r locate::Contribution {
    ranked.contributions.iter().find(|c| c.criterion == criterion).expect("a criterion of the ranking")
}

#[test]
fn a_site_too_small_is_excluded_and_one_of_unknown_size_is_to_check() {
    let facts = need(&[("site.area_ha", number(5.0))]);
    let sites = [
        site("a", None, &[("available_ha", number(4.9)), ("area_ha", number(60.0))]),
        site("b", None, &[("area_ha", number(3.0))]),
        site("c", None, &[]),
        site("d", None, &[("area_ha", number(60.0))]),
    ];
    let r = ranked(&facts, &sites);
    let excluded: Vec<(&str, &str)> = r.excluded.iter().map(|e| (e.site.as_str(), e.reasons[0].fr.as_ref())).collect();
    assert_eq!(
        excluded,
        [("a", "Surface disponible : 4,9\u{a0}ha < 5\u{a0}ha demandés"), ("b", "Surface totale : 3\u{a0}ha < 5\u{a0}ha demandés")]
    );
    assert!(find(&r, "c").to_check[0].fr.starts_with("Surface inconnue"));
    assert!(find(&r, "d").to_check[0].en.contains("60\u{a0}ha in all"));
    assert_eq!((r.read, r.ranked.len()), (4, 2));
}

#[test]
fn a_known_absence_of_rail_excludes_and_an_unknown_one_does_not() {
    let facts = need(&[("site.rail", Value::Bool(true))]);
    let rail = |id, value| site(id, None, &[("rail", Value::Bool(value))]);
    let r = ranked(&facts, &[rail("no", false), rail("yes", true), site("unknown", None, &[])]);
    assert_eq!(r.excluded.iter().map(|e| e.site.as_str()).collect::<Vec<_>>(), ["no"]);
    assert_eq!(r.ranked.iter().map(|s| s.site.as_str()).collect::<Vec<_>>(), ["yes", "unknown"]);
    let open = find(&r, "unknown");
    assert_eq!((open.known, open.to_check.len()), (0, 1));
    assert_eq!((contribution(open, "rail").answer, contribution(open, "rail").utility), (Answer::Unknown, None));
    assert_eq!((open.score_low, open.score, open.score_high), (0.0, 50.0, 100.0));
}

#[test]
fn too_little_power_and_too_heavy_a_regime_exclude() {
    let facts = need(&[("site.power_mva", number(10.0)), ("site.icpe", Value::Code("seveso_low".into()))]);
    let weak = site("weak", None, &[("power_mva", number(9.0))]);
    let town = site("town", None, &[("power_mva", number(20.0)), ("icpe_max", Value::Code("authorisation".into()))]);
    let port = site("port", None, &[("power_mva", number(20.0)), ("icpe_max", Value::Code("seveso_high".into()))]);
    let r = ranked(&facts, &[weak, town, port, site("open", None, &[])]);
    assert_eq!(r.excluded.iter().map(|e| e.site.as_str()).collect::<Vec<_>>(), ["town", "weak"]);
    assert!(find(&r, "port").to_check.is_empty());
    assert_eq!(find(&r, "open").to_check.len(), 2);
}

#[test]
fn an_approximate_position_is_given_the_benefit_of_its_doubt_and_says_so() {
    let facts = need(&[("site.max_km", number(50.0))]);
    let near_enough = domain::Position { approximate: true, ..north(60.0) };
    let too_far = domain::Position { approximate: true, ..north(80.0) };
    let sites = [site("exact", Some(north(60.0)), &[]), site("maybe", Some(near_enough), &[]), site("far", Some(too_far), &[])];
    let r = ranked(&facts, &sites);
    assert_eq!(r.excluded.iter().map(|e| e.site.as_str()).collect::<Vec<_>>(), ["exact", "far"]);
    assert!(r.excluded[1].reasons[0].fr.contains("à 20\u{a0}km près"), "{}", r.excluded[1].reasons[0].fr);
    assert!(find(&r, "maybe").to_check[0].fr.starts_with("Distance approchée"));
    assert!(r.limits.iter().any(|l| l.fr.starts_with("Position approchée")));
}

#[test]
fn explaining_the_first_sites_alone_moves_no_place_and_no_figure() {
    let facts = need(&[("site.area_ha", number(5.0)), ("site.rail", Value::Bool(true))]);
    let one = |index: usize| site(&format!("s-{index}"), Some(north(10.0 * index as f64)), &[("area_ha", number(20.0 - index as f64))]);
    let sites: Vec<_> = (0..8).map(one).collect();
    let whole = ranked(&facts, &sites);
    let first = rank(&facts, Some(ORIGIN), &sites, &Weights::default(), Options { explained: 3, ..options() });
    assert_eq!(first.ranked[..3], whole.ranked[..3]);
    for (brief, told) in first.ranked[3..].iter().zip(&whole.ranked[3..]) {
        assert!(brief.contributions.is_empty() && !told.contributions.is_empty(), "{}", brief.site);
        let (contributions, strengths, weaknesses) = (told.contributions.clone(), told.strengths.clone(), told.weaknesses.clone());
        assert_eq!(&Ranked { contributions, strengths, weaknesses, ..brief.clone() }, told);
    }
}

#[test]
fn the_nearer_site_wins_when_all_else_is_equal() {
    let r = ranked(&need(&[]), &[site("far", Some(north(120.0)), &[]), site("near", Some(north(10.0)), &[])]);
    assert_eq!(r.ranked.iter().map(|s| s.site.as_str()).collect::<Vec<_>>(), ["near", "far"]);
    assert_eq!(contribution(&r.ranked[0], "distance").value.as_ref().map(|v| v.fr.as_ref()), Some("10\u{a0}km"));
    assert_eq!((r.ranked[0].first_share, r.ranked[1].first_share, r.ranked[1].top3_share), (1.0, 0.0, 1.0));
}

#[test]
fn sites_that_nothing_tells_apart_come_in_the_order_of_their_ids() {
    let r = ranked(&need(&[]), &[site("b", Some(north(10.0)), &[]), site("a", Some(north(10.0)), &[])]);
    assert_eq!(r.ranked.iter().map(|s| s.site.as_str()).collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn criteria_without_data_nor_need_are_left_out_and_said() {
    let r = ranked(&need(&[]), &[site("a", Some(north(10.0)), &[])]);
    assert_eq!(r.criteria.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["distance"]);
    assert_eq!(r.criteria[0].weight, 1.0);
    assert!(r.limits.iter().any(|l| l.fr.contains("« Prix du terrain »")));
    assert!(r.limits.iter().any(|l| l.en.contains("“Available area” is not compared: the project does not say")));
    assert!(r.limits.iter().any(|l| l.fr.contains("aucune pondération officielle")));
}

#[test]
fn a_label_promises_and_a_dated_proof_counts_in_full() {
    let scope = Scope::default;
    let promised = done(labelled(site("promised", None, &[]), "2020-07"), "plu", Status::Assumed, None, scope());
    let proved = done(labelled(site("proved", None, &[]), "2020-07"), "plu", Status::Verified, None, scope());
    let expired = done(labelled(site("worn", None, &[]), "2020-07"), "plu", Status::Verified, Some("2020-08-01"), scope());
    let later = done(labelled(site("z-later", None, &[]), "2024"), "plu", Status::Verified, None, scope());
    let r = ranked(&need(&[]), &[promised, proved, expired, later]);
    assert_eq!(r.ranked.iter().map(|s| s.site.as_str()).collect::<Vec<_>>(), ["proved", "promised", "z-later", "worn"]);
    assert_eq!(contribution(find(&r, "promised"), "maturity").status, Some(Status::Assumed));
    let later = contribution(find(&r, "z-later"), "maturity");
    assert_eq!((later.utility, later.value.as_ref()), (None, None), "a label given in 2024 is not known in 2020");
    assert!(contribution(find(&r, "worn"), "maturity").value.as_ref().is_some_and(|v| v.fr.contains("expiré : urbanisme")));
}

#[test]
fn a_study_made_for_five_hectares_proves_nothing_for_eight() {
    let scope = Scope { area_ha: Some(5.0), ..Scope::default() };
    let sites = [done(site("a", None, &[]), "inventory", Status::Verified, None, scope), labelled(site("b", None, &[]), "2020")];
    let utility = |area| contribution(find(&ranked(&need(&[("site.area_ha", number(area))]), &sites), "a"), "maturity").utility;
    assert!(utility(5.0) > Some(0.5));
    assert_eq!(utility(8.0), None);
}

#[test]
fn weights_move_the_ranking_and_zero_takes_a_criterion_out() {
    let facts = need(&[("site.area_ha", number(5.0))]);
    let sites = [
        site("near", Some(north(10.0)), &[("available_ha", number(5.0))]),
        site("wide", Some(north(150.0)), &[("available_ha", number(50.0))]),
    ];
    let first = |area: f64, distance: f64| {
        let weights = Weights([("area".to_owned(), area), ("distance".to_owned(), distance)].into(), Default::default());
        let r = rank(&facts, Some(ORIGIN), &sites, &weights, options());
        (r.ranked[0].site.clone(), r.criteria.len())
    };
    assert_eq!(first(10.0, 90.0), ("near".to_owned(), 2));
    assert_eq!(first(90.0, 10.0), ("wide".to_owned(), 2));
    assert_eq!(first(0.0, 10.0), ("near".to_owned(), 1));
}

#[test]
fn an_unknown_fact_that_would_decide_is_named() {
    let facts = need(&[("site.rail", Value::Bool(true)), ("site.area_ha", number(5.0))]);
    let sites = [
        site("sure", Some(north(40.0)), &[("available_ha", number(6.0)), ("rail", Value::Bool(true))]),
        site("perhaps", Some(north(10.0)), &[("available_ha", number(6.0))]),
    ];
    let r = ranked(&facts, &sites);
    assert_eq!(r.ranked[0].site, "sure");
    let said = &find(&r, "perhaps").would_change;
    assert!(said.iter().any(|t| t.fr.contains("« Embranchement ferroviaire », encore incertain")), "{said:?}");
    assert!(find(&r, "perhaps").weaknesses.iter().any(|t| &*t.fr == "Embranchement ferroviaire : inconnu"));
    assert!(find(&r, "sure").strengths.iter().any(|t| &*t.en == "Rail siding: yes"));
}

#[test]
fn an_interval_excludes_only_when_no_value_of_it_suits() {
    let facts = need(&[("site.power_mva", number(10.0)), ("site.gas", Value::Bool(true)), ("site.price_eur_m2", number(40.0))]);
    let between = |id, low: f64, high: f64| site(id, None, &[("power_mva_low", number(low)), ("power_mva_high", number(high))]);
    let least = site("least", None, &[("power_mva_low", number(12.0))]);
    let (dear, dry) = (site("dear", None, &[("price_eur_m2", number(45.0))]), site("dry", None, &[("gas", Value::Bool(false))]));
    let r = ranked(&facts, &[between("short", 4.0, 9.0), between("perhaps", 8.0, 12.0), between("enough", 10.0, 20.0), least, dear, dry]);
    let excluded: Vec<(&str, &str)> = r.excluded.iter().map(|e| (e.site.as_str(), &*e.reasons[0].fr)).collect();
    assert_eq!(
        excluded,
        [
            ("dear", "Prix du terrain : 45\u{a0}€/m² > 40\u{a0}€/m² au plus"),
            ("dry", "Gaz : non, alors que le projet en a besoin"),
            ("short", "Puissance électrique : de 4\u{a0}MVA à 9\u{a0}MVA < 10\u{a0}MVA demandés"),
        ]
    );
    let wide = |id, low: f64, high: f64| site(id, None, &[("available_ha_low", number(low)), ("available_ha_high", number(high))]);
    let most = site("most", None, &[("available_ha_high", number(9.0))]);
    let areas =
        ranked(&need(&[("site.area_ha", number(5.0))]), &[wide("small", 2.0, 3.0), wide("maybe", 4.0, 6.0), wide("fits", 5.0, 6.0), most]);
    let excluded: Vec<&str> = areas.excluded.iter().map(|e| &*e.reasons[0].fr).collect();
    assert_eq!(excluded, ["Surface disponible : de 2\u{a0}ha à 3\u{a0}ha < 5\u{a0}ha demandés"]);
    let told = |id| find(&areas, id).to_check.iter().map(|t| t.fr.to_string()).collect::<Vec<_>>();
    assert_eq!(told("maybe"), ["Surface disponible : de 4\u{a0}ha à 6\u{a0}ha, pour 5\u{a0}ha demandés"]);
    assert_eq!((told("fits").len(), told("most").len()), (0, 1));
    assert_eq!(contribution(find(&areas, "most"), "area").utility, None, "an end alone is no value");
    let checks = |id| find(&r, id).to_check.iter().filter(|t| t.fr.starts_with("Puissance")).count();
    assert_eq!((checks("perhaps"), checks("enough"), checks("least")), (1, 0, 0));
    assert_eq!(contribution(find(&r, "least"), "power").value.as_ref().map(|v| &*v.fr), Some("au moins 12\u{a0}MVA"));
}

#[test]
fn a_value_says_how_far_it_can_be_relied_upon() {
    let mut known = site("a", None, &[("flood", Value::Bool(true)), ("price_eur_m2", number(30.0))]);
    if let Some(datum) = known.attributes.get_mut("flood") {
        datum.status = Status::Verified;
    }
    let r = ranked(&need(&[]), &[known, site("b", None, &[("flood", Value::Bool(false))])]);
    assert_eq!(contribution(find(&r, "a"), "flood").confidence, Some(locate::Confidence::Certified));
    assert_eq!(contribution(find(&r, "a"), "flood").answer, Answer::NotMet, "a flood zone is no good news");
    assert_eq!(contribution(find(&r, "a"), "price").confidence, Some(locate::Confidence::Declared));
    assert_eq!(contribution(find(&r, "b"), "price").confidence, None);
    assert_eq!(r.ranked[0].site, "b");
}

#[test]
fn side_by_side_the_surely_better_is_ahead_and_what_nobody_tells_is_named() {
    let (a, b) = (
        site("a", None, &[("price_eur_m2", number(30.0)), ("rail", Value::Bool(true))]),
        site("b", None, &[("price_eur_m2", number(20.0))]),
    );
    let found = locate::compare::compare(&need(&[("site.rail", Value::Bool(true))]), None, options().on, [&a, &b]);
    let row = |id: &str| found.groups.iter().flat_map(|g| &g.rows).find(|r| r.id == id).expect("a row");
    assert_eq!(row("price").cells.iter().map(|c| c.ahead).collect::<Vec<_>>(), [false, true]);
    assert_eq!(row("rail").cells.iter().map(|c| (c.ahead, c.value.is_some())).collect::<Vec<_>>(), [(false, true), (false, false)]);
    assert!(found.unknown.iter().any(|t| &*t.en == "Building height allowed"));
    assert_eq!((found.failed[0].len(), found.to_check[0].len(), found.to_check[1].len()), (0, 0, 1));
}

#[test]
fn who_would_choose_a_site_is_told_by_the_weights_that_put_it_first() {
    let facts = need(&[("site.area_ha", number(5.0))]);
    let sites = [
        site("near", Some(north(10.0)), &[("available_ha", number(5.0))]),
        site("wide", Some(north(150.0)), &[("available_ha", number(50.0))]),
    ];
    let r = ranked(&facts, &sites);
    let by = |id| find(&r, id).robustness.chosen_by.as_ref().map(|t| t.en.to_string()).unwrap_or_default();
    assert!(by("near").contains("“Distance from the commune”"), "{}", by("near"));
    assert!(by("wide").contains("“Available area”"), "{}", by("wide"));
}

#[test]
fn a_criterion_weighed_zero_is_set_aside_and_an_interval_bounds_what_is_drawn() {
    let mut weights = Weights::default();
    weights.0.insert("distance".into(), 0.0);
    weights.1.insert("area".into(), (0.5, 0.6));
    let facts = need(&[("site.area_ha", number(5.0))]);
    let sites = [
        site("near", Some(north(10.0)), &[("available_ha", number(5.0)), ("rail", Value::Bool(true))]),
        site("wide", Some(north(150.0)), &[("available_ha", number(50.0)), ("rail", Value::Bool(false))]),
    ];
    let ranking = rank(&facts, Some(ORIGIN), &sites, &weights, options());
    assert!(ranking.aside.iter().any(|c| c.id == "distance" && c.weight == 0.0), "it can be moved up again: {:?}", ranking.aside);
    assert!(ranking.criteria.iter().all(|c| c.id != "distance"));
    let area = ranking.criteria.iter().position(|c| c.id == "area").expect("the area is asked");
    assert_eq!(ranking.criteria[area].interval, Some((0.5, 0.6)));
    for site in &ranking.ranked {
        if let Some(central) = &site.robustness.central_weights {
            assert!(central[area] >= 0.5 - 1e-9 && central[area] <= 0.6 + 1e-9, "{central:?}");
        }
    }
    weights.1 = ranking.criteria.iter().map(|c| (c.id.clone(), (0.9, 1.0))).collect();
    let wrong = rank(&facts, Some(ORIGIN), &sites, &weights, options());
    assert!(wrong.limits.iter().any(|l| l.fr.contains("ne peuvent pas faire 100")), "{:?}", wrong.limits);
    assert!(wrong.criteria.iter().all(|c| c.interval.is_none()) && wrong.ranked[0].robustness.first > 0.0);
}

#[test]
fn a_site_behind_hundreds_of_others_is_first_for_whoever_weighs_its_one_quality_most() {
    let common =
        |index: usize| site(&format!("commun-{index:03}"), Some(ORIGIN), &[("available_ha", number(20.0)), ("motorway_km", number(50.0))]);
    let mut sites: Vec<_> = (0..600).map(common).collect();
    sites.push(site("rare", Some(north(49.0)), &[("available_ha", number(4.0)), ("motorway_km", number(1.0))]));
    let ranking = ranked(&need(&[("site.area_ha", number(4.0)), ("site.max_km", number(50.0))]), &sites);
    let rare = ranking.ranked.last().expect("every site is ranked");
    assert_eq!((rare.site.as_str(), rare.rank), ("rare", 601));
    assert!((0.1..0.9).contains(&rare.robustness.first), "{}", rare.robustness.first);
    let first: f64 = ranking.ranked.iter().map(|ranked| ranked.robustness.first).sum();
    assert!((first - 1.0).abs() < 1e-9, "one of them is first in each draw: {first}");
}
