//! What stands where on the page, as blocks of SVG in the order in which they are read.

use super::{Certificate, Words};
use crate::picture::badge::{Ground, ladder};
use crate::picture::colour::{GOLD, GREEN, INK, LINE, PAPER, SOFT};
use crate::picture::drawing::{Anchor, Drawing, N, Style};
use crate::picture::fonts::Letters;
use crate::picture::qr::Qr;
use crate::picture::text::{Fitted, Glyphs, Room, drawable, fit, one_line};

/// A4, in points.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;

const MIDDLE: f32 = WIDTH / 2.0;
/// Where text begins and ends.
const LEFT: f32 = 62.0;
const RIGHT: f32 = WIDTH - 62.0;
/// The two columns below the level.
const COLUMNS: f32 = 440.0;
const COLUMNS_END: f32 = 678.0;
const STATEMENTS_WIDTH: f32 = 284.0;
/// What the tick before a statement takes.
const TICK: f32 = 13.0;
const FACTS: f32 = LEFT + STATEMENTS_WIDTH + 22.0;
const FACTS_WIDTH: f32 = RIGHT - FACTS;
/// Where the code stands.
const CODE: [f32; 2] = [LEFT, 704.0];
const CODE_SIDE: f32 = 84.0;

/// No more statements are looked at: more do not fit on the page.
const MOST_STATEMENTS: usize = 60;

/// What a block is to who listens to the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing: it only adorns.
    Adornment,
    /// A heading of this rank.
    Heading(u16),
    /// A paragraph.
    Paragraph,
    /// A figure, which says this.
    Figure(String),
}

/// A part of the page.
#[derive(Debug)]
pub(super) struct Block {
    pub role: Role,
    /// A drawing of the size of the page with nothing else on it.
    pub svg: String,
}

/// The page.
pub(super) fn blocks(certificate: &Certificate<'_>, words: &Words<'_>) -> Vec<Block> {
    let mut page = Page { blocks: Vec::new() };
    page.sheet();
    page.head(certificate, words);
    page.statements(certificate, words);
    page.facts(certificate, words);
    page.lines_between(!certificate.statements.is_empty());
    page.verify(certificate, words);
    page.blocks
}

struct Page {
    blocks: Vec<Block>,
}

/// `text` as our letters can show it.
fn shown(text: &str) -> String {
    drawable(text, Glyphs::Covered)
}

fn style(letters: Letters, size: f32, fill: &'static str) -> Style {
    Style {
        letters,
        size,
        fill,
        anchor: Anchor::Start,
    }
}

fn centred(letters: Letters, size: f32, fill: &'static str) -> Style {
    Style {
        anchor: Anchor::Middle,
        ..style(letters, size, fill)
    }
}

impl Page {
    fn block(&mut self, role: Role, draw: impl FnOnce(&mut Drawing)) {
        let mut drawing = Drawing::default();
        draw(&mut drawing);
        self.blocks.push(Block {
            role,
            svg: drawing.document((WIDTH, HEIGHT), "", ""),
        });
    }

    /// One line around the middle of the page; nothing where there is nothing to say.
    fn line(&mut self, role: Role, y: f32, style: Style, text: &str) {
        let text = one_line(&shown(text), style.letters, style.size, RIGHT - LEFT);
        if !text.is_empty() {
            self.block(role, |drawing| drawing.text(MIDDLE, y, style, &text));
        }
    }

    /// The paper and its frame.
    fn sheet(&mut self) {
        self.block(Role::Adornment, |drawing| {
            drawing.rectangle([0.0, 0.0, WIDTH, HEIGHT], 0.0, &format!("fill=\"{PAPER}\""));
            let frame = format!("fill=\"none\" stroke=\"{GREEN}\" stroke-width=\"3\"");
            drawing.rectangle([26.0, 26.0, WIDTH - 52.0, HEIGHT - 52.0], 10.0, &frame);
            let hair = format!("fill=\"none\" stroke=\"{GOLD}\" stroke-width=\"0.8\"");
            drawing.rectangle([32.0, 32.0, WIDTH - 64.0, HEIGHT - 64.0], 6.0, &hair);
            let gold = format!("fill=\"{GOLD}\"");
            drawing.rectangle([MIDDLE - 28.0, 143.0, 56.0, 2.0], 1.0, &gold);
        });
    }

