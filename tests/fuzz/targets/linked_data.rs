//! JSON-LD to RDF to canonical N-Quads: the order of members says nothing, so it changes nothing.

use proofmark::ijson::{self, Json};
use proofmark::jsonld::canon::{Budget, canonicalize};
use proofmark::jsonld::{Contexts, to_rdf_of_any};

/// A tenth of what a verifier allows: blank nodes that are alike are not what is looked for.
const BUDGET: Budget<'static> = Budget {
    work: 2_000,
    deadline: None,
};

pub fn linked_data(data: &[u8]) {
    let Ok(document) = ijson::parse(data) else {
        return;
    };
    let contexts = Contexts::on_board();
    let forth = to_rdf_of_any(&document, contexts);
    let back = to_rdf_of_any(&reversed(&document), contexts);
    match (forth, back) {
        (Ok(forth), Ok(back)) => {
            let nquads = [forth, back].map(|dataset| canonicalize(&dataset, BUDGET));
            if let [Ok(forth), Ok(back)] = &nquads {
                assert_eq!(forth, back);
                assert!(forth.is_empty() || forth.ends_with(" .\n"));
            }
        }
        (Err(forth), Err(_)) => {
            assert!(!forth.findings.is_empty());
        }
        (Ok(_), Err(error)) => panic!("only with its members the other way round: {error}"),
        (Err(error), Ok(_)) => panic!("only with its members in this order: {error}"),
    }
}

/// The same document with the members of every object in reverse.
fn reversed<'a>(json: &Json<'a>) -> Json<'a> {
    match json {
        Json::Object(object) => {
            let mut members: Vec<_> = object
                .iter()
                .map(|(name, value)| (name.to_owned(), reversed(value)))
                .collect();
            members.reverse();
            Json::Object(members.into_iter().collect())
        }
        Json::Array(elements) => Json::Array(elements.iter().map(reversed).collect()),
        other => other.clone(),
    }
}
