//! Numbers as RDF literals (JSON-LD 1.1 API, section 8.6 “Data Round Tripping”, and the object to
//! RDF conversion, section 8.2.2).

use std::fmt::Write;

/// From here on a whole number is written as a double.
const TOO_LARGE_FOR_AN_INTEGER: f64 = 1e21;

/// Appends the lexical form of `number` and tells whether that is the form of a double: when it
/// has a fraction, is 10^21 or more, or is said to be a double.
pub(super) fn write(number: f64, said_to_be_double: bool, out: &mut String) -> bool {
    let whole = number.fract() == 0.0 && number.abs() < TOO_LARGE_FOR_AN_INTEGER;
    if whole && !said_to_be_double {
        // Adding zero makes zero of negative zero. Writing into a string cannot fail.
        let _ = write!(out, "{:.0}", number + 0.0);
        return false;
    }
    write_double(number, out);
    true
}

/// The canonical form of an `xsd:double`: one digit before the point, at most fifteen after it
/// and no zeros at their end but the first, `E` and the exponent.
fn write_double(number: f64, out: &mut String) {
    let digits = format!("{:.15e}", number + 0.0);
    let Some((mantissa, exponent)) = digits.split_once('e') else {
        out.push_str(&digits);
        return;
    };
    let mantissa = mantissa.trim_end_matches('0');
    out.push_str(mantissa);
    if mantissa.ends_with('.') {
        out.push('0');
    }
    out.push('E');
    out.push_str(exponent);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(number: f64, said_to_be_double: bool) -> (String, bool) {
        let mut out = String::new();
        let double = write(number, said_to_be_double, &mut out);
        (out, double)
    }

    #[test]
    fn whole_numbers_are_integers() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (5.0, "5"),
            (-17.0, "-17"),
            (12_345_678_901.0, "12345678901"),
            (1.5e10, "15000000000"),
            (9.999e20, "999900000000000000000"),
        ] {
            assert_eq!(written(number, false), (text.to_owned(), false));
        }
    }

    #[test]
    fn all_others_are_canonical_doubles() {
        for (number, text) in [
            (3.5, "3.5E0"),
            (-0.1, "-1.0E-1"),
            (46.95, "4.695E1"),
            (1e-7, "1.0E-7"),
            (1e21, "1.0E21"),
            (1e22, "1.0E22"),
            (0.1 + 0.2, "3.0E-1"),
            (f64::MIN_POSITIVE, "2.225073858507201E-308"),
        ] {
            assert_eq!(written(number, false), (text.to_owned(), true));
        }
        assert_eq!(written(5.0, true), ("5.0E0".to_owned(), true));
    }
}
