//! The list of revoked ids of 1EdTech.
//!
//! VC Revocation List 1.0. The list is not signed: it is believed only because it came over https
//! from the address that the signed credential names, which is the caller's to see to. So the list
//! must name that address and the credential's issuer.

use super::{Standing, StatusError};
use crate::finding::Finding;
use crate::ijson::{At, Json};

const SOURCE: &str = "VC Revocation List 1.0, section 4 (Revocation List)";

/// A list of revoked ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevocationList {
    /// The address it was fetched from.
    pub url: String,
    /// Whose credentials it is about.
    pub issuer: String,
    revoked: Vec<RevokedCredential>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct RevokedCredential {
    id: String,
    revoked: bool,
    reason: Option<String>,
}

impl RevocationList {
    /// Reads the list that was fetched from `url`.
    ///
    /// # Errors
    /// [`StatusError`] when it is another list or no list, or any part of it cannot be read.
    pub fn read(list: &Json<'_>, url: &str) -> Result<Self, StatusError> {
        // A list may leave out what it has none of, so that a credential, which has an id and an
        // issuer too, would read as a list without revocations.
        if list.get("credentialSubject").is_some() {
            return Err(StatusError::WrongClass {
                url: url.to_owned(),
                expected: "1EdTechRevocationList",
            });
        }
        let mut findings = Vec::new();
        let members = read_members(list, &mut findings);
        let (Some((id, issuer, revoked)), true) = (members, findings.is_empty()) else {
            return Err(StatusError::MalformedList {
                url: url.to_owned(),
                findings: findings.into_iter().map(|f| f.by(SOURCE)).collect(),
            });
        };
        if id != url {
            return Err(StatusError::WrongId {
                url: url.to_owned(),
                id: id.to_owned(),
            });
        }
        Ok(Self {
            url: url.to_owned(),
            issuer: issuer.to_owned(),
            revoked,
        })
    }

    /// What the list says of the credential with the id `credential`, made by `issuer`.
    ///
    /// # Errors
    /// [`StatusError`] when the credential has no id, or the list is another issuer's.
    pub fn standing(
        &self,
        credential: Option<&str>,
        issuer: &str,
    ) -> Result<Standing, StatusError> {
        let Some(credential) = credential else {
            let detail = "the credential has no `id`, by which a revocation list would name it";
            let finding = Finding::new("", "missing-member", detail).by(SOURCE);
            return Err(StatusError::MalformedEntry(vec![finding]));
        };
        if self.issuer != issuer {
            return Err(StatusError::WrongIssuer {
                url: self.url.clone(),
                expected: issuer.to_owned(),
                found: self.issuer.clone(),
            });
        }
        // Listed twice, the worse counts.
        let listed = self.revoked.iter();
        let revoked = listed
            .filter(|one| one.revoked)
            .find(|one| one.id == credential);
        Ok(
            revoked.map_or(Standing::Clear, |revoked| Standing::Revoked {
                reason: revoked.reason.clone(),
            }),
        )
    }
}

fn read_members<'j>(
    list: &'j Json<'_>,
    findings: &mut Vec<Finding>,
) -> Option<(&'j str, &'j str, Vec<RevokedCredential>)> {
    let mut fields = At::root(list).fields(findings)?;
    let id = fields.required_text("id", findings);
    let issuer = fields.required("issuer", findings).and_then(|given| {
        let issuer = given.json.get("id").unwrap_or(given.json);
        if issuer.as_str().is_none() {
            let detail = "an issuer is a URL, or an object with an id";
            findings.push(given.finding("wrong-type", detail));
        }
        issuer.as_str()
    });
    let mut revoked = Vec::new();
    if let Some(listed) = fields.optional("revokedCredential") {
        for element in listed.elements(findings)? {
            revoked.extend(read_revoked(&element, findings));
        }
    }
    Some((id?, issuer?, revoked))
}

fn read_revoked(element: &At<'_, '_>, findings: &mut Vec<Finding>) -> Option<RevokedCredential> {
    let mut fields = element.fields(findings)?;
    let id = fields.required_text("id", findings);
    let revoked = match fields.optional("revoked") {
        None => Some(true),
        Some(given) => given.boolean(findings),
    };
    let reason = fields.optional_text("revocationReason", findings);
    Some(RevokedCredential {
        id: id?.to_owned(),
        revoked: revoked?,
        reason: reason.map(str::to_owned),
    })
}
