//! Which files are checked, and that none is passed over in silence.

use std::process::Stdio;
#[cfg(unix)]
use std::time::{Duration, Instant};

use super::json;
use crate::cli::{Folder, Ran, vpr};

const GOOD: &str = "format: 1\nanswers: {}\n";

/// What was found and what came of it, as `path outcome`.
fn found(ran: &Ran) -> Vec<String> {
    let said = json(&ran.out);
    let files = said["files"].as_array().expect("files");
    files
        .iter()
        .map(|f| format!("{} {}", f["path"].as_str().unwrap_or_default(), f["outcome"].as_str().unwrap_or_default()))
        .collect()
}

fn check(folder: &Folder, args: &[&str], input: &[u8]) -> (i32, Vec<String>) {
    let ran = folder.run_with(&[&["check", "--format", "json"], args].concat(), input, &[]);
    assert!(!ran.err.contains("panicked"), "{ran:#?}");
    (ran.status, if ran.out.is_empty() { vec![ran.err] } else { found(&ran) })
}

fn tree() -> Folder {
    let folder = Folder::new();
    for sub in ["a", "a/b", "c"] {
        std::fs::create_dir(folder.file(sub)).expect("a folder");
    }
    for name in ["a/1.yaml", "a/b/2.yml", "a/.hidden.yaml", "a/B.YAML", "a/notes.txt", "c/3.yaml"] {
        folder.write(name, GOOD);
    }
    folder.write("c/other.yaml", "on: push\n");
    folder
}

#[test]
fn folders_patterns_and_names_find_each_file_once() {
    let folder = tree();
    let all = ["a/1.yaml checked", "a/B.YAML checked", "a/b/2.yml checked", "c/3.yaml checked", "c/other.yaml skipped"];
    assert_eq!(check(&folder, &["."], b""), (1, all.map(str::to_owned).to_vec()));
    let here = folder.path().canonicalize().expect("the folder");
    let absolute = here.join("a/1.yaml");
    let twice = [".", "./a", "a//1.yaml", "a/./1.yaml", "a/*.yaml", absolute.to_str().expect("a path")];
    assert_eq!(check(&folder, &twice, b"").1, all);
    let above = format!("../{}/a", here.file_name().expect("a name").to_string_lossy());
    assert_eq!(check(&folder, &[".", "c/../a", &above, "a/b/../1.yaml"], b"").1.len(), all.len());
    assert_eq!(check(&folder, &["a/*.yaml"], b"").1, ["a/1.yaml checked"]);
    assert_eq!(
        check(&folder, &["**/*.y*ml"], b"").1,
        ["a/1.yaml checked", "a/b/2.yml checked", "c/3.yaml checked", "c/other.yaml skipped"]
    );
    assert_eq!(check(&folder, &["[ac]/?.yaml"], b"").1, ["a/1.yaml checked", "c/3.yaml checked"]);
    // Who names a file means it.
    assert_eq!(
        check(&folder, &["c/other.yaml", "a/.hidden.yaml", "a/notes.txt"], b"").1,
        ["a/.hidden.yaml checked", "a/notes.txt checked", "c/other.yaml checked"]
    );
}

