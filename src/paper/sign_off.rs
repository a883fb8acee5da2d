//! What is signed, and whether sign-offs still cover what is there, in words.

use super::words::{headline, sentence};
use crate::assessment::canonical::Difference;
use crate::assessment::chain::Link;
use crate::assessment::sign_off::{Standing, same_name, standing, unanswered};
use crate::assessment::signature::Proof;
use crate::assessment::{ActionStatus, Assessment, Carried, CarriedVerdict, Dissent, Evidence, Role, SignOff, Verdict};
use crate::day;
use crate::render::{Cell, Document, Table, Tone};
use crate::score::{Scorecard, State};
use crate::standard::RequirementId;
use crate::text::{clean_line, count_of, list_of};

/// What a record is worth, said wherever one is shown.
const RECORDED: &str = "A sign-off is a record of what somebody wrote into the file. Nothing here proves who that was.";

/// What a sign-off given now would cover.
#[must_use]
pub fn signing(card: &Scorecard<'_>) -> Document {
    let a = card.paired.assessment;
    let standard = card.paired.standard;
    let mut screen =
        Document::new(format!("What is signed: {}, {}", clean_line(&a.organisation.name), clean_line(&a.cycle.name)));
    screen.paragraph(format!("{}. {}.", standard.title, sentence(&headline(&card.total, &standard.scale))));
    let mut table = Table::new(["Rating", "#Number", "Requirements"]);
    let mut states: Vec<State> = card.rows.iter().map(|row| row.state).collect();
    states.sort();
    states.dedup();
    for state in states {
        let ids: Vec<&str> = card.rows.iter().filter(|r| r.state == state).map(|r| r.requirement.id.as_str()).collect();
        table.rows.push(vec![
            Cell::Rating(state.in_words(standard).to_owned(), Tone::of(state, &standard.scale)),
            Cell::Count(ids.len()),
            Cell::text(ids.join(" ")),
        ]);
    }
    screen.table(table);
    let open = card.paired.open();
    let is_rated = |id: &RequirementId| card.paired.answer(id).rating().is_some();
    let incomplete: Vec<&str> = open.iter().map(|r| &r.id).filter(|id| is_rated(id)).map(RequirementId::as_str).collect();
    screen.paragraph(match (open.len(), incomplete.as_slice()) {
        (0, _) => "Nothing is open.".to_owned(),
        (n, []) => format!("{} still open.", count_of(n, "requirement is", "requirements are")),
        (n, ids) => format!(
            "{} still open. Rated, but without a reason, evidence or action: {}.",
            count_of(n, "requirement is", "requirements are"),
            ids.join(" ")
        ),
    });
    let evidence: Vec<&Evidence> = a.answers.values().flat_map(|x| &x.evidence).collect();
    let actions = a.answers.values().flat_map(|x| &x.actions);
    let waiting = actions.clone().filter(|x| x.status == ActionStatus::Open).count();
    screen.paragraph(format!(
        "With their reasons, {}, {} ({waiting} open) and {}.",
        count_of(evidence.len(), "piece of evidence", "pieces of evidence"),
        count_of(actions.count(), "action", "actions"),
        count_of(a.measures.len(), "measure", "measures"),
    ));
    if !a.sign_off.is_empty() {
        let before: Vec<String> = a.sign_off.iter().map(named).collect();
        screen.paragraph(format!("And the sign-offs before: {}.", list_of(&before)));
    }
    screen.notice(standard.notice());
    screen
}

