//! Entries: each rule with an entry that keeps it and one that breaks it alone.

use super::*;
use crate::ijson::parse;
use serde_json::{Value, json};

fn read(status: &Value) -> Vec<Result<Entry, StatusError>> {
    let text = json!({ "credentialStatus": status }).to_string();
    entries(&parse(text.as_bytes()).unwrap())
}

fn sound() -> Value {
    json!({
        "id": "https://issuer.example/status/1#94567",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "94567",
        "statusListCredential": "https://issuer.example/status/1",
    })
}

/// The sound entry with `changes` in it; a null takes a member out.
fn with(changes: &Value) -> Value {
    let mut entry = sound();
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            entry.as_object_mut().unwrap().remove(name);
        } else {
            entry[name] = value.clone();
        }
    }
    entry
}

/// The one entry, which must be bits.
fn bits(changes: &Value) -> BitstringEntry {
    match &*read(&with(changes)) {
        [Ok(Entry::Bitstring(entry))] => entry.clone(),
        other => panic!("{changes}: {other:?}"),
    }
}

/// Pointer and problem of each finding of the one entry, which must be malformed.
fn findings(status: &Value) -> Vec<(String, &'static str)> {
    match &*read(status) {
        [Err(error @ StatusError::MalformedEntry(findings))] => {
            assert!(!error.could_not_tell());
            assert!(findings.iter().all(|finding| finding.source.is_some()));
            let found = findings.iter();
            found.map(|f| (f.pointer.clone(), f.problem)).collect()
        }
        other => panic!("{status}: {other:?}"),
    }
}

fn one(pointer: &str, problem: &'static str) -> Vec<(String, &'static str)> {
    vec![(format!("/credentialStatus{pointer}"), problem)]
}

#[test]
fn an_entry_says_which_list_and_where() {
    let entry = bits(&json!({}));
    assert_eq!(
        entry,
        BitstringEntry {
            pointer: "/credentialStatus".to_owned(),
            form: Form::BitstringStatusList,
            purpose: "revocation".to_owned(),
            index: 94_567,
            list: "https://issuer.example/status/1".to_owned(),
            size: 1,
            messages: vec![],
            references: vec![],
        }
    );
    assert!(entries(&parse(b"{}").unwrap()).is_empty());
    assert!(read(&json!([])).is_empty());
}

/// S05: an index has one spelling.
#[test]
fn an_index_is_a_whole_number_in_decimal_digits() {
    for (text, index) in [("0", 0), ("10", 10), ("18446744073709551615", u64::MAX)] {
        assert_eq!(bits(&json!({"statusListIndex": text})).index, index);
    }
    for text in [
        "01",
        "00",
        "1e3",
        "abc",
        "-1",
        "-0",
        "+1",
        "1.0",
        "0x10",
        " 1",
        "1 ",
        "1_000",
        "١",
        "18446744073709551616",
    ] {
        let found = findings(&with(&json!({"statusListIndex": text})));
        assert_eq!(found, one("/statusListIndex", "not-an-index"), "{text:?}");
    }
    for value in [json!(1), json!(1.5), json!(-1), json!(["1"]), json!(true)] {
        let found = findings(&with(&json!({"statusListIndex": value})));
        assert_eq!(found, one("/statusListIndex", "wrong-type"), "{value}");
    }
    let found = findings(&with(&json!({"statusListIndex": ""})));
    assert_eq!(found, one("/statusListIndex", "empty-string"));
}

#[test]
fn every_member_that_is_needed_is_missed() {
    for name in ["statusPurpose", "statusListIndex", "statusListCredential"] {
        let found = findings(&with(&json!({ name: null })));
        assert_eq!(found, one("", "missing-member"), "{name}");
    }
    // All that is wrong is told at once.
    let all = json!({
        "type": "BitstringStatusListEntry", "statusPurpose": ["revocation"],
        "statusListIndex": "x", "statusListCredential": "list", "statusSize": 0, "id": 7,
    });
    assert_eq!(findings(&all).len(), 5);
    assert_eq!(bits(&json!({"id": null})).index, 94_567);
}

