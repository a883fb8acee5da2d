//! An assessment held against expectations.

use super::{Demand, Expectations, Floor, Wanted, Whole};
use crate::assessment::Role;
use crate::check::Subject;
use crate::check::private;
use crate::check::rules::expected;
use crate::check::subject::ids;
use crate::day;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::score::{Row, State};
use crate::text::{Span, count_of, list_of};

/// Nothing of a file can be compared, as its errors leave nothing to go by. That is said, or else the errors would look like all
/// there is to put right.
pub fn compare_nothing(expectations: &Expectations, sink: &mut Diagnostics) {
    if expectations.demand_something() {
        Unmet { expectations, open: Vec::new(), sink }.not_compared();
    }
}

/// Every demand that an assessment does not meet, as a problem in it. What errors leave open is not guessed, and named.
pub fn compare(expectations: &Expectations, subject: &Subject<'_>, sink: &mut Diagnostics) {
    let mut unmet = Unmet { expectations, open: Vec::new(), sink };
    let standard = subject.standard();
    let at_standard = subject.top().field("standard").span();
    if let Some(demand) = &expectations.embedded_only
        && standard.origin.is_some()
    {
        let message = format!("{} is a pack from outside the program, and only those built in are accepted", standard.reference);
        unmet.demand(expected::PACK, at_standard, message, demand);
    }
    match &expectations.standard {
        Some(demand) if !standard.is_called(&demand.what) => {
            let message = format!("this answers {}, and {} is expected", standard.reference, demand.what);
            // What else is demanded names rows of the other edition.
            unmet.demand(expected::STANDARD, at_standard, message, demand);
        }
        _ => {
            expectations.requirements.iter().for_each(|demand| unmet.requirement(subject, demand));
            expectations.floors.iter().for_each(|demand| unmet.floor(subject, demand));
        }
    }
    unmet.counts(subject);
    expectations.signed.iter().for_each(|demand| unmet.signed(subject, demand));
    if let Some(demand) = &expectations.oldest {
        unmet.oldest(subject, demand);
    }
    if !unmet.open.is_empty() {
        unmet.not_compared();
    }
}

struct Unmet<'e, 's> {
    expectations: &'e Expectations,
    /// What could not be compared.
    open: Vec<String>,
    sink: &'s mut Diagnostics,
}

impl Unmet<'_, '_> {
    fn demand<T>(&mut self, code: Code, at: Span, message: String, demand: &Demand<T>) {
        self.demand_with(code, at, message, expected::help(code).to_owned(), demand);
    }

    fn demand_with<T>(&mut self, code: Code, at: Span, message: String, help: String, demand: &Demand<T>) {
        let Some(severity) = self.expectations.of_code(code) else { return };
        // These are another's words, and are printed with a file that may have no private line of its own.
        let may_be_shown = |words: &&String| private::in_text(words).is_empty();
        let because = demand.because.as_ref().filter(may_be_shown).map(|b| format!(": {b}")).unwrap_or_default();
        let place = format!("{}, line {}", self.expectations.file, demand.line);
        let by = match self.expectations.title.as_ref().filter(may_be_shown) {
            Some(title) => format!("“{title}” ({place})"),
            None => place,
        };
        let note = format!("expected by {by}{because}");
        let problem = Diagnostic::error(code, at, message).note(note).help(help);
        self.sink.push(Diagnostic { severity, ..problem });
    }

    fn not_compared(&mut self) {
        let Some(severity) = self.expectations.of_code(expected::NOT_COMPARED) else { return };
        let what = if self.open.is_empty() { String::new() } else { format!(": {}", list_of(&self.open)) };
        let file = &self.expectations.file;
        let message = format!("not compared with {file} until the errors in this file are put right{what}");
        let problem = Diagnostic::error(expected::NOT_COMPARED, Span::default(), message);
        self.sink.push(Diagnostic { severity, ..problem.help(expected::help(expected::NOT_COMPARED)) });
    }

    fn requirement(&mut self, subject: &Subject<'_>, demand: &Demand<Wanted>) {
        let wanted = &demand.what;
        if !subject.faults.spare_answer(wanted.id.as_str()) {
            self.open.push(wanted.id.to_string());
            return;
        }
        let Some(row) = subject.card.rows.iter().find(|r| r.requirement.id == wanted.id) else { return };
        let at = subject.verdict(row);
        let standard = subject.standard();
        let is = row.state.in_words(standard).to_lowercase();
        if let Some(least) = wanted.at_least {
            let reached = matches!(row.state, State::Rated(rank) if rank >= least);
            let label = standard.scale.ratings.get(least).map_or("", |r| r.label.as_str()).to_lowercase();
            if !reached {
                let message = format!("{} is {is}, and at least {label} is expected", wanted.id);
                let row = format!("{} {}", subject.standard().reference, wanted.id);
                let help = format!("see what it asks with `vpr standard show {row}`, and what would have to change");
                self.demand_with(expected::RATING, at, message, help, demand);
            }
            // What does not apply has no evidence either, and is told of once.
            if !row.is_applicable() {
                return;
            }
        }
        if wanted.shown && !matches!(row.state, State::Rated(_)) {
            // Evidence shows a rating. With a least one, that is told above.
            if wanted.at_least.is_none() {
                let message = format!("{} is {is}, and is expected to be rated and shown by current evidence", wanted.id);
                let help = "rate it, and name what shows it".to_owned();
                self.demand_with(expected::EVIDENCE, at, message, help, demand);
            }
        } else if wanted.shown {
            match subject.judged_on() {
                None => self.open.push(format!("the evidence for {}", wanted.id)),
                Some(_) if row.evidenced => {}
                Some(day) => {
                    let message = format!("{} has no evidence that is current on {}", wanted.id, day::long(day));
                    self.demand(expected::EVIDENCE, at, message, demand);
                }
            }
        }
    }

