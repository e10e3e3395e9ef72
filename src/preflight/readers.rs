//! What is known of single readers: on what they break, and what they do not show.
//!
//! No rule of any specification. Each row says which reader, and how it is known; readers change,
//! and a row is true of the version that it names. Which proofs a reader takes is advice about
//! forms, and not here.

use super::entities::holds_entity;
use super::official::VALIDATOR;
use super::rule::{Candidate, Places, Reach, Rule, Severity, each_member, each_string};
use crate::credential::Kind;
use crate::credential::vcdm::{has_type, issuer_id};
use crate::ijson::{Json, Path, join, to_vec};
use std::collections::HashSet;

const VERIFIER_PLUS: &str = "Verifier Plus 2.0.2";
const VERIFIER_CORE: &str = "DCC verifier-core, in Verifier Plus 2.0.2 and LCW 2.2.10";
const LCW: &str = "Learner Credential Wallet 2.2.10";
const LEARNCARD: &str = "LearnCard";
const OPENVC: &str = "openvc";

const BY_SOURCE: &str = "by its source, as of 22 November 2026";
const TRIED: &str = "tried on 22 November 2026";

/// The most bytes that one QR code holds (ISO/IEC 18004: version 40, level L, byte mode).
const QR_BYTES: usize = 2953;

/// A row of this table that is about one reader.
const fn breaks(
    slug: &'static str,
    reader: &'static str,
    source: &'static str,
    remedy: &'static str,
    find: fn(&Candidate<'_, '_>, &mut Places),
) -> Rule {
    Rule {
        slug,
        severity: Severity::Warning,
        source,
        reader: Some(reader),
        remedy,
        reach: Reach::Document,
        find,
    }
}

/// A row of this table that is good to know.
const fn note(
    slug: &'static str,
    reader: Option<&'static str>,
    source: &'static str,
    remedy: &'static str,
    find: fn(&Candidate<'_, '_>, &mut Places),
) -> Rule {
    Rule {
        slug,
        severity: Severity::Note,
        source,
        reader,
        remedy,
        reach: Reach::Document,
        find,
    }
}

