//! The register: one short entry for each credential, by which credentials are listed and searched
//! without reading their records, which carry some kilobytes of sealed bytes each.
//!
//! An entry is written in the same commit as the record it tells of, by [`super::credential`] and by
//! nobody else. It says nothing that the clear part of the record does not say. The names of its
//! members are one letter long on disk: there are as many entries as credentials.
//!
//! Stores of releases that kept no register get theirs once ([`add_missing`]); until then
//! [`is_complete`] says that it cannot be relied on.

use super::credential::{CredentialRecord, State, order_of};
use super::{Record, RecordError, decode, encode, get, key};
use crate::store::{Commit, Scan, Store};
use serde::{Deserialize, Serialize};

/// Stands where every credential is in the register.
const COMPLETE: &str = "register-complete";
/// What stands there.
const MARK: [u8; 1] = [1];
const KIND: &str = "register";

/// What the register says of a credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id.
    #[serde(rename = "i")]
    pub id: String,
    /// Its form.
    #[serde(rename = "f")]
    pub form: String,
    /// Its name; `None` where the caller wrote the credential.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The key of the framework that it was made from.
    #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
    pub framework: Option<String>,
    /// The framework's version.
    #[serde(rename = "v", default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The level that was achieved.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Whether its issuer stands by it.
    #[serde(rename = "s", default, skip_serializing_if = "is_current")]
    pub state: State,
    /// The id of the learner.
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    pub learner: Option<String>,
    /// From when it is valid.
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// Until when.
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// Whether another took its place.
    #[serde(rename = "x", default, skip_serializing_if = "is_false")]
    pub superseded: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_current(state: &State) -> bool {
    *state == State::Current
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

impl Record for Entry {
    const KIND: &'static str = "register";
}

impl Entry {
    /// What the register has to say of `record`.
    pub fn of(record: &CredentialRecord) -> Self {
        let from = record.made_from.as_ref();
        Self {
            id: record.id.clone(),
            form: record.form.clone(),
            name: record.name.clone(),
            framework: from.map(|from| from.framework.clone()),
            version: from.map(|from| from.framework_version.clone()),
            level: from.map(|from| from.level.clone()),
            state: record.state,
            learner: record.learner.clone(),
            valid_from: record.valid_from.clone(),
            valid_until: record.valid_until.clone(),
            superseded: record.superseded_by.is_some(),
        }
    }
}

/// An entry, and which credential it tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What orders it among the others: the time-ordered part of the credential's store key.
    pub order: String,
    /// The entry.
    pub entry: Entry,
}

/// Where in the order of an issuer's credentials a page lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side<'a> {
    /// From this one on to older ones, without it; from the newest on where it is none.
    Before(Option<&'a str>),
    /// From this one on to newer ones, without it.
    After(&'a str),
}

/// The bounds of the order: from the first, inclusive, to the second, exclusive.
pub type Span<'a> = (Option<&'a str>, Option<&'a str>);

/// The key under which the register has the credential of `issuer` at `place`.
pub fn entry_key(issuer: &str, place: &[u8]) -> Vec<u8> {
    key(&[KIND, issuer, &order_of(place)])
}

/// Enters a new credential in `commit`.
pub(super) fn create(commit: Commit, place: &[u8], record: &CredentialRecord) -> Commit {
    commit.put(entry_key(&record.issuer, place), encode(&Entry::of(record)))
}

/// Enters in `commit` what changed of a credential; nothing where the register says the same of
/// both.
pub(super) fn replace(
    commit: Commit,
    place: &[u8],
    before: &CredentialRecord,
    after: &CredentialRecord,
) -> Commit {
    match Entry::of(before) == Entry::of(after) {
        true => commit,
        false => create(commit, place, after),
    }
}

/// What the register says of the credential of `issuer` at `place`.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn find(store: &dyn Store, issuer: &str, place: &[u8]) -> Result<Option<Entry>, RecordError> {
    get(store, &entry_key(issuer, place))
}

/// What the register says of the credential of `issuer` that `order` names.
///
/// # Errors
/// [`RecordError`] when it cannot be read.
pub fn at(store: &dyn Store, issuer: &str, order: &str) -> Result<Option<Listed>, RecordError> {
    let entry = get(store, &key(&[KIND, issuer, order]))?;
    Ok(entry.map(|entry| Listed {
        order: order.to_owned(),
        entry,
    }))
}

