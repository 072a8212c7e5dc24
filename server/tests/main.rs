//! The tests of this crate from outside, in one binary: linking many is slow. Each file beside this one is a module here.

mod access;
mod apart;
mod audit;
mod booking;
mod channel_test;
mod charting;
mod check;
mod demo;
mod disk_failure;
mod fhir;
mod formats;
mod manage;
mod messages;
mod metrics;
mod mqtt;
mod notify;
mod paying;
mod prescribing;
mod records;
mod stores;
mod story;
mod support;
mod telling;
mod tls;
mod vitals_flow;
