//! What must hold for any sites and any need.

use crate::land::*;
use domain::{Datum, Facts, Site, Value};
use locate::{Options, Ranking, Weights, rank};
use proptest::prelude::*;

fn some<T: std::fmt::Debug + Clone + 'static>(value: impl Strategy<Value = T> + 'static) -> BoxedStrategy<Option<T>> {
    prop::option::of(value).boxed()
}

fn a_site(index: usize) -> impl Strategy<Value = Site> {
    let tenths = |range: std::ops::Range<u32>| range.prop_map(|n| f64::from(n) / 10.0);
    (
        some((0.0..300.0f64, any::<bool>())),
        some(tenths(0..400)),
        some(tenths(0..900)),
        some(any::<bool>()),
        some(tenths(0..300)),
        some(tenths(0..600)),
    )
        .prop_map(move |(place, free, total, rail, power, motorway)| {
            let position = place.map(|(km, approximate)| domain::Position { approximate, ..north(km) });
            let mut made = site(&format!("s{index:02}"), position, &[]);
            let numbers = [("available_ha", free), ("area_ha", total), ("power_mva", power), ("motorway_km", motorway)];
            for (key, value) in numbers {
                value.map(|v| made.attributes.insert(key.into(), Datum::declared(Value::Number(v))));
            }
            rail.map(|v| made.attributes.insert("rail".into(), Datum::declared(Value::Bool(v))));
            made
        })
}

fn sites() -> impl Strategy<Value = Vec<Site>> {
    (1..12usize).prop_flat_map(|n| (0..n).map(a_site).collect::<Vec<_>>())
}

fn a_need() -> impl Strategy<Value = Facts> {
    (some(1..30u32), some(1..20u32), some(any::<bool>()), some(20..300u32)).prop_map(|(area, power, rail, max)| {
        let number = |key, value: Option<u32>| value.map(|v| (key, Value::Number(f64::from(v))));
        let rail = rail.map(|v| ("site.rail", Value::Bool(v)));
        let known = [number("site.area_ha", area), number("site.power_mva", power), rail, number("site.max_km", max)];
        need(&known.into_iter().flatten().collect::<Vec<_>>())
    })
}

fn ranked_with(facts: &Facts, sites: &[Site], weights: &Weights) -> Ranking {
    rank(facts, Some(ORIGIN), sites, weights, Options { draws: 60, ..options() })
}

/// Reads back "…the weight of “Label” moved from 20% to 34%" and applies it, the others keeping their proportions.
fn moved(ranking: &Ranking, sentence: &str) -> Option<Weights> {
    let label = sentence.split('“').nth(1)?.split('”').next()?;
    let to: f64 = sentence.rsplit(' ').next()?.strip_suffix('%')?.parse().ok()?;
    let criterion = ranking.criteria.iter().find(|c| &*c.label.en == label)?;
    let others = 1.0 - criterion.weight;
    let share = |c: &locate::Criterion| match c.id == criterion.id {
        true => to / 100.0,
        false => c.weight * (1.0 - to / 100.0) / others,
    };
    Some(Weights(ranking.criteria.iter().map(|c| (c.id.clone(), share(c))).collect(), Default::default()))
}

