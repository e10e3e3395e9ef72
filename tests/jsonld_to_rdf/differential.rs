//! Generated documents over generated contexts: where `oxjsonld` and we both accept one, the
//! datasets are the same. It drops what safe mode refuses, so that many are compared with nothing;
//! that enough are compared with something is held too.

use crate::support::nquads;
use libtest_mimic::Failed;
use oxjsonld::JsonLdParser;
use proofmark::ijson;
use proofmark::jsonld::canon::{Budget, canonicalize};
use proofmark::jsonld::{Contexts, to_rdf};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use serde_json::{Map, Value, json};
use std::cell::Cell;

const CASES: u32 = 4000;
/// Of these cases, at least so many are accepted by both, with a dataset that is not empty.
const COMPARED: u32 = 1500;

const TERMS: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "ex:h"];
/// Never two types with contexts: `oxjsonld` forgets the first one's.
const TYPES: [&[&str]; 4] = [&["Ta"], &["Ub"], &["Ub", "https://e.example/V"], &["ex:V"]];

pub fn compare() -> Result<(), Failed> {
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        max_shrink_iters: 5000,
        ..Config::default()
    };
    // The same documents each time: a run that fails must fail again.
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, random);
    let compared = Cell::new(0);
    runner.run(&document(), |document| {
        if agree(&document)? {
            compared.set(compared.get() + 1);
        }
        Ok(())
    })?;
    match compared.get() {
        COMPARED.. => Ok(()),
        few => Err(format!("only {few} documents were compared").into()),
    }
}

/// Whether both accept the document and something was compared; `Err` where they differ.
fn agree(document: &Value) -> Result<bool, TestCaseError> {
    if loses_values(document, &document["@context"]) {
        return Ok(false);
    }
    let text = document.to_string();
    let Ok(json) = ijson::parse(text.as_bytes()) else {
        return Ok(false);
    };
    let Some(object) = json.as_object() else {
        return Ok(false);
    };
    let Ok(mut ours) = to_rdf(object, Contexts::on_board()) else {
        return Ok(false);
    };
    // It panics where a value of a list or a reverse property is of no use in RDF.
    let Ok(Some(theirs)) = std::panic::catch_unwind(|| theirs(&text)) else {
        return Ok(false);
    };
    let read = nquads::read(&theirs).map_err(TestCaseError::fail)?;
    let canonical = |dataset| canonicalize(dataset, Budget::DEFAULT);
    let (Ok(left), Ok(right)) = (canonical(&ours), canonical(&read.dataset)) else {
        return Ok(false);
    };
    prop_assert_eq!(left, right, "of {}", text);
    Ok(!ours.quads().is_empty())
}

/// Whether `oxjsonld` loses values here: of a map by id or type that is no map.
fn loses_values(value: &Value, context: &Value) -> bool {
    match value {
        Value::Array(elements) => elements.iter().any(|one| loses_values(one, context)),
        Value::Object(members) => members.iter().any(|(name, value)| {
            let container = context[name]["@container"].to_string();
            let by_node = container.contains("@id") || container.contains("@type");
            by_node && !value.is_object() || name != "@context" && loses_values(value, context)
        }),
        _ => false,
    }
}

/// What `oxjsonld` makes of a document, as N-Quads.
fn theirs(text: &str) -> Option<String> {
    let mut lines = String::new();
    for quad in JsonLdParser::new().for_slice(text) {
        lines.push_str(&format!("{} .\n", quad.ok()?));
    }
    Some(lines)
}

fn document() -> impl Strategy<Value = Value> {
    (context(), node()).prop_map(|(context, node)| {
        let mut document = Map::new();
        document.insert("@context".to_owned(), context);
        if let Value::Object(members) = node {
            document.extend(members);
        }
        Value::Object(document)
    })
}

fn object(members: Vec<(String, Value)>) -> Value {
    Value::Object(members.into_iter().collect())
}

fn context() -> impl Strategy<Value = Value> {
    let term = select(&TERMS[..7]);
    let terms = prop::collection::vec((term, definition(true)), 0..7);
    let types = (definition(false), definition(false));
    let vocab = prop::bool::weighted(0.8);
    let language = prop::option::weighted(0.2, select(&["en", "de"][..]));
    let by_type = any::<bool>();
    // Never contexts of types and of properties at once: where a node both goes back to an earlier
    // context and enters its property's, `oxjsonld` loses the latter.
    (terms, types, vocab, language, by_type).prop_map(|(terms, types, vocab, language, by_type)| {
        let mut context = json!({"@version": 1.1, "ex": "https://e.example/"});
        if vocab {
            context["@vocab"] = json!("https://v.example/");
        }
        if let Some(language) = language {
            context["@language"] = json!(language);
        }
        for (term, definition) in terms {
            context[term] = with_id(term, definition, !by_type);
        }
        context["Ta"] = with_id("Ta", types.0, by_type);
        context["Ub"] = with_id("Ub", types.1, by_type);
        context["id"] = json!("@id");
        if !by_type {
            context["nest"] = json!("@nest");
        }
        context
    })
}

fn with_id(term: &str, mut definition: Value, scoped: bool) -> Value {
    if let (Value::Object(members), false) = (&mut definition, scoped) {
        members.remove("@context");
        // `oxjsonld` also goes back to the earlier context in the values of maps, and in `@nest`.
        let is_map = |container: &Value| {
            let container = container.to_string();
            ["@index", "@id", "@type"]
                .iter()
                .any(|map| container.contains(map))
        };
        if members.get("@container").is_some_and(is_map) {
            members.remove("@container");
            members.remove("@index");
        }
    }
    let iri = format!("https://e.example/{term}");
    let name = match definition.get("@reverse") {
        Some(_) => "@reverse",
        None => "@id",
    };
    definition[name] = json!(iri);
    definition
}

