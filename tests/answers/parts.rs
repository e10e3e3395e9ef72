//! The credentials inside a document: records, presentations and endorsements, each held to the
//! rules on its own (C02, C05 and C06 of the table of attacks; the eighth rule of what must not be
//! accepted).

use super::support::verifying::World;
use super::*;
use proofmark::credential::Role;
use proofmark::credential::recipient::Sameness;
use proofmark::resolver::FetchError;
use proofmark::service::verify::{Binding, Question};

const CLR: &str = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";
const NOT_VALID: &str = "urn:proofmark:problem:part-not-valid";
const NOT_CHECKED: &str = "urn:proofmark:problem:part-not-checked";
const INSIDE: &str = "/credentialSubject/verifiableCredential";
const LIST: &str = "https://school.example/status/1";

/// A record by the school of these credentials, signed.
fn record(credentials: &[Value]) -> Value {
    jcs(&unsigned_record(credentials), &school())
}

fn unsigned_record(credentials: &[Value]) -> Value {
    json!({
        "@context": [CREDENTIALS_V2, CLR, OPEN_BADGES],
        "id": "urn:uuid:8d1a3c14-6d7b-5f3b-8b9a-2f0a4e5d6c70",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "A record",
        "partial": true,
        "issuer": {"id": did(&school()), "type": ["Profile"], "name": "A School"},
        "validFrom": CREATED,
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["ClrSubject"],
            "verifiableCredential": credentials
        }
    })
}

/// The badge under another id: a record names each of its credentials once.
fn numbered(number: usize, badge: Value) -> Value {
    with(badge, |b| {
        b["id"] = json!(format!(
            "urn:uuid:00000000-0000-4000-8000-00000000000{number}"
        ));
    })
}

/// A good badge.
fn good() -> Value {
    jcs(&badge(), &school())
}

/// One that was changed after it was signed.
fn forged() -> Value {
    with(good(), |b| b["name"] = json!("Master carpentry"))
}

fn about(learner: &str) -> Value {
    let badge = with(badge(), |b| b["credentialSubject"]["id"] = json!(learner));
    jcs(&numbered(1, badge), &school())
}

fn expired() -> Value {
    let badge = with(badge(), |b| b["validUntil"] = json!("2026-11-21T00:00:00Z"));
    jcs(&numbered(2, badge), &school())
}

fn with_status() -> Value {
    let badge = with(badge(), |b| {
        b["credentialStatus"] = json!({
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "7",
            "statusListCredential": LIST
        });
    });
    jcs(&numbered(3, badge), &school())
}

fn list(revoked: bool) -> String {
    let bits = proofmark::status::Bitstring::new(proofmark::status::MIN_ENTRIES);
    let mut bits = bits.unwrap();
    bits.set(7, revoked).unwrap();
    let list = json!({
        "@context": [CREDENTIALS_V2],
        "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did(&school()),
        "credentialSubject": {
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": bits.encode()
        }
    });
    jcs(&list, &school()).to_string()
}

fn envelope(badge: &Value) -> Value {
    json!({
        "@context": CREDENTIALS_V2,
        "type": "EnvelopedVerifiableCredential",
        "id": format!("data:application/vc+jwt,{}", vc_jose(badge, school())),
    })
}

/// Where parts that are bad stand, and how bad.
fn bad_parts(report: &Report) -> Vec<(&str, Option<&str>)> {
    let parts = told(report, CheckId::Parts).into_iter();
    let bad = parts.filter(|(outcome, _, _)| *outcome != Outcome::Passed);
    bad.map(|(_, problem, place)| (place, problem)).collect()
}

#[test]
fn a_record_is_as_good_as_all_that_is_in_it() {
    let report = verify(&record(&[good(), envelope(&badge())]));
    is_valid(&report);
    assert_eq!(report.parts.len(), 2);
    for part in &report.parts {
        assert_eq!(part.report.verdict, Verdict::Valid);
        assert_eq!(part.same_person, Some(Sameness::Same));
        assert!(part.report.credential.is_some());
    }
}

