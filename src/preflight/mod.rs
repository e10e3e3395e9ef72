//! What an unsecured credential must pass before it is signed.
//!
//! [`prepare`] is the only way to a [`Prepared`] credential, and a prepared credential is the
//! only thing that the issue verb gives to a signer. All findings are given at once.
//!
//! Beside what keeps it from being signed stands what is good to know before: what the official
//! validator refuses and on what single readers break, as tables of rules ([`rules`], [`examine`]),
//! and what to do about each finding ([`remedy`]).
//!
//! The room stands on the proof floor, above `jsonld`: whether a term is defined is a question
//! to the JSON-LD processor, and an undefined term must not be signed by any suite.

mod entities;
mod official;
mod people;
mod readers;
mod rule;
mod signing;
mod specifications;

pub use rule::{Broken, Candidate, Forms, Rule, Severity};
pub use signing::remedy;

use crate::credential::vcdm::{self, Version};
use crate::credential::{self, Kind, ler_rs};
use crate::finding::Finding;
use crate::ijson::{self, Json, join};
use crate::jsonld::canon::{Budget, CanonError, canonicalize};
use crate::jsonld::{Contexts, related_resource, signed_as_read, to_rdf};

/// The rules beyond what keeps a credential from being signed: of specifications, of the official
/// validator, of single readers.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    tables().into_iter().flatten()
}

/// Every finding that keeps a credential from being signed, by its slug, with what to do about it.
pub fn remedies() -> impl Iterator<Item = (&'static str, &'static str)> {
    signing::REMEDIES.iter().copied()
}

/// Applies all [`rules`] to `candidate`; the credentials inside it are looked at too, as far as a
/// rule reaches.
pub fn examine(candidate: &Candidate<'_, '_>) -> Vec<Broken> {
    let tables = tables().into_iter();
    tables
        .flat_map(|table| rule::apply(table, candidate))
        .collect()
}

fn tables() -> [&'static [Rule]; 3] {
    [&specifications::RULES, &official::RULES, &readers::RULES]
}

const IDENTITY: &str = "Open Badges 3.0, appendix B.1.13 (IdentityObject)";

/// A credential that passed. It cannot be made or changed elsewhere, and is moved into the
/// signer.
#[derive(Debug)]
pub struct Prepared {
    document: Vec<u8>,
}

impl Prepared {
    /// The credential's text.
    pub fn document(&self) -> &[u8] {
        &self.document
    }
}

/// Checks `document`, which the issuer `issuer` is to sign: a credential that was made here, of
/// VC Data Model 2.0, or a résumé in HR Open's wrapper.
///
/// # Errors
/// Everything that is wrong with it, each with its place and rule.
pub fn prepare(
    document: Vec<u8>,
    issuer: &str,
    contexts: &Contexts,
) -> Result<Prepared, Vec<Finding>> {
    prepare_by(check, document, issuer, contexts)
}

/// Checks `document`, which the issuer `issuer` is to sign for somebody else: a credential of
/// VC Data Model 2.0 or 1.1.
///
/// # Errors
/// Everything that is wrong with it, each with its place and rule.
pub fn prepare_for_others(
    document: Vec<u8>,
    issuer: &str,
    contexts: &Contexts,
) -> Result<Prepared, Vec<Finding>> {
    prepare_by(check_for_others, document, issuer, contexts)
}

fn prepare_by(
    check: fn(&Json<'_>, &str, &Contexts) -> Vec<Finding>,
    document: Vec<u8>,
    issuer: &str,
    contexts: &Contexts,
) -> Result<Prepared, Vec<Finding>> {
    let findings = match ijson::parse(&document) {
        Ok(json) => check(&json, issuer, contexts),
        Err(error) => error.findings(),
    };
    if findings.is_empty() {
        Ok(Prepared { document })
    } else {
        Err(findings)
    }
}

/// Everything that keeps `credential`, which was made here, from being signed by `issuer`.
pub fn check(credential: &Json<'_>, issuer: &str, contexts: &Contexts) -> Vec<Finding> {
    let mut findings = check_either(credential, issuer, contexts, Author::Us);
    if vcdm::version(credential) == Some(Version::V1_1) && !ler_rs::is_hr_open(credential) {
        let detail = format!("the first context must be {}", vcdm::CONTEXT_V2);
        findings.push(Finding::new("/@context", "wrong-context", detail));
    }
    findings
}

/// Everything that keeps `credential`, which somebody else made, from being signed by `issuer`:
/// also that it is none of people.
pub fn check_for_others(credential: &Json<'_>, issuer: &str, contexts: &Contexts) -> Vec<Finding> {
    check_either(credential, issuer, contexts, Author::Another)
}

/// Everything that keeps `credential` from being signed by `issuer`, whoever made it and wherever it
/// is signed: a résumé in HR Open's wrapper is held to the rules of its own profile, as one that is
/// made here.
pub fn check_for_anybody(credential: &Json<'_>, issuer: &str, contexts: &Contexts) -> Vec<Finding> {
    check_either(credential, issuer, contexts, Author::Anybody)
}

/// Who wrote a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Author {
    Us,
    /// A caller, who wants it signed here.
    Another,
    /// Somebody, who wants to know whether it can be signed.
    Anybody,
}

