//! Latencies in buckets whose width grows with the value: every value is kept to within 1.6 %, in 32 KiB.

use std::time::Duration;

/// Buckets for each doubling.
const SUB_BUCKETS: usize = 64;
const SUB_BITS: u32 = SUB_BUCKETS.trailing_zeros();
const N_BUCKETS: usize = (64 - SUB_BITS as usize + 1) * SUB_BUCKETS;

/// Counts of latencies.
#[derive(Debug, Clone)]
pub struct Histogram {
    counts: Box<[u64]>,
    n: u64,
    max_ns: u64,
}

/// Latencies as microseconds.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct LatencyReport {
    /// Half are no longer than this.
    pub p50_us: f64,
    /// 99 % are no longer than this.
    pub p99_us: f64,
    /// 99.9 % are no longer than this.
    pub p999_us: f64,
    /// The longest, exact.
    pub max_us: f64,
}

impl Default for Histogram {
    fn default() -> Self {
        Self {
            counts: vec![0; N_BUCKETS].into_boxed_slice(),
            n: 0,
            max_ns: 0,
        }
    }
}

impl Histogram {
    /// Counts one latency.
    pub fn record(&mut self, latency: Duration) {
        let nanoseconds = u64::try_from(latency.as_nanos()).unwrap_or(u64::MAX);
        self.counts[bucket(nanoseconds)] += 1;
        self.n += 1;
        self.max_ns = self.max_ns.max(nanoseconds);
    }

    /// Adds the counts of another.
    pub fn merge(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
        self.n += other.n;
        self.max_ns = self.max_ns.max(other.max_ns);
    }

    /// Returns the number of latencies counted.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Returns the latency that `share` (0 to 1) of all do not exceed, rounded up to its bucket; zero when empty.
    pub fn quantile(&self, share: f64) -> Duration {
        let rank = (share * self.n as f64).ceil().max(1.0) as u64;
        let mut n_seen = 0;
        for (index, count) in self.counts.iter().enumerate() {
            n_seen += count;
            if n_seen >= rank {
                return Duration::from_nanos(upper_bound(index).min(self.max_ns));
            }
        }
        Duration::ZERO
    }

    /// Returns the usual quantiles.
    pub fn report(&self) -> LatencyReport {
        let microseconds = |share| self.quantile(share).as_nanos() as f64 / 1_000.0;
        LatencyReport {
            p50_us: microseconds(0.5),
            p99_us: microseconds(0.99),
            p999_us: microseconds(0.999),
            max_us: self.max_ns as f64 / 1_000.0,
        }
    }
}

/// Values below 64 have a bucket each; above, each doubling has 64 buckets of equal width.
fn bucket(value: u64) -> usize {
    if value < SUB_BUCKETS as u64 {
        return value as usize;
    }
    let shift = value.ilog2() - SUB_BITS;
    (shift as usize + 1) * SUB_BUCKETS + (value >> shift) as usize - SUB_BUCKETS
}

/// The greatest value of a bucket.
fn upper_bound(index: usize) -> u64 {
    if index < SUB_BUCKETS {
        return index as u64;
    }
    let shift = (index / SUB_BUCKETS - 1) as u32;
    let within = (index % SUB_BUCKETS + SUB_BUCKETS) as u64;
    (within << shift) + ((1 << shift) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_lies_in_its_bucket_within_the_error() {
        for exponent in 0..63 {
            for offset in [0, 1, 17] {
                let value = (1_u64 << exponent) + offset;
                let upper = upper_bound(bucket(value));
                assert!(
                    upper >= value && (upper - value) as f64 <= value as f64 / 64.0,
                    "{value} {upper}"
                );
            }
        }
        assert_eq!(upper_bound(bucket(u64::MAX)), u64::MAX);
        assert_eq!(bucket(u64::MAX), N_BUCKETS - 1);
    }

    #[test]
    fn quantiles_of_a_known_row() {
        let mut histogram = Histogram::default();
        for microseconds in 1..=1_000 {
            histogram.record(Duration::from_micros(microseconds));
        }
        let mut twice = histogram.clone();
        twice.merge(&histogram);
        assert_eq!(twice.n(), 2_000);
        let report = twice.report();
        for (found, expected) in [(report.p50_us, 500.0), (report.p99_us, 990.0), (report.p999_us, 999.0)] {
            assert!((expected..=expected * 1.016).contains(&found), "{found} for {expected}");
        }
        assert_eq!(report.max_us, 1_000.0);
    }

    #[test]
    fn an_empty_histogram_reports_zero() {
        assert_eq!(Histogram::default().quantile(0.99), Duration::ZERO);
    }
}
