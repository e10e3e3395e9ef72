//! The issue verb and the verify verb over a store in memory, with a clock that stands still and
//! seeded randomness.

use proofmark::assessment;
use proofmark::clock::{FixedClock, parse_timestamp};
use proofmark::digest::sha256_hex;
use proofmark::framework;
use proofmark::id::SeededRng;
use proofmark::identity::{Protection, Unlock};
use proofmark::ijson::{self, Json};
use proofmark::proof::SecuringPlan;
use proofmark::records::idempotency::IdempotencyKey;
use proofmark::service::issue::{Form, IssueRequest, Issued};
use proofmark::service::keyring::Keyring;
use proofmark::service::verify::{CheckId, Outcome, Question, Verdict};
use proofmark::service::{Actor, Caller, Service, ServiceError, ServiceSettings};
use proofmark::store::{Commit, Conflict, Memory, Page, Scan, Sink, Store, StoreError};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use tempfile::TempDir;

const NOW: &str = "2026-11-22T10:00:00Z";
const ALL: [&str; 4] = [
    "eddsa-rdfc-2022",
    "eddsa-jcs-2022",
    "eddsa-rdfc-2022+eddsa-jcs-2022",
    "vc-jwt",
];

struct House {
    service: Service,
    keyring: Keyring,
    _folder: TempDir,
}

fn house_over(store: Arc<dyn Store>, settings: ServiceSettings) -> House {
    let folder = tempfile::tempdir().expect("a folder");
    let keyring = Keyring::new(folder.path().join("keys"));
    let clock = FixedClock(parse_timestamp(NOW).expect("a date"));
    // Two services over one store draw other numbers, as they do in life.
    static SEEDS: AtomicU64 = AtomicU64::new(1);
    let rng = Box::new(SeededRng::new(SEEDS.fetch_add(1, Ordering::SeqCst)));
    House {
        service: Service::new(store, Arc::new(clock), rng, settings),
        keyring,
        _folder: folder,
    }
}

/// A house with its issuer and the sample framework.
fn house_with(settings: ServiceSettings) -> House {
    let house = house_over(Arc::new(Memory::new()), settings);
    house.open();
    house
        .service
        .import_framework(framework::SAMPLE, None, &Actor::CommandLine)
        .expect("the sample is imported");
    house
}

/// Whoever does all this.
fn caller() -> Caller {
    Caller::new("default", Actor::CommandLine)
}

fn house() -> House {
    house_with(ServiceSettings::default())
}

impl House {
    fn open(&self) {
        let unlock = Unlock {
            passphrase: None,
            plain_allowed: true,
        };
        let plain = Some(Protection::PlainForDevelopment);
        let opened = self.service.open_issuer(&self.keyring, unlock, plain);
        assert_eq!(opened.expect("an issuer").locked, None);
    }

    fn assess(&self, change: impl FnOnce(&mut serde_json::Value)) -> String {
        let mut value = serde_json::from_slice(assessment::SAMPLE).expect("JSON");
        change(&mut value);
        let recorded = self
            .service
            .assess(value.to_string().as_bytes(), &caller(), None);
        recorded.expect("the assessment is recorded").record.id
    }

    fn issue(&self, assessment: &str, proofs: &[&str]) -> Result<Vec<Issued>, ServiceError> {
        self.service
            .issue(&request(assessment, proofs), &caller(), None)
    }
}

fn request(assessment: &str, proofs: &[&str]) -> IssueRequest {
    IssueRequest {
        assessment: assessment.to_owned(),
        forms: vec![Form::OpenBadge],
        proofs: SecuringPlan::list(proofs.iter().copied()).expect("proofs"),
        valid_until: None,
        again: false,
        resume: None,
        in_place_of: None,
    }
}

