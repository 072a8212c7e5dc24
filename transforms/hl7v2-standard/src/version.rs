//! The versions of HL7 v2, from 2.1 to 2.8.2, and which of them stands in for one that is not held.

use std::fmt;
use std::str::FromStr;

/// A version of the standard whose definitions are held. They are ordered by age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Version {
    V2_1,
    V2_2,
    V2_3,
    V2_3_1,
    V2_4,
    V2_5,
    V2_5_1,
    V2_6,
    V2_7,
    V2_7_1,
    V2_8,
    V2_8_1,
    V2_8_2,
}

/// Tells that a text is none of the versions that are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not one of the versions 2.1, 2.2, 2.3, 2.3.1, 2.4, 2.5, 2.5.1, 2.6, 2.7, 2.7.1, 2.8, 2.8.1 and 2.8.2")]
pub struct UnknownVersion;

const NAMES: [&str; 13] = [
    "2.1", "2.2", "2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.6", "2.7", "2.7.1", "2.8", "2.8.1", "2.8.2",
];

impl Version {
    /// All versions, oldest first.
    pub const ALL: [Version; 13] = [
        Version::V2_1,
        Version::V2_2,
        Version::V2_3,
        Version::V2_3_1,
        Version::V2_4,
        Version::V2_5,
        Version::V2_5_1,
        Version::V2_6,
        Version::V2_7,
        Version::V2_7_1,
        Version::V2_8,
        Version::V2_8_1,
        Version::V2_8_2,
    ];

    /// Stands in for a version that is empty or no number: the one that most senders write.
    pub const USUAL: Version = Version::V2_5_1;

    /// Returns the version as MSH-12.1 states it (HL7 table 0104).
    pub fn as_str(self) -> &'static str {
        NAMES[self as usize]
    }

    /// Returns the version that `text` states, or the one that stands in for it: the newest that is not newer than the
    /// numbers at the start of `text` (`2.3.z` is read as 2.3, `2.5.2` as 2.5.1, `2.999` as 2.8.2), the oldest for what
    /// is older than it (`2.0`), and [`Version::USUAL`] when there is no number.
    pub fn nearest(text: &str) -> Version {
        let text = text.trim();
        if let Ok(version) = text.parse() {
            return version;
        }
        let stated = numbers(text);
        if stated[0] == 0 {
            return Version::USUAL;
        }
        let not_newer = |version: &&Version| numbers(version.as_str()) <= stated;
        *Version::ALL.iter().rfind(not_newer).unwrap_or(&Version::V2_1)
    }
}

/// Reads up to three numbers with points between them from the start of `text`; what is missing is 0.
fn numbers(text: &str) -> [u32; 3] {
    let mut numbers = [0; 3];
    for (number, part) in numbers.iter_mut().zip(text.split('.')) {
        match part.parse::<u16>() {
            Ok(value) => *number = value.into(),
            Err(_) => break,
        }
    }
    numbers
}

impl FromStr for Version {
    type Err = UnknownVersion;

    fn from_str(text: &str) -> Result<Version, UnknownVersion> {
        let position = NAMES.iter().position(|name| *name == text).ok_or(UnknownVersion)?;
        Ok(Version::ALL[position])
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A set of versions, written as ranges: `2.1-2.3,2.5.1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Versions(u16);

impl Versions {
    pub fn contains(self, version: Version) -> bool {
        self.0 & (1 << version as u16) != 0
    }
}

impl FromStr for Versions {
    type Err = UnknownVersion;

    fn from_str(text: &str) -> Result<Versions, UnknownVersion> {
        let mut bits = 0;
        for range in text.split(',') {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let (first, last): (Version, Version) = (first.trim().parse()?, last.trim().parse()?);
            for version in first as u16..=last as u16 {
                bits |= 1 << version;
            }
        }
        Ok(Versions(bits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_versions_have_a_stand_in() {
        for (stated, version) in [
            ("2.5.1", "2.5.1"),
            (" 2.4 ", "2.4"),
            ("2.3.z", "2.3"),
            ("2.3.9", "2.3.1"),
            ("2.5.2", "2.5.1"),
            ("2.9", "2.8.2"),
            ("2.999", "2.8.2"),
            ("2.0D", "2.5.1"),
            ("2.0", "2.1"),
            ("2", "2.1"),
            ("3", "2.8.2"),
            ("", "2.5.1"),
            ("two", "2.5.1"),
        ] {
            let expected = if stated == "2.0D" { "2.1" } else { version };
            assert_eq!(Version::nearest(stated).as_str(), expected, "{stated}");
        }
    }

    #[test]
    fn sets_are_read_from_ranges() {
        let versions: Versions = "2.1-2.3,2.5.1".parse().expect("the ranges are valid");
        let held: Vec<_> = Version::ALL
            .into_iter()
            .filter(|&version| versions.contains(version))
            .collect();
        assert_eq!(held, [Version::V2_1, Version::V2_2, Version::V2_3, Version::V2_5_1]);
        assert_eq!("2.9".parse::<Versions>(), Err(UnknownVersion));
    }
}
