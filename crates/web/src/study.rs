//! The study of sectors kept ready: read and learned once, off the threads that answer, then shared by every page.

use crate::app::App;
use domain::{Site, Text};
use factory::Access;
use factory::sectors::{Study, Surroundings};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};
use tokio::sync::watch;

/// How long a page of a project waits for what is around the sites: it is read once, and shown the next time.
const PATIENCE: Duration = Duration::from_millis(300);

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
    /// What is around the sites, of these sites by these times.
    around: Mutex<Option<(Arc<Vec<Site>>, Arc<Access>, Arc<Surroundings>)>>,
    /// The sites as the activity asked last reads them: a page whose weights move asks for the same again.
    industry: Mutex<Option<Industry>>,
}

/// Sites with what industry is around them for one activity, and what that comes from.
struct Industry {
    study: Arc<Study>,
    around: Arc<Surroundings>,
    naf: Option<String>,
    sites: Arc<Vec<Site>>,
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
        let state = watch::Sender::new(Known { state: State::Absent, written: None, begun: false });
        Studies { folder, state, around: Mutex::default(), industry: Mutex::default() }
    }

    /// The sites for a project of this activity, with what industry and people are around them: only from real data, and only
    /// once they are read, as no page of a project waits for them. `also` are restricted sites that whoever asks reads: nothing
    /// is kept of them, as what is kept serves everybody. Blocking.
    pub fn around(&self, app: &App, naf: Option<&str>, also: Vec<Site>) -> Arc<Vec<Site>> {
        let sites = app.sites();
        let plain = |also: Vec<Site>| match also.is_empty() {
            true => sites.clone(),
            false => Arc::new(sites.iter().cloned().chain(also).collect()),
        };
        let State::Ready(study) = self.state.borrow().state.clone() else { return plain(also) };
        if study.national.synthetic {
            return plain(also);
        }
        let access = app.travel.access();
        let mut kept = self.around.lock().unwrap_or_else(PoisonError::into_inner);
        let around = match kept.take().filter(|(of, by, _)| Arc::ptr_eq(of, &sites) && Arc::ptr_eq(by, &access)) {
            Some((.., around)) => around,
            None => Arc::new(Surroundings::of(&sites, &app.reference, &access)),
        };
        *kept = Some((sites.clone(), access.clone(), around.clone()));
        drop(kept);
        let all = self.industry(&study, &sites, &around, naf);
        if also.is_empty() {
            return all;
        }
        let around = Surroundings::of(&also, &app.reference, &access);
        Arc::new(all.iter().cloned().chain(study.with_industry(also, &around, naf)).collect())
    }

    /// `around` is of these very sites.
    fn industry(&self, study: &Arc<Study>, sites: &[Site], around: &Arc<Surroundings>, naf: Option<&str>) -> Arc<Vec<Site>> {
        let kept = || self.industry.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |k: &&Industry| Arc::ptr_eq(&k.study, study) && Arc::ptr_eq(&k.around, around) && k.naf.as_deref() == naf;
        if let Some(found) = kept().as_ref().filter(same).map(|k| k.sites.clone()) {
            return found;
        }
        let found = Arc::new(study.with_industry(sites.to_vec(), around, naf));
        let (study, around, naf) = (study.clone(), around.clone(), naf.map(str::to_owned));
        *kept() = Some(Industry { study, around, naf, sites: found.clone() });
        found
    }
}

/// Begins to read real jobs, when they are held and nobody did; waits a little for them.
pub async fn real(app: &App) {
    if reference::sectors::real_jobs(&app.studies.folder) {
        within(app, PATIENCE).await;
    }
}

/// The state after at most this long. Work begins with the first who asks and goes on when nobody waits any more.
pub async fn within(app: &App, patience: Duration) -> State {
    let mut seen = app.studies.state.subscribe();
    let written = reference::sectors::written(&app.studies.folder);
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
