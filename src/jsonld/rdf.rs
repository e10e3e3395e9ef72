//! An RDF dataset with interned terms.
//!
//! Each distinct term is kept once, already in the canonical N-Quads form of RDF Dataset
//! Canonicalization (RDFC-1.0, section 5, “A canonical form of N-Quads”), so that comparing terms
//! is comparing numbers and printing a quad is copying four slices.

use foldhash::fast::RandomState;
use std::hash::BuildHasher;

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
    /// The N-Quads text of every IRI and literal, one after the other, each with a space behind
    /// it, as it stands in a line.
    text: String,
    /// Where each IRI's or literal's text ends; it begins where the one before ends.
    ends: Vec<u32>,
    places: Places,
    blanks: u32,
    quads: Vec<Quad>,
}

impl Dataset {
    /// A dataset without quads.
    pub fn new() -> Self {
        Self::default()
    }

    /// A dataset without quads, with room for as many.
    pub fn with_capacity(quads: usize) -> Self {
        Self {
            // Some 64 bytes a term and two new terms a quad is what credentials have.
            text: String::with_capacity(quads * 128),
            ends: Vec::with_capacity(quads * 2),
            places: Places::with_capacity(quads * 2),
            blanks: 0,
            quads: Vec::with_capacity(quads),
        }
    }

    /// The term of an IRI.
    pub fn iri(&mut self, iri: &str) -> Term {
        let start = self.text.len();
        self.text.push('<');
        push_iri(iri, &mut self.text);
        self.text.push_str("> ");
        self.intern(start)
    }

    /// The term of a literal with the datatype's IRI, or with a language tag.
    pub fn literal(&mut self, lexical: &str, datatype: &str, language: Option<&str>) -> Term {
        let start = self.text.len();
        let text = &mut self.text;
        text.push('"');
        push_escaped(lexical, text);
        text.push('"');
        if let Some(language) = language {
            text.push('@');
            text.push_str(language);
        } else if datatype != XSD_STRING && datatype != RDF_LANG_STRING {
            text.push_str("^^<");
            push_iri(datatype, text);
            text.push('>');
        }
        text.push(' ');
        self.intern(start)
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

    /// How many IRIs and literals there are.
    pub fn term_count(&self) -> usize {
        self.ends.len()
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

    /// The quads as they were added: one may stand there more than once.
    pub fn inserted(&self) -> &[Quad] {
        &self.quads
    }

    /// The canonical N-Quads text of an IRI or literal; `None` for a blank node.
    pub fn text(&self, term: Term) -> Option<&str> {
        self.spaced(term).map(|text| &text[..text.len() - 1])
    }

    /// The text of an IRI or literal with the space that follows it in a line.
    pub(super) fn spaced(&self, term: Term) -> Option<&str> {
        let place = term.0 as usize;
        let end = *self.ends.get(place)? as usize;
        let start = match place {
            0 => 0,
            _ => self.ends[place - 1] as usize,
        };
        Some(&self.text[start..end])
    }

    /// The place of an IRI or literal among the terms, from 0; blank nodes have none.
    pub(super) fn place(term: Term) -> usize {
        term.0 as usize
    }

    /// The term whose text has just been written at the end, from `start` on: the one that was
    /// there before, or a new one.
    fn intern(&mut self, start: usize) -> Term {
        let hash = self.places.hash(&self.text[start..]);
        let mut slot = self.places.first(hash);
        while let Some(place) = self.places.at(slot) {
            let term = Term(place);
            if self.places.same_hash(place, hash) && self.spaced(term) == Some(&self.text[start..])
            {
                self.text.truncate(start);
                return term;
            }
            slot = self.places.next(slot);
        }
        #[allow(
            clippy::cast_possible_truncation,
            reason = "documents are bounded far below 2^31 bytes"
        )]
        let (place, end) = (self.ends.len() as u32, self.text.len() as u32);
        self.ends.push(end);
        self.places.put(slot, place, hash);
        Term(place)
    }
}

/// Where terms are found by their text: open addressing over the terms' places. Looking up a term
/// that is there allocates nothing, which a map of owned strings cannot do.
#[derive(Debug, Default)]
struct Places {
    /// A term's place plus one; 0 is free. The length is a power of two or zero.
    slots: Vec<u32>,
    /// The hash of each term, by place.
    hashes: Vec<u32>,
    state: RandomState,
}

impl Places {
    const FEWEST_SLOTS: usize = 64;

    fn with_capacity(terms: usize) -> Self {
        Self {
            slots: vec![0; (terms * 2).next_power_of_two().max(Self::FEWEST_SLOTS)],
            hashes: Vec::with_capacity(terms),
            state: RandomState::default(),
        }
    }