/// What the signer adds, which the sign-off covers too: in what role, under which name, with which disagreements.
#[must_use]
pub fn own_part(card: &Scorecard<'_>, role: Role, name: &str, disagrees: &[Dissent]) -> Document {
    let mut screen = Document::new("What is recorded with it");
    let who = format!("{}, {}", clean_line(name), role.title().to_lowercase());
    screen.paragraph(match disagrees.len() {
        0 => format!("{who}: in agreement with all of it."),
        n => format!("{who}: in agreement, but for {}.", count_of(n, "rating", "ratings")),
    });
    let label = |rating: &str| card.paired.standard.scale.rating(rating).map_or(rating, |r| r.label.as_str()).to_lowercase();
    let line = |d: &Dissent| {
        let stands = card.paired.answer(&d.requirement).rating().map_or_else(|| "not rated".to_owned(), label);
        let words = if d.publish { "these words may be published" } else { "these words are not for publication" };
        format!("{} should be {}, and is {stands}: {} ({words})", d.requirement, label(&d.rating), clean_line(&d.reason))
    };
    screen.list(disagrees.iter().map(line).collect());
    screen
}

/// "staff side, 30 October 2026": by role, as a name may say who is in a union.
fn named(sign_off: &SignOff) -> String {
    format!("{}, {}", sign_off.role.title().to_lowercase(), day::long(sign_off.on))
}

/// Sign-offs that cover an assessment as it is and not as it is to be, in words: "staff side, 30 October 2026".
#[must_use]
pub fn voided(now: &Assessment, wanted: &Assessment) -> Vec<String> {
    let after = standing(wanted);
    let is_void = |(s, then): &(&Standing<'_>, &Standing<'_>)| s.is_current && s.covers() && !then.covers();
    standing(now).iter().zip(&after).filter(is_void).map(|(s, _)| named(s.sign_off)).collect()
}

/// "Recorded: staff side, 30 October 2026, with 1 disagreement."
#[must_use]
pub fn recorded(sign_off: &SignOff) -> String {
    let with = match sign_off.disagrees.len() {
        0 => "in agreement".to_owned(),
        n => format!("with {}", count_of(n, "disagreement", "disagreements")),
    };
    format!("Recorded: {}, {with}. It covers {}.", named(sign_off), sign_off.covers)
}

/// How all sign-offs of a file stand. `proofs` has one for each, or nothing when nobody asked.
#[must_use]
pub fn verified(assessment: &Assessment, proofs: &[Proof]) -> Document {
    let name = format!("{}, {}", clean_line(&assessment.organisation.name), clean_line(&assessment.cycle.name));
    let mut screen = Document::new(format!("Sign-offs: {name}"));
    let all = standing(assessment);
    if all.is_empty() {
        screen.paragraph("No sign-off is recorded.");
        return screen;
    }
    let asked = !proofs.is_empty();
    let mut table = Table::new(["Role", "Recorded on", "#Disagreements", "Covers what is here"]);
    if asked {
        table.columns.extend(Table::new(["Signature"]).columns);
    }
    for (index, s) in all.iter().enumerate() {
        let covers = match (s.is_current, s.covers()) {
            (false, _) => "superseded",
            (true, true) => "yes",
            (true, false) => "no",
        };
        let mut cells = vec![
            Cell::text(s.sign_off.role.title()),
            Cell::Date(Some(s.sign_off.on)),
            Cell::Count(s.sign_off.disagrees.len()),
            covers.into(),
        ];
        if asked {
            cells.push(Cell::text(match proofs.get(index).filter(|_| s.is_current) {
                Some(Proof::Verified(_)) => "verified",
                Some(Proof::Failed(_)) => "no",
                Some(Proof::None) | None => "–",
            }));
        }
        table.rows.push(cells);
    }
    screen.table(table);
    let current = || all.iter().filter(|s| s.is_current);
    screen.list(current().filter(|s| !s.covers()).map(changed).collect());
    screen.list(current().flat_map(since).collect());
    let judged = || all.iter().zip(proofs).filter(|(s, _)| s.is_current);
    let in_words = |(s, proof): (&Standing<'_>, &Proof)| match proof {
        Proof::Verified(key) => Some(format!("{}: signed with the key {key}.", sentence(&named(s.sign_off)))),
        Proof::Failed(why) => Some(format!("{}: {why}.", sentence(&named(s.sign_off)))),
        Proof::None => None,
    };
    screen.list(judged().filter_map(in_words).collect());
    for line in findings(assessment, &all) {
        screen.paragraph(line);
    }
    // What is said of all would be wrong of one that a key stands for.
    let unproved: Vec<String> =
        judged().filter(|(_, p)| !matches!(p, Proof::Verified(_))).map(|(s, _)| named(s.sign_off)).collect();
    if unproved.len() == judged().count() {
        screen.notice(RECORDED);
    } else if !unproved.is_empty() {
        screen.notice(format!(
            "Only a record of what somebody wrote into the file, with nothing here that proves who that was: {}.",
            unproved.join("; ")
        ));
    }
    screen
}

