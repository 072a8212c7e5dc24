//! The hub as a process.

use std::fs::{File, OpenOptions};
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use serde::Deserialize;

use crate::{HubApi, ProcessUsage, until};

/// The password of the first user in drills.
const PASSWORD: &str = "drill-password-0815";
/// A hub that is not ready after this time never will be; recovery of a long queue is part of it.
const START_LIMIT: Duration = Duration::from_secs(60);
/// A hub that is asked to end may finish what it has in hand.
const STOP_LIMIT: Duration = Duration::from_secs(30);

/// What a hub keeps from one start to the next: `data`, `channels` and `hub.log` in one folder.
#[derive(Debug, Clone)]
pub struct HubFolder {
    binary: PathBuf,
    root: PathBuf,
}

/// What the hub writes when it is ready.
#[derive(Deserialize)]
struct Announcement {
    http: String,
    process: Option<u32>,
}

impl HubFolder {
    /// Takes the binary `nilecare` and an empty folder.
    ///
    /// # Errors
    /// When there is no such binary, or the folder cannot be written.
    pub fn new(binary: &Path, root: &Path) -> Result<Self> {
        let binary = std::fs::canonicalize(binary)
            .with_context(|| format!("there is no {}; build it first", binary.display()))?;
        let folder = Self {
            binary,
            root: root.to_path_buf(),
        };
        std::fs::create_dir_all(folder.channels())?;
        std::fs::create_dir_all(folder.data())?;
        Ok(folder)
    }

    /// Returns the folder for the channels' folders.
    pub fn channels(&self) -> PathBuf {
        self.root.join("channels")
    }

    /// Returns the folder of the hub's stores.
    pub fn data(&self) -> PathBuf {
        self.root.join("data")
    }

    fn log(&self) -> PathBuf {
        self.root.join("hub.log")
    }

    /// Starts the hub and waits until it is ready.
    ///
    /// # Errors
    /// When it ends, or is not ready within a minute; the text has the end of its log.
    pub async fn start(&self) -> Result<HubProcess> {
        let announced = self.data().join("hub.json");
        // What an earlier process wrote must not be taken for this one's.
        match std::fs::remove_file(&announced) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        let mut hub = self.start_without_waiting()?;
        let api = hub.wait_until_ready(&announced).await;
        let api = api.with_context(|| format!("starting the hub; its log ends with\n{}", self.log_end()))?;
        hub.api = Some(api.sign_in("admin", PASSWORD).await?);
        Ok(hub)
    }

    /// Starts the hub and returns at once, for those who end it before it is ready.
    ///
    /// # Errors
    /// When the process cannot be started.
    pub fn start_without_waiting(&self) -> Result<HubProcess> {
        Ok(HubProcess {
            child: self.spawn()?,
            api: None,
        })
    }

    fn spawn(&self) -> Result<Child> {
        let log = OpenOptions::new().create(true).append(true).open(self.log())?;
        let mut command = Command::new(&self.binary);
        command
            .arg("serve")
            .arg("--data")
            .arg(self.data())
            .arg("--channels")
            .arg(self.channels());
        command
            .env("NILECARE__HTTP__BIND", "127.0.0.1:0")
            .env("NILECARE__MQTT__BIND", "127.0.0.1:0")
            .env("NILECARE_ADMIN_PASSWORD", PASSWORD);
        command.stdin(Stdio::null()).stdout(File::try_clone(&log)?).stderr(log);
        command
            .current_dir(&self.root)
            .spawn()
            .with_context(|| format!("starting {}", self.binary.display()))
    }

    fn log_end(&self) -> String {
        let log = std::fs::read_to_string(self.log()).unwrap_or_default();
        let lines = log.lines().collect::<Vec<_>>();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }
}

/// Reads the announcement; a file half written, or of another process, is none yet.
fn address(announced: &Path, process: u32) -> Option<String> {
    let announcement: Announcement = serde_json::from_slice(&std::fs::read(announced).ok()?).ok()?;
    let is_own = announcement.process.is_none_or(|writer| writer == process);
    is_own.then_some(announcement.http)
}

/// A running hub. Dropping it ends it with SIGKILL.
#[derive(Debug)]
pub struct HubProcess {
    child: Child,
    api: Option<HubApi>,
}

impl HubProcess {
    /// Returns its REST interface, signed in as administrator.
    ///
    /// # Panics
    /// When nobody waited for the hub to be ready ([`HubFolder::start_without_waiting`]).
    pub fn api(&self) -> &HubApi {
        self.api.as_ref().expect("start() sets it before it returns the hub")
    }

    async fn wait_until_ready(&mut self, announced: &Path) -> Result<HubApi> {
        let http = until("the hub to announce its address", START_LIMIT, async || {
            if let Some(status) = self.child.try_wait()? {
                bail!("the hub ended with {status}");
            }
            Ok(address(announced, self.child.id()))
        });
        let api = HubApi::new(&http.await?)?;
        until("the hub to be ready", START_LIMIT, async || {
            Ok(api.is_ready().await.then_some(()))
        })
        .await?;
        Ok(api)
    }

    /// Returns what it has used up so far.
    ///
    /// # Errors
    /// When the process is gone.
    pub fn usage(&self) -> Result<ProcessUsage> {
        ProcessUsage::of(self.child.id())
    }

    /// Ends it as a power cut of the process would: SIGKILL, no chance to finish anything.
    ///
    /// # Errors
    /// When it had ended by itself before.
    pub fn kill(mut self) -> Result<()> {
        if let Some(status) = self.child.try_wait()? {
            bail!("the hub had ended by itself with {status}");
        }
        self.child.kill()?;
        let status = self.child.wait()?;
        anyhow::ensure!(
            status.signal() == Some(9),
            "the hub ended with {status} before SIGKILL reached it"
        );
        Ok(())
    }

    /// Returns its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it ends by itself.
    ///
    /// # Errors
    /// When it takes longer than `limit`.
    pub async fn wait(mut self, limit: Duration) -> Result<ExitStatus> {
        until("the hub to end by itself", limit, async || Ok(self.child.try_wait()?)).await
    }

    /// Asks it to end (SIGTERM) and waits.
    ///
    /// # Errors
    /// When it takes longer than 30 s.
    pub async fn stop(mut self) -> Result<ExitStatus> {
        let id = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        kill_process(id.context("a process id is a positive number")?, Signal::TERM)?;
        until("the hub to end", STOP_LIMIT, async || Ok(self.child.try_wait()?)).await
    }
}

impl Drop for HubProcess {
    fn drop(&mut self) {
        // It may have ended; then there is nothing to kill, and waiting only collects its status.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
