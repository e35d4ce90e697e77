//! Finding a commune the way people name it: code, former code, name, name and département.

use crate::book::Reference;
use crate::tables::FormerRow;
use domain::{Commune, Text, dictionary, name};
use std::collections::HashMap;

/// Folded names, beside the communes they belong to.
#[derive(Clone)]
pub struct Index {
    /// Same order as the communes.
    folded: Vec<String>,
    by_name: HashMap<String, Vec<usize>>,
    /// Code that is no longer one → place in the former communes.
    former_code: HashMap<String, usize>,
    former_name: HashMap<String, Vec<usize>>,
}

/// "St-Étienne-lès-Remiremont" and "Saint Etienne les Remiremont" are the same name.
pub fn fold_commune(text: &str) -> String {
    let folded = name::fold(text);
    if !folded.split(' ').any(|word| word == "st" || word == "ste") {
        return folded;
    }
    let long = |word| match word {
        "st" => "saint",
        "ste" => "sainte",
        other => other,
    };
    folded.split(' ').map(long).collect::<Vec<_>>().join(" ")
}

impl Index {
    pub fn new(communes: &[Commune], former: &[FormerRow]) -> Index {
        let folded: Vec<String> = communes.iter().map(|c| name::fold(&c.name)).collect();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::with_capacity(folded.len());
        for (i, key) in folded.iter().enumerate() {
            by_name.entry(key.clone()).or_default().push(i);
        }
        let (mut former_code, mut former_name) = (HashMap::new(), HashMap::<String, Vec<usize>>::new());
        for (i, row) in former.iter().enumerate() {
            former_code.insert(row.code.clone(), i);
            if !row.name.is_empty() {
                former_name.entry(name::fold(&row.name)).or_default().push(i);
            }
        }
        Index { folded, by_name, former_code, former_name }
    }
}

impl Reference {
    /// The one commune a person means, by code ("71076"), name ("Chalon-sur-Saône") or name and département
    /// ("Saint-Sauveur (70)", "Saint-Sauveur (Haute-Saône)"). The error says why not one: unknown, several, or no longer
    /// a commune, with the name of its successor.
    pub fn find_commune(&self, text: &str) -> Result<&Commune, Text> {
        let text = text.trim();
        if looks_like_code(text) {
            return self.by_code(&text.to_uppercase());
        }
        if let Some(commune) = self.lost_zero(text) {
            let place = place_name(commune);
            return Err(Text::new(
                format!("« {text} » n’a que quatre chiffres : le zéro initial manque ? {place}"),
                format!("“{text}” has only four digits: is the leading zero lost? {place}"),
            ));
        }
        let (wanted, place) = split_place(text);
        self.find_named(wanted, place)
    }

    /// A commune by name, within a département when one is given (code or name).
    pub fn find_named(&self, wanted: &str, place: Option<&str>) -> Result<&Commune, Text> {
        let key = fold_commune(wanted);
        if key.is_empty() {
            return Err(Text::new("aucune commune indiquée", "no commune given"));
        }
        let department = match place {
            Some(place) => Some(self.find_department(place)?),
            None => None,
        };
        let inside = |code: &str| department.is_none_or(|d| d == code);
        let named = self.index.by_name.get(&key).into_iter().flatten().map(|&i| &self.communes[i]);
        let found: Vec<&Commune> = named.filter(|c| inside(&c.department)).collect();
        match found.as_slice() {
            [one] => Ok(one),
            [] => Err(self.not_found(wanted, &key, inside)),
            several => Err(self.several(wanted, several)),
        }
    }

    /// Communes of that very name, in the order of the refusal that lists them; of the département given when it has some.
    pub fn namesakes(&self, text: &str) -> Vec<&Commune> {
        let (wanted, place) = split_place(text.trim());
        let named = self.index.by_name.get(&fold_commune(wanted)).into_iter().flatten().map(|&i| &self.communes[i]);
        let all: Vec<&Commune> = named.collect();
        let department = place.and_then(|p| self.find_department(p).ok());
        let inside: Vec<&Commune> = all.iter().copied().filter(|c| department.is_some_and(|d| d == c.department)).collect();
        if inside.is_empty() { all } else { inside }
    }

    /// Code of a département given by code or name.
    pub fn find_department(&self, text: &str) -> Result<&str, Text> {
        let code = text.trim().to_uppercase();
        let folded = name::fold(text);
        let found =
            self.departments.iter().find(|d| d.code == code || d.code.trim_start_matches('0') == code || name::fold(&d.name) == folded);
        found
            .map(|d| d.code.as_str())
            .ok_or_else(|| Text::new(format!("département « {} » inconnu", text.trim()), format!("unknown département “{}”", text.trim())))
    }

