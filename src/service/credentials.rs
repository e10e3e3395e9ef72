//! Looking up what was issued.

use super::issue::Issued;
use super::learners::unopened;
use super::{Service, ServiceError};
use crate::records::Page;
use crate::records::credential::{self as records, Body, CredentialRecord, Done, Found};

impl Service {
    /// The record of the credential `id` of the issuer named `issuer`. A UUID may be given with
    /// or without `urn:uuid:`.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when it is another issuer's.
    pub fn credential(&self, id: &str, issuer: &str) -> Result<CredentialRecord, ServiceError> {
        Ok(self.find_credential(id, issuer)?.record)
    }

    /// The signed bytes of a credential, secured by `proof`; by the first of its proofs if
    /// `None`.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such credential or no such proof of it.
    pub fn signed_credential(
        &self,
        id: &str,
        issuer: &str,
        proof: Option<&str>,
    ) -> Result<Issued, ServiceError> {
        let found = self.find_credential(id, issuer)?;
        let mut secured = found.record.secured.iter();
        let known = secured.find(|one| proof.is_none_or(|proof| proof == one.proof));
        match known {
            Some(one) => self.issued_before(&found, &one.proof),
            None => Err(ServiceError::NotFound {
                what: "proof of this credential",
                name: proof.unwrap_or_default().to_owned(),
                near: found
                    .record
                    .secured
                    .iter()
                    .map(|s| s.proof.clone())
                    .collect(),
            }),
        }
    }

    /// A page of credentials of the issuer named `issuer`, the newest first.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`].
    pub fn credentials(
        &self,
        issuer: &str,
        after: Option<Vec<u8>>,
        limit: usize,
    ) -> Result<Page<CredentialRecord>, ServiceError> {
        let mut page = records::list(self.store(), after, limit)?;
        page.records.retain(|found| found.record.issuer == issuer);
        Ok(Page {
            records: page.records.into_iter().map(|found| found.record).collect(),
            next: page.next,
        })
    }

    /// What is personal about a credential on record, and its signed bytes.
    ///
    /// # Errors
    /// [`ServiceError::Erased`] when its learner is; [`ServiceError::Key`] when the deployment's
    /// key is not unlocked.
    pub(super) fn open_credential(&self, found: &Found) -> Result<Body, ServiceError> {
        let key = self.opening_key(found.record.learner.as_deref())?;
        let opened = found.open(key.as_ref());
        opened.map_err(|_| unopened("credential", &found.record.id))
    }

    /// What was done to the credential `id` of the issuer named `issuer`, the first first.
    ///
    /// # Errors
    /// As for [`Service::signed_credential`].
    pub fn credential_history(&self, id: &str, issuer: &str) -> Result<Vec<Done>, ServiceError> {
        let found = self.find_credential(id, issuer)?;
        Ok(self.open_credential(&found)?.history)
    }

    pub(super) fn find_credential(&self, id: &str, issuer: &str) -> Result<Found, ServiceError> {
        // Every id is a URL, and no UUID has a colon.
        let urn = match id.contains(':') {
            true => id.to_owned(),
            false => format!("urn:uuid:{id}"),
        };
        records::find(self.store(), &urn)?
            .filter(|found| found.record.issuer == issuer)
            .ok_or_else(|| ServiceError::NotFound {
                what: "credential",
                name: id.to_owned(),
                near: Vec::new(),
            })
    }
}
