//! The papers, from the real binary: what each reader gets, and what the public does not.

mod clear;
mod facts;
mod names;
mod scope;
mod style;

use crate::cli::{Folder, examples};

/// Every reader there is a paper for.
pub const READERS: [&str; 5] = ["board", "committee", "commissioner", "inspection", "public"];

/// An example without its sign-offs, for a test to give its own. They stand last in it.
pub fn unsigned(text: &str) -> String {
    text.split_once("\nsign_off:").map_or(text, |(before, _)| before).to_owned() + "\n"
}

/// A paper of an assessment in the folder.
pub fn paper(folder: &Folder, file: &str, reader: &str, more: &[&str]) -> String {
    let args: Vec<&str> = ["report", file, "--for", reader].iter().chain(more).copied().collect();
    folder.run(&args).says(0, &[]).out
}

/// Every example in a folder of its own, with its name.
pub fn each_example(look: impl Fn(&Folder, &str)) {
    for name in examples() {
        let folder = Folder::new();
        folder.example(&name);
        look(&folder, &name);
    }
}

/// The section below a heading, up to the next of the same level.
pub fn section<'p>(paper: &'p str, heading: &str) -> &'p str {
    let start = paper.find(&format!("## {heading}\n")).unwrap_or_else(|| panic!("no {heading} in\n{paper}"));
    let rest = &paper[start + 3..];
    rest.find("\n## ").map_or(rest, |end| &rest[..end])
}
