//! The classes of Open Badges 3.0 (appendix B, “Data Models”) as tables.

use super::words::{
    ACHIEVEMENT_TYPES, IDENTIFIER_TYPES, RESULT_STATUSES, RESULT_TYPES, TARGET_TYPES,
};
use crate::credential::shape::{Class, ContextFamily, Envelope, Member, Typed, Value};

const SOURCE: &str = "Open Badges 3.0, appendix B.1";

const fn class(name: &'static str, members: &'static [Member]) -> Class {
    Class {
        name,
        source: SOURCE,
        members,
        envelope: None,
        typed: Typed::Among,
        closed: false,
    }
}

/// The contexts of Open Badges 3.0.
pub(in crate::credential) const OPEN_BADGES_CONTEXT: ContextFamily = ContextFamily {
    name: "an Open Badges 3.0 context",
    prefix: "https://purl.imsglobal.org/spec/ob/v3p0/context",
    revision: "-3",
};

/// The members that badges, endorsements and records share (B.1.1). The issuer and the subject
/// are required by the data model, and the dates by the envelope.
///
/// The official schemas take one status and no array. The data model takes several (VC Data Model
/// 2.0, section 4.10), and an issuer that may both suspend and revoke needs two. Each is asked, so
/// nobody is deceived by it: which readers refuse it is advice to the issuer, not a fault.
pub(in crate::credential) static ENVELOPE_MEMBERS: [Member; 8] = [
    Member::one("description", Value::Text),
    Member::one("awardedDate", Value::Timestamp),
    Member::one("issuer", Value::ObjectOrUri(&PROFILE)),
    Member::many("evidence", Value::Object(&EVIDENCE)),
    Member::many("credentialSchema", Value::Object(&CREDENTIAL_SCHEMA)),
    Member::many("credentialStatus", Value::Object(&TYPED_OBJECT)),
    Member::one("refreshService", Value::Object(&REFRESH_SERVICE)),
    Member::many("termsOfUse", Value::Object(&TYPED_OBJECT)),
];

/// The badge itself. Its type has two names, so that whoever calls has looked at it.
pub(super) static ACHIEVEMENT_CREDENTIAL: Class = Class {
    typed: Typed::Untyped,
    envelope: Some(&Envelope {
        contexts: &[OPEN_BADGES_CONTEXT],
        members: &ENVELOPE_MEMBERS,
        schemas: &[
            super::SCHEMA,
            "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_anyachievementcredential_schema.json",
            "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_achievementcredential_schema.json",
        ],
    }),
    ..class(
        "AchievementCredential",
        &[
            Member::one("id", Value::Uri).required(),
            Member::one("name", Value::Text),
            Member::one("image", Value::Object(&IMAGE)),
            Member::one("credentialSubject", Value::Subject(&ACHIEVEMENT_SUBJECT)),
            Member::many("endorsement", Value::Credential(&ENDORSEMENT_CREDENTIAL)),
            Member::many("endorsementJwt", Value::CompactJws),
        ],
    )
};

pub(in crate::credential) static ENDORSEMENT_CREDENTIAL: Class = Class {
    envelope: Some(&Envelope {
        contexts: &[OPEN_BADGES_CONTEXT],
        members: &ENVELOPE_MEMBERS,
        schemas: &[
            "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential_schema.json",
            "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_endorsementcredential_schema.json",
        ],
    }),
    ..class(
        "EndorsementCredential",
        &[
            Member::one("id", Value::Uri).required(),
            Member::one("name", Value::Text).required(),
            Member::one("credentialSubject", Value::Subject(&ENDORSEMENT_SUBJECT)),
        ],
    )
};

static ENDORSEMENT_SUBJECT: Class = class(
    "EndorsementSubject",
    &[
        Member::one("id", Value::Uri).required(),
        Member::one("endorsementComment", Value::Text),
    ],
);

