//! The resolver that does use the network: the order in which everything here is done.

use super::cache::{Cache, Key, Ticket, Turn};
use super::caching::{Caching, Validators};
use super::connection::{Answer, Connections, Request};
use super::guard::{Guard, host_of};
use super::permits::{Permit, Permits};
use super::subject::Freshness;
use super::{FetchError, Fetched, Form, Names, Resolver, Subject, Trip};
use crate::clock::Clock;
use std::fmt;
use std::net::IpAddr;
use std::num::NonZeroUsize;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};
use url::Url;

/// What can be chosen of the network.
#[derive(Debug, Clone)]
pub struct NetworkSettings {
    /// For development: loopback addresses are open too, by any port and also without TLS.
    pub loopback: bool,
    /// Where this deployment stands itself: no part of it is fetched from there.
    pub own_origin: Option<Url>,
    /// Certificates (DER) of the only authorities to trust, instead of the public ones.
    pub authorities: Option<Vec<Vec<u8>>>,
    /// How long one fetch may take: name, connection, TLS, redirects and body together.
    pub time: Duration,
    /// How many fetches there may be at once.
    pub at_once: usize,
    /// How many of them to one host.
    pub at_once_for_a_host: usize,
    /// How many answers are kept.
    pub kept: NonZeroUsize,
    /// How many bytes the kept answers may take together.
    pub kept_bytes: usize,
}

impl Default for NetworkSettings {
    fn default() -> Self {
        Self {
            loopback: false,
            own_origin: None,
            authorities: None,
            time: Duration::from_secs(5),
            at_once: 64,
            at_once_for_a_host: 8,
            kept: NonZeroUsize::new(1024).unwrap_or(NonZeroUsize::MIN),
            kept_bytes: 64 * 1024 * 1024,
        }
    }
}

/// The resolver that uses the network, within limits.
pub struct Network {
    guard: Guard,
    names: Arc<dyn Names>,
    clock: Box<dyn Clock>,
    connections: Connections,
    permits: Permits,
    cache: Cache,
    time: Duration,
}

/// One fetch under way.
struct Way<'t> {
    subject: Subject,
    /// What is sent there, if anything is.
    form: Option<&'t Form<'t>>,
    trip: &'t Trip,
    /// When it must be over; counted from the first permit on.
    deadline: Option<Instant>,
    /// Whether it has all the time that a fetch may have, so that a failure is not the trip's.
    whole: bool,
}

/// What was had, and how long it holds.
struct Had {
    fetched: Arc<Fetched>,
    caching: Caching,
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Network")
            .field("guard", &self.guard)
            .finish_non_exhaustive()
    }
}

impl Network {
    /// A network by these settings, these names and this time of day.
    pub fn new(settings: NetworkSettings, names: Box<dyn Names>, clock: Box<dyn Clock>) -> Self {
        Self {
            guard: Guard {
                loopback: settings.loopback,
                own_origin: settings.own_origin.map(|url| url.origin()),
            },
            names: Arc::from(names),
            clock,
            connections: Connections::new(settings.authorities.as_deref()),
            permits: Permits::new(settings.at_once, settings.at_once_for_a_host),
            cache: Cache::new(settings.kept, settings.kept_bytes),
            time: settings.time,
        }
    }
}

impl Resolver for Network {
    fn fetch(&self, subject: Subject, url: &str, trip: &Trip) -> Result<Arc<Fetched>, FetchError> {
        let url = self.guard.url(url)?;
        let way = Way {
            subject,
            form: None,
            trip,
            deadline: None,
            whole: false,
        };
        let Some(freshness) = subject.freshness() else {
            let mut way = way;
            return self.follow(url, &mut way, None).map(|had| had.fetched);
        };
        let key = Key {
            subject,
            url: url.to_string(),
        };
        match self.cache.turn(&key, || self.clock.now(), trip.deadline()) {
            Turn::Done(outcome) => outcome,
            Turn::Ask(ticket) => self.refresh(url, way, freshness, ticket),
            Turn::TooLate => Err(timed_out(&url)),
        }
    }

    fn send(
        &self,
        subject: Subject,
        url: &str,
        form: &Form<'_>,
        trip: &Trip,
    ) -> Result<Arc<Fetched>, FetchError> {
        let url = self.guard.url(url)?;
        let mut way = Way {
            subject,
            form: Some(form),
            trip,
            deadline: None,
            whole: false,
        };
        self.follow(url, &mut way, None).map(|had| had.fetched)
    }
}

impl Network {
    /// Asks, and keeps what comes of it.
    fn refresh(
        &self,
        url: Url,
        mut way: Way<'_>,
        freshness: Freshness,
        ticket: Ticket<'_>,
    ) -> Result<Arc<Fetched>, FetchError> {
        match self.follow(url, &mut way, ticket.stale.clone()) {
            Ok(Had { fetched, caching }) => {
                let lifetime = (!caching.no_store).then(|| caching.lifetime(freshness));
                let now = fetched.fetched_at;
                ticket.had(Arc::clone(&fetched), caching.validators, now, lifetime);
                Ok(fetched)
            }
            Err(error) => {
                // A trip at its end, or a crowd in here, says nothing of the server.
                if way.whole && !matches!(error, FetchError::Busy { .. }) {
                    ticket.failed(error.clone(), self.clock.now());
                }
                Err(error)
            }
        }
    }

