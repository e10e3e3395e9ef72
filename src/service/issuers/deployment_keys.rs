//! The keys of the deployment: of the audit log, and the one that wraps learners' keys.
//!
//! They are made on a first start, and on a store of an earlier release as soon as something
//! protects them. One that is on record is never made anew: where its file is missing or locked,
//! that is told, and what needs it waits.

use super::key_error;
use crate::audit::{Act, object};
use crate::confidential::DeploymentKey;
use crate::identity::{IssuerKey, Protection, Signer};
use crate::records::{audit, deployment};
use crate::service::key_access::KeyAccess;
use crate::service::{Actor, Service, ServiceError};
use crate::store::Commit;
use std::sync::{Arc, PoisonError};

impl Service {
    /// Unlocks the keys of the deployment, or makes those that it never had, if it may. Gives why
    /// one is not unlocked, for each.
    pub(super) fn open_deployment_keys(
        &self,
        access: &KeyAccess,
        may_make: bool,
    ) -> Result<Vec<String>, ServiceError> {
        let mut locked = Vec::new();
        let protection = access.protection().filter(|_| may_make);
        match self.audit_key(access, protection)? {
            Ok(key) => {
                let mut kept = self
                    .audit_signer
                    .write()
                    .unwrap_or_else(PoisonError::into_inner);
                *kept = Some(Arc::new(key));
            }
            Err(reason) => locked.push(reason),
        }
        match self.wrapping_key(access, protection)? {
            Ok(key) => {
                let kept = self.deployment_key.write();
                *kept.unwrap_or_else(PoisonError::into_inner) = Some(key);
            }
            Err(reason) => locked.push(reason),
        }
        Ok(locked)
    }

    fn audit_key(
        &self,
        access: &KeyAccess,
        protection: Option<Protection<'_>>,
    ) -> Result<Result<IssuerKey, String>, ServiceError> {
        let found = deployment::find(self.store())?;
        let (keyring, unlock) = (&access.keyring, access.unlock());
        let known = found.record.audit_key.clone();
        let key = match keyring.load_audit(known.as_deref(), unlock) {
            Ok(Some(key)) => key,
            Ok(None) => {
                let Some(protection) = protection else {
                    return Ok(Err(unmade("audit")));
                };
                let key = self.draw(|rng| IssuerKey::for_did_key(rng));
                let made = keyring.create_audit(&key, self.now(), protection);
                made.map_err(key_error)?;
                key
            }
            Err(error) => return Ok(Err(error.to_string())),
        };
        if known.is_none() {
            let name = key.verification_method().to_owned();
            let mut after = found.record.clone();
            after.audit_key = Some(name.clone());
            self.put_on_record(&found, &after, object("audit-key", &name))?;
        }
        Ok(Ok(key))
    }

    fn wrapping_key(
        &self,
        access: &KeyAccess,
        protection: Option<Protection<'_>>,
    ) -> Result<Result<DeploymentKey, String>, ServiceError> {
        let found = deployment::find(self.store())?;
        let (keyring, unlock) = (&access.keyring, access.unlock());
        let known = found.record.deployment_key.clone();
        let key = match keyring.load_deployment(known.as_deref(), unlock) {
            Ok(Some(key)) => key,
            Ok(None) => {
                let Some(protection) = protection else {
                    return Ok(Err(unmade("deployment")));
                };
                let key = self.draw(|rng| DeploymentKey::new(rng));
                let made = keyring.create_deployment(&key, self.now(), protection);
                made.map_err(key_error)?;
                key
            }
            Err(error) => return Ok(Err(error.to_string())),
        };
        if known.is_none() {
            let mut after = found.record.clone();
            after.deployment_key = Some(key.name());
            self.put_on_record(&found, &after, object("deployment-key", &key.name()))?;
        }
        Ok(Ok(key))
    }

    fn put_on_record(
        &self,
        found: &deployment::Found,
        after: &deployment::DeploymentRecord,
        object: String,
    ) -> Result<(), ServiceError> {
        let entry = self.entry(&Actor::Proofmark, Act::KeyAdd, object);
        let commit = deployment::change(Commit::new(), found, after);
        match self.store().commit(audit::append(commit, &entry))? {
            Ok(()) => Ok(()),
            Err(_) => Err(ServiceError::Conflict {
                problem: "busy",
                detail: "the deployment's keys were put on record by another at the same time"
                    .to_owned(),
                findings: Vec::new(),
            }),
        }
    }

    /// Whoever signs the audit log; `None` while its key is not unlocked.
    pub(in crate::service) fn unlocked_audit_signer(&self) -> Option<Arc<dyn Signer>> {
        let kept = self.audit_signer.read();
        kept.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes `key` as the one that wraps learners' keys, if it is the one on record.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub(in crate::service) fn adopt_deployment_key(
        &self,
        key: DeploymentKey,
    ) -> Result<(), ServiceError> {
        let known = deployment::find(self.store())?.record.deployment_key;
        if known.is_some_and(|name| name == key.name()) {
            let kept = self.deployment_key.write();
            *kept.unwrap_or_else(PoisonError::into_inner) = Some(key);
        }
        Ok(())
    }

    /// The key that wraps learners' keys.
    ///
    /// # Errors
    /// [`ServiceError::Key`] when it is not unlocked.
    pub(in crate::service) fn deployment_key(&self) -> Result<DeploymentKey, ServiceError> {
        let kept = self.deployment_key.read();
        let key = kept.unwrap_or_else(PoisonError::into_inner).clone();
        key.ok_or_else(|| {
            ServiceError::Key(
                "the deployment's key is not unlocked, so nothing that is kept about people can \
                 be read or written"
                    .to_owned(),
            )
        })
    }
}

fn unmade(purpose: &str) -> String {
    format!("there is no {purpose} key yet, and nothing is given that would protect a new one")
}
