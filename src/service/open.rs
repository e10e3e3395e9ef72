//! Opening a service over its folders, with the real clock and real randomness: what the faces
//! begin with. The engine is named here and nowhere above.

use super::{Service, ServiceError, ServiceSettings};
use crate::clock::SystemClock;
use crate::id::OsRng;
use crate::resolver::{Closed, Network, NetworkSettings, Resolver, SystemNames};
use crate::store::{Memory, SledOptions, SledStore};
use std::path::Path;
use std::sync::Arc;

/// What may be fetched of other people's documents.
#[derive(Debug, Clone, Default)]
pub struct Fetching {
    /// Nothing.
    pub offline: bool,
    /// For development: also from this machine itself, by any port and without TLS.
    pub insecure_loopback: bool,
    /// Not from here: the public URL of this deployment, whose documents are on record.
    pub public_url: Option<String>,
}

/// Whoever fetches other people's documents over the real network.
pub fn resolver(fetching: &Fetching) -> Arc<dyn Resolver> {
    if fetching.offline {
        return Arc::new(Closed);
    }
    let own_origin = fetching.public_url.as_deref();
    let settings = NetworkSettings {
        loopback: fetching.insecure_loopback,
        own_origin: own_origin.and_then(|url| url.parse().ok()),
        ..NetworkSettings::default()
    };
    let (names, clock) = (Box::new(SystemNames), Box::new(SystemClock));
    Arc::new(Network::new(settings, names, clock))
}

impl Service {
    /// The service over the embedded store in `data`. `holder` is what a second process is told
    /// about this one: `serve on 127.0.0.1:8080`.
    ///
    /// # Errors
    /// [`ServiceError::Store`] when the store cannot be opened, among others because another
    /// process has it.
    pub fn open(
        data: &Path,
        holder: &str,
        settings: ServiceSettings,
    ) -> Result<Self, ServiceError> {
        let store = SledStore::open(data, &SledOptions::default(), holder)?;
        let rng = Box::new(OsRng);
        let service = Self::new(Arc::new(store), Arc::new(SystemClock), rng, settings);
        Ok(service.publishing_in(data))
    }

    /// Whether nothing was ever kept in the folder `data`: it is missing or empty.
    pub fn is_fresh(data: &Path) -> bool {
        std::fs::read_dir(data).map_or_else(
            |error| error.kind() == std::io::ErrorKind::NotFound,
            |mut files| files.next().is_none(),
        )
    }

    /// A service that forgets everything when it ends.
    pub fn in_memory(settings: ServiceSettings) -> Self {
        let rng = Box::new(OsRng);
        Self::new(
            Arc::new(Memory::new()),
            Arc::new(SystemClock),
            rng,
            settings,
        )
    }
}
