//! A deployment in memory, with a clock that stands still and seeded randomness.

use libtest_mimic::Failed;
use proofmark::clock::{FixedClock, parse_timestamp};
use proofmark::framework::Framework;
use proofmark::id::SeededRng;
use proofmark::identity::{Protection, Unlock};
use proofmark::proof::SecuringPlan;
use proofmark::service::issue::{Form, IssueRequest, Issued};
use proofmark::service::keyring::Keyring;
use proofmark::service::verify::{Question, Report, Verdict};
use proofmark::service::{Actor, Caller, Service, ServiceError, ServiceSettings};
use proofmark::store::{Memory, Store};
use serde_json::Value;
use std::sync::Arc;
use tempfile::TempDir;

pub const NOW: &str = "2026-11-22T10:00:00Z";

pub struct House {
    pub service: Service,
    _folder: TempDir,
}

/// Whoever does all this.
pub fn caller() -> Caller {
    Caller::new("default", Actor::CommandLine)
}

impl House {
    pub fn new(public_url: Option<&str>) -> Self {
        Self::over(Arc::new(Memory::new()), public_url)
    }

    pub fn over(store: Arc<dyn Store>, public_url: Option<&str>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let keyring = Keyring::new(folder.path().join("keys"));
        let clock = FixedClock(parse_timestamp(NOW).expect("a date"));
        let settings = ServiceSettings {
            public_url: public_url.map(str::to_owned),
            ..ServiceSettings::default()
        };
        let rng = Box::new(SeededRng::new(7));
        let service = Service::new(store, Arc::new(clock), rng, settings);
        let unlock = Unlock {
            passphrase: None,
            plain_allowed: true,
        };
        let plain = Some(Protection::PlainForDevelopment);
        let opened = service.open_issuer(&keyring, unlock, plain);
        assert_eq!(opened.expect("an issuer").locked, None);
        Self {
            service,
            _folder: folder,
        }
    }

    pub fn import(&self, export: &Value) -> Result<Framework, Failed> {
        let imported =
            self.service
                .import_framework(export.to_string().as_bytes(), None, &Actor::CommandLine);
        Ok(imported.map_err(told)?.framework)
    }

    pub fn assess(&self, document: &Value) -> Result<String, Failed> {
        let text = document.to_string();
        let recorded = self.service.assess(text.as_bytes(), &caller(), None);
        Ok(recorded.map_err(told)?.record.id)
    }

    pub fn issue(&self, request: &IssueRequest) -> Result<Vec<Issued>, ServiceError> {
        self.service.issue(request, &caller(), None)
    }

    pub fn verify(&self, bytes: &[u8]) -> Result<Report, Failed> {
        Ok(self.service.verify(&Question::about(bytes))?)
    }

    /// Fails unless `bytes` are valid.
    pub fn is_valid(&self, what: &str, bytes: &[u8]) -> Result<(), Failed> {
        let report = self.verify(bytes)?;
        match report.verdict {
            Verdict::Valid => Ok(()),
            _ => Err(format!("{what}: {report:#?}").into()),
        }
    }
}

/// An error as a test fails with it.
pub fn told(error: ServiceError) -> Failed {
    format!("{error}: {error:?}").into()
}

/// A request for `forms`, each secured as is standard for it.
pub fn request(assessment: &str, forms: &[Form]) -> IssueRequest {
    IssueRequest {
        assessment: assessment.to_owned(),
        forms: forms.to_vec(),
        proofs: Vec::new(),
        valid_until: None,
        again: false,
        resume: None,
        in_place_of: None,
    }
}

/// The same, secured in these ways.
pub fn secured(assessment: &str, forms: &[Form], proofs: &[&str]) -> IssueRequest {
    IssueRequest {
        proofs: SecuringPlan::list(proofs.iter().copied()).expect("proofs"),
        ..request(assessment, forms)
    }
}

/// The rule by which a request was refused.
pub fn rule<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> Result<&'static str, Failed> {
    match result {
        Err(ServiceError::Refused { rule, .. }) => Ok(rule),
        other => Err(format!("not refused: {other:?}").into()),
    }
}

/// The sample assessment.
pub fn sample() -> Value {
    serde_json::from_slice(proofmark::assessment::SAMPLE).expect("the sample is JSON")
}

/// A house with the sample framework, and the id of the sample assessment.
pub fn with_sample(public_url: Option<&str>) -> Result<(House, String), Failed> {
    let house = House::new(public_url);
    let export = serde_json::from_slice(proofmark::framework::SAMPLE)?;
    house.import(&export)?;
    let assessment = house.assess(&sample())?;
    Ok((house, assessment))
}

/// The JSON of what was issued.
pub fn json(issued: &Issued) -> Result<Value, Failed> {
    Ok(serde_json::from_slice(&issued.bytes)?)
}
