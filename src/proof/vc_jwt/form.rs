//! The forms in which a token carries a credential or a presentation, and how they are told apart.
//!
//! Open Badges 3.0, section 8.2; Securing Verifiable Credentials using JOSE and COSE, section 3.1;
//! VC Data Model 1.1, section 6.3.1. The header's `typ` decides (RFC 8725, sections 3.11 and
//! 3.12); where it says only `JWT`, or nothing, `cty` and then the payload do.

pub use crate::credential::vcdm::enveloped::ContentKind;

use crate::ijson::{Json, Object};
use crate::proof::compact_jws::Header;
use std::fmt;

/// A form of token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenForm {
    /// The VC-JWT of Open Badges 3.0: `typ` is `JWT` or absent, the credential's members are
    /// claims, and the JWT's claims that repeat them are required. Not for status lists.
    OpenBadges,
    /// `vc+jwt` of VC-JOSE-COSE: the payload is the credential; claims may be added to it.
    VcJose,
    /// `vp+jwt` of VC-JOSE-COSE: the payload is the presentation; claims may be added to it.
    VpJose,
    /// The form of VC Data Model 1.1: the credential is in the claim `vc`, without what claims say.
    VcClaim,
    /// The form of VC Data Model 1.1: the presentation is in the claim `vp`.
    VpClaim,
}

impl TokenForm {
    /// Its name, for messages and reports.
    pub fn name(self) -> &'static str {
        match self {
            TokenForm::OpenBadges => "VC-JWT of Open Badges 3.0",
            TokenForm::VcJose => "vc+jwt",
            TokenForm::VpJose => "vp+jwt",
            TokenForm::VcClaim => "JWT with the claim \"vc\"",
            TokenForm::VpClaim => "JWT with the claim \"vp\"",
        }
    }

    /// What it holds.
    pub fn kind(self) -> ContentKind {
        match self {
            TokenForm::OpenBadges | TokenForm::VcJose | TokenForm::VcClaim => {
                ContentKind::Credential
            }
            TokenForm::VpJose | TokenForm::VpClaim => ContentKind::Presentation,
        }
    }

    /// The claim that wraps the content.
    pub(super) fn wrapper(self) -> Option<&'static str> {
        match self {
            TokenForm::VcClaim => Some("vc"),
            TokenForm::VpClaim => Some("vp"),
            TokenForm::OpenBadges | TokenForm::VcJose | TokenForm::VpJose => None,
        }
    }

    /// Where the content stands in the payload: a JSON pointer.
    pub fn pointer(self) -> &'static str {
        match self {
            TokenForm::VcClaim => "/vc",
            TokenForm::VpClaim => "/vp",
            TokenForm::OpenBadges | TokenForm::VcJose | TokenForm::VpJose => "",
        }
    }

    /// Whether `nbf` and `exp` are the signature's own period, rather than the credential's
    /// validity said once more (VC-JOSE-COSE, section 3.1.3).
    pub(super) fn dates_are_the_signatures(self) -> bool {
        !matches!(self, TokenForm::OpenBadges | TokenForm::VcClaim)
    }

    /// The form of a token whose `typ` is one of those allowed.
    pub(super) fn of(header: &Header, payload: &Object<'_>) -> Self {
        let type_name = header.token_type.as_deref();
        match (type_name, header.content_type.as_deref()) {
            (Some("vc+jwt"), _) => TokenForm::VcJose,
            (Some("vp+jwt"), _) => TokenForm::VpJose,
            _ if payload.contains("vc") => TokenForm::VcClaim,
            _ if payload.contains("vp") => TokenForm::VpClaim,
            (_, Some("vp")) => TokenForm::VpJose,
            _ if is_presentation(payload) => TokenForm::VpJose,
            (_, Some("vc")) => TokenForm::VcJose,
            // VC-JOSE-COSE recommends `typ` but does not demand it; Open Badges demands claims.
            (None, _) if repeats_nothing(payload) => TokenForm::VcJose,
            // No badge: Open Badges demands nothing of the claims of a status list.
            _ if is_status_list(payload) => TokenForm::VcJose,
            _ => TokenForm::OpenBadges,
        }
    }
}

impl fmt::Display for TokenForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

fn is_presentation(payload: &Object<'_>) -> bool {
    has_type(payload, "VerifiablePresentation") && !has_type(payload, "VerifiableCredential")
}

fn is_status_list(payload: &Object<'_>) -> bool {
    let lists = ["BitstringStatusListCredential", "StatusList2021Credential"];
    lists.iter().any(|list| has_type(payload, list))
}

fn has_type(payload: &Object<'_>, name: &str) -> bool {
    let types = payload.get("type").map_or(&[][..], Json::as_set);
    types.iter().any(|one| one.as_str() == Some(name))
}

fn repeats_nothing(payload: &Object<'_>) -> bool {
    let mut claims = ["iss", "jti", "sub", "nbf", "exp"].into_iter();
    claims.all(|claim| !payload.contains(claim))
}
