//! NAF rev. 2 codes compared at the precision each side was written with.
//!
//! The 21 sections and their divisions are those of NAF rev. 2 (INSEE; same divisions as NACE rev. 2, regulation
//! 1893/2006).

use domain::Answer;

/// Section letter, first and last division.
const SECTIONS: [(char, u8, u8); 21] = [
    ('A', 1, 3),
    ('B', 5, 9),
    ('C', 10, 33),
    ('D', 35, 35),
    ('E', 36, 39),
    ('F', 41, 43),
    ('G', 45, 47),
    ('H', 49, 53),
    ('I', 55, 56),
    ('J', 58, 63),
    ('K', 64, 66),
    ('L', 68, 68),
    ('M', 69, 75),
    ('N', 77, 82),
    ('O', 84, 84),
    ('P', 85, 85),
    ('Q', 86, 88),
    ('R', 90, 93),
    ('S', 94, 96),
    ('T', 97, 98),
    ('U', 99, 99),
];

/// Does `code` belong to `group`? Both may be a section ("C"), a division ("25"), a group ("25.1"), a class ("25.11")
/// or a sub-class ("25.11Z"). Unknown when `code` is less precise than `group` and may fall on either side.
pub fn belongs(code: &str, group: &str) -> Answer {
    match (section_letter(code), section_letter(group)) {
        (Some(a), Some(b)) => Answer::from(a == b),
        (None, Some(section)) => Answer::from(section_of(code) == Some(section)),
        (Some(section), None) if section_of(group) == Some(section) => Answer::Unknown,
        (Some(_), None) => Answer::NotMet,
        (None, None) if starts_with(code, group) => Answer::Met,
        (None, None) if starts_with(group, code) => Answer::Unknown,
        (None, None) => Answer::NotMet,
    }
}

/// The section a code lies in, from its two first digits; `None` when the division does not exist.
pub fn section_of(code: &str) -> Option<char> {
    let mut digits = marks(code);
    let division = 10 * digit(digits.next()?)? + digit(digits.next()?)?;
    SECTIONS.iter().find(|(_, first, last)| (*first..=*last).contains(&division)).map(|(letter, _, _)| *letter)
}

fn digit(byte: u8) -> Option<u8> {
    byte.is_ascii_digit().then(|| byte - b'0')
}

fn section_letter(code: &str) -> Option<char> {
    match code.trim().as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some(letter.to_ascii_uppercase() as char),
        _ => None,
    }
}

/// The significant characters of a code: no dots or spaces, no leading section letter ("K64.2" is 64.2).
fn marks(code: &str) -> impl Iterator<Item = u8> + '_ {
    let code = code.trim();
    let code = if code.len() > 1 { code.trim_start_matches(|c: char| c.is_ascii_alphabetic()) } else { code };
    code.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_uppercase())
}

fn starts_with(code: &str, prefix: &str) -> bool {
    let mut code = marks(code);
    let mut length = 0;
    for mark in marks(prefix) {
        length += 1;
        if code.next() != Some(mark) {
            return false;
        }
    }
    length > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sub_class_belongs_to_its_class_group_division_and_section() {
        for group in ["22.22Z", "22.22", "22.2", "22", "C", "2222z", "C22"] {
            assert_eq!(belongs("22.22Z", group), Answer::Met, "{group}");
        }
        for group in ["22.23", "22.1", "23", "D", "01"] {
            assert_eq!(belongs("22.22Z", group), Answer::NotMet, "{group}");
        }
    }

    #[test]
    fn a_code_less_precise_than_the_rule_stays_open() {
        assert_eq!(belongs("22", "22.22Z"), Answer::Unknown);
        assert_eq!(belongs("C", "22"), Answer::Unknown);
        assert_eq!(belongs("C", "64.2"), Answer::NotMet);
        assert_eq!(belongs("C", "c"), Answer::Met);
    }

    #[test]
    fn manufacturing_runs_from_division_10_to_33_and_some_divisions_do_not_exist() {
        assert_eq!((section_of("10.11Z"), section_of("33"), section_of("35")), (Some('C'), Some('C'), Some('D')));
        for missing in ["04", "34", "40", "44", "48", "54", "57", "67", "76", "83", "89", "00", "7", "", "Z"] {
            assert_eq!(section_of(missing), None, "{missing}");
        }
        let divisions: usize = SECTIONS.iter().map(|(_, first, last)| usize::from(last - first) + 1).sum();
        assert_eq!(divisions, 88, "NAF rev. 2 has 88 divisions");
    }
}
