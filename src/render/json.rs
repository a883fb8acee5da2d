//! JSON for programs: complete, indented, in a fixed order.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;

use crate::text::is_unsafe;

/// The value as JSON, ending in a line feed. What could change how the text around it is shown is written as `\u202e`, so
/// that nothing is lost and the file can be looked at on a screen.
///
/// # Errors
/// When the value has no form in JSON, as a map whose keys are no texts.
pub fn write(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let plain = serde_json::to_string_pretty(value)?;
    let plain = inert(&plain);
    let mut out = String::with_capacity(plain.len() + 1);
    for c in plain.chars() {
        if is_unsafe(c) {
            // Outside of texts there is none, and none of them needs two units.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out.push('\n');
    Ok(out)
}

/// JSON without what a build server takes for a command to itself wherever it stands in what a program prints: it reads the same.
#[must_use]
pub fn inert(json: &str) -> Cow<'_, str> {
    // Outside of texts there is none.
    if json.contains("##[") { Cow::Owned(json.replace("##[", "#\\u0023[")) } else { Cow::Borrowed(json) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_and_none_turns_the_screen_around() {
        let texts = [
            "###[[",
            "##[error]",
            "\u{202e}gnp.exe",
            "\u{1b}[2J\u{7f}\u{85}",
            "\u{2028}\n\t\"\\",
            "</script>",
            "\u{feff}é漢\u{1f600}",
        ];
        let json = write(&texts).expect("texts");
        assert!(!json.contains("##[") && !json.contains(is_unsafe) && json.contains("\\u202e"), "{json:?}");
        let back: Vec<String> = serde_json::from_str(&json).expect("JSON");
        assert_eq!(back, texts);
    }
}
