//! Searching what was issued, and the register that it stands on.

use crate::bench::{Bench, caller};
use proofmark::credential::profile::StatusChoice;
use proofmark::records::credential::State;
use proofmark::records::register;
use proofmark::service::fsck::Fsck;
use proofmark::service::lifecycle::{Replacement, StatusAct};
use proofmark::service::search::{CredentialQuery, CredentialsFound, Cursor};
use proofmark::service::{Actor, Caller, ServiceError};
use proofmark::store::{Commit, Scan, Store};
use std::sync::Arc;
use time::Duration;

fn search(bench: &Bench, query: &CredentialQuery) -> Vec<String> {
    let found = bench
        .service
        .search_credentials(&caller(), query, None, 100)
        .unwrap();
    assert_eq!((found.older, found.newer), (None, None));
    found.listed.into_iter().map(|one| one.entry.id).collect()
}

fn page(bench: &Bench, query: &CredentialQuery, cursor: Option<&Cursor>) -> CredentialsFound {
    bench
        .service
        .search_credentials(&caller(), query, cursor, 3)
        .unwrap()
}

/// Issues for the learner of this name, a second later than what came before.
fn issue_for(bench: &Bench, name: &str) -> String {
    bench.clock.turn(Duration::seconds(1));
    let assessment = bench.assess(|document| {
        document["learner"] = serde_json::json!({
            "name": name, "email": format!("{name}@example.org"), "did": format!("did:web:{name}"),
        });
    });
    bench.issue_from(&assessment).id
}

fn ids(found: &CredentialsFound) -> Vec<String> {
    found
        .listed
        .iter()
        .map(|one| one.entry.id.clone())
        .collect()
}

