//! Digests of related resources that are known here: VC Data Model 2.0, section 5.3 (Integrity of
//! Related Resources). A credential that pins another text under the address of a context cannot
//! be read by anybody who holds the real one.

use crate::digest::hexadecimal;
use crate::finding::Finding;
use crate::ijson::{Json, join};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

const RELATED: &str = "VC Data Model 2.0, section 5.3 (Integrity of Related Resources)";

/// A resource that never changes: its address, SHA-256 and SHA-384.
struct Known {
    url: &'static str,
    digests: [(&'static str, &'static str); 2],
}

/// The W3C's contexts, which their specifications fix.
const KNOWN: [Known; 6] = [
    Known {
        url: "https://www.w3.org/ns/credentials/v2",
        digests: [
            (
                SHA256,
                "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
            ),
            (
                SHA384,
                "97f1eb8e5042356c805fdd61afa2c557663785e0794dcafa21e138fd38def18cb360133c221aa31d6896a6bf3e65b614",
            ),
        ],
    },
    Known {
        url: "https://www.w3.org/2018/credentials/v1",
        digests: [
            (
                SHA256,
                "ab4ddd9a531758807a79a5b450510d61ae8d147eab966cc9a200c07095b0cdcc",
            ),
            (
                SHA384,
                "82c3b3eab863754bbfd2b9f17d8d6db9f61169f301cbf0b05e1fc4beb5f5c51dd4d2e888c274f49c3fbb2408f61faed1",
            ),
        ],
    },
    Known {
        url: "https://w3id.org/security/data-integrity/v2",
        digests: [
            (
                SHA256,
                "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
            ),
            (
                SHA384,
                "0ee2d7626717f8b07cd449b525d5e2b71fe27209fc99e53089e0169dd2944d793feea4526fc60bb9cca1cd96512391f6",
            ),
        ],
    },
    Known {
        url: "https://w3id.org/security/data-integrity/v1",
        digests: [
            (
                SHA256,
                "b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554",
            ),
            (
                SHA384,
                "1f7b51154c2cb596b804d3eedeabb7678c7ea4d36f5201496a681dbd868d5dc0cb90a8839f5142ccdc91fdb92c5adcf2",
            ),
        ],
    },
    Known {
        url: "https://w3id.org/security/multikey/v1",
        digests: [
            (
                SHA256,
                "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
            ),
            (
                SHA384,
                "0fa51641d12fb8c701b2e6a9492556f25d32bb4af84a96f11808f0a623b972434dd18a8f1f1865bc68d8ee046c4e5a3e",
            ),
        ],
    },
    Known {
        url: "https://www.w3.org/ns/credentials/status/v1",
        digests: [
            (
                SHA256,
                "fda5add353231e6a6884a46b12e6c75464281900cb348284d9c360f62381d9f7",
            ),
            (
                SHA384,
                "ac0ef813833ebd666b6170a61c5adacc6d7d2f5a040d16c2928e8414d4fa07f64d70313021e02bf4f97bdd123ed9a84e",
            ),
        ],
    },
];

const SHA256: &str = "sha256";
const SHA384: &str = "sha384";

/// Finds digests that are not those of the resource they go with, where it is known.
pub(super) fn check(credential: &Json<'_>, findings: &mut Vec<Finding>) {
    let Some(resources) = credential.get("relatedResource") else {
        return;
    };
    for (place, resource) in resources.as_set().iter().enumerate() {
        let pointer = match resources.as_array() {
            Some(_) => join("/relatedResource", place),
            None => "/relatedResource".to_owned(),
        };
        let id = resource.get("id").and_then(Json::as_str);
        let Some(known) = KNOWN.iter().find(|known| id == Some(known.url)) else {
            continue;
        };
        for (name, read) in [
            (
                "digestSRI",
                integrity as fn(&str) -> Vec<(&'static str, String)>,
            ),
            ("digestMultibase", multihash),
        ] {
            let Some(text) = resource.get(name).and_then(Json::as_str) else {
                continue;
            };
            let given = read(text);
            let right = |(algorithm, digest): &(&str, String)| {
                known.digests.contains(&(algorithm, digest.as_str()))
            };
            if !given.is_empty() && !given.iter().any(right) {
                let detail = format!("this is not the digest of {}", known.url);
                let place = join(&pointer, name);
                findings.push(Finding::new(place, "digest-mismatch", detail).by(RELATED));
            }
        }
    }
}

/// The digests in an integrity attribute (Subresource Integrity, section 3.5): several may stand
/// there, and of the strongest kind any may be right.
fn integrity(text: &str) -> Vec<(&'static str, String)> {
    let of = |kind: &'static str| {
        let texts = text.split_whitespace().filter_map(move |one| {
            let digest = one.strip_prefix(kind)?.strip_prefix('-')?;
            let digest = digest.split('?').next().unwrap_or_default();
            Some((
                kind,
                STANDARD
                    .decode(digest)
                    .map_or_else(|_| String::new(), |d| hexadecimal(&d)),
            ))
        });
        texts.collect::<Vec<_>>()
    };
    // The strongest of all is none that is known here.
    if text
        .split_whitespace()
        .any(|one| one.starts_with("sha512-"))
    {
        return Vec::new();
    }
    let strongest = of(SHA384);
    match strongest.is_empty() {
        true => of(SHA256),
        false => strongest,
    }
}

