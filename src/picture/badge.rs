//! The picture of one level, as SVG: the steps of its ladder up to the one that was reached, the
//! level, the occupation, who issues, and the year or edition. Square as a badge, and wide as the
//! picture that goes with a link (Open Graph protocol, `og:image`).
//!
//! Everything that is drawn is said in words too, in `title` and `desc`.

use super::colour::{DEEP, GOLD, GREEN, INK, LINE, PAPER, SOFT};
use super::drawing::{Anchor, Drawing, Style};
use super::fonts::Letters;
use super::text::{Fitted, Glyphs, Room, drawable, fit, one_line};

/// Width and height of the badge.
pub const SIZE: f32 = 600.0;

/// Width and height of the picture that goes with a link.
pub const WIDE: (f32, f32) = (1200.0, 630.0);

/// No more steps than this are drawn; of a longer ladder they stand for its parts.
const MOST_STEPS: usize = 24;

/// From line to line, in sizes of letters.
const LEADING: f32 = 1.18;

/// What a picture shows. Texts may be anything; they are fitted.
#[derive(Debug, Clone, Copy)]
pub struct Badge<'a> {
    /// The occupation, or what else the framework is about.
    pub title: &'a str,
    /// The label of the level.
    pub level: &'a str,
    /// Its place on the ladder, from 1.
    pub rank: usize,
    /// How many levels the ladder has.
    pub levels: usize,
    /// The same in words: “Level 3 of 4”.
    pub place: &'a str,
    /// Who issues.
    pub issuer: &'a str,
    /// The year of the award; for a level by itself the version of its framework.
    pub dated: &'a str,
}

/// For whom a picture is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer {
    /// A program with letters of its own, such as a browser.
    Browser,
    /// Our own raster: letters that our fonts do not have are left out.
    Raster,
}

impl Viewer {
    fn glyphs(self) -> Glyphs {
        match self {
            Viewer::Browser => Glyphs::All,
            Viewer::Raster => Glyphs::Covered,
        }
    }
}

impl Badge<'_> {
    /// The badge: a square.
    pub fn square(&self, viewer: Viewer) -> String {
        let shown = self.shown(viewer);
        let mut drawing = Drawing::default();
        frame(&mut drawing);
        let steps = [132.0, 76.0, SIZE - 264.0, 152.0];
        ladder(&mut drawing, steps, self.rank, self.levels, Ground::Green);

        let middle = SIZE / 2.0;
        let title = fit(&shown.title, TITLE);
        let level = fit(&shown.level, LEVEL);
        let block = title.height(LEADING) + 14.0 + 26.0 * 1.3 + level.height(LEADING);
        let mut y = 276.0 + (232.0 - block) / 2.0;
        y = centred(&mut drawing, middle, y, &title, (Letters::SerifBold, INK));
        y += 14.0;
        y = centred(&mut drawing, middle, y, &level, (Letters::SansBold, GREEN));
        let place = style(Letters::Sans, 19.0, SOFT, Anchor::Middle);
        let words = one_line(&shown.place, Letters::Sans, 19.0, 440.0);
        drawing.text(middle, y + 22.0, place, &words);

        drawing.line(middle - 60.0, 514.0, 120.0, LINE);
        let issuer = one_line(&shown.issuer, Letters::Sans, 18.0, 460.0);
        let by = style(Letters::Sans, 18.0, INK, Anchor::Middle);
        drawing.text(middle, 542.0, by, &issuer);
        let dated = one_line(&shown.dated, Letters::Sans, 15.0, 380.0);
        let date = style(Letters::Sans, 15.0, SOFT, Anchor::Middle);
        drawing.text(middle, 566.0, date, &dated);
        drawing.document((SIZE, SIZE), &self.name(), &self.description())
    }

    /// The picture that goes with a link: wide, the steps beside the words.
    pub fn wide(&self, viewer: Viewer) -> String {
        let shown = self.shown(viewer);
        let (width, height) = WIDE;
        let mut drawing = Drawing::default();
        drawing.rectangle([0.0, 0.0, width, height], 0.0, &fill(PAPER));
        drawing.rectangle([0.0, 0.0, 430.0, height], 0.0, &fill(GREEN));
        drawing.rectangle([430.0, 0.0, 8.0, height], 0.0, &fill(GOLD));
        let steps = [70.0, 180.0, 290.0, 270.0];
        ladder(&mut drawing, steps, self.rank, self.levels, Ground::Green);

        let (left, room) = (506.0, width - 506.0 - 70.0);
        let title = fit(
            &shown.title,
            Room {
                width: room,
                ..WIDE_TITLE
            },
        );
        let level = fit(
            &shown.level,
            Room {
                width: room,
                ..WIDE_LEVEL
            },
        );
        let block = title.height(LEADING) + 20.0 + level.height(LEADING) + 40.0;
        let mut y = 60.0 + (400.0 - block) / 2.0;
        y = set(&mut drawing, left, y, &title, (Letters::SerifBold, INK));
        y += 20.0;
        y = set(&mut drawing, left, y, &level, (Letters::SansBold, GREEN));
        let words = one_line(&shown.place, Letters::Sans, 28.0, room);
        let place = style(Letters::Sans, 28.0, SOFT, Anchor::Start);
        drawing.text(left, y + 32.0, place, &words);

        drawing.line(left, 508.0, room, LINE);
        let issuer = one_line(&shown.issuer, Letters::Sans, 28.0, room);
        let by = style(Letters::Sans, 28.0, INK, Anchor::Start);
        drawing.text(left, 552.0, by, &issuer);
        let dated = one_line(&shown.dated, Letters::Sans, 22.0, room);
        let date = style(Letters::Sans, 22.0, SOFT, Anchor::Start);
        drawing.text(left, 588.0, date, &dated);
        drawing.document(WIDE, &self.name(), &self.description())
    }

    /// What it is called: `title` of the SVG.
    pub fn name(&self) -> String {
        joined(&[self.title, self.level], " – ")
    }

    /// Everything that it shows, in words: `desc` of the SVG.
    pub fn description(&self) -> String {
        joined(
            &[self.level, self.place, self.title, self.issuer, self.dated],
            ". ",
        )
    }

    fn shown(&self, viewer: Viewer) -> Shown {
        let glyphs = viewer.glyphs();
        Shown {
            title: drawable(self.title, glyphs),
            level: drawable(self.level, glyphs),
            place: drawable(self.place, glyphs),
            issuer: drawable(self.issuer, glyphs),
            dated: drawable(self.dated, glyphs),
        }
    }
}

