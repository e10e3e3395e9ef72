//! What is published of issuers: DID documents, JWK Sets, and the file with all documents.

use crate::clock::parse_timestamp;
use crate::identity::{
    AUDIT_LOG, DidDocument, KeyValidity, MethodKey, PublicKey, did_key, jwk, multikey,
};
use crate::ijson::{self, Json, Object};
use crate::records::deployment;
use crate::records::issuer::{IssuerKeyRecord, IssuerRecord, KeyState};
use crate::service::{Service, ServiceError};
use std::fs;
use std::io::Write;
use std::path::Path;

/// The keys of an issuer, with their records.
fn public_keys(record: &IssuerRecord) -> impl Iterator<Item = (&IssuerKeyRecord, PublicKey)> {
    record
        .keys
        .iter()
        .filter_map(|key| Some((key, multikey::decode(&key.public_key_multibase).ok()?)))
}

/// The DID document of an issuer: every key of its, so that what an older one signed still
/// verifies; a compromised one with the instant from which on its signatures count for nothing.
pub fn did_document(record: &IssuerRecord) -> DidDocument {
    let keys = public_keys(record).map(|(key, public)| MethodKey {
        key: public,
        validity: KeyValidity {
            expires: None,
            revoked: key.revoked.as_deref().and_then(parse_timestamp),
        },
    });
    DidDocument::of_issuer(&record.profile.did, keys)
}

/// The public keys of an issuer that are not compromised, as a JWK Set (RFC 7517, section 5).
pub fn jwks(record: &IssuerRecord) -> Object<'static> {
    let sound = public_keys(record).filter(|(key, _)| key.state != KeyState::Compromised);
    let keys: Vec<(&str, PublicKey)> = sound
        .map(|(key, public)| (key.verification_method.as_str(), public))
        .collect();
    jwk::jwks(keys.iter().map(|(method, key)| (*method, key)))
}

impl Service {
    /// The DID document of an issuer as it is published: with the key of the audit log, for no
    /// purpose, and the address of the log, where there are these. A `did:key` is its own document
    /// and has neither.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn published_did_document(
        &self,
        record: &IssuerRecord,
    ) -> Result<DidDocument, ServiceError> {
        let document = did_document(record);
        let here = self.settings().public_url.as_deref();
        let own = record.profile.public_url.as_deref();
        let Some(url) = here.filter(|_| here == own && !is_did_key(record)) else {
            return Ok(document);
        };
        let log = deployment::find(self.store())?.record.audit_key;
        let Some(key) = log.and_then(|method| did_key::key_of_method(&method).ok()) else {
            return Ok(document);
        };
        let log = format!("{}/audit", url.trim_end_matches('/'));
        Ok(document
            .with_key_for_nothing(key)
            .with_service("audit", AUDIT_LOG, &log))
    }

    /// Writes the DID documents of all issuers beside the store, whole or not at all, so that
    /// `verify` can answer for them while another process holds the store. A service without a
    /// folder writes nothing.
    ///
    /// # Errors
    /// [`ServiceError::Key`] when the file cannot be written; a verification meanwhile only knows
    /// less.
    pub fn publish_documents(&self) -> Result<(), ServiceError> {
        let Some(data) = &self.data else {
            return Ok(());
        };
        let documents: Result<Vec<Json<'_>>, ServiceError> = self
            .issuers()?
            .iter()
            .map(|record| Ok(self.published_did_document(record)?.to_json()))
            .collect();
        let text = ijson::to_vec(&Json::Array(documents?));
        write_whole(data, &text).map_err(|error| {
            ServiceError::Key(format!(
                "the DID documents could not be written beside the store: {error}"
            ))
        })
    }
}

/// Whether an issuer is a `did:key`, which has one key for ever.
pub(in crate::service) fn is_did_key(record: &IssuerRecord) -> bool {
    record.profile.did.starts_with(did_key::PREFIX)
}

/// The file beside the store that holds the issuers' DID documents.
const PUBLISHED: &str = "did-documents.json";

fn write_whole(data: &Path, text: &[u8]) -> std::io::Result<()> {
    let path = data.join(PUBLISHED);
    if fs::read(&path).is_ok_and(|before| before == text) {
        return Ok(());
    }
    let draft = data.join(format!("{PUBLISHED}.{}", std::process::id()));
    let mut file = fs::File::create(&draft)?;
    file.write_all(text)?;
    file.sync_all()?;
    fs::rename(&draft, &path)?;
    fs::File::open(data)?.sync_all()
}

/// The DID documents that were written beside the store in `data`; none where there are none.
pub fn published_documents(data: &Path) -> Vec<DidDocument> {
    let Ok(text) = fs::read(data.join(PUBLISHED)) else {
        return Vec::new();
    };
    let Ok(json) = ijson::parse(&text) else {
        return Vec::new();
    };
    json.as_set()
        .iter()
        .filter_map(|document| DidDocument::read(document).ok())
        .collect()
}
