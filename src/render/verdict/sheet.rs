//! Entries put together in the files' order; where a format takes only so many, the worst of them.

use std::collections::{BTreeMap, BinaryHeap};

use super::{Entry, Rank, Verdict};
use crate::check::{FileReport, Outcome, Tally};
use crate::diagnostic::{Code, Diagnostics, Severity};

/// Most files of a kind that are named at the end.
const NAMED: usize = 20;
/// Most files that are named for being passed over, where each takes the place of a problem.
const NAMED_AS_PASSED_OVER: usize = 5;

/// A file as a format writes it, with what it counts for.
#[derive(Debug, Clone)]
pub struct Written {
    /// Its counts.
    pub tally: Tally,
    /// Its path, where it has an error.
    bad: Option<String>,
    /// Its path, its URI and why, where it was passed over.
    passed_over: Option<(String, String, &'static str)>,
    /// Its path, where it could not be looked at.
    unseen: Option<String>,
    /// How often each rule was broken in it.
    codes: Vec<((Severity, Code), usize)>,
    entries: Vec<Entry>,
}

impl Written {
    /// Writes a file.
    #[must_use]
    pub fn new(verdict: &dyn Verdict, file: &FileReport) -> Self {
        let mut tally = Tally::default();
        tally.add(file);
        let problems = file.outcome.problems();
        let bad = problems.is_some_and(Diagnostics::has_errors).then(|| file.path.clone());
        let unseen = matches!(file.outcome, Outcome::Unread(_) | Outcome::Missing(_)).then(|| file.path.clone());
        let codes = problems.map_or_else(Vec::new, |problems| problems.by_code().into_iter().collect());
        let passed_over = match file.outcome {
            Outcome::PassedOver(why) => Some((file.path.clone(), file.uri.clone(), why)),
            _ => None,
        };
        Self { tally, bad, passed_over, unseen, codes, entries: verdict.file(file) }
    }
}

/// What a format with a limit held back until the end.
#[derive(Debug, Clone, Default)]
pub struct Held {
    /// Entries that are no problems, in order.
    pub asides: Vec<String>,
    /// How often each rule was broken, and in how many files, the worst first.
    pub codes: BTreeMap<(Severity, Code), (usize, usize)>,
    /// Files with errors.
    pub bad: usize,
    /// The first of them.
    pub first_bad: Vec<String>,
    /// The first files that were passed over, each with its URI and why.
    pub first_passed_over: Vec<(String, String, &'static str)>,
    /// The first names that nothing could be looked at under.
    pub first_unseen: Vec<String>,
    /// Whether any entry was written.
    pub any: bool,
    /// How many problems were left out because worse ones took their place.
    pub left_out: usize,
}

/// Takes in files in their order.
pub struct Sheet<'v> {
    verdict: &'v dyn Verdict,
    tally: Tally,
    /// The mildest on top, to be dropped first; of as mild ones that of the file with most as mild, and of those the latest. One
    /// file full of problems must not drive out what others have.
    worst: BinaryHeap<(Rank, usize, usize, String)>,
    held: Held,
    seen: usize,
}

impl<'v> Sheet<'v> {
    /// Begins.
    #[must_use]
    pub fn new(verdict: &'v dyn Verdict, out: &mut Vec<u8>) -> Self {
        out.extend_from_slice(verdict.begin().as_bytes());
        Self { verdict, tally: Tally::default(), worst: BinaryHeap::new(), held: Held::default(), seen: 0 }
    }

    /// The counts so far.
    #[must_use]
    pub const fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Counts files that nobody looks at: those that ignore files name, and those of folders that are of other kinds.
    pub const fn leave_out(&mut self, ignored: usize, of_other_kinds: usize) {
        self.tally.ignored += ignored;
        self.tally.of_other_kinds += of_other_kinds;
    }

    /// Takes in the next file.
    pub fn add(&mut self, file: Written, out: &mut Vec<u8>) {
        self.tally.include(&file.tally);
        for (code, count) in file.codes {
            let (all, files) = self.held.codes.entry(code).or_default();
            *all += count;
            *files += 1;
        }
        if let Some(path) = file.bad {
            self.held.bad += 1;
            if self.held.first_bad.len() < NAMED {
                self.held.first_bad.push(path);
            }
        }
        if let Some(file) = file.passed_over
            && self.held.first_passed_over.len() < NAMED_AS_PASSED_OVER
        {
            self.held.first_passed_over.push(file);
        }
        if let Some(path) = file.unseen
            && self.held.first_unseen.len() < NAMED
        {
            self.held.first_unseen.push(path);
        }
        let mut of_this_file = BTreeMap::<Rank, usize>::new();
        for entry in file.entries {
            match self.verdict.most() {
                None => self.put(&entry.text, out),
                Some(most) => {
                    let as_bad = of_this_file.entry(entry.rank).or_default();
                    *as_bad += 1;
                    self.hold(entry, *as_bad, most);
                }
            }
        }
    }

    /// Ends.
    pub fn end(mut self, out: &mut Vec<u8>) -> Tally {
        let mut worst = std::mem::take(&mut self.worst).into_vec();
        worst.sort_by_key(|(rank, _, seen, _)| (*rank, *seen));
        for (.., text) in worst {
            self.put(&text, out);
        }
        out.extend_from_slice(self.verdict.end(&self.tally, &self.held).as_bytes());
        self.tally
    }

    fn put(&mut self, text: &str, out: &mut Vec<u8>) {
        if std::mem::replace(&mut self.held.any, true) {
            out.extend_from_slice(self.verdict.between().as_bytes());
        }
        out.extend_from_slice(text.as_bytes());
    }

    fn hold(&mut self, entry: Entry, of_its_file: usize, most: usize) {
        self.seen += 1;
        match entry.rank {
            Rank::Aside if self.held.asides.len() < most => self.held.asides.push(entry.text),
            // Only the counts still speak of it.
            Rank::Aside => {}
            Rank::Problem(_) => {
                self.worst.push((entry.rank, of_its_file, self.seen, entry.text));
                if self.worst.len() > most {
                    self.worst.pop();
                    self.held.left_out += 1;
                }
            }
        }
    }
}
