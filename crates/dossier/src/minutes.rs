//! The minutes of a committee session, printed in the hand of the dossier: who sat, what was ranked, what was decided
//! and why, every score with its comment.

use crate::{RenderError, pdf, words, world};
use domain::{Date, Lang};
use serde::Serialize;
use serde_json::{Value, json};
use typst::foundations::Bytes;

/// What the page says, already in the reader's language.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Minutes {
    pub reference: String,
    pub call: String,
    pub wave: String,
    pub operator: String,
    pub held_on: String,
    pub frozen_at: String,
    pub quorum: String,
    pub members: Vec<String>,
    pub grid_version: String,
    pub scale: String,
    /// (label, weight)
    pub criteria: Vec<(String, String)>,
    /// Groups that share a rank.
    pub ties: usize,
    pub files: Vec<File>,
}

#[derive(Clone, Debug, Serialize)]
pub struct File {
    pub rank: String,
    pub tied: bool,
    pub number: String,
    pub title: String,
    pub holder: String,
    pub mark: String,
    pub voices: String,
    pub asked: String,
    pub proposed: String,
    pub decided: String,
    pub state: String,
    pub reason: String,
    /// Name and reason of each member recused.
    pub recused: Vec<String>,
    pub scores: Vec<Score>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Score {
    pub member: String,
    pub criterion: String,
    pub points: String,
    pub comment: String,
}

/// The minutes as pages: PDF/A-3a, tagged, with their JSON attached. The same minutes give the same bytes.
///
/// # Errors
/// When the template does not fit the data or a page breaks the archive standard: both are defects of this program.
pub fn print(minutes: &Minutes, on: Date, lang: Lang) -> Result<Vec<u8>, RenderError> {
    let whole = serde_json::to_vec_pretty(minutes).map_err(|e| RenderError::Typeset(vec![e.to_string()]))?;
    let mut data = serde_json::to_value(minutes).map_err(|e| RenderError::Typeset(vec![e.to_string()]))?;
    if let Value::Object(fields) = &mut data {
        fields.insert("lang".to_owned(), json!(lang.code()));
        fields.insert("words".to_owned(), json!(words::all(lang)));
        fields.insert("title".to_owned(), json!(format!("{} – {}", words::say(lang, "minutes"), minutes.reference)));
    }
    pdf::printable(&mut data);
    let sheet = world::Sheet {
        main: "minutes.typ",
        files: vec![("data.json", Bytes::from_string(data.to_string())), ("minutes.json", Bytes::new(whole))],
        date: on,
    };
    pdf::print(&sheet, format!("rebond/pv/{}/{on}/{}", minutes.reference, lang.code()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes() -> Minutes {
        let file = File {
            rank: "1".into(),
            tied: true,
            number: "A-00000001".into(),
            title: "École de production".into(),
            holder: "Association".into(),
            mark: "80".into(),
            voices: "2".into(),
            asked: "500 000 €".into(),
            proposed: "400 000 €".into(),
            decided: "–".into(),
            state: "Liste d’attente".into(),
            reason: "dépassement de 1 €".into(),
            recused: vec!["Anne (ancienne salariée)".into()],
            scores: vec![Score { member: "Bruno".into(), criterion: "Emploi".into(), points: "4".into(), comment: "Solide".into() }],
        };
        Minutes {
            reference: "PV 1".into(),
            call: "Appel".into(),
            wave: "Unique".into(),
            operator: "Banque des Territoires".into(),
            held_on: "1er novembre 2020".into(),
            frozen_at: "1er novembre 2020, 17 h 00".into(),
            quorum: "2".into(),
            members: vec!["Anne".into(), "Bruno".into()],
            grid_version: "1".into(),
            scale: "5".into(),
            criteria: vec![("Emploi".into(), "3".into())],
            ties: 1,
            files: vec![file.clone(), File { scores: vec![], recused: vec![], tied: false, reason: String::new(), ..file }],
        }
    }

    #[test]
    fn minutes_are_an_archive_file_in_both_languages_and_the_same_minutes_are_the_same_bytes() {
        let on = Date::constant(2020, 11, 1);
        for lang in [Lang::Fr, Lang::En] {
            let bytes = print(&minutes(), on, lang).expect("printed");
            assert!(bytes.starts_with(b"%PDF-") && bytes == print(&minutes(), on, lang).expect("printed"));
        }
        let empty = Minutes { files: vec![], ties: 0, ..minutes() };
        print(&empty, on, Lang::Fr).expect("a session that ranked nothing has minutes too");
    }
}
