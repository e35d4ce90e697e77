//! A call as it stands: the dates that its operator set here, in the place of those of its file.

use crate::routes::applications::waves;
use domain::calendar::paris_time;
use domain::{Date, Text};
use programmes::{Call, Wave};
use store::calls::WaveAct;

/// The days an act gives a wave, and the hour of its closing when it is not the end of that day.
pub struct Days {
    pub opens: Date,
    pub closes: Option<Date>,
    pub closes_at: Option<String>,
}

/// Midnight closes the day before.
pub fn days(act: &WaveAct) -> Days {
    let closing = act.closes_at.map(paris_time);
    let whole_day = closing.is_some_and(|at| at.time() == jiff::civil::Time::midnight());
    let day = act.closes_at.map(|at| paris_time(if whole_day { at - jiff::SignedDuration::from_secs(1) } else { at }).date());
    Days {
        opens: paris_time(act.opens_at).date(),
        closes: day,
        closes_at: closing.filter(|_| !whole_day).map(|at| format!("{:02}:{:02}", at.hour(), at.minute())),
    }
}

/// The act in force on this wave.
pub fn act<'a>(acts: &'a [(String, WaveAct)], call: &str, wave: &str) -> Option<&'a WaveAct> {
    acts.iter().find(|(id, act)| id == call && act.wave == wave).map(|(_, act)| act)
}

/// What a rolling call without waves has in the place of one.
pub fn rolling() -> Wave {
    Wave {
        id: waves::ROLLING.into(),
        name: Text::new("En continu", "Rolling"),
        opens: None,
        closes: None,
        closes_at: None,
        selection: None,
        note: Text::default(),
    }
}

/// Waves that its operator added to this call.
pub fn added(acts: &[(String, WaveAct)], call: &str) -> Vec<Wave> {
    let own = acts.iter().filter(|(id, _)| id == call).map(|(_, act)| act);
    waves::added_by(own).into_iter().map(|(id, name)| Wave { id, name, ..rolling() }).collect()
}

/// The call with the dates in force.
pub fn standing(call: &Call, acts: &[(String, WaveAct)]) -> Call {
    let mut call = call.clone();
    if call.waves.is_empty() && act(acts, &call.id, waves::ROLLING).is_some() {
        call.waves.push(rolling());
    }
    let more = added(acts, &call.id);
    call.waves.extend(more);
    for wave in &mut call.waves {
        let Some(act) = act(acts, &call.id, &wave.id) else { continue };
        let days = days(act);
        // A day of selection before the new opening is that of the wave as it was.
        wave.selection = wave.selection.filter(|day| *day >= days.opens);
        (wave.opens, wave.closes, wave.closes_at) = (Some(days.opens), days.closes, days.closes_at);
    }
    call
}
