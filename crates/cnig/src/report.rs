//! What was done to a file, line by line: each correction says what was read, what was kept, and why.

use domain::{Problem, Text};

/// Corrections kept one by one; beyond, they are counted.
pub const MOST_CORRECTIONS: usize = 20_000;

/// One value that is not what the file says.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1; 0 when no column holds it.
    pub column: usize,
    pub field: String,
    pub read: String,
    /// Empty when nothing could be kept.
    pub kept: String,
    pub why: Text,
}

/// Longest text quoted in a report: a geometry is told, not copied.
const QUOTED: usize = 80;

fn quoted(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl Correction {
    pub fn new(file: &str, line: usize, column: usize, field: &str, read: &str, kept: &str, why: Text) -> Correction {
        Correction { file: file.into(), line, column, field: field.into(), read: quoted(read), kept: quoted(kept), why }
    }

    /// "« 450000 » lu « 45 » : des mètres carrés dans une colonne d’hectares".
    pub fn problem(&self) -> Problem {
        let (read, kept) = (&self.read, &self.kept);
        let what = match kept.is_empty() {
            true => Text::new(format!("« {read} » laissé inconnu"), format!("“{read}” left unknown")),
            false => Text::new(format!("« {read} » lu « {kept} »"), format!("“{read}” read as “{kept}”")),
        };
        Problem::at(&self.file, self.line, self.column, &self.field, what, self.why.clone())
    }
}
