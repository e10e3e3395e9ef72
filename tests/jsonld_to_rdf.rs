//! From JSON-LD to RDF: our vectors, made with npm `jsonld` and `rdf-canonize`; the W3C's suite;
//! and generated documents compared with what `oxjsonld` makes of them.

#[path = "jsonld_to_rdf/suite.rs"]
mod suite;
mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use proofmark::ijson;
use proofmark::jsonld::canon::{Budget, canonicalize};
use proofmark::jsonld::{Contexts, JsonLdErrors, to_rdf};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    match support::data("vectors/canonical-nquads") {
        Some(folder) => trials.extend(vectors(&folder)),
        None => trials.push(support::skipped(
            "canonical-nquads",
            "the shared data is absent",
        )),
    }
    match support::data("vectors/json-ld-api") {
        Some(folder) => trials.extend(suite::trials(&folder)),
        None => trials.push(support::skipped("json-ld-api", "the shared data is absent")),
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The canonical N-Quads of a document.
fn canonical(text: &str) -> Result<Result<String, JsonLdErrors>, Failed> {
    // One vector has numbers beyond what strict JSON allows, to see how they are written.
    let document = ijson::read(text.as_bytes())?.json;
    let object = document.as_object().ok_or("not an object")?;
    Ok(match to_rdf(object, Contexts::on_board()) {
        Ok(dataset) => Ok(canonicalize(&dataset, Budget::DEFAULT)?),
        Err(errors) => Err(errors),
    })
}

const SOUND: [&str; 11] = [
    "d01_full_ob",
    "d02_min_ob",
    "d03_bnodes",
    "d04_endorsement",
    "d05_lang",
    "d06_vcdm_misc",
    "d07_vp",
    "d08_proofcfg",
    "d09_symmetric",
    "d10_json_vocab",
    "d11_statuslist",
];

/// What must be refused, where, and as what.
const REFUSED: [(&str, &str, &str); 4] = [
    ("e01_undefined_term", "/notDefined", "undefined-term"),
    (
        "e02_protected_redef",
        "/@context/2/name",
        "protected-redefinition",
    ),
    ("e03_relative_type", "/type/2", "undefined-term"),
    (
        "e04_relative_id",
        "/credentialSubject/achievement/criteria/id",
        "relative-iri",
    ),
];

fn vectors(folder: &Path) -> Vec<Trial> {
    let mut trials = Vec::new();
    for name in SOUND {
        let folder = folder.to_owned();
        trials.push(Trial::test(name, move || {
            let text = support::read(&folder.join(format!("{name}.json")))?;
            let expected = support::read(&folder.join(format!("{name}.nq")))?;
            support::same("the canonical form", &canonical(&text)??, &expected)
        }));
    }
    for (name, pointer, problem) in REFUSED {
        let folder = folder.to_owned();
        trials.push(Trial::test(name, move || {
            let text = support::read(&folder.join(format!("{name}.json")))?;
            let Err(errors) = canonical(&text)? else {
                return Err("it is accepted".into());
            };
            let found: Vec<_> = errors
                .findings
                .iter()
                .map(|finding| (finding.pointer.as_str(), finding.problem))
                .collect();
            assert_eq!(found, [(pointer, problem)]);
            assert!(!errors.could_not_be_checked());
            Ok(())
        }));
    }
    trials
}