/// What else someone should know: one name under two roles, disagreements nobody answered.
fn findings(assessment: &Assessment, standing: &[Standing<'_>]) -> Vec<String> {
    let mut found: Vec<String> = same_name(assessment).into_iter().map(|(a, b)| one_name(a, b)).collect();
    let unanswered: Vec<String> = unanswered(assessment, standing).iter().map(|(_, d)| d.requirement.to_string()).collect();
    if !unanswered.is_empty() {
        let words = count_of(unanswered.len(), "disagreement has", "disagreements have");
        found.push(format!("{words} had no response so far: {}. Any change of the answer is one.", list_of(&unanswered)));
    }
    found
}

/// That one person signed in two roles.
#[must_use]
pub fn one_name(a: Role, b: Role) -> String {
    let (a, b) = (a.title().to_lowercase(), b.title().to_lowercase());
    format!("The same name stands under {a} and {b}: one person in two roles is no partnership.")
}

/// "Staff side, 30 October 2026: L1 and W3 changed since."
#[must_use]
pub fn changed(standing: &Standing<'_>) -> String {
    format!("{}: {}.", sentence(&named(standing.sign_off)), standing.cover.in_words())
}

/// What happened since that voids nothing.
fn since(standing: &Standing<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    if !standing.done.is_empty() {
        let mut ids: Vec<String> = standing.done.iter().map(|(id, _)| id.to_string()).collect();
        ids.dedup();
        let count = count_of(standing.done.len(), "action", "actions");
        lines.push(format!(
            "{}: {count} done since, for {}. That voids nothing.",
            sentence(&named(standing.sign_off)),
            list_of(&ids)
        ));
    }
    if let Some(day) = standing.handed_in {
        let day = day::long(day);
        lines.push(format!("{}: handed in since, on {day}. That voids nothing.", sentence(&named(standing.sign_off))));
    }
    lines
}

/// All that two states of an assessment say differently, and which sign-offs the other one was signed with.
#[must_use]
pub fn against(name: &str, differences: &[Difference], signed: &[&SignOff]) -> Document {
    let mut screen = Document::new(format!("Against {name}"));
    screen.paragraph(if signed.is_empty() {
        "None of the sign-offs was given for that copy.".to_owned()
    } else {
        let signed: Vec<String> = signed.iter().map(|s| named(s)).collect();
        format!("That copy is what was signed by these: {}.", signed.join("; "))
    });
    if differences.is_empty() {
        screen.paragraph("Both say the same.");
        return screen;
    }
    let mut table = Table::new(["Where", "Then", "Now"]);
    let cell = |value: &Option<String>| value.as_ref().map_or_else(|| Cell::text("–"), |v| Cell::text(v.clone()));
    table.rows = differences.iter().map(|d| vec![d.place.clone().into(), cell(&d.then), cell(&d.now)]).collect();
    screen.table(table);
    screen
}

/// An assessment in a chain of cycles.
#[derive(Debug, Clone, Copy)]
pub struct InChain<'a> {
    /// What to call its file.
    pub name: &'a str,
    /// What it says.
    pub assessment: &'a Assessment,
    /// How it hangs on the one before; its place is one among those given.
    pub link: Link,
}

