//! `kill -9` at random moments of the walk: what was confirmed is never lost, whatever kind of reply it was.
//!
//! A reply counts as confirmed once the next question is on the screen. The suite kills a few times; the long run is
//!
//! ```sh
//! VPR_KILLS=1000 cargo test --test main kills -- --nocapture
//! ```
//!
//! and `VPR_SEED=7` gives it other moments.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use super::harness::{DOWN, ENTER, Terminal, is_asking};
use crate::cli::Folder;

/// Kills in the ordinary run.
const USUAL_KILLS: u64 = 25;
/// The first key on the way to an item of a list, whichever is marked.
const HOME: &str = "\u{1b}[H";
/// Requirements that begin with an answer of the last cycle.
const CARRIED: &[&str] = &["L1", "L3", "G2", "C1", "W3", "D2"];

/// A small generator of numbers (xorshift), so that a run can be had again.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }

    /// Once in so many times.
    fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}

fn from_env(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().expect("a number"))
}

/// What a question is about: the requirement and the words of the question.
type Question = (String, String);

/// What is replied.
#[derive(Debug, Default)]
struct Reply {
    /// For the count of what was met.
    kind: &'static str,
    /// Keys, each sent once the ones before are on the screen.
    keys: Vec<String>,
    /// What is on the screen right after the reply, where the keys before it draw what looks like a question.
    echo: Option<String>,
    /// The question is answered: it must not come again.
    answers: bool,
    /// Must be among the lines of the requirement in the file once it is confirmed: under which question, and what.
    keeps: Option<(String, Vec<String>)>,
    /// Must not be there any more once it is confirmed.
    removes: Vec<String>,
}

/// A walk on one file, through as many sittings as it takes.
struct Walk {
    folder: Folder,
    /// Asked, replied to, and followed by another question.
    confirmed: BTreeSet<Question>,
    /// What must be in the file about a requirement, by the question it replied to.
    kept: BTreeMap<Question, Vec<String>>,
    /// What was removed from a requirement, and the question after that seen.
    gone: Vec<(String, String)>,
    /// Requirements with a rating, to go back to.
    rated: BTreeSet<String>,
    /// What comes next may have been asked before: the person went there.
    sent_back: bool,
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
    /// Confirmed replies by kind.
    kinds: BTreeMap<&'static str, usize>,
}

/// Every kind of reply the walk takes.
const KINDS: &[&str] = &[
    "a rating",
    "not applicable",
    "why not applicable",
    "who approved",
    "what was looked at",
    "a reason",
    "a pasted reason",
    "more of a reason",
    "an item's text",
    "a day",
    "nothing",
    "a change",
    "a removal",
    "put off",
    "back",
    "go",
];

