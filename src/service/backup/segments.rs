//! Segments: bytes in AES-256-GCM, piece by piece, so that none can be altered, moved, left out or
//! cut off.
//!
//! STREAM (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its
//! Nonce-Reuse Misuse-Resistance, 2015) with a counter of 32 bits: each segment's nonce says which
//! one it is and whether it is the last. The header line is the associated data of each.

use super::BackupError;
use super::header::Header;
use aead_stream::{DecryptorBE32, EncryptorBE32, Nonce, StreamBE32};
use aes_gcm::Aes256Gcm;
use aes_gcm::aead::Buffer;
use std::io::{self, Read, Write};
use zeroize::Zeroizing;

/// The bytes of a segment as it lies in the file …
const SEGMENT: usize = 64 << 10;
/// … of which so many are its tag.
const TAG: usize = 16;

/// Seals what is written to it.
pub(super) struct Sealer<W> {
    out: W,
    stream: EncryptorBE32<Aes256Gcm>,
    about: Vec<u8>,
    plain: Vec<u8>,
}

impl<W: Write> Sealer<W> {
    /// Writes the header, and seals what follows.
    pub(super) fn new(mut out: W, header: Header) -> io::Result<Self> {
        out.write_all(&header.line)?;
        let nonce = Nonce::<Aes256Gcm, StreamBE32<Aes256Gcm>>::from(header.nonce);
        Ok(Self {
            out,
            stream: EncryptorBE32::new((&*header.key).into(), &nonce),
            about: header.line,
            plain: Vec::with_capacity(SEGMENT),
        })
    }

    /// Takes in `bytes`.
    pub(super) fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            if self.plain.len() == SEGMENT - TAG {
                let sealed = self
                    .stream
                    .encrypt_next_in_place(&self.about, &mut self.plain);
                sealed.map_err(|_| io::Error::other("the backup is longer than 256 TiB"))?;
                self.out.write_all(&self.plain)?;
                self.plain.clear();
            }
            let room = SEGMENT - TAG - self.plain.len();
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.plain.extend_from_slice(now);
            bytes = later;
        }
        Ok(())
    }

    /// Seals the last segment, and gives back what was written to.
    pub(super) fn finish(mut self) -> io::Result<W> {
        let sealed = self
            .stream
            .encrypt_last_in_place(&self.about, &mut self.plain);
        sealed.map_err(|_| io::Error::other("the last segment cannot be sealed"))?;
        self.out.write_all(&self.plain)?;
        Ok(self.out)
    }
}

/// Opens what a [`Sealer`] sealed: only bytes of segments that agree are ever given.
pub(super) struct Opener<R> {
    source: R,
    /// `None` behind the last segment.
    stream: Option<DecryptorBE32<Aes256Gcm>>,
    about: Vec<u8>,
    plain: Zeroizing<Vec<u8>>,
    /// How many bytes of `plain` were given.
    given: usize,
    /// The next segment, still sealed; nothing where there is none.
    next: Vec<u8>,
    /// How many segments were opened.
    count: u64,
}

impl<R: Read> Opener<R> {
    /// Opens what follows the header in `source`.
    pub(super) fn new(source: R, header: &Header) -> Result<Self, BackupError> {
        let nonce = Nonce::<Aes256Gcm, StreamBE32<Aes256Gcm>>::from(header.nonce);
        let mut opener = Self {
            source,
            stream: Some(DecryptorBE32::new((&*header.key).into(), &nonce)),
            about: header.line.clone(),
            plain: Zeroizing::default(),
            given: 0,
            next: Vec::new(),
            count: 0,
        };
        opener.next = opener.fetch()?;
        Ok(opener)
    }

    /// The next `length` bytes.
    pub(super) fn read(&mut self, length: usize) -> Result<Vec<u8>, BackupError> {
        let mut bytes = Vec::with_capacity(length.min(1 << 20));
        while bytes.len() < length {
            let left = self.plain.get(self.given..).unwrap_or_default();
            if left.is_empty() {
                self.advance()?;
                continue;
            }
            let now = left.get(..length - bytes.len()).unwrap_or(left);
            bytes.extend_from_slice(now);
            self.given += now.len();
        }
        Ok(bytes)
    }

    /// Asserts that nothing is left.
    pub(super) fn end(&self) -> Result<(), BackupError> {
        match self.stream.is_none() && self.given == self.plain.len() {
            true => Ok(()),
            false => Err(self.damaged("there is more behind its end")),
        }
    }

    /// The error of the segment at hand.
    pub(super) fn damaged(&self, detail: &'static str) -> BackupError {
        BackupError::Damaged {
            segment: self.count,
            detail,
        }
    }

    fn advance(&mut self) -> Result<(), BackupError> {
        let following = self.fetch()?;
        let mut segment = std::mem::replace(&mut self.next, following);
        self.count += 1;
        let Some(mut stream) = self.stream.take() else {
            return Err(self.damaged("it ends too early"));
        };
        let buffer: &mut dyn Buffer = &mut segment;
        let opened = if self.next.is_empty() {
            stream.decrypt_last_in_place(&self.about, buffer)
        } else {
            let opened = stream.decrypt_next_in_place(&self.about, buffer);
            self.stream = Some(stream);
            opened
        };
        opened.map_err(|_| self.damaged("it was cut off or altered"))?;
        self.plain = Zeroizing::new(segment);
        self.given = 0;
        Ok(())
    }

    /// The bytes of the next segment.
    fn fetch(&mut self) -> Result<Vec<u8>, BackupError> {
        let mut bytes = Vec::with_capacity(SEGMENT);
        (&mut self.source)
            .take(SEGMENT as u64)
            .read_to_end(&mut bytes)
            .map_err(|error| BackupError::Io {
                place: "reading the backup".to_owned(),
                detail: error.to_string(),
            })?;
        Ok(bytes)
    }
}
