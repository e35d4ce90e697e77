//! Writes the sample dossier to a folder, to look at it: `cargo run -p dossier --example look -- FOLDER [REFERENCE]`.
//! With the folder of the loaded reference data, the map is the real one.

#[path = "../tests/rendering/sample.rs"]
// Data laid out by hand: one value a line would take twice the room.
#[rustfmt::skip]
mod sample;

use domain::Lang;
use dossier::{Extras, render_json, render_pdf, render_xlsx};
use reference::Reference;
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("a folder is expected")?);
    let reference = std::env::args().nth(2).map(|dir| Reference::open(Path::new(&dir)).map_err(|e| e.fr.to_string())).transpose()?;
    for (name, dossier) in [("sample", sample::dossier()), ("bare", sample::bare())] {
        let extras = reference.as_ref().map_or_else(sample::extras, |r| Extras::of(r.outlines(), &dossier));
        for lang in [Lang::Fr, Lang::En] {
            let start = Instant::now();
            std::fs::write(folder.join(format!("{name}-{}.pdf", lang.code())), render_pdf(&dossier, lang, &extras)?)?;
            println!("{name} {} PDF {:?}", lang.code(), start.elapsed());
            std::fs::write(folder.join(format!("{name}-{}.xlsx", lang.code())), render_xlsx(&dossier, lang)?)?;
        }
        std::fs::write(folder.join(format!("{name}.json")), render_json(&dossier))?;
    }
    Ok(())
}
