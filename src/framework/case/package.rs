//! The records of a package, read one by one: the document, its items, what stands in what
//! relation to what, and its rubrics (CASE 1.1 information model; 1.0 has the same records).
//!
//! What the records mean together is [`super::tree`]'s and [`super::levels`]' to say.

use super::super::model::title_of;
use super::MAX_ITEMS;
use super::fields::{Findings, Record, as_uuid, begin};
use crate::finding::Finding;
use crate::ijson::{Json, Object, Path};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use uuid::Uuid;

/// The records of a package.
#[derive(Debug)]
pub(super) struct Package<'j> {
    pub root: &'j Object<'j>,
    pub document: Document<'j>,
    pub items: Vec<Item<'j>>,
    pub associations: Vec<Association>,
    pub criteria: Vec<Criterion>,
    /// Whether every item could be read.
    pub complete: bool,
    nodes: HashMap<Uuid, Node>,
}

/// The CFDocument.
#[derive(Debug)]
pub(super) struct Document<'j> {
    pub object: &'j Object<'j>,
    pub id: Uuid,
    pub uri: &'j str,
    pub creator: String,
    pub title: String,
    pub last_change: &'j str,
    pub description: Option<String>,
    pub version: Option<String>,
    pub publisher: Option<String>,
    pub license: Option<&'j str>,
}

/// A CFItem.
#[derive(Debug)]
pub(super) struct Item<'j> {
    pub object: &'j Object<'j>,
    /// Its place in the package.
    pub place: usize,
    pub id: Uuid,
    pub text: String,
    pub short: Option<String>,
    pub alternative: Option<String>,
    pub kind: Option<String>,
    pub code: Option<String>,
    pub enumeration: Option<&'j str>,
}

/// A CFAssociation.
#[derive(Debug)]
pub(super) struct Association {
    /// Its place in the package.
    pub place: usize,
    pub kind: Kind,
    pub origin: Node,
    pub destination: Node,
    pub sequence: Option<i64>,
}

/// The types of associations that tell how a framework is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `isChildOf`, and `isParentOf` of some writers of 1.0, read the other way around.
    ChildOf,
    Precedes,
    HasSkillLevel,
    Other,
}

/// What an association leads from or to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Node {
    Document,
    /// An item, by its index.
    Item(usize),
    /// A level of a rubric, by the indices of its criterion and of itself.
    RubricLevel(usize, usize),
    /// A record of another package.
    Elsewhere,
}

/// A CFRubricCriterion that has levels.
#[derive(Debug)]
pub(super) struct Criterion {
    pub pointer: String,
    pub item: Option<usize>,
    pub levels: Vec<RubricLevel>,
}

/// A CFRubricCriterionLevel.
#[derive(Debug)]
pub(super) struct RubricLevel {
    pub id: Uuid,
    pub quality: Option<String>,
    pub description: Option<String>,
    pub position: Option<i64>,
    pub score: Option<f64>,
}

impl<'j> Package<'j> {
    /// Reads the records of the package `json`.
    pub fn read(json: &'j Json<'j>, findings: &mut Findings) -> Option<Self> {
        let root = Record::of(json, &Path::ROOT, findings)?;
        let document = document(&root, findings);
        let mut nodes = HashMap::new();
        if let Some(document) = &document {
            nodes.insert(document.id, Node::Document);
        }
        let (items, complete) = items(&root, &mut nodes, findings)?;
        let criteria = rubrics(&root, &mut nodes, findings);
        let mut package = Self {
            root: root.object,
            document: document?,
            items,
            associations: Vec::new(),
            criteria,
            complete,
            nodes,
        };
        package.associations = package.associations(&root, findings);
        Some(package)
    }

    fn node(&self, identifier: &str) -> Node {
        let known = as_uuid(identifier).and_then(|id| self.nodes.get(&id));
        known.copied().unwrap_or(Node::Elsewhere)
    }

