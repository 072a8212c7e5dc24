//! The `nilecare` binary: the hub, and the commands to work with it.
//!
//! Exit codes: 0 done; 1 it did not work out (the text says why); 2 the command line is wrong; 70 the message store failed
//! to write and the process ended so that it can recover from what is on disk.

mod cli;
mod connections;
mod event_bus;
mod fhir_server;
mod gateway;
mod hub;
mod live;
mod management;
mod mqtt;
mod notices;
mod notify;
mod roles;
mod seed;
mod services;
mod settings;
mod sign_in;
mod store_keys;
mod upkeep;
mod web;
mod web_apps;

use std::process::ExitCode;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let command = cli::Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let result = match runtime {
        Ok(runtime) => runtime.block_on(command.run()),
        Err(error) => Err(anyhow::Error::new(error).context("starting the runtime")),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            // The one place where an error is told: the whole chain, once.
            cli::complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}
