//! Frameworks as CTDL-ASN: only terms that the Credential Engine uses, each on a class that has
//! it; every reference leads to a node of the graph; read as JSON-LD, the texts are those of the
//! framework.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

#[path = "support/frameworks.rs"]
mod frameworks;

use oxjsonld::JsonLdParser;
use oxrdf::Term;
use proofmark::framework::{CaseOrigin, Framework, Group, SAMPLE, ler_me};
use proofmark::mapping::{Addresses, ctdl};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashSet};

const HOST: &str = "https://badges.example";

/// Classes and what each may have.
const TERMS: [(&str, &[&str]); 8] = [
    (
        "ceasn:CompetencyFramework",
        &[
            "ceterms:ctid",
            "ceasn:name",
            "ceasn:description",
            "ceasn:inLanguage",
            "ceasn:publisherName",
            "ceasn:dateModified",
            "ceasn:rights",
            "ceasn:source",
            "ceterms:versionCode",
            "ceterms:occupationType",
            "ceterms:industryType",
            "ceasn:hasTopChild",
        ],
    ),
    (
        "ceasn:Competency",
        &[
            "ceterms:ctid",
            "ceasn:competencyText",
            "ceasn:competencyLabel",
            "ceasn:competencyCategory",
            "ceasn:inLanguage",
            "ceasn:isPartOf",
            "ceasn:isTopChildOf",
            "ceasn:isChildOf",
            "ceasn:hasChild",
            "ceasn:codedNotation",
            "ceasn:listID",
            "asn:hasProgressionLevel",
        ],
    ),
    (
        "asn:ProgressionModel",
        &[
            "ceterms:ctid",
            "ceasn:name",
            "ceasn:inLanguage",
            "ceasn:dateModified",
            "skos:hasTopConcept",
        ],
    ),
    (
        "asn:ProgressionLevel",
        &[
            "ceterms:ctid",
            "skos:prefLabel",
            "skos:notation",
            "skos:topConceptOf",
            "ceasn:inProgressionModel",
            "ceterms:precedes",
            "ceterms:precededBy",
        ],
    ),
    (
        "ceasn:Rubric",
        &[
            "ceterms:ctid",
            "ceasn:name",
            "ceasn:inLanguage",
            "ceasn:dateModified",
            "ceasn:hasRubricCriterion",
            "asn:hasProgressionModel",
        ],
    ),
    (
        "ceasn:RubricCriterion",
        &["ceterms:ctid", "ceasn:name", "ceasn:hasCriterionLevel"],
    ),
    (
        "ceasn:CriterionLevel",
        &[
            "ceasn:benchmarkLabel",
            "ceasn:listID",
            "schema:value",
            "asn:hasProgressionLevel",
        ],
    ),
    (
        "ceterms:CredentialAlignmentObject",
        &[
            "ceterms:frameworkName",
            "ceterms:targetNode",
            "ceterms:targetNodeName",
            "ceterms:codedNotation",
        ],
    ),
];

/// Terms whose values are addresses of nodes of the graph.
const REFERENCES: [&str; 14] = [
    "asn:hasProgressionLevel",
    "asn:hasProgressionModel",
    "ceasn:hasChild",
    "ceasn:hasCriterionLevel",
    "ceasn:hasRubricCriterion",
    "ceasn:hasTopChild",
    "ceasn:inProgressionModel",
    "ceasn:isChildOf",
    "ceasn:isPartOf",
    "ceasn:isTopChildOf",
    "ceterms:precededBy",
    "ceterms:precedes",
    "skos:hasTopConcept",
    "skos:topConceptOf",
];

/// Terms whose values are texts in a language.
const TEXTS: [&str; 11] = [
    "ceasn:benchmarkLabel",
    "ceasn:competencyCategory",
    "ceasn:competencyLabel",
    "ceasn:competencyText",
    "ceasn:description",
    "ceasn:name",
    "ceasn:publisherName",
    "ceasn:rights",
    "ceterms:frameworkName",
    "ceterms:targetNodeName",
    "skos:prefLabel",
];