#[test]
fn the_list_is_one_absolute_url_and_not_the_entry() {
    for (value, problem) in [
        (json!("status/1"), "not-a-uri"),
        (json!(["https://issuer.example/1"]), "wrong-type"),
        (json!({"id": "https://issuer.example/1"}), "wrong-type"),
    ] {
        let found = findings(&with(&json!({"statusListCredential": value})));
        assert_eq!(found, one("/statusListCredential", problem), "{value}");
    }
    let list = "https://issuer.example/status/1";
    let found = findings(&with(&json!({"id": list})));
    assert_eq!(found, one("/id", "status-id"));
    let found = findings(&with(&json!({"id": "#1"})));
    assert_eq!(found, one("/id", "not-a-uri"));
}

fn numbered(count: usize) -> Vec<Value> {
    let message = |n| json!({"status": format!("0x{n:x}"), "message": format!("m{n}")});
    (0..count).map(message).collect()
}

/// S14: as many messages as values; a size within reason.
#[test]
fn a_size_has_a_message_for_each_value() {
    for size in [2, 3, 8] {
        let count = 1_usize << size;
        let entry = bits(&json!({"statusSize": size, "statusMessage": numbered(count)}));
        assert_eq!(entry.size, size);
        assert_eq!(
            (entry.messages.len(), &*entry.messages[count - 1]),
            (count, &*format!("m{}", count - 1))
        );
        for wrong in [0, count - 1, count + 1] {
            let changes = json!({"statusSize": size, "statusMessage": numbered(wrong)});
            let found = findings(&with(&changes));
            assert_eq!(
                found,
                one("/statusMessage", "status-messages"),
                "{size}: {wrong}"
            );
        }
    }
    assert_eq!(
        bits(&json!({"statusMessage": numbered(2)})).messages,
        ["m0", "m1"]
    );
    let found = findings(&with(&json!({"statusSize": 2})));
    assert_eq!(found, one("", "missing-member"));
    for size in [
        json!(0),
        json!(-1),
        json!(17),
        json!(1e9),
        json!(1.5),
        json!("1"),
    ] {
        let found = findings(&with(&json!({"statusSize": size})));
        assert_eq!(found, one("/statusSize", "status-size"), "{size}");
    }
}

#[test]
fn each_value_has_one_message() {
    let any_order = json!([{"status": "0x01", "message": "b"}, {"status": "0x0", "message": "a"}]);
    assert_eq!(
        bits(&json!({"statusMessage": any_order})).messages,
        ["a", "b"]
    );
    for (second, place, problem) in [
        (
            json!({"status": "0x0", "message": "again"}),
            "/1",
            "status-messages",
        ),
        (
            json!({"status": "0x2", "message": "beyond"}),
            "/1",
            "status-messages",
        ),
        (
            json!({"status": "1", "message": "no 0x"}),
            "/1/status",
            "status-messages",
        ),
        (
            json!({"status": "0x+1", "message": "sign"}),
            "/1/status",
            "status-messages",
        ),
        (
            json!({"status": "0x", "message": "none"}),
            "/1/status",
            "status-messages",
        ),
        (
            json!({"status": 1, "message": "number"}),
            "/1/status",
            "wrong-type",
        ),
        (json!({"status": "0x1"}), "/1", "missing-member"),
        (json!({"message": "x"}), "/1", "missing-member"),
        (json!("0x1"), "/1", "wrong-type"),
    ] {
        let messages = json!([{"status": "0x0", "message": "a"}, second]);
        let found = findings(&with(&json!({"statusMessage": messages})));
        assert_eq!(
            found,
            one(&format!("/statusMessage{place}"), problem),
            "{second}"
        );
    }
    let found = findings(&with(
        &json!({"statusMessage": {"status": "0x0", "message": "a"}}),
    ));
    assert_eq!(found, one("/statusMessage", "wrong-type"));
}

