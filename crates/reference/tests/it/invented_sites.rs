//! An invented list is read like any other, whole, and says in every site that it is invented.

use crate::support;
use domain::{Date, Issuer};
use reference::{SiteList, invented_sites, read_site_list};

const TODAY: Date = Date::constant(2026, 11, 29);

fn made(count: usize, seed: u64) -> Vec<u8> {
    invented_sites(&support::small(), count, seed, TODAY).expect("written in memory")
}

fn read(bytes: &[u8]) -> SiteList {
    read_site_list("inventes.csv", bytes, &support::small(), None)
}

#[test]
fn every_invented_site_is_read_without_a_correction() {
    let list = read(&made(400, 1));
    assert_eq!((list.rejected, list.corrections), (vec![], vec![]));
    assert_eq!((list.accepted.len(), list.unread), (400, vec![]));
    let ids: std::collections::BTreeSet<&str> = list.accepted.iter().map(|site| site.id.as_str()).collect();
    assert_eq!(ids.len(), 400, "each is a site of its own");
}

#[test]
fn every_invented_site_says_so_in_its_name_its_label_and_each_source() {
    for site in read(&made(100, 1)).accepted {
        assert!(site.name.contains("inventé"), "{}", site.name);
        let [label] = &site.labels[..] else { panic!("one label: {:?}", site.labels) };
        assert_eq!((label.wave.as_str(), label.issuer), ("INVENTÉ", Issuer::Other), "no label of the State, which carries its promise");
        let sources = site.attributes.values().filter_map(|datum| datum.source.as_ref());
        for source in sources.chain([&site.source, &label.source]) {
            assert!(source.title.contains("INVENTÉ"), "{}", source.title);
        }
    }
}

#[test]
fn what_is_told_varies_from_one_site_to_another_and_some_of_it_stays_unknown() {
    let list = read(&made(400, 1));
    for key in ["power_mva", "price_eur_m2", "motorway_km", "labour_30min", "gas", "rail", "flood", "ext_puissance_date"] {
        let told = list.accepted.iter().filter(|site| site.attributes.contains_key(key)).count();
        assert!((20..400).contains(&told), "{key}: {told} of 400");
    }
    let free_within = |site: &domain::Site| site.number("available_ha").zip(site.number("area_ha")).is_some_and(|(free, all)| free <= all);
    assert!(list.accepted.iter().all(free_within));
    let announced = list.accepted.iter().filter(|site| site.attributes.contains_key("ext_puissance_date"));
    assert!(announced.into_iter().all(|site| site.number("power_mva").is_some()), "a day of power goes with a power");
}

#[test]
fn the_same_seed_gives_the_same_list_and_another_seed_another() {
    assert_eq!(made(50, 7), made(50, 7));
    assert_ne!(made(50, 7), made(50, 8));
    assert_eq!(read(&made(0, 1)).accepted, []);
}
