//! What is kept of an assessment: who was assessed by whom and when, the ratings with their
//! evidence, and the level with the policy it was decided by.

use super::agreement::Agreement;
use super::decision::LevelDecision;
use super::policy::LevelPolicy;
use crate::clock;
use crate::framework::{FrameworkId, StatementKey};
use serde::{Deserialize, Serialize};
use time::{OffsetDateTime, UtcOffset};

/// An assessment with its decision: the content of the stored record. Its id is the service's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Assessment {
    /// What was assessed against.
    pub framework: FrameworkId,
    /// Who was assessed.
    pub learner: Learner,
    /// Who assessed; of two, who rated first.
    pub assessor: Assessor,
    /// Who assessed besides, independently of the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_assessor: Option<Assessor>,
    /// How far the two agreed before they settled where they differed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Agreement>,
    /// When, in UTC and whole seconds.
    #[serde(with = "timestamp")]
    pub assessed_at: OffsetDateTime,
    /// The ratings, in the order of the document. Empty where the provider decided the level.
    #[serde(default)]
    pub ratings: Vec<Rating>,
    /// The level that the document states, if it states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_level: Option<String>,
    /// The policy that decided; `None` where the provider decided the level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<LevelPolicy>,
    /// The level, and why.
    pub decision: LevelDecision,
}

/// Who was assessed. At least one of `email` and `did` is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learner {
    /// The person's name.
    pub name: String,
    /// An e-mail address of theirs; only a salted hash of it goes into a credential.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A DID of theirs (DID Core, section 3.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub did: Option<String>,
}

/// Who assessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessor {
    /// The name of the person or organization.
    pub name: String,
    /// An absolute URI of theirs: an address on the web, a DID, a URN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// Whether one statement was met, and what shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// The statement's place in its framework.
    pub statement: StatementKey,
    /// The statement's minted id.
    pub id: String,
    /// Whether the learner met it.
    pub met: bool,
    /// What shows it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// Something that shows that a statement was met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its address: absolute, `https` or `http`.
    pub url: String,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How it shows what it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
}

/// The instant that `text` names, in UTC and cut to whole seconds: a date-time with its offset
/// (RFC 3339, section 5.6), not before 1900, when no one was assessed, and not after 9999 UTC.
pub(super) fn instant(text: &str) -> Option<OffsetDateTime> {
    // Near the end of the year 9999 an offset can lead beyond what can be written.
    let utc = clock::parse_timestamp(text)?.checked_to_offset(UtcOffset::UTC)?;
    (utc.year() >= 1900)
        .then_some(utc)
        .and_then(|utc| utc.replace_nanosecond(0).ok())
}

/// An instant as the text that stands in documents and credentials.
mod timestamp {
    use super::instant;
    use crate::clock;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use time::OffsetDateTime;

    pub(super) fn serialize<S: Serializer>(at: &OffsetDateTime, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&clock::timestamp(*at))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<OffsetDateTime, D::Error> {
        let text = String::deserialize(from)?;
        instant(&text).ok_or_else(|| D::Error::custom(format!("{text:?} is not a date and time")))
    }
}
