//! The examples and the demonstration are as someone would leave them who knows what a sign-off is.

use crate::cli::{Folder, examples, root};

#[test]
fn every_example_verifies() {
    let folder = Folder::new();
    let mut signed = 0;
    for name in examples() {
        folder.example(&name);
        let ran = folder.run(&["verify", &name]);
        assert_eq!(ran.status, 0, "{name}: {ran:#?}");
        signed += usize::from(!ran.out.contains("No sign-off is recorded"));
    }
    assert!(signed >= 1, "no example shows a sign-off");
}

#[test]
fn the_examples_as_a_folder_have_no_broken_chain() {
    let examples = root().join("examples");
    let ran = Folder::new().run(&["verify", examples.to_str().expect("a path")]);
    ran.says(0, &["No chain is broken", "as it was", "2026-H1"]);
}

#[test]
fn the_demonstration_verifies() {
    let folder = Folder::new();
    folder.run(&["demo"]).says(0, &[]);
    folder.run(&["verify", "vpr-demo/harbourside.yaml"]).says(0, &["No sign-off is recorded"]);
}
