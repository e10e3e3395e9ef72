//! Presentations: what a holder shows (VC Data Model 2.0, section 4.13; 1.1, section 4.10).
//!
//! Each credential inside keeps its own rules and is checked on its own:
//! [`crate::credential::parts`] lists them.

use super::enveloped;
use super::head::{self, check_url, has_type};
use super::placed;
use super::version::{Version, version};
use crate::finding::Finding;
use crate::ijson::{Json, Object, join};

/// Whether `json` says that it is a presentation.
pub fn is_presentation(json: &Json<'_>) -> bool {
    has_type(json, "VerifiablePresentation")
}

/// The holder's id, however it is given; `None` where the presentation names none.
pub fn holder_id<'j>(presentation: &'j Json<'_>) -> Option<&'j str> {
    super::id_of(presentation.get("holder")?)
}

/// Every way in which `presentation` breaks the data model, each with its place. The first context
/// says which version's rules hold; where it says neither, those of 2.0 do.
pub fn check(presentation: &Json<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let said = version(presentation);
    let version = said.unwrap_or(Version::V2_0);
    let sources = version.sources();
    let Some(object) = presentation.as_object() else {
        let detail = format!(
            "this is {}; a presentation is an object",
            presentation.kind()
        );
        findings.push(Finding::new("", "wrong-type", detail).by(sources.presentation));
        return findings;
    };
    head::check_contexts(object, version, &mut findings);
    head::check_types(object, "VerifiablePresentation", version, &mut findings);
    if let Some(id) = object.get("id") {
        check_url(id, "/id", sources.identifiers, &mut findings);
    }
    check_holder(object.get("holder"), sources.presentation, &mut findings);
    check_credentials(object, version, &mut findings);
    // A presentation has no dates of its own; a credential's on it show that two were merged.
    head::check_mixture(object, said, &mut findings);
    findings
}

fn check_holder(holder: Option<&Json<'_>>, source: &'static str, findings: &mut Vec<Finding>) {
    match holder {
        None => {}
        Some(Json::Object(object)) => match object.get("id") {
            Some(id) => check_url(id, "/holder/id", source, findings),
            None => {
                let detail = "a holder object needs an `id`";
                findings.push(Finding::new("/holder", "missing-member", detail).by(source));
            }
        },
        Some(url) => check_url(url, "/holder", source, findings),
    }
}

fn check_credentials(object: &Object<'_>, version: Version, findings: &mut Vec<Finding>) {
    const NAME: &str = "verifiableCredential";
    let source = version.sources().presentation;
    let Some(credentials) = object.get(NAME) else {
        return;
    };
    let place = join("", NAME);
    if credentials.as_set().is_empty() {
        let detail = "leave the member out instead of giving none";
        findings.push(Finding::new(&place, "empty-array", detail).by(source));
    }
    for (pointer, credential) in placed(&place, credentials) {
        match credential {
            Json::Object(_) if enveloped::is_enveloped_credential(credential) => {
                let faults = enveloped::faults(credential);
                findings.extend(faults.into_iter().map(|fault| fault.below(&pointer)));
            }
            Json::Object(_) if has_type(credential, "VerifiableCredential") => {}
            Json::Object(_) => {
                let detail = "this is neither a credential nor an enveloped one";
                findings.push(Finding::new(pointer, "wrong-class", detail).by(source));
            }
            // A credential of version 1.1 may stand in its compact form.
            Json::String(_) if version == Version::V1_1 => {}
            other => {
                let detail = format!("this is {}; a credential is an object", other.kind());
                findings.push(Finding::new(pointer, "wrong-type", detail).by(source));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn presentation() -> Value {
        json!({
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": ["VerifiablePresentation"],
            "holder": "did:example:h",
            "verifiableCredential": [{
                "@context": ["https://www.w3.org/ns/credentials/v2"],
                "type": ["VerifiableCredential"]
            }]
        })
    }

    /// The findings after `name` is set to `value` (or taken out, where it is null).
    fn with(base: Value, name: &str, value: Value) -> Vec<(String, &'static str)> {
        let mut document = base;
        match value {
            Value::Null => drop(document.as_object_mut().unwrap().remove(name)),
            value => document[name] = value,
        }
        let found = check(&Json::from(&document));
        found.into_iter().map(|f| (f.pointer, f.problem)).collect()
    }

    #[test]
    fn sound_presentations_have_no_findings() {
        let envelope = json!({
            "@context": "https://www.w3.org/ns/credentials/v2",
            "type": "EnvelopedVerifiableCredential",
            "id": "data:application/vc+jwt,e30.e30.AA"
        });
        for (name, value) in [
            ("holder", Value::Null),
            ("holder", json!({"id": "https://h.example", "name": "H"})),
            ("verifiableCredential", Value::Null),
            ("verifiableCredential", envelope),
            ("type", json!("VerifiablePresentation")),
            ("id", json!("urn:uuid:1")),
        ] {
            assert_eq!(
                with(presentation(), name, value.clone()),
                [],
                "{name} = {value}"
            );
        }
        let mut old = presentation();
        old["@context"] = json!("https://www.w3.org/2018/credentials/v1");
        old["verifiableCredential"] = json!("e30.e30.AA");
        assert_eq!(check(&Json::from(&old)), []);
    }

    #[test]
    fn each_rule_is_broken_by_one_fault() {
        let v1 = "https://www.w3.org/2018/credentials/v1";
        let v2 = "https://www.w3.org/ns/credentials/v2";
        let no_type = json!([{"@context": [v2], "issuer": "did:example:i"}]);
        let faults = [
            ("@context", Value::Null, "", "missing-member"),
            ("@context", json!(v2), "/@context", "wrong-type"),
            (
                "@context",
                json!(["https://a.example"]),
                "/@context",
                "wrong-context",
            ),
            ("@context", json!([v2, v1]), "/@context/1", MIXED),
            ("type", Value::Null, "", "missing-member"),
            (
                "type",
                json!(["VerifiableCredential"]),
                "/type",
                "wrong-class",
            ),
            ("id", json!(["urn:a"]), "/id", "wrong-type"),
            ("holder", json!([]), "/holder", "wrong-type"),
            ("holder", json!({"name": "H"}), "/holder", "missing-member"),
            ("holder", json!("me"), "/holder", "not-a-uri"),
            (
                "verifiableCredential",
                json!([]),
                "/verifiableCredential",
                "empty-array",
            ),
            (
                "verifiableCredential",
                json!("e30.e30.AA"),
                "/verifiableCredential",
                "wrong-type",
            ),
            (
                "verifiableCredential",
                json!([7]),
                "/verifiableCredential/0",
                "wrong-type",
            ),
            (
                "verifiableCredential",
                no_type,
                "/verifiableCredential/0",
                "wrong-class",
            ),
            (
                "verifiableCredential",
                json!([{"@context": v2, "type": "EnvelopedVerifiableCredential", "id": "x"}]),
                "/verifiableCredential/0/id",
                "not-a-data-url",
            ),
        ];
        for (name, value, pointer, problem) in faults {
            let found = with(presentation(), name, value.clone());
            assert_eq!(found, [(pointer.to_owned(), problem)], "{name} = {value}");
        }
    }

    const MIXED: &str = super::super::version::MIXED_VERSIONS;
}
