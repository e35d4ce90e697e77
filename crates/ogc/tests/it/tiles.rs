//! Vector tiles: the right places in the right tile, and never too many.

use crate::town;
use ogc::tile::{Address, DEEPEST, EXTENT, encode};

/// The tile of a place at a zoom, by the published formula.
fn of(lon: f64, lat: f64, z: u8) -> Address {
    let side = f64::from(1u32 << z);
    let x = (lon + 180.0) / 360.0 * side;
    let lat = lat.to_radians();
    let y = (1.0 - (lat.tan() + 1.0 / lat.cos()).ln() / std::f64::consts::PI) / 2.0 * side;
    Address::new(z, y as u32, x as u32).expect("inside the set")
}

#[test]
fn rows_come_before_columns_and_addresses_out_of_the_set_are_refused() {
    assert_eq!(of(2.35, 48.85, 5), Address { z: 5, row: 11, col: 16 });
    assert!(Address::new(1, 2, 0).is_none() && Address::new(1, 0, 2).is_none() && Address::new(DEEPEST + 1, 0, 0).is_none());
    assert!(Address::new(200, 0, 0).is_none());
}

#[test]
fn a_tile_holds_its_places_and_an_empty_one_is_nothing() {
    let rows = town::collection();
    let bytes = encode(&rows, of(0.05, 45.05, 10)).expect("it is written").expect("a town is there");
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("towns") && text.contains("point_count") && text.contains("t000"));
    assert!(encode(&rows, of(100.0, -40.0, 10)).expect("it is written").is_none());
}

#[test]
fn a_crowded_tile_shows_one_place_a_square_and_counts_the_others() {
    let rows = town::collection();
    let far = encode(&rows, of(2.0, 46.0, 0)).expect("it is written").expect("towns are there");
    let near: usize = (0..16u32)
        .flat_map(|row| (0..16u32).map(move |col| (row, col)))
        .filter_map(|(row, col)| encode(&rows, Address::new(12, 1400 + row, 2048 + col)?).ok().flatten())
        .map(|bytes| bytes.len())
        .sum();
    assert!(far.len() < 2_000, "{} bytes for the whole world", far.len());
    assert!(near > 0);
    assert_eq!(EXTENT, 4_096);
}
