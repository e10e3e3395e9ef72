//! The classes of what somebody looks for and of what is attached, as tables: HR Open Standards 4.4,
//! `recruiting/json/common` and `common/json/base`.

use super::classes::class;
use super::codes;
use super::parties::{ADDRESS, ENTITY, IDENTIFIER, MEASURE};
use crate::credential::shape::{Class, Member, Value};

const ATTACHMENTS: &str = "HR Open 4.4, common/json/base";
const PREFERENCES: &str = "HR Open 4.4, recruiting/json/common";

static HEADCOUNT: Class = class(
    "EmployerPreferenceType",
    PREFERENCES,
    &[
        Member::one("minimum", Value::Number),
        Member::one("maximum", Value::Number),
    ],
);

/// What employer somebody looks for.
pub(super) static EMPLOYER_PREFERENCE: Class = class(
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

/// What position somebody looks for.
pub(super) static POSITION_PREFERENCE: Class = class(
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

/// A document that belongs to a résumé.
pub(super) static ATTACHMENT: Class = class(
    "AttachmentType",
    ATTACHMENTS,
    &[
        Member::one("id", Value::Object(&IDENTIFIER)),
        Member::one("content", Value::Object(&CONTENT)),
        Member::one("url", Value::Link),
        Member::list("descriptions", Value::Plain),
    ],
);
