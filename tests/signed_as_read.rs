//! What people read is what was signed: each way in which a document's JSON and its RDF could say
//! different things, refused for that reason alone, beside a document that is accepted.
//!
//! Most faulty documents here have the very RDF of the good one, so their signatures hold: that is
//! asserted where it is said.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use proofmark::ijson;
use proofmark::jsonld::canon::{Budget, canonicalize};
use proofmark::jsonld::{self, Contexts};
use serde_json::{Value, json};

const V1: &str = "https://www.w3.org/2018/credentials/v1";
const V2: &str = "https://www.w3.org/ns/credentials/v2";
const OB: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
const CLR: &str = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";
const EXAMPLES: &str = "https://www.w3.org/ns/credentials/examples/v2";
const CREDENTIALS: &str = "https://www.w3.org/2018/credentials#";

/// A badge with all that a verifier looks for.
fn badge() -> Value {
    json!({
        "@context": [V2, OB],
        "id": "urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4e",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Carpentry",
        "issuer": {"id": "did:example:issuer", "type": ["Profile"], "name": "A School"},
        "validFrom": "2026-11-20T10:00:00Z",
        "validUntil": "2027-11-20T10:00:00Z",
        "credentialStatus": {
            "id": "https://school.example/status/1#7",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "7",
            "statusListCredential": "https://school.example/status/1"
        },
        "evidence": [{
            "id": "https://school.example/evidence/1",
            "type": ["Evidence"],
            "name": "A photo"
        }],
        "credentialSubject": {
            "id": "did:example:learner",
            "type": ["AchievementSubject"],
            "identifier": [{
                "type": "IdentityObject",
                "hashed": false,
                "identityHash": "pat@school.example",
                "identityType": "emailAddress"
            }],
            "result": [{
                "type": ["Result"],
                "resultDescription": "urn:uuid:11111111-1111-4111-8111-111111111111",
                "achievedLevel": "urn:uuid:22222222-2222-4222-8222-222222222222"
            }],
            "achievement": {
                "id": "urn:uuid:9f0d7a52-5a5b-4a0e-8f61-3f2f3a5c0b11",
                "type": ["Achievement"],
                "creator": {"id": "did:example:issuer", "type": ["Profile"], "name": "A School"},
                "name": "Carpentry",
                "description": "Builds things.",
                "criteria": {"narrative": "Built things."}
            }
        }
    })
}

/// A credential that is no badge.
fn plain() -> Value {
    json!({
        "@context": [V2],
        "id": "urn:uuid:3f9d1c1e-6a55-4b35-9d3e-0c8b1b5c8f4e",
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "credentialSubject": {"id": "did:example:learner", "name": "Pat"}
    })
}

fn findings(document: &Value) -> Vec<(String, &'static str)> {
    let text = document.to_string();
    let json = ijson::parse(text.as_bytes()).unwrap();
    let found = jsonld::signed_as_read(&json, Contexts::on_board());
    found
        .into_iter()
        .map(|finding| (finding.pointer, finding.problem))
        .collect()
}

/// The canonical RDF; the document is sound as JSON-LD.
fn rdf(document: &Value) -> String {
    let text = document.to_string();
    let json = ijson::parse(text.as_bytes()).unwrap();
    let dataset = jsonld::to_rdf(json.as_object().unwrap(), Contexts::on_board()).unwrap();
    canonicalize(&dataset, Budget::DEFAULT).unwrap()
}

/// The document is refused for this alone, though it is sound as JSON-LD.
fn refused(document: &Value, pointer: &str, problem: &'static str) {
    rdf(document);
    assert_eq!(findings(document), [(pointer.to_owned(), problem)]);
}

/// The document is refused for this alone, though a signature over the good one's RDF holds.
fn refused_as_signed(good: &Value, document: &Value, pointer: &str, problem: &'static str) {
    assert_eq!(findings(good), []);
    assert_eq!(rdf(good), rdf(document), "another RDF");
    refused(document, pointer, problem);
}

/// Takes a member of an object away and gives it back under another name.
fn rename(object: &mut Value, from: &str, to: &str) {
    let members = object.as_object_mut().unwrap();
    let value = members.shift_remove(from).unwrap();
    members.insert(to.to_owned(), value);
}

