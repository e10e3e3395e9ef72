//! Frameworks as CASE packages beside the official JSON Schemas of CASE 1.1: they take the package
//! of any framework, and each of its records where that goes out alone; with one fault they refuse
//! it. What they leave to prose is held here: what is named is there, identifiers and addresses
//! are unique, and the very framework can be had back.

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use proofmark::framework::{CaseOrigin, Framework, Group, SAMPLE, ler_me};
use proofmark::ijson::JsonText;
use proofmark::mapping::{Addresses, case};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::process::ExitCode;
use support::frameworks;

const HOST: &str = "https://badges.example";

type Test = fn() -> Result<(), Failed>;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let alone: [(&str, Test); 5] = [
        ("what is named is there", what_is_named_is_there),
        ("identifiers do not depend on the host", no_host),
        ("the very framework can be had back", had_back),
        ("a framework that says little", says_little),
        ("what came from CASE goes out as it came", as_it_came),
    ];
    let mut trials: Vec<Trial> = alone.map(|(name, test)| Trial::test(name, test)).into();
    trials.extend(with_shared());
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn with_shared() -> Vec<Trial> {
    let tests: [(&str, Test); 7] = [
        ("the schemas take the package of the sample", || {
            takes(&sample())
        }),
        ("the schemas take the package of the real export", || {
            takes(&real()?)
        }),
        ("the schemas take packages of 1, 3 and 8 levels", || {
            for (levels, statements) in [(1, 1), (1, 500), (3, 7), (3, 500), (8, 1), (8, 500)] {
                for seed in 0..if statements == 500 { 1 } else { 8 } {
                    takes(&frameworks::framework(levels, statements, seed))?;
                }
            }
            Ok(())
        }),
        (
            "the schemas take what came from CASE",
            || takes(&imported()),
        ),
        ("the schemas refuse one fault", refuses),
        (
            "the package of the real export says what the example says",
            like_the_example,
        ),
        ("the real export can be had back", || same_again(&real()?)),
    ];
    let folders = ["schemas/case-v1p1", "examples", "frameworks"];
    if folders.iter().any(|folder| support::data(folder).is_none()) {
        let reason = "the shared data is not there";
        return tests.map(|(name, _)| support::skipped(name, reason)).into();
    }
    tests.map(|(name, test)| Trial::test(name, test)).into()
}

fn sample() -> Framework {
    ler_me::import(SAMPLE).expect("the sample framework is sound")
}

fn real() -> Result<Framework, Failed> {
    let folder = support::data("frameworks").ok_or("the frameworks are not there")?;
    let text = support::read(&folder.join("27-4014.00.json"))?;
    Ok(ler_me::import(text.as_bytes()).map_err(|f| format!("{f:?}"))?)
}

