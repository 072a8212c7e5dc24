//! What a process has used up, as Linux tells it in `/proc`.

use std::time::Duration;

use anyhow::{Context as _, Result};

/// Processor time, memory and writes of one process since it began.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProcessUsage {
    /// User and system time of all threads.
    pub cpu: Duration,
    /// Memory in use now (resident set), bytes.
    pub resident_bytes: u64,
    /// The most memory that was ever in use, bytes.
    pub peak_resident_bytes: u64,
    /// Bytes handed to the disk; what was written twice before it got there counts once.
    pub written_bytes: u64,
    /// Files and sockets that are open.
    pub n_open_files: usize,
}

impl ProcessUsage {
    /// Reads `/proc/ID`.
    ///
    /// # Errors
    /// When there is no such process, or it is another user's.
    pub fn of(id: u32) -> Result<Self> {
        let read = |name: &str| {
            let path = format!("/proc/{id}/{name}");
            std::fs::read_to_string(&path).with_context(|| format!("reading {path}"))
        };
        let (stat, status, io) = (read("stat")?, read("status")?, read("io")?);
        Ok(Self {
            cpu: cpu_time(&stat).context("reading utime and stime")?,
            resident_bytes: number(&status, "VmRSS:").context("reading VmRSS")? * 1024,
            peak_resident_bytes: number(&status, "VmHWM:").context("reading VmHWM")? * 1024,
            written_bytes: number(&io, "write_bytes:").context("reading write_bytes")?,
            n_open_files: std::fs::read_dir(format!("/proc/{id}/fd"))?.count(),
        })
    }
}

/// Reads fields 14 and 15 of `/proc/ID/stat` (proc(5)), clock ticks. The name in field 2 may hold spaces and parentheses.
fn cpu_time(stat: &str) -> Option<Duration> {
    let (_, after_name) = stat.rsplit_once(')')?;
    let mut fields = after_name.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    let ticks = ticks()? + ticks()?;
    let per_second = rustix::param::clock_ticks_per_second();
    Some(Duration::from_secs_f64(ticks as f64 / per_second as f64))
}

/// Reads the number after a label that begins a line.
fn number(text: &str, label: &str) -> Option<u64> {
    let rest = text.lines().find_map(|line| line.strip_prefix(label))?;
    rest.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_parentheses_does_not_shift_the_fields() {
        let ticks = rustix::param::clock_ticks_per_second();
        let stat = format!("42 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 {ticks} {ticks} 0 0");
        assert_eq!(cpu_time(&stat), Some(Duration::from_secs(2)));
    }

    #[test]
    fn this_process_is_read() {
        let before = ProcessUsage::of(std::process::id()).expect("it is ours");
        let memory = std::hint::black_box(vec![1_u8; 64 << 20]);
        let after = ProcessUsage::of(std::process::id()).expect("it is ours");
        assert!(
            after.peak_resident_bytes >= before.resident_bytes + (48 << 20),
            "{before:?} {after:?}"
        );
        assert!(after.cpu >= before.cpu && before.n_open_files >= 3);
        drop(memory);
    }

    #[test]
    fn a_process_that_is_gone_is_an_error() {
        assert!(ProcessUsage::of(u32::MAX).is_err());
    }
}
