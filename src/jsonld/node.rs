//! Node objects (JSON-LD 1.1 API, section 5.1.2, steps 7 to 14, and section 5.4 “Node Map
//! Generation”).

use super::context::{ActiveContext, Scope};
use super::iri::{Keyword, expand, is_keyword_like};
use super::processor::ScopedBy;
use super::rdf::Term;
use super::term::Coercion;
use super::walk::{Key, Kind, Place, Property, RDF_TYPE, Walk, Wrap};
use super::{INVALID_JSONLD, UNDEFINED_TERM, UNSUPPORTED};
use crate::ijson::Path;
use crate::ijson::{Json, Object};
use std::borrow::Cow;

/// The node whose members are being read.
#[derive(Clone, Copy)]
pub(super) struct Node<'n> {
    pub(super) subject: Term,
    pub(super) graph: Term,
    /// What holds for its types: their own contexts do not.
    type_scope: &'n Scope,
    /// Whether the members stand in `@reverse`.
    pub(super) reverse: bool,
    /// Whether the members stand in `@nest`.
    nested: bool,
}

impl Walk<'_> {
    /// An object: a node, a value, a list or a set.
    pub(super) fn object(
        &mut self,
        object: &Object<'_>,
        scope: &Scope,
        place: Place<'_>,
        path: &Path<'_>,
    ) {
        let Some(entered) = self.enter(object, scope, place, path) else {
            return;
        };
        let scope = entered.scope();
        let kind = object.iter().find_map(|(name, _)| {
            let keyword = scope.active.keyword(name)?;
            matches!(keyword, Keyword::Value | Keyword::List | Keyword::Set).then_some(keyword)
        });
        match kind {
            Some(Keyword::Value) => self.value_object(object, scope, &entered.outer, place, path),
            Some(Keyword::List) => self.list_object(object, scope, place, path),
            Some(_) => self.set_object(object, scope, place, path),
            None => self.node(object, scope, &entered.outer, place, path),
        }
    }

    /// Pushes a node.
    fn node(
        &mut self,
        object: &Object<'_>,
        scope: &Scope,
        type_scope: &Scope,
        place: Place<'_>,
        path: &Path<'_>,
    ) {
        if place.is_free() && self.is_lost(object, scope, path) {
            return;
        }
        if let Property::Root = place.property
            && let Some((name, graph)) = only_graph(object, &scope.active)
        {
            let place = Place::of(Property::Graph, place.graph);
            self.element(graph, scope, place, &path.member(name));
            self.items.clear();
            return;
        }
        let id = match find_id(object, &scope.active) {
            Some((name, json)) => match self.id(json, scope, &path.member(name)) {
                Some(id) => Some(id),
                // The finding is made; what the node says can still be looked at.
                None => Some(self.dataset.blank()),
            },
            None => None,
        };
        let place = self.wrapped(object, &scope.active, place, path);
        let subject = match (id, place.key) {
            (Some(id), _) | (None, Some(&Key::Id(id))) => id,
            (None, _) => self.dataset.blank(),
        };
        if !Self::has_own_index(object, scope, place) {
            self.key_of(subject, place, path);
        }
        let node = Node {
            subject,
            graph: place.graph,
            type_scope,
            reverse: false,
            nested: false,
        };
        self.members(object, node, scope, &mut Vec::new(), path);
        if place.wrap == Wrap::No {
            self.push(subject, Kind::Node);
        }
    }

    /// Pushes a node of which only the id is known.
    pub(super) fn node_at(&mut self, subject: Term, place: Place<'_>, path: &Path<'_>) {
        if place.wrap != Wrap::No {
            let graph = match place.key {
                Some(&Key::Id(id)) => id,
                _ => self.dataset.blank(),
            };
            self.key_of(graph, place, path);
            return self.push(graph, Kind::Node);
        }
        self.key_of(subject, place, path);
        self.push(subject, Kind::Node);
    }

    /// Where the node stands when graphs are expected: in a graph of its own, which is pushed in
    /// its stead.
    fn wrapped<'p>(
        &mut self,
        object: &Object<'_>,
        active: &ActiveContext,
        place: Place<'p>,
        path: &Path<'_>,
    ) -> Place<'p> {
        match place.wrap {
            Wrap::No => place,
            Wrap::UnlessGraph if is_graph(object, active) => Place {
                wrap: Wrap::No,
                ..place
            },
            Wrap::Always | Wrap::UnlessGraph => {
                let graph = match place.key {
                    Some(&Key::Id(id)) => id,
                    _ => self.dataset.blank(),
                };
                self.key_of(graph, place, path);
                self.push(graph, Kind::Node);
                Place {
                    graph,
                    key: None,
                    ..place
                }
            }
        }
    }

    /// Whether the key of an index map gives way to the `@index` that the object has.
    fn has_own_index(object: &Object<'_>, scope: &Scope, place: Place<'_>) -> bool {
        let mut names = object.iter();
        matches!(place.key, Some(Key::Index(_)))
            && names.any(|(name, _)| scope.active.keyword(name) == Some(Keyword::Index))
    }

    /// States what the key of a map says about a node.
    fn key_of(&mut self, node: Term, place: Place<'_>, path: &Path<'_>) {
        match place.key {
            None | Some(Key::Id(_)) => {}
            Some(Key::Index(index)) => self.index(node, place.graph, index, path),
            Some(&Key::Property { predicate, object }) => {
                self.quad(node, predicate, object, place.graph);
            }
            Some(&Key::Type(object)) => {
                let predicate = self.known(RDF_TYPE);
                self.quad(node, predicate, object, place.graph);
            }
        }
    }

    /// Whether nothing would be left of an object that no property leads to.
    fn is_lost(&mut self, object: &Object<'_>, scope: &Scope, path: &Path<'_>) -> bool {
        let mut stated = object
            .iter()
            .filter(|(name, value)| is_stated(name, value, &scope.active));
        let what = match (stated.next(), stated.next()) {
            (None, _) => "an object that says nothing",
            (Some((name, _)), None) if scope.active.keyword(name) == Some(Keyword::Id) => {
                "a node of which nothing is said"
            }
            _ => return false,
        };
        self.dropped(path, what);
        true
    }

    /// The term of an `@id`.
    fn id(&mut self, json: &Json<'_>, scope: &Scope, path: &Path<'_>) -> Option<Term> {
        let Json::String(text) = json else {
            let detail = format!("an id is a string, and this is {}", json.kind());
            self.find(path, INVALID_JSONLD, detail);
            return None;
        };
        let expanded = expand(text, &scope.active, false);
        self.resource(text, expanded, false, path)
    }

    /// The members of a node, of its `@reverse` or of its `@nest` (step 13).
    fn members(
        &mut self,
        object: &Object<'_>,
        node: Node<'_>,
        scope: &Scope,
        seen: &mut Vec<Keyword>,
        path: &Path<'_>,
    ) {
        for (name, value) in object.iter() {
            match scope.active.keyword(name) {
                Some(keyword) => {
                    self.keyword(keyword, name, value, node, scope, seen, &path.member(name));
                }
                None if is_keyword_like(name) => {
                    let detail = format!("{name:?} looks like a keyword and is none");
                    self.find(&path.member(name), UNDEFINED_TERM, detail);
                }
                None => self.property(name, value, node, scope, &path.member(name)),
            }
        }
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "one member of one node, and where it stands"
    )]
    fn keyword(
        &mut self,
        keyword: Keyword,
        name: &str,
        value: &Json<'_>,
        node: Node<'_>,
        scope: &Scope,
        seen: &mut Vec<Keyword>,
        path: &Path<'_>,
    ) {
        if node.reverse && keyword != Keyword::Context {
            return self.invalid(path, "@reverse holds properties only");
        }
        let many = matches!(
            keyword,
            Keyword::Context | Keyword::Type | Keyword::Included | Keyword::Nest
        );
        if !many {
            if seen.contains(&keyword) {
                return self.invalid(path, "the same keyword stands here twice");
            }
            seen.push(keyword);
        }
        match keyword {
            Keyword::Context if node.nested => {
                let detail = "a @context in @nest is not supported".to_owned();
                self.find(path, UNSUPPORTED, detail);
            }
            Keyword::Context | Keyword::Id => {}
            Keyword::Type => self.types(value, node, path),
            Keyword::Graph if node.nested => {
                let detail = "a @graph in @nest is not supported".to_owned();
                self.find(path, UNSUPPORTED, detail);
            }
            Keyword::Graph => {
                let start = self.items.len();
                let place = Place::of(Property::Graph, node.subject);
                self.element(value, scope, place, path);
                self.items.truncate(start);
            }
            Keyword::Included => {
                let start = self.items.len();
                let place = Place::of(Property::Top, node.graph);
                self.element(value, scope, place, path);
                self.items.truncate(start);
            }
            Keyword::Index => match value {
                Json::String(index) => self.index(node.subject, node.graph, index, path),
                _ => self.invalid(path, "an index is a string"),
            },
            Keyword::Reverse => self.reverse(value, node, scope, path),
            Keyword::Nest => self.nest(name, value, node, scope, seen, path),
            Keyword::Language | Keyword::Direction => {
                self.dropped(path, "a language or a direction of what is no value");
            }
            _ => {
                let detail = format!("{name:?} means nothing here");
                self.find(path, UNSUPPORTED, detail);
            }
        }
    }

    fn types(&mut self, value: &Json<'_>, node: Node<'_>, path: &Path<'_>) {
        let predicate = self.known(RDF_TYPE);
        for (index, one) in value.as_set().iter().enumerate() {
            let element = path.element(index);
            let path = if value.as_array().is_some() {
                &element
            } else {
                path
            };
            let Json::String(text) = one else {
                self.invalid(path, "a type is a string");
                continue;
            };
            let expanded = expand(text, &node.type_scope.active, true);
            if let Some(object) = self.resource(text, expanded, true, path) {
                self.quad(node.subject, predicate, object, node.graph);
            }
        }
    }

    /// `@reverse`: the values say the properties of this node.
    fn reverse(&mut self, value: &Json<'_>, node: Node<'_>, scope: &Scope, path: &Path<'_>) {
        let Json::Object(object) = value else {
            return self.invalid(path, "@reverse is an object");
        };
        let place = Place::of(Property::Reverse, node.graph);
        let Some(entered) = self.enter(object, scope, place, path) else {
            return;
        };
        let reversed = Node {
            reverse: !node.reverse,
            nested: false,
            ..node
        };
        self.members(object, reversed, entered.scope(), &mut Vec::new(), path);
    }

    /// `@nest`: its members are the node's (step 14).
    fn nest(
        &mut self,
        name: &str,
        value: &Json<'_>,
        node: Node<'_>,
        scope: &Scope,
        seen: &mut Vec<Keyword>,
        path: &Path<'_>,
    ) {
        let mut scope = Cow::Borrowed(scope);
        if let Some(entry) = scope.active.entry(name)
            && entry.definition.scoped.is_some()
        {
            let by = ScopedBy::Property;
            let definition = entry.definition.clone();
            match self.processor.scoped(&scope, name, &definition, by, path) {
                Some(inner) => scope = Cow::Owned(inner),
                None => return,
            }
        }
        for (index, one) in value.as_set().iter().enumerate() {
            let element = path.element(index);
            let path = if value.as_array().is_some() {
                &element
            } else {
                path
            };
            let Json::Object(object) = one else {
                self.invalid(path, "@nest holds objects");
                continue;
            };
            let holds = |keyword| {
                let mut names = object.iter();
                names.any(|(name, _)| scope.active.keyword(name) == Some(keyword))
            };
            if holds(Keyword::Value) || holds(Keyword::List) || holds(Keyword::Set) {
                self.invalid(path, "@nest holds no values, lists or sets");
                continue;
            }
            let nested = Node {
                nested: true,
                ..node
            };
            self.members(object, nested, &scope, seen, path);
        }
    }
}