fn package(framework: &Framework) -> Value {
    case::package(framework, &Addresses::new(Some(HOST), None)).to_value()
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    let list = value.get(name).and_then(Value::as_array);
    list.map_or(&[], Vec::as_slice)
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The official schema of `class`, without what stands in the way of two readers.
fn validator(class: &str) -> Result<jsonschema::Validator, Failed> {
    let folder = support::data("schemas/case-v1p1").ok_or("the schemas are not there")?;
    let file = format!("case_v1p1_{class}-jsonschema1.json");
    let mut schema: Value = serde_json::from_str(&support::read(&folder.join(file))?)?;
    // The published schema names its dialect with a `#` behind, which is another URL to some.
    schema["$schema"] = "https://json-schema.org/draft/2019-09/schema".into();
    Ok(jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .map_err(|error| error.to_string())?)
}

fn valid(class: &str, validator: &jsonschema::Validator, record: &Value) -> Result<(), Failed> {
    let errors: Vec<String> = validator
        .iter_errors(record)
        .take(5)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    match errors.is_empty() {
        true => Ok(()),
        false => Err(format!("{class}: {}", errors.join("\n")).into()),
    }
}

/// The schemas take the package of `framework`, with and without a public URL, and its records as
/// they go out alone.
fn takes(framework: &Framework) -> Result<(), Failed> {
    let whole = validator("cfpackage")?;
    let without_host = case::package(framework, &Addresses::new(None, None)).to_value();
    valid("package", &whole, &without_host)?;
    let package = package(framework);
    valid("package", &whole, &package)?;
    records_alone(&package)
}

/// Each record with the references that it has only outside a package.
fn records_alone(package: &Value) -> Result<(), Failed> {
    let document = &package["CFDocument"];
    let link = json!({
        "title": document["title"],
        "identifier": document["identifier"],
        "uri": document["uri"],
    });
    let with = |record: &Value, name: &str| {
        let mut record = record.clone();
        record[name] = link.clone();
        record
    };
    let class = validator("cfdocument")?;
    valid("document", &class, &with(document, "CFPackageURI"))?;
    let class = validator("cfitem")?;
    for item in list(package, "CFItems") {
        valid("item", &class, &with(item, "CFDocumentURI"))?;
    }
    let class = validator("cfassociation")?;
    for association in list(package, "CFAssociations") {
        valid("association", &class, &with(association, "CFDocumentURI"))?;
    }
    let class = validator("cfrubric")?;
    for rubric in list(package, "CFRubrics") {
        valid("rubric", &class, rubric)?;
    }
    let definitions = &package["CFDefinitions"];
    let class = validator("cflicense")?;
    for licence in list(definitions, "CFLicenses") {
        valid("licence", &class, licence)?;
    }
    if let Some(types) = definitions.get("CFItemTypes") {
        let set = json!({ "CFItemTypes": types });
        valid("item types", &validator("cfitemtypeset")?, &set)?;
    }
    Ok(())
}

fn refuses() -> Result<(), Failed> {
    let sound = package(&sample());
    let faults: [(&str, Option<Value>); 24] = [
        ("/CFDocument", None),
        ("/CFDocument/creator", None),
        ("/CFDocument/identifier", Some("27-4014.00".into())),
        ("/CFDocument/lastChangeDateTime", Some("2026-05".into())),
        ("/CFDocument/caseVersion", Some("1.0".into())),
        ("/CFDocument/soc", Some("27-4014.00".into())),
        ("/CFDocument/licenseURI/title", None),
        ("/CFItems/0/fullStatement", None),
        ("/CFItems/1/identifier", Some("emerging/1".into())),
        ("/CFItems/1/level", Some("emerging".into())),
        ("/CFItems/1/lastChangeDateTime", Some("".into())),
        ("/CFItems/1/CFItemTypeURI/identifier", Some("Level".into())),
        ("/CFItems/0/extensions", Some(json!([]))),
        (
            "/CFAssociations/0/associationType",
            Some("isLevelOf".into()),
        ),
        ("/CFAssociations/0/sequenceNumber", Some(1.5.into())),
        ("/CFAssociations/0/originNodeURI", None),
        (
            "/CFAssociations/0/originNodeURI/targetType",
            Some("Level".into()),
        ),
        ("/CFDefinitions/CFItemTypes/0/hierarchyCode", None),
        ("/CFDefinitions/Levels", Some(json!([]))),
        ("/CFRubrics/0/CFRubricCriteria/0/rubricId", Some("1".into())),
        (
            "/CFRubrics/0/CFRubricCriteria/0/CFRubricCriterionLevels/0/uri",
            None,
        ),
        (
            "/CFRubrics/0/CFRubricCriteria/0/CFRubricCriterionLevels/0/score",
            Some("1".into()),
        ),
        (
            "/CFRubrics/0/CFRubricCriteria/0/CFRubricCriterionLevels/0/extensions",
            Some(json!({})),
        ),
        ("/framework", Some(json!({}))),
    ];
    let class = validator("cfpackage")?;
    for (place, value) in faults {
        let mut package = sound.clone();
        let (parent, name) = place.rsplit_once('/').ok_or("a pointer")?;
        let members = package.pointer_mut(parent).and_then(Value::as_object_mut);
        let members = members.ok_or_else(|| format!("nothing at {parent}"))?;
        match value {
            Some(value) => members.insert(name.to_owned(), value),
            None => members.shift_remove(name),
        };
        assert!(
            !class.is_valid(&package),
            "the schema takes the fault at {place}"
        );
    }
    Ok(())
}

/// How many records of each kind a package has.
fn census(package: &Value) -> BTreeMap<String, usize> {
    let mut census = BTreeMap::new();
    let mut count = |kind: String| *census.entry(kind).or_insert(0) += 1;
    for item in list(package, "CFItems") {
        count(format!("item {}", text(item, "CFItemType")));
    }
    for one in list(package, "CFAssociations") {
        count(format!("association {}", text(one, "associationType")));
    }
    for (name, records) in package["CFDefinitions"].as_object().into_iter().flatten() {
        records
            .as_array()
            .into_iter()
            .flatten()
            .for_each(|_| count(name.clone()));
    }
    for level in rubric_levels(package) {
        count(format!(
            "rubric level {} {}",
            level["position"],
            text(level, "quality")
        ));
    }
    census
}

fn rubric_levels(package: &Value) -> Vec<&Value> {
    let rubrics = list(package, "CFRubrics").iter();
    rubrics
        .flat_map(|rubric| list(rubric, "CFRubricCriteria"))
        .flat_map(|criterion| list(criterion, "CFRubricCriterionLevels"))
        .collect()
}

fn like_the_example() -> Result<(), Failed> {
    let folder = support::data("examples").ok_or("the examples are not there")?;
    let example = support::read(&folder.join("case-v1p1-cfpackage.json"))?;
    let example: Value = serde_json::from_str(&example)?;
    let ours = package(&real()?);
    assert_eq!(census(&ours), census(&example));
    assert_eq!(list(&ours, "CFItems").len(), 44);
    assert_eq!(list(&ours, "CFAssociations").len(), 87);
    let said = |package: &Value, name: &str| -> Vec<[String; 5]> {
        let members = [
            "fullStatement",
            "abbreviatedStatement",
            "humanCodingScheme",
            "listEnumeration",
            name,
        ];
        let items = list(package, "CFItems").iter();
        items
            .map(|item| members.map(|name| text(item, name).to_owned()))
            .collect()
    };
    assert_eq!(
        said(&ours, "alternativeLabel"),
        said(&example, "alternativeLabel")
    );
    let related = |package: &Value| -> BTreeSet<String> {
        let title = |end: &Value| text(end, "title").to_owned();
        let all = list(package, "CFAssociations").iter();
        all.map(|one| {
            let (from, to) = (
                title(&one["originNodeURI"]),
                title(&one["destinationNodeURI"]),
            );
            format!(
                "{from} {} {to} {}",
                one["associationType"], one["sequenceNumber"]
            )
        })
        .collect()
    };
    // The example numbers the level itself and its statements from 1, as we do.
    assert_eq!(related(&ours), related(&example));
    for name in [
        "frameworkType",
        "caseVersion",
        "creator",
        "title",
        "lastChangeDateTime",
        "publisher",
        "description",
        "version",
    ] {
        assert_eq!(
            ours["CFDocument"][name], example["CFDocument"][name],
            "{name}"
        );
    }
    let descriptions = |package: &Value| -> Vec<Value> {
        rubric_levels(package)
            .iter()
            .map(|level| level["description"].clone())
            .collect()
    };
    assert_eq!(descriptions(&ours), descriptions(&example));
    Ok(())
}

/// Every reference leads to a record of the package; no two records share identifier or address.
fn what_is_named_is_there() -> Result<(), Failed> {
    for framework in [sample(), frameworks::framework(3, 20, 5), imported()] {
        for host in [Some(HOST), None] {
            let package = case::package(&framework, &Addresses::new(host, None)).to_value();
            let mut records = HashSet::new();
            let mut named = Vec::new();
            look_through(&package, &mut records, &mut named);
            for (identifier, uri) in named {
                let there = records.contains(&(identifier.clone(), uri.clone()));
                assert!(there, "{identifier} at {uri} is not there");
            }
            let identifiers: HashSet<_> = records.iter().map(|(id, _)| id).collect();
            let uris: HashSet<_> = records.iter().map(|(_, uri)| uri).collect();
            assert_eq!(
                (identifiers.len(), uris.len()),
                (records.len(), records.len())
            );
        }
    }
    Ok(())
}

/// Records have a time of change; links have a title and none.
fn look_through(
    value: &Value,
    records: &mut HashSet<(String, String)>,
    named: &mut Vec<(String, String)>,
) {
    let key = (
        text(value, "identifier").to_owned(),
        text(value, "uri").to_owned(),
    );
    if value.get("lastChangeDateTime").is_some() {
        assert!(records.insert(key), "twice: {value}");
    } else if value.get("identifier").is_some() {
        named.push(key);
    }
    match value {
        Value::Array(elements) => {
            elements
                .iter()
                .for_each(|one| look_through(one, records, named));
        }
        Value::Object(members) => {
            let members = members.iter().filter(|(name, _)| *name != "extensions");
            members.for_each(|(_, one)| look_through(one, records, named));
        }
        _ => {}
    }
}

fn no_host() -> Result<(), Failed> {
    let framework = sample();
    let made = |host| case::package(&framework, &Addresses::new(host, None)).to_value();
    let on = |package: &Value, host: &str| package.to_string().replace(host, "");
    let other = made(Some("https://other.example/deep"));
    assert_eq!(
        on(&made(Some(HOST)), HOST),
        on(&other, "https://other.example/deep")
    );
    let without = made(None);
    assert_eq!(
        text(&without["CFDocument"], "uri"),
        format!("urn:uuid:{}", framework.identifier())
    );
    assert!(!without.to_string().contains("/ims/case"));
    assert_eq!(
        text(&other["CFItems"][0], "uri"),
        format!(
            "https://other.example/deep/ims/case/v1p1/CFItems/{}",
            framework.level_identifier(&framework.levels[0])
        )
    );
    Ok(())
}

/// As `mapping::case` says it is to be done, and after a store has sorted all members.
fn same_again(framework: &Framework) -> Result<(), Failed> {
    let package = sorted(&package(framework));
    let ours = &package["extensions"]["proofmark"];
    let mut export = ours["framework"].clone();
    let mut ranked = rubric_levels(&package);
    ranked.sort_by_key(|level| level["position"].as_u64());
    let mut levels = Map::new();
    for level in ranked {
        let id = text(&level["extensions"][0]["proofmark"], "level");
        let item = list(&package, "CFItems")
            .iter()
            .find(|item| item["extensions"]["proofmark"]["level"] == id)
            .ok_or("a level without an item")?;
        let mut members = export["framework"]["levels"][id].clone();
        members["statements"] = children(&package, text(item, "identifier")).into();
        levels.insert(id.to_owned(), members);
    }
    export["framework"]["levels"] = Value::Object(levels);
    let back = ler_me::import(export.to_string().as_bytes()).map_err(|f| format!("{f:?}"))?;
    // Equal but for the order of members nobody knows, which the sorting took.
    assert_eq!(back, *framework);
    assert_eq!(
        back.identifier(),
        text(&package["CFDocument"], "identifier")
    );
    Ok(())
}

/// The texts of what is part of `parent`, in order.
fn children(package: &Value, parent: &str) -> Vec<Value> {
    let mut found: Vec<(Option<u64>, Value)> = list(package, "CFAssociations")
        .iter()
        .filter(|one| one["associationType"] == "isChildOf")
        .filter(|one| one["destinationNodeURI"]["identifier"] == parent)
        .filter_map(|one| {
            let child = &one["originNodeURI"]["identifier"];
            let items = list(package, "CFItems");
            let item = items.iter().find(|item| item["identifier"] == *child)?;
            Some((
                one["sequenceNumber"].as_u64(),
                item["fullStatement"].clone(),
            ))
        })
        .collect();
    found.sort_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, text)| text).collect()
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(elements) => elements.iter().map(sorted).collect(),
        Value::Object(members) => {
            let members: BTreeMap<_, _> = members.iter().collect();
            let members = members.into_iter().rev();
            Value::Object(
                members
                    .map(|(name, one)| (name.clone(), sorted(one)))
                    .collect(),
            )
        }
        other => other.clone(),
    }
}

