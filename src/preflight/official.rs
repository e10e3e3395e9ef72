//! What the official validator of Open Badges 3.0 and CLR 2.0 refuses, or warns of, in a credential
//! that keeps the rules by which we sign.
//!
//! Known from its source, version 1.11.0 (commit 38254719). What it asks and we ask too, such as
//! the order of contexts, the types of subjects, evidence and results, sound ids, results whose
//! levels are there, is told by those rules and not again here. Which proofs it takes is advice
//! about forms.

use super::rule::{Candidate, Places, Reach, Rule, Severity, held};
use crate::clock::{parse_timestamp, timestamp};
use crate::credential::open_badge::EXTENSIONS_CONTEXT;
use crate::credential::vcdm::{self, Version, has_type, validity};
use crate::credential::{self, Kind};
use crate::ijson::{Json, join};

/// The validator, as it is called in findings.
pub(super) const VALIDATOR: &str = "1EdTech validator 1.11.0";

const BY_SOURCE: &str = "1EdTech validator 1.11.0 (commit 38254719), by its source";
const DATES: &str = "1EdTech validator 1.11.0 (commit 38254719); Open Badges 3.0, section 9.1";

/// A row of this table.
const fn official(
    slug: &'static str,
    source: &'static str,
    remedy: &'static str,
    find: fn(&Candidate<'_, '_>, &mut Places),
) -> Rule {
    Rule {
        slug,
        severity: Severity::Official,
        source,
        reader: Some(VALIDATOR),
        remedy,
        reach: Reach::EachCredential,
        find,
    }
}

/// The rules.
pub(super) static RULES: [Rule; 14] = [
    official(
        "version-1.1",
        BY_SOURCE,
        "Issue it in version 2.0 of the data model; 1.1 is still read, with a warning.",
        |candidate, places| {
            if candidate.is_version(Version::V1_1) {
                let detail = "it is a credential of version 1.1 of the data model";
                places.add("/@context", detail);
            }
        },
    ),
    official(
        "context-of-version-1.1",
        "Open Badges 3.0 context files 3.0.1 and earlier; JSON-LD 1.1, section 4.1.11 (Protected \
         Term Definitions)",
        "Name https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json instead.",
        context_of_version_1,
    ),
    official(
        "extensions-context",
        "Open Badges 3.0, extensions.json; 1EdTech validator 1.11.0 (commit 38254719)",
        "Add https://purl.imsglobal.org/spec/ob/v3p0/extensions.json behind the other contexts.",
        extensions_context,
    ),
    official(
        "subject-of-another-type",
        BY_SOURCE,
        "Add the type of credential that goes with the subject, such as `OpenBadgeCredential`.",
        subject_of_another_type,
    ),
    official(
        "issuer-is-no-profile",
        BY_SOURCE,
        "Give the issuer as an object with its `id`, the type `Profile` and a name.",
        |candidate, places| {
            let issuer = candidate.credential.get("issuer");
            if candidate.is_of_1edtech() && issuer.is_some_and(|issuer| issuer.as_str().is_some()) {
                places.add(
                    "/issuer",
                    "the issuer is only an address, and not a `Profile`",
                );
            }
        },
    ),
    official(
        "issuer-by-address",
        BY_SOURCE,
        "Let the issuer be a DID, such as a `did:web` of the same host.",
        |candidate, places| {
            if let Some(id) = vcdm::issuer_id(candidate.credential)
                && (id.starts_with("https:") || id.starts_with("http:"))
            {
                let detail = "the keys of an issuer with a web address are looked for under a type \
                              that nobody writes, and are not found";
                places.add("/issuer", detail);
            }
        },
    ),
    official(
        "several-statuses",
        "Open Badges 3.0 JSON Schema (credentialStatus); 1EdTech validator 1.11.0 (commit 38254719)",
        "Keep one status, for revocation; or accept that a credential which can be suspended too \
         is refused by the official schema.",
        |candidate, places| {
            let statuses = candidate.values("credentialStatus");
            if candidate.is_of_1edtech() && statuses.len() > 1 {
                let detail = "the official schema takes one status, and here are several";
                places.add("/credentialStatus", detail);
            }
        },
    ),
    official(
        "not-yet-valid",
        DATES,
        "Wait with sending it, or let it be valid from today.",
        |candidate, places| {
            let validity = validity(candidate.credential);
            if let Some(from) = validity.from
                && from > candidate.now
            {
                let detail = format!("it is valid only from {} on", timestamp(from));
                places.add(validity.from_pointer, detail);
            }
        },
    ),
    official(
        "expired",
        DATES,
        "Give it a later end, or none.",
        |candidate, places| {
            let validity = validity(candidate.credential);
            if let Some(until) = validity.until
                && until < candidate.now
            {
                let detail = format!("it was valid only until {}", timestamp(until));
                places.add(validity.until_pointer, detail);
            }
        },
    ),
    official(
        "fractional-seconds",
        "Open Badges 3.0, section 8.2.4 (the claims `nbf` and `exp`)",
        "Cut the date to whole seconds: the claims of a token count seconds, and must say the same.",
        fractional_seconds,
    ),
    official(
        "held-credential-breaks-rules",
        "CLR Standard 2.0; each credential in a record is verified on its own",
        "Have that credential issued again by its issuer, or leave it out of the record.",
        held_breaks_rules,
    ),
    official(
        "held-credential-unsecured",
        "CLR Standard 2.0; each credential in a record is verified by its own proof",
        "Put the credential into the record as its issuer signed it, with its proof.",
        |candidate, places| {
            if candidate.is(Kind::Clr) {
                for (pointer, held) in held(candidate.credential) {
                    if held.get("proof").is_none() {
                        places.add(pointer, "this credential has no proof of its own");
                    }
                }
            }
        },
    ),
    official(
        "criteria-say-nothing",
        "Open Badges 3.0, appendix B.1.8 (Criteria)",
        "Give the criteria a narrative, or the address of a page with them.",
        criteria_say_nothing,
    ),
    official(
        "method-is-a-fragment",
        BY_SOURCE,
        "Name the method by its whole DID URL, such as `did:web:school.example#key-1`.",
        |candidate, places| {
            let proofs = candidate.proofs.map_or(&[][..], Json::as_set);
            for proof in proofs {
                let method = proof.get("verificationMethod").and_then(Json::as_str);
                if method.is_some_and(|method| method.starts_with('#')) {
                    let detail = "the verification method is a bare fragment, which fits no key";
                    places.add("/proof/verificationMethod", detail);
                }
            }
        },
    ),
];

