//! Carriers: a credential baked into a picture (PNG, SVG), or attached to a document (PDF).
//!
//! Open Badges 3.0, section 5.3 (“Baked badges”), and the same for CLR 2.0. What a file is, is
//! found from its content; its name and its declared type are not asked. Everything here is bytes
//! in, bytes out: pixels are never decoded, nothing is drawn, and what a file makes its reader do
//! is bounded whatever its bytes are.
//!
//! Whether the credential is any good is left to verification: what is found is handed on as it
//! stands.

mod bakeable;
mod error;
mod inflate;
mod pdf;
mod png;
mod svg;

pub use bakeable::MAX_CREDENTIAL_BYTES;
pub use error::CarrierError;

use crate::finding::Finding;
use bakeable::Bakeable;

/// No file longer than this is looked into: 5 MiB.
pub const MAX_FILE_BYTES: usize = 5 << 20;

/// Nothing compressed is inflated beyond this: 1 MiB.
pub const MAX_INFLATED_BYTES: usize = 1 << 20;

/// The specification that says how credentials are baked.
const BAKING: &str = "Open Badges 3.0, section 5.3";

/// What a credential can be carried in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// A picture in PNG.
    Png,
    /// A picture in SVG.
    Svg,
    /// A document in PDF, with the credential as an attachment.
    Pdf,
}

impl Carrier {
    /// What `file` is, by its first bytes; `None` where it is none of these, such as a credential
    /// as bare text. Nothing else of the file is looked at.
    pub fn of(file: &[u8]) -> Option<Self> {
        if file.starts_with(png::FIRST_BYTES) {
            Some(Carrier::Png)
        } else if file.starts_with(b"%PDF-") {
            Some(Carrier::Pdf)
        } else {
            svg::looks_like_xml(file).then_some(Carrier::Svg)
        }
    }

    /// Its name: `PNG`.
    pub fn name(self) -> &'static str {
        match self {
            Carrier::Png => "PNG",
            Carrier::Svg => "SVG",
            Carrier::Pdf => "PDF",
        }
    }

    /// Its media type: `image/png`.
    pub fn media_type(self) -> &'static str {
        match self {
            Carrier::Png => "image/png",
            Carrier::Svg => "image/svg+xml",
            Carrier::Pdf => "application/pdf",
        }
    }
}

/// What the mark in a picture says it carries: each family of credentials has a keyword (PNG) and a
/// namespace (SVG) of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// An Open Badge 3.0: `openbadgecredential`, `https://purl.imsglobal.org/ob/v3p0`.
    OpenBadge,
    /// A Comprehensive Learner Record 2.0: `clrcredential`, `https://purl.imsglobal.org/clr/v2p0`.
    Clr,
}

impl Family {
    /// Its name: `open-badge`.
    pub fn name(self) -> &'static str {
        match self {
            Family::OpenBadge => "open-badge",
            Family::Clr => "clr",
        }
    }

    /// The keyword of its chunk in a PNG.
    fn keyword(self) -> &'static str {
        match self {
            Family::OpenBadge => "openbadgecredential",
            Family::Clr => "clrcredential",
        }
    }

    /// The namespace of its element in an SVG.
    fn namespace(self) -> &'static str {
        match self {
            Family::OpenBadge => "https://purl.imsglobal.org/ob/v3p0",
            Family::Clr => "https://purl.imsglobal.org/clr/v2p0",
        }
    }
}

/// A credential that was found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// What it was found in.
    pub carrier: Carrier,
    /// What the picture's mark says it is; `None` in a PDF, where an attachment has no mark.
    pub family: Option<Family>,
    /// The text of the credential as it stands there, JSON or a token, without space around it.
    pub credential: Vec<u8>,
    /// Where the carrier departs from the rules of baking without leaving room for two readings.
    pub departures: Vec<Finding>,
}

/// What happens to a credential that a picture carries already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and baking is refused.
    Keep,
    /// It goes, whatever it is.
    Replace,
}

/// The credential that `file` carries. `Ok(None)` when the file is no carrier: it is then itself
/// the credential, or nothing known.
///
/// # Errors
/// [`CarrierError`] when the file is a carrier that is broken, too large, without a credential,
/// with more than one, or of a kind that is not read here.
pub fn find(file: &[u8]) -> Result<Option<Carried>, CarrierError> {
    let Some(carrier) = Carrier::of(file) else {
        return Ok(None);
    };
    if file.len() > MAX_FILE_BYTES {
        let detail = format!("it is longer than {MAX_FILE_BYTES} bytes");
        return Err(CarrierError::limit("too-large", detail));
    }
    let mut carried = match carrier {
        Carrier::Png => png::find(file)?,
        Carrier::Svg => svg::find(file)?,
        Carrier::Pdf => pdf::find(file)?,
    };
    let text = carried.credential.trim_ascii();
    if text.is_empty() {
        let detail = "the place for a credential is there, and it is empty";
        return Err(CarrierError::nothing(detail));
    }
    if text.starts_with(b"http://") || text.starts_with(b"https://") {
        let detail = "the picture carries the address of a hosted badge, which is not supported; ask \
                      the issuer for the credential itself";
        return Err(CarrierError::unsupported("hosted-badge", detail));
    }
    carried.credential = text.to_vec();
    Ok(Some(carried))
}

/// `picture` (PNG or SVG) with `credential` baked into it; every other byte stays as it is.
///
/// The credential's JSON keeps its value and gets other escapes inside strings, so that every known
/// reader finds its end: a proof over the JSON stays good, and a token is not touched.
///
/// # Errors
/// [`CarrierError::Credential`] when `credential` is no Open Badge or CLR,
/// [`CarrierError::Refused`] when the picture is none that may be baked into or served; and those
/// of [`find`] for a broken picture.
pub fn bake(
    credential: &[u8],
    picture: &[u8],
    existing: Existing,
) -> Result<Vec<u8>, CarrierError> {
    let credential = Bakeable::read(credential)?;
    match Carrier::of(picture) {
        Some(Carrier::Png) => png::bake(&credential, picture, existing),
        Some(Carrier::Svg) => svg::bake(&credential, picture, existing),
        Some(Carrier::Pdf) | None => Err(not_a_picture()),
    }
}

/// A picture that may be baked into and served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sound {
    /// What it is: PNG or SVG.
    pub carrier: Carrier,
    /// Width and height in pixels, as a PNG says it; `None` for a drawing.
    pub pixels: Option<(u32, u32)>,
    /// Whether a PNG moves (APNG).
    pub is_animated: bool,
}

/// Whether `picture` may be baked into and served: what [`bake`] asks of it, before there is a
/// credential. One that carries a credential already may not.
///
/// # Errors
/// As for [`bake`], but for those about the credential.
pub fn examine(picture: &[u8]) -> Result<Sound, CarrierError> {
    match Carrier::of(picture) {
        Some(Carrier::Png) => png::examine(picture),
        Some(Carrier::Svg) => svg::examine(picture),
        Some(Carrier::Pdf) | None => Err(not_a_picture()),
    }
}

fn not_a_picture() -> CarrierError {
    CarrierError::refused(
        "not-a-picture",
        "credentials are baked into PNG and SVG pictures; this is neither",
    )
}

/// There is a credential in the picture, and nobody asked to replace it.
fn baked_already(place: &str) -> CarrierError {
    let detail = format!(
        "the picture carries a credential already ({place}); ask for it to be replaced, or take \
         another picture"
    );
    CarrierError::refused("baked-already", detail)
}
