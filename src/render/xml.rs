//! Texts inside XML, for every format that is made of it.

use crate::text::clean;

/// A text as it may stand in an element or an attribute. Control characters can't be written in XML at all; they, and what
/// turns text around, are shown as `�`. What a build server takes for a command, wherever it stands in what a program prints, is
/// written otherwise and reads the same.
pub fn escaped(text: &str) -> String {
    let text = clean(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    text.replace("##[", "#&#35;[")
}