#[test]
fn c06_each_bad_credential_in_a_record_is_named() {
    let another = jcs(&numbered(4, badge()), &school());
    let documents = [another, forged(), expired(), about("did:example:learner")];
    let report = verify(&record(&documents));
    assert_eq!(report.verdict, Verdict::NotValid);
    let (first, second) = (format!("{INSIDE}/1"), format!("{INSIDE}/2"));
    let expected = [
        (first.as_str(), Some(NOT_VALID)),
        (second.as_str(), Some(NOT_VALID)),
    ];
    assert_eq!(bad_parts(&report), expected);
    // Nothing is said about the contents of the forgery; what was only true once is told.
    assert_eq!(report.parts[1].report.credential, None);
    assert_eq!(report.parts[1].same_person, None);
    assert!(report.parts[2].report.credential.is_some());
    let sentence = |place: usize| {
        let checks = report.checks.iter();
        let mut parts = checks.filter(|check| check.id == CheckId::Parts);
        parts.nth(place).unwrap().detail.clone()
    };
    assert!(sentence(0).contains("changed after it was signed"));
    assert!(sentence(1).contains("expired"));
}

#[test]
fn c06_what_is_inside_is_asked_for_its_status() {
    let record = record(&[good(), with_status()]).to_string();
    let asked = |world: World| {
        let report = world.verify(record.clone());
        assert_eq!(world.asked(), [LIST]);
        report
    };
    is_valid(&asked(World::default().serving(LIST, list(false))));
    let report = asked(World::default().serving(LIST, list(true)));
    let told = fails(&report, CheckId::Parts, Outcome::Failed, NOT_VALID);
    assert!(told.contains("revoked"), "{told}");
    let late = FetchError::TimedOut {
        url: LIST.to_owned(),
    };
    let report = asked(World::default().failing(LIST, late));
    let told = fails(&report, CheckId::Parts, Outcome::CouldNotTell, NOT_CHECKED);
    assert!(told.contains("in time"), "{told}");
    // Inside a forgery nothing is looked at.
    let altered = with(serde_json::from_str::<Value>(&record).unwrap(), |r| {
        r["name"] = json!("Another")
    });
    let world = World::default();
    let report = world.verify(altered.to_string());
    assert_eq!(report.verdict, Verdict::NotValid);
    assert!(report.parts.is_empty() && world.asked().is_empty());
}

#[test]
fn c06_a_record_is_about_one_learner() {
    let report = verify(&record(&[good(), about("did:example:other")]));
    let problem = own_problem("clr-subject-mismatch");
    let told = fails(&report, CheckId::Parts, Outcome::Failed, &problem);
    assert!(told.contains("somebody else"), "{told}");
    assert_eq!(report.parts[1].same_person, Some(Sameness::Different));
    // That two subjects are named in different ways proves nothing.
    let report = verify(&record(&[about("mailto:ada@example.org")]));
    is_valid(&report);
    assert_eq!(report.parts[0].same_person, Some(Sameness::NotComparable));
}

fn endorsement(endorsed: &str, signer: &TestSigner) -> Value {
    json!({
        "@context": [CREDENTIALS_V2, OPEN_BADGES],
        "id": "urn:uuid:5f0d7c55-12a5-44c4-a4a7-6d4f4c0f2f10",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "An endorsement",
        "issuer": {"id": did(signer), "type": ["Profile"], "name": "A Guild"},
        "validFrom": CREATED,
        "credentialSubject": {
            "id": endorsed,
            "type": ["EndorsementSubject"],
            "endorsementComment": "Good work."
        }
    })
}

