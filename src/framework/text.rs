//! What a text that people will read must be, wherever it comes in.

use crate::finding::Finding;
use crate::ijson::At;

/// The greatest number of characters (Unicode scalar values) in one text.
pub const MAX_CHARACTERS: usize = 10_000;

/// `text` without white space at its ends, and every run of white space as one space: what two
/// exports may differ in without saying anything else.
pub(crate) fn fold(text: &str) -> String {
    if is_folded(text) {
        return text.to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether [`fold`] would change nothing: all white space is single spaces between words. `false`
/// where only a closer look could tell.
fn is_folded(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        // Control characters, some of which are white space; and the first bytes of the longer
        // forms of all white space beyond ASCII: U+0085 and U+00A0, U+1680, U+2000 to U+205F,
        // U+3000.
        let unsure = byte < b' ' || matches!(byte, 0xC2 | 0xE1 | 0xE2 | 0xE3);
        if unsure || byte == b' ' && before == b' ' {
            return false;
        }
        before = byte;
    }
    before != b' ' || text.is_empty()
}

/// `text`, which stands at `at`; a finding if it is [`unsound`].
pub(crate) fn sound(
    text: String,
    at: &At<'_, '_>,
    allowed: &[char],
    findings: &mut Vec<Finding>,
) -> Option<String> {
    if let Some((problem, detail)) = unsound(&text, allowed) {
        findings.push(at.finding(problem, detail));
        return None;
    }
    Some(text)
}

/// Why `text` cannot be shown to people: it is longer than [`MAX_CHARACTERS`], or holds a control
/// character other than those `allowed`, which no page, picture or wallet can show. `None` where it
/// can.
pub(crate) fn unsound(text: &str, allowed: &[char]) -> Option<(&'static str, String)> {
    if text.len() > MAX_CHARACTERS && text.chars().count() > MAX_CHARACTERS {
        let length = text.chars().count();
        let detail = format!("{length} characters; at most {MAX_CHARACTERS} are read");
        return Some(("text-too-long", detail));
    }
    // Those beyond ASCII, U+0080 to U+009F, begin with this byte.
    let may_hold_one = |byte: u8| byte.is_ascii_control() || byte == 0xC2;
    if !text.bytes().any(may_hold_one) {
        return None;
    }
    let refused = |c: &char| c.is_control() && !allowed.contains(c);
    let control = text.chars().find(refused)?;
    let detail = format!("the text holds the control character {control:?}");
    Some(("control-character", detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_folded_where_its_white_space_asks_for_it() {
        let folded = ["", "a", "a b", "ä — b", "a\u{7f}b"];
        for text in folded {
            assert_eq!(fold(text), text);
        }
        let white = (0..=0x3000_u32).filter_map(char::from_u32);
        for c in white.filter(|c| c.is_whitespace()) {
            assert_eq!(fold(&format!("a{c}b")), "a b", "{c:?}");
            assert_eq!(fold(&format!("{c}a b{c}")), "a b", "{c:?}");
            assert_eq!(fold(&format!("a {c}b")), "a b", "{c:?}");
        }
    }

    #[test]
    fn every_control_character_is_found() {
        let controls = (0..=0xff_u8).map(char::from).filter(|c| c.is_control());
        for c in controls {
            assert!(unsound(&format!("ab{c}"), &[]).is_some(), "{c:?}");
            assert!(unsound(&format!("ab{c}"), &[c]).is_none(), "{c:?}");
        }
        assert!(unsound("Ä ß — © ü", &[]).is_none());
    }
}
