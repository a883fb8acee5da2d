//! Who stood by an assessment, and where they disagree.

use jiff::civil::Date;

use super::Role;
use crate::standard::{Digest, RequirementId};

/// A sign-off as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOff {
    /// In what role.
    pub role: Role,
    /// Who; printed only on request.
    pub name: String,
    /// When.
    pub on: Date,
    /// Digest of what was signed.
    pub covers: Digest,
    /// Where the signer disagrees.
    pub disagrees: Vec<Dissent>,
}

/// A recorded disagreement with one rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dissent {
    /// The requirement.
    pub requirement: RequirementId,
    /// The rating the signer would give.
    pub rating: String,
    /// Why.
    pub reason: String,
    /// Whether the words may be published.
    pub publish: bool,
}
