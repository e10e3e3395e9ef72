//! Scans: pages of records in the order of their keys.

use std::ops::Bound;

/// The values of one page together take no more than this many bytes, save that a page always
/// has at least one record where there is one: a page of large records ends early.
pub(super) const PAGE_BYTES: usize = 64 << 20;

/// Where the keys of a scan begin and end.
pub(super) type Bounds<'a> = (Bound<&'a [u8]>, Bound<&'a [u8]>);

/// Which records to read: a range of keys, a place to go on from, a limit and a direction.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a scan does nothing until a store gets it"]
pub struct Scan {
    from: Vec<u8>,
    to: Option<Vec<u8>>,
    after: Option<Vec<u8>>,
    pub(super) limit: usize,
    pub(super) order: Order,
}

/// The direction of a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Smallest key first.
    Forward,
    /// Largest key first.
    Backward,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The key.
    pub key: Vec<u8>,
    /// The value.
    pub value: Vec<u8>,
}

/// Some records of a scan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The records, in the scan's order.
    pub records: Vec<Record>,
    /// The key to give to [`Scan::after`] for the next page; `None` when there is no more.
    pub next: Option<Vec<u8>>,
}

impl Scan {
    /// All records whose keys begin with `prefix`.
    pub fn prefix(prefix: impl Into<Vec<u8>>) -> Self {
        let from = prefix.into();
        let to = end_of_prefix(&from);
        Self::over(from, to)
    }

    /// All records with `from` ≤ key < `to`.
    pub fn range(from: impl Into<Vec<u8>>, to: impl Into<Vec<u8>>) -> Self {
        Self::over(from.into(), Some(to.into()))
    }

    fn over(from: Vec<u8>, to: Option<Vec<u8>>) -> Self {
        Self {
            from,
            to,
            after: None,
            limit: 100,
            order: Order::Forward,
        }
    }

    /// Goes on behind `key`: with keys greater than it, or smaller ones when going backward. The
    /// key need not exist.
    pub fn after(mut self, key: impl Into<Vec<u8>>) -> Self {
        self.after = Some(key.into());
        self
    }

    /// Reads at most `limit` records a page (100 unless told). A page of large records may be
    /// shorter; whether there is more tells only [`Page::next`].
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    /// Reads the largest key first.
    pub fn backward(mut self) -> Self {
        self.order = Order::Backward;
        self
    }

    /// The bounds of the keys to read, with `after` counted in; `None` when no key can lie
    /// between them.
    pub(super) fn bounds(&self) -> Option<Bounds<'_>> {
        let mut low = Bound::Included(self.from.as_slice());
        let mut high = match &self.to {
            Some(to) => Bound::Excluded(to.as_slice()),
            None => Bound::Unbounded,
        };
        match (&self.after, self.order) {
            (Some(after), Order::Forward) if *after >= self.from => {
                low = Bound::Excluded(after.as_slice());
            }
            (Some(after), Order::Backward) if self.to.as_ref().is_none_or(|to| after < to) => {
                high = Bound::Excluded(after.as_slice());
            }
            _ => {}
        }
        let empty = match (low, high) {
            (Bound::Included(low) | Bound::Excluded(low), Bound::Excluded(high)) => low >= high,
            _ => false,
        };
        (!empty).then_some((low, high))
    }
}

/// The smallest key greater than every key that begins with `prefix`; `None` where there is none.
fn end_of_prefix(prefix: &[u8]) -> Option<Vec<u8>> {
    let last = prefix.iter().rposition(|byte| *byte != u8::MAX)?;
    let mut end = prefix.get(..=last)?.to_vec();
    *end.last_mut()? += 1;
    Some(end)
}

/// Collects records into a page until it is full.
pub(super) struct PageBuilder {
    page: Page,
    bytes: usize,
    limit: usize,
}

impl PageBuilder {
    /// An empty page for `scan`.
    pub(super) fn new(scan: &Scan) -> Self {
        Self {
            page: Page::default(),
            bytes: 0,
            limit: scan.limit,
        }
    }

    /// Whether a further record of `length` bytes has no place; the page then tells where to go
    /// on.
    pub(super) fn is_full_for(&mut self, length: usize) -> bool {
        let records = self.page.records.len();
        let full = records >= self.limit || (records > 0 && self.bytes + length > PAGE_BYTES);
        if full {
            self.page.next = self.page.records.last().map(|record| record.key.clone());
        }
        full
    }

    /// Adds a record.
    pub(super) fn push(&mut self, key: Vec<u8>, value: Vec<u8>) {
        self.bytes += value.len();
        self.page.records.push(Record { key, value });
    }

    /// The page.
    pub(super) fn finish(self) -> Page {
        self.page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_ends_before_its_successor() {
        assert_eq!(end_of_prefix(b"ab"), Some(b"ac".to_vec()));
        assert_eq!(end_of_prefix(b"a\xff"), Some(b"b".to_vec()));
        assert_eq!(end_of_prefix(b"\xff\xff"), None);
        assert_eq!(end_of_prefix(b""), None);
    }

    #[test]
    fn a_place_outside_the_range_does_not_widen_it() {
        let scan = Scan::range("c", "f");
        let before = scan.clone().after("a");
        assert_eq!(before.bounds(), scan.bounds());
        assert!(scan.clone().after("x").bounds().is_none());
        assert!(scan.after("a").backward().bounds().is_none());
    }
}
