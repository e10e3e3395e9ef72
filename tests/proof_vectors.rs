//! Published test vectors of the cryptosuites, each intermediate value byte for byte: the W3C's for
//! `eddsa-rdfc-2022`, `eddsa-jcs-2022`, `Ed25519Signature2020`, proof sets and proof chains, and
//! those of the Open Badges implementation guide.

mod support;

use ed25519_dalek::VerifyingKey;
use libtest_mimic::{Arguments, Failed, Trial};
use proofmark::ijson::{self, Json, Object};
use proofmark::jsonld::canon::Budget;
use proofmark::jsonld::{Contexts, signed_as_read};
use proofmark::proof::ed25519::{HashData, to_multibase};
use proofmark::proof::{
    Processor, ProofPurpose, Unsecured, ed25519_signature_2020, eddsa_jcs_2022, eddsa_rdfc_2022,
    proofs, verify,
};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use support::keys::{TestSigner, hex, multikey, secret_multikey, to_hex};
use support::{read, same};

const SKIPPED: [(&str, &str); 1] = [("w3c employ", "its context is not on board")];

/// Documents in which what people read is what was signed: their JSON and their RDF say the same.
const PLAIN: [&str; 13] = [
    "vectors/vc-di-eddsa/Ed25519Signature2020/signedEdSig.json",
    "vectors/vc-di-eddsa/eddsa-jcs-2022/signedJCS.json",
    "vectors/vc-di-eddsa/eddsa-rdfc-2022/signedDataInt.json",
    "vectors/vc-di-eddsa/proof-set-chain/signedProofSet2.json",
    "vectors/vc-di-eddsa/proof-set-chain/signedProofChain2.json",
    "vectors/vc-di-eddsa/proof-set-chain/proofChainTempDoc1.json",
    "vectors/ob-impl-guide/signed-ob.json",
    "vectors/ob-impl-guide/signed-clr.json",
    "vectors/canonical-nquads/d01_full_ob.json",
    "vectors/canonical-nquads/d07_vp.json",
    "examples/ob3-proof-set-rdfc-and-jcs.json",
    "examples/clr2-eddsa-rdfc-2022.json",
    "examples/ler-rs-vc2-learncard-style-unsigned.json",
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials: Vec<Trial> = SKIPPED
        .iter()
        .map(|(name, reason)| support::skipped(name, reason))
        .collect();
    trials.extend(w3c());
    trials.extend(open_badges_guide());
    trials.push(badge_as_token());
    trials.extend(PLAIN.map(plain));
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn w3c() -> Vec<Trial> {
    let Some(folder) = support::data("vectors/vc-di-eddsa") else {
        return vec![support::skipped("w3c", "the shared data is absent")];
    };
    let trial = |name: &str, test: fn(&Path) -> Result<(), Failed>| {
        let folder = folder.clone();
        Trial::test(format!("w3c {name}"), move || test(&folder))
    };
    vec![
        trial("eddsa-rdfc-2022", w3c_rdfc),
        trial("eddsa-jcs-2022", w3c_jcs),
        trial("Ed25519Signature2020", w3c_ed25519_signature_2020),
        trial("proof set", w3c_proof_set),
        trial("proof chain", w3c_proof_chain),
    ]
}

fn plain(file: &'static str) -> Trial {
    let name = format!("signed as read: {file}");
    match support::data("") {
        Some(folder) => Trial::test(name, move || is_plain(&folder.join(file))),
        None => support::skipped(&name, "the shared data is absent"),
    }
}

fn is_plain(path: &Path) -> Result<(), Failed> {
    let text = read(path)?;
    let json = ijson::parse(text.as_bytes())?;
    let unsecured = Unsecured::new(json.clone());
    unsecured.to_rdf(processor())?;
    let mut findings = signed_as_read(unsecured.document(), processor().contexts);
    if json.get("proof").is_some() {
        for proof in proofs(&json, ProofPurpose::AssertionMethod)? {
            findings.extend(proof.signed_as_read(unsecured.document(), processor()));
        }
    }
    match findings.first() {
        Some(finding) => Err(finding.to_string().into()),
        None => Ok(()),
    }
}

fn open_badges_guide() -> Vec<Trial> {
    let Some(folder) = support::data("vectors/ob-impl-guide") else {
        return vec![support::skipped(
            "Open Badges guide",
            "the shared data is absent",
        )];
    };
    ["openBadge", "clr"]
        .map(|which| {
            let folder: PathBuf = folder.clone();
            Trial::test(format!("Open Badges guide {which}"), move || {
                guide(&folder, which)
            })
        })
        .into()
}

fn processor() -> Processor<'static> {
    Processor {
        contexts: Contexts::on_board(),
        budget: Budget::DEFAULT,
    }
}

