//! Which requirements the walk visits, and in which order.

use std::collections::BTreeSet;

use crate::assessment::{Gap, Paired};
use crate::standard::{Requirement, RequirementId, Stage, Standard};
use crate::text::{list_of, nearest};

/// How the walk is cut into parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Plan, Do, Check, Act.
    #[default]
    Stage,
    /// Domain by domain.
    Domain,
}

/// What the walk is limited to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Only {
    /// One stage.
    Stage(Stage),
    /// One domain, by its index.
    Domain(usize),
    /// One requirement, open or not.
    Requirement(RequirementId),
    /// What is open.
    Open,
    /// What was carried and waits to be confirmed.
    Carried,
}

impl Only {
    /// Reads one word of `--only`.
    ///
    /// # Errors
    /// A sentence that says what can be written.
    pub fn parse(word: &str, standard: &Standard) -> Result<Self, String> {
        let word = word.trim();
        if let Some(stage) = Stage::parse(word) {
            return Ok(Self::Stage(stage));
        }
        if word.eq_ignore_ascii_case("open") {
            return Ok(Self::Open);
        }
        if word.eq_ignore_ascii_case("carried") {
            return Ok(Self::Carried);
        }
        if let Some(index) = standard.domains.iter().position(|d| d.id.eq_ignore_ascii_case(word)) {
            return Ok(Self::Domain(index));
        }
        if let Some(requirement) = standard.requirement_typed(word) {
            return match requirement.not_rated_because() {
                None => Ok(Self::Requirement(requirement.id.clone())),
                Some(why) => Err(format!("{} of {} {why}", requirement.id, standard.reference)),
            };
        }
        let mut names: Vec<&str> = Stage::ALL.iter().map(|s| s.id()).chain(["open", "carried"]).collect();
        names.extend(standard.domains.iter().map(|d| d.id.as_str()));
        let near = nearest(word, names.iter().copied().chain(standard.rated().map(|r| r.id.as_str())));
        let near = near.map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
        Err(format!(
            "`{word}` is no part of {}{near} It can be {}, or the id of a requirement",
            standard.reference,
            list_of(&names)
        ))
    }

    fn admits(&self, requirement: &Requirement, gap: Option<Gap>) -> bool {
        match self {
            Self::Stage(stage) => requirement.stage == *stage,
            Self::Domain(domain) => requirement.domain == Some(*domain),
            Self::Requirement(id) => requirement.id == *id,
            Self::Open => gap.is_some(),
            Self::Carried => gap == Some(Gap::Unconfirmed),
        }
    }
}

/// The requirements to visit in order, each with the number of its part of the walk.
#[derive(Debug, Clone)]
pub struct Route {
    order: Order,
    stops: Vec<RequirementId>,
    /// Named by id, so visited once even when there is nothing open about them.
    pub(super) asked_for: Vec<RequirementId>,
}

impl Route {
    /// Every requirement that passes one of the limits; all of them when there is none.
    #[must_use]
    pub fn new(paired: &Paired<'_>, order: Order, only: &[Only]) -> Self {
        let admitted = |r: &Requirement| only.is_empty() || only.iter().any(|o| o.admits(r, paired.gap(paired.answer(&r.id))));
        let mut rows: Vec<&Requirement> = paired.standard.rated().filter(|r| admitted(r)).collect();
        if order == Order::Stage {
            rows.sort_by_key(|r| r.stage);
        }
        let asked_for = only
            .iter()
            .filter_map(|o| match o {
                Only::Requirement(id) => Some(id.clone()),
                _ => None,
            })
            .collect();
        Self { order, stops: rows.into_iter().map(|r| r.id.clone()).collect(), asked_for }
    }

    /// The requirements in order.
    #[must_use]
    pub fn stops(&self) -> &[RequirementId] {
        &self.stops
    }

    /// The next requirement with a gap after a given one: on to the end, then round from the start, those put off last and
    /// those put off in this sitting not at all.
    #[must_use]
    pub fn next_open(
        &self,
        paired: &Paired<'_>,
        after: Option<&RequirementId>,
        put_off: &BTreeSet<RequirementId>,
    ) -> Option<RequirementId> {
        let start = after.and_then(|id| self.stops.iter().position(|s| s == id)).map_or(0, |at| at + 1);
        let around = self.stops[start..].iter().chain(&self.stops[..start]);
        let open: Vec<&RequirementId> =
            around.filter(|id| paired.gap(paired.answer(id)).is_some() && !put_off.contains(id)).collect();
        let now = open.iter().find(|id| paired.answer(id).later.is_none());
        // Only what was put off earlier is left: from the start of the walk.
        let later = || self.stops.iter().find(|id| open.contains(id));
        now.copied().or_else(later).cloned()
    }

    /// What the part of the walk is called that a requirement belongs to, and what it is about.
    #[must_use]
    pub fn section<'a>(&self, standard: &'a Standard, requirement: &'a Requirement) -> (&'a str, &'a str) {
        match (self.order, standard.domain_of(requirement)) {
            (Order::Domain, Some(domain)) => (domain.title.as_str(), ""),
            _ => (requirement.stage.title(), standard.about(requirement.stage)),
        }
    }

    /// Whether two requirements are in the same part of the walk.
    #[must_use]
    pub fn same_section(&self, a: &Requirement, b: &Requirement) -> bool {
        match self.order {
            Order::Stage => a.stage == b.stage,
            Order::Domain => a.domain == b.domain,
        }
    }
}
