//! Properties of a node: what they stand for, and the quads that their values make (JSON-LD 1.1
//! API, sections 5.1.2, step 13, and 8.1).

use super::context::Scope;
use super::iri::{Expanded, expand_undefined, is_blank, is_iri};
use super::node::Node;
use super::rdf::Term;
use super::term::{Coercion, Mapping};
use super::walk::{Kind, Property, Walk};
use super::{DROPPED_VALUE, INVALID_IRI, UNDEFINED_TERM};
use crate::ijson::Json;
use crate::ijson::Path;

impl Walk<'_> {
    /// A property of a node, and its values.
    pub(super) fn property(
        &mut self,
        name: &str,
        value: &Json<'_>,
        node: Node<'_>,
        scope: &Scope,
        path: &Path<'_>,
    ) {
        let entry = scope.active.entry(name);
        let expanded = match entry.map(|entry| &entry.definition.mapping) {
            Some(Mapping::Iri(iri)) => Expanded::Defined(iri),
            Some(Mapping::Nothing) => Expanded::Nothing,
            Some(Mapping::Keyword(keyword)) => Expanded::Keyword(*keyword),
            None => expand_undefined(name, &scope.active, true),
        };
        let (property, reverse, is_json) = match entry {
            Some(entry) => {
                let definition = &entry.definition;
                let is_json = definition.coercion == Some(Coercion::Json);
                (
                    Property::Term(name, definition),
                    definition.reverse,
                    is_json,
                )
            }
            None => (Property::Undefined, false, false),
        };
        let Some(predicate) = self.property_term(name, expanded, path) else {
            return;
        };
        if *value == Json::Null && !is_json {
            return;
        }
        let start = self.items.len();
        self.values(value, property, scope, node.graph, path);
        self.state(start, predicate, node, reverse != node.reverse, path);
    }

    /// The term of a property; a finding where it is none.
    fn property_term(
        &mut self,
        name: &str,
        expanded: Expanded<'_>,
        path: &Path<'_>,
    ) -> Option<Term> {
        if let Expanded::Defined(iri) = expanded
            && !is_blank(iri)
        {
            return Some(self.known(iri));
        }
        let mut buffer = std::mem::take(&mut self.buffer);
        let iri = match expanded {
            Expanded::Defined(iri) | Expanded::Whole(iri) => Some(iri),
            Expanded::Joined(prefix, suffix) => {
                buffer.clear();
                buffer.push_str(prefix);
                buffer.push_str(suffix);
                Some(buffer.as_str())
            }
            _ => None,
        };
        let term = match iri {
            Some(iri) if is_iri(iri) => Some(self.dataset.iri(iri)),
            Some(iri) if is_blank(iri) => {
                self.dropped(path, "a property that is a blank node");
                None
            }
            Some(iri) => {
                let detail = format!("{iri:?} is not an IRI");
                self.find(path, INVALID_IRI, detail);
                None
            }
            None if expanded == Expanded::Nothing => {
                let detail =
                    format!("a context says that {name:?} means nothing: its value would be lost");
                self.find(path, DROPPED_VALUE, detail);
                None
            }
            None => {
                let detail = format!("no context defines {name:?}");
                self.find(path, UNDEFINED_TERM, detail);
                None
            }
        };
        self.buffer = buffer;
        term
    }

    /// Makes quads of the items from `start` on.
    fn state(
        &mut self,
        start: usize,
        predicate: Term,
        node: Node<'_>,
        reverse: bool,
        path: &Path<'_>,
    ) {
        for place in start..self.items.len() {
            let item = self.items[place];
            if !reverse {
                self.quad(node.subject, predicate, item.term, node.graph);
            } else if item.kind == Kind::Node {
                self.quad(item.term, predicate, node.subject, node.graph);
            } else {
                self.invalid(path, "a reverse property has nodes, no values and no lists");
            }
        }
        self.items.truncate(start);
    }
}