impl Walk {
    fn new(lists: bool) -> Self {
        let folder = Folder::new();
        folder.run(&["new", "a.yaml", "--name", "Northfield", "--kind", "acute", "--meeting", "2027-01-28"]).says(0, &[]);
        let carried = |id: &&str| {
            format!(
                "  {id}:\n    carried:\n      - {{ from: nhs-england-vpr@2020, requirement: PLAN-4, relation: overlaps, rating: met }}\n"
            )
        };
        let answers: String = CARRIED.iter().map(carried).collect();
        folder.write("a.yaml", folder.read("a.yaml").replace("answers: {}\n", &format!("answers:\n{answers}")));
        Self {
            folder,
            confirmed: BTreeSet::new(),
            kept: BTreeMap::new(),
            gone: Vec::new(),
            rated: BTreeSet::new(),
            sent_back: false,
            lists,
        }
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
        self.sent_back = false;
        let replies = random.below(16);
        for n in 0..=replies {
            let asked = terminal.asked();
            if terminal.has_ended() {
                assert_eq!(terminal.status(), 0);
                self.check();
                return true;
            }
            let question = question(&asked);
            if std::mem::take(&mut self.sent_back) {
                self.confirmed.retain(|(requirement, _)| *requirement != question.0);
            }
            assert!(!self.confirmed.contains(&question), "asked again although it was confirmed: {question:?}");
            let reply = self.reply(&question, met.kills * 100 + n, random);
            self.unsettle(&question, &reply);
            let (last, before) = reply.keys.split_last().expect("keys");
            for keys in before {
                terminal.send(keys);
                terminal.is_quiet();
            }
            let start = Instant::now();
            terminal.send(last);
            if n == replies {
                // Somewhere between the keys and a little after the next question.
                let moment = u64::try_from(pace.as_micros()).expect("short") * 3 / 2;
                std::thread::sleep(Duration::from_micros(random.below(moment.max(1))));
                terminal.kill();
                terminal.drain();
                let fresh = terminal.fresh();
                let after = match &reply.echo {
                    Some(echo) => fresh.rsplit_once(echo.as_str()).map_or("", |(_, rest)| rest),
                    None => &fresh,
                };
                if is_asking(after) {
                    self.settle(question, reply, met);
                } else {
                    met.within_a_reply += 1;
                    let block = self.block(&question.0);
                    let on_disk = |(_, lines): &(String, Vec<String>)| lines.iter().all(|line| block.contains(line.as_str()));
                    met.saved_all_the_same += usize::from(reply.keeps.as_ref().is_some_and(on_disk));
                }
                break;
            }
            if let Some(echo) = &reply.echo {
                // Only what comes after it is the next question.
                terminal.skip_past(echo);
            }
            terminal.asked();
            *pace = (*pace * 7 + start.elapsed()) / 8;
            self.settle(question, reply, met);
        }
        met.kills += 1;
        met.left_half_written += usize::from(self.names().iter().any(|n| n.contains(".tmp")));
        self.check();
        false
    }

    /// From the moment a reply is sent, what it replaces may be there or not.
    fn unsettle(&mut self, (requirement, question): &Question, reply: &Reply) {
        let mut drop = |about: &str| drop(self.kept.remove(&(requirement.clone(), about.to_owned())));
        if let Some((about, _)) = &reply.keeps
            && reply.kind != "more of a reason"
        {
            drop(about);
        }
        // Whoever decides has put nothing off any more; a rating takes the place of what did not apply.
        if question == "Rating" || question == NOT_APPLICABLE {
            drop(LATER);
        }
        if reply.kind == "a rating" {
            drop(NOT_APPLICABLE);
            drop(APPROVED);
        }
        if reply.kind == "back" && question == MORE {
            let lines = self.kept.get_mut(&(requirement.clone(), WHY.to_owned()));
            lines.map(Vec::pop);
            // Without a line left, the reason is asked for anew.
            self.confirmed.remove(&(requirement.clone(), WHY.to_owned()));
        }
        if reply.kind == "a removal" {
            // The items after it have other numbers then.
            let list = if question.contains("evidence") { "Evidence " } else { "Action " };
            self.kept.retain(|(r, q), _| r != requirement || !q.starts_with(list));
            self.confirmed.retain(|(r, _)| r != requirement);
        }
    }

    fn settle(&mut self, question: Question, reply: Reply, met: &mut Met) {
        met.confirmed_replies += 1;
        *met.kinds.entry(reply.kind).or_default() += 1;
        let requirement = question.0.clone();
        if reply.kind == "a rating" {
            self.rated.insert(requirement.clone());
        }
        if let Some((about, lines)) = reply.keeps {
            self.kept.entry((requirement.clone(), about)).or_default().extend(lines);
        }
        self.gone.extend(reply.removes.into_iter().map(|text| (requirement.clone(), text)));
        if reply.answers {
            self.confirmed.insert(question);
        }
        self.sent_back = matches!(reply.kind, "back" | "go" | "a change");
    }

    /// What the file says about a requirement.
    fn block(&self, requirement: &str) -> String {
        let text = self.folder.read("a.yaml");
        let begin = format!("  {requirement}:");
        let lines = text.lines().skip_while(|line| *line != begin).skip(1);
        lines.take_while(|line| line.starts_with("   ") || line.is_empty()).map(|line| format!("{line}\n")).collect()
    }

