//! Slips that the parser tells of in its own words, or a line too late: each is named for what it is, where it is.

use super::{HEAD, read};

/// What is said of a text that goes on after [`HEAD`], by line of that and column: message and help.
fn told(lines: &str) -> (String, String, String) {
    told_of(&format!("{HEAD}{lines}"), 6)
}

fn told_of(text: &str, before: usize) -> (String, String, String) {
    let (_, sink) = read(text);
    let first = *sink.sorted().first().unwrap_or_else(|| panic!("nothing is wrong with {text}"));
    let at = sink.position(first);
    (format!("{}:{}", at.line.get() - before, at.column.get()), first.message.clone(), first.help.clone().unwrap_or_default())
}

#[track_caller]
fn is_told(lines: &str, place: &str, message: &str, help: &str) {
    let (at, said, advice) = told(lines);
    assert!(at == place && said.contains(message) && advice.contains(help), "{lines}{at}: {said}: {advice}");
}

#[test]
fn a_colon_that_was_forgotten_is_missed_where_it_belongs() {
    const FORGOTTEN: &str = "no colon stands behind";
    is_told("    rating: green\n    evidence\n      - title: X\n", "2:5", FORGOTTEN, "write `evidence:`");
    is_told(
        "    rating: green\n    because # later\n    assessed: 2026-10-01\n  L2:\n    because: x\n",
        "2:5",
        FORGOTTEN,
        "write `because:`",
    );
    is_told(
        "    rating: green\n    because the plan is agreed\n  L2:\n    because: x\n",
        "2:5",
        FORGOTTEN,
        "write `because: the`; if it goes on",
    );
    is_told(
        "    rating: green\n    evidence:\n      - title: X\n        dated 2026-03-26\n      - dated: 2026-03-27\n",
        "4:9",
        FORGOTTEN,
        "`dated: 2026-03-26`",
    );
    is_told(
        "    rating: green\n    assessed = 2026-10-01\n  L2:\n    assessed: 2026-10-02\n",
        "2:5",
        FORGOTTEN,
        "`assessed: 2026-10-01`",
    );
    is_told("    rating: green\n  L2\n    rating: green\n", "2:3", FORGOTTEN, "write `L2:`");
    // The first of a group is taken for one text with the line after it, and that is no fault of that line.
    is_told("    rating green\n    because: x\n", "1:5", FORGOTTEN, "write `rating: green`");
    is_told("    evidence:\n      - title X\n        dated: 2026-03-26\n", "2:9", FORGOTTEN, "write `title: X`");
    is_told(
        "    evidence:\n      - title Record of a meeting\n        dated: 2026-03-26\n      - title: Y\n",
        "2:9",
        FORGOTTEN,
        "write `title: Record`",
    );
    for (above, line) in [("", 1), ("# Of Northfield.\n# Draft.\n", 3)] {
        let (at, said, _) = told_of(&format!("{above}{}", HEAD.replace("format: 1", "format 1")), 0);
        assert!(at == format!("{line}:1") && said.contains(FORGOTTEN), "{at}: {said}");
    }
    is_told("    rating: green\n    because:One of two\n", "2:12", "no space stands behind this colon", "write `because: One`");
    let (at, said, _) = told_of(&HEAD.replace("  L1:", "  L1\n    rating: green"), 0);
    assert!(at == "6:3" && said.contains(FORGOTTEN), "{at}: {said}");
}

#[test]
fn a_text_over_several_lines_is_no_name_without_a_colon() {
    for lines in [
        "    because: |\n      We have:\n      • a policy\n      • a lead\n    later: see: x\n",
        "    because: >-\n      * a policy\n    later: see: x\n",
        "    because: |\n      note：x\n    later: see: x\n",
        "    because: We have\n      • a policy\n      minute: 3\n",
        "    because:\n      • Approve the plan\n      • Note: the score is up\n",
        "    because:\n      approve\n      the plan: as attached\n",
        "    because: See\n      ref:112 and\n      note: this\n",
        "    because: See\n      the minute and\n      ref:112 more # note\n      and more\n",
        "    because: Agreed.\n  L2:\n    because:\n      evidence was seen by the board\n      minute: 12\n    evidence: []\n",
        "    skipped:\n      - evidence\n        assessed: 2026-10-07\n",
        "    because: leave and sickness\n    too\n",
        "    because: Agreed in\n      ref:12/26 # see minutes\n      and more\n",
        "    rating: green\n==========\n    because: x\n",
        "    because: the plan is\n      agreed by the board\n      minute: 112\n",
        "    because:\n      the plan is agreed by the board\n      minute: 112\n",
        "    because: the plan\nThe board agreed\n",
    ] {
        let (_, said, _) = told(lines);
        assert!(said.contains("this is not valid YAML"), "{lines}: {said}");
    }
}

