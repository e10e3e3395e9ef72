//! Import of CASE packages: where levels come from, what becomes of deeper trees, every rule broken
//! once for exactly its reason, and packages that go out and come in again as the same framework.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use proofmark::framework::{self, Framework, SAMPLE, case, ler_me};
use proofmark::mapping::{self, Addresses};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;
use support::frameworks;

type Test = fn() -> Result<(), Failed>;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let alone: [(&str, Test); 19] = [
        ("levels from a rubric", from_rubric),
        ("levels from a rubric by score", from_scores),
        ("levels from precedes", from_precedes),
        ("levels from enumeration", from_enumeration),
        ("levels from sequence numbers", from_sequence),
        ("descriptions of a rubric are statements", descriptions),
        ("a criterion of one level gives it", one_level_criterion),
        ("one level takes every item", one_level),
        ("deeper trees are kept", deeper_trees),
        ("each branch may have its own level", branches),
        ("children stand by sequence number", in_sequence),
        ("version 1.0", version_one),
        ("versions are made usable", versions),
        ("unknown members and extensions are kept", kept),
        ("an export of LER.me comes back as itself", ler_me_again),
        ("a changed export is no longer itself", changed_export),
        ("formats are told apart", formats),
        ("fifty thousand items", fifty_thousand),
        ("faults are told up to a thousand", many_faults),
    ];
    let mut trials: Vec<Trial> = alone.map(|(name, test)| Trial::test(name, test)).into();
    trials.extend(broken().into_iter().map(|(rule, package, expected)| {
        Trial::test(format!("rule: {rule}"), move || same(&package, &expected))
    }));
    trials.push(example());
    libtest_mimic::run(&arguments, trials).exit_code()
}

const TIME: &str = "2026-05-15T12:38:45Z";

fn id(number: u32) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

fn uri(number: u32) -> String {
    format!("https://a.example/{number}")
}

fn link(number: u32) -> Value {
    json!({"title": "x", "identifier": id(number), "uri": uri(number)})
}

/// A record with what every class requires, and `more`.
fn record(number: u32, more: Value) -> Value {
    let mut record =
        json!({"identifier": id(number), "uri": uri(number), "lastChangeDateTime": TIME});
    let more = more.as_object().unwrap().clone();
    record.as_object_mut().unwrap().extend(more);
    record
}

fn item(number: u32, text: &str) -> Value {
    record(number, json!({"fullStatement": text}))
}

fn level(number: u32, label: &str, enumeration: Option<&str>) -> Value {
    let mut level = record(
        number,
        json!({"fullStatement": label, "CFItemType": "Level"}),
    );
    if let Some(enumeration) = enumeration {
        level["listEnumeration"] = json!(enumeration);
    }
    level
}

/// An association, numbered by its ends.
fn association(kind: &str, from: u32, to: u32, sequence: Option<i64>) -> Value {
    let number = 10_000_000 + from * 1000 + to + kind.len() as u32 * 100_000_000;
    let mut association = record(
        number,
        json!({"associationType": kind, "originNodeURI": link(from), "destinationNodeURI": link(to)}),
    );
    if let Some(sequence) = sequence {
        association["sequenceNumber"] = json!(sequence);
    }
    association
}

fn package(items: Vec<Value>, associations: Vec<Value>, rubrics: Vec<Value>) -> Value {
    let document = json!({"creator": "A Board", "title": "Wheels", "version": "2026"});
    json!({
        "CFDocument": record(1, document),
        "CFItems": items,
        "CFAssociations": associations,
        "CFRubrics": rubrics,
    })
}

/// Two levels, 2 and 3, each with a statement, 10 and 11.
fn small() -> Value {
    package(
        vec![
            level(3, "High", Some("2")),
            level(2, "Low", Some("1")),
            item(10, "Spokes — cuts them"),
            item(11, "Hubs"),
        ],
        vec![
            association("isChildOf", 2, 1, Some(1)),
            association("isChildOf", 3, 1, Some(2)),
            association("isChildOf", 10, 2, Some(1)),
            association("isChildOf", 11, 3, Some(1)),
        ],
        vec![],
    )
}

