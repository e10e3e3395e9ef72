//! The JSON Canonicalization Scheme (RFC 8785): names in the order of their UTF-16 code units,
//! numbers and strings as ECMAScript prints them, no white space.

use super::Json;
use super::write::write_unicode_escape;

/// The canonical text of a value.
pub fn canonicalize(json: &Json<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024);
    canonicalize_into(json, &mut out);
    out
}

/// Appends the canonical text of a value.
pub fn canonicalize_into(json: &Json<'_>, out: &mut Vec<u8>) {
    match json {
        Json::Null => out.extend_from_slice(b"null"),
        Json::Bool(true) => out.extend_from_slice(b"true"),
        Json::Bool(false) => out.extend_from_slice(b"false"),
        Json::Number(value) => write_number(*value, out),
        Json::String(text) => write_canonical_string(text, out),
        Json::Array(elements) => {
            out.push(b'[');
            for (place, element) in elements.iter().enumerate() {
                if place > 0 {
                    out.push(b',');
                }
                canonicalize_into(element, out);
            }
            out.push(b']');
        }
        Json::Object(object) => {
            let mut members: Vec<(&str, &Json<'_>)> = object.iter().collect();
            members.sort_unstable_by(|(left, _), (right, _)| order(left, right));
            out.push(b'{');
            for (place, (name, value)) in members.into_iter().enumerate() {
                if place > 0 {
                    out.push(b',');
                }
                write_canonical_string(name, out);
                out.push(b':');
                canonicalize_into(value, out);
            }
            out.push(b'}');
        }
    }
}

/// The order of names: by UTF-16 code units (RFC 8785, section 3.2.3). For ASCII, and whenever
/// no character lies beyond the basic plane, that is the order of the bytes.
fn order(left: &str, right: &str) -> std::cmp::Ordering {
    if left.is_ascii() && right.is_ascii() {
        left.cmp(right)
    } else {
        left.encode_utf16().cmp(right.encode_utf16())
    }
}

/// Appends a number as ECMAScript's `Number::toString` gives it (RFC 8785, section 3.2.2.3).
pub(super) fn write_number(value: f64, out: &mut Vec<u8>) {
    // ECMAScript writes negative zero as `0`.
    let value = if value == 0.0 { 0.0 } else { value };
    out.extend_from_slice(ryu_js::Buffer::new().format_finite(value).as_bytes());
}

fn write_canonical_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    write_escaped(text, out, |_| false);
    out.push(b'"');
}

/// Appends `text` with the escapes of RFC 8785, section 3.2.2.2, and `\u00xx` for the bytes that
/// `also` names.
pub(super) fn write_escaped(text: &str, out: &mut Vec<u8>, also: impl Fn(u8) -> bool) {
    let bytes = text.as_bytes();
    let is_escaped = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\' || also(byte);
    // Most texts have nothing to escape, and to look at all bytes without stopping is faster than
    // to stop at each.
    if !bytes
        .iter()
        .fold(false, |any, byte| any | is_escaped(*byte))
    {
        return out.extend_from_slice(bytes);
    }
    let mut start = 0;
    for (place, &byte) in bytes.iter().enumerate() {
        if !is_escaped(byte) {
            continue;
        }
        out.extend_from_slice(&bytes[start..place]);
        start = place + 1;
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            0x08 => out.extend_from_slice(b"\\b"),
            0x09 => out.extend_from_slice(b"\\t"),
            0x0a => out.extend_from_slice(b"\\n"),
            0x0c => out.extend_from_slice(b"\\f"),
            0x0d => out.extend_from_slice(b"\\r"),
            other => write_unicode_escape(other, out),
        }
    }
    out.extend_from_slice(&bytes[start..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ijson::parse;
    use proptest::prelude::*;

    fn canonical(text: &str) -> String {
        String::from_utf8(canonicalize(&parse(text.as_bytes()).unwrap())).unwrap()
    }

    /// The worked example of RFC 8785, section 3.2.
    #[test]
    fn the_example_of_the_rfc() {
        let text = r#"{
            "numbers": [333333333.33333329, 1E15, 4.50, 2e-3, 0.000000000000000000000000001],
            "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
            "literals": [null, true, false]
        }"#;
        assert_eq!(
            canonical(text),
            "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1000000000000000,4.5,\
             0.002,1e-27],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"
        );
    }

    /// The sorting example of RFC 8785, section 3.2.3.
    #[test]
    fn names_are_sorted_by_utf16_code_units() {
        let text = r#"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#;
        assert_eq!(
            canonical(text),
            "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{fb33}\":3}"
        );
    }

    /// RFC 8785, appendix B: IEEE 754 bit patterns and their text.
    #[test]
    fn numbers_of_appendix_b() {
        let samples: [(u64, &str); 20] = [
            (0x0000_0000_0000_0000, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"),
            (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0xc340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
            (0x44b5_2d02_c7e1_4af6, "1e+23"),
            (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
            (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
            (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x41b3_de43_5555_5553, "333333333.3333332"),
            (0x41b3_de43_5555_5554, "333333333.33333325"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        ];
        for (bits, text) in samples {
            let mut out = Vec::new();
            write_number(f64::from_bits(bits), &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), text, "{bits:016x}");
        }
    }

    fn any_json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            (-9_007_199_254_740_991_i64..=9_007_199_254_740_991).prop_map(Into::into),
            (-1e15_f64..1e15).prop_map(Into::into),
            ".*".prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 40, 8, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..8).prop_map(Into::into),
                prop::collection::vec((".*", inner), 0..8).prop_map(|members| {
                    serde_json::Value::Object(members.into_iter().collect())
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn equal_to_an_independent_implementation(value in any_json()) {
            let expected = serde_json_canonicalizer::to_vec(&value).unwrap();
            prop_assert_eq!(canonicalize(&Json::from(&value)), expected);
        }

        #[test]
        fn parsing_what_was_written_gives_the_same(value in any_json()) {
            let json = Json::from(&value);
            let written = super::super::to_vec(&json);
            prop_assert_eq!(&parse(&written).unwrap(), &json);
            let canonical = canonicalize(&json);
            prop_assert_eq!(canonicalize(&parse(&canonical).unwrap()), canonical);
        }
    }
}
