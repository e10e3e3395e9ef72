//! What an employer asks: by this issuer, in this framework, at least at this level, held by this
//! address? Each is answered with yes, no or cannot tell, and *yes* of a valid credential only.

use super::support::verifying::World;
use super::*;
use proofmark::digest::sha256_hex;
use proofmark::service::verify::{Answer, Answered, Expectations, Expected, Question};

const ADDRESS: &str = "ada@example.org";

/// A badge with four levels; the third was achieved by Ada.
fn badge() -> Value {
    with(super::badge(), |b| {
        let level = |place: usize, name: &str| {
            json!({
                "id": format!("urn:uuid:00000000-0000-4000-8000-00000000000{place}"),
                "type": ["RubricCriterionLevel"],
                "name": name
            })
        };
        let names = ["Novice", "Developing", "Proficient", "Expert"];
        let levels: Vec<Value> = (1..).zip(names).map(|(at, name)| level(at, name)).collect();
        let subject = &mut b["credentialSubject"];
        subject["identifier"] = json!([{
            "type": "IdentityObject",
            "hashed": true,
            "salt": "salt",
            "identityType": "emailAddress",
            "identityHash": format!("sha256${}", sha256_hex(&[ADDRESS.as_bytes(), b"salt"]))
        }]);
        subject["achievement"]["humanCode"] = json!("27-4014.00");
        subject["achievement"]["version"] = json!("v.26.05");
        subject["achievement"]["resultDescription"] = json!([{
            "id": "urn:uuid:00000000-0000-4000-8000-0000000000aa",
            "type": ["ResultDescription"],
            "name": "Level",
            "resultType": "RubricCriterionLevel",
            "rubricCriterionLevel": levels
        }]);
        subject["result"] = json!([{
            "type": ["Result"],
            "resultDescription": "urn:uuid:00000000-0000-4000-8000-0000000000aa",
            "achievedLevel": "urn:uuid:00000000-0000-4000-8000-000000000003"
        }]);
    })
}

fn levels(badge: &mut Value) -> &mut Vec<Value> {
    badge["credentialSubject"]["achievement"]["resultDescription"][0]["rubricCriterionLevel"]
        .as_array_mut()
        .unwrap()
}

fn expecting(json: &Value) -> Expectations {
    let text = json.to_string();
    Expectations::read(&ijson::parse(text.as_bytes()).unwrap()).unwrap()
}

fn ask_in(world: &World, document: impl Into<Vec<u8>>, expected: &Value) -> Report {
    let question = Question {
        expect: expecting(expected),
        ..Question::about(document)
    };
    world.ask(&question).unwrap()
}

fn ask(document: &Value, expected: &Value) -> Vec<Answered> {
    ask_in(&World::default(), document.to_string(), expected).expectations
}

/// The only answer, and its sentence.
fn one(document: &Value, expected: &Value) -> (Answer, String) {
    let mut answers = ask(document, expected);
    assert_eq!(answers.len(), 1, "{answers:?}");
    let answered = answers.remove(0);
    (answered.answer, answered.detail)
}

fn answer(document: &Value, expected: &Value) -> Answer {
    one(document, expected).0
}

use Answer::{CannotTell, No, Yes};

fn all() -> Value {
    json!({
        "issuer": did(&school()), "framework": "27-4014.00@v.26.05",
        "levelAtLeast": "Proficient", "learnerEmail": ADDRESS
    })
}

fn answers(report: &Report) -> Vec<Answer> {
    report.expectations.iter().map(|one| one.answer).collect()
}

#[test]
fn a_valid_badge_answers_all_that_it_says() {
    let signed = jcs(&badge(), &school());
    let answered = ask(&signed, &all());
    let asked: Vec<_> = answered.iter().map(|one| one.expected).collect();
    let order = [
        Expected::Issuer,
        Expected::Framework,
        Expected::LevelAtLeast,
        Expected::LearnerEmail,
    ];
    assert_eq!(asked, order);
    assert!(
        answered.iter().all(|one| one.answer == Yes),
        "{answered:#?}"
    );
    let as_token = token(&badge(), school());
    let report = ask_in(&World::default(), as_token, &all());
    assert_eq!(answers(&report), [Yes; 4]);
}

