//! Many who revoke, suspend and reinstate at once, over the store that is used in life: what was
//! said to be done is done, once, and no revocation is ever undone.

use crate::bench::{Bench, entries};
use proofmark::audit::Act;
use proofmark::credential::profile::StatusChoice;
use proofmark::records::credential::State;
use proofmark::service::ServiceError;
use proofmark::service::lifecycle::StatusAct;
use proofmark::store::{SledOptions, SledStore, Store};
use std::sync::Arc;
use std::sync::Mutex;

const THREADS: usize = 64;
const EACH: usize = 12;
/// Fewer credentials than threads: every one is fought over.
const CREDENTIALS: usize = 16;

fn act_of(act: StatusAct) -> Act {
    match act {
        StatusAct::Revoke => Act::CredentialRevoke,
        StatusAct::Suspend => Act::CredentialSuspend,
        StatusAct::Reinstate => Act::CredentialReinstate,
    }
}

#[test]
fn sixty_four_who_act_at_once_lose_no_bit_and_leave_one_entry_each() {
    let folder = tempfile::tempdir().unwrap();
    let options = SledOptions::default();
    let store = SledStore::open(&folder.path().join("store"), &options, "a test").unwrap();
    let store: Arc<dyn Store> = Arc::new(store);
    let bench = Bench::over(
        Arc::clone(&store),
        Some("https://school.example"),
        StatusChoice::Both,
    );
    let assessment = bench.assess(|_| {});
    let ids: Vec<String> = (0..CREDENTIALS)
        .map(|_| bench.issue_from(&assessment).id)
        .collect();
    let done: Mutex<Vec<(usize, StatusAct)>> = Mutex::default();
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (bench, ids, done) = (&bench, &ids, &done);
            scope.spawn(move || {
                for round in 0..EACH {
                    let which = (thread * 7 + round * 5) % CREDENTIALS;
                    // Half of the credentials are revoked at some time.
                    let act = match (thread * 31 + round * 17) / 5 % 8 {
                        0 if which.is_multiple_of(2) => StatusAct::Revoke,
                        n if n % 2 == 0 => StatusAct::Suspend,
                        _ => StatusAct::Reinstate,
                    };
                    match bench.act(&ids[which], act) {
                        Ok(acted) if acted.changed => done.lock().unwrap().push((which, act)),
                        Ok(_) => {}
                        Err(ServiceError::Conflict { problem, .. }) => {
                            assert!(["busy", "revocation-permanent"].contains(&problem));
                        }
                        Err(error) => panic!("{error}"),
                    }
                }
            });
        }
    });
    let done = done.into_inner().unwrap();
    for (which, id) in ids.iter().enumerate() {
        let mine: Vec<Act> = done
            .iter()
            .filter(|(of, _)| *of == which)
            .map(|(_, act)| act_of(*act))
            .collect();
        // Every act that was answered as done has one entry, and there are no others.
        let entries: Vec<Act> = entries(store.as_ref(), id)
            .iter()
            .map(|entry| entry.act)
            .collect();
        assert_eq!(entries[0], Act::CredentialIssue);
        for act in [
            Act::CredentialRevoke,
            Act::CredentialSuspend,
            Act::CredentialReinstate,
        ] {
            let count = |all: &[Act]| all.iter().filter(|one| **one == act).count();
            assert_eq!(count(&entries), count(&mine), "{id}: {act:?}");
        }
        let history = bench.service.credential_history(id, "default").unwrap();
        assert_eq!(history.len() + 1, entries.len());
        // Record, log and published lists say the same.
        let record = bench.record(id);
        let revoked = mine.contains(&Act::CredentialRevoke);
        assert_eq!(record.state == State::Revoked, revoked);
        if revoked {
            assert_eq!(entries.last(), Some(&Act::CredentialRevoke));
        }
        let before = entries
            .iter()
            .rev()
            .find(|act| **act != Act::CredentialRevoke);
        let suspended = before == Some(&Act::CredentialSuspend);
        for place in &record.status {
            let expected = match place.purpose.as_str() {
                "revocation" => revoked,
                _ => suspended,
            };
            assert_eq!(bench.shows(place), expected, "{id}: {}", place.purpose);
        }
    }
    assert!(done.iter().any(|(_, act)| *act == StatusAct::Revoke));
    assert!(done.iter().any(|(_, act)| *act == StatusAct::Reinstate));
}

#[test]
fn two_who_correct_the_same_credential_make_one_correction() {
    let bench = Bench::new(StatusChoice::Revocation);
    let id = bench.issue().id;
    let made = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..8 {
            let (bench, id, made) = (&bench, &id, &made);
            scope.spawn(move || {
                let with = proofmark::service::lifecycle::Replacement {
                    reason: Some("wrong".to_owned()),
                    ..Default::default()
                };
                let caller = crate::bench::caller();
                match bench.service.reissue(id, &with, &caller, None) {
                    Ok(issued) => made.lock().unwrap().push(issued[0].id.clone()),
                    Err(ServiceError::Conflict { problem, .. }) => {
                        assert!(["busy", "superseded"].contains(&problem));
                    }
                    Err(error) => panic!("{error}"),
                }
            });
        }
    });
    let made = made.into_inner().unwrap();
    assert_eq!(made.len(), 1);
    assert_eq!(bench.record(&id).superseded_by.unwrap().id, made[0]);
    let all = bench.service.credentials("default", None, 100).unwrap();
    assert_eq!(all.records.len(), 2);
}
