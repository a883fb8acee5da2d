//! How much a public paper gives: the same counts, whichever format is opened.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{each_example, paper, section};
use crate::cli::Folder;
use crate::formats::read;

/// What each format says of how much it gives: pieces of evidence and actions, and the texts held back.
fn said(folder: &Folder, name: &str) -> [(String, BTreeSet<String>); 3] {
    let markdown = paper(folder, name, "public", &[]);
    let scope = section(&markdown, "What this paper covers and rests on");
    let scope = scope.split("Set out one by one: ").nth(1).and_then(|s| s.split('.').next()).expect("a scope");
    // Tables list what only partners answer as well, so that requirements are not the same in number.
    let counts: Vec<&str> = scope.split(", ").skip(1).map(|part| part.trim_end_matches(|c: char| !c.is_ascii_digit())).collect();
    let held = section(&markdown, "What was left out of this paper").lines().filter_map(|l| l.strip_prefix("- "));
    let markdown = (counts.join(", "), held.map(str::to_owned).collect());

    folder.run(&["report", name, "--for", "public", "--output", "a.xlsx"]).says(0, &[]);
    let book = read::xlsx(&std::fs::read(folder.file("a.xlsx")).expect("the workbook"));
    let lines: Vec<String> = book[0].1.iter().flatten().map(read::cell).collect();
    let scope = lines.iter().find_map(|l| l.split("This workbook holds ").nth(1)).expect("a scope");
    let numbers = |text: &str| text.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect::<Vec<u32>>();
    let counts: Vec<String> = numbers(scope).chunks(2).skip(1).take(2).map(|c| format!("{} of {}", c[0], c[1])).collect();
    let held = lines.iter().filter(|l| l.contains(" printed")).map(|l| l.trim_start_matches("• ").to_owned());
    let xlsx = (counts.join(", "), held.collect());

    let json = folder.run(&["report", name, "--for", "public", "--format", "json"]).says(0, &[]).out;
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let scope = |what: &str| format!("{} of {}", json["scope"][what]["shown"], json["scope"][what]["of"]);
    let held = json["scope"]["texts"].as_array().expect("texts").iter().map(|t| {
        let title = match t["what"].as_str().expect("a kind") {
            "because" => "Reasons for ratings",
            "not_applicable" => "Reasons for leaving out",
            "evidence" => "Titles of evidence",
            "action" => "Actions",
            _ => "Reasons for disagreements",
        };
        let why = [
            ("not_looked_at", "not looked at yet"),
            ("looked_at_and_held_back", "looked at and held back"),
            ("not_released", "not released by who wrote it"),
        ];
        let why = why.iter().filter(|(field, _)| t[field] != 0).map(|(field, words)| format!("{} {words}", t[field]));
        let why = why.collect::<Vec<_>>().join(", ");
        let why = if why.is_empty() { why } else { format!("; {why}") };
        format!("{title}: {} of {} printed{why}.", t["shown"], t["of"])
    });
    let held = held.collect();
    [markdown, xlsx, (["evidence", "actions"].map(scope).join(", "), held)]
}

#[test]
fn every_format_for_the_public_says_the_same_of_how_much_it_gives() {
    each_example(|folder, name| {
        let [markdown, xlsx, json] = said(folder, name);
        assert!(markdown.0.contains("0 of ") && !markdown.1.is_empty(), "{name}: {markdown:?}");
        assert_eq!(xlsx, markdown, "{name}");
        assert_eq!(json, markdown, "{name}");
        let replies = format!("{}{}", "y\nn\n".repeat(10), "q\n");
        folder.run_with(&["clear", name], replies.as_bytes(), &[]).says(0, &["10 looked at and held back"]);
        let [markdown, xlsx, json] = said(folder, name);
        assert!(markdown.1.iter().any(|l| l.contains("looked at and held back")), "{name}: {markdown:?}");
        assert_eq!(xlsx, markdown, "{name}");
        assert_eq!(json, markdown, "{name}");
    });
}
