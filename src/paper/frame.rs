//! What every paper shares: what stands around the answers, its sections and how it ends.

use std::collections::BTreeSet;

use super::extent::Extent;
use super::movement::Movements;
use super::reader::Reader;
use super::style::Style;
use super::words::stopped;
use crate::assessment::Assessment;
use crate::day;
use crate::diagnostic::Severity;
use crate::render::{Block, Document};
use crate::score::{LensCard, Row, Scorecard};
use crate::standard::{Digest, RequirementId};
use crate::text::{count_of, list_of};

/// Longest statement printed where it belongs, in characters; a longer one goes to an annex and is named there.
const LONGEST_STATEMENT: usize = 600;

/// What a paper is told besides the answers and their figures.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// Version of the program.
    pub version: &'a str,
    /// Digest of the assessment, where there is a file: with names that of its bytes, without them of what it says but for
    /// names, since a guess at a name could be tried on the other.
    pub file: Option<&'a Digest>,
    /// The assessment of the cycle before, where one was given.
    pub last: Option<&'a Assessment>,
    /// Lenses over the answers, in the order printed.
    pub lenses: &'a [LensCard<'a>],
    /// What the guard found that looks like an identifier; `None` where it did not run.
    pub guard: Option<&'a [GuardCount]>,
    /// What a check of the file found; `None` where none was made.
    pub findings: Option<&'a [FindingCount]>,
    /// What of the whole is given, where the card has not all of it.
    pub extent: Option<&'a Extent>,
    /// Whether signers are printed by name.
    pub with_names: bool,
    /// The house style.
    pub style: Option<&'a Style>,
}

impl<'a> Frame<'a> {
    /// Nothing but the version.
    #[must_use]
    pub const fn new(version: &'a str) -> Self {
        Self {
            version,
            file: None,
            last: None,
            lenses: &[],
            guard: None,
            findings: None,
            extent: None,
            with_names: false,
            style: None,
        }
    }

    /// What of the whole is given with this card.
    pub fn extent(&self, card: &Scorecard<'_>) -> Extent {
        self.extent.cloned().unwrap_or_else(|| Extent::of(card, Reader::Board))
    }

    /// Which assessment it is, by its digest.
    pub fn rests_on(&self) -> String {
        match self.file {
            Some(digest) if self.with_names => format!("Assessment: the file with {digest}."),
            Some(digest) => format!("Assessment: what the file says, but for the names of signers, has {digest}."),
            None => "Assessment: not from a file.".to_owned(),
        }
    }

    /// What the guard found, for whoever may be told: the public reads nothing but what was cleared.
    #[must_use]
    pub fn guard_for(&self, reader: Reader) -> Option<&'a [GuardCount]> {
        self.guard.filter(|_| reader != Reader::Public)
    }
}

/// How often something that looks like an identifier was found in free text. Never the text itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardCount {
    /// What it looks like, with its article: "an NHS number".
    pub kind: String,
    /// How often.
    pub count: usize,
}

/// How often a check found something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingCount {
    /// How bad it is.
    pub severity: Severity,
    /// The name of the rule.
    pub rule: String,
    /// What it says, in a clause.
    pub says: String,
    /// How often.
    pub count: usize,
}

/// What a paper named of the whole, counted while it was written.
#[derive(Debug, Default)]
pub struct Shown {
    /// Requirements.
    pub requirements: BTreeSet<RequirementId>,
    /// Pieces of evidence.
    pub evidence: usize,
    /// Actions.
    pub actions: usize,
}

/// A paper as it is written, section by section.
pub struct Paper<'a> {
    /// The figures.
    pub card: &'a Scorecard<'a>,
    /// What else is known.
    pub frame: &'a Frame<'a>,
    /// How each row stood before.
    pub movements: Movements<'a>,
    /// What was named so far.
    pub shown: Shown,
    reader: Reader,
    title: String,
    sections: Vec<(&'static str, Document)>,
    /// Statements too long for their place, with what they are.
    annex: Vec<(String, String)>,
}

