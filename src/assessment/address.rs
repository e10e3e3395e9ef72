//! What an e-mail address, a DID and an address on the web look like.
//!
//! Only the form is checked: nothing is fetched and no mail is sent. Addresses end up as links on
//! pages and in credentials, so schemes that run or embed something are refused.

use url::Url;

/// Whether `text` is plausibly an e-mail address (RFC 5321, section 4.1.2, without quoted parts
/// and address literals).
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"\"(),:;<>@[\\]".contains(c);
    let dotted = |text: &str| text.split('.').all(|part| !part.is_empty());
    let label = |label: &str| {
        label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 254
        && local.len() <= 64
        && dotted(local)
        && local.chars().all(plain)
        && domain.contains('.')
        && dotted(domain)
        && domain.split('.').all(label)
}

/// Whether `text` is a DID, without path, query or fragment (DID Core 1.0, section 3.1).
pub(super) fn is_did(text: &str) -> bool {
    let Some((method, id)) = text
        .strip_prefix("did:")
        .and_then(|rest| rest.split_once(':'))
    else {
        return false;
    };
    let in_method = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let in_id = |b: u8| b.is_ascii_alphanumeric() || b".-_:%".contains(&b);
    !method.is_empty()
        && method.bytes().all(in_method)
        && !id.is_empty()
        && !id.ends_with(':')
        && id.bytes().all(in_id)
        && percent_encoding_is_sound(id)
}

/// Whether `text` is an absolute `https` or `http` address as a URI writes it (RFC 3986): ASCII,
/// nothing that would need escaping.
pub(super) fn is_web_address(text: &str) -> bool {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let scheme = lower.starts_with("https://") || lower.starts_with("http://");
    // The parser forgives much (white space, backslashes, missing slashes); the checks before it
    // do not.
    scheme && has_uri_characters(text) && Url::parse(text).is_ok_and(|url| url.has_host())
}

/// Whether `text` may name someone: an address on the web, a DID, or another absolute URI that is
/// not one of a scheme that runs or embeds something.
pub(super) fn is_identifier(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let scheme = scheme.to_ascii_lowercase();
    match scheme.as_str() {
        "http" | "https" => is_web_address(text),
        "did" => is_did(text),
        "javascript" | "vbscript" | "data" | "file" | "blob" | "about" => false,
        _ => {
            let begins = scheme
                .bytes()
                .next()
                .is_some_and(|b| b.is_ascii_lowercase());
            let in_scheme = |b: u8| b.is_ascii_alphanumeric() || b"+-.".contains(&b);
            begins && scheme.bytes().all(in_scheme) && !rest.is_empty() && has_uri_characters(rest)
        }
    }
}

/// Whether `text` holds only characters that stand in URIs (RFC 3986, section 2).
fn has_uri_characters(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b);
    text.bytes().all(allowed) && percent_encoding_is_sound(text)
}

/// Whether every `%` is followed by two hexadecimal digits.
fn percent_encoding_is_sound(text: &str) -> bool {
    text.split('%').skip(1).all(|after| {
        let digits = after.as_bytes().get(..2);
        digits.is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_mail() {
        for good in [
            "ada@example.org",
            "a.b+c@sub.example.co.uk",
            "jürgen@bücher.example",
        ] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "ada",
            "@example.org",
            "ada@",
            "ada@example",
            "ada@@example.org",
            "ada lovelace@example.org",
            "ada@exa mple.org",
            "ada@.org",
            "ada@example..org",
            "ada@-x.org",
            ".ada@example.org",
            "<ada@example.org>",
            "ada@example.org, b@c.de",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
        assert!(!is_email(&format!("{}@example.org", "a".repeat(65))));
    }

    #[test]
    fn dids() {
        for good in [
            "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
            "did:web:school.example%3A8443:staff",
            "did:example:a::b",
        ] {
            assert!(is_did(good), "{good}");
        }
        for bad in [
            "did",
            "did:",
            "did:key",
            "did:key:",
            "did::x",
            "did:Key:x",
            "DID:key:x",
            "did:web:a%3",
            "did:web:a#key",
            "did:web:a/b",
            "did:web:a:",
            "did:web:ä",
        ] {
            assert!(!is_did(bad), "{bad}");
        }
    }

    #[test]
    fn addresses_on_the_web() {
        for good in [
            "https://school.example/e/1?a=b#c",
            "http://localhost:8080/",
            "HTTPS://a.example",
        ] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "/e/1",
            "//a.example/",
            "https:a.example",
            "https://",
            "https://a.example/b c",
            "https://a.example/\u{e4}",
            "https:\\\\a.example",
            " https://a.example/",
            "https://a.example/%zz",
            "ftp://a.example/",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }

    #[test]
    fn identifiers() {
        for good in [
            "https://school.example/staff/42",
            "did:web:school.example",
            "urn:uuid:0",
            "mailto:a@b.c",
        ] {
            assert!(is_identifier(good), "{good}");
        }
        for bad in [
            "42",
            "",
            ":x",
            "urn:",
            "1a:b",
            "javascript:alert(1)",
            "JavaScript:x",
            "data:,x",
            "file:///x",
            "https:x",
            "did:x",
            "urn:a b",
        ] {
            assert!(!is_identifier(bad), "{bad}");
        }
    }
}
