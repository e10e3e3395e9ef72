//! Which item is a statement of which level, and which a heading over others.
//!
//! A statement is an item with nothing below it, an inner item of the type `Competency`, or one
//! that has a level of its own. Its level is, in this order, that of its `hasSkillLevel`; of the
//! nearest item above it that is a level or has one; of the criterion of a rubric that names it
//! (CFItemURI) and has one level; the only level there is. An item whose criterion describes it at
//! several levels is a heading, and each description is a statement of its level, with the
//! identifier of the rubric's level. What has no level is told, never left out.
//!
//! The statements of a level stand in the order of the tree.

use super::fields::{Findings, begin};
use super::levels::Levels;
use super::package::{Item, Kind, Node, Package};
use super::tree::Tree;
use crate::digest::sha256_hex;
use crate::finding::Finding;
use crate::framework::{Group, Level, Statement};
use serde_json::Map;
use std::collections::HashSet;

/// How many items without a level are told one by one.
const TOLD: usize = 100;

/// What the items are.
#[derive(Debug)]
pub(super) struct Placed {
    pub levels: Vec<Level>,
    pub groups: Vec<Group>,
}

/// Sorts the items of `package` into `levels`; findings for those that have none or several, and
/// for levels without statements.
pub(super) fn placed(
    package: &Package<'_>,
    tree: &Tree,
    levels: &Levels,
    findings: &mut Findings,
) -> Placed {
    let mut placing = Placing::new(package, tree, levels);
    placing.skill_levels(findings);
    placing.descriptions();
    placing.inherit();
    let placed = placing.sorted(findings);
    let is_empty = |level: &&Level| package.complete && level.statements.is_empty();
    for level in placed.levels.iter().filter(is_empty) {
        let detail = format!("no item is a statement of the level {:?}", level.label);
        findings.push(Finding::new("/CFItems", "empty-level", detail));
    }
    placed
}

struct Placing<'p> {
    package: &'p Package<'p>,
    tree: &'p Tree,
    levels: &'p Levels,
    identifiers: Vec<String>,
    /// The level that each item has by an association of its own.
    own: Vec<Option<usize>>,
    /// The level that each item is at.
    at: Vec<Option<usize>>,
    /// The criteria that describe each item at several levels.
    described: Vec<Vec<usize>>,
}

impl<'p> Placing<'p> {
    fn new(package: &'p Package<'p>, tree: &'p Tree, levels: &'p Levels) -> Self {
        let count = package.items.len();
        let identifiers = levels.levels.iter().map(|level| {
            let item = level.item.map(|item| package.items[item].id);
            item.or(level.rubric).unwrap_or_default().to_string()
        });
        Self {
            package,
            tree,
            levels,
            identifiers: identifiers.collect(),
            own: vec![None; count],
            at: vec![None; count],
            described: vec![Vec::new(); count],
        }
    }

    /// Reads `hasSkillLevel`.
    fn skill_levels(&mut self, findings: &mut Findings) {
        for association in &self.package.associations {
            let (Kind::HasSkillLevel, Node::Item(item)) = (association.kind, association.origin)
            else {
                continue;
            };
            let level = match association.destination {
                Node::Item(level) => self.levels.of_item.get(&level).copied(),
                Node::RubricLevel(criterion, level) => {
                    let criterion = self.package.criteria.get(criterion);
                    let level = criterion.and_then(|one| one.levels.get(level));
                    level.and_then(|level| self.levels.of_rubric_level(level))
                }
                // A level of another framework says nothing about this one's.
                Node::Document | Node::Elsewhere => continue,
            };
            let name = || begin(self.package.items[item].title());
            let (problem, detail) = match (level, self.own[item]) {
                (None, _) => (
                    "unknown-level",
                    format!(
                        "the skill level of {:?} is not one of the framework's levels",
                        name()
                    ),
                ),
                (Some(level), Some(known)) if level != known => (
                    "several-levels",
                    format!(
                        "{:?} has two skill levels, {:?} and {:?}",
                        name(),
                        self.levels.levels[known].label,
                        self.levels.levels[level].label
                    ),
                ),
                (level, _) => {
                    self.own[item] = level;
                    continue;
                }
            };
            let pointer = format!("/CFAssociations/{}", association.place);
            findings.push(Finding::new(pointer, problem, detail));
        }
    }

    /// Reads the criteria that name an item.
    fn descriptions(&mut self) {
        for (place, criterion) in self.package.criteria.iter().enumerate() {
            let Some(item) = criterion.item else {
                continue;
            };
            match &criterion.levels[..] {
                [only] => {
                    let level = self.levels.of_rubric_level(only);
                    self.own[item] = self.own[item].or(level);
                }
                _ => self.described[item].push(place),
            }
        }
    }

    /// Gives each item the level of the nearest one above it that has one.
    fn inherit(&mut self) {
        let mut by_second_parent = vec![None; self.at.len()];
        for association in &self.package.associations {
            if let (Kind::ChildOf, Node::Item(item), Node::Item(parent)) = (
                association.kind,
                association.origin,
                association.destination,
            ) && let Some(level) = self.levels.of_item.get(&parent)
            {
                by_second_parent[item].get_or_insert(*level);
            }
        }
        let only = (self.levels.levels.len() == 1).then_some(0);
        for item in &self.tree.order {
            let is = self.levels.of_item.get(item).copied();
            let above = self.tree.parents[*item].and_then(|parent| self.at[parent]);
            let own = self.own[*item];
            self.at[*item] = is.or(own).or(above).or(by_second_parent[*item]);
        }
        for at in self.at.iter_mut() {
            *at = at.or(only);
        }
    }

