//! The life of an issuer's keys: rotating, ES256, retiring, compromising; and the keys of the
//! deployment.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::ecdsa::EcdsaSig;
use openssl::nid::Nid;
use proofmark::audit::{Entry, Inclusion};
use proofmark::clock::{Clock, parse_timestamp};
use proofmark::framework;
use proofmark::id::SeededRng;
use proofmark::identity::{DidDocument, KeyPurpose, Protection, Unlock};
use proofmark::ijson::{self, Json};
use proofmark::proof::SecuringPlan;
use proofmark::records::credential::State;
use proofmark::records::issuer::{IssuerRecord, KeyAlgorithm, KeyState};
use proofmark::resolver::Closed;
use proofmark::service::issue::{Form, IssueRequest, Issued};
use proofmark::service::issuers::{self, IssuerChange, OpenedIssuer};
use proofmark::service::keyring::Keyring;
use proofmark::service::keys::Reissued;
use proofmark::service::verify::{
    KnownDocuments, Question, TrustedIssuers, Turns, Verdict, Verifier,
};
use proofmark::service::{Actor, Caller, Service, ServiceError, ServiceSettings};
use proofmark::store::{Commit, Memory, Scan, Store};
use proofmark::{assessment, records};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use tempfile::TempDir;
use time::{Duration, OffsetDateTime};

const URL: &str = "https://badges.example";
const DID: &str = "did:web:badges.example";
const START: &str = "2026-11-22T10:00:00Z";
const PROOF: &str = "eddsa-jcs-2022";

/// A clock that is moved on by hand.
#[derive(Clone, Default)]
struct Hand(Arc<AtomicI64>);

impl Hand {
    fn on(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for Hand {
    fn now(&self) -> OffsetDateTime {
        parse_timestamp(START).unwrap() + Duration::seconds(self.0.load(Ordering::SeqCst))
    }
}

struct House {
    service: Arc<Service>,
    store: Arc<dyn Store>,
    keyring: Keyring,
    clock: Hand,
    assessment: String,
    _folder: TempDir,
}

const UNLOCK: Unlock<'static> = Unlock {
    passphrase: None,
    plain_allowed: true,
};

fn service(store: &Arc<dyn Store>, clock: &Hand, url: Option<&str>, seed: u64) -> Service {
    Service::new(
        Arc::clone(store),
        Arc::new(clock.clone()),
        Box::new(SeededRng::new(seed)),
        ServiceSettings {
            public_url: url.map(str::to_owned),
            ..ServiceSettings::default()
        },
    )
}

fn open(service: &Service, keyring: &Keyring) -> OpenedIssuer {
    let plain = Some(Protection::PlainForDevelopment);
    service.open_issuer(keyring, UNLOCK, plain).unwrap()
}

fn house_at(url: Option<&str>) -> House {
    let folder = tempfile::tempdir().unwrap();
    let keyring = Keyring::new(folder.path().join("keys"));
    let store: Arc<dyn Store> = Arc::new(Memory::new());
    let clock = Hand::default();
    let service = Arc::new(service(&store, &clock, url, 1));
    assert_eq!(open(&service, &keyring).locked, None);
    service
        .import_framework(framework::SAMPLE, None, &Actor::CommandLine)
        .unwrap();
    let recorded = service.assess(assessment::SAMPLE, &caller(), None).unwrap();
    House {
        service,
        store,
        keyring,
        clock,
        assessment: recorded.record.id,
        _folder: folder,
    }
}

fn house() -> House {
    house_at(Some(URL))
}

fn caller() -> Caller {
    Caller::new("default", Actor::CommandLine)
}

impl House {
    fn issue(&self, proof: &str) -> Issued {
        self.issue_from(&self.assessment, proof)
    }

    fn issue_from(&self, assessment: &str, proof: &str) -> Issued {
        let request = IssueRequest {
            assessment: assessment.to_owned(),
            forms: vec![Form::OpenBadge],
            proofs: SecuringPlan::list([proof]).unwrap(),
            valid_until: None,
            again: true,
            resume: None,
            in_place_of: None,
        };
        let mut issued = self.service.issue(&request, &caller(), None).unwrap();
        issued.remove(0)
    }

    /// An assessment of somebody else.
    fn assess(&self, name: String) -> String {
        let mut document: Value = serde_json::from_slice(assessment::SAMPLE).unwrap();
        document["learner"]["name"] = json!(name);
        let document = document.to_string();
        let recorded = self.service.assess(document.as_bytes(), &caller(), None);
        recorded.unwrap().record.id
    }

