//! What is to become of an issuer's keys, and how it stands on the record then. Nothing is made or
//! kept here.

use crate::audit::Act;
use crate::clock::{parse_timestamp, timestamp};
use crate::records::issuer::{IssuerKeyRecord, IssuerRecord, KeyAlgorithm, KeyState};
use crate::service::ServiceError;
use time::OffsetDateTime;

/// What is to become of an issuer's keys.
pub(super) enum Change<'c> {
    /// A new active key; the one before it only verifies.
    Rotate(KeyAlgorithm),
    /// A key for tokens alone, where there is none.
    AddEs256,
    /// The private half is destroyed.
    Retire(&'c str),
    /// What it signed from then on counts for nothing.
    Compromise(&'c str, OffsetDateTime),
}

impl Change<'_> {
    /// The name of the act in the audit log.
    pub(super) fn act(&self) -> Act {
        match self {
            Change::Rotate(_) => Act::KeyRotate,
            Change::AddEs256 => Act::KeyAdd,
            Change::Retire(_) => Act::KeyRetire,
            Change::Compromise(..) => Act::KeyCompromise,
        }
    }

    /// Makes the change on the record, save for the key that is then to be made, if one is.
    pub(super) fn apply(
        &self,
        issuer: &mut IssuerRecord,
    ) -> Result<Option<KeyAlgorithm>, ServiceError> {
        match self {
            Change::Rotate(algorithm) => {
                let before = issuer
                    .keys
                    .iter_mut()
                    .find(|key| is_active(key, *algorithm));
                match before {
                    Some(before) => before.state = KeyState::VerifyOnly,
                    None if *algorithm == KeyAlgorithm::Ed25519 => {}
                    None => {
                        let detail = "there is no ES256 key to be rotated; add one first";
                        return Err(refused("no-such-key", detail.to_owned()));
                    }
                }
                Ok(Some(*algorithm))
            }
            Change::AddEs256 if issuer.active(KeyAlgorithm::Es256).is_some() => {
                Err(ServiceError::Conflict {
                    problem: "key-exists",
                    detail: "there is an ES256 key already; it can be rotated".to_owned(),
                    findings: Vec::new(),
                })
            }
            Change::AddEs256 => Ok(Some(KeyAlgorithm::Es256)),
            Change::Retire(method) => {
                let key = key_of(issuer, method)?;
                match key.state {
                    KeyState::VerifyOnly | KeyState::Retired => key.state = KeyState::Retired,
                    KeyState::Active => {
                        let detail = "this key signs; rotate it first, then retire it";
                        return Err(refused("key-active", detail.to_owned()));
                    }
                    KeyState::Compromised => {
                        let detail =
                            "this key is marked as compromised, which is more than retired";
                        return Err(refused("key-compromised", detail.to_owned()));
                    }
                }
                Ok(None)
            }
            Change::Compromise(method, since) => {
                let key = key_of(issuer, method)?;
                let before = key.revoked.as_deref().and_then(parse_timestamp);
                if before.is_some_and(|before| before < *since) {
                    let detail = "the key is marked as compromised from an earlier instant on; \
                                  what counted for nothing does not count again";
                    return Err(refused("key-compromised", detail.to_owned()));
                }
                key.revoked = Some(timestamp(*since));
                let was = std::mem::replace(&mut key.state, KeyState::Compromised);
                Ok((was == KeyState::Active).then_some(key.algorithm))
            }
        }
    }
}

fn is_active(key: &IssuerKeyRecord, algorithm: KeyAlgorithm) -> bool {
    key.state == KeyState::Active && key.algorithm == algorithm
}

fn key_of<'i>(
    issuer: &'i mut IssuerRecord,
    method: &str,
) -> Result<&'i mut IssuerKeyRecord, ServiceError> {
    let known = issuer
        .keys
        .iter()
        .map(|key| key.verification_method.clone());
    let near: Vec<String> = known.collect();
    issuer
        .keys
        .iter_mut()
        .find(|key| key.verification_method == method)
        .ok_or_else(|| ServiceError::NotFound {
            what: "key",
            name: method.to_owned(),
            near,
        })
}

pub(super) fn refused(rule: &'static str, detail: String) -> ServiceError {
    ServiceError::Refused { rule, detail }
}
