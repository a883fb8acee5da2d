//! Nobody can work out a small number from all that is published of an extract, in the file and in the paper.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use proptest::collection::vec;
use proptest::prelude::*;
use vpr::assessment::{Amount, Assessment, Measure, Paired};
use vpr::diagnostic::Diagnostics;
use vpr::measures::{Mapping, Merged, Row, Tally, across, merge, overlap, parse, protect, tally};
use vpr::paper::{self, Extent, Frame, Grouping, Reader, tables};
use vpr::render::{csv, json, markdown};
use vpr::score::Scorecard;
use vpr::standard::{Catalogue, Measures};
use vpr::text::Source;

use super::read_back;
use super::solver::System;

const HEADINGS: [&str; 8] = ["Ref", "Day", "Kind", "Group", "Place", "Person", "Ethnicity", "Police"];
const KINDS: [&str; 4] = ["physical", "verbal", "threat", "sexual"];
const GROUPS: [&str; 5] = ["nursing", "midwifery", "medical-and-dental", "other", "not-recorded"];
const PLACES: [&str; 4] = ["emergency-department", "other-ward", "phone-or-online", "other"];
const ETHNICITIES: [&str; 3] = ["ethnicity-white", "ethnicity-all-other-groups", "ethnicity-not-recorded"];

/// A mapping with everything that ties numbers to one another: several breakdowns of one number, parts of it broken down the
/// same way, parts of parts, people who are in several groups at once, protected characteristics.
pub fn mapping(period: (Date, Date), limit: u64) -> Mapping {
    let groups = |values: &[&str]| values.iter().map(|v| format!("\"{v}\" = \"{v}\"")).collect::<Vec<_>>().join(", ");
    let breakdown = |dimension: &str, column: &str, values: &[&str]| {
        format!("[[breakdown]]\ndimension = \"{dimension}\"\ncolumn = \"{column}\"\ngroups = {{ {} }}\n", groups(values))
    };
    let text = format!(
        "format = 1\nfewer_than = {limit}\n[period]\ncolumn = \"Day\"\nfrom = {}\nto = {}\n{}{}{}{}\
         [[measure]]\nmeasure = \"incidents-reported\"\nonce = \"Ref\"\nby = [\"kind_of_incident\", \"staff_group\", \"location\"]\n\
         [[measure]]\nmeasure = \"incidents-passed-to-police\"\nout_of = \"incidents-reported\"\nby = [\"kind_of_incident\", \"location\"]\n\
         only = [{{ column = \"Police\", counts = [\"Yes\"], leaves_out = [\"No\", \"Both\"] }}]\n\
         [[measure]]\nmeasure = \"discriminatory-incidents\"\nout_of = \"incidents-reported\"\nby = [\"staff_group\", \"location\"]\n\
         only = [{{ column = \"Police\", counts = [\"Both\", \"Yes\"], leaves_out = [\"No\"] }}]\n\
         [[measure]]\nmeasure = \"people-harmed\"\nonce = \"Person\"\nby = [\"staff_group\", \"kind_of_incident\", \"protected_characteristic\"]\n\
         [[measure]]\nmeasure = \"people-harmed-more-than-once\"\nonce = \"Person\"\nout_of = \"people-harmed\"\nby = [\"staff_group\"]\n\
         only = [{{ column = \"Police\", counts = [\"Both\"], leaves_out = [\"No\", \"Yes\"] }}]\n",
        period.0,
        period.1,
        breakdown("kind_of_incident", "Kind", &KINDS),
        breakdown("staff_group", "Group", &GROUPS),
        breakdown("location", "Place", &PLACES),
        breakdown("protected_characteristic", "Ethnicity", &ETHNICITIES),
    );
    let source = Source::new("mapping.toml", text);
    let mut sink = Diagnostics::new(source.clone());
    let mapping = parse(&source, &mut sink);
    let problems: Vec<String> = sink.sorted().iter().map(|d| format!("{}: {}", sink.position(d), d.message)).collect();
    mapping.unwrap_or_else(|| panic!("{problems:#?}"))
}

/// A row as indices into the lists above, and the day.
type Drawn = (usize, usize, usize, usize, usize, u8);

