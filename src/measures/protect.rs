//! From exact counts to what may be published: small numbers suppressed, and others withheld until none can be worked out.
//!
//! A reader knows what is published, that a breakdown adds up to its whole, that a part is no larger than what it is a part
//! of, and these rules. A suppressed number is safe when another set of numbers, with another one in this place, fits all of
//! that as well. Such a set is looked for by moving one incident from one suppressed group to another, together with the
//! measures that it is a part of or that are parts of it; finding one is proof. Where none is found, the smallest number that
//! helps is withheld; where none helps, the breakdown is left out.
//!
//! What a part leaves of its whole is a number as well, although no file has it: 44 of 45 incidents passed to the police say
//! of one that it was not. Where so few are left, the part is withheld; they are then no better known than "fewer than".

use std::collections::{BTreeMap, BTreeSet};

use super::findings::{is_share, leaves_few, wholes_of};
use super::mapping::{Counted, Mapping, OutOf};
use super::tally::Tally;
use crate::assessment::{Amount, Measure};
use crate::standard::Definition;

/// What may be published, and what was left out to make it so.
#[derive(Debug, Clone)]
pub struct Protected {
    /// In the order of files: measures as in the catalogue, the whole before its breakdowns.
    pub measures: Vec<Measure>,
    /// Breakdowns left out.
    pub left_out: Vec<LeftOut>,
}

/// A breakdown that can't be given at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Id of the measure.
    pub measure: String,
    /// Id of the dimension, or of the part of it.
    pub breakdown: String,
    /// Why.
    pub because: &'static str,
}

/// How a number is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Given {
    Exact,
    Small,
    Withheld,
}

/// A number with how it is given.
#[derive(Debug, Clone, Copy)]
struct Cell {
    exact: u64,
    given: Given,
    /// Even none is small here.
    protected: bool,
}

/// A breakdown at work.
struct Group {
    dimension: String,
    part: String,
    values: Vec<String>,
    cells: Vec<Cell>,
    /// It adds up to the whole; people in several groups at once can make it add up to more.
    adds_up: bool,
}

struct Sheet<'a> {
    definition: &'static Definition,
    counted: &'a Counted,
    whole: Cell,
    groups: Vec<Group>,
}

impl Sheet<'_> {
    /// The group counted in a place.
    fn by(&self, (_, at): Place) -> BTreeMap<String, String> {
        let group = at.and_then(|(g, c)| Some((self.groups[g].dimension.clone(), self.groups[g].values.get(c)?.clone())));
        group.into_iter().collect()
    }
}

/// A number's place: the sheet, and the breakdown and position in it unless it is the whole.
type Place = (usize, Option<(usize, usize)>);
/// Numbers changed by so much.
type Moves = BTreeMap<Place, i64>;

/// Makes counts fit to be published.
#[must_use]
pub fn protect(mapping: &Mapping, tally: &Tally) -> Protected {
    let mut book = Book { limit: mapping.limit, sheets: Vec::new(), links: Vec::new() };
    let mut left_out = Vec::new();
    for (table, counted) in tally.tables.iter().zip(&mapping.measures) {
        let is_of_people = table.definition.unit.is_of_people();
        let cell = |exact: u64, protected: bool| {
            let small = is_of_people && exact < mapping.limit && (exact > 0 || protected);
            Cell { exact, given: if small { Given::Small } else { Given::Exact }, protected }
        };
        let whole = cell(table.whole, false);
        // Of a handful, a breakdown says who; of none, it says nothing.
        let is_broken_down = whole.given == Given::Exact && table.whole > 0;
        let families = table.families.iter().filter(|_| is_broken_down);
        let groups = families.map(|f| Group {
            dimension: f.dimension.clone(),
            part: f.part.clone(),
            values: f.cells.iter().map(|(value, _)| value.clone()).collect(),
            cells: f.cells.iter().map(|(_, n)| cell(*n, f.protected)).collect(),
            adds_up: f.cells.iter().map(|(_, n)| n).sum::<u64>() == table.whole,
        });
        if whole.given == Given::Small {
            left_out.extend(table.families.iter().map(|f| LeftOut {
                measure: table.definition.id.clone(),
                breakdown: if f.part.is_empty() { f.dimension.clone() } else { f.part.clone() },
                because: "the whole is too small to be broken down",
            }));
        }
        let groups = groups.collect();
        book.sheets.push(Sheet { definition: table.definition, counted, whole, groups });
    }
    book.link();
    left_out.extend(book.withhold_what_leaves_few(mapping));
    left_out.extend(book.withhold());
    Protected { measures: book.published(mapping), left_out }
}

struct Book<'a> {
    limit: u64,
    sheets: Vec<Sheet<'a>>,
    /// Every number with the nearest one it is a part of.
    links: Vec<(Place, Place)>,
}

