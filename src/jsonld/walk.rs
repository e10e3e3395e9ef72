//! The walk from a JSON document straight to quads: expansion, node map generation and the
//! conversion to RDF (JSON-LD 1.1 API, sections 5.1, 5.4 and 8.1) in one pass.
//!
//! No expanded tree is built. Nodes of the same id merge by themselves, because a dataset is a
//! set. Each part of the document pushes the terms that it stands for onto one stack, and who
//! asked for it takes them from there: a property makes quads of them, a list a chain.

use super::context::{ActiveContext, Scope};
use super::contexts::Contexts;
use super::iri::{Expanded, is_blank, is_iri};
use super::processor::Processor;
use super::rdf::{Dataset, Quad, Term};
use super::term::{Container, Definition};
use super::{
    DROPPED_VALUE, INVALID_IRI, INVALID_JSONLD, JsonLdErrors, RELATIVE_IRI, UNDEFINED_TERM,
    UNSUPPORTED,
};
use crate::ijson::Path;
use crate::ijson::{Json, Object};
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::sync::Arc;

pub(super) const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const RDF_FIRST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first";
const RDF_REST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest";
const RDF_NIL: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil";

/// How many IRIs of contexts are kept at hand.
const RECENT: usize = 128;

/// A document: most are objects.
pub(super) enum Top<'t, 'a> {
    Object(&'t Object<'a>),
    Any(&'t Json<'a>),
}

/// Turns a document into a dataset; `context` comes before its own.
pub(super) fn to_rdf(
    top: Top<'_, '_>,
    context: Option<&Json<'_>>,
    contexts: &Contexts,
) -> Result<Dataset, JsonLdErrors> {
    let mut walk = Walk::new(contexts);
    let mut scope = Scope {
        active: contexts.initial().clone(),
        previous: None,
    };
    if let Some(context) = context {
        let path = Path::ROOT.member("@context");
        match walk.processor.local(&scope, context, &path) {
            Some(inner) => scope = inner,
            None => return walk.finish(),
        }
    }
    let place = Place::of(Property::Root, Term::DEFAULT_GRAPH);
    match top {
        Top::Object(object) | Top::Any(Json::Object(object)) => {
            walk.object(object, &scope, place, &Path::ROOT);
        }
        Top::Any(other) => {
            let place = Place::of(Property::Top, Term::DEFAULT_GRAPH);
            walk.element(other, &scope, place, &Path::ROOT);
        }
    }
    walk.finish()
}

/// What a value is a value of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Property<'p> {
    /// Of nothing: the document itself.
    Root,
    /// Of nothing: nodes beside others.
    Top,
    /// Of `@graph`.
    Graph,
    /// Of `@reverse`.
    Reverse,
    /// Of a property that no term stands for: an IRI, or a word under `@vocab`.
    Undefined,
    /// Of a term.
    Term(&'p str, &'p Arc<Definition>),
}

impl<'p> Property<'p> {
    /// The same property as `active` knows it: a context of its own may have changed it.
    pub(super) fn seen_in(self, active: &'p ActiveContext) -> Self {
        match self {
            Self::Term(name, _) => match active.entry(name) {
                Some(entry) => Self::Term(name, &entry.definition),
                None => Self::Undefined,
            },
            other => other,
        }
    }
}

/// Whether nodes stand in a graph of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrap {
    /// They stand in the graph that the property is in.
    No,
    /// Each gets a graph: the container is `@graph`.
    Always,
    /// Each gets a graph, unless it is one: the container is a map of graphs.
    UnlessGraph,
}

/// What the key of a map says about its values.
#[derive(Debug, Clone)]
pub(super) enum Key<'p> {
    /// An `@index`, which RDF does not have.
    Index(&'p str),
    /// The value of a property.
    Property { predicate: Term, object: Term },
    /// The id, for nodes that have none.
    Id(Term),
    /// One more type.
    Type(Term),
}

/// Where a value stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) property: Property<'p>,
    pub(super) graph: Term,
    /// Whether it is a value of a map: then contexts that do not propagate still hold.
    pub(super) from_map: bool,
    /// Whether it is an element of a list: then arrays are lists.
    pub(super) in_list: bool,
    pub(super) wrap: Wrap,
    pub(super) key: Option<&'p Key<'p>>,
}

