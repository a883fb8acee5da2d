//! From the text of a file of expectations to [`Expectations`], every problem at its place.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::{Demand, Expectations, Floor, Wanted, Whole};
use crate::assessment::Role;
use crate::check::{masked, rules};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Home, Severity};
use crate::standard::{self, Catalogue, Kind, Requirement, RequirementId, Stage, Standard, StandardRef, refer};
use crate::text::{Source, Span, did_you_mean, nearest, shown};
use crate::tree::{Arena, Entry, Fields, Node, elsewhere, integer, text, truth, word};

/// Months that an assessment may be old at most.
pub const OLDEST_MONTHS: RangeInclusive<u64> = 1..=60;
/// How many requirements a most can be.
pub const AT_MOST: RangeInclusive<u64> = 0..=1_000;
/// Which packs are taken, and whether that is the built-in ones only.
pub const PACKS: &[(&str, bool)] = &[("embedded", true), ("any", false)];

/// Where the fields belong that one group alone has. In TOML a line below one in brackets is of that group, wherever the
/// author thinks the group ends.
const HOMES: &[Home] = &[
    Home {
        group: "the file of expectations",
        below: "",
        place: "at the top of the file, above the first line in square brackets",
        first: "",
        fields: &["format", "title", "standard", "packs", "allow_skipped", "oldest_months", "signed"],
    },
    Home {
        group: "`at_most`",
        below: "at_most",
        place: "below a line `[at_most]`",
        first: "",
        fields: &["not_assessed", "not_applicable"],
    },
    Home {
        group: "a requirement",
        below: "requirement",
        place: "below a line `[[requirement]]`",
        first: "",
        fields: &["id", "at_least", "shown"],
    },
    Home {
        group: "a floor",
        below: "floor",
        place: "below a line `[[floor]]`",
        first: "",
        fields: &["least", "stage", "domain"],
    },
];

/// Reads a file of expectations. `None` means the sink has an error.
#[must_use]
pub fn parse(source: &Source, catalogue: &Catalogue, sink: &mut Diagnostics) -> Option<Expectations> {
    let arena = Arena::for_file(source);
    let root = standard::toml::parse(source, &arena, sink)?;
    sink.belong(HOMES);
    let expectations = Reader { source, catalogue, standard: None, names_one: false }.read(&root, sink);
    if sink.has_errors() { None } else { expectations }
}

struct Reader<'a> {
    source: &'a Source,
    catalogue: &'a Catalogue,
    /// The edition demanded: rows, ratings and domains are its own.
    standard: Option<&'a Standard>,
    /// Whether an edition is named, be it one at hand or not.
    names_one: bool,
}