    /// The associations. Both ends of `isChildOf` must be in the package; that is not asked where
    /// items could not be read, or each of them would be found twice.
    fn associations(&self, root: &Record<'j, '_>, findings: &mut Findings) -> Vec<Association> {
        let elements = root.elements("CFAssociations", findings);
        let list = root.path.member("CFAssociations");
        let mut seen = HashMap::with_capacity(elements.len());
        let mut associations = Vec::with_capacity(elements.len());
        for (place, json) in elements.iter().enumerate() {
            let path = list.element(place);
            let Some(record) = Record::of(json, &path, findings) else {
                continue;
            };
            if is_added(record.object) {
                continue;
            }
            if let Some(id) = record.uuid("identifier", findings) {
                once(&mut seen, id, place, "CFAssociations", &record, findings);
            }
            if let Some(association) = self.association(&record, place, findings) {
                if self.complete {
                    check_ends(&association, &record, findings);
                }
                associations.push(association);
            }
        }
        associations
    }

    fn association(
        &self,
        record: &Record<'j, '_>,
        place: usize,
        findings: &mut Findings,
    ) -> Option<Association> {
        record.uri("uri", findings);
        record.time("lastChangeDateTime", findings);
        let sequence = record.integer("sequenceNumber", findings);
        record.need("associationType", findings);
        let kind = record.string("associationType", findings);
        let mut end = |name| {
            record.need(name, findings)?;
            record.link(name, findings)
        };
        let (origin, destination) = (end("originNodeURI"), end("destinationNodeURI"));
        let (kind, origin, destination) = (kind?, origin?, destination?);
        if origin.eq_ignore_ascii_case(destination) {
            let detail = format!("{kind} leads from {:?} to itself", begin(origin));
            findings.push(record.finding("destinationNodeURI", "self-association", detail));
            return None;
        }
        let (origin, destination) = (self.node(origin), self.node(destination));
        let (kind, origin, destination) = match kind {
            "isChildOf" => (Kind::ChildOf, origin, destination),
            "isParentOf" => (Kind::ChildOf, destination, origin),
            "precedes" => (Kind::Precedes, origin, destination),
            "hasSkillLevel" => (Kind::HasSkillLevel, origin, destination),
            _ => (Kind::Other, origin, destination),
        };
        Some(Association {
            place,
            kind,
            origin,
            destination,
            sequence,
        })
    }
}

impl Item<'_> {
    /// What the item is called: its short statement, else what stands before the first spaced dash.
    pub fn title(&self) -> &str {
        match &self.short {
            Some(short) => short,
            None => title_of(&self.text),
        }
    }

    /// A finding at the item.
    pub fn finding(&self, problem: &'static str, detail: String) -> Finding {
        Finding::new(format!("/CFItems/{}", self.place), problem, detail)
    }
}

/// A finding for each end of an `isChildOf` that leads to nothing that can be a child or a parent.
fn check_ends(association: &Association, record: &Record<'_, '_>, findings: &mut Findings) {
    if association.kind != Kind::ChildOf {
        return;
    }
    let reversed =
        record.object.get("associationType").and_then(Json::as_str) == Some("isParentOf");
    let names = match reversed {
        false => ["originNodeURI", "destinationNodeURI"],
        true => ["destinationNodeURI", "originNodeURI"],
    };
    let child = matches!(association.origin, Node::Item(_));
    let parent = matches!(association.destination, Node::Item(_) | Node::Document);
    for (name, sound, what) in [
        (names[0], child, "an item"),
        (names[1], parent, "an item or the document"),
    ] {
        if !sound {
            let detail = format!("this must lead to {what} of the package");
            findings.push(record.finding(name, "dangling-association", detail));
        }
    }
}

