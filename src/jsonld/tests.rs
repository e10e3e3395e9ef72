//! For every rule one document that passes and one that fails for exactly that reason. What the
//! W3C's suite covers is not said again.

use super::canon::{Budget, canonicalize};
use super::*;
use crate::ijson;

const V2: &str = "https://www.w3.org/ns/credentials/v2";
const OB: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

fn read(text: &str) -> Result<String, JsonLdErrors> {
    let json = ijson::parse(text.as_bytes()).unwrap();
    let dataset = to_rdf(json.as_object().unwrap(), Contexts::on_board())?;
    Ok(canonicalize(&dataset, Budget::DEFAULT).unwrap())
}

/// Pointer and problem of each finding.
fn findings(text: &str) -> Vec<(String, &'static str)> {
    let errors = read(text).expect_err("it is accepted");
    let each = errors.findings.into_iter();
    each.map(|finding| (finding.pointer, finding.problem))
        .collect()
}

#[track_caller]
fn refused(text: &str, pointer: &str, problem: &'static str) {
    assert_eq!(findings(text), [(pointer.to_owned(), problem)]);
}

#[track_caller]
fn gives(text: &str, lines: &[&str]) {
    assert_eq!(read(text).unwrap().lines().collect::<Vec<_>>(), lines);
}

#[test]
fn contexts_that_are_not_on_board_are_named_and_nothing_under_them_is_judged() {
    let text = r#"{"@context": ["https://www.w3.org/ns/credentials/v2", "https://a.example/c",
        "https://b.example/c"], "id": "x", "what": "ever"}"#;
    let expected = [
        ("/@context/1", UNKNOWN_CONTEXT),
        ("/@context/2", UNKNOWN_CONTEXT),
    ];
    assert_eq!(
        findings(text),
        expected.map(|(at, why)| (at.to_owned(), why))
    );
    let errors = read(text).unwrap_err();
    assert!(errors.could_not_be_checked());
    assert!(errors.findings[0].detail.contains("https://a.example/c"));
}

#[test]
fn all_that_is_wrong_is_found_at_once() {
    let text = r#"{"@context": {"a": "https://e.example/a", "list": {"@id": "https://e.example/l",
        "@container": "@list"}}, "@id": "relative", "@type": "Nothing", "b": 1,
        "a": [{"c": 2}, {"@value": null}], "list": [{"@id": "also-relative"}]}"#;
    let expected = [
        ("/@id", RELATIVE_IRI),
        ("/@type", UNDEFINED_TERM),
        ("/b", UNDEFINED_TERM),
        ("/a/0/c", UNDEFINED_TERM),
        ("/a/1", DROPPED_VALUE),
        ("/list/0/@id", RELATIVE_IRI),
    ];
    assert_eq!(
        findings(text),
        expected.map(|(at, why)| (at.to_owned(), why))
    );
    assert!(!read(text).unwrap_err().could_not_be_checked());
}