/// Up to `limit` entries of `issuer` within `span` on one `side`, the nearest to it first; and
/// whether there are more.
///
/// # Errors
/// [`RecordError`] when one cannot be read.
pub fn walk(
    store: &dyn Store,
    issuer: &str,
    span: Span<'_>,
    side: Side<'_>,
    limit: usize,
) -> Result<(Vec<Listed>, bool), RecordError> {
    let prefix = key(&[KIND, issuer, ""]);
    let at = |order: &str| [prefix.as_slice(), order.as_bytes()].concat();
    // Behind every order: no UUID has a tilde.
    let (from, to) = (at(span.0.unwrap_or_default()), at(span.1.unwrap_or("~")));
    let scan = Scan::range(from, to).limit(limit);
    let scan = match side {
        Side::Before(None) => scan.backward(),
        Side::Before(Some(order)) => scan.backward().after(at(order)),
        Side::After(order) => scan.after(at(order)),
    };
    let page = store.scan(&scan)?;
    let listed = page.records.into_iter().map(|one| {
        let order = one.key.get(prefix.len()..).unwrap_or_default();
        Ok(Listed {
            order: String::from_utf8_lossy(order).into_owned(),
            entry: decode(&one.key, &one.value)?,
        })
    });
    Ok((
        listed.collect::<Result<_, RecordError>>()?,
        page.next.is_some(),
    ))
}

/// Whether every credential is in the register.
///
/// # Errors
/// [`RecordError::Store`].
pub fn is_complete(store: &dyn Store) -> Result<bool, RecordError> {
    Ok(store.get(COMPLETE.as_bytes())?.as_deref() == Some(&MARK))
}

/// Whether this is what stands in the store where every credential is in the register.
pub fn is_mark(record: &crate::store::Record) -> bool {
    record.key == COMPLETE.as_bytes() && record.value == MARK
}

/// Enters those of up to `limit` credentials behind the one at `after` that are not in the register,
/// and gives the place of the last. Where there are no more, the register is complete, and `None`
/// is given.
///
/// # Errors
/// [`RecordError`] when a credential cannot be read.
pub fn add_missing(
    store: &dyn Store,
    after: Option<&[u8]>,
    limit: usize,
) -> Result<Option<Vec<u8>>, RecordError> {
    let mut scan = Scan::prefix("credential/").limit(limit);
    if let Some(after) = after {
        scan = scan.after(after);
    }
    let page = store.scan(&scan)?;
    let mut commit = Commit::new();
    for one in &page.records {
        let record: CredentialRecord = decode(&one.key, super::split(&one.value).0)?;
        let key = entry_key(&record.issuer, &one.key);
        if store.get(&key)?.is_none() {
            commit = commit.create(key, encode(&Entry::of(&record)));
        }
    }
    if page.next.is_none() {
        commit = commit.put(COMPLETE, MARK);
    }
    match store.commit(commit)? {
        Ok(()) => Ok(page.next),
        // Somebody changed one of them meanwhile, and entered it: these are looked at again.
        Err(_) => add_missing(store, after, limit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Memory;
    use serde_json::json;

    fn record(id: &str) -> CredentialRecord {
        serde_json::from_value(json!({
            "id": id, "form": "open-badge", "name": "N", "assessment": "a", "framework": "f",
            "framework_version": "v", "level": "l", "issuer": "default", "secured": []
        }))
        .unwrap()
    }

    #[test]
    fn an_entry_is_short_and_says_what_the_record_says() {
        let mut record = record("urn:uuid:0b9c6a3e-3f6f-4d63-9a7b-5c2d1e0f4a81");
        record.name = Some("Industrial Machinery Mechanics: Practitioner".to_owned());
        record.learner = Some("0b9c6a3e-3f6f-4d63-9a7b-5c2d1e0f4a82".to_owned());
        record.valid_from = Some("2026-11-22T10:00:00Z".to_owned());
        let entry = Entry::of(&record);
        let bytes = encode(&entry);
        assert!(bytes.len() < 250, "{}", String::from_utf8_lossy(&bytes));
        assert_eq!(decode::<Entry>(b"k", &bytes), Ok(entry.clone()));
        record.state = State::Revoked;
        assert_ne!(Entry::of(&record), entry);
    }

    #[test]
    fn a_walk_goes_both_ways_and_keeps_to_its_span() {
        let store = Memory::new();
        let mut commit = Commit::new();
        for name in ["1", "2", "3", "4", "5"] {
            commit = create(
                commit,
                format!("credential/{name}").as_bytes(),
                &record(name),
            );
        }
        store.commit(commit).unwrap().unwrap();
        let ids = |span, side, limit| {
            let (listed, more) = walk(&store, "default", span, side, limit).unwrap();
            let ids = listed.into_iter().map(|one| one.entry.id);
            (ids.collect::<Vec<_>>().concat(), more)
        };
        let all = (None, None);
        let text = |text: &str, more| (text.to_owned(), more);
        assert_eq!(ids(all, Side::Before(None), 2), text("54", true));
        assert_eq!(ids(all, Side::Before(Some("4")), 9), text("321", false));
        assert_eq!(ids(all, Side::After("2"), 2), text("34", true));
        assert_eq!(
            ids((Some("2"), Some("4")), Side::Before(None), 9),
            text("32", false)
        );
        assert_eq!(
            ids((None, Some("4")), Side::After("1"), 9),
            text("23", false)
        );
        let other = walk(&store, "other", all, Side::Before(None), 9).unwrap();
        assert_eq!(other, (Vec::new(), false));
    }
}
