//! A deployment whose clock and store a test holds, and the audit entries it left.

use proofmark::assessment;
use proofmark::audit::{Act, Entry};
use proofmark::clock::{Clock, parse_timestamp};
use proofmark::credential::profile::StatusChoice;
use proofmark::framework;
use proofmark::id::SeededRng;
use proofmark::identity::{Protection, Unlock};
use proofmark::proof::SecuringPlan;
use proofmark::records::audit;
use proofmark::records::credential::CredentialRecord;
use proofmark::records::status_list::StatusPlace;
use proofmark::service::issue::{Form, IssueRequest, Issued};
use proofmark::service::issuers::IssuerChange;
use proofmark::service::keyring::Keyring;
use proofmark::service::lifecycle::{Acted, StatusAct};
use proofmark::service::verify::{Question, Report};
use proofmark::service::{Actor, Caller, Service, ServiceError, ServiceSettings};
use proofmark::status::StatusList;
use proofmark::store::{Memory, Store};
use proofmark::{ijson, records};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use time::{Duration, OffsetDateTime};

pub const START: &str = "2026-11-22T10:00:00Z";
pub const URL: &str = "https://school.example";

/// A clock that a test sets.
pub struct Hand(Mutex<OffsetDateTime>);

impl Hand {
    pub fn turn(&self, by: Duration) {
        *self.0.lock().unwrap() += by;
    }
}

/// A clock that its test holds too.
struct Shared(Arc<Hand>);

impl Clock for Shared {
    fn now(&self) -> OffsetDateTime {
        *self.0.0.lock().unwrap()
    }
}

/// A deployment.
pub struct Bench {
    pub service: Service,
    pub store: Arc<dyn Store>,
    pub clock: Arc<Hand>,
    pub folder: tempfile::TempDir,
}

pub fn caller() -> Caller {
    Caller::new("default", Actor::CommandLine)
}

impl Bench {
    /// One in memory, with a public URL.
    pub fn new(status: StatusChoice) -> Self {
        Self::over(Arc::new(Memory::new()), Some(URL), status)
    }

    pub fn over(store: Arc<dyn Store>, url: Option<&str>, status: StatusChoice) -> Self {
        let clock = Arc::new(Hand(Mutex::new(parse_timestamp(START).unwrap())));
        let settings = ServiceSettings {
            public_url: url.map(str::to_owned),
            ..ServiceSettings::default()
        };
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        let service = Service::new(
            Arc::clone(&store),
            Arc::new(Shared(Arc::clone(&clock))),
            Box::new(SeededRng::new(11)),
            settings,
        );
        let bench = Self {
            service: service.publishing_in(folder.path().join("data")),
            store,
            clock,
            folder,
        };
        let keyring = Keyring::new(bench.folder.path().join("keys"));
        let unlock = Unlock {
            passphrase: None,
            plain_allowed: true,
        };
        let plain = Some(Protection::PlainForDevelopment);
        let opened = bench.service.open_issuer(&keyring, unlock, plain).unwrap();
        assert_eq!(opened.locked, None);
        let change = IssuerChange {
            status: Some(status),
            ..IssuerChange::default()
        };
        bench.service.change_issuer(&caller(), &change).unwrap();
        let imported = bench
            .service
            .import_framework(framework::SAMPLE, None, &Actor::CommandLine);
        imported.unwrap();
        bench
    }

    /// Records the sample assessment, changed; its id.
    pub fn assess(&self, change: impl FnOnce(&mut Value)) -> String {
        let mut value: Value = serde_json::from_slice(assessment::SAMPLE).unwrap();
        change(&mut value);
        let text = value.to_string();
        let recorded = self.service.assess(text.as_bytes(), &caller(), None);
        recorded.unwrap().record.id
    }

    /// Issues from an assessment, always anew.
    pub fn issue_from(&self, assessment: &str) -> Issued {
        self.issue_until(assessment, None)
    }

