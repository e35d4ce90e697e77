//! `rebond generate country`: an invented country in an empty database, to see and to measure what the pages do with the
//! sheets, the money and the ledger of every territory at once. Every sheet is marked synthetic; the envelopes say so in
//! their names. Nothing of it is added to a database that holds something: a ledger forgets nothing.

use super::sectors_import::now_and_then;
use super::{Outcome, both, told, wait};
use crate::Data;
use ::ledger::{AwardId, Entry, EnvelopeId, Kind, Unit};
use clap::Args;
use domain::{Cents, Date, Funder, Instrument, Lang, Text};
use grants::{Line, Reason, Refusal, Stage};
use jiff::{Span, Timestamp};
use reference::sectors::Progress;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;
use store::idempotency::Key;
use store::ledger::decide_all;
use store::sheets::{self, Place};
use store::{SheetId, Store, chain, funding};

const AUTHOR: &str = "rebond generate country";
/// Written in one transaction.
const AT_ONCE: usize = 1_000;
/// Lines of financing of each sheet.
const FUNDERS: usize = 5;
/// Lines of the ledger of each file: reserved, committed, liquidated, paid.
const STEPS: usize = 4;
/// Files of the ledger whose lines are written in one transaction. Their keys come in no order: the more there are, the less
/// often each page of their index is written; and one takes a second or two, so that one sees where it is.
const FILES_AT_ONCE: usize = 12_500;
/// Cents, of one file at most.
const MOST: i64 = 5_000_000;

#[derive(Args)]
pub struct Country {
    /// Action sheets, over every territory of the phase.
    #[arg(long, default_value_t = 20_000)]
    sheets: usize,
    /// Lines of the ledger, four for each file.
    #[arg(long, default_value_t = 1_000_000)]
    lines: usize,
    /// All the sheets in the contract of this territory: "ti-2704".
    #[arg(long)]
    within: Option<String>,
    #[arg(long, default_value_t = 2)]
    phase: u8,
    /// The same seed gives the same sheets and the same money.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[arg(long, env = "REBOND_DATABASE", default_value = "sqlite:var/rebond.db")]
    database: String,
    #[command(flatten)]
    data: Data,
}

impl Country {
    pub fn run(self) -> Outcome {
        let (reference, rulebook) = (self.data.reference()?, self.data.rulebook()?);
        let lifecycle = rulebook.lifecycle(self.phase).ok_or_else(|| {
            "✕ le programme de cette phase n’a pas de lifecycle.toml\n  the programme of this phase has no lifecycle.toml".to_owned()
        })?;
        let mut places = vec![];
        for territory in reference.territories().iter().filter(|territory| territory.phase == self.phase) {
            let region = reference.region_code(&territory.region).unwrap_or_default().to_owned();
            places.push(Place { phase: self.phase, code: territory.code.clone(), region });
        }
        let (now, today) = (Timestamp::now(), domain::calendar::paris_time(Timestamp::now()).date());
        let calls: Vec<String> = rulebook.programmes.iter().flat_map(|p| p.calls.iter().map(|call| call.id.clone())).collect();
        wait(async move {
            let store = Store::open(&self.database).await.map_err(told)?;
            if chain::ledger_head(&store).await.map_err(told)?.entries > 0 || chain::audit_head(&store).await.map_err(told)?.entries > 0 {
                return Err(both(&Text::new(
                    "cette base contient déjà quelque chose : donnez une base vide (--database)",
                    "this database holds something already: give an empty one (--database)",
                )));
            }
            let within: Vec<&Place> = places.iter().filter(|p| self.within.as_ref().is_none_or(|code| p.code == *code)).collect();
            if within.is_empty() {
                return Err(both(&Text::new("territoire inconnu, voir /territoires", "unknown territory, see /territoires")));
            }
            let (mut sheets_made, mut lines_made) = (0, 0);
            let mut show = progress("fiches et financements / sheets and financing", self.sheets * (1 + FUNDERS));
            for (n, place) in within.iter().enumerate() {
                let many = self.sheets / within.len() + usize::from(n < self.sheets % within.len());
                let invented = contracts::invent(lifecycle, many, self.seed + n as u64, today);
                for some in invented.chunks(AT_ONCE) {
                    let made = sheets::create_all(&store, place, some.to_vec(), None, AUTHOR, now).await.map_err(told)?;
                    sheets_made += made.len();
                    let money = made.into_iter().enumerate().flat_map(|(at, id)| money(&id, at, today, &calls)).collect();
                    lines_made += funding::add_all(&store, money, AUTHOR, now).await.map_err(told)?;
                    show(sheets_made + lines_made);
                }
            }
            println!("✓ {sheets_made} fiches inventées, {lines_made} lignes de financement / invented sheets, lines of financing");
            let written = ledger_lines(&store, &places, self.lines, self.seed, today).await?;
            println!("✓ {written} lignes du journal / lines of the ledger");
            Ok(())
        })
    }
}

/// Says now and then how much of `all` is written, at which rate and for how long still, as an import does.
fn progress(what: &'static str, all: usize) -> impl FnMut(usize) {
    let begun = Instant::now();
    let mut say = now_and_then(move |progress| {
        let told = progress.told();
        format!("{what} ({}) : {} / {}", domain::format::number(all as f64, 0, Lang::Fr), told.fr, told.en)
    });
    move |done| {
        let rows = done as u64;
        say(&Progress { rows, bytes: rows, of: all as u64, elapsed: begun.elapsed(), ended: done >= all });
    }
}

