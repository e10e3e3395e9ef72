//! Résumés made for the tests, from assessments made for them.

use crate::support::keys::TestSigner;
use libtest_mimic::Failed;
use proofmark::assessment::{self, Assessment, LevelPolicy, document};
use proofmark::clock::parse_timestamp;
use proofmark::credential::ler_rs::Resume;
use proofmark::credential::profile::{IssuerProfile, StatusChoice};
use proofmark::framework::{self, Framework, ler_me};
use proofmark::identity::Signer;
use proofmark::ijson::Json;
use proofmark::jsonld::Contexts;
use proofmark::jsonld::canon::Budget;
use proofmark::mapping::{
    Held, Holding, Occasion, Source, StatusEntry, facts, hr_open_ler_rs, ler_rs, open_badge,
};
use proofmark::proof::{Cryptosuite, Processor, secure};
use serde_json::{Value, json};

/// When everything here is signed.
pub const NOW: &str = "2026-11-22T10:00:00Z";

/// The seed of the issuer's key.
pub const ISSUER: [u8; 32] = [7; 32];

/// Maps a holding into one of the two wrappers.
pub type Wrapper = fn(&Holding<'_>, Option<&Resume>, &Occasion) -> Value;

/// Both wrappers, and their names.
pub const WRAPPERS: [(&str, Wrapper); 2] = [("ler-rs", ler_rs), ("hr-open-ler-rs", hr_open_ler_rs)];

/// The issuer with a public URL.
pub fn issuer() -> IssuerProfile {
    let method = TestSigner::did_key(ISSUER);
    let did = method.verification_method().split('#').next();
    IssuerProfile {
        slug: "default".to_owned(),
        did: did.unwrap_or_default().to_owned(),
        name: "Example Training".to_owned(),
        url: Some("https://badges.example".to_owned()),
        email: None,
        public_url: Some("https://badges.example".to_owned()),
        status: StatusChoice::default(),
    }
}

/// Everything mapped here has this processor.
pub fn processor() -> Processor<'static> {
    Processor {
        contexts: Contexts::on_board(),
        budget: Budget::DEFAULT,
    }
}

/// The occasion of the document with this number.
pub fn occasion(number: u8, with_status: bool) -> Occasion {
    Occasion {
        id: format!("urn:uuid:0b5f0a54-90b5-4a3e-9a43-7e1f3f0c9d{number:02}"),
        valid_from: NOW.to_owned(),
        valid_until: Some("2029-11-22T10:00:00Z".to_owned()),
        salt: "2f6c1d9a".to_owned(),
        status: Vec::from_iter(with_status.then(|| StatusEntry {
            purpose: "revocation".to_owned(),
            list: "https://badges.example/status/revocation-0a1b2c3d".to_owned(),
            index: 94_567,
        })),
    }
}

/// The sample framework.
pub fn sample_framework() -> Framework {
    ler_me::import(framework::SAMPLE).expect("the sample framework is sound")
}

/// The sample assessment after `change`.
pub fn assessment(framework: &Framework, change: impl FnOnce(&mut Value)) -> Assessment {
    let mut value = serde_json::from_slice(assessment::SAMPLE).expect("the sample is JSON");
    change(&mut value);
    decided(framework, &value)
}

/// What `document` decides.
pub fn decided(framework: &Framework, document: &Value) -> Assessment {
    document::read(&Json::from(document), framework)
        .and_then(|document| document.decide(framework, &LevelPolicy::default()))
        .expect("the assessment is sound")
}

/// A signed badge of this assessment as it is held.
pub fn held<'a>(
    framework: &'a Framework,
    assessment: &Assessment,
    issuer: &IssuerProfile,
    number: u8,
) -> Held<'a> {
    let source = Source::new(framework, assessment, issuer).expect("a level was reached");
    let occasion = occasion(number, false);
    let badge = open_badge(&source, &occasion);
    Held {
        id: occasion.id.clone(),
        name: badge.name.clone(),
        facts: facts(&source, &occasion),
        credential: signed(&json!(badge), Cryptosuite::EddsaJcs2022, ISSUER),
        framework: Some(framework),
    }
}

/// What holds these.
pub fn holding<'a>(held: Vec<Held<'a>>, issuer: &'a IssuerProfile) -> Holding<'a> {
    Holding {
        held,
        partial: true,
        learner: Some("Ada Example".to_owned()),
        issuer,
    }
}

/// `credential` with a proof of this suite by the key of this seed.
pub fn signed(credential: &Value, suite: Cryptosuite, seed: [u8; 32]) -> Value {
    let secured = secure(
        credential.to_string().as_bytes(),
        &[suite],
        parse_timestamp(NOW).expect("a timestamp"),
        &TestSigner::did_key(seed),
        processor(),
    );
    serde_json::from_slice(&secured.expect("it can be signed")).expect("JSON")
}

/// Parts of a résumé as a caller gives them.
pub fn added() -> Value {
    json!({
        "person": {"name": {"given": "Ada", "family": "Example"}, "citizenship": ["GB"]},
        "communication": {
            "email": [{"address": "ada@example.org"}],
            "web": [{"url": "https://ada.example/"}],
            "address": [{"city": "London", "countryCode": "GB"}]
        },
        "narratives": [{"name": "Profile", "texts": [{"lines": ["I record bands."]}]}],
        "certifications": [{
            "name": "First aid", "issuingAuthority": {"name": "Red Cross"}, "firstIssued": "2024-05"
        }],
        "licenses": [{"name": "Driver", "issuingAuthority": {"name": "DVLA"},
            "restrictions": [{"value": "glasses"}]}],
        "educationAndLearnings": [{
            "institution": {"name": "A College"}, "start": "2019", "end": "2022-06-30",
            "educationDegrees": [{"name": "BSc", "degreeGrantedStatus": "Granted"}]
        }],
        "employmentHistories": [{
            "organization": {"name": "A Studio"}, "start": "2022-07", "current": true,
            "positionHistories": [{"title": "Engineer", "workRelationshipTypeCode": "Employment"}]
        }]
    })
}

/// A résumé's parts, read.
pub fn resume(value: &Value) -> Result<Resume, Failed> {
    Resume::parse(&Json::from(value)).map_err(|findings| format!("{findings:?}").into())
}
