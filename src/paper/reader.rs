//! Whom papers are for, and the sections of the paper of each.

/// Whom a paper is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reader {
    /// The board: made for four pages, so that no list is long.
    Board,
    /// The committee that oversees the work: everything.
    Committee,
    /// Who commissions the services.
    Commissioner,
    /// An inspector, or whoever prepares for one.
    Inspection,
    /// Everybody.
    Public,
}

impl Reader {
    /// Every reader: the word for it, and the title of its paper.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Board, "board", "board paper"),
        (Self::Committee, "committee", "committee paper"),
        (Self::Commissioner, "commissioner", "commissioner's paper"),
        (Self::Inspection, "inspection", "inspection paper"),
        (Self::Public, "public", "public paper"),
    ];

    /// As typed and as written in templates.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(r, ..)| *r == self).map_or("", |(_, id, _)| id)
    }

    /// "board paper".
    #[must_use]
    pub fn title(self) -> &'static str {
        Self::ALL.iter().find(|(r, ..)| *r == self).map_or("", |(.., title)| title)
    }

    /// The sections of its paper that a house style may order and name, in the usual order.
    #[must_use]
    pub const fn sections(self) -> &'static [&'static str] {
        match self {
            Self::Board => &[
                "front-sheet",
                "position",
                "changes",
                "ratings",
                "essential",
                "assurance",
                "balance",
                "inspection",
                "risks",
                "actions",
                "staff-side",
                "outcomes",
                "open",
                "decisions",
                "method",
            ],
            Self::Committee => &[
                "front-sheet",
                "position",
                "changes",
                "ratings",
                "overview",
                "requirements",
                "others",
                "outcomes",
                "sign-offs",
                "method",
            ],
            Self::Commissioner => &[
                "front-sheet",
                "duty",
                "position",
                "changes",
                "answers",
                "evidence",
                "exclusions",
                "sign-offs",
                "checks",
                "method",
            ],
            Self::Inspection => &["front-sheet", "position", "changes", "lenses", "requirements", "method"],
            Self::Public => &[
                "front-sheet",
                "position",
                "changes",
                "ratings",
                "essential",
                "requirements",
                "staff-side",
                "outcomes",
                "held-back",
                "method",
            ],
        }
    }
}
