//! What a patient and an encounter are, and how events change them. Pure.

pub(crate) mod chart;
pub(crate) mod chart_patch;
pub(crate) mod encounter;
pub(crate) mod freshness;
pub(crate) mod matching;
pub(crate) mod name_likeness;
pub(crate) mod news2;
pub(crate) mod patient;