#[test]
fn the_issuer_is_known_by_its_id() {
    let signed = jcs(&badge(), &school());
    assert_eq!(answer(&signed, &json!({"issuer": did(&school())})), Yes);
    for other in ["A School", "did:web:school.example", ""] {
        if !other.is_empty() {
            assert_eq!(answer(&signed, &json!({"issuer": other})), No, "{other}");
        }
    }
}

#[test]
fn the_framework_is_known_by_its_key_and_version() {
    let signed = jcs(&badge(), &school());
    let framework = |document: &Value, key: &str| answer(document, &json!({"framework": key}));
    assert_eq!(framework(&signed, "27-4014.00"), Yes);
    assert_eq!(framework(&signed, "27-4014.00@v.26.05"), Yes);
    assert_eq!(framework(&signed, "27-4014.00@v.26.06"), No);
    assert_eq!(framework(&signed, "27-4015.00"), No);
    assert_eq!(framework(&signed, "27-4015.00@v.26.05"), No);
    let unversioned = with(badge(), |b| {
        let achievement = &mut b["credentialSubject"]["achievement"];
        drop(achievement.as_object_mut().unwrap().remove("version"));
    });
    let unversioned = jcs(&unversioned, &school());
    assert_eq!(framework(&unversioned, "27-4014.00"), Yes);
    assert_eq!(framework(&unversioned, "27-4014.00@v.26.05"), CannotTell);
    let silent = jcs(&super::badge(), &school());
    assert_eq!(framework(&silent, "27-4014.00"), CannotTell);
}

#[test]
fn the_level_is_asked_for_by_name_or_place() {
    let signed = jcs(&badge(), &school());
    let level = |wanted: &str| one(&signed, &json!({"levelAtLeast": wanted}));
    for wanted in [
        "Novice",
        "Developing",
        "Proficient",
        "proficient",
        " 3 ",
        "1",
    ] {
        assert_eq!(level(wanted).0, Yes, "{wanted}");
    }
    for wanted in ["Expert", "4"] {
        assert_eq!(level(wanted).0, No, "{wanted}");
    }
    for wanted in ["Master", "0", "5", "-1", "3.0"] {
        let (answer, detail) = level(wanted);
        assert_eq!(answer, CannotTell, "{wanted}");
        // An asker who used another word is told those that there are.
        assert!(
            detail.contains("Novice, Developing, Proficient"),
            "{detail}"
        );
    }
    let silent = jcs(&super::badge(), &school());
    assert_eq!(
        answer(&silent, &json!({"levelAtLeast": "Novice"})),
        CannotTell
    );
    // Of two levels of one name neither is the one that is meant.
    let twice = with(badge(), |b| levels(b)[3]["name"] = json!("Proficient"));
    let (answer, detail) = one(
        &jcs(&twice, &school()),
        &json!({"levelAtLeast": "Proficient"}),
    );
    assert_eq!(answer, CannotTell);
    assert!(detail.contains("more than one"), "{detail}");
}

#[test]
fn of_several_levels_none_is_the_level() {
    let several = with(badge(), |b| {
        let results = b["credentialSubject"]["result"].as_array_mut().unwrap();
        let lower = with(results[0].clone(), |r| {
            r["achievedLevel"] = json!("urn:uuid:00000000-0000-4000-8000-000000000001");
        });
        results.push(lower);
    });
    let wanted = json!({"levelAtLeast": "Novice"});
    let (answer, detail) = one(&jcs(&several, &school()), &wanted);
    assert_eq!(answer, CannotTell);
    assert!(detail.contains("several results"), "{detail}");
}

/// Who issued it and to whom any credential can answer; what was achieved a badge alone.
#[test]
fn a_credential_of_another_kind_answers_what_it_can() {
    let other = with(badge(), |b| {
        b["type"] = json!(["VerifiableCredential"]);
        b["credentialSubject"] = json!({"id": format!("mailto:{ADDRESS}")});
    });
    let report = ask_in(
        &World::default(),
        jcs(&other, &school()).to_string(),
        &all(),
    );
    is_valid(&report);
    assert_eq!(answers(&report), [Yes, CannotTell, CannotTell, Yes]);
}

