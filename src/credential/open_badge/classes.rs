//! The classes of Open Badges 3.0 (appendix B, “Data Models”) as tables.

use super::super::shape::{Class, Kind, Member, Typed};

const SOURCE: &str = "Open Badges 3.0, appendix B.1";

/// `achievementType` (B.1.2), extensible.
const ACHIEVEMENT_TYPES: &[&str] = &[
    "Achievement",
    "ApprenticeshipCertificate",
    "Assessment",
    "Assignment",
    "AssociateDegree",
    "Award",
    "Badge",
    "BachelorDegree",
    "Certificate",
    "CertificateOfCompletion",
    "Certification",
    "CommunityService",
    "Competency",
    "Course",
    "CoCurricular",
    "Degree",
    "Diploma",
    "DoctoralDegree",
    "Fieldwork",
    "GeneralEducationDevelopment",
    "JourneymanCertificate",
    "LearningProgram",
    "License",
    "Membership",
    "ProfessionalDoctorate",
    "QualityAssuranceCredential",
    "MasterCertificate",
    "MasterDegree",
    "MicroCredential",
    "ResearchDoctorate",
    "SecondarySchoolDiploma",
];

/// `identityType` and `identifierType`, extensible.
const IDENTIFIER_TYPES: &[&str] = &[
    "name",
    "sourcedId",
    "systemId",
    "productId",
    "userName",
    "accountId",
    "emailAddress",
    "nationalIdentityNumber",
    "isbn",
    "issn",
    "lisSourcedId",
    "oneRosterSourcedId",
    "sisSourcedId",
    "ltiContextId",
    "ltiDeploymentId",
    "ltiToolId",
    "ltiPlatformId",
    "ltiUserId",
    "identifier",
];

const RESULT_TYPES: &[&str] = &[
    "GradePointAverage",
    "LetterGrade",
    "Percent",
    "PerformanceLevel",
    "PredictedScore",
    "RawScore",
    "Result",
    "RubricCriterion",
    "RubricCriterionLevel",
    "RubricScore",
    "ScaledScore",
    "Status",
];

const RESULT_STATUSES: &[&str] = &[
    "Completed",
    "Enrolled",
    "Failed",
    "InProgress",
    "OnHold",
    "Provisional",
    "Withdrew",
];

const TARGET_TYPES: &[&str] = &[
    "ceasn:Competency",
    "ceterms:Credential",
    "CFItem",
    "CFRubric",
    "CFRubricCriterion",
    "CFRubricCriterionLevel",
    "CTDL",
];

const fn class(name: &'static str, members: &'static [Member]) -> Class {
    Class {
        name,
        source: SOURCE,
        members,
        typed: Typed::Among,
        closed: false,
    }
}

/// The credential itself; its envelope is checked by the data model's rules.
pub(super) static ACHIEVEMENT_CREDENTIAL: Class = Class {
    typed: Typed::Untyped,
    ..class(
        "AchievementCredential",
        &[
            Member::one("id", Kind::Uri).required(),
            Member::one("name", Kind::Text),
            Member::one("description", Kind::Text),
            Member::one("image", Kind::Object(&IMAGE)),
            Member::one("awardedDate", Kind::Timestamp),
            Member::one("validFrom", Kind::Timestamp).required(),
            Member::one("validUntil", Kind::Timestamp),
            Member::one("credentialSubject", Kind::Object(&ACHIEVEMENT_SUBJECT)).required(),
            Member::one("issuer", Kind::ObjectOrUri(&PROFILE)).required(),
            Member::many("endorsement", Kind::Elsewhere),
            Member::many("endorsementJwt", Kind::CompactJws),
            Member::many("evidence", Kind::Object(&EVIDENCE)),
            Member::many("credentialSchema", Kind::Object(&CREDENTIAL_SCHEMA)),
            Member::one("credentialStatus", Kind::Object(&TYPED_OBJECT)),
            Member::one("refreshService", Kind::Object(&REFRESH_SERVICE)),
            Member::many("termsOfUse", Kind::Object(&TYPED_OBJECT)),
        ],
    )
};

