//! What an operator does to sleep: a copy while people write, its verification, the chains followed from a shell, a move to
//! another database; and what they are told when a byte was altered.

use crate::downloads::said;
use crate::running::{Server, rebond};
use std::path::Path;
use std::process::Output;
use std::sync::atomic::{AtomicBool, Ordering};

fn run(arguments: &[&str]) -> Output {
    rebond().args(arguments).output().expect("the program starts")
}

fn done(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "rebond {arguments:?}: {}", said(&output));
    said(&output)
}

fn url(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

/// "✓ ledger 412:9f2c…": the head of a chain among what a command printed.
fn head(said: &str, of: &str) -> String {
    // LINES:DIGEST; the copy also counts the rows of the table of that name.
    let line = said.lines().find_map(|line| line.strip_prefix(&format!("✓ {of} ")).filter(|rest| rest.contains(':')));
    line.unwrap_or_else(|| panic!("no head of the {of} in {said}")).to_owned()
}

/// The same file with every trace of a word altered by one letter.
fn altered(file: &Path, word: &str, to: &Path) {
    let mut bytes = std::fs::read(file).expect("read");
    let places: Vec<usize> = (0..bytes.len() - word.len()).filter(|at| bytes[*at..].starts_with(word.as_bytes())).collect();
    assert!(!places.is_empty(), "{word} is nowhere in the copy");
    for at in places {
        bytes[at] = bytes[at].to_ascii_uppercase();
    }
    std::fs::write(to, bytes).expect("written");
}

#[test]
fn a_copy_taken_while_people_write_is_verified_moved_and_told_when_it_was_altered() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    let server = Server::start(folder.path());
    let stop = AtomicBool::new(false);
    let (copy, live) = (at("copie.db"), url(&at("rebond.db")));
    let (printed, written) = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let agent: ureq::Agent = ureq::Agent::config_builder().max_redirects(0).max_redirects_will_error(false).build().into();
            let mut written = 0;
            while !stop.load(Ordering::Relaxed) {
                let form = [
                    ("title", "Atelier"),
                    ("project.naf", "22.22Z"),
                    ("project.commune", "71076"),
                    ("project.cost", "12 M€"),
                    ("holder.kind", "company"),
                    ("project.kind", "extension"),
                ];
                written +=
                    usize::from(agent.post(format!("{}/projets", server.address)).send_form(form).expect("an answer").status() == 303);
            }
            written
        });
        std::thread::sleep(std::time::Duration::from_millis(400));
        let printed = done(&["backup", &copy.display().to_string(), "--database", &live]);
        std::thread::sleep(std::time::Duration::from_millis(200));
        stop.store(true, Ordering::Relaxed);
        (printed, writer.join().expect("the writer ends"))
    });
    assert!(written > 4, "{written} projects were written meanwhile");
    let (ledger, audit) = (head(&printed, "ledger"), head(&printed, "audit"));
    // What goes on passes through what was copied.
    assert!(done(&["ledger", "verify", "--database", &live, "--head", &ledger]).contains("✓"));
    assert!(done(&["audit", "verify", "--database", &live, "--head", &audit]).contains("✓"));
    server.kill();

    let verified = done(&["restore", &copy.display().to_string(), "--verify"]);
    assert_eq!((head(&verified, "ledger"), head(&verified, "audit")), (ledger.clone(), audit.clone()));
    let moved = url(&at("ailleurs.db"));
    let told = done(&["copy", "--from", &url(&copy), "--to", &moved]);
    assert_eq!((head(&told, "ledger"), head(&told, "audit")), (ledger.clone(), audit.clone()), "{told}");
    assert!(!run(&["copy", "--from", &url(&copy), "--to", &moved]).status.success(), "a database in use is not copied over");

    for (word, command) in [("project.create", "audit"), ("fonds-friches", "ledger")] {
        let bad = at(&format!("{command}.db"));
        altered(&copy, word, &bad);
        let found = run(&[command, "verify", "--database", &url(&bad)]);
        assert!(!found.status.success(), "{command}: {}", said(&found));
        assert!(said(&found).contains(&format!("{command}, ")), "the first bad line is named: {}", said(&found));
        let refused = run(&["restore", &bad.display().to_string(), "--database", &url(&at("jamais.db"))]);
        assert!(!refused.status.success() && !at("jamais.db").exists(), "{}", said(&refused));
    }
}

#[test]
fn a_list_whose_headings_tell_nothing_is_read_with_what_is_said_of_its_columns() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("liste.csv");
    std::fs::write(&file, "intitulé du lieu;où\nZone des Essais;Chalon-sur-Saône\n").expect("written");
    let list = file.to_str().expect("a path in UTF-8");
    assert!(done(&["import", "sites", list]).contains("aucune colonne ne donne « nom »"));
    let read = done(&["import", "sites", list, "--map", "intitulé du lieu=name", "--map", "où=commune"]);
    assert!(read.contains("1 site(s) lu(s)") && read.contains("Rien n’est enregistré"), "{read}");
    let wrong = run(&["import", "sites", list, "--map", "où=endroit"]);
    assert!(!wrong.status.success() && said(&wrong).contains("available_ha"), "{}", said(&wrong));
}

#[test]
fn an_invented_list_of_sites_is_imported_like_any_other() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("inventes.csv");
    let list = file.to_str().expect("a path in UTF-8");
    let made = done(&["generate", "sites", list, "--count", "60"]);
    assert!(made.contains("60 sites INVENTÉS"), "{made}");
    let told = done(&["import", "sites", list, "--yes", "--database", &format!("sqlite:{}", folder.path().join("rebond.db").display())]);
    assert!(told.contains("60 site(s) au catalogue") && told.contains("0 ligne(s) refusée(s)"), "{told}");
}
