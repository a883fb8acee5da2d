//! From a pack's text to a [`Standard`], every problem reported at its place.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::{
    Band, Basis, Change, Confidence, Digest, Domain, Essential, Kind, Party, Provenance, Rating, Requirement, RequirementId,
    Scale, Stage, StageAbout, Standard, StandardRef, Status, Verified, Wording, toml,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::{Source, Span, nearest, shown};
use crate::tree::{Arena, Entry, Fields, Node, Value, date, integer, text, truth, word};

/// The pack format this version reads.
pub const FORMAT: u64 = 1;
/// Longest title of a row, in characters: it has to fit a line of a table.
pub const TITLE_MAX: usize = 60;
/// How many examples of evidence a row has.
pub const EVIDENCE: RangeInclusive<usize> = 2..=5;
/// Months that can be given.
pub const MONTHS: RangeInclusive<u64> = 1..=120;
/// Weights that a row can have.
pub const WEIGHTS: RangeInclusive<u64> = 1..=100;

/// Reads a pack. `origin` is the file it came from, `None` when it is built in. `None` means the sink has an error.
#[must_use]
pub fn parse(source: &Source, origin: Option<String>, sink: &mut Diagnostics) -> Option<Standard> {
    let before = sink.count(crate::diagnostic::Severity::Error);
    let arena = Arena::for_file(source);
    let root = toml::parse(source, &arena, sink)?;
    let standard = read(&root, source, origin, sink);
    if sink.count(crate::diagnostic::Severity::Error) > before { None } else { standard }
}

fn read(root: &Node<'_>, source: &Source, origin: Option<String>, sink: &mut Diagnostics) -> Option<Standard> {
    let mut f = Fields::of(root, Span::default(), "the pack", sink)?;
    super::known_format(&mut f, sink)?;
    let id = required_text(&mut f, "id", "id = \"my-standard\"", sink);
    let edition = required_text(&mut f, "edition", "edition = \"2024\"", sink);
    let reference = match (&id, &edition) {
        (Some((id, at)), Some((edition, _))) => {
            let reference = StandardRef::parse(&format!("{id}@{edition}"));
            if reference.is_none() {
                sink.push(
                    Diagnostic::error(
                        Code::BAD_VALUE,
                        *at,
                        "`id` and `edition` may hold small letters, digits, hyphens and points",
                    )
                    .help("for example `id = \"northfield-vpr\"` and `edition = \"2026\"`"),
                );
            }
            reference
        }
        _ => None,
    };
    let aliases = f.texts("aliases", sink).into_iter().filter_map(|(name, at)| alias(&name, at, sink)).collect();
    let kind = f.optional("kind").map_or(Some(Kind::Standard), |e| word(e, Kind::ALL, sink));
    let dated = f.text("dated", sink);
    let title = required_text(&mut f, "title", "title = \"…\"", sink);
    let publisher = required_text(&mut f, "publisher", "publisher = \"…\"", sink);
    let published = f.required("published", "published = 2024-12-03", sink).and_then(|e| date(e, sink));
    let status = f.required("status", "status = \"current\"", sink).and_then(|e| word(e, Status::ALL, sink));
    let replaces = f.optional("replaces").and_then(|e| {
        let reference = StandardRef::parse(&text(e, sink)?);
        if reference.is_none() {
            sink.push(
                Diagnostic::error(Code::BAD_VALUE, e.value.span, "`replaces` does not name an edition of a standard")
                    .help("write `id@edition`, as `replaces = \"nhs-england-vpr@2020\"`"),
            );
        }
        reference
    });
    let wording = f.required("wording", "wording = \"working list\"", sink).and_then(|e| word(e, Wording::ALL, sink));
    let guidance_basis =
        required_text(&mut f, "guidance_basis", "guidance_basis = \"project, not reviewed by a VPR practitioner\"", sink);
    let review_months = months(&mut f, "review_months", sink);
    let evidence_months = months(&mut f, "evidence_months", sink);
    let licence = required_text(&mut f, "licence", "licence = \"…\"", sink);
    let changes = f.list("changes", sink).iter().filter_map(|n| change(n, sink)).collect();
    let scale = f.required("scale", "[scale]", sink).and_then(|e| scale(e, sink));
    let stages = f.required("stages", "[stages]", sink).map(|e| stages(e, sink)).unwrap_or_default();
    let domains = domains(&mut f, sink);
    let requirements = requirements(&mut f, &domains, sink);
    f.finish(sink);
    Some(Standard {
        reference: reference?,
        aliases,
        kind: kind?,
        dated,
        title: title?.0,
        publisher: publisher?.0,
        published: published?,
        status: status?,
        replaces,
        wording: wording?,
        guidance_basis: guidance_basis?.0,
        review_months: review_months?,
        evidence_months: evidence_months?,
        licence: licence?.0,
        changes,
        scale: scale?,
        domains,
        stages,
        places: requirements.iter().enumerate().map(|(i, r)| (r.id.clone(), i)).collect(),
        requirements,
        digest: Digest::of(source.text()),
        origin,
    })
}

