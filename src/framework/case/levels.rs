//! Where the levels of a package come from. CASE has no class for the levels of a framework;
//! packages say them in one of three ways, which are tried in this order:
//!
//! 1. **A rubric**: the CFRubricCriterionLevels, in the order of `position`, else of `score`. The
//!    criterion with the most levels gives them; the others must have the same, or some of them,
//!    in the same order.
//! 2. **`precedes`** between the items that are levels: those whose CFItemType is `Level` and those
//!    that are the `hasSkillLevel` of others; where there are none, inner items that precede each
//!    other.
//! 3. **Items of the type `Level`** (and those that are the `hasSkillLevel` of others), in the
//!    order of `listEnumeration`, else of the `sequenceNumber` under the document.
//!
//! Items with the same name are one level: in a deep tree each branch may have its own “Beginner”.

use super::MAX_LEVELS;
use super::fields::{Findings, begin};
use super::package::{Criterion, Item, Kind, Node, Package, RubricLevel};
use super::tree::Tree;
use crate::finding::Finding;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::fmt;
use uuid::Uuid;

/// What the items call themselves that are levels. (Not `Grade Level`: that is a heading.)
const LEVEL_TYPES: [&str; 6] = [
    "Level",
    "Proficiency Level",
    "Skill Level",
    "Performance Level",
    "Competency Level",
    "Mastery Level",
];

/// What a package's levels were read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelsFrom {
    /// The levels of a rubric, in the order of their positions or scores.
    Rubric,
    /// Items that precede each other.
    Precedes,
    /// Items of the type `Level`, in the order of their enumeration or sequence numbers.
    Enumeration,
}

impl fmt::Display for LevelsFrom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Rubric => "the levels were read from a rubric",
            Self::Precedes => "the levels were read from items that precede each other",
            Self::Enumeration => "the levels were read from items of the type Level, by number",
        })
    }
}

/// The levels of a package, low to high.
#[derive(Debug)]
pub(super) struct Levels {
    pub from: LevelsFrom,
    pub levels: Vec<FoundLevel>,
    /// The level that each item is, by index of the item.
    pub of_item: HashMap<usize, usize>,
    /// The level that each name of a rubric's level means, in [`same_name`]'s form.
    by_name: HashMap<String, usize>,
}

/// A level that was found.
#[derive(Debug)]
pub(super) struct FoundLevel {
    pub label: String,
    /// The item that it is, where it is one.
    pub item: Option<usize>,
    /// The identifier of the rubric's level that it is, where it is one.
    pub rubric: Option<Uuid>,
}

impl Levels {
    /// The levels of `package`; `None` with findings where there are none, or their order is not
    /// known.
    pub fn find(package: &Package<'_>, tree: &Tree, findings: &mut Findings) -> Option<Self> {
        let levels = if package.criteria.is_empty() {
            Candidates::new(package, tree).levels(package, tree, findings)?
        } else {
            from_rubric(package, tree, findings)?
        };
        if levels.levels.len() > MAX_LEVELS {
            let detail = format!(
                "{} levels; at most {MAX_LEVELS} are read",
                levels.levels.len()
            );
            findings.push(Finding::new("", "too-many-levels", detail));
            return None;
        }
        Some(levels)
    }

    /// The level that a level of a rubric is.
    pub fn of_rubric_level(&self, level: &RubricLevel) -> Option<usize> {
        let name = level.quality.as_deref().map(same_name)?;
        self.by_name.get(&name).copied()
    }
}

/// `name` as it is compared: without difference of case.
fn same_name(name: &str) -> String {
    name.to_lowercase()
}

