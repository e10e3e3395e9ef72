//! The names by which an assessed level stands in a résumé's own members, where LER-RS has none of
//! its own: it knows no levels, so that they stand in keywords (LER-RS 4.4, NameValueType).
//!
//! A narrative named [`ASSESSED`] opens an assessed level; everything about it carries the id of
//! the credential that it comes from in the keyword [`CREDENTIAL`]. Nobody but the mapping writes
//! these: what a caller adds may use none of them, and has no skills.

/// The name of the narrative of an assessed level.
pub const ASSESSED: &str = "Assessed level";

/// The name of the narrative that says what was not assessed.
pub const NOT_ASSESSED: &str = "Not assessed";

/// The narratives that only the mapping writes.
pub const RESERVED: [&str; 2] = [ASSESSED, NOT_ASSESSED];

/// The id of the credential that an assessed level comes from.
pub const CREDENTIAL: &str = "credential";
/// The learner's id, where the credential gives it.
pub const SUBJECT: &str = "subject";
/// The hash of an identifier that the credential knows the learner by.
pub const IDENTITY_HASH: &str = "identityHash";
/// Who issued the credential.
pub const ISSUER: [&str; 2] = ["issuer", "issuerName"];
/// The achievement's id and name.
pub const ACHIEVEMENT: [&str; 2] = ["achievement", "achievementName"];
/// The assessor's id and name.
pub const ASSESSOR: [&str; 2] = ["assessor", "assessorName"];
/// The framework's key.
pub const FRAMEWORK: &str = "framework";
/// The framework's version.
pub const FRAMEWORK_VERSION: &str = "frameworkVersion";
/// The framework's name.
pub const FRAMEWORK_NAME: &str = "frameworkName";
/// The framework's identifier in CASE.
pub const FRAMEWORK_IDENTIFIER: &str = "frameworkIdentifier";
/// The framework's address.
pub const FRAMEWORK_URL: &str = "frameworkUrl";
/// The level's label.
pub const LEVEL: &str = "level";
/// The level's place, from 1.
pub const LEVEL_RANK: &str = "levelRank";
/// How many levels there are.
pub const LEVEL_OF: &str = "levelOf";
/// The level's identifier in CASE.
pub const LEVEL_IDENTIFIER: &str = "levelIdentifier";
/// The level's address.
pub const LEVEL_URL: &str = "levelUrl";
/// When it was assessed.
pub const ASSESSED_AT: &str = "assessedAt";
/// By which rule the level is reached.
pub const RULE: &str = "rule";
/// Until when the credential holds.
pub const VALID_UNTIL: &str = "validUntil";
/// A statement's identifier in CASE.
pub const IDENTIFIER: &str = "identifier";

/// What says how these are used.
pub const SOURCE: &str = "Proofmark's members of LER-RS for assessed levels";
