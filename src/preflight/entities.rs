//! Which texts a program changes that decodes HTML entities in raw JSON.

/// The named entities that are decoded also without their semicolon (HTML Living Standard, section
/// 13.5, “Named character references”).
const BARE: [&str; 106] = [
    "AElig", "AMP", "Aacute", "Acirc", "Agrave", "Aring", "Atilde", "Auml", "COPY", "Ccedil",
    "ETH", "Eacute", "Ecirc", "Egrave", "Euml", "GT", "Iacute", "Icirc", "Igrave", "Iuml", "LT",
    "Ntilde", "Oacute", "Ocirc", "Ograve", "Oslash", "Otilde", "Ouml", "QUOT", "REG", "THORN",
    "Uacute", "Ucirc", "Ugrave", "Uuml", "Yacute", "aacute", "acirc", "acute", "aelig", "agrave",
    "amp", "aring", "atilde", "auml", "brvbar", "ccedil", "cedil", "cent", "copy", "curren", "deg",
    "divide", "eacute", "ecirc", "egrave", "eth", "euml", "frac12", "frac14", "frac34", "gt",
    "iacute", "icirc", "iexcl", "igrave", "iquest", "iuml", "laquo", "lt", "macr", "micro",
    "middot", "nbsp", "not", "ntilde", "oacute", "ocirc", "ograve", "ordf", "ordm", "oslash",
    "otilde", "ouml", "para", "plusmn", "pound", "quot", "raquo", "reg", "sect", "shy", "sup1",
    "sup2", "sup3", "szlig", "thorn", "times", "uacute", "ucirc", "ugrave", "uml", "uuml",
    "yacute", "yen", "yuml",
];

/// Whether `text` holds what is, or may be taken for, an HTML entity: a number, a name with its
/// semicolon, or one of the names that need none.
pub(super) fn holds_entity(text: &str) -> bool {
    text.split('&').skip(1).any(starts_as_entity)
}

/// Whether what follows an ampersand makes an entity of it.
fn starts_as_entity(rest: &str) -> bool {
    if let Some(number) = rest.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        return match hexadecimal {
            Some(digits) => digits.starts_with(|c: char| c.is_ascii_hexdigit()),
            None => number.starts_with(|c: char| c.is_ascii_digit()),
        };
    }
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(rest.len());
    let named = end > 0 && rest[end..].starts_with(';');
    named || BARE.iter().any(|name| rest.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_decoded_is_found() {
        for (text, holds) in [
            ("Arts &amp; Crafts", true),
            ("&#38;", true),
            ("&#x26;", true),
            ("https://a.example/?a=1&copy=2", true),
            ("&CounterClockwiseContourIntegral;", true),
            ("Arts, Design & Media", false),
            ("R&D", false),
            ("https://a.example/?a=1&b=2", false),
            ("&#;", false),
            ("&", false),
            ("", false),
        ] {
            assert_eq!(holds_entity(text), holds, "{text}");
        }
    }
}
