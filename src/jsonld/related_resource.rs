//! Integrity of related resources: Verifiable Credentials Data Model 2.0, section 5.3. A credential
//! may state the digest of something outside it; where that is a context on board the digest is
//! known, everything else is not had here and never fetched.

use super::published::{Published, published};
use crate::digest::hexadecimal;
use crate::finding::Finding;
use crate::ijson::{Json, join};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

const RELATED: &str = "VC Data Model 2.0, section 5.3";

/// The resource that we hold has another digest. Whoever made the credential is at fault.
pub const WRONG_DIGEST: &str = "related-resource-digest";
/// The resource is not at hand, or its digest is of another kind than ours.
pub const UNKNOWN_RESOURCE: &str = "related-resource-unknown";

/// What became of the stated digests.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Digests {
    /// They differ from those of the resources: [`WRONG_DIGEST`].
    pub wrong: Vec<Finding>,
    /// They could not be compared: [`UNKNOWN_RESOURCE`].
    pub unknown: Vec<Finding>,
}

/// Compares the digests in `relatedResource` with those of the resources at hand. Whether the
/// member is well formed is the data model's to say.
pub fn compare(credential: &Json<'_>) -> Digests {
    let mut digests = Digests::default();
    let Some(resources) = credential.get("relatedResource") else {
        return digests;
    };
    for (place, resource) in resources.as_set().iter().enumerate() {
        let pointer = match resources.as_array() {
            Some(_) => join("/relatedResource", place),
            None => "/relatedResource".to_owned(),
        };
        let id = resource
            .get("id")
            .and_then(Json::as_str)
            .unwrap_or_default();
        for (name, read) in [
            ("digestSRI", subresource_integrity as fn(&str) -> Stated),
            ("digestMultibase", multihash),
        ] {
            if let Some(text) = resource.get(name).and_then(Json::as_str) {
                digests.compare(id, read(text), join(&pointer, name));
            }
        }
    }
    digests
}

/// A digest as a credential states it.
enum Stated {
    /// One of these, in hexadecimal digits.
    Known(Algorithm, Vec<String>),
    /// Another kind, or nothing that can be read.
    Other,
}

/// The digests that are known of what is published, the weaker first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Algorithm {
    Sha256,
    Sha384,
}

impl Algorithm {
    fn digest(self, published: &Published) -> &'static str {
        match self {
            Algorithm::Sha256 => published.sha256,
            Algorithm::Sha384 => published.sha384,
        }
    }
}

impl Digests {
    fn compare(&mut self, id: &str, stated: Stated, pointer: String) {
        let mut known = published(id).peekable();
        match stated {
            Stated::Known(algorithm, stated) if known.peek().is_some() => {
                let is_stated = |one| stated.iter().any(|stated| stated == algorithm.digest(one));
                if !known.any(is_stated) {
                    let detail = format!("{id} has another digest than the credential says");
                    let finding = Finding::new(pointer, WRONG_DIGEST, detail);
                    self.wrong.push(finding.by(RELATED));
                }
            }
            _ => {
                let detail = format!("whether {id} has this digest could not be found out here");
                let finding = Finding::new(pointer, UNKNOWN_RESOURCE, detail);
                self.unknown.push(finding.by(RELATED));
            }
        }
    }
}

/// Subresource Integrity, section 3.5: digests with spaces between them, of which only those of
/// the strongest kind count.
fn subresource_integrity(text: &str) -> Stated {
    let mut strongest = None;
    let mut digests = Vec::new();
    for one in text.split_ascii_whitespace() {
        let Some((kind, digest)) = one.split_once('-') else {
            return Stated::Other;
        };
        let algorithm = match kind {
            "sha256" => Algorithm::Sha256,
            "sha384" => Algorithm::Sha384,
            _ => return Stated::Other,
        };
        if strongest < Some(algorithm) {
            strongest = Some(algorithm);
            digests.clear();
        }
        if strongest == Some(algorithm) {
            let digest = digest.split('?').next().unwrap_or_default();
            // What cannot be decoded is no digest of anything.
            let bytes = STANDARD.decode(digest).unwrap_or_default();
            digests.push(hexadecimal(&bytes));
        }
    }
    strongest.map_or(Stated::Other, |algorithm| Stated::Known(algorithm, digests))
}

