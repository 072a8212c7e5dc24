//! Compares what a sender was promised with what receivers got.
//!
//! The promise: an acknowledged message reaches every destination at least once, in the order it was sent on its
//! connection or for its patient, and nothing arrives that was never sent. Repeats are allowed and counted.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::ledger::lines;

/// How many ids a report names of each kind.
const N_EXAMPLES: usize = 20;

/// Says why ledgers could not be compared.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// A ledger could not be read.
    #[error("reading the ledger {}", path.display())]
    Read {
        /// The ledger.
        path: PathBuf,
        /// What the file system said.
        source: std::io::Error,
    },
    /// A line is not one of this kind of ledger: was the wrong file named?
    #[error("line {line} of {} is no line of such a ledger", path.display())]
    ForeignLine {
        /// The ledger.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
    },
}

/// Which messages must arrive in the order they were sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Those of one connection.
    ByConnection,
    /// Those about one patient, where each connection has so many who take turns ([`GeneratorOptions::n_patients`]).
    ///
    /// [`GeneratorOptions::n_patients`]: crate::GeneratorOptions::n_patients
    ByPatient(u64),
}

/// A number of ids and the first of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Examples {
    /// How many there are.
    pub count: u64,
    /// The first 20.
    pub first: Vec<String>,
}

impl Examples {
    fn add(&mut self, id: &[u8]) {
        self.count += 1;
        if self.first.len() < N_EXAMPLES {
            self.first.push(String::from_utf8_lossy(id).into_owned());
        }
    }
}

/// What one receiver's ledger shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct ReceiverFindings {
    /// The ledger.
    pub ledger: String,
    /// Messages received, repeats included.
    pub received: u64,
    /// Acknowledged to the sender but never received here: lost.
    pub acknowledged_not_received: Examples,
    /// Received but never sent: invented or damaged.
    pub received_not_sent: Examples,
    /// Receipts beyond the first of an id.
    pub repeats: Examples,
    /// First receipts that came after a later message of the same connection or about the same patient.
    pub order_breaks: Examples,
}

/// The comparison of one source with its receivers.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct CheckReport {
    /// Different ids sent.
    pub sent: u64,
    /// Sendings of an id beyond the first, after a failed connection or a refusal.
    pub resent: u64,
    /// Different ids acknowledged.
    pub acknowledged: u64,
    /// Acknowledged without having been sent: the sender's ledger is damaged, or the peer answered for another message.
    pub acknowledged_not_sent: Examples,
    /// One for each receiver.
    pub receivers: Vec<ReceiverFindings>,
    /// Whether nothing was lost, invented or out of order anywhere. Repeats are sound.
    pub is_sound: bool,
}

/// Compares the source's ledger with those of its receivers. Each receiver is a destination of its own, which must have
/// got everything; a receiver that was started again goes on with its ledger.
///
/// # Errors
/// When a ledger cannot be read or is not one.
pub fn check(source: &Path, receivers: &[PathBuf]) -> Result<CheckReport, CheckError> {
    check_in_order(source, receivers, Order::ByConnection)
}

/// Compares as [`check`] does, with another order.
///
/// # Errors
/// As [`check`].
pub fn check_in_order(source: &Path, receivers: &[PathBuf], order: Order) -> Result<CheckReport, CheckError> {
    let content = read(source)?;
    let mut report = CheckReport::default();
    let mut sent = HashSet::new();
    let mut acknowledged = Vec::new();
    for (letter, id) in ledger_lines(source, &content, b"SA")? {
        if letter == b'A' {
            acknowledged.push(id);
        } else if !sent.insert(id) {
            report.resent += 1;
        }
    }
    report.sent = sent.len() as u64;
    let mut seen = HashSet::new();
    acknowledged.retain(|id| seen.insert(*id));
    report.acknowledged = acknowledged.len() as u64;
    for id in &acknowledged {
        if !sent.contains(id) {
            report.acknowledged_not_sent.add(id);
        }
    }
    for receiver in receivers {
        report.receivers.push(compare(receiver, &sent, &acknowledged, order)?);
    }
    report.is_sound = report.acknowledged_not_sent.count == 0 && report.receivers.iter().all(is_sound);
    Ok(report)
}

fn is_sound(findings: &ReceiverFindings) -> bool {
    findings.acknowledged_not_received.count == 0
        && findings.received_not_sent.count == 0
        && findings.order_breaks.count == 0
}

fn compare(
    path: &Path,
    sent: &HashSet<&[u8]>,
    acknowledged: &[&[u8]],
    order: Order,
) -> Result<ReceiverFindings, CheckError> {
    let content = read(path)?;
    let mut findings = ReceiverFindings {
        ledger: path.display().to_string(),
        ..ReceiverFindings::default()
    };
    let mut received = HashSet::new();
    let mut newest: HashMap<(&[u8], u64), u64> = HashMap::new();
    for (_, id) in ledger_lines(path, &content, b"R")? {
        findings.received += 1;
        if !received.insert(id) {
            findings.repeats.add(id);
            continue;
        }
        if !sent.contains(id) {
            findings.received_not_sent.add(id);
        }
        if let Some((connection, sequence)) = place_in_order(id) {
            let patient = match order {
                Order::ByConnection => 0,
                Order::ByPatient(n_patients) => sequence % n_patients.max(1),
            };
            let newest = newest.entry((connection, patient)).or_default();
            if sequence < *newest {
                findings.order_breaks.add(id);
            }
            *newest = sequence.max(*newest);
        }
    }
    for id in acknowledged {
        if !received.contains(id) {
            findings.acknowledged_not_received.add(id);
        }
    }
    Ok(findings)
}