fn refused(result: Result<Vec<Issued>, ServiceError>) -> &'static str {
    match result {
        Err(ServiceError::Refused { rule, .. }) => rule,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn what_is_issued_in_every_way_is_valid() {
    for settings in [
        ServiceSettings::default(),
        ServiceSettings {
            public_url: Some("https://badges.example".to_owned()),
            ..ServiceSettings::default()
        },
    ] {
        let house = house_with(settings);
        let issued = house.issue(&house.assess(|_| {}), &ALL).expect("issued");
        assert_eq!(issued.len(), 4);
        for one in &issued {
            let report = house
                .service
                .verify(&Question::about(one.bytes.to_vec()))
                .expect("readable");
            assert_eq!(report.verdict, Verdict::Valid, "{}: {report:#?}", one.proof);
            assert_eq!(one.id, issued[0].id);
            let meaning = report.credential.expect("a meaning");
            assert_eq!(meaning.level_name(), Some("Proficient"));
        }
    }
}

#[test]
fn a_raised_level_is_refused_in_every_form_and_nothing_is_said_of_it() {
    let house = house();
    for one in house
        .issue(&house.assess(|_| {}), &ALL[..3])
        .expect("issued")
    {
        let text = String::from_utf8(one.bytes).expect("text");
        let level = house
            .service
            .framework("49-3091.00", None)
            .expect("a framework");
        assert_eq!(level.levels[3].label, "Advanced");
        let forged = text.replace("\"value\":\"Proficient\"", "\"value\":\"Advanced\"");
        assert_ne!(text, forged);
        let report = house
            .service
            .verify(&Question::about(forged.as_bytes()))
            .expect("readable");
        assert_eq!(report.verdict, Verdict::NotValid);
        assert_eq!(report.credential, None);
        let outcome = |id| report.checks.iter().find(|c| c.id == id).map(|c| c.outcome);
        assert_eq!(outcome(CheckId::IssuerKey), Some(Outcome::Passed));
        assert_eq!(outcome(CheckId::Proof), Some(Outcome::Failed));
        assert_eq!(outcome(CheckId::Meaning), Some(Outcome::NotRun));
    }
}

#[test]
fn the_same_again_gives_the_same_bytes_and_anew_does_not() {
    let house = house();
    let assessment = house.assess(|_| {});
    assert_eq!(assessment, house.assess(|_| {}), "the same document twice");
    let first = house.issue(&assessment, &ALL[..1]).expect("issued");
    let second = house.issue(&assessment, &ALL[..1]).expect("issued");
    assert_eq!(first[0].bytes, second[0].bytes);
    assert!(!first[0].already && second[0].already);
    let more = house.issue(&assessment, &ALL).expect("issued");
    assert_eq!(more[0].bytes, first[0].bytes);
    assert_eq!(more[3].id, first[0].id, "one credential, several proofs");
    let longer = IssueRequest {
        valid_until: Some("2030-01-01T00:00:00Z".to_owned()),
        ..request(&assessment, &ALL[..1])
    };
    let longer = house.service.issue(&longer, &caller(), None);
    assert_eq!(refused(longer), "already-issued");
    let anew = IssueRequest {
        again: true,
        ..request(&assessment, &ALL[..1])
    };
    let anew = house.service.issue(&anew, &caller(), None).expect("issued");
    assert_ne!(anew[0].id, first[0].id);
    let latest = house.issue(&assessment, &ALL[..1]).expect("issued");
    assert_eq!(latest[0].bytes, anew[0].bytes);
    let record = house
        .service
        .credential(&first[0].id, "default")
        .expect("on record");
    assert_eq!(record.secured.len(), 4);
    for one in &more {
        let report = house
            .service
            .verify(&Question::about(one.bytes.to_vec()))
            .expect("readable");
        assert_eq!(report.verdict, Verdict::Valid, "{}", one.proof);
    }
}

#[test]
fn a_further_proof_is_made_over_the_same_credential_whichever_came_first() {
    let house = house();
    let assessment = house.assess(|_| {});
    let token = house.issue(&assessment, &ALL[3..]).expect("issued");
    let both = house.issue(&assessment, &ALL[2..3]).expect("issued");
    assert_eq!(token[0].id, both[0].id);
    let report = house
        .service
        .verify(&Question::about(both[0].bytes.to_vec()))
        .expect("readable");
    assert_eq!(report.verdict, Verdict::Valid);
    let text = String::from_utf8(both[0].bytes.clone()).expect("text");
    for claim in ["iss", "sub", "jti", "nbf", "exp"] {
        assert!(!text.contains(&format!("\"{claim}\":")), "{claim}");
    }
}

#[test]
fn an_idempotency_key_gives_the_same_bytes_and_serves_one_request_alone() {
    let house = house();
    let assessment = house.assess(|_| {});
    let key = |key| Some(IdempotencyKey { caller: "c", key });
    let again = IssueRequest {
        again: true,
        ..request(&assessment, &ALL[..2])
    };
    let first = house
        .service
        .issue(&again, &caller(), key("k"))
        .expect("issued");
    let second = house
        .service
        .issue(&again, &caller(), key("k"))
        .expect("issued");
    let bytes = |issued: &[Issued]| issued.iter().map(|i| i.bytes.clone()).collect::<Vec<_>>();
    assert_eq!(bytes(&first), bytes(&second));
    let other = house
        .service
        .issue(&again, &caller(), key("l"))
        .expect("issued");
    assert_ne!(bytes(&first), bytes(&other));
    let conflict = house
        .service
        .issue(&request(&assessment, &ALL[..1]), &caller(), key("k"));
    assert!(matches!(
        conflict,
        Err(ServiceError::Conflict {
            problem: "idempotency-conflict",
            ..
        })
    ));
}

#[test]
fn many_at_once_are_one() {
    let house = house();
    let assessment = house.assess(|_| {});
    let issued: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..16)
            .map(|_| scope.spawn(|| house.issue(&assessment, &ALL[1..2]).expect("issued")))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("no panic").remove(0).bytes)
            .collect()
    });
    assert!(issued.iter().all(|bytes| *bytes == issued[0]));
    let page = house
        .service
        .credentials("default", None, 100)
        .expect("a page");
    assert_eq!(page.records.len(), 1);
}

