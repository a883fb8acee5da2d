//! A house style: order, headings and front sheet of one's own.

use super::paper;
use crate::cli::{Folder, root};

const FILE: &str = "northfield-acute.yaml";

fn northfield() -> Folder {
    let folder = Folder::new();
    folder.example(FILE);
    std::fs::create_dir(folder.file("style")).expect("a folder");
    folder
}

fn headings(paper: &str) -> Vec<&str> {
    paper.lines().filter_map(|l| l.strip_prefix("## ")).collect()
}

#[test]
fn the_example_style_reorders_and_renames_and_loses_nothing() {
    let folder = northfield();
    let style = root().join("examples/house-style");
    let usual = paper(&folder, FILE, "board", &[]);
    let own = paper(&folder, FILE, "board", &["--template", style.to_str().expect("a path")]);
    assert_eq!(headings(&own).len(), headings(&usual).len());
    assert_eq!(&headings(&own)[..2], ["Cover sheet", "What the board is asked to do"]);
    assert!(own.contains("| Recommendation | Agree the 5 items under \"What the board is asked to do\" |"), "{own}");
    assert!(own.contains("In one line: 38 of 51 requirements that apply are met, 30 of those can be shown"), "{own}");
    assert!(!own.contains(['{', '}']), "{own}");
}

#[test]
fn a_style_can_leave_sections_out_but_not_whose_wording_it_is() {
    let folder = northfield();
    folder.write("style/template.toml", "format = 1\nfor = \"board\"\norder = [\"position\"]\n");
    let said = paper(&folder, FILE, "board", &["--template", "style"]);
    assert_eq!(headings(&said), ["The position", "What this paper covers and rests on"]);
    assert!(said.contains("> Self-assessed against a working list") && said.contains("Left out by the house style: front-sheet"));
    folder.run(&["report", FILE, "--for", "committee", "--template", "style"]).says(2, &["is for the board paper"]);
    folder.run(&["report", FILE, "--template", "nowhere"]).says(3, &["could not read", "template.toml"]);
}

#[test]
fn every_mistake_in_both_files_is_reported_at_its_place() {
    let folder = northfield();
    folder.write("style/template.toml", "format = 1\nfor = \"board\"\norder = [\"possition\"]\n");
    folder.write("style/front-sheet.md", "# {organisation}\n\n{organization} {agenda}\n");
    folder.run(&["report", FILE, "--template", "style"]).says(
        1,
        &[
            "template.toml:3:10",
            "did you mean `position`?",
            "front-sheet.md:3:1",
            "did you mean {organisation}?",
            "front-sheet.md:3:16",
        ],
    );
}

#[test]
fn no_free_text_gets_into_a_public_paper_through_its_front_sheet() {
    let folder = northfield();
    folder.write("style/template.toml", "format = 1\nfor = \"public\"\n");
    folder.write("style/front-sheet.md", "{organisation}, {as_at}: {recommendation} {prepared_by}\n");
    let args = ["report", FILE, "--for", "public", "--template", "style"];
    folder.run(&args).says(1, &["there is no placeholder `{recommendation}`", "there is no placeholder `{prepared_by}`"]);
    folder.write("style/front-sheet.md", "{organisation}: {met} of {applicable}\n");
    let said = paper(&folder, FILE, "public", &["--template", "style"]);
    assert!(said.contains("Northfield NHS Foundation Trust (acute trust, ODS code RZZ): 38 of 51"), "{said}");
}
