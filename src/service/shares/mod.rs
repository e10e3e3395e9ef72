//! Sharing: a learner makes links that show what they chose of their credentials, sees how often
//! they were looked at, and takes them back.
//!
//! | file | its part |
//! | --- | --- |
//! | `view` | what a link shows: the chosen, and nothing else |
//! | `views` | how often a link was looked at |
//! | `linkedin` | the address that adds a shared credential to a LinkedIn profile |
//!
//! A link holds a token of 256 random bits; on record is its SHA-256, and the token sealed under the
//! learner's key. Whether a link was never given, was taken back, is over, or was its erased
//! learner's: the answer is the same, [`ServiceError::NotFound`] with the same words.

mod linkedin;
mod view;
mod views;

pub use crate::records::share::Shows;
pub use linkedin::{Certification, add_to_profile};
pub use view::{
    Rung, SharedCredential, SharedEvidence, SharedFramework, SharedIssuer, SharedLevel,
    SharedStatement, SharedView, Standing,
};
pub(super) use views::ShareViews;

use super::carry::{Carried, Taken, Wish};
use super::learners::{Learner, unopened};
use super::pictures::{LevelPicture, Look};
use super::take::ways_of;
use super::{Actor, Caller, Service, ServiceError};
use crate::audit::{Act, object};
use crate::clock::{parse_timestamp, timestamp};
use crate::digest::sha256_hex;
use crate::finding::Finding;
use crate::framework::text::{fold, unsound};
use crate::records::credential::{self, GIVEN};
use crate::records::share::{self as records, Found, ShareBody, ShareRecord};
use crate::records::{RecordError, audit};
use crate::store::Commit;
use crate::texts::Texts;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use time::{Duration, OffsetDateTime};

/// How long a link lasts unless its learner wants otherwise.
pub const USUAL: Duration = Duration::days(90);
/// How long one lasts at most: two years.
pub const LONGEST: Duration = Duration::days(731);
/// How many characters a purpose has at most.
pub const LONGEST_PURPOSE: usize = 200;
/// How many credentials one link shows at most.
pub const MOST_CREDENTIALS: usize = 50;
/// How many links a learner has at most.
const MOST_SHARES: usize = 200;
/// How many random bytes are in a token.
const TOKEN: usize = 32;
/// How many characters that makes.
const TOKEN_CHARACTERS: usize = 43;
/// How often a step begins again after somebody else committed first.
const ATTEMPTS: usize = 16;

/// What a learner wants to share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareRequest {
    /// What it is for, in the learner's words: whoever gets the link reads it.
    pub purpose: String,
    /// The ids of the credentials, in the order in which they are shown.
    pub credentials: Vec<String>,
    /// What of them.
    pub shows: Shows,
    /// Until when.
    pub expires: OffsetDateTime,
    /// Whether search engines may take the page up.
    pub indexed: bool,
}

/// A link, as its learner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Its id.
    pub id: String,
    /// The token in its address.
    pub token: String,
    /// What it is for.
    pub purpose: String,
    /// The ids of the credentials.
    pub credentials: Vec<String>,
    /// What of them.
    pub shows: Shows,
    /// Whether search engines may take the page up.
    pub indexed: bool,
    /// When it was made (RFC 3339).
    pub created: String,
    /// Until when it leads somewhere (RFC 3339).
    pub expires: String,
    /// Whether that is over.
    pub is_over: bool,
    /// How often somebody looked.
    pub views: u64,
    /// The day of the last look: `2026-11-22`.
    pub viewed: Option<String>,
}

/// A credential of a learner that can be shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shareable {
    /// Its id.
    pub id: String,
    /// Its name; its form where it has none on record.
    pub name: String,
    /// Its form.
    pub form: String,
    /// The label of its level, where it states one alone.
    pub level: Option<String>,
    /// From when it is valid.
    pub valid_from: Option<String>,
    /// What is to be thought of it now.
    pub standing: Standing,
    /// Whether it can be shown only with everything in it.
    pub only_whole: bool,
}

/// A link that leads somewhere.
struct Live {
    found: Found,
    body: ShareBody,
}

