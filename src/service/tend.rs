//! What a service does by itself while it is in use.

use super::{Service, ServiceError};

/// How often the log is sealed at once, at most.
const SEALINGS: usize = 16;

impl Service {
    /// Does what is due: at first finishes erasures that a process before this one began, then seals
    /// the audit log, publishes the status lists that changed, writes how often shared pages
    /// were looked at, and fills the register of credentials where an earlier release kept none. To
    /// be called several times a
    /// second, by one at a time. Gives what the operator has to be told.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`] when the store cannot be read.
    pub fn tend(&self) -> Result<Vec<String>, ServiceError> {
        fail::fail_point!("tend");
        let mut told = self.finish_earlier_erasures();
        self.seal_all()?;
        told.extend(self.publish_status_lists()?);
        self.go_on_filling()?;
        self.write_share_views(false);
        Ok(told)
    }

    /// Does all that is left to do before the program ends, however short ago it was done.
    ///
    /// # Errors
    /// As [`Service::tend`].
    pub fn tend_at_last(&self) -> Result<Vec<String>, ServiceError> {
        let mut told = self.finish_earlier_erasures();
        self.seal_all()?;
        told.extend(self.publish_status_lists_at_once()?);
        self.go_on_filling()?;
        self.write_share_views(true);
        Ok(told)
    }

    /// Seals what the audit log has open. A bounded part of it each time, so that a log that grows
    /// as fast as it is sealed does not keep the lists waiting.
    fn seal_all(&self) -> Result<(), ServiceError> {
        for _ in 0..SEALINGS {
            if !self.seal_audit()?.more {
                break;
            }
        }
        Ok(())
    }
}
