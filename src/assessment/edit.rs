//! Answers given as named cells: by flags, or as rows of a table. One row that can't be taken, and none is.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Action, ActionStatus, Answer, Assessment, Author, Evidence, Part, Verdict};
use crate::day::{self, Towards};
use crate::standard::{Requirement, RequirementId, Standard, StandardRef};
use crate::text::{clean_line, has_word, list_of, nearest};

/// Headings whose cells change an answer, in the order of the table of requirements.
pub const TAKEN: &[&str] = &[
    "rating",
    "because",
    "evidence_title",
    "evidence_where",
    "evidence_dated",
    "evidence_review_by",
    "action_what",
    "action_owner",
    "action_due",
    "action_status",
    "skipped",
    "not_applicable",
    "approved_by",
    "later",
    "assessed",
    "assessed_by",
];

/// Headings that the table of requirements shows for its reader and that change nothing.
pub const SHOWN: &[&str] = &[
    "stage",
    "domain",
    "title",
    "essential",
    "state",
    "last_rating",
    "movement",
    "carried",
    "confirmed",
    "verification",
    "standard",
];

/// What is said about one requirement.
#[derive(Debug, Clone)]
pub struct Edit {
    /// Where it was said, for messages: "line 3".
    pub place: String,
    /// The requirement, as typed.
    pub id: String,
    /// Cells by heading; an empty one changes nothing.
    pub cells: BTreeMap<String, String>,
}

/// Problems with headings: one not known, or none called `id`.
#[must_use]
pub fn heading_problems(headings: &[String]) -> Vec<String> {
    let mut problems = Vec::new();
    if !headings.iter().any(|h| h == "id") {
        problems
            .push("there is no heading `id`: the first line names the columns, and one of them is the requirement".to_owned());
    }
    for (index, heading) in headings.iter().enumerate() {
        let known = || TAKEN.iter().chain(SHOWN).copied().chain(["id"]);
        if !known().any(|k| k == heading) {
            let near = nearest(heading, known()).map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
            problems.push(format!("column {}: there is no heading `{}`{near}", index + 1, clean_line(heading)));
        } else if headings[..index].contains(heading) {
            problems.push(format!("column {}: the heading `{heading}` is there twice", index + 1));
        }
    }
    problems
}

/// The assessment with all edits made, in order.
///
/// # Errors
/// Every problem with its place. Then nothing was changed.
pub fn apply(assessment: &Assessment, standard: &Standard, edits: &[Edit], author: &Author) -> Result<Assessment, Vec<String>> {
    let mut edited = assessment.clone();
    let mut problems = Vec::new();
    let mut said: BTreeMap<&RequirementId, Option<Verdict>> = BTreeMap::new();
    for edit in edits {
        if says_nothing_of_others(&edited, standard, edit, author) {
            continue;
        }
        let mut cells = Cells { edit, assessment, author, problems: Vec::new() };
        if let Some(requirement) = cells.requirement(standard) {
            let mut answer = edited.answers.get(&requirement.id).cloned().unwrap_or_default();
            cells.change(&mut answer, standard);
            if cells.get("rating").is_some() || cells.get("not_applicable").is_some() {
                let before = said.insert(&requirement.id, answer.verdict.clone());
                if before.is_some_and(|b| b != answer.verdict) {
                    cells.problem("rating", "an earlier row says something else of the same requirement");
                }
            }
            put(&mut edited, &requirement.id, answer);
        }
        problems.append(&mut cells.problems);
    }
    if problems.is_empty() { Ok(edited) } else { Err(problems) }
}

/// Whether it is for a row that the organisation is not rated on, and changes nothing: the table of requirements lists
/// those too, and has to read back.
fn says_nothing_of_others(assessment: &Assessment, standard: &Standard, edit: &Edit, author: &Author) -> bool {
    let Some(row) = standard.requirement_typed(&edit.id).filter(|r| !r.is_rated()) else { return false };
    let mut cells = Cells { edit, assessment, author, problems: Vec::new() };
    let before = assessment.answers.get(&row.id).cloned().unwrap_or_default();
    let mut after = before.clone();
    cells.named(standard);
    cells.change(&mut after, standard);
    cells.problems.is_empty() && after == before
}

