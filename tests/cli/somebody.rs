//! An account whose permissions bind it, to see what a refusal does.

use std::path::PathBuf;
use std::process::Command;

use super::{Folder, not_run};

/// Whether this account may do anything to any file, so that permissions keep it from nothing.
fn is_all_powerful() -> bool {
    rustix::process::geteuid().is_root()
}

/// An account without special rights, to run the program as.
pub struct Somebody {
    /// The words that start the program.
    pub words: Vec<String>,
    /// A copy of it: the program itself may lie where only its builder can look.
    copy: Option<PathBuf>,
}

impl Somebody {
    /// This account, where permissions bind it; else one that has given up what this one may do. Nothing where that can't be had.
    pub fn find() -> Option<Self> {
        let program = env!("CARGO_BIN_EXE_vpr").to_owned();
        if !is_all_powerful() {
            return Some(Self { words: vec![program], copy: None });
        }
        let without_rights = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
        let probe = Command::new(without_rights[0]).args(&without_rights[1..]).arg("true").status();
        if !probe.is_ok_and(|status| status.success()) {
            not_run("permissions bind nobody who runs as root, and `setpriv` is not here to give that up");
            return None;
        }
        let copy = tempfile::Builder::new().prefix("vpr-somebody-").tempfile().expect("a name").into_temp_path();
        let copy = copy.keep().expect("a name to keep");
        std::fs::copy(program, &copy).expect("a copy of the program");
        let words = without_rights.map(str::to_owned).into_iter().chain([copy.to_string_lossy().into_owned()]).collect();
        Some(Self { words, copy: Some(copy) })
    }

    /// Gives them a folder and some of what is in it.
    pub fn own(&self, folder: &Folder, names: &[&str]) {
        if self.copy.is_some() {
            for path in [""].iter().chain(names).map(|name| folder.path().join(name)) {
                std::os::unix::fs::chown(path, Some(65534), Some(65534)).expect("another owner");
            }
        }
    }

    /// The program, with these arguments, run by them.
    pub fn command(&self, folder: &Folder, args: &[&str]) -> Command {
        let mut command = Command::new(&self.words[0]);
        command.args(&self.words[1..]).args(args).current_dir(folder.path()).env_clear();
        command
    }
}

impl Drop for Somebody {
    fn drop(&mut self) {
        if let Some(copy) = &self.copy {
            let _ = std::fs::remove_file(copy);
        }
    }
}
