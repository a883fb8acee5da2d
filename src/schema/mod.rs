//! JSON Schema (draft-07, the one that YAML editors understand) of the files people write, for editors to complete and check.
//!
//! Nothing here is derived from types: the parsers are no serde types, and the ids and ratings to complete are data of the
//! packs. Words, numbers and shapes come from the lists and limits that the parsers read; tests spoil every field of a file
//! that has all of them, and hold that a schema and its parser name the same fields and refuse the same mistakes.

mod assessment;
mod beside;
mod build;
mod expectations;
mod pack;

pub use assessment::assessment;
pub use beside::{crosswalk, lens};
pub use expectations::expectations;
pub use pack::pack;
