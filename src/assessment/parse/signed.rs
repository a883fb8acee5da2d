//! Reads who signed what, and what was cleared for publication. vpr writes all of it, and nobody types it.

use super::{Reader, digest};
use crate::assessment::sign_off::Parts;
use crate::assessment::{Cleared, Dissent, Piece, Role, SignOff};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::nearest;
use crate::tree::{Entry, Fields, Node, Value, date, list, text, truth, word};

/// What to do about a sign-off that was typed.
const BY_VPR: &str = "nobody types a sign-off: take it out, and sign with `vpr sign`, which works out what it covers";

impl Reader<'_> {
    pub(super) fn sign_offs(&self, entry: &Entry<'_>, sink: &mut Diagnostics) -> Vec<SignOff> {
        if let Value::Scalar { .. } | Value::Mapping(_) = entry.value.value {
            let message = format!("`sign_off` has to be a list, not {}", entry.value.value.kind());
            sink.push(Diagnostic::error(Code::WRONG_TYPE, entry.place(), message).help(BY_VPR));
            return Vec::new();
        }
        list(entry, sink).iter().filter_map(|n| self.sign_off(n, sink)).collect()
    }

    fn sign_off(&self, node: &Node<'_>, sink: &mut Diagnostics) -> Option<SignOff> {
        // Who typed it needs to know no more of it.
        if let Value::Scalar { .. } = node.value {
            let message = format!("a sign-off has to be a group of fields, not {}", node.value.kind());
            sink.push(Diagnostic::error(Code::WRONG_TYPE, node.span, message).help(BY_VPR));
            return None;
        }
        if !node.entries().is_empty() && node.entries().iter().all(|e| nearest(&e.key, ["covers"]).is_none()) {
            let missing = Diagnostic::error(Code::MISSING_FIELD, node.span, "a sign-off has no `covers`");
            sink.push(missing.label("`covers` is missing here").help(BY_VPR));
            return None;
        }
        let mut f = Fields::of(node, node.span, "a sign-off", sink)?;
        let roles: Vec<(&str, Role)> = Role::ALL.iter().map(|(role, _, id, _)| (*id, *role)).collect();
        let role = f.required("role", "role: staff-side", sink).and_then(|e| word(e, &roles, sink));
        let name = f.required("name", "name: …", sink).and_then(|e| text(e, sink));
        let on = f.required("on", "on: 2026-10-30", sink).and_then(|e| date(e, sink));
        let covers = f.required_as("covers", || BY_VPR.to_owned(), sink).and_then(|e| digest(e, sink));
        let parts = f.optional("parts").and_then(|e| parts(e, sink)).unwrap_or_default();
        let disagrees = f.list("disagrees", sink).iter().filter_map(|n| self.dissent(n, sink)).collect();
        f.finish(sink);
        Some(SignOff { role: role?, name: name?, on: on?, covers: covers?, parts, disagrees })
    }

    fn dissent(&self, node: &Node<'_>, sink: &mut Diagnostics) -> Option<Dissent> {
        let mut f = Fields::of(node, node.span, "a disagreement", sink)?;
        let requirement = self.named(&mut f, sink);
        let rating = f.required("rating", "rating: red", sink).and_then(|e| self.rating(e, sink));
        let reason = f.required("reason", "reason: …", sink).and_then(|e| text(e, sink));
        let publish = f.optional("publish").and_then(|e| truth(e, sink)).unwrap_or(false);
        f.finish(sink);
        Some(Dissent { requirement: requirement?, rating: rating?, reason: reason?, publish })
    }

    pub(super) fn cleared(&self, node: &Node<'_>, sink: &mut Diagnostics) -> Option<Cleared> {
        let mut f = Fields::of(node, node.span, "a clearing", sink)?;
        let pieces: Vec<(&str, Piece)> = Piece::ALL.iter().map(|(piece, id, _)| (*id, *piece)).collect();
        let requirement = self.named(&mut f, sink);
        let piece = f.required("piece", "piece: because", sink).and_then(|e| word(e, &pieces, sink));
        let by = f.required("by", "by: Board secretary", sink).and_then(|e| text(e, sink));
        let on = f.required("on", "on: 2026-11-25", sink).and_then(|e| date(e, sink));
        let digest = f.required("digest", "digest: sha256:…", sink).and_then(|e| digest(e, sink));
        let publish = f.optional("publish").map_or(Some(true), |e| truth(e, sink));
        f.finish(sink);
        Some(Cleared { requirement: requirement?, piece: piece?, by: by?, on: on?, digest: digest?, publish: publish? })
    }
}

fn parts(entry: &Entry<'_>, sink: &mut Diagnostics) -> Option<Parts> {
    let parts = Parts::parse(&text(entry, sink)?);
    if parts.is_none() {
        sink.push(
            Diagnostic::error(Code::BAD_VALUE, entry.value.span, "`parts` is not a list of digests")
                .note("without it `vpr verify` still says whether a sign-off covers what is there, but not what changed")
                .help("vpr writes it, nobody types it: take it back from a copy of the file, or remove it"),
        );
    }
    parts
}
