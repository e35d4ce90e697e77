//! Tables as people save them, in text and in workbooks. One binary: a file put straight into `tests/` is linked alone, with
//! all that it stands on, which takes time and disk.

mod matrix;
mod support;
mod workbooks;
