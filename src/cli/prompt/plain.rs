//! Plain mode: numbered choices, one line at a time, nothing redrawn. For screen readers, simple terminals, scripts and files
//! of replies.

use std::io::{self, BufRead, Write};

use console::strip_ansi_codes;

use super::Replies;
use super::speak::Voice;
use crate::interview::{Ask, Choice, Kind, Prompt, Reply, Say};
use crate::text::clean_line;

/// Asks on one stream and takes replies from elsewhere.
pub struct Plain<R, W> {
    replies: R,
    output: W,
    voice: Voice,
    /// The replies come from no keyboard, so they are repeated for whoever reads along.
    echo: bool,
    /// Lists that were read out with what their items mean. That is done once: the question names the choices, and a whole
    /// list heard after each mistake drowns what was wrong.
    read_out: Vec<Vec<Choice>>,
}

impl<R: Replies, W: Write> Plain<R, W> {
    /// Asks in lines of this width.
    pub const fn new(replies: R, output: W, width: usize, echo: bool) -> Self {
        Self { replies, output, voice: Voice { width, rich: false }, echo, read_out: Vec::new() }
    }

    /// Where the conversation is written.
    pub const fn output(&mut self) -> &mut W {
        &mut self.output
    }
}

/// Replies from a file or a program, a line each.
pub struct Piped<R>(R);

impl<R: BufRead> Piped<R> {
    /// Reads lines from this.
    pub const fn new(input: R) -> Self {
        Self(input)
    }
}

impl<R: BufRead> Replies for Piped<R> {
    fn next(&mut self, _above: &str, _lead: &str) -> io::Result<Reply> {
        let mut bytes = Vec::new();
        if self.0.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(Reply::End);
        }
        let Ok(text) = std::str::from_utf8(&bytes) else {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a reply is not UTF-8 text; save the replies as UTF-8"));
        };
        Ok(Reply::Typed(strip_ansi_codes(text).trim_end_matches(['\r', '\n']).to_owned()))
    }
}

impl<R: Replies, W: Write> Plain<R, W> {
    /// The items of a list, each with its number.
    fn choices(&self, items: &[Choice]) -> String {
        let items = items.iter().filter(|item| !item.is_command).enumerate();
        let line = |(index, item): (usize, &Choice)| {
            let detail = if item.detail.is_empty() { String::new() } else { format!(": {}", clean_line(&item.detail)) };
            self.voice.lines(&format!("{}. {}{detail}", index + 1, item.label))
        };
        items.map(line).collect()
    }
}

impl<R: Replies, W: Write> Prompt for Plain<R, W> {
    fn ask(&mut self, said: &[Say], ask: &Ask) -> io::Result<Reply> {
        self.voice.width = self.replies.width().unwrap_or(self.voice.width);
        let mut text = self.voice.speak(said);
        let mut again = "";
        if let Kind::Choice(items) = &ask.kind
            && items.iter().any(|item| !item.is_command && !item.detail.is_empty())
            && !self.read_out.contains(items)
        {
            text.push_str(&self.choices(items));
            if self.read_out.is_empty() {
                again = "A question mark alone reads the choices again.";
            }
            self.read_out.push(items.clone());
        }
        text.push_str(&self.voice.lines(&format!("{} {again}", ask.hint.as_deref().unwrap_or_default())));
        let question = self.voice.lines(&format!("{} >", self.voice.question(ask)));
        let (above, last) =
            question.trim_end().rsplit_once('\n').map_or(("", question.trim_end()), |(above, last)| (above, last));
        loop {
            text.push_str(&format!("{} ", question.trim_end()));
            self.output.write_all(text.as_bytes())?;
            self.output.flush()?;
            let reply = self.replies.next(above, &format!("{last} "))?;
            if self.echo {
                let typed = if let Reply::Typed(line) = &reply { crate::text::clean(line) } else { "".into() };
                writeln!(self.output, "{typed}")?;
            }
            match (&ask.kind, &reply) {
                (Kind::Choice(items), Reply::Typed(line)) if line.trim() == "?" => text = self.choices(items),
                _ => return Ok(reply),
            }
        }
    }
}
