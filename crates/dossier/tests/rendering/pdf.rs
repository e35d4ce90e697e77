//! The dossier on paper. Streams are compressed: these tests read what stays in clear (metadata, page objects).

use crate::sample;
use domain::{Lang, Text};
use dossier::{Extras, RenderError, render_pdf};

fn clear(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Pages as the page tree counts them.
fn pages(bytes: &[u8]) -> usize {
    let text = clear(bytes);
    let count = |from: usize| text[from..].trim_start().split(|c: char| !c.is_ascii_digit()).next().and_then(|n| n.parse::<usize>().ok());
    text.match_indices("/Type /Pages")
        .chain(text.match_indices("/Type/Pages"))
        .filter_map(|(at, _)| {
            let object = &text[at..(at + 400).min(text.len())];
            object.find("/Count").and_then(|i| count(at + i + "/Count".len()))
        })
        .max()
        .unwrap_or(0)
}

#[test]
fn a_committee_gets_an_archive_pdf_in_its_language() {
    for (lang, code) in [(Lang::Fr, "fr"), (Lang::En, "en")] {
        let bytes = render_pdf(&sample::dossier(), lang, &sample::extras()).expect("the sample is printable");
        assert!(bytes.starts_with(b"%PDF-1.7"));
        let text = clear(&bytes);
        assert!(text.contains("<pdfaid:part>3</pdfaid:part>"), "PDF/A-3");
        assert!(text.contains("<pdfaid:conformance>A</pdfaid:conformance>"), "accessible level");
        assert!(text.contains("<pdfuaid:part>1</pdfuaid:part>"), "PDF/UA-1");
        assert!(
            text.contains(&format!("<rdf:li>{code}</rdf:li>"))
                || text.contains(&format!("/Lang({code})"))
                || text.contains(&format!("/Lang ({code})")),
            "language {code}"
        );
        assert!(text.contains("2020-09-15T00:00:00"), "dated from the day of judgement, not from the clock");
        assert!(text.contains("préformes en PET recyclé"), "title in the metadata");
        assert!(pages(&bytes) > 6, "{} pages", pages(&bytes));
    }
}

#[test]
fn the_same_dossier_gives_the_same_bytes_whatever_was_printed_before() {
    let first = render_pdf(&sample::dossier(), Lang::Fr, &sample::extras()).expect("printable");
    let between = render_pdf(&sample::bare(), Lang::En, &Extras::default()).expect("printable");
    let again = render_pdf(&sample::dossier(), Lang::Fr, &sample::extras()).expect("printable");
    assert_eq!(first, again);
    assert_ne!(first, between);
}

#[test]
fn a_dossier_with_almost_nothing_still_says_so_on_every_chapter() {
    for lang in [Lang::Fr, Lang::En] {
        let bytes = render_pdf(&sample::bare(), lang, &Extras::default()).expect("empty chapters are printable");
        assert!((2..=4).contains(&pages(&bytes)), "seven short chapters: {} pages", pages(&bytes));
    }
}

#[test]
fn a_title_in_any_script_does_not_stop_the_press() -> Result<(), RenderError> {
    let mut dossier = sample::dossier();
    dossier.project.title = "Usine 工場 🏭 \u{e000}\u{200b}\u{7}– #pagebreak() $x$ \"é".into();
    dossier.project.summary = Text::same("ne\u{301}e de l’e\u{300}re, œuvre à 1\u{202f}000\u{a0}€ ≥ 3");
    let bytes = render_pdf(&dossier, Lang::Fr, &Extras::default())?;
    let text = clear(&bytes);
    let title = text.split("<dc:title>").nth(1).and_then(|rest| rest.split("</dc:title>").next()).unwrap_or_default();
    assert!(title.contains("Usine ?? ? ?– #pagebreak() $x$ &quot;é"), "unknown signs become a question mark, markup stays text: {title}");
    Ok(())
}

#[test]
fn many_rows_of_every_table_run_over_the_pages() -> Result<(), RenderError> {
    let mut dossier = sample::dossier();
    let verdicts = dossier.qualification.verdicts.clone();
    dossier.qualification.verdicts = verdicts.iter().cycle().take(24).cloned().collect();
    if let Some(calendar) = &mut dossier.calendar {
        calendar.tasks = calendar.tasks.iter().cycle().take(80).cloned().collect();
    }
    let lines = dossier.plan.lines.clone();
    dossier.plan.lines = lines.iter().cycle().take(40).cloned().collect();
    let bytes = render_pdf(&dossier, Lang::En, &sample::extras())?;
    assert!(pages(&bytes) > 18, "{} pages", pages(&bytes));
    Ok(())
}
