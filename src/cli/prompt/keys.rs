//! Keys, as the editor and the lists know them.

/// A key, or a text pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// A character. What is not UTF-8 shows as `�`.
    Char(char),
    /// A text pasted as one, its line ends as line feeds.
    Paste(String),
    Enter,
    Backspace,
    /// Ctrl-W.
    DeleteWord,
    /// Ctrl-U.
    DeleteLine,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    Escape,
    /// Ctrl-D.
    EndOfInput,
    /// Ctrl-C.
    Interrupt,
    /// Ctrl-Z.
    Suspend,
    /// One that means nothing here, as F5; or none, and the window is of another size.
    Other,
}

impl Key {
    /// The key that a character stands for, on its own or with Ctrl.
    pub const fn of(c: char) -> Self {
        match c {
            '\r' | '\n' => Self::Enter,
            '\u{7f}' | '\u{8}' => Self::Backspace,
            '\u{1}' => Self::Home,
            '\u{3}' => Self::Interrupt,
            '\u{4}' => Self::EndOfInput,
            '\u{5}' => Self::End,
            '\u{15}' => Self::DeleteLine,
            '\u{17}' => Self::DeleteWord,
            '\u{1a}' => Self::Suspend,
            '\t' => Self::Char(' '),
            c if c.is_ascii_control() => Self::Other,
            c => Self::Char(c),
        }
    }
}
