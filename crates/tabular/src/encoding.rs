//! The letters behind the bytes: UTF-8 when it is, the mark at the head of the file when there is one, else the old
//! encoding whose letters are those that French uses.

use crate::Refusal;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use domain::Text;
use encoding_rs::{Encoding, ISO_8859_15, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Letters and signs beyond ASCII that French text holds.
const FRENCH: &str = "àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ€’‘“”«»–—…°²³№·•\u{a0}\u{202f}ñáíóúÑß±×½";

/// The text and the name of the encoding.
pub fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str), Refusal> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => match std::str::from_utf8(bytes) {
            Ok(text) if !text.as_bytes().iter().take(400).any(|b| *b == 0) => return Ok((Cow::Borrowed(text), UTF_8.name())),
            _ => guess(bytes)?,
        },
    };
    let (text, used, _) = encoding.decode(bytes);
    Ok((text, used.name()))
}

fn guess(bytes: &[u8]) -> Result<&'static Encoding, Refusal> {
    if let Some(wide) = wide(bytes) {
        return Ok(wide);
    }
    if let Some(line) = mixed(bytes) {
        return Err((
            Text::new(
                format!("ligne {line} : une lettre n’est pas en UTF-8, alors que le reste du fichier l’est"),
                format!("line {line}: a letter is not in UTF-8, while the rest of the file is"),
            ),
            Text::new("deux fichiers ont été mis bout à bout : enregistrez le tout en UTF-8", "two files were put end to end: save the whole as UTF-8"),
        ));
    }
    // The first of the best: Windows before the two others.
    let mut best = (0, WINDOWS_1252);
    let beyond = bytes.iter().filter(|b| !b.is_ascii()).count();
    for encoding in [WINDOWS_1252, ISO_8859_15, MACINTOSH] {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        let usual = text.chars().filter(|c| !c.is_ascii() && FRENCH.contains(*c)).count();
        if usual > best.0 {
            best = (usual, encoding);
        }
    }
    if best.0 * 10 >= beyond * 9 {
        return Ok(best.1);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Ok(detector.guess(Some(b"fr"), Utf8Detection::Deny))
}

/// UTF-16 without its mark: every other byte of Latin text is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(2_000)];
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() / 4;
    if odd > many && even == 0 {
        Some(UTF_16LE)
    } else if even > many && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The line of the first byte that is not UTF-8, in a file that mostly is.
fn mixed(bytes: &[u8]) -> Option<usize> {
    let (mut whole, mut stray, mut first) = (0, 0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        if !chunk.invalid().is_empty() {
            stray += 1;
            if first == 0 {
                first = chunk.invalid().as_ptr() as usize - bytes.as_ptr() as usize;
            }
        }
    }
    (whole > stray).then(|| 1 + bytes[..first].iter().filter(|b| **b == b'\n').count())
}
