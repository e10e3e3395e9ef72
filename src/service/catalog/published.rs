//! One framework as a CASE package: the bytes that are served, and where in them each record
//! stands. A package of 50,000 items as a tree of values would take several times the memory.

use super::{CaseDocument, Class};
use crate::digest::sha256_hex;
use crate::framework::FrameworkId;
use crate::mapping::Addresses;
use crate::mapping::case::Package;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;
use time::OffsetDateTime;
use uuid::Uuid;

/// A framework as it is published.
pub struct Published {
    json: Vec<u8>,
    entity_tag: String,
    document: Arc<CaseDocument>,
    rank: Rank,
    records: BTreeMap<Class, Vec<Slot>>,
    /// The associations of each node, by the node: which one it is among them, from 0.
    ends: Vec<(Uuid, u32)>,
}

/// Which of several versions with records of the same identifier is the one to publish: what is
/// greater. Those that were superseded are less than all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    pub is_current: bool,
    /// When the framework last changed, as it says itself.
    pub changed: Option<OffsetDateTime>,
}

/// Where a record stands, and what it is called.
struct Slot {
    /// Nil where the record's identifier is no UUID: nobody can ask for it.
    identifier: Uuid,
    bytes: Range<usize>,
}

impl Published {
    pub(super) fn new(
        framework: FrameworkId,
        package: Package,
        rank: Rank,
        addresses: &Addresses<'_>,
    ) -> Self {
        let document = single_document(framework, &package.document, addresses);
        let ends = ends(&package.associations);
        let mut writing = Writing::default();
        writing.member("CFDocument", &package.document);
        writing.records(Class::Item, package.items);
        writing.records(Class::Association, package.associations);
        writing.definitions(package.definitions);
        if !package.rubrics.is_empty() {
            writing.records(Class::Rubric, package.rubrics);
        }
        if !package.extensions.is_empty() {
            writing.member("extensions", &package.extensions);
        }
        writing.json.push(b'}');
        writing.json.shrink_to_fit();
        Self {
            entity_tag: format!("\"{}\"", sha256_hex(&[&writing.json])),
            json: writing.json,
            document: Arc::new(document),
            rank,
            records: writing.records,
            ends,
        }
    }

    /// The package as JSON: a CFPackage.
    pub fn json(&self) -> &[u8] {
        &self.json
    }

    /// Its entity tag, in quotation marks (RFC 9110, section 8.8.3).
    pub fn entity_tag(&self) -> &str {
        &self.entity_tag
    }

    /// Which framework it is.
    pub(super) fn framework(&self) -> &FrameworkId {
        &self.document.framework
    }

    /// Its document, as it stands by itself.
    pub(super) fn document(&self) -> &Arc<CaseDocument> {
        &self.document
    }

    /// Which of several versions it is.
    pub(super) fn rank(&self) -> Rank {
        self.rank
    }

    /// How many bytes of memory it takes, roughly.
    pub(super) fn size(&self) -> usize {
        let records: usize = self.records.values().map(Vec::len).sum();
        self.json.len() + records * size_of::<Slot>() + self.ends.len() * size_of::<(Uuid, u32)>()
    }

    /// The identifiers of its records, class by class, in their order.
    pub(super) fn identifiers(&self) -> impl Iterator<Item = (Class, impl Iterator<Item = Uuid>)> {
        let records = self.records.iter();
        records.map(|(class, slots)| (*class, slots.iter().map(|slot| slot.identifier)))
    }

    /// What its associations lead to or from that is not in it.
    pub(super) fn foreign_ends(&self) -> Vec<Uuid> {
        let items = self.records.get(&Class::Item).into_iter().flatten();
        let mut own: HashSet<Uuid> = items.map(|slot| slot.identifier).collect();
        own.insert(self.document.identifier);
        let mut foreign: Vec<Uuid> = self.ends.iter().map(|(end, _)| *end).collect();
        foreign.dedup();
        foreign.retain(|end| !own.contains(end));
        foreign
    }

    /// The `at`th record of a class, from 0.
    pub(super) fn record(&self, class: Class, at: usize) -> Option<Map<String, Value>> {
        self.read(self.records.get(&class)?.get(at)?)
    }

    /// All records of a class.
    pub(super) fn all(&self, class: Class) -> impl Iterator<Item = Map<String, Value>> {
        let slots = self.records.get(&class).into_iter().flatten();
        slots.filter_map(|slot| self.read(slot))
    }

