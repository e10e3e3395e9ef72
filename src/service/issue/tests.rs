//! Step 4 of issuing needs a signer that does wrong, which no key file can be made to hold.

use super::steps::key_on_record;
use super::*;
use crate::identity::{Protection, PublicKey, Signer, SignerError, Unlock};
use crate::proof::SecuringPlan;
use crate::records::issuer::KeyState;
use crate::service::Actor;
use crate::service::ServiceSettings;
use crate::service::keyring::Keyring;
use crate::{assessment, framework};
use ed25519_dalek::{Signer as _, SigningKey};
use std::sync::Arc;

/// Says that it signs with one key, and signs with another.
struct Liar {
    method: String,
    said: PublicKey,
    used: SigningKey,
}

impl Signer for Liar {
    fn verification_method(&self) -> &str {
        &self.method
    }

    fn public_key(&self) -> &PublicKey {
        &self.said
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError> {
        Ok(self.used.sign(message).to_bytes())
    }
}

#[test]
fn a_wrong_signature_is_found_before_anything_is_on_record() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::in_memory(ServiceSettings::default());
    let unlock = Unlock {
        passphrase: None,
        plain_allowed: true,
    };
    let protection = Some(Protection::PlainForDevelopment);
    let caller = Caller::new("default", Actor::CommandLine);
    let opened = service
        .open_issuer(&Keyring::new(folder.path()), unlock, protection)
        .unwrap();
    service
        .import_framework(framework::SAMPLE, None, &Actor::CommandLine)
        .unwrap();
    let recorded = service.assess(assessment::SAMPLE, &caller, None).unwrap();
    let did = opened.record.profile.did.clone();
    let honest = service.signer(&opened.record).unwrap();
    let liar = Liar {
        method: honest.verification_method().to_owned(),
        said: honest.public_key().clone(),
        used: SigningKey::from_bytes(&[9; 32]),
    };
    let liar: Arc<dyn Signer> = Arc::new(liar);
    let signers = liar.into();
    service
        .signers
        .write()
        .unwrap()
        .insert(did.clone(), signers);
    for proof in [
        "eddsa-rdfc-2022",
        "eddsa-jcs-2022",
        "eddsa-rdfc-2022+eddsa-jcs-2022",
        "vc-jwt",
    ] {
        let request = IssueRequest {
            assessment: recorded.record.id.clone(),
            forms: vec![Form::OpenBadge],
            proofs: SecuringPlan::list([proof]).unwrap(),
            valid_until: None,
            again: false,
            resume: None,
            in_place_of: None,
        };
        let failed = service.issue(&request, &caller, None);
        assert!(matches!(failed, Err(ServiceError::Defect(_))), "{proof}");
        let kept = service.credentials("default", None, 10).unwrap();
        assert!(kept.records.is_empty());
    }
    // A key that the issuer's record does not vouch for signs nothing either.
    let mut record = opened.record;
    record.keys[0].state = KeyState::VerifyOnly;
    assert!(matches!(
        key_on_record(&record, honest.verification_method()),
        Err(ServiceError::Key(_))
    ));
}
