//! `kill -9` at random moments of the walk: what was confirmed is never lost.
//!
//! A reply counts as confirmed once the next question is on the screen. The suite kills a few times; the long run is
//!
//! ```sh
//! VPR_KILLS=1000 cargo test --test main kills -- --nocapture
//! ```
//!
//! and `VPR_SEED=7` gives it other moments.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use super::harness::{DOWN, ENTER, Terminal, is_asking};
use crate::cli::Folder;

/// Kills in the ordinary run.
const USUAL_KILLS: u64 = 25;

/// A small generator of numbers (xorshift), so that a run can be had again.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

fn from_env(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().expect("a number"))
}

/// What a question is about: the requirement and the words of the question.
type Question = (String, String);

/// A walk on one file, through as many sittings as it takes.
struct Walk {
    folder: Folder,
    /// Asked, replied to, and followed by another question.
    confirmed: BTreeSet<Question>,
    /// Text that must be in the file, since the reply was confirmed.
    kept: Vec<String>,
    requirement: String,
    lists: bool,
}

/// What a run of kills met.
#[derive(Debug, Default)]
struct Met {
    kills: u64,
    confirmed_replies: usize,
    complete_walks: usize,
    /// Kills that came between a reply and the next question, and of them those where the reply was on disk already.
    within_a_reply: usize,
    saved_all_the_same: usize,
    /// Kills that left a file half written beside the real one.
    left_half_written: usize,
}

impl Walk {
    fn new(lists: bool) -> Self {
        let folder = Folder::new();
        folder.run(&["new", "a.yaml", "--name", "Northfield", "--kind", "acute", "--meeting", "2027-01-28"]).says(0, &[]);
        Self { folder, confirmed: BTreeSet::new(), kept: Vec::new(), requirement: String::new(), lists }
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).expect("the folder").flatten();
        let mut names: Vec<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// One sitting: some replies, the last of them broken off by the kill. True when the walk came to its end first.
    fn sitting(&mut self, random: &mut Random, pace: &mut Duration, met: &mut Met) -> bool {
        let env: &[(&str, &str)] = if self.lists { &[("NO_COLOR", "1")] } else { &[("ACCESSIBLE", "1")] };
        let mut terminal = Terminal::start(self.folder.path(), (30, 80), env, &["assess", "a.yaml"]);
        terminal.asked();
        if !terminal.has_ended() {
            assert_eq!(self.names(), [".a.yaml.vpr-lock", "a.yaml"], "what a killed save left is cleared away");
        }
        let replies = random.below(12);
        for n in 0..=replies {
            let asked = terminal.asked();
            if terminal.has_ended() {
                assert_eq!(terminal.status(), 0);
                self.check();
                return true;
            }
            let question = self.question(&asked);
            assert!(!self.confirmed.contains(&question), "asked again although it was confirmed: {question:?}");
            let serial = met.kills * 100 + n;
            let (keys, kept) = reply(&question.1, serial, random, self.lists);
            let start = Instant::now();
            terminal.send(&keys);
            let is_list = self.lists && question.1 == "Rating";
            if n == replies {
                // Somewhere between the keys and a little after the next question.
                let moment = u64::try_from(pace.as_micros()).expect("short") * 3 / 2;
                std::thread::sleep(Duration::from_micros(random.below(moment.max(1))));
                terminal.kill();
                terminal.drain();
                let fresh = terminal.fresh();
                let after = if is_list { fresh.rsplit_once("Saved.").map_or("", |(_, rest)| rest) } else { &fresh };
                if is_asking(after) {
                    self.confirm(question, kept, met);
                } else {
                    met.within_a_reply += 1;
                    met.saved_all_the_same += usize::from(kept.is_some_and(|k| self.folder.read("a.yaml").contains(&k)));
                }
                break;
            }
            if is_list {
                // The list is drawn again for every key; only what comes after the choice is the next question.
                terminal.skip_past("Saved.");
            }
            terminal.asked();
            *pace = (*pace * 7 + start.elapsed()) / 8;
            self.confirm(question, kept, met);
        }
        met.kills += 1;
        met.left_half_written += usize::from(self.names().iter().any(|n| n.contains(".tmp")));
        self.check();
        false
    }