fn from_rubric(package: &Package<'_>, tree: &Tree, findings: &mut Findings) -> Option<Levels> {
    let mut sound = true;
    let mut ordered = Vec::with_capacity(package.criteria.len());
    for criterion in &package.criteria {
        match in_order(criterion) {
            Ok(levels) => ordered.push((criterion, levels)),
            Err(finding) => {
                findings.push(finding);
                sound = false;
            }
        }
    }
    // The first of those with the most levels.
    let most = ordered.iter().map(|(_, levels)| levels.len()).max()?;
    let (_, master) = ordered.iter().find(|(_, levels)| levels.len() == most)?;
    let mut by_name = HashMap::new();
    let levels: Vec<FoundLevel> = master
        .iter()
        .enumerate()
        .map(|(rank, level)| {
            let unnamed = || format!("Level {}", rank + 1);
            let label = level.quality.clone().unwrap_or_else(unnamed);
            by_name.insert(same_name(&label), rank);
            FoundLevel {
                label,
                item: None,
                rubric: Some(level.id),
            }
        })
        .collect();
    for (criterion, levels) in &ordered {
        if let Some(finding) = disagreement(criterion, levels, &by_name) {
            findings.push(finding);
            sound = false;
        }
    }
    let mut found = Levels {
        from: LevelsFrom::Rubric,
        levels,
        of_item: HashMap::new(),
        by_name,
    };
    for item in candidates(package, |item| tree.inner[item]) {
        let names = package.items[item].names();
        let rank = names.iter().find_map(|name| found.by_name.get(name));
        if let Some(rank) = rank.copied() {
            found.of_item.insert(item, rank);
            found.levels[rank].item.get_or_insert(item);
        }
    }
    sound.then_some(found)
}

/// The levels of a criterion, low to high.
fn in_order(criterion: &Criterion) -> Result<Vec<&RubricLevel>, Finding> {
    let mut levels: Vec<&RubricLevel> = criterion.levels.iter().collect();
    if levels.len() < 2 {
        return Ok(levels);
    }
    let pointer = format!("{}/CFRubricCriterionLevels", criterion.pointer);
    let by_position = levels.iter().all(|level| level.position.is_some());
    let by_score = levels.iter().all(|level| level.score.is_some());
    let compare = |one: &&RubricLevel, other: &&RubricLevel| match by_position {
        true => one.position.cmp(&other.position),
        false => one
            .score
            .partial_cmp(&other.score)
            .unwrap_or(Ordering::Equal),
    };
    if !by_position && !by_score {
        let detail = "the order of these levels is not known: each needs a position, or each a \
                      score";
        return Err(Finding::new(pointer, "level-order-unknown", detail));
    }
    levels.sort_by(compare);
    let alike = |pair: &[&RubricLevel]| compare(&pair[0], &pair[1]) == Ordering::Equal;
    if levels.windows(2).any(alike) {
        let detail = match by_position {
            true => "two of these levels have the same position",
            false => "two of these levels have the same score, and not each has a position",
        };
        return Err(Finding::new(pointer, "level-order-unknown", detail));
    }
    Ok(levels)
}

/// A finding if `levels` are not some of those in `by_name`, each once, in the same order.
fn disagreement(
    criterion: &Criterion,
    levels: &[&RubricLevel],
    by_name: &HashMap<String, usize>,
) -> Option<Finding> {
    let mut last = None;
    for level in levels {
        // A level without a name says nothing that could disagree.
        let Some(quality) = &level.quality else {
            continue;
        };
        let rank = by_name.get(&same_name(quality)).copied();
        if rank.is_none() || rank <= last {
            let detail = format!(
                "the levels of this criterion are not those of the criterion with the most \
                 levels, in the same order: {:?}",
                begin(quality)
            );
            return Some(Finding::new(&*criterion.pointer, "levels-disagree", detail));
        }
        last = rank;
    }
    None
}

/// The items that may be levels: of the type `Level`, the `hasSkillLevel` of others, or what `or`
/// says.
fn candidates(package: &Package<'_>, or: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut may_be: Vec<bool> = (0..package.items.len())
        .map(|item| package.items[item].is_level() || or(item))
        .collect();
    for association in &package.associations {
        if let (Kind::HasSkillLevel, Node::Item(level)) =
            (association.kind, association.destination)
        {
            may_be[level] = true;
        }
    }
    (0..may_be.len()).filter(|item| may_be[*item]).collect()
}

