//! The tests of this crate from outside, in one binary: linking many is slow. Each file beside this one is a module here.

mod channel_settings;
mod connections;
mod crash_keyed;
mod crash_points;
mod crash_steps;
mod crash_under_load;
mod delivery;
mod disk_error;
mod disk_full;
mod files;
mod formats;
mod http_listener;
mod http_sender;
mod listener;
mod outage;
mod poison;
mod processing;
mod queues;
mod redeploy;
mod repeats;
mod sender;
mod storage;
mod tcp;
mod webhook;
