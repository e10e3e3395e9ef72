//! The contents of streams (ISO 32000-2, sections 7.3.8 and 7.4): bytes as they are, or deflated,
//! with the row predictors that cross-reference streams use. No other filter is needed for
//! attachments as they are made today; others are named, not guessed.

use super::object::{Dictionary, Object};
use super::{Work, broken, limit};
use crate::carrier::inflate::{Inflated, inflate};
use crate::carrier::{CarrierError, MAX_INFLATED_BYTES};

/// What a stream holds.
pub(super) enum Content {
    /// All of it.
    Whole(Vec<u8>),
    /// More than [`MAX_INFLATED_BYTES`]; these are the first.
    TooLong(Vec<u8>),
    /// It has a filter that is not read here: which.
    Unknown(String),
}

/// Decodes the bytes of a stream by its dictionary, whose members must be direct objects.
pub(super) fn decode(
    dictionary: &Dictionary,
    bytes: &[u8],
    work: &mut Work,
) -> Result<Content, CarrierError> {
    let parameters = one(dictionary, "DecodeParms");
    match one(dictionary, "Filter") {
        None => Ok(plain(bytes)),
        Some(Object::Array(filters)) if filters.is_empty() => Ok(plain(bytes)),
        Some(Object::Name(name)) if name == b"FlateDecode" || name == b"Fl" => {
            let inflated = inflate(bytes, MAX_INFLATED_BYTES)
                .map_err(|_| broken("a compressed stream of the document is damaged"))?;
            match inflated {
                Inflated::TooLong(start) => {
                    work.spend(start.len())?;
                    Ok(Content::TooLong(start))
                }
                Inflated::Whole(bytes) => {
                    work.spend(bytes.len())?;
                    let parameters = parameters.and_then(Object::dictionary);
                    Ok(unpredicted(parameters, bytes))
                }
            }
        }
        Some(Object::Name(name)) => Ok(Content::Unknown(
            String::from_utf8_lossy(name).chars().take(40).collect(),
        )),
        Some(_) => Ok(Content::Unknown("several filters".to_owned())),
    }
}

fn plain(bytes: &[u8]) -> Content {
    match bytes.get(..MAX_INFLATED_BYTES) {
        Some(start) if start.len() < bytes.len() => Content::TooLong(start.to_vec()),
        _ => Content::Whole(bytes.to_vec()),
    }
}

/// A member that may stand alone or as the one element of an array.
fn one<'d>(dictionary: &'d Dictionary, name: &str) -> Option<&'d Object> {
    match dictionary.get(name) {
        Some(Object::Array(elements)) if elements.len() == 1 => elements.first(),
        other => other,
    }
}

/// Takes back what PNG's row filters did (ISO 32000-2, section 7.4.4.4).
fn unpredicted(parameters: Option<&Dictionary>, bytes: Vec<u8>) -> Content {
    let number = |name: &str, default: i64| {
        parameters.map_or(default, |it| it.integer(name).unwrap_or(default))
    };
    let predictor = number("Predictor", 1);
    if predictor == 1 {
        return Content::Whole(bytes);
    }
    let columns = usize::try_from(number("Columns", 1)).unwrap_or(0);
    let bytewise = number("Colors", 1) == 1 && number("BitsPerComponent", 8) == 8;
    if predictor < 10 || !bytewise || columns == 0 || columns > MAX_INFLATED_BYTES {
        return Content::Unknown(format!("predictor {predictor}"));
    }
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0_u8; columns];
    for row in bytes.chunks(columns + 1) {
        let Some((filter, row)) = row.split_first() else {
            break;
        };
        let mut line = Vec::with_capacity(row.len());
        let (mut left, mut above_left) = (0_u8, 0_u8);
        for (byte, up) in row.iter().zip(&above) {
            let guess = match filter {
                1 => left,
                2 => *up,
                3 => u8::midpoint(left, *up),
                4 => paeth(left, *up, above_left),
                _ => 0,
            };
            left = byte.wrapping_add(guess);
            above_left = *up;
            line.push(left);
        }
        out.extend_from_slice(&line);
        line.resize(columns, 0);
        above = line;
    }
    Content::Whole(out)
}

/// The neighbour nearest to left + above − above left (PNG, third edition, section 9.4).
fn paeth(left: u8, up: u8, above_left: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(above_left));
    let estimate = a + b - c;
    let distance = |value: i16| (estimate - value).abs();
    if distance(a) <= distance(b) && distance(a) <= distance(c) {
        left
    } else if distance(b) <= distance(c) {
        up
    } else {
        above_left
    }
}

/// A stream that the document's structure rests on: all of it, or an error.
pub(super) fn whole(content: Content) -> Result<Vec<u8>, CarrierError> {
    match content {
        Content::Whole(bytes) => Ok(bytes),
        Content::TooLong(_) => Err(limit("a stream of the document inflates too far")),
        Content::Unknown(filter) => Err(CarrierError::unsupported(
            "pdf-filter",
            format!("the document is encoded in a way not read here ({filter})"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn predicted(predictor: i64, columns: i64, bytes: &[u8]) -> Content {
        let member = |name: &str, value| (name.as_bytes().to_vec(), Object::Integer(value));
        let members = vec![member("Predictor", predictor), member("Columns", columns)];
        unpredicted(Some(&Dictionary { members }), bytes.to_vec())
    }

    #[test]
    fn each_row_filter_is_taken_back() {
        let rows = [
            [0, 10, 20, 30],
            [1, 10, 10, 10],
            [2, 1, 1, 1],
            [3, 1, 1, 1],
            [4, 1, 1, 1],
            [9, 1, 2, 3],
        ];
        let Content::Whole(plain) = predicted(15, 3, rows.as_flattened()) else {
            panic!("not decoded");
        };
        let expected = [
            [10, 20, 30],
            [10, 20, 30],
            [11, 21, 31],
            [6, 14, 23],
            [7, 15, 24],
            [1, 2, 3],
        ];
        assert_eq!(plain, expected.as_flattened());
        let Content::Whole(plain) = predicted(12, 3, &[2, 1, 2, 3, 2, 1]) else {
            panic!("not decoded");
        };
        assert_eq!(plain, [1, 2, 3, 2]);
        for (predictor, columns) in [(2, 3), (12, 0), (12, -1), (12, i64::MAX), (-1, 1)] {
            let content = predicted(predictor, columns, &[0; 8]);
            assert!(matches!(content, Content::Unknown(_)));
        }
    }
}
