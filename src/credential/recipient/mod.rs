//! Whom a credential is about: whether somebody who is known by an address or an id is its
//! subject, and whether two credentials are about the same one.
//!
//! Identifiers are Open Badges 3.0's (appendix B.1.13, `IdentityObject`; B.3.4, `IdentityHash`):
//! plain, or hashed as `{algorithm}${hexadecimal digits}` over the identifier with its salt behind.
//! That somebody *holds* the credential is another question, which only a proof of theirs answers.

mod same;

pub use same::{Sameness, same_subject};

use super::vcdm::placed;
use crate::digest::{hexadecimal, sha256_hex};
use crate::ijson::Json;
use md5::{Digest, Md5};
use serde::Serialize;

/// The `identityType` of an e-mail address.
pub const EMAIL_ADDRESS: &str = "emailAddress";

/// What is known of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known<'k> {
    /// A DID or a URL, as a subject's `id` has it.
    Id(&'k str),
    /// An identifier of a type of Open Badges, such as [`EMAIL_ADDRESS`] or `name`.
    Identifier {
        /// The `identityType`.
        identity_type: &'k str,
        /// The identifier itself, not hashed.
        value: &'k str,
    },
}

impl<'k> Known<'k> {
    /// Somebody known by an e-mail address.
    pub fn email(address: &'k str) -> Self {
        Known::Identifier {
            identity_type: EMAIL_ADDRESS,
            value: address,
        }
    }
}

/// Whether it is them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It is.
    Yes,
    /// It is somebody else.
    No,
    /// The credential does not say, or not in a way that can be compared.
    CannotTell,
}

/// An answer and its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answered {
    /// The answer.
    pub answer: Answer,
    /// The reason, as a sentence for people. It does not repeat what was asked for.
    pub reason: String,
    /// Where in the credential it stands: a JSON pointer.
    pub pointer: String,
}

impl Answered {
    fn new(answer: Answer, reason: impl Into<String>, pointer: impl Into<String>) -> Self {
        Self {
            answer,
            reason: reason.into(),
            pointer: pointer.into(),
        }
    }
}

/// Whether the subject of `credential` is the one who is known by `known`.
pub fn is_subject(credential: &Json<'_>, known: Known<'_>) -> Answered {
    const SUBJECT: &str = "/credentialSubject";
    let subjects = credential
        .get("credentialSubject")
        .map_or(&[][..], Json::as_set);
    let [subject] = subjects else {
        let reason = match subjects.len() {
            0 => "it names no subject",
            _ => "it is about several subjects, and does not say which of them is meant",
        };
        return Answered::new(Answer::CannotTell, reason, SUBJECT);
    };
    let pointer = match credential.get("credentialSubject") {
        Some(Json::Array(_)) => "/credentialSubject/0",
        _ => SUBJECT,
    };
    match known {
        Known::Id(id) => by_id(subject, id, pointer),
        Known::Identifier {
            identity_type,
            value,
        } => by_identifier(subject, identity_type, value, pointer),
    }
}

fn by_id(subject: &Json<'_>, known: &str, pointer: &str) -> Answered {
    let place = format!("{pointer}/id");
    match subject.get("id").and_then(Json::as_str) {
        None => Answered::new(Answer::CannotTell, "its subject has no id", pointer),
        Some(id) if id == known => Answered::new(Answer::Yes, "its subject has this id", place),
        Some(_) => Answered::new(Answer::No, "its subject has another id", place),
    }
}

fn by_identifier(subject: &Json<'_>, identity_type: &str, value: &str, pointer: &str) -> Answered {
    if identity_type == EMAIL_ADDRESS
        && let Some(id) = subject.get("id").and_then(Json::as_str)
        && let Some(address) = id.strip_prefix("mailto:")
        && address.eq_ignore_ascii_case(value)
    {
        let place = format!("{pointer}/id");
        return Answered::new(
            Answer::Yes,
            "its learner has this e-mail address as an id",
            place,
        );
    }
    let mut others: Vec<Answered> = Vec::new();
    if let Some(identifiers) = subject.get("identifier") {
        for (place, identity) in placed(&format!("{pointer}/identifier"), identifiers) {
            if identity.get("identityType").and_then(Json::as_str) == Some(identity_type) {
                let answered = compare(identity, identity_type, value, place);
                if answered.answer == Answer::Yes {
                    return answered;
                }
                others.push(answered);
            }
        }
    }
    // One that cannot be compared might have been it.
    let undecided = others
        .iter()
        .position(|one| one.answer == Answer::CannotTell)
        .unwrap_or(0);
    if others.is_empty() {
        let what = noun(identity_type);
        let reason = format!("it does not give its learner's {what}");
        return Answered::new(Answer::CannotTell, reason, pointer);
    }
    others.swap_remove(undecided)
}

