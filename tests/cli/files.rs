//! Reading and writing files as the system has them: links, permissions, pipes, encodings, changes meanwhile.

use super::{Folder, example, examples, vpr};
use std::process::Stdio;

#[test]
fn what_is_no_file_is_named_with_what_to_do() {
    let folder = Folder::new();
    folder.run(&["status", "nowhere.yaml"]).says(3, &["nowhere.yaml", "no such file"]);
    folder.run(&["status", "."]).says(3, &["it is a folder"]);
    folder.write("wide.yaml", [0xff, 0xfe, b'f', 0, b'o', 0]);
    folder.run(&["status", "wide.yaml"]).says(1, &["not-utf8", "UTF-16"]);
    folder.write("latin.yaml", b"format: 1\norganisation:\n  name: Caf\xe9\n");
    folder.run(&["status", "latin.yaml"]).says(1, &["not-utf8", "latin.yaml:3:12"]);
    folder.write("big.yaml", vec![b'#'; 6 * 1024 * 1024]);
    folder.run(&["status", "big.yaml"]).says(1, &["too-large", "5 MB"]);
}

#[test]
fn problems_are_shown_without_any_control_character() {
    let folder = Folder::new();
    folder.write("x.yaml", "format: 1\nstandard: \"a\u{1b}[31m\u{202e}b\"\nanswers: {L1: {rating: \"\\e]0;x\\a\"}}\n");
    for env in [&[][..], &[("ACCESSIBLE", "1")]] {
        let ran = folder.run_with(&["status", "x.yaml"], b"", env).says(1, &["unsafe-character"]);
        let shown = format!("{}{}", ran.out, ran.err);
        assert!(!shown.contains(|c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c)), "{shown:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_save_follows_links_and_keeps_permissions() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = Folder::new();
    let real = folder.example("northfield-acute.yaml");
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).expect("permissions");
    symlink(&real, folder.file("link.yaml")).expect("a link");
    folder.run(&["answer", "link.yaml", "L1", "--because", "Looked at again."]).says(0, &["saved"]);
    assert!(folder.file("link.yaml").is_symlink());
    assert!(folder.read("northfield-acute.yaml").contains("Looked at again."));
    let mode = std::fs::metadata(&real).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    let names: Vec<_> =
        std::fs::read_dir(folder.path()).expect("the folder").filter_map(|e| e.ok().map(|e| e.file_name())).collect();
    assert_eq!(names.len(), 2, "nothing is left behind: {names:?}");
}

/// A name of as many bytes as file systems take, or nearly, in two versions.
pub const LONGEST_NAMES: [&str; 2] = [
    "éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé1.yaml",
    "éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé2.yaml",
];

#[test]
fn a_file_whose_name_is_as_long_as_names_can_be_is_made_saved_and_reported_on() {
    let folder = Folder::new();
    let [name, report] = LONGEST_NAMES;
    assert_eq!(name.len(), 254);
    folder.run(&["new", name, "--name", "Northfield"]).says(0, &[]);
    folder.run(&["answer", name, "L1", "--because", "Looked at."]).says(0, &["saved"]);
    assert!(folder.read(name).contains("Looked at."));
    folder.run(&["report", name, "--output", &report.replace(".yaml", ".html")]).says(0, &[]);
    let names = std::fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(names, 2, "nothing is left behind");
}

