//! Finding rows by words.

use super::{Requirement, Standard};

/// A row that matched, with how well: the field it matched in, best first.
#[derive(Debug, Clone, Copy)]
pub struct Hit<'a> {
    /// The row.
    pub requirement: &'a Requirement,
    /// Higher is better.
    rank: u32,
}

/// Rows that hold every word asked for, in any field; those that hold them in their title first, then in pack order.
#[must_use]
pub fn search<'a>(standard: &'a Standard, words: &[String]) -> Vec<Hit<'a>> {
    let words: Vec<String> = words.iter().flat_map(|w| w.split_whitespace()).map(str::to_lowercase).collect();
    let mut hits: Vec<Hit<'a>> = standard.requirements.iter().filter_map(|r| hit(standard, r, &words)).collect();
    hits.sort_by_key(|h| std::cmp::Reverse(h.rank));
    hits
}

fn hit<'a>(standard: &Standard, requirement: &'a Requirement, words: &[String]) -> Option<Hit<'a>> {
    let domain = standard.domain_of(requirement).map_or("", |d| d.title.as_str());
    let fields = [
        (8, requirement.id.as_str().to_lowercase()),
        (4, requirement.title.to_lowercase()),
        (2, format!("{} {}", requirement.requirement, requirement.question).to_lowercase()),
        (1, format!("{} {} {} {domain}", requirement.guidance, requirement.evidence.join(" "), requirement.owner).to_lowercase()),
    ];
    let mut rank = 0;
    for word in words {
        let best = fields.iter().filter(|(_, text)| text.contains(word.as_str())).map(|(weight, _)| *weight).max()?;
        rank += best;
    }
    (!words.is_empty()).then_some(Hit { requirement, rank })
}
