//! `vpr check --fix`: what has one reading is put right, nothing else is touched.

mod properties;

use std::fs;

use vpr::check::{Checker, Expectations, Unproved};
use vpr::diagnostic::{Code, Diagnostic, Diagnostics};
use vpr::standard::Catalogue;
use vpr::text::edit::Edit;
use vpr::text::{Source, Span};

use crate::cli::{Folder, examples};

const HEAD: &str = "\
format: 1
standard: nhs-england-vpr@2024
organisation: { name: Northfield NHS Foundation Trust }
cycle: { name: 2026-H2 }
answers:
";

/// Writes answers to a file, has them put right, and gives what is left and what was said.
fn fixed(answers: &str) -> (String, crate::cli::Ran) {
    let folder = Folder::new();
    folder.write("a.yaml", format!("{HEAD}{answers}"));
    let ran = folder.run(&["check", "--fix", "a.yaml"]);
    let text = folder.read("a.yaml");
    (text.strip_prefix(HEAD).expect("the head as it was").to_owned(), ran)
}

#[track_caller]
fn becomes(answers: &str, expected: &str) {
    assert_eq!(fixed(answers).0, expected);
}

#[track_caller]
fn stays(answers: &str) {
    becomes(answers, answers);
}

#[test]
fn a_rating_in_another_case_or_spelling_of_the_pack_is_put_right() {
    becomes("  L1:\n    rating: Green # ok\n", "  L1:\n    rating: green # ok\n");
    becomes("  L1: { rating: 'G' }\n", "  L1: { rating: 'green' }\n");
    becomes("  L1:\n    rating: \" amber \"\n", "  L1:\n    rating: \"amber\"\n");
    becomes("  L1:\n    rating: green\u{a0}\n", "  L1:\n    rating: green\n");
}

#[test]
fn a_last_line_without_an_end_may_hold_a_single_letter() {
    becomes("  L1:\n    rating: Green\n    later: x", "  L1:\n    rating: green\n    later: x\n");
    becomes("  L1:\n    rating: Green\n    later: 'x'", "  L1:\n    rating: green\n    later: 'x'\n");
    for letter in ["x", "'", "''"] {
        let block = format!("    later: |\n      {letter}");
        becomes(&format!("  L1:\n    rating: Green\n{block}"), &format!("  L1:\n    rating: green\n{block}\n"));
    }
}

#[test]
fn json_stays_json() {
    let folder = Folder::new();
    let json = r#"{"format":1,"standard":"nhs-england-vpr@2024","organisation":{"name":"N"},"cycle":{"name":"C","meeting":"18/12/2026"},"answers":{"L1":{"rating":" Green"},"L2":{"rating":"amber "}}}"#;
    let path = folder.write("a.json", json);
    folder.run(&["check", "a.json", "--fix"]).says(0, &["Put right: 4 problems"]);
    let now: serde_json::Value = serde_json::from_slice(&fs::read(path).expect("the file")).expect("JSON");
    assert_eq!(now["cycle"]["meeting"], "2026-12-18");
    assert_eq!((&now["answers"]["L1"]["rating"], &now["answers"]["L2"]["rating"]), (&"green".into(), &"amber".into()));
}

#[test]
fn a_word_that_is_only_alike_is_never_guessed() {
    stays("  L1:\n    rating: gren\n");
    stays("  L1:\n    rating: greenish\n");
    stays("  l1:\n    rating: green\n");
    stays("  L1:\n    ratings: green\n");
}

#[test]
fn a_day_is_put_right_only_where_it_can_be_no_other() {
    becomes("  L1:\n    assessed: 18/12/2026\n", "  L1:\n    assessed: 2026-12-18\n");
    becomes("  L1: { assessed: '18th December 2026' }\n", "  L1: { assessed: '2026-12-18' }\n");
    becomes("  L1:\n    assessed: 2026/12/18\n", "  L1:\n    assessed: 2026-12-18\n");
    becomes("  L1:\n    assessed: 2026.12.18\n", "  L1:\n    assessed: 2026-12-18\n");
    becomes("  L1:\n    assessed: 20261218\n", "  L1:\n    assessed: 2026-12-18\n");
    stays("  L1:\n    assessed: 03/04/2026\n");
    stays("  L1:\n    assessed: 2026/04/03\n");
    stays("  L1:\n    assessed: 18/12/26\n");
    stays("  L1:\n    assessed: 18 Dec\n");
}

