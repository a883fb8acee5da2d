//! How a rating or state looks where a format can draw: always beside its word, never instead of it.

use crate::score::State;
use crate::standard::Scale;

/// How good or bad a rating or state is, whatever the scale calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// A rating that counts as met.
    Met,
    /// A rating between the worst and met.
    Partly,
    /// The worst rating.
    NotMet,
    /// Nothing that counts yet: not assessed, carried, or left out without approval.
    Open,
    /// Left out, with a reason and an approval.
    LeftOut,
}

impl Tone {
    /// Every tone, best first.
    pub const ALL: [Self; 5] = [Self::Met, Self::Partly, Self::NotMet, Self::Open, Self::LeftOut];

    /// The tone of a state on a scale.
    #[must_use]
    pub fn of(state: State, scale: &Scale) -> Self {
        match state {
            State::Rated(rank) => Self::of_rank(rank, scale),
            State::NotApplicable { justified: true } => Self::LeftOut,
            State::NotApplicable { justified: false } | State::Carried | State::NotAssessed => Self::Open,
        }
    }

    /// The tone of a rating, by its place on a scale from the worst at 0.
    #[must_use]
    pub fn of_rank(rank: usize, scale: &Scale) -> Self {
        match scale.ratings.get(rank) {
            Some(rating) if rating.met => Self::Met,
            _ if rank == 0 => Self::NotMet,
            _ => Self::Partly,
        }
    }

    /// A name for style sheets.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Partly => "partly",
            Self::NotMet => "not-met",
            Self::Open => "open",
            Self::LeftOut => "left-out",
        }
    }

    /// A mark of its own shape, which every usual font has.
    #[must_use]
    pub const fn mark(self) -> char {
        match self {
            Self::Met => '●',
            Self::Partly => '▲',
            Self::NotMet => '■',
            Self::Open => '○',
            Self::LeftOut => '–',
        }
    }

    /// A pale background on which black is easy to read, as RGB.
    #[must_use]
    pub const fn tint(self) -> u32 {
        match self {
            Self::Met => 0xCC_EA_D7,
            Self::Partly => 0xFF_F1_CC,
            Self::NotMet => 0xF8_D4_D4,
            Self::Open => 0xE8_ED_EE,
            Self::LeftOut => 0xFF_FF_FF,
        }
    }
}