impl Reader<'_> {
    fn read(mut self, root: &Node<'_>, sink: &mut Diagnostics) -> Option<Expectations> {
        let mut f = Fields::of(root, Span::default(), "the file of expectations", sink)?;
        refer::known_format(&mut f, sink)?;
        let title = f.text("title", sink);
        let standard = f.optional("standard").and_then(|e| self.standard(e, sink));
        let embedded_only = f.optional("packs").and_then(|e| {
            let embedded = word(e, PACKS, sink)?;
            embedded.then(|| self.demand((), e.key_span, None))
        });
        let refuse_skipped = f.optional("allow_skipped").and_then(|e| {
            let allowed = truth(e, sink)?;
            (!allowed).then(|| self.demand((), e.key_span, None))
        });
        let oldest = f.optional("oldest_months").and_then(|e| {
            let months = u32::try_from(integer(e, *OLDEST_MONTHS.start(), *OLDEST_MONTHS.end(), sink)?).ok()?;
            Some(self.demand(months, e.key_span, None))
        });
        let signed = f.texts("signed", sink);
        let mut roles = BTreeMap::new();
        let signed = signed.into_iter().filter_map(|(name, at)| self.role(&name, at, &mut roles, sink)).collect();
        let severities = f.optional("rules").map(|e| severities(e, sink)).unwrap_or_default();
        let (most_not_assessed, most_not_applicable) = f.optional("at_most").map(|e| self.at_most(e, sink)).unwrap_or_default();
        let requirements = f.list("requirement", sink);
        let mut first = BTreeMap::new();
        let requirements = requirements.iter().filter_map(|node| self.requirement(node, &mut first, sink)).collect();
        let floors = f.list("floor", sink);
        let mut of = BTreeMap::new();
        let floors = floors.iter().filter_map(|node| self.floor(node, &mut of, sink)).collect();
        f.finish(sink);
        Some(Expectations {
            file: masked(self.source.name()).into_owned(),
            title,
            standard,
            embedded_only,
            refuse_skipped,
            severities,
            requirements,
            most_not_assessed,
            most_not_applicable,
            signed,
            oldest,
            floors,
        })
    }

    fn demand<T>(&self, what: T, at: Span, because: Option<String>) -> Demand<T> {
        Demand { what, line: self.source.position(at.start).line.get(), because }
    }

    fn standard(&mut self, entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<Demand<StandardRef>> {
        self.names_one = true;
        let written = text(entry, sink)?;
        self.standard = StandardRef::parse(&written).and_then(|reference| self.catalogue.find(&reference));
        let Some(standard) = self.standard else {
            let near = self.catalogue.nearest(&written);
            let help =
                near.map_or_else(|| "`vpr standard list` shows the packs at hand".to_owned(), |n| did_you_mean(&written, &n));
            let message = format!("there is no pack `{}` here", shown(&written));
            sink.push(Diagnostic::error(Code::UNKNOWN_STANDARD, entry.value.span, message).help(help));
            return None;
        };
        Some(self.demand(standard.reference.clone(), entry.key_span, None))
    }

    /// The edition that rows and domains belong to; a report when none is named. One that is not at hand was reported where it
    /// is named.
    fn edition(&self, at: Span, what: &str, sink: &mut Diagnostics) -> Option<&Standard> {
        if !self.names_one {
            let message = format!("{what} belongs to an edition, and this file names none");
            sink.push(
                Diagnostic::error(Code::MISSING_FIELD, at, message)
                    .note("ids mean something else in each edition")
                    .help("add a line `standard = \"nhs-england-vpr@2024\"` near the top"),
            );
        }
        self.standard
    }

    fn role(&self, name: &str, at: Span, roles: &mut BTreeMap<Role, Span>, sink: &mut Diagnostics) -> Option<Demand<Role>> {
        let found = Role::ALL.iter().find(|(_, _, id, _)| *id == name).map(|(role, ..)| *role);
        if found.is_none() {
            let ids: Vec<&str> = Role::ALL.iter().map(|(_, _, id, _)| *id).collect();
            let help = nearest(name, ids.iter().copied())
                .map_or_else(|| format!("it can be {}", ids.join(", ")), |n| did_you_mean(name, n));
            sink.push(Diagnostic::error(Code::BAD_VALUE, at, format!("`{}` is not a role that signs", shown(name))).help(help));
        }
        let role = found?;
        if let Some(first) = roles.insert(role, at) {
            sink.push(twice(&format!("`{name}`"), at, first).help("remove one of the two"));
            return None;
        }
        Some(self.demand(role, at, None))
    }

    fn at_most(&self, entry: &Entry<'_>, sink: &mut Diagnostics) -> (Option<Demand<usize>>, Option<Demand<usize>>) {
        let Some(mut f) = Fields::of(&entry.value, entry.key_span, "`at_most`", sink) else { return (None, None) };
        let mut most = |name, sink: &mut Diagnostics| {
            let entry: &Entry<'_> = f.optional(name)?;
            let count = usize::try_from(integer(entry, *AT_MOST.start(), *AT_MOST.end(), sink)?).ok()?;
            Some(self.demand(count, entry.key_span, None))
        };
        let found = (most("not_assessed", sink), most("not_applicable", sink));
        f.finish(sink);
        found
    }

    fn requirement(
        &self,
        node: &Node<'_>,
        first: &mut BTreeMap<RequirementId, Span>,
        sink: &mut Diagnostics,
    ) -> Option<Demand<Wanted>> {
        let mut f = Fields::of(node, node.span, "a requirement", sink)?;
        let id = f.required("id", "id = \"L1\"", sink);
        let at_least = f.optional("at_least");
        let shown_wanted = f.optional("shown").and_then(|e| truth(e, sink)).unwrap_or(false);
        let because = f.text("because", sink);
        f.finish(sink);
        let rank = at_least.and_then(|e| rank(e, self.standard?, sink));
        let id = id?;
        let standard = self.edition(id.value.span, "a requirement", sink)?;
        let row = refer::row(&text(id, sink)?, id.value.span, standard, sink)?;
        if let Some(why) = standard.requirement(&row).and_then(Requirement::not_rated_because) {
            let message = format!("{row} {why}: nothing can be expected of it");
            sink.push(
                Diagnostic::error(Code::BAD_VALUE, id.value.span, message).help("remove it; no file could meet it or miss it"),
            );
            return None;
        }
        if let Some(first) = first.insert(row.clone(), id.value.span) {
            sink.push(twice(row.as_str(), id.value.span, first).help("write all that is expected of it in one place"));
            return None;
        }
        if at_least.is_none() && !shown_wanted {
            let message = format!("nothing is expected of {row}, so every file would pass");
            let help = "add the least rating, as `at_least = \"green\"`, or `shown = true` for current evidence";
            sink.push(Diagnostic::error(Code::MISSING_FIELD, id.value.span, message).help(help));
            return None;
        }
        Some(self.demand(Wanted { id: row, at_least: rank, shown: shown_wanted }, id.key_span, because))
    }

    fn floor(&self, node: &Node<'_>, first: &mut BTreeMap<Whole, Span>, sink: &mut Diagnostics) -> Option<Demand<Floor>> {
        let mut f = Fields::of(node, node.span, "a floor", sink)?;
        let least = f.required("least", "least = 60", sink).and_then(|e| integer(e, 0, 100, sink));
        if let Some(standard) = self.standard.filter(|s| s.kind == Kind::Agreement) {
            let message = format!("{} is an agreement and has no score, so no file could reach a floor", standard.reference);
            let help = "remove it, and name the requirements that are expected";
            sink.push(Diagnostic::error(Code::BAD_VALUE, f.span(), message).help(help));
        }
        let stage = f.optional("stage");
        let domain = f.optional("domain");
        let because = f.text("because", sink);
        let at = f.span();
        f.finish(sink);
        let of = match (stage, domain) {
            (Some(_), Some(domain)) => {
                let message = "a floor is for a stage or for a domain, not for both";
                sink.push(Diagnostic::error(Code::CONTRADICTION, domain.key_span, message).help("write two floors"));
                return None;
            }
            (Some(stage), None) => {
                let stages: Vec<(&str, Stage)> = Stage::ALL.into_iter().map(|s| (s.id(), s)).collect();
                Whole::Stage(word(stage, &stages, sink)?)
            }
            (None, Some(domain)) => {
                let standard = self.edition(domain.value.span, "a domain", sink)?;
                let domains: Vec<(&str, usize)> = standard.domains.iter().enumerate().map(|(i, d)| (d.id.as_str(), i)).collect();
                Whole::Domain(word(domain, &domains, sink)?)
            }
            (None, None) => Whole::Overall,
        };
        if let Some(first) = first.insert(of, at) {
            sink.push(twice("this floor", at, first).help("keep the one that is meant"));
            return None;
        }
        let least = u32::try_from(least?).ok()?;
        Some(self.demand(Floor { of, least }, at, because))
    }
}

