//! Credentials of our own and what their lists say of them: to our verifier, within five seconds,
//! and after a change of keys.

use crate::bench::{Bench, Run, is_set, read};
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use proofmark::assessment;
use proofmark::clock::parse_timestamp;
use proofmark::credential::profile::StatusChoice;
use proofmark::framework;
use proofmark::http::{Face, Limits, Tending, router};
use proofmark::proof::SecuringPlan;
use proofmark::records::issuer::KeyAlgorithm;
use proofmark::records::status_list::StatusPlace;
use proofmark::service::issue::{Form, IssueRequest, Issued};
use proofmark::service::issuers::IssuerChange;
use proofmark::service::lifecycle::StatusAct;
use proofmark::service::verify::{Lifecycle, Question, Verdict};
use proofmark::service::{Actor, Caller, Service};
use std::sync::Arc;
use time::Duration;
use tower::ServiceExt as _;

fn caller() -> Caller {
    Caller::new("default", Actor::CommandLine)
}

/// A run whose issuer has a status of both purposes, with a framework and an assessment.
fn school(bench: &Bench) -> (Run, String) {
    let run = bench.start();
    let service = &run.service;
    let both = IssuerChange {
        status: Some(StatusChoice::Both),
        ..IssuerChange::default()
    };
    service.change_issuer(&caller(), &both).unwrap();
    service
        .import_framework(framework::SAMPLE, None, &Actor::CommandLine)
        .unwrap();
    let assessed = service.assess(assessment::SAMPLE, &caller(), None).unwrap();
    (run, assessed.record.id)
}

/// Another credential from the assessment.
fn issue(service: &Service, assessment: &str) -> Issued {
    let request = IssueRequest {
        assessment: assessment.to_owned(),
        forms: vec![Form::OpenBadge],
        proofs: SecuringPlan::list(["eddsa-jcs-2022"]).unwrap(),
        valid_until: None,
        again: true,
        resume: None,
        in_place_of: None,
    };
    service.issue(&request, &caller(), None).unwrap().remove(0)
}

fn act(service: &Service, act: StatusAct, id: &str) {
    let acted = service.change_status(id, act, Some("a test"), &caller());
    assert!(acted.unwrap().changed);
}

/// The place of a credential for this purpose.
fn place(service: &Service, id: &str, purpose: &str) -> StatusPlace {
    let record = service.credential(id, "default").unwrap();
    let mut places = record.status.into_iter();
    places.find(|place| place.purpose == purpose).unwrap()
}

#[test]
fn our_verifier_reads_our_own_lists_without_a_network() {
    let bench = Bench::new();
    let (run, assessment) = school(&bench);
    let [clear, suspended, revoked] = [(); 3].map(|()| issue(&run.service, &assessment));
    let stands = |issued: &Issued, verdict, lifecycle| {
        let report = run
            .service
            .verify(&Question::about(issued.bytes.as_slice()))
            .unwrap();
        assert_eq!(report.verdict, verdict, "{report:#?}");
        assert_eq!(report.lifecycle, Some(lifecycle), "{report:#?}");
    };
    for issued in [&clear, &suspended, &revoked] {
        stands(issued, Verdict::Valid, Lifecycle::Current);
    }
    act(&run.service, StatusAct::Suspend, &suspended.id);
    act(&run.service, StatusAct::Revoke, &revoked.id);
    bench.clock.turn(Duration::seconds(1));
    assert_eq!(run.service.tend(), Ok(vec![]));
    stands(&clear, Verdict::Valid, Lifecycle::Current);
    stands(&suspended, Verdict::NotValid, Lifecycle::Suspended);
    stands(&revoked, Verdict::NotValid, Lifecycle::Revoked);
    act(&run.service, StatusAct::Reinstate, &suspended.id);
    bench.clock.turn(Duration::seconds(1));
    assert_eq!(run.service.tend(), Ok(vec![]));
    stands(&suspended, Verdict::Valid, Lifecycle::Current);
    stands(&revoked, Verdict::NotValid, Lifecycle::Revoked);
    // The same after a restart, by what is on record.
    drop(run);
    let run = bench.start();
    let report = run
        .service
        .verify(&Question::about(revoked.bytes.as_slice()));
    assert_eq!(report.unwrap().lifecycle, Some(Lifecycle::Revoked));
}

