//! What is signed for others says something about people. A status list, a DID document or a
//! presentation signed with the key that issues credentials would be taken for the issuer's own
//! word on its keys or on who is revoked: whoever may issue must not be able to have it signed.
//!
//! Looked for by name, for those who read the JSON, and by IRI, for those who read the RDF: an
//! inline context can give any name to any IRI.

use crate::finding::Finding;
use crate::ijson::{Json, join};
use crate::jsonld::rdf::{Dataset, Quad, Term};
use std::collections::HashSet;

/// Types that are no credentials of people: name, and what the name stands for.
const TYPES: [(&str, &str); 9] = [
    (
        "BitstringStatusListCredential",
        "<https://www.w3.org/ns/credentials/status#BitstringStatusListCredential>",
    ),
    (
        "BitstringStatusList",
        "<https://www.w3.org/ns/credentials/status#BitstringStatusList>",
    ),
    (
        "StatusList2021Credential",
        "<https://w3id.org/vc/status-list#StatusList2021Credential>",
    ),
    (
        "StatusList2021",
        "<https://w3id.org/vc/status-list#StatusList2021>",
    ),
    (
        "RevocationList2020Credential",
        "<https://w3id.org/vc-revocation-list-2020#RevocationList2020Credential>",
    ),
    (
        "RevocationList2020",
        "<https://w3id.org/vc-revocation-list-2020#RevocationList2020>",
    ),
    (
        "VerifiablePresentation",
        "<https://www.w3.org/2018/credentials#VerifiablePresentation>",
    ),
    (
        "EnvelopedVerifiablePresentation",
        "<https://www.w3.org/2018/credentials#EnvelopedVerifiablePresentation>",
    ),
    (
        "EnvelopedVerifiableCredential",
        "<https://www.w3.org/2018/credentials#EnvelopedVerifiableCredential>",
    ),
];

/// Members of status lists and of DID documents.
const MEMBERS: [(&str, &str); 8] = [
    (
        "encodedList",
        "<https://www.w3.org/ns/credentials/status#encodedList>",
    ),
    (
        "encodedList",
        "<https://w3id.org/vc/status-list#encodedList>",
    ),
    (
        "verificationMethod",
        "<https://w3id.org/security#verificationMethod>",
    ),
    (
        "authentication",
        "<https://w3id.org/security#authenticationMethod>",
    ),
    (
        "assertionMethod",
        "<https://w3id.org/security#assertionMethod>",
    ),
    (
        "keyAgreement",
        "<https://w3id.org/security#keyAgreementMethod>",
    ),
    (
        "capabilityInvocation",
        "<https://w3id.org/security#capabilityInvocationMethod>",
    ),
    (
        "capabilityDelegation",
        "<https://w3id.org/security#capabilityDelegationMethod>",
    ),
];

const TYPE: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const SUBJECT: &str = "<https://www.w3.org/2018/credentials#credentialSubject>";

/// Finds by name, in the credential and its subjects, what is no credential of people.
pub(super) fn check_names(credential: &Json<'_>, findings: &mut Vec<Finding>) {
    let mut objects = vec![(String::new(), credential)];
    if let Some(subjects) = credential.get("credentialSubject") {
        let place = "/credentialSubject";
        objects.extend(match subjects.as_array() {
            Some(all) => (0..).map(|i| join(place, i)).zip(all).collect::<Vec<_>>(),
            None => vec![(place.to_owned(), subjects)],
        });
    }
    for (pointer, object) in objects {
        let types = object.get("type").map_or(&[][..], Json::as_set);
        for (name, _) in TYPES {
            if types.iter().any(|one| one.as_str() == Some(name)) {
                findings.push(no_credential_of_people(&join(&pointer, "type"), name));
            }
        }
        let members = object.as_object();
        for (name, _) in &MEMBERS[1..] {
            if members.is_some_and(|members| members.contains(name)) {
                findings.push(no_credential_of_people(&join(&pointer, name), name));
            }
        }
    }
}

/// Finds the same by IRI, where `findings` do not tell of it yet.
pub(super) fn check_meaning(dataset: &Dataset, findings: &mut Vec<Finding>) {
    let is = |term: Term, iri: &str| dataset.text(term) == Some(iri);
    // What other graphs say, such as that of a credential within this one, is not said here.
    let here = |quad: &&Quad| quad.graph == Term::DEFAULT_GRAPH;
    let quads = || dataset.inserted().iter().filter(here);
    // A set: a record may hold very many credentials, each with a subject.
    let about: HashSet<Term> = quads()
        .filter(|quad| is(quad.predicate, SUBJECT))
        .flat_map(|quad| [quad.subject, quad.object])
        .collect();
    for quad in quads().filter(|quad| about.contains(&quad.subject)) {
        let named = match is(quad.predicate, TYPE) {
            true => TYPES.iter().find(|(_, iri)| is(quad.object, iri)),
            false => MEMBERS.iter().find(|(_, iri)| is(quad.predicate, iri)),
        };
        let Some((name, _)) = named else {
            continue;
        };
        let told = |finding: &Finding| finding.problem == PROBLEM;
        if !findings.iter().any(told) {
            findings.push(no_credential_of_people("", name));
        }
    }
}

const PROBLEM: &str = "not-of-people";

fn no_credential_of_people(pointer: &str, name: &str) -> Finding {
    let detail = format!(
        "{name} belongs to a status list, a DID document or a presentation; only credentials of \
         people are signed here"
    );
    Finding::new(pointer, PROBLEM, detail)
}
