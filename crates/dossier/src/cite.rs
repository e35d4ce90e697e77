//! Sources numbered once: tables carry the article and a number, the last chapter lists the titles.

use domain::Source;
use serde::Serialize;

/// A reference as printed in a table.
#[derive(Clone, Debug, Serialize)]
pub struct Cite {
    pub number: usize,
    pub title: String,
    pub article: Option<String>,
}

pub struct Sources {
    list: Vec<Source>,
}

impl Sources {
    /// Starts from the dossier's own list, so that numbers agree between documents.
    pub fn new(known: &[Source]) -> Sources {
        let mut sources = Sources { list: vec![] };
        known.iter().for_each(|s| {
            sources.cite(s);
        });
        sources
    }

    pub fn cite(&mut self, source: &Source) -> Cite {
        // Two readings of the same article on different days are one source to a reader.
        let same = |s: &Source| s.title == source.title && s.article == source.article && s.url == source.url;
        let at = self.list.iter().position(same).unwrap_or_else(|| {
            self.list.push(source.clone());
            self.list.len() - 1
        });
        Cite { number: at + 1, title: source.title.clone(), article: source.article.clone() }
    }

    pub fn maybe(&mut self, source: Option<&Source>) -> Option<Cite> {
        source.map(|s| self.cite(s))
    }

    pub fn list(&self) -> &[Source] {
        &self.list
    }
}
