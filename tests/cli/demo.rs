//! `vpr demo`: the main job from nothing to a board paper.

use super::Folder;

#[test]
fn the_demo_ends_in_a_board_paper_and_says_how_to_start() {
    let folder = Folder::new();
    let ran = folder.run(&["demo"]).says(0, &["Question: Which executive director", "board-paper.md", "vpr new"]);
    assert_eq!(ran.err, "", "without a terminal there is no progress to draw");
    let paper = folder.read("vpr-demo/board-paper.md");
    assert!(
        paper.contains("Harbourside Community NHS Trust") && paper.contains("not verified against the official copy"),
        "{paper}"
    );
    assert!(folder.read("vpr-demo/walk.txt").contains("E7 "));
    folder.run(&["status", "vpr-demo/harbourside.yaml"]).quiet();
    // A second one does not touch the first.
    folder.run(&["demo"]).says(0, &["vpr-demo-2"]);
    folder.run(&["demo", "--output", "vpr-demo"]).says(2, &["is there already"]);
    assert_eq!(folder.read("vpr-demo-2/board-paper.md"), paper, "the same input gives the same bytes");
}