    fn issuer(&self) -> IssuerRecord {
        self.service.issuer("default").unwrap()
    }

    fn active(&self) -> String {
        self.issuer()
            .active_key()
            .unwrap()
            .verification_method
            .clone()
    }

    fn verdict(&self, issued: &Issued) -> Verdict {
        let question = Question::about(issued.bytes.clone());
        self.service.verify(&question).unwrap().verdict
    }

    fn methods(&self, issued: &Issued) -> Vec<String> {
        let record = self.service.credential(&issued.id, "default").unwrap();
        let methods = record
            .secured
            .iter()
            .map(|one| one.verification_method.clone());
        methods.collect()
    }

    fn document(&self) -> Value {
        let document = self.service.published_did_document(&self.issuer()).unwrap();
        document.to_json().to_value()
    }

    /// The audit entries that are not sealed.
    fn entries(&self) -> Vec<Entry> {
        let scan = Scan::prefix("audit-open/").limit(1000);
        let page = records::page(self.store.as_ref(), &scan).unwrap();
        page.records
    }
}

fn refused<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> &'static str {
    match result {
        Err(ServiceError::Refused { rule, .. }) => rule,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn everything_that_was_issued_before_fifty_rotations_verifies() {
    let house = house();
    house.service.add_es256_key(&caller()).unwrap();
    let mut issued = Vec::new();
    for round in 0..50 {
        issued.push(house.issue(PROOF));
        let before = house.active();
        assert_eq!(
            house.methods(&issued[issued.len() - 1]),
            vec![before.clone()]
        );
        let change = house
            .service
            .rotate_key(&caller(), KeyAlgorithm::Ed25519)
            .unwrap();
        let new = change.new_key.unwrap();
        assert_ne!(new, before);
        assert_eq!(house.active(), new);
        let state = house.issuer().key(&before).unwrap().state;
        assert_eq!(state, KeyState::VerifyOnly);
        if round % 10 == 0 {
            issued.push(house.issue("vc-jwt"));
            house
                .service
                .rotate_key(&caller(), KeyAlgorithm::Es256)
                .unwrap();
        }
    }
    for one in &issued {
        assert_eq!(house.verdict(one), Verdict::Valid, "{}", one.id);
    }
    let active = |algorithm| {
        let keys = house.issuer().keys.into_iter();
        keys.filter(|key| key.state == KeyState::Active && key.algorithm == algorithm)
            .count()
    };
    assert_eq!(
        (active(KeyAlgorithm::Ed25519), active(KeyAlgorithm::Es256)),
        (1, 1)
    );
    assert_eq!(house.issuer().keys.len(), 51 + 6);
    let listed = house.document()["assertionMethod"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(listed, 57);
    // A service that is started anew signs with the last key.
    let again = service(&house.store, &house.clock, Some(URL), 2);
    assert_eq!(open(&again, &house.keyring).locked, None);
    assert!(again.can_sign("default").is_ok());
    // The chain of entries about the issuer is whole.
    let about = format!("issuer/{DID}");
    let mut mine = house.entries();
    mine.retain(|entry| entry.object == about);
    assert_eq!(mine.len(), 1 + 1 + 50 + 5);
    let mut last = house.issuer().entry;
    let newest = mine.iter().find(|entry| Some(entry.hash()) == last);
    let now = ijson::to_vec(&Json::from(&house.document()));
    assert_eq!(
        newest.unwrap().digests,
        [proofmark::digest::sha256_hex(&[&now])]
    );
    for _ in 0..mine.len() {
        let entry = mine.iter().find(|entry| Some(entry.hash()) == last);
        last = entry.unwrap().previous.clone();
    }
    assert_eq!(last, None);
}

#[test]
fn whoever_issues_while_keys_are_rotated_signs_with_a_listed_key() {
    let house = house();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let house = &house;
        let done = &done;
        let writers: Vec<_> = (0..3)
            .map(|writer| {
                scope.spawn(move || {
                    let own = house.assess(format!("Learner {writer}"));
                    let mut issued = Vec::new();
                    while !done.load(Ordering::SeqCst) || issued.is_empty() {
                        issued.push(house.issue_from(&own, PROOF));
                    }
                    issued
                })
            })
            .collect();
        for _ in 0..20 {
            house
                .service
                .rotate_key(&caller(), KeyAlgorithm::Ed25519)
                .unwrap();
        }
        done.store(true, Ordering::SeqCst);
        for writer in writers {
            for one in writer.join().unwrap() {
                assert_eq!(house.verdict(&one), Verdict::Valid);
            }
        }
    });
    assert_eq!(house.issuer().keys.len(), 21);
}

#[test]
fn what_a_compromised_key_signed_is_told_completely_while_others_issue() {
    let house = house();
    let since = parse_timestamp(START).unwrap();
    let done = AtomicBool::new(false);
    let mut told = Vec::new();
    std::thread::scope(|scope| {
        let (house, done) = (&house, &done);
        for writer in 0..3 {
            scope.spawn(move || {
                let own = house.assess(format!("Learner {writer}"));
                while !done.load(Ordering::SeqCst) {
                    house.issue_from(&own, PROOF);
                }
            });
        }
        for _ in 0..30 {
            let key = house.active();
            let change = house.service.compromise_key(&caller(), &key, since);
            told.push((key, change.unwrap().affected));
        }
        done.store(true, Ordering::SeqCst);
    });
    for (key, affected) in told {
        let signed = house.service.signed_by("default", &key, since).unwrap();
        assert_eq!(signed, affected, "{key}");
    }
}

#[test]
fn tokens_are_signed_with_es256_and_proofs_are_not() {
    let house = house();
    let before = house.issue("vc-jwt");
    let change = house.service.add_es256_key(&caller()).unwrap();
    let method = change.new_key.unwrap();
    assert!(method.starts_with("did:web:badges.example#zDn"));
    let token = house.issue("vc-jwt");
    assert_eq!(house.methods(&token), vec![method.clone()]);
    assert_eq!(house.methods(&house.issue(PROOF)), [house.active()]);
    for one in [&before, &token] {
        assert_eq!(house.verdict(one), Verdict::Valid);
    }
    let text = String::from_utf8(token.bytes).unwrap();
    let parts: Vec<&str> = text.split('.').collect();
    let header: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[0]).unwrap()).unwrap();
    assert_eq!(header, json!({"typ": "JWT", "alg": "ES256", "kid": method}));
    // OpenSSL alone, with the key that the JWK Set publishes.
    let set = Json::Object(issuers::jwks(&house.issuer())).to_value();
    let jwk = &set["keys"][1];
    assert_eq!(
        (&jwk["kid"], &jwk["alg"]),
        (&json!(method), &json!("ES256"))
    );
    let number = |name: &str| {
        let bytes = URL_SAFE_NO_PAD.decode(jwk[name].as_str().unwrap()).unwrap();
        BigNum::from_slice(&bytes).unwrap()
    };
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let key = EcKey::from_public_key_affine_coordinates(&group, &number("x"), &number("y"));
    let signature = URL_SAFE_NO_PAD.decode(parts[2]).unwrap();
    let (r, s) = signature.split_at(32);
    let half = |bytes| BigNum::from_slice(bytes).unwrap();
    let signature = EcdsaSig::from_private_components(half(r), half(s)).unwrap();
    let verified = |input: &str| {
        let digest = Sha256::digest(input.as_bytes());
        signature.verify(&digest, key.as_ref().unwrap()).unwrap()
    };
    let input = format!("{}.{}", parts[0], parts[1]);
    assert!(verified(&input));
    assert!(!verified(&format!("{input}A")));
    // In the DID document it stands in the form that readers of tokens know.
    let document = house.document();
    let listed = &document["verificationMethod"][1];
    assert_eq!(
        (&listed["type"], &listed["id"]),
        (&json!("JsonWebKey"), &json!(method))
    );
    assert_eq!(listed["publicKeyJwk"]["crv"], json!("P-256"));
    let twice = house.service.add_es256_key(&caller());
    let Err(ServiceError::Conflict { problem, .. }) = twice else {
        panic!("a second one was made")
    };
    assert_eq!(problem, "key-exists");
}

