//! The lenses: every item walked, both ways; what is shown through each, worked out by hand; and bad lenses, each with its
//! problem at its line.

pub mod bad;
mod cards;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use vpr::diagnostic::Diagnostics;
use vpr::render::{Look, markdown, terminal};
use vpr::standard::lens::{Item, Lens, Show, parse};
use vpr::standard::{Catalogue, LENSES, StandardRef};
use vpr::text::Source;

use crate::cli::root;
use crate::packs::{claims, foreign, keys, pack};

/// Every lens in the binary; a problem in one fails the test that asked.
pub fn lenses() -> Vec<Lens> {
    let catalogue = Catalogue::embedded();
    let read = |&(path, text): &(&str, &str)| {
        let source = Source::new(path, text);
        let mut sink = Diagnostics::new(source.clone());
        let lens = parse(&source, &|r: &StandardRef| catalogue.find(r).cloned(), &mut sink);
        let problems: Vec<String> = sink.sorted().iter().map(|d| format!("{path}:{}: {}", sink.position(d), d.message)).collect();
        assert!(problems.is_empty(), "{problems:#?}");
        lens.unwrap_or_else(|| panic!("{path} was refused without a word"))
    };
    LENSES.iter().map(read).collect()
}

pub fn lens(id: &str) -> Lens {
    lenses().into_iter().find(|l| l.id == id).expect("a lens of that name")
}

/// Fails with every item that a rule finds fault with, not the first only.
#[track_caller]
fn each_item(rule: impl Fn(&Lens, &Item) -> Option<String>) {
    let lenses = lenses();
    let items = lenses.iter().flat_map(|lens| lens.items.iter().map(move |item| (lens, item)));
    let faults: Vec<String> =
        items.filter_map(|(lens, item)| rule(lens, item).map(|fault| format!("{} {}: {fault}", lens.id, item.id))).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

fn ids<'a>(items: impl Iterator<Item = &'a Item>) -> Vec<&'a str> {
    items.map(|i| i.id.as_str()).collect()
}

/// The lens as the plain data its file holds.
fn table(path: &str) -> toml::Table {
    LENSES.iter().find(|(p, _)| *p == path).expect("a lens").1.parse().expect("TOML")
}

#[test]
fn every_lens_on_disk_is_in_the_binary_under_the_name_it_gives_itself() {
    let files = fs::read_dir(root().join("standards/lenses")).expect("the lenses").flatten();
    let on_disk: BTreeSet<String> = files.map(|f| format!("lenses/{}", f.file_name().display())).collect();
    assert_eq!(LENSES.iter().map(|(path, _)| (*path).to_owned()).collect::<BTreeSet<_>>(), on_disk);
    for ((path, text), lens) in LENSES.iter().zip(lenses()) {
        assert_eq!(*path, format!("lenses/{}.toml", lens.id));
        assert_eq!(*text, fs::read_to_string(root().join("standards").join(path)).expect("a lens"), "{path}");
    }
    assert_eq!(Catalogue::embedded().lenses().len(), 6);
}

#[test]
fn each_lens_shows_as_much_as_was_decided_and_no_more() {
    let lenses = lenses();
    let shown: Vec<(&str, Show, usize, usize)> =
        lenses.iter().map(|l| (l.id.as_str(), l.show, l.themes.len(), l.items.len())).collect();
    assert_eq!(
        shown,
        [
            ("hse", Show::Score, 4, 17),
            ("spf", Show::OwnPart, 5, 17),
            ("cqc", Show::Counts, 2, 11),
            ("people-promise", Show::Counts, 1, 7),
            ("staff-survey", Show::Rows, 1, 17),
            ("law", Show::Rows, 1, 13),
        ]
    );
    for lens in &lenses {
        assert_eq!(lens.standard.to_string(), "nhs-england-vpr@2024", "{}", lens.id);
        assert_eq!(lens.as_of.to_string(), "2026-11-22", "{}", lens.id);
        let used: BTreeSet<usize> = lens.items.iter().map(|i| i.theme).collect();
        assert_eq!(used, (0..lens.themes.len()).collect(), "{}: a theme without items", lens.id);
        // In files and on the screen the items of a theme stand together, in the order of the themes.
        assert!(lens.items.is_sorted_by_key(|i| i.theme), "{}", lens.id);
    }
}

