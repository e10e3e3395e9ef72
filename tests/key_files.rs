//! Key files in a real folder: what is refused, how each fault is told from the others, and that
//! no fault ever changes a file or gives a key.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proofmark::confidential::DeploymentKey;
use proofmark::id::SeededRng;
use proofmark::identity::{
    IssuerKey, Iterations, KeyFileError, KeyPurpose, Passphrase, Protection, Signer as _, Unlock,
};
use proofmark::service::keyring::{
    Exposure, Keyring, KeyringError, PassphraseError, PassphraseSource, passphrase,
};
use sha2::{Digest as _, Sha256};
use std::fs::{self, File, Permissions};
use std::io::Write as _;
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use time::OffsetDateTime;
use time::macros::datetime;
use zeroize::Zeroizing;

const CREATED: OffsetDateTime = datetime!(2026-11-20 10:00 UTC);
const DID: &str = "did:web:badges.example";

/// A keyring with one key in it.
struct Kept {
    _folder: TempDir,
    keyring: Keyring,
    key: IssuerKey,
    path: PathBuf,
}

fn words(text: &str) -> Passphrase {
    Passphrase::new(Zeroizing::new(text.as_bytes().to_vec())).unwrap()
}

fn new_key(seed: u64) -> IssuerKey {
    IssuerKey::for_did_web(DID, &mut SeededRng::new(seed)).unwrap()
}

fn create(keyring: &Keyring, key: &IssuerKey) -> Result<PathBuf, KeyringError> {
    let protection = Protection::Passphrase {
        passphrase: &words("open sesame"),
        iterations: Iterations::new(Iterations::FLOOR).unwrap(),
    };
    keyring.create(key, CREATED, protection)
}

fn kept() -> Kept {
    let folder = TempDir::new().unwrap();
    let keyring = Keyring::new(folder.path().join("keys"));
    let key = new_key(1);
    let path = create(&keyring, &key).unwrap();
    Kept {
        _folder: folder,
        keyring,
        key,
        path,
    }
}

impl Kept {
    fn load(&self, passphrase: &str) -> Result<IssuerKey, KeyringError> {
        let passphrase = words(passphrase);
        let unlock = Unlock {
            passphrase: Some(&passphrase),
            plain_allowed: false,
        };
        self.keyring.load(self.key.verification_method(), unlock)
    }

