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

/// The commands that a help text lists, each with the first words said of it.
fn listed(help: &str) -> Vec<(String, String)> {
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let entries = lines.filter_map(|line| line.strip_prefix("  ")?.split_once("  "));
    let named = entries.filter(|(name, _)| !name.is_empty() && *name != "help");
    named.map(|(name, about)| (name.to_owned(), about.trim().to_owned())).collect()
}

/// Every command, also those of commands, as the words that call it, with its help and what the list says of it.
fn commands(folder: &Folder) -> Vec<(String, String, String)> {
    let help = |command: &str| folder.run(&command.split_whitespace().chain(["--help"]).collect::<Vec<_>>()).quiet();
    let mut all = Vec::new();
    let mut open = vec![String::new()];
    while let Some(command) = open.pop() {
        for (name, about) in listed(&help(&command)) {
            let command = format!("{command} {name}").trim().to_owned();
            all.push((command.clone(), help(&command), about));
            open.push(command);
        }
    }
    all
}

#[test]
fn the_manual_page_names_every_command_and_what_it_does() {
    let folder = Folder::new();
    let page = folder.run(&["man"]).quiet().replace('\\', "");
    for (command, _, about) in commands(&folder).iter().filter(|(command, _, _)| !command.contains(' ')) {
        assert!(page.contains(&format!("vpr-{command}(1)")) && page.contains(about.as_str()), "{command}: {about}");
    }
}

#[test]
fn every_command_has_help_with_an_example_and_says_of_itself_what_the_list_says() {
    let all = commands(&Folder::new());
    assert!(all.len() >= 25, "{}", all.len());
    for (command, help, about) in all {
        assert!(help.starts_with(&about), "{command}: {about}\n{help}");
        assert!(help.contains("Example"), "{command}: {help}");
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
        (&["answer", "northfield.yaml", "L1", "--rating", "gren"], 1, "`gren` is not a rating (did you mean `green`?)"),
        (&["answer", "northfield.yaml", "L99", "--rating", "red"], 1, "no requirement `L99`; those with L are L1 to L7"),
        (&["assess", "northfield.yaml", "--only", "chek"], 2, "check"),
        (&["report", "northfield.yaml", "--for", "bord"], 2, "board"),
        (&["standard", "show", "nhs-england-vpr@2042"], 2, "nhs-england-vpr@2024"),
        (&["completions", "bsh"], 2, "bash"),
    ] {
        folder.run(args).says(status, &[near]);
    }
    // Two words of four or five letters with one ending are not near for that.
    folder.write("whole.yaml", "");
    folder.write("b.yaml", "");
    for name in ["elsewhere.yaml", "nope.yaml", "a.yaml"] {
        let far = folder.run(&["status", name]).says(3, &["no such file"]);
        assert!(!far.err.contains("Did you mean"), "{}", far.err);
    }
    assert!(!folder.run(&["merge"]).err.contains("measures"));
    // What is at work without a mistake is as it was.
    folder.run(&["help", "assess"]).says(0, &["Walk through the questions"]);
    folder.run(&["--version"]).says(0, &["vpr "]);
    folder.run(&[]).says(2, &["Usage:"]);
}
        (&["standard", "show", "L33"], 2, "no row \"L33\"; did you mean `L3`?"),
        (&["standard", "show", "L99"], 2, "no row \"L99\"; those with L are L1 to L7."),
        (&["standard", "show", "L9"], 2, "no row \"L9\"; those with L are L1 to L7."),
        (&["standard", "shw"], 2, "tip: a similar subcommand exists: 'show'"),
        (&["completions", "pwsh"], 2, "tip: a similar value exists: 'powershell'"),
        (&["help", "asess"], 2, "tip: a similar subcommand exists: 'assess'"),
        (&["explain", "scor", "northfield.yaml"], 2, "Did you mean: vpr explain score northfield.yaml?"),
        (&["explain", "met-without-evidense"], 2, "Did you mean: vpr explain met-without-evidence?"),
        (&["plan", "northfield.yaml", "--format", "ics"], 2, "tip: a similar value exists: 'icalendar'"),
        (&["report", "northfield.yaml", "--format", "word"], 2, "tip: a similar value exists: 'docx'"),
        (&["northfield.yaml"], 2, "to go on with it: vpr assess northfield.yaml"),
        (&["northfield.yaml"], 2, "to see where it stands: vpr status northfield.yaml"),
        (&["resume"], 2, "vpr assess FILE"),
    folder.run(&["-v", "check", "a.yaml"]).says(0, &["looked at: a.yaml"]);
    folder.run_with(&["-v", "check", "-"], folder.read("a.yaml").as_bytes(), &[]).says(0, &["looked at: standard input"]);
    folder.run(&["-v", "explain", "met-without-evidence"]).says(0, &["rule built in: met-without-evidence"]);
    let man = folder.run(&["-v", "man"]);
    assert_eq!(man.err, format!("vpr: written: {} bytes to standard output\n", man.out.len()));
    let report = folder.run(&["-v", "report", "a.yaml"]);
    assert!(report.err.contains(&format!("written: {} bytes to standard output", report.out.len())), "{}", report.err);
        (&["continue"], 2, "vpr assess FILE"),
        (&["start"], 2, "to make a file: vpr new"),
        (&["init"], 2, "to make a file: vpr new"),
        (&["version"], 2, "vpr --version"),
        (&["validate"], 2, "vpr check FILE"),
        (&["lint"], 2, "vpr check FILE"),
        (&["export", "northfield.yaml"], 2, "vpr report FILE --output board-paper.docx"),
        (&["merge"], 2, "vpr answer OTHER.yaml < answers.csv"),