#[test]
fn rules_refuse_by_name() {
    let house = house();
    let none = house.assess(|value| {
        value["ratings"] = serde_json::json!([{"statement": "emerging/1", "met": true}])
    });
    assert_eq!(refused(house.issue(&none, &ALL[..1])), "no-level");
    let bare = house.assess(|value| {
        value["learner"]
            .as_object_mut()
            .expect("an object")
            .remove("did");
    });
    assert_eq!(
        refused(house.issue(&bare, &ALL[3..])),
        "jwt-without-subject"
    );
    house
        .issue(&bare, &ALL[..1])
        .expect("an embedded proof needs no DID");
    let past = IssueRequest {
        valid_until: Some("2020-01-01T00:00:00Z".to_owned()),
        ..request(&bare, &ALL[..1])
    };
    assert_eq!(
        refused(house.service.issue(&past, &caller(), None)),
        "valid-until"
    );
    assert!(matches!(
        house.issue("no-such", &ALL[..1]),
        Err(ServiceError::NotFound {
            what: "assessment",
            ..
        })
    ));
    assert!(matches!(
        house.service.issue(
            &request(&bare, &ALL[..1]),
            &Caller::new("another", Actor::CommandLine),
            None
        ),
        Err(ServiceError::NotFound { .. })
    ));
}

#[test]
fn an_assessment_of_an_unknown_framework_names_the_near_ones() {
    let house = house();
    let mut value: serde_json::Value = serde_json::from_slice(assessment::SAMPLE).expect("JSON");
    value["framework"]["soc"] = "49-3091.01".into();
    let error = house
        .service
        .assess(value.to_string().as_bytes(), &caller(), None);
    let Err(ServiceError::Invalid { findings, .. }) = error else {
        panic!("not refused: {error:?}");
    };
    assert!(
        findings[0].pointer.starts_with("/framework"),
        "{findings:?}"
    );
    assert!(findings[0].detail.contains("49-3091.00"), "{findings:?}");
}

#[test]
fn an_assessment_is_not_made_in_the_future() {
    let house = house();
    let at = |instant: &str| {
        let mut value: serde_json::Value =
            serde_json::from_slice(assessment::SAMPLE).expect("JSON");
        value["assessedAt"] = instant.into();
        let text = value.to_string();
        house.service.assess(text.as_bytes(), &caller(), None)
    };
    assert!(at("2026-11-22T10:04:00Z").is_ok());
    let Err(ServiceError::Invalid { findings, .. }) = at("2026-11-22T10:06:00Z") else {
        panic!("not refused");
    };
    assert_eq!(findings[0].pointer, "/assessedAt");
}

