//! A territory drawn by hand: communes are added and taken out one by one, and the address keeps the list.

use super::place::{self, MOST_COMMUNES};
use crate::app::App;
use crate::page::Page;
use domain::Commune;
use reference::PerimeterKey;

/// Communes offered when a name is not enough: as many as the refusal lists.
const CLOSE: usize = 8;

/// The form of the list, as the page shows it.
pub struct Draw {
    /// Codes between commas, for the form.
    pub codes: String,
    pub typed: String,
    pub error: String,
    /// Communes that may have been meant: name, address with it added.
    pub close: Vec<(String, String)>,
    /// Communes of the list: name, code.
    pub members: Vec<(String, String)>,
}

/// What a change of the list leads to.
pub enum Drawn {
    /// Address of the changed list, in the reader's language.
    To(String),
    Draw(Draw),
}

pub fn draw(app: &App, codes: &[String], typed: &str, removed: &str, page: &Page) -> Drawn {
    let typed = typed.trim();
    let to = |codes: Vec<String>| page.url(place::address(&PerimeterKey::Communes(codes), ""));
    let with = |more: &Commune| to(codes.iter().cloned().chain([more.code.clone()]).collect());
    let mut view = Draw { codes: codes.join(","), typed: typed.to_owned(), error: String::new(), close: vec![], members: vec![] };
    if codes.iter().any(|c| c == removed) {
        return Drawn::To(to(codes.iter().filter(|c| *c != removed).cloned().collect()));
    }
    let named = |c: &Commune| format!("{} ({})", c.name, c.department);
    if !typed.is_empty() {
        match app.reference.find_commune(typed) {
            Ok(_) if codes.len() >= MOST_COMMUNES => view.error = page.t1("sectors-too-many", "n", MOST_COMMUNES),
            Ok(found) => return Drawn::To(with(found)),
            Err(why) => {
                view.error = page.x(&why);
                let namesakes = app.reference.namesakes(typed);
                let close = if namesakes.is_empty() { app.reference.search_communes(typed, CLOSE) } else { namesakes };
                view.close = close.into_iter().take(CLOSE).map(|c| (named(c), with(c))).collect();
            }
        }
    }
    view.members = codes.iter().filter_map(|code| Some((named(app.reference.commune(code)?), code.clone()))).collect();
    Drawn::Draw(view)
}
