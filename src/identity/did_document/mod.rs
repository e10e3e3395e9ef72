//! DID documents, and those of issuers at https URLs: which keys a subject has, and for what.
//!
//! Decentralized Identifiers 1.0, section 5, and Controlled Identifiers 1.0, sections 2 (data
//! model) and 3.3 (Retrieve Verification Method), whose names the errors bear. Fetching the
//! document is left to the resolver; whether a key's dates matter to a proof, to the verifier.

mod audit_log;
mod error;
mod read;
mod write;

pub use audit_log::AUDIT_LOG;
use error::MAX_SHOWN;
pub use error::VerificationMethodError;

use super::jwk::JwkError;
use super::multikey::{self, MultikeyError};
use super::public_key::PublicKey;
use time::OffsetDateTime;

/// Longer verification method URLs are refused.
pub(super) const MAX_URL_BYTES: usize = 2048;

/// What a key may be used for: a verification relationship (Controlled Identifiers 1.0,
/// section 2.3). `keyAgreement` is not among them, since nothing is signed under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// `assertionMethod`: credentials are signed under it.
    AssertionMethod,
    /// `authentication`: presentations are signed under it.
    Authentication,
    /// `capabilityInvocation`
    CapabilityInvocation,
    /// `capabilityDelegation`
    CapabilityDelegation,
}

impl Purpose {
    /// All purposes of a signature.
    pub const ALL: [Purpose; 4] = [
        Purpose::Authentication,
        Purpose::AssertionMethod,
        Purpose::CapabilityInvocation,
        Purpose::CapabilityDelegation,
    ];

    /// The name in documents and in a proof's `proofPurpose`.
    pub fn name(self) -> &'static str {
        match self {
            Purpose::AssertionMethod => "assertionMethod",
            Purpose::Authentication => "authentication",
            Purpose::CapabilityInvocation => "capabilityInvocation",
            Purpose::CapabilityDelegation => "capabilityDelegation",
        }
    }
}

/// The document of one DID, or of another subject with a URL.
#[derive(Debug, Clone)]
pub struct DidDocument {
    id: String,
    methods: Vec<Method>,
    /// Which method may be used for what, by its id.
    relationships: Vec<(Purpose, String)>,
    /// Whether it names an audit log among its services.
    has_audit_log: bool,
    /// What the subject offers; of documents that were read, nothing is known of it.
    services: Vec<Service>,
}

/// A service of a document's subject.
#[derive(Debug, Clone)]
struct Service {
    id: String,
    kind: String,
    endpoint: String,
}

/// One verification method of a document.
#[derive(Debug, Clone)]
struct Method {
    id: String,
    controller: String,
    material: Material,
    validity: KeyValidity,
}

/// What a verification method gives to verify with.
#[derive(Debug, Clone)]
pub(super) enum Material {
    Key(PublicKey),
    /// Of a type, or a kind of key, that is not known here.
    Unsupported(String),
    /// Of a known type, but wrong.
    Wrong(String),
}

/// A key as a document has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodKey {
    /// The key.
    pub key: PublicKey,
    /// From when on it may not be used any more.
    pub validity: KeyValidity,
}

/// From when on a key may not be used any more (Controlled Identifiers 1.0, section 2.2).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct KeyValidity {
    /// When it ceases by its controller's plan.
    pub expires: Option<OffsetDateTime>,
    /// When its controller took it back.
    pub revoked: Option<OffsetDateTime>,
}

/// A key was used when it might not be any more. Whoever signed is at fault, or holds a stolen
/// key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyLapsed {
    /// Its controller had taken it back.
    #[error("the key was revoked at {0}")]
    Revoked(OffsetDateTime),
    /// It had expired.
    #[error("the key expired at {0}")]
    Expired(OffsetDateTime),
}

impl KeyValidity {
    /// Whether the key might be used at `instant`: when the proof was made, or now for a proof
    /// that does not say when it was made.
    ///
    /// # Errors
    /// [`KeyLapsed`] when it was revoked or had expired at that instant.
    pub fn check(&self, instant: OffsetDateTime) -> Result<(), KeyLapsed> {
        if let Some(revoked) = self.revoked.filter(|revoked| *revoked <= instant) {
            return Err(KeyLapsed::Revoked(revoked));
        }
        match self.expires {
            Some(expires) if expires <= instant => Err(KeyLapsed::Expired(expires)),
            _ => Ok(()),
        }
    }
}

impl DidDocument {
    /// The document of `id`, which has no verification method yet.
    pub(super) fn without_keys(id: String) -> Self {
        Self {
            id,
            methods: Vec::new(),
            relationships: Vec::new(),
            has_audit_log: false,
            services: Vec::new(),
        }
    }

    /// Adds a verification method with this fragment, for `purposes`.
    pub(super) fn add_key(&mut self, fragment: &str, key: PublicKey, purposes: &[Purpose]) {
        self.add_key_until(fragment, key, purposes, KeyValidity::default());
    }

    /// The same, of a key that may not be used for ever.
    fn add_key_until(
        &mut self,
        fragment: &str,
        key: PublicKey,
        purposes: &[Purpose],
        validity: KeyValidity,
    ) {
        let method = format!("{}#{fragment}", self.id);
        let related = purposes.iter().map(|purpose| (*purpose, method.clone()));
        self.relationships.extend(related);
        self.methods.push(Method {
            id: method,
            controller: self.id.clone(),
            material: Material::Key(key),
            validity,
        });
    }