fn document<'j>(root: &Record<'j, '_>, findings: &mut Findings) -> Option<Document<'j>> {
    root.need("CFDocument", findings)?;
    let path = root.path.member("CFDocument");
    let record = Record::of(root.get("CFDocument")?, &path, findings)?;
    let id = record.uuid("identifier", findings);
    let uri = record.uri("uri", findings);
    let creator = record.required_text("creator", findings);
    let title = record.required_text("title", findings);
    let last_change = record.time("lastChangeDateTime", findings);
    let description = record.text("description", findings);
    let version = record.text("version", findings);
    let publisher = record.text("publisher", findings);
    let license = record.link("licenseURI", findings);
    Some(Document {
        object: record.object,
        id: id?,
        uri: uri?,
        creator: creator?,
        title: title?,
        last_change: last_change?,
        description,
        version,
        publisher,
        license,
    })
}

/// The items, and whether each of them could be read.
fn items<'j>(
    root: &Record<'j, '_>,
    nodes: &mut HashMap<Uuid, Node>,
    findings: &mut Findings,
) -> Option<(Vec<Item<'j>>, bool)> {
    let elements = root.elements("CFItems", findings);
    if elements.len() > MAX_ITEMS {
        let detail = format!("{} items; at most {MAX_ITEMS} are read", elements.len());
        findings.push(root.finding("CFItems", "too-many-items", detail));
        return None;
    }
    let list = root.path.member("CFItems");
    let mut seen = HashMap::with_capacity(elements.len());
    let mut items = Vec::with_capacity(elements.len());
    let mut added = 0;
    for (place, json) in elements.iter().enumerate() {
        let path = list.element(place);
        let Some(record) = Record::of(json, &path, findings) else {
            continue;
        };
        if is_added(record.object) {
            added += 1;
            continue;
        }
        let Some(item) = item(&record, place, findings) else {
            continue;
        };
        if nodes.get(&item.id) == Some(&Node::Document) {
            let detail = "this is the identifier of the document".to_owned();
            findings.push(record.finding("identifier", "duplicate-identifier", detail));
        } else if once(&mut seen, item.id, place, "CFItems", &record, findings) {
            nodes.insert(item.id, Node::Item(items.len()));
            items.push(item);
        }
    }
    let complete = items.len() + added == elements.len();
    Some((items, complete))
}

/// Reads an item. One whose identifier can be read is there for the associations, whatever else is
/// wrong with it.
fn item<'j>(record: &Record<'j, '_>, place: usize, findings: &mut Findings) -> Option<Item<'j>> {
    let id = record.uuid("identifier", findings);
    record.uri("uri", findings);
    record.time("lastChangeDateTime", findings);
    let text = record.required_text("fullStatement", findings);
    let short = record.text("abbreviatedStatement", findings);
    let alternative = record.text("alternativeLabel", findings);
    let kind = record.text("CFItemType", findings);
    let code = record.text("humanCodingScheme", findings);
    let enumeration = record.string("listEnumeration", findings);
    Some(Item {
        object: record.object,
        place,
        id: id?,
        text: text.unwrap_or_default(),
        short,
        alternative,
        kind,
        code,
        enumeration: enumeration.map(str::trim),
    })
}

/// Whether Proofmark added the record when it exported a framework that had come without it. What
/// it says is found without it, and it is no part of what came.
pub(super) fn is_added(record: &Object<'_>) -> bool {
    let ours = record
        .get("extensions")
        .and_then(|all| all.get("proofmark"));
    let added = ours.and_then(|ours| ours.get("added"));
    added.and_then(Json::as_bool) == Some(true)
}

/// Whether `id` is met for the first time in `list`; a finding if not.
fn once(
    seen: &mut HashMap<Uuid, usize>,
    id: Uuid,
    place: usize,
    list: &str,
    record: &Record<'_, '_>,
    findings: &mut Findings,
) -> bool {
    match seen.entry(id) {
        Entry::Vacant(free) => {
            free.insert(place);
            true
        }
        Entry::Occupied(first) => {
            let detail = format!("/{list}/{} has the identifier {id} too", first.get());
            findings.push(record.finding("identifier", "duplicate-identifier", detail));
            false
        }
    }
}

