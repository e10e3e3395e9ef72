//! The keys of an issuer: rotating, adding, retiring, and marking as compromised.
//!
//! A new key is made durable first, then one commit changes the record and says so in the audit
//! log, then the published documents are written, and only then is the new key used. Issuing holds
//! `steady_keys` from the choice of the key to the commit, and a change of keys waits for
//! it: no credential is signed by a key that the published document does not list.

mod change;
mod reissue;

use super::issuers::is_did_key;
use super::key_access::KeyAccess;
use super::{Caller, Service, ServiceError};
use crate::audit::object;
use crate::clock::{parse_timestamp, timestamp};
use crate::digest::sha256_hex;
use crate::finding::Finding;
use crate::identity::{IssuerKey, Signer, multikey};
use crate::ijson;
use crate::records::audit;
use crate::records::issuer::{
    self as records, IssuerKeyRecord, IssuerRecord, KeyAlgorithm, KeyState,
};
use crate::store::Commit;
use change::{Change, refused};
use std::sync::{Arc, PoisonError, RwLockReadGuard, RwLockWriteGuard};
use time::OffsetDateTime;

/// How often a change begins again after somebody else committed first.
const ATTEMPTS: usize = 8;

/// How many credentials are looked at in one go.
const PAGE: usize = 500;

/// What a change of keys came to.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyChange {
    /// The issuer after it.
    pub issuer: IssuerRecord,
    /// The verification method of the key that was made, if one was.
    pub new_key: Option<String>,
    /// What a compromised key signed at or after the instant from which on it counts for nothing.
    pub affected: Vec<SignedByKey>,
}

/// A secured form of a credential that a key signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedByKey {
    /// The credential's id.
    pub id: String,
    /// How it is secured.
    pub proof: String,
    /// When it was signed.
    pub created: String,
    /// Whether it was issued anew.
    pub reissued: Reissued,
}

/// Whether a credential that a compromised key signed was issued anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Reissued {
    /// Nobody asked for it.
    #[default]
    NotAsked,
    /// Under this id.
    As(String),
    /// It could not be, and why.
    Failed(String),
}

impl Service {
    /// Makes a new key for the caller's issuer, which signs from now on; the one before it only
    /// verifies what it signed.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] for a `did:key`, which is its one key, and for ES256 where there is
    /// no such key; [`ServiceError::Key`] when no key can be made or kept; [`ServiceError::NotFound`].
    pub fn rotate_key(
        &self,
        caller: &Caller,
        algorithm: KeyAlgorithm,
    ) -> Result<KeyChange, ServiceError> {
        self.change_keys(caller, &Change::Rotate(algorithm))
    }

    /// Makes a key for ES256, which signs tokens alone from now on.
    ///
    /// # Errors
    /// As of [`Service::rotate_key`]; [`ServiceError::Conflict`] when there is such a key.
    pub fn add_es256_key(&self, caller: &Caller) -> Result<KeyChange, ServiceError> {
        self.change_keys(caller, &Change::AddEs256)
    }

    /// Destroys the private half of a key that only verifies; its public half stays published.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] for an active or compromised key and for a `did:key`;
    /// [`ServiceError::NotFound`]; [`ServiceError::Key`] when its file cannot be removed: the key
    /// is retired then, and the file is removed by the next attempt or start.
    pub fn retire_key(&self, caller: &Caller, method: &str) -> Result<KeyChange, ServiceError> {
        self.change_keys(caller, &Change::Retire(method))
    }

    /// Marks a key as compromised: what it signed at or after `since` counts for nothing. An active
    /// one is replaced in the same commit. The instant can be set earlier by another call, never
    /// later.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for an instant in the future; [`ServiceError::Refused`] for a later
    /// one and for a `did:key`; [`ServiceError::Key`] when the new key cannot be made;
    /// [`ServiceError::NotFound`].
    pub fn compromise_key(
        &self,
        caller: &Caller,
        method: &str,
        since: OffsetDateTime,
    ) -> Result<KeyChange, ServiceError> {
        if since > self.now() {
            let detail = "a key cannot be compromised from an instant on that is still to come";
            return Err(ServiceError::Invalid {
                what: "the key",
                findings: vec![Finding::new("/since", "in-the-future", detail)],
            });
        }
        let mut change = self.change_keys(caller, &Change::Compromise(method, since))?;
        // It signs nothing any more, and whatever it signed is on record.
        change.affected = self.signed_by(&caller.issuer, method, since)?;
        Ok(change)
    }