fn rubric_level(number: u32, quality: &str, more: Value) -> Value {
    let mut level = record(number, more);
    level["quality"] = json!(quality);
    level
}

fn rubric(criteria: Vec<Value>) -> Value {
    record(500, json!({"title": "R", "CFRubricCriteria": criteria}))
}

fn criterion(number: u32, item: Option<u32>, levels: Vec<Value>) -> Value {
    let mut criterion = record(number, json!({"CFRubricCriterionLevels": levels}));
    if let Some(item) = item {
        criterion["CFItemURI"] = link(item);
    }
    criterion
}

fn read(package: &Value) -> Result<case::Import, Failed> {
    framework::import(package.to_string().as_bytes()).map_err(|f| format!("{f:?}").into())
}

fn import(package: &Value) -> Result<Framework, Failed> {
    Ok(read(package)?.framework)
}

/// Levels with their statements' titles, low to high.
fn outline(framework: &Framework) -> Vec<(String, Vec<String>)> {
    let levels = framework.levels.iter();
    levels
        .map(|level| {
            let titles = level.statements.iter().map(|one| one.title.clone());
            (level.id.clone(), titles.collect())
        })
        .collect()
}

fn outlined(framework: &Framework, expected: &[(&str, &[&str])]) {
    let found = outline(framework);
    let found: Vec<(&str, Vec<&str>)> = found
        .iter()
        .map(|(level, titles)| (&**level, titles.iter().map(|one| &**one).collect()))
        .collect();
    let expected: Vec<(&str, Vec<&str>)> = expected.iter().map(|(l, t)| (*l, t.to_vec())).collect();
    assert_eq!(found, expected);
}

/// Fails unless exactly `expected` is found: pointers and problems.
fn same(package: &Value, expected: &[(&str, &str)]) -> Result<(), Failed> {
    let findings = framework::import(package.to_string().as_bytes()).err();
    let findings = findings.unwrap_or_default();
    let found: Vec<(&str, &str)> = findings.iter().map(|f| (&*f.pointer, f.problem)).collect();
    if found == expected {
        return Ok(());
    }
    Err(format!("found {findings:?}, expected {expected:?}").into())
}

/// The framework goes out as a package and comes in as the very same; the schema takes the package.
fn round_trip(framework: &Framework) -> Result<(), Failed> {
    for host in [Some("https://badges.example"), None] {
        let out = mapping::case::package(framework, &Addresses::new(host, None)).to_value();
        let again = import(&out)?;
        if again != *framework {
            return Err(format!("{:#?}", again.difference(framework)).into());
        }
        assert_eq!(again.content_digest(), framework.content_digest());
        assert_eq!(again.difference(framework), []);
    }
    Ok(())
}

fn from_rubric() -> Result<(), Failed> {
    let mut sent = small();
    sent["CFRubrics"] = json!([rubric(vec![criterion(
        600,
        None,
        vec![
            rubric_level(700, "low", json!({"position": 2, "score": 1})),
            rubric_level(701, "HIGH", json!({"position": 1, "score": 2})),
        ]
    )])]);
    let read = read(&sent)?;
    // The rubric wins over the enumeration, and its positions over its scores.
    outlined(
        &read.framework,
        &[("high", &["Hubs"]), ("low", &["Spokes"])],
    );
    assert_eq!(read.notes, ["the levels were read from a rubric"]);
    assert_eq!(read.framework.levels[0].identifier, Some(id(3)));
    assert_eq!(read.framework.key, id(1));
    round_trip(&read.framework)
}

fn from_scores() -> Result<(), Failed> {
    let mut sent = small();
    sent["CFRubrics"] = json!([rubric(vec![criterion(
        600,
        None,
        vec![
            rubric_level(700, "High", json!({"score": 10.5})),
            rubric_level(701, "Low", json!({"score": -1, "position": 7})),
        ]
    )])]);
    let framework = import(&sent)?;
    outlined(&framework, &[("low", &["Spokes"]), ("high", &["Hubs"])]);
    round_trip(&framework)
}