impl Service {
    /// Makes a link for the learner who asks.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] with all that is wrong; [`ServiceError::Refused`] for anybody but a
    /// learner, and for one who has too many links.
    pub fn make_share(
        &self,
        caller: &Caller,
        request: &ShareRequest,
    ) -> Result<Share, ServiceError> {
        self.may_enter()?;
        let request = self.checked(caller, request)?;
        for _ in 0..ATTEMPTS {
            let learner = self.sharing_learner(caller)?;
            if records::of_learner(self.store(), &learner.id)?.len() >= MOST_SHARES {
                return Err(too_many());
            }
            let (record, body) = self.new_share(&learner.id, caller, &request);
            let entry = self
                .entry(&caller.actor, Act::ShareMake, object("share", &record.id))
                .of_issuer(&caller.issuer);
            let record = ShareRecord {
                entry: Some(entry.hash()),
                ..record
            };
            let commit = audit::append(learner.add_to(Commit::new()), &entry);
            let key = &learner.key;
            let commit = self.draw(|rng| records::create(commit, &record, &body, key, rng));
            if self.store().commit(commit)?.is_ok() {
                return Ok(self.as_its_learner_sees_it(&record, body, (0, None)));
            }
        }
        Err(busy())
    }

    /// What a link would show, were it made.
    ///
    /// # Errors
    /// As for [`Service::make_share`].
    pub fn preview_share(
        &self,
        caller: &Caller,
        request: &ShareRequest,
    ) -> Result<SharedView, ServiceError> {
        let request = self.checked(caller, request)?;
        let learner = self.sharing_learner(caller)?;
        let (record, body) = self.new_share(&learner.id, caller, &request);
        self.shown(&record, &body)
    }

    /// When a link ends that is made now, unless its learner wants otherwise.
    pub fn usual_end_of_share(&self) -> OffsetDateTime {
        self.now() + USUAL
    }

    /// The links of the learner who asks, the newest first.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] for anybody but a learner; [`ServiceError::Key`] when the
    /// deployment's key is not unlocked.
    pub fn shares(&self, caller: &Caller) -> Result<Vec<Share>, ServiceError> {
        let learner = self.sharing_learner(caller)?;
        let mut shares = Vec::new();
        for found in records::of_learner(self.store(), &learner.id)? {
            let body = opened(&found, &learner)?;
            let unwritten = self.share_views.of(&found.place);
            shares.push(self.as_its_learner_sees_it(&found.record, body, unwritten));
        }
        shares.reverse();
        Ok(shares)
    }

    /// What the learner who asks can share, the newest first.
    ///
    /// # Errors
    /// As for [`Service::shares`].
    pub fn shareable(&self, caller: &Caller) -> Result<Vec<Shareable>, ServiceError> {
        let learner = self.sharing_learner(caller)?;
        let issuer = self.issuer(&caller.issuer)?;
        let mut shareable = Vec::new();
        for found in credential::held_by(self.store(), &learner.id)? {
            let record = &found.record;
            let level = match &record.made_from {
                Some(from) => self.label_of(from)?,
                None => None,
            };
            shareable.push(Shareable {
                id: record.id.clone(),
                name: record.name.clone().unwrap_or_else(|| record.form.clone()),
                form: record.form.clone(),
                level,
                valid_from: record.valid_from.clone(),
                standing: Standing::of(record, &issuer, self.now()),
                only_whole: record.form == GIVEN,
            });
        }
        shareable.reverse();
        Ok(shareable)
    }

    /// Takes the link `id` of the learner who asks back: from now on it leads nowhere.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also when it is another's; [`ServiceError::Refused`] for anybody
    /// but a learner.
    pub fn take_back_share(&self, caller: &Caller, id: &str) -> Result<(), ServiceError> {
        let learner = self.sharing_learner(caller)?;
        let named = uuid::Uuid::try_parse(id).map_err(|_| no_share())?;
        let found = records::find(self.store(), &learner.id, &named.to_string())?;
        self.take_back(caller, &[found.ok_or_else(no_share)?])
    }

