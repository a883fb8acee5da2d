//! A hostile text in every field: each format stays well-formed, complete and inert.

use calamine::Data;
use proptest::prelude::*;
use serde_json::Value;
use vpr::assessment::{Assessment, CarriedVerdict, Verdict};
use vpr::paper::Reader;
use vpr::render::csv;
use vpr::text::{is_unsafe, says_nothing};

use super::{assessment, make, make_for, read};

const TEXTS: &[&str] = &[
    "a | b || c \\| d",
    "`code` ``x`` ```\nrm -rf\n```",
    "line one\nline two\r\nline three\n\nafter a gap",
    "<script>alert(1)</script>",
    "</script></style></title></svg></table></main>\"'><img src=x onerror=alert(1)>",
    "<!-- --> <![CDATA[ ]]> <?xml?> &lt; &amp; &#60; &#x0; &bogus; %lt;",
    "=cmd|' /C calc'!A0",
    "+1-1",
    "@SUM(A1)",
    "-2",
    "=HYPERLINK(\"https://a.example\")",
    "javascript:alert(1) https://a.example/?a=b&c www.example.org",
    "[x](javascript:alert(1)) ![](https://a.example/p.png)",
    "\u{202e}gnp.exe \u{1b}[2J \u{7} \u{2028} \u{feff} \u{0} \u{85} \u{9f} \u{fffe} \u{ffff}",
    "_x000D_ _x0041_",
    "# x",
    "'quoted' \"twice\"",
    "]]>",
    "\u{1f469}\u{200d}\u{1f680} e\u{301} 漢字 العربية",
    "a\n\rb c\r\nd e\rf",
];

/// An assessment in which every text that a person writes is this one.
fn filled(text: &str) -> Assessment {
    let complete = std::fs::read_to_string(crate::cli::root().join("tests/complete.yaml")).expect("a file");
    let complete = complete.lines().filter(|line| !line.starts_with("pack:")).collect::<Vec<_>>().join("\n");
    let mut a = assessment(&complete);
    let own = || text.to_owned();
    let set = |field: &mut Option<String>| *field = Some(own());
    a.organisation.name = own();
    set(&mut a.organisation.code);
    set(&mut a.organisation.system);
    a.cycle.name = own();
    if let Some(previous) = &mut a.cycle.previous {
        previous.name = own();
    }
    a.roles.values_mut().for_each(|title| *title = own());
    for field in [&mut a.paper.meeting, &mut a.paper.purpose, &mut a.paper.recommendation, &mut a.paper.equality] {
        set(field);
    }
    if let Some(duty) = &mut a.paper.contract_duty {
        (duty.year, duty.text) = (own(), own());
    }
    a.paper.strategic_risks.iter_mut().for_each(|risk| *risk = own());
    for answer in a.answers.values_mut() {
        set(&mut answer.because);
        set(&mut answer.later);
        set(&mut answer.assessed_by);
        for evidence in &mut answer.evidence {
            evidence.title = own();
            set(&mut evidence.location);
        }
        for action in &mut answer.actions {
            action.what = own();
            set(&mut action.owner);
        }
        for carried in &mut answer.carried {
            set(&mut carried.because);
            if let CarriedVerdict::NotApplicable(reason) = &mut carried.verdict {
                *reason = own();
            }
        }
        if let Some(confirmed) = &mut answer.confirmed {
            confirmed.by = own();
            set(&mut confirmed.looked_at);
        }
        if let Some(Verdict::NotApplicable { reason, approved_by }) = &mut answer.verdict {
            *reason = own();
            *approved_by = Some(format!("{text} and another"));
        }
    }
    for measure in &mut a.measures {
        measure.measure = own();
        measure.by.values_mut().for_each(|value| *value = own());
    }
    for signed in &mut a.sign_off {
        signed.name = own();
        signed.disagrees.iter_mut().for_each(|d| {
            d.reason = own();
            d.publish = true;
        });
    }
    a
}

/// The text as it comes out where what is unsafe is shown as a mark, blanks dropped.
fn shown(text: &str) -> String {
    read::squeeze(&text.replace("\r\n", "\n").replace(is_unsafe, "\u{fffd}"))
}

/// A harmless text as long as this one: long statements go to an annex, whatever they say. It names something only where that does.
fn calm_as(text: &str) -> String {
    let letter = if says_nothing(text) { "…" } else { "z" };
    letter.repeat(text.chars().count().max(6))
}