    /// The file can be used, and holds all that was confirmed, each at its requirement.
    fn check(&self) {
        self.folder.run(&["status", "a.yaml"]).quiet();
        for ((requirement, question), lines) in &self.kept {
            let block = self.block(requirement);
            for line in lines {
                assert!(block.contains(line.as_str()), "{requirement}, {question}: {line:?} was confirmed and is gone:\n{block}");
            }
        }
        for (requirement, removed) in &self.gone {
            let block = self.block(requirement);
            assert!(!block.contains(removed.as_str()), "{requirement}: {removed:?} was removed and is there again:\n{block}");
        }
    }

    /// Some reply to a question.
    fn reply(&self, (requirement, question): &Question, serial: u64, random: &mut Random) -> Reply {
        let is_list = self.lists && (question == "Rating" || question.ends_with(LIST) || question.ends_with("how does it stand"));
        // Typed at a list, the line for it looks like a question until the words are on it.
        let typed = |kind, words: &str| Reply {
            kind,
            keys: vec![format!("{words}{ENTER}")],
            echo: is_list.then(|| words.to_owned()),
            ..Reply::default()
        };
        let text = |kind, words: String| Reply {
            keeps: Some((about(question).to_owned(), vec![words.clone()])),
            answers: true,
            ..typed(kind, &words)
        };
        let is_open = !self.rated.contains(requirement);
        if random.once_in(14) {
            return typed("back", ":back");
        }
        if random.once_in(12)
            && (question == "Rating" && is_open || question == "Evidence 1: what is it called" && !self.was_sent(requirement))
        {
            let note = format!("Ask the quality team, {serial}");
            return Reply { keeps: Some((LATER.to_owned(), vec![note.clone()])), ..typed("put off", &format!(":later {note}")) };
        }
        let with_items: Vec<&String> =
            self.kept.keys().filter(|(_, q)| q.ends_with("called") || q.ends_with("done")).map(|(r, _)| r).collect();
        if question == "Rating" && is_open && !with_items.is_empty() && random.once_in(2) {
            let to = with_items[usize::try_from(random.below(with_items.len() as u64)).expect("small")];
            return typed("go", &format!(":go {to}"));
        }
        match question.as_str() {
            "Rating" if !is_open && !random.once_in(4) => {
                // Enter keeps what is marked.
                let echo = is_list.then(|| "Rating: ".to_owned());
                Reply { kind: "nothing", keys: vec![ENTER.to_owned()], answers: true, echo, ..Reply::default() }
            }
            "Rating" => {
                let items = if random.once_in(2) { 4 } else { 3 };
                let rating = random.below(items);
                let down = DOWN.repeat(usize::try_from(rating).expect("small") + 1);
                let keys = if self.lists { format!("{HOME}{down}{ENTER}") } else { format!("{}{ENTER}", rating + 1) };
                let echo = is_list.then(|| "Rating: ".to_owned());
                // Until its reason is given, nothing is said to be recorded.
                let (kind, answers) = if rating == 3 { ("not applicable", false) } else { ("a rating", true) };
                Reply { kind, keys: vec![keys], echo, answers, ..Reply::default() }
            }
            NOT_APPLICABLE => text("why not applicable", format!("There is none here, {serial}.")),
            APPROVED => text("who approved", format!("Chair {serial}")),
            "What did you look at before confirming it" => text("what was looked at", format!("Minute {serial}/26")),
            MORE if random.once_in(2) => Reply { answers: false, ..text("more of a reason", format!("And more, {serial}.")) },
            MORE => typed("nothing", "."),
            WHY if random.once_in(3) => {
                let lines = [format!("First, {serial}."), format!("Second, {serial}."), format!("Last, {serial}.")];
                let paste = format!("\u{1b}[200~{}\r\r{}\r{}\u{1b}[201~", lines[0], lines[1], lines[2]);
                Reply {
                    kind: "a pasted reason",
                    keys: vec![paste, ENTER.to_owned()],
                    answers: true,
                    keeps: Some((WHY.to_owned(), lines.to_vec())),
                    ..Reply::default()
                }
            }
            WHY => text("a reason", format!("Because of what we found, {serial}.")),
            q if q.ends_with(LIST) => {
                let first =
                    if q.starts_with("Evidence") { "Evidence 1: what is it called" } else { "Action 1: what will be done" };
                let is_there = self.kept.contains_key(&(requirement.clone(), first.to_owned()));
                match random.below(6) {
                    0 if is_there => typed("a change", "change 1"),
                    1..=3 if is_there => typed("a change", "remove 1"),
                    4 => typed("a change", "add"),
                    _ => typed("nothing", "go on"),
                }
            }
            q if q.starts_with("Remove ") => {
                let first = if q.contains("evidence") { "Evidence 1: what is it called" } else { "Action 1: what will be done" };
                let removes = self.kept.get(&(requirement.clone(), first.to_owned())).cloned().unwrap_or_default();
                Reply { removes, ..typed("a removal", "yes") }
            }
            q if q.ends_with("how does it stand") => typed("a change", "done"),
            q if q.ends_with("what day is it from") || q.ends_with("reviewed") || q.ends_with("by when") => {
                let (field, year) = if q.ends_with("what day is it from") {
                    ("dated", 2020 + serial / 336 % 6)
                } else {
                    (if q.ends_with("reviewed") { "review_by" } else { "due" }, 2027 + serial / 336 % 9)
                };
                let (month, day) = (serial / 28 % 12 + 1, serial % 28 + 1);
                let kept = format!("{field}: {year}-{month:02}-{day:02}");
                Reply {
                    keeps: Some((q.to_owned(), vec![kept])),
                    answers: true,
                    ..typed("a day", &format!("{day}/{month}/{year}"))
                }
            }
            q if q.contains(" 2: ") || q.contains(" 3: ") || random.once_in(5) => Reply { answers: true, ..typed("nothing", "") },
            _ => text("an item's text", format!("Words {serial}")),
        }
    }

