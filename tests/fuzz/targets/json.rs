//! Strict JSON: what is read can be written and read again, its canonical form is stable, and
//! `serde_json` reads the same, but for what is refused on purpose.

use proofmark::ijson::{Json, ParseError, canonicalize, parse, read, to_vec};
use serde_json::Value;

pub fn json(data: &[u8]) {
    let theirs = serde_json::from_slice::<Value>(data);
    match (parse(data), theirs) {
        (Ok(ours), Ok(theirs)) => {
            round_trip(&ours);
            same(&ours, &theirs);
        }
        (Err(error), Ok(_)) => refused_on_purpose(data, error),
        (Ok(ours), Err(error)) => panic!("{ours:?} was read, and serde_json says {error}"),
        (Err(_), Err(_)) => {}
    }
}

fn round_trip(json: &Json<'_>) {
    let written = to_vec(json);
    assert_eq!(&parse(&written).expect("what was written is read"), json);
    let canonical = canonicalize(json);
    let again = parse(&canonical).expect("the canonical form is read");
    assert_eq!(canonicalize(&again), canonical);
}

fn same(ours: &Json<'_>, theirs: &Value) {
    let canonical = canonicalize(ours);
    assert_eq!(canonicalize(&Json::from(theirs)), canonical);
    let oracle = serde_json_canonicalizer::to_vec(theirs).expect("strict JSON is canonicalized");
    assert_eq!(canonical, oracle);
}

/// Strictness has three reasons: a name twice, a number that is not one double, too deep a nest.
fn refused_on_purpose(data: &[u8], error: ParseError) {
    match error {
        ParseError::Syntax { detail, .. } => {
            assert!(detail.contains("levels deep"), "{detail}");
        }
        ParseError::NotIJson(findings) => {
            assert!(!findings.is_empty());
            let json = read(data).expect("it is JSON").json;
            for finding in &findings {
                let known = ["duplicate-name", "number-range"].contains(&finding.problem);
                assert!(known, "{finding:?}");
                // Below a name that stands twice, a pointer leads into the first of the two.
                let ambiguous = findings.iter().any(|other| {
                    other.problem == "duplicate-name"
                        && finding.pointer.starts_with(&format!("{}/", other.pointer))
                });
                let found = json.pointer(&finding.pointer).is_some();
                assert!(found || ambiguous, "{finding:?}");
            }
        }
    }
}
