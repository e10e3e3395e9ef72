//! API keys: `pm_`, eight characters that find the record, and 43 that prove it.

use super::{Service, ServiceError};
use crate::clock::timestamp;
use crate::digest::sha256_hex;
use crate::records::api_key::{self as records, ApiKeyRecord, Scope};
use crate::store::Commit;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Begins every API key, so that scanners of leaked secrets can know it.
const PREFIX: &str = "pm_";
/// The length of the public part.
const ID: usize = 8;

/// A new API key: shown once, then only its hash is kept.
pub struct NewApiKey {
    /// The key.
    pub token: String,
    /// What is kept of it.
    pub record: ApiKeyRecord,
}

impl Service {
    /// Makes a key for the issuer named `issuer`.
    ///
    /// # Errors
    /// [`ServiceError::Store`].
    pub fn create_api_key(
        &self,
        issuer: &str,
        scopes: Vec<Scope>,
    ) -> Result<NewApiKey, ServiceError> {
        let mut bytes = [0; 38];
        self.random(&mut bytes);
        let text = URL_SAFE_NO_PAD.encode(bytes);
        let token = format!("{PREFIX}{text}");
        let record = ApiKeyRecord {
            id: text[..ID].to_owned(),
            hash: sha256_hex(&[token.as_bytes()]),
            scopes,
            issuer: issuer.to_owned(),
            created: timestamp(self.now()),
        };
        match self
            .store()
            .commit(records::create(Commit::new(), &record))?
        {
            Ok(()) => Ok(NewApiKey { token, record }),
            // Two of 2^48 ids were alike: draw again.
            Err(_) => self.create_api_key(issuer, record.scopes),
        }
    }

    /// The record of the key `token`; `None` when there is no such key.
    ///
    /// The public part finds the record; the whole key is compared by its hash, so the time of
    /// the comparison tells nothing about the key.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn authenticate(&self, token: &str) -> Result<Option<ApiKeyRecord>, ServiceError> {
        let Some(id) = token.strip_prefix(PREFIX).and_then(|rest| rest.get(..ID)) else {
            return Ok(None);
        };
        if !id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        {
            return Ok(None);
        }
        let record = records::find(self.store(), id)?;
        Ok(record.filter(|record| record.hash == sha256_hex(&[token.as_bytes()])))
    }

    /// All keys' records.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn api_keys(&self) -> Result<Vec<ApiKeyRecord>, ServiceError> {
        Ok(records::all(self.store())?)
    }
}
