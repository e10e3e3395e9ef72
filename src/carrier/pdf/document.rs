//! A document whose objects are read when they are asked for.

use super::object::{Dictionary, Id, Object, Stream, range_of};
use super::parse::Parser;
use super::stream::{self, Content, whole};
use super::xref::{Entry, Table};
use super::{Work, broken, limit};
use crate::carrier::CarrierError;
use std::collections::HashMap;
use std::rc::Rc;

/// An object that is asked for while others are being read: a length, in a stream, in a stream.
const MOST_WAITING: usize = 8;

/// An object stream holds at most so many objects; writers put some hundreds into one.
const MOST_IN_STREAM: i64 = 20_000;

/// References that lead to references.
const MOST_STEPS: usize = 8;

/// A document.
#[derive(Debug)]
pub(super) struct Document<'a> {
    file: &'a [u8],
    table: Table,
    work: Work,
    /// Object streams that were inflated, with the places of their objects by number.
    object_streams: HashMap<u32, Rc<ObjectStream>>,
    waiting: usize,
}

#[derive(Debug)]
struct ObjectStream {
    content: Vec<u8>,
    places: HashMap<u32, usize>,
}

impl<'a> Document<'a> {
    /// Reads where the objects stand, and nothing else.
    pub(super) fn open(file: &'a [u8], mut work: Work) -> Result<Self, CarrierError> {
        let table = Table::read(file, &mut work)?;
        if table.trailer.get("Encrypt").is_some() {
            return Err(CarrierError::unsupported(
                "pdf-encrypted",
                "the document is encrypted, which is not supported; take the credential out with \
                 a PDF viewer (it is an attachment) and hand that in",
            ));
        }
        Ok(Self {
            file,
            table,
            work,
            object_streams: HashMap::new(),
            waiting: 0,
        })
    }

    /// The dictionary that everything begins with.
    pub(super) fn catalog(&mut self) -> Result<Dictionary, CarrierError> {
        let root = self.table.trailer.get("Root").cloned();
        let root = self.resolved(&root.unwrap_or(Object::Other))?;
        match root {
            Object::Dictionary(catalog) => Ok(catalog),
            _ => Err(broken("the document has no catalog")),
        }
    }

    /// The object itself, or what it refers to. A reference to nothing is as good as `null`.
    pub(super) fn resolved(&mut self, object: &Object) -> Result<Object, CarrierError> {
        let mut object = object.clone();
        for _ in 0..MOST_STEPS {
            let Object::Reference(id) = object else {
                return Ok(object);
            };
            object = self.load(id)?;
        }
        Err(broken("references of the document go in a circle"))
    }

    /// The member `name`, resolved.
    pub(super) fn member(
        &mut self,
        dictionary: &Dictionary,
        name: &str,
    ) -> Result<Option<Object>, CarrierError> {
        match dictionary.get(name) {
            Some(object) => self.resolved(object).map(Some),
            None => Ok(None),
        }
    }

    /// The stream with this number, where it is one.
    pub(super) fn stream(&mut self, id: Id) -> Result<Option<Stream>, CarrierError> {
        match self.load(id)? {
            Object::Stream(stream) => Ok(Some(stream)),
            _ => Ok(None),
        }
    }

    /// What a stream holds, decoded.
    pub(super) fn content(&mut self, stream: &Stream) -> Result<Content, CarrierError> {
        let mut direct = Dictionary::default();
        for name in ["Filter", "DecodeParms"] {
            if let Some(value) = self.member(&stream.dictionary, name)? {
                direct.members.push((name.as_bytes().to_vec(), value));
            }
        }
        let length = self.member(&stream.dictionary, "Length")?;
        let stream = Stream {
            dictionary: direct,
            start: stream.start,
        };
        Self::raw_content(self.file, &stream, length, &mut self.work)
    }

    /// What a stream of `file` holds, decoded; `length` where its dictionary has none of its own.
    pub(super) fn raw_content(
        file: &[u8],
        stream: &Stream,
        length: Option<Object>,
        work: &mut Work,
    ) -> Result<Content, CarrierError> {
        let damaged = || broken(format!("the stream at byte {} is damaged", stream.start));
        let length = match length {
            Some(Object::Integer(length)) => length,
            _ => stream.dictionary.integer("Length").ok_or_else(damaged)?,
        };
        let range = range_of(stream.start, length, file).ok_or_else(damaged)?;
        if !Parser::new(file, range.end).word(b"endstream") {
            return Err(damaged());
        }
        let bytes = file.get(range).unwrap_or_default();
        work.spend(bytes.len())?;
        stream::decode(&stream.dictionary, bytes, work)
    }

    fn load(&mut self, id: Id) -> Result<Object, CarrierError> {
        if self.waiting == MOST_WAITING {
            return Err(limit(
                "objects of the document rest on each other too deeply",
            ));
        }
        self.waiting += 1;
        let object = match self.table.entries.get(&id.0).copied() {
            Some(Entry::At(place, generation)) if generation == id.1 => self.load_at(id, place),
            Some(Entry::In(stream)) if id.1 == 0 => self.load_in(id, stream),
            _ => Ok(Object::Other),
        };
        self.waiting -= 1;
        object
    }

    fn load_at(&mut self, id: Id, place: usize) -> Result<Object, CarrierError> {
        let mut parser = Parser::new(self.file, place);
        let (found, object) = parser.indirect()?;
        self.work.spend(parser.place.saturating_sub(place))?;
        if found != id {
            let detail = format!("at byte {place} another object stands than the one referred to");
            return Err(broken(detail));
        }
        Ok(object)
    }

    fn load_in(&mut self, id: Id, number: u32) -> Result<Object, CarrierError> {
        let stream = match self.object_streams.get(&number) {
            Some(stream) => Rc::clone(stream),
            None => {
                let stream = Rc::new(self.open_object_stream(number)?);
                self.object_streams.insert(number, Rc::clone(&stream));
                stream
            }
        };
        let Some(place) = stream.places.get(&id.0).copied() else {
            return Ok(Object::Other);
        };
        let mut parser = Parser::new(&stream.content, place);
        let object = parser.object()?;
        self.work.spend(parser.place.saturating_sub(place))?;
        Ok(object)
    }

    fn open_object_stream(&mut self, number: u32) -> Result<ObjectStream, CarrierError> {
        let malformed = || broken(format!("the object stream {number} is damaged"));
        // An object stream stands in the file itself (7.5.7).
        let Some(Entry::At(..)) = self.table.entries.get(&number) else {
            return Err(malformed());
        };
        let stream = self.stream((number, 0))?.ok_or_else(malformed)?;
        let (Some(count), Some(first)) = (
            stream.dictionary.integer("N"),
            stream.dictionary.integer("First"),
        ) else {
            return Err(malformed());
        };
        if count > MOST_IN_STREAM {
            return Err(limit(
                "an object stream of the document has too many objects",
            ));
        }
        let content = whole(self.content(&stream)?)?;
        let mut parser = Parser::new(&content, 0);
        let mut places = HashMap::new();
        for _ in 0..count {
            let number = parser.integer().and_then(|n| u32::try_from(n).ok());
            let offset = parser.integer().and_then(|n| n.checked_add(first));
            let offset = offset.and_then(|n| usize::try_from(n).ok());
            let (number, offset) = number.zip(offset).ok_or_else(malformed)?;
            places.insert(number, offset);
        }
        Ok(ObjectStream { content, places })
    }
}