#[test]
fn answers_go_to_their_places_with_their_comments_and_blank_lines() {
    becomes(
        "  L1: { rating: red }\n\n  W3: # here\n    # about W3\n    rating: Green\n    # more of it\n\n  L3:\n    rating: red\n\n  L2: { rating: red }",
        "  L1: { rating: red }\n\n  L2: { rating: red }\n\n  L3:\n    rating: red\n\n  W3: # here\n    # about W3\n    rating: green\n    # more of it\n",
    );
    becomes(
        "  W3: { rating: red }\n\n  L1: { rating: red }\n\n  L2: { rating: red }\n",
        "  L1: { rating: red }\n\n  L2: { rating: red }\n\n  W3: { rating: red }\n",
    );
    becomes(
        "  L2: { rating: red }\n  L1: { rating: red }\n  L3: { rating: red }\n",
        "  L1: { rating: red }\n  L2: { rating: red }\n  L3: { rating: red }\n",
    );
    becomes(
        "  L3: { rating: red }\n\n  W3: { rating: red }\n\n  L1: { rating: red }\n",
        "  L1: { rating: red }\n\n  L3: { rating: red }\n\n  W3: { rating: red }\n",
    );
}

#[test]
fn answers_are_not_moved_where_a_comment_could_belong_to_two() {
    for answers in [
        "  L1: { rating: red }\n  # ---- WORKFORCE (Jane's section) ----\n  W2: { rating: red }\n  W1: { rating: red }\n",
        "  W2:\n    rating: amber\n  # W2: disputed by the union, do not publish\n  L2: { rating: red }\n",
        "  W3: { rating: red }\n# Leadership\n  L1: { rating: red }\n",
        "  W3: { rating: red }\n  # Leadership\n\n  L1: { rating: red }\n",
        "  W3: { rating: red }\n\n  # about L1\n  L1: { rating: red }\n",
        "  W3: { rating: red }\n  # one\n  # two\n\n  # three\n  L1: { rating: red }\n",
        "  W3: { rating: red }\n\n    # further in\n  L1: { rating: red }\n",
        // One would be put below what is said above the one that stays, or above it.
        "  L3: { rating: red }\n  # here\n  L5: { rating: red }\n  L6: { rating: red }\n  L4: { rating: red }\n",
        "  # all of them\n  W3: { rating: red }\n  L1: { rating: red }\n",
        "  # all of them\n\n  L2: { rating: red }\n  L3: { rating: red }\n  L1: { rating: red }\n",
        "  W3: { rating: red }\n  L1: { rating: red }\n  # L1 is disputed\n",
        "  W3: { rating: red }\n  L1: { rating: red }\n# L1 is disputed\n",
        "  L1: { rating: red }\n  L3: { rating: red }\n  L2: { rating: red }\n\n# L2 is disputed\n\nmeasures: []\n",
        "  L1: { rating: red }\n  L3: { rating: red }\n  L2: { rating: red }\n  # L2 is disputed\nmeasures: []\n",
    ] {
        let (text, ran) = fixed(answers);
        assert_eq!(text, answers);
        let said = ran.out.split_whitespace().collect::<Vec<_>>().join(" ").replace("| ", "");
        assert!(said.contains("out-of-order") && said.contains("comments stand between the answers"), "{answers}{ran:#?}");
    }
}

#[test]
fn answers_are_moved_past_comments_that_keep_their_place_between_two_that_stay() {
    becomes(
        "  # all of them\n  L1: { rating: red }\n  # ---- two ----\n  L2: { rating: red }\n  L4: { rating: red }\n  L3: { rating: red }\n\n# Measures\nmeasures: []\n",
        "  # all of them\n  L1: { rating: red }\n  # ---- two ----\n  L2: { rating: red }\n  L3: { rating: red }\n  L4: { rating: red }\n\n# Measures\nmeasures: []\n",
    );
    becomes(
        "  L3: { rating: red }\n  L1: { rating: red }\n  L2: { rating: red }\n  L4: { rating: red }\n  # heading\n\n  W1: { rating: red }\n",
        "  L1: { rating: red }\n  L2: { rating: red }\n  L3: { rating: red }\n  L4: { rating: red }\n  # heading\n\n  W1: { rating: red }\n",
    );
}