impl<'a> Paper<'a> {
    /// A paper with nothing in it yet.
    pub fn new(reader: Reader, title: String, card: &'a Scorecard<'a>, frame: &'a Frame<'a>) -> Self {
        Self {
            card,
            frame,
            movements: Movements::new(card, frame.last),
            shown: Shown::default(),
            reader,
            title,
            sections: Vec::new(),
            annex: Vec::new(),
        }
    }

    /// Whom it is for.
    pub const fn reader(&self) -> Reader {
        self.reader
    }

    /// Begins a section; what is added from here on belongs to it.
    pub fn begin(&mut self, id: &'static str, heading: &str) -> &mut Document {
        debug_assert!(self.reader.sections().contains(&id), "{id} is not listed");
        let named = self.frame.style.and_then(|style| style.heading(id)).unwrap_or(heading);
        let mut section = Document::new("");
        section.heading(2, named);
        self.sections.push((id, section));
        self.body()
    }

    /// What a section is called in this paper; none where the paper or its house style leaves it out.
    pub fn heading_of<'h>(&self, id: &str, usual: &'h str) -> Option<&'h str>
    where
        'a: 'h,
    {
        let style = self.frame.style;
        let order = style.and_then(Style::order).unwrap_or(self.reader.sections());
        order.contains(&id).then(|| style.and_then(|s| s.heading(id)).unwrap_or(usual))
    }

    /// The section at work.
    pub fn body(&mut self) -> &mut Document {
        if self.sections.is_empty() {
            self.sections.push(("front-sheet", Document::new("")));
        }
        let last = self.sections.len() - 1;
        &mut self.sections[last].1
    }

    /// Notes that a row was named.
    pub fn names(&mut self, row: &Row<'_>) {
        self.shown.requirements.insert(row.requirement.id.clone());
    }

    /// A statement where it fits, or where in the annex it is.
    pub fn statement(&mut self, of: &str, text: &str) -> String {
        if text.chars().count() <= LONGEST_STATEMENT {
            return text.to_owned();
        }
        let entry = (of.to_owned(), text.to_owned());
        let at = self.annex.iter().position(|e| *e == entry).unwrap_or(self.annex.len());
        if at == self.annex.len() {
            self.annex.push(entry);
        }
        format!("see annex {}", at + 1)
    }

    /// The whole, in the order of the house style, with what no style can take away: whose wording it is, what the guard
    /// found, the annex, and what the paper covers.
    pub fn finish(mut self) -> Document {
        let mut paper = Document::new(std::mem::take(&mut self.title));
        paper.notice(self.card.paired.standard.notice());
        let usual = self.reader.sections();
        let order: Vec<&str> = self.frame.style.and_then(Style::order).unwrap_or(usual).to_vec();
        let mut said = self.frame.guard_for(self.reader).map(guarded);
        if order.first() != Some(&"front-sheet") {
            said.take().into_iter().for_each(|text| paper.notice(text));
        }
        for id in &order {
            for (_, section) in self.sections.iter().filter(|(of, _)| of == id) {
                paper.blocks.extend(section.blocks.iter().cloned());
            }
            if *id == "front-sheet" {
                said.take().into_iter().for_each(|text| paper.notice(text));
            }
        }
        self.annex(&mut paper);
        let left_out: Vec<&str> = self.sections.iter().map(|(id, _)| *id).filter(|id| !order.contains(id)).collect();
        self.scope(&mut paper, &left_out);
        paper
    }

    fn annex(&self, paper: &mut Document) {
        if self.annex.is_empty() {
            return;
        }
        paper.heading(2, "Annex: statements in full");
        paper.blocks.push(Block::Steps(self.annex.iter().map(|(of, text)| format!("{of}: {text}")).collect()));
    }

    fn scope(&self, paper: &mut Document, left_out: &[&str]) {
        let card = self.card;
        let standard = card.paired.standard;
        paper.heading(2, "What this paper covers and rests on");
        let mut lines = vec![format!("{} {}", self.counts(), self.elsewhere())];
        if !left_out.is_empty() {
            lines.push(format!("Left out by the house style: {}.", list_of(left_out)));
        }
        lines.push(self.frame.rests_on());
        let from = match &standard.origin {
            None => "built into vpr".to_owned(),
            // Folders of a computer are nobody's business outside.
            Some(_) if self.reader == Reader::Public => "a local pack".to_owned(),
            Some(path) => format!("loaded from {path}"),
        };
        let pack = match &card.paired.assessment.pack {
            None => "The assessment does not record which text of the list was answered.".to_owned(),
            Some(answered) if *answered == standard.digest => {
                "The assessment was answered against this text of the list.".to_owned()
            }
            Some(answered) => {
                format!("The assessment was answered against another text of the list (sha256 {}).", answered.short())
            }
        };
        lines.push(format!("List: {}, {from}, {}. {pack}", standard.reference, standard.digest));
        lines.push(format!(
            "As at {}. Made with vpr {} from what the organisation wrote; nothing here was checked by anyone else.",
            as_at(card),
            self.frame.version
        ));
        paper.list(lines);
        paper.notice(standard.notice_in_full());
    }

    /// What was named of how much.
    fn counts(&self) -> String {
        let rows = &self.card.rows;
        let evidence: usize = rows.iter().map(|r| r.answer.evidence.len()).sum();
        let actions: usize = rows.iter().map(|r| r.answer.actions.len()).sum();
        format!(
            "Set out one by one: {} of {}, {} of {}, {} of {}.",
            self.shown.requirements.len(),
            count_of(rows.len(), "requirement", "requirements"),
            self.shown.evidence,
            count_of(evidence, "evidence item", "evidence items"),
            self.shown.actions,
            count_of(actions, "action", "actions"),
        )
    }

    /// Which paper has the rest.
    fn elsewhere(&self) -> &'static str {
        match self.reader {
            Reader::Board => "The committee paper has them all; the inspection paper has the inspector's view of them.",
            Reader::Committee => "The contract's duty and the list of evidence are in the commissioner's paper.",
            Reader::Commissioner => "Actions, their owners and what was found before are in the committee paper.",
            Reader::Inspection => "Actions, reasons for what is met, and evidence not current are in the committee paper.",
            Reader::Public => "What is held back is counted above; the board and committee papers have it.",
        }
    }
}

