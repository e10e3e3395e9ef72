use super::*;
use crate::ijson::parse;

const SOUND: &str = r#"{"@context":["https://www.w3.org/ns/credentials/v2"],
    "id":"urn:uuid:1","type":["VerifiableCredential"],"issuer":"did:example:i",
    "validFrom":"2026-11-20T10:00:00Z","credentialSubject":{"id":"did:example:s"}}"#;

const SOUND_V1: &str = r#"{"@context":["https://www.w3.org/2018/credentials/v1"],
    "id":"urn:uuid:1","type":["VerifiableCredential"],"issuer":"did:example:i",
    "issuanceDate":"2026-11-20T10:00:00Z","credentialSubject":{"id":"did:example:s"}}"#;

fn with(name: &str, value: &str) -> Vec<(String, &'static str)> {
    changed(SOUND, name, value)
}

/// The findings after the member `name` of a sound credential is set to `value` (or taken
/// out, where `value` is empty).
fn changed(sound: &str, name: &str, value: &str) -> Vec<(String, &'static str)> {
    let mut credential = parse(sound.as_bytes()).unwrap();
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
    let faults: [(&str, &str, &str, &str); 37] = [
        ("@context", "", "", "missing-member"),
        (
            "@context",
            r#""https://www.w3.org/ns/credentials/v2""#,
            "/@context",
            "wrong-type",
        ),
        (
            "@context",
            r#"["https://a.example"]"#,
            "/@context",
            "wrong-context",
        ),
        (
            "@context",
            r#"["https://www.w3.org/ns/credentials/v2",
                "https://www.w3.org/2018/credentials/v1"]"#,
            "/@context/1",
            MIXED_VERSIONS,
        ),
        (
            "issuanceDate",
            r#""2026-11-20T10:00:00Z""#,
            "/issuanceDate",
            MIXED_VERSIONS,
        ),
        (
            "expirationDate",
            r#""2026-11-20T10:00:00Z""#,
            "/expirationDate",
            MIXED_VERSIONS,
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

#[test]
fn a_sound_credential_of_the_first_version_has_no_findings() {
    for (name, value) in [
        ("@context", r#""https://www.w3.org/2018/credentials/v1""#),
        ("expirationDate", r#""2027-11-20T10:00:00+01:00""#),
        (
            "credentialStatus",
            r#"{"id":"https://s.example/1","type":"Unknown"}"#,
        ),
        ("name", "7"),
    ] {
        assert_eq!(changed(SOUND_V1, name, value), [], "{name} = {value}");
    }
}

#[test]
fn each_rule_of_the_first_version_is_broken_by_one_fault() {
    let v2 = r#"["https://www.w3.org/2018/credentials/v1","https://www.w3.org/ns/credentials/v2"]"#;
    let faults = [
        ("@context", v2, "/@context/1", MIXED_VERSIONS),
        ("@context", "7", "/@context", "wrong-type"),
        ("issuanceDate", "", "", "missing-member"),
        (
            "issuanceDate",
            r#""2026-11-20""#,
            "/issuanceDate",
            "not-a-date",
        ),
        (
            "expirationDate",
            r#""2026-11-20T10:00:00""#,
            "/expirationDate",
            "not-a-date",
        ),
        (
            "expirationDate",
            r#""2026-11-20T09:59:59Z""#,
            "/expirationDate",
            "validity-reversed",
        ),
        (
            "validFrom",
            r#""2026-11-20T10:00:00Z""#,
            "/validFrom",
            MIXED_VERSIONS,
        ),
        (
            "validUntil",
            r#""2027-11-20T10:00:00Z""#,
            "/validUntil",
            MIXED_VERSIONS,
        ),
        ("issuer", "", "", "missing-member"),
        ("issuer", r#"{"name":"x"}"#, "/issuer", "missing-member"),
        (
            "credentialSubject",
            "[]",
            "/credentialSubject",
            "empty-array",
        ),
        ("type", r#"{"a":"b"}"#, "/type", "wrong-type"),
        (
            "credentialStatus",
            r#"{"type":"X"}"#,
            "/credentialStatus",
            "missing-member",
        ),
        (
            "refreshService",
            r#"{"type":"X"}"#,
            "/refreshService",
            "missing-member",
        ),
        ("evidence", r#"{"id":"urn:e"}"#, "/evidence", "wrong-class"),
    ];
    for (name, value, pointer, problem) in faults {
        let found = changed(SOUND_V1, name, value);
        let found: Vec<_> = found.iter().map(|(p, f)| (p.as_str(), *f)).collect();
        // A type of the wrong shape is also not the one that is needed.
        assert_eq!(found.first(), Some(&(pointer, problem)), "{name} = {value}");
        assert!(
            found.len() == 1 || name == "type",
            "{name} = {value}: {found:?}"
        );
    }
}

#[test]
fn both_versions_have_one_validity() {
    let read = |text: &str| validity(&parse(text.as_bytes()).unwrap());
    let (new, old) = (read(SOUND), read(SOUND_V1));
    assert!(new.from.is_some() && new.from == old.from);
    assert_eq!(old.from_pointer, "/issuanceDate");
    assert_eq!(new.until, None);
    let ends = SOUND_V1.replacen(
        "\"id\"",
        "\"expirationDate\":\"2027-01-01T00:00:00Z\",\"id\"",
        1,
    );
    assert!(read(&ends).until.is_some());
    // The other version's members say nothing.
    let mixed = SOUND.replacen("validFrom", "issuanceDate", 1);
    assert_eq!(read(&mixed).from, None);
}

#[test]
fn a_version_is_told_by_the_first_context_only() {
    let told = |text: &str| version(&parse(text.as_bytes()).unwrap());
    assert_eq!(told(SOUND), Some(Version::V2_0));
    assert_eq!(told(SOUND_V1), Some(Version::V1_1));
    assert_eq!(
        told(r#"{"@context":["x","https://www.w3.org/ns/credentials/v2"]}"#),
        None
    );
    assert_eq!(told("[]"), None);
}
