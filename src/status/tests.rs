//! Lists: each rule with a list that keeps it and one that breaks it alone.

use super::*;
use crate::ijson::{Json, parse};
use serde_json::{Value, json};
use time::Duration;
use time::macros::datetime;

const LIST: &str = "https://issuer.example/status/1";
const ISSUER: &str = "did:web:issuer.example";

/// 131,072 entries; 0 and 7 are set.
fn encoded() -> String {
    let mut bits = Bitstring::new(MIN_ENTRIES).unwrap();
    for index in [0, 7] {
        bits.set(index, true).unwrap();
    }
    bits.encode()
}

fn sound() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": ISSUER,
        "validFrom": "2026-01-01T00:00:00Z",
        "validUntil": "2026-12-31T00:00:00Z",
        "credentialSubject": {
            "id": format!("{LIST}#list"),
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "ttl": 300_000,
            "encodedList": encoded(),
        },
    })
}

/// The sound list with one value replaced, or taken out by a null.
fn with(pointer: &str, value: Value) -> Value {
    let mut list = sound();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = list.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    if value.is_null() {
        parent.remove(name);
    } else {
        parent.insert(name.to_owned(), value);
    }
    list
}

fn read(list: &Value) -> Result<StatusList, StatusError> {
    StatusList::read(&Json::from(list), LIST)
}

fn entry(index: u64, purpose: &str) -> BitstringEntry {
    BitstringEntry {
        pointer: "/credentialStatus".to_owned(),
        form: Form::BitstringStatusList,
        purpose: purpose.to_owned(),
        index,
        list: LIST.to_owned(),
        size: 1,
        messages: vec![],
        references: vec![],
    }
}

/// The error of asking `list` about entry 3, which is clear in a sound list.
fn refused(list: &Value) -> StatusError {
    let value = read(list).and_then(|list| list.value(&entry(3, "revocation"), ISSUER));
    let error = value.unwrap_err();
    assert!(error.could_not_tell(), "{error}");
    error
}

#[test]
fn a_sound_list_answers() {
    let list = read(&sound()).unwrap();
    assert_eq!(list.ttl, Some(Duration::minutes(5)));
    assert_eq!(list.valid_until, Some(datetime!(2026-12-31 0:00 UTC)));
    let standing = |index| list.value(&entry(index, "revocation"), ISSUER).unwrap();
    assert_eq!(standing(0).standing, Standing::Revoked { reason: None });
    assert!(standing(7).is_set() && standing(7).standing.fails());
    for clear in [1, 3, 6, 8, 131_071] {
        let value = standing(clear);
        assert_eq!((value.is_set(), &value.standing), (false, &Standing::Clear));
        assert_eq!(value.standing.problem_type(), None);
    }
}

#[test]
fn each_purpose_means_its_own_thing() {
    let purposes = json!(["revocation", "suspension", "refresh", "message", "recall"]);
    let list = read(&with("/credentialSubject/statusPurpose", purposes)).unwrap();
    let standing =
        |index, purpose: &str| list.value(&entry(index, purpose), ISSUER).unwrap().standing;
    let told = |purpose: &str| {
        let set = standing(0, purpose);
        (set.fails(), set.could_not_tell(), set.problem_type())
    };
    assert_eq!(told("revocation"), (true, false, Some(problem::REVOKED)));
    assert_eq!(told("suspension"), (true, false, Some(problem::SUSPENDED)));
    assert_eq!(told("refresh"), (false, false, None));
    assert_eq!(told("message"), (false, false, None));
    assert_eq!(
        told("recall"),
        (false, true, Some(problem::UNKNOWN_PURPOSE))
    );
    for purpose in ["revocation", "suspension", "refresh", "recall"] {
        assert_eq!(standing(1, purpose), Standing::Clear, "{purpose}");
    }
    assert_eq!(standing(0, "message"), Standing::Message("set".to_owned()));
    assert_eq!(
        standing(1, "message"),
        Standing::Message("unset".to_owned())
    );
    let sentences: std::collections::BTreeSet<String> = ["revocation", "suspension", "refresh"]
        .map(|purpose| standing(0, purpose).to_string())
        .into();
    assert_eq!(sentences.len(), 3);
}

#[test]
fn a_value_of_several_bits_has_its_message() {
    let mut bits = Bitstring::new(2 * MIN_ENTRIES).unwrap();
    // Entry 5 of two bits is 2: its first bit.
    bits.set(10, true).unwrap();
    let list = with("/credentialSubject/encodedList", json!(bits.encode()));
    let mut list = read(&list).unwrap();
    list.purposes = vec!["message".to_owned(), "revocation".to_owned()];
    let ask = |purpose| {
        let messages = ["fine", "late", "lost", "gone"].map(str::to_owned).to_vec();
        let entry = BitstringEntry {
            size: 2,
            messages,
            ..entry(5, purpose)
        };
        list.value(&entry, ISSUER).unwrap()
    };
    let value = ask("message");
    assert_eq!((value.value, value.message.as_deref()), (2, Some("lost")));
    assert_eq!(value.standing, Standing::Message("lost".to_owned()));
    let reason = Some("lost".to_owned());
    assert_eq!(ask("revocation").standing, Standing::Revoked { reason });
}

