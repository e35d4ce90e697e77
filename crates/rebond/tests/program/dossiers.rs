//! What the line says of the real cases of `examples/`, held as readable summaries: a change of rule, of data or of code
//! that changes an answer shows here as a difference to accept or refuse.

use crate::running::{rebond, root};
use domain::{Answer, Cents, Lang, format};
use factory::Dossier;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

fn examples() -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(root().join("examples"))
        .expect("examples")
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "toml"))
        .collect();
    all.sort();
    all
}

fn make(example: &Path, out: &Path, format: &str, lang: &str) -> Output {
    rebond()
        .arg("dossier")
        .arg(example)
        .arg("--out")
        .arg(out)
        .args(["--format", format, "--lang", lang])
        .output()
        .expect("the program starts")
}

/// The files the program says it wrote, in the order of the formats.
fn made(example: &Path, formats: &str, lang: &str) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = make(example, folder.path(), formats, lang);
    assert!(output.status.success(), "{}: {}", example.display(), String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).expect("the program prints text");
    said.lines().map(|path| fs::read(path).unwrap_or_else(|e| panic!("the program said it wrote {path}: {e}"))).collect()
}

fn sign(answer: Answer) -> &'static str {
    match answer {
        Answer::Met => "✓",
        Answer::NotMet => "✕",
        Answer::Unknown => "?",
    }
}

/// Plain spaces: a snapshot is read in a terminal.
fn euros(amount: Cents) -> String {
    format::money(amount, Lang::Fr).replace(['\u{202f}', '\u{a0}'], " ")
}

/// What a committee would ask first.
fn summary(dossier: &Dossier) -> String {
    let mut text = String::new();
    let mut line = |s: String| writeln!(text, "{s}").expect("writing to memory");
    line(format!("{}, jugé au {}", dossier.project.title, dossier.project.judged_on));
    if let Some(place) = &dossier.place {
        let territories: Vec<String> = place.territories.iter().map(|t| format!("{} {} (phase {})", t.code, t.name, t.phase)).collect();
        line(format!("lieu : {} ({}), {} ; {}", place.commune.name, place.department_name, place.region_name, territories.join(", ")));
    }
    for station in &dossier.stations {
        line(format!("{:?} {:?} : {}", station.id, station.state, station.summary.fr));
    }
    line("\nmesures".into());
    for v in &dossier.qualification.verdicts {
        let range = match (v.amount.least, v.amount.most) {
            (None, None) => String::new(),
            (least, most) => format!(" · {} à {}", least.map_or("?".into(), euros), most.map_or("?".into(), euros)),
        };
        line(format!("  {} {}/{}{range}", sign(v.answer), v.programme, v.measure));
    }
    line("\nquestions".into());
    for q in &dossier.qualification.questions {
        line(format!("  {} : {}", q.key, q.because.fr));
    }
    if let Some(ranking) = &dossier.ranking {
        line(format!("\nsites : {} lus, {} écartés", ranking.read, ranking.excluded.len()));
        for r in ranking.ranked.iter().take(3) {
            line(format!(
                "  {} {} ({}) · {:.1} [{:.1} – {:.1}] · {} sur {} connus",
                r.rank, r.name, r.department, r.score, r.score_low, r.score_high, r.known, r.total
            ));
        }
    }
    if let Some(c) = &dossier.calendar {
        line(format!("\ncalendrier depuis le {} sur {}", c.start, c.site.as_deref().unwrap_or("un terrain nu")));
        line(format!("  P50 {}, P90 {} ; terrain nu : P50 {} ; gain {:.1} mois", c.opening.p50, c.opening.p90, c.bare.p50, c.gain_months));
        line(format!("  chemin critique : {}", c.critical_path.join(" → ")));
    }
    let plan = &dossier.plan;
    line(format!(
        "\nplan : coût {}, total {}, reste {}, {}",
        plan.cost.map_or("inconnu".into(), euros),
        euros(plan.total),
        euros(plan.gap),
        if plan.balanced { "équilibré" } else { "non équilibré" }
    ));
    for l in &plan.lines {
        line(format!(
            "  {:?} {:?} {} {:?}{}",
            l.funder,
            l.instrument,
            euros(l.amount),
            l.regime,
            if l.proposed { " (proposé)" } else { "" }
        ));
    }
    for check in &plan.checks {
        line(format!("  {} {}", sign(check.answer), check.rule));
    }
    line(format!("\nmanque : {}", dossier.missing.iter().map(|m| m.key.as_deref().unwrap_or(&m.label.fr)).collect::<Vec<_>>().join(", ")));
    line(format!("sources : {}", dossier.sources.len()));
    text
}

