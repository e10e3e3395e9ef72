//! Texts of others as they can be drawn: what no picture can show is left out, and what is too long
//! for its place is broken, made smaller, and at last shortened.

use super::fonts::{self, Letters};

/// Of longer texts the beginning is looked at: nothing that fits into a picture is longer.
const MOST_CHARACTERS: usize = 600;

/// So many marks may stand on one letter.
const MOST_MARKS: usize = 3;

/// Which letters a drawing may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glyphs {
    /// All: whoever shows the drawing has letters of their own.
    All,
    /// Those that our fonts have.
    Covered,
}

/// `text` in one line, as it can be drawn: without what is invisible, what turns the direction of
/// other texts, and without more marks on a letter than writing needs.
pub(crate) fn drawable(text: &str, glyphs: Glyphs) -> String {
    let mut out = String::new();
    let mut marks = 0;
    let mut space = false;
    for character in text.chars().take(MOST_CHARACTERS) {
        if character.is_whitespace() {
            space = !out.is_empty();
            continue;
        }
        let shown = !is_invisible(character) && (glyphs == Glyphs::All || fonts::has(character));
        if !shown {
            continue;
        }
        marks = match is_mark(character) {
            true => marks + 1,
            false => 0,
        };
        if marks > MOST_MARKS || (marks > 0 && out.is_empty()) {
            continue;
        }
        if std::mem::take(&mut space) {
            out.push(' ');
        }
        out.push(character);
    }
    out
}

/// Controls, marks of direction, characters without a shape or a meaning that all share.
fn is_invisible(character: char) -> bool {
    let value = u32::from(character);
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff0}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}')
        || value & 0xfffe == 0xfffe
        || (0xe0000..=0x0010_ffff).contains(&value)
}

/// Whether it is drawn onto the letter before it: it has no width of its own.
fn is_mark(character: char) -> bool {
    let value = u32::from(character);
    let blocks = (0x300..=0x36f).contains(&value)
        || (0x483..=0x489).contains(&value)
        || (0x591..=0x5bd).contains(&value)
        || (0x610..=0x61a).contains(&value)
        || (0x64b..=0x65f).contains(&value)
        || (0x1ab0..=0x1aff).contains(&value)
        || (0x1dc0..=0x1dff).contains(&value)
        || (0x20d0..=0x20ff).contains(&value)
        || (0xfe00..=0xfe0f).contains(&value)
        || (0xfe20..=0xfe2f).contains(&value);
    blocks || fonts::advance(character, Letters::Sans) == Some(0.0)
}

/// The place of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room<'a> {
    /// How wide.
    pub width: f32,
    /// How many lines at most.
    pub lines: usize,
    /// The sizes of letters, the one that is best first.
    pub sizes: &'a [f32],
    /// The letters.
    pub letters: Letters,
}

/// A text as it fits into its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fitted {
    /// The lines; none where there was nothing to draw.
    pub lines: Vec<String>,
    /// The size of the letters.
    pub size: f32,
}

impl Fitted {
    /// How high it is, from line to line as `leading` times the size.
    pub(crate) fn height(&self, leading: f32) -> f32 {
        #[allow(clippy::cast_precision_loss, reason = "a few lines")]
        let lines = self.lines.len() as f32;
        lines * self.size * leading
    }
}

/// `text`, which is [`drawable`], as it fits into `room`: in the largest size in which it does; in
/// the smallest, shortened, where it does not.
pub(crate) fn fit(text: &str, room: Room<'_>) -> Fitted {
    let mut fitted = Fitted {
        lines: Vec::new(),
        size: room.sizes.first().copied().unwrap_or(12.0),
    };
    for &size in room.sizes {
        let (lines, whole) = broken(text, room, size);
        fitted = Fitted { lines, size };
        if whole {
            break;
        }
    }
    fitted
}

/// The lines of `text` at `size`, and whether that is all of it. A word is only cut where it is
/// wider than a line.
fn broken(text: &str, room: Room<'_>, size: f32) -> (Vec<String>, bool) {
    let fits = |line: &str| fonts::width(line, room.letters, size) <= room.width;
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut cut = false;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = match line.is_empty() {
            true => word.to_owned(),
            false => format!("{line} {word}"),
        };
        if fits(&longer) {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        if fits(word) {
            line = word.to_owned();
        } else {
            // Scripts without spaces are broken anywhere; a long word is a reason for a smaller
            // size first.
            cut |= word.is_ascii() || !word.chars().all(|c| u32::from(c) >= 0x2e80);
            for character in word.chars() {
                line.push(character);
                if !fits(&line) && line.chars().count() > 1 {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, character.to_string()));
                }
            }
        }
        if lines.len() > room.lines {
            break;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    let too_many = lines.len() > room.lines;
    if too_many {
        lines.truncate(room.lines);
        if let Some(last) = lines.last_mut() {
            *last = shortened(last, room.letters, size, room.width);
        }
    }
    (lines, !too_many && !cut)
}

/// `text` with an ellipsis behind it, and as much of its end away as that needs.
fn shortened(text: &str, letters: Letters, size: f32, width: f32) -> String {
    let mut short = text.to_owned();
    while fonts::width(&short, letters, size) + fonts::width("…", letters, size) > width
        && short.pop().is_some()
    {}
    format!(
        "{}…",
        short.trim_end_matches([' ', ',', ';', ':', '-', '–', '—'])
    )
}

/// `text` in one line of `width`, shortened if it must be.
pub(crate) fn one_line(text: &str, letters: Letters, size: f32, width: f32) -> String {
    match fonts::width(text, letters, size) <= width {
        true => text.to_owned(),
        false => shortened(text, letters, size, width),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(width: f32, lines: usize) -> Room<'static> {
        Room {
            width,
            lines,
            sizes: &[40.0, 30.0, 20.0],
            letters: Letters::SerifBold,
        }
    }

    #[test]
    fn a_text_keeps_the_largest_size_in_which_it_fits() {
        assert_eq!(fit("Nurse", room(400.0, 2)).size, 40.0);
        let fitted = fit(
            "Sound Engineering Technicians and Operators",
            room(300.0, 3),
        );
        assert!(fitted.lines.len() <= 3 && fitted.size < 40.0, "{fitted:?}");
        assert_eq!(
            fitted.lines.join(" "),
            "Sound Engineering Technicians and Operators"
        );
    }

    #[test]
    fn what_does_not_fit_is_shortened_and_every_line_stays_in_its_place() {
        for text in ["word ".repeat(200), "x".repeat(500), "音".repeat(300)] {
            let fitted = fit(text.trim(), room(300.0, 3));
            assert_eq!(fitted.lines.len(), 3);
            assert!(fitted.lines[2].ends_with('…'));
            for line in &fitted.lines {
                assert!(fonts::width(line, Letters::SerifBold, fitted.size) <= 300.0);
            }
        }
        assert_eq!(fit("", room(300.0, 3)).lines, Vec::<String>::new());
    }

    #[test]
    fn what_cannot_be_seen_is_left_out() {
        assert_eq!(
            drawable(" a\u{202e}b\u{0}\n c\u{200b} ", Glyphs::All),
            "ab c"
        );
        assert_eq!(drawable("音響 Sound", Glyphs::Covered), "Sound");
        assert_eq!(drawable("音響 Sound", Glyphs::All), "音響 Sound");
        let marks = format!("e{}", "\u{301}".repeat(50));
        assert_eq!(drawable(&marks, Glyphs::All).chars().count(), 4);
        assert_eq!(drawable(&"a".repeat(5000), Glyphs::All).len(), 600);
    }
}
