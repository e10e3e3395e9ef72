//! From the name of a host to its addresses.

use std::io;
use std::net::{IpAddr, ToSocketAddrs};

/// Looks up names.
pub trait Names: Send + Sync {
    /// All addresses of `host`, a domain name in ASCII without a dot at its end.
    ///
    /// # Errors
    /// The name is not known, or nobody can be asked.
    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// The operating system's names, as its name servers have them: entries of a hosts file and domains
/// that the system would add are not for documents of others.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemNames;

impl Names for SystemNames {
    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        // The dot at the end says that the name is whole (RFC 1034, section 3.1), so that it is not
        // tried under domains of the local network first.
        let found = (format!("{host}.").as_str(), 0).to_socket_addrs()?;
        Ok(found.map(|address| address.ip()).collect())
    }
}
