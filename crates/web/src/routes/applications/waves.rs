//! The waves of a call with their dates: those a source gives, and those an operator set, marked as such.

use super::draws;
use crate::app::App;
use crate::error::{OrFail, Result};
use crate::page::Here;
use applications::{Standing, Window};
use domain::calendar::paris_instant;
use domain::{Lang, Text};
use jiff::Timestamp;
use programmes::{Call, WaveState};
use store::applications::Record;
use store::calls::WaveAct;

/// A rolling call without waves in its file has this one.
pub const ROLLING: &str = "continu";

/// The name of a wave added here; None for those of the file.
pub fn added(id: &str) -> Option<Text> {
    let n = store::calls::added(id)?;
    Some(Text::new(format!("Vague ajoutée n°\u{a0}{n}"), format!("Added wave {n}")))
}

/// The name of a wave of the call; an identifier that nothing names is said as it is.
pub fn named(call: &Call, id: &str) -> Text {
    let told = call.waves.iter().find(|wave| wave.id == id).map(|wave| wave.name.clone());
    let rolling = || (id == ROLLING).then(|| Text::new("En continu", "Rolling"));
    told.or_else(|| added(id)).or_else(rolling).unwrap_or_else(|| Text::same(id))
}

/// Those that acts added to a call, in their order.
pub fn added_by<'a>(acts: impl Iterator<Item = &'a WaveAct>) -> Vec<(String, Text)> {
    let mut all: Vec<(String, Text)> = acts.filter_map(|act| Some((act.wave.clone(), added(&act.wave)?))).collect();
    all.sort_by_key(|(id, _)| (id.len(), id.clone()));
    all.dedup_by(|a, b| a.0 == b.0);
    all
}

/// One wave as it stands now.
pub struct WaveLine {
    pub id: String,
    pub name: Text,
    pub window: Window,
    pub standing: Standing,
    /// In force in the place of the sourced dates.
    pub act: Option<WaveAct>,
}

impl WaveLine {
    pub fn is_open(&self) -> bool {
        matches!(self.standing, Standing::Open(_))
    }
    pub fn is_closed(&self) -> bool {
        matches!(self.standing, Standing::Closed(_))
    }
    /// Where it stands, in a few words.
    pub fn said(&self) -> Text {
        Text::each(|lang| {
            let at = |instant: &Timestamp| applications::instant(*instant, lang);
            match (&self.standing, lang) {
                (Standing::Unknown, Lang::Fr) => "dates inconnues".into(),
                (Standing::Unknown, Lang::En) => "dates not known".into(),
                (Standing::Upcoming(opens), Lang::Fr) => format!("ouvre le {}", at(opens)),
                (Standing::Upcoming(opens), Lang::En) => format!("opens on {}", at(opens)),
                (Standing::Open(Some(closes)), Lang::Fr) => format!("ouverte jusqu’au {}", at(closes)),
                (Standing::Open(Some(closes)), Lang::En) => format!("open until {}", at(closes)),
                (Standing::Open(None), Lang::Fr) => "ouverte jusqu’à épuisement".into(),
                (Standing::Open(None), Lang::En) => "open until exhaustion".into(),
                (Standing::Closed(closes), Lang::Fr) => format!("close depuis le {}", at(closes)),
                (Standing::Closed(closes), Lang::En) => format!("closed since {}", at(closes)),
                (Standing::Exhausted, Lang::Fr) => "enveloppe épuisée".into(),
                (Standing::Exhausted, Lang::En) => "envelope exhausted".into(),
            }
        })
    }
}

/// Every wave of the call at this instant.
pub async fn lines(app: &App, here: &Here, call: &Call) -> Result<Vec<WaveLine>> {
    // Of the whole tree: what was delegated is not gone.
    let exhausted = draws::exhausted(app, here, call).await?;
    stand(app, here, call, exhausted).await
}

async fn stand(app: &App, here: &Here, call: &Call, exhausted: bool) -> Result<Vec<WaveLine>> {
    let acts = store::calls::acts(&app.store, &call.id).await.or_ours(here)?;
    let now = app.now();
    let mut named: Vec<(String, Text)> = match call.waves.is_empty() {
        true => vec![(ROLLING.to_owned(), named(call, ROLLING))],
        false => call.waves.iter().map(|wave| (wave.id.clone(), wave.name.clone())).collect(),
    };
    named.extend(added_by(acts.iter()));
    let line = |(id, name): (String, Text)| {
        let act = acts.iter().find(|act| act.wave == id).cloned();
        let window = window(call, &id, act.as_ref(), exhausted, now);
        WaveLine { standing: window.standing(now), id, name, window, act }
    };
    Ok(named.into_iter().map(line).collect())
}

/// The latest act, else what sources give. A source that tells an opening and no closing proves nothing of today.
fn window(call: &Call, id: &str, act: Option<&WaveAct>, exhausted: bool, now: Timestamp) -> Window {
    if let Some(act) = act {
        return Window { opens: Some(act.opens_at), closes: act.closes_at, rolling: act.closes_at.is_none() || call.rolling, exhausted };
    }
    let Some(wave) = call.waves.iter().find(|wave| wave.id == id) else { return Window::default() };
    let over = || wave.selection.filter(|_| wave.state(now) == WaveState::Closed).and_then(|day| day.tomorrow().ok());
    let closes = wave.closing_instant().or_else(|| over().map(|day| paris_instant(day.at(0, 0, 0, 0))));
    Window { opens: wave.opening_instant(), closes, rolling: call.rolling && closes.is_some(), exhausted }
}

/// The window of the wave an application is in. For its place nothing may be left while the tree still holds something elsewhere;
/// of a file that names no place yet, only the whole tree is told.
pub async fn of(app: &App, here: &Here, call: &Call, record: &Record) -> Result<Window> {
    let exhausted = match &record.place {
        Some(_) => {
            let drawn = store::applications::draws_on(&app.store, record).await.or_ours(here)?;
            drawn.is_some_and(|drawn| drawn.envelope.available() == 0)
        }
        None => draws::of(app, here, record).await?.is_some_and(|tree| tree.held() == 0),
    };
    let found = stand(app, here, call, exhausted).await?.into_iter().find(|line| line.id == record.life.wave);
    Ok(found.map(|line| line.window).unwrap_or_default())
}
