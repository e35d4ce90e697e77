//! Articles that are files: those of the program, or those of a folder of the operator, looked at again while the server runs.
//! A file that cannot be read says where, and takes nothing else away.

use super::{Document, Item, markdown};
use domain::rights::Scope;
use domain::{Date, Lang, Problem, Source, Text};
use include_dir::{Dir, include_dir};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

static EMBEDDED: Dir = include_dir!("$CARGO_MANIFEST_DIR/../../news");

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Front {
    title_fr: String,
    title_en: String,
    #[schemars(with = "String", extend("format" = "date"))]
    date: Date,
    author: String,
    /// For whom it is written, as rights write it: "region:27". Absent, for everybody.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    scope: Option<Scope>,
    #[serde(default)]
    documents: Vec<Document>,
    #[serde(default)]
    sources: Vec<Source>,
}

/// Name, size and last change of each file: a folder that looks the same is not read again.
type Stamp = Vec<(PathBuf, u64, Option<SystemTime>)>;

pub struct Files {
    folder: Option<PathBuf>,
    held: RwLock<(Stamp, Arc<Vec<Item>>)>,
}

impl Files {
    /// The articles of this folder, or those of the program.
    ///
    /// # Errors
    /// A folder that cannot be listed, or an embedded file that cannot be read, stops the start.
    pub fn open(folder: Option<PathBuf>) -> Result<Files, String> {
        let files = Files { folder, held: RwLock::default() };
        if files.folder.is_some() {
            files.look()?;
        } else {
            let mut items = vec![];
            for file in EMBEDDED.files().filter(|f| is_article(f.path())) {
                let name = format!("news/{}", file.path().display());
                items.push(parse(&name, &id(file.path()), file.contents_utf8().unwrap_or_default()).map_err(|p| both(&p))?);
            }
            files.hold(vec![], items);
        }
        Ok(files)
    }

    /// Whether there is a folder to look at again.
    pub fn watched(&self) -> bool {
        self.folder.is_some()
    }

    /// Latest first.
    pub fn items(&self) -> Arc<Vec<Item>> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).1.clone()
    }

    /// Reads the folder again when it has changed. A file that became unreadable stays as it was last read, and is logged.
    ///
    /// # Errors
    /// The folder itself cannot be listed: what was read before stays.
    pub fn look(&self) -> Result<(), String> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let stamp = stamp(folder).map_err(|cause| format!("✕ --news {} : {cause}", folder.display()))?;
        if !stamp.is_empty() && self.held.read().unwrap_or_else(PoisonError::into_inner).0 == stamp {
            return Ok(());
        }
        let before = self.items();
        let mut items = vec![];
        for (path, _, _) in &stamp {
            let id = id(path);
            let name = path.display().to_string();
            match text(path, &name).and_then(|text| parse(&name, &id, &text)) {
                Ok(item) => items.push(item),
                Err(problems) => {
                    let kept = before.iter().find(|item| item.id == id).cloned();
                    tracing::error!(kept = kept.is_some(), "{}", both(&problems));
                    items.extend(kept);
                }
            }
        }
        self.hold(stamp, items);
        Ok(())
    }

    fn hold(&self, stamp: Stamp, mut items: Vec<Item>) {
        items.sort_by(|a, b| b.date.cmp(&a.date).then(a.id.cmp(&b.id)));
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = (stamp, Arc::new(items));
    }
}

fn is_article(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "md")
}

/// File name without its extension: "2020-07-20-pack-rebond".
fn id(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn stamp(folder: &Path) -> std::io::Result<Stamp> {
    let mut stamp = vec![];
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        // A file that goes away between the two looks is no article any more.
        let Ok(about) = std::fs::metadata(&path) else { continue };
        if is_article(&path) && about.is_file() {
            stamp.push((path, about.len(), about.modified().ok()));
        }
    }
    stamp.sort();
    Ok(stamp)
}

fn text(path: &Path, name: &str) -> Result<String, Vec<Problem>> {
    let unreadable = |cause: std::io::Error| {
        let what = Text::new(format!("fichier illisible : {cause}"), format!("unreadable file: {cause}"));
        let mend = Text::new("l’enregistrer en UTF-8, lisible par le serveur", "save it as UTF-8, readable by the server");
        vec![Problem::at(name, 1, 0, "", what, mend)]
    };
    std::fs::read_to_string(path).map_err(unreadable)
}

fn both(problems: &[Problem]) -> String {
    [Lang::Fr, Lang::En].map(|lang| problems.iter().map(|p| p.show(lang)).collect::<Vec<_>>().join("\n")).join("\n")
}

