//! A log in memory, its key, and what appends to it.

use crate::keys::TestSigner;
use ed25519_dalek::VerifyingKey;
use proofmark::audit::{Act, Entry, object};
use proofmark::clock::{FixedClock, parse_timestamp};
use proofmark::digest::sha256_hex;
use proofmark::id::{SeededRng, time_ordered_uuid};
use proofmark::records::audit::append;
use proofmark::service::{Service, ServiceSettings};
use proofmark::store::{Commit, Memory, Scan, Store};
use std::collections::BTreeMap;
use std::sync::Arc;
use time::OffsetDateTime;

pub const NOW: &str = "2026-11-22T10:00:00Z";

/// A service over a store, with an audit key.
pub struct Bench {
    pub service: Service,
    pub store: Arc<dyn Store>,
    pub key: VerifyingKey,
}

pub fn now() -> OffsetDateTime {
    parse_timestamp(NOW).unwrap()
}

pub fn signer() -> TestSigner {
    TestSigner::new([7; 32], "did:web:school.example#audit")
}

/// A service without its audit key.
pub fn locked(store: Arc<dyn Store>) -> Service {
    let settings = ServiceSettings {
        public_url: Some("https://school.example".to_owned()),
        ..ServiceSettings::default()
    };
    let rng = Box::new(SeededRng::new(1));
    Service::new(store, Arc::new(FixedClock(now())), rng, settings)
}

impl Bench {
    pub fn new() -> Self {
        Self::over(Arc::new(Memory::new()))
    }

    pub fn over(store: Arc<dyn Store>) -> Self {
        let service = locked(Arc::clone(&store));
        let signer = signer();
        let key = signer.key().verifying_key();
        service.keep_audit_signer(Arc::new(signer));
        Self {
            service,
            store,
            key,
        }
    }

    /// Appends `entry`.
    pub fn append(&self, entry: &Entry) {
        self.store
            .commit(append(Commit::new(), entry))
            .unwrap()
            .unwrap();
    }

    /// Appends `count` entries from number `first` on.
    pub fn fill(&self, first: u64, count: u64) -> Vec<Entry> {
        let entries: Vec<Entry> = (first..first + count).map(issued).collect();
        entries.iter().for_each(|entry| self.append(entry));
        entries
    }

    pub fn seal(&self) -> Option<String> {
        self.service.seal_audit().unwrap().checkpoint
    }

    /// What `check_audit` finds.
    pub fn faults(&self) -> Vec<String> {
        let report = self.service.check_audit(&[]).unwrap();
        report.faults.iter().map(ToString::to_string).collect()
    }

    /// Every record of the store.
    pub fn records(&self) -> BTreeMap<Vec<u8>, Vec<u8>> {
        records(self.store.as_ref())
    }
}

/// Every record of `store`.
pub fn records(store: &dyn Store) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut scan = Scan::prefix("audit-").limit(1000);
    loop {
        let page = store.scan(&scan).unwrap();
        all.extend(page.records.into_iter().map(|r| (r.key, r.value)));
        match page.next {
            Some(next) => scan = scan.after(next),
            None => return all,
        }
    }
}

/// The SHA-256 of the document with this number.
pub fn digest(number: u64) -> String {
    sha256_hex(&[b"document", &number.to_be_bytes()])
}

/// The entry of issuing the document with this number.
pub fn issued(number: u64) -> Entry {
    let at = now() + time::Duration::milliseconds(i64::try_from(number).unwrap());
    let id = time_ordered_uuid(at, &mut SeededRng::new(number));
    let object = object("credential", &format!("urn:uuid:{number}"));
    let issuer = if number.is_multiple_of(3) {
        "other"
    } else {
        "default"
    };
    Entry::new(id, at, "api-key/abcdefgh", Act::CredentialIssue, object)
        .of_issuer(issuer)
        .with_digests(vec![digest(number)])
}
