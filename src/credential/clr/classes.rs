//! The classes of the Comprehensive Learner Record 2.0 (appendix B, “Data Models”) as tables; those
//! that it takes from Open Badges are Open Badges' own.

use crate::credential::open_badge::classes::{
    ACHIEVEMENT, ENDORSEMENT_CREDENTIAL, ENVELOPE_MEMBERS, IDENTITY_OBJECT, IMAGE,
    OPEN_BADGES_CONTEXT,
};
use crate::credential::shape::{Class, ContextFamily, Envelope, Member, Typed, Value};

const SOURCE: &str = "CLR Standard 2.0, appendix B.1";

/// `associationType` (B.3), closed.
const ASSOCIATION_TYPES: &[&str] = &[
    "exactMatchOf",
    "isChildOf",
    "isParentOf",
    "isPartOf",
    "isPeerOf",
    "isRelatedTo",
    "precedes",
    "replacedBy",
];

pub(super) static CLR_CREDENTIAL: Class = Class {
    name: "ClrCredential",
    source: SOURCE,
    typed: Typed::Among,
    closed: false,
    envelope: Some(&Envelope {
        contexts: &[
            ContextFamily {
                name: "a CLR 2.0 context",
                prefix: "https://purl.imsglobal.org/spec/clr/v2p0/context",
                revision: "-2",
            },
            OPEN_BADGES_CONTEXT,
        ],
        members: &ENVELOPE_MEMBERS,
        schemas: &[
            "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json",
            "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_anyclrcredential_schema.json",
        ],
    }),
    members: &[
        Member::one("id", Value::Uri).required(),
        Member::one("name", Value::Text).required(),
        Member::one("image", Value::Object(&IMAGE)),
        Member::one("partial", Value::Boolean),
        Member::one("credentialSubject", Value::Subject(&CLR_SUBJECT)),
        Member::many("endorsement", Value::Credential(&ENDORSEMENT_CREDENTIAL)),
        Member::many("endorsementJwt", Value::CompactJws),
    ],
};

static CLR_SUBJECT: Class = Class {
    name: "ClrSubject",
    source: SOURCE,
    typed: Typed::Among,
    closed: false,
    envelope: None,
    members: &[
        Member::one("id", Value::Uri),
        Member::many("identifier", Value::Object(&IDENTITY_OBJECT)),
        Member::many("achievement", Value::Object(&ACHIEVEMENT)),
        Member::many(
            "verifiableCredential",
            Value::CredentialOrEnvelope(&VERIFIABLE_CREDENTIAL),
        )
        .required(),
        Member::many("association", Value::Object(&ASSOCIATION)),
    ],
};

/// A credential of any type inside a record. An `id` is not asked for here, unlike elsewhere.
static VERIFIABLE_CREDENTIAL: Class = Class {
    name: "VerifiableCredential",
    source: SOURCE,
    typed: Typed::Among,
    closed: false,
    envelope: Some(&Envelope {
        contexts: &[],
        members: &ENVELOPE_MEMBERS,
        schemas: &[],
    }),
    members: &[],
};

static ASSOCIATION: Class = Class {
    name: "Association",
    source: SOURCE,
    typed: Typed::Exactly,
    closed: true,
    envelope: None,
    members: &[
        Member::one(
            "associationType",
            Value::Word {
                words: ASSOCIATION_TYPES,
                extensible: false,
            },
        )
        .required(),
        Member::one("sourceId", Value::Uri).required(),
        Member::one("targetId", Value::Uri).required(),
    ],
};
