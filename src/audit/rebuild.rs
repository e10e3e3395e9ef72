//! The tree once more, from its leaves alone: what the kept hashes must be.
//!
//! It shares nothing with [`super::Tree`] but the hash of two nodes, so that a fault of one is
//! found by the other.

use super::tree::{Hash, TILE, TilePlace};
use tlog_tiles::{HASH_SIZE, node_hash};

/// A tree that takes leaves one by one, keeps its right edge, and gives out each whole tile.
#[derive(Debug, Default)]
pub struct Rebuild {
    size: u64,
    /// The roots of the whole subtrees that the leaves make up, from large to small.
    edge: Vec<tlog_tiles::Hash>,
    /// The tile that is not whole yet, of each level, and how many came before it.
    open: Vec<(u64, Vec<u8>)>,
}

impl Rebuild {
    /// How many leaves it has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf; the tiles that are whole by it.
    pub fn push(&mut self, leaf: Hash) -> Vec<(TilePlace, Vec<u8>)> {
        let mut node = tlog_tiles::Hash(leaf);
        for _ in 0..self.size.trailing_ones() {
            // A set bit of the size is a whole subtree of the edge.
            if let Some(left) = self.edge.pop() {
                node = node_hash(left, node);
            }
        }
        self.edge.push(node);
        self.size += 1;
        let mut whole = Vec::new();
        self.put(0, leaf, &mut whole);
        whole
    }

    fn put(&mut self, level: u8, hash: Hash, whole: &mut Vec<(TilePlace, Vec<u8>)>) {
        let at = usize::from(level);
        if self.open.len() <= at {
            self.open.resize_with(at + 1, Default::default);
        }
        let Some((number, bytes)) = self.open.get_mut(at) else {
            return;
        };
        bytes.extend_from_slice(&hash);
        if bytes.len() < TILE * HASH_SIZE {
            return;
        }
        let place = TilePlace {
            level,
            number: *number,
        };
        let bytes = std::mem::take(bytes);
        *number += 1;
        let root = tlog_tiles::Tile::subtree_hash(&bytes);
        whole.push((place, bytes));
        self.put(level + 1, root.0, whole);
    }

    /// The root.
    pub fn root(&self) -> Hash {
        let mut edge = self.edge.iter().rev().copied();
        let Some(last) = edge.next() else {
            return tlog_tiles::EMPTY_HASH.0;
        };
        edge.fold(last, |right, left| node_hash(left, right)).0
    }

    /// The tiles that are not whole.
    pub fn open_tiles(self) -> Vec<(TilePlace, Vec<u8>)> {
        let open = (0..).zip(self.open);
        open.filter(|(_, (_, bytes))| !bytes.is_empty())
            .map(|(level, (number, bytes))| (TilePlace { level, number }, bytes))
            .collect()
    }
}