#[test]
fn a_protected_term_may_be_said_again_and_not_changed() {
    let with = |context: &str| {
        format!(
            r#"{{"@context": [{{"@protected": true, "a": "https://e.example/a"}}, {context}],
            "@id": "urn:uuid:1", "a": "x"}}"#
        )
    };
    let lines = ["<urn:uuid:1> <https://e.example/a> \"x\" ."];
    gives(&with(r#"{"a": "https://e.example/a"}"#), &lines);
    let same =
        r#"{"b": "https://e.example/b", "a": {"@id": "https://e.example/a", "@prefix": false}}"#;
    gives(&with(same), &lines);
    let at = "/@context/1/a";
    for other in [
        r#"{"a": "https://other.example/a"}"#,
        r#"{"a": {"@id": "https://e.example/a", "@type": "@id"}}"#,
        r#"{"a": {"@reverse": "https://e.example/a"}}"#,
        r#"{"a": null}"#,
    ] {
        refused(&with(other), at, PROTECTED_REDEFINITION);
    }
    refused(&with("null"), "/@context/1", PROTECTED_REDEFINITION);
    // Said again it stays protected.
    let twice = r#"{"a": "https://e.example/a"}, {"a": "https://other.example/a"}"#;
    refused(&with(twice), "/@context/2/a", PROTECTED_REDEFINITION);
}

#[test]
fn the_context_of_a_property_may_change_protected_terms_and_that_of_a_type_may_not() {
    let with = |node: &str| {
        format!(
            r#"{{"@context": {{"@protected": true, "a": "https://e.example/a",
            "p": {{"@id": "https://e.example/p", "@context": {{"a": "https://e.example/b"}}}},
            "T": {{"@id": "https://e.example/T", "@context": {{"a": "https://e.example/c"}}}}}},
            "@id": "urn:uuid:1", {node}}}"#
        )
    };
    gives(
        &with(r#""p": {"@id": "urn:uuid:2", "a": "x"}"#),
        &[
            "<urn:uuid:1> <https://e.example/p> <urn:uuid:2> .",
            "<urn:uuid:2> <https://e.example/b> \"x\" .",
        ],
    );
    refused(
        &with(r#""@type": "T", "a": "x""#),
        "/a",
        PROTECTED_REDEFINITION,
    );
}

#[test]
fn contexts_of_types_do_not_propagate_unless_they_say_so() {
    let with = |propagate: &str| {
        format!(
            r#"{{"@context": {{"p": "https://e.example/p", "T": {{"@id": "https://e.example/T",
            "@context": {{{propagate} "a": "https://e.example/a"}}}}}}, "@id": "urn:uuid:1",
            "@type": "T", "a": "x", "p": {{"@id": "urn:uuid:2", "a": "y"}}}}"#
        )
    };
    refused(&with(""), "/p/a", UNDEFINED_TERM);
    refused(&with(r#""@propagate": false,"#), "/p/a", UNDEFINED_TERM);
    assert!(
        read(&with(r#""@propagate": true,"#))
            .unwrap()
            .contains("\"y\"")
    );
}

#[test]
fn an_inline_context_that_does_not_propagate_ends_with_its_node() {
    let with = |propagate: bool| {
        format!(
            r#"{{"@context": {{"p": "https://e.example/p"}}, "p": {{"@context": {{
            "@propagate": {propagate}, "a": "https://e.example/a"}}, "a": "x", "p": {{"a": "y"}}}}}}"#
        )
    };
    assert!(read(&with(true)).is_ok());
    refused(&with(false), "/p/p/a", UNDEFINED_TERM);
}

/// `proofPurpose: "assertionMethod"` is a term of the context that `proofPurpose` brings along.
#[test]
fn the_context_of_a_property_holds_for_strings_too() {
    let with = |purpose: &str| {
        format!(
            r#"{{"@context": "{V2}", "type": "DataIntegrityProof", "proofPurpose": "{purpose}"}}"#
        )
    };
    let iri =
        "<https://w3id.org/security#proofPurpose> <https://w3id.org/security#assertionMethod>";
    assert!(read(&with("assertionMethod")).unwrap().contains(iri));
    refused(&with("unheardOf"), "/proofPurpose", RELATIVE_IRI);
}

