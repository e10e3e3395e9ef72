//! Further issuers, and changes of what an issuer says of itself.

use super::key_error;
use crate::audit::{Act, object};
use crate::credential::profile::{IssuerProfile, StatusChoice};
use crate::finding::Finding;
use crate::identity::{IssuerKey, did_web};
use crate::records::audit;
use crate::records::issuer::{self as records, IssuerRecord};
use crate::service::{Actor, Caller, Service, ServiceError};
use crate::store::Commit;
use std::sync::Arc;
use url::Url;

/// The longest slug.
const LONGEST_SLUG: usize = 40;

/// How often a change begins again after somebody else committed first.
const ATTEMPTS: usize = 8;

/// What changes of an issuer's profile; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IssuerChange {
    /// Its name for people.
    pub name: Option<String>,
    /// Its site; an empty text takes it away.
    pub url: Option<String>,
    /// Its address for mail; an empty text takes it away.
    pub email: Option<String>,
    /// How its credentials can be taken back, from now on.
    pub status: Option<StatusChoice>,
}

impl Service {
    /// Makes an issuer beside the others, with a key of its own. Its `did:web` is that of
    /// `{public-url}/issuers/{slug}`; without a public URL it is a `did:key`.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for a slug that is none and for what is wrong with the profile;
    /// [`ServiceError::Conflict`] when there is an issuer of that name; [`ServiceError::Key`] when
    /// nothing protects its key.
    pub fn create_issuer(
        &self,
        actor: &Actor,
        slug: &str,
        profile: &IssuerChange,
    ) -> Result<IssuerRecord, ServiceError> {
        self.may_enter()?;
        let mut findings = check_slug(slug);
        findings.extend(profile.findings());
        if !findings.is_empty() {
            return Err(invalid(findings));
        }
        let _alone = self.change_keys_alone();
        if records::by_slug(self.store(), slug)?.is_some() {
            return Err(exists(slug));
        }
        let access = self.key_access()?;
        let protection = access
            .protection()
            .ok_or_else(super::super::keys::unprotected)?;
        let key = self.new_key_for(slug)?;
        let mut record = self.new_issuer(slug, &key);
        profile.apply(&mut record.profile);
        access
            .keyring
            .create(&key, self.now(), protection)
            .map_err(key_error)?;
        let about = object("issuer", &record.profile.did);
        let entry = self.entry(actor, Act::IssuerCreate, about).of_issuer(slug);
        record.entry = Some(entry.hash());
        let commit = records::create(Commit::new(), &record);
        if self.store().commit(audit::append(commit, &entry))?.is_err() {
            return Err(exists(slug));
        }
        self.publish_documents()?;
        self.use_key(&record.profile.did, Arc::new(key));
        Ok(record)
    }

    /// Changes the profile of the caller's issuer. What it issued stays as it is.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] with all that is wrong; [`ServiceError::NotFound`].
    pub fn change_issuer(
        &self,
        caller: &Caller,
        change: &IssuerChange,
    ) -> Result<IssuerRecord, ServiceError> {
        self.may_enter()?;
        let findings = change.findings();
        if !findings.is_empty() {
            return Err(invalid(findings));
        }
        for _ in 0..ATTEMPTS {
            let found = self.issuer_to_change(&caller.issuer)?;
            let mut after = found.record.clone();
            change.apply(&mut after.profile);
            if after == found.record {
                return Ok(after);
            }
            let about = object("issuer", &after.profile.did);
            let entry = self
                .entry(&caller.actor, Act::IssuerChange, about)
                .of_issuer(&caller.issuer)
                .after(found.record.entry.clone());
            after.entry = Some(entry.hash());
            let commit = records::change(Commit::new(), &found, &after);
            if self.store().commit(audit::append(commit, &entry))?.is_ok() {
                return Ok(after);
            }
        }
        Err(busy())
    }

    /// The issuer named `slug` as it is on record, to be changed.
    pub(in crate::service) fn issuer_to_change(
        &self,
        slug: &str,
    ) -> Result<records::Found, ServiceError> {
        let did = self.issuer(slug)?.profile.did;
        let found = records::to_change(self.store(), &did)?;
        found.ok_or_else(|| ServiceError::Defect(format!("{did} has a name and no record")))
    }

    /// A new key for an issuer of this deployment.
    pub(super) fn new_key_for(&self, slug: &str) -> Result<IssuerKey, ServiceError> {
        let settings = self.settings();
        match &settings.public_url {
            Some(url) if !settings.prefer_did_key => {
                let base = match slug {
                    IssuerProfile::DEFAULT_SLUG => url.clone(),
                    slug => format!("{}/issuers/{slug}", url.trim_end_matches('/')),
                };
                let did = did_web::did(&base).map_err(key_error)?;
                self.draw(|rng| IssuerKey::for_did_web(&did, rng))
                    .map_err(key_error)
            }
            _ => Ok(self.draw(|rng| IssuerKey::for_did_key(rng))),
        }
    }
}

impl IssuerChange {
    /// All that is wrong with it.
    fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        if self
            .name
            .as_ref()
            .is_some_and(|name| name.trim().is_empty())
        {
            findings.push(Finding::new("/name", "empty", "an issuer has a name"));
        }
        let site = self.url.as_deref().filter(|url| !url.is_empty());
        let is_site =
            |url: &str| Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "https" | "http"));
        if site.is_some_and(|url| !is_site(url)) {
            let detail = "the site of an issuer is an address that begins with https:// or http://";
            findings.push(Finding::new("/url", "not-a-url", detail));
        }
        let mail = self.email.as_deref().filter(|email| !email.is_empty());
        let is_mail = |email: &str| {
            let parts = email.split_once('@');
            let whole = !email.contains(char::is_whitespace);
            whole && parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
        };
        if mail.is_some_and(|email| !is_mail(email)) {
            findings.push(Finding::new(
                "/email",
                "not-an-address",
                "this is no address for mail",
            ));
        }
        findings
    }

    fn apply(&self, profile: &mut IssuerProfile) {
        let unless_empty = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        if let Some(name) = &self.name {
            profile.name.clone_from(name);
        }
        if let Some(url) = &self.url {
            profile.url = unless_empty(url);
        }
        if let Some(email) = &self.email {
            profile.email = unless_empty(email);
        }
        if let Some(status) = self.status {
            profile.status = status;
        }
    }
}

/// A slug stands in addresses and DIDs: small letters, digits and hyphens.
fn check_slug(slug: &str) -> Vec<Finding> {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if (1..=LONGEST_SLUG).contains(&slug.len()) && slug.bytes().all(fits) {
        return Vec::new();
    }
    let detail = format!(
        "the name of an issuer in addresses has 1 to {LONGEST_SLUG} of the characters a to z, 0 to \
         9 and -"
    );
    vec![Finding::new("/slug", "not-a-slug", detail)]
}

fn invalid(findings: Vec<Finding>) -> ServiceError {
    ServiceError::Invalid {
        what: "the issuer",
        findings,
    }
}

fn exists(slug: &str) -> ServiceError {
    ServiceError::Conflict {
        problem: "issuer-exists",
        detail: format!("there is an issuer named {slug} already"),
        findings: Vec::new(),
    }
}

fn busy() -> ServiceError {
    ServiceError::Conflict {
        problem: "busy",
        detail: "others keep changing this issuer at the same time; try again".to_owned(),
        findings: Vec::new(),
    }
}
