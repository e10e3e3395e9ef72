//! Frameworks to publish: the sample, the real export, one that came from CASE and is deeper, and as
//! many as one likes.

use crate::bench::{Bench, FRAMEWORK};
use crate::support;
use proofmark::framework::{CaseOrigin, Framework, Group, ler_me};
use proofmark::ijson::JsonText;
use proofmark::records::framework;
use proofmark::store::{Commit, Store};
use serde_json::{Map, Value, json};

/// The document of the framework that came from CASE.
pub const DEEP: &str = "5b7c0e1a-1111-4a61-8d25-000000000001";
/// Its first subject, below which stands another.
pub const SUBJECT: &str = "5b7c0e1a-1111-4a61-8d25-000000000010";
/// Its concept, grouping and first group of statements.
pub const CONCEPT: &str = "5b7c0e1a-1111-4a61-8d25-000000000020";
pub const GROUPING: &str = "5b7c0e1a-1111-4a61-8d25-000000000030";
pub const GROUP: &str = "5b7c0e1a-1111-4a61-8d25-000000000040";
/// An association of it with the sample's framework.
pub const CROSSING: &str = "5b7c0e1a-1111-4a61-8d25-000000000050";

const CHANGED: &str = "2025-03-04T05:06:07Z";

pub fn sample() -> Framework {
    ler_me::import(FRAMEWORK.as_bytes()).unwrap()
}

pub fn real() -> Framework {
    let folder = support::data("frameworks").unwrap();
    let export = support::read(&folder.join("27-4014.00.json")).unwrap();
    ler_me::import(export.as_bytes()).unwrap()
}

/// The sample as another occupation's, whose title has the number.
pub fn numbered(number: u32) -> Framework {
    let mut export: Value = serde_json::from_str(FRAMEWORK).unwrap();
    export["occupation"]["soc"] = format!("11-{:04}.00", number + 1_000).into();
    export["occupation"]["title"] = format!("Trade {number:04}").into();
    export["exportedAt"] = format!("2026-11-{:02}T09:00:00Z", number % 28 + 1).into();
    ler_me::import(export.to_string().as_bytes()).unwrap()
}

/// The same content under the same key and another version, exported a day later.
pub fn later(framework: &str) -> Framework {
    let mut export: Value = serde_json::from_str(framework).unwrap();
    export["framework"]["version"] = "v.26.12".into();
    export["exportedAt"] = "2026-11-21T09:00:00Z".into();
    ler_me::import(export.to_string().as_bytes()).unwrap()
}

fn record(identifier: &str, members: Value) -> Value {
    let mut record = Map::from_iter([
        ("identifier".to_owned(), identifier.into()),
        (
            "uri".to_owned(),
            format!("https://elsewhere.example/{identifier}").into(),
        ),
        ("lastChangeDateTime".to_owned(), CHANGED.into()),
    ]);
    record.extend(members.as_object().unwrap().clone());
    record.into()
}

fn link(identifier: &str, title: &str) -> Value {
    json!({
        "title": title,
        "identifier": identifier,
        "uri": format!("https://elsewhere.example/{identifier}"),
    })
}

/// A framework as it is on record after a CASE package with groups, definitions of all classes and
/// associations of its own was imported; `changed` is when its document last changed.
pub fn deep(version: &str, changed: &str) -> Framework {
    let mut framework = sample();
    framework.key = DEEP.to_owned();
    framework.version = version.to_owned();
    framework.occupation.title = "Workshop practice".to_owned();
    framework.occupation.soc = None;
    let level = framework.level_identifier(&framework.levels[0]);
    framework.groups = vec![Group {
        id: GROUP.to_owned(),
        parent: Some(level),
        title: "At the bench".to_owned(),
        text: "What is done at the bench".to_owned(),
        code: Some("B".to_owned()),
        kind: Some("Cluster".to_owned()),
    }];
    let mut number = 0x1000;
    for level in &mut framework.levels {
        number += 1;
        level.identifier = Some(format!("5b7c0e1a-2222-4a61-8d25-{number:012x}"));
        for statement in &mut level.statements {
            number += 1;
            statement.id = format!("5b7c0e1a-2222-4a61-8d25-{number:012x}");
        }
    }
    framework.groups[0].parent = framework.levels[0].identifier.clone();
    framework.levels[0].statements[0].parent = Some(GROUP.to_owned());
    let sample = sample();
    let crossing = record(
        CROSSING,
        json!({
            "associationType": "exactMatchOf",
            "originNodeURI": link(&framework.levels[0].statements[0].id, "Here"),
            "destinationNodeURI": link(&sample.levels[0].statements[0].id, "There"),
            "CFAssociationGroupingURI": link(GROUPING, "Matches"),
        }),
    );
    framework.case = Some(Box::new(CaseOrigin {
        uri: format!("https://elsewhere.example/{DEEP}"),
        creator: "A council".to_owned(),
        last_change: changed.to_owned(),
        document: json!({
            "language": "en",
            "subject": ["Crafts"],
            "subjectURI": [link(SUBJECT, "Crafts")],
            "lastChangeDateTime": changed,
        })
        .as_object()
        .unwrap()
        .clone(),
        items: Map::new(),
        definitions: definitions(),
        extensions: Default::default(),
        associations: vec![JsonText::from(&crossing)],
        rubrics: Vec::new(),
    }));
    framework
}

fn definitions() -> Map<String, Value> {
    let coded = |identifier: &str, title: &str, code: &str| {
        record(identifier, json!({"title": title, "hierarchyCode": code}))
    };
    let other = |last: &str| format!("5b7c0e1a-1111-4a61-8d25-0000000000{last}");
    json!({
        "CFSubjects": [
            coded(SUBJECT, "Crafts", "1"),
            coded(&other("11"), "Repair", "1.1"),
            coded(&other("12"), "Trade", "10"),
            coded(&other("13"), "Bicycles", "1.1.1"),
        ],
        "CFConcepts": [coded(CONCEPT, "Care", "A")],
        "CFAssociationGroupings": [record(GROUPING, json!({"title": "Matches"}))],
    })
    .as_object()
    .unwrap()
    .clone()
}

/// Puts a framework on record, as another process would have done before this one began.
pub fn put(bench: &Bench, framework: &Framework) {
    let commit = framework::create(Commit::new(), framework);
    assert!(bench.store.commit(commit).unwrap().is_ok());
}

/// A deployment with the sample, the real export and the one that came from CASE.
pub fn published() -> Bench {
    let bench = Bench::new();
    put(&bench, &sample());
    put(&bench, &real());
    put(&bench, &deep("1", CHANGED));
    bench
}
