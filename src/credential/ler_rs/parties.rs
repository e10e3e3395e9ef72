//! The classes of people and organizations, and of how they are reached, as tables: HR Open Standards
//! 4.4, `common/json`.
//!
//! Parts of an organization that a résumé hardly says are objects that no table describes.

use super::classes::class;
use super::codes;
use crate::credential::shape::{Class, Member, Value};

const BASE: &str = "HR Open 4.4, common/json/base";
const COMMUNICATION_JSON: &str = "HR Open 4.4, common/json/communication";
const ORGANIZATION_JSON: &str = "HR Open 4.4, common/json/organization";
const PERSON_JSON: &str = "HR Open 4.4, common/json/person";
const LER_RS: &str = "HR Open 4.4, recruiting/json/ler-rs";

/// An identifier with its scheme.
pub(super) static IDENTIFIER: Class = class(
    "IdentifierType",
    BASE,
    &[
        Member::one("value", Value::Plain).required(),
        Member::one("schemeId", Value::Plain),
        Member::one("schemeVersionId", Value::Plain),
        Member::one("schemeAgencyId", Value::Plain),
        Member::one("description", Value::Plain),
        Member::one("schemeLink", Value::Link),
        Member::one("agencyUri", Value::Link),
    ],
);

/// Something with an id, a name or a code.
pub(super) static ENTITY: Class = class(
    "EntityType",
    BASE,
    &[
        Member::one("id", Value::Object(&IDENTIFIER)),
        Member::one("name", Value::Plain),
        Member::one("code", Value::Plain),
    ],
);

static COMPONENT: Class = class(
    "AddressComponentType",
    COMMUNICATION_JSON,
    &[
        Member::one("type", Value::Plain).required(),
        Member::one("value", Value::Plain).required(),
    ],
);

/// A measure with its unit.
pub(super) static MEASURE: Class = class(
    "MeasureType",
    BASE,
    &[
        Member::one("value", Value::Number).required(),
        Member::one("unitCode", Value::Code(codes::UNITS)),
    ],
);

static GEO: Class = class(
    "GeoType",
    BASE,
    &[
        Member::one("latitude", Value::Number).required(),
        Member::one("longitude", Value::Number).required(),
        Member::one("altitude", Value::Object(&MEASURE)),
        Member::one("name", Value::Plain),
    ],
);

/// An address.
pub(super) static ADDRESS: Class = class(
    "AddressType",
    COMMUNICATION_JSON,
    &[
        Member::one("typeCode", Value::Plain),
        Member::one("line", Value::Plain),
        Member::list("extendedLines", Value::Object(&COMPONENT)),
        Member::one("countryCode", Value::Code(codes::COUNTRIES)),
        Member::list("countrySubDivisions", Value::Object(&COMPONENT)),
        Member::one("city", Value::Plain),
        Member::one("postalCode", Value::Plain),
        Member::one("postOfficeBox", Value::Plain),
        Member::one("geoLocation", Value::Object(&GEO)),
        Member::one("formattedAddress", Value::Plain),
    ],
);

static LISTED_ADDRESS: Class = class(
    "AddressType",
    COMMUNICATION_JSON,
    &[
        Member::one("typeCode", Value::Plain),
        Member::one("line", Value::Plain),
        Member::list("extendedLines", Value::Object(&COMPONENT)),
        Member::one("countryCode", Value::Code(codes::COUNTRIES)),
        Member::list("countrySubDivisions", Value::Object(&COMPONENT)),
        Member::one("city", Value::Plain),
        Member::one("postalCode", Value::Plain),
        Member::one("postOfficeBox", Value::Plain),
        Member::one("geoLocation", Value::Object(&GEO)),
        Member::one("formattedAddress", Value::Plain),
        Member::one("name", Value::Plain),
        Member::one("useCode", Value::Plain),
        Member::one("preference", Value::Integer),
        Member::one("availablePeriod", Value::Opaque),
    ],
);