#[test]
fn every_row_of_2024_is_seen_through_at_least_one_lens() {
    let (pack, lenses) = (pack("nhs-england-vpr@2024"), lenses());
    let mut through: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in &pack.requirements {
        let seen = lenses.iter().filter(|l| l.items.iter().any(|i| i.requirements.contains(&row.id)));
        through.insert(row.id.as_str(), seen.map(|l| l.id.as_str()).collect());
    }
    let unseen: Vec<_> = through.iter().filter(|(_, lenses)| lenses.is_empty()).collect();
    assert!(unseen.is_empty(), "{unseen:?}");
    for lens in &lenses {
        println!("{}: {} of 52 rows", lens.id, through.values().filter(|seen| seen.contains(&lens.id.as_str())).count());
    }
    // The other way round: what `standard show` says of a row is what the lens says.
    let catalogue = Catalogue::embedded();
    for lens in &lenses {
        for row in &pack.requirements {
            let by_item = ids(lens.items.iter().filter(|i| i.requirements.contains(&row.id)));
            assert_eq!(catalogue.items_on(lens, &pack, row), by_item, "{} {}", lens.id, row.id);
        }
    }
}

#[test]
fn an_item_has_rows_in_the_order_of_the_pack_or_says_why_it_has_none() {
    let pack = pack("nhs-england-vpr@2024");
    let place = |id: &vpr::standard::RequirementId| pack.requirements.iter().position(|r| r.id == *id);
    each_item(|_, item| (!item.requirements.iter().is_sorted_by_key(&place)).then(|| format!("{:?}", item.requirements)));
    each_item(|_, item| {
        let reason = item.no_rows.as_ref()?;
        (reason.split_whitespace().count() < 8 || !reason.ends_with('.')).then(|| reason.clone())
    });
    let lenses = lenses();
    let without = ids(lenses.iter().flat_map(|l| &l.items).filter(|i| i.requirements.is_empty()));
    assert_eq!(without, ["SPF-5.1", "WL8", "PP2", "PP6"]);
    each_item(|_, item| (item.requirements.is_empty() != item.no_rows.is_some()).then(|| "rows or a reason".to_owned()));
}

#[test]
fn every_text_is_plain_renders_and_says_nothing_twice() {
    each_item(|_, item| {
        let texts = [Some(&item.text), item.addressee.as_ref(), item.check.as_ref(), item.figure.as_ref(), item.no_rows.as_ref()];
        texts.into_iter().flatten().find_map(|text| foreign(text))
    });
    for lens in lenses() {
        let texts: BTreeSet<String> = lens.items.iter().map(|i| i.text.to_lowercase()).collect();
        assert_eq!(texts.len(), lens.items.len(), "{}: two items say the same", lens.id);
        assert!(foreign(&lens.about).is_none() && lens.about.split_whitespace().count() >= 30, "{}", lens.about);
    }
    // Whatever is written of an item reaches the reader, in every look.
    let (pack, assessment) = cards::empty("nhs-england-vpr@2024");
    for lens in lenses() {
        let document = cards::document(&pack, &assessment, &lens);
        let words = |text: &str| text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>().concat();
        let shown = [words(&markdown::write(&document)), words(&terminal::write(&document, 80, Look::Plain))];
        for text in lens.items.iter().map(|i| &i.text).chain([&lens.about]) {
            assert!(shown.iter().all(|shown| shown.contains(&words(text))), "{}: {text}", lens.id);
        }
    }
}

#[test]
fn no_lens_speaks_for_the_body_whose_list_it_is() {
    let said: Vec<String> = LENSES.iter().flat_map(|(path, text)| claims(path, text)).collect();
    assert!(said.is_empty(), "{said:#?}");
    // Whose words, whose numbering, whose choice of rows: each says it of itself.
    for (id, words) in [
        ("hse", &["our paraphrase", "codes are ours", "is not a result of any inspection"][..]),
        ("spf", &["the wording and the numbering here are ours", "so is the choice of rows"]),
        ("cqc", &["were not checked", "our mapping", "do not predict"]),
        ("people-promise", &["The mapping is ours", "not People Promise scores"]),
        ("staff-survey", &["in our words", "Neither numbers nor wording were checked", "no score"]),
        ("law", &["It is no legal advice", "without a score", "ask your legal adviser"]),
    ] {
        let about = lens(id).about;
        let missing: Vec<_> = words.iter().filter(|words| !about.contains(**words)).collect();
        assert!(missing.is_empty(), "{id}: {missing:?} in {about}");
    }
}

