//! Servers of others, started for one test on a free port of 127.0.0.1 and ended with it.
//!
//! The project's setup installs them (`xtask/src/setup/servers.rs`). Where one is missing, [`installed`] says that the test
//! was not run.

mod mariadb;
mod mosquitto;
mod noida;
mod postgresql;
mod rabbitmq;
mod secantus;
#[cfg(feature = "http")]
mod stripe;

use std::ffi::OsStr;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

pub use mariadb::{MariaDb, mariadb};
pub use mosquitto::{Mosquitto, mosquitto, mosquitto_with};
pub use noida::{Noida, noida};
pub use postgresql::{PostgreSql, postgresql};
pub use rabbitmq::{Rabbitmq, rabbitmq};
pub use secantus::{Secantus, secantus};
#[cfg(feature = "http")]
pub use stripe::{STRIPE_KEY, StripeFault, StripeServer};

/// How long a server may take until it listens.
const READY: Duration = Duration::from_secs(90);

/// A running server and its folder. It is killed when this is dropped, and when the test's process ends.
#[derive(Debug)]
pub struct PrivateServer {
    child: Child,
    folder: TempDir,
    address: SocketAddr,
}

/// How a server is started; the same each time, so that it can be killed and started again.
#[derive(Debug, Clone)]
pub struct Launch {
    program: PathBuf,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    user: Option<&'static str>,
}

impl Launch {
    /// Builds the launch of a program.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
            arguments: Vec::new(),
            environment: Vec::new(),
            user: None,
        }
    }

    /// Adds arguments.
    #[must_use]
    pub fn args<T: Into<String>>(mut self, arguments: impl IntoIterator<Item = T>) -> Self {
        self.arguments.extend(arguments.into_iter().map(Into::into));
        self
    }

    /// Sets a variable of its environment.
    #[must_use]
    pub fn env(mut self, name: &str, value: impl Into<String>) -> Self {
        self.environment.push((name.to_owned(), value.into()));
        self
    }

    /// Names the user that it runs as when the tests run as root; some servers refuse root.
    #[must_use]
    pub fn as_user(mut self, user: &'static str) -> Self {
        self.user = Some(user);
        self
    }

    /// Runs it to its end, as a preparation such as `initdb`.
    ///
    /// # Panics
    /// When it fails.
    pub fn run(&self) {
        let output = self.command().output().expect("it can be started");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{} failed: {told}", self.program.display());
    }

    /// `setpriv` ends the server with its parent, however that ends.
    fn command(&self) -> Command {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL"]);
        if let Some(user) = self.user.filter(|_| is_root()) {
            command.args([&format!("--reuid={user}"), &format!("--regid={user}"), "--clear-groups"]);
        }
        command.arg("--").arg(&self.program).args(&self.arguments);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null());
        command
    }
}

impl PrivateServer {
    /// Starts a server in `folder` and waits until it listens at `port`.
    ///
    /// # Panics
    /// When it ends or does not listen in time; its last lines are told.
    pub fn start(launch: &Launch, folder: TempDir, port: u16) -> Self {
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let child = spawn(launch, folder.path());
        let mut server = Self { child, folder, address };
        server.wait_until_ready();
        server
    }

    /// Returns where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns its folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Kills it, as a crash would; its folder stays.
    ///
    /// # Panics
    /// When it cannot be waited for.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        self.child.wait().expect("it is our child");
    }

    /// Starts it again after [`PrivateServer::kill`], on the same port and folder.
    ///
    /// # Panics
    /// As [`PrivateServer::start`].
    pub fn start_again(&mut self, launch: &Launch) {
        self.child = spawn(launch, self.folder.path());
        self.wait_until_ready();
    }

    fn wait_until_ready(&mut self) {
        let until = Instant::now() + READY;
        loop {
            if TcpStream::connect_timeout(&self.address, Duration::from_secs(1)).is_ok() {
                return;
            }
            let ended = self.child.try_wait().expect("it is our child");
            let is_late = Instant::now() > until;
            if ended.is_some() || is_late {
                let log = std::fs::read_to_string(self.folder.path().join(LOG)).unwrap_or_default();
                let lines: Vec<_> = log.lines().rev().take(15).collect();
                panic!(
                    "the server at {} ended ({ended:?}) or is late; its log, last line first: {lines:#?}",
                    self.address
                );
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for PrivateServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const LOG: &str = "server.log";

fn spawn(launch: &Launch, folder: &Path) -> Child {
    let log = std::fs::File::options()
        .create(true)
        .append(true)
        .open(folder.join(LOG));
    let log = log.expect("the folder is ours");
    let mut command = launch.command();
    command.stdout(log.try_clone().expect("a second handle")).stderr(log);
    command.spawn().expect("setpriv is part of util-linux")
}

/// Makes a folder that `user` owns, when the tests run as root.
///
/// # Panics
/// When it cannot be made, or there is no such user.
pub fn folder_of(user: Option<&str>) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    if let Some(user) = user.filter(|_| is_root()) {
        let (uid, gid) = ids(user);
        chown(folder.path(), Some(uid), Some(gid)).expect("root may");
    }
    folder
}

/// Finds a port of 127.0.0.1 that nobody listens on.
///
/// # Panics
/// When there is none.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    listener.local_addr().expect("it is bound").port()
}

/// Finds a program on the path, in `/usr/sbin`, or at `place` itself; without it says that the test was not run.
pub fn installed(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let sbin = PathBuf::from("/usr/sbin");
    let found = std::env::split_paths(&path)
        .chain([sbin])
        .map(|folder| folder.join(program))
        .find(|place| place.is_file());
    if found.is_none() {
        not_run(program);
    }
    found
}

/// Finds the Python of the project's setup, when it has a module; without it says that the test was not run.
pub fn python_with(module: &str) -> Option<PathBuf> {
    let python = std::env::var_os("NILECARE_PYTHON").map_or_else(own_python, PathBuf::from);
    let has_it = Command::new(&python)
        .args(["-c", &format!("import {module}")])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !has_it {
        not_run(&format!("the Python package {module}"));
    }
    has_it.then_some(python)
}

fn own_python() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/venv/bin/python");
    if own.exists() { own } else { PathBuf::from("python3") }
}

#[expect(clippy::print_stderr, reason = "a test says why it was not run")]
fn not_run(what: &str) {
    eprintln!("not run: {what} is not installed");
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

fn ids(user: &str) -> (u32, u32) {
    let number = |flag: &str| -> u32 {
        let output = Command::new("id").args([OsStr::new(flag), OsStr::new(user)]).output();
        let output = output.expect("id is part of coreutils");
        let text = String::from_utf8_lossy(&output.stdout);
        text.trim()
            .parse()
            .unwrap_or_else(|_| panic!("there is no user {user}"))
    };
    (number("-u"), number("-g"))
}
