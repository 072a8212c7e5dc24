//! Packages of the system, by apt-get where there is one.

use anyhow::{Result, bail};

use crate::process::{is_installed, program, run};

/// Sees to it that there are compilers of C and C++, and make: linking needs one, and the embedded SQLite and the Kafka client
/// are built from C.
pub fn c_compiler() -> Result<()> {
    if ["cc", "c++", "make"].into_iter().all(is_installed) {
        return Ok(());
    }
    apt(
        &["build-essential"],
        "compilers of C and C++, for linking, the embedded SQLite and the Kafka client",
    )
}

/// Sees to it that calls of the C library can be made to fail in a running program.
pub fn fault_injector() -> Result<()> {
    if is_installed("fiu-run") {
        return Ok(());
    }
    apt(
        &["fiu-utils"],
        "the test that ends the hub by a failing disk makes fdatasync fail with it",
    )
}

/// Installs packages.
pub fn apt(packages: &[&str], why: &str) -> Result<()> {
    if !is_installed("apt-get") {
        bail!("there is no apt-get; install {} by hand: {why}", packages.join(" "));
    }
    println!("setup: installing {} with apt-get: {why}", packages.join(" "));
    run(&mut as_root(&["apt-get", "update", "-qq"]))?;
    let mut install = vec!["apt-get", "install", "-y", "-qq", "--no-install-recommends"];
    install.extend(packages);
    run(&mut as_root(&install))
}

fn as_root(words: &[&str]) -> std::process::Command {
    // Only root may write here; a user needs sudo, which asks for the password if it must.
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    let mut command = if is_root {
        program(words[0], &words[1..])
    } else {
        program("sudo", words)
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