/// The intermediate values of one signature, as published.
struct Published {
    document_canonical: String,
    document_hash: String,
    proof_canonical: String,
    proof_hash: String,
    signature: String,
}

impl Published {
    /// The values in the W3C's files, whose names end in `suffix`.
    fn w3c(folder: &Path, suffix: &str) -> Result<Self, Failed> {
        let text = |name: &str| read(&folder.join(format!("{name}{suffix}.txt")));
        let published = Self {
            document_canonical: text("canonDoc")?,
            document_hash: text("docHash")?,
            proof_canonical: text("proofCanon")?,
            proof_hash: text("proofHash")?,
            signature: text("sigHex")?,
        };
        let combined = format!("{}{}", published.proof_hash, published.document_hash);
        same("the joined hash", &combined, &text("combinedHash")?)?;
        let signature: [u8; 64] = hex(&published.signature)?.as_slice().try_into()?;
        same("multibase", &to_multibase(&signature), &text("sigBTC58")?)?;
        Ok(published)
    }

    fn compare(
        &self,
        document_canonical: &str,
        proof_canonical: &str,
        hash_data: &HashData,
        signature: &[u8; 64],
    ) -> Result<(), Failed> {
        let (proof_hash, document_hash) = hash_data.as_bytes().split_at(32);
        let document = "the canonical document";
        same(document, document_canonical, &self.document_canonical)?;
        let proof = "the canonical proof configuration";
        same(proof, proof_canonical, &self.proof_canonical)?;
        let document = "the document's hash";
        same(document, &to_hex(document_hash), &self.document_hash)?;
        same("the proof's hash", &to_hex(proof_hash), &self.proof_hash)?;
        same("the signature", &to_hex(signature), &self.signature)
    }
}

fn w3c_rdfc(folder: &Path) -> Result<(), Failed> {
    let signer = w3c_signer(&folder.join("keyPair.json"), "")?;
    let unsigned = read(&folder.join("unsigned.json"))?;
    let folder = folder.join("eddsa-rdfc-2022");
    let options = read(&folder.join("proofConfigDataInt.json"))?;
    let published = Published::w3c(&folder, "DataInt")?;
    let mut options = object(&options)?;
    options.remove("@context");
    let unsigned = ijson::parse(unsigned.as_bytes())?;
    rdfc_steps(&unsigned, options.clone(), &signer, &published)?;
    let signed = signed_rdfc(&unsigned, [(options, &signer)])?;
    let expected = read(&folder.join("signedDataInt.json"))?;
    same_json(&signed, &expected)?;
    verifies(&expected, &[&signer])
}

/// Each step of `eddsa-rdfc-2022` against its published value.
fn rdfc_steps(
    unsecured: &Json<'_>,
    options: Object<'_>,
    signer: &TestSigner,
    published: &Published,
) -> Result<(), Failed> {
    let transformed = eddsa_rdfc_2022::transform(unsecured, processor())?;
    let options = Json::Object(options);
    let proof_config = eddsa_rdfc_2022::proof_configuration(&options, unsecured, processor())?;
    let document_hash = eddsa_rdfc_2022::hash_document(&transformed);
    let hash_data = eddsa_rdfc_2022::hash(&document_hash, &proof_config);
    let signature = eddsa_rdfc_2022::serialize_proof(&hash_data, signer)?;
    published.compare(&transformed, &proof_config, &hash_data, &signature)
}

