//! Papers: what the figures of an assessment say, to whom, as [`Document`](crate::render::Document)s and tables.
//!
//! Nothing here knows a format, and no text is escaped here.

mod board;
mod explain;
mod requirements;
mod status;
#[cfg(test)]
mod tests;
mod words;

pub use board::board;
pub use explain::explain;
pub use requirements::requirements;
pub use status::status;