#[test]
fn every_source_of_a_lens_and_of_its_items_can_be_looked_up() {
    let keys = keys();
    for lens in lenses() {
        assert!(!lens.sources.is_empty(), "{}", lens.id);
        let unknown: Vec<_> = lens.sources.iter().filter(|key| !keys.contains(*key)).collect();
        assert!(unknown.is_empty(), "{}: {unknown:?}", lens.id);
        let table = table(&format!("lenses/{}.toml", lens.id));
        for item in table["item"].as_array().expect("items") {
            let named = item.get("sources").and_then(toml::Value::as_array).into_iter().flatten();
            for key in named.map(|key| key.as_str().expect("a key")) {
                assert!(lens.sources.iter().any(|k| k == key), "{}: {key} of {} is not among the lens's", lens.id, item["id"]);
            }
        }
        // Keys within texts resolve too.
        for text in lens.items.iter().flat_map(|i| [Some(&i.text), i.figure.as_ref()]).flatten().chain([&lens.about]) {
            let named =
                text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.starts_with('S') && w[1..].parse::<u32>().is_ok());
            let unknown: Vec<_> = named.filter(|w| !keys.contains(*w)).collect();
            assert!(unknown.is_empty(), "{}: {unknown:?} in {text}", lens.id);
        }
    }
}

#[test]
fn the_hse_lens_has_17_findings_in_four_themes_each_with_rows() {
    let lens = lens("hse");
    let themes: Vec<&str> = lens.themes.iter().map(|t| t.title.as_str()).collect();
    assert_eq!(themes, ["Risk assessment", "Training", "Roles and responsibilities", "Monitoring and review"]);
    let count = |theme| lens.items.iter().filter(|i| i.theme == theme).count();
    assert_eq!([count(0), count(1), count(2), count(3)], [4, 5, 4, 4]);
    assert!(lens.items.iter().all(|i| !i.requirements.is_empty() && i.addressee.is_none() && !i.employer));
    assert!(lens.items.iter().all(|i| i.id.starts_with("HSE-")));
}

#[test]
fn five_of_the_17_recommendations_are_an_employers_to_answer() {
    let lens = lens("spf");
    assert_eq!(ids(lens.items.iter().filter(|i| i.employer)), ["SPF-2.2", "SPF-3.2", "SPF-3.3", "SPF-5.2", "SPF-5.3"]);
    assert!(lens.items.iter().all(|i| i.addressee.is_some()), "each is addressed to somebody");
    let employers = lens.items.iter().filter(|i| i.addressee.as_ref().is_some_and(|a| a.to_lowercase().contains("employer")));
    assert_eq!(ids(employers), ids(lens.items.iter().filter(|i| i.employer)), "whom it is addressed to, and who answers");
}

#[test]
fn every_law_is_dated_and_to_be_checked() {
    for item in &lens("law").items {
        assert!(item.as_of.is_some_and(|d| d.to_string() == "2026-11-22"), "{}", item.id);
        assert_eq!(item.check.as_deref(), Some("check before relying on it"), "{}", item.id);
        assert!(item.id.starts_with("LAW-") && !item.requirements.is_empty(), "{}", item.id);
    }
    // Elsewhere nothing is law.
    each_item(|lens, item| (lens.id != "law" && (item.as_of.is_some() || item.check.is_some())).then(|| "dated".to_owned()));
}

#[test]
fn there_is_no_figure_but_the_four_that_are_sourced() {
    let lenses = lenses();
    let figures: Vec<(&str, &str)> =
        lenses.iter().flat_map(|l| &l.items).filter_map(|i| Some((i.id.as_str(), i.figure.as_deref()?))).collect();
    let national = "2024, national, S12; the match to this item is ours";
    let expected = [("q13a", "14.38%"), ("q13b", "0.78%"), ("q13c", "1.89%"), ("q14a", "25.08%")];
    let expected: Vec<(&str, String)> = expected.iter().map(|(id, figure)| (*id, format!("{figure} ({national})"))).collect();
    assert_eq!(figures, expected.iter().map(|(id, figure)| (*id, figure.as_str())).collect::<Vec<_>>());
    // The one per cent that is law: the uplift of an award.
    each_item(|_, item| item.text.contains('%').then(|| item.id.clone()).filter(|id| id != "LAW-WPA"));
    assert!(lenses.iter().all(|l| !l.about.contains('%')));
}