/// What a stranger finds who has the issuer's published documents and nothing else.
fn as_a_stranger(house: &House, issued: &Issued, inclusion: Option<Inclusion>) -> Verdict {
    let text = house.document().to_string();
    let document = DidDocument::read(&ijson::parse(text.as_bytes()).unwrap()).unwrap();
    let record = house.service.credential(&issued.id, "default").unwrap();
    let url = record.status[0].url.clone();
    let name = url.rsplit_once('/').unwrap().1;
    let list = house.service.status_list(name, "default").unwrap().unwrap();
    let verifier = Verifier {
        documents: &KnownDocuments::new(vec![document])
            .with_status_list(url.as_str(), list.proven.bytes().to_vec()),
        resolver: &Closed,
        trusted: &TrustedIssuers::default(),
        clock: &house.clock,
        turns: &Turns::new(1),
    };
    let question = Question {
        inclusion,
        ..Question::about(issued.bytes.clone())
    };
    verifier.verify(&question).unwrap().verdict
}

#[test]
fn the_log_shows_a_stranger_what_was_signed_before_a_key_was_compromised() {
    let house = house();
    let early = house.issue(PROOF);
    house.clock.on(3600);
    let since = house.clock.now();
    house.clock.on(3600);
    let late = house.issue(PROOF);
    house
        .service
        .compromise_key(&caller(), &house.active(), since)
        .unwrap();
    house.service.seal_audit().unwrap();
    let evidence = |issued: &Issued| {
        let digest = proofmark::digest::sha256_hex(&[&issued.bytes]);
        Some(house.service.audit_inclusion(&digest).unwrap())
    };
    let unknown = Verdict::CouldNotBeChecked;
    assert_eq!(as_a_stranger(&house, &early, None), unknown);
    assert_eq!(
        as_a_stranger(&house, &early, evidence(&early)),
        Verdict::Valid
    );
    assert_eq!(as_a_stranger(&house, &early, evidence(&late)), unknown);
    assert_eq!(
        as_a_stranger(&house, &late, evidence(&late)),
        Verdict::NotValid
    );
}

