//! Making term definitions out of a local context (JSON-LD 1.1 API, section 4.2 “Create Term
//! Definition”).

use super::context::Draft;
use super::iri::{Keyword, has_scheme, is_blank, is_iri, is_keyword_like, split};
use super::processor::Processor;
use super::term::{Coercion, Container, Definition, Direction, Mapping};
use super::{INVALID_CONTEXT, PROTECTED_REDEFINITION, RELATIVE_IRI, RESERVED_TERM, UNSUPPORTED};
use crate::ijson::Path;
use crate::ijson::{Json, Object};
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::sync::Arc;

/// How far a definition may lean on others that stand in the same context: a chain of prefixes is
/// followed by recursion.
const LONGEST_CHAIN: usize = 32;

const RESERVED: &str = "words that begin with @ are reserved";

/// How far the definition of a term has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    Untouched,
    Underway,
    Done,
}

/// The terms of one local context while they are being defined.
pub(super) struct Terms<'t, 'l, 'a, 'c> {
    processor: &'t mut Processor<'c>,
    draft: &'t mut Draft,
    path: &'t Path<'t>,
    /// `@protected` of the whole context.
    protected: bool,
    /// Whether terms that are protected may be defined anew: in property-scoped contexts.
    override_protected: bool,
    members: HashMap<&'l str, (&'l Json<'a>, Progress), RandomState>,
    chain: usize,
    failed: bool,
}

/// The definition cannot be made; the finding is written already.
struct Refused;

impl<'t, 'l, 'a, 'c> Terms<'t, 'l, 'a, 'c> {
    /// Defines all terms of `local` in `draft`; `false` if some could not be.
    pub(super) fn define(
        processor: &'t mut Processor<'c>,
        draft: &'t mut Draft,
        local: &'l Object<'a>,
        override_protected: bool,
        path: &'t Path<'t>,
    ) -> bool {
        let mut members = HashMap::with_capacity_and_hasher(local.len(), RandomState::default());
        for (term, value) in local.iter() {
            if !is_about_the_context(term) {
                members.insert(term, (value, Progress::Untouched));
            }
        }
        let mut terms = Terms {
            processor,
            draft,
            path,
            protected: local.get("@protected") == Some(&Json::Bool(true)),
            override_protected,
            members,
            chain: 0,
            failed: false,
        };
        for (term, _) in local.iter() {
            if !is_about_the_context(term) {
                terms.term(term);
            }
        }
        !terms.failed
    }

    /// Defines one term, if that is not done yet.
    fn term(&mut self, term: &'l str) {
        let Some((value, progress)) = self.members.get_mut(term) else {
            return;
        };
        let value = *value;
        match *progress {
            Progress::Done => return,
            Progress::Underway => {
                self.refuse(term, INVALID_CONTEXT, "it is defined by itself");
                return;
            }
            Progress::Untouched => *progress = Progress::Underway,
        }
        if !self.processor.spend(self.path) {
            self.failed = true;
            return;
        }
        if self.chain == LONGEST_CHAIN {
            let why = "it leans on too many others in the same context";
            self.refuse(term, UNSUPPORTED, why);
            return;
        }
        self.chain += 1;
        if let Ok(definition) = self.definition(term, value) {
            self.put(term, definition);
        }
        self.chain -= 1;
        if let Some((_, progress)) = self.members.get_mut(term) {
            *progress = Progress::Done;
        }
    }

    /// Keeps a definition, unless it changes a protected one.
    fn put(&mut self, term: &str, mut definition: Definition) {
        if !self.override_protected
            && let Some(before) = self.draft.definition(term)
            && before.protected
        {
            if !definition.means_the_same_as(before) {
                self.refuse(
                    term,
                    PROTECTED_REDEFINITION,
                    "it is protected: an earlier context defines it, and says that it must not \
                     be given another meaning",
                );
                return;
            }
            definition.protected = true;
        }
        self.draft
            .terms
            .insert(Arc::from(term), Arc::new(definition));
    }

    fn refuse(&mut self, term: &str, problem: &'static str, why: &str) -> Refused {
        self.failed = true;
        let place = self.path.member(term);
        let detail = format!("the term {term:?} cannot be defined: {why}");
        self.processor.find(&place, problem, detail);
        Refused
    }

    fn invalid(&mut self, term: &str, why: &str) -> Refused {
        self.refuse(term, INVALID_CONTEXT, why)
    }

