//! The Merkle tree (RFC 6962, section 2) over hashes that are kept in tiles.
//!
//! A tile (C2SP tlog-tiles) has up to 256 hashes of one level, one after the other; above 256
//! leaves stands one hash of the next level of tiles. Only the last tile of a level has fewer, and
//! grows. The mathematics is the crate `tlog_tiles`'s.

use super::AuditError;
use std::cell::RefCell;
use std::collections::HashMap;
use tlog_tiles::{HASH_SIZE, HashReader, Tile};

/// A hash of the tree: SHA-256.
pub type Hash = [u8; HASH_SIZE];

/// How many hashes a whole tile has.
pub const TILE: usize = 256;

/// The height of the subtree that a tile is: 2^8 leaves.
const HEIGHT: u8 = 8;

/// The largest log: beyond it the sizes are no longer exact numbers in JSON (RFC 7493).
pub(super) const MAX_SIZE: u64 = 1 << 53;

/// The place of a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TilePlace {
    /// The level of tiles, 0 for the leaves.
    pub level: u8,
    /// The number of the tile in its level.
    pub number: u64,
}

/// A tree of `size` leaves whose tiles are fetched as they are needed.
///
/// What comes out of tiles is not trusted: whoever makes a proof checks it against a signed root.
pub struct Tree<'f, E> {
    size: u64,
    fetch: &'f dyn Fn(TilePlace) -> Result<Option<Vec<u8>>, E>,
    fetched: RefCell<HashMap<TilePlace, Vec<u8>>>,
    failed: RefCell<Option<E>>,
}

/// What is to be kept when a tree has grown.
#[derive(Debug)]
pub struct Growth {
    /// The new size.
    pub size: u64,
    /// The new root.
    pub root: Hash,
    /// The tiles that are new or have grown, whole.
    pub tiles: Vec<(TilePlace, Vec<u8>)>,
}

impl<'f, E: From<AuditError>> Tree<'f, E> {
    /// The tree of `size` leaves in the tiles that `fetch` gives.
    pub fn new(size: u64, fetch: &'f dyn Fn(TilePlace) -> Result<Option<Vec<u8>>, E>) -> Self {
        Self {
            size,
            fetch,
            fetched: RefCell::default(),
            failed: RefCell::default(),
        }
    }

    /// The root.
    ///
    /// # Errors
    /// What `fetch` fails with, and [`AuditError::Tiles`] when tiles are missing or too short.
    pub fn root(&self) -> Result<Hash, E> {
        self.root_of(self.size)
    }

    /// The root of the tree when it had `size` leaves.
    ///
    /// # Errors
    /// As of [`Tree::root`].
    pub fn root_of(&self, size: u64) -> Result<Hash, E> {
        self.check_size(size)?;
        let root = tlog_tiles::tree_hash(size, self);
        Ok(root.map_err(|error| self.failure(&error))?.0)
    }

    /// The hash of the leaf `index`.
    ///
    /// # Errors
    /// As of [`Tree::root`].
    pub fn leaf(&self, index: u64) -> Result<Hash, E> {
        self.check_size(index.saturating_add(1))?;
        let read = self.read_hashes(&[tlog_tiles::stored_hash_index(0, index)]);
        let hashes = read.map_err(|error| self.failure(&error))?;
        Ok(hashes.first().copied().unwrap_or_default().0)
    }

    /// The proof that the leaf `index` is in the tree (RFC 6962, section 2.1.1).
    ///
    /// # Errors
    /// As of [`Tree::root`]; [`AuditError::NotIncluded`] when there are not so many leaves.
    pub fn prove_leaf(&self, index: u64) -> Result<Vec<Hash>, E> {
        self.check_size(self.size)?;
        if index >= self.size {
            return Err(AuditError::NotIncluded(index).into());
        }
        let proof = tlog_tiles::prove_record(self.size, index, self);
        self.proof(proof)
    }

    /// The proof that the tree begins with the tree of its first `from` leaves (RFC 6962, section
    /// 2.1.2).
    ///
    /// # Errors
    /// As of [`Tree::root`]; [`AuditError::Rewritten`] when there are not so many leaves, or none.
    pub fn prove_growth(&self, from: u64) -> Result<Vec<Hash>, E> {
        self.check_size(self.size)?;
        let to = self.size;
        if !(1..=to).contains(&from) {
            return Err(AuditError::Rewritten { from, to }.into());
        }
        let proof = tlog_tiles::prove_tree(to, from, self);
        self.proof(proof)
    }

    /// What is to be kept when `leaves` are added.
    ///
    /// # Errors
    /// As of [`Tree::root`].
    pub fn grow(&self, leaves: &[Hash]) -> Result<Growth, E> {
        let size = self.size.saturating_add(leaves.len() as u64);
        self.check_size(self.size)?;
        if size > MAX_SIZE {
            return Err(AuditError::Tiles("the log is full".to_owned()).into());
        }
        let mut grown = Grown {
            before: self,
            new: HashMap::new(),
        };
        for (index, leaf) in (self.size..).zip(leaves) {
            grown.push(index, leaf).map_err(|e| self.failure(&e))?;
        }
        let root = tlog_tiles::tree_hash(size, &grown).map_err(|e| self.failure(&e))?;
        let mut tiles = Vec::new();
        for tile in Tile::new_tiles(HEIGHT, self.size, size) {
            let bytes = tile.read_data(&grown).map_err(|e| self.failure(&e))?;
            tiles.push((place(&tile), bytes));
        }
        Ok(Growth {
            size,
            root: root.0,
            tiles,
        })
    }