    /// What the key `method` of an issuer signed at or after `since`, the newest first.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn signed_by(
        &self,
        issuer: &str,
        method: &str,
        since: OffsetDateTime,
    ) -> Result<Vec<SignedByKey>, ServiceError> {
        let mut signed = Vec::new();
        let mut after = None;
        loop {
            let page = self.credentials(issuer, after, PAGE)?;
            for record in page.records {
                let by_it = record.secured.iter().filter(|one| {
                    let created = parse_timestamp(&one.created);
                    one.verification_method == method
                        && created.is_none_or(|created| created >= since)
                });
                signed.extend(by_it.map(|one| SignedByKey {
                    id: record.id.clone(),
                    proof: one.proof.clone(),
                    created: one.created.clone(),
                    reissued: Reissued::NotAsked,
                }));
            }
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(signed),
            }
        }
    }

    /// Keeps all keys as they are while it is held: whoever signs takes this before it chooses the
    /// key, and lets go after the commit.
    pub(in crate::service) fn steady_keys(&self) -> RwLockReadGuard<'_, ()> {
        self.key_changes
            .read()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until nobody signs, and keeps everybody from it while it is held.
    pub(in crate::service) fn change_keys_alone(&self) -> RwLockWriteGuard<'_, ()> {
        self.key_changes
            .write()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// What unlocks and makes keys.
    pub(in crate::service) fn key_access(&self) -> Result<Arc<KeyAccess>, ServiceError> {
        let access = self.key_access.read();
        let access = access.unwrap_or_else(PoisonError::into_inner).clone();
        access.ok_or_else(|| ServiceError::Key("the keyring was not opened".to_owned()))
    }

    fn change_keys(&self, caller: &Caller, change: &Change<'_>) -> Result<KeyChange, ServiceError> {
        self.may_enter()?;
        let _alone = self.change_keys_alone();
        let access = self.key_access()?;
        for _ in 0..ATTEMPTS {
            let found = self.issuer_to_change(&caller.issuer)?;
            if is_did_key(&found.record) {
                return Err(refused(
                    "did-key-has-one-key",
                    format!(
                        "{} is a did:key: it is its one key, which can be neither replaced nor taken \
                         back. An issuer at a public URL (did:web) can rotate its keys",
                        found.record.profile.did
                    ),
                ));
            }
            let mut after = found.record.clone();
            let wanted = change.apply(&mut after)?;
            if after == found.record && wanted.is_none() {
                return self.finish(change, &access, after, None);
            }
            let key = match wanted {
                None => None,
                Some(algorithm) => Some(self.kept_key(&access, &mut after, algorithm)?),
            };
            if self.commit_keys(caller, change, &found, &mut after)? {
                fail::fail_point!("keys-committed", |_| std::process::abort());
                self.publish_documents()?;
                fail::fail_point!("keys-published", |_| std::process::abort());
                return self.finish(change, &access, after, key);
            }
            if let Some(key) = key {
                // It is on nobody's record.
                let removed = access.keyring.remove(key.verification_method());
                removed.map_err(|error| ServiceError::Key(error.to_string()))?;
            }
        }
        Err(ServiceError::Conflict {
            problem: "busy",
            detail: "others keep changing this issuer at the same time; try again".to_owned(),
            findings: Vec::new(),
        })
    }

    /// A new active key, in its file, and on the record that is about to be committed.
    fn kept_key(
        &self,
        access: &KeyAccess,
        after: &mut IssuerRecord,
        algorithm: KeyAlgorithm,
    ) -> Result<IssuerKey, ServiceError> {
        let protection = access.protection().ok_or_else(unprotected)?;
        let did = after.profile.did.as_str();
        let key_error = |error: &dyn std::fmt::Display| ServiceError::Key(error.to_string());
        let key = match algorithm {
            KeyAlgorithm::Ed25519 => self
                .draw(|rng| IssuerKey::for_did_web(did, rng))
                .map_err(|error| key_error(&error))?,
            KeyAlgorithm::Es256 => self
                .draw(|rng| IssuerKey::es256_for_did_web(did, rng))
                .map_err(|error| key_error(&error))?,
        };
        fail::fail_point!("keys-drawn", |_| std::process::abort());
        access
            .keyring
            .create(&key, self.now(), protection)
            .map_err(|error| key_error(&error))?;
        fail::fail_point!("keys-kept", |_| std::process::abort());
        after.keys.push(key_record(&key, self.now()));
        Ok(key)
    }

    /// Commits the change with its entry; `false` when somebody else changed the issuer first.
    fn commit_keys(
        &self,
        caller: &Caller,
        change: &Change<'_>,
        found: &records::Found,
        after: &mut IssuerRecord,
    ) -> Result<bool, ServiceError> {
        let document = self.published_did_document(after)?.to_json();
        let about = object("issuer", &after.profile.did);
        let entry = self
            .entry(&caller.actor, change.act(), about)
            .of_issuer(&caller.issuer)
            .with_digests(vec![sha256_hex(&[&ijson::to_vec(&document)])])
            .after(found.record.entry.clone());
        after.entry = Some(entry.hash());
        let commit = records::change(Commit::new(), found, after);
        Ok(self.store().commit(audit::append(commit, &entry))?.is_ok())
    }

    /// What follows the commit: the new key is used, or the old one destroyed, and the status lists
    /// are signed anew.
    fn finish(
        &self,
        change: &Change<'_>,
        access: &KeyAccess,
        issuer: IssuerRecord,
        key: Option<IssuerKey>,
    ) -> Result<KeyChange, ServiceError> {
        if let Change::Retire(method) = change {
            destroy(access, method)?;
        }
        let new_key = key.as_ref().map(|key| key.verification_method().to_owned());
        if let Some(key) = key {
            self.use_key(&issuer.profile.did, Arc::new(key));
        }
        self.status_keys_changed(&issuer.profile.did);
        Ok(KeyChange {
            issuer,
            new_key,
            affected: Vec::new(),
        })
    }

    /// The issuer `did` signs with `key` from now on: with an Ed25519 key everything, with another
    /// its tokens.
    pub(in crate::service) fn use_key(&self, did: &str, key: Arc<dyn Signer>) {
        let signers = self.signers.write();
        let mut signers = signers.unwrap_or_else(PoisonError::into_inner);
        let proofs = key.public_key().as_ed25519().is_some();
        match signers.get_mut(did) {
            Some(signers) if proofs => signers.ed25519 = key,
            Some(signers) => signers.token = Some(key),
            None if proofs => {
                signers.insert(did.to_owned(), key.into());
            }
            // Without the other key nothing is issued at all.
            None => {}
        }
    }

    /// Removes the files of keys that were retired, should a death have left one.
    pub(in crate::service) fn destroy_retired(
        &self,
        access: &KeyAccess,
    ) -> Result<(), ServiceError> {
        for issuer in self.issuers()? {
            let retired = issuer
                .keys
                .iter()
                .filter(|key| key.state == KeyState::Retired);
            for key in retired {
                destroy(access, &key.verification_method)?;
            }
        }
        Ok(())
    }
}