#[test]
fn a_comment_far_above_the_answers_holds_none_of_them() {
    let folder = Folder::new();
    folder.write("a.yaml", format!("# Ours\n{HEAD}  W3: {{ rating: red }}\n  L1: {{ rating: red }}\n"));
    folder.run(&["check", "--fix", "a.yaml"]);
    assert_eq!(folder.read("a.yaml"), format!("# Ours\n{HEAD}  L1: {{ rating: red }}\n  W3: {{ rating: red }}\n"));
}

#[test]
fn answers_are_not_moved_where_a_line_holds_more() {
    stays("  W3: { rating: red }\n  L1: { rating: red }\n  ? L2\n  : { rating: red }\n");
    stays("  W3: { rating: red }\n  L1: {\n    rating: red\n    }\n");
}

#[test]
fn space_goes_from_line_ends_but_not_from_within_a_text() {
    becomes(
        "  L1:  \n    rating: red\t\n    because: |\n      One.  \n      Two.\n    later: a\n      b  \n      c\n\n   \n",
        "  L1:\n    rating: red\n    because: |\n      One.  \n      Two.\n    later: a\n      b  \n      c\n\n\n",
    );
}

#[test]
fn a_fix_is_proved_before_it_is_made() {
    let catalogue = Catalogue::embedded();
    let expectations = Expectations::default();
    let text = format!("{HEAD}  L1:\n    rating: green # as agreed\n    because: Done.\n");
    let source = Source::new("a.yaml", text.as_str());
    // What no rule would bring: each changes these words to those.
    let made = |old: &str, new: &str| {
        let at = text.find(old).expect("what is replaced");
        let span = Span::new(at, at + old.len());
        let mut problems = Diagnostics::new(source.clone());
        problems.push(Diagnostic::error(Code::BAD_DATE, span, "A problem.").fix([Edit::Replace { span, new: new.to_owned() }]));
        let fixed = Checker::new(&catalogue, "2026-11-22".parse().expect("a day"), &expectations).fix(&source, &problems);
        fixed.map(|fixed| fixed.map(|f| f.text))
    };
    assert_eq!(made("green", "amber"), Ok(Some(text.replace("green", "amber"))));
    assert_eq!(made(" # as agreed", ""), Err(Unproved), "a comment is lost");
    assert_eq!(made("agreed", "greed"), Err(Unproved), "a comment says something else");
    assert_eq!(made("one", "oes"), Err(Unproved), "a value changes that is not what is replaced");
    assert_eq!(made("green", "purple"), Err(Unproved), "there is a new problem");
}

#[test]
fn where_a_file_may_not_be_written_the_last_words_say_so() {
    let folder = Folder::new();
    let path = folder.write("a.yaml", "format: 1  \nanswers: {}\n");
    let mut mode = fs::metadata(&path).expect("a file").permissions();
    mode.set_readonly(true);
    fs::set_permissions(&path, mode).expect("a read-only file");
    let ran = folder.run(&["check", "a.yaml", "--fix"]).says(3, &["read-only", "could not be written, as said above"]);
    assert!(!ran.err.contains("takes a person to decide"), "{ran:#?}");
    // Whoever only reads the report of a machine has to learn of it, though nothing that fails a run is wrong with the file.
    for (format, words) in [
        ("text", &["a.yaml: not put right: could not save a.yaml", "could not be written, so this is no good result"][..]),
        ("json", &["\"unwritten\":\"could not save a.yaml: the file is read-only", "\"complete\":false", "\"unwritten\":1"]),
        (
            "sarif",
            &["\"ruleId\":\"not-written\"", "\"executionSuccessful\":false", "a.yaml was not put right: could not save a.yaml"],
        ),
        ("junit", &["errors=\"1\"", "<error message=\"could not save a.yaml: the file is read-only"]),
        ("github", &["::error file=a.yaml", "title=vpr not-written::a.yaml: was not put right: could not save a.yaml"]),
        ("gitlab", &["\"check_name\":\"not-written\"", "\"severity\":\"critical\"", "was not put right: could not save a.yaml"]),
    ] {
        let ran = folder.run(&["check", "a.yaml", "--fix", "--format", format]);
        let out = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(ran.status == 3 && words.iter().all(|words| out.contains(words)), "{format}: {ran:#?}");
        crate::verdict::well_formed(format, &ran.out);
    }
    // On Windows a file that can't be written can't be removed with its folder either.
    let mut mode = fs::metadata(&path).expect("a file").permissions();
    #[expect(clippy::permissions_set_readonly_false, reason = "it is removed at once")]
    mode.set_readonly(false);
    fs::set_permissions(&path, mode).expect("a file that can be removed");
}