    /// Asks at `url`, and where it leads from there.
    fn follow(
        &self,
        mut url: Url,
        way: &mut Way<'_>,
        stale: Option<(Arc<Fetched>, Validators)>,
    ) -> Result<Had, FetchError> {
        let mut redirects = way.subject.redirects();
        loop {
            let known = stale.as_ref().map(|(_, validators)| validators);
            match self.ask(&url, way, known)? {
                Answer::Document {
                    media_type,
                    body,
                    caching,
                } => {
                    let fetched = Arc::new(Fetched {
                        url,
                        media_type,
                        body,
                        fetched_at: self.clock.now(),
                    });
                    return Ok(Had { fetched, caching });
                }
                Answer::Unchanged(caching) => {
                    return stale
                        .map(|stale| self.still(stale, caching))
                        .ok_or_else(|| FetchError::Status {
                            url: url.to_string(),
                            code: 304,
                        });
                }
                Answer::Elsewhere(location) => {
                    // What is in a form is for whom it was sent to.
                    if redirects == 0 || way.form.is_some() {
                        return Err(redirect(&url, too_far(way.subject)));
                    }
                    redirects -= 1;
                    url = self.next(&url, location.as_deref())?;
                }
            }
        }
    }

    /// One request, with everything that must be seen to before it.
    fn ask(
        &self,
        url: &Url,
        way: &mut Way<'_>,
        known: Option<&Validators>,
    ) -> Result<Answer, FetchError> {
        let host = host_of(url);
        if way.trip.deadline() <= Instant::now() {
            return Err(timed_out(url));
        }
        way.trip
            .count(&host)
            .map_err(|limit| FetchError::TooManyFetches {
                url: url.to_string(),
                limit,
            })?;
        let (permit, deadline) = self.permit(url, &host, way)?;
        let addresses = self.guard.addresses(url, |name| {
            self.look_up(url, name, Arc::clone(&permit), deadline)
        })?;
        self.connections.ask(&Request {
            url,
            addresses: &addresses,
            subject: way.subject,
            form: way.form,
            known,
            deadline,
        })
    }

    /// The leave to ask `host`, and until when. Waiting for others is not held against a server:
    /// its time begins with the permit.
    fn permit(
        &self,
        url: &Url,
        host: &str,
        way: &mut Way<'_>,
    ) -> Result<(Arc<Permit>, Instant), FetchError> {
        let trip_ends = way.trip.deadline();
        let until = way.deadline.unwrap_or(Instant::now() + self.time);
        let permit = self.permits.wait(host, until.min(trip_ends));
        let permit = permit.ok_or_else(|| FetchError::Busy {
            url: url.to_string(),
        })?;
        let deadline = *way.deadline.get_or_insert_with(|| {
            let own = Instant::now() + self.time;
            way.whole = own <= trip_ends;
            own.min(trip_ends)
        });
        Ok((Arc::new(permit), deadline))
    }

    /// The addresses of `name`. The system cannot be told to hurry, so it is asked in a thread of
    /// its own, which holds the permit for as long as it lives.
    fn look_up(
        &self,
        url: &Url,
        name: &str,
        permit: Arc<Permit>,
        deadline: Instant,
    ) -> Result<Vec<IpAddr>, FetchError> {
        let (tell, told) = mpsc::sync_channel(1);
        let names = Arc::clone(&self.names);
        let asked = name.to_owned();
        let thread = thread::Builder::new().name("names".to_owned());
        thread
            .spawn(move || {
                let addresses = names.addresses(&asked);
                drop(permit);
                // Whoever asked may have gone.
                let _ = tell.send(addresses);
            })
            .map_err(|_| FetchError::Busy {
                url: url.to_string(),
            })?;
        let left = deadline.saturating_duration_since(Instant::now());
        match told.recv_timeout(left) {
            Ok(Ok(addresses)) => Ok(addresses),
            Ok(Err(_)) | Err(mpsc::RecvTimeoutError::Disconnected) => Err(FetchError::Names {
                host: name.to_owned(),
            }),
            Err(mpsc::RecvTimeoutError::Timeout) => Err(timed_out(url)),
        }
    }

    /// Where a redirect leads, if it may be gone there: all rules of the first URL hold anew.
    fn next(&self, from: &Url, location: Option<&str>) -> Result<Url, FetchError> {
        let to = location.and_then(|location| from.join(location).ok());
        let to = to.ok_or_else(|| redirect(from, "nowhere that can be read"))?;
        if from.scheme() == "https" && to.scheme() != "https" {
            return Err(redirect(from, "from https to something less"));
        }
        self.guard.url(to.as_str())
    }

    /// What was at hand, seen again.
    fn still(&self, (known, validators): (Arc<Fetched>, Validators), caching: Caching) -> Had {
        let mut fetched = Arc::unwrap_or_clone(known);
        fetched.fetched_at = self.clock.now();
        Had {
            fetched: Arc::new(fetched),
            caching: Caching {
                // An answer that names none means those it was asked with.
                validators: match caching.validators == Validators::default() {
                    true => validators,
                    false => caching.validators,
                },
                ..caching
            },
        }
    }
}

fn too_far(subject: Subject) -> &'static str {
    match subject.redirects() {
        0 => "this kind of document must stand where it is said to",
        _ => "too often",
    }
}

fn redirect(url: &Url, reason: &'static str) -> FetchError {
    FetchError::Redirect {
        url: url.to_string(),
        reason,
    }
}

fn timed_out(url: &Url) -> FetchError {
    FetchError::TimedOut {
        url: url.to_string(),
    }
}