    /// Takes all links of the learner who asks back; gives how many they were.
    ///
    /// # Errors
    /// As for [`Service::take_back_share`].
    pub fn take_back_all_shares(&self, caller: &Caller) -> Result<usize, ServiceError> {
        let learner = self.sharing_learner(caller)?;
        for _ in 0..ATTEMPTS {
            let all = records::of_learner(self.store(), &learner.id)?;
            match self.take_back(caller, &all) {
                // One of them was taken back meanwhile.
                Err(ServiceError::NotFound { .. }) => {}
                done => return done.map(|()| all.len()),
            }
        }
        Err(busy())
    }

    fn take_back(&self, caller: &Caller, shares: &[Found]) -> Result<(), ServiceError> {
        self.may_enter()?;
        let mut commit = Commit::new();
        for found in shares {
            let about = object("share", &found.record.id);
            let entry = self
                .entry(&caller.actor, Act::ShareTakeBack, about)
                .of_issuer(&caller.issuer)
                .after(found.record.entry.clone());
            commit = records::take_away(audit::append(commit, &entry), found);
        }
        match commit.is_empty() {
            true => Ok(()),
            false => self.store().commit(commit)?.map_err(|_| no_share()),
        }
    }

    /// What the link with this token shows now. `counted` says whether this is a look to be counted:
    /// one by a person other than the learner. That a look happened is written within seconds; what
    /// was gathered before a crash is lost.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a link that leads nowhere, whatever the reason;
    /// [`ServiceError::Key`] when the deployment's key is not unlocked.
    pub fn view_share(&self, token: &str, counted: bool) -> Result<SharedView, ServiceError> {
        let live = self.live_share(token)?;
        let view = gone_if_erased(self.shown(&live.found.record, &live.body))?;
        if counted {
            self.share_views.count(&live.found.place, self.today());
        }
        Ok(view)
    }

    /// Whose link this is: the learner's id.
    ///
    /// # Errors
    /// As for [`Service::view_share`].
    pub fn learner_of_share(&self, token: &str) -> Result<String, ServiceError> {
        Ok(self.live_share(token)?.found.record.learner)
    }

    /// The `at`th credential (from 0) of the link as a file, where the link shows documents.
    ///
    /// # Errors
    /// As for [`Service::view_share`]; also where the link does not show this.
    pub fn shared_document(
        &self,
        token: &str,
        at: usize,
        taken: Taken,
        texts: Texts,
    ) -> Result<Carried, ServiceError> {
        let live = self.live_share(token)?;
        let shown = live.body.credentials.get(at);
        let id = shown.filter(|_| live.body.shows.document);
        let record = &live.found.record;
        let held = self.credential_held_by(id.ok_or_else(no_share)?, &record.learner)?;
        let found = held.ok_or_else(no_share)?;
        if !ways_of(&found.record).contains(&taken) {
            return Err(no_share());
        }
        let wish = Wish {
            texts,
            ..Wish::for_all(taken)
        };
        gone_if_erased(self.carry(&found.record.id, &record.issuer, wish))
    }

    /// The wide picture that stands for what the link shows.
    ///
    /// # Errors
    /// As for [`Service::view_share`]; also where there is none.
    pub fn shared_picture(&self, token: &str, texts: Texts) -> Result<LevelPicture, ServiceError> {
        let view = self.view_share(token, false)?;
        let (framework, level) = view.pictured().ok_or_else(no_share)?;
        let slug = &view.issuer.slug;
        let picture = self.level_picture(slug, framework, level, Look::Wide, texts)?;
        picture.ok_or_else(no_share)
    }

    /// The link with this token, if it leads somewhere.
    fn live_share(&self, token: &str) -> Result<Live, ServiceError> {
        if token.len() != TOKEN_CHARACTERS {
            return Err(no_share());
        }
        let found = records::by_digest(self.store(), &digest(token))?.ok_or_else(no_share)?;
        if is_over(&found.record, self.now()) {
            return Err(no_share());
        }
        let learner = gone_if_erased(self.learner_named(&found.record.learner))?;
        let body = opened(&found, &learner)?;
        Ok(Live { found, body })
    }

    /// The learner who asks.
    fn sharing_learner(&self, caller: &Caller) -> Result<Learner, ServiceError> {
        let Actor::Learner(id) = &caller.actor else {
            return Err(ServiceError::Refused {
                rule: "learners-alone",
                detail: "only learners themselves share what is theirs".to_owned(),
            });
        };
        self.own_learner(id, caller)?;
        self.learner_named(id)
    }

