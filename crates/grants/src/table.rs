//! One CSV of a public standard: UTF-8 without a mark, comma, decimal point, as both French formats and 360Giving ask.

use domain::Cents;

/// Lines under their headings.
pub(crate) fn csv<const N: usize>(heads: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> Vec<u8> {
    let mut writer = ::csv::WriterBuilder::new().from_writer(Vec::new());
    let mut write = |row: [&str; N]| writer.write_record(row);
    let mut done = write(heads);
    for row in rows {
        done = done.and_then(|()| write(std::array::from_fn(|i| row[i].as_str())));
    }
    // Written in memory: nothing can fail but memory itself, which does not come back as an error.
    done.expect("a record of N cells under N headings");
    writer.into_inner().expect("a buffer in memory")
}

/// "47800.20": point, and cents only when there are some.
pub(crate) fn euros(amount: Cents) -> String {
    let (sign, abs) = if amount.0 < 0 { ("-", amount.0.unsigned_abs()) } else { ("", amount.0 as u64) };
    match abs % 100 {
        0 => format!("{sign}{}", abs / 100),
        cents => format!("{sign}{}.{cents:02}", abs / 100),
    }
}

/// A text that a spreadsheet would run is led by an apostrophe (OWASP, CSV injection); so is one that already is, so that
/// [`plain`] gives both back.
pub(crate) fn inert(text: &str) -> String {
    if runs(text) { format!("'{text}") } else { text.to_owned() }
}

/// As it was before [`inert`].
pub(crate) fn plain(text: &str) -> &str {
    text.strip_prefix('\'').filter(|_| runs(text)).unwrap_or(text)
}

fn runs(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// At most `most` characters, cut at a word, with the sign that something follows.
pub(crate) fn within(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text;
    }
    let cut: String = text.chars().take(most - 1).collect();
    let at = cut.rfind(' ').filter(|at| *at > cut.len() / 2).unwrap_or(cut.len());
    format!("{}…", cut[..at].trim_end())
}