/// The document with one proof, or an array of several, by `eddsa-rdfc-2022`.
fn signed_rdfc<'a, const N: usize>(
    unsecured: &Json<'a>,
    proofs: [(Object<'a>, &TestSigner); N],
) -> Result<Json<'a>, Failed> {
    let transformed = eddsa_rdfc_2022::transform(unsecured, processor())?;
    let hash = eddsa_rdfc_2022::hash_document(&transformed);
    let mut made = Vec::new();
    for (options, signer) in proofs {
        let proof = eddsa_rdfc_2022::create_proof(unsecured, &hash, options, signer, processor())?;
        made.push(Json::Object(proof));
    }
    let mut signed = unsecured.clone();
    let members = signed.as_object_mut().ok_or("no object")?;
    match made.pop() {
        Some(alone) if made.is_empty() => members.insert("proof", alone),
        last => {
            made.extend(last);
            members.insert("proof", made);
        }
    }
    Ok(signed)
}

fn w3c_jcs(folder: &Path) -> Result<(), Failed> {
    let signer = w3c_signer(&folder.join("keyPair.json"), "")?;
    let unsigned = read(&folder.join("unsigned.json"))?;
    let folder = folder.join("eddsa-jcs-2022");
    let options = read(&folder.join("proofConfigJCS.json"))?;
    let published = Published::w3c(&folder, "JCS")?;
    let options = object(&options)?;
    let unsigned = ijson::parse(unsigned.as_bytes())?;

    let transformed = eddsa_jcs_2022::transform(&unsigned);
    let proof_config = eddsa_jcs_2022::proof_configuration(&Json::Object(options.clone()))?;
    let hash_data = eddsa_jcs_2022::hash(&transformed, &proof_config);
    let signature = eddsa_jcs_2022::serialize_proof(&hash_data, &signer)?;
    let [transformed, proof_config] = [transformed, proof_config].map(String::from_utf8);
    published.compare(&transformed?, &proof_config?, &hash_data, &signature)?;

    let proof = eddsa_jcs_2022::create_proof(&unsigned, options, &signer)?;
    let mut signed = unsigned.clone();
    let members = signed.as_object_mut().ok_or("no object")?;
    members.insert("proof", proof);
    let expected = read(&folder.join("signedJCS.json"))?;
    same_json(&signed, &expected)?;
    verifies(&expected, &[&signer])
}

/// The suite is never made here, so each step is taken from what the verifier uses.
fn w3c_ed25519_signature_2020(folder: &Path) -> Result<(), Failed> {
    let signer = w3c_signer(&folder.join("keyPair.json"), "")?;
    let folder = folder.join("Ed25519Signature2020");
    let published = Published::w3c(&folder, "EdSig")?;
    let signed = read(&folder.join("signedEdSig.json"))?;
    let mut unsecured = object(&signed)?;
    unsecured.remove("proof");
    let unsecured = Json::Object(unsecured);
    let options = read(&folder.join("proofConfigEdSig.json"))?;
    let mut options = object(&options)?;
    options.remove("@context");
    let transformed = eddsa_rdfc_2022::transform(&unsecured, processor())?;
    let options = Json::Object(options);
    let proof_config =
        ed25519_signature_2020::proof_configuration(&options, &unsecured, processor())?;
    let document_hash = eddsa_rdfc_2022::hash_document(&transformed);
    let hash_data = eddsa_rdfc_2022::hash(&document_hash, &proof_config);
    let signature = eddsa_rdfc_2022::serialize_proof(&hash_data, &signer)?;
    published.compare(&transformed, &proof_config, &hash_data, &signature)?;
    verifies(&signed, &[&signer])
}