#[test]
fn line_ends_and_a_byte_order_mark_stay_what_they_are() {
    let folder = Folder::new();
    let text = format!("\u{feff}{HEAD}  W3: {{ rating: Red }} \n  L1: {{ rating: red }}").replace('\n', "\r\n");
    folder.write("a.yaml", text);
    folder.run(&["check", "--fix", "a.yaml"]).says(0, &["Put right: 4 problems in 1 file."]);
    let expected = format!("\u{feff}{HEAD}  L1: {{ rating: red }}\n  W3: {{ rating: red }}\n").replace('\n', "\r\n");
    assert_eq!(folder.read("a.yaml"), expected);
}

#[test]
fn space_in_quotes_is_taken_out_of_every_value() {
    let spaced = "  L1:\n    rating: ' green'\n    because: \"Agreed. \"\n    assessed: \"2026-10-14 \"\n    evidence: [{ title: A, dated: \" 26 March 2026 \" }]\n";
    let (text, _) = fixed(spaced);
    let right = "  L1:\n    rating: 'green'\n    because: \"Agreed.\"\n    assessed: \"2026-10-14\"\n    evidence: [{ title: A, dated: \"2026-03-26\" }]\n";
    assert_eq!(text, right);
}

#[test]
fn a_signed_file_is_left_as_it_is_and_says_why() {
    let signed = "  L1:\n    rating: Green \nsign_off:\n  - role: staff-side\n    name: A Person\n    on: 2026-10-30\n    covers: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n";
    let (text, ran) = fixed(signed);
    assert_eq!(text, signed);
    ran.says(1, &["the file is signed, so nothing in it is changed for you", "Nothing was put right"]);
    // Whoever mistyped the name of the field signed it all the same, be it by hand and without a digest.
    for mistyped in ["sign-off:", "signoff:", "Signed:", "signatures:"] {
        let by_hand =
            format!("  L1:\n    rating: Green \n{mistyped}\n  - role: staff-side\n    name: A Person\n    on: 2026-10-30\n");
        assert_eq!(fixed(&by_hand).0, by_hand);
    }
    // Neither is it another where two letters are out of order, or one is of another alphabet; nor by another name altogether.
    for mistyped in ["sing_off:", "sgin_off:", "\" sign_off\":", "\u{455}ign_off:", "agreed_by:"] {
        let by_hand =
            format!("  L1: {{ rating: Green, because: x }}\n{mistyped}\n- {{ role: staff-side, name: A B, on: 2026-11-19 }}\n");
        let (text, ran) = fixed(&by_hand);
        assert_eq!(text, by_hand);
        ran.says(1, &["the file is signed"]);
    }
    becomes("  L1: { rating: Green }\nroles: { lead: A B }\n", "  L1: { rating: green }\nroles: { lead: A B }\n");
    for mistyped in ["sign_of:", "Sign_Off:", "signoffs:", "  sign_off:"] {
        let signed = signed.replace("sign_off:", mistyped);
        assert_eq!(fixed(&signed).0, signed);
    }
}

#[test]
fn a_file_of_a_format_to_come_is_left_as_it_is() {
    let folder = Folder::new();
    for format in ["2", "one", "[1]"] {
        let text = format!("{HEAD}  L1:\n    rating: Green \n").replace("format: 1", &format!("format: {format}"));
        folder.write("a.yaml", &text);
        folder.run(&["check", "--fix", "a.yaml"]).says(1, &[]);
        assert_eq!(folder.read("a.yaml"), text, "format {format}");
    }
}