/// Who is asked for what by the sheet of this rank, and what came of it.
fn money(sheet: &SheetId, at: usize, today: Date, calls: &[String]) -> Vec<(SheetId, Line)> {
    let one = |n: usize| {
        let euros = Cents::euros(1_000 + ((at * 37 + n * 11) % 900) as i64 * 100);
        let asked_on = today.saturating_sub(Span::new().days(400 + (at * 13 % 1_400) as i64));
        let stage = |days: usize| {
            let on = asked_on.saturating_add(Span::new().days(days as i64));
            Some(Stage { amount: euros, on, proof: "pièce inventée".into() })
        };
        let funders = [Funder::State, Funder::Region, Funder::State, Funder::Region, Funder::State];
        let mut line = Line::planned(funders[n % funders.len()], "Financeur inventé", Instrument::Grant, euros);
        line.operator = Some(["bpifrance", "ademe", "anct", "cnam"][n % 4].into());
        line.programme = Some("pack-rebond-2020".into());
        line.call = calls.get((at + n) % calls.len().max(1)).cloned();
        let reached = (at + n) % 5;
        line.asked = stage(0);
        line.granted = stage(60 + at % 90).filter(|_| reached > 1);
        line.contracted = stage(160 + at % 60).filter(|_| reached > 2);
        line.paid = stage(300 + at % 60).filter(|_| reached > 3);
        if reached == 0 {
            let on = asked_on.saturating_add(Span::new().days((45 + at % 120) as i64));
            line.refused = Some(Refusal { on, reason: Reason::Exhausted, words: String::new() });
        }
        (sheet.clone(), line)
    };
    (0..FUNDERS).map(one).collect()
}

fn entry(envelope: &EnvelopeId, kind: Kind, amount: i64, date: Date) -> Entry {
    Entry { envelope: envelope.clone(), kind, amount, date, decision: "acte inventé".into(), actor: AUTHOR.into(), approver: None }
}

/// Writes these in one transaction; what is refused stops the command.
async fn write(store: &Store, decisions: Vec<(Entry, Key)>) -> Result<(), String> {
    decide_all(store, decisions, Timestamp::now()).await.map_err(told)?.map_err(|refusal| both(&refusal.what))
}

/// The lines of the file of this rank: reserved, committed, liquidated, paid.
fn file(n: usize, on: &EnvelopeId, seed: u64, today: Date) -> Option<[(Entry, Key); STEPS]> {
    let award = AwardId::parse(&format!("INV-{n}"))?;
    let drawn = (seed << 32 | n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33;
    let amount = 100_000 + (drawn % (MOST as u64 - 100_000)) as i64;
    let steps = [
        Kind::Reservation { award: award.clone(), until: None, beneficiary: Some("bénéficiaire inventé".into()) },
        Kind::Commitment { award: award.clone(), schedule: BTreeMap::from([(today.year(), amount)]), beneficiary: None },
        Kind::Liquidation { award: award.clone() },
        Kind::Payment { award },
    ];
    let mut step = 0;
    Some(steps.map(|kind| {
        let key = Key::new(&format!("{AUTHOR} {n} {step}"));
        step += 1;
        (entry(on, kind, amount, today), key)
    }))
}

/// An envelope of the State shared out over the regions, then over the territories, and files on each: reserved, committed,
/// liquidated, paid.
async fn ledger_lines(store: &Store, places: &[Place], lines: usize, seed: u64, today: Date) -> Result<usize, String> {
    let files = lines / STEPS;
    if files == 0 || places.is_empty() {
        return Ok(0);
    }
    let id = |name: &str| EnvelopeId::parse(&format!("invente-{name}")).ok_or_else(|| format!("✕ {name}"));
    let root = id("etat")?;
    let year = today.year();
    let opened_on = today.first_of_year();
    let room = MOST * (files / places.len() + 1) as i64;
    let opening = |name: &str, parent: Option<EnvelopeId>| Kind::Opening {
        name: Text::new(format!("{name} (inventée)"), format!("{name} (invented)")),
        parent,
        unit: Unit::Money,
        four_eyes_from: None,
        until: None,
    };
    let total = room * places.len() as i64;
    let mut acts = vec![(root.clone(), opening("État", None), total), (root.clone(), Kind::PaymentCredits { year }, total)];
    let regions: BTreeSet<&str> = places.iter().map(|place| place.region.as_str()).collect();
    for region in regions {
        let within: Vec<&Place> = places.iter().filter(|place| place.region == region).collect();
        let (own, share) = (id(&format!("region-{region}"))?, room * within.len() as i64);
        acts.push((own.clone(), opening(&format!("Région {region}"), Some(root.clone())), 0));
        acts.push((root.clone(), Kind::Delegation { to: own.clone() }, share));
        acts.push((own.clone(), Kind::PaymentCredits { year }, share));
        for place in within {
            let leaf = id(&place.code)?;
            acts.push((leaf.clone(), opening(&place.code, Some(own.clone())), 0));
            acts.push((own.clone(), Kind::Delegation { to: leaf.clone() }, room));
            acts.push((leaf, Kind::PaymentCredits { year }, room));
        }
    }
    let mut show = progress("journal / ledger", files * STEPS + acts.len());
    let mut written = acts.len();
    let key = |n: usize| Key::new(&format!("{AUTHOR} act {n}"));
    let acts = acts.into_iter().enumerate().map(|(n, (on, kind, amount))| (entry(&on, kind, amount, opened_on), key(n)));
    write(store, acts.collect()).await?;
    let leaves: Vec<EnvelopeId> = places.iter().map(|place| id(&place.code)).collect::<Result<_, _>>()?;
    for first in (0..files).step_by(FILES_AT_ONCE) {
        let some = first..files.min(first + FILES_AT_ONCE);
        let lines: Vec<_> = some.filter_map(|n| file(n, &leaves[n % leaves.len()], seed, today)).flatten().collect();
        written += lines.len();
        write(store, lines).await?;
        show(written);
    }
    Ok(written)
}
