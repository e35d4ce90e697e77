//! What a client says it reads: the Accept header (RFC 9110, 12.5.1), with its weights.

use axum::http::{HeaderMap, header};

/// Ranges of media types, each with its weight in thousandths. A client that names none takes everything.
#[derive(Clone, Debug, Default)]
pub struct Accept(Vec<(String, u16)>);

impl Accept {
    pub fn of(headers: &HeaderMap) -> Accept {
        let lines = headers.get_all(header::ACCEPT).iter().filter_map(|line| line.to_str().ok());
        Accept(lines.flat_map(|line| line.split(',')).filter_map(range).collect())
    }

    /// How much a media type is wanted; 0 when it is refused. The narrowest range that holds it decides.
    pub fn weight(&self, media: &str) -> u16 {
        if self.0.is_empty() {
            return 1000;
        }
        let family = media.split_once('/').map(|(family, _)| format!("{family}/*")).unwrap_or_default();
        let narrowest = [media, family.as_str(), "*/*"].into_iter().find_map(|wanted| self.0.iter().find(|(range, _)| range == wanted));
        narrowest.map_or(0, |(_, weight)| *weight)
    }

    /// The same for JSON, whichever of its many names is said: clients of maps say them one for another.
    pub fn json(&self) -> u16 {
        let named = self.0.iter().filter(|(range, _)| range.ends_with("json")).map(|(_, weight)| *weight).max();
        self.weight("application/json").max(named.unwrap_or(0))
    }

    /// A browser asks: it would rather have a page than data.
    pub fn prefers_page(&self) -> bool {
        self.weight("text/html") > self.json()
    }
}

/// "application/json;version=1;q=0.5" → ("application/json", 500).
fn range(text: &str) -> Option<(String, u16)> {
    let mut parts = text.split(';').map(str::trim);
    let media = parts.next().filter(|media| media.contains('/'))?.to_ascii_lowercase();
    let q = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    let q = q.and_then(|q| q.parse::<f64>().ok()).filter(|q| (0.0..=1.0).contains(q)).unwrap_or(1.0);
    Some((media, (q * 1000.0).round() as u16))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accept(text: &str) -> Accept {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, text.parse().expect("a header"));
        Accept::of(&headers)
    }

    #[test]
    fn the_narrowest_range_decides_and_a_weight_of_zero_refuses() {
        let some = accept("text/*;q=0.3, text/html;q=0.7, application/json;version=2;q=0.5, */*;q=.1, image/png;q=0");
        for (media, weight) in
            [("text/html", 700), ("text/csv", 300), ("application/json", 500), ("application/zip", 100), ("image/png", 0)]
        {
            assert_eq!(some.weight(media), weight, "{media}");
        }
        assert_eq!(accept("application/xml").weight("text/html"), 0);
        for all in ["*", "*/*", ""] {
            assert_eq!((accept(all).weight("text/html"), accept(all).json()), (1000, 1000), "{all:?}");
        }
    }

    #[test]
    fn a_browser_wants_a_page_and_a_program_data() {
        for (text, page) in [
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true),
            ("application/json;q=0.5, text/html;q=0.9", true),
            ("text/html;q=0.5, application/geo+json", false),
            ("text/html, application/json", false),
            ("application/vnd.oai.openapi+json;version=3.0", false),
            ("*/*", false),
            ("application/xml", false),
        ] {
            assert_eq!(accept(text).prefers_page(), page, "{text}");
        }
    }
}