#[test]
fn what_is_asked_for_is_found_and_nothing_else() {
    let bench = Bench::new(StatusChoice::Both);
    let ada = issue_for(&bench, "ada");
    bench.clock.turn(Duration::days(1));
    let bob = issue_for(&bench, "bob");
    let eve = issue_for(&bench, "eve");
    bench.done(&bob, StatusAct::Suspend);
    bench.done(&eve, StatusAct::Revoke);
    let replacement = Replacement {
        valid_until: Some("2030-01-01T00:00:00Z".to_owned()),
        ..Replacement::default()
    };
    bench.clock.turn(Duration::seconds(1));
    let later = bench.service.renew(&ada, &replacement, &caller(), None);
    let later = later.unwrap().remove(0).id;
    let all = CredentialQuery::default();
    let expect = |query: CredentialQuery, expected: &[&String]| {
        let expected: Vec<String> = expected.iter().map(|id| (*id).clone()).collect();
        assert_eq!(search(&bench, &query), expected, "{query:?}");
    };
    let some = |text: &str| Some(text.to_owned());
    expect(all.clone(), &[&later, &eve, &bob, &ada]);
    let state = |state| CredentialQuery {
        state: Some(state),
        ..CredentialQuery::default()
    };
    expect(state(State::Current), &[&later, &ada]);
    expect(state(State::Suspended), &[&bob]);
    expect(state(State::Revoked), &[&eve]);
    let superseded = |superseded| CredentialQuery {
        superseded: Some(superseded),
        ..state(State::Current)
    };
    expect(superseded(true), &[&ada]);
    expect(superseded(false), &[&later]);
    let record = bench.record(&ada);
    let made_from = record.made_from.clone().unwrap();
    let text = |text: &str| CredentialQuery {
        text: some(text),
        ..CredentialQuery::default()
    };
    let name = record.name.unwrap();
    expect(
        text(&name[2..8].to_uppercase()),
        &[&later, &eve, &bob, &ada],
    );
    expect(text("no such name"), &[]);
    expect(text(&bob), &[&bob]);
    expect(text(&format!(" {} ", &bob["urn:uuid:".len()..])), &[&bob]);
    for (framework, version, level, form, found) in [
        (Some(made_from.framework.as_str()), None, None, None, 4),
        (Some("other"), None, None, None, 0),
        (
            None,
            Some(made_from.framework_version.as_str()),
            None,
            None,
            4,
        ),
        (None, Some("other"), None, None, 0),
        (None, None, Some(made_from.level.as_str()), None, 4),
        (None, None, Some("other"), None, 0),
        (None, None, None, Some("open-badge"), 4),
        (None, None, None, Some("clr"), 0),
    ] {
        let query = CredentialQuery {
            framework: framework.map(str::to_owned),
            version: version.map(str::to_owned),
            level: level.map(str::to_owned),
            form: form.map(str::to_owned),
            ..CredentialQuery::default()
        };
        assert_eq!(search(&bench, &query).len(), found, "{query:?}");
    }
    let learner = |learner: &str| CredentialQuery {
        learner: some(learner),
        ..CredentialQuery::default()
    };
    expect(learner("ADA@example.org"), &[&later, &ada]);
    expect(learner("did:web:bob"), &[&bob]);
    expect(learner(&record.learner.unwrap()), &[&later, &ada]);
    expect(learner("nobody@example.org"), &[]);
    let both = CredentialQuery {
        superseded: Some(true),
        ..learner("ada@example.org")
    };
    expect(both, &[&ada]);
    let time = |from: Option<&str>, to: Option<&str>| CredentialQuery {
        from: from.map(str::to_owned),
        to: to.map(str::to_owned),
        ..CredentialQuery::default()
    };
    expect(time(Some("2026-11-23"), None), &[&later, &eve, &bob]);
    expect(time(None, Some("2026-11-22")), &[&ada]);
    expect(time(None, Some("2026-11-22T10:00:00Z")), &[]);
    let first = time(Some("2026-11-22"), Some("2026-11-22"));
    let of_ada = CredentialQuery {
        learner: some("ada@example.org"),
        ..first.clone()
    };
    expect(first, &[&ada]);
    expect(of_ada, &[&ada]);
    let wrong = time(Some("yesterday"), None);
    let refused = bench.service.search_credentials(&caller(), &wrong, None, 9);
    assert!(matches!(refused, Err(ServiceError::Invalid { .. })));
    // Another issuer sees nothing of it, whatever it asks for.
    let other = Caller::new("other", Actor::CommandLine);
    for query in [all, text(&bob), learner("ada@example.org")] {
        let found = bench.service.search_credentials(&other, &query, None, 9);
        assert_eq!(found.unwrap().listed, []);
    }
}

