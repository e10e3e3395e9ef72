//! Objects that stand for a token.

use crate::{claims, credential, fault, faults_of, header, token, with, without};
use proofmark::ijson::Json;
use proofmark::proof::ProofError;
use proofmark::proof::enveloped::{Enveloped, envelop};
use proofmark::proof::vc_jwt::{self, ContentKind, TokenForm};
use serde_json::{Value, json};

const CREDENTIAL: ContentKind = ContentKind::Credential;
const PRESENTATION: ContentKind = ContentKind::Presentation;

fn envelope() -> Value {
    json!({
        "@context": "https://www.w3.org/ns/credentials/v2",
        "type": "EnvelopedVerifiableCredential",
        "id": "data:application/vc+jwt,a.b.c"
    })
}

fn read(object: &Value, kind: ContentKind) -> Result<String, ProofError> {
    let json = Json::from(object);
    let enveloped = Enveloped::read(&json, kind)?;
    Ok(enveloped.token.to_owned())
}

fn refused(object: &Value) -> Vec<(String, &'static str)> {
    let error = read(object, CREDENTIAL).unwrap_err();
    assert!(error.problem_type().ends_with("MALFORMED_VALUE_ERROR"));
    faults_of(error)
}

#[test]
fn what_is_wrapped_comes_out_again() {
    let token = token(&header(), &claims());
    let wrapped = Json::Object(envelop(&token, CREDENTIAL));
    assert_eq!(
        wrapped.to_value(),
        with(
            envelope(),
            "id",
            json!(format!("data:application/vc+jwt,{token}"))
        )
    );
    let enveloped = Enveloped::read(&wrapped, CREDENTIAL).unwrap();
    assert_eq!(enveloped.token, token);
    let presentation = Json::Object(envelop("a.b.c", PRESENTATION));
    assert_eq!(
        presentation.get("id").unwrap().as_str(),
        Some("data:application/vp+jwt,a.b.c")
    );
    let enveloped = Enveloped::read(&presentation, PRESENTATION).unwrap();
    assert_eq!(enveloped.token, "a.b.c");
    for (object, kind) in [(&wrapped, CREDENTIAL), (&presentation, PRESENTATION)] {
        assert_eq!(ContentKind::of_envelope(object), Some(kind));
    }
    assert_eq!(ContentKind::of_envelope(&Json::from(&credential())), None);
}

#[test]
fn the_base_context_must_be_there() {
    let both = json!(["https://a.example", "https://www.w3.org/ns/credentials/v2"]);
    assert!(read(&with(envelope(), "@context", both), CREDENTIAL).is_ok());
    let missing = without(envelope(), "@context");
    for object in [
        missing,
        with(envelope(), "@context", json!([])),
        with(
            envelope(),
            "@context",
            json!("https://www.w3.org/ns/credentials/examples/v2"),
        ),
        with(
            envelope(),
            "@context",
            json!(["https://www.w3.org/2018/credentials/v1"]),
        ),
    ] {
        assert_eq!(refused(&object), fault("/@context", "wrong-context"));
    }
}

#[test]
fn the_type_is_exactly_the_envelopes() {
    let in_array = json!(["EnvelopedVerifiableCredential"]);
    assert!(read(&with(envelope(), "type", in_array), CREDENTIAL).is_ok());
    let missing = without(envelope(), "type");
    for object in [
        missing,
        with(envelope(), "type", json!([])),
        with(envelope(), "type", json!("VerifiableCredential")),
        with(envelope(), "type", json!("EnvelopedVerifiablePresentation")),
        with(
            envelope(),
            "type",
            json!(["EnvelopedVerifiableCredential", "VerifiableCredential"]),
        ),
    ] {
        assert_eq!(refused(&object), fault("/type", "wrong-class"));
    }
}

#[test]
fn the_id_is_a_data_url_of_the_right_media_type() {
    let id = |id: &str| with(envelope(), "id", json!(id));
    assert_eq!(
        read(&id("data:application/jwt,a.b.c"), CREDENTIAL).unwrap(),
        "a.b.c"
    );
    for (text, problem) in [
        ("a.b.c", "not-a-data-url"),
        ("https://a.example/token", "not-a-data-url"),
        ("data:application/vc+jwt", "not-a-data-url"),
        (
            "data:application/vc+jwt;base64,YS5iLmM=",
            "media-type-parameters",
        ),
        (
            "data:application/vc+jwt;charset=utf-8,a.b.c",
            "media-type-parameters",
        ),
        ("data:application/vp+jwt,a.b.c", "media-type"),
        ("data:,a.b.c", "media-type"),
        ("data:text/html,<script>", "media-type"),
        ("data:application/vc,{}", "media-type"),
    ] {
        assert_eq!(refused(&id(text)), fault("/id", problem), "{text}");
    }
    for object in [
        without(envelope(), "id"),
        with(envelope(), "id", json!(["a"])),
    ] {
        assert_eq!(refused(&object), fault("/id", "missing-member"));
    }
}

#[test]
fn envelopes_of_other_kinds_are_known_by_name() {
    for media_type in [
        "application/vc+sd-jwt",
        "application/dc+sd-jwt",
        "application/vc+cose;base64",
    ] {
        let object = with(envelope(), "id", json!(format!("data:{media_type},AAAA")));
        let error = read(&object, CREDENTIAL).unwrap_err();
        let name = media_type.split(';').next().unwrap();
        assert!(error.could_not_check() && error.to_string().contains(name));
        // What is wrong besides is wrong all the same.
        let object = without(object, "@context");
        assert_eq!(refused(&object), fault("/@context", "wrong-context"));
    }
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    assert_eq!(
        refused(&json!({"id": "a"})),
        [
            ("/@context".to_owned(), "wrong-context"),
            ("/type".to_owned(), "wrong-class"),
            ("/id".to_owned(), "not-a-data-url"),
        ]
    );
    assert_eq!(refused(&json!("data:application/vc+jwt,a.b.c")).len(), 3);
}

/// D26: an envelope that says more than where the token is is not believed.
#[test]
fn other_members_of_an_envelope_are_never_read() {
    let more = with(envelope(), "issuer", json!("did:example:famous"));
    let json = Json::from(&more);
    let enveloped = Enveloped::read(&json, CREDENTIAL).unwrap();
    assert_eq!((enveloped.token, enveloped.kind), ("a.b.c", CREDENTIAL));
}

#[test]
fn the_token_holds_what_the_envelope_says() {
    let token = token(&with(header(), "typ", json!("vc+jwt")), &credential());
    let form = vc_jwt::content(&vc_jwt::decode(&token).unwrap())
        .unwrap()
        .form;
    assert_eq!(form, TokenForm::VcJose);
    let object = envelop(&token, CREDENTIAL).into();
    assert!(
        Enveloped::read(&object, CREDENTIAL)
            .unwrap()
            .check(form)
            .is_ok()
    );
    let object = envelop(&token, PRESENTATION).into();
    let enveloped = Enveloped::read(&object, PRESENTATION).unwrap();
    assert_eq!(
        faults_of(enveloped.check(form).unwrap_err()),
        fault("/id", "envelope-kind")
    );
}
