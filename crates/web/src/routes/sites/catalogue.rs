//! The filters of the catalogue, in the address: page, CSV and GeoJSON answer the same question.

use crate::ask::query;
use crate::page::Page;
use domain::{Lang, SITE_HOLDERS, Site, SiteHolders, SiteRole, Value, name, wave_said};
use locate::{CRITERIA, Spec};
use serde::Deserialize;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    pub q: String,
    pub region: String,
    /// "2020", "2021", "2024".
    pub wave: String,
    /// Smallest surface, hectares; a site whose surface is unknown is kept and marked.
    pub area: String,
    /// "oui": brownfields only; "non": without them; anything else: all.
    pub friche: String,
}

impl Filter {
    /// What the filters are called in addresses.
    pub const NAMES: [&str; 5] = ["q", "region", "wave", "area", "friche"];

    /// Hectares; `Err` holds what was typed.
    pub fn least_area(&self) -> Result<Option<f64>, &str> {
        let text = self.area.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let figures: String =
            text.trim_end_matches("ha").chars().filter(|c| !c.is_whitespace()).map(|c| if c == ',' { '.' } else { c }).collect();
        figures.parse().ok().filter(|n: &f64| n.is_finite() && *n >= 0.0).map(Some).ok_or(text)
    }

    pub fn keep<'a>(&self, sites: &'a [Site]) -> Vec<&'a Site> {
        let wanted = name::fold(&self.q);
        let least = self.least_area().unwrap_or(None);
        let mut kept: Vec<&Site> = sites
            .iter()
            .filter(|s| self.region.is_empty() || s.region == self.region)
            .filter(|s| self.wave.is_empty() || s.waves().any(|wave| wave.starts_with(&self.wave)))
            .filter(|s| match self.friche.as_str() {
                "oui" => s.bool("brownfield") == Some(true),
                "non" => s.bool("brownfield") != Some(true),
                _ => true,
            })
            .filter(|s| {
                wanted.is_empty() || name::fold(&format!("{} {} {} {}", s.name, s.commune_name, s.department, s.region)).contains(&wanted)
            })
            .filter(|s| least.is_none_or(|least| area(s).is_none_or(|a| a >= least)))
            .collect();
        kept.sort_by_key(|s| (name::fold(&s.name), s.id.clone()));
        kept
    }

    /// The query string of this filter, for links to the same rows in another form; an unreadable surface is not passed on.
    pub fn query(&self) -> String {
        let area = if self.least_area().is_ok() { self.area.as_str() } else { "" };
        query([("q", self.q.as_str()), ("region", &self.region), ("wave", &self.wave), ("area", area), ("friche", &self.friche)])
    }
}

/// Hectares available, or else of the whole site.
pub fn area(site: &Site) -> Option<f64> {
    site.number("available_ha").or_else(|| site.number("area_ha"))
}

pub fn regions<'a>(sites: impl IntoIterator<Item = &'a Site>) -> Vec<&'a str> {
    let mut regions: Vec<&str> = sites.into_iter().map(|s| s.region.as_str()).filter(|r| !r.is_empty()).collect();
    regions.sort_unstable_by_key(|r| name::fold(r));
    regions.dedup();
    regions
}

/// "juillet 2020, 2024": the waves of its labels, for who reads a page.
pub fn waves_said(site: &Site, page: &Page) -> String {
    site.labels.iter().map(|label| page.say(wave_said(&label.wave))).collect::<Vec<_>>().join(", ")
}

/// "2020-07, 2024": the same in a file, which another program reads.
pub fn waves(site: &Site) -> String {
    site.labels.iter().map(|l| l.wave.as_str()).collect::<Vec<_>>().join(", ")
}

/// Who holds the site, one row for each role: (label, names, who stands behind them, source).
pub fn holders(site: &Site, page: &Page) -> Vec<(String, String, String, String)> {
    let row = |held: SiteHolders| {
        let label = page.t(match held.role {
            SiteRole::Owner => "site-holder-owner",
            SiteRole::Manager => "site-holder-manager",
            SiteRole::Developer => "site-holder-developer",
            SiteRole::Seller => "site-holder-seller",
            SiteRole::OwnerOrManager => "owner",
        });
        (label, held.names.join(", "), page.status(&held.status), held.source.title.clone())
    };
    site.holders().into_iter().map(row).collect()
}