    #[allow(
        clippy::cast_possible_truncation,
        reason = "half of a good hash is one"
    )]
    fn hash(&mut self, text: &str) -> u32 {
        // Growing here keeps a slot that is found valid until it is filled.
        if self.hashes.len() * 2 >= self.slots.len() {
            self.grow();
        }
        self.state.hash_one(text) as u32
    }

    fn first(&self, hash: u32) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    fn next(&self, slot: usize) -> usize {
        (slot + 1) & (self.slots.len() - 1)
    }

    fn at(&self, slot: usize) -> Option<u32> {
        self.slots[slot].checked_sub(1)
    }

    fn same_hash(&self, place: u32, hash: u32) -> bool {
        self.hashes[place as usize] == hash
    }

    fn put(&mut self, slot: usize, place: u32, hash: u32) {
        self.slots[slot] = place + 1;
        self.hashes.push(hash);
    }

    fn grow(&mut self) {
        let length = (self.slots.len() * 2).max(Self::FEWEST_SLOTS);
        self.slots = vec![0; length];
        for place in 0..self.hashes.len() {
            let mut slot = self.first(self.hashes[place]);
            while self.slots[slot] != 0 {
                slot = self.next(slot);
            }
            #[allow(clippy::cast_possible_truncation, reason = "it was a u32 before")]
            let place = place as u32;
            self.slots[slot] = place + 1;
        }
    }
}

/// Appends an IRI; the characters that an IRI may not hold become `\uXXXX`.
fn push_iri(iri: &str, out: &mut String) {
    if is_iri_text(iri) {
        out.push_str(iri);
        return;
    }
    for character in iri.chars() {
        // Only ASCII characters are kept out.
        if u8::try_from(character).is_ok_and(stays_out_of_iris) {
            push_unicode_escape(character, out);
        } else {
            out.push(character);
        }
    }
}

/// Whether every byte of `text` stands in an IRI as it is (N-Quads, production `IRIREF`). It
/// looks at all of them even if the first will not do: so the compiler can take many at a time.
pub(super) fn is_iri_text(text: &str) -> bool {
    let faults = text.bytes().map(|byte| u8::from(stays_out_of_iris(byte)));
    faults.fold(0, |any, one| any | one) == 0
}

fn stays_out_of_iris(byte: u8) -> bool {
    (byte <= 0x20)
        | (byte == b'<')
        | (byte == b'>')
        | (byte == b'"')
        | (byte == b'{')
        | (byte == b'}')
        | (byte == b'|')
        | (byte == b'^')
        | (byte == b'`')
        | (byte == b'\\')
}

/// Appends a literal's characters, escaped as canonical N-Quads wants: named escapes for
/// backspace, tab, line feed, form feed, carriage return, quotation mark and backslash; `\uXXXX`
/// for the other control characters and for delete.
fn push_escaped(text: &str, out: &mut String) {
    let special = |byte: u8| (byte < 0x20) | (byte == 0x7f) | (byte == b'"') | (byte == b'\\');
    let any = text.bytes().map(|byte| u8::from(special(byte)));
    if any.fold(0, |any, one| any | one) == 0 {
        out.push_str(text);
        return;
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_kept_once_however_many_there_are() {
        for mut dataset in [Dataset::new(), Dataset::with_capacity(4)] {
            let iri = |number: usize| format!("urn:example:{number}");
            let terms: Vec<Term> = (0..1000).map(|n| dataset.iri(&iri(n))).collect();
            for (number, term) in terms.iter().enumerate() {
                assert_eq!(dataset.iri(&iri(number)), *term);
                assert_eq!(
                    dataset.text(*term),
                    Some(format!("<urn:example:{number}>").as_str())
                );
            }
            assert_eq!(dataset.term_count(), 1000);
        }
    }

    #[test]
    fn terms_of_different_kinds_differ() {
        let mut dataset = Dataset::new();
        let terms = [
            dataset.iri("urn:a"),
            dataset.literal("urn:a", XSD_STRING, None),
            dataset.literal("<urn:a>", XSD_STRING, None),
            dataset.literal("urn:a", "urn:type", None),
            dataset.literal("urn:a", RDF_LANG_STRING, Some("de")),
            dataset.blank(),
            dataset.blank(),
        ];
        for (place, term) in terms.iter().enumerate() {
            assert_eq!(terms.iter().position(|other| other == term), Some(place));
        }
        assert_eq!(dataset.text(terms[3]), Some("\"urn:a\"^^<urn:type>"));
        assert_eq!(dataset.text(terms[4]), Some("\"urn:a\"@de"));
        assert_eq!(dataset.text(terms[6]), None);
        assert_eq!(terms[6].blank_number(), Some(1));
        assert_eq!(dataset.text(Term::DEFAULT_GRAPH), None);
    }

    #[test]
    fn characters_are_escaped_as_canonical_n_quads_wants() {
        let mut dataset = Dataset::new();
        let literal = dataset.literal("\u{0}\u{8}\t\n\u{b}\u{c}\r\"\\\u{7f}é😀'", XSD_STRING, None);
        let text = "\"\\u0000\\b\\t\\n\\u000B\\f\\r\\\"\\\\\\u007Fé😀'\"";
        assert_eq!(dataset.text(literal), Some(text));
        let iri = dataset.iri("urn:é a<b>\"c{d}|e^f`g\\h");
        let text =
            "<urn:é\\u0020a\\u003Cb\\u003E\\u0022c\\u007Bd\\u007D\\u007Ce\\u005Ef\\u0060g\\u005Ch>";
        assert_eq!(dataset.text(iri), Some(text));
    }

    #[test]
    fn a_quad_added_twice_is_there_once() {
        let mut dataset = Dataset::new();
        let term = dataset.iri("urn:a");
        let quad = Quad {
            subject: term,
            predicate: term,
            object: term,
            graph: Term::DEFAULT_GRAPH,
        };
        dataset.insert(quad);
        dataset.insert(quad);
        assert_eq!(dataset.quads(), [quad]);
    }
}
