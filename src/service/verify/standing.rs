//! The issuer's standing: whether somebody whom the asker trusts vouches for it.
//!
//! A right signature shows who signed, never whether that is a school. A list of issuers that the
//! operator or the caller trusts says more; who is not in it is *unknown*, and that is said.
//! Standing never changes the verdict.

use crate::finding::Finding;
use crate::ijson::{At, Json};
use serde::{Deserialize, Serialize};

/// More issuers than any list in use holds.
const MOST_ISSUERS: usize = 20_000;

/// Issuers that somebody trusts, by their ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedIssuers(Vec<TrustedIssuer>);

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedIssuer {
    /// Its id: a DID, or the `https` address of its profile.
    pub id: String,
    /// Its name in the list, which is not the name that it gives itself.
    pub name: Option<String>,
}

/// What is known about an issuer besides what it says itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    /// The issuer's id, which the proof is bound to.
    pub id: String,
    /// Whether it is in a list.
    pub standing: Known,
    /// Its name in the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listed_as: Option<String>,
}

/// Whether an issuer is in a list of trusted issuers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Known {
    /// It is.
    Trusted,
    /// It is in no list that was given: anybody can make such an issuer.
    Unknown,
}

impl TrustedIssuers {
    /// These issuers.
    pub fn new(issuers: Vec<TrustedIssuer>) -> Self {
        Self(issuers)
    }

    /// Reads a list: an array whose items are ids or objects with `id` and `name`, or a registry
    /// as the Digital Credentials Consortium publishes them, `{"registry": {"did:…": {"name": …}}}`.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(json: &Json<'_>) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        let issuers = match json.get("registry") {
            Some(_) => read_registry(json, &mut findings),
            None => read_list(json, &mut findings),
        };
        if issuers.len() > MOST_ISSUERS {
            let detail = format!("a list holds at most {MOST_ISSUERS} issuers");
            findings.push(Finding::new("", "too-many", detail));
        }
        if findings.is_empty() {
            Ok(Self(issuers))
        } else {
            Err(findings)
        }
    }

    /// The standing of the issuer `id`.
    pub fn standing(&self, id: &str) -> Standing {
        let found = self.0.iter().find(|issuer| issuer.id == id);
        Standing {
            id: id.to_owned(),
            standing: found.map_or(Known::Unknown, |_| Known::Trusted),
            listed_as: found.and_then(|issuer| issuer.name.clone()),
        }
    }
}

fn read_list(json: &Json<'_>, findings: &mut Vec<Finding>) -> Vec<TrustedIssuer> {
    let root = At::root(json);
    let items = root.elements(findings).unwrap_or_default();
    let read = |item: &At<'_, '_>, findings: &mut Vec<Finding>| {
        if let Some(id) = item.json.as_str() {
            return issuer(item, id, None, findings);
        }
        let mut fields = item.fields(findings)?;
        let id = fields.required_text("id", findings)?;
        let name = fields.optional_text("name", findings);
        issuer(item, id, name, findings)
    };
    items
        .iter()
        .filter_map(|item| read(item, findings))
        .collect()
}

fn read_registry(json: &Json<'_>, findings: &mut Vec<Finding>) -> Vec<TrustedIssuer> {
    let root = At::root(json);
    let Some(registry) = root
        .fields(findings)
        .and_then(|mut fields| fields.required("registry", findings))
    else {
        return Vec::new();
    };
    let Some(members) = registry.json.as_object() else {
        findings.push(registry.finding("wrong-type", "a registry is an object of ids"));
        return Vec::new();
    };
    let read = |(id, entry): (&str, &Json<'_>)| {
        let name = entry.get("name").and_then(Json::as_str);
        issuer(&registry, id, name, findings)
    };
    members.iter().filter_map(read).collect()
}

fn issuer(
    at: &At<'_, '_>,
    id: &str,
    name: Option<&str>,
    findings: &mut Vec<Finding>,
) -> Option<TrustedIssuer> {
    if !id.starts_with("did:") && !id.starts_with("https://") {
        let detail = format!("{id:?} is no issuer's id: a DID or an https URL");
        findings.push(at.finding("not-an-issuer", detail));
        return None;
    }
    Some(TrustedIssuer {
        id: id.to_owned(),
        name: name.map(str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ijson;

    fn read(text: &str) -> Result<TrustedIssuers, Vec<Finding>> {
        TrustedIssuers::read(&ijson::parse(text.as_bytes()).unwrap())
    }

    #[test]
    fn an_issuer_is_trusted_when_it_is_listed_and_unknown_when_not() {
        let list = read(r#"["did:web:a.example", {"id": "https://b.example/1", "name": "B"}]"#);
        let list = list.unwrap();
        let listed = list.standing("https://b.example/1");
        assert_eq!(listed.standing, Known::Trusted);
        assert_eq!(listed.listed_as.as_deref(), Some("B"));
        assert_eq!(list.standing("did:web:a.example").standing, Known::Trusted);
        assert_eq!(
            list.standing("did:web:a.example.evil").standing,
            Known::Unknown
        );
        assert_eq!(
            TrustedIssuers::default()
                .standing("did:web:a.example")
                .standing,
            Known::Unknown
        );
    }

    #[test]
    fn a_published_registry_is_a_list_too() {
        let list = read(r#"{"meta": {}, "registry": {"did:key:z6Mk": {"name": "A School"}}}"#);
        let standing = list.unwrap().standing("did:key:z6Mk");
        assert_eq!(standing.listed_as.as_deref(), Some("A School"));
    }

    #[test]
    fn everything_that_is_no_issuer_is_found_at_once() {
        let findings = read(r#"["school", {"name": "no id"}, 7]"#).unwrap_err();
        let places: Vec<_> = findings.iter().map(|f| f.pointer.as_str()).collect();
        assert_eq!(places, ["/0", "/1", "/2"], "{findings:?}");
        assert!(read(r#"{"registry": []}"#).is_err());
        assert!(read("{}").is_err());
    }
}