fn alias(name: &str, at: Span, sink: &mut Diagnostics) -> Option<StandardRef> {
    let reference = StandardRef::parse(name);
    if reference.is_none() {
        sink.push(
            Diagnostic::error(Code::BAD_VALUE, at, "an alias is written `id@edition`")
                .help("for example `aliases = [\"nhs-england-vpr@2021\"]`"),
        );
    }
    reference
}

fn required_text(f: &mut Fields<'_>, name: &'static str, example: &str, sink: &mut Diagnostics) -> Option<(String, Span)> {
    let entry = f.required(name, example, sink)?;
    Some((text(entry, sink)?, entry.value.span))
}

fn months(f: &mut Fields<'_>, name: &'static str, sink: &mut Diagnostics) -> Option<u32> {
    let entry = f.required(name, &format!("{name} = 6"), sink)?;
    u32::try_from(integer(entry, *MONTHS.start(), *MONTHS.end(), sink)?).ok()
}

fn change(node: &Node<'_>, sink: &mut Diagnostics) -> Option<Change> {
    let mut f = Fields::of(node, node.span, "a change", sink)?;
    let date = f.required("date", "date = 2026-11-22", sink).and_then(|e| date(e, sink));
    let note = required_text(&mut f, "note", "note = \"…\"", sink);
    f.finish(sink);
    Some(Change { date: date?, note: note?.0 })
}

fn scale(entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<Scale> {
    let at = entry.key_span;
    let mut f = Fields::of(&entry.value, at, "the scale", sink)?;
    let label = required_text(&mut f, "label", "label = \"Red, amber, green\"", sink);
    let mut ratings: Vec<Rating> = Vec::new();
    for node in f.list("ratings", sink) {
        let Some(rating) = rating(node, sink) else { continue };
        if let Some(taken) = shared_spelling(&ratings, &rating) {
            let message = format!("`{}` would stand for two ratings", shown(taken));
            sink.push(
                Diagnostic::error(Code::DUPLICATE_ID, id_of(node).1, message)
                    .help("give each rating an `id`, a `label` and spellings in `also` that no other has, in any case"),
            );
        }
        ratings.push(rating);
    }
    let bands: Vec<Band> = f.list("bands", sink).iter().filter_map(|n| band(n, sink)).collect();
    let rises = ratings.windows(2).all(|w| w[0].points < w[1].points);
    let ends = ratings.first().is_some_and(|r| r.points == 0) && ratings.last().is_some_and(|r| r.points == 100);
    if !rises || !ends {
        sink.push(
            Diagnostic::error(Code::BAD_VALUE, at, "ratings go from worst to best, their points rising from 0 to 100")
                .help("order the ratings, give the first `points = 0` and the last `points = 100`"),
        );
    }
    let first_met = ratings.iter().position(|r| r.met);
    if first_met.is_none_or(|m| ratings.iter().skip(m).any(|r| !r.met)) {
        sink.push(
            Diagnostic::error(Code::BAD_VALUE, at, "the best rating, and none below one that is not met, has `met = true`")
                .help("put `met = true` on the best rating"),
        );
    }
    if bands.first().is_none_or(|b| b.from != 0) || !bands.windows(2).all(|w| w[0].from < w[1].from) {
        sink.push(
            Diagnostic::error(Code::BAD_VALUE, at, "bands start at `from = 0` and rise")
                .help("order the bands from lowest to highest and give the first `from = 0`"),
        );
    }
    let caps = f.required("caps", "caps = { worst = \"…\", partly = \"…\" }", sink).and_then(|e| {
        let mut f = Fields::of(&e.value, e.key_span, "the caps", sink)?;
        let mut cap = |name: &'static str, sink: &mut Diagnostics| {
            let entry = f.required(name, &format!("{name} = \"…\""), sink)?;
            let label = text(entry, sink)?;
            let found = bands.iter().position(|b| b.label == label);
            if found.is_none() {
                let message = format!("there is no band called \"{}\"", shown(&label));
                sink.push(Diagnostic::error(Code::BAD_VALUE, entry.value.span, message).help("name one of the `bands`"));
            }
            found
        };
        let caps = (cap("worst", sink), cap("partly", sink));
        f.finish(sink);
        Some((caps.0?, caps.1?))
    });
    f.finish(sink);
    let (cap_worst, cap_partly) = caps?;
    if cap_worst > cap_partly {
        sink.push(
            Diagnostic::error(Code::BAD_VALUE, at, "the cap `worst` is a higher band than the cap `partly`")
                .note("then a better rating could lower the overall band")
                .help("name a lower band, or the same one, under `worst`"),
        );
    }
    Some(Scale { label: label?.0, ratings, bands, cap_worst, cap_partly })
}

