//! Priorities that a project serves, as its holder tells them on the application: the words of the dictionary of facts, so that
//! a project of the line and its application say the same. They refuse nothing; they are a note for whoever must choose.

use applications::Form;
use domain::Lang;
use programmes::{Measure, Rulebook};
use std::collections::BTreeSet;

/// The fact whose choices they are.
pub const FACT: &str = "project.themes";

/// (identifier, name) of all of them.
pub fn all(rulebook: &Rulebook, lang: Lang) -> Vec<(String, String)> {
    let choices = rulebook.dictionary.get(FACT).map(|fact| fact.choices.as_slice()).unwrap_or_default();
    choices.iter().map(|choice| (choice.id.clone(), if lang == Lang::Fr { choice.fr.clone() } else { choice.en.clone() })).collect()
}

/// Those that the measure gives priority to.
pub fn priorities(measures: &[&Measure]) -> BTreeSet<String> {
    let conditions = measures.iter().flat_map(|measure| &measure.conditions);
    conditions.filter(|c| c.priority && c.fact.as_deref() == Some(FACT)).flat_map(|c| c.one_of.iter().cloned()).collect()
}

/// The names of those a form tells, each with whether its measure gives priority to it.
pub fn told(rulebook: &Rulebook, priorities: &BTreeSet<String>, form: &Form, lang: Lang) -> Vec<(String, bool)> {
    let told = all(rulebook, lang).into_iter().filter(|(id, _)| form.themes.contains(id));
    told.map(|(id, name)| (name, priorities.contains(&id))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engineering_gives_priority_to_three_themes_and_an_unknown_word_is_told_by_nobody() {
        let rulebook = Rulebook::load(None).unwrap_or_else(|problems| panic!("{problems:?}"));
        let measure = rulebook.measure("ingenierie-anct").expect("a measure");
        let priorities = priorities(&[measure]);
        assert_eq!(priorities.iter().map(String::as_str).collect::<Vec<_>>(), ["decarbonation", "resilience", "skills"]);
        let form = Form { themes: vec!["land".into(), "decarbonation".into(), "licorne".into()], ..Form::default() };
        let told = told(&rulebook, &priorities, &form, Lang::En);
        assert_eq!(told, [("decarbonation".to_owned(), true), ("land".to_owned(), false)]);
    }
}