/// A proof over RDF does not cover the order of an array: somebody could turn the ladder round.
#[test]
fn a_ladder_counts_as_far_as_its_order_was_signed() {
    let wanted = json!({"levelAtLeast": "Proficient"});
    let unordered = rdfc(&badge(), &school());
    let turned = with(unordered.clone(), |b| levels(b).reverse());
    for document in [&unordered, &turned] {
        let (answer, detail) = one(document, &wanted);
        assert_eq!(answer, CannotTell, "{detail}");
        assert!(detail.contains("Proficient was achieved"), "{detail}");
        assert_eq!(verify(document).verdict, Verdict::Valid);
    }
    for name in ["points", "level"] {
        let ordered = with(badge(), |b| {
            for (place, level) in (1..).zip(levels(b).iter_mut()) {
                level[name] = json!(place.to_string());
            }
        });
        let ordered = rdfc(&ordered, &school());
        let turned = with(ordered.clone(), |b| levels(b).reverse());
        for document in [&ordered, &turned] {
            assert_eq!(answer(document, &wanted), Yes);
            assert_eq!(answer(document, &json!({"levelAtLeast": "Expert"})), No);
            assert_eq!(answer(document, &json!({"levelAtLeast": "4"})), No);
        }
    }
    // The text is signed: its order counts, and cannot be changed.
    assert_eq!(answer(&jcs(&badge(), &school()), &wanted), Yes);
    let turned = with(jcs(&badge(), &school()), |b| levels(b).reverse());
    assert_eq!(verify(&turned).verdict, Verdict::NotValid);
    assert_eq!(answer(&turned, &wanted), CannotTell);
}

#[test]
fn the_learner_is_known_by_the_address() {
    let email = |document: &Value, address: &str| one(document, &json!({"learnerEmail": address}));
    let hashed = jcs(&badge(), &school());
    let with_identity = |identity: Value| {
        let badge = with(badge(), |b| b["credentialSubject"]["identifier"] = identity);
        jcs(&badge, &school())
    };
    let identity = |hashed: bool, text: &str| {
        json!([{
            "type": "IdentityObject", "hashed": hashed,
            "identityType": "emailAddress", "identityHash": text
        }])
    };
    let plain = with_identity(identity(false, ADDRESS));
    for document in [&hashed, &plain] {
        assert_eq!(email(document, ADDRESS).0, Yes);
        assert_eq!(email(document, "Ada@Example.org").0, Yes);
        assert_eq!(email(document, "eve@example.org").0, No);
    }
    // C03: an old hash without a salt is compared, and said to be weak.
    let md5 = with_identity(identity(true, "md5$b2bf0a4ba3a7b9e5fb0a6c40ecb5e9f4"));
    let (answer, detail) = email(&md5, ADDRESS);
    assert_eq!(answer, No);
    assert!(detail.contains("weak"), "{detail}");
    let salted_otherwise = with(badge(), |b| {
        b["credentialSubject"]["identifier"][0]["salt"] = json!("pepper");
    });
    assert_eq!(email(&jcs(&salted_otherwise, &school()), ADDRESS).0, No);
    let nameless = jcs(&super::badge(), &school());
    let (answer, detail) = email(&nameless, ADDRESS);
    assert_eq!(answer, CannotTell);
    assert!(detail.contains("e-mail"), "{detail}");
    let unknown = with_identity(identity(true, "sha256$00"));
    assert_eq!(email(&unknown, ADDRESS).0, CannotTell);
}

