//! The minutes of a session as PDF, and its ranking as a table. A member recused from a file reads the others.

use super::committee::{self, Before, Seen};
use super::export::plain;
use super::visit::Visit;
use crate::answer;
use crate::error::{Failure, OrFail, Result};
use crate::table;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::{Cents, Lang, Text, format};
use dossier::minutes::{File, Minutes, Score};

pub async fn ranking_csv(visit: Visit) -> Result<Response> {
    ranking(&visit, "classement.csv").await
}

pub async fn ranking_xlsx(visit: Visit) -> Result<Response> {
    ranking(&visit, "classement.xlsx").await
}

async fn ranking(visit: &Visit, file: &str) -> Result<Response> {
    let (seen, here) = (committee::see(visit).await?, &visit.here);
    let heads = match here.lang {
        Lang::Fr => ["rang", "ex_aequo", "numero", "projet", "porteur", "note_sur_100", "voix", "propose", "decide", "etat"],
        Lang::En => ["rank", "tied", "number", "project", "holder", "mark_of_100", "voices", "proposed", "decided", "state"],
    };
    let yes = if here.lang == Lang::Fr { "oui" } else { "yes" };
    let rows: Vec<[String; 10]> = seen
        .files
        .iter()
        .map(|file| {
            let place = file.place.as_ref();
            let life = &file.record.life;
            [
                place.map(|place| place.rank.to_string()).unwrap_or_default(),
                place.filter(|place| place.tied).map(|_| yes.to_owned()).unwrap_or_default(),
                file.record.number.clone(),
                life.form.title.clone(),
                file.holder.clone(),
                place.map(|place| format!("{}.{:02}", place.mark.hundredths() / 100, place.mark.hundredths() % 100)).unwrap_or_default(),
                file.voices.to_string(),
                plain(life.proposed),
                plain(life.decided),
                life.state.name().get(here.lang).to_owned(),
            ]
        })
        .collect();
    table::answer(here, file, &here.t("ap-ranking-of-session"), &heads, &rows).map(answer::unkept)
}

pub async fn pdf(visit: Visit) -> Result<Response> {
    let (seen, here) = (committee::see(&visit).await?, &visit.here);
    let Some(frozen_at) = seen.session.frozen_at else {
        return Err(Failure::Absent(
            here.clone(),
            Text::new("Le procès-verbal paraît quand le classement est figé.", "The minutes come out when the ranking is frozen."),
        ));
    };
    let (view, lang) = (minutes(&seen, frozen_at, here.lang), here.lang);
    let on = seen.session.held_on;
    let made = tokio::task::spawn_blocking(move || dossier::minutes::print(&view, on, lang)).await;
    let bytes = made.or_ours(&visit.here)?.or_ours(&visit.here)?;
    let name = domain::name::slug(&seen.session.reference);
    let disposition = format!("inline; filename=\"{}.pdf\"", if name.is_empty() { "pv" } else { &name });
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

fn minutes(seen: &Seen, frozen_at: jiff::Timestamp, lang: Lang) -> Minutes {
    let names = committee::names(seen);
    let criteria = seen.grid.criteria.iter().map(|c| (c.label.clone(), c.weight.to_string())).collect();
    Minutes {
        reference: seen.session.reference.clone(),
        call: seen.called.call.name.get(lang).to_owned(),
        wave: seen.session.wave.clone(),
        operator: seen.called.call.operator.clone(),
        held_on: format::date(seen.session.held_on, lang),
        frozen_at: applications::instant(frozen_at, lang),
        quorum: seen.session.sits.quorum.to_string(),
        members: seen.members.iter().map(|(_, name)| name.clone()).collect(),
        grid_version: seen.session.grid.to_string(),
        scale: seen.grid.scale.to_string(),
        criteria,
        ties: seen.ranking.ties().len(),
        files: seen.files.iter().map(|file| told(file, seen, &names, lang)).collect(),
    }
}

fn told(file: &Before, seen: &Seen, names: &std::collections::BTreeMap<String, String>, lang: Lang) -> File {
    let life = &file.record.life;
    let money = |amount: Option<Cents>| amount.map(|amount| format::money(amount, lang)).unwrap_or_else(|| "–".into());
    let mut scores = vec![];
    for score in seen
        .scores
        .iter()
        .filter(|score| score.application == file.record.id && !seen.session.sits.recused(score.member.as_str(), file.record.id.as_str()))
    {
        let member = names.get(score.member.as_str()).cloned().unwrap_or_default();
        for criterion in &seen.grid.criteria {
            scores.push(Score {
                member: member.clone(),
                criterion: criterion.label.clone(),
                points: score.points.get(&criterion.key).map(ToString::to_string).unwrap_or_default(),
                comment: score.comments.get(&criterion.key).cloned().unwrap_or_default(),
            });
        }
    }
    let decided = life.session == seen.session.reference;
    File {
        rank: file.place.as_ref().map(|place| place.rank.to_string()).unwrap_or_else(|| "–".into()),
        tied: file.place.as_ref().is_some_and(|place| place.tied),
        number: file.record.number.clone(),
        title: life.form.title.clone(),
        holder: file.holder.clone(),
        mark: file.mark(lang),
        voices: file.voices.to_string(),
        asked: money(life.form.asked),
        proposed: money(life.proposed),
        decided: money(life.decided.filter(|_| decided)),
        state: life.state.name().get(lang).to_owned(),
        reason: match &life.waiting {
            Some(waits) => waits.reason.get(lang).to_owned(),
            None => life.reservations.clone(),
        },
        recused: file.recused.clone(),
        scores,
    }
}