#[test]
fn a_framework_version_never_changes() {
    let house = house();
    let again = house
        .service
        .import_framework(framework::SAMPLE, None, &Actor::CommandLine)
        .expect("a no-op");
    assert!(!again.new);
    let mut value: serde_json::Value = serde_json::from_slice(framework::SAMPLE).expect("JSON");
    value["framework"]["levels"]["emerging"]["statements"][0] = "Other words".into();
    let error =
        house
            .service
            .import_framework(value.to_string().as_bytes(), None, &Actor::CommandLine);
    let Err(ServiceError::Conflict { findings, .. }) = error else {
        panic!("not refused: {error:?}");
    };
    assert_eq!(
        findings[0].pointer,
        "/framework/levels/emerging/statements/0"
    );
}

#[test]
fn policies_are_taken_from_the_nearest() {
    let house = house();
    let policy = |share: f64| {
        let text = serde_json::json!({ "share": share }).to_string();
        proofmark::service::assess::read_policy(text.as_bytes()).expect("a policy")
    };
    let level = |own: Option<f64>, named: Option<f64>, house: &House| {
        let mut value: serde_json::Value =
            serde_json::from_slice(assessment::SAMPLE).expect("JSON");
        if let Some(share) = own {
            value["policy"] = serde_json::json!({ "share": share });
        }
        let named = named.map(policy);
        let text = value.to_string();
        let recorded = house
            .service
            .assess(text.as_bytes(), &caller(), named.as_ref());
        recorded
            .expect("recorded")
            .record
            .assessment
            .decision
            .achieved
    };
    assert_eq!(level(None, None, &house).as_deref(), Some("proficient"));
    assert_eq!(
        level(Some(0.2), Some(1.0), &house).as_deref(),
        Some("advanced")
    );
    assert_ne!(
        level(None, Some(1.0), &house).as_deref(),
        Some("proficient")
    );
    house
        .service
        .import_framework(framework::SAMPLE, Some(&policy(0.2)), &Actor::CommandLine)
        .expect("the framework's own policy");
    assert_eq!(level(None, None, &house).as_deref(), Some("advanced"));
}

#[test]
fn setting_a_public_url_later_makes_an_issuer_beside_the_old_one() {
    let store: Arc<dyn Store> = Arc::new(Memory::new());
    let first = house_over(Arc::clone(&store), ServiceSettings::default());
    first.open();
    first
        .service
        .import_framework(framework::SAMPLE, None, &Actor::CommandLine)
        .expect("imported");
    let old = first
        .issue(&first.assess(|_| {}), &ALL[..1])
        .expect("issued");
    let second = house_over(
        store,
        ServiceSettings {
            public_url: Some("https://badges.example".to_owned()),
            ..ServiceSettings::default()
        },
    );
    second.open();
    let issuer = second.service.issuer("default").expect("an issuer");
    assert_eq!(issuer.profile.did, "did:web:badges.example");
    assert_eq!(second.service.issuers().expect("issuers").len(), 2);
    let report = second
        .service
        .verify(&Question::about(old[0].bytes.to_vec()))
        .expect("readable");
    assert_eq!(report.verdict, Verdict::Valid);
}

#[test]
fn a_credential_of_the_issuer_before_is_secured_in_more_ways_only_anew() {
    let store: Arc<dyn Store> = Arc::new(Memory::new());
    let first = house_over(Arc::clone(&store), ServiceSettings::default());
    first.open();
    let sample = first
        .service
        .import_framework(framework::SAMPLE, None, &Actor::CommandLine);
    sample.expect("imported");
    let assessment = first.assess(|_| {});
    let old = first.issue(&assessment, &ALL[..1]).expect("issued");
    let settings = ServiceSettings {
        public_url: Some("https://badges.example".to_owned()),
        ..ServiceSettings::default()
    };
    let mut second = house_over(store, settings);
    second.keyring = first.keyring.clone();
    second.open();
    let same = second.issue(&assessment, &ALL[..1]).expect("on record");
    assert_eq!(same[0].bytes, old[0].bytes);
    assert_eq!(
        refused(second.issue(&assessment, &ALL[1..2])),
        "issued-by-another"
    );
    let mut anew = request(&assessment, &ALL[1..2]);
    anew.again = true;
    let anew = second.service.issue(&anew, &caller(), None).expect("anew");
    assert_ne!(anew[0].id, old[0].id);
}