#[test]
fn plain_documents_are_read_as_they_are_signed() {
    assert_eq!(findings(&badge()), []);
    assert_eq!(findings(&plain()), []);
    let mut in_languages = badge();
    in_languages["name"] = json!([
        {"@value": "Carpentry", "@language": "en"},
        {"@value": "نجارة", "@language": "ar", "@direction": "rtl"}
    ]);
    assert_eq!(findings(&in_languages), []);
}

/// Attack D09: whoever holds the credential hides its status from readers of JSON.
#[test]
fn a_member_cannot_hide_under_another_name() {
    for member in ["credentialStatus", "validUntil", "evidence"] {
        let iri = format!("{CREDENTIALS}{member}");
        let mut renamed = badge();
        let kind = match member {
            "validUntil" => "http://www.w3.org/2001/XMLSchema#dateTime",
            _ => "@id",
        };
        let inline = json!({"hidden": {"@id": iri, "@type": kind}});
        renamed["@context"].as_array_mut().unwrap().push(inline);
        rename(&mut renamed, member, "hidden");
        refused_as_signed(&badge(), &renamed, "/hidden", "term-renamed");
    }
    let mut by_iri = badge();
    let iri = format!("{CREDENTIALS}credentialStatus");
    rename(&mut by_iri, "credentialStatus", &iri);
    let pointer = "/https:~1~1www.w3.org~12018~1credentials#credentialStatus";
    refused_as_signed(&badge(), &by_iri, pointer, "term-by-iri");
    let mut compact = badge();
    let inline = json!({"cred": CREDENTIALS});
    compact["@context"].as_array_mut().unwrap().push(inline);
    rename(&mut compact, "credentialStatus", "cred:credentialStatus");
    refused_as_signed(&badge(), &compact, "/cred:credentialStatus", "term-by-iri");
}

#[test]
fn a_type_cannot_hide_either() {
    let mut by_iri = badge();
    let iri = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential";
    by_iri["type"][1] = json!(iri);
    refused_as_signed(&badge(), &by_iri, "/type/1", "term-by-iri");
    let mut elsewhere = badge();
    let rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    let inline = json!({"kind": {"@id": rdf_type, "@type": "@id"}});
    elsewhere["@context"].as_array_mut().unwrap().push(inline);
    elsewhere["type"] = json!(["VerifiableCredential"]);
    elsewhere["kind"] = json!(iri);
    refused_as_signed(&badge(), &elsewhere, "/kind", "term-renamed");
    let mut other = plain();
    other["type"] = json!([
        "VerifiableCredential",
        "https://school.example/terms#Diploma"
    ]);
    assert_eq!(findings(&other), []);
}

/// Open Badges has one IRI for the property `criteria` and the type `Criteria`.
#[test]
fn a_type_is_no_property() {
    let mut renamed = badge();
    let achievement = &mut renamed["credentialSubject"]["achievement"];
    achievement["criteria"] = json!({"id": "https://school.example/criteria"});
    let mut good = renamed.clone();
    rename(
        &mut renamed["credentialSubject"]["achievement"],
        "criteria",
        "Criteria",
    );
    refused_as_signed(
        &good,
        &renamed,
        "/credentialSubject/achievement/Criteria",
        "term-renamed",
    );
    good["credentialSubject"]["achievement"]["criteria"]["type"] = json!("Criteria");
    assert_eq!(findings(&good), []);
}

#[test]
fn keywords_are_no_data() {
    let mut by_keyword = badge();
    rename(&mut by_keyword, "id", "@id");
    refused_as_signed(&badge(), &by_keyword, "/@id", "jsonld-keyword");
    let mut subject = badge();
    rename(&mut subject["credentialSubject"], "type", "@type");
    let pointer = "/credentialSubject/@type";
    refused_as_signed(&badge(), &subject, pointer, "jsonld-keyword");
    let mut alias = badge();
    let inline = json!({"identity": "@id"});
    alias["@context"].as_array_mut().unwrap().push(inline);
    rename(&mut alias["issuer"], "id", "identity");
    refused_as_signed(&badge(), &alias, "/issuer/identity", "jsonld-keyword");
    let status = badge()["credentialStatus"].clone();
    for (name, value) in [
        ("@included", json!([{"id": "urn:uuid:1", "name": "x"}])),
        ("@graph", json!([{"id": "urn:uuid:1", "name": "x"}])),
        (
            "@reverse",
            json!({"https://e.example/x": {"id": "urn:uuid:1", "name": "x"}}),
        ),
        ("@nest", json!({"credentialStatus": status})),
        ("@index", json!("x")),
    ] {
        let mut document = badge();
        document[name] = value;
        refused(&document, &format!("/{name}"), "jsonld-keyword");
    }
    let mut nested = badge();
    let status = nested["credentialStatus"].take();
    nested
        .as_object_mut()
        .unwrap()
        .shift_remove("credentialStatus");
    nested["@nest"] = json!({"credentialStatus": status});
    refused_as_signed(&badge(), &nested, "/@nest", "jsonld-keyword");
    for keyword in ["@set", "@list"] {
        let mut document = badge();
        document["evidence"] = json!({keyword: document["evidence"]});
        refused(&document, &format!("/evidence/{keyword}"), "jsonld-keyword");
    }
}

