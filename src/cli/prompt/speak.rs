//! The words between questions, for both kinds of prompt.

use console::style;

use crate::interview::{Heading, Say};
use crate::render::{markup, wrap};

/// How the words are set.
#[derive(Debug, Clone, Copy)]
pub struct Voice {
    /// Columns to write in.
    pub width: usize,
    /// Bold headings and rules; without, plain lines.
    pub rich: bool,
}

impl Voice {
    /// Text wrapped to the width, a line feed at the end.
    pub fn lines(self, text: &str) -> String {
        wrap(text, self.width, "", "", true).iter().map(|line| format!("{line}\n")).collect()
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

    fn requirement(self, heading: &Heading) -> String {
        let mut out = format!("\n{}", self.lines(&heading.progress));
        let essential = if heading.essential { " (essential)" } else { "" };
        out.push_str(&self.strong(&format!("{} {}{essential}", heading.id, heading.title)));
        out.push_str(&self.lines(&heading.requirement));
        out.push_str(&self.strong(&format!("Question: {}", heading.question)));
        for line in &heading.last {
            out.push_str(&self.lines(line));
        }
        out
    }
}
