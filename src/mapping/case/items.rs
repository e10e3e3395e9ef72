//! Levels, groups and statements: CASE 1.1, class CFPckgItem.

use super::definitions::{COMPETENCY, LEVEL, item_type_link};
use super::{Made, Record, added_extension, level_extension};
use crate::framework::{CaseOrigin, Framework, Group, Level, Statement, title_of};
use serde_json::{Map, Value};
use std::collections::HashSet;

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

/// The items in the order in which they came, then what came without one.
fn imported(made: &Made<'_>, case: &CaseOrigin) -> Vec<Value> {
    let framework = made.framework;
    let known = nodes(made).into_iter();
    let mut known: Map<String, Value> = known.map(|(id, record)| (id, record.into())).collect();
    let mut items = Vec::with_capacity(known.len());
    let came = case
        .items
        .iter()
        .filter(|(id, _)| **id != framework.identifier());
    for (id, members) in came {
        let base = match known.get_mut(id).map(Value::take) {
            Some(Value::Object(base)) => Record(base),
            _ => made.record("CFItems", id),
        };
        items.push(Value::Object(base.overlaid(members.as_object())));
    }
    for (_, item) in known {
        if let Value::Object(item) = item {
            items.push(Record(item).with("extensions", added_extension()).into());
        }
    }
    items
}

/// What the framework itself knows of each item that came from CASE.
fn nodes(made: &Made<'_>) -> Vec<(String, Record)> {
    let framework = made.framework;
    let mut nodes = Vec::new();
    for level in framework
        .levels
        .iter()
        .filter(|level| is_item(framework, level))
    {
        let id = framework.level_identifier(level);
        let record = made.record("CFItems", &id);
        nodes.push((id, record.with("fullStatement", level.label.as_str())));
    }
    for group in &framework.groups {
        nodes.push((group.id.clone(), imported_group(made, group)));
    }
    for (_, statement) in framework.statements() {
        nodes.push((statement.id.clone(), imported_statement(made, statement)));
    }
    nodes
}

fn imported_group(made: &Made<'_>, group: &Group) -> Record {
    made.record("CFItems", &group.id)
        .with("fullStatement", group.text.as_str())
        .with_some("abbreviatedStatement", own_title(&group.title, &group.text))
        .with_some("CFItemType", group.kind.as_deref())
        .with_some("humanCodingScheme", group.code.as_deref())
}

fn imported_statement(made: &Made<'_>, statement: &Statement) -> Record {
    made.record("CFItems", &statement.id)
        .with("fullStatement", statement.text.as_str())
        .with_some(
            "abbreviatedStatement",
            own_title(&statement.title, &statement.text),
        )
        .with_some("humanCodingScheme", statement.code.as_deref())
}

/// `title`, unless it is what any reader takes from `text`: that needs no member of its own.
fn own_title<'a>(title: &'a str, text: &str) -> Option<&'a str> {
    (title != title_of(text)).then_some(title)
}

/// Whether `level` is an item. One that came from CASE may be a level of a rubric, or only be
/// named by its statements: no item is made of it then.
pub(super) fn is_item(framework: &Framework, level: &Level) -> bool {
    let (Some(case), Some(id)) = (&framework.case, &level.identifier) else {
        return framework.case.is_none();
    };
    case.items.contains_key(id) || !rubric_levels(case).contains(id.as_str())
}

/// The identifiers of the levels of all rubrics that came.
fn rubric_levels(case: &CaseOrigin) -> HashSet<&str> {
    case.rubrics
        .iter()
        .flat_map(|rubric| elements(rubric, "CFRubricCriteria"))
        .flat_map(|criterion| elements(criterion, "CFRubricCriterionLevels"))
        .filter_map(|level| level.get("identifier")?.as_str())
        .collect()
}

fn elements<'a>(record: &'a Value, name: &str) -> &'a [Value] {
    let elements = record.get(name).and_then(Value::as_array);
    elements.map_or(&[], Vec::as_slice)
}