/// What a client gets now, and for how long it may keep that.
async fn fetched(face: &Arc<Face>, place: &StatusPlace) -> (bool, Duration) {
    let path = place.url.strip_prefix("https://school.example").unwrap();
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = router(Arc::clone(face)).oneshot(request).await.unwrap();
    let cache = response.headers()[header::CACHE_CONTROL].to_str().unwrap();
    let mut parts = cache.split(", ");
    let age = parts.find_map(|part| part.strip_prefix("max-age="));
    let age = Duration::seconds(age.unwrap().parse().unwrap());
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let list = read(&body, place);
    let json: serde_json::Value = serde_json::from_slice(&body).unwrap();
    let ttl = json["credentialSubject"]["ttl"].as_i64().unwrap();
    (is_set(&list, place), age.max(Duration::milliseconds(ttl)))
}

/// Seconds are counted by the test's clock, looks after the service by the loop: the act falls
/// anywhere between two looks, and anywhere after another act that was just published.
#[tokio::test]
async fn an_act_is_public_everywhere_within_five_seconds() {
    let bench = Bench::new();
    let (run, assessment) = school(&bench);
    let service = Arc::new(run.service);
    let limits = Limits::default();
    let face = Arc::new(Face::with_fault_log(Arc::clone(&service), limits, |_| {}));
    let rest = Duration::try_from(Tending::REST).unwrap();
    for after_another in [0, 1, 400, 990] {
        for after_a_look in [1, 120, 249] {
            bench.clock.turn(Duration::seconds(10));
            let other = issue(&service, &assessment);
            act(&service, StatusAct::Revoke, &other.id);
            service.tend().unwrap();
            let one = issue(&service, &assessment);
            let place = place(&service, &one.id, "revocation");
            bench.clock.turn(Duration::milliseconds(after_another));
            act(&service, StatusAct::Revoke, &one.id);
            let mut passed = rest - Duration::milliseconds(after_a_look);
            bench.clock.turn(passed);
            loop {
                // Whoever asks just before the look may keep what it gets.
                let (set, kept) = fetched(&face, &place).await;
                if set {
                    break;
                }
                assert!(
                    passed + kept <= Duration::seconds(5),
                    "{passed} after the act a copy may be kept for {kept}"
                );
                service.tend().unwrap();
                if fetched(&face, &place).await.0 {
                    break;
                }
                passed += rest;
                bench.clock.turn(rest);
            }
        }
    }
}

/// The verification method of the proof of the list at `place`.
fn signed_by(run: &Run, place: &StatusPlace) -> String {
    let served = run.served(place);
    let json: serde_json::Value = serde_json::from_slice(served.proven.bytes()).unwrap();
    json["proof"]["verificationMethod"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn lists_are_signed_anew_after_a_change_of_keys() {
    let bench = Bench::new();
    let (run, assessment) = school(&bench);
    let service = &run.service;
    let issued = issue(service, &assessment);
    act(service, StatusAct::Revoke, &issued.id);
    service.tend().unwrap();
    let places = ["revocation", "suspension"].map(|purpose| place(service, &issued.id, purpose));
    let keys = || places.each_ref().map(|place| signed_by(&run, place));
    let active = || {
        let record = service.issuer("default").unwrap();
        record.active_key().unwrap().verification_method.clone()
    };
    let first = active();
    assert_eq!(keys(), [first.clone(), first.clone()]);
    // Tending by itself signs nothing anew.
    bench.clock.turn(Duration::seconds(5));
    service.tend().unwrap();
    let versions = || places.each_ref().map(|place| run.served(place));
    let before = versions();
    service.tend().unwrap();
    assert!(
        before
            .iter()
            .zip(versions())
            .all(|(one, other)| Arc::ptr_eq(one, &other))
    );

    service
        .rotate_key(&caller(), KeyAlgorithm::Ed25519)
        .unwrap();
    bench.clock.turn(Duration::seconds(1));
    assert_eq!(service.tend(), Ok(vec![]));
    let second = active();
    assert_ne!(first, second);
    assert_eq!(keys(), [second.clone(), second.clone()]);

    let since = parse_timestamp("2026-11-20T10:00:01Z").unwrap();
    service.compromise_key(&caller(), &second, since).unwrap();
    bench.clock.turn(Duration::seconds(1));
    assert_eq!(service.tend(), Ok(vec![]));
    let third = active();
    assert!(third != first && third != second);
    assert_eq!(keys(), [third.clone(), third]);
    // What they say is what they said.
    let report = service
        .verify(&Question::about(issued.bytes.as_slice()))
        .unwrap();
    assert_eq!(report.lifecycle, Some(Lifecycle::Revoked), "{report:#?}");
    assert_eq!(
        before[0].valid_until + Duration::seconds(7),
        run.served(&places[0]).valid_until
    );
}
