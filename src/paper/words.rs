//! Figures in words, the same in every paper.

use crate::assessment::{Action, ActionStatus};
use crate::day;
use crate::render::{Cell, Tone};
use crate::score::{Overall, Ratio, Row, Scorecard, Task, View};
use crate::standard::{Rating, Requirement, Scale};
use crate::text::list_of;

/// Most entries of any list in the board paper; a board reads no more, and the committee paper holds all.
pub const MOST_SHOWN: usize = 8;

/// "L1 Named executive director".
pub fn named(requirement: &Requirement) -> String {
    format!("{} {}", requirement.id, requirement.title)
}

/// "38 of 51 green (met), 11 amber, 2 red, 0 not assessed; 1 not applicable and left out".
pub fn headline(view: &View, scale: &Scale) -> String {
    let ratings = scale.ratings.iter().zip(&view.by_rating).rev();
    let mut parts: Vec<String> = ratings
        .enumerate()
        .map(|(i, (rating, count))| {
            let of = if i == 0 { format!(" of {}", view.applicable) } else { String::new() };
            format!("{count}{of} {}", marked(rating).to_lowercase())
        })
        .collect();
    if view.carried > 0 {
        parts.push(format!("{} carried and not confirmed", view.carried));
    }
    parts.push(format!("{} not assessed", view.not_assessed));
    if view.not_approved > 0 {
        parts.push(format!("{} called not applicable without approval", view.not_approved));
    }
    let left_out = match view.not_applicable {
        0 => String::new(),
        n => format!("; {n} not applicable and left out"),
    };
    format!("{}{left_out}", parts.join(", "))
}

/// The label of a rating; one that counts as met says so where its label does not.
pub fn marked(rating: &Rating) -> String {
    let says_so = !rating.met || rating.label.eq_ignore_ascii_case("met");
    if says_so { rating.label.clone() } else { format!("{} (met)", rating.label) }
}

/// A share, or a dash where there is nothing to share.
pub fn share(ratio: Option<Ratio>) -> String {
    ratio.map_or_else(|| "–".to_owned(), |r| r.to_string())
}

/// "84% (82% with the 1 left out counted at 0)": a score never stands without the other where anything was left out.
pub fn score(view: &View) -> String {
    let beside = view.score_with_all.map(|all| format!(" ({all} with the {} left out counted at 0)", view.not_applicable));
    format!("{}{}", share(view.score), beside.unwrap_or_default())
}

/// "project score 84% (…)", and the score of what was assessed where that is not all.
pub fn scores(view: &View) -> String {
    let mut text = format!("project score {}", score(view));
    if view.assessed < view.applicable {
        let part = share(view.score_of_assessed);
        text.push_str(&format!("; score of what was assessed {part}, {} of {} assessed", view.assessed, view.applicable));
    }
    text
}

/// The ids of the essential rows that hold the band down.
pub fn holding(overall: &Overall<'_>) -> String {
    ids(overall.gates.iter().map(|g| g.row.requirement))
}

/// "L1, C1 and 3 more".
pub fn ids<'a>(rows: impl Iterator<Item = &'a Requirement>) -> String {
    let all: Vec<String> = rows.map(|r| r.id.to_string()).collect();
    match all.len().checked_sub(MOST_SHOWN) {
        None | Some(0) => list_of(&all),
        Some(more) => format!("{} and {more} more", all.iter().take(MOST_SHOWN).cloned().collect::<Vec<_>>().join(", ")),
    }
}

/// The state or rating of a row as a cell.
pub fn rating_of(row: &Row<'_>, card: &Scorecard<'_>) -> Cell {
    let standard = card.paired.standard;
    Cell::Rating(row.state.in_words(standard).to_owned(), Tone::of(row.state, &standard.scale))
}

/// The rating of a row by its id, for tables that programs read.
pub fn rating_id(row: &Row<'_>, card: &Scorecard<'_>) -> Cell {
    let tone = Tone::of(row.state, &card.paired.standard.scale);
    row.answer.rating().map_or(Cell::Empty, |rating| Cell::Rating(rating.to_owned(), tone))
}

/// "8 of 31, the rest in the committee paper", when not all are shown.
pub fn cut(total: usize) -> Option<String> {
    (total > MOST_SHOWN).then(|| format!("{MOST_SHOWN} of {total}, the rest in the committee paper."))
}

/// Whether an action still has to be done.
pub fn is_open(action: &Action) -> bool {
    action.status == ActionStatus::Open
}

/// Whether some action for a row still has to be done.
pub fn has_open_action(row: &Row<'_>) -> bool {
    row.answer.actions.iter().any(is_open)
}

/// A row of a table of actions: requirement, action, owner, due.
pub fn task(task: &Task<'_>) -> Vec<Cell> {
    let owner = task.action.owner.clone().unwrap_or_else(|| "no owner".to_owned());
    let due = task.action.due.map_or_else(|| "no date".to_owned(), day::long);
    vec![Cell::text(task.requirement.id.as_str()), task.action.what.clone().into(), owner.into(), due.into()]
}

/// "2 open, 1 done": counts with their words, those that are 0 left out.
pub fn count_words(counts: &[(usize, &str)]) -> String {
    let told: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{n} {words}")).collect();
    told.join(", ")
}

/// "is" or "are".
pub const fn is_are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

/// The text with a capital first letter.
pub fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The text ended by a full stop, if it has no end of its own.
pub fn stopped(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?', '…']) { text.to_owned() } else { format!("{text}.") }
}
