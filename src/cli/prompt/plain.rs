//! Plain mode: numbered choices, one line at a time, nothing redrawn. For screen readers, simple terminals, scripts and files
//! of replies.

use std::io::{self, BufRead, Write};

use console::strip_ansi_codes;

use super::Replies;
use super::speak::Voice;
use crate::interview::{Ask, Kind, Prompt, Reply, Say};
use crate::text::clean_line;

/// Asks on one stream and takes replies from elsewhere.
pub struct Plain<R, W> {
    replies: R,
    output: W,
    voice: Voice,
    /// The replies come from no keyboard, so they are repeated for whoever reads along.
    echo: bool,
}

impl<R: Replies, W: Write> Plain<R, W> {
    /// Asks in lines of this width.
    pub const fn new(replies: R, output: W, width: usize, echo: bool) -> Self {
        Self { replies, output, voice: Voice { width, rich: false }, echo }
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
    fn next(&mut self, _lead: &str) -> io::Result<Reply> {
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

/// The question on one line, with what stands there now: complete in itself, so that nothing above need be heard again.
fn line_of(ask: &Ask) -> String {
    let mut line = clean_line(&ask.prompt).into_owned();
    if let Some(current) = &ask.current {
        let current: String = clean_line(current).chars().take(60).collect();
        if !line.ends_with('?') {
            line.push('.');
        }
        line.push_str(&format!(" Now: {current}."));
    }
    line
}

impl<R: Replies, W: Write> Prompt for Plain<R, W> {
    fn ask(&mut self, said: &[Say], ask: &Ask) -> io::Result<Reply> {
        self.voice.width = self.replies.width().unwrap_or(self.voice.width);
        let mut text = self.voice.speak(said);
        if let Kind::Choice(items) = &ask.kind {
            for (index, item) in items.iter().filter(|i| !i.is_command).enumerate() {
                let detail = if item.detail.is_empty() { String::new() } else { format!(": {}", clean_line(&item.detail)) };
                text.push_str(&self.voice.lines(&format!("{}. {}{detail}", index + 1, item.label)));
            }
        }
        if let Some(hint) = &ask.hint {
            text.push_str(&self.voice.lines(hint));
        }
        let question = self.voice.lines(&line_of(ask));
        text.push_str(question.trim_end());
        text.push_str(" > ");
        self.output.write_all(text.as_bytes())?;
        self.output.flush()?;
        let lead = format!("{} > ", question.lines().next_back().unwrap_or_default());
        let reply = self.replies.next(&lead)?;
        if self.echo {
            let typed = if let Reply::Typed(line) = &reply { crate::text::clean(line) } else { "".into() };
            writeln!(self.output, "{typed}")?;
        }
        Ok(reply)
    }
}
