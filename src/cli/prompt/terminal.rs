//! On a terminal: lists to move in, free text on a line of its own. The same words and commands as in plain mode.

use std::fmt;
use std::io;

use console::{Style, style};
use dialoguer::theme::{ColorfulTheme, Theme};

use super::list::{List, Picked};
use super::speak::Voice;
use super::{Keyboard, Motion, Replies as _, say};
use crate::cli::surroundings::is_utf8;
use crate::interview::{Ask, Choice, Heading, Kind, Prompt, Reply, Say};
use crate::text::clean_line;

/// The item above all others: for those who would rather type, and for Enter pressed unawares.
/// The first of each pair where the list offers commands, as in the walk.
const TYPE_IT: [&str; 2] = ["Type it: a word or a command", "Type it"];
const TYPE_A_WORD: [&str; 2] = ["Type a word from the list, or a command such as :help.", "Type a word from the list."];

/// Only marks are coloured, and green can be seen on light and on dark; words keep the terminal's own colour.
fn coloured() -> ColorfulTheme {
    let mark = |mark: &str| style(mark.to_owned()).for_stderr().green();
    // The fonts of the Windows console lack the heavier one.
    let pointer = if cfg!(windows) { ">" } else { "❯" };
    ColorfulTheme {
        prompt_prefix: mark("?"),
        prompt_suffix: mark("›"),
        active_item_prefix: mark(pointer),
        active_item_style: Style::new().for_stderr().bold(),
        ..ColorfulTheme::default()
    }
}

/// What a list is about.
enum About {
    /// A requirement, whose question is said again in lines of the width of then.
    Requirement(Heading),
    /// A text, as it was said.
    Text(String),
}

/// Without colours: the simple theme, but for a question, which ends as it is.
struct Unmarked;

impl Theme for Unmarked {
    fn format_select_prompt(&self, f: &mut dyn fmt::Write, prompt: &str) -> fmt::Result {
        write!(f, "{prompt}{}", if prompt.ends_with('?') { "" } else { ":" })
    }
}

/// Asks on the terminal behind standard error, so that standard output stays free for results.
pub struct Terminal {
    voice: Voice,
    theme: Box<dyn Theme>,
    keyboard: Keyboard,
    /// What the list below is about, to be shown again after a pause.
    about: About,
    /// Rows since the question about a requirement, or the text to be judged, began. A list leaves them on the screen.
    rows: usize,
}

impl Terminal {
    /// Asks in lines of this width.
    pub fn new(width: usize) -> io::Result<Self> {
        let theme: Box<dyn Theme> =
            if console::colors_enabled_stderr() && is_utf8() { Box::new(coloured()) } else { Box::new(Unmarked) };
        Ok(Self {
            voice: Voice { width, rich: true },
            theme,
            keyboard: Keyboard::new(Motion::Free)?,
            about: About::Text(String::new()),
            rows: 0,
        })
    }

    fn choose(&mut self, ask: &Ask, items: &[Choice]) -> io::Result<Reply> {
        // Enter pressed unawares takes the first item: it must do no harm.
        let bare = usize::from(!items.iter().any(|item| item.is_command));
        let mut labels = vec![TYPE_IT[bare].to_owned()];
        labels.extend(items.iter().map(label));
        let current = ask.current.as_deref().and_then(|now| items.iter().position(|i| i.label.eq_ignore_ascii_case(now)));
        if ask.hint.is_some() {
            let hint = self.voice.lines("Choose with the arrow keys and Enter, or type a word; Esc goes back.");
            self.rows += hint.lines().count();
            say(&hint)?;
        }
        let above = match &self.about {
            About::Requirement(heading) => self.voice.again(heading),
            About::Text(text) => text.clone(),
        };
        let mut list = List::new(self.theme.as_ref(), &ask.prompt, &labels, current.map_or(0, |at| at + 1), self.rows);
        let index = match self.keyboard.pick(&above, &mut list)? {
            Picked::Back => return Ok(Reply::Back),
            Picked::End => return Ok(Reply::End),
            Picked::Typing => return self.read(&Ask { hint: None, ..ask.clone() }),
            Picked::Item(marked) => marked.checked_sub(1),
        };
        let Some(index) = index else {
            return self.read(&Ask { hint: Some(TYPE_A_WORD[bare].to_owned()), ..ask.clone() });
        };
        let joint = if ask.prompt.ends_with('?') { "" } else { ":" };
        self.rows += 1;
        say(&format!("{}{joint} {}\n", ask.prompt, items[index].label))?;
        Ok(Reply::Chosen(index))
    }

    fn read(&mut self, ask: &Ask) -> io::Result<Reply> {
        let mut text = String::new();
        if let Some(hint) = &ask.hint {
            text.push_str(&self.voice.lines(hint));
        }
        let question = self.voice.lines(&self.voice.question(ask));
        text.push_str(&question);
        // The line that is typed takes one more.
        self.rows += text.lines().count() + 1;
        say(&format!("{text}{} ", style(">").for_stderr().bold()))?;
        self.keyboard.next(&question, "> ")
    }
}

impl Prompt for Terminal {
    fn ask(&mut self, said: &[Say], ask: &Ask) -> io::Result<Reply> {
        self.voice.width = self.keyboard.width().unwrap_or(self.voice.width);
        let mut spoken = String::new();
        // Where what the question is about begins, if something new does.
        let mut begins = None;
        for one in said {
            let start = spoken.len();
            spoken.push_str(&self.voice.speak(std::slice::from_ref(one)));
            match one {
                Say::Requirement(heading) => {
                    begins = Some(start + spoken[start..].rfind(&self.voice.asked(heading)).unwrap_or_default());
                    self.about = About::Requirement(heading.clone());
                }
                // The empty line above it may go.
                Say::Section { .. } => {
                    begins = Some(start + 1);
                    self.about = About::Text(String::new());
                }
                _ => {}
            }
        }
        say(&spoken)?;
        self.rows = match begins {
            Some(begins) => spoken[begins..].lines().count(),
            None => self.rows + spoken.lines().count(),
        };
        if let (Some(begins), About::Text(text)) = (begins, &mut self.about) {
            spoken[begins..].clone_into(text);
        }
        match &ask.kind {
            Kind::Choice(items) => self.choose(ask, items),
            Kind::Line | Kind::Text { .. } | Kind::Confirm => {
                let reply = self.read(ask);
                // What comes next is about what was typed here, no longer about the question above.
                self.rows = 0;
                reply
            }
        }
    }
}

fn label(item: &Choice) -> String {
    if item.detail.is_empty() { item.label.clone() } else { format!("{}: {}", item.label, clean_line(&item.detail)) }
}
