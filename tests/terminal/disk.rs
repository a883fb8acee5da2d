//! When a save fails: a clear error, nothing lost, the reply on the screen to copy, and the exit status right.

use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use super::harness::{DOWN, ENTER, Terminal};
use super::{at_a_reason, started};
use crate::cli::somebody::Somebody;
use crate::cli::{Folder, not_run};

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

fn start(somebody: &Somebody, folder: &Folder, args: &[&str]) -> Terminal {
    let all: Vec<&str> = somebody.words.iter().map(String::as_str).chain(args.iter().copied()).collect();
    Terminal::run(all[0], folder.path(), (24, 80), PLAIN, &all[1..])
}

fn allow(folder: &Folder, mode: u32) {
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(mode)).expect("permissions");
}

#[test]
fn a_folder_that_becomes_read_only() {
    let folder = started();
    let Some(somebody) = Somebody::find() else { return };
    somebody.own(&folder, &["a.yaml"]);
    let mut terminal = start(&somebody, &folder, &["assess", "a.yaml"]);
    terminal.asked();
    terminal.send(&format!("amber{ENTER}"));
    terminal.shows("Why amber?");
    allow(&folder, 0o555);
    loses_nothing(terminal, &folder, "this account is not allowed to");
    allow(&folder, 0o755);
}

/// It ends at once, says why on the screen, and asks nothing.
fn is_refused(mut terminal: Terminal, why: &[&str]) {
    assert_eq!(terminal.status(), 3, "{}", terminal.shown());
    terminal.is_as_before();
    let said = terminal.said();
    for words in why {
        assert!(said.contains(words), "{words:?} is missing on the screen:\n{}", terminal.shown());
    }
    assert!(!said.contains("Question:"), "{said}");
}

#[test]
fn a_folder_without_permission_is_refused_before_the_first_question() {
    let folder = started();
    let Some(somebody) = Somebody::find() else { return };
    allow(&folder, 0o555);
    let terminal = start(&somebody, &folder, &["assess", "a.yaml"]);
    is_refused(terminal, &["error: could not lock a.yaml: this account is not allowed to; ask who owns the folder"]);
    allow(&folder, 0o755);
}

#[test]
fn a_read_only_file_is_refused_before_the_first_question() {
    let folder = started();
    let before = folder.read("a.yaml");
    std::fs::set_permissions(folder.file("a.yaml"), std::fs::Permissions::from_mode(0o444)).expect("permissions");
    let terminal = Terminal::start(folder.path(), (24, 80), PLAIN, &["assess", "a.yaml"]);
    is_refused(terminal, &["error: could not save a.yaml: the file is read-only; allow writing to it, or copy it"]);
    assert_eq!(folder.read("a.yaml"), before);
}

#[test]
fn the_lock_that_another_account_left_is_no_lock() {
    let folder = started();
    let Some(somebody) = Somebody::find() else { return };
    somebody.own(&folder, &["a.yaml"]);
    // Readable for everyone, as the usual mask leaves it.
    let left = folder.write(".a.yaml.vpr-lock", "process 1 of root");
    std::fs::set_permissions(&left, std::fs::Permissions::from_mode(0o444)).expect("permissions");
    let mut terminal = start(&somebody, &folder, &["assess", "a.yaml"]);
    assert!(terminal.asked().contains("Question:"), "{}", terminal.shown());
    assert!(!folder.read(".a.yaml.vpr-lock").contains("process 1 of root"), "it is this one's now");
    terminal.send(&format!(":save{ENTER}"));
    assert_eq!(terminal.status(), 0);
    assert!(!left.exists());
}

#[test]
fn the_lock_that_another_account_holds_is_one() {
    let folder = started();
    let Some(somebody) = Somebody::find() else { return };
    somebody.own(&folder, &["a.yaml"]);
    let held = folder.write(".a.yaml.vpr-lock", "process 1 of root on PC-17");
    std::fs::set_permissions(&held, std::fs::Permissions::from_mode(0o444)).expect("permissions");
    let lock = std::fs::File::open(&held).expect("the lock file");
    lock.lock().expect("it is held");
    let terminal = start(&somebody, &folder, &["assess", "a.yaml"]);
    is_refused(terminal, &["another vpr (process 1 of root on PC-17) is at work on it; finish there first"]);
    assert!(held.exists());
}

