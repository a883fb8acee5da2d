//! Counts from an incident system's extract, made safe to publish before they reach a file.
//!
//! ```text
//! mapping, rows ─ tally ─► exact counts ─ protect ─► Measures to publish ─ merge ─► an assessment's measures
//! an assessment's measures ─ printable ─► what every paper and table prints
//! ```
//!
//! Exact small counts live between the first arrow and the second and nowhere else. Three things are published: a count; that
//! it is fewer than a limit; that it is withheld because a small one could be worked out from it. Three rules keep numbers
//! from being worked out:
//!
//! - A number is broken down one way at a time, so each breakdown is one sum, and [`protect()`] can try every sum.
//! - Measures that are some of another ("of the incidents reported, those …") are tried together with it.
//! - Periods of one measure are equal or do not overlap, and a period once imported stays as it is ([`merge()`]): else the
//!   difference of two large numbers would give a small one.
//!
//! What that does not cover: who knows a number from elsewhere can work out more, and so can who is told of late reports.

mod findings;
mod mapping;
mod merge;
mod printable;
mod protect;
mod tally;

pub use findings::{Fault, Finding, across, findings, is_given_away};
pub use mapping::{Breakdown, Counted, Filter, Mapping, OutOf, parse};
pub use merge::{Merged, merge, overlap};
pub use printable::{apart, printable};
pub use protect::{LeftOut, Protected, protect};
pub use tally::{Family, Problem, Row, Table, Tally, tally};

/// Numbers below this are not published, unless a mapping asks for a higher limit.
pub const LIMIT: u64 = 5;
