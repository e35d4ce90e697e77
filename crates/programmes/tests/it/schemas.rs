//! The JSON Schemas that editors use offer what is read, and files of the repository lead to them.

use programmes::schema;
use std::path::Path;

#[test]
fn a_project_schema_offers_every_question_that_is_asked_and_no_other() {
    assert_eq!(schema("invoice"), None);
    let schema = schema("project").expect("a project is a kind of file");
    assert_eq!(schema["properties"]["project"]["properties"]["cost"]["format"], "amount");
    assert!(schema["properties"]["holder"]["properties"]["size"].is_null(), "the size is derived, not given");
    let kinds = schema["properties"]["holder"]["properties"]["kind"]["enum"].as_array().expect("choices");
    assert!(kinds.iter().any(|k| k == "company"));
}

/// "#:schema ../docs/schemas/project.json", on the first line, is what editors read.
#[test]
fn every_programme_and_example_file_tells_editors_its_schema() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (mut ahead, mut seen) = (vec![root.join("programmes"), root.join("examples")], 0);
    while let Some(folder) = ahead.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of the repository") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                ahead.push(path);
            } else if path.extension().is_some_and(|e| e == "toml") {
                let text = std::fs::read_to_string(&path).expect("a readable file");
                let told = text.lines().next().and_then(|first| first.strip_prefix("#:schema ")).unwrap_or_default();
                let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let kind = match (name(&folder).as_str(), name(&path).as_str()) {
                    ("measures", _) => "measure",
                    ("calls", _) => "call",
                    ("examples", _) => "project",
                    (_, file) => schema::KINDS.into_iter().find(|kind| file == format!("{kind}.toml")).unwrap_or("unknown"),
                };
                assert!(told.ends_with(&format!("/docs/schemas/{kind}.json")), "{}: {told}", path.display());
                assert!(folder.join(told).is_file(), "{}: {told} leads nowhere", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 50, "{seen} files");
}
