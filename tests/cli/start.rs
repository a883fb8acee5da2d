//! What a reply costs in writes that wait for the disk.

use super::{Folder, not_run};
use std::process::Command;

/// Names and arguments of the calls that wait for the disk, while these replies are saved.
fn syncs(folder: &Folder, replies: &str) -> Option<Vec<String>> {
    if Command::new("strace").args(["-o", "/dev/null", "true"]).status().is_ok_and(|status| status.success()) {
        let input = folder.write("replies.txt", replies);
        let mut command = Command::new("strace");
        command.args(["-f", "-y", "-o", "trace", "-e", "trace=fsync,fdatasync,sync,syncfs,sync_file_range,msync"]);
        command.args([env!("CARGO_BIN_EXE_vpr"), "assess", "a.yaml"]).current_dir(folder.path());
        command.stdin(std::fs::File::open(input).expect("the replies")).env("SOURCE_DATE_EPOCH", "1795305600");
        assert!(command.output().expect("it runs").status.success());
        return Some(folder.read("trace").lines().filter(|l| l.contains("sync")).map(str::to_owned).collect());
    }
    not_run("counting the syncs of a reply needs `strace`, which is not here or may not trace");
    None
}

#[test]
fn each_reply_costs_one_sync_of_the_file_and_one_of_the_folder() {
    let folder = Folder::new();
    folder.run(&["new", "a.yaml", "--name", "Northfield"]).says(0, &[]);
    // Six replies that change the file, and four that do not.
    let replies = ":help\namber\nWhy.\nMore.\n.\nPaper\n\n\n\n:guide\nhere\n";
    let Some(syncs) = syncs(&folder, replies) else { return };
    let text = folder.read("a.yaml");
    let saves = ["rating: amber", "Why.", "More.", "title: Paper"].iter().filter(|words| text.contains(**words)).count() + 1;
    let (files, folders): (Vec<&String>, Vec<&String>) = syncs.iter().partition(|call| call.contains(".tmp>"));
    assert_eq!((files.len(), folders.len()), (saves, saves), "{syncs:#?}\n{text}");
}
