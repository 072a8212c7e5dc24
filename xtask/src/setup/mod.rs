//! Finds what is missing on this machine, says why it is wanted, and installs it.
//!
//! Only the C compiler is a must. Without one of the others some tests cannot run, and say so.

mod nextest;
mod node;
mod python;
mod servers;
mod system;
mod web;

use anyhow::Result;

pub use python::interpreter as python_interpreter;
pub use system::c_compiler;
pub use web::{ADMIN, App, CLINICAL, build as build_web, npm, tools as web_tools};

/// What is there after the setup.
#[derive(Debug, Clone, Copy)]
pub struct Tools {
    /// `cargo nextest`; else tests run by `cargo test`.
    pub has_nextest: bool,
    /// The apps can be built.
    pub has_web: bool,
    /// There is a browser to try them in.
    pub has_browser: bool,
}

/// Installs whatever can be installed. Only a missing C compiler is an error.
pub fn everything() -> Result<Tools> {
    c_compiler()?;
    let has_nextest = optional(
        "cargo-nextest",
        "`cargo test` runs the tests instead",
        nextest::install(),
    );
    optional(
        "Python peers",
        "their interoperability tests are not run",
        python::install(),
    );
    optional(
        "Node peers",
        "their interoperability tests are not run",
        node::install(),
    );
    optional(
        "fault injector",
        "the test of a failing disk under the binary is not run",
        system::fault_injector(),
    );
    optional(
        "servers for tests",
        "the tests that talk to them are not run",
        servers::install(),
    );
    let has_web = optional(
        "apps",
        "the hub is built without them, and their tests are not run",
        web::tools(),
    );
    // Built before the hub, which takes it into its binary. An app with mistakes fails its stages, which tell of them.
    if has_web && let Err(error) = web::build() {
        println!("setup: the apps are not built ({error:#})");
    }
    let has_browser = optional(
        "browser",
        "the tests of the apps in a browser are not run",
        web::browser(),
    );
    Ok(Tools {
        has_nextest,
        has_web,
        has_browser,
    })
}

/// Says what is missing and what that means; the work goes on.
fn optional(what: &str, consequence: &str, installed: Result<()>) -> bool {
    if let Err(error) = &installed {
        println!("setup: no {what} ({error:#}); {consequence}");
    }
    installed.is_ok()
}
