//! How the rows read: nothing said twice, and questions that are easy to follow. The limits are what was measured, with
//! some room; a pack that goes beyond them should be looked at, and the limit moved only with a reason.

use std::collections::{BTreeMap, BTreeSet};

use vpr::standard::Requirement;

use super::{packs, rows};

/// Every run of three words.
fn trigrams(text: &str) -> BTreeSet<Vec<String>> {
    let words: Vec<String> =
        text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    words.windows(3).map(<[String]>::to_vec).collect()
}

/// How much two texts share, from 0 to 1.
fn jaccard(a: &BTreeSet<Vec<String>>, b: &BTreeSet<Vec<String>>) -> f64 {
    let shared = a.intersection(b).count();
    shared as f64 / (a.len() + b.len() - shared).max(1) as f64
}

/// The two texts most alike, and how much.
pub fn most_alike(texts: &[(String, String)]) -> (f64, String) {
    let grams: Vec<_> = texts.iter().map(|(at, text)| (at, trigrams(text))).collect();
    let mut worst = (0.0, String::new());
    for (index, (a, left)) in grams.iter().enumerate() {
        for (b, right) in &grams[index + 1..] {
            let alike = jaccard(left, right);
            if alike > worst.0 {
                worst = (alike, format!("{a} and {b}"));
            }
        }
    }
    worst
}

/// One text of every row of every pack.
fn texts(of: impl Fn(&Requirement) -> &str) -> Vec<(String, String)> {
    rows().iter().map(|(at, row)| (at.clone(), of(row).to_owned())).collect()
}

/// Words without their endings, so that "reported" and "reporting" are one.
fn stems(text: &str) -> BTreeMap<String, f64> {
    let mut counts = BTreeMap::new();
    for word in text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let ending = ["ing", "ed", "es", "ly", "s"].iter().find(|e| word.len() > 4 && word.ends_with(**e));
        let stem = word.strip_suffix(ending.map_or("", |e| *e)).unwrap_or(word);
        *counts.entry(stem.to_owned()).or_insert(0.0) += 1.0;
    }
    counts
}

/// The two texts that share most words which few others have: the same thing said in another order is found by this and
/// not by runs of three words. The cosine of weighted counts, from 0 to 1.
fn nearest_in_words(texts: &[(String, String)]) -> (f64, String) {
    let counted: Vec<_> = texts.iter().map(|(at, text)| (at, stems(text))).collect();
    let mut holding: BTreeMap<&str, f64> = BTreeMap::new();
    for stem in counted.iter().flat_map(|(_, stems)| stems.keys()) {
        *holding.entry(stem).or_insert(0.0) += 1.0;
    }
    let all = counted.len() as f64;
    let weigh = |stems: &BTreeMap<String, f64>| -> BTreeMap<String, f64> {
        let weight = |(stem, count): (&String, &f64)| (stem.clone(), (1.0 + count.ln()) * (all / holding[stem.as_str()]).ln());
        stems.iter().map(weight).collect()
    };
    let weighed: Vec<_> = counted.iter().map(|(at, stems)| (at, weigh(stems))).collect();
    let length = |v: &BTreeMap<String, f64>| v.values().map(|x| x * x).sum::<f64>().sqrt();
    let mut worst = (0.0, String::new());
    for (index, (a, left)) in weighed.iter().enumerate() {
        for (b, right) in &weighed[index + 1..] {
            let shared: f64 = left.iter().map(|(stem, x)| x * right.get(stem).unwrap_or(&0.0)).sum();
            let alike = shared / (length(left) * length(right)).max(f64::MIN_POSITIVE);
            if alike > worst.0 {
                worst = (alike, format!("{a} and {b}"));
            }
        }
    }
    worst
}

/// Measures both ways over all packs together, and holds the limits.
#[track_caller]
fn told_apart(what: &str, of: impl Fn(&Requirement) -> &str, runs: f64, words: f64) {
    let texts = texts(of);
    let (alike, pair) = most_alike(&texts);
    println!("{what} most alike in runs of three words: {pair}, {alike:.3}");
    assert!(alike < runs, "{pair}: {alike:.3}");
    let (alike, pair) = nearest_in_words(&texts);
    println!("{what} most alike in words: {pair}, {alike:.3}");
    assert!(alike < words, "{pair}: {alike:.3}");
}

