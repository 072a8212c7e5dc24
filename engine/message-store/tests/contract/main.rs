//! What every message store must do, run on each of them.

mod attachments;
mod chains;
mod duplicates;
mod harness;
mod levels;
mod life;
mod queues;
mod restore;
mod retention;
mod sealing;
mod search;
mod statistics;
mod text;