/// The record of a new key, which signs.
pub(in crate::service) fn key_record(key: &IssuerKey, now: OffsetDateTime) -> IssuerKeyRecord {
    let public = key.public_key();
    IssuerKeyRecord {
        verification_method: key.verification_method().to_owned(),
        // Ed25519 and P-256 have multikeys.
        public_key_multibase: multikey::of_public_key(public).unwrap_or_default(),
        algorithm: match public.as_ed25519() {
            Some(_) => KeyAlgorithm::Ed25519,
            None => KeyAlgorithm::Es256,
        },
        state: KeyState::Active,
        created: Some(timestamp(now)),
        revoked: None,
    }
}

/// Destroys the file of a key, if it is there.
fn destroy(access: &KeyAccess, method: &str) -> Result<(), ServiceError> {
    match access.keyring.remove(method) {
        Ok(()) | Err(super::keyring::KeyringError::Missing { .. }) => Ok(()),
        Err(error) => Err(ServiceError::Key(format!(
            "the key is retired, and its file could not be destroyed: {error}"
        ))),
    }
}

/// The error of whoever would make a key that nothing protects.
pub(in crate::service) fn unprotected() -> ServiceError {
    ServiceError::Key(
        "a new key is about to be made, and it needs a passphrase. Give one by --passphrase-file \
         FILE, --passphrase-fd N or the environment variable PROOFMARK_KEY_PASSPHRASE; for \
         development, --insecure-plain-keys keeps the key without one"
            .to_owned(),
    )
}
