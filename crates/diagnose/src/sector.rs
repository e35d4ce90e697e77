//! The study of one activity: where it is in France, what is near it, how exposed its supply is, and whom to call, by the two
//! routes of the Pack Rebond: bring production back with companies that are here, bring suppliers of the country here.

use crate::basis::Basis;
use crate::input_output::{Interval, Multiplier};
use crate::learned::Learned;
use crate::significance::at_least;
use crate::suppliers::{Establishment, Search, Supplier, candidates, related};
use crate::territory::{self, BranchGap, Prospect, Strength, TerritoryOptions};
use crate::vulnerability::{Method, Need, ProductTrade, Verdict, vulnerability};
use crate::{Bridge, National, concentration};
use domain::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Expected jobs that draw a zone's quotient towards 1.
const SHRINK: f64 = 20.0;
/// Activities named as near.
const NEAR: usize = 15;

/// What is asked besides the activity.
#[derive(Clone, Debug)]
pub struct SectorOptions<'a> {
    pub territory: TerritoryOptions<'a>,
    /// The territory that wants the activity, when there is one.
    pub communes: Option<&'a BTreeSet<String>>,
    /// Employers of the activity and of those near to it ([`crate::suppliers::related`]).
    pub establishments: &'a [Establishment],
    pub search: Search<'a>,
    /// Trade by product, the bridge to activities and the methods of vulnerability; empty when not imported.
    pub trade: &'a [ProductTrade],
    pub bridge: Option<&'a Bridge>,
    pub methods: &'a [Method],
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SectorDiagnosis {
    pub activity: String,
    pub label: Text,
    pub basis: Basis,
    pub jobs: f64,
    pub establishments: f64,
    /// Jobs at the earlier date, and its year.
    pub before: Option<(i16, f64)>,
    pub complexity: Option<f64>,
    /// Zones that pass the floors, most specialised first; how many pass.
    pub zones: Vec<ZoneRow>,
    pub zones_found: usize,
    /// Ellison–Glaeser over zones, between the two bounds that unknown plant sizes leave; the central value is the middle.
    pub agglomeration: Option<Interval>,
    pub near: Vec<Near>,
    pub need: Option<Need>,
    /// Products of the activity, greatest imports first, each judged by every method side by side.
    pub products: Vec<ProductRow>,
    /// What it is for the territory asked for: one or the other.
    pub strength: Option<Strength>,
    pub prospect: Option<Prospect>,
    /// What the territory buys elsewhere from the branch.
    pub gap: Option<BranchGap>,
    pub multiplier: Option<Multiplier>,
    /// First route: companies of the territory in this activity or near it, that could make here what is imported.
    pub reinternalise: Vec<Supplier>,
    /// How many there are, listed or not.
    pub reinternalise_found: usize,
    /// Second route: companies elsewhere in France that could invest here, or supply.
    pub national_suppliers: Vec<Supplier>,
    pub national_suppliers_found: usize,
    /// Least proximity at which an activity is searched for companies, and how many activities reach it, this one among them.
    pub nearness: f64,
    pub searched: usize,
    /// What is not known, and why.
    pub missing: Vec<Text>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ZoneRow {
    pub rank: usize,
    pub zone: String,
    pub name: Text,
    pub jobs: f64,
    pub establishments: f64,
    pub quotient: f64,
    /// Drawn towards 1 by twenty expected jobs: what ranks.
    pub shrunk: f64,
    /// Fewer establishments than the floor: hangs on them.
    pub hangs: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Near {
    pub activity: String,
    pub label: Text,
    /// `φ_pq`, in [0, 1].
    pub proximity: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ProductRow {
    pub product: String,
    /// Part of the product that the bridge gives to the activity, or to those it is not divided from ([`Need::undivided`]).
    pub share: f64,
    /// Imports of France, and from outside the Union, of the whole product; in the unit of the trade.
    pub imports: f64,
    pub from_outside: f64,
    pub verdicts: Vec<Verdict>,
}

/// Refuses an activity that nobody in the country declares, with what to check.
pub fn diagnose(national: &National, learned: &Learned, activity: &str, options: &SectorOptions) -> Result<SectorDiagnosis, Text> {
    let country = territory::of(national, learned);
    let Some(p) = country.activities.iter().position(|id| id == activity) else {
        return Err(Text::new(
            format!("« {activity} » n’est pas une activité du tableau national : vérifier le code NAF (par exemple 25.50B)"),
            format!("“{activity}” is not an activity of the national table: check the NAF code (for instance 25.50B)"),
        ));
    };
    let asked = &options.territory;
    let label = |id: &str| asked.labels.and_then(|labels| labels.get(id)).cloned().unwrap_or_else(|| Text::same(id));
    let (zones, zones_found, agglomeration) = zones(national, learned, activity, options);
    let here = options.communes.map(|communes| {
        // The very study of the territory, all its lines: a rank among other activities or under other weights would be another.
        let everything = TerritoryOptions { shown: usize::MAX, ..asked.clone() };
        territory::diagnose(national, learned, communes, Text::default(), &everything)
    });
    let branch = asked.input_output.and_then(|table| table.branch_of(activity).map(|at| &table.branches[at]));
    let gap = here.as_ref().and_then(|h| h.gaps.iter().find(|gap| Some(&gap.branch) == branch).cloned());
    let (strengths, prospects) = here.map(|h| (h.strengths, h.prospects)).unwrap_or_default();
    let inside = |e: &Establishment| options.communes.is_some_and(|communes| communes.contains(&e.commune));
    let call = |here: bool| {
        let wanted = options.establishments.iter().filter(|e| inside(e) == here);
        candidates(learned, activity, wanted, &options.search)
    };
    let ((reinternalise, reinternalise_found), (national_suppliers, national_suppliers_found)) = (call(true), call(false));
    let earlier = national.earlier.as_deref().and_then(|earlier| {
        let before = learned.earlier.as_ref().filter(|before| before.is_of(earlier))?;
        let at = before.activities.iter().position(|id| id == activity);
        Some((before.year, at.map_or(0.0, |at| before.jobs[at])))
    });
    Ok(SectorDiagnosis {
        activity: activity.to_owned(),
        label: label(activity),
        basis: Basis {
            composition: asked.composition.cloned(),
            other_sources: asked.sources(learned),
            ..Basis::of(national, learned, asked.on, asked.floor, asked.synthetic())
        },
        jobs: country.jobs[p],
        establishments: country.establishments[p],
        before: earlier,
        complexity: learned.activity(activity).and_then(|at| learned.pci[at]),
        zones,
        zones_found,
        agglomeration,
        near: near(learned, activity, &label),
        need: asked.needs.and_then(|needs| needs.of.get(activity)).cloned(),
        products: products(activity, options),
        strength: strengths.into_iter().find(|s| s.activity == activity),
        prospect: prospects.into_iter().find(|s| s.activity == activity),
        multiplier: gap.as_ref().map(|gap| gap.multiplier),
        gap,
        reinternalise,
        reinternalise_found,
        national_suppliers,
        national_suppliers_found,
        nearness: options.search.nearness,
        searched: related(learned, activity, options.search.nearness).len(),
        missing: missing(learned, activity, options),
    })
}

/// Least and greatest size of the largest plant of each zone, by the bands of the register; nothing is known of a zone where the
/// register misses a commune that has the activity.
fn largest(national: &National, learned: &Learned, activity: &str) -> Vec<(f64, f64)> {
    let (zones, table) = (&learned.zones, &national.establishments);
    let mut sizes = vec![(0.0f64, 0.0f64); zones.jobs.places.len()];
    let Some(column) = table.activity(activity).filter(|_| !national.sizes.is_empty()) else {
        return vec![(0.0, f64::INFINITY); sizes.len()];
    };
    for (place, zone) in zones.of.iter().enumerate().filter_map(|(place, zone)| Some((place, (*zone)? as usize))) {
        if table.get(place, column) <= 0.0 {
            continue;
        }
        let bands = national.sizes_of(place);
        let band = bands.binary_search_by_key(&column, |band| band.activity as usize).ok().map(|at| bands[at]);
        let (least, most) = &mut sizes[zone];
        *least = least.max(band.map_or(0.0, |band| band.least));
        *most = most.max(band.and_then(|band| band.most).unwrap_or(f64::INFINITY));
    }
    sizes
}

fn zones(national: &National, learned: &Learned, activity: &str, options: &SectorOptions) -> (Vec<ZoneRow>, usize, Option<Interval>) {
    let (tables, floor) = (&learned.zones, options.territory.floor);
    let Some(column) = tables.jobs.activity(activity) else { return Default::default() };
    let counts = tables.establishments.activity(activity);
    let totals = tables.jobs.place_totals();
    let jobs: Vec<f64> = (0..totals.len()).map(|zone| tables.jobs.get(zone, column)).collect();
    let plants: Vec<f64> = (0..totals.len()).map(|zone| counts.map_or(0.0, |at| tables.establishments.get(zone, at))).collect();
    let (x_p, x): (f64, f64) = (jobs.iter().sum(), totals.iter().sum());
    let expected = |zone: usize| totals[zone] * x_p / x;
    // Benjamini–Hochberg over the zones: the question is where the activity is, so zones are what is tested.
    let mut tested: Vec<(f64, usize)> =
        (0..jobs.len()).filter(|z| jobs[*z] > expected(*z)).map(|z| (at_least(jobs[z], expected(z)), z)).collect();
    tested.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let passes = |rank: usize, probability: f64| probability * jobs.len() as f64 / (rank + 1) as f64 <= floor.discoveries;
    let kept = tested.iter().enumerate().rposition(|(rank, (probability, _))| passes(rank, *probability)).map_or(0, |last| last + 1);
    let mut rows: Vec<ZoneRow> = tested[..kept]
        .iter()
        .filter(|(_, zone)| jobs[*zone] >= floor.jobs)
        .map(|(_, zone)| ZoneRow {
            rank: 0,
            zone: tables.jobs.places[*zone].clone(),
            name: tables.names.get(*zone).cloned().unwrap_or_default(),
            jobs: jobs[*zone],
            establishments: plants[*zone],
            quotient: jobs[*zone] / expected(*zone),
            shrunk: (jobs[*zone] + SHRINK) / (expected(*zone) + SHRINK),
            hangs: plants[*zone] < floor.establishments,
        })
        .collect();
    rows.sort_by(|a, b| b.shrunk.total_cmp(&a.shrunk).then_with(|| a.zone.cmp(&b.zone)));
    let found = rows.len();
    rows.truncate(options.territory.shown);
    rows.iter_mut().enumerate().for_each(|(at, row)| row.rank = at + 1);
    let sizes = largest(national, learned, activity);
    let cells: Vec<_> = jobs.iter().zip(plants).zip(sizes).map(|((jobs, plants), (least, most))| (*jobs, plants, least, most)).collect();
    let gathered = concentration::banded_plant_herfindahl(&cells).and_then(|(least, most)| {
        let (high, low) = (concentration::ellison_glaeser(&jobs, &totals, least)?, concentration::ellison_glaeser(&jobs, &totals, most)?);
        Some(Interval { low, central: (low + high) / 2.0, high })
    });
    (rows, found, gathered)
}

fn near(learned: &Learned, activity: &str, label: &dyn Fn(&str) -> Text) -> Vec<Near> {
    let Some(p) = learned.activity(activity) else { return Vec::new() };
    let row = learned.proximity.row(p).iter().enumerate().filter(|(q, phi)| *q != p && **phi > 0.0);
    let mut near: Vec<(usize, f64)> = row.map(|(q, phi)| (q, *phi)).collect();
    near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let one =
        |(q, proximity): (usize, f64)| Near { activity: learned.activities[q].clone(), label: label(&learned.activities[q]), proximity };
    near.into_iter().take(NEAR).map(one).collect()
}

fn products(activity: &str, options: &SectorOptions) -> Vec<ProductRow> {
    let Some(bridge) = options.bridge else { return Vec::new() };
    let trade: BTreeMap<&str, &ProductTrade> = options.trade.iter().map(|t| (t.product.as_str(), t)).collect();
    let mut shares: BTreeMap<&str, f64> = BTreeMap::new();
    bridge.links.iter().filter(|l| l.activity == activity).for_each(|l| *shares.entry(&l.product).or_default() += l.share);
    let one = |(product, share): (&str, f64)| {
        let trade = trade.get(product)?;
        let (imports, from_outside) = trade.imports();
        let verdicts = options.methods.iter().map(|method| vulnerability(trade, method)).collect();
        Some(ProductRow { product: product.to_owned(), share, imports, from_outside, verdicts })
    };
    let mut rows: Vec<ProductRow> = shares.into_iter().filter_map(one).collect();
    rows.sort_by(|a, b| (b.imports * b.share).total_cmp(&(a.imports * a.share)).then_with(|| a.product.cmp(&b.product)));
    rows
}

fn missing(learned: &Learned, activity: &str, options: &SectorOptions) -> Vec<Text> {
    let all = [
        (
            learned.activity(activity).is_none(),
            "L’activité n’a pas de place dans la matrice : rien n’est dit de ce qui en est proche.",
            "The activity has no place in the matrix: nothing is said of what is near it.",
        ),
        (
            options.trade.is_empty(),
            "Le commerce extérieur par produit n’est pas importé : la vulnérabilité est inconnue.",
            "Foreign trade by product is not imported: vulnerability is unknown.",
        ),
        (
            options.territory.input_output.is_none(),
            "Le tableau entrées-sorties n’est pas importé : ni fuite d’achats, ni multiplicateur.",
            "The input–output table is not imported: neither supply gap nor multiplier.",
        ),
        (
            options.territory.partial && options.territory.input_output.is_some(),
            "Les emplois importés sont ceux de moins de la moitié des communes : ni fuite d’achats, ni multiplicateur, qui seraient trop hauts. Importer le fichier de tout le pays (« rebond import urssaf --download »).",
            "The jobs imported are those of less than half of the communes: neither supply gap nor multiplier, which would be too high. Import the file of the whole country (“rebond import urssaf --download”).",
        ),
        (
            options.establishments.is_empty(),
            "La liste des établissements n’est pas importée, ou n’en a aucun de proche : personne à appeler.",
            "The list of establishments is not imported, or has none that is near: nobody to call.",
        ),
        (
            options.communes.is_none(),
            "Aucun territoire n’est choisi : la première voie, relocaliser avec des entreprises d’ici, attend de savoir où.",
            "No territory is chosen: the first route, bringing back with companies from here, waits to know where.",
        ),
        (
            options.communes.is_some() && !options.territory.considered.holds(activity),
            "Le classement d’un territoire ne propose que la fabrication (divisions 10 à 33 de la NAF) : cette activité n’y a pas de rang.",
            "The ranking of a territory only proposes manufacturing (NAF divisions 10 to 33): this activity has no rank in it.",
        ),
    ];
    all.into_iter().filter(|(yes, ..)| *yes).map(|(_, fr, en)| Text::new(fr, en)).collect()
}
