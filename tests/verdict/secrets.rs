//! What may identify a person is in no output, wherever it stands and whatever else is wrong with its line.

use super::FORMATS;
use crate::cli::Folder;

/// As written and as it would be decoded. The check digits are right; none is the example of a rule.
const PLANTED: [&str; 6] = ["401 023 2137", "4010232137", "401-023-2137", "401 023", "023 2137", "Plummeridge"];

const FILES: [(&str, &[u8]); 9] = [
    ("reason.yaml", b"format: 1\nstandard: nhs-england-vpr@2024\nanswers:\n  L1:\n    because: Plummeridge, 401 023 2137\n    rating: purple\n"),
    ("rating.yaml", b"format: 1\nanswers:\n  L1:\n    rating: 401 023 2137 # Plummeridge\n"),
    ("key.yaml", b"format: 1\nstandard: nhs-england-vpr@2024\n4010232137: Plummeridge\n"),
    ("key-with-escape.yaml", b"format: 1\nstandard: nhs-england-vpr@2024\n\"401023213\\x37\": Plummeridge\n"),
    ("twice.yaml", b"format: 1\nanswers:\n  401-023-2137: Plummeridge\n  401-023-2137: Plummeridge\n"),
    ("broken.yaml", b"format: 1\nanswers:\n  L1: { rating: [401 023 2137, Plummeridge\n"),
    ("comment.yaml", b"format: 1 # Plummeridge 401 023 2137\nanswers: []\n"),
    ("latin.yaml", b"format: 1\nanswers:\n  L1:\n    because: Plummeridge 401 023 2137 caf\xe9\n"),
    ("folded.yaml", b"format: 1\nstandard: nhs-england-vpr@2024\nanswers:\n  L1:\n    rating: \"Plummeridge 401 023\\\n      \\ 2137\"\n"),
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
