//! Which known sheet a row speaks of: the one with its number, else the one with its title. Never two, never a copy.

use crate::plan::Known;
use contracts::Sheet;
use domain::{Text, name};
use std::collections::HashMap;

/// Known sheets by number and by title, without case, accents or punctuation.
pub struct Index {
    numbers: HashMap<String, Vec<usize>>,
    titles: HashMap<String, Vec<usize>>,
}

impl Index {
    pub fn new(known: &[Known]) -> Index {
        let mut index = Index { numbers: HashMap::new(), titles: HashMap::new() };
        for (at, sheet) in known.iter().enumerate() {
            for (map, key) in [(&mut index.numbers, &sheet.sheet.number), (&mut index.titles, &sheet.sheet.title)] {
                let key = key_of(key);
                if !key.is_empty() {
                    map.entry(key).or_default().push(at);
                }
            }
        }
        index
    }

    /// # Errors
    /// When several known sheets bear that number or title: which one is a question.
    pub fn find(&self, row: &Sheet) -> Result<Option<usize>, Text> {
        let number = key_of(&row.number);
        if let Some(found) = self.numbers.get(&number).filter(|_| !number.is_empty()) {
            return match found.as_slice() {
                [one] => Ok(Some(*one)),
                several => Err(Text::new(
                    format!("{} fiches portent le numéro « {} »", several.len(), row.number),
                    format!("{} sheets bear the number “{}”", several.len(), row.number),
                )),
            };
        }
        let Some(found) = self.titles.get(&key_of(&row.title)) else { return Ok(None) };
        match found.as_slice() {
            [one] => Ok(Some(*one)),
            several => Err(Text::new(
                format!("{} fiches portent l’intitulé « {} »", several.len(), row.title),
                format!("{} sheets bear the title “{}”", several.len(), row.title),
            )),
        }
    }
}

/// "Fiche 2.10" and "2-10" keep their digits apart: "2 10".
pub fn key_of(text: &str) -> String {
    name::fold(text)
}
