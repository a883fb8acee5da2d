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

/// The examples of a help text and what stands below them.
fn examples(help: &str) -> Vec<&str> {
    help.lines().skip_while(|line| !line.starts_with("Example")).collect()
}

#[test]
fn the_manual_page_has_every_command_with_its_options_and_examples() {
    let folder = Folder::new();
    let page = folder.run(&["man"]).quiet();
    let page = page.replace("\\fB", "").replace("\\fI", "").replace("\\fR", "").replace("\\-", "-").replace("\\\\", "\\");
    let page = page.replace("\\*(Aq", "'").replace("\\&", "");
    for (command, help, about) in commands(&folder) {
        assert!(page.contains(&format!("vpr {command}")) && page.contains(about.as_str()), "{command}: {about}");
        for option in help.split_whitespace().filter(|word| word.starts_with("--")) {
            let option = option.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
            assert!(page.contains(option), "{command} {option}");
        }
        for line in examples(&help) {
            assert!(page.lines().any(|l| l == line), "{command}: {line}");
        }
    }
    // No page of another name is promised, and no option of every command stands with one of them.
    assert!(!page.contains("(1)") && !page.contains("EXTRA"), "{page}");
    assert_eq!(page.matches("--accessible").count(), 2, "in the synopsis and among the options");
}

#[test]
fn no_example_is_broken_on_a_screen_of_80_columns() {
    let folder = Folder::new();
    let help = |command: &str, columns: &str| {
        let args: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        folder.run_with(&args, b"", &[("COLUMNS", columns)]).quiet()
    };
    for (command, ..) in commands(&folder) {
        let (narrow, wide) = (help(&command, "80"), help(&command, "100"));
        assert_eq!(examples(&narrow), examples(&wide), "{command}");
        for line in examples(&narrow) {
            assert!(line.chars().count() <= 80 && line.matches('"').count() % 2 == 0, "{command}: {line}");
        }
    }
}

#[test]
fn options_of_every_command_stand_apart_from_those_of_one() {
    let folder = Folder::new();
    for args in [&["--help"][..], &["plan", "--help"], &["standard", "show", "--help"]] {
        let help = folder.run(args).quiet();
        let (own, all) = help.split_once("Options of every command:").expect("a heading of their own");
        for option in ["--standards", "--on", "--accessible", "--color", "--verbose"] {
            assert!(all.contains(option) && !own.contains(&format!("{option} ")), "{args:?} {option}");
        }
    }
    // As it is spelt here, where nobody looked it up.
    folder.run(&["--colour", "never", "standard", "list"]).says(0, &[]);
    assert!(!folder.run(&["--help"]).quiet().contains("--colour"));
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
    folder.run(&["-v", "check", "a.yaml"]).says(0, &["looked at: a.yaml"]);
    folder.run_with(&["-v", "check", "-"], folder.read("a.yaml").as_bytes(), &[]).says(0, &["looked at: standard input"]);
    folder.run(&["-v", "explain", "met-without-evidence"]).says(0, &["rule built in: met-without-evidence"]);
    let man = folder.run(&["-v", "man"]);
    assert_eq!(man.err, format!("vpr: written: {} bytes to standard output\n", man.out.len()));
    let report = folder.run(&["-v", "report", "a.yaml"]);
    assert!(report.err.contains(&format!("written: {} bytes to standard output", report.out.len())), "{}", report.err);
}

#[test]
fn mistakes_are_answered_with_the_nearest_right_thing() {
    let folder = Folder::new();
    folder.run(&["new", "northfield.yaml", "--name", "Northfield"]).says(0, &[]);
    let beside = format!("Did you mean .{}northfield.yaml?", std::path::MAIN_SEPARATOR);
    for (args, status, near) in [
        (&["stauts", "northfield.yaml"][..], 2, "status"),
        (&["status", "northfield.yaml", "--lense", "hse"], 2, "--lens"),
        (&["status", "northfeild.yaml"], 3, "Did you mean northfield.yaml?"),
        (&["assess", "northfield"], 3, "Did you mean northfield.yaml?"),
        (&["answer", "./northfield.yml", "L1", "--rating", "red"], 3, &beside),
        (&["answer", "northfield.yaml", "W33", "--rating", "red"], 1, "W3"),
        (&["answer", "northfield.yaml", "L1", "--rating", "gren"], 1, "`gren` is not a rating (did you mean `green`?)"),
        (&["answer", "northfield.yaml", "L99", "--rating", "red"], 1, "no requirement `L99`; those with L are L1 to L7"),
        (&["assess", "northfield.yaml", "--only", "chek"], 2, "check"),
        (&["report", "northfield.yaml", "--for", "bord"], 2, "board"),
        (&["standard", "show", "nhs-england-vpr@2042"], 2, "nhs-england-vpr@2024"),
        (&["standard", "show", "L33"], 2, "no row \"L33\"; did you mean `L3`?"),
        (&["standard", "show", "L99"], 2, "no row \"L99\"; those with L are L1 to L7."),
        (&["standard", "show", "L9"], 2, "no row \"L9\"; those with L are L1 to L7."),
        (&["standard", "shw"], 2, "tip: a similar subcommand exists: 'show'"),
        (&["completions", "bsh"], 2, "bash"),
        (&["completions", "pwsh"], 2, "tip: a similar value exists: 'powershell'"),
        (&["help", "asess"], 2, "tip: a similar subcommand exists: 'assess'"),
        (&["explain", "scor", "northfield.yaml"], 2, "Did you mean: vpr explain score northfield.yaml?"),
        (&["explain", "met-without-evidense"], 2, "Did you mean: vpr explain met-without-evidence?"),
        (&["plan", "northfield.yaml", "--format", "ics"], 2, "tip: a similar value exists: 'icalendar'"),
        (&["report", "northfield.yaml", "--format", "word"], 2, "tip: a similar value exists: 'docx'"),
        (&["northfield.yaml"], 2, "to go on with it: vpr assess northfield.yaml"),
        (&["northfield.yaml"], 2, "to see where it stands: vpr status northfield.yaml"),
        (&["resume"], 2, "vpr assess FILE"),
        (&["continue"], 2, "vpr assess FILE"),
        (&["start"], 2, "to make a file: vpr new"),
        (&["init"], 2, "to make a file: vpr new"),
        (&["version"], 2, "vpr --version"),
        (&["validate"], 2, "vpr check FILE"),
        (&["lint"], 2, "vpr check FILE"),
        (&["export", "northfield.yaml"], 2, "vpr report FILE --output board-paper.docx"),
        (&["merge"], 2, "vpr answer OTHER.yaml < answers.csv"),
        (&["stat", "northfield.yaml"], 2, "to see where it stands: vpr status FILE"),
        (&["walk"], 2, "vpr assess FILE"),
        (&["edit", "northfield.yaml"], 2, "vpr assess FILE"),
        (&["quit"], 2, "in a walk, :save stops"),
        (&["assess", "northfield.yaml", "L3"], 2, "to walk L3 alone: vpr assess northfield.yaml --only L3"),
        (&["status", "northfield.yaml", "l3"], 2, "to see or change the answer to L3: vpr assess northfield.yaml --only L3"),
        (&["status", "northfield.yaml", "l3"], 2, "to read what L3 asks for: vpr standard show L3"),
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
