//! Why something could not be fetched, and whose fault it is.

/// Something may not be fetched, or could not be.
///
/// Each text may be shown to a stranger. It tells no address, and nothing of a host that does not
/// answer but that it does not: a closed port, a filtered one and a service that speaks something
/// else than HTTP read alike.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The URL leads where nothing is fetched from (the fault of whoever wrote it). No connection
    /// was opened.
    #[error("{url} may not be fetched: {reason}")]
    NotAllowed {
        /// The URL, or where a redirect led.
        url: String,
        /// Why not, as the rest of a sentence.
        reason: &'static str,
    },
    /// What should be a URL is none (the fault of whoever wrote it).
    #[error("{url:?} is not a URL: {detail}")]
    Malformed {
        /// What was given, cut where it is long.
        url: String,
        /// What is wrong with it.
        detail: String,
    },
    /// The name of the host is not known (the fault of whoever wrote it, or of the name service).
    #[error("the name {host} is not known")]
    Names {
        /// The host.
        host: String,
    },
    /// The host does not answer, or with something that is not HTTP (its fault, or the
    /// network's).
    #[error("no answer could be had from {host}")]
    Connection {
        /// The host.
        host: String,
    },
    /// The host does not prove that it is the one (its fault): its certificate is not by a known
    /// authority, has expired, or is another's.
    #[error("no secure connection to {host} could be made; its certificate must be good")]
    Tls {
        /// The host.
        host: String,
    },
    /// The server answers, but not with the document (its fault).
    #[error("{url} was answered with the status {code}")]
    Status {
        /// The URL.
        url: String,
        /// The HTTP status code.
        code: u16,
    },
    /// The server leads elsewhere, where that is not followed (its fault).
    #[error("{url} leads elsewhere: {reason}")]
    Redirect {
        /// The URL.
        url: String,
        /// Why it is not followed.
        reason: &'static str,
    },
    /// The document is too large (the server's fault).
    #[error("what stands at {url} is larger than {limit} bytes")]
    TooLarge {
        /// The URL.
        url: String,
        /// The limit, in bytes.
        limit: u64,
    },
    /// It took too long (the server's fault, or that of what was fetched before).
    #[error("{url} was not answered in time")]
    TimedOut {
        /// The URL.
        url: String,
    },
    /// The document is of a kind that cannot be meant, such as a web page (the server's fault).
    #[error("{url} was answered with {found:?}, which cannot be what is looked for")]
    MediaType {
        /// The URL.
        url: String,
        /// The media type that was given, cut where it is long.
        found: String,
    },
    /// The document comes packed, though that was not asked for (the server's fault).
    #[error("{url} was answered in the encoding {found:?}; only identity was asked for")]
    Encoding {
        /// The URL.
        url: String,
        /// The content encoding that was given, cut where it is long.
        found: String,
    },
    /// One verification or import asks for too much (the fault of whoever wrote the credential, or
    /// of servers that lead elsewhere again and again).
    #[error("{url} was not fetched: {limit} at most are fetched for one request")]
    TooManyFetches {
        /// The URL.
        url: String,
        /// The limit that was reached.
        limit: &'static str,
    },
    /// Too many others are fetching at this moment (nobody's fault): try again.
    #[error("{url} was not fetched: too much is being fetched at this moment")]
    Busy {
        /// The URL.
        url: String,
    },
    /// The network is not used (the operator's choice).
    #[error("{url} was not fetched: Proofmark does not use the network here")]
    Closed {
        /// The URL.
        url: String,
    },
}

impl FetchError {
    /// The slug of its problem type.
    pub fn slug(&self) -> &'static str {
        match self {
            Self::NotAllowed { .. } => "url-not-allowed",
            Self::Malformed { .. } => "url-malformed",
            Self::Names { .. } => "host-unknown",
            Self::Connection { .. } => "no-answer",
            Self::Tls { .. } => "tls",
            Self::Status { .. } => "http-status",
            Self::Redirect { .. } => "redirect-not-allowed",
            Self::TooLarge { .. } | Self::TimedOut { .. } | Self::TooManyFetches { .. } => {
                "fetch-limit"
            }
            Self::MediaType { .. } => "content-type",
            Self::Encoding { .. } => "content-encoding",
            Self::Busy { .. } => "busy",
            Self::Closed { .. } => "offline",
        }
    }
}

/// `text` as an error may repeat it: the first 100 characters.
pub(super) fn cut(text: &str) -> String {
    const LONGEST: usize = 100;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