#[test]
fn a_second_vpr_on_the_same_file_is_refused_and_a_killed_one_leaves_nothing() {
    let folder = Folder::new();
    folder.run(&["new", "a.yaml", "--name", "Northfield"]).says(0, &[]);
    let names = || {
        let mut names: Vec<String> = std::fs::read_dir(folder.path())
            .expect("the folder")
            .filter_map(|e| e.ok()?.file_name().into_string().ok())
            .collect();
        names.sort();
        names
    };
    let mut command = vpr();
    command.args(["assess", "a.yaml"]).current_dir(folder.path());
    let mut first =
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
    while !names().contains(&".a.yaml.vpr-lock".to_owned()) {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let process = format!("process {}", first.id());
    folder.run(&["assess", "a.yaml"]).says(3, &["another vpr", &process]);
    folder.run(&["answer", "a.yaml", "L1", "--rating", "red"]).says(3, &["is at work on it"]);
    folder.run(&["status", "a.yaml"]).quiet();
    first.kill().expect("it is killed");
    first.wait().expect("it is gone");
    // The lock file of the dead one is no lock, and what a save left half written is cleared away.
    folder.write(".a.yaml.vpr-x1y2z3.tmp", "half");
    folder.run(&["answer", "a.yaml", "L1", "--rating", "red"]).says(0, &["1 answer saved"]);
    assert_eq!(names(), ["a.yaml"]);
}

#[test]
fn what_a_killed_run_left_half_written_is_cleared_away_by_the_next_one_and_nothing_else() {
    let folder = Folder::new();
    let names = |of: &str| {
        let entries = std::fs::read_dir(folder.path()).expect("the folder").flatten();
        entries.filter(|e| e.file_name().to_string_lossy().starts_with(of)).count()
    };
    folder.write(".a.yaml.vpr-x1y2z3.tmp", "half");
    folder.run(&["new", "a.yaml", "--name", "Northfield"]).says(0, &[]);
    assert_eq!(names(".a.yaml"), 0, "after new");
    for (command, paper) in [("report", "paper.md"), ("plan", "plan.md")] {
        folder.write(&format!(".{paper}.vpr-x1y2z3.tmp"), "half");
        folder.run(&[command, "a.yaml", "--output", paper]).says(0, &[]);
        assert_eq!(names(&format!(".{paper}")), 0, "after {command}");
    }
    // One that another run is writing at this moment, and files of other names.
    let busy = folder.write(".paper.md.vpr-a1b2c3.tmp", "half");
    let lock = std::fs::File::open(&busy).expect("the file");
    lock.lock().expect("the lock of a run under way");
    folder.write(".paper.md.old.vpr-x1y2z3.tmp", "another's");
    folder.run(&["report", "a.yaml", "--output", "paper.md"]).says(0, &[]);
    assert_eq!(names(".paper.md"), 2);
}

#[test]
fn a_report_is_written_whole_and_the_same_each_time() {
    let folder = Folder::new();
    folder.example("westmere-mental-health.yaml");
    folder.write("paper.md", "old");
    let args = ["report", "westmere-mental-health.yaml", "--for", "board", "--format", "markdown"];
    folder.run(&[&args[..], &["--output", "paper.md"]].concat()).says(0, &["Written: paper.md"]);
    let paper = folder.read("paper.md");
    assert_eq!(paper, folder.run(&args).quiet(), "a file and standard output get the same bytes");
    assert!(paper.contains("not verified against the official copy") && paper.contains("22 November 2026"), "{paper}");
    folder.run(&[&args[..], &["--output", "no/such/folder.md"]].concat()).says(3, &["no such file or folder"]);
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let mut command = vpr();
    command.args(["report", "--on", "2026-11-22"]).arg(example("northfield-acute.yaml"));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn a_file_from_a_later_version_is_neither_used_nor_changed() {
    let folder = Folder::new();
    let text = "format: 2\nstandard: nhs-england-vpr@2024\n";
    folder.write("later.yaml", text);
    folder.run(&["answer", "later.yaml", "L1", "--rating", "red"]).says(1, &["format-unknown", "newer version"]);
    assert_eq!(folder.read("later.yaml"), text);
}

#[test]
fn status_fits_one_screen() {
    let folder = Folder::new();
    for name in examples() {
        folder.example(&name);
        let screen = folder.run(&["status", &name]).quiet();
        assert!(screen.lines().count() <= 24, "{name}: {} lines\n{screen}", screen.lines().count());
        assert!(screen.lines().all(|l| l.chars().count() <= 80), "{screen}");
    }
}

#[test]
fn explain_score_adds_up_in_public() {
    let folder = Folder::new();
    folder.example("northfield-acute.yaml");
    let text = folder.run(&["explain", "score", "northfield-acute.yaml"]).quiet();
    assert!(text.contains("L1") && text.contains("E7"), "{text}");
}

#[test]
fn a_report_never_replaces_an_assessment() {
    let folder = Folder::new();
    folder.example("northfield-acute.yaml");
    let before = folder.read("northfield-acute.yaml");
    let ran = folder.run(&["report", "northfield-acute.yaml", "--output", "northfield-acute.yaml"]);
    ran.says(2, &["has the name of an assessment"]);
    assert_eq!(folder.read("northfield-acute.yaml"), before);
}

#[test]
fn a_read_only_file_is_refused_before_the_first_question() {
    let folder = Folder::new();
    let path = folder.example("northfield-acute.yaml");
    let mut mode = std::fs::metadata(&path).expect("the file").permissions();
    mode.set_readonly(true);
    std::fs::set_permissions(&path, mode).expect("permissions");
    let ran = folder.run(&["assess", "northfield-acute.yaml"]).says(3, &["the file is read-only"]);
    assert!(!ran.err.contains("Question:"), "{}", ran.err);
}

#[cfg(windows)]
#[test]
fn on_windows_what_keeps_a_file_from_being_written_is_said() {
    use std::os::windows::fs::OpenOptionsExt as _;
    let folder = Folder::new();
    folder.example("northfield-acute.yaml");
    let before = folder.read("northfield-acute.yaml");
    let answer = ["answer", "northfield-acute.yaml", "L1", "--because", "Looked at again."];
    // As most programs open a file: others may read and write it, and may not replace it.
    let open = std::fs::File::options().read(true).share_mode(3).open(folder.file("northfield-acute.yaml")).expect("it opens");
    folder.run(&answer).says(3, &["could not save", "another program may have it open"]);
    assert_eq!(folder.read("northfield-acute.yaml"), before);
    drop(open);
    folder.run(&answer).says(0, &["saved"]);
    let report = |output: &str| folder.run(&["report", "northfield-acute.yaml", "--format", "markdown", "--output", output]);
    report("NUL").says(3, &["could not write NUL: Windows keeps this name for a device"]);
    report("aux.md").says(3, &["Windows keeps this name for a device"]);
    report("a?.md").says(3, &["this system takes no such name"]);
    report("a.md").says(0, &["Written: a.md"]);
    let mut mode = std::fs::metadata(folder.file("a.md")).expect("it is there").permissions();
    mode.set_readonly(true);
    std::fs::set_permissions(folder.file("a.md"), mode).expect("read-only");
    report("a.md").says(3, &["could not write a.md: the file is read-only"]);
}