#[test]
fn references_are_urls() {
    let (a, b) = ("https://issuer.example/a", "https://issuer.example/b");
    assert_eq!(bits(&json!({"statusReference": a})).references, [a]);
    assert_eq!(bits(&json!({"statusReference": [a, b]})).references, [a, b]);
    let found = findings(&with(&json!({"statusReference": "a"})));
    assert_eq!(found, one("/statusReference", "not-a-uri"));
    let found = findings(&with(&json!({"statusReference": [a, 1]})));
    assert_eq!(found, one("/statusReference/1", "wrong-type"));
}

#[test]
fn a_status_has_a_type() {
    for (status, place, problem) in [
        (json!({}), "", "missing-member"),
        (json!({"type": []}), "/type", "wrong-class"),
        (json!({"type": 1}), "/type", "wrong-type"),
        (
            json!({"type": ["BitstringStatusListEntry", null]}),
            "/type",
            "wrong-type",
        ),
        (json!(null), "", "wrong-type"),
        (json!("https://issuer.example/status/1"), "", "wrong-type"),
    ] {
        assert_eq!(findings(&status), one(place, problem), "{status}");
    }
}

/// S13: what is not known is said of each entry, and hides none of the others.
#[test]
fn every_entry_is_read_and_an_unknown_one_could_not_be_told() {
    let unknown = json!({"type": ["RevocationBitmap2022", "Other"], "id": "did:x:y#z"});
    let list = json!({"type": "1EdTechRevocationList", "id": "https://issuer.example/revoked"});
    let found = read(&json!([unknown, sound(), {"type": "StatusList2021Entry"}, list]));
    let [
        Err(unknown),
        Ok(Entry::Bitstring(bits)),
        Err(malformed),
        Ok(Entry::RevocationList(list)),
    ] = &*found
    else {
        panic!("{found:?}")
    };
    assert_eq!(
        *unknown,
        StatusError::Unsupported {
            pointer: "/credentialStatus/0".to_owned(),
            types: "RevocationBitmap2022, Other".to_owned(),
        }
    );
    assert!(unknown.could_not_tell());
    assert_eq!(bits.pointer, "/credentialStatus/1");
    assert!(matches!(malformed, StatusError::MalformedEntry(findings) if findings.len() == 3));
    assert_eq!(list.pointer, "/credentialStatus/3");
    assert_eq!(list.list, "https://issuer.example/revoked");
}

#[test]
fn an_entry_of_two_types_is_read_as_both() {
    let both = with(&json!({
        "type": ["BitstringStatusListEntry", "1EdTechRevocationList", "BitstringStatusListEntry"],
    }));
    let found = read(&both);
    assert!(
        matches!(
            &*found,
            [Ok(Entry::Bitstring(_)), Ok(Entry::RevocationList(_))]
        ),
        "{found:?}"
    );
}

#[test]
fn the_forerunner_has_entries_of_one_bit() {
    let entry = bits(&json!({"type": "StatusList2021Entry", "statusSize": 8}));
    assert_eq!((entry.form, entry.size), (Form::StatusList2021, 1));
    let found = findings(&with(
        &json!({"type": "StatusList2021Entry", "statusListIndex": "01"}),
    ));
    assert_eq!(found, one("/statusListIndex", "not-an-index"));
}

#[test]
fn a_revocation_list_has_its_address_for_id() {
    for (id, place, problem) in [
        (json!(null), "/id", "wrong-type"),
        (json!("revoked"), "/id", "not-a-uri"),
    ] {
        let found = findings(&json!({"type": "1EdTechRevocationList", "id": id}));
        assert_eq!(found, one(place, problem));
    }
    let found = findings(&json!({"type": "1EdTechRevocationList"}));
    assert_eq!(found, one("", "missing-member"));
}

#[test]
fn all_that_is_wrong_stands_in_the_error() {
    let wrong = with(&json!({"statusPurpose": null, "statusListIndex": "01"}));
    let [Err(error)] = &read(&wrong)[..] else {
        panic!("{wrong}");
    };
    let text = error.to_string();
    for finding in findings(&wrong) {
        assert!(text.contains(&finding.0), "{text}");
    }
    assert_eq!(text.matches("; ").count(), 1, "{text}");
}