fn from_precedes() -> Result<(), Failed> {
    let mut sent = small();
    let list = sent["CFAssociations"].as_array_mut().unwrap();
    list.push(association("precedes", 3, 2, None));
    let read = read(&sent)?;
    outlined(
        &read.framework,
        &[("high", &["Hubs"]), ("low", &["Spokes"])],
    );
    assert!(read.notes[0].contains("precede each other"));
    round_trip(&read.framework)?;
    // Inner items that precede each other are levels where nothing else is one.
    for place in [0, 1] {
        sent["CFItems"][place]["CFItemType"] = json!("Stage");
    }
    let framework = import(&sent)?;
    outlined(&framework, &[("high", &["Hubs"]), ("low", &["Spokes"])]);
    round_trip(&framework)
}

fn from_enumeration() -> Result<(), Failed> {
    let read = read(&small())?;
    outlined(
        &read.framework,
        &[("low", &["Spokes"]), ("high", &["Hubs"])],
    );
    assert!(read.notes[0].contains("by number"));
    assert_eq!(read.framework.levels[0].statements[0].id, id(10));
    round_trip(&read.framework)
}

fn from_sequence() -> Result<(), Failed> {
    let mut sent = small();
    for place in [0, 1] {
        sent["CFItems"][place]["listEnumeration"] = Value::Null;
    }
    let framework = import(&sent)?;
    outlined(&framework, &[("low", &["Spokes"]), ("high", &["Hubs"])]);
    round_trip(&framework)
}

fn described(number: u32, item: u32) -> Value {
    let level = |last: u32, quality: &str, position: u32| {
        let description = format!("does it {quality}");
        rubric_level(
            number + last,
            quality,
            json!({"position": position, "description": description}),
        )
    };
    criterion(
        number,
        Some(item),
        vec![level(1, "well", 2), level(2, "badly", 1)],
    )
}

fn descriptions() -> Result<(), Failed> {
    let sent = package(
        vec![item(10, "Spokes — cuts them"), item(11, "Hubs")],
        vec![
            association("isChildOf", 10, 1, Some(2)),
            association("isChildOf", 11, 1, Some(1)),
        ],
        vec![rubric(vec![described(600, 10), described(700, 11)])],
    );
    let framework = import(&sent)?;
    outlined(
        &framework,
        &[
            ("badly", &["Hubs", "Spokes"]),
            ("well", &["Hubs", "Spokes"]),
        ],
    );
    let statement = &framework.levels[1].statements[1];
    assert_eq!(
        (&*statement.text, &*statement.id),
        ("does it well", &*id(601))
    );
    assert_eq!(statement.parent, Some(id(10)));
    assert_eq!(framework.groups.len(), 2);
    round_trip(&framework)
}

fn one_level_criterion() -> Result<(), Failed> {
    let one = |number: u32, item: u32, quality: &str, position: u32| {
        let level = rubric_level(number + 1, quality, json!({"position": position}));
        criterion(number, Some(item), vec![level])
    };
    let both = vec![
        rubric_level(901, "Low", json!({"position": 1})),
        rubric_level(902, "High", json!({"position": 2})),
    ];
    let sent = package(
        vec![item(10, "Spokes"), item(11, "Hubs")],
        vec![],
        vec![rubric(vec![
            criterion(900, None, both),
            one(600, 10, "High", 2),
            one(700, 11, "Low", 1),
        ])],
    );
    let framework = import(&sent)?;
    outlined(&framework, &[("low", &["Hubs"]), ("high", &["Spokes"])]);
    round_trip(&framework)
}

fn one_level() -> Result<(), Failed> {
    let sent = package(
        vec![item(10, "Spokes"), item(11, "Hubs"), level(2, "Met", None)],
        vec![association("isChildOf", 11, 2, None)],
        vec![],
    );
    let framework = import(&sent)?;
    outlined(&framework, &[("met", &["Spokes", "Hubs"])]);
    round_trip(&framework)
}

