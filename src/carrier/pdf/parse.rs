//! From bytes to objects (ISO 32000-2, sections 7.2 and 7.3). What is read is bounded in depth and
//! in number; nothing is looked up.

use super::object::{Dictionary, Id, Object, Stream};
use super::{broken, limit};
use crate::carrier::CarrierError;

/// Arrays and dictionaries nest at most so deep.
const MOST_DEPTH: usize = 64;

/// One indirect object has at most so many objects in it.
const MOST_OBJECTS: usize = 100_000;

/// No name is longer: 127 bytes is the limit of old viewers, and none is needed here that is.
const LONGEST_NAME: usize = 1024;

/// A place in the bytes of a file, or of an object stream.
#[derive(Debug)]
pub(super) struct Parser<'a> {
    bytes: &'a [u8],
    pub place: usize,
    objects: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn new(bytes: &'a [u8], place: usize) -> Self {
        Self {
            bytes,
            place,
            objects: 0,
        }
    }

    /// The next object, which must not be a stream.
    pub(super) fn object(&mut self) -> Result<Object, CarrierError> {
        self.value(0)
    }

    /// `12 0 obj …`: an indirect object with its number; a stream's bytes are not read.
    pub(super) fn indirect(&mut self) -> Result<(Id, Object), CarrierError> {
        let number = self.integer().and_then(|n| u32::try_from(n).ok());
        let generation = self.integer().and_then(|n| u16::try_from(n).ok());
        let (Some(number), Some(generation), true) = (number, generation, self.word(b"obj")) else {
            return Err(self.fault("an object should stand"));
        };
        let id = (number, generation);
        let object = self.value(0)?;
        let Object::Dictionary(dictionary) = object else {
            return Ok((id, object));
        };
        if !self.word(b"stream") {
            return Ok((id, Object::Dictionary(dictionary)));
        }
        // Its bytes begin behind the end of the line: CR LF, or LF alone.
        let line_end: &[u8] = match self.rest() {
            [b'\r', b'\n', ..] => b"\r\n",
            [b'\n', ..] => b"\n",
            _ => return Err(self.fault("a line should end")),
        };
        self.place += line_end.len();
        let start = self.place;
        Ok((id, Object::Stream(Stream { dictionary, start })))
    }

    fn value(&mut self, depth: usize) -> Result<Object, CarrierError> {
        self.objects += 1;
        if depth > MOST_DEPTH || self.objects > MOST_OBJECTS {
            return Err(limit(
                "an object of the document is too deep or has too many parts",
            ));
        }
        self.skip_space();
        match self.rest() {
            [b'<', b'<', ..] => self.dictionary(depth),
            [b'[', ..] => self.array(depth),
            [b'(', ..] => self.literal_string(),
            [b'<', ..] => self.hexadecimal_string(),
            [b'/', ..] => self.name().map(Object::Name),
            [b'+' | b'-' | b'.' | b'0'..=b'9', ..] => Ok(self.number_or_reference()),
            _ if [&b"true"[..], b"false", b"null"]
                .iter()
                .any(|w| self.word(w)) =>
            {
                Ok(Object::Other)
            }
            _ => Err(self.fault("a value should stand")),
        }
    }

    fn dictionary(&mut self, depth: usize) -> Result<Object, CarrierError> {
        self.place += 2;
        let mut dictionary = Dictionary::default();
        loop {
            self.skip_space();
            match self.rest() {
                [b'>', b'>', ..] => {
                    self.place += 2;
                    return Ok(Object::Dictionary(dictionary));
                }
                [b'/', ..] => {
                    let name = self.name()?;
                    let value = self.value(depth + 1)?;
                    dictionary.members.push((name, value));
                }
                _ => return Err(self.fault("a name or the end of a dictionary should stand")),
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Object, CarrierError> {
        self.place += 1;
        let mut elements = Vec::new();
        loop {
            self.skip_space();
            if self.rest().first() == Some(&b']') {
                self.place += 1;
                return Ok(Object::Array(elements));
            }
            elements.push(self.value(depth + 1)?);
        }
    }

    /// `(…)`, with balanced parentheses inside.
    fn literal_string(&mut self) -> Result<Object, CarrierError> {
        let mut open = 0_usize;
        let mut escaped = false;
        for (offset, byte) in self.rest().iter().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'(' => open += 1,
                b')' if open == 1 => {
                    self.place += offset + 1;
                    return Ok(Object::Text);
                }
                b')' => open -= 1,
                _ => {}
            }
        }
        Err(self.fault("a string begins that never ends"))
    }

    fn hexadecimal_string(&mut self) -> Result<Object, CarrierError> {
        let end = self.rest().iter().position(|byte| *byte == b'>');
        let end = end.ok_or_else(|| self.fault("a string begins that never ends"))?;
        self.place += end + 1;
        Ok(Object::Text)
    }

    /// `/Name`, with `#20` for a byte.
    fn name(&mut self) -> Result<Vec<u8>, CarrierError> {
        self.place += 1;
        let rest = self.rest();
        let length = rest.iter().position(|byte| !is_regular(*byte));
        let raw = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
        if raw.len() > LONGEST_NAME {
            return Err(limit("a name in the document is too long"));
        }
        self.place += raw.len();
        let mut name = Vec::with_capacity(raw.len());
        let mut bytes = raw;
        while let [byte, rest @ ..] = bytes {
            let digit = |byte: &u8| char::from(*byte).to_digit(16);
            let escaped = match (byte, rest) {
                (b'#', [high, low, ..]) => digit(high).zip(digit(low)),
                _ => None,
            };
            let value = escaped.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
            name.push(value.unwrap_or(*byte));
            bytes = if value.is_some() {
                rest.get(2..).unwrap_or_default()
            } else {
                rest
            };
        }
        Ok(name)
    }

    /// An integer, or `12 0 R`; other numbers are passed over.
    fn number_or_reference(&mut self) -> Object {
        let Some(number) = self.integer() else {
            self.skip_word();
            return Object::Other;
        };
        let behind = self.place;
        let generation = self.integer().and_then(|n| u16::try_from(n).ok());
        if let (Ok(number), Some(generation), true) =
            (u32::try_from(number), generation, self.word(b"R"))
        {
            return Object::Reference((number, generation));
        }
        self.place = behind;
        Object::Integer(number)
    }

    /// An integer as a word of its own; the place moves only if there is one.
    pub(super) fn integer(&mut self) -> Option<i64> {
        let before = self.place;
        self.skip_space();
        let word = self.regular_word();
        let number = std::str::from_utf8(word).ok()?.parse().ok();
        match number {
            Some(_) => self.place += word.len(),
            None => self.place = before,
        }
        number
    }

    /// Whether `word` comes next, as a word of its own; if so it is passed.
    pub(super) fn word(&mut self, word: &[u8]) -> bool {
        let before = self.place;
        self.skip_space();
        let found = self.regular_word() == word;
        self.place = if found {
            self.place + word.len()
        } else {
            before
        };
        found
    }

    fn regular_word(&self) -> &'a [u8] {
        let rest = self.rest();
        // No word that is looked for is longer.
        let rest = rest.get(..32).unwrap_or(rest);
        let length = rest.iter().position(|byte| !is_regular(*byte));
        rest.get(..length.unwrap_or(rest.len())).unwrap_or_default()
    }

    fn skip_word(&mut self) {
        let rest = self.rest();
        let length = rest.iter().position(|byte| !is_regular(*byte));
        self.place += length.unwrap_or(rest.len());
    }

    /// White space and comments.
    fn skip_space(&mut self) {
        let mut comment = false;
        let rest = self.rest();
        let end = rest.iter().position(|byte| {
            match byte {
                b'\r' | b'\n' => comment = false,
                b'%' => comment = true,
                _ => {}
            }
            !comment && !is_space(*byte)
        });
        self.place += end.unwrap_or(rest.len());
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.place..).unwrap_or_default()
    }

    fn fault(&self, expected: &str) -> CarrierError {
        broken(format!(
            "{expected} at byte {} of the document, and does not",
            self.place
        ))
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(text: &str) -> Object {
        Parser::new(text.as_bytes(), 0).object().unwrap()
    }

    #[test]
    fn objects_are_read_with_all_that_may_stand_between_them() {
        let text = "<</A#20b[1 -2 3.5 4 0 R 5 0%c >>\n R(a\\)(b)()c)<41>true null]/B<</C/D>>>>";
        let Object::Dictionary(dictionary) = object(text) else {
            panic!("no dictionary");
        };
        let elements = [
            Object::Integer(1),
            Object::Integer(-2),
            Object::Other,
            Object::Reference((4, 0)),
            Object::Reference((5, 0)),
            Object::Text,
            Object::Text,
            Object::Other,
            Object::Other,
        ];
        assert_eq!(
            dictionary.get("A b"),
            Some(&Object::Array(elements.to_vec()))
        );
        let inner = dictionary.get("B").and_then(Object::dictionary);
        assert!(inner.is_some_and(|inner| inner.is("C", "D")));
    }

    #[test]
    fn a_number_that_no_integer_holds_is_passed_over() {
        let elements = object("[99999999999999999999 1 -.5 70000 0 R]");
        let expected = [
            Object::Other,
            Object::Integer(1),
            Object::Other,
            Object::Reference((70000, 0)),
        ];
        assert_eq!(elements.array(), Some(&expected[..]));
    }

    #[test]
    fn what_is_no_object_is_an_error() {
        for text in [
            "", "<<", "<</A", "<</A>>", "[1", "(a", "<41", "x", ">>", "<<1 2>>", "truex",
        ] {
            assert!(Parser::new(text.as_bytes(), 0).object().is_err(), "{text}");
        }
    }
}