    fn check_size(&self, size: u64) -> Result<(), E> {
        if size > self.size.min(MAX_SIZE) {
            let detail = format!("{size} leaves are asked of {}", self.size);
            return Err(AuditError::Tiles(detail).into());
        }
        Ok(())
    }

    fn proof(
        &self,
        proof: Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error>,
    ) -> Result<Vec<Hash>, E> {
        let proof = proof.map_err(|error| self.failure(&error))?;
        Ok(proof.into_iter().map(|hash| hash.0).collect())
    }

    /// What `fetch` failed with, else what the mathematics did.
    fn failure(&self, error: &tlog_tiles::Error) -> E {
        let failed = self.failed.borrow_mut().take();
        failed.unwrap_or_else(|| AuditError::Tiles(error.to_string()).into())
    }

    /// The hash with this number in the order in which hashes arise.
    fn stored(&self, number: u64) -> Result<tlog_tiles::Hash, tlog_tiles::Error> {
        let least = Tile::from_index(HEIGHT, number);
        let place = place(&least);
        if !self.fetched.borrow().contains_key(&place) {
            let bytes = self.fetched(place)?;
            self.fetched.borrow_mut().insert(place, bytes);
        }
        let fetched = self.fetched.borrow();
        let bytes = fetched.get(&place).map_or(&[][..], Vec::as_slice);
        let width = u32::try_from(bytes.len() / HASH_SIZE).unwrap_or(0);
        if width < least.width() {
            return Err(missing(place));
        }
        Tile::new(HEIGHT, place.level, place.number, width, false).hash_at_index(bytes, number)
    }

    fn fetched(&self, place: TilePlace) -> Result<Vec<u8>, tlog_tiles::Error> {
        match (self.fetch)(place) {
            Ok(Some(bytes)) if is_tile(&bytes) => Ok(bytes),
            Ok(_) => Err(missing(place)),
            Err(error) => {
                *self.failed.borrow_mut() = Some(error);
                Err(missing(place))
            }
        }
    }
}

impl<E: From<AuditError>> HashReader for Tree<'_, E> {
    fn read_hashes(&self, numbers: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        numbers.iter().map(|number| self.stored(*number)).collect()
    }
}

/// A tree and the hashes that come to it.
struct Grown<'t, 'f, E> {
    before: &'t Tree<'f, E>,
    new: HashMap<u64, tlog_tiles::Hash>,
}

impl<E: From<AuditError>> Grown<'_, '_, E> {
    fn push(&mut self, index: u64, leaf: &Hash) -> Result<(), tlog_tiles::Error> {
        let leaf = tlog_tiles::Hash(*leaf);
        let hashes = tlog_tiles::stored_hashes_for_record_hash(index, leaf, self)?;
        let first = tlog_tiles::stored_hash_index(0, index);
        self.new.extend((first..).zip(hashes));
        Ok(())
    }
}

impl<E: From<AuditError>> HashReader for Grown<'_, '_, E> {
    fn read_hashes(&self, numbers: &[u64]) -> Result<Vec<tlog_tiles::Hash>, tlog_tiles::Error> {
        let read = |number: &u64| match self.new.get(number) {
            Some(hash) => Ok(*hash),
            None => self.before.stored(*number),
        };
        numbers.iter().map(read).collect()
    }
}

/// Whether `proof` shows that the tree of `size` leaves with this root has `leaf` at `index`.
pub(super) fn holds_leaf(proof: &[Hash], size: u64, root: Hash, index: u64, leaf: Hash) -> bool {
    size <= MAX_SIZE
        && tlog_tiles::check_record(
            &hashes(proof),
            size,
            tlog_tiles::Hash(root),
            index,
            tlog_tiles::Hash(leaf),
        )
        .is_ok()
}

/// Whether `proof` shows that the tree `to` begins with the tree `from`, each a size and a root.
pub(super) fn holds_growth(proof: &[Hash], from: (u64, Hash), to: (u64, Hash)) -> bool {
    to.0 <= MAX_SIZE
        && tlog_tiles::check_tree(
            &hashes(proof),
            to.0,
            tlog_tiles::Hash(to.1),
            from.0,
            tlog_tiles::Hash(from.1),
        )
        .is_ok()
}

fn hashes(proof: &[Hash]) -> Vec<tlog_tiles::Hash> {
    proof.iter().map(|hash| tlog_tiles::Hash(*hash)).collect()
}

fn place(tile: &Tile) -> TilePlace {
    TilePlace {
        level: tile.level(),
        number: tile.level_index(),
    }
}

/// Whether these may be the hashes of a tile.
fn is_tile(bytes: &[u8]) -> bool {
    bytes.len().is_multiple_of(HASH_SIZE) && (1..=TILE).contains(&(bytes.len() / HASH_SIZE))
}

fn missing(place: TilePlace) -> tlog_tiles::Error {
    let TilePlace { level, number } = place;
    let detail = format!("tile {number} of level {level} is missing or too short");
    tlog_tiles::Error::InvalidInput(detail)
}
