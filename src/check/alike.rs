//! Texts that say the same in the same words, whatever their case, spaces and punctuation.

use std::collections::HashMap;

/// So many letters and digits at the start of a text tell it from nearly every other.
const HEAD: usize = 16;

/// The things whose texts are alike, together, in the order in which each text first came. What is like nothing else is left
/// out, and in most files that is everything.
pub fn alike<'t, T>(texts: impl Iterator<Item = (&'t str, T)>) -> Vec<Vec<T>> {
    let mut texts: Vec<(u64, &str, T)> = texts.map(|(text, thing)| (head(text), text, thing)).collect();
    let mut heads: Vec<u64> = texts.iter().map(|(head, ..)| *head).collect();
    heads.sort_unstable();
    let is_met_again = |head: u64| heads.partition_point(|h| *h <= head) - heads.partition_point(|h| *h < head) > 1;
    texts.retain(|(head, ..)| is_met_again(*head));

    let mut groups: Vec<(&str, Vec<T>)> = Vec::new();
    let mut by_hash: HashMap<u64, usize> = HashMap::new();
    for (_, text, thing) in texts {
        let group = *by_hash.entry(hash(text)).or_insert(groups.len());
        match groups.get_mut(group) {
            Some((first, things)) if same(first, text) => things.push(thing),
            // Two texts with one hash are as good as never met; the later one then stands alone.
            _ => groups.push((text, vec![thing])),
        }
    }
    groups.into_iter().map(|(_, things)| things).filter(|things| things.len() > 1).collect()
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a: these are short texts, and nothing is gained by making two collide.
fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
}

/// One number for all texts that begin alike. Letters that are not English ones are left out: their case is not told by bytes.
fn head(text: &str) -> u64 {
    text.bytes().filter(u8::is_ascii_alphanumeric).take(HEAD).fold(START, step)
}

/// One number for all texts that are alike.
fn hash(text: &str) -> u64 {
    words(text).fold(START, |hash, word| step(word.bytes().fold(hash, step), b' '))
}

fn same(a: &str, b: &str) -> bool {
    a == b || words(a).map(str::to_lowercase).eq(words(b).map(str::to_lowercase))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_only_begin_alike_are_parted_and_order_is_kept() {
        let long = "The board has agreed the statement, and staff side has seen it";
        let texts =
            [format!("{long} twice."), "B".to_owned(), format!("{long}  TWICE"), format!("{long} once."), "b!".to_owned()];
        let groups = alike(texts.iter().enumerate().map(|(i, text)| (text.as_str(), i)));
        assert_eq!(groups, [vec![0, 2], vec![1, 4]]);
    }

    #[test]
    fn texts_that_differ_in_one_letter_are_told_apart() {
        let texts: Vec<String> = ('a'..='z').map(|letter| format!("As item {letter} says")).collect();
        let twice = texts.iter().chain(&texts).enumerate();
        assert_eq!(alike(twice.map(|(i, text)| (text.as_str(), i))).len(), texts.len());
    }
}
