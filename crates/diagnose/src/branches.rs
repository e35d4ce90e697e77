//! Which divisions of the NAF a branch of an input–output table holds, however the table names it: national accounts use letters
//! where nomenclatures use digits.

/// Divisions, first and last, both in.
type Spans = &'static [(u32, u32)];

/// Sections, and the aggregates A17 and A38 of national accounts, by code (INSEE, NAF rév. 2, niveaux agrégés).
const AGGREGATES: [(&str, Spans); 68] = [
    ("A", &[(1, 3)]),
    ("B", &[(5, 9)]),
    ("C", &[(10, 33)]),
    ("D", &[(35, 35)]),
    ("E", &[(36, 39)]),
    ("F", &[(41, 43)]),
    ("G", &[(45, 47)]),
    ("H", &[(49, 53)]),
    ("I", &[(55, 56)]),
    ("J", &[(58, 63)]),
    ("K", &[(64, 66)]),
    ("L", &[(68, 68)]),
    ("M", &[(69, 75)]),
    ("N", &[(77, 82)]),
    ("O", &[(84, 84)]),
    ("P", &[(85, 85)]),
    ("Q", &[(86, 88)]),
    ("R", &[(90, 93)]),
    ("S", &[(94, 96)]),
    ("T", &[(97, 98)]),
    ("U", &[(99, 99)]),
    // A17.
    ("C1", &[(10, 12)]),
    ("C2", &[(19, 19)]),
    ("C3", &[(26, 28)]),
    ("C4", &[(29, 30)]),
    ("C5", &[(13, 18), (20, 25), (31, 33)]),
    ("DE", &[(5, 9), (35, 39)]),
    ("JZ", &[(58, 63)]),
    ("MN", &[(69, 82)]),
    ("OQ", &[(84, 88)]),
    ("RU", &[(90, 99)]),
    // Of both.
    ("AZ", &[(1, 3)]),
    ("FZ", &[(41, 43)]),
    ("GZ", &[(45, 47)]),
    ("HZ", &[(49, 53)]),
    ("IZ", &[(55, 56)]),
    ("KZ", &[(64, 66)]),
    ("LZ", &[(68, 68)]),
    // A38.
    ("BZ", &[(5, 9)]),
    ("CA", &[(10, 12)]),
    ("CB", &[(13, 15)]),
    ("CC", &[(16, 18)]),
    ("CD", &[(19, 19)]),
    ("CE", &[(20, 20)]),
    ("CF", &[(21, 21)]),
    ("CG", &[(22, 23)]),
    ("CH", &[(24, 25)]),
    ("CI", &[(26, 26)]),
    ("CJ", &[(27, 27)]),
    ("CK", &[(28, 28)]),
    ("CL", &[(29, 30)]),
    ("CM", &[(31, 33)]),
    ("DZ", &[(35, 35)]),
    ("EZ", &[(36, 39)]),
    ("JA", &[(58, 60)]),
    ("JB", &[(61, 61)]),
    ("JC", &[(62, 63)]),
    ("MA", &[(69, 71)]),
    ("MB", &[(72, 72)]),
    ("MC", &[(73, 75)]),
    ("NZ", &[(77, 82)]),
    ("OZ", &[(84, 84)]),
    ("PZ", &[(85, 85)]),
    ("QA", &[(86, 86)]),
    ("QB", &[(87, 88)]),
    ("RZ", &[(90, 93)]),
    ("SZ", &[(94, 96)]),
    ("TZ", &[(97, 98)]),
];

/// The divisions of a branch, as spans: "C24" is 24, "10-12", "C10-C12" and "C10T12" are 10 to 12, "CH" is 24 and 25. Empty when
/// the code says nothing of divisions.
pub fn divisions(branch: &str) -> Vec<(u32, u32)> {
    let upper = branch.trim().to_uppercase();
    let code = upper.strip_prefix("CPA_").unwrap_or(&upper);
    let code = code.split_whitespace().next().unwrap_or_default();
    match AGGREGATES.iter().find(|(known, _)| *known == code) {
        Some((_, spans)) => spans.to_vec(),
        None => digits(branch).into_iter().collect(),
    }
}

fn digits(branch: &str) -> Option<(u32, u32)> {
    let mut numbers = branch.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let from = numbers.next()?.get(..2)?.parse().ok()?;
    let to = numbers.next_back().map_or(Some(from), |last| last.get(..2)?.parse().ok())?;
    (from <= to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each level of the national accounts covers every division once.
    #[test]
    fn the_letters_of_national_accounts_cover_every_division_once() {
        let a38 = "AZ BZ CA CB CC CD CE CF CG CH CI CJ CK CL CM DZ EZ FZ GZ HZ IZ JA JB JC KZ LZ MA MB MC NZ OZ PZ QA QB RZ SZ TZ U";
        let a17 = "AZ DE C1 C2 C3 C4 C5 FZ GZ HZ IZ JZ KZ LZ MN OQ RU";
        let sections = "A B C D E F G H I J K L M N O P Q R S T U";
        for level in [a38, a17, sections] {
            let mut seen = std::collections::BTreeSet::new();
            for (from, to) in level.split(' ').flat_map(divisions) {
                (from..=to).for_each(|division| assert!(seen.insert(division), "{division} twice in {level}"));
            }
            // Numbers that the NAF does not use lie within spans, or between them.
            let unused = [4, 34, 40, 44, 48, 54, 57, 67, 76, 83, 89];
            let missing: Vec<u32> = (1..100).filter(|division| !seen.contains(division) && !unused.contains(division)).collect();
            assert!(missing.is_empty(), "{level}: {missing:?}");
        }
    }
}
