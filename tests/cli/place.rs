//! A folder to work in, and the program in it.

use serde_json::Value;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// The program under test.
const PROGRAM: &str = env!("CARGO_BIN_EXE_proofmark");

/// A passphrase that must never be seen again.
pub const PASSPHRASE: &str = "correct horse battery staple";

/// A working directory of its own, with or without a passphrase in the environment.
pub struct Place {
    folder: TempDir,
    variables: Vec<(&'static str, String)>,
}

/// What a command did.
#[derive(Debug)]
pub struct Run {
    pub exit: i32,
    pub bytes: Vec<u8>,
    pub out: String,
    pub err: String,
}

impl Place {
    /// An empty folder, and no passphrase.
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            variables: Vec::new(),
        }
    }

    /// A folder with the sample's documents, and a passphrase in the environment.
    pub fn with_sample() -> Self {
        let place = Self::new().with("PROOFMARK_KEY_PASSPHRASE", PASSPHRASE);
        place.write("framework.json", proofmark::framework::SAMPLE);
        place.write("assessment.json", proofmark::assessment::SAMPLE);
        place
    }

    /// The same, with the framework on record.
    pub fn with_framework() -> Self {
        let place = Self::with_sample();
        place
            .run(&["framework", "import", "framework.json"])
            .exits(0);
        place
    }

    /// Sets a variable of the environment.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.variables.retain(|(known, _)| *known != name);
        self.variables.push((name, value.to_owned()));
        self
    }

    /// Takes a variable out of the environment.
    pub fn without(mut self, name: &str) -> Self {
        self.variables.retain(|(known, _)| *known != name);
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, contents: &[u8]) {
        fs::write(self.path(name), contents).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    pub fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    pub fn is_empty(&self) -> bool {
        self.names().is_empty()
    }

    pub fn names(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = names
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// The program with `args`, not yet started.
    pub fn command(&self, args: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(PROGRAM);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PROOFMARK_") {
                command.env_remove(name);
            }
        }
        command
            .args(args)
            .current_dir(self.folder.path())
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub fn run<A: AsRef<OsStr>>(&self, args: &[A]) -> Run {
        Run::of(self.command(args).output().unwrap())
    }

    /// The same, with `input` on standard input.
    pub fn run_with_input(&self, args: &[impl AsRef<OsStr>], input: &[u8]) -> Run {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(input).unwrap();
        drop(stdin);
        Run::of(child.wait_with_output().unwrap())
    }

    /// Changes a JSON document: the member at `pointer` becomes `value`.
    pub fn edit(&self, from: &str, to: &str, pointer: &str, value: Value) {
        let mut document: Value = serde_json::from_slice(&self.read(from)).unwrap();
        *document.pointer_mut(pointer).unwrap() = value;
        self.write(to, &serde_json::to_vec(&document).unwrap());
    }
}

impl Run {
    fn of(output: std::process::Output) -> Self {
        let run = Self {
            exit: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
            bytes: output.stdout,
        };
        // No command ever tells the passphrase, whatever else it does.
        assert!(!run.out.contains(PASSPHRASE) && !run.err.contains(PASSPHRASE));
        run
    }

    /// Demands an exit code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.exit, code, "{}\n{}", self.out, self.err);
        self
    }

    /// The result as the one JSON document it is.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap()
    }

    /// The error, which stands in a line of its own on standard error.
    #[track_caller]
    pub fn error(&self) -> Value {
        let lines = self.err.lines();
        let mut told = lines.map(|line| serde_json::from_str::<Value>(line).unwrap());
        told.find(|line| line.get("error").is_some()).unwrap()["error"].clone()
    }
}
