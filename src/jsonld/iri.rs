//! Keywords, and the expansion of terms, compact IRIs and IRIs in a finished context (JSON-LD 1.1,
//! section 1.7; JSON-LD 1.1 API, section 5.2 “IRI Expansion”).
//!
//! There is no base: a document that is signed means the same wherever it lies, so what would be
//! relative to its address stays relative here, and is refused where it is used.

use super::context::ActiveContext;
use super::rdf::is_iri_text;
use super::term::Mapping;

/// The keywords of JSON-LD 1.1 that can stand in a document or a context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    Base,
    Container,
    Context,
    Direction,
    Graph,
    Id,
    Import,
    Included,
    Index,
    Json,
    Language,
    List,
    Nest,
    None,
    Prefix,
    Preserve,
    Propagate,
    Protected,
    Reverse,
    Set,
    Type,
    Value,
    Version,
    Vocab,
}

impl Keyword {
    /// The keyword that `text` is.
    pub(super) fn of(text: &str) -> Option<Self> {
        Some(match text {
            "@base" => Self::Base,
            "@container" => Self::Container,
            "@context" => Self::Context,
            "@direction" => Self::Direction,
            "@graph" => Self::Graph,
            "@id" => Self::Id,
            "@import" => Self::Import,
            "@included" => Self::Included,
            "@index" => Self::Index,
            "@json" => Self::Json,
            "@language" => Self::Language,
            "@list" => Self::List,
            "@nest" => Self::Nest,
            "@none" => Self::None,
            "@prefix" => Self::Prefix,
            "@preserve" => Self::Preserve,
            "@propagate" => Self::Propagate,
            "@protected" => Self::Protected,
            "@reverse" => Self::Reverse,
            "@set" => Self::Set,
            "@type" => Self::Type,
            "@value" => Self::Value,
            "@version" => Self::Version,
            "@vocab" => Self::Vocab,
            _ => return None,
        })
    }
}

/// Whether `text` looks like a keyword: `@` and letters. Such terms are reserved for later
/// versions of JSON-LD, which would read the document in another way.
pub(super) fn is_keyword_like(text: &str) -> bool {
    text.strip_prefix('@').is_some_and(|letters| {
        !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
    })
}

/// Whether `text` has the form of an absolute IRI: a scheme, and no character that an IRI may not
/// hold (RFC 3987, section 2.2; N-Quads, production `IRIREF`).
pub(super) fn is_iri(text: &str) -> bool {
    has_scheme(text) && is_iri_text(text)
}

/// Whether `text` begins with a scheme and a colon (RFC 3986, section 3.1).
pub(super) fn has_scheme(text: &str) -> bool {
    let bytes = text.as_bytes();
    if !bytes.first().is_some_and(u8::is_ascii_alphabetic) {
        return false;
    }
    let more = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    bytes.iter().find(|byte| !more(byte)) == Some(&b':')
}

/// Whether `text` is a blank node identifier.
pub(super) fn is_blank(text: &str) -> bool {
    text.starts_with("_:")
}

/// The prefix and the suffix of what may be a compact IRI: cut at the first colon that is not the
/// first character.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let colon = 1 + text.bytes().skip(1).position(|byte| byte == b':')?;
    Some((&text[..colon], &text[colon + 1..]))
}

/// What a text stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expanded<'v> {
    /// A term that a context sets to null, or a text that looks like a keyword.
    Nothing,
    /// A keyword or an alias of one.
    Keyword(Keyword),
    /// What a term stands for: an IRI, known to be one, or a blank node identifier.
    Defined(&'v str),
    /// What has the look of an IRI, or a blank node identifier.
    Whole(&'v str),
    /// An IRI in two parts: what a prefix or `@vocab` stands for, and the rest.
    Joined(&'v str, &'v str),
    /// Neither: it depends on a base, or no context defines it.
    Relative,
}

/// Expands `value` in `active`; `vocab` says whether terms and `@vocab` count, as they do for
/// types and for values of type `@vocab`.
pub(super) fn expand<'v>(value: &'v str, active: &'v ActiveContext, vocab: bool) -> Expanded<'v> {
    if value.starts_with('@') {
        if let Some(keyword) = Keyword::of(value) {
            return Expanded::Keyword(keyword);
        }
        if is_keyword_like(value) {
            return Expanded::Nothing;
        }
    }
    if vocab && let Some(entry) = active.entry(value) {
        return match &entry.definition.mapping {
            Mapping::Nothing => Expanded::Nothing,
            Mapping::Keyword(keyword) => Expanded::Keyword(*keyword),
            Mapping::Iri(iri) => Expanded::Defined(iri),
        };
    }
    expand_undefined(value, active, vocab)
}

/// The same for a text that is no keyword and no term.
pub(super) fn expand_undefined<'v>(
    value: &'v str,
    active: &'v ActiveContext,
    vocab: bool,
) -> Expanded<'v> {
    if let Some((prefix, suffix)) = split(value) {
        if prefix == "_" || suffix.starts_with("//") {
            return Expanded::Whole(value);
        }
        if let Some(entry) = active.entry(prefix)
            && entry.definition.prefix
            && let Mapping::Iri(iri) = &entry.definition.mapping
        {
            return Expanded::Joined(iri, suffix);
        }
        if has_scheme(value) {
            return Expanded::Whole(value);
        }
    }
    match &active.vocab {
        Some(mapping) if vocab => Expanded::Joined(mapping, value),
        _ => Expanded::Relative,
    }
}
