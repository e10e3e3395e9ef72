//! The text itself: D21 to D25, rule 1 and rule 10. Each row in a document with a proof and, where
//! it can stand there, in a token.

use crate::making::*;
use crate::{fails, json_passes, passes, wrong};
use ed25519_dalek::Signer as _;
use proofmark::proof::ed25519::to_multibase;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

fn good() -> String {
    signed(&badge(), JCS).to_string()
}

/// The good document with a text put in front of its members.
fn with_text(text: &str) -> String {
    good().replacen('{', &format!("{{{text},"), 1)
}

/// Rule 1.
#[test]
fn what_is_no_credential_is_told_apart_from_a_bad_one() {
    for text in [
        "",
        " ",
        "null",
        "7",
        "true",
        "[]",
        "\"credential\"",
        "hello",
        "{",
    ] {
        let found = wrong(text);
        assert_eq!(found.len(), 1, "{text}");
        assert!(found[0].starts_with("unreadable: "), "{text}: {found:?}");
    }
    fails("[]", "unreadable: not-a-credential");
    fails(format!("[{}]", good()), "unreadable: not-a-credential");
    let found = wrong("{}");
    assert!(
        found
            .iter()
            .all(|line| line.starts_with("data-model failed: ")),
        "{found:?}"
    );
}

