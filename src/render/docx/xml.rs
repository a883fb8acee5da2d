//! Texts inside the body of a document.

use crate::render::xml;
use crate::text::{clean_line, clean_lines};

/// A text on one line as the content of an element or an attribute.
pub fn escaped(text: &str) -> String {
    xml::escaped(&clean_line(text))
}

/// A run of text with its line breaks; `look` is what stands in its properties.
pub fn run(text: &str, look: &str) -> String {
    let lines: Vec<String> = clean_lines(text).iter().map(|line| xml::escaped(line)).collect();
    let look = if look.is_empty() { String::new() } else { format!("<w:rPr>{look}</w:rPr>") };
    format!("<w:r>{look}<w:t xml:space=\"preserve\">{}</w:t></w:r>", lines.join("</w:t><w:br/><w:t xml:space=\"preserve\">"))
}

/// A run of a line whose blanks matter.
pub fn kept(line: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", xml::escaped(&line.replace('\t', "    ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_no_element() {
        assert_eq!(escaped("a <b>\n\"&\" \u{0}\u{ffff}"), "a &lt;b&gt; &quot;&amp;&quot; \u{fffd}\u{fffd}");
        assert_eq!(
            run("a\r\n\r\n<b> ", "<w:b/>"),
            "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">a</w:t><w:br/><w:t xml:space=\"preserve\">&lt;b&gt;</w:t></w:r>"
        );
    }
}
