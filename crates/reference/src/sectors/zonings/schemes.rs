//! The zonings of INSEE by the heading that its tables give them, and what a code means in each.

use domain::Text;

/// One zoning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// As headed, in capitals: "ZE2020".
    pub heading: String,
    pub title: Text,
}

/// Beginning of the heading, French and English names. General knowledge of the tables of INSEE.
const KNOWN: [(&str, &str, &str); 6] = [
    ("ZE", "Zone d’emploi", "Employment area"),
    ("BV", "Bassin de vie", "Living area"),
    ("AAV", "Aire d’attraction", "Catchment area"),
    ("UU", "Unité urbaine", "Urban unit"),
    ("AU", "Aire urbaine", "Urban area"),
    ("CV", "Canton ou ville", "Canton or town"),
];

impl Scheme {
    /// "ZE2020" → "Zone d’emploi 2020"; none for a heading that names no known zoning.
    pub fn of(heading: &str) -> Option<Scheme> {
        let heading = heading.trim().to_uppercase();
        let split = heading.find(|c: char| c.is_ascii_digit()).unwrap_or(heading.len());
        let (word, year) = heading.split_at(split);
        let valid = year.is_empty() || (year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
        let (_, fr, en) = KNOWN.iter().find(|known| valid && known.0 == word)?;
        let told = |name: &str| format!("{name} {year}").trim().to_owned();
        Some(Scheme { title: Text::new(told(fr), told(en)), heading: heading.clone() })
    }

    /// A column that INSEE does not name: its heading is its title.
    pub fn own(heading: &str) -> Scheme {
        Scheme::of(heading).unwrap_or_else(|| Scheme { heading: heading.trim().to_uppercase(), title: Text::same(heading.trim()) })
    }

    pub fn is_employment_area(&self) -> bool {
        self.heading.starts_with("ZE") && Scheme::of(&self.heading).is_some()
    }

    /// A code as it must be: a spreadsheet takes away the zeros in front of those of employment areas.
    pub fn code(&self, written: &str) -> String {
        let written = written.trim().to_uppercase();
        let short = self.is_employment_area() && written.len() < 4 && written.bytes().all(|b| b.is_ascii_digit());
        if short && !written.is_empty() { format!("{written:0>4}") } else { written }
    }

    /// A code that means "of no zone": communes outside the attraction of towns, rural communes of a département.
    pub fn is_outside(&self, code: &str) -> bool {
        let filled = |byte: u8| code.bytes().all(|b| b == byte);
        let rural = self.heading.starts_with("UU") && code.len() == 5 && code.ends_with("000");
        code.is_empty() || filled(b'Z') || rural || (self.heading.starts_with("AAV") && filled(b'0'))
    }

    /// What the address of a zone holds.
    pub fn key(&self, code: &str) -> String {
        if self.is_employment_area() { code.to_owned() } else { format!("{}-{code}", self.heading) }
    }
}
