//! The tests of this crate from outside, in one binary: linking many is slow. Each file beside this one is a module here.

mod adt;
mod adt_chart;
mod allergies;
mod api;
mod charts;
mod common;
mod duplicates;
mod logs;
mod merge;
mod notes;
mod vital_signs;
