//! What stands in what relation to what: CASE 1.1, class CFPckgAssociation.

use super::super::framework_name;
use super::items::is_item;
use super::{Made, added_extension, identifier};
use crate::framework::{Group, Level, Statement};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// The framework's own structure, then the associations that it came with.
pub(super) fn associations(made: &Made<'_>) -> Vec<Value> {
    let tree = Tree::new(made);
    let mut told = Told::new(&tree);
    for (place, level) in made.framework.levels.iter().enumerate() {
        told.level(place);
        for statement in &level.statements {
            told.statement(place, statement);
        }
    }
    for group in &made.framework.groups {
        told.groups_down_to(&group.id);
    }
    let came = made.framework.case.iter();
    let came = came.flat_map(|case| case.associations.iter().cloned());
    told.associations.into_iter().chain(came).collect()
}

/// An end of an association.
#[derive(Clone, Copy)]
struct Node<'a> {
    class: &'static str,
    title: &'a str,
    identifier: &'a str,
}

/// All nodes of the framework by their identifiers.
struct Tree<'a> {
    made: &'a Made<'a>,
    title: String,
    document: String,
    /// The identifiers of the levels that are items, low to high.
    levels: Vec<Option<String>>,
    groups: HashMap<&'a str, &'a Group>,
    statements: HashMap<&'a str, &'a Statement>,
}

impl<'a> Tree<'a> {
    fn new(made: &'a Made<'a>) -> Self {
        let framework = made.framework;
        let identifier_of =
            |level: &Level| is_item(framework, level).then(|| framework.level_identifier(level));
        let statements = framework.statements();
        Self {
            made,
            title: match &framework.case {
                Some(_) => framework.occupation.title.clone(),
                None => framework_name(framework),
            },
            document: framework.identifier(),
            levels: framework.levels.iter().map(identifier_of).collect(),
            groups: framework
                .groups
                .iter()
                .map(|group| (&*group.id, group))
                .collect(),
            statements: statements.map(|(_, one)| (&*one.id, one)).collect(),
        }
    }

    fn document(&self) -> Node<'_> {
        Node {
            class: "CFDocuments",
            title: &self.title,
            identifier: &self.document,
        }
    }

    /// The level at `place`, where that is an item.
    fn level(&self, place: usize) -> Option<Node<'_>> {
        let identifier = self.levels.get(place)?.as_deref()?;
        let level = self.made.framework.levels.get(place)?;
        Some(item(&level.label, identifier))
    }

    /// What `identifier` names: a group, a statement or a level.
    fn node(&self, identifier: &str) -> Option<Node<'_>> {
        if let Some(group) = self.groups.get(identifier) {
            return Some(item(&group.title, &group.id));
        }
        if let Some(statement) = self.statements.get(identifier) {
            return Some(item(&statement.title, &statement.id));
        }
        let is_it = |level: &Option<String>| level.as_deref() == Some(identifier);
        self.level(self.levels.iter().position(is_it)?)
    }

    /// An end as an association has it (LinkGenURI).
    fn link(&self, node: Node<'_>) -> Value {
        let case = self.made.framework.case.as_deref();
        let came = case.and_then(|case| match node.class {
            "CFDocuments" => Some(case.uri.as_str()),
            _ => case.items.get(node.identifier)?.get("uri")?.as_str(),
        });
        let made = || self.made.addresses.case(node.class, node.identifier);
        json!({
            "title": node.title,
            "identifier": node.identifier,
            "uri": came.map_or_else(made, str::to_owned),
            "targetType": "CASE",
        })
    }
}

fn item<'a>(title: &'a str, identifier: &'a str) -> Node<'a> {
    Node {
        class: "CFItems",
        title,
        identifier,
    }
}

/// What has been told of the structure so far.
struct Told<'a> {
    tree: &'a Tree<'a>,
    /// What the package says itself: type, origin, destination.
    said: HashSet<(&'a str, &'a str, &'a str)>,
    /// How many children each node has.
    children: HashMap<&'a str, u32>,
    /// The groups that have their place among their siblings.
    placed: HashSet<&'a str>,
    associations: Vec<Value>,
}

impl<'a> Told<'a> {
    fn new(tree: &'a Tree<'a>) -> Self {
        let case = tree.made.framework.case.iter();
        let said = case.flat_map(|case| &case.associations).filter_map(|one| {
            let end = |name: &str| one.get(name)?.get("identifier")?.as_str();
            let kind = one.get("associationType")?.as_str()?;
            Some((kind, end("originNodeURI")?, end("destinationNodeURI")?))
        });
        Self {
            tree,
            said: said.collect(),
            children: HashMap::new(),
            placed: HashSet::new(),
            associations: Vec::new(),
        }
    }

    /// The level at `place` is part of the framework, and comes behind the one below it.
    fn level(&mut self, place: usize) {
        let tree = self.tree;
        let Some(level) = tree.level(place) else {
            return;
        };
        self.child(level, tree.document());
        let below = place.checked_sub(1).and_then(|place| tree.level(place));
        if let Some(below) = below {
            self.associate("precedes", below, level, None);
        }
    }

    /// A statement is part of its level or of what stands between, and of that level.
    fn statement(&mut self, place: usize, statement: &'a Statement) {
        let tree = self.tree;
        let level = tree.level(place);
        if let Some(parent) = &statement.parent {
            self.groups_down_to(parent);
        }
        let parent = statement.parent.as_deref().and_then(|id| tree.node(id));
        let parent = parent.or(level).unwrap_or_else(|| tree.document());
        let node = item(&statement.title, &statement.id);
        self.child(node, parent);
        if let Some(level) = level {
            self.associate("hasSkillLevel", node, level, None);
        }
    }

    /// The group `identifier` and those above it, from the top down. Groups get their numbers
    /// where the first statement below them stands, which keeps the order of the statements.
    fn groups_down_to(&mut self, identifier: &str) {
        let tree = self.tree;
        let mut above = Vec::new();
        let mut next = tree.groups.get(identifier).copied();
        while let Some(group) = next.filter(|group| self.placed.insert(&group.id)) {
            above.push(group);
            next = group
                .parent
                .as_deref()
                .and_then(|id| tree.groups.get(id).copied());
        }
        for group in above.into_iter().rev() {
            let parent = group.parent.as_deref().and_then(|id| tree.node(id));
            let parent = parent.unwrap_or_else(|| tree.document());
            self.child(item(&group.title, &group.id), parent);
        }
    }

    /// `node` is the next child of `parent`.
    fn child(&mut self, node: Node<'a>, parent: Node<'a>) {
        let count = self.children.entry(parent.identifier).or_default();
        *count += 1;
        let number = *count;
        self.associate("isChildOf", node, parent, Some(number));
    }

    fn associate(&mut self, kind: &str, from: Node<'a>, to: Node<'a>, number: Option<u32>) {
        if self.said.contains(&(kind, from.identifier, to.identifier)) {
            return;
        }
        let (class, made) = ("CFAssociations", self.tree.made);
        let ends = [kind, from.identifier, to.identifier];
        let record = made
            .record(class, &identifier(made.framework, class, &ends))
            .with("associationType", kind)
            .with_some("sequenceNumber", number)
            .with("originNodeURI", self.tree.link(from))
            .with("destinationNodeURI", self.tree.link(to));
        let added = made.framework.case.is_some().then(added_extension);
        let record = record.with_some("extensions", added);
        self.associations.push(record.into());
    }
}
