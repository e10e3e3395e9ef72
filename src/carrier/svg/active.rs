//! What a picture must not have that is baked into and then served: anything that runs, and
//! anything that makes a viewer ask somewhere else.
//!
//! The rule is an allowlist where that is possible: a reference is a place in the picture itself
//! or a bitmap inside it. The text was read by [`super::read`] before and is sound.

use crate::finding::Finding;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// No more places than this are named.
const MOST_FINDINGS: usize = 100;

/// Elements that run something or show another document, whatever namespace they are in.
const ELEMENTS: [&str; 12] = [
    "script",
    "foreignobject",
    "handler",
    "listener",
    "iframe",
    "embed",
    "object",
    "audio",
    "video",
    "link",
    "base",
    "meta",
];

/// Attributes that refer to something, by local name.
const REFERENCES: [&str; 4] = ["href", "src", "action", "data"];

/// Elements that set an attribute of others.
const SETTERS: [&str; 3] = ["set", "animate", "discard"];

/// Bitmaps that may stand inside a picture.
const BITMAPS: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// What says which kind a reference is, is no longer.
const LONGEST_KIND: usize = 64;

/// In style sheets these name other documents, or hide that one is named.
const STYLE_WORDS: [&str; 6] = [
    "@import",
    "image(",
    "image-set(",
    "src(",
    "expression(",
    "\\",
];

/// Everything active in a picture, each with its place.
pub(super) fn findings(text: &str) -> Vec<Finding> {
    let mut reader = Reader::from_str(text);
    let mut found = Vec::new();
    let mut style = false;
    while found.len() < MOST_FINDINGS {
        let at = reader.buffer_position();
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                check_tag(&tag, at, &mut found);
                style = is_style(&tag);
            }
            Ok(Event::Empty(tag)) => check_tag(&tag, at, &mut found),
            Ok(Event::End(_)) => style = false,
            Ok(Event::Text(sheet)) if style => check_style(&sheet.xml10_content(), at, &mut found),
            Ok(Event::CData(sheet)) if style => check_style(&sheet.xml10_content(), at, &mut found),
            // Pieces of a sheet between references could hide a word from the check of each.
            Ok(Event::GeneralRef(_) | Event::Comment(_) | Event::PI(_)) if style => {
                found.push(finding("svg-external", at, "a style sheet in pieces"));
            }
            Ok(Event::PI(instruction)) if instruction.target() == "xml-stylesheet" => {
                found.push(finding("svg-external", at, "a style sheet from elsewhere"));
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    found
}

fn is_style(tag: &BytesStart<'_>) -> bool {
    tag.local_name().as_ref().eq_ignore_ascii_case("style")
}

fn check_tag(tag: &BytesStart<'_>, at: u64, found: &mut Vec<Finding>) {
    let element = tag.local_name().as_ref().to_ascii_lowercase();
    if ELEMENTS.contains(&element.as_str()) {
        found.push(finding("svg-active", at, &format!("the element {element}")));
    }
    let sets = SETTERS.contains(&element.as_str()) || element.starts_with("animate");
    for attribute in tag.attributes().with_checks(false).flatten() {
        let name = attribute.key.local_name().as_ref().to_ascii_lowercase();
        let prefix = attribute.key.prefix();
        let is_namespace = attribute.key.as_namespace_binding().is_some();
        if is_namespace {
            continue;
        }
        let value = unescape(&attribute.value).unwrap_or_default();
        let value = value.trim();
        if name.starts_with("on") {
            found.push(finding("svg-active", at, &format!("the handler {name}")));
        } else if REFERENCES.contains(&name.as_str()) && !stays_inside(value) {
            found.push(finding(
                "svg-external",
                at,
                &format!("a reference ({name}) elsewhere"),
            ));
        } else if name == "base" && prefix.is_some_and(|prefix| prefix.as_ref() == "xml") {
            found.push(finding(
                "svg-external",
                at,
                "a base for references (xml:base)",
            ));
        } else if sets && name == "attributename" && is_dangerous_to_set(value) {
            found.push(finding(
                "svg-active",
                at,
                &format!("the element {element} on {value:?}"),
            ));
        } else if prefix.is_none() {
            check_style(value, at, found);
        }
    }
}

/// A place in the same picture, or a bitmap in it.
fn stays_inside(reference: &str) -> bool {
    let lower = reference.to_ascii_lowercase();
    let bitmap = lower.strip_prefix("data:").is_some_and(|data| {
        let kind = data.split([';', ',']).next().unwrap_or_default();
        BITMAPS.contains(&kind.trim())
    });
    reference.is_empty() || reference.starts_with('#') || bitmap
}

fn is_dangerous_to_set(attribute: &str) -> bool {
    let local = attribute.rsplit(':').next().unwrap_or_default();
    let local = local.trim().to_ascii_lowercase();
    REFERENCES.contains(&local.as_str()) || local.starts_with("on") || local == "style"
}

/// A style sheet, or any attribute of SVG's own: presentation attributes are read as styles are.
fn check_style(sheet: &str, at: u64, found: &mut Vec<Finding>) {
    let lower = sheet.to_ascii_lowercase();
    let word = STYLE_WORDS.into_iter().find(|word| lower.contains(word));
    let elsewhere = lower.match_indices("url(").any(|(place, function)| {
        let rest = lower.get(place + function.len()..).unwrap_or_default();
        let target = rest.trim_start().trim_start_matches(['"', '\'']);
        // Its beginning decides; to look for its end would cost much where there are many.
        let target: String = target.chars().take(LONGEST_KIND).collect();
        let target = target.split([')', '"', '\'']).next().unwrap_or_default();
        !stays_inside(target.trim())
    });
    if let Some(word) = word {
        found.push(finding("svg-external", at, &format!("{word:?} in a style")));
    } else if elsewhere {
        found.push(finding(
            "svg-external",
            at,
            "a reference elsewhere in a style",
        ));
    }
}

fn finding(problem: &'static str, at: u64, what: &str) -> Finding {
    let what: String = what.chars().take(120).collect();
    let detail = format!(
        "at byte {at}: {what}; a picture that is served must neither run anything nor ask elsewhere"
    );
    Finding::new("", problem, detail)
}
