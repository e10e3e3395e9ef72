//! A provider's own picture of a level: PNG or SVG, told by its content, whatever it is called.
//!
//! What makes a picture safe to bake into and to serve is the carrier's rule ([`carrier::examine`]);
//! here is what a picture of a level must be besides: still, of a sensible shape, drawn without
//! bitmaps, and not so much work that it cannot be drawn for everyone. A PNG is never decoded.

use super::raster::{self, PictureError, refused};
use crate::carrier::{self, Carrier};
use crate::finding::Finding;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::panic::catch_unwind;

/// The greatest size of a picture, in bytes: 2 MiB. Of an SVG the half is read.
pub const MAX_BYTES: usize = 2 << 20;

/// The shorter side has at least so many pixels: fewer cannot be looked at.
const FEWEST_PIXELS: u32 = 32;

/// The longer side of the raster of a drawing, in pixels.
const RASTER_SIDE: u32 = 600;

/// Elements that move what is drawn.
const MOVING: [&str; 5] = [
    "animate",
    "animatemotion",
    "animatetransform",
    "animatecolor",
    "set",
];

/// No more places than this are named.
const MOST_FINDINGS: usize = 50;

/// A provider's own picture that may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPicture {
    /// What it is: PNG or SVG.
    pub carrier: Carrier,
    /// Its bytes, as they came.
    pub bytes: Vec<u8>,
    /// The drawing as pixels, for who must not be given a drawing of others; `None` for a PNG.
    pub raster: Option<Vec<u8>>,
}

/// Checks a picture.
///
/// # Errors
/// [`PictureError::Refused`] with everything that is wrong with it.
pub fn check(bytes: &[u8]) -> Result<OwnPicture, PictureError> {
    if bytes.len() > MAX_BYTES {
        let detail = format!(
            "the picture has {} bytes; at most {MAX_BYTES} (2 MiB) are taken",
            bytes.len()
        );
        return Err(refused("too-large", detail));
    }
    let sound = carrier::examine(bytes);
    let sound = sound.map_err(|error| PictureError::Refused(error.findings().to_vec()))?;
    let mut findings = Vec::new();
    if sound.is_animated {
        let detail = "the picture moves (APNG); a badge is a still picture";
        findings.push(Finding::new("", "animated", detail));
    }
    if let Some((width, height)) = sound.pixels
        && width.min(height) < FEWEST_PIXELS
    {
        let detail = format!(
            "the picture is {width} × {height} pixels; each side has at least {FEWEST_PIXELS}"
        );
        findings.push(Finding::new("", "picture-size", detail));
    }
    let drawing = match sound.carrier {
        Carrier::Svg => std::str::from_utf8(bytes).ok(),
        _ => None,
    };
    findings.extend(drawing.map(moving_or_bitmap).unwrap_or_default());
    if !findings.is_empty() {
        return Err(PictureError::Refused(findings));
    }
    Ok(OwnPicture {
        carrier: sound.carrier,
        raster: drawing.map(drawn).transpose()?,
        bytes: bytes.to_vec(),
    })
}

/// The drawing as pixels. What strangers made may find a fault in the renderer; that is a reason to
/// refuse it and none to stop.
fn drawn(svg: &str) -> Result<Vec<u8>, PictureError> {
    let drawn = catch_unwind(|| raster::png(svg.trim_start_matches('\u{feff}'), RASTER_SIDE));
    drawn.unwrap_or_else(|_| {
        let detail = "the renderer cannot draw it".to_owned();
        Err(refused("svg-undrawable", detail))
    })
}

/// What moves in a drawing, and the bitmaps in it. The carrier has read it before: it is sound XML.
fn moving_or_bitmap(svg: &str) -> Vec<Finding> {
    let mut reader = Reader::from_str(svg);
    let mut findings = Vec::new();
    while findings.len() < MOST_FINDINGS {
        let at = reader.buffer_position();
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                findings.extend(moves_or_is_bitmap(&tag, at));
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    findings
}

fn moves_or_is_bitmap(tag: &BytesStart<'_>, at: u64) -> Option<Finding> {
    let element = tag.local_name().as_ref().to_ascii_lowercase();
    if MOVING.contains(&element.as_str()) {
        let detail = format!("at byte {at}: the element {element}; a badge is a still picture");
        return Some(Finding::new("", "animated", detail));
    }
    matches!(element.as_str(), "image" | "feimage").then(|| {
        let detail = format!(
            "at byte {at}: a picture inside the drawing, which is not drawn here; give the whole \
             as a PNG instead"
        );
        Finding::new("", "svg-bitmap", detail)
    })
}

#[cfg(test)]
mod tests;
