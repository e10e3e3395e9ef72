//! Sharing: what a link shows, to whom, until when, and what nobody sees.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proofmark::clock::Clock;
use proofmark::credential::profile::StatusChoice;
use proofmark::id::{OsRng, SeededRng};
use proofmark::identity::{Protection, Unlock};
use proofmark::proof::SecuringPlan;
use proofmark::service::carry::Taken;
use proofmark::service::fsck::Fsck;
use proofmark::service::issue::{Form, IssueRequest};
use proofmark::service::issuers::IssuerChange;
use proofmark::service::keyring::Keyring;
use proofmark::service::learners::KnownBy;
use proofmark::service::lifecycle::StatusAct;
use proofmark::service::shares::{Share, ShareRequest, SharedView, Shows, Standing, USUAL};
use proofmark::service::{Actor, Caller, Service, ServiceError, ServiceSettings};
use proofmark::store::{Memory, Scan, SledOptions, SledStore, Store};
use proofmark::texts::Texts;
use proofmark::{assessment, framework};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

const NAME: &str = "Planted Qwyzzle-Name";
const EMAIL: &str = "planted.qwyzzle@example.org";
const EVIDENCE: &str = "planted narrative";
const EVIDENCE_NAME: &str = "planted work";
const EVIDENCE_URL: &str = "https://workshop.example/planted";
const PURPOSE: &str = "For the planted studio";

/// A clock that is set.
#[derive(Clone)]
struct Hands(Arc<Mutex<OffsetDateTime>>);

impl Clock for Hands {
    fn now(&self) -> OffsetDateTime {
        *self.0.lock().unwrap()
    }
}

impl Hands {
    fn pass(&self, time: Duration) {
        *self.0.lock().unwrap() += time;
    }
}

struct Place {
    service: Service,
    store: Arc<dyn Store>,
    clock: Hands,
    keys: TempDir,
}

fn staff() -> Caller {
    Caller::new("default", Actor::CommandLine)
}

fn place() -> Place {
    place_over(Arc::new(Memory::new()))
}

fn place_over(store: Arc<dyn Store>) -> Place {
    let clock = Hands(Arc::new(Mutex::new(datetime!(2026-11-23 10:00 UTC))));
    let settings = ServiceSettings {
        public_url: Some("https://badges.example".to_owned()),
        ..ServiceSettings::default()
    };
    let rng = Box::new(OsRng);
    let service = Service::new(Arc::clone(&store), Arc::new(clock.clone()), rng, settings);
    let keys = tempfile::tempdir().unwrap();
    let unlock = Unlock {
        passphrase: None,
        plain_allowed: true,
    };
    let plain = Some(Protection::PlainForDevelopment);
    service
        .open_issuer(&Keyring::new(keys.path()), unlock, plain)
        .unwrap();
    let both = IssuerChange {
        status: Some(StatusChoice::Both),
        ..IssuerChange::default()
    };
    service.change_issuer(&staff(), &both).unwrap();
    let by = Actor::CommandLine;
    service
        .import_framework(framework::SAMPLE, None, &by)
        .unwrap();
    Place {
        service,
        store,
        clock,
        keys,
    }
}

impl Place {
    /// Assesses and issues in these forms; the ids of the credentials.
    fn issue(&self, name: &str, email: &str, forms: &[Form]) -> Vec<String> {
        let mut document: Value = serde_json::from_slice(assessment::SAMPLE).unwrap();
        document["learner"] = json!({ "name": name, "email": email });
        document["ratings"][0]["evidence"] =
            json!([{"url": EVIDENCE_URL, "name": EVIDENCE_NAME, "narrative": EVIDENCE}]);
        let text = document.to_string();
        let recorded = self
            .service
            .assess(text.as_bytes(), &staff(), None)
            .unwrap();
        let request = IssueRequest {
            assessment: recorded.record.id,
            forms: forms.to_vec(),
            proofs: SecuringPlan::list(["eddsa-jcs-2022"]).unwrap(),
            valid_until: Some("2027-11-23T10:00:00Z".to_owned()),
            again: false,
            resume: None,
            in_place_of: None,
        };
        let issued = self.service.issue(&request, &staff(), None).unwrap();
        issued.into_iter().map(|one| one.id).collect()
    }

