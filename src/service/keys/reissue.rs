//! Issuing anew what a compromised key signed.

use super::{KeyChange, Reissued};
use crate::service::lifecycle::Replacement;
use crate::service::{Caller, Service};
use std::collections::HashMap;

/// What is entered as the reason of each revocation.
const REASON: &str = "the key that signed it was compromised";

impl Service {
    /// Reissues every credential that the compromised key of `change` signed since: each is issued
    /// anew under the key that signs now, and the old one is revoked. What cannot be reissued is
    /// told in its place, and keeps the others from nothing.
    pub fn reissue_affected(&self, caller: &Caller, change: &mut KeyChange) {
        let mut known: HashMap<String, Reissued> = HashMap::new();
        for one in &mut change.affected {
            let reissued = known.entry(one.id.clone()).or_insert_with(|| {
                let replacement = Replacement {
                    reason: Some(REASON.to_owned()),
                    ..Replacement::default()
                };
                match self.reissue(&one.id, &replacement, caller, None) {
                    Ok(issued) => match issued.into_iter().next() {
                        Some(new) => Reissued::As(new.id),
                        None => Reissued::Failed("it had no secured form".to_owned()),
                    },
                    Err(error) => Reissued::Failed(error.to_string()),
                }
            });
            one.reissued = reissued.clone();
        }
    }
}