/// Something is demanded of the same thing twice.
fn twice(what: &str, at: Span, first: Span) -> Diagnostic {
    Diagnostic::error(Code::DUPLICATE_ID, at, format!("{what} is named a second time"))
        .label("again here")
        .related(first, "first here")
        .note("the stricter demand would count, and nobody would see why")
}

/// The place of a rating on the scale.
fn rank(entry: &Entry<'_>, standard: &Standard, sink: &mut Diagnostics) -> Option<usize> {
    let ranks: Vec<(&str, usize)> = standard.scale.ratings.iter().enumerate().map(|(rank, r)| (r.id.as_str(), rank)).collect();
    word(entry, &ranks, sink)
}

/// The severities of rules by their codes.
fn severities(entry: &Entry<'_>, sink: &mut Diagnostics) -> BTreeMap<Code, Option<Severity>> {
    let words: Vec<(&str, Option<Severity>)> =
        Severity::ALL.iter().map(|(severity, name)| (*name, Some(*severity))).chain([("off", None)]).collect();
    let mut severities = BTreeMap::new();
    let Some(f) = Fields::of(&entry.value, entry.key_span, "`rules`", sink) else { return severities };
    for entry in f.entries() {
        let Some(rule) = rules::find(&entry.key) else {
            let help = match (nearest(&entry.key, rules::ALL.iter().map(|r| r.code.as_str())), elsewhere(&entry.key, sink)) {
                (Some(near), _) => did_you_mean(&entry.key, near),
                (None, Some(home)) => home,
                (None, None) => "`vpr check --list-rules` lists them".to_owned(),
            };
            let message = format!("there is no rule `{}`", shown(&entry.key));
            sink.push(Diagnostic::error(Code::UNKNOWN_FIELD, entry.key_span, message).help(help));
            continue;
        };
        let severity = word(entry, &words, sink);
        if rule.is_fixed() && severity != Some(Some(rule.severity)) {
            let (code, severity) = (rule.code, rule.severity);
            let message = if rule.severity == Severity::Error {
                format!("`{code}` says that a file can't be read as it is, and stays an error")
            } else {
                format!("`{code}` is about no assessment, and stays a {severity}")
            };
            sink.push(
                Diagnostic::error(Code::BAD_VALUE, entry.value.span, message)
                    .help("remove this line; rules about what an assessment says can be changed"),
            );
            continue;
        }
        if let Some(severity) = severity {
            severities.insert(rule.code, severity);
        }
    }
    severities
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_sent_to_a_table_that_has_it() {
        let schema = crate::schema::expectations(&Catalogue::embedded()).to_string();
        for field in HOMES.iter().flat_map(|home| home.fields) {
            assert!(schema.contains(&format!("\"{field}\":{{")), "{field}");
        }
    }
}