/// D21.
#[test]
fn a_name_stands_once_in_an_object() {
    passes(good());
    fails(
        with_text(r#""id":"urn:a:b""#),
        "unreadable: duplicate-name /id",
    );
    fails(
        with_text(r#""\u0069d":"urn:a:b""#),
        "unreadable: duplicate-name /id",
    );
    fails(
        with_text(r#""proof":{}"#),
        "unreadable: duplicate-name /proof",
    );
    let inner = good().replacen("\"achievement\":{", "\"achievement\":{\"name\":\"x\",", 1);
    let place = "/credentialSubject/achievement/name";
    fails(inner, &format!("unreadable: duplicate-name {place}"));
    let proof = good().replacen("\"proof\":{", "\"proof\":{\"type\":\"x\",", 1);
    fails(proof, "unreadable: duplicate-name /proof/type");
}

/// The badge with a number that is `text`, signed over the same with `signed_as`.
fn with_number(text: &str, signed_as: Value) -> String {
    let mut badge = badge();
    let context = json!({"count": "https://e.example/count"});
    badge["@context"].as_array_mut().unwrap().push(context);
    badge["count"] = json!(123_454_321);
    let proof = signed(&with(badge.clone(), json!({"count": signed_as})), JCS)["proof"].clone();
    badge["proof"] = proof;
    badge.to_string().replace("123454321", text)
}

/// D22.
#[test]
fn numbers_are_those_of_i_json() {
    for (text, value) in [
        ("7", json!(7)),
        ("7.0", json!(7)),
        ("70e-1", json!(7)),
        ("-0", json!(0)),
        ("9007199254740991", json!(9_007_199_254_740_991_i64)),
        ("0.5", json!(0.5)),
    ] {
        passes(with_number(text, value));
    }
    let other = with_number("8", json!(7));
    fails(other, "proof failed: PROOF_VERIFICATION_ERROR /proof");
    for text in [
        "9007199254740993",
        "-9007199254740992",
        "18446744073709551616",
    ] {
        fails(
            with_number(text, json!(7)),
            "unreadable: number-range /count",
        );
    }
    for text in ["1e400", "NaN", "Infinity", "07", "+7", ".5", "0x7"] {
        let found = wrong(with_number(text, json!(7)));
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("unreadable: n"), "{text}: {found:?}");
    }
}

/// The school's proof over the text that `canonical` makes of a badge and of its proof's options.
fn signed_over(badge: &Value, canonical: impl Fn(&Value) -> String) -> Value {
    use proofmark::identity::Signer as _;
    let mut options = json!({
        "@context": badge["@context"],
        "created": CREATED,
        "cryptosuite": JCS,
        "proofPurpose": "assertionMethod",
        "type": "DataIntegrityProof",
        "verificationMethod": school().verification_method()
    });
    let hash = |value: &Value| Sha256::digest(canonical(value)).to_vec();
    let message = [hash(&options), hash(badge)].concat();
    let signature = school().key().sign(&message).to_bytes();
    options["proofValue"] = json!(to_multibase(&signature));
    with(badge.clone(), json!({ "proof": options }))
}

/// D23: names are ordered by their UTF-16 units, as RFC 8785 has it, by another implementation.
#[test]
fn names_are_ordered_as_utf_16() {
    let names = ["\u{fb33}", "\u{1f602}", "\u{e9}", "e\u{301}"];
    let mut badge = badge();
    let terms: Value = names
        .iter()
        .enumerate()
        .map(|(place, name)| {
            (
                (*name).to_owned(),
                json!(format!("https://e.example/{place}")),
            )
        })
        .collect::<serde_json::Map<_, _>>()
        .into();
    badge["@context"].as_array_mut().unwrap().push(terms);
    for name in names {
        badge[name] = json!(name);
    }
    let by_units = |value: &Value| serde_json_canonicalizer::to_string(value).unwrap();
    json_passes(&signed_over(&badge, by_units));
    // By their code points it is another text.
    fn by_points(value: &Value) -> String {
        match value {
            Value::Object(members) => {
                let mut names: Vec<&String> = members.keys().collect();
                names.sort_unstable();
                let members = names
                    .iter()
                    .map(|name| format!("{}:{}", json!(name), by_points(&members[*name])));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }
            Value::Array(values) => {
                let values: Vec<String> = values.iter().map(by_points).collect();
                format!("[{}]", values.join(","))
            }
            other => other.to_string(),
        }
    }
    let other = signed_over(&badge, by_points).to_string();
    fails(other, "proof failed: PROOF_VERIFICATION_ERROR /proof");
    // Nothing is normalised: two spellings of one letter are two texts.
    let composed = with(crate::making::badge(), json!({"name": "\u{e9}"}));
    for suite in SUITES {
        let good = signed(&composed, suite);
        json_passes(&good);
        let decomposed = with(good, json!({"name": "e\u{301}"})).to_string();
        fails(decomposed, "proof failed: PROOF_VERIFICATION_ERROR /proof");
    }
}

/// D23: half a letter.
#[test]
fn a_lone_surrogate_is_no_letter() {
    passes(good().replacen("Carpentry", "\\u0043arpentry", 1));
    let half = good().replacen("Carpentry", "\\ud83dCarpentry", 1);
    fails(half, "unreadable: not-json");
}

/// D24.
#[test]
fn depth_and_size_have_an_end() {
    let nested = |depth: usize| {
        let value = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        with_text(&format!("\"nested\":{value}"))
    };
    // As deep as may be: read, and told that nobody defines it.
    let found = wrong(nested(63));
    assert!(
        found.iter().all(|line| line.starts_with("terms failed")),
        "{found:?}"
    );
    for depth in [64, 129, 100_000] {
        let found = wrong(nested(depth));
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("unreadable: "), "{depth}: {found:?}");
    }
    let arrays = format!("\"nested\":[{}[]]", "[],".repeat(1_000_000));
    let found = wrong(with_text(&arrays));
    assert!(!found.is_empty());
    let long = format!("\"name2\":\"{}\"", "x".repeat(5 << 20));
    fails(with_text(&long), "unreadable: too-large");
    let spaces = format!("{}{}", good(), " ".repeat(5 << 20));
    fails(spaces, "unreadable: too-large");
}

/// D25.
#[test]
fn a_text_is_utf_8_without_anything_around_it() {
    let good = good();
    passes(format!(" \t\r\n{good}\n"));
    for text in [
        format!("\u{feff}{good}"),
        format!("{good}{{}}"),
        format!("{good}x"),
        format!("{good}\0"),
        format!("{good},"),
        format!("// comment\n{good}"),
        format!("/* comment */{good}"),
        good.replacen('{', "{\"a\":NaN,", 1),
        good.replacen('{', "{\"a\":1,,", 1),
        good.replacen('{', "{a:1,", 1),
        good.replace('"', "'"),
        good.replacen("Carpentry", "Carp\nentry", 1),
    ] {
        fails(text, "unreadable: not-json");
    }
    let little: Vec<u8> = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = good.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = [&[0xff, 0xfe][..], &little].concat();
    let mut latin = good.into_bytes();
    let place = latin
        .windows(9)
        .position(|word| word == b"Carpentry")
        .unwrap();
    latin[place] = 0xe9;
    for bytes in [little, big, marked, latin] {
        fails(bytes, "unreadable: not-json");
    }
}

/// D21 to D25 in a token: its parts are texts by the same rules.
#[test]
fn the_parts_of_a_token_are_texts_by_the_same_rules() {
    let payload = claims(&badge()).to_string();
    let key = Key::school();
    let of = |header: String, payload: String| token_of(&header, &payload, &key);
    let header = header().to_string();
    passes(of(header.clone(), payload.clone()));
    for (header, payload, reason) in [
        (header.clone(), format!("{payload}x"), "not-json"),
        (header.clone(), format!("\u{feff}{payload}"), "not-json"),
        (format!("{header}x"), payload.clone(), "not-json"),
        (format!("\u{feff}{header}"), payload.clone(), "not-json"),
        (
            header.replacen('{', "{\"n\":9007199254740993,", 1),
            payload.clone(),
            "number-range /n",
        ),
        (
            header.clone(),
            payload.replacen('{', "{\"n\":9007199254740993,", 1),
            "number-range /n",
        ),
        (
            header.clone(),
            payload.replacen("Carpentry", "\\ud83d", 1),
            "not-json",
        ),
    ] {
        fails(of(header, payload), &format!("unreadable: {reason}"));
    }
}

/// A token in quotation marks, as some send it.
#[test]
fn a_token_may_stand_in_quotation_marks_and_nowhere_else() {
    let token = school_token(&header(), &claims(&badge()));
    passes(json!(token).to_string());
    fails(json!([token]).to_string(), "unreadable: not-a-credential");
    fails(
        json!(format!(" {token}")).to_string(),
        "unreadable: not-a-credential",
    );
    let escaped = json!(token).to_string().replacen('.', "\\u002e", 1);
    fails(escaped, "unreadable: not-a-credential");
    for text in [
        format!("{token}\0"),
        format!("\u{feff}{token}"),
        format!("{token} {token}"),
    ] {
        fails(text, "unreadable: not-json");
    }
    fails(format!("{token}.{token}"), "unreadable: jws-form");
}
