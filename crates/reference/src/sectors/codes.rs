//! Codes of an official file to the places and activities of the reference, fast enough for forty million rows.

use crate::Reference;
use std::collections::BTreeMap;

/// Where a commune code leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Rank among the current communes.
    Current(u32),
    /// Former commune or municipal arrondissement: rank of the commune it is part of.
    PartOf(u32),
    Unknown,
}

const NONE: u32 = u32::MAX;
const FORMER: u32 = 1 << 31;

/// Current communes sorted by code, and the former codes that lead to them.
pub struct Places {
    /// INSEE codes, sorted: a rank is a position here.
    pub codes: Vec<String>,
    table: Vec<u32>,
    /// Former code → "name (code)" of its commune, to be told.
    former: BTreeMap<String, (String, bool)>,
}

impl Places {
    pub fn new(reference: &Reference) -> Places {
        let codes: Vec<String> = reference.communes().iter().map(|c| c.code.clone()).collect();
        let mut table = vec![NONE; 102 * 1000];
        let mut former = BTreeMap::new();
        for row in &reference.former {
            let rank = codes.binary_search(&row.successor);
            if let (Some(at), Ok(rank)) = (slot(row.code.as_bytes()), rank) {
                table[at] = rank as u32 | FORMER;
                let name = &reference.communes()[rank].name;
                former.insert(row.code.clone(), (format!("{name} ({})", row.successor), row.kind == "district"));
            }
        }
        for (rank, code) in codes.iter().enumerate() {
            if let Some(at) = slot(code.as_bytes()) {
                table[at] = rank as u32;
            }
        }
        Places { codes, table, former }
    }

    pub fn of(&self, code: &[u8]) -> Place {
        match slot(code).map(|at| self.table[at]) {
            None | Some(NONE) => Place::Unknown,
            Some(rank) if rank & FORMER != 0 => Place::PartOf(rank & !FORMER),
            Some(rank) => Place::Current(rank),
        }
    }

    /// How a folded code is told: what became of it, in both languages.
    pub fn told(&self, code: &str) -> (String, String) {
        match self.former.get(code) {
            Some((commune, true)) => (
                format!("{code} est un arrondissement de {commune} : additionné à sa commune"),
                format!("{code} is a district of {commune}: added to its commune"),
            ),
            Some((commune, false)) => (
                format!("{code} n’existe plus comme commune : additionné à {commune}, dont elle fait partie"),
                format!("{code} is no longer a commune: added to {commune}, which it is part of"),
            ),
            None => (format!("{code} : rattaché"), format!("{code}: attached")),
        }
    }
}

/// Five characters, digits but for Corsica's letter, to a number under 102 000.
fn slot(code: &[u8]) -> Option<usize> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| usize::from(byte - b'0'));
    let [a, b, c, d, e] = code.try_into().ok()?;
    let head: [u8; 2] = [a, b];
    let department = match &head {
        b"2A" | b"2a" => 100,
        b"2B" | b"2b" => 101,
        _ => digit(head[0])? * 10 + digit(head[1])?,
    };
    Some(department * 1000 + digit(c)? * 100 + digit(d)? * 10 + digit(e)?)
}

/// Classes of the NAF rev. 2, sorted by code.
pub struct Activities {
    /// "25.50B": a rank is a position here.
    pub codes: Vec<String>,
    table: Vec<u16>,
}

impl Activities {
    pub fn new(reference: &Reference) -> Activities {
        Activities::of_codes(reference.naf_codes().filter(|code| code.len() == 6).map(str::to_owned).collect())
    }

    fn of_codes(mut codes: Vec<String>) -> Activities {
        codes.sort();
        let mut table = vec![u16::MAX; 10_000 * 26];
        for (rank, code) in codes.iter().enumerate() {
            if let Some(at) = class(code.as_bytes()) {
                table[at] = rank as u16;
            }
        }
        Activities { codes, table }
    }

    /// Rank of "25.50B", also written "2550B".
    pub fn of(&self, code: &[u8]) -> Option<u32> {
        class(code).map(|at| self.table[at]).filter(|rank| *rank != u16::MAX).map(u32::from)
    }
}

fn class(code: &[u8]) -> Option<usize> {
    let (digits, letter) = match code {
        [a, b, b'.', c, d, letter] => ([*a, *b, *c, *d], *letter),
        [a, b, c, d, letter] => ([*a, *b, *c, *d], *letter),
        _ => return None,
    };
    if !digits.iter().all(u8::is_ascii_digit) || !letter.is_ascii_alphabetic() {
        return None;
    }
    let number = digits.iter().fold(0, |n, d| n * 10 + usize::from(d - b'0'));
    Some(number * 26 + usize::from(letter.to_ascii_uppercase() - b'A'))
}
