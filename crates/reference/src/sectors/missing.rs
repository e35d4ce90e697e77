//! What is not held, why it would help, and which file to fetch, in plain words.

use super::shelf::{Kind, Manifest};
use domain::Text;

/// Where the official file of a data set is, when there is one address.
pub struct Official {
    pub url: &'static str,
    /// Name to keep it under.
    pub file: &'static str,
}

/// The stock of companies of the same register: it has the names that the stock of establishments hardly gives.
pub const UNITS: Official =
    Official { url: "https://files.data.gouv.fr/insee-sirene/StockUniteLegale_utf8.zip", file: "StockUniteLegale_utf8.zip" };

/// What `rebond import` calls a data set.
pub fn command(kind: Kind) -> &'static str {
    match kind {
        Kind::Urssaf => "urssaf",
        Kind::Flores => "flores",
        Kind::Sirene => "sirene",
        Kind::Baci => "baci",
        Kind::Trade => "trade",
        Kind::InputOutput => "input-output",
        Kind::Occupations => "occupations",
        Kind::LocalOccupations => "local-occupations",
        Kind::SiteNeeds => "site-needs",
        Kind::Exchanges => "exchanges",
        Kind::Irep => "irep",
        Kind::Zones => "zones",
        // Invented: made by `rebond generate sectors`, never fetched.
        Kind::Synthetic => "sectors",
    }
}

/// What to do when a download is not possible from here: which file to fetch elsewhere, where to put it, what to run then.
pub fn by_hand(kind: Kind, url: &str, to: &std::path::Path) -> Text {
    let (command, to) = (command(kind), to.display());
    Text::new(
        format!(
            "Sans réseau ici\u{a0}: prenez {url} depuis une autre machine, mettez le fichier à {to}, puis «\u{a0}rebond import {command} --download\u{a0}» le lira sans réseau (ou «\u{a0}rebond import {command} {to}\u{a0}»)."
        ),
        format!(
            "Without a network here: fetch {url} from another machine, put the file at {to}, then “rebond import {command} --download” reads it without a network (or “rebond import {command} {to}”)."
        ),
    )
}

/// Addresses seen in public use in November 2026; none could be called from the machine that wrote this.
pub fn official(kind: Kind) -> Option<Official> {
    let official = |url, file| Some(Official { url, file });
    match kind {
        Kind::Urssaf => official(
            "https://open.urssaf.fr/api/explore/v2.1/catalog/datasets/etablissements-et-effectifs-salaries-au-niveau-commune-x-ape-last/exports/csv?use_labels=true&delimiter=%3B",
            "urssaf-commune-ape.csv",
        ),
        Kind::Sirene => official("https://files.data.gouv.fr/insee-sirene/StockEtablissement_utf8.zip", "StockEtablissement_utf8.zip"),
        Kind::Baci => official("https://www.cepii.fr/DATA_DOWNLOAD/baci/data/BACI_HS17_V202601.zip", "BACI_HS17_V202601.zip"),
        Kind::Flores => {
            official("https://www.insee.fr/fr/statistiques/fichier/8266010/DS_FLORES_A88_2024_CSV_FR.zip", "DS_FLORES_A88_2024_CSV_FR.zip")
        }
        Kind::Zones => {
            official("https://www.insee.fr/fr/statistiques/fichier/4652957/ZE2020_au_01-01-2026.zip", "ZE2020_au_01-01-2026.zip")
        }
        Kind::Trade | Kind::InputOutput | Kind::Occupations | Kind::LocalOccupations | Kind::SiteNeeds | Kind::Synthetic => None,
        // The exchanges are licensed to whoever has them; the yearly zips of IREP have no stable address.
        Kind::Exchanges | Kind::Irep => None,
    }
}

