//! The tree of a package: which item is part of which, from `isChildOf`, and in which order.
//!
//! An item that is part of several others stands where the first association puts it; one that is
//! part of nothing stands at the top. Children are in the order of `sequenceNumber`, then as the
//! package lists its items. Walks keep their own stack, so that no tree is too deep for them.

use super::MAX_TREE_DEPTH;
use super::fields::{Findings, begin};
use super::package::{Kind, Node, Package};
use crate::finding::Finding;

/// How many items of a cycle are named.
const NAMED: usize = 5;

/// The items of a package as a tree.
#[derive(Debug)]
pub(super) struct Tree {
    /// The parent of each item; `None` at the top.
    pub parents: Vec<Option<usize>>,
    /// Whether anything is part of the item.
    pub inner: Vec<bool>,
    /// The number of the association that puts the item where it stands.
    pub sequence: Vec<Option<i64>>,
    /// All items that can be reached from the top, each after its parent and before those that
    /// follow it.
    pub order: Vec<usize>,
}

impl Tree {
    /// The tree of `package`; findings for cycles and for what is nested too deeply.
    pub fn new(package: &Package<'_>, findings: &mut Findings) -> Self {
        let count = package.items.len();
        let mut tree = Self {
            parents: vec![None; count],
            inner: vec![false; count],
            sequence: vec![None; count],
            order: Vec::with_capacity(count),
        };
        // Which association puts the item where it stands: one to the document gives way to one
        // to an item.
        let mut by: Vec<Option<usize>> = vec![None; count];
        for association in &package.associations {
            let (Kind::ChildOf, Node::Item(child)) = (association.kind, association.origin) else {
                continue;
            };
            let parent = match association.destination {
                Node::Item(parent) => {
                    tree.inner[parent] = true;
                    Some(parent)
                }
                Node::Document => None,
                _ => continue,
            };
            let placed = by[child].is_some();
            if !placed || tree.parents[child].is_none() && parent.is_some() {
                by[child] = Some(association.place);
                tree.parents[child] = parent;
                tree.sequence[child] = association.sequence;
            }
        }
        tree.walk(findings, package);
        if tree.order.len() < count {
            tree.cycles(package, &by, findings);
        }
        tree
    }

    /// Puts the items in order, and looks how deep they stand.
    fn walk(&mut self, findings: &mut Findings, package: &Package<'_>) {
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); self.parents.len()];
        let mut stack = Vec::new();
        for (item, parent) in self.parents.iter().enumerate() {
            match parent {
                Some(parent) => children[*parent].push(item),
                None => stack.push(item),
            }
        }
        let number = |item: &usize| self.sequence[*item].unwrap_or(i64::MAX);
        stack.sort_by_key(number);
        stack.reverse();
        let mut depth = vec![1_usize; self.parents.len()];
        let mut too_deep = None;
        while let Some(item) = stack.pop() {
            self.order.push(item);
            if depth[item] > MAX_TREE_DEPTH {
                too_deep = too_deep.or(Some(item));
            }
            let mut below = std::mem::take(&mut children[item]);
            below.sort_by_key(number);
            for child in below.into_iter().rev() {
                depth[child] = depth[item] + 1;
                stack.push(child);
            }
        }
        if let Some(item) = too_deep {
            let deepest = depth.iter().max().copied().unwrap_or_default();
            let detail = format!(
                "items are nested {deepest} deep; at most {MAX_TREE_DEPTH} are read, which ends \
                 above this one"
            );
            findings.push(package.items[item].finding("too-deep", detail));
        }
    }

    /// A finding for each cycle of items that are part of each other.
    fn cycles(&self, package: &Package<'_>, by: &[Option<usize>], findings: &mut Findings) {
        let mut passed = vec![false; self.parents.len()];
        for item in &self.order {
            passed[*item] = true;
        }
        for start in 0..self.parents.len() {
            let mut trail = Vec::new();
            let mut item = start;
            while !passed[item] {
                passed[item] = true;
                trail.push(item);
                // What no walk from the top reaches has a parent.
                let Some(parent) = self.parents[item] else {
                    break;
                };
                item = parent;
            }
            let Some(first) = trail.iter().position(|one| *one == item) else {
                continue;
            };
            let cycle = &trail[first..];
            let names = cycle.iter().take(NAMED);
            let mut names: Vec<String> = names
                .map(|one| format!("{:?}", begin(package.items[*one].title())))
                .collect();
            if cycle.len() > NAMED {
                names.push("…".to_owned());
            }
            let detail = format!(
                "{} items are part of each other in a circle: {}",
                cycle.len(),
                names.join(", ")
            );
            let place = by[item].unwrap_or_default();
            let pointer = format!("/CFAssociations/{place}");
            findings.push(Finding::new(pointer, "cycle", detail));
        }
    }
}
