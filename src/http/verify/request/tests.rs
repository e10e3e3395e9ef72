//! Each way of sending a credential, and what is wrong with others.

use super::*;

const JSON: &str = "application/json";
const FORM: &str = "multipart/form-data; boundary=frontier";

fn asked(declared: &str, body: impl AsRef<[u8]>) -> Result<VerifyBody, Vec<(String, String)>> {
    read_body(declared, body.as_ref()).map_err(|findings| {
        let told = findings.into_iter();
        told.map(|f| (f.pointer, f.problem.to_owned())).collect()
    })
}

fn bytes(bytes: &[u8]) -> VerifyBody {
    VerifyBody {
        input: Input::Bytes(bytes.to_vec()),
        expect: None,
        trusted_issuers: None,
        inclusion: None,
    }
}

fn finding(pointer: &str, problem: &str) -> Vec<(String, String)> {
    vec![(pointer.to_owned(), problem.to_owned())]
}

/// A form of parts: the fields of the disposition after `form-data`, and the content.
fn form(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (disposition, content) in parts {
        let head = format!("--frontier\r\nContent-Disposition: form-data; {disposition}\r\n\r\n");
        body.extend([head.as_bytes(), content, b"\r\n"].concat());
    }
    body.extend(b"--frontier--\r\n");
    body
}

#[test]
fn a_bare_credential_is_taken_as_it_is() {
    let credential = br#"{ "@context": [], "url": "https://a.example", "credential": {} }"#;
    for declared in [JSON, "application/vc", "image/png", "", "text/plain"] {
        assert_eq!(
            asked(declared, credential),
            Ok(bytes(credential)),
            "{declared}"
        );
    }
    // Also what is nothing at all: that is told where it is read.
    for body in [
        "",
        "{",
        "{}",
        r#"{"a":1,"a":2}"#,
        "eyJ.e30.x",
        "\u{89}PNG",
        "[]",
        "\"eyJ\"",
    ] {
        assert_eq!(asked(JSON, body), Ok(bytes(body.as_bytes())), "{body}");
    }
    // Only JSON is looked into.
    let wrapped = br#"{"credential":"eyJ"}"#;
    assert_eq!(asked("text/plain", wrapped), Ok(bytes(wrapped)));
    assert_eq!(asked("application/vc", wrapped), Ok(bytes(wrapped)));
}

#[test]
fn a_request_holds_an_object_a_token_or_an_address() {
    let object = asked(JSON, r#"{"credential": {"@context": [], "n": 1.50}}"#);
    assert_eq!(object, Ok(bytes(br#"{"@context":[],"n":1.5}"#)));
    let token = asked(
        "Application/JSON; charset=utf-8",
        r#"{"credential": "eyJ.e30.x"}"#,
    );
    assert_eq!(token, Ok(bytes(b"eyJ.e30.x")));
    let all = r#"{"url": "https://a.example/1", "expect": {"level": "x"}, "trustedIssuers": []}"#;
    let all = asked(JSON, all).unwrap();
    assert_eq!(all.input, Input::Url("https://a.example/1".to_owned()));
    assert_eq!(
        all.expect.unwrap().get("level").unwrap().as_str(),
        Some("x")
    );
    assert_eq!(all.trusted_issuers, Some(Json::Array(Vec::new())));
}

#[test]
fn a_request_that_is_wrong_is_told_why() {
    for (body, pointer, problem) in [
        (r#"{"credential": 7}"#, "/credential", "wrong-type"),
        (r#"{"credential": null}"#, "/credential", "wrong-type"),
        (r#"{"credential": ["eyJ"]}"#, "/credential", "wrong-type"),
        (r#"{"url": 7}"#, "/url", "wrong-type"),
        (r#"{"url": " "}"#, "/url", "empty-string"),
        (
            r#"{"credential": "a", "url": "https://a.example"}"#,
            "",
            "two-credentials",
        ),
        (r#"{"expect": {}}"#, "", "no-credential"),
        (r#"{"trustedIssuers": []}"#, "", "no-credential"),
        (
            r#"{"credential": "a", "expected": {}}"#,
            "/expected",
            "unknown-member",
        ),
    ] {
        assert_eq!(asked(JSON, body), Err(finding(pointer, problem)), "{body}");
    }
}

#[test]
fn a_form_holds_a_file_or_a_text_and_names_and_types_say_nothing() {
    let picture = b"\x89PNG\r\n\x1a\n\0--frontie";
    let long = format!("name=\"credential\"; filename=\"{}\"", "n".repeat(300));
    for disposition in [
        "name=\"credential\"",
        "name=\"credential\"; filename=\"badge.png\"",
        "name=\"credential\"; filename=\"../../etc/passwd\"",
        "name=\"credential\"; filename=\"\"\r\nContent-Type: application/zip",
        "name=\"credential\"; filename=\"a\"\r\nContent-Type: nonsense",
        &long,
    ] {
        let form = form(&[(disposition, picture)]);
        assert_eq!(asked(FORM, form), Ok(bytes(picture)), "{disposition}");
    }
    let all = form(&[
        ("name=\"url\"", b"https://a.example/1\n"),
        ("name=\"credential\"; filename=\"\"", b""),
        ("name=\"expect\"", br#"{"level":"x"}"#),
        ("name=\"trustedIssuers\"", b""),
    ]);
    let all = asked(FORM, all).unwrap();
    assert_eq!(all.input, Input::Url("https://a.example/1".to_owned()));
    assert!(all.expect.is_some() && all.trusted_issuers.is_none());
}

#[test]
fn a_form_that_is_wrong_is_told_why() {
    let one: (&str, &[u8]) = ("name=\"credential\"", b"eyJ");
    let url: (&str, &[u8]) = ("name=\"url\"", b"https://a.example");
    for (parts, pointer, problem) in [
        (&[][..], "", "no-credential"),
        (&[("name=\"credential\"", &b""[..])], "", "no-credential"),
        (&[one, url], "", "two-credentials"),
        (&[one, one], "/credential", "twice"),
        (&[one, ("name=\"file\"", b"x")], "/file", "unknown-member"),
        (&[one, ("filename=\"x\"", b"x")], "/", "unknown-member"),
        (&[one, ("name=\"expect\"", b"{")], "/expect", "not-json"),
        (
            &[one, ("name=\"trustedIssuers\"", br#"{"a":1,"a":2}"#)],
            "/trustedIssuers/a",
            "duplicate-name",
        ),
    ] {
        assert_eq!(
            asked(FORM, form(parts)),
            Err(finding(pointer, problem)),
            "{parts:?}"
        );
    }
    let whole = form(&[one]);
    let cut = &whole[..whole.len() - 8];
    let headless = b"--frontier\r\nContent-Disposition: form-data";
    for (declared, body) in [
        (FORM, cut),
        (FORM, headless),
        (FORM, b"".as_slice()),
        ("multipart/form-data", &whole),
        ("multipart/form-data; boundary=", &whole),
        ("multipart/form-data; boundary=other", &whole),
    ] {
        assert_eq!(
            asked(declared, body),
            Err(finding("", "broken-form")),
            "{declared}"
        );
    }
}

#[test]
fn a_form_of_ten_thousand_parts_is_not_read_to_its_end() {
    let one: (&str, &[u8]) = ("name=\"credential\"", b"");
    let fair = [&[one; 7][..], &[("name=\"credential\"", b"eyJ")]].concat();
    assert_eq!(asked(FORM, form(&fair)), Ok(bytes(b"eyJ")));
    let many = form(&vec![one; 10_000]);
    assert_eq!(asked(FORM, many), Err(finding("", "too-many-parts")));
}
