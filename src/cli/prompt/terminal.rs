//! On a terminal: lists to move in, free text on a line of its own. The same words and commands as in plain mode.

use std::io::{self, Write as _};

use dialoguer::console::{Term, strip_ansi_codes, style};
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use dialoguer::{Confirm, Select};

use super::speak::Voice;
use crate::interview::{Ask, Choice, Kind, Prompt, Reply, Say};
use crate::text::clean_line;

/// The item above all others: for those who would rather type, and for Enter pressed unawares.
const TYPE_IT: &str = "Type it: a word or a command";
/// Longest line that a terminal hands over; what is typed or pasted beyond it, the system drops.
const LONGEST_LINE: usize = 4095;

/// Asks on the terminal behind standard error, so that standard output stays free for results.
pub struct Terminal {
    term: Term,
    voice: Voice,
    theme: Box<dyn Theme>,
}

impl Terminal {
    /// Asks in lines of this width.
    pub fn new(width: usize) -> Self {
        let theme: Box<dyn Theme> =
            if dialoguer::console::colors_enabled_stderr() { Box::new(ColorfulTheme::default()) } else { Box::new(SimpleTheme) };
        Self { term: Term::stderr(), voice: Voice { width, rich: true }, theme }
    }

    fn choose(&self, ask: &Ask, items: &[Choice]) -> io::Result<Reply> {
        // What is typed at a list is not seen by it, but Enter is: the first item must do no harm.
        let mut labels = vec![TYPE_IT.to_owned()];
        labels.extend(items.iter().map(|item| self.label(item)));
        let current = ask.current.as_deref().and_then(|now| items.iter().position(|i| i.label.eq_ignore_ascii_case(now)));
        if ask.hint.is_some() {
            say(&self.voice.lines("Choose with the arrow keys and Enter; Esc goes back."))?;
        }
        let chosen = Select::with_theme(self.theme.as_ref())
            .with_prompt(&ask.prompt)
            .items(&labels)
            .default(current.map_or(0, |at| at + 1))
            .report(false)
            .interact_on_opt(&self.term)
            .map_err(io_error)?;
        let Some(chosen) = chosen else { return Ok(Reply::Back) };
        let Some(index) = chosen.checked_sub(1) else {
            return self
                .read(&Ask { hint: Some("Type a word from the list, or a command such as :help.".to_owned()), ..ask.clone() });
        };
        let joint = if ask.prompt.ends_with('?') { "" } else { ":" };
        say(&format!("{}{joint} {}\n", ask.prompt, items[index].label))?;
        Ok(Reply::Chosen(index))
    }

    /// An item on one line: longer ones would leave half of themselves behind when the list is redrawn.
    fn label(&self, item: &Choice) -> String {
        let full =
            if item.detail.is_empty() { item.label.clone() } else { format!("{}: {}", item.label, clean_line(&item.detail)) };
        let most = self.voice.width.saturating_sub(6);
        if full.chars().count() <= most {
            return full;
        }
        let start: String = full.chars().take(most.saturating_sub(1)).collect();
        format!("{}…", start.trim_end())
    }

    fn read(&self, ask: &Ask) -> io::Result<Reply> {
        let mut text = String::new();
        if let Some(hint) = &ask.hint {
            text.push_str(&self.voice.lines(hint));
        }
        if let Some(current) = &ask.current {
            text.push_str(&self.voice.lines(&format!("Now: {}", clean_line(current))));
        }
        text.push_str(self.voice.lines(&ask.prompt).trim_end());
        say(&format!("{text}\n{} ", style(">").for_stderr().bold()))?;
        let mut line = String::new();
        if io::stdin().read_line(&mut line)? == 0 {
            say("\n")?;
            return Ok(Reply::End);
        }
        if line.len() >= LONGEST_LINE {
            say(&self.voice.lines(
                "This terminal hands over 4,095 characters of a line at most; the rest of it was lost. Look at what was taken, and break long text into lines.",
            ))?;
        }
        Ok(Reply::Typed(strip_ansi_codes(&line).into_owned()))
    }
}

fn say(text: &str) -> io::Result<()> {
    let mut err = io::stderr().lock();
    err.write_all(text.as_bytes())?;
    err.flush()
}

impl Prompt for Terminal {
    fn ask(&mut self, said: &[Say], ask: &Ask) -> io::Result<Reply> {
        say(&self.voice.speak(said))?;
        match &ask.kind {
            Kind::Choice(items) => self.choose(ask, items),
            Kind::Line | Kind::Text { .. } => self.read(ask),
            Kind::Confirm => {
                let confirm = Confirm::with_theme(self.theme.as_ref()).with_prompt(clean_line(&ask.prompt)).default(false);
                Ok(confirm.interact_on_opt(&self.term).map_err(io_error)?.map_or(Reply::Back, Reply::Confirmed))
            }
        }
    }
}

fn io_error(error: dialoguer::Error) -> io::Error {
    let dialoguer::Error::IO(error) = error;
    error
}
