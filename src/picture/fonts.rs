//! The letters that pictures and certificates are drawn with, and how wide they are.
//!
//! The fonts stand in the program and are read once. Widths come from their tables (`hmtx`,
//! OpenType 1.9), so that a text is broken where it must be and not where it is guessed to be;
//! kerning and ligatures only make a line shorter.

use resvg::usvg::fontdb::{Database, Source};
use std::sync::{Arc, OnceLock};
use ttf_parser::Face;

/// The letters of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letters {
    /// With serifs, for names.
    Serif,
    /// The same in bold.
    SerifBold,
    /// Without, for everything else.
    Sans,
    /// The same in bold.
    SansBold,
}

impl Letters {
    /// The families as an SVG names them, the one that is measured with first.
    pub(crate) fn family(self) -> &'static str {
        match self {
            Letters::Serif | Letters::SerifBold => "'DejaVu Serif', Georgia, serif",
            Letters::Sans | Letters::SansBold => "'DejaVu Sans', Verdana, sans-serif",
        }
    }

    /// Whether it is bold.
    pub(crate) fn is_bold(self) -> bool {
        matches!(self, Letters::SerifBold | Letters::SansBold)
    }

    /// The faces in which a letter is looked for, in this order; drawing looks the same way.
    fn faces(self) -> [usize; 4] {
        match self {
            Letters::Serif => [0, 1, 2, 3],
            Letters::SerifBold => [1, 0, 2, 3],
            Letters::Sans => [2, 0, 1, 3],
            Letters::SansBold => [3, 0, 1, 2],
        }
    }
}

/// The files, in the order of [`Letters::faces`].
fn files() -> [&'static [u8]; 4] {
    [
        dejavu::serif::regular(),
        dejavu::serif::bold(),
        dejavu::sans::regular(),
        dejavu::sans::bold(),
    ]
}

fn faces() -> &'static [Face<'static>] {
    static FACES: OnceLock<Vec<Face<'static>>> = OnceLock::new();
    FACES.get_or_init(|| {
        let faces = files().into_iter().map(|file| Face::parse(file, 0));
        faces.filter_map(Result::ok).collect()
    })
}

/// The fonts as the drawing of SVG wants them. There are no others in it.
pub(crate) fn database() -> Arc<Database> {
    static DATABASE: OnceLock<Arc<Database>> = OnceLock::new();
    let made = || {
        let mut database = Database::new();
        for file in files() {
            database.load_font_source(Source::Binary(Arc::new(file)));
        }
        database.set_serif_family("DejaVu Serif");
        database.set_sans_serif_family("DejaVu Sans");
        Arc::new(database)
    };
    Arc::clone(DATABASE.get_or_init(made))
}

/// How wide `character` is, in parts of the size of the letters; `None` where no font has it.
pub(crate) fn advance(character: char, letters: Letters) -> Option<f32> {
    let all = faces();
    letters.faces().into_iter().find_map(|place| {
        let face = all.get(place)?;
        let glyph = face.glyph_index(character)?;
        let advance = face.glyph_hor_advance(glyph)?;
        Some(f32::from(advance) / f32::from(face.units_per_em()))
    })
}

/// How wide `text` is at `size`. Letters that no font has are taken to be as wide as they are high,
/// as those of East Asia are.
pub(crate) fn width(text: &str, letters: Letters, size: f32) -> f32 {
    let parts = text.chars().map(|c| advance(c, letters).unwrap_or(1.0));
    parts.sum::<f32>() * size
}

/// Whether a letter for `character` is there.
pub(crate) fn has(character: char) -> bool {
    advance(character, Letters::Sans).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_four_fonts_are_there_and_no_others() {
        assert_eq!(faces().len(), 4);
        assert_eq!(database().len(), 4);
    }

    #[test]
    fn the_scripts_that_are_promised_are_there_and_the_others_are_not() {
        for covered in "aßŁΩЖԱაאع".chars() {
            assert!(has(covered), "{covered}");
        }
        for missing in "音한ไअ".chars() {
            assert!(!has(missing), "{missing}");
        }
    }

    #[test]
    fn widths_are_those_of_the_font() {
        assert!(width("mmm", Letters::Sans, 10.0) > width("iii", Letters::Sans, 10.0));
        assert!(width("m", Letters::SansBold, 10.0) > width("m", Letters::Sans, 10.0));
        let twice = width("ab", Letters::Serif, 20.0);
        assert!((width("ab", Letters::Serif, 10.0) * 2.0 - twice).abs() < 0.001);
    }
}
