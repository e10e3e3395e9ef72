//! What stands in what relation to what: CASE 1.1, class CFPckgAssociation.

use super::super::framework_name;
use super::{Made, identifier};
use crate::ijson::JsonText;
use serde_json::{Value, json};

/// The framework's structure; that of one from CASE as it came.
pub(super) fn associations(made: &Made<'_>) -> Vec<Value> {
    let framework = made.framework;
    if let Some(case) = &framework.case {
        return case.associations.iter().map(JsonText::to_value).collect();
    }
    let title = framework_name(framework);
    let document = Node::new("CFDocuments", framework.identifier(), &title);
    let mut associations = Vec::new();
    let mut below: Option<Node<'_>> = None;
    for (number, level) in (1_u32..).zip(&framework.levels) {
        let node = Node::new("CFItems", framework.level_identifier(level), &level.label);
        associations.push(child(made, number, &node, &document));
        if let Some(below) = &below {
            associations.push(association(made, "precedes", None, below, &node));
        }
        for statement in &level.statements {
            let one = Node::new("CFItems", statement.id.clone(), &statement.title);
            associations.push(child(made, statement.position, &one, &node));
            associations.push(association(made, "hasSkillLevel", None, &one, &node));
        }
        below = Some(node);
    }
    associations
}

/// An end of an association.
struct Node<'a> {
    class: &'static str,
    identifier: String,
    title: &'a str,
}

impl<'a> Node<'a> {
    fn new(class: &'static str, identifier: String, title: &'a str) -> Self {
        Self {
            class,
            identifier,
            title,
        }
    }

    /// As an association has it (LinkGenURI).
    fn link(&self, made: &Made<'_>) -> Value {
        json!({
            "title": self.title,
            "identifier": self.identifier,
            "uri": made.addresses.case(self.class, &self.identifier),
            "targetType": "CASE",
        })
    }
}

/// `node` is the `number`th child of `parent`.
fn child(made: &Made<'_>, number: u32, node: &Node<'_>, parent: &Node<'_>) -> Value {
    association(made, "isChildOf", Some(number), node, parent)
}

fn association(
    made: &Made<'_>,
    kind: &str,
    number: Option<u32>,
    from: &Node<'_>,
    to: &Node<'_>,
) -> Value {
    let class = "CFAssociations";
    let ends = [kind, &from.identifier, &to.identifier];
    made.record(class, &identifier(made.framework, class, &ends))
        .with("associationType", kind)
        .with_some("sequenceNumber", number)
        .with("originNodeURI", from.link(made))
        .with("destinationNodeURI", to.link(made))
        .into()
}