#[test]
fn what_a_word_processor_makes_of_signs_is_named() {
    for sign in ["–", "—", "•", "*"] {
        is_told(
            &format!("    evidence:\n      {sign} title: X\n        dated: 2026-03-26\n"),
            "2:7",
            "this is no hyphen",
            "a hyphen and a space",
        );
    }
    is_told(
        "    evidence:\n      -title: X\n        dated: 2026-03-26\n",
        "2:7",
        "no space stands behind this hyphen",
        "a hyphen and a space",
    );
    is_told(
        "    evidence:\n      - title: X\n      -title: Y\n",
        "3:7",
        "no space stands behind this hyphen",
        "a hyphen and a space",
    );
    is_told("    rating：green\n    because: x\n", "1:11", "this is a wide colon", "a plain colon and a space");
    for quote in ["“", "„", "‘"] {
        let lines = format!("    rating: green\n    because: {quote}Statement: approved”\n");
        is_told(&lines, "2:14", "a word processor's quotation mark", "straight");
    }
    is_told("    because: “Agreed” in May\n    minute: 3\n", "2:5", "has no field `minute`", "");
    is_told("    rating: green\n    because: Policy: agreed\n", "2:20", "not valid YAML", "in quotes");
}

#[test]
fn one_mark_of_a_merge_is_named_too() {
    for mark in ["<<<<<<< HEAD", "||||||| of-both", "=======", ">>>>>>> of-the-lead"] {
        is_told(&format!("    rating: green\n{mark}\n    because: x\n"), "2:1", "a merge of two versions", "delete this one");
    }
}

#[test]
fn a_tab_is_named_where_it_stands_and_not_at_the_next_one() {
    let tab = "tab";
    is_told("\trating: green\n    because: 71%\tof staff\n", "1:1", tab, "two spaces");
    is_told("  \trating: green\n    because: 71%\tof staff\n", "1:3", tab, "two spaces");
    is_told("    because: x\n\tassessed: 2026-10-01\n", "2:1", tab, "two spaces");
    is_told("    evidence:\n\t- title: x\n", "2:1", tab, "two spaces");
}

#[test]
fn a_text_where_a_group_belongs_is_told_with_the_field_that_holds_it() {
    is_told("    evidence: Portfolio statement\n", "1:15", "`evidence` has to be a list", "start each item with `- title: …`");
    is_told("    evidence:\n      - Portfolio statement\n", "2:9", "a piece of evidence has to be a group", "first `title: …`");
    is_told("    actions:\n      - Book staff\n", "2:9", "an action has to be a group", "first `what: …`");
    let (_, said, help) = told_of(&HEAD.replace("{ name: Northfield NHS Foundation Trust }", "Northfield"), 0);
    assert!(said.contains("the organisation has to be a group") && help.contains("first `name: …`"), "{said}: {help}");
}

