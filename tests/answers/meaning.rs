//! What a credential means: rows C01 to C12 of the table of attacks.

use super::support::verifying::World;
use super::*;

const DATA_MODEL: &str = "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR";

/// The report on the badge after `change`, signed by the school.
fn report(change: impl FnOnce(&mut Value)) -> Report {
    verify(&jcs(&with(badge(), change), &school()))
}

#[test]
fn c01_a_badge_is_about_one_person() {
    is_valid(&report(|_| {}));
    let report = report(|b| {
        let one = b["credentialSubject"].clone();
        let other = with(one.clone(), |s| s["id"] = json!("did:example:other"));
        b["credentialSubject"] = json!([one, other]);
    });
    let problem = own_problem("subject-count");
    let check = only_fault(&report);
    assert_eq!(
        (check.id, check.outcome),
        (CheckId::Schema, Outcome::Failed)
    );
    assert_eq!(check.problem, Some(problem), "{}", check.detail);
    // And nothing is told of either as if it were the one.
    let meaning = report.credential.as_ref().unwrap();
    assert_eq!((&meaning.subject, &meaning.achievement), (&None, &None));
    assert_eq!(meaning.subjects.len(), 2);
}

#[test]
fn c04_anybody_can_take_a_schools_name_and_not_its_id() {
    let signer = stranger();
    let badge = with(badge_by(&signer), |b| {
        b["issuer"]["name"] = json!("A School")
    });
    let report = verify(&jcs(&badge, &signer));
    is_valid(&report);
    let standing = report.issuer.unwrap();
    assert_eq!(standing.id, did(&signer));
    assert_eq!(standing.listed_as, None);
    assert_eq!(format!("{:?}", standing.standing), "Unknown");
}

#[test]
fn c07_a_credential_holds_from_its_first_to_its_last_second() {
    let badge = with(badge(), |b| {
        b["validFrom"] = json!("2026-11-21T10:00:00Z");
        b["validUntil"] = json!("2026-12-01T00:00:00Z");
    });
    let badge = jcs(&badge, &school()).to_string();
    let at = |now: &str| World::at(now).verify(badge.clone());
    let bad = |now: &str, slug: &str| {
        let problem = own_problem(slug);
        fails(&at(now), CheckId::Validity, Outcome::Failed, &problem)
    };
    // An issuer's clock may be five minutes ahead.
    bad("2026-11-21T09:54:59Z", "not-yet-valid");
    is_valid(&at("2026-11-21T09:55:00Z"));
    is_valid(&at("2026-12-01T00:00:00Z"));
    let told = bad("2026-12-01T00:00:01Z", "expired");
    assert!(told.contains("2026-12-01"), "{told}");
}

#[test]
fn c08_an_end_before_the_beginning_is_refused() {
    let until = |date: &str| report(|b| b["validUntil"] = json!(date));
    is_valid(&until("2026-11-23T10:00:00Z"));
    let report = until("2026-11-20T09:59:59Z");
    fails(&report, CheckId::DataModel, Outcome::Failed, DATA_MODEL);
}

/// What a credential names is looked at where it is on board, and never fetched.
#[test]
fn c09_c12_schemas_terms_of_use_refreshing_and_pictures_are_never_fetched() {
    let badge = with(badge(), |b| {
        b["credentialSchema"] = json!([{
            "id": "https://enemy.example/schema.json", "type": "JsonSchema"
        }]);
        b["termsOfUse"] = json!([{
            "id": "https://enemy.example/terms", "type": "https://enemy.example/Terms"
        }]);
        b["refreshService"] = json!({
            "id": "https://enemy.example/refresh", "type": "https://enemy.example/Refresh"
        });
        b["evidence"] = json!([{"id": "https://enemy.example/evidence", "type": ["Evidence"]}]);
        b["credentialSubject"]["achievement"]["image"] = json!({
            "id": "https://enemy.example/pixel.png", "type": "Image"
        });
        b["relatedResource"] = json!([{
            "id": "https://enemy.example/resource",
            "digestSRI": "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC"
        }]);
    });
    let world = World::default();
    let report = world.verify(jcs(&badge, &school()).to_string());
    assert_eq!(world.asked(), [""; 0]);
    is_valid(&report);
    // What was not looked at is said not to have been.
    let schema = report.checks.iter().find(|c| c.id == CheckId::Schema);
    let told = &schema.unwrap().detail;
    assert!(told.contains("enemy.example/schema.json"), "{told}");
}

/// The badge may align to what nobody has heard of: what it says is its issuer's word, and no
/// framework of ours is asked.
#[test]
fn c10_an_alignment_is_told_as_the_issuers_word() {
    let report = report(|b| {
        b["credentialSubject"]["achievement"]["alignment"] = json!([{
            "type": ["Alignment"],
            "targetName": "Moon walking",
            "targetUrl": "https://frameworks.example/99-9999.99",
            "targetCode": "99-9999.99"
        }]);
    });
    is_valid(&report);
    let meaning = report.credential.unwrap();
    assert_eq!((meaning.framework, meaning.level_order), (None, None));
}

#[test]
fn c11_an_address_that_does_something_is_text_and_no_link() {
    for address in [
        "javascript:alert(1)",
        "data:text/html,hello",
        "file:///etc/passwd",
    ] {
        let badge = with(badge(), |b| {
            b["evidence"] = json!([{"id": address, "type": ["Evidence"]}]);
            b["credentialSubject"]["achievement"]["criteria"] = json!({"id": address});
        });
        let world = World::default();
        let report = world.verify(jcs(&badge, &school()).to_string());
        assert_eq!(world.asked(), [""; 0]);
        assert_ne!(report.verdict, Verdict::CouldNotBeChecked);
        // Nothing but the text comes out: JSON has no links.
        let told = serde_json::to_value(&report).unwrap();
        let evidence = told.pointer("/credential/evidence/0/id");
        assert_eq!(evidence.and_then(Value::as_str), Some(address));
    }
}