/// The `@id` of a node, which may stand in its `@nest`.
fn find_id<'v, 'a>(
    object: &'v Object<'a>,
    active: &ActiveContext,
) -> Option<(&'v str, &'v Json<'a>)> {
    object
        .iter()
        .find_map(|(name, value)| match active.keyword(name)? {
            Keyword::Id => Some((name, value)),
            Keyword::Nest => {
                let mut nested = value.as_set().iter().filter_map(Json::as_object);
                nested.find_map(|nested| find_id(nested, active))
            }
            _ => None,
        })
}

/// Whether a member says something: null does not, unless it is JSON that is meant.
fn is_stated(name: &str, value: &Json<'_>, active: &ActiveContext) -> bool {
    let is_json = || {
        let coercion = active
            .entry(name)
            .and_then(|entry| entry.definition.coercion.as_ref());
        coercion == Some(&Coercion::Json)
    };
    name != "@context" && (*value != Json::Null || is_json())
}

/// The `@graph` of a document that says nothing else: it is the default graph.
fn only_graph<'v, 'a>(
    object: &'v Object<'a>,
    active: &ActiveContext,
) -> Option<(&'v str, &'v Json<'a>)> {
    let mut stated = object
        .iter()
        .filter(|(name, value)| is_stated(name, value, active));
    let (name, value) = stated.next()?;
    let alone = stated.next().is_none() && active.keyword(name) == Some(Keyword::Graph);
    alone.then_some((name, value))
}

/// Whether an object is a graph: it has a `@graph`, and beside it an id or an index at most.
fn is_graph(object: &Object<'_>, active: &ActiveContext) -> bool {
    let mut graph = false;
    for (name, value) in object.iter() {
        match active.keyword(name) {
            Some(Keyword::Graph) => graph = true,
            Some(Keyword::Id | Keyword::Index | Keyword::Context) => {}
            _ if *value == Json::Null => {}
            _ => return false,
        }
    }
    graph
}
