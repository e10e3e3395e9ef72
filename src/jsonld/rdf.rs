//! An RDF dataset with interned terms.
//!
//! Each distinct term is kept once, already in the canonical N-Quads form of RDF Dataset
//! Canonicalization (RDFC-1.0, section 5, “A canonical form of N-Quads”), so that comparing terms
//! is comparing numbers and printing a quad is copying four slices.

use foldhash::fast::RandomState;
use std::collections::HashMap;

/// The datatype of plain strings, which N-Quads leaves out.
const XSD_STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
/// The datatype of language-tagged strings, which N-Quads leaves out.
const RDF_LANG_STRING: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";

/// A term of one [`Dataset`]: an IRI, a literal or a blank node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Term(u32);

impl Term {
    /// Stands for the default graph in [`Quad::graph`].
    pub const DEFAULT_GRAPH: Term = Term(u32::MAX);
    const BLANK: u32 = 1 << 31;

    /// Whether this is a blank node.
    pub fn is_blank(self) -> bool {
        self.0 & Self::BLANK != 0 && self != Self::DEFAULT_GRAPH
    }

    /// The number of a blank node, from 0 in the order of their making.
    pub fn blank_number(self) -> Option<usize> {
        self.is_blank().then_some((self.0 & !Self::BLANK) as usize)
    }
}

/// One statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Quad {
    /// An IRI or a blank node.
    pub subject: Term,
    /// An IRI.
    pub predicate: Term,
    /// Any term.
    pub object: Term,
    /// An IRI, a blank node, or [`Term::DEFAULT_GRAPH`].
    pub graph: Term,
}

/// A set of quads and the terms they are made of.
#[derive(Debug, Default)]
pub struct Dataset {
    /// The N-Quads text of every IRI and literal, one after the other.
    text: String,
    /// Where each IRI's or literal's text ends; it begins where the one before ends.
    ends: Vec<u32>,
    terms: HashMap<Box<str>, Term, RandomState>,
    blanks: u32,
    quads: Vec<Quad>,
}

impl Dataset {
    /// A dataset without quads.
    pub fn new() -> Self {
        Self::default()
    }

    /// The term of an IRI.
    pub fn iri(&mut self, iri: &str) -> Term {
        let mut text = String::with_capacity(iri.len() + 2);
        text.push('<');
        push_iri(iri, &mut text);
        text.push('>');
        self.intern(text)
    }

    /// The term of a literal with the datatype's IRI, or with a language tag.
    pub fn literal(&mut self, lexical: &str, datatype: &str, language: Option<&str>) -> Term {
        let mut text = String::with_capacity(lexical.len() + datatype.len() + 8);
        text.push('"');
        push_escaped(lexical, &mut text);
        text.push('"');
        if let Some(language) = language {
            text.push('@');
            text.push_str(language);
        } else if datatype != XSD_STRING && datatype != RDF_LANG_STRING {
            text.push_str("^^<");
            push_iri(datatype, &mut text);
            text.push('>');
        }
        self.intern(text)
    }

    /// A new blank node.
    pub fn blank(&mut self) -> Term {
        let term = Term(Term::BLANK | self.blanks);
        self.blanks += 1;
        term
    }

    /// How many blank nodes have been made.
    pub fn blank_count(&self) -> usize {
        self.blanks as usize
    }

    /// Adds a quad. Adding it twice is adding it once, see [`Dataset::quads`].
    pub fn insert(&mut self, quad: Quad) {
        self.quads.push(quad);
    }

    /// The quads, each once, in no meaningful order.
    pub fn quads(&mut self) -> &[Quad] {
        self.quads.sort_unstable();
        self.quads.dedup();
        &self.quads
    }

    /// The canonical N-Quads text of an IRI or literal; `None` for a blank node.
    pub fn text(&self, term: Term) -> Option<&str> {
        let place = term.0 as usize;
        let end = *self.ends.get(place)? as usize;
        let start = place
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize);
        Some(&self.text[start..end])
    }

    fn intern(&mut self, text: String) -> Term {
        if let Some(term) = self.terms.get(text.as_str()) {
            return *term;
        }
        #[allow(
            clippy::cast_possible_truncation,
            reason = "documents are bounded far below 2^31 bytes"
        )]
        let term = Term(self.ends.len() as u32);
        self.text.push_str(&text);
        #[allow(clippy::cast_possible_truncation, reason = "as above")]
        self.ends.push(self.text.len() as u32);
        self.terms.insert(text.into_boxed_str(), term);
        term
    }
}

/// Appends an IRI; the characters that an IRI may not hold become `\uXXXX`.
fn push_iri(iri: &str, out: &mut String) {
    for character in iri.chars() {
        match character {
            '\u{0}'..='\u{20}' | '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' => {
                push_unicode_escape(character, out);
            }
            other => out.push(other),
        }
    }
}

/// Appends a literal's characters, escaped as canonical N-Quads wants: named escapes for
/// backspace, tab, line feed, form feed, carriage return, quotation mark and backslash; `\uXXXX`
/// for the other control characters and for delete.
fn push_escaped(text: &str, out: &mut String) {
    let mut start = 0;
    for (place, byte) in text.bytes().enumerate() {
        let named = match byte {
            0x08 => "\\b",
            b'\t' => "\\t",
            b'\n' => "\\n",
            0x0c => "\\f",
            b'\r' => "\\r",
            b'"' => "\\\"",
            b'\\' => "\\\\",
            0x00..=0x1f | 0x7f => "",
            _ => continue,
        };
        out.push_str(&text[start..place]);
        start = place + 1;
        if named.is_empty() {
            push_unicode_escape(char::from(byte), out);
        } else {
            out.push_str(named);
        }
    }
    out.push_str(&text[start..]);
}

fn push_unicode_escape(character: char, out: &mut String) {
    use std::fmt::Write;
    // Writing into a string cannot fail.
    let _ = write!(out, "\\u{:04X}", u32::from(character));
}