/// The rules.
pub(super) static RULES: [Rule; 24] = [
    breaks(
        "no-id",
        VERIFIER_CORE,
        BY_SOURCE,
        "Give the credential an `id`; `urn:uuid:` and a random UUID will do.",
        |candidate, places| {
            if candidate.credential.get("id").is_none() {
                places.add("", "it has no id, and is refused");
            }
        },
    ),
    breaks(
        "several-statuses-read-as-one",
        VERIFIER_PLUS,
        BY_SOURCE,
        "Keep one status, for revocation; or tell people that a suspension is shown there as a \
         revocation.",
        |candidate, places| {
            if candidate.values("credentialStatus").len() > 1 {
                let detail = "its check against the official schema fails, and every status that is \
                              set counts as a revocation";
                places.add("/credentialStatus", detail);
            }
        },
    ),
    breaks(
        "purpose-read-as-revocation",
        "1EdTech validator 1.11.0 and DCC verifier-core",
        BY_SOURCE,
        "Name only statuses whose set bit means that the credential is not to be trusted.",
        |candidate, places| {
            for (pointer, purpose) in purposes(candidate) {
                if !["revocation", "suspension"].contains(&purpose) {
                    let detail = format!("a status for {purpose:?} that is set is read as revoked");
                    places.add(pointer, detail);
                }
            }
        },
    ),
    breaks(
        "unknown-status-type",
        VALIDATOR,
        BY_SOURCE,
        "Use a BitstringStatusListEntry, which all readers look up.",
        |candidate, places| {
            const KNOWN: [&str; 2] = ["BitstringStatusListEntry", "1EdTechRevocationList"];
            for (pointer, status) in candidate.values("credentialStatus") {
                if status.get("type").is_some() && !KNOWN.iter().any(|name| has_type(status, name))
                {
                    let detail = "a status of this type is not looked up, so a revocation is not \
                                  seen";
                    places.add(join(&pointer, "type"), detail);
                }
            }
        },
    ),
    breaks(
        "html-entity",
        "Learner Credential Wallet 2.2.10 and DCC security-document-loader",
        TRIED,
        "Put a space behind the ampersand or write “and”. Signed here `&` is written as an escape \
         and harmless; it is not once another program prints the JSON again.",
        |candidate, places| {
            each_string(candidate.credential, &Path::ROOT, &mut |place, text| {
                if holds_entity(text) {
                    places.add_at(place, || {
                        "HTML entities are decoded before the JSON is read, which changes this \
                         text and breaks its signature"
                            .to_owned()
                    });
                }
            });
        },
    ),
    breaks(
        "unbalanced-braces",
        "Learner Credential Wallet 2.2.10 and Verifier Plus 2.0.2, in PNG",
        TRIED,
        "Close every brace in the text, or write round brackets. Baked here braces are written as \
         escapes and harmless; other programs write them as they are.",
        |candidate, places| {
            each_string(candidate.credential, &Path::ROOT, &mut |place, text| {
                if !braces_match(text) {
                    places.add_at(place, || {
                        "braces are counted in strings too, so the end of the credential is not \
                         found in a picture"
                            .to_owned()
                    });
                }
            });
        },
    ),
    breaks(
        "cdata-end",
        "1EdTech validator 1.11.0, in SVG",
        BY_SOURCE,
        "Write the three characters `]]>` in another way in the text.",
        |candidate, places| {
            each_string(candidate.credential, &Path::ROOT, &mut |place, text| {
                if text.contains("]]>") {
                    places.add_at(place, || {
                        "this text would end the CDATA section of a picture, and only the first \
                         section is read"
                            .to_owned()
                    });
                }
            });
        },
    ),
    breaks(
        "term-unknown-to-dcc",
        "DCC's copy of the Open Badges context (3.0.0 of its package)",
        TRIED,
        "Embed endorsements as credentials (`endorsement`) instead; leave `jti` to tokens.",
        |candidate, places| {
            each_member(candidate.credential, &Path::ROOT, &mut |place, name, _| {
                if name == "endorsementJwt" || name == "jti" {
                    places.add_at(place, || {
                        format!("the term {name:?} was added to the context later and is undefined")
                    });
                }
            });
        },
    ),
    breaks(
        "not-typed-open-badge",
        LCW,
        BY_SOURCE,
        "Use the type `OpenBadgeCredential`, which means the same.",
        |candidate, places| {
            let credential = candidate.credential;
            if has_type(credential, "AchievementCredential")
                && !has_type(credential, "OpenBadgeCredential")
            {
                places.add("/type", "it is not shown as a badge");
            }
        },
    ),
    breaks(
        "record-not-compact",
        OPENVC,
        TRIED,
        "Give out the badges of the record on their own too.",
        |candidate, places| {
            if candidate.is(Kind::Clr) {
                let detail = "records with the contexts of CLR and Open Badges are refused as not \
                              in compacted form";
                places.add("/@context", detail);
            }
        },
    ),
    breaks(
        "record-context-unknown",
        LEARNCARD,
        TRIED,
        "Give out the badges of the record on their own too.",
        |candidate, places| {
            const CLR: &str = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";
            if candidate.has_context(|url| url == CLR) {
                places.add(
                    "/@context",
                    "the context CLR 2.0.1 is not at hand there offline",
                );
            }
        },
    ),
    note(
        "record-parts-unverified",
        Some("DCC verifier-core and the W3C libraries of Digital Bazaar"),
        TRIED,
        "Have a record verified where the proofs inside are looked at too, as here.",
        |candidate, places| {
            if candidate.is(Kind::Clr) {
                let place = "/credentialSubject/verifiableCredential";
                places.add(place, "only the outer proof of a record is verified");
            }
        },
    ),
    note(
        "suspension-read-as-revocation",
        Some("1EdTech validator 1.11.0 and DCC verifier-core"),
        BY_SOURCE,
        "Tell people that a suspension is shown there as a revocation.",
        |candidate, places| {
            for (pointer, purpose) in purposes(candidate) {
                if purpose == "suspension" {
                    places.add(pointer, "a suspension is shown as a revocation");
                }
            }
        },
    ),
    note(
        "no-status",
        None,
        "Bitstring Status List 1.0",
        "Add a status, if you may ever have to take the credential back.",
        |candidate, places| {
            if candidate.credential.get("credentialStatus").is_none() {
                let detail = "it names no status list, so it can never be revoked or suspended for \
                              those who verify it elsewhere";
                places.add("", detail);
            }
        },
    ),
    note(
        "no-image",
        Some("displayers certified for Open Badges 3.0, and Learner Credential Wallet 2.2.10"),
        "Open Badges 3.0 certification guide (Displayer)",
        "Give the achievement an `image`, at an https address.",
        |candidate, places| {
            let achievement = candidate
                .credential
                .pointer("/credentialSubject/achievement");
            if candidate.is(Kind::OpenBadge)
                && achievement.is_some_and(|one| one.get("image").is_none())
                && candidate.credential.get("image").is_none()
            {
                let detail = "there is no image, and a default one is shown";
                places.add("/credentialSubject/achievement", detail);
            }
        },
    ),
    note(
        "no-name",
        Some("displayers certified for Open Badges 3.0"),
        "Open Badges 3.0 certification guide (Displayer)",
        "Give the credential a `name`.",
        |candidate, places| {
            if candidate.credential.get("name").is_none() {
                places.add("", "it has no name to be shown under");
            }
        },
    ),
    note(
        "level-not-in-name",
        Some(LCW),
        BY_SOURCE,
        "Put the level into the credential's name too.",
        level_not_in_name,
    ),
    note(
        "criteria-without-narrative",
        Some(LCW),
        BY_SOURCE,
        "Give the criteria a `narrative`, besides the address of their page.",
        |candidate, places| {
            let place = "/credentialSubject/achievement/criteria";
            let criteria = candidate.credential.pointer(place);
            if criteria.is_some_and(|one| one.get("id").is_some() && one.get("narrative").is_none())
            {
                places.add(place, "criteria that are only an address are not shown");
            }
        },
    ),
    note(
        "no-credential-schema",
        Some(VERIFIER_CORE),
        BY_SOURCE,
        "Name the official schema as `credentialSchema`, and the extensions context with it.",
        |candidate, places| {
            let credential = candidate.credential;
            let guessed = ["OpenBadgeCredential", "EndorsementCredential"]
                .iter()
                .any(|name| has_type(credential, name));
            if candidate.is_of_1edtech() && !guessed && credential.get("credentialSchema").is_none()
            {
                places.add(
                    "",
                    "no schema is guessed for this type, so it is not checked by one",
                );
            }
        },
    ),
    note(
        "no-subject-id",
        None,
        "Open Badges 3.0, section 8.2.4 (the claim `sub`)",
        "Ask the learner for a DID, if the credential is wanted as a token or in a wallet.",
        |candidate, places| {
            let place = "/credentialSubject";
            let subject = candidate.credential.pointer(place);
            if subject.is_some_and(|one| one.as_object().is_some() && one.get("id").is_none()) {
                let detail = "the subject has no `id`, so that no VC-JWT can be made of it and no \
                              wallet can prove to be its holder's";
                places.add(place, detail);
            }
        },
    ),
    note(
        "too-long-for-qr",
        None,
        "ISO/IEC 18004, version 40, level L",
        "Put the address of the credential into the QR code, not the credential.",
        |candidate, places| {
            let length = to_vec(candidate.credential).len();
            if length > QR_BYTES {
                let detail = format!(
                    "it has {length} bytes before it is signed, and a QR code holds {QR_BYTES}"
                );
                places.add("", detail);
            }
        },
    ),
    note(
        "inline-context",
        None,
        "Data Integrity 1.0, section 2.4.1 (Validating Contexts)",
        "Use terms of published contexts; a verifier that allows contexts by their addresses \
         refuses all others.",
        |candidate, places| {
            for (pointer, context) in candidate.values("@context") {
                if context.as_object().is_some() {
                    places.add(pointer, "a context is written into the credential");
                }
            }
        },
    ),
    note(
        "alignment-is-no-page",
        None,
        "Open Badges 3.0, appendix B.1.6 (Alignment)",
        "Give an https address at which people can read what is meant.",
        |candidate, places| {
            each_member(
                candidate.credential,
                &Path::ROOT,
                &mut |place, name, value| {
                    let url = value.as_str().filter(|_| name == "targetUrl");
                    if url
                        .is_some_and(|url| !url.starts_with("https:") && !url.starts_with("http:"))
                    {
                        places.add_at(place, || {
                            "this is no address that people can open".to_owned()
                        });
                    }
                },
            );
        },
    ),
    note(
        "did-method-seldom-known",
        None,
        "the readers named here resolve did:key and did:web; the 1EdTech validator also did:jwk",
        "Issue under a `did:web` or a `did:key`.",
        |candidate, places| {
            let known = ["did:key:", "did:web:", "did:jwk:"];
            if let Some(id) = issuer_id(candidate.credential)
                && id.starts_with("did:")
                && !known.iter().any(|method| id.starts_with(method))
            {
                places.add("/issuer", "few readers resolve DIDs of this method");
            }
        },
    ),
];

