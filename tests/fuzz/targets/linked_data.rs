//! JSON-LD to RDF to canonical N-Quads: the order of members says nothing, so it changes nothing;
//! and of a document that is accepted as read, no member can go without the RDF changing.

use proofmark::ijson::{self, Json};
use proofmark::jsonld::canon::{Budget, canonicalize};
use proofmark::jsonld::{Contexts, signed_as_read, to_rdf_of_any};

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
    let other_way = reversed(&document);
    let forth = to_rdf_of_any(&document, contexts);
    let back = to_rdf_of_any(&other_way, contexts);
    match (forth, back) {
        (Ok(forth), Ok(back)) => {
            let as_read = signed_as_read(&document, contexts).is_empty();
            assert_eq!(as_read, signed_as_read(&other_way, contexts).is_empty());
            let nquads = [forth, back].map(|dataset| canonicalize(&dataset, BUDGET));
            if let [Ok(forth), Ok(back)] = &nquads {
                assert_eq!(forth, back);
                assert!(forth.is_empty() || forth.ends_with(" .\n"));
                if as_read {
                    every_member_is_signed(&document, forth, data.len());
                }
            }
        }
        (Err(forth), Err(_)) => {
            assert!(!forth.findings.is_empty());
        }
        (Ok(_), Err(error)) => panic!("only with its members the other way round: {error}"),
        (Err(error), Ok(_)) => panic!("only with its members in this order: {error}"),
    }
}

/// Takes one member out, another one for each length of the input, and compares.
fn every_member_is_signed(document: &Json<'_>, nquads: &str, choice: usize) {
    let count = members(document);
    if count == 0 {
        return;
    }
    let mut rest = document.clone();
    let mut place = choice % count;
    let Some((name, value)) = remove(&mut rest, &mut place) else {
        return;
    };
    let contexts = Contexts::on_board();
    let Ok(dataset) = to_rdf_of_any(&rest, contexts) else {
        return;
    };
    let accepted = signed_as_read(&rest, contexts).is_empty();
    if accepted && canonicalize(&dataset, BUDGET).is_ok_and(|rest| rest == nquads) {
        assert!(says_nothing(&value), "{name:?} can be taken out: {value:?}");
    }
}

/// How many members there are in all objects outside contexts, and at the top but for contexts.
fn members(json: &Json<'_>) -> usize {
    match json {
        Json::Object(object) => {
            let own = object.iter().filter(|(name, _)| *name != "@context");
            own.map(|(_, value)| 1 + members(value)).sum()
        }
        Json::Array(elements) => elements.iter().map(members).sum(),
        _ => 0,
    }
}

/// Takes out the member that comes after `place` others.
fn remove<'a>(json: &mut Json<'a>, place: &mut usize) -> Option<(String, Json<'a>)> {
    match json {
        Json::Object(object) => {
            let names: Vec<String> = object.iter().map(|(name, _)| name.to_owned()).collect();
            for name in names.into_iter().filter(|name| name != "@context") {
                let mut value = object.remove(&name)?;
                if *place == 0 {
                    return Some((name, value));
                }
                *place -= 1;
                let found = remove(&mut value, place);
                object.insert(name, value);
                if found.is_some() {
                    return found;
                }
            }
            None
        }
        Json::Array(elements) => elements.iter_mut().find_map(|one| remove(one, place)),
        _ => None,
    }
}

/// A value that JSON-LD leaves out, and that says no more than that it is not there.
fn says_nothing(value: &Json<'_>) -> bool {
    match value {
        Json::Null => true,
        Json::Array(elements) => elements.iter().all(says_nothing),
        _ => false,
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
