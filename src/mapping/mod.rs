//! From an assessed level to an unsecured credential: total and pure.
//!
//! Whatever could go wrong has gone wrong before (an assessment resolves against its framework)
//! or is said afterwards (by preflight); mapping itself cannot fail. What it needs beyond its
//! inputs (the id, the dates, the salt) is handed in, so that a fixed input has a fixed output.

pub mod address;
mod markdown;
pub mod open_badge;

pub use address::Addresses;
pub use open_badge::open_badge;

use crate::assessment::Assessment;
use crate::credential::profile::IssuerProfile;
use crate::framework::{Framework, Level};

/// What a credential is made from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The framework that was assessed against.
    pub framework: &'a Framework,
    /// The assessment.
    pub assessment: &'a Assessment,
    /// The level that it reached: one of `framework`'s.
    pub level: &'a Level,
    /// Who issues.
    pub issuer: &'a IssuerProfile,
}

/// What makes one credential different from the next of the same source.
#[derive(Debug, Clone)]
pub struct Occasion {
    /// The credential's id, an absolute URI.
    pub id: String,
    /// From when it is valid: an XSD dateTimeStamp in whole seconds.
    pub valid_from: String,
    /// Until when; for ever if `None`.
    pub valid_until: Option<String>,
    /// The salt for the learner's e-mail address.
    pub salt: String,
    /// Its places in status lists: none, one, or one for each purpose.
    pub status: Vec<StatusEntry>,
}

/// A place in a status list (Bitstring Status List 1.0, section 2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusEntry {
    /// What a set bit means: `revocation` or `suspension`.
    pub purpose: String,
    /// The address of the list.
    pub list: String,
    /// The place in the list, from 0.
    pub index: u32,
}

impl<'a> Source<'a> {
    /// The source of a credential; `None` when the assessment reached no level of the framework.
    pub fn new(
        framework: &'a Framework,
        assessment: &'a Assessment,
        issuer: &'a IssuerProfile,
    ) -> Option<Self> {
        let level = framework.level(assessment.decision.achieved.as_deref()?)?;
        Some(Self {
            framework,
            assessment,
            level,
            issuer,
        })
    }

    /// The addresses that the issuer's credentials use.
    pub fn addresses(&self) -> Addresses<'a> {
        let slug = self.issuer.slug.as_str();
        let named = (slug != IssuerProfile::DEFAULT_SLUG).then_some(slug);
        Addresses::new(self.issuer.public_url.as_deref(), named)
    }
}