fn holds(text: &str) {
    let calm_text = calm_as(text);
    let tame = &make(&filled(&calm_text));
    let wild = make(&filled(text));
    let wanted = shown(text);
    let most = read::markdown(&tame.markdown).words.matches(&calm_text).count();

    assert!(most >= 15, "the text stands in {most} places");

    let (page, calm) = (read::html(&wild.html), read::html(&tame.html));
    assert_eq!(read::bones(&wild.html), read::bones(&tame.html), "{text:?}");
    assert!(!wild.html.contains(is_unsafe), "{text:?}");
    assert!(page.words.matches(&wanted).count() >= most, "{text:?} is missing from {}", page.words);
    assert_eq!(page.tables.len(), calm.tables.len());

    assert_eq!(read::docx_bones(&wild.docx), read::docx_bones(&tame.docx), "{text:?}");
    let paper = read::docx(&wild.docx);
    assert!(paper.words.matches(&wanted).count() >= most, "{text:?} is missing from {}", paper.words);
    assert_eq!(paper, page, "{text:?}");

    let json: Value = serde_json::from_str(&wild.json).expect("JSON");
    assert!(!wild.json.contains(is_unsafe), "{text:?}");
    let because = json["requirements"].as_array().expect("rows").iter().filter(|r| r["because"] == text).count();
    assert_eq!(because, filled("x").answers.len(), "{text:?}");

    for ((name, table), (_, calm)) in wild.tables.iter().zip(&tame.tables) {
        let (rows, calm) = (csv_of(table, csv::Dialect::Plain), csv_of(calm, csv::Dialect::Plain));
        let size = |rows: &[Vec<String>]| rows.iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(size(&rows), size(&calm), "{name}: {text:?}");
        let count = |rows: &[Vec<String>], wanted: &str| rows.iter().flatten().filter(|cell| shown(cell) == wanted).count();
        assert_eq!(count(&rows, &wanted), count(&calm, &calm_text), "{name}: {text:?}");
        let inert = |cell: &String| !cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        assert!(csv_of(table, csv::Dialect::Excel).iter().flatten().all(inert), "{name}: {text:?}");
    }

    same_sheets(&wild.xlsx, &tame.xlsx, (&wanted, &calm_text), text);
    same_sheets(&wild.plan, &tame.plan, (&wanted, &calm_text), text);
}

/// A table as a reader of CSV finds it.
fn csv_of(table: &[Vec<String>], dialect: csv::Dialect) -> Vec<Vec<String>> {
    let bytes = csv::write(table, dialect);
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|row| row.expect("a row as long as the others").iter().map(str::to_owned).collect()).collect()
}

/// A workbook has the same cells, whichever text is in them.
fn same_sheets(wild: &[u8], tame: &[u8], (wanted, calm_text): (&str, &str), text: &str) {
    let sheets = read::xlsx(wild);
    let calm = read::xlsx(tame);
    let size = |sheets: &[(String, Vec<Vec<Data>>)]| -> Vec<(usize, usize)> {
        sheets.iter().map(|(_, rows)| (rows.len(), rows.iter().map(Vec::len).max().unwrap_or(0))).collect()
    };
    assert_eq!(size(&sheets), size(&calm), "{text:?}");
    let cells = |sheets: &[(String, Vec<Vec<Data>>)], wanted: &str| {
        let all = sheets.iter().flat_map(|(_, rows)| rows).flatten();
        all.filter(|cell| matches!(cell, Data::String(s) if shown(s) == wanted)).count()
    };
    assert_eq!(cells(&sheets, wanted), cells(&calm, calm_text), "{text:?}");
    assert!(cells(&calm, calm_text) > 0);
}

#[test]
fn no_text_in_any_field_breaks_a_paper_for_any_reader() {
    for (reader, word, _) in Reader::ALL {
        let tame = ["zzzzzz", "……"].map(|calm| make_for(*reader, &filled(calm)));
        for text in TEXTS {
            let tame = &tame[usize::from(says_nothing(text))];
            let wild = make_for(*reader, &filled(text));
            // The duty is in the words of who read the contract, and only the commissioner's paper has it.
            let duty = format!("Contractyear{0},asreadon1September2026,intheorganisation'swords:{0}", shown(text));
            assert!(*reader != Reader::Commissioner || read::html(&wild.html).words.contains(&duty), "{text:?}");
            assert!(!wild.html.contains(is_unsafe) && !wild.markdown.contains(is_unsafe), "{word}: {text:?}");
            assert_eq!(read::bones(&wild.html), read::bones(&tame.html), "{word}: {text:?}");
            assert_eq!(read::docx_bones(&wild.docx), read::docx_bones(&tame.docx), "{word}: {text:?}");
            assert_eq!(read::docx(&wild.docx), read::html(&wild.html), "{word}: {text:?}");
        }
    }
}

#[test]
fn no_text_in_any_field_breaks_a_format_or_is_lost() {
    for text in TEXTS {
        holds(text);
    }
    holds(&TEXTS.join(" "));
    holds(&"w".repeat(10_000));
}

proptest! {
    #![proptest_config(crate::drawn::cases(24))]
    #[test]
    fn no_text_at_all_breaks_a_format_or_is_lost(
        parts in proptest::collection::vec(prop_oneof![
            proptest::sample::select(TEXTS).prop_map(str::to_owned), "[-<>&;:'\"=+@_x0-9\r\n\t /!\\[\\]{}%]{0,12}", any::<String>()
        ], 1..5)
    ) {
        let text = parts.concat();
        // A file holds no text that begins or ends in blanks, and no blank one.
        // A name that ends in a full stop loses it inside a sentence, and would be counted once less.
        let text = text.trim_end_matches(|c: char| c.is_whitespace() || is_unsafe(c) || ".!?…".contains(c)).trim();
        prop_assume!(!shown(text).is_empty());
        holds(text);
    }
}