/// Compares one `IdentityObject` with an identifier.
fn compare(identity: &Json<'_>, identity_type: &str, value: &str, place: String) -> Answered {
    let text = |name| identity.get(name).and_then(Json::as_str);
    let cannot = |reason: &str| Answered::new(Answer::CannotTell, reason, &place);
    let (Some(stated), Some(hashed)) = (
        text("identityHash"),
        identity.get("hashed").and_then(Json::as_bool),
    ) else {
        return cannot("the identifier is incomplete");
    };
    let spellings = spellings(identity_type, value);
    let hash = Hash::read(stated);
    let (matches, how) = match (hashed, hash) {
        (true, None) => return cannot("the identifier is hashed in a way that is not known here"),
        (false, Some(_)) => return cannot("the identifier is a hash, and is said not to be one"),
        (true, Some(hash)) => {
            let salt = text("salt").unwrap_or_default();
            let same = |spelling: &String| hash.is_of(spelling, salt);
            let how = match (hash.algorithm, salt) {
                (Algorithm::Md5, _) => " (by MD5, which is weak)",
                (Algorithm::Sha256, "") => " (hashed without a salt)",
                (Algorithm::Sha256, _) => "",
            };
            (spellings.iter().any(same), how)
        }
        (false, None) if identity_type == EMAIL_ADDRESS => {
            (stated.trim().eq_ignore_ascii_case(value.trim()), "")
        }
        (false, None) => (stated == value, ""),
    };
    let what = noun(identity_type);
    if matches {
        let reason = format!("its learner has this {what}{how}");
        Answered::new(Answer::Yes, reason, place)
    } else {
        let reason = format!("its learner has another {what}{how}");
        Answered::new(Answer::No, reason, place)
    }
}

/// What people call an identifier of this type.
fn noun(identity_type: &str) -> &str {
    match identity_type {
        EMAIL_ADDRESS => "e-mail address",
        "name" => "name",
        other => other,
    }
}

/// The identifier as it was given, and an e-mail address in small letters too: the specification
/// names no normal form, and issuers hash either.
fn spellings(identity_type: &str, value: &str) -> Vec<String> {
    let mut spellings = vec![value.to_owned()];
    if identity_type == EMAIL_ADDRESS {
        spellings.push(value.trim().to_owned());
        spellings.push(value.trim().to_lowercase());
    }
    spellings
}

/// The algorithms of an `IdentityHash`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Algorithm {
    Sha256,
    Md5,
}

/// An `IdentityHash`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Hash<'h> {
    algorithm: Algorithm,
    digits: &'h str,
}

impl<'h> Hash<'h> {
    fn read(text: &'h str) -> Option<Self> {
        let (algorithm, digits, length) = match text.split_once('$')? {
            ("sha256", digits) => (Algorithm::Sha256, digits, 64),
            ("md5", digits) => (Algorithm::Md5, digits, 32),
            _ => return None,
        };
        let sound = digits.len() == length && digits.bytes().all(|b| b.is_ascii_hexdigit());
        sound.then_some(Self { algorithm, digits })
    }

    fn is_of(self, identifier: &str, salt: &str) -> bool {
        let digits = match self.algorithm {
            Algorithm::Sha256 => sha256_hex(&[identifier.as_bytes(), salt.as_bytes()]),
            Algorithm::Md5 => {
                let mut hash = Md5::new();
                hash.update(identifier.as_bytes());
                hash.update(salt.as_bytes());
                hexadecimal(&hash.finalize())
            }
        };
        digits.eq_ignore_ascii_case(self.digits)
    }
}

#[cfg(test)]
mod tests;
