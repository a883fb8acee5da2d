//! Whether a piece of evidence still shows anything on the day it is judged.

use jiff::civil::Date;

use crate::assessment::Evidence;
use crate::day;
use crate::text::says_nothing;

/// How a piece of evidence stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Currency {
    /// Dated, and within its review date or the pack's months.
    Current,
    /// Its title names nothing: "TBC".
    Unnamed,
    /// No date: it can be from any time.
    Undated,
    /// From after the day it is judged on.
    Later,
    /// Its own review date has passed.
    PastReview(Date),
    /// It has no review date, and the months that evidence lasts have passed.
    Expired(Date),
}

impl Currency {
    /// Judges a piece of evidence on a day.
    #[must_use]
    pub fn of(evidence: &Evidence, on: Date, evidence_months: u32) -> Self {
        if says_nothing(&evidence.title) {
            return Self::Unnamed;
        }
        let Some(dated) = evidence.dated else { return Self::Undated };
        if dated > on {
            return Self::Later;
        }
        match evidence.review_by {
            Some(review_by) if on <= review_by => Self::Current,
            Some(review_by) => Self::PastReview(review_by),
            None => {
                let last = day::months_after(dated, evidence_months);
                if on <= last { Self::Current } else { Self::Expired(last) }
            }
        }
    }

    /// What is wrong, in a clause; `None` when nothing is.
    #[must_use]
    pub fn in_words(self) -> Option<String> {
        match self {
            Self::Current => None,
            Self::Unnamed => Some("its title names nothing".to_owned()),
            Self::Undated => Some("undated".to_owned()),
            Self::Later => Some("dated after the day it is judged on".to_owned()),
            Self::PastReview(day) => Some(format!("review was due {}", day::long(day))),
            Self::Expired(day) => Some(format!("no review date; counted until {}", day::long(day))),
        }
    }
}
