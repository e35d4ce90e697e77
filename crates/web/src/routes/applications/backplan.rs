//! From the closing date back to today: when each document must be started, on the page and in one's calendar.

use super::visit::Visit;
use super::waves;
use crate::app::App;
use crate::error::Result;
use crate::page::Here;
use applications::{Start, State as Stands, backplan};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::calendar::paris_time;
use domain::{Date, Lang};
use icalendar::{Calendar, Component, Event};
use store::applications::Record;

/// The closing day of its wave, and the starts that are left. None when nothing is to be filed, or no closing is known.
pub async fn plan(app: &App, here: &Here, call: &programmes::Call, record: &Record) -> Result<Option<(Date, Vec<Start>)>> {
    if record.life.state != Stands::Draft {
        return Ok(None);
    }
    let window = waves::of(app, here, call, record).await?;
    // An instant at midnight closes the day before.
    let day = window.closes.map(|closes| paris_time(closes - jiff::SignedDuration::from_secs(1)).date());
    Ok(day.map(|day| (day, backplan(&record.life.form.documents, day, app.today()))))
}

pub async fn feed(visit: Visit) -> Result<Response> {
    let Visit { app, here, .. } = &visit;
    let opened = visit.application().await?;
    let title = &opened.record.life.form.title;
    let link = format!("{}{}", app.base_url, here.url(&opened.address()));
    let mut calendar = Calendar::new();
    calendar.name("Rebond").description(opened.called.call.name.get(here.lang));
    let mut push = |name: String, on: Date, summary: String| {
        let mut event = Event::new();
        event
            .uid(&format!("{}-{name}@rebond", opened.record.number))
            .summary(&summary)
            .url(&link)
            .add_property("DTSTAMP", "20200101T000000Z")
            .append_property(icalendar::Property::new("DTSTART", on.strftime("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done());
        calendar.push(event.done());
    };
    if let Some((closing, starts)) = plan(app, here, opened.called.call, &opened.record).await? {
        for (i, start) in starts.iter().enumerate() {
            let word = if here.lang == Lang::Fr { "Commencer au plus tard" } else { "Start at the latest" };
            push(i.to_string(), start.on, format!("{word}{}{} – {title}", here.colon(), start.document.get(here.lang)));
        }
        let word = if here.lang == Lang::Fr { "Clôture" } else { "Closing" };
        push("closing".into(), closing, format!("{word}{}{} – {title}", here.colon(), opened.called.call.name.get(here.lang)));
    }
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"candidature.ics\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, calendar.done().to_string()).into_response())
}
