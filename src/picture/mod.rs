//! Pictures: what a level looks like, a provider's own picture of it, and QR codes.
//!
//! | file | its part |
//! | --- | --- |
//! | `badge` | draws the picture of one level, as SVG |
//! | `raster` | turns SVG into PNG |
//! | `own` | whether a provider's own picture may be used |
//! | `qr` | makes QR codes, and reads them out of photographs |
//! | `fonts`, `text`, `drawing` | the letters, how texts are fitted into their places, SVG as it is written |
//!
//! # Which scripts the letters cover
//!
//! The fonts are DejaVu Serif and DejaVu Sans (2.37), which come with the program; the machine's own
//! are never asked. Together they have Latin with all its diacritics, Greek, Cyrillic, Armenian,
//! Georgian, Hebrew, Arabic, Lao, Tifinagh, N'Ko, Canadian syllabics and the usual signs; they have
//! no Chinese, Japanese or Korean, no Thai, and none of the scripts of India. What they do not have
//! is left out of what is drawn as pixels and of certificates; an SVG keeps it, because browsers have
//! letters of their own, and its `title` and `desc` say everything in full.
//!
//! Everything here is bytes in, bytes out, and bounded whatever the texts and files are.

pub mod badge;
pub(crate) mod drawing;
pub(crate) mod fonts;
pub mod own;
pub mod qr;
pub mod raster;
pub(crate) mod text;

pub use badge::Badge;
pub use own::OwnPicture;
pub use raster::PictureError;

/// The colours of everything that is drawn: deep green on paper.
pub(crate) mod colour {
    /// What is drawn on.
    pub const PAPER: &str = "#fbfaf6";
    /// The steps, the panel, what stands out.
    pub const GREEN: &str = "#14605a";
    /// The green in its deeper shade.
    pub const DEEP: &str = "#0e4a45";
    /// The step that was reached.
    pub const GOLD: &str = "#e2b65a";
    /// Texts.
    pub const INK: &str = "#1c2326";
    /// Texts of less weight.
    pub const SOFT: &str = "#57626a";
    /// Lines.
    pub const LINE: &str = "#dcdad2";
}
