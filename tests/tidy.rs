//! The rules of the architecture page in `src/lib.rs`, read off the source.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::root;

/// Modules from the ground up; each may use only what stands before it.
const ORDER: &[&str] = &[
    "text",
    "diagnostic",
    "day",
    "tree",
    "yaml",
    "standard",
    "assessment",
    "measures",
    "score",
    "check",
    "schema",
    "render",
    "paper",
    "interview",
    "store",
    "cli",
];
/// What must not know each other although the order would allow it.
const STRANGERS: &[(&str, &str)] = &[
    ("interview", "render"),
    ("interview", "paper"),
    ("interview", "score"),
    ("store", "render"),
    ("store", "interview"),
    ("store", "paper"),
    ("store", "assessment"),
    ("store", "measures"),
    ("interview", "measures"),
    ("store", "standard"),
];
/// Words that may stand in one module only.
const ONLY: &[(&str, &[&str])] = &[
    (
        "cli",
        &[
            "clap::",
            "anyhow::",
            "dialoguer::",
            "indicatif::",
            "ctrlc::",
            "console::",
            "rustix::event",
            "rustix::stdio",
            "rustix::system",
            "rustix::termios",
            "signal_hook::",
            "std::env",
            "env::var",
            "Zoned::now",
            "SystemTime::now",
            "Instant::now",
            "println!",
            "eprintln!",
            "io::stdout",
            "io::stderr",
            "io::stdin",
        ],
    ),
    ("store", &["std::fs", "fs::read", "fs::write", " File::open", "(File::open", "tempfile::"]),
    ("yaml", &["granit_parser", "serde_yaml", "yaml_edit"]),
    ("standard", &["use ::toml", "toml::de"]),
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the source") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Every source file with its module and its text, tests and comments left out.
fn source() -> Vec<(String, PathBuf, String)> {
    let src = root().join("src");
    files(&src)
        .into_iter()
        .filter_map(|path| {
            let inside = path.strip_prefix(&src).ok()?.to_path_buf();
            let module = inside.components().next()?.as_os_str().to_str()?.trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).ok()?;
            let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
            let code = code.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
            ORDER.contains(&module.as_str()).then_some((module, inside, code))
        })
        .collect()
}

fn place(module: &str) -> usize {
    ORDER.iter().position(|m| *m == module).unwrap_or(usize::MAX)
}

#[test]
fn modules_use_only_what_stands_below_them() {
    let mut wrong = Vec::new();
    for (module, path, code) in source() {
        for other in ORDER.iter().filter(|o| **o != module && code.contains(&format!("crate::{o}"))) {
            let strangers = STRANGERS.iter().any(|(a, b)| (*a == module && b == other) || (*b == module && a == other));
            if place(other) > place(&module) || strangers {
                wrong.push(format!("{} uses {other}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_one_module_does_no_other_does() {
    let mut wrong = Vec::new();
    for (module, path, code) in source() {
        for (owner, words) in ONLY.iter().filter(|(owner, _)| *owner != module) {
            for word in words.iter().filter(|w| code.contains(**w)) {
                wrong.push(format!("{} has `{word}`, which belongs to {owner}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn files_stay_small_enough_to_read() {
    let long: Vec<String> = files(&root().join("src"))
        .into_iter()
        .filter_map(|path| {
            let lines = fs::read_to_string(&path).ok()?.lines().count();
            (lines > 600).then(|| format!("{}: {lines} lines", path.display()))
        })
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn every_module_opens_with_what_it_is_for() {
    for path in files(&root().join("src")) {
        let text = fs::read_to_string(&path).expect("a source file");
        assert!(text.starts_with("//! "), "{} has no module documentation", path.display());
    }
}

#[test]
fn every_test_file_is_part_of_the_binary() {
    let tests = root().join("tests");
    for path in files(&tests) {
        let name = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
        if name == "main" || name == "mod" {
            continue;
        }
        let parent = path.parent().unwrap_or(&tests);
        let owners = [parent.join("main.rs"), parent.join("mod.rs"), parent.with_extension("rs")];
        let named = owners.iter().filter_map(|o| fs::read_to_string(o).ok()).any(|text| text.contains(&format!("mod {name};")));
        assert!(named, "{} belongs to no module", path.display());
    }
}
