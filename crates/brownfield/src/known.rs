//! What the inventory says of a brownfield, in the words of the facts a project would tell: the same study then answers
//! before anybody opens a project. A word that fits no answer is left unknown, never brought to the nearest.

use domain::{Datum, Facts, Site, Status, Value};

/// (field of the standard *Friches*, fact, its word, the answer).
const WORDS: [(&str, &str, &str, &str); 8] = [
    ("sol_pollution_existe", "brownfield.pollution", "pollution inexistante", "none"),
    ("sol_pollution_existe", "brownfield.pollution", "pollution traitée", "treated"),
    ("sol_pollution_existe", "brownfield.pollution", "pollution peu probable", "unlikely"),
    ("sol_pollution_existe", "brownfield.pollution", "pollution supposée", "suspected"),
    ("sol_pollution_existe", "brownfield.pollution", "pollution avérée", "proved"),
    ("bati_etat", "brownfield.building_state", "dégradation inexistante ou faible", "good"),
    ("bati_etat", "brownfield.building_state", "dégradation moyenne", "average"),
    ("bati_etat", "brownfield.building_state", "dégradation très importante", "poor"),
];

/// The facts that the record of a site gives; what it does not say is not there.
pub fn known_of(site: &Site) -> Facts {
    let mut facts = Facts::default();
    let mut set = |key: &str, value: Value, from: &Datum, status: Status| {
        facts.set(key, Datum { value, status, source: from.source.clone() });
    };
    let datum = |key: &str| site.attributes.get(key);
    let number = |key: &str| match datum(key) {
        Some(datum @ Datum { value: Value::Number(n), .. }) if n.is_finite() => Some((*n, datum)),
        _ => None,
    };
    let word = |key: &str| match datum(key) {
        Some(datum @ Datum { value: Value::Text(text) | Value::Code(text), .. }) => Some((text.as_str(), datum)),
        _ => None,
    };
    if let Some(on) = datum("brownfield") {
        set("brownfield.on", on.value.clone(), on, on.status);
    }
    match (number("unite_fonciere_surface"), number("area_ha")) {
        (Some((m2, from)), _) if m2 > 0.0 => set("brownfield.area_m2", Value::Number(m2), from, from.status),
        (_, Some((ha, from))) if ha > 0.0 => set("brownfield.area_m2", Value::Number((ha * 10_000.0).round()), from, Status::Computed),
        _ => {}
    }
    let buildings = number("bati_nombre");
    if let Some((m2, from)) = number("bati_surface") {
        set("brownfield.built_m2", Value::Number(m2), from, from.status);
    } else if let Some((_, from)) = buildings.filter(|(count, _)| *count == 0.0) {
        set("brownfield.built_m2", Value::Number(0.0), from, Status::Computed);
    }
    for (field, fact, said, answer) in WORDS {
        if let Some((_, from)) = word(field).filter(|(text, _)| *text == said) {
            set(fact, Value::Code(answer.to_owned()), from, from.status);
        }
    }
    if let Some((_, from)) = buildings.filter(|(count, _)| *count == 0.0) {
        set("brownfield.building_state", Value::Code("none".to_owned()), from, Status::Computed);
    }
    // A building of interest may be protected or not: only a listed one is, and only "none" says that none is.
    match word("bati_patrimoine") {
        Some(("aucun", from)) => set("brownfield.heritage", Value::Bool(false), from, from.status),
        Some(("présence d'un bâtiment classé", from)) => set("brownfield.heritage", Value::Bool(true), from, from.status),
        _ => {}
    }
    // Owners of several kinds are several owners; owners of one kind may be one or many.
    if let Some(from @ Datum { value: Value::Codes(kinds), .. }) = datum("proprio_type")
        && kinds.iter().any(|kind| *kind != kinds[0])
    {
        set("brownfield.owners", Value::Code("several".to_owned()), from, Status::Computed);
    }
    match (site.bool("drinking_water"), site.bool("sewer"), datum("drinking_water").or(datum("sewer"))) {
        (Some(true), Some(true), Some(from)) => set("brownfield.networks", Value::Bool(true), from, from.status),
        (Some(false), _, Some(from)) | (_, Some(false), Some(from)) => set("brownfield.networks", Value::Bool(false), from, from.status),
        _ => {}
    }
    match (site.bool("industrial_zone"), datum("industrial_zone"), word("urba_zone_type")) {
        (Some(open), Some(from), _) => set("site.industrial_use", Value::Bool(open), from, from.status),
        // Farming and natural zones are not open to industry; an urban one may be, as its rules say.
        (_, _, Some(("A" | "N", from))) => set("site.industrial_use", Value::Bool(false), from, Status::Computed),
        _ => {}
    }
    // A municipal map, or no plan at all, answers nothing of a zone U.
    match word("urba_zone_type") {
        Some(("U", from)) => set("site.urban_zone", Value::Bool(true), from, from.status),
        Some(("AUc" | "AUs" | "A" | "N", from)) => set("site.urban_zone", Value::Bool(false), from, from.status),
        _ => {}
    }
    facts
}

/// What the inventory says of the brownfield, under what the project itself says; nothing of a site that is none.
pub fn with_known(facts: &mut Facts, site: &Site) {
    if site.bool("brownfield") != Some(true) {
        return;
    }
    for (key, datum) in known_of(site).0 {
        facts.0.entry(key).or_insert(datum);
    }
}