    fn learner(&self, email: &str) -> Caller {
        let known_by = KnownBy {
            id: None,
            email: Some(email.to_owned()),
        };
        let found = self.service.find_learners(&staff(), &known_by).unwrap();
        Caller::new("default", Actor::Learner(found[0].clone()))
    }

    fn request(&self, credentials: &[String], shows: Shows) -> ShareRequest {
        ShareRequest {
            purpose: PURPOSE.to_owned(),
            credentials: credentials.to_vec(),
            shows,
            expires: self.clock.now() + USUAL,
            indexed: false,
        }
    }

    fn share(&self, caller: &Caller, credentials: &[String], shows: Shows) -> Share {
        let request = self.request(credentials, shows);
        self.service.make_share(caller, &request).unwrap()
    }

    fn view(&self, share: &Share) -> Result<SharedView, ServiceError> {
        self.service.view_share(&share.token, false)
    }

    fn is_sound(&self) {
        self.service.tend_at_last().unwrap();
        let report = self.service.check_everything(&Fsck::default()).unwrap();
        assert_eq!(report.faults, []);
    }

    fn values(&self, prefix: &str) -> usize {
        let scan = Scan::prefix(prefix).limit(1000);
        self.store.scan(&scan).unwrap().records.len()
    }
}

const ALL: Shows = Shows {
    name: true,
    statements: true,
    evidence: true,
    document: true,
};

fn nowhere() -> ServiceError {
    ServiceError::NotFound {
        what: "shared page",
        name: String::new(),
        near: Vec::new(),
    }
}

fn slugs(error: ServiceError) -> Vec<(String, &'static str)> {
    let ServiceError::Invalid { findings, .. } = error else {
        panic!("{error}");
    };
    let slugs = findings.into_iter().map(|one| (one.pointer, one.problem));
    slugs.collect()
}

#[test]
fn a_link_shows_what_was_chosen_and_nothing_else() {
    let place = place();
    let ids = place.issue(NAME, EMAIL, &[Form::OpenBadge, Form::Clr]);
    let ada = place.learner(EMAIL);
    let shown = |shows| {
        let share = place.share(&ada, &ids, shows);
        let view = place.view(&share).unwrap();
        let preview = place.request(&ids, shows);
        let preview = place.service.preview_share(&ada, &preview).unwrap();
        assert_eq!(preview, view, "the preview is what is seen");
        view
    };
    let everything = shown(ALL);
    let statements: Vec<String> = everything.credentials[0].levels[0]
        .statements
        .iter()
        .map(|one| one.text.clone().unwrap())
        .collect();
    assert!(statements.len() > 2);
    for bits in 0..16 {
        let shows = Shows {
            name: bits & 1 != 0,
            statements: bits & 2 != 0,
            evidence: bits & 4 != 0,
            document: bits & 8 != 0,
        };
        if shows.document && shows != ALL {
            let request = place.request(&ids, shows);
            let refused = place.service.make_share(&ada, &request).unwrap_err();
            let expected = ("/shows/document".to_owned(), "document-shows-everything");
            assert_eq!(slugs(refused), [expected]);
            continue;
        }
        let view = shown(shows);
        let text = format!("{view:?}");
        let holds = |part: &str| text.contains(part);
        assert_eq!(holds(NAME), shows.name, "{shows:?}");
        for part in [EVIDENCE, EVIDENCE_NAME, EVIDENCE_URL] {
            assert_eq!(holds(part), shows.evidence, "{part} {shows:?}");
        }
        for statement in &statements {
            assert_eq!(holds(statement), shows.statements, "{shows:?}");
        }
        for id in &ids {
            assert_eq!(holds(id), shows.document, "{shows:?}");
        }
        assert!(!holds(EMAIL) && !holds("sha256$"), "{text}");
        assert!(holds(PURPOSE));
    }
    // A badge and the record that holds it state the same level.
    let [badge, record] = everything.credentials.as_slice() else {
        panic!("{everything:?}");
    };
    assert_eq!(badge.levels, record.levels);
    let level = &badge.levels[0];
    assert_eq!(
        level.ladder.iter().filter(|rung| rung.is_reached).count(),
        1
    );
    let at_statements: usize = level.statements.iter().map(|one| one.evidence.len()).sum();
    assert_eq!(level.statements[0].evidence.len(), 1);
    assert_eq!(level.evidence.len(), 0);
    // Without the statements the evidence stands by itself.
    let without = shown(Shows {
        evidence: true,
        ..Shows::default()
    });
    let standing_alone = without.credentials[0].levels[0].evidence.len();
    assert_eq!(standing_alone, at_statements);
    place.is_sound();
}

