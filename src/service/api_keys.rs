//! API keys: `pm_`, eight characters that find the record, and 43 that prove it.

use super::{Caller, Service, ServiceError};
use crate::audit::{Act, object};
use crate::clock::timestamp;
use crate::digest::sha256_hex;
use crate::records::api_key::{self as records, ApiKeyRecord, Scope};
use crate::records::audit;
use crate::store::Commit;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Begins every API key, so that scanners of leaked secrets can know it.
const PREFIX: &str = "pm_";
/// The length of the public part.
const ID: usize = 8;
/// How often a change begins again after somebody else committed first.
const ATTEMPTS: usize = 8;

/// Whether a text can be the public part of a key.
fn is_id(id: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    id.len() == ID && id.bytes().all(fits)
}

/// A new API key: shown once, then only its hash is kept.
pub struct NewApiKey {
    /// The key.
    pub token: String,
    /// What is kept of it.
    pub record: ApiKeyRecord,
}

impl Service {
    /// Makes a key for the caller's issuer.
    ///
    /// # Errors
    /// [`ServiceError::Store`].
    pub fn create_api_key(
        &self,
        caller: &Caller,
        scopes: Vec<Scope>,
    ) -> Result<NewApiKey, ServiceError> {
        self.may_enter()?;
        let mut bytes = [0; 38];
        self.random(&mut bytes);
        let text = URL_SAFE_NO_PAD.encode(bytes);
        let token = format!("{PREFIX}{text}");
        let id = &text[..ID];
        let entry = self
            .entry(&caller.actor, Act::ApiKeyCreate, object("api-key", id))
            .of_issuer(&caller.issuer);
        let record = ApiKeyRecord {
            id: id.to_owned(),
            hash: sha256_hex(&[token.as_bytes()]),
            scopes,
            issuer: caller.issuer.clone(),
            created: timestamp(self.now()),
            revoked: None,
            entry: Some(entry.hash()),
        };
        let commit = audit::append(records::create(Commit::new(), &record), &entry);
        match self.store().commit(commit)? {
            Ok(()) => Ok(NewApiKey { token, record }),
            // Two of 2^48 ids were alike: draw again.
            Err(_) => self.create_api_key(caller, record.scopes),
        }
    }

    /// Takes back the key of the caller's issuer whose public part is `id`. Again changes nothing.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when it is another issuer's.
    pub fn revoke_api_key(&self, caller: &Caller, id: &str) -> Result<(), ServiceError> {
        self.may_enter()?;
        for _ in 0..ATTEMPTS {
            let found = match is_id(id) {
                true => records::to_change(self.store(), id)?,
                false => None,
            };
            let own = found.filter(|found| found.record.issuer == caller.issuer);
            let found = own.ok_or_else(|| ServiceError::NotFound {
                what: "API key",
                name: id.to_owned(),
                near: Vec::new(),
            })?;
            if found.record.revoked.is_some() {
                return Ok(());
            }
            let entry = self
                .entry(&caller.actor, Act::ApiKeyRevoke, object("api-key", id))
                .of_issuer(&caller.issuer)
                .after(found.record.entry.clone());
            let mut after = found.record.clone();
            after.revoked = Some(timestamp(self.now()));
            after.entry = Some(entry.hash());
            let commit = records::change(Commit::new(), &found, &after);
            if self.store().commit(audit::append(commit, &entry))?.is_ok() {
                return Ok(());
            }
        }
        Err(ServiceError::Conflict {
            problem: "busy",
            detail: "others keep changing this key at the same time; try again".to_owned(),
            findings: Vec::new(),
        })
    }

    /// The record of the key `token`; `None` when there is no such key, or none any more.
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
        if !is_id(id) {
            return Ok(None);
        }
        let record = records::find(self.store(), id)?;
        let hash = sha256_hex(&[token.as_bytes()]);
        Ok(record.filter(|record| record.hash == hash && record.revoked.is_none()))
    }

    /// All keys' records.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn api_keys(&self) -> Result<Vec<ApiKeyRecord>, ServiceError> {
        Ok(records::all(self.store())?)
    }
}
