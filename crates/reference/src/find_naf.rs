//! An activity code as people type it, checked against the nomenclature.

use crate::Reference;
use domain::Text;

impl Reference {
    /// The code as the nomenclature writes it ("22.22Z"), or why it is not one.
    pub fn find_naf(&self, text: &str) -> Result<String, Text> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        // "2222Z" is how registers write it.
        let dotted = match compact.len() {
            3.. if !compact.contains('.') && compact.is_ascii() => format!("{}.{}", &compact[..2], &compact[2..]),
            _ => compact,
        };
        if self.naf_label(&dotted).is_some() {
            return Ok(dotted);
        }
        Err(Text::new(
            format!("« {} » n’est pas un code NAF rév. 2 : écrire par exemple 22.22Z, ou chercher l’activité par un mot", text.trim()),
            format!("“{}” is not a NAF rev. 2 code: write for example 22.22Z, or search the activity by a word", text.trim()),
        ))
    }
}
