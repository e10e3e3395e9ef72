//! SVG: the credential is one element `credential` in the namespace of its family.
//!
//! Open Badges 3.0, section 5.3: a token stands in the attribute `verify`, JSON in the element as
//! character data. The element is known by namespace and local name; prefixes mean nothing.
//!
//! Written, JSON is exactly one CDATA section: one validator in the field reads the first piece of
//! character data only. Read, any number of pieces is one text.

mod active;
mod read;
mod rules;

use super::bakeable::{Bakeable, Form, escape_in_strings};
use super::{Carried, Carrier, CarrierError, Existing, Family, Sound, baked_already};
use read::{Baked, Mark, Picture, Space};

/// No picture longer than this is read: 1 MiB.
const MOST_BYTES: usize = 1 << 20;

/// Whether a file begins as XML does, in UTF-8 or in UTF-16 (which [`find`] refuses by name).
pub(super) fn looks_like_xml(file: &[u8]) -> bool {
    let wide = [b"\xff\xfe<\0", b"\xfe\xff\0<"];
    let text = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    wide.iter().any(|start| file.starts_with(*start))
        || file.starts_with(b"<\0")
        || file.starts_with(b"\0<")
        || text.trim_ascii_start().starts_with(b"<")
}

/// The credential in an SVG.
pub(super) fn find(file: &[u8]) -> Result<Carried, CarrierError> {
    let picture = read::read(file)?;
    let is_credential = |baked: &&Baked| matches!(baked.mark, Mark::Credential(_));
    let baked: Vec<&Baked> = picture.baked.iter().filter(is_credential).collect();
    match baked.as_slice() {
        [] if !picture.baked.is_empty() => Err(CarrierError::unsupported(
            "open-badges-2",
            "the picture carries an Open Badge 2.0, which is not supported; ask the issuer for an \
             Open Badge 3.0",
        )),
        [] => Err(CarrierError::nothing(
            "the picture has no credential in it (no element credential in a namespace of Open \
             Badges or CLR); drawing programs throw it away",
        )),
        [baked] => carried(baked),
        several => Err(CarrierError::duplicate(format!(
            "the picture carries {} credentials, and no reader can know which is meant",
            several.len()
        ))),
    }
}

fn carried(baked: &Baked) -> Result<Carried, CarrierError> {
    let text = baked.text.trim();
    let credential = match &baked.verify {
        Some(_) if !text.is_empty() => {
            return Err(CarrierError::duplicate(
                "the picture carries one credential in the attribute verify and another in the \
                 element itself, and no reader can know which is meant",
            ));
        }
        Some(token) => token.as_bytes(),
        None => text.as_bytes(),
    };
    Ok(Carried {
        carrier: Carrier::Svg,
        family: match baked.mark {
            Mark::Credential(family) => Some(family),
            Mark::OpenBadges2 => None,
        },
        credential: credential.to_vec(),
        departures: Vec::new(),
    })
}

/// `file` with the credential directly after the start tag of its root.
pub(super) fn bake(
    credential: &Bakeable<'_>,
    file: &[u8],
    existing: Existing,
) -> Result<Vec<u8>, CarrierError> {
    let picture = to_bake_into(file, existing)?;
    Ok(with_credential(credential, &picture))
}

/// A picture that may be baked into.
fn to_bake_into(file: &[u8], existing: Existing) -> Result<Picture<'_>, CarrierError> {
    let picture = read::read(file)?;
    if picture.root.space != Space::Svg {
        return Err(CarrierError::refused(
            "svg-namespace",
            "the picture does not say that it is SVG, and no browser will show it; its root needs \
             xmlns=\"http://www.w3.org/2000/svg\"",
        ));
    }
    let active = active::findings(picture.text);
    if !active.is_empty() {
        return Err(CarrierError::Refused(active));
    }
    if existing == Existing::Keep
        && let Some(baked) = picture.baked.first()
    {
        return Err(baked_already(&format!(
            "the element at byte {}",
            baked.span.start
        )));
    }
    Ok(picture)
}

/// Whether a picture may be baked into, and what it is like.
pub(super) fn examine(file: &[u8]) -> Result<Sound, CarrierError> {
    to_bake_into(file, Existing::Keep)?;
    Ok(Sound {
        carrier: Carrier::Svg,
        pixels: None,
        is_animated: false,
    })
}

fn with_credential(credential: &Bakeable<'_>, picture: &Picture<'_>) -> Vec<u8> {
    let namespace = credential.family.namespace();
    let prefix = prefix(credential.family);
    let declaration = format!(" xmlns:{prefix}=\"{namespace}\"");
    let bound = picture.root.bound(prefix);
    // Where the root gives the prefix another meaning, the element says its own.
    let (on_root, on_element) = match bound {
        None => (declaration.as_str(), ""),
        Some(bound) if bound == namespace => ("", ""),
        Some(_) => ("", declaration.as_str()),
    };
    let element = match credential.form {
        Form::Token(token) => {
            format!("<{prefix}:credential{on_element} verify=\"{token}\"></{prefix}:credential>")
        }
        Form::Json(json) => format!(
            "<{prefix}:credential{on_element}><![CDATA[{}]]></{prefix}:credential>",
            escape_in_strings(json, breaks_character_data)
        ),
    };
    let root = &picture.root;
    let mut out = String::with_capacity(picture.text.len() + element.len() + 128);
    out.push_str(picture.byte_order_mark);
    out.push_str(picture.part(0..root.tag_end));
    out.push_str(on_root);
    out.push('>');
    out.push_str(&element);
    if root.is_empty {
        out.push_str(&format!("</{}>", root.name));
    }
    let mut place = root.span.end;
    for baked in &picture.baked {
        out.push_str(picture.part(place..baked.span.start));
        place = baked.span.end;
    }
    out.push_str(picture.part(place..picture.text.len()));
    out.into_bytes()
}

/// `]]>` would end the section; the two characters are none of XML's.
fn breaks_character_data(before: &str, character: char) -> bool {
    (character == '>' && before.ends_with("]]")) || matches!(character, '\u{fffe}' | '\u{ffff}')
}

fn prefix(family: Family) -> &'static str {
    match family {
        Family::OpenBadge => "openbadges",
        Family::Clr => "clr",
    }
}
