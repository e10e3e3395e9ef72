//! Long work: what is done to many, what comes of each, and that it goes on where it stood.

use crate::bench::{Bench, caller};
use proofmark::audit::Act;
use proofmark::credential::profile::StatusChoice;
use proofmark::records::credential::State;
use proofmark::records::job::{Came, JobRecord, JobState, Outcome, Work};
use proofmark::service::fsck::Fsck;
use proofmark::service::jobs::JobRequest;
use proofmark::service::lifecycle::StatusAct;
use proofmark::service::{Actor, Caller, ServiceError};
use proofmark::store::Scan;
use time::Duration;

fn request(bench: &Bench, work: Work, items: &[String]) -> JobRequest {
    JobRequest {
        id: bench.service.new_job_id(),
        work,
        reason: Some("a secret reason".to_owned()),
        items: items.to_vec(),
    }
}

fn begin(bench: &Bench, work: Work, items: &[String]) -> JobRecord {
    let request = request(bench, work, items);
    bench.service.begin_job(&request, &caller()).unwrap()
}

fn finish(bench: &Bench, job: &JobRecord) -> (JobRecord, Vec<Outcome>) {
    while bench.service.go_on_with_jobs().unwrap() {}
    let job = bench.service.job(&job.id, "default").unwrap();
    let outcomes = bench
        .service
        .job_outcomes(&job, None, 1000, |_| true)
        .unwrap();
    let report = bench.service.check_everything(&Fsck::default()).unwrap();
    assert!(report.is_sound(), "{:?}", report.faults);
    (
        job,
        outcomes.0.into_iter().map(|(_, outcome)| outcome).collect(),
    )
}

fn counts(job: &JobRecord) -> (u32, u32, u32) {
    (job.done, job.skipped, job.failed)
}

#[test]
fn each_item_has_its_outcome_and_one_that_fails_stops_no_other() {
    let bench = Bench::new(StatusChoice::Both);
    let mut ids: Vec<String> = (0..30).map(|_| bench.issue().id).collect();
    bench.done(&ids[3], StatusAct::Revoke);
    bench.done(&ids[4], StatusAct::Suspend);
    ids.insert(
        7,
        "urn:uuid:00000000-0000-0000-0000-000000000000".to_owned(),
    );
    // Twice is once.
    ids.push(ids[0].clone());
    let job = begin(&bench, Work::Suspend, &ids);
    assert_eq!((job.items, job.state), (31, JobState::Open));
    let (job, outcomes) = finish(&bench, &job);
    assert_eq!((counts(&job), job.state), ((28, 1, 2), JobState::Finished));
    assert!(job.ended.is_some() && job.reason.is_none());
    assert_eq!(outcomes.len(), 31);
    let problem = |outcome: &Outcome| match &outcome.came {
        Came::Failed { problem, .. } => problem.clone(),
        other => format!("{other:?}"),
    };
    assert_eq!(problem(&outcomes[3]), "revocation-permanent");
    assert_eq!(problem(&outcomes[4]), "Skipped");
    assert_eq!(problem(&outcomes[7]), "not-found");
    for (id, outcome) in ids.iter().zip(&outcomes) {
        assert_eq!(*id, outcome.item);
        if outcome.came == Came::Done {
            let acts = bench.acts(id);
            assert_eq!(acts, [Act::CredentialIssue, Act::CredentialSuspend]);
            let history = bench.service.credential_history(id, "default").unwrap();
            assert_eq!(history[0].reason.as_deref(), Some("a secret reason"));
        }
    }
    // Nothing of the reason is in clear, and it is gone with the job.
    let (failed, more) = bench
        .service
        .job_outcomes(&job, None, 1, |came| matches!(came, Came::Failed { .. }))
        .unwrap();
    assert_eq!((failed[0].0, failed.len(), more), (3, 1, true));
    let page = bench.store.scan(&Scan::prefix("job").limit(1000)).unwrap();
    for one in page.records {
        assert!(!String::from_utf8_lossy(&one.value).contains("secret"));
    }
}

#[test]
fn asked_for_twice_it_is_one_job_and_another_issuer_sees_none() {
    let bench = Bench::new(StatusChoice::Both);
    let ids = [bench.issue().id];
    let asked = request(&bench, Work::Revoke, &ids);
    let job = bench.service.begin_job(&asked, &caller()).unwrap();
    assert_eq!(bench.service.begin_job(&asked, &caller()), Ok(job.clone()));
    assert_eq!(
        bench.service.jobs("default", None, 10).unwrap().records,
        std::slice::from_ref(&job)
    );
    let (job, _) = finish(&bench, &job);
    assert_eq!(counts(&job), (1, 0, 0));
    assert_eq!(bench.service.begin_job(&asked, &caller()), Ok(job.clone()));
    assert_eq!(bench.record(&ids[0]).state, State::Revoked);
    let other = Caller::new("other", Actor::CommandLine);
    for id in [job.id.as_str(), "", "x", "../default"] {
        let found = bench.service.job(id, "other");
        assert!(matches!(found, Err(ServiceError::NotFound { .. })));
        let cancelled = bench.service.cancel_job(id, &other);
        assert!(matches!(cancelled, Err(ServiceError::NotFound { .. })));
    }
    // What no job can be is none.
    for (items, reason, id) in [
        (&[][..], Some("r"), asked.id.as_str()),
        (&ids[..], None, asked.id.as_str()),
        (&ids[..], Some("  "), asked.id.as_str()),
        (&ids[..], Some("r"), "a/b"),
    ] {
        let wrong = JobRequest {
            id: id.to_owned(),
            work: Work::Revoke,
            reason: reason.map(str::to_owned),
            items: items.to_vec(),
        };
        let refused = bench.service.begin_job(&wrong, &caller());
        assert!(
            matches!(refused, Err(ServiceError::Invalid { .. })),
            "{wrong:?}"
        );
    }
}

