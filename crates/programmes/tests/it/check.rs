//! `rebond check`: each mistake of a programme file is told with its file, line, column and field, and how to mend it.

use domain::{Lang, Problem};
use programmes::{Rulebook, check};
use std::path::Path;

const FACTS: &str = include_str!("../../../../rules/facts.toml");

const PROGRAMME: &str = r#"id = "pack"
name = { fr = "Pack", en = "Pack" }
summary = { fr = "Un essai.", en = "A test." }
phase = 1
valid = { from = 2020-07-20, until = 2022-12-31 }

[[sources]]
title = "Journal officiel"
mark = "verified"
"#;

const MEASURE: &str = r#"id = "pret"
name = { fr = "Prêt", en = "Loan" }
operators = ["Bpifrance"]
kind = "loan"
promise = { fr = "Un prêt.", en = "A loan." }
summary = { fr = "Un prêt.", en = "A loan." }
audience = { fr = "Les PME.", en = "SMEs." }
envelope = "prets"
link = "https://example.org/"

[valid]
from = 2020-08-01
until = 2020-12-31

[amount]
rule = "share"
base = "project.eligible_cost"
rate = "50 %"
cap = "300 000 €"

[[conditions]]
label = { fr = "Une PME", en = "An SME" }
fact = "holder.size"
one_of = ["small", "medium"]

[[conditions]]
label = { fr = "Un coût d’au moins 400 000 €", en = "A cost of €400,000 or more" }
fact = "project.eligible_cost"
at_least = "400 000 €"

[[conditions]]
label = { fr = "Pas commencé", en = "Not begun" }
fact = "project.started"
is = false

[[sources]]
title = "Bpifrance"
"#;

const CALL: &str = r#"id = "appel"
name = { fr = "Appel", en = "Call" }
measures = ["pret"]
operator = "Bpifrance"

[[waves]]
id = "v1"
name = { fr = "Vague 1", en = "Wave 1" }
opens = 2020-09-01
closes = 2020-10-15
closes_at = "17:00"

[[waves]]
id = "v2"
name = { fr = "Vague 2", en = "Wave 2" }
opens = 2020-11-01

[[sources]]
title = "Bpifrance"
"#;

const ENVELOPES: &str = r#"[[envelopes]]
id = "prets"
name = { fr = "Prêts", en = "Loans" }
amount = "150 M€"

[[envelopes.sources]]
title = "Presse"
"#;

const MEASURE_FILE: &str = "programmes/pack/measures/pret.toml";
const CALL_FILE: &str = "programmes/pack/calls/appel.toml";
const ENVELOPES_FILE: &str = "programmes/pack/envelopes.toml";
const PROGRAMME_FILE: &str = "programmes/pack/programme.toml";

/// A small checkout, with one file changed.
fn checkout(file: &str, from: &str, to: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in
        [("rules/facts.toml", FACTS), (PROGRAMME_FILE, PROGRAMME), (MEASURE_FILE, MEASURE), (CALL_FILE, CALL), (ENVELOPES_FILE, ENVELOPES)]
    {
        let text = if name == file {
            assert!(text.contains(from), "« {from} » is in {name}");
            text.replacen(from, to, 1)
        } else {
            text.to_owned()
        };
        let path = root.path().join(name);
        std::fs::create_dir_all(path.parent().expect("inside the folder")).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    }
    root
}

