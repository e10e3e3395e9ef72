//! What the records refer to: CASE 1.1, class CFDefinition.

use super::{Made, identifier};
use serde_json::{Map, Value, json};

/// What a level's item calls itself.
pub(super) const LEVEL: &str = "Level";
/// What a statement's item calls itself.
pub(super) const COMPETENCY: &str = "Competency";

/// The item types: what they are called, what they are, and where they stand in the tree.
const ITEM_TYPES: [(&str, &str, &str); 2] = [
    (LEVEL, "A level of proficiency", "1"),
    (
        COMPETENCY,
        "A statement of what a person does at a level",
        "1.1",
    ),
];

pub(super) fn definitions(made: &Made<'_>) -> Map<String, Value> {
    if let Some(case) = &made.framework.case {
        return case.definitions.clone();
    }
    let types: Vec<Value> = ITEM_TYPES
        .into_iter()
        .map(|(title, description, hierarchy)| {
            made.record("CFItemTypes", &item_type(made, title))
                .with("title", title)
                .with("description", description)
                .with("hierarchyCode", hierarchy)
                .into()
        })
        .collect();
    let mut definitions = Map::from_iter([("CFItemTypes".to_owned(), types.into())]);
    if let Some(licence) = licence(made) {
        definitions.insert("CFLicenses".to_owned(), json!([licence.record]));
    }
    definitions
}

fn item_type(made: &Made<'_>, title: &str) -> String {
    identifier(made.framework, "CFItemTypes", &[title])
}

/// The reference of an item to the type `title`.
pub(super) fn item_type_link(made: &Made<'_>, title: &str) -> Value {
    made.link("CFItemTypes", &item_type(made, title), title)
}

/// A licence, and the reference to it.
pub(super) struct Licence {
    record: Value,
    pub(super) link: Value,
}

/// Whose content the framework is; `None` where the export does not say.
pub(super) fn licence(made: &Made<'_>) -> Option<Licence> {
    let credit = made.framework.credit();
    if credit.is_empty() {
        return None;
    }
    let (class, title) = ("CFLicenses", "Attribution");
    let id = identifier(made.framework, class, &[]);
    let record = made
        .record(class, &id)
        .with("title", title)
        .with(
            "description",
            "Says whose content this is and where it comes from; it grants nothing beyond its text.",
        )
        .with("licenseText", credit);
    Some(Licence {
        record: record.into(),
        link: made.link(class, &id, title),
    })
}
