//! Corrections, renewals and higher levels: what takes the place of what, and what does not.

use crate::bench::{Bench, caller, conflict, rate, refused};
use proofmark::audit::Act;
use proofmark::credential::profile::StatusChoice;
use proofmark::records::credential::{State, Why};
use proofmark::records::idempotency::IdempotencyKey;
use proofmark::service::issue::Issued;
use proofmark::service::lifecycle::{Replacement, StatusAct};
use proofmark::service::verify::Lifecycle;
use proofmark::service::{Actor, Caller, ServiceError};
use proofmark::store::Memory;
use serde_json::{Value, json};
use std::sync::Arc;

fn because(reason: &str) -> Replacement {
    Replacement {
        reason: Some(reason.to_owned()),
        ..Replacement::default()
    }
}

fn reissue(bench: &Bench, id: &str, with: &Replacement) -> Result<Vec<Issued>, ServiceError> {
    bench.service.reissue(id, with, &caller(), None)
}

fn renew(bench: &Bench, id: &str, until: &str) -> Result<Vec<Issued>, ServiceError> {
    let with = Replacement {
        valid_until: Some(until.to_owned()),
        ..Replacement::default()
    };
    bench.service.renew(id, &with, &caller(), None)
}

#[test]
fn a_correction_revokes_the_old_one_and_each_names_the_other() {
    let bench = Bench::new(StatusChoice::Revocation);
    let old = bench.issue();
    let corrected = bench.assess(|document| document["learner"]["name"] = json!("Ada Exemple"));
    let with = Replacement {
        assessment: Some(corrected.clone()),
        ..because("the name was misspelt")
    };
    let new = reissue(&bench, &old.id, &with).unwrap();
    assert_eq!(new.len(), 1);
    assert_eq!(new[0].proof, "eddsa-jcs-2022", "secured as the old one");
    let (before, after) = (bench.record(&old.id), bench.record(&new[0].id));
    assert_eq!(before.state, State::Revoked);
    assert_eq!(after.state, State::Current);
    let link = |link: &Option<proofmark::records::credential::Succession>| {
        let link = link.as_ref().unwrap();
        (link.id.clone(), link.why)
    };
    assert_eq!(
        link(&before.superseded_by),
        (new[0].id.clone(), Why::Reissue)
    );
    assert_eq!(link(&after.supersedes), (old.id.clone(), Why::Reissue));
    assert_eq!(after.made_from.unwrap().assessment, corrected);
    assert!(bench.shows(&before.status[0]) && !bench.shows(&after.status[0]));
    assert_ne!(before.status[0], after.status[0]);
    assert_eq!(
        bench.acts(&old.id),
        [Act::CredentialIssue, Act::CredentialRevoke]
    );
    assert_eq!(bench.acts(&new[0].id), [Act::CredentialIssue]);
    let history = bench
        .service
        .credential_history(&old.id, "default")
        .unwrap();
    assert_eq!(history[0].reason.as_deref(), Some("the name was misspelt"));
    assert_eq!(bench.verify(&old.bytes).lifecycle, Some(Lifecycle::Revoked));
    assert_eq!(
        bench.verify(&new[0].bytes).lifecycle,
        Some(Lifecycle::Current)
    );
}

#[test]
fn a_correction_needs_a_reason_a_status_and_its_own_learner() {
    let bench = Bench::new(StatusChoice::Revocation);
    let old = bench.issue();
    let without = reissue(&bench, &old.id, &Replacement::default());
    assert!(matches!(without, Err(ServiceError::Invalid { .. })));
    let other = bench.assess(|document| {
        document["learner"] = json!({"name": "Bob", "email": "bob@example.org"});
    });
    let with = Replacement {
        assessment: Some(other),
        ..because("r")
    };
    assert_eq!(refused(reissue(&bench, &old.id, &with)), "another-learner");
    let stranger = Caller::new("nobody", Actor::CommandLine);
    let foreign = bench
        .service
        .reissue(&old.id, &because("r"), &stranger, None);
    assert!(matches!(foreign, Err(ServiceError::NotFound { .. })));
    assert_eq!(bench.record(&old.id).state, State::Current);
    assert_eq!(bench.acts(&old.id), [Act::CredentialIssue]);

    let bench = Bench::over(Arc::new(Memory::new()), None, StatusChoice::Revocation);
    let old = bench.issue();
    let result = reissue(&bench, &old.id, &because("r"));
    assert_eq!(refused(result), "no-such-status");
    let all = bench.service.credentials("default", None, 10).unwrap();
    assert_eq!(all.records.len(), 1, "nothing was issued");
}

#[test]
fn what_was_revoked_can_be_reissued_once_and_not_renewed() {
    let bench = Bench::new(StatusChoice::Revocation);
    let old = bench.issue();
    bench.done(&old.id, StatusAct::Revoke);
    let renewed = renew(&bench, &old.id, "2030-01-01T00:00:00Z");
    assert_eq!(conflict(renewed), "revocation-permanent");
    let new = reissue(&bench, &old.id, &because("r")).unwrap();
    assert_eq!(bench.record(&old.id).superseded_by.unwrap().id, new[0].id);
    let twice = reissue(&bench, &old.id, &because("r"));
    assert_eq!(conflict(twice), "superseded");
    // The newer one can be corrected again.
    let third = reissue(&bench, &new[0].id, &because("r")).unwrap();
    assert_eq!(bench.record(&third[0].id).supersedes.unwrap().id, new[0].id);
}