static ACHIEVEMENT_SUBJECT: Class = class(
    "AchievementSubject",
    &[
        Member::one("id", Kind::Uri),
        Member::many("identifier", Kind::Object(&IDENTITY_OBJECT)),
        Member::one("achievement", Kind::Object(&ACHIEVEMENT)).required(),
        Member::one("activityStartDate", Kind::Timestamp),
        Member::one("activityEndDate", Kind::Timestamp),
        Member::one("creditsEarned", Kind::Number),
        Member::one("image", Kind::Object(&IMAGE)),
        Member::one("licenseNumber", Kind::Text),
        Member::one("narrative", Kind::Text),
        Member::many("result", Kind::Object(&RESULT)),
        Member::one("role", Kind::Text),
        Member::one("source", Kind::Object(&PROFILE)),
        Member::one("term", Kind::Text),
    ],
);

static ACHIEVEMENT: Class = class(
    "Achievement",
    &[
        Member::one("id", Kind::Uri).required(),
        Member::one("name", Kind::Text).required(),
        Member::one("description", Kind::Text).required(),
        Member::one("criteria", Kind::Object(&CRITERIA)).required(),
        Member::one(
            "achievementType",
            Kind::Word {
                words: ACHIEVEMENT_TYPES,
                extensible: true,
            },
        ),
        Member::many("alignment", Kind::Object(&ALIGNMENT)),
        Member::one("creator", Kind::Object(&PROFILE)),
        Member::one("creditsAvailable", Kind::Number),
        Member::many("endorsement", Kind::Elsewhere),
        Member::many("endorsementJwt", Kind::CompactJws),
        Member::one("fieldOfStudy", Kind::Text),
        Member::one("humanCode", Kind::Text),
        Member::one("image", Kind::Object(&IMAGE)),
        Member::one("inLanguage", Kind::Text),
        Member::many("otherIdentifier", Kind::Object(&IDENTIFIER_ENTRY)),
        Member::many("related", Kind::Object(&RELATED)),
        Member::many("resultDescription", Kind::Object(&RESULT_DESCRIPTION)),
        Member::one("specialization", Kind::Text),
        Member::many("tag", Kind::Text),
        Member::one("version", Kind::Text),
    ],
);

static CRITERIA: Class = Class {
    typed: Typed::Untyped,
    ..class(
        "Criteria",
        &[
            Member::one("id", Kind::Uri),
            Member::one("narrative", Kind::Text),
        ],
    )
};

static RESULT_DESCRIPTION: Class = class(
    "ResultDescription",
    &[
        Member::one("id", Kind::Uri).required(),
        Member::one("name", Kind::Text).required(),
        Member::one(
            "resultType",
            Kind::Word {
                words: RESULT_TYPES,
                extensible: true,
            },
        )
        .required(),
        Member::many("alignment", Kind::Object(&ALIGNMENT)),
        Member::many("allowedValue", Kind::Text),
        Member::one("requiredLevel", Kind::Uri),
        Member::one("requiredValue", Kind::Text),
        Member::many(
            "rubricCriterionLevel",
            Kind::Object(&RUBRIC_CRITERION_LEVEL),
        ),
        Member::one("valueMin", Kind::Text),
        Member::one("valueMax", Kind::Text),
    ],
);

static RUBRIC_CRITERION_LEVEL: Class = class(
    "RubricCriterionLevel",
    &[
        Member::one("id", Kind::Uri).required(),
        Member::one("name", Kind::Text).required(),
        Member::one("level", Kind::Text),
        Member::one("points", Kind::Text),
        Member::one("description", Kind::Text),
        Member::many("alignment", Kind::Object(&ALIGNMENT)),
    ],
);

static RESULT: Class = class(
    "Result",
    &[
        Member::one("resultDescription", Kind::Uri),
        Member::one("achievedLevel", Kind::Uri),
        Member::one(
            "status",
            Kind::Word {
                words: RESULT_STATUSES,
                extensible: false,
            },
        ),
        Member::one("value", Kind::Text),
        Member::many("alignment", Kind::Object(&ALIGNMENT)),
    ],
);

static ALIGNMENT: Class = class(
    "Alignment",
    &[
        Member::one("targetName", Kind::Text).required(),
        Member::one("targetUrl", Kind::Uri).required(),
        Member::one("targetCode", Kind::Text),
        Member::one("targetDescription", Kind::Text),
        Member::one("targetFramework", Kind::Text),
        Member::one(
            "targetType",
            Kind::Word {
                words: TARGET_TYPES,
                extensible: true,
            },
        ),
    ],
);

