//! The labels that decisions give to sites: which are to be confirmed, and what each is once somebody confirms it.

use super::found::places;
use super::keep::Errors;
use crate::app::App;
use crate::error::{OrFail, Result};
use crate::page::Here;
use crate::permissions::Actor;
use crate::routes::applications::knows;
use crate::routes::projects::form::Typed;
use domain::{Date, Issuer, Label, Mark, Site, Source, Text, format};
use programmes::MeasureKind;
use store::applications::{Record, granted};
use store::site_said::{self, About, Kind, Said, Word};

/// The label that a decision gives, for whoever reads the application and names the wave.
pub async fn label(app: &App, here: &Here, actor: &Actor, site: &Site, values: &Typed) -> Result<Result<Word, Errors>> {
    let text = |name: &str| values.get(name).map(|v| v.trim()).unwrap_or_default();
    let wave = text("wave").to_owned();
    let year = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    let well = match wave.split_once('-') {
        None => year(&wave),
        Some((start, month)) => year(start) && month.parse::<u8>().is_ok_and(|m| (1..=12).contains(&m)) && month.len() == 2,
    };
    if !well {
        return Ok(Err(vec![("wave", here.t("keep-wave"))]));
    }
    let decisions = decisions(app, here, actor, site).await?;
    let Some((record, decided)) = decisions.into_iter().find(|(record, _)| record.number == text("application")) else {
        return Ok(Err(vec![("proposals", here.t("keep-no-decision"))]));
    };
    let call = call_name(app, &record.call);
    let title = format!("Décision notifiée le {}, candidature {}, {}", format::date(decided, domain::Lang::Fr), record.number, call.fr);
    let source = Source { date: Some(decided), ..Source::new(title, Mark::Verified) };
    let label = Label { wave: wave.clone(), issuer: Issuer::State, source };
    if site.labels.iter().any(|other| other.is_also(&label)) {
        return Ok(Err(vec![("wave", here.t("keep-label-there"))]));
    }
    let said = Some(Said::Label(label));
    let about = About { kind: Kind::Label, subject: wave };
    Ok(Ok(Word { site: site.id.clone(), about, said, application: record.number }))
}

/// The name of a call, or its identifier when the rules know it no more.
pub fn call_name(app: &App, id: &str) -> Text {
    let mut calls = app.rulebook.programmes.iter().flat_map(|programme| &programme.calls);
    calls.find(|call| call.id == id).map_or_else(|| Text::same(id), |call| call.name.clone())
}

/// Whether a call gives a label: one of its measures is one.
fn gives_label(app: &App, id: &str) -> bool {
    let labels = |measure: &String| {
        let mut measures = app.rulebook.programmes.iter().flat_map(|programme| &programme.measures);
        measures.any(|known| known.id == *measure && known.kind == MeasureKind::Label)
    };
    let mut calls = app.rulebook.programmes.iter().flat_map(|programme| &programme.calls);
    calls.any(|call| call.id == id && call.measures.iter().any(labels))
}

/// Favourable decisions of calls that give a label, filed for a territory of the site and read by whoever asks, that no site bears
/// yet; with the day they were notified.
pub async fn decisions(app: &App, here: &Here, actor: &Actor, site: &Site) -> Result<Vec<(Record, Date)>> {
    let used = site_said::used(&app.store).await.or_ours(here)?;
    let mut found = vec![];
    for place in places(app, site) {
        for record in granted(&app.store, place.phase, &place.code).await.or_ours(here)? {
            if used.contains(&record.number) || !gives_label(app, &record.call) || !knows(app, here, actor, &record).await? {
                continue;
            }
            if let Some(notified) = record.life.notified_on {
                found.push((record, notified));
            }
        }
    }
    Ok(found)
}