#[test]
fn what_a_compromised_key_signed_is_issued_anew_when_that_is_asked_for() {
    let house = house();
    let early = house.issue(PROOF);
    let thief = house.active();
    let since = parse_timestamp("2026-11-01T00:00:00Z").unwrap();
    let mut change = house
        .service
        .compromise_key(&caller(), &thief, since)
        .unwrap();
    assert_eq!(house.verdict(&early), Verdict::NotValid);
    house.service.reissue_affected(&caller(), &mut change);
    let [affected] = change.affected.as_slice() else {
        panic!("one credential: {:?}", change.affected);
    };
    let Reissued::As(id) = &affected.reissued else {
        panic!("{:?}", affected.reissued);
    };
    let old = house.service.credential(&early.id, "default").unwrap();
    assert_eq!(old.state, State::Revoked);
    assert_eq!(&old.superseded_by.unwrap().id, id);
    let new = house
        .service
        .signed_credential(id, "default", None)
        .unwrap();
    assert_eq!(house.methods(&new), [house.active()]);
    assert_eq!(house.verdict(&new), Verdict::Valid);
    // What was reissued has its successor: again nothing happens to it.
    house.service.reissue_affected(&caller(), &mut change);
    assert!(matches!(change.affected[0].reissued, Reissued::Failed(_)));
}

#[test]
fn a_compromised_key_is_replaced_and_what_it_signed_since_is_told() {
    let house = house();
    let early = house.issue(PROOF);
    house.clock.on(3600);
    let late = house.issue(PROOF);
    let late_token = house.issue("vc-jwt");
    house.clock.on(60);
    let thief = house.active();
    let since = parse_timestamp(START).unwrap() + Duration::seconds(3600);
    let change = house
        .service
        .compromise_key(&caller(), &thief, since)
        .unwrap();
    let mut told: Vec<_> = change.affected.iter().map(|one| one.id.as_str()).collect();
    told.sort_unstable();
    let mut expected = [late.id.as_str(), late_token.id.as_str()];
    expected.sort_unstable();
    assert_eq!(told, expected);
    assert_eq!(change.new_key, Some(house.active()));
    assert_ne!(house.active(), thief);
    let record = house.issuer().key(&thief).unwrap().clone();
    assert_eq!(record.state, KeyState::Compromised);
    assert_eq!(record.revoked.as_deref(), Some("2026-11-22T11:00:00Z"));
    assert_eq!(house.verdict(&late), Verdict::NotValid);
    // That it is older is not only the proof's own word: it is on record.
    assert_eq!(house.verdict(&early), Verdict::Valid);
    let anew = house.issue(PROOF);
    assert_eq!(house.verdict(&anew), Verdict::Valid);
    let document = house.document();
    assert_eq!(
        document["verificationMethod"][0]["revoked"],
        "2026-11-22T11:00:00Z"
    );
    let set = Json::Object(issuers::jwks(&house.issuer())).to_value();
    assert!(!set.to_string().contains(thief.split_once('#').unwrap().1));
    // Earlier is possible, later is not, the future is nonsense.
    let at = |seconds| parse_timestamp(START).unwrap() + Duration::seconds(seconds);
    let earlier = house
        .service
        .compromise_key(&caller(), &thief, at(0))
        .unwrap();
    assert_eq!((earlier.affected.len(), earlier.new_key), (3, None));
    assert_eq!(house.verdict(&early), Verdict::NotValid);
    let later = house.service.compromise_key(&caller(), &thief, at(10));
    assert_eq!(refused(later), "key-compromised");
    let future = house
        .service
        .compromise_key(&caller(), &thief, at(1_000_000));
    assert!(matches!(future, Err(ServiceError::Invalid { .. })));
    assert_eq!(
        refused(house.service.retire_key(&caller(), &thief)),
        "key-compromised"
    );
}

