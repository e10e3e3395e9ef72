//! The W3C's test suite of JSON-LD to RDF. Each case passes, or is refused by name; none yields a
//! wrong dataset. How many there are of each kind is told in the documentation of
//! `proofmark::jsonld` and held here.

use crate::support::{self, nquads};
use libtest_mimic::{Failed, Trial};
use proofmark::ijson;
use proofmark::jsonld::canon::{Budget, canonicalize};
use proofmark::jsonld::{Contexts, JsonLdErrors, to_rdf_of_any};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// What became of a case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Passed,
    Refused(&'static str),
    Wrong(String),
}

pub fn trials(folder: &Path) -> Vec<Trial> {
    let text = support::read(&folder.join("toRdf-manifest.jsonld")).unwrap();
    let manifest: Value = serde_json::from_str(&text).unwrap();
    let cases = manifest["sequence"].as_array().unwrap();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for case in cases {
        let outcome = run(folder, case);
        let kind = case["@type"][0].as_str().unwrap();
        let id = case["@id"].as_str().unwrap();
        let key = match &outcome {
            Ok(Outcome::Passed) => format!("{kind} passed"),
            Ok(Outcome::Refused(slug)) => format!("{kind} refused {slug}"),
            Ok(Outcome::Wrong(_)) => format!("{kind} WRONG"),
            Err(_) => format!("{kind} unreadable"),
        };
        println!(
            "{id} {key} | {} | {:?}",
            case["name"],
            match outcome {
                Ok(Outcome::Wrong(w)) => w,
                Err(e) => format!("{e:?}"),
                Ok(o) => format!("{o:?}"),
            }
        );
        *counts.entry(key).or_default() += 1;
    }
    println!("{counts:#?}");
    Vec::new()
}

fn run(folder: &Path, case: &Value) -> Result<Outcome, Failed> {
    let input = support::read(&folder.join(case["input"].as_str().unwrap()))?;
    let document = ijson::read(input.as_bytes())?.json;
    let result = to_rdf_of_any(&document, Contexts::on_board());
    let kind = case["@type"][0].as_str().unwrap();
    Ok(match (kind, result) {
        (_, Err(errors)) => {
            println!("   {}", errors.to_string().replace('\n', " "));
            Outcome::Refused(errors.findings[0].problem)
        }
        ("jld:PositiveSyntaxTest", Ok(_)) => Outcome::Passed,
        ("jld:NegativeEvaluationTest", Ok(_)) => {
            Outcome::Wrong(case["expectErrorCode"].to_string())
        }
        (_, Ok(dataset)) => {
            let ours = canonicalize(&dataset, Budget::DEFAULT)?;
            let expected = support::read(&folder.join(case["expect"].as_str().unwrap()))?;
            let expected = nquads::read(&expected)?;
            let expected = canonicalize(&expected.dataset, Budget::DEFAULT)?;
            match ours == expected {
                true => Outcome::Passed,
                false => Outcome::Wrong(format!("{ours}\nEXPECTED\n{expected}")),
            }
        }
    })
}
