//! When a save fails: a clear error, nothing lost, the reply on the screen to copy, and the exit status right.

use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use super::harness::{DOWN, ENTER, Terminal};
use super::{at_a_reason, started};
use crate::cli::Folder;

const PLAIN: &[(&str, &str)] = &[("ACCESSIBLE", "1")];
const REPLY: &str = "Seventy-one per cent of exposed staff were trained in time.";

/// Gives a reply that can't be saved, and checks what every such failure owes.
fn loses_nothing(mut terminal: Terminal, folder: &Folder, why: &str) {
    let before = std::fs::read(folder.file("a.yaml")).ok();
    terminal.send(&format!("{REPLY}{ENTER}"));
    assert_eq!(terminal.status(), 3, "{}", terminal.shown());
    terminal.is_as_before();
    let said = terminal.said();
    for words in ["The last reply is not saved; all before it are. The last reply, to copy:", REPLY, "error: could not", why] {
        assert!(said.contains(words), "{words:?} is missing on the screen:\n{}", terminal.shown());
    }
    assert_eq!(std::fs::read(folder.file("a.yaml")).ok(), before, "the file is as it was");
    if before.is_some() {
        folder.run(&["status", "a.yaml"]).quiet();
        assert!(folder.read("a.yaml").contains("rating: amber"));
    }
}

/// Whether this account may do anything to any file, so that permissions keep it from nothing.
fn is_all_powerful() -> bool {
    rustix::process::geteuid().is_root()
}

/// Runs the walk as an account without special rights, in a folder that it owns.
fn as_somebody(folder: &Folder) -> Option<Terminal> {
    if !is_all_powerful() {
        return Some(at_a_reason(folder, PLAIN));
    }
    // Who may do everything gives that up for the program under test.
    let probe = Command::new("setpriv").args(["--reuid=65534", "--regid=65534", "--clear-groups", "true"]).status();
    if !probe.is_ok_and(|status| status.success()) {
        println!("NOT RUN: permissions bind nobody who runs as root, and `setpriv` is not here to give that up");
        return None;
    }
    for path in [folder.path().to_owned(), folder.file("a.yaml")] {
        std::os::unix::fs::chown(path, Some(65534), Some(65534)).expect("another owner");
    }
    // The program itself may lie where only its builder can look.
    let copy = folder.path().with_extension("program");
    std::fs::copy(env!("CARGO_BIN_EXE_vpr"), &copy).expect("a copy of the program");
    let program = copy.to_string_lossy().into_owned();
    let args = ["--reuid=65534", "--regid=65534", "--clear-groups", &program, "assess", "a.yaml"];
    let mut terminal = Terminal::run("setpriv", folder.path(), (24, 80), PLAIN, &args);
    terminal.asked();
    std::fs::remove_file(copy).expect("the copy is removed");
    terminal.send(&format!("amber{ENTER}"));
    terminal.shows("Why amber?");
    Some(terminal)
}

#[test]
fn a_folder_that_becomes_read_only() {
    let folder = started();
    let Some(terminal) = as_somebody(&folder) else { return };
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o555)).expect("permissions");
    loses_nothing(terminal, &folder, "this account is not allowed to");
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).expect("permissions");
}

#[test]
fn a_folder_without_permission_is_refused_before_the_first_question() {
    let folder = started();
    let Some(mut terminal) = as_somebody(&folder) else { return };
    terminal.kill();
    // Whoever runs the suite may pass where the account without rights may not.
    std::fs::remove_file(folder.file(".a.yaml.vpr-lock")).expect("the lock of the killed one");
    if is_all_powerful() {
        for path in [folder.path().to_owned(), folder.file("a.yaml")] {
            std::os::unix::fs::chown(path, Some(0), Some(0)).expect("another owner");
        }
    }
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o555)).expect("permissions");
    let mut command = Command::new("setpriv");
    let copy = folder.path().with_extension("program");
    std::fs::copy(env!("CARGO_BIN_EXE_vpr"), &copy).expect("a copy of the program");
    if is_all_powerful() {
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&copy);
    } else {
        command = Command::new(&copy);
    }
    let output = command.args(["assess", "a.yaml"]).current_dir(folder.path()).output().expect("it runs");
    std::fs::remove_file(copy).expect("the copy is removed");
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).expect("permissions");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("this account is not allowed to") && !said.contains("Question:"), "{said}");
}

