//! The classes of LER-RS as tables: HR Open Standards 4.4, `recruiting/json/LER-RSType` and what
//! hangs below it, and the wrapper of 4.5.
//!
//! HR Open's schemas leave nearly every object open; which names are known at all is asked apart
//! ([`Class::check_names`]). Deep members that a résumé hardly has are objects that no table
//! describes; what verifies an item is for the rules.

use super::codes;
use super::history::{CERTIFICATION, EDUCATION, EMPLOYMENT, LICENSE, SCORE};
use super::parties::{ADDRESS, COMMUNICATION, ENTITY, IDENTIFIER, MEASURE, ORGANIZATION, PERSON};
use crate::credential::open_badge::classes::IDENTITY_OBJECT;
use crate::credential::shape::{Class, Member, Typed, Value};

const ATTACHMENTS: &str = "HR Open 4.4, common/json/base";
const BODY: &str = "HR Open 4.4, recruiting/json/LER-RSType";
const LER_RS: &str = "HR Open 4.4, recruiting/json/ler-rs";
const PREFERENCES: &str = "HR Open 4.4, recruiting/json/common";
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

static HEADCOUNT: Class = class(
    "EmployerPreferenceType",
    PREFERENCES,
    &[
        Member::one("minimum", Value::Number),
        Member::one("maximum", Value::Number),
    ],
);

static EMPLOYER_PREFERENCE: Class = class(
    "EmployerPreferenceType",
    PREFERENCES,
    &[
        Member::list("organizationNames", Value::Plain),
        Member::list("organizationTypes", Value::Plain),
        Member::list("industryCodes", Value::Object(&IDENTIFIER)),
        Member::one("headcountRange", Value::Object(&HEADCOUNT)),
        Member::list("descriptions", Value::Plain),
    ],
);

static PREFERRED_LOCATION: Class = class(
    "PreferredLocationType",
    PREFERENCES,
    &[
        Member::one("maximumCommuteDuration", Value::Object(&MEASURE)),
        Member::one("maximumCommuteDistance", Value::Object(&MEASURE)),
        Member::one("referenceLocation", Value::Object(&ADDRESS)),
    ],
);

static REMOTE_WORK: Class = class(
    "RemoteWorkType",
    PREFERENCES,
    &[
        Member::one("remoteWorkIndicator", Value::Boolean),
        Member::list("workLocationCodes", Value::Code("Home;Virtual;Colocation")),
        Member::list(
            "restrictionCodes",
            Value::Code("Local;Regional;Timezone;Country;Territory;Other"),
        ),
        Member::one("remoteEligibilityRequirement", Value::Plain),
        Member::one("restrictionDetails", Value::Plain),
    ],
);

static TRAVEL: Class = class(
    "TravelType",
    PREFERENCES,
    &[
        Member::one("willingToTravelIndicator", Value::Boolean),
        Member::one("percentage", Value::Number),
        Member::list("descriptions", Value::Plain),
    ],
);

static RELOCATION: Class = class(
    "RelocationType",
    PREFERENCES,
    &[
        Member::one("willingToRelocateIndicator", Value::Boolean),
        Member::list("descriptions", Value::Plain),
    ],
);

static POSITION_PREFERENCE: Class = class(
    "PositionPreferenceType",
    PREFERENCES,
    &[
        Member::list("locations", Value::Object(&PREFERRED_LOCATION)),
        Member::list("jobCategories", Value::Object(&ENTITY)),
        Member::list("positionTitles", Value::Plain),
        Member::list(
            "positionOfferingTypeCodes",
            Value::Code(codes::POSITION_TYPES),
        ),
        Member::list(
            "positionScheduleTypeCodes",
            Value::Code(codes::POSITION_SCHEDULES),
        ),
        Member::list("shiftSchedules", Value::Opaque),
        Member::list("shiftDescriptions", Value::Plain),
        Member::one("remoteWork", Value::Object(&REMOTE_WORK)),
        Member::list("careerLevelCodes", Value::Code(codes::CAREER_LEVELS)),
        Member::one("jobGradeCode", Value::Object(&ENTITY)),
        Member::one("offeredRemunerationPackage", Value::Opaque),
        Member::one("travel", Value::Object(&TRAVEL)),
        Member::one("relocation", Value::Object(&RELOCATION)),
        Member::list("workingLanguageCodes", Value::Code(codes::LANGUAGES)),
    ],
);

static CONTENT: Class = class(
    "BinaryObjectType",
    ATTACHMENTS,
    &[
        Member::one("value", Value::Plain).required(),
        Member::one(
            "encoding",
            Value::Code("7bit;8bit;binary;quoted-printable;base64;ietf-token;x-token"),
        ),
        Member::one("mimeType", Value::Plain),
        Member::one("filename", Value::Plain),
    ],
);

static ATTACHMENT: Class = class(
    "AttachmentType",
    ATTACHMENTS,
    &[
        Member::one("id", Value::Object(&IDENTIFIER)),
        Member::one("content", Value::Object(&CONTENT)),
        Member::one("url", Value::Link),
        Member::list("descriptions", Value::Plain),
    ],
);

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