#[test]
fn the_line_says_the_same_of_every_real_case_and_its_plan_balances_or_says_what_is_left_to_find() {
    assert!(examples().len() >= 6, "the repository keeps at least six real cases");
    for example in examples() {
        let files = made(&example, "json", "fr");
        let dossier: Dossier =
            serde_json::from_slice(&files[0]).unwrap_or_else(|e| panic!("{}: the JSON does not hold a dossier: {e}", example.display()));
        let name = example.file_stem().and_then(|s| s.to_str()).expect("a name");
        insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, summary(&dossier));
        });
        let plan = dossier.plan;
        let sum: i64 = plan.lines.iter().map(|l| l.amount.0).sum();
        assert_eq!(sum, plan.total.0, "{}", example.display());
        if let Some(cost) = plan.cost {
            assert_eq!(plan.balanced, plan.total == cost, "{}", example.display());
            assert_eq!(plan.gap.0, (cost.0 - plan.total.0).max(0), "{}", example.display());
        }
    }
}

/// Three typesettings, each of several seconds in a development build, where two tests would ask for four.
#[test]
fn a_dossier_has_the_same_bytes_each_time_in_every_format_and_is_a_pdf_in_each_language() {
    let example = examples().into_iter().find(|e| e.ends_with("vicky-foods-saoneor.toml")).expect("the case at SaôneOr");
    let [first, again] = [0, 1].map(|_| made(&example, "json,xlsx,pdf", "fr"));
    assert_eq!(first.len(), 3);
    for (n, format) in ["json", "xlsx", "pdf"].into_iter().enumerate() {
        assert!(first[n] == again[n], "{format}: two runs differ");
    }
    let english = made(&example, "pdf", "en");
    for pdf in [&first[2], &english[0]] {
        assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 20_000, "{} bytes", pdf.len());
    }
    assert_ne!(first[2], english[0]);
}

#[test]
fn an_older_date_is_judged_under_its_own_rules() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let example = examples().into_iter().find(|e| e.ends_with("vicky-foods-saoneor.toml")).expect("the case at SaôneOr");
    let output = rebond()
        .arg("dossier")
        .arg(&example)
        .arg("--out")
        .arg(folder.path())
        .args(["--format", "json", "--date", "2020-09-15"])
        .output()
        .expect("the program starts");
    let path = String::from_utf8(output.stdout).expect("text").trim().to_owned();
    let dossier: Dossier = serde_json::from_slice(&fs::read(path).expect("the file")).expect("a dossier");
    assert_eq!(dossier.qualification.judged_on.to_string(), "2020-09-15");
    assert_eq!(dossier.plan.judged_on, dossier.qualification.judged_on);
}

#[test]
fn a_day_is_written_the_french_way_too_and_what_is_none_or_not_there_is_told_in_both_languages() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let ask = |file: &Path, day: &str| {
        let output = rebond().arg("dossier").arg(file).arg("--out").arg(folder.path()).args(["--format", "json", "--date", day]).output();
        let output = output.expect("the program starts");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let example = &examples()[0];
    assert!(ask(example, "15/09/2020").0);
    let (done, said) = ask(example, "septembre 2020");
    assert!(!done && said.contains("date illisible") && said.contains("unreadable date"), "{said}");
    let (done, said) = ask(Path::new("nulle-part.toml"), "2020-09-15");
    assert!(!done && said.contains("vérifier le chemin") && said.contains("check the path"), "{said}");
}

#[test]
fn a_project_file_with_mistakes_says_where_and_how_to_mend_them_in_both_languages() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("faux.toml");
    fs::write(&file, "title = \"Essai\"\njudged_on = 2020-09-15\n\n[project]\ncommune = \"01120\"\ncost = \"12 €/m²\"\nmystere = 3\n")
        .expect("a file");
    let output = make(&file, folder.path(), "json", "fr");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success());
    for expected in ["faux.toml:5", "Montluel", "faux.toml:6", "faux.toml:7", "mystere"] {
        assert!(said.contains(expected), "« {expected} » is not in:\n{said}");
    }
    assert!(!folder.path().join("faux.fr.json").exists(), "nothing is half-written");
}
