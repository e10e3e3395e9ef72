//! QR codes (ISO/IEC 18004): made as drawings, and read out of photographs.
//!
//! A photograph comes from a stranger: it is decoded within limits on its bytes, its pixels and the
//! memory it takes, made smaller, and looked at three times at most.

use super::drawing::Drawing;
use super::raster::{PictureError, refused};
use image::imageops::FilterType;
use image::{GrayImage, ImageFormat, ImageReader, Limits};
use qrcode::{Color, EcLevel, QrCode};
use std::io::Cursor;

/// The greatest size of a photograph, in bytes: 12 MiB.
pub const MAX_PHOTO_BYTES: usize = 12 << 20;

/// No side of a photograph is longer, in pixels.
const LONGEST_SIDE: u32 = 8192;
/// Decoding takes no more memory, in bytes: enough for the 20 million pixels of a telephone.
const MOST_MEMORY: u64 = 72 << 20;
/// The sides that a photograph is made to before it is looked at, the one that finds most first.
const LOOKED_AT: [u32; 2] = [1600, 800];
/// No more codes are read out of one photograph.
const MOST_CODES: usize = 16;

/// Free space around a code, in modules (section 9.1).
const QUIET: usize = 4;

/// A QR code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    /// How many modules a side has.
    pub width: usize,
    /// Whether each module is dark, row by row.
    pub modules: Vec<bool>,
}

impl Qr {
    /// The code of `text`, with error correction of level M.
    ///
    /// # Errors
    /// [`PictureError::TooMuch`] where no code can hold it.
    pub fn of(text: &str) -> Result<Self, PictureError> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|error| {
            let bytes = text.len();
            PictureError::TooMuch(format!(
                "a text of {bytes} bytes does not go into a QR code: {error}"
            ))
        })?;
        Ok(Self {
            width: code.width(),
            modules: code.to_colors().iter().map(|c| *c == Color::Dark).collect(),
        })
    }

    /// The code as SVG, dark on light, with its free space around it; `title` says what it is.
    pub fn svg(&self, title: &str) -> String {
        #[allow(clippy::cast_precision_loss, reason = "some hundred modules")]
        let side = (self.width + 2 * QUIET) as f32 * 4.0;
        let mut drawing = Drawing::default();
        drawing.rectangle([0.0, 0.0, side, side], 0.0, "fill=\"#fff\"");
        let path = self.path();
        drawing.raw(format_args!(
            "<path transform=\"translate({0} {0}) scale(4)\" fill=\"#000\" d=\"{path}\"/>",
            QUIET * 4
        ));
        drawing.document((side, side), title, "")
    }

    /// The dark modules as the data of a path, one unit a module.
    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        for (y, row) in self.modules.chunks(self.width.max(1)).enumerate() {
            let mut x = 0;
            while x < row.len() {
                let run = row.iter().skip(x).take_while(|dark| **dark).count();
                if run > 0 {
                    path.push_str(&format!("M{x} {y}h{run}v1h-{run}z"));
                }
                x += run.max(1);
            }
        }
        path
    }
}

/// The texts of the QR codes in a photograph (PNG or JPEG), each once. Empty where none is found.
///
/// # Errors
/// [`PictureError::Refused`] where it is no such picture, is broken, or too large.
pub fn read(photo: &[u8]) -> Result<Vec<String>, PictureError> {
    let grey = decoded(photo)?;
    for side in LOOKED_AT {
        let smaller = match grey.width().max(grey.height()) > side {
            true => scaled(&grey, side),
            false => grey.clone(),
        };
        let found = found_in(smaller);
        if !found.is_empty() {
            return Ok(found);
        }
    }
    // Light on dark, as on a screen by night.
    let mut turned = scaled(&grey, grey.width().max(grey.height()).min(LOOKED_AT[0]));
    image::imageops::invert(&mut turned);
    Ok(found_in(turned))
}