#[test]
fn a_field_that_belongs_elsewhere_is_sent_there_and_to_no_other() {
    is_told("    dated: 2026-03-26\n", "1:5", "no field `dated`", "in a piece of evidence, below `evidence`: move it there");
    is_told("    owner: Head of VPR\n", "1:5", "no field `owner`", "in an action, below `actions`");
    is_told("    rating: green\n  because: Agreed.\n", "2:3", "no requirement `because`", "in an answer, below the requirement");
    is_told("    rating: green\n  sign_off: []\n", "2:3", "no requirement `sign_off`", "at the top of the file");
    is_told("    rating: green\nsubmitted: 2026-12-01\n", "2:1", "no field `submitted`", "in the cycle, below `cycle`");
    for group in ["roles", "paper"] {
        let (_, sink) = read(&HEAD.replace("answers:", &format!("{group}:\n  answers:")).replace("  L1:\n", "    L1: {}\n"));
        let helps: Vec<&str> = sink.sorted().iter().filter_map(|d| d.help.as_deref()).collect();
        assert!(helps.iter().any(|help| help.contains("at the top of the file")), "{helps:#?}");
    }
    let (.., help) = told_of(&format!("{HEAD}    rating: green\nstaff_side: Chair\n"), 0);
    assert!(help.contains("below `roles`"), "{help}");
    // A field of another name is meant here, and each of these groups lacks one, or is none that has fields of its own.
    for lines in [
        "    evidence: [{ name: Policy }]\n",
        "    actions: [{ title: Book staff }]\n",
        "    rating: green\nsign_off: [{ dated: 2026-11-20 }]\n",
    ] {
        let (_, sink) = read(&format!("{HEAD}{lines}"));
        let helps: Vec<&str> = sink.sorted().iter().filter_map(|d| d.help.as_deref()).collect();
        assert!(!helps.iter().any(|help| help.contains("belongs")), "{helps:#?}");
    }
    // What has nothing but fields of another group is one, and is not to be removed.
    let (_, sink) = read(&format!("{HEAD}    evidence:\n      - title: X\n      - what: Train all\n        owner: HR\n"));
    let helps: Vec<&str> = sink.sorted().iter().filter_map(|d| d.help.as_deref()).collect();
    assert_eq!(helps.iter().filter(|help| help.contains("in an action, below `actions`")).count(), 2, "{helps:#?}");
    let (.., help) = told_of(&HEAD.replace("cycle: {", "meeting: 2027-01-28\ncycle: {"), 0);
    assert!(help.contains("in the cycle, below `cycle`, if it is a day"), "{help}");
    for (why, advice) in
        [("No cameras.", "remove the rating: why it does not apply is said"), ("TBC", "say here why it does not apply")]
    {
        let (_, said, help) = told(&format!("    rating: n/a\n    not_applicable: {why}\n"));
        assert!(said.contains("can't have a rating") && help.contains(advice), "{said}: {help}");
    }
    let (.., help) = told("    rating: green\n    not_applicable: false\n");
    assert!(help.contains("if it applies, remove this line"), "{help}");
    let (.., help) = told("    assessed_on: 2026-10-01\n");
    assert!(!help.contains("did you mean"), "a day is no person: {help}");
    for id in ["L9", "X1"] {
        let (_, said, help) = told(&format!("    rating: green\n  {id}: {{ rating: green }}\n"));
        assert!(said.contains(id) && !help.contains("did you mean"), "as near to many: {help}");
    }
    let (.., help) = told_of(&HEAD.replace("@2024", "@2025"), 0);
    assert!(help.contains("did you mean `nhs-england-vpr@2024`?"), "and not the edition that was replaced: {help}");
}

#[test]
fn a_path_of_windows_in_double_quotes_is_told_what_the_backslash_does() {
    for path in ["S:\\reports\\a.pdf", "S:\\Board\\a.pdf", "S:\\board\\notes.pdf"] {
        let lines = format!("    evidence: [{{ title: A, where: \"{path}\" }}]\n");
        is_told(&lines, "1:35", "", "a backslash starts an escape");
    }
}

#[test]
fn what_no_unsafe_character_caused_is_told_beside_it() {
    let lines = "    rat\u{200b}ing: green\n    because: Agreed, minute: 112\n";
    let (_, sink) = read(&format!("{HEAD}{lines}"));
    let told: Vec<(String, String)> = sink.sorted().iter().map(|d| (d.code.to_string(), sink.position(d).to_string())).collect();
    assert_eq!(told, [("unsafe-character".to_owned(), "7:8".to_owned()), ("syntax".to_owned(), "8:28".to_owned())]);
    let far = format!("{}    rating: green\n    because: Agreed, minute: 112\n", HEAD.replace("format: 1", "format:\u{200b} 1"));
    assert_eq!(read(&far).1.sorted().iter().filter(|d| d.code.as_str() == "syntax").count(), 1, "it is far from the character");
    // Deleted, as is advised, it leaves nothing wrong, or a colon without its space.
    for (lines, is_wrong) in [
        ("   \u{200b} rating: green\n\n    because: x\n", false),
        ("\u{200b}    rating: green\n    because: x\n", false),
        ("    rating:\u{200b}green\n    because: x\n", true),
    ] {
        let (_, sink) = read(&format!("{HEAD}{lines}"));
        let codes: Vec<&str> = sink.sorted().iter().map(|d| d.code.as_str()).collect();
        assert!(codes.contains(&"unsafe-character") && codes.contains(&"syntax") == is_wrong, "{lines:?}: {codes:?}");
    }
}