#[test]
fn a_proof_configuration_is_read_in_its_documents_contexts() {
    let proof =
        ijson::parse(br#"{"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"}"#)
            .unwrap();
    let proof = proof.as_object().unwrap();
    let context = Json::Array(vec![Json::String(V2.into()), Json::String(OB.into())]);
    let mut dataset = to_rdf_in(proof, &context, Contexts::on_board()).unwrap();
    assert_eq!(dataset.quads().len(), 2);
    let unknown = Json::String("https://a.example/c".into());
    let errors = to_rdf_in(proof, &unknown, Contexts::on_board()).unwrap_err();
    assert_eq!(errors.findings[0].pointer, "/@context");
    assert_eq!(errors.findings[0].problem, UNKNOWN_CONTEXT);
}

/// The first Open Badges context is for VC Data Model 1.1 only.
#[test]
fn contexts_on_board_that_do_not_go_together_are_refused_where_they_meet() {
    let first = "https://purl.imsglobal.org/spec/ob/v3p0/context.json";
    let text = format!(
        r#"{{"@context": ["{V2}", "{first}"], "id": "urn:uuid:1", "type": "OpenBadgeCredential"}}"#
    );
    let found = findings(&text);
    assert!(!found.is_empty());
    for (pointer, problem) in found {
        assert!(pointer.starts_with("/@context/1/"), "{pointer}");
        assert_eq!(problem, PROTECTED_REDEFINITION);
    }
    let old = "https://www.w3.org/2018/credentials/v1";
    let text = format!(
        r#"{{"@context": ["{old}", "{first}"], "id": "urn:uuid:1", "type": "OpenBadgeCredential"}}"#
    );
    assert_eq!(read(&text).unwrap().lines().count(), 1);
}

/// Which of the contexts on board may be named beside the data model's own: the same as with
/// jsonld.js 9.
#[test]
fn proof_contexts_beside_the_data_models_own_are_read_where_they_agree() {
    let v1 = "https://www.w3.org/2018/credentials/v1";
    for (base, other, agree) in [
        (V2, "https://w3id.org/security/data-integrity/v2", true),
        (V2, "https://w3id.org/security/data-integrity/v1", false),
        (V2, "https://w3id.org/security/suites/ed25519-2020/v1", true),
        (V2, "https://w3id.org/security/multikey/v1", true),
        (V2, "https://www.w3.org/ns/did/v1", true),
        (V2, "https://w3id.org/vc/status-list/2021/v1", true),
        (V2, "https://www.w3.org/ns/credentials/status/v1", true),
        (V2, v1, false),
        (v1, "https://w3id.org/security/data-integrity/v2", true),
        (v1, "https://w3id.org/security/data-integrity/v1", true),
        (v1, V2, false),
    ] {
        let text = format!(
            r#"{{"@context": ["{base}", "{other}"], "id": "urn:uuid:1",
            "type": "VerifiableCredential"}}"#
        );
        match read(&text) {
            Ok(lines) => assert!(agree && lines.lines().count() == 1, "{base} {other}"),
            Err(errors) => {
                assert!(!agree, "{base} {other}: {errors:?}");
                let first = errors.findings.first();
                assert_eq!(first.map(|one| one.problem), Some(PROTECTED_REDEFINITION));
            }
        }
    }
}

