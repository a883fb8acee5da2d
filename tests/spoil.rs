//! Files spoilt at random: a few characters taken out, a few that mean something to a parser put in.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::round_trip::PIECES;

/// Where, how many characters go, and what comes instead.
pub type Cut = (Index, usize, Vec<&'static str>);

pub fn cuts() -> impl Strategy<Value = Vec<Cut>> {
    vec((any::<Index>(), 0_usize..12, vec(select(PIECES), 0..4)), 1..6)
}

pub fn spoilt(text: &str, cuts: Vec<Cut>) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for (at, gone, put) in cuts {
        let at = at.index(text.len().max(1));
        let end = (at + gone).min(text.len());
        text.splice(at..end, put.concat().chars());
    }
    text.into_iter().collect()
}