    fn sorted(&self, findings: &mut Findings) -> Placed {
        let mut slugs = HashSet::new();
        let found = self.levels.levels.iter().enumerate();
        let levels = found.map(|(rank, level)| Level {
            id: slug(&level.label, rank, &mut slugs),
            label: level.label.clone(),
            identifier: Some(self.identifiers[rank].clone()),
            statements: Vec::new(),
            extra: Map::new(),
        });
        let mut placed = Placed {
            levels: levels.collect(),
            groups: Vec::new(),
        };
        let mut without = Vec::new();
        for item in self.tree.order.iter().copied() {
            let is_level = self.levels.of_item.get(&item);
            let is_level =
                is_level.is_some_and(|rank| self.levels.levels[*rank].item == Some(item));
            if is_level {
                continue;
            }
            let node = &self.package.items[item];
            let described = self.own[item].is_none() && !self.described[item].is_empty();
            match self.at[item] {
                Some(level) if self.is_statement(item) && !described => {
                    let statement = node.statement(self.parent(item));
                    add(&mut placed.levels[level], statement);
                }
                _ if self.tree.inner[item] || described => {
                    placed.groups.push(node.group(self.parent(item)));
                    if described {
                        self.described_at(item, &mut placed);
                    }
                }
                _ => without.push(node),
            }
        }
        tell(&without, findings);
        placed
    }

    /// Whether the item itself is rated, rather than what is below it.
    fn is_statement(&self, item: usize) -> bool {
        let kind = self.package.items[item].kind.as_deref();
        let competency = kind.is_some_and(|kind| kind.eq_ignore_ascii_case("Competency"));
        !self.tree.inner[item] || competency || self.own[item].is_some()
    }

    /// The identifier of what the item is part of, unless that is the document or its own level.
    fn parent(&self, item: usize) -> Option<String> {
        let parent = self.tree.parents[item]?;
        let level = self.levels.of_item.get(&parent);
        let own_level = level.is_some_and(|rank| {
            self.levels.levels[*rank].item == Some(parent) && self.is_statement(item)
        });
        (!own_level).then(|| self.package.items[parent].id.to_string())
    }

    /// Adds the descriptions of an item as statements of the levels.
    fn described_at(&self, item: usize, placed: &mut Placed) {
        let node = &self.package.items[item];
        for criterion in &self.described[item] {
            for level in &self.package.criteria[*criterion].levels {
                let rank = self.levels.of_rubric_level(level);
                if let (Some(rank), Some(text)) = (rank, &level.description) {
                    let statement = Statement {
                        id: level.id.to_string(),
                        position: 0,
                        title: node.title().to_owned(),
                        digest: sha256_hex(&[text.as_bytes()]),
                        text: text.clone(),
                        code: None,
                        parent: Some(node.id.to_string()),
                    };
                    add(&mut placed.levels[rank], statement);
                }
            }
        }
    }
}

/// Puts a statement at the end of its level.
fn add(level: &mut Level, mut statement: Statement) {
    statement.position = u32::try_from(level.statements.len() + 1).unwrap_or(u32::MAX);
    level.statements.push(statement);
}

/// A finding for each item without a level; for those beyond [`TOLD`] together.
fn tell(without: &[&Item<'_>], findings: &mut Findings) {
    for item in without.iter().take(TOLD) {
        let detail = format!(
            "{:?} has no level: neither hasSkillLevel, nor isChildOf a level or below one, nor a \
             criterion of a rubric that names it",
            begin(item.title())
        );
        findings.push(item.finding("without-level", detail));
    }
    if without.len() > TOLD {
        let detail = format!("{} more items have no level", without.len() - TOLD);
        findings.push(Finding::new("/CFItems", "without-level", detail));
    }
}

/// What names a level in addresses: its label in small letters and hyphens, or `level-n` where
/// none of them can stand there; no two alike.
fn slug(label: &str, rank: usize, taken: &mut HashSet<String>) -> String {
    const LONGEST: usize = 48;
    let mut slug = String::new();
    for c in label.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
        if slug.len() >= LONGEST {
            break;
        }
    }
    let mut name = slug.trim_end_matches('-').to_owned();
    if name.is_empty() {
        name = format!("level-{}", rank + 1);
    }
    let plain = name.clone();
    let mut number = 2;
    while !taken.insert(name.clone()) {
        name = format!("{plain}-{number}");
        number += 1;
    }
    name
}

impl Item<'_> {
    fn statement(&self, parent: Option<String>) -> Statement {
        Statement {
            id: self.id.to_string(),
            position: 0,
            title: self.title().to_owned(),
            digest: sha256_hex(&[self.text.as_bytes()]),
            text: self.text.clone(),
            code: self.code.clone(),
            parent,
        }
    }

    fn group(&self, parent: Option<String>) -> Group {
        Group {
            id: self.id.to_string(),
            parent,
            title: self.title().to_owned(),
            text: self.text.clone(),
            code: self.code.clone(),
            kind: self.kind.clone(),
        }
    }
}
