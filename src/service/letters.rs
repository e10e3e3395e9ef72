//! Letters to learners: the claim link that an issuer sends, and the links to their own record that
//! they ask for by their address.
//!
//! Whoever asks by an address gets one answer, whether anybody is known by it or not, after the same
//! work: what is asked is put on a list, and looked up later by whoever delivers
//! ([`Service::deliver`]). The list is in memory: what a process that ends has not delivered is asked
//! for again.

use super::claims::{Sent, busy, refused};
use super::learners::KnownBy;
use super::{Actor, Caller, Service, ServiceError};
use crate::assessment::is_email;
use crate::audit::{Act, object};
use crate::clock::timestamp;
use crate::config::{Mail, MailBy};
use crate::finding::Finding;
use crate::id::random_uuid;
use crate::post::{Folder, Letter, Password, Post, PostError, Smtp};
use crate::records::claim::{self as records, Details, Purpose};
use crate::records::{audit, learner};
use crate::store::Commit;
use crate::texts::Texts;
use lru::LruCache;
use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};
use time::{Duration, OffsetDateTime};
use zeroize::Zeroizing;

/// How long a link to enter works.
pub const ENTRY_MINUTES: i64 = 30;
/// How many requests for links wait at once.
const WAITING: usize = 1000;
/// How many letters with links to enter one address gets in an hour.
const AN_HOUR: usize = 3;
/// Of how many addresses it is known when they last got one.
const ADDRESSES: NonZeroUsize = NonZeroUsize::new(10_000).expect("more than none");
/// How many links one letter holds: several learners may share an address.
const LINKS: usize = 20;
/// How often a change begins again after somebody else committed first.
const ATTEMPTS: usize = 16;

/// The post of a service, and what waits for it.
pub(super) struct Letters {
    post: Option<Arc<dyn Post>>,
    asked: Mutex<VecDeque<Asked>>,
    /// When an address got a letter, by a fingerprint of the address.
    lately: Mutex<LruCache<String, Vec<OffsetDateTime>>>,
}

/// That somebody asked for links by an address.
struct Asked {
    address: String,
    texts: Texts,
}

impl Default for Letters {
    fn default() -> Self {
        Self {
            post: None,
            asked: Mutex::default(),
            lately: Mutex::new(LruCache::new(ADDRESSES)),
        }
    }
}

impl Letters {
    fn waiting(&self) -> std::sync::MutexGuard<'_, VecDeque<Asked>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the address with this fingerprint may get one more letter now.
    fn may_write_to(&self, fingerprint: String, now: OffsetDateTime) -> bool {
        let mut lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = lately.get_or_insert_mut(fingerprint, Vec::new);
        sent.retain(|at| now - *at < Duration::HOUR);
        let may = sent.len() < AN_HOUR;
        if may {
            sent.push(now);
        }
        may
    }
}

/// A link to enter, and whose record it leads to.
struct EntryLink {
    link: String,
    name: Option<String>,
    issuer: String,
}

impl Service {
    /// The same service, which has letters sent by `post`.
    #[must_use]
    pub fn posting_with(mut self, post: Arc<dyn Post>) -> Self {
        self.letters.post = Some(post);
        self
    }

    /// The same service, which has letters sent as the operator chose; `password` is that of the
    /// account at the mail server.
    ///
    /// # Errors
    /// [`ServiceError::Post`] when the mail server has a name that none can have.
    pub fn posting_by(
        self,
        mail: &Mail,
        password: Option<Zeroizing<String>>,
    ) -> Result<Self, ServiceError> {
        let password = password.map(Password::new);
        let post: Arc<dyn Post> = match &mail.by {
            MailBy::Server { server, .. } => {
                Arc::new(Smtp::new(server, password.as_ref(), mail.from.clone())?)
            }
            MailBy::Folder(folder) => Arc::new(Folder::new(folder, mail.from.clone())),
        };
        Ok(self.posting_with(post))
    }

    /// Whether letters can be sent; an error says what is missing.
    ///
    /// # Errors
    /// [`ServiceError::Refused`].
    pub fn can_post(&self) -> Result<(), ServiceError> {
        self.post().map(|_| ())
    }

