//! Where in its life a credential stands: each state reads differently, in its member and
//! in the reason.

use super::status::{INDEX, SECOND, badge_with, entry, entry_in, two_lists};
use super::support::verifying::World;
use super::*;
use proofmark::service::verify::{
    IssuedHere, KnownDocuments, Lifecycle, SignedHere, Superseded, Why,
};

/// What this deployment knows of the badge when a later one took its place.
fn superseded(why: Why) -> KnownDocuments {
    let here = IssuedHere {
        documents: vec![SignedHere {
            digest: String::new(),
            at: parse_timestamp(CREATED).unwrap(),
        }],
        superseded: Some(Superseded {
            at: parse_timestamp("2026-11-21T10:00:00Z").unwrap(),
            why,
        }),
    };
    let id = badge()["id"].as_str().unwrap().to_owned();
    KnownDocuments::default().with_issued(did(&school()), id, here)
}

#[test]
fn each_state_reads_differently() {
    let suspension = || entry_in(SECOND, "suspension", "3");
    let both = || badge_with(json!([entry(), suspension()])).to_string();
    let dated = |name: &str, date: &str| {
        jcs(&with(badge(), |b| b[name] = json!(date)), &school()).to_string()
    };
    let plain = jcs(&badge(), &school()).to_string();
    let known = |why| World {
        documents: superseded(why),
        ..World::default()
    };
    let cases = [
        (two_lists(&[], &[]).verify(both()), Lifecycle::Current, ""),
        (known(Why::LevelUp).verify(plain), Lifecycle::Superseded, ""),
        (
            two_lists(&[INDEX], &[3]).verify(both()),
            Lifecycle::Revoked,
            "the issuer has revoked the credential",
        ),
        (
            two_lists(&[], &[3]).verify(both()),
            Lifecycle::Suspended,
            "the issuer has suspended the credential",
        ),
        (
            verify(&serde_json::from_str(&dated("validUntil", "2026-11-21T10:00:00Z")).unwrap()),
            Lifecycle::Expired,
            "it expired on 2026-11-21T10:00:00Z",
        ),
        (
            verify(&serde_json::from_str(&dated("validFrom", "2026-11-23T10:00:00Z")).unwrap()),
            Lifecycle::NotYetValid,
            "it is valid only from 2026-11-23T10:00:00Z",
        ),
    ];
    let mut states = Vec::new();
    for (report, lifecycle, reason) in cases {
        assert_eq!(report.lifecycle, Some(lifecycle), "{report:#?}");
        let why = report.reason().map(|check| check.detail.as_str());
        assert!(why.unwrap_or_default().starts_with(reason), "{why:?}");
        let json = serde_json::to_value(&report).unwrap();
        states.push(json["lifecycle"].as_str().unwrap().to_owned());
    }
    let expected = [
        "current",
        "superseded",
        "revoked",
        "suspended",
        "expired",
        "not-yet-valid",
    ];
    assert_eq!(states, expected);
}

#[test]
fn a_superseded_credential_stays_valid_and_says_by_what() {
    let document = jcs(&badge(), &school()).to_string();
    for (why, word) in [
        (Why::Reissue, "a corrected one"),
        (Why::Renewal, "a new validity"),
        (Why::LevelUp, "a higher level"),
    ] {
        let world = World {
            documents: superseded(why),
            ..World::default()
        };
        let report = world.verify(document.as_str());
        is_valid(&report);
        let mut checks = report.checks.iter();
        let said = checks.any(|check| {
            check.id == CheckId::Status
                && check.detail.contains("superseded on 2026-11-21T10:00:00Z")
                && check.detail.contains(word)
        });
        assert!(said, "{report:#?}");
    }
    // Another's credential with that id, and another of the school's.
    for other in [
        jcs(&badge_by(&stranger()), &stranger()),
        jcs(&with(badge(), |b| b["id"] = json!("urn:uuid:2")), &school()),
    ] {
        let world = World {
            documents: superseded(Why::Reissue),
            ..World::default()
        };
        let report = world.verify(other.to_string());
        assert_eq!(report.lifecycle, Some(Lifecycle::Current));
    }
}

#[test]
fn what_is_not_known_is_not_called_current() {
    // The list cannot be had.
    let report = World::default().verify(badge_with(entry()).to_string());
    assert_eq!(report.verdict, Verdict::CouldNotBeChecked);
    assert_eq!(report.lifecycle, None);
    // Nothing is said about a forgery.
    let mut forged = jcs(&badge(), &school());
    forged["name"] = json!("Joinery");
    assert_eq!(verify(&forged).lifecycle, None);
}

#[test]
fn a_credential_inside_another_has_a_state_of_its_own() {
    let badge = with(badge(), |b| b["validUntil"] = json!("2026-11-21T10:00:00Z"));
    let presentation = json!({
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        "holder": did(&stranger()),
        "verifiableCredential": [jcs(&badge, &school())]
    });
    let report = verify(&jcs_for(
        &presentation,
        &stranger(),
        "authentication",
        &json!({}),
    ));
    assert_eq!(report.lifecycle, None);
    assert_eq!(report.parts[0].report.lifecycle, Some(Lifecycle::Expired));
}
