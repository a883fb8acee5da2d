//! From an [`Assessment`] to the text of a new file: serde does the writing, the order of fields is that of this page.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    Action, Amount, Answer, Assessment, Carried, CarriedVerdict, Cleared, ContractDuty, Evidence, FORMAT, Measure, SignOff,
    Verdict,
};
use crate::standard::{Digest, RequirementId, Standard};
use crate::yaml::{self, OneLine};

/// The text of a file that holds this assessment and nothing else, answers in the order of the standard.
#[must_use]
pub fn to_yaml(assessment: &Assessment, standard: &Standard) -> String {
    let rows = standard.requirements.iter();
    yaml::write(&File { assessment, answers: rows.filter_map(|r| assessment.answers.get_key_value(&r.id)).collect() })
}

/// Something of an assessment as it is written.
pub(super) trait Written {
    /// Its fields, with their names and values as in files.
    fn out(&self) -> impl Serialize;
}

/// A whole assessment, its answers in the order of their ids.
pub(super) fn in_order_of_id(assessment: &Assessment) -> impl Written {
    File { assessment, answers: assessment.answers.iter().collect() }
}

impl Written for File<'_> {
    fn out(&self) -> impl Serialize {
        self
    }
}

impl Written for SignOff {
    fn out(&self) -> impl Serialize {
        SignOffOut::from(self)
    }
}

/// Keys and values in the order given.
struct Ordered<K, V>(Vec<(K, V)>);

impl<K: Serialize, V: Serialize> Serialize for Ordered<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(k, v)| (k, v)))
    }
}

struct File<'a> {
    assessment: &'a Assessment,
    answers: Vec<(&'a RequirementId, &'a Answer)>,
}

impl Serialize for File<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let a = self.assessment;
        let answers: Vec<(&str, AnswerOut<'_>)> =
            self.answers.iter().map(|(id, answer)| (id.as_str(), AnswerOut::from(*answer))).collect();
        let roles: Vec<(&str, &str)> = a.roles.iter().map(|(role, title)| (role.field(), title.as_str())).collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format", &FORMAT)?;
        map.serialize_entry("standard", &a.standard.to_string())?;
        if let Some(pack) = &a.pack {
            map.serialize_entry("pack", pack.as_str())?;
        }
        map.serialize_entry(
            "organisation",
            &OrganisationOut {
                name: &a.organisation.name,
                code: a.organisation.code.as_deref(),
                kind: a.organisation.kind.map(super::Kind::id),
                system: a.organisation.system.as_deref(),
            },
        )?;
        map.serialize_entry(
            "cycle",
            &CycleOut {
                name: &a.cycle.name,
                opened: a.cycle.opened,
                submitted: a.cycle.submitted,
                meeting: a.cycle.meeting,
                review_months: a.cycle.review_months,
                previous: a.cycle.previous.as_ref().map(|p| PreviousOut { name: &p.name, digest: p.digest.as_str() }),
            },
        )?;
        if !roles.is_empty() {
            map.serialize_entry("roles", &Ordered(roles))?;
        }
        if a.paper != super::FrontSheet::default() {
            map.serialize_entry(
                "paper",
                &PaperOut {
                    meeting: a.paper.meeting.as_deref(),
                    purpose: a.paper.purpose.as_deref(),
                    recommendation: a.paper.recommendation.as_deref(),
                    strategic_risks: &a.paper.strategic_risks,
                    equality: a.paper.equality.as_deref(),
                    contract_duty: a.paper.contract_duty.as_ref().map(ContractDutyOut::from),
                },
            )?;
        }
        map.serialize_entry("answers", &Ordered(answers))?;
        if !a.measures.is_empty() {
            map.serialize_entry("measures", &a.measures.iter().map(MeasureOut::from).collect::<Vec<_>>())?;
        }
        if !a.sign_off.is_empty() {
            map.serialize_entry("sign_off", &a.sign_off.iter().map(SignOffOut::from).collect::<Vec<_>>())?;
        }
        if !a.cleared.is_empty() {
            map.serialize_entry("cleared", &a.cleared.iter().map(ClearedOut::from).collect::<Vec<_>>())?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct OrganisationOut<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    system: Option<&'a str>,
}

#[derive(Serialize)]
struct CycleOut<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    opened: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    submitted: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    meeting: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review_months: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    previous: Option<PreviousOut<'a>>,
}

#[derive(Serialize)]
struct PreviousOut<'a> {
    name: &'a str,
    digest: &'a str,
}

#[derive(Serialize)]
struct PaperOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    meeting: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recommendation: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    strategic_risks: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    equality: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contract_duty: Option<ContractDutyOut<'a>>,
}

#[derive(Serialize)]
struct ContractDutyOut<'a> {
    year: &'a str,
    as_of: Date,
    text: &'a str,
}

impl<'a> From<&'a ContractDuty> for ContractDutyOut<'a> {
    fn from(d: &'a ContractDuty) -> Self {
        Self { year: &d.year, as_of: d.as_of, text: &d.text }
    }
}

#[derive(Serialize)]
struct AnswerOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    rating: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<EvidenceOut<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    skipped: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    actions: Vec<ActionOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_applicable: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    approved_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    carried: Vec<CarriedOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed: Option<ConfirmedOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    later: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assessed: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assessed_by: Option<&'a str>,
}