fn rows(drawn: &[Drawn], from: Date) -> Vec<Row> {
    let row = |(n, (kind, group, place, person, police, day)): (usize, &Drawn)| Row {
        line: n as u64 + 2,
        cells: [
            format!("W{n}"),
            from.checked_add(jiff::Span::new().days(i64::from(*day))).expect("a day").to_string(),
            KINDS[*kind].to_owned(),
            GROUPS[*group].to_owned(),
            PLACES[*place].to_owned(),
            format!("P{person}"),
            ETHNICITIES[person % ETHNICITIES.len()].to_owned(),
            ["No", "Yes", "Both"][*police].to_owned(),
        ]
        .to_vec(),
    };
    drawn.iter().enumerate().map(row).collect()
}

fn counted(mapping: &Mapping, rows: &[Row]) -> Tally {
    tally(mapping, &HEADINGS.map(str::to_owned), rows).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// Rows in which some groups are large and most are small, as they are. Nearly all went one way with the police, so that a
/// part is often nearly its whole.
fn drawn(most: usize) -> impl Strategy<Value = Vec<Drawn>> {
    let skewed = |n: usize| prop_oneof![3 => Just(0), 2 => 0..n];
    (0_usize..3).prop_flat_map(move |usual| {
        let police = prop_oneof![15 => Just(usual), 1 => 0_usize..3];
        vec((skewed(4), skewed(5), skewed(4), 0_usize..25, police, 0_u8..30), 0..most)
    })
}

/// What is not counted in a number that is given, of a number that it is some of and that is given too.
fn left_of(m: &Measure, published: &[Measure]) -> Vec<u64> {
    let up = |id: &str| Measures::embedded().definition(id).and_then(|d| d.part_of.clone());
    let above = std::iter::successors(up(&m.measure), |id| up(id));
    let given = |id: String| published.iter().find(|o| o.measure == id && o.period == m.period && o.by == m.by)?.amount.count();
    above.filter_map(given).chain(m.out_of).filter_map(|of| of.checked_sub(m.amount.count()?)).collect()
}

/// Every number that is not said can be another one as well, and nothing that is said leaves a few of what it is some of.
#[track_caller]
fn nothing_is_fixed(published: &[Measure], limit: u64, tally: &Tally) {
    for m in published {
        let few = left_of(m, published).into_iter().find(|left| (1..limit).contains(left));
        assert_eq!(few, None, "{m:?} in {published:#?}");
    }
    let adds_up = |m: &Measure| {
        let (dimension, value) = m.by.iter().next().expect("a group");
        let tables = tally.tables.iter().filter(|t| t.definition.id == m.measure);
        let sums = |t: &vpr::measures::Table| {
            let families = t.families.iter().filter(|f| f.dimension == *dimension && f.cells.iter().any(|(v, _)| v == value));
            families.map(|f| f.cells.iter().map(|(_, n)| n).sum::<u64>()).any(|sum| sum == t.whole)
        };
        tables.into_iter().any(sums)
    };
    let system = System::of(published, i64::try_from(limit).expect("a limit"), &adds_up);
    assert_eq!((system.fixed_by_equations(), system.fixed()), (Vec::new(), Vec::new()), "{published:#?}");
}

const FROM: Date = date(2026, 4, 1);
const TO: Date = date(2026, 9, 30);

proptest! {
    #![proptest_config(crate::drawn::cases(200))]

    #[test]
    fn no_suppressed_number_can_be_worked_out(drawn in drawn(90), limit in 5_u64..9) {
        let mapping = mapping((FROM, TO), limit);
        let tally = counted(&mapping, &rows(&drawn, FROM));
        let published = protect(&mapping, &tally).measures;
        nothing_is_fixed(&published, limit, &tally);
        // What is given is true, what is small is not given, and nothing is out of a number that is not said.
        for m in &published {
            let exact = exact(&tally, m);
            match m.amount {
                Amount::Count(n) => prop_assert!(n == exact && (n == 0 || n >= limit), "{m:?}"),
                Amount::FewerThan(n) => prop_assert!(n == limit && exact < limit && m.out_of.is_none(), "{m:?}"),
                Amount::Withheld => prop_assert!(exact >= limit && m.out_of.is_none(), "{m:?}"),
            }
        }
        // The same extract gives the same numbers, and a second import of it changes nothing.
        prop_assert_eq!(&protect(&mapping, &tally).measures, &published);
        prop_assert_eq!(merge(&published, &published, false), Ok(Merged::NothingNew));
    }

    #[test]
    fn two_imports_give_no_number_by_their_difference(
        (first, second) in (drawn(60), drawn(60)), (start, shift) in (0_i64..40, -40_i64..40),
    ) {
        let day = |n: i64| FROM.checked_add(jiff::Span::new().days(n)).expect("a day");
        let periods = [(day(start), day(start + 20)), (day(start + shift), day(start + shift + 20))];
        let mut file: Vec<Measure> = Vec::new();
        let mut systems = Vec::new();
        for (drawn, period) in [first, second].iter().zip(periods) {
            let mapping = mapping(period, 5);
            let tally = counted(&mapping, &rows(drawn, FROM));
            let published = protect(&mapping, &tally).measures;
            if let Ok(Merged::Changed(merged)) = merge(&file, &published, false) {
                file = merged;
                systems.push((period, tally));
            }
        }
        // One number of a measure for a day at most, so that what is known of one period says nothing of another.
        for m in &file {
            for other in file.iter().filter(|o| (&o.measure, &o.by) == (&m.measure, &m.by) && !std::ptr::eq(*o, m)) {
                prop_assert!(m.period.1 < other.period.0 || other.period.1 < m.period.0, "{m:?} {other:?}");
            }
        }
        for (period, tally) in &systems {
            let of: Vec<Measure> = file.iter().filter(|m| m.period == *period).cloned().collect();
            nothing_is_fixed(&of, 5, tally);
        }
    }
}

proptest! {
    // Each draws up some forty papers.
    #![proptest_config(crate::drawn::cases(60))]

    #[test]
    fn nothing_follows_from_all_papers_of_all_cycles_together(cycles in vec((drawn(70), 0_i64..90), 2..4)) {
        let catalogue = Catalogue::embedded();
        let mut files: Vec<(Assessment, Tally)> = Vec::new();
        for (drawn, start) in cycles {
            let day = |n: i64| FROM.checked_add(jiff::Span::new().days(n)).expect("a day");
            let mapping = mapping((day(start), day(start + 30)), 5);
            let tally = counted(&mapping, &rows(&drawn, day(start)));
            let measures = protect(&mapping, &tally).measures;
            // As the import does it with every earlier file under --last.
            if files.iter().all(|(earlier, _)| across(&measures, &earlier.measures).is_empty()) {
                let cycle = format!("cycle {}", files.len());
                let text = format!("format: 1\nstandard: nhs-england-vpr@2024\norganisation: {{ name: N }}\ncycle: {{ name: {cycle} }}\n");
                files.push((Assessment { measures, ..crate::formats::assessment(&text) }, tally));
            }
        }
        let mut said: Vec<Measure> = Vec::new();
        for (at, (file, _)) in files.iter().enumerate() {
            let last = at.checked_sub(1).map(|before| &files[before].0);
            for (reader, ..) in Reader::ALL {
                for number in printed(&catalogue, file, last, *reader) {
                    if !said.contains(&number) {
                        said.push(number);
                    }
                }
            }
        }
        for m in &said {
            let other = said.iter().find(|o| (&o.measure, &o.by) == (&m.measure, &m.by) && o.period != m.period && overlap(o, m));
            prop_assert_eq!(other, None, "{:?}", m);
        }
        for (file, tally) in &files {
            let of: Vec<Measure> = said.iter().filter(|m| m.period == file.measures[0].period).cloned().collect();
            // Every paper says the same of a number, and all that is fit for the file is in some paper.
            prop_assert_eq!(of.len(), file.measures.len(), "{:#?}", of);
            prop_assert!(file.measures.iter().all(|m| of.contains(m)), "{:#?}", of);
            nothing_is_fixed(&of, 5, tally);
        }
    }
}

/// A number as a person writes it by hand: of a measure, from a day, over so many days, broken down or not, out of something
/// or not.
type ByHand = (usize, i64, i64, usize, u64, Option<u64>);

fn by_hand((id, start, days, kind, number, out_of): ByHand) -> Measure {
    let day = |n: i64| FROM.checked_add(jiff::Span::new().days(n)).expect("a day");
    Measure {
        measure: ["incidents-reported", "incidents-passed-to-police", "people-harmed"][id].to_owned(),
        period: (day(start), day(start + days)),
        by: KINDS.get(kind).map(|kind| ("kind_of_incident".to_owned(), (*kind).to_owned())).into_iter().collect(),
        amount: if number < 5 { Amount::FewerThan(5) } else { Amount::Count(number) },
        out_of: out_of.filter(|_| number >= 5),
    }
}

proptest! {
    #![proptest_config(crate::drawn::cases(60))]

    #[test]
    fn what_is_written_by_hand_gives_no_number_by_the_difference_of_two_periods(
        drawn in vec((0_usize..3, 0_i64..20, -3_i64..20, 0_usize..12, 0_u64..60, proptest::option::of(40_u64..200)), 1..14),
    ) {
        let catalogue = Catalogue::embedded();
        let text = "format: 1\nstandard: nhs-england-vpr@2024\norganisation: { name: N }\ncycle: { name: C }\n";
        let mut file = crate::formats::assessment(text);
        file.measures = drawn.into_iter().map(by_hand).collect();
        let ordered = |m: &Measure| (m.period.0.min(m.period.1), m.period.0.max(m.period.1));
        let mut said: Vec<Measure> = Vec::new();
        for (reader, ..) in Reader::ALL {
            for number in printed(&catalogue, &file, None, *reader) {
                if !said.contains(&number) {
                    said.push(number);
                }
            }
        }
        for m in &said {
            let other = said.iter().find(|o| o.measure == m.measure && ordered(o) != ordered(m) && overlap(o, m));
            prop_assert_eq!(other, None, "{:?}", m);
            let same = said.iter().filter(|o| (&o.measure, &o.by, ordered(o)) == (&m.measure, &m.by, ordered(m))).count();
            prop_assert_eq!(same, 1, "{:?} in {:#?}", m, said);
            // What a part is out of is a number of its whole.
            if m.measure == "incidents-passed-to-police" && m.out_of.is_some() {
                let whole = |o: &&Measure| o.measure == "incidents-reported" && ordered(o) != ordered(m) && overlap(o, m);
                prop_assert_eq!(said.iter().find(whole), None, "{:?}", m);
            }
        }
        // Of each measure something is said of the day that is counted last, unless it is broken down and no more.
        for last in file.measures.iter().filter(|m| m.by.is_empty()) {
            let is_last = file.measures.iter().all(|o| o.measure != last.measure || ordered(o).1 <= ordered(last).1);
            let is_said = said.iter().any(|m| m.measure == last.measure);
            let is_alone = file.measures.iter().all(|o| o.measure != last.measure || o.by.is_empty());
            prop_assert!(!is_last || !is_alone || is_said, "{:?} in {:#?}", last, said);
        }
    }
}

/// The numbers that a reader finds in a file's paper, record and table.
fn printed(catalogue: &Catalogue, file: &Assessment, last: Option<&Assessment>, reader: Reader) -> Vec<Measure> {
    let standard = catalogue.find(&file.standard).expect("a pack");
    let card = Scorecard::new(Paired::new(standard, file).expect("a pair"), TO);
    let frame = Frame { last, ..Frame::new("0.0.0") };
    let page = match reader {
        Reader::Board => paper::board(&card, &frame),
        Reader::Committee => paper::committee(&card, &frame, Grouping::Stage),
        Reader::Commissioner => paper::commissioner(&card, &frame),
        Reader::Inspection => paper::inspection(&card, &frame),
        Reader::Public => paper::public(&card, &frame),
    };
    let mut found = read_back::markdown(&markdown::write(&page));
    let extent = Extent::of(&card, reader);
    let public = paper::public_form(&card);
    let card = match reader {
        Reader::Public => Scorecard::new(Paired::new(standard, &public).expect("a pair"), TO),
        _ => card,
    };
    let frame = Frame { extent: Some(&extent), ..frame };
    let record = read_back::json(&json::write(&paper::record(&card, &frame)).expect("JSON"));
    assert_eq!((record.len(), file.measures.len()), (extent.measures.shown, extent.measures.of));
    let table = tables::table(tables::Kind::Measures, &card, &Frame::new("0.0.0")).in_data();
    let table = read_back::csv(&String::from_utf8(csv::write(&table, csv::Dialect::Plain)).expect("UTF-8"));
    assert_eq!(table, record);
    found.extend(record);
    found
}

#[test]
fn what_so_nearly_all_were_is_withheld() {
    let mapping = mapping((FROM, TO), 5);
    let given = |others: usize, police: usize| {
        let drawn: Vec<Drawn> = (0..others).map(|n| (n % 2, 0, n % 2, n % 25, usize::from(n >= police), 0)).collect();
        let published = protect(&mapping, &counted(&mapping, &rows(&drawn, FROM)));
        let passed: Vec<Measure> = published.measures.into_iter().filter(|m| m.measure == "incidents-passed-to-police").collect();
        (passed, published.left_out)
    };
    // All but one, and all but four.
    for few in [1, 4] {
        let (passed, left_out) = given(45, few);
        assert_eq!((passed.len(), passed[0].amount, passed[0].out_of), (1, Amount::Withheld, None));
        assert!(left_out.iter().any(|l| l.because.contains("so nearly all")), "{left_out:?}");
    }
    let (passed, _) = given(45, 5);
    assert_eq!((passed[0].amount, passed[0].out_of), (Amount::Count(40), Some(45)));
    // All of them says nothing of anybody; of six it does, as a withheld number could be five or six.
    assert_eq!(given(45, 0).0[0].amount, Amount::Count(45));
    assert_eq!(given(6, 0).0[0].amount, Amount::Withheld);
    assert_eq!(given(6, 1).0[0].amount, Amount::Withheld);
}

fn exact(tally: &Tally, m: &Measure) -> u64 {
    let table = tally.tables.iter().find(|t| t.definition.id == m.measure).expect("a table");
    let Some((dimension, value)) = m.by.iter().next() else { return table.whole };
    let mut cells = table.families.iter().filter(|f| f.dimension == *dimension).flat_map(|f| &f.cells);
    cells.find(|(v, _)| v == value).expect("a group").1
}

/// A whole of ten, broken down into `numbers` by kind of incident.
fn by_kind(numbers: [Amount; 4]) -> Vec<Measure> {
    let measure = |value: Option<&str>, amount| Measure {
        measure: "incidents-reported".to_owned(),
        period: (FROM, TO),
        by: value.map(|v| ("kind_of_incident".to_owned(), v.to_owned())).into_iter().collect(),
        amount,
        out_of: None,
    };
    let cells = KINDS.iter().zip(numbers).map(|(kind, amount)| measure(Some(kind), amount));
    std::iter::once(measure(None, Amount::Count(20))).chain(cells).collect()
}

#[test]
fn the_solver_sees_what_a_reader_would() {
    use Amount::{Count, FewerThan, Withheld};
    for (numbers, fixed) in [
        // One small number is the rest; two that make two are one each, two that make eight are four each.
        ([Count(12), Count(6), FewerThan(5), Count(0)], 1),
        ([Count(12), Count(6), FewerThan(5), FewerThan(5)], 2),
        ([Count(12), Count(0), FewerThan(5), FewerThan(5)], 2),
        ([Count(12), Count(5), FewerThan(5), FewerThan(5)], 0),
        // With 6 left, the withheld one is 5, as it can't be less.
        ([Count(14), Count(0), FewerThan(5), Withheld], 2),
        ([Count(13), Count(0), FewerThan(5), Withheld], 0),
    ] {
        let measures = by_kind(numbers);
        let system = System::of(&measures, 5, &|_| true);
        assert_eq!(system.fixed().len(), fixed, "{numbers:?}");
        // What `vpr check` looks for in files written by hand is the same.
        let given_away: BTreeSet<bool> = measures.iter().map(|m| vpr::measures::is_given_away(m, &measures)).collect();
        assert_eq!(given_away.contains(&true), fixed > 0, "{numbers:?}");
    }
}