/// S04: too few entries to hide anyone, counted in entries and not in bits.
#[test]
fn a_short_list_is_refused() {
    let too_short = |list: &Value, size| {
        let entry = BitstringEntry {
            size,
            ..entry(3, "revocation")
        };
        read(list).unwrap().value(&entry, ISSUER).unwrap_err()
    };
    let error = too_short(&sound(), 2);
    assert!(matches!(
        error,
        StatusError::TooShort {
            entries: 65_536,
            ..
        }
    ));
    let list = with("/credentialSubject/encodedList", json!(gzip_of_zeros(128)));
    let error = refused(&list);
    assert!(matches!(error, StatusError::TooShort { entries: 1024, .. }));
    assert_eq!(error.problem_type(), problem::LIST_LENGTH);
}

fn gzip_of_zeros(length: usize) -> String {
    use base64::Engine as _;
    use std::io::Write as _;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&vec![0; length]).unwrap();
    let packed = gzip.finish().unwrap();
    let engine = base64::engine::general_purpose::URL_SAFE_NO_PAD;
    format!("u{}", engine.encode(packed))
}

/// S02, S03: what the bits are packed in.
#[test]
fn bits_that_cannot_be_had_are_never_clear() {
    let bomb = with(
        "/credentialSubject/encodedList",
        json!(gzip_of_zeros(MAX_BYTES + 1)),
    );
    let error = refused(&bomb);
    assert!(matches!(
        &error,
        StatusError::Bits {
            error: BitstringError::TooLarge,
            ..
        }
    ));
    assert_eq!(error.problem_type(), problem::VERIFICATION);
    let bare = encoded()[1..].to_owned();
    for junk in ["u", "uAAAA", "not base64url", &bare] {
        let error = refused(&with("/credentialSubject/encodedList", json!(junk)));
        assert!(matches!(error, StatusError::Bits { .. }), "{junk:?}");
        assert_eq!(error.problem_type(), problem::MALFORMED_VALUE);
    }
}

/// S05: beyond the end.
#[test]
fn an_index_beyond_the_end_fails() {
    let list = read(&sound()).unwrap();
    assert!(list.value(&entry(131_071, "revocation"), ISSUER).is_ok());
    for index in [131_072, u64::MAX] {
        let error = list.value(&entry(index, "revocation"), ISSUER).unwrap_err();
        assert!(matches!(
            error,
            StatusError::Range {
                entries: 131_072,
                ..
            }
        ));
        assert_eq!(error.problem_type(), problem::RANGE);
        assert!(!error.could_not_tell());
    }
}

/// S06: a list for another purpose.
#[test]
fn a_list_answers_for_its_own_purposes() {
    let both = with(
        "/credentialSubject/statusPurpose",
        json!(["suspension", "revocation"]),
    );
    assert!(
        read(&both)
            .unwrap()
            .value(&entry(3, "revocation"), ISSUER)
            .is_ok()
    );
    for other in [
        json!("suspension"),
        json!(["suspension", "message"]),
        json!("Revocation"),
    ] {
        let error = refused(&with("/credentialSubject/statusPurpose", other));
        assert!(matches!(error, StatusError::WrongPurpose { .. }));
        assert_eq!(error.problem_type(), problem::VERIFICATION);
    }
}

/// S07: a list made by another.
#[test]
fn a_list_speaks_for_its_issuer_alone() {
    let object = with("/issuer", json!({"id": ISSUER, "name": "The issuer"}));
    assert!(
        read(&object)
            .unwrap()
            .value(&entry(3, "revocation"), ISSUER)
            .is_ok()
    );
    let error = refused(&with("/issuer", json!("did:web:other.example")));
    assert!(
        matches!(&error, StatusError::WrongIssuer { found, .. } if found == "did:web:other.example")
    );
    assert_eq!(error.problem_type(), problem::VERIFICATION);
}

