//! File systems of a test's own: small ones, and ones that can be cut off.
//!
//! They need Linux, the rights to mount, and a few programs; where something is missing, the
//! reason is told.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A file system, mounted in a folder of its own.
pub struct Mount {
    folder: TempDir,
    image: Option<PathBuf>,
}

impl Mount {
    /// A file system in memory of `megabytes`.
    pub fn in_memory(megabytes: u64) -> Result<Self, String> {
        let mount = Self {
            folder: tempfile::tempdir().map_err(|error| error.to_string())?,
            image: None,
        };
        let size = format!("size={megabytes}m");
        let arguments = ["-t", "tmpfs", "-o", &size, "none"].map(str::to_owned);
        run("mount", &[arguments.as_slice(), &[mount.text()]].concat())?;
        Ok(mount)
    }

    /// An ext4 file system of `megabytes` in a file.
    pub fn on_loop(megabytes: u64) -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let image = folder.path().with_extension("image");
        let made = File::create(&image).and_then(|file| file.set_len(megabytes << 20));
        made.map_err(|error| error.to_string())?;
        let mount = Self {
            folder,
            image: Some(image.clone()),
        };
        let image = image.display().to_string();
        run(
            "mkfs.ext4",
            &["-q", "-F", "-m", "0", &image].map(str::to_owned),
        )?;
        mount.mount()?;
        Ok(mount)
    }

    /// Mounts the file again.
    pub fn mount(&self) -> Result<(), String> {
        let image = self.image.as_ref().map(|image| image.display().to_string());
        let image = image.ok_or("a file system in memory is mounted once")?;
        run(
            "mount",
            &["-o".to_owned(), "loop".to_owned(), image, self.text()],
        )
    }

    /// Unmounts it.
    pub fn unmount(&self) -> Result<(), String> {
        run("umount", &[self.text()])
    }

    /// Where it is mounted.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    fn text(&self) -> String {
        self.folder.path().display().to_string()
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = run("umount", &["-l".to_owned(), self.text()]);
        if let Some(image) = &self.image {
            let _ = std::fs::remove_file(image);
        }
    }
}

/// A switch that cuts a file system off, ready to be thrown at once.
pub struct Switch(std::process::Child);

impl Switch {
    /// A switch for the file system at `path`. The program holds the file system open and waits
    /// for a line; then it asks ext4 to shut down without writing its journal.
    pub fn ready(path: &Path) -> Result<Self, String> {
        const PROGRAM: &str = "\
import fcntl, os, struct, sys
there = os.open(sys.argv[1], os.O_RDONLY)
print('ready', flush=True)
sys.stdin.readline()
EXT4_IOC_SHUTDOWN, NO_LOG_FLUSH = 0x8004587D, 2
fcntl.ioctl(there, EXT4_IOC_SHUTDOWN, struct.pack('I', NO_LOG_FLUSH))
";
        let mut child = Command::new("python3")
            .args(["-c", PROGRAM])
            .arg(path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("python3: {error}"))?;
        let mut line = String::new();
        let output = child.stdout.take().ok_or("python3 has no output")?;
        let _ = BufReader::new(output).read_line(&mut line);
        if line.trim() != "ready" {
            let _ = child.wait();
            return Err("python3 did not start".to_owned());
        }
        Ok(Self(child))
    }

    /// Cuts the file system off.
    pub fn throw(mut self) -> Result<(), String> {
        let mut input = self.0.stdin.take().ok_or("python3 has no input")?;
        input.write_all(b"\n").map_err(|error| error.to_string())?;
        match self.0.wait() {
            Ok(status) if status.success() => Ok(()),
            other => Err(format!("the file system cannot be shut down: {other:?}")),
        }
    }
}

/// Runs a program; what it complains of is the error.
fn run(program: &str, arguments: &[String]) -> Result<(), String> {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{program}: {}", said.trim()))
}
