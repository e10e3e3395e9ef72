//! Every form and carrier in which an honest credential comes, each beside one that was changed.

use crate::making::*;
use crate::support::verifying::World;
use crate::{asked, fails, json_fails, json_passes, passes, pictures, told};
use lopdf::{Document, Object, SaveOptions, Stream, dictionary};
use proofmark::carrier::{self, Existing};
use proofmark::service::verify::{Carrier, Question, Securing};
use serde_json::{Value, json};

const WRONG: &str = "proof failed: CRYPTOGRAPHIC_SECURITY_ERROR";

/// The token with the name of its badge changed.
fn changed(token: &str) -> String {
    let payload = token.split('.').nth(1).unwrap();
    use base64::Engine as _;
    let engine = base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let text = String::from_utf8(engine.decode(payload).unwrap()).unwrap();
    let other = base64url(text.replacen("\"Carpentry\"", "\"Carpentrx\"", 1));
    assert_ne!(other, payload);
    token.replace(payload, &other)
}

/// Both versions of the data model under each suite.
#[test]
fn a_badge_in_json() {
    for badge in [badge(), old_badge()] {
        for suite in SUITES {
            let good = signed(&badge, suite);
            let report = json_passes(&good);
            assert_eq!(report.securing, Securing::DataIntegrity);
            assert_eq!(report.carrier, Carrier::Json);
            let mut changed = good;
            changed["name"] = json!("Advanced carpentry");
            json_fails(&changed, "proof failed: PROOF_VERIFICATION_ERROR /proof");
        }
    }
}

/// Each form of token, with both versions of the data model where the form has both.
#[test]
fn a_badge_in_a_token() {
    let inner = |badge: &Value| {
        let mut inner = badge.clone();
        for name in ["id", "issuanceDate", "validFrom"] {
            inner.as_object_mut().unwrap().shift_remove(name);
        }
        with(
            json!({"vc": inner}),
            json!({
                "iss": badge["issuer"]["id"],
                "jti": badge["id"],
                "sub": badge["credentialSubject"]["id"],
                "nbf": FROM_SECONDS
            }),
        )
    };
    let issuers_id_in_a_claim = {
        let mut payload = inner(&old_badge());
        without(&mut payload["vc"]["issuer"], "id");
        without(&mut payload["vc"]["credentialSubject"], "id");
        payload
    };
    for (typ, payload, form) in [
        ("JWT", claims(&badge()), Securing::VcJwt),
        ("JWT", claims(&old_badge()), Securing::VcJwt),
        ("vc+jwt", badge(), Securing::VcJose),
        ("vc+jwt", claims(&badge()), Securing::VcJose),
        ("JWT", inner(&old_badge()), Securing::JwtVc11),
        ("JWT", issuers_id_in_a_claim, Securing::JwtVc11),
    ] {
        let token = school_token(&with(header(), json!({ "typ": typ })), &payload);
        let report = passes(token.clone());
        assert_eq!((report.securing, report.carrier), (form, Carrier::Jwt));
        assert_eq!(report.issuer.unwrap().id, did(&school()));
        fails(changed(&token), WRONG);
        let envelope = enveloped(&token);
        json_passes(&envelope);
        json_fails(&enveloped(&changed(&token)), WRONG);
    }
}

/// Keys that other issuers have.
#[test]
fn a_token_by_every_kind_of_key() {
    let forms = |did: String, method: String, key: &Key| {
        let header = json!({"typ": "JWT", "alg": key.algorithm(), "kid": method});
        let good = token(&header, &claims(&badge_by(&did)), key);
        passes(good.clone());
        fails(changed(&good), WRONG);
    };
    for key in [Key::school(), Key::p256(), Key::p384()] {
        let did = key.did_key();
        forms(did.clone(), method_of(&did), &key);
    }
    for key in [Key::school(), Key::p256(), Key::p384(), Key::rsa(2048)] {
        let did = key.did_jwk();
        forms(did.clone(), format!("{did}#0"), &key);
    }
}

/// Issuers whose keys stand on the web.
#[test]
fn an_issuer_on_the_web() {
    let key = Key::p256();
    for (issuer, url) in [
        (
            "did:web:school.example",
            "https://school.example/.well-known/did.json",
        ),
        (
            "did:web:school.example:carpentry",
            "https://school.example/carpentry/did.json",
        ),
        (
            "https://school.example/profile",
            "https://school.example/profile",
        ),
    ] {
        let method = format!("{issuer}#key");
        let document = json!({
            "id": issuer,
            "type": ["Profile"],
            "verificationMethod": [
                {
                    "id": method,
                    "type": "JsonWebKey",
                    "controller": issuer,
                    "publicKeyJwk": key.jwk()
                },
                {
                    "id": "#ed25519",
                    "type": "JsonWebKey2020",
                    "controller": issuer,
                    "publicKeyJwk": Key::school().jwk()
                }
            ],
            "assertionMethod": [method, "#ed25519"]
        });
        let ask = |credential: &str| {
            let world = World::default().serving(url, document.to_string());
            let found = asked(&world, &Question::about(credential));
            assert_eq!(world.asked(), [url]);
            found
        };
        let header = json!({"typ": "JWT", "alg": "ES256", "kid": "#key"});
        let good = token(&header, &claims(&badge_by(issuer)), &key);
        assert_eq!(ask(&good), [""; 0]);
        assert_eq!(ask(&changed(&good)), [WRONG]);
        for suite in SUITES {
            let more = json!({"verificationMethod": format!("{issuer}#ed25519")});
            let good = signed_with(&badge_by(issuer), suite, &school(), more);
            assert_eq!(ask(&good.to_string()), [""; 0]);
            let mut other = good;
            other["name"] = json!("Advanced carpentry");
            let wrong = "proof failed: PROOF_VERIFICATION_ERROR /proof";
            assert_eq!(ask(&other.to_string()), [wrong]);
        }
        // Nobody answers: nothing is known about the key.
        let world = World::default();
        let found = asked(&world, &Question::about(good.clone()));
        assert_eq!(found, ["issuer-key could-not-tell: http-status"]);
    }
}

