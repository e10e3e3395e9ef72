//! The W3C's test suite of JSON-LD to RDF. Each case passes, or is refused by name; none yields a
//! wrong dataset. How many there are of each kind is told in the documentation of
//! `proofmark::jsonld` and held here.

use crate::support::{self, nquads};
use libtest_mimic::{Failed, Trial};
use proofmark::ijson;
use proofmark::jsonld::canon::{Budget, canonicalize};
use proofmark::jsonld::{self, Contexts, to_rdf_of_any};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How many cases there are of each kind.
const COUNTS: [(&str, usize); 14] = [
    ("passed", 244),
    ("passed but for directions, which it drops", 6),
    ("wants directions as nodes", 2),
    ("refused as dropped-value", 12),
    ("refused as invalid-iri", 5),
    ("refused as relative-iri", 59),
    ("refused as reserved-term", 9),
    ("refused as undefined-term", 6),
    ("refused as unknown-context", 5),
    ("refused as unsupported", 7),
    ("of JSON-LD 1.0, refused", 6),
    ("an error, refused", 91),
    ("an error, refused as what we cannot check", 11),
    ("an error in JSON-LD 1.0 alone, accepted", 4),
];

/// For what reasons a case may be refused that a processor without safe mode accepts.
const SAFE_MODE_OR_UNSUPPORTED: [&str; 7] = [
    jsonld::UNKNOWN_CONTEXT,
    jsonld::UNSUPPORTED,
    jsonld::UNDEFINED_TERM,
    jsonld::RELATIVE_IRI,
    jsonld::INVALID_IRI,
    jsonld::RESERVED_TERM,
    jsonld::DROPPED_VALUE,
];

pub fn trials(folder: &Path) -> Vec<Trial> {
    let manifest = support::read(&folder.join("toRdf-manifest.jsonld")).unwrap_or_default();
    let manifest: Value = serde_json::from_str(&manifest).unwrap_or_default();
    let cases: Vec<Case> = manifest["sequence"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|entry| Case {
            folder: folder.to_owned(),
            entry: entry.clone(),
        })
        .collect();
    let counted = cases.clone();
    let mut trials = vec![Trial::test("toRdf: how many of each kind", move || {
        counts(&counted)
    })];
    trials.extend(cases.into_iter().map(|case| {
        let name = format!("toRdf{} {}", case.text("@id"), case.text("name"));
        Trial::test(name, move || case.outcome().map(|_| ()))
    }));
    trials
}

fn counts(cases: &[Case]) -> Result<(), Failed> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for case in cases {
        *counts.entry(case.outcome()?).or_default() += 1;
    }
    let expected = COUNTS.map(|(kind, count)| (kind.to_owned(), count));
    match counts == BTreeMap::from(expected) {
        true => Ok(()),
        false => Err(format!("the counts differ: {counts:#?}").into()),
    }
}

#[derive(Clone)]
struct Case {
    folder: PathBuf,
    entry: Value,
}

impl Case {
    fn text(&self, name: &str) -> &str {
        self.entry[name].as_str().unwrap_or_default()
    }

    fn option(&self, name: &str) -> Option<&str> {
        self.entry["option"][name].as_str()
    }

    /// Whether the case is about JSON-LD 1.0: an error there, or a dataset, may be none in 1.1.
    fn is_about_1_0(&self) -> bool {
        let old = |name| self.option(name) == Some("json-ld-1.0");
        old("specVersion") || old("processingMode")
    }

    /// Whether the dataset is the expected one but for directions. Ours stand in datatypes
    /// (`i18n-datatype`); a case that does not ask for that loses them, or wants nodes for them.
    fn differs_in_directions(&self, ours: &str, expected: &str) -> Result<Option<String>, Failed> {
        match self.option("rdfDirection") {
            Some("compound-literal") => Ok(Some("wants directions as nodes".to_owned())),
            None if canonical(&without_directions(ours))? == expected => {
                Ok(Some("passed but for directions, which it drops".to_owned()))
            }
            _ => Ok(None),
        }
    }

    /// What became of the case; `Err` where a dataset is wrong, or an error is not found.
    fn outcome(&self) -> Result<String, Failed> {
        let input = support::read(&self.folder.join(self.text("input")))?;
        let document = ijson::read(input.as_bytes())?.json;
        let result = to_rdf_of_any(&document, Contexts::on_board());
        let kind = self.text("@type");
        let kind = match kind {
            "" => self.entry["@type"][0].as_str().unwrap_or_default(),
            kind => kind,
        };
        let positive = kind != "jld:NegativeEvaluationTest";
        match result {
            Err(errors) if !positive => match errors.could_not_be_checked() {
                true => Ok("an error, refused as what we cannot check".to_owned()),
                false => Ok("an error, refused".to_owned()),
            },
            Err(errors) => {
                let problems = errors.findings.iter().map(|finding| finding.problem);
                let by_name = |problem| SAFE_MODE_OR_UNSUPPORTED.contains(&problem);
                if self.is_about_1_0() {
                    return Ok("of JSON-LD 1.0, refused".to_owned());
                }
                match problems.clone().all(by_name) {
                    true => Ok(format!("refused as {}", errors.findings[0].problem)),
                    false => Err(format!("refused: {errors}").into()),
                }
            }
            Ok(_) if !positive && self.is_about_1_0() => {
                Ok("an error in JSON-LD 1.0 alone, accepted".to_owned())
            }
            Ok(_) if !positive => {
                let code = self.text("expectErrorCode");
                Err(format!("accepted, but this is an error: {code}").into())
            }
            Ok(_) if kind == "jld:PositiveSyntaxTest" => Ok("passed".to_owned()),
            Ok(dataset) => {
                let ours = canonicalize(&dataset, Budget::DEFAULT)?;
                let expected = support::read(&self.folder.join(self.text("expect")))?;
                let expected = canonical(&expected)?;
                if ours != expected
                    && let Some(outcome) = self.differs_in_directions(&ours, &expected)?
                {
                    return Ok(outcome);
                }
                support::same("the dataset", &ours, &expected)?;
                Ok("passed".to_owned())
            }
        }
    }
}

/// The canonical form of N-Quads.
fn canonical(text: &str) -> Result<String, Failed> {
    let read = nquads::read(text)?;
    Ok(canonicalize(&read.dataset, Budget::DEFAULT)?)
}

/// The same N-Quads with texts that have a language at most.
fn without_directions(text: &str) -> String {
    let mut lines = String::new();
    for line in text.lines() {
        match line.split_once("^^<https://www.w3.org/ns/i18n#") {
            Some((before, rest)) => {
                let (tag, after) = rest.split_once('>').unwrap_or((rest, ""));
                let language = tag.split('_').next().unwrap_or_default();
                let at = if language.is_empty() { "" } else { "@" };
                lines.push_str(&format!("{before}{at}{language}{after}\n"));
            }
            None => lines.push_str(&format!("{line}\n")),
        }
    }
    lines
}
