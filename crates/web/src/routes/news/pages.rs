//! What is published, page by page: the scope is looked at by the base before the page is cut, and files of articles are put in between.

use super::{Item, posts};
use crate::accounts::scopes;
use crate::app::App;
use crate::error::Result;
use crate::page::Here;
use domain::Date;
use domain::rights::Scope;
use store::ArticleId;
use store::news::After;

/// Where the page before ended. Of one day, what was written here comes before files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Behind {
    Post(After),
    /// Its day and its identifier.
    File(Date, String),
}

impl Behind {
    /// None for what no page gave.
    pub fn parse(text: &str) -> Option<Behind> {
        let (dated, id) = text.split_once('.')?;
        let dated: Date = dated.parse().ok()?;
        Some(match ArticleId::parse(id) {
            Some(id) => Behind::Post(After { dated, id: Some(id) }),
            None => Behind::File(dated, id.to_owned()),
        })
    }
    /// As [`Behind::parse`] reads it.
    pub fn of(item: &Item) -> String {
        format!("{}.{}", item.date, item.id)
    }
    fn after(&self) -> After {
        match self {
            Behind::Post(after) => after.clone(),
            Behind::File(dated, _) => After { dated: *dated, id: None },
        }
    }
    /// Whether this file comes after it.
    fn leaves(&self, file: &Item) -> bool {
        match self {
            Behind::Post(after) => file.date <= after.dated,
            Behind::File(dated, id) => (file.date, &file.id) < (*dated, id),
        }
    }
}

/// Those asked for: articles of a region hold those of its territories.
fn within(app: &App, asked: Option<&Scope>) -> Vec<Scope> {
    let mut all: Vec<Scope> = asked.into_iter().cloned().collect();
    if let Some(Scope::Region(region)) = asked {
        let own = app.reference.territories().iter().filter(|t| scopes::region_code(app, &t.region) == Some(region.as_str()));
        all.extend(own.map(|t| Scope::Territory { phase: t.phase, code: t.code.clone() }));
    }
    all
}

/// The latest first, `most` of them after the page before; `whole`, with the text of each.
pub async fn page(app: &App, here: &Here, asked: Option<&Scope>, behind: Option<&Behind>, most: usize, whole: bool) -> Result<Vec<Item>> {
    let scopes = within(app, asked);
    let after = behind.map(Behind::after);
    let mut items = posts::published(app, here, &scopes, after.as_ref(), u32::try_from(most).unwrap_or(u32::MAX), whole).await?;
    let wanted = |file: &&Item| {
        let scoped = asked.is_none() || file.scope.as_ref().is_some_and(|scope| scopes.contains(scope));
        scoped && behind.is_none_or(|behind| behind.leaves(file))
    };
    let files = app.news.items();
    let mut files: Vec<&Item> = files.iter().filter(wanted).collect();
    files.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| b.id.cmp(&a.id)));
    items.extend(files.into_iter().cloned());
    // Stable: posts stay in the order of the base, files in theirs.
    items.sort_by(|a, b| b.date.cmp(&a.date).then(b.posted.cmp(&a.posted)));
    items.truncate(most);
    Ok(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_where_a_page_ended_whatever_ended_it() {
        let day = Date::constant(2020, 7, 20);
        assert_eq!(Behind::parse("2020-07-20.2020-07-20-pack-rebond"), Some(Behind::File(day, "2020-07-20-pack-rebond".into())));
        let id = "a".repeat(32);
        let post = Behind::parse(&format!("2020-07-20.{id}")).expect("an article");
        assert_eq!(post, Behind::Post(After { dated: day, id: ArticleId::parse(&id) }));
        assert_eq!((Behind::parse("hier.x"), Behind::parse("2020-07-20")), (None, None));
    }
}
