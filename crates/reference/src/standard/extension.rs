//! The columns of our extension, and the characteristic of the catalogue that each one writes: one column for each criterion of
//! the ranking that the national standard has no field for, so that whatever the ranking compares or a project asks of a site
//! can be told. A figure that is known only as an interval is told by its `_min` and its `_max`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A figure, the least it is and the most it is: (field, characteristic).
macro_rules! number {
    ($field:literal, $key:literal) => {
        [($field, $key), (concat!($field, "_min"), concat!($key, "_low")), (concat!($field, "_max"), concat!($key, "_high"))]
    };
}

/// The bounds of a figure that has a field of the national standard.
macro_rules! bounds {
    ($field:literal, $key:literal) => {
        [(concat!($field, "_min"), concat!($key, "_low")), (concat!($field, "_max"), concat!($key, "_high"))]
    };
}

/// Units are the same on both sides.
const NUMBERS: [[(&str, &str); 3]; 36] = [
    number!("ext_surf_tenant", "plot_ha"),
    number!("ext_puissance_mva", "power_mva"),
    number!("ext_tension_kv", "voltage_kv"),
    number!("ext_gaz_bar", "gas_bar"),
    number!("ext_gaz_nm3h", "gas_nm3h"),
    number!("ext_eau_m3h", "water_m3h"),
    number!("ext_effluents_m3j", "effluent_m3d"),
    number!("ext_prix_m2", "price_eur_m2"),
    number!("ext_reserve_ha", "reserve_ha"),
    number!("ext_hauteur_m", "height_m"),
    number!("ext_pente_pct", "slope_pct"),
    number!("ext_raccordement_mois", "power_months"),
    number!("ext_poste_source_km", "substation_km"),
    number!("ext_gaz_km", "gas_km"),
    number!("ext_dco_kgj", "cod_kgd"),
    number!("ext_fibre_operateurs", "fibre_operators"),
    number!("ext_echangeur_minutes", "motorway_min"),
    number!("ext_combine_minutes", "combined_min"),
    number!("ext_port_minutes", "port_min"),
    number!("ext_aeroport_minutes", "airport_min"),
    number!("ext_actifs_30", "labour_30min"),
    number!("ext_habitants_30", "population_30min"),
    number!("ext_demandeurs_emploi", "job_seekers"),
    number!("ext_chomage_pct", "unemployment_pct"),
    number!("ext_recrutements", "competing_hires"),
    number!("ext_formations_45", "training_45min"),
    number!("ext_fournisseurs_60", "suppliers_60min"),
    number!("ext_clients_120", "customers_120min"),
    number!("ext_flux_voisins", "symbiosis_flows"),
    number!("ext_habitations_m", "dwellings_m"),
    number!("ext_autorisations_mois", "permit_months"),
    number!("ext_demarrage_mois", "ready_months"),
    number!("ext_afr_pct", "afr_pct"),
    number!("ext_cfe_pct", "cfe_pct"),
    number!("ext_cout_depollution_m2", "remediation_eur_m2"),
    number!("ext_logements_30", "housing"),
];

const BOUNDS: [[(&str, &str); 2]; 3] =
    [bounds!("ext_surf_brute", "area_ha"), bounds!("ext_surf_dispo", "available_ha"), bounds!("ext_echangeur_km", "motorway_km")];

const YES_NO: [(&str, &str); 17] = [
    ("ext_foncier_maitrise", "land_control"),
    ("ext_bail_construction", "long_lease"),
    ("ext_viabilise", "serviced"),
    ("ext_cle_en_main", "turnkey"),
    ("ext_seconde_alimentation", "second_feed"),
    ("ext_biomethane", "biomethane"),
    ("ext_eau_industrielle", "process_water"),
    ("ext_chaleur", "heat"),
    ("ext_fibre_arrivees", "fibre_routes"),
    ("ext_pole_filiere", "cluster"),
    ("ext_zone_industrie", "industrial_zone"),
    ("ext_pprt", "pprt"),
    ("ext_inondable", "flood"),
    ("ext_zone_naturelle", "natural_area"),
    ("ext_compensation", "compensation"),
    ("ext_zan", "zan"),
    ("ext_soutien_elus", "political_support"),
];

/// Every column that writes a characteristic under another name, figures first.
pub fn columns() -> impl Iterator<Item = (&'static str, &'static str)> {
    NUMBERS.iter().flatten().chain(BOUNDS.iter().flatten()).chain(&YES_NO).copied()
}

static KEYS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| columns().collect());
static FIELDS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| columns().map(|(field, key)| (key, field)).collect());

/// Characteristic that a column writes; none when the column keeps its own name, or has its own place.
pub fn characteristic(field: &str) -> Option<&'static str> {
    KEYS.get(field).copied()
}

/// Column that writes a characteristic.
pub fn field(characteristic: &str) -> Option<&'static str> {
    FIELDS.get(characteristic).copied()
}
