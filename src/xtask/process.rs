//! Running other programs: one place for paths, the search path of tools, output and progress.

use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How often long work says that it is still going on.
const HEARTBEAT: Duration = Duration::from_secs(30);

/// Why a command could not do its work; the text is one sentence with the way out.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Called in a way that does not exist.
    Usage(String),
    /// Something is missing on this machine.
    Setup(String),
    /// Another program ended badly; its output was shown or is in a log.
    Program(String),
    /// A check of the project does not hold.
    Check(String),
}

impl Failure {
    /// Stable name of the kind of failure.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Usage(_) => "usage",
            Self::Setup(_) => "setup",
            Self::Program(_) => "program",
            Self::Check(_) => "check",
        }
    }
}

impl Failure {
    /// The sentence alone.
    pub(crate) fn text(&self) -> &str {
        let (Self::Usage(text) | Self::Setup(text) | Self::Program(text) | Self::Check(text)) = self;
        text
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "xtask ({}): {}", self.code(), self.text())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Program(error.to_string())
    }
}

/// A file operation with the path in the message.
pub(crate) fn at<T>(path: &Path, result: std::io::Result<T>) -> Result<T, Failure> {
    result.map_err(|error| Failure::Program(format!("{}: {error}", path.display())))
}

/// The places of the working copy.
#[derive(Debug, Clone)]
pub(crate) struct Repository {
    /// Folder of the workspace's Cargo.toml.
    pub(crate) root: PathBuf,
}

impl Repository {
    /// The working copy this program was built from.
    pub(crate) fn here() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        Self { root: root.canonicalize().unwrap_or(root) }
    }

    /// A path inside the working copy.
    pub(crate) fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// Folder of installed tools, ignored by git.
    pub(crate) fn tools(&self) -> PathBuf {
        self.path(".tools")
    }

    /// The file that takes the full output of one piece of work.
    pub(crate) fn log(&self, name: &str) -> Result<PathBuf, Failure> {
        let folder = self.path("target/logs");
        at(&folder, fs::create_dir_all(&folder))?;
        Ok(folder.join(format!("{name}.log")))
    }

    /// A program, started in the root, with the project's tools first on the search path.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        let mut path = self.tools().join("bin").into_os_string();
        for folder in [Some(self.tools().join("node/bin").into_os_string()), std::env::var_os("PATH")].into_iter().flatten() {
            path.push(":");
            path.push(folder);
        }
        command.current_dir(&self.root).env("PATH", path);
        // `cargo run` describes xtask's own package in the environment; a child must not take that for its own.
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") || text == "CARGO" {
                command.env_remove(name);
            }
        }
        command
    }

    /// The cargo that started this program.
    pub(crate) fn cargo(&self) -> Command {
        self.command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }
}

/// What a program left behind.
pub(crate) struct Finished {
    /// Exit status 0.
    pub(crate) success: bool,
    /// Its standard output.
    pub(crate) output: String,
}

/// Runs a program, shows those lines of its standard output that `show` wants, keeps all of them in the log `name`
/// and returns them. Standard error goes through.
pub(crate) fn stream(repository: &Repository, name: &str, command: &mut Command, show: impl Fn(&str) -> bool + Send) -> Result<Finished, Failure> {
    let log_path = repository.log(name)?;
    let mut log = at(&log_path, File::create(&log_path))?;
    let mut child = spawn(command.stdout(Stdio::piped()))?;
    let stdout = child.stdout.take();
    let output = with_heartbeat(name, || {
        let mut output = String::new();
        let mut reader = BufReader::new(stdout.ok_or_else(|| Failure::Program(format!("{name}: no output")))?);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line)? > 0 {
            let text = String::from_utf8_lossy(&line);
            if show(text.trim_end()) {
                print!("{text}");
            }
            log.write_all(&line)?;
            output.push_str(&text);
            line.clear();
        }
        Ok::<_, Failure>(output)
    })?;
    Ok(Finished { success: child.wait()?.success(), output })
}

/// Runs a program whose whole output goes to the log `name`, for work in the background.
pub(crate) fn logged(repository: &Repository, name: &str, command: &mut Command) -> Result<bool, Failure> {
    let log_path = repository.log(name)?;
    let log = at(&log_path, File::create(&log_path))?;
    let mut child = spawn(command.stdin(Stdio::null()).stderr(at(&log_path, log.try_clone())?).stdout(log))?;
    with_heartbeat(name, || Ok(child.wait()?.success()))
}

/// The trimmed standard output of a short command; none if it cannot be run or fails.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn spawn(command: &mut Command) -> Result<std::process::Child, Failure> {
    command.spawn().map_err(|error| Failure::Program(format!("{} cannot be started: {error}", command.get_program().to_string_lossy())))
}

/// Does the work and says every half minute that it goes on.
fn with_heartbeat<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let begin = Instant::now();
    let (done, waiting) = channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            while let Err(RecvTimeoutError::Timeout) = waiting.recv_timeout(HEARTBEAT) {
                eprintln!("   … {name}: {} s", begin.elapsed().as_secs());
            }
        });
        let result = work();
        drop(done);
        result
    })
}