    fn new_share(
        &self,
        learner: &str,
        caller: &Caller,
        request: &ShareRequest,
    ) -> (ShareRecord, ShareBody) {
        let mut bytes = [0; TOKEN];
        self.random(&mut bytes);
        let token = URL_SAFE_NO_PAD.encode(bytes);
        let record = ShareRecord {
            id: self.next_key().to_string(),
            issuer: caller.issuer.clone(),
            learner: learner.to_owned(),
            digest: digest(&token),
            created: timestamp(self.now()),
            expires: timestamp(request.expires),
            entry: None,
        };
        let body = ShareBody {
            token,
            purpose: request.purpose.clone(),
            credentials: request.credentials.clone(),
            shows: request.shows,
            indexed: request.indexed,
            views: 0,
            viewed: None,
        };
        (record, body)
    }

    fn as_its_learner_sees_it(
        &self,
        record: &ShareRecord,
        body: ShareBody,
        (unwritten, last): (u64, Option<String>),
    ) -> Share {
        Share {
            id: record.id.clone(),
            token: body.token,
            purpose: body.purpose,
            credentials: body.credentials,
            shows: body.shows,
            indexed: body.indexed,
            created: record.created.clone(),
            expires: record.expires.clone(),
            is_over: is_over(record, self.now()),
            views: body.views.saturating_add(unwritten),
            viewed: last.or(body.viewed),
        }
    }

    /// The request with its purpose in one line, where nothing is wrong with it.
    fn checked(
        &self,
        caller: &Caller,
        request: &ShareRequest,
    ) -> Result<ShareRequest, ServiceError> {
        let learner = self.sharing_learner(caller)?;
        let mut request = request.clone();
        request.purpose = fold(&request.purpose);
        let mut findings = Vec::new();
        findings.extend(check_purpose(&request.purpose));
        findings.extend(check_end(request.expires, self.now()));
        findings.extend(check_shows(request.shows));
        self.check_credentials(&request, &learner.id, &mut findings)?;
        match findings.is_empty() {
            true => Ok(request),
            false => Err(ServiceError::Invalid {
                what: "the link",
                findings,
            }),
        }
    }

    fn check_credentials(
        &self,
        request: &ShareRequest,
        learner: &str,
        findings: &mut Vec<Finding>,
    ) -> Result<(), ServiceError> {
        let ids = &request.credentials;
        if ids.is_empty() || ids.len() > MOST_CREDENTIALS {
            let detail = format!("a link shows 1 to {MOST_CREDENTIALS} credentials");
            findings.push(Finding::new("/credentials", "no-credentials", detail));
            return Ok(());
        }
        for (place, id) in ids.iter().enumerate() {
            let at = format!("/credentials/{place}");
            let held = self.credential_held_by(id, learner)?;
            if ids.iter().take(place).any(|before| before == id) {
                let detail = format!("{id} is there twice");
                findings.push(Finding::new(at, "duplicate", detail));
            } else if held.is_none() {
                let detail = format!("you hold no credential {id}");
                findings.push(Finding::new(at, "not-held", detail));
            } else if held.is_some_and(|held| held.record.form == GIVEN) && !request.shows.document
            {
                let detail = format!(
                    "what stands in {id} was not made here: it can be shown only whole, with its \
                     signed document"
                );
                findings.push(Finding::new(at, "only-whole", detail));
            }
        }
        Ok(())
    }

    /// The credential `id`, if the learner holds it and it was not erased.
    fn credential_held_by(
        &self,
        id: &str,
        learner: &str,
    ) -> Result<Option<credential::Found>, ServiceError> {
        // Longer than any id on record, and than a key of the store may be.
        if id.len() > 400 {
            return Ok(None);
        }
        let found = credential::find(self.store(), id)?;
        Ok(found
            .filter(|found| found.record.learner.as_deref() == Some(learner) && !found.is_erased()))
    }

    /// This day: `2026-11-22`.
    fn today(&self) -> String {
        timestamp(self.now()).chars().take(10).collect()
    }
}