#[test]
fn what_may_identify_someone_is_in_no_difference_and_stays() {
    let answers = "  W3: { rating: Red }\n  L1:\n    rating: Red # 0113 496 0000\n    because: ring 0113 496 0001 \n";
    let folder = Folder::new();
    folder.write("a.yaml", format!("{HEAD}{answers}"));
    for flag in ["--diff", "--fix"] {
        let ran = folder.run(&["check", flag, "a.yaml"]);
        assert!(!format!("{}{}", ran.out, ran.err).contains("496"), "{ran:#?}");
        assert!(ran.out.contains("+  W3: { rating: red }"), "{ran:#?}");
    }
    assert!(folder.read("a.yaml").contains("rating: Red # 0113 496 0000"), "a line that is not shown is not changed");
}

#[test]
fn of_a_fix_with_many_places_those_that_may_identify_someone_stay() {
    let (text, ran) = fixed("  L1:  \n    rating: green\t\n    assessed_by: jane.smith@nhs.net   \n    because: Done. \n");
    assert_eq!(text, "  L1:\n    rating: green\n    assessed_by: jane.smith@nhs.net   \n    because: Done.\n");
    ran.says(0, &["Put right: 1 problem", "email-address", "stray-space"]);
    let (text, _) = fixed("  L1:\n    assessed_by: jane.smith@nhs.net   \n    because: Done. \n");
    assert_eq!(text, "  L1:\n    assessed_by: jane.smith@nhs.net   \n    because: Done.\n", "though the first place stays");
    stays("  L1:\n    rating: green\n    because: \"94\\x33 476 5919\"   \n");
}

#[test]
fn no_answer_is_moved_that_may_identify_someone() {
    let moved = "  W3:\n    rating: red\n    because: patient 943 476 5919\n";
    let other = "  L1: { rating: red }\n";
    let (text, ran) = fixed(&format!("{moved}{other}"));
    assert_eq!(text, format!("{moved}{other}"));
    ran.says(
        1,
        &["out-of-order", "no such line is changed for you", "Nothing was put right", "beside what may identify someone"],
    );
    // Where it stays, others go past it.
    let settled = "  L1: { rating: red, because: 943 476 5919 }\n";
    becomes(&format!("  W3: {{ rating: red }}\n{settled}"), &format!("{settled}  W3: {{ rating: red }}\n"));
}

#[test]
fn the_difference_is_shown_and_with_diff_nothing_is_written() {
    let folder = Folder::new();
    folder.write("a.yaml", format!("{HEAD}  L1:\n    rating: Green\n    because: Done.\n"));
    let before = folder.read("a.yaml");
    let shown = "--- a.yaml\n+++ a.yaml, put right\n@@ -4,5 +4,5 @@\n cycle: { name: 2026-H2 }\n answers:\n   L1:\n-    rating: Green\n+    rating: green\n     because: Done.\n";
    folder.run(&["check", "a.yaml"]).says(1, &["1 problem can be put right with --fix; --diff shows how."]);
    let ran = folder.run(&["check", "--diff", "a.yaml"]).says(1, &["1 problem in 1 file can be put right with --fix"]);
    assert!(ran.out.starts_with(shown), "{}", ran.out);
    assert_eq!(folder.read("a.yaml"), before);
    let ran = folder.run(&["check", "--fix", "a.yaml"]).says(0, &["Put right: 1 problem in 1 file"]);
    assert!(ran.out.starts_with(shown), "{}", ran.out);
    assert!(!ran.out.contains("unknown-rating"), "what was put right is no problem any more: {}", ran.out);
}

#[test]
fn standard_input_can_be_compared_and_not_put_right() {
    let folder = Folder::new();
    let text = format!("{HEAD}  L1:\n    rating: Green\n");
    folder.run_with(&["check", "--fix", "-"], text.as_bytes(), &[]).says(2, &["standard input can't be put right"]);
    folder.run_with(&["check", "--diff", "-"], text.as_bytes(), &[]).says(1, &["+    rating: green"]);
    folder.run(&["check", "--fix", "--diff", "x.yaml"]).says(2, &["cannot be used with"]);
}

