//! Revoking, suspending, reinstating: each act once done and once refused.

use crate::bench::{Bench, caller, conflict, refused};
use proofmark::audit::Act;
use proofmark::credential::profile::StatusChoice;
use proofmark::records::credential::State;
use proofmark::service::lifecycle::StatusAct::{Reinstate, Revoke, Suspend};
use proofmark::service::{Actor, Caller, ServiceError};
use proofmark::store::Memory;
use serde_json::Value;
use std::sync::Arc;

#[test]
fn a_revocation_is_on_record_and_in_the_list_and_names_who_and_why() {
    let bench = Bench::new(StatusChoice::Revocation);
    let (issued, other) = (bench.issue(), bench.issue());
    let place = bench.record(&issued.id).status[0].clone();
    assert!(!bench.shows(&place));
    let actor = Actor::ApiKey("abcdefgh".to_owned());
    let by = Caller::new("default", actor);
    let reason = Some("  issued to the wrong person ");
    let acted = bench.service.change_status(&issued.id, Revoke, reason, &by);
    let acted = acted.unwrap();
    assert!(acted.changed);
    assert_eq!(acted.record.state, State::Revoked);
    assert_eq!(acted.record, bench.record(&issued.id));
    assert!(bench.shows(&place));
    assert!(!bench.shows(&bench.record(&other.id).status[0]));
    let history = bench.service.credential_history(&issued.id, "default");
    let history = history.unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!(history[0].act, Act::CredentialRevoke);
    assert_eq!(history[0].by, "api-key/abcdefgh");
    assert_eq!(
        history[0].reason.as_deref(),
        Some("issued to the wrong person")
    );
    let entries = bench.entries(&issued.id);
    assert_eq!(entries[1].act, Act::CredentialRevoke);
    assert_eq!(entries[1].by, "api-key/abcdefgh");
    // Why is personal: it stands in no entry.
    assert!(!format!("{entries:?}").contains("wrong person"));
    assert_eq!(bench.acts(&other.id), [Act::CredentialIssue]);
}

#[test]
fn the_same_act_again_changes_nothing_and_leaves_one_entry() {
    let bench = Bench::new(StatusChoice::Both);
    let id = bench.issue().id;
    bench.done(&id, Suspend);
    for _ in 0..3 {
        assert!(!bench.act(&id, Suspend).unwrap().changed);
    }
    bench.done(&id, Reinstate);
    assert!(!bench.act(&id, Reinstate).unwrap().changed);
    bench.done(&id, Revoke);
    let again = bench.act(&id, Revoke).unwrap();
    assert!(!again.changed);
    assert_eq!(again.record.state, State::Revoked);
    assert_eq!(
        bench.acts(&id),
        [
            Act::CredentialIssue,
            Act::CredentialSuspend,
            Act::CredentialReinstate,
            Act::CredentialRevoke
        ]
    );
    let history = bench.service.credential_history(&id, "default").unwrap();
    assert_eq!(history.len(), 3);
}

#[test]
fn a_reason_is_needed_save_for_reinstating() {
    let bench = Bench::new(StatusChoice::Both);
    let id = bench.issue().id;
    let act = |act, reason| bench.service.change_status(&id, act, reason, &caller());
    for wrong in [None, Some(""), Some(" \n")] {
        for kind in [Revoke, Suspend] {
            let Err(ServiceError::Invalid { findings, .. }) = act(kind, wrong) else {
                panic!("{kind:?} {wrong:?}");
            };
            assert_eq!(findings[0].pointer, "/reason");
            assert_eq!(findings[0].problem, "missing-member");
        }
    }
    let long = "x".repeat(2001);
    let Err(ServiceError::Invalid { findings, .. }) = act(Suspend, Some(&long)) else {
        panic!("too long");
    };
    assert_eq!(findings[0].problem, "too-long");
    assert!(act(Suspend, Some(&long[1..])).unwrap().changed);
    assert!(act(Reinstate, None).unwrap().changed);
}