#[test]
fn pages_show_everything_once_while_more_is_issued() {
    let bench = Bench::new(StatusChoice::Both);
    for number in 0..8 {
        issue_for(&bench, &format!("l{number}"));
    }
    for query in [
        CredentialQuery::default(),
        CredentialQuery {
            form: Some("open-badge".to_owned()),
            ..CredentialQuery::default()
        },
    ] {
        let before = search(&bench, &query);
        let mut shown = Vec::new();
        let mut pages = Vec::new();
        let mut cursor: Option<Cursor> = None;
        loop {
            let found = page(&bench, &query, cursor.as_ref());
            issue_for(&bench, "late");
            shown.extend(ids(&found));
            assert_eq!(found.newer.is_some(), cursor.is_some());
            cursor.clone_from(&found.older);
            // What is in an address is read back as what it was.
            let text = cursor.as_ref().map(ToString::to_string);
            assert_eq!(text.as_deref().and_then(Cursor::parse), cursor);
            pages.push(found);
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(shown, before);
        // Back again: the same pages, and what came meanwhile before them.
        let last = pages.pop().unwrap();
        let mut back = last.newer;
        for expected in pages.iter().rev() {
            let found = page(&bench, &query, back.as_ref());
            assert_eq!(ids(&found), ids(expected));
            assert!(found.older.is_some());
            back = found.newer;
        }
        assert!(back.is_some());
        while let Some(cursor) = back {
            let found = page(&bench, &query, Some(&cursor));
            assert!(!found.listed.is_empty());
            back = found.newer;
        }
        let now = search(&bench, &query);
        let everything = bench
            .service
            .matching_credentials(&caller(), &query, None, 100);
        let (everything, more) = everything.unwrap();
        assert_eq!((everything.len(), more), (now.len(), false));
        let newest = everything[2].order.as_str();
        let older = bench
            .service
            .matching_credentials(&caller(), &query, Some(newest), 4);
        let (older, more) = older.unwrap();
        let older: Vec<String> = older.into_iter().map(|one| one.entry.id).collect();
        assert_eq!((older.as_slice(), more), (&now[2..6], true));
    }
    for text in ["", "older.", "older.x", "newer/0", "older.~", "other.0"] {
        assert_eq!(Cursor::parse(text), None, "{text:?}");
    }
}

/// Takes the register away, as in a store of an earlier release.
fn without_register(store: &Arc<dyn Store>) -> usize {
    let page = store.scan(&Scan::prefix("register").limit(1000)).unwrap();
    let count = page.records.len();
    let commit = page
        .records
        .into_iter()
        .fold(Commit::new(), |commit, one| commit.delete(one.key));
    store.commit(commit).unwrap().unwrap();
    count
}

#[test]
fn a_store_without_a_register_gets_one_and_both_are_compared() {
    let bench = Bench::new(StatusChoice::Both);
    let ids: Vec<String> = (0..5)
        .map(|n| issue_for(&bench, &format!("l{n}")))
        .collect();
    let sound = |expected: usize| {
        let report = bench.service.check_everything(&Fsck::default()).unwrap();
        assert_eq!(report.faults.len(), expected, "{:?}", report.faults);
    };
    without_register(&bench.store);
    assert!(!register::is_complete(bench.store.as_ref()).unwrap());
    sound(0);
    // What is done before it is filled is in it too.
    bench.done(&ids[0], StatusAct::Revoke);
    assert_eq!(bench.service.tend(), Ok(vec![]));
    assert!(register::is_complete(bench.store.as_ref()).unwrap());
    let revoked = CredentialQuery {
        state: Some(State::Revoked),
        ..CredentialQuery::default()
    };
    assert_eq!(search(&bench, &revoked), ids[..1]);
    assert_eq!(search(&bench, &CredentialQuery::default()).len(), 5);
    bench.done(&ids[1], StatusAct::Suspend);
    sound(0);
    // An entry that is missing, one that lies, one of nothing.
    let page = bench.store.scan(&Scan::prefix("register/")).unwrap();
    let (first, second) = (&page.records[0], &page.records[1]);
    let change = |commit: Commit| bench.store.commit(commit).unwrap().unwrap();
    change(Commit::new().delete(first.key.clone()));
    sound(1);
    change(Commit::new().put(first.key.clone(), second.value.clone()));
    sound(1);
    change(Commit::new().put(first.key.clone(), first.value.clone()));
    sound(0);
    change(Commit::new().put("register/default/0", first.value.clone()));
    sound(1);
    change(Commit::new().put("register/other/0", b"x".to_vec()));
    sound(2);
}

#[test]
fn erasing_a_learner_leaves_the_register_as_the_record_is() {
    let bench = Bench::new(StatusChoice::Both);
    let id = issue_for(&bench, "ada");
    let learner = bench.record(&id).learner.unwrap();
    bench.service.erase_learners(&caller(), &[learner]).unwrap();
    assert_eq!(search(&bench, &CredentialQuery::default()), [id]);
    let report = bench.service.check_everything(&Fsck::default()).unwrap();
    assert!(report.is_sound(), "{:?}", report.faults);
    let by_address = CredentialQuery {
        learner: Some("ada@example.org".to_owned()),
        ..CredentialQuery::default()
    };
    assert_eq!(search(&bench, &by_address), [""; 0]);
}