#[test]
fn values_stand_in_objects_for_their_language_only() {
    let mut bare = badge();
    bare["credentialStatus"]["statusPurpose"] = json!({"@value": "revocation"});
    let pointer = "/credentialStatus/statusPurpose/@value";
    refused_as_signed(&badge(), &bare, pointer, "jsonld-keyword");
    let mut name = badge();
    name["name"] = json!({"@value": "Carpentry"});
    assert_eq!(rdf(&name), rdf(&badge()));
    assert_eq!(findings(&name), []);
    let mut typed = badge();
    let date = "http://www.w3.org/2001/XMLSchema#dateTime";
    typed["validUntil"] = json!({"@value": "2027-11-20T10:00:00Z", "@type": date});
    refused_as_signed(&badge(), &typed, "/validUntil/@type", "jsonld-keyword");
    let mut literal = badge();
    literal["name"] = json!({"@value": {"a": 1}, "@type": "@json"});
    refused(&literal, "/name/@type", "jsonld-keyword");
}

/// A prefix makes another id of what people read.
#[test]
fn ids_are_not_written_with_prefixes() {
    for (prefix, iri, pointer, document) in [
        (
            "did",
            "https://e.example/",
            "/issuer",
            json!({"issuer": "did:issuer"}),
        ),
        (
            "did",
            "https://e.example/",
            "/issuer/id",
            json!({"issuer": {"id": "did:issuer"}}),
        ),
        (
            "urn",
            "https://school.example/",
            "/id",
            json!({"id": "urn:uuid:1"}),
        ),
        (
            "x",
            "https://school.example/",
            "/credentialStatus/id",
            json!({"credentialStatus": {
            "id": "x:status", "type": "BitstringStatusListEntry"}}),
        ),
    ] {
        let mut credential = plain();
        for (name, value) in document.as_object().unwrap() {
            credential[name] = value.clone();
        }
        let without = findings(&credential);
        assert_eq!(without, []);
        let inline = json!({prefix: {"@id": iri, "@prefix": true}});
        credential["@context"].as_array_mut().unwrap().push(inline);
        let found = findings(&credential);
        assert!(
            found.contains(&(pointer.to_owned(), "compact-iri")),
            "{found:?}"
        );
        assert!(found.iter().all(|(_, problem)| *problem == "compact-iri"));
        rdf(&credential);
    }
}

#[test]
fn blank_nodes_have_no_labels() {
    let mut labelled = badge();
    labelled["credentialSubject"]["result"][0]["id"] = json!("_:r");
    let pointer = "/credentialSubject/result/0/id";
    refused_as_signed(&badge(), &labelled, pointer, "blank-node-id");
}

#[test]
fn arrays_do_not_stand_in_arrays() {
    let mut nested = badge();
    nested["evidence"] = json!([nested["evidence"]]);
    refused_as_signed(&badge(), &nested, "/evidence/0", "nested-array");
}

/// RDF does not keep which of two descriptions of one thing said what: so a status could be moved
/// from the credential to where it is only mentioned.
#[test]
fn a_credential_is_described_in_one_place() {
    let mut good = badge();
    let id = good["id"].clone();
    let mention = json!([{"id": id, "type": ["Related", "VerifiableCredential"]}]);
    good["credentialSubject"]["achievement"]["related"] = mention;
    let mut moved = good.clone();
    let status = moved["credentialStatus"].take();
    moved
        .as_object_mut()
        .unwrap()
        .shift_remove("credentialStatus");
    moved["credentialSubject"]["achievement"]["related"][0]["credentialStatus"] = status;
    let pointer = "/credentialSubject/achievement/related/0/id";
    refused_as_signed(&good, &moved, pointer, "described-twice");
}