    /// Who reached what: from the issuer at the top to the ladder.
    fn head(&mut self, certificate: &Certificate<'_>, words: &Words<'_>) {
        let p = || Role::Paragraph;
        self.line(
            p(),
            78.0,
            centred(Letters::Sans, 12.0, SOFT),
            certificate.issuer,
        );
        self.line(
            Role::Heading(1),
            124.0,
            centred(Letters::SerifBold, 34.0, GREEN),
            words.heading,
        );
        self.line(
            p(),
            178.0,
            centred(Letters::Serif, 11.5, SOFT),
            words.certifies,
        );
        let name = shown(certificate.learner.unwrap_or_default());
        let name = if name.is_empty() {
            shown(words.holder)
        } else {
            name
        };
        let name = fitted_name(&name);
        let y = 214.0 - (name.height(1.15) - name.size) * 0.6;
        self.block(p(), |drawing| {
            let style = centred(Letters::SerifBold, name.size, INK);
            drawing.lines(MIDDLE, y, style, &name.lines, 1.15);
        });
        let reached = match certificate.ladder.is_empty() {
            true => words.earned,
            false => words.reached,
        };
        self.line(p(), 244.0, centred(Letters::Serif, 11.5, SOFT), reached);

        let steps = [MIDDLE - 75.0, 258.0, 150.0, 62.0];
        let named = certificate.ladder.iter().map(|label| shown(label));
        let named: Vec<String> = named.filter(|label| !label.is_empty()).collect();
        let alt = format!("{}: {}", shown(words.place), named.join(", "));
        let levels = certificate.ladder.len();
        if levels > 0 {
            self.block(Role::Figure(alt), |drawing| {
                ladder(drawing, steps, certificate.rank, levels, Ground::Paper);
            });
        }
        let level = one_line(
            &shown(certificate.level),
            Letters::SansBold,
            17.0,
            RIGHT - LEFT,
        );
        self.line(p(), 344.0, centred(Letters::SansBold, 17.0, GREEN), &level);
        self.line(p(), 361.0, centred(Letters::Sans, 10.0, SOFT), words.place);
        let room = Room {
            width: RIGHT - LEFT - 20.0,
            lines: 2,
            sizes: &[20.0, 18.0, 16.0, 14.0, 12.0],
            letters: Letters::SerifBold,
        };
        let title = fit(&shown(certificate.title), room);
        let y = if title.lines.len() > 1 { 386.0 } else { 396.0 };
        self.block(Role::Heading(2), |drawing| {
            let style = centred(Letters::SerifBold, title.size, INK);
            drawing.lines(MIDDLE, y, style, &title.lines, 1.2);
        });
    }

    /// The statements that fit, and how many more there are.
    fn statements(&mut self, certificate: &Certificate<'_>, words: &Words<'_>) {
        if certificate.statements.is_empty() {
            return;
        }
        self.label(
            LEFT,
            COLUMNS,
            STATEMENTS_WIDTH,
            words.statements,
            Role::Heading(3),
        );
        let list = List::of(&certificate.statements);
        for item in &list.items {
            let size = list.size;
            self.block(Role::Paragraph, |drawing| {
                let tick = style(Letters::SansBold, size, GREEN);
                drawing.text(item.x, item.y, tick, "✓");
                let text = style(Letters::Sans, size, INK);
                drawing.lines(item.x + TICK, item.y, text, &item.lines, 1.25);
            });
        }
        if list.rest > 0 {
            let more = shown(&(words.more)(list.rest));
            let more = one_line(&more, Letters::Sans, list.size, STATEMENTS_WIDTH);
            let y = COLUMNS_END;
            self.block(Role::Paragraph, |drawing| {
                let text = style(Letters::Sans, list.size, SOFT);
                drawing.text(LEFT + TICK, y, text, &more);
            });
        }
    }

