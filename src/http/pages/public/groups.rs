//! The inner nodes of a framework that came from a deeper tree (CASE 1.1): headings over its
//! statements.

use super::rungs::{Line, line};
use crate::framework::{Framework, Group, Level, Statement};
use crate::http::pages::links::Links;
use std::collections::HashMap;

/// How deep a tree is followed; what is deeper is read as if it stood here.
const DEEPEST: usize = 32;
/// HTML has headings of six ranks.
const LAST_RANK: usize = 6;

/// Statements that stand below the same groups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// The groups that begin here, from the outside in.
    pub headings: Vec<Heading>,
    pub lines: Vec<Line>,
}

/// A group as a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// The rank of the heading, up to 6.
    pub rank: usize,
    /// Whether nothing but the level is over it.
    pub is_outer: bool,
    /// Its code; empty where it has none.
    pub code: String,
    pub title: String,
    /// What its text says besides; empty where the title is all.
    pub rest: String,
}

impl Heading {
    fn new(rank: usize, depth: usize, group: &Group) -> Self {
        let rest = group.text.strip_prefix(&group.title).unwrap_or_default();
        let between = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':');
        Self {
            rank: (rank + depth).min(LAST_RANK),
            is_outer: depth == 0,
            code: group.code.clone().unwrap_or_default(),
            title: group.title.clone(),
            rest: rest.trim_start_matches(between).to_owned(),
        }
    }
}

/// What stands over the statements of a framework.
pub(super) struct Groups<'f> {
    groups: HashMap<&'f str, &'f Group>,
    statements: HashMap<&'f str, (&'f Level, &'f Statement)>,
}

/// What a statement is part of.
#[derive(Clone, Copy)]
enum Node<'f> {
    Group(&'f Group),
    Statement(&'f Level, &'f Statement),
}

impl<'f> Groups<'f> {
    pub(super) fn of(framework: &'f Framework) -> Self {
        let groups = framework.groups.iter();
        let deeper = framework.statements().any(|(_, one)| one.parent.is_some());
        let statements = framework.statements().filter(|_| deeper);
        Self {
            groups: groups.map(|group| (group.id.as_str(), group)).collect(),
            statements: statements
                .map(|(level, one)| (one.id.as_str(), (level, one)))
                .collect(),
        }
    }

    /// The groups over `statement`, from the outside in.
    pub(super) fn over(&self, statement: &Statement) -> Vec<&'f Group> {
        let groups = self.above(statement).filter_map(|node| match node {
            Node::Group(group) => Some(group),
            Node::Statement(..) => None,
        });
        let mut groups: Vec<_> = groups.collect();
        groups.reverse();
        groups
    }

    /// The statement that `statement` is a part of.
    pub(super) fn whole_of(&self, statement: &Statement) -> Option<(&'f Level, &'f Statement)> {
        match self.above(statement).next()? {
            Node::Statement(level, one) => Some((level, one)),
            Node::Group(_) => None,
        }
    }

    /// `statements` of `level` as they are listed, in blocks; headings begin at `rank`.
    pub(super) fn blocks<'s>(
        &self,
        links: &Links<'_>,
        framework: &Framework,
        level: &Level,
        statements: impl Iterator<Item = &'s Statement>,
        rank: usize,
    ) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut open: Vec<&str> = Vec::new();
        for statement in statements {
            let over = self.over(statement);
            let ids: Vec<&str> = over.iter().map(|group| group.id.as_str()).collect();
            if blocks.is_empty() || ids != open {
                let same = ids.iter().zip(&open).take_while(|(a, b)| a == b).count();
                let new = over.iter().enumerate().skip(same);
                blocks.push(Block {
                    headings: new
                        .map(|(depth, group)| Heading::new(rank, depth, group))
                        .collect(),
                    lines: Vec::new(),
                });
                open = ids;
            }
            if let Some(block) = blocks.last_mut() {
                block.lines.push(Line {
                    is_part: self.is_listed_below_its_whole(level, statement),
                    ..line(links, framework, level, statement)
                });
            }
        }
        blocks
    }

    fn is_listed_below_its_whole(&self, level: &Level, statement: &Statement) -> bool {
        self.whole_of(statement)
            .is_some_and(|(other, _)| other.id == level.id)
    }

    /// Everything over `statement`, from the inside out.
    fn above(&self, statement: &Statement) -> impl Iterator<Item = Node<'f>> + '_ {
        let first = statement.parent.as_deref().and_then(|id| self.node(id));
        let next = |node: &Node<'f>| {
            let parent = match node {
                Node::Group(group) => &group.parent,
                Node::Statement(_, one) => &one.parent,
            };
            self.node(parent.as_deref()?)
        };
        std::iter::successors(first, next).take(DEEPEST)
    }

    fn node(&self, id: &str) -> Option<Node<'f>> {
        let group = self.groups.get(id).map(|group| Node::Group(group));
        group.or_else(|| {
            let (level, statement) = self.statements.get(id)?;
            Some(Node::Statement(level, statement))
        })
    }
}
