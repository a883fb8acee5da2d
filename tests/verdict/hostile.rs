//! What a stranger writes into a file or its name can't change what a report says.

use proptest::prelude::*;

use super::{FORMATS, report, well_formed, written};
use crate::cli::Folder;

/// Pieces that mean something to one format or another.
const PIECES: &[&str] = &[
    "::error::",
    "::stop-commands::x",
    "##[error]",
    "]]>",
    "<!--",
    "</failure>",
    "&amp;",
    "&#27;",
    "%0A",
    "%25",
    "\\",
    "\\u001b",
    "\"",
    "'",
    "`",
    "](http://x)",
    "{0}",
    "\t",
    "\u{1b}[31m",
    "\u{0}",
    "\u{85}",
    "\u{202e}",
    "\u{2028}",
    "\u{feff}",
    "\u{ffff}",
    "\u{301}",
    "漢字",
    "🦊",
    "\r",
    "\n",
    ", title=x",
    "a",
    " ",
];

fn hostile() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PIECES), 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(crate::drawn::cases(300))]
    #[test]
    fn no_key_or_value_breaks_a_format(key in hostile(), value in hostile(), quoted in hostile(), free in hostile()) {
        let quoted = quoted.replace(['\\', '"'], "");
        let text = format!(
            "format: 1\nstandard: nhs-england-vpr@2024\n\"{quoted}\": x\nanswers:\n  L1:\n    rating: {value}\n    {key}: 1\n{free}\n"
        );
        let files = [report("a.yaml", &text), report("b.yaml", &free)];
        let (_, tally) = written("text", &files);
        for name in FORMATS {
            let (text, counted) = written(name, &files);
            prop_assert_eq!(counted, tally);
            prop_assert_eq!(well_formed(name, &text), tally.errors + tally.warnings + tally.notes, "{}: {}", name, text);
        }
    }
}

#[test]
fn no_line_that_is_quoted_commands_a_build_server() {
    let folder = Folder::new();
    let lines = "    rating: Green\n    because: |\n      ::stop-commands::x1\n      ##[error]hello\n      ##vso[task.complete]\n    \"##[x]\": 1\n";
    let text = folder.example("northfield-acute.yaml");
    let good = std::fs::read_to_string(&text).expect("an example");
    let (before, after) = good.split_once("  L1:\n").expect("an answer");
    let (_, after) = after.split_once("  L2:\n").expect("an answer");
    let unsigned = after.split("sign_off:\n").next().unwrap_or_default();
    folder.write("a.yaml", format!("{before}  L1:\n{lines}  L2:\n{unsigned}"));
    for format in FORMATS {
        let ran = folder.run(&["check", "a.yaml", "--diff", "--format", format]);
        let ours = ["::error ", "::warning ", "::notice "];
        for line in ran.err.lines().chain(ran.out.lines()) {
            let is_ours = format == "github" && ours.iter().any(|command| line.starts_with(command));
            assert!(
                is_ours || !(line.trim_start().starts_with("::") || line.contains("##[") || line.contains("##vso[")),
                "{format}: {line}"
            );
        }
        let shown = format!("{}{}", ran.out, ran.err);
        assert!(shown.contains("\\::stop-commands::x1") && shown.contains("##\\[error]hello"), "{format}: {shown}");
    }
}

#[cfg(unix)]
#[test]
fn no_file_name_breaks_a_format() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new();
    let names: [&[u8]; 12] = [
        b"::error::x.yaml",
        b"::stop-commands::y.yaml",
        b"a,line=7::b.yaml",
        b"%0A::error::.yaml",
        b"]]>.yaml",
        b"\"'<&>`.yaml",
        b"new\nline.yaml",
        b"new line.yaml",
        "\u{202e}x\u{1b}[2J.yaml".as_bytes(),
        b"caf\xe9.yaml",
        b"back\\slash.yaml",
        b"##[error]skipped.yml",
    ];
    for name in names {
        let text = if name.ends_with(b"yml") { "a: 1\n" } else { "format: 1\nanswers: {L1: {rating: purple}}\n" };
        std::fs::write(folder.path().join(std::ffi::OsStr::from_bytes(name)), text).expect("a file");
    }
    for name in FORMATS {
        for env in [&[][..], &[("ACCESSIBLE", "1")]] {
            let ran = folder.run_with(&["check", ".", "--format", name], b"", env);
            assert_eq!(ran.status, 1, "{ran:#?}");
            assert!(!ran.out.contains("##["), "{name}: {}", ran.out);
            assert!(!ran.out.lines().any(|line| line.starts_with("::")) || name == "github", "{}", ran.out);
            if name != "text" {
                assert_eq!(well_formed(name, &ran.out), 11 * 3, "{}", ran.out);
            }
        }
    }
    let sarif = folder.run(&["check", ".", "--format", "sarif"]).out;
    for uri in
        ["\"new%0Aline.yaml\"", "\"new%20line.yaml\"", "\"caf%E9.yaml\"", "\"%3A%3Aerror%3A%3Ax.yaml\"", "\"back%5Cslash.yaml\""]
    {
        assert!(sarif.contains(uri), "{uri} is missing");
    }
}