proptest! {
    #[test]
    fn figures_hold_together(facts in a_need(), sites in sites()) {
        let r = ranked_with(&facts, &sites, &Weights::default());
        prop_assert_eq!(r.ranked.len() + r.excluded.len(), sites.len());
        if !r.criteria.is_empty() {
            prop_assert!((r.criteria.iter().map(|c| c.weight).sum::<f64>() - 1.0).abs() < 1e-9);
        }
        for (i, s) in r.ranked.iter().enumerate() {
            prop_assert_eq!(s.rank, i + 1);
            prop_assert!((s.contributions.iter().map(|c| c.points).sum::<f64>() - s.score).abs() < 1e-9);
            prop_assert!(-1e-9 <= s.score_low && s.score_low <= s.score + 1e-9 && s.score <= s.score_high + 1e-9 && s.score_high < 100.0 + 1e-9);
            prop_assert!(i == 0 || r.ranked[i - 1].score >= s.score - 1e-6);
        }
        if !r.ranked.is_empty() && !r.criteria.is_empty() {
            prop_assert!((r.ranked.iter().map(|s| s.first_share).sum::<f64>() - 1.0).abs() < 1e-9);
            let podium = r.ranked.len().min(3) as f64;
            prop_assert!((r.ranked.iter().map(|s| s.top3_share).sum::<f64>() - podium).abs() < 1e-9);
        }
    }

    #[test]
    fn the_order_of_the_sites_changes_nothing(facts in a_need(), sites in sites()) {
        let reversed: Vec<Site> = sites.iter().rev().cloned().collect();
        prop_assert_eq!(ranked_with(&facts, &sites, &Weights::default()), ranked_with(&facts, &reversed, &Weights::default()));
    }

    #[test]
    fn forgetting_a_fact_never_excludes(facts in a_need(), sites in sites(), which in any::<prop::sample::Index>()) {
        let before = ranked_with(&facts, &sites, &Weights::default());
        let mut forgetful = sites.clone();
        let site = &mut forgetful[which.index(sites.len())];
        let id = site.id.clone();
        site.attributes.clear();
        site.position = None;
        let after = ranked_with(&facts, &forgetful, &Weights::default());
        prop_assert!(after.excluded.iter().all(|e| e.site != id), "nothing is known of {} and it is excluded", id);
        prop_assert!(after.excluded.len() <= before.excluded.len());
    }

    #[test]
    fn more_land_never_costs_a_place(sites in sites(), which in any::<prop::sample::Index>(), more in 0.0..50.0f64) {
        let facts = need(&[("site.area_ha", number(2.0))]);
        let at = which.index(sites.len());
        let place = |sites: &[Site]| ranked_with(&facts, sites, &Weights::default()).ranked.iter().position(|r| r.site == sites[at].id);
        let before = place(&sites);
        let mut larger = sites.clone();
        let Some(free) = sites[at].number("available_ha") else { return Ok(()) };
        larger[at].attributes.insert("available_ha".into(), Datum::declared(Value::Number(free + more)));
        let after = place(&larger);
        // A site that was excluded had no place to lose.
        prop_assert!(before.is_none() || after <= before, "{before:?} then {after:?}");
    }

    #[test]
    fn the_change_announced_does_change_the_first_place(facts in a_need(), sites in sites()) {
        let r = ranked_with(&facts, &sites, &Weights::default());
        for site in &r.ranked {
            let Some(sentence) = site.would_change.iter().map(|t| t.en.as_ref()).find(|t| t.contains("moved from")) else { continue };
            let weights = moved(&r, sentence).unwrap_or_else(|| panic!("{sentence}"));
            let again = ranked_with(&facts, &sites, &weights);
            let is_first = again.ranked[0].site == site.site;
            prop_assert_eq!(is_first, site.rank > 1, "{} of rank {}: {}", &site.site, site.rank, sentence);
        }
    }

    /// What is learnt later falls within what was announced: the score stays between its bounds.
    #[test]
    fn a_value_learnt_within_its_interval_keeps_the_score_within_its_bounds(
        low in 0.0..40.0f64, width in 0.0..40.0f64, share in 0.0..=1.0f64, asked in 1..30u32
    ) {
        let facts = need(&[("site.power_mva", number(f64::from(asked)))]);
        let told = site("a", Some(north(20.0)), &[("power_mva_low", number(low)), ("power_mva_high", number(low + width))]);
        let learnt = site("a", Some(north(20.0)), &[("power_mva", number(low + share * width))]);
        let (before, after) = (ranked_with(&facts, &[told], &Weights::default()), ranked_with(&facts, &[learnt], &Weights::default()));
        match (before.ranked.first(), after.ranked.first()) {
            (Some(before), Some(after)) => {
                prop_assert!(before.score_low <= after.score + 1e-9 && after.score <= before.score_high + 1e-9);
            }
            // Excluded on its interval: no value of it could have suited.
            (None, Some(_)) => prop_assert!(false, "an interval excluded what one of its values allows"),
            (Some(before), None) => prop_assert!(!before.to_check.is_empty(), "nothing announced that the value may not suit"),
            (None, None) => {}
        }
    }

    /// A site worse than another on everything is no one's choice: taking it out changes no first place.
    #[test]
    fn a_dominated_site_can_leave_without_changing_the_first(facts in a_need(), sites in sites()) {
        let before = ranked_with(&facts, &sites, &Weights::default());
        let Some(first) = before.ranked.first() else { return Ok(()) };
        let Some(copied) = sites.iter().find(|s| s.id == first.site) else { return Ok(()) };
        let mut worse = copied.clone();
        worse.id = "zz-worse".into();
        for (key, datum) in &mut worse.attributes {
            if let (Value::Number(value), false) = (&mut datum.value, key == "motorway_km") {
                *value *= 0.9;
            }
        }
        let with = [&sites[..], &[worse]].concat();
        let after = ranked_with(&facts, &with, &Weights::default());
        prop_assert_eq!(&after.ranked[0].site, &first.site);
    }

    /// The closer the weights keep to those given, the surer the place; other methods rank the same sites.
    #[test]
    fn every_site_has_a_place_under_each_method_and_shares_hold_together(facts in a_need(), sites in sites()) {
        let options = Options { draws: 60, margin: Some(0.1), ..options() };
        let r = rank(&facts, Some(ORIGIN), &sites, &Weights::default(), options);
        let n = r.ranked.len();
        if n == 0 || r.criteria.is_empty() { return Ok(()); }
        for place in [|s: &locate::Ranked| s.robustness.topsis.rank, |s: &locate::Ranked| s.robustness.promethee.rank] {
            let mut places: Vec<usize> = r.ranked.iter().map(place).collect();
            places.sort_unstable();
            prop_assert_eq!(places, (1..=n).collect::<Vec<_>>());
        }
        for s in &r.ranked {
            let found = &s.robustness;
            prop_assert!(found.first <= found.top3 && found.top3 <= found.top10 && found.top10 <= 1.0);
            prop_assert_eq!(found.central_weights.is_some(), found.first > 0.0);
            for (weight, criterion) in found.central_weights.iter().flatten().zip(&r.criteria) {
                prop_assert!((weight - criterion.weight).abs() <= 0.1 * criterion.weight + 1e-9);
            }
        }
        prop_assert!((r.ranked.iter().map(|s| s.robustness.first).sum::<f64>() - 1.0).abs() < 1e-9);
    }
}
