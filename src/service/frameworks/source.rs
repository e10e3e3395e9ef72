//! Where a framework that is to be imported comes from: a document at hand, or an address.
//!
//! An address is asked through the one resolver alone, so that what holds for a credential's address
//! holds here: https, public hosts, few redirects, a limited size and time. One that people copy out
//! of a browser or a catalogue is often that of the CFDocument and not of its package (1EdTech CASE
//! 1.1, `getCFDocument` and `getCFPackage`), so the package is then fetched from the same host. What
//! came is read, and nothing is stored: that is the work of [`super`].

use crate::finding::Finding;
use crate::framework::{self, Framework};
use crate::ijson::{self, Json};
use crate::resolver::{Fetched, Resolver, Subject, Trip};
use crate::service::{Service, ServiceError};
use std::sync::Arc;
use url::Url;

/// What errors call it.
pub const WHAT: &str = "the framework";

/// No CFDocument alone is longer, in bytes.
const LONGEST_CF_DOCUMENT: usize = 1 << 20;

/// Where a framework comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameworkSource<'s> {
    /// This document: an export of LER.me, or a CASE package.
    Document(&'s [u8]),
    /// This URL, at which such a document stands, or the CFDocument of a package.
    Address(&'s str),
}

/// A framework that was read, and is not stored yet.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundFramework {
    /// The framework.
    pub framework: Framework,
    /// What was decided where the document leaves a choice, as sentences for people.
    pub notes: Vec<String>,
    /// Where it was found in the end, if it was fetched.
    pub address: Option<Url>,
    /// The digest of its content ([`Framework::content_digest`]): what a provider confirms.
    pub digest: String,
}

impl FoundFramework {
    fn new(read: framework::Import, address: Option<Url>) -> Self {
        Self {
            digest: read.framework.content_digest(),
            framework: read.framework,
            notes: read.notes,
            address,
        }
    }

    /// Holds it against the digest that was confirmed.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] with both digests, when it is another: the document changed since.
    pub fn check_confirmed(&self, confirmed: &str) -> Result<(), ServiceError> {
        if self.digest.eq_ignore_ascii_case(confirmed) {
            return Ok(());
        }
        Err(ServiceError::Conflict {
            problem: "framework-changed",
            detail: format!(
                "this is not the content that was confirmed: its digest is {}, and {confirmed} was \
                 confirmed. Nothing was stored; look at a new preview",
                self.digest
            ),
            findings: Vec::new(),
        })
    }
}

impl Service {
    /// Reads the framework at `source`; whatever is not at hand is fetched.
    ///
    /// # Errors
    /// As [`find`] has them.
    pub fn find_framework(
        &self,
        source: FrameworkSource<'_>,
    ) -> Result<FoundFramework, ServiceError> {
        find(source, self.resolver.as_ref())
    }
}

/// Reads the framework at `source`; whatever is not at hand is fetched by `resolver`.
///
/// # Errors
/// [`ServiceError::NotFetched`] when it cannot be had; [`ServiceError::Invalid`] with everything that
/// is wrong with it.
pub fn find(
    source: FrameworkSource<'_>,
    resolver: &dyn Resolver,
) -> Result<FoundFramework, ServiceError> {
    let address = match source {
        FrameworkSource::Document(document) => {
            let read = framework::import(document).map_err(invalid)?;
            return Ok(FoundFramework::new(read, None));
        }
        FrameworkSource::Address(address) => address,
    };
    let trip = Trip::new();
    let fetched = fetch(resolver, address, &trip)?;
    let findings = match framework::import(&fetched.body) {
        Ok(read) => return Ok(FoundFramework::new(read, Some(fetched.url.clone()))),
        Err(findings) => findings,
    };
    let Some(package) = package_of(&fetched)? else {
        return Err(invalid(findings));
    };
    let fetched = fetch(resolver, package.as_str(), &trip)?;
    let read = framework::import(&fetched.body).map_err(invalid)?;
    Ok(FoundFramework::new(read, Some(fetched.url.clone())))
}

fn fetch(
    resolver: &dyn Resolver,
    address: &str,
    trip: &Trip,
) -> Result<Arc<Fetched>, ServiceError> {
    let fetched = resolver.fetch(Subject::Framework, address, trip);
    fetched.map_err(|error| ServiceError::NotFetched { what: WHAT, error })
}

fn invalid(findings: Vec<Finding>) -> ServiceError {
    ServiceError::Invalid {
        what: WHAT,
        findings,
    }
}

