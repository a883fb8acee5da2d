//! Outcomes beside compliance: counts over a period. Kept as they are until the commands that use them come.

use std::collections::BTreeMap;

use jiff::civil::Date;

/// A count of something over a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Id in the measures catalogue.
    pub measure: String,
    /// First and last day counted.
    pub period: (Date, Date),
    /// The group counted: dimension and value.
    pub by: BTreeMap<String, String>,
    /// How many.
    pub amount: Amount,
    /// Out of how many.
    pub out_of: Option<u64>,
}

/// How many, or that they were too few to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Exactly so many.
    Count(u64),
    /// Fewer than so many; the exact number never enters the file.
    FewerThan(u64),
}
