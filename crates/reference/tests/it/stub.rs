//! Servers on the loopback: one of whatever a story answers, and one of a single file, for downloads that break off.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex, MutexGuard};

/// A server that writes `answer(path, times this path was asked)`, and remembers what it was asked.
pub fn answers(answer: impl Fn(&str, usize) -> String + Send + 'static) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let address = format!("http://{}", listener.local_addr().expect("address"));
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
            let path = lines.next().and_then(|l| l.split(' ').nth(1).map(str::to_owned)).unwrap_or_default();
            lines.find(String::is_empty);
            let times = log.lock().map(|mut log: MutexGuard<Vec<String>>| {
                log.push(path.clone());
                log.iter().filter(|before| **before == path).count()
            });
            let _ = write!(&stream, "{}", answer(&path, times.unwrap_or(0)));
        }
    });
    (address, asked)
}

/// An answer, with further `headers`, each on its line.
pub fn said(status: u16, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status} X\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

/// A server of one file that can break off, resume, or change; it keeps the ranges asked for.
pub fn server(body: impl Into<Vec<u8>>, answer: fn(usize, Option<usize>) -> Answer) -> (String, Arc<Mutex<Vec<Option<usize>>>>) {
    let body: Vec<u8> = body.into();
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback");
    let address = format!("http://{}/stock.zip", listener.local_addr().expect("address"));
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let lines: Vec<String> = BufReader::new(&stream).lines().map_while(Result::ok).take_while(|l| !l.is_empty()).collect();
            let range = lines
                .iter()
                .find_map(|l| l.to_lowercase().strip_prefix("range: bytes=").map(|r| r.trim_end_matches('-').parse().expect("a range")));
            let times = log.lock().map(|mut log: MutexGuard<Vec<Option<usize>>>| {
                log.push(range);
                log.len()
            });
            let _ = match answer(times.unwrap_or(0), range) {
                Answer::Status(status) => write!(&stream, "HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
                Answer::Send { from, until, etag } => {
                    let head = match from {
                        0 => format!("HTTP/1.1 200 OK\r\nContent-Length: {}", body.len()),
                        from => format!(
                            "HTTP/1.1 206 Partial\r\nContent-Length: {}\r\nContent-Range: bytes {from}-{}/{}",
                            body.len() - from,
                            body.len() - 1,
                            body.len()
                        ),
                    };
                    write!(&stream, "{head}\r\nETag: {etag}\r\nConnection: close\r\n\r\n")
                        .and_then(|()| (&stream).write_all(&body[from..until.min(body.len())]))
                }
            };
        }
    });
    (address, asked)
}

pub enum Answer {
    Status(u16),
    Send { from: usize, until: usize, etag: &'static str },
}