#[test]
fn a_renewal_leaves_the_old_one_in_force() {
    let bench = Bench::new(StatusChoice::Revocation);
    let old = bench.issue_until(&bench.assess(|_| {}), Some("2026-12-01T00:00:00Z"));
    let new = renew(&bench, &old.id, "2030-01-01T00:00:00Z").unwrap();
    let (before, after) = (bench.record(&old.id), bench.record(&new[0].id));
    assert_eq!(before.state, State::Current);
    assert_eq!(before.superseded_by.unwrap().why, Why::Renewal);
    assert_eq!(after.supersedes.unwrap().id, old.id);
    assert_eq!(after.valid_until.as_deref(), Some("2030-01-01T00:00:00Z"));
    assert!(!bench.shows(&before.status[0]));
    assert_eq!(
        bench.acts(&old.id),
        [Act::CredentialIssue, Act::CredentialSupersede]
    );
    for past in ["2020-01-01T00:00:00Z", "soon"] {
        let result = renew(&bench, &new[0].id, past);
        assert_eq!(refused(result), "valid-until", "{past}");
    }
}

#[test]
fn the_same_correction_with_the_same_key_is_made_once() {
    let bench = Bench::new(StatusChoice::Revocation);
    let old = bench.issue();
    let key = |key| Some(IdempotencyKey { caller: "c", key });
    let again = |replacement: &Replacement, name| {
        bench
            .service
            .reissue(&old.id, replacement, &caller(), key(name))
    };
    let first = again(&because("r"), "k").unwrap();
    let second = again(&because("r"), "k").unwrap();
    assert_eq!(first, second);
    assert_eq!(conflict(again(&because("r"), "l")), "superseded");
    let other = Replacement {
        valid_until: Some("2030-01-01T00:00:00Z".to_owned()),
        ..because("r")
    };
    assert_eq!(conflict(again(&other, "k")), "idempotency-conflict");
    assert_eq!(
        bench.acts(&old.id),
        [Act::CredentialIssue, Act::CredentialRevoke]
    );
}

/// Assesses at `level` on `day`, changed, and issues.
fn level(bench: &Bench, level: &str, day: u8, change: impl FnOnce(&mut Value)) -> Issued {
    let assessment = bench.assess(|document| {
        rate(document, level);
        document["assessedAt"] = json!(format!("2026-11-{day:02}T10:00:00Z"));
        change(document);
    });
    bench.issue_from(&assessment)
}

#[test]
fn a_later_higher_level_supersedes_and_nothing_is_revoked() {
    let bench = Bench::new(StatusChoice::Revocation);
    let low = level(&bench, "emerging", 10, |_| {});
    let high = level(&bench, "proficient", 11, |_| {});
    let before = bench.record(&low.id);
    assert_eq!(before.state, State::Current);
    let by = before.superseded_by.unwrap();
    assert_eq!((by.id, by.why), (high.id.clone(), Why::LevelUp));
    assert_eq!(bench.record(&high.id).supersedes.unwrap().id, low.id);
    assert_eq!(
        bench.acts(&low.id),
        [Act::CredentialIssue, Act::CredentialSupersede]
    );
    bench.service.publish_status_lists_at_once().unwrap();
    assert_eq!(
        bench.verify(&low.bytes).lifecycle,
        Some(Lifecycle::Superseded)
    );
    // The next one up takes the place of the last only: the first has its successor.
    let highest = level(&bench, "advanced", 12, |_| {});
    assert_eq!(bench.record(&high.id).superseded_by.unwrap().id, highest.id);
    assert_eq!(bench.record(&low.id).superseded_by.unwrap().id, high.id);
}

#[test]
fn what_is_not_a_later_higher_level_of_the_same_learner_supersedes_nothing() {
    let bench = Bench::new(StatusChoice::Revocation);
    let first = level(&bench, "developing", 10, |_| {});
    // A lower level later; the same level later; a higher level by an earlier assessment; another
    // learner.
    level(&bench, "emerging", 11, |_| {});
    level(&bench, "developing", 12, |_| {});
    level(&bench, "proficient", 9, |_| {});
    level(&bench, "advanced", 13, |document| {
        document["learner"] = json!({"name": "Bob", "email": "bob@example.org"});
    });
    assert_eq!(bench.record(&first.id).superseded_by, None);
    // Another framework.
    let mut other: Value = serde_json::from_slice(proofmark::framework::SAMPLE).unwrap();
    other["occupation"]["soc"] = json!("27-4014.00");
    let text = other.to_string();
    let imported = bench
        .service
        .import_framework(text.as_bytes(), None, &Actor::CommandLine);
    imported.unwrap();
    level(&bench, "advanced", 14, |document| {
        document["framework"]["soc"] = json!("27-4014.00");
    });
    assert_eq!(bench.record(&first.id).superseded_by, None);
    // A revoked one has no successor by its level.
    bench.done(&first.id, StatusAct::Revoke);
    level(&bench, "advanced", 15, |_| {});
    assert_eq!(bench.record(&first.id).superseded_by, None);
}

#[test]
fn what_its_caller_wrote_is_not_replaced() {
    let bench = Bench::new(StatusChoice::Revocation);
    let did = bench.service.issuer("default").unwrap().profile.did;
    let credential = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": did,
        "credentialSubject": {"id": "did:example:learner"},
    });
    let request = proofmark::service::issue::GivenRequest {
        credential: credential.to_string().into_bytes(),
        proof: proofmark::proof::SecuringPlan::standard(),
        status: Some("revocation".to_owned()),
    };
    let given = bench
        .service
        .issue_given(&request, &caller(), None)
        .unwrap();
    let result = reissue(&bench, &given.id, &because("r"));
    assert_eq!(refused(result), "not-made-here");
    bench.done(&given.id, StatusAct::Revoke);
    assert!(bench.shows(&bench.record(&given.id).status[0]));
}
