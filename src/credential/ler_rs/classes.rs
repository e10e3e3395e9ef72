//! The classes of LER-RS as tables: HR Open Standards 4.4, `recruiting/json/LER-RSType` and what
//! hangs below it, and the wrapper of 4.5.
//!
//! HR Open's schemas leave nearly every object open; which names are known at all is asked apart
//! ([`Class::check_names`]). Deep members that a résumé hardly has are objects that no table
//! describes; what verifies an item is for the rules.

use super::codes;
use super::history::{CERTIFICATION, EDUCATION, EMPLOYMENT, LICENSE, SCORE};
use super::parties::{COMMUNICATION, IDENTIFIER, ORGANIZATION, PERSON};
use super::preferences::{ATTACHMENT, EMPLOYER_PREFERENCE, POSITION_PREFERENCE};
use crate::credential::open_badge::classes::IDENTITY_OBJECT;
use crate::credential::shape::{Class, Member, Typed, Value};

const BODY: &str = "HR Open 4.4, recruiting/json/LER-RSType";
const LER_RS: &str = "HR Open 4.4, recruiting/json/ler-rs";
const WRAPPER: &str = "HR Open 4.5, recruiting/json/VerifiableCredentialLER-RSType";

/// The schema has its own address alone; credentials of version 2.0 that others make say 4.5.
const RESUME_TYPES: &str = "\
    http://schema.hropenstandards.org/4.4/recruiting/json/ler-rs/LER-RSType.json;\
    http://schema.hropenstandards.org/4.5/recruiting/json/LER-RSType.json";

/// An open class without a `type` of its own.
pub(super) const fn class(
    name: &'static str,
    source: &'static str,
    members: &'static [Member],
) -> Class {
    Class {
        name,
        source,
        members,
        envelope: None,
        typed: Typed::Untyped,
        closed: false,
    }
}

/// The class of what verifies an item, by the one member that it has.
pub(super) static VERIFYING_ORGANIZATION: Class = Class {
    closed: true,
    ..class(
        "VerifyingOrganizationType",
        LER_RS,
        &[Member::one(
            "verifyingOrganization",
            Value::Object(&ORGANIZATION),
        )],
    )
};

/// Another credential that verifies an item.
pub(super) static OTHER_CREDENTIAL: Class = Class {
    closed: true,
    ..class(
        "OtherVerifiableCredentialType",
        LER_RS,
        &[Member::one("otherW3CVerifiableCredential", Value::Opaque).required()],
    )
};

pub(super) static REFERENCE: Class = Class {
    closed: true,
    ..class(
        "RefSchemeType",
        LER_RS,
        &[
            Member::one("reference", Value::Link).required(),
            Member::one("scheme", Value::Link),
        ],
    )
};

static KEYWORD: Class = class(
    "NameValueType",
    LER_RS,
    &[
        Member::one("name", Value::Plain).required(),
        Member::one("value", Value::Plain),
    ],
);

static LINES: Class = class(
    "StringArrayRefSchemeType",
    LER_RS,
    &[
        Member::one("name", Value::Plain),
        Member::list("lines", Value::Plain).required(),
        Member::one("refScheme", Value::Object(&REFERENCE)),
    ],
);

static NARRATIVE: Class = class(
    "NarrativeType",
    LER_RS,
    &[
        Member::one("name", Value::Plain).required(),
        Member::one("definitionReference", Value::Object(&REFERENCE)),
        Member::list("keywords", Value::Object(&KEYWORD)),
        Member::list("texts", Value::Object(&LINES)).required(),
    ],
);

static ENDORSER: Class = Class {
    closed: true,
    ..class(
        "EndorserType",
        LER_RS,
        &[
            Member::one("person", Value::Object(&PERSON)),
            Member::one("organization", Value::Object(&ORGANIZATION)),
            Member::list("comments", Value::Plain),
        ],
    )
};

static SKILL_VERIFICATION: Class = class(
    "VerificationType",
    LER_RS,
    &[Member::one("Verification", Value::Opaque)],
);

static SKILL: Class = class(
    "SkillType",
    LER_RS,
    &[
        Member::one("name", Value::Plain).required(),
        Member::one("yearsOfExperience", Value::Integer),
        Member::one("description", Value::Plain),
        Member::one("definitionReference", Value::Object(&REFERENCE)),
        Member::one("schemeReference", Value::Object(&REFERENCE)),
        Member::list("endorsers", Value::Object(&ENDORSER)),
        Member::list("keywords", Value::Object(&KEYWORD)),
        Member::one("lastUsedDate", Value::PartialDate),
        Member::one("interestLevel", Value::Object(&SCORE)),
        Member::list("comments", Value::Plain),
        Member::list("verifications", Value::Object(&SKILL_VERIFICATION)),
    ],
);

static VERIFIED: Class = Class {
    closed: true,
    ..class(
        "verified item",
        LER_RS,
        &[Member::list("verifications", Value::Opaque).required()],
    )
};

