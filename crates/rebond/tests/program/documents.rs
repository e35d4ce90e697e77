//! What a person reads in the repository is true of it: relative links lead to a file, files stay short enough to be read.

use crate::running::root;
use std::fs;
use std::path::{Path, PathBuf};

/// Files under `folder` with this ending; folders that tools make are not looked into.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let (mut found, mut ahead) = (vec![], vec![folder.to_owned()]);
    while let Some(folder) = ahead.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() && !["target", "node_modules", "var", "dist"].contains(&name.as_str()) && !name.starts_with('.') {
                ahead.push(path);
            } else if name.ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Targets of `[text](target)` and `![text](target)`, outside code blocks.
fn links(markdown: &str) -> Vec<(usize, String)> {
    let mut fenced = false;
    let mut found = vec![];
    for (number, line) in markdown.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for rest in line.split("](").skip(1) {
            if let Some(target) = rest.split(')').next() {
                found.push((number + 1, target.split(' ').next().unwrap_or_default().to_owned()));
            }
        }
    }
    found
}

#[test]
fn every_relative_link_of_the_documents_leads_to_a_file() {
    let root = root();
    let mut documents = files(&root.join("docs"), ".md");
    documents.extend(["README.md", "CONTRIBUTING.md"].map(|n| root.join(n)).into_iter().filter(|p| p.exists()));
    assert!(!documents.is_empty());
    let mut broken = vec![];
    for document in documents {
        let text = fs::read_to_string(&document).expect("a readable document");
        for (line, target) in links(&text) {
            let file = target.split('#').next().unwrap_or_default();
            let elsewhere = target.contains("://") || target.starts_with("mailto:") || file.is_empty();
            if !elsewhere && !document.parent().expect("a file is in a folder").join(file).exists() {
                broken.push(format!("{}:{line}: {target}", document.strip_prefix(&root).unwrap_or(&document).display()));
            }
        }
    }
    assert!(broken.is_empty(), "links that lead nowhere:\n{}", broken.join("\n"));
}

/// `UPDATE_GOLDEN=1 cargo test -p rebond --test program documents::` rewrites them.
#[test]
fn the_schemas_for_editors_are_those_of_the_readers() {
    let kinds = programmes::schema::KINDS.map(|kind| (kind, programmes::schema(kind)));
    for (kind, schema) in kinds.into_iter().chain(steer::KINDS.map(|kind| (kind, steer::schema(kind)))) {
        let schema = schema.unwrap_or_else(|| panic!("{kind} is a kind of file"));
        let text = format!("{}\n", serde_json::to_string_pretty(&schema).expect("a schema is JSON"));
        let path = root().join(format!("docs/schemas/{kind}.json"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, text).expect("docs/schemas can be written");
        } else {
            let golden = fs::read_to_string(&path).expect("docs/schemas holds every kind; UPDATE_GOLDEN=1 writes it");
            assert!(golden == text, "docs/schemas/{kind}.json is not what the types say: run with UPDATE_GOLDEN=1 and read the change");
        }
    }
}

#[test]
fn no_source_file_is_longer_than_four_hundred_lines() {
    let root = root();
    let sources: Vec<PathBuf> = ["crates", "ui", "tests"]
        .iter()
        .flat_map(|f| [".rs", ".mjs", ".js", ".css", ".html"].iter().flat_map(|e| files(&root.join(f), e)).collect::<Vec<_>>())
        .collect();
    assert!(sources.len() > 150, "{} files were found: is the repository whole?", sources.len());
    let count = |p: &PathBuf| fs::read_to_string(p).map_or(0, |t| t.lines().count());
    let long: Vec<String> = sources.iter().filter(|p| count(p) > 400).map(|p| format!("{} lines: {}", count(p), p.display())).collect();
    assert!(long.is_empty(), "files to cut in parts:\n{}", long.join("\n"));
}

#[test]
fn the_first_lines_of_a_module_say_why_it_exists() {
    let root = root();
    let silent: Vec<String> = files(&root.join("crates"), ".rs")
        .iter()
        .filter(|p| !fs::read_to_string(p).is_ok_and(|t| t.trim_start().starts_with("//!")))
        .map(|p| p.display().to_string())
        .collect();
    assert!(silent.is_empty(), "modules without a first line:\n{}", silent.join("\n"));
}

#[test]
fn the_links_of_a_line_are_found_and_those_of_code_are_not() {
    let text = "See [a](a.md) and ![b](img/b.png \"title\").\n```\n[c](c.md)\n```\n[d](https://example.org)";
    assert_eq!(links(text), [(1, "a.md".to_owned()), (1, "img/b.png".to_owned()), (5, "https://example.org".to_owned())]);
}