#[test]
fn a_folder_that_is_deleted_leaves_every_reply_elsewhere() {
    let folder = started();
    let elsewhere = Folder::new();
    let temp = elsewhere.path().to_string_lossy().into_owned();
    let mut terminal = at_a_reason(&folder, &[("ACCESSIBLE", "1"), ("TMPDIR", &temp)]);
    std::fs::remove_dir_all(folder.path()).expect("the folder is deleted");
    terminal.send(&format!("{REPLY}{ENTER}"));
    assert_eq!(terminal.status(), 3, "{}", terminal.shown());
    terminal.is_as_before();
    for words in ["a.yaml is gone. Everything so far, the last reply too, is in", REPLY, "no such file or folder"] {
        assert!(terminal.said().contains(words), "{words:?} is missing:\n{}", terminal.shown());
    }
    let rescued = std::fs::read_dir(elsewhere.path()).expect("the other folder").flatten().next().expect("the rescued file");
    let mode = rescued.metadata().expect("the rescued file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "only its owner can read it");
    let name = rescued.file_name().to_string_lossy().into_owned();
    assert!(elsewhere.read(&name).contains(REPLY) && elsewhere.read(&name).contains("rating: amber"));
    elsewhere.run(&["status", &name]).quiet();
}

#[test]
fn what_was_chosen_from_a_list_is_named_and_no_path_is_broken() {
    for env in [("NO_COLOR", "1"), ("ACCESSIBLE", "1")] {
        let folder = started();
        let elsewhere = Folder::new();
        let deep = elsewhere.path().join("a-folder-with-a-long-name-as-networks-have-them/and-another-one-within-it");
        std::fs::create_dir_all(&deep).expect("a folder");
        let temp = deep.to_string_lossy().into_owned();
        let mut terminal = Terminal::start(folder.path(), (24, 60), &[env, ("TMPDIR", &temp)], &["assess", "a.yaml"]);
        terminal.asked();
        std::fs::remove_dir_all(folder.path()).expect("the folder is deleted");
        terminal.send(&if env.0 == "NO_COLOR" { format!("{DOWN}{DOWN}{ENTER}") } else { format!("2{ENTER}") });
        assert_eq!(terminal.status(), 3, "{}", terminal.shown());
        terminal.is_as_before();
        let rescued = std::fs::read_dir(&deep).expect("the other folder").flatten().next().expect("the rescued file").path();
        let rescued = rescued.to_string_lossy().into_owned();
        let written = terminal.all().replace("\r\n", "\n");
        assert!(written.contains(&format!("\n{rescued}\n")), "{written}");
        for words in [&format!("\nTo go on, once what is wrong is put right: vpr assess {rescued}\n"), "\nL1. Rating Amber\n"] {
            assert!(written.contains(words), "{words:?} is missing in {written}");
        }
        // All else is in lines that fit, cut between words.
        let long = written.lines().filter(|line| !line.contains('/') && line.chars().count() > 60 && !line.contains('\u{1b}'));
        assert_eq!(long.collect::<Vec<_>>(), Vec::<&str>::new());
    }
}

#[test]
fn a_file_that_is_deleted_or_moved_is_written_again_beside() {
    let folder = started();
    let mut terminal = at_a_reason(&folder, PLAIN);
    std::fs::rename(folder.file("a.yaml"), folder.file("moved.yaml")).expect("it is moved");
    terminal.send(&format!("{REPLY}{ENTER}"));
    terminal.shows("More, or a single full stop");
    terminal.shows("a.vpr-1.yaml");
    assert!(folder.read("a.vpr-1.yaml").contains(REPLY) && folder.read("moved.yaml").contains("rating: amber"));
}

#[test]
fn a_limit_on_the_size_of_files() {
    let folder = started();
    // One block of 512 or 1,024 bytes, as the shell counts; the file just about fits, the reply does not.
    let note = "x".repeat(500);
    folder.run(&["answer", "a.yaml", "L2", "--later", &note]).says(0, &[]);
    let script = format!("ulimit -f 1; exec '{}' assess a.yaml --only L1", env!("CARGO_BIN_EXE_vpr"));
    let mut terminal = Terminal::run("bash", folder.path(), (24, 80), PLAIN, &["-c", &script]);
    terminal.asked();
    terminal.send(&format!("amber{ENTER}"));
    terminal.shows("Why amber?");
    terminal.send(&"A long reason. ".repeat(80));
    terminal.is_quiet();
    loses_nothing(terminal, &folder, "this account may not write a file of that size");
}

#[test]
fn a_disk_that_is_full() {
    let folder = started();
    // A disk of 64 kB of its own, where the system lets anyone have one.
    let disk = folder.file("disk");
    std::fs::create_dir(&disk).expect("a folder");
    let mount = "mount -t tmpfs -o size=64k tmpfs disk";
    let unshare = |script: &str| ["-rm".to_owned(), "sh".to_owned(), "-c".to_owned(), script.to_owned()];
    let probe = Command::new("unshare").args(unshare(mount)).current_dir(folder.path()).output();
    if !probe.is_ok_and(|output| output.status.success()) {
        println!("NOT RUN: a full disk needs `unshare -rm` and the right to mount, which are not here");
        return;
    }
    // It is filled once the walk has begun; the file is copied out at the end to be looked at.
    let script = format!(
        "{mount} && cp a.yaml disk/ && cd disk || exit 9
         (while [ ! -e ../fill ]; do sleep 0.05; done; cat /dev/zero > filler 2>/dev/null; touch ../filled) &
         '{}' assess a.yaml; status=$?; cp a.yaml ../after.yaml; exit $status",
        env!("CARGO_BIN_EXE_vpr")
    );
    let args = unshare(&script);
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let mut terminal = Terminal::run("unshare", folder.path(), (24, 80), PLAIN, &args);
    terminal.asked();
    terminal.send(&format!("amber{ENTER}"));
    terminal.shows("Why amber?");
    folder.write("fill", "");
    terminal.until("a full disk", |_| folder.file("filled").exists());
    terminal.send(&format!("{REPLY}{ENTER}"));
    assert_eq!(terminal.status(), 3, "{}", terminal.shown());
    terminal.is_as_before();
    for words in ["The last reply, to copy:", REPLY, "the disk is full; make room"] {
        assert!(terminal.said().contains(words), "{words:?} is missing:\n{}", terminal.shown());
    }
    folder.run(&["status", "after.yaml"]).quiet();
    let after = folder.read("after.yaml");
    assert!(after.contains("rating: amber") && !after.contains(REPLY), "{after}");
}