/// S10: an old copy.
#[test]
fn a_list_is_in_force_between_its_dates() {
    let list = read(&sound()).unwrap();
    let skew = Duration::minutes(5);
    for now in [
        datetime!(2025-12-31 23:55 UTC),
        datetime!(2026-06-01 0:00 UTC),
        datetime!(2026-12-31 0:05 UTC),
    ] {
        assert_eq!(list.in_force_at(now, skew), Ok(()));
    }
    for now in [
        datetime!(2025-12-31 23:54:59 UTC),
        datetime!(2026-12-31 0:05:01 UTC),
    ] {
        let error = list.in_force_at(now, skew).unwrap_err();
        assert!(matches!(error, StatusError::NotInForce { .. }));
        assert!(error.could_not_tell());
        assert_eq!(error.problem_type(), problem::VERIFICATION);
    }
    let mut undated = list.clone();
    (undated.valid_from, undated.valid_until) = (None, None);
    assert_eq!(
        undated.in_force_at(datetime!(-9999-01-01 0:00 UTC), skew),
        Ok(())
    );
    let error = refused(&with("/validUntil", json!("2026-12-31")));
    assert!(matches!(error, StatusError::MalformedList { .. }));
    assert_eq!(error.problem_type(), problem::MALFORMED_VALUE);
}

/// S11: another list at the address.
#[test]
fn a_list_is_the_one_that_was_asked_for() {
    assert!(
        read(&with("/id", Value::Null)).is_ok(),
        "an id is not needed"
    );
    let error = refused(&with("/id", json!("https://issuer.example/status/2")));
    assert!(matches!(error, StatusError::WrongId { .. }));
    assert_eq!(error.problem_type(), problem::VERIFICATION);
    // A list that was fetched for another entry does not answer for this one.
    let elsewhere = BitstringEntry {
        list: "https://issuer.example/status/2".to_owned(),
        ..entry(3, "revocation")
    };
    let error = read(&sound())
        .unwrap()
        .value(&elsewhere, ISSUER)
        .unwrap_err();
    assert!(matches!(error, StatusError::WrongId { .. }));
}

/// S12: a list with a status.
#[test]
fn the_status_of_a_list_is_not_followed() {
    let own = json!({
        "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
        "statusListIndex": "0", "statusListCredential": LIST,
    });
    let error = refused(&with("/credentialStatus", own));
    assert!(matches!(error, StatusError::Loop { .. }));
    assert_eq!(error.problem_type(), problem::VERIFICATION);
}

#[test]
fn types_of_list_and_subject_agree() {
    for (pointer, value) in [
        ("/type", json!(["VerifiableCredential"])),
        (
            "/type",
            json!(["VerifiableCredential", "StatusList2021Credential"]),
        ),
        ("/type", Value::Null),
        ("/credentialSubject/type", json!("StatusList2021")),
        ("/credentialSubject/type", Value::Null),
        ("/credentialSubject", json!([])),
        ("/credentialSubject", Value::Null),
    ] {
        let error = refused(&with(pointer, value));
        assert!(matches!(error, StatusError::WrongClass { .. }), "{pointer}");
    }
    assert!(matches!(
        refused(&json!([])),
        StatusError::WrongClass { .. }
    ));
    let subject = sound()["credentialSubject"].clone();
    assert!(read(&with("/credentialSubject", json!([subject]))).is_ok());
    let error = refused(&with("/credentialSubject", json!([subject, subject])));
    assert!(matches!(error, StatusError::WrongClass { .. }));
}

#[test]
fn the_forerunner_answers_its_own_entries() {
    let list = json!({
        "id": LIST,
        "type": ["VerifiableCredential", "StatusList2021Credential"],
        "issuer": ISSUER,
        "issuanceDate": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "type": "StatusList2021", "statusPurpose": "revocation",
            "encodedList": encoded().trim_start_matches('u'), "ttl": 1,
        },
    });
    let list = read(&list).unwrap();
    assert_eq!(list.valid_from, Some(datetime!(2026-01-01 0:00 UTC)));
    assert_eq!(list.ttl, None);
    let of_2021 = BitstringEntry {
        form: Form::StatusList2021,
        ..entry(7, "revocation")
    };
    assert!(list.value(&of_2021, ISSUER).unwrap().is_set());
    let error = list.value(&entry(7, "revocation"), ISSUER).unwrap_err();
    assert!(matches!(error, StatusError::WrongClass { .. }));
}

#[test]
fn everything_wrong_with_a_list_is_told() {
    let mut list = sound();
    list["id"] = json!(5);
    list["issuer"] = json!([]);
    list["validFrom"] = json!("yesterday");
    list["credentialSubject"]["statusPurpose"] = json!([1]);
    list["credentialSubject"]["encodedList"] = json!({});
    let StatusError::MalformedList { findings, .. } = refused(&list) else {
        panic!("not malformed")
    };
    let pointers: Vec<_> = findings.iter().map(|f| f.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        [
            "/id",
            "/issuer",
            "/validFrom",
            "/credentialSubject/statusPurpose",
            "/credentialSubject/encodedList"
        ]
    );
    for hint in [json!("300000"), json!(-1), json!(0.5)] {
        assert_eq!(
            read(&with("/credentialSubject/ttl", hint)).unwrap().ttl,
            None
        );
    }
}

