//! Evidence from audit logs that exist only here.

use proofmark::audit::{Act, AuditError, Checkpoint, Entry, Inclusion, Rebuild, Tree, object};
use proofmark::clock::parse_timestamp;
use proofmark::digest::sha256_hex;
use proofmark::identity::Signer;
use uuid::Uuid;

/// Evidence that the log of `signer` has an entry of `act` about `document`, made at `at`; it is
/// the third of five.
pub fn logged(document: &[u8], at: &str, act: Act, signer: &dyn Signer) -> Inclusion {
    let at = parse_timestamp(at).unwrap();
    let entry = |number: u128, digest: String| {
        let object = object("credential", "urn:uuid:1");
        Entry::new(Uuid::from_u128(number), at, "command-line", act, object)
            .with_digests(vec![digest])
    };
    let entries: Vec<Entry> = (0..5)
        .map(|number| match number {
            2 => entry(number, sha256_hex(&[document])),
            _ => entry(number, sha256_hex(&[&number.to_be_bytes()])),
        })
        .collect();
    let mut log = Rebuild::default();
    for entry in &entries {
        log.push(entry.leaf());
    }
    let root = log.root();
    let tiles = log.open_tiles();
    let fetch = |place| -> Result<Option<Vec<u8>>, AuditError> {
        let mut tiles = tiles.iter();
        Ok(tiles
            .find(|(of, _)| *of == place)
            .map(|(_, tile)| tile.clone()))
    };
    let proof = Tree::new(5, &fetch).prove_leaf(2).unwrap();
    let checkpoint = Checkpoint {
        origin: "school.example/audit".to_owned(),
        size: 5,
        root,
    };
    Inclusion::new(
        entries[2].clone(),
        2,
        5,
        &proof,
        checkpoint.sign(signer).unwrap(),
    )
}