fn deeper_trees() -> Result<(), Failed> {
    let mut inner = item(21, "Inner competency");
    inner["CFItemType"] = json!("competency");
    let sent = package(
        vec![
            level(2, "Low", Some("1")),
            level(3, "High", Some("2")),
            record(
                20,
                json!({"fullStatement": "Domain", "CFItemType": "Domain", "humanCodingScheme": "D"}),
            ),
            inner,
            item(10, "Leaf"),
            item(11, "Other leaf"),
            item(12, "Third leaf"),
        ],
        vec![
            association("isChildOf", 2, 1, None),
            association("isChildOf", 3, 1, None),
            association("isChildOf", 20, 1, Some(9)),
            association("isChildOf", 21, 20, Some(2)),
            association("isChildOf", 10, 21, Some(1)),
            association("isChildOf", 11, 20, Some(1)),
            association("isChildOf", 12, 3, Some(1)),
            association("hasSkillLevel", 11, 2, None),
            association("hasSkillLevel", 21, 3, None),
            association("exactMatchOf", 11, 9999, None),
        ],
        vec![],
    );
    let framework = import(&sent)?;
    outlined(
        &framework,
        &[
            ("low", &["Other leaf"]),
            ("high", &["Inner competency", "Leaf", "Third leaf"]),
        ],
    );
    assert_eq!(framework.groups.len(), 1);
    let group = &framework.groups[0];
    assert_eq!(
        (&*group.title, group.kind.as_deref()),
        ("Domain", Some("Domain"))
    );
    assert_eq!((group.code.as_deref(), &group.parent), (Some("D"), &None));
    let parents: Vec<_> = framework
        .statements()
        .map(|(_, s)| s.parent.clone())
        .collect();
    assert_eq!(parents, [Some(id(20)), Some(id(20)), Some(id(21)), None]);
    round_trip(&framework)
}

fn branches() -> Result<(), Failed> {
    let sent = package(
        vec![
            item(20, "Wood"),
            item(21, "Steel"),
            level(2, "Low", Some("1")),
            level(3, "High", Some("2")),
            level(4, "Low", Some("1")),
            item(10, "a"),
            item(11, "b"),
            item(12, "c"),
        ],
        vec![
            association("isChildOf", 20, 1, Some(1)),
            association("isChildOf", 21, 1, Some(2)),
            association("isChildOf", 2, 20, Some(1)),
            association("isChildOf", 3, 20, Some(2)),
            association("isChildOf", 4, 21, Some(1)),
            association("isChildOf", 10, 2, Some(1)),
            association("isChildOf", 11, 3, Some(1)),
            association("isChildOf", 12, 4, Some(1)),
        ],
        vec![],
    );
    let framework = import(&sent)?;
    outlined(&framework, &[("low", &["a", "c"]), ("high", &["b"])]);
    assert_eq!(framework.levels[0].statements[1].parent, Some(id(4)));
    round_trip(&framework)
}

fn in_sequence() -> Result<(), Failed> {
    let mut sent = small();
    let items = sent["CFItems"].as_array_mut().unwrap();
    items.extend([item(12, "Nipples"), item(13, "Rims"), item(14, "Tyres")]);
    let list = sent["CFAssociations"].as_array_mut().unwrap();
    list.push(association("isChildOf", 12, 2, Some(-1)));
    list.push(association("isChildOf", 14, 2, None));
    list.push(association("isChildOf", 13, 2, None));
    let framework = import(&sent)?;
    // Those without a number stand behind, as the package lists its items.
    outlined(
        &framework,
        &[
            ("low", &["Nipples", "Spokes", "Rims", "Tyres"]),
            ("high", &["Hubs"]),
        ],
    );
    round_trip(&framework)
}

fn version_one() -> Result<(), Failed> {
    let mut sent = small();
    sent["CFAssociations"] = json!([
        association("isParentOf", 1, 2, Some(1)),
        association("isParentOf", 1, 3, Some(2)),
        association("isParentOf", 2, 10, Some(1)),
        association("isChildOf", 11, 3, Some(1)),
    ]);
    sent["CFDocument"]["CFPackageURI"] = link(1);
    sent["CFItems"][2]["CFDocumentURI"] = link(1);
    let framework = import(&sent)?;
    outlined(&framework, &[("low", &["Spokes"]), ("high", &["Hubs"])]);
    round_trip(&framework)
}