fn had_back() -> Result<(), Failed> {
    same_again(&sample())?;
    for seed in 0..20 {
        same_again(&frameworks::framework(1 + seed as usize % 8, 9, seed))?;
    }
    Ok(())
}

fn says_little() -> Result<(), Failed> {
    let mut export = frameworks::export_json(1, 1, 1);
    for name in ["exportedAt", "sources", "attribution"] {
        export.as_object_mut().ok_or("an object")?.remove(name);
    }
    let framework = ler_me::import(export.to_string().as_bytes()).map_err(|f| format!("{f:?}"))?;
    let package = package(&framework);
    assert_eq!(
        package["CFDocument"]["lastChangeDateTime"],
        case::UNKNOWN_TIME
    );
    assert_eq!(package["CFDocument"]["creator"], "unknown");
    assert!(package["CFDefinitions"].get("CFLicenses").is_none());
    assert!(package["CFDocument"].get("licenseURI").is_none());
    assert_eq!(list(&package, "CFAssociations").len(), 3);
    Ok(())
}

/// A framework as an import from CASE leaves it: two levels, a group in one, statements, and what
/// nobody knows.
fn imported() -> Framework {
    let mut framework = frameworks::framework(2, 2, 3);
    framework.key = id(1);
    framework.groups = vec![Group {
        id: id(4),
        parent: Some(id(2)),
        title: "Cluster".to_owned(),
        text: "Cluster of statements".to_owned(),
        code: Some("A.1".to_owned()),
        kind: Some("Cluster".to_owned()),
    }];
    for (level, (own, statements)) in [(2, [10, 11]), (3, [12, 13])].into_iter().enumerate() {
        let level = &mut framework.levels[level];
        level.identifier = Some(id(own));
        for (statement, last) in level.statements.iter_mut().zip(statements) {
            statement.id = id(last);
            statement.parent = (last == 11).then(|| id(4));
        }
    }
    let document = json!({
        "adoptionStatus": "Adopted", "language": "en", "notes": "Kept.", "publisher": "A Press",
    });
    let items = [
        item(
            12,
            json!({ "CFItemType": "Skill", "abbreviatedStatement": "In short" }),
        ),
        item(
            2,
            json!({ "fullStatement": "Level one", "educationLevel": ["09"] }),
        ),
        item(3, json!({ "fullStatement": "Level two" })),
        item(
            10,
            json!({ "notes": "a note", "extensions": { "colour": [null, 1] } }),
        ),
        item(11, json!({})),
        item(13, json!({})),
        item(4, json!({ "listEnumeration": "IV" })),
    ];
    framework.case = Some(Box::new(CaseOrigin {
        uri: uri(1),
        creator: "A Board".to_owned(),
        last_change: TIME.to_owned(),
        document: document.as_object().cloned().unwrap_or_default(),
        items: items.into_iter().collect(),
        associations: [
            (20, "precedes", 2, 3),
            (21, "isChildOf", 2, 1),
            (22, "isChildOf", 4, 2),
        ]
        .map(|(own, kind, from, to)| {
            JsonText::from(&json!({
                "identifier": id(own), "uri": uri(own), "lastChangeDateTime": TIME,
                "associationType": kind, "originNodeURI": end(from), "destinationNodeURI": end(to),
            }))
        })
        .into(),
        extensions: Map::from_iter([("theirs".to_owned(), json!({ "a": 1 }))]),
        ..CaseOrigin::default()
    }));
    framework
}

