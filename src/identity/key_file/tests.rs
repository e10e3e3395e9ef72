use super::super::did_key;
use super::*;
use crate::confidential::DeploymentKey;
use crate::id::SeededRng;
use sha2::{Digest as _, Sha256};
use time::macros::datetime;

const CREATED: OffsetDateTime = datetime!(2026-11-20 10:00 UTC);

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(Zeroizing::new(text.as_bytes().to_vec())).unwrap()
}

fn key() -> IssuerKey {
    IssuerKey::for_did_web("did:web:badges.example", &mut SeededRng::new(3)).unwrap()
}

fn sealed(key: &IssuerKey) -> String {
    let protection = Protection::Passphrase {
        passphrase: &passphrase("open sesame"),
        iterations: Iterations::new(Iterations::FLOOR).unwrap(),
    };
    text(&seal(KeyToSeal::Issuer(key), CREATED, protection).unwrap())
}

fn plain(key: &IssuerKey) -> String {
    text(
        &seal(
            KeyToSeal::Issuer(key),
            CREATED,
            Protection::PlainForDevelopment,
        )
        .unwrap(),
    )
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// `file` after `change`, with its checksum made right again: what a person could do who means
/// harm.
fn forged(file: &str, change: impl FnOnce(&str) -> String) -> String {
    let (body, _) = file.split_once(",\n  \"checksum\"").unwrap();
    let body = change(body);
    let checksum = URL_SAFE_NO_PAD.encode(Sha256::digest(body.as_bytes()));
    format!("{body},\n  \"checksum\": \"{checksum}\"\n}}\n")
}

fn open(file: &str, words: &str) -> Result<IssuerKey, KeyFileError> {
    let passphrase = passphrase(words);
    let unlock = Unlock {
        passphrase: Some(&passphrase),
        plain_allowed: false,
    };
    KeyFile::read(file.as_bytes())?.unseal(unlock)
}

#[test]
fn a_sealed_key_is_opened_with_its_passphrase_only() {
    let key = key();
    let file = sealed(&key);
    assert!(!file.contains(&URL_SAFE_NO_PAD.encode(key.private().unwrap().as_slice())));
    let opened = open(&file, "open sesame").unwrap();
    assert_eq!(opened.private(), key.private());
    assert_eq!(opened.verification_method(), key.verification_method());
    for wrong in ["open sesam", "open sesame ", "Open sesame"] {
        let error = open(&file, wrong).unwrap_err();
        assert_eq!(error, KeyFileError::WrongPassphrase);
    }
    let locked = KeyFile::read(file.as_bytes()).unwrap();
    assert_eq!(
        locked.unseal(Unlock::default()).unwrap_err(),
        KeyFileError::PassphraseNeeded
    );
    assert_eq!(
        locked.public(),
        &PublicPart {
            purpose: KeyPurpose::Issuer,
            name: key.verification_method().to_owned(),
            key: Some(key.public_key().clone()),
            created: CREATED,
            encrypted: true,
        }
    );
    assert_eq!(locked.public().issuer(), Some("did:web:badges.example"));
}

#[test]
fn the_default_work_opens_as_well() {
    let protection = Protection::Passphrase {
        passphrase: &passphrase("open sesame"),
        iterations: Iterations::default(),
    };
    let file = text(&seal(KeyToSeal::Issuer(&key()), CREATED, protection).unwrap());
    assert!(open(&file, "open sesame").is_ok());
}

#[test]
fn a_plain_key_needs_the_development_flag() {
    let key = IssuerKey::for_did_key(&mut SeededRng::new(4));
    let file = plain(&key);
    let error = open(&file, "open sesame").unwrap_err();
    assert_eq!(error, KeyFileError::PlainNotAllowed);
    let read = KeyFile::read(file.as_bytes()).unwrap();
    assert!(!read.public().encrypted);
    let unlock = Unlock {
        passphrase: None,
        plain_allowed: true,
    };
    let opened = read.unseal(unlock).unwrap();
    assert_eq!(opened.private(), key.private());
    let private = URL_SAFE_NO_PAD.encode(key.private().unwrap().as_slice());
    for printed in [format!("{read:?}"), format!("{opened:?}")] {
        assert!(!printed.contains(&private), "{printed}");
        assert!(printed.contains(key.verification_method()), "{printed}");
    }
}

#[test]
fn every_cut_and_every_changed_byte_is_refused() {
    let es256 = IssuerKey::es256_for_did_web("did:web:a.example", &mut SeededRng::new(5)).unwrap();
    let audit = IssuerKey::for_did_key(&mut SeededRng::new(6));
    let deployment = DeploymentKey::new(&mut SeededRng::new(7));
    let of_other_kinds = [KeyToSeal::Audit(&audit), KeyToSeal::Deployment(&deployment)]
        .map(|key| text(&seal(key, CREATED, Protection::PlainForDevelopment).unwrap()));
    let of_issuers = [sealed(&key()), plain(&key()), plain(&es256)];
    for file in of_issuers.into_iter().chain(of_other_kinds) {
        for end in 0..file.len() {
            let error = KeyFile::read(&file.as_bytes()[..end]).unwrap_err();
            assert_eq!(error, KeyFileError::Truncated, "cut at {end}");
        }
        for place in 0..file.len() {
            for flip in [0x01, 0x20, 0x80] {
                let mut bytes = file.clone().into_bytes();
                bytes[place] ^= flip;
                assert!(KeyFile::read(&bytes).is_err(), "byte {place}");
            }
        }
        let longer = format!("{file}\n");
        assert!(KeyFile::read(longer.as_bytes()).is_err());
    }
}

#[test]
fn the_kinds_of_damage_are_told_apart() {
    let file = sealed(&key());
    let error = |text: &str| KeyFile::read(text.as_bytes()).unwrap_err();
    assert_eq!(error(""), KeyFileError::Truncated);
    assert_eq!(error("{}"), KeyFileError::NotAKeyFile);
    assert_eq!(error("-----BEGIN"), KeyFileError::NotAKeyFile);
    assert_eq!(error(&"x".repeat(70_000)), KeyFileError::NotAKeyFile);
    let newer = file.replacen("File\": 1", "File\": 12", 1);
    assert_eq!(error(&newer), KeyFileError::UnknownVersion("12".to_owned()));
    let altered = file.replacen("2026", "2025", 1);
    assert_eq!(error(&altered), KeyFileError::Altered);
}

#[test]
fn a_forged_envelope_never_gives_a_key() {
    let (key, other) = (key(), IssuerKey::for_did_key(&mut SeededRng::new(5)));
    let file = sealed(&key);
    let method_of_other = |body: &str| {
        let x = |key: &IssuerKey| {
            URL_SAFE_NO_PAD.encode(key.public_key().as_ed25519().unwrap().as_bytes())
        };
        body.replace(key.verification_method(), other.verification_method())
            .replace(&x(&key), &x(&other))
    };
    assert_eq!(
        open(&forged(&file, method_of_other), "open sesame").unwrap_err(),
        KeyFileError::PublicPartDiffers
    );
    // The same key under another DID.
    let moved = forged(&file, |body| body.replace("badges.example", "evil.example"));
    assert_eq!(
        open(&moved, "open sesame").unwrap_err(),
        KeyFileError::PublicPartDiffers
    );
    // A public key that is not that of the method.
    let half = forged(&file, |body| {
        body.replace(key.verification_method(), other.verification_method())
    });
    assert!(matches!(open(&half, "a"), Err(KeyFileError::Malformed(_))));
    // Something that no key file has.
    let more = forged(&file, |body| body.replacen(",\n", ",\n  \"more\": 1,\n", 1));
    assert!(matches!(open(&more, "a"), Err(KeyFileError::Malformed(_))));
    // One character of the ciphertext.
    let place = file.rfind('.').unwrap() - 2;
    let changed = if &file[place..=place] == "A" {
        "B"
    } else {
        "A"
    };
    let tampered = forged(&file, |body| {
        format!("{}{changed}{}", &body[..place], &body[place + 1..])
    });
    assert_eq!(
        open(&tampered, "open sesame").unwrap_err(),
        KeyFileError::WrongPassphrase
    );
    assert!(did_key::key_of_method(other.verification_method()).is_ok());
}

#[test]
fn a_hostile_jwe_is_refused_before_anything_is_derived() {
    let file = sealed(&key());
    let jwe = file
        .split('"')
        .find(|part| part.starts_with("eyJ"))
        .unwrap();
    let header = jwe.split('.').next().unwrap();
    let decoded = text(&URL_SAFE_NO_PAD.decode(header).unwrap());
    let read = |jwe_new: &str| {
        let file = forged(&file, |body| body.replace(jwe, jwe_new));
        KeyFile::read(file.as_bytes())
    };
    let with_header = |change: &dyn Fn(&str) -> String| {
        let changed = change(&decoded);
        assert_ne!(changed, decoded);
        read(&jwe.replace(header, &URL_SAFE_NO_PAD.encode(changed)))
    };
    assert!(read(&format!("{jwe} ")).is_err());
    for count in ["2147483648", "1000001", "9999", "0", "-1", "10000.5", "1e9"] {
        let found = with_header(&|h| h.replace("10000", count));
        assert!(matches!(found, Err(KeyFileError::Iterations(_))), "{count}");
    }
    let malformed =
        |found: Result<KeyFile, KeyFileError>| matches!(found, Err(KeyFileError::Malformed(_)));
    assert!(malformed(with_header(&|h| h.replace("10000", "\"10000\""))));
    assert!(malformed(with_header(&|h| h.replace("A256GCM", "A128GCM"))));
    assert!(malformed(with_header(&|h| h.replace("HS512", "HS256"))));
    assert!(malformed(with_header(
        &|h| h.replace('{', "{\"zip\":\"DEF\",")
    )));
    assert!(malformed(with_header(&|h| h.replace('{', "{\"p2c\":1,"))));
    assert!(malformed(with_header(
        &|h| h.replace("p2s\":\"", "p2s\":\"AAAA")
    )));
    let parts: Vec<&str> = jwe.split('.').collect();
    let of_length = |bytes| {
        let ciphertext = URL_SAFE_NO_PAD.encode(vec![0; bytes]);
        let (first, last) = (parts[..3].join("."), parts[4]);
        read(&format!("{first}.{ciphertext}.{last}"))
    };
    assert!(of_length(16_384).is_ok());
    for bytes in [16_385, 16_388] {
        assert!(malformed(of_length(bytes)), "{bytes}");
    }
    assert!(malformed(read(&parts[..4].join("."))));
    for place in 1..5 {
        for short in ["", "AAAA"] {
            if place == 3 && short == "AAAA" {
                continue;
            }
            let mut parts = parts.clone();
            parts[place] = short;
            assert!(malformed(read(&parts.join("."))), "{place} {short:?}");
        }
    }
}

#[test]
fn a_file_is_read_up_to_its_limit() {
    let of_length = |length: usize| {
        let opening = "{\n  \"proofmarkKeyFile\": 1";
        let file = format!("{opening}{}", " ".repeat(length - opening.len()));
        KeyFile::read(file.as_bytes()).unwrap_err()
    };
    assert_eq!(of_length(65_536), KeyFileError::Truncated);
    for length in [65_537, 65_540] {
        assert_eq!(of_length(length), KeyFileError::NotAKeyFile);
    }
}
