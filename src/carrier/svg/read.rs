//! Reading an SVG that comes from a stranger: well-formed XML 1.0 with namespaces, in UTF-8,
//! without a document type and without entities of its own, within limits.
//!
//! `quick-xml` gives the events; here is what they add up to: one root with nothing but space
//! around it, and what is baked into it. Text, tags and references have their [`super::rules`].

use super::super::{BAKING, CarrierError, Family};
use super::rules::{attributes, broken, character, check_declaration, decoded, doctype};
use crate::finding::Finding;
use quick_xml::Error;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{NamespaceError, QName, ResolveResult};
use quick_xml::reader::NsReader;
use std::ops::Range;

/// Elements nest at most so deep.
const MOST_DEPTH: usize = 256;
/// At most so many namespaces are declared at one place.
const MOST_NAMESPACES: usize = 64;

const SVG: &str = "http://www.w3.org/2000/svg";
const OPEN_BADGES_2: &str = "http://openbadges.org";

/// A picture that was read to its end.
#[derive(Debug)]
pub(super) struct Picture<'a> {
    /// The byte order mark, or nothing.
    pub byte_order_mark: &'a str,
    /// The text behind the byte order mark; all places are offsets in it.
    pub text: &'a str,
    pub root: Root<'a>,
    /// What is baked into it, in order.
    pub baked: Vec<Baked>,
}

impl<'a> Picture<'a> {
    /// A part of the text; nothing where there is no such part.
    pub(super) fn part(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }
}

/// The start tag of the root.
#[derive(Debug)]
pub(super) struct Root<'a> {
    pub name: &'a str,
    pub space: Space,
    pub span: Range<usize>,
    /// Where the tag's `>` or `/>` stands.
    pub tag_end: usize,
    /// Whether the tag ends in `/>`.
    pub is_empty: bool,
    /// The prefixes that it declares, with their namespaces.
    prefixes: Vec<(String, String)>,
}

impl Root<'_> {
    /// The namespace that the root gives to `prefix`.
    pub(super) fn bound(&self, prefix: &str) -> Option<&str> {
        let mut prefixes = self.prefixes.iter();
        let (_, namespace) = prefixes.find(|(known, _)| known == prefix)?;
        Some(namespace)
    }
}

/// An element that carries something.
#[derive(Debug)]
pub(super) struct Baked {
    pub mark: Mark,
    pub span: Range<usize>,
    /// The attribute `verify`.
    pub verify: Option<String>,
    /// All character data of the element.
    pub text: String,
}

/// What an element says that it carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Credential(Family),
    OpenBadges2,
}

/// The namespaces that matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Svg,
    None,
    Credential(Family),
    OpenBadges2,
    Other,
    Undeclared,
}

impl Space {
    fn of(resolved: &ResolveResult<'_>) -> Self {
        let families = [Family::OpenBadge, Family::Clr];
        match resolved {
            ResolveResult::Unbound => Space::None,
            ResolveResult::Unknown(_) => Space::Undeclared,
            ResolveResult::Bound(namespace) if namespace.0 == SVG => Space::Svg,
            ResolveResult::Bound(namespace) if namespace.0 == OPEN_BADGES_2 => Space::OpenBadges2,
            ResolveResult::Bound(namespace) => families
                .into_iter()
                .find(|family| family.namespace() == namespace.0)
                .map_or(Space::Other, Space::Credential),
        }
    }

    /// What the element `name` in this namespace carries.
    fn mark(self, name: QName<'_>) -> Option<Mark> {
        match (self, name.local_name().as_ref()) {
            (Space::Credential(family), "credential") => Some(Mark::Credential(family)),
            (Space::OpenBadges2, "assertion") => Some(Mark::OpenBadges2),
            _ => None,
        }
    }
}

/// Reads a picture.
pub(super) fn read(file: &[u8]) -> Result<Picture<'_>, CarrierError> {
    let (byte_order_mark, text) = decoded(file)?;
    let mut reader = NsReader::from_str(text);
    reader.config_mut().check_comments = true;
    let resolver = reader.resolver_mut();
    resolver.set_max_namespace_bindings(MOST_NAMESPACES);
    let mut walk = Walk::new(text);
    loop {
        let start = place(reader.buffer_position());
        let (space, event) = match reader.read_resolved_event() {
            Ok((resolved, event)) => (Space::of(&resolved), event),
            Err(Error::Namespace(NamespaceError::TooManyBindings(_))) => {
                let detail = format!("more than {MOST_NAMESPACES} namespaces are declared");
                return Err(CarrierError::limit("svg-limit", detail));
            }
            Err(error) => {
                let at = reader.error_position();
                return Err(broken(format!("at byte {at}: {error}")));
            }
        };
        let span = start..place(reader.buffer_position());
        if event == Event::Eof {
            return walk.end(byte_order_mark);
        }
        walk.event(&event, space, span)?;
    }
}

