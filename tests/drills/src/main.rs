//! `nilecare-drill`: measures a hub, kills it, and lets it talk to the HL7 software of others. The last line of a drill
//! counts what passed and failed.
#![allow(clippy::print_stdout, reason = "a command line tool speaks on standard output")]

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Parser;
use nilecare_drills::bench::million::{self, MillionOptions};
use nilecare_drills::bench::scale::{self, ScaleOptions};
use nilecare_drills::bench::{self, BenchOptions};
use nilecare_drills::interop::{self, InteropOptions, Verdict};
use nilecare_drills::kill::{self, KillOptions, Round};
use nilecare_drills::outage::{self, OutageOptions};
use nilecare_drills::slow::{self, SlowOptions};
use nilecare_drills::{Check, DrillOptions, poison, redeploy, repeats, stop};

#[derive(Parser)]
#[command(
    name = "nilecare-drill",
    about = "Measures a NileCare hub, kills it, and tries it against other software"
)]
enum Cli {
    /// Measure messages per second and latency; prints a Markdown table.
    Bench(BenchOptions),
    /// Measure hubs with many channels, idle and loaded evenly.
    Scale(ScaleOptions),
    /// Measure recovery and questions with a million messages in the store.
    Million(MillionOptions),
    /// End the hub with SIGKILL under load and compare the ledgers, round after round.
    Kill(KillOptions),
    /// Ask the hub to end (SIGTERM) under load, round after round.
    Stop(DrillOptions),
    /// Deploy, undeploy, stop and start a channel under load; a change a round.
    Redeploy(DrillOptions),
    /// Let 20 destinations be away while messages come.
    Outage(OutageOptions),
    /// Send fast to a slow receiver and watch the hub's memory.
    Slow(SlowOptions),
    /// Send messages that cannot be processed among others; 10,000 a round.
    Poison(DrillOptions),
    /// Send the same messages again and again, and restart the hub after each round.
    Repeats(DrillOptions),
    /// Exchange messages with the HL7 software of others.
    Interop(InteropOptions),
}

#[tokio::main]
async fn main() -> ExitCode {
    let is_good = match Cli::parse() {
        Cli::Bench(options) => measure(&options).await,
        Cli::Scale(options) => print(scale::run(&options).await),
        Cli::Million(options) => print(million::run(&options).await),
        Cli::Kill(options) => kill(options).await,
        Cli::Stop(options) => drill("stop", options, async |options, told| stop::run(&options, told).await).await,
        Cli::Redeploy(options) => {
            drill("redeploy", options, async |options, told| {
                redeploy::run(&options, told).await
            })
            .await
        }
        Cli::Poison(options) => {
            drill("poison", options, async |options, told| {
                poison::run(&options, told).await
            })
            .await
        }
        Cli::Repeats(options) => {
            drill("repeats", options, async |options, told| {
                repeats::run(&options, told).await
            })
            .await
        }
        Cli::Outage(options) => counted(async |told| outage::run(&options, told).await).await,
        Cli::Slow(options) => counted(async |told| slow::run(&options, told).await).await,
        Cli::Interop(options) => exchange(&options).await,
    };
    match is_good {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("nilecare-drill: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(options: &BenchOptions) -> Result<bool> {
    let report = bench::run(options).await?;
    println!("{}", report.table());
    if let Some(path) = &options.json {
        let text = serde_json::to_string_pretty(&report)?;
        std::fs::write(path, text).with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(report.is_clean())
}

fn print(text: Result<String>) -> Result<bool> {
    println!("{}", text?);
    Ok(true)
}

async fn kill(mut options: KillOptions) -> Result<bool> {
    let seed = *options.seed.get_or_insert_with(rand::random);
    println!("kill drill: {} rounds, --seed {seed}", options.rounds);
    let (mut passed, mut failed) = (0, 0);
    let ended = kill::run(&options, |round| {
        println!("{}", line(round));
        *(if round.is_sound() { &mut passed } else { &mut failed }) += 1;
    })
    .await;
    if let Err(error) = ended {
        println!("FAILED: {error:#}");
        failed += 1;
    }
    println!("{passed} passed, {failed} failed");
    Ok(failed == 0)
}

/// Runs a drill of rounds with its seed told.
async fn drill(
    name: &str,
    mut options: DrillOptions,
    run: impl AsyncFnOnce(DrillOptions, &mut dyn FnMut(&Check)) -> Result<()>,
) -> Result<bool> {
    let seed = options.settle_seed();
    println!("{name} drill: {} rounds, --seed {seed}", options.rounds);
    counted(async |told| run(options, told).await).await
}

/// Prints each check, and how many passed on the last line.
async fn counted(run: impl AsyncFnOnce(&mut dyn FnMut(&Check)) -> Result<()>) -> Result<bool> {
    let (mut passed, mut failed) = (0, 0);
    let mut told = |check: &Check| {
        println!("{check}");
        *(if check.wrong.is_empty() {
            &mut passed
        } else {
            &mut failed
        }) += 1;
    };
    let ended = run(&mut told).await;
    if let Err(error) = ended {
        println!("FAILED: {error:#}");
        failed += 1;
    }
    println!("{passed} passed, {failed} failed");
    Ok(failed == 0)
}

fn line(round: &Round) -> String {
    let twice = if round.is_killed_twice {
        ", and again while it recovered"
    } else {
        ""
    };
    let mut line = format!(
        "round {}: killed after {} ms{twice}; ready after {} ms, drained after {} ms; {} acknowledged so far, {} repeats",
        round.round, round.load_ms, round.start_ms, round.drain_ms, round.acknowledged, round.repeats
    );
    if !round.is_sound() {
        let ledgers = serde_json::to_string(&round.ledgers).unwrap_or_default();
        line = format!(
            "FAILED {line}; repeats without a mark: {:?}; ledgers: {ledgers}",
            round.unmarked_repeats
        );
    }
    line
}

async fn exchange(options: &InteropOptions) -> Result<bool> {
    let (mut passed, mut failed, mut not_run) = (0, 0, 0);
    interop::run(options, |peer, verdict| match verdict {
        Verdict::Passed => {
            println!("passed: {peer}");
            passed += 1;
        }
        Verdict::Failed(error) => {
            println!("FAILED: {peer}: {error:#}");
            failed += 1;
        }
        Verdict::NotRun(why) => {
            println!("not run: {peer}: {why}");
            not_run += 1;
        }
    })
    .await?;
    println!("{passed} passed, {failed} failed, {not_run} not run");
    Ok(failed == 0)
}