    /// Who, when, by which rule.
    fn facts(&mut self, certificate: &Certificate<'_>, words: &Words<'_>) {
        let facts = [
            (words.issuer, Some(certificate.issuer), 2),
            (words.assessor, certificate.assessor, 2),
            (words.assessed, certificate.assessed, 1),
            (words.valid_until, certificate.valid_until, 1),
            (words.rule, certificate.rule, 5),
            (words.framework, certificate.framework, 3),
            (words.version, certificate.version, 1),
        ];
        let mut y = COLUMNS;
        for (label, value, lines) in facts {
            // A number and its sign stay together.
            let value = value.map(|value| shown(value).replace(" %", "\u{a0}%"));
            let Some(value) = value.filter(|value| !value.is_empty()) else {
                continue;
            };
            let room = Room {
                width: FACTS_WIDTH,
                lines,
                sizes: &[9.5, 8.5],
                letters: Letters::Sans,
            };
            let fitted = fit(&value, room);
            if y + 13.0 + fitted.height(1.25) > COLUMNS_END + 6.0 {
                break;
            }
            self.label(FACTS, y, FACTS_WIDTH, label, Role::Paragraph);
            self.block(Role::Paragraph, |drawing| {
                let text = style(Letters::Sans, fitted.size, INK);
                drawing.lines(FACTS, y + 13.0, text, &fitted.lines, 1.25);
            });
            y += 13.0 + fitted.height(1.25) + 9.0;
        }
    }

    fn label(&mut self, x: f32, y: f32, width: f32, text: &str, role: Role) {
        let text = one_line(&shown(text), Letters::SansBold, 8.0, width);
        self.block(role, |drawing| {
            drawing.text(x, y, style(Letters::SansBold, 8.0, GREEN), &text);
        });
    }

    /// The lines over the columns, between them and below.
    fn lines_between(&mut self, is_divided: bool) {
        self.block(Role::Adornment, |drawing| {
            drawing.line(LEFT, COLUMNS - 18.0, RIGHT - LEFT, LINE);
            if is_divided {
                let x = N(FACTS - 14.0);
                let (top, bottom) = (N(COLUMNS - 8.0), N(COLUMNS_END));
                drawing.raw(format_args!(
                    "<path d=\"M{x} {top}V{bottom}\" stroke=\"{LINE}\" stroke-width=\"1\"/>"
                ));
            }
            drawing.line(LEFT, CODE[1] - 12.0, RIGHT - LEFT, LINE);
        });
    }

    /// How it is checked, with the code of the address.
    fn verify(&mut self, certificate: &Certificate<'_>, words: &Words<'_>) {
        // An address that no code can hold is left to those who type.
        let code = certificate.address.and_then(|address| Qr::of(address).ok());
        let left = match &code {
            Some(code) => {
                self.code(code, words);
                LEFT + CODE_SIDE + 16.0
            }
            None => LEFT,
        };
        let width = RIGHT - left;
        let mut y = CODE[1] + 9.0;
        self.label(left, y, width, words.verify, Role::Heading(3));
        y += 14.0;
        let how = match certificate.address {
            Some(_) => words.verify_there,
            None => words.verify_anywhere,
        };
        y = self.paragraph([left, y, width], how, Letters::Sans, (8.5, INK), 3);
        if let Some(address) = certificate.address {
            y = self.paragraph(
                [left, y, width],
                address,
                Letters::SansBold,
                (8.5, GREEN),
                2,
            );
        }
        let id = format!("{}: {}", shown(words.credential), shown(certificate.id));
        y = self.paragraph([left, y + 1.0, width], &id, Letters::Sans, (7.5, SOFT), 1);
        if let Some(attribution) = certificate.attribution {
            self.paragraph([left, y, width], attribution, Letters::Sans, (6.5, SOFT), 2);
        }
    }

