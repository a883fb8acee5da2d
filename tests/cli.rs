//! The real binary, run as a person or a script runs it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

mod answer;
mod demo;
mod editions;
mod files;
mod new;
mod packs;
mod readme;
mod shell;
#[cfg(unix)]
pub mod somebody;
#[cfg(target_os = "linux")]
mod start;
mod walk;

/// A folder of its own for a test, gone afterwards.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.file(name);
        std::fs::write(&path, content).expect("a file in the test's folder");
        path
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.file(name)).expect("a file the command made")
    }

    /// A copy of an example to work on.
    pub fn example(&self, name: &str) -> PathBuf {
        self.write(name, std::fs::read(example(name)).expect("an example"))
    }

    /// Runs the program here.
    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, b"", &[])
    }

    /// Runs the program here with something on standard input and in the environment.
    pub fn run_with(&self, args: &[&str], input: &[u8], env: &[(&str, &str)]) -> Ran {
        let mut command = vpr();
        command.args(args).current_dir(self.path()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // Every test takes place on 22 November 2026.
        command.env("SOURCE_DATE_EPOCH", "1795305600").envs(env.iter().copied());
        let mut child = command.spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("its standard input");
        let input = input.to_vec();
        // Beside the reading: a program that stops early must not leave the test waiting.
        let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().expect("the program ends");
        drop(feeder.join());
        Ran::of(&output)
    }
}

/// How a run ended and what it said.
#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { status: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// It ended well and had nothing to say beside its result.
    #[track_caller]
    pub fn quiet(self) -> String {
        assert_eq!((self.status, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// It ended with this status and said this.
    #[track_caller]
    pub fn says(self, status: i32, words: &[&str]) -> Self {
        assert_eq!(self.status, status, "{self:#?}");
        for word in words {
            // Where a line breaks depends on the width; what it says does not.
            let on_a_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let said = |text: &str| text.contains(word) || on_a_line(text).contains(word);
            assert!(said(&self.err) || said(&self.out), "{word:?} is missing in {self:#?}");
        }
        assert!(!self.err.contains("panicked"), "{self:#?}");
        self
    }
}

/// A test that can't be made here for want of something is left out on somebody's machine, with a word; where changes are judged
/// (`CI=true`) it fails, as a test that is never run holds nothing.
#[track_caller]
pub fn not_run(why: &str) {
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{why}; install it, or run the tests where it is");
    println!("NOT RUN: {why}");
}

pub fn vpr() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vpr"));
    for name in ["VPR_STANDARDS", "ACCESSIBLE", "NO_COLOR", "COLUMNS"] {
        command.env_remove(name);
    }
    command
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The names of the example assessments.
pub fn examples() -> Vec<String> {
    let files = std::fs::read_dir(root().join("examples")).expect("the examples").flatten().map(|f| f.path());
    let files = files.filter(|f| f.extension().is_some_and(|e| e == "yaml"));
    let mut names: Vec<String> = files.filter_map(|f| Some(f.file_name()?.to_str()?.to_owned())).collect();
    names.sort();
    names
}

pub fn example(name: &str) -> PathBuf {
    root().join("examples").join(name)
}