#[test]
fn what_has_not_begun_is_left_when_a_job_is_cancelled() {
    let bench = Bench::new(StatusChoice::Both);
    let ids: Vec<String> = (0..30).map(|_| bench.issue().id).collect();
    let job = begin(&bench, Work::Revoke, &ids);
    assert!(bench.service.go_on_with_jobs().unwrap());
    let cancelled = bench.service.cancel_job(&job.id, &caller()).unwrap();
    assert_eq!(
        (counts(&cancelled), cancelled.state),
        ((20, 0, 0), JobState::Cancelled)
    );
    assert!(cancelled.reason.is_none());
    let (job, outcomes) = finish(&bench, &job);
    assert_eq!((job, outcomes.len()), (cancelled.clone(), 20));
    assert_eq!(
        bench.service.cancel_job(&cancelled.id, &caller()),
        Ok(cancelled)
    );
    let revoked = ids
        .iter()
        .filter(|id| bench.record(id).state == State::Revoked);
    assert_eq!(revoked.count(), 20);
}

#[test]
fn credentials_are_issued_and_reissued_once_each() {
    let bench = Bench::new(StatusChoice::Both);
    let assess = |name: &str| {
        bench.clock.turn(Duration::seconds(1));
        bench.assess(|document| {
            document["learner"] = serde_json::json!({
                "name": name, "email": format!("{name}@example.org"),
            });
        })
    };
    let assessments: Vec<String> = ["a", "b", "c"].map(assess).to_vec();
    let waiting = bench.service.waiting_to_issue(&caller(), None, 2).unwrap();
    assert_eq!(waiting.waiting.len(), 2);
    assert_eq!(waiting.waiting[0].learner, "c");
    let rest = bench
        .service
        .waiting_to_issue(&caller(), waiting.next.as_deref(), 2);
    assert_eq!(rest.unwrap().waiting[0].assessment, assessments[0]);
    let work = Work::Issue {
        forms: vec!["open-badge".to_owned(), "clr".to_owned()],
        proofs: Vec::new(),
        valid_until: Some("2030-01-01T00:00:00Z".to_owned()),
    };
    let job = begin(&bench, work.clone(), &assessments);
    let (job, outcomes) = finish(&bench, &job);
    assert_eq!(counts(&job), (3, 0, 0));
    let waiting = bench.service.waiting_to_issue(&caller(), None, 2).unwrap();
    assert_eq!((waiting.waiting, waiting.next), (Vec::new(), None));
    let made: Vec<String> = outcomes.iter().flat_map(|one| one.made.clone()).collect();
    assert_eq!(made.len(), 6);
    for id in &made {
        let until = bench.record(id).valid_until;
        assert_eq!(until.as_deref(), Some("2030-01-01T00:00:00Z"));
    }
    let (again, _) = finish(&bench, &begin(&bench, work, &assessments));
    assert_eq!(counts(&again), (0, 3, 0));
    let badges: Vec<String> = outcomes.iter().map(|one| one.made[0].clone()).collect();
    let (job, outcomes) = finish(&bench, &begin(&bench, Work::Reissue, &badges));
    assert_eq!(counts(&job), (3, 0, 0));
    for (old, outcome) in badges.iter().zip(&outcomes) {
        let (old, new) = (bench.record(old), bench.record(&outcome.made[0]));
        assert_eq!(old.state, State::Revoked);
        assert_eq!(old.superseded_by.unwrap().id, new.id);
    }
    let (job, _) = finish(&bench, &begin(&bench, Work::Reissue, &badges));
    assert_eq!(counts(&job), (0, 0, 3));
}

#[test]
fn jobs_take_turns() {
    let bench = Bench::new(StatusChoice::Both);
    let many: Vec<String> = (0..45).map(|_| bench.issue().id).collect();
    let long = begin(&bench, Work::Suspend, &many[..40]);
    let short = begin(&bench, Work::Suspend, &many[40..]);
    assert!(bench.service.go_on_with_jobs().unwrap());
    let state = |job: &JobRecord| {
        let job = bench.service.job(&job.id, "default").unwrap();
        (job.looked_after(), job.state)
    };
    assert_eq!(state(&long), (20, JobState::Open));
    assert_eq!(state(&short), (5, JobState::Finished));
    let page = bench.service.jobs("default", None, 1).unwrap();
    assert_eq!(page.records[0].id, short.id);
    let page = bench.service.jobs("default", Some(&short.id), 1).unwrap();
    assert_eq!(
        (page.records[0].id.as_str(), page.next),
        (long.id.as_str(), None)
    );
}
