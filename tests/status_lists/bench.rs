//! A deployment whose clock and store a test holds, and what is done to its status lists before
//! anybody looks.

use proofmark::clock::{Clock, parse_timestamp};
use proofmark::id::OsRng;
use proofmark::identity::{Protection, Unlock};
use proofmark::ijson;
use proofmark::records::issuer::IssuerRecord;
use proofmark::records::status_list::{self as records, StatusPlace};
use proofmark::service::keyring::Keyring;
use proofmark::service::status_lists::Published;
use proofmark::service::{Service, ServiceSettings};
use proofmark::status::StatusList;
use proofmark::store::{Commit, Memory, Store};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use time::{Duration, OffsetDateTime};

pub const START: &str = "2026-11-20T10:00:00Z";

/// A clock that a test sets.
pub struct Hand(Mutex<OffsetDateTime>);

impl Hand {
    pub fn turn(&self, by: Duration) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for Hand {
    fn now(&self) -> OffsetDateTime {
        *self.0.lock().unwrap()
    }
}

/// A deployment.
pub struct Bench {
    pub store: Arc<Memory>,
    pub clock: Arc<Hand>,
    folder: tempfile::TempDir,
}

/// One run of its program.
pub struct Run {
    pub service: Service,
    pub issuer: IssuerRecord,
    pub store: Arc<Memory>,
    pub locked: Option<String>,
}

impl Bench {
    pub fn new() -> Self {
        let start = parse_timestamp(START).unwrap();
        Self {
            store: Arc::new(Memory::new()),
            clock: Arc::new(Hand(Mutex::new(start))),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn published(&self) -> PathBuf {
        self.folder.path().join("published")
    }

    /// Starts the program.
    pub fn start(&self) -> Run {
        self.start_with(Arc::clone(&self.store), true)
    }

    /// Starts it without what unlocks its key.
    pub fn start_locked(&self) -> Run {
        self.start_with(Arc::clone(&self.store), false)
    }

    /// Starts it over another store.
    pub fn start_with(&self, store: Arc<Memory>, plain_allowed: bool) -> Run {
        let settings = ServiceSettings {
            public_url: Some("https://school.example".to_owned()),
            ..ServiceSettings::default()
        };
        let clock = Arc::clone(&self.clock) as Arc<dyn Clock>;
        let as_store = Arc::clone(&store) as Arc<dyn Store>;
        let service = Service::new(as_store, clock, Box::new(OsRng), settings)
            .publishing_in(self.folder.path());
        let opened = service
            .open_issuer(
                &Keyring::new(self.folder.path().join("keys")),
                Unlock {
                    passphrase: None,
                    plain_allowed,
                },
                Some(Protection::PlainForDevelopment),
            )
            .unwrap();
        Run {
            service,
            issuer: opened.record,
            store,
            locked: opened.locked,
        }
    }
}

impl Run {
    /// A place that no credential has yet.
    pub fn draw(&self) -> StatusPlace {
        let mut places = self
            .service
            .draw_status_places(&self.issuer, self.issuer.profile.status.purposes())
            .unwrap();
        assert_eq!(places.len(), 1);
        places.remove(0)
    }

    /// Draws and gives a place, again when somebody else was given it first.
    pub fn issue(&self, credential: &str) -> StatusPlace {
        loop {
            let place = self.draw();
            let commit = records::take(Commit::new(), &place, credential.as_bytes());
            if self.store.commit(commit).unwrap().is_ok() {
                return place;
            }
        }
    }

    /// Sets a bit on record, or clears it, without anybody being told.
    pub fn record(&self, place: &StatusPlace, credential: &str, on: bool) {
        let commit = records::set(Commit::new(), place, credential.as_bytes(), on);
        assert_eq!(self.store.commit(commit), Ok(Ok(())));
    }

    /// The same, and memory follows.
    pub fn set(&self, place: &StatusPlace, credential: &str, on: bool) {
        self.record(place, credential, on);
        self.service
            .statuses_changed(std::slice::from_ref(place))
            .unwrap();
    }

    pub fn served(&self, place: &StatusPlace) -> Arc<Published> {
        let name = name(place);
        let list = self.service.status_list(name, "default").unwrap();
        list.expect("a list")
    }
}

/// The name of a place's list.
pub fn name(place: &StatusPlace) -> &str {
    place.url.rsplit('/').next().unwrap()
}

/// A list as any reader sees it.
pub fn read(published: &[u8], place: &StatusPlace) -> StatusList {
    let json = ijson::parse(published).unwrap();
    StatusList::read(&json, &place.url).unwrap()
}

pub fn is_set(list: &StatusList, place: &StatusPlace) -> bool {
    list.bits.get(place.index.into(), 1) == Some(1)
}
