//! A figure as people type it, digit by digit: no float, no guess. Which mark is decimal is known, or is the question.

/// What the file's other figures tell about a mark that could be either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Comma,
    Point,
}

/// A figure in digits: `units` × 10^-`places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    pub units: i128,
    pub places: u32,
}

impl Decimal {
    /// As people write it, with the point: "1250.5".
    pub fn written(self) -> String {
        let (sign, units) = if self.units < 0 { ("-", -self.units) } else { ("", self.units) };
        let ten = 10_i128.pow(self.places);
        match self.places {
            0 => format!("{sign}{units}"),
            places => format!("{sign}{}.{:0>width$}", units / ten, units % ten, width = places as usize),
        }
    }
}

/// Why a text is not one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    Unreadable,
    /// A lone mark before three digits: decimal, or thousands.
    Either(Decimal, Decimal),
}

/// "1 234,56", "1.234,56", "1,234.56", "1'234.5", "-12", "(12,50)". `mark` settles a lone mark before three digits.
pub fn figure(text: &str, mark: Option<Mark>) -> Result<Decimal, Doubt> {
    let text = text.trim_matches(|c: char| c.is_whitespace());
    let (negative, text) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (true, inner.trim()),
        None => match text.strip_prefix(['-', '−', '–']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        },
    };
    let parts = cut(text)?;
    let signed = |found: Decimal| Decimal { units: if negative { -found.units } else { found.units }, ..found };
    let whole = || made(&parts.groups.concat(), "");
    let decimal = |at: usize| made(&parts.groups[..at].concat(), &parts.groups[at..].concat());
    let last = parts.groups.len() - 1;
    // Every mark but the last must cut thousands.
    let thousands = |upto: usize| parts.thousands(upto);
    match parts.marks.as_slice() {
        [] => whole().map(signed),
        marks => {
            let end = marks[last - 1];
            if end == ' ' {
                // Spaces only cut thousands.
                return if marks.iter().all(|m| *m == ' ') && thousands(last) { whole().map(signed) } else { Err(Doubt::Unreadable) };
            }
            let before = &marks[..last - 1];
            if before.contains(&end) {
                // "1.250.000": the same mark twice cuts thousands.
                return if before.iter().all(|m| *m == end) && thousands(last) { whole().map(signed) } else { Err(Doubt::Unreadable) };
            }
            let uniform = before.windows(2).all(|two| two[0] == two[1]);
            if !uniform || !thousands(last - 1) {
                return Err(Doubt::Unreadable);
            }
            let either = parts.groups[last].len() == 3
                && before.is_empty()
                && (1..=3).contains(&parts.groups[0].len())
                && !parts.groups[0].starts_with('0');
            if !either {
                return decimal(last).map(signed);
            }
            match (mark, end) {
                (Some(Mark::Comma), ',') | (Some(Mark::Point), '.') => decimal(last).map(signed),
                (Some(_), _) => whole().map(signed),
                (None, _) => Err(Doubt::Either(signed(decimal(last)?), signed(whole()?))),
            }
        }
    }
}

/// Digits, and the marks between them.
struct Parts {
    groups: Vec<String>,
    marks: Vec<char>,
}

impl Parts {
    /// True when the groups up to `upto` (included) are those of thousands: three digits each, one to three first.
    fn thousands(&self, upto: usize) -> bool {
        let lead = self.groups[0].len();
        upto == 0 || ((1..=3).contains(&lead) && self.groups[1..=upto].iter().all(|group| group.len() == 3))
    }
}

fn cut(text: &str) -> Result<Parts, Doubt> {
    let mut parts = Parts { groups: vec![String::new()], marks: Vec::new() };
    let mut space = false;
    for c in text.chars() {
        let group = parts.groups.last_mut().ok_or(Doubt::Unreadable)?;
        match c {
            '0'..='9' => {
                if space {
                    parts.marks.push(' ');
                    parts.groups.push(c.to_string());
                } else {
                    group.push(c);
                }
                space = false;
            }
            '.' | ',' if !space => {
                parts.marks.push(c);
                parts.groups.push(String::new());
            }
            '\'' | '’' => space = !group.is_empty(),
            c if c.is_whitespace() => space = !group.is_empty(),
            _ => return Err(Doubt::Unreadable),
        }
    }
    // ",5" and "12," are not figures that anyone meant.
    if space || parts.groups.iter().any(String::is_empty) || parts.groups.iter().map(String::len).sum::<usize>() > 24 {
        return Err(Doubt::Unreadable);
    }
    Ok(parts)
}

fn made(whole: &str, fraction: &str) -> Result<Decimal, Doubt> {
    let units = format!("{whole}{fraction}").parse().map_err(|_| Doubt::Unreadable)?;
    Ok(Decimal { units, places: fraction.len() as u32 })
}