    /// The document of an issuer: every key that ever signed, so that old credentials still verify,
    /// each for `assertionMethod` alone, and a compromised one with the instant from which on its
    /// signatures count for nothing. The id of each method is `did#multikey`. RSA keys, which no
    /// issuer here has, are passed over.
    pub fn of_issuer(did: &str, keys: impl IntoIterator<Item = MethodKey>) -> Self {
        let mut document = Self::without_keys(did.to_owned());
        for MethodKey { key, validity } in keys {
            if let Some(multikey) = multikey::of_public_key(&key) {
                document.add_key_until(&multikey, key, &[Purpose::AssertionMethod], validity);
            }
        }
        document
    }

    /// The same document, which also lists a key for no purpose at all: so that it can be found,
    /// and nothing that its holder signs is taken for the subject's word.
    #[must_use]
    pub fn with_key_for_nothing(mut self, key: PublicKey) -> Self {
        if let Some(multikey) = multikey::of_public_key(&key) {
            self.add_key(&multikey, key, &[]);
        }
        self
    }

    /// The same document with a service (Decentralized Identifiers 1.0, section 5.4): the fragment
    /// of its id, its type, a URI, and where it is.
    #[must_use]
    pub fn with_service(mut self, fragment: &str, kind: &str, endpoint: &str) -> Self {
        self.has_audit_log |= kind == audit_log::AUDIT_LOG;
        self.services.push(Service {
            id: format!("{}#{fragment}", self.id),
            kind: kind.to_owned(),
            endpoint: endpoint.to_owned(),
        });
        self
    }

    /// The DID, or other URL, that the document is about.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The key of the verification method `url`, if this document lets it be used for `purpose`
    /// (Controlled Identifiers 1.0, section 3.3). Its dates are given back, not judged.
    ///
    /// # Errors
    /// [`VerificationMethodError`], which says whether the URL, the document, the method or the
    /// relationship is wrong.
    pub fn method_for(
        &self,
        url: &str,
        purpose: Purpose,
    ) -> Result<MethodKey, VerificationMethodError> {
        let did = did_of(url)?;
        if did != self.id {
            return Err(VerificationMethodError::DocumentId {
                expected: did.to_owned(),
                found: self.id.clone(),
            });
        }
        let wrong = |reason| VerificationMethodError::method(url, reason);
        let method = self
            .methods
            .iter()
            .find(|method| method.id == url)
            .ok_or_else(|| wrong("the document has no such method"))?;
        if method.controller != self.id {
            return Err(wrong(
                "its controller is another than the document's subject",
            ));
        }
        let key = method.material.clone().key(url)?;
        let related = |(for_purpose, id): &(Purpose, String)| *for_purpose == purpose && id == url;
        if !self.relationships.iter().any(related) {
            return Err(VerificationMethodError::Relationship {
                url: url.to_owned(),
                purpose: purpose.name(),
            });
        }
        Ok(MethodKey {
            key,
            validity: method.validity,
        })
    }

    /// The id of the method that holds this very key and may be used for `purpose`, for
    /// signatures that bring their key instead of naming it; [`DidDocument::method_for`] gives its
    /// dates. `None` when the document's subject does not use the key for that.
    pub fn lists_key(&self, key: &PublicKey, purpose: Purpose) -> Option<&str> {
        self.methods
            .iter()
            .filter(|method| matches!(&method.material, Material::Key(own) if own == key))
            .map(|method| method.id.as_str())
            .find(|id| self.method_for(id, purpose).is_ok())
    }
}

impl Material {
    pub(super) fn of_multikey(key: Result<PublicKey, MultikeyError>) -> Self {
        match key {
            Ok(key) => Self::Key(key),
            Err(error @ MultikeyError::OtherKind(_)) => Self::Unsupported(error.to_string()),
            Err(error) => Self::Wrong(error.to_string()),
        }
    }

    pub(super) fn of_jwk(key: Result<PublicKey, JwkError>) -> Self {
        match key {
            Ok(key) => Self::Key(key),
            Err(error @ (JwkError::OtherKind(_) | JwkError::OtherAlgorithm(_))) => {
                Self::Unsupported(error.to_string())
            }
            Err(error) => Self::Wrong(error.to_string()),
        }
    }

    /// The key, if there is one that can be used, of the method `url`.
    pub(super) fn key(self, url: &str) -> Result<PublicKey, VerificationMethodError> {
        match self {
            Self::Key(key) => Ok(key),
            Self::Wrong(reason) => Err(VerificationMethodError::method(url, &reason)),
            Self::Unsupported(kind) => Err(VerificationMethodError::Unsupported {
                url: url.chars().take(MAX_SHOWN).collect(),
                kind,
            }),
        }
    }
}

/// The document's identifier in a verification method's URL.
fn did_of(url: &str) -> Result<&str, VerificationMethodError> {
    let reason = match url.split_once('#') {
        _ if url.len() > MAX_URL_BYTES => "it is too long",
        _ if !url.bytes().all(|b| b.is_ascii_graphic()) => "it holds characters no URL may hold",
        None => "it has no fragment, so it names no key",
        Some((did, fragment)) => {
            let scheme = did.split_once(':').is_some_and(|(scheme, rest)| {
                !rest.is_empty()
                    && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                    && scheme.chars().all(|c| c.is_ascii_alphanumeric())
            });
            if scheme && !fragment.is_empty() && !fragment.contains('#') {
                return Ok(did);
            }
            "it is not an absolute URL with one fragment"
        }
    };
    Err(VerificationMethodError::url(url, reason))
}

#[cfg(test)]
mod tests;