fn decoded(photo: &[u8]) -> Result<GrayImage, PictureError> {
    if photo.len() > MAX_PHOTO_BYTES {
        let detail = format!(
            "the photograph has {} bytes; at most {MAX_PHOTO_BYTES} (12 MiB) are read",
            photo.len()
        );
        return Err(refused("too-large", detail));
    }
    let format = match photo {
        [0x89, b'P', b'N', b'G', ..] => ImageFormat::Png,
        [0xff, 0xd8, 0xff, ..] => ImageFormat::Jpeg,
        _ => {
            let detail = "a photograph is a PNG or a JPEG; this is neither".to_owned();
            return Err(refused("not-a-photograph", detail));
        }
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(photo), format);
    reader.limits(limits);
    match reader.decode() {
        Ok(image) => Ok(image.into_luma8()),
        Err(image::ImageError::Limits(error)) => {
            let detail = format!("the photograph has too many pixels: {error}");
            Err(refused("picture-size", detail))
        }
        Err(error) => Err(refused(
            "picture-broken",
            format!("the photograph cannot be read: {error}"),
        )),
    }
}

/// The picture with its longer side at `side`.
fn scaled(grey: &GrayImage, side: u32) -> GrayImage {
    let longer = grey.width().max(grey.height()).max(1);
    let length = |of: u32| {
        let scaled = u64::from(of) * u64::from(side) / u64::from(longer);
        u32::try_from(scaled).unwrap_or(side).max(1)
    };
    let (width, height) = (length(grey.width()), length(grey.height()));
    image::imageops::resize(grey, width, height, FilterType::Triangle)
}

fn found_in(grey: GrayImage) -> Vec<String> {
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    let value = |x: usize, y: usize| grey.as_raw().get(y * width + x).copied().unwrap_or(255);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, value);
    let mut texts = Vec::new();
    for grid in prepared.detect_grids().iter().take(MOST_CODES) {
        if let Ok((_, text)) = grid.decode()
            && !texts.contains(&text)
        {
            texts.push(text);
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::raster;

    const ADDRESS: &str = "https://badges.example/verify?credential=urn:uuid:0b9c6a3e-0000-4000";

    fn photograph(text: &str) -> Vec<u8> {
        let code = Qr::of(text).unwrap().svg("A code");
        raster::png(&code, 700).unwrap()
    }

    fn problem(photo: &[u8]) -> &'static str {
        match read(photo) {
            Err(PictureError::Refused(findings)) => findings[0].problem,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_made_is_read() {
        for text in [ADDRESS, "x", "Ümläut – 音"] {
            assert_eq!(read(&photograph(text)).unwrap(), [text]);
        }
    }

    #[test]
    fn a_jpeg_is_read_and_a_code_that_is_light_on_dark_too() {
        let picture = image::load_from_memory(&photograph(ADDRESS)).unwrap();
        let mut grey = picture.into_luma8();
        let mut jpeg = Vec::new();
        grey.write_to(&mut Cursor::new(&mut jpeg), ImageFormat::Jpeg)
            .unwrap();
        assert_eq!(read(&jpeg).unwrap(), [ADDRESS]);
        image::imageops::invert(&mut grey);
        let mut png = Vec::new();
        grey.write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
            .unwrap();
        assert_eq!(read(&png).unwrap(), [ADDRESS]);
    }

    #[test]
    fn a_picture_without_a_code_has_no_texts() {
        let blank = GrayImage::from_pixel(300, 200, image::Luma([200]));
        let mut png = Vec::new();
        blank
            .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
            .unwrap();
        assert_eq!(read(&png).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn what_is_no_photograph_or_too_large_is_refused() {
        assert_eq!(problem(b"GIF89a"), "not-a-photograph");
        assert_eq!(problem(b""), "not-a-photograph");
        assert_eq!(problem(b"\xff\xd8\xff\xe0 and no more"), "picture-broken");
        assert_eq!(problem(&vec![0xff; MAX_PHOTO_BYTES + 1]), "too-large");
        // A header that promises more pixels than anybody has memory for.
        let mut bomb = photograph("x");
        bomb[16..20].copy_from_slice(&50_000_u32.to_be_bytes());
        let mut sum = crc32fast::Hasher::new();
        sum.update(&bomb[12..29]);
        let sum = sum.finalize().to_be_bytes();
        bomb[29..33].copy_from_slice(&sum);
        assert_eq!(problem(&bomb), "picture-size");
    }

    #[test]
    fn a_text_that_is_too_long_for_a_code_is_refused() {
        let error = Qr::of(&"x".repeat(5000)).unwrap_err();
        assert!(matches!(error, PictureError::TooMuch(_)));
    }
}
