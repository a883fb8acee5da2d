//! Many files on all processors, results in order, few of them held at a time.

use std::sync::mpsc::sync_channel;
use std::thread;

use anyhow::{Result, anyhow};

/// Most results that one worker may be ahead. This bounds memory, however many files there are.
const AHEAD: usize = 32;

/// Does `work` for every item on as many threads as there are processors, and hands the results over in the items' order.
/// Worker k takes every k-th item, so that whose turn it is needs no sorting.
pub fn in_order<I: Sync, R: Send>(
    items: &[I],
    work: impl Fn(&I) -> R + Sync,
    mut take: impl FnMut(R) -> Result<()>,
) -> Result<()> {
    let workers = thread::available_parallelism().map_or(1, usize::from).min(items.len());
    if workers <= 1 {
        return items.iter().try_for_each(|item| take(work(item)));
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
        for turn in 0..items.len() {
            let next = results.get(turn % workers).and_then(|receive| receive.recv().ok());
            take(next.ok_or_else(|| anyhow!("a worker stopped without a result; this is a fault in vpr"))?)?;
        }
        Ok(())
    })
}
