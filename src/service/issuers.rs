//! Issuers: how the first one comes to be, who signs for it, and what is published of it.

mod deployment_keys;
mod profile;
mod published;

pub use profile::IssuerChange;
pub(super) use published::is_did_key;
pub use published::{did_document, jwks, published_documents};

use super::key_access::KeyAccess;
use super::keyring::Keyring;
use super::keys::key_record;
use super::{Actor, Service, ServiceError};
use crate::audit::{Act, object};
use crate::clock::timestamp;
use crate::credential::profile::{IssuerProfile, StatusChoice};
use crate::identity::{IssuerKey, Protection, Signer, Unlock, multikey};
use crate::proof::Signers;
use crate::records::audit;
use crate::records::issuer::{self as records, IssuerKeyRecord, IssuerRecord, KeyAlgorithm};
use crate::store::Commit;
use std::sync::{Arc, PoisonError};

/// The issuer that a deployment works for, and whether it was just made.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenedIssuer {
    /// The issuer.
    pub record: IssuerRecord,
    /// Whether this call made it.
    pub created: bool,
    /// Why it cannot sign, where it cannot.
    pub locked: Option<String>,
    /// Why other keys are not unlocked: of other issuers, for tokens, of the audit log, of the
    /// deployment.
    pub others_locked: Vec<String>,
}

impl Service {
    /// Opens the default issuer: unlocks its key, or makes issuer and key on a fresh start.
    ///
    /// Fresh means: no issuer on record *and* no key file. A key is never made to take the place
    /// of one that is missing or cannot be opened: the issuer then only verifies, and
    /// [`OpenedIssuer::locked`] says why. A public URL that the default issuer does not have makes
    /// a new issuer beside it, or brings back the one that once had it; what the others issued still
    /// verifies.
    ///
    /// # Errors
    /// [`ServiceError::Key`] when there are keys but no issuer on record, or when a key would have
    /// to be made and nothing protects it.
    pub fn open_issuer(
        &self,
        keyring: &Keyring,
        unlock: Unlock<'_>,
        protection: Option<Protection<'_>>,
    ) -> Result<OpenedIssuer, ServiceError> {
        let access = Arc::new(KeyAccess::new(keyring, unlock, protection));
        let mut opened = self.open_default(&access)?;
        opened.others_locked.extend(self.unlock_others(&access)?);
        // Where the issuer's own key is missing or locked, the keyring or its passphrase may be the
        // wrong one: nothing is made in it.
        let deployment = self.open_deployment_keys(&access, opened.locked.is_none())?;
        opened.others_locked.extend(deployment);
        if let Some(broken) = self.check_audit_at_start()? {
            opened.locked.get_or_insert(broken);
        }
        self.destroy_retired(&access)?;
        let kept = self.key_access.write();
        *kept.unwrap_or_else(PoisonError::into_inner) = Some(access);
        Ok(opened)
    }

    fn open_default(&self, access: &KeyAccess) -> Result<OpenedIssuer, ServiceError> {
        let known = records::by_slug(self.store(), IssuerProfile::DEFAULT_SLUG)?;
        match known {
            Some(record) if self.is_for_here(&record) => Ok(self.unlock(record, access)),
            Some(_) => match self.earlier_issuer()? {
                Some(record) => Ok(self.unlock(record, access)),
                None => self.make_issuer(access),
            },
            None if access.keyring.is_empty().map_err(key_error)? => self.make_issuer(access),
            None => Err(ServiceError::Key(format!(
                "there are keys in {} but no issuer on record. If the store was lost, restore it \
                 from its backup; if these keys belong to another store, name their folder with \
                 --keys. No new key is made beside them",
                access.keyring.folder().display()
            ))),
        }
    }

    /// Whether an issuer has the public URL that this deployment has, if it has one.
    fn is_for_here(&self, record: &IssuerRecord) -> bool {
        let here = self.settings().public_url.as_deref();
        here.is_none() || record.profile.public_url.as_deref() == here
    }

    /// The issuer that had this deployment's public URL before, which is the default again.
    fn earlier_issuer(&self) -> Result<Option<IssuerRecord>, ServiceError> {
        let mut known = self.issuers()?;
        known.retain(|record| {
            record.profile.slug == IssuerProfile::DEFAULT_SLUG && self.is_for_here(record)
        });
        known.sort_by(|left, right| left.created.cmp(&right.created));
        let Some(record) = known.pop() else {
            return Ok(None);
        };
        let commit = records::make_current(Commit::new(), &record);
        if self.store().commit(commit)?.is_err() {
            let detail = format!("{} could not be made the default", record.profile.did);
            return Err(ServiceError::Defect(detail));
        }
        Ok(Some(record))
    }

    fn unlock(&self, record: IssuerRecord, access: &KeyAccess) -> OpenedIssuer {
        let mut others_locked = Vec::new();
        let locked = match record.active_key() {
            None => Some("it has no active key".to_owned()),
            Some(key) => self.unlock_key(&record, key, access),
        };
        if let (Some(key), None) = (record.active(KeyAlgorithm::Es256), &locked) {
            others_locked.extend(self.unlock_key(&record, key, access));
        }
        OpenedIssuer {
            record,
            created: false,
            locked,
            others_locked,
        }
    }

    /// Unlocks the keys of all other issuers of this deployment; gives why one is not unlocked.
    fn unlock_others(&self, access: &KeyAccess) -> Result<Vec<String>, ServiceError> {
        let mut others = self.issuers()?;
        others.retain(|record| record.profile.slug != IssuerProfile::DEFAULT_SLUG);
        let mut locked = Vec::new();
        for record in others {
            let opened = self.unlock(record, access);
            locked.extend(opened.locked);
            locked.extend(opened.others_locked);
        }
        Ok(locked)
    }

