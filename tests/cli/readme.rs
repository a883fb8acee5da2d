//! Every command the README shows is one that works.

use std::path::Path;

use super::{Folder, root};

#[test]
fn every_command_in_the_readme_runs() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the README");
    // As in a clone: the examples are there.
    let folder = Folder::new();
    copy(&root().join("examples"), &folder.file("examples"));
    let mut ran = 0;
    let mut in_shell = false;
    for line in readme.lines() {
        if line.starts_with("```") {
            in_shell = line.starts_with("```sh") && !in_shell;
            continue;
        }
        let Some(command) = line.strip_prefix("vpr ").filter(|_| in_shell) else { continue };
        let command = command.split(" #").next().unwrap_or_default();
        let command = command.split(" > ").next().unwrap_or_default().trim();
        let (command, input) = match command.split_once(" < ") {
            Some((command, file)) => (command, std::fs::read(folder.file(file)).expect("the input")),
            // A walk without replies stops at once and says how to go on.
            None => (command, Vec::new()),
        };
        let words = words(command);
        let args: Vec<&str> = words.iter().map(String::as_str).collect();
        let result = folder.run_with(&args, &input, &[]);
        assert_eq!(result.status, 0, "vpr {command}: {result:#?}");
        ran += 1;
    }
    assert!(ran >= 8, "only {ran} commands were found in the README");
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder to copy").flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() { copy(&from, &to) } else { std::fs::copy(from, to).map(drop).expect("a copy") }
    }
}

/// The words of a command line, those in double quotes as one.
fn words(line: &str) -> Vec<String> {
    line.split('"')
        .enumerate()
        .flat_map(
            |(i, part)| if i % 2 == 1 { vec![part.to_owned()] } else { part.split_whitespace().map(str::to_owned).collect() },
        )
        .collect()
}

#[test]
fn the_readme_shows_the_two_commands() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the README");
    for command in ["cargo run --release -- demo", "cargo test"] {
        assert!(readme.lines().any(|l| l.trim() == command), "{command} is missing");
    }
}
