//! Signatures by SSH keys, in both directions with the ssh-keygen that is here.

use std::process::{Command, Stdio};

use crate::cli::Folder;

const FILE: &str = "a.yaml";

/// A folder with an assessment, a key, another key, and a list that allows the first one to sign for staff side. `None`,
/// said loudly, where there is no ssh-keygen.
fn prepared() -> Option<Folder> {
    let folder = Folder::new();
    folder.write(FILE, std::fs::read(crate::cli::root().join("tests/laid_out/indented-by-four.yaml")).expect("a file"));
    for (name, passphrase) in [("key", ""), ("other", ""), ("locked", "a passphrase")] {
        let made = Command::new("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-C", "A Person", "-N", passphrase, "-f"])
            .arg(folder.file(name))
            .status();
        if !made.is_ok_and(|status| status.success()) {
            crate::cli::not_run("a signature is made and verified by ssh-keygen, which is not here");
            return None;
        }
    }
    let public = folder.read("key.pub");
    folder.write("allowed", format!("# who may\nstaff-side namespaces=\"vpr-sign-off\" {public}"));
    Some(folder)
}

fn sign(folder: &Folder, role: &str, more: &[&str]) -> crate::cli::Ran {
    folder.run(&[&["sign", FILE, "--role", role, "--name", "B Person"], more].concat())
}

/// The digest that the last sign-off covers, as the line that is signed.
fn message(folder: &Folder) -> String {
    let text = folder.read(FILE);
    let covers = text.lines().rev().find_map(|l| l.trim().strip_prefix("covers: ")).expect("a sign-off");
    format!("{covers}\n")
}

fn ssh_keygen(folder: &Folder, args: &[&str], input: &str) -> std::process::Output {
    let file = folder.write("input", input);
    let input = std::fs::File::open(file).expect("the input");
    let mut command = Command::new("ssh-keygen");
    command.args(args).current_dir(folder.path()).stdin(Stdio::from(input)).output().expect("ssh-keygen runs")
}

#[test]
fn ssh_keygen_verifies_what_vpr_signs() {
    let Some(folder) = prepared() else { return };
    sign(&folder, "staff-side", &["--key", "key"]).says(0, &["Signed with the key SHA256:", "a.yaml.staff-side.sig"]);
    let args = ["-Y", "verify", "-f", "allowed", "-I", "staff-side", "-n", "vpr-sign-off", "-s", "a.yaml.staff-side.sig"];
    let verified = ssh_keygen(&folder, &args, &message(&folder));
    assert!(verified.status.success(), "{verified:?}");
    assert!(!ssh_keygen(&folder, &args, "sha256:something else\n").status.success());
    folder.run(&["verify", FILE, "--allowed-signers", "allowed"]).says(0, &["verified", "signed with the key SHA256:"]);
}

#[test]
fn vpr_verifies_what_ssh_keygen_signs() {
    let Some(folder) = prepared() else { return };
    let told = sign(&folder, "staff-side", &["--key", "locked"])
        .says(0, &["passphrase", "ssh-keygen -Y sign -f locked -n vpr-sign-off"]);
    assert!(told.err.contains(message(&folder).trim()), "{told:#?}");
    assert!(!folder.file("a.yaml.staff-side.sig").exists());
    folder.run(&["verify", FILE, "--allowed-signers", "allowed"]).says(1, &["there is no signature"]);
    let made = ssh_keygen(&folder, &["-Y", "sign", "-f", "key", "-n", "vpr-sign-off"], &message(&folder));
    folder.write("a.yaml.staff-side.sig", &made.stdout);
    let ran = folder.run(&["verify", FILE, "--allowed-signers", "allowed"]).says(0, &["verified"]);
    assert!(!ran.out.contains("Nothing here proves"), "{ran:#?}");
    // Without the list nothing is claimed.
    folder.run(&["verify", FILE]).says(0, &["Nothing here proves who that was"]);
}

#[test]
fn a_signature_by_another_key_for_another_purpose_or_for_something_else_is_none() {
    let Some(folder) = prepared() else { return };
    sign(&folder, "staff-side", &["--key", "other"]).says(0, &[]);
    let verify = |why: &str| folder.run(&["verify", FILE, "--allowed-signers", "allowed"]).says(1, &[why]);
    verify("a key that is not listed for the role");
    let made = ssh_keygen(&folder, &["-Y", "sign", "-f", "key", "-n", "file"], &message(&folder));
    folder.write("a.yaml.staff-side.sig", &made.stdout);
    verify("for something else");
    let made = ssh_keygen(&folder, &["-Y", "sign", "-f", "key", "-n", "vpr-sign-off"], "sha256:else\n");
    folder.write("a.yaml.staff-side.sig", &made.stdout);
    verify("for something else");
    folder.write("a.yaml.staff-side.sig", "not a signature");
    verify("not one as ssh-keygen writes them");
    // A key listed for one role signs for no other.
    let made = ssh_keygen(&folder, &["-Y", "sign", "-f", "key", "-n", "vpr-sign-off"], &message(&folder));
    folder.write("a.yaml.staff-side.sig", &made.stdout);
    folder.write("allowed", format!("commissioner {}", folder.read("key.pub")));
    verify("no key is listed for the role");
}

#[test]
fn a_list_with_lines_that_can_not_be_taken_is_refused_with_all_of_them() {
    let Some(folder) = prepared() else { return };
    let public = folder.read("key.pub");
    folder.write(
        "allowed",
        format!("someone@example.org {public}staff-side cert-authority {public}staff-side ssh-rsa AAAA\n*{public}\nstaff-side ssh-ed25519 AAAA\n"),
    );
    sign(&folder, "staff-side", &[]).says(0, &[]);
    folder.run(&["verify", FILE, "--allowed-signers", "allowed"]).says(
        2,
        &["line 1: `someone@example.org` is no role", "line 2:", "cert-authority", "line 3:", "ssh-rsa", "line 4:", "line 6:"],
    );
    folder.write("allowed", "# nobody\n");
    folder.run(&["verify", FILE, "--allowed-signers", "allowed"]).says(2, &["it lists no key"]);
}

#[test]
fn what_is_no_key_is_refused_before_anything_is_recorded() {
    let Some(folder) = prepared() else { return };
    let before = folder.read(FILE);
    sign(&folder, "staff-side", &["--key", "key.pub"]).says(2, &["not a private key"]);
    sign(&folder, "staff-side", &["--key", "gone"]).says(3, &["gone"]);
    assert_eq!(folder.read(FILE), before);
}
