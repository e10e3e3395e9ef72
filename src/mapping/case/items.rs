//! Levels, groups and statements: CASE 1.1, class CFPckgItem.

use super::super::record::Record;
use super::definitions::{COMPETENCY, LEVEL, item_type_link};
use super::{Made, level_extension};
use crate::framework::{CaseOrigin, Group, Level, Statement};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

pub(super) fn items(made: &Made<'_>) -> Vec<Value> {
    match &made.framework.case {
        Some(case) => imported(made, case),
        None => own(made),
    }
}

/// Each level and its statements behind it.
fn own(made: &Made<'_>) -> Vec<Value> {
    let levels = &made.framework.levels;
    let mut items = Vec::new();
    for (place, level) in (1..).zip(levels) {
        items.push(own_level(made, place, level));
        items.extend(
            level
                .statements
                .iter()
                .map(|one| own_statement(made, level, one)),
        );
    }
    items
}

fn own_level(made: &Made<'_>, place: usize, level: &Level) -> Value {
    let framework = made.framework;
    let all = framework.levels.len();
    made.record("CFItems", &framework.level_identifier(level))
        .with(
            "fullStatement",
            format!("{} (level {place} of {all})", level.label),
        )
        .with("alternativeLabel", level.label.as_str())
        .with("abbreviatedStatement", level.label.as_str())
        .with("CFItemType", LEVEL)
        .with("CFItemTypeURI", item_type_link(made, LEVEL))
        .with(
            "humanCodingScheme",
            format!("{}.{}", framework.key, level.id),
        )
        .with("listEnumeration", place.to_string())
        .with("extensions", level_extension(level))
        .into()
}

fn own_statement(made: &Made<'_>, level: &Level, statement: &Statement) -> Value {
    let position = statement.position;
    let code = statement.code.clone();
    let code = code.unwrap_or_else(|| format!("{}.{}.{position:02}", made.framework.key, level.id));
    made.record("CFItems", &statement.id)
        .with("fullStatement", statement.text.as_str())
        .with("abbreviatedStatement", statement.title.as_str())
        .with("CFItemType", COMPETENCY)
        .with("CFItemTypeURI", item_type_link(made, COMPETENCY))
        .with("humanCodingScheme", code)
        .with("listEnumeration", position.to_string())
        .into()
}

/// The items that came, in their order; each what the framework says of it, then what it said
/// besides. Those of which nothing else is known stand last.
fn imported(made: &Made<'_>, case: &CaseOrigin) -> Vec<Value> {
    let groups = made.framework.groups.iter();
    let groups = groups.map(|group| (&*group.id, imported_group(made, group)));
    let statements = made.framework.statements();
    let statements = statements.map(|(_, one)| (&*one.id, imported_statement(made, one)));
    let no_items = rubric_levels(case);
    let mut known = HashMap::new();
    let mut rest = Vec::new();
    for (id, record) in groups.chain(statements) {
        if case.items.contains_key(id) {
            known.insert(id, record);
        } else if !no_items.contains(id) {
            rest.push(Value::from(record));
        }
    }
    let items = case.items.iter().map(|(id, members)| {
        let known = known.remove(id.as_str());
        let record = known.unwrap_or_else(|| made.record("CFItems", id));
        Value::Object(record.overlaid(members.as_object()))
    });
    items.chain(rest).collect()
}

/// The identifiers of the levels of all rubrics: what is said there of a level may be a statement,
/// and is no item.
fn rubric_levels(case: &CaseOrigin) -> HashSet<&str> {
    let levels = case.rubrics.iter();
    let levels = levels.flat_map(|rubric| elements(rubric, "CFRubricCriteria"));
    let levels = levels.flat_map(|criterion| elements(criterion, "CFRubricCriterionLevels"));
    levels
        .filter_map(|level| level.get("identifier")?.as_str())
        .collect()
}

fn elements<'a>(record: &'a Value, name: &str) -> &'a [Value] {
    let elements = record.get(name).and_then(Value::as_array);
    elements.map_or(&[], Vec::as_slice)
}

fn imported_group(made: &Made<'_>, group: &Group) -> Record {
    made.record("CFItems", &group.id)
        .with("fullStatement", group.text.as_str())
        .with_some("CFItemType", group.kind.as_deref())
        .with_some("humanCodingScheme", group.code.as_deref())
}

fn imported_statement(made: &Made<'_>, statement: &Statement) -> Record {
    made.record("CFItems", &statement.id)
        .with("fullStatement", statement.text.as_str())
        .with_some("humanCodingScheme", statement.code.as_deref())
}