impl<'p> Place<'p> {
    pub(super) fn of(property: Property<'p>, graph: Term) -> Self {
        Self {
            property,
            graph,
            from_map: false,
            in_list: false,
            wrap: Wrap::No,
            key: None,
        }
    }

    /// Whether what stands here without any statement about it leaves nothing in RDF.
    pub(super) fn is_free(self) -> bool {
        let free = matches!(
            self.property,
            Property::Root | Property::Top | Property::Graph
        );
        (free || self.wrap != Wrap::No) && !self.in_list
    }
}

/// What a part of the document stands for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) term: Term,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Node,
    Literal,
    List,
}

/// The state of one walk.
pub(super) struct Walk<'c> {
    pub(super) processor: Processor<'c>,
    pub(super) dataset: Dataset,
    /// What was pushed and not yet taken.
    pub(super) items: Vec<Item>,
    /// Where texts are put together.
    pub(super) buffer: String,
    /// Terms of IRIs, by where the IRI lies in memory.
    recent: [Term; RECENT],
    labels: HashMap<Box<str>, Term, RandomState>,
    /// The `@index` of nodes that have one.
    indices: HashMap<(Term, Term), Box<str>, RandomState>,
}

impl<'c> Walk<'c> {
    /// One through a document of which little is known yet.
    pub(super) fn new(contexts: &'c Contexts) -> Self {
        Self {
            dataset: Dataset::with_capacity(128),
            items: Vec::with_capacity(32),
            buffer: String::with_capacity(128),
            ..Self::without_quads(contexts)
        }
    }

    /// One that looks and makes nothing.
    pub(super) fn without_quads(contexts: &'c Contexts) -> Self {
        Self {
            processor: Processor::new(contexts),
            dataset: Dataset::new(),
            items: Vec::new(),
            buffer: String::new(),
            recent: [Term::DEFAULT_GRAPH; RECENT],
            labels: HashMap::default(),
            indices: HashMap::default(),
        }
    }

    fn finish(self) -> Result<Dataset, JsonLdErrors> {
        let findings = self.processor.into_findings();
        if findings.is_empty() {
            Ok(self.dataset)
        } else {
            Err(JsonLdErrors { findings })
        }
    }

    /// Notes a finding.
    pub(super) fn find(&mut self, path: &Path<'_>, problem: &'static str, detail: String) {
        self.processor.find(path, problem, detail);
    }

    /// Notes that a value would leave nothing in RDF.
    pub(super) fn dropped(&mut self, path: &Path<'_>, what: &str) {
        let detail = format!("{what} would be lost: RDF has no place for it");
        self.find(path, DROPPED_VALUE, detail);
    }

    /// Notes that the document is wrong as JSON-LD.
    pub(super) fn invalid(&mut self, path: &Path<'_>, detail: &str) {
        self.find(path, INVALID_JSONLD, detail.to_owned());
    }

