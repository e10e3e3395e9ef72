//! Input that is secured already, that cannot be read, or that means harm.

use super::{RDFC, asked, question, record, report, spotless, told};
use libtest_mimic::Failed;
use proofmark::service::preflight::{MORE_FINDINGS, SecuredBy, Severity};
use serde_json::json;

pub fn secured() -> Result<(), Failed> {
    let mut badge = spotless();
    badge["proof"] = json!([{"type": "DataIntegrityProof"}, 7]);
    badge["nickname"] = json!("x");
    let found = report(&badge, RDFC);
    assert_eq!(found.secured, Some(SecuredBy::Proof));
    let expected = [
        (Severity::Error, "undefined-term", "/nickname"),
        (Severity::Note, "already-secured", ""),
    ];
    assert_eq!(told(&found), expected);
    Ok(())
}

pub fn unreadable() -> Result<(), Failed> {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let inputs: [(&[u8], &str); 12] = [
        (b"", "not-json"),
        (b"{", "not-json"),
        (b"{} {}", "not-json"),
        (b"{\"id\": \"\xff\"}", "not-json"),
        (b"{\"id\": \"\\ud800\"}", "not-json"),
        (b"{\"id\": 1, \"id\": 2}", "duplicate-name"),
        (b"{\"id\": 9007199254740993}", "number-range"),
        (b"[]", "not-a-credential"),
        (b"null", "not-a-credential"),
        (b"\"badge\"", "not-a-credential"),
        (deep.as_bytes(), "not-json"),
        (b"e30.e30.AA", "?"),
    ];
    for (input, problem) in inputs {
        let Err(findings) = asked(&question(input, RDFC)) else {
            return Err(format!("{:?} was read", &input[..input.len().min(40)]).into());
        };
        let is = |one: &proofmark::finding::Finding| problem == "?" || one.problem == problem;
        if !findings.iter().any(is) {
            return Err(format!("{problem}: {findings:?}").into());
        }
    }
    let long = vec![b' '; (5 << 20) + 1];
    let mut padded = long;
    padded[0] = b'{';
    padded.push(b'}');
    let findings = asked(&question(padded, RDFC)).err().ok_or("it was read")?;
    assert_eq!(findings[0].problem, "too-large");
    Ok(())
}

/// Whatever is not a credential is told so, and however large it is the report stays small.
pub fn huge() -> Result<(), Failed> {
    for other in [
        json!({}),
        json!({"@context": {}, "type": {}, "credentialSubject": 7, "credentialStatus": [[]]}),
        json!({"@context": [[[[]]]], "type": [[null]], "issuer": [], "proof": 7}),
        json!({"type": ["ClrCredential", "OpenBadgeCredential"], "credentialSubject":
            {"verifiableCredential": [7, [], {}, "x"], "achievement": [7, {"criteria": 7}], "result": {}}}),
    ] {
        assert!(!report(&other, RDFC).signable, "{other}");
    }
    let mut nested = spotless();
    nested.as_object_mut().ok_or("an object")?.remove("proof");
    for _ in 0..12 {
        let mut outer = record();
        outer["credentialSubject"]["verifiableCredential"] = json!([nested]);
        nested = outer;
    }
    let found = report(&nested, RDFC);
    assert!(found.findings.len() < 400, "{}", found.findings.len());
    let mut wide = record();
    let held = wide["credentialSubject"]["verifiableCredential"][0].clone();
    wide["credentialSubject"]["verifiableCredential"] = json!(vec![held; 400]);
    let found = report(&wide, RDFC);
    assert!(found.findings.len() < 2000, "{}", found.findings.len());
    let mut many = spotless();
    many["credentialSubject"]["achievement"]["tag"] = json!(vec![7; 5000]);
    let found = report(&many, RDFC);
    let more = found.findings.iter().find(|t| t.rule == MORE_FINDINGS);
    assert!(
        more.is_some_and(|told| told.detail.starts_with("4000 ")),
        "{more:?}"
    );
    assert!(found.findings.len() < 1100, "{}", found.findings.len());
    let braces = "}".repeat(1 << 20);
    let mut long = spotless();
    long["name"] = json!(format!("Able {braces}"));
    let found = report(&long, RDFC);
    assert!(told(&found).contains(&(Severity::Warning, "unbalanced-braces", "/name")));
    Ok(())
}
