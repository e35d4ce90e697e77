//! The values of the lists in English, for who reads a page. What is kept, exchanged and put in an address stays the word of
//! the standard, which is French.

use domain::Lang;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../values.csv");

static ENGLISH: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| TABLE.lines().skip(1).filter_map(|row| row.split_once(';')).collect());

/// A value of a list in the reader's language: "friche sans projet" is a "brownfield without a project". A word that no list
/// has, and a code, are given back as they are.
pub fn told(value: &str, lang: Lang) -> &str {
    match lang {
        Lang::Fr => value,
        Lang::En => ENGLISH.get(value).copied().unwrap_or(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Class;
    use std::collections::BTreeSet;

    #[test]
    fn every_value_of_every_list_has_its_english_and_nothing_else_has() {
        // Procedures are codes on both sides, and have names of their own.
        let fields = Class::ALL.into_iter().flat_map(Class::fields).filter(|field| field.name != "proc_type");
        let listed: BTreeSet<&str> = fields.flat_map(|field| field.values.iter().map(String::as_str)).collect();
        assert_eq!(ENGLISH.keys().copied().collect::<BTreeSet<&str>>(), listed);
        assert_eq!(TABLE.lines().count(), 1 + listed.len(), "each value once");
        assert!(ENGLISH.values().all(|english| !english.is_empty() && !english.contains(';')));
    }

    #[test]
    fn a_word_of_no_list_is_given_back_as_it_is() {
        assert_eq!(told("friche sans projet", Lang::Fr), "friche sans projet");
        assert_eq!(told("friche sans projet", Lang::En), "brownfield without a project");
        assert_eq!(told("bois d’œuvre", Lang::En), "bois d’œuvre");
    }
}
