//! The two versions of the data model, and where each says what.

use crate::ijson::Json;

/// The context that stands first in every credential of version 2.0.
pub const CONTEXT_V2: &str = "https://www.w3.org/ns/credentials/v2";
/// The context that stands first in every credential of version 1.1.
pub const CONTEXT_V1: &str = "https://www.w3.org/2018/credentials/v1";

/// The problem of a document that uses both versions at once.
pub const MIXED_VERSIONS: &str = "mixed-versions";

/// A version of the data model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Version 1.1, 2022.
    V1_1,
    /// Version 2.0, 2025.
    V2_0,
}

/// The version that a credential or presentation says it is, by its first context. `None` where
/// that is neither base context.
pub fn version(document: &Json<'_>) -> Option<Version> {
    match document.get("@context")?.as_set().first()?.as_str()? {
        CONTEXT_V1 => Some(Version::V1_1),
        CONTEXT_V2 => Some(Version::V2_0),
        _ => None,
    }
}

impl Version {
    /// The context that stands first in documents of this version.
    pub fn base_context(self) -> &'static str {
        match self {
            Version::V1_1 => CONTEXT_V1,
            Version::V2_0 => CONTEXT_V2,
        }
    }

    /// The version's number, as people say it.
    pub fn number(self) -> &'static str {
        match self {
            Version::V1_1 => "1.1",
            Version::V2_0 => "2.0",
        }
    }

    /// The other version.
    pub(super) fn other(self) -> Version {
        match self {
            Version::V1_1 => Version::V2_0,
            Version::V2_0 => Version::V1_1,
        }
    }

    /// The members that say from when and until when a credential of this version is valid.
    pub(in crate::credential) fn validity_members(self) -> [&'static str; 2] {
        match self {
            Version::V1_1 => ["issuanceDate", "expirationDate"],
            Version::V2_0 => ["validFrom", "validUntil"],
        }
    }

    pub(super) fn sources(self) -> &'static Sources {
        match self {
            Version::V1_1 => &SOURCES_V1,
            Version::V2_0 => &SOURCES_V2,
        }
    }
}

/// Where a version says what.
#[derive(Debug)]
pub(super) struct Sources {
    pub contexts: &'static str,
    pub identifiers: &'static str,
    pub types: &'static str,
    pub names: &'static str,
    pub issuer: &'static str,
    pub subject: &'static str,
    pub from: &'static str,
    pub until: &'static str,
    pub status: &'static str,
    pub schemas: &'static str,
    pub refresh: &'static str,
    pub terms_of_use: &'static str,
    pub evidence: &'static str,
    pub extensions: &'static str,
    pub related: &'static str,
    pub presentation: &'static str,
}

static SOURCES_V2: Sources = Sources {
    contexts: "VC Data Model 2.0, section 4.3 (Contexts)",
    identifiers: "VC Data Model 2.0, section 4.4 (Identifiers)",
    types: "VC Data Model 2.0, section 4.5 (Types)",
    names: "VC Data Model 2.0, section 4.6 (Names and Descriptions)",
    issuer: "VC Data Model 2.0, section 4.7 (Issuer)",
    subject: "VC Data Model 2.0, section 4.8 (Credential Subject)",
    from: "VC Data Model 2.0, section 4.9 (Validity Period)",
    until: "VC Data Model 2.0, section 4.9 (Validity Period)",
    status: "VC Data Model 2.0, section 4.10 (Status)",
    schemas: "VC Data Model 2.0, section 4.11 (Data Schemas)",
    refresh: "VC Data Model 2.0, section 4.5 (Types)",
    terms_of_use: "VC Data Model 2.0, section 4.5 (Types)",
    evidence: "VC Data Model 2.0, section 4.5 (Types)",
    extensions: "VC Data Model 2.0, section 4.5 (Types)",
    related: "VC Data Model 2.0, section 5.3 (Integrity of Related Resources)",
    presentation: "VC Data Model 2.0, section 4.13 (Verifiable Presentations)",
};

static SOURCES_V1: Sources = Sources {
    contexts: "VC Data Model 1.1, section 4.1 (Contexts)",
    identifiers: "VC Data Model 1.1, section 4.2 (Identifiers)",
    types: "VC Data Model 1.1, section 4.3 (Types)",
    names: "VC Data Model 1.1, section 5.3 (Extensibility)",
    issuer: "VC Data Model 1.1, section 4.5 (Issuer)",
    subject: "VC Data Model 1.1, section 4.4 (Credential Subject)",
    from: "VC Data Model 1.1, section 4.6 (Issuance Date)",
    until: "VC Data Model 1.1, section 4.8 (Expiration)",
    status: "VC Data Model 1.1, section 4.9 (Status)",
    schemas: "VC Data Model 1.1, section 5.4 (Data Schemas)",
    refresh: "VC Data Model 1.1, section 5.5 (Refreshing)",
    terms_of_use: "VC Data Model 1.1, section 5.6 (Terms of Use)",
    evidence: "VC Data Model 1.1, section 5.7 (Evidence)",
    extensions: "VC Data Model 1.1, section 5.3 (Extensibility)",
    related: "VC Data Model 1.1, section 5.3 (Extensibility)",
    presentation: "VC Data Model 1.1, section 4.10 (Presentations)",
};
