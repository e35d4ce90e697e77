//! What every request shares: the rules, the reference data, the sites, the store.

use domain::{Date, Site};
use jiff::Timestamp;
use programmes::Rulebook;
use reference::Reference;
use reference::standard::Inventory;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use store::Store;

pub type App = Arc<Shared>;

/// Between two looks at whether another server took or withdrew a list of sites.
const LOOK: Duration = Duration::from_secs(2);

/// What a server is started with.
pub struct Setup {
    pub rulebook: Rulebook,
    /// Grids and constants of brownfields.
    pub brownfield: brownfield::Rules,
    /// How flows are matched.
    pub connect: connect::Rules,
    pub reference: Reference,
    pub store: Store,
    /// Public address of the server, for feeds and share links: "https://rebond.example".
    pub base_url: String,
    /// Reference folder, where imports of sector data are written while the server runs.
    pub data: std::path::PathBuf,
    /// A routing service to ask for travel times, when the operator names one.
    pub routing: Option<roads::service::Address>,
    pub doors: crate::accounts::Doors,
    /// Public services that pages may ask when a person wants it; none when this server asks nobody.
    pub services: Option<reference::connect::Client>,
    /// A folder of articles that replaces those of the program.
    pub news: Option<std::path::PathBuf>,
}

pub struct Shared {
    pub rulebook: Rulebook,
    pub brownfield: brownfield::Rules,
    pub connect: connect::Rules,
    pub reference: Reference,
    pub store: Store,
    pub base_url: String,
    /// Sites of the embedded table followed by those of imported lists; replaced whole when a list comes or goes.
    sites: RwLock<Arc<Vec<Site>>>,
    /// Those whose page is not for everybody, apart: nothing public ever reads them.
    restricted: RwLock<Arc<Vec<Site>>>,
    /// How many of the sites that everybody reads the lists of each day brought or spoke of.
    arrivals: RwLock<Arc<BTreeMap<Date, usize>>>,
    /// Poles, plots and establishments that lists give beside their sites.
    inventory: RwLock<Arc<Inventory>>,
    /// [`mark`] of what they come from.
    lists: RwLock<((i64, i64), i64)>,
    /// The same, and the places of the reference, as open geographic data.
    pub open_data: crate::routes::ogc::data::OpenData,
    /// Articles that are files; those written here are in the store.
    pub news: crate::routes::news::files::Files,
    pub services: Option<reference::connect::Client>,
    pub studies: crate::study::Studies,
    /// How people come in.
    pub doors: crate::accounts::Doors,
    /// Classified installations, supplies declared to the State and exchanges observed elsewhere, when they were imported.
    pub registers: crate::registers::Registers,
    pub travel: crate::travel::Travel,
    /// Figures of steering, kept until the money changes.
    pub reports: crate::routes::steering::Reports,
    /// Grants that are open data, kept until the money changes.
    pub grants: crate::routes::grants::Held,
}

impl Shared {
    pub async fn start(setup: Setup) -> Result<App, String> {
        let news = crate::routes::news::files::Files::open(setup.news)?;
        let travel = crate::travel::Travel::open(&setup.data, &setup.reference, setup.routing);
        let registers = crate::registers::Registers::open(&setup.data, &setup.reference);
        let shared = Shared {
            rulebook: setup.rulebook,
            brownfield: setup.brownfield,
            connect: setup.connect,
            reference: setup.reference,
            store: setup.store,
            base_url: setup.base_url,
            doors: setup.doors,
            services: setup.services,
            sites: RwLock::default(),
            restricted: RwLock::default(),
            arrivals: RwLock::default(),
            inventory: RwLock::default(),
            lists: RwLock::default(),
            open_data: Default::default(),
            news,
            registers,
            travel,
            studies: crate::study::Studies::new(setup.data),
            reports: Default::default(),
            grants: Default::default(),
        };
        shared.refresh_sites().await?;
        crate::envelopes::open(&shared.store, &shared.rulebook.programmes, Timestamp::now()).await?;
        let app = Arc::new(shared);
        crate::travel::watch(&app);
        watch_lists(&app);
        watch_news(&app);
        watch_registers(&app);
        Ok(app)
    }

