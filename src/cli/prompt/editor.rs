//! A line being typed: what each key does to the text, and what has to be written for the screen to show it.
//!
//! The question stands before the text and is never written again. Only what follows the changed place is redrawn; at the end
//! of the text, where most typing happens, nothing is. Places are reckoned from the width of the screen, since a terminal can't
//! be asked where its cursor is without reading what the person types meanwhile.

use textwrap::core::display_width;

use super::keyboard::Motion;
use super::keys::Key;
use crate::text::is_unsafe;

/// A reply that is complete, or what was asked for instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// Enter: this is the reply, of one line or several.
    Reply(String),
    /// Esc on an empty line.
    Back,
    /// Ctrl-D on an empty line.
    End,
    /// Ctrl-C.
    Interrupt,
    /// Ctrl-Z.
    Suspend,
}

/// The text and the cursor in it.
#[derive(Debug)]
pub struct Editor {
    /// What stands on the screen before the text, on the same line.
    lead: String,
    text: String,
    /// Bytes before the cursor.
    cursor: usize,
    /// Columns of the screen.
    width: usize,
    motion: Motion,
    /// To be written.
    echo: String,
}

/// A place on the screen, counted from the start of the line that the text begins on.
type Place = (usize, usize);

impl Editor {
    /// Nothing typed yet.
    pub fn new(lead: &str, width: usize, motion: Motion) -> Self {
        Self { lead: lead.to_owned(), text: String::new(), cursor: 0, width: width.max(2), motion, echo: String::new() }
    }

    /// The screen has another size now.
    pub fn resize(&mut self, width: usize) {
        self.width = width.max(2);
    }

    /// Whether more than one line stands here.
    pub fn is_several_lines(&self) -> bool {
        self.text.contains('\n')
    }

    /// What has to be written since the last time.
    pub fn take_echo(&mut self) -> String {
        std::mem::take(&mut self.echo)
    }

    /// Everything, to be written at the start of a new line.
    pub fn whole(&self) -> String {
        format!(
            "{}{}{}{}",
            self.lead,
            shown(&self.text),
            self.settle(),
            self.moved(self.place(self.text.len()), self.place(self.cursor))
        )
    }

