//! The articles of those who write as a file: every one of their scopes, in every state, without its text.

use super::write::{nothing, stands};
use crate::accounts::scopes;
use crate::answer;
use crate::app::App;
use crate::error::{OrFail, Result};
use crate::page::{Here, Nav};
use crate::permissions::{Actor, news_scopes};
use crate::table;
use axum::extract::State;
use axum::response::Response;
use domain::Lang;
use store::news::{self, After, Kept};

/// Articles read at once: each comes with its text.
const AT_ONCE: u32 = 200;

pub async fn csv(State(app): State<App>, here: Here, actor: Actor) -> Result<Response> {
    file(&app, &here, &actor, "articles.csv").await
}

pub async fn xlsx(State(app): State<App>, here: Here, actor: Actor) -> Result<Response> {
    file(&app, &here, &actor, "articles.xlsx").await
}

async fn file(app: &App, here: &Here, actor: &Actor, file: &str) -> Result<Response> {
    let scopes = news_scopes(actor);
    if scopes.is_empty() {
        return Err(nothing(here));
    }
    let heads = match here.lang {
        Lang::Fr => ["identifiant", "portee", "titre", "titre_en_anglais", "date", "etat", "signature", "change_a"],
        Lang::En => ["id", "scope", "title", "title_in_english", "date", "state", "signature", "changed_at"],
    };
    let page = here.page(Nav::News, here.t("articles-title"));
    let mut rows: Vec<[String; 8]> = vec![];
    for scope in scopes {
        let name = scopes::name(app, here, &scope).await?;
        let row = |kept: Kept| {
            let article = kept.article;
            [
                kept.id.to_string(),
                name.clone(),
                article.title_fr,
                article.title_en,
                article.dated.to_string(),
                stands(&page, kept.state),
                article.signed,
                kept.at.to_string(),
            ]
        };
        let mut after: Option<After> = None;
        loop {
            let kept = news::of_scope(&app.store, &scope, after.as_ref(), AT_ONCE).await.or_ours(here)?;
            let last = kept.len() < AT_ONCE as usize;
            after = kept.last().map(After::of);
            rows.extend(kept.into_iter().map(row));
            if last {
                break;
            }
        }
    }
    table::answer_columns(here, file, &here.t("articles-title"), &heads, &rows, &[]).map(answer::unkept)
}
