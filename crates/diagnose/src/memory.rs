//! Room for the large squares: places × activities, activities × activities.

// Advice on pages is a raw call.
#![allow(unsafe_code)]

/// Zeros on large pages where the system gives them: a square of 5 000 activities is 200 MB, and taking it up by pages of 4 KB costs
/// more than counting what it holds.
pub fn zeros(len: usize) -> Vec<f64> {
    let mut square = vec![0.0; len];
    on_large_pages(&mut square);
    square
}

#[cfg(target_os = "linux")]
fn on_large_pages(square: &mut [f64]) {
    const PAGE: usize = 4096;
    let whole = square.as_mut_ptr_range();
    let (start, end) = (whole.start.addr().next_multiple_of(PAGE), whole.end.addr() / PAGE * PAGE);
    if start < end {
        // SAFETY: the pages are within `square`, and this advice changes no content. Refused, nothing is lost but time.
        let _ = unsafe { rustix::mm::madvise(whole.start.with_addr(start).cast(), end - start, rustix::mm::Advice::LinuxHugepage) };
    }
}

#[cfg(not(target_os = "linux"))]
fn on_large_pages(_: &mut [f64]) {}
