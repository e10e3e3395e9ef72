//! Values: scalars, value objects, and their literals (JSON-LD 1.1 API, sections 5.3 “Value
//! Expansion” and 8.2 “Object to RDF Conversion”).
//!
//! A text with a direction becomes a literal whose datatype holds language and direction
//! (`i18n-datatype`, JSON-LD 1.1 API, section 8.2.2, step 13).

use super::context::Scope;
use super::iri::{Expanded, Keyword, expand};
use super::number;
use super::processor::ScopedBy;
use super::rdf::Term;
use super::term::{Coercion, Direction};
use super::walk::{Key, Kind, Place, Property, Walk, Wrap, language};
use super::{DROPPED_VALUE, UNDEFINED_TERM};
use crate::ijson::Path;
use crate::ijson::{Json, Object, canonicalize};
use std::borrow::Cow;

const XSD_BOOLEAN: &str = "http://www.w3.org/2001/XMLSchema#boolean";
const XSD_DOUBLE: &str = "http://www.w3.org/2001/XMLSchema#double";
const XSD_INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";
const XSD_STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
const RDF_JSON: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";
const I18N: &str = "https://www.w3.org/ns/i18n#";

impl Walk<'_> {
    /// A string, a number or a boolean.
    pub(super) fn scalar(
        &mut self,
        json: &Json<'_>,
        scope: &Scope,
        place: Place<'_>,
        path: &Path<'_>,
    ) {
        if place.is_free() && place.wrap == Wrap::No {
            return self.dropped(path, "a value of no property");
        }
        let mut scope = Cow::Borrowed(scope);
        let mut definition = match place.property {
            Property::Term(_, definition) => Some(definition),
            _ => None,
        };
        if let Property::Term(name, own) = place.property
            && own.scoped.is_some()
        {
            let by = ScopedBy::Property;
            match self.processor.scoped(&scope, name, own, by, path) {
                Some(inner) => scope = Cow::Owned(inner),
                None => return,
            }
            definition = scope.active.entry(name).map(|entry| &entry.definition);
        }
        let coercion = definition.and_then(|definition| definition.coercion.as_ref());
        let active = &*scope.active;
        match (coercion, json) {
            (Some(coercion @ (Coercion::Id | Coercion::Vocab)), Json::String(text)) => {
                let expanded = expand(text, active, *coercion == Coercion::Vocab);
                if let Some(term) = self.resource(text, expanded, false, path) {
                    self.node_at(term, place, path);
                }
            }
            // In a list or set of such a term; elsewhere the value is taken as a whole.
            (Some(Coercion::Json), _) => self.json_literal(json, place, path),
            (Some(Coercion::Datatype(datatype)), _) => {
                let term = self.plain_literal(json, Some(datatype));
                self.literal_at(term, place, path);
            }
            (_, Json::String(text)) => {
                let direction = match definition.and_then(|definition| definition.direction) {
                    Some(direction) => direction,
                    None => active.direction,
                };
                let language = language(active, definition);
                if let Some(term) = self.text(text, language, direction, path) {
                    self.literal_at(term, place, path);
                }
            }
            _ => {
                let term = self.plain_literal(json, None);
                self.literal_at(term, place, path);
            }
        }
    }

    /// Pushes a literal that stands at `place`.
    pub(super) fn literal_at(&mut self, term: Term, place: Place<'_>, path: &Path<'_>) {
        if place.wrap != Wrap::No {
            return self.dropped(path, "a value where graphs are expected");
        }
        if let Some(Key::Id(_) | Key::Type(_) | Key::Property { .. }) = place.key {
            return self.invalid(
                path,
                "the key of the map says something about a node, and this is a value",
            );
        }
        self.push(term, Kind::Literal);
    }

    /// The literal of a scalar, of a datatype or of the one that its JSON type has.
    fn plain_literal(&mut self, json: &Json<'_>, datatype: Option<&str>) -> Term {
        match json {
            Json::Bool(value) => {
                let lexical = if *value { "true" } else { "false" };
                let datatype = datatype.unwrap_or(XSD_BOOLEAN);
                self.dataset.literal(lexical, datatype, None)
            }
            Json::Number(value) => {
                self.buffer.clear();
                let said = datatype == Some(XSD_DOUBLE);
                let double = number::write(*value, said, &mut self.buffer);
                let own = if double { XSD_DOUBLE } else { XSD_INTEGER };
                let datatype = datatype.unwrap_or(own);
                self.dataset.literal(&self.buffer, datatype, None)
            }
            other => {
                let text = other.as_str().unwrap_or_default();
                self.dataset
                    .literal(text, datatype.unwrap_or(XSD_STRING), None)
            }
        }
    }

    /// The literal of a text with a language and a direction, if it has them.
    pub(super) fn text(
        &mut self,
        text: &str,
        language: Option<&str>,
        direction: Option<Direction>,
        path: &Path<'_>,
    ) -> Option<Term> {
        if let Some(tag) = language
            && !is_language_tag(tag)
        {
            let detail = format!("{tag:?} is not a language tag: the language would be lost");
            self.find(path, DROPPED_VALUE, detail);
            return None;
        }
        let Some(direction) = direction else {
            return Some(self.dataset.literal(text, XSD_STRING, language));
        };
        self.buffer.clear();
        self.buffer.push_str(I18N);
        self.buffer.push_str(language.unwrap_or_default());
        self.buffer.push('_');
        self.buffer.push_str(direction.name());
        Some(self.dataset.literal(text, &self.buffer, None))
    }

    /// Pushes any JSON as a literal (section 8.2.2, step 7).
    pub(super) fn json_literal(&mut self, json: &Json<'_>, place: Place<'_>, path: &Path<'_>) {
        match String::from_utf8(canonicalize(json)) {
            Ok(canonical) => {
                let term = self.dataset.literal(&canonical, RDF_JSON, None);
                self.literal_at(term, place, path);
            }
            Err(_) => self.invalid(path, "this JSON has no canonical form"),
        }
    }

    /// An object with `@value` (section 5.1.2, step 15).
    pub(super) fn value_object(
        &mut self,
        object: &Object<'_>,
        scope: &Scope,
        type_scope: &Scope,
        place: Place<'_>,
        path: &Path<'_>,
    ) {
        let Some(parts) = self.value_parts(object, scope, path) else {
            return;
        };
        if place.is_free() {
            return self.dropped(path, "a value of no property");
        }
        let datatype = parts
            .datatype
            .map(|text| (text, expand(text, &type_scope.active, true)));
        if let Some((_, Expanded::Keyword(Keyword::Json))) = datatype {
            return self.json_literal(parts.value, place, path);
        }
        match (parts.value, datatype) {
            (Json::Null, _) => self.dropped(path, "a value that is null"),
            (Json::Object(_) | Json::Array(_), _) => {
                self.invalid(path, "an @value is a string, a number or a boolean");
            }
            (value, Some((text, expanded))) => {
                if let Some(term) = self.typed(value, text, expanded, path) {
                    self.literal_at(term, place, path);
                }
            }
            (Json::String(text), None) => {
                let tag = parts.language.map(str::to_ascii_lowercase);
                if let Some(term) = self.text(text, tag.as_deref(), parts.direction, path) {
                    self.literal_at(term, place, path);
                }
            }
            (_, None) if parts.language.is_some() || parts.direction.is_some() => {
                self.invalid(path, "only strings have a language or a direction");
            }
            (value, None) => {
                let term = self.plain_literal(value, None);
                self.literal_at(term, place, path);
            }
        }
    }

    /// A literal of the datatype that `text` was expanded to.
    fn typed(
        &mut self,
        value: &Json<'_>,
        text: &str,
        expanded: Expanded<'_>,
        path: &Path<'_>,
    ) -> Option<Term> {
        let path = path.member("@type");
        let joined;
        let datatype = match expanded {
            Expanded::Defined(iri) | Expanded::Whole(iri) => iri,
            Expanded::Joined(prefix, suffix) => {
                joined = format!("{prefix}{suffix}");
                &joined
            }
            Expanded::Relative => {
                let detail = format!("no context defines the datatype {text:?}");
                self.find(&path, UNDEFINED_TERM, detail);
                return None;
            }
            Expanded::Keyword(_) | Expanded::Nothing => {
                self.invalid(&path, "a keyword is no datatype");
                return None;
            }
        };
        if !super::iri::is_iri(datatype) {
            self.invalid(&path, "a datatype is an IRI");
            return None;
        }
        Some(self.plain_literal(value, Some(datatype)))
    }

    /// Reads the members of a value object; there may be no others than its own.
    fn value_parts<'v, 'a>(
        &mut self,
        object: &'v Object<'a>,
        scope: &Scope,
        path: &Path<'_>,
    ) -> Option<ValueParts<'v, 'a>> {
        let mut parts = ValueParts {
            value: &Json::Null,
            datatype: None,
            language: None,
            direction: None,
        };
        let mut seen = Vec::new();
        for (name, json) in object.iter() {
            let path = path.member(name);
            let Some(keyword) = scope.active.keyword(name) else {
                self.invalid(&path, "an object with @value has no properties");
                return None;
            };
            if seen.contains(&keyword) {
                self.invalid(&path, "the same keyword stands here twice");
                return None;
            }
            seen.push(keyword);
            let fault = match (keyword, json) {
                (Keyword::Context, _) => continue,
                (Keyword::Value, value) => {
                    parts.value = value;
                    continue;
                }
                (Keyword::Type, Json::Array(types)) if types.len() == 1 => {
                    parts.datatype = types[0].as_str();
                    if parts.datatype.is_some() {
                        continue;
                    }
                    "a datatype is a string"
                }
                (Keyword::Type, Json::String(datatype)) => {
                    parts.datatype = Some(datatype);
                    continue;
                }
                (Keyword::Type, _) => "a value has one datatype, a string",
                (Keyword::Language, Json::String(tag)) => {
                    parts.language = Some(tag);
                    continue;
                }
                (Keyword::Language, _) => "a language is a string",
                (Keyword::Direction, json) => match json.as_str().and_then(Direction::of) {
                    Some(direction) => {
                        parts.direction = Some(direction);
                        continue;
                    }
                    None => "a direction is \"ltr\" or \"rtl\"",
                },
                (Keyword::Index, Json::String(_)) => continue,
                (Keyword::Index, _) => "an index is a string",
                _ => {
                    "an object with @value has no other keywords than @type, @language, \
                      @direction and @index"
                }
            };
            self.invalid(&path, fault);
            return None;
        }
        if parts.datatype.is_some() && (parts.language.is_some() || parts.direction.is_some()) {
            self.invalid(
                path,
                "a value has either a datatype, or language and direction",
            );
            return None;
        }
        Some(parts)
    }
}