fn versions() -> Result<(), Failed> {
    for (version, expected) in [
        (json!("Fall 2024 (rev. 2)"), "Fall-2024-rev.-2"),
        (json!("../../x"), "x"),
        (json!("v1.0~b_2-3"), "v1.0~b_2-3"),
        (Value::Null, "2026-05-15"),
    ] {
        let mut sent = small();
        sent["CFDocument"]["version"] = version.clone();
        let read = read(&sent)?;
        assert_eq!(read.framework.version, expected);
        assert_eq!(
            read.notes.len(),
            1 + usize::from(version != expected),
            "{version}"
        );
        round_trip(&read.framework)?;
    }
    Ok(())
}

fn kept() -> Result<(), Failed> {
    let mut sent = small();
    sent["extensions"] = json!({"theirs": [1]});
    sent["CFDocument"]["extensions"] = json!({"a": {"b": null}});
    sent["CFDocument"]["publisher"] = json!("P");
    sent["CFItems"][0]["extensions"] = json!({"c": 1});
    sent["CFItems"][2]["extensions"] = json!({"d": 2});
    sent["CFItems"][2]["abbreviatedStatement"] = json!("Spo");
    sent["CFAssociations"][0]["extensions"] = json!({"e": 3});
    sent["CFDefinitions"] = json!({"CFSubjects": []});
    let framework = import(&sent)?;
    assert_eq!(framework.attribution.as_deref(), Some("P"));
    assert_eq!(framework.levels[0].statements[0].title, "Spo");
    let out = mapping::case::package(&framework, &Addresses::new(None, None)).to_value();
    for pointer in [
        "/extensions",
        "/CFDocument/extensions",
        "/CFDocument/publisher",
        "/CFItems/0",
        "/CFItems/2/extensions",
        "/CFItems/2/abbreviatedStatement",
        "/CFDefinitions",
    ] {
        assert_eq!(out.pointer(pointer), sent.pointer(pointer), "{pointer}");
    }
    for came in sent["CFAssociations"].as_array().unwrap() {
        assert!(out["CFAssociations"].as_array().unwrap().contains(came));
    }
    round_trip(&framework)
}

fn ler_me_again() -> Result<(), Failed> {
    round_trip(&ler_me::import(SAMPLE).unwrap())?;
    for seed in 0..40 {
        let (levels, statements) = (1 + seed as usize % 8, 1 + seed as usize * 7 % 30);
        round_trip(&frameworks::framework(levels, statements, seed))?;
    }
    round_trip(&frameworks::framework(8, 500, 1))
}

fn changed_export() -> Result<(), Failed> {
    let sample = ler_me::import(SAMPLE).unwrap();
    let out = mapping::case::package(&sample, &Addresses::new(None, None)).to_value();
    // Other words under the same identifiers are the same framework, which then differs.
    let mut reworded = out.clone();
    reworded["CFItems"][1]["fullStatement"] = json!("Other words");
    let other = import(&reworded)?;
    assert_eq!(other.id(), sample.id());
    assert_eq!(other.difference(&sample).len(), 1);
    // With an item of their own it is a framework of their own.
    let mut more = out;
    more["CFItems"]
        .as_array_mut()
        .unwrap()
        .push(item(10, "More"));
    let level = more["CFItems"][0]["identifier"].clone();
    let mut child = association("isChildOf", 10, 2, None);
    child["destinationNodeURI"]["identifier"] = level;
    more["CFAssociations"].as_array_mut().unwrap().push(child);
    let other = import(&more)?;
    assert_eq!(other.key, sample.identifier());
    assert_eq!(other.levels[0].statements.len(), 11);
    round_trip(&other)
}

fn formats() -> Result<(), Failed> {
    let sample = framework::import(SAMPLE).map_err(|f| format!("{f:?}"))?;
    assert_eq!(sample.framework, ler_me::import(SAMPLE).unwrap());
    for neither in [json!({}), json!([]), json!("x"), json!({"document": {}})] {
        same(&neither, &[("", "unknown-format")])?;
    }
    same(
        &json!({"occupation": 1}),
        &[
            ("", "missing-member"),
            ("/occupation", "wrong-type"),
            ("", "missing-member"),
        ],
    )?;
    same(&json!({"CFItems": []}), &[("", "missing-member")])?;
    let twice = br#"{"CFDocument":{},"CFDocument":{}}"#;
    let found = framework::import(twice).err().unwrap_or_default();
    assert_eq!(found[0].problem, "duplicate-name");
    Ok(())
}