fn definition(property: bool) -> impl Strategy<Value = Value> {
    // Not `@none`: `oxjsonld` takes the default language away from such texts.
    let coercion = select(
        &[
            "@id",
            "@vocab",
            "@json",
            "http://www.w3.org/2001/XMLSchema#double",
            "ex:datatype",
        ][..],
    );
    let containers = vec![
        json!("@set"),
        json!("@list"),
        json!("@language"),
        json!("@index"),
        json!("@id"),
        json!("@type"),
        json!("@graph"),
        json!(["@graph", "@id"]),
        json!(["@graph", "@index"]),
        json!(["@set", "@index"]),
    ];
    let weight = if property { 0.35 } else { 0.01 };
    let coercion = prop::option::weighted(weight, coercion);
    let container = prop::option::weighted(weight, select(containers));
    let reverse = prop::bool::weighted(weight / 5.0);
    let index = prop::bool::weighted(weight);
    let scoped = prop::option::weighted(0.3, scoped());
    (coercion, container, reverse, index, scoped).prop_map(
        |(coercion, container, reverse, index, scoped)| {
            let mut definition = json!({});
            // `oxjsonld` makes no graph of a mere IRI where graphs are expected.
            let graphs = container
                .as_ref()
                .is_some_and(|container| container.to_string().contains("@graph"));
            if let Some(coercion) = coercion.filter(|_| !graphs) {
                definition["@type"] = json!(coercion);
            }
            if let Some(container) = container {
                if index && container == json!("@index") {
                    definition["@index"] = json!("ex:key");
                }
                definition["@container"] = container;
            } else if reverse {
                definition["@reverse"] = json!("");
            }
            if let Some(scoped) = scoped {
                definition["@context"] = scoped;
            }
            definition
        },
    )
}

/// A context of a term: other meanings for a few terms, and sometimes a say on propagation.
fn scoped() -> impl Strategy<Value = Value> {
    let terms = prop::collection::vec((select(&TERMS[..4]), "[s-z]"), 0..3);
    let propagate = prop::option::weighted(0.3, any::<bool>());
    let null = prop::bool::weighted(0.1);
    (terms, propagate, null).prop_map(|(terms, propagate, null)| {
        if null {
            return json!([null, {"@vocab": "https://n.example/", "ex": "https://e.example/"}]);
        }
        let mut context = json!({});
        for (term, name) in terms {
            context[term] = json!(format!("https://s.example/{name}"));
        }
        if let Some(propagate) = propagate {
            context["@propagate"] = json!(propagate);
        }
        context
    })
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => select(&["https://x.example/1", "https://x.example/2", "ex:y", "_:n"][..])
            .prop_map(Value::from),
        2 => select(&["text", "a", "Ta", "de"][..]).prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => (-5i32..5).prop_map(Value::from),
        1 => (-20i32..20).prop_map(|n| json!(f64::from(n) / 8.0)),
        1 => Just(Value::Null),
    ]
}

fn value_object() -> impl Strategy<Value = Value> {
    prop_oneof![
        scalar().prop_map(|value| json!({"@value": value})),
        Just(json!({"@value": "text", "@language": "fr"})),
        Just(json!({"@value": "7", "@type": "ex:datatype"})),
        Just(json!({"@value": {"z": [1, null]}, "@type": "@json"})),
        Just(json!({"@value": "text", "@index": "i"})),
    ]
}

fn node() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![scalar(), value_object()];
    let value = leaf.prop_recursive(4, 24, 4, |value| {
        let key = select(&["https://x.example/3", "ex:z", "Ta", "en", "@none", "kk"][..]);
        let map = prop::collection::vec((key.prop_map(str::to_owned), value.clone()), 0..3);
        prop_oneof![
            4 => members(value.clone()),
            2 => prop::collection::vec(value.clone(), 0..4).prop_map(Value::from),
            1 => prop::collection::vec(value.clone(), 0..4)
                .prop_map(list),
            2 => map.prop_map(object),
        ]
    });
    members(value)
}

/// A list object; `oxjsonld` takes the arrays in it apart.
fn list(mut elements: Vec<Value>) -> Value {
    elements.retain(|element| !element.is_array());
    json!({"@list": elements})
}

/// A node object whose properties have such values.
fn members(value: impl Strategy<Value = Value> + Clone + 'static) -> BoxedStrategy<Value> {
    let id = prop::option::weighted(
        0.4,
        select(&["https://x.example/1", "ex:y", "_:n", "_:m"][..]),
    );
    let types = prop::option::weighted(0.4, select(&TYPES[..]));
    let property = (select(&TERMS[..]), value.clone());
    let properties = prop::collection::vec(property, 0..4);
    let keyword = select(&["@graph", "@included", "@reverse", "nest", "@index"][..]);
    let more = prop::option::weighted(0.15, (keyword, value));
    (id, types, properties, more)
        .prop_map(|(id, types, properties, more)| {
            let mut node = Map::new();
            if let Some(id) = id {
                node.insert("id".to_owned(), json!(id));
            }
            if let Some(types) = types {
                node.insert("@type".to_owned(), json!(types));
            }
            for (name, value) in properties {
                node.insert(name.to_owned(), value);
            }
            if let Some((keyword, value)) = more {
                node.insert(keyword.to_owned(), value);
            }
            Value::Object(node)
        })
        .boxed()
}
