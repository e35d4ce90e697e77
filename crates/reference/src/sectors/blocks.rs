//! A large text cut into blocks of whole rows, handed to several workers.
//!
//! Ends of rows are looked for outside quotes: the parity of the quotes of a block, carried from block to block, tells
//! whether a line feed ends a row. Counting quotes runs at the speed of the memory; cutting rows is left to the workers.
//! A few blocks are in flight at a time, so memory does not grow with the file.

use super::input::{cannot_read, read_full};
use super::records::{LONGEST_ROW, unclosed};
use domain::Text;
use std::io::Read;
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex};

/// Bytes of a block: enough to make handing over free, small enough for eight of them to be nothing.
const SIZE: usize = 4 << 20;

/// Whole rows.
pub struct Block {
    pub number: u64,
    pub bytes: Vec<u8>,
    /// Bytes of `bytes` that are rows.
    pub len: usize,
    /// Some row holds a quoted line feed: rows must be looked for with care.
    pub quotes: bool,
}

/// Reads `reader` to its end, after the bytes `rest` already taken from it. Every worker has its own tally, made by
/// `new`; `work` adds a block to it and says how many rows there were through `progress`. Also gives the first line of
/// each block, the heading being line 1.
pub fn run<T: Send>(
    name: &str,
    reader: &mut (dyn Read + Send),
    rest: Vec<u8>,
    threads: usize,
    new: &(dyn Fn() -> T + Sync),
    work: &(dyn Fn(&mut T, &Block) + Sync),
    progress: &mut dyn FnMut(u64),
) -> Result<(Vec<T>, Vec<u64>), Text> {
    let threads = threads.max(1);
    let (send, receive) = sync_channel::<Block>(threads);
    let (give_back, spare) = sync_channel::<Vec<u8>>(4 * threads + 4);
    let receive = Arc::new(Mutex::new(receive));
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                let (receive, give_back) = (Arc::clone(&receive), give_back.clone());
                scope.spawn(move || {
                    let mut tally = new();
                    loop {
                        let Ok(Ok(block)) = receive.lock().map(|queue| queue.recv()) else { break };
                        work(&mut tally, &block);
                        // A full queue of spare blocks only means that this one is freed.
                        let _ = give_back.try_send(block.bytes);
                    }
                    tally
                })
            })
            .collect();
        let cut = Cutter { name, reader, carried: rest, spare, number: 0, lines: 0 };
        let starts = cut.all(|block| send.send(block).is_ok(), progress);
        drop(send);
        let stopped = || Text::new(format!("{name} : lecture interrompue"), format!("{name}: reading stopped"));
        let tallies = workers.into_iter().map(|worker| worker.join().map_err(|_| stopped())).collect::<Result<Vec<T>, Text>>()?;
        Ok((tallies, starts?))
    })
}

struct Cutter<'a> {
    name: &'a str,
    reader: &'a mut (dyn Read + Send),
    /// The beginning of a row whose end was not read yet.
    carried: Vec<u8>,
    spare: std::sync::mpsc::Receiver<Vec<u8>>,
    number: u64,
    lines: u64,
}

impl Cutter<'_> {
    fn all(mut self, mut send: impl FnMut(Block) -> bool, progress: &mut dyn FnMut(u64)) -> Result<Vec<u64>, Text> {
        let mut starts = Vec::new();
        loop {
            let mut bytes = self.spare.try_recv().unwrap_or_default();
            bytes.clear();
            bytes.append(&mut self.carried);
            let held = bytes.len();
            bytes.resize(held.max(LONGEST_ROW / 4) + SIZE, 0);
            let count = read_full(self.reader, &mut bytes[held..]).map_err(|e| cannot_read(self.name, &e))?;
            let end = count < bytes.len() - held;
            bytes.truncate(held + count);
            let quotes = memchr::memchr(b'"', &bytes).is_some();
            let len = if end { bytes.len() } else { last_end(&bytes, quotes) };
            self.carried.extend_from_slice(&bytes[len..]);
            if len > 0 {
                starts.push(self.lines + 2);
                let lines = memchr::memchr_iter(b'\n', &bytes[..len]).count() as u64;
                self.lines += lines;
                let block = Block { number: self.number, bytes, len, quotes };
                self.number += 1;
                if !send(block) {
                    break;
                }
                progress(self.lines);
            }
            if end {
                break;
            }
        }
        Ok(starts)
    }
}

/// Where the last whole row of the bytes ends. A quote never closed would carry the text for ever: beyond the longest
/// row, line feeds end rows again, and that row is refused.
fn last_end(bytes: &[u8], quotes: bool) -> usize {
    let plain = memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1);
    if !quotes {
        return if plain == 0 && bytes.len() > LONGEST_ROW { bytes.len() } else { plain };
    }
    if memchr::memchr_iter(b'"', &bytes[..plain]).count().is_multiple_of(2) {
        return plain;
    }
    let (mut inside, mut last) = (false, 0);
    for at in memchr::memchr2_iter(b'"', b'\n', bytes) {
        match bytes[at] {
            b'"' => inside = !inside,
            _ if !inside => last = at + 1,
            _ => {}
        }
    }
    if bytes.len() - last > LONGEST_ROW { plain.max(last).max(1).min(bytes.len()) } else { last }
}

/// Each row of a block without its end of line, with its line counted from the block's first; empty rows are passed. A
/// quote that never closes makes a row of its first line alone.
pub fn rows(block: &Block, separator: u8, mut each: impl FnMut(u64, &[u8])) {
    let bytes = &block.bytes[..block.len];
    let (mut from, mut line) = (0, 0);
    while from < bytes.len() {
        let first = memchr::memchr(b'\n', &bytes[from..]).map_or(bytes.len(), |n| from + n);
        let (mut at, mut lines) = (first, 1);
        if block.quotes && unclosed(&bytes[from..at], separator) {
            let mut open = true;
            while open && at < bytes.len() && at - from <= LONGEST_ROW {
                let next = memchr::memchr(b'\n', &bytes[at + 1..]).map_or(bytes.len(), |n| at + 1 + n);
                open ^= memchr::memchr_iter(b'"', &bytes[at + 1..next]).count() % 2 == 1;
                (at, lines) = (next, lines + 1);
            }
            if open {
                (at, lines) = (first, 1);
            }
        }
        let row = &bytes[from..at];
        let row = row.strip_suffix(b"\r").unwrap_or(row);
        if !row.is_empty() {
            each(line, row);
        }
        (from, line) = (at + 1, line + lines);
    }
}