/// The members of a value object.
struct ValueParts<'v, 'a> {
    value: &'v Json<'a>,
    datatype: Option<&'v str>,
    language: Option<&'v str>,
    direction: Option<Direction>,
}

/// Whether `tag` has the form of a language tag (BCP 47, section 2.1): letters, then letters and
/// digits, in parts of one to eight with hyphens between them; the first part has one letter only
/// where it is `i` or `x`, and then it is not alone.
fn is_language_tag(tag: &str) -> bool {
    let parts_are_sound = tag.split('-').enumerate().all(|(place, part)| {
        (1..=8).contains(&part.len())
            && part.bytes().all(|byte| match place {
                0 => byte.is_ascii_alphabetic(),
                _ => byte.is_ascii_alphanumeric(),
            })
    });
    let begins_with_one_letter = tag.len() == 1 || tag.as_bytes().get(1) == Some(&b'-');
    let may_do_so = ["i-", "x-"].iter().any(|start| tag.starts_with(start));
    parts_are_sound && (!begins_with_one_letter || may_do_so)
}

#[cfg(test)]
mod tests {
    use super::is_language_tag;

    #[test]
    fn language_tags_have_their_form() {
        for tag in [
            "en",
            "de-ch-1996",
            "x-klingon",
            "i-default",
            "sl-rozaj-biske",
        ] {
            assert!(is_language_tag(tag), "{tag}");
        }
        for tag in [
            "",
            "a",
            "x",
            "a-b",
            "en-",
            "-en",
            "e n",
            "en_us",
            "123",
            "abcdefghi",
        ] {
            assert!(!is_language_tag(tag), "{tag}");
        }
    }
}
