//! A deployment in a folder of its own, for tests in which processes die: each opens it, does
//! something, and the next one looks at what is left.

use proofmark::assessment;
use proofmark::identity::{Protection, Unlock};
use proofmark::proof::SecuringPlan;
use proofmark::service::issue::{Form, IssueRequest, Issued};
use proofmark::service::keyring::Keyring;
use proofmark::service::{Actor, Caller, Service, ServiceError, ServiceSettings};
use std::path::Path;

/// Whoever does all this.
pub fn caller() -> Caller {
    Caller::new("default", Actor::CommandLine)
}

/// The deployment in `folder`, its keys unlocked; made on the first call.
pub fn open(folder: &Path) -> Service {
    let settings = ServiceSettings {
        public_url: Some("https://badges.example".to_owned()),
        ..ServiceSettings::default()
    };
    let service = Service::open(&folder.join("data"), "a test", settings).unwrap();
    let unlock = Unlock {
        passphrase: None,
        plain_allowed: true,
    };
    let plain = Some(Protection::PlainForDevelopment);
    let keyring = Keyring::new(folder.join("keys"));
    let opened = service.open_issuer(&keyring, unlock, plain).unwrap();
    assert_eq!((opened.locked, opened.others_locked.len()), (None, 0));
    service
}

/// Issues the badge of the bundled sample, anew each time.
#[allow(dead_code, reason = "not every test issues the sample")]
pub fn issue(service: &Service) -> Result<Vec<Issued>, ServiceError> {
    let recorded = service.assess(assessment::SAMPLE, &caller(), None)?;
    let request = IssueRequest {
        assessment: recorded.record.id,
        forms: vec![Form::OpenBadge],
        proofs: SecuringPlan::list(["eddsa-jcs-2022"]).unwrap(),
        valid_until: None,
        again: true,
        resume: None,
        in_place_of: None,
    };
    service.issue(&request, &caller(), None)
}
