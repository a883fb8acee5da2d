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
