//! A list as a signed credential, in both forms: with a Data Integrity proof and as `vc+jwt`.
//!
//! A list goes the way of every credential, by the same steps of the issue verb: through preflight,
//! to the signer, and past a check of what was signed with the key on record.

use super::publish::Published;
use crate::credential::vcdm::enveloped::{ContentKind, Enveloped};
use crate::digest::sha256_hex;
use crate::ijson;
use crate::proof::{ProofError, SecuringPlan};
use crate::records::issuer;
use crate::records::status_list::StatusListRecord;
use crate::service::{Service, ServiceError};
use crate::status::{Bitstring, ListDocument};
use std::time::Duration;
use time::OffsetDateTime;

/// How long a list is in force: as long as nobody may miss a revocation when all else fails.
pub(super) const VALIDITY: Duration = Duration::from_secs(24 * 60 * 60);

impl Service {
    /// The list of `record` with these bits, in force from `from` on.
    pub(super) fn render_list(
        &self,
        record: &StatusListRecord,
        bits: Bitstring,
        from: OffsetDateTime,
    ) -> Result<Published, ServiceError> {
        // The key that is on record is the one that signs.
        let _keys = self.steady_keys();
        let issuer = issuer::find(self.store(), &record.issuer)?.ok_or_else(|| {
            ServiceError::Defect(format!("the issuer of {} is not on record", record.url))
        })?;
        let until = from + VALIDITY;
        let document = ListDocument {
            url: &record.url,
            issuer: &record.issuer,
            purpose: &record.purpose,
            valid_from: from,
            valid_until: until,
            ttl: super::MAX_AGE.try_into().unwrap_or_default(),
            bits: &bits,
        };
        let plans = [SecuringPlan::standard(), SecuringPlan::Enveloped];
        let secured = self.sign_list(&document, &plans, issuer)?;
        fail::fail_point!("publish.signed", |_| std::process::abort());
        let [proven, enveloped] = <[_; 2]>::try_from(secured)
            .map_err(|_| ServiceError::Defect("two plans gave other than two lists".to_owned()))?;
        let token = token(&enveloped.bytes).map_err(|error| {
            ServiceError::Defect(format!("a token just made is not in its envelope: {error}"))
        })?;
        Ok(Published::new(proven.bytes, token, bits, from, until))
    }
}

/// The token in the object that stands for it.
fn token(envelope: &[u8]) -> Result<Vec<u8>, ProofError> {
    let envelope = ijson::parse(envelope)?;
    let enveloped = Enveloped::read(&envelope, ContentKind::Credential)?;
    Ok(enveloped.token.as_bytes().to_vec())
}

/// The entity tag (RFC 9110, section 8.8.3) of these bytes.
pub(super) fn entity_tag(bytes: &[u8]) -> String {
    let digest = sha256_hex(&[bytes]);
    format!("\"{}\"", digest.get(..32).unwrap_or(&digest))
}
