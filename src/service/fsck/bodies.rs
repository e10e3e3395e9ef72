//! What is sealed: it opens under its learner's key, is what was issued, and was signed by a key on
//! record.

use super::{Look, Wrong};
use crate::confidential::LearnerKey;
use crate::digest::sha256_hex;
use crate::proof::{Secured, SecuringPlan, verify_secured};
use crate::records::RecordError;
use crate::records::assessment;
use crate::records::credential::{Found, SecuredRecord};
use crate::service::ServiceError;

/// Whether what is sealed can be opened.
pub(super) enum Opening {
    With(Option<LearnerKey>),
    /// Not any more, or not without the deployment's key; or why not was told elsewhere.
    Not,
}

impl Look<'_> {
    /// What opens the records of `learner`.
    pub(super) fn opening(&self, learner: Option<&str>) -> Result<Opening, RecordError> {
        match self.service.opening_key(learner) {
            Ok(key) => Ok(Opening::With(key)),
            Err(ServiceError::Key(_)) => {
                self.unread.set(self.unread.get() + 1);
                Ok(Opening::Not)
            }
            Err(ServiceError::Store(error)) => Err(error.into()),
            // An erased learner's never opens again; of a missing or damaged one is told elsewhere.
            Err(_) => Ok(Opening::Not),
        }
    }

    /// The body of a credential.
    pub(super) fn body(&self, found: &Found, wrong: &mut Wrong) -> Result<(), RecordError> {
        let Opening::With(key) = self.opening(found.record.learner.as_deref())? else {
            return Ok(());
        };
        let Ok(body) = found.open(key.as_ref()) else {
            wrong.say("what is sealed in it does not open, or has another length than on record");
            return Ok(());
        };
        for (one, bytes) in found.record.secured.iter().zip(body.signed) {
            let (proof, digest) = (&one.proof, sha256_hex(&[&bytes]));
            if one.digest.as_ref().is_some_and(|known| *known != digest) {
                wrong.say(format!(
                    "the bytes of its {proof} are not those that were issued"
                ));
            } else if self.how.signatures {
                self.signature(one, bytes, wrong);
            }
        }
        Ok(())
    }

    fn signature(&self, one: &SecuredRecord, bytes: Vec<u8>, wrong: &mut Wrong) {
        // A key that is not on record was told already.
        let Some((key, _)) = self.keys.get(&one.verification_method) else {
            return;
        };
        let proof = &one.proof;
        let Ok(plan) = SecuringPlan::on_record(proof) else {
            wrong.say(format!("{proof} is no way of securing that is known"));
            return;
        };
        let secured = Secured {
            plan,
            verification_method: one.verification_method.clone(),
            created: one.created.clone(),
            bytes,
        };
        match verify_secured(&secured, key, self.service.processor()) {
            Ok(()) => self.verified.set(self.verified.get() + 1),
            Err(error) => wrong.say(format!("the signature of its {proof} is wrong: {error}")),
        }
    }

    /// What an assessment says.
    pub(super) fn assessed(
        &self,
        found: &assessment::Found,
        wrong: &mut Wrong,
    ) -> Result<(), RecordError> {
        // What is not sealed was read with its record.
        if found.head.learner.is_none() {
            return Ok(());
        }
        if let Opening::With(key) = self.opening(found.head.learner.as_deref())? {
            let opened = found.open(key.as_ref()).is_ok();
            wrong.unless(opened, "what is sealed in it does not open");
        }
        Ok(())
    }
}