#[test]
fn a_public_url_that_comes_back_brings_its_issuer_back() {
    let store: Arc<dyn Store> = Arc::new(Memory::new());
    let folder = tempfile::tempdir().expect("a folder");
    let at = |url: &str, seed| {
        let settings = ServiceSettings {
            public_url: Some(url.to_owned()),
            ..ServiceSettings::default()
        };
        let clock = FixedClock(parse_timestamp(NOW).expect("a date"));
        let rng = Box::new(SeededRng::new(seed));
        let house = House {
            service: Service::new(Arc::clone(&store), Arc::new(clock), rng, settings),
            keyring: Keyring::new(folder.path()),
            _folder: tempfile::tempdir().expect("a folder"),
        };
        house.open();
        let dids = house.service.issuers().expect("issuers").len();
        let keys = house.keyring.list().expect("keys").len();
        let issuer = house.service.issuer("default").expect("an issuer");
        (issuer.profile.did, dids, keys)
    };
    // Beside the issuers' keys there are those of the audit log and of the deployment.
    let first = at("https://one.example", 1);
    assert_eq!(first, ("did:web:one.example".to_owned(), 1, 3));
    let second = at("https://two.example", 2);
    assert_eq!(second, ("did:web:two.example".to_owned(), 2, 4));
    let back = at("https://one.example", 3);
    assert_eq!(back, ("did:web:one.example".to_owned(), 2, 4));
}

#[test]
fn a_missing_key_is_never_replaced() {
    let store: Arc<dyn Store> = Arc::new(Memory::new());
    let first = house_over(Arc::clone(&store), ServiceSettings::default());
    first.open();
    first
        .service
        .import_framework(framework::SAMPLE, None, &Actor::CommandLine)
        .expect("imported");
    let assessment = first.assess(|_| {});
    let unlock = Unlock {
        passphrase: None,
        plain_allowed: true,
    };
    // The store without its keys: verifying goes on, issuing does not.
    let second = house_over(store, ServiceSettings::default());
    let opened = second
        .service
        .open_issuer(
            &second.keyring,
            unlock,
            Some(Protection::PlainForDevelopment),
        )
        .expect("opens");
    assert!(opened.locked.is_some() && !opened.created);
    assert!(second.keyring.is_empty().expect("a folder"));
    assert!(matches!(
        second.issue(&assessment, &ALL[..1]),
        Err(ServiceError::Key(_))
    ));
    // The keys without their store: nothing is made.
    let third = house_over(Arc::new(Memory::new()), ServiceSettings::default());
    let error = third.service.open_issuer(
        &first.keyring,
        unlock,
        Some(Protection::PlainForDevelopment),
    );
    let Err(ServiceError::Key(text)) = error else {
        panic!("not refused: {error:?}")
    };
    assert!(text.contains("no issuer on record"), "{text}");
    assert!(third.service.issuers().expect("issuers").is_empty());
}

#[test]
fn a_first_start_without_protection_is_refused_with_the_remedies() {
    let house = house_over(Arc::new(Memory::new()), ServiceSettings::default());
    let error = house
        .service
        .open_issuer(&house.keyring, Unlock::default(), None);
    let Err(ServiceError::Key(text)) = error else {
        panic!("not refused");
    };
    for remedy in [
        "--passphrase-file",
        "--passphrase-fd",
        "PROOFMARK_KEY_PASSPHRASE",
        "--insecure-plain-keys",
    ] {
        assert!(text.contains(remedy), "{text}");
    }
    assert!(house.keyring.is_empty().expect("a folder"));
}

/// A store that takes no commit while it is told to be full.
struct Full {
    memory: Memory,
    full: AtomicBool,
}

impl Store for Full {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.memory.get(key)
    }

    fn scan(&self, scan: &Scan) -> Result<Page, StoreError> {
        self.memory.scan(scan)
    }

    fn commit(&self, commit: Commit) -> Result<Result<(), Conflict>, StoreError> {
        if self.full.load(Ordering::SeqCst) {
            return Err(StoreError::TooLarge {
                what: "value",
                length: 1,
                limit: 0,
            });
        }
        self.memory.commit(commit)
    }

    fn health(&self) -> Result<(), StoreError> {
        self.memory.health()
    }

    fn copy(&self, sink: &mut Sink<'_>) -> Result<(), StoreError> {
        self.memory.copy(sink)
    }

    fn rewrite(&self) -> Result<(), StoreError> {
        self.memory.rewrite()
    }
}