/// What holds in both versions and whoever made it.
fn check_either(
    credential: &Json<'_>,
    issuer: &str,
    contexts: &Contexts,
    author: Author,
) -> Vec<Finding> {
    let mut findings = credential::check(credential);
    let kinds = credential::kinds(credential);
    if kinds.contains(&Kind::Presentation) {
        let detail = "a presentation is its holder's to sign, not an issuer's";
        findings.push(Finding::new("/type", "wrong-class", detail));
    }
    if kinds.contains(&Kind::OpenBadge) || kinds.contains(&Kind::Clr) {
        check_identity(credential, &mut findings);
    }
    check_issuer(credential, issuer, &mut findings);
    check_unsecured(credential, &mut findings);
    if author != Author::Us {
        people::check_names(credential, &mut findings);
    }
    // What is not at hand is for whoever wrote it to know.
    findings.extend(related_resource::compare(credential).wrong);
    check_links(credential, "", &mut findings);
    if author != Author::Another && ler_rs::is_hr_open(credential) {
        // Its second context is no context of JSON-LD; every name in it is one of LER-RS's.
        findings.extend(ler_rs::undefined(credential));
    } else {
        check_terms(credential, contexts, author, &mut findings);
    }
    findings
}

fn check_issuer(credential: &Json<'_>, issuer: &str, findings: &mut Vec<Finding>) {
    if let Some(named) = vcdm::issuer_id(credential)
        && named != issuer
    {
        let detail = format!("the issuer is {named}, but {issuer} is to sign");
        findings.push(Finding::new("/issuer", "foreign-issuer", detail));
    }
}

fn check_unsecured(credential: &Json<'_>, findings: &mut Vec<Finding>) {
    if credential.get("proof").is_some() {
        let detail = "the credential has a proof already";
        findings.push(Finding::new("/proof", "already-secured", detail));
    }
}

/// A learner is known by hashed and salted addresses, for an unsalted hash of an address is as good
/// as the address; a badge has at most one, and no two are alike, because a canonicalization could
/// not tell them apart.
fn check_identity(credential: &Json<'_>, findings: &mut Vec<Finding>) {
    let place = "/credentialSubject/identifier";
    let identities = credential.pointer(place).map_or(&[][..], Json::as_set);
    // A record knows its learner in every way in which its parts do.
    let several = identities.len() > 1 && !credential::kinds(credential).contains(&Kind::Clr);
    let alike = |(place, one)| identities[..place].contains(one);
    if several || identities.iter().enumerate().any(alike) {
        let detail = "a badge's subject has at most one IdentityObject here, and no subject two \
                      that are alike";
        findings.push(Finding::new(place, "several-identities", detail).by(IDENTITY));
    }
    for (position, identity) in identities.iter().enumerate() {
        let is_email = identity.get("identityType").and_then(Json::as_str) == Some("emailAddress");
        let hashed = identity.get("hashed").and_then(Json::as_bool) == Some(true);
        let hash = identity.get("identityHash").and_then(Json::as_str);
        let strong = hash.is_some_and(|hash| hash.starts_with("sha256$"));
        if is_email && !(hashed && strong && identity.get("salt").is_some()) {
            let detail = "an e-mail address is given as a salted SHA-256 hash";
            findings
                .push(Finding::new(join(place, position), "bare-identity", detail).by(IDENTITY));
        }
    }
}

