//! Latencies, memory and bytes.

use std::fmt;
use std::path::Path;
use std::time::Duration;

#[derive(Default)]
pub struct Latencies(Vec<Duration>);

impl Latencies {
    pub fn add(&mut self, latency: Duration) {
        self.0.push(latency);
    }
}

impl fmt::Display for Latencies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let at = |per_mille: usize| {
            let index = (sorted.len() * per_mille / 1000).min(sorted.len().saturating_sub(1));
            sorted.get(index).copied().unwrap_or_default().as_secs_f64() * 1_000.0
        };
        write!(
            f,
            "p50 {:8.2} ms, p99 {:8.2} ms, max {:8.2} ms",
            at(500),
            at(990),
            at(1000)
        )
    }
}

/// Reads a number from a file that the kernel makes, after a word; 0 elsewhere.
fn kernel_number(file: &str, word: &str) -> f64 {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(word)).unwrap_or_default();
    line.split_whitespace()
        .nth(1)
        .and_then(|number| number.parse().ok())
        .unwrap_or(0.0)
}

pub fn rss_mib() -> f64 {
    kernel_number("/proc/self/status", "VmRSS:") / 1024.0
}

pub fn written_mib() -> f64 {
    kernel_number("/proc/self/io", "write_bytes:") / f64::from(1 << 20)
}

pub fn size_mib(folder: &Path) -> f64 {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let sizes = files.filter_map(|file| Some(file.metadata().ok()?.len()));
    sizes.sum::<u64>() as f64 / f64::from(1 << 20)
}