#[test]
fn what_becomes_of_a_credential_is_seen() {
    let place = place();
    let ids = place.issue(NAME, EMAIL, &[Form::OpenBadge]);
    let ada = place.learner(EMAIL);
    let share = place.share(&ada, &ids, Shows::default());
    let standing = || place.view(&share).unwrap().credentials[0].standing;
    assert_eq!(standing(), Standing::Valid);
    let act = |act| {
        let by = staff();
        place
            .service
            .change_status(&ids[0], act, Some("planted"), &by)
            .unwrap();
    };
    act(StatusAct::Suspend);
    assert_eq!(standing(), Standing::Suspended);
    act(StatusAct::Reinstate);
    assert_eq!(standing(), Standing::Valid);
    place.clock.pass(Duration::days(366));
    let later = place.share(&ada, &ids, Shows::default());
    let seen = place.view(&later).unwrap();
    assert_eq!(seen.credentials[0].standing, Standing::Expired);
    assert_eq!(seen.looked, "2027-11-24T10:00:00Z");
    act(StatusAct::Revoke);
    let seen = place.view(&later).unwrap().credentials[0].standing;
    assert_eq!((seen, seen.is_good()), (Standing::Revoked, false));
}

#[test]
fn a_link_that_leads_nowhere_answers_alike_whatever_the_reason() {
    let place = place();
    let ids = place.issue(NAME, EMAIL, &[Form::OpenBadge]);
    let ada = place.learner(EMAIL);
    let (back, over, erased) = (
        place.share(&ada, &ids, ALL),
        place.share(&ada, &ids, ALL),
        place.share(&ada, &ids, ALL),
    );
    assert_eq!(back.token.len(), 43);
    assert_ne!(back.token, over.token);
    let document = |share: &Share, at, taken| {
        let texts = Texts::default();
        let found = place
            .service
            .shared_document(&share.token, at, taken, texts);
        found.map(|found| found.bytes)
    };
    let proof = Taken::Json;
    let signed = place.service.signed_credential(&ids[0], "default", None);
    assert_eq!(document(&back, 0, proof), Ok(signed.unwrap().bytes));
    assert_eq!(document(&back, 1, proof), Err(nowhere()));
    assert_eq!(document(&back, 0, Taken::Jwt), Err(nowhere()));
    let some = place.share(
        &ada,
        &ids,
        Shows {
            document: false,
            ..ALL
        },
    );
    assert_eq!(document(&some, 0, proof), Err(nowhere()));

    let answers = |share: &Share| {
        assert_eq!(place.view(share), Err(nowhere()));
        assert_eq!(document(share, 0, proof), Err(nowhere()));
        let owner = place.service.learner_of_share(&share.token);
        assert_eq!(owner, Err(nowhere()));
    };
    place.service.take_back_share(&ada, &back.id).unwrap();
    answers(&back);
    let again = place.service.take_back_share(&ada, &back.id);
    assert_eq!(again, Err(nowhere()));
    for token in ["", "a", "../../share", &back.token[1..], &"A".repeat(43)] {
        let unknown = Share {
            token: token.to_owned(),
            ..back.clone()
        };
        answers(&unknown);
    }
    place.clock.pass(USUAL);
    answers(&over);
    let own = place.service.shares(&ada).unwrap();
    assert!(own.iter().all(|share| share.is_over));
    assert_eq!(own.len(), 3);
    place.is_sound();

    let Actor::Learner(id) = &ada.actor else {
        panic!("a learner");
    };
    let by = staff();
    place
        .service
        .erase_learners(&by, std::slice::from_ref(id))
        .unwrap();
    answers(&erased);
    assert_eq!(
        (place.values("share/"), place.values("share-token/")),
        (0, 0)
    );
    assert_eq!(place.service.shares(&ada), Err(ServiceError::Erased));
    place.is_sound();
}

