//! Tokens in objects that stand for them (VC Data Model 2.0, section 4.13): whether the two agree.
//! The objects are read and made in [`crate::credential::vcdm::enveloped`].

pub use crate::credential::vcdm::enveloped::{Enveloped, envelop};

use super::ProofError;
use super::vc_jwt::TokenForm;
use crate::credential::vcdm::enveloped::EnvelopeError;
use crate::finding::Finding;

impl Enveloped<'_> {
    /// Whether the token holds what the object says.
    ///
    /// # Errors
    /// [`ProofError::Envelope`].
    pub fn check(&self, form: TokenForm) -> Result<(), ProofError> {
        if form.kind() == self.kind {
            return Ok(());
        }
        let detail = format!(
            "the token ({form}) does not hold what an {} stands for",
            self.kind.envelope_type()
        );
        let finding = Finding::new("/id", "envelope-kind", detail);
        let finding = finding.by("VC Data Model 2.0, section 4.13");
        Err(ProofError::Envelope(vec![finding]))
    }
}

impl From<EnvelopeError> for ProofError {
    fn from(error: EnvelopeError) -> Self {
        match error {
            EnvelopeError::Wrong(findings) => ProofError::Envelope(findings),
            EnvelopeError::Unknown(what) => ProofError::Unsupported {
                pointer: "/id".to_owned(),
                what,
            },
        }
    }
}
