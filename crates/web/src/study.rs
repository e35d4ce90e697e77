//! The study of sectors kept ready: read and learned once, off the threads that answer, then shared by every page.

use crate::app::App;
use domain::Text;
use factory::sectors::Study;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::sync::watch;

#[derive(Clone)]
pub enum State {
    /// Step (from 1) of [`factory::sectors::STEPS`].
    Working(usize),
    Ready(Arc<Study>),
    /// No jobs are held.
    Absent,
    Failed(Text),
}

pub struct Studies {
    folder: PathBuf,
    state: watch::Sender<Known>,
}

/// What is known, of the data written at this moment: an import that comes later is read at the next request.
#[derive(Clone)]
struct Known {
    state: State,
    written: Option<SystemTime>,
    begun: bool,
}

impl Studies {
    /// `folder` is the reference folder.
    pub fn new(folder: PathBuf) -> Studies {
        Studies { folder, state: watch::Sender::new(Known { state: State::Absent, written: None, begun: false }) }
    }

    fn written(&self) -> Option<SystemTime> {
        std::fs::metadata(self.folder.join("sectors/manifest.json")).and_then(|m| m.modified()).ok()
    }
}

/// The state after at most this long. Work begins with the first who asks and goes on when nobody waits any more.
pub async fn within(app: &App, patience: Duration) -> State {
    let mut seen = app.studies.state.subscribe();
    let written = app.studies.written();
    app.studies.state.send_if_modified(|known| {
        let begins = !matches!(known.state, State::Working(_)) && (!known.begun || known.written != written);
        if begins {
            *known = Known { state: State::Working(1), written, begun: true };
            let app = app.clone();
            tokio::task::spawn_blocking(move || work(&app));
        }
        begins
    });
    let done = seen.wait_for(|known| !matches!(known.state, State::Working(_)));
    match tokio::time::timeout(patience, done).await {
        Ok(Ok(known)) => known.state.clone(),
        _ => app.studies.state.borrow().state.clone(),
    }
}

fn work(app: &App) {
    let tell = |state: State| app.studies.state.send_modify(|known| known.state = state);
    let read = || Study::read(&app.studies.folder, &app.reference, &mut |step| tell(State::Working(step)));
    // A defect must not leave every later reader waiting for a work that nobody does.
    let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(read));
    tell(match read {
        Ok(Ok(Some(study))) => State::Ready(Arc::new(study)),
        Ok(Ok(None)) => State::Absent,
        Ok(Err(why)) => State::Failed(why),
        Err(_) => State::Failed(Text::new(
            "l’étude n’a pas pu être calculée : l’incident est noté",
            "the study could not be computed: the incident is noted",
        )),
    });
}
