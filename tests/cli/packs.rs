//! `vpr standard`.

use super::{Folder, root};

const LOCAL: &str = include_str!("../../standards/nhs-england-vpr/2024.toml");

#[test]
fn packs_are_listed_shown_and_searched() {
    let folder = Folder::new();
    let list = folder.run(&["standard", "list"]).quiet();
    assert!(list.contains("nhs-england-vpr@2024") && list.contains("working list"), "{list}");
    let pack = folder.run(&["standard", "show"]).quiet();
    assert!(pack.contains("not verified against the official copy") && pack.contains("E7"), "{pack}");
    let row = folder.run(&["standard", "show", "nhs-england-vpr@2024", "l1"]).quiet();
    for words in
        ["Named executive director", "Guidance: project, not reviewed by a VPR practitioner", "check before relying on it", "S10"]
    {
        let row = row.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(row.contains(words), "{words} is missing in\n{row}");
    }
    let found = folder.run(&["standard", "search", "lone", "worker"]).quiet();
    assert!(found.contains("I4"), "{found}");
}

#[test]
fn what_is_not_there_gets_the_nearest_thing() {
    let folder = Folder::new();
    folder.run(&["standard", "show", "L11"]).says(2, &["did you mean `L1`?"]);
    folder.run(&["standard", "show", "nhs-england-vpr@2023"]).says(2, &["nhs-england-vpr@2024"]);
    folder.run(&["standard", "search", "zebra"]).says(3, &["No row holds"]);
}

#[test]
fn the_projects_own_packs_pass_their_check() {
    let folder = Folder::new();
    folder.run(&["standard", "check"]).says(0, &["12 files checked, no problems"]);
    let standards = root().join("standards");
    folder.run(&["standard", "check", standards.to_str().expect("a UTF-8 path")]).says(0, &["no problems"]);
}

#[test]
fn every_problem_of_a_bad_pack_is_shown_at_its_place() {
    let folder = Folder::new();
    let bad = LOCAL
        .replace("stage = \"plan\"\ntitle = \"Named", "stage = \"plna\"\ntitel = \"Named")
        .replace("id = \"L2\"", "id = \"L1\"");
    folder.write("bad.toml", bad);
    let ran = folder.run(&["standard", "check", "bad.toml"]);
    ran.says(
        1,
        &["bad.toml:", "did you mean `plan`?", "did you mean `title`?", "duplicate-id", "1 file checked, 1 with problems"],
    );
    folder.run(&["standard", "check", "nowhere.toml"]).says(3, &["nowhere.toml", "no such file"]);
    folder.run(&["standard", "check", folder.path().to_str().expect("a UTF-8 path")]).says(1, &[]);
}

#[test]
fn a_local_pack_is_used_and_never_replaces_another() {
    let folder = Folder::new();
    std::fs::create_dir(folder.file("mine")).expect("a folder");
    folder.write("mine/p.toml", LOCAL.replace("id = \"nhs-england-vpr\"", "id = \"northfield-vpr\""));
    folder.run(&["--standards", "mine", "new", "a.yaml", "--name", "X", "--standard", "northfield-vpr@2024"]).says(0, &["Made"]);
    folder.run(&["status", "a.yaml"]).says(1, &["unknown-standard", "--standards"]);
    folder.run_with(&["status", "a.yaml"], b"", &[("VPR_STANDARDS", "mine")]).quiet();
    folder.write("mine/q.toml", LOCAL);
    folder.run(&["--standards", "mine", "standard", "list"]).says(1, &["pack-taken", "built in"]);
}