/// A spelling of this rating that one of the others has too: what a person types could then mean either.
fn shared_spelling<'a>(others: &[Rating], rating: &'a Rating) -> Option<&'a str> {
    let spellings = |r: &'a Rating| [&r.id, &r.label].into_iter().chain(&r.also).map(String::as_str);
    spellings(rating).find(|s| others.iter().any(|o| o.answers_to(s)))
}

fn rating(node: &Node<'_>, sink: &mut Diagnostics) -> Option<Rating> {
    let mut f = Fields::of(node, node.span, "a rating", sink)?;
    let id = required_text(&mut f, "id", "id = \"green\"", sink);
    let label = required_text(&mut f, "label", "label = \"Green\"", sink);
    let points = f.required("points", "points = 100", sink).and_then(|e| integer(e, 0, 100, sink));
    let meaning = required_text(&mut f, "meaning", "meaning = \"…\"", sink);
    let met = f.optional("met").and_then(|e| truth(e, sink)).unwrap_or(false);
    let also = f.texts("also", sink).into_iter().map(|(t, _)| t).collect();
    f.finish(sink);
    Some(Rating { id: id?.0, label: label?.0, points: u32::try_from(points?).ok()?, meaning: meaning?.0, met, also })
}

fn band(node: &Node<'_>, sink: &mut Diagnostics) -> Option<Band> {
    let mut f = Fields::of(node, node.span, "a band", sink)?;
    let label = required_text(&mut f, "label", "label = \"Fully met\"", sink);
    let from = f.required("from", "from = 100", sink).and_then(|e| integer(e, 0, 100, sink));
    f.finish(sink);
    Some(Band { label: label?.0, from: u32::try_from(from?).ok()? })
}

fn stages(entry: &Entry<'_>, sink: &mut Diagnostics) -> Vec<StageAbout> {
    let Some(mut f) = Fields::of(&entry.value, entry.key_span, "the stages", sink) else { return Vec::new() };
    let mut about = Vec::new();
    for stage in Stage::ALL {
        if let Some((text, _)) =
            required_text(&mut f, stage.id(), &format!("{} = \"what this stage is about\"", stage.id()), sink)
        {
            about.push(StageAbout { stage, about: text });
        }
    }
    f.finish(sink);
    about
}

fn domains(f: &mut Fields<'_>, sink: &mut Diagnostics) -> Vec<Domain> {
    let mut domains: Vec<Domain> = Vec::new();
    for node in f.list("domain", sink) {
        let Some(mut f) = Fields::of(node, node.span, "a domain", sink) else { continue };
        let id = required_text(&mut f, "id", "id = \"data\"", sink);
        let title = required_text(&mut f, "title", "title = \"Data\"", sink);
        f.finish(sink);
        let (Some((id, at)), Some((title, _))) = (id, title) else { continue };
        if domains.iter().any(|d| d.id == id) {
            sink.push(
                Diagnostic::error(Code::DUPLICATE_ID, at, format!("there is another domain `{}`", shown(&id)))
                    .help("give each domain an id of its own, and the rows of this one the new id as their `domain`"),
            );
        }
        domains.push(Domain { id, title });
    }
    domains
}

