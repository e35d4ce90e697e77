//! Room for the large squares: places × activities, activities × activities.

// Advice on pages is a raw call.
#![allow(unsafe_code)]

/// Bytes of a small page.
const PAGE: usize = 4096;

/// Zeros on large pages where the system gives them: a square of 5 000 activities is 200 MB, and taking it up by pages of 4 KB costs
/// more than counting what it holds.
pub fn zeros(len: usize) -> Vec<f64> {
    let mut square = vec![0.0; len];
    on_large_pages(&mut square);
    square
}

/// [`zeros`] whose pages are taken up at once. Threads that share the columns of a square meet on its fresh pages, and each would
/// make them.
pub fn zeros_at_hand(len: usize) -> Vec<f64> {
    let mut square = zeros(len);
    // Hidden from the compiler, which knows that what it allocates as zeros holds zeros.
    square.iter_mut().step_by(PAGE / size_of::<f64>()).for_each(|v| *v = std::hint::black_box(0.0));
    square
}

#[cfg(target_os = "linux")]
fn on_large_pages(square: &mut [f64]) {
    let whole = square.as_mut_ptr_range();
    let (start, end) = (whole.start.addr().next_multiple_of(PAGE), whole.end.addr() / PAGE * PAGE);
    if start < end {
        // SAFETY: the pages are within `square`, and this advice changes no content. Refused, nothing is lost but time.
        let _ = unsafe { rustix::mm::madvise(whole.start.with_addr(start).cast(), end - start, rustix::mm::Advice::LinuxHugepage) };
    }
}

#[cfg(not(target_os = "linux"))]
fn on_large_pages(_: &mut [f64]) {}