/// What the guard found, for page one.
pub fn guarded(counts: &[GuardCount]) -> String {
    let found: Vec<String> =
        counts.iter().filter(|c| c.count > 0).map(|c| format!("{} ({})", c.kind, count_of(c.count, "time", "times"))).collect();
    let where_ = if found.is_empty() { "" } else { " \"vpr check\" says where." };
    let found = if found.is_empty() { "nothing".to_owned() } else { list_of(&found) };
    format!(
        "Before this is published: a guard looked through the assessment for what may identify a person, and found {found}.{where_} It \
         is an aid and no anonymisation: somebody has to read the paper first."
    )
}

/// The day of the figures, and the day on which evidence was judged.
pub fn as_at(card: &Scorecard<'_>) -> String {
    let as_at = day::long(card.as_at);
    match card.paired.assessment.cycle.meeting {
        Some(meeting) => format!("{as_at}. Evidence is judged on the day of the meeting, {}", day::long(meeting)),
        None => format!("{as_at}. No day of a meeting is given, so evidence is judged on this day"),
    }
}

/// What a check found, for the commissioner.
pub fn checked(findings: &[FindingCount]) -> Vec<String> {
    let line = |f: &FindingCount| {
        let says = f.says.trim_end_matches('.');
        stopped(&format!("{} ({}), {}: {says}", f.rule, f.severity, count_of(f.count, "time", "times")))
    };
    findings.iter().filter(|f| f.count > 0).map(line).collect()
}