#[test]
fn c05_an_endorsement_has_its_own_result_and_lifts_nothing() {
    let guild = stranger();
    let id = badge()["id"].as_str().unwrap().to_owned();
    let embedded = jcs(&endorsement(&id, &guild), &guild);
    let as_token = token(&endorsement(&id, &guild), stranger());
    let endorsed = |embedded: &Value, token: &str| {
        let badge = with(badge(), |b| {
            b["endorsement"] = json!([embedded]);
            b["endorsementJwt"] = json!([token]);
        });
        verify(&jcs(&badge, &school()))
    };
    let report = endorsed(&embedded, &as_token);
    is_valid(&report);
    assert_eq!(report.parts.len(), 2);
    for part in &report.parts {
        assert_eq!((part.role, part.same_person), (Role::Endorsement, None));
        let endorsement = part.report.credential.as_ref().unwrap();
        let endorsed = endorsement.endorsement.as_ref().unwrap();
        assert_eq!(endorsed.endorses, id);
    }
    let altered = with(embedded.clone(), |e| {
        e["credentialSubject"]["endorsementComment"] = json!("The best work.");
    });
    let report = endorsed(&altered, &as_token);
    let told = fails(&report, CheckId::Parts, Outcome::Failed, NOT_VALID);
    assert_eq!(bad_parts(&report), [("/endorsement/0", Some(NOT_VALID))]);
    assert!(told.contains("endorsement"), "{told}");
    let (head, _) = as_token.rsplit_once('.').unwrap();
    let other = token(&endorsement("urn:uuid:1", &guild), stranger());
    let (_, signature) = other.rsplit_once('.').unwrap();
    let report = endorsed(&embedded, &format!("{head}.{signature}"));
    fails(&report, CheckId::Parts, Outcome::Failed, NOT_VALID);
    assert_eq!(bad_parts(&report), [("/endorsementJwt/0", Some(NOT_VALID))]);
    // A good endorsement does not lift what it stands in.
    let forgery = with(badge(), |b| b["endorsement"] = json!([embedded]));
    let forgery = with(jcs(&forgery, &school()), |b| b["name"] = json!("Master"));
    let report = verify(&forgery);
    assert_eq!(report.verdict, Verdict::NotValid);
    assert!(report.parts.is_empty());
}

fn holder() -> TestSigner {
    TestSigner::did_key([5; 32])
}

/// Nor read again: somebody could send hundreds of proofs by one issuer with a long document.
#[test]
fn the_keys_of_an_issuer_are_asked_for_once() {
    let issuer = TestSigner::new([7; 32], "did:web:school.example#key");
    let document = super::status::did_document("did:web:school.example", &issuer);
    let badge = jcs(&badge_by(&issuer), &issuer);
    let signed = presentation(&vec![badge; 5]).to_string();
    let place = "https://school.example/.well-known/did.json";
    let world = World::default().serving(place, document.to_string());
    is_valid(&world.verify(signed.clone()));
    assert_eq!(world.asked(), [place]);
    let world = World::default();
    let report = world.verify(signed);
    assert_eq!(report.verdict, Verdict::CouldNotBeChecked);
    assert_eq!(world.asked(), [place]);
}

fn presentation(credentials: &[Value]) -> Value {
    let holder = holder();
    let unsigned = json!({
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        "holder": did(&holder),
        "verifiableCredential": credentials
    });
    let binding = json!({"challenge": "c-1", "domain": "employer.example"});
    jcs_for(&unsigned, &holder, "authentication", &binding)
}

#[test]
fn rule_8_a_presentation_is_as_good_as_each_credential_in_it() {
    let report = verify(&presentation(&[good(), envelope(&badge())]));
    is_valid(&report);
    assert_eq!(report.parts.len(), 2);
    let report = verify(&presentation(&[good(), forged()]));
    fails(&report, CheckId::Parts, Outcome::Failed, NOT_VALID);
    let expected = [("/verifiableCredential/1", Some(NOT_VALID))];
    assert_eq!(bad_parts(&report), expected);
    let unsigned = with(badge(), |_| {});
    let report = verify(&presentation(&[unsigned]));
    fails(&report, CheckId::Parts, Outcome::Failed, NOT_VALID);
    for junk in [
        json!("junk"),
        json!({}),
        json!({"type": "VerifiablePresentation"}),
    ] {
        let report = verify(&presentation(&[good(), junk]));
        assert_eq!(report.verdict, Verdict::NotValid, "{report:#?}");
    }
}

