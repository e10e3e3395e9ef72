use super::*;
use serde_json::{Value, json};

fn read(credential: &Value) -> Value {
    serde_json::to_value(Meaning::read(&Json::from(credential))).unwrap()
}

#[test]
fn a_badge_tells_its_level_its_rule_and_each_statement() {
    let statement = |name: &str| {
        json!({"type": ["Alignment"], "targetName": name, "targetCode": "c1",
            "targetUrl": format!("https://f.example/{name}"), "targetDescription": "All of it."})
    };
    let badge = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "id": "urn:uuid:1",
        "issuer": {"id": "did:example:i", "name": "A School", "url": "https://s.example",
            "email": "office@s.example"},
        "validFrom": "2026-11-20T10:00:00Z",
        "validUntil": "2029-11-20T10:00:00Z",
        "credentialSubject": {
            "id": "did:example:s",
            "identifier": {"type": "IdentityObject", "hashed": true, "salt": "s",
                "identityHash": "sha256$00", "identityType": "emailAddress"},
            "source": {"id": "https://s.example/assessors/1"},
            "achievement": {
                "id": "urn:uuid:2", "name": {"en": "Carpentry"}, "humanCode": "47-2031.00",
                "version": "v1", "image": {"id": "https://s.example/i.png", "type": "Image"},
                "criteria": {"id": "https://s.example/c", "narrative":
                    "First.\n\nA level is reached when all of a\\_b are met.\n\nLast."},
                "alignment": [
                    {"targetName": "x", "targetUrl": "https://o.example", "targetFramework": "O"},
                    {"targetName": "f", "targetUrl": "https://f.example", "targetFramework": "F",
                        "targetType": "ext:CFDocument"}
                ],
                "resultDescription": [
                    {"id": "urn:d", "name": "Level", "rubricCriterionLevel": [
                        {"id": "urn:l1", "name": "One", "description": "- a"},
                        {"id": "urn:l2", "name": "Two"}]},
                    {"id": "urn:e", "name": "Sawing"}
                ]
            },
            "result": [
                {"resultDescription": "urn:e", "value": "92", "alignment": [statement("saw")]},
                {"resultDescription": "urn:d", "achievedLevel": "urn:l2",
                    "alignment": [statement("saw"), statement("plane")]}
            ]
        },
        "evidence": {"type": "Evidence", "id": "https://s.example/e", "narrative": "A film."}
    });
    let told = read(&badge);
    let expected = json!({
        "kind": "open-badge",
        "id": "urn:uuid:1",
        "image": "https://s.example/i.png",
        "issuer": "did:example:i",
        "issuerName": "A School",
        "issuerUrl": "https://s.example",
        "issuerEmail": "office@s.example",
        "subject": "did:example:s",
        "identifiers": [
            {"type": "emailAddress", "hashed": true, "hash": "sha256$00", "salt": "s"}],
        "achievement": "Carpentry",
        "achievementId": "urn:uuid:2",
        "framework": "47-2031.00",
        "frameworkVersion": "v1",
        "frameworkName": "F",
        "frameworkUrl": "https://f.example",
        "levels": [
            {"id": "urn:l1", "name": "One", "description": "- a"}, {"id": "urn:l2", "name": "Two"}],
        "levelOrder": "position",
        "achievedLevel": 2,
        "statementsMet": [
            {"name": "saw", "url": "https://f.example/saw", "text": "All of it.", "code": "c1",
                "result": "92"},
            {"name": "plane", "url": "https://f.example/plane", "text": "All of it.",
                "code": "c1"}],
        "otherResults": [{"name": "Sawing", "result": "92", "statements": [
            {"name": "saw", "url": "https://f.example/saw", "text": "All of it.",
                "code": "c1"}]}],
        "levelRule": "A level is reached when all of a_b are met.",
        "criteria": "First.\n\nA level is reached when all of a\\_b are met.\n\nLast.",
        "criteriaUrl": "https://s.example/c",
        "evidence": [
            {"id": "https://s.example/e", "narrative": "A film.", "pointer": "/evidence"}],
        "assessor": "https://s.example/assessors/1",
        "assessorId": "https://s.example/assessors/1",
        "validFrom": "2026-11-20T10:00:00Z",
        "validUntil": "2029-11-20T10:00:00Z"
    });
    assert_eq!(told, expected);
}

#[test]
fn a_record_tells_what_it_holds() {
    let record = json!({
        "type": ["VerifiableCredential", "ClrCredential"], "issuer": "did:example:i",
        "partial": true,
        "credentialSubject": {
            "id": "did:example:s",
            "achievement": {"id": "urn:a", "name": "A"},
            "verifiableCredential": [{"type": "VerifiableCredential", "credentialSubject":
                {"achievement": {"id": "urn:b", "name": "B"}}}],
            "association": [{"type": "Association", "associationType": "precedes",
                "sourceId": "urn:a", "targetId": "urn:b"}]
        }
    });
    let told = read(&record);
    assert_eq!(told["kind"], "clr");
    let expected = json!({
        "partial": true,
        "credentials": 1,
        "achievements": [{"id": "urn:a", "name": "A"}, {"id": "urn:b", "name": "B"}],
        "associations": [{"type": "precedes", "source": "urn:a", "sourceName": "A",
            "target": "urn:b", "targetName": "B"}]
    });
    assert_eq!(told["record"], expected);
}

