//! Where the objects of a document stand: cross-reference tables and streams, newest first (ISO
//! 32000-2, sections 7.5.4 to 7.5.8).

use super::document::Document;
use super::object::{Dictionary, Object};
use super::parse::Parser;
use super::stream::whole;
use super::{Work, broken, limit};
use crate::carrier::CarrierError;
use std::collections::HashMap;

/// A document was changed and saved at most so often.
const MOST_SECTIONS: usize = 256;

/// More objects than this no document of 5 MiB has.
const MOST_ENTRIES: usize = 200_000;

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// Nowhere: it was deleted.
    Free,
    /// At an offset in the file, with its generation.
    At(usize, u16),
    /// In the object stream with this number.
    In(u32),
}

/// The table of a document and its newest trailer.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub entries: HashMap<u32, Entry>,
    pub trailer: Dictionary,
}

/// One section as it is read.
struct Section {
    entries: Vec<(u32, Entry)>,
    trailer: Dictionary,
}

impl Table {
    /// Reads all sections of `file`, beginning with the one that its end names.
    pub(super) fn read(file: &[u8], work: &mut Work) -> Result<Self, CarrierError> {
        let mut table = Table::default();
        let mut next = Some(start(file)?);
        let mut seen = Vec::new();
        while let Some(place) = next {
            if seen.contains(&place) || seen.len() == MOST_SECTIONS {
                return Err(broken("the document's cross-references go in a circle"));
            }
            seen.push(place);
            let section = section(file, place, work)?;
            let hybrid = match section.trailer.integer("XRefStm") {
                Some(place) => Some(self::section(file, offset(place)?, work)?),
                None => None,
            };
            next = section.trailer.integer("Prev").map(offset).transpose()?;
            // A table hides objects from old readers as free ones, and its stream shows them.
            let shown = hybrid.map(|hybrid| hybrid.entries).unwrap_or_default();
            let (free, used): (Vec<_>, Vec<_>) = section
                .entries
                .into_iter()
                .partition(|(_, entry)| *entry == Entry::Free);
            for (number, entry) in used.into_iter().chain(shown).chain(free) {
                table.entries.entry(number).or_insert(entry);
            }
            check_number(table.entries.len())?;
            if seen.len() == 1 {
                table.trailer = section.trailer;
            }
        }
        Ok(table)
    }
}

fn check_number(entries: usize) -> Result<(), CarrierError> {
    match entries > MOST_ENTRIES {
        true => Err(limit("the document has too many objects")),
        false => Ok(()),
    }
}

fn offset(number: i64) -> Result<usize, CarrierError> {
    usize::try_from(number).map_err(|_| broken("a cross-reference points before the document"))
}

/// The number behind the last `startxref`, which stands near the end.
fn start(file: &[u8]) -> Result<usize, CarrierError> {
    const WORD: &[u8] = b"startxref";
    let tail = file.len().saturating_sub(2048);
    let end = file.get(tail..).unwrap_or_default();
    let place = end.windows(WORD.len()).rposition(|window| window == WORD);
    let number = place.and_then(|place| {
        let mut parser = Parser::new(file, tail + place + WORD.len());
        parser.integer()
    });
    number
        .ok_or_else(|| broken("the document has no end (startxref); was it cut off?"))
        .and_then(offset)
}

fn section(file: &[u8], place: usize, work: &mut Work) -> Result<Section, CarrierError> {
    let mut parser = Parser::new(file, place);
    if parser.word(b"xref") {
        let section = table(&mut parser)?;
        work.spend(parser.place.saturating_sub(place))?;
        return Ok(section);
    }
    let (_, object) = parser.indirect()?;
    work.spend(parser.place.saturating_sub(place))?;
    let Object::Stream(stream) = object else {
        return Err(broken(format!("at byte {place} no cross-references stand")));
    };
    if !stream.dictionary.is("Type", "XRef") {
        return Err(broken(format!("at byte {place} no cross-references stand")));
    }
    let content = whole(Document::raw_content(file, &stream, None, work)?)?;
    let entries = stream_entries(&stream.dictionary, &content)?;
    Ok(Section {
        entries,
        trailer: stream.dictionary,
    })
}

