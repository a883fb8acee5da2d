//! What may identify a person is in no output, wherever it stands and whatever else is wrong with its line.

use vpr::check::private::in_text;

use super::{FORMATS, json};
use crate::cli::{Folder, Ran, root};
use crate::marks::marks;
use crate::rules::base::completed;

/// As written and as it would be decoded. The check digits are right; none is the example of a rule.
const PLANTED: [&str; 7] = ["401 023 2137", "4010232137", "401-023-2137", "401 023", "023 2137", "401%20023", "Plummeridge"];

const FILES: [(&str, &[u8]); 12] = [
    ("reason.yaml", b"format: 1\nstandard: nhs-england-vpr@2024\nanswers:\n  L1:\n    because: Plummeridge, 401 023 2137\n    rating: purple\n"),
    ("rating.yaml", b"format: 1\nanswers:\n  L1:\n    rating: 401 023 2137 # Plummeridge\n"),
    ("key.yaml", b"format: 1\nstandard: nhs-england-vpr@2024\n4010232137: Plummeridge\n"),
    ("key-with-escape.yaml", b"format: 1\nstandard: nhs-england-vpr@2024\n\"401023213\\x37\": Plummeridge\n"),
    ("twice.yaml", b"format: 1\nanswers:\n  401-023-2137: Plummeridge\n  401-023-2137: Plummeridge\n"),
    ("broken.yaml", b"format: 1\nanswers:\n  L1: { rating: [401 023 2137, Plummeridge\n"),
    ("comment.yaml", b"format: 1 # Plummeridge 401 023 2137\nanswers: []\n"),
    ("latin.yaml", b"format: 1\nanswers:\n  L1:\n    because: Plummeridge 401 023 2137 caf\xe9\n"),
    ("folded.yaml", b"format: 1\nstandard: nhs-england-vpr@2024\nanswers:\n  L1:\n    rating: \"Plummeridge 401 023\\\n      \\ 2137\"\n"),
    ("control.yaml", b"format: 1\nstandard: nhs-england-vpr@2024\nanswers:\n  L1:\n    because: Plummeridge 401\x0b023\x0b2137\n"),
    ("unseen-by-escape.yaml", b"format: 1\nstandard: nhs-england-vpr@2024\nanswers:\n  L1:\n    because: \"Plummeridge 40\\u200b10\\u200b232137\"\n"),
    ("broken-with-escapes.yaml", b"format: 1\nanswers:\n  L1: { rating: [\"40102\\x3321\\\n    37\\u002c Plummeridge\", no end\n"),
];

#[test]
fn no_format_prints_what_was_planted() {
    let folder = Folder::new();
    for (name, content) in FILES {
        folder.write(name, content);
    }
    let mut leaks = Vec::new();
    for format in FORMATS {
        for env in [&[][..], &[("ACCESSIBLE", "1")]] {
            let ran = folder.run_with(&["check", ".", "--format", format], b"", env);
            assert_eq!(ran.status, 1, "{ran:#?}");
            assert!(ran.out.contains("nhs-number"), "{format} has to say that something was found");
            for line in ran.out.lines().chain(ran.err.lines()) {
                leaks.extend(PLANTED.iter().filter(|secret| line.contains(**secret)).map(|s| format!("{format}: {s}: {line}")));
            }
        }
    }
    assert!(leaks.is_empty(), "{leaks:#?}");
}

/// The lines of a run that hold what was planted.
fn leaks_of(ran: &Ran, secrets: &[impl AsRef<str>]) -> Vec<String> {
    let lines = ran.out.lines().chain(ran.err.lines());
    lines.filter(|line| secrets.iter().any(|secret| line.contains(secret.as_ref()))).map(str::to_owned).collect()
}

