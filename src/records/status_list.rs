//! Status lists on record, and which of their places are given to whom.
//!
//! A place is a key of its own: that it is given only once is an expectation of the commit that
//! gives it, and what is set there is changed by the commit of the act. Its key is short because
//! sled keeps keys of up to 22 bytes in place.
//!
//! A list is found by its number, by its name, and, while places in it are given, by whose it is
//! and what for. Numbers count up and are for the store alone; names are what the public sees.

use super::{Record, RecordError, encode, get, key};
use crate::store::{Commit, Record as Raw, Scan, Store};
use serde::{Deserialize, Serialize};

/// A status list of an issuer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusListRecord {
    /// Its number in this deployment, from 1.
    pub number: u32,
    /// Its name in addresses, which no other list of this deployment has.
    pub name: String,
    /// The DID of the issuer, who signs it.
    pub issuer: String,
    /// The slug of the issuer.
    pub slug: String,
    /// What a set bit means: `revocation` or `suspension`.
    pub purpose: String,
    /// The address of the list: what entries name as `statusListCredential`.
    pub url: String,
    /// When it was begun.
    pub created: String,
    /// Whether its places are given.
    pub state: ListState,
    /// The hash of the last audit entry about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
}

/// Whether the places of a list are given. What is set in it changes in every state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListState {
    /// They are.
    Open,
    /// Too many are given: another list follows this one.
    Full,
    /// It cannot be known which are given, as after a restore: none is given any more.
    Closed,
}

/// A place in a status list, given to one credential for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusPlace {
    /// What a set bit means: `revocation` or `suspension`.
    pub purpose: String,
    /// The number of the list in this deployment.
    pub list: u32,
    /// The address of the list.
    pub url: String,
    /// The place in the list, from 0.
    pub index: u32,
}

/// A place that was given, as it is on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenPlace {
    /// The place in its list, from 0.
    pub index: u32,
    /// Whether its bit is set.
    pub set: bool,
    /// The store key of the credential that has it; empty when that is not on record.
    pub credential: Vec<u8>,
}

impl Record for StatusListRecord {
    const KIND: &'static str = "status list";
}

/// Where the list with this number stands.
pub fn list_key(number: u32) -> Vec<u8> {
    key(&["status-list", &format!("{number:08x}")])
}

/// Where the number of the list with this name stands.
pub fn name_key(name: &str) -> Vec<u8> {
    key(&["status-list-name", name])
}

/// Where the number of the list stands from which places of this issuer and purpose are given.
pub fn current_key(issuer: &str, purpose: &str) -> Vec<u8> {
    key(&["status-list-of", issuer, purpose])
}

fn places_prefix(list: u32) -> Vec<u8> {
    key(&["taken", &format!("{list:08x}"), ""])
}

/// Where it stands whose a place is, and whether its bit is set.
pub fn place_key(list: u32, index: u32) -> Vec<u8> {
    [places_prefix(list), format!("{index:05x}").into_bytes()].concat()
}

/// Adds a new list to `commit`: places are given from it from now on, and no more from `before`,
/// which must be the list they were given from until now.
pub fn create(
    commit: Commit,
    record: &StatusListRecord,
    before: Option<&StatusListRecord>,
) -> Commit {
    let number = record.number.to_string();
    let current = current_key(&record.issuer, &record.purpose);
    let commit = match before {
        None => commit.create(current, number.as_str()),
        Some(before) => commit.replace(current, before.number.to_string(), number.as_str()),
    };
    commit
        .create(list_key(record.number), encode(record))
        .create(name_key(&record.name), number)
}

/// Adds a list to `commit` from which no places are given, as one that was found published.
pub fn adopt(commit: Commit, record: &StatusListRecord) -> Commit {
    commit
        .create(list_key(record.number), encode(record))
        .create(name_key(&record.name), record.number.to_string())
}