    pub async fn refresh_sites(&self) -> Result<(), String> {
        // Read before the lists: one that comes in between is seen at the next look.
        let mark = mark(&self.store).await?;
        let received = store::site_lists::received(&self.store).await.map_err(|e| e.to_string())?;
        let lists: Vec<(Date, Site)> = received.into_iter().map(|(at, site)| (domain::calendar::paris_time(at).date(), site)).collect();
        let days: BTreeSet<(Date, String)> = lists.iter().map(|(on, site)| (*on, site.id.clone())).collect();
        let mut sites = reference::standard::merge(self.reference.sites(), lists);
        said(&mut sites, store::site_said::all(&self.store).await.map_err(|e| e.to_string())?);
        let sites = factory::with_reach(sites, &self.reference, &self.travel.access());
        let closed = store::site_pages::restricted(&self.store).await.map_err(|e| e.to_string())?;
        let closed: BTreeSet<String> = closed.into_iter().collect();
        let mut arrivals: BTreeMap<Date, usize> = BTreeMap::new();
        for (on, _) in days.into_iter().filter(|(_, id)| !closed.contains(id)) {
            *arrivals.entry(on).or_default() += 1;
        }
        *self.arrivals.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(arrivals);
        let (restricted, sites): (Vec<Site>, Vec<Site>) = sites.into_iter().partition(|s| closed.contains(&s.id));
        *self.restricted.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(restricted);
        *self.sites.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(sites);
        let beside = store::site_lists::beside(&self.store).await.map_err(|e| e.to_string())?;
        *self.inventory.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(Inventory::of(beside));
        *self.lists.write().unwrap_or_else(PoisonError::into_inner) = mark;
        Ok(())
    }

