//! Texts that say the same in the same words, whatever their case, spaces and punctuation.

use std::collections::HashMap;

/// The things whose texts are alike, together, in the order in which each text first came.
pub fn alike<'t, T>(texts: impl Iterator<Item = (&'t str, T)>) -> Vec<Vec<T>> {
    let mut groups: Vec<(&str, Vec<T>)> = Vec::new();
    let mut by_hash: HashMap<u64, usize> = HashMap::new();
    for (text, thing) in texts {
        let group = *by_hash.entry(hash(text)).or_insert(groups.len());
        match groups.get_mut(group) {
            Some((first, things)) if same(first, text) => things.push(thing),
            // Two texts with one hash are as good as never met; the later one then stands alone.
            _ => groups.push((text, vec![thing])),
        }
    }
    groups.into_iter().map(|(_, things)| things).collect()
}

/// One number for all texts that are alike (FNV-1a: these are short texts, and nothing is gained by making two collide).
fn hash(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let word = |hash, word: &str| step(word.bytes().fold(hash, |hash, byte| step(hash, byte.to_ascii_lowercase())), b' ');
    words(text).fold(0xcbf2_9ce4_8422_2325, word)
}

fn same(a: &str, b: &str) -> bool {
    a == b || words(a).map(str::to_lowercase).eq(words(b).map(str::to_lowercase))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