    /// Takes a key.
    pub fn press(&mut self, key: Key) -> Option<Done> {
        let free = self.motion == Motion::Free;
        match key {
            Key::Char(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            Key::Paste(text) => self.insert(&text),
            Key::Backspace => self.delete(self.before(self.cursor), self.cursor),
            Key::DeleteWord => self.delete(self.word_start(), self.cursor),
            Key::DeleteLine => self.delete(0, self.cursor),
            Key::Delete if free => self.delete(self.cursor, self.after(self.cursor)),
            Key::Left if free => self.go(self.before(self.cursor)),
            Key::Right if free => self.go(self.after(self.cursor)),
            Key::Home if free => self.go(0),
            Key::End if free => self.go(self.text.len()),
            Key::Enter => {
                self.go(self.text.len());
                self.echo.push_str("\r\n");
                return Some(Done::Reply(self.text.trim_matches('\n').to_owned()));
            }
            Key::Escape if self.text.is_empty() => {
                self.echo.push_str("\r\n");
                return Some(Done::Back);
            }
            Key::EndOfInput if self.text.is_empty() => {
                self.echo.push_str("\r\n");
                return Some(Done::End);
            }
            Key::Interrupt => return Some(Done::Interrupt),
            Key::Suspend => return Some(Done::Suspend),
            _ => {}
        }
        None
    }

    fn insert(&mut self, text: &str) {
        let text = text.replace('\t', " ");
        self.text.insert_str(self.cursor, &text);
        let tail = self.cursor + text.len();
        if tail == self.text.len() {
            self.cursor = tail;
            let settle = if text.is_empty() { "" } else { self.settle() };
            self.echo.push_str(&shown(&text));
            self.echo.push_str(settle);
        } else {
            self.redraw(tail);
        }
    }

    fn delete(&mut self, from: usize, to: usize) {
        if from == to {
            return;
        }
        if self.motion == Motion::Dumb {
            let erased: usize = self.text[from..to].chars().map(width_of).sum();
            self.echo.push_str(&"\u{8} \u{8}".repeat(erased));
            self.text.replace_range(from..to, "");
            self.cursor = from;
            return;
        }
        self.go(from);
        self.text.replace_range(from..to, "");
        self.redraw(from);
    }

    /// Writes everything from the cursor on, and puts the cursor at another place.
    fn redraw(&mut self, cursor: usize) {
        self.echo.push_str("\u{1b}[J");
        self.echo.push_str(&shown(&self.text[self.cursor..]));
        self.echo.push_str(self.settle());
        self.cursor = cursor;
        self.echo.push_str(&self.moved(self.place(self.text.len()), self.place(cursor)));
    }

    fn go(&mut self, cursor: usize) {
        self.echo.push_str(&self.moved(self.place(self.cursor), self.place(cursor)));
        self.cursor = cursor;
    }

    fn before(&self, at: usize) -> usize {
        // Accents of their own go with the letter they stand on.
        self.text[..at].char_indices().rev().find(|(_, c)| width_of(*c) > 0 || *c == '\n').map_or(0, |(i, _)| i)
    }

    fn after(&self, at: usize) -> usize {
        let mut rest = self.text[at..].char_indices().skip(1);
        rest.find(|(_, c)| width_of(*c) > 0 || *c == '\n').map_or(self.text.len(), |(i, _)| at + i)
    }

    fn word_start(&self) -> usize {
        let before = self.text[..self.cursor].trim_end();
        before.rfind(char::is_whitespace).map_or(0, |at| self.after(at))
    }

    /// Where the character at this byte stands, or would stand.
    fn place(&self, at: usize) -> Place {
        let (row, column) = self.end_of(at);
        if column == self.width { (row + 1, 0) } else { (row, column) }
    }

    /// As a terminal counts: a full line is left only when something more is written.
    fn end_of(&self, at: usize) -> Place {
        let (mut row, mut column) = (0, 0);
        for c in self.lead.chars().chain(self.text[..at].chars()) {
            let width = width_of(c);
            if c == '\n' {
                (row, column) = (row + 1, 0);
            } else if column + width > self.width {
                (row, column) = (row + 1, width);
            } else {
                column += width;
            }
        }
        (row, column)
    }

    /// After a line that is exactly full, takes the cursor to the next one, where [`Self::place`] says that it is.
    fn settle(&self) -> &'static str {
        let full = self.end_of(self.text.len()).1 == self.width;
        if full && self.motion != Motion::Dumb { " \r" } else { "" }
    }

    fn moved(&self, (row, column): Place, (to_row, to_column): Place) -> String {
        if self.motion == Motion::Dumb {
            return String::new();
        }
        let rows = match to_row.cmp(&row) {
            std::cmp::Ordering::Less => format!("\u{1b}[{}A", row - to_row),
            std::cmp::Ordering::Greater => format!("\u{1b}[{}B", to_row - row),
            std::cmp::Ordering::Equal if to_column == column => return String::new(),
            std::cmp::Ordering::Equal => String::new(),
        };
        let columns = if to_column == 0 { String::new() } else { format!("\u{1b}[{to_column}C") };
        format!("{rows}\r{columns}")
    }
}

/// How a text is written: nothing in it can act on the terminal.
fn shown(text: &str) -> String {
    text.chars()
        .map(|c| {
            if is_unsafe(c) {
                "\u{fffd}".to_owned()
            } else if c == '\n' {
                "\r\n".to_owned()
            } else {
                c.to_string()
            }
        })
        .collect()
}

