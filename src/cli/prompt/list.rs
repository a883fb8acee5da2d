//! A list to move in: what each key does, and what has to be written for the screen to show it.
//!
//! Only arrows, Enter and Esc act. A letter starts a line to type on, so that text typed or pasted at a list by mistake chooses
//! nothing.

use dialoguer::theme::Theme;

/// What the person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked {
    /// This item.
    Item(usize),
    /// Began to type; what was typed so far is still to be read.
    Typing,
    /// Esc.
    Back,
    /// There is no more input.
    End,
}

/// A movement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    Up,
    Down,
    First,
    Last,
}

/// A list with one item marked.
pub struct List<'a> {
    theme: &'a dyn Theme,
    prompt: &'a str,
    items: &'a [String],
    marked: usize,
    /// Columns that each line on the screen takes.
    drawn: Vec<usize>,
}

/// Columns that the mark and a margin take.
const MARGIN: usize = 6;
/// Lines of the screen that are left to what stands above the list.
const ROWS_ABOVE: usize = 2;

impl<'a> List<'a> {
    pub const fn new(theme: &'a dyn Theme, prompt: &'a str, items: &'a [String], marked: usize) -> Self {
        Self { theme, prompt, items, marked, drawn: Vec::new() }
    }

    /// The item that is marked.
    pub const fn marked(&self) -> usize {
        self.marked
    }

    /// Moves the mark; beyond an end it goes on at the other.
    pub fn go(&mut self, to: Move) {
        let count = self.items.len();
        self.marked = match to {
            Move::Up => (self.marked + count - 1) % count,
            Move::Down => (self.marked + 1) % count,
            Move::First => 0,
            Move::Last => count - 1,
        };
    }

    /// The list, in place of the one drawn before. It takes no more rows than the screen has.
    pub fn draw(&mut self, (rows, columns): (usize, usize)) -> String {
        let wiped = self.wipe(columns);
        format!("{wiped}{}", self.whole((rows, columns)))
    }

    /// The list, to be written at the start of a new line.
    pub fn whole(&mut self, (rows, columns): (usize, usize)) -> String {
        let most = rows.saturating_sub(ROWS_ABOVE + 1).clamp(1, self.items.len());
        let first = (self.marked + 1).saturating_sub(most).min(self.items.len() - most);
        let mut prompt = String::new();
        let asked = if most < self.items.len() {
            format!("{} (item {} of {})", self.prompt, self.marked + 1, self.items.len())
        } else {
            self.prompt.to_owned()
        };
        // Writing to a string can't fail.
        let _ = self.theme.format_select_prompt(&mut prompt, &asked);
        let mut lines = vec![prompt];
        for (index, item) in self.items.iter().enumerate().skip(first).take(most) {
            let mut line = String::new();
            let item = shortened(item, columns.saturating_sub(MARGIN));
            let _ = self.theme.format_select_prompt_item(&mut line, &item, index == self.marked);
            lines.push(line);
        }
        self.drawn = lines.iter().map(|line| console::measure_text_width(line)).collect();
        let lines: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
        format!("\u{1b}[?25l{lines}")
    }

    /// Takes the list off the screen and gives the cursor back.
    pub fn take_off(&mut self, columns: usize) -> String {
        format!("{}\u{1b}[?25h", self.wipe(columns))
    }

    /// A terminal that was made narrower has folded the lines, so they take more rows than when they were written.
    fn wipe(&mut self, columns: usize) -> String {
        let rows: usize = self.drawn.drain(..).map(|width| width.div_ceil(columns.max(1)).max(1)).sum();
        if rows == 0 { String::new() } else { format!("\u{1b}[{rows}A\r\u{1b}[J") }
    }
}

/// An item on one line: longer ones would leave half of themselves behind when the list is drawn again.
fn shortened(text: &str, most: usize) -> String {
    if console::measure_text_width(text) <= most {
        return text.to_owned();
    }
    let start = console::truncate_str(text, most.saturating_sub(1), "");
    format!("{}…", start.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use dialoguer::theme::SimpleTheme;
    use std::num::NonZeroU16;

    fn screen(rows: u16, columns: u16) -> vt100::Parser {
        let size = |n| NonZeroU16::new(n).expect("a size");
        vt100::Parser::new(size(rows), size(columns), 0)
    }

    fn items() -> Vec<String> {
        (1..=11).map(|n| format!("Item {n}: with a meaning that is long enough to be cut at forty columns")).collect()
    }

    #[test]
    fn the_marked_item_is_always_on_the_screen_and_nothing_is_left_behind() {
        let items = items();
        for (rows, columns) in [(24_u16, 80_u16), (10, 40), (6, 40), (40, 200)] {
            let size = (usize::from(rows), usize::from(columns));
            let mut screen = screen(rows, columns);
            screen.process(b"above\r\n");
            let mut list = List::new(&SimpleTheme, "Rating", &items, 0);
            for _ in 0..30 {
                screen.process(list.draw(size).as_bytes());
                let shown = screen.screen().contents();
                assert!(shown.contains(&format!("> Item {}:", list.marked() + 1)), "{rows}x{columns}\n{shown}");
                assert_eq!(shown.matches("Rating").count(), 1, "{rows}x{columns}\n{shown}");
                assert!(rows < 16 || shown.starts_with("above\n"), "{shown}");
                list.go(if list.marked() == 10 { Move::First } else { Move::Down });
            }
            screen.process(list.take_off(size.1).as_bytes());
            let shown = screen.screen().contents();
            assert!(!shown.contains("Item") && !screen.screen().hide_cursor(), "{shown}");
        }
    }

    #[test]
    fn the_mark_goes_round() {
        let items = items();
        let mut list = List::new(&SimpleTheme, "Rating", &items, 0);
        list.go(Move::Up);
        assert_eq!(list.marked(), 10);
        list.go(Move::Down);
        assert_eq!(list.marked(), 0);
    }
}