/// An endorsement of the badge that it stands in says its comment of the badge's id, and may say
/// nothing else of it.
#[test]
fn a_credential_may_be_endorsed_in_itself() {
    let mut good = badge();
    let mut inner = plain();
    inner["id"] = json!("urn:uuid:2");
    inner["type"] = json!(["VerifiableCredential", "EndorsementCredential"]);
    inner["@context"] = json!([V2, OB]);
    inner["credentialSubject"] = json!({
        "id": good["id"],
        "type": ["VerifiableCredential", "EndorsementSubject"],
        "endorsementComment": "Good."
    });
    good["endorsement"] = json!([inner]);
    let mut moved = good.clone();
    let status = moved["credentialStatus"].take();
    moved
        .as_object_mut()
        .unwrap()
        .shift_remove("credentialStatus");
    moved["endorsement"][0]["credentialSubject"]["credentialStatus"] = status;
    let pointer = "/endorsement/0/credentialSubject/id";
    refused_as_signed(&good, &moved, pointer, "described-twice");
}

#[test]
fn two_values_of_a_property_are_two_things() {
    let results = |first: &str, second: &str| {
        let mut document = badge();
        let subject = document["credentialSubject"].take();
        let with = |level: &str| {
            let mut subject = subject.clone();
            subject["result"][0]["achievedLevel"] = json!(level);
            subject
        };
        document["credentialSubject"] = json!([with(first), with(second)]);
        document
    };
    let document = results("urn:uuid:a", "urn:uuid:b");
    let pointer = "/credentialSubject/1/id";
    refused(&document, pointer, "described-twice");
    let mut two = document.clone();
    two["credentialSubject"][1]["id"] = json!("did:example:other");
    assert_eq!(findings(&two), []);
}

/// In a presentation each credential is a graph of its own.
#[test]
fn a_presentation_may_hold_a_credential_twice() {
    let presentation = json!({
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": "did:example:learner",
        "verifiableCredential": [badge(), badge(), plain()]
    });
    rdf(&presentation);
    assert_eq!(findings(&presentation), []);
}

#[test]
fn only_credentials_in_a_document_have_contexts_of_their_own() {
    let mut subject = badge();
    subject["credentialSubject"]["@context"] = json!([V2, OB]);
    let pointer = "/credentialSubject/@context";
    refused_as_signed(&badge(), &subject, pointer, "context-not-allowed");
    let mut with_inner = badge();
    let mut inner = plain();
    inner["id"] = json!("urn:uuid:2");
    inner["type"] = json!(["VerifiableCredential", "EndorsementCredential"]);
    inner["@context"] = json!([V2, OB]);
    inner["credentialSubject"] = json!({
        "id": "did:example:issuer",
        "type": "EndorsementSubject",
        "endorsementComment": "Good."
    });
    with_inner["endorsement"] = json!([inner]);
    rdf(&with_inner);
    assert_eq!(findings(&with_inner), []);
    with_inner["endorsement"][0]["@context"] = json!([OB, V2]);
    refused(
        &with_inner,
        "/endorsement/0/@context",
        "context-not-allowed",
    );
    with_inner["endorsement"][0]["@context"] = json!([V2, OB, {"@vocab": "https://e.example/"}]);
    let pointer = "/endorsement/0/@context/2/@vocab";
    refused(&with_inner, pointer, "context-not-allowed");
}

#[test]
fn a_proof_in_a_document_may_repeat_the_contexts_that_it_signs() {
    let proof = json!({"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022"});
    let with = |place: &str, context: Value| {
        let mut one = proof.clone();
        one["@context"] = context;
        let mut credential = plain();
        credential[place] = one;
        json!({
            "@context": [V2],
            "type": ["VerifiablePresentation"],
            "verifiableCredential": [credential]
        })
    };
    assert_eq!(findings(&with("proof", json!([V2]))), []);
    let problem = "context-not-allowed";
    let place = "/verifiableCredential/0/proof/@context";
    refused(
        &with("proof", json!([{"x": "https://x.example"}])),
        place,
        problem,
    );
    let place = "/verifiableCredential/0/evidence/@context";
    refused(&with("evidence", json!([V2])), place, problem);
}

