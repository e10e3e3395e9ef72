//! Pictures and documents that carry a credential: what is baked is found, and it is the same.

use proofmark::carrier::{Carried, Carrier, Existing, MAX_INFLATED_BYTES, bake, find};
use proofmark::ijson;

/// A badge that says little, with characters that end things in pictures.
const BADGE: &[u8] = br#"{"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],"type":["VerifiableCredential","OpenBadgeCredential"],"name":"]]> <a> & \u0000 \"","issuer":"did:web:issuer.example"}"#;

/// A picture in PNG. Checksums would keep changed bytes from being looked at, so they are put
/// right.
pub fn png(data: &[u8]) {
    picture(data);
    picture(&with_checksums(data));
}

/// A picture in SVG.
pub fn svg(data: &[u8]) {
    picture(data);
}

/// A document in PDF.
pub fn pdf(data: &[u8]) {
    look(data);
}

fn look(file: &[u8]) -> Option<Carried> {
    match find(file) {
        Ok(Some(carried)) => {
            assert_eq!(Carrier::of(file), Some(carried.carrier));
            assert!(!carried.credential.is_empty());
            assert!(carried.credential.len() <= file.len().max(MAX_INFLATED_BYTES));
            Some(carried)
        }
        Ok(None) => {
            assert_eq!(Carrier::of(file), None);
            None
        }
        Err(error) => {
            assert!(!error.findings().is_empty());
            None
        }
    }
}

/// Looks into a picture, and bakes into it what it carries and a badge of ours.
fn picture(file: &[u8]) {
    let carried = look(file);
    let carried = carried.as_ref().map(|carried| &*carried.credential);
    for credential in carried.into_iter().chain([BADGE]) {
        if let Ok(baked) = bake(credential, file, Existing::Replace) {
            let found = find(&baked).expect("what was baked is found");
            let found = found.expect("a picture stays one").credential;
            assert_eq!(value(&found), value(credential));
            assert!(bake(BADGE, &baked, Existing::Keep).is_err());
        }
    }
}

/// What a credential says: of JSON its canonical form, of a token its bytes.
fn value(credential: &[u8]) -> Vec<u8> {
    let json = ijson::parse(credential);
    json.map_or_else(
        |_| credential.trim_ascii().to_vec(),
        |json| ijson::canonicalize(&json),
    )
}

/// The same picture with the checksum of each chunk put right, as far as there are chunks.
fn with_checksums(data: &[u8]) -> Vec<u8> {
    let mut file = data.to_vec();
    let mut start = 8;
    while let Some(length) = file.get(start..start + 4) {
        let length = length
            .iter()
            .fold(0, |sum, byte| sum << 8 | usize::from(*byte));
        let end = start + 8 + length;
        let Some(chunk) = file.get(start + 4..end) else {
            break;
        };
        let sum = crc32fast::hash(chunk).to_be_bytes();
        let Some(place) = file.get_mut(end..end + 4) else {
            break;
        };
        place.copy_from_slice(&sum);
        start = end + 4;
    }
    file
}
