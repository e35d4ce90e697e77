//! The criteria of a site, one line each: what it is, where it is read, how a value becomes a utility, what of a project
//! asks for it. The list is the one site consultants use (facts on sites, 3.3); the anchors and weights are assumptions
//! of the project, shown beside each criterion and meant to be moved.

use super::{Ask, Group, Reading, Spec};
use Ask::{AtLeast, AtMost, Must, Nothing, Wanted};
use Group::{Brownfield, Fluids, Freight, Labour, Land, Money, Power, Rules, Society, Telecom, Time, Training, ValueChain};
use Reading::{Area, Distance, Line, Maturity, No, Room, Yes};

/// An attribute of a site and the two that bound it when it is known as an interval.
macro_rules! key {
    ($key:literal) => {
        [$key, concat!($key, "_low"), concat!($key, "_high")]
    };
}

type Words = (&'static str, &'static str);
type Keys = [&'static str; 3];

#[allow(clippy::too_many_arguments)]
const fn c(id: &'static str, group: Group, label: Words, keys: Keys, unit: Words, reading: Reading, ask: Ask, weight: f64) -> Spec {
    Spec { id, group, label, keys, unit, reading, ask, weight }
}

const fn same(unit: &'static str) -> Words {
    (unit, unit)
}

/// From `worst` to `best`, linear.
const fn line(worst: f64, best: f64) -> Reading {
    Line { worst, best }
}

/// Weight of a criterion that no one singled out. Assumption.
const MINOR: f64 = 3.0;
const NONE: Words = ("", "");
const MINUTES: Words = ("min", "min");
const PEOPLE: Words = ("personnes", "people");

// One criterion a line: the list is read as a table.
#[rustfmt::skip]
pub const ALL: [Spec; 62] = [
    c("area", Land, ("Surface disponible", "Available area"), key!("available_ha"), same("ha"), Area, AtLeast("site.area_ha"), 20.0),
    c("distance", Freight, ("Distance à la commune", "Distance from the commune"), ["", "", ""], same("km"), Distance, AtMost("site.max_km"), 20.0),
    c("maturity", Time, ("Procédures anticipées", "Procedures anticipated"), ["", "", ""], NONE, Maturity, Nothing, 20.0),
    c("power", Power, ("Puissance électrique", "Electric power"), key!("power_mva"), same("MVA"), Room, AtLeast("site.power_mva"), 10.0),
    c("rail", Freight, ("Embranchement ferroviaire", "Rail siding"), key!("rail"), NONE, Yes, Must("site.rail"), 8.0),
    c("motorway", Freight, ("Échangeur autoroutier", "Motorway junction"), key!("motorway_km"), same("km"), line(50.0, 5.0), Wanted("site.motorway"), 6.0),
    c("labour", Labour, ("Actifs à 30 minutes", "Workforce within 30 minutes"), key!("labour_30min"), PEOPLE, line(10_000.0, 100_000.0), AtLeast("site.labour_30min"), 6.0),
    c("brownfield", Brownfield, ("Réemploi d’une friche", "Reuse of a brownfield"), key!("brownfield"), NONE, Yes, Wanted("brownfield.on"), 5.0),
    c("price", Land, ("Prix du terrain", "Price of the land"), key!("price_eur_m2"), same("€/m²"), line(100.0, 10.0), AtMost("site.price_eur_m2"), 5.0),
    c("water", Fluids, ("Eau industrielle", "Process water"), key!("process_water"), NONE, Yes, Must("site.water"), 5.0),
    c("gas", Fluids, ("Gaz", "Gas"), key!("gas"), NONE, Yes, Must("site.gas"), 5.0),
    c("plot", Land, ("Plus grand terrain d’un seul tenant", "Largest plot in one piece"), key!("plot_ha"), same("ha"), Room, AtLeast("site.area_ha"), MINOR),
    c("reserve", Land, ("Réserve d’extension", "Extension reserve"), key!("reserve_ha"), same("ha"), line(0.0, 20.0), Nothing, MINOR),
    c("height", Land, ("Hauteur constructible", "Building height allowed"), key!("height_m"), same("m"), line(6.0, 25.0), AtLeast("site.height_m"), MINOR),
    c("slope", Land, ("Pente", "Slope"), key!("slope_pct"), same("%"), line(10.0, 0.0), AtMost("site.slope_pct"), MINOR),
    c("land_control", Land, ("Foncier maîtrisé", "Land under control"), key!("land_control"), NONE, Yes, Nothing, MINOR),
    c("long_lease", Land, ("Bail à construction possible", "Building lease possible"), key!("long_lease"), NONE, Yes, Must("site.long_lease"), MINOR),
    c("serviced", Land, ("Terrain viabilisé", "Serviced land"), key!("serviced"), NONE, Yes, Nothing, MINOR),
    c("turnkey", Land, ("Purgé de tout recours, prêt à l’implantation", "Clear of appeals, ready to build"), key!("turnkey"), NONE, Yes, Nothing, MINOR),
    c("power_months", Power, ("Délai du raccordement électrique", "Time to power"), key!("power_months"), ("mois", "months"), line(48.0, 0.0), AtMost("site.power_months"), MINOR),
    c("voltage", Power, ("Tension de raccordement", "Connection voltage"), key!("voltage_kv"), same("kV"), line(20.0, 225.0), AtLeast("site.voltage_kv"), MINOR),
    c("substation", Power, ("Distance au poste source", "Distance to the source substation"), key!("substation_km"), same("km"), line(15.0, 0.0), Nothing, MINOR),
    c("second_feed", Power, ("Seconde alimentation électrique", "Second power supply"), key!("second_feed"), NONE, Yes, Must("site.second_feed"), MINOR),
    c("gas_pressure", Fluids, ("Pression du gaz", "Gas pressure"), key!("gas_bar"), same("bar"), line(4.0, 60.0), AtLeast("site.gas_bar"), MINOR),
    c("gas_flow", Fluids, ("Débit de gaz", "Gas flow"), key!("gas_nm3h"), same("Nm³/h"), line(0.0, 5_000.0), AtLeast("site.gas_nm3h"), MINOR),
    c("gas_network", Fluids, ("Distance au réseau de gaz", "Distance to the gas network"), key!("gas_km"), same("km"), line(10.0, 0.0), Nothing, MINOR),
    c("biomethane", Fluids, ("Biométhane", "Biomethane"), key!("biomethane"), NONE, Yes, Nothing, MINOR),
    c("water_flow", Fluids, ("Débit d’eau industrielle", "Flow of process water"), key!("water_m3h"), same("m³/h"), line(0.0, 200.0), AtLeast("site.water_m3h"), MINOR),
    c("effluent", Fluids, ("Effluents admis", "Effluent accepted"), key!("effluent_m3d"), ("m³/j", "m³/d"), line(0.0, 1_000.0), AtLeast("site.effluent_m3d"), MINOR),
    c("cod", Fluids, ("Charge DCO admise", "COD load accepted"), key!("cod_kgd"), ("kg/j", "kg/d"), line(0.0, 1_000.0), AtLeast("site.cod_kgd"), MINOR),
    c("heat", Fluids, ("Réseau de chaleur ou chaleur fatale", "Heat network or waste heat"), key!("heat"), NONE, Yes, Nothing, MINOR),
    c("fibre", Telecom, ("Fibre optique", "Optical fibre"), key!("fibre"), NONE, Yes, Nothing, MINOR),
    c("operators", Telecom, ("Opérateurs de fibre", "Fibre operators"), key!("fibre_operators"), NONE, line(0.0, 4.0), Nothing, MINOR),
    c("routes", Telecom, ("Arrivées de fibre distinctes", "Diverse fibre routes"), key!("fibre_routes"), NONE, Yes, Nothing, MINOR),
    c("motorway_time", Freight, ("Échangeur autoroutier, en minutes", "Motorway junction, in minutes"), key!("motorway_min"), MINUTES, line(45.0, 5.0), AtMost("site.motorway_min"), MINOR),
    c("combined", Freight, ("Terminal de transport combiné", "Combined transport terminal"), key!("combined_min"), MINUTES, line(120.0, 15.0), AtMost("site.combined_min"), MINOR),
    c("river", Freight, ("Quai fluvial", "River quay"), key!("river"), NONE, Yes, Must("site.river"), MINOR),
    c("port", Freight, ("Port maritime", "Sea port"), key!("port_min"), MINUTES, line(240.0, 30.0), AtMost("site.port_min"), MINOR),
    c("airport", Freight, ("Aéroport de fret", "Cargo airport"), key!("airport_min"), MINUTES, line(180.0, 30.0), AtMost("site.airport_min"), MINOR),
    c("population", Labour, ("Habitants à 30 minutes", "Inhabitants within 30 minutes"), key!("population_30min"), PEOPLE, line(20_000.0, 200_000.0), Nothing, MINOR),
    c("job_seekers", Labour, ("Demandeurs d’emploi du métier à 30 minutes", "Job seekers of the trade within 30 minutes"), key!("job_seekers"), PEOPLE, line(0.0, 1_000.0), Nothing, MINOR),
    c("unemployment", Labour, ("Taux de chômage", "Unemployment rate"), key!("unemployment_pct"), same("%"), line(5.0, 12.0), Nothing, 0.0),
    c("competition", Labour, ("Recrutements concurrents à 30 minutes", "Competing hires within 30 minutes"), key!("competing_hires"), PEOPLE, line(2_000.0, 0.0), Nothing, MINOR),
    c("training", Training, ("Formations du métier à 45 minutes", "Courses of the trade within 45 minutes"), key!("training_45min"), NONE, line(0.0, 5.0), Nothing, MINOR),
    c("suppliers", ValueChain, ("Fournisseurs à 60 minutes", "Suppliers within 60 minutes"), key!("suppliers_60min"), NONE, line(0.0, 200.0), Nothing, MINOR),
    c("customers", ValueChain, ("Clients à 120 minutes", "Customers within 120 minutes"), key!("customers_120min"), NONE, line(0.0, 20.0), Nothing, MINOR),
    c("cluster", ValueChain, ("Pôle de compétitivité de la filière", "Competitiveness cluster of the sector"), key!("cluster"), NONE, Yes, Nothing, MINOR),
    c("symbiosis", ValueChain, ("Flux proposés par les voisins", "Flows offered by neighbours"), key!("symbiosis_flows"), NONE, line(0.0, 5.0), Nothing, MINOR),
    c("zoning", Rules, ("Zone du PLU ouverte à l’industrie", "Plan zone open to industry"), key!("industrial_zone"), NONE, Yes, Nothing, MINOR),
    c("dwellings", Rules, ("Distance aux habitations", "Distance to dwellings"), key!("dwellings_m"), same("m"), line(50.0, 500.0), AtLeast("site.dwellings_m"), MINOR),
    c("technological_risk", Rules, ("Zone de risque technologique (PPRT)", "Technological risk zone (PPRT)"), key!("pprt"), NONE, No, Nothing, MINOR),
    c("flood", Rules, ("Zone inondable (PPRI)", "Flood zone (PPRI)"), key!("flood"), NONE, No, Nothing, MINOR),
    c("nature", Rules, ("Zone naturelle protégée ou humide", "Protected natural area or wetland"), key!("natural_area"), NONE, No, Nothing, MINOR),
    c("compensation", Rules, ("Compensation écologique assurée", "Ecological compensation secured"), key!("compensation"), NONE, Yes, Nothing, MINOR),
    c("zan", Rules, ("Artificialisation déjà comptée (ZAN)", "Land take already accounted for (ZAN)"), key!("zan"), NONE, Yes, Nothing, MINOR),
    c("permit_months", Time, ("Délai des autorisations", "Time to permits"), key!("permit_months"), ("mois", "months"), line(24.0, 3.0), AtMost("site.permit_months"), MINOR),
    c("ready_months", Time, ("Délai avant de démarrer", "Time to start"), key!("ready_months"), ("mois", "months"), line(60.0, 0.0), AtMost("site.ready_months"), MINOR),
    c("aid_ceiling", Money, ("Plafond d’aide régionale (zone AFR)", "Regional aid ceiling (AFR zone)"), key!("afr_pct"), same("%"), line(0.0, 30.0), Nothing, MINOR),
    c("local_tax", Money, ("Taux de CFE", "Local business tax rate"), key!("cfe_pct"), same("%"), line(35.0, 15.0), Nothing, MINOR),
    c("remediation", Brownfield, ("Coût de dépollution", "Remediation cost"), key!("remediation_eur_m2"), same("€/m²"), line(66.0, 0.0), AtMost("site.remediation_eur_m2"), MINOR),
    c("support", Society, ("Soutien écrit des élus", "Written support of elected officials"), key!("political_support"), NONE, Yes, Nothing, MINOR),
    c("housing", Society, ("Logements disponibles à 30 minutes", "Housing available within 30 minutes"), key!("housing"), NONE, line(0.0, 1_000.0), Nothing, MINOR),
];
