//! What the tool promises about its data: the packs, the files people write, and the way from one to the other.

mod bad_files;
mod marks;
mod packs;
mod round_trip;
mod spoil;
