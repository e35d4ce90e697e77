//! `convert FILE DIRECTORY`: reads a file of the national standard, prints every correction, and writes the strict tables
//! that the public schemas accept. Used by `tests/cnig-schemas`, and by hand on any file.

use cnig::{Class, Strict, read, sheets, strict, write};
use domain::Lang;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(directory)) = (arguments.next(), arguments.next()) else {
        return Err("usage: convert FILE DIRECTORY".into());
    };
    let bytes = std::fs::read(&file)?;
    let started = Instant::now();
    let sheets = sheets(&bytes).map_err(|(what, mend)| format!("{}: {}", what.en, mend.en))?;
    let reading = read(&file, &sheets).ok_or("no table of the standard was recognised")?;
    let took = started.elapsed();
    for correction in &reading.corrections {
        println!("{}", correction.problem().show(Lang::En));
    }
    for problem in &reading.rejected {
        println!("refused {}", problem.show(Lang::En));
    }
    let Strict { records, left_out, dropped } = strict(reading.records);
    for (record, problems) in &left_out {
        let fields: Vec<&str> = problems.iter().map(|p| p.field.as_str()).collect();
        println!("left out {}: {}", record.key().unwrap_or_default(), fields.join(", "));
    }
    for class in Class::ALL {
        if reading.seen.iter().any(|s| s.class == class) {
            std::fs::write(Path::new(&directory).join(format!("{}.csv", class.name())), write::csv(class, &records)?)?;
        }
    }
    let (mended, refused) = (reading.corrections.len() + reading.more_corrections, reading.rejected.len());
    println!(
        "{} written, {mended} corrections, {refused} refused, {} left out, {} values dropped, read in {took:?}",
        records.len(),
        left_out.len(),
        dropped.len()
    );
    Ok(())
}