    /// Asked by site: what is restricted with a site stays with it.
    pub fn inventory(&self) -> Arc<Inventory> {
        self.inventory.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn sites(&self) -> Arc<Vec<Site>> {
        self.sites.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sites of lists, by the day they were received; those whose page is restricted are not counted.
    pub fn arrivals(&self) -> Arc<BTreeMap<Date, usize>> {
        self.arrivals.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sites whose page is restricted: ask `routes::sites::found` before showing one.
    pub fn restricted_sites(&self) -> Arc<Vec<Site>> {
        self.restricted.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn installations(&self) -> Arc<reference::Installations> {
        self.registers.installations()
    }

    pub fn exchanges(&self) -> Arc<factory::exchanges::Exchanges> {
        self.registers.exchanges()
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    /// Today's date on a clock in Paris.
    pub fn today(&self) -> Date {
        domain::calendar::paris_time(self.now()).date()
    }
}

/// What changes when a list comes or goes, the page of a site is restricted or opened, or its keeper says something of it.
async fn mark(store: &Store) -> Result<((i64, i64), i64), String> {
    let lists = store::site_lists::mark(store).await.map_err(|e| e.to_string())?;
    let pages = store::site_pages::mark(store).await.map_err(|e| e.to_string())?;
    // Both only grow, so their sum moves when either does.
    let words = store::site_said::mark(store).await.map_err(|e| e.to_string())?;
    Ok((lists, pages + words))
}

/// What those who keep the sites say of them stands over what lists say.
fn said(sites: &mut [Site], words: Vec<store::site_said::Kept>) {
    use store::site_said::Said;
    let at: BTreeMap<String, usize> = sites.iter().enumerate().map(|(at, s)| (s.id.clone(), at)).collect();
    for word in words {
        let Some(at) = at.get(&word.site) else { continue };
        let site = &mut sites[*at];
        match word.said {
            Some(Said::Anticipation(own)) => {
                site.anticipations.retain(|other| other.procedure != own.procedure);
                site.anticipations.push(own);
            }
            Some(Said::Label(own)) if !site.labels.iter().any(|other| other.is_also(&own)) => site.labels.push(own),
            Some(Said::Characteristic(own)) => {
                site.attributes.insert(own.key, own.datum);
            }
            Some(Said::Label(_)) | None => {}
        }
    }
}

/// Does this at once, then again after each `gap`, for as long as the server lives.
pub fn every<F>(app: &App, gap: Duration, act: impl Fn(App) -> F + Send + 'static)
where
    F: Future<Output = ()> + Send + 'static,
{
    let app = Arc::downgrade(app);
    tokio::spawn(async move {
        let mut looks = tokio::time::interval(gap);
        loop {
            looks.tick().await;
            let Some(app) = app.upgrade() else { return };
            act(app).await;
        }
    });
}

/// Takes the lists that another server, or the command line, has put in the database since.
fn watch_lists(app: &App) {
    every(app, LOOK, |app| async move {
        let known = *app.lists.read().unwrap_or_else(PoisonError::into_inner);
        let seen = match mark(&app.store).await {
            Ok(mark) if mark == known => Ok(()),
            Ok(_) => app.refresh_sites().await,
            Err(cause) => Err(cause),
        };
        if let Err(cause) = seen {
            tracing::error!(%cause, "lists of sites could not be looked at; tried again");
        }
    });
}

/// Reads the folder of articles again when one of its files changed.
fn watch_news(app: &App) {
    if !app.news.watched() {
        return;
    }
    let app = Arc::downgrade(app);
    tokio::spawn(async move {
        let mut looks = tokio::time::interval(LOOK);
        let mut told = String::new();
        loop {
            looks.tick().await;
            let Some(app) = app.upgrade() else { return };
            let seen = tokio::task::spawn_blocking(move || app.news.look()).await.unwrap_or_else(|cause| Err(cause.to_string()));
            // A folder that went away is told once, not every two seconds.
            let cause = seen.err().unwrap_or_default();
            if !cause.is_empty() && cause != told {
                tracing::error!(%cause, "the folder of articles could not be looked at; tried again");
            }
            told = cause;
        }
    });
}

/// Takes what the command line has imported since: supplies, exchanges observed elsewhere, installations.
fn watch_registers(app: &App) {
    every(app, LOOK, |app| async move {
        let look = move || app.registers.look(&app.reference);
        match tokio::task::spawn_blocking(look).await.unwrap_or_else(|cause| Err(cause.to_string())) {
            Ok(true) => tracing::info!("registers were imported, and are taken"),
            Ok(false) => {}
            Err(cause) => tracing::error!(%cause, "registers that were imported could not be read; the former ones stay"),
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Issuer, Label, Mark, Source};
    use store::site_said::{Kept, Said};

    #[test]
    fn a_label_of_the_state_stands_beside_that_of_another_under_the_same_name() {
        let label = |issuer| Label { wave: "2021".into(), issuer, source: Source::new("Liste", Mark::Verified) };
        let site = Site {
            id: "saoneor-71076".into(),
            name: "SaôneOr".into(),
            commune: None,
            commune_name: String::new(),
            department: "71".into(),
            region: "Bourgogne-Franche-Comté".into(),
            labels: vec![label(Issuer::Region)],
            owner: None,
            position: None,
            attributes: std::collections::BTreeMap::new(),
            anticipations: vec![],
            note: String::new(),
            source: Source::new("Liste", Mark::Verified),
        };
        let word = Said::Label(label(Issuer::State));
        let word = Kept {
            site: site.id.clone(),
            about: word.about(),
            said: Some(word),
            application: "2021-1".into(),
            version: 1,
            author: "test".into(),
            at: Timestamp::UNIX_EPOCH,
        };
        let mut sites = [site];
        for _ in 0..2 {
            said(&mut sites, vec![word.clone()]);
            let issuers: Vec<Issuer> = sites[0].labels.iter().map(|label| label.issuer).collect();
            assert_eq!(issuers, [Issuer::Region, Issuer::State], "both, and each once");
        }
    }
}