#[test]
fn a_retired_key_is_destroyed_and_still_verifies() {
    let house = house();
    let old = house.issue(PROOF);
    let method = house.active();
    assert_eq!(
        refused(house.service.retire_key(&caller(), &method)),
        "key-active"
    );
    house
        .service
        .rotate_key(&caller(), KeyAlgorithm::Ed25519)
        .unwrap();
    assert!(house.keyring.public(&method).is_ok());
    for _ in 0..2 {
        let change = house.service.retire_key(&caller(), &method).unwrap();
        assert_eq!(change.issuer.key(&method).unwrap().state, KeyState::Retired);
        assert!(house.keyring.public(&method).is_err());
    }
    assert_eq!(house.verdict(&old), Verdict::Valid);
    let unknown = house
        .service
        .retire_key(&caller(), "did:web:badges.example#z");
    assert!(matches!(
        unknown,
        Err(ServiceError::NotFound { what: "key", .. })
    ));
}

#[test]
fn a_did_key_has_one_key_and_says_so() {
    let house = house_at(None);
    let method = house.active();
    let service = &house.service;
    let since = parse_timestamp(START).unwrap();
    let rule = "did-key-has-one-key";
    assert_eq!(
        refused(service.rotate_key(&caller(), KeyAlgorithm::Ed25519)),
        rule
    );
    assert_eq!(refused(service.add_es256_key(&caller())), rule);
    assert_eq!(refused(service.retire_key(&caller(), &method)), rule);
    assert_eq!(
        refused(service.compromise_key(&caller(), &method, since)),
        rule
    );
}

#[test]
fn without_anything_that_protects_it_no_key_is_made() {
    let house = house();
    let locked = service(&house.store, &house.clock, Some(URL), 2);
    let opened = locked.open_issuer(&house.keyring, UNLOCK, None).unwrap();
    assert_eq!(opened.locked, None);
    let files = house.keyring.list().unwrap().len();
    let refused = locked.rotate_key(&caller(), KeyAlgorithm::Ed25519);
    assert!(matches!(refused, Err(ServiceError::Key(text)) if text.contains("--passphrase-file")));
    assert_eq!(house.keyring.list().unwrap().len(), files);
    assert_eq!(house.issuer().keys.len(), 1);
}

#[test]
fn the_deployment_has_its_keys_and_they_are_never_made_anew() {
    let house = house();
    let of = |purpose| {
        let keys = house.keyring.list().unwrap().into_iter();
        let mut keys = keys.map(|entry| (entry.path, entry.key.unwrap()));
        keys.find(|(_, key)| key.purpose == purpose).unwrap()
    };
    let (audit, key) = of(KeyPurpose::Audit);
    let record = records::deployment::find(house.store.as_ref())
        .unwrap()
        .record;
    assert_eq!(record.audit_key, Some(key.name.clone()));
    let (wrapping, key) = of(KeyPurpose::Deployment);
    assert_eq!(record.deployment_key, Some(key.name));
    // The log's key is published for nothing, and where the log is.
    let document = house.document();
    assert_eq!(
        document["service"][0]["serviceEndpoint"],
        "https://badges.example/audit"
    );
    assert_eq!(document["verificationMethod"].as_array().unwrap().len(), 2);
    assert_eq!(document["assertionMethod"].as_array().unwrap().len(), 1);
    for gone in [&audit, &wrapping] {
        std::fs::remove_file(gone).unwrap();
    }
    let again = service(&house.store, &house.clock, Some(URL), 3);
    let opened = open(&again, &house.keyring);
    assert_eq!((opened.locked, opened.others_locked.len()), (None, 2));
    assert_eq!(house.keyring.list().unwrap().len(), 1);
    // A store of an earlier release has neither on record: both are made.
    house
        .store
        .commit(Commit::new().delete("deployment"))
        .unwrap()
        .unwrap();
    let earlier = service(&house.store, &house.clock, Some(URL), 4);
    assert!(open(&earlier, &house.keyring).others_locked.is_empty());
    assert_eq!(house.keyring.list().unwrap().len(), 3);
    // Without the issuer's key nothing is made in what may be another's keyring.
    house
        .store
        .commit(Commit::new().delete("deployment"))
        .unwrap()
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let other = Keyring::new(folder.path().join("keys"));
    let astray = service(&house.store, &house.clock, Some(URL), 5);
    assert!(open(&astray, &other).locked.is_some());
    assert!(other.is_empty().unwrap());
}

