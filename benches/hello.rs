//! The least a program in Rust costs to start, to measure `vpr` against: `benches/startup.py` runs it.
#![expect(clippy::print_stdout, reason = "it is all this does")]

fn main() {
    println!("Hello, world!");
}