/// The other characteristics a reader can understand: (label, value, who stands behind it, source).
pub fn attributes(site: &Site, page: &Page) -> Vec<(String, String, String, String)> {
    site.attributes
        .iter()
        // A perimeter is drawn, not spelled out; the table a site came from is no characteristic of it.
        .filter(|(key, _)| *key != "cnig_class" && cnig::field_named(key).is_none_or(|f| !f.kind.is_geometry()))
        .filter(|(key, _)| !SITE_HOLDERS.iter().any(|(_, held)| *held == key.as_str()))
        // Told apart, with their interval and how they were reckoned.
        .filter(|(key, _)| !factory::REACHES.iter().any(|(_, keys)| keys.contains(&key.as_str())))
        .map(|(key, datum)| {
            let value = match &datum.value {
                Value::Number(n) => match unit(key, page.lang()) {
                    Some(unit) => format!("{}\u{a0}{unit}", page.number(n, 2)),
                    None => page.number(n, 2),
                },
                other => shown(key, other, page.lang()),
            };
            let source = datum.source.as_ref().map(|s| s.title.clone()).unwrap_or_default();
            (attribute_label(key, page.lang()), value, page.status(&datum.status), source)
        })
        .collect()
}

/// What a characteristic says, in the reader's language.
pub fn shown(key: &str, value: &Value, lang: Lang) -> String {
    let listed = cnig::field_named(reference::standard::field_of(key)).is_some_and(|field| field.list != cnig::List::None);
    match value {
        Value::Code(code) if key == "icpe_max" => cnig::told(reference::standard::icpe_word(code).unwrap_or(code), lang).to_owned(),
        Value::Text(word) | Value::Code(word) if listed => cnig::told(word, lang).to_owned(),
        Value::Codes(words) if listed => words.iter().map(|word| cnig::told(word, lang)).collect::<Vec<_>>().join(", "),
        other => other.show(lang),
    }
}

/// The criterion of the ranking that reads a characteristic, and which of its figure, its least and its most it is.
fn criterion(key: &str) -> Option<(&'static Spec, usize)> {
    CRITERIA.iter().find_map(|spec| Some((spec, spec.keys.iter().position(|own| *own == key)?)))
}

fn unit(key: &str, lang: Lang) -> Option<&'static str> {
    let compared = criterion(key).map(|(spec, _)| if lang == Lang::Fr { spec.unit.0 } else { spec.unit.1 });
    let known = compared.or_else(|| cnig::field_named(reference::standard::field_of(key)).map(|f| f.unit.as_str()));
    known.or_else(|| key.ends_with("_ha").then_some("ha")).filter(|unit| !unit.is_empty())
}

pub fn attribute_label(key: &str, lang: Lang) -> String {
    let (fr, en) = match key {
        "area_ha" => ("Surface totale", "Total area"),
        "available_ha" => ("Surface disponible, à la date de la source", "Area available, at the date of the source"),
        "rail" => ("Embranchement ferroviaire", "Rail siding"),
        "power_mva" => ("Puissance électrique", "Electric power"),
        "utilities" => ("Réseaux en place, mots de la source", "Networks in place, words of the source"),
        "motorway" => ("Autoroute à proximité", "Motorway nearby"),
        "price_eur_m2" => ("Prix du terrain", "Price of land"),
        "water" => ("Eau industrielle", "Process water"),
        "gas" => ("Gaz", "Gas"),
        "brownfield" => ("Friche", "Brownfield"),
        "cnig_id" => ("Identifiant du standard national", "Identifier in the national standard"),
        "icpe_max" => ("Régime ICPE le plus lourd admis", "Heaviest ICPE regime admitted"),
        "leads" => ("Entreprises venues voir le site", "Companies that came to see the site"),
        "leads_settled" => ("Entreprises qui s’y sont implantées", "Companies that settled there"),
        other => match (criterion(other), cnig::field_named(reference::standard::field_of(other))) {
            (Some((spec, which)), _) => return bounded(spec, which, lang),
            (None, Some(field)) => return capital(field.label.get(lang)),
            (None, None) => (other, other),
        },
    };
    if lang == Lang::Fr { fr.to_owned() } else { en.to_owned() }
}

/// "Puissance électrique", "Puissance électrique, au moins".
fn bounded(spec: &Spec, which: usize, lang: Lang) -> String {
    let label = spec.label();
    let end = match (which, lang) {
        (0, _) => "",
        (1, Lang::Fr) => ", au moins",
        (1, Lang::En) => ", at least",
        (_, Lang::Fr) => ", au plus",
        (_, Lang::En) => ", at most",
    };
    format!("{}{end}", label.get(lang))
}

fn capital(label: &str) -> String {
    let mut chars = label.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