#[test]
fn fifty_looks_at_once_are_fifty() {
    let place = place();
    let ids = place.issue(NAME, EMAIL, &[Form::OpenBadge]);
    let ada = place.learner(EMAIL);
    let share = place.share(&ada, &ids, Shows::default());
    place.view(&share).unwrap();
    let count = || {
        let found = place.service.shares(&ada).unwrap();
        (found[0].views, found[0].viewed.clone())
    };
    assert_eq!(count(), (0, None), "a look that is not to be counted");
    std::thread::scope(|scope| {
        for _ in 0..50 {
            scope.spawn(|| place.service.view_share(&share.token, true).unwrap());
        }
    });
    let day = |day: &str| Some(day.to_owned());
    assert_eq!(count(), (50, day("2026-11-23")), "before they are written");
    place.service.tend().unwrap();
    assert_eq!(count(), (50, day("2026-11-23")));
    // Within seconds of each other they are gathered, and not lost.
    place.service.view_share(&share.token, true).unwrap();
    place.service.tend().unwrap();
    place.clock.pass(Duration::days(1));
    place.service.view_share(&share.token, true).unwrap();
    place.service.tend().unwrap();
    assert_eq!(count(), (52, day("2026-11-24")));

    // What another process finds.
    let settings = ServiceSettings::default();
    let rng = Box::new(SeededRng::new(1));
    let clock = Arc::new(place.clock.clone());
    let other = Service::new(Arc::clone(&place.store), clock, rng, settings);
    let unlock = Unlock {
        passphrase: None,
        plain_allowed: true,
    };
    let plain = Some(Protection::PlainForDevelopment);
    let keyring = Keyring::new(place.keys.path());
    other.open_issuer(&keyring, unlock, plain).unwrap();
    assert_eq!(other.shares(&ada).unwrap()[0].views, 52);

    // Looks at what is taken back meanwhile go with it.
    place.service.view_share(&share.token, true).unwrap();
    place.service.take_back_share(&ada, &share.id).unwrap();
    place.clock.pass(Duration::days(1));
    place.service.tend().unwrap();
    assert_eq!(place.service.shares(&ada), Ok(Vec::new()));
    place.is_sound();
}

#[test]
fn nobody_sees_or_takes_back_what_another_shares() {
    let place = place();
    let ids = place.issue(NAME, EMAIL, &[Form::OpenBadge]);
    let others = place.issue("Bob", "bob@example.org", &[Form::OpenBadge]);
    let (ada, bob) = (place.learner(EMAIL), place.learner("bob@example.org"));
    let share = place.share(&ada, &ids, ALL);
    assert_eq!(place.service.shares(&bob), Ok(Vec::new()));
    for id in [share.id.as_str(), share.token.as_str(), "", "a/b"] {
        assert_eq!(place.service.take_back_share(&bob, id), Err(nowhere()));
    }
    assert_eq!(place.service.take_back_all_shares(&bob), Ok(0));
    let mixed = [ids[0].clone(), others[0].clone()];
    let refused = place
        .service
        .make_share(&bob, &place.request(&mixed, ALL))
        .unwrap_err();
    assert_eq!(slugs(refused), [("/credentials/0".to_owned(), "not-held")]);
    let elsewhere = Caller::new("other", ada.actor.clone());
    assert!(place.service.shares(&elsewhere).is_err());
    for caller in [
        staff(),
        Caller::new("default", Actor::Person("1".to_owned())),
    ] {
        let refused = place.service.shares(&caller).unwrap_err();
        assert!(matches!(refused, ServiceError::Refused { .. }), "{refused}");
        assert!(place.service.take_back_all_shares(&caller).is_err());
    }
    assert!(place.view(&share).is_ok());
    let second = place.share(&ada, &ids, Shows::default());
    assert_eq!(place.service.take_back_all_shares(&ada), Ok(2));
    assert_eq!(place.view(&share), Err(nowhere()));
    assert_eq!(place.view(&second), Err(nowhere()));
    place.is_sound();
}

