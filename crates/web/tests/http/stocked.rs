//! Servers on reference data of their own: jobs, a register of establishments, trade, waste, roads. Small, and made for the tests.

use crate::server::{Server, reference};
use reference::Reference;
use std::path::Path;
use web::accounts::Doors;

/// Jobs of two years in the layout of Urssaf: two communes of Chalon, Dijon seventy kilometres away, Ajaccio beyond the sea.
const JOBS: &str = "Commune;APE;Code commune;Code APE;Nombre d'établissements 2017;Effectifs salariés 2017;Nombre d'établissements 2022;Effectifs salariés 2022\n\
    71076 x;2222Z x;71076;2222Z;3;100;4;150\n71154 x;2222Z x;71154;2222Z;2;60;2;80\n71076 x;2562B x;71076;2562B;8;300;7;280\n\
    71076 x;1071C x;71076;1071C;30;90;30;95\n21231 x;1071C x;21231;1071C;90;300;95;310\n21231 x;2110Z x;21231;2110Z;2;700;2;720\n\
    21231 x;2222Z x;21231;2222Z;1;;1;\n2A004 x;2222Z x;2A004;2222Z;9;30;9;30\n2A004 x;1071C x;2A004;1071C;60;200;60;210\n";

/// Headings of the register of establishments.
const REGISTER: &str = "siren,nic,siret,statutDiffusionEtablissement,trancheEffectifsEtablissement,libelleCommuneEtablissement,codeCommuneEtablissement,etatAdministratifEtablissement,enseigne1Etablissement,denominationUsuelleEtablissement,activitePrincipaleEtablissement,nomenclatureActivitePrincipaleEtablissement,caractereEmployeurEtablissement\n";

impl Server {
    /// With real jobs of a few communes in the layout of Urssaf, and people of each occupation: small, and not invented.
    pub async fn with_jobs() -> Server {
        Server::with_data(&[], "").await
    }

    /// The same with a register of establishments: (band, commune, name, NAF).
    pub async fn with_register(rows: &[(&str, &str, &str, &str)]) -> Server {
        Server::with_data(rows, "").await
    }

    /// The same with world exports: rows of country, product (HS), value.
    pub async fn with_trade(rows: &str) -> Server {
        Server::with_data(&[], rows).await
    }