#[test]
fn files_with_nothing_to_put_right_keep_every_byte_and_their_times() {
    let folder = Folder::new();
    for name in examples() {
        folder.example(&name);
    }
    let seen = || -> Vec<_> {
        let files = fs::read_dir(folder.path()).expect("the folder").flatten();
        let mut seen: Vec<_> = files
            .map(|f| {
                let meta = f.metadata().expect("a file");
                (f.file_name(), meta.modified().expect("its time"), fs::read(f.path()).expect("a file"))
            })
            .collect();
        seen.sort();
        seen
    };
    let before = seen();
    let folder_time = fs::metadata(folder.path()).expect("the folder").modified().expect("its time");
    folder.run(&["check", "--fix", "."]);
    assert!(before == seen(), "a file was touched");
    assert_eq!(fs::metadata(folder.path()).expect("the folder").modified().expect("its time"), folder_time);
}

#[test]
fn a_file_that_someone_is_at_work_on_or_may_not_be_written_is_said_to_be_unwritten() {
    let folder = Folder::new();
    let path = folder.write("a.yaml", format!("{HEAD}  L1:\n    rating: Green\n"));
    let lock = vpr::store::Lock::take(&path, "a test").expect("the lock");
    folder.run(&["check", "--fix", "a.yaml"]).says(3, &["another vpr (a test) is at work on it", "unknown-rating"]);
    drop(lock);
    folder.run(&["check", "--fix", "a.yaml"]).says(0, &["Put right: 1 problem"]);
}

#[test]
fn a_file_changed_since_it_was_read_is_left_to_who_changed_it() {
    let folder = Folder::new();
    let path = folder.write("a.yaml", "format: 1\n");
    let Ok(mut loaded) = vpr::store::read(&path) else { panic!("a file") };
    folder.write("a.yaml", "format: 1 # theirs\n");
    assert!(matches!(loaded.save_in_place("format: 1 # ours\n"), Ok(Some(vpr::store::Why::Changed))));
    assert_eq!(folder.read("a.yaml"), "format: 1 # theirs\n");
    fs::remove_file(path).expect("it is deleted");
    assert!(matches!(loaded.save_in_place("format: 1 # ours\n"), Ok(Some(vpr::store::Why::Gone))));
}

/// A stranger's link may lead to anybody's file.
#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    let text = format!("{HEAD}  L1:\n    rating: Green\n");
    for sub in ["private", "sub"] {
        fs::create_dir(folder.file(sub)).expect("a folder");
    }
    folder.write("private/other.yaml", &text);
    symlink("../private", folder.file("sub/dir")).expect("a link");
    symlink("../private/other.yaml", folder.file("sub/s.yaml")).expect("a link");
    let absolute = folder.file("sub/s.yaml").display().to_string();
    for (name, status) in [
        ("sub", 3),
        ("sub/*/*.yaml", 3),
        ("sub/s.yaml", 1),
        ("sub/dir", 1),
        ("sub/dir/other.yaml", 1),
        ("sub/dir/*.yaml", 1),
        (absolute.as_str(), 1),
    ] {
        for flag in ["--fix", "--diff"] {
            let ran = folder.run(&["check", name, flag]);
            assert_eq!((ran.status, folder.read("private/other.yaml")), (status, text.clone()), "{name} {flag}: {ran:#?}");
            if status == 1 {
                ran.says(1, &["a link leads to this file, so nothing in it is changed for you", "Nothing was put right"]);
            }
        }
    }
    folder
        .run_with(&["check", "--fix", "--files-from", "-"], b"sub/dir/other.yaml\n", &[])
        .says(1, &["a link leads to this file"]);
    assert_eq!(folder.read("private/other.yaml"), text);
    folder.run(&["check", "--fix", "private", "sub/s.yaml"]).says(0, &["Put right: 1 problem in 1 file"]);
}

#[cfg(unix)]
#[test]
fn two_names_of_one_file_put_it_right_once() {
    let folder = Folder::new();
    let path = folder.write("a.yaml", format!("{HEAD}  L1:\n    rating: Green\n"));
    std::os::unix::fs::symlink(&path, folder.file("b.yaml")).expect("a link");
    folder.run(&["check", "--fix", "."]).says(0, &["Put right: 1 problem in 1 file"]);
}