#[test]
fn everything_that_is_wrong_with_a_wish_is_told() {
    let place = place();
    let ids = place.issue(NAME, EMAIL, &[Form::OpenBadge]);
    let ada = place.learner(EMAIL);
    let now = place.clock.now();
    let wrong = ShareRequest {
        purpose: " \n ".to_owned(),
        credentials: vec![ids[0].clone(), ids[0].clone(), "x".repeat(9000)],
        shows: Shows {
            document: true,
            ..Shows::default()
        },
        expires: now,
        indexed: true,
    };
    let refused = place.service.make_share(&ada, &wrong).unwrap_err();
    let told = |pointer: &str, slug| (pointer.to_owned(), slug);
    assert_eq!(
        slugs(refused),
        [
            told("/purpose", "missing-member"),
            told("/expires", "bad-end"),
            told("/shows/document", "document-shows-everything"),
            told("/credentials/1", "duplicate"),
            told("/credentials/2", "not-held"),
        ]
    );
    let right = place.request(&ids, ALL);
    let refused = |change: &dyn Fn(&mut ShareRequest)| {
        let mut request = right.clone();
        change(&mut request);
        slugs(place.service.make_share(&ada, &request).unwrap_err()).remove(0)
    };
    let years = now + Duration::days(732);
    let found = refused(&|one| one.expires = years);
    assert_eq!(found, told("/expires", "bad-end"));
    let found = refused(&|one| one.purpose = "a".repeat(201));
    assert_eq!(found, told("/purpose", "text-too-long"));
    let found = refused(&|one| one.purpose = "bell\u{7}".to_owned());
    assert_eq!(found.0, "/purpose");
    let found = refused(&|one| one.credentials.clear());
    assert_eq!(found, told("/credentials", "no-credentials"));
    let mut folded = right.clone();
    folded.purpose = "  one\n two ".to_owned();
    let share = place.service.make_share(&ada, &folded).unwrap();
    assert_eq!(share.purpose, "one two");
}

#[test]
fn nothing_of_a_link_is_kept_in_clear_and_it_is_given_out_with_everything_else() {
    let folder = tempfile::tempdir().unwrap();
    let store = SledStore::open(folder.path(), &SledOptions::default(), "a test").unwrap();
    let place = place_over(Arc::new(store));
    let ids = place.issue(NAME, EMAIL, &[Form::OpenBadge]);
    let ada = place.learner(EMAIL);
    let share = place.share(&ada, &ids, ALL);
    place.service.view_share(&share.token, true).unwrap();
    place.service.tend_at_last().unwrap();
    let scan = Scan::prefix("").limit(10_000);
    let records = place.store.scan(&scan).unwrap().records;
    let secrets = [share.token.as_str(), PURPOSE, NAME, EVIDENCE];
    for record in records {
        let place = String::from_utf8_lossy(&record.key).into_owned();
        let bytes = [record.key, record.value].concat();
        for secret in secrets {
            let holds = bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes());
            assert!(!holds, "{secret} stands in clear at {place}");
        }
    }
    let Actor::Learner(id) = &ada.actor else {
        panic!("a learner");
    };
    let export = place.service.export_learner(&staff(), id).unwrap();
    assert_eq!(export["shares"][0]["purpose"], PURPOSE);
    assert_eq!(export["shares"][0]["views"], 1);
    assert!(!export.to_string().contains(&share.token));
}
