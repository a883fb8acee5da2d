//! What must be said about a pack wherever its rows are shown: whose words they are and what stands behind them.

use super::sources::PublicSource;
use super::{Basis, Confidence, Kind, Provenance, Standard, Wording};
use crate::day;
use crate::text::count_of;

impl Standard {
    /// The notice for screens, reports and exports: one sentence, or two where rows were checked locally.
    #[must_use]
    pub fn notice(&self) -> String {
        let base = match self.wording {
            Wording::WorkingList => "Self-assessed against a working list, not verified against the official copy.",
            Wording::Official => "Self-assessed against a pack that says it holds the official wording.",
        };
        let checked: Vec<_> = self.requirements.iter().filter_map(|r| r.provenance.verified.as_ref()).collect();
        let Some(last) = checked.iter().max_by_key(|v| v.on) else { return base.to_owned() };
        let rows = count_of(checked.len(), "row", "rows");
        format!("{base} Wording of {rows} checked locally by {} on {}.", last.by, day::long(last.on))
    }

    /// What the working list is, for a reader who meets it for the first time.
    #[must_use]
    pub fn notice_in_full(&self) -> String {
        match self.wording {
            Wording::WorkingList => format!(
                "The rows, their wording, their identifiers (such as {}) and their number are this project's own working list on \
                 the subject of \"{}\" ({}, {}). They are not the publisher's indicators and have not been compared with the official copy. \
                 {} this project's too. Guidance: {}.",
                self.requirements.first().map_or("L1", |r| r.id.as_str()),
                self.title,
                self.publisher,
                self.when(),
                match self.kind {
                    Kind::Standard => "The meaning of each rating, the weights, the essential rows and the score are",
                    Kind::Agreement => "The scale and the meaning of each rating are",
                },
                self.guidance_basis,
            ),
            Wording::Official => self.notice(),
        }
    }
}

impl Provenance {
    /// What stands behind a row, in words: "our wording; theme supported by …; not checked against the official copy".
    #[must_use]
    pub fn in_words(&self, sources: &[PublicSource]) -> String {
        let told = |key: &String| sources.iter().find(|s| s.key == *key).map_or_else(|| key.clone(), PublicSource::in_words);
        let named = self.sources.iter().map(told).collect::<Vec<_>>().join("; ");
        let basis = match self.basis {
            Basis::Source => format!("our wording; stated in {named}"),
            Basis::Theme => format!("our wording; theme supported by {named}"),
            Basis::Working => "our wording; a working prompt with no public source behind it".to_owned(),
        };
        let confidence = match self.confidence {
            Confidence::High => "high",
            Confidence::Medium => "medium",
            Confidence::Low => "low",
        };
        let checked = match &self.verified {
            None => "not checked against the official copy".to_owned(),
            Some(v) => format!("wording checked locally by {} on {} against {}", v.by, day::long(v.on), v.source),
        };
        let note = self.note.as_ref().map(|n| format!("; {n}")).unwrap_or_default();
        format!("{basis}{note}; confidence that the published standard has such an indicator: {confidence}; {checked}")
    }
}