    fn confirm(&mut self, question: Question, kept: Option<String>, met: &mut Met) {
        met.confirmed_replies += 1;
        if !question.1.starts_with("More, or") {
            self.confirmed.insert(question);
        }
        self.kept.extend(kept);
    }

    /// The last question on the screen.
    fn question(&mut self, asked: &str) -> Question {
        let asked = console::strip_ansi_codes(asked);
        let lines: Vec<&str> = asked.lines().map(str::trim_end).collect();
        let heading = lines.iter().position(|l| l.contains("answered. In all:")).and_then(|at| lines.get(at + 1));
        if let Some(id) = heading.and_then(|l| l.split(' ').next()) {
            id.clone_into(&mut self.requirement);
        }
        let prompts = ["Rating", "More, or a single", "Why ", "Evidence ", "Action "];
        let found = lines.iter().rev().find_map(|line| {
            let at = prompts.iter().find(|p| line.starts_with(**p))?;
            Some(if *at == "Rating" { "Rating" } else { line.split_once('?').map_or(*line, |(question, _)| question) })
        });
        (self.requirement.clone(), found.unwrap_or_else(|| panic!("no question in\n{asked}")).to_owned())
    }

    /// The file can be used, and holds all that was confirmed.
    fn check(&self) {
        self.folder.run(&["status", "a.yaml"]).quiet();
        let text = self.folder.read("a.yaml");
        for kept in &self.kept {
            assert!(text.contains(kept.as_str()), "{kept} was confirmed and is gone:\n{text}");
        }
    }
}

/// The keys of a reply, and what must be found in the file once it is confirmed.
fn reply(question: &str, serial: u64, random: &mut Random, lists: bool) -> (String, Option<String>) {
    let says = |words: &str| question.contains(words);
    let text = |text: String| (format!("{text}{ENTER}"), Some(text));
    let nothing = || (ENTER.to_owned(), None);
    if says("Rating") {
        let rating = random.below(3);
        let down = DOWN.repeat(usize::try_from(rating).expect("small") + 1);
        return (if lists { format!("{down}{ENTER}") } else { format!("{}{ENTER}", rating + 1) }, None);
    }
    if says("More, or") {
        return if random.below(2) == 0 { text(format!("And more, {serial}.")) } else { (format!(".{ENTER}"), None) };
    }
    if says("Why ") {
        return text(format!("Because of what we found, {serial}."));
    }
    if says("what day") || says("by when") {
        return (format!("{}{ENTER}", if says("what day") { "26 March 2026" } else { "in 2 months" }), None);
    }
    if says("Evidence 2") || says("Action 2") || random.below(4) == 0 {
        return nothing();
    }
    text(format!("Words {serial}"))
}

#[test]
fn kills_at_random_moments_lose_no_confirmed_reply() {
    let kills = from_env("VPR_KILLS").unwrap_or(USUAL_KILLS);
    let mut random = Random(from_env("VPR_SEED").unwrap_or(1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut met = Met::default();
    let mut pace = Duration::from_millis(20);
    let mut walk = Walk::new(false);
    while met.kills < kills {
        // Both kinds of prompt on the same file, one sitting after the other.
        walk.lists = !walk.lists;
        if walk.sitting(&mut random, &mut pace, &mut met) {
            met.complete_walks += 1;
            walk = Walk::new(false);
        }
    }
    println!("{met:?}, {pace:?} a reply");
    assert!(
        met.kills < 200 || (met.within_a_reply > 0 && met.saved_all_the_same > 0),
        "the kills came at the wrong moments: {met:?}"
    );
}