#[test]
fn an_inline_context_may_add_names() {
    let mut document = plain();
    document["@context"].as_array_mut().unwrap().push(json!({
        "@version": 1.1,
        "@protected": true,
        "id": "@id",
        "type": "@type",
        "school": "https://school.example/terms#",
        "Diploma": {
            "@id": "https://school.example/terms#Diploma",
            "@context": {"grade": {"@id": "school:grade", "@container": "@set"}}
        },
        "anything": {"@id": "https://school.example/terms#anything", "@type": "@json"},
        "role": "https://school.example/terms#role"
    }));
    document["credentialSubject"]["type"] = json!("Diploma");
    document["credentialSubject"]["grade"] = json!("A");
    document["credentialSubject"]["role"] = json!("student");
    document["credentialSubject"]["anything"] = json!({"@id": [[1]], "id": "_:x"});
    rdf(&document);
    assert_eq!(findings(&document), []);
    // Where the contexts of Open Badges are named, `role` is theirs.
    document["@context"]
        .as_array_mut()
        .unwrap()
        .insert(1, json!(OB));
    let found = findings(&document);
    assert!(
        found.contains(&("/@context/2/role".to_owned(), "term-redefined")),
        "{found:?}"
    );
}

#[test]
fn an_inline_context_may_do_nothing_else() {
    for (context, pointer, problem) in [
        (
            json!({"@vocab": "https://e.example/"}),
            "@vocab",
            "context-not-allowed",
        ),
        (
            json!({"@base": "https://e.example/"}),
            "@base",
            "context-not-allowed",
        ),
        (
            json!({"@propagate": true}),
            "@propagate",
            "context-not-allowed",
        ),
        (
            json!({"x": {"@id": "https://e.example/x", "@container": "@index"}}),
            "x/@container",
            "context-not-allowed",
        ),
        (
            json!({"x": {"@id": "https://e.example/x", "@container": "@id"}}),
            "x/@container",
            "context-not-allowed",
        ),
        (
            json!({"x": {"@reverse": "https://e.example/x"}}),
            "x/@reverse",
            "context-not-allowed",
        ),
        (
            json!({"x": {"@id": "https://e.example/x", "@nest": "@nest"}}),
            "x/@nest",
            "context-not-allowed",
        ),
        (
            json!({"x": {"@id": "https://e.example/x", "@context": OB}}),
            "x/@context",
            "context-not-allowed",
        ),
        (
            json!({"x": {"@id": "https://e.example/x", "@context": {"@vocab": "https://e.example/"}}}),
            "x/@context/@vocab",
            "context-not-allowed",
        ),
        (
            json!({"x": {"@id": "https://e.example/x",
            "@context": {"issuer": "https://e.example/i"}}}),
            "x/@context/issuer",
            "term-redefined",
        ),
        (
            json!({"validUntil": "https://e.example/x"}),
            "validUntil",
            "term-redefined",
        ),
        (
            json!({"achievedLevel": "https://e.example/x"}),
            "achievedLevel",
            "term-redefined",
        ),
    ] {
        let mut document = badge();
        document["@context"].as_array_mut().unwrap().push(context);
        let pointer = format!("/@context/2/{pointer}");
        refused(&document, &pointer, problem);
    }
    // The data model's own protection speaks too, and names the same place.
    let mut document = plain();
    let context = json!({"name": "https://schema.org/description"});
    document["@context"].as_array_mut().unwrap().push(context);
    let found = findings(&document);
    let at = |problem| ("/@context/1/name".to_owned(), problem);
    assert_eq!(found, [at("term-redefined"), at("protected-redefinition")]);
}

/// A word without a type falls to a vocabulary of words: it is not what a badge calls so.
#[test]
fn names_that_a_verifier_reads_mean_what_their_specification_says() {
    let mut document = badge();
    document["@context"]
        .as_array_mut()
        .unwrap()
        .push(json!(EXAMPLES));
    assert_eq!(findings(&document), []);
    let own_words = json!({"alumniOf": "A School", "degree": {"name": "Bachelor"}});
    document["credentialSubject"]["achievement"]["creator"]["kin"] = own_words;
    rdf(&document);
    assert_eq!(findings(&document), []);
    // On the credential itself even a word of the vocabulary may not look like a member.
    document["achievement"] = json!("x");
    refused(&document, "/achievement", "term-redefined");
}