/// The address of the package whose CFDocument was `fetched`; `None` where this is none.
///
/// Where the CFDocument stands at `…/CFDocuments/{id}` its package stands at `…/CFPackages/{id}`, as
/// the REST binding has it; else where the CFDocument says, as long as that is on the same host.
fn package_of(fetched: &Fetched) -> Result<Option<Url>, ServiceError> {
    if fetched.body.len() > LONGEST_CF_DOCUMENT {
        return Ok(None);
    }
    let Ok(json) = ijson::parse(&fetched.body) else {
        return Ok(None);
    };
    let by_rule = beside(&fetched.url);
    let has = |name: &str| json.get(name).is_some();
    let is_package = has("CFItems") || has("CFAssociations") || has("CFDocument");
    let is_document = has("CFPackageURI") || (by_rule.is_some() && has("identifier"));
    if is_package || !is_document {
        return Ok(None);
    }
    if by_rule.is_some() {
        return Ok(by_rule);
    }
    let told = json.get("CFPackageURI");
    let text = told.and_then(|link| link.as_str().or_else(|| link.get("uri")?.as_str()));
    let package = text.and_then(|text| fetched.url.join(text).ok());
    match package {
        Some(package) if package.origin() == fetched.url.origin() => Ok(Some(package)),
        _ => Err(invalid(vec![elsewhere(told)])),
    }
}

/// The package's address by that of its CFDocument.
fn beside(document: &Url) -> Option<Url> {
    let (base, id) = document.path().rsplit_once('/')?;
    let base = base.strip_suffix("/CFDocuments")?;
    let mut package = document.clone();
    package.set_path(&format!("{base}/CFPackages/{id}"));
    (!id.is_empty()).then_some(package)
}

fn elsewhere(told: Option<&Json<'_>>) -> Finding {
    let named = told
        .map(|link| link.to_value().to_string())
        .unwrap_or_default();
    let named: String = named.chars().take(200).collect();
    let detail = format!(
        "this is a CFDocument without its items, and the package is not named on the same host \
         ({named}); give the address of the package itself"
    );
    Finding::new("/CFPackageURI", "package-elsewhere", detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::OffsetDateTime;

    fn package(url: &str, body: &str) -> Result<Option<String>, ServiceError> {
        let fetched = Fetched {
            url: url.parse().unwrap(),
            media_type: None,
            body: body.as_bytes().to_vec(),
            fetched_at: OffsetDateTime::UNIX_EPOCH,
        };
        package_of(&fetched).map(|package| package.map(String::from))
    }

    #[test]
    fn a_package_stands_beside_its_document() {
        let body = r#"{"identifier": "x", "CFPackageURI": {"uri": "https://other.example/p"}}"#;
        for (document, wanted) in [
            (
                "https://a.example/ims/case/v1p1/CFDocuments/1",
                "https://a.example/ims/case/v1p1/CFPackages/1",
            ),
            (
                "https://a.example/CFDocuments/1?x=y",
                "https://a.example/CFPackages/1?x=y",
            ),
        ] {
            assert_eq!(package(document, body).unwrap().unwrap(), wanted);
        }
    }

    #[test]
    fn a_package_is_looked_for_on_the_same_host_alone() {
        let at = "https://a.example/uri/1";
        let same = r#"{"CFPackageURI": {"uri": "https://a.example/p/1"}}"#;
        let found = package(at, same).unwrap();
        assert_eq!(found.as_deref(), Some("https://a.example/p/1"));
        let text = r#"{"CFPackageURI": "/p/1"}"#;
        let found = package(at, text).unwrap();
        assert_eq!(found.as_deref(), Some("https://a.example/p/1"));
        for other in [
            r#"{"CFPackageURI": {"uri": "https://b.example/p/1"}}"#,
            r#"{"CFPackageURI": {"uri": "http://a.example/p/1"}}"#,
            r#"{"CFPackageURI": {"uri": "file:///etc/passwd"}}"#,
            r#"{"CFPackageURI": null}"#,
        ] {
            let error = package(at, other).unwrap_err();
            let ServiceError::Invalid { findings, .. } = error else {
                panic!("{error:?}");
            };
            assert_eq!(findings[0].problem, "package-elsewhere");
        }
    }

    #[test]
    fn what_is_no_document_leads_nowhere() {
        let at = "https://a.example/CFDocuments/1";
        for body in [
            "[]",
            "{}",
            "{ no json",
            r#"{"CFDocument": {}, "CFPackageURI": "/p"}"#,
        ] {
            assert_eq!(package(at, body).unwrap(), None, "{body}");
        }
        let bare = r#"{"identifier": "1"}"#;
        assert_eq!(
            package("https://a.example/CFDocuments/", bare).unwrap(),
            None
        );
    }
}