#[test]
fn an_endorsement_tells_whom_it_endorses() {
    let endorsement = json!({
        "type": ["VerifiableCredential", "EndorsementCredential"], "issuer": "did:example:i",
        "credentialSubject": {"id": "https://s.example", "type": "EndorsementSubject",
            "endorsementComment": "Good work."}
    });
    let told = read(&endorsement);
    assert_eq!(
        told["endorsement"],
        json!({"endorses": "https://s.example", "comment": "Good work."})
    );
}

#[test]
fn any_other_credential_tells_who_says_it_of_whom() {
    let other = json!({
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "type": "VerifiableCredential", "name": "N", "description": "D",
        "issuer": "did:example:i", "issuanceDate": "2020-01-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:s"}
    });
    let expected = json!({"kind": "other", "name": "N", "description": "D",
        "issuer": "did:example:i", "subject": "did:example:s",
        "validFrom": "2020-01-01T00:00:00Z"});
    assert_eq!(read(&other), expected);
}

#[test]
fn of_several_subjects_none_is_taken_for_the_other() {
    let several = json!({
        "type": "VerifiableCredential", "issuer": "did:example:i",
        "credentialSubject": [{"id": "did:example:a"}, {"achievement": {"name": "X"}}]
    });
    let told = read(&several);
    assert_eq!(told["subjects"], json!(["did:example:a", null]));
    assert_eq!(told.get("subject"), None);
    assert_eq!(told.get("achievement"), None);
}

/// What a badge says whose levels are `levels`, and whose results hold each of `achieved`.
fn on_ladder(levels: serde_json::Value, achieved: &[&str]) -> Meaning {
    let results: Vec<_> = achieved
        .iter()
        .map(|level| json!({"resultDescription": "urn:d", "achievedLevel": level}))
        .collect();
    let badge = json!({
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "credentialSubject": {
            "achievement": {
                "resultDescription": [{"id": "urn:d", "rubricCriterionLevel": levels}]
            },
            "result": results
        }
    })
    .to_string();
    Meaning::read(&crate::ijson::parse(badge.as_bytes()).unwrap())
}

fn names(meaning: &Meaning) -> Vec<&str> {
    let levels = meaning.levels.iter();
    levels.map(|level| level.name.as_str()).collect()
}

#[test]
fn levels_stand_in_the_order_of_their_points_or_numbers_wherever_they_are_written() {
    let shuffled = |name: &str| {
        json!([
            {"id": "urn:c", "name": "C", name: "30"},
            {"id": "urn:a", "name": "A", name: "1"},
            {"id": "urn:b", "name": "B", name: "2.5"},
        ])
    };
    for (name, order) in [("points", LevelOrder::Points), ("level", LevelOrder::Level)] {
        let mut meaning = on_ladder(shuffled(name), &["urn:b"]);
        assert_eq!(names(&meaning), ["A", "B", "C"]);
        meaning.without_unsigned_order();
        assert_eq!(meaning.level_order, Some(order));
        assert_eq!(
            (meaning.achieved_level, meaning.level_name()),
            (Some(2), Some("B"))
        );
    }
}

#[test]
fn where_levels_stand_says_something_only_if_that_is_signed() {
    for levels in [
        json!([{"id": "urn:a", "name": "A"}, {"id": "urn:b", "name": "B"}]),
        // One of them has none, two have the same, and two orders that contradict each other.
        json!([{"id": "urn:a", "name": "A", "points": "1"}, {"id": "urn:b", "name": "B"}]),
        json!([{"id": "urn:a", "name": "A", "points": "1"}, {"id": "urn:b", "name": "B", "points": "1.0"}]),
        json!([
            {"id": "urn:a", "name": "A", "points": "1", "level": "2"},
            {"id": "urn:b", "name": "B", "points": "2", "level": "1"},
        ]),
        json!([{"id": "urn:a", "name": "A", "points": "NaN"}, {"id": "urn:b", "name": "B", "points": "1"}]),
    ] {
        let mut meaning = on_ladder(levels.clone(), &["urn:b"]);
        assert_eq!(meaning.level_order, Some(LevelOrder::Position), "{levels}");
        assert_eq!(names(&meaning), ["A", "B"]);
        meaning.without_unsigned_order();
        assert_eq!(
            (meaning.level_order, meaning.level_name()),
            (None, Some("B"))
        );
    }
    let mut one = on_ladder(json!([{"id": "urn:a", "name": "A"}]), &["urn:a"]);
    one.without_unsigned_order();
    assert_eq!(one.level_order, Some(LevelOrder::Position));
}

#[test]
fn of_several_levels_none_is_the_level() {
    let levels = json!([{"id": "urn:a", "name": "A", "points": "1"}, {"id": "urn:b", "name": "B", "points": "2"}]);
    let meaning = on_ladder(levels, &["urn:b", "urn:a"]);
    assert_eq!((meaning.achieved_level, meaning.levels.len()), (None, 0));
    assert_eq!(meaning.other_results.len(), 2);
}
