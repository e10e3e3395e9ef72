//! Pictures that carry no credential: which of them can be read, and what a QR code in one says.

use super::asked::is_link;
use crate::picture::qr;
use crate::service::verify::Input;
use url::Url;

/// Why a picture cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// It is in the format of newer telephones' cameras.
    Heic,
    /// It is in another format that is not read here.
    Other(&'static str),
    /// It can be read, and there is no QR code in it.
    NoCode,
}

/// What a photograph shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Seen {
    /// No QR code that can be read.
    Nothing,
    /// A QR code with a credential or its address, and the code's text as it stands.
    Credential(Input, String),
    /// A QR code with another text.
    Other(String),
}

/// How much of a code's text is shown.
const LONGEST: usize = 200;

/// The kinds of picture that are known by their first bytes and not read here.
pub(super) fn unread(file: &[u8]) -> Option<Unread> {
    const HEIC: [&[u8]; 7] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1",
    ];
    let brand = file.get(4..12).and_then(|head| head.strip_prefix(b"ftyp"));
    Some(match brand {
        Some(brand) if HEIC.contains(&brand) => Unread::Heic,
        Some(b"avif" | b"avis") => Unread::Other("AVIF"),
        _ if file.starts_with(b"GIF8") => Unread::Other("GIF"),
        _ if file.starts_with(b"BM") && file.len() > 54 && file.get(6..10) == Some(&[0; 4]) => {
            Unread::Other("BMP")
        }
        _ if file.starts_with(b"II*\0") || file.starts_with(b"MM\0*") => Unread::Other("TIFF"),
        _ if file.starts_with(b"RIFF") && file.get(8..12) == Some(b"WEBP") => Unread::Other("WebP"),
        _ => return None,
    })
}

/// Whether `file` is a photograph.
pub(super) fn is_jpeg(file: &[u8]) -> bool {
    file.starts_with(&[0xff, 0xd8, 0xff])
}

/// Whether `file` is a picture of points.
pub(super) fn may_be_read(file: &[u8]) -> bool {
    is_jpeg(file) || file.starts_with(b"\x89PNG")
}

/// What the QR code in `picture` says.
pub(super) fn read(picture: &[u8]) -> Seen {
    let texts = qr::read(picture).unwrap_or_default();
    let mut found = texts.iter().map(|text| (input(text.trim()), text));
    match (found.find(|(input, _)| input.is_some()), texts.first()) {
        (Some((Some(input), text)), _) => Seen::Credential(input, short(text)),
        (_, Some(text)) => Seen::Other(short(text)),
        (_, None) => Seen::Nothing,
    }
}

/// What is to be verified by a code's text: a link, a token or JSON.
fn input(text: &str) -> Option<Input> {
    if is_link(text) {
        return Some(Input::Url(behind_a_verifier(text)));
    }
    let is_token = text.matches('.').count() == 2
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    (text.starts_with('{') || is_token).then(|| Input::Bytes(text.as_bytes().to_vec()))
}

/// A code on a certificate leads to a page like this one, with the credential's address as `url`:
/// what is meant is the credential.
fn behind_a_verifier(link: &str) -> String {
    let named = Url::parse(link)
        .ok()
        .filter(|url| url.path().ends_with("/verify"));
    let address = named.and_then(|url| {
        let mut pairs = url.query_pairs();
        pairs
            .find(|(name, _)| name == "url")
            .map(|(_, value)| value.into_owned())
    });
    address
        .filter(|address| is_link(address))
        .unwrap_or_else(|| link.to_owned())
}

fn short(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_of_other_kinds_are_known_by_their_first_bytes() {
        for (head, kind) in [
            (&b"\0\0\0\x18ftypheic\0\0\0\0"[..], Some(Unread::Heic)),
            (b"\0\0\0\x18ftypmif1", Some(Unread::Heic)),
            (b"\0\0\0\x20ftypavif", Some(Unread::Other("AVIF"))),
            (b"GIF89a", Some(Unread::Other("GIF"))),
            (b"RIFF\x01\x02\x03\x04WEBPVP8 ", Some(Unread::Other("WebP"))),
            (b"II*\0\x08", Some(Unread::Other("TIFF"))),
            (b"\x89PNG\r\n\x1a\n", None),
            (b"\xff\xd8\xff\xe0", None),
            (b"{\"a\":1}", None),
            (b"BM", None),
            (b"", None),
        ] {
            assert_eq!(unread(head), kind, "{head:?}");
        }
    }

    #[test]
    fn a_code_is_a_link_a_token_or_json() {
        let url = |text: &str| Some(Input::Url(text.to_owned()));
        let bytes = |text: &str| Some(Input::Bytes(text.as_bytes().to_vec()));
        assert_eq!(
            input("https://school.example/c/1"),
            url("https://school.example/c/1")
        );
        assert_eq!(
            input("https://school.example/base/verify?url=https%3A%2F%2Fa.example%2Fc"),
            url("https://a.example/c")
        );
        let inward = "https://school.example/verify?url=file:///etc/passwd";
        assert_eq!(
            input(inward),
            url(inward),
            "nothing but a link of the web is taken out"
        );
        assert_eq!(input("aa.bb.cc"), bytes("aa.bb.cc"));
        assert_eq!(input("{\"type\":1}"), bytes("{\"type\":1}"));
        for other in [
            "WIFI:S:net;;",
            "javascript:alert(1)",
            "hello.",
            "a b.c.d",
            "mailto:a@b.example",
        ] {
            assert_eq!(input(other), None, "{other}");
        }
    }
}
