//! Whether anybody vouches for the issuer: the operator's list, and the asker's, in all its forms.

use super::support::verifying::World;
use super::*;
use proofmark::service::verify::{Known, Question, Standing, TrustedIssuers};

fn list(json: &Value) -> TrustedIssuers {
    let text = json.to_string();
    TrustedIssuers::read(&ijson::parse(text.as_bytes()).unwrap()).unwrap()
}

/// The standing of the school by the operator's list and the asker's.
fn standing(operators: &Value, askers: &Value) -> Standing {
    let world = World {
        trusted: list(operators),
        ..World::default()
    };
    let question = Question {
        trusted: list(askers),
        ..Question::about(jcs(&badge(), &school()).to_string())
    };
    let report = world.ask(&question).unwrap();
    is_valid(&report);
    report.issuer.unwrap()
}

#[test]
fn a_list_has_three_forms_and_two_sources() {
    let id = did(&school());
    let registry = json!({"registry": {id.clone(): {"name": "The School"}}});
    for (form, name) in [
        (json!([id]), None),
        (
            json!([{"id": id, "name": "The School"}]),
            Some("The School"),
        ),
        (registry, Some("The School")),
    ] {
        for (operators, askers) in [(&form, &json!([])), (&json!([]), &form)] {
            let standing = standing(operators, askers);
            assert_eq!(standing.standing, Known::Trusted);
            assert_eq!(standing.listed_as.as_deref(), name);
        }
    }
    let others = json!([did(&stranger()), "did:web:school.example", format!("{id}x")]);
    let unknown = standing(&others, &others);
    assert_eq!((unknown.standing, unknown.id), (Known::Unknown, id));
}

/// The name is the operator's where both lists have one: the asker cannot rename an issuer.
#[test]
fn the_operators_name_comes_first() {
    let named = |name: &str| json!([{"id": did(&school()), "name": name}]);
    let standing = standing(&named("The School"), &named("Another"));
    assert_eq!(standing.listed_as.as_deref(), Some("The School"));
}

/// Standing never changes the verdict, and nothing is said of whom a forgery names.
#[test]
fn a_forger_has_no_standing() {
    let world = World {
        trusted: list(&json!([did(&school())])),
        ..World::default()
    };
    let report = world.verify(jcs(&badge(), &stranger()).to_string());
    assert_eq!(report.verdict, Verdict::NotValid);
    assert_eq!(report.issuer, None);
}

#[test]
fn a_list_has_an_end() {
    let of = |count: usize| {
        let ids: Vec<String> = (0..count).map(|n| format!("did:example:{n}")).collect();
        let text = json!(ids).to_string();
        TrustedIssuers::read(&ijson::parse(text.as_bytes()).unwrap())
    };
    assert!(of(20_000).is_ok());
    for count in [20_001, 20_002] {
        let findings = of(count).unwrap_err();
        assert_eq!(findings[0].problem, "too-many", "{count}");
    }
}
