//! What every request shares: the rules, the reference data, the sites, the store.

use domain::Site;
use jiff::Timestamp;
use programmes::Rulebook;
use reference::Reference;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, RwLock};
use store::Store;

pub type App = Arc<Shared>;

/// What a server is started with.
pub struct Setup {
    pub rulebook: Rulebook,
    /// Grids and constants of brownfields.
    pub brownfield: brownfield::Rules,
    pub reference: Reference,
    pub store: Store,
    /// Public address of the server, for feeds and share links: "https://rebond.example".
    pub base_url: String,
    /// Reference folder, where imports of sector data are written while the server runs.
    pub data: std::path::PathBuf,
    /// A routing service to ask for travel times, when the operator names one.
    pub routing: Option<roads::service::Address>,
    pub doors: crate::accounts::Doors,
}

pub struct Shared {
    pub rulebook: Rulebook,
    pub brownfield: brownfield::Rules,
    pub reference: Reference,
    pub store: Store,
    pub base_url: String,
    /// Sites of the embedded table followed by those of imported lists; replaced whole when a list comes or goes.
    sites: RwLock<Arc<Vec<Site>>>,
    /// Those whose page is not for everybody, apart: nothing public ever reads them.
    restricted: RwLock<Arc<Vec<Site>>>,
    /// The same, and the places of the reference, as open geographic data.
    pub open_data: crate::routes::ogc::data::OpenData,
    pub news: Vec<crate::routes::news::Item>,
    /// Lists of sites an operator has previewed and not yet imported, by digest of the file; the oldest leaves first.
    pub previewed: Mutex<VecDeque<(String, store::site_lists::Read)>>,
    pub studies: crate::study::Studies,
    /// How people come in.
    pub doors: crate::accounts::Doors,
    /// Classified installations, when a list was imported.
    pub installations: reference::Installations,
    pub travel: crate::travel::Travel,
    /// Who could supply a plant around each site, when establishments and purchases are loaded.
    pub suppliers: factory::Suppliers,
    /// Figures of steering, kept until the money changes.
    pub reports: crate::routes::steering::Reports,
    /// Grants that are open data, kept until the money changes.
    pub grants: crate::routes::grants::Held,
}

impl Shared {
    pub async fn start(setup: Setup) -> Result<App, String> {
        let news = crate::routes::news::read()?;
        let travel = crate::travel::Travel::open(&setup.data, &setup.reference, setup.routing);
        let shared = Shared {
            rulebook: setup.rulebook,
            brownfield: setup.brownfield,
            reference: setup.reference,
            store: setup.store,
            base_url: setup.base_url,
            doors: setup.doors,
            sites: RwLock::default(),
            restricted: RwLock::default(),
            open_data: Default::default(),
            news,
            previewed: Mutex::default(),
            installations: reference::Installations::open(&setup.data),
            travel,
            suppliers: factory::Suppliers::new(&setup.data),
            studies: crate::study::Studies::new(setup.data),
            reports: Default::default(),
            grants: Default::default(),
        };
        shared.refresh_sites().await?;
        crate::envelopes::open(&shared.store, &shared.rulebook.programmes, Timestamp::now()).await?;
        let app = Arc::new(shared);
        crate::travel::watch(&app);
        Ok(app)
    }

    pub async fn refresh_sites(&self) -> Result<(), String> {
        let mut sites = self.reference.sites().to_vec();
        let known: std::collections::BTreeMap<String, usize> = sites.iter().enumerate().map(|(at, s)| (s.id.clone(), at)).collect();
        let imported = store::site_lists::sites(&self.store).await.map_err(|e| e.to_string())?;
        for site in imported {
            match known.get(&site.id) {
                // A site of the project's own table keeps its place: its sources were read one by one.
                Some(own) => reference::standard::complete(&mut sites[*own], &site),
                None => sites.push(site),
            }
        }
        let sites = factory::with_reach(sites, &self.reference, &self.travel.access());
        let closed = store::site_pages::restricted(&self.store).await.map_err(|e| e.to_string())?;
        let closed: std::collections::BTreeSet<String> = closed.into_iter().collect();
        let (restricted, sites): (Vec<Site>, Vec<Site>) = sites.into_iter().partition(|s| closed.contains(&s.id));
        *self.restricted.write().unwrap_or_else(|poisoned| poisoned.into_inner()) = Arc::new(restricted);
        *self.sites.write().unwrap_or_else(|poisoned| poisoned.into_inner()) = Arc::new(sites);
        Ok(())
    }

    pub fn sites(&self) -> Arc<Vec<Site>> {
        self.sites.read().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
    }

    /// Sites whose page is restricted: ask `routes::sites::found` before showing one.
    pub fn restricted_sites(&self) -> Arc<Vec<Site>> {
        self.restricted.read().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    /// Today's date on a clock in Paris.
    pub fn today(&self) -> domain::Date {
        domain::calendar::paris_time(self.now()).date()
    }
}
