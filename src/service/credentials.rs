//! Looking up what was issued.

use super::issue::Issued;
use super::{Service, ServiceError};
use crate::records::Page;
use crate::records::credential::{self as records, CredentialRecord, Found};

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
        page.records.retain(|record| record.issuer == issuer);
        Ok(page)
    }

    fn find_credential(&self, id: &str, issuer: &str) -> Result<Found, ServiceError> {
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