#[test]
fn issuers_have_keys_and_credentials_of_their_own() {
    let house = house();
    let profile = IssuerChange {
        name: Some("School of Nursing".to_owned()),
        ..IssuerChange::default()
    };
    let make = |slug: &str| {
        house
            .service
            .create_issuer(&Actor::CommandLine, slug, &profile)
    };
    let nursing = make("nursing").unwrap();
    assert_eq!(
        nursing.profile.did,
        "did:web:badges.example:issuers:nursing"
    );
    for slug in ["", "Nursing", "a/b", "nürsing", &"a".repeat(41)] {
        assert!(
            matches!(make(slug), Err(ServiceError::Invalid { .. })),
            "{slug}"
        );
    }
    for slug in ["nursing", "default"] {
        assert!(
            matches!(make(slug), Err(ServiceError::Conflict { .. })),
            "{slug}"
        );
    }
    let nurse = Caller::new("nursing", Actor::CommandLine);
    let foreign = house
        .service
        .rotate_key(&nurse, KeyAlgorithm::Ed25519)
        .unwrap();
    assert!(foreign.new_key.unwrap().starts_with(&nursing.profile.did));
    assert_eq!(house.issuer().keys.len(), 1);
    let not_its_own = house.service.retire_key(&nurse, &house.active());
    assert!(matches!(not_its_own, Err(ServiceError::NotFound { .. })));
    let recorded = house
        .service
        .assess(assessment::SAMPLE, &nurse, None)
        .unwrap();
    let request = IssueRequest {
        assessment: recorded.record.id,
        forms: vec![Form::OpenBadge],
        proofs: SecuringPlan::list([PROOF]).unwrap(),
        valid_until: None,
        again: false,
        resume: None,
        in_place_of: None,
    };
    let issued = house
        .service
        .issue(&request, &nurse, None)
        .unwrap()
        .remove(0);
    assert_eq!(house.verdict(&issued), Verdict::Valid);
    assert!(house.service.credential(&issued.id, "default").is_err());
    // After a start its keys are unlocked too.
    let again = service(&house.store, &house.clock, Some(URL), 6);
    assert!(open(&again, &house.keyring).others_locked.is_empty());
    assert!(again.can_sign("nursing").is_ok());
    let change = IssuerChange {
        url: Some("ftp://x".to_owned()),
        email: Some("nobody".to_owned()),
        name: Some(" ".to_owned()),
        ..IssuerChange::default()
    };
    let Err(ServiceError::Invalid { findings, .. }) = again.change_issuer(&nurse, &change) else {
        panic!("taken");
    };
    assert_eq!(findings.len(), 3);
    let change = IssuerChange {
        email: Some("desk@badges.example".to_owned()),
        ..IssuerChange::default()
    };
    let after = again.change_issuer(&nurse, &change).unwrap();
    assert_eq!(after.profile.email.as_deref(), Some("desk@badges.example"));
    assert_eq!(after.profile.name, "School of Nursing");
}

#[test]
fn records_of_earlier_releases_are_read_and_can_be_changed() {
    let house = house();
    let key = format!("issuer/{DID}");
    let value = house.store.get(key.as_bytes()).unwrap().unwrap();
    let mut record: Value = serde_json::from_slice(&value[1..]).unwrap();
    record.as_object_mut().unwrap().remove("entry");
    for member in ["algorithm", "created"] {
        record["keys"][0].as_object_mut().unwrap().remove(member);
    }
    let old = [&value[..1], record.to_string().as_bytes()].concat();
    house
        .store
        .commit(Commit::new().put(key, old))
        .unwrap()
        .unwrap();
    assert_eq!(house.issuer().keys[0].algorithm, KeyAlgorithm::Ed25519);
    let change = house
        .service
        .rotate_key(&caller(), KeyAlgorithm::Ed25519)
        .unwrap();
    assert_eq!(change.issuer.keys.len(), 2);
}
