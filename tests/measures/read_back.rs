//! The numbers that a reader finds in a report, read off it without any of the program's own code for that.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::Value;
use vpr::assessment::{Amount, Measure};
use vpr::standard::Measures;

/// The numbers in a paper as Markdown: the tables of wholes by period, and below a heading each breakdown.
pub fn markdown(paper: &str) -> Vec<Measure> {
    let mut found = Vec::new();
    let mut below: Option<(String, (Date, Date))> = None;
    let mut header: Vec<&str> = Vec::new();
    for line in paper.lines() {
        if let Some(heading) = line.strip_prefix("### ") {
            below = heading.split_once(", ").and_then(|(title, days)| Some((id(title)?, period(days)?)));
        } else if line.starts_with("## ") {
            below = None;
        }
        let Some(row) = line.strip_prefix("| ").and_then(|l| l.strip_suffix(" |")) else {
            header.clear();
            continue;
        };
        let cells: Vec<&str> = row.split(" | ").map(str::trim).collect();
        if header.is_empty() {
            header = cells;
            continue;
        }
        if header[0] == "Counted" {
            let Some(id) = id(cells[0]) else { continue };
            for (days, cell) in header.iter().zip(&cells).skip(1) {
                found.extend(measure(&id, period(days).expect("a period"), BTreeMap::new(), cell));
            }
        } else if let (Some((id, days)), Some(dimension)) = (&below, dimension(header[0])) {
            let value = dimension.values.iter().find(|v| v.replace('-', " ").eq_ignore_ascii_case(cells[0]));
            let Some(value) = value else { continue };
            let by = BTreeMap::from([(dimension.id.clone(), value.clone())]);
            found.extend(measure(id, *days, by, cells[1]));
        }
    }
    found
}

fn id(title: &str) -> Option<String> {
    let title = title.trim_end_matches(" (per cent)");
    Measures::embedded().definitions.iter().find(|d| d.title == title).map(|d| d.id.clone())
}

fn dimension(title: &str) -> Option<&'static vpr::standard::Dimension> {
    Measures::embedded().dimensions.iter().find(|d| d.title == title)
}

/// "1 April 2026 to 30 September 2026".
fn period(days: &str) -> Option<(Date, Date)> {
    let day = |text: &str| Date::strptime("%d %B %Y", text.trim()).ok();
    let (from, to) = days.split_once(" to ")?;
    Some((day(from)?, day(to)?))
}

/// "412 of 2,150 (191.6 per 1,000)", "fewer than 5", "withheld"; nothing where the cell is empty.
fn measure(id: &str, period: (Date, Date), by: BTreeMap<String, String>, cell: &str) -> Option<Measure> {
    let number = |text: &str| text.replace(',', "").parse::<u64>().unwrap_or_else(|_| panic!("{text:?} of {cell:?}"));
    let (amount, out_of) = match (cell, cell.strip_prefix("fewer than ")) {
        ("" | "–", _) => return None,
        ("withheld", _) => (Amount::Withheld, None),
        (_, Some(limit)) => (Amount::FewerThan(number(limit)), None),
        (said, None) => {
            let (number_of, rest) = said.split_once(" of ").unwrap_or((said, ""));
            let out_of = rest.split(' ').next().filter(|n| !n.is_empty()).map(number);
            (Amount::Count(number(number_of)), out_of)
        }
    };
    Some(Measure { measure: id.to_owned(), period, by, amount, out_of })
}

/// The numbers in the record for programs.
pub fn json(record: &str) -> Vec<Measure> {
    let record: Value = serde_json::from_str(record).expect("JSON");
    let each = |m: &Value| {
        let day = |field: &str| m[field].as_str().and_then(|d| d.parse().ok()).expect("a day");
        let by = m["by"].as_object().expect("groups").iter();
        Measure {
            measure: m["measure"].as_str().expect("an id").to_owned(),
            period: (day("from"), day("to")),
            by: by.map(|(d, v)| (d.clone(), v.as_str().expect("a group").to_owned())).collect(),
            amount: amount(m["count"].as_u64(), m["fewer_than"].as_u64(), m["withheld"] == true),
            out_of: m["out_of"].as_u64(),
        }
    };
    record["measures"].as_array().expect("measures").iter().map(each).collect()
}

/// The numbers in the table of measures, in its plain dialect.
pub fn csv(table: &str) -> Vec<Measure> {
    let each = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let [id, from, to, by, count, fewer_than, withheld, out_of] = cells[..] else { panic!("{line}") };
        Measure {
            measure: id.to_owned(),
            period: (from.parse().expect("a day"), to.parse().expect("a day")),
            by: by.split_once(": ").map(|(d, v)| (d.to_owned(), v.to_owned())).into_iter().collect(),
            amount: amount(count.parse().ok(), fewer_than.parse().ok(), withheld == "yes"),
            out_of: out_of.parse().ok(),
        }
    };
    table.lines().skip(1).map(each).collect()
}

fn amount(count: Option<u64>, fewer_than: Option<u64>, withheld: bool) -> Amount {
    match (count, fewer_than, withheld) {
        (Some(count), None, false) => Amount::Count(count),
        (None, Some(limit), false) => Amount::FewerThan(limit),
        (None, None, true) => Amount::Withheld,
        said => panic!("not one of three: {said:?}"),
    }
}