static ACHIEVEMENT_SUBJECT: Class = class(
    "AchievementSubject",
    &[
        Member::one("id", Value::Uri),
        Member::many("identifier", Value::Object(&IDENTITY_OBJECT)),
        Member::one("achievement", Value::Object(&ACHIEVEMENT)).required(),
        Member::one("activityStartDate", Value::Timestamp),
        Member::one("activityEndDate", Value::Timestamp),
        Member::one("creditsEarned", Value::Number),
        Member::one("image", Value::Object(&IMAGE)),
        Member::one("licenseNumber", Value::Text),
        Member::one("narrative", Value::Text),
        Member::many("result", Value::Object(&RESULT)),
        Member::one("role", Value::Text),
        Member::one("source", Value::Object(&PROFILE)),
        Member::one("term", Value::Text),
    ],
);

pub(in crate::credential) static ACHIEVEMENT: Class = class(
    "Achievement",
    &[
        Member::one("id", Value::Uri).required(),
        Member::one("name", Value::Text).required(),
        Member::one("description", Value::Text).required(),
        Member::one("criteria", Value::Object(&CRITERIA)).required(),
        Member::one(
            "achievementType",
            Value::Word {
                words: ACHIEVEMENT_TYPES,
                extensible: true,
            },
        ),
        Member::many("alignment", Value::Object(&ALIGNMENT)),
        Member::one("creator", Value::Object(&PROFILE)),
        Member::one("creditsAvailable", Value::Number),
        Member::many("endorsement", Value::Credential(&ENDORSEMENT_CREDENTIAL)),
        Member::many("endorsementJwt", Value::CompactJws),
        Member::one("fieldOfStudy", Value::Text),
        Member::one("humanCode", Value::Text),
        Member::one("image", Value::Object(&IMAGE)),
        Member::one("inLanguage", Value::Text),
        Member::many("otherIdentifier", Value::Object(&IDENTIFIER_ENTRY)),
        Member::many("related", Value::Object(&RELATED)),
        Member::many("resultDescription", Value::Object(&RESULT_DESCRIPTION)),
        Member::one("specialization", Value::Text),
        Member::many("tag", Value::Text),
        Member::one("version", Value::Text),
    ],
);

static CRITERIA: Class = Class {
    typed: Typed::Untyped,
    ..class(
        "Criteria",
        &[
            Member::one("id", Value::Uri),
            Member::one("narrative", Value::Text),
        ],
    )
};

static RESULT_DESCRIPTION: Class = class(
    "ResultDescription",
    &[
        Member::one("id", Value::Uri).required(),
        Member::one("name", Value::Text).required(),
        Member::one(
            "resultType",
            Value::Word {
                words: RESULT_TYPES,
                extensible: true,
            },
        )
        .required(),
        Member::many("alignment", Value::Object(&ALIGNMENT)),
        Member::many("allowedValue", Value::Text),
        Member::one("requiredLevel", Value::Uri),
        Member::one("requiredValue", Value::Text),
        Member::many(
            "rubricCriterionLevel",
            Value::Object(&RUBRIC_CRITERION_LEVEL),
        ),
        Member::one("valueMin", Value::Text),
        Member::one("valueMax", Value::Text),
    ],
);

static RUBRIC_CRITERION_LEVEL: Class = class(
    "RubricCriterionLevel",
    &[
        Member::one("id", Value::Uri).required(),
        Member::one("name", Value::Text).required(),
        Member::one("level", Value::Text),
        Member::one("points", Value::Text),
        Member::one("description", Value::Text),
        Member::many("alignment", Value::Object(&ALIGNMENT)),
    ],
);

static RESULT: Class = class(
    "Result",
    &[
        Member::one("resultDescription", Value::Uri),
        Member::one("achievedLevel", Value::Uri),
        Member::one(
            "status",
            Value::Word {
                words: RESULT_STATUSES,
                extensible: false,
            },
        ),
        Member::one("value", Value::Text),
        Member::many("alignment", Value::Object(&ALIGNMENT)),
    ],
);

static ALIGNMENT: Class = class(
    "Alignment",
    &[
        Member::one("targetName", Value::Text).required(),
        Member::one("targetUrl", Value::Uri).required(),
        Member::one("targetCode", Value::Text),
        Member::one("targetDescription", Value::Text),
        Member::one("targetFramework", Value::Text),
        Member::one(
            "targetType",
            Value::Word {
                words: TARGET_TYPES,
                extensible: true,
            },
        ),
    ],
);

