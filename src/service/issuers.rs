//! Issuers: how the first one comes to be, who signs for it, and what is published of it.

use super::keyring::Keyring;
use super::{Service, ServiceError};
use crate::clock::{parse_timestamp, timestamp};
use crate::credential::profile::{IssuerProfile, StatusChoice};
use crate::identity::{
    DidDocument, IssuerKey, KeyValidity, MethodKey, Protection, PublicKey, Signer, Unlock, did_web,
    jwk, multikey,
};
use crate::ijson::{self, Json, Object};
use crate::proof::Signers;
use crate::records::issuer::{
    self as records, IssuerKeyRecord, IssuerRecord, KeyAlgorithm, KeyState,
};
use crate::store::Commit;
use std::fs;
use std::io::Write;
use std::path::Path;
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
        let known = records::by_slug(self.store(), IssuerProfile::DEFAULT_SLUG)?;
        match known {
            Some(record) if self.is_for_here(&record) => Ok(self.unlock(record, keyring, unlock)),
            Some(_) => match self.earlier_issuer()? {
                Some(record) => Ok(self.unlock(record, keyring, unlock)),
                None => self.make_issuer(keyring, protection),
            },
            None if keyring.is_empty().map_err(key_error)? => self.make_issuer(keyring, protection),
            None => Err(ServiceError::Key(format!(
                "there are keys in {} but no issuer on record. If the store was lost, restore it \
                 from its backup; if these keys belong to another store, name their folder with \
                 --keys. No new key is made beside them",
                keyring.folder().display()
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

    fn unlock(&self, record: IssuerRecord, keyring: &Keyring, unlock: Unlock<'_>) -> OpenedIssuer {
        let locked = match record.active_key() {
            None => Some("it has no active key".to_owned()),
            Some(key) => match keyring.load(&key.verification_method, unlock) {
                Ok(signer) => self.keep_signer(&record, key, Arc::new(signer)),
                Err(error) => Some(error.to_string()),
            },
        };
        OpenedIssuer {
            record,
            created: false,
            locked,
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
        self.signers
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(record.profile.did.clone(), signer.into());
        None
    }

    fn make_issuer(
        &self,
        keyring: &Keyring,
        protection: Option<Protection<'_>>,
    ) -> Result<OpenedIssuer, ServiceError> {
        let protection = protection.ok_or_else(unprotected)?;
        let key = self.new_key()?;
        let record = self.new_issuer(&key);
        let key_record = record.keys[0].clone();
        // The key file comes first: an issuer on record whose key was lost could never sign.
        keyring
            .create(&key, self.now(), protection)
            .map_err(key_error)?;
        let commit = records::create(Commit::new(), &record);
        if self.store().commit(commit)?.is_err() {
            return Err(ServiceError::Conflict {
                problem: "issuer-exists",
                detail: format!("the issuer {} is on record already", record.profile.did),
                findings: Vec::new(),
            });
        }
        let locked = self.keep_signer(&record, &key_record, Arc::new(key));
        Ok(OpenedIssuer {
            record,
            created: true,
            locked,
        })
    }

    fn new_key(&self) -> Result<IssuerKey, ServiceError> {
        let settings = self.settings();
        match &settings.public_url {
            Some(url) if !settings.prefer_did_key => {
                let did = did_web::did(url).map_err(key_error)?;
                self.draw(|rng| IssuerKey::for_did_web(&did, rng))
                    .map_err(key_error)
            }
            _ => Ok(self.draw(|rng| IssuerKey::for_did_key(rng))),
        }
    }

    fn new_issuer(&self, key: &IssuerKey) -> IssuerRecord {
        let settings = self.settings();
        let host = settings
            .public_url
            .as_deref()
            .and_then(|url| url::Url::parse(url).ok()?.host_str().map(str::to_owned));
        IssuerRecord {
            profile: IssuerProfile {
                slug: IssuerProfile::DEFAULT_SLUG.to_owned(),
                did: key.issuer().to_owned(),
                name: settings
                    .issuer_name
                    .clone()
                    .or(host)
                    .unwrap_or_else(|| "Unnamed issuer".to_owned()),
                url: settings.public_url.clone(),
                email: None,
                public_url: settings.public_url.clone(),
                status: StatusChoice::default(),
            },
            keys: vec![IssuerKeyRecord {
                verification_method: key.verification_method().to_owned(),
                public_key_multibase: multikey::of_public_key(key.public_key()).unwrap_or_default(),
                algorithm: KeyAlgorithm::Ed25519,
                state: KeyState::Active,
                created: Some(timestamp(self.now())),
                revoked: None,
            }],
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

/// The keys of an issuer, with their records.
fn public_keys(record: &IssuerRecord) -> impl Iterator<Item = (&IssuerKeyRecord, PublicKey)> {
    record
        .keys
        .iter()
        .filter_map(|key| Some((key, multikey::decode(&key.public_key_multibase).ok()?)))
}

/// The DID document of an issuer: every key of its, so that what an older one signed still
/// verifies.
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

/// The file beside the store that holds the issuers' DID documents, so that `verify` can answer
/// for them while another process holds the store.
const PUBLISHED: &str = "did-documents.json";

/// Writes the DID documents of `issuers` beside the store in `data`, whole or not at all.
///
/// # Errors
/// When the file cannot be written; a verification meanwhile only knows less.
pub fn publish_documents(data: &Path, issuers: &[IssuerRecord]) -> std::io::Result<()> {
    let documents: Vec<Json<'_>> = issuers
        .iter()
        .map(|record| did_document(record).to_json())
        .collect();
    let text = ijson::to_vec(&Json::Array(documents));
    let path = data.join(PUBLISHED);
    if fs::read(&path).is_ok_and(|before| before == text) {
        return Ok(());
    }
    let draft = data.join(format!("{PUBLISHED}.{}", std::process::id()));
    let mut file = fs::File::create(&draft)?;
    file.write_all(&text)?;
    file.sync_all()?;
    fs::rename(&draft, &path)
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

fn key_error(error: impl std::fmt::Display) -> ServiceError {
    ServiceError::Key(error.to_string())
}