    async fn with_data(register: &[(&str, &str, &str, &str)], trade: &str) -> Server {
        let reference = reference();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = folder.path().join("reference");
        let mut silent = |_: &reference::sectors::Progress| {};
        let mut importing = reference::sectors::Importing::new(&dir, &reference, jiff::civil::date(2026, 11, 23), &mut silent);
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).expect("written");
            path
        };
        let jobs = file("urssaf.csv", JOBS);
        reference::sectors::import_urssaf(&jobs, &mut importing).unwrap_or_else(|why| panic!("{}", why.en));
        let options = reference::sectors::OccupationOptions::default();
        let profiles = file("profiles.csv", "activity;occupation;jobs\n22;D1;60\n22;D2;40\n25;D1;50\n25;D3;50\n");
        reference::sectors::import_occupations(&profiles, &options, &mut importing).unwrap_or_else(|why| panic!("{}", why.en));
        let people = file("people.csv", "commune;occupation;people\n71076;D1;900\n71076;D3;100\n71154;D1;70\n2A004;D1;5000\n");
        reference::sectors::import_local_occupations(&people, &options, &mut importing).unwrap_or_else(|why| panic!("{}", why.en));
        let needs = file("needs.csv", "activity;need;value\n10;area_ha;10000\n");
        let options = reference::sectors::SiteNeedOptions::default();
        reference::sectors::import_site_needs(&needs, &options, &mut importing).unwrap_or_else(|why| panic!("{}", why.en));
        if !register.is_empty() {
            let row = |(at, (band, commune, name, naf)): (usize, &(&str, &str, &str, &str))| {
                let n = at + 1;
                format!("{n:09},00011,{n:09}00011,O,{band},X,{commune},A,{name},,{naf},NAFRev2,O\n")
            };
            let text: String = register.iter().enumerate().map(row).collect();
            let stock = file("StockEtablissement_utf8.csv", &format!("{REGISTER}{text}"));
            let options = reference::sectors::SireneOptions { establishments: true, ..Default::default() };
            reference::sectors::import_sirene(&stock, &options, &mut importing).unwrap_or_else(|why| panic!("{}", why.en));
        }
        if !trade.is_empty() {
            let options = reference::sectors::TradeOptions { nomenclature: Some("HS 2017".into()), year: Some(2020), ..Default::default() };
            let table = file("trade.csv", &format!("country,product,value\n{trade}"));
            reference::sectors::import_trade(&table, &options, &mut importing).unwrap_or_else(|why| panic!("{}", why.en));
        }
        let reference = reference.with_zonings(&dir);
        let server = Server::within(reference, dir, folder, None, Doors::default()).await;
        server.study().await;
        server
    }

    /// With waste that invented establishments declare at Chalon and Crissey, and three exchanges observed elsewhere.
    pub async fn with_waste() -> Server {
        let reference = reference();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = folder.path().join("reference");
        import_waste(&reference, &dir, folder.path());
        Server::within(reference, dir, folder, None, Doors::default()).await
    }

    /// Without jobs, with an invented road network sixty kilometres around Chalon, and times computed on it.
    pub async fn with_roads() -> Server {
        let reference = reference();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = folder.path().join("reference");
        std::fs::create_dir_all(&dir).expect("a folder");
        let middle = reference.commune("71076").and_then(|c| c.position).expect("Chalon is located");
        let near = |c: &&domain::Commune| c.position.is_some_and(|p| !p.approximate && p.distance_km(middle) < 60.0);
        let places: Vec<domain::Position> = reference.communes().iter().filter(near).filter_map(|c| c.position).collect();
        let today = domain::Date::constant(2026, 11, 28);
        let drawn = roads::synthetic::between(&places, domain::Date::constant(2026, 11, 1));
        let file = folder.path().join("chalon.osm.pbf");
        std::fs::write(&file, roads::synthetic::pbf(&drawn).expect("written in memory")).expect("written");
        let profiles = roads::speeds::embedded();
        let options = roads::Options { dir: &dir, profiles: &profiles, date: None, today, sha256: None };
        roads::import(&file, &options, &mut |_, _, _| {}).unwrap_or_else(|why| panic!("{}", why.en));
        let access = factory::Access::open(&dir, &reference, None).unwrap_or_else(|why| panic!("{}", why.en));
        access.fill(reference.sites(), &reference, today, &mut |_, _| true);
        Server::within(reference, dir, folder, None, Doors::default()).await
    }
}

/// What [`Server::with_waste`] holds, put in the reference folder `dir` from files written in `folder`.
pub fn import_waste(reference: &Reference, dir: &Path, folder: &Path) {
    let mut silent = |_: &reference::sectors::Progress| {};
    let mut importing = reference::sectors::Importing::new(dir, reference, jiff::civil::date(2026, 11, 23), &mut silent);
    let file = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("written");
        path
    };
    let who = file(
        "etablissements.csv",
        "identifiant;nom_etablissement;numero_siret;commune;departement;code_ape\n\
         1;SCIERIE DU PORT;35600000000048;Chalon-sur-Saône;71;1610A\n2;FORGE DE CRISSEY;;Crissey;71;2550B\n",
    );
    let what = file(
        "prod.csv",
        "identifiant;nom_etablissement;annee;code_dechet;quantite;unite\n\
         1;SCIERIE DU PORT;2022;03 01 05;850;tonnes/an\n2;FORGE DE CRISSEY;2022;12 01 09*;40;tonnes/an\n",
    );
    let options = reference::sectors::IrepOptions::default();
    reference::sectors::import_irep(&[who, what], &options, &mut importing).unwrap_or_else(|why| panic!("{}", why.en));
    let observed = file(
        "exchanges.csv",
        "Case;Donor NACE;Receiver NACE;EWC;Status\nA;16.10;16.21;03 01 05;Implemented\nB;16.10;16.21;03 01 05;Planned\n\
         B;25.50;38.22;12 01 09;Implemented\n",
    );
    let options = reference::sectors::ExchangeOptions::default();
    reference::sectors::import_exchanges(&observed, &options, &mut importing).unwrap_or_else(|why| panic!("{}", why.en));
}
