//! CPU seconds and peak memory of the whole chain on a matrix saved by numpy, to be read beside its peers
//! (`benches/bars.sh`): `sectors_time FILE.npy THREADS kept|density|streamed|counts [TIMES]`.
//!
//! `kept` keeps the density and COG squares, `density` the density alone (what the hand-written numpy does), `streamed`
//! computes all of them and keeps one line per place; `counts` adds the bare
//! co-occurrence, every pair both ways, to a run of `coi`. The CPU clock is that of the process, so all threads count. Of
//! several times, the one with the least CPU on one thread, with the least wall time on more.

use diagnose::analysis::both;
use diagnose::density::density;
use diagnose::outlook::{Rows, coi, outlook};
use diagnose::proximity::ProximityKind;
use diagnose::simd::{Level, shared_places};
use diagnose::specialisation::rca;
use diagnose::{Convention, Presence, Table};
use rustix::time::{ClockId, clock_gettime};
use std::io::{BufReader, Error, ErrorKind, Read};
use std::time::Instant;

fn cpu() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

/// Row by row, so that the square is never in memory: C order, little-endian f4 or f8, header of version 1 or 2.
fn read_npy(path: &str) -> Result<Table, Error> {
    let wrong = |what: &str| Error::new(ErrorKind::InvalidData, format!("{path}: {what}"));
    let mut file = BufReader::new(std::fs::File::open(path)?);
    let mut head = [0; 10];
    file.read_exact(&mut head)?;
    let mut length = usize::from(u16::from_le_bytes([head[8], head[9]]));
    if head[6] > 1 {
        let mut more = [0; 2];
        file.read_exact(&mut more)?;
        length += usize::from(u16::from_le_bytes(more)) << 16;
    }
    let mut header = vec![0; length];
    file.read_exact(&mut header)?;
    let header = String::from_utf8_lossy(&header).into_owned();
    let size = if header.contains("'<f4'") { 4 } else { 8 };
    let shape = header.split('(').nth(1).and_then(|s| s.split(')').next()).ok_or_else(|| wrong("no shape"))?;
    let shape: Vec<usize> = shape.split(',').filter_map(|n| n.trim().parse().ok()).collect();
    let [places, activities] = shape[..] else { return Err(wrong("not two dimensions")) };
    let (mut start, mut column, mut value) = (vec![0], Vec::new(), Vec::new());
    let mut row = vec![0; activities * size];
    for _ in 0..places {
        file.read_exact(&mut row)?;
        for (j, bytes) in row.chunks_exact(size).enumerate() {
            let v = match *bytes {
                [a, b, c, d] => f64::from(f32::from_le_bytes([a, b, c, d])),
                [a, b, c, d, e, f, g, h] => f64::from_le_bytes([a, b, c, d, e, f, g, h]),
                _ => 0.0,
            };
            if v > 0.0 {
                column.push(j as u32);
                value.push(v);
            }
        }
        start.push(value.len());
    }
    let names = |letter: char, n: usize| (0..n).map(|i| format!("{letter}{i:05}")).collect();
    Table::new(names('c', places), names('p', activities), start, column, value).map_err(|why| wrong(&why.en))
}

/// What a place makes of its row before it is forgotten; COI costs as much.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, threads, mode, times @ ..] = &arguments[..] else {
        return Err("FILE.npy THREADS kept|density|streamed|counts [TIMES]".into());
    };
    let (threads, times): (usize, usize) = (threads.parse()?, times.first().map_or(Ok(1), |t| t.parse())?);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
    let table = read_npy(path)?;
    let mut counted = f64::INFINITY;
    let mut best: Option<(f64, f64, Vec<f64>, String)> = None;
    for _ in 0..times {
        let (wall, begin) = (Instant::now(), cpu());
        let mut steps = vec![begin];
        let said = pool.install(|| {
            let rca = rca(&table);
            steps.push(cpu());
            let presence = Presence::above(&table, &rca, 1.0);
            steps.push(cpu());
            let (complexity, phi) = both(&presence, Convention::Atlas, ProximityKind::Minimum);
            let complexity = complexity.map_err(|r| r.text().en.to_string())?;
            steps.push(cpu());
            let checksum: f64 = match mode.as_str() {
                "kept" => outlook(&presence, &phi, &complexity, 0).coi[0],
                "density" => density(&presence, &phi, Convention::Atlas.diagonal(), 0)[0],
                "counts" => {
                    let mut row = vec![[[0; 4]; 4]; presence.activities.len().div_ceil(4)];
                    let before = cpu();
                    (0..row.len()).for_each(|group| shared_places(Level::best(), presence.bits(), group, &mut row));
                    counted = counted.min(cpu() - before);
                    coi(&presence, &phi, &complexity, 0)[0]
                }
                _ => {
                    let rows = Rows::new(&presence, &phi, &complexity);
                    rows.each(0..presence.places.len(), |_, density, cog| dot(density, &complexity.pci) + cog[0]).iter().sum()
                }
            };
            steps.push(cpu());
            Ok::<String, String>(format!("λ {:.6} {:.6} {checksum:.4}", complexity.eigenvalues[1], complexity.eigenvalues[2]))
        })?;
        let run = (cpu() - begin, wall.elapsed().as_secs_f64(), steps.windows(2).map(|w| w[1] - w[0]).collect(), said);
        if best.as_ref().is_none_or(|best| if threads == 1 { run.0 < best.0 } else { run.1 < best.1 }) {
            best = Some(run);
        }
    }
    let (cpu, wall, steps, said) = best.ok_or("TIMES is 0")?;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).map_or("?", str::trim);
    let steps: Vec<String> = steps.iter().map(|s| format!("{s:.4}")).collect();
    println!("rebond {path} {mode}, {threads} thread(s): cpu {cpu:.4} wall {wall:.4} peak {peak} {said}");
    if counted.is_finite() {
        println!("    co-occurrence alone: {counted:.4}");
    }
    println!("    steps (rca, presence, eci-pci and proximity, density…): {}", steps.join(" "));
    Ok(())
}