    fn floor(&mut self, subject: &Subject<'_>, demand: &Demand<Floor>) {
        let card = &subject.card;
        let is_known = subject.faults.spare("answers");
        let Floor { of, least } = &demand.what;
        let (name, view) = match of {
            Whole::Overall => ("the whole".to_owned(), Some(&card.total)),
            Whole::Stage(stage) => {
                (format!("the stage {}", stage.title()), card.stages.iter().find(|(s, _)| s == stage).map(|(_, view)| view))
            }
            Whole::Domain(index) => match card.domains.get(*index) {
                Some((domain, view)) => (format!("the domain {}", domain.title), Some(view)),
                None => return,
            },
        };
        if !is_known {
            self.open.push(format!("the score of {name}"));
            return;
        }
        // Whoever puts everything down as not applicable must not pass by that.
        let is = match view.and_then(|v| v.score) {
            Some(score) if score.is_at_least(*least) => return,
            // Rounded, it would seem to reach it.
            Some(score) if score.points() >= u64::from(*least) => {
                format!("the project score of {name} is just below {least}%")
            }
            Some(score) => format!("the project score of {name} is {score}"),
            None if *least == 0 => return,
            None if card.is_scored() => format!("{name} has no project score, as nothing in it applies"),
            None => format!("{name} has no project score, as {} is an agreement", subject.standard().reference),
        };
        let at = subject.top().field("answers").span();
        self.demand(expected::FLOOR, at, format!("{is}, and at least {least}% is expected"), demand);
    }

    fn counts(&mut self, subject: &Subject<'_>) {
        let card = &subject.card;
        let at = subject.top().field("answers").span();
        let listed = |keep: &dyn Fn(&Row<'_>) -> bool| -> Vec<&str> {
            card.rows.iter().filter(|r| keep(r)).map(|r| r.requirement.id.as_str()).collect()
        };
        let open = listed(&|r| matches!(r.state, State::NotAssessed | State::Carried));
        let left_out = listed(&|r| matches!(r.state, State::NotApplicable { .. }));
        let demands = [
            (&self.expectations.most_not_assessed, expected::ASSESSED, open, "not assessed"),
            (&self.expectations.most_not_applicable, expected::APPLICABLE, left_out, "put down as not applicable"),
        ];
        for (demand, code, ids, what) in demands {
            let Some(demand) = demand else { continue };
            if !subject.faults.spare("answers") {
                self.open.push(format!("how many are {what}"));
                continue;
            }
            if ids.len() <= demand.what {
                continue;
            }
            let count = count_of(ids.len(), "requirement is", "requirements are");
            let most = demand.what;
            let which = if ids.len() == card.rows.len() { "all of them".to_owned() } else { list_of(&ids) };
            self.demand(code, at, format!("{count} {what} ({which}), and at most {most} may be"), demand);
        }
    }

    fn signed(&mut self, subject: &Subject<'_>, demand: &Demand<Role>) {
        let role = demand.what;
        let who = role.title().to_lowercase();
        // What a sign-off covers is all of the file.
        let is_there = subject.assessment().sign_off.iter().any(|s| s.role == role);
        if !subject.faults.spare("sign_off") || (is_there && !subject.faults.is_none()) {
            self.open.push(format!("the sign-off as {who}"));
            return;
        }
        let message = match subject.standing().iter().find(|s| s.sign_off.role == role) {
            Some(standing) if standing.covers() => return,
            Some(standing) => {
                format!("the sign-off as {who} is there, and does not cover what is there now: {}", standing.cover.in_words())
            }
            None => format!("there is no sign-off as {who}"),
        };
        self.demand(expected::SIGN_OFF, subject.signed_as(role).span(), message, demand);
    }

    fn oldest(&mut self, subject: &Subject<'_>, demand: &Demand<u32>) {
        let months = demand.what;
        let (mut old, mut to_come, mut undated, mut carried) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for row in subject.sound_rows() {
            match (row.state, row.answer.assessed) {
                (State::NotAssessed, _) => {}
                // Whatever day it bears, nobody has looked at it in this cycle.
                (State::Carried, _) => carried.push(row),
                (_, None) => undated.push(row),
                (_, Some(day)) if day > subject.today() => to_come.push(row),
                (_, Some(day)) if day::months_are_over(day, months, subject.today()) => old.push(row),
                _ => {}
            }
        }
        let limit = count_of(months as usize, "month", "months");
        let at = |row: &Row<'_>, field| subject.part(row, field).span();
        let found = [
            (&old, "assessed", format!("{} older than {limit}", count_of(old.len(), "answer is", "answers are"))),
            (&to_come, "assessed", format!("{} of a day to come", count_of(to_come.len(), "answer is", "answers are"))),
            (&undated, "assessed", format!("{} no day of assessment", count_of(undated.len(), "answer has", "answers have"))),
            (
                &carried,
                "carried",
                format!("{} carried over and not confirmed", count_of(carried.len(), "answer is", "answers are")),
            ),
        ];
        for (rows, field, what) in found {
            let Some(first) = rows.first() else { continue };
            let message = format!("{what}: {}", list_of(&ids(rows)));
            self.demand(expected::RECENT, at(first, field), message, demand);
        }
        if !subject.faults.spare("answers") {
            self.open.push("how old the answers with errors are".to_owned());
        }
    }
}