#[test]
fn rule_8_a_presentation_is_signed_by_its_holder() {
    let signed = presentation(&[good()]);
    let bare = with(signed.clone(), |p| {
        drop(p.as_object_mut().unwrap().remove("proof"));
    });
    let told = only_fault(&verify(&bare)).detail.clone();
    assert!(told.contains("nobody has signed it"), "{told}");
    let proof = |report: Report| {
        let check = only_fault(&report);
        (check.id, check.outcome)
    };
    let another = with(signed.clone(), |p| p["holder"] = json!(did(&stranger())));
    assert_eq!(
        proof(verify(&another)),
        (CheckId::IssuerKey, Outcome::Failed)
    );
    let other_type = with(signed.clone(), |p| {
        p["type"] = json!(["VerifiablePresentation", "https://a.example/T"]);
    });
    assert_eq!(
        proof(verify(&other_type)),
        (CheckId::Proof, Outcome::Failed)
    );
    // An assertion is no authentication.
    let mut unsigned = bare;
    unsigned["proof"] = Value::Null;
    unsigned.as_object_mut().unwrap().remove("proof");
    let asserted = jcs(&unsigned, &holder());
    assert_eq!(proof(verify(&asserted)), (CheckId::Proof, Outcome::Failed));
}

#[test]
fn a_presentation_answers_whoever_asked_for_it() {
    let signed = presentation(&[good()]).to_string();
    let ask = |challenge: &str, domain: &str| {
        let question = Question {
            binding: Binding {
                challenge: Some(challenge.to_owned()),
                domain: Some(domain.to_owned()),
            },
            ..Question::about(signed.clone())
        };
        World::default().ask(&question).unwrap()
    };
    is_valid(&ask("c-1", "employer.example"));
    let problem = |report: Report| only_fault(&report).problem.clone().unwrap();
    assert_eq!(
        problem(ask("c-2", "employer.example")),
        "https://w3id.org/security#INVALID_CHALLENGE_ERROR"
    );
    assert_eq!(
        problem(ask("c-1", "other.example")),
        "https://w3id.org/security#INVALID_DOMAIN_ERROR"
    );
}

/// Whoever shows a credential need not be whom it is about: that is told, and is no fault.
#[test]
fn c02_the_holder_need_not_be_the_learner() {
    let own = about(&did(&holder()));
    let mail = about("mailto:ada@example.org");
    let report = verify(&presentation(&[own, good(), mail]));
    is_valid(&report);
    let persons: Vec<_> = report.parts.iter().map(|part| part.same_person).collect();
    let expected = [
        Some(Sameness::Same),
        Some(Sameness::Different),
        Some(Sameness::NotComparable),
    ];
    assert_eq!(persons, expected);
}

#[test]
fn documents_lie_at_most_four_deep() {
    let guild = stranger();
    let id = badge()["id"].as_str().unwrap().to_owned();
    let endorsement = jcs(&endorsement(&id, &guild), &guild);
    let endorsed = with(badge(), |b| b["endorsement"] = json!([endorsement]));
    let endorsed = jcs(&endorsed, &school());
    let report = verify(&presentation(&[record(std::slice::from_ref(&endorsed))]));
    is_valid(&report);
    // A record of a record holds one more.
    let outer = unsigned_record(&[record(&[endorsed])]);
    let deep = presentation(&[jcs(&numbered(5, outer), &school())]);
    let report = verify(&deep);
    let told = fails(&report, CheckId::Parts, Outcome::CouldNotTell, NOT_CHECKED);
    assert!(told.contains("4 deep"), "{told}");
}

#[test]
fn two_hundred_credentials_are_looked_at_and_no_more() {
    let envelope = envelope(&badge());
    let of = |count: usize| verify(&presentation(&vec![envelope.clone(); count]));
    let report = of(200);
    is_valid(&report);
    assert_eq!(report.parts.len(), 200);
    let report = of(201);
    let problem = own_problem("too-many-credentials");
    let told = fails(&report, CheckId::Parts, Outcome::CouldNotTell, &problem);
    assert!(told.contains("201"), "{told}");
    assert_eq!(report.parts.len(), 200);
}
