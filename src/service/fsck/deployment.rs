//! Issuers and their keys, the deployment's keys, API keys and frameworks.

use super::{Look, Wrong};
use crate::assessment::LevelPolicy;
use crate::audit::object;
use crate::credential::profile::IssuerProfile;
use crate::digest::sha256_hex;
use crate::framework::Framework;
use crate::identity::{KeyPurpose, multikey};
use crate::records::api_key::ApiKeyRecord;
use crate::records::deployment::{self, DeploymentRecord};
use crate::records::framework_standing::{Standing, StandingRecord};
use crate::records::issuer::{self, IssuerRecord, KeyAlgorithm, KeyState};
use crate::records::{RecordError, decode, framework, picture};
use crate::service::ServiceError;
use crate::store::Record;

impl Look<'_> {
    pub(super) fn issuer(&self, record: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let issuer: IssuerRecord = decode(&record.key, &record.value)?;
        let did = &issuer.profile.did;
        wrong.unless(
            is_named(record, did),
            format!("the issuer {did} stands here"),
        );
        let about = object("issuer", did);
        self.told.check(&about, issuer.entry.as_deref(), wrong);
        for algorithm in [KeyAlgorithm::Ed25519, KeyAlgorithm::Es256] {
            let keys = issuer.keys.iter();
            let active = keys
                .filter(|key| key.state == KeyState::Active && key.algorithm == algorithm)
                .count();
            wrong.unless(
                active <= 1,
                format!("it has {active} active keys for {algorithm:?}"),
            );
        }
        for (place, key) in issuer.keys.iter().enumerate() {
            let method = &key.verification_method;
            match multikey::decode(&key.public_key_multibase) {
                Err(error) => wrong.say(format!("the key {method} cannot be read: {error}")),
                Ok(public) => {
                    let es256 = key.algorithm == KeyAlgorithm::Es256;
                    let fits = es256 != public.as_ed25519().is_some();
                    wrong.unless(fits, format!("the key {method} is of another algorithm"));
                }
            }
            let multikey = &key.public_key_multibase;
            let named = method.strip_prefix(did.as_str());
            let named = named.and_then(|rest| rest.strip_prefix('#'));
            wrong.unless(
                named == Some(multikey),
                format!("the key {method} is {multikey}"),
            );
            let mut others = issuer.keys.iter().skip(place + 1);
            let once = !others.any(|other| other.verification_method == *method);
            wrong.unless(once, format!("the key {method} stands there twice"));
            wrong.unless(
                (key.state == KeyState::Compromised) == key.revoked.is_some(),
                format!("the state of the key {method} contradicts its revocation"),
            );
        }
        let known = issuer::by_slug(self.service.store(), &issuer.profile.slug)?;
        wrong.unless(
            known.is_some_and(|known| known.profile.slug == issuer.profile.slug),
            "its slug finds no issuer of that slug",
        );
        Ok(())
    }

    pub(super) fn issuer_slug(&self, index: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let did = String::from_utf8_lossy(&index.value);
        let found = issuer::find(self.service.store(), &did)?;
        let right = found.is_some_and(|found| is_named(index, &found.profile.slug));
        wrong.unless(right, "the issuer that it finds is another, or none");
        Ok(())
    }

    pub(super) fn deployment(&self, record: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let known: DeploymentRecord = decode(&record.key, &record.value)?;
        wrong.unless(
            !record.key.contains(&b'/'),
            "there is one record of the deployment, and not here",
        );
        let about = object("deployment", "store");
        self.told.check(&about, known.entry.as_deref(), wrong);
        let log = crate::records::audit::log(self.service.store());
        if let (Some(key), Ok(Some((log, _)))) = (&known.audit_key, log) {
            let same = *key == log.verification_method;
            wrong.unless(same, "its audit key is not that of the audit log");
        }
        for (kind, key) in [
            ("audit-key", &known.audit_key),
            ("deployment-key", &known.deployment_key),
        ] {
            if let Some(key) = key {
                let entered = self.told.tells_of(&object(kind, key));
                wrong.unless(entered, format!("no audit entry tells of the {kind} {key}"));
            }
        }
        Ok(())
    }

    pub(super) fn api_key(&self, record: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let known: ApiKeyRecord = decode(&record.key, &record.value)?;
        wrong.unless(is_named(record, &known.id), "another API key stands here");
        let about = object("api-key", &known.id);
        self.told.check(&about, known.entry.as_deref(), wrong);
        let slug = &known.issuer;
        let mut issuers = self.issuers.iter();
        // The first issuer is made when something is issued; keys may be made before.
        let first = self.issuers.is_empty() && slug == IssuerProfile::DEFAULT_SLUG;
        let named = first || issuers.any(|issuer| issuer.profile.slug == *slug);
        wrong.unless(named, format!("its issuer, {slug}, is not on record"));
        Ok(())
    }

    pub(super) fn framework(&self, record: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let known: Framework = decode(&record.key, &record.value)?;
        let name = format!("{}/{}", known.key, known.version);
        wrong.unless(is_named(record, &name), "another framework stands here");
        Ok(())
    }

    pub(super) fn framework_policy(
        &self,
        record: &Record,
        wrong: &mut Wrong,
    ) -> Result<(), RecordError> {
        let _: LevelPolicy = decode(&record.key, &record.value)?;
        let name = String::from_utf8_lossy(&record.key);
        let mut parts = name.splitn(3, '/').skip(1);
        let (key, version) = (parts.next(), parts.next());
        let store = self.service.store();
        let found = framework::find(store, key.unwrap_or(""), version.unwrap_or(""))?;
        wrong.unless(found.is_some(), "there is no such framework");
        Ok(())
    }

    /// A standing is of a version on record, and its successor is on record too; nothing was
    /// issued on what was withdrawn.
    pub(super) fn picture(&self, record: &Record, wrong: &mut Wrong) -> Result<(), RecordError> {
        let found = picture::read(&record.key, record.value.clone())?;
        let known = &found.record;
        wrong.unless(
            record.key == picture::key_of(known),
            "the picture of another level stands here",
        );
        let bytes = found.bytes().0;
        let digest = sha256_hex(&[bytes]);
        wrong.unless(
            known.kind.is_none() || digest == known.digest,
            "the picture is not the one that was set",
        );
        let about = format!("{}/{}/{}", known.issuer, known.framework, known.level);
        let about = object("picture", &about);
        self.told.check(&about, Some(&known.entry), wrong);
        Ok(())
    }

    pub(super) fn framework_standing(
        &self,
        record: &Record,
        wrong: &mut Wrong,
    ) -> Result<(), RecordError> {
        let known: StandingRecord = decode(&record.key, &record.value)?;
        let name = format!("{}/{}", known.framework.key, known.framework.version);
        wrong.unless(
            is_named(record, &name),
            "another framework's standing stands here",
        );
        let store = self.service.store();
        for version in [&known.framework].into_iter().chain(&known.successor) {
            let found = framework::find(store, &version.key, &version.version)?;
            wrong.unless(found.is_some(), format!("there is no framework {version}"));
        }
        match known.state {
            Standing::Superseded => wrong.unless(
                known.successor.is_some(),
                "it is superseded, and does not say by what",
            ),
            Standing::Withdrawn => wrong.unless(
                !self.service.is_issued_on(&known.framework)?,
                "it is withdrawn, and credentials were issued on it",
            ),
        }
        let about = object("framework-standing", &known.framework.to_string());
        self.told.check(&about, Some(&known.entry), wrong);
        Ok(())
    }

    /// Every key file is of a key on record.
    pub(super) fn key_files(&mut self) -> Result<(), ServiceError> {
        let Some(keyring) = self.how.keyring else {
            return Ok(());
        };
        let known = match deployment::find(self.service.store()) {
            Ok(found) => found.record,
            Err(error) => return self.report.damage(b"deployment", error.into()),
        };
        let files = match keyring.list() {
            Ok(files) => files,
            Err(error) => {
                self.report.unchecked.push(error.to_string());
                return Ok(());
            }
        };
        for file in files {
            let path = file.path.display().to_string();
            let detail = match file.key {
                Err(error) => error.to_string(),
                Ok(key) => {
                    let on_record = match key.purpose {
                        KeyPurpose::Issuer => self.keys.contains_key(&key.name),
                        KeyPurpose::Audit => known.audit_key.as_ref() == Some(&key.name),
                        KeyPurpose::Deployment => known.deployment_key.as_ref() == Some(&key.name),
                    };
                    if on_record {
                        continue;
                    }
                    format!("the key {} is not on record", key.name)
                }
            };
            self.report.fault(None, path.as_bytes(), detail);
        }
        Ok(())
    }
}

/// Whether `name` is what stands behind the kind in the key of `record`.
fn is_named(record: &Record, name: &str) -> bool {
    let kind = record.key.iter().position(|byte| *byte == b'/');
    let own = kind.and_then(|slash| record.key.get(slash + 1..));
    own == Some(name.as_bytes())
}