#[test]
fn marks_that_were_copied_along_are_named_at_either_end() {
    let (at, said, help) = told_of(&format!("```yaml\n{HEAD}    rating: green\n```\n"), 0);
    assert!(at == "1:1" && said.contains("copied from") && help.contains("delete this line"), "{at}: {said}: {help}");
    is_told("    rating: green\n```\n", "2:1", "copied from", "delete this line");
    // With a field on it, the line is not to be deleted.
    is_told("    rating: green\n    because: ```x y\n", "2:14", "unexpected character", "put the text in quotes");
}

/// A day that is made up to be rid of an error is worse than none.
#[test]
fn what_is_no_day_is_not_answered_with_one() {
    for text in ["ASAP", "TBC", "Q4 2026/27", "March 2026"] {
        let day = format!("    assessed: {text}\n");
        is_told(&day, "1:15", "is not a date", "or leave it out until it is known");
    }
}

#[test]
fn what_does_not_apply_takes_along_who_approved_that() {
    let both = "    rating: green\n    not_applicable: TBC\n    approved_by: Chair\n";
    is_told(both, "2:5", "can't have a rating", "remove this line and `approved_by`");
    is_told("    rating: green\n    not_applicable: TBC\n", "2:5", "can't have a rating", "if it applies, remove this line");
}

/// Nor is one kept by what stands behind it and can't be seen.
#[test]
fn a_hard_space_behind_a_number_is_no_part_of_it() {
    let (_, sink) = read(&format!("{}    rating: green\n", HEAD.replace("format: 1", "format: 1\u{a0}")));
    assert_eq!(sink.sorted().iter().map(|d| d.message.as_str()).collect::<Vec<_>>(), [] as [&str; 0]);
}

#[test]
fn an_empty_field_that_has_to_be_there_is_not_to_be_removed_alone() {
    let evidence = "    rating: green\n    evidence:\n      - title:\n        dated: 2026-09-01\n";
    is_told(evidence, "3:9", "`title` has nothing in it", "remove the whole item");
    let cycle = HEAD.replace("cycle: { name: 2026-H2 }", "cycle: { name: }");
    assert_ne!(cycle, HEAD);
    let (_, message, help) = told_of(&cycle, 0);
    assert!(message.contains("`name` has nothing in it") && !help.contains("remove"), "{message}: {help}");
}

#[test]
fn a_field_called_as_in_a_table_is_known_by_what_it_means() {
    let row = "    rating: amber\n    because: x\n";
    for (line, field) in [("assessor: VPR lead", "assessed_by"), ("approver: Chair", "approved_by")] {
        is_told(&format!("{row}    {line}\n"), "3:5", "no field", &format!("did you mean `{field}`?"));
    }
    is_told("    rag: amber\n    because: x\n", "1:5", "no field `rag`", "did you mean `rating`?");
    is_told("    rating: amber\n    rag: amber\n", "2:5", "no field `rag`", "it can have");
}

#[test]
fn a_text_with_a_colon_in_a_list_is_to_be_put_in_quotes() {
    let evidence = "    rating: green\n    evidence:\n      - Strategy: A safer trust\n";
    let (_, sink) = read(&format!("{HEAD}{evidence}"));
    let helps: Vec<&str> = sink.sorted().iter().filter_map(|d| d.help.as_deref()).collect();
    assert!(helps.iter().any(|help| help.contains("put the whole text in quotes: `title: \"Strategy: …\"`")), "{helps:?}");
}

#[test]
fn a_number_is_not_made_an_untrue_one() {
    let count = |count: &str| {
        format!("measures: [{{ measure: riddor-reports, period: {{ from: 2026-04-01, to: 2026-09-30 }}, count: {count} }}]\n")
    };
    let head = HEAD.split_once("answers:").expect("answers").0;
    for (written, help) in [
        ("<5", "`fewer_than: 5`"),
        ("fewer than 5", "`fewer_than: 5`"),
        ("14.2", "without a decimal point"),
        ("-3", "less than 0"),
    ] {
        let (_, message, advice) = told_of(&format!("{head}{}", count(written)), 0);
        assert!(message.contains("whole number") && advice.contains(help), "{written}: {message}: {advice}");
    }
}

#[test]
fn a_text_that_begins_with_a_mark_is_to_be_put_in_quotes() {
    for value in [">80% are trained", "| see minutes", "- in place", "-", "[DRAFT] Policy of May"] {
        is_told(
            &format!("    rating: red\n    because: {value}\n"),
            "2:14",
            "means something to YAML",
            "put the whole text in quotes",
        );
    }
    is_told("    rating: red\n    because: [DRAFT]\n", "2:5", "has to be a text", "put the whole text in quotes");
}