/// Addresses that people will be asked to open are web addresses: no `javascript:`, no `data:`. A
/// picture may be a `data:` URL (Open Badges 3.0, appendix B.1, Image), and nothing else.
fn check_links(json: &Json<'_>, pointer: &str, findings: &mut Vec<Finding>) {
    const LINKS: [&str; 4] = ["url", "targetUrl", "criteria", "evidence"];
    const SCHEMES: [&str; 4] = ["javascript:", "data:", "file:", "vbscript:"];
    match json {
        Json::Array(elements) => {
            for (position, element) in elements.iter().enumerate() {
                check_links(element, &join(pointer, position), findings);
            }
        }
        Json::Object(object) => {
            for (name, value) in object.iter() {
                let place = join(pointer, name);
                let link = match value {
                    // What holds a token is addressed by a `data:` URL (VC Data Model 2.0, 4.13).
                    _ if name == "id" && vcdm::enveloped::is_enveloped_credential(json) => None,
                    Json::String(text) if name == "id" && is_picture_inside(json, text) => None,
                    Json::String(text) if LINKS.contains(&name) || name == "id" => Some(text),
                    _ => None,
                };
                if let Some(link) = link
                    && SCHEMES.iter().any(|scheme| {
                        link.get(..scheme.len())
                            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
                    })
                {
                    let detail = "this address could run or carry code when it is opened";
                    findings.push(Finding::new(&place, "dangerous-link", detail));
                }
                check_links(value, &place, findings);
            }
        }
        _ => {}
    }
}

/// Whether `link` is the id of an `Image`, and a picture itself: a PNG, or an SVG, which runs no
/// code where it is shown as a picture.
fn is_picture_inside(object: &Json<'_>, link: &str) -> bool {
    const PICTURES: [&str; 2] = ["data:image/png;base64,", "data:image/svg+xml;base64,"];
    vcdm::has_type(object, "Image")
        && PICTURES.iter().any(|start| {
            link.strip_prefix(start).is_some_and(|content| {
                let content = content.trim_end_matches('=');
                !content.is_empty()
                    && content
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte))
            })
        })
}

/// Every term is defined, and canonicalization takes no more work than every verifier will do.
fn check_terms(
    credential: &Json<'_>,
    contexts: &Contexts,
    author: Author,
    findings: &mut Vec<Finding>,
) {
    let Some(object) = credential.as_object() else {
        return;
    };
    match to_rdf(object, contexts) {
        Err(errors) => findings.extend(errors.findings),
        Ok(dataset) => {
            if author != Author::Us {
                people::check_meaning(&dataset, findings);
            }
            // What no verifier that reads it would accept is not signed either; a résumé holds what
            // others wrote.
            if author != Author::Us || ler_rs::is_ler_rs(credential) {
                findings.extend(signed_as_read(credential, contexts));
            }
            if let Err(error) = canonicalize(&dataset, Budget::DEFAULT) {
                findings.push(too_much_work(&error));
            }
        }
    }
}

