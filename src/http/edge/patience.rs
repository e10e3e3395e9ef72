//! A stream that loses its patience: with a client that says nothing, that sends a request's head
//! too slowly, or that leaves an answer unread. The time of a body is counted where bodies are
//! read.

use super::framing::{Framing, HeadScan};
use crate::http::limits::Limits;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// What a connection is at, known to its stream and to the one who answers.
#[derive(Debug, Default)]
pub(super) struct Patience {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    phase: Phase,
    /// How many heads have been read: the time of each is counted from its own first byte.
    heads: u64,
    scan: HeadScan,
}

/// What the client is to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Phase {
    /// Begin to speak.
    #[default]
    First,
    /// End the head that it began.
    Head,
    /// Nothing: a request is being answered.
    Answering,
    /// Ask something again, or nothing any more.
    Idle,
}

impl Patience {
    /// The head of a request has been read; says how it frames the body.
    pub(super) fn head_is_read(&self) -> Framing {
        let mut state = self.state();
        state.phase = Phase::Answering;
        state.heads += 1;
        std::mem::take(&mut state.scan).framing()
    }

    /// The request has been answered; the client may ask again.
    pub(super) fn answered(&self) {
        self.state().phase = Phase::Idle;
    }

    /// What the client is to do next, and after how many heads.
    fn phase(&self) -> (Phase, u64) {
        let state = self.state();
        (state.phase, state.heads)
    }

    /// Takes note of bytes that came from the client.
    fn heard(&self, bytes: &[u8]) {
        let mut state = self.state();
        if matches!(state.phase, Phase::First | Phase::Idle) {
            state.phase = Phase::Head;
        }
        if state.phase == Phase::Head {
            state.scan.take(bytes);
        }
    }

    /// Nothing can panic while the lock is held.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The stream.
pub(super) struct Patient<S> {
    stream: S,
    patience: Arc<Patience>,
    first_byte: Duration,
    head: Duration,
    idle: Duration,
    reading: Timer<(Phase, u64)>,
    write: Duration,
    writing: Timer<()>,
}

impl<S> Patient<S> {
    pub(super) fn new(stream: S, patience: Arc<Patience>, limits: &Limits) -> Self {
        Self {
            stream,
            patience,
            first_byte: limits.first_byte,
            head: limits.head,
            idle: limits.idle,
            reading: Timer::default(),
            write: limits.write,
            writing: Timer::default(),
        }
    }

    /// How long the client may take in a phase, if that is counted here.
    fn time_for(&self, phase: Phase) -> Option<Duration> {
        match phase {
            Phase::First => Some(self.first_byte),
            Phase::Head => Some(self.head),
            Phase::Idle => Some(self.idle),
            Phase::Answering => None,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if read.is_ready() {
            self.patience.heard(&buffer.filled()[before..]);
        }
        // A head that trickles in byte by byte is counted from its first byte: its timer is not
        // set anew by what arrives.
        let (phase, heads) = self.patience.phase();
        let Some(time) = self.time_for(phase) else {
            self.reading.stop();
            return read;
        };
        let what = (phase, heads);
        let over = match (read.is_ready(), phase) {
            // Most heads arrive whole, and nobody has to be woken for them.
            (true, Phase::Head) => self.reading.is_over(what, time),
            (true, _) => false,
            (false, _) => self.reading.poll(what, time, context).is_ready(),
        };
        match over {
            true => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            false => read,
        }
    }
}

impl<S: AsyncWrite + Unpin> Patient<S> {
    /// The outcome of a write; an error when the client has taken nothing for too long.
    fn written<T>(
        &mut self,
        write: Poll<io::Result<T>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<T>> {
        if write.is_ready() {
            self.writing.stop();
            return write;
        }
        ready!(self.writing.poll((), self.write, context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let write = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.written(write, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let write = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.written(write, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flush = Pin::new(&mut self.stream).poll_flush(context);
        self.written(flush, context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shutdown = Pin::new(&mut self.stream).poll_shutdown(context);
        self.written(shutdown, context)
    }
}

/// A timer that runs for one thing at a time.
struct Timer<F> {
    /// What it runs for, and when that is over.
    running: Option<(F, Instant)>,
    sleep: Option<Pin<Box<Sleep>>>,
    /// Whether `sleep` ends when that is over.
    is_set: bool,
}

impl<F> Default for Timer<F> {
    fn default() -> Self {
        Self {
            running: None,
            sleep: None,
            is_set: false,
        }
    }
}

impl<F: PartialEq + Copy> Timer<F> {
    /// When `time` will have passed since this was first asked for `what`.
    fn end(&mut self, what: F, time: Duration) -> Instant {
        match self.running {
            Some((running, end)) if running == what => end,
            _ => {
                let end = Instant::now() + time;
                self.running = Some((what, end));
                self.is_set = false;
                end
            }
        }
    }

    /// Whether `time` has passed since this was first asked for `what`; nobody is woken when it
    /// has.
    fn is_over(&mut self, what: F, time: Duration) -> bool {
        self.end(what, time) <= Instant::now()
    }

    /// Ready when `time` has passed since this was first asked for `what`.
    fn poll(&mut self, what: F, time: Duration, context: &mut Context<'_>) -> Poll<()> {
        let end = self.end(what, time);
        let sleep = self
            .sleep
            .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(end)));
        if !self.is_set {
            sleep.as_mut().reset(end);
            self.is_set = true;
        }
        sleep.as_mut().poll(context)
    }

    fn stop(&mut self) {
        self.running = None;
    }
}