    /// The steps of “Create Term Definition”, in its order.
    fn definition(&mut self, term: &'l str, value: &'l Json<'a>) -> Result<Definition, Refused> {
        if term.is_empty() {
            return Err(self.invalid(term, "it is empty"));
        }
        if term == "@type" {
            self.check_redefinition_of_type(term, value)?;
        } else if Keyword::of(term).is_some() {
            return Err(self.invalid(term, "it is a keyword"));
        } else if is_keyword_like(term) {
            return Err(self.refuse(term, RESERVED_TERM, RESERVED));
        }
        let expanded;
        let (object, simple) = match value {
            Json::Null => {
                let mut definition = Definition::new(self.protected);
                definition.mapping = Mapping::Nothing;
                return Ok(definition);
            }
            Json::String(iri) => {
                expanded = [("@id", Json::String(iri.clone()))].into_iter().collect();
                (&expanded, true)
            }
            Json::Object(object) => (object, false),
            other => {
                let why = format!("its definition is {}", other.kind());
                return Err(self.invalid(term, &why));
            }
        };
        self.check_members(term, object)?;
        let mut definition = Definition::new(self.protected);
        if let Some(protected) = object.get("@protected") {
            let Json::Bool(protected) = protected else {
                return Err(self.invalid(term, "@protected is neither true nor false"));
            };
            definition.protected = *protected;
        }
        definition.coercion = self.coercion(term, object)?;
        if let Some(reverse) = object.get("@reverse") {
            self.reverse(term, object, reverse, &mut definition)?;
        } else {
            self.mapping(term, object, simple, &mut definition)?;
        }
        self.container(term, object, &mut definition)?;
        self.index(term, object, &mut definition)?;
        let scoped = object.get("@context");
        definition.scoped = scoped.map(|context| Arc::new(context.clone().into_owned()));
        self.language_and_direction(term, object, &mut definition)?;
        self.nest_and_prefix(term, object, &mut definition)?;
        Ok(definition)
    }

    /// `@type` may be given the container `@set`, and be protected; nothing else.
    fn check_redefinition_of_type(&mut self, term: &str, value: &Json<'_>) -> Result<(), Refused> {
        let allowed = |(name, value): (&str, &Json<'_>)| match name {
            "@container" => value.as_str() == Some("@set"),
            "@protected" => true,
            _ => false,
        };
        match value.as_object() {
            Some(object) if !object.is_empty() && object.iter().all(allowed) => Ok(()),
            _ => Err(self.invalid(term, "it is a keyword")),
        }
    }

    fn check_members(&mut self, term: &str, object: &Object<'_>) -> Result<(), Refused> {
        for (name, _) in object.iter() {
            if !matches!(
                name,
                "@id"
                    | "@reverse"
                    | "@container"
                    | "@context"
                    | "@direction"
                    | "@index"
                    | "@language"
                    | "@nest"
                    | "@prefix"
                    | "@protected"
                    | "@type"
            ) {
                let why = format!("{name:?} means nothing in a definition");
                return Err(self.invalid(term, &why));
            }
        }
        Ok(())
    }

    fn coercion(&mut self, term: &str, object: &Object<'a>) -> Result<Option<Coercion>, Refused> {
        let Some(value) = object.get("@type") else {
            return Ok(None);
        };
        let Some(text) = value.as_str() else {
            return Err(self.invalid(term, "its @type is not a string"));
        };
        Ok(Some(match self.expand(text) {
            Mapping::Keyword(Keyword::Id) => Coercion::Id,
            Mapping::Keyword(Keyword::Vocab) => Coercion::Vocab,
            Mapping::Keyword(Keyword::Json) => Coercion::Json,
            Mapping::Keyword(Keyword::None) => Coercion::None,
            Mapping::Iri(iri) if is_iri(&iri) => Coercion::Datatype(iri),
            Mapping::Iri(_) if has_scheme(text) || is_blank(text) => {
                return Err(self.invalid(term, "its @type is not an IRI"));
            }
            Mapping::Iri(_) => {
                return Err(self.refuse(term, RELATIVE_IRI, "its @type is not an absolute IRI"));
            }
            _ => return Err(self.invalid(term, "its @type is no type")),
        }))
    }

    fn reverse(
        &mut self,
        term: &str,
        object: &Object<'a>,
        reverse: &Json<'a>,
        definition: &mut Definition,
    ) -> Result<(), Refused> {
        if object.contains("@id") || object.contains("@nest") {
            return Err(self.invalid(term, "@reverse stands beside @id or @nest"));
        }
        let Some(text) = reverse.as_str() else {
            return Err(self.invalid(term, "@reverse is not a string"));
        };
        if is_keyword_like(text) && Keyword::of(text).is_none() {
            return Err(self.refuse(term, RESERVED_TERM, RESERVED));
        }
        let Mapping::Iri(iri) = self.expand(text) else {
            return Err(self.invalid(term, "@reverse is not an IRI"));
        };
        self.check_absolute(term, &iri)?;
        definition.mapping = Mapping::Iri(iri);
        definition.reverse = true;
        Ok(())
    }

