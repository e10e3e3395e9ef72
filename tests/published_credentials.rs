//! Credentials that others published, and samples that an independent implementation signed, before
//! the whole verifier: the verdict and the check that is its reason, at a time that stands still.
//!
//! That a cryptosuite reproduces the vectors is `proof_vectors`' concern. Here the vectors are
//! credentials: those of the W3C name an issuer at an `https` address and a `did:key` that is not
//! its own, so no verifier of credentials may believe them.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::{Compression, write::GzEncoder};
use libtest_mimic::{Arguments, Failed, Trial};
use proofmark::clock::parse_timestamp;
use proofmark::jsonld::Contexts;
use proofmark::jsonld::canon::Budget;
use proofmark::proof::{Cryptosuite, Processor, secure};
use proofmark::service::verify::{CheckId, Outcome, Report, Verdict};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use support::keys::{TestSigner, hex};
use support::verifying::World;

const VALID: Found = Found(Verdict::Valid, None);

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = of_folder(
        "vectors/ob-impl-guide",
        &[
            ("the guide's badge", guide_badge),
            ("the guide's record", guide_record),
        ],
    );
    trials.extend(of_folder(
        "vectors/vc-di-eddsa",
        &[
            ("the W3C's vectors", w3c),
            (
                "the W3C's vector in a context that is not on board",
                w3c_employ,
            ),
        ],
    ));
    trials.extend(of_folder(
        "examples",
        &[
            ("badges with a status", badges),
            ("a record with a badge", record),
            ("what is not signed", unsigned),
            ("what is no credential", no_credential),
        ],
    ));
    libtest_mimic::run(&arguments, trials).exit_code()
}

type Test = fn(&Path) -> Result<(), Failed>;

fn of_folder(below: &str, tests: &[(&str, Test)]) -> Vec<Trial> {
    let Some(folder) = support::data(below) else {
        return vec![support::skipped(below, "the shared data is absent")];
    };
    let trial = |(name, test): &(&str, Test)| {
        let (folder, test) = (folder.clone(), *test);
        Trial::test(format!("{below}: {name}"), move || test(&folder))
    };
    tests.iter().map(trial).collect()
}

/// The verdict, and the check that is the reason for it.
#[derive(Debug, PartialEq)]
struct Found(Verdict, Option<CheckId>);

fn expect(what: &str, report: &Report, wanted: &Found) -> Result<(), Failed> {
    let reason = match report.verdict {
        Verdict::Valid => None,
        _ => report.reason().map(|check| check.id),
    };
    let found = Found(report.verdict, reason);
    if found == *wanted {
        return Ok(());
    }
    let bad = report.checks.iter();
    let bad: Vec<_> = bad.filter(|c| c.outcome != Outcome::Passed).collect();
    Err(format!("{what}: {found:?}, not {wanted:?}: {bad:#?}").into())
}

fn not_valid(check: CheckId) -> Found {
    Found(Verdict::NotValid, Some(check))
}

fn unknown(check: CheckId) -> Found {
    Found(Verdict::CouldNotBeChecked, Some(check))
}

/// The same document under another name.
fn renamed(document: &str) -> Result<String, Failed> {
    let mut document: Value = serde_json::from_str(document)?;
    document["name"] = json!("Master of all");
    Ok(document.to_string())
}

/// The issuer of the implementation guide, with the document that its address should give: the
/// guide prints the key alone.
fn guide_world() -> World {
    let issuer = "https://example.edu/issuers/565049";
    let key = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi";
    let method = format!("{issuer}#{key}");
    let document = json!({
        "@context": ["https://www.w3.org/ns/cid/v1"],
        "id": issuer,
        "verificationMethod": [{
            "id": method,
            "type": "Multikey",
            "controller": issuer,
            "publicKeyMultibase": key
        }],
        "assertionMethod": [method]
    });
    World::default().serving(issuer, document.to_string())
}

fn guide_badge(folder: &Path) -> Result<(), Failed> {
    let badge = support::read(&folder.join("signed-ob.json"))?;
    expect("the badge", &guide_world().verify(badge.as_str()), &VALID)?;
    let alone = World::default().verify(badge.as_str());
    let no_key = unknown(CheckId::IssuerKey);
    expect("without its issuer's document", &alone, &no_key)?;
    let altered = guide_world().verify(renamed(&badge)?);
    expect("renamed", &altered, &not_valid(CheckId::Proof))?;
    let early = World {
        now: "2009-12-31T00:00:00Z".to_owned(),
        ..guide_world()
    };
    // Its proof was made a day after it became valid, so the proof is of the future as well.
    let report = early.verify(badge);
    expect("too early", &report, &not_valid(CheckId::Proof))
}

fn guide_record(folder: &Path) -> Result<(), Failed> {
    let record = support::read(&folder.join("signed-clr.json"))?;
    let report = guide_world().verify(record.as_str());
    expect("the record", &report, &VALID)?;
    support::same("its badges", &report.parts.len().to_string(), "1")?;
    let altered = guide_world().verify(renamed(&record)?);
    expect("renamed", &altered, &not_valid(CheckId::Proof))
}

