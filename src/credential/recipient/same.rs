//! Whether two subjects are the same one: what holds a record of several credentials together.

use super::Hash;
use crate::ijson::Json;

/// Whether two credentials are about the same subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
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
    let id = |subject: &Json<'_>| subject.get("id").and_then(Json::as_str).map(str::to_owned);
    let ids = (id(left), id(right));
    if let (Some(left), Some(right)) = &ids
        && left == right
    {
        return Sameness::Same;
    }
    let equal = identities(left)
        .iter()
        .any(|one| identities(right).iter().any(|other| is_same(one, other)));
    match ids {
        _ if equal => Sameness::Same,
        (Some(left), Some(right)) if left.starts_with("did:") && right.starts_with("did:") => {
            Sameness::Different
        }
        _ => Sameness::NotComparable,
    }
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

/// The same type, hashed in the same way with the same salt, and the same hash; or the same plain
/// text.
fn is_same(one: &Json<'_>, other: &Json<'_>) -> bool {
    let text = |identity: &Json<'_>, name| -> Option<String> {
        identity.get(name).and_then(Json::as_str).map(str::to_owned)
    };
    let equal = |name| text(one, name).is_some() && text(one, name) == text(other, name);
    let hashed = |identity: &Json<'_>| identity.get("hashed").and_then(Json::as_bool);
    if !equal("identityType") || hashed(one).is_none() || hashed(one) != hashed(other) {
        return false;
    }
    if hashed(one) == Some(false) {
        return equal("identityHash");
    }
    let (Some(left), Some(right)) = (text(one, "identityHash"), text(other, "identityHash")) else {
        return false;
    };
    let salt = |identity| text(identity, "salt").unwrap_or_default();
    match (Hash::read(&left), Hash::read(&right)) {
        (Some(left), Some(right)) => {
            left.algorithm == right.algorithm
                && left.digits.eq_ignore_ascii_case(right.digits)
                && salt(one) == salt(other)
        }
        _ => false,
    }
}
