//! What the machine can do by itself, so that a measured rate can be read beside it.

use std::io::{self, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::histogram::Histogram;

/// Steps of the CPU loop; about 0.2 s on a processor of 2024.
const CPU_STEPS: u64 = 100_000_000;

/// Rates of the bare machine.
#[derive(Debug, Clone, Copy, serde::Serialize)]
pub struct MachineReport {
    /// Appends of 1 KiB, each followed by `fdatasync`, per second.
    pub fdatasync_per_s: f64,
    /// Half of them took no longer than this, microseconds.
    pub fdatasync_p50_us: f64,
    /// 99 % of them took no longer than this, microseconds.
    pub fdatasync_p99_us: f64,
    /// Time of a fixed loop of 100 million dependent integer steps, milliseconds.
    pub cpu_loop_ms: f64,
    /// Processors this process may use.
    pub n_processors: usize,
}

/// Measures for `duration` in a temporary file in `folder`, and then the loop.
///
/// # Errors
/// When the file cannot be made or written.
pub fn measure(folder: &Path, duration: Duration) -> io::Result<MachineReport> {
    let mut file = tempfile::tempfile_in(folder)?;
    let mut histogram = Histogram::default();
    let start = Instant::now();
    while start.elapsed() < duration {
        let before = Instant::now();
        file.write_all(&[0x5A; 1_024])?;
        file.sync_data()?;
        histogram.record(before.elapsed());
    }
    let elapsed = start.elapsed();
    let latency = histogram.report();
    Ok(MachineReport {
        fdatasync_per_s: histogram.n() as f64 / elapsed.as_secs_f64(),
        fdatasync_p50_us: latency.p50_us,
        fdatasync_p99_us: latency.p99_us,
        cpu_loop_ms: cpu_loop().as_secs_f64() * 1_000.0,
        n_processors: std::thread::available_parallelism().map_or(1, usize::from),
    })
}

/// Runs a chain of multiplications, the shift between them so that a compiler cannot fold several into one.
fn cpu_loop() -> Duration {
    let start = Instant::now();
    let mut value = std::hint::black_box(0x1234_5678_9abc_def1_u64);
    for _ in 0..CPU_STEPS {
        value = (value ^ (value >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    std::hint::black_box(value);
    start.elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_is_measured() {
        let report = measure(&std::env::temp_dir(), Duration::from_millis(30)).expect("a writable folder");
        assert!(report.fdatasync_per_s > 0.0 && report.fdatasync_p50_us > 0.0);
        assert!(report.cpu_loop_ms > 0.0 && report.n_processors > 0);
    }
}
