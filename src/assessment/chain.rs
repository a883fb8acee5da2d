//! One organisation's cycles as a chain: each records what the last one said when it began.

use super::{Assessment, canonical};
use crate::standard::Digest;

/// How a cycle hangs on the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// It records no cycle before it.
    First,
    /// The one before, at this place among those given, says what it said then.
    Holds(usize),
    /// The one before, at this place, was changed after this one began.
    Changed(usize),
    /// The one before is not among those given.
    Missing,
}

impl Link {
    /// The place of the cycle before, if it is there.
    #[must_use]
    pub const fn to(self) -> Option<usize> {
        match self {
            Self::Holds(at) | Self::Changed(at) => Some(at),
            Self::First | Self::Missing => None,
        }
    }

    /// Whether the chain holds here.
    #[must_use]
    pub const fn holds(self) -> bool {
        matches!(self, Self::First | Self::Holds(_))
    }
}

/// The link of every assessment to the one before it. A cycle that is there twice, as two files of one name, is the one
/// whose digest is right. Sign-offs given to a cycle after the next one began change nothing of what it said.
#[must_use]
pub fn links(all: &[&Assessment]) -> Vec<Link> {
    let digests: Vec<Vec<Digest>> = all.iter().map(|a| digests(a)).collect();
    let link = |index: usize| {
        let this = all[index];
        let Some(previous) = &this.cycle.previous else { return Link::First };
        let named = |other: &&usize| {
            let other = all[**other];
            other.organisation.name == this.organisation.name && other.cycle.name == previous.name
        };
        let others: Vec<usize> = (0..all.len()).filter(|other| *other != index).collect();
        match others.iter().find(|other| digests[**other].contains(&previous.digest)) {
            Some(other) => Link::Holds(*other),
            None => others.iter().find(named).map_or(Link::Missing, |other| Link::Changed(*other)),
        }
    };
    (0..all.len()).map(link).collect()
}

/// The digest of an assessment as it is, and as it was before each of its sign-offs.
fn digests(assessment: &Assessment) -> Vec<Digest> {
    let mut earlier = assessment.clone();
    let mut digests = vec![canonical::digest(&earlier)];
    while earlier.sign_off.pop().is_some() {
        digests.push(canonical::digest(&earlier));
    }
    digests
}

/// The places of all assessments by organisation, each chain from its first cycle on. Links that lead in a ring, which only
/// files changed by hand can have, are cut.
#[must_use]
pub fn in_order(all: &[&Assessment], links: &[Link]) -> Vec<usize> {
    let depth = |start: usize| {
        let mut at = start;
        (0..all.len()).take_while(|_| links[at].to().map(|before| at = before).is_some()).count()
    };
    let mut places: Vec<usize> = (0..all.len()).collect();
    places.sort_by_cached_key(|at| {
        let a = all[*at];
        (a.organisation.name.clone(), depth(*at), a.cycle.opened, a.cycle.name.clone())
    });
    places
}
