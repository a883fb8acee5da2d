//! The same figures in every format, whichever of them a person opens.

use std::collections::BTreeSet;

use calamine::Data;
use serde_json::Value;
use vpr::paper::Reader;
use vpr::render::{Block, Cell, Chart};

use super::{Made, examples, make, make_for, read};

fn charts(made: &Made) -> impl Iterator<Item = &Chart> {
    made.paper.blocks.iter().filter_map(|block| match block {
        Block::Chart(chart) => Some(chart),
        _ => None,
    })
}

#[test]
fn markdown_html_and_word_say_the_same_words_in_the_same_tables() {
    for (name, assessment) in examples() {
        for (reader, word, _) in Reader::ALL {
            let made = make_for(*reader, &assessment);
            let markdown = read::markdown(&made.markdown);
            assert!(markdown.tables.len() >= 2 && markdown.words.len() > 2_000, "{name}, {word}: {}", markdown.words);
            assert_eq!(read::html(&made.html), markdown, "{name}, {word}");
            assert_eq!(read::docx(&made.docx), markdown, "{name}, {word}");
        }
    }
}

/// Every number and every printed share below a value.
fn figures(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Number(number) => drop(found.insert(number.to_string())),
        Value::Object(fields) => {
            if let Some(Value::String(printed)) = fields.get("printed") {
                found.insert(printed.clone());
            }
            fields.values().for_each(|v| figures(v, found));
        }
        Value::Array(items) => items.iter().for_each(|v| figures(v, found)),
        _ => {}
    }
}

#[test]
fn json_has_every_figure_of_the_tables() {
    for (name, assessment) in examples() {
        let made = make(&assessment);
        let json: Value = serde_json::from_str(&made.json).expect("JSON");
        let mut compared = 0;
        for (chart, part) in charts(&made).zip(["stages", "domains"]) {
            let views = json["figures"][part].as_array().expect("views").iter().chain([&json["figures"]["whole"]]);
            assert_eq!(chart.table.rows.len(), views.clone().count(), "{name}");
            for (row, view) in chart.table.rows.iter().zip(views) {
                let mut there = BTreeSet::new();
                figures(view, &mut there);
                for cell in row.iter().filter(|cell| matches!(cell, Cell::Count(_) | Cell::Ratio(Some(_)))) {
                    assert!(there.contains(&*cell.in_words()), "{name}: {cell:?} of {row:?} is not in {view}");
                    compared += 1;
                }
            }
        }
        assert!(compared >= 20, "{name}: {compared}");
        let whole = &json["figures"]["whole"];
        let headline = format!("{} of {}", whole["met"], whole["applicable"]);
        assert!(made.markdown.contains(&headline), "{name}: {headline}");
        // The same again as stages, with ratings by name.
        let rated: u64 = whole["by_rating"].as_array().expect("ratings").iter().filter_map(|r| r["count"].as_u64()).sum();
        assert_eq!(Some(rated), whole["assessed"].as_u64(), "{name}");
    }
}

#[test]
fn the_workbook_has_every_figure_of_the_tables_as_a_number() {
    for (name, assessment) in examples() {
        let made = make(&assessment);
        let sheets = read::xlsx(&made.xlsx);
        let (_, summary) = &sheets[0];
        for chart in charts(&made) {
            let header: Vec<&str> = chart.table.columns.iter().map(|c| c.header.as_str()).collect();
            let is_header = |row: &Vec<Data>| header.iter().zip(row.iter()).all(|(h, d)| matches!(d, Data::String(s) if s == h));
            let at = summary.iter().position(is_header).expect("the table");
            for (expected, row) in chart.table.rows.iter().zip(&summary[at + 1..]) {
                for (cell, data) in expected.iter().zip(row) {
                    match (cell, data) {
                        (Cell::Count(count), Data::Float(n)) => assert_eq!(count.to_string(), n.to_string(), "{name}"),
                        (Cell::Ratio(Some(ratio)), Data::Float(n)) => {
                            assert!((ratio.as_number() - n).abs() < 1e-12, "{name}: {ratio} is {n}");
                        }
                        (Cell::Text(text), Data::String(s)) => assert_eq!(text, s, "{name}"),
                        (Cell::Ratio(None), Data::String(s)) => assert_eq!(s, "–", "{name}"),
                        (cell, data) => panic!("{name}: {cell:?} became {data:?}"),
                    }
                }
            }
        }
        let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Summary", "Requirements", "Actions", "Evidence", "Measures", "Sign-offs", "Lenses"]);
    }
}

