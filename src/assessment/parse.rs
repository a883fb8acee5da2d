//! From an assessment's text to an [`Assessment`], every problem reported at its place.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::{
    Action, ActionStatus, Answer, Assessment, Carried, CarriedVerdict, Confirmed, ContractDuty, Cycle, Evidence, FrontSheet,
    Kind, Organisation, Part, Previous, Relation, Role, Verdict, measure,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Home, Severity};
use crate::standard::{Catalogue, Digest, RequirementId, Standard, StandardRef};
use crate::text::{Source, Span, did_you_mean, list_of, says_nothing, shown};
use crate::tree::{Arena, Entry, Fields, Node, Value, date, elsewhere, integer, list, number, rewritten, said, text, word};
use crate::yaml;

mod signed;

/// The file format this version reads and writes.
pub const FORMAT: u64 = 1;
/// Months between two assessments that a cycle can ask for.
pub const REVIEW_MONTHS: RangeInclusive<u64> = 1..=24;

/// Reads an assessment. `None` means the sink has an error; warnings may be there all the same.
#[must_use]
pub fn parse(source: &Source, catalogue: &Catalogue, sink: &mut Diagnostics) -> Option<Assessment> {
    let before = sink.count(Severity::Error);
    let arena = Arena::for_file(source);
    let root = yaml::parse_what_can_be(source, &arena, sink)?;
    let assessment = read(&root, catalogue, sink);
    if sink.count(Severity::Error) > before { None } else { assessment }
}

/// Where the fields belong that one group alone has.
const HOMES: &[Home] = &[
    Home {
        group: "the assessment",
        below: "",
        place: "at the top of the file, at the very start of a line",
        first: "",
        fields: &["standard", "organisation", "cycle", "roles", "paper", "answers", "measures", "sign_off"],
    },
    Home {
        group: "the organisation",
        below: "organisation",
        place: "in the organisation, below `organisation`",
        first: "name",
        fields: &["code", "system"],
    },
    Home {
        group: "the cycle",
        below: "cycle",
        place: "in the cycle, below `cycle`",
        first: "name",
        fields: &["opened", "submitted", "review_months", "previous"],
    },
    Home {
        group: "the cycle or `paper`",
        below: "cycle",
        place: "in the cycle, below `cycle`, if it is a day, and below `paper` if it is which meeting",
        first: "",
        fields: &["meeting"],
    },
    Home {
        group: "`roles`",
        below: "roles",
        place: "in the roles, below `roles`",
        first: "",
        fields: &["executive_lead", "vpr_lead", "staff_side", "committee_chair", "board_secretary", "commissioner"],
    },
    Home {
        group: "`paper`",
        below: "paper",
        place: "in what the paper says, below `paper`",
        first: "",
        fields: &["purpose", "recommendation", "strategic_risks", "equality", "contract_duty"],
    },
    Home {
        group: "an answer",
        below: "answers",
        place: "in an answer, below the requirement",
        first: "rating",
        fields: &[
            "rating",
            "because",
            "evidence",
            "actions",
            "not_applicable",
            "approved_by",
            "skipped",
            "carried",
            "confirmed",
            "later",
            "assessed",
            "assessed_by",
        ],
    },
    Home {
        group: "a piece of evidence",
        below: "evidence",
        place: "in a piece of evidence, below `evidence`",
        first: "title",
        fields: &["title", "where", "dated", "review_by"],
    },
    Home {
        group: "an action",
        below: "actions",
        place: "in an action, below `actions`",
        first: "what",
        fields: &["what", "owner", "due", "status"],
    },
];

/// As much of an assessment as its values give. With errors in the sink it is not whole: only `check` may look at it then,
/// and only at what has none. An organisation and a cycle that can't be read stand empty, as far as they can't: a name that is
/// missing hides neither the days nor the answers.
pub(crate) fn read(root: &Node<'_>, catalogue: &Catalogue, sink: &mut Diagnostics) -> Option<Assessment> {
    sink.belong(HOMES);
    Reader { catalogue, standard: None, carried_is_lost: false }.read(root, sink)
}

struct Reader<'a> {
    catalogue: &'a Catalogue,
    /// The standard answered, once it is known; ratings and ids are checked against it.
    standard: Option<&'a Standard>,
    /// Whether what an answer carries stands behind it, among the answers.
    carried_is_lost: bool,
}

