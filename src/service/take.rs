//! What a learner takes of a credential: its bytes in one carrier or another, as a file.
//!
//! Which carriers there are is said here alone; how a picture or a document carries a credential is
//! left to others. The signed bytes are given as they are on record.

use super::{Service, ServiceError};
use crate::records::credential::Found;

/// In what a credential is taken along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Carrier {
    /// JSON with its proof in it.
    Json,
    /// A token (VC-JWT).
    Jwt,
}

impl Carrier {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Carrier; 2] = [Carrier::Json, Carrier::Jwt];

    /// Its name in addresses, which is the ending of a file, too.
    pub fn name(self) -> &'static str {
        match self {
            Carrier::Json => "json",
            Carrier::Jwt => "jwt",
        }
    }

    /// The media type of its files.
    pub fn media_type(self) -> &'static str {
        match self {
            Carrier::Json => "application/vc",
            Carrier::Jwt => "application/vc+jwt",
        }
    }

    /// The carrier with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// A file to take along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its media type.
    pub media_type: String,
    /// Its name: ASCII letters, digits and hyphens, and one dot.
    pub file_name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Service {
    /// The carriers in which the learner can take the credential along.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when it is another learner's.
    pub fn carriers_of(
        &self,
        issuer: &str,
        learner: &str,
        id: &str,
    ) -> Result<Vec<Carrier>, ServiceError> {
        let found = self.my_found_credential(issuer, learner, id)?;
        let mut all = Carrier::ALL.to_vec();
        all.retain(|carrier| proof_in(&found, *carrier).is_some());
        Ok(all)
    }

    /// The credential in `carrier`, for the learner who holds it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when it is another learner's, or was never made in this
    /// form.
    pub fn take(
        &self,
        issuer: &str,
        learner: &str,
        id: &str,
        carrier: Carrier,
    ) -> Result<Taken, ServiceError> {
        let found = self.my_found_credential(issuer, learner, id)?;
        let proof = proof_in(&found, carrier).ok_or_else(|| ServiceError::NotFound {
            what: "form of this credential",
            name: carrier.name().to_owned(),
            near: Vec::new(),
        })?;
        let signed = self.signed_credential(&found.record.id, issuer, Some(proof))?;
        Ok(Taken {
            media_type: signed.media_type,
            file_name: file_name(&found, carrier),
            bytes: signed.bytes,
        })
    }
}

/// The proof of the secured form that goes into `carrier`.
fn proof_in(found: &Found, carrier: Carrier) -> Option<&str> {
    let is_token = |proof: &str| proof.starts_with("vc-jwt");
    let mut secured = found.record.secured.iter().map(|one| one.proof.as_str());
    match carrier {
        Carrier::Json => secured.find(|proof| !is_token(proof)),
        Carrier::Jwt => secured.find(|proof| is_token(proof)),
    }
}

/// A name that every system takes, by which people know the file again.
fn file_name(found: &Found, carrier: Carrier) -> String {
    let record = &found.record;
    let words = record.name.as_deref().unwrap_or(&record.form);
    let mut name = String::new();
    for c in words.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_ascii_alphanumeric() => name.push(c),
            _ if name.ends_with('-') || name.is_empty() => {}
            _ => name.push('-'),
        }
        if name.len() >= 60 {
            break;
        }
    }
    let unique: String = record
        .id
        .chars()
        .rev()
        .filter(char::is_ascii_alphanumeric)
        .take(8)
        .collect();
    let unique: String = unique.chars().rev().collect();
    let name = name.trim_end_matches('-');
    let name = if name.is_empty() { "credential" } else { name };
    format!("{name}-{unique}.{}", carrier.name())
}