fn width_of(c: char) -> usize {
    if is_unsafe(c) { 1 } else { display_width(c.encode_utf8(&mut [0; 4])) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZeroU16;

    /// Types keys; gives the text and what a screen of this width shows, with the cursor's place.
    fn typed(keys: &[Key], width: u16, motion: Motion) -> (String, String, (u16, u16)) {
        let size = |n| NonZeroU16::new(n).expect("a size");
        let mut screen = vt100::Parser::new(size(12), size(width), 0);
        let mut editor = Editor::new("Why? > ", usize::from(width), motion);
        screen.process(b"Why? > ");
        for key in keys {
            editor.press(key.clone());
            screen.process(editor.take_echo().as_bytes());
        }
        (editor.text.clone(), screen.screen().contents(), screen.screen().cursor_position())
    }

    fn chars(text: &str) -> Vec<Key> {
        text.chars().map(Key::Char).collect()
    }

    #[test]
    fn the_screen_shows_the_text_whatever_is_typed_and_erased() {
        let words = "the quick brown fox jumps over the lazy dog and on";
        for width in [9, 10, 20, 21, 40, 57, 58, 80] {
            for motion in [Motion::Free, Motion::AtEnd] {
                let mut keys = chars(words);
                for erased in 0..words.len() {
                    let (text, shown, cursor) = typed(&keys, width, motion);
                    assert_eq!(text, words[..words.len() - erased]);
                    let all = format!("Why? > {text}");
                    assert_eq!(shown.replace('\n', "").trim_end(), all.trim_end(), "{width} {motion:?}");
                    let at = u16::try_from(all.len()).expect("short");
                    assert_eq!(cursor, (at / width, at % width), "{width} {text}");
                    keys.push(Key::Backspace);
                }
            }
        }
    }

    #[test]
    fn what_is_mended_in_the_middle_shows_at_its_place() {
        let mut keys = chars("Half of the wards have a pannel of their own by now");
        keys.extend(std::iter::repeat_n(Key::Left, 22));
        keys.extend([Key::Backspace, Key::Home, Key::Delete]);
        keys.extend(chars("h"));
        for width in [20, 33, 80] {
            let (text, shown, _) = typed(&keys, width, Motion::Free);
            assert_eq!(text, "half of the wards have a panel of their own by now");
            assert_eq!(shown.replace('\n', ""), format!("Why? > {text}"), "{width}");
        }
        // Where nothing may be redrawn the arrows do nothing.
        assert_eq!(typed(&[chars("abc"), vec![Key::Left], chars("x")].concat(), 80, Motion::AtEnd).0, "abcx");
    }

    #[test]
    fn pasted_lines_stay_lines_and_nothing_in_them_acts_on_the_terminal() {
        let mut editor = Editor::new("> ", 40, Motion::Free);
        editor.press(Key::Paste("one\u{7}\n\ntwo \u{1b}[2J\u{202e}three\u{e}".to_owned()));
        assert_eq!(editor.take_echo(), "one\u{fffd}\r\n\r\ntwo \u{fffd}[2J\u{fffd}three\u{fffd}");
        let (_, shown, cursor) = typed(&[Key::Paste("one\n\ntwo three".to_owned()), Key::Backspace], 40, Motion::Free);
        assert_eq!((shown.as_str(), cursor), ("Why? > one\n\ntwo thre", (2, 8)));
    }

    #[test]
    fn wide_and_combining_characters_are_erased_whole() {
        let (text, shown, cursor) =
            typed(&[chars("aé日e\u{301}"), vec![Key::Backspace, Key::Backspace]].concat(), 80, Motion::Free);
        assert_eq!((text.as_str(), shown.as_str(), cursor), ("aé", "Why? > aé", (0, 9)));
        assert_eq!(typed(&[chars("two words"), vec![Key::DeleteWord]].concat(), 80, Motion::Dumb).1.trim_end(), "Why? > two");
    }

    #[test]
    fn keys_that_end_a_line_do_so_only_where_nothing_would_be_lost() {
        let mut editor = Editor::new("> ", 80, Motion::Free);
        assert_eq!(editor.press(Key::Escape), Some(Done::Back));
        assert_eq!(editor.press(Key::EndOfInput), Some(Done::End));
        editor.press(Key::Char('a'));
        assert_eq!((editor.press(Key::Escape), editor.press(Key::EndOfInput)), (None, None));
        assert_eq!(editor.press(Key::Enter), Some(Done::Reply("a".to_owned())));
    }
}