const TIME: &str = "2024-02-03T04:05:06+00:00";

fn id(last: u32) -> String {
    format!("00000000-0000-4000-8000-{last:012}")
}

fn uri(last: u32) -> String {
    format!("https://elsewhere.example/records/{last}")
}

fn end(last: u32) -> Value {
    json!({ "title": "x", "identifier": id(last), "uri": uri(last), "targetType": "CASE" })
}

/// What an import keeps of an item.
fn item(last: u32, more: Value) -> (String, Value) {
    let mut item = json!({ "uri": uri(last), "lastChangeDateTime": TIME });
    let more = more.as_object().cloned().unwrap_or_default();
    item.as_object_mut().expect("an object").extend(more);
    (id(last), item)
}

fn as_it_came() -> Result<(), Failed> {
    let framework = imported();
    let case = framework.case.as_deref().ok_or("an origin")?;
    let package = package(&framework);
    // Nothing is ours, and nothing is lost.
    assert!(!package.to_string().contains(HOST));
    let document = &package["CFDocument"];
    assert_eq!(
        (text(document, "identifier"), text(document, "uri")),
        (&*id(1), &*uri(1))
    );
    assert_eq!(text(document, "caseVersion"), "1.1");
    for (name, value) in &case.document {
        assert_eq!(document[name], *value, "{name}");
    }
    assert_eq!(
        package["CFAssociations"],
        case.associations
            .iter()
            .map(JsonText::to_value)
            .collect::<Value>()
    );
    assert_eq!(package["extensions"], json!({ "theirs": { "a": 1 } }));
    assert!(package.get("CFRubrics").is_none());
    let items = list(&package, "CFItems");
    let order: Vec<&str> = items.iter().map(|item| text(item, "identifier")).collect();
    assert_eq!(order, case.items.keys().collect::<Vec<_>>());
    for item in items {
        let came = &case.items[text(item, "identifier")];
        for (name, value) in came.as_object().into_iter().flatten() {
            assert_eq!(item[name], *value, "{name}");
        }
    }
    let statement = &framework.levels[1].statements[0];
    assert_eq!(text(&items[0], "fullStatement"), statement.text);
    assert_eq!(text(&items[6], "fullStatement"), "Cluster of statements");
    assert_eq!(text(&items[6], "CFItemType"), "Cluster");
    assert_eq!(text(&items[6], "humanCodingScheme"), "A.1");
    Ok(())
}