fn told(problems: &[Problem]) -> String {
    problems.iter().map(|p| p.show(Lang::Fr)).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_files_of_the_repository_have_no_problem_at_all() {
    let problems = check(Path::new(""));
    assert!(problems.is_empty(), "in the binary:\n{}", told(&problems));
    let problems = check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    assert!(problems.is_empty(), "on disk:\n{}", told(&problems));
    assert!(Rulebook::load(None).is_ok_and(|r| !r.measure_ids().is_empty() && !r.procedures.procedures.is_empty()));
}

#[test]
fn a_good_checkout_has_no_problem() {
    let root = checkout(MEASURE_FILE, "pret", "pret");
    assert!(check(root.path()).is_empty(), "{}", told(&check(root.path())));
    let rulebook = Rulebook::load(Some(root.path())).unwrap_or_else(|problems| panic!("{}", told(&problems)));
    assert_eq!(rulebook.measure("pret").map(|m| m.conditions.len()), Some(3));
    assert_eq!(rulebook.calls_for("pret").len(), 1);
    assert_eq!(rulebook.programmes[0].envelopes[0].amount, Some(domain::Cents::euros(150_000_000)));
}

/// File, what is replaced by what, then the line, column and field told, and a part of the mending in French.
type Slip = (&'static str, &'static str, &'static str, usize, usize, &'static str, &'static str);

const SLIPS: &[Slip] = &[
    // Shape.
    (MEASURE_FILE, "kind = \"loan\"", "kind = \"loann\"", 4, 8, "kind", "« loan »"),
    (MEASURE_FILE, "operators =", "operator =", 3, 1, "operator", "« operators »"),
    (MEASURE_FILE, "operators = [\"Bpifrance\"]", "operators = \"Bpifrance\"", 3, 13, "operators", "crochets"),
    (MEASURE_FILE, "audience = { fr = \"Les PME.\", en = \"SMEs.\" }\n", "", 1, 1, "audience", "ajouter une ligne audience"),
    (MEASURE_FILE, "en = \"Loan\"", "en = \"\"", 2, 28, "name.en", "en anglais"),
    (MEASURE_FILE, ", en = \"Loan\"", "", 2, 8, "name.en", "ajouter"),
    (MEASURE_FILE, "https://example.org/", "example.org", 9, 8, "link", "https://"),
    (MEASURE_FILE, "from = 2020-08-01", "from = \"1er août\"", 12, 8, "valid.from", "2020-09-15"),
    (MEASURE_FILE, "from = 2020-08-01", "from = 2020-08-01T10:00:00", 12, 8, "valid.from", "2020-09-15"),
    (MEASURE_FILE, "rule = \"share\"", "rule = \"chare\"", 16, 8, "amount.rule", "« share »"),
    (MEASURE_FILE, "rate = \"50 %\"\n", "", 15, 1, "amount.rate", "\"50 %\""),
    (MEASURE_FILE, "\"50 %\"", "\"50\"", 18, 8, "amount.rate", "12,5 %"),
    (MEASURE_FILE, "cap = \"300 000 €\"", "cap = 300000", 19, 7, "amount.cap", "\"300000 €\""),
    (MEASURE_FILE, "cap = \"300 000 €\"", "cap = \"300 000\"", 19, 7, "amount.cap", "\"300 000 €\""),
    (MEASURE_FILE, "cap = \"300 000 €\"", "cop = \"300 000 €\"", 19, 1, "amount.cop", "« cap »"),
    (MEASURE_FILE, "is = false", "is = \"non\"", 34, 6, "conditions[3].is", "sans guillemets"),
    (MEASURE_FILE, "\n[[sources]]\ntitle = \"Bpifrance\"\n", "", 1, 1, "sources", "ajouter"),
    (MEASURE_FILE, "title = \"Bpifrance\"", "title = \"Bpifrance\"\nmark = \"sure\"", 38, 8, "sources[1].mark", "verified"),
    (PROGRAMME_FILE, "phase = 1", "phase = 300", 4, 9, "phase", "de 0 à 255"),
    (PROGRAMME_FILE, "name = {", "names = {", 2, 1, "names", "« name »"),
    // Syntax.
    (MEASURE_FILE, "[amount]", "[amount", 15, 8, "", "crochets"),
    (MEASURE_FILE, "from = 2020-08-01", "from = 2020-13-01", 12, 8, "", "année-mois-jour"),
    (MEASURE_FILE, "kind = \"loan\"", "kind = \"loan\"\nkind = \"loan\"", 5, 1, "", "n’en garder qu’une"),
    // Meaning of a measure.
    (MEASURE_FILE, "id = \"pret\"", "id = \"prêt-rebond\"", 1, 6, "id", "id = \"pret\""),
    (MEASURE_FILE, "envelope = \"prets\"", "envelope = \"pretz\"", 8, 12, "envelope", "« prets »"),
    (CALL_FILE, "operator = \"Bpifrance\"", "operator = \"Bpifrance\"\ndraws = { pret = \"pretz\" }", 5, 18, "draws.pret", "« prets »"),
    (CALL_FILE, "operator = \"Bpifrance\"", "operator = \"Bpifrance\"\ndraws = { prete = \"prets\" }", 5, 11, "draws.prete", "« pret »"),
    (MEASURE_FILE, "until = 2020-12-31", "until = 2020-07-31", 13, 9, "valid.until", "2020-08-01"),
    (
        MEASURE_FILE,
        "base = \"project.eligible_cost\"",
        "base = \"project.eligible_cots\"",
        17,
        8,
        "amount.base",
        "« project.eligible_cost »",
    ),
    (MEASURE_FILE, "base = \"project.eligible_cost\"", "base = \"holder.headcount\"", 17, 8, "amount.base", "project.cost"),
    (MEASURE_FILE, "\"50 %\"", "\"150 %\"", 18, 8, "amount.rate", "vérifier"),
    (MEASURE_FILE, "cap = ", "floor = \"1 M€\"\ncap = ", 19, 9, "amount.floor", "échanger"),
    // Meaning of a condition.
    (MEASURE_FILE, "fact = \"holder.size\"", "fact = \"holder.syze\"", 23, 8, "conditions[1].fact", "« holder.size »"),
    (MEASURE_FILE, "fact = \"holder.size\"", "fact = \"holder.mandataire\"", 23, 8, "conditions[1].fact", "holder.headcount, "),
    (MEASURE_FILE, "fact = \"holder.size\"", "fact = \"tresorerie.nette\"", 23, 8, "conditions[1].fact", "l’ajouter à"),
    (MEASURE_FILE, "[\"small\",", "[\"smal\",", 24, 11, "conditions[1].one_of[1]", "« small »"),
    (MEASURE_FILE, "one_of = [\"small\", \"medium\"]", "at_least = 3", 24, 12, "conditions[1].at_least", "one_of, none_of"),
    (MEASURE_FILE, "is = false", "at_least = 1", 34, 12, "conditions[3].at_least", " : is"),
    (MEASURE_FILE, "is = false\n", "", 33, 8, "conditions[3].fact", " : is"),
    (MEASURE_FILE, "fact = \"project.started\"\nis = false\n", "", 31, 1, "conditions[3]", "fact ="),
    (MEASURE_FILE, "fact = \"project.started\"\n", "", 33, 6, "conditions[3].is", "ajouter fact"),
    (MEASURE_FILE, "is = false", "is = false\nunstated = true", 35, 12, "conditions[3].unstated", "deux conditions"),
    (MEASURE_FILE, "is = false", "is = false\nat_most = 3", 35, 11, "conditions[3].at_most", "deux conditions"),
    (MEASURE_FILE, "at_least = \"400 000 €\"", "at_least = 400000", 29, 12, "conditions[2].at_least", "\"400000 €\""),
    (MEASURE_FILE, "at_least = \"400 000 €\"", "at_least = \"400.000 €\"", 29, 12, "conditions[2].at_least", "400 000 €"),
    (MEASURE_FILE, "at_least = \"400 000 €\"", "at_most_fact = \"holder.size\"", 29, 16, "conditions[2].at_most_fact", "holder.equity"),
    (MEASURE_FILE, "at_least = \"400 000 €\"", "at_least = \"4 M€\"\nat_most = \"400 k€\"", 30, 11, "conditions[2].at_most", "échanger"),
    (MEASURE_FILE, "label = { fr = \"Une PME\", en = \"An SME\" }\n", "", 21, 1, "conditions[1].label", "label ="),
    (
        MEASURE_FILE,
        "fact = \"holder.size\"\none_of = [\"small\", \"medium\"]",
        "any = [{ fact = \"holder.naf\", one_of = [\"2\"], label = { fr = \"a\", en = \"a\" } }]",
        23,
        41,
        "conditions[1].any[1].one_of[1]",
        "25.11Z",
    ),
    // Meaning of a call.
    (CALL_FILE, "id = \"appel\"", "id = \"apel\"", 1, 6, "id", "id = \"appel\""),
    (CALL_FILE, "[\"pret\"]", "[\"pert\"]", 3, 13, "measures[1]", "pret"),
    (CALL_FILE, "[\"pret\"]", "[\"pret\"]\nenvelope = \"pretz\"", 4, 12, "envelope", "« prets »"),
    (CALL_FILE, "closes = 2020-10-15", "closes = 2020-08-15", 10, 10, "waves[1].closes", "2020-09-01"),
    (CALL_FILE, "closes = 2020-10-15\n", "", 10, 13, "waves[1].closes_at", "closes ="),
    (CALL_FILE, "\"17:00\"", "\"17h\"", 11, 13, "waves[1].closes_at", "\"17:00\""),
    (CALL_FILE, "\"17:00\"", "17:00:00", 11, 13, "waves[1].closes_at", "\"17:00\""),
    (CALL_FILE, "opens = 2020-11-01", "opens = 2020-08-01", 16, 9, "waves[2].opens", "ordre"),
    (CALL_FILE, "id = \"v2\"", "id = \"v1\"", 14, 6, "waves[2].id", "un autre"),
    // Meaning of the envelopes and of the programme.
    (ENVELOPES_FILE, "\"150 M€\"", "\"cent cinquante\"", 4, 10, "envelopes[1].amount", "1,25 M€"),
    (
        ENVELOPES_FILE,
        "[[envelopes.sources]]",
        "[[envelopes]]\nid = \"prets\"\nname = { fr = \"a\", en = \"a\" }\n[[envelopes.sources]]",
        7,
        6,
        "envelopes[2].id",
        "un autre",
    ),
    (PROGRAMME_FILE, "until = 2022-12-31", "until = 2019-12-31", 5, 38, "valid.until", "2020-07-20"),
    (PROGRAMME_FILE, "id = \"pack\"", "id = \"sac\"", 1, 6, "id", "id = \"pack\""),
];

#[test]
fn each_mistake_is_told_with_its_file_line_column_and_field() {
    let mut failures = String::new();
    for (file, from, to, line, column, field, mend) in SLIPS {
        let root = checkout(file, from, to);
        let problems = check(root.path());
        let at = |p: &&Problem| p.file.ends_with(file) && (p.line, p.column) == (*line, *column) && p.field == *field;
        let bilingual = |p: &Problem| [&p.what, &p.mend].iter().all(|text| !text.fr.is_empty() && !text.en.is_empty());
        if !problems.iter().find(at).is_some_and(|p| p.mend.fr.contains(mend) && bilingual(p)) {
            failures += &format!("\n« {to} » expected at {file}:{line}:{column} [{field}] → {mend}, told:\n{}\n", told(&problems));
        }
        let alone = check(&root.path().join(file));
        if !alone.iter().any(|p| p.field == *field && p.line == *line) {
            failures += &format!("\n« {to} » not told when only {file} is asked, but:\n{}\n", told(&alone));
        }
        assert!(Rulebook::load(Some(root.path())).is_err(), "nothing is half-loaded: « {to} »");
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn mistakes_of_shape_and_of_meaning_are_told_together() {
    let root = checkout(MEASURE_FILE, "kind = \"loan\"", "kind = \"laon\"");
    let file = root.path().join(MEASURE_FILE);
    let text = std::fs::read_to_string(&file).expect("just written").replace("holder.size", "holder.syze").replace("\"50 %\"", "50");
    std::fs::write(&file, text).expect("a file can be written");
    let fields: Vec<String> = check(&file).into_iter().map(|p| p.field).collect();
    assert_eq!(fields, ["kind", "amount.rate", "conditions[1].fact"], "in the order of the lines");
}

#[test]
fn two_programmes_cannot_have_a_measure_of_the_same_name() {
    let root = checkout(MEASURE_FILE, "pret", "pret");
    let other = root.path().join("programmes/autre");
    std::fs::create_dir_all(other.join("measures")).expect("a folder can be made");
    std::fs::write(other.join("programme.toml"), PROGRAMME.replace("\"pack\"", "\"autre\"")).expect("written");
    std::fs::write(other.join("measures/pret.toml"), MEASURE.replace("envelope = \"prets\"\n", "")).expect("written");
    let problems = check(root.path());
    assert_eq!(problems.len(), 1, "{}", told(&problems));
    assert!(problems[0].what.fr.contains("autre/measures/pret.toml"), "{}", told(&problems));
    assert!(problems[0].file.ends_with(MEASURE_FILE));
}

#[test]
fn a_programme_folder_alone_is_judged_with_the_questions_of_the_binary() {
    let root = checkout(MEASURE_FILE, "envelope = \"prets\"", "envelope = \"pretz\"");
    std::fs::remove_dir_all(root.path().join("rules")).expect("removed");
    let folder = root.path().join("programmes/pack");
    let problems = check(&folder);
    assert_eq!(problems.len(), 1, "{}", told(&problems));
    assert_eq!((problems[0].file.as_str(), problems[0].line), (folder.join("measures/pret.toml").to_string_lossy().as_ref(), 8));
    assert_eq!(check(&folder.join("measures/pret.toml")).len(), 1);
    assert!(check(&folder.join("calls/appel.toml")).is_empty());
}

#[test]
fn a_measure_outside_any_programme_is_checked_for_itself() {
    let root = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(root.path().join("measures")).expect("made");
    let file = root.path().join("measures/pret.toml");
    std::fs::write(&file, MEASURE.replace("is = false", "is = 1")).expect("written");
    let problems = check(&file);
    assert_eq!(problems.iter().map(|p| p.field.as_str()).collect::<Vec<_>>(), ["conditions[3].is"], "{}", told(&problems));
}

#[test]
fn what_cannot_be_read_says_why() {
    let root = tempfile::tempdir().expect("a temporary folder");
    assert_eq!(&*check(&root.path().join("absent.toml"))[0].what.fr, "fichier ou dossier introuvable");
    assert!(check(root.path())[0].what.fr.contains("rien à vérifier"));
    let latin = root.path().join("projet.toml");
    std::fs::write(&latin, b"title = \"Sa\xf4ne\"\n").expect("written");
    assert!(check(&latin)[0].mend.fr.contains("UTF-8"));
    std::fs::write(&latin, "title = \"Saône\"\n").expect("written");
    let problems = check(&latin);
    assert_eq!(problems.iter().map(|p| p.field.as_str()).collect::<Vec<_>>(), ["judged_on"], "{}", told(&problems));
}
