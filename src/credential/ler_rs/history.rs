//! The classes of what somebody did and holds, as tables: education, employment, certifications and
//! licences of HR Open Standards 4.4, `common/json/profile`, with what LER-RSType makes required.

use super::classes::class;
use super::codes;
use super::parties::{ENTITY, IDENTIFIER, LOCATION, ORGANIZATION};
use crate::credential::shape::{Class, Member, Value};

const BASE: &str = "HR Open 4.4, common/json/base";
const EVALUATION: &str = "HR Open 4.4, common/json/evaluation";
const PROFILE: &str = "HR Open 4.4, common/json/profile";

static PERIOD: Class = class(
    "EffectiveTimePeriodType",
    BASE,
    &[
        Member::one("validFrom", Value::Timestamp),
        Member::one("validTo", Value::Timestamp),
    ],
);

static ATTACHMENT_REFERENCE: Class = class(
    "AttachmentReferenceType",
    BASE,
    &[
        Member::one("reference", Value::Object(&IDENTIFIER)),
        Member::one("uri", Value::Link).required(),
        Member::list("descriptions", Value::Plain),
    ],
);

static REMARK: Class = class(
    "LicenseType",
    PROFILE,
    &[
        Member::one("validFrom", Value::Timestamp),
        Member::one("validTo", Value::Timestamp),
        Member::one("value", Value::Plain).required(),
        Member::one("description", Value::Plain),
    ],
);

/// A certification.
pub(super) static CERTIFICATION: Class = class(
    "CertificationType",
    PROFILE,
    &[
        Member::one("id", Value::Object(&IDENTIFIER)),
        Member::one("name", Value::Plain),
        Member::one("type", Value::Object(&ENTITY)),
        Member::one("status", Value::Plain),
        Member::one("effectiveTimePeriod", Value::Object(&PERIOD)),
        Member::one("issued", Value::PartialDate),
        Member::one("firstIssued", Value::PartialDate),
        Member::one("issuingAuthority", Value::Object(&ORGANIZATION)).required(),
        Member::list("attachmentReferences", Value::Object(&ATTACHMENT_REFERENCE)),
        Member::list("descriptions", Value::Plain),
    ],
);

/// A licence.
pub(super) static LICENSE: Class = class(
    "LicenseType",
    PROFILE,
    &[
        Member::one("id", Value::Object(&IDENTIFIER)),
        Member::one("name", Value::Plain),
        Member::one("type", Value::Object(&ENTITY)),
        Member::one("status", Value::Plain),
        Member::one("effectiveTimePeriod", Value::Object(&PERIOD)),
        Member::one("issued", Value::PartialDate),
        Member::one("firstIssued", Value::PartialDate),
        Member::one("issuingAuthority", Value::Object(&ORGANIZATION)).required(),
        Member::list("attachmentReferences", Value::Object(&ATTACHMENT_REFERENCE)),
        Member::list("descriptions", Value::Plain),
        Member::list("endorsements", Value::Object(&REMARK)),
        Member::list("restrictions", Value::Object(&REMARK)),
        Member::list("violations", Value::Object(&REMARK)),
    ],
);

static SCORE_NUMBER: Class = class(
    "ScoreNumericType",
    EVALUATION,
    &[
        Member::one("value", Value::Number).required(),
        Member::one("scoreCode", Value::Code(codes::SCORES)),
        Member::one("interval", Value::Number),
        Member::one("minimum", Value::Number),
        Member::one("maximum", Value::Number),
    ],
);

static SCORE_TEXT: Class = class(
    "ScoreTextType",
    EVALUATION,
    &[
        Member::one("value", Value::Plain).required(),
        Member::one("scoreTextCode", Value::Plain),
        Member::one("minimum", Value::Plain),
        Member::one("maximum", Value::Plain),
    ],
);

/// Scores.
pub(super) static SCORE: Class = class(
    "ScoreType",
    EVALUATION,
    &[
        Member::list("scoresNumeric", Value::Object(&SCORE_NUMBER)),
        Member::list("scoresText", Value::Object(&SCORE_TEXT)),
        Member::one("validFrom", Value::Timestamp),
        Member::one("validTo", Value::Timestamp),
    ],
);

