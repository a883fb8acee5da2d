//! The files for build servers in `examples/ci`: sound YAML, and the commands in them do what the files say.

#[cfg(unix)]
use std::process::Command;

use serde_json::Value;

#[cfg(unix)]
use crate::cli::Folder;
use crate::cli::root;

fn example(name: &str) -> Value {
    let text = std::fs::read_to_string(root().join("examples/ci").join(name)).expect("an example");
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Every command in a file, as the build server would run it.
fn commands(name: &str) -> Vec<String> {
    let file = example(name);
    let texts = |values: &Value, key: &str| {
        let values = values.as_array().expect("a list").iter();
        values.filter_map(|v| v.get(key)?.as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let all = match name {
        "gitlab-ci.yml" => {
            let job = &file["check-assessments"];
            let lines = ["before_script", "script"].iter().flat_map(|part| job[part].as_array().expect("commands"));
            lines.filter_map(|line| line.as_str().map(str::to_owned)).collect()
        }
        "pre-commit-config.yaml" => texts(&file["repos"][0]["hooks"], "entry"),
        _ => texts(&file["jobs"]["check"]["steps"], "run"),
    };
    assert!(!all.is_empty(), "{name} runs nothing");
    all
}

/// Runs the checks of a file in a folder; the status is that of the first that fails.
#[cfg(unix)]
fn run(name: &str, folder: &Folder) -> i32 {
    let checks: Vec<String> = commands(name).into_iter().filter(|command| command.starts_with("vpr ")).collect();
    assert!(!checks.is_empty(), "{name} checks nothing");
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_vpr")).parent().expect("its folder");
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("sh");
    command.args(["-ec", &checks.join("\n")]).current_dir(folder.path()).env("PATH", path).env("SOURCE_DATE_EPOCH", "1795305600");
    command.output().expect("a shell").status.code().unwrap_or(-1)
}

#[cfg(unix)]
#[test]
fn each_example_passes_good_files_and_fails_bad_ones() {
    let mut names: Vec<String> = std::fs::read_dir(root().join("examples/ci"))
        .expect("the examples")
        .filter_map(|file| file.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    assert_eq!(names, ["github-actions.yml", "github-code-scanning.yml", "gitlab-ci.yml", "pre-commit-config.yaml"]);
    for name in names {
        let folder = Folder::new();
        folder.example("northfield-acute.yaml");
        folder.write("docker-compose.yaml", "services: {}\n");
        assert_eq!(run(&name, &folder), 0, "{name}");
        folder.write("bad.yaml", "format: 1\nanswers: {}\n");
        assert_eq!(run(&name, &folder), 1, "{name}");
        let empty = Folder::new();
        assert_eq!(run(&name, &empty), 3, "{name} is green where there is nothing");
    }
}

#[test]
fn the_files_that_the_commands_write_are_the_ones_handed_over() {
    let reports = &example("gitlab-ci.yml")["check-assessments"]["artifacts"]["reports"];
    for (report, command) in [("codequality", "--format gitlab > "), ("junit", "--format junit > ")] {
        let written = format!("{command}{}", reports[report].as_str().expect("a file"));
        assert!(commands("gitlab-ci.yml").iter().any(|line| line.contains(&written)), "{written}");
    }
    let steps = &example("github-code-scanning.yml")["jobs"]["check"]["steps"];
    let handed = steps.as_array().and_then(|steps| steps.last()?["with"]["sarif_file"].as_str().map(str::to_owned));
    let written = format!("--format sarif > {}", handed.expect("a file"));
    assert!(commands("github-code-scanning.yml").iter().any(|line| line.contains(&written)), "{written}");
}
