//! The contexts that a document brings along, and where contexts may stand at all: Data Integrity
//! 1.0, section 2.4.1 “Validating Contexts”.
//!
//! A suite that signs RDF does not sign contexts: whoever holds a signed document can add one, as
//! long as the RDF stays the same. So an inline context may add names, and nothing else.

use super::as_read::AsRead;
use super::lexicon::{Lexicon, Named, Part};
use super::{CONTEXT_NOT_ALLOWED, TERM_REDEFINED};
use crate::digest::sha256_hex;
use crate::ijson::Path;
use crate::ijson::{Json, Object, canonicalize};

/// Inline contexts that may do more, by the SHA-256 of their canonical JSON (RFC 8785).
const KNOWN: [&str; 1] = [
    // HR Open LER-RS in the form of VC Data Model 2.0: `@vocab` is the recruiting vocabulary.
    "594a3d9b7b79e567b8339bf11d2777fd49d388edc1492cdb0d8e5a7a4a4e193a",
];

/// The contexts that a credential begins with.
const BASES: [&str; 2] = [
    "https://www.w3.org/ns/credentials/v2",
    "https://www.w3.org/2018/credentials/v1",
];

/// The types of what may stand in a document with contexts of its own.
const SECURED: [&str; 4] = [
    "VerifiableCredential",
    "VerifiablePresentation",
    "EnvelopedVerifiableCredential",
    "EnvelopedVerifiablePresentation",
];

/// The contexts on board that a value of `@context` names.
pub(super) fn named(contexts: &Json<'_>, lexicon: &Lexicon) -> Named {
    let urls = contexts.as_set().iter().filter_map(Json::as_str);
    urls.fold(Named::default(), |all, url| all.and(lexicon.named(url)))
}

impl AsRead<'_, '_> {
    /// The contexts of the document itself.
    pub(super) fn contexts(&mut self, contexts: &Json<'_>, part: Part, path: &Path<'_>) {
        for (place, one) in contexts.as_set().iter().enumerate() {
            let element = path.element(place);
            let path = if contexts.as_array().is_some() {
                &element
            } else {
                path
            };
            if let Json::Object(object) = one
                && !KNOWN.contains(&&*sha256_hex(&[&canonicalize(one)]))
            {
                self.inline(object, part, path);
            }
        }
    }

    /// The contexts of an object in the document: only what can be signed on its own has them.
    pub(super) fn embedded(
        &mut self,
        object: &Object<'_>,
        contexts: &Json<'_>,
        part: Part,
        path: &Path<'_>,
    ) {
        let types = object.get("type").map_or(&[][..], Json::as_set);
        let secured = |one: &Json<'_>| one.as_str().is_some_and(|one| SECURED.contains(&one));
        let first = contexts.as_set().first().and_then(Json::as_str);
        if types.iter().any(secured) && first.is_some_and(|first| BASES.contains(&first)) {
            return self.contexts(contexts, part, path);
        }
        let detail = "only a credential or a presentation has contexts of its own".to_owned();
        self.find(path, CONTEXT_NOT_ALLOWED, detail);
    }

    /// An inline context, at the top or scoped to one of its own terms.
    fn inline(&mut self, context: &Object<'_>, part: Part, path: &Path<'_>) {
        for (name, value) in context.iter() {
            let path = path.member(name);
            match (name, value) {
                ("@version" | "@protected" | "@language" | "@direction", _) => {}
                ("id", Json::String(keyword)) if keyword == "@id" => {}
                ("type", Json::String(keyword)) if keyword == "@type" => {}
                _ if name.starts_with('@') => {
                    let detail = format!("{name} in an inline context changes what names mean");
                    self.find(&path, CONTEXT_NOT_ALLOWED, detail);
                }
                _ if self.lexicon.meanings(name, part).next().is_some()
                    || matches!(name, "id" | "type") =>
                {
                    let detail = format!(
                        "{name:?} is defined by a context that the document names; an inline \
                         context may add names only"
                    );
                    self.find(&path, TERM_REDEFINED, detail);
                }
                (_, Json::Object(definition)) => self.definition(definition, part, &path),
                _ => {}
            }
        }
    }

    /// The definition of a new name.
    fn definition(&mut self, definition: &Object<'_>, part: Part, path: &Path<'_>) {
        for (name, value) in definition.iter() {
            let path = path.member(name);
            let plain = match name {
                "@id" | "@type" | "@protected" | "@prefix" | "@language" | "@direction" => true,
                // The keys of other maps are no part of what RDF says of the values.
                "@container" => value.as_set().iter().all(|one| {
                    let kept = |one: &str| matches!(one, "@set" | "@list" | "@language");
                    one.as_str().is_some_and(kept)
                }),
                "@context" => value.as_set().iter().all(|one| one.as_object().is_some()),
                _ => false,
            };
            if !plain {
                let detail = format!("an inline context may not say this of a name: {name}");
                self.find(&path, CONTEXT_NOT_ALLOWED, detail);
            } else if name == "@context" {
                for one in value.as_set().iter().filter_map(Json::as_object) {
                    self.inline(one, part, &path);
                }
            }
        }
    }
}
