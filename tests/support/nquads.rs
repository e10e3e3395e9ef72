//! A small reader of N-Quads (RDF 1.1 N-Quads, W3C Recommendation 2014-02-25), for test data.

use proofmark::jsonld::rdf::{Dataset, Quad, Term};
use std::collections::HashMap;

/// A dataset and the labels that its blank nodes had in the text.
pub struct Read {
    /// The quads.
    pub dataset: Dataset,
    /// Label, without `_:`, to blank node.
    pub labels: HashMap<String, Term>,
}

/// Reads a document; `Err` names the line.
pub fn read(text: &str) -> Result<Read, String> {
    let mut read = Read {
        dataset: Dataset::new(),
        labels: HashMap::new(),
    };
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        quad(line, &mut read).ok_or_else(|| format!("line {}: {line}", number + 1))?;
    }
    Ok(read)
}

fn quad(line: &str, read: &mut Read) -> Option<()> {
    let (subject, rest) = term(line, read)?;
    let (predicate, rest) = term(rest, read)?;
    let (object, rest) = term(rest, read)?;
    let (graph, rest) = match rest.starts_with('.') {
        true => (Term::DEFAULT_GRAPH, rest),
        false => term(rest, read)?,
    };
    read.dataset.insert(Quad {
        subject,
        predicate,
        object,
        graph,
    });
    rest.starts_with('.').then_some(())
}

/// One term and what follows it, without white space.
fn term<'t>(text: &'t str, read: &mut Read) -> Option<(Term, &'t str)> {
    let (term, rest) = if let Some(rest) = text.strip_prefix('<') {
        let (iri, rest) = rest.split_once('>')?;
        (read.dataset.iri(&unescape(iri)?), rest)
    } else if let Some(rest) = text.strip_prefix("_:") {
        let end = rest.find([' ', '\t']).unwrap_or(rest.len());
        let (label, rest) = rest.split_at(end);
        let known = read.labels.get(label).copied();
        let term = known.unwrap_or_else(|| {
            let term = read.dataset.blank();
            read.labels.insert(label.to_owned(), term);
            term
        });
        (term, rest)
    } else {
        literal(text.strip_prefix('"')?, read)?
    };
    Some((term, rest.trim_start()))
}

fn literal<'t>(text: &'t str, read: &mut Read) -> Option<(Term, &'t str)> {
    let bytes = text.as_bytes();
    let mut end = 0;
    while *bytes.get(end)? != b'"' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    let lexical = unescape(&text[..end])?;
    let rest = &text[end + 1..];
    if let Some(rest) = rest.strip_prefix('@') {
        let end = rest.find([' ', '\t'])?;
        let term = read.dataset.literal(&lexical, "", Some(&rest[..end]));
        return Some((term, &rest[end..]));
    }
    if let Some(rest) = rest.strip_prefix("^^<") {
        let (datatype, rest) = rest.split_once('>')?;
        return Some((
            read.dataset.literal(&lexical, &unescape(datatype)?, None),
            rest,
        ));
    }
    let string = "http://www.w3.org/2001/XMLSchema#string";
    Some((read.dataset.literal(&lexical, string, None), rest))
}

fn unescape(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find('\\') {
        out.push_str(&rest[..place]);
        let kind = rest[place + 1..].chars().next()?;
        let mut next = place + 2;
        out.push(match kind {
            't' => '\t',
            'b' => '\u{8}',
            'n' => '\n',
            'r' => '\r',
            'f' => '\u{c}',
            '"' | '\'' | '\\' => kind,
            'u' | 'U' => {
                let length = if kind == 'u' { 4 } else { 8 };
                let digits = rest.get(next..next + length)?;
                next += length;
                char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
            }
            _ => return None,
        });
        rest = &rest[next..];
    }
    out.push_str(rest);
    Some(out)
}