#[test]
fn every_requirement_action_and_piece_of_evidence_is_there() {
    for (name, assessment) in examples() {
        let made = make(&assessment);
        let json: Value = serde_json::from_str(&made.json).expect("JSON");
        let answers = || assessment.answers.values();
        let evidence: usize = answers().map(|a| a.evidence.len()).sum();
        let actions: usize = answers().map(|a| a.actions.len()).sum();
        let requirements = json["requirements"].as_array().expect("requirements");
        let count = |what: &str| -> usize { requirements.iter().map(|r| r[what].as_array().expect("a list").len()).sum() };
        assert_eq!((count("evidence"), count("actions")), (evidence, actions), "{name}");
        for (what, of) in [("requirements", requirements.len()), ("evidence", evidence), ("actions", actions)] {
            assert_eq!(json["scope"][what]["shown"], of, "{name}");
            assert_eq!(json["scope"][what]["of"], of, "{name}");
        }
        let sheets = read::xlsx(&made.xlsx);
        let body = |sheet: &str| &sheets.iter().find(|(name, _)| name == sheet).expect("a sheet").1[1..];
        // Where there is none, a line says so.
        let rows = |sheet: &str| body(sheet).iter().filter(|row| read::cell(&row[0]) != "None recorded").count();
        for sheet in ["Actions", "Evidence", "Measures", "Sign-offs"] {
            assert!(!body(sheet).is_empty(), "{name}: {sheet} is a bare header");
        }
        // In the words of the papers, not in those of the file.
        let words: Vec<String> =
            ["Measures", "Sign-offs"].iter().flat_map(|s| body(s).iter().flatten().map(read::cell)).collect();
        let ids =
            ["incidents-reported", "people-harmed", "kind_of_incident: ", "staff-side", "executive-lead", "amber", "partly-met"];
        assert!(!words.iter().any(|text| ids.iter().any(|id| text.starts_with(id))), "{name}: {words:?}");
        assert_eq!((rows("Requirements"), rows("Evidence"), rows("Actions")), (requirements.len(), evidence, actions), "{name}");
        // The same lines as in the tables for programs, and the counts that the summary gives.
        let lines = |table: &str| made.tables.iter().find(|(name, _)| *name == table).expect("a table").1.len() - 1;
        assert_eq!((rows("Measures"), rows("Sign-offs")), (lines("measures"), lines("signoffs")), "{name}");
        assert_eq!(rows("Measures"), assessment.measures.len(), "{name}");
        let counted = sheets.iter().find(|(name, _)| name == "Measures").expect("a sheet").1[1..].iter().flatten();
        assert!(assessment.measures.is_empty() || counted.clone().any(|cell| matches!(cell, Data::Float(_))), "{name}");
        let dissents = || assessment.sign_off.iter().flat_map(|s| &s.disagrees);
        let (public, all) = (dissents().filter(|d| d.publish).count(), dissents().count());
        let told = format!("{public} of {all} {}", if all == 1 { "disagreement" } else { "disagreements" });
        let summary = &sheets[0].1;
        assert!(summary.iter().flatten().any(|cell| read::cell(cell).contains(&told)), "{name}: {told}");
    }
}

#[test]
fn days_in_the_workbook_are_days() {
    let (_, assessment) = examples().into_iter().find(|(name, _)| name.starts_with("northfield")).expect("an example");
    let sheets = read::xlsx(&make(&assessment).xlsx);
    let (_, evidence) = sheets.iter().find(|(name, _)| name == "Evidence").expect("a sheet");
    let column = evidence[0].iter().position(|c| read::cell(c) == "Dated").expect("a column");
    let days: Vec<&Data> = evidence[1..].iter().map(|row| &row[column]).filter(|d| **d != Data::Empty).collect();
    assert!(days.len() > 20 && days.iter().all(|d| matches!(d, Data::DateTime(_))), "{days:?}");
    assert!(days.iter().any(|d| read::cell(d).starts_with("2026-")), "{days:?}");
}

