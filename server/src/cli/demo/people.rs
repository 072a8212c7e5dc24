//! Names and the like, put together at random.

use rand::Rng;
use serde_json::{Value, json};

use super::Demo;

const FEMALE: [&str; 16] = [
    "AMINA", "FATIMA", "HANAN", "IMAN", "KHADIJA", "LAYLA", "MARYAM", "NADIA", "RANIA", "SALMA", "SARA", "SUMAYA",
    "WIDAD", "YASMIN", "ZAHRA", "ZAINAB",
];
const MALE: [&str; 16] = [
    "ADAM", "AHMED", "ALI", "BAKRI", "HASSAN", "IBRAHIM", "IDRIS", "KHALID", "MOHAMED", "MUSA", "MUSTAFA", "OMAR",
    "SALIH", "TARIG", "YASIN", "YOUSIF",
];
const FAMILY: [&str; 20] = [
    "ABDALLA",
    "ABDELRAHMAN",
    "AWAD",
    "BABIKER",
    "DAFALLA",
    "ELAMIN",
    "ELHAJ",
    "ELTAYEB",
    "FADUL",
    "GASIM",
    "HAMAD",
    "KARAR",
    "MAHJOUB",
    "MIRGHANI",
    "NOUR",
    "OSMAN",
    "RAHMA",
    "SIDDIG",
    "TAHA",
    "YAGOUB",
];
const QUARTERS: [&str; 6] = [
    "North quarter",
    "South quarter",
    "River side",
    "Market",
    "Garden town",
    "Old town",
];

impl Demo {
    /// A given name and whether it is a woman's.
    pub fn given_name(&mut self) -> (&'static str, bool) {
        let is_female = self.chance(52);
        (self.pick(if is_female { &FEMALE } else { &MALE }), is_female)
    }

    pub fn family_name(&mut self) -> &'static str {
        self.pick(&FAMILY)
    }

    /// A patient as registration would send it. Every seventh has no telephone, every fifteenth only a year of birth.
    pub fn person(&mut self, number: u32) -> Value {
        let (given, is_female) = self.given_name();
        // The father's name follows one's own.
        let father = self.pick(&MALE);
        let year = 2026 - self.age();
        let birth_date = if self.chance(7) {
            year.to_string()
        } else {
            let (month, day) = (self.random.random_range(1..=12), self.random.random_range(1..=28));
            format!("{year}-{month:02}-{day:02}")
        };
        let quarter = self.pick(&QUARTERS);
        let house = self.random.random_range(1..200);
        let telecoms = if self.chance(86) {
            // Numbers of no country.
            json!([{ "system": "phone", "use": "mobile", "value": format!("+999 55 {:06}", self.random.random_range(0..1_000_000)) }])
        } else {
            json!([])
        };
        json!({
            "identifiers": [{ "system": "DEMO", "value": format!("{number:06}"), "type": "MR" }],
            "names": [{ "use": "official", "family": self.family_name(), "given": [given, father] }],
            "birth_date": birth_date,
            "gender": if is_female { "female" } else { "male" },
            "addresses": [{ "use": "home", "lines": [format!("House {house}")], "district": quarter, "city": "Khartoum", "country": "SDN" }],
            "telecoms": telecoms,
            "language": if self.chance(80) { "ar" } else { "en" },
        })
    }

    /// More young people than old ones.
    fn age(&mut self) -> u32 {
        let one = self.random.random_range(0..90);
        let other = self.random.random_range(0..90);
        one.min(other)
    }
}
