//! A folder to import into, and files made row by row.

use crate::support::small;
use domain::{Date, Text};
use jiff::civil::date;
use reference::Reference;
use reference::sectors::{self, Importing, Progress, SectorReport, SireneOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

pub(crate) const TODAY: Date = date(2026, 11, 23);

pub(crate) struct Place {
    pub(crate) dir: tempfile::TempDir,
    pub(crate) reference: Reference,
}

impl Place {
    pub(crate) fn new() -> Place {
        Place { dir: tempfile::tempdir().expect("temporary folder"), reference: small() }
    }
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir.path().join(name);
        std::fs::write(&path, bytes).expect("file");
        path
    }
    pub(crate) fn data(&self) -> PathBuf {
        self.dir.path().join("reference")
    }
    pub(crate) fn import(&self, read: impl FnOnce(&mut Importing) -> Result<SectorReport, Text>) -> Result<SectorReport, Text> {
        let (data, mut silent) = (self.data(), |_: &Progress| {});
        read(&mut Importing::new(&data, &self.reference, TODAY, &mut silent))
    }
    pub(crate) fn urssaf(&self, path: &Path) -> Result<SectorReport, Text> {
        self.import(|importing| sectors::import_urssaf(path, importing))
    }
    pub(crate) fn sirene(&self, path: &Path, threads: usize) -> Result<SectorReport, Text> {
        self.import(|importing| sectors::import_sirene(path, &SireneOptions { establishments: true, threads, units: None }, importing))
    }
    pub(crate) fn held(&self) -> sectors::Sectors {
        sectors::open(&self.data()).expect("readable").expect("something held")
    }
}

/// The heading of the public file, with two years.
pub(crate) const URSSAF: &str = "\u{feff}Région;Département;Nom commune;Commune;APE;Code commune;Code APE;Nombre d'établissements 2017;Effectifs salariés 2017;Nombre d'établissements 2022;Effectifs salariés 2022\n";

pub(crate) fn urssaf(rows: &[(&str, &str, &str)]) -> String {
    let row =
        |(commune, ape, figures): &(&str, &str, &str)| format!("BFC;Saône-et-Loire;x;{commune} x;{ape} x;{commune};{ape};{figures}\n");
    URSSAF.to_owned() + &rows.iter().map(row).collect::<String>()
}

pub(crate) fn said(texts: &[Text], words: &str) -> bool {
    texts.iter().any(|t| t.fr.contains(words))
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

pub(crate) const SIRENE: &str = "siren,nic,siret,statutDiffusionEtablissement,trancheEffectifsEtablissement,libelleCommuneEtablissement,codeCommuneEtablissement,etatAdministratifEtablissement,enseigne1Etablissement,denominationUsuelleEtablissement,activitePrincipaleEtablissement,nomenclatureActivitePrincipaleEtablissement,caractereEmployeurEtablissement\n";

pub(crate) fn establishment(n: u32, status: &str, band: &str, commune: &str, state: &str, name: &str, naf: &str) -> String {
    format!("{n:09},00011,{n:09}00011,{status},{band},\"COMMUNE, \"\"X\"\"\",{commune},{state},{name},,{naf},NAFRev2,O\n")
}

pub(crate) fn sirene() -> String {
    SIRENE.to_owned()
        + &establishment(1, "O", "12", "71076", "A", "\"ATELIER,\nDU PORT\"", "25.62B")
        + &establishment(2, "P", "12", "71076", "A", "SECRET", "25.62B")
        + &establishment(3, "O", "NN", "71076", "A", "", "25.62B")
        + &establishment(4, "O", "21", "71076", "F", "FERMÉ", "25.62B")
        + &establishment(5, "O", "41", "01120", "A", "GRANDE", "25.62B")
        + &establishment(6, "O", "12", "00000", "A", "NULLE PART", "25.62B")
        + &establishment(7, "O", "77", "71076", "A", "", "25.62B")
        + "trop,court\n"
        + &establishment(8, "O", "", "", "A", "", "25.62B")
}
