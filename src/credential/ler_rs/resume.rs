//! What a caller adds to a résumé: members of LER-RS about education, employment and the like,
//! which Proofmark carries and did not assess.

use crate::finding::Finding;
use crate::ijson::{At, Json};
use serde_json::{Map, Value};

/// The members that a caller may give (LER-RS 4.4, LER-RSType). What was assessed is added by the
/// mapping; `type` and `documentId` are its own.
pub const MEMBERS: [&str; 10] = [
    "person",
    "communication",
    "narratives",
    "certifications",
    "licenses",
    "educationAndLearnings",
    "employmentHistories",
    "employmentPreferences",
    "positionPreferences",
    "attachments",
];

/// Members of a résumé, as a caller gave them, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Resume(Map<String, Value>);

// JSON from outside holds no NaN.
impl Eq for Resume {}

impl Resume {
    /// Reads what a caller gave.
    ///
    /// # Errors
    /// Everything in it that LER-RS does not admit, with its place. The caller is at fault.
    pub fn parse(json: &Json<'_>) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        if let Some(mut fields) = At::root(json).fields(&mut findings) {
            for name in MEMBERS {
                let _ = fields.optional(name);
            }
            fields.nothing_else(&mut findings);
        }
        match json.to_value() {
            Value::Object(members) if findings.is_empty() => Ok(Self(members)),
            _ => Err(findings),
        }
    }

    /// The members, in the order in which they were given.
    pub fn members(&self) -> &Map<String, Value> {
        &self.0
    }
}
