//! Running other programs.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, ExitCode, ExitStatus, Stdio};

use anyhow::{Context as _, Result, bail};

/// Returns the folder of the workspace.
pub fn root() -> PathBuf {
    // Cargo sets it for what it runs; started by hand, the tool works on the current folder.
    match std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) {
        Some(crate_folder) => crate_folder.parent().map(PathBuf::from).unwrap_or(crate_folder),
        None => PathBuf::from("."),
    }
}

/// Returns the folder where cargo builds.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// Prepares a call of cargo in the workspace.
pub fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    // Set for xtask by its own run; a build script of another crate must not see them.
    command.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_PKG_NAME");
    command.args(arguments).current_dir(root());
    command
}

/// Builds all programs of the workspace. With the tests, since cargo would otherwise build what they depend on anew, with the
/// features that the tests do not ask for left out.
pub fn build_programs() -> Result<()> {
    run(&mut cargo(&["build", "--locked", "--workspace", "--bins", "--tests"]))
}

/// Prepares a call of any program in the workspace.
pub fn program(name: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root());
    command
}

/// Runs a command and says whether it succeeded; its output goes to the terminal.
pub fn succeeds(command: &mut Command) -> Result<bool> {
    Ok(status(command)?.success())
}

/// Runs a command whose failure ends the task.
pub fn run(command: &mut Command) -> Result<()> {
    let status = status(command)?;
    if !status.success() {
        bail!("{} ended with {status}", line(command));
    }
    Ok(())
}

/// Runs a command and returns its standard output.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| line(command))?;
    if !output.status.success() {
        bail!("{} ended with {}", line(command), output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("{} wrote something that is no text", line(command)))
}

/// Runs a command, passes on both of its outputs line by line, and gives each line to `look`.
pub fn watch(command: &mut Command, mut look: impl FnMut(&str)) -> Result<bool> {
    // One pipe for both, so that the lines stay in order.
    let (reader, writer) = std::io::pipe()?;
    let second_writer = writer.try_clone()?;
    command.stdout(writer).stderr(second_writer);
    let mut child = command.spawn().with_context(|| line(command))?;
    // The command holds the writing ends; with them open, reading would never end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    for text in BufReader::new(reader).lines() {
        let text = text.with_context(|| line(command))?;
        println!("{text}");
        look(&text);
    }
    Ok(child.wait()?.success())
}

/// Tells whether a program can be found.
pub fn is_installed(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

/// Makes an exit code of an outcome.
pub fn exit(is_good: bool) -> ExitCode {
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn status(command: &mut Command) -> Result<ExitStatus> {
    command.status().with_context(|| line(command))
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
