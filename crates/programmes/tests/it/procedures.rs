//! Procedure files: those of the repository are right, and each mistake is shown where it is.

use domain::{Dictionary, Problem};
use programmes::Procedures;
use std::path::Path;

fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/procedures");
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the folder of the rules")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            (path.file_name().expect("a name").to_string_lossy().into_owned(), std::fs::read_to_string(&path).expect("a rules file"))
        })
        .collect();
    files.sort();
    files
}

fn gather(files: &[(String, String)]) -> Result<Procedures, Vec<Problem>> {
    Procedures::gather(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}

/// The files with one replacement, and what is said of it.
fn broken(file: &str, old: &str, new: &str) -> Vec<Problem> {
    let mut files = files();
    let text = &mut files.iter_mut().find(|(name, _)| name == file).expect("the file").1;
    assert!(text.contains(old), "{old} is in {file}");
    *text = text.replacen(old, new, 1);
    gather(&files).expect_err("a mistake was made on purpose")
}

fn line_of(file: &str, words: &str) -> usize {
    let files = files();
    let text = &files.iter().find(|(name, _)| name == file).expect("the file").1;
    text.lines().position(|l| l.contains(words)).expect("the words") + 1
}

#[test]
fn the_rules_of_the_repository_can_be_read_and_name_only_facts_of_the_dictionary() {
    let rules = gather(&files()).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let facts = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/facts.toml")).expect("the dictionary");
    let dictionary: Dictionary = toml::from_str(&facts).expect("a dictionary");
    assert_eq!(rules.check_facts(&dictionary), []);
    for group in [
        "plu",
        "inventory",
        "impact_study",
        "archaeology",
        "grid",
        "environmental_authorisation",
        "registration",
        "building_permit",
        "clearing",
        "water",
        "protected_species",
    ] {
        assert!(rules.group(group).is_some(), "{group}");
    }
    for p in &rules.procedures {
        assert!(!p.name.fr.is_empty() && !p.name.en.is_empty() && !p.source.title.is_empty(), "{}", p.id);
        assert!(p.line > 0, "{} has its line", p.id);
    }
}

#[test]
fn a_procedure_that_waits_for_an_unknown_one_is_shown_with_the_right_name() {
    let problems = broken("environment.toml", "after = [\"FF4S\"]", "after = [\"FF4\"]");
    assert_eq!(problems.len(), 1);
    let p = &problems[0];
    assert_eq!((p.file.as_str(), p.field.as_str()), ("environment.toml", "procedures.EI.after"));
    assert_eq!(p.line, line_of("environment.toml", "id = \"EI\""));
    assert_eq!(&*p.mend.fr, "écrire « FF4S »");
}

#[test]
fn procedures_that_wait_in_a_circle_are_refused() {
    let problems = broken("ecology.toml", "goes_with = [\"EI\"]", "goes_with = [\"EI\"]\nafter = [\"AE_DECISION\"]");
    assert!(
        problems.iter().any(|p| p.field.ends_with(".after") && p.what.fr.contains("FF4S") && p.what.fr.contains("AE_FILE")),
        "{problems:#?}"
    );
}

#[test]
fn durations_out_of_order_are_shown_on_their_line() {
    let problems = broken("connection.toml", "months = [6, 12, 36]", "months = [12, 6, 36]");
    assert_eq!(problems[0].field, "procedures.RACC.durations[1].months");
    assert_eq!(problems[0].line, line_of("connection.toml", "months = [6, 12, 36]"));
    assert!(problems[0].what.fr.contains("désordre") && problems[0].what.en.contains("out of order"));
}

#[test]
fn a_mistyped_field_is_shown_with_its_line_and_column() {
    let problems = broken("appeals.toml", "covered_by = [\"building_permit\"]", "  coverd_by = [\"building_permit\"]");
    assert_eq!((problems[0].line, problems[0].column), (line_of("appeals.toml", "covered_by = [\"building_permit\"]"), 3));
    assert_eq!(&*problems[0].mend.fr, "écrire « covered_by »");
}

#[test]
fn an_unknown_group_a_month_13_and_a_duplicate_are_refused() {
    assert!(broken("connection.toml", "group = \"grid\"", "group = \"gird\"")[0].mend.fr.contains("grid"));
    assert!(broken("ecology.toml", "[3, 4, 5, 6, 7, 8, 9]", "[3, 13]")[0].field.contains("season"));
    assert!(broken("appeals.toml", "id = \"REC_PC\"", "id = \"REC_AE\"").iter().any(|p| p.what.fr.contains("existe déjà")));
}

#[test]
fn a_fact_that_the_dictionary_does_not_hold_is_refused() {
    let mut files = files();
    for (_, text) in &mut files {
        *text =
            text.replace("\"site.clearing\", is", "\"site.clearin\", is").replace("\"registration\"], label", "\"registrations\"], label");
    }
    let facts = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/facts.toml")).expect("the dictionary");
    let problems = gather(&files).expect("readable").check_facts(&toml::from_str(&facts).expect("a dictionary"));
    assert!(problems.iter().any(|p| p.field == "procedures.DEF.when" && &*p.mend.fr == "écrire « site.clearing »"), "{problems:#?}");
    assert!(problems.iter().any(|p| p.field == "procedures.ICPE_E.when" && &*p.mend.fr == "écrire « registration »"), "{problems:#?}");
}
