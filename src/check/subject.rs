//! A file that was read, as the rules see it: answers, figures, and the place of each.

use std::cell::OnceCell;

use jiff::civil::Date;

use super::Faults;
use crate::assessment::sign_off::{Standing, standing_now};
use crate::assessment::{Assessment, Role};
use crate::measures::{Fault, Finding, findings};
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
    /// Which parts of it have errors.
    pub faults: Faults<'a>,
    standing: OnceCell<Vec<Standing<'a>>>,
    measured: OnceCell<Vec<Finding>>,
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
    /// What the rules look at in a file.
    #[must_use]
    pub const fn new(root: &'a Node<'a>, catalogue: &'a Catalogue, card: Scorecard<'a>, faults: Faults<'a>) -> Self {
        Self { root, catalogue, card, faults, standing: OnceCell::new(), measured: OnceCell::new() }
    }

    /// The requirements whose answer has no error: with one, what it says is only known in part.
    pub fn sound_rows(&self) -> impl Iterator<Item = &Row<'a>> {
        // Nearly every file has no errors, and each rule asks for its rows.
        let all = self.faults.is_none();
        self.card.rows.iter().filter(move |row| all || self.faults.spare_answer(row.requirement.id.as_str()))
    }

    /// How the sign-offs that count stand. Their digests are taken once.
    #[must_use]
    pub fn standing(&self) -> &[Standing<'a>] {
        self.standing.get_or_init(|| standing_now(self.assessment()))
    }

    /// Where the sign-off of a role stands that counts; the list of sign-offs when there is none.
    #[must_use]
    pub fn signed_as(&self, role: Role) -> At<'a> {
        let all = self.top().field("sign_off");
        self.assessment().sign_off.iter().rposition(|s| s.role == role).map_or(all, |index| all.item(index))
    }

    /// The measures with one of these faults, each with its place.
    pub fn measured(&self, faults: &[Fault]) -> impl Iterator<Item = (&Finding, At<'a>)> {
        let all = self.top().field("measures");
        let found = self.measured.get_or_init(|| findings(&self.assessment().measures, self.today()));
        found.iter().filter(|f| faults.contains(&f.fault)).map(move |f| (f, all.item(f.at)))
    }

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

    /// The day evidence is judged on. Nothing where an error hides the day of the meeting: today in its place would be a guess.
    #[must_use]
    pub fn judged_on(&self) -> Option<Date> {
        self.faults.spare_of_cycle("meeting").then_some(self.card.judged_on)
    }

    /// The days of the cycle that are there and that no error is about: opened, handed in, the meeting.
    #[must_use]
    pub fn days_of_cycle(&self) -> [Option<Date>; 3] {
        let cycle = &self.assessment().cycle;
        [("opened", cycle.opened), ("submitted", cycle.submitted), ("meeting", cycle.meeting)]
            .map(|(field, day)| day.filter(|_| self.faults.spare_of_cycle(field)))
    }

    /// Months between two assessments: the cycle's own, else the standard's. Nothing where an error hides which.
    #[must_use]
    pub fn review_months(&self) -> Option<u32> {
        let own = self.assessment().cycle.review_months;
        self.faults.spare_of_cycle("review_months").then(|| own.unwrap_or(self.standard().review_months))
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

    /// A field of the answer to a requirement; the answer's name where it is not there.
    #[must_use]
    pub fn part(&self, row: &Row<'_>, field: &str) -> At<'a> {
        self.answer(&row.requirement.id).field(field)
    }
}

/// The ids of rows, to be listed.
#[must_use]
pub fn ids<'a>(rows: &[&Row<'a>]) -> Vec<&'a str> {
    rows.iter().map(|row| row.requirement.id.as_str()).collect()
}
