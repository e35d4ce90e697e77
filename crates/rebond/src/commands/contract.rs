//! `rebond generate contract`: an invented contract in the database, to see the board with forty sheets or twenty thousand.

use super::{Outcome, told, wait};
use crate::Data;
use clap::Args;
use jiff::Timestamp;
use std::time::Instant;
use store::Store;
use store::sheets::{self, Filter, Order, Place};

/// Written in one transaction: a kill leaves whole hundreds of sheets.
const AT_ONCE: usize = 1_000;

#[derive(Args)]
pub struct Contract {
    /// Code of the territory: "ti-2704".
    territory: String,
    /// Phase of the programme.
    #[arg(long, default_value_t = 2)]
    phase: u8,
    #[arg(long, default_value_t = 40)]
    sheets: usize,
    /// The same seed gives the same sheets.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Add to a contract that already holds sheets.
    #[arg(long)]
    force: bool,
    /// Measure the pages of the board and of the table afterwards: so many reads of each.
    #[arg(long, default_value_t = 0)]
    measure: usize,
    #[arg(long, env = "REBOND_DATABASE", default_value = "sqlite:var/rebond.db")]
    database: String,
    #[command(flatten)]
    data: Data,
}

impl Contract {
    pub fn run(self) -> Outcome {
        let (reference, rulebook) = (self.data.reference()?, self.data.rulebook()?);
        let unknown = || {
            format!("✕ {}:{} : territoire inconnu, voir /territoires\n  unknown territory, see /territoires", self.phase, self.territory)
        };
        let territory = reference.territory(self.phase, &self.territory).ok_or_else(unknown)?;
        let lifecycle = rulebook.lifecycle(self.phase).ok_or_else(|| {
            "✕ le programme de cette phase n’a pas de lifecycle.toml\n  the programme of this phase has no lifecycle.toml".to_owned()
        })?;
        let region = reference.region_code(&territory.region).unwrap_or_default().to_owned();
        let place = Place { phase: self.phase, code: self.territory.clone(), region };
        let (now, today) = (Timestamp::now(), domain::calendar::paris_time(Timestamp::now()).date());
        let made = contracts::invent(lifecycle, self.sheets, self.seed, today);
        wait(async move {
            let store = Store::open(&self.database).await.map_err(told)?;
            let there = sheets::count(&store, place.phase, &place.code, &Filter::default()).await.map_err(told)?;
            if there > 0 && !self.force {
                return Err(format!(
                    "✕ ce contrat a déjà {there} fiches : --force pour en ajouter d’inventées\n  this contract holds {there} sheets already: --force to add invented ones"
                ));
            }
            for some in made.chunks(AT_ONCE) {
                sheets::create_all(&store, &place, some.to_vec(), None, "rebond generate contract", now).await.map_err(told)?;
            }
            println!(
                "✓ {} fiches inventées, marquées partout / {} invented sheets, marked everywhere: /territoires/{}/{}/contrat",
                made.len(),
                made.len(),
                place.phase,
                place.code
            );
            measure(&store, &place, lifecycle, today, self.measure).await.map_err(told)
        })
    }
}

/// What a page reads, timed: half of the reads are faster than the first figure, 99 in 100 than the second.
async fn measure(
    store: &Store,
    place: &Place,
    lifecycle: &contracts::Lifecycle,
    today: domain::Date,
    reads: usize,
) -> Result<(), store::StoreError> {
    if reads == 0 {
        return Ok(());
    }
    let (phase, code) = (place.phase, place.code.as_str());
    let filters = [
        ("tout / all", Filter::default()),
        ("recherche / search", Filter { text: "friche gare".into(), ..Filter::default() }),
        ("en retard / late", Filter { late_on: Some(today), ..Filter::default() }),
    ];
    for (name, filter) in &filters {
        let (mut board, mut table) = (vec![], vec![]);
        for _ in 0..reads {
            let start = Instant::now();
            sheets::counts(store, phase, code, filter).await?;
            for state in &lifecycle.states {
                sheets::column(store, phase, code, filter, &state.id, 12).await?;
            }
            board.push(start.elapsed());
            let start = Instant::now();
            sheets::list(store, phase, code, filter, Order::Due, None, 51).await?;
            sheets::count(store, phase, code, filter).await?;
            table.push(start.elapsed());
        }
        for (page, mut times) in [("board", board), ("table", table)] {
            times.sort();
            let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1_000.0;
            println!("  {page} · {name}: p50 {:.1} ms, p99 {:.1} ms", at(50), at(99));
        }
    }
    Ok(())
}