/// A place of work.
pub(super) static LOCATION: Class = class(
    "LocationType",
    COMMUNICATION_JSON,
    &[
        Member::one("typeCode", Value::Plain),
        Member::one("line", Value::Plain),
        Member::list("extendedLines", Value::Object(&COMPONENT)),
        Member::one("countryCode", Value::Code(codes::COUNTRIES)),
        Member::list("countrySubDivisions", Value::Object(&COMPONENT)),
        Member::one("city", Value::Plain),
        Member::one("postalCode", Value::Plain),
        Member::one("postOfficeBox", Value::Plain),
        Member::one("geoLocation", Value::Object(&GEO)),
        Member::one("formattedAddress", Value::Plain),
        Member::one("id", Value::Object(&IDENTIFIER)),
        Member::one("name", Value::Plain),
    ],
);

static PHONE: Class = class(
    "PhoneType",
    COMMUNICATION_JSON,
    &[
        Member::one("countryDialingCode", Value::Plain),
        Member::one("areaDialingCode", Value::Plain),
        Member::one("dialNumber", Value::Plain),
        Member::one("phoneExtension", Value::Plain),
        Member::one("access", Value::Plain),
        Member::one("formattedNumber", Value::Plain).required(),
        Member::one("name", Value::Plain),
        Member::one("useCode", Value::Plain),
        Member::one("preference", Value::Integer),
        Member::one("availablePeriod", Value::Opaque),
    ],
);

static EMAIL: Class = class(
    "EmailType",
    COMMUNICATION_JSON,
    &[
        Member::one("address", Value::Email).required(),
        Member::one("name", Value::Plain),
        Member::one("useCode", Value::Plain),
        Member::one("preference", Value::Integer),
        Member::one("availablePeriod", Value::Opaque),
    ],
);

static WEB: Class = class(
    "WebType",
    COMMUNICATION_JSON,
    &[
        Member::one("url", Value::Link).required(),
        Member::one("name", Value::Plain),
        Member::one("useCode", Value::Plain),
        Member::one("preference", Value::Integer),
        Member::one("availablePeriod", Value::Opaque),
    ],
);

static SOCIAL: Class = class(
    "SocialType",
    COMMUNICATION_JSON,
    &[
        Member::one("handle", Value::Plain),
        Member::one("url", Value::Link).required(),
        Member::one("name", Value::Plain),
        Member::one("useCode", Value::Plain),
        Member::one("preference", Value::Integer),
        Member::one("availablePeriod", Value::Opaque),
    ],
);

/// How somebody is reached.
pub(super) static COMMUNICATION: Class = class(
    "CommunicationType",
    COMMUNICATION_JSON,
    &[
        Member::list("address", Value::Object(&LISTED_ADDRESS)),
        Member::list("phone", Value::Object(&PHONE)),
        Member::list("email", Value::Object(&EMAIL)),
        Member::list("web", Value::Object(&WEB)),
        Member::list("social", Value::Object(&SOCIAL)),
    ],
);

static PERSON_NAME: Class = class(
    "PersonNameType",
    PERSON_JSON,
    &[
        Member::one("formattedName", Value::Plain),
        Member::one("legal", Value::Plain),
        Member::one("given", Value::Plain),
        Member::one("preferred", Value::Plain),
        Member::one("middle", Value::Plain),
        Member::one("family", Value::Plain),
        Member::one("familyPrefix", Value::Plain),
        Member::one("alias", Value::Plain),
        Member::one("formerFamily", Value::Plain),
        Member::one("formerFamilyPrefix", Value::Plain),
        Member::one("preferredSalutationCode", Value::Plain),
        Member::one("generationAffixCode", Value::Plain),
        Member::one("qualificationAffixCode", Value::Plain),
        Member::one("titleAffixCode", Value::Plain),
        Member::one("initials", Value::Plain),
        Member::one("script", Value::Plain),
        Member::one("language", Value::Code(codes::LANGUAGES)),
    ],
);

