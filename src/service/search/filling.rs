//! Filling the register of a store that an earlier release made: once, piece by piece, while the
//! service is in use; whoever searches before waits for the rest.

use crate::records::register;
use crate::service::{Service, ServiceError};
use std::sync::{Mutex, PoisonError};

/// How many credentials are read at once. Each has some kilobytes.
const PIECE: usize = 200;
/// How many pieces are done at a time while nobody waits.
const PIECES: usize = 5;

/// How far the register is filled.
#[derive(Debug, Default)]
pub(in crate::service) struct Filling(Mutex<Filled>);

#[derive(Debug, Default)]
enum Filled {
    /// Nobody has looked yet.
    #[default]
    Unknown,
    /// Up to the credential at this place.
    Up(Vec<u8>),
    /// Every credential is in it.
    Whole,
}

impl Service {
    /// Sees to it that every credential is in the register.
    pub(super) fn fill_register(&self) -> Result<(), ServiceError> {
        self.fill(usize::MAX)
    }

    /// Goes on filling the register for a while, where it is not whole.
    pub(in crate::service) fn go_on_filling(&self) -> Result<(), ServiceError> {
        self.fill(PIECES)
    }

    fn fill(&self, pieces: usize) -> Result<(), ServiceError> {
        let mut filled = self
            .filling
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        for _ in 0..pieces {
            let after = match &*filled {
                Filled::Whole => return Ok(()),
                Filled::Unknown if register::is_complete(self.store())? => {
                    *filled = Filled::Whole;
                    return Ok(());
                }
                Filled::Unknown => None,
                Filled::Up(place) => Some(place.clone()),
            };
            *filled = match register::add_missing(self.store(), after.as_deref(), PIECE)? {
                Some(place) => Filled::Up(place),
                None => Filled::Whole,
            };
        }
        Ok(())
    }
}