/// Puts `record` in the place of `before` in `commit`, if that is what is there. Number, name,
/// issuer and purpose stay.
pub fn replace(commit: Commit, before: &StatusListRecord, record: &StatusListRecord) -> Commit {
    commit.replace(list_key(record.number), encode(before), encode(record))
}

/// The list with this number.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(store: &dyn Store, number: u32) -> Result<Option<StatusListRecord>, RecordError> {
    get(store, &list_key(number))
}

/// The list that `index` names by its number.
fn at(store: &dyn Store, index: &[u8]) -> Result<Option<StatusListRecord>, RecordError> {
    let Some(number) = store.get(index)? else {
        return Ok(None);
    };
    let text = String::from_utf8_lossy(&number);
    let number = text.parse().map_err(|_| unreadable(index, &text))?;
    find(store, number)
}

/// The list with this name.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn named(store: &dyn Store, name: &str) -> Result<Option<StatusListRecord>, RecordError> {
    at(store, &name_key(name))
}

/// The list from which places of this issuer and purpose are given, in whatever state it is.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn current(
    store: &dyn Store,
    issuer: &str,
    purpose: &str,
) -> Result<Option<StatusListRecord>, RecordError> {
    at(store, &current_key(issuer, purpose))
}

/// All lists, the oldest first.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn all(store: &dyn Store) -> Result<Vec<StatusListRecord>, RecordError> {
    let mut scan = Scan::prefix("status-list/").limit(1000);
    let mut all = Vec::new();
    loop {
        let page = super::page(store, &scan)?;
        all.extend(page.records);
        match page.next {
            Some(next) => scan = scan.after(next),
            None => return Ok(all),
        }
    }
}

/// The number that no list has yet.
///
/// # Errors
/// [`RecordError`] when the last list cannot be read.
pub fn next_number(store: &dyn Store) -> Result<u32, RecordError> {
    let scan = Scan::prefix("status-list/").backward().limit(1);
    let last = super::page::<StatusListRecord>(store, &scan)?;
    Ok(last.records.first().map_or(1, |list| list.number + 1))
}

/// Whether a bit is set, and the store key of the credential whose it is.
fn value(set: bool, credential: &[u8]) -> Vec<u8> {
    [&[u8::from(set)], credential].concat()
}

/// Gives `place` to the credential at `credential` in `commit`; nobody else may have it.
pub fn take(commit: Commit, place: &StatusPlace, credential: &[u8]) -> Commit {
    commit.create(place_key(place.list, place.index), value(false, credential))
}

/// Keeps a place that is free on record as given, and its bit as set, in `commit`: somebody has it
/// who is not on record.
pub fn keep_set(commit: Commit, list: u32, index: u32) -> Commit {
    commit.create(place_key(list, index), value(true, &[]))
}

/// Sets the bit at `place`, which the credential at `credential` has, or clears it, in `commit`;
/// it must be the other way before.
pub fn set(commit: Commit, place: &StatusPlace, credential: &[u8], on: bool) -> Commit {
    commit.replace(
        place_key(place.list, place.index),
        value(!on, credential),
        value(on, credential),
    )
}

/// What is on record at a place; `None` where it is free.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn place(store: &dyn Store, list: u32, index: u32) -> Result<Option<TakenPlace>, RecordError> {
    let key = place_key(list, index);
    let value = store.get(&key)?;
    value.map(|value| read(&Raw { key, value })).transpose()
}

/// Gives every place of `list` that is given to `each`, in the order of their indices. Those that
/// change meanwhile are given as they are before or after.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn places(
    store: &dyn Store,
    list: u32,
    mut each: impl FnMut(TakenPlace),
) -> Result<(), RecordError> {
    let mut scan = Scan::prefix(places_prefix(list)).limit(10_000);
    loop {
        let page = store.scan(&scan)?;
        for record in &page.records {
            each(read(record)?);
        }
        match page.next {
            Some(next) => scan = scan.after(next),
            None => return Ok(()),
        }
    }
}

