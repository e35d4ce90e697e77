//! Articles written here, as everybody reads them; and each as its author finds it.

use super::{Document, Item, markdown};
use crate::app::App;
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor, Object, can};
use domain::Text;
use domain::rights::Scope;
use store::news::{self, After, Kept, State, object};
use store::{ArticleId, attachments};

/// The published ones of these scopes (of every one when none is named), without their documents; without their text unless `whole`,
/// and then as it was written, in Markdown.
pub async fn published(app: &App, here: &Here, scopes: &[Scope], after: Option<&After>, most: u32, whole: bool) -> Result<Vec<Item>> {
    let kept = news::published(&app.store, scopes, after, most).await.or_ours(here)?;
    let text = |text: &str| if whole { text.to_owned() } else { String::new() };
    Ok(kept.into_iter().map(|kept| item(kept, text)).collect())
}

/// A published one, with its documents.
///
/// # Errors
/// Not found when there is none, a draft included; a sentence when it was withdrawn.
pub async fn find(app: &App, here: &Here, id: &str) -> Result<Item> {
    let kept = kept(app, here, id).await?;
    match kept.state {
        State::Draft => Err(Failure::NotFound(here.clone())),
        State::Withdrawn => {
            let why =
                Text::new("Cette actualité a été retirée par ceux qui la publiaient.", "This article was withdrawn by its publishers.");
            Err(Failure::Absent(here.clone(), why))
        }
        State::Published => {
            let files = attachments::of_object(&app.store, &object(&kept.id)).await.or_ours(here)?;
            let document = |file: &attachments::Attachment| Document {
                title_fr: file.file.name.clone(),
                title_en: file.file.name.clone(),
                url: here.url(&format!("/actualites/{}/pieces/{}", kept.id, file.id)),
            };
            let documents = files.iter().filter(|file| file.removed_at.is_none()).map(document).collect();
            Ok(Item { documents, ..item(kept, markdown::html) })
        }
    }
}

pub async fn kept(app: &App, here: &Here, id: &str) -> Result<Kept> {
    let id = ArticleId::parse(id).or_not_found(here)?;
    news::find(&app.store, &id).await.or_ours(here)?.or_not_found(here)
}

/// The article, for who writes the news of its scope.
///
/// # Errors
/// Not found for anybody else: nothing is told of a draft.
pub async fn written(app: &App, here: &Here, actor: &Actor, id: &str, action: Action) -> Result<Kept> {
    let kept = kept(app, here, id).await?;
    match can(actor, action, &Object::News(kept.article.scope.clone())) {
        true => Ok(kept),
        false => Err(Failure::NotFound(here.clone())),
    }
}

/// Where this actor changes an article, or else takes it down; empty when they may do neither.
pub fn change(actor: &Actor, item: &Item) -> String {
    let may = |action| item.scope.clone().is_some_and(|scope| can(actor, action, &Object::News(scope)));
    match (item.posted, may(Action::WriteNews), may(Action::WithdrawNews)) {
        (true, true, _) => format!("/articles/{}", item.id),
        (true, false, true) => format!("/articles/{}/retirer", item.id),
        _ => String::new(),
    }
}

/// `shown` makes what the item holds of its text.
fn item(kept: Kept, shown: impl Fn(&str) -> String) -> Item {
    let article = kept.article;
    let french_only = article.title_en.is_empty();
    let title = if french_only { Text::same(&article.title_fr) } else { Text::new(&article.title_fr, &article.title_en) };
    let body = if french_only { Text::same(shown(&article.body_fr)) } else { Text::new(shown(&article.body_fr), shown(&article.body_en)) };
    Item {
        id: kept.id.to_string(),
        title,
        date: article.dated,
        updated: kept.at,
        author: article.signed,
        scope: Some(article.scope),
        body,
        documents: vec![],
        sources: article.sources,
        posted: true,
        french_only,
    }
}
