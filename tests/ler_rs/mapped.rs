//! What is mapped: it passes preflight, its facts can be read back, and nothing that a caller added
//! is taken for what was assessed.

use crate::made::{
    WRAPPERS, added, assessment, held, holding, issuer, occasion, resume, sample_framework,
};
use libtest_mimic::{Failed, Trial};
use proofmark::credential::facts;
use proofmark::credential::ler_rs::Resume;
use proofmark::finding::Finding;
use proofmark::ijson::Json;
use proofmark::jsonld::Contexts;
use proofmark::mapping::hr_open_ler_rs;
use proofmark::preflight;
use serde_json::json;

pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("what is mapped passes preflight", passes_preflight),
        Trial::test("facts are read back", reads_back),
        Trial::test("what a caller may not add is told", not_added),
        Trial::test("the name in the assessment is the one that counts", names),
    ]
}

fn passes_preflight() -> Result<(), Failed> {
    let (framework, issuer) = (sample_framework(), issuer());
    let assessment = assessment(&framework, |_| {});
    let holding = holding(vec![held(&framework, &assessment, &issuer, 1)], &issuer);
    for (name, map) in WRAPPERS {
        for resume in [None, Some(resume(&added())?)] {
            let credential = map(&holding, resume.as_ref(), &occasion(9, true));
            let found =
                preflight::check(&Json::from(&credential), &issuer.did, Contexts::on_board());
            if !found.is_empty() {
                return Err(format!("{name}: {found:#?}").into());
            }
        }
    }
    Ok(())
}

fn reads_back() -> Result<(), Failed> {
    let (framework, issuer) = (sample_framework(), issuer());
    let first = assessment(&framework, |_| {});
    let second = assessment(&framework, |sample| {
        sample["assessor"] = serde_json::json!({"name": "Another"});
    });
    let all = vec![
        held(&framework, &first, &issuer, 1),
        held(&framework, &second, &issuer, 2),
    ];
    let expected: Vec<_> = all.iter().map(|held| held.facts.clone()).collect();
    let holding = holding(all, &issuer);
    let added = resume(&added())?;
    for (name, map) in WRAPPERS {
        for resume in [None, Some(&added)] {
            let credential = map(&holding, resume, &occasion(9, true));
            let read = facts::read(&Json::from(&credential));
            if read != expected {
                return Err(format!("{name}: {read:#?}\n{expected:#?}").into());
            }
        }
    }
    Ok(())
}

/// One thing that is not carried each, and why.
fn not_added() -> Result<(), Failed> {
    let badge = json!({"@context": [], "type": []});
    let deep = (0..20).fold(json!("x"), |inner, _| json!([inner]));
    let many: Vec<_> = (0..201)
        .map(|_| json!({"url": "https://a.example/"}))
        .collect();
    let cases = [
        (
            json!({"skills": [{"name": "x"}]}),
            "/skills",
            "unknown-member",
        ),
        (json!({"type": "x"}), "/type", "unknown-member"),
        (
            json!({"narratives": [{"name": "Assessed level", "texts": []}]}),
            "/narratives/0/name",
            "reserved-name",
        ),
        (
            json!({"narratives": [{"name": " assessed-LEVEL ", "texts": []}]}),
            "/narratives/0/name",
            "reserved-name",
        ),
        (
            json!({"narratives": [{"name": "Not assessed", "texts": []}]}),
            "/narratives/0/name",
            "reserved-name",
        ),
        (
            json!({"certifications": [{"verifications": [{"otherW3CVerifiableCredential": badge}]}]}),
            "/certifications/0/verifications/0/otherW3CVerifiableCredential",
            "not-carried",
        ),
        (
            json!({"certifications": [{"verifications": [badge]}]}),
            "/certifications/0/verifications/0/@context",
            "not-carried",
        ),
        (
            json!({"communication": {"web": [{"url": "JavaScript:alert(1)"}]}}),
            "/communication/web/0/url",
            "dangerous-link",
        ),
        (
            json!({"attachments": [{"url": "data:text/html,x"}]}),
            "/attachments/0/url",
            "dangerous-link",
        ),
        (
            json!({"person": {"nickname": "x"}}),
            "/person/nickname",
            "undefined-term",
        ),
        (
            json!({"communication": {"web": many}}),
            "/communication/web",
            "too-many",
        ),
        (
            json!({"narratives": [{"name": "x", "texts": [{"lines": deep}]}]}),
            "/narratives/0/texts/0/lines/0/0/0/0/0/0/0/0",
            "too-deep",
        ),
        (
            json!({"narratives": [{"name": "x".repeat(200_000), "texts": []}]}),
            "",
            "too-long",
        ),
    ];
    for (parts, place, problem) in cases {
        let found = Resume::parse(&Json::from(&parts)).err().unwrap_or_default();
        let told = |one: &Finding| one.pointer == place && one.problem == problem;
        if !found.iter().any(told) {
            return Err(format!("{place} {problem}: {found:#?}").into());
        }
    }
    Ok(())
}

fn names() -> Result<(), Failed> {
    let (framework, issuer) = (sample_framework(), issuer());
    let assessment = assessment(&framework, |_| {});
    let holding = holding(vec![held(&framework, &assessment, &issuer, 1)], &issuer);
    let other = resume(&json!({"person": {"name": {"formattedName": "Grace", "given": "G"}}}))?;
    let disagrees = other.disagrees("Ada Example").map(|found| found.pointer);
    assert_eq!(disagrees.as_deref(), Some("/person/name/formattedName"));
    assert_eq!(other.disagrees("Grace"), None);
    let credential = hr_open_ler_rs(&holding, Some(&other), &occasion(9, false));
    let name = &credential["credentialSubject"]["person"]["name"];
    assert_eq!(*name, json!({"formattedName": "Ada Example", "given": "G"}));
    Ok(())
}