fn context_of_version_1(candidate: &Candidate<'_, '_>, places: &mut Places) {
    const OLD: [&str; 2] = [
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
    ];
    if !candidate.is_version(Version::V2_0) {
        return;
    }
    for (pointer, context) in candidate.values("@context") {
        if context.as_str().is_some_and(|url| OLD.contains(&url)) {
            let detail = "this context redefines protected terms of version 2.0, so the credential \
                          cannot be expanded";
            places.add(pointer, detail);
        }
    }
}

fn extensions_context(candidate: &Candidate<'_, '_>, places: &mut Places) {
    const TYPES: [(&str, &str); 3] = [
        ("credentialSchema", "1EdTechJsonSchemaValidator2019"),
        ("credentialStatus", "1EdTechRevocationList"),
        ("refreshService", "1EdTechCredentialRefresh"),
    ];
    if candidate.has_context(|url| url == EXTENSIONS_CONTEXT) {
        return;
    }
    for (member, name) in TYPES {
        for (pointer, value) in candidate.values(member) {
            if has_type(value, name) {
                let detail = format!("no context defines the type {name}");
                places.add(join(&pointer, "type"), detail);
            }
        }
    }
}

/// Without the type that goes with its subject, a badge is a credential of no known rules.
fn subject_of_another_type(candidate: &Candidate<'_, '_>, places: &mut Places) {
    const KINDS: [(&str, Kind); 3] = [
        ("AchievementSubject", Kind::OpenBadge),
        ("ClrSubject", Kind::Clr),
        ("EndorsementSubject", Kind::Endorsement),
    ];
    for (pointer, subject) in candidate.values("credentialSubject") {
        for (name, kind) in KINDS {
            if has_type(subject, name) && !candidate.is(kind) {
                let detail = format!(
                    "the subject {pointer} is an {name}, and the credential has no type for one"
                );
                places.add("/type", detail);
            }
        }
    }
}

fn fractional_seconds(candidate: &Candidate<'_, '_>, places: &mut Places) {
    let validity = validity(candidate.credential);
    for pointer in [validity.from_pointer, validity.until_pointer] {
        let date = candidate.credential.pointer(pointer).and_then(Json::as_str);
        let fraction = date
            .and_then(parse_timestamp)
            .is_some_and(|date| date.nanosecond() > 0);
        if candidate.forms.token && fraction {
            places.add(pointer, "the date has a fraction of a second");
        }
    }
}

fn held_breaks_rules(candidate: &Candidate<'_, '_>, places: &mut Places) {
    if !candidate.is(Kind::Clr) {
        return;
    }
    for (pointer, held) in held(candidate.credential) {
        for finding in credential::check(held) {
            places.add(format!("{pointer}{}", finding.pointer), finding.detail);
        }
    }
}

fn criteria_say_nothing(candidate: &Candidate<'_, '_>, places: &mut Places) {
    const PLACE: &str = "/credentialSubject/achievement";
    let Some(listed) = candidate.credential.pointer(PLACE) else {
        return;
    };
    for (pointer, achievement) in vcdm::placed(PLACE, listed) {
        if let Some(criteria) = achievement.get("criteria").and_then(Json::as_object)
            && !criteria.contains("id")
            && !criteria.contains("narrative")
        {
            let detail = "the criteria have neither an `id` nor a `narrative`";
            places.add(join(&pointer, "criteria"), detail);
        }
    }
}
