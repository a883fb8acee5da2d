//! Rows of an extract to exact counts. What is wrong with an extract is said without a word of what stands in it: extracts
//! name people.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::mapping::{Breakdown, Counted, Mapping, content};
use crate::day::{self, Towards};
use crate::standard::Definition;
use crate::text::count_of;

/// A row of an extract.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its line in the file, from one.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
}

/// What is wrong with an extract: where, and what, without its content.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The first line it is on.
    pub line: u64,
    /// The column, from one; 0 where the whole line is meant.
    pub column: usize,
    /// What is wrong, in a clause.
    pub what: String,
}

/// Exact counts. Not for files, papers or messages: [`super::protect()`] makes of them what may be published.
#[derive(Debug, Clone)]
pub struct Tally {
    /// A table for each measure, in the catalogue's order.
    pub tables: Vec<Table>,
    /// Rows within the period.
    pub rows: usize,
    /// Rows outside it.
    pub outside: usize,
}

/// The counts of one measure.
#[derive(Debug, Clone)]
pub struct Table {
    /// What was counted.
    pub definition: &'static Definition,
    /// In all.
    pub whole: u64,
    /// Broken down.
    pub families: Vec<Family>,
}

/// One breakdown of a number.
#[derive(Debug, Clone)]
pub struct Family {
    /// Id of the dimension.
    pub dimension: String,
    /// The part of the dimension, or the empty text.
    pub part: String,
    /// Its groups are protected characteristics of people.
    pub protected: bool,
    /// Groups with their counts, in the catalogue's order.
    pub cells: Vec<(String, u64)>,
}

/// Where the columns of an extract are.
struct Columns<'a> {
    headings: &'a [String],
}

impl Columns<'_> {
    fn position(&self, name: &str) -> Option<usize> {
        self.headings.iter().position(|h| content(h) == content(name))
    }
}

/// Counts the rows.
///
/// # Errors
/// Everything that keeps a row from being counted rightly. One such row, and nothing is counted.
pub fn tally(mapping: &Mapping, headings: &[String], rows: &[Row]) -> Result<Tally, Vec<Problem>> {
    let columns = Columns { headings };
    let problems = column_problems(mapping, &columns);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut found = Problems::default();
    let mut inside: Vec<&Row> = Vec::new();
    let day_at = columns.position(&mapping.day_column).unwrap_or_default();
    for row in rows {
        if row.cells.len() != headings.len() {
            let what = format!("{} where the first line has {}", cells(row.cells.len()), headings.len());
            found.add(row.line, 0, &row.cells.len().to_string(), &what);
            continue;
        }
        let cell = row.cells.get(day_at).map_or("", String::as_str);
        match day_of(cell) {
            Some(day) if (mapping.period.0..=mapping.period.1).contains(&day) => inside.push(row),
            Some(_) => {}
            None => {
                let what = "no day with its year, as 18/12/2026";
                found.add(row.line, day_at + 1, "", &format!("column `{}`: {what}", mapping.day_column));
            }
        }
    }
    let tables: Vec<Table> = mapping.measures.iter().map(|m| count(mapping, m, &columns, &inside, &mut found)).collect();
    let problems = found.listed();
    if !problems.is_empty() {
        return Err(problems);
    }
    let beyond = beyond_whole(&tables);
    if beyond.is_empty() { Ok(Tally { tables, rows: inside.len(), outside: rows.len() - inside.len() }) } else { Err(beyond) }
}

fn cells(count: usize) -> String {
    count_of(count, "cell", "cells")
}

/// The columns a mapping names that are not there, or there twice.
fn column_problems(mapping: &Mapping, columns: &Columns<'_>) -> Vec<Problem> {
    let mut named: BTreeSet<&str> = BTreeSet::from([mapping.day_column.as_str()]);
    for measure in &mapping.measures {
        named.extend(measure.once.as_deref());
        named.extend(measure.only.iter().map(|f| f.column.as_str()));
        named.extend(measure.by.iter().filter_map(|i| mapping.breakdowns.get(*i)).map(|b| b.column.as_str()));
    }
    let count = |name: &str| columns.headings.iter().filter(|h| content(h) == content(name)).count();
    let problem = |name: &&str| {
        let what = match count(name) {
            0 => format!("no column is called `{name}`, which the mapping names; the first line has the names of the columns"),
            1 => return None,
            many => format!("{many} columns are called `{name}`, and the mapping means one"),
        };
        Some(Problem { line: 1, column: 0, what })
    };
    named.iter().filter_map(problem).collect()
}

/// A day with its year, the time of day behind it left out. What a person may type without one ("today") is none here.
fn day_of(cell: &str) -> Option<Date> {
    let cell = cell.trim();
    let date = cell.split_once('T').filter(|(d, _)| d.len() == 10).map_or(cell, |(date, _)| date);
    let words: Vec<&str> = date.split_whitespace().take_while(|word| !word.contains(':')).collect();
    let date = words.join(" ");
    let digits = date.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 4);
    // A day that is only half there is never guessed, so that what it would be guessed from does not matter.
    if digits { day::parse_typed(&date, Date::constant(2000, 1, 1), Towards::Past).ok() } else { None }
}

