//! How many threads a computation takes; never what it answers.

/// Runs on `threads` threads of its own, or on the caller's pool for 0. When the system refuses threads, on the caller's.
pub fn run<R: Send>(threads: usize, job: impl FnOnce() -> R + Send) -> R {
    if threads == 0 || threads == rayon::current_num_threads() && rayon::current_thread_index().is_some() {
        return job();
    }
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(job),
        Err(_) => job(),
    }
}

/// In how many parts to cut a loop of so many turns of a nanosecond or two: one when it is too short to pay for waking a thread.
pub fn parts(turns: usize) -> usize {
    const WORTH_SHARING: usize = 1 << 15;
    if turns < WORTH_SHARING { 1 } else { rayon::current_num_threads() }
}
