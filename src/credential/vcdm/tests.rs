use super::*;
use crate::ijson::parse;

const SOUND: &str = r#"{"@context":["https://www.w3.org/ns/credentials/v2"],
    "id":"urn:uuid:1","type":["VerifiableCredential"],"issuer":"did:example:i",
    "validFrom":"2026-11-20T10:00:00Z","credentialSubject":{"id":"did:example:s"}}"#;

/// The findings after the member `name` of a sound credential is set to `value` (or taken
/// out, where `value` is empty).
fn with(name: &str, value: &str) -> Vec<(String, &'static str)> {
    let mut credential = parse(SOUND.as_bytes()).unwrap();
    let object = credential.as_object_mut().unwrap();
    if value.is_empty() {
        object.remove(name);
    } else {
        object.insert(name.to_owned(), parse(value.as_bytes()).unwrap());
    }
    check(&credential)
        .into_iter()
        .map(|finding| (finding.pointer, finding.problem))
        .collect()
}

#[test]
fn a_sound_credential_has_no_findings() {
    assert!(with("name", r#""n""#).is_empty());
    assert!(with("name", r#"[{"@value":"n","@language":"en"}]"#).is_empty());
    assert!(with("issuer", r#"{"id":"https://i.example"}"#).is_empty());
    assert!(with("validUntil", r#""2026-11-20T11:00:00.5+01:00""#).is_empty());
    assert!(with("credentialStatus", r#"{"type":"Unknown"}"#).is_empty());
    assert!(
        with(
            "relatedResource",
            r#"[{"id":"https://a.example","digestSRI":"x"}]"#
        )
        .is_empty()
    );
}

#[test]
fn each_rule_is_broken_by_one_fault() {
    let faults: [(&str, &str, &str, &str); 34] = [
        ("@context", "", "", "missing-member"),
        (
            "@context",
            r#""https://www.w3.org/ns/credentials/v2""#,
            "/@context",
            "wrong-type",
        ),
        (
            "@context",
            r#"["https://www.w3.org/2018/credentials/v1"]"#,
            "/@context",
            "wrong-context",
        ),
        (
            "@context",
            r#"["https://www.w3.org/ns/credentials/v2",7]"#,
            "/@context/1",
            "wrong-context",
        ),
        (
            "@context",
            r#"["https://www.w3.org/ns/credentials/v2","no"]"#,
            "/@context/1",
            "wrong-context",
        ),
        ("type", "", "", "missing-member"),
        ("type", "[]", "/type", "wrong-class"),
        ("type", r#"["Other"]"#, "/type", "wrong-class"),
        (
            "type",
            r#"["VerifiableCredential",1]"#,
            "/type/1",
            "wrong-type",
        ),
        ("id", "null", "/id", "wrong-type"),
        ("id", r#"["urn:uuid:1"]"#, "/id", "wrong-type"),
        ("id", r#""relative""#, "/id", "not-a-uri"),
        ("issuer", "", "", "missing-member"),
        ("issuer", "null", "/issuer", "wrong-type"),
        ("issuer", "true", "/issuer", "wrong-type"),
        ("issuer", "[]", "/issuer", "wrong-type"),
        ("issuer", r#"{"id":null}"#, "/issuer/id", "wrong-type"),
        ("issuer", r#"{"name":"x"}"#, "/issuer", "missing-member"),
        ("issuer", r#""me""#, "/issuer", "not-a-uri"),
        ("credentialSubject", "", "", "missing-member"),
        (
            "credentialSubject",
            "[]",
            "/credentialSubject",
            "empty-array",
        ),
        (
            "credentialSubject",
            "{}",
            "/credentialSubject",
            "empty-object",
        ),
        (
            "credentialSubject",
            r#""s""#,
            "/credentialSubject",
            "wrong-type",
        ),
        (
            "credentialSubject",
            r#"[{"id":"urn:a"},{}]"#,
            "/credentialSubject/1",
            "empty-object",
        ),
        (
            "credentialSubject",
            r#"{"id":["urn:a"]}"#,
            "/credentialSubject/id",
            "wrong-type",
        ),
        (
            "validFrom",
            r#""2026-11-20T10:00:00""#,
            "/validFrom",
            "not-a-date",
        ),
        (
            "validUntil",
            r#""2026-11-19T10:00:00Z""#,
            "/validUntil",
            "validity-reversed",
        ),
        ("name", "7", "/name", "wrong-type"),
        (
            "description",
            r#"{"@value":"x","other":1}"#,
            "/description",
            "wrong-type",
        ),
        (
            "credentialStatus",
            r#""x""#,
            "/credentialStatus",
            "wrong-type",
        ),
        (
            "termsOfUse",
            r#"[{"id":"urn:t"}]"#,
            "/termsOfUse/0",
            "wrong-class",
        ),
        (
            "credentialSchema",
            r#"{"type":"X"}"#,
            "/credentialSchema",
            "missing-member",
        ),
        (
            "relatedResource",
            r#"[{"id":"urn:a"}]"#,
            "/relatedResource/0",
            "missing-member",
        ),
        (
            "relatedResource",
            r#"[{"id":"urn:a","digestSRI":"x"},{"id":"urn:a","digestSRI":"x"}]"#,
            "/relatedResource/1",
            "duplicate-resource",
        ),
    ];
    for (name, value, pointer, problem) in faults {
        assert_eq!(
            with(name, value),
            [(pointer.to_owned(), problem)],
            "{name} = {value}"
        );
    }
}