/// The earlier proofs are put back into the document, in their order, before it is hashed.
fn w3c_proof_chain(folder: &Path) -> Result<(), Failed> {
    let folder = folder.join("proof-set-chain");
    let keys = folder.join("multiKeyPairs.json");
    let [one, two, three, four] = [1, 2, 3, 4].map(|n| w3c_signer(&keys, &format!("keyPair{n}")));
    let (one, two, three, four) = (one?, two?, three?, four?);
    for (number, signer) in [(1, &three), (2, &four)] {
        // The document with the proofs that the next one vouches for, and that next one.
        let with_proofs = read(&folder.join(format!("proofChainTempDoc{number}.json")))?;
        let with_proofs = ijson::parse(with_proofs.as_bytes())?;
        let options = read(&folder.join(format!("proofChainConfig{number}.json")))?;
        let hash = eddsa_rdfc_2022::transform(&with_proofs, processor())?;
        let hash = eddsa_rdfc_2022::hash_document(&hash);
        let options = object(&options)?;
        let made =
            eddsa_rdfc_2022::create_proof(&with_proofs, &hash, options, signer, processor())?;
        let expected = read(&folder.join(format!("proofChainConfigSigned{number}.json")))?;
        same_json(&Json::Object(made), &expected)?;
    }
    let of_three = read(&folder.join("signedProofChain1.json"))?;
    verifies(&of_three, &[&one, &two, &three])?;
    let of_four = read(&folder.join("signedProofChain2.json"))?;
    verifies(&of_four, &[&one, &two, &three, &four])?;
    // Another signature in an earlier proof: the one that vouches for it does not hold.
    let other = to_multibase(&[1; 64]);
    for earlier in [0, 1] {
        let mut changed: Value = serde_json::from_str(&of_three)?;
        changed["proof"][earlier]["proofValue"] = Value::from(other.as_str());
        let changed = changed.to_string();
        let json = ijson::parse(changed.as_bytes())?;
        let all = proofs(&json, ProofPurpose::AssertionMethod)?;
        let last = all.last().ok_or("no proof")?;
        let key = three.key().verifying_key();
        if verify(&Unsecured::new(json.clone()), last, &key, processor()).is_ok() {
            return Err("a proof vouches for what it did not sign".into());
        }
    }
    Ok(())
}

fn w3c_proof_set(folder: &Path) -> Result<(), Failed> {
    let folder = folder.join("proof-set-chain");
    let keys = folder.join("multiKeyPairs.json");
    let unsigned = read(&folder.join("unsigned.json"))?;
    let unsigned = ijson::parse(unsigned.as_bytes())?;
    let [first, second] = [1, 2].map(|n| w3c_signer(&keys, &format!("keyPair{n}")));
    let (first, second) = (first?, second?);
    let [one, two] = [1, 2].map(|n| read(&folder.join(format!("proofSetConfig{n}.json"))));
    let (one, two) = (one?, two?);
    let proofs = [(object(&one)?, &first), (object(&two)?, &second)];
    let signed = signed_rdfc(&unsigned, proofs)?;
    let expected = read(&folder.join("signedProofSet2.json"))?;
    same_json(&signed, &expected)?;
    verifies(&expected, &[&first, &second])?;
    let of_one = read(&folder.join("signedProofSet1.json"))?;
    verifies(&of_one, &[&first])
}

fn guide(folder: &Path, which: &str) -> Result<(), Failed> {
    let values: Value = serde_json::from_str(&read(&folder.join("values.json"))?)?;
    let text = |value: &Value| value.as_str().map(str::to_owned).ok_or("no text");
    let method = text(&values["verificationMethod"])?;
    let seed: [u8; 32] = hex(&text(&values["seedHex"])?)?.as_slice().try_into()?;
    let signer = TestSigner::new(seed, &method);
    let public = signer.key().verifying_key().to_bytes();
    same("the key", &to_hex(&public), &text(&values["publicKeyHex"])?)?;
    let values = &values[which];
    let file = |name: &str| read(&folder.join(text(&values[name])?));
    let published = Published {
        document_canonical: file("documentCanonical")?,
        document_hash: text(&values["documentHashHex"])?,
        proof_canonical: file("proofCanonical")?,
        proof_hash: text(&values["proofHashHex"])?,
        signature: text(&values["signatureHex"])?,
    };
    let expected = file("signed")?;
    let mut unsigned = object(&expected)?;
    // One proof: an object, or an array of it.
    let proof = unsigned.remove("proof").ok_or("the vector has no proof")?;
    let [Json::Object(options)] = proof.as_set() else {
        return Err("the vector has not one proof".into());
    };
    let mut options = options.clone();
    options.remove("proofValue");
    let unsigned = Json::Object(unsigned);
    rdfc_steps(&unsigned, options.clone(), &signer, &published)?;
    let mut signed = signed_rdfc(&unsigned, [(options, &signer)])?;
    if let (Json::Array(_), Some(members)) = (proof, signed.as_object_mut())
        && let Some(made) = members.remove("proof")
    {
        members.insert("proof", vec![made]);
    }
    same_json(&signed, &expected)?;
    verifies(&expected, &[&signer])
}

