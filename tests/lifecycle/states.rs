//! How each state reads to whoever verifies the credential here.

use crate::bench::{Bench, caller};
use proofmark::credential::profile::StatusChoice;
use proofmark::service::lifecycle::{Replacement, StatusAct};
use proofmark::service::verify::{Lifecycle, Verdict};
use time::Duration;

const LATER: &str = "2026-12-01T00:00:00Z";

#[test]
fn current_suspended_revoked_superseded_and_expired_read_differently() {
    let bench = Bench::new(StatusChoice::Both);
    let issued = bench.issue_until(&bench.assess(|_| {}), Some(LATER));
    let expect = |lifecycle, verdict| {
        let report = bench.verify(&issued.bytes);
        assert_eq!(report.lifecycle, Some(lifecycle), "{report:#?}");
        assert_eq!(report.verdict, verdict, "{report:#?}");
        report
            .reason()
            .map(|check| check.detail.clone())
            .unwrap_or_default()
    };
    // Nothing of it stands in what was issued: the same bytes read differently.
    bench.service.publish_status_lists_at_once().unwrap();
    expect(Lifecycle::Current, Verdict::Valid);
    let publish = || {
        bench.clock.turn(Duration::seconds(2));
        bench.service.publish_status_lists_at_once().unwrap();
    };
    bench.done(&issued.id, StatusAct::Suspend);
    publish();
    let suspended = expect(Lifecycle::Suspended, Verdict::NotValid);
    bench.done(&issued.id, StatusAct::Reinstate);
    publish();
    expect(Lifecycle::Current, Verdict::Valid);
    let renewed = Replacement {
        valid_until: Some("2027-12-01T00:00:00Z".to_owned()),
        ..Replacement::default()
    };
    let renewed = bench
        .service
        .renew(&issued.id, &renewed, &caller(), None)
        .unwrap();
    expect(Lifecycle::Superseded, Verdict::Valid);
    assert_eq!(
        bench.verify(&renewed[0].bytes).lifecycle,
        Some(Lifecycle::Current)
    );
    bench.clock.turn(Duration::days(30));
    publish();
    let expired = expect(Lifecycle::Expired, Verdict::NotValid);
    bench.done(&issued.id, StatusAct::Revoke);
    publish();
    // That it was revoked is said first, although it has expired too.
    expect(Lifecycle::Revoked, Verdict::NotValid);
    bench.done(&renewed[0].id, StatusAct::Revoke);
    publish();
    let report = bench.verify(&renewed[0].bytes);
    assert_eq!(report.lifecycle, Some(Lifecycle::Revoked));
    let revoked = report.reason().unwrap().detail.clone();
    assert!(suspended != expired && expired != revoked && revoked != suspended);
}