    /// What the term stands for: `@id`, or what the term itself expands to.
    fn mapping(
        &mut self,
        term: &'l str,
        object: &Object<'a>,
        simple: bool,
        definition: &mut Definition,
    ) -> Result<(), Refused> {
        match object.get("@id") {
            Some(Json::Null) => return Ok(()),
            Some(Json::String(id)) if id == term => {}
            Some(Json::String(id)) => {
                return self.mapping_to(term, id, simple, definition);
            }
            Some(_) => return Err(self.invalid(term, "its @id is not a string")),
            None => {}
        }
        if term == "@type" {
            definition.mapping = Mapping::Keyword(Keyword::Type);
            return Ok(());
        }
        let iri = self.expand_term(term);
        match iri {
            Some(iri) => {
                self.check_absolute(term, &iri)?;
                definition.mapping = Mapping::Iri(iri);
                Ok(())
            }
            None => Err(self.refuse(
                term,
                RELATIVE_IRI,
                "it has no @id, and there is no @vocab that would make an IRI of it",
            )),
        }
    }

    fn mapping_to(
        &mut self,
        term: &'l str,
        id: &str,
        simple: bool,
        definition: &mut Definition,
    ) -> Result<(), Refused> {
        if is_keyword_like(id) && Keyword::of(id).is_none() {
            return Err(self.refuse(term, RESERVED_TERM, RESERVED));
        }
        definition.mapping = self.expand(id);
        match &definition.mapping {
            Mapping::Keyword(Keyword::Context) => {
                return Err(self.invalid(term, "@context has no aliases"));
            }
            Mapping::Keyword(_) => {}
            Mapping::Iri(iri) => {
                let iri = iri.clone();
                self.check_absolute(term, &iri)?;
            }
            Mapping::Nothing => return Err(self.invalid(term, "its @id stands for nothing")),
        }
        let inner = term.as_bytes().get(1..term.len() - 1).unwrap_or_default();
        let looks_like_iri = inner.contains(&b':') || term.contains('/');
        if looks_like_iri {
            if let Some((_, progress)) = self.members.get_mut(term) {
                *progress = Progress::Done;
            }
            let same = match (self.expand(term), &definition.mapping) {
                (Mapping::Iri(left), Mapping::Iri(right)) => left == *right,
                _ => false,
            };
            if !same {
                return Err(self.invalid(term, "it is an IRI and is given another meaning"));
            }
        }
        if !term.contains([':', '/'])
            && simple
            && let Mapping::Iri(iri) = &definition.mapping
        {
            definition.prefix = is_blank(iri) || iri.ends_with([':', '/', '?', '#', '[', ']', '@']);
        }
        Ok(())
    }

    /// What the term expands to when it has no `@id` of its own.
    fn expand_term(&mut self, term: &'l str) -> Option<Arc<str>> {
        if let Some((prefix, suffix)) = split(term) {
            self.define_first(prefix);
            if let Some(definition) = self.draft.definition(prefix)
                && let Mapping::Iri(iri) = &definition.mapping
                && !suffix.starts_with("//")
            {
                return Some(Arc::from(format!("{iri}{suffix}")));
            }
            if has_scheme(term) || is_blank(term) {
                return Some(Arc::from(term));
            }
        }
        let vocab = self.draft.vocab.as_deref()?;
        Some(Arc::from(format!("{vocab}{term}")))
    }

    fn check_absolute(&mut self, term: &str, iri: &str) -> Result<(), Refused> {
        if is_iri(iri) || is_blank(iri) {
            return Ok(());
        }
        if has_scheme(iri) {
            return Err(self.invalid(term, "it stands for something that is not an IRI"));
        }
        Err(self.refuse(
            term,
            RELATIVE_IRI,
            "what it stands for is not an absolute IRI",
        ))
    }

    fn container(
        &mut self,
        term: &str,
        object: &Object<'a>,
        definition: &mut Definition,
    ) -> Result<(), Refused> {
        let value = match object.get("@container") {
            None => return Ok(()),
            Some(Json::Null) if definition.reverse => return Ok(()),
            Some(value) => value,
        };
        for name in value.as_set() {
            let Some(one) = name.as_str().and_then(Container::named) else {
                return Err(self.invalid(term, "its @container is no container"));
            };
            definition.container.0 |= one.0;
        }
        let container = definition.container;
        let reversible = Container::SET.0 | Container::INDEX.0;
        if !container.is_allowed() || value.as_array().is_some_and(<[_]>::is_empty) {
            return Err(self.invalid(term, "its containers do not go together"));
        }
        if definition.reverse && container.0 & !reversible != 0 {
            return Err(self.invalid(term, "a reverse term holds sets or index maps only"));
        }
        if container.has(Container::TYPE) {
            match definition.coercion.get_or_insert(Coercion::Id) {
                Coercion::Id | Coercion::Vocab => {}
                _ => return Err(self.invalid(term, "a type map holds nodes only")),
            }
        }
        Ok(())
    }

