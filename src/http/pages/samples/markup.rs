//! A page as a parser reads it: its elements, its texts, and whether it is well formed.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// A page that was read.
pub(super) struct Markup {
    /// The names of elements and of their attributes, in their order, and where they end.
    pub shape: Vec<String>,
    /// All text between tags and in attributes that hold text.
    pub text: String,
    /// The attributes and their values.
    values: Vec<(String, String)>,
}

/// Attributes whose values are texts.
const TEXTS: [&str; 3] = ["content", "aria-label", "title"];

impl Markup {
    /// Reads a page; fails where it is not well formed.
    pub(super) fn of(name: &str, html: &str) -> Self {
        let body = html.strip_prefix("<!DOCTYPE html>").unwrap();
        let mut reader = Reader::from_str(body);
        let mut read = Self {
            shape: Vec::new(),
            text: String::new(),
            values: Vec::new(),
        };
        let mut depth = 0_usize;
        loop {
            let event = reader.read_event();
            match event.unwrap_or_else(|error| panic!("{name}: {error} in {html}")) {
                Event::Eof => break,
                Event::Start(tag) => {
                    depth += 1;
                    read.tag(&tag);
                }
                Event::Empty(tag) => read.tag(&tag),
                Event::End(_) => {
                    depth -= 1;
                    read.shape.push("/".to_owned());
                    read.text.push('\n');
                }
                Event::Text(text) => read.text.push_str(&text.xml10_content()),
                Event::GeneralRef(one) => match one.resolve_char_ref().unwrap() {
                    Some(character) => read.text.push(character),
                    None => panic!("{name}: the entity {one:?}"),
                },
                other => panic!("{name}: {other:?}"),
            }
        }
        assert_eq!(depth, 0, "{name}");
        read
    }

    fn tag(&mut self, tag: &BytesStart<'_>) {
        let mut shape = tag.name().as_ref().to_owned();
        for attribute in tag.attributes() {
            let attribute = attribute.unwrap();
            let key = attribute.key.as_ref().to_owned();
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .unwrap()
                .into_owned();
            shape.push_str(&format!(" {key}"));
            if TEXTS.contains(&key.as_str()) {
                self.text.push_str(&value);
                self.text.push('\n');
            }
            self.values.push((key, value));
        }
        self.shape.push(shape);
    }

    /// How many elements of this name there are.
    pub(super) fn count(&self, element: &str) -> usize {
        let names = self.shape.iter().filter_map(|one| one.split(' ').next());
        names.filter(|name| *name == element).count()
    }

    /// The names of all attributes.
    pub(super) fn attributes(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|(name, _)| name.as_str())
    }

    /// The values of all attributes of this name.
    pub(super) fn values<'m>(&'m self, name: &'m str) -> impl Iterator<Item = &'m str> {
        let named = self.values.iter().filter(move |(known, _)| known == name);
        named.map(|(_, value)| value.as_str())
    }
}