impl<'a> From<&'a Answer> for AnswerOut<'a> {
    fn from(a: &'a Answer) -> Self {
        let (not_applicable, approved_by) = match &a.verdict {
            Some(Verdict::NotApplicable { reason, approved_by }) => (Some(reason.as_str()), approved_by.as_deref()),
            _ => (None, None),
        };
        Self {
            rating: a.rating(),
            because: a.because.as_deref(),
            evidence: a.evidence.iter().map(EvidenceOut::from).collect(),
            skipped: a.skipped.iter().map(|p| p.id()).collect(),
            actions: a.actions.iter().map(ActionOut::from).collect(),
            not_applicable,
            approved_by,
            carried: a.carried.iter().map(CarriedOut::from).collect(),
            confirmed: a.confirmed.as_ref().map(|c| ConfirmedOut { on: c.on, by: &c.by, looked_at: c.looked_at.as_deref() }),
            later: a.later.as_deref(),
            assessed: a.assessed,
            assessed_by: a.assessed_by.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct EvidenceOut<'a> {
    title: &'a str,
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    location: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dated: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review_by: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    digest: Option<&'a str>,
}

impl<'a> From<&'a Evidence> for EvidenceOut<'a> {
    fn from(e: &'a Evidence) -> Self {
        Self {
            title: &e.title,
            location: e.location.as_deref(),
            dated: e.dated,
            review_by: e.review_by,
            digest: e.digest.as_ref().map(Digest::as_str),
        }
    }
}

#[derive(Serialize)]
struct ActionOut<'a> {
    what: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<Date>,
    status: &'static str,
}

impl<'a> From<&'a Action> for ActionOut<'a> {
    fn from(a: &'a Action) -> Self {
        Self { what: &a.what, owner: a.owner.as_deref(), due: a.due, status: a.status.id() }
    }
}

#[derive(Serialize)]
struct CarriedOut<'a> {
    from: String,
    requirement: &'a str,
    relation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rating: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_applicable: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assessed: Option<Date>,
}

impl<'a> From<&'a Carried> for CarriedOut<'a> {
    fn from(c: &'a Carried) -> Self {
        let (rating, not_applicable) = match &c.verdict {
            CarriedVerdict::Rating(rating) => (Some(rating.as_str()), None),
            CarriedVerdict::NotApplicable(reason) => (None, Some(reason.as_str())),
        };
        Self {
            from: c.from.to_string(),
            requirement: c.requirement.as_str(),
            relation: c.relation.id(),
            rating,
            not_applicable,
            because: c.because.as_deref(),
            assessed: c.assessed,
        }
    }
}

#[derive(Serialize)]
struct ConfirmedOut<'a> {
    on: Date,
    by: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    looked_at: Option<&'a str>,
}

#[derive(Serialize)]
struct MeasureOut<'a> {
    measure: &'a str,
    period: OneLine<PeriodOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<OneLine<&'a BTreeMap<String, String>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fewer_than: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    out_of: Option<u64>,
}

#[derive(Serialize)]
struct PeriodOut {
    from: Date,
    to: Date,
}

impl<'a> From<&'a Measure> for MeasureOut<'a> {
    fn from(m: &'a Measure) -> Self {
        let (count, fewer_than, withheld) = match m.amount {
            Amount::Count(count) => (Some(count), None, None),
            Amount::FewerThan(limit) => (None, Some(limit), None),
            Amount::Withheld => (None, None, Some(true)),
        };
        Self {
            measure: &m.measure,
            period: OneLine(PeriodOut { from: m.period.0, to: m.period.1 }),
            by: (!m.by.is_empty()).then_some(OneLine(&m.by)),
            count,
            fewer_than,
            withheld,
            out_of: m.out_of,
        }
    }
}

#[derive(Serialize)]
struct SignOffOut<'a> {
    role: &'static str,
    name: &'a str,
    on: Date,
    covers: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    disagrees: Vec<DissentOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parts: Option<String>,
}

#[derive(Serialize)]
struct DissentOut<'a> {
    requirement: &'a str,
    rating: &'a str,
    reason: &'a str,
    publish: bool,
}

impl<'a> From<&'a SignOff> for SignOffOut<'a> {
    fn from(s: &'a SignOff) -> Self {
        Self {
            role: s.role.id(),
            name: &s.name,
            on: s.on,
            covers: s.covers.as_str(),
            disagrees: s
                .disagrees
                .iter()
                .map(|d| DissentOut {
                    requirement: d.requirement.as_str(),
                    rating: &d.rating,
                    reason: &d.reason,
                    publish: d.publish,
                })
                .collect(),
            parts: (!s.parts.is_empty()).then(|| s.parts.to_string()),
        }
    }
}

#[derive(Serialize)]
struct ClearedOut<'a> {
    requirement: &'a str,
    piece: &'static str,
    by: &'a str,
    on: Date,
    digest: &'a str,
    publish: bool,
}

impl<'a> From<&'a Cleared> for ClearedOut<'a> {
    fn from(c: &'a Cleared) -> Self {
        Self {
            requirement: c.requirement.as_str(),
            piece: c.piece.id(),
            by: &c.by,
            on: c.on,
            digest: c.digest.as_str(),
            publish: c.publish,
        }
    }
}
