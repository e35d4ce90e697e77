//! What Géorisques lets propose of a site: characteristics with their source, the day they were read and how far they hold. Nothing
//! is kept here: whoever keeps the site accepts each one. What is known of a whole commune is proposed only when it holds for every
//! place in it: a commune where floods are known has dry sites.

use crate::connect::{Answered, Client, Service, risks};
use domain::{Datum, Position, Source, Status, Text, Value, name};

/// Metres around the site within which installations are counted.
const AROUND_M: u32 = 2_000;
/// Rows asked at once: more installations than that, and the Seveso ones among them are not counted.
const ROWS: &str = "100";
/// As the field of our extension writes it, by exposure.
const CLAY: [&str; 3] = ["faible", "moyenne", "forte"];

#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Characteristic of a site.
    pub key: &'static str,
    pub datum: Datum,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Risks {
    pub proposals: Vec<Proposal>,
    /// Risks known somewhere in the commune, in the words of the register, and where it says so.
    pub commune: Vec<(String, Source)>,
    /// What could not be asked, or was not answered.
    pub untold: Vec<Text>,
}

/// Asks of a commune and, where the place of the site itself is known, of that place. Slow: up to four questions.
pub fn risks_at(client: &Client, commune: Option<&str>, place: Option<Position>, today: domain::Date, days: i32) -> Risks {
    let mut found = Risks::default();
    let mut ask = |path: &str, query: &[(&str, &str)]| match client.get(Service::Georisques, path, query, today, days) {
        Ok(answer) => Some(answer),
        Err(why) => {
            found.untold.push(why);
            None
        }
    };
    let [known, seismic] = [risks::OF_COMMUNE, risks::SEISMIC]
        .map(|path| commune.and_then(|code| ask(path, &[("code_insee", code), ("page", "1"), ("page_size", ROWS)])));
    let point = place.map(|at| format!("{},{}", at.lon, at.lat));
    let metres = AROUND_M.to_string();
    let clay = point.as_deref().and_then(|point| ask(risks::CLAY, &[("latlon", point)]));
    let around = point
        .as_deref()
        .and_then(|point| ask(risks::INSTALLATIONS, &[("latlon", point), ("rayon", metres.as_str()), ("page", "1"), ("page_size", ROWS)]));
    match commune {
        None => found.untold.push(Text::new("la commune du site n’est pas connue", "the commune of the site is not known")),
        Some(code) => {
            if let Some(answer) = known {
                found.of_commune(&answer, code);
            }
            if let Some(answer) = seismic
                && let Some(zone) = risks::seismic_zone(&answer.json, code)
            {
                let source = cited(&answer, &format!("zonage sismique de la commune {code}"));
                found.propose("ext_sismicite", Value::Number(f64::from(zone)), source);
            }
        }
    }
    if place.is_none() {
        found.untold.push(Text::new(
            "la place du site lui-même n’est pas connue : argiles et installations alentour ne sont pas demandées",
            "the place of the site itself is not known: clay and installations around are not asked",
        ));
    }
    if let Some(answer) = clay
        && let Some(exposure) = risks::clay(&answer.json)
    {
        let word = CLAY[usize::from(exposure) - 1];
        found.propose("ext_argiles", Value::Text(word.to_owned()), cited(&answer, "exposition aux argiles à la place du site"));
    }
    if let Some(answer) = around
        && let Some((count, seveso)) = risks::installations(&answer.json)
    {
        let source = || cited(&answer, "installations classées à moins de 2 km de la place du site");
        found.propose("ext_icpe_2km", Value::Number(count as f64), source());
        if let Some(seveso) = seveso {
            found.propose("ext_seveso_2km", Value::Number(seveso as f64), source());
        }
    }
    found
}

impl Risks {
    fn propose(&mut self, key: &'static str, value: Value, source: Source) {
        self.proposals.push(Proposal { key, datum: Datum { value, status: Status::Verified, source: Some(source) } });
    }

    fn of_commune(&mut self, answer: &Answered, code: &str) {
        let Some(known) = risks::commune_risks(&answer.json, code) else {
            let what = Text::new(
                format!("Géorisques ne dit rien des risques de la commune {code}"),
                format!("Géorisques says nothing of the risks of the commune {code}"),
            );
            return self.untold.push(what);
        };
        let source = cited(answer, &format!("risques recensés dans la commune {code}"));
        // Where none is known in the whole commune, no site of it is in such a zone.
        for (key, begins) in [("flood", "inondation"), ("pprt", "risque industriel")] {
            if !known.iter().any(|label| name::fold(label).starts_with(begins)) {
                self.propose(key, Value::Bool(false), source.clone());
            }
        }
        self.commune = known.into_iter().map(|label| (label, source.clone())).collect();
    }
}

fn cited(answer: &Answered, what: &str) -> Source {
    let old = if answer.stale { ", dernière réponse connue" } else { "" };
    Source { title: format!("{}, {what}{old}", answer.source.title), ..answer.source.clone() }
}
