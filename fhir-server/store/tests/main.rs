//! What the store promises.

mod concurrency;
mod history;
mod paging;
mod searching;
mod support;
mod transactions;
mod writing;
