//! Names of companies, from StockUniteLegale (INSEE): the stock of establishments names few of them. Natural persons are never
//! named, nor whoever asked not to be shown.

use super::Importing;
use super::input::Input;
use super::records::{Records, Row};
use domain::Text;
use std::collections::BTreeMap;
use std::path::Path;

/// SIREN → name.
#[derive(Debug, Default)]
pub struct Names(BTreeMap<u32, Box<str>>);

/// The number of a company, from its SIREN or the SIRET of one of its establishments.
pub fn siren(text: &[u8]) -> Option<u32> {
    let digits = text.get(..9)?;
    digits.iter().try_fold(0_u32, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
}

impl Names {
    pub fn of(&self, siret: &[u8]) -> Option<&str> {
        self.0.get(&siren(siret)?).map(|name| &**name)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The names of the companies in `wanted`, which is sorted: one pass over the file, and only what is wanted in memory.
    pub fn read(path: &Path, wanted: &[u32], importing: &mut Importing) -> Result<Names, Text> {
        let mut input =
            Input::open(path, &|name| name.to_lowercase().contains("stockunitelegale_") && name.to_lowercase().ends_with(".csv"))?;
        let (name, meter) = (input.name.clone(), input.meter());
        let mut records = Records::new(&name, &mut input.reader)?;
        let number = records.require(&Text::new("le SIREN", "the SIREN"), &["siren"])?;
        let status = records.require(&Text::new("le statut de diffusion", "the diffusion status"), &["statutdiffusionunitelegale"])?;
        let names = [
            records.require(&Text::new("la dénomination", "the name"), &["denominationunitelegale"])?,
            records.column(&["denominationusuelle1unitelegale"]).unwrap_or(usize::MAX),
        ];
        let (mut found, mut rows) = (BTreeMap::new(), 0);
        loop {
            let row = match records.next()? {
                Row::End => break,
                Row::TooLong { .. } => continue,
                Row::Fields(row) => row,
            };
            rows += 1;
            importing.tick(rows, &meter);
            let Some(company) = siren(row.get(number)).filter(|company| wanted.binary_search(company).is_ok()) else { continue };
            if row.width() != row.header.len() || row.get(status) != b"O" {
                continue;
            }
            let named = names.iter().map(|column| row.text(*column)).find(|name| !name.is_empty() && name != "[ND]");
            if let Some(named) = named {
                found.insert(company, named.into_boxed_str());
            }
        }
        Ok(Names(found))
    }
}