/// Items that may be levels, those of one name together.
struct Candidates {
    labels: Vec<String>,
    items: Vec<Vec<usize>>,
    of_item: HashMap<usize, usize>,
    /// Which precedes which.
    before: Vec<(usize, usize)>,
}

impl Candidates {
    fn new(package: &Package<'_>, tree: &Tree) -> Self {
        let certain = candidates(package, |_| false);
        if !certain.is_empty() {
            return Self::of(package, certain);
        }
        let mut preceding: Vec<usize> = precedences(package)
            .filter(|(one, other)| tree.inner[*one] && tree.inner[*other])
            .flat_map(|(one, other)| [one, other])
            .collect();
        preceding.sort_unstable();
        preceding.dedup();
        Self::of(package, preceding)
    }

    fn of(package: &Package<'_>, items: Vec<usize>) -> Self {
        let mut found = Self {
            labels: Vec::new(),
            items: Vec::new(),
            of_item: HashMap::with_capacity(items.len()),
            before: Vec::new(),
        };
        let mut by_name = HashMap::new();
        for item in items {
            let label = package.items[item].label();
            let level = *by_name.entry(same_name(label)).or_insert_with(|| {
                found.labels.push(label.to_owned());
                found.items.push(Vec::new());
                found.labels.len() - 1
            });
            found.items[level].push(item);
            found.of_item.insert(item, level);
        }
        let level = |item| found.of_item.get(&item).copied();
        let mut before: Vec<(usize, usize)> = precedences(package)
            .filter_map(|(one, other)| Some((level(one)?, level(other)?)))
            .filter(|(one, other)| one != other)
            .collect();
        before.sort_unstable();
        before.dedup();
        found.before = before;
        found
    }

    fn levels(self, package: &Package<'_>, tree: &Tree, findings: &mut Findings) -> Option<Levels> {
        let count = self.labels.len();
        if count == 0 {
            findings.push(none());
            return None;
        }
        if count > MAX_LEVELS {
            let detail = format!(
                "{count} items may be levels; at most {MAX_LEVELS} levels are read: {}, …",
                self.named(0..5)
            );
            findings.push(Finding::new("/CFItems", "too-many-levels", detail));
            return None;
        }
        let (from, order) = match self.before.is_empty() {
            false => (LevelsFrom::Precedes, self.by_precedence()),
            true => (LevelsFrom::Enumeration, self.by_number(package, tree)),
        };
        match order {
            Ok(order) => Some(self.in_order(from, &order)),
            Err(finding) => {
                findings.push(finding);
                None
            }
        }
    }

    fn in_order(self, from: LevelsFrom, order: &[usize]) -> Levels {
        let mut rank = vec![0; order.len()];
        for (place, level) in order.iter().enumerate() {
            rank[*level] = place;
        }
        let found = |level: &usize| FoundLevel {
            label: self.labels[*level].clone(),
            item: self.items[*level].first().copied(),
            rubric: None,
        };
        let of_item = self.of_item.iter();
        Levels {
            from,
            levels: order.iter().map(found).collect(),
            of_item: of_item.map(|(item, level)| (*item, rank[*level])).collect(),
            by_name: HashMap::new(),
        }
    }

    /// The order in which each level precedes the next; there must be exactly one.
    fn by_precedence(&self) -> Result<Vec<usize>, Finding> {
        let mut left: Vec<usize> = (0..self.labels.len()).collect();
        let mut order = Vec::with_capacity(left.len());
        while !left.is_empty() {
            let first = |level: &usize| {
                let precedes = |(one, other): &(usize, usize)| other == level && left.contains(one);
                !self.before.iter().any(precedes)
            };
            let next: Vec<usize> = left.iter().copied().filter(first).collect();
            let (problem, why) = match next[..] {
                [next] => {
                    order.push(next);
                    left.retain(|level| *level != next);
                    continue;
                }
                [] => ("cycle", "precede each other in a circle"),
                _ => ("level-order-unknown", "do not say which precedes which"),
            };
            let which = if next.is_empty() { left } else { next };
            let detail = format!("these levels {why}: {}", self.named(which.into_iter()));
            return Err(Finding::new("/CFAssociations", problem, detail));
        }
        Ok(order)
    }