/// Levels, and below each a tree of groups up to the greatest depth.
fn fifty_thousand() -> Result<(), Failed> {
    let mut items = vec![level(2, "Low", Some("1")), level(3, "High", Some("2"))];
    let mut associations = vec![
        association("isChildOf", 2, 1, Some(1)),
        association("isChildOf", 3, 1, Some(2)),
    ];
    for number in 0..50_000_u32 {
        let this = 1_000 + number;
        items.push(item(this, &format!("Statement {number}")));
        // A chain of 60, from each of which a fan hangs.
        let parent = match number {
            0 => 2,
            1..60 => this - 1,
            _ => 1_000 + number % 60,
        };
        let mut one = association("isChildOf", 10, 11, Some(i64::from(number)));
        one["identifier"] = json!(id(1_000_000 + number));
        one["originNodeURI"] = link(this);
        one["destinationNodeURI"] = link(parent);
        associations.push(one);
    }
    associations.push(association("hasSkillLevel", 50_000, 3, None));
    // Short enough for the greatest size of a package.
    let sent = package(items, associations, vec![]).to_string();
    let sent = sent
        .replace("https://a.example/", "u:")
        .replace("\"title\":\"x\",", "");
    let framework = case::import(sent.as_bytes()).map_err(|f| format!("{f:?}"))?;
    assert_eq!(framework.groups.len(), 60);
    assert_eq!(framework.levels[0].statements.len(), 49_939);
    assert_eq!(framework.levels[1].statements.len(), 1);
    Ok(())
}

fn many_faults() -> Result<(), Failed> {
    let items: Vec<Value> = (0..5_000).map(|_| json!({})).collect();
    let sent = package(items, vec![], vec![]);
    let found = framework::import(sent.to_string().as_bytes())
        .err()
        .unwrap_or_default();
    assert_eq!(found.len(), 1001);
    assert_eq!(found.last().unwrap().problem, "more-findings");
    Ok(())
}