/// `name` is the file as errors name it.
fn parse(name: &str, id: &str, text: &str) -> Result<Item, Vec<Problem>> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let problem = |line: usize, what: Text, mend: Text| vec![Problem::at(name, line, 0, "", what, mend)];
    let mut parts = text.splitn(3, "+++\n");
    let (Some(""), Some(front), Some(body)) = (parts.next(), parts.next(), parts.next()) else {
        let what = Text::new("l’article ne commence pas par son en-tête", "the article does not begin with its front matter");
        let mend = Text::new("une ligne +++, le titre, la date, l’auteur, une ligne +++", "a line +++, title, date, author, a line +++");
        return Err(problem(1, what, mend));
    };
    // The line of the first +++ counts: problems name lines of the file.
    let read = programmes::read::<Front>(name, &format!("\n{front}"));
    let front_lines = front.lines().count();
    let front = read.value.ok_or(read.problems)?;
    let Some((fr, en)) = body.split_once("<!-- en -->") else {
        let what = Text::new("le texte anglais manque", "the English text is missing");
        let mend = Text::new(
            "le texte français, puis une ligne <!-- en -->, puis le texte anglais",
            "the French text, then a line <!-- en -->, then the English text",
        );
        return Err(problem(front_lines + 2 + body.lines().count(), what, mend));
    };
    let noon = |date: Date| format!("{date}T12:00:00Z").parse::<Timestamp>();
    let updated = noon(front.date).map_err(|cause| problem(1, Text::same(cause.to_string()), Text::default()))?;
    Ok(Item {
        id: id.to_owned(),
        title: Text::new(front.title_fr, front.title_en),
        date: front.date,
        updated,
        author: front.author,
        scope: front.scope,
        body: Text::new(markdown::html(fr), markdown::html(en)),
        documents: front.documents,
        sources: front.sources,
        posted: false,
        french_only: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str =
        "+++\ntitle_fr = \"a\"\ntitle_en = \"b\"\ndate = \"2020-07-20\"\nauthor = \"r\"\n+++\nbonjour\n<!-- en -->\nhello\n";

    #[test]
    fn every_item_of_the_repository_is_read_in_both_languages() {
        let items = Files::open(None).expect("news files").items();
        assert!(!items.is_empty());
        for item in items.iter() {
            assert!(!item.body.fr.trim().is_empty() && !item.body.en.trim().is_empty(), "{}", item.id);
            assert!(!item.sources.is_empty(), "{} tells no source", item.id);
        }
    }

    #[test]
    fn a_problem_names_the_file_and_its_line() {
        let told = |text: &str| both(&parse("a.md", "a", text).err().expect("refused"));
        assert!(told("bonjour").starts_with("a.md:1 "), "{}", told("bonjour"));
        let unknown = told(&ARTICLE.replace("author", "auteur"));
        assert!(unknown.contains("a.md:5"), "the line of the file, not of its front matter: {unknown}");
        let french = told(&ARTICLE.replace("<!-- en -->\n", ""));
        assert!(french.contains("a.md:8 "), "{french}");
        let nowhere = told(&ARTICLE.replace("author", "scope = \"partout\"\nauthor"));
        assert!(nowhere.contains("a.md:5"), "{nowhere}");
        assert!(parse("a.md", "a", &ARTICLE.replace('\n', "\r\n")).is_ok(), "as Windows ends lines");
    }

    #[test]
    fn a_folder_is_read_again_when_it_changes_and_a_broken_file_takes_nothing_away() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
        write("2026-01-01-un.md", ARTICLE);
        write("notes.txt", "rien");
        let files = Files::open(Some(folder.path().to_owned())).expect("opened");
        let told = || files.items().iter().map(|i| format!("{} {}", i.id, i.title.fr)).collect::<Vec<_>>();
        assert_eq!(told(), ["2026-01-01-un a"]);
        write("2026-01-02-deux.md", &ARTICLE.replace("2020-07-20", "2026-01-02"));
        write("2026-01-01-un.md", "+++\ncassé");
        write("2026-01-03-trois.md", "cassé");
        files.look().expect("listed");
        assert_eq!(told(), ["2026-01-02-deux a", "2026-01-01-un a"], "the broken one as it was, the new broken one not at all");
        write("2026-01-01-un.md", &ARTICLE.replace("\"a\"", "\"réparé\""));
        files.look().expect("listed");
        assert_eq!(told()[1], "2026-01-01-un réparé");
        std::fs::remove_file(folder.path().join("2026-01-02-deux.md")).expect("removed");
        files.look().expect("listed");
        assert_eq!(told(), ["2026-01-01-un réparé"]);
        assert!(Files::open(Some(folder.path().join("absent"))).is_err());
    }
}