#[cfg(unix)]
#[test]
fn a_pattern_looks_only_where_it_can_match() {
    use std::os::unix::fs::symlink;
    let folder = tree();
    symlink("nowhere", folder.file("c/dangling.yaml")).expect("a link");
    symlink("nowhere", folder.file("a/b/dangling.yaml")).expect("a link");
    symlink("round", folder.file("a/round")).expect("a link");
    symlink("..", folder.file("c/up")).expect("a link");
    for (pattern, files) in [
        ("a/*.yaml", vec!["a/1.yaml checked"]),
        ("*/1.yaml", vec!["a/1.yaml checked"]),
        ("a/**/*.yml", vec!["a/b/2.yml checked"]),
        ("[ab]/?/*.yml", vec!["a/b/2.yml checked"]),
        ("c/3*.yaml", vec!["c/3.yaml checked"]),
        // A link that leads nowhere is in the way of nothing behind it.
        ("a/**/1.yaml", vec!["a/1.yaml checked"]),
        ("a/*/2.yml", vec!["a/b/2.yml checked"]),
    ] {
        let files: Vec<String> = files.into_iter().map(str::to_owned).collect();
        assert_eq!(check(&folder, &[pattern], b""), (1, files), "{pattern}");
    }
    // Where it could match, what is broken stays trouble.
    for pattern in ["c/*.yaml", "**/*.yaml"] {
        let (status, files) = check(&folder, &[pattern], b"");
        assert!(status == 3 && files.contains(&"c/dangling.yaml unread".to_owned()), "{pattern}: {files:?}");
    }
    // That a link elsewhere is broken does not stand for a match.
    let (status, files) = check(&folder, &["c/x*.yaml", "**/x*.yml"], b"");
    assert!(status == 3 && ["c/x*.yaml missing", "**/x*.yml missing"].iter().all(|p| files.iter().any(|f| f == p)), "{files:?}");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_told_as_that() {
    use std::os::unix::fs::symlink;
    let folder = tree();
    symlink("gone", folder.file("a/dangling.yaml")).expect("a link");
    symlink("round.yaml", folder.file("a/round.yaml")).expect("a link");
    symlink("gone", folder.file("away")).expect("a link");
    for args in [&["."][..], &["a/dangling.yaml", "a/round.yaml"], &["a/*.yaml"]] {
        let (status, files) = check(&folder, args, b"");
        assert_eq!(status, 3, "{args:?}");
        for file in ["a/dangling.yaml unread", "a/round.yaml unread"] {
            assert!(files.iter().any(|f| f == file), "{args:?}: {files:?}");
        }
        let ran = folder.run(&[&["check"], args].concat()).says(3, &[]);
        let told = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
        for name in ["a/dangling.yaml", "a/round.yaml"] {
            let words = format!("{name}: could not be read: it is a link that leads nowhere; mend the link, or remove it");
            assert!(told.contains(&words), "{words:?} in {told}");
        }
        assert!(!told.contains("no such file"), "{told}");
    }
    folder.run(&["check", "away/1.yaml"]).says(3, &["could not be read: away is a link that leads nowhere"]);
    folder.run(&["status", "a/dangling.yaml"]).says(3, &["could not read a/dangling.yaml: it is a link that leads nowhere"]);
    folder.run(&["answer", "a/round.yaml", "L1", "--rating", "red"]).says(3, &["it is a link that leads nowhere"]);
}

#[test]
fn what_the_system_says_is_told_in_plain_words_with_what_to_do() {
    let folder = tree();
    let long = format!("{}.yaml", "a".repeat(300));
    let in_a_file = "a/1.yaml is a file and no folder; check the name";
    let too_long = ["check", long.as_str()];
    let mut said: Vec<(&[&str], &str)> = vec![
        (&["check", "a/1.yaml/foo"], in_a_file),
        (&["check", "a/1.yaml/foo/*.yaml"], in_a_file),
        (&["status", "a/1.yaml/foo"], in_a_file),
        (&["new", "a/1.yaml/n.yaml", "--name", "Northfield"], in_a_file),
        (&["check", "--files-from", "a"], "could not read a: it is a folder; name a file in it"),
    ];
    if cfg!(unix) {
        said.push((&too_long, "the name is longer than this system takes"));
    }
    for (args, words) in said {
        let ran = folder.run(args).says(3, &[words]);
        assert!(!ran.out.contains("os error") && !ran.err.contains("os error"), "{ran:#?}");
    }
    assert_eq!(check(&folder, &["a/1.yaml/foo"], b""), (3, vec!["a/1.yaml/foo missing".to_owned()]));
}

#[test]
fn what_looks_like_a_submission_under_another_name_is_not_passed_over_in_silence() {
    let folder = Folder::new();
    let names = ["trust.yaml.txt", "trust.YML.docx", "trust.json", "trust.yaml.executive-lead.sig", "notes.txt", ".a.json"];
    for name in names {
        folder.write(name, GOOD);
    }
    folder.write("trust.json", "{\n  \"format\": 1,\n  \"standard\": \"nhs-england-vpr@2024\" }\n");
    // Most files in JSON are no submissions.
    folder.write(
        "package.json",
        "{ \"name\": \"a\", \"devDependencies\": { \"standard\": \"^17.0.0\" }, \"scripts\": { \"format\": \"x\" } }\n",
    );
    // One that can't be read may be one.
    folder.write("broken.json", "{ \"format\": 1, \"standard\": \"nhs-england-vpr@2024\", }\n");
    folder.write("marked.json", "\u{feff}{ \"answers\": {} }\n");
    let named = check(&folder, &["."], b"").1;
    assert!(["broken.json skipped", "marked.json skipped"].iter().all(|name| named.iter().any(|n| n == name)), "{named:?}");
    std::fs::remove_file(folder.file("broken.json"))
        .and_then(|()| std::fs::remove_file(folder.file("marked.json")))
        .expect("gone");
    // Nor is what vpr itself writes.
    folder.run(&["schema", "assessment"]).quiet();
    folder.write("schema.json", folder.run(&["schema", "assessment"]).out);
    folder.example("northfield-acute.yaml");
    folder.write("report.json", folder.run(&["report", "northfield-acute.yaml", "--format", "json"]).out);
    std::fs::remove_file(folder.file("northfield-acute.yaml")).expect("no longer needed");
    folder.write("good.yaml", GOOD);
    let skipped = ["trust.YML.docx skipped", "trust.json skipped", "trust.yaml.txt skipped"];
    assert_eq!(
        check(&folder, &["."], b""),
        (1, [&["good.yaml checked"][..], &skipped].concat().iter().map(|f| (*f).to_owned()).collect())
    );
    assert_eq!(check(&folder, &["trust.json", "."], b"").1[2], "trust.json checked");
    assert_eq!(check(&folder, &["t*.json"], b"").1, ["trust.json checked"]);
    folder.write("vpr.toml", "format = 1\nallow_skipped = false\n");
    folder.run(&["check", ".", "--expect", "vpr.toml"]).says(1, &["expected-file", "trust.yaml.txt", "another ending"]);
}

#[test]
fn an_ending_mistyped_is_named() {
    let folder = Folder::new();
    for name in ["good.yaml", "trust.yam", "trust.YMAL", "trust.xml", "yam", "of-yam"] {
        folder.write(name, GOOD);
    }
    assert_eq!(check(&folder, &["."], b"").1, ["good.yaml checked", "trust.YMAL skipped", "trust.yam skipped"]);
    folder.run(&["check", "."]).says(1, &["ends almost in .yaml", "3 files of other kinds were not looked at"]);
}

#[test]
fn a_number_in_the_name_of_a_file_in_a_folder_is_not_printed() {
    let folder = Folder::new();
    std::fs::create_dir(folder.file("of")).expect("a folder");
    folder.write("of/07700 900123.yaml", GOOD);
    folder.write("of/07700 900124.yaml.txt", GOOD);
    folder.write("of/9434765919.toml", "format = 2\n");
    for format in ["text", "json", "sarif", "junit", "github", "gitlab"] {
        for args in
            [&["check", "of", "--format", format][..], &["check", "of", "--expect", "of/9434765919.toml", "--format", format]]
        {
            let ran = folder.run(args);
            let print = format!("{}{}", ran.out, ran.err);
            assert!(!print.contains("07700") && !print.contains("9434765919"), "{print}");
        }
        assert!(folder.run(&["check", "of", "--format", format]).out.contains("telephone-number"), "{format}");
    }
}

#[cfg(unix)]
#[test]
fn an_ending_too_many_is_seen_in_a_name_that_is_not_utf8() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new();
    folder.write("good.yaml", GOOD);
    let name = std::ffi::OsStr::from_bytes(b"trust-\xff.yaml.docx");
    std::fs::write(folder.file(".").join(name), GOOD).expect("a file");
    assert_eq!(check(&folder, &["."], b"").1, ["good.yaml checked", "trust-\u{fffd}.yaml.docx skipped"]);
}