impl Book<'_> {
    /// Finds for each number what it is a part of, past measures that were not counted or not broken down in this way.
    fn link(&mut self) {
        let catalogue = crate::standard::Measures::embedded();
        let above = |id: &str| catalogue.definition(id).and_then(|d| d.part_of.as_deref());
        let whole_of = |place: Place| {
            let mut above_it = above(&self.sheets[place.0].definition.id);
            while let Some(id) = above_it {
                let sheet = self.sheets.iter().position(|s| s.definition.id == id);
                if let Some(found) = sheet.and_then(|sheet| self.same_place(place, sheet)) {
                    return Some((place, found));
                }
                above_it = above(id);
            }
            None
        };
        self.links = self.places().filter_map(whole_of).collect();
    }

    /// Withholds each number that leaves too few of what it is some of: of the measures it is a part of, and of what it is
    /// given out of.
    fn withhold_what_leaves_few(&mut self, mapping: &Mapping) -> Vec<LeftOut> {
        let leaves_few_of = |book: &Self, place: Place| {
            let (sheet, cell) = (&book.sheets[place.0], book.cell(place));
            let above = wholes_of(&sheet.definition.id).filter_map(|id| book.exact(place, id));
            let stated = book.out_of(mapping, sheet, place, &sheet.by(place)).filter(|_| is_share(sheet.definition));
            let is_open = sheet.definition.unit.is_of_people() && cell.given == Given::Exact;
            is_open && above.chain(stated).any(|of| leaves_few(cell.exact, of, cell.protected, book.limit))
        };
        let mut left_out = Vec::new();
        // Those above come first, so that what is some of a number withheld here is not held against it.
        for sheet in 0..self.sheets.len() {
            if leaves_few_of(self, (sheet, None)) {
                self.sheets[sheet].whole.given = Given::Withheld;
                // Its breakdown would add up to it.
                let gone = std::mem::take(&mut self.sheets[sheet].groups);
                left_out.extend(gone.into_iter().map(|group| LeftOut {
                    measure: self.sheets[sheet].definition.id.clone(),
                    breakdown: if group.part.is_empty() { group.dimension } else { group.part },
                    because: "the whole is so nearly all of what it is some of that it is withheld",
                }));
            }
            let places: Vec<Place> = self.places().filter(|place| place.0 == sheet && place.1.is_some()).collect();
            for place in places.into_iter().filter(|place| leaves_few_of(self, *place)).collect::<Vec<_>>() {
                if let (at, Some((group, cell))) = place {
                    self.sheets[at].groups[group].cells[cell].given = Given::Withheld;
                }
            }
        }
        self.link();
        left_out
    }

    /// The number of another measure in the same place, where it is given.
    fn exact(&self, place: Place, id: &str) -> Option<u64> {
        let other = self.sheets.iter().position(|s| s.definition.id == id)?;
        let cell = self.cell(self.same_place(place, other)?);
        (cell.given == Given::Exact).then_some(cell.exact)
    }

    /// Withholds numbers until every suppressed one is safe. Ends, as each round withholds a number or leaves a breakdown out.
    fn withhold(&mut self) -> Vec<LeftOut> {
        let mut left_out = Vec::new();
        while let Some((sheet, Some((group, at)))) = self.suppressed().into_iter().find(|place| !self.is_safe(*place)) {
            let cells = &self.sheets[sheet].groups[group].cells;
            let mut choices: Vec<(u64, usize)> = cells
                .iter()
                .enumerate()
                .filter(|(_, c)| c.given == Given::Exact && c.exact > 0)
                .map(|(i, c)| (c.exact, i))
                .collect();
            choices.sort_unstable();
            let place = (sheet, Some((group, at)));
            let helps = |book: &mut Self, choice: usize| {
                book.sheets[sheet].groups[group].cells[choice].given = Given::Withheld;
                let helps = book.is_safe(place) && book.is_safe((sheet, Some((group, choice))));
                book.sheets[sheet].groups[group].cells[choice].given = Given::Exact;
                helps
            };
            let choice = choices.iter().map(|(_, i)| *i).find(|i| helps(self, *i)).or(choices.first().map(|(_, i)| *i));
            if let Some(choice) = choice {
                self.sheets[sheet].groups[group].cells[choice].given = Given::Withheld;
                continue;
            }
            let gone = self.sheets[sheet].groups.remove(group);
            self.link();
            left_out.push(LeftOut {
                measure: self.sheets[sheet].definition.id.clone(),
                breakdown: if gone.part.is_empty() { gone.dimension } else { gone.part },
                because: "its small numbers could be worked out, whatever else is withheld",
            });
        }
        left_out
    }

    fn places(&self) -> impl Iterator<Item = Place> {
        self.sheets.iter().enumerate().flat_map(|(s, sheet)| {
            let groups = sheet.groups.iter().enumerate();
            let cells = groups.flat_map(move |(g, group)| (0..group.cells.len()).map(move |c| (s, Some((g, c)))));
            std::iter::once((s, None)).chain(cells)
        })
    }

    fn suppressed(&self) -> Vec<Place> {
        self.places().filter(|place| self.cell(*place).given != Given::Exact).collect()
    }

    fn cell(&self, (sheet, at): Place) -> &Cell {
        let sheet = &self.sheets[sheet];
        at.map_or(&sheet.whole, |(group, cell)| &sheet.groups[group].cells[cell])
    }

    /// Whether another number in this place fits everything published.
    fn is_safe(&self, place: Place) -> bool {
        let (sheet, at) = place;
        let others: Vec<Option<Place>> = match at {
            Some((g, c)) if self.sheets[sheet].groups[g].adds_up => {
                let cells = self.sheets[sheet].groups[g].cells.iter().enumerate();
                cells
                    .filter(|(i, cell)| *i != c && cell.given != Given::Exact)
                    .map(|(i, _)| Some((sheet, Some((g, i)))))
                    .collect()
            }
            _ => vec![None],
        };
        others.iter().any(|other| [1, -1].iter().any(|by| self.fits_moved(place, *other, *by)))
    }

    /// Whether everything fits with the number in one place changed, the one in another changed the other way, and the same
    /// moves made in those measures that would not fit any more.
    fn fits_moved(&self, place: Place, other: Option<Place>, by: i64) -> bool {
        let mut moves: Moves = other.map(|o| (o, -by)).into_iter().chain([(place, by)]).collect();
        let mut moved = BTreeSet::from([place.0]);
        loop {
            let broken = self.links.iter().find(|(part, of)| self.moved(*part, &moves) > self.moved(*of, &moves));
            let Some((part, of)) = broken else { break };
            let next = if moved.contains(&part.0) { of.0 } else { part.0 };
            if !moved.insert(next) {
                return false;
            }
            for (from, change) in [Some((place, by)), other.map(|o| (o, -by))].into_iter().flatten() {
                let Some(same) = self.same_place(from, next) else { return false };
                moves.insert(same, change);
            }
        }
        moves.keys().all(|p| self.is_within_what_is_said(*p, &moves)) && moved.iter().all(|s| self.still_adds_up(*s, &moves))
    }

    /// The place of the same group in another sheet.
    fn same_place(&self, (sheet, at): Place, other: usize) -> Option<Place> {
        let Some((group, cell)) = at else { return Some((other, None)) };
        let group = &self.sheets[sheet].groups[group];
        let value = group.values.get(cell)?;
        let (g, found) = self.sheets[other]
            .groups
            .iter()
            .enumerate()
            .find(|(_, o)| (&o.dimension, &o.part) == (&group.dimension, &group.part))?;
        Some((other, Some((g, found.values.iter().position(|v| v == value)?))))
    }

    fn moved(&self, place: Place, moves: &Moves) -> i64 {
        let exact = i64::try_from(self.cell(place).exact).unwrap_or(i64::MAX / 2);
        exact + moves.get(&place).copied().unwrap_or(0)
    }

    fn is_within_what_is_said(&self, place: Place, moves: &Moves) -> bool {
        let cell = self.cell(place);
        let number = self.moved(place, moves);
        let limit = i64::try_from(self.limit).unwrap_or(i64::MAX / 2);
        match cell.given {
            Given::Exact => false,
            Given::Small => (i64::from(!cell.protected)..limit).contains(&number),
            Given::Withheld => number >= limit,
        }
    }

    fn still_adds_up(&self, sheet: usize, moves: &Moves) -> bool {
        let whole = self.moved((sheet, None), moves);
        self.sheets[sheet].groups.iter().enumerate().all(|(g, group)| {
            let numbers = (0..group.cells.len()).map(|c| self.moved((sheet, Some((g, c))), moves));
            let (sum, most) = numbers.fold((0, 0), |(sum, most), n| (sum + n, most.max(n)));
            if group.adds_up { sum == whole } else { sum >= whole && most <= whole }
        })
    }

    /// What goes into the file.
    fn published(&self, mapping: &Mapping) -> Vec<Measure> {
        self.places()
            .map(|place| {
                let sheet = &self.sheets[place.0];
                let cell = self.cell(place);
                let by = sheet.by(place);
                let amount = match cell.given {
                    Given::Exact => Amount::Count(cell.exact),
                    Given::Small => Amount::FewerThan(self.limit),
                    Given::Withheld => Amount::Withheld,
                };
                // What a number is out of goes with it: beside "fewer than" it would bound the number again.
                let out_of = amount.count().and_then(|_| self.out_of(mapping, sheet, place, &by));
                Measure { measure: sheet.definition.id.clone(), period: mapping.period, by, amount, out_of }
            })
            .collect()
    }

    fn out_of(&self, mapping: &Mapping, sheet: &Sheet<'_>, place: Place, by: &BTreeMap<String, String>) -> Option<u64> {
        match sheet.counted.out_of.as_ref()? {
            OutOf::Headcount => {
                let group = by.iter().next().map(|(dimension, value)| (dimension.clone(), value.clone()));
                mapping.headcount.get(&group).copied()
            }
            OutOf::Measure(id) => self.exact(place, id),
        }
    }
}
