//! Other people's trees and notes: the reference vectors of Certificate Transparency (RFC 6962),
//! another implementation of its trees, and checkpoints that the log of Go's checksum database and
//! its witnesses signed.

use super::tree::{holds_growth, holds_leaf};
use super::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use sha2::Sha256;
use std::collections::HashMap;

/// A tree in memory, grown leaf by leaf or in steps.
#[derive(Default)]
struct Forest {
    size: u64,
    tiles: HashMap<TilePlace, Vec<u8>>,
}

impl Forest {
    fn ask<T>(&self, size: u64, ask: impl FnOnce(&Tree<'_, AuditError>) -> T) -> T {
        let fetch = |place| Ok(self.tiles.get(&place).cloned());
        ask(&Tree::new(size, &fetch))
    }

    fn grow(&mut self, leaves: &[Hash]) -> Hash {
        let growth = self.ask(self.size, |tree| tree.grow(leaves)).unwrap();
        self.size = growth.size;
        self.tiles.extend(growth.tiles);
        growth.root
    }
}

fn hex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2);
    digits
        .map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap())
        .collect()
}

/// The eight leaves of the reference tests of Certificate Transparency.
const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];

/// The roots of the first one, two, … eight of them.
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/// Size, index, and the proof that the leaf is in the tree.
const INCLUSIONS: [(u64, u64, &str); 5] = [
    (1, 0, ""),
    (
        2,
        0,
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    ),
    (
        3,
        2,
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    ),
    (
        5,
        1,
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d\
         5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e\
         bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
    (
        8,
        5,
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b\
         ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0\
         d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
];

/// From, to, and the proof that the tree only grew.
const GROWTHS: [(u64, u64, &str); 4] = [
    (1, 1, ""),
    (
        1,
        8,
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7\
         5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e\
         6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (
        2,
        5,
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e\
         bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
    (
        6,
        8,
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a\
         ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0\
         d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
];

fn proof_of(text: &str) -> Vec<Hash> {
    hex(text).as_chunks().0.to_vec()
}

fn root(size: u64) -> Hash {
    let text = ROOTS[usize::try_from(size).unwrap() - 1];
    hex(text).try_into().unwrap()
}

#[test]
fn the_reference_tree_of_certificate_transparency() {
    let leaves: Vec<Hash> = LEAVES.iter().map(|leaf| leaf_hash(&hex(leaf))).collect();
    let mut forest = Forest::default();
    let mut rebuild = Rebuild::default();
    assert_eq!(rebuild.root(), tlog_tiles::EMPTY_HASH.0);
    for (size, leaf) in (1..).zip(&leaves) {
        assert_eq!(forest.grow(&[*leaf]), root(size));
        rebuild.push(*leaf);
        assert_eq!(rebuild.root(), root(size));
    }
    for (size, index, expected) in INCLUSIONS {
        let proof = forest.ask(size, |tree| tree.prove_leaf(index)).unwrap();
        assert_eq!(proof, proof_of(expected), "{index} of {size}");
        let leaf = leaves[usize::try_from(index).unwrap()];
        assert!(holds_leaf(&proof, size, root(size), index, leaf));
        assert!(!holds_leaf(&proof, size, root(size), index, [0; 32]));
    }
    for (from, to, expected) in GROWTHS {
        let proof = forest.ask(to, |tree| tree.prove_growth(from)).unwrap();
        assert_eq!(proof, proof_of(expected), "{from} to {to}");
        let (from, to) = ((from, root(from)), (to, root(to)));
        assert!(holds_growth(&proof, from, to));
        assert!(!holds_growth(&proof, (from.0, [0; 32]), to));
        assert!(!holds_growth(&proof, from, (to.0, [0; 32])));
    }
}

/// Sizes about those of tiles, in steps of all kinds, against another implementation.
#[test]
fn trees_and_proofs_are_those_of_another_implementation() {
    let mut theirs = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    let mut forest = Forest::default();
    let mut rebuild = Rebuild::default();
    let mut kept = HashMap::new();
    for step in [1, 2, 60, 1, 190, 1, 1, 1, 255, 1, 257, 300] {
        let first = forest.size;
        let entries: Vec<Vec<u8>> = (first..first + step)
            .map(|n| format!("entry {n}").into_bytes())
            .collect();
        let leaves: Vec<Hash> = entries.iter().map(|entry| leaf_hash(entry)).collect();
        let root = forest.grow(&leaves);
        leaves
            .iter()
            .for_each(|leaf| kept.extend(rebuild.push(*leaf)));
        entries.into_iter().for_each(|entry| theirs.push(entry));
        assert_eq!(root, theirs.root().as_bytes()[..]);
        assert_eq!(root, rebuild.root());
        for index in [0, first / 2, first, forest.size - 1] {
            let proof = forest.ask(forest.size, |tree| tree.prove_leaf(index));
            let expected = theirs.prove_inclusion(usize::try_from(index).unwrap());
            assert_eq!(proof.unwrap().concat(), expected.as_bytes());
        }
        for from in [1, first / 2, first].into_iter().filter(|from| *from > 0) {
            let proof = forest.ask(forest.size, |tree| tree.prove_growth(from));
            let more = usize::try_from(forest.size - from).unwrap();
            let expected = theirs.prove_consistency(more);
            assert_eq!(proof.unwrap().concat(), expected.as_bytes());
        }
    }
    kept.extend(rebuild.open_tiles());
    assert_eq!(kept, forest.tiles);
}

#[test]
fn a_tree_whose_tiles_are_gone_or_cut_gives_an_error() {
    let mut forest = Forest::default();
    let leaves: Vec<Hash> = (0..300_u32).map(|n| leaf_hash(&n.to_be_bytes())).collect();
    forest.grow(&leaves);
    let cut = |place: TilePlace, length: usize| {
        let mut tiles = forest.tiles.clone();
        tiles.get_mut(&place).unwrap().truncate(length);
        let forest = Forest { size: 300, tiles };
        forest.ask(300, |tree| tree.prove_leaf(299))
    };
    let place = |level, number| TilePlace { level, number };
    for (place, length) in [
        (place(0, 1), 0),
        (place(0, 1), 33),
        (place(0, 1), 42 * 32),
        (place(1, 0), 31),
    ] {
        let outcome = cut(place, length);
        assert!(matches!(outcome, Err(AuditError::Tiles(_))), "{outcome:?}");
    }
    assert!(cut(place(0, 1), 43 * 32).is_ok());
    let beyond = forest.ask(300, |tree| tree.prove_leaf(300));
    assert_eq!(beyond, Err(AuditError::NotIncluded(300)));
    let none = forest.ask(300, |tree| tree.prove_growth(0));
    assert_eq!(none, Err(AuditError::Rewritten { from: 0, to: 300 }));
    assert!(forest.ask(u64::MAX, |tree| tree.prove_leaf(0)).is_err());
    assert!(forest.ask(300, |tree| tree.leaf(u64::MAX)).is_err());
    assert!(forest.ask(300, |tree| tree.root_of(301)).is_err());
}

/// The key of a printed verifier key: its name, its four bytes, and its type and bytes in base64.
fn printed_key(text: &str) -> (String, VerifyingKey) {
    let mut parts = text.splitn(3, '+');
    let name = parts.next().unwrap().to_owned();
    let bytes = STANDARD.decode(parts.nth(1).unwrap()).unwrap();
    assert_eq!(bytes[0], 1);
    let key = VerifyingKey::from_bytes(bytes[1..].try_into().unwrap()).unwrap();
    (name, key)
}

const GO_KEY: &str = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

const GO_CHECKPOINT: &str = "go.sum database tree
6476701
mb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=

\u{2014} sum.golang.org Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw=
";

/// Signed by the log and by a distributor's test key.
const GO_COSIGNED: &str = "go.sum database tree
15067302
gJyioq6dwR9n+NjEWORfYmH+ubeYm3kH42BBQ0bTpYI=

\u{2014} sum.golang.org Az3grp1rvWOs5NKlr/xR4GLN/CDyzzakmt1o61uSxYKpK1SerqOP2ClbX/peKUZjYnyomH5Xz7GZG3TpB7OeKn4E2ww=
\u{2014} test.example.com qTGhC/xIPQ0AXKHK6Y+9ypRfuvMZWPjRXM8NiOg5M1WREn07VQXyuIXM3NRNav3ieVFLUqDRK77PWDmL6w8w84UqeAw=
";

/// The example of C2SP tlog-checkpoint, whose key is not published.
const SPECIFIED: &str = "example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

\u{2014} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
";

#[test]
fn checkpoints_of_others_are_read_and_verified() {
    let (name, key) = printed_key(GO_KEY);
    for (signed, size) in [(GO_CHECKPOINT, 6_476_701), (GO_COSIGNED, 15_067_302)] {
        let point = Checkpoint::open_signed_by(signed, &name, &key).unwrap();
        assert_eq!(point.origin, "go.sum database tree");
        assert_eq!(point.size, size);
    }
    let point = Checkpoint::unverified(SPECIFIED).unwrap();
    assert_eq!(point.origin, "example.com/behind-the-sofa");
    assert_eq!(point.size, 20_852_163);
    assert_eq!(
        STANDARD.encode(point.root),
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
    );
    assert_eq!(
        Checkpoint::open(GO_CHECKPOINT, &key),
        Err(AuditError::NotSigned)
    );
}

/// Holds a key in memory.
struct Own(SigningKey, crate::identity::PublicKey);

impl crate::identity::Signer for Own {
    fn verification_method(&self) -> &'static str {
        "did:example:audit#key"
    }

    fn public_key(&self) -> &crate::identity::PublicKey {
        &self.1
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], crate::identity::SignerError> {
        Ok(self.0.sign(message).to_bytes())
    }
}

fn own() -> Own {
    let key = SigningKey::from_bytes(&[3; 32]);
    let public = key.verifying_key();
    Own(key, public.into())
}

#[test]
fn a_changed_note_is_not_what_was_signed() {
    let (name, key) = printed_key(GO_KEY);
    let open = |signed: &str| Checkpoint::open_signed_by(signed, &name, &key);
    for (from, to, error) in [
        ("6476701", "6476702", AuditError::WrongSignature),
        ("mb8QLQ", "mb8QLR", AuditError::WrongSignature),
        ("Az3grsLX8", "Az3grsLX9", AuditError::WrongSignature),
        ("Az3grs", "Az3gss", AuditError::NotSigned),
        (" sum.golang", " sun.golang", AuditError::NotSigned),
        ("OoAw=", "OoBw=", AuditError::WrongSignature),
    ] {
        let changed = GO_CHECKPOINT.replace(from, to);
        assert_ne!(changed, GO_CHECKPOINT);
        assert_eq!(open(&changed), Err(error), "{from} to {to}");
    }
    let malformed = [
        GO_CHECKPOINT.trim_end().to_owned(),
        GO_CHECKPOINT.replace("\n\n", "\n"),
        GO_CHECKPOINT.replace('\u{2014}', "-"),
        GO_CHECKPOINT.replace("=\n\n", "=\r\n\n"),
        GO_CHECKPOINT.replace(" Az3", " !Az3"),
        GO_CHECKPOINT.replace(" Az3", "  Az3"),
        GO_CHECKPOINT.replace("sum.golang.org Az3", "sum+golang Az3"),
        format!("{GO_CHECKPOINT}\u{2014} other AAAA\n"),
        format!("{GO_CHECKPOINT}\u{2014} other\n"),
        format!("{GO_CHECKPOINT}\n"),
        GO_CHECKPOINT.split_once("\n\n").unwrap().0.to_owned() + "\n\n",
        String::new(),
        "\n\n".to_owned(),
        "a".repeat(2 << 20),
        format!("{GO_CHECKPOINT}{}", "\u{2014} other AAAAAAA=\n".repeat(100)),
    ];
    for note in malformed {
        let outcome = open(&note);
        assert!(
            matches!(outcome, Err(AuditError::Malformed(_))),
            "{note:.200}"
        );
    }
}

/// Texts that are properly signed, and are no checkpoints.
#[test]
fn a_signed_text_need_not_be_a_checkpoint() {
    let (key, root) = (own(), STANDARD.encode([7; 32]));
    let good = format!("log\n5\n{root}\n");
    let open = |text: &str| {
        let note = note::sign(text, "log", &key).unwrap();
        Checkpoint::open_signed_by(&note, "log", key.1.as_ed25519().unwrap())
    };
    assert_eq!(open(&good).unwrap().size, 5);
    assert_eq!(open(&format!("{good}a line of others\n")).unwrap().size, 5);
    for text in [
        "log\n5\n".to_owned(),
        format!("log\n05\n{root}\n"),
        format!("log\n+5\n{root}\n"),
        format!("log\n-5\n{root}\n"),
        format!("log\n5 \n{root}\n"),
        format!("log\n9007199254740993\n{root}\n"),
        format!("log\n18446744073709551616\n{root}\n"),
        format!("log\n5\n{}\n", STANDARD.encode([7; 31])),
        format!("log\n5\n{}\n", root.trim_end_matches('=')),
        format!("\n5\n{root}\n"),
        format!("{good}\na paragraph\n"),
    ] {
        let outcome = open(&text);
        assert!(matches!(outcome, Err(AuditError::Malformed(_))), "{text:?}");
    }
    for (text, name) in [
        ("a", "log"),
        ("a\tb\n", "log"),
        ("a\n", "l og"),
        ("a\n", "l+og"),
        ("a\n", ""),
    ] {
        assert!(matches!(
            note::sign(text, name, &key),
            Err(AuditError::Malformed(_))
        ));
    }
}

#[test]
fn a_checkpoint_comes_back_from_its_note() {
    let key = own();
    let point = Checkpoint {
        origin: "school.example/audit".to_owned(),
        size: 42,
        root: [9; 32],
    };
    let signed = point.sign(&key).unwrap();
    assert_eq!(
        Checkpoint::open(&signed, key.1.as_ed25519().unwrap()).unwrap(),
        point
    );
    // Witnesses may add their lines.
    let line = format!("\u{2014} witness.example {}\n", STANDARD.encode([1; 76]));
    let cosigned = format!("{signed}{line}");
    assert_eq!(
        Checkpoint::open(&cosigned, key.1.as_ed25519().unwrap()).unwrap(),
        point
    );
}