    fn index(
        &mut self,
        term: &str,
        object: &Object<'a>,
        definition: &mut Definition,
    ) -> Result<(), Refused> {
        let Some(index) = object.get("@index") else {
            return Ok(());
        };
        let Some(text) = index.as_str() else {
            return Err(self.invalid(term, "its @index is not a string"));
        };
        if !definition.container.has(Container::INDEX) {
            return Err(self.invalid(term, "it has an @index and is no index map"));
        }
        match self.expand(text) {
            Mapping::Iri(iri) if is_iri(&iri) => {}
            _ => return Err(self.invalid(term, "its @index is not a property")),
        }
        definition.index = Some(Arc::from(text));
        Ok(())
    }

    fn language_and_direction(
        &mut self,
        term: &str,
        object: &Object<'a>,
        definition: &mut Definition,
    ) -> Result<(), Refused> {
        let typed = object.contains("@type");
        match object.get("@language") {
            None => {}
            Some(_) if typed => {}
            Some(Json::Null) => definition.language = Some(None),
            Some(Json::String(tag)) => {
                definition.language = Some(Some(Arc::from(tag.to_ascii_lowercase())));
            }
            Some(_) => return Err(self.invalid(term, "its @language is not a string")),
        }
        match object.get("@direction") {
            None => {}
            Some(_) if typed => {}
            Some(Json::Null) => definition.direction = Some(None),
            Some(value) => match value.as_str().and_then(Direction::of) {
                Some(direction) => definition.direction = Some(Some(direction)),
                None => return Err(self.invalid(term, "its @direction is no direction")),
            },
        }
        Ok(())
    }

    fn nest_and_prefix(
        &mut self,
        term: &str,
        object: &Object<'a>,
        definition: &mut Definition,
    ) -> Result<(), Refused> {
        match object.get("@nest") {
            None => {}
            Some(Json::String(nest)) if nest == "@nest" || Keyword::of(nest).is_none() => {
                definition.nest = Some(Arc::from(nest.as_ref()));
            }
            Some(_) => return Err(self.invalid(term, "its @nest is no nesting property")),
        }
        match object.get("@prefix") {
            None => {}
            Some(Json::Bool(prefix)) => {
                let keyword = matches!(definition.mapping, Mapping::Keyword(_));
                if term.contains([':', '/']) || *prefix && keyword {
                    return Err(self.invalid(term, "it cannot be a prefix"));
                }
                definition.prefix = *prefix;
            }
            Some(_) => return Err(self.invalid(term, "@prefix is neither true nor false")),
        }
        Ok(())
    }

    /// IRI expansion while the context is being made: what `text` leans on is defined first.
    /// What stays relative comes back as it is.
    fn expand(&mut self, text: &str) -> Mapping {
        if let Some(keyword) = Keyword::of(text) {
            return Mapping::Keyword(keyword);
        }
        if is_keyword_like(text) {
            return Mapping::Nothing;
        }
        self.define_first(text);
        if let Some(definition) = self.draft.definition(text) {
            return definition.mapping.clone();
        }
        if let Some((prefix, suffix)) = split(text) {
            if prefix == "_" || suffix.starts_with("//") {
                return Mapping::Iri(Arc::from(text));
            }
            self.define_first(prefix);
            if let Some(definition) = self.draft.definition(prefix)
                && definition.prefix
                && let Mapping::Iri(iri) = &definition.mapping
            {
                return Mapping::Iri(Arc::from(format!("{iri}{suffix}")));
            }
            if has_scheme(text) {
                return Mapping::Iri(Arc::from(text));
            }
        }
        match &self.draft.vocab {
            Some(vocab) => Mapping::Iri(Arc::from(format!("{vocab}{text}"))),
            None => Mapping::Iri(Arc::from(text)),
        }
    }

    /// Defines `term` if this context has it.
    fn define_first(&mut self, term: &str) {
        if let Some((&term, &(_, progress))) = self.members.get_key_value(term)
            && progress != Progress::Done
        {
            self.term(term);
        }
    }
}

/// Whether a member of a context is no term but says something about the whole context.
fn is_about_the_context(name: &str) -> bool {
    matches!(
        name,
        "@base"
            | "@direction"
            | "@import"
            | "@language"
            | "@propagate"
            | "@protected"
            | "@version"
            | "@vocab"
    )
}
