//! Writes assessment files to measure with: `cargo bench --bench corpus -- FOLDER FILES [FAULTY-PER-CENT]`.
//!
//! The same arguments give the same bytes. Every file answers all 52 requirements in about 22 KB, with evidence and actions as
//! people write them; a faulty one has a handful of mistakes in format and substance.
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a tool for developers, which stops at what it did not expect")]

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use vpr::standard::{Catalogue, StandardRef};

/// Words of which reasons are made: long and short ones as in real files.
const WORDS: &[&str] = &[
    "board",
    "minute",
    "staff",
    "side",
    "reviewed",
    "quarterly",
    "and",
    "the",
    "lone",
    "working",
    "device",
    "coverage",
    "is",
    "at",
    "most",
    "sites",
    "but",
    "night",
    "shifts",
    "report",
    "delays",
    "training",
    "records",
    "show",
    "risk",
    "assessment",
    "signed",
    "by",
    "portfolio",
    "director",
    "community",
    "team",
    "estates",
    "audit",
    "found",
    "two",
    "gaps",
    "since",
    "closed",
    "ward",
];

/// A generator that needs no crate and gives the same numbers everywhere.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % below as u64).expect("a number below a usize")
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| WORDS[self.next(WORDS.len())]).collect();
        words.join(" ")
    }
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|a| a != "--bench").collect();
    let [folder, files, rest @ ..] = arguments.as_slice() else {
        println!("cargo bench --bench corpus -- FOLDER FILES [FAULTY-PER-CENT]");
        return;
    };
    let files: usize = files.parse().expect("a number of files");
    let faulty: usize = rest.first().map_or(0, |share| share.parse().expect("a share in per cent"));
    let catalogue = Catalogue::embedded();
    let edition = StandardRef::parse("nhs-england-vpr@2024").expect("a name");
    let standard = catalogue.find(&edition).expect("the pack");
    let ids: Vec<&str> = standard.requirements.iter().map(|r| r.id.as_str()).collect();
    let mut bytes = 0;
    for file in 0..files {
        // A thousand a folder: file systems and people like that better.
        let folder = Path::new(folder).join(format!("{:03}", file / 1_000));
        fs::create_dir_all(&folder).expect("a folder to write to");
        let text = assessment(file, &ids, file * 100 / files.max(1) % 100 < faulty);
        bytes += text.len();
        fs::write(folder.join(format!("organisation-{file:06}.yaml")), text).expect("a file to write");
    }
    println!("{files} files, {} bytes each, {faulty}% faulty", bytes / files.max(1));
}

fn assessment(file: usize, ids: &[&str], faulty: bool) -> String {
    let mut n = Numbers(0x5eed ^ file as u64);
    let mut text = format!(
        "format: 1\nstandard: nhs-england-vpr@2024\norganisation:\n  name: Fictional Trust {file}\n  kind: acute\n\
         cycle:\n  name: 2026-H2\n  opened: 2026-10-01\n  meeting: 2027-01-28\n\
         roles:\n  executive_lead: Chief people officer\n  vpr_lead: Head of safety\n  staff_side: Staff side chair\nanswers:\n"
    );
    for (at, id) in ids.iter().enumerate() {
        let mistake = faulty && at % 11 == 3;
        let rating = if mistake { "gren" } else { ["green", "green", "amber", "red"][n.next(4)] };
        let length = 18 + n.next(10);
        let because = n.words(length);
        // Writing to a string does not fail.
        let _ = writeln!(text, "  {id}:\n    rating: {rating}\n    because: Item {at} of {file}, {because}.");
        if rating == "green" {
            let date = if faulty && at % 13 == 5 {
                "2026-02-30".to_owned()
            } else {
                format!("2026-{:02}-{:02}", 2 + n.next(8), 1 + n.next(28))
            };
            let title = n.words(5);
            let _ = writeln!(
                text,
                "    evidence:\n      - title: Record {at}, {title}\n        where: records/2026/{id}-{file}.pdf\n        dated: {date}\n        review_by: 2027-0{}-28",
                3 + n.next(6)
            );
        } else {
            let what = n.words(8);
            let _ = writeln!(
                text,
                "    actions:\n      - what: Improve {at}, {what}\n        owner: Head of facilities\n        due: 2027-02-{:02}\n        status: open",
                1 + n.next(28)
            );
        }
        let _ = writeln!(text, "    assessed: 2026-10-{:02}\n    assessed_by: VPR lead", 1 + n.next(28));
    }
    text
}