fn put(assessment: &mut Assessment, id: &RequirementId, answer: Answer) {
    if answer.is_empty() {
        assessment.answers.remove(id);
    } else {
        assessment.answers.insert(id.clone(), answer);
    }
}

struct Cells<'a> {
    edit: &'a Edit,
    assessment: &'a Assessment,
    author: &'a Author,
    problems: Vec<String>,
}

impl<'a> Cells<'a> {
    fn problem(&mut self, heading: &str, what: &str) {
        let Edit { place, id, .. } = self.edit;
        let at =
            [place.as_str(), &clean_line(id), heading].iter().filter(|p| !p.is_empty()).copied().collect::<Vec<_>>().join(", ");
        self.problems.push(format!("{at}: {what}"));
    }

    /// A cell with something in it.
    fn get(&self, heading: &str) -> Option<&'a str> {
        self.edit.cells.get(heading).map(|c| c.trim()).filter(|c| !c.is_empty())
    }

    fn text(&mut self, heading: &str) -> Option<String> {
        let text = self.get(heading)?;
        if text.contains(crate::text::is_unsafe) {
            self.problem(heading, "it holds a control character; retype it");
        }
        Some(text.replace("\r\n", "\n"))
    }

    fn day(&mut self, heading: &str) -> Option<Date> {
        let text = self.get(heading)?;
        // What is dated or was assessed has happened; what is due or to be reviewed is to come.
        let towards = if matches!(heading, "evidence_dated" | "assessed") { Towards::Past } else { Towards::Future };
        day::parse_typed(text, self.author.today, towards).map_err(|why| self.problem(heading, &why)).ok()
    }

    /// Reports a row that says it is for another edition.
    fn named(&mut self, standard: &Standard) {
        if let Some(named) = self.get("standard")
            && !StandardRef::parse(named).is_some_and(|name| standard.is_called(&name))
        {
            self.problem("standard", &format!("this row is for {}, the file answers {}", clean_line(named), standard.reference));
        }
    }

    fn requirement(&mut self, standard: &'a Standard) -> Option<&'a Requirement> {
        self.named(standard);
        standard.rated_typed(&self.edit.id).map_err(|why| self.problem("id", &why)).ok()
    }

    fn change(&mut self, answer: &mut Answer, standard: &Standard) {
        let before = answer.verdict.clone();
        self.verdict(answer, standard);
        if let Some(because) = self.text("because") {
            answer.because = Some(because);
            answer.skipped.remove(&Part::Because);
        }
        self.evidence(answer);
        self.action(answer);
        self.skipped(answer);
        if let Some(later) = self.text("later") {
            answer.later = Some(later);
        }
        let (assessed, assessed_by) = (self.day("assessed"), self.text("assessed_by"));
        if let Some(verdict) = answer.verdict.clone().filter(|_| answer.verdict != before) {
            let later = answer.later.take().filter(|_| self.get("later").is_some());
            answer.decide(verdict, self.author);
            answer.later = later;
        }
        answer.assessed = assessed.or(answer.assessed);
        answer.assessed_by = assessed_by.or_else(|| answer.assessed_by.take());
        if let (Some(Verdict::NotApplicable { approved_by: Some(by), .. }), Some(who)) = (&answer.verdict, &answer.assessed_by)
            && self.get("approved_by").is_some()
            && self.assessment.is_one_person(by, who)
        {
            let what = format!("{} assessed it; someone else has to approve leaving it out", clean_line(who));
            self.problem("approved_by", &what);
        }
    }

    fn verdict(&mut self, answer: &mut Answer, standard: &Standard) {
        let (rating, reason, approved_by) = (self.get("rating"), self.text("not_applicable"), self.text("approved_by"));
        let before = match &answer.verdict {
            Some(Verdict::NotApplicable { approved_by, .. }) => approved_by.clone(),
            _ => None,
        };
        match (rating, reason) {
            (Some(_), Some(_)) => self.problem("not_applicable", "an answer can't have a rating and be not applicable"),
            (Some(written), None) => {
                if let Some(rating) = standard.scale.rating_typed(written) {
                    answer.verdict = Some(Verdict::Rated(rating.id.clone()));
                } else {
                    let ids: Vec<&str> = standard.scale.ratings.iter().map(|r| r.id.as_str()).collect();
                    let near =
                        nearest(written, ids.iter().copied()).map(|n| format!(" (did you mean `{n}`?)")).unwrap_or_default();
                    let ids = list_of(&ids);
                    self.problem("rating", &format!("`{}` is not a rating{near}; the ratings are {ids}", clean_line(written)));
                }
            }
            (None, Some(reason)) => answer.verdict = Some(Verdict::NotApplicable { reason, approved_by: None }),
            (None, None) => {}
        }
        match (&mut answer.verdict, approved_by) {
            // One that is there may stand, so that a table reads back.
            (Some(Verdict::NotApplicable { approved_by, .. }), Some(by)) if has_word(&by) || before.as_ref() == Some(&by) => {
                *approved_by = Some(by);
            }
            (Some(Verdict::NotApplicable { .. }), Some(_)) => {
                self.problem("approved_by", "there is no letter or number in it; name the role that approved");
            }
            (_, Some(_)) => {
                self.problem("approved_by", "only what is not applicable is approved; say why it does not apply as well");
            }
            _ => {}
        }
    }

    fn evidence(&mut self, answer: &mut Answer) {
        let (title, location) = (self.text("evidence_title"), self.text("evidence_where"));
        let (dated, review_by) = (self.day("evidence_dated"), self.day("evidence_review_by"));
        let Some(title) = title else {
            if ["evidence_where", "evidence_dated", "evidence_review_by"].iter().any(|h| self.get(h).is_some()) {
                self.problem("evidence_title", "a piece of evidence needs a title");
            }
            return;
        };
        let evidence = Evidence { title, location, dated, review_by, digest: None };
        // The table does not show the digest of a file, and giving it back must not make a second piece of evidence.
        if !answer.evidence.iter().any(|e| Evidence { digest: None, ..e.clone() } == evidence) {
            answer.evidence.push(evidence);
            answer.skipped.remove(&Part::Evidence);
        }
    }

    fn action(&mut self, answer: &mut Answer) {
        let (what, owner, due) = (self.text("action_what"), self.text("action_owner"), self.day("action_due"));
        let status = self.get("action_status").map(str::to_lowercase);
        let Some(what) = what else {
            if ["action_owner", "action_due", "action_status"].iter().any(|h| self.get(h).is_some()) {
                self.problem("action_what", "an action needs to say what is to be done");
            }
            return;
        };
        let status = match status {
            None => ActionStatus::Open,
            Some(written) => match ActionStatus::ALL.iter().find(|(_, id)| *id == written) {
                Some((status, _)) => *status,
                None => {
                    return self.problem("action_status", &format!("`{}` is not open, done or stopped", clean_line(&written)));
                }
            },
        };
        // The same action with another status is that action, further on; a new one would leave the old one open for ever.
        let same = |a: &&mut Action| a.what == what && a.owner == owner && a.due == due;
        if let Some(action) = answer.actions.iter_mut().find(same) {
            action.status = status;
            return;
        }
        let action = Action { what, owner, due, status };
        answer.actions.push(action);
        answer.skipped.remove(&Part::Actions);
    }

    fn skipped(&mut self, answer: &mut Answer) {
        let Some(written) = self.get("skipped") else { return };
        for word in written.split([',', ';', ' ']).filter(|w| !w.is_empty()) {
            match Part::ALL.iter().find(|(_, id)| *id == word) {
                Some((part, _)) => {
                    answer.skipped.insert(*part);
                }
                None => self.problem("skipped", &format!("`{}` is not because, evidence or actions", clean_line(word))),
            }
        }
    }
}
