//! Relatedness × complexity: what is near and worth reaching stands top right. One drawing for the page, the file and the
//! paper; the table beside it says the same.

use crate::words;
use domain::Lang;
use std::fmt::Write;

/// How colours are given: by the classes of the pages' style sheet, or written in each shape, for a file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Classes,
    Attributes,
}

/// One activity on the picture.
#[derive(Clone, Debug)]
pub struct Spot {
    /// Relative relatedness and complexity, in standard deviations: 0 is the middle of each axis.
    pub x: f64,
    pub y: f64,
    pub name: String,
    /// Written in the spot and named beside it; none for the activities that are only context.
    pub rank: Option<usize>,
}

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 600.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 944.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 548.0;
const RADIUS: f64 = 11.0;
/// Mean width of a letter at the size of the names: enough to keep names apart.
const LETTER: f64 = 6.9;
const LONGEST: usize = 40;
/// As many letters as the width holds.
const LONGEST_NOTE: usize = 128;
/// The axes show three standard deviations on each side at most; what lies beyond stands on the edge.
const REACH: f64 = 3.0;
/// Room above the last spot for the names of the quadrants.
const MARGIN: f64 = 1.18;

/// An SVG of 960 × 600 units. `title` is its message, read by assistive technologies; `note` is written under it, for a drawing
/// that leaves without the page that says what it stands on.
pub fn picture(spots: &[Spot], title: &str, note: &str, lang: Lang, ink: Ink) -> String {
    let reach = |of: fn(&Spot) -> f64| spots.iter().map(|s| of(s).abs()).fold(1.0, f64::max).min(REACH) * MARGIN;
    let (wide, high) = (reach(|s| s.x), reach(|s| s.y));
    let place = |s: &Spot| {
        let across = (s.x.clamp(-REACH, REACH) / wide + 1.0) / 2.0;
        let up = (s.y.clamp(-REACH, REACH) / high + 1.0) / 2.0;
        (LEFT + across * (RIGHT - LEFT), BOTTOM - up * (BOTTOM - TOP))
    };
    let (middle, waist) = ((LEFT + RIGHT) / 2.0, (TOP + BOTTOM) / 2.0);
    let mut out = String::new();
    let size = if ink == Ink::Attributes {
        format!(r#" xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="IBM Plex Sans, sans-serif""#)
    } else {
        String::new()
    };
    let _ = write!(out, r#"<svg{size} class="picture" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{}">"#, escape(title));
    let look = |name| paint(name, ink);
    let (half, tall) = (middle - LEFT, waist - TOP);
    for (x, y, wash) in [(LEFT, TOP, "plain"), (middle, TOP, "best"), (LEFT, waist, "plain"), (middle, waist, "plain")] {
        let _ = write!(out, r#"<rect x="{x}" y="{y}" width="{half}" height="{tall}" {}/>"#, look(wash));
    }
    let _ = write!(out, r#"<path d="M{middle} {TOP}V{BOTTOM}M{LEFT} {waist}H{RIGHT}" {}/>"#, look("axis"));
    for (x, y, key, anchor) in [
        (LEFT + 10.0, TOP + 20.0, "quadrant-bet", "corner"),
        (RIGHT - 10.0, TOP + 20.0, "quadrant-best", "corner end"),
        (LEFT + 10.0, BOTTOM - 10.0, "quadrant-far", "corner"),
        (RIGHT - 10.0, BOTTOM - 10.0, "quadrant-easy", "corner end"),
    ] {
        let _ = write!(out, r#"<text x="{x}" y="{y}" {}>{}</text>"#, look(anchor), escape(&words::say(lang, key)));
    }
    let _ =
        write!(out, r#"<text x="{RIGHT}" y="{}" {}>{} →</text>"#, BOTTOM + 26.0, look("scale end"), escape(&words::say(lang, "picture-x")));
    let _ = write!(
        out,
        r#"<text transform="translate({} {BOTTOM}) rotate(-90)" {}>{} →</text>"#,
        LEFT - 14.0,
        look("scale"),
        escape(&words::say(lang, "picture-y"))
    );

    if !note.is_empty() {
        let _ = write!(out, r#"<text x="{LEFT}" y="{}" {}>{}</text>"#, BOTTOM + 46.0, look("scale"), escape(&shorten(note, LONGEST_NOTE)));
    }

    let (named, context): (Vec<&Spot>, Vec<&Spot>) = spots.iter().partition(|s| s.rank.is_some());
    for spot in context {
        let (x, y) = place(spot);
        let _ = write!(out, r#"<circle cx="{x:.1}" cy="{y:.1}" r="4" {}><title>{}</title></circle>"#, look("dot"), escape(&spot.name));
    }
    let mut taken: Vec<Frame> = named.iter().map(|s| Frame::around(place(s))).collect();
    taken.extend([Frame([LEFT, TOP, LEFT + 330.0, TOP + 28.0]), Frame([RIGHT - 330.0, TOP, RIGHT, TOP + 28.0])]);
    for spot in named {
        let (x, y) = place(spot);
        let rank = spot.rank.unwrap_or_default();
        let kind = if spot.x >= 0.0 && spot.y >= 0.0 { "spot best" } else { "spot" };
        let _ = write!(out, r#"<g><title>{}</title><circle cx="{x:.1}" cy="{y:.1}" r="{RADIUS}" {}/>"#, escape(&spot.name), look(kind));
        let _ = write!(out, r#"<text x="{x:.1}" y="{:.1}" {}>{rank}</text>"#, y + 4.0, look("rank"));
        let name = shorten(&spot.name, LONGEST);
        let wide = name.chars().count() as f64 * LETTER;
        let seats = [
            (x + RADIUS + 5.0, y + 4.5, "name"),
            (x - RADIUS - 5.0 - wide, y + 4.5, "name"),
            (x - wide / 2.0, y - RADIUS - 6.0, "name"),
            (x - wide / 2.0, y + RADIUS + 15.0, "name"),
        ];
        // A name that finds no room is left out: its number leads to the table.
        let free = seats.into_iter().find(|(at, line, _)| {
            let frame = Frame([*at, line - 12.0, at + wide, line + 4.0]);
            frame.0[0] >= LEFT && frame.0[2] <= RIGHT && frame.0[1] >= TOP && frame.0[3] <= BOTTOM && !taken.iter().any(|t| t.meets(&frame))
        });
        if let Some((at, line, class)) = free {
            taken.push(Frame([at, line - 12.0, at + wide, line + 4.0]));
            let _ = write!(out, r#"<text x="{at:.1}" y="{line:.1}" {}>{}</text>"#, look(class), escape(&name));
        }
        out.push_str("</g>");
    }
    out.push_str("</svg>");
    out
}

/// Left, top, right, bottom.
struct Frame([f64; 4]);

impl Frame {
    fn around((x, y): (f64, f64)) -> Frame {
        Frame([x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS])
    }
    fn meets(&self, other: &Frame) -> bool {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        a < g && e < c && b < h && f < d
    }
}

fn paint(name: &str, ink: Ink) -> String {
    if ink == Ink::Classes {
        return format!(r#"class="{name}""#);
    }
    let plain = match name {
        "plain" => r##"fill="#faf8f4""##,
        "best" => r##"fill="#fbeae2""##,
        "axis" => r##"fill="none" stroke="#b9b1a2""##,
        "dot" => r##"fill="#b9b1a2""##,
        "spot" => r##"fill="#0e5563""##,
        "spot best" => r##"fill="#a8380f""##,
        "rank" => r##"fill="#ffffff" font-size="11" font-weight="600" text-anchor="middle""##,
        "name" => r##"fill="#1b1f24" font-size="13""##,
        "corner" => r##"fill="#4a525b" font-size="13" font-weight="600""##,
        "corner end" => r##"fill="#4a525b" font-size="13" font-weight="600" text-anchor="end""##,
        "scale end" => r##"fill="#4a525b" font-size="13" text-anchor="end""##,
        _ => r##"fill="#4a525b" font-size="13""##,
    };
    plain.to_owned()
}

fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
