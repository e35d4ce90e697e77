//! What the named sites of a territory can receive: the best site for what each activity asks, when somebody said what it asks;
//! else it is that of an unspecified need, the same for all activities: said, and left out of the total.

use diagnose::territory::Reception;
use domain::{Datum, Facts, Lang, Site, Status, Text, Value, format};
use locate::{Options, Weights, rank};
use reference::sectors::SiteNeeds;
use std::collections::{BTreeMap, BTreeSet};

/// `needs`: what activities ask of a site; none when no table was imported.
pub fn reception(
    sites: &[Site],
    communes: &BTreeSet<String>,
    activities: &[String],
    needs: Option<&SiteNeeds>,
    on: domain::Date,
) -> Option<BTreeMap<String, Reception>> {
    let sites: Vec<Site> = sites.iter().filter(|s| s.commune.as_ref().is_some_and(|c| communes.contains(c))).cloned().collect();
    if sites.is_empty() {
        return None;
    }
    // Many activities share what their division asks.
    let mut known: BTreeMap<String, Reception> = BTreeMap::new();
    let mut of = |activity: &String| {
        let asked = needs.and_then(|needs| Some((needs.of(activity)?, needs)));
        let key = asked.map_or_else(String::new, |(list, _)| format!("{list:?}"));
        known
            .entry(key)
            .or_insert_with(|| best(&sites, asked.map(|(list, needs)| (list, &needs.source.title)), needs.is_some(), on))
            .clone()
    };
    Some(activities.iter().map(|activity| (activity.clone(), of(activity))).collect())
}

fn best(sites: &[Site], asked: Option<(&[(String, Value)], &String)>, imported: bool, on: domain::Date) -> Reception {
    let mut facts = Facts::default();
    for (fact, value) in asked.map(|(list, _)| list).unwrap_or_default() {
        facts.set(fact, Datum { value: value.clone(), status: Status::Assumed, source: None });
    }
    let ranking = rank(&facts, None, sites, &Weights::default(), Options { on, draws: 0, ..Options::default() });
    let (all, fit) = (sites.len(), ranking.ranked.len());
    let first = ranking.ranked.first();
    let score = first.map_or(0.0, |site| site.score);
    let why = Text::each(|lang| match (asked, first) {
        (Some((list, source)), first) => said(lang, list, source, all, fit, first.map(|site| (site.name.as_str(), site.score))),
        (None, Some(site)) => unspecified(lang, all, &site.name, site.score, imported),
        (None, None) => String::new(),
    });
    Reception { score, counts: imported, sites: fit, why }
}

/// "12 sites nommés ici, 3 ne sont pas exclus par ce que l’activité demande (terrain 5 ; fer oui) ; le mieux noté…".
fn said(lang: Lang, asked: &[(String, Value)], source: &str, all: usize, fit: usize, best: Option<(&str, f64)>) -> String {
    let value = |value: &Value| match (value, lang) {
        (Value::Bool(true), Lang::Fr) => "oui".to_owned(),
        (Value::Bool(_), Lang::Fr) => "non".to_owned(),
        (Value::Bool(true), Lang::En) => "yes".to_owned(),
        (Value::Bool(_), Lang::En) => "no".to_owned(),
        (other, _) => other.show(lang),
    };
    let list: Vec<String> = asked.iter().map(|(fact, v)| format!("{} {}", fact.trim_start_matches("site."), value(v))).collect();
    let (list, score) = (list.join(" ; "), |score| format::number(score, 0, lang));
    match (lang, best) {
        (Lang::Fr, Some((name, best))) => format!(
            "sites nommés ici : {all}, dont {fit} qu’aucun besoin de l’activité n’exclut ({list} ; {source}) ; le mieux noté, {name}, a {} sur 100",
            score(best)
        ),
        (Lang::Fr, None) => format!("sites nommés ici : {all}, tous exclus par ce que l’activité demande ({list} ; {source})"),
        (Lang::En, Some((name, best))) => format!(
            "named sites here: {all}, of which {fit} that no need of the activity excludes ({list}; {source}); the best, {name}, scores {} of 100",
            score(best)
        ),
        (Lang::En, None) => format!("named sites here: {all}, all excluded by what the activity asks ({list}; {source})"),
    }
}

fn unspecified(lang: Lang, all: usize, name: &str, score: f64, imported: bool) -> String {
    let score = format::number(score, 0, lang);
    match (lang, imported) {
        (Lang::Fr, false) => format!(
            "sites nommés ici : {all} ; le mieux noté, {name}, a {score} sur 100 pour un besoin non précisé. La même note pour toutes les activités, laissée hors du total : rien d’importé ne dit le terrain ni la puissance que chacune demande (« rebond import site-needs FICHIER »)"
        ),
        (Lang::En, false) => format!(
            "named sites here: {all}; the best, {name}, scores {score} of 100 for an unspecified need. The same figure for all activities, left out of the total: nothing imported says what land or power each one needs (“rebond import site-needs FILE”)"
        ),
        (Lang::Fr, true) => {
            format!(
                "sites nommés ici : {all} ; le mieux noté, {name}, a {score} sur 100 pour un besoin non précisé : le tableau importé ne dit rien de cette activité"
            )
        }
        (Lang::En, true) => {
            format!(
                "named sites here: {all}; the best, {name}, scores {score} of 100 for an unspecified need: the table imported says nothing of this activity"
            )
        }
    }
}
