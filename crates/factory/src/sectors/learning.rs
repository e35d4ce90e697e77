//! What relatedness is learned on, and whose convention it follows: what stands by default is learned when the data are read,
//! another convention when it is first asked for.

use super::{Study, held_source, trade_name};
use diagnose::{AnalysisOptions, Bridge, Convention, LearnOptions, Learned, National, Route, Trade, Zones};
use domain::{Mark, Source, Text};
use reference::Reference;
use reference::sectors::Sectors;
use std::sync::OnceLock;

/// How whoever asks wants it learned: on what, by default as [`Study::routes`] begins; and by which convention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct How {
    pub route: Option<Route>,
    pub convention: Convention,
}

/// By one convention: what stands by default, and the other route when there is one.
pub(super) type Both = (Learned, Option<Learned>);

/// What there is to learn from, besides the jobs and the trade.
pub(super) struct Lessons {
    zones: Zones,
    /// From the products of the exports held to activities.
    bridge: Option<Bridge>,
    /// The jobs are those of a part of the country. They teach nothing of which activities go together, trade does; and they do not
    /// tell how much of the country is in a territory.
    pub(super) partial: bool,
    /// One for each convention that is not the default.
    kept: Vec<(Convention, OnceLock<Both>)>,
}

impl Lessons {
    pub(super) fn of(bridge: Option<Bridge>, national: &National, reference: &Reference) -> Lessons {
        let others = Convention::ALL.into_iter().filter(|convention| *convention != Convention::default());
        Lessons {
            zones: reference.learning_zones(),
            bridge,
            partial: national.establishments.places.len() * 2 < reference.communes().len(),
            kept: others.map(|convention| (convention, OnceLock::new())).collect(),
        }
    }

    pub(super) fn learn(&self, national: &National, sectors: &Sectors, convention: Convention) -> Both {
        let options = LearnOptions { analysis: AnalysisOptions { convention, ..AnalysisOptions::default() }, ..LearnOptions::default() };
        let learned = Learned::learn(national, &self.zones, options);
        let Some((exports, bridge)) = sectors.exports.as_ref().zip(self.bridge.as_ref()) else { return (learned, None) };
        let name = Text::each(|lang| trade_name(exports, lang));
        let source = sectors.held_for(exports.kind).map_or_else(|| Source::new(name.fr.to_string(), Mark::Verified), held_source);
        let trade = Trade { exports: &exports.table, bridge, year: exports.year, name, source, synthetic: false };
        let external = Learned::from_trade(&trade, national, &self.zones, options);
        // Complexity read on world trade is easier to defend than one learned on French zones.
        let learned = learned.with_complexity_of(&external);
        if self.partial { (external, Some(learned)) } else { (learned, Some(external)) }
    }
}

impl Study {
    /// What was learned by the route asked, when it could be, else what stands by default; by the convention asked. A second
    /// or so the first time that another convention than the default is asked for.
    pub fn learned_by(&self, how: How) -> &Learned {
        let kept = self.lessons.kept.iter().find(|(convention, _)| *convention == how.convention);
        let (learned, other) = match kept {
            Some((convention, kept)) => {
                let both = kept.get_or_init(|| self.lessons.learn(&self.national, &self.sectors, *convention));
                (&both.0, &both.1)
            }
            None => (&self.learned, &self.other),
        };
        other.as_ref().filter(|other| Some(other.route) == how.route).unwrap_or(learned)
    }

    /// The routes that can be asked, the default first.
    pub fn routes(&self) -> Vec<Route> {
        std::iter::once(&self.learned).chain(&self.other).map(|learned| learned.route).collect()
    }
}