/// The order of members is no part of a definition's meaning, nor that of containers.
#[test]
fn a_protected_context_of_a_term_may_be_said_again_in_another_order() {
    let with = |scoped: &str| {
        format!(
            r#"{{"@context": [{{"@protected": true, "T": {{"@id": "https://e.example/T",
            "@context": [{{"a": {{"@id": "https://e.example/a", "@container": ["@index", "@set"]}},
            "b": "https://e.example/b"}}, {{}}]}}}}, {{"T": {{"@context": {scoped},
            "@id": "https://e.example/T"}}}}], "@id": "urn:uuid:1", "@type": "T"}}"#
        )
    };
    let b = r#""b": "https://e.example/b""#;
    let a = r#""a": {"@container": ["@set", "@index"], "@id": "https://e.example/a"}"#;
    gives(
        &with(&format!("[{{{b}, {a}}}, {{}}]")),
        &["<urn:uuid:1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://e.example/T> ."],
    );
    for other in [
        format!("[{{}}, {{{b}, {a}}}]"),
        format!("[{{{a}}}, {{}}]"),
        format!("[{{{b}, {a}, {}}}, {{}}]", b.replace('b', "c")),
        format!("[{{{b}, {}}}, {{}}]", a.replace(r#", "@index""#, "")),
        format!("[{{{}, {a}}}, {{}}]", b.replace("/b", "/c")),
        format!("[{{{b}, {a}}}]"),
    ] {
        refused(&with(&other), "/@context/1/T", PROTECTED_REDEFINITION);
    }
}

#[test]
fn what_rdf_has_no_place_for_is_refused() {
    let with = |member: &str| {
        format!(
            r#"{{"@context": {{"a": "https://e.example/a", "off": null, "lang": {{
            "@id": "https://e.example/l", "@container": "@language"}}}}, "@id": "urn:uuid:1",
            {member}}}"#
        )
    };
    gives(
        &with(r#""a": [null, {"@value": "x", "@language": "DE-ch"}]"#),
        &["<urn:uuid:1> <https://e.example/a> \"x\"@de-ch ."],
    );
    refused(&with(r#""off": "x""#), "/off", DROPPED_VALUE);
    refused(
        &with(r#""a": {"@language": "de"}"#),
        "/a/@language",
        DROPPED_VALUE,
    );
    refused(
        &with(r#""lang": {"not a tag": "x"}"#),
        "/lang/not a tag",
        DROPPED_VALUE,
    );
    refused(&with(r#""_:a": "x""#), "/_:a", DROPPED_VALUE);
    refused(&with(r#""@graph": ["x"]"#), "/@graph/0", DROPPED_VALUE);
    refused(
        &with(r#""@graph": [{"@id": "urn:uuid:2"}]"#),
        "/@graph/0",
        DROPPED_VALUE,
    );
    refused(&with(r#""@graph": [{}]"#), "/@graph/0", DROPPED_VALUE);
    refused(&with(r#""@foo": "x""#), "/@foo", UNDEFINED_TERM);
    refused(r#"{"@id": "urn:uuid:1"}"#, "", DROPPED_VALUE);
    refused("{}", "", DROPPED_VALUE);
}

#[test]
fn iris_hold_nothing_that_iris_may_not() {
    let with = |id: &str| format!(r#"{{"@id": "{id}", "@type": "https://e.example/T"}}"#);
    assert!(read(&with("did:example:ä%20")).is_ok());
    for id in [
        "https://e.example/a b",
        "https://e.example/{id}",
        "urn:a\\\\b",
        "urn:a|b",
    ] {
        refused(&with(id), "/@id", INVALID_IRI);
    }
    for id in ["", "a", "#a", "//e.example/a", "1a:b", "a b:c"] {
        refused(&with(id), "/@id", RELATIVE_IRI);
    }
    refused(&with("@foo"), "/@id", DROPPED_VALUE);
    refused(&with("@type"), "/@id", INVALID_JSONLD);
}

#[test]
fn a_base_changes_nothing() {
    let with = |id: &str| {
        format!(
            r#"{{"@context": {{"@base": "https://e.example/"}}, "@id": "{id}",
            "@type": "https://e.example/T"}}"#
        )
    };
    assert!(read(&with("urn:uuid:1")).is_ok());
    refused(&with("a"), "/@id", RELATIVE_IRI);
}

#[test]
fn keywords_stand_in_a_node_once() {
    let text = r#"{"@context": {"id": "@id"}, "id": "urn:uuid:1", "@id": "urn:uuid:1",
        "@type": "https://e.example/T"}"#;
    refused(text, "/@id", INVALID_JSONLD);
}

#[test]
fn terms_that_look_like_keywords_are_refused() {
    refused(
        r#"{"@context": {"@foo": "https://e.example/"}}"#,
        "/@context/@foo",
        RESERVED_TERM,
    );
    refused(
        r#"{"@context": {"foo": "@foo"}}"#,
        "/@context/foo",
        RESERVED_TERM,
    );
    refused(
        r#"{"@context": {"@id": "https://e.example/"}}"#,
        "/@context/@id",
        INVALID_CONTEXT,
    );
    let fine = r#"{"@context": {"@": "https://e.example/at"}, "@": "x"}"#;
    gives(fine, &["_:c14n0 <https://e.example/at> \"x\" ."]);
}

#[test]
fn maps_say_ids_types_and_properties() {
    let with = |definition: &str, map: &str| {
        format!(
            r#"{{"@context": {{"@vocab": "https://v.example/", "a": {{{definition}}}}},
            "@id": "urn:uuid:1", "a": {map}}}"#
        )
    };
    let to_two = "<urn:uuid:1> <https://v.example/a> <urn:uuid:2> .";
    gives(
        &with(r#""@container": "@id""#, r#"{"urn:uuid:2": {"b": 1}}"#),
        &[
            to_two,
            "<urn:uuid:2> <https://v.example/b> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .",
        ],
    );
    gives(
        &with(
            r#""@container": "@type""#,
            r#"{"T": {"@id": "urn:uuid:2"}}"#,
        ),
        &[
            to_two,
            "<urn:uuid:2> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://v.example/T> .",
        ],
    );
    let by_property = r#""@container": "@index", "@index": "key""#;
    gives(
        &with(by_property, r#"{"k": {"@id": "urn:uuid:2"}}"#),
        &[to_two, "<urn:uuid:2> <https://v.example/key> \"k\" ."],
    );
    refused(&with(by_property, r#"{"k": "x"}"#), "/a/k", INVALID_JSONLD);
    gives(
        &with(
            r#""@container": ["@graph", "@id"]"#,
            r#"{"urn:uuid:2": {"@id": "urn:uuid:3", "b": "x"}}"#,
        ),
        &[
            to_two,
            "<urn:uuid:3> <https://v.example/b> \"x\" <urn:uuid:2> .",
        ],
    );
    let scoped = r#""@container": "@id", "@context": {}"#;
    refused(
        &with(scoped, r#"{"urn:uuid:2": {"b": 1}}"#),
        "/a",
        UNSUPPORTED,
    );
}

#[test]
fn sets_lists_nests_and_reverses() {
    let with = |members: &str| {
        format!(
            r#"{{"@context": {{"@vocab": "https://v.example/", "l": {{"@container": "@list"}},
            "r": {{"@reverse": "https://v.example/q"}}}}, "@id": "urn:uuid:1", {members}}}"#
        )
    };
    gives(
        &with(r#""a": {"@set": [["x"], {"@set": ["y"]}]}"#),
        &[
            "<urn:uuid:1> <https://v.example/a> \"x\" .",
            "<urn:uuid:1> <https://v.example/a> \"y\" .",
        ],
    );
    let nil =
        "<urn:uuid:1> <https://v.example/l> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .";
    gives(&with(r#""l": []"#), &[nil]);
    gives(&with(r#""l": {"@list": []}"#), &[nil]);
    assert_eq!(
        read(&with(r#""l": [["x"], "y"]"#)).unwrap().lines().count(),
        7
    );
    refused(
        &with(r#""a": {"@list": [["x"]]}"#),
        "/a/@list/0",
        UNSUPPORTED,
    );
    gives(
        &with(r#""@nest": {"@nest": {"a": "x"}}"#),
        &["<urn:uuid:1> <https://v.example/a> \"x\" ."],
    );
    let reversed = "<urn:uuid:2> <https://v.example/q> <urn:uuid:1> .";
    gives(&with(r#""r": {"@id": "urn:uuid:2"}"#), &[reversed]);
    gives(
        &with(r#""@reverse": {"q": {"@id": "urn:uuid:2"}}"#),
        &[reversed],
    );
    gives(
        &with(r#""@reverse": {"r": {"@id": "urn:uuid:2"}}"#),
        &["<urn:uuid:1> <https://v.example/q> <urn:uuid:2> ."],
    );
    refused(&with(r#""r": "x""#), "/r", INVALID_JSONLD);
}

#[test]
fn directions_stand_in_datatypes() {
    let with = |value: &str| {
        format!(
            r#"{{"@context": {{"@vocab": "https://v.example/", "@language": "AR",
            "@direction": "rtl"}}, "@id": "urn:uuid:1", "a": {value}}}"#
        )
    };
    let line = |literal: &str| format!("<urn:uuid:1> <https://v.example/a> {literal} .");
    gives(
        &with("\"x\""),
        &[&line("\"x\"^^<https://www.w3.org/ns/i18n#ar_rtl>")],
    );
    gives(
        &with(r#"{"@value": "x", "@direction": "ltr"}"#),
        &[&line("\"x\"^^<https://www.w3.org/ns/i18n#_ltr>")],
    );
    refused(
        &with(r#"{"@value": "x", "@direction": "up"}"#),
        "/a/@direction",
        INVALID_JSONLD,
    );
    refused(
        &with(r#"{"@value": 1, "@direction": "ltr"}"#),
        "/a",
        INVALID_JSONLD,
    );
}

#[test]
fn what_is_imported_or_drops_a_context_by_type_is_not_supported() {
    refused(
        r#"{"@context": {"@import": "https://e.example/"}}"#,
        "/@context/@import",
        UNSUPPORTED,
    );
    let text = r#"{"@context": {"T": {"@id": "https://e.example/T", "@context": null}},
        "@type": "T", "https://e.example/a": "x"}"#;
    refused(text, "", UNSUPPORTED);
}

#[test]
fn terms_may_not_be_defined_in_circles_or_long_chains() {
    let circle = r#"{"@context": {"a": "b:x", "b": "a:y"}}"#;
    assert!(
        findings(circle)
            .iter()
            .all(|(_, why)| *why == INVALID_CONTEXT)
    );
    let mut chain = String::from(r#"{"@context": {"t0": "https://e.example/""#);
    for term in 1..5000 {
        chain.insert_str(14, &format!(r#""t{term}": "t{}:x/", "#, term - 1));
    }
    chain.push_str("}}");
    assert!(findings(&chain).iter().any(|(_, why)| *why == UNSUPPORTED));
}

#[test]
fn there_are_no_more_aliases_than_keywords_need() {
    let with = |count: usize| {
        let aliases: Vec<String> = (0..count).map(|n| format!(r#""i{n}": "@id""#)).collect();
        let members = r#""i0": "urn:uuid:1", "@type": "https://e.example/T""#;
        format!(r#"{{"@context": {{{}}}, {members}}}"#, aliases.join(","))
    };
    assert!(read(&with(64)).is_ok());
    refused(&with(65), "/@context", UNSUPPORTED);
}

/// A record with a context of its own may hold many credentials that name theirs.
#[test]
fn a_list_of_contexts_is_read_once_for_all_that_name_it() {
    let badge = format!(r#"{{"@context": ["{V2}", "{OB}"], "type": "OpenBadgeCredential"}}"#);
    let badges = vec![badge; 500].join(",");
    let text = format!(r#"{{"@context": {{"p": "https://e.example/p"}}, "p": [{badges}]}}"#);
    assert!(
        to_rdf(
            ijson::parse(text.as_bytes()).unwrap().as_object().unwrap(),
            Contexts::on_board()
        )
        .is_ok()
    );
}

/// As deep as JSON may nest, in nodes and in contexts: recursion stays on the stack of a thread.
#[test]
fn the_deepest_documents_are_read() {
    let node = "{\"a\":".repeat(ijson::MAX_DEPTH - 2) + "1" + &"}".repeat(ijson::MAX_DEPTH - 2);
    let text = format!(r#"{{"@context": {{"@vocab": "https://v.example/"}}, "a": {node}}}"#);
    assert_eq!(read(&text).unwrap().lines().count(), ijson::MAX_DEPTH - 1);
    let depth = (ijson::MAX_DEPTH - 3) / 2;
    let open =
        r#"{"@vocab": "https://v.example/", "a": {"@id": "https://e.example/a", "@context": "#;
    let context = open.repeat(depth) + "{}" + &"}}".repeat(depth);
    let text = format!(r#"{{"@context": {context}, "b": "x"}}"#);
    assert!(read(&text).is_ok());
}

/// A document that names the same large context again and again, or brings many of its own on top
/// of each other, is given up with a few findings.
#[test]
fn documents_that_are_made_to_cost_time_are_given_up() {
    let list = vec![format!("{V2:?}"); 4000].join(",");
    let text = format!(r#"{{"@context": [{list}, {{}}], "@id": "urn:uuid:1", "name": "x"}}"#);
    let found = findings(&text);
    assert!(matches!(&found[..], [(_, UNSUPPORTED)]), "{found:?}");
    let types: Vec<String> = (0..200).map(|n| format!("\"T{n}\"")).collect();
    let definitions: Vec<String> = types
        .iter()
        .map(|name| format!(r#"{name}: {{"@id": "https://e.example/T", "@context": {{"@vocab": "https://e.example/"}}}}"#))
        .collect();
    let text = format!(
        r#"{{"@context": {{{}}}, "@type": [{}]}}"#,
        definitions.join(","),
        types.join(",")
    );
    refused(&text, "", UNSUPPORTED);
}

#[test]
fn not_everything_is_told_of_a_document_in_which_everything_is_wrong() {
    let name = "n".repeat(10_000);
    let members: Vec<String> = (0..2000).map(|n| format!("\"m{n}\": 1")).collect();
    let text = format!(
        r#"{{"@context": {{"{name}": "https://e.example/"}}, "{name}": {{{}}}}}"#,
        members.join(",")
    );
    assert!(findings(&text).len() < 200);
}

/// Types in an odd order make contexts that are kept; when there is no more room for them the
/// list is forgotten, and documents mean the same as before.
#[test]
fn a_full_family_of_contexts_begins_anew() {
    let types = [
        "Achievement",
        "Alignment",
        "Evidence",
        "Image",
        "Profile",
        "Related",
        "Result",
    ];
    let first = format!(
        r#"{{"@context": ["{V2}", "{OB}"], "@id": "urn:uuid:1", "@type": ["Result"], "value": "1"}}"#
    );
    let before = read(&first).unwrap();
    for mask in 1..128_usize {
        let some: Vec<String> = (0..7)
            .filter(|place| mask & (1 << place) != 0)
            .map(|place| format!("{:?}", types[place]))
            .collect();
        let text = format!(
            r#"{{"@context": ["{V2}", "{OB}"], "@id": "urn:uuid:1", "@type": [{}]}}"#,
            some.join(",")
        );
        // Some do not go together; that is told each time.
        let _ = read(&text);
        let _ = read(&text);
    }
    assert_eq!(read(&first).unwrap(), before);
}

/// Inside a presentation the proof of a credential may say the credential's contexts once more, as
/// `eddsa-jcs-2022` has it, and no others.
#[test]
fn a_proof_inside_repeats_the_contexts_of_its_document_and_no_others() {
    let with = |contexts: &str| {
        format!(
            r#"{{"@context": ["{V2}"], "type": "VerifiablePresentation", "verifiableCredential": [{{
            "@context": ["{V2}", "{OB}"], "type": "VerifiableCredential", "proof": [{{
            "type": "DataIntegrityProof", "@context": {contexts}}}]}}]}}"#
        )
    };
    let found = |contexts: &str| {
        let text = with(contexts);
        let json = ijson::parse(text.as_bytes()).unwrap();
        assert!(to_rdf(json.as_object().unwrap(), Contexts::on_board()).is_ok());
        let findings = signed_as_read(&json, Contexts::on_board()).into_iter();
        findings
            .map(|finding| (finding.pointer, finding.problem))
            .collect::<Vec<_>>()
    };
    for repeated in [
        format!(r#"["{V2}", "{OB}"]"#),
        format!(r#"["{V2}"]"#),
        format!(r#""{V2}""#),
    ] {
        assert_eq!(found(&repeated), [], "{repeated}");
    }
    for other in [
        format!(r#"["{OB}"]"#),
        format!(r#"["{V2}", "{OB}", {{"x": "https://e.example/x"}}]"#),
        r#"{"x": "https://e.example/x"}"#.to_owned(),
    ] {
        let place = "/verifiableCredential/0/proof/0/@context".to_owned();
        assert_eq!(found(&other), [(place, CONTEXT_NOT_ALLOWED)], "{other}");
    }
}