#[test]
fn a_lock_file_that_cannot_be_looked_into_is_named() {
    let folder = started();
    let Some(somebody) = Somebody::find() else { return };
    somebody.own(&folder, &["a.yaml"]);
    let left = folder.write(".a.yaml.vpr-lock", "");
    std::fs::set_permissions(&left, std::fs::Permissions::from_mode(0o000)).expect("permissions");
    let terminal = start(&somebody, &folder, &["assess", "a.yaml"]);
    is_refused(terminal, &["another account's and may not be opened by this one; when nobody is at work on it any more, delete"]);
    assert!(left.exists());
}

#[test]
fn a_second_vpr_is_refused_and_told_who_is_at_work() {
    let folder = started();
    let first = at_a_reason(&folder, &[("ACCESSIBLE", "1"), ("LOGNAME", "anna")]);
    let machine = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let second = Terminal::start(folder.path(), (24, 80), PLAIN, &["assess", "a.yaml"]);
    let holder = format!("error: could not open a.yaml: another vpr (process {} of anna on {machine}, since ", first.id());
    is_refused(second, &[&holder, "is at work on it; finish there first, or close that window"]);
    drop(first);
}

#[test]
fn an_editor_that_saved_meanwhile_keeps_its_version_and_the_walk_its_own() {
    let folder = started();
    let mut terminal = at_a_reason(&folder, PLAIN);
    let edited = folder.read("a.yaml").replace("Northfield", "Southfield");
    folder.write("a.yaml", &edited);
    terminal.send(&format!("{REPLY}{ENTER}"));
    terminal.shows("More, or a single full stop");
    for words in [
        "a.yaml was changed by someone else meanwhile. It is as they left it, and everything you gave is in a.vpr-1.yaml.",
        "go on with that one, and check it with: vpr status a.vpr-1.yaml",
    ] {
        assert!(terminal.said().contains(words), "{words:?} is missing:\n{}", terminal.shown());
    }
    assert_eq!(folder.read("a.yaml"), edited, "the editor's version is untouched");
    // What follows goes into the file beside, without another word.
    terminal.send(&format!("And more of it.{ENTER}"));
    terminal.asked();
    terminal.send(&format!(":save{ENTER}"));
    assert_eq!(terminal.status(), 0);
    terminal.shows("All confirmed replies are saved in a.vpr-1.yaml.");
    let text = folder.read("a.vpr-1.yaml");
    assert!(text.contains(REPLY) && text.contains("And more of it.") && text.contains("rating: amber"), "{text}");
    assert_eq!(folder.read("a.yaml"), edited);
    assert!(!folder.file("a.vpr-2.yaml").exists());
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
    terminal.shows("a.yaml is not there any more: it was moved, renamed or deleted meanwhile.");
    terminal.shows("Everything so far is in a.vpr-1.yaml. Go on with that one");
    assert!(!terminal.said().contains("comment") && !terminal.said().contains("as it was"), "{}", terminal.shown());
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
    if !cfg!(target_os = "linux") {
        // Only there can anyone have a disk of their own.
        return;
    }
    let folder = started();
    // A disk of 64 kB of its own, where the system lets anyone have one.
    let disk = folder.file("disk");
    std::fs::create_dir(&disk).expect("a folder");
    let mount = "mount -t tmpfs -o size=64k tmpfs disk";
    let unshare = |script: &str| ["-rm".to_owned(), "sh".to_owned(), "-c".to_owned(), script.to_owned()];
    let probe = Command::new("unshare").args(unshare(mount)).current_dir(folder.path()).output();
    if !probe.is_ok_and(|output| output.status.success()) {
        return not_run("a full disk needs `unshare -rm` and the right to mount, which are not here");
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
