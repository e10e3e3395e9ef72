//! What to do about each finding that keeps a credential from being signed.
//!
//! The findings come from several rooms: the data model and the classes of 1EdTech
//! (`credential`), JSON-LD (`jsonld`), tokens (`proof`), and this one. They say what is wrong and by
//! which rule; what stands here is the next step, by the finding's slug.

/// The slug of a finding, and what to do about it.
pub(super) static REMEDIES: [(&str, &str); 53] = [
    (
        "already-secured",
        "Hand in the credential without its proof.",
    ),
    (
        "bare-identity",
        "Give the address as a SHA-256 hash over address and salt, with the salt beside it.",
    ),
    (
        "blank-node-id",
        "Give the node an absolute id, such as a `urn:uuid:`.",
    ),
    (
        "canonicalization-budget",
        "Give an id to each of the objects that are alike.",
    ),
    (
        "claim-conflict",
        "Leave the member out; the token has a claim of this name.",
    ),
    (
        "compact-iri",
        "Write the address out instead of shortening it by a prefix.",
    ),
    (
        "context-not-allowed",
        "Use terms of published contexts, and let an inline context add new names only.",
    ),
    ("dangerous-link", "Give an https address."),
    (
        "described-twice",
        "Say everything about one thing in one place, and name it by its id elsewhere.",
    ),
    (
        "dropped-value",
        "Leave the member out, or give it a value that RDF can hold.",
    ),
    ("duplicate-resource", "Keep one of the two entries."),
    ("empty-array", "Leave the member out."),
    (
        "empty-object",
        "Say something about the subject, at least its id.",
    ),
    (
        "foreign-issuer",
        "Have it signed by the issuer that it names, or name the one that signs.",
    ),
    ("invalid-context", "Correct the context, or leave it out."),
    (
        "invalid-iri",
        "Encode the characters that an IRI may not hold, such as spaces, with `%`.",
    ),
    (
        "invalid-jsonld",
        "Write it as the contexts want it; the sentence says what stands in the way.",
    ),
    (
        "jsonld-keyword",
        "Write `id` and `type`, and no other keyword of JSON-LD.",
    ),
    ("missing-member", "Add the member."),
    (
        "mixed-versions",
        "Keep to one version of the data model, with its context and its names of dates.",
    ),
    ("nested-array", "Make one array of the two."),
    (
        "not-a-data-url",
        "Wrap the token as `data:application/vc+jwt,…`.",
    ),
    (
        "not-a-date",
        "Write the date with its offset, such as 2026-11-20T10:00:00Z.",
    ),
    (
        "not-a-hash",
        "Write `sha256$` and the digest in hexadecimal digits, or say that it is not hashed.",
    ),
    (
        "not-a-jws",
        "Give the endorsement as a compact JWS: three parts with dots between.",
    ),
    (
        "not-a-uri",
        "Write an absolute URL or another absolute URI, such as a `urn:uuid:`.",
    ),
    (
        "not-of-people",
        "Have status lists, DID documents and presentations made by whoever keeps them.",
    ),
    (
        "proof-not-available",
        "Ask for a form of securing that goes with what it is; the sentence names it.",
    ),
    (
        "protected-redefinition",
        "Take a revision of the context that goes with the others: 3.0.3 with version 2.0.",
    ),
    (
        "related-resource-digest",
        "Compute the digest of the published file again, or leave the entry out.",
    ),
    (
        "relative-iri",
        "Write the address out in full: there is no base to complete it.",
    ),
    (
        "reserved-term",
        "Choose another name; those that look like keywords are dropped by processors.",
    ),
    ("several-identities", "Keep one identifier of the subject."),
    ("subject-count", "Make one credential for each subject."),
    (
        "term-by-iri",
        "Write the term that the contexts have for it.",
    ),
    (
        "term-redefined",
        "Choose a name that the published contexts do not have.",
    ),
    ("term-renamed", "Write the term by its published name."),
    ("too-long", "Choose a shorter id."),
    (
        "two-kinds",
        "Decide for one: a credential or a presentation.",
    ),
    (
        "undefined-term",
        "Correct its spelling, or name the context that defines it.",
    ),
    (
        "unknown-achievement",
        "Name an achievement of the record by its id, or list it under `achievement`.",
    ),
    (
        "unknown-context",
        "Use the contexts that are on board; others are never fetched.",
    ),
    (
        "unknown-level",
        "Name a level by its id among the `rubricCriterionLevel` of its result description.",
    ),
    (
        "unknown-member",
        "Leave the member out; this class is closed.",
    ),
    (
        "unknown-result-description",
        "Name one of the achievement's result descriptions by its id.",
    ),
    (
        "unknown-word",
        "Use a word of the specification's list; where it may be extended, one with `ext:`.",
    ),
    ("unsupported", "Write it without this part of JSON-LD."),
    ("validity-reversed", "Exchange or correct the dates."),
    (
        "vocabulary",
        "Define the terms that are used one by one, instead of all by `@vocab`.",
    ),
    (
        "wrong-class",
        "Give the object the type that its place wants.",
    ),
    (
        "wrong-context",
        "Put the contexts in their order: the base context, then those of the type.",
    ),
    ("wrong-schema", "Name the official schema of the class."),
    ("wrong-type", "Write a value of the kind that is wanted."),
];

/// What to do about a finding that keeps a credential from being signed.
pub fn remedy(problem: &str) -> &'static str {
    let known = REMEDIES.binary_search_by(|(slug, _)| (*slug).cmp(problem));
    match known.ok().and_then(|place| REMEDIES.get(place)) {
        Some((_, remedy)) => remedy,
        None => "Correct what the sentence says.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_so_that_each_row_is_found() {
        assert!(REMEDIES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (slug, remedy_of) in REMEDIES {
            assert_eq!(remedy(slug), remedy_of);
        }
        assert_eq!(remedy("new"), "Correct what the sentence says.");
    }
}