/// The criteria of all rubrics that have levels.
fn rubrics(
    root: &Record<'_, '_>,
    nodes: &mut HashMap<Uuid, Node>,
    findings: &mut Findings,
) -> Vec<Criterion> {
    let mut criteria = Vec::new();
    let mut seen = HashMap::new();
    let list = root.path.member("CFRubrics");
    for (place, json) in root.elements("CFRubrics", findings).iter().enumerate() {
        let path = list.element(place);
        let Some(rubric) = Record::of(json, &path, findings) else {
            continue;
        };
        head(&rubric, findings);
        let list = path.member("CFRubricCriteria");
        let elements = rubric.elements("CFRubricCriteria", findings);
        for (place, json) in elements.iter().enumerate() {
            let path = list.element(place);
            let Some(record) = Record::of(json, &path, findings) else {
                continue;
            };
            let criterion = criterion(&record, criteria.len(), nodes, &mut seen, findings);
            if !criterion.levels.is_empty() {
                criteria.push(criterion);
            }
        }
    }
    criteria
}

/// What every record has: identifier, address, time of the last change.
fn head(record: &Record<'_, '_>, findings: &mut Findings) -> Option<Uuid> {
    let id = record.uuid("identifier", findings);
    record.uri("uri", findings);
    record.time("lastChangeDateTime", findings);
    id
}

fn criterion(
    record: &Record<'_, '_>,
    index: usize,
    nodes: &mut HashMap<Uuid, Node>,
    seen: &mut HashMap<Uuid, String>,
    findings: &mut Findings,
) -> Criterion {
    head(record, findings);
    let item = record.link("CFItemURI", findings);
    let item = match item.and_then(as_uuid).and_then(|id| nodes.get(&id)) {
        Some(Node::Item(item)) => Some(*item),
        _ => None,
    };
    let mut levels = Vec::new();
    let list = record.path.member("CFRubricCriterionLevels");
    let elements = record.elements("CFRubricCriterionLevels", findings);
    for (place, json) in elements.iter().enumerate() {
        let path = list.element(place);
        let level = Record::of(json, &path, findings);
        let Some(level) = level.and_then(|record| {
            let level = rubric_level(&record, item.is_some(), findings)?;
            match seen.insert(level.id, path.pointer()) {
                None => Some(level),
                Some(first) => {
                    let detail = format!("{first} has the identifier {} too", level.id);
                    findings.push(record.finding("identifier", "duplicate-identifier", detail));
                    None
                }
            }
        }) else {
            continue;
        };
        let node = Node::RubricLevel(index, levels.len());
        match nodes.entry(level.id) {
            Entry::Vacant(free) => {
                free.insert(node);
                levels.push(level);
            }
            Entry::Occupied(_) => {
                let pointer = path.member("identifier").pointer();
                let detail = format!(
                    "an item or the document has the identifier {} too",
                    level.id
                );
                findings.push(Finding::new(pointer, "duplicate-identifier", detail));
            }
        }
    }
    Criterion {
        pointer: record.path.pointer(),
        item,
        levels,
    }
}

/// Reads a level of a rubric. Its description may become a statement where its criterion describes
/// an item; elsewhere it is often a summary of all statements, however long.
fn rubric_level(
    record: &Record<'_, '_>,
    of_item: bool,
    findings: &mut Findings,
) -> Option<RubricLevel> {
    let id = head(record, findings);
    let quality = record.text("quality", findings);
    let description = match of_item {
        true => record.text("description", findings),
        false => record.string("description", findings).and(None),
    };
    let position = record.integer("position", findings);
    let score = record.number("score", findings);
    Some(RubricLevel {
        id: id?,
        quality,
        description,
        position,
        score,
    })
}