type Rule = (&'static str, Value, Vec<(&'static str, &'static str)>);

/// [`small`] with one change.
fn changed(change: impl FnOnce(&mut Value)) -> Value {
    let mut package = small();
    change(&mut package);
    package
}

/// [`small`] with one member set.
fn set(pointer: &str, name: &str, value: Value) -> Value {
    changed(|package| package.pointer_mut(pointer).unwrap()[name] = value)
}

fn also(association: Value) -> Value {
    changed(|package| {
        package["CFAssociations"]
            .as_array_mut()
            .unwrap()
            .push(association)
    })
}

fn broken() -> Vec<Rule> {
    let mut rules = broken_records();
    rules.extend(broken_structure());
    rules.extend(broken_levels());
    rules
}

fn broken_records() -> Vec<Rule> {
    let long = "x".repeat(10_001);
    let uuid = "/CFItems/2/identifier";
    vec![
        (
            "identifiers are UUIDs",
            set("/CFItems/2", "identifier", json!("7")),
            vec![(uuid, "bad-uuid")],
        ),
        (
            "identifiers are strings",
            set("/CFItems/2", "identifier", json!(7)),
            vec![(uuid, "wrong-type")],
        ),
        (
            "times have an offset",
            set("/CFItems/2", "lastChangeDateTime", json!("2026-05-15")),
            vec![("/CFItems/2/lastChangeDateTime", "bad-date-time")],
        ),
        (
            "addresses are absolute",
            set("/CFItems/2", "uri", json!("/a b")),
            vec![("/CFItems/2/uri", "bad-uri")],
        ),
        (
            "an item says something",
            set("/CFItems/2", "fullStatement", json!(" ")),
            vec![("/CFItems/2/fullStatement", "empty-string")],
        ),
        (
            "items are objects",
            changed(|p| p["CFItems"].as_array_mut().unwrap().push(json!(1))),
            vec![("/CFItems/4", "wrong-type")],
        ),
        (
            "texts end",
            set("/CFItems/2", "fullStatement", json!(long)),
            vec![("/CFItems/2/fullStatement", "text-too-long")],
        ),
        (
            "control characters",
            set("/CFItems/2", "fullStatement", json!("a\u{7}b")),
            vec![("/CFItems/2/fullStatement", "control-character")],
        ),
        (
            "a title",
            set("/CFDocument", "title", Value::Null),
            vec![("/CFDocument", "missing-member")],
        ),
        (
            "a version has characters",
            set("/CFDocument", "version", json!("第二版")),
            vec![("/CFDocument/version", "unusable-name")],
        ),
        (
            "sequence numbers are whole",
            set("/CFAssociations/0", "sequenceNumber", json!(1.5)),
            vec![("/CFAssociations/0/sequenceNumber", "wrong-type")],
        ),
        (
            "associations have a type",
            set("/CFAssociations/0", "associationType", json!(3)),
            vec![("/CFAssociations/0/associationType", "wrong-type")],
        ),
        (
            "links name a record",
            set("/CFAssociations/0/originNodeURI", "identifier", Value::Null),
            vec![("/CFAssociations/0/originNodeURI", "missing-member")],
        ),
        (
            "items once",
            changed(|p| p["CFItems"].as_array_mut().unwrap().push(item(10, "again"))),
            vec![("/CFItems/4/identifier", "duplicate-identifier")],
        ),
        (
            "associations once",
            also(association("isChildOf", 10, 2, None)),
            vec![("/CFAssociations/4/identifier", "duplicate-identifier")],
        ),
        (
            "the document is no item",
            changed(|p| p["CFItems"].as_array_mut().unwrap().push(item(1, "again"))),
            vec![("/CFItems/4/identifier", "duplicate-identifier")],
        ),
        (
            "sixty thousand items",
            changed(|p| p["CFItems"] = json!(vec![1; 60_001])),
            vec![("/CFItems", "too-many-items")],
        ),
    ]
}

fn broken_structure() -> Vec<Rule> {
    let deep = changed(|package| {
        for number in 0..64 {
            let this = 100 + number;
            package["CFItems"]
                .as_array_mut()
                .unwrap()
                .push(item(this, "x"));
            let parent = if number == 0 { 2 } else { this - 1 };
            let one = association("isChildOf", this, parent, None);
            package["CFAssociations"].as_array_mut().unwrap().push(one);
        }
    });
    let circle = changed(|package| {
        let items = package["CFItems"].as_array_mut().unwrap();
        items.extend([item(12, "a"), item(13, "b"), item(14, "c")]);
        let list = package["CFAssociations"].as_array_mut().unwrap();
        list.push(association("isChildOf", 12, 13, None));
        list.push(association("isChildOf", 13, 12, None));
        list.push(association("isChildOf", 14, 12, None));
    });
    vec![
        ("no circle", circle, vec![("/CFAssociations/4", "cycle")]),
        (
            "nothing is part of itself",
            also(association("isChildOf", 10, 10, None)),
            vec![("/CFAssociations/4/destinationNodeURI", "self-association")],
        ),
        (
            "parents are there",
            also(association("isChildOf", 10, 77, None)),
            vec![(
                "/CFAssociations/4/destinationNodeURI",
                "dangling-association",
            )],
        ),
        (
            "children are there",
            also(association("isChildOf", 77, 2, None)),
            vec![("/CFAssociations/4/originNodeURI", "dangling-association")],
        ),
        (
            "parents of 1.0 are there",
            also(association("isParentOf", 77, 10, None)),
            vec![("/CFAssociations/4/originNodeURI", "dangling-association")],
        ),
        ("trees end", deep, vec![("/CFItems/67", "too-deep")]),
    ]
}

fn broken_levels() -> Vec<Rule> {
    let pair = |one: Value, other: Value| {
        let levels = vec![
            rubric_level(700, "Low", one),
            rubric_level(701, "High", other),
        ];
        changed(|p| p["CFRubrics"] = json!([rubric(vec![criterion(600, None, levels)])]))
    };
    let place = "/CFRubrics/0/CFRubricCriteria/0/CFRubricCriterionLevels";
    let disagreeing = changed(|p| {
        let level = |number, quality: &str, place: u32| {
            rubric_level(number, quality, json!({"position": place}))
        };
        let one = criterion(600, None, vec![level(700, "Low", 1), level(701, "High", 2)]);
        let other = criterion(601, None, vec![level(702, "High", 1), level(703, "Low", 2)]);
        p["CFRubrics"] = json!([rubric(vec![one, other])]);
    });
    let many = changed(|p| {
        for number in 0..20 {
            let one = level(100 + number, &format!("L{number}"), Some("9"));
            p["CFItems"].as_array_mut().unwrap().push(one);
        }
    });
    let none = changed(|p| {
        for place in [0, 1] {
            p["CFItems"][place]["CFItemType"] = json!("Stage");
        }
    });
    let stray = changed(|p| p["CFItems"].as_array_mut().unwrap().push(item(12, "Stray")));
    let empty = changed(|p| {
        p["CFItems"]
            .as_array_mut()
            .unwrap()
            .push(level(4, "Top", Some("3")))
    });
    vec![
        (
            "positions differ",
            pair(json!({"position": 1}), json!({"position": 1})),
            vec![(place, "level-order-unknown")],
        ),
        (
            "positions are there",
            pair(json!({"position": 1}), json!({})),
            vec![(place, "level-order-unknown")],
        ),
        (
            "criteria agree",
            disagreeing,
            vec![("/CFRubrics/0/CFRubricCriteria/1", "levels-disagree")],
        ),
        ("twenty levels", many, vec![("/CFItems", "too-many-levels")]),
        ("levels are found", none, vec![("", "no-levels")]),
        (
            "levels have an order",
            set("/CFItems/0", "listEnumeration", json!("1")).without_sequence(),
            vec![("/CFItems", "level-order-unknown")],
        ),
        (
            "levels are in one line",
            also(association("precedes", 2, 3, None)).with(association("precedes", 3, 2, None)),
            vec![("/CFAssociations", "cycle")],
        ),
        (
            "every item has a level",
            stray,
            vec![("/CFItems/4", "without-level")],
        ),
        (
            "every level has a statement",
            empty,
            vec![("/CFItems", "empty-level")],
        ),
        (
            "one skill level",
            also(association("hasSkillLevel", 10, 2, None)).with(association(
                "hasSkillLevel",
                10,
                3,
                None,
            )),
            vec![("/CFAssociations/5", "several-levels")],
        ),
    ]
}

/// What is done to a package besides.
trait Changed {
    fn with(self, association: Value) -> Value;
    fn without_sequence(self) -> Value;
}

impl Changed for Value {
    fn with(mut self, association: Value) -> Value {
        self["CFAssociations"]
            .as_array_mut()
            .unwrap()
            .push(association);
        self
    }

    fn without_sequence(mut self) -> Value {
        for one in self["CFAssociations"].as_array_mut().unwrap() {
            one["sequenceNumber"] = Value::Null;
        }
        self
    }
}

/// The example package, made of the real export.
fn example() -> Trial {
    let shared = std::env::var_os("PROOFMARK_SHARED");
    let shared = shared.map_or_else(|| "../shared".into(), PathBuf::from);
    let file = shared.join("data/examples/case-v1p1-cfpackage.json");
    let there = file.exists();
    Trial::test("the example package", move || {
        let bytes = std::fs::read(&file)?;
        let read = framework::import(&bytes).map_err(|f| format!("{f:?}"))?;
        let framework = read.framework;
        let export = std::fs::read(shared.join("data/frameworks/27-4014.00.json"))?;
        let export = ler_me::import(&export).map_err(|f| format!("{f:?}"))?;
        let texts = |framework: &Framework| -> Vec<(String, String, String)> {
            let all = framework.statements();
            all.map(|(level, one)| (level.id.clone(), level.label.clone(), one.text.clone()))
                .collect()
        };
        assert_eq!(texts(&framework), texts(&export));
        let counts: Vec<usize> = framework
            .levels
            .iter()
            .map(|l| l.statements.len())
            .collect();
        assert_eq!(counts, [10, 10, 10, 10]);
        assert_eq!(
            framework.id().to_string(),
            "de661c6b-8833-5693-a6e5-c168a7767fde@v.26.05"
        );
        assert_eq!(read.notes, ["the levels were read from a rubric"]);
        round_trip(&framework)
    })
    .with_ignored_flag(!there)
}
