//! What a form brought: its fields and its files (`application/x-www-form-urlencoded`, the URL
//! living standard; `multipart/form-data`, RFC 7578). The body is in memory already, so nothing
//! here waits.

use crate::http::problem::Problem;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use multer::{Multipart, parse_boundary};
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// The most fields and files of a form: a framework of 500 statements has four fields for each.
const MOST: usize = 4096;

/// A form that was sent.
#[derive(Debug, Default)]
pub(in crate::http) struct Form {
    fields: Vec<(String, String)>,
    files: Vec<Upload>,
}

/// A file that was sent with a form.
#[derive(Debug)]
pub(in crate::http) struct Upload {
    /// The name of the field.
    pub field: String,
    /// What the sender calls the file. It names nothing here, and is shown at most.
    pub name: String,
    /// Its bytes.
    pub bytes: Bytes,
}

impl Form {
    /// Reads the body of a request with these header fields.
    pub(in crate::http) fn read(headers: &HeaderMap, body: &Bytes) -> Result<Self, Problem> {
        if body.is_empty() {
            return Ok(Self::default());
        }
        let kind = headers.get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let name = kind
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        match name.as_str() {
            "application/x-www-form-urlencoded" => Self::read_encoded(body),
            "multipart/form-data" => Self::read_parts(kind, body),
            _ => Err(Problem::not_a_form(&name)),
        }
    }

    fn read_encoded(body: &[u8]) -> Result<Self, Problem> {
        let mut form = Self::default();
        for (name, value) in url::form_urlencoded::parse(body) {
            form.fields.push((name.into_owned(), lines(&value)));
            form.check_room()?;
        }
        Ok(form)
    }

    fn read_parts(kind: &str, body: &Bytes) -> Result<Self, Problem> {
        let boundary = parse_boundary(kind).map_err(|error| broken(&error))?;
        let stream = Body::from(body.clone()).into_data_stream();
        let mut parts = Multipart::new(stream, boundary);
        let mut form = Self::default();
        while let Some(part) = now(parts.next_field())? {
            let field = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::to_owned) {
                Some(name) => {
                    let bytes = now(part.bytes())?;
                    // A file field that nobody filled in is sent without name and content.
                    if !(name.is_empty() && bytes.is_empty()) {
                        form.files.push(Upload { field, name, bytes });
                    }
                }
                None => {
                    let bytes = now(part.bytes())?;
                    let value = String::from_utf8_lossy(&bytes);
                    form.fields.push((field, lines(&value)));
                }
            }
            form.check_room()?;
        }
        Ok(form)
    }

    fn check_room(&self) -> Result<(), Problem> {
        match self.fields.len() + self.files.len() > MOST {
            true => Err(broken_form(format!("a form has at most {MOST} fields"))),
            false => Ok(()),
        }
    }

    /// The value of the field `name`; the first, where it stands several times. `None` where it is
    /// not there.
    pub(in crate::http) fn text(&self, name: &str) -> Option<&str> {
        let mut fields = self.fields.iter();
        fields
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The same without white space around it; `None` also where nothing was filled in.
    pub(in crate::http) fn filled(&self, name: &str) -> Option<&str> {
        self.text(name)
            .map(str::trim)
            .filter(|text| !text.is_empty())
    }

    /// The values of all fields of this name.
    pub(in crate::http) fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        let named = self.fields.iter().filter(move |(known, _)| known == name);
        named.map(|(_, value)| value.as_str())
    }

    /// All fields, in their order.
    pub(in crate::http) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The files of the field `name`.
    pub(in crate::http) fn files<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f Upload> {
        self.files.iter().filter(move |file| file.field == name)
    }
}

/// Forms end lines with CR LF (the HTML living standard, section 4.10.21.4), texts with LF.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// The outcome of a future that has all it needs.
fn now<T>(future: impl Future<Output = multer::Result<T>>) -> Result<T, Problem> {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut context) {
        Poll::Ready(outcome) => outcome.map_err(|error| broken(&error)),
        Poll::Pending => Err(broken(&multer::Error::IncompleteStream)),
    }
}

fn broken(error: &multer::Error) -> Problem {
    broken_form(format!("the form cannot be read: {error}"))
}

fn broken_form(detail: String) -> Problem {
    Problem::bad_request("broken-form", detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(kind: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::CONTENT_TYPE, kind.parse().unwrap())])
    }

    #[test]
    fn both_kinds_of_form_say_the_same() {
        let encoded = Form::read(
            &headers("application/x-www-form-urlencoded; charset=UTF-8"),
            &Bytes::from_static(b"a=1&b=x%0D%0Ay&a=2&c="),
        )
        .unwrap();
        let parts = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n\
                     --x\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\nx\r\ny\r\n\
                     --x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n2\r\n\
                     --x\r\nContent-Disposition: form-data; name=\"c\"\r\n\r\n\r\n\
                     --x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\n\r\n\
                     --x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"../a\"\r\n\r\n\
                     bytes\r\n--x--\r\n";
        let kind = headers("multipart/form-data; boundary=x");
        let parts = Form::read(&kind, &Bytes::from_static(parts.as_bytes())).unwrap();
        for form in [&encoded, &parts] {
            assert_eq!(form.text("a"), Some("1"));
            assert_eq!(form.all("a").collect::<Vec<_>>(), ["1", "2"]);
            assert_eq!(form.text("b"), Some("x\ny"));
            assert_eq!((form.text("c"), form.filled("c")), (Some(""), None));
            assert_eq!(form.text("d"), None);
        }
        let files: Vec<_> = parts
            .files("f")
            .map(|f| (f.name.as_str(), &f.bytes[..]))
            .collect();
        assert_eq!(files, [("../a", b"bytes".as_slice())]);
    }

    #[test]
    fn what_is_no_form_is_told() {
        let some = Bytes::from_static(b"{}");
        let other = Form::read(&headers("application/json"), &some).unwrap_err();
        assert_eq!(other.slug(), "media-type");
        let kind = headers("multipart/form-data; boundary=x");
        let cut = Bytes::from_static(b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1");
        assert_eq!(Form::read(&kind, &cut).unwrap_err().slug(), "broken-form");
        let bare = headers("multipart/form-data");
        assert_eq!(Form::read(&bare, &some).unwrap_err().slug(), "broken-form");
        let many = Bytes::from("a=1&".repeat(MOST + 1));
        let kind = headers("application/x-www-form-urlencoded");
        assert_eq!(Form::read(&kind, &many).unwrap_err().slug(), "broken-form");
    }
}
