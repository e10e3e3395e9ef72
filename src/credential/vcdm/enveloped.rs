//! Credentials and presentations that stand in JSON as a `data:` URL around a token (VC Data Model
//! 2.0, sections 4.13.1 and 4.13.2; Securing VCs using JOSE and COSE, section 3.1).
//!
//! What the token says, and whether it is sound, is not looked at here.

use super::head::has_type;
use super::version::CONTEXT_V2;
use crate::finding::Finding;
use crate::ijson::Json;

const SOURCE: &str = "VC Data Model 2.0, section 4.13.1 (Enveloped Verifiable Credentials)";

/// The media type of any JWT (RFC 7519, section 10.3.1), which the W3C's test suites use.
const ANY_JWT: &str = "application/jwt";

const CREDENTIAL: &str = "EnvelopedVerifiableCredential";
const PRESENTATION: &str = "EnvelopedVerifiablePresentation";

/// What an envelope holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Envelope<'j> {
    /// The media type of the `data:` URL with its parameters, such as `application/vc+jwt`.
    pub media_type: &'j str,
    /// What stands behind the comma.
    pub token: &'j str,
}

/// Whether `json` says that it is an enveloped credential.
pub fn is_enveloped_credential(json: &Json<'_>) -> bool {
    has_type(json, CREDENTIAL)
}

/// Whether `json` says that it is an enveloped presentation.
pub fn is_enveloped_presentation(json: &Json<'_>) -> bool {
    has_type(json, PRESENTATION)
}

/// Opens an enveloped credential or presentation.
///
/// # Errors
/// Everything that is wrong with the envelope: its maker's fault.
pub fn open<'j>(envelope: &'j Json<'_>) -> Result<Envelope<'j>, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut wrong = |pointer: &str, problem, detail: &str| {
        findings.push(Finding::new(pointer, problem, detail).by(SOURCE));
    };
    let contexts = envelope.get("@context").map_or(&[][..], Json::as_set);
    if !contexts.iter().any(|one| one.as_str() == Some(CONTEXT_V2)) {
        let detail = format!("an envelope has {CONTEXT_V2} among its contexts");
        wrong("/@context", "wrong-context", &detail);
    }
    let kind = match (
        is_enveloped_credential(envelope),
        is_enveloped_presentation(envelope),
    ) {
        (true, false) => Some("application/vc"),
        (false, true) => Some("application/vp"),
        _ => {
            let detail = format!("the `type` of an envelope is {CREDENTIAL} or {PRESENTATION}");
            wrong("/type", "wrong-class", &detail);
            None
        }
    };
    let url = envelope.get("id").and_then(Json::as_str);
    let opened = url
        .and_then(|url| url.strip_prefix("data:")?.split_once(','))
        .map(|(media_type, token)| Envelope { media_type, token });
    match (opened, kind) {
        (None, _) => {
            let detail = "the `id` of an envelope is a `data:` URL that holds the token";
            wrong("/id", "not-an-envelope", detail);
        }
        (Some(opened), Some(kind))
            if opened.media_type != ANY_JWT
                && !opened
                    .media_type
                    .strip_prefix(kind)
                    .is_some_and(|rest| rest.starts_with('+') && rest.len() > 1) =>
        {
            let detail = format!(
                "the media type is {:?}; it must be {kind}+jwt or another of {kind}",
                opened.media_type
            );
            wrong("/id", "wrong-media-type", &detail);
        }
        (Some(opened), _) if opened.token.is_empty() => {
            wrong("/id", "not-an-envelope", "the envelope is empty");
        }
        _ => {}
    }
    match opened {
        Some(opened) if findings.is_empty() => Ok(opened),
        _ => Err(findings),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn envelope() -> Value {
        json!({
            "@context": "https://www.w3.org/ns/credentials/v2",
            "type": "EnvelopedVerifiableCredential",
            "id": "data:application/vc+jwt,e30.e30.AA"
        })
    }

    #[test]
    fn a_sound_envelope_gives_its_token() {
        let value = envelope();
        let json = Json::from(&value);
        let opened = open(&json).unwrap();
        assert_eq!(opened.media_type, "application/vc+jwt");
        assert_eq!(opened.token, "e30.e30.AA");
        let mut value = envelope();
        value["id"] = json!("data:application/jwt,e30.e30.AA");
        assert!(open(&Json::from(&value)).is_ok());
    }

    #[test]
    fn each_fault_of_an_envelope_is_told() {
        let faults = [
            ("@context", json!(["https://a.example"]), "wrong-context"),
            ("type", json!("VerifiableCredential"), "wrong-class"),
            ("id", json!("https://a.example/vc"), "not-an-envelope"),
            ("id", json!("data:application/vc+jwt"), "not-an-envelope"),
            ("id", json!("data:application/vc+jwt,"), "not-an-envelope"),
            (
                "id",
                json!("data:application/vp+jwt,e30.e30.AA"),
                "wrong-media-type",
            ),
            (
                "id",
                json!("data:text/plain,e30.e30.AA"),
                "wrong-media-type",
            ),
            ("id", json!(null), "not-an-envelope"),
        ];
        for (name, fault, problem) in faults {
            let mut value = envelope();
            value[name] = fault.clone();
            let found = open(&Json::from(&value)).unwrap_err();
            let problems: Vec<_> = found.iter().map(|f| f.problem).collect();
            assert_eq!(problems, [problem], "{name}: {fault}");
        }
    }
}