/// Whom a résumé is about.
pub(super) static PERSON: Class = class(
    "ResumePersonBaseType",
    LER_RS,
    &[
        Member::one("legalId", Value::Object(&IDENTIFIER)),
        Member::one("birthDate", Value::PartialDate),
        Member::one("gender", Value::Code("Male;Female;X")),
        Member::list("citizenship", Value::Code(codes::COUNTRIES)),
        Member::list("residenceCountry", Value::Code(codes::COUNTRIES)),
        Member::one("militaryStatus", Value::Plain),
        Member::list("ethnicity", Value::Plain),
        Member::one("primaryLanguage", Value::Code(codes::LANGUAGES)),
        Member::one("name", Value::Object(&PERSON_NAME)),
    ],
);

static TEXT: Class = class(
    "TextType",
    BASE,
    &[
        Member::one("value", Value::Plain),
        Member::one("languageCode", Value::Code(codes::LANGUAGES)),
    ],
);

static STATUS: Class = class(
    "StatusType",
    BASE,
    &[
        Member::one("statusCode", Value::Plain),
        Member::one("statusDate", Value::PartialDate),
        Member::one("description", Value::Object(&TEXT)),
        Member::one("reasonCode", Value::Plain),
    ],
);

static AMOUNT: Class = class(
    "AmountType",
    BASE,
    &[
        Member::one("value", Value::Number).required(),
        Member::one("currency", Value::Code(codes::CURRENCIES)),
    ],
);

/// An organization.
pub(super) static ORGANIZATION: Class = class(
    "OrganizationType",
    ORGANIZATION_JSON,
    &[
        Member::one("id", Value::Object(&IDENTIFIER)),
        Member::one("name", Value::Plain),
        Member::one("code", Value::Plain),
        Member::one("typeCode", Value::Code(codes::LEGAL_FORMS)),
        Member::one("organizationUnitTypeCode", Value::Code(codes::UNIT_TYPES)),
        Member::one(
            "responsibilityCode",
            Value::Code(
                "Unit;Department;Division;Parent;Group;Plant;Subsidiary;Joint Venture;Branch;Holding Affiliate",
            ),
        ),
        Member::list("addresses", Value::Object(&ADDRESS)),
        Member::one("communication", Value::Object(&COMMUNICATION)),
        Member::one("taxId", Value::Object(&IDENTIFIER)),
        Member::one("formerTaxId", Value::Object(&IDENTIFIER)),
        Member::one("legalId", Value::Object(&IDENTIFIER)),
        Member::one("parentCompanyTaxId", Value::Object(&IDENTIFIER)),
        Member::list("taxIds", Value::Object(&IDENTIFIER)),
        Member::list("formerTaxIds", Value::Object(&IDENTIFIER)),
        Member::list("legalIds", Value::Object(&IDENTIFIER)),
        Member::list("formerLegalIds", Value::Object(&IDENTIFIER)),
        Member::list("industryCodes", Value::Plain),
        Member::list("industryIdentifiers", Value::Opaque),
        Member::one("headCount", Value::Number),
        Member::one("revenue", Value::Object(&AMOUNT)),
        Member::one("description", Value::Object(&TEXT)),
        Member::one(
            "geographicResponsibilityCode",
            Value::Code("Global;National;Regional;Local"),
        ),
        Member::one(
            "ownershipType",
            Value::Code("Public;Private;NonProfit;Government;Joint Venture;Mutual"),
        ),
        Member::list("organizationActivity", Value::Opaque),
        Member::one("stockSymbol", Value::Plain),
        Member::one("workEnvironmentCode", Value::Plain),
        Member::list("contacts", Value::Opaque),
        Member::list("keyStakeholders", Value::Opaque),
        Member::one("tradeName", Value::Plain),
        Member::list("tradeNames", Value::Plain),
        Member::one("status", Value::Object(&STATUS)),
        Member::list("statusHistory", Value::Object(&STATUS)),
        Member::one("domainName", Value::Link),
        Member::one("parentCompanyName", Value::Plain),
        Member::one("parentOrganization", Value::Opaque),
    ],
);
