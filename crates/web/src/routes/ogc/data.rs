//! The collections, made from the reference and the catalogue of sites; and the tiles that were drawn, within a bound.

use super::features;
use axum::body::Bytes;
use domain::Site;
use ogc::Collection;
use ogc::tile::Address;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use reference::Reference;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock, RwLock};

/// Bytes of drawn tiles kept in memory, at most.
const TILES: u64 = 64 << 20;

/// Filters of the catalogue whose answers are kept: a map asks the same one for each of its tiles.
const FILTERS: usize = 64;

/// Collection, version of its data, place of the tile.
type TileKey = (&'static str, u64, Address);

#[derive(Clone)]
struct Weight;

impl Weighter<TileKey, Bytes> for Weight {
    fn weight(&self, _: &TileKey, tile: &Bytes) -> u64 {
        // An empty tile costs its key.
        tile.len() as u64 + 64
    }
}

/// The catalogue as it was, and the collections made of it: its sites, and those of them that are brownfields.
type Published = (Arc<Vec<Site>>, [Arc<Collection>; 2]);

pub struct OpenData {
    /// Communes, territories, départements: made when first asked for, so that a server starts at once.
    fixed: OnceLock<Vec<Arc<Collection>>>,
    /// With the very list they were made from: another list, and they are made again.
    sites: RwLock<Option<Published>>,
    tiles: Cache<TileKey, Bytes, Weight>,
    /// Collection, version of its data and filter → whether each feature is kept.
    kept: Cache<(&'static str, u64, String), Arc<Vec<bool>>>,
}

/// Filters of a page whose map takes tiles.
pub trait Keep {
    /// The filters as an address tells them; empty when nothing is asked.
    fn asked(&self) -> String;
    fn sites<'s>(&self, sites: &'s [Site]) -> Vec<&'s Site>;
}

impl Default for OpenData {
    fn default() -> OpenData {
        let tiles = Cache::with_weighter(10_000, TILES, Weight);
        OpenData { fixed: OnceLock::new(), sites: RwLock::default(), tiles, kept: Cache::new(FILTERS) }
    }
}

impl OpenData {
    /// Sites first: they are what Rebond knows and others do not.
    pub fn all(&self, reference: &Reference, sites: &Arc<Vec<Site>>) -> Vec<Arc<Collection>> {
        let mut all = self.published(sites).to_vec();
        all.extend(self.fixed(reference).iter().cloned());
        all
    }

    pub fn find(&self, id: &str, reference: &Reference, sites: &Arc<Vec<Site>>) -> Option<Arc<Collection>> {
        if [features::SITES, features::BROWNFIELDS].contains(&id) {
            return self.published(sites).into_iter().find(|c| c.about.id == id);
        }
        self.fixed(reference).iter().find(|c| c.about.id == id).cloned()
    }

    fn fixed(&self, reference: &Reference) -> &[Arc<Collection>] {
        self.fixed.get_or_init(|| {
            let all = [features::communes(reference), features::territories(reference), features::departments(reference)];
            all.into_iter().map(Arc::new).collect()
        })
    }

    fn published(&self, sites: &Arc<Vec<Site>>) -> [Arc<Collection>; 2] {
        if let Some((of, made)) = &*self.sites.read().unwrap_or_else(|p| p.into_inner())
            && Arc::ptr_eq(of, sites)
        {
            return made.clone();
        }
        let made = [features::sites(sites), features::brownfields(sites)].map(Arc::new);
        *self.sites.write().unwrap_or_else(|p| p.into_inner()) = Some((sites.clone(), made.clone()));
        made
    }

    /// A tile, drawn once per version of the data; empty when nothing is there.
    pub fn tile(&self, collection: &Collection, at: Address) -> Result<Bytes, String> {
        self.tiles
            .get_or_insert_with(&(collection.about.id, version(collection), at), || {
                ogc::tile::encode(collection, at).map(|tile| Bytes::from(tile.unwrap_or_default()))
            })
            .map_err(|why: ogc::tile::Error| why.to_string())
    }

    /// A tile of what a filter of the catalogue keeps, drawn each time: few readers ask for the same. May be slow.
    pub fn tile_of(&self, collection: &Collection, sites: &[Site], filter: &impl Keep, at: Address) -> Result<Bytes, String> {
        let kept = self.kept(collection, sites, filter);
        let tile = ogc::tile::encode_where(collection, at, |place| kept[place]).map_err(|why| why.to_string())?;
        Ok(Bytes::from(tile.unwrap_or_default()))
    }

    fn kept(&self, collection: &Collection, sites: &[Site], filter: &impl Keep) -> Arc<Vec<bool>> {
        let key = (collection.about.id, version(collection), filter.asked());
        if let Some(kept) = self.kept.get(&key) {
            return kept;
        }
        let ids: HashSet<&str> = filter.sites(sites).into_iter().map(|site| site.id.as_str()).collect();
        let kept: Vec<bool> = collection.features().iter().map(|feature| ids.contains(feature.id.as_str())).collect();
        let kept = Arc::new(kept);
        self.kept.insert(key, kept.clone());
        kept
    }
}

fn version(collection: &Collection) -> u64 {
    u64::from_str_radix(collection.version(), 16).unwrap_or_default()
}
