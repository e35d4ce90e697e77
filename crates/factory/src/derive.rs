//! Facts the line finds by itself: the region, the territory and the aid zone of a commune, the size of a company.
//! A fact the holder gave is never overwritten.

use crate::{Place, TerritoryRef};
use domain::{Datum, Facts, Project, Source, Status, Value};
use finance::Size;
use programmes::StateAid;
use reference::Reference;

/// Why the activity of the holder is assumed, kept as a source: no document bears this title, so that a page says it in
/// the reader's language.
pub const OWN_TRADE: &str = "Activité du projet, supposée celle de l’entreprise";
/// Where the size of the holder comes from, kept and said likewise.
pub const SIZE_COMPUTED: &str = "Taille au sens de la recommandation 2003/361/CE, calculée";

/// Completes the facts of a project; returns the place, when its commune is known.
pub fn derive(project: &mut Project, reference: &Reference, rules: &StateAid) -> Option<Place> {
    let on = project.judged_on;
    if project.facts.str("holder.kind") == Some("company")
        && let Some(activity) = project.facts.str("project.naf").map(str::to_owned)
    {
        // Most companies carry a project in their own trade; one that does not says so, and its answer stands.
        let source = Source::new(OWN_TRADE, domain::Mark::Assumed);
        add(&mut project.facts, "holder.naf", Value::Code(activity), Status::Assumed, Some(source));
    }
    if let Some(size) = size_code(finance::size(&project.facts, rules, on)) {
        let source = Source::new(SIZE_COMPUTED, domain::Mark::Computed);
        add(&mut project.facts, "holder.size", Value::Code(size.into()), Status::Computed, Some(source));
    }
    let commune = reference.commune(project.facts.str("project.commune")?)?.clone();
    let territories: Vec<TerritoryRef> = reference
        .territories_of(&commune)
        .iter()
        .map(|t| TerritoryRef { phase: t.phase, code: t.code.clone(), name: t.name.clone() })
        .collect();
    let place = Place {
        department_name: reference.department_name(&commune.department).unwrap_or_default().to_owned(),
        region_name: reference.region_name(&commune.region).unwrap_or_default().to_owned(),
        epci_name: commune.epci.as_deref().and_then(|siren| reference.epci(siren)).map(|e| e.name.clone()),
        territories,
        commune,
    };
    let places = Source::new("Code officiel géographique (etalab, découpage administratif)", domain::Mark::Verified);
    let lists = Source::new("Périmètres ANCT des Territoires d’industrie", domain::Mark::Verified);
    let facts = &mut project.facts;
    let verified =
        |facts: &mut Facts, key: &str, value: Value, source: &Source| add(facts, key, value, Status::Verified, Some(source.clone()));
    verified(facts, "place.region", Value::Text(place.region_name.clone()), &places);
    verified(facts, "place.department", Value::Text(place.department_name.clone()), &places);
    if let Some(name) = &place.epci_name {
        verified(facts, "place.epci", Value::Text(name.clone()), &places);
    }
    if let Some(population) = place.commune.population {
        verified(facts, "place.population", Value::Number(f64::from(population)), &places);
    }
    verified(facts, "place.overseas", Value::Bool(reference.is_overseas(&place.commune)), &places);
    for phase in [1, 2] {
        let inside = place.territories.iter().any(|t| t.phase == phase);
        verified(facts, &format!("place.ti_phase{phase}"), Value::Bool(inside), &lists);
    }
    if let Some((zone, source)) = reference.afr_zone(&place.commune, on) {
        add(facts, "place.afr_zone", Value::Code(zone), Status::Verified, Some(source));
    }
    Some(place)
}

fn add(facts: &mut Facts, key: &str, value: Value, status: Status, source: Option<Source>) {
    facts.0.entry(key.to_owned()).or_insert(Datum { value, status, source });
}

fn size_code(size: Size) -> Option<&'static str> {
    Some(match size {
        Size::Micro => "micro",
        Size::Small => "small",
        Size::Medium => "medium",
        Size::MidCap => "mid_cap",
        Size::Large => "large",
        Size::Unknown => return None,
    })
}
