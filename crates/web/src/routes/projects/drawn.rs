//! What the drawings of a project share: on its page the style sheet paints them, and one that leaves as a file carries its
//! colours, its ground and its message.

use dossier::sectors::Ink;
use std::fmt::Write;

/// Around a drawing that leaves, and above it for its message.
const MARGIN: f64 = 20.0;
const HEAD: f64 = 44.0;

/// How a part is painted: by its class, or by the attributes that say the same on white paper.
pub fn look(part: &str, ink: Ink) -> String {
    if ink == Ink::Classes {
        return format!(r#"class="{part}""#);
    }
    let plain = match part {
        "t" => r##"stroke="#dcd6ca""##,
        "p50" => r##"stroke="#1b1f24" stroke-width="1.5""##,
        "p90" => r##"stroke="#1b1f24" stroke-width="1.5" stroke-dasharray="4 3""##,
        "hatch" => r##"fill="none" stroke="#ffffff" stroke-width="1.6""##,
        "bar" | "fill-petrol" => r##"fill="#0e5563""##,
        "crit" | "fill-accent" => r##"fill="#a8380f""##,
        "done" => r##"fill="#1d6a44""##,
        "mile" | "fill-ink" => r##"fill="#1b1f24""##,
        "fill-rule" => r##"fill="#b9b1a2""##,
        "nt" => r##"fill="#4a525b""##,
        "ax" => r##"fill="#4a525b" text-anchor="middle""##,
        "cn" => r##"fill="#1b1f24" font-weight="600""##,
        "b halo" => r##"fill="#1b1f24" font-weight="600" text-anchor="middle" paint-order="stroke" stroke="#ffffff" stroke-width="5""##,
        "end" => r##"fill="#1b1f24" text-anchor="end""##,
        "on-dark" => r##"fill="#ffffff" font-weight="600" text-anchor="middle""##,
        "on-light" => r##"fill="#1b1f24" font-weight="600" text-anchor="middle""##,
        _ => r##"fill="#1b1f24""##,
    };
    plain.to_owned()
}

/// The start of a drawing of this size that leaves as a file, under its message.
pub fn sheet(message: &str, width: f64, height: f64) -> String {
    let (wide, high) = (width + 2.0 * MARGIN, height + HEAD + 2.0 * MARGIN);
    let (left, top) = (-MARGIN, -HEAD - MARGIN);
    let message = escape(message);
    let mut out = String::new();
    let _ = write!(
        out,
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="{left} {top} {wide} {high}" font-family="IBM Plex Sans, sans-serif" font-size="13" role="img" aria-label="{message}"><rect x="{left}" y="{top}" width="{wide}" height="{high}" fill="#ffffff"/><text x="0" y="{}" font-size="17" {}>{message}</text>"##,
        16.0 - HEAD,
        look("cn", Ink::Attributes)
    );
    out
}

/// The words of a text in lines of at most so many characters; a longer word has a line of its own.
pub fn lines(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Text as XML holds it; the characters that no XML may hold are left out.
pub fn escape(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_control() && c.is_whitespace() { ' ' } else { c });
    let kept: String = spaced.filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    kept.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
