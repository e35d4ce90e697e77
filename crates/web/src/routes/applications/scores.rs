//! A member scores one application on the grid of the session, with a comment per criterion.

use super::access::Opened;
use super::visit::Visit;
use crate::answer;
use crate::error::{Failure, OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use applications::{Grid, Points, Refusal};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Cents, Text, format};
use std::collections::BTreeMap;
use store::PersonId;
use store::committees::{self, Score, Session};

#[derive(Template)]
#[template(path = "applications/score.html")]
struct Form<'a> {
    page: Page,
    opened: &'a Opened<'a>,
    session: &'a Session,
    version: i64,
    grid: Grid,
    points: BTreeMap<String, String>,
    comments: BTreeMap<String, String>,
    refusal: Option<Refusal>,
}

impl Form<'_> {
    fn address(&self) -> String {
        format!("{}/comites/{}", self.page.url(self.opened.called.address()), self.session.id)
    }
    fn call_address(&self) -> String {
        self.page.url(self.opened.called.address())
    }
    fn given(&self, key: &str) -> String {
        self.points.get(key).cloned().unwrap_or_default()
    }
    fn comment(&self, key: &str) -> String {
        self.comments.get(key).cloned().unwrap_or_default()
    }
    fn money(&self, amount: &Option<Cents>) -> String {
        amount.map(|amount| format::money(amount, self.page.lang())).unwrap_or_else(|| "–".into())
    }
}

struct Sitting<'a> {
    opened: Opened<'a>,
    session: Session,
    grid: Grid,
    me: PersonId,
}

/// A member who sits and is not recused; nobody else is at this address.
async fn sitting(visit: &Visit) -> Result<Sitting<'_>> {
    let (_, session) = visit.session().await?;
    let opened = visit.application().await?;
    let me = visit.actor.person().and_then(|person| PersonId::parse(&person.id)).ok_or_else(|| visit.missing())?;
    if !session.covers(opened.record.place.as_ref()) {
        return Err(visit.missing());
    }
    if !opened.sees.scores {
        return Err(Failure::Refused(
            visit.here.clone(),
            Text::new("Seuls les membres du comité notent.", "Only members of the committee score."),
        ));
    }
    let grid = store::calls::grid(&visit.app.store, visit.part("id"), session.grid).await.or_ours(&visit.here)?;
    let grid = grid.ok_or_else(|| visit.missing())?.grid;
    Ok(Sitting { opened, session, grid, me })
}

pub async fn form(visit: Visit) -> Result<Response> {
    let Visit { app, here, .. } = &visit;
    let sitting = sitting(&visit).await?;
    let scores = committees::scores(&app.store, &sitting.session.id).await.or_ours(&visit.here)?;
    let mine = scores.into_iter().find(|score| score.application == sitting.opened.record.id && score.member == sitting.me);
    let points = mine.iter().flat_map(|score| score.points.iter().map(|(key, points)| (key.clone(), points.to_string()))).collect();
    let comments = mine.map(|score| score.comments).unwrap_or_default();
    let refusal = applications::may_score(&sitting.session.sits, sitting.me.as_str(), sitting.opened.record.id.as_str()).err();
    page(here, &sitting, points, comments, refusal)
}

fn page(
    here: &Here,
    sitting: &Sitting,
    points: BTreeMap<String, String>,
    comments: BTreeMap<String, String>,
    refusal: Option<Refusal>,
) -> Result<Response> {
    let view = Form {
        page: here.page(Nav::Calls, format!("{} – {}", here.t("ap-score-title"), sitting.opened.record.life.form.title)).private(),
        opened: &sitting.opened,
        session: &sitting.session,
        version: sitting.session.grid,
        grid: sitting.grid.clone(),
        points,
        comments,
        refusal,
    };
    let status = if view.refusal.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let mut response = html(here, &view)?;
    *response.status_mut() = status;
    Ok(answer::unkept(response))
}

pub async fn write(visit: Visit) -> Result<Response> {
    let Visit { app, here, fields, .. } = &visit;
    let sitting = sitting(&visit).await?;
    let who = visit.who()?;
    let typed: BTreeMap<String, String> =
        sitting.grid.criteria.iter().map(|c| (c.key.clone(), fields.text(&format!("points-{}", c.key)))).collect();
    let comments: BTreeMap<String, String> =
        sitting.grid.criteria.iter().map(|c| (c.key.clone(), fields.text(&format!("comment-{}", c.key)))).collect();
    if let Err(refusal) = applications::may_score(&sitting.session.sits, sitting.me.as_str(), sitting.opened.record.id.as_str()) {
        return page(here, &sitting, typed, comments, Some(refusal));
    }
    let points: Points = typed.iter().filter_map(|(key, text)| Some((key.clone(), text.parse().ok()?))).collect();
    let said = fields.text("grid").parse() == Ok(sitting.session.grid);
    if sitting.grid.total(&points).is_none() || !said {
        let scale = sitting.grid.scale;
        let refusal = Refusal::new(
            Text::new(
                format!("Chaque critère reçoit un nombre entier de 0 à {scale}."),
                format!("Each criterion takes a whole number from 0 to {scale}."),
            ),
            Text::new("Complétez les notes : une note à moitié donnée ne compte pas.", "Complete the scores: half a score does not count."),
        );
        return page(here, &sitting, typed, comments, Some(refusal));
    }
    let score = Score {
        application: sitting.opened.record.id.clone(),
        member: sitting.me.clone(),
        grid: sitting.session.grid,
        points,
        comments: comments.clone(),
        at: app.now(),
    };
    match committees::score(&app.store, &sitting.session, &sitting.grid, score, &who).await {
        Ok(true) => Ok(visit.to(&format!("{}/comites/{}", sitting.opened.called.address(), sitting.session.id))),
        Ok(false) => {
            let refusal = Refusal::new(
                Text::new(
                    "La séance vient d’être figée, ou la grille de changer : la note n’est pas écrite.",
                    "The session was just frozen, or the grid changed: the score is not written.",
                ),
                Text::new("Rechargez la page.", "Reload the page."),
            );
            page(here, &sitting, typed, comments, Some(refusal))
        }
        Err(error @ store::StoreError::Unstorable { .. }) => Err(visit.bad(error.message())),
        Err(error) => Err(visit.ours(error)),
    }
}
