//! What packagers and shells ask for.

use super::Folder;

#[test]
fn every_shell_gets_completions() {
    let folder = Folder::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = folder.run(&["completions", shell]).quiet();
        assert!(script.contains("accessible") && script.contains("standard"), "{shell}");
    }
    folder.run(&["completions", "bsh"]).says(2, &["bash"]);
}

#[test]
fn the_manual_page_names_every_command() {
    let page = Folder::new().run(&["man"]).quiet();
    for command in ["demo", "new", "assess", "answer", "status", "report", "explain", "standard", "completions"] {
        assert!(page.contains(command), "{command}");
    }
}

#[test]
fn every_command_has_help_with_an_example() {
    let folder = Folder::new();
    for command in [
        "demo",
        "new",
        "assess",
        "answer",
        "status",
        "report",
        "explain",
        "explain score",
        "standard",
        "standard list",
        "standard check",
        "standard show",
        "standard search",
        "standard diff",
        "completions",
        "man",
    ] {
        let args: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        let help = folder.run(&args).quiet();
        assert!(help.contains("Example"), "{command}");
    }
}

#[test]
fn verbose_says_what_is_read_and_written_and_where() {
    let folder = Folder::new();
    folder.run(&["new", "a.yaml", "--name", "Northfield", "-v"]).says(0, &["packs built in:", "written: a.yaml, on disk"]);
    let ran = folder.run(&["answer", "a.yaml", "L1", "--rating", "red", "-v"]);
    ran.says(0, &["locked: a.yaml", "file read: a.yaml, 0 answers to nhs-england-vpr@2024", "saved: a.yaml, "]);
    let with = folder.run(&["status", "a.yaml", "--verbose"]);
    assert!(with.err.contains("file read: a.yaml, 1 answer to"), "{}", with.err);
    assert_eq!(with.out, folder.run(&["status", "a.yaml"]).quiet(), "results are the same");
}

#[test]
fn mistakes_are_answered_with_the_nearest_right_thing() {
    let folder = Folder::new();
    folder.run(&["new", "northfield.yaml", "--name", "Northfield"]).says(0, &[]);
    for (args, status, near) in [
        (&["stauts", "northfield.yaml"][..], 2, "status"),
        (&["status", "northfield.yaml", "--lense", "hse"], 2, "--lens"),
        (&["status", "northfeild.yaml"], 3, "Did you mean northfield.yaml?"),
        (&["assess", "northfield"], 3, "Did you mean northfield.yaml?"),
        (&["answer", "./northfield.yml", "L1", "--rating", "red"], 3, "Did you mean ./northfield.yaml?"),
        (&["answer", "northfield.yaml", "W33", "--rating", "red"], 1, "W3"),
        (&["answer", "northfield.yaml", "L1", "--rating", "gren"], 1, "green"),
        (&["assess", "northfield.yaml", "--only", "chek"], 2, "check"),
        (&["report", "northfield.yaml", "--for", "bord"], 2, "board"),
        (&["standard", "show", "nhs-england-vpr@2042"], 2, "nhs-england-vpr@2024"),
        (&["completions", "bsh"], 2, "bash"),
    ] {
        folder.run(args).says(status, &[near]);
    }
    let far = folder.run(&["status", "elsewhere.yaml"]).says(3, &["no such file"]);
    assert!(!far.err.contains("Did you mean"), "{}", far.err);
}
