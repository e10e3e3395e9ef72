//! Every key of the store, one after the other: what stands there can be read as what its kind is,
//! and agrees with what is said of it elsewhere.

use super::{Look, Wrong};
use crate::records::{RecordError, audit as records};
use crate::service::ServiceError;
use crate::store::{Record, Scan};

/// How many records are read at once.
const PAGE: usize = 256;

type Check<'s> = fn(&Look<'s>, &Record, &mut Wrong) -> Result<(), RecordError>;

impl<'s> Look<'s> {
    pub(super) fn every_record(&mut self) -> Result<(), ServiceError> {
        let mut scan = Scan::prefix("").limit(PAGE);
        let mut last = Vec::new();
        loop {
            let page = match self.service.store().scan(&scan) {
                Ok(page) => page,
                Err(error) => {
                    let place = match last.is_empty() {
                        true => b"the first records".to_vec(),
                        false => [b"behind ", last.as_slice()].concat(),
                    };
                    return self.report.damage(&place, error.into());
                }
            };
            for record in &page.records {
                self.record(record)?;
            }
            let Some(next) = page.next else {
                return Ok(());
            };
            last.clone_from(&next);
            scan = scan.after(next);
        }
    }

    fn record(&mut self, record: &Record) -> Result<(), ServiceError> {
        let kind = record.key.split(|byte| *byte == b'/').next();
        let kind = String::from_utf8_lossy(kind.unwrap_or_default()).into_owned();
        let check = Self::check_of(&kind);
        match check {
            Some(check) => self.at(&record.key, |look, wrong| check(look, record, wrong))?,
            None if is_of_the_log(&kind, &record.key) => {}
            None => {
                let detail = "no record of this kind is known";
                self.report.fault(None, &record.key, detail);
            }
        }
        *self.report.records.entry(kind).or_default() += 1;
        Ok(())
    }

    /// How a record of this kind is checked. Those of the audit log are looked at with the log.
    fn check_of(kind: &str) -> Option<Check<'s>> {
        Some(match kind {
            "credential" => Self::credential,
            "credential-id" | "held" => Self::credential_index,
            "credential-of" => Self::latest_credential,
            "register" => Self::register_entry,
            "register-complete" => Self::register_complete,
            "taken" => Self::taken,
            "assessment" => Self::assessment,
            "assessment-id" | "assessment-digest" | "assessed" => Self::assessment_index,
            "sheet" => Self::sheet,
            "sheet-of" | "sheet-open" => Self::sheet_index,
            "learner" => Self::learner,
            "erasure-pending" | "learner-erased" => Self::erased_learner,
            "learner-named" | "learner-by" => Self::learner_index,
            "share" => Self::share,
            "share-token" => Self::share_token,
            "issuer" => Self::issuer,
            "issuer-slug" => Self::issuer_slug,
            "deployment" => Self::deployment,
            "api-key" => Self::api_key,
            "framework" => Self::framework,
            "framework-policy" => Self::framework_policy,
            "framework-standing" => Self::framework_standing,
            "picture" => Self::picture,
            "status-list" => Self::status_list,
            "status-list-name" | "status-list-of" => Self::status_list_index,
            "job" => Self::job,
            "job-open" => Self::open_job,
            "job-items" => Self::job_items,
            "job-outcome" => Self::job_outcome,
            "claim" => Self::claim,
            "claim-token" | "claim-of" => Self::claim_index,
            "idempotency" => Self::idempotency,
            _ => return None,
        })
    }
}

fn is_of_the_log(kind: &str, key: &[u8]) -> bool {
    let kinds = [
        records::OPEN,
        records::ENTRIES,
        records::TILES,
        records::CHECKPOINTS,
        records::AT,
        records::DIGESTS,
    ];
    key == records::LOG.as_bytes()
        || kinds
            .iter()
            .any(|known| known.strip_suffix('/') == Some(kind))
}