    /// Walks through any value (section 5.1.2, steps 2 to 6).
    pub(super) fn element(
        &mut self,
        json: &Json<'_>,
        scope: &Scope,
        place: Place<'_>,
        path: &Path<'_>,
    ) {
        match json {
            Json::Null => {}
            Json::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    let path = path.element(index);
                    if place.in_list && element.as_array().is_some() {
                        if self.may_hold_lists(place, &path) {
                            self.list(element, scope, place, &path);
                        }
                    } else {
                        self.element(element, scope, place, &path);
                    }
                }
            }
            Json::Object(object) => self.object(object, scope, place, path),
            scalar => self.scalar(scalar, scope, place, path),
        }
    }

    /// Whether an array in a list is a list: so it is where the term holds lists. In a mere
    /// `@list` some take it for a list and some for its elements.
    pub(super) fn may_hold_lists(&mut self, place: Place<'_>, path: &Path<'_>) -> bool {
        let holds_lists = match place.property {
            Property::Term(_, definition) => definition.container.has(Container::LIST),
            _ => false,
        };
        if !holds_lists {
            let detail = "an array in a @list is not supported; say @list again".to_owned();
            self.find(path, UNSUPPORTED, detail);
        }
        holds_lists
    }

    /// Pushes the list of what `json` stands for.
    pub(super) fn list(
        &mut self,
        json: &Json<'_>,
        scope: &Scope,
        place: Place<'_>,
        path: &Path<'_>,
    ) {
        let place = Place {
            in_list: true,
            ..place
        };
        let start = self.items.len();
        self.element(json, scope, place, path);
        self.close_list(start, place.graph);
    }

    /// Makes one list of all items from `start` on (section 8.3 “List to RDF Conversion”).
    pub(super) fn close_list(&mut self, start: usize, graph: Term) {
        let mut rest = self.known(RDF_NIL);
        while self.items.len() > start {
            let Some(item) = self.items.pop() else { break };
            let link = self.dataset.blank();
            let first = self.known(RDF_FIRST);
            self.quad(link, first, item.term, graph);
            let predicate = self.known(RDF_REST);
            self.quad(link, predicate, rest, graph);
            rest = link;
        }
        self.push(rest, Kind::List);
    }

    /// Pushes an item.
    pub(super) fn push(&mut self, term: Term, kind: Kind) {
        self.items.push(Item { term, kind });
    }

    /// Adds a quad.
    pub(super) fn quad(&mut self, subject: Term, predicate: Term, object: Term, graph: Term) {
        self.dataset.insert(Quad {
            subject,
            predicate,
            object,
            graph,
        });
    }

    /// The term of an IRI that comes from a context and is known to be one. The same few come
    /// again and again, from the same address: that spares the look-up. The text decides.
    pub(super) fn known(&mut self, iri: &str) -> Term {
        let slot = (iri.as_ptr() as usize >> 4) % self.recent.len();
        let recent = self.recent[slot];
        let text = self.dataset.text(recent).unwrap_or_default();
        if text.len() == iri.len() + 2 && text[1..=iri.len()] == *iri {
            return recent;
        }
        let term = self.dataset.iri(iri);
        self.recent[slot] = term;
        term
    }

    /// The term of a node, a type or a datatype that `text` was expanded to.
    pub(super) fn resource(
        &mut self,
        text: &str,
        expanded: Expanded<'_>,
        is_type: bool,
        path: &Path<'_>,
    ) -> Option<Term> {
        match expanded {
            Expanded::Defined(iri) if !is_blank(iri) => Some(self.known(iri)),
            Expanded::Defined(iri) | Expanded::Whole(iri) => self.absolute(iri, path),
            Expanded::Joined(prefix, suffix) => {
                let mut buffer = std::mem::take(&mut self.buffer);
                buffer.clear();
                buffer.push_str(prefix);
                buffer.push_str(suffix);
                let term = self.absolute(&buffer, path);
                self.buffer = buffer;
                term
            }
            Expanded::Keyword(_) => {
                let detail = format!("{text:?} is a keyword where an IRI must stand");
                self.find(path, INVALID_JSONLD, detail);
                None
            }
            Expanded::Nothing => {
                self.dropped(path, &format!("{text:?}, which stands for nothing,"));
                None
            }
            Expanded::Relative if is_type => {
                let detail = format!("no context defines the type {text:?}");
                self.find(path, UNDEFINED_TERM, detail);
                None
            }
            Expanded::Relative => {
                let detail = format!("{text:?} is not an absolute IRI");
                self.find(path, RELATIVE_IRI, detail);
                None
            }
        }
    }

    /// The term of an IRI or a blank node identifier.
    fn absolute(&mut self, iri: &str, path: &Path<'_>) -> Option<Term> {
        if is_blank(iri) {
            return Some(self.labelled(iri));
        }
        if is_iri(iri) {
            return Some(self.dataset.iri(iri));
        }
        let detail = format!("{iri:?} is not an IRI: it holds a character that IRIs may not");
        self.find(path, INVALID_IRI, detail);
        None
    }

    fn labelled(&mut self, label: &str) -> Term {
        if let Some(term) = self.labels.get(label) {
            return *term;
        }
        let term = self.dataset.blank();
        self.labels.insert(label.into(), term);
        term
    }

    /// A node has an `@index`; one node has no two (section 5.4, step 6.9).
    pub(super) fn index(&mut self, node: Term, graph: Term, index: &str, path: &Path<'_>) {
        let known = self
            .indices
            .entry((node, graph))
            .or_insert_with(|| index.into());
        if **known != *index {
            self.invalid(path, "the node has another @index elsewhere");
        }
    }
}

/// The language that `active` and a term say a text is in.
pub(super) fn language<'s>(
    active: &'s ActiveContext,
    definition: Option<&'s Arc<Definition>>,
) -> Option<&'s str> {
    match definition.and_then(|definition| definition.language.as_ref()) {
        Some(language) => language.as_deref(),
        None => active.language.as_deref(),
    }
}
