//! From when and until when a credential is valid: `validFrom` and `validUntil` in version 2.0
//! (section 4.9), `issuanceDate` and `expirationDate` in 1.1 (sections 4.6 and 4.8).

use super::head::missing;
use super::version::{Version, version};
use crate::clock::parse_timestamp;
use crate::finding::Finding;
use crate::ijson::{Json, Object, join};
use time::OffsetDateTime;

/// The period in which a credential is valid, whichever version it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// From when; `None` where it is not said, or not as a date and time with its offset.
    pub from: Option<OffsetDateTime>,
    /// Until when; `None` where it is not said, or not as a date and time with its offset.
    pub until: Option<OffsetDateTime>,
    /// Where `from` stands or would stand: a JSON pointer.
    pub from_pointer: &'static str,
    /// Where `until` stands or would stand: a JSON pointer.
    pub until_pointer: &'static str,
}

/// The validity period of `credential`, read by the rules of its own version. That the dates are
/// sound is for [`super::check`] to say.
pub fn validity(credential: &Json<'_>) -> Validity {
    let (from_pointer, until_pointer) = match version(credential) {
        Some(Version::V1_1) => ("/issuanceDate", "/expirationDate"),
        _ => ("/validFrom", "/validUntil"),
    };
    let instant = |pointer: &str| {
        credential
            .pointer(pointer)?
            .as_str()
            .and_then(parse_timestamp)
    };
    Validity {
        from: instant(from_pointer),
        until: instant(until_pointer),
        from_pointer,
        until_pointer,
    }
}

pub(super) fn check(object: &Object<'_>, version: Version, findings: &mut Vec<Finding>) {
    let sources = version.sources();
    let [from, until] = version.validity_members();
    if version == Version::V1_1 && !object.contains(from) {
        findings.push(missing(from, sources.from));
    }
    let mut read = |name: &str, source| {
        let instant = object.get(name)?.as_str().and_then(parse_timestamp);
        if instant.is_none() {
            let detail =
                "this must be a date and time with its offset, such as 2026-11-20T10:00:00Z";
            findings.push(Finding::new(join("", name), "not-a-date", detail).by(source));
        }
        instant
    };
    let starts = read(from, sources.from);
    let ends = read(until, sources.until);
    if let (Some(starts), Some(ends)) = (starts, ends)
        && ends < starts
    {
        let detail = format!("`{until}` is before `{from}`");
        findings.push(Finding::new(join("", until), "validity-reversed", detail).by(sources.until));
    }
}