impl Reader<'_> {
    fn read(mut self, root: &Node<'_>, sink: &mut Diagnostics) -> Option<Assessment> {
        let mut f = Fields::of(root, Span::default(), "the assessment", sink)?;
        if let Some(entry) = f.required("format", "format: 1", sink) {
            let format = number(entry, sink);
            if let Some(format) = format.filter(|f| *f != FORMAT) {
                let newer = format > FORMAT;
                let message = format!("this file has format {format}; this version of vpr reads format {FORMAT}");
                let help =
                    if newer { "use a newer version of vpr; this one will not change the file" } else { "write `format: 1`" };
                sink.push(Diagnostic::error(Code::FORMAT_UNKNOWN, entry.value.span, message).help(help));
                return None;
            }
        }
        let standard = f.required("standard", "standard: nhs-england-vpr@2024", sink).and_then(|e| self.standard(e, sink));
        let pack = f.optional("pack").and_then(|e| digest(e, sink).map(|d| (d, e.value.span)));
        if let (Some((pack, at)), Some(standard)) = (&pack, self.standard)
            && *pack != standard.digest
        {
            sink.push(
                Diagnostic::warning(Code::PACK_CHANGED, *at, format!("answered against another text of {}", standard.reference))
                    .note(format!("the pack at hand is {}", standard.digest))
                    .help(format!(
                        "see what changed with `vpr standard show {}`, look at the answers again, then write the digest at its top here",
                        standard.reference
                    )),
            );
        }
        let organisation = f.required("organisation", "organisation:", sink).and_then(|e| organisation(e, sink));
        let cycle = f.required("cycle", "cycle:", sink).and_then(|e| cycle(e, sink));
        let roles = f.optional("roles").map(|e| roles(e, sink)).unwrap_or_default();
        let paper = f.optional("paper").and_then(|e| front_sheet(e, sink)).unwrap_or_default();
        let answers = f.optional("answers").map(|e| self.answers(e, sink)).unwrap_or_default();
        let measures = f.list("measures", sink).iter().filter_map(|n| measure::measure(n, sink)).collect();
        let sign_off = f.optional("sign_off").map(|e| self.sign_offs(e, sink)).unwrap_or_default();
        let cleared = f.list("cleared", sink).iter().filter_map(|n| self.cleared(n, sink)).collect();
        f.finish(sink);
        Some(Assessment {
            standard: standard?,
            pack: pack.map(|(p, _)| p),
            organisation: organisation.unwrap_or_default(),
            cycle: cycle.unwrap_or_default(),
            roles,
            paper,
            answers,
            measures,
            sign_off,
            cleared,
        })
    }

    fn standard(&mut self, entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<StandardRef> {
        let reference = reference(entry, sink)?;
        // Of two that differ nobody knows which is answered.
        if sink.is_repeated_otherwise(entry.key_span) {
            return None;
        }
        self.standard = self.catalogue.find(&reference);
        if self.standard.is_none() {
            let names = self.catalogue.names();
            let help = match self.catalogue.nearest(&reference.to_string()) {
                Some(near) => did_you_mean(&reference.to_string(), &near),
                None => format!("the packs at hand are {}; name a folder of others with --standards", list_of(&names)),
            };
            let message = format!("there is no pack `{reference}` here");
            sink.push(Diagnostic::error(Code::UNKNOWN_STANDARD, entry.value.span, message).help(help));
        }
        Some(reference)
    }

    fn answers(&mut self, entry: &Entry<'_>, sink: &mut Diagnostics) -> BTreeMap<RequirementId, Answer> {
        let mut answers = BTreeMap::new();
        if matches!(entry.value.value, Value::Null) {
            return answers;
        }
        // As a spreadsheet gives them: a row of each, with the requirement in a cell.
        if let Value::Sequence(_) = entry.value.value {
            let problem =
                Diagnostic::error(Code::WRONG_TYPE, entry.value.span, "`answers` has to be a group of fields, not a list");
            sink.push(problem.help("write each requirement as a name, as `L1:`, on a line of its own without a dash, and below it what is said of it"));
            return answers;
        }
        let Some(f) = Fields::of(&entry.value, entry.key_span, "`answers`", sink) else { return answers };
        for (i, entry) in f.entries().iter().enumerate() {
            self.carried_is_lost = f.entries().get(i + 1).is_some_and(|next| next.key == "carried");
            let id = self.requirement(&entry.key, entry.key_span, sink);
            // A field that is out of place is no answer, and told of once.
            if id.is_none() && (!matches!(entry.value.value, Value::Mapping(_)) || elsewhere(&entry.key, sink).is_some()) {
                continue;
            }
            let answer = self.answer(entry, sink);
            if let (Some(id), Some(answer)) = (id, answer) {
                answers.insert(id, answer);
            }
        }
        answers
    }

    /// An id that the standard has.
    fn requirement(&self, written: &str, at: Span, sink: &mut Diagnostics) -> Option<RequirementId> {
        let id = RequirementId::parse(written);
        let Some(standard) = self.standard else { return id };
        if let Some(id) = id.filter(|id| standard.requirement(id).is_some()) {
            return Some(id);
        }
        let is_quoted = sink.source().text().get(at.start..).is_some_and(|text| text.starts_with(['"', '\'']));
        if is_quoted && let Some(row) = RequirementId::parse(written.trim_matches(' ')).and_then(|id| standard.requirement(&id)) {
            let message = format!("the quotes around `{}` hold a space as well, so it is another name", row.id);
            sink.push(
                Diagnostic::error(Code::UNKNOWN_REQUIREMENT, at, message).help("write it without the space and the quotes"),
            );
            return None;
        }
        let message = format!("{} has no requirement `{}`", standard.reference, shown(written));
        let other_case = || standard.requirement_typed(written).map(|row| did_you_mean(written, row.id.as_str()));
        let help = elsewhere(written, sink).or_else(other_case).or_else(|| standard.like(written));
        let help = help.unwrap_or_else(|| format!("list the requirements with `vpr standard show {}`", standard.reference));
        sink.push(Diagnostic::error(Code::UNKNOWN_REQUIREMENT, at, message).label("not in the standard").help(help));
        None
    }

    /// A rating that the scale has.
    fn rating(&self, entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<String> {
        let written = text(entry, sink)?;
        let Some(standard) = self.standard else { return Some(written) };
        if standard.scale.rating(&written).is_some() {
            return Some(written);
        }
        let ids: Vec<&str> = standard.scale.ratings.iter().map(|r| r.id.as_str()).collect();
        // Another spelling that the scale lists has one meaning; a word that is only alike is a guess.
        let meant = standard.scale.rating_typed(&written).map(|r| r.id.as_str());
        let help = match standard.scale.rating_meant(&written) {
            Some(near) => did_you_mean(&written, near),
            None => format!("the ratings are {}; for what does not apply write `not_applicable: why`", list_of(&ids)),
        };
        let message = format!("`{}` is not a rating of {}", shown(&written), standard.reference);
        let fix = meant.and_then(|id| rewritten(&entry.value, id.to_owned(), sink.source()));
        sink.push(Diagnostic::error(Code::UNKNOWN_RATING, entry.value.span, message).help(help).fix(fix));
        None
    }

    fn answer(&self, entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<Answer> {
        let mut f = Fields::of(&entry.value, entry.key_span, "an answer", sink)?;
        let rating = f.optional("rating");
        let not_applicable = f.optional("not_applicable");
        let approved_by = f.optional("approved_by");
        // `rating: n/a` beside the reason why it does not apply is no wrong word for a rating.
        let is_no_rating = |e: &Entry<'_>| matches!(&e.value.value, Value::Scalar { text, .. } if says_not_applicable(text));
        if let (Some(rating), Some(not)) = (rating, not_applicable) {
            let why = if let Value::Scalar { text, .. } = &not.value.value { text.as_str() } else { "" };
            let (remove, of_it) = match approved_by {
                Some(_) => ("remove this line and `approved_by`", "; `approved_by` goes with `not_applicable`"),
                None => ("remove this line", ""),
            };
            let help = match (is_no_rating(rating), says_nothing(why)) {
                (true, true) => format!("say here why it does not apply, and remove the rating; or rate it, and {remove}"),
                (true, false) => "remove the rating: why it does not apply is said here".to_owned(),
                (false, true) => format!("if it applies, {remove}"),
                (false, false) => format!("keep the one that is true{of_it}"),
            };
            sink.push(
                Diagnostic::error(Code::CONTRADICTION, not.key_span, "an answer can't have a rating and be not applicable")
                    .label("not applicable here")
                    .related(rating.key_span, "rated here")
                    .help(help),
            );
        }
        if let (Some(by), None) = (approved_by, not_applicable) {
            sink.push(
                Diagnostic::error(
                    Code::CONTRADICTION,
                    by.key_span,
                    "`approved_by` belongs to `not_applicable`, which is not here",
                )
                .help("add `not_applicable: why`, or remove this line"),
            );
        }
        let approved_by = approved_by.and_then(|e| text(e, sink));
        let verdict = match (rating, not_applicable) {
            (Some(e), Some(_)) if is_no_rating(e) => None,
            (Some(e), _) => self.rating(e, sink).map(Verdict::Rated),
            (None, Some(e)) => text(e, sink).map(|reason| Verdict::NotApplicable { reason, approved_by }),
            (None, None) => None,
        };
        let because = f.text("because", sink);
        let evidence: Vec<Evidence> = f.list("evidence", sink).iter().filter_map(|n| evidence(n, sink)).collect();
        let skipped = skipped(&mut f, sink);
        let actions: Vec<Action> = f.list("actions", sink).iter().filter_map(|n| action(n, sink)).collect();
        let given = f.optional("carried");
        // Something ill-typed was carried all the same, and is reported as such.
        let nothing_carried = given.is_none_or(|e| e.value.value.is_empty_list());
        let given = given.map_or(&[][..], |e| list(e, sink));
        let carried: Vec<Carried> = given.iter().filter_map(|n| carried(n, sink)).collect();
        let confirmed = f.optional("confirmed").and_then(|e| {
            let is_open = rating.is_none() && not_applicable.is_none();
            let nothing_to_confirm = nothing_carried && !self.carried_is_lost;
            if nothing_to_confirm || is_open {
                let help = if nothing_to_confirm {
                    "nothing is carried here, so there is nothing to confirm: remove it"
                } else {
                    "rate the requirement, or remove this line"
                };
                sink.push(
                    Diagnostic::error(
                        Code::CONTRADICTION,
                        e.key_span,
                        "`confirmed` needs something `carried` and a rating given since",
                    )
                    .help(help),
                );
                // What is in it goes with it.
                if nothing_to_confirm {
                    return None;
                }
            }
            confirmed(e, sink)
        });
        let later = f.text("later", sink);
        let assessed = f.date("assessed", sink);
        let assessed_by = f.text("assessed_by", sink);
        f.finish(sink);
        Some(Answer { verdict, because, evidence, skipped, actions, carried, confirmed, later, assessed, assessed_by })
    }

    /// The requirement that a group names.
    fn named(&self, f: &mut Fields<'_>, sink: &mut Diagnostics) -> Option<RequirementId> {
        f.required("requirement", "requirement: L6", sink)
            .and_then(|e| said(e, sink).and_then(|id| self.requirement(id, e.value.span, sink)))
    }
}

/// Whether a rating says that there is none to give, in the words people have for it.
fn says_not_applicable(rating: &str) -> bool {
    let letters: String = rating.chars().filter(char::is_ascii_alphabetic).flat_map(char::to_lowercase).collect();
    ["na", "notapplicable"].contains(&letters.as_str())
}

fn reference(entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<StandardRef> {
    let written = said(entry, sink)?;
    let reference = StandardRef::parse(written);
    if reference.is_none() {
        let message = format!("`{}` does not name an edition of a standard", shown(written));
        sink.push(
            Diagnostic::error(Code::BAD_VALUE, entry.value.span, message).help("write `id@edition`, as nhs-england-vpr@2024"),
        );
    }
    reference
}

fn digest(entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<Digest> {
    let digest = Digest::parse(said(entry, sink)?);
    if digest.is_none() {
        let message = format!("`{}` is not a digest", entry.key);
        sink.push(
            Diagnostic::error(Code::BAD_VALUE, entry.value.span, message)
                .help("a digest is `sha256:` and 64 digits and small letters a to f; vpr writes it, nobody types it"),
        );
    }
    digest
}

fn organisation(entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<Organisation> {
    let mut f = Fields::of(&entry.value, entry.key_span, "the organisation", sink)?;
    let name = f.required("name", "name: …", sink).and_then(|e| text(e, sink));
    let code = f.text("code", sink);
    let kinds: Vec<(&str, Kind)> = Kind::ALL.iter().map(|(kind, id, _)| (*id, *kind)).collect();
    let kind = f.optional("kind").and_then(|e| word(e, &kinds, sink));
    let system = f.text("system", sink);
    f.finish(sink);
    Some(Organisation { name: name.unwrap_or_default(), code, kind, system })
}

fn cycle(entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<Cycle> {
    let mut f = Fields::of(&entry.value, entry.key_span, "the cycle", sink)?;
    let name = f.required("name", "name: 2026-H2", sink).and_then(|e| text(e, sink));
    let opened = f.date("opened", sink);
    let submitted = f.date("submitted", sink);
    let meeting = f.date("meeting", sink);
    let review_months = f
        .optional("review_months")
        .and_then(|e| integer(e, *REVIEW_MONTHS.start(), *REVIEW_MONTHS.end(), sink))
        .and_then(|m| u32::try_from(m).ok());
    let previous = f.optional("previous").and_then(|e| {
        let mut f = Fields::of(&e.value, e.key_span, "`previous`", sink)?;
        let name = f.required("name", "name: 2026-H1", sink).and_then(|e| text(e, sink));
        let digest = f.required("digest", "digest: sha256:…", sink).and_then(|e| digest(e, sink));
        f.finish(sink);
        Some(Previous { name: name?, digest: digest? })
    });
    f.finish(sink);
    Some(Cycle { name: name.unwrap_or_default(), opened, submitted, meeting, review_months, previous })
}

fn roles(entry: &Entry<'_>, sink: &mut Diagnostics) -> BTreeMap<Role, String> {
    let mut roles = BTreeMap::new();
    let Some(mut f) = Fields::of(&entry.value, entry.key_span, "`roles`", sink) else { return roles };
    for (role, field, ..) in Role::ALL {
        if let Some(title) = f.text(field, sink) {
            roles.insert(*role, title);
        }
    }
    f.finish(sink);
    roles
}

fn front_sheet(entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<FrontSheet> {
    let mut f = Fields::of(&entry.value, entry.key_span, "`paper`", sink)?;
    let sheet = FrontSheet {
        meeting: f.text("meeting", sink),
        purpose: f.text("purpose", sink),
        recommendation: f.text("recommendation", sink),
        strategic_risks: f.texts("strategic_risks", sink).into_iter().map(|(t, _)| t).collect(),
        equality: f.text("equality", sink),
        contract_duty: f.optional("contract_duty").and_then(|e| contract_duty(e, sink)),
    };
    f.finish(sink);
    Some(sheet)
}

fn contract_duty(entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<ContractDuty> {
    let mut f = Fields::of(&entry.value, entry.key_span, "`contract_duty`", sink)?;
    let year = f.required("year", "year: 2026/27", sink).and_then(|e| text(e, sink));
    let as_of = f.required("as_of", "as_of: 2026-09-01", sink).and_then(|e| date(e, sink));
    let words = f.required("text", "text: …", sink).and_then(|e| text(e, sink));
    f.finish(sink);
    Some(ContractDuty { year: year?, as_of: as_of?, text: words? })
}

fn evidence(node: &Node<'_>, sink: &mut Diagnostics) -> Option<Evidence> {
    let mut f = Fields::of(node, node.span, "a piece of evidence", sink)?;
    let title = f.required("title", "title: …", sink).and_then(|e| text(e, sink));
    let location = f.text("where", sink);
    let dated = f.date("dated", sink);
    let review_by = f.date("review_by", sink);
    let digest = f.optional("digest").and_then(|e| digest(e, sink));
    f.finish(sink);
    Some(Evidence { title: title?, location, dated, review_by, digest })
}

fn action(node: &Node<'_>, sink: &mut Diagnostics) -> Option<Action> {
    let mut f = Fields::of(node, node.span, "an action", sink)?;
    let what = f.required("what", "what: …", sink).and_then(|e| text(e, sink));
    let owner = f.text("owner", sink);
    let due = f.date("due", sink);
    let words: Vec<(&str, ActionStatus)> = ActionStatus::ALL.iter().map(|(status, id)| (*id, *status)).collect();
    let status = f.optional("status").map_or(Some(ActionStatus::Open), |e| word(e, &words, sink));
    f.finish(sink);
    Some(Action { what: what?, owner, due, status: status? })
}

fn skipped(f: &mut Fields<'_>, sink: &mut Diagnostics) -> BTreeSet<Part> {
    let mut parts = BTreeSet::new();
    for (written, at) in f.texts("skipped", sink) {
        match Part::ALL.iter().find(|(_, id)| *id == written) {
            Some((part, _)) => {
                parts.insert(*part);
            }
            None => sink.push(
                Diagnostic::error(
                    Code::BAD_VALUE,
                    at,
                    format!("`{}` is no part of an answer that can be skipped", shown(&written)),
                )
                .help("the parts are because, evidence and actions"),
            ),
        }
    }
    parts
}

fn carried(node: &Node<'_>, sink: &mut Diagnostics) -> Option<Carried> {
    let mut f = Fields::of(node, node.span, "a carried answer", sink)?;
    let from = f.required("from", "from: nhs-england-vpr@2020", sink).and_then(|e| reference(e, sink));
    let requirement = f.required("requirement", "requirement: ACT-4", sink).and_then(|e| {
        let written = said(e, sink)?;
        let id = RequirementId::parse(written);
        if id.is_none() {
            let message = format!("`{}` is not the id of a requirement", shown(written));
            sink.push(
                Diagnostic::error(Code::BAD_VALUE, e.value.span, message).help("write its id as the edition has it: ACT-4"),
            );
        }
        id
    });
    let relations: Vec<(&str, Relation)> = Relation::ALL.iter().map(|(relation, id)| (*id, *relation)).collect();
    let relation = f.required("relation", "relation: overlaps", sink).and_then(|e| word(e, &relations, sink));
    let (rating, not_applicable) = (f.optional("rating"), f.optional("not_applicable"));
    one_of(f.span(), rating, not_applicable, "a carried answer has either a `rating` or `not_applicable`", sink);
    let rating = rating.and_then(|e| text(e, sink)).map(CarriedVerdict::Rating);
    let not_applicable = not_applicable.and_then(|e| text(e, sink)).map(CarriedVerdict::NotApplicable);
    let verdict = rating.or(not_applicable);
    let because = f.text("because", sink);
    let assessed = f.date("assessed", sink);
    f.finish(sink);
    Some(Carried { from: from?, requirement: requirement?, relation: relation?, verdict: verdict?, because, assessed })
}

/// Reports two fields of which one belongs there, when there are none or both.
pub(super) fn one_of(group: Span, first: Option<&Entry<'_>>, second: Option<&Entry<'_>>, message: &str, sink: &mut Diagnostics) {
    match (first, second) {
        (None, None) => sink.push(
            Diagnostic::error(Code::MISSING_FIELD, group, message).label("neither is here").help("add the one that is true"),
        ),
        (Some(first), Some(second)) => sink.push(
            Diagnostic::error(Code::CONTRADICTION, second.key_span, message)
                .label("one here")
                .related(first.key_span, "the other here")
                .help("keep the one that is true"),
        ),
        _ => {}
    }
}

fn confirmed(entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<Confirmed> {
    let mut f = Fields::of(&entry.value, entry.key_span, "`confirmed`", sink)?;
    let on = f.required("on", "on: 2026-10-14", sink).and_then(|e| date(e, sink));
    let by = f.required("by", "by: VPR lead", sink).and_then(|e| text(e, sink));
    let looked_at = f.text("looked_at", sink);
    f.finish(sink);
    Some(Confirmed { on: on?, by: by?, looked_at })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_sent_to_a_group_that_has_it() {
        let schema = crate::schema::assessment(&Catalogue::embedded()).to_string();
        let fields: Vec<&str> = HOMES.iter().flat_map(|home| home.fields).copied().collect();
        for field in &fields {
            assert!(schema.contains(&format!("\"{field}\":{{")), "{field}");
            assert_eq!(fields.iter().filter(|f| *f == field).count(), 1, "{field} has two homes");
        }
    }
}