/// The texts as they can be drawn.
struct Shown {
    title: String,
    level: String,
    place: String,
    issuer: String,
    dated: String,
}

const TITLE: Room<'static> = Room {
    width: 500.0,
    lines: 3,
    sizes: &[42.0, 38.0, 34.0, 30.0, 26.0, 22.0],
    letters: Letters::SerifBold,
};

const LEVEL: Room<'static> = Room {
    width: 480.0,
    lines: 2,
    sizes: &[30.0, 27.0, 24.0, 21.0, 18.0],
    letters: Letters::SansBold,
};

const WIDE_TITLE: Room<'static> = Room {
    width: 0.0,
    lines: 4,
    sizes: &[64.0, 56.0, 50.0, 44.0, 38.0, 34.0],
    letters: Letters::SerifBold,
};

const WIDE_LEVEL: Room<'static> = Room {
    width: 0.0,
    lines: 2,
    sizes: &[44.0, 38.0, 34.0, 30.0, 26.0],
    letters: Letters::SansBold,
};

/// The parts that say something, with `between` between them.
fn joined(parts: &[&str], between: &str) -> String {
    let parts = parts.iter().map(|part| drawable(part, Glyphs::All));
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(between)
}

/// The sheet, its green panel, and the line around it.
fn frame(drawing: &mut Drawing) {
    drawing.rectangle([0.0, 0.0, SIZE, SIZE], 56.0, &fill(PAPER));
    drawing.raw(format_args!(
        "<path d=\"M0 252V56A56 56 0 0 1 56 0H544A56 56 0 0 1 600 56V252Z\" fill=\"{GREEN}\"/>\
         <path d=\"M0 252H600V258H0Z\" fill=\"{GOLD}\"/>"
    ));
    let line = format!("fill=\"none\" stroke=\"{GREEN}\" stroke-width=\"4\"");
    drawing.rectangle([2.0, 2.0, SIZE - 4.0, SIZE - 4.0], 54.0, &line);
}

/// What a ladder is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ground {
    /// On a green panel.
    Green,
    /// On paper.
    Paper,
}

