//! Credentials in pictures and documents: what is found, what is refused and by which name, and
//! that what is baked comes out again. Rows B01 to B08 of the attack table, each with its twin.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

#[path = "../support/pictures.rs"]
mod pictures;

mod hostile;
mod pdf;
mod png;
mod svg;

use proofmark::carrier::{self, Carried, CarrierError, Existing};

/// What is found, which must be something.
#[track_caller]
fn found(file: &[u8]) -> Carried {
    carrier::find(file).unwrap().unwrap()
}

/// The kind of the first fault.
#[track_caller]
fn fault(file: &[u8]) -> &'static str {
    slug(&carrier::find(file).unwrap_err())
}

fn slug(error: &CarrierError) -> &'static str {
    assert!(!error.to_string().is_empty());
    error.findings()[0].problem
}

#[track_caller]
fn bake(credential: &str, picture: &[u8]) -> Vec<u8> {
    carrier::bake(credential.as_bytes(), picture, Existing::Keep).unwrap()
}

#[track_caller]
fn refused(credential: &str, picture: &[u8]) -> Vec<&'static str> {
    let error = carrier::bake(credential.as_bytes(), picture, Existing::Keep).unwrap_err();
    assert!(matches!(
        error,
        CarrierError::Refused(_) | CarrierError::Credential(_)
    ));
    error.findings().iter().map(|f| f.problem).collect()
}

/// Both texts are the same JSON.
#[track_caller]
fn assert_same_json(left: &[u8], right: &[u8]) {
    let value = |text: &[u8]| serde_json::from_slice::<serde_json::Value>(text).unwrap();
    assert_eq!(value(left), value(right));
}

#[test]
fn bare_text_and_other_files_are_no_carriers() {
    let others: [&[u8]; 6] = [
        pictures::CREDENTIAL.as_bytes(),
        pictures::TOKEN.as_bytes(),
        b"",
        b"\xff\xd8\xff\xe0JFIF",
        b"PK\x03\x04",
        b"\xff\xfe{\0",
    ];
    for file in others {
        assert_eq!(carrier::find(file), Ok(None));
        assert_eq!(refused(pictures::CREDENTIAL, file), ["not-a-picture"]);
    }
}

#[test]
fn a_file_is_looked_into_up_to_its_limit() {
    let mut file = pictures::png();
    file.resize(carrier::MAX_FILE_BYTES, 0);
    assert_eq!(fault(&file), "picture-broken");
    file.push(0);
    assert_eq!(fault(&file), "too-large");
}

#[test]
fn only_badges_and_records_are_baked() {
    let png = pictures::png();
    let problems = |credential: &str| refused(credential, &png);
    assert_eq!(
        problems(r#"{"type":"VerifiableCredential"}"#),
        ["not-a-badge"]
    );
    assert_eq!(problems("{"), ["not-json"]);
    assert_eq!(
        problems(r#"{"type":"ClrCredential","a":1,"a":2}"#),
        ["duplicate-name"]
    );
    let text = "x".repeat(carrier::MAX_CREDENTIAL_BYTES - 40);
    let credential = |more: &str| format!(r#"{{"type":"ClrCredential","name":"{text}{more}"}}"#);
    bake(&credential(""), &png);
    assert_eq!(problems(&credential(&"x".repeat(40))), ["too-large"]);
}
