//! Which framework has the record of an identifier, and where in its package it stands.
//!
//! Several frameworks may have a record of the same identifier: versions of one document that was
//! imported from CASE, or packages that share definitions. Then the one that changed last is the
//! one that is published, in whatever order they were imported; one that was superseded only where
//! all of them were.

use super::published::Rank;
use super::{Class, Published};
use crate::framework::FrameworkId;
use serde_json::{Map, Value};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use uuid::Uuid;

/// A CFDocument, and the framework that it describes.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseDocument {
    /// The framework on record.
    pub framework: FrameworkId,
    /// The identifier.
    pub identifier: Uuid,
    /// The record as it stands by itself: with `CFPackageURI`.
    pub record: Map<String, Value>,
}

/// The index.
#[derive(Default)]
pub(super) struct Index {
    frameworks: Vec<Listed>,
    numbers: HashMap<FrameworkId, u32>,
    /// By identifier, the framework whose document it is.
    documents: BTreeMap<Uuid, u32>,
    places: HashMap<(Class, Uuid), Place>,
    /// What associations lead to or from in other frameworks than their own, and the frameworks
    /// that have these associations.
    linked: HashMap<Uuid, Vec<u32>>,
}

/// A framework in the index.
struct Listed {
    document: Arc<CaseDocument>,
    rank: Rank,
}

/// Where a record stands: in the package of a framework, among those of its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    framework: u32,
    /// Counted from 0.
    at: u32,
}

impl Place {
    /// Which record of its class it is, from 0.
    pub fn at(self) -> usize {
        self.at as usize
    }
}

impl Index {
    /// Adds a framework. One that is there already changes nothing.
    pub fn add(&mut self, package: &Published) {
        let document = package.document();
        let Ok(number) = u32::try_from(self.frameworks.len()) else {
            return;
        };
        match self.numbers.entry(document.framework.clone()) {
            Entry::Occupied(_) => return,
            Entry::Vacant(free) => free.insert(number),
        };
        let listed = Listed {
            rank: package.rank(),
            document: Arc::clone(document),
        };
        self.frameworks.push(listed);
        for (class, identifiers) in package.identifiers() {
            for (at, identifier) in (0..).zip(identifiers) {
                let place = Place {
                    framework: number,
                    at,
                };
                if !identifier.is_nil() {
                    self.put((class, identifier), place);
                }
            }
        }
        self.put_document(number);
        for end in package.foreign_ends() {
            self.linked.entry(end).or_default().push(number);
        }
    }

    /// The current documents, by identifier.
    pub fn documents(&self) -> impl Iterator<Item = &Arc<CaseDocument>> {
        let numbers = self.documents.values();
        numbers.filter_map(|number| self.listed(*number))
    }

    /// The current document with this identifier.
    pub fn document(&self, identifier: Uuid) -> Option<&Arc<CaseDocument>> {
        self.listed(*self.documents.get(&identifier)?)
    }

    /// Where the record of this class and identifier stands, and the document it belongs to.
    pub fn find(&self, class: Class, identifier: Uuid) -> Option<(&Arc<CaseDocument>, Place)> {
        let place = *self.places.get(&(class, identifier))?;
        Some((self.listed(place.framework)?, place))
    }

    /// The document that the record of this class and identifier belongs to.
    pub fn home(&self, class: Class, identifier: Uuid) -> Option<Arc<CaseDocument>> {
        match class {
            Class::Document => self.document(identifier).cloned(),
            _ => Some(Arc::clone(self.find(class, identifier)?.0)),
        }
    }

    /// The current documents that have associations with this record of another one.
    pub fn linked_to(&self, identifier: Uuid) -> Vec<Arc<CaseDocument>> {
        let numbers = self.linked.get(&identifier).into_iter().flatten();
        let documents = numbers.filter_map(|number| self.listed(*number));
        let current = |document: &&Arc<CaseDocument>| {
            let current = self.document(document.identifier);
            current.is_some_and(|current| current.framework == document.framework)
        };
        let mut documents: Vec<_> = documents.filter(current).cloned().collect();
        documents.sort_by_key(|document| document.identifier);
        documents
    }

    fn listed(&self, number: u32) -> Option<&Arc<CaseDocument>> {
        let listed = self.frameworks.get(number as usize)?;
        Some(&listed.document)
    }

    fn put(&mut self, record: (Class, Uuid), place: Place) {
        let known = self.places.get(&record).copied();
        let newer = |known: Place| {
            known.framework != place.framework && self.rank(place) > self.rank(known)
        };
        if known.is_none_or(newer) {
            self.places.insert(record, place);
        }
    }

    fn put_document(&mut self, number: u32) {
        let Some(listed) = self.listed(number) else {
            return;
        };
        let identifier = listed.identifier;
        let at = |framework| Place { framework, at: 0 };
        let known = self.documents.get(&identifier).copied();
        if known.is_none_or(|known| self.rank(at(number)) > self.rank(at(known))) {
            self.documents.insert(identifier, number);
        }
    }

    /// What decides which of several records of one identifier is published.
    fn rank(&self, place: Place) -> Option<(Rank, &str, &str)> {
        let listed = self.frameworks.get(place.framework as usize)?;
        let framework = &listed.document.framework;
        Some((listed.rank, &framework.version, &framework.key))
    }
}
