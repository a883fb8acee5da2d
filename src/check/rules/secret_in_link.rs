//! A link that opens a door.

use crate::check::{Behind, Find, Kind, Rule};
use crate::diagnostic::{Code, Severity};

pub const RULE: Rule = Rule {
    code: Code::new("secret-in-link"),
    severity: Severity::Error,
    summary: "A link holds a password, key or token.",
    why: "Whoever reads the paper can use the link as the person who made it. Evidence should be named so that those who may see it can find it, and no one else.",
    behind: Behind::Own("It is this project's own, as papers are published. Your information governance lead decides what may stand in one."),
    bad: "answers:\n  L1:\n    rating: green\n    because: A named director holds the portfolio.\n    evidence:\n      - title: Portfolio statement\n        where: https://files.example/portfolio.pdf?token=9f2c81\n        dated: 2026-09-30\n",
    good: "answers:\n  L1:\n    rating: green\n    because: A named director holds the portfolio.\n    evidence:\n      - title: Portfolio statement\n        where: board-papers/2026-09/portfolio.pdf\n        dated: 2026-09-30\n",
    fix: "name the place without the part that lets one in; have the password or token changed, as copies of the file keep it",
    find: Find::Private(Kind::Secret),
};