#[test]
fn no_other_command_prints_what_stands_beside_an_error() {
    let folder = Folder::new();
    let head = "format: 1\nstandard: nhs-england-vpr@2024\norganisation: { name: N }\ncycle: { name: H2 }\nanswers:\n";
    folder.write("a.yaml", format!("{head}  L1: {{ rating: gren 401 023 2137 Plummeridge }}\n"));
    folder.write("decoded.yaml", format!("{head}  L1: {{ rating: \"gren 401 023\\x20213\\x37 Plummeridge\" }}\n"));
    folder.example("northfield-acute.yaml");
    folder.write(
        "vpr.toml",
        "format = 1\nstandard = \"nhs-england-vpr@2024\"\n[[requirement]]\nid = \"L1\"\nat_least = \"401 023 2137 Plummeridge\"\n",
    );
    folder.write("pack.toml", "format = 1\nid = \"401 023 2137 Plummeridge\"\n");
    let mut wrong = Vec::new();
    for file in ["a.yaml", "decoded.yaml"] {
        for args in [
            &["status", file][..],
            &["report", file],
            &["report", file, "--format", "json"],
            &["plan", file],
            &["verify", file],
            &["evidence", file],
            &["assess", file],
            &["answer", file, "L2", "--rating", "red"],
            &["explain", "score", file],
            &["sign", file, "--role", "staff-side", "--name", "A Person"],
            &["measures", "show", file],
            &["clear", file, "--list"],
            &["new", "b.yaml", "--from", file, "--cycle", "2027-H1"],
            &["verify", "."],
            &["report", "northfield-acute.yaml", "--last", file],
            &["check", "northfield-acute.yaml", "--expect", "vpr.toml"],
            &["standard", "check", "pack.toml"],
        ] {
            let ran = folder.run(args);
            assert!(!ran.err.contains("panicked"), "{ran:#?}");
            if ran.status == 0 || ran.status == 2 {
                wrong.push(format!("{args:?} has to refuse the file: {ran:#?}"));
            }
            wrong.extend(leaks_of(&ran, &PLANTED).into_iter().map(|line| format!("{args:?}: {line}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A text with its lines as one.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_name_of_a_file_is_told_of_and_not_printed() {
    let folder = Folder::new();
    std::fs::create_dir(folder.file("401-023-2137")).expect("a folder");
    folder.write("patient 401 023 2137.yaml", "format: 1\nanswers: {}  \n");
    folder.write("401-023-2137/a.yaml", FILES[0].1);
    folder.write("note 401 023 2137.yaml", "on: push\n");
    folder.write("trust 401 023 2137.yaml.txt", "on: push\n");
    let mut wrong = Vec::new();
    for format in FORMATS {
        for extra in [None, Some("--diff"), Some("--fix")] {
            let args = [&["check", ".", "gone 401 023 2137.yaml", "4010232137*.yaml", "--format", format][..], extra.as_slice()]
                .concat();
            let ran = folder.run(&args);
            let secrets = &PLANTED[..6];
            wrong.extend(leaks_of(&ran, secrets).into_iter().map(|line| format!("{args:?}: {line}")));
            assert!(
                words(&ran.out).contains("name of the file or of its folder holds what looks like an NHS number"),
                "{ran:#?}"
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let said = json(&folder.run(&["check", ".", "--format", "json"]).out);
    assert_eq!(said["files"][2]["path"], "patient \u{2026}.yaml");
    assert_eq!(said["files"][2]["uri"], "patient%20%E2%80%A6.yaml");
}

#[test]
fn files_whose_names_are_covered_are_still_told_apart() {
    let folder = Folder::new();
    for number in ["401 023 2137", "943 476 5919", "987 654 3210"] {
        folder.write(&format!("s {number}.yaml"), "format: 1\nanswers: {}\n");
    }
    let said = json(&folder.run(&["check", ".", "--format", "json"]).out);
    let paths: Vec<_> = (0..3).filter_map(|i| said["files"][i]["path"].as_str()).collect();
    assert_eq!(paths, ["s \u{2026}.yaml", "s \u{2026} (2).yaml", "s \u{2026} (3).yaml"]);
    let text = folder.run(&["check", "."]).out;
    assert!(text.contains("3 errors, 1 warning in s \u{2026} (2).yaml"), "{text}");
    // GitLab takes what has the same fingerprint for one.
    super::well_formed("gitlab", &folder.run(&["check", ".", "--format", "gitlab"]).out);
}

#[test]
fn a_number_in_the_name_of_a_file_is_found_though_what_shows_nothing_parts_it() {
    for unseen in ["\u{200b}", "\u{7f}", "\u{34f}", "\u{3164}", "\u{e0100}", "_"] {
        let folder = Folder::new();
        folder.write(&format!("smith 401{unseen}023{unseen}2137.yaml"), "format: 1\nanswers: {}  \n");
        let mut wrong = Vec::new();
        for format in FORMATS {
            let ran = folder.run(&["check", ".", "--format", format, "--diff"]);
            assert!(words(&ran.out).contains("holds what looks like an NHS number"), "{unseen:?}: {ran:#?}");
            let secrets = ["401", "2137"];
            wrong.extend(leaks_of(&ran, &secrets).into_iter().map(|line| format!("{unseen:?} {format}: {line}")));
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

#[test]
fn nothing_private_of_any_fixture_is_in_any_output_of_the_program() {
    let private =
        ["nhs-number", "national-insurance-number", "date-of-birth", "email-address", "telephone-number", "secret-in-link"];
    let fixtures: Vec<_> =
        std::fs::read_dir(root().join("tests/rules/fixtures")).expect("fixtures").flatten().map(|f| f.path()).collect();
    let mut files = Vec::new();
    let mut secrets = Vec::new();
    for path in fixtures {
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        let found = marks(&text).iter().any(|mark| private.contains(&mark.code()));
        if !found {
            continue;
        }
        let marked = |at: usize| {
            let line = text[at..].lines().next().unwrap_or_default();
            private.iter().any(|code| line.contains(code))
        };
        let spans = in_text(&text).into_iter().map(|m| m.span).filter(|span| marked(span.start));
        secrets.extend(spans.map(|span| text[span.start..span.end].to_owned()).filter(|secret| !secret.contains('\n')));
        files.push((path.file_name().expect("a name").to_string_lossy().into_owned(), text));
    }
    secrets.sort();
    secrets.dedup();
    assert!(files.len() >= 10 && secrets.len() >= 10, "{files:?} {secrets:?}");
    let mut wrong = Vec::new();
    for format in FORMATS {
        let folder = Folder::new();
        // With something to put right beside it, so that there is a difference to show.
        for (name, text) in &files {
            folder.write(name, format!("{}\n\n", completed(text).trim_end().replace('\n', " \n")));
        }
        // What is changed is told among the results or beside them; the formats make no other difference.
        let changes = if ["text", "json"].contains(&format) { &[Some("--diff"), Some("--fix")][..] } else { &[] };
        for extra in [&[None], changes].concat() {
            let ran = folder.run(&[&["check", ".", "--format", format][..], extra.as_slice()].concat());
            assert!(private.iter().all(|code| ran.out.contains(code)), "{ran:#?}");
            wrong.extend(leaks_of(&ran, &secrets).into_iter().map(|line| format!("{format} {extra:?}: {line}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