/// Decided for HR Open LER-RS: one inline context with `@vocab` is known by its digest.
#[test]
fn one_inline_context_is_known_by_its_digest() {
    let recruiting = "http://schema.hropenstandards.org/recruiting/";
    let with = |context: Value| {
        let mut document = plain();
        document["@context"].as_array_mut().unwrap().push(context);
        document["credentialSubject"]["skills"] = json!([{"name": "Mixing", "status": "Active"}]);
        document
    };
    let known = with(json!({"@version": 1.1, "hrrec": recruiting, "@vocab": recruiting}));
    rdf(&known);
    assert_eq!(findings(&known), []);
    let other = with(json!({"@version": 1.1, "@vocab": recruiting}));
    refused(&other, "/@context/1/@vocab", "context-not-allowed");
    let mut misread = known.clone();
    misread["validFromm"] = json!("2026-11-20T10:00:00Z");
    assert_eq!(findings(&misread), []);
    // What the vocabulary has a name for cannot hide behind its IRI, at no depth.
    for skills in [format!("{recruiting}skills"), "hrrec:skills".to_owned()] {
        let mut renamed = known.clone();
        rename(&mut renamed["credentialSubject"], "skills", &skills);
        let place = format!("/credentialSubject/{}", skills.replace('/', "~1"));
        refused_as_signed(&known, &renamed, &place, "term-by-iri");
    }
    let mut deeper = known.clone();
    let skill = &mut deeper["credentialSubject"]["skills"][0];
    rename(skill, "status", "hrrec:status");
    let place = "/credentialSubject/skills/0/hrrec:status";
    refused_as_signed(&known, &deeper, place, "term-by-iri");
    let mut misplaced = known;
    misplaced["statusPurpose"] = json!("revocation");
    refused(&misplaced, "/statusPurpose", "term-redefined");
}

#[test]
fn badges_of_both_data_models_are_read() {
    for (base, context) in [
        (V2, OB),
        (
            V2,
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
        ),
        (
            V1,
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
        ),
        (V1, "https://purl.imsglobal.org/spec/ob/v3p0/context.json"),
    ] {
        let mut document = badge();
        document["@context"] = json!([base, context]);
        if base == V1 {
            rename(&mut document, "validFrom", "issuanceDate");
            rename(&mut document, "validUntil", "expirationDate");
            let members = document.as_object_mut().unwrap();
            members.shift_remove("credentialStatus");
            members.shift_remove("name");
        }
        rdf(&document);
        assert_eq!(findings(&document), [], "{base} {context}");
    }
}

/// The first two contexts of Open Badges are for the data model 1.1 alone (trap 1).
#[test]
fn the_first_contexts_of_open_badges_do_not_go_with_the_data_model_2() {
    for context in ["context.json", "context-3.0.1.json"] {
        let mut document = badge();
        let url = format!("https://purl.imsglobal.org/spec/ob/v3p0/{context}");
        document["@context"] = json!([V2, url]);
        let text = document.to_string();
        let json = ijson::parse(text.as_bytes()).unwrap();
        let errors = jsonld::to_rdf(json.as_object().unwrap(), Contexts::on_board()).unwrap_err();
        assert!(!errors.could_not_be_checked());
        let problem = "protected-redefinition";
        assert!(
            errors
                .findings
                .iter()
                .all(|finding| finding.problem == problem)
        );
    }
}

#[test]
fn an_unknown_context_is_unknown_here_too() {
    let mut document = plain();
    let unknown = json!("https://school.example/context");
    document["@context"].as_array_mut().unwrap().push(unknown);
    assert_eq!(
        findings(&document),
        [("/@context/1".to_owned(), "unknown-context")]
    );
}

#[test]
fn a_record_with_credentials_in_it_is_read() {
    let mut inner = badge();
    inner["id"] = json!("urn:uuid:2");
    let mut record = plain();
    record["@context"] = json!([V2, CLR, OB]);
    record["type"] = json!(["VerifiableCredential", "ClrCredential"]);
    record["name"] = json!("Record");
    record["credentialSubject"] = json!({
        "id": "did:example:learner",
        "type": ["ClrSubject"],
        "verifiableCredential": [inner]
    });
    rdf(&record);
    assert_eq!(findings(&record), []);
    record["credentialSubject"]["verifiableCredential"][0]["id"] = record["id"].clone();
    let pointer = "/credentialSubject/verifiableCredential/0/id";
    refused(&record, pointer, "described-twice");
}

#[test]
fn the_deepest_documents_are_read() {
    let depth = ijson::MAX_DEPTH - 3;
    let mut document = plain();
    let inline = json!({"in": {"@id": "https://e.example/in", "@context": {"deeper": "in:x"}}});
    document["@context"].as_array_mut().unwrap().push(inline);
    let mut inside = json!({"name": "x"});
    for _ in 0..depth {
        inside = json!({"in": inside});
    }
    document["credentialSubject"] = inside;
    rdf(&document);
    assert_eq!(findings(&document), []);
}

