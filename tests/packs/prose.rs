//! How the rows read: nothing said twice, and questions that are easy to follow. The limits are what was measured, with
//! some room; a pack that goes beyond them should be looked at, and the limit moved only with a reason.

use std::collections::BTreeSet;

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
fn most_alike(texts: &[(String, String)]) -> (f64, String) {
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

#[test]
fn no_two_questions_are_nearly_the_same() {
    for pack in packs() {
        let questions: Vec<_> = pack.requirements.iter().map(|r| (r.id.to_string(), r.question.clone())).collect();
        let (alike, pair) = most_alike(&questions);
        println!("{}: questions most alike: {pair}, {alike:.3}", pack.reference);
        // Measured: L1 and E1 of the 2024 list, 0.111 ("and where is that written down").
        assert!(alike < 0.16, "{pair}: {alike:.3}");
    }
}

#[test]
fn no_two_guidances_are_nearly_the_same() {
    for pack in packs() {
        let guidances: Vec<_> = pack.requirements.iter().map(|r| (r.id.to_string(), r.guidance.clone())).collect();
        let (alike, pair) = most_alike(&guidances);
        println!("{}: guidances most alike: {pair}, {alike:.3}", pack.reference);
        // Measured: G6 and E3 of the 2024 list, 0.090, most of it the sentence that names HSE's inspections.
        assert!(alike < 0.14, "{pair}: {alike:.3}");
    }
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
    let mut ease: Vec<(f64, String)> = rows().into_iter().map(|(at, row)| (reading_ease(&row.question), at)).collect();
    ease.sort_by(|a, b| a.0.total_cmp(&b.0));
    let median = ease[ease.len() / 2].0;
    println!("reading ease of questions: median {median:.1}, hardest {:?}", ease.first());
    // Measured: 72.7, with a hardest of 41.9 (L1).
    assert!(median > 65.0, "{median:.1}");
}
