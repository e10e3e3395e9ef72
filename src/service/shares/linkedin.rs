//! The address that adds a credential to a LinkedIn profile. Its parameters are those of LinkedIn's
//! “Add to profile”; every value is percent-encoded (RFC 3986, section 2.1), so that nothing in a
//! name can become a parameter of its own.

use std::fmt::Write;
use time::OffsetDateTime;

/// What LinkedIn is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Certification<'a> {
    /// What was achieved.
    pub name: &'a str,
    /// Who issued it.
    pub organization: &'a str,
    /// When.
    pub issued: Option<OffsetDateTime>,
    /// Until when it is valid.
    pub expires: Option<OffsetDateTime>,
    /// Where it is shown, where it is.
    pub url: Option<&'a str>,
    /// Its id, where that may be known.
    pub id: Option<&'a str>,
}

/// The address that opens LinkedIn's form with this filled in.
pub fn add_to_profile(certification: &Certification<'_>) -> String {
    let mut address =
        "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME".to_owned();
    let mut with = |name: &str, value: &str| {
        // Writing into a string cannot fail.
        let _ = write!(address, "&{name}={}", encoded(value));
    };
    with("name", certification.name);
    with("organizationName", certification.organization);
    let months = [
        ("issueYear", "issueMonth", certification.issued),
        ("expirationYear", "expirationMonth", certification.expires),
    ];
    for (year, month, at) in months {
        if let Some(at) = at {
            with(year, &at.year().to_string());
            with(month, &u8::from(at.month()).to_string());
        }
    }
    if let Some(url) = certification.url {
        with("certUrl", url);
    }
    if let Some(id) = certification.id {
        with("certId", id);
    }
    address
}

/// Every byte but the unreserved ones (RFC 3986, section 2.3) percent-encoded.
fn encoded(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;
    use url::Url;

    fn read(address: &str) -> Vec<(String, String)> {
        let url = Url::parse(address).unwrap();
        assert_eq!(url.host_str(), Some("www.linkedin.com"));
        assert_eq!(url.path(), "/profile/add");
        assert_eq!(url.fragment(), None);
        url.query_pairs().into_owned().collect()
    }

    #[test]
    fn it_says_what_issued_when_and_where() {
        let address = add_to_profile(&Certification {
            name: "Audio and Video Technicians: Proficient",
            organization: "Night School",
            issued: Some(datetime!(2026-05-01 0:00 UTC)),
            expires: Some(datetime!(2028-12-31 0:00 UTC)),
            url: Some("https://badges.example/s/abc"),
            id: Some("urn:uuid:1"),
        });
        assert_eq!(
            address,
            "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME\
             &name=Audio%20and%20Video%20Technicians%3A%20Proficient\
             &organizationName=Night%20School&issueYear=2026&issueMonth=5\
             &expirationYear=2028&expirationMonth=12\
             &certUrl=https%3A%2F%2Fbadges.example%2Fs%2Fabc&certId=urn%3Auuid%3A1"
        );
    }

    #[test]
    fn nothing_in_a_value_becomes_anything_else() {
        let hostile = [
            "A & B=C",
            "x&certUrl=https://evil.example/",
            "#fragment",
            "100 %&%26",
            "\"><script>alert(1)</script>",
            "' onclick='x",
            "naïve — 試験 🎓 \u{202e}",
            "a+b c",
            "line\r\nHost: evil.example",
            "",
        ];
        for text in hostile {
            let address = add_to_profile(&Certification {
                name: text,
                organization: text,
                issued: None,
                expires: None,
                url: Some(text),
                id: Some(text),
            });
            let safe = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%&=?:/".contains(&byte);
            assert!(address.bytes().all(safe), "{address}");
            let named = ["name", "organizationName", "certUrl", "certId"];
            let mut expected = vec![("startTask".to_owned(), "CERTIFICATION_NAME".to_owned())];
            expected.extend(named.map(|name| (name.to_owned(), text.to_owned())));
            assert_eq!(read(&address), expected);
        }
    }
}