#[test]
fn nothing_signed_leaves_when_the_commit_fails() {
    let store = Arc::new(Full {
        memory: Memory::new(),
        full: AtomicBool::new(false),
    });
    let house = house_over(store.clone(), ServiceSettings::default());
    house.open();
    house
        .service
        .import_framework(framework::SAMPLE, None, &Actor::CommandLine)
        .expect("imported");
    let assessment = house.assess(|_| {});
    store.full.store(true, Ordering::SeqCst);
    let failed = house.issue(&assessment, &ALL[..1]);
    assert!(matches!(failed, Err(ServiceError::Store(_))), "{failed:?}");
    assert!(
        house
            .service
            .credentials("default", None, 10)
            .expect("a page")
            .records
            .is_empty()
    );
    store.full.store(false, Ordering::SeqCst);
    assert!(!house.issue(&assessment, &ALL[..1]).expect("issued")[0].already);
}

#[test]
fn what_cannot_be_checked_is_never_called_valid() {
    let house = house();
    let issued = house
        .issue(&house.assess(|_| {}), &ALL[..2])
        .expect("issued");
    let text = String::from_utf8(issued[1].bytes.clone()).expect("text");
    let cases = [
        // A context that is not on board.
        text.replacen(
            "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
            "https://elsewhere.example/context.json",
            2,
        ),
        text.replacen("eddsa-jcs-2022", "ecdsa-jcs-2019", 1),
    ];
    for case in &cases {
        let report = house
            .service
            .verify(&Question::about(case.as_bytes()))
            .expect("readable");
        assert_eq!(report.verdict, Verdict::CouldNotBeChecked, "{report:#?}");
        assert_eq!(report.credential, None);
    }
    for junk in [
        "",
        "[]",
        "\"text\"",
        "{",
        "7",
        "\u{feff}{}",
        "a.b.c",
        "e30.e30",
        "a.b.c.d.e",
    ] {
        assert!(
            house.service.verify(&Question::about(junk)).is_err(),
            "{junk:?}"
        );
    }
    let report = house
        .service
        .verify(&Question::about(b"{}".to_vec()))
        .expect("readable");
    assert_eq!(report.verdict, Verdict::NotValid);
}

#[test]
fn an_assessment_of_the_first_version_is_known_again() {
    let store: Arc<dyn Store> = Arc::new(Memory::new());
    let house = house_over(Arc::clone(&store), ServiceSettings::default());
    house.open();
    let sample = house
        .service
        .import_framework(framework::SAMPLE, None, &Actor::CommandLine);
    sample.expect("imported");
    let other = house.assess(|value| value["learner"]["name"] = "Another".into());
    let assessment = house.service.assessment(&other, "default");
    let mut old = serde_json::to_value(assessment.expect("on record").assessment).expect("JSON");
    old["learner"]["name"] = "Ada Example".into();
    let document: serde_json::Value =
        serde_json::from_slice(assessment::SAMPLE).expect("the sample");
    let content = serde_json::json!({
        "document": document, "framework": "49-3091.00@v.26.11", "policy": old["policy"],
    });
    let digest = sha256_hex(&[&ijson::canonicalize(&Json::from(&content))]);
    let record = serde_json::json!({
        "id": "0b9c6a3e-3f6f-4d63-9a7b-5c2d1e0f4a81", "digest": digest, "issuer": "default",
        "recorded": NOW, "assessment": old,
    });
    let place = "assessment/01a20000-0000-7000-8000-000000000000";
    let commit = Commit::new()
        .put(place, [&[1], record.to_string().as_bytes()].concat())
        .put("assessment-id/0b9c6a3e-3f6f-4d63-9a7b-5c2d1e0f4a81", place)
        .put(format!("assessment-digest/default/{digest}"), place);
    store.commit(commit).expect("a store").expect("no conflict");
    assert_eq!(house.assess(|_| {}), "0b9c6a3e-3f6f-4d63-9a7b-5c2d1e0f4a81");
    let issued = house
        .issue("0b9c6a3e-3f6f-4d63-9a7b-5c2d1e0f4a81", &ALL[..1])
        .expect("issued");
    assert!(!issued[0].already);
}