/// An issuer at an address without a secure connection: it is for the one door to the network to
/// refuse it, and then nothing is known.
#[test]
fn an_issuer_without_a_secure_connection() {
    use proofmark::clock::{FixedClock, parse_timestamp};
    use proofmark::resolver::{Names, Network, NetworkSettings};
    use proofmark::service::verify::{KnownDocuments, TrustedIssuers, Turns, Verifier};
    struct Nobody;
    impl Names for Nobody {
        fn addresses(&self, host: &str) -> std::io::Result<Vec<std::net::IpAddr>> {
            panic!("{host} was looked up")
        }
    }
    let clock = FixedClock(parse_timestamp(crate::support::verifying::NOW).unwrap());
    let network = Network::new(
        NetworkSettings::default(),
        Box::new(Nobody),
        Box::new(FixedClock(clock.0)),
    );
    let verifier = Verifier {
        documents: &KnownDocuments::default(),
        resolver: &network,
        trusted: &TrustedIssuers::default(),
        clock: &clock,
        turns: &Turns::new(1),
    };
    for issuer in [
        "http://school.example/profile",
        "https://169.254.169.254/profile",
        "https://[::1]/profile",
        "https://localhost/profile",
        "https://school.example:22/profile",
        "https://user:pass@school.example/profile",
        "did:web:localhost",
        "did:web:127.0.0.1",
    ] {
        let more = json!({"verificationMethod": format!("{issuer}#key")});
        let document = signed_with(&badge_by(issuer), JCS, &school(), more);
        let report = verifier.verify(&Question::about(document.to_string()));
        let found = told(&report.unwrap());
        assert_eq!(found.len(), 1);
        assert!(
            found[0].starts_with("issuer-key could-not-tell: url-not-allowed")
                || found[0].starts_with("issuer-key failed: did-malformed"),
            "{issuer}: {found:?}"
        );
    }
}

fn pdf(credential: &str) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let stream = Stream::new(
        dictionary! {"Type" => "EmbeddedFile"},
        credential.as_bytes().to_vec(),
    );
    let file = document.add_object(stream);
    let specification = document.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => Object::string_literal("credential.json"),
        "EF" => dictionary! {"F" => file}
    });
    let pages = document.add_object(dictionary! {
        "Type" => "Pages", "Kids" => Vec::<Object>::new(), "Count" => 0
    });
    let catalog = document.add_object(dictionary! {
        "Type" => "Catalog",
        "Pages" => pages,
        "Names" => dictionary! {
            "EmbeddedFiles" => dictionary! {
                "Names" => vec![Object::string_literal("credential.json"), specification.into()]
            }
        }
    });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    let options = SaveOptions::default();
    document.save_with_options(&mut bytes, options).unwrap();
    bytes
}

/// Pictures and PDF: what is in them is held to the same rules.
#[test]
fn a_badge_in_a_picture_or_a_document() {
    let good = signed(&badge(), RDFC);
    let mut other = good.clone();
    other["name"] = json!("Advanced carpentry");
    let token = school_token(&header(), &claims(&badge()));
    let cases = [
        (
            good.to_string(),
            other.to_string(),
            "proof failed: PROOF_VERIFICATION_ERROR /proof",
        ),
        (token.clone(), changed(&token), WRONG),
    ];
    for (good, other, reason) in cases {
        let bake = |text: &str, picture: &[u8]| {
            carrier::bake(text.as_bytes(), picture, Existing::Keep).unwrap()
        };
        let png = pictures::png();
        let svg = pictures::SVG.as_bytes();
        for (carrier, good, other) in [
            (Carrier::Png, bake(&good, &png), bake(&other, &png)),
            (Carrier::Svg, bake(&good, svg), bake(&other, svg)),
            (Carrier::Pdf, pdf(&good), pdf(&other)),
        ] {
            assert_eq!(passes(good).carrier, carrier);
            fails(other, reason);
        }
    }
    fails(pictures::png(), "unreadable: nothing-baked");
}

/// At an address, with where it was found.
#[test]
fn a_badge_at_an_address() {
    let url = "https://school.example/badges/1";
    let good = signed(&badge(), RDFC).to_string();
    let world = World::default().serving(url, good);
    let report = world.ask(&Question::about_url(url)).unwrap();
    assert_eq!(told(&report), [""; 0]);
    assert_eq!(report.url.as_deref(), Some(url));
    let other = "https://school.example/badges/2";
    assert!(world.ask(&Question::about_url(other)).is_err());
}