/// The place in `record`.
///
/// # Errors
/// [`RecordError::Unreadable`] when it is none.
pub fn read(record: &Raw) -> Result<TakenPlace, RecordError> {
    let key = String::from_utf8_lossy(&record.key);
    let index = key.rsplit('/').next().unwrap_or_default();
    let index = u32::from_str_radix(index, 16).map_err(|_| unreadable(&record.key, index))?;
    let (set, credential) = match record.value.split_first() {
        Some((0, credential)) => (false, credential),
        Some((1, credential)) => (true, credential),
        _ => return Err(unreadable(&record.key, "neither set nor clear")),
    };
    Ok(TakenPlace {
        index,
        set,
        credential: credential.to_vec(),
    })
}

fn unreadable(key: &[u8], what: &str) -> RecordError {
    RecordError::Unreadable {
        kind: StatusListRecord::KIND,
        key: String::from_utf8_lossy(key).into_owned(),
        detail: format!("{what:?} is not what stands there"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Memory;

    fn list(number: u32) -> StatusListRecord {
        StatusListRecord {
            number,
            name: format!("revocation-{number}"),
            issuer: "did:example:issuer".to_owned(),
            slug: "default".to_owned(),
            purpose: "revocation".to_owned(),
            url: format!("https://badges.example/status/revocation-{number}"),
            created: "2026-11-20T10:00:00Z".to_owned(),
            state: ListState::Open,
            entry: None,
        }
    }

    fn place_in(list: u32, index: u32) -> StatusPlace {
        StatusPlace {
            purpose: "revocation".to_owned(),
            list,
            url: String::new(),
            index,
        }
    }

    #[test]
    fn a_list_is_found_by_number_and_name_and_by_whose_it_is() {
        let store = Memory::new();
        assert_eq!(next_number(&store), Ok(1));
        let (first, second) = (list(1), list(2));
        let commit = create(Commit::new(), &first, None);
        assert_eq!(store.commit(commit), Ok(Ok(())));
        assert_eq!(
            current(&store, &first.issuer, "revocation"),
            Ok(Some(first.clone()))
        );
        assert_eq!(current(&store, &first.issuer, "suspension"), Ok(None));
        // One that does not know of the list before it is refused.
        let commit = create(Commit::new(), &second, None);
        assert!(store.commit(commit).unwrap().is_err());
        let commit = create(Commit::new(), &second, Some(&first));
        assert_eq!(store.commit(commit), Ok(Ok(())));
        assert_eq!(
            current(&store, &first.issuer, "revocation"),
            Ok(Some(second.clone()))
        );
        assert_eq!(named(&store, "revocation-1"), Ok(Some(first.clone())));
        assert_eq!(all(&store), Ok(vec![first, second]));
        assert_eq!(next_number(&store), Ok(3));
    }

    #[test]
    fn a_place_is_given_once_and_changed_by_whose_it_is() {
        let store = Memory::new();
        let mine = place_in(1, 131_071);
        let other = place_in(2, 0);
        let commit = take(Commit::new(), &mine, b"a");
        assert_eq!(store.commit(commit), Ok(Ok(())));
        assert_eq!(store.commit(take(Commit::new(), &other, b"b")), Ok(Ok(())));
        for refused in [
            take(Commit::new(), &mine, b"b"),
            set(Commit::new(), &mine, b"b", true),
            set(Commit::new(), &mine, b"a", false),
        ] {
            assert!(store.commit(refused).unwrap().is_err());
        }
        let commit = set(Commit::new(), &mine, b"a", true);
        assert_eq!(store.commit(commit), Ok(Ok(())));
        let expected = TakenPlace {
            index: 131_071,
            set: true,
            credential: b"a".to_vec(),
        };
        assert_eq!(place(&store, 1, 131_071), Ok(Some(expected.clone())));
        assert_eq!(place(&store, 1, 0), Ok(None));
        let mut all = Vec::new();
        places(&store, 1, |place| all.push(place)).unwrap();
        assert_eq!(all, [expected]);
    }
}
