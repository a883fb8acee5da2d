//! `vpr measures import` as a person runs it, and what it must never let out.

use crate::cli::Folder;
use crate::papers::unsigned;

const IMPORT: [&str; 7] =
    ["measures", "import", "northfield-acute.yaml", "--from", "incident-extract.csv", "--mapping", "incident-mapping.toml"];

/// Small on purpose: one breakdown, one condition.
const MAPPING: &str = "\
format = 1
period = { column = \"Day\", from = 2026-04-01, to = 2026-09-30 }
[[breakdown]]
dimension = \"kind_of_incident\"
column = \"Kind\"
groups = { \"Assault\" = \"physical\", \"Abuse\" = \"verbal\" }
[[measure]]
measure = \"incidents-reported\"
by = [\"kind_of_incident\"]
only = [{ column = \"Confirmed\", counts = [\"Yes\"], leaves_out = [\"No\"] }]
";

fn folder() -> Folder {
    let folder = Folder::new();
    for name in ["northfield-acute.yaml", "incident-extract.csv", "incident-mapping.toml"] {
        folder.example(name);
    }
    // What is imported goes before the sign-offs, which it voids; without them it is last in the file.
    folder.write("northfield-acute.yaml", unsigned(&folder.read("northfield-acute.yaml")));
    folder
}

/// A folder with an empty assessment, the small mapping and an extract of these rows.
fn with_rows(rows: &str) -> Folder {
    let folder = Folder::new();
    folder.write(
        "northfield-acute.yaml",
        "format: 1\nstandard: nhs-england-vpr@2024\norganisation: { name: Northfield }\ncycle: { name: 2026-H2 }\n",
    );
    folder.write("incident-mapping.toml", MAPPING);
    folder.write("incident-extract.csv", format!("Day,Kind,Confirmed,Notes\r\n{rows}"));
    folder
}

#[test]
fn whoever_imports_into_a_signed_file_is_told_whose_sign_offs_no_longer_hold() {
    let folder = folder();
    let import = [&IMPORT[..], &["--replace"]].concat();
    let unsigned = folder.run(&[&import[..], &["--dry-run"]].concat()).says(0, &[]);
    assert!(!unsigned.err.contains("no longer"), "{unsigned:?}");
    for role in ["executive-lead", "staff-side"] {
        folder.run(&["sign", "northfield-acute.yaml", "--role", role, "--name", "R. Okafor"]).says(0, &["Recorded"]);
    }
    let void =
        "these sign-offs no longer cover what is in northfield-acute.yaml: executive lead, 22 November 2026; staff side, 22";
    folder.run(&[&import[..], &["--dry-run"]].concat()).says(0, &[void, "Nothing was written"]);
    folder.run(&import).says(0, &[void, "sign again", "saved in northfield-acute.yaml"]);
    folder.run(&["verify", "northfield-acute.yaml"]).says(1, &["measures"]);
    // What covers nothing already is not void again.
    let again = folder.run(&import).says(0, &["Nothing new"]);
    assert!(!again.err.contains("no longer"), "{again:?}");
}

#[test]
fn the_example_is_counted_and_only_counts_are_kept() {
    let folder = folder();
    let before = folder.read("northfield-acute.yaml");
    let dry = folder
        .run(&[&IMPORT[..], &["--dry-run"]].concat())
        .says(0, &["265 of 2,150 (123.3 per 1,000)", "fewer than 5", "Nothing was written"]);
    assert_eq!(folder.read("northfield-acute.yaml"), before, "{dry:?}");
    folder
        .run(&IMPORT)
        .says(0, &["265 rows in the period, 21 outside it", "too small to be given", "saved in northfield-acute.yaml"]);
    let after = folder.read("northfield-acute.yaml");
    assert!(after.starts_with(before.trim_end()), "what was there stays, comments too");
    let added = &after[before.trim_end().len()..];
    for (n, line) in added.lines().enumerate() {
        let small = line.trim().strip_prefix("count: ").is_some_and(|c| (1..5).contains(&c.parse::<u64>().expect("a number")));
        assert!(!small, "line {n}: {line}");
    }
    // Nobody's number, and no reference to an incident, is in the file.
    let extract = folder.read("incident-extract.csv");
    for line in extract.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        assert!(!after.contains(cells[0]) && !after.contains(cells[6]), "{line}");
    }
    folder.run(&IMPORT).says(0, &["Nothing new"]);
    assert_eq!(folder.read("northfield-acute.yaml"), after);
    folder.run(&["measures", "show", "northfield-acute.yaml"]).says(0, &["231 of 2,120", "265 of 2,150"]);
}

#[test]
fn numbers_once_given_stay_unless_nobody_has_seen_them() {
    let folder = folder();
    folder.run(&IMPORT).says(0, &["saved"]);
    let first = folder.read("northfield-acute.yaml");
    let extract = folder.read("incident-extract.csv");
    let late = extract.lines().last().expect("a row").replacen('W', "W9", 1).replace("/10/2026", "/09/2026");
    folder.write("incident-extract.csv", format!("{extract}{late}\r\n"));
    folder.run(&IMPORT).says(1, &["the file has other numbers for it", "--replace", "nothing was written"]);
    assert_eq!(folder.read("northfield-acute.yaml"), first);
    folder.run(&[&IMPORT[..], &["--replace"]].concat()).says(0, &["saved"]);
    assert!(folder.read("northfield-acute.yaml").contains("count: 266"));
    // Half a month more would say by subtraction what happened in it.
    let longer = folder.read("incident-mapping.toml").replace("to = 2026-09-30", "to = 2026-10-11");
    folder.write("incident-mapping.toml", longer);
    folder
        .run(&[&IMPORT[..], &["--replace"]].concat())
        .says(1, &["a period that overlaps", "Import a period that begins after it"]);
}

#[test]
fn a_cycle_is_held_against_those_before_it() {
    let rows = (0..20).map(|n| format!("0{}/05/2026,{},Yes,\r\n", n % 9 + 1, ["Assault", "Abuse"][n % 2]));
    let folder = with_rows(&rows.collect::<String>());
    folder.run(&IMPORT).says(0, &["saved"]);
    folder.run(&["new", "next.yaml", "--from", "northfield-acute.yaml", "--cycle", "2027-H1"]).says(0, &[]);
    folder.write("incident-mapping.toml", MAPPING.replace("to = 2026-09-30", "to = 2026-10-31"));
    let mut next = IMPORT;
    next[2] = "next.yaml";
    let import = |more: &[&str]| folder.run(&[&next[..], more].concat());
    let before = folder.read("next.yaml");
    import(&[]).says(2, &["next.yaml follows on 2026-H2", "a handful of people", "--last FILE", "say --without-last"]);
    import(&["--last", "northfield-acute.yaml"]).says(1, &["it shares days with", "nothing was written"]);
    import(&["--last", "northfield-acute.yaml", "--without-last"]).says(2, &["cannot be used with"]);
    folder.example("fellside-ambulance.yaml");
    import(&["--last", "fellside-ambulance.yaml"]).says(2, &["--last is an assessment of Fellside"]);
    std::fs::remove_file(folder.file("fellside-ambulance.yaml")).expect("it is gone");
    assert_eq!(folder.read("next.yaml"), before);
    // Who says so knowingly may; and whoever has both files is told.
    import(&["--without-last"]).says(0, &["saved"]);
    let clash = "incidents-reported, 1 April 2026 to 31 October 2026: it shares days with 1 April 2026 to 30 September 2026";
    let both = format!("next.yaml and northfield-acute.yaml: {clash}");
    folder.run(&["verify", "."]).says(1, &["Numbers of overlapping periods", &both]);
    let left_out = "Of numbers whose periods share days only one is given";
    let last = ["--last", "northfield-acute.yaml"];
    for command in [&["measures", "show", "next.yaml"][..], &["report", "next.yaml", "--for", "committee"]] {
        let ran = folder.run(&[command, &last].concat()).says(0, &["warning: ", clash, left_out]);
        assert!(!ran.out.contains("to 30 September 2026"), "{ran:#?}");
    }
}

#[test]
fn mistakes_in_an_extract_are_all_named_without_its_words() {
    let secret = "Jane Example hit by patient 943 476 5919";
    let folder = with_rows(&format!(
        "01/05/2026,Assault,Yes,{secret}\r\n\
         31/02/2026,Assault,Yes,{secret}\r\n\
         02/05/2026,{secret},Yes,\r\n\
         03/05/2026,{secret},Yes,\r\n\
         04/05/2026,Abuse,{secret},\r\n\
         05/05/2026,Abuse,,\r\n\
         06/05/2026,Abuse,Yes,{secret},one too many\r\n\
         today,Abuse,Yes,\r\n"
    ));
    let ran = folder.run(&IMPORT).says(
        1,
        &[
            "incident-extract.csv:3:1: column `Day`: no day with its year, as 18/12/2026, the same on 1 more line",
            "incident-extract.csv:4:2: column `Kind`: something the mapping does not have, the same on 1 more line",
            "incident-extract.csv:6:3: column `Confirmed`: something the mapping does not have",
            "incident-extract.csv:7:3: column `Confirmed`: nothing in it, and the mapping does not say what that means",
            "incident-extract.csv:8: 5 cells where the first line has 4",
            "5 problems; nothing was written",
        ],
    );
    for word in secret.split(' ').filter(|w| w.len() > 3) {
        assert!(!ran.err.contains(word) && !ran.out.contains(word), "{word}: {ran:#?}");
    }
    // A column that is not there is named by the mapping's word: the first line may be somebody's data.
    folder.write("incident-extract.csv", format!("{secret},x\r\n1,2\r\n"));
    let ran = folder.run(&IMPORT).says(1, &["incident-extract.csv:1: no column is called `Confirmed`", "3 problems"]);
    assert!(!ran.err.contains("Jane"), "{ran:#?}");
}

#[test]
fn what_is_no_extract_is_refused_in_words() {
    for (bytes, words) in [
        (&b"Day;Kind;Confirmed\r\n"[..], "separated by semicolons"),
        (&b"Day,Kind,Confirmed\r\n01/05/2026,\xe9,Yes\r\n"[..], "line 2: it is not UTF-8 text"),
        (&b"Day,Kind,Confirmed\r\n01/05/2026,\"Assault,Yes\r\n"[..], "a quote is opened and never closed"),
        (&b""[..], "no column is called"),
    ] {
        let folder = with_rows("");
        folder.write("incident-extract.csv", bytes);
        folder.run(&IMPORT).says(1, &[words, "nothing was written"]);
    }
    let folder = with_rows("01/01/2020,Assault,Yes,\r\n");
    folder.run(&IMPORT).says(3, &["No row of the extract is from 1 April 2026 to 30 September 2026"]);
    let folder = with_rows("\u{1b}[2J,=cmd|' /C calc'!A0,\u{202e},x\r\n");
    let ran = folder.run(&IMPORT).says(1, &["incident-extract.csv:2:1"]);
    assert!(!ran.err.contains('\u{1b}') && !ran.err.contains("calc"), "{ran:#?}");
    let folder = with_rows("");
    folder.write("incident-mapping.toml", MAPPING.replace("to = 2026-09-30", "to = 2027-03-31"));
    folder.run(&IMPORT).says(2, &["which is to come"]);
}

#[test]
fn mistakes_in_a_mapping_are_named_at_their_place() {
    let folder = with_rows("");
    folder.write(
        "incident-mapping.toml",
        "format = 1\nfewer_than = 3\nperiod = { column = \"Day\", from = 2026-09-30, to = 2026-04-01 }\n\
         headcount = { whole = 2150, staff_group = { midwifery = 4, nurses = 20 } }\n\
         [[breakdown]]\ndimension = \"kind\"\ncolumn = \"Kind\"\ngroups = { Assault = \"physical\" }\n\
         [[breakdown]]\ndimension = \"protected_characteristic\"\ncolumn = \"Sex\"\ngroups = { F = \"sex-female\", f = \"sex-male\", W = \"ethnicity-white\" }\n\
         [[measure]]\nmeasure = \"incidents\"\n\
         [[measure]]\nmeasure = \"incidents-reported\"\nby = [\"protected_characteristic\", \"location\"]\nout_of = \"staff\"\nonly = [{ colum = \"x\" }]\n\
         [[measure]]\nmeasure = \"people-harmed\"\nby = [\"protected_characteristic\"]\n\
         [[measure]]\nmeasure = \"survey-violence-from-public\"\n",
    );
    folder.run(&IMPORT).says(
        1,
        &[
            "incident-mapping.toml:2:14", // the limit
            "incident-mapping.toml:3:",   // a period that ends before it begins
            "incident-mapping.toml:4:",   // too few midwives, and no such group
            "too small to count what happens to them",
            "incident-mapping.toml:6:13",
            "there is no dimension `kind`",
            "incident-mapping.toml:12:",
            "this content stands here twice",
            "belongs to another breakdown",
            "there is no measure `incidents`",
            "incidents-reported is not broken down by",
            "no `[[breakdown]]` says which column is `location`",
            "`out_of` is no measure that stands above this one",
            "did you mean `column`?",
            "`people-harmed` counts people, and a row is an incident",
            "a share from a survey",
        ],
    );
    folder.write("incident-mapping.toml", "format = 1\nperiod = { column = \"Day\", from = 2026-04-01, to = 2026-09-30 }\n");
    folder.run(&IMPORT).says(1, &["the mapping counts nothing", "shows them all"]);
}

#[test]
fn a_person_counts_once_and_days_are_read_as_systems_write_them() {
    let mapping = MAPPING
        .replace("measure = \"incidents-reported\"", "measure = \"people-harmed\"\nonce = \"Notes\"")
        .replace("counts = [\"Yes\"]", "counts = [\"yes\"], blank_counts = true");
    let days =
        ["01/05/2026", "2026-05-01", "1 May 2026 14:30", "01-May-2026", "2026-05-01T09:00:00", "01/05/2026 09:15", "1.5.2026"];
    let rows: String =
        days.iter().enumerate().map(|(n, day)| format!("{day}, ASSAULT ,,P{n}\r\n{day},Abuse,Yes,p{n}\r\n")).collect();
    let folder = with_rows(&rows);
    folder.write("incident-mapping.toml", mapping);
    folder.run(&IMPORT).says(0, &["14 rows in the period, 0 outside it. 3 numbers saved"]);
    let file = folder.read("northfield-acute.yaml");
    assert_eq!(file.matches("count: 7").count(), 3, "{file}");
}

#[test]
fn a_large_extract_is_counted_in_a_moment() {
    let rows: String =
        (0..60_000).map(|n| format!("0{}/05/2026,{},Yes,{n}\r\n", n % 9 + 1, ["Assault", "Abuse"][n % 2])).collect();
    let folder = with_rows(&rows);
    let begun = std::time::Instant::now();
    folder.run(&IMPORT).says(0, &["60000 rows"]);
    assert!(begun.elapsed() < std::time::Duration::from_secs(20), "{:?}", begun.elapsed());
    println!("60,000 rows in {:?}", begun.elapsed());
}