/// One sentence for each data set that is not held. `invented`: whether invented data stand in for a kind; figures are then shown,
/// and the sentence says what they come from instead of what is not known.
pub fn told(manifest: &Manifest, invented: impl Fn(Kind) -> bool) -> Vec<Text> {
    let held = |kind| manifest.get(kind).is_some();
    let so = |kind, fr: &'static str, en: &'static str| match invented(kind) {
        true => (" et des données inventées en tiennent lieu", " and invented data take their place"),
        false => (fr, en),
    };
    let mut told = Vec::new();
    if !held(Kind::Urssaf) && !held(Kind::Flores) {
        let (fr, en) = so(Kind::Urssaf, "", "");
        told.push(Text::new(
            format!(
                "Les emplois par commune et activité ne sont pas importés{fr}\u{a0}: téléchargez l’export CSV «\u{a0}établissements et effectifs salariés au niveau commune x APE\u{a0}» sur open.urssaf.fr, puis «\u{a0}rebond import urssaf FICHIER\u{a0}» (ou «\u{a0}rebond import urssaf --download\u{a0}»). À défaut, par division seulement et secteur public compris\u{a0}: DS_FLORES_A88_2024_CSV_FR.zip sur insee.fr, «\u{a0}rebond import flores FICHIER\u{a0}» (ou «\u{a0}--download\u{a0}»). Pour seulement voir les pages, «\u{a0}rebond generate sectors\u{a0}» fabrique des données inventées, signalées partout."
            ),
            format!(
                "Jobs by commune and activity are not imported{en}: download the CSV export “établissements et effectifs salariés au niveau commune x APE” from open.urssaf.fr, then “rebond import urssaf FILE” (or “rebond import urssaf --download”). Failing that, by division only and with the public sector: DS_FLORES_A88_2024_CSV_FR.zip from insee.fr, “rebond import flores FILE” (or “--download”). Only to see the pages, “rebond generate sectors” makes invented data, labelled everywhere."
            ),
        ));
    }
    if !held(Kind::Sirene) {
        told.push(Text::new(
            "Les établissements ne sont pas importés, donc aucun fournisseur n’est nommé et la taille des employeurs n’est pas connue\u{a0}: téléchargez StockEtablissement (zip ou parquet) sur data.gouv.fr, base Sirene, et StockUniteLegale, sans lequel peu d’entreprises ont un nom\u{a0}; puis «\u{a0}rebond import sirene FICHIER --establishments --units StockUniteLegale_utf8.zip\u{a0}» (ou «\u{a0}rebond import sirene --download --establishments --names\u{a0}», qui prend les deux).",
            "Establishments are not imported, so no supplier is named and the size of employers is not known: download StockEtablissement (zip or parquet) from data.gouv.fr, Sirene register, and StockUniteLegale, without which few companies have a name; then “rebond import sirene FILE --establishments --units StockUniteLegale_utf8.zip” (or “rebond import sirene --download --establishments --names”, which takes both).",
        ));
    }
    if !held(Kind::Baci) {
        let (fr, en) =
            so(Kind::Baci, ", donc la dépendance aux importations n’est pas mesurée", ", so the dependence on imports is not measured");
        told.push(Text::new(
            format!(
                "Les échanges entre pays ne sont pas importés{fr}\u{a0}: téléchargez BACI (CEPII, www.cepii.fr), puis «\u{a0}rebond import baci FICHIER --year ANNÉE\u{a0}» (ou «\u{a0}rebond import baci --download --year ANNÉE\u{a0}»)."
            ),
            format!(
                "Trade between countries is not imported{en}: download BACI (CEPII, www.cepii.fr), then “rebond import baci FILE --year YEAR” (or “rebond import baci --download --year YEAR”)."
            ),
        ));
    }
    if !held(Kind::Trade) && !held(Kind::Baci) {
        told.push(Text::new(
            "Les exportations mondiales par produit ne sont pas importées, donc la proximité ne peut pas être apprise du commerce mondial\u{a0}: «\u{a0}rebond import trade FICHIER --year ANNÉE --nomenclature \"SITC rev. 2\"\u{a0}» lit un tableau pays, produit, valeur.",
            "World exports by product are not imported, so relatedness cannot be learned from world trade: “rebond import trade FILE --year YEAR --nomenclature \"SITC rev. 2\"” reads a table of country, product, value.",
        ));
    }
    if !held(Kind::Occupations) {
        let (fr, en) = so(
            Kind::Occupations,
            ", donc rien ne dit si les gens d’ici savent faire une activité",
            ", so nothing tells whether people here know how to do an activity",
        );
        told.push(Text::new(
            format!(
                "Les profils de métiers ne sont pas importés{fr}\u{a0}: «\u{a0}rebond import occupations FICHIER\u{a0}» lit un tableau activité (NAF)\u{a0}; métier (PCS, FAP ou ROME)\u{a0}; emplois, tiré du recensement (Insee) ou des portraits statistiques des métiers (Dares). «\u{a0}rebond import local-occupations FICHIER\u{a0}» compte ensuite les gens de chaque métier par commune, zone d’emploi ou département."
            ),
            format!(
                "Profiles of occupations are not imported{en}: “rebond import occupations FILE” reads a table of activity (NAF); occupation (PCS, FAP or ROME); jobs, drawn from the census (Insee) or from the portraits of occupations of Dares. “rebond import local-occupations FILE” then counts the people of each occupation by commune, employment area or département."
            ),
        ));
    }
    if held(Kind::Occupations) && !held(Kind::LocalOccupations) {
        told.push(Text::new(
            "Les gens de métier ne sont pas comptés lieu par lieu\u{a0}: les compétences d’ici sont estimées d’après ses activités, et les actifs à 30 minutes d’un site restent inconnus. «\u{a0}rebond import local-occupations FICHIER\u{a0}» lit un tableau lieu\u{a0}; métier\u{a0}; nombre (commune, zone d’emploi ou département), tiré du recensement.",
            "People of each occupation are not counted place by place: skills here are estimated from its activities, and the workforce within 30 minutes of a site stays unknown. “rebond import local-occupations FILE” reads a table of place; occupation; people (commune, employment area or département), drawn from the census.",
        ));
    }
    if !held(Kind::Zones) {
        told.push(Text::new(
            "Les zones d’emploi ne sont pas importées, donc aucune ne peut être choisie comme territoire\u{a0}: «\u{a0}rebond import zones --download\u{a0}», ou téléchargez ZE2020_au_01-01-2026.zip sur insee.fr (page «\u{a0}Base des zones d’emploi 2020\u{a0}»), puis «\u{a0}rebond import zones FICHIER\u{a0}».",
            "Employment areas are not imported, so none can be chosen as a territory: “rebond import zones --download”, or download ZE2020_au_01-01-2026.zip from insee.fr (page “Base des zones d’emploi 2020”), then “rebond import zones FILE”.",
        ));
    }
    if !held(Kind::SiteNeeds) {
        told.push(Text::new(
            "Ce que chaque activité demande d’un site n’est pas importé, donc la note d’accueil serait la même pour toutes et ne compte pas\u{a0}: «\u{a0}rebond import site-needs FICHIER\u{a0}» lit un tableau activité (NAF)\u{a0}; besoin (area_ha, power_mva, rail…)\u{a0}; valeur, tiré de vos projets ou d’une étude. Personne ne le publie.",
            "What each activity asks of a site is not imported, so the figure of reception would be the same for all and does not count: “rebond import site-needs FILE” reads a table of activity (NAF); need (area_ha, power_mva, rail…); value, drawn from your projects or from a study. Nobody publishes it.",
        ));
    }
    if !held(Kind::InputOutput) {
        let (fr, en) = so(
            Kind::InputOutput,
            ", donc ni les retombées chez les fournisseurs ni leur manque en euros ne sont calculés",
            ", so neither the effect on suppliers nor their gap in euros is computed",
        );
        told.push(Text::new(
            format!(
                "Le tableau entrées-sorties n’est pas importé{fr}\u{a0}: «\u{a0}rebond import input-output FICHIER --domestic\u{a0}» (ou «\u{a0}--total\u{a0}» si les importations y sont) lit un tableau symétrique de l’Insee ou d’Eurostat, en CSV carré."
            ),
            format!(
                "The input–output table is not imported{en}: “rebond import input-output FILE --domestic” (or “--total” when imports are in it) reads a symmetric table of Insee or Eurostat, as a square CSV."
            ),
        ));
    }
    told
}