fn w3c(folder: &Path) -> Result<(), Failed> {
    for name in [
        "Ed25519Signature2020/signedEdSig.json",
        "eddsa-jcs-2022/signedJCS.json",
        "eddsa-rdfc-2022/signedDataInt.json",
        "proof-set-chain/signedProofChain1.json",
        "proof-set-chain/signedProofChain2.json",
        "proof-set-chain/signedProofSet1.json",
        "proof-set-chain/signedProofSet2.json",
    ] {
        let document = support::read(&folder.join(name))?;
        let report = World::default().verify(document);
        expect(name, &report, &not_valid(CheckId::IssuerKey))?;
    }
    Ok(())
}

fn w3c_employ(folder: &Path) -> Result<(), Failed> {
    let document = support::read(&folder.join("eddsa-rdfc-2022/employ/signedDataInt.json"))?;
    let report = World::default().verify(document);
    expect("the credential", &report, &unknown(CheckId::Terms))
}

/// The place of the list that the samples name, and the index of their bit in it.
const LIST: (&str, usize) = ("https://issuer.example/status/1", 4242);

/// A world in which the samples' issuer publishes its status list, with its bit set or clear.
fn with_list(folder: &Path, set: bool) -> Result<World, Failed> {
    let key: Value = serde_json::from_str(&support::read(&folder.join("example-key.json"))?)?;
    let seed = hex(key["seedHex"].as_str().ok_or("no seed")?)?;
    let seed = <[u8; 32]>::try_from(seed).map_err(|_| "a seed of another length")?;
    let (url, index) = LIST;
    let mut bits = vec![0u8; 16 * 1024];
    bits[index / 8] |= if set { 0x80 >> (index % 8) } else { 0 };
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(&bits)?;
    let list = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": key["did"],
        "validFrom": "2026-11-20T10:00:00Z",
        "credentialSubject": {
            "id": format!("{url}#list"),
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": format!("u{}", URL_SAFE_NO_PAD.encode(gzip.finish()?))
        }
    })
    .to_string();
    let created = parse_timestamp("2026-11-20T10:00:00Z").ok_or("no timestamp")?;
    let processor = Processor {
        contexts: Contexts::on_board(),
        budget: Budget::DEFAULT,
    };
    let suites = [Cryptosuite::EddsaRdfc2022];
    let signer = TestSigner::did_key(seed);
    let signed = secure(list.as_bytes(), &suites, created, &signer, processor)?;
    Ok(World::default().serving(url, signed))
}

fn badges(folder: &Path) -> Result<(), Failed> {
    for name in [
        "ob3-eddsa-rdfc-2022.json",
        "ob3-proof-set-rdfc-and-jcs.json",
        "ob3-vc-jwt-eddsa.jwt",
    ] {
        let badge = support::read(&folder.join(name))?;
        let good = with_list(folder, false)?;
        expect(name, &good.verify(badge.as_str()), &VALID)?;
        let revoked = with_list(folder, true)?.verify(badge.as_str());
        expect(name, &revoked, &not_valid(CheckId::Status))?;
        let silent = World::default().verify(badge.as_str());
        expect(name, &silent, &unknown(CheckId::Status))?;
        let late = World {
            now: "2030-01-01T00:00:00Z".to_owned(),
            ..with_list(folder, false)?
        };
        let expired = late.verify(badge.as_str());
        expect(name, &expired, &not_valid(CheckId::Validity))?;
        if name.ends_with("json") {
            let altered = good.verify(renamed(&badge)?);
            expect(name, &altered, &not_valid(CheckId::Proof))?;
        }
    }
    Ok(())
}

fn record(folder: &Path) -> Result<(), Failed> {
    let record = support::read(&folder.join("clr2-eddsa-rdfc-2022.json"))?;
    let good = with_list(folder, false)?;
    expect("the record", &good.verify(record.as_str()), &VALID)?;
    let revoked = with_list(folder, true)?.verify(record.as_str());
    expect("with a revoked badge", &revoked, &not_valid(CheckId::Parts))?;
    let silent = World::default().verify(record.as_str());
    expect("without the list", &silent, &unknown(CheckId::Parts))?;
    let altered = good.verify(renamed(&record)?);
    expect("renamed", &altered, &not_valid(CheckId::Proof))
}

fn unsigned(folder: &Path) -> Result<(), Failed> {
    for name in [
        "ob3-unsigned.json",
        "ler-rs-vc2-learncard-style-unsigned.json",
    ] {
        let report = World::default().verify(support::read(&folder.join(name))?);
        expect(name, &report, &not_valid(CheckId::Proof))?;
    }
    Ok(())
}

fn no_credential(folder: &Path) -> Result<(), Failed> {
    for name in [
        "case-v1p1-cfpackage.json",
        "example-key.json",
        "ler-rs-4.4.json",
    ] {
        let report = World::default().verify(support::read(&folder.join(name))?);
        expect(name, &report, &not_valid(CheckId::DataModel))?;
    }
    Ok(())
}