/// Every proof of the document is by its signer and by no other.
fn verifies(secured: &str, signers: &[&TestSigner]) -> Result<(), Failed> {
    let json = ijson::parse(secured.as_bytes())?;
    let proofs = proofs(&json, ProofPurpose::AssertionMethod)?;
    assert_eq!(proofs.len(), signers.len(), "the number of proofs");
    let unsecured = Unsecured::new(json.clone());
    let other = VerifyingKey::from(TestSigner::did_key([1; 32]).key());
    for (proof, signer) in proofs.iter().zip(signers) {
        let key = signer.key().verifying_key();
        verify(&unsecured, proof, &key, processor())?;
        if verify(&unsecured, proof, &other, processor()).is_ok() {
            return Err("another key's signature was accepted".into());
        }
    }
    Ok(())
}

/// The key pair in a file, under `name`, or the file's own where that is empty.
fn w3c_signer(path: &Path, name: &str) -> Result<TestSigner, Failed> {
    let keys: Value = serde_json::from_str(&read(path)?)?;
    let pair = if name.is_empty() { &keys } else { &keys[name] };
    let secret = pair["privateKeyMultibase"]
        .as_str()
        .ok_or("no secret key")?;
    let signer = TestSigner::did_key(secret_multikey(secret)?);
    let public = multikey(&signer.key().verifying_key().to_bytes());
    let expected = pair["publicKeyMultibase"].as_str().ok_or("no public key")?;
    same("the public key", &public, expected)?;
    Ok(signer)
}

fn object(text: &str) -> Result<Object<'_>, Failed> {
    match ijson::parse(text.as_bytes())? {
        Json::Object(object) => Ok(object),
        _ => Err("this is no object".into()),
    }
}

/// Equal as JSON, whatever the order of members.
fn same_json(ours: &Json<'_>, expected: &str) -> Result<(), Failed> {
    let expected = ijson::canonicalize(&ijson::parse(expected.as_bytes())?);
    let ours = String::from_utf8(ijson::canonicalize(ours))?;
    same("the signed document", &ours, &String::from_utf8(expected)?)
}

/// A badge that another implementation secured as a VC-JWT, with a `did:key`.
fn badge_as_token() -> Trial {
    use proofmark::identity::{PublicKey, did_key};
    use proofmark::proof::ProofError;
    use proofmark::proof::vc_jwt::{self, TokenForm};

    let name = "a badge as VC-JWT";
    let Some(folder) = support::data("examples") else {
        return support::skipped(name, "the shared data is absent");
    };
    Trial::test(name, move || {
        let token = read(&folder.join("ob3-vc-jwt-eddsa.jwt"))?;
        let jws = vc_jwt::decode(token.trim())?;
        let content = vc_jwt::content(&jws)?;
        let method = content.verification_method(&jws.header).ok_or("no key")?;
        same(
            "the form",
            content.form.name(),
            TokenForm::OpenBadges.name(),
        )?;
        jws.verify(&did_key::key_of_method(&method)?)?;
        let other = TestSigner::did_key([1; 32]).key().verifying_key();
        match jws.verify(&PublicKey::from(other)) {
            Err(ProofError::WrongTokenSignature) => Ok(()),
            other => Err(format!("under another key: {other:?}").into()),
        }
    })
}