fn check_purpose(purpose: &str) -> Option<Finding> {
    let found = |problem, detail: &str| Some(Finding::new("/purpose", problem, detail));
    if purpose.is_empty() {
        return found("missing-member", "a link has a purpose");
    }
    if purpose.chars().count() > LONGEST_PURPOSE {
        let detail = format!("a purpose has at most {LONGEST_PURPOSE} characters");
        return found("text-too-long", &detail);
    }
    unsound(purpose, &[]).and_then(|(problem, detail)| found(problem, &detail))
}

fn check_end(expires: OffsetDateTime, now: OffsetDateTime) -> Option<Finding> {
    let detail = if expires <= now {
        "this is over already"
    } else if expires - now > LONGEST {
        "a link lasts two years at most"
    } else {
        return None;
    };
    Some(Finding::new("/expires", "bad-end", detail))
}

/// Everything that can be chosen stands in a signed document, and nothing can be taken out of it.
fn check_shows(shows: Shows) -> Option<Finding> {
    let all = shows.name && shows.statements && shows.evidence;
    let detail = "a signed document holds who the learner is, the statements and the evidence: show \
                  these too, or leave the document out";
    (shows.document && !all)
        .then(|| Finding::new("/shows/document", "document-shows-everything", detail))
}

fn is_over(record: &ShareRecord, now: OffsetDateTime) -> bool {
    parse_timestamp(&record.expires).is_none_or(|end| end <= now)
}

/// SHA-256 of a token, in hexadecimal digits.
fn digest(token: &str) -> String {
    sha256_hex(&[b"share\n", token.as_bytes()])
}

fn opened(found: &Found, learner: &Learner) -> Result<ShareBody, ServiceError> {
    let opened = found.open(&learner.key);
    opened.map_err(|_| unopened("share", &found.record.id))
}

/// What is shared goes with its learner: nobody learns that there was one.
fn gone_if_erased<T>(outcome: Result<T, ServiceError>) -> Result<T, ServiceError> {
    outcome.map_err(|error| match error {
        ServiceError::Erased => no_share(),
        other => other,
    })
}

/// The one answer to a link that leads nowhere.
fn no_share() -> ServiceError {
    ServiceError::NotFound {
        what: "shared page",
        name: String::new(),
        near: Vec::new(),
    }
}

fn too_many() -> ServiceError {
    ServiceError::Refused {
        rule: "too-many-shares",
        detail: format!("there are {MOST_SHARES} links already; take some back first"),
    }
}

fn busy() -> ServiceError {
    ServiceError::Conflict {
        problem: "busy",
        detail: "others keep changing what is held about this learner; try again".to_owned(),
        findings: Vec::new(),
    }
}

impl From<ShareBody> for serde_json::Value {
    /// A link as it is given out to its learner, with all that is held of them; its token aside.
    fn from(body: ShareBody) -> Self {
        serde_json::json!({
            "purpose": body.purpose,
            "credentials": body.credentials,
            "shows": body.shows,
            "indexed": body.indexed,
            "views": body.views,
            "viewed": body.viewed,
        })
    }
}

impl Service {
    /// The links of a learner as they are given out with everything else that is held of them.
    pub(super) fn shares_to_export(
        &self,
        learner: &str,
    ) -> Result<Vec<serde_json::Value>, ServiceError> {
        let owner = self.learner_named(learner)?;
        let found = records::of_learner(self.store(), learner)?;
        let exported = found.iter().map(|found| {
            let mut told = serde_json::Value::from(opened(found, &owner)?);
            told["id"] = found.record.id.clone().into();
            told["created"] = found.record.created.clone().into();
            told["expires"] = found.record.expires.clone().into();
            Ok(told)
        });
        exported.collect()
    }

    /// Whether what is sealed in a link opens; `None` where its learner's key is not at hand.
    pub(super) fn share_opens(&self, found: &Found) -> Result<Option<bool>, RecordError> {
        match self.learner_key(&found.record.learner) {
            Ok(key) => Ok(Some(found.open(&key).is_ok())),
            Err(ServiceError::Store(error)) => Err(error.into()),
            Err(ServiceError::Key(_)) => Ok(None),
            Err(_) => Ok(Some(false)),
        }
    }
}