/// S01, S08: what the caller finds out has its words here.
#[test]
fn a_list_that_cannot_be_had_or_believed_could_not_be_told() {
    let (url, detail) = (LIST.to_owned(), "404".to_owned());
    let retrieval = StatusError::Retrieval { url, detail };
    assert_eq!(retrieval.problem_type(), problem::RETRIEVAL);
    let (url, detail) = (LIST.to_owned(), "no proof".to_owned());
    let proof = StatusError::NotProven { url, detail };
    assert_eq!(proof.problem_type(), problem::VERIFICATION);
    assert!(retrieval.could_not_tell() && proof.could_not_tell());
}

mod revocation_list {
    use super::*;

    const REVOKED: &str = "https://issuer.example/revoked";

    fn read(list: &Value) -> Result<RevocationList, StatusError> {
        RevocationList::read(&parse(list.to_string().as_bytes()).unwrap(), REVOKED)
    }

    fn sound() -> Value {
        json!({
            "id": REVOKED,
            "issuer": ISSUER,
            "revokedCredential": [
                {"id": "urn:uuid:1"},
                {"id": "urn:uuid:2", "revoked": true, "revocationReason": "issued in error"},
                {"id": "urn:uuid:3", "revoked": false, "revocationReason": "given back"},
                {"id": "urn:uuid:4", "revoked": false},
                {"id": "urn:uuid:4", "revoked": true},
            ],
        })
    }

    #[test]
    fn who_is_listed_is_revoked_unless_it_says_otherwise() {
        let list = read(&sound()).unwrap();
        let standing = |id: &str| list.standing(Some(id), ISSUER).unwrap();
        assert_eq!(standing("urn:uuid:1"), Standing::Revoked { reason: None });
        let revoked = standing("urn:uuid:2");
        assert!(revoked.to_string().ends_with("issued in error"));
        assert_eq!(standing("urn:uuid:3"), Standing::Clear);
        assert_eq!(standing("urn:uuid:4"), Standing::Revoked { reason: None });
        assert_eq!(standing("urn:uuid:5"), Standing::Clear);
        let none = read(&json!({"id": REVOKED, "issuer": {"id": ISSUER}})).unwrap();
        assert_eq!(
            none.standing(Some("urn:uuid:1"), ISSUER),
            Ok(Standing::Clear)
        );
    }

    #[test]
    fn it_is_the_issuers_and_the_one_asked_for() {
        let list = read(&sound()).unwrap();
        let error = list
            .standing(Some("urn:uuid:5"), "did:web:other.example")
            .unwrap_err();
        assert!(matches!(error, StatusError::WrongIssuer { .. }) && error.could_not_tell());
        let mut elsewhere = sound();
        elsewhere["id"] = json!("https://issuer.example/other");
        assert!(matches!(read(&elsewhere), Err(StatusError::WrongId { .. })));
        let nameless = list.standing(None, ISSUER).unwrap_err();
        assert!(matches!(nameless, StatusError::MalformedEntry(_)) && !nameless.could_not_tell());
    }

    #[test]
    fn a_list_with_a_flaw_is_not_used() {
        for (pointer, value, place) in [
            ("/id", json!(1), "/id"),
            ("/issuer", json!(null), "/issuer"),
            (
                "/revokedCredential",
                json!({"id": "urn:uuid:1"}),
                "/revokedCredential",
            ),
            (
                "/revokedCredential/0",
                json!("urn:uuid:1"),
                "/revokedCredential/0",
            ),
            ("/revokedCredential/0", json!({}), "/revokedCredential/0"),
            (
                "/revokedCredential/1/revoked",
                json!("yes"),
                "/revokedCredential/1/revoked",
            ),
        ] {
            let mut list = sound();
            *list.pointer_mut(pointer).unwrap() = value;
            let Err(error @ StatusError::MalformedList { .. }) = read(&list) else {
                panic!("{pointer} is read")
            };
            assert!(error.could_not_tell());
            let StatusError::MalformedList { findings, .. } = error else {
                unreachable!()
            };
            let pointers: Vec<_> = findings.iter().map(|f| f.pointer.as_str()).collect();
            assert_eq!(pointers, [place]);
        }
        let mut credential = sound();
        credential["credentialSubject"] = json!({});
        let error = read(&credential).unwrap_err();
        assert!(matches!(error, StatusError::WrongClass { .. }) && error.could_not_tell());
        assert!(matches!(
            read(&json!([])),
            Err(StatusError::MalformedList { .. })
        ));
    }
}
