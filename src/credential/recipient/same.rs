//! Whether two subjects are the same one: what holds a record of several credentials together.

use super::{Algorithm, Hash};
use crate::ijson::Json;
use std::collections::HashSet;

/// Whether two credentials are about the same subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sameness {
    /// They are: the ids are equal, or an identifier is.
    Same,
    /// They are about two subjects: two DIDs.
    Different,
    /// They name their subjects in ways that cannot be compared.
    NotComparable,
}

/// Compares the subjects of two credentials. A subject may have several identifiers and addresses,
/// so that two unequal ones prove nothing; only two DIDs do, where nothing else agrees.
pub fn same_subject(left: &Json<'_>, right: &Json<'_>) -> Sameness {
    let (Some(left), Some(right)) = (only_subject(left), only_subject(right)) else {
        return Sameness::NotComparable;
    };
    let ids = (id(left), id(right));
    if let (Some(left), Some(right)) = ids
        && left == right
    {
        return Sameness::Same;
    }
    let known: HashSet<Key> = identities(left).iter().filter_map(key).collect();
    let equal = identities(right)
        .iter()
        .filter_map(key)
        .any(|key| known.contains(&key));
    match ids {
        _ if equal => Sameness::Same,
        (Some(left), Some(right)) if left.starts_with("did:") && right.starts_with("did:") => {
            Sameness::Different
        }
        _ => Sameness::NotComparable,
    }
}

fn id<'j>(subject: &'j Json<'_>) -> Option<&'j str> {
    subject.get("id").and_then(Json::as_str)
}

fn only_subject<'j, 'a>(credential: &'j Json<'a>) -> Option<&'j Json<'a>> {
    match credential.get("credentialSubject")?.as_set() {
        [subject] => Some(subject),
        _ => None,
    }
}

fn identities<'j, 'a>(subject: &'j Json<'a>) -> &'j [Json<'a>] {
    subject.get("identifier").map_or(&[][..], Json::as_set)
}

/// What two identities must share to be the same.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key<'j> {
    identity_type: &'j str,
    /// The algorithm and the salt, where it is hashed.
    hashed: Option<(Algorithm, &'j str)>,
    /// The digits of the hash in small letters, or the plain text.
    value: String,
}

/// The key of an identity; `None` where it is incomplete, or hashed in an unknown way.
fn key<'j>(identity: &'j Json<'_>) -> Option<Key<'j>> {
    let text = |name| identity.get(name).and_then(Json::as_str);
    let stated = text("identityHash")?;
    let (hashed, value) = if identity.get("hashed")?.as_bool()? {
        let hash = Hash::read(stated)?;
        let salt = text("salt").unwrap_or_default();
        (
            Some((hash.algorithm, salt)),
            hash.digits.to_ascii_lowercase(),
        )
    } else {
        (None, stated.to_owned())
    };
    Some(Key {
        identity_type: text("identityType")?,
        hashed,
        value,
    })
}
