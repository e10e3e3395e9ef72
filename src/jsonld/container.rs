//! The values of a property, as its container has them (JSON-LD 1.1 API, section 5.1.2, steps 13.6
//! to 13.14): lists, sets, graphs, and maps by language, index, id or type.

use super::UNSUPPORTED;
use super::context::Scope;
use super::iri::{Expanded, Keyword, expand};
use super::processor::ScopedBy;
use super::rdf::Term;
use super::term::{Coercion, Container, Definition};
use super::walk::{Key, Kind, Place, Property, Walk, Wrap};
use crate::ijson::Path;
use crate::ijson::{Json, Object};
use std::borrow::Cow;
use std::sync::Arc;

impl Walk<'_> {
    /// Pushes the values of a property.
    pub(super) fn values(
        &mut self,
        value: &Json<'_>,
        property: Property<'_>,
        scope: &Scope,
        graph: Term,
        path: &Path<'_>,
    ) {
        let mut place = Place::of(property, graph);
        let Property::Term(_, definition) = property else {
            return self.element(value, scope, place, path);
        };
        if definition.coercion == Some(Coercion::Json) {
            return self.json_literal(value, place, path);
        }
        let container = definition.container;
        if container.has(Container::LIST) {
            return self.list_values(value, scope, place, path);
        }
        if let Json::Object(map) = value {
            if container.has(Container::LANGUAGE) {
                return self.language_map(map, definition, scope, path);
            }
            if container.is_map() {
                return self.map(map, scope, place, definition, path);
            }
        }
        if container.has(Container::GRAPH) && !container.is_map() {
            place.wrap = Wrap::Always;
        }
        self.element(value, scope, place, path);
    }

    /// The value of a list property: one list, which it may be already.
    fn list_values(&mut self, value: &Json<'_>, scope: &Scope, place: Place<'_>, path: &Path<'_>) {
        let start = self.items.len();
        let place = Place {
            in_list: true,
            ..place
        };
        self.element(value, scope, place, path);
        let made = self.items.get(start..).unwrap_or_default();
        let is_list =
            value.as_object().is_some() && matches!(made, [one] if one.kind == Kind::List);
        if !is_list {
            self.close_list(start, place.graph);
        }
    }

    /// A map from languages to texts.
    fn language_map(
        &mut self,
        map: &Object<'_>,
        definition: &Arc<Definition>,
        scope: &Scope,
        path: &Path<'_>,
    ) {
        let direction = match definition.direction {
            Some(direction) => direction,
            None => scope.active.direction,
        };
        for (tag, texts) in map.iter() {
            let path = path.member(tag);
            let none = matches!(
                expand(tag, &scope.active, true),
                Expanded::Keyword(Keyword::None)
            );
            let language = (!none).then(|| tag.to_ascii_lowercase());
            for text in texts.as_set() {
                match text {
                    Json::Null => {}
                    Json::String(text) => {
                        let text = self.text(text, language.as_deref(), direction, &path);
                        if let Some(term) = text {
                            self.push(term, Kind::Literal);
                        }
                    }
                    _ => self.invalid(&path, "a map of languages holds strings"),
                }
            }
        }
    }

    /// A map by index, id or type.
    fn map(
        &mut self,
        map: &Object<'_>,
        scope: &Scope,
        place: Place<'_>,
        definition: &Arc<Definition>,
        path: &Path<'_>,
    ) {
        let container = definition.container;
        let by_node = container.has(Container::ID) || container.has(Container::TYPE);
        if definition.scoped.is_some() && (by_node || definition.index.is_some()) {
            // Implementations do not agree in which context the keys are read.
            let detail = "a map of a term that has a context of its own is not supported";
            return self.find(path, UNSUPPORTED, detail.to_owned());
        }
        let around = match &scope.previous {
            Some(previous) if by_node => Cow::Owned(Scope {
                active: previous.clone(),
                previous: None,
            }),
            _ => Cow::Borrowed(scope),
        };
        for (name, value) in map.iter() {
            let path = path.member(name);
            let mut inner = Cow::Borrowed(&*around);
            if container.has(Container::TYPE)
                && let Some(entry) = around.active.entry(name)
                && entry.definition.scoped.is_some()
            {
                let by = ScopedBy::Type;
                let scoped = self
                    .processor
                    .scoped(&around, name, &entry.definition, by, &path);
                match scoped {
                    Some(scoped) => inner = Cow::Owned(scoped),
                    None => continue,
                }
            }
            let Ok(key) = self.key(name, scope, definition, &path) else {
                continue;
            };
            let place = Place {
                from_map: true,
                wrap: match container.has(Container::GRAPH) {
                    true => Wrap::UnlessGraph,
                    false => Wrap::No,
                },
                key: key.as_ref(),
                ..place
            };
            self.element(value, &inner, place, &path);
        }
    }

    /// What the key `name` of a map says; `Err` when that could not be read.
    fn key<'k>(
        &mut self,
        name: &'k str,
        scope: &Scope,
        definition: &Arc<Definition>,
        path: &Path<'_>,
    ) -> Result<Option<Key<'k>>, ()> {
        let expanded = expand(name, &scope.active, true);
        if expanded == Expanded::Keyword(Keyword::None) {
            return Ok(None);
        }
        let container = definition.container;
        if container.has(Container::ID) {
            let expanded = expand(name, &scope.active, false);
            let term = self.resource(name, expanded, false, path).ok_or(())?;
            return Ok(Some(Key::Id(term)));
        }
        if container.has(Container::TYPE) {
            let term = self.resource(name, expanded, true, path).ok_or(())?;
            return Ok(Some(Key::Type(term)));
        }
        let Some(index) = definition.index.as_deref() else {
            return Ok(Some(Key::Index(name)));
        };
        let expanded = expand(index, &scope.active, true);
        let predicate = self.resource(index, expanded, false, path).ok_or(())?;
        let object = self.index_value(name, index, scope, path).ok_or(())?;
        Ok(Some(Key::Property { predicate, object }))
    }

    /// The key of a map as a value of the property that holds the keys.
    fn index_value(
        &mut self,
        name: &str,
        index: &str,
        scope: &Scope,
        path: &Path<'_>,
    ) -> Option<Term> {
        let entry = scope.active.entry(index);
        let start = self.items.len();
        let property = match entry {
            Some(entry) => Property::Term(index, &entry.definition),
            None => Property::Undefined,
        };
        let place = Place::of(property, Term::DEFAULT_GRAPH);
        self.scalar(&Json::String(name.into()), scope, place, path);
        let item = self.items.pop();
        self.items.truncate(start);
        item.map(|item| item.term)
    }

    /// An object with `@list`.
    pub(super) fn list_object<'p>(
        &mut self,
        object: &Object<'_>,
        scope: &'p Scope,
        place: Place<'p>,
        path: &Path<'_>,
    ) {
        if place.is_free() {
            return self.dropped(path, "a list of no property");
        }
        if let Some((name, value)) = self.contents(object, Keyword::List, scope, path) {
            let place = Place {
                property: place.property.seen_in(&scope.active),
                from_map: false,
                key: None,
                ..place
            };
            self.list(value, scope, place, &path.member(name));
        }
    }

    /// An object with `@set`: its elements stand for it.
    pub(super) fn set_object<'p>(
        &mut self,
        object: &Object<'_>,
        scope: &'p Scope,
        place: Place<'p>,
        path: &Path<'_>,
    ) {
        let Some((name, value)) = self.contents(object, Keyword::Set, scope, path) else {
            return;
        };
        let place = Place {
            property: place.property.seen_in(&scope.active),
            from_map: false,
            ..place
        };
        let start = self.items.len();
        self.element(value, scope, place, &path.member(name));
        if place.in_list && self.may_hold_lists(place, path) {
            self.close_list(start, place.graph);
        }
    }

    /// The value of `@list` or `@set`; beside it there may only be an `@index`.
    fn contents<'v, 'a>(
        &mut self,
        object: &'v Object<'a>,
        keyword: Keyword,
        scope: &Scope,
        path: &Path<'_>,
    ) -> Option<(&'v str, &'v Json<'a>)> {
        let mut contents = None;
        for (name, value) in object.iter() {
            match (scope.active.keyword(name), value) {
                (Some(Keyword::Context), _) | (Some(Keyword::Index), Json::String(_)) => {}
                (Some(found), _) if found == keyword && contents.is_none() => {
                    contents = Some((name, value));
                }
                _ => {
                    self.invalid(
                        &path.member(name),
                        "beside @list or @set there is nothing but an @index",
                    );
                    return None;
                }
            }
        }
        contents
    }
}
