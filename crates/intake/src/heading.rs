//! A heading as people write it: "COÛT TOTAL HT (en k€)" is a cost, counted in thousands of euros.

use domain::name;

/// Ways to read a heading, the whole first: as written, without its brackets, without its units.
pub fn readings(heading: &str) -> Vec<String> {
    const UNITS: [&str; 12] = ["k", "m", "ht", "ttc", "eur", "keur", "meur", "euros", "en", "milliers", "millions", "d"];
    let whole = name::fold(heading);
    let bare = name::fold(heading.split(['(', '[', '\n']).next().unwrap_or_default());
    let mut words: Vec<&str> = bare.split(' ').collect();
    while words.len() > 1 && words.last().is_some_and(|last| UNITS.contains(last)) {
        words.pop();
    }
    let mut readings = vec![whole];
    for reading in [bare.clone(), words.join(" ")] {
        if !reading.is_empty() && !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

/// Cents of one unit of a column of amounts: 100, or what its heading says.
pub fn scale(heading: &str) -> i64 {
    let lower = heading.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if says(&["k€", "keur", "k euro", "millier"]) {
        100_000
    } else if says(&["m€", "meur", "m euro", "million"]) {
        100_000_000
    } else {
        100
    }
}
