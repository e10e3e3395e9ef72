//! The shape of an O*NET-SOC code.
//!
//! O*NET-SOC 2019 writes two digits, a hyphen, four digits, a point and two digits. The code of
//! the SOC itself (`27-4014`) is refused rather than completed: a framework's key has one
//! spelling, or one framework would be on record twice, at two addresses.

/// `None` when `code` is an O*NET-SOC code; else what is wrong and what may be meant.
pub fn check_soc(code: &str) -> Option<String> {
    if has_shape(code, "dd-dddd.dd") {
        return None;
    }
    let hint = if has_shape(code, "dd-dddd") {
        format!("; did you mean \"{code}.00\"?")
    } else {
        String::new()
    };
    Some(format!(
        "{code:?} is not an O*NET-SOC code, which has the shape 27-4014.00{hint}"
    ))
}

/// Whether `text` has a digit where `shape` has a `d`, and the same character elsewhere.
fn has_shape(text: &str, shape: &str) -> bool {
    let fits = |(byte, wanted): (u8, u8)| match wanted {
        b'd' => byte.is_ascii_digit(),
        _ => byte == wanted,
    };
    text.len() == shape.len() && text.bytes().zip(shape.bytes()).all(fits)
}