/// Counts one measure.
fn count(mapping: &Mapping, counted: &Counted, columns: &Columns<'_>, rows: &[&Row], found: &mut Problems) -> Table {
    let cell = |row: &Row, at: Option<usize>| at.and_then(|at| row.cells.get(at)).map(|c| content(c)).unwrap_or_default();
    let once_at = counted.once.as_ref().and_then(|name| columns.position(name));
    let breakdowns: Vec<&Breakdown> = counted.by.iter().filter_map(|i| mapping.breakdowns.get(*i)).collect();
    let mut whole = Counter::default();
    let mut groups: Vec<BTreeMap<&str, Counter>> = vec![BTreeMap::new(); breakdowns.len()];
    for row in rows {
        let passes = |filter: &super::Filter, found: &mut Problems| {
            let at = columns.position(&filter.column);
            let content = cell(row, at);
            let passes = filter.contents.get(&content).copied();
            if passes.is_none() {
                found.unknown(row.line, at, &filter.column, &content);
            }
            passes.unwrap_or(false)
        };
        // All conditions are looked at, so that all their problems are found.
        let outcomes: Vec<bool> = counted.only.iter().map(|f| passes(f, found)).collect();
        if outcomes.contains(&false) {
            continue;
        }
        let key = once_at.map(|at| cell(row, Some(at)));
        if key.as_ref().is_some_and(String::is_empty) {
            let what = format!(
                "column `{}`: nothing in it, so who or what it is can't be told apart",
                counted.once.as_deref().unwrap_or_default()
            );
            found.add(row.line, once_at.unwrap_or_default() + 1, "", &what);
            continue;
        }
        let is_new = whole.add(key.as_deref());
        for (breakdown, groups) in breakdowns.iter().zip(&mut groups) {
            let at = columns.position(&breakdown.column);
            let content = cell(row, at);
            match breakdown.groups.get(&content) {
                // Whoever was harmed twice is of one age and one sex, whatever a second row says: the first one counts.
                Some(_) if breakdown.protected && !is_new => {}
                Some(group) => drop(groups.entry(group).or_default().add(key.as_deref())),
                None => found.unknown(row.line, at, &breakdown.column, &content),
            }
        }
    }
    let family = |(breakdown, counts): (&&Breakdown, &BTreeMap<&str, Counter>)| Family {
        dimension: breakdown.dimension.clone(),
        part: breakdown.part.clone(),
        protected: breakdown.protected,
        cells: breakdown.values.iter().map(|value| (value.clone(), counts.get(value.as_str()).map_or(0, |c| c.count))).collect(),
    };
    Table { definition: counted.definition, whole: whole.count, families: breakdowns.iter().zip(&groups).map(family).collect() }
}

/// Rows, or the different contents of a column.
#[derive(Debug, Clone, Default)]
struct Counter {
    count: u64,
    seen: BTreeSet<String>,
}

impl Counter {
    /// Counts a row, unless its key was counted before. Says whether it was.
    fn add(&mut self, key: Option<&str>) -> bool {
        let is_new = key.is_none_or(|key| self.seen.insert(key.to_owned()));
        self.count += u64::from(is_new);
        is_new
    }
}

/// Measures that count more than what they are some of: their conditions do not fit together.
fn beyond_whole(tables: &[Table]) -> Vec<Problem> {
    let larger = |part: &Table, of: &Table| {
        let cells = |t: &Table| -> BTreeMap<(String, String), u64> {
            t.families.iter().flat_map(|f| f.cells.iter().map(|(v, n)| ((f.dimension.clone(), v.clone()), *n))).collect()
        };
        let of_cells = cells(of);
        part.whole > of.whole || cells(part).iter().any(|(cell, n)| of_cells.get(cell).is_some_and(|m| n > m))
    };
    let parent = |t: &Table| tables.iter().find(|o| t.definition.part_of.as_deref() == Some(o.definition.id.as_str()));
    let beyond = tables.iter().filter_map(|t| parent(t).filter(|of| larger(t, of)).map(|of| (t, of)));
    beyond
        .map(|(t, of)| Problem {
            line: 1,
            column: 0,
            what: format!(
                "{} counts more than {}, of which it is a part; look at `only` and `once` of both in the mapping",
                t.definition.id, of.definition.id
            ),
        })
        .collect()
}

/// Problems as they are found, those of one kind counted and not repeated line by line.
#[derive(Default)]
struct Problems {
    /// By column, what is wrong and the content it is about, which is compared and never shown: the lines.
    found: BTreeMap<(usize, String, String), BTreeSet<u64>>,
}

impl Problems {
    fn add(&mut self, line: u64, column: usize, content: &str, what: &str) {
        self.found.entry((column, what.to_owned(), content.to_owned())).or_default().insert(line);
    }

    fn unknown(&mut self, line: u64, at: Option<usize>, column: &str, content: &str) {
        let what = match content {
            "" => format!("column `{column}`: nothing in it, and the mapping does not say what that means"),
            _ => format!("column `{column}`: something the mapping does not have"),
        };
        self.add(line, at.map_or(0, |at| at + 1), content, &what);
    }

    fn listed(self) -> Vec<Problem> {
        let mut list: Vec<Problem> = self
            .found
            .into_iter()
            .map(|((column, what, _), lines)| {
                let more = match lines.len() {
                    0 | 1 => String::new(),
                    n => format!(", the same on {}", count_of(n - 1, "more line", "more lines")),
                };
                Problem { line: lines.first().copied().unwrap_or(1), column, what: format!("{what}{more}") }
            })
            .collect();
        list.sort();
        list
    }
}
