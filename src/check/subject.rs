//! A file that was read, as the rules see it: answers, figures, and the place of each.

use jiff::civil::Date;

use crate::assessment::Assessment;
use crate::score::{Row, Scorecard};
use crate::standard::{Catalogue, RequirementId, Standard};
use crate::text::{Source, Span};
use crate::tree::{At, Node};

/// What the rules look at.
pub struct Subject<'a> {
    /// The file's values with their places.
    pub root: &'a Node<'a>,
    /// The packs it was read with.
    pub catalogue: &'a Catalogue,
    /// Every figure.
    pub card: Scorecard<'a>,
}

/// How a file is written, as the rules on layout see it.
pub struct Layout<'a> {
    /// Its text, to the byte.
    pub source: &'a Source,
    /// Its values with their places.
    pub root: &'a Node<'a>,
    /// The standard it answers, where that is at hand.
    pub standard: Option<&'a Standard>,
}

impl<'a> Subject<'a> {
    /// The assessment.
    #[must_use]
    pub const fn assessment(&self) -> &'a Assessment {
        self.card.paired.assessment
    }

    /// The standard it answers.
    #[must_use]
    pub const fn standard(&self) -> &'a Standard {
        self.card.paired.standard
    }

    /// The day the check is made.
    #[must_use]
    pub const fn today(&self) -> Date {
        self.card.as_at
    }

    /// The top of the file, to go on from to a field.
    #[must_use]
    pub const fn top(&self) -> At<'a> {
        At::top(self.root)
    }

    /// Where a requirement is answered; the list of answers when it is not.
    #[must_use]
    pub fn answer(&self, id: &RequirementId) -> At<'a> {
        self.top().field("answers").field(id.as_str())
    }

    /// What decides a requirement: its rating, that it is not applicable, or the answer's name.
    #[must_use]
    pub fn verdict(&self, row: &Row<'_>) -> Span {
        let answer = self.answer(&row.requirement.id);
        ["rating", "not_applicable"].into_iter().map(|name| answer.field(name)).find(|at| at.is_there()).unwrap_or(answer).span()
    }
}
