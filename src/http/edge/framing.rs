//! How a request's body is framed, seen before the parser: a request that has both
//! `Content-Length` and `Transfer-Encoding` may mean two things to two servers (RFC 9112, section
//! 6.1). hyper goes by the second and closes; the face refuses it.

/// Whether a head says one thing about the length of its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Framing {
    /// At most one of the two header fields.
    #[default]
    Clear,
    /// Both.
    Ambiguous,
}

/// Looks at the lines of a head as they arrive, in pieces of any size.
#[derive(Debug, Default)]
pub(super) struct HeadScan {
    /// The beginning of the line that is arriving: as much as tells the two fields.
    line: Vec<u8>,
    length: bool,
    coding: bool,
    ended: bool,
}

const LENGTH: &[u8] = b"content-length:";
const CODING: &[u8] = b"transfer-encoding:";

impl HeadScan {
    /// Takes the next bytes of the connection; those after the head are not looked at.
    pub(super) fn take(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if self.ended {
                return;
            }
            match byte {
                b'\n' => self.end_line(),
                b'\r' => {}
                // White space before the colon is refused by the parser.
                _ if self.line.len() < CODING.len() => self.line.push(byte.to_ascii_lowercase()),
                _ => {}
            }
        }
    }

    fn end_line(&mut self) {
        self.length |= self.line.starts_with(LENGTH);
        self.coding |= self.line.starts_with(CODING);
        self.ended = self.line.is_empty();
        self.line.clear();
    }

    /// What the head said.
    pub(super) fn framing(&self) -> Framing {
        match self.length && self.coding {
            true => Framing::Ambiguous,
            false => Framing::Clear,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framing(text: &str) -> Framing {
        let mut whole = HeadScan::default();
        whole.take(text.as_bytes());
        let mut pieces = HeadScan::default();
        for byte in text.as_bytes() {
            pieces.take(std::slice::from_ref(byte));
        }
        assert_eq!(whole.framing(), pieces.framing());
        whole.framing()
    }

    #[test]
    fn both_fields_are_ambiguous_in_either_order() {
        let (length, coding) = ("Content-Length: 3\r\n", "tRANSFER-eNCODING: chunked\r\n");
        let start = "POST / HTTP/1.1\r\n";
        for fields in [[length, coding], [coding, length]] {
            let head = format!("{start}{}Host: x\r\n{}\r\n", fields[0], fields[1]);
            assert_eq!(framing(&head), Framing::Ambiguous);
        }
    }

    #[test]
    fn one_field_is_clear_whatever_the_body_holds() {
        let head = "POST / HTTP/1.1\r\nContent-Length: 40\r\n\r\n";
        assert_eq!(
            framing(&format!("{head}Transfer-Encoding: chunked\r\n\r\n")),
            Framing::Clear
        );
        assert_eq!(
            framing("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"),
            Framing::Clear
        );
    }
}
