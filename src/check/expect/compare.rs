//! An assessment held against expectations.

use super::{Demand, Expectations, Floor, Wanted, Whole};
use crate::assessment::Role;
use crate::check::Subject;
use crate::check::rules::expected;
use crate::day;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::score::{Row, State};
use crate::text::{Span, count_of, list_of};

/// Every demand that an assessment does not meet, as a problem in it.
pub fn compare(expectations: &Expectations, subject: &Subject<'_>, sink: &mut Diagnostics) {
    let mut unmet = Unmet { expectations, sink };
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
}

struct Unmet<'e, 's> {
    expectations: &'e Expectations,
    sink: &'s mut Diagnostics,
}

impl Unmet<'_, '_> {
    fn demand<T>(&mut self, code: Code, at: Span, message: String, demand: &Demand<T>) {
        let Some(severity) = self.expectations.of_code(code) else { return };
        let because = demand.because.as_ref().map(|b| format!(": {b}")).unwrap_or_default();
        let note = format!("expected by {}, line {}{because}", self.expectations.file, demand.line);
        let problem = Diagnostic::error(code, at, message).note(note).help(expected::help(code));
        self.sink.push(Diagnostic { severity, ..problem });
    }

    fn requirement(&mut self, subject: &Subject<'_>, demand: &Demand<Wanted>) {
        let wanted = &demand.what;
        // A partner's row is shown and not rated: nothing can be demanded of it.
        let Some(row) = subject.card.rows.iter().find(|r| r.requirement.id == wanted.id) else { return };
        let at = subject.verdict(row);
        let standard = subject.standard();
        let is = row.state.in_words(standard).to_lowercase();
        if let Some(least) = wanted.at_least {
            let reached = matches!(row.state, State::Rated(rank) if rank >= least) || !row.is_applicable();
            let label = standard.scale.ratings.get(least).map_or("", |r| r.label.as_str()).to_lowercase();
            if !reached {
                self.demand(expected::RATING, at, format!("{} is {is}, and at least {label} is expected", wanted.id), demand);
            }
        }
        if wanted.shown && row.is_applicable() && !row.evidenced {
            let day = day::long(subject.card.judged_on);
            self.demand(expected::EVIDENCE, at, format!("{} has no evidence that is current on {day}", wanted.id), demand);
        }
    }

    fn floor(&mut self, subject: &Subject<'_>, demand: &Demand<Floor>) {
        let card = &subject.card;
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
        // Where there is no score, as in an agreement, or where nothing applies, there is no floor either.
        let Some(score) = view.and_then(|v| v.score).filter(|score| !score.is_at_least(*least)) else { return };
        let at = subject.top().field("answers").span();
        self.demand(
            expected::FLOOR,
            at,
            format!("the project score of {name} is {score}, and at least {least}% is expected"),
            demand,
        );
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
            let Some(demand) = demand.as_ref().filter(|d| ids.len() > d.what) else { continue };
            let count = count_of(ids.len(), "requirement is", "requirements are");
            let most = demand.what;
            let which = if ids.len() == card.rows.len() { "all of them".to_owned() } else { list_of(&ids) };
            self.demand(code, at, format!("{count} {what} ({which}), and at most {most} may be"), demand);
        }
    }

    fn signed(&mut self, subject: &Subject<'_>, demand: &Demand<Role>) {
        let role = demand.what;
        let who = role.title().to_lowercase();
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
        let old: Vec<&Row<'_>> = subject
            .card
            .rows
            .iter()
            .filter(|r| r.answer.assessed.is_some_and(|day| day::months_after(day, months) < subject.today()))
            .collect();
        let Some(first) = old.first() else { return };
        let at = subject.answer(&first.requirement.id).field("assessed").span();
        let ids: Vec<&str> = old.iter().map(|r| r.requirement.id.as_str()).collect();
        let count = count_of(old.len(), "answer is", "answers are");
        let limit = count_of(months as usize, "month", "months");
        self.demand(expected::RECENT, at, format!("{count} older than {limit}: {}", list_of(&ids)), demand);
    }
}
