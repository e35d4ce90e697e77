//! Territories, communes and activities.

use super::answers::{Found, Hit, Territories};
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, Result};
use crate::page::Here;
use crate::routes::sectors::told;
use axum::Json;
use axum::extract::State;
use domain::{Lang, Territory, Text};
use serde::Deserialize;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Paging {
    pub limit: Option<usize>,
    pub offset: usize,
    pub phase: Option<u8>,
    pub q: String,
    /// "fr", "en": of the names that have both.
    pub lang: String,
}

impl Paging {
    /// (offset, limit), within what the documentation says.
    pub fn bounds(&self, here: &Here) -> Result<(usize, usize)> {
        self.within(here, 500, 100).map(|limit| (self.offset, limit))
    }

    fn within(&self, here: &Here, most: usize, usual: usize) -> Result<usize> {
        let limit = self.limit.unwrap_or(usual);
        if (1..=most).contains(&limit) && self.offset <= 1_000_000 {
            return Ok(limit);
        }
        let why = Text::new(
            format!("limit va de 1 à {most}, offset de 0 à 1 000 000"),
            format!("limit goes from 1 to {most}, offset from 0 to 1,000,000"),
        );
        Err(Failure::Bad(here.clone(), why))
    }
}

pub async fn territories(State(app): State<App>, here: Here, Asked(paging): Asked<Paging>) -> Result<Json<Territories>> {
    if paging.phase.is_some_and(|p| !(1..=2).contains(&p)) {
        return Err(Failure::Bad(here, Text::new("phase vaut 1 ou 2", "phase is 1 or 2")));
    }
    let (offset, limit) = paging.bounds(&here)?;
    let kept: Vec<&Territory> = app.reference.territories().iter().filter(|t| paging.phase.is_none_or(|p| t.phase == p)).collect();
    Ok(Json(Territories { total: kept.len(), items: kept.into_iter().skip(offset).take(limit).cloned().collect() }))
}

pub async fn territory(State(app): State<App>, here: Here, At((phase, code)): At<(u8, String)>) -> Result<Json<Territory>> {
    app.reference.territory(phase, &code).cloned().map(Json).ok_or(Failure::NotFound(here))
}

pub async fn communes(State(app): State<App>, here: Here, Asked(ask): Asked<Paging>) -> Result<Json<Found>> {
    let limit = ask.within(&here, 50, 10)?;
    let hit = |c: &domain::Commune| Hit {
        code: c.code.clone(),
        name: c.name.clone(),
        detail: app.reference.department_name(&c.department).unwrap_or_default().to_owned(),
    };
    Ok(Json(Found { items: app.reference.search_communes(&ask.q, limit).into_iter().map(hit).collect() }))
}

pub async fn activities(State(app): State<App>, here: Here, Asked(ask): Asked<Paging>) -> Result<Json<Found>> {
    let limit = ask.within(&here, 50, 10)?;
    let lang = Lang::parse(&ask.lang).unwrap_or_default();
    let hit =
        |(code, label): (&str, &str)| Hit { code: code.to_owned(), name: told(code, label, lang).0.to_owned(), detail: String::new() };
    Ok(Json(Found { items: app.reference.search_naf(&ask.q, limit).into_iter().map(hit).collect() }))
}
