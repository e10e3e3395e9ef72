//! What an issuer says of itself: the source of every `issuer` and `creator` in its credentials.

use serde::{Deserialize, Serialize};

/// An issuer's profile (Open Badges 3.0, `Profile`), and how its credentials are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuerProfile {
    /// Its name in addresses: `default`, or a word of its own.
    pub slug: String,
    /// Its DID: the `issuer.id` of all it signs.
    pub did: String,
    /// Its name for people.
    pub name: String,
    /// Its site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where it can be written to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The public URL that its addresses are built on; without one they are `urn:uuid:`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
    /// How its credentials can be taken back.
    #[serde(default)]
    pub status: StatusChoice,
}

/// Which statuses an issuer's credentials have, where there is a public URL for the lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatusChoice {
    /// They can be revoked: the one status that the Open Badges schema has room for.
    #[default]
    Revocation,
    /// They can be suspended and reinstated, and not revoked.
    Suspension,
    /// They can be both: two statuses, which the Open Badges schema does not admit.
    Both,
    /// Neither.
    None,
}

impl StatusChoice {
    /// The purposes of the statuses (Bitstring Status List 1.0, section 2.1), in their order.
    pub fn purposes(self) -> &'static [&'static str] {
        match self {
            StatusChoice::Revocation => &["revocation"],
            StatusChoice::Suspension => &["suspension"],
            StatusChoice::Both => &["revocation", "suspension"],
            StatusChoice::None => &[],
        }
    }
}

impl IssuerProfile {
    /// The slug of the issuer that a deployment begins with.
    pub const DEFAULT_SLUG: &'static str = "default";
}
