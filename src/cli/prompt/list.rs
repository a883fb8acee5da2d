//! A list to move in: what each key does, and what has to be written for the screen to show it.
//!
//! Only arrows, Enter and Esc act. A letter starts a line to type on, so that text typed or pasted at a list by mistake chooses
//! nothing.

use dialoguer::theme::Theme;

use crate::render::wrap;

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
    /// Rows above the list that should stay on the screen.
    above: usize,
    /// Columns that each line on the screen takes.
    drawn: Vec<usize>,
}

/// Columns that the mark and a margin take.
const MARGIN: usize = 6;
/// Rows of the screen that are left to what stands above the list where that does not fit as a whole.
const ROWS_ABOVE: usize = 2;
/// Rows that the prompt and the line below the list take.
const ROWS_AROUND: usize = 2;
/// Columns by which the further lines of an item are set in.
const SET_IN: &str = "    ";

impl<'a> List<'a> {
    pub const fn new(theme: &'a dyn Theme, prompt: &'a str, items: &'a [String], marked: usize, above: usize) -> Self {
        Self { theme, prompt, items, marked, above, drawn: Vec::new() }
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
        let left = rows.saturating_sub(ROWS_AROUND);
        // The question stays in sight, unless nothing would be left for the list.
        let above = if self.above < left { self.above.max(ROWS_ABOVE) } else { ROWS_ABOVE };
        let room = left.saturating_sub(above).max(1);
        let width = columns.saturating_sub(MARGIN);
        let whole: Vec<Vec<String>> = self.items.iter().map(|item| wrap(item, width, "", "", true)).collect();
        let all_fits = whole.iter().map(Vec::len).sum::<usize>() <= room;
        // Where they do not all fit, each takes one line, and the marked one is read in full.
        let marked = whole.get(self.marked).map_or(1, Vec::len).clamp(1, room);
        let most = if all_fits { self.items.len() } else { (room + 1 - marked).min(self.items.len()) };
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
            let is_whole = all_fits || index == self.marked;
            let cut = [shortened(item, width)];
            let texts = if is_whole { &whole[index][..whole[index].len().min(room)] } else { &cut[..] };
            for (nth, text) in texts.iter().enumerate() {
                let mut line = String::new();
                if nth == 0 {
                    let _ = self.theme.format_select_prompt_item(&mut line, text, index == self.marked);
                } else {
                    line = format!("{SET_IN}{text}");
                }
                lines.push(line);
            }
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
            let mut list = List::new(&SimpleTheme, "Rating", &items, 0, 0);
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
    fn an_item_longer_than_a_line_is_whole_where_there_is_room_and_where_it_is_marked() {
        let long = "Amber: Partly in place, or in place but not evidenced, not consistent, or not everywhere".to_owned();
        let items = [vec![long.clone()], items(), vec![long.clone()]].concat();
        let said = |screen: &vt100::Parser| screen.screen().contents().split_whitespace().collect::<Vec<_>>().join(" ");
        for (rows, columns, above) in [(24_u16, 80_u16, 0), (24, 80, 6), (10, 80, 4), (12, 40, 4)] {
            let mut screen = screen(rows, columns);
            let mut list = List::new(&SimpleTheme, "Rating", &items, 0, above);
            let question: Vec<String> = (0..above).map(|n| format!("question {n}")).collect();
            screen.process(question.iter().map(|line| format!("{line}\r\n")).collect::<String>().as_bytes());
            screen.process(list.draw((usize::from(rows), usize::from(columns))).as_bytes());
            assert!(said(&screen).contains(&format!("> {long}")), "{rows}x{columns}\n{}", screen.screen().contents());
            assert!(question.iter().all(|line| said(&screen).contains(line)), "{}", screen.screen().contents());
            assert_eq!(said(&screen).matches("not everywhere").count(), if rows == 24 { 2 } else { 1 });
        }
    }

    #[test]
    fn the_mark_goes_round() {
        let items = items();
        let mut list = List::new(&SimpleTheme, "Rating", &items, 0, 0);
        list.go(Move::Up);
        assert_eq!(list.marked(), 10);
        list.go(Move::Down);
        assert_eq!(list.marked(), 0);
    }
}