/// Finding out takes time in proportion to the size, and not everything is told.
#[test]
fn one_thing_in_many_places_is_no_burden() {
    let mut document = badge();
    let creator = document["credentialSubject"]["achievement"]["creator"].clone();
    let endorsed = |number: usize| {
        json!({
            "id": format!("urn:uuid:{number}"),
            "type": ["Achievement"],
            "creator": creator,
            "name": "x"
        })
    };
    let many: Vec<Value> = (0..2000).map(endorsed).collect();
    document["credentialSubject"]["achievement"]["related"] = json!(many);
    assert_eq!(findings(&document), []);
    let same: Vec<Value> = (0..2000).map(|_| endorsed(0)).collect();
    document["credentialSubject"]["achievement"]["related"] = json!(same);
    let found = findings(&document);
    // Each but the first.
    assert_eq!(found.len(), 1999);
}

/// What remains open, and what nobody may conclude from: RDF keeps neither the order of an array
/// nor how often a value stands in it.
#[test]
fn the_order_of_an_array_is_not_signed() {
    let levels = |names: &[&str]| {
        let mut document = badge();
        let level = |name: &&str| {
            json!({
                "id": format!("https://school.example/levels/{name}"),
                "type": ["RubricCriterionLevel"],
                "name": name
            })
        };
        let levels: Vec<Value> = names.iter().map(level).collect();
        document["credentialSubject"]["achievement"]["resultDescription"] = json!([{
            "id": "urn:uuid:11111111-1111-4111-8111-111111111111",
            "type": ["ResultDescription"],
            "name": "Level",
            "resultType": "RubricCriterionLevel",
            "rubricCriterionLevel": levels
        }]);
        document
    };
    let (upwards, downwards) = (levels(&["low", "high"]), levels(&["high", "low"]));
    assert_eq!(rdf(&upwards), rdf(&downwards));
    assert_eq!(findings(&downwards), []);
}

fn proof_findings(proof: &Value, document: &Value) -> Vec<(String, &'static str)> {
    let (proof, document) = (proof.to_string(), document.to_string());
    let proof = ijson::parse(proof.as_bytes()).unwrap();
    let document = ijson::parse(document.as_bytes()).unwrap();
    let proof = proof.as_object().unwrap();
    let found = jsonld::proof_signed_as_read(proof, &document, Contexts::on_board());
    found
        .into_iter()
        .map(|finding| (finding.pointer, finding.problem))
        .collect()
}

#[test]
fn proofs_are_read_as_they_are_signed() {
    let good = json!({
        "id": "urn:uuid:1",
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-11-20T10:00:00Z",
        "expires": "2027-11-20T10:00:00Z",
        "verificationMethod": "did:example:issuer#key",
        "proofPurpose": "assertionMethod",
        "previousProof": ["urn:uuid:0"],
        "challenge": "c",
        "domain": ["d"]
    });
    assert_eq!(proof_findings(&good, &plain()), []);
    let refused = |change: &dyn Fn(&mut Value, &mut Value), pointer: &str, problem| {
        let (mut proof, mut document) = (good.clone(), plain());
        change(&mut proof, &mut document);
        let found = proof_findings(&proof, &document);
        assert_eq!(found, [(pointer.to_owned(), problem)]);
    };
    refused(
        &|proof, _| rename(proof, "expires", "https://w3id.org/security#expiration"),
        "/https:~1~1w3id.org~1security#expiration",
        "term-by-iri",
    );
    refused(
        &|proof, _| rename(proof, "id", "@id"),
        "/@id",
        "jsonld-keyword",
    );
    refused(
        &|proof, document| {
            let inline = json!({"end": "https://w3id.org/security#expiration"});
            document["@context"].as_array_mut().unwrap().push(inline);
            rename(proof, "expires", "end");
        },
        "/end",
        "term-renamed",
    );
    refused(
        &|proof, document| {
            let inline = json!({"did": {"@id": "https://e.example/", "@prefix": true}});
            document["@context"].as_array_mut().unwrap().push(inline);
            proof["verificationMethod"] = json!("did:issuer#key");
        },
        "/verificationMethod",
        "compact-iri",
    );
}