    fn post(&self) -> Result<&dyn Post, ServiceError> {
        let post = self.letters.post.as_deref().ok_or_else(|| {
            let detail = "no letters are sent here: set smtp-url and mail-from, or mail-folder for \
                          development";
            refused("no-post", detail.to_owned())
        })?;
        match &self.settings().public_url {
            Some(_) => Ok(post),
            None => {
                let detail = "a link in a letter needs an address that the public reaches; set \
                              public-url";
                Err(refused("no-public-url", detail.to_owned()))
            }
        }
    }

    fn letter(&self, to: &str, subject: &str, text: &str) -> Result<Letter, ServiceError> {
        let id = self.draw(|rng| random_uuid(rng));
        let letter = Letter::new(to, subject, text, self.now(), id);
        Ok(letter.map_err(|error| PostError::Unwritable(error.to_string()))?)
    }

    /// The addresses under which a learner of the caller's issuer was assessed, the latest first.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when they are another issuer's; [`ServiceError::Erased`].
    pub fn learner_addresses(
        &self,
        caller: &Caller,
        learner: &str,
    ) -> Result<Vec<String>, ServiceError> {
        self.own_learner(learner, caller)?;
        Ok(self.named_in_assessments(learner)?.1)
    }

    /// Sends the claim link with the secret `token`, which the caller's issuer made, to its learner:
    /// to `address`, which must be one of theirs; without one, to the latest that is known. That it
    /// is sent is on record before it leaves.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] where no letters are sent, or where the address is not known to be
    /// the learner's; [`ServiceError::NotFound`] when the link does not work;
    /// [`ServiceError::Post`] when it could not be sent: it may be tried again.
    pub fn send_claim(
        &self,
        caller: &Caller,
        token: &str,
        address: Option<&str>,
        t: Texts,
    ) -> Result<Sent, ServiceError> {
        let post = self.post()?;
        let sent = self.note_sending(caller, token, address)?;
        let record = self.working(token, Purpose::Claim)?;
        let issuer = self.issuer(&record.issuer)?.profile.name;
        let subject = t
            .say("letters-claim-subject")
            .with("issuer", one_line(&issuer));
        let link = self.public_address(&format!("/claim/{token}"));
        let day = record.expires.split('T').next().unwrap_or_default();
        let text = [
            t.say("letters-claim-lead")
                .with("issuer", &issuer)
                .to_string(),
            link,
            t.say("letters-claim-until").with("day", day).to_string(),
            t.say("letters-claim-not-you").to_string(),
        ];
        let letter = self.letter(&sent.to, &subject.to_string(), &paragraphs(&text))?;
        post.send(&letter)?;
        Ok(sent)
    }

    /// Enters that a claim link is sent, and to whom.
    fn note_sending(
        &self,
        caller: &Caller,
        token: &str,
        address: Option<&str>,
    ) -> Result<Sent, ServiceError> {
        self.may_enter()?;
        for _ in 0..ATTEMPTS {
            let before = self.working(token, Purpose::Claim)?;
            if before.issuer != caller.issuer {
                return Err(super::claims::unknown_link());
            }
            let sent = Sent {
                to: self.letter_address(caller, &before.learner, address)?,
                at: timestamp(self.now()),
            };
            let mut details = self.details_of(&before)?;
            details.sent.push(sent.clone());
            let entry = self
                .entry(&caller.actor, Act::ClaimSend, object("claim", &before.id))
                .of_issuer(caller.issuer.as_str())
                .after(before.entry.clone());
            let key = self.learner_key(&before.learner)?;
            let mut after = self.draw(|rng| before.with(&details, &key, rng));
            after.entry = Some(entry.hash());
            let commit = records::replace(Commit::new(), &before, &after);
            if self.store().commit(audit::append(commit, &entry))?.is_ok() {
                return Ok(sent);
            }
        }
        Err(busy())
    }

    /// The address to write to: `address` where it is one of the learner's.
    fn letter_address(
        &self,
        caller: &Caller,
        learner: &str,
        address: Option<&str>,
    ) -> Result<String, ServiceError> {
        let Some(address) = address.map(str::trim) else {
            let known = self.learner_addresses(caller, learner)?;
            return known.into_iter().next().ok_or_else(|| {
                let detail = "no address of this learner is known; show them the link, or its QR \
                              code";
                refused("address-unknown", detail.to_owned())
            });
        };
        let known_by = KnownBy {
            id: None,
            email: Some(address.to_owned()),
        };
        let theirs = self.find_learners(caller, &known_by)?;
        match theirs.iter().any(|id| id == learner) {
            true => Ok(address.to_owned()),
            false => {
                let detail = "the learner is not known by this address, and whoever has the link is \
                              let in as the learner; show them the link, or its QR code, or assess \
                              them under this address";
                Err(refused("address-not-theirs", detail.to_owned()))
            }
        }
    }

