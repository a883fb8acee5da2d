//! Every paper of every example in every format, as it was last looked at by a person.
//!
//! After a change that is meant to be seen: `UPDATE_SNAPSHOTS=1 cargo test snapshots`, then read the difference as a
//! reader of the paper would, and commit it. Archives are kept as the text that is in them.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use roxmltree::{Document as Xml, Node};

use super::read;
use crate::cli::{Folder, examples, root};
use vpr::paper::Reader;
use vpr::standard::Digest;

/// Where the digests of the papers are that are not kept in full: what they say is what their Markdown says, which another
/// test holds, so that nobody has to read it three times.
const DIGESTS: &str = "digests.txt";
/// Formats that differ from reader to reader.
const PAPERS: &[&str] = &["md", "html", "docx"];
/// Formats that hold the whole assessment, whoever reads it, or for the public all that is not held back.
const WHOLE: &[&str] = &["csv", "json", "xlsx"];

fn folder() -> PathBuf {
    root().join("tests/snapshots")
}

/// The report as text that can be compared line by line.
fn as_text(ending: &str, bytes: &[u8]) -> String {
    let text = || String::from_utf8(bytes.to_vec()).expect("UTF-8");
    match ending {
        // The style sheet is a file of its own, and its digest goes with it.
        "html" => {
            let page = text();
            let (head, rest) = page.split_once("<style>").expect("a style sheet");
            let (_, body) = rest.split_once("</style>").expect("its end");
            let (before, after) = head.split_once("'sha256-").expect("a policy");
            let after = after.split_once('\'').expect("its end").1;
            format!("{before}'sha256-…'{after}<style>…</style>{body}").replace("><", ">\n<")
        }
        "docx" => docx(bytes),
        "xlsx" => xlsx(bytes),
        _ => text(),
    }
}

/// A paragraph a line with its style, a row a line with its cells.
fn docx(bytes: &[u8]) -> String {
    let words = |node: Node<'_, '_>| -> String {
        let parts = node.descendants().filter_map(|n| match n.tag_name().name() {
            "t" => n.text().map(str::to_owned),
            "br" => Some("\\n".to_owned()),
            _ => None,
        });
        parts.collect()
    };
    let parts = read::parts(bytes);
    let body = &parts.iter().find(|(name, _)| name == "word/document.xml").expect("a body").1;
    let body = Xml::parse(body).expect("XML");
    let named = |n: &Node<'_, '_>, name: &str| n.tag_name().name() == name;
    let mut lines = Vec::new();
    for node in body.descendants() {
        let in_table = node.ancestors().any(|a| named(&a, "tbl"));
        if named(&node, "tr") {
            let cells: Vec<String> = node.children().filter(|c| named(c, "tc")).map(words).collect();
            lines.push(format!("| {} |", cells.join(" | ")));
        } else if named(&node, "p") && !in_table {
            let style = node.descendants().find(|n| named(n, "pStyle")).and_then(|n| n.attributes().next().map(|a| a.value()));
            lines.push(format!("{}: {}", style.unwrap_or_default(), words(node)));
        }
    }
    lines.join("\n") + "\n"
}

fn xlsx(bytes: &[u8]) -> String {
    let sheet = |(name, rows): (String, Vec<Vec<calamine::Data>>)| {
        let line = |row: &Vec<calamine::Data>| row.iter().map(read::cell).collect::<Vec<_>>().join("\t").trim_end().to_owned();
        format!("== {name}\n{}\n", rows.iter().map(line).collect::<Vec<_>>().join("\n"))
    };
    read::xlsx(bytes).into_iter().map(sheet).collect()
}

#[test]
fn every_report_is_as_it_was_looked_at() {
    let update = std::env::var_os("UPDATE_SNAPSHOTS").is_some();
    let work = Folder::new();
    let mut expected = BTreeSet::new();
    let mut changed = Vec::new();
    let mut digests = String::new();
    for example in examples() {
        work.example(&example);
        let readers = || Reader::ALL.iter().map(|(_, word, _)| *word);
        let papers = readers().flat_map(|reader| PAPERS.iter().map(move |ending| (reader, *ending, format!("{reader}."))));
        let whole = |reader, part: &'static str| WHOLE.iter().map(move |ending| (reader, *ending, part.to_owned()));
        let all = papers.chain(whole("board", "")).chain(whole("public", "public."));
        for (reader, ending, part) in all {
            let output = format!("report.{ending}");
            work.run(&["report", &example, "--for", reader, "--output", &output]).says(0, &[]);
            let bytes = fs::read(work.file(&output)).expect("the report");
            let suffix = if matches!(ending, "docx" | "xlsx") { ".txt" } else { "" };
            let name = format!("{}.{part}{ending}{suffix}", example.trim_end_matches(".yaml"));
            let (path, text) = (folder().join(&name), as_text(ending, &bytes));
            if matches!(ending, "html" | "docx") && reader != "board" {
                digests.push_str(&format!("{}  {name}\n", Digest::of(&text)));
                continue;
            }
            if update {
                fs::create_dir_all(folder()).expect("the folder");
                fs::write(&path, &text).expect("a snapshot");
            } else if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
                let kept = fs::read_to_string(&path).unwrap_or_default();
                let line = text.lines().zip(kept.lines().chain(std::iter::repeat(""))).position(|(a, b)| a != b);
                let line = line.map_or_else(|| "the end".to_owned(), |n| format!("line {}: {:?}", n + 1, text.lines().nth(n)));
                changed.push(format!("{name} differs at {line}"));
            }
            expected.insert(name);
        }
    }
    let kept = folder().join(DIGESTS);
    if update {
        fs::write(&kept, &digests).expect("the digests");
    }
    let before = fs::read_to_string(&kept).unwrap_or_default();
    let told: BTreeSet<&str> = before.lines().collect();
    changed.extend(digests.lines().filter(|line| !told.contains(line)).map(|line| format!("{line} is not as it was")));
    expected.insert(DIGESTS.to_owned());
    let there = fs::read_dir(folder()).expect("the snapshots").flatten().filter_map(|e| e.file_name().into_string().ok());
    changed.extend(there.filter(|name| !expected.contains(name)).map(|name| format!("{name} belongs to no report")));
    assert!(
        changed.is_empty(),
        "{changed:#?}\nif this is meant: UPDATE_SNAPSHOTS=1 cargo test snapshots, and read the difference"
    );
}
