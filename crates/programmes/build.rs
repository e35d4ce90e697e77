//! The rule and programme files are embedded in the binary: a file added or changed there rebuilds this crate.

fn main() {
    for folder in ["../../rules", "../../programmes"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
