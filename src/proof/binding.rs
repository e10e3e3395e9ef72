//! What a presentation's proof is bound to: Data Integrity 1.0, section 4.4 “Verify Proof”, the
//! comparison of `domain` and `challenge` with what the verifier asked for.

use super::{Proof, ProofError};
use crate::finding::Finding;
use crate::ijson::join;

const VERIFY_PROOF: &str = "Data Integrity 1.0, section 4.4";

/// What the verifier asked the presenter to sign.
#[derive(Debug, Clone, Copy, Default)]
pub struct Expected<'e> {
    /// The challenge; `None` where none was given, and then none is compared.
    pub challenge: Option<&'e str>,
    /// The domains; where there is none, none are compared. A proof must name the same, no more
    /// and no fewer.
    pub domains: &'e [&'e str],
}

impl Proof<'_, '_> {
    /// Compares the proof with what was expected: [`ProofError::Domain`] and
    /// [`ProofError::Challenge`], or nothing.
    pub fn check_binding(&self, expected: Expected<'_>) -> Vec<ProofError> {
        let mut errors = Vec::new();
        let found = &self.domains;
        let same = expected.domains.iter().all(|one| found.contains(one))
            && found.iter().all(|one| expected.domains.contains(one));
        if !expected.domains.is_empty() && !same {
            let detail = match found.is_empty() {
                true => format!("the proof names no domain, not {:?}", expected.domains),
                false => format!("the proof is for {found:?}, not for {:?}", expected.domains),
            };
            errors.push(ProofError::Domain(self.unbound("domain", detail)));
        }
        if let Some(challenge) = expected.challenge
            && self.challenge != Some(challenge)
        {
            let detail = match self.challenge {
                Some(other) => format!("the proof answers the challenge {other:?}, not ours"),
                None => "the proof answers no challenge".to_owned(),
            };
            errors.push(ProofError::Challenge(self.unbound("challenge", detail)));
        }
        errors
    }

    fn unbound(&self, member: &'static str, detail: String) -> Finding {
        let pointer = join(&self.pointer, member);
        Finding::new(pointer, "not-bound", detail).by(VERIFY_PROOF)
    }
}
