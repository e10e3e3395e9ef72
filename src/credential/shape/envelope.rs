//! What makes an object of a class a credential: its contexts after the base one, its dates, and
//! the schema that it names.

use super::{Member, Value};
use crate::credential::vcdm::{Version, version};
use crate::finding::Finding;
use crate::ijson::{Json, Path};

/// The type of a `credentialSchema` that names one of 1EdTech's JSON Schemas (VC Credential Schema
/// 1.0 of 1EdTech).
pub(in crate::credential) const SCHEMA_TYPE: &str = "1EdTechJsonSchemaValidator2019";

/// The envelope of a class of credentials.
#[derive(Debug)]
pub(in crate::credential) struct Envelope {
    /// The contexts that follow the base context, in order.
    pub contexts: &'static [ContextFamily],
    /// The members that all credentials of the family have.
    pub members: &'static [Member],
    /// The addresses of the class's official schema.
    pub schemas: &'static [&'static str],
}

/// A context in all its revisions.
#[derive(Debug)]
pub(in crate::credential) struct ContextFamily {
    /// What it is, with its article.
    pub name: &'static str,
    /// Its address up to the revision.
    pub prefix: &'static str,
    /// The revision's first two characters, such as `-3`.
    pub revision: &'static str,
}

impl ContextFamily {
    /// `{prefix}.json` or `{prefix}-3.0.1.json`.
    fn holds(&self, url: &str) -> bool {
        let middle = url
            .strip_prefix(self.prefix)
            .and_then(|rest| rest.strip_suffix(".json"));
        middle.is_some_and(|middle| {
            let numbers = middle.strip_prefix(self.revision).unwrap_or("?");
            middle.is_empty()
                || (numbers.starts_with('.')
                    && numbers.bytes().all(|b| b == b'.' || b.is_ascii_digit()))
        })
    }
}

impl Envelope {
    pub(super) fn check(
        &self,
        credential: &Json<'_>,
        place: &Path<'_>,
        source: &'static str,
        findings: &mut Vec<Finding>,
    ) {
        let version = version(credential).unwrap_or(Version::V2_0);
        self.check_contexts(credential, place, source, findings);
        check_dates(credential, version, place, source, findings);
        self.check_schemas(credential, place, source, findings);
        // The classes of version 1.1 have no issuer that is only an address.
        if version == Version::V1_1
            && credential
                .get("issuer")
                .is_some_and(|i| i.as_str().is_some())
        {
            let detail = "in a credential of version 1.1 the issuer is a Profile object";
            let place = place.member("issuer").pointer();
            findings.push(Finding::new(place, "wrong-type", detail).by(source));
        }
    }

    fn check_contexts(
        &self,
        credential: &Json<'_>,
        place: &Path<'_>,
        source: &'static str,
        findings: &mut Vec<Finding>,
    ) {
        let contexts = credential.get("@context").map_or(&[][..], Json::as_set);
        for (position, family) in (1..).zip(self.contexts) {
            let named = contexts.get(position).and_then(Json::as_str);
            if !named.is_some_and(|url| family.holds(url)) {
                let detail = format!("context {} must be {}", position + 1, family.name);
                let place = place.member("@context").element(position).pointer();
                findings.push(Finding::new(place, "wrong-context", detail).by(source));
            }
        }
    }

    /// Of the entries of 1EdTech's type one names the class's own schema; more are allowed.
    fn check_schemas(
        &self,
        credential: &Json<'_>,
        place: &Path<'_>,
        source: &'static str,
        findings: &mut Vec<Finding>,
    ) {
        let Some(named) = credential.get("credentialSchema") else {
            return;
        };
        let place = place.member("credentialSchema");
        let mut first = None;
        for (position, entry) in named.as_set().iter().enumerate() {
            let typed = entry.get("type").map_or(&[][..], Json::as_set);
            if !typed.iter().any(|one| one.as_str() == Some(SCHEMA_TYPE)) {
                continue;
            }
            let id = entry.get("id").and_then(Json::as_str);
            if id.is_some_and(|id| self.schemas.contains(&id)) {
                return;
            }
            first.get_or_insert((position, id));
        }
        if let Some((position, Some(id))) = first
            && let Some(own) = self.schemas.first()
        {
            let detail = format!("{id} is not the schema of this class, which is {own}");
            let entry = place.element(position);
            let entry = if named.as_array().is_some() {
                &entry
            } else {
                &place
            };
            let place = entry.member("id").pointer();
            findings.push(Finding::new(place, "wrong-schema", detail).by(source));
        }
    }
}

/// A credential of these classes says from when it is valid; the data model 2.0 alone would let it
/// be silent.
fn check_dates(
    credential: &Json<'_>,
    version: Version,
    place: &Path<'_>,
    source: &'static str,
    findings: &mut Vec<Finding>,
) {
    let [from, until] = version.validity_members();
    match credential.get(from) {
        Some(value) => Value::Timestamp.check(value, &place.member(from), source, findings),
        // In version 1.1 the data model requires it already.
        None if version == Version::V1_1 => {}
        None => {
            let detail = format!("the member {from:?} is missing");
            findings.push(Finding::new(place.pointer(), "missing-member", detail).by(source));
        }
    }
    if let Some(value) = credential.get(until) {
        Value::Timestamp.check(value, &place.member(until), source, findings);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_holds_its_revisions_only() {
        let family = ContextFamily {
            name: "",
            prefix: "https://a.example/context",
            revision: "-3",
        };
        for (url, holds) in [
            ("https://a.example/context.json", true),
            ("https://a.example/context-3.0.3.json", true),
            ("https://a.example/context-2.0.1.json", false),
            ("https://a.example/context-3.0.3.evil.json", false),
            ("https://a.example/context-3.json", false),
            ("https://a.example/context", false),
        ] {
            assert_eq!(family.holds(url), holds, "{url}");
        }
    }
}
