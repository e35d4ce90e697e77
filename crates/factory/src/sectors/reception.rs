//! What the named sites of a territory can receive. No source says what land or power each activity needs: the figure is
//! the same for all of them, and says so.

use diagnose::territory::Reception;
use domain::{Date, Facts, Lang, Site, Text, format};
use locate::{Options, Weights, rank};
use std::collections::{BTreeMap, BTreeSet};

pub fn reception(sites: &[Site], communes: &BTreeSet<String>, activities: &[String], on: Date) -> Option<BTreeMap<String, Reception>> {
    let sites: Vec<Site> = sites.iter().filter(|s| s.commune.as_ref().is_some_and(|c| communes.contains(c))).cloned().collect();
    let ranking = rank(&Facts::default(), None, &sites, &Weights::default(), Options { on, draws: 0, ..Options::default() });
    let best = ranking.ranked.first()?;
    let score = |lang| format::number(best.score, 0, lang);
    let why = Text::each(|lang| match lang {
        Lang::Fr => format!(
            "sites nommés ici : {} ; le mieux noté, {}, a {} sur 100 pour un besoin non précisé. La même note pour toutes les activités : aucune source ne dit le terrain ni la puissance que chacune demande",
            sites.len(),
            best.name,
            score(lang)
        ),
        Lang::En => format!(
            "named sites here: {}; the best, {}, scores {} of 100 for an unspecified need. The same figure for all activities: no source says what land or power each one needs",
            sites.len(),
            best.name,
            score(lang)
        ),
    });
    let one = Reception { score: best.score, sites: sites.len(), why };
    Some(activities.iter().map(|a| (a.clone(), one.clone())).collect())
}