    pub fn issue_until(&self, assessment: &str, until: Option<&str>) -> Issued {
        let request = IssueRequest {
            assessment: assessment.to_owned(),
            forms: vec![Form::OpenBadge],
            proofs: SecuringPlan::list(["eddsa-jcs-2022"]).unwrap(),
            valid_until: until.map(str::to_owned),
            again: true,
            resume: None,
            in_place_of: None,
        };
        let mut issued = self.service.issue(&request, &caller(), None).unwrap();
        assert_eq!(issued.len(), 1);
        issued.remove(0)
    }

    pub fn issue(&self) -> Issued {
        self.issue_from(&self.assess(|_| {}))
    }

    pub fn act(&self, id: &str, act: StatusAct) -> Result<Acted, ServiceError> {
        let reason = Some("because it is so");
        self.service.change_status(id, act, reason, &caller())
    }

    /// The same, which must change something.
    pub fn done(&self, id: &str, act: StatusAct) {
        assert!(self.act(id, act).unwrap().changed, "{act:?}");
    }

    pub fn record(&self, id: &str) -> CredentialRecord {
        self.service.credential(id, "default").unwrap()
    }

    pub fn verify(&self, bytes: &[u8]) -> Report {
        self.service.verify(&Question::about(bytes)).unwrap()
    }

    /// What was done to a credential by the audit log, the first first.
    pub fn entries(&self, id: &str) -> Vec<Entry> {
        entries(self.store.as_ref(), id)
    }

    pub fn acts(&self, id: &str) -> Vec<Act> {
        self.entries(id).iter().map(|entry| entry.act).collect()
    }

    /// Whether the list that is published now has the bit of `place` set.
    pub fn shows(&self, place: &StatusPlace) -> bool {
        self.clock.turn(Duration::seconds(2));
        assert_eq!(self.service.publish_status_lists_at_once(), Ok(vec![]));
        let name = place.url.rsplit('/').next().unwrap();
        let list = self.service.status_list(name, "default").unwrap().unwrap();
        let json = ijson::parse(list.proven.bytes()).unwrap();
        let list = StatusList::read(&json, &place.url).unwrap();
        list.bits.get(place.index.into(), 1) == Some(1)
    }
}

/// The entries about a credential that are not sealed yet, in the order of their making: each
/// follows the one whose hash it names.
pub fn entries(store: &dyn Store, id: &str) -> Vec<Entry> {
    let object = proofmark::audit::object("credential", id);
    let mut found: Vec<Entry> = Vec::new();
    let mut after = None;
    loop {
        let page = audit::open(store, after, 1000).unwrap();
        let all = page
            .records
            .iter()
            .map(|one| audit::open_entry(one).unwrap());
        found.extend(all.filter(|entry| entry.object == object));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let mut chain: Vec<Entry> = Vec::new();
    while !found.is_empty() {
        let last = chain.last().map(Entry::hash);
        let next = found.iter().position(|entry| entry.previous == last);
        chain.push(found.remove(next.expect("a chain without a gap")));
    }
    // The record names the end of the chain.
    let record = records::credential::find(store, id)
        .unwrap()
        .unwrap()
        .record;
    assert_eq!(record.entry, chain.last().map(Entry::hash));
    chain
}

/// Sets all ratings: those of the levels before `reached`, and of it, are met, and no other.
pub fn rate(document: &mut Value, reached: &str) {
    let levels = ["emerging", "developing", "proficient", "advanced"];
    let last = levels.iter().position(|level| *level == reached).unwrap();
    let mut ratings = Vec::new();
    for (place, level) in levels.iter().enumerate() {
        for number in 1..=10 {
            let statement = format!("{level}/{number}");
            ratings.push(json!({"statement": statement, "met": place <= last}));
        }
    }
    document["ratings"] = json!(ratings);
}

/// Which rule refused.
#[track_caller]
pub fn refused<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> &'static str {
    match result {
        Err(ServiceError::Refused { rule, .. }) => rule,
        other => panic!("not refused: {other:?}"),
    }
}

/// Which contradiction it is.
#[track_caller]
pub fn conflict<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> &'static str {
    match result {
        Err(ServiceError::Conflict { problem, .. }) => problem,
        other => panic!("no conflict: {other:?}"),
    }
}
