use super::*;
use serde_json::{Value, json};

fn about(subject: Value) -> Value {
    json!({ "credentialSubject": subject })
}

fn identity(hashed: bool, hash: &str, salt: Option<&str>) -> Value {
    let mut identity = json!({
        "type": "IdentityObject", "hashed": hashed,
        "identityHash": hash, "identityType": "emailAddress"
    });
    if let Some(salt) = salt {
        identity["salt"] = salt.into();
    }
    identity
}

fn asked(subject: &Value, known: Known<'_>) -> Answer {
    let credential = about(subject.clone());
    is_subject(&Json::from(&credential), known).answer
}

/// The vector of Open Badges 3.0, appendix B.3.4.
const KOSHER: &str = "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399";

#[test]
fn a_hashed_address_is_known_by_its_salt() {
    let subject = json!({"identifier": [identity(true, KOSHER, Some("Kosher"))]});
    assert_eq!(asked(&subject, Known::email("a@example.com")), Answer::Yes);
    assert_eq!(asked(&subject, Known::email(" A@Example.com")), Answer::Yes);
    assert_eq!(asked(&subject, Known::email("b@example.com")), Answer::No);
    let capitals = KOSHER.replace("b5809d8a", "B5809D8A");
    let subject = json!({"identifier": identity(true, &capitals, Some("Kosher"))});
    assert_eq!(asked(&subject, Known::email("a@example.com")), Answer::Yes);
    for salt in [None, Some("kosher")] {
        let subject = json!({"identifier": identity(true, KOSHER, salt)});
        assert_eq!(
            asked(&subject, Known::email("a@example.com")),
            Answer::No,
            "{salt:?}"
        );
    }
}

/// RFC 1321, appendix A.5: MD5 of “abc”, here “a” with the salt “bc”.
#[test]
fn md5_is_compared_and_called_weak() {
    let hash = "md5$900150983CD24FB0D6963F7D28E17F72";
    let credential = about(json!({"identifier": identity(true, hash, Some("bc"))}));
    let answered = is_subject(&Json::from(&credential), Known::email("a"));
    assert_eq!(answered.answer, Answer::Yes);
    assert!(answered.reason.contains("MD5"), "{}", answered.reason);
    assert_eq!(answered.pointer, "/credentialSubject/identifier");
}

#[test]
fn a_plain_identifier_is_compared_as_it_stands() {
    let plain = json!({"identifier": [identity(false, "Ada@Example.org", None)]});
    assert_eq!(asked(&plain, Known::email("ada@example.org")), Answer::Yes);
    assert_eq!(asked(&plain, Known::email("eve@example.org")), Answer::No);
    let mut name = identity(false, "Ada Example", None);
    name["identityType"] = "name".into();
    let named = json!({ "identifier": name });
    let known = |value| Known::Identifier {
        identity_type: "name",
        value,
    };
    assert_eq!(asked(&named, known("Ada Example")), Answer::Yes);
    assert_eq!(asked(&named, known("ada example")), Answer::No);
}

#[test]
fn what_cannot_be_compared_is_not_a_no() {
    for subject in [
        json!({"id": "did:example:s"}),
        json!({"identifier": identity(true, "sha512$00", None)}),
        json!({"identifier": identity(true, "a@example.com", None)}),
        json!({"identifier": identity(false, KOSHER, None)}),
        json!({"identifier": {"type": "IdentityObject", "identityType": "emailAddress"}}),
        json!([
            {"identifier": identity(true, KOSHER, Some("Kosher"))},
            {"identifier": identity(true, KOSHER, Some("Kosher"))}
        ]),
        // The first is another address; the second could be this one.
        json!({"identifier": [
            identity(true, KOSHER, Some("x")), identity(true, "sha512$00", None)
        ]}),
    ] {
        let answer = asked(&subject, Known::email("a@example.com"));
        assert_eq!(answer, Answer::CannotTell, "{subject}");
    }
    let without = json!({"identifier": identity(true, KOSHER, None)});
    assert_eq!(
        asked(&without, Known::Id("did:example:s")),
        Answer::CannotTell
    );
}

#[test]
fn one_of_several_identifiers_is_enough() {
    let other = identity(true, KOSHER, Some("another"));
    let subject = json!({"identifier": [other, identity(true, KOSHER, Some("Kosher"))]});
    assert_eq!(asked(&subject, Known::email("a@example.com")), Answer::Yes);
}

#[test]
fn a_subject_is_known_by_its_id() {
    let subject = json!({"id": "did:example:s"});
    assert_eq!(asked(&subject, Known::Id("did:example:s")), Answer::Yes);
    assert_eq!(
        asked(&json!([subject]), Known::Id("did:example:s")),
        Answer::Yes
    );
    assert_eq!(asked(&subject, Known::Id("did:example:t")), Answer::No);
    let mail = json!({"id": "mailto:ada@example.org"});
    assert_eq!(asked(&mail, Known::email("Ada@example.org")), Answer::Yes);
}

#[test]
fn two_subjects_are_compared_by_id_and_identifier() {
    let compare = |left: Value, right: Value| {
        let (left, right) = (about(left), about(right));
        same_subject(&Json::from(&left), &Json::from(&right))
    };
    let by_hash = |hash: &str, salt| json!({"identifier": [identity(true, hash, salt)]});
    let did = |name: &str| json!({"id": format!("did:example:{name}")});
    let both = |name: &str| {
        let mut both = by_hash(KOSHER, Some("Kosher"));
        both["id"] = did(name)["id"].clone();
        both
    };
    use Sameness::{Different, NotComparable, Same};
    let capitals = KOSHER.replace("b5809d8a", "B5809D8A");
    for (left, right, expected) in [
        (did("a"), did("a"), Same),
        (did("a"), did("b"), Different),
        (both("a"), both("b"), Same),
        (
            did("a"),
            json!({"id": "https://a.example/me"}),
            NotComparable,
        ),
        (did("a"), by_hash(KOSHER, None), NotComparable),
        (
            by_hash(KOSHER, Some("s")),
            by_hash(&capitals, Some("s")),
            Same,
        ),
        (
            by_hash(KOSHER, Some("s")),
            by_hash(KOSHER, Some("t")),
            NotComparable,
        ),
        (
            by_hash("sha512$00", None),
            by_hash("sha512$00", None),
            NotComparable,
        ),
        (json!([did("a"), did("b")]), did("a"), NotComparable),
    ] {
        let case = format!("{left} {right}");
        assert_eq!(compare(left, right), expected, "{case}");
    }
}