/// The steps of a ladder in `place` (left, top, width, height): those below the one that was
/// reached, that one, and those above it.
#[allow(clippy::cast_precision_loss, reason = "a few steps")]
pub(crate) fn ladder(
    drawing: &mut Drawing,
    place: [f32; 4],
    rank: usize,
    levels: usize,
    ground: Ground,
) {
    let (rank, steps) = steps(rank, levels);
    let [left, top, width, height] = place;
    let between = match steps {
        0..=6 => 0.16,
        7..=12 => 0.22,
        _ => 0.3,
    };
    // A short ladder does not fill the room with three thick bars.
    let pitch = (width / steps as f32).min(width / 3.6);
    let bar = pitch * (1.0 - between);
    let start = left + (width - (pitch * steps as f32 - pitch * between)) / 2.0;
    let round = (bar / 6.0).min(7.0);
    let (below, above) = match ground {
        Ground::Green => (PAPER, "#ffffff"),
        Ground::Paper => (GREEN, GREEN),
    };
    for step in 1..=steps {
        let rise = match steps {
            1 => 1.0,
            _ => 0.24 + 0.76 * (step - 1) as f32 / (steps - 1) as f32,
        };
        let tall = height * rise;
        let x = start + pitch * (step - 1) as f32;
        let bounds = [x, top + height - tall, bar, tall];
        match step.cmp(&rank) {
            std::cmp::Ordering::Less => drawing.rectangle(bounds, round, &fill(below)),
            std::cmp::Ordering::Equal => {
                let paint = match ground {
                    Ground::Green => fill(GOLD),
                    Ground::Paper => {
                        format!("fill=\"{GOLD}\" stroke=\"{DEEP}\" stroke-width=\"1\"")
                    }
                };
                drawing.rectangle(bounds, round, &paint);
                let size = (bar * 0.62).min(34.0);
                let tick = [
                    x + bar / 2.0,
                    bounds[1] + (bar * 0.6).min(tall / 2.0).min(34.0),
                ];
                check(drawing, tick, size);
            }
            std::cmp::Ordering::Greater => drawing.rectangle(
                bounds,
                round,
                &format!("fill=\"{above}\" fill-opacity=\"0.16\""),
            ),
        }
    }
}

/// A tick around `middle`: the step is told by more than its colour.
fn check(drawing: &mut Drawing, middle: [f32; 2], size: f32) {
    use super::drawing::N;
    let (x, y) = (middle[0] - size / 2.0, middle[1]);
    let points = [(0.08, 0.0), (0.38, 0.3), (0.92, -0.32)];
    let points = points.map(|(right, down)| (N(x + right * size), N(y + down * size)));
    let [(ax, ay), (bx, by), (cx, cy)] = points;
    let width = N((size / 6.5).max(0.8));
    drawing.raw(format_args!(
        "<path d=\"M{ax} {ay}L{bx} {by}L{cx} {cy}\" fill=\"none\" stroke=\"{DEEP}\" \
         stroke-width=\"{width}\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
    ));
}

/// The rank and the number of steps as they are drawn: a ladder that is too long is drawn with
/// fewer, and its first and last stay what they are.
fn steps(rank: usize, levels: usize) -> (usize, usize) {
    let levels = levels.max(1);
    let rank = rank.clamp(1, levels);
    if levels <= MOST_STEPS {
        return (rank, levels);
    }
    (1 + (rank - 1) * (MOST_STEPS - 1) / (levels - 1), MOST_STEPS)
}

fn fill(colour: &str) -> String {
    format!("fill=\"{colour}\"")
}

fn style(letters: Letters, size: f32, fill: &'static str, anchor: Anchor) -> Style {
    Style {
        letters,
        size,
        fill,
        anchor,
    }
}

/// Lines around `x`, the first with its top at `y`; the `y` behind the last.
fn centred(
    drawing: &mut Drawing,
    x: f32,
    y: f32,
    text: &Fitted,
    (letters, fill): (Letters, &'static str),
) -> f32 {
    let style = style(letters, text.size, fill, Anchor::Middle);
    drawing.lines(x, y + text.size, style, &text.lines, LEADING) - text.size
}

/// The same, from `x` on.
fn set(
    drawing: &mut Drawing,
    x: f32,
    y: f32,
    text: &Fitted,
    (letters, fill): (Letters, &'static str),
) -> f32 {
    let style = style(letters, text.size, fill, Anchor::Start);
    drawing.lines(x, y + text.size, style, &text.lines, LEADING) - text.size
}

#[cfg(test)]
pub(crate) mod tests;
