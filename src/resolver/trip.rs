//! The fetches of one verification or import: counted, and under one deadline.
//!
//! A credential can name many URLs, all of one victim. What one verification may cause is bounded
//! here, whatever the credential says. Only connections count: an answer that is kept already
//! costs nobody anything.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many connections one verification may open.
const MOST: usize = 8;

/// How many of them to one host.
const MOST_FOR_A_HOST: usize = 4;

/// How long all of them may take.
const LONGEST: Duration = Duration::from_secs(10);

/// The fetches of one verification or import.
#[derive(Debug)]
pub struct Trip {
    deadline: Instant,
    opened: Mutex<Opened>,
}

#[derive(Debug, Default)]
struct Opened {
    all: usize,
    by_host: HashMap<String, usize>,
}

impl Trip {
    /// A trip that begins now and has ten seconds: eight connections, four of them to one host.
    pub fn new() -> Self {
        Self::within(LONGEST)
    }

    /// A trip that begins now and ends after `time`.
    pub fn within(time: Duration) -> Self {
        Self {
            deadline: Instant::now() + time,
            opened: Mutex::default(),
        }
    }

    /// When it ends.
    pub(super) fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Counts a connection to `host`.
    ///
    /// # Errors
    /// The limit that is reached, in words.
    pub(super) fn count(&self, host: &str) -> Result<(), &'static str> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if opened.all >= MOST {
            return Err("eight documents");
        }
        let of_host = opened.by_host.entry(host.to_owned()).or_default();
        if *of_host >= MOST_FOR_A_HOST {
            return Err("four documents of one host");
        }
        *of_host += 1;
        opened.all += 1;
        Ok(())
    }
}

impl Default for Trip {
    fn default() -> Self {
        Self::new()
    }
}