    /// The associations that lead to or from `node`, in their order.
    pub(super) fn associations_of(&self, node: Uuid) -> Vec<Map<String, Value>> {
        let from = self.ends.partition_point(|(end, _)| *end < node);
        let ends = self.ends[from..].iter().take_while(|(end, _)| *end == node);
        ends.filter_map(|(_, at)| self.record(Class::Association, *at as usize))
            .collect()
    }

    fn read(&self, slot: &Slot) -> Option<Map<String, Value>> {
        serde_json::from_slice(self.json.get(slot.bytes.clone())?).ok()
    }
}

/// The document as it stands outside its package: with the address of that (CASE 1.1, CFDocument).
fn single_document(
    framework: FrameworkId,
    document: &Map<String, Value>,
    addresses: &Addresses<'_>,
) -> CaseDocument {
    let identifier = identifier(document);
    let mut record = document.clone();
    let package = Map::from_iter([
        ("title".to_owned(), title(document)),
        ("identifier".to_owned(), identifier.to_string().into()),
        (
            "uri".to_owned(),
            addresses.case("CFPackages", &identifier.to_string()).into(),
        ),
    ]);
    record.insert("CFPackageURI".to_owned(), package.into());
    CaseDocument {
        framework,
        identifier,
        record,
    }
}

/// The associations of each node, in the order of the nodes and then of the associations.
fn ends(associations: &[Value]) -> Vec<(Uuid, u32)> {
    let mut ends = Vec::with_capacity(2 * associations.len());
    for (at, association) in (0_u32..).zip(associations) {
        for end in ["originNodeURI", "destinationNodeURI"] {
            let node = association[end]["identifier"].as_str().unwrap_or_default();
            if let Ok(node) = Uuid::try_parse(node) {
                ends.push((node, at));
            }
        }
    }
    ends.sort_unstable();
    // An association of a node with itself.
    ends.dedup();
    ends
}

/// A record's title.
pub(super) fn title(record: &Map<String, Value>) -> Value {
    record.get("title").cloned().unwrap_or_else(|| "".into())
}

fn identifier(record: &Map<String, Value>) -> Uuid {
    let identifier = record.get("identifier").and_then(Value::as_str);
    let identifier = identifier.and_then(|text| Uuid::try_parse(text).ok());
    identifier.unwrap_or_default()
}

/// A package on its way into bytes.
#[derive(Default)]
struct Writing {
    json: Vec<u8>,
    records: BTreeMap<Class, Vec<Slot>>,
}

impl Writing {
    /// A member of the object that is being written.
    fn member(&mut self, name: &str, value: &impl Serialize) {
        self.name(name);
        self.value(value);
    }

    /// A member that is an array of records.
    fn records(&mut self, class: Class, records: Vec<Value>) {
        self.name(class.collection());
        self.json.push(b'[');
        let mut slots = Vec::with_capacity(records.len());
        for (at, record) in records.into_iter().enumerate() {
            if at > 0 {
                self.json.push(b',');
            }
            let begin = self.json.len();
            self.value(&record);
            slots.push(Slot {
                identifier: record.as_object().map(identifier).unwrap_or_default(),
                bytes: begin..self.json.len(),
            });
        }
        self.json.push(b']');
        self.records.insert(class, slots);
    }

    /// The member `CFDefinitions`, an object of arrays of records.
    fn definitions(&mut self, mut definitions: Map<String, Value>) {
        if definitions.is_empty() {
            return;
        }
        self.name("CFDefinitions");
        let begin = self.json.len();
        for class in Class::DEFINITIONS {
            if let Some(Value::Array(records)) = definitions.remove(class.collection()) {
                self.records(class, records);
            }
        }
        for (name, value) in &definitions {
            self.member(name, value);
        }
        if self.json.len() == begin {
            self.json.push(b'{');
        }
        self.json.push(b'}');
    }

    /// The name of a member. The first one after `:` or at the beginning opens the object.
    fn name(&mut self, name: &str) {
        let opens = matches!(self.json.last(), None | Some(b':'));
        self.json.push(if opens { b'{' } else { b',' });
        self.value(&name);
        self.json.push(b':');
    }

    fn value(&mut self, value: &impl Serialize) {
        // Maps, strings and numbers always have a JSON form, and memory takes all that is written.
        let _ = serde_json::to_writer(&mut self.json, value);
    }
}