/// The chains of cycles, their places in the order of reading, and the first break of each organisation's.
#[must_use]
pub fn chains(all: &[InChain<'_>], order: &[usize]) -> Document {
    let mut screen = Document::new("Cycles");
    let mut table = Table::new(["File", "Organisation", "Cycle", "The one before"]);
    let in_order = || order.iter().filter_map(|at| all.get(*at));
    for each in in_order() {
        let link = match each.link {
            Link::First => "none recorded".to_owned(),
            Link::Holds(_) => "as it was".to_owned(),
            Link::Changed(_) => "changed since".to_owned(),
            Link::Missing => "not here".to_owned(),
        };
        let a = each.assessment;
        let organisation = clean_line(&a.organisation.name).into_owned();
        table.rows.push(vec![each.name.into(), organisation.into(), clean_line(&a.cycle.name).into_owned().into(), link.into()]);
    }
    screen.table(table);
    let mut told: Vec<&str> = Vec::new();
    for each in in_order().filter(|each| !each.link.holds()) {
        let organisation = each.assessment.organisation.name.as_str();
        if !told.contains(&organisation) {
            told.push(organisation);
            screen.paragraph(broken(each, all));
        }
    }
    if told.is_empty() {
        screen.paragraph("No chain is broken.");
    }
    screen
}

/// Numbers of two cycles that share days, a line for each.
#[must_use]
pub fn overlapping(lines: Vec<String>) -> Document {
    let mut screen = Document::new("Numbers of overlapping periods");
    screen.paragraph(
        "Whoever has both files can subtract one number from the other, and the difference can be a handful of people. Let each \
         period begin where the one before ended.",
    );
    screen.list(lines);
    screen
}

fn broken(each: &InChain<'_>, all: &[InChain<'_>]) -> String {
    let a = each.assessment;
    let organisation = clean_line(&a.organisation.name);
    let (cycle, previous) = (clean_line(&a.cycle.name), a.cycle.previous.as_ref().map_or("", |p| p.name.as_str()));
    let head = format!("First break for {organisation}");
    let Some(before) = each.link.to().and_then(|at| all.get(at)) else {
        return format!("{head}: {cycle} follows {}, and no file here is that cycle.", clean_line(previous));
    };
    let mut text =
        format!("{head}: {} ({}) was changed after the next cycle, {cycle}, began.", clean_line(previous), before.name);
    match standing(before.assessment).iter().rev().find(|s| s.is_current) {
        None => {
            text.push_str(" It has no sign-off that could show what changed.");
            let ids = rated_otherwise(a, before.assessment);
            if !ids.is_empty() {
                let they = if ids.len() == 1 { "it was" } else { "they were" };
                text.push_str(&format!(" Rated otherwise than when {they} carried into {cycle}: {}.", list_of(&ids)));
            }
        }
        Some(last) if last.covers() => {
            text.push_str(" Its last sign-off covers what is there, so it was given after the change.");
        }
        Some(last) => text.push_str(&format!(" By its last sign-off: {}", changed(last))),
    }
    text
}

/// The requirements of a cycle whose verdicts are not those that the next one carried from it.
fn rated_otherwise(next: &Assessment, before: &Assessment) -> Vec<String> {
    let carried = next.answers.values().flat_map(|answer| &answer.carried).filter(|c| c.from == before.standard);
    let is_other = |c: &&Carried| match (&c.verdict, before.answers.get(&c.requirement).and_then(|x| x.verdict.as_ref())) {
        (CarriedVerdict::Rating(then), Some(Verdict::Rated(now))) => then != now,
        (CarriedVerdict::NotApplicable(then), Some(Verdict::NotApplicable { reason, .. })) => then != reason,
        _ => true,
    };
    let mut ids: Vec<&RequirementId> = carried.filter(is_other).map(|c| &c.requirement).collect();
    ids.dedup();
    ids.into_iter().map(ToString::to_string).collect()
}