/// Splits an id into the prefix of its connection and its sequence; `None` for an id of another shape, which has no
/// known order.
fn place_in_order(id: &[u8]) -> Option<(&[u8], u64)> {
    let dash = memchr::memrchr(b'-', id)?;
    let sequence = std::str::from_utf8(&id[dash + 1..]).ok()?.parse().ok()?;
    Some((&id[..dash], sequence))
}

fn read(path: &Path) -> Result<Vec<u8>, CheckError> {
    fs::read(path).map_err(|source| CheckError::Read {
        path: path.to_path_buf(),
        source,
    })
}

fn ledger_lines<'a>(path: &Path, content: &'a [u8], letters: &[u8]) -> Result<Vec<(u8, &'a [u8])>, CheckError> {
    let mut found = Vec::new();
    for (index, line) in lines(content).enumerate() {
        let line = line.filter(|(letter, _)| letters.contains(letter));
        found.push(line.ok_or_else(|| CheckError::ForeignLine {
            path: path.to_path_buf(),
            line: index + 1,
        })?);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(source: &str, receivers: &[&str]) -> Result<CheckReport, CheckError> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let write = |name: String, text: &str| {
            let path = folder.path().join(name);
            fs::write(&path, text).expect("write");
            path
        };
        let source = write("source".to_owned(), source);
        let receivers: Vec<_> = receivers
            .iter()
            .enumerate()
            .map(|(index, text)| write(format!("receiver{index}"), text))
            .collect();
        check(&source, &receivers)
    }

    fn findings(source: &str, receiver: &str) -> ReceiverFindings {
        report(source, &[receiver]).expect("ledgers").receivers.remove(0)
    }

    #[test]
    fn a_perfect_run_is_sound() {
        let report = report("S a-1\nA a-1\nS a-2\nA a-2\n", &["R a-1\nR a-2\n", "R a-1\nR a-2\n"]).expect("ledgers");
        assert!(report.is_sound);
        assert_eq!((report.sent, report.acknowledged, report.receivers.len()), (2, 2, 2));
    }

    #[test]
    fn a_message_acknowledged_and_missing_at_one_of_two_receivers_is_lost() {
        let report = report("S a-1\nA a-1\nS a-2\n", &["R a-1\n", ""]).expect("ledgers");
        assert!(!report.is_sound);
        assert_eq!(report.receivers[0].acknowledged_not_received.count, 0);
        assert_eq!(report.receivers[1].acknowledged_not_received.first, ["a-1"]);
    }

    #[test]
    fn a_message_never_sent_is_found() {
        let report = report("S a-1\nA a-1\n", &["R a-1\nR a-7\n"]).expect("ledgers");
        assert!(!report.is_sound);
        assert_eq!(report.receivers[0].received_not_sent.first, ["a-7"]);
    }

    #[test]
    fn repeats_are_counted_and_sound() {
        let report = report("S a-1\nS a-1\nA a-1\n", &["R a-1\nR a-1\nR a-1\n"]).expect("ledgers");
        assert!(report.is_sound);
        assert_eq!(
            (
                report.resent,
                report.receivers[0].repeats.count,
                report.receivers[0].received
            ),
            (1, 2, 3)
        );
    }

    #[test]
    fn order_is_kept_for_each_connection_by_first_receipt() {
        let source = "S a-1\nS b-1\nS a-2\nS b-2\nS a-10\n";
        assert_eq!(
            findings(source, "R b-1\nR a-1\nR b-2\nR a-2\nR a-10\n")
                .order_breaks
                .count,
            0
        );
        assert_eq!(
            findings(source, "R a-1\nR a-2\nR a-1\nR a-10\n").order_breaks.count,
            0,
            "a late repeat"
        );
        assert_eq!(findings(source, "R a-2\nR a-10\nR a-1\n").order_breaks.first, ["a-1"]);
    }

    #[test]
    fn order_by_patient_is_that_of_the_connections_turns() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (source, receiver) = (folder.path().join("source"), folder.path().join("receiver"));
        fs::write(&source, "S a-1\nS a-2\nS a-3\nS a-4\n").expect("write");
        let breaks = |received: &str| {
            fs::write(&receiver, received).expect("write");
            let report = check_in_order(&source, std::slice::from_ref(&receiver), Order::ByPatient(2));
            report.expect("ledgers").receivers.remove(0).order_breaks.first
        };
        assert_eq!(breaks("R a-2\nR a-4\nR a-1\nR a-3\n"), [""; 0]);
        assert_eq!(breaks("R a-2\nR a-3\nR a-1\nR a-4\n"), ["a-1"]);
    }

    #[test]
    fn an_acknowledgment_without_a_message_is_found() {
        let report = report("S a-1\nA a-2\n", &[]).expect("ledgers");
        assert_eq!(report.acknowledged_not_sent.first, ["a-2"]);
        assert!(!report.is_sound);
    }

    #[test]
    fn a_line_cut_off_by_a_crash_counts_as_unwritten() {
        let report = report("S a-1\nA a-1\nS a-2\nA a-", &["R a-1\nR a-"]).expect("ledgers");
        assert!(report.is_sound);
        assert_eq!(report.acknowledged, 1);
    }

    #[test]
    fn a_foreign_file_is_refused() {
        assert!(matches!(
            report("S a-1\nhello\n", &[]),
            Err(CheckError::ForeignLine { line: 2, .. })
        ));
        assert!(matches!(
            report("R a-1\n", &[]),
            Err(CheckError::ForeignLine { line: 1, .. })
        ));
        assert!(matches!(
            check(Path::new("/nonexistent/ledger"), &[]),
            Err(CheckError::Read { .. })
        ));
    }
}