#[test]
fn a_printed_sheet_can_be_read_and_its_lines_go_through() {
    for (name, assessment) in examples() {
        for (part, sheet) in
            read::parts(&make(&assessment).xlsx).iter().filter(|(part, _)| part.starts_with("xl/worksheets/sheet"))
        {
            let xml = roxmltree::Document::parse(sheet).expect("XML");
            let all = |what: &'static str| xml.descendants().filter(move |n| n.tag_name().name() == what);
            let number =
                |n: roxmltree::Node<'_, '_>, a: &str| n.attribute(a).and_then(|v| v.parse::<f64>().ok()).expect("a number");
            let wide: f64 = all("col").map(|c| number(c, "width") * (number(c, "max") - number(c, "min") + 1.0)).sum();
            // A character of a column is 5.25 points wide on paper or a little more, A4 across leaves 769, the type has 10 points.
            let scale = (769.0 / (wide * 5.6)).min(1.0);
            assert!(10.0 * scale >= 7.0, "{name}, {part}: {wide} characters across come out at {:.1} points", 10.0 * scale);
            let is_table = all("autoFilter").next().is_some();
            let columns = all("row").map(|row| row.children().filter(|c| c.tag_name().name() == "c").count()).collect::<Vec<_>>();
            assert!(!is_table || columns.iter().all(|cells| *cells == columns[0]), "{name}, {part}: {columns:?}");
        }
    }
}

#[test]
fn the_type_that_columns_are_measured_in_is_that_of_the_cells() {
    // A program without it takes another, and where that is wider all is printed smaller.
    for (name, assessment) in examples() {
        let archive = make(&assessment).xlsx;
        let (_, styles) = read::parts(&archive).into_iter().find(|(part, _)| part == "xl/styles.xml").expect("styles");
        assert!(styles.contains("Arial") && !styles.contains("Calibri"), "{name}: {styles}");
    }
}

#[test]
fn a_heading_of_the_summary_is_on_the_page_of_what_it_is_about() {
    for (name, assessment) in examples() {
        let archive = make(&assessment).xlsx;
        let (_, sheet) = read::parts(&archive).into_iter().find(|(part, _)| part == "xl/worksheets/sheet1.xml").expect("a sheet");
        let xml = roxmltree::Document::parse(&sheet).expect("XML");
        assert!(
            xml.descendants()
                .any(|n| n.has_tag_name((n.tag_name().namespace().unwrap_or(""), "pageSetup"))
                    && n.attribute("fitToHeight").is_none()),
            "{name}"
        );
        let breaks: Vec<usize> =
            xml.descendants().filter(|n| n.tag_name().name() == "brk").filter_map(|n| n.attribute("id")?.parse().ok()).collect();
        let rows = &read::xlsx(&archive)[0].1;
        // What has domains takes more than a page.
        let has_domains = rows.iter().any(|row| read::cell(&row[0]) == "By domain");
        assert!(!breaks.is_empty() || !has_domains, "{name}: broken nowhere");
        for at in breaks {
            // A page begins with the gap above a heading, or with words.
            let before: String = rows[at - 1].iter().map(read::cell).collect();
            assert!(before.is_empty(), "{name}: {before:?} ends a page");
        }
    }
}

#[test]
fn a_chart_tells_in_words_what_it_draws() {
    let (_, assessment) =
        examples().into_iter().find(|(name, _)| name.starts_with("westmere-mental-health.")).expect("an example");
    let made = make(&assessment);
    let words = charts(&made).next().expect("a chart").in_words();
    assert!(words.starts_with("Plan: 12 green (met), 1 amber. Do: "), "{words}");
    assert!(made.html.contains(&format!("{words}</desc>")), "{words}");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for (name, assessment) in examples() {
        let (one, two) = (make(&assessment), make(&assessment));
        assert!(one.html == two.html && one.docx == two.docx && one.xlsx == two.xlsx && one.json == two.json, "{name}");
    }
}