/// A résumé.
pub(super) static RESUME: Class = class(
    "LER-RSType",
    BODY,
    &[
        Member::one("type", Value::Code(RESUME_TYPES)).required(),
        Member::one("documentId", Value::Object(&IDENTIFIER)),
        Member::list("alternateIds", Value::Object(&IDENTIFIER)),
        Member::one("language", Value::Code(codes::LANGUAGES)),
        Member::one("dataProtectionPolicy", Value::Opaque),
        Member::list("narratives", Value::Object(&NARRATIVE)),
        Member::one("job", Value::Opaque),
        Member::list(
            "certifications",
            Value::OrVerified(&CERTIFICATION, &VERIFIED),
        ),
        Member::one("person", Value::Object(&PERSON)),
        Member::list(
            "educationAndLearnings",
            Value::OrVerified(&EDUCATION, &VERIFIED),
        ),
        Member::list(
            "employmentHistories",
            Value::OrVerified(&EMPLOYMENT, &VERIFIED),
        ),
        Member::list("licenses", Value::OrVerified(&LICENSE, &VERIFIED)),
        Member::list("skills", Value::OrVerified(&SKILL, &VERIFIED)),
        Member::list("employmentPreferences", Value::Object(&EMPLOYER_PREFERENCE)),
        Member::list("positionPreferences", Value::Object(&POSITION_PREFERENCE)),
        Member::one("communication", Value::Object(&COMMUNICATION)),
        Member::list("attachments", Value::Object(&ATTACHMENT)),
    ],
);

/// A résumé whose members stand in the subject of a credential, beside what the subject is known by.
pub(super) static SUBJECT: Class = class(
    "LER-RSType",
    BODY,
    &[
        Member::one("type", Value::Code(RESUME_TYPES)).required(),
        Member::one("documentId", Value::Object(&IDENTIFIER)),
        Member::list("alternateIds", Value::Object(&IDENTIFIER)),
        Member::one("language", Value::Code(codes::LANGUAGES)),
        Member::one("dataProtectionPolicy", Value::Opaque),
        Member::list("narratives", Value::Object(&NARRATIVE)),
        Member::one("job", Value::Opaque),
        Member::list(
            "certifications",
            Value::OrVerified(&CERTIFICATION, &VERIFIED),
        ),
        Member::one("person", Value::Object(&PERSON)),
        Member::list(
            "educationAndLearnings",
            Value::OrVerified(&EDUCATION, &VERIFIED),
        ),
        Member::list(
            "employmentHistories",
            Value::OrVerified(&EMPLOYMENT, &VERIFIED),
        ),
        Member::list("licenses", Value::OrVerified(&LICENSE, &VERIFIED)),
        Member::list("skills", Value::OrVerified(&SKILL, &VERIFIED)),
        Member::list("employmentPreferences", Value::Object(&EMPLOYER_PREFERENCE)),
        Member::list("positionPreferences", Value::Object(&POSITION_PREFERENCE)),
        Member::one("communication", Value::Object(&COMMUNICATION)),
        Member::list("attachments", Value::Object(&ATTACHMENT)),
        Member::one("id", Value::Uri),
        Member::many("identifier", Value::Object(&IDENTITY_OBJECT)),
    ],
);

/// A subject that has its résumé in a member of its own.
pub(super) static WRAPPED_SUBJECT: Class = class(
    "credentialSubject",
    WRAPPER,
    &[
        Member::one("id", Value::Uri),
        Member::many("identifier", Value::Object(&IDENTITY_OBJECT)),
        Member::one("lerrsType", Value::Object(&RESUME)).required(),
    ],
);

/// HR Open's wrapper without its proof, and without what stands in its subject.
pub(super) static WRAPPER_CREDENTIAL: Class = class(
    "VerifiableCredentialLER-RSType",
    WRAPPER,
    &[
        Member::list("@context", Value::Plain).required(),
        Member::one("id", Value::Uri),
        Member::list("type", Value::Plain).required(),
        Member::one("issuer", Value::Plain).required(),
        Member::one("issuanceDate", Value::Timestamp).required(),
        Member::one("expirationDate", Value::Timestamp),
        Member::one("credentialSubject", Value::Opaque).required(),
        Member::list("credentialSchema", Value::Object(&TYPED)),
        Member::one("credentialStatus", Value::Object(&STATUS_ENTRY)),
        Member::list("refreshService", Value::Object(&TYPED)),
        Member::list("evidence", Value::Object(&NAMED)),
        Member::list("termsOfUse", Value::Object(&NAMED)),
    ],
);

static TYPED: Class = class(
    "typed object",
    WRAPPER,
    &[
        Member::one("id", Value::Uri).required(),
        Member::one("type", Value::Plain).required(),
    ],
);

static NAMED: Class = class(
    "typed object",
    WRAPPER,
    &[
        Member::one("id", Value::Plain),
        Member::one("type", Value::Plain).required(),
    ],
);

static STATUS_ENTRY: Class = class(
    "CredentialStatusType",
    WRAPPER,
    &[
        Member::one("id", Value::Uri).required(),
        Member::one("type", Value::Plain).required(),
        Member::one("statusPurpose", Value::Plain),
        Member::one("statusListIndex", Value::Plain),
        Member::one("statusListCredential", Value::Uri),
    ],
);