/// `xref`, subsections of entries `0000000017 00000 n`, and the trailer.
fn table(parser: &mut Parser<'_>) -> Result<Section, CarrierError> {
    let malformed = || broken("the document's cross-reference table is damaged");
    let mut entries = Vec::new();
    while !parser.word(b"trailer") {
        let first = parser.integer().and_then(|n| u32::try_from(n).ok());
        let count = parser.integer().and_then(|n| u32::try_from(n).ok());
        let (first, count) = first.zip(count).ok_or_else(malformed)?;
        for place in 0..count {
            let at = parser.integer().ok_or_else(malformed)?;
            let generation = parser.integer().ok_or_else(malformed)?;
            let entry = if parser.word(b"n") {
                let generation = u16::try_from(generation).map_err(|_| malformed())?;
                Entry::At(offset(at)?, generation)
            } else if parser.word(b"f") {
                Entry::Free
            } else {
                return Err(malformed());
            };
            let number = first.checked_add(place).ok_or_else(malformed)?;
            entries.push((number, entry));
            check_number(entries.len())?;
        }
    }
    match parser.object()? {
        Object::Dictionary(trailer) => Ok(Section { entries, trailer }),
        _ => Err(malformed()),
    }
}

/// The entries of a cross-reference stream: three numbers each, of the widths that `W` says.
fn stream_entries(
    dictionary: &Dictionary,
    content: &[u8],
) -> Result<Vec<(u32, Entry)>, CarrierError> {
    let malformed = || broken("the document's cross-reference stream is damaged");
    let widths: Vec<usize> = numbers(dictionary.get("W"));
    let &[kind, second, third] = widths.as_slice() else {
        return Err(malformed());
    };
    let row = kind.max(second).max(third);
    if row > 8 || kind + second + third == 0 {
        return Err(malformed());
    }
    let mut rows = content.chunks_exact(kind + second + third);
    let mut index: Vec<u32> = numbers(dictionary.get("Index"));
    if index.is_empty() {
        index = vec![0, u32::MAX];
    }
    let mut entries = Vec::new();
    for section in index.chunks_exact(2) {
        let &[first, count] = section else {
            return Err(malformed());
        };
        for (place, row) in (0..count).zip(rows.by_ref()) {
            let (kind_bytes, row) = row.split_at_checked(kind).ok_or_else(malformed)?;
            let (second, third) = row.split_at_checked(second).ok_or_else(malformed)?;
            // Without a first field everything stands in the file.
            let kind = if kind_bytes.is_empty() {
                1
            } else {
                number(kind_bytes)
            };
            let place_of = |n: u64| usize::try_from(n).map_err(|_| malformed());
            let entry = match kind {
                0 => Entry::Free,
                1 => Entry::At(
                    place_of(number(second))?,
                    u16::try_from(number(third)).unwrap_or(0),
                ),
                2 => Entry::In(u32::try_from(number(second)).map_err(|_| malformed())?),
                _ => continue,
            };
            entries.push((first.checked_add(place).ok_or_else(malformed)?, entry));
            check_number(entries.len())?;
        }
    }
    Ok(entries)
}

fn numbers<N: TryFrom<i64>>(object: Option<&Object>) -> Vec<N> {
    let elements = object.and_then(Object::array).unwrap_or_default();
    let number = |object: &Object| match object {
        Object::Integer(number) => N::try_from(*number).ok(),
        _ => None,
    };
    elements.iter().filter_map(number).collect()
}

/// A number in at most eight bytes, highest first.
fn number(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0, |number, byte| (number << 8) | u64::from(*byte))
}