    fn code(&mut self, code: &Qr, words: &Words<'_>) {
        #[allow(clippy::cast_precision_loss, reason = "some hundred modules")]
        let scale = CODE_SIDE / code.width as f32;
        let (x, y, scale) = (N(CODE[0]), N(CODE[1]), scale);
        self.block(Role::Figure(shown(words.code)), |drawing| {
            drawing.raw(format_args!(
                "<path transform=\"translate({x} {y}) scale({scale})\" fill=\"#000\" d=\"{}\"/>",
                code.path()
            ));
        });
    }

    /// Text in `place` (left, top base line, width); the base line of what comes next.
    fn paragraph(
        &mut self,
        place: [f32; 3],
        text: &str,
        letters: Letters,
        (size, fill): (f32, &'static str),
        lines: usize,
    ) -> f32 {
        let [x, y, width] = place;
        let room = Room {
            width,
            lines,
            sizes: &[size],
            letters,
        };
        let fitted = fit(&shown(text), room);
        if fitted.lines.is_empty() {
            return y;
        }
        self.block(Role::Paragraph, |drawing| {
            drawing.lines(x, y, style(letters, size, fill), &fitted.lines, 1.28);
        });
        y + fitted.height(1.28) + 2.0
    }
}

/// The statements as they fit into their place.
struct List {
    items: Vec<Item>,
    /// How many do not fit.
    rest: usize,
    /// The size of the letters.
    size: f32,
}

/// A statement in its place.
struct Item {
    x: f32,
    y: f32,
    lines: Vec<String>,
}

impl List {
    /// In one column if they fit; else in two, in smaller letters.
    fn of(statements: &[&str]) -> Self {
        let ways: [(u8, f32); 4] = [(1, 9.5), (1, 8.8), (2, 8.4), (2, 7.8)];
        let mut best: Option<Self> = None;
        for (columns, size) in ways {
            let list = Self::placed(statements, columns, size);
            if list.rest == 0 {
                return list;
            }
            if best.as_ref().is_none_or(|best| list.rest < best.rest) {
                best = Some(list);
            }
        }
        best.unwrap_or(Self {
            items: Vec::new(),
            rest: statements.len(),
            size: 8.0,
        })
    }

    /// As many as fit, with room below for the count of the others.
    fn placed(statements: &[&str], columns: u8, size: f32) -> Self {
        let width = STATEMENTS_WIDTH / f32::from(columns);
        let room = Room {
            width: width - TICK - 8.0,
            lines: 2,
            sizes: &[size],
            letters: Letters::Sans,
        };
        let (top, bottom) = (COLUMNS + 18.0, COLUMNS_END - size * 1.9);
        let (mut column, mut y) = (0, top);
        let mut items = Vec::new();
        for title in statements.iter().take(MOST_STATEMENTS) {
            let mut lines = fit(&shown(title), room).lines;
            if lines.is_empty() {
                lines.push("…".to_owned());
            }
            let high = height(lines.len(), size);
            if y + high - size * 1.7 > bottom {
                (column, y) = (column + 1, top);
            }
            if column == columns {
                break;
            }
            let x = LEFT + width * f32::from(column);
            items.push(Item { x, y, lines });
            y += high;
        }
        Self {
            rest: statements.len() - items.len(),
            items,
            size,
        }
    }
}

/// A person's name: in one line if it can be, in two before anything of it is left out.
fn fitted_name(name: &str) -> Fitted {
    let room = |lines, sizes| Room {
        width: RIGHT - LEFT,
        lines,
        sizes,
        letters: Letters::SerifBold,
    };
    let one = fit(name, room(1, &[28.0, 24.0, 21.0, 18.0]));
    match one.lines.iter().any(|line| line.ends_with('…')) {
        true => fit(name, room(2, &[19.0, 17.0, 15.0, 13.0, 11.0])),
        false => one,
    }
}

/// How high a statement of so many lines is, with the space behind it.
fn height(lines: usize, size: f32) -> f32 {
    #[allow(clippy::cast_precision_loss, reason = "one or two")]
    let lines = lines as f32;
    lines * size * 1.25 + size * 0.45
}
