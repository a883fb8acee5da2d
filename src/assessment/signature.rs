//! Detached signatures by SSH keys, in the format of `ssh-keygen -Y`: for those who want proof of who recorded a sign-off.
//!
//! What is signed is the line that `covers` holds, with a line feed, in the namespace `vpr-sign-off`. So anyone with
//! OpenSSH can sign and verify without this program:
//!
//! ```text
//! echo sha256:… | ssh-keygen -Y sign -f KEY -n vpr-sign-off > FILE.staff-side.sig
//! echo sha256:… | ssh-keygen -Y verify -f ALLOWED -I staff-side -n vpr-sign-off -s FILE.staff-side.sig
//! ```
//!
//! In the file of allowed signers the principal is the role. Only ed25519 keys are read.

use ssh_key::{HashAlg, LineEnding, PrivateKey, PublicKey, SshSig};

use super::{Role, SignOff};
use crate::text::clean_line;

/// Keeps a signature made for something else from passing for a sign-off.
pub const NAMESPACE: &str = "vpr-sign-off";

/// A private key that can be used as it is.
#[derive(Debug)]
pub struct Key(PrivateKey);

/// Why a private key can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unusable {
    /// It has a passphrase, which this program does not ask for.
    Passphrase,
    /// Anything else, as a clause.
    Other(String),
}

impl Key {
    /// Reads a private key in OpenSSH's own format.
    ///
    /// # Errors
    /// When it is protected by a passphrase, not ed25519, or no private key.
    pub fn read(text: &str) -> Result<Self, Unusable> {
        let key = PrivateKey::from_openssh(text)
            .map_err(|_| Unusable::Other("it is not a private key as ssh-keygen writes them".to_owned()))?;
        if key.is_encrypted() {
            return Err(Unusable::Passphrase);
        }
        match key.key_data().ed25519() {
            Some(_) => Ok(Self(key)),
            None => Err(Unusable::Other(format!("it is a key of type {}; only ed25519 keys are used", key.algorithm()))),
        }
    }

    /// The signature for a sign-off, as text for a file.
    ///
    /// # Errors
    /// When the key can't sign, as a clause.
    pub fn sign(&self, sign_off: &SignOff) -> Result<String, String> {
        let signature = self.0.sign(NAMESPACE, HashAlg::Sha512, message(sign_off).as_bytes());
        signature.and_then(|s| s.to_pem(LineEnding::LF)).map_err(|why| format!("the key can't sign: {why}"))
    }

    /// What to call the key: its fingerprint, as `ssh-keygen -l` prints it.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint(HashAlg::Sha256).to_string()
    }
}

/// What is signed.
fn message(sign_off: &SignOff) -> String {
    format!("{}\n", sign_off.covers)
}

/// The command that signs with a key this program can't use.
#[must_use]
pub fn command(sign_off: &SignOff, key: &str, output: &str) -> String {
    format!("echo {} | ssh-keygen -Y sign -f {key} -n {NAMESPACE} > {output}", sign_off.covers)
}

/// What is known of who gave a sign-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// There is no signature, and nobody's key is listed for the role.
    None,
    /// A signature by a key listed for the role, named by its fingerprint.
    Verified(String),
    /// Why what there is proves nothing although it should.
    Failed(String),
}

/// Who may sign in which role.
#[derive(Debug, Clone, Default)]
pub struct AllowedSigners(Vec<(Role, PublicKey)>);

impl AllowedSigners {
    /// Reads a file of allowed signers, as `ssh-keygen -Y verify` takes them, with roles for principals.
    ///
    /// # Errors
    /// Every line that can't be taken, with its number and why: a key that is left out unsaid would be trust misplaced.
    pub fn parse(text: &str) -> Result<Self, Vec<String>> {
        let mut allowed = Self::default();
        let mut problems = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match read_line(line) {
                Ok(signers) => allowed.0.extend(signers),
                Err(why) => problems.push(format!("line {}: {why}", index + 1)),
            }
        }
        if problems.is_empty() && allowed.0.is_empty() {
            problems.push("it lists no key".to_owned());
        }
        if problems.is_empty() { Ok(allowed) } else { Err(problems) }
    }

    /// What a signature proves about a sign-off. `None` when there is no signature.
    #[must_use]
    pub fn judge(&self, sign_off: &SignOff, signature: Option<&str>) -> Proof {
        let role = sign_off.role;
        let keys: Vec<&PublicKey> = self.0.iter().filter(|(r, _)| *r == role).map(|(_, key)| key).collect();
        let failed = |why: &str| Proof::Failed(why.to_owned());
        let Some(text) = signature else {
            return if keys.is_empty() { Proof::None } else { failed("a key is listed for the role, but there is no signature") };
        };
        let Ok(signature) = SshSig::from_pem(text) else {
            return failed("the signature is not one as ssh-keygen writes them");
        };
        if keys.is_empty() {
            return failed("there is a signature, but no key is listed for the role");
        }
        match keys.iter().find(|key| key.key_data() == signature.public_key()) {
            None => failed("the signature is by a key that is not listed for the role"),
            Some(key) => match key.verify(NAMESPACE, message(sign_off).as_bytes(), &signature) {
                Ok(()) => Proof::Verified(key.fingerprint(HashAlg::Sha256).to_string()),
                Err(_) => failed("the signature is for something else than this sign-off"),
            },
        }
    }
}

/// `principals [namespaces="…"] ssh-ed25519 KEY [comment]`.
fn read_line(line: &str) -> Result<Vec<(Role, PublicKey)>, String> {
    let (principals, rest) = line.split_once(char::is_whitespace).ok_or("it has no key")?;
    let mut rest = rest.trim_start();
    if let Some(namespaces) = rest.strip_prefix("namespaces=\"") {
        let (names, after) = namespaces.split_once('"').ok_or("the quote of its namespaces is not closed")?;
        if !names.split(',').any(|name| name.trim() == NAMESPACE) {
            return Ok(Vec::new());
        }
        rest = after.trim_start();
    }
    if !rest.starts_with("ssh-ed25519 ") {
        let word = clean_line(rest.split_whitespace().next().unwrap_or_default()).into_owned();
        return Err(format!("after the role comes `ssh-ed25519` and a key, not `{word}`; of options only namespaces is known"));
    }
    let key = PublicKey::from_openssh(rest).map_err(|_| "its key can't be read")?;
    principals
        .split(',')
        .map(|principal| {
            let role = Role::ALL.iter().find(|(_, _, id, _)| *id == principal).map(|(role, ..)| *role);
            let role = role.ok_or_else(|| format!("`{}` is no role, as staff-side is", clean_line(principal)))?;
            Ok((role, key.clone()))
        })
        .collect()
}