fn graph(framework: &Framework, host: Option<&str>) -> Value {
    ctdl::ctdl(framework, &Addresses::new(host, None))
}

fn nodes(graph: &Value) -> &[Value] {
    graph["@graph"].as_array().unwrap()
}

fn of_class<'v>(graph: &'v Value, class: &str) -> Vec<&'v Value> {
    let nodes = nodes(graph).iter();
    nodes.filter(|node| node["@type"] == class).collect()
}

/// All values of `value`, which may stand alone.
fn values(value: &Value) -> &[Value] {
    value
        .as_array()
        .map_or(std::slice::from_ref(value), Vec::as_slice)
}

/// A framework with a heading in its first level, in a language of its own.
fn deeper() -> Framework {
    let mut framework = frameworks::framework(3, 3, 11);
    framework.groups = vec![Group {
        id: "00000000-0000-4000-8000-000000000004".to_owned(),
        parent: None,
        title: "Rubrik".to_owned(),
        text: "Rubrik der Aussagen".to_owned(),
        code: Some("A".to_owned()),
        kind: Some("Bereich".to_owned()),
    }];
    framework.levels[0].statements[1].parent = Some(framework.groups[0].id.clone());
    framework.case = Some(Box::new(CaseOrigin {
        creator: "Kammer".to_owned(),
        last_change: "2024-02-03T04:05:06+00:00".to_owned(),
        document: json!({ "language": "de" }).as_object().cloned().unwrap(),
        ..CaseOrigin::default()
    }));
    framework
}

fn all() -> Vec<Framework> {
    let sample = ler_me::import(SAMPLE).unwrap();
    let generated = [(1, 1, 1), (3, 20, 2), (8, 3, 3), (3, 500, 4)];
    let generated = generated.map(|(levels, each, seed)| frameworks::framework(levels, each, seed));
    [sample, deeper()].into_iter().chain(generated).collect()
}

#[test]
fn every_term_is_one_of_its_class_and_every_reference_leads_somewhere() {
    for framework in all() {
        for host in [Some(HOST), None] {
            let graph = graph(&framework, host);
            let ids: HashSet<&str> = nodes(&graph)
                .iter()
                .map(|node| node["@id"].as_str().unwrap())
                .collect();
            assert_eq!(ids.len(), nodes(&graph).len(), "an address is there twice");
            assert!(
                ids.iter()
                    .all(|id| id.starts_with(host.unwrap_or("urn:uuid:")))
            );
            nodes(&graph).iter().for_each(|node| check(node, &ids));
        }
    }
}

fn check(node: &Value, ids: &HashSet<&str>) {
    let class = node["@type"].as_str().unwrap();
    let (_, terms) = TERMS.iter().find(|(name, _)| *name == class).unwrap();
    for (name, value) in node.as_object().unwrap() {
        assert!(
            name.starts_with('@') || terms.contains(&name.as_str()),
            "{class} {name}"
        );
        if REFERENCES.contains(&name.as_str()) {
            let there = |value: &Value| ids.contains(value.as_str().unwrap());
            assert!(values(value).iter().all(there), "{name}: {value}");
        } else if TEXTS.contains(&name.as_str()) {
            assert_eq!(value.as_object().unwrap().len(), 1, "{name}: {value}");
        }
        let objects = values(value)
            .iter()
            .filter(|value| value.get("@type").is_some());
        objects.for_each(|object| check(object, ids));
    }
}