#[test]
fn yes_is_said_of_a_valid_credential_only() {
    let expired = with(badge(), |b| b["validUntil"] = json!("2026-11-21T00:00:00Z"));
    let open = with(badge(), |b| {
        b["credentialStatus"] = json!({
            "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": "7", "statusListCredential": "https://school.example/status"
        });
    });
    let no = json!({"learnerEmail": "eve@example.org"});
    for (document, word) in [(expired, "not valid"), (open, "could not be checked")] {
        let signed = jcs(&document, &school());
        for answered in ask(&signed, &all()) {
            assert_eq!(answered.answer, CannotTell, "{answered:?}");
            assert!(answered.detail.contains(word), "{answered:?}");
        }
        // Its proof is right: what it denies, it denies.
        assert_eq!(answer(&signed, &no), No);
    }
    // A forgery says nothing at all.
    let forged = with(jcs(&badge(), &school()), |b| b["name"] = json!("Master"));
    for expected in [all(), no] {
        for answered in ask(&forged, &expected) {
            assert_eq!(answered.answer, CannotTell, "{answered:?}");
        }
    }
}

#[test]
fn what_is_expected_twice_or_misspelt_is_refused() {
    for wrong in [
        json!({"level": "Proficient"}),
        json!({"levelAtLeast": 3}),
        json!({"issuer": " "}),
        json!([]),
    ] {
        let text = wrong.to_string();
        let json = ijson::parse(text.as_bytes()).unwrap();
        assert!(Expectations::read(&json).is_err(), "{wrong}");
    }
}

fn presentation(credentials: &[Value]) -> Value {
    let unsigned = json!({
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        "holder": did(&stranger()),
        "verifiableCredential": credentials
    });
    jcs_for(&unsigned, &stranger(), "authentication", &json!({}))
}

#[test]
fn the_part_that_comes_nearest_answers_and_answers_all() {
    let signed = jcs(&badge(), &school());
    let lower = with(badge(), |b| {
        let id = levels(b)[0]["id"].clone();
        b["credentialSubject"]["result"][0]["achievedLevel"] = id;
    });
    let lower = jcs(&lower, &school());
    let silent = jcs(&super::badge(), &school());
    for order in [
        [&lower, &silent, &signed],
        [&signed, &lower, &silent],
        [&silent, &signed, &lower],
    ] {
        let credentials: Vec<Value> = order.into_iter().cloned().collect();
        let report = ask_in(
            &World::default(),
            presentation(&credentials).to_string(),
            &all(),
        );
        is_valid(&report);
        assert_eq!(answers(&report), [Yes; 4]);
        // Which of them that was is said.
        let place = credentials.iter().position(|one| *one == signed).unwrap();
        let place = format!("/verifiableCredential/{place}");
        for answered in &report.expectations {
            assert_eq!(answered.pointer, place);
        }
    }
    // Two that each fulfil a half do not make one that fulfils both.
    let elsewhere = with(badge(), |b| {
        b["credentialSubject"]["achievement"]["humanCode"] = json!("11-1011.00");
    });
    let halves = presentation(&[lower, jcs(&elsewhere, &school())]);
    let report = ask_in(&World::default(), halves.to_string(), &all());
    is_valid(&report);
    assert!(answers(&report).contains(&No), "{:#?}", report.expectations);
    // Beside a bad one none says yes: the presentation is not valid.
    let forged = with(signed.clone(), |b| b["name"] = json!("Master"));
    let report = ask_in(
        &World::default(),
        presentation(&[signed, forged]).to_string(),
        &all(),
    );
    assert_eq!(answers(&report), [CannotTell; 4]);
    // And what holds no credential cannot answer.
    let empty = ask(&presentation(&[]), &all());
    assert!(empty.iter().all(|one| one.answer == CannotTell));
}

/// Somebody else's badge among the endorsements is nothing that this learner achieved.
#[test]
fn an_endorsement_does_not_answer_for_what_it_endorses() {
    let anothers = with(badge(), |b| {
        b["type"] = json!([
            "VerifiableCredential",
            "OpenBadgeCredential",
            "EndorsementCredential"
        ]);
    });
    let anothers = jcs(&anothers, &school());
    let own = with(super::badge_by(&stranger()), |b| {
        b["credentialSubject"]["id"] = json!("did:example:eve");
        b["endorsement"] = json!([anothers]);
    });
    let signed = jcs(&own, &stranger());
    for answered in ask(&signed, &all()) {
        assert_ne!(answered.answer, Yes, "{answered:?}");
    }
}