fn requirements(f: &mut Fields<'_>, domains: &[Domain], sink: &mut Diagnostics) -> Vec<Requirement> {
    let at = f.span();
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut requirements = Vec::new();
    let nodes = f.list("requirement", sink);
    if nodes.is_empty() {
        sink.push(
            Diagnostic::error(Code::MISSING_FIELD, at, "the pack has no requirements")
                .help("add rows, each starting with `[[requirement]]`"),
        );
    }
    for node in nodes {
        let (id, at) = id_of(node);
        // Ids that differ in case only would be one row to a person typing them.
        if let Some(id) = id
            && let Some(first) = seen.insert(id.to_lowercase(), at)
        {
            sink.push(
                Diagnostic::error(Code::DUPLICATE_ID, at, format!("there are two rows `{}`", shown(id)))
                    .label("again here")
                    .related(first, "first here")
                    .note("an id is stable for ever and never used again: answers hang on it")
                    .help("give the new row an id of its own"),
            );
        }
        requirements.extend(requirement(node, at, domains, sink));
    }
    requirements
}

/// A row's id as written and where it stands, so that whatever is missing is shown beside a name.
fn id_of<'n>(node: &'n Node<'_>) -> (Option<&'n str>, Span) {
    let Value::Mapping(entries) = &node.value else { return (None, node.span) };
    let Some(entry) = entries.iter().find(|e| e.key == "id") else { return (None, node.span) };
    match &entry.value.value {
        Value::Scalar { text, .. } => (Some(text), entry.value.span),
        _ => (None, entry.value.span),
    }
}

fn requirement(node: &Node<'_>, at: Span, domains: &[Domain], sink: &mut Diagnostics) -> Option<Requirement> {
    let mut f = Fields::of(node, at, "the row", sink)?;
    let id = f.required("id", "id = \"L1\"", sink).and_then(|e| {
        let written = text(e, sink)?;
        let id = RequirementId::parse(&written);
        if id.is_none() {
            let message = format!("`{}` can't be an id", shown(&written));
            sink.push(
                Diagnostic::error(Code::BAD_VALUE, e.value.span, message)
                    .help("write a letter, then letters, digits, points and hyphens, at most 24 characters in all"),
            );
        }
        id
    });
    let domain = domain(&mut f, domains, sink);
    let words = Stage::ALL.map(|s| (s.id(), s));
    let stage = f.required("stage", "stage = \"plan\"", sink).and_then(|e| word(e, &words, sink));
    let also = also(&mut f, stage, sink);
    let title = f.required("title", "title = \"…\"", sink).and_then(|e| {
        let title = text(e, sink)?;
        let length = title.chars().count();
        if length > TITLE_MAX {
            let message = format!("a title has at most {TITLE_MAX} characters; this has {length}");
            sink.push(
                Diagnostic::error(Code::BAD_VALUE, e.value.span, message)
                    .help("shorten it so that it fits a line of a table; `requirement` has room for the rest"),
            );
        }
        Some(title)
    });
    let requirement = required_text(&mut f, "requirement", "requirement = \"…\"", sink);
    let question = required_text(&mut f, "question", "question = \"…?\"", sink);
    let guidance = required_text(&mut f, "guidance", "guidance = \"\"\"…\"\"\"", sink);
    let evidence: Vec<String> = f.texts("evidence", sink).into_iter().map(|(t, _)| t).collect();
    if !EVIDENCE.contains(&evidence.len()) {
        sink.push(
            Diagnostic::error(
                Code::BAD_VALUE,
                at,
                format!("a row has two to five examples of evidence; this has {}", evidence.len()),
            )
            .help("add `evidence = [\"…\", \"…\"]`"),
        );
    }
    let owner = required_text(&mut f, "owner", "owner = \"…\"", sink);
    let weight = f.required("weight", "weight = 1", sink).and_then(|e| integer(e, *WEIGHTS.start(), *WEIGHTS.end(), sink));
    let essential = f.optional("essential").and_then(|e| {
        let mut f = Fields::of(&e.value, e.key_span, "`essential`", sink)?;
        let because = required_text(&mut f, "because", "because = \"the reason in law\"", sink);
        let as_of = f.required("as_of", "as_of = 2026-11-22", sink).and_then(|e| date(e, sink));
        f.finish(sink);
        Some(Essential { because: because?.0, as_of: as_of? })
    });
    let party = f.required("party", "party = \"nhs-body\"", sink).and_then(|e| word(e, Party::ALL, sink));
    let provenance = f
        .required("provenance", "provenance = { basis = \"working\", confidence = \"low\", sources = [] }", sink)
        .and_then(|e| provenance(e, sink));
    let retired = f.optional("status").and_then(|e| word(e, &[("retired", true)], sink)).unwrap_or(false);
    f.finish(sink);
    Some(Requirement {
        id: id?,
        domain: domain?,
        stage: stage?,
        also,
        title: title?,
        requirement: requirement?.0,
        question: question?.0,
        guidance: guidance?.0,
        evidence,
        owner: owner?.0,
        weight: u32::try_from(weight?).ok()?,
        essential,
        party: party?,
        provenance: provenance?,
        retired,
    })
}

