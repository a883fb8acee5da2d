//! The words between questions, for both kinds of prompt.

use console::style;

use crate::interview::{Ask, Heading, Kind, Say};
use crate::render::{markup, wrap};
use crate::text::clean_line;

/// Most characters that the choices may take to be told within the question.
const FEW_CHOICES: usize = 60;
/// Most characters of what is there now that are read out.
const ENOUGH: usize = 60;

/// How the words are set.
#[derive(Debug, Clone, Copy)]
pub struct Voice {
    /// Columns to write in.
    pub width: usize,
    /// Bold headings and rules; without, plain lines.
    pub rich: bool,
}

impl Voice {
    /// Text wrapped to the width, a line feed at the end. A path is never broken: it is there to be copied.
    pub fn lines(self, text: &str) -> String {
        wrap(text, self.width, "", "", false).iter().map(|line| format!("{line}\n")).collect()
    }

    fn strong(self, text: &str) -> String {
        let wrapped = self.lines(text);
        if !self.rich {
            return wrapped;
        }
        wrapped.lines().map(|line| format!("{}\n", style(line).for_stderr().bold())).collect()
    }

    /// Everything said before a question.
    pub fn speak(self, said: &[Say]) -> String {
        said.iter().map(|say| self.one(say)).collect()
    }

    fn one(self, say: &Say) -> String {
        match say {
            Say::Section { title, about } if self.rich => {
                let rule = "─".repeat(self.width.saturating_sub(title.chars().count() + 4));
                format!("\n{}\n{}", style(format!("── {title} {rule}")).for_stderr().bold(), self.lines(about))
            }
            Say::Section { title, about } => format!("\n{}{}", self.lines(title), self.lines(about)),
            Say::Requirement(heading) => self.requirement(heading),
            Say::Guidance { title, markdown, evidence, owner, basis } => {
                let mut out = format!("\n{}", self.strong(title));
                out.push_str(markup::to_text(markdown, self.width).trim_end());
                out.push_str("\n\n");
                out.push_str(&self.lines(&format!("Evidence, for example: {}.", evidence.join("; "))));
                out.push_str(&self.lines(&format!("Usual owner: {owner}. {basis}")));
                out.push('\n');
                out
            }
            Say::Note(note) => self.lines(note),
            Say::Problem(problem) if self.rich => self.strong(problem),
            Say::Problem(problem) => self.lines(&format!("Not taken: {problem}")),
            Say::Standing(text) => format!("\n{text}\n"),
            Say::Help(lines) => lines.iter().map(|line| self.lines(line)).collect(),
        }
    }

    /// A question in one sentence, complete in itself, so that nothing above need be heard or seen again: what can be chosen,
    /// and then what stands there now.
    pub fn question(self, ask: &Ask) -> String {
        let mut line = clean_line(&ask.prompt).into_owned();
        let is_list = matches!(ask.kind, Kind::Choice(_));
        match &ask.kind {
            Kind::Choice(items) => {
                let items = items.iter().filter(|item| !item.is_command).enumerate();
                let items: Vec<String> = items.map(|(index, item)| format!("{} {}", index + 1, item.label)).collect();
                let all = match items.split_last() {
                    Some((last, before)) if !before.is_empty() => format!("{} or {last}", before.join(", ")),
                    _ => items.concat(),
                };
                let is_asked = line.ends_with('?');
                if all.chars().count() <= FEW_CHOICES {
                    line.push_str(if is_asked { " " } else { ": " });
                    line.push_str(&all);
                } else {
                    line.push_str(&format!("{} 1 to {}", if is_asked { "" } else { "," }, items.len()));
                }
            }
            Kind::Confirm => line.push_str(" Yes or no"),
            Kind::Line | Kind::Text { .. } => {}
        }
        if let Some(current) = &ask.current {
            let current = clean_line(current);
            // Lines can be looked over, but not listened over.
            let most = if self.rich { usize::MAX } else { ENOUGH };
            let cut = if current.chars().count() > most { "…" } else { "" };
            let current: String = current.chars().take(most).collect();
            let stop = if line.ends_with('?') { "" } else { "." };
            line.push_str(&format!("{stop} {}: {}{cut}", if is_list { "Enter alone" } else { "Now" }, current.trim_end()));
        }
        line
    }

    /// Which requirement it is and what is asked, to be shown again.
    pub fn again(self, heading: &Heading) -> String {
        format!("{}{}", self.name(heading), self.asked(heading))
    }

    /// The question about a requirement and all below it.
    pub fn asked(self, heading: &Heading) -> String {
        let last: String = heading.last.iter().map(|line| self.lines(line)).collect();
        format!("{}{last}", self.strong(&format!("Question: {}", heading.question)))
    }

    fn name(self, heading: &Heading) -> String {
        let essential = if heading.essential { " (essential)" } else { "" };
        self.strong(&format!("{} {}{essential}", heading.id, heading.title))
    }

    fn requirement(self, heading: &Heading) -> String {
        let about = format!("{}{}", self.lines(&heading.requirement), self.asked(heading));
        format!("\n{}{}{about}", self.lines(&heading.progress), self.name(heading))
    }
}
