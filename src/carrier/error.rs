//! Why nothing could be taken out of a file, or baked into it.

use super::BAKING;
use crate::finding::Finding;

/// Why nothing could be taken out of a file, or baked into it.
///
/// Findings point at the whole document, for a JSON pointer has no meaning in a picture; the place
/// stands in the detail, as an offset in bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CarrierError {
    /// The file breaks the rules of its format, or those of baking: whoever made it is at fault.
    #[error("{}", list(.0))]
    Broken(Vec<Finding>),
    /// The file is larger, or asks for more work, than is given to it: whoever made it is at fault.
    #[error("{0}")]
    Limit(Finding),
    /// The file is sound and carries no credential: whoever chose it is at fault.
    #[error("{0}")]
    Nothing(Finding),
    /// The file carries more than one credential, and nobody can say which is meant: whoever made
    /// it is at fault.
    #[error("{0}")]
    Duplicate(Finding),
    /// The file is of a kind that is known and not read here. Nobody is at fault; what it carries
    /// could not be checked.
    #[error("{0}")]
    Unsupported(Finding),
    /// What was to be baked is no credential that can be: whoever asked is at fault. These findings
    /// point into the credential.
    #[error("{}", list(.0))]
    Credential(Vec<Finding>),
    /// The picture is sound, and may not be baked into: whoever chose it is at fault.
    #[error("{}", list(.0))]
    Refused(Vec<Finding>),
}

impl CarrierError {
    /// Everything that is wrong.
    pub fn findings(&self) -> &[Finding] {
        match self {
            CarrierError::Broken(findings)
            | CarrierError::Credential(findings)
            | CarrierError::Refused(findings) => findings,
            CarrierError::Limit(finding)
            | CarrierError::Nothing(finding)
            | CarrierError::Duplicate(finding)
            | CarrierError::Unsupported(finding) => std::slice::from_ref(finding),
        }
    }

    pub(super) fn broken(problem: &'static str, detail: impl Into<String>) -> Self {
        CarrierError::Broken(vec![Finding::new("", problem, detail)])
    }

    pub(super) fn limit(problem: &'static str, detail: impl Into<String>) -> Self {
        CarrierError::Limit(Finding::new("", problem, detail))
    }

    pub(super) fn nothing(detail: impl Into<String>) -> Self {
        CarrierError::Nothing(Finding::new("", "nothing-baked", detail))
    }

    pub(super) fn duplicate(detail: impl Into<String>) -> Self {
        CarrierError::Duplicate(Finding::new("", "baked-duplicate", detail).by(BAKING))
    }

    pub(super) fn unsupported(problem: &'static str, detail: impl Into<String>) -> Self {
        CarrierError::Unsupported(Finding::new("", problem, detail))
    }

    pub(super) fn refused(problem: &'static str, detail: impl Into<String>) -> Self {
        CarrierError::Refused(vec![Finding::new("", problem, detail)])
    }
}

fn list(findings: &[Finding]) -> String {
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    lines.join("; ")
}
