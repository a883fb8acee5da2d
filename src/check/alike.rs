//! Texts that say the same in the same words, whatever their case, spaces and punctuation.

use std::collections::HashMap;

/// So many letters and digits at the start of a text tell it from nearly every other.
const HEAD: usize = 32;

/// The things whose texts are alike, together, in the order in which each text first came.
pub fn alike<'t, T>(texts: impl Iterator<Item = (&'t str, T)>) -> Vec<Vec<T>> {
    let texts: Vec<(&str, T)> = texts.collect();
    let mut starting: HashMap<u64, usize> = HashMap::new();
    let heads: Vec<u64> = texts.iter().map(|(text, _)| head(text)).collect();
    for head in &heads {
        *starting.entry(*head).or_default() += 1;
    }

    let mut groups: Vec<(&str, Vec<T>)> = Vec::new();
    let mut by_hash: HashMap<u64, usize> = HashMap::new();
    for ((text, thing), head) in texts.into_iter().zip(heads) {
        if starting.get(&head) == Some(&1) {
            groups.push((text, vec![thing]));
            continue;
        }
        let group = *by_hash.entry(hash(text)).or_insert(groups.len());
        match groups.get_mut(group) {
            Some((first, things)) if same(first, text) => things.push(thing),
            // Two texts with one hash are as good as never met; the later one then stands alone.
            _ => groups.push((text, vec![thing])),
        }
    }
    groups.into_iter().map(|(_, things)| things).collect()
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
        assert_eq!(groups, [vec![0, 2], vec![1, 4], vec![3]]);
    }
}