/// Controlled Identifiers 1.0, sections 2.4 and 2.5: a multihash as multibase.
fn multihash(text: &str) -> Stated {
    let bytes = match text.split_at_checked(1) {
        Some(("u", rest)) => URL_SAFE_NO_PAD.decode(rest).ok(),
        // A digest is short; longer text is not decoded, for that costs the square of its length.
        Some(("z", rest)) if rest.len() < 128 => bs58::decode(rest).into_vec().ok(),
        _ => None,
    };
    let (algorithm, digest) = match bytes.as_deref() {
        Some([0x12, 0x20, digest @ ..]) => (Algorithm::Sha256, digest),
        Some([0x20, 0x30, digest @ ..]) => (Algorithm::Sha384, digest),
        _ => return Stated::Other,
    };
    Stated::Known(algorithm, vec![hexadecimal(digest)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ijson;

    const V2: &str = "https://www.w3.org/ns/credentials/v2";
    /// The SHA-256 of that context, in three forms.
    const SRI: &str = "sha256-WZVc7WaX1h4D8rJVb+viCKsWhCiEb1tYbR9/Gt7Jyc0=";

    fn digest() -> Vec<u8> {
        let digits = published(V2).next().unwrap().sha256.as_bytes().chunks(2);
        let byte = |pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
        digits.map(byte).collect()
    }

    fn compared(id: &str, name: &str, value: &str) -> (Vec<String>, Vec<String>) {
        let text = format!(r#"{{"relatedResource": [{{"id": "{id}", "{name}": "{value}"}}]}}"#);
        let digests = compare(&ijson::parse(text.as_bytes()).unwrap());
        assert!(digests.wrong.iter().all(|one| one.problem == WRONG_DIGEST));
        assert!(
            digests
                .unknown
                .iter()
                .all(|one| one.problem == UNKNOWN_RESOURCE)
        );
        let pointers = |found: Vec<Finding>| found.into_iter().map(|one| one.pointer).collect();
        (pointers(digests.wrong), pointers(digests.unknown))
    }

    #[test]
    fn the_digest_of_a_context_on_board_is_known() {
        let sri = format!("sha256-{}", STANDARD.encode(digest()));
        let multihash = [&[0x12, 0x20][..], &digest()].concat();
        let base64 = format!("u{}", URL_SAFE_NO_PAD.encode(&multihash));
        let base58 = format!("z{}", bs58::encode(&multihash).into_string());
        for (name, right) in [
            ("digestSRI", &sri),
            ("digestMultibase", &base64),
            ("digestMultibase", &base58),
        ] {
            assert_eq!(compared(V2, name, right), (vec![], vec![]));
            let pointer = vec![format!("/relatedResource/0/{name}")];
            let other = "https://www.w3.org/2018/credentials/v1";
            assert_eq!(compared(other, name, right), (pointer.clone(), vec![]));
            let elsewhere = "https://school.example/image.png";
            assert_eq!(compared(elsewhere, name, right), (vec![], pointer));
        }
        assert_ne!(sri, SRI, "that one is wrong, and well formed");
        let pointer = vec!["/relatedResource/0/digestSRI".to_owned()];
        assert_eq!(compared(V2, "digestSRI", SRI), (pointer, vec![]));
    }

    #[test]
    fn digests_of_other_kinds_are_not_compared() {
        for (name, value) in [
            ("digestSRI", "sha512-AAAA"),
            ("digestSRI", "AAAA"),
            ("digestSRI", " "),
            ("digestMultibase", "uAAAA"),
            ("digestMultibase", "f1220"),
            ("digestMultibase", ""),
            ("digestMultibase", "é"),
        ] {
            let pointer = vec![format!("/relatedResource/0/{name}")];
            assert_eq!(compared(V2, name, value), (vec![], pointer), "{value}");
        }
    }

    /// Digests of the data model's context as the specification prints them.
    #[test]
    fn of_several_digests_those_of_the_strongest_kind_count() {
        let sha384 = "sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU";
        let sha256 = "sha256-WZVc7WaX1h4D8rJVb+vlMIqxaEKEb1tYbX8fet7JJzQ=";
        for right in [
            sha384.to_owned(),
            sha256.to_owned(),
            format!("{sha384}?type=x {sha256}"),
            format!("sha256-AAAA {sha384}"),
            format!("sha384-AAAA {sha384}"),
        ] {
            assert_eq!(compared(V2, "digestSRI", &right), (vec![], vec![]));
        }
        let pointer = vec!["/relatedResource/0/digestSRI".to_owned()];
        for wrong in [
            sha384.replace("HrjlB", "HrjlC"),
            format!("sha384-AAAA {sha256}"),
            format!("{sha256} sha384-AAAA"),
        ] {
            let found = compared(V2, "digestSRI", &wrong);
            assert_eq!(found, (pointer.clone(), vec![]), "{wrong}");
        }
    }

    #[test]
    fn a_digest_that_is_none_is_wrong() {
        let pointer = vec!["/relatedResource/0/digestSRI".to_owned()];
        let found = compared(V2, "digestSRI", "sha256-*");
        assert_eq!(found, (pointer, vec![]));
    }
}