    /// Whether the walk may be at this requirement a second time, with nothing open about it.
    fn was_sent(&self, requirement: &str) -> bool {
        !self.confirmed.iter().any(|(r, q)| r == requirement && q == "Rating")
    }
}

const NOT_APPLICABLE: &str = "Why does it not apply here";
const APPROVED: &str = "Which role approved leaving it out";
const WHY: &str = "Why";
const MORE: &str = "More, or a single full stop to end";
const LATER: &str = "For later";
const LIST: &str = " list";

/// What a reply is kept under: every line of a reason under the question that began it.
fn about(question: &str) -> &str {
    if question == MORE { WHY } else { question }
}

/// The last question on the screen: each names its requirement.
fn question(asked: &str) -> Question {
    let asked = console::strip_ansi_codes(asked).replace('\r', "");
    let found = asked.lines().rev().find_map(|line| {
        let (requirement, rest) = line.split_once(". ")?;
        let is_id = requirement.len() <= 3 && requirement.starts_with(|c: char| c.is_ascii_uppercase());
        let words = rest.split(['?', '>', ',']).next().unwrap_or_default().trim();
        let is_list = |word: &str| {
            rest.strip_prefix(word).is_some_and(|rest| {
                rest.starts_with([':', ' ']) && !rest[1..].starts_with(|c: char| c.is_ascii_digit() && rest.starts_with(' '))
            })
        };
        let question = match words {
            _ if rest.starts_with("Rating") => "Rating",
            _ if rest.starts_with("More, or") => MORE,
            NOT_APPLICABLE => NOT_APPLICABLE,
            _ if rest.starts_with("Why ") => WHY,
            _ if is_list("Evidence") => "Evidence list",
            _ if is_list("Actions") => "Actions list",
            words if ["Evidence ", "Action ", "Remove ", "What did you", "Which role"].iter().any(|p| words.starts_with(p)) => {
                words
            }
            _ => return None,
        };
        is_id.then(|| (requirement.to_owned(), question.to_owned()))
    });
    found.unwrap_or_else(|| panic!("no question in\n{asked}"))
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
    println!("{met:#?}, {pace:?} a reply");
    assert!(
        met.kills < 200 || (met.within_a_reply > 0 && met.saved_all_the_same > 0),
        "the kills came at the wrong moments: {met:?}"
    );
    let missing: Vec<_> = KINDS.iter().filter(|kind| !met.kinds.contains_key(*kind)).collect();
    assert!(met.kills < 60 || missing.is_empty(), "no reply of these kinds was confirmed: {missing:?}");
}
