//! The bar of long work: for who sees it, in letters the terminal has, and for nobody else.

use super::harness::Terminal;
use crate::cli::Folder;

/// Every byte of the demonstration on a terminal.
fn demo(env: &[(&str, &str)]) -> String {
    let folder = Folder::new();
    let mut terminal = Terminal::start(folder.path(), (24, 80), env, &["demo"]);
    assert_eq!(terminal.status(), 0);
    terminal.drain();
    let all = terminal.all();
    assert!(all.contains("Written to vpr-demo:"), "{all}");
    all
}

#[test]
fn a_bar_is_drawn_where_a_person_sees_it() {
    assert!(demo(&[]).contains("replies, each saved"));
}

#[test]
fn nothing_is_drawn_or_redrawn_for_who_wants_plain_lines() {
    for env in [("ACCESSIBLE", "1"), ("TERM", "dumb")] {
        let all = demo(&[env]);
        let lines = all.replace("\r\n", "\n");
        assert!(!lines.contains(['\u{1b}', '\r', '\u{8}', '\u{2588}', '\u{2591}']), "{all:?}");
        assert!(!all.contains("replies, each saved"), "{all:?}");
    }
}

#[test]
fn a_terminal_without_utf8_gets_no_other_letters() {
    let all = demo(&[("LC_ALL", "C")]);
    assert!(all.contains("replies, each saved") && all.is_ascii(), "{all:?}");
    // The same bar for many files to check.
    let folder = Folder::new();
    for n in 0..600 {
        folder.write(&format!("{n}.yaml"), "format: 1\n");
    }
    let mut terminal = Terminal::start(folder.path(), (24, 80), &[("LC_ALL", "C")], &["check", "--format", "json", "."]);
    terminal.status();
    terminal.drain();
    let all = terminal.all();
    assert!(all.contains("of 600 files checked") && all.is_ascii(), "{all:?}");
}