    /// Communes whose name begins with, then contains, what was typed; most populated first. A code finds its commune.
    pub fn search_communes(&self, query: &str, limit: usize) -> Vec<&Commune> {
        let (wanted, place) = split_place(query.trim());
        let key = fold_commune(wanted);
        if key.is_empty() {
            return Vec::new();
        }
        let code = query.trim().to_uppercase();
        let department = place.and_then(|p| self.find_department(p).ok());
        let mut found: Vec<(u8, std::cmp::Reverse<u32>, usize)> = Vec::new();
        for (i, folded) in self.index.folded.iter().enumerate() {
            let commune = &self.communes[i];
            if department.is_some_and(|d| d != commune.department) {
                continue;
            }
            let rank = match folded.find(&key) {
                _ if commune.code == code => 0,
                Some(0) => 1,
                Some(at) if folded.as_bytes()[at - 1] == b' ' => 2,
                Some(_) => 3,
                None => continue,
            };
            found.push((rank, std::cmp::Reverse(commune.population.unwrap_or(0)), i));
        }
        found.sort_unstable();
        found.into_iter().take(limit).map(|(_, _, i)| &self.communes[i]).collect()
    }

    /// The commune of a code whose leading zero a spreadsheet ate: "1053" for 01053.
    pub(crate) fn lost_zero(&self, text: &str) -> Option<&Commune> {
        let four = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        four.then(|| self.commune(&format!("0{text}"))).flatten()
    }

    fn by_code(&self, code: &str) -> Result<&Commune, Text> {
        if let Some(commune) = self.commune(code) {
            return Ok(commune);
        }
        Err(match self.index.former_code.get(code) {
            Some(&i) => self.gone(&self.former[i]),
            None => Text::new(format!("aucune commune n’a le code INSEE {code}"), format!("no commune has the INSEE code {code}")),
        })
    }

    /// « 01120 (Cordieux) n’est plus une commune : elle fait partie de Montluel (01262) ».
    fn gone(&self, row: &FormerRow) -> Text {
        let successor = self.commune(&row.successor).map_or(row.successor.clone(), place_name);
        let own = if row.name.is_empty() { row.code.clone() } else { format!("{} ({})", row.name, row.code) };
        if row.kind == "district" {
            return Text::new(
                format!("{own} est un arrondissement de {successor} : indiquez la commune"),
                format!("{own} is a district of {successor}: give the commune"),
            );
        }
        Text::new(
            format!("{own} n’existe plus comme commune : elle fait partie de {successor}"),
            format!("{own} is no longer a commune: it is part of {successor}"),
        )
    }

    fn several(&self, wanted: &str, found: &[&Commune]) -> Text {
        let list = found.iter().take(8).map(|c| format!("{} ({})", c.code, self.department_name(&c.department).unwrap_or(&c.department)));
        let mut list = list.collect::<Vec<_>>().join(", ");
        list += if found.len() > 8 { "…" } else { "." };
        Text::new(
            format!(
                "{} communes s’appellent «\u{a0}{}\u{a0}»\u{a0}: {list} Précisez le code ou le département.",
                found.len(),
                wanted.trim()
            ),
            format!("{} communes are called “{}”: {list} Give the code or the département.", found.len(), wanted.trim()),
        )
    }

    fn not_found(&self, wanted: &str, key: &str, inside: impl Fn(&str) -> bool) -> Text {
        let former = self.index.former_name.get(key).into_iter().flatten().map(|&i| &self.former[i]);
        if let Some(row) = former.filter(|row| inside(&row.department)).min_by_key(|row| &row.code) {
            return self.gone(row);
        }
        let elsewhere: Vec<&Commune> = self.index.by_name.get(key).into_iter().flatten().map(|&i| &self.communes[i]).collect();
        if !elsewhere.is_empty() {
            let list = elsewhere.iter().take(5).map(|c| place_name(c)).collect::<Vec<_>>().join(", ");
            return Text::new(
                format!("aucune commune «\u{a0}{}\u{a0}» dans ce département\u{a0}; ailleurs\u{a0}: {list}", wanted.trim()),
                format!("no commune “{}” in this département; elsewhere: {list}", wanted.trim()),
            );
        }
        let candidates = self.communes.iter().zip(&self.index.folded).filter(|(c, _)| inside(&c.department)).map(|(_, f)| f.as_str());
        let near =
            dictionary::nearest(key, candidates).and_then(|f| self.index.by_name.get(f)).map(|found| place_name(&self.communes[found[0]]));
        let (fr, en) = near.map_or_else(Default::default, |n| (format!("\u{a0}; peut-être {n}"), format!("; perhaps {n}")));
        Text::new(
            format!("aucune commune ne s’appelle «\u{a0}{}\u{a0}»{fr}", wanted.trim()),
            format!("no commune is called “{}”{en}", wanted.trim()),
        )
    }
}

fn place_name(commune: &Commune) -> String {
    format!("{} ({})", commune.name, commune.code)
}

/// Five characters, digits but for Corsica's letter.
fn looks_like_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 5
        && bytes[0].is_ascii_digit()
        && (bytes[1].is_ascii_digit() || matches!(bytes[1], b'A' | b'B' | b'a' | b'b'))
        && bytes[2..].iter().all(u8::is_ascii_digit)
}

/// "Garlin (64)" → ("Garlin", Some("64")).
fn split_place(text: &str) -> (&str, Option<&str>) {
    match text.strip_suffix(')').and_then(|t| t.rsplit_once('(')) {
        Some((wanted, place)) if !place.trim().is_empty() => (wanted.trim(), Some(place.trim())),
        _ => (text, None),
    }
}
