//! The European list of waste (decision 2000/532/CE): 842 codes, which of them are hazardous, under which section. Embedded,
//! so that a flow can be declared, and a file read, without importing anything.

use ::connect::WasteCode;
use domain::{Mark, Source, name};
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(crate) const FILE: &str = include_str!("../../../reference/waste_codes.csv");

/// A chapter ("03"), a section ("03 01") or a code ("03 01 05").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WasteEntry {
    pub code: String,
    pub hazardous: bool,
    /// As the decision writes it in French: the project holds no official list in English.
    pub label: String,
    folded: String,
}

static LIST: LazyLock<BTreeMap<String, WasteEntry>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(FILE.as_bytes());
    let entry = |row: csv::StringRecord| {
        let (code, label) = (row.get(0)?.to_owned(), row.get(2)?.to_owned());
        Some((code.clone(), WasteEntry { hazardous: row.get(1)? == "1", folded: name::fold(&label), code, label }))
    };
    reader.records().filter_map(|row| entry(row.ok()?)).collect()
});

/// Where the list comes from.
pub fn source() -> Source {
    Source {
        url: Some("https://aida.ineris.fr/reglementation/decision-2000532ce".to_owned()),
        article: Some("annexe".to_owned()),
        ..Source::new("Décision 2000/532/CE, liste des déchets (relevée dans le code public de Trackdéchets)", Mark::Verified)
    }
}

/// Every line of the list, in the order of codes.
pub fn entries() -> impl Iterator<Item = &'static WasteEntry> {
    LIST.values()
}

/// A line by its code, however it is spaced.
pub fn entry(code: &str) -> Option<&'static WasteEntry> {
    let digits: Vec<char> = code.chars().filter(char::is_ascii_digit).collect();
    let pairs: Vec<String> = digits.chunks(2).map(|pair| pair.iter().collect()).collect();
    LIST.get(&pairs.join(" "))
}

/// A code of the list, told hazardous or not; none when the list has no such code.
pub fn read(text: &str) -> Option<WasteCode> {
    let code = WasteCode::parse(text)?;
    let entry = entry(&code.to_string())?;
    Some(code.known(Some(entry.hazardous)))
}

/// Codes whose number begins so, or whose label holds every word, at most so many: codes before their section.
pub fn search(query: &str, limit: usize) -> Vec<&'static WasteEntry> {
    let folded = name::fold(query);
    let digits: String = folded.chars().filter(|c| *c != ' ').collect();
    let by_code = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let holds = |entry: &&WasteEntry| match by_code {
        true => entry.code.replace(' ', "").starts_with(&digits),
        false => words.iter().all(|word| entry.folded.contains(word)),
    };
    let mut found: Vec<&WasteEntry> = entries().filter(holds).collect();
    found.sort_by_key(|entry| std::cmp::Reverse(entry.code.len()));
    found.truncate(limit);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole_and_says_what_is_hazardous() {
        let codes: Vec<&WasteEntry> = entries().filter(|entry| entry.code.len() == 8).collect();
        assert_eq!((codes.len(), codes.iter().filter(|entry| entry.hazardous).count()), (842, 408));
        assert_eq!((entries().filter(|e| e.code.len() == 2).count(), entries().filter(|e| e.code.len() == 5).count()), (20, 111));
        assert_eq!(read("070708").map(|code| code.to_string()).as_deref(), Some("07 07 08*"));
        assert_eq!(read("03 01 05").and_then(|code| code.hazardous), Some(false));
        assert_eq!(read("99 99 99"), None);
    }

    #[test]
    fn it_is_searched_by_the_beginning_of_a_code_or_by_words_without_accents() {
        let codes = |query: &str| search(query, 50).iter().map(|entry| entry.code.clone()).collect::<Vec<_>>();
        assert_eq!(codes("03 01 0")[..2], ["03 01 01", "03 01 04"]);
        assert!(codes("sciure").contains(&"03 01 05".to_owned()));
        assert!(codes("METAUX ferreux").contains(&"12 01 01".to_owned()));
        assert!(codes("").is_empty() && codes("zzz").is_empty());
        assert_eq!(search("bois", 2).len(), 2);
    }

    #[test]
    fn every_class_of_matter_is_made_of_codes_of_the_list() {
        let rules = ::connect::Rules::embedded();
        let matching = rules.on(domain::Date::constant(2026, 11, 28));
        for class in &matching.materials.classes {
            for code in &class.codes {
                assert!(entry(&code.to_string()).is_some(), "{}: {code}", class.id);
            }
        }
    }
}