/// What would help to find exchanges of by-products, and is not held.
pub fn told_of_exchanges(manifest: &Manifest) -> Vec<Text> {
    let mut told = Vec::new();
    if manifest.get(Kind::Irep).is_none() {
        told.push(Text::new(
            "Les déchets que les établissements déclarent (IREP) ne sont pas importés\u{a0}: téléchargez l’archive d’une année sur georisques.gouv.fr, «\u{a0}installations industrielles rejetant des polluants\u{a0}», puis «\u{a0}rebond import irep FICHIER.zip\u{a0}».",
            "Waste that establishments declare (IREP) is not imported: download the archive of a year from georisques.gouv.fr, “installations industrielles rejetant des polluants”, then “rebond import irep FILE.zip”.",
        ));
    }
    if manifest.get(Kind::Exchanges).is_none() {
        told.push(Text::new(
            "Aucun échange observé ailleurs n’est importé, donc rien ne dit qui reçoit d’habitude quoi de qui\u{a0}: «\u{a0}rebond import exchanges FICHIER\u{a0}» lit un tableau activité du donneur\u{a0}; activité du receveur\u{a0}; code déchet\u{a0}; cas\u{a0}; statut (base MAESTRI, ou le vôtre).",
            "No exchange observed elsewhere is imported, so nothing tells who usually receives what from whom: “rebond import exchanges FILE” reads a table of activity of the donor; activity of the receiver; waste code; case; status (the MAESTRI database, or yours).",
        ));
    }
    told
}