/// The purposes of the statuses, each with its pointer.
fn purposes<'j>(candidate: &Candidate<'j, '_>) -> Vec<(String, &'j str)> {
    let statuses = candidate.values("credentialStatus").into_iter();
    statuses
        .filter_map(|(pointer, status)| {
            let purpose = status.get("statusPurpose")?.as_str()?;
            Some((join(&pointer, "statusPurpose"), purpose))
        })
        .collect()
}

/// Whether a program that counts braces without knowing strings is where it was after `text`.
fn braces_match(text: &str) -> bool {
    let depth = text.bytes().try_fold(0_usize, |depth, byte| match byte {
        b'{' => Some(depth + 1),
        b'}' => depth.checked_sub(1),
        _ => Some(depth),
    });
    depth == Some(0)
}

/// Wallets show a credential's name and not its results.
fn level_not_in_name(candidate: &Candidate<'_, '_>, places: &mut Places) {
    let name = candidate.credential.get("name").and_then(Json::as_str);
    let Some(subject) = candidate.credential.get("credentialSubject") else {
        return;
    };
    let results = subject.get("result").map_or(&[][..], Json::as_set).iter();
    let achieved: HashSet<&str> = results
        .filter_map(|result| result.get("achievedLevel")?.as_str())
        .collect();
    let descriptions = subject.pointer("/achievement/resultDescription");
    let levels = descriptions
        .map_or(&[][..], Json::as_set)
        .iter()
        .flat_map(|one| {
            one.get("rubricCriterionLevel")
                .map_or(&[][..], Json::as_set)
        });
    for level in levels {
        if let Some(id) = level.get("id").and_then(Json::as_str)
            && achieved.contains(id)
            && let Some(label) = level.get("name").and_then(Json::as_str)
            && !name.is_some_and(|name| name.contains(label))
        {
            let detail = format!("results are not shown, and the name does not say {label:?}");
            places.add("/name", detail);
        }
    }
}