static EVIDENCE: Class = class(
    "Evidence",
    &[
        Member::one("id", Value::Uri),
        Member::one("name", Value::Text),
        Member::one("narrative", Value::Text),
        Member::one("description", Value::Text),
        Member::one("genre", Value::Text),
        Member::one("audience", Value::Text),
    ],
);

pub(in crate::credential) static IDENTITY_OBJECT: Class = Class {
    typed: Typed::Exactly,
    closed: true,
    ..class(
        "IdentityObject",
        &[
            Member::one("hashed", Value::Boolean).required(),
            Member::one("identityHash", Value::IdentityHash).required(),
            Member::one(
                "identityType",
                Value::Word {
                    words: IDENTIFIER_TYPES,
                    extensible: true,
                },
            )
            .required(),
            Member::one("salt", Value::Text),
        ],
    )
};

static IDENTIFIER_ENTRY: Class = Class {
    typed: Typed::Exactly,
    closed: true,
    ..class(
        "IdentifierEntry",
        &[
            Member::one("identifier", Value::Text).required(),
            Member::one(
                "identifierType",
                Value::Word {
                    words: IDENTIFIER_TYPES,
                    extensible: true,
                },
            )
            .required(),
        ],
    )
};

pub(in crate::credential) static IMAGE: Class = Class {
    typed: Typed::Exactly,
    closed: true,
    ..class(
        "Image",
        &[
            Member::one("id", Value::Uri).required(),
            Member::one("caption", Value::Text),
        ],
    )
};

static RELATED: Class = class(
    "Related",
    &[
        Member::one("id", Value::Uri).required(),
        Member::one("inLanguage", Value::Text),
        Member::one("version", Value::Text),
    ],
);

pub(in crate::credential) static PROFILE: Class = class(
    "Profile",
    &[
        Member::one("id", Value::Uri).required(),
        Member::one("name", Value::Text),
        Member::one("url", Value::Uri),
        Member::one("phone", Value::Text),
        Member::one("email", Value::Text),
        Member::one("description", Value::Text),
        Member::one("image", Value::Object(&IMAGE)),
        Member::one("address", Value::Object(&ADDRESS)),
        Member::many("otherIdentifier", Value::Object(&IDENTIFIER_ENTRY)),
        Member::one("official", Value::Text),
        Member::one("parentOrg", Value::Object(&PROFILE)),
        Member::one("familyName", Value::Text),
        Member::one("givenName", Value::Text),
        Member::one("additionalName", Value::Text),
        Member::one("patronymicName", Value::Text),
        Member::one("honorificPrefix", Value::Text),
        Member::one("honorificSuffix", Value::Text),
        Member::one("familyNamePrefix", Value::Text),
        Member::one("dateOfBirth", Value::Date),
        Member::many("endorsement", Value::Credential(&ENDORSEMENT_CREDENTIAL)),
        Member::many("endorsementJwt", Value::CompactJws),
    ],
);

static ADDRESS: Class = class(
    "Address",
    &[
        Member::one("addressCountry", Value::Text),
        Member::one("addressCountryCode", Value::Text),
        Member::one("addressRegion", Value::Text),
        Member::one("addressLocality", Value::Text),
        Member::one("streetAddress", Value::Text),
        Member::one("postOfficeBoxNumber", Value::Text),
        Member::one("postalCode", Value::Text),
        Member::one("geo", Value::Object(&GEO_COORDINATES)),
    ],
);

static GEO_COORDINATES: Class = class(
    "GeoCoordinates",
    &[
        Member::one("latitude", Value::Number).required(),
        Member::one("longitude", Value::Number).required(),
    ],
);

static CREDENTIAL_SCHEMA: Class = Class {
    typed: Typed::Free,
    ..class(
        "CredentialSchema",
        &[Member::one("id", Value::Uri).required()],
    )
};

static REFRESH_SERVICE: Class = Class {
    typed: Typed::Free,
    ..class(
        "RefreshService",
        &[Member::one("id", Value::Uri).required()],
    )
};

static TYPED_OBJECT: Class = Class {
    typed: Typed::Free,
    ..class("typed", &[Member::one("id", Value::Uri)])
};
