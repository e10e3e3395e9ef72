//! The tables in `schemas/contexts/`: JSON-LD contexts as one reads them.
//!
//! ```text
//! # A comment.
//! {ob} https://purl.imsglobal.org/spec/vc/ob/vocab.html#
//!
//! @protected true
//! id      = @id
//! Result  : {ob}Result
//!   value   : {ob}value
//!   status  : {ob}status  type xsd:string  container @set
//! ```
//!
//! A line in braces names an abbreviation of this table; it leaves no trace in the context. A
//! line that begins with `@` sets something for the whole context, as JSON. `=` defines a term by a
//! string, `:` by an object; lines that stand deeper below it are the context scoped to it.

use crate::ijson::{self, Json, Object};

/// What is wrong with a table: our own fault.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the table: {detail}")]
pub(super) struct TableError {
    line: usize,
    detail: &'static str,
}

/// How many spaces a scoped context stands deeper.
const STEP: usize = 2;

/// The context that a table describes.
pub(super) fn read(text: &'static str) -> Result<Object<'static>, TableError> {
    let mut table = Table {
        abbreviations: Vec::new(),
        lines: Vec::new(),
        next: 0,
    };
    for (place, line) in text.lines().enumerate() {
        let content = line.trim();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        if let Some(abbreviation) = content.strip_prefix('{') {
            let pair = abbreviation.split_once("} ").ok_or(TableError {
                line: place + 1,
                detail: "an abbreviation has a name in braces and an IRI",
            })?;
            table.abbreviations.push(pair);
            continue;
        }
        table.lines.push(Line {
            number: place + 1,
            depth: (line.len() - line.trim_start().len()) / STEP,
            content,
        });
    }
    let context = table.context(0)?;
    match table.lines.get(table.next) {
        None => Ok(context),
        Some(line) => Err(line.wrong("it stands deeper than anything above it allows")),
    }
}

#[derive(Clone, Copy)]
struct Line {
    number: usize,
    depth: usize,
    content: &'static str,
}

impl Line {
    fn wrong(self, detail: &'static str) -> TableError {
        TableError {
            line: self.number,
            detail,
        }
    }
}

struct Table {
    abbreviations: Vec<(&'static str, &'static str)>,
    lines: Vec<Line>,
    next: usize,
}

impl Table {
    /// Reads the lines at `depth` from the next one on.
    fn context(&mut self, depth: usize) -> Result<Object<'static>, TableError> {
        let mut context = Object::new();
        while let Some(&line) = self.lines.get(self.next) {
            if line.depth != depth {
                break;
            }
            self.next += 1;
            let (name, value) = match line.content.starts_with('@') {
                true => setting(line)?,
                false => self.term(line)?,
            };
            if context.contains(name) {
                return Err(line.wrong("the term is there already"));
            }
            context.insert(name, value);
        }
        Ok(context)
    }

    fn term(&mut self, line: Line) -> Result<(&'static str, Json<'static>), TableError> {
        let mut words = line.content.split_ascii_whitespace();
        let term = words.next().unwrap_or_default();
        let (Some(sign), Some(iri)) = (words.next(), words.next()) else {
            return Err(line.wrong("a term has a sign, `=` or `:`, and an IRI"));
        };
        let iri = self.iri(line, iri)?;
        if sign == "=" {
            return Ok((term, iri));
        }
        let mut definition = Object::new();
        definition.insert("@id", iri);
        while let Some(word) = words.next() {
            let value = words.next().unwrap_or_default();
            match word {
                "type" => definition.insert("@type", self.iri(line, value)?),
                "container" => definition.insert("@container", self.iri(line, value)?),
                _ => return Err(line.wrong("what follows an IRI is `type` or `container`")),
            }
        }
        if self
            .lines
            .get(self.next)
            .is_some_and(|next| next.depth > line.depth)
        {
            definition.insert("@context", Json::Object(self.context(line.depth + 1)?));
        }
        Ok((term, Json::Object(definition)))
    }

    /// An IRI, a keyword or a compact IRI, with its abbreviation written out.
    fn iri(&self, line: Line, text: &'static str) -> Result<Json<'static>, TableError> {
        let Some((name, rest)) = text.strip_prefix('{').and_then(|text| text.split_once('}'))
        else {
            return Ok(Json::String(text.into()));
        };
        let known = self.abbreviations.iter().find(|(known, _)| *known == name);
        let (_, iri) = known.ok_or(line.wrong("the abbreviation is not known"))?;
        Ok(Json::String(format!("{iri}{rest}").into()))
    }
}

/// A member of the context that is no term.
fn setting(line: Line) -> Result<(&'static str, Json<'static>), TableError> {
    let wrong = || line.wrong("a setting has a keyword and a value in JSON");
    let (keyword, value) = line.content.split_once(' ').ok_or_else(wrong)?;
    let value = ijson::parse(value.as_bytes()).map_err(|_| wrong())?;
    Ok((keyword, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_a_context() {
        let table = "# comment\n{e} https://e.example/#\n\n@protected true\nid = @id\n\
                     T  : {e}T\n  @version 1.1\n  a : {e}a  type @id  container @set\nb = {e}b\n";
        let json = r#"{"@protected":true,"id":"@id","T":{"@id":"https://e.example/#T",
            "@context":{"@version":1.1,"a":{"@id":"https://e.example/#a","@type":"@id",
            "@container":"@set"}}},"b":"https://e.example/#b"}"#;
        let expected = ijson::parse(json.as_bytes()).unwrap();
        assert_eq!(Json::Object(read(table).unwrap()), expected);
    }

    #[test]
    fn faults_name_their_line() {
        for (table, line) in [
            ("a\n", 1),
            ("\na : {x}b\n", 2),
            ("a = b\na = c\n", 2),
            ("a = b\n    c = d\n", 2),
            ("a : b colour red\n", 1),
            ("@protected\n", 1),
            ("{x}\n", 1),
        ] {
            assert_eq!(read(table).unwrap_err().line, line, "{table:?}");
        }
    }
}
