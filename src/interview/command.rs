//! What a typed line means: text, or one of the commands that work at every prompt.

use crate::text::nearest;

/// A command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// To the question before.
    Back,
    /// Leave this requirement for later, with a note.
    Later(Option<String>),
    /// To a requirement by its id.
    Go(Option<String>),
    /// Show the guidance.
    Guide,
    /// Stop here.
    Save,
    /// Say what can be typed.
    Help,
}

/// Every command: its word, what may follow, what it does.
pub const COMMANDS: &[(&str, &str, &str)] = &[
    (":back", "", "go back one question"),
    (":later", "[note]", "leave this requirement for later, with a note of whom to ask"),
    (":go", "ID", "go to a requirement by its id"),
    (":guide", "", "show the guidance"),
    (":save", "", "stop here; everything confirmed is saved already"),
    (":help", "", "show this list"),
];

/// What a typed line means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// Text, as meant: a doubled colon at the start is one.
    Text(String),
    /// A command.
    Command(Command),
    /// Something that looks like a command and is none; the line says what to do.
    Unknown(String),
}

/// Reads a line.
#[must_use]
pub fn read(line: &str) -> Typed {
    let line = line.trim_end_matches(['\r', '\n']);
    if line.trim() == "?" {
        // Nobody's evidence is called that: who types it asks for help, as other programs taught them.
        return Typed::Command(Command::Help);
    }
    let Some(rest) = line.trim_start().strip_prefix(':') else { return Typed::Text(line.to_owned()) };
    if rest.starts_with(':') {
        return Typed::Text(rest.to_owned());
    }
    let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let after = Some(after.trim()).filter(|a| !a.is_empty()).map(str::to_owned);
    Typed::Command(match word.to_lowercase().as_str() {
        "back" | "b" => Command::Back,
        "later" | "l" => Command::Later(after),
        "go" | "g" | "goto" => Command::Go(after),
        "guide" => Command::Guide,
        "save" | "s" | "quit" | "q" => Command::Save,
        "help" | "h" | "?" => Command::Help,
        _ => {
            let near = nearest(&format!(":{word}"), COMMANDS.iter().map(|(c, ..)| *c));
            let near = near.map(|n| format!(" Did you mean {n}?")).unwrap_or_default();
            return Typed::Unknown(format!(
                "There is no command :{word}.{near} To begin a text with a colon, type two: ::{word}"
            ));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_work_in_any_case_and_a_doubled_colon_is_text() {
        assert_eq!(read(":back\n"), Typed::Command(Command::Back));
        assert_eq!(read(" :Go  L3 "), Typed::Command(Command::Go(Some("L3".to_owned()))));
        assert_eq!(read(":later ask the quality team"), Typed::Command(Command::Later(Some("ask the quality team".to_owned()))));
        assert_eq!((read("?"), read("Why?")), (Typed::Command(Command::Help), Typed::Text("Why?".to_owned())));
        assert_eq!(read("::smile"), Typed::Text(":smile".to_owned()));
        assert_eq!(read("at 17:45: nothing"), Typed::Text("at 17:45: nothing".to_owned()));
        assert!(matches!(read(":gide"), Typed::Unknown(why) if why.contains(":guide")));
    }
}
