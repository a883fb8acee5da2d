//! Plain mode: numbered choices, one line at a time, nothing redrawn. For screen readers, simple terminals, scripts and files
//! of replies.

use std::io::{self, BufRead, Write};

use dialoguer::console::strip_ansi_codes;

use super::speak::Voice;
use crate::interview::{Ask, Kind, Prompt, Reply, Say};
use crate::text::clean_line;

/// Asks on one stream and reads lines from another.
pub struct Plain<R, W> {
    input: R,
    output: W,
    voice: Voice,
    /// The reader is no terminal, so replies are repeated for whoever reads along.
    echo: bool,
}

impl<R: BufRead, W: Write> Plain<R, W> {
    /// Asks in lines of this width.
    pub const fn new(input: R, output: W, width: usize, echo: bool) -> Self {
        Self { input, output, voice: Voice { width, rich: false }, echo }
    }

    /// Where the conversation is written.
    pub const fn output(&mut self) -> &mut W {
        &mut self.output
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

impl<R: BufRead, W: Write> Prompt for Plain<R, W> {
    fn ask(&mut self, said: &[Say], ask: &Ask) -> io::Result<Reply> {
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
        text.push_str(self.voice.lines(&line_of(ask)).trim_end());
        write!(self.output, "{text} > ")?;
        self.output.flush()?;

        let mut bytes = Vec::new();
        if self.input.read_until(b'\n', &mut bytes)? == 0 {
            writeln!(self.output)?;
            return Ok(Reply::End);
        }
        let Ok(text) = std::str::from_utf8(&bytes) else {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a reply is not UTF-8 text; save the replies as UTF-8"));
        };
        // Arrow keys send whole sequences; none of it is text.
        let line = strip_ansi_codes(text).trim_end_matches(['\r', '\n']).to_owned();
        if self.echo {
            writeln!(self.output, "{}", crate::text::clean(&line))?;
        }
        Ok(Reply::Typed(line))
    }
}