    /// Takes in that somebody asks for links to enter by an address. The answer says nothing about
    /// whether anybody is known by it.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when it is no address; [`ServiceError::Refused`] where no letters
    /// are sent; [`ServiceError::Conflict`] when too many wait.
    pub fn ask_entry(&self, address: &str, texts: Texts) -> Result<(), ServiceError> {
        self.post()?;
        let address = address.trim();
        if !is_email(address) {
            let detail = "this is not an e-mail address";
            return Err(ServiceError::Invalid {
                what: "the address",
                findings: vec![Finding::new("/email", "bad-email", detail)],
            });
        }
        let mut waiting = self.letters.waiting();
        if waiting.len() >= WAITING {
            return Err(busy());
        }
        waiting.push_back(Asked {
            address: address.to_owned(),
            texts,
        });
        Ok(())
    }

    /// Looks up who asked for links, and sends them. To be called several times a second, by one at
    /// a time. Gives what the operator has to be told; never whom it is about.
    ///
    /// # Errors
    /// None are given up on: what went wrong is told.
    pub fn deliver(&self) -> Vec<String> {
        let mut told = Vec::new();
        loop {
            let next = self.letters.waiting().pop_front();
            let Some(asked) = next else {
                return told;
            };
            if let Err(error) = self.answer(&asked) {
                told.push(format!(
                    "links that a learner asked for were not sent: {error}"
                ));
            }
        }
    }

    fn answer(&self, asked: &Asked) -> Result<(), ServiceError> {
        let post = self.post()?;
        let known_by = KnownBy {
            id: None,
            email: Some(asked.address.clone()),
        };
        let address = asked.address.to_lowercase();
        let print = self
            .deployment_key()?
            .fingerprint(&[b"entry", address.as_bytes()]);
        if !self.letters.may_write_to(print, self.now()) {
            return Ok(());
        }
        let mut links = Vec::new();
        for issuer in self.issuers()? {
            let profile = issuer.profile;
            let caller = Caller::new(profile.slug.as_str(), Actor::Proofmark);
            for id in self.find_learners(&caller, &known_by)? {
                let erased =
                    learner::find(self.store(), &id)?.is_none_or(|one| one.erased.is_some());
                if erased || links.len() >= LINKS {
                    continue;
                }
                let lifetime = Duration::minutes(ENTRY_MINUTES);
                let details = Details::default();
                let actor = Actor::Proofmark;
                let made = self.make_link(&actor, &id, Purpose::Enter, &details, lifetime)?;
                links.push(EntryLink {
                    link: made.link,
                    name: self.named_in_assessments(&id)?.0,
                    issuer: profile.name.clone(),
                });
            }
        }
        if links.is_empty() {
            return Ok(());
        }
        let (subject, text) = entry_letter(&links, asked.texts);
        Ok(post.send(&self.letter(&asked.address, &subject, &text)?)?)
    }
}

/// The letter with links to enter.
fn entry_letter(links: &[EntryLink], t: Texts) -> (String, String) {
    let minutes = usize::try_from(ENTRY_MINUTES).unwrap_or_default();
    let mut text = vec![
        t.say("letters-entry-lead")
            .with("count", links.len())
            .to_string(),
    ];
    for one in links {
        let whose = match &one.name {
            Some(name) => t.say("letters-entry-whose").with("name", name),
            None => t.say("letters-entry-nobody"),
        };
        text.push(format!(
            "{}\n{}",
            whose.with("issuer", &one.issuer),
            one.link
        ));
    }
    text.push(
        t.say("letters-entry-until")
            .with("minutes", minutes)
            .to_string(),
    );
    text.push(t.say("letters-entry-not-you").to_string());
    (
        t.say("letters-entry-subject").to_string(),
        paragraphs(&text),
    )
}

fn paragraphs(texts: &[String]) -> String {
    format!("{}\n", texts.join("\n\n"))
}

/// `text` in one line, as a subject wants it.
fn one_line(text: &str) -> String {
    let turns = |c: &char| matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}');
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    text.chars()
        .filter(|c| !turns(c))
        .map(plain)
        .take(120)
        .collect()
}
