//! Invented admissions of 1 KiB: as different as those of a hospital, the same in each run.

use bytes::Bytes;

pub const RARE_TYPE: &str = "ADT^A40";
const TYPES: [&str; 5] = ["ADT^A01", "ADT^A08", "ADT^A03", "ORU^R01", "ADT^A04"];
const N_PATIENTS: i64 = 50_000;
const FAMILY: [&str; 16] = [
    "ABENDROTH",
    "BELLWEATHER",
    "CASTELLANOS",
    "DRUMMOND",
    "ESTERHAZY",
    "FAIRCHILD",
    "GOLDBLATT",
    "HAVERSHAM",
    "INGLEWOOD",
    "JANKOWSKI",
    "KILIMANI",
    "LINDSTROM",
    "MONTENEGRO",
    "NAKAMURA",
    "OKONKWO",
    "PFEIFFER",
];
const GIVEN: [&str; 8] = ["ADA", "BRUNO", "CHIOMA", "DMITRI", "ELENA", "FARID", "GRETA", "HUGO"];

pub struct Message {
    pub number: i64,
    pub control_id: String,
    pub patient_id: String,
    pub message_type: &'static str,
    pub ward: Option<String>,
    pub raw: Bytes,
    pub transformed: Bytes,
}

/// Makes one message after the other.
#[derive(Default)]
pub struct Generator(i64);

/// Mixes a number, so that neighbours have nothing in common.
fn mix(number: i64) -> u64 {
    let mut mixed = number as u64 ^ 0x9e37_79b9_7f4a_7c15;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

pub fn control_id(number: i64) -> String {
    format!("SND{:02}-{number:010}", number % 20)
}

/// Returns the id of the patient of one of the first messages.
pub fn patient_id(number: i64) -> String {
    format!("P{:07}", patient(number) * 137 % 10_000_000)
}

fn patient(number: i64) -> i64 {
    (mix(number) % N_PATIENTS as u64) as i64
}

pub fn account(number: i64) -> String {
    format!("{:08}", mix(number + 1_000_000_007) % 100_000_000)
}

pub fn family_name(number: i64) -> &'static str {
    FAMILY[(patient(number) % 16) as usize]
}

pub fn ward(number: i64) -> String {
    format!("W{:03}", number % 97)
}

impl Generator {
    pub fn next(&mut self) -> Message {
        self.0 += 1;
        let number = self.0;
        let patient = patient(number);
        let of_patient = mix(patient + 7);
        let message_type = if mix(number).is_multiple_of(50_000) {
            RARE_TYPE
        } else {
            TYPES[(mix(number) % 5) as usize]
        };
        let (control_id, patient_id, account) = (control_id(number), patient_id(number), account(number));
        let second = number % 86_400;
        let at = format!(
            "202611{:02}{:02}{:02}{:02}",
            number / 86_400 % 28 + 1,
            second / 3600,
            second / 60 % 60,
            second % 60
        );
        let (family, given) = (family_name(number), GIVEN[(of_patient % 8) as usize]);
        let birth = format!(
            "{}{:02}{:02}",
            1930 + of_patient % 90,
            of_patient / 90 % 12 + 1,
            of_patient / 1080 % 28 + 1
        );
        let phone = format!("0{:03}-{:07}", of_patient / 7 % 1000, of_patient / 7000 % 10_000_000);
        let street = format!(
            "{} {} STREET",
            of_patient % 300 + 1,
            GIVEN[(of_patient / 11 % 8) as usize]
        );
        let (ward, bed) = (mix(number) / 5 % 97, mix(number) / 500 % 40);
        let text = format!(
            "MSH|^~\\&|ADT1|GOOD HEALTH HOSPITAL|HUB|NILECARE|{at}||{message_type}|{control_id}|P|2.5.1|||AL|NE\r\
             EVN|A01|{at}|||OP{:04}^CLERK^CLARA\r\
             PID|1||{patient_id}^^^GHH^MR||{family}^{given}^Q||{birth}|F|||{street}^^NORTHWING^^{:05}^UG||{phone}|||S||{account}^^^GHH^AN\r\
             NK1|1|{family}^{}^A|SPO|{street}^^NORTHWING|{phone}\r\
             PV1|1|I|W{ward:03}^{bed:03}^A^GHH||||{:05}^DOCTOR{:03}^DORA|||MED||||1||||IP|{account}|||||||||||||||||||||||||{at}\r\
             AL1|1|DA|T01^PENICILLIN^L|MO|RASH\rDG1|1||Z{:02}.{}^EXAMINATION^I10||{at}|A\rIN1|1|PLAN{:03}|{:07}|INSURANCE OF NORTHWING\r",
            mix(number) % 300,
            of_patient % 100_000,
            GIVEN[(of_patient / 13 % 8) as usize],
            mix(number) / 3 % 400 + 10_000,
            mix(number) / 3 % 400,
            mix(number) / 17 % 100,
            mix(number) / 19 % 10,
            of_patient / 23 % 50,
            of_patient / 29 % 10_000_000,
        );
        let mut raw = text.into_bytes();
        let filling = 1024_usize.saturating_sub(raw.len() + 5);
        raw.extend_from_slice(b"ZXX|");
        raw.extend((0..filling).map(|at| b"UNCHANGED REMARK OF THE SENDER. "[at % 32]));
        raw.push(b'\r');
        let transformed = String::from_utf8_lossy(&raw)
            .replace("|HUB|NILECARE|", "|LAB|EAST|")
            .replace("^CLERK^CLARA", "");
        Message {
            number,
            control_id,
            patient_id,
            message_type,
            ward: (number % 100 == 0).then(|| self::ward(number / 100)),
            raw: Bytes::from(raw),
            transformed: Bytes::from(transformed.into_bytes()),
        }
    }
}