#[test]
fn what_is_revoked_is_never_reinstated_nor_suspended() {
    let bench = Bench::new(StatusChoice::Both);
    let id = bench.issue().id;
    bench.done(&id, Suspend);
    bench.done(&id, Revoke);
    assert_eq!(conflict(bench.act(&id, Reinstate)), "revocation-permanent");
    assert_eq!(conflict(bench.act(&id, Suspend)), "revocation-permanent");
    let record = bench.record(&id);
    assert_eq!(record.state, State::Revoked);
    // It was suspended when it was revoked, and both lists say so.
    assert!(record.status.iter().all(|place| bench.shows(place)));
    assert_eq!(bench.entries(&id).len(), 3);
}

#[test]
fn suspending_sets_a_bit_and_reinstating_clears_it() {
    for choice in [StatusChoice::Suspension, StatusChoice::Both] {
        let bench = Bench::new(choice);
        let id = bench.issue().id;
        let places = bench.record(&id).status;
        let suspension = places.iter().find(|place| place.purpose == "suspension");
        let suspension = suspension.unwrap();
        for _ in 0..2 {
            bench.done(&id, Suspend);
            assert!(bench.shows(suspension));
            bench.done(&id, Reinstate);
            assert!(!bench.shows(suspension));
        }
        assert_eq!(bench.entries(&id).len(), 5);
    }
}

#[test]
fn a_credential_has_the_statuses_that_the_profile_chooses() {
    let purposes = |bench: &Bench| {
        let issued = bench.issue();
        let document: Value = serde_json::from_slice(&issued.bytes).unwrap();
        let status = match document.get("credentialStatus") {
            None => Vec::new(),
            Some(Value::Array(several)) => several.clone(),
            Some(one) => vec![one.clone()],
        };
        let purposes = status.iter().map(|entry| {
            assert_eq!(entry["type"], "BitstringStatusListEntry");
            entry["statusPurpose"].as_str().unwrap().to_owned()
        });
        (issued.id, purposes.collect::<Vec<_>>())
    };
    let bench = Bench::new(StatusChoice::Revocation);
    let (id, of) = purposes(&bench);
    assert_eq!(of, ["revocation"]);
    assert_eq!(refused(bench.act(&id, Suspend)), "no-such-status");
    bench.done(&id, Revoke);

    let bench = Bench::new(StatusChoice::Suspension);
    let (id, of) = purposes(&bench);
    assert_eq!(of, ["suspension"]);
    assert_eq!(refused(bench.act(&id, Revoke)), "no-such-status");
    bench.done(&id, Suspend);

    let bench = Bench::new(StatusChoice::Both);
    let (id, of) = purposes(&bench);
    assert_eq!(of, ["revocation", "suspension"]);
    bench.done(&id, Suspend);
    bench.done(&id, Revoke);

    for bench in [
        Bench::new(StatusChoice::None),
        Bench::over(Arc::new(Memory::new()), None, StatusChoice::Both),
    ] {
        let (id, of) = purposes(&bench);
        assert!(of.is_empty());
        assert_eq!(refused(bench.act(&id, Revoke)), "no-such-status");
        assert_eq!(refused(bench.act(&id, Suspend)), "no-such-status");
        assert_eq!(bench.record(&id).state, State::Current);
        assert_eq!(bench.acts(&id), [Act::CredentialIssue]);
    }
}

#[test]
fn nothing_is_done_to_another_issuers_credential() {
    let bench = Bench::new(StatusChoice::Revocation);
    let id = bench.issue().id;
    let change = proofmark::service::issuers::IssuerChange {
        name: Some("Nursing".to_owned()),
        ..Default::default()
    };
    let made = bench
        .service
        .create_issuer(&Actor::CommandLine, "nursing", &change);
    made.unwrap();
    let other = Caller::new("nursing", Actor::CommandLine);
    let acted = bench.service.change_status(&id, Revoke, Some("r"), &other);
    assert!(matches!(acted, Err(ServiceError::NotFound { .. })));
    let missing = bench.act("urn:uuid:00000000-0000-4000-8000-000000000000", Revoke);
    assert!(matches!(missing, Err(ServiceError::NotFound { .. })));
    // By its UUID alone it is found.
    let bare = id.strip_prefix("urn:uuid:").unwrap();
    bench.done(bare, Revoke);
}
