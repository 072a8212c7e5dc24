//! The messages sent: an admission of exactly 1,024 bytes and a result of exactly 5,120. All contents are invented.

use crate::control_id::{ControlId, write_digits};
use crate::frame::{END, START};

/// Who a message is about until somebody says it.
const PATIENT: &str = "TEST-0001";

/// Which message to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MessageKind {
    /// ADT^A01, 1,024 bytes without the frame.
    Adt,
    /// ORU^R01, 5,120 bytes without the frame.
    Oru,
}

impl MessageKind {
    /// Returns the size of the message without its frame, in bytes.
    pub fn n_bytes(self) -> usize {
        match self {
            Self::Adt => 1_024,
            Self::Oru => 5_120,
        }
    }
}

/// A frame that is built once; for each message only MSH-10 and PID-3.1 are overwritten.
#[derive(Debug, Clone)]
pub struct PreparedMessage {
    frame: Vec<u8>,
    control_id_at: usize,
    patient_at: usize,
}

impl PreparedMessage {
    /// Builds the frame.
    pub fn new(kind: MessageKind) -> Self {
        let (before_id, after_id, filler) = match kind {
            MessageKind::Adt => (header("ADT^A01^ADT_A01"), admission(), "OBX|1|TX|REM^Remark||"),
            MessageKind::Oru => (header("ORU^R01^ORU_R01"), result(), "NTE|1|L|"),
        };
        let mut frame = vec![START];
        frame.extend_from_slice(before_id.as_bytes());
        let control_id_at = frame.len();
        frame.resize(control_id_at + ControlId::LEN, b'0');
        frame.extend_from_slice(after_id.as_bytes());
        frame.extend_from_slice(filler.as_bytes());
        // The last segment's text makes up the exact size; its carriage return is the last byte.
        let words = b"invented text for a test of load ".iter().copied().cycle();
        let n_missing = (kind.n_bytes() + 1)
            .checked_sub(frame.len() + 1)
            .expect("the fixed part is shorter");
        frame.extend(words.take(n_missing));
        frame.push(b'\r');
        frame.extend_from_slice(END);
        let patient_at = memchr::memmem::find(&frame, PATIENT.as_bytes()).expect("every message has a PID");
        Self {
            frame,
            control_id_at,
            patient_at,
        }
    }

    /// Makes the next messages be about a patient of a connection, each counted from 0; more than 9,999 wrap around.
    pub fn set_patient(&mut self, connection: usize, patient: u64) {
        let id = &mut self.frame[self.patient_at..self.patient_at + PATIENT.len()];
        id[0] = b'P';
        write_digits(&mut id[1..5], connection as u64);
        write_digits(&mut id[5..], patient);
    }

    /// Writes the id into the frame and returns the whole frame.
    pub fn with_control_id(&mut self, id: &ControlId) -> &[u8] {
        self.frame[self.control_id_at..self.control_id_at + ControlId::LEN].copy_from_slice(id.as_bytes());
        &self.frame
    }
}

fn header(message_type: &str) -> String {
    format!("MSH|^~\\&|LOADGEN|NORTHWING|HUB|NILECARE|20260301120000||{message_type}|")
}

fn admission() -> String {
    [
        "|P|2.5.1|||AL|NE",
        "EVN|A01|20260301115900",
        "PID|1||TEST-0001^^^NORTHWING^MR||LOADTEST^AGATHA^Q||19700101|F|||1 INVENTED STREET^^NOWHERE^^00000||||||||ACC-1",
        "NK1|1|LOADTEST^BORIS|SPO|1 INVENTED STREET^^NOWHERE^^00000",
        "PV1|1|I|W1^101^A^NORTHWING||||D01^DOCTOR^DORA|||MED||||1||||IP|V-0001|||||||||||||||||||||||||20260301115500",
        "AL1|1|DA|T01^TESTICILLIN^L|MO|RASH",
        "DG1|1||Z00.0^GENERAL EXAMINATION^I10||20260301|A",
        "",
    ]
    .join("\r")
}

fn result() -> String {
    let mut segments = vec![
        "|P|2.5.1|||AL|NE".to_owned(),
        "PID|1||TEST-0001^^^NORTHWING^MR||LOADTEST^AGATHA^Q||19700101|F".to_owned(),
        "PV1|1|I|W1^101^A^NORTHWING||||D01^DOCTOR^DORA".to_owned(),
        "ORC|RE|PL-1^LOADGEN|FI-1^LAB||CM".to_owned(),
        "OBR|1|PL-1^LOADGEN|FI-1^LAB|PANEL^TEST PANEL^L|||20260301110000|||||||||D01^DOCTOR^DORA||||||20260301115000||LAB|F"
            .to_owned(),
    ];
    for n in 1..=44 {
        let value = 40 + n * 3;
        segments.push(format!(
            "OBX|{n}|NM|T{n:03}^TEST ANALYTE {n:03}^L||{value}.{}|mmol/L|40.0-180.0|N|||F|||20260301114500",
            n % 10
        ));
    }
    segments.push(String::new());
    segments.join("\r")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::{control_id_of, first_block};

    #[test]
    fn messages_have_their_exact_sizes_and_ids() {
        let run = "RUN01".parse().expect("a prefix");
        for kind in [MessageKind::Adt, MessageKind::Oru] {
            let mut prepared = PreparedMessage::new(kind);
            for sequence in [1, 9_999_999_999] {
                let id = ControlId::new(run, 7, sequence);
                let frame = prepared.with_control_id(&id).to_vec();
                let block = first_block(&frame, 0).expect("a block");
                assert_eq!(block.n_bytes, frame.len());
                assert_eq!(block.message.len(), kind.n_bytes());
                assert_eq!(control_id_of(block.message), Some(&id.as_bytes()[..]));
            }
        }
    }

    #[test]
    fn the_patient_is_overwritten_in_place() {
        for kind in [MessageKind::Adt, MessageKind::Oru] {
            let mut prepared = PreparedMessage::new(kind);
            prepared.set_patient(12, 3);
            let frame = prepared.with_control_id(&ControlId::new("RUN01".parse().expect("a prefix"), 12, 1));
            assert!(memchr::memmem::find(frame, b"PID|1||P00120003^^^NORTHWING^MR|").is_some());
            assert_eq!(frame.len(), kind.n_bytes() + 3);
        }
    }

    #[test]
    fn every_segment_is_whole_and_named() {
        for kind in [MessageKind::Adt, MessageKind::Oru] {
            let prepared = PreparedMessage::new(kind);
            let block = first_block(&prepared.frame, 0).expect("a block");
            let text = std::str::from_utf8(block.message).expect("ASCII");
            for segment in text.strip_suffix('\r').expect("a closing carriage return").split('\r') {
                let name = segment.split('|').next().expect("a name");
                assert!(name.len() == 3 && name.is_ascii(), "{segment:?}");
            }
        }
    }
}