/// The digest in a multihash under a multibase (Controlled Identifiers 1.0, sections 2.4 and 2.5).
fn multihash(text: &str) -> Vec<(&'static str, String)> {
    // The longest that is known here has some 70 characters; base58 takes quadratic time.
    if text.len() > 128 {
        return Vec::new();
    }
    let bytes = match text.split_at_checked(1) {
        Some(("z", digits)) => bs58::decode(digits).into_vec().ok(),
        Some(("u", digits)) => URL_SAFE_NO_PAD.decode(digits).ok(),
        _ => None,
    };
    match bytes.as_deref() {
        Some([0x12, 0x20, digest @ ..]) => vec![(SHA256, hexadecimal(digest))],
        Some([0x20, 0x30, digest @ ..]) => vec![(SHA384, hexadecimal(digest))],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(resource: &str) -> Vec<String> {
        let text = format!(r#"{{"relatedResource":{resource}}}"#);
        let mut findings = Vec::new();
        check(
            &crate::ijson::parse(text.as_bytes()).unwrap(),
            &mut findings,
        );
        assert!(
            findings
                .iter()
                .all(|finding| finding.problem == "digest-mismatch")
        );
        findings
            .into_iter()
            .map(|finding| finding.pointer)
            .collect()
    }

    /// A digest as VC Data Model 2.0 prints it, and others of the same resource.
    #[test]
    fn a_digest_of_what_is_known_must_be_right() {
        let of = |name: &str, digest: &str| {
            format!(r#"{{"id":"https://www.w3.org/ns/credentials/v2","{name}":"{digest}"}}"#)
        };
        let sha384 = "sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU";
        let sha256 = "sha256-WZVc7WaX1h4D8rJVb+vlMIqxaEKEb1tYbX8fet7JJzQ=";
        let multibase = "uEiBZlVztZpfWHgPyslVv6-UwirFoQoRvW1htfx963sknNA";
        for right in [
            of("digestSRI", sha384),
            of("digestSRI", sha256),
            of("digestSRI", &format!("{sha384}?type=x {sha256}")),
            of("digestSRI", &format!("sha256-AAAA {sha384}")),
            of("digestSRI", "sha512-AAAA"),
            of("digestMultibase", multibase),
            of("digestMultibase", "x"),
            r#"{"id":"https://a.example","digestSRI":"sha256-AAAA"}"#.to_owned(),
        ] {
            assert_eq!(problems(&right), Vec::<String>::new(), "{right}");
        }
        let other = multibase.replace("WZV", "WZW").replace("ZlV", "ZlW");
        for (wrong, name) in [
            (
                of("digestSRI", &sha384.replace("HrjlB", "HrjlC")),
                "digestSRI",
            ),
            (of("digestSRI", &sha256.replace("WZV", "WZW")), "digestSRI"),
            (of("digestSRI", "sha256-AAAA"), "digestSRI"),
            (
                of("digestSRI", &format!("sha384-AAAA {sha256}")),
                "digestSRI",
            ),
            (of("digestMultibase", &other), "digestMultibase"),
        ] {
            assert_eq!(
                problems(&wrong),
                [format!("/relatedResource/{name}")],
                "{wrong}"
            );
            let listed = format!(r#"[{{"id":"https://a.example"}},{wrong}]"#);
            assert_eq!(problems(&listed), [format!("/relatedResource/1/{name}")]);
        }
    }
}