static EVIDENCE: Class = class(
    "Evidence",
    &[
        Member::one("id", Kind::Uri),
        Member::one("name", Kind::Text),
        Member::one("narrative", Kind::Text),
        Member::one("description", Kind::Text),
        Member::one("genre", Kind::Text),
        Member::one("audience", Kind::Text),
    ],
);

static IDENTITY_OBJECT: Class = Class {
    typed: Typed::Exactly,
    closed: true,
    ..class(
        "IdentityObject",
        &[
            Member::one("hashed", Kind::Boolean).required(),
            Member::one("identityHash", Kind::IdentityHash).required(),
            Member::one(
                "identityType",
                Kind::Word {
                    words: IDENTIFIER_TYPES,
                    extensible: true,
                },
            )
            .required(),
            Member::one("salt", Kind::Text),
        ],
    )
};

static IDENTIFIER_ENTRY: Class = Class {
    typed: Typed::Exactly,
    closed: true,
    ..class(
        "IdentifierEntry",
        &[
            Member::one("identifier", Kind::Text).required(),
            Member::one(
                "identifierType",
                Kind::Word {
                    words: IDENTIFIER_TYPES,
                    extensible: true,
                },
            )
            .required(),
        ],
    )
};

static IMAGE: Class = Class {
    typed: Typed::Exactly,
    closed: true,
    ..class(
        "Image",
        &[
            Member::one("id", Kind::Uri).required(),
            Member::one("caption", Kind::Text),
        ],
    )
};

static RELATED: Class = class(
    "Related",
    &[
        Member::one("id", Kind::Uri).required(),
        Member::one("inLanguage", Kind::Text),
        Member::one("version", Kind::Text),
    ],
);

static PROFILE: Class = class(
    "Profile",
    &[
        Member::one("id", Kind::Uri).required(),
        Member::one("name", Kind::Text),
        Member::one("url", Kind::Uri),
        Member::one("phone", Kind::Text),
        Member::one("email", Kind::Text),
        Member::one("description", Kind::Text),
        Member::one("image", Kind::Object(&IMAGE)),
        Member::one("address", Kind::Object(&ADDRESS)),
        Member::many("otherIdentifier", Kind::Object(&IDENTIFIER_ENTRY)),
        Member::one("official", Kind::Text),
        Member::one("parentOrg", Kind::Object(&PROFILE)),
        Member::one("familyName", Kind::Text),
        Member::one("givenName", Kind::Text),
        Member::one("additionalName", Kind::Text),
        Member::one("patronymicName", Kind::Text),
        Member::one("honorificPrefix", Kind::Text),
        Member::one("honorificSuffix", Kind::Text),
        Member::one("familyNamePrefix", Kind::Text),
        Member::one("dateOfBirth", Kind::Date),
        Member::many("endorsement", Kind::Elsewhere),
        Member::many("endorsementJwt", Kind::CompactJws),
    ],
);

static ADDRESS: Class = class(
    "Address",
    &[
        Member::one("addressCountry", Kind::Text),
        Member::one("addressCountryCode", Kind::Text),
        Member::one("addressRegion", Kind::Text),
        Member::one("addressLocality", Kind::Text),
        Member::one("streetAddress", Kind::Text),
        Member::one("postOfficeBoxNumber", Kind::Text),
        Member::one("postalCode", Kind::Text),
        Member::one("geo", Kind::Object(&GEO_COORDINATES)),
    ],
);

static GEO_COORDINATES: Class = class(
    "GeoCoordinates",
    &[
        Member::one("latitude", Kind::Number).required(),
        Member::one("longitude", Kind::Number).required(),
    ],
);

static CREDENTIAL_SCHEMA: Class = Class {
    typed: Typed::Free,
    ..class(
        "CredentialSchema",
        &[Member::one("id", Kind::Uri).required()],
    )
};

static REFRESH_SERVICE: Class = Class {
    typed: Typed::Free,
    ..class("RefreshService", &[Member::one("id", Kind::Uri).required()])
};

static TYPED_OBJECT: Class = Class {
    typed: Typed::Free,
    ..class("typed", &[Member::one("id", Kind::Uri)])
};
