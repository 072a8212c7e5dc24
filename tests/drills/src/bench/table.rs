//! The figures as a Markdown table.

use super::{BenchReport, Measurement};

const HEAD: &str = "\
| channel | message | connections | acknowledged/s | delivered/s | p50 ms | p99 ms | p99.9 ms | max ms | hub CPU µs/msg | load CPU µs/msg | hub MiB | written KiB/msg | failures |
|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
";

pub(super) fn table(report: &BenchReport) -> String {
    let machine = &report.machine;
    let mut text = format!(
        "Machine: {} processors, CPU loop {:.0} ms, fdatasync of 1 KiB {:.0}/s (p50 {:.0} µs, p99 {:.0} µs).\n\n",
        machine.n_processors,
        machine.cpu_loop_ms,
        machine.fdatasync_per_s,
        machine.fdatasync_p50_us,
        machine.fdatasync_p99_us
    );
    text.push_str(HEAD);
    for measurement in &report.measurements {
        text.push_str(&line(measurement));
    }
    text
}

fn line(m: &Measurement) -> String {
    let ms = |us: f64| us / 1_000.0;
    format!(
        "| {} | {} | {} | {:.0} | {:.0} | {:.2} | {:.2} | {:.2} | {:.2} | {:.0} | {:.0} | {:.0} | {:.1} | {} |\n",
        m.channel,
        serde_json::to_value(m.message)
            .ok()
            .and_then(|kind| kind.as_str().map(str::to_owned))
            .unwrap_or_default(),
        m.connections,
        m.acknowledged_per_s,
        m.delivered_per_s,
        ms(m.latency.p50_us),
        ms(m.latency.p99_us),
        ms(m.latency.p999_us),
        ms(m.latency.max_us),
        m.hub_cpu_us_per_message,
        m.load_cpu_us_per_message,
        m.hub_resident_bytes as f64 / f64::from(1 << 20),
        m.written_bytes_per_message / 1024.0,
        m.failures,
    )
}

#[cfg(test)]
mod tests {
    use nilecare_load::{LatencyReport, MessageKind, machine::MachineReport};

    use super::*;

    #[test]
    fn every_line_has_as_many_cells_as_the_head() {
        let machine = MachineReport {
            fdatasync_per_s: 1.0,
            fdatasync_p50_us: 1.0,
            fdatasync_p99_us: 1.0,
            cpu_loop_ms: 1.0,
            n_processors: 2,
        };
        let measurement = Measurement {
            channel: "bench".to_owned(),
            message: MessageKind::Adt,
            connections: 8,
            acknowledged_per_s: 5_000.4,
            delivered_per_s: 4_900.0,
            latency: LatencyReport {
                p50_us: 1_500.0,
                p99_us: 2.0,
                p999_us: 3.0,
                max_us: 4.0,
            },
            failures: 0,
            hub_cpu_us_per_message: 100.0,
            load_cpu_us_per_message: 20.0,
            hub_resident_bytes: 64 << 20,
            written_bytes_per_message: 2_048.0,
        };
        let table = table(&BenchReport {
            machine,
            measurements: vec![measurement],
        });
        let cells = |line: &str| line.matches('|').count();
        let lines = table.lines().filter(|line| line.starts_with('|')).collect::<Vec<_>>();
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| cells(line) == cells(lines[0])), "{table}");
        assert!(
            lines[2].starts_with("| bench | adt | 8 | 5000 | 4900 | 1.50 |"),
            "{}",
            lines[2]
        );
        assert!(lines[2].ends_with("| 64 | 2.0 | 0 |"), "{}", lines[2]);
    }
}
