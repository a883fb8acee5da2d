//! Lenses that somebody else writes: every mistake is reported at its line, all of them in one run.

use vpr::diagnostic::Diagnostics;
use vpr::standard::lens::{Lens, parse};
use vpr::text::Source;

use crate::marks::{complaints, marks, replaced};
use crate::packs::pack;

/// The smallest lens that has everything; each case below breaks it by replacement.
pub const GOOD: &str = r#"format = 1
id = "a-lens"
title = "A lens"
about = "Made for a test."
as_of = 2026-11-22
standard = "nhs-england-vpr@2024"
show = "own-part"
sources = ["S1"]

[[theme]]
id = "risk"
title = "Risk"

[[theme]]
id = "roles"
title = "Roles"

[[item]]
id = "A-1"
theme = "risk"
text = "Risks are known."
employer = true
requirements = ["W1", "I1"]

[[item]]
id = "A-2"
theme = "roles"
text = "Roles are known."
addressee = "Government"
as_of = 2026-11-22
check = "Check."
figure = "1 (S1)"
requirements = ["L1"]

[[item]]
id = "A-3"
theme = "roles"
text = "Bees are kept."
addressee = "Beekeepers"
no_rows = "No row is about bees."
"#;

fn read(text: &str) -> (Option<Lens>, Diagnostics) {
    let source = Source::new("lens.toml", text);
    let mut sink = Diagnostics::new(source.clone());
    let standard = pack("nhs-england-vpr@2024");
    let find = |name: &vpr::standard::StandardRef| standard.is_called(name).then(|| standard.clone());
    (parse(&source, &find, &mut sink), sink)
}

/// Puts lines in the place of others, and expects what the marks in them say and nothing else.
#[track_caller]
fn broken(lines: &[(&str, &str)]) -> String {
    let text = replaced(GOOD, lines);
    let expected = marks(&text);
    assert!(!expected.is_empty(), "nothing is marked");
    let (lens, sink) = read(&text);
    let complaints = complaints(&sink, expected);
    assert!(complaints.is_empty(), "{complaints:#?}");
    assert!(lens.is_none(), "a lens with a problem was taken");
    sink.sorted().iter().map(|d| format!("{}; {}\n", d.message, d.help.as_deref().unwrap_or_default())).collect()
}

#[test]
fn the_small_lens_is_good() {
    let (lens, sink) = read(GOOD);
    assert!(sink.is_empty(), "{:?}", sink.sorted());
    assert_eq!(lens.map(|l| (l.themes.len(), l.items.len())), Some((2, 3)));
}

#[test]
fn a_lens_of_another_format_or_without_its_head_is_refused() {
    let said = broken(&[("format = 1", "format = 2 # error: format-unknown")]);
    assert!(said.contains("newer version"), "{said}");
    broken(&[("format = 1", "form = 1 # error: missing-field, unknown-field")]);
    broken(&[("id = \"a-lens\"", "id = \"\" # error: empty-value")]);
    broken(&[("as_of = 2026-11-22", "as_of = \"soon\" # error: bad-date")]);
    broken(&[("sources = [\"S1\"]", "sources = \"S1\" # error: wrong-type")]);
    broken(&[("title = \"A lens\"", "titel = \"A lens\" # error: unknown-field")]);
}

#[test]
fn a_pack_that_is_not_here_is_named() {
    let said =
        broken(&[("standard = \"nhs-england-vpr@2024\"", "standard = \"nhs-england-vpr@2042\" # error: unknown-standard")]);
    assert!(said.contains("vpr standard list"), "{said}");
}

#[test]
fn how_much_is_shown_is_one_of_four() {
    let said = broken(&[("show = \"own-part\"", "show = \"scores\" # error: bad-value")]);
    assert!(said.contains("did you mean `score`"), "{said}");
    let said = broken(&[("show = \"own-part\"", "show = \"everything\" # error: bad-value")]);
    assert!(said.contains("score, own-part, counts or rows"), "{said}");
}