#[test]
fn files_of_other_kinds_are_counted_once_however_they_are_found() {
    let folder = tree();
    folder.write("a/Submission.docx", "PK");
    folder.write("a/b/Submission.pdf", "%PDF");
    folder.write("c/.hidden", "");
    let counted = |args: &[&str]| {
        let ran = folder.run(&[&["check", "--format", "json"], args].concat());
        json(&ran.out)["summary"]["of_other_kinds"].as_u64().expect("a count")
    };
    assert_eq!(counted(&["."]), 3);
    assert_eq!(counted(&["a"]), 3);
    assert_eq!(counted(&["a", "a/b", "./a", "c/3.yaml"]), 3);
    assert_eq!(counted(&["a/*", "a/*.yaml"]), 1, "what a pattern does not match is not meant");
    assert_eq!(counted(&["a", "a/notes.txt"]), 2, "what is looked at is counted there");
    std::fs::create_dir(folder.file("of-words")).expect("a folder");
    folder.write("of-words/Submission.docx", "PK");
    folder.run(&["check", "of-words"]).says(3, &["no .yaml or .yml file is in this folder, only 1 file of another kind"]);
}

#[cfg(unix)]
#[test]
fn a_uri_has_no_steps_up_but_where_a_link_goes_another_way() {
    let folder = tree();
    folder.write("c/3.yaml", "format: 1\nanswers: {}\n");
    std::fs::create_dir_all(folder.file("far").join("away")).expect("folders");
    folder.write("far/4.yaml", "format: 1\nanswers: {}\n");
    std::os::unix::fs::symlink(folder.file("far/away"), folder.file("link")).expect("a link");
    let uri = |path: &str| {
        let said = json(&folder.run(&["check", path, "--format", "json"]).out);
        said["files"][0]["uri"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(uri("a/../c/./3.yaml"), "c/3.yaml");
    assert!(uri("link/../4.yaml").ends_with("far/4.yaml"), "{}", uri("link/../4.yaml"));
}

#[test]
fn a_name_with_stars_that_exists_is_that_file() {
    let folder = tree();
    folder.write("a/[1].yaml", GOOD);
    assert_eq!(check(&folder, &["a/[1].yaml"], b"").1, ["a/[1].yaml checked"]);
}

#[test]
fn a_name_in_a_list_is_never_a_pattern() {
    let folder = tree();
    for name in ["a/[1].yaml", "a/?.yaml", "a/*.yaml"] {
        let missing = vec![format!("{name} missing")];
        assert_eq!(check(&folder, &["--files-from", "-"], format!("{name}\n").as_bytes()), (3, missing), "{name}");
    }
}

/// As a shell hands it over that found it for a pattern.
#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_a_name_and_no_pattern() {
    let folder = tree();
    std::os::unix::fs::symlink("nowhere", folder.file("a/[1].yaml")).expect("a link");
    assert_eq!(check(&folder, &["a/[1].yaml"], b""), (3, vec!["a/[1].yaml unread".to_owned()]));
    assert_eq!(check(&folder, &["--files-from", "-"], b"a/[1].yaml\n"), (3, vec!["a/[1].yaml unread".to_owned()]));
}

#[test]
fn what_finds_nothing_fails_the_run_even_beside_what_does() {
    let folder = tree();
    std::fs::create_dir(folder.file("empty")).expect("a folder");
    for name in ["empty", "no/*.yaml", "a/*.json", "a/[", "gone.yaml"] {
        for args in [&[name][..], &[name, "c/3.yaml"]] {
            let (status, files) = check(&folder, args, b"");
            assert_eq!(status, 3, "{args:?}");
            assert!(files.iter().any(|file| file.ends_with("missing")), "{files:?}");
        }
    }
    folder.run(&["check"]).says(2, &["name what to check"]);
    folder.run_with(&["check", "--files-from", "-"], b"\n\n", &[]).says(3, &["no file is listed here"]);
    folder.run_with(&["check", "c/3.yaml", "--files-from", "-"], b"", &[]).says(3, &["no file is listed here", "1 file"]);
    // Whoever looks for a report there must not find an empty file, be it that nothing was listed or that no list is there.
    for format in ["json", "sarif", "junit", "gitlab"] {
        for list in ["-", "gone.txt"] {
            let ran = folder.run_with(&["check", "--files-from", list, "--format", format], b"", &[]);
            assert!(ran.status == 3 && ran.out.len() > 50, "{format} {list}: {ran:#?}");
        }
    }
}

#[test]
fn standard_input_is_a_file_or_a_list() {
    let folder = tree();
    assert_eq!(check(&folder, &["-"], GOOD.as_bytes()).1, ["standard input checked"]);
    assert_eq!(check(&folder, &["-", "c/3.yaml"], GOOD.as_bytes()).1, ["standard input checked", "c/3.yaml checked"]);
    assert_eq!(check(&folder, &["--files-from", "-"], b"c/3.yaml\r\na/1.yaml\n").1, ["a/1.yaml checked", "c/3.yaml checked"]);
    folder.write("list.txt", "\u{feff}c/3.yaml\n");
    assert_eq!(check(&folder, &["--files-from", "list.txt", "a/1.yaml"], b"").1, ["a/1.yaml checked", "c/3.yaml checked"]);
    folder.run_with(&["check", "-", "--files-from", "-"], b"", &[]).says(2, &["not both"]);
    folder.run_with(&["check", "--files-from", "-"], b"c/3.yaml \r\n", &[]).says(3, &["A space stands at one end of its name"]);
    folder.run(&["check", "--files-from", "gone.txt"]).says(3, &["gone.txt", "no such file"]);
    // Of a text in wide characters, each point would be the folder, and all that is in it be put right.
    folder.write("c/3.yaml", "format: 1  \n");
    let wide = [&b"\xff\xfe"[..], &"4.yaml".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat();
    folder.run_with(&["check", "--fix", "--files-from", "-"], &wide, &[]).says(3, &["this list of files is UTF-16"]);
    assert!(std::fs::read_to_string(folder.file("c/3.yaml")).expect("a file").contains("1  "));
}

#[test]
fn ignore_files_hide_nothing_unless_asked() {
    let folder = tree();
    folder.write(".gitignore", "c\n");
    folder.write("a/.ignore", "1.yaml\n");
    assert_eq!(check(&folder, &["."], b"").1.len(), 5);
    assert_eq!(check(&folder, &[".", "--respect-gitignore"], b"").1, ["a/B.YAML checked", "a/b/2.yml checked"]);
    assert_eq!(check(&folder, &["c/3.yaml", "--respect-gitignore"], b"").1, ["c/3.yaml checked"]);
    assert_eq!(check(&folder, &["a/*.yaml", "--respect-gitignore"], b""), (3, vec!["a/*.yaml missing".to_owned()]));
    assert_eq!(check(&folder, &["**/*.yml", "--respect-gitignore"], b"").1, ["a/b/2.yml checked"]);
    folder.run(&["check", ".", "--respect-gitignore"]).says(1, &["2 files found", "3 files left out, as ignore files name them"]);
    folder.write("c/.gitignore", "*\n");
    folder
        .run(&["check", "c", "--respect-gitignore"])
        .says(3, &["no .yaml or .yml file is in this folder but what ignore files may name"]);
}

#[test]
fn a_broken_assessment_in_a_folder_is_never_taken_for_something_else() {
    for (name, text) in [
        ("a lost brace", "{\"format\": 1, \"standard\": \"nhs-england-vpr@2024\", \"answers\": {\n"),
        ("one space before a block", " format: 1\nstandard: nhs-england-vpr@2024\nanswers: {}\n"),
        ("all of it indented", "  format: 1\n  answers: [\n"),
        ("capitals", "Format: 1\nStandard: nhs-england-vpr@2024\nAnswers: {}\n"),
        ("capitals in a broken file", "FORMAT: 1\nAnswers: [\n"),
        ("quotes", "'format': 1\n\"answers: {}\n"),
        ("under a name", "assessment:\n  format: 1\n  standard: nhs-england-vpr@2024\n"),
        ("under a name in a broken file", "assessment:\n  format: 1\n   answers: [\n"),
        ("in a list", "- format: 1\n  answers: {}\n"),
        ("a byte-order mark and a lost quote", "\u{feff}format: 1\nstandard: \"x\n"),
    ] {
        let folder = Folder::new();
        folder.write("a.yaml", text);
        assert_eq!(check(&folder, &["."], b""), (1, vec!["a.yaml checked".to_owned()]), "{name}");
    }
    for (text, why) in [
        ("title: the format\n", "at its top"),
        ("schema: { type: string, format: date }\n", "at its top"),
        ("title: [\n", "can't be read as YAML"),
    ] {
        let folder = Folder::new();
        folder.write("a.yaml", text);
        folder.run(&["check", "."]).says(3, &["not an assessment", why]);
    }
}

#[cfg(unix)]
#[test]
fn links_pipes_and_strange_names_are_named() {
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;
    let folder = tree();
    symlink("..", folder.file("a/up")).expect("a link");
    symlink("../c/3.yaml", folder.file("a/link.yaml")).expect("a link");
    symlink("nowhere", folder.file("c/dangling.yaml")).expect("a link");
    assert!(std::process::Command::new("mkfifo").arg(folder.file("c/pipe.yaml")).status().expect("mkfifo").success());
    std::fs::write(folder.path().join(std::ffi::OsStr::from_bytes(b"c/caf\xe9.yaml")), GOOD).expect("a file");
    folder.write("c/new\nline.yaml", GOOD);
    let (status, files) = check(&folder, &["."], b"");
    assert_eq!(status, 3);
    for file in [
        "a/up unread",
        "a/link.yaml checked",
        "c/dangling.yaml unread",
        "c/pipe.yaml unread",
        "c/caf\u{fffd}.yaml checked",
        "c/new line.yaml checked",
    ] {
        assert!(files.iter().any(|f| f == file), "{file} in {files:?}");
    }
    let listed = check(&folder, &["--files-from", "-"], b"c/new\nline.yaml\0c/caf\xe9.yaml\0").1;
    assert_eq!(listed, ["c/caf\u{fffd}.yaml checked", "c/new line.yaml checked"]);
}

#[cfg(unix)]
#[test]
fn links_lead_to_each_folder_once_and_never_up() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    // Two links a folder to the next: a million names for what stands in the last.
    for i in 1..=21 {
        std::fs::create_dir_all(folder.file(&format!("all/l{i}"))).expect("a folder");
        symlink(format!("../l{}", i + 1), folder.file(&format!("all/l{i}/a"))).expect("a link");
        symlink(format!("../l{}", i + 1), folder.file(&format!("all/l{i}/b"))).expect("a link");
    }
    std::fs::create_dir(folder.file("all/l22")).expect("a folder");
    folder.write("all/l22/x.yaml", GOOD);
    let files = vec![format!("all/l1/{}x.yaml checked", "a/".repeat(21)), "all/l22/x.yaml checked".to_owned()];
    assert_eq!(check(&folder, &["all"], b""), (1, files));
    // A link to the root leads to all there is.
    std::fs::create_dir(folder.file("t")).expect("a folder");
    folder.write("t/x.yaml", GOOD);
    symlink("/", folder.file("t/root")).expect("a link");
    assert_eq!(check(&folder, &["t"], b""), (3, vec!["t/root unread".to_owned(), "t/x.yaml checked".to_owned()]));
}

/// A stranger's link would have lines of any file of the machine printed, and with `--fix` written.
#[cfg(unix)]
#[test]
fn no_link_leads_out_of_where_the_search_began_unless_a_person_names_it() {
    use std::os::unix::fs::symlink;
    let folder = tree();
    let secret = format!("{GOOD}db_password: hunter2-Zebedee\n");
    folder.write("c/creds.yaml", &secret);
    std::fs::create_dir(folder.file(".git")).expect("a folder");
    folder.write(".git/config.yaml", &secret);
    symlink("../c", folder.file("a/dir")).expect("a link");
    symlink("../c/creds.yaml", folder.file("a/s.yaml")).expect("a link");
    symlink("..", folder.file("a/b/up")).expect("a link");
    symlink("../.git/config.yaml", folder.file("a/git.yaml")).expect("a link");
    symlink("1.yaml", folder.file("a/within.yaml")).expect("a link");
    symlink("../c/3.yaml", folder.file("a/of-another-kind.json")).expect("a link");
    let away = Folder::new();
    away.write("creds.yaml", &secret);
    symlink(away.path().canonicalize().expect("a folder"), folder.file("c/away")).expect("a link");
    symlink(away.file("creds.yaml"), folder.file("c/away.yaml")).expect("a link");
    let (file, link) = (["a/1.yaml", "a/b/2.yml", "a/within.yaml"], ["a/s.yaml", "a/git.yaml", "a/dir", "a/b/up"]);
    for (args, files, links) in [
        ("a", &file[..], &link[..]),
        ("a/**/*.y*ml", &file[..], &link[..]),
        ("a/*.y*ml", &["a/1.yaml", "a/within.yaml"], &link[..2]),
        ("a/[1s]*", &["a/1.yaml"], &link[..1]),
        ("a/[1b]*", &["a/1.yaml", "a/b/2.yml"], &link[3..]),
    ] {
        let (status, mut found) = check(&folder, &[args], b"");
        found.retain(|file| !file.ends_with("skipped") && !file.starts_with("a/B.Y"));
        let files = files.iter().map(|file| format!("{file} checked"));
        let mut expected: Vec<String> = files.chain(links.iter().map(|link| format!("{link} unread"))).collect();
        expected.sort();
        assert_eq!((status, found), (3, expected), "{args}");
    }
    let ran = folder.run(&["check", "a", "--fix"]).says(3, &["could not be read: it is a link that leads out of the folder"]);
    assert!(!ran.out.contains("Zebedee") && !ran.err.contains("Zebedee"), "{ran:#?}");
    // Below the folder that holds both, links between them are followed; those that lead further away are not.
    let (status, files) = check(&folder, &["."], b"");
    let unread: Vec<&str> = files.iter().filter_map(|file| file.strip_suffix(" unread")).collect();
    assert_eq!((status, unread), (3, vec!["a/b/up", "a/dir/away", "a/dir/away.yaml", "a/git.yaml", "c/away", "c/away.yaml"]));
    assert!(files.contains(&"a/s.yaml checked".to_owned()), "{files:?}");
    // A program made the list.
    for name in ["c/away", "c/away.yaml", "c/away/creds.yaml", "a/git.yaml"] {
        let ran = folder.run_with(&["check", "--files-from", "-"], format!("{name}\n").as_bytes(), &[]);
        let ran = ran.says(3, &[&format!("{name}: could not be read")]);
        assert!(!ran.out.contains("Zebedee"), "{ran:#?}");
    }
    let listed = format!("{}\na/s.yaml\n", away.file("creds.yaml").display());
    assert_eq!(check(&folder, &["--files-from", "-"], listed.as_bytes()).0, 1, "what is named itself, or lies below");
    assert_eq!(check(&folder, &["--files-from", "-"], b".git/config.yaml\n").0, 1, "no link leads there");
    // A person did: before or behind what does not lead there.
    for (args, name) in [
        (&["c/away.yaml"][..], "c/away.yaml"),
        (&["c/away"], "c/away/creds.yaml"),
        (&["c/away/*.yaml"], "c/away/creds.yaml"),
        (&["c", "c/away", "c/away.yaml"], "c/away/creds.yaml"),
        (&["c/away", "c/away.yaml", "c"], "c/away.yaml"),
    ] {
        let (status, files) = check(&folder, args, b"");
        assert!(status == 1 && files.contains(&format!("{name} checked")), "{args:?}: {files:?}");
    }
}

#[test]
fn a_folder_that_a_pattern_matches_is_checked_as_a_named_one() {
    let folder = tree();
    folder.write("top.yaml", GOOD);
    // A shell that replaces the star gives the same.
    assert_eq!(check(&folder, &["a/*"], b"").1, check(&folder, &["a/1.yaml", "a/B.YAML", "a/b", "a/notes.txt"], b"").1);
    assert_eq!(check(&folder, &["*/"], b"").1, check(&folder, &["a", "c"], b"").1);
    assert_eq!(check(&folder, &["a/?"], b"").1, ["a/b/2.yml checked"]);
}

#[test]
fn what_was_sent_empty_or_in_another_encoding_is_not_passed_over() {
    let folder = tree();
    let wide = |order: fn(u16) -> [u8; 2]| -> Vec<u8> { GOOD.encode_utf16().flat_map(order).collect() };
    folder.write("a/1.yaml", wide(u16::to_le_bytes));
    folder.write("a/b/2.yml", wide(u16::to_be_bytes));
    folder.write("c/3.yaml", "");
    folder.write("c/4.yaml", "\u{feff}\n");
    folder.write("c/5.yaml", "# Nothing yet.\n");
    folder.write("c/6.yaml", "> format: 1\n> standard: nhs-england-vpr@2024\n> answers: [\n");
    folder.write("c/7.yaml", "“format”: 1\n");
    folder.write("c/8.yaml (1)", GOOD);
    let ran = folder.run(&["check", "."]).says(1, &["this file is UTF-16, not UTF-8", "there is nothing in this file"]);
    assert_eq!(ran.out.matches("this file is UTF-16").count(), 2, "{}", ran.out);
    let out = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    for skipped in ["c/5.yaml: skipped: not an assessment: it holds nothing but comments", "c/8.yaml (1): skipped: its name has"]
    {
        assert!(out.contains(skipped), "{skipped:?} in {out}");
    }
    for name in ["c/3.yaml", "c/4.yaml", "c/6.yaml", "c/7.yaml"] {
        assert!(!out.contains(&format!("{name}: skipped")), "{name} in {out}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_changes_under_the_check_never_stops_it() {
    let folder = tree();
    let (path, pipe, other) = (folder.file("c/3.yaml"), folder.file("c/pipe"), folder.file("c/file"));
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                drop(std::process::Command::new("mkfifo").arg(&pipe).status());
                drop(std::fs::rename(&pipe, &path));
                drop(std::fs::write(&other, GOOD));
                drop(std::fs::rename(&other, &path));
                drop(std::fs::remove_file(&path));
            }
        });
        let start = Instant::now();
        for _ in 0..40 {
            let (status, files) = check(&folder, &["c", "c/3.yaml"], b"");
            assert!([1, 3].contains(&status) && files.len() == 2, "{status} {files:?}");
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(start.elapsed() < Duration::from_mins(1), "{:?}", start.elapsed());
    });
}