fn place(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

/// What was met so far.
struct Walk<'a> {
    text: &'a str,
    depth: usize,
    root: Option<Root<'a>>,
    baked: Vec<Baked>,
    /// The element that carries something and is open, with its depth.
    open: Option<(usize, Baked)>,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            depth: 0,
            root: None,
            baked: Vec::new(),
            open: None,
        }
    }

    fn event(
        &mut self,
        event: &Event<'a>,
        space: Space,
        span: Range<usize>,
    ) -> Result<(), CarrierError> {
        match event {
            Event::Start(tag) => {
                self.start(tag, space, span, false)?;
                self.depth += 1;
            }
            Event::Empty(tag) => {
                self.start(tag, space, span.clone(), true)?;
                self.close(span.end);
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                self.close(span.end);
            }
            Event::Text(text) => {
                let text = text.xml10_content();
                if text.contains("]]>") {
                    return Err(broken(format!("]]> stands bare after byte {}", span.start)));
                }
                self.characters(&text, span.start)?;
            }
            Event::CData(text) => {
                self.inside_root(span.start)?;
                self.characters(&text.xml10_content(), span.start)?;
            }
            Event::GeneralRef(reference) => {
                self.inside_root(span.start)?;
                let character = character(reference, span.start)?;
                self.characters(character.encode_utf8(&mut [0; 4]), span.start)?;
            }
            Event::DocType(_) => return Err(doctype(span.start)),
            Event::Decl(declaration) => check_declaration(declaration, span.start)?,
            Event::Comment(_) | Event::PI(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn start(
        &mut self,
        tag: &BytesStart<'a>,
        space: Space,
        span: Range<usize>,
        is_empty: bool,
    ) -> Result<(), CarrierError> {
        let at = span.start;
        if self.depth >= MOST_DEPTH {
            let detail = format!("elements nest more than {MOST_DEPTH} deep at byte {at}");
            return Err(CarrierError::limit("svg-limit", detail));
        }
        if space == Space::Undeclared {
            return Err(broken(format!(
                "the prefix of the element at byte {at} is declared nowhere"
            )));
        }
        let attributes = attributes(tag, at)?;
        if self.open.is_some() {
            let detail = format!("the credential holds an element, at byte {at}; it may hold text");
            let finding = Finding::new("", "baked-element", detail).by(BAKING);
            return Err(CarrierError::Broken(vec![finding]));
        }
        if self.depth == 0 {
            self.take_root(tag, space, span.clone(), is_empty, &attributes)?;
        }
        if let Some(mark) = space.mark(tag.name()) {
            let mut verify = attributes.into_iter();
            let verify = verify.find(|(name, _)| name == "verify");
            let baked = Baked {
                mark,
                span,
                verify: verify.map(|(_, value)| value),
                text: String::new(),
            };
            self.open = Some((self.depth, baked));
        }
        Ok(())
    }

    fn take_root(
        &mut self,
        tag: &BytesStart<'a>,
        space: Space,
        span: Range<usize>,
        is_empty: bool,
        attributes: &[(String, String)],
    ) -> Result<(), CarrierError> {
        if self.root.is_some() {
            let at = span.start;
            return Err(broken(format!("a second root element stands at byte {at}")));
        }
        let is_svg = tag.local_name().as_ref() == "svg";
        if !is_svg || !matches!(space, Space::Svg | Space::None) {
            return Err(CarrierError::broken(
                "not-an-svg",
                "this is XML, but its root is no svg element; of XML only SVG pictures carry \
                 credentials",
            ));
        }
        let prefixes = attributes.iter().filter_map(|(name, value)| {
            let prefix = name.strip_prefix("xmlns:")?;
            Some((prefix.to_owned(), value.clone()))
        });
        // Behind `<` and before `>` or `/>`.
        let name_start = span.start + 1;
        let name_end = name_start + tag.name().as_ref().len();
        self.root = Some(Root {
            name: self.text.get(name_start..name_end).unwrap_or_default(),
            space,
            tag_end: span.end.saturating_sub(if is_empty { 2 } else { 1 }),
            span,
            is_empty,
            prefixes: prefixes.collect(),
        });
        Ok(())
    }

    /// An element ends whose start tag stood at the depth that is reached again.
    fn close(&mut self, end: usize) {
        if let Some((_, mut baked)) = self.open.take_if(|(depth, _)| *depth == self.depth) {
            baked.span.end = end;
            self.baked.push(baked);
        }
    }

    fn characters(&mut self, text: &str, at: usize) -> Result<(), CarrierError> {
        if let Some((_, baked)) = &mut self.open {
            baked.text.push_str(text);
        } else if !text.trim_ascii().is_empty() {
            self.inside_root(at)?;
        }
        Ok(())
    }

    fn inside_root(&self, at: usize) -> Result<(), CarrierError> {
        if self.depth > 0 {
            return Ok(());
        }
        let detail = format!("text stands outside of the root element, at byte {at}");
        Err(broken(detail))
    }

    fn end(self, byte_order_mark: &'a str) -> Result<Picture<'a>, CarrierError> {
        if self.depth > 0 {
            return Err(broken(
                "the picture breaks off inside an element".to_owned(),
            ));
        }
        let root = self
            .root
            .ok_or_else(|| broken("the picture has no root element".to_owned()))?;
        Ok(Picture {
            byte_order_mark,
            text: self.text,
            root,
            baked: self.baked,
        })
    }
}
