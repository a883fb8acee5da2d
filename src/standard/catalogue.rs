//! The packs at hand: those built into the binary, and local ones.

use std::sync::OnceLock;

use super::{Crosswalk, Lens, Requirement, RequirementId, Standard, StandardRef, Status, crosswalk, lens, parse};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::{Source, Span, nearest};

/// Every pack in the binary: its path below `standards/` and its text. A new edition is one file and one line here.
pub const EMBEDDED: &[(&str, &str)] = &[
    ("nhs-england-vpr/2024.toml", include_str!("../../standards/nhs-england-vpr/2024.toml")),
    ("nhs-england-vpr/2020.toml", include_str!("../../standards/nhs-england-vpr/2020.toml")),
    ("nhs-wales-orv/2024.toml", include_str!("../../standards/nhs-wales-orv/2024.toml")),
];

/// Every crosswalk in the binary.
pub const CROSSWALKS: &[(&str, &str)] = &[(
    "crosswalks/nhs-england-vpr/2020-to-2024.toml",
    include_str!("../../standards/crosswalks/nhs-england-vpr/2020-to-2024.toml"),
)];

/// Every lens in the binary, in the order shown.
pub const LENSES: &[(&str, &str)] = &[
    ("lenses/hse.toml", include_str!("../../standards/lenses/hse.toml")),
    ("lenses/spf.toml", include_str!("../../standards/lenses/spf.toml")),
    ("lenses/cqc.toml", include_str!("../../standards/lenses/cqc.toml")),
    ("lenses/people-promise.toml", include_str!("../../standards/lenses/people-promise.toml")),
    ("lenses/staff-survey.toml", include_str!("../../standards/lenses/staff-survey.toml")),
    ("lenses/law.toml", include_str!("../../standards/lenses/law.toml")),
];

/// The packs that can be assessed against.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    packs: Vec<Pack>,
}

/// A pack, read when it is first asked for: most runs need one of those built in.
#[derive(Debug, Clone)]
struct Pack {
    /// Of one that is built in: its path, which says its name, and its text.
    built_in: Option<(&'static str, &'static str)>,
    standard: OnceLock<Option<Standard>>,
}

impl Pack {
    /// A built-in pack that does not parse is left out here; a test walks every one.
    fn standard(&self) -> Option<&Standard> {
        let read = || {
            let (path, text) = self.built_in?;
            let source = Source::new(format!("built-in pack {path}"), text);
            parse(&source, None, &mut Diagnostics::new(source.clone()))
        };
        self.standard.get_or_init(read).as_ref()
    }

    /// Whether its path says this name. An alias stands only within a pack.
    fn is_at(&self, reference: &StandardRef) -> bool {
        let name = self.built_in.and_then(|(path, _)| path.strip_suffix(".toml")?.split_once('/'));
        name == Some((&reference.id, &reference.edition))
    }
}

impl Catalogue {
    /// The packs built in.
    #[must_use]
    pub fn embedded() -> Self {
        Self { packs: EMBEDDED.iter().map(|pack| Pack { built_in: Some(*pack), standard: OnceLock::new() }).collect() }
    }

    /// Takes a local pack in, unless one of the same name is there already.
    pub fn add(&mut self, standard: Standard, sink: &mut Diagnostics) {
        if let Some(taken) = self.find(&standard.reference) {
            let whose = taken.origin.as_ref().map_or_else(|| "built in".to_owned(), |path| format!("already loaded from {path}"));
            sink.push(
                Diagnostic::error(Code::PACK_TAKEN, Span::default(), format!("{} is {whose}", standard.reference))
                    .note("a local pack never silently replaces another: two organisations' results could no longer be compared")
                    .help("give it an `id` of its own, for example with your organisation's name in front"),
            );
            return;
        }
        self.packs.push(Pack { built_in: None, standard: OnceLock::from(Some(standard)) });
    }

    fn standards(&self) -> impl Iterator<Item = &Standard> {
        self.packs.iter().filter_map(Pack::standard)
    }

    /// All packs, by name.
    #[must_use]
    pub fn all(&self) -> Vec<&Standard> {
        let mut all: Vec<&Standard> = self.standards().collect();
        all.sort_by(|a, b| a.reference.cmp(&b.reference));
        all
    }

    /// A pack by its name or an alias of it.
    #[must_use]
    pub fn find(&self, reference: &StandardRef) -> Option<&Standard> {
        let at_once = self.packs.iter().find(|pack| pack.is_at(reference)).and_then(Pack::standard);
        at_once.or_else(|| self.standards().find(|s| s.is_called(reference)))
    }

    /// The crosswalk from one edition to another, if there is one.
    #[must_use]
    pub fn crosswalk(&self, from: &StandardRef, to: &StandardRef) -> Option<Crosswalk> {
        let read = |&(path, text): &(&str, &str)| {
            let source = Source::new(format!("built-in crosswalk {path}"), text);
            crosswalk::parse(&source, &|r| self.find(r).cloned(), &mut Diagnostics::new(source.clone()))
        };
        CROSSWALKS.iter().filter_map(read).find(|c| c.from == *from && c.to == *to)
    }

    /// The items of a lens that a row answers to, through a crosswalk where the lens names another edition.
    #[must_use]
    pub fn items_on<'l>(&self, lens: &'l Lens, standard: &Standard, row: &Requirement) -> Vec<&'l str> {
        let crosswalk = self.crosswalk(&standard.reference, &lens.standard);
        let after: Vec<&RequirementId> = match &crosswalk {
            Some(crosswalk) => crosswalk.after(&row.id).map(|link| &link.to).collect(),
            None if standard.is_called(&lens.standard) => vec![&row.id],
            None => Vec::new(),
        };
        let bears = |item: &&lens::Item| item.requirements.iter().any(|id| after.contains(&id));
        lens.items.iter().filter(bears).map(|item| item.id.as_str()).collect()
    }

    /// All lenses.
    #[must_use]
    pub fn lenses(&self) -> Vec<Lens> {
        let read = |&(path, text): &(&str, &str)| {
            let source = Source::new(format!("built-in lens {path}"), text);
            lens::parse(&source, &|r| self.find(r).cloned(), &mut Diagnostics::new(source.clone()))
        };
        LENSES.iter().filter_map(read).collect()
    }

    /// The names of all packs.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.all().iter().map(|s| s.reference.to_string()).collect()
    }

    /// The name most likely meant by a misspelt one. Nobody is sent to an edition that was replaced while another is as near.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<String> {
        let current: Vec<String> =
            self.all().iter().filter(|s| s.status == Status::Current).map(|s| s.reference.to_string()).collect();
        let of = |names: &[String]| nearest(name, names.iter().map(String::as_str)).map(str::to_owned);
        of(&current).or_else(|| of(&self.names()))
    }
}