#[test]
fn no_two_questions_are_nearly_the_same_in_any_pack_or_between_them() {
    // Measured: L1 and E1 of 2024, 0.111 ("and where is that written down"); ACT-1 and ACT-7 of 2020, 0.323.
    told_apart("questions", |r| &r.question, 0.16, 0.45);
}

#[test]
fn no_two_guidances_are_nearly_the_same_in_any_pack_or_between_them() {
    // Measured: G6 and E3 of 2024, 0.090, most of it the sentence that names HSE's inspections; W7 and I8 of 2024, 0.348.
    told_apart("guidances", |r| &r.guidance, 0.14, 0.45);
}

#[test]
fn requirements_of_two_editions_may_be_close_but_not_the_same() {
    // Measured: W2 of 2024 and DO-6 of 2020, 0.231; E4 and CHECK-5, 0.620. Two editions ask for much the same there, and the
    // crosswalk says so of each of these pairs.
    told_apart("requirements", |r| &r.requirement, 0.3, 0.75);
}

#[test]
fn titles_of_different_packs_are_told_apart() {
    let mut titles: Vec<String> = rows().into_iter().map(|(_, r)| r.title.to_lowercase()).collect();
    titles.sort();
    let before = titles.len();
    titles.dedup();
    assert_eq!(titles.len(), before);
}

/// Syllables as a reader counts them, near enough: groups of vowels, a silent `e` left out.
fn syllables(word: &str) -> usize {
    let word: String = word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    let vowel = |c: char| "aeiouy".contains(c);
    let groups = word.split(|c| !vowel(c)).filter(|group| !group.is_empty()).count();
    let silent = word.ends_with('e') && !word.ends_with("le") && groups > 1;
    (groups - usize::from(silent)).max(1)
}

/// Flesch reading ease: 60 is plain English, 30 is a journal.
fn reading_ease(text: &str) -> f64 {
    let words: Vec<&str> = text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).collect();
    let sentences = text.matches(['.', '?', '!']).count().max(1);
    let syllables: usize = words.iter().map(|w| syllables(w)).sum();
    let words = words.len().max(1) as f64;
    206.835 - 1.015 * words / sentences as f64 - 84.6 * syllables as f64 / words
}

#[test]
fn questions_read_easily() {
    for pack in packs() {
        let mut ease: Vec<(f64, &str)> =
            pack.requirements.iter().map(|row| (reading_ease(&row.question), row.id.as_str())).collect();
        ease.sort_by(|a, b| a.0.total_cmp(&b.0));
        let median = ease[ease.len() / 2].0;
        let hardest = ease.first().copied().unwrap_or_default();
        println!("{}: reading ease of questions: median {median:.1}, hardest {:.1} ({})", pack.reference, hardest.0, hardest.1);
        // Measured: medians of 72.7 (2024), 69.8 (2020) and 73.0 (Wales); hardest 41.9 (L1), 40.0 (PLAN-3) and 30.0 (WAL-1,
        // which has to name the Obligatory Responses).
        assert!(median > 65.0, "{}: {median:.1}", pack.reference);
        assert!(hardest.0 > 25.0, "{}: {hardest:?}", pack.reference);
    }
}

#[test]
fn guidance_reads_easily() {
    for pack in packs() {
        let mut ease: Vec<(f64, &str)> =
            pack.requirements.iter().map(|row| (reading_ease(&row.guidance), row.id.as_str())).collect();
        ease.sort_by(|a, b| a.0.total_cmp(&b.0));
        let median = ease[ease.len() / 2].0;
        println!("{}: reading ease of guidance: median {median:.1}, hardest {:?}", pack.reference, ease.first());
        // Measured: 71.4, 74.3 and 74.6; 60 is plain English.
        assert!(median > 60.0, "{}: {median:.1}", pack.reference);
    }
}