    fn unlock_key(
        &self,
        record: &IssuerRecord,
        key: &IssuerKeyRecord,
        access: &KeyAccess,
    ) -> Option<String> {
        match access
            .keyring
            .load(&key.verification_method, access.unlock())
        {
            Ok(signer) => self.keep_signer(record, key, Arc::new(signer)),
            Err(error) => Some(error.to_string()),
        }
    }

    /// Keeps an unlocked key, if it is the one on record; else says why not.
    fn keep_signer(
        &self,
        record: &IssuerRecord,
        key: &IssuerKeyRecord,
        signer: Arc<dyn Signer>,
    ) -> Option<String> {
        let multikey = multikey::of_public_key(signer.public_key());
        if multikey.as_deref() != Some(key.public_key_multibase.as_str()) {
            return Some(format!(
                "the key file of {} holds another key than the one on record",
                key.verification_method
            ));
        }
        self.use_key(&record.profile.did, signer);
        None
    }

    fn make_issuer(&self, access: &KeyAccess) -> Result<OpenedIssuer, ServiceError> {
        let protection = access.protection().ok_or_else(unprotected)?;
        let slug = IssuerProfile::DEFAULT_SLUG;
        let key = self.new_key_for(slug)?;
        let mut record = self.new_issuer(slug, &key);
        // The key file comes first: an issuer on record whose key was lost could never sign.
        access
            .keyring
            .create(&key, self.now(), protection)
            .map_err(key_error)?;
        let about = object("issuer", &record.profile.did);
        let entry = self.entry(&Actor::Proofmark, Act::IssuerCreate, about);
        let entry = entry.of_issuer(slug);
        record.entry = Some(entry.hash());
        let commit = audit::append(records::create(Commit::new(), &record), &entry);
        if self.store().commit(commit)?.is_err() {
            return Err(ServiceError::Conflict {
                problem: "issuer-exists",
                detail: format!("the issuer {} is on record already", record.profile.did),
                findings: Vec::new(),
            });
        }
        self.use_key(&record.profile.did, Arc::new(key));
        Ok(OpenedIssuer {
            record,
            created: true,
            locked: None,
            others_locked: Vec::new(),
        })
    }

    fn new_issuer(&self, slug: &str, key: &IssuerKey) -> IssuerRecord {
        let settings = self.settings();
        let host = settings
            .public_url
            .as_deref()
            .and_then(|url| url::Url::parse(url).ok()?.host_str().map(str::to_owned));
        let name = match slug {
            IssuerProfile::DEFAULT_SLUG => settings.issuer_name.clone().or(host),
            slug => Some(slug.to_owned()),
        };
        IssuerRecord {
            profile: IssuerProfile {
                slug: slug.to_owned(),
                did: key.issuer().to_owned(),
                name: name.unwrap_or_else(|| "Unnamed issuer".to_owned()),
                url: settings.public_url.clone(),
                email: None,
                public_url: settings.public_url.clone(),
                status: StatusChoice::default(),
            },
            keys: vec![key_record(key, self.now())],
            created: timestamp(self.now()),
            entry: None,
        }
    }

    /// The issuer named `slug`.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`].
    pub fn issuer(&self, slug: &str) -> Result<IssuerRecord, ServiceError> {
        records::by_slug(self.store(), slug)?.ok_or_else(|| ServiceError::NotFound {
            what: "issuer",
            name: slug.to_owned(),
            near: Vec::new(),
        })
    }

    /// All issuers.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn issuers(&self) -> Result<Vec<IssuerRecord>, ServiceError> {
        Ok(records::all(self.store())?)
    }

    /// Whoever makes proofs for `issuer`, with its Ed25519 key.
    ///
    /// # Errors
    /// [`ServiceError::Key`] when its key is not unlocked.
    pub(super) fn signer(&self, issuer: &IssuerRecord) -> Result<Arc<dyn Signer>, ServiceError> {
        Ok(self.signers(issuer)?.ed25519)
    }

    /// Whoever signs for `issuer`.
    ///
    /// # Errors
    /// [`ServiceError::Key`] when its Ed25519 key is not unlocked.
    pub(super) fn signers(&self, issuer: &IssuerRecord) -> Result<Signers, ServiceError> {
        let signers = self.signers.read().unwrap_or_else(PoisonError::into_inner);
        signers.get(&issuer.profile.did).cloned().ok_or_else(|| {
            ServiceError::Key(format!(
                "the key of {} is not unlocked; verifying goes on, issuing does not",
                issuer.profile.did
            ))
        })
    }

    /// Whether the issuer named `slug` can sign now.
    ///
    /// # Errors
    /// [`ServiceError::Key`] when it cannot, and why.
    pub fn can_sign(&self, slug: &str) -> Result<(), ServiceError> {
        self.may_enter()?;
        self.signer(&self.issuer(slug)?).map(|_| ())
    }
}

/// The error of a first start without anything that protects the key which is about to be made.
pub fn unprotected() -> ServiceError {
    ServiceError::Key(
        "this is a first start: the issuer's key is about to be made, and it needs a passphrase. \
         Give one by --passphrase-file FILE, --passphrase-fd N or the environment variable \
         PROOFMARK_KEY_PASSPHRASE; for development, --insecure-plain-keys keeps the key without \
         one"
        .to_owned(),
    )
}

fn key_error(error: impl std::fmt::Display) -> ServiceError {
    ServiceError::Key(error.to_string())
}
