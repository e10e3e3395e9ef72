//! What is being fetched decides its size, redirects, media types and how long it is kept.

use std::time::Duration;

/// What is being fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The document of a DID, or another controller document: at most 1 MiB, no redirects, kept
    /// for up to an hour.
    DidDocument,
    /// A list of credential statuses: at most 1 MiB, no redirects, kept for up to five minutes.
    StatusList,
    /// A credential in any carrier: at most 5 MiB, three redirects, not kept.
    Credential,
    /// A framework that is to be imported, in JSON: at most 20 MiB, three redirects, not kept.
    Framework,
    /// A document of the OpenID Connect provider that the operator chose: its metadata, its keys,
    /// a token. At most 256 KiB, no redirects; kept for up to five minutes, tokens never.
    OpenIdProvider,
}

/// How long an answer is fresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Freshness {
    /// Where the server does not say.
    pub untold: Duration,
    /// At most, whatever the server says.
    pub most: Duration,
}

const MIB: u64 = 1024 * 1024;

/// Media types that a document in JSON or a token comes as, besides those that end in `+json` and
/// `+jwt`. Many servers know no better than `text/plain` or `application/octet-stream`.
const DOCUMENTS: [&str; 5] = [
    "application/json",
    "text/plain",
    "application/octet-stream",
    "application/did",
    "application/cid",
];

/// Media types of credentials and of lists, which are credentials.
const CREDENTIALS: [&str; 4] = [
    "application/vc",
    "application/vp",
    "application/jwt",
    "application/jose",
];

/// Media types of pictures and papers that carry a credential.
const CARRIERS: [&str; 3] = ["image/png", "image/svg+xml", "application/pdf"];

impl Subject {
    /// The greatest size, in bytes.
    pub(super) fn size_limit(self) -> u64 {
        match self {
            Self::DidDocument | Self::StatusList => MIB,
            Self::Credential => 5 * MIB,
            Self::Framework => 20 * MIB,
            Self::OpenIdProvider => MIB / 4,
        }
    }

    /// How many redirects are followed. An issuer's own documents stand where its identifier and
    /// its credentials say; only a link for people may have moved.
    pub(super) fn redirects(self) -> usize {
        match self {
            Self::DidDocument | Self::StatusList | Self::OpenIdProvider => 0,
            Self::Credential | Self::Framework => 3,
        }
    }

    /// How long an answer is fresh; `None` where it is not kept at all.
    pub(super) fn freshness(self) -> Option<Freshness> {
        let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
        match self {
            Self::DidDocument => Some(Freshness {
                untold: minutes(5),
                most: minutes(60),
            }),
            Self::StatusList | Self::OpenIdProvider => Some(Freshness {
                untold: minutes(1),
                most: minutes(5),
            }),
            Self::Credential | Self::Framework => None,
        }
    }

    /// The `Accept` header (RFC 9110, section 12.5.1).
    pub(super) fn accept(self) -> &'static str {
        match self {
            Self::DidDocument => "application/did+json, application/json;q=0.9, */*;q=0.1",
            Self::StatusList => {
                "application/vc, application/vc+jwt, application/json;q=0.9, */*;q=0.1"
            }
            Self::Credential => {
                "application/vc, application/vc+jwt, application/json;q=0.9, image/png;q=0.8, \
                 image/svg+xml;q=0.8, application/pdf;q=0.7, */*;q=0.1"
            }
            Self::Framework | Self::OpenIdProvider => "application/json",
        }
    }

    /// Whether it may come as `media_type` (in small letters, without parameters). A web page is
    /// never one of these, and what comes without a type is judged by its content.
    pub(super) fn takes(self, media_type: Option<&str>) -> bool {
        let Some(media_type) = media_type else {
            return true;
        };
        let is_json = media_type.ends_with("+json");
        let is_token = media_type.ends_with("+jwt") || media_type.ends_with("+sd-jwt");
        let is_document = DOCUMENTS.contains(&media_type) || is_json;
        let is_credential = is_document || is_token || CREDENTIALS.contains(&media_type);
        match self {
            Self::DidDocument | Self::Framework | Self::OpenIdProvider => is_document,
            Self::StatusList => is_credential,
            Self::Credential => is_credential || CARRIERS.contains(&media_type),
        }
    }
}