fn too_much_work(error: &CanonError) -> Finding {
    let detail = format!("{error}; give ids to the nodes that are alike");
    Finding::new("", "canonicalization-budget", detail)
        .by("RDFC-1.0, section 7.1 (Dataset Poisoning)")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUER: &str = "did:example:issuer";

    fn prepared(change: impl FnOnce(&mut serde_json::Value)) -> Result<Prepared, Vec<Finding>> {
        let document = changed(change).to_string().into_bytes();
        prepare(document, ISSUER, Contexts::on_board())
    }

    fn changed(change: impl FnOnce(&mut serde_json::Value)) -> serde_json::Value {
        let mut credential = serde_json::json!({
            "@context": [
                "https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
            ],
            "id": "urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4e",
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": "Carpentry",
            "issuer": {"id": ISSUER, "type": ["Profile"], "name": "A School"},
            "validFrom": "2026-11-20T10:00:00Z",
            "credentialSubject": {
                "id": "did:example:learner",
                "type": ["AchievementSubject"],
                "achievement": {
                    "id": "urn:uuid:9f0d7a52-5a5b-4a0e-8f61-3f2f3a5c0b11",
                    "type": ["Achievement"],
                    "name": "Carpentry",
                    "description": "Builds things.",
                    "criteria": {"narrative": "Built things."}
                }
            }
        });
        change(&mut credential);
        credential
    }

    #[test]
    fn version_1_1_is_signed_for_others_only() {
        let old = changed(|credential| {
            credential["@context"] = serde_json::json!([
                "https://www.w3.org/2018/credentials/v1",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"
            ]);
            let date = credential["validFrom"].take();
            let members = credential.as_object_mut().unwrap();
            members.shift_remove("validFrom");
            members.insert("issuanceDate".to_owned(), date);
        });
        let document = old.to_string().into_bytes();
        let contexts = Contexts::on_board();
        let refused = prepare(document.clone(), ISSUER, contexts).unwrap_err();
        let found: Vec<_> = refused.iter().map(|f| (&*f.pointer, f.problem)).collect();
        assert_eq!(found, [("/@context", "wrong-context")]);
        assert_eq!(
            prepare_for_others(document, ISSUER, contexts).map(|p| p.document().len()),
            Ok(old.to_string().len())
        );
    }

    #[test]
    fn what_is_not_a_credential_of_people_is_not_signed_for_others() {
        for (kind, problem) in [
            ("BitstringStatusListCredential", "not-of-people"),
            ("VerifiablePresentation", "wrong-class"),
        ] {
            let other = changed(|c| c["type"] = serde_json::json!(["VerifiableCredential", kind]));
            let findings = check_for_others(&Json::from(&other), ISSUER, Contexts::on_board());
            let found = findings
                .iter()
                .any(|f| f.pointer == "/type" && f.problem == problem);
            assert!(found, "{kind}: {findings:#?}");
        }
    }

    #[test]
    fn an_issuer_may_choose_two_statuses() {
        let entry = |purpose: &str| {
            serde_json::json!({
                "type": "BitstringStatusListEntry", "statusPurpose": purpose,
                "statusListIndex": "7", "statusListCredential": format!("https://a.example/{purpose}")
            })
        };
        let two = serde_json::json!([entry("revocation"), entry("suspension")]);
        assert!(prepared(|c| c["credentialStatus"] = two.clone()).is_ok());
        let broken = |c: &mut serde_json::Value| {
            c["credentialStatus"] = two.clone();
            c["credentialStatus"][1] = serde_json::json!({"statusPurpose": "suspension"});
        };
        let findings = prepared(broken).unwrap_err();
        let places = findings.iter().map(|f| f.pointer.as_str());
        assert!(
            places
                .into_iter()
                .all(|place| place.starts_with("/credentialStatus/1"))
        );
    }

    #[test]
    fn only_the_id_of_an_image_may_be_a_picture_itself() {
        let refused = |change: &dyn Fn(&mut serde_json::Value)| {
            let found = prepared(change).err().unwrap_or_default();
            found
                .iter()
                .any(|finding| finding.problem == "dangerous-link")
        };
        let image = |id: &str| {
            let image = serde_json::json!({"id": id, "type": "Image"});
            refused(&|c| c["credentialSubject"]["achievement"]["image"] = image.clone())
        };
        assert!(!image("data:image/png;base64,iVBORw0KGgo="));
        assert!(!image("data:image/svg+xml;base64,PHN2Zy8+"));
        for id in [
            "data:image/png,x",
            "data:image/png;base64,",
            "data:image/png;base64,<svg>",
            "data:image/svg+xml,<svg/>",
            "data:image/gif;base64,R0lG",
            "data:text/html;base64,PHN2Zy8+",
            "DATA:image/png;base64,iVBORw0KGgo=",
        ] {
            assert!(image(id), "{id}");
        }
        let picture = "data:image/png;base64,iVBORw0KGgo=";
        assert!(refused(&|c| c["issuer"]["url"] = picture.into()));
        assert!(refused(
            &|c| c["credentialSubject"]["achievement"]["criteria"]["id"] = picture.into()
        ));
    }

    #[test]
    fn what_passes_is_prepared_as_it_is() {
        let prepared = prepared(|_| {}).unwrap();
        assert!(prepared.document().starts_with(b"{\"@context\""));
    }

    #[test]
    fn what_does_not_pass_is_not_prepared() {
        type Change = fn(&mut serde_json::Value);
        let cases: [(Change, &str, &str); 6] = [
            (|c| drop(c["validFrom"].take()), "/validFrom", "not-a-date"),
            (
                |c| c["nickname"] = "x".into(),
                "/nickname",
                "undefined-term",
            ),
            (
                |c| c["issuer"]["id"] = "did:example:other".into(),
                "/issuer",
                "foreign-issuer",
            ),
            (
                |c| c["proof"] = serde_json::json!({}),
                "/proof",
                "already-secured",
            ),
            (
                |c| c["issuer"]["url"] = "JavaScript:alert(1)".into(),
                "/issuer/url",
                "dangerous-link",
            ),
            (
                |c| {
                    c["credentialSubject"]["identifier"] = serde_json::json!([{
                        "type": "IdentityObject", "identityType": "emailAddress", "hashed": false,
                        "identityHash": "ada@example.org"
                    }])
                },
                "/credentialSubject/identifier/0",
                "bare-identity",
            ),
        ];
        for (change, pointer, problem) in cases {
            let findings = prepared(change).unwrap_err();
            let found = findings
                .iter()
                .any(|f| f.pointer == pointer && f.problem == problem);
            assert!(found, "{problem}: {findings:#?}");
        }
        assert!(prepare(b"{".to_vec(), ISSUER, Contexts::on_board()).is_err());
    }
}