#[cfg(unix)]
#[test]
fn a_file_that_grows_and_shrinks_under_the_check_is_read_once_and_within_bounds() {
    use std::io::{Seek as _, Write as _};
    let folder = Folder::new();
    let mut file = std::fs::File::create(folder.write("a.yaml", GOOD)).expect("a file");
    let stop = std::sync::atomic::AtomicBool::new(false);
    let more = "# more\n".repeat(100_000);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                file.set_len(0).and_then(|()| file.rewind()).expect("an empty file");
                file.write_all(GOOD.as_bytes()).expect("a good file");
                for _ in 0..10 {
                    file.write_all(more.as_bytes()).expect("a longer file");
                }
            }
        });
        let start = Instant::now();
        for _ in 0..40 {
            // Whatever part of it was there at that moment is checked, be it nothing or more than is read.
            let (status, files) = check(&folder, &["a.yaml"], b"");
            assert!(status == 1 && files == ["a.yaml checked"], "{status} {files:?}");
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(start.elapsed() < Duration::from_mins(1), "{:?}", start.elapsed());
    });
}

#[cfg(unix)]
#[test]
fn what_this_account_may_not_read_is_named_and_counted() {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tree();
    let Some(somebody) = crate::cli::somebody::Somebody::find() else { return };
    somebody.own(&folder, &["a", "a/b", "a/1.yaml"]);
    set_permissions(folder.file("a/1.yaml"), Permissions::from_mode(0o000)).expect("permissions");
    set_permissions(folder.file("c"), Permissions::from_mode(0o000)).expect("permissions");
    let run = |format: &str| somebody.command(&folder, &["check", ".", "--format", format]).output().expect("it runs");
    let (json, text) = (run("json"), run("text"));
    set_permissions(folder.file("c"), Permissions::from_mode(0o755)).expect("permissions");
    let said = super::json(&String::from_utf8_lossy(&json.stdout));
    let files = said["files"].as_array().expect("files");
    let unread: Vec<&str> = files.iter().filter(|f| f["outcome"] == "unread").filter_map(|f| f["path"].as_str()).collect();
    assert_eq!((json.status.code(), unread), (Some(3), vec!["a/1.yaml", "c"]));
    let text_said = String::from_utf8_lossy(&text.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(text.status.code(), Some(3));
    for words in ["a/1.yaml: could not be read: this account is not allowed to", "c: could not be read:", "2 could not be read"] {
        assert!(text_said.contains(words), "{words:?} in {text_said}");
    }
}

#[test]
fn ten_thousand_files_in_one_folder_come_in_order() {
    let folder = Folder::new();
    for i in 0..10_000 {
        folder.write(&format!("{i:05}.yaml"), if i % 1_000 == 0 { GOOD } else { "on: push\n" });
    }
    let (status, files) = check(&folder, &["."], b"");
    assert_eq!((status, files.len()), (1, 10_000));
    assert!(files.is_sorted() && files.iter().filter(|f| f.ends_with("checked")).count() == 10);
}

#[test]
fn who_stops_reading_still_gets_the_right_status() {
    let folder = Folder::new();
    for i in 0..200 {
        folder.write(&format!("{i}.yaml"), GOOD);
    }
    let mut command = vpr();
    command.args(["check", "."]).current_dir(folder.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(1), &b""[..]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_no_verdict() {
    let folder = tree();
    for format in super::FORMATS {
        let mut command = vpr();
        command.args(["check", ".", "--format", format]).current_dir(folder.path()).stdin(Stdio::null());
        command.stdout(std::fs::OpenOptions::new().write(true).open("/dev/full").expect("the full disk"));
        let output = command.output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(3) && said.contains("could not write"), "{format}: {said}");
    }
}
