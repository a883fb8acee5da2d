//! Many files on all processors, results in order, few of them held at a time.

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::sync_channel;
use std::thread;

use anyhow::{Result, anyhow};

/// Most results that one worker may be ahead. This bounds memory, however many files there are.
const AHEAD: usize = 32;

/// Does `work` for every item on as many threads as there are processors, and hands the results over in the items' order;
/// nothing for an item at which the work panicked. Worker k takes every k-th item, so that whose turn it is needs no sorting.
pub fn in_order<I: Sync, R: Send>(
    items: &[I],
    work: impl Fn(&I) -> R + Sync,
    mut take: impl FnMut(&I, Option<R>) -> Result<()>,
) -> Result<()> {
    // What a panic leaves behind is not looked at again: each item is worked on from the start.
    let work = |item: &I| panic::catch_unwind(AssertUnwindSafe(|| work(item))).ok();
    let workers = thread::available_parallelism().map_or(1, usize::from).min(items.len());
    if workers <= 1 {
        return items.iter().try_for_each(|item| take(item, work(item)));
    }
    thread::scope(|scope| {
        let results: Vec<_> = (0..workers)
            .map(|first| {
                let (send, receive) = sync_channel(AHEAD);
                let work = &work;
                scope.spawn(move || {
                    for item in items.iter().skip(first).step_by(workers) {
                        // Nobody takes results any more once writing them has failed.
                        if send.send(work(item)).is_err() {
                            break;
                        }
                    }
                });
                receive
            })
            .collect();
        for (turn, item) in items.iter().enumerate() {
            let next = results.get(turn % workers).and_then(|receive| receive.recv().ok());
            take(item, next.ok_or_else(|| anyhow!("a worker stopped without a result; this is a fault in vpr"))?)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_order_and_one_fault_costs_one_item() {
        let items: Vec<usize> = (0..1_000).collect();
        let mut taken = Vec::new();
        let work = |item: &usize| {
            assert_ne!(*item, 500, "on purpose");
            item * 2
        };
        let done = in_order(&items, work, |item, result| {
            assert_eq!(result, (*item != 500).then_some(item * 2));
            taken.push(*item);
            Ok(())
        });
        assert!(done.is_ok() && taken == items);
    }

    #[test]
    fn nobody_works_on_once_the_results_are_not_wanted() {
        let items: Vec<usize> = (0..100_000).collect();
        let worked = AtomicUsize::new(0);
        let done = in_order(
            &items,
            |_| worked.fetch_add(1, Ordering::Relaxed),
            |item, _| match item {
                10 => Err(anyhow!("the disk is full")),
                _ => Ok(()),
            },
        );
        assert!(done.is_err() && worked.load(Ordering::Relaxed) < 10_000);
    }
}
