//! Work on many things at once, with their order kept and only a bounded number of them in memory.

use rayon::prelude::*;

/// Runs work on a pool of its own with some threads.
///
/// # Errors
/// Threads that the system refuses.
pub fn on_threads<R: Send>(threads: usize, work: impl FnOnce() -> R + Send) -> Result<R, rayon::ThreadPoolBuildError> {
    // Deeply nested markup must not end the run: a generous stack costs only address space.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(64 << 20).build()?;
    Ok(pool.install(work))
}

/// Applies `work` to items in parallel and hands the results to `take` in the order of the items.
///
/// At most `size` items and their results are held at a time. `rayon`'s own bridge for iterators loses the order.
pub fn ordered<T: Send, R: Send>(
    items: impl Iterator<Item = T>,
    size: usize,
    work: impl Fn(T) -> R + Sync + Send,
    mut take: impl FnMut(R),
) {
    let mut items = items.fuse();
    loop {
        let window: Vec<T> = items.by_ref().take(size.max(1)).collect();
        if window.is_empty() {
            return;
        }
        let results: Vec<R> = window.into_par_iter().with_max_len(1).map(&work).collect();
        results.into_iter().for_each(&mut take);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_for_any_window() {
        for size in [0, 1, 3, 100] {
            let mut seen = Vec::new();
            ordered(0..50_u64, size, |n| (0..(50 - n) * 100).fold(n, |a, _| std::hint::black_box(a)), |n| seen.push(n));
            assert_eq!(seen, (0..50).collect::<Vec<_>>(), "window {size}");
        }
    }
}
