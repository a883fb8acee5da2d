//! Numbers of an import into those an assessment has, so that no difference of two of them says what neither does.

use jiff::civil::Date;

use crate::assessment::Measure;
use crate::day;

/// What an import makes of an assessment's measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merged {
    /// All of it is there already.
    NothingNew,
    /// What the assessment then has.
    Changed(Vec<Measure>),
}

/// Whether the periods of two numbers share a day.
#[must_use]
pub fn overlap(a: &Measure, b: &Measure) -> bool {
    let (a, b) = (days(a), days(b));
    a.0 <= b.1 && b.0 <= a.1
}

/// First and last day, though a file may have them the other way round.
pub(super) fn days(m: &Measure) -> (Date, Date) {
    (m.period.0.min(m.period.1), m.period.0.max(m.period.1))
}

/// "incidents-reported, 1 April 2026 to 30 September 2026".
pub(super) fn what_and_when(m: &Measure) -> String {
    format!("{}, {} to {}", m.measure, day::long(m.period.0), day::long(m.period.1))
}

/// Puts new numbers to those that are there. With `replace`, those of the same measure and period give way.
///
/// # Errors
/// Each measure whose period overlaps one that is there, or that is there for this period with other numbers. Two versions of
/// a number, or numbers of two periods that overlap, differ by a handful, which then is known exactly.
pub fn merge(existing: &[Measure], new: &[Measure], replace: bool) -> Result<Merged, Vec<String>> {
    let mut problems = Vec::new();
    let same = |a: &Measure, b: &Measure| a.measure == b.measure && a.period == b.period;
    for whole in new.iter().filter(|m| m.by.is_empty()) {
        let other = existing.iter().find(|e| e.measure == whole.measure && e.period != whole.period && overlap(e, whole));
        if let Some(other) = other {
            problems.push(format!(
                "{}: the file has it for a period that overlaps, {} to {}; the difference of the two would give numbers that neither gives. \
                 Import a period that begins after it",
                what_and_when(whole),
                day::long(other.period.0),
                day::long(other.period.1)
            ));
            continue;
        }
        let mut before: Vec<&Measure> = existing.iter().filter(|e| same(e, whole)).collect();
        let mut after: Vec<&Measure> = new.iter().filter(|n| same(n, whole)).collect();
        before.sort_by_key(|m| &m.by);
        after.sort_by_key(|m| &m.by);
        if !before.is_empty() && before != after && !replace {
            problems.push(format!(
                "{}: the file has other numbers for it. What changed between two versions is often one incident, and who sees both knows which. \
                 If nobody has seen the first, replace it with --replace; else leave it, and count late reports in the next period",
                what_and_when(whole)
            ));
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let kept = existing.iter().filter(|e| !new.iter().any(|n| same(e, n)));
    let merged: Vec<Measure> = kept.chain(new).cloned().collect();
    let is_new = merged.len() != existing.len() || new.iter().any(|n| !existing.contains(n));
    Ok(if is_new { Merged::Changed(merged) } else { Merged::NothingNew })
}