    fn chmod(&self, mode: u32) {
        fs::set_permissions(&self.path, Permissions::from_mode(mode)).unwrap();
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

fn names(folder: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
    let names = fs::read_dir(folder).unwrap().map(name);
    names.map(|name| name.into_string().unwrap()).collect()
}

#[test]
fn a_new_key_is_kept_for_its_owner_alone_and_opens() {
    let kept = kept();
    let folder = kept.keyring.folder();
    assert_eq!(mode(&kept.path), 0o600);
    assert_eq!(mode(folder), 0o700);
    assert_eq!(names(folder).len(), 1, "no temporary file is left");
    let opened = kept.load("open sesame").unwrap();
    assert_eq!(opened.sign(b"x").unwrap(), kept.key.sign(b"x").unwrap());
    let public = kept.keyring.public(kept.key.verification_method()).unwrap();
    assert_eq!(public.key.as_ref(), Some(kept.key.public_key()));
    assert_eq!((public.issuer(), public.created), (Some(DID), CREATED));
    kept.chmod(0o400);
    assert!(kept.load("open sesame").is_ok());
}

#[test]
fn all_keys_of_an_issuer_are_loaded_and_no_others() {
    let kept = kept();
    create(&kept.keyring, &new_key(2)).unwrap();
    let other = IssuerKey::for_did_key(&mut SeededRng::new(3));
    create(&kept.keyring, &other).unwrap();
    let passphrase = words("open sesame");
    let unlock = Unlock {
        passphrase: Some(&passphrase),
        plain_allowed: false,
    };
    assert_eq!(kept.keyring.list().unwrap().len(), 3);
    assert_eq!(kept.keyring.load_issuer(DID, unlock).unwrap().len(), 2);
    let of_other = kept.keyring.load_issuer(other.issuer(), unlock).unwrap();
    assert_eq!(
        of_other[0].verification_method(),
        other.verification_method()
    );
    let none = kept.keyring.load_issuer("did:web:c.example", unlock);
    assert!(matches!(none, Err(KeyringError::NoKey { .. })));
}

#[test]
fn no_folder_is_no_keys_and_a_missing_file_is_named() {
    let folder = TempDir::new().unwrap();
    let keyring = Keyring::new(folder.path().join("nothing"));
    assert!(keyring.is_empty().unwrap());
    assert!(!keyring.folder().exists(), "looking makes nothing");
    let kept = kept();
    assert!(!kept.keyring.is_empty().unwrap());
    fs::remove_file(&kept.path).unwrap();
    let error = kept.load("open sesame").unwrap_err();
    assert!(matches!(&error, KeyringError::Missing { path, .. } if *path == kept.path));
    assert!(error.to_string().contains("restore it from a backup"));
    assert!(names(kept.keyring.folder()).is_empty());
    let odd = kept
        .keyring
        .public("did:web:badges.example#../../etc/passwd");
    assert!(matches!(odd, Err(KeyringError::Missing { .. })));
}

#[test]
fn a_file_is_never_overwritten() {
    let kept = kept();
    let before = fs::read(&kept.path).unwrap();
    let error = create(&kept.keyring, &kept.key).unwrap_err();
    assert!(matches!(error, KeyringError::Exists { .. }));
    assert_eq!(fs::read(&kept.path).unwrap(), before);
    // Nor is one that holds no key.
    fs::write(&kept.path, "precious").unwrap();
    assert!(create(&kept.keyring, &kept.key).is_err());
    assert_eq!(fs::read(&kept.path).unwrap(), b"precious");
    assert_eq!(names(kept.keyring.folder()).len(), 1);
}

#[test]
fn files_that_others_may_reach_are_refused_with_the_remedy() {
    let kept = kept();
    for (mode, expected) in [
        (0o644, Exposure::Everyone),
        (0o606, Exposure::Everyone),
        (0o640, Exposure::Group),
        (0o700, Exposure::Odd),
    ] {
        kept.chmod(mode);
        let error = kept.load("open sesame").unwrap_err();
        let text = error.to_string();
        let KeyringError::Exposed { exposure, .. } = error else {
            panic!("mode {mode:o}: {text}");
        };
        assert_eq!(exposure, expected);
        assert!(text.contains("chmod 600"), "{text}");
    }
    kept.chmod(0o600);
    assert!(kept.load("open sesame").is_ok());
}

#[test]
fn links_and_folders_are_no_key_files() {
    let kept = kept();
    let elsewhere = kept.path.with_extension("elsewhere");
    fs::rename(&kept.path, &elsewhere).unwrap();
    symlink(&elsewhere, &kept.path).unwrap();
    let error = kept.load("open sesame").unwrap_err();
    assert!(error.to_string().contains("a symbolic link"), "{error}");
    fs::remove_file(&kept.path).unwrap();
    fs::create_dir(&kept.path).unwrap();
    let error = kept.load("open sesame").unwrap_err();
    assert!(error.to_string().contains("a folder"), "{error}");
}

#[test]
fn wrongly_unlocked_is_told_from_damaged() {
    let kept = kept();
    let wrong = kept.load("open barley").unwrap_err();
    assert!(matches!(
        &wrong,
        KeyringError::File {
            source: KeyFileError::WrongPassphrase,
            ..
        }
    ));
    let method = kept.key.verification_method();
    let locked = kept.keyring.load(method, Unlock::default()).unwrap_err();
    assert!(locked.to_string().contains("--passphrase-file"), "{locked}");
    fs::remove_file(&kept.path).unwrap();
    kept.keyring
        .create(&kept.key, CREATED, Protection::PlainForDevelopment)
        .unwrap();
    let plain = kept.load("open sesame").unwrap_err();
    assert!(plain.to_string().contains("--insecure-plain-keys"));
}

#[test]
fn a_hundred_damaged_files_are_refused_and_left_as_they_are() {
    let kept = kept();
    let sound = fs::read(&kept.path).unwrap();
    for variant in 0..100 {
        let place = variant * (sound.len() - 1) / 99;
        let mut bytes = sound.clone();
        match variant % 3 {
            0 => bytes.truncate(place),
            1 => bytes[place] ^= 1 << (variant % 8),
            _ => bytes[place] = b'\n' ^ bytes[place].rotate_left(1),
        }
        assert_ne!(bytes, sound, "variant {variant}");
        fs::write(&kept.path, &bytes).unwrap();
        assert!(kept.load("open sesame").is_err(), "variant {variant}");
        let entries = kept.keyring.list().unwrap();
        assert!(entries[0].key.is_err(), "variant {variant}");
        assert!(create(&kept.keyring, &kept.key).is_err());
        assert_eq!(fs::read(&kept.path).unwrap(), bytes, "variant {variant}");
    }
    fs::write(&kept.path, &sound).unwrap();
    assert!(kept.load("open sesame").is_ok());
}

#[test]
fn stray_copies_and_foreign_keys_are_named() {
    let kept = kept();
    let copy = kept.path.with_file_name("copy.jwk");
    fs::copy(&kept.path, &copy).unwrap();
    let error = kept.keyring.load_issuer(DID, Unlock::default());
    assert!(matches!(error, Err(KeyringError::Misnamed { path, .. }) if path == copy));
    // The same key, made for another DID: the file is not taken for it.
    let same_key = IssuerKey::for_did_key(&mut SeededRng::new(1));
    let error = kept.keyring.public(same_key.verification_method());
    assert!(matches!(error, Err(KeyringError::OtherMethod { .. })));
}

#[test]
fn keys_of_other_kinds_are_kept_and_told_apart() {
    let kept = kept();
    let words = words("open sesame");
    let protection = Protection::Passphrase {
        passphrase: &words,
        iterations: Iterations::new(Iterations::FLOOR).unwrap(),
    };
    let unlock = Unlock {
        passphrase: Some(&words),
        plain_allowed: false,
    };
    let keyring = &kept.keyring;
    assert!(keyring.load_audit(None, unlock).unwrap().is_none());
    assert!(keyring.load_deployment(None, unlock).unwrap().is_none());
    let rng = &mut SeededRng::new(9);
    let es256 = IssuerKey::es256_for_did_web(DID, rng).unwrap();
    let audit = IssuerKey::for_did_key(rng);
    let deployment = DeploymentKey::new(rng);
    keyring.create(&es256, CREATED, protection).unwrap();
    keyring.create_audit(&audit, CREATED, protection).unwrap();
    keyring
        .create_deployment(&deployment, CREATED, protection)
        .unwrap();
    let loaded = keyring.load(es256.verification_method(), unlock).unwrap();
    let public = es256.public_key();
    let signature = loaded.sign(b"x").unwrap();
    assert!(public.verify(public.algorithm(), b"x", &signature).is_ok());
    let method = audit.verification_method();
    let loaded = keyring.load_audit(Some(method), unlock).unwrap().unwrap();
    assert_eq!(loaded.sign(b"x").unwrap(), audit.sign(b"x").unwrap());
    let loaded = keyring.load_deployment(Some(&deployment.name()), unlock);
    let loaded = loaded.unwrap().unwrap();
    assert_eq!(loaded.to_bytes(), deployment.to_bytes());
    // The log's key is nobody's to issue with, and no issuer's key is the log's.
    let refused = keyring.load(method, unlock).unwrap_err();
    assert!(refused.to_string().contains("audit"), "{refused}");
    assert!(keyring.remove(method).is_err());
    let own = keyring.load_issuer(DID, unlock).unwrap();
    assert_eq!(own.len(), 2);
    let issuers = kept.key.verification_method();
    let wrong = keyring.load_audit(Some(issuers), unlock).unwrap_err();
    assert!(matches!(wrong, KeyringError::NoSuchKey { .. }));
    let wrong = keyring.load_deployment(Some("0123456789abcdef"), unlock);
    assert!(matches!(wrong, Err(KeyringError::NoSuchKey { .. })));
    // A file cannot be turned into that of a key for something else.
    let purposes = keyring.list().unwrap().into_iter();
    let purposes = purposes.map(|entry| (entry.key.unwrap().purpose, entry.path));
    let (_, path) = purposes
        .into_iter()
        .find(|(purpose, _)| *purpose == KeyPurpose::Audit)
        .unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let (body, _) = text.split_once(",\n  \"checksum\"").unwrap();
    let body = body.replacen(",\n  \"purpose\": \"audit\"", "", 1);
    let checksum = URL_SAFE_NO_PAD.encode(Sha256::digest(body.as_bytes()));
    fs::write(
        &path,
        format!("{body},\n  \"checksum\": \"{checksum}\"\n}}\n"),
    )
    .unwrap();
    assert_eq!(keyring.public(method).unwrap().purpose, KeyPurpose::Issuer);
    let error = keyring.load(method, unlock).unwrap_err();
    let KeyringError::File { source, .. } = error else {
        panic!("{error}");
    };
    assert_eq!(source, KeyFileError::PublicPartDiffers);
}

#[test]
fn a_removed_key_is_overwritten_and_gone() {
    let kept = kept();
    // The same file under another name, outside the keyring.
    let other = kept._folder.path().join("other");
    fs::hard_link(&kept.path, &other).unwrap();
    let length = fs::read(&other).unwrap().len();
    let method = kept.key.verification_method();
    kept.keyring.remove(method).unwrap();
    assert!(names(kept.keyring.folder()).is_empty());
    assert_eq!(fs::read(&other).unwrap(), vec![0; length]);
    let again = kept.keyring.remove(method);
    assert!(matches!(again, Err(KeyringError::Missing { .. })));
}

#[test]
fn a_passphrase_comes_from_a_file() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("passphrase");
    let source = PassphraseSource::File(path.clone());
    let missing = passphrase(&source).unwrap_err();
    assert!(matches!(missing, PassphraseError::Unreadable { .. }));
    fs::write(&path, "open sesame\nand more\n").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
    let given = passphrase(&source).unwrap().unwrap();
    assert_eq!(given.warning, None);
    assert!(opens(&given.passphrase));
    fs::set_permissions(&path, Permissions::from_mode(0o444)).unwrap();
    let warning = passphrase(&source).unwrap().unwrap().warning.unwrap();
    assert!(warning.contains("chmod 600"), "{warning}");
    fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
    fs::write(&path, "\n").unwrap();
    let empty = passphrase(&source).unwrap_err();
    assert!(matches!(empty, PassphraseError::Empty { .. }));
}

#[test]
fn a_passphrase_comes_from_a_descriptor() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("passphrase");
    fs::write(&path, "open sesame\r\n").unwrap();
    let file = File::open(&path).unwrap();
    assert!(opens(&from_descriptor(file.as_raw_fd()).unwrap()));
    // A pipe whose other end stays open is read to the end of the line only.
    let (reader, mut writer) = std::io::pipe().unwrap();
    writer.write_all(b"open sesame\nnot this").unwrap();
    assert!(opens(&from_descriptor(reader.as_raw_fd()).unwrap()));
    let closed = from_descriptor(1_000_000).unwrap_err();
    assert!(matches!(closed, PassphraseError::Unreadable { .. }));
}

fn from_descriptor(number: i32) -> Result<Passphrase, PassphraseError> {
    let source = PassphraseSource::Descriptor(number.try_into().unwrap());
    Ok(passphrase(&source)?.unwrap().passphrase)
}

/// Whether it is the passphrase of the test keys.
fn opens(passphrase: &Passphrase) -> bool {
    let kept = kept();
    let unlock = Unlock {
        passphrase: Some(passphrase),
        plain_allowed: false,
    };
    let method = kept.key.verification_method();
    kept.keyring.load(method, unlock).is_ok()
}