/// The outer `None` is an error; the inner one a standard without domains.
#[expect(clippy::option_option, reason = "an error and a standard without domains are two different things")]
fn domain(f: &mut Fields<'_>, domains: &[Domain], sink: &mut Diagnostics) -> Option<Option<usize>> {
    if domains.is_empty() {
        return match f.optional("domain") {
            None => Some(None),
            Some(e) => {
                sink.push(
                    Diagnostic::error(Code::BAD_VALUE, e.key_span, "this pack has no domains")
                        .help("add `[[domain]]` entries, or remove this line"),
                );
                None
            }
        };
    }
    let entry = f.required("domain", "domain = \"…\"", sink)?;
    let written = text(entry, sink)?;
    let found = domains.iter().position(|d| d.id == written);
    if found.is_none() {
        let help = match nearest(&written, domains.iter().map(|d| d.id.as_str())) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => "name one of the pack's domains by its id".to_owned(),
        };
        sink.push(
            Diagnostic::error(Code::BAD_VALUE, entry.value.span, format!("there is no domain `{}`", shown(&written))).help(help),
        );
    }
    found.map(Some)
}

fn also(f: &mut Fields<'_>, stage: Option<Stage>, sink: &mut Diagnostics) -> Option<Stage> {
    let written = f.texts("also", sink);
    let (name, at) = written.first()?;
    let second = Stage::parse(name).filter(|s| s.id() == name && Some(*s) != stage && written.len() == 1);
    if second.is_none() {
        sink.push(
            Diagnostic::error(Code::BAD_VALUE, *at, "`also` holds one stage other than the row's own")
                .help("for example `also = [\"act\"]`"),
        );
    }
    second
}

fn provenance(entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<Provenance> {
    let mut f = Fields::of(&entry.value, entry.key_span, "the provenance", sink)?;
    let basis = f.required("basis", "basis = \"working\"", sink).and_then(|e| word(e, Basis::ALL, sink));
    let confidence = f.required("confidence", "confidence = \"low\"", sink).and_then(|e| word(e, Confidence::ALL, sink));
    let sources: Vec<String> = f.texts("sources", sink).into_iter().map(|(t, _)| t).collect();
    let note = f.text("note", sink);
    let verified = f.optional("verified").and_then(|e| {
        let mut f = Fields::of(&e.value, e.key_span, "`verified`", sink)?;
        let by = required_text(&mut f, "by", "by = \"role\"", sink);
        let on = f.required("on", "on = 2026-11-22", sink).and_then(|e| date(e, sink));
        let source = required_text(&mut f, "source", "source = \"…\"", sink);
        f.finish(sink);
        Some(Verified { by: by?.0, on: on?, source: source?.0 })
    });
    f.finish(sink);
    let basis = basis?;
    if (basis == Basis::Working) != sources.is_empty() {
        sink.push(
            Diagnostic::error(
                Code::CONTRADICTION,
                entry.key_span,
                "a row has sources exactly when its basis is `source` or `theme`",
            )
            .help("name the sources, or write `basis = \"working\"` and `sources = []`"),
        );
    }
    Some(Provenance { basis, confidence: confidence?, sources, note, verified })
}
