//! Messages that drills send. All contents are invented.

use bytes::Bytes;

/// Builds an admission with this MSH-10 and patient name, padded by a note of `n_padding` bytes.
pub fn adt(control_id: &str, family_name: &str, n_padding: usize) -> Bytes {
    let mut text = format!(
        "MSH|^~\\&|DRILL|NORTHWING|HUB|NILECARE|20260301120000||ADT^A01^ADT_A01|{control_id}|P|2.5.1\r\
         EVN|A01|20260301115900\rPID|1||T-{control_id}^^^NORTHWING^MR||{family_name}^AGATHA||19700101|F\rPV1|1|I|W1^101^A\r"
    );
    if n_padding > 0 {
        // Text that does not shrink to nothing when it is compressed.
        let words = (0..).map(|n: usize| format!("{:x} ", n.wrapping_mul(2_654_435_761) ^ n_padding));
        let padding: String = words
            .flat_map(|word| word.into_bytes())
            .take(n_padding)
            .map(char::from)
            .collect();
        text.push_str(&format!("NTE|1|L|{padding}\r"));
    }
    Bytes::from(text)
}

/// Reads MSH-10.
///
/// # Panics
/// When there is none.
pub fn control_id(message: &[u8]) -> String {
    let id = nilecare_load::control_id_of(message).expect("a message of a drill has a control id");
    String::from_utf8_lossy(id).into_owned()
}

/// Puts a message into an MLLP block, by hand, so that the connector's own writer is not its only judge.
pub fn frame(message: &[u8]) -> Vec<u8> {
    let mut frame = vec![0x0B];
    frame.extend_from_slice(message);
    frame.extend_from_slice(b"\x1C\r");
    frame
}