static SPECIALIZATION: Class = class(
    "EducationSpecializationType",
    PROFILE,
    &[
        Member::one("id", Value::Object(&IDENTIFIER)),
        Member::one("name", Value::Plain),
        Member::one("code", Value::Plain),
        Member::one("type", Value::Plain),
    ],
);

static DEGREE: Class = class(
    "EducationDegreeType",
    PROFILE,
    &[
        Member::one("id", Value::Object(&IDENTIFIER)),
        Member::one("name", Value::Plain),
        Member::list("codes", Value::Plain),
        Member::one("date", Value::PartialDate),
        Member::list("specializations", Value::Object(&SPECIALIZATION)),
        Member::one("score", Value::Object(&SCORE)),
        Member::list("academicHonors", Value::Plain),
        Member::one("degreeGrantedStatus", Value::Code(codes::DEGREE_STATUSES)),
        Member::one("iscedEducationLevelCode", Value::Code("0;1;2;3;4;5;6;7;8")),
    ],
);

static ATTENDED: Class = class(
    "EducationAttendanceType",
    PROFILE,
    &[
        Member::one("start", Value::PartialDate),
        Member::one("end", Value::PartialDate),
    ],
);

/// Education at an institution.
pub(super) static EDUCATION: Class = class(
    "EducationAttendanceType",
    PROFILE,
    &[
        Member::one("id", Value::Object(&IDENTIFIER)),
        Member::one("start", Value::PartialDate),
        Member::one("end", Value::PartialDate),
        Member::one("current", Value::Boolean),
        Member::list("attachmentReferences", Value::Object(&ATTACHMENT_REFERENCE)),
        Member::list("descriptions", Value::Plain),
        Member::one("institution", Value::Object(&ORGANIZATION)).required(),
        Member::one("department", Value::Object(&ORGANIZATION)),
        Member::list("programs", Value::Plain),
        Member::list("educationLevelCodes", Value::Object(&ENTITY)),
        Member::one("currentlyAttendingIndicator", Value::Boolean),
        Member::one("goodStandingIndicator", Value::Boolean),
        Member::list("educationDegrees", Value::Object(&DEGREE)),
        Member::list("otherAttendancePeriods", Value::Object(&ATTENDED)),
    ],
);

static POSITION: Class = class(
    "PositionHistoryType",
    PROFILE,
    &[
        Member::one("id", Value::Object(&IDENTIFIER)),
        Member::one("start", Value::PartialDate),
        Member::one("end", Value::PartialDate),
        Member::one("current", Value::Boolean),
        Member::list("attachmentReferences", Value::Object(&ATTACHMENT_REFERENCE)),
        Member::list("descriptions", Value::Plain),
        Member::one("title", Value::Plain),
        Member::one(
            "resourceRelationshipCode",
            Value::Code(codes::RELATIONSHIPS),
        ),
        Member::one(
            "workRelationshipTypeCode",
            Value::Code("Employment;Contract;Volunteering"),
        ),
        Member::one("organization", Value::Object(&ORGANIZATION)),
        Member::one("location", Value::Object(&LOCATION)),
        Member::list("jobCategories", Value::Object(&ENTITY)),
        Member::list("jobLevels", Value::Object(&ENTITY)),
    ],
);

/// Employment by an organization.
pub(super) static EMPLOYMENT: Class = class(
    "EmployerHistoryType",
    PROFILE,
    &[
        Member::one("id", Value::Object(&IDENTIFIER)),
        Member::one("start", Value::PartialDate),
        Member::one("end", Value::PartialDate),
        Member::one("current", Value::Boolean),
        Member::list("attachmentReferences", Value::Object(&ATTACHMENT_REFERENCE)),
        Member::list("descriptions", Value::Plain),
        Member::one("organization", Value::Object(&ORGANIZATION)).required(),
        Member::list("positionHistories", Value::Object(&POSITION)),
    ],
);
