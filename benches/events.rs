//! The floor to measure `vpr check` against: pulls the parse events of every file of a folder and does nothing with them.
//! `cargo bench --bench events -- FOLDER` prints how many there were.
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a tool for developers, which stops at what it did not expect")]

use std::fs;
use std::path::{Path, PathBuf};

use granit_parser::{Parser, options};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

fn main() {
    let folder = std::env::args().skip(1).find(|a| a != "--bench").expect("a folder");
    let mut found = Vec::new();
    files(Path::new(&folder), &mut found);
    found.sort();
    let mut events = 0_usize;
    for path in &found {
        let text = fs::read_to_string(path).expect("a text");
        let options = options! { emit_comments: false };
        events += Parser::new_from_str_with_options(&text, options).flatten().count();
    }
    println!("{events} events in {} files", found.len());
}