#[test]
fn a_theme_or_a_row_that_is_none_gets_the_nearest_one() {
    let said = broken(&[("theme = \"risk\"", "theme = \"riks\" # error: bad-value")]);
    assert!(said.contains("did you mean \"risk\""), "{said}");
    let said = broken(&[(
        "requirements = [\"L1\"]",
        "requirements = [\"L1\", \"L77\", \"l2\"] # error: unknown-requirement at 23, unknown-requirement at 30",
    )]);
    assert!(said.contains("did you mean `L7`") && said.contains("did you mean `L2`"), "{said}");
    // An id of another edition is no id of this one.
    broken(&[("requirements = [\"L1\"]", "requirements = [\"PLAN-1\"] # error: unknown-requirement")]);
}

#[test]
fn an_item_without_rows_says_why_and_one_with_rows_does_not() {
    let item = "[[item]] # error: contradiction";
    let first = ("text = \"Risks are known.\"", "text = \"Risks are known.\"");
    let said = broken(&[("[[item]]", item), first, ("requirements = [\"W1\", \"I1\"]", "")]);
    assert!(said.contains("no_rows"), "{said}");
    broken(&[("[[item]]", item), ("requirements = [\"W1\", \"I1\"]", "requirements = []")]);
    broken(&[("[[item]]", item), ("requirements = [\"W1\", \"I1\"]", "requirements = [\"W1\"]\nno_rows = \"None.\"")]);
    broken(&[("requirements = [\"W1\", \"I1\"]", "requirements = [\"W1\", \"\"] # error: empty-value")]);
}

#[test]
fn what_is_not_the_organisations_own_says_whose_it_is() {
    // Else its ratings would be shown as an answer to somebody else's duty.
    let said = broken(&[("[[item]]", "[[item]] # error: contradiction"), ("employer = true", "")]);
    assert!(said.contains("addressee") && said.contains("employer = true"), "{said}");
    broken(&[("employer = true", "employer = \"yes\" # error: wrong-type"), ("[[item]]", "[[item]] # error: contradiction")]);
    // Only where the organisation's own part is told from the rest.
    let (lens, sink) = read(&replaced(GOOD, &[("show = \"own-part\"", "show = \"score\""), ("employer = true", "")]));
    assert!(lens.is_some(), "{:?}", sink.sorted());
}

#[test]
fn what_stands_there_twice_is_refused() {
    let said = broken(&[("[[item]]\nid = \"A-2\"", "[[item]] # error: duplicate-id\nid = \"A-1\"")]);
    assert!(said.contains("two items `A-1`"), "{said}");
    let said = broken(&[
        ("[[theme]]\nid = \"roles\"", "[[theme]] # error: duplicate-id\nid = \"risk\""),
        ("theme = \"roles\"", "theme = \"risk\""),
        ("theme = \"roles\"", "theme = \"risk\""),
    ]);
    assert!(said.contains("two themes `risk`"), "{said}");
    broken(&[("requirements = [\"W1\", \"I1\"]", "requirements = [\"W1\", \"I1\", \"W1\"] # error: duplicate-id at 29")]);
}

#[test]
fn an_items_fields_are_what_they_should_be() {
    broken(&[("text = \"Roles are known.\"", "text = \"\" # error: empty-value")]);
    broken(&[("check = \"Check.\"", "chek = \"Check.\" # error: unknown-field")]);
    broken(&[("figure = \"1 (S1)\"", "figure = [1] # error: wrong-type")]);
    broken(&[(
        "addressee = \"Government\"\nas_of = 2026-11-22",
        "addressee = \"Government\"\nas_of = \"2026\" # error: bad-date",
    )]);
    broken(&[("text = \"Bees are kept.\"", "text = \"Bees \u{202e}are kept.\" # error: unsafe-character")]);
}

#[test]
fn several_problems_are_told_in_one_run() {
    broken(&[
        ("show = \"own-part\"", "show = \"all\" # error: bad-value"),
        ("title = \"Roles\"", "title = \"Roles\"\nname = \"x\" # error: unknown-field"),
        ("theme = \"risk\"", "theme = \"rsik\" # error: bad-value"),
        ("requirements = [\"L1\"]", "requirements = [\"L9\"] # error: unknown-requirement"),
    ]);
}
