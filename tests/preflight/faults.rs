//! Preflight beside the official schemas, and on the samples of others.

use super::support;
use super::{RDFC, asked, question, report, spotless, told};
use libtest_mimic::{Failed, Trial};
use proofmark::service::preflight::{SecuredBy, Severity};
use serde_json::{Value, json};

pub fn with_shared() -> Vec<Trial> {
    type Test = fn() -> Result<(), Failed>;
    let tests: [(&str, Test); 2] = [
        ("the official schema refuses what preflight refuses", schema),
        ("the samples", samples),
    ];
    if support::data("schemas/ob-v3p0").is_none() || support::data("examples").is_none() {
        let reason = "the shared data is not there";
        return tests.map(|(name, _)| support::skipped(name, reason)).into();
    }
    tests.map(|(name, test)| Trial::test(name, test)).into()
}

/// Faults that the schema can see, by place: what is there instead, or nothing.
fn faults() -> Vec<(&'static str, Option<Value>)> {
    vec![
        (
            "/@context",
            Some(json!(["https://www.w3.org/ns/credentials/v2"])),
        ),
        ("/@context/1", Some(json!("https://a.example/context.json"))),
        ("/id", None),
        ("/type", Some(json!(["VerifiableCredential"]))),
        ("/issuer", None),
        ("/issuer", Some(json!({"type": ["Profile"]}))),
        ("/issuer/type", Some(json!(["Organization"]))),
        ("/issuer/type", None),
        ("/validFrom", None),
        ("/validFrom", Some(json!(7))),
        ("/credentialSubject", None),
        ("/credentialSubject", Some(json!([]))),
        ("/credentialSubject/type", None),
        ("/credentialSubject/achievement", None),
        ("/credentialSubject/achievement/id", None),
        ("/credentialSubject/achievement/type", Some(json!([]))),
        ("/credentialSubject/achievement/name", None),
        ("/credentialSubject/achievement/description", None),
        ("/credentialSubject/achievement/criteria", None),
        (
            "/credentialSubject/achievement/image",
            Some(json!({"id": "https://a.example"})),
        ),
        (
            "/credentialSubject/achievement/resultDescription/0/resultType",
            None,
        ),
        (
            "/credentialSubject/achievement/resultDescription/0/rubricCriterionLevel/0/name",
            None,
        ),
        ("/credentialSubject/result/0/type", None),
        ("/credentialSubject/result/0/status", Some(json!("Done"))),
        ("/evidence", Some(json!([{"type": ["Photo"]}]))),
        (
            "/credentialSchema",
            Some(json!([{"type": "1EdTechJsonSchemaValidator2019"}])),
        ),
        ("/credentialStatus/type", None),
        (
            "/refreshService",
            Some(json!({"type": "1EdTechCredentialRefresh"})),
        ),
        (
            "/credentialStatus",
            Some(json!([
                {"id": "https://a.example/1", "type": "A"}, {"id": "https://a.example/2", "type": "B"}
            ])),
        ),
    ]
}

fn with_fault(place: &str, value: Option<Value>) -> Result<Value, Failed> {
    let mut document = spotless();
    let (parent, name) = place.rsplit_once('/').ok_or("a pointer")?;
    let parent = document.pointer_mut(parent).ok_or("a place")?;
    match (parent, value) {
        (Value::Object(members), Some(value)) => drop(members.insert(name.to_owned(), value)),
        (Value::Object(members), None) => drop(members.remove(name)),
        (Value::Array(elements), Some(value)) => elements[name.parse::<usize>()?] = value,
        _ => return Err("no such place".into()),
    }
    Ok(document)
}

/// Every fault is told by error or as official, near its place, and by nothing but it.
fn schema() -> Result<(), Failed> {
    let folder = support::data("schemas/ob-v3p0").ok_or("the schemas are not there")?;
    let path = folder.join("ob_v3p0_achievementcredential_schema.json");
    let text = support::read(&path)?.replace("2019-09/schema#", "2019-09/schema");
    let schema: Value = serde_json::from_str(&text)?;
    let validator = jsonschema::validator_for(&schema)?;
    assert!(validator.is_valid(&spotless()), "the good badge");
    for (place, value) in faults() {
        let document = with_fault(place, value)?;
        if validator.is_valid(&document) {
            return Err(format!("the schema takes the fault at {place}").into());
        }
        let found = report(&document, RDFC);
        let heavy = told(&found)
            .into_iter()
            .filter(|(severity, ..)| *severity <= Severity::Official);
        let heavy: Vec<_> = heavy.collect();
        let near = |pointer: &str| place.starts_with(pointer) || pointer.starts_with(place);
        if !heavy.iter().any(|(_, _, pointer)| near(pointer)) {
            return Err(format!("the fault at {place} is found as {heavy:?}").into());
        }
    }
    Ok(())
}

fn samples() -> Result<(), Failed> {
    let folder = support::data("examples").ok_or("the examples are not there")?;
    for (file, signable, secured) in [
        ("ob3-unsigned.json", true, None),
        ("ler-rs-vc2-learncard-style-unsigned.json", true, None),
        ("ob3-eddsa-rdfc-2022.json", true, Some(SecuredBy::Proof)),
        (
            "ob3-proof-set-rdfc-and-jcs.json",
            true,
            Some(SecuredBy::Proof),
        ),
        ("clr2-eddsa-rdfc-2022.json", true, Some(SecuredBy::Proof)),
        ("ob3-vc-jwt-eddsa.jwt", true, Some(SecuredBy::Token)),
        ("ler-rs-4.4.json", false, None),
        ("case-v1p1-cfpackage.json", false, None),
    ] {
        let text = support::read(&folder.join(file))?;
        let found = asked(&question(text, RDFC)).map_err(|f| format!("{file}: {f:?}"))?;
        if (found.signable, found.secured) != (signable, secured) {
            return Err(format!("{file}: {:?}", told(&found)).into());
        }
        let official = found.counts.official;
        assert_eq!(official, 0, "{file}: {:?}", told(&found));
    }
    Ok(())
}
