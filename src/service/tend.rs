//! What a service does by itself while it is in use.

use super::{Service, ServiceError};

impl Service {
    /// Does what is due: publishes the status lists that changed. To be called several times a
    /// second, by one at a time. Gives what the operator has to be told.
    ///
    /// # Errors
    /// [`ServiceError::Store`] and [`ServiceError::Record`] when the store cannot be read.
    pub fn tend(&self) -> Result<Vec<String>, ServiceError> {
        fail::fail_point!("tend");
        self.publish_status_lists()
    }

    /// Does all that is left to do before the program ends, however short ago it was done.
    ///
    /// # Errors
    /// As [`Service::tend`].
    pub fn tend_at_last(&self) -> Result<Vec<String>, ServiceError> {
        self.publish_status_lists_at_once()
    }
}