#[test]
fn the_sample_is_told_whole() {
    let framework = ler_me::import(SAMPLE).unwrap();
    let graph = graph(&framework, Some(HOST));
    let about = of_class(&graph, "ceasn:CompetencyFramework")[0];
    let occupation = &about["ceterms:occupationType"][0];
    assert_eq!(occupation["ceterms:codedNotation"], "49-3091.00");
    assert_eq!(
        about["ceasn:rights"][ctdl::UNKNOWN_LANGUAGE],
        framework.credit()
    );
    assert!(about.get("ceasn:inLanguage").is_none());
    let competencies = of_class(&graph, "ceasn:Competency");
    assert_eq!(competencies.len(), framework.statements().count());
    assert_eq!(
        about["ceasn:hasTopChild"].as_array().unwrap().len(),
        competencies.len()
    );
    let first = competencies[0];
    assert_eq!(
        first["ceterms:ctid"],
        format!("ce-{}", framework.levels[0].statements[0].id)
    );
    assert_eq!(
        first["asn:hasProgressionLevel"],
        format!("{HOST}/frameworks/49-3091.00/v.26.11/levels/emerging")
    );
    let levels = of_class(&graph, "asn:ProgressionLevel");
    let labels: Vec<&str> = levels
        .iter()
        .map(|level| level["skos:prefLabel"]["und"].as_str().unwrap())
        .collect();
    let wanted: Vec<&str> = framework.levels.iter().map(|level| &*level.label).collect();
    assert_eq!(labels, wanted);
    for pair in levels.windows(2) {
        assert_eq!(pair[0]["ceterms:precedes"], json!([pair[1]["@id"]]));
        assert_eq!(pair[1]["ceterms:precededBy"], json!([pair[0]["@id"]]));
    }
    assert!(levels.last().unwrap().get("ceterms:precedes").is_none());
}

#[test]
fn what_came_from_case_keeps_its_language_its_tree_and_its_publisher() {
    let framework = deeper();
    let graph = graph(&framework, Some(HOST));
    let about = of_class(&graph, "ceasn:CompetencyFramework")[0];
    assert_eq!(about["ceasn:inLanguage"], json!(["de"]));
    assert_eq!(about["ceasn:publisherName"], json!({ "de": ["Kammer"] }));
    assert_eq!(about["ceasn:dateModified"], "2024-02-03T04:05:06+00:00");
    let competencies = of_class(&graph, "ceasn:Competency");
    let (heading, part) = (competencies[0], competencies[2]);
    assert_eq!(
        heading["ceasn:competencyCategory"],
        json!({ "de": "Bereich" })
    );
    assert_eq!(heading["ceasn:hasChild"], json!([part["@id"]]));
    assert_eq!(part["ceasn:isChildOf"], json!([heading["@id"]]));
    assert!(part.get("ceasn:isTopChildOf").is_none());
    assert_eq!(about["ceasn:hasTopChild"].as_array().unwrap().len(), 9);
}

/// A context with the forms that our values have: addresses, and texts by language.
fn context() -> Value {
    let mut context = json!({
        "asn": "http://purl.org/ASN/schema/core/",
        "ceasn": "https://purl.org/ctdlasn/terms/",
        "ceterms": "https://purl.org/ctdl/terms/",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
    });
    for name in REFERENCES {
        context[name] = json!({ "@type": "@id" });
    }
    for name in TEXTS {
        context[name] = json!({ "@container": "@language" });
    }
    context
}

#[test]
fn read_as_json_ld_the_texts_are_those_of_the_framework() {
    for framework in all() {
        let mut graph = graph(&framework, Some(HOST));
        graph["@context"] = context();
        let mut texts = BTreeSet::new();
        for quad in JsonLdParser::new().for_slice(&graph.to_string()) {
            let quad = quad.unwrap();
            if let Term::Literal(text) = quad.object
                && quad.predicate.as_str().ends_with("competencyText")
            {
                assert!(matches!(text.language(), Some("und" | "de")));
                texts.insert(text.value().to_owned());
            }
        }
        let groups = framework.groups.iter().map(|group| group.text.clone());
        let wanted = framework.statements().map(|(_, one)| one.text.clone());
        assert_eq!(texts, wanted.chain(groups).collect());
    }
}