    /// The order of the numbers of the levels.
    fn by_number(&self, package: &Package<'_>, tree: &Tree) -> Result<Vec<usize>, Finding> {
        let count = self.labels.len();
        let first = |level: usize| self.items[level][0];
        let enumerated = |level| package.items[first(level)].enumeration;
        let numbered = |level| tree.sequence[first(level)];
        let by_enumeration = |one: &usize, other: &usize| {
            natural(
                enumerated(*one).unwrap_or_default(),
                enumerated(*other).unwrap_or_default(),
            )
        };
        let by_sequence = |one: &usize, other: &usize| numbered(*one).cmp(&numbered(*other));
        let distinct = |order: &mut Vec<usize>, by: &dyn Fn(&usize, &usize) -> Ordering| {
            order.sort_by(by);
            order.windows(2).all(|pair| by(&pair[0], &pair[1]).is_ne())
        };
        let mut order: Vec<usize> = (0..count).collect();
        let sure = count == 1
            || (0..count).all(|level| enumerated(level).is_some())
                && distinct(&mut order, &by_enumeration)
            || (0..count).all(|level| numbered(level).is_some())
                && distinct(&mut order, &by_sequence);
        if sure {
            return Ok(order);
        }
        let detail = format!(
            "the order of these levels is not known: {}. What was looked for: precedes between \
             them, else a listEnumeration of each, else a sequenceNumber of each",
            self.named(0..count)
        );
        Err(Finding::new("/CFItems", "level-order-unknown", detail))
    }

    fn named(&self, levels: impl Iterator<Item = usize>) -> String {
        let names: Vec<String> = levels
            .filter_map(|level| self.labels.get(level))
            .map(|label| format!("{:?}", begin(label)))
            .collect();
        names.join(", ")
    }
}

/// The items that precede each other.
fn precedences(package: &Package<'_>) -> impl Iterator<Item = (usize, usize)> {
    package.associations.iter().filter_map(|association| {
        match (
            association.kind,
            association.origin,
            association.destination,
        ) {
            (Kind::Precedes, Node::Item(one), Node::Item(other)) => Some((one, other)),
            _ => None,
        }
    })
}

/// Numbers by their size, everything else as text.
fn natural(one: &str, other: &str) -> Ordering {
    match (one.parse::<f64>(), other.parse::<f64>()) {
        (Ok(one), Ok(other)) => one.total_cmp(&other),
        _ => one.cmp(other),
    }
}

fn none() -> Finding {
    let detail = "no levels were found. What was looked for: CFRubrics with criteria that have \
                  CFRubricCriterionLevels; items that precede each other, which have the \
                  CFItemType \"Level\", are the hasSkillLevel of others or have items below them; \
                  items of the CFItemType \"Level\" with a listEnumeration";
    Finding::new("", "no-levels", detail)
}

impl Item<'_> {
    /// Whether the item calls itself a level.
    fn is_level(&self) -> bool {
        let kind = self.kind.as_deref().unwrap_or_default();
        LEVEL_TYPES
            .iter()
            .any(|known| known.eq_ignore_ascii_case(kind))
    }

    /// What a level is called that this item is.
    fn label(&self) -> &str {
        let names = [self.short.as_deref(), self.alternative.as_deref()];
        names.into_iter().flatten().next().unwrap_or(self.title())
    }

    /// All names of the item, in [`same_name`]'s form.
    fn names(&self) -> Vec<String> {
        let names = [self.short.as_deref(), self.alternative.as_deref()];
        let names = names.into_iter().flatten();
        let names = names.chain([self.title(), &self.text]);
        names.map(same_name).collect()
    }
}
