//! SVG as it is written (Scalable Vector Graphics 2): a few shapes and texts. Every text is escaped
//! on its way in (XML 1.0, section 2.4), and there is nothing else that strangers could fill.

use super::fonts::Letters;
use std::fmt::{Display, Write};

/// A drawing that grows.
#[derive(Debug, Default)]
pub(crate) struct Drawing {
    body: String,
}

/// Where a text stands in relation to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
}

/// How a text is drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// Its letters.
    pub letters: Letters,
    /// Their size.
    pub size: f32,
    /// Their colour.
    pub fill: &'static str,
    /// Which part of it stands at its place.
    pub anchor: Anchor,
}

/// A number with at most two digits behind the point.
#[derive(Debug, Clone, Copy)]
pub(crate) struct N(pub f32);

impl Display for N {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = format!("{:.2}", self.0);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl Drawing {
    /// Adds a piece of markup of our own.
    pub(crate) fn raw(&mut self, markup: impl Display) {
        // Writing into a string cannot fail.
        let _ = write!(self.body, "{markup}");
    }

    /// A rectangle with round corners.
    pub(crate) fn rectangle(&mut self, place: [f32; 4], round: f32, paint: &str) {
        let [x, y, width, height] = place.map(N);
        let round = N(round);
        self.raw(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\" {paint}/>"
        ));
    }

    /// A level line.
    pub(crate) fn line(&mut self, x: f32, y: f32, width: f32, colour: &str) {
        let (from, to, y) = (N(x), N(x + width), N(y));
        self.raw(format_args!(
            "<path d=\"M{from} {y}H{to}\" stroke=\"{colour}\" stroke-width=\"1\" fill=\"none\"/>"
        ));
    }

    /// A line of text, its base line at `y`.
    pub(crate) fn text(&mut self, x: f32, y: f32, style: Style, text: &str) {
        if text.is_empty() {
            return;
        }
        let anchor = match style.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
        };
        let weight = match style.letters.is_bold() {
            true => " font-weight=\"700\"",
            false => "",
        };
        let (x, y, size) = (N(x), N(y), N(style.size));
        let (family, fill) = (style.letters.family(), style.fill);
        self.raw(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-family=\"{family}\" font-size=\"{size}\"{weight} \
             fill=\"{fill}\"{anchor}>{}</text>",
            escaped(text)
        ));
    }

    /// Lines of text, the base line of the first at `y`; the base line of what would come next.
    pub(crate) fn lines(
        &mut self,
        x: f32,
        y: f32,
        style: Style,
        lines: &[String],
        leading: f32,
    ) -> f32 {
        let mut place = y;
        for line in lines {
            self.text(x, place, style, line);
            place += style.size * leading;
        }
        place
    }

    /// The whole document of this size: its title and what it shows are said in words too (SVG 2,
    /// section 5.7).
    pub(crate) fn document(&self, size: (f32, f32), title: &str, description: &str) -> String {
        let (width, height) = (N(size.0), N(size.1));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title desc\">\
             <title id=\"title\">{}</title><desc id=\"desc\">{}</desc>{}</svg>\n",
            escaped(title),
            escaped(description),
            self.body
        )
    }
}

/// `text` as character data. What XML has no room for (section 2.2) is shown as a mark.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!(N(10.0).to_string(), "10");
        assert_eq!(N(0.126).to_string(), "0.13");
        assert_eq!(N(100.5).to_string(), "100.5");
    }

    #[test]
    fn texts_are_escaped() {
        assert_eq!(
            escaped("</text><script>&\"'\u{0}\n"),
            "&lt;/text&gt;&lt;script&gt;&amp;&quot;&#39;\u{fffd} "
        );
    }
}
